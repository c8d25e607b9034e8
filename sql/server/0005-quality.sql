-- SPDX-License-Identifier: GPL-3.0-or-later

-- That a reply was looked at when it came, by the checks of which version.
CREATE TABLE reply_checks (
  reply_id TEXT PRIMARY KEY,
  version  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was found: rule and place, in code points, and whether the officer overruled
-- it. The words themselves are in the reply.
CREATE TABLE reply_findings (
  reply_id   TEXT NOT NULL REFERENCES reply_checks ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  severity   TEXT NOT NULL,
  start      INTEGER NOT NULL,
  finish     INTEGER NOT NULL,
  overridden INTEGER NOT NULL CHECK (overridden IN (0, 1)),
  PRIMARY KEY (reply_id, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX reply_findings_rule ON reply_findings (rule);
