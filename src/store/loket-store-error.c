/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-store-private.h"

#include "loket-db-error.h"
#include "loket-vault.h"

G_DEFINE_QUARK (loket-store-error-quark, loket_store_error)

static LoketStoreError
translate (int code)
{
  switch ((LoketDbError) code)
    {
    case LOKET_DB_ERROR_BUSY:
      return LOKET_STORE_ERROR_IN_USE;
    case LOKET_DB_ERROR_FULL:
      return LOKET_STORE_ERROR_FULL;
    case LOKET_DB_ERROR_CORRUPT:
    case LOKET_DB_ERROR_FOREIGN:
      return LOKET_STORE_ERROR_CORRUPT;
    case LOKET_DB_ERROR_TOO_NEW:
      return LOKET_STORE_ERROR_TOO_NEW;
    case LOKET_DB_ERROR_READ_ONLY:
    case LOKET_DB_ERROR_UNREADABLE:
      return LOKET_STORE_ERROR_UNREADABLE;
    case LOKET_DB_ERROR_CONSTRAINT:
    case LOKET_DB_ERROR_FAILED:
    default:
      return LOKET_STORE_ERROR_FAILED;
    }
}

/* Turns an error of the layers below into one of ours; takes it over. */
GError *
_loket_store_error_from (GError *error)
{
  GError *ours = NULL;

  if (error == NULL || error->domain == LOKET_STORE_ERROR ||
      g_error_matches (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_OTHER_KEY) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;

  if (error->domain == LOKET_DB_ERROR)
    ours = g_error_new_literal (LOKET_STORE_ERROR, (int) translate (error->code), error->message);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    ours = g_error_new_literal (LOKET_STORE_ERROR, LOKET_STORE_ERROR_IN_USE, error->message);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
           g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    ours = g_error_new_literal (LOKET_STORE_ERROR, LOKET_STORE_ERROR_FULL, error->message);
  else if (error->domain == LOKET_VAULT_ERROR)
    ours = g_error_new_literal (LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT, error->message);
  else if (error->domain == G_IO_ERROR || error->domain == G_FILE_ERROR)
    ours = g_error_new_literal (LOKET_STORE_ERROR, LOKET_STORE_ERROR_UNREADABLE, error->message);
  else
    ours = g_error_new_literal (LOKET_STORE_ERROR, LOKET_STORE_ERROR_FAILED, error->message);
  g_error_free (error);
  return ours;
}
