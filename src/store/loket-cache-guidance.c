/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

/*
 * What the agency gives its officers: fetched whole, kept as it came, and read
 * once by whoever uses it.
 *
 *     record ──▶ reader.read ──▶ row, object
 *                    │ wrong: nothing changes
 */

#define META_PROBLEM "guidance_problem"

/**
 * loket_cache_store_set_guidance_reader:
 * @self: a store
 * @reader: how guidance is read; copied
 *
 * Sets how guidance is read, once, before loket_cache_store_load_rules_async().
 * Without a reader it is stored as it comes.
 */
void
loket_cache_store_set_guidance_reader (LoketCacheStore           *self,
                                       const LoketGuidanceReader *reader)
{
  g_return_if_fail (LOKET_IS_CACHE_STORE (self));
  g_return_if_fail (reader != NULL && self->guidance == NULL);

  self->guidance_reader = *reader;
}

/**
 * loket_cache_store_ref_guidance:
 * @self: a store
 *
 * Tells what the agency gives its officers. Any thread.
 *
 * Returns: (transfer full) (nullable): what the reader made, to be let go by its
 *   own function; %NULL for none
 */
gpointer
loket_cache_store_ref_guidance (LoketCacheStore *self)
{
  gpointer guidance = NULL;

  g_return_val_if_fail (LOKET_IS_CACHE_STORE (self), NULL);

  g_mutex_lock (&self->rules_mutex);
  if (self->guidance != NULL)
    guidance = self->guidance_reader.ref (self->guidance);
  g_mutex_unlock (&self->rules_mutex);
  return guidance;
}

/**
 * loket_cache_store_get_guidance_edition:
 * @self: a store
 * @epoch: (nullable): the hub's life
 * @agency: (nullable): whose officer asks
 *
 * Tells which edition is stored. Any thread.
 *
 * Returns: its number; 0 for none, -1 for one of another life or agency
 */
gint64
loket_cache_store_get_guidance_edition (LoketCacheStore *self,
                                        const char      *epoch,
                                        const char      *agency)
{
  gint64 edition;

  g_return_val_if_fail (LOKET_IS_CACHE_STORE (self), 0);

  g_mutex_lock (&self->rules_mutex);
  edition = self->guidance_edition;
  if (edition > 0 && (g_strcmp0 (self->guidance_epoch, epoch) != 0 ||
                      g_strcmp0 (self->guidance_agency, agency != NULL ? agency : "") != 0))
    edition = -1;
  g_mutex_unlock (&self->rules_mutex);
  return edition;
}

/**
 * loket_cache_store_dup_guidance_problem:
 * @self: a store
 *
 * Tells what was wrong with guidance that the hub published and that was refused,
 * or with what is stored. Any thread.
 *
 * Returns: (transfer full) (nullable): a line that names the item, in English;
 *   %NULL where the latest is in use
 */
char *
loket_cache_store_dup_guidance_problem (LoketCacheStore *self)
{
  char *problem;

  g_return_val_if_fail (LOKET_IS_CACHE_STORE (self), NULL);

  g_mutex_lock (&self->rules_mutex);
  problem = g_strdup (self->guidance_problem);
  g_mutex_unlock (&self->rules_mutex);
  return problem;
}

/**
 * loket_cache_store_take_guidance_async:
 * @self: a store
 * @epoch: the hub's life
 * @record: (nullable) (transfer full): what came; %NULL where the agency gives
 *   nothing any more
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Puts guidance in the place of what is stored.
 */
void
loket_cache_store_take_guidance_async (LoketCacheStore     *self,
                                       const char          *epoch,
                                       LoketGuidanceRecord *record,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  LoketCacheRequest *request = _loket_cache_request_new (self, epoch);

  request->guidance = record;
  _loket_cache_store_call (self, self->writer_worker, _loket_cache_take_guidance, request, NULL,
                           loket_cache_store_take_guidance_async, cancellable, callback, user_data);
}

/**
 * loket_cache_store_take_guidance_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_take_guidance_async().
 *
 * Returns: whether it is in use; %LOKET_STORE_ERROR_INVALID for what is wrong.
 *   The old one then stays in use
 */
gboolean
loket_cache_store_take_guidance_finish (LoketCacheStore  *self,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_take_guidance_async, error) != NULL;
}

/* --- on the writing thread ------------------------------------------------ */

static gboolean
read_guidance (LoketCacheStore            *self,
               const LoketGuidanceRecord  *record,
               gpointer                   *guidance,
               GError                    **error)
{
  g_autoptr (GError) local_error = NULL;

  *guidance = NULL;
  if (record == NULL || self->guidance_reader.read == NULL)
    return TRUE;
  *guidance = self->guidance_reader.read (record, &local_error);
  if (*guidance == NULL)
    g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID, local_error->message);
  return *guidance != NULL;
}

