/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include <stdarg.h>

#include <glib/gstdio.h>
#include "loket-server-sql.h"

#define SCHEMA_PREFIX  "/io/github/loket_pengaduan/Loket/sql/server"
#define SCHEMA_VERSION 7

/**
 * LoketHubSqlite:
 *
 * The hub's storage in one SQLite file, `hub.db`: write-ahead log, every commit
 * durable before an answer leaves.
 */

static void storage_iface_init (LoketHubStorageInterface *iface);
static void shelf_iface_init   (LoketHubShelfInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketHubSqlite, loket_hub_sqlite, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_HUB_STORAGE, storage_iface_init)
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_HUB_CASES, _loket_hub_sqlite_init_cases)
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_HUB_KEEPER, _loket_hub_sqlite_init_keeper)
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_HUB_DESK, _loket_hub_sqlite_init_desk)
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_HUB_SHELF, shelf_iface_init)
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_HUB_COUNSEL, _loket_hub_sqlite_init_counsel)
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_HUB_REVIEW, _loket_hub_sqlite_init_review))

static LoketStatement *
prepare_and_bind (LoketHubSqlite  *self,
                  GError         **error,
                  const char      *sql,
                  const char      *types,
                  va_list          values)
{
  LoketStatement *statement = loket_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return NULL;

  for (int i = 0; types[i] != '\0'; i++)
    switch (types[i])
      {
      case 't':
        loket_statement_bind_text (statement, i + 1, va_arg (values, const char *));
        break;
      case 'i':
        loket_statement_bind_int64 (statement, i + 1, va_arg (values, gint64));
        break;
      case 'n':
        loket_statement_bind_instant (statement, i + 1, va_arg (values, gint64));
        break;
      case 'b':
        loket_statement_bind_blob (statement, i + 1, va_arg (values, GBytes *));
        break;
      default:
        g_assert_not_reached ();
      }
  return statement;
}

/* Prepares a statement with its values; the caller steps it. */
LoketStatement *
_loket_hub_sqlite_query (LoketHubSqlite  *self,
                         GError         **error,
                         const char      *sql,
                         const char      *types,
                         ...)
{
  LoketStatement *statement;
  va_list values;

  va_start (values, types);
  statement = prepare_and_bind (self, error, sql, types, values);
  va_end (values);
  return statement;
}

/* Runs a statement that gives no rows. */
gboolean
_loket_hub_sqlite_run (LoketHubSqlite  *self,
                       GError         **error,
                       const char      *sql,
                       const char      *types,
                       ...)
{
  g_autoptr (LoketStatement) statement = NULL;
  va_list values;

  va_start (values, types);
  statement = prepare_and_bind (self, error, sql, types, values);
  va_end (values);
  return statement != NULL && loket_statement_run (statement, error);
}

/* Joins the open transaction, or begins @own, which rolls back unless left. */
gboolean
_loket_hub_sqlite_join (LoketHubSqlite    *self,
                        LoketTransaction **own,
                        GError           **error)
{
  g_assert (*own == NULL);

  if (loket_db_in_transaction (self->db))
    return TRUE;

  *own = loket_db_begin (self->db, error);
  return *own != NULL;
}

/* Commits what _loket_hub_sqlite_join() began; an outer transaction goes on. */
gboolean
_loket_hub_sqlite_leave (LoketHubSqlite    *self,
                         LoketTransaction  *own,
                         GError           **error)
{
  gboolean committed;

  if (own == NULL)
    return TRUE;
  committed = loket_db_commit (self->db, error);
  _loket_hub_sqlite_remove_wiped (self, committed);
  return committed;
}

static gboolean
begin (LoketHubStorage  *storage,
       GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);

  self->transaction = loket_db_begin (self->db, error);
  return self->transaction != NULL;
}

static gboolean
commit (LoketHubStorage  *storage,
        GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  gboolean committed = loket_db_commit (self->db, error);

  _loket_hub_sqlite_remove_wiped (self, committed);
  g_clear_pointer (&self->transaction, loket_transaction_end);
  return committed;
}

static void
rollback (LoketHubStorage *storage)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);

  _loket_hub_sqlite_remove_wiped (self, FALSE);
  g_clear_pointer (&self->transaction, loket_transaction_end);
}

char *
_loket_hub_sqlite_get_meta (LoketHubSqlite  *self,
                            const char      *key,
                            GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error, "SELECT value FROM meta WHERE key = ?", "t", key);
  if (statement == NULL || !loket_statement_step (statement, &row, error) || !row)
    return NULL;
  return loket_statement_dup_text (statement, 0);
}

static char *
get_meta (LoketHubStorage  *storage,
          const char       *key,
          GError          **error)
{
  return _loket_hub_sqlite_get_meta (LOKET_HUB_SQLITE (storage), key, error);
}

static gboolean
set_meta (LoketHubStorage  *storage,
          const char       *key,
          const char       *value,
          GError          **error)
{
  return _loket_hub_sqlite_run (LOKET_HUB_SQLITE (storage), error,
                                "INSERT INTO meta (key, value) VALUES (?, ?) "
                                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                "tt", key, value);
}

/* A row's hash covers the one before it, so that a change of an old row shows. */
char *
_loket_hub_sqlite_hash_audit (const char *last_sha,
                              gint64      number,
                              gint64      at,
                              const char *actor,
                              const char *action,
                              const char *object)
{
  g_autofree char *content = NULL;

  content = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s\n%s\n%s",
                             last_sha, number, at, actor, action, object);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);
}

