-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the officer did about a reminder: put it off until an instant, or took it
-- from the list. Neither outlives the event: a deadline that moves is another.

ALTER TABLE reminder ADD COLUMN again_at INTEGER;
ALTER TABLE reminder ADD COLUMN dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1));
