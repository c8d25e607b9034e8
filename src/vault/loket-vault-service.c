/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-vault-private.h"

#include <libsecret/secret.h>
#include <sodium.h>
#include <string.h>

/*
 * The desktop's secret service may not exist, may be locked, may ask the person
 * and wait for ever. So it is asked on a main context of our own with a limit.
 *
 * Attributes are stored in clear text: the profile's random id is all they say.
 */
static const SecretSchema schema = {
  .name = LOKET_APP_ID ".Profile",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

typedef struct
{
  GMainContext *context;
  GCancellable *outer;
  GCancellable *inner;
  GSource      *limit;
  gulong        handler;
  GAsyncResult *result;
} Call;

static gboolean
limit_reached_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *outer,
              gpointer      inner)
{
  g_cancellable_cancel (inner);
}

static void
call_begin (Call         *call,
            guint         limit_ms,
            GCancellable *cancellable)
{
  call->context = g_main_context_new ();
  call->outer = cancellable;
  call->inner = g_cancellable_new ();
  call->limit = g_timeout_source_new (limit_ms);
  g_main_context_push_thread_default (call->context);
  g_source_set_callback (call->limit, limit_reached_cb, call->inner, NULL);
  g_source_attach (call->limit, call->context);
  if (cancellable != NULL)
    call->handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), call->inner, NULL);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ((Call *) data)->result = g_object_ref (result);
}

static GAsyncResult *
call_wait (Call *call)
{
  while (call->result == NULL)
    g_main_context_iteration (call->context, TRUE);
  return call->result;
}

static void
call_end (Call *call)
{
  g_cancellable_disconnect (call->outer, call->handler);
  g_source_destroy (call->limit);
  g_source_unref (call->limit);
  g_clear_object (&call->result);
  g_main_context_pop_thread_default (call->context);
  g_main_context_unref (call->context);
  g_object_unref (call->inner);
}

static gboolean
is_asked (guint    limit_ms,
          GError **error)
{
  if (limit_ms == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "The secret service is not asked");
  return limit_ms > 0;
}

static LoketVaultKey *
key_from_text (const char *text)
{
  guint8 bytes[LOKET_VAULT_KEY_BYTES];
  LoketVaultKey *key = NULL;
  size_t length = 0;

  if (sodium_base642bin (bytes, sizeof bytes, text, strlen (text), NULL, &length, NULL,
                         sodium_base64_VARIANT_ORIGINAL) == 0)
    key = _loket_vault_key_new (bytes, length);
  sodium_memzero (bytes, sizeof bytes);
  return key;
}

/* Asks the secret service for the profile's key: NULL in @key where it has none,
 * or nothing of use. Blocks up to @limit_ms: never on the main thread. */
gboolean
_loket_vault_service_lookup (const char     *profile_id,
                             guint           limit_ms,
                             LoketVaultKey **key,
                             GCancellable   *cancellable,
                             GError        **error)
{
  Call call = { NULL };
  GError *local = NULL;
  char *text;

  if (!is_asked (limit_ms, error))
    return FALSE;
  call_begin (&call, limit_ms, cancellable);
  secret_password_lookup (&schema, call.inner, answered_cb, &call, "profile", profile_id, NULL);
  text = secret_password_lookup_nonpageable_finish (call_wait (&call), &local);
  call_end (&call);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  *key = text != NULL ? key_from_text (text) : NULL;
  if (text != NULL)
    secret_password_free (text);
  return TRUE;
}

/* Gives the secret service the profile's key, in place of one it has. Blocks up
 * to @limit_ms: never on the main thread. */
gboolean
_loket_vault_service_store (const char           *profile_id,
                            const LoketVaultKey  *key,
                            guint                 limit_ms,
                            GCancellable         *cancellable,
                            GError              **error)
{
  char text[sodium_base64_ENCODED_LEN (LOKET_VAULT_KEY_BYTES, sodium_base64_VARIANT_ORIGINAL)];
  Call call = { NULL };
  gboolean done;

  if (!is_asked (limit_ms, error))
    return FALSE;
  sodium_bin2base64 (text, sizeof text, _loket_vault_key_peek (key), LOKET_VAULT_KEY_BYTES,
                     sodium_base64_VARIANT_ORIGINAL);
  call_begin (&call, limit_ms, cancellable);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, "Loket", text, call.inner, answered_cb, &call,
                         "profile", profile_id, NULL);
  sodium_memzero (text, sizeof text);
  done = secret_password_store_finish (call_wait (&call), error);
  call_end (&call);
  return done;
}

/* Takes the profile's key away from the secret service; TRUE also where it had
 * none. Blocks up to @limit_ms: never on the main thread. */
gboolean
_loket_vault_service_clear (const char    *profile_id,
                            guint          limit_ms,
                            GCancellable  *cancellable,
                            GError       **error)
{
  Call call = { NULL };
  GError *local = NULL;

  if (!is_asked (limit_ms, error))
    return FALSE;
  call_begin (&call, limit_ms, cancellable);
  secret_password_clear (&schema, call.inner, answered_cb, &call, "profile", profile_id, NULL);
  secret_password_clear_finish (call_wait (&call), &local);
  call_end (&call);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}
