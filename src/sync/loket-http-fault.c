/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-http-fault.h"

#include <libsoup/soup.h>

/* Which of several faults of a certificate a person is told: who signed it
 * counts first, and a wrong clock makes a valid one look too young. */
static LoketReason
name_certificate (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return LOKET_REASON_TLS_UNTRUSTED;
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return LOKET_REASON_TLS_WRONG_HOST;
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return LOKET_REASON_TLS_NOT_YET_VALID;
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return LOKET_REASON_TLS_EXPIRED;
  return LOKET_REASON_TLS_FAILED;
}

static LoketReason
name_io (int code)
{
  switch (code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
      return LOKET_REASON_REFUSED;
    case G_IO_ERROR_HOST_UNREACHABLE:
      return LOKET_REASON_NO_ROUTE;
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return LOKET_REASON_NO_NETWORK;
    case G_IO_ERROR_HOST_NOT_FOUND:
      return LOKET_REASON_HOST_UNKNOWN;
    case G_IO_ERROR_TIMED_OUT:
      return LOKET_REASON_TIMEOUT;
    case G_IO_ERROR_CANCELLED:
      return LOKET_REASON_CANCELLED;
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return LOKET_REASON_PROXY;
    default:
      return LOKET_REASON_CUT;
    }
}

/**
 * loket_http_fault_from_error:
 * @error: what the HTTP library or the system reported
 * @flags: what was wrong with the certificate, 0 for nothing
 * @network_available: whether the system has any connection at all
 *
 * Tells in our words why no answer came. Pure.
 *
 * Returns: a reason, never %LOKET_REASON_NONE
 */
LoketReason
loket_http_fault_from_error (const GError         *error,
                             GTlsCertificateFlags  flags,
                             gboolean              network_available)
{
  if (error->domain == G_TLS_ERROR)
    return error->code == G_TLS_ERROR_BAD_CERTIFICATE ? name_certificate (flags)
                                                      : LOKET_REASON_TLS_FAILED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return LOKET_REASON_REFUSED;
  if (!network_available && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return LOKET_REASON_NO_NETWORK;
  if (error->domain == G_RESOLVER_ERROR)
    return LOKET_REASON_HOST_UNKNOWN;
  if (error->domain == G_IO_ERROR)
    return name_io (error->code);
  if (error->domain == SOUP_SESSION_ERROR &&
      (error->code == SOUP_SESSION_ERROR_PARSING || error->code == SOUP_SESSION_ERROR_ENCODING))
    return LOKET_REASON_NOT_OURS;
  return LOKET_REASON_CUT;
}
