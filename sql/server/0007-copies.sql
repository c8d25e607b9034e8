-- SPDX-License-Identifier: GPL-3.0-or-later

-- Accepted replies that are still to be compared with the agency's other ones,
-- which takes too long for the moment in which they are stored.
CREATE TABLE replies_to_compare (
  seq INTEGER PRIMARY KEY REFERENCES replies
) STRICT;

-- By the checks of which version a reply was compared; NULL while it is not. Those
-- that were stored before are never.
ALTER TABLE reply_checks ADD COLUMN compared TEXT;

-- What an agency answered last, of any category and of one.
ALTER TABLE complaints ADD COLUMN category TEXT;

UPDATE complaints SET category = json_extract (line, '$.category');

CREATE INDEX complaints_answered ON complaints (agency_code, answered_at)
WHERE answered_at IS NOT NULL AND put_away IS NULL;

CREATE INDEX complaints_answered_alike ON complaints (agency_code, category, answered_at)
WHERE answered_at IS NOT NULL AND put_away IS NULL;
