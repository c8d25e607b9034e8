/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-reminder-cases.h"

#include "loket-limits.h"
#include "loket-session-private.h"
#include "loket-sla-reading.h"
#include "loket-words-clock.h"

/**
 * LoketReminderCases:
 *
 * Every clock that somebody may have to be reminded of.
 *
 *     query the open rows ─▶ read those complaints whose row does not say enough ─▶ cases
 *
 * A row has the marks of its most urgent clock, which is all that an officer has
 * to know until it is overdue: then the others still run on. To whom a rule
 * escalates is not among the marks. Both are counted from the complaint itself,
 * one after the other and once for each clock, so that nothing waits behind it.
 *
 * Belongs to the main thread.
 */
struct _LoketReminderCases
{
  GObject       parent_instance;

  LoketSession *session;
  GHashTable   *known; /* complaint id -> Known */
  GPtrArray    *rows;  /* of the read under way */
  guint         next_row;
  GPtrArray    *items; /* beside @cases */
  GArray       *cases;
  LoketRole     role;
  gint64        now;
  gboolean      complete;
};

/* What was counted from a complaint, and what it was then. */
typedef struct
{
  LoketSlaMarks  marks;
  LoketRulebook *rules;
  LoketRole      role;
  GArray        *cases;
} Known;

G_DEFINE_FINAL_TYPE (LoketReminderCases, loket_reminder_cases, G_TYPE_OBJECT)

static void read_next (GTask *task);

static void
known_free (Known *known)
{
  loket_rulebook_unref (known->rules);
  g_array_unref (known->cases);
  g_free (known);
}

static LoketRole
find_role (LoketReminderCases *self)
{
  const LoketAccount *account = self->session->account;

  return account != NULL && account->officer != NULL ? account->officer->role : LOKET_ROLE_UNKNOWN;
}

static gboolean
is_escalated_to (LoketRole role)
{
  return role == LOKET_ROLE_APPROVER || role == LOKET_ROLE_SUPERVISOR;
}

static gboolean
is_same_clock (const LoketSlaMarks *a,
               const LoketSlaMarks *b)
{
  return a->clock == b->clock && a->start == b->start && a->due == b->due && a->stop == b->stop &&
         a->paused == b->paused;
}

static gboolean
needs_record (LoketReminderCases  *self,
              const LoketSlaMarks *marks)
{
  return marks->stop == LOKET_TIME_UNSET && (is_escalated_to (self->role) || self->now > marks->due);
}

static const Known *
find_known (LoketReminderCases  *self,
            const char          *complaint_id,
            const LoketSlaMarks *marks)
{
  const Known *known = g_hash_table_lookup (self->known, complaint_id);

  return known != NULL && known->role == self->role && is_same_clock (&known->marks, marks) &&
             known->rules == loket_session_get_rulebook (self->session)
           ? known
           : NULL;
}

static void
add_case (GArray              *cases,
          const LoketSlaMarks *marks,
          gboolean             escalates)
{
  LoketReminderCase subject = { .marks = *marks, .escalates = escalates };

  g_array_append_val (cases, subject);
}

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  gint64 left = ((const LoketReminderStep *) a)->at;
  gint64 right = ((const LoketReminderStep *) b)->at;

  return left < right ? -1 : left > right;
}

/* The steps of the rule that address the role, by instant. */
static void
add_steps (LoketReminderCase     *subject,
           const LoketSlaReading *reading,
           LoketRole              role)
{
  for (guint i = 0; i < reading->policy->n_escalations; i++)
    {
      LoketRole addressee = LOKET_ROLE_UNKNOWN;
      gint64 at = loket_sla_reading_get_escalation (reading, i, &addressee);

      if (addressee != role || at == LOKET_TIME_UNSET || subject->n_steps == LOKET_REMINDER_MAX_STEPS)
        continue;
      subject->steps[subject->n_steps].at = at;
      subject->steps[subject->n_steps].days = reading->policy->escalations[i].days;
      subject->n_steps++;
    }
  qsort (subject->steps, subject->n_steps, sizeof *subject->steps, compare_steps);
}

/* Two clocks that end together are one thing to do. */
static gboolean
has_due (GArray *cases,
         gint64  due)
{
  for (guint i = 0; i < cases->len; i++)
    if (g_array_index (cases, LoketReminderCase, i).marks.due == due)
      return TRUE;
  return FALSE;
}

