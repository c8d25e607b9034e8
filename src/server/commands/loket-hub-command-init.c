/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include <glib/gstdio.h>

#include "loket-file.h"
#include "loket-hub-demo.h"
#include "loket-hub-files.h"
#include "loket-hub-password.h"
#include "loket-hub-rules.h"
#include "loket-hub-tls.h"
#include "loket-text.h"
#include "loket-time.h"

#define DEFAULT_ZONE  "Asia/Makassar"
#define DEMO_PASSWORD "loket-demo"

typedef struct
{
  const char *username;
  const char *name;
  LoketRole   role;
  const char *agency_code;
} DemoAccount;

/* The people of the demo: invented names. */
static const DemoAccount demo_accounts[] = {
  { "petugas", "Rahmawati", LOKET_ROLE_OFFICER, LOKET_HUB_DEMO_AGENCY },
  { "petugas2", "Ahmad Syarif", LOKET_ROLE_OFFICER, LOKET_HUB_DEMO_AGENCY },
  { "petugas3", "Dewi Lestari", LOKET_ROLE_OFFICER, LOKET_HUB_DEMO_OTHER_AGENCY },
  { "pimpinan", "Haji Kurniawan", LOKET_ROLE_APPROVER, LOKET_HUB_DEMO_AGENCY },
  { "pengawas", "Siti Norhayati", LOKET_ROLE_SUPERVISOR, NULL },
  { "koordinator", "Fajar Maulana", LOKET_ROLE_COORDINATOR, NULL },
  { "admin", "Admin Loket", LOKET_ROLE_ADMIN, NULL },
};

static gboolean
check_zone (const char  *zone,
            GError     **error)
{
  g_autoptr (GTimeZone) known = g_time_zone_new_identifier (zone);

  if (known != NULL)
    return TRUE;
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE, "There is no time zone “%s”", zone);
  return FALSE;
}

static gboolean
add_demo_account (LoketHubStorage    *storage,
                  const DemoAccount  *demo,
                  gint64              now,
                  GError            **error)
{
  LoketOfficer *officer = loket_officer_new ();
  g_autoptr (LoketHubAccount) account = loket_hub_account_new (officer);

  officer->id = loket_text_new_uuid ();
  officer->username = g_strdup (demo->username);
  officer->name = g_strdup (demo->name);
  officer->role = demo->role;
  officer->agency_code = g_strdup (demo->agency_code);
  account->password_hash = loket_hub_password_hash (DEMO_PASSWORD);
  if (account->password_hash != NULL)
    return loket_hub_storage_add_account (storage, account, now, error);

  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED,
                       "There is not enough memory for a password");
  return FALSE;
}

static gboolean
fill_demo (LoketHubStorage  *storage,
           gint64            now,
           GError          **error)
{
  if (!loket_hub_demo_fill (storage, now, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (demo_accounts); i++)
    if (!add_demo_account (storage, &demo_accounts[i], now, error))
      return FALSE;
  return loket_hub_demo_move (storage, "petugas3", now, error) &&
         loket_hub_demo_give (storage, now, error) &&
         loket_hub_storage_set_meta (storage, "demo", "1", error);
}

/* The epoch comes last: a hub without one is not served. */
static gboolean
fill (LoketHubStorage  *storage,
      const char       *region_name,
      const char       *zone,
      gboolean          demo,
      gint64            now,
      GError          **error)
{
  g_autofree char *epoch = loket_text_new_uuid ();
  g_autofree char *created = loket_time_format (now);

  return loket_hub_storage_set_meta (storage, "zone", zone, error) &&
         loket_hub_storage_set_meta (storage, "created-at", created, error) &&
         (region_name == NULL ||
          loket_hub_storage_set_meta (storage, "region-name", region_name, error)) &&
         loket_hub_storage_audit (storage, now, "system", "hub-created", epoch, error) &&
         (!demo || fill_demo (storage, now, error)) &&
         loket_hub_rules_publish_shipped (storage, now, error) &&
         loket_hub_storage_set_meta (storage, "epoch", epoch, error);
}

static void
remove_file_cb (const char *name,
                const char *path,
                gpointer    data)
{
  g_unlink (path);
}

static void
remove_begun (const char *folder)
{
  static const char *const names[] = { "hub.db", "hub.db-wal", "hub.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  loket_hub_files_foreach_blob (folder, remove_file_cb, NULL);
}

static gboolean
is_there (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "hub.db", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
create (const char  *folder,
        const char  *region_name,
        const char  *zone,
        gboolean     demo,
        GError     **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (LoketHubKeys) keys = NULL;
  g_autoptr (LoketHubStorage) storage = NULL;
  g_autofree char *secret = g_build_filename (folder, "secret", NULL);

  if (is_there (folder))
    {
      g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_EXISTS, "“%s” holds a hub already", folder);
      return FALSE;
    }

  keys = loket_hub_keys_new ();
  if (!loket_file_make_private_dir (folder, error) ||
      !loket_hub_keys_save (keys, secret, error) ||
      !loket_hub_tls_create (folder, demo ? "Loket demo CA" : "Loket hub CA", now, error))
    return FALSE;
  storage = loket_hub_sqlite_open (folder, LOKET_HUB_SQLITE_CREATE, keys, error);
  if (storage == NULL)
    return FALSE;
  if (fill (storage, region_name, zone, demo, now, error))
    return TRUE;
  g_clear_object (&storage);
  remove_begun (folder);
  return FALSE;
}

/* loket-server init */
LoketHubExit
_loket_hub_command_init (int    argc,
                         char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *region_name = NULL;
  g_autofree char *zone = NULL;
  gboolean demo = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The hub's folder, made when missing", "DIR" },
    { "demo", 0, 0, G_OPTION_ARG_NONE, &demo, "Fill it with an invented region", NULL },
    { "region-name", 0, 0, G_OPTION_ARG_STRING, &region_name, "Name of the region", "NAME" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, "Time zone of its agencies (" DEFAULT_ZONE ")", "TZ" },
    { NULL },
  };
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (!_loket_hub_command_parse ("init --data DIR — make a hub", entries, &argc, &argv, &status))
    return status;
  if (data == NULL || argc > 1)
    return _loket_hub_command_misuse ("init needs --data DIR and nothing else");
  if (!check_zone (zone != NULL ? zone : DEFAULT_ZONE, &error) ||
      !create (data, region_name, zone != NULL ? zone : DEFAULT_ZONE, demo, &error))
    return _loket_hub_command_fail (error);

  g_print ("Made the hub in “%s”.\n", data);
  if (demo)
    g_print ("The password of petugas, petugas2, petugas3, pimpinan, pengawas, koordinator and "
             "admin is %s.\n", DEMO_PASSWORD);
  g_print ("Clients on this machine trust it by %s/tls/ca.pem.\n", data);
  return LOKET_HUB_EXIT_DONE;
}
