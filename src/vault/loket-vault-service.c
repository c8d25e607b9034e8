/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-vault-private.h"

#include <libsecret/secret.h>
#include <sodium.h>
#include <string.h>

/*
 * The desktop's secret service may not exist, may be locked, may ask the person
 * and wait for ever. So it is asked on a main context of our own with a limit:
 *
 *     lookup ──found──▶ key
 *        └──nothing──▶ make a key ──▶ store ──done──▶ key
 *     any error, or the limit ──▶ error
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
  GCancellable  *cancellable;
  const char    *profile_id;
  LoketVaultKey *key;
  GError        *error;
  gboolean       done;
} Request;

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

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Request *request = data;

  if (!secret_password_store_finish (result, &request->error))
    g_clear_pointer (&request->key, _loket_vault_key_free);
  request->done = TRUE;
}

static void
store_new_key (Request *request)
{
  char text[sodium_base64_ENCODED_LEN (LOKET_VAULT_KEY_BYTES, sodium_base64_VARIANT_ORIGINAL)];

  request->key = _loket_vault_key_new_random ();
  sodium_bin2base64 (text, sizeof text, _loket_vault_key_peek (request->key), LOKET_VAULT_KEY_BYTES,
                     sodium_base64_VARIANT_ORIGINAL);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, "Loket", text, request->cancellable,
                         stored_cb, request, "profile", request->profile_id, NULL);
  sodium_memzero (text, sizeof text);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Request *request = data;
  char *text = secret_password_lookup_nonpageable_finish (result, &request->error);

  if (request->error == NULL && text != NULL)
    request->key = key_from_text (text);
  if (text != NULL)
    secret_password_free (text);

  /* Nothing there, or nothing of use: a new key takes the place. */
  if (request->error == NULL && request->key == NULL)
    store_new_key (request);
  else
    request->done = TRUE;
}

/* Fetches the profile's key from the secret service, or puts a new one there.
 * Blocks up to @limit_ms: never on the main thread. */
LoketVaultKey *
_loket_vault_service_load (const char   *profile_id,
                           guint         limit_ms,
                           GCancellable *cancellable,
                           GError      **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  g_autoptr (GSource) limit = g_timeout_source_new (limit_ms);
  Request request = { .cancellable = inner, .profile_id = profile_id };
  gulong handler = 0;

  g_main_context_push_thread_default (context);
  g_source_set_callback (limit, limit_reached_cb, inner, NULL);
  g_source_attach (limit, context);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), inner, NULL);

  secret_password_lookup (&schema, inner, looked_up_cb, &request, "profile", profile_id, NULL);
  while (!request.done)
    g_main_context_iteration (context, TRUE);

  g_cancellable_disconnect (cancellable, handler);
  g_source_destroy (limit);
  g_main_context_pop_thread_default (context);

  if (request.error != NULL)
    g_propagate_error (error, request.error);
  return request.key;
}
