-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A reply whose attachments leave before it does is `uploading`. A rule of a
-- table cannot be changed in its place, so the table is made anew; nothing in
-- it changes.

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
  waits_for TEXT,
  position INTEGER,
  tracking_id TEXT,
  title TEXT,
  state TEXT NOT NULL CHECK (state IN ('queued', 'held', 'uploading', 'inflight', 'waiting',
                                       'needs_user', 'revoking', 'revoked', 'discarded',
                                       'accepted')),
  wire BLOB NOT NULL,
  wire_sha256 TEXT NOT NULL CHECK (length (wire_sha256) = 64),
  damaged INTEGER NOT NULL DEFAULT 0,
  base_snapshot TEXT,
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
  confirmed_epoch TEXT,
  requeued_at INTEGER,
  CHECK (state <> 'accepted' OR (receipt_seq IS NOT NULL AND receipt_mac IS NOT NULL))
) STRICT;

INSERT INTO op SELECT * FROM op_before;
-- Also of replies that are forgotten by now, no number comes twice.
UPDATE sqlite_sequence SET seq = (SELECT b.seq FROM sqlite_sequence AS b WHERE b.name = 'op_before')
  WHERE name = 'op' AND EXISTS (SELECT 1 FROM sqlite_sequence AS b WHERE b.name = 'op_before');
INSERT INTO sqlite_sequence (name, seq) SELECT 'op', seq FROM sqlite_sequence
  WHERE name = 'op_before' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence AS b WHERE b.name = 'op');
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

CREATE TRIGGER op_frozen BEFORE UPDATE ON op
WHEN new.rid IS NOT old.rid
  OR new.complaint_id IS NOT old.complaint_id
  OR new.attempts < old.attempts
  OR (old.attempts > 0 AND new.wire_sha256 IS NOT old.wire_sha256)
  OR (old.attempts > 0 AND old.damaged = 0 AND new.wire IS NOT old.wire)
BEGIN
  SELECT raise (ABORT, 'what was sent once does not change');
END;
