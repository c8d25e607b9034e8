-- SPDX-License-Identifier: GPL-3.0-or-later

-- How a device said it was doing, as seen by one officer on it.
CREATE TABLE devices (
  id         TEXT NOT NULL,
  officer_id TEXT NOT NULL REFERENCES officers,
  version    TEXT NOT NULL,
  pending    INTEGER NOT NULL,
  needs_user INTEGER NOT NULL,
  oldest_at  INTEGER,
  seen_at    INTEGER NOT NULL,
  PRIMARY KEY (id, officer_id)
) STRICT, WITHOUT ROWID;

-- Drafts that an officer carries from one device to another.
CREATE TABLE drafts (
  officer_id   TEXT NOT NULL REFERENCES officers,
  id           TEXT NOT NULL,
  complaint_id TEXT NOT NULL,
  rev          INTEGER NOT NULL,
  text         TEXT NOT NULL,
  outcome      TEXT,
  substance    INTEGER NOT NULL,
  device_id    TEXT NOT NULL,
  updated_at   INTEGER NOT NULL,
  PRIMARY KEY (officer_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX drafts_age ON drafts (updated_at);

-- What an agency gave back to the coordinator, and whom it proposed.
CREATE TABLE returns (
  number          INTEGER PRIMARY KEY,
  complaint_id    TEXT NOT NULL,
  officer_id      TEXT NOT NULL,
  agency_code     TEXT NOT NULL,
  proposed_agency TEXT,
  reason          TEXT NOT NULL,
  at              INTEGER NOT NULL
) STRICT;

CREATE INDEX returns_complaint ON returns (complaint_id, number);

-- A complaint that was put away is in no feed; how, and for a merged one where to.
ALTER TABLE complaints ADD COLUMN put_away TEXT CHECK (put_away IN ('archived', 'merged', 'erased'));
ALTER TABLE complaints ADD COLUMN merged_into TEXT;
ALTER TABLE change_log ADD COLUMN into_id TEXT;

-- A reply that this hub had forgotten and was given again with its old receipt.
ALTER TABLE replies ADD COLUMN recovered INTEGER NOT NULL DEFAULT 0 CHECK (recovered IN (0, 1));
