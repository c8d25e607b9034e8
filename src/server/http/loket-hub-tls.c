/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-tls.h"

#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "loket-file.h"
#include "loket-hub-records.h"

/*
 * The hub's own certificates for loopback: an authority that signs nothing but
 * this one certificate, which names nothing but this machine. GIO can read
 * certificates but not make them; GnuTLS is already below its TLS.
 *
 *     tls/ca.pem      for clients          tls/ca-key.pem  to renew cert.pem
 *     tls/cert.pem    what `serve` shows   tls/key.pem     its key
 */

#define DAY              86400
#define AUTHORITY_DAYS   3650
#define CERTIFICATE_DAYS 397
#define RENEW_DAYS       30
#define MAX_PEM_BYTES    65536

typedef struct
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t     certificate;
} Pair;

static void
pair_clear (Pair *pair)
{
  if (pair->key != NULL)
    gnutls_x509_privkey_deinit (pair->key);
  if (pair->certificate != NULL)
    gnutls_x509_crt_deinit (pair->certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static gboolean
check (int      code,
       GError **error)
{
  if (code >= 0)
    return TRUE;

  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED,
               "Cannot make the hub's certificate: %s", gnutls_strerror (code));
  return FALSE;
}

static gboolean
init_pair (Pair    *pair,
           GError **error)
{
  return check (gnutls_x509_privkey_init (&pair->key), error) &&
         check (gnutls_x509_crt_init (&pair->certificate), error);
}

static char *
in_tls (const char *folder,
        const char *name)
{
  return g_build_filename (folder, "tls", name, NULL);
}

/* Name, numbers, times and public key of a fresh certificate. */
static gboolean
fill (Pair        *pair,
      const char  *name,
      gint64       now,
      gint64       days,
      GError     **error)
{
  guint8 serial[16];
  guint8 key_id[20];
  gsize key_id_size = sizeof key_id;

  if (!check (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), error))
    return FALSE;
  serial[0] = (serial[0] & 0x7f) | 0x40; /* positive, and never shorter */

  return check (gnutls_x509_privkey_generate2 (pair->key, GNUTLS_PK_ECDSA,
                                               GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                               0, NULL, 0), error) &&
         check (gnutls_x509_crt_set_version (pair->certificate, 3), error) &&
         check (gnutls_x509_crt_set_key (pair->certificate, pair->key), error) &&
         check (gnutls_x509_crt_set_serial (pair->certificate, serial, sizeof serial), error) &&
         check (gnutls_x509_crt_set_dn_by_oid (pair->certificate, GNUTLS_OID_X520_COMMON_NAME, 0,
                                               name, (unsigned) strlen (name)), error) &&
         /* an hour back, for clocks that are a little behind */
         check (gnutls_x509_crt_set_activation_time (pair->certificate, now - 3600), error) &&
         check (gnutls_x509_crt_set_expiration_time (pair->certificate, now + days * DAY), error) &&
         check (gnutls_x509_crt_get_key_id (pair->certificate, 0, key_id, &key_id_size), error) &&
         check (gnutls_x509_crt_set_subject_key_id (pair->certificate, key_id, key_id_size), error);
}

static gboolean
make_authority (Pair        *authority,
                const char  *name,
                gint64       now,
                GError     **error)
{
  return init_pair (authority, error) &&
         fill (authority, name, now, AUTHORITY_DAYS, error) &&
         check (gnutls_x509_crt_set_basic_constraints (authority->certificate, 1, 0), error) &&
         check (gnutls_x509_crt_set_key_usage (authority->certificate,
                                               GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN), error) &&
         check (gnutls_x509_crt_sign2 (authority->certificate, authority->certificate,
                                       authority->key, GNUTLS_DIG_SHA256, 0), error);
}

static gboolean
name_this_machine (gnutls_x509_crt_t   certificate,
                   GError            **error)
{
  static const guint8 loopback4[] = { 127, 0, 0, 1 };
  static const guint8 loopback6[16] = { [15] = 1 };

  return check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, "localhost",
                                                      strlen ("localhost"), GNUTLS_FSAN_APPEND), error) &&
         check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, loopback4,
                                                      sizeof loopback4, GNUTLS_FSAN_APPEND), error) &&
         check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, loopback6,
                                                      sizeof loopback6, GNUTLS_FSAN_APPEND), error);
}

static gboolean
make_certificate (Pair        *pair,
                  const Pair  *authority,
                  gint64       now,
                  GError     **error)
{
  guint8 key_id[20];
  gsize key_id_size = sizeof key_id;

  return init_pair (pair, error) &&
         fill (pair, "localhost", now, CERTIFICATE_DAYS, error) &&
         name_this_machine (pair->certificate, error) &&
         check (gnutls_x509_crt_set_basic_constraints (pair->certificate, 0, -1), error) &&
         check (gnutls_x509_crt_set_key_usage (pair->certificate, GNUTLS_KEY_DIGITAL_SIGNATURE), error) &&
         check (gnutls_x509_crt_set_key_purpose_oid (pair->certificate, GNUTLS_KP_TLS_WWW_SERVER, 0),
                error) &&
         check (gnutls_x509_crt_get_key_id (authority->certificate, 0, key_id, &key_id_size), error) &&
         check (gnutls_x509_crt_set_authority_key_id (pair->certificate, key_id, key_id_size), error) &&
         check (gnutls_x509_crt_sign2 (pair->certificate, authority->certificate, authority->key,
                                       GNUTLS_DIG_SHA256, 0), error);
}

