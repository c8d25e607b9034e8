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
