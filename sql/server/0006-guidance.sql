-- SPDX-License-Identifier: GPL-3.0-or-later

-- What an agency gives its officers: settings of the checks and approved
-- templates, each edition complete, '' for none. Agency '' is the whole hub. The
-- numbers are those of the hub, so that a later edition of either has a higher one.
CREATE TABLE guidance_editions (
  number       INTEGER PRIMARY KEY CHECK (number > 0),
  agency       TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  reason       TEXT,
  checks       TEXT NOT NULL,
  templates    TEXT NOT NULL
) STRICT;

CREATE INDEX guidance_editions_agency ON guidance_editions (agency, number);

CREATE TRIGGER guidance_editions_stay BEFORE UPDATE ON guidance_editions
BEGIN
  SELECT raise (ABORT, 'editions of the guidance are never changed');
END;

CREATE TRIGGER guidance_editions_remain BEFORE DELETE ON guidance_editions
BEGIN
  SELECT raise (ABORT, 'editions of the guidance are never deleted');
END;

-- By which edition a reply was looked at; 0 for none.
ALTER TABLE reply_checks ADD COLUMN guidance INTEGER NOT NULL DEFAULT 0;
