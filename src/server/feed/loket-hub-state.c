/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-state.h"

#include <string.h>

#include <sodium.h>

#define MAX_TOKEN_CHARS 1024
#define MAC_CHARS       32

/* A token is base64url of "MAC epoch generation seq after scope", `-` standing
 * for no complaint; the scope comes last since its code may hold a space. */

/**
 * loket_hub_state_clear:
 * @self: a state
 *
 * Frees what is in it.
 */
void
loket_hub_state_clear (LoketHubState *self)
{
  g_clear_pointer (&self->epoch, g_free);
  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->after_id, g_free);
}

static char *
make_mac (LoketHubKeys *keys,
          const char   *payload)
{
  char *mac = loket_hub_keys_seal (keys, "state", payload);

  mac[MAC_CHARS] = '\0';
  return mac;
}

/**
 * loket_hub_state_write:
 * @self: a state
 * @keys: the hub's keys
 *
 * Makes the token that clients keep. Any thread.
 *
 * Returns: (transfer full): URL-safe text
 */
char *
loket_hub_state_write (const LoketHubState *self,
                       LoketHubKeys        *keys)
{
  g_autofree char *payload = NULL;
  g_autofree char *mac = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *token = NULL;

  payload = g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s %s",
                             self->epoch, self->generation, self->seq,
                             self->after_id != NULL ? self->after_id : "-", self->scope);
  mac = make_mac (keys, payload);
  whole = g_strconcat (mac, " ", payload, NULL);
  token = g_base64_encode ((const guchar *) whole, strlen (whole));
  g_strdelimit (token, "+", '-');
  g_strdelimit (token, "/", '_');
  *strchrnul (token, '=') = '\0';
  return g_steal_pointer (&token);
}

/**
 * loket_hub_state_decode:
 * @token: base64url without padding, from outside
 *
 * Takes a token out of its wrapping. Any thread.
 *
 * Returns: (transfer full) (nullable): the text; %NULL where it is none
 */
char *
loket_hub_state_decode (const char *token)
{
  g_autoptr (GString) text = NULL;
  g_autofree guchar *data = NULL;
  gsize length;

  if (strlen (token) > MAX_TOKEN_CHARS ||
      token[strspn (token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")] != '\0')
    return NULL;

  text = g_string_new (token);
  g_strdelimit (text->str, "-", '+');
  g_strdelimit (text->str, "_", '/');
  while (text->len % 4 != 0)
    g_string_append_c (text, '=');
  data = g_base64_decode (text->str, &length);
  if (data == NULL || memchr (data, '\0', length) != NULL)
    return NULL;
  return g_strndup ((const char *) data, length);
}

/**
 * loket_hub_state_read:
 * @self: (out caller-allocates): where to put it, untouched unless valid
 * @keys: the hub's keys
 * @token: what a client handed in
 *
 * Reads a token. One that this hub with these keys did not make is foreign:
 * from before its keys were lost, or forged. Any thread.
 *
 * Returns: what it is
 */
LoketHubStateCheck
loket_hub_state_read (LoketHubState *self,
                      LoketHubKeys  *keys,
                      const char    *token)
{
  g_autofree char *whole = loket_hub_state_decode (token);
  g_autofree char *mac = NULL;
  g_auto (GStrv) parts = NULL;

  if (whole == NULL || strlen (whole) <= MAC_CHARS || whole[MAC_CHARS] != ' ')
    return LOKET_HUB_STATE_MALFORMED;

  whole[MAC_CHARS] = '\0';
  mac = make_mac (keys, whole + MAC_CHARS + 1);
  if (sodium_memcmp (mac, whole, MAC_CHARS) != 0)
    return LOKET_HUB_STATE_FOREIGN;

  parts = g_strsplit (whole + MAC_CHARS + 1, " ", 5);
  if (g_strv_length (parts) != 5)
    return LOKET_HUB_STATE_MALFORMED;

  self->epoch = g_strdup (parts[0]);
  self->generation = g_ascii_strtoll (parts[1], NULL, 10);
  self->seq = g_ascii_strtoll (parts[2], NULL, 10);
  self->after_id = g_str_equal (parts[3], "-") ? NULL : g_strdup (parts[3]);
  self->scope = g_strdup (parts[4]);
  return LOKET_HUB_STATE_VALID;
}
