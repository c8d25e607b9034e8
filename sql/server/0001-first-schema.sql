-- SPDX-License-Identifier: GPL-3.0-or-later
-- Instants are Unix seconds; ids are UUIDs; hashes are lower-case hexadecimal.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE agencies (
  code        TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  time_zone   TEXT NOT NULL,
  placeholder INTEGER NOT NULL DEFAULT 0 CHECK (placeholder IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX agencies_name ON agencies (name);

CREATE TABLE officers (
  id            TEXT PRIMARY KEY,
  username      TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  role          TEXT NOT NULL
                CHECK (role IN ('officer', 'approver', 'supervisor', 'coordinator', 'admin')),
  agency_code   TEXT REFERENCES agencies,
  password_hash TEXT NOT NULL,
  disabled      INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  created_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One sign-in of one device. All its tokens fall together.
CREATE TABLE token_families (
  id          INTEGER PRIMARY KEY,
  officer_id  TEXT NOT NULL REFERENCES officers,
  device_id   TEXT NOT NULL,
  device_name TEXT NOT NULL,
  created_at  INTEGER NOT NULL,
  revoked_at  INTEGER
) STRICT;

CREATE INDEX token_families_officer ON token_families (officer_id);

-- A refresh token and the access token given out with it share their pair.
CREATE TABLE tokens (
  sha        TEXT PRIMARY KEY,
  kind       TEXT NOT NULL CHECK (kind IN ('access', 'refresh')),
  family     INTEGER NOT NULL REFERENCES token_families ON DELETE CASCADE,
  pair       INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX tokens_family ON tokens (family, pair);
CREATE INDEX tokens_expiry ON tokens (expires_at);

-- The columns that SQL looks at; `line` is the whole record as clients get it.
CREATE TABLE complaints (
  id          TEXT PRIMARY KEY,
  tracking_id TEXT NOT NULL UNIQUE,
  rev         INTEGER NOT NULL,
  substance   INTEGER NOT NULL,
  agency_code TEXT REFERENCES agencies,
  officer_id  TEXT REFERENCES officers,
  status      TEXT NOT NULL,
  status_raw  TEXT,
  class       TEXT NOT NULL,
  category_id TEXT,
  received_at INTEGER,
  assigned_at INTEGER,
  answered_at INTEGER,
  closed_at   INTEGER,
  source_sha  TEXT NOT NULL,
  line        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX complaints_agency ON complaints (agency_code, id);

CREATE TABLE messages (
  complaint_id TEXT NOT NULL REFERENCES complaints ON DELETE CASCADE,
  number       INTEGER NOT NULL,
  id           TEXT NOT NULL,
  author       TEXT NOT NULL CHECK (author IN ('system', 'reporter', 'officer')),
  author_name  TEXT,
  text         TEXT NOT NULL,
  outcome      TEXT,
  at           INTEGER,
  PRIMARY KEY (complaint_id, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX messages_id ON messages (complaint_id, id);

-- An id of a reply is taken for ever, whatever becomes of the complaint.
CREATE TABLE replies (
  seq          INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  complaint_id TEXT NOT NULL,
  tracking_id  TEXT NOT NULL,
  officer_id   TEXT NOT NULL,
  device_id    TEXT NOT NULL,
  substance    INTEGER NOT NULL,
  rev          INTEGER NOT NULL,
  epoch        TEXT NOT NULL,
  accepted_at  INTEGER NOT NULL,
  body_sha     TEXT NOT NULL,
  mac          TEXT NOT NULL,
  outcome      TEXT NOT NULL,
  text         TEXT NOT NULL,
  body         BLOB NOT NULL
) STRICT;

CREATE INDEX replies_complaint ON replies (complaint_id, substance);

CREATE TABLE revoked_replies (
  id           TEXT PRIMARY KEY,
  complaint_id TEXT NOT NULL,
  officer_id   TEXT NOT NULL,
  at           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE scope_head (
  scope      TEXT PRIMARY KEY,
  generation INTEGER NOT NULL DEFAULT 1,
  seq        INTEGER NOT NULL DEFAULT 0,
  floor      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE scope_members (
  scope        TEXT NOT NULL REFERENCES scope_head,
  complaint_id TEXT NOT NULL,
  PRIMARY KEY (scope, complaint_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX scope_members_complaint ON scope_members (complaint_id);

CREATE TABLE change_log (
  scope        TEXT NOT NULL REFERENCES scope_head,
  seq          INTEGER NOT NULL,
  complaint_id TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('upsert', 'removed')),
  reason       TEXT,
  at           INTEGER NOT NULL,
  PRIMARY KEY (scope, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX change_log_complaint ON change_log (scope, complaint_id, seq);
CREATE INDEX change_log_age ON change_log (at);

-- Each hash covers the one before it, so that a change of an old row shows.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  actor  TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  sha    TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN
  SELECT raise (ABORT, 'audit rows are never changed');
END;

CREATE TRIGGER audit_remains BEFORE DELETE ON audit
BEGIN
  SELECT raise (ABORT, 'audit rows are never deleted');
END;
