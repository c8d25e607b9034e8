-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- cache.db: what the hub told us. There are no migrations: when this text
-- changes, the file is thrown away and fetched anew.

CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scope (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  generation INTEGER NOT NULL,
  state TEXT,
  in_snapshot INTEGER NOT NULL DEFAULT 0,
  snapshot_state TEXT,
  cursor TEXT,
  -- Members that carry an older mark when a snapshot ends have left.
  mark INTEGER NOT NULL DEFAULT 0,
  snapshot_at INTEGER
) STRICT;

-- What the queue shows; the text is beside it, so that lists stay small.
CREATE TABLE complaint (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tracking_id TEXT NOT NULL,
  category TEXT,
  -- Sealed: the title, and where it is about. NULL once it was erased.
  face BLOB,
  agency_name TEXT,
  time_zone TEXT,
  class TEXT NOT NULL,
  status TEXT NOT NULL,
  anonymous INTEGER NOT NULL,
  secret INTEGER NOT NULL,
  received_at INTEGER,
  assigned_at INTEGER,
  answered_at INTEGER,
  reporter_at INTEGER,
  -- The most urgent clock of the officer: which it is (NULL: none), its bits,
  -- and the instants at which time alone changes its state.
  clock INTEGER,
  clock_flags INTEGER NOT NULL,
  clock_paused INTEGER NOT NULL,
  clock_start INTEGER,
  warning_at INTEGER,
  today_at INTEGER,
  due INTEGER,
  clock_stop INTEGER,
  rev INTEGER NOT NULL,
  substance INTEGER NOT NULL,
  -- Left the hub's view of us, kept because a draft or a reply is about it.
  detached INTEGER NOT NULL DEFAULT 0,
  -- In the queue: not closed, not detached.
  open INTEGER NOT NULL,
  -- No clock of the officer runs.
  settled INTEGER NOT NULL,
  -- `due` with the unknown, and the clocks that stand still, at the end.
  due_key INTEGER NOT NULL
) STRICT;

-- The other indexes are in cache-indexes.sql.
CREATE INDEX complaint_detached ON complaint (number) WHERE detached = 1;

-- What belongs to a complaint goes with it by hand: a foreign key would be
-- looked up for every row that comes in.
CREATE TABLE complaint_text (
  number INTEGER PRIMARY KEY,
  -- Sealed: the record as the hub sent it. NULL once it was erased.
  line BLOB
) STRICT;

CREATE TABLE member (
  complaint INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  mark INTEGER NOT NULL,
  PRIMARY KEY (complaint, scope)
) STRICT, WITHOUT ROWID;

-- What the hub sent of a complaint and could not be read. What was here of it
-- stays; it counts as a member that the mark's copy named.
CREATE TABLE unread (
  scope INTEGER NOT NULL,
  id TEXT NOT NULL,
  mark INTEGER NOT NULL,
  at INTEGER NOT NULL,
  tracking_id TEXT,
  -- A member's path, no value.
  what TEXT NOT NULL,
  PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;

-- What the agency gives its officers, as it was fetched last: one row.
CREATE TABLE guidance (
  agency TEXT PRIMARY KEY,
  epoch TEXT NOT NULL,
  edition INTEGER NOT NULL,
  checks TEXT NOT NULL,
  templates TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What clocks are counted by, as the hub published it: see meta.rules_epoch.
CREATE TABLE rules (
  edition INTEGER PRIMARY KEY,
  published_at INTEGER NOT NULL,
  published_by TEXT,
  reason TEXT,
  holidays TEXT NOT NULL,
  policies TEXT NOT NULL
) STRICT;

-- Deadlines that an edition of the rules has moved, and why.
CREATE TABLE deadline_move (
  complaint INTEGER NOT NULL,
  edition INTEGER NOT NULL,
  clock_before INTEGER NOT NULL,
  clock INTEGER NOT NULL,
  due_before INTEGER NOT NULL,
  due INTEGER NOT NULL,
  reason TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (complaint, edition)
) STRICT, WITHOUT ROWID;

-- The words of all complaints up to the number `searched` in meta, without a
-- text of its own: what is to go has to be told. A word is up to three hashes, which the
-- tokenizer makes; where in a text, how often and how long are not kept.
CREATE VIRTUAL TABLE search USING fts5 (
  words,
  content = '', detail = none, columnsize = 0,
  tokenize = 'loket'
);
-- Its pages fit into ours, which end with a checksum.
INSERT INTO search (search, rank) VALUES ('pgsz', 4040);
