/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-conflict.h"

#include <string.h>

#include "loket-wire-complaint.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"
#include "loket-words-quality.h"
#include "loket-words.h"

#include <glib/gi18n-lib.h>

static void
change_free (LoketChange *change)
{
  g_free (change->what);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/**
 * loket_conflict_free:
 * @self: (transfer full): a conflict
 *
 * Frees it.
 */
void
loket_conflict_free (LoketConflict *self)
{
  g_free (self->reply_id);
  g_free (self->complaint_id);
  g_free (self->tracking_id);
  g_free (self->title);
  g_free (self->headline);
  g_free (self->explanation);
  g_free (self->text);
  g_strfreev (self->rules);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static void
add_change (LoketConflict   *self,
            LoketChangeKind  kind,
            char            *what,
            const char      *before,
            const char      *after)
{
  LoketChange *change = g_new0 (LoketChange, 1);

  change->kind = kind;
  change->what = what;
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (self->changes, change);
}

static void
compare_text (LoketConflict   *self,
              LoketChangeKind  kind,
              const char      *what,
              const char      *before,
              const char      *after)
{
  if (g_strcmp0 (before, after) != 0)
    add_change (self, kind, g_strdup (what), before, after);
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

static char *
name_message (const LoketMessage *message,
              gint64              now,
              const char         *time_zone)
{
  g_autofree char *when = loket_words_relative (message->at, now, time_zone);

  if (message->author == LOKET_AUTHOR_REPORTER)
    return g_strdup_printf (_("The reporter wrote, %s."), when);
  if (message->author != LOKET_AUTHOR_OFFICER)
    return g_strdup_printf (_("The system added an entry, %s."), when);
  if (message->author_name == NULL)
    return g_strdup_printf (_("Another officer answered, %s."), when);
  /* TRANSLATORS: the first %s is an officer or agency, the second a time as “today 10:32”. */
  return g_strdup_printf (_("%s answered, %s."), message->author_name, when);
}

static void
compare_messages (LoketConflict        *self,
                  const LoketComplaint *base,
                  const LoketComplaint *present,
                  LoketConflictOwns     owns,
                  gpointer              user_data,
                  gint64                now,
                  const char           *time_zone)
{
  for (guint i = 0; i < present->messages->len; i++)
    {
      const LoketMessage *message = present->messages->pdata[i];

      if (has_message (base, message->id) ||
          (message->id != NULL && owns != NULL && owns (message->id, user_data)))
        continue;
      if (message->author == LOKET_AUTHOR_OFFICER)
        self->colleague_answered = TRUE;
      add_change (self, LOKET_CHANGE_MESSAGE, name_message (message, now, time_zone), NULL,
                  message->text);
    }
}

static const char *
name_class (const LoketComplaint *complaint)
{
  return complaint->klass == LOKET_CLASS_UNKNOWN && complaint->class_raw != NULL
             ? complaint->class_raw
             : loket_words_class (complaint->klass);
}

static const char *
name_agency (const LoketComplaint *complaint)
{
  if (complaint->agency_name != NULL)
    return complaint->agency_name;
  return complaint->agency_code != NULL ? complaint->agency_code : _("no agency");
}

static void
compare_fields (LoketConflict        *self,
                const LoketComplaint *base,
                const LoketComplaint *present)
{
  compare_text (self, LOKET_CHANGE_TITLE, _("The title of the complaint was edited."), base->title,
                present->title);
  compare_text (self, LOKET_CHANGE_BODY, _("The text of the complaint was edited."), base->body,
                present->body);
  compare_text (self, LOKET_CHANGE_STATUS, _("The status is another."),
                loket_words_status (base->status), loket_words_status (present->status));
  compare_text (self, LOKET_CHANGE_CLASS, _("The class is another."), name_class (base),
                name_class (present));
  if (g_strcmp0 (base->agency_code, present->agency_code) != 0)
    add_change (self, LOKET_CHANGE_AGENCY, g_strdup (_("It is assigned to another agency.")),
                name_agency (base), name_agency (present));
}

static LoketProblem *
read_problem (const LoketOutboxOp *op)
{
  return op->problem != NULL ? loket_wire_problem_parse (op->problem, strlen (op->problem), NULL)
                             : NULL;
}

static const char *
find_headline (const LoketConflict *self)
{
  switch ((guint) self->reason)
    {
    case LOKET_REASON_COMPLAINT_CHANGED:
      return self->colleague_answered ? _("Somebody has answered meanwhile")
                                      : _("The complaint changed before your reply arrived");
    case LOKET_REASON_REASSIGNED:
      return _("The complaint went to another agency");
    case LOKET_REASON_CLOSED:
      return _("The complaint was closed before your reply arrived");
    case LOKET_REASON_CONVERSATION_FULL:
      return _("Nothing more fits into this complaint");
    case LOKET_REASON_OUT_OF_ORDER:
      return _("You have answered from another device");
    case LOKET_REASON_REVOKED:
    case LOKET_REASON_PREDECESSOR:
      return _("A reply was taken back");
    case LOKET_REASON_VALIDATION:
    case LOKET_REASON_REPLY_TOO_LARGE:
    case LOKET_REASON_WRONG_MEDIA_TYPE:
    case LOKET_REASON_QUALITY_BLOCKER:
      return _("The hub does not take the text as it is");
    default:
      return _("Your reply needs a decision");
    }
}

/* What the hub told beside the reason. */
static char *
describe_problem (const LoketConflict *self,
                  const LoketProblem  *problem,
                  gint64               now,
                  const char          *time_zone)
{
  g_autofree char *when = NULL;
  g_autofree char *blockers = NULL;

  if (problem == NULL)
    return NULL;
  blockers = self->reason == LOKET_REASON_QUALITY_BLOCKER ? loket_words_blockers (problem->places) : NULL;
  if (blockers != NULL)
    /* TRANSLATORS: %s names checks, as “Telephone number (PDP-03); Vague promise (KON-01)”. */
    return g_strdup_printf (_("It found: %s."), blockers);
  if (problem->since != 0 && problem->since != LOKET_TIME_UNSET)
    when = loket_words_relative (problem->since, now, time_zone);
  if (self->reason == LOKET_REASON_REASSIGNED && problem->assigned_to != NULL)
    /* TRANSLATORS: %s is an agency. */
    return g_strdup_printf (_("It is with %s now."), problem->assigned_to);
  if (self->reason == LOKET_REASON_CLOSED && when != NULL)
    /* TRANSLATORS: %s is a time as “today 10:32”. */
    return g_strdup_printf (_("It was closed %s."), when);
  return NULL;
}

/* What an officer would have to overrule. */
static GStrv
list_rules (const LoketConflict *self,
            const LoketProblem  *problem)
{
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  gboolean stopped = self->reason == LOKET_REASON_QUALITY_BLOCKER && problem != NULL && problem->places != NULL;

  for (guint i = 0; stopped && i < problem->places->len; i++)
    {
      char *rule = ((LoketProblemPlace *) problem->places->pdata[i])->rule;

      if (!g_ptr_array_find_with_equal_func (rules, rule, g_str_equal, NULL))
        g_ptr_array_add (rules, rule);
    }
  g_ptr_array_add (rules, NULL);
  return g_strdupv ((GStrv) rules->pdata);
}

static void
explain (LoketConflict *self,
         const char    *problem)
{
  self->headline = g_strdup (find_headline (self));
  self->explanation = g_strjoin (" ", loket_words_reason (self->reason),
                                 problem != NULL ? problem
                                                 : _("Your reply was not delivered; its text is below."),
                                 problem != NULL ? _("Your reply was not delivered; its text is below.")
                                                 : NULL,
                                 NULL);
}

static void
offer (LoketConflict     *self,
       LoketOutboxChoice  choice)
{
  self->choices[self->n_choices++] = choice;
}

/* What can be done follows from why it did not go through. The text can always
 * be kept, and always be thrown away. */
static void
offer_choices (LoketConflict *self)
{
  switch ((guint) self->reason)
    {
    case LOKET_REASON_COMPLAINT_CHANGED:
    case LOKET_REASON_OUT_OF_ORDER:
      offer (self, LOKET_OUTBOX_CHOICE_SEND_ANYWAY);
      offer (self, LOKET_OUTBOX_CHOICE_EDIT);
      break;
    case LOKET_REASON_CLOSED:
    case LOKET_REASON_REASSIGNED:
    case LOKET_REASON_CONVERSATION_FULL:
      break;
    case LOKET_REASON_VALIDATION:
    case LOKET_REASON_REPLY_TOO_LARGE:
    case LOKET_REASON_WRONG_MEDIA_TYPE:
    case LOKET_REASON_QUALITY_BLOCKER:
      offer (self, LOKET_OUTBOX_CHOICE_EDIT);
      break;
    default:
      offer (self, LOKET_OUTBOX_CHOICE_RETRY);
      offer (self, LOKET_OUTBOX_CHOICE_EDIT);
      break;
    }
  offer (self, LOKET_OUTBOX_CHOICE_DRAFT);
  if (self->reason == LOKET_REASON_CLOSED || self->reason == LOKET_REASON_REASSIGNED ||
      self->reason == LOKET_REASON_CONVERSATION_FULL)
    offer (self, LOKET_OUTBOX_CHOICE_RETRY); /* it may be otherwise since */
  offer (self, LOKET_OUTBOX_CHOICE_DISCARD);
}

/**
 * loket_conflict_new:
 * @op: a reply that needs the person
 * @present: (nullable): the complaint as it is now, %NULL where it is gone
 * @owns: (nullable): tells own replies, which are no news
 * @user_data: for @owns
 * @now: the present, Unix seconds
 * @time_zone: (nullable): zone to tell times in
 *
 * Finds out what a person has to know to decide about a reply that did not go
 * through: what changed since the text was begun, and what can be done. Any
 * thread that may call @owns.
 *
 * Returns: (transfer full): a conflict
 */
LoketConflict *
loket_conflict_new (const LoketOutboxOp  *op,
                    const LoketComplaint *present,
                    LoketConflictOwns     owns,
                    gpointer              user_data,
                    gint64                now,
                    const char           *time_zone)
{
  LoketConflict *self = g_new0 (LoketConflict, 1);
  g_autoptr (LoketReply) reply = loket_wire_reply_parse (op->wire, NULL);
  g_autoptr (LoketProblem) problem = read_problem (op);
  g_autoptr (LoketComplaint) base =
      op->base_snapshot != NULL
          ? loket_wire_complaint_parse (op->base_snapshot, strlen (op->base_snapshot), NULL)
          : NULL;
  g_autofree char *detail = NULL;

  self->reply_id = g_strdup (op->reply_id);
  self->complaint_id = g_strdup (op->complaint_id);
  self->tracking_id = g_strdup (op->tracking_id);
  self->title = g_strdup (op->title);
  self->state = op->state;
  self->reason = loket_reason_from_name (op->reason);
  self->text = g_strdup (reply != NULL ? reply->text : "");
  self->outcome = reply != NULL ? reply->outcome : LOKET_OUTCOME_UNKNOWN;
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  if (base != NULL && present != NULL)
    {
      compare_messages (self, base, present, owns, user_data, now, time_zone);
      compare_fields (self, base, present);
    }
  if (self->changes->len == 0 && self->reason == LOKET_REASON_COMPLAINT_CHANGED)
    add_change (self, LOKET_CHANGE_ANYTHING,
                g_strdup (_("The complaint changed since you began this reply.")), NULL, NULL);

  self->rules = list_rules (self, problem);
  detail = describe_problem (self, problem, now, time_zone);
  explain (self, detail);
  offer_choices (self);
  return self;
}

/**
 * loket_conflict_offers:
 * @self: a conflict
 * @choice: a choice
 *
 * Tells whether that can be decided here.
 *
 * Returns: whether it is among the choices
 */
gboolean
loket_conflict_offers (const LoketConflict *self,
                       LoketOutboxChoice    choice)
{
  for (guint i = 0; i < self->n_choices; i++)
    if (self->choices[i] == choice)
      return TRUE;
  return FALSE;
}

static gboolean
is_follow_up (const LoketConflict *self)
{
  return self->colleague_answered || self->reason == LOKET_REASON_OUT_OF_ORDER;
}

/**
 * loket_conflict_get_choice_name:
 * @self: a conflict
 * @choice: one of its choices
 *
 * Names a choice, as on a button.
 *
 * Returns: the name
 */
const char *
loket_conflict_get_choice_name (const LoketConflict *self,
                                LoketOutboxChoice    choice)
{
  switch (choice)
    {
    case LOKET_OUTBOX_CHOICE_RETRY:
      return _("Try again");
    case LOKET_OUTBOX_CHOICE_SEND_ANYWAY:
      return is_follow_up (self) ? _("Send as a follow-up") : _("Send as it is");
    case LOKET_OUTBOX_CHOICE_EDIT:
      return self->reason == LOKET_REASON_QUALITY_BLOCKER ? _("Change the text") : _("Change, then send");
    case LOKET_OUTBOX_CHOICE_DRAFT:
      return _("Keep as a draft");
    case LOKET_OUTBOX_CHOICE_DISCARD:
    default:
      return _("Discard the reply");
    }
}

/**
 * loket_conflict_get_choice_detail:
 * @self: a conflict
 * @choice: one of its choices
 *
 * Tells what a choice does.
 *
 * Returns: a sentence
 */
const char *
loket_conflict_get_choice_detail (const LoketConflict *self,
                                  LoketOutboxChoice    choice)
{
  switch (choice)
    {
    case LOKET_OUTBOX_CHOICE_RETRY:
      return _("The same text is sent once more.");
    case LOKET_OUTBOX_CHOICE_SEND_ANYWAY:
      return is_follow_up (self) ? _("The text goes out unchanged, after the answer that is there.")
                                 : _("You have seen the change; the text goes out unchanged.");
    case LOKET_OUTBOX_CHOICE_EDIT:
      return self->reason == LOKET_REASON_QUALITY_BLOCKER
                 ? _("The text opens in the composer; the finding can be overruled there with a reason.")
                 : _("The text opens in the composer.");
    case LOKET_OUTBOX_CHOICE_DRAFT:
      return _("The reply is taken back; its text stays with the complaint.");
    case LOKET_OUTBOX_CHOICE_DISCARD:
    default:
      return _("The reply is taken back and its text is thrown away.");
    }
}
