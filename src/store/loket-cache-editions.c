/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

/*
 * The editions of rules that the hub published, on the writing thread.
 *
 *     page ──▶ all editions ──▶ marker.read ──▶ rules ──▶ marks, moves
 *                                  │ wrong: nothing changes, the item is noted
 *
 * Editions, marks and what moved are written by one transaction: a deadline is
 * always one that the editions beside it give.
 */

#define META_EPOCH   "rules_epoch"
#define META_PROBLEM "rules_problem"
/* By what the marks were counted last: program and edition. */
#define META_COUNTED "counted_by"

static char *
describe_counting (gint64 edition)
{
  return g_strdup_printf (LOKET_VERSION "/%" G_GINT64_FORMAT, edition);
}

static gint64
get_last (GPtrArray *records)
{
  return records->len > 0 ? ((LoketRulesRecord *) records->pdata[records->len - 1])->number : 0;
}

static GPtrArray *
read_records (LoketDb  *db,
              GError  **error)
{
  g_autoptr (GPtrArray) records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) loket_rules_record_free);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      "SELECT edition, published_at, published_by, reason, holidays, policies "
                      "FROM rules ORDER BY edition",
                      error);
  gboolean found;

  if (row == NULL)
    return NULL;
  while (loket_statement_step (row, &found, error))
    {
      LoketRulesRecord *record;

      if (!found)
        return g_steal_pointer (&records);
      record = loket_rules_record_new ();
      record->number = loket_statement_get_int64 (row, 0);
      record->published_at = loket_statement_get_int64 (row, 1);
      record->published_by = loket_statement_dup_text (row, 2);
      record->reason = loket_statement_dup_text (row, 3);
      record->holidays = loket_statement_dup_text (row, 4);
      record->policies = loket_statement_dup_text (row, 5);
      g_ptr_array_add (records, record);
    }
  return NULL;
}

static gboolean
write_records (LoketDb    *db,
               GPtrArray  *records,
               gboolean    from_start,
               GError    **error)
{
  g_autoptr (LoketStatement) insert = NULL;

  if (from_start && !loket_db_exec (db, "DELETE FROM rules", error))
    return FALSE;
  insert = loket_db_prepare (db,
                             "INSERT INTO rules (edition, published_at, published_by, reason, "
                             "holidays, policies) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                             error);
  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      const LoketRulesRecord *record = records->pdata[i];

      loket_statement_bind_int64 (insert, 1, record->number);
      loket_statement_bind_int64 (insert, 2, record->published_at);
      loket_statement_bind_text (insert, 3, record->published_by);
      loket_statement_bind_text (insert, 4, record->reason);
      loket_statement_bind_text (insert, 5, record->holidays);
      loket_statement_bind_text (insert, 6, record->policies);
      if (!loket_statement_run (insert, error))
        return FALSE;
    }
  return TRUE;
}

/* All editions as they will be: those that are here and those that came, or
 * only these when everything was asked for. The array borrows them. */
static GPtrArray *
join_records (GPtrArray       *stored,
              GPtrArray       *came,
              const char      *stored_epoch,
              const char      *epoch,
              gint64           since,
              GError         **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  if (since > 0 && (g_strcmp0 (stored_epoch, epoch) != 0 || get_last (stored) != since))
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT,
                           "The editions do not follow what we have");
      return NULL;
    }
  if (came->len == 0 || ((LoketRulesRecord *) came->pdata[0])->number <= since)
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID,
                           "No edition came that is later than ours");
      return NULL;
    }
  if (since > 0)
    g_ptr_array_extend (all, stored, NULL, NULL);
  g_ptr_array_extend (all, came, NULL, NULL);
  return g_steal_pointer (&all);
}

/* Whoever counts judges the editions; its error names the item. */
static gpointer
read_rules (LoketCacheStore  *self,
            GPtrArray        *records,
            GError          **error)
{
  g_autoptr (GError) local_error = NULL;
  gpointer rules = self->marker.read (records, &local_error);

  if (rules == NULL)
    g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID, local_error->message);
  return rules;
}

/* From here on everything is counted by these. Takes @rules over. */
static void
use_rules (LoketCacheStore *self,
           gpointer         rules,
           const char      *epoch,
           gint64           edition)
{
  gpointer old = NULL;

  g_mutex_lock (&self->rules_mutex);
  if (rules != NULL)
    {
      old = self->rules;
      self->rules = rules;
    }
  g_free (self->rules_epoch);
  self->rules_epoch = g_strdup (epoch);
  self->rules_edition = edition;
  g_mutex_unlock (&self->rules_mutex);
  if (old != NULL)
    self->marker.unref (old);
}

static void
use_problem (LoketCacheStore *self,
             const char      *problem)
{
  g_mutex_lock (&self->rules_mutex);
  g_free (self->rules_problem);
  self->rules_problem = g_strdup (problem);
  g_mutex_unlock (&self->rules_mutex);
}

static gboolean
write_rules (LoketCacheStore          *self,
             const LoketCacheRequest  *request,
             gpointer                  rules,
             LoketRulesChange         *change,
             GError                  **error)
{
  GPtrArray *came = request->rules->editions;
  g_autofree char *counting = describe_counting (get_last (came));

  return write_records (self->writer, came, request->number == 0, error) &&
         (rules == NULL || _loket_cache_recount (self, rules, came->pdata[came->len - 1],
                                                 request->now, change, error)) &&
         _loket_cache_set_meta (self->writer, META_EPOCH, request->text, error) &&
         _loket_cache_set_meta (self->writer, META_COUNTED, counting, error) &&
         _loket_cache_set_meta (self->writer, META_PROBLEM, NULL, error);
}