static void
count_clocks (LoketReminderCases *self,
              LoketComplaint     *complaint,
              Known              *known)
{
  g_autoptr (GPtrArray) readings = loket_sla_read_clocks (complaint, known->rules, self->now, NULL);
  gboolean escalates = is_escalated_to (self->role);

  for (guint i = 0; readings != NULL && i < readings->len; i++)
    {
      const LoketSlaReading *reading = readings->pdata[i];
      LoketSlaMarks marks;

      if (!loket_words_clock_is_ours (reading->policy->clock) || reading->stop != LOKET_TIME_UNSET ||
          has_due (known->cases, reading->due))
        continue;
      loket_sla_reading_get_marks (reading, &marks);
      add_case (known->cases, &marks, escalates);
      if (escalates)
        add_steps (&g_array_index (known->cases, LoketReminderCase, known->cases->len - 1), reading, self->role);
    }
  if (known->cases->len == 0)
    add_case (known->cases, &known->marks, escalates);
}

static void
complaint_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketReminderCases *self = g_task_get_source_object (task);
  LoketQueueItem *item = self->rows->pdata[self->next_row++];
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComplaint) complaint =
    loket_session_load_complaint_finish (LOKET_SESSION (source), result, &error);
  Known *known = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  known = g_new0 (Known, 1);
  loket_queue_item_get_marks (item, &known->marks);
  known->rules = loket_rulebook_ref (loket_session_get_rulebook (self->session));
  known->role = self->role;
  known->cases = g_array_new (FALSE, FALSE, sizeof (LoketReminderCase));
  if (complaint != NULL)
    count_clocks (self, complaint, known);
  else
    add_case (known->cases, &known->marks, is_escalated_to (self->role));
  g_hash_table_replace (self->known, g_strdup (loket_queue_item_get_complaint_id (item)), known);
  read_next (task);
}

static gboolean
is_on_its_way (LoketQueueItem *item)
{
  switch (loket_queue_item_get_outbox_state (item))
    {
    case LOKET_OUTBOX_QUEUED:
    case LOKET_OUTBOX_HELD:
    case LOKET_OUTBOX_UPLOADING:
    case LOKET_OUTBOX_INFLIGHT:
    case LOKET_OUTBOX_WAITING:
      return TRUE;
    case LOKET_OUTBOX_NONE:
    case LOKET_OUTBOX_NEEDS_USER:
    case LOKET_OUTBOX_REVOKING:
    case LOKET_OUTBOX_REVOKED:
    case LOKET_OUTBOX_DISCARDED:
    case LOKET_OUTBOX_ACCEPTED:
    default:
      return FALSE;
    }
}

static void
collect_row (LoketReminderCases *self,
             LoketQueueItem     *item,
             GHashTable         *used)
{
  const char *id = loket_queue_item_get_complaint_id (item);
  const Known *known = NULL;
  g_autoptr (GArray) single = NULL;
  const GArray *cases = NULL;
  LoketSlaMarks marks;

  if (!loket_queue_item_get_marks (item, &marks))
    return;
  if (needs_record (self, &marks))
    known = find_known (self, id, &marks);
  if (known == NULL)
    {
      single = g_array_new (FALSE, FALSE, sizeof (LoketReminderCase));
      add_case (single, &marks, is_escalated_to (self->role));
    }
  else
    {
      g_hash_table_add (used, (gpointer) id);
    }

  cases = known != NULL ? known->cases : single;
  for (guint i = 0; i < cases->len; i++)
    {
      LoketReminderCase subject = g_array_index (cases, LoketReminderCase, i);

      subject.complaint_id = id;
      subject.on_its_way = is_on_its_way (item);
      g_ptr_array_add (self->items, g_object_ref (item));
      g_array_append_val (self->cases, subject);
    }
}

static gboolean
is_unused (gpointer key,
           gpointer value,
           gpointer used)
{
  return !g_hash_table_contains (used, key);
}

static void
collect (LoketReminderCases *self)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_set_size (self->items, 0);
  g_array_set_size (self->cases, 0);
  for (guint i = 0; i < self->rows->len; i++)
    collect_row (self, self->rows->pdata[i], used);
  g_hash_table_foreach_remove (self->known, is_unused, used);
}