/* From here on this is what the agency gives. Takes @guidance over. */
static void
use_guidance (LoketCacheStore           *self,
              const LoketGuidanceRecord *record,
              const char                *epoch,
              gpointer                   guidance)
{
  gpointer old;

  g_mutex_lock (&self->rules_mutex);
  old = self->guidance;
  self->guidance = guidance;
  self->guidance_edition = record != NULL ? record->edition : 0;
  g_free (self->guidance_epoch);
  self->guidance_epoch = g_strdup (epoch);
  g_free (self->guidance_agency);
  self->guidance_agency = record != NULL ? g_strdup (record->agency) : NULL;
  g_mutex_unlock (&self->rules_mutex);
  if (old != NULL)
    self->guidance_reader.unref (old);
}

static void
use_problem (LoketCacheStore *self,
             const char      *problem)
{
  g_mutex_lock (&self->rules_mutex);
  g_free (self->guidance_problem);
  self->guidance_problem = g_strdup (problem);
  g_mutex_unlock (&self->rules_mutex);
}

static void
note_refusal (LoketCacheStore *self,
              const GError    *error)
{
  if (!g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID))
    return;
  use_problem (self, error->message);
  if (!_loket_cache_set_meta (self->writer, META_PROBLEM, error->message, NULL))
    g_debug ("That guidance was refused is not noted");
}

static gboolean
write_record (LoketDb                    *db,
              const LoketGuidanceRecord  *record,
              const char                 *epoch,
              GError                    **error)
{
  g_autoptr (LoketTransaction) transaction = loket_db_begin (db, error);
  g_autoptr (LoketStatement) insert = NULL;

  if (transaction == NULL || !loket_db_exec (db, "DELETE FROM guidance", error))
    return FALSE;
  if (record != NULL)
    {
      insert = loket_db_prepare (db,
                                 "INSERT INTO guidance (agency, epoch, edition, checks, templates) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5)",
                                 error);
      if (insert == NULL)
        return FALSE;
      loket_statement_bind_text (insert, 1, record->agency);
      loket_statement_bind_text (insert, 2, epoch);
      loket_statement_bind_int64 (insert, 3, record->edition);
      loket_statement_bind_text (insert, 4, record->checks);
      loket_statement_bind_text (insert, 5, record->templates);
      if (!loket_statement_run (insert, error))
        return FALSE;
    }
  g_clear_pointer (&insert, loket_statement_free);
  return _loket_cache_set_meta (db, META_PROBLEM, NULL, error) && loket_db_commit (db, error);
}

gpointer
_loket_cache_take_guidance (gpointer       store,
                            gpointer       data,
                            GCancellable  *cancellable,
                            GError       **error)
{
  LoketCacheStore *self = store;
  const LoketCacheRequest *request = data;
  GError *local_error = NULL;
  gpointer guidance;

  if (!read_guidance (self, request->guidance, &guidance, &local_error))
    {
      note_refusal (self, local_error);
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (!write_record (self->writer, request->guidance, request->text, error))
    {
      if (guidance != NULL)
        self->guidance_reader.unref (guidance);
      return NULL;
    }
  use_guidance (self, request->guidance, request->text, guidance);
  use_problem (self, NULL);
  return LOKET_STORE_DONE;
}

/* Begins with what is here. What this program cannot read is as good as never
 * fetched. */
gboolean
_loket_cache_load_guidance (LoketCacheStore  *self,
                            GError          **error)
{
  g_autoptr (LoketStatement) row = loket_db_prepare (self->writer,
                                                     "SELECT agency, edition, checks, templates, epoch "
                                                     "FROM guidance",
                                                     error);
  g_autoptr (LoketGuidanceRecord) record = NULL;
  g_autofree char *problem = NULL;
  g_autoptr (GError) local_error = NULL;
  gpointer guidance;
  gboolean found;

  if (row == NULL || !loket_statement_step (row, &found, error))
    return FALSE;
  problem = _loket_cache_dup_meta (self->writer, META_PROBLEM);
  use_problem (self, problem);
  if (!found)
    return TRUE;
  record = loket_guidance_record_new (loket_statement_get_text (row, 0), loket_statement_get_int64 (row, 1),
                                      loket_statement_get_text (row, 2), loket_statement_get_text (row, 3));
  if (read_guidance (self, record, &guidance, &local_error))
    use_guidance (self, record, loket_statement_get_text (row, 4), guidance);
  else
    {
      use_problem (self, local_error->message);
      g_debug ("The stored guidance cannot be read: %s", local_error->message);
    }
  return TRUE;
}
