/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketConnection:
 * @LOKET_CONNECTION_UNKNOWN: nothing was tried since the program started
 * @LOKET_CONNECTION_SYNCING: a pass is running
 * @LOKET_CONNECTION_CONNECTED: the last pass went through
 * @LOKET_CONNECTION_OFFLINE: the hub did not answer
 * @LOKET_CONNECTION_TLS_FAILED: somebody answered whose certificate is not the hub's
 * @LOKET_CONNECTION_PORTAL: somebody else answered, as the page of a Wi-Fi does
 * @LOKET_CONNECTION_SERVER_TROUBLE: the hub answered that it cannot work now
 * @LOKET_CONNECTION_SIGNED_OUT: the account has to sign in again
 * @LOKET_CONNECTION_SUSPENDED: the hub suspended the account
 * @LOKET_CONNECTION_TOO_OLD: the hub wants a newer Loket
 *
 * How we stand with the hub, as far as the last attempt showed.
 */
typedef enum
{
  LOKET_CONNECTION_UNKNOWN,
  LOKET_CONNECTION_SYNCING,
  LOKET_CONNECTION_CONNECTED,
  LOKET_CONNECTION_OFFLINE,
  LOKET_CONNECTION_TLS_FAILED,
  LOKET_CONNECTION_PORTAL,
  LOKET_CONNECTION_SERVER_TROUBLE,
  LOKET_CONNECTION_SIGNED_OUT,
  LOKET_CONNECTION_SUSPENDED,
  LOKET_CONNECTION_TOO_OLD,
} LoketConnection;

#define LOKET_TYPE_CONNECTION (loket_connection_get_type ())

GType       loket_connection_get_type (void) G_GNUC_CONST;
const char *loket_connection_to_name  (LoketConnection value);

G_END_DECLS
