/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "loket-hub-state.h"

/* Tokens of states: as they come from outside, and with a right seal over
 * whatever stands in them, which is then written and read again alike. */

static LoketHubKeys *
get_keys (void)
{
  static LoketHubKeys *keys;

  if (keys == NULL)
    keys = loket_hub_keys_new ();
  return keys;
}

static void
read_sealed (const char *payload)
{
  g_autofree char *mac = loket_hub_keys_seal (get_keys (), "state", payload);
  g_autofree char *whole = g_strdup_printf ("%.32s %s", mac, payload);
  g_autofree char *token = g_base64_encode ((const guchar *) whole, strlen (whole));
  g_auto (LoketHubState) state = { NULL };
  g_auto (LoketHubState) again = { NULL };
  g_autofree char *written = NULL;

  g_strdelimit (token, "+", '-');
  g_strdelimit (token, "/", '_');
  token[strcspn (token, "=")] = '\0';
  if (loket_hub_state_read (&state, get_keys (), token) != LOKET_HUB_STATE_VALID)
    return;
  written = loket_hub_state_write (&state, get_keys ());
  if (strlen (written) > 1024)
    return;
  g_assert_cmpint (loket_hub_state_read (&again, get_keys (), written), ==, LOKET_HUB_STATE_VALID);
  g_assert_cmpstr (again.scope, ==, state.scope);
  g_assert_cmpstr (again.after_id, ==, state.after_id);
  g_assert_cmpint (again.seq, ==, state.seq);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *decoded G_GNUC_UNUSED = loket_hub_state_decode (text);
  g_auto (LoketHubState) state = { NULL };

  g_assert_cmpint (loket_hub_state_read (&state, get_keys (), text), !=, LOKET_HUB_STATE_VALID);
  read_sealed (text);
  return 0;
}
