/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-session-private.h"

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
