/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-connection.h"

static const GEnumValue connection_values[] = {
  { LOKET_CONNECTION_UNKNOWN, "LOKET_CONNECTION_UNKNOWN", "unknown" },
  { LOKET_CONNECTION_SYNCING, "LOKET_CONNECTION_SYNCING", "syncing" },
  { LOKET_CONNECTION_CONNECTED, "LOKET_CONNECTION_CONNECTED", "connected" },
  { LOKET_CONNECTION_OFFLINE, "LOKET_CONNECTION_OFFLINE", "offline" },
  { LOKET_CONNECTION_TLS_FAILED, "LOKET_CONNECTION_TLS_FAILED", "tls_failed" },
  { LOKET_CONNECTION_PORTAL, "LOKET_CONNECTION_PORTAL", "portal" },
  { LOKET_CONNECTION_SERVER_TROUBLE, "LOKET_CONNECTION_SERVER_TROUBLE", "server_trouble" },
  { LOKET_CONNECTION_SIGNED_OUT, "LOKET_CONNECTION_SIGNED_OUT", "signed_out" },
  { LOKET_CONNECTION_SUSPENDED, "LOKET_CONNECTION_SUSPENDED", "suspended" },
  { LOKET_CONNECTION_TOO_OLD, "LOKET_CONNECTION_TOO_OLD", "too_old" },
  { 0, NULL, NULL },
};

/**
 * loket_connection_get_type:
 *
 * Registers the enumeration, for properties.
 *
 * Returns: its type
 */
GType
loket_connection_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("LoketConnection", connection_values));
  return type;
}

/**
 * loket_connection_to_name:
 * @value: a connection state
 *
 * Tells its name in machine output.
 *
 * Returns: (transfer none): a static name; `unknown` for one out of range
 */
const char *
loket_connection_to_name (LoketConnection value)
{
  if ((guint) value >= G_N_ELEMENTS (connection_values) - 1)
    value = LOKET_CONNECTION_UNKNOWN;
  return connection_values[value].value_nick;
}
