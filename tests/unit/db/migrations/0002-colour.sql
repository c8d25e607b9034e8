-- SPDX-License-Identifier: GPL-3.0-or-later
ALTER TABLE note ADD COLUMN colour TEXT;
UPDATE note SET colour = 'blue';
