/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include "loket-hub-cases.h"
#include "loket-limits.h"
#include "loket-text.h"

typedef struct
{
  char *data;
  char *agency;
  char *reason;
  char *into;
  char *text;
  char *by;
} Options;

typedef struct
{
  const char        *name;
  LoketHubChangeKind kind;
  const char        *entry; /* in the conversation; NULL for none, or made elsewhere */
} Act;

static const Act acts[] = {
  { "assign", LOKET_HUB_CHANGE_ASSIGN, NULL },
  { "close", LOKET_HUB_CHANGE_CLOSE, "Laporan ditutup." },
  { "archive", LOKET_HUB_CHANGE_ARCHIVE, "Laporan diarsipkan." },
  { "reopen", LOKET_HUB_CHANGE_REOPEN, "Laporan dibuka kembali." },
  { "merge", LOKET_HUB_CHANGE_MERGE, NULL },
  { "withdraw", LOKET_HUB_CHANGE_WITHDRAW, "Pelapor mencabut laporannya." },
  { "erase", LOKET_HUB_CHANGE_ERASE, NULL },
  { "add-message", LOKET_HUB_CHANGE_ADD_TEXT, NULL },
};

static gboolean
misuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE, message);
  return FALSE;
}

static const Act *
find_act (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, name))
      return &acts[i];
  return NULL;
}

static gboolean
check_options (const Options  *options,
               const Act      *act,
               GError        **error)
{
  if ((act->kind == LOKET_HUB_CHANGE_ASSIGN) != (options->agency != NULL))
    return misuse (error, "--agency CODE belongs to assign");
  if ((act->kind == LOKET_HUB_CHANGE_MERGE) != (options->into != NULL))
    return misuse (error, "--into NUMBER belongs to merge");
  if ((act->kind == LOKET_HUB_CHANGE_ADD_TEXT) != (options->text != NULL))
    return misuse (error, "--text TEXT belongs to add-message");
  if (options->by != NULL && act->kind != LOKET_HUB_CHANGE_CLOSE)
    return misuse (error, "--by belongs to close");
  if (options->by != NULL && (loket_closer_from_name (options->by) == LOKET_CLOSER_NONE))
    return misuse (error, "--by is system, reporter or admin");
  if (options->text != NULL && (loket_text_is_blank (options->text) || !g_utf8_validate (options->text, -1, NULL) ||
                                g_utf8_strlen (options->text, -1) > LOKET_LIMIT_BODY_CHARS))
    return misuse (error, "The text is empty or too long");
  if (options->reason != NULL && (!g_utf8_validate (options->reason, -1, NULL) ||
                                  g_utf8_strlen (options->reason, -1) > LOKET_LIMIT_REASON_CHARS))
    return misuse (error, "The reason is too long");
  return TRUE;
}

static char *
with_reason (const char *entry,
             const char *reason)
{
  return reason != NULL ? g_strdup_printf ("%s Alasan: %s", entry, reason) : g_strdup (entry);
}

/* Fails with the words of a problem. */
static gboolean
make_change (LoketHubStorage       *storage,
             const char            *complaint_id,
             const LoketHubChange  *change,
             GError               **error)
{
  g_autoptr (LoketProblem) problem = NULL;
  GError *failed = NULL;

  problem = loket_hub_cases_change (LOKET_HUB_CASES (storage), complaint_id, "system", change, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, failed);
      return FALSE;
    }
  if (problem == NULL)
    return TRUE;
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED,
                       problem->detail != NULL ? problem->detail : problem->title);
  return FALSE;
}

static gboolean
assign (LoketHubStorage  *storage,
        const Options    *options,
        LoketHubChange   *change,
        const char       *complaint_id,
        GError          **error)
{
  g_autoptr (LoketHubAgency) agency = loket_hub_storage_find_agency (storage, options->agency, error);
  g_autofree char *entry = NULL;
  g_autofree char *text = NULL;

  if (agency == NULL)
    return FALSE;
  entry = g_strdup_printf ("Didisposisikan ke %s.", agency->name);
  text = with_reason (entry, options->reason);
  change->agency_code = agency->code;
  change->agency_name = agency->name;
  change->time_zone = agency->time_zone;
  change->text = text;
  return make_change (storage, complaint_id, change, error);
}

