/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include <string.h>

#include "loket-hub-password.h"
#include "loket-json-writer.h"
#include "loket-limits.h"
#include "loket-text.h"

typedef struct
{
  char    *data;
  char    *role;
  char    *agency;
  char    *name;
  gboolean password_stdin;
  gboolean json;
} Options;

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
misuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE, message);
  return FALSE;
}

static gboolean
check_username (const char  *username,
                GError     **error)
{
  if (strlen (username) > LOKET_LIMIT_USERNAME_CHARS || !g_ascii_isalnum (*username) ||
      username[strspn (username, "abcdefghijklmnopqrstuvwxyz0123456789._-")] != '\0')
    return misuse (error, "An account's name has small letters, digits, “.”, “_” and “-” only");
  return TRUE;
}

static char *
read_hash (const Options  *options,
           GError        **error)
{
  g_autofree char *password = NULL;
  char *hash;

  if (!options->password_stdin)
    {
      misuse (error, "The password is read from the standard input: add --password-stdin");
      return NULL;
    }
  password = _loket_hub_command_read_password (error);
  if (password == NULL || !loket_hub_password_check (password, error))
    return NULL;

  hash = loket_hub_password_hash (password);
  if (hash == NULL)
    g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED,
                         "There is not enough memory for a password");
  return hash;
}

static char *
list_codes (LoketHubStorage *storage)
{
  g_autoptr (GPtrArray) agencies = loket_hub_storage_list_agencies (storage, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; agencies != NULL && i < agencies->len; i++)
    {
      const LoketHubAgency *agency = g_ptr_array_index (agencies, i);

      g_string_append_printf (text, "%s%s (%s)", i > 0 ? ", " : "", agency->code, agency->name);
    }
  return g_string_free (text, FALSE);
}

/* The agency's code from its code or name. A code of digits that nobody has
 * used yet becomes an agency that takes its name from the next import. */
static char *
find_agency_code (LoketHubStorage  *storage,
                  const char       *code_or_name,
                  GError          **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LoketHubAgency) agency = loket_hub_storage_find_agency (storage, code_or_name, &local);
  g_autofree char *codes = NULL;

  if (agency != NULL)
    return g_strdup (agency->code);
  if (!g_error_matches (local, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  if (*code_or_name != '\0' && strlen (code_or_name) <= 20 &&
      code_or_name[strspn (code_or_name, "0123456789")] == '\0')
    {
      if (!loket_hub_storage_put_agency (storage, code_or_name, NULL, NULL, get_now (), NULL, error))
        return NULL;
      g_print ("Agency %s is new; it takes its name from the next import.\n", code_or_name);
      return g_strdup (code_or_name);
    }

  codes = list_codes (storage);
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE, "There is no agency “%s”; known: %s",
               code_or_name, *codes != '\0' ? codes : "none yet");
  return NULL;
}

static gboolean
needs_agency (LoketRole role)
{
  return role == LOKET_ROLE_OFFICER || role == LOKET_ROLE_APPROVER;
}

static gboolean
fill_officer (LoketHubStorage  *storage,
              const Options    *options,
              const char       *username,
              LoketOfficer     *officer,
              GError          **error)
{
  officer->id = loket_text_new_uuid ();
  officer->username = g_strdup (username);
  officer->name = loket_text_to_line (options->name != NULL ? options->name : username,
                                      LOKET_LIMIT_NAME_CHARS);
  officer->role = loket_role_from_name (options->role);
  if (options->agency == NULL)
    return TRUE;
  officer->agency_code = find_agency_code (storage, options->agency, error);
  return officer->agency_code != NULL;
}

static gboolean
add (const Options  *options,
     const char     *username,
     GError        **error)
{
  LoketRole role = loket_role_from_name (options->role);
  g_autoptr (LoketHubStorage) storage = NULL;
  g_autoptr (LoketHubAccount) account = loket_hub_account_new (loket_officer_new ());

  if (!check_username (username, error))
    return FALSE;
  if (role == LOKET_ROLE_UNKNOWN)
    return misuse (error, "--role is one of officer, approver, supervisor, coordinator, admin");
  if (needs_agency (role) && options->agency == NULL)
    return misuse (error, "An officer or approver needs --agency CODE");

  account->password_hash = read_hash (options, error);
  if (account->password_hash == NULL)
    return FALSE;
  storage = _loket_hub_command_open (options->data, error);
  if (storage == NULL || !loket_hub_storage_begin (storage, error))
    return FALSE;
  if (fill_officer (storage, options, username, account->officer, error) &&
      loket_hub_storage_add_account (storage, account, get_now (), error) &&
      loket_hub_storage_commit (storage, error))
    {
      g_print ("Added %s.\n", username);
      return TRUE;
    }
  loket_hub_storage_rollback (storage);
  return FALSE;
}

