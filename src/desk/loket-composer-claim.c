/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include "loket-composer-private.h"

/*
 * While the officer writes, colleagues are told so. A claim ends by itself after
 * a quarter of an hour, so it is renewed before; it is advice, and nobody waits
 * for it or depends on it.
 */
#define RENEW_US ((gint64) 10 * 60 * G_USEC_PER_SEC)

static void
tell (LoketComposer *self,
      gboolean       answering)
{
  LoketDraftBoxInterface *iface = LOKET_DRAFT_BOX_GET_IFACE (self->box);

  self->claimed = answering;
  if (iface->claim != NULL)
    iface->claim (self->box, self->complaint->id, answering);
}

/*< private >
 * _loket_composer_claim:
 * @self: a composer whose text the person changed
 *
 * Claims the complaint while there is a text, and lets it go without one.
 */
void
_loket_composer_claim (LoketComposer *self)
{
  gboolean writing = self->draft->text[0] != '\0';

  if (!writing)
    _loket_composer_unclaim (self);
  else if (!self->claimed)
    {
      tell (self, TRUE);
      loket_alarm_arm (self->claim_alarm, RENEW_US);
    }
  self->wrote_since_claim = writing;
}

/*< private >
 * _loket_composer_unclaim:
 * @self: a composer whose text was sent, thrown away or left
 *
 * Lets the complaint go.
 */
void
_loket_composer_unclaim (LoketComposer *self)
{
  if (!self->claimed)
    return;
  loket_alarm_disarm (self->claim_alarm);
  tell (self, FALSE);
}

/*< private >
 * _loket_composer_claim_alarm_cb:
 * @user_data: a composer
 *
 * Renews the claim of somebody who went on writing; lets it end for a text that
 * was only left open.
 */
void
_loket_composer_claim_alarm_cb (gpointer user_data)
{
  LoketComposer *self = LOKET_COMPOSER (user_data);

  self->claimed = FALSE;
  if (!self->wrote_since_claim)
    return;
  self->wrote_since_claim = FALSE;
  tell (self, TRUE);
  loket_alarm_arm (self->claim_alarm, RENEW_US);
}
