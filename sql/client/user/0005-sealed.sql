-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What people wrote and who they are is sealed: `seal (table, row, column,
-- value)` is a function of the program, which has the key, so that a file is of
-- one version or the other, never half sealed. A revision of a draft is sealed
-- for `complaint/rev`. Ids, instants, counters and states stay clear.
--
-- A reply whose attachments leave before it does is `uploading`. Neither the type
-- of a column nor a rule of a table changes in its place: the tables are made
-- anew.

-- What the key has to open before anything else is believed to be damaged.
CREATE TABLE sealed_by (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  probe BLOB NOT NULL
) STRICT;
INSERT INTO sealed_by VALUES (1, seal ('sealed_by', '1', 'probe', 'Loket'));

ALTER TABLE account RENAME TO account_before;
CREATE TABLE account (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  server TEXT,
  ca_pem TEXT,
  username BLOB,
  device_id TEXT,
  device_name BLOB,
  officer_id TEXT,
  officer_username BLOB,
  officer_name BLOB,
  officer_role TEXT,
  agency_code TEXT,
  agency_name TEXT,
  agency_time_zone TEXT,
  sealed_tokens BLOB,
  epoch TEXT,
  durable_seq INTEGER NOT NULL DEFAULT 0,
  last_sync INTEGER
) STRICT;
INSERT INTO account
  SELECT id, server, ca_pem, seal ('account', '1', 'username', username), device_id,
         seal ('account', '1', 'device_name', device_name), officer_id,
         seal ('account', '1', 'officer_username', officer_username),
         seal ('account', '1', 'officer_name', officer_name), officer_role, agency_code,
         agency_name, agency_time_zone, sealed_tokens, epoch, durable_seq, last_sync
  FROM account_before;
DROP TABLE account_before;