static void
read_next (GTask *task)
{
  LoketReminderCases *self = g_task_get_source_object (task);

  for (; self->next_row < self->rows->len; self->next_row++)
    {
      LoketQueueItem *item = self->rows->pdata[self->next_row];
      const char *id = loket_queue_item_get_complaint_id (item);
      LoketSlaMarks marks;

      if (!loket_queue_item_get_marks (item, &marks) || !needs_record (self, &marks) ||
          find_known (self, id, &marks) != NULL)
        continue;
      loket_session_load_complaint_async (self->session, id, g_task_get_cancellable (task), complaint_read_cb,
                                          g_object_ref (task));
      return;
    }

  collect (self);
  g_task_return_boolean (task, TRUE);
}

static void
rows_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketReminderCases *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = loket_session_query_finish (LOKET_SESSION (source), result, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  self->next_row = 0;
  self->role = find_role (self);
  self->now = loket_clock_now (loket_session_get_clock (self->session));
  self->complete = self->rows->len < LOKET_LIMIT_REMINDER_ROWS;
  read_next (task);
}

static void
loket_reminder_cases_finalize (GObject *object)
{
  LoketReminderCases *self = LOKET_REMINDER_CASES (object);

  g_hash_table_unref (self->known);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_ptr_array_unref (self->items);
  g_array_unref (self->cases);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (loket_reminder_cases_parent_class)->finalize (object);
}

static void
loket_reminder_cases_class_init (LoketReminderCasesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_reminder_cases_finalize;
}

static void
loket_reminder_cases_init (LoketReminderCases *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) known_free);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cases = g_array_new (FALSE, FALSE, sizeof (LoketReminderCase));
}

/**
 * loket_reminder_cases_new:
 * @session: an open session
 *
 * Makes a reader that has read nothing.
 *
 * Returns: (transfer full): the reader
 */
LoketReminderCases *
loket_reminder_cases_new (LoketSession *session)
{
  LoketReminderCases *self = g_object_new (LOKET_TYPE_REMINDER_CASES, NULL);

  self->session = g_object_ref (session);
  return self;
}

/**
 * loket_reminder_cases_read_async:
 * @self: a reader that is not reading
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads the open complaints, most pressing first, at the session's present.
 */
void
loket_reminder_cases_read_async (LoketReminderCases  *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_reminder_cases_read_async);
  loket_session_query_async (self->session, LOKET_VIEW_OPEN, NULL, LOKET_LIMIT_REMINDER_ROWS, cancellable,
                             rows_read_cb, g_steal_pointer (&task));
}

/**
 * loket_reminder_cases_read_finish:
 * @self: a reader
 * @result: the result
 * @error: return location for a #GError
 *
 * Ends loket_reminder_cases_read_async().
 *
 * Returns: whether the cases are those of now; otherwise they are the old ones
 */
gboolean
loket_reminder_cases_read_finish (LoketReminderCases  *self,
                                  GAsyncResult        *result,
                                  GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_reminder_cases_get:
 * @self: a reader
 * @n_cases: (out): how many
 *
 * Gives what was read; they are the reader's until the next read.
 *
 * Returns: (transfer none) (array length=n_cases): the cases
 */
const LoketReminderCase *
loket_reminder_cases_get (LoketReminderCases *self,
                          guint              *n_cases)
{
  *n_cases = self->cases->len;
  return (const LoketReminderCase *) (gpointer) self->cases->data;
}

/**
 * loket_reminder_cases_get_item:
 * @self: a reader
 * @index: the place of a case
 *
 * Gives the row that a case belongs to.
 *
 * Returns: (transfer none): the row
 */
LoketQueueItem *
loket_reminder_cases_get_item (LoketReminderCases *self,
                               guint               index)
{
  g_return_val_if_fail (index < self->items->len, NULL);

  return self->items->pdata[index];
}

/**
 * loket_reminder_cases_get_complete:
 * @self: a reader
 *
 * Tells whether all open complaints were read.
 *
 * Returns: whether they were
 */
gboolean
loket_reminder_cases_get_complete (LoketReminderCases *self)
{
  return self->complete;
}

/**
 * loket_reminder_cases_get_role:
 * @self: a reader
 *
 * Tells whom the cases are for.
 *
 * Returns: the role
 */
LoketRole
loket_reminder_cases_get_role (LoketReminderCases *self)
{
  return self->role;
}
