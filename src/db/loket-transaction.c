/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-db"

#include "config.h"

#include "loket-db-private.h"

/**
 * LoketTransaction:
 *
 * Watches over one transaction: when it goes out of scope before
 * loket_db_commit() succeeded, everything is rolled back.
 *
 * |[
 * g_autoptr (LoketTransaction) transaction = loket_db_begin (db, error);
 *
 * if (transaction == NULL || !change_this (db, error) || !change_that (db, error))
 *   return FALSE;
 * return loket_db_commit (db, error);
 * ]|
 */
struct _LoketTransaction
{
  LoketDb *db;
  guint64  number;
};

/**
 * loket_db_begin:
 * @self: a connection without an open transaction
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Begins a transaction that may write (`BEGIN IMMEDIATE`), or on a reader one
 * that sees a single state of the file. On the owner's thread.
 *
 * Returns: (transfer full) (nullable): its guard
 */
LoketTransaction *
loket_db_begin (LoketDb  *self,
                GError  **error)
{
  gboolean reader = _loket_db_profile_reads (self->profile);
  LoketTransaction *guard;

  _loket_db_assert_thread (self);
  g_assert (self->transaction == 0);

  if (!loket_db_exec (self, reader ? "BEGIN" : "BEGIN IMMEDIATE", error))
    return NULL;

  guard = g_new (LoketTransaction, 1);
  guard->db = self;
  guard->number = self->transaction = ++self->last_transaction;
  return guard;
}

/**
 * loket_db_commit:
 * @self: a connection with an open transaction
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Makes the transaction's changes last, all of them or, on error, none. On the
 * owner's thread.
 *
 * Returns: whether they last
 */
gboolean
loket_db_commit (LoketDb  *self,
                 GError  **error)
{
  _loket_db_assert_thread (self);
  g_assert (self->transaction != 0);

  if (!loket_db_exec (self, "COMMIT", error))
    {
      loket_db_rollback (self);
      return FALSE;
    }
  self->transaction = 0;
  return TRUE;
}

/**
 * loket_db_rollback:
 * @self: a connection
 *
 * Takes an open transaction back; does nothing without one. On the owner's
 * thread.
 */
void
loket_db_rollback (LoketDb *self)
{
  g_autoptr (GError) error = NULL;

  _loket_db_assert_thread (self);
  if (self->transaction == 0)
    return;

  self->transaction = 0;
  /* Some errors, such as a full disk, have rolled back already. */
  if (!sqlite3_get_autocommit (self->handle) && !loket_db_exec (self, "ROLLBACK", &error))
    g_debug ("Rolling back failed: %s", error->message);
}

/**
 * loket_db_in_transaction:
 * @self: a connection
 *
 * Tells whether a transaction is open. On the owner's thread.
 *
 * Returns: whether one is
 */
gboolean
loket_db_in_transaction (LoketDb *self)
{
  _loket_db_assert_thread (self);
  return self->transaction != 0;
}

/**
 * loket_transaction_end:
 * @self: (transfer full) (nullable): a guard
 *
 * Rolls the transaction back unless it was committed. On the owner's thread.
 */
void
loket_transaction_end (LoketTransaction *self)
{
  if (self == NULL)
    return;

  _loket_db_assert_thread (self->db);
  if (self->db->transaction == self->number)
    loket_db_rollback (self->db);
  g_free (self);
}
