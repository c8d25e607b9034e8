/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-error-words.h"

#include <glib/gi18n.h>

#include "loket-limits.h"
#include "loket-profile.h"
#include "loket-store-error.h"
#include "loket-sync-error.h"
#include "loket-words.h"

static char *
put_sync_error (const GError *error)
{
  LoketReason reason = loket_sync_error_get_reason (error);
  const char *what = loket_words_reason (reason);
  const char *advice = loket_words_reason_advice (reason);

  if (g_error_matches (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_PENDING))
    return g_strdup (_("Replies still wait to be sent. Connect and synchronise first, or take "
                       "them back."));
  if (g_error_matches (error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_OTHER_ACCOUNT))
    return g_strdup (_("These files belong to another account. Use the same user name as before."));
  if (what[0] == '\0')
    return g_strdup (error->message);
  /* What goes out by itself later is a reply, not something asked for now. */
  if (g_strcmp0 (advice, loket_words_reason_advice (LOKET_REASON_TIMEOUT)) == 0)
    advice = _("Try again when you are connected.");
  /* TRANSLATORS: what happened, then what can be done; two sentences */
  return g_strdup_printf (C_ ("sentences", "%s %s"), what, advice);
}

static char *
put_vault_error (const GError *error)
{
  switch ((LoketVaultError) error->code)
    {
    case LOKET_VAULT_ERROR_WRONG_PASSPHRASE:
      return g_strdup (_("This is not the passphrase."));
    case LOKET_VAULT_ERROR_SHORT_PASSPHRASE:
      return g_strdup_printf (_("A passphrase has at least %d characters."), LOKET_LIMIT_PASSPHRASE_MIN_CHARS);
    case LOKET_VAULT_ERROR_KEY_FILE:
      return g_strdup (_("The key file cannot be used. Check that it is the right one and that you can read it."));
    case LOKET_VAULT_ERROR_LOCKED:
    case LOKET_VAULT_ERROR_KEY_LOST:
    case LOKET_VAULT_ERROR_OTHER_KEY:
    case LOKET_VAULT_ERROR_DAMAGED:
    default:
      return g_strdup (error->message);
    }
}

/**
 * loket_error_words:
 * @error: an error of the desk or of what lies below it
 *
 * Says for a person what went wrong and what to do. Errors of the desk are in
 * words already; those of lower libraries speak to developers.
 *
 * Returns: (transfer full): one or two sentences; no markup
 */
char *
loket_error_words (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == LOKET_SYNC_ERROR)
    return put_sync_error (error);
  if (error->domain == LOKET_VAULT_ERROR)
    return put_vault_error (error);
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_IN_USE))
    return g_strdup (_("Another program has these files open. Close it, then try again."));
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_TOO_NEW))
    return g_strdup (_("These files were written by a newer version of Loket. Install the "
                       "update, then try again."));
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FULL))
    return g_strdup (_("The disk is full. Nothing was changed; make room, then try again."));
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT))
    return g_strdup (_("A file is damaged. Do not delete anything; ask your administrator."));
  return g_strdup (error->message);
}
