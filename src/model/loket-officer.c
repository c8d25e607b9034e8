/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-model"

#include "config.h"

#include "loket-officer.h"

G_DEFINE_BOXED_TYPE (LoketOfficer, loket_officer, loket_officer_ref, loket_officer_unref)

/**
 * loket_officer_new:
 *
 * Makes a record with nothing in it; the maker fills it before anybody else
 * sees it.
 *
 * Returns: (transfer full): a record
 */
LoketOfficer *
loket_officer_new (void)
{
  LoketOfficer *self = g_new0 (LoketOfficer, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

/**
 * loket_officer_ref:
 * @self: a record
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketOfficer *
loket_officer_ref (LoketOfficer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_officer_unref:
 * @self: (transfer full): a record
 *
 * Drops a reference; the last one frees the record. Any thread.
 */
void
loket_officer_unref (LoketOfficer *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->username);
  g_free (self->name);
  g_free (self->agency_code);
  g_free (self->agency_name);
  g_free (self->agency_time_zone);
  g_free (self);
}