static gboolean
reset (const Options  *options,
       const char     *username,
       GError        **error)
{
  g_autofree char *hash = read_hash (options, error);
  g_autoptr (LoketHubStorage) storage = NULL;

  if (hash == NULL)
    return FALSE;
  storage = _loket_hub_command_open (options->data, error);
  if (storage == NULL ||
      !loket_hub_storage_set_password (storage, username, hash, get_now (), error))
    return FALSE;
  g_print ("%s has a new password; every device has to sign in again.\n", username);
  return TRUE;
}

static gboolean
set_disabled (const Options  *options,
              const char     *username,
              gboolean        disabled,
              GError        **error)
{
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open (options->data, error);

  if (storage == NULL ||
      !loket_hub_storage_set_disabled (storage, username, disabled, get_now (), error))
    return FALSE;
  g_print (disabled ? "%s is disabled.\n" : "%s is enabled.\n", username);
  return TRUE;
}

static void
print_json (GPtrArray *accounts)
{
  LoketJsonWriter *writer = loket_json_writer_new ();
  g_autofree char *json = NULL;

  loket_json_writer_begin_array (writer, NULL);
  for (guint i = 0; i < accounts->len; i++)
    {
      const LoketHubAccount *account = g_ptr_array_index (accounts, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "username", account->officer->username);
      loket_json_writer_string (writer, "name", account->officer->name);
      loket_json_writer_string (writer, "role", loket_role_to_name (account->officer->role));
      loket_json_writer_string (writer, "agency_code", account->officer->agency_code);
      loket_json_writer_string (writer, "agency_name", account->officer->agency_name);
      loket_json_writer_boolean (writer, "disabled", account->disabled);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
  json = loket_json_writer_finish (writer);
  g_print ("%s\n", json);
}

static gboolean
list (const Options  *options,
      GError        **error)
{
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open (options->data, error);
  g_autoptr (GPtrArray) accounts = NULL;

  if (storage != NULL)
    accounts = loket_hub_storage_list_accounts (storage, error);
  if (accounts == NULL)
    return FALSE;
  if (options->json)
    {
      print_json (accounts);
      return TRUE;
    }

  for (guint i = 0; i < accounts->len; i++)
    {
      const LoketHubAccount *account = g_ptr_array_index (accounts, i);

      g_print ("%-20s %-12s %-10s %s%s\n", account->officer->username,
               loket_role_to_name (account->officer->role),
               account->officer->agency_code != NULL ? account->officer->agency_code : "—",
               account->officer->name, account->disabled ? " (disabled)" : "");
    }
  return TRUE;
}

static gboolean
run (const Options  *options,
     const char     *act,
     const char     *username,
     GError        **error)
{
  if (options->data == NULL)
    return misuse (error, "user needs --data DIR");
  if (g_str_equal (act, "list"))
    return username == NULL ? list (options, error) : misuse (error, "user list takes no name");
  if (username == NULL)
    return misuse (error, "Which account? See loket-server user --help");
  if (g_str_equal (act, "add"))
    return add (options, username, error);
  if (g_str_equal (act, "reset"))
    return reset (options, username, error);
  if (g_str_equal (act, "disable") || g_str_equal (act, "enable"))
    return set_disabled (options, username, g_str_equal (act, "disable"), error);
  return misuse (error, "user knows add, list, disable, enable and reset");
}

/* loket-server user */
LoketHubExit
_loket_hub_command_user (int    argc,
                         char **argv)
{
  Options options = { NULL };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, "The hub's folder", "DIR" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options.role,
      "officer, approver, supervisor, coordinator or admin", "ROLE" },
    { "agency", 0, 0, G_OPTION_ARG_STRING, &options.agency, "Code or name of the agency", "CODE" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, "The person's name", "NAME" },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &options.password_stdin,
      "Read the password from the standard input", NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "List as JSON", NULL },
    { NULL },
  };
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (_loket_hub_command_parse ("user add|list|disable|enable|reset [NAME] --data DIR — accounts",
                                entries, &argc, &argv, &status))
    {
      if (argc < 2 || argc > 3)
        misuse (&error, "user knows add, list, disable, enable and reset");
      else
        run (&options, argv[1], argc == 3 ? argv[2] : NULL, &error);
      status = error != NULL ? _loket_hub_command_fail (error) : LOKET_HUB_EXIT_DONE;
    }
  g_free (options.data);
  g_free (options.role);
  g_free (options.agency);
  g_free (options.name);
  return status;
}