/* Both complaints tell of it. */
static gboolean
merge (LoketHubStorage  *storage,
       const Options    *options,
       LoketHubChange   *change,
       const char       *complaint_id,
       const char       *tracking_id,
       GError          **error)
{
  g_autofree char *into_id = loket_hub_cases_find (LOKET_HUB_CASES (storage), options->into, error);
  g_autofree char *note_id = loket_text_new_uuid ();
  g_autofree char *entry = g_strdup_printf ("Digabungkan dengan laporan #%s.", options->into);
  g_autofree char *text = with_reason (entry, options->reason);
  g_autofree char *note = g_strdup_printf ("Laporan #%s digabungkan dengan laporan ini.", tracking_id);
  LoketHubChange other = {
    .kind = LOKET_HUB_CHANGE_NOTE, .message_id = note_id, .text = note, .now = change->now,
  };

  if (into_id == NULL)
    return FALSE;
  change->into_id = into_id;
  change->text = text;
  return make_change (storage, complaint_id, change, error) &&
         make_change (storage, into_id, &other, error);
}

static gboolean
act_on (LoketHubStorage  *storage,
        const Options    *options,
        const Act        *act,
        const char       *tracking_id,
        GError          **error)
{
  g_autofree char *complaint_id = loket_hub_cases_find (LOKET_HUB_CASES (storage), tracking_id, error);
  g_autofree char *message_id = loket_text_new_uuid ();
  g_autofree char *text = NULL;
  LoketHubChange change = {
    .kind = act->kind,
    .closer = options->by != NULL ? loket_closer_from_name (options->by) : LOKET_CLOSER_ADMIN,
    .message_id = message_id,
    .now = g_get_real_time () / G_USEC_PER_SEC,
  };

  if (complaint_id == NULL)
    return FALSE;
  if (act->kind == LOKET_HUB_CHANGE_ASSIGN)
    return assign (storage, options, &change, complaint_id, error);
  if (act->kind == LOKET_HUB_CHANGE_MERGE)
    return merge (storage, options, &change, complaint_id, tracking_id, error);
  if (act->entry != NULL)
    text = with_reason (act->entry, options->reason);
  change.text = act->kind == LOKET_HUB_CHANGE_ADD_TEXT ? options->text : text;
  return make_change (storage, complaint_id, &change, error);
}

/* All of it or nothing: a merge changes two complaints. */
static gboolean
run (const Options  *options,
     const char     *name,
     const char     *tracking_id,
     GError        **error)
{
  const Act *act = find_act (name);
  g_autoptr (LoketHubStorage) storage = NULL;

  if (options->data == NULL)
    return misuse (error, "complaint needs --data DIR");
  if (act == NULL)
    return misuse (error, "complaint knows assign, close, archive, reopen, merge, withdraw, erase and "
                          "add-message");
  if (!check_options (options, act, error))
    return FALSE;
  if (*tracking_id == '#')
    tracking_id++;

  storage = _loket_hub_command_open (options->data, error);
  if (storage == NULL || !_loket_hub_command_may_write (storage, error) ||
      !loket_hub_storage_begin (storage, error))
    return FALSE;
  if (act_on (storage, options, act, tracking_id, error))
    return loket_hub_storage_commit (storage, error);
  loket_hub_storage_rollback (storage);
  return FALSE;
}

/* loket-server complaint */
LoketHubExit
_loket_hub_command_complaint (int    argc,
                              char **argv)
{
  Options options = { NULL };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, "The hub's folder", "DIR" },
    { "agency", 0, 0, G_OPTION_ARG_STRING, &options.agency, "assign: code or name of the agency", "CODE" },
    { "into", 0, 0, G_OPTION_ARG_STRING, &options.into, "merge: the complaint it becomes part of", "NUMBER" },
    { "text", 0, 0, G_OPTION_ARG_STRING, &options.text, "add-message: what the reporter adds", "TEXT" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &options.by, "close: system, reporter or admin", "WHO" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why, for everybody to read", "TEXT" },
    { NULL },
  };
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (_loket_hub_command_parse ("complaint assign|close|archive|reopen|merge|withdraw|erase|add-message "
                                "NUMBER --data DIR — what happens to a complaint",
                                entries, &argc, &argv, &status))
    {
      if (argc != 3)
        misuse (&error, "complaint needs what to do and the number of one complaint");
      else
        run (&options, argv[1], argv[2], &error);
      status = error != NULL ? _loket_hub_command_fail (error) : LOKET_HUB_EXIT_DONE;
    }
  g_free (options.data);
  g_free (options.agency);
  g_free (options.into);
  g_free (options.text);
  g_free (options.by);
  g_free (options.reason);
  return status;
}
