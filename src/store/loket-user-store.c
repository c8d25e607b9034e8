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
enum
{
  PROP_0,
  PROP_STORAGE_LOW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LoketUserStore, loket_user_store, G_TYPE_OBJECT)

static void
loket_user_store_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_STORAGE_LOW)
    g_value_set_boolean (value, loket_user_store_get_storage_low (LOKET_USER_STORE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
loket_user_store_dispose (GObject *object)
{
  LoketUserStore *self = LOKET_USER_STORE (object);

  _loket_user_store_close (self);
  g_clear_pointer (&self->journal, _loket_journal_close);
  g_clear_pointer (&self->reserve, _loket_reserve_free);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->pins, _loket_pins_unref);
  g_clear_pointer (&self->vault, loket_vault_unref);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (loket_user_store_parent_class)->dispose (object);
}

static void
loket_user_store_class_init (LoketUserStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = loket_user_store_get_property;
  object_class->dispose = loket_user_store_dispose;
  /** LoketUserStore:storage-low: whether the disk has hardly any room; notified on
   * the default main context. */
  properties[PROP_STORAGE_LOW] =
    g_param_spec_boolean ("storage-low", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
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

static gboolean
is_full (const GError *error)
{
  return g_error_matches (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FULL) ||
         g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FULL) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
         g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
}

/* A full disk keeps nobody from what is there already. */
static LoketDb *
open_db (const char    *folder,
         LoketJournal  *journal,
         LoketVault    *vault,
         LoketReserve  *reserve,
         gint64         now,
         GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  LoketDb *db = _loket_user_db_open (folder, journal, vault, now, &local_error);

  if (db == NULL && is_full (local_error) && _loket_reserve_release (reserve))
    return _loket_user_db_open (folder, journal, vault, now, error);
  if (db == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return db;
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
  g_autoptr (LoketReserve) reserve = _loket_reserve_new (folder);
  g_autoptr (LoketUserStore) self = NULL;
  LoketDb *db = NULL;

  if (journal == NULL)
    return NULL;
  db = open_db (folder, journal, vault, reserve, now, error);
  if (db == NULL)
    return NULL;

  self = g_object_new (LOKET_TYPE_USER_STORE, NULL);
  self->clock = g_object_ref (clock);
  self->pins = _loket_pins_ref (pins);
  self->vault = loket_vault_ref (vault);
  self->folder = g_strdup (folder);
  self->journal = g_steal_pointer (&journal);
  self->storage_low = !_loket_reserve_make (reserve);
  self->reserve = g_steal_pointer (&reserve);
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

  _loket_user_store_call (self, close_db, _loket_user_request_new (self, NULL), NULL, close_db,
                          NULL, NULL, NULL);
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

static gboolean
notify_low (gpointer user_data)
{
  g_object_notify_by_pspec (user_data, properties[PROP_STORAGE_LOW]);
  return G_SOURCE_REMOVE;
}

static void
set_low (LoketUserStore *self,
         gboolean        low)
{
  if (g_atomic_int_get (&self->storage_low) == low)
    return;
  g_atomic_int_set (&self->storage_low, low);
  g_idle_add_full (G_PRIORITY_DEFAULT, notify_low, g_object_ref (self), g_object_unref);
}

/* Does what was asked for. Is the disk full, the reserve makes room for it once;
 * a work that failed has left nothing behind, so it can be done again. */
static gpointer
work (gpointer       store,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  g_autoptr (GError) local_error = NULL;
  gpointer result = request->work (store, request, cancellable, &local_error);

  if (result == NULL && is_full (local_error))
    {
      gboolean released = _loket_reserve_release (self->reserve);

      set_low (self, TRUE);
      if (released)
        {
          g_clear_error (&local_error);
          result = request->work (store, request, cancellable, &local_error);
        }
    }
  else if (self->db != NULL && g_atomic_int_get (&self->storage_low))
    {
      set_low (self, !_loket_reserve_make (self->reserve));
    }
  if (result == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return result;
}

/* Sends a request, which it takes over, to the store's thread. */
void
_loket_user_store_call (LoketUserStore      *self,
                        LoketStoreWork       what,
                        LoketUserRequest    *request,
                        GDestroyNotify       result_free,
                        gpointer             tag,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  request->work = what;
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

/**
 * loket_user_store_get_storage_low:
 * @self: a store
 *
 * Tells whether the disk has hardly any room: what was kept for that is used up,
 * or there never was room for it. Any thread.
 *
 * Returns: whether it is so
 */
gboolean
loket_user_store_get_storage_low (LoketUserStore *self)
{
  g_return_val_if_fail (LOKET_IS_USER_STORE (self), FALSE);

  return g_atomic_int_get (&self->storage_low);
}
