/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-guidance-private.h"
#include "loket-session-private.h"

/*
 * What the agency gives its officers. The cache holds it, read; the session hands
 * it to all that checks and writes.
 */

/**
 * loket_session_get_guidance_edition:
 * @self: a session
 *
 * Tells which edition of the agency's settings and templates is in force here.
 *
 * Returns: the hub's number, 0 where the agency gives nothing
 */
gint64
loket_session_get_guidance_edition (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), 0);

  return loket_guidance_get_edition (self->guidance);
}

/**
 * loket_session_dup_guidance_problem:
 * @self: a session
 *
 * Tells what was wrong with settings or templates that the hub published and that
 * this program refused; earlier ones stay in force.
 *
 * Returns: (transfer full) (nullable): a line in English that names the item,
 *   for an administrator; %NULL where nothing was refused
 */
char *
loket_session_dup_guidance_problem (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->profile != NULL ? loket_cache_store_dup_guidance_problem (loket_profile_get_cache (self->profile)) : NULL;
}

/**
 * loket_session_dup_checks:
 * @self: a session
 *
 * Gives what the officer's agency wants of the checks otherwise, also offline.
 * Others take its place with #LoketSession::guidance-changed.
 *
 * Returns: (transfer full) (nullable): the settings, %NULL for none
 */
LoketQualitySettings *
loket_session_dup_checks (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return loket_guidance_dup_checks (self->guidance);
}

/**
 * loket_session_dup_templates:
 * @self: a session
 *
 * Gives the templates that the officer's agency approved, also offline. Others
 * take their place with #LoketSession::guidance-changed.
 *
 * Returns: (transfer full) (nullable): the templates, %NULL for none
 */
LoketTemplates *
loket_session_dup_templates (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return loket_guidance_dup_templates (self->guidance);
}

static void
guidance_changed_cb (LoketSession *self)
{
  _loket_session_emit_guidance_changed (self);
}

/*< private >
 * _loket_session_init_guidance:
 * @self: a new session
 *
 * Begins without guidance and tells when it comes.
 */
void
_loket_session_init_guidance (LoketSession *self)
{
  self->guidance = loket_guidance_new ();
  g_signal_connect_object (self->guidance, "changed", G_CALLBACK (guidance_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/*< private >
 * _loket_session_take_guidance:
 * @self: a session whose cache may hold other guidance, or whose account may be
 *   of another agency
 *
 * Goes over to what is in force for the officer.
 */
void
_loket_session_take_guidance (LoketSession *self)
{
  _loket_guidance_take (self->guidance,
                        loket_cache_store_ref_guidance (loket_profile_get_cache (self->profile)),
                        loket_session_get_agency_code (self));
}

static void
engine_guidance_changed_cb (LoketSyncEngine *engine,
                            gpointer         user_data)
{
  _loket_session_take_guidance (user_data);
}

/*< private >
 * _loket_session_follow_guidance:
 * @self: a session with a new engine
 *
 * Follows what the hub publishes.
 */
void
_loket_session_follow_guidance (LoketSession *self)
{
  g_signal_connect (self->engine, "guidance-changed", G_CALLBACK (engine_guidance_changed_cb), self);
}
