/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-store-private.h"

/**
 * LoketUserStore:
 *
 * What the officer made: the account, the drafts, the replies on their way and
 * the hub's receipts, in `user.db`.
 *
 * Every call is answered on the caller's main context after the file was
 * synced. Calls run one after another in the order they were made, on a thread
 * of this file's own, so that saving a draft never waits behind a page of the
 * cache.
 */
G_DEFINE_FINAL_TYPE (LoketUserStore, loket_user_store, G_TYPE_OBJECT)

static void
loket_user_store_dispose (GObject *object)
{
  LoketUserStore *self = LOKET_USER_STORE (object);

  _loket_user_store_close (self);
  g_clear_pointer (&self->journal, _loket_journal_close);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->pins, _loket_pins_unref);
  g_clear_pointer (&self->vault, loket_vault_unref);
  G_OBJECT_CLASS (loket_user_store_parent_class)->dispose (object);
}

static void
loket_user_store_class_init (LoketUserStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_user_store_dispose;
}

static void
loket_user_store_init (LoketUserStore *self)
{
}

static gboolean
pin_all (LoketUserStore  *self,
         GError         **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (self->db,
                      "SELECT complaint_id FROM draft "
                      "UNION SELECT complaint_id FROM op WHERE " LOKET_OP_PENDING,
                      error);
  gboolean row;

  while (statement != NULL && loket_statement_step (statement, &row, error))
    {
      if (!row)
        return TRUE;
      _loket_pins_set (self->pins, loket_statement_get_text (statement, 0), TRUE);
    }
  return FALSE;
}

/* Opens the files on the caller's thread; the store's own thread then takes
 * the connection over. Blocks. */
LoketUserStore *
_loket_user_store_open_sync (const char  *folder,
                             LoketClock  *clock,
                             gint64       now,
                             LoketPins   *pins,
                             LoketVault  *vault,
                             GError     **error)
{
  g_autofree char *journal_path = g_build_filename (folder, "outbox.journal", NULL);
  g_autoptr (LoketJournal) journal = _loket_journal_open (journal_path, vault, error);
  g_autoptr (LoketUserStore) self = NULL;
  LoketDb *db = NULL;

  if (journal == NULL)
    return NULL;
  db = _loket_user_db_open (folder, journal, vault, now, error);
  if (db == NULL)
    return NULL;

  self = g_object_new (LOKET_TYPE_USER_STORE, NULL);
  self->clock = g_object_ref (clock);
  self->pins = _loket_pins_ref (pins);
  self->vault = loket_vault_ref (vault);
  self->journal = g_steal_pointer (&journal);
  self->db = db;
  if (!pin_all (self, error))
    {
      g_clear_pointer (&self->db, loket_db_close);
      return NULL;
    }
  loket_db_hand_over (self->db);
  self->worker = loket_worker_new ("loket-user");
  return g_steal_pointer (&self);
}

static gpointer
close_db (gpointer       store,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  g_clear_pointer (&LOKET_USER_STORE (store)->db, loket_db_close);
  return LOKET_STORE_DONE;
}

/* Lets what was asked for finish, then closes the file. Blocks. */
void
_loket_user_store_close (LoketUserStore *self)
{
  if (self->worker == NULL)
    return;

  _loket_user_store_call (self, close_db, NULL, NULL, close_db, NULL, NULL, NULL);
  loket_worker_stop (self->worker);
  g_clear_object (&self->worker);
}

static void
request_free (LoketUserRequest *request)
{
  g_free (request->id);
  g_free (request->text);
  if (request->record_free != NULL)
    request->record_free (request->record);
  g_free (request);
}

/* Makes a request that carries the present time and an id or %NULL. */
LoketUserRequest *
_loket_user_request_new (LoketUserStore *self,
                         const char     *id)
{
  LoketUserRequest *request = g_new0 (LoketUserRequest, 1);

  request->now = loket_clock_now (self->clock);
  request->id = g_strdup (id);
  return request;
}

/* Sends a request, which it takes over, to the store's thread. */
void
_loket_user_store_call (LoketUserStore      *self,
                        LoketStoreWork       work,
                        LoketUserRequest    *request,
                        GDestroyNotify       result_free,
                        gpointer             tag,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  _loket_store_run (self, self->worker, work, request, (GDestroyNotify) request_free,
                    result_free, tag, cancellable, callback, user_data);
}

/* Lets the pin of a complaint follow what the file holds about it now. */
gboolean
_loket_user_store_update_pin (LoketUserStore  *self,
                              const char      *complaint_id,
                              GError         **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (self->db,
                      "SELECT EXISTS (SELECT 1 FROM draft WHERE complaint_id = ?1) OR "
                      "EXISTS (SELECT 1 FROM op WHERE complaint_id = ?1 AND " LOKET_OP_PENDING ")",
                      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, complaint_id);
  if (!loket_statement_step (statement, &row, error))
    return FALSE;
  _loket_pins_set (self->pins, complaint_id, loket_statement_get_int64 (statement, 0) != 0);
  return TRUE;
}
