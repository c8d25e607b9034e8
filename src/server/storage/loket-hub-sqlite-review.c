/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include "loket-limits.h"
#include "loket-wire-reply.h"

/*
 * The replies that wait to be compared, in the order in which they were accepted.
 * A reply is compared with what was there before it, so that of two that are the
 * same the later is the copy, whenever the hub gets round to it.
 */

#define FIND_WAITING                                                                    \
  "SELECT w.seq, r.body, r.complaint_id, r.accepted_at, c.category, "                   \
  "coalesce (o.agency_code, c.agency_code) FROM replies_to_compare w "                  \
  "CROSS JOIN replies r ON r.seq = w.seq LEFT JOIN officers o ON o.id = r.officer_id "  \
  "LEFT JOIN complaints c ON c.id = r.complaint_id WHERE w.seq > ? ORDER BY w.seq LIMIT 1"

static void
answered_free (gpointer data)
{
  LoketHubAnswered *answered = data;

  g_free (answered->id);
  g_free (answered->tracking_id);
  g_free (answered);
}

static gboolean
find_others (LoketHubSqlite   *self,
             LoketHubWaiting  *waiting,
             const char       *category,
             gint64            accepted_at,
             GError          **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error, LOKET_HUB_FIND_OTHERS, "ttti" "ii", waiting->agency, category,
                                       waiting->reply->complaint_id, accepted_at,
                                       (gint64) LOKET_LIMIT_COPIES_CATEGORY,
                                       (gint64) LOKET_LIMIT_COPIES_LATEST);
  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      LoketHubAnswered *answered;

      if (!loket_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      answered = g_new0 (LoketHubAnswered, 1);
      answered->id = loket_statement_dup_text (statement, 0);
      answered->tracking_id = loket_statement_dup_text (statement, 1);
      g_ptr_array_add (waiting->others, answered);
    }
}

static gboolean
end_waiting (LoketHubSqlite  *self,
             gint64           seq,
             GError         **error)
{
  return _loket_hub_sqlite_run (self, error, "DELETE FROM replies_to_compare WHERE seq = ?", "i", seq);
}

/* One that can no longer be read holds up no others; `verify` tells of damage. */
static gboolean
forget (LoketHubSqlite  *self,
        gint64           seq,
        const GError    *unreadable,
        GError         **error)
{
  g_debug ("Reply %" G_GINT64_FORMAT " is not compared: %s", seq, unreadable->message);
  return end_waiting (self, seq, error);
}

static gboolean
next (LoketHubReview   *review,
      gint64            after,
      LoketHubWaiting **out,
      GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (review);
  g_autoptr (LoketStatement) statement = NULL;
  g_autoptr (LoketHubWaiting) waiting = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) unreadable = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error, FIND_WAITING, "i", after);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    {
      *out = NULL;
      return TRUE;
    }

  waiting = g_new0 (LoketHubWaiting, 1);
  waiting->others = g_ptr_array_new_with_free_func (answered_free);
  waiting->seq = loket_statement_get_int64 (statement, 0);
  waiting->agency = loket_statement_dup_text (statement, 5);
  body = loket_statement_get_blob (statement, 1);
  waiting->reply = loket_wire_reply_parse (body, &unreadable);
  if (waiting->reply == NULL)
    return forget (self, waiting->seq, unreadable, error) && next (review, waiting->seq, out, error);
  if (!find_others (self, waiting, loket_statement_get_text (statement, 4),
                    loket_statement_get_int64 (statement, 3), error))
    return FALSE;
  *out = g_steal_pointer (&waiting);
  return TRUE;
}

static gboolean
read_texts (LoketHubReview         *review,
            const LoketHubWaiting  *waiting,
            guint                   index,
            GPtrArray              *texts,
            GError                **error)
{
  const LoketHubAnswered *other = g_ptr_array_index (waiting->others, index);
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (review), error,
                                       "SELECT text FROM messages m WHERE complaint_id = ?1 AND "
                                       "author = 'officer' AND NOT EXISTS (SELECT 1 FROM replies r "
                                       "WHERE r.id = m.id AND r.seq >= ?2) ORDER BY number",
                                       "ti", other->id, waiting->seq);
  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      if (!loket_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      g_ptr_array_add (texts, loket_statement_dup_text (statement, 0));
    }
}

static gboolean
save_one (LoketHubSqlite          *self,
          const LoketHubCompared  *compared,
          GError                 **error)
{
  return _loket_hub_sqlite_add_findings (self, compared->reply, compared->findings, error) &&
         _loket_hub_sqlite_run (self, error, "UPDATE reply_checks SET compared = ? WHERE reply_id = ?",
                                "tt", LOKET_VERSION, compared->reply->reply_id) &&
         end_waiting (self, compared->seq, error);
}

static gboolean
save (LoketHubReview  *review,
      GPtrArray       *compared,
      GError         **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (review);
  g_autoptr (LoketTransaction) own = NULL;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return FALSE;
  for (guint i = 0; i < compared->len; i++)
    if (!save_one (self, g_ptr_array_index (compared, i), error))
      return FALSE;
  return _loket_hub_sqlite_leave (self, own, error);
}

static void
found_free (gpointer data)
{
  LoketHubFound *found = data;

  g_free (found->rule);
  g_free (found->severity);
  g_free (found);
}

static gboolean
list_found (LoketHubSqlite  *self,
            const char      *reply_id,
            GPtrArray       *all,
            GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT rule, severity, start, finish, overridden FROM reply_findings "
                                       "WHERE reply_id = ? ORDER BY number", "t", reply_id);
  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      LoketHubFound *found;

      if (!loket_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      found = g_new0 (LoketHubFound, 1);
      found->rule = loket_statement_dup_text (statement, 0);
      found->severity = loket_statement_dup_text (statement, 1);
      found->start = loket_statement_get_int64 (statement, 2);
      found->end = loket_statement_get_int64 (statement, 3);
      found->overridden = loket_statement_get_int64 (statement, 4) != 0;
      g_ptr_array_add (all, found);
    }
}

static gboolean
get_checks (LoketHubReview   *review,
            const char       *reply_id,
            LoketHubChecks  **out,
            GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (review);
  g_autoptr (LoketStatement) statement = NULL;
  g_autoptr (LoketHubChecks) checks = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT version, guidance, compared FROM reply_checks WHERE reply_id = ?",
                                       "t", reply_id);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    {
      checks = g_new0 (LoketHubChecks, 1);
      checks->version = loket_statement_dup_text (statement, 0);
      checks->guidance = loket_statement_get_int64 (statement, 1);
      checks->compared = loket_statement_dup_text (statement, 2);
      checks->found = g_ptr_array_new_with_free_func (found_free);
      if (!list_found (self, reply_id, checks->found, error))
        return FALSE;
    }
  *out = g_steal_pointer (&checks);
  return TRUE;
}

/* Fills in this file's interface. */
void
_loket_hub_sqlite_init_review (LoketHubReviewInterface *iface)
{
  iface->next = next;
  iface->read_texts = read_texts;
  iface->save = save;
  iface->get_checks = get_checks;
}
