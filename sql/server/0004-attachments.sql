-- SPDX-License-Identifier: GPL-3.0-or-later
-- Files stand beside the database: DIR/uploads/ID while they come in,
-- DIR/blobs/aa/SHA256 when they are whole.

-- A file on its way in. Of what is on the disk the first `received` bytes count.
CREATE TABLE uploads (
  id          TEXT PRIMARY KEY,
  officer_id  TEXT NOT NULL REFERENCES officers,
  agency_code TEXT,
  sha256      TEXT NOT NULL,
  size        INTEGER NOT NULL CHECK (size > 0),
  received    INTEGER NOT NULL DEFAULT 0 CHECK (received BETWEEN 0 AND size),
  type        TEXT CHECK (type IS NULL OR received = size), -- once it is whole
  expires_at  INTEGER NOT NULL,
  used_at     INTEGER -- by a reply
) STRICT, WITHOUT ROWID;

CREATE INDEX uploads_officer ON uploads (officer_id);
CREATE INDEX uploads_sha256 ON uploads (sha256, agency_code);
CREATE INDEX uploads_expiry ON uploads (expires_at);

-- A whole file. One that nothing names any more goes some time after `idle_since`.
CREATE TABLE blobs (
  sha256     TEXT PRIMARY KEY,
  size       INTEGER NOT NULL,
  type       TEXT NOT NULL,
  idle_since INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX blobs_idle ON blobs (idle_since);

-- Which entries of conversations carry which files; a recovered reply may name
-- one that this hub has lost.
CREATE TABLE attachments (
  complaint_id TEXT NOT NULL REFERENCES complaints ON DELETE CASCADE,
  message_id   TEXT NOT NULL,
  position     INTEGER NOT NULL,
  sha256       TEXT NOT NULL,
  size         INTEGER NOT NULL,
  name         TEXT NOT NULL,
  type         TEXT NOT NULL,
  PRIMARY KEY (complaint_id, message_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachments_sha256 ON attachments (sha256, complaint_id);
