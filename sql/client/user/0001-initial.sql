-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- user.db: what the officer made and what the hub said about it. Columns of
-- `op` are only ever added: an update of the program must not touch a reply
-- that is on its way.

CREATE TABLE account (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  server TEXT,
  ca_pem TEXT,
  username TEXT,
  device_id TEXT,
  device_name TEXT,
  officer_id TEXT,
  officer_username TEXT,
  officer_name TEXT,
  officer_role TEXT,
  agency_code TEXT,
  agency_name TEXT,
  agency_time_zone TEXT,
  sealed_tokens BLOB,
  epoch TEXT,
  durable_seq INTEGER NOT NULL DEFAULT 0,
  last_sync INTEGER
) STRICT;

CREATE TABLE draft (
  complaint_id TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  outcome TEXT NOT NULL,
  visibility TEXT NOT NULL,
  overrides TEXT NOT NULL,
  base_substance INTEGER NOT NULL,
  base_snapshot TEXT,
  ack INTEGER NOT NULL,
  rev INTEGER NOT NULL CHECK (rev > 0),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE draft_rev (
  complaint_id TEXT NOT NULL REFERENCES draft ON DELETE CASCADE,
  rev INTEGER NOT NULL,
  text TEXT NOT NULL,
  outcome TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (complaint_id, rev)
) STRICT, WITHOUT ROWID;

-- Discarded drafts, for the undo.
CREATE TABLE draft_bin (
  handle INTEGER PRIMARY KEY AUTOINCREMENT,
  complaint_id TEXT NOT NULL,
  text TEXT NOT NULL,
  outcome TEXT NOT NULL,
  visibility TEXT NOT NULL,
  overrides TEXT NOT NULL,
  base_substance INTEGER NOT NULL,
  base_snapshot TEXT,
  ack INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  discarded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE op (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  rid TEXT NOT NULL UNIQUE,
  complaint_id TEXT NOT NULL,
  prev_rid TEXT,
  replaces TEXT,
  -- The reply whose end this one waits for while it is held.
  waits_for TEXT,
  -- Its place among the replies to one complaint: that of the reply it
  -- replaces, else its own number.
  position INTEGER,
  tracking_id TEXT,
  title TEXT,
  state TEXT NOT NULL CHECK (state IN ('queued', 'held', 'inflight', 'waiting', 'needs_user',
                                       'revoking', 'revoked', 'discarded', 'accepted')),
  wire BLOB NOT NULL,
  wire_sha256 TEXT NOT NULL CHECK (length (wire_sha256) = 64),
  -- The bytes no longer match their hash; cleared when they were restored.
  damaged INTEGER NOT NULL DEFAULT 0,
  base_snapshot TEXT,
  -- Whether the text goes back into a draft once the reply is withdrawn.
  keep_text INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER,
  next_at INTEGER,
  reason TEXT,
  problem TEXT,
  receipt_seq INTEGER,
  receipt_substance INTEGER,
  receipt_rev INTEGER,
  receipt_epoch TEXT,
  receipt_at INTEGER,
  receipt_mac TEXT,
  queued_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK (state <> 'accepted' OR (receipt_seq IS NOT NULL AND receipt_mac IS NOT NULL))
) STRICT;

CREATE INDEX op_by_complaint ON op (complaint_id, number);
CREATE INDEX op_pending ON op (complaint_id, position, number)
  WHERE state NOT IN ('accepted', 'revoked', 'discarded');
CREATE INDEX op_accepted ON op (receipt_seq) WHERE state = 'accepted';

CREATE TRIGGER op_keep BEFORE DELETE ON op
WHEN old.state NOT IN ('accepted', 'revoked', 'discarded')
BEGIN
  SELECT raise (ABORT, 'a reply on its way is never deleted');
END;

CREATE TRIGGER op_frozen BEFORE UPDATE ON op
WHEN new.rid IS NOT old.rid
  OR new.complaint_id IS NOT old.complaint_id
  OR new.attempts < old.attempts
  OR (old.attempts > 0 AND new.wire_sha256 IS NOT old.wire_sha256)
  OR (old.attempts > 0 AND old.damaged = 0 AND new.wire IS NOT old.wire)
BEGIN
  SELECT raise (ABORT, 'what was sent once does not change');
END;

CREATE TABLE op_log (
  n INTEGER PRIMARY KEY AUTOINCREMENT,
  rid TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  why TEXT,
  at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER op_log_keep BEFORE UPDATE ON op_log
BEGIN
  SELECT raise (ABORT, 'the log is never rewritten');
END;
