-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A hub that was restored from a backup is asked what it still has of what it
-- once accepted. `confirmed_epoch` is the life of the hub in which it last said
-- that it has the reply; `requeued_at` is when a reply that it had forgotten went
-- back into the outbox.

ALTER TABLE op ADD COLUMN confirmed_epoch TEXT;
ALTER TABLE op ADD COLUMN requeued_at INTEGER;
