/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-password.h"

#include <string.h>

#include <sodium.h>

#include "loket-hub-records.h"
#include "loket-limits.h"

/* Argon2id with 64 MiB and two passes: about 0.1 s on an office machine. */
#define HASH_OPS    2
#define HASH_MEMORY (64 * 1024 * 1024)

/**
 * loket_hub_password_check:
 * @password: what somebody wants to use
 * @error: return location for a #GError of %LOKET_HUB_ERROR
 *
 * Tells whether a password may be set. Any thread.
 *
 * Returns: whether it is long enough and no longer than is hashed
 */
gboolean
loket_hub_password_check (const char  *password,
                          GError     **error)
{
  if (!g_utf8_validate (password, -1, NULL) || strlen (password) > LOKET_LIMIT_PASSWORD_BYTES)
    g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                 "The password must be UTF-8 of at most %d bytes", LOKET_LIMIT_PASSWORD_BYTES);
  else if (g_utf8_strlen (password, -1) < LOKET_LIMIT_PASSWORD_MIN_CHARS)
    g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                 "The password must have at least %d characters", LOKET_LIMIT_PASSWORD_MIN_CHARS);
  else
    return TRUE;
  return FALSE;
}

/**
 * loket_hub_password_hash:
 * @password: the password
 *
 * Makes an Argon2id hash with its salt and settings in it. Takes 64 MiB and a
 * tenth of a second; any thread.
 *
 * Returns: (transfer full) (nullable): the hash, %NULL where memory is short
 */
char *
loket_hub_password_hash (const char *password)
{
  char hash[crypto_pwhash_STRBYTES];

  if (sodium_init () < 0 ||
      crypto_pwhash_str (hash, password, strlen (password), HASH_OPS, HASH_MEMORY) != 0)
    return NULL;
  return g_strdup (hash);
}

/* A hash that no password opens, so that an unknown name costs the same time. */
static const char *
get_dummy_hash (void)
{
  static char *hash = NULL;

  if (g_once_init_enter (&hash))
    {
      guint8 random[32];
      char text[sizeof random * 2 + 1];
      char *made;

      if (sodium_init () < 0)
        g_error ("The system gives no random numbers");
      randombytes_buf (random, sizeof random);
      made = loket_hub_password_hash (sodium_bin2hex (text, sizeof text, random, sizeof random));
      g_once_init_leave (&hash, made != NULL ? made : g_strdup (""));
    }
  return hash;
}

/**
 * loket_hub_password_verify:
 * @hash: (nullable): the account's hash, %NULL where there is no such account
 * @password: what was typed
 *
 * Compares a password with a hash. Takes as long without an account as with
 * one; any thread, never the main one.
 *
 * Returns: whether it is the one
 */
gboolean
loket_hub_password_verify (const char *hash,
                           const char *password)
{
  gsize length = strlen (password);

  if (length > LOKET_LIMIT_PASSWORD_BYTES)
    return FALSE;
  if (crypto_pwhash_str_verify (hash != NULL ? hash : get_dummy_hash (), password, length) != 0)
    return FALSE;
  return hash != NULL;
}