static LoketRulesChange *
take (LoketCacheStore          *self,
      const LoketCacheRequest  *request,
      GError                  **error)
{
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->writer, error);
  g_autoptr (LoketRulesChange) change = _loket_rules_change_new ();
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *epoch = NULL;
  gpointer rules = NULL;

  if (transaction == NULL)
    return NULL;
  stored = read_records (self->writer, error);
  if (stored == NULL)
    return NULL;
  epoch = _loket_cache_dup_meta (self->writer, META_EPOCH);
  all = join_records (stored, request->rules->editions, epoch, request->text, request->number,
                      error);
  if (all == NULL)
    return NULL;
  if (self->marker.read != NULL)
    {
      rules = read_rules (self, all, error);
      if (rules == NULL)
        return NULL;
    }

  if (!write_rules (self, request, rules, change, error) || !loket_db_commit (self->writer, error))
    {
      if (rules != NULL)
        self->marker.unref (rules);
      return NULL;
    }
  change->edition = get_last (all);
  use_rules (self, rules, request->text, change->edition);
  use_problem (self, NULL);
  return g_steal_pointer (&change);
}

gpointer
_loket_cache_take_rules (gpointer       store,
                         gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  LoketCacheStore *self = store;
  g_autoptr (GError) local_error = NULL;
  LoketRulesChange *change = take (self, data, &local_error);

  if (change != NULL)
    return change;
  if (g_error_matches (local_error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID))
    {
      use_problem (self, local_error->message);
      if (!_loket_cache_set_meta (self->writer, META_PROBLEM, local_error->message, NULL))
        g_debug ("That rules were refused is not noted");
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Counts anew what another version of the program counted. */
static gboolean
catch_up (LoketCacheStore  *self,
          gint64            now,
          GError          **error)
{
  g_autofree char *counting = describe_counting (self->rules_edition);
  g_autofree char *counted = _loket_cache_dup_meta (self->writer, META_COUNTED);
  g_autoptr (LoketRulesChange) change = NULL;
  g_autoptr (LoketTransaction) transaction = NULL;

  if (g_strcmp0 (counting, counted) == 0 || self->rules == NULL)
    return TRUE;
  transaction = loket_db_begin (self->writer, error);
  if (transaction == NULL)
    return FALSE;
  change = _loket_rules_change_new ();
  return _loket_cache_recount (self, self->rules, NULL, now, change, error) &&
         _loket_cache_set_meta (self->writer, META_COUNTED, counting, error) &&
         loket_db_commit (self->writer, error);
}

/* Begins with the editions that are here. What this program cannot read is as
 * good as never fetched. */
gpointer
_loket_cache_load_rules (gpointer       store,
                         gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  LoketCacheStore *self = store;
  g_autoptr (GPtrArray) records = read_records (self->writer, error);
  g_autofree char *epoch = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (GError) local_error = NULL;
  gpointer rules = NULL;

  if (records == NULL)
    return NULL;
  epoch = _loket_cache_dup_meta (self->writer, META_EPOCH);
  problem = _loket_cache_dup_meta (self->writer, META_PROBLEM);
  use_problem (self, problem);
  if (records->len > 0 && self->marker.read != NULL)
    {
      rules = read_rules (self, records, &local_error);
      if (rules == NULL)
        g_debug ("The stored rules cannot be read: %s", local_error->message);
    }
  if (records->len > 0 && (rules != NULL || self->marker.read == NULL))
    use_rules (self, rules, epoch, get_last (records));
  return catch_up (self, ((LoketCacheRequest *) data)->now, error) &&
                 _loket_cache_load_guidance (self, error)
             ? LOKET_STORE_DONE
             : NULL;
}

gpointer
_loket_cache_list_moves (gpointer       store,
                         gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  LoketCacheStore *self = store;
  g_autoptr (GPtrArray) moves =
    g_ptr_array_new_with_free_func ((GDestroyNotify) loket_deadline_move_free);
  g_autoptr (LoketStatement) row = NULL;
  gboolean found;

  loket_db_set_cancellable (self->reader, cancellable);
  row = loket_db_prepare (self->reader,
                          "SELECT clock_before, deadline_move.clock, due_before, deadline_move.due, "
                          "edition, reason, at FROM deadline_move JOIN complaint "
                          "ON number = complaint WHERE id = ?1 ORDER BY edition DESC",
                          error);
  if (row == NULL)
    return NULL;
  loket_statement_bind_text (row, 1, ((LoketCacheRequest *) data)->text);
  while (loket_statement_step (row, &found, error))
    {
      LoketDeadlineMove *move;

      if (!found)
        return g_steal_pointer (&moves);
      move = g_new0 (LoketDeadlineMove, 1);
      move->clock_before = (guint) loket_statement_get_int64 (row, 0);
      move->clock = (guint) loket_statement_get_int64 (row, 1);
      move->due_before = loket_statement_get_int64 (row, 2);
      move->due = loket_statement_get_int64 (row, 3);
      move->edition = loket_statement_get_int64 (row, 4);
      move->reason = loket_statement_dup_text (row, 5);
      move->at = loket_statement_get_int64 (row, 6);
      g_ptr_array_add (moves, move);
    }
  return NULL;
}