gboolean
_loket_hub_sqlite_audit (LoketHubSqlite  *self,
                         gint64           now,
                         const char      *actor,
                         const char      *action,
                         const char      *object,
                         GError         **error)
{
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketStatement) last = NULL;
  g_autofree char *sha = NULL;
  gint64 number = 1;
  gboolean row;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return FALSE;

  last = _loket_hub_sqlite_query (self, error,
                                  "SELECT number, sha FROM audit ORDER BY number DESC LIMIT 1", "");
  if (last == NULL || !loket_statement_step (last, &row, error))
    return FALSE;
  if (row)
    number = loket_statement_get_int64 (last, 0) + 1;

  sha = _loket_hub_sqlite_hash_audit (row ? loket_statement_get_text (last, 1) : "", number, now, actor,
                                      action, object);
  loket_statement_reset (last);

  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO audit (number, at, actor, action, object, sha) "
                                "VALUES (?, ?, ?, ?, ?, ?)",
                                "iitttt", number, now, actor, action, object, sha) &&
         _loket_hub_sqlite_leave (self, own, error);
}

static gboolean
audit (LoketHubStorage  *storage,
       gint64            now,
       const char       *actor,
       const char       *action,
       const char       *object,
       GError          **error)
{
  return _loket_hub_sqlite_audit (LOKET_HUB_SQLITE (storage), now, actor, action, object, error);
}

static gboolean
maintain (LoketHubStorage  *storage,
          gint64            now,
          GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);

  return _loket_hub_sqlite_forget_changes (self, now, error) &&
         _loket_hub_sqlite_forget_tokens (self, now, error) &&
         _loket_hub_sqlite_forget_drafts (self, now, error) &&
         _loket_hub_sqlite_forget_uploads (self, now, error) &&
         _loket_hub_sqlite_forget_blobs (self, now, error) &&
         (self->mode != LOKET_HUB_SQLITE_SERVE || _loket_hub_sqlite_checkpoint (self, error));
}

static void
loket_hub_sqlite_finalize (GObject *object)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (object);

  g_clear_pointer (&self->transaction, loket_transaction_end);
  if (self->writing_lock >= 0)
    g_close (self->writing_lock, NULL);
  if (self->db != NULL)
    _loket_hub_sqlite_end (self);
  g_clear_pointer (&self->db, loket_db_close);
  g_clear_pointer (&self->keys, loket_hub_keys_unref);
  g_free (self->folder);

  G_OBJECT_CLASS (loket_hub_sqlite_parent_class)->finalize (object);
}

static void
storage_iface_init (LoketHubStorageInterface *iface)
{
  iface->begin = begin;
  iface->commit = commit;
  iface->rollback = rollback;
  iface->maintain = maintain;
  iface->get_meta = get_meta;
  iface->set_meta = set_meta;
  iface->audit = audit;
  _loket_hub_sqlite_init_agencies (iface);
  _loket_hub_sqlite_init_accounts (iface);
  _loket_hub_sqlite_init_sessions (iface);
  _loket_hub_sqlite_init_complaints (iface);
  _loket_hub_sqlite_init_feed (iface);
  _loket_hub_sqlite_init_heads (iface);
  _loket_hub_sqlite_init_replies (iface);
  _loket_hub_sqlite_init_verdicts (iface);
  _loket_hub_sqlite_init_rules (iface);
}

static void
shelf_iface_init (LoketHubShelfInterface *iface)
{
  _loket_hub_sqlite_init_uploads (iface);
  _loket_hub_sqlite_init_blobs (iface);
}

static void
loket_hub_sqlite_class_init (LoketHubSqliteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_hub_sqlite_finalize;

  /* Named here, so that the linker takes it out of the static library. */
  g_resources_register (loket_server_sql_get_resource ());
}

static void
loket_hub_sqlite_init (LoketHubSqlite *self)
{
  self->writing_lock = -1;
}

/**
 * loket_hub_sqlite_open:
 * @folder: the hub's folder
 * @mode: what the caller is going to do
 * @keys: the hub's keys
 * @error: return location for a #GError of %LOKET_HUB_ERROR or %LOKET_DB_ERROR
 *
 * Opens the hub's database, and brings an older one up to date. The caller's
 * thread is the one that uses the storage and drops its last reference. Waits
 * for a checkpoint of another process; else blocks only for the disk.
 *
 * Returns: (transfer full) (nullable): the storage
 */
LoketHubStorage *
loket_hub_sqlite_open (const char         *folder,
                       LoketHubSqliteMode  mode,
                       LoketHubKeys       *keys,
                       GError            **error)
{
  g_autoptr (LoketHubSqlite) self = g_object_new (LOKET_TYPE_HUB_SQLITE, NULL);
  g_autofree char *path = g_build_filename (folder, "hub.db", NULL);
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);

  if (there == (mode == LOKET_HUB_SQLITE_CREATE))
    {
      g_set_error (error, LOKET_HUB_ERROR, there ? LOKET_HUB_ERROR_EXISTS : LOKET_HUB_ERROR_NOT_FOUND,
                   there ? "“%s” holds a hub already" : "“%s” holds no hub; make one with init",
                   folder);
      return NULL;
    }

  self->folder = g_strdup (folder);
  self->mode = mode;
  self->keys = loket_hub_keys_ref (keys);
  if (mode != LOKET_HUB_SQLITE_SERVE && !_loket_hub_sqlite_begin_writing (self, error))
    return NULL;

  self->db = loket_db_open (path, LOKET_DB_HUB, error);
  if (self->db == NULL ||
      !loket_db_migrate (self->db, SCHEMA_PREFIX, SCHEMA_VERSION,
                         LOKET_HUB_SQLITE_APPLICATION_ID, error))
    return NULL;
  return LOKET_HUB_STORAGE (g_steal_pointer (&self));
}