-- The revisions follow their draft under its old name, and leave before it does.
ALTER TABLE draft RENAME TO draft_before;
ALTER TABLE draft_rev RENAME TO draft_rev_before;
CREATE TABLE draft (
  complaint_id TEXT PRIMARY KEY,
  text BLOB NOT NULL,
  outcome TEXT NOT NULL,
  visibility TEXT NOT NULL,
  overrides BLOB NOT NULL,
  base_substance INTEGER NOT NULL,
  base_snapshot BLOB,
  ack INTEGER NOT NULL,
  rev INTEGER NOT NULL CHECK (rev > 0),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
INSERT INTO draft
  SELECT complaint_id, seal ('draft', complaint_id, 'text', text), outcome, visibility,
         seal ('draft', complaint_id, 'overrides', overrides), base_substance,
         seal ('draft', complaint_id, 'base_snapshot', base_snapshot), ack, rev, created_at,
         updated_at
  FROM draft_before;
CREATE TABLE draft_rev (
  complaint_id TEXT NOT NULL REFERENCES draft ON DELETE CASCADE,
  rev INTEGER NOT NULL,
  text BLOB NOT NULL,
  outcome TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (complaint_id, rev)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_rev
  SELECT complaint_id, rev, seal ('draft_rev', complaint_id || '/' || rev, 'text', text), outcome, at
  FROM draft_rev_before;
DROP TABLE draft_rev_before;
DROP TABLE draft_before;

ALTER TABLE draft_bin RENAME TO draft_bin_before;
CREATE TABLE draft_bin (
  handle INTEGER PRIMARY KEY AUTOINCREMENT,
  complaint_id TEXT NOT NULL,
  text BLOB NOT NULL,
  outcome TEXT NOT NULL,
  visibility TEXT NOT NULL,
  overrides BLOB NOT NULL,
  base_substance INTEGER NOT NULL,
  base_snapshot BLOB,
  ack INTEGER NOT NULL,
  rev INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  discarded_at INTEGER NOT NULL
) STRICT;
-- Numbers that are forgotten by now do not come twice either.
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'draft_bin', seq FROM sqlite_sequence WHERE name = 'draft_bin_before';
INSERT INTO draft_bin
  SELECT handle, complaint_id, seal ('draft', complaint_id, 'text', text), outcome, visibility,
         seal ('draft', complaint_id, 'overrides', overrides), base_substance,
         seal ('draft', complaint_id, 'base_snapshot', base_snapshot), ack, rev, created_at,
         updated_at, discarded_at
  FROM draft_bin_before;
DROP TABLE draft_bin_before;

DROP INDEX op_by_complaint;
DROP INDEX op_pending;
DROP INDEX op_accepted;
DROP TRIGGER op_keep;
DROP TRIGGER op_frozen;
ALTER TABLE op RENAME TO op_before;
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
  title BLOB,
  state TEXT NOT NULL CHECK (state IN ('queued', 'held', 'uploading', 'inflight', 'waiting',
                                       'needs_user', 'revoking', 'revoked', 'discarded',
                                       'accepted')),
  -- The bytes to send, sealed; their hash is that of the bytes themselves.
  wire BLOB NOT NULL,
  wire_sha256 TEXT NOT NULL CHECK (length (wire_sha256) = 64),
  -- The bytes no longer match their hash; cleared when they were restored.
  damaged INTEGER NOT NULL DEFAULT 0,
  base_snapshot BLOB,
  -- Whether the text goes back into a draft once the reply is withdrawn.
  keep_text INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER,
  next_at INTEGER,
  reason TEXT,
  problem BLOB,
  receipt_seq INTEGER,
  receipt_substance INTEGER,
  receipt_rev INTEGER,
  receipt_epoch TEXT,
  receipt_at INTEGER,
  receipt_mac TEXT,
  queued_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  confirmed_epoch TEXT,
  requeued_at INTEGER,
  CHECK (state <> 'accepted' OR (receipt_seq IS NOT NULL AND receipt_mac IS NOT NULL))
) STRICT;
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'op', seq FROM sqlite_sequence WHERE name = 'op_before';
INSERT INTO op
  SELECT number, rid, complaint_id, prev_rid, replaces, waits_for, position, tracking_id,
         seal ('op', rid, 'title', title), state, seal ('op', rid, 'wire', wire), wire_sha256,
         damaged, seal ('op', rid, 'base_snapshot', base_snapshot), keep_text, attempts, started_at,
         next_at, reason, seal ('op', rid, 'problem', problem), receipt_seq, receipt_substance,
         receipt_rev, receipt_epoch, receipt_at, receipt_mac, queued_at, updated_at,
         confirmed_epoch, requeued_at
  FROM op_before;
DROP TABLE op_before;

CREATE INDEX op_by_complaint ON op (complaint_id, number);
CREATE INDEX op_pending ON op (complaint_id, position, number)
  WHERE state NOT IN ('accepted', 'revoked', 'discarded');
CREATE INDEX op_accepted ON op (receipt_seq) WHERE state = 'accepted';

CREATE TRIGGER op_keep BEFORE DELETE ON op
WHEN old.state NOT IN ('accepted', 'revoked', 'discarded')
BEGIN
  SELECT raise (ABORT, 'a reply on its way is never deleted');
END;

-- The same bytes sealed again are others: what was tried once is not resealed.
CREATE TRIGGER op_frozen BEFORE UPDATE ON op
WHEN new.rid IS NOT old.rid
  OR new.complaint_id IS NOT old.complaint_id
  OR new.attempts < old.attempts
  OR (old.attempts > 0 AND new.wire_sha256 IS NOT old.wire_sha256)
  OR (old.attempts > 0 AND old.damaged = 0 AND new.wire IS NOT old.wire)
BEGIN
  SELECT raise (ABORT, 'what was sent once does not change');
END;

ALTER TABLE reminder RENAME TO reminder_before;
CREATE TABLE reminder (
  key TEXT PRIMARY KEY,
  complaint_id TEXT NOT NULL,
  notice BLOB,
  told_at INTEGER NOT NULL,
  again_at INTEGER,
  dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO reminder
  SELECT key, complaint_id, seal ('reminder', key, 'notice', notice), told_at, again_at, dismissed
  FROM reminder_before;
DROP TABLE reminder_before;