static gboolean
save (const char      *folder,
      const char      *name,
      gnutls_datum_t  *pem,
      GError         **error)
{
  g_autofree char *path = in_tls (folder, name);
  g_autoptr (GBytes) content = g_bytes_new (pem->data, pem->size);

  gnutls_memset (pem->data, 0, pem->size);
  gnutls_free (pem->data);
  return loket_file_write_private (path, content, error);
}

static gboolean
save_pair (const char  *folder,
           const Pair  *pair,
           const char  *certificate_name,
           const char  *key_name,
           GError     **error)
{
  gnutls_datum_t certificate = { NULL, 0 };
  gnutls_datum_t key = { NULL, 0 };

  return check (gnutls_x509_privkey_export2_pkcs8 (pair->key, GNUTLS_X509_FMT_PEM, NULL,
                                                   GNUTLS_PKCS_PLAIN, &key), error) &&
         save (folder, key_name, &key, error) &&
         check (gnutls_x509_crt_export2 (pair->certificate, GNUTLS_X509_FMT_PEM, &certificate), error) &&
         save (folder, certificate_name, &certificate, error);
}

static gboolean
load_pair (const char  *folder,
           const char  *certificate_name,
           const char  *key_name,
           Pair        *pair,
           GError     **error)
{
  g_autofree char *certificate_path = in_tls (folder, certificate_name);
  g_autofree char *key_path = in_tls (folder, key_name);
  g_autoptr (GBytes) certificate = loket_file_read (certificate_path, MAX_PEM_BYTES, error);
  g_autoptr (GBytes) key = NULL;
  gnutls_datum_t datum;
  gsize size;

  if (certificate == NULL || !init_pair (pair, error))
    return FALSE;
  key = loket_file_read (key_path, MAX_PEM_BYTES, error);
  if (key == NULL)
    return FALSE;

  datum.data = (unsigned char *) g_bytes_get_data (certificate, &size);
  datum.size = (unsigned) size;
  if (!check (gnutls_x509_crt_import (pair->certificate, &datum, GNUTLS_X509_FMT_PEM), error))
    return FALSE;
  datum.data = (unsigned char *) g_bytes_get_data (key, &size);
  datum.size = (unsigned) size;
  return check (gnutls_x509_privkey_import2 (pair->key, &datum, GNUTLS_X509_FMT_PEM, NULL, 0), error);
}

/**
 * loket_hub_tls_create:
 * @folder: the hub's folder
 * @authority_name: what the authority calls itself
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Makes the hub's own authority and its certificate for loopback, both P-256.
 * Blocks.
 *
 * Returns: whether they are stored
 */
gboolean
loket_hub_tls_create (const char  *folder,
                      const char  *authority_name,
                      gint64       now,
                      GError     **error)
{
  g_autofree char *tls = in_tls (folder, "");
  g_auto (Pair) authority = { NULL, NULL };
  g_auto (Pair) pair = { NULL, NULL };

  return loket_file_make_private_dir (tls, error) &&
         make_authority (&authority, authority_name, now, error) &&
         make_certificate (&pair, &authority, now, error) &&
         save_pair (folder, &authority, "ca.pem", "ca-key.pem", error) &&
         save_pair (folder, &pair, "cert.pem", "key.pem", error);
}

/**
 * loket_hub_tls_renew:
 * @folder: the hub's folder
 * @now: Unix seconds
 * @renewed: (out): whether there is a new one
 * @error: return location for a #GError
 *
 * Makes a new certificate under the same authority when the old one ends within
 * a month, so that clients go on trusting it. Blocks.
 *
 * Returns: whether the certificate is good for now
 */
gboolean
loket_hub_tls_renew (const char  *folder,
                     gint64       now,
                     gboolean    *renewed,
                     GError     **error)
{
  g_auto (Pair) old = { NULL, NULL };
  g_auto (Pair) authority = { NULL, NULL };
  g_auto (Pair) pair = { NULL, NULL };

  if (!load_pair (folder, "cert.pem", "key.pem", &old, error))
    return FALSE;

  *renewed = FALSE;
  if (gnutls_x509_crt_get_expiration_time (old.certificate) > now + RENEW_DAYS * DAY)
    return TRUE;

  if (!load_pair (folder, "ca.pem", "ca-key.pem", &authority, error) ||
      !make_certificate (&pair, &authority, now, error) ||
      !save_pair (folder, &pair, "cert.pem", "key.pem", error))
    return FALSE;
  *renewed = TRUE;
  return TRUE;
}

/**
 * loket_hub_tls_load:
 * @certificate_path: PEM, the certificate and what is between it and its authority
 * @key_path: PEM, its key
 * @error: return location for a #GError
 *
 * Reads what the server shows. Blocks.
 *
 * Returns: (transfer full) (nullable): the certificate with its key
 */
GTlsCertificate *
loket_hub_tls_load (const char  *certificate_path,
                    const char  *key_path,
                    GError     **error)
{
  return g_tls_certificate_new_from_files (certificate_path, key_path, error);
}
