/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-hub-tls.h"

#include <glib/gstdio.h>

#define DAY 86400

typedef struct
{
  char  *folder;
  gint64 now;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("loket-tls-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->now = g_get_real_time () / G_USEC_PER_SEC;
}

static char *
path_of (Fixture    *fixture,
         const char *name)
{
  return g_build_filename (fixture->folder, "tls", name, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const names[] = { "ca.pem", "ca-key.pem", "cert.pem", "key.pem", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_of (fixture, names[i]);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static char *
read_text (Fixture    *fixture,
           const char *name)
{
  g_autofree char *path = path_of (fixture, name);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static GTlsCertificateFlags
verify (Fixture    *fixture,
        const char *host)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *certificate_path = path_of (fixture, "cert.pem");
  g_autofree char *key_path = path_of (fixture, "key.pem");
  g_autofree char *authority_path = path_of (fixture, "ca.pem");
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GTlsCertificate) authority = NULL;
  g_autoptr (GSocketConnectable) identity = g_network_address_new (host, 443);

  certificate = loket_hub_tls_load (certificate_path, key_path, &error);
  g_assert_no_error (error);
  authority = g_tls_certificate_new_from_file (authority_path, &error);
  g_assert_no_error (error);
  return g_tls_certificate_verify (certificate, identity, authority);
}

static void
test_trust (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  loket_hub_tls_create (fixture->folder, "Contoh", fixture->now, &error);
  g_assert_no_error (error);
  g_assert_cmpint (verify (fixture, "localhost"), ==, 0);
  g_assert_cmpint (verify (fixture, "127.0.0.1"), ==, 0);
  g_assert_cmpint (verify (fixture, "::1"), ==, 0);
  g_assert_cmpint (verify (fixture, "hub.example"), ==, G_TLS_CERTIFICATE_BAD_IDENTITY);
}

static void
test_renewal (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *authority = NULL;
  g_autofree char *authority_after = NULL;
  gboolean renewed = TRUE;

  /* Made 400 days ago, so it has ended. */
  loket_hub_tls_create (fixture->folder, "Contoh", fixture->now - 400 * DAY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (verify (fixture, "localhost") & G_TLS_CERTIFICATE_EXPIRED, !=, 0);
  authority = read_text (fixture, "ca.pem");

  /* More than a month before its end it is left alone. */
  g_assert_true (loket_hub_tls_renew (fixture->folder, fixture->now - (400 - 366) * DAY, &renewed, &error));
  g_assert_false (renewed);

  g_assert_true (loket_hub_tls_renew (fixture->folder, fixture->now, &renewed, &error));
  g_assert_true (renewed);
  authority_after = read_text (fixture, "ca.pem");
  g_assert_cmpstr (authority_after, ==, authority);
  g_assert_cmpint (verify (fixture, "localhost"), ==, 0);
}

static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gboolean renewed = TRUE;

  loket_hub_tls_create (fixture->folder, "Contoh", fixture->now, &error);
  g_assert_no_error (error);
  path = path_of (fixture, "cert.pem");
  g_assert_true (g_file_set_contents (path, "none\n", -1, NULL));
  g_assert_false (loket_hub_tls_renew (fixture->folder, fixture->now, &renewed, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/server/tls/trust", Fixture, NULL, set_up, test_trust, tear_down);
  g_test_add ("/server/tls/renewal", Fixture, NULL, set_up, test_renewal, tear_down);
  g_test_add ("/server/tls/damage", Fixture, NULL, set_up, test_damage, tear_down);
  return g_test_run ();
}
