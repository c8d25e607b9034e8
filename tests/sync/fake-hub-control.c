/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub-private.h"

void
fake_hub_mutate (FakeHub          *self,
                 LoketRequestKind  kind,
                 FakeHubMutant     mutant,
                 int               times)
{
  g_mutex_lock (&self->lock);
  self->routes[kind].mutant = mutant;
  self->routes[kind].mutant_times = times;
  g_mutex_unlock (&self->lock);
}

void
fake_hub_refuse (FakeHub          *self,
                 LoketRequestKind  kind,
                 LoketProblemCode  code,
                 int               times)
{
  g_mutex_lock (&self->lock);
  self->routes[kind].refusal = code;
  self->routes[kind].refusal_times = times;
  g_mutex_unlock (&self->lock);
}

void
fake_hub_expire_access (FakeHub *self)
{
  g_mutex_lock (&self->lock);
  self->access_from = self->tokens + 1;
  g_mutex_unlock (&self->lock);
}

void
fake_hub_revoke_refresh (FakeHub *self)
{
  g_mutex_lock (&self->lock);
  self->refresh_revoked = TRUE;
  g_mutex_unlock (&self->lock);
}

void
fake_hub_set_epoch (FakeHub    *self,
                    const char *epoch)
{
  g_mutex_lock (&self->lock);
  g_free (self->epoch);
  self->epoch = g_strdup (epoch);
  g_mutex_unlock (&self->lock);
}

void
fake_hub_publish_rules (FakeHub    *self,
                        const char *holidays,
                        const char *policies,
                        const char *reason)
{
  LoketRulesRecord *record = loket_rules_record_new ();

  record->published_at = 1772000000;
  record->published_by = g_strdup ("koordinator");
  record->reason = g_strdup (reason);
  record->holidays = g_strdup (holidays);
  record->policies = g_strdup (policies);

  g_mutex_lock (&self->lock);
  record->number = ++self->rules->latest;
  g_ptr_array_add (self->rules->editions, record);
  g_mutex_unlock (&self->lock);
}

/* Takes @record, NULL for nothing. */
void
fake_hub_give_guidance (FakeHub             *self,
                        LoketGuidanceRecord *record)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->guidance, loket_guidance_record_free);
  self->guidance = record;
  g_mutex_unlock (&self->lock);
}

void
fake_hub_add_complaint (FakeHub    *self,
                        const char *id,
                        const char *tracking_id)
{
  FakeEntry *entry = g_new0 (FakeEntry, 1);
  LoketComplaint *complaint = loket_complaint_new ();

  complaint->id = g_strdup (id);
  complaint->tracking_id = g_strdup (tracking_id);
  complaint->title = g_strdup ("Lampu jalan padam");
  complaint->body = g_strdup ("Sudah seminggu lampu di depan pasar padam.");
  complaint->rev = complaint->substance = 1;
  complaint->status = LOKET_STATUS_NEW;
  complaint->klass = LOKET_CLASS_COMPLAINT;
  complaint->time_zone = g_strdup ("Asia/Jakarta");
  complaint->received_at = 1772150400;
  entry->complaint = complaint;

  g_mutex_lock (&self->lock);
  entry->seq = ++self->seq;
  g_ptr_array_add (self->entries, entry);
  g_cond_broadcast (&self->news);
  g_mutex_unlock (&self->lock);
}

/* Put back to a backup from before anything was accepted. */
void
fake_hub_restore (FakeHub    *self,
                  const char *epoch)
{
  fake_hub_set_epoch (self, epoch);
  g_mutex_lock (&self->lock);
  self->now += 86400;
  g_hash_table_remove_all (self->receipts);
  g_hash_table_remove_all (self->accepted);
  g_mutex_unlock (&self->lock);
}

void
fake_hub_offer_events (FakeHub    *self,
                       const char *url)
{
  g_mutex_lock (&self->lock);
  g_free (self->events_url);
  self->events_url = g_strdup (url);
  g_mutex_unlock (&self->lock);
}

/* Streams of events stay open and say nothing more. */
void
fake_hub_fall_silent (FakeHub *self)
{
  g_mutex_lock (&self->lock);
  self->silent = TRUE;
  g_cond_broadcast (&self->news);
  g_mutex_unlock (&self->lock);
}

/* Somebody had all traces of a complaint removed. */
void
fake_hub_erase (FakeHub    *self,
                const char *id)
{
  FakeEntry *entry;

  g_mutex_lock (&self->lock);
  entry = _fake_hub_find (self, id);
  entry->erased = TRUE;
  entry->seq = ++self->seq;
  g_mutex_unlock (&self->lock);
}

/* From now on the record of a complaint cannot be read, or can be again. */
void
fake_hub_spoil (FakeHub    *self,
                const char *id,
                gboolean    spoilt)
{
  FakeEntry *entry;

  g_mutex_lock (&self->lock);
  entry = _fake_hub_find (self, id);
  entry->spoilt = spoilt;
  entry->seq = ++self->seq;
  g_mutex_unlock (&self->lock);
}

guint
fake_hub_count_requests (FakeHub          *self,
                         LoketRequestKind  kind)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->routes[kind].requests;
  g_mutex_unlock (&self->lock);
  return n;
}

guint
fake_hub_count_accepted (FakeHub    *self,
                         const char *reply_id)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->accepted, reply_id));
  g_mutex_unlock (&self->lock);
  return n;
}
