/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include "loket-composer-private.h"
#include "loket-wire-complaint.h"
#include "loket-words.h"

#include <glib/gi18n-lib.h>

/* The complaint as the officer saw it when the draft was begun. */
static LoketComplaint *
read_base (LoketComposer *self)
{
  const char *snapshot = self->draft->base_snapshot;

  return snapshot != NULL ? loket_wire_complaint_parse (snapshot, strlen (snapshot), NULL) : NULL;
}

static gboolean
has_message (const LoketComplaint *complaint,
             const char           *id)
{
  for (guint i = 0; i < complaint->messages->len; i++)
    if (g_strcmp0 (((LoketMessage *) complaint->messages->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_ours (LoketComposer *self,
         const char    *message_id)
{
  return message_id != NULL && LOKET_DRAFT_BOX_GET_IFACE (self->box)->owns (self->box, message_id);
}

/* Each of our own replies that the hub took since counts one change. */
static guint
count_own_changes (LoketComposer        *self,
                   const LoketComplaint *base)
{
  guint n = 0;

  for (guint i = 0; i < self->complaint->messages->len; i++)
    {
      const LoketMessage *message = self->complaint->messages->pdata[i];

      n += is_ours (self, message->id) && (base == NULL || !has_message (base, message->id));
    }
  return n;
}

static gboolean
is_begun (LoketComposer *self)
{
  return self->state != LOKET_COMPOSER_LOADING && self->state != LOKET_COMPOSER_EMPTY &&
         self->state != LOKET_COMPOSER_SENT;
}

/**
 * loket_composer_get_conflict:
 * @self: a composer
 *
 * Tells whether somebody else changed the complaint since the draft was begun or
 * the officer last acknowledged: the reporter wrote, another officer answered,
 * the status or the assignment is another. Own replies do not count.
 *
 * Returns: whether the officer has to look before sending
 */
gboolean
loket_composer_get_conflict (LoketComposer *self)
{
  g_autoptr (LoketComplaint) base = NULL;
  gint64 seen;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);

  seen = MAX (self->draft->base_substance, self->draft->ack);
  if (!is_begun (self) || self->complaint->substance <= seen)
    return FALSE;
  if (self->draft->ack > self->draft->base_substance)
    return TRUE;

  base = read_base (self);
  return self->complaint->substance - seen > (gint64) count_own_changes (self, base);
}

static void
add_line (GString *lines,
          char    *line)
{
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, line);
  g_free (line);
}

static void
describe_messages (LoketComposer        *self,
                   const LoketComplaint *base,
                   GString              *lines)
{
  gint64 now = loket_clock_now (self->clock);

  for (guint i = 0; i < self->complaint->messages->len; i++)
    {
      const LoketMessage *message = self->complaint->messages->pdata[i];
      g_autofree char *when = loket_words_relative (message->at, now, self->time_zone);

      if (has_message (base, message->id) || is_ours (self, message->id))
        continue;
      if (message->author == LOKET_AUTHOR_REPORTER)
        add_line (lines, g_strdup_printf (_("The reporter wrote, %s."), when));
      else if (message->author == LOKET_AUTHOR_OFFICER)
        add_line (lines, g_strdup_printf (_("Another officer answered, %s."), when));
      else
        add_line (lines, g_strdup_printf (_("The system added an entry, %s."), when));
    }
}

static void
describe_fields (LoketComposer        *self,
                 const LoketComplaint *base,
                 GString              *lines)
{
  const LoketComplaint *now = self->complaint;

  if (base->status != now->status)
    add_line (lines, g_strdup_printf (_("Status: %s, before: %s."), loket_words_status (now->status),
                                      loket_words_status (base->status)));
  if (g_strcmp0 (base->agency_code, now->agency_code) != 0)
    add_line (lines, g_strdup_printf (_("Now assigned to %s."),
                                      now->agency_name != NULL ? now->agency_name : _("another agency")));
  if (g_strcmp0 (base->body, now->body) != 0 || g_strcmp0 (base->title, now->title) != 0)
    add_line (lines, g_strdup (_("The text of the complaint was edited.")));
}

/**
 * loket_composer_dup_conflict_text:
 * @self: a composer
 *
 * Tells what changed since the draft was begun, one thing a line.
 *
 * Returns: (transfer full) (nullable): the lines, %NULL without a conflict
 */
char *
loket_composer_dup_conflict_text (LoketComposer *self)
{
  g_autoptr (LoketComplaint) base = NULL;
  GString *lines = NULL;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  if (!loket_composer_get_conflict (self))
    return NULL;

  lines = g_string_new (NULL);
  base = read_base (self);
  if (base != NULL)
    {
      describe_messages (self, base, lines);
      describe_fields (self, base, lines);
    }
  if (lines->len == 0)
    g_string_append (lines, _("The complaint changed since you began this reply."));
  return g_string_free (lines, FALSE);
}

/**
 * loket_composer_acknowledge:
 * @self: a composer that is neither loading nor sending
 *
 * Notes that the officer has seen what changed and keeps the text; the reply
 * tells the hub so.
 */
void
loket_composer_acknowledge (LoketComposer *self)
{
  g_return_if_fail (LOKET_IS_COMPOSER (self));

  if (!loket_composer_get_conflict (self))
    return;

  self->draft->ack = self->complaint->substance;
  _loket_composer_content_changed (self);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_CONFLICT);
}
