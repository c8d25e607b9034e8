/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include <string.h>

#include "loket-composer-private.h"
#include "loket-outbox-op.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"
#include "loket-words-quality.h"

#include <glib/gi18n-lib.h>

/*
 * What the hub found in a reply that it refused and that came back to be changed.
 * The hub may look more strictly than this program, by its operator's settings or
 * its newer checks; what it found stands in the draft for as long as the words do,
 * as a finding that stops sending.
 */

struct _LoketRefusal
{
  LoketReply   *reply;
  LoketProblem *problem;
};

/*< private >
 * _loket_refusal_free:
 * @self: (transfer full): a refusal
 *
 * Frees it.
 */
void
_loket_refusal_free (LoketRefusal *self)
{
  g_clear_pointer (&self->reply, loket_reply_unref);
  g_clear_pointer (&self->problem, loket_problem_free);
  g_free (self);
}

static LoketRefusal *
read_refusal (const LoketOutboxOp *op)
{
  g_autoptr (LoketProblem) problem =
      op->problem != NULL ? loket_wire_problem_parse (op->problem, strlen (op->problem), NULL) : NULL;
  LoketReply *reply = NULL;
  LoketRefusal *self = NULL;

  if (problem == NULL || problem->code != LOKET_PROBLEM_QUALITY_BLOCKER || problem->places == NULL)
    return NULL;
  reply = loket_wire_reply_parse (op->wire, NULL);
  if (reply == NULL)
    return NULL;
  self = g_new0 (LoketRefusal, 1);
  self->reply = reply;
  self->problem = g_steal_pointer (&problem);
  return self;
}

/* Whether what was found is still there, and where. Something that is missing is
 * missing until the text is another. */
static gboolean
find_again (const LoketProblemPlace *place,
            const char              *refused,
            const char              *text,
            guint                   *start,
            guint                   *end)
{
  gboolean same = g_str_equal (refused, text);
  g_autofree char *words = NULL;
  const char *found = NULL;

  *start = *end = 0;
  if (place->end <= place->start || place->end > (guint) g_utf8_strlen (refused, -1))
    return same;
  words = g_utf8_substring (refused, place->start, place->end);
  found = same ? g_utf8_offset_to_pointer (text, place->start) : strstr (text, words);
  if (found == NULL)
    return FALSE;
  *start = (guint) g_utf8_pointer_to_offset (text, found);
  *end = *start + place->end - place->start;
  return TRUE;
}

/* So that nobody wonders why a warning stops a reply now. */
static void
raise_finding (LoketFinding *finding)
{
  g_autofree char *suggestion = g_steal_pointer (&finding->suggestion);

  finding->severity = LOKET_SEVERITY_BLOCKER;
  finding->suggestion = suggestion != NULL ? g_strdup_printf ("%s %s", suggestion, _("The hub stops the reply because of it."))
                                           : g_strdup (_("The hub stops the reply because of it."));
}

/* What is found here already, only weighs more at the hub. */
static gboolean
raise_own (GPtrArray  *findings,
           const char *rule,
           guint       start,
           guint       end)
{
  for (guint i = 0; i < findings->len; i++)
    {
      LoketFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->rule, rule) &&
          ((finding->start < end && start < finding->end) || (finding->end == 0 && end == 0)))
        {
          if (finding->severity != LOKET_SEVERITY_BLOCKER)
            raise_finding (finding);
          return TRUE;
        }
    }
  return FALSE;
}

/*< private >
 * _loket_composer_add_refused:
 * @self: a composer
 * @findings: (element-type LoketFinding): what was found here in @text, added to
 * @text: the text that was checked
 *
 * Adds what the hub found in the reply that this text was, where it still stands.
 */
void
_loket_composer_add_refused (LoketComposer *self,
                             GPtrArray     *findings,
                             const char    *text)
{
  const LoketRefusal *refusal = self->refusal;

  for (guint i = 0; refusal != NULL && i < refusal->problem->places->len; i++)
    {
      const LoketProblemPlace *place = g_ptr_array_index (refusal->problem->places, i);
      g_autofree char *message = NULL;
      guint start, end;

      if (!find_again (place, refusal->reply->text, text, &start, &end) ||
          raise_own (findings, place->rule, start, end))
        continue;
      /* TRANSLATORS: %s: the title of a check, as “Telephone number”. */
      message = g_strdup_printf (_("The hub does not take the reply because of this: %s."),
                                 loket_words_rule (place->rule));
      g_ptr_array_add (findings, loket_finding_new (place->rule, LOKET_SEVERITY_BLOCKER, start, end, message,
                                                    _("Change the words, or overrule it with a reason when sending.")));
    }
}

static void
refusal_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  LoketComposer *self = LOKET_COMPOSER (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (LoketOutboxOp) op = g_task_propagate_pointer (G_TASK (result), NULL);

  g_clear_pointer (&self->refusal, _loket_refusal_free);
  if (op != NULL)
    self->refusal = read_refusal (op);
  if (self->refusal != NULL)
    _loket_composer_check_soon (self);
  _loket_composer_load_files (self, g_steal_pointer (&task));
}

/*< private >
 * _loket_composer_load_refusal:
 * @self: a composer that shows the draft on disk
 * @task: (transfer full): of the loading, which goes on with the files
 *
 * Reads what the hub found in the reply that the draft was. Without an answer the
 * draft is there all the same; the hub would refuse it once more.
 */
void
_loket_composer_load_refusal (LoketComposer *self,
                              GTask         *task)
{
  LoketDraftBoxInterface *box = LOKET_DRAFT_BOX_GET_IFACE (self->box);

  if (box->find_refused != NULL && self->draft->rev > 0)
    box->find_refused (self->box, self->complaint->id, g_task_new (self, NULL, refusal_found_cb, task));
  else
    _loket_composer_load_files (self, task);
}
