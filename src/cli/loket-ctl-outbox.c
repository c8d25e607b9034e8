/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "loket-ctl-print.h"
#include "loket-outbox-list.h"
#include "loket-words.h"

static const struct
{
  const char       *name;
  LoketOutboxChoice choice;
} choices[] = {
  { "retry", LOKET_OUTBOX_CHOICE_RETRY },
  { "send-anyway", LOKET_OUTBOX_CHOICE_SEND_ANYWAY },
  { "edit", LOKET_OUTBOX_CHOICE_EDIT },
  { "draft", LOKET_OUTBOX_CHOICE_DRAFT },
  { "discard", LOKET_OUTBOX_CHOICE_DISCARD },
};

static LoketOutboxList *
load_outbox (LoketCtl  *ctl,
             gboolean   with_final,
             GError   **error)
{
  g_autoptr (LoketOutboxList) list = loket_outbox_list_new (ctl->session, with_final);
  g_autoptr (GAsyncResult) result = NULL;

  loket_outbox_list_reload_async (list, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_outbox_list_reload_finish (list, result, error))
    return NULL;
  return g_steal_pointer (&list);
}

/* By the reply's id or the beginning of one that no other has. */
static LoketOutboxItem *
find_item (GListModel *list,
           const char *id)
{
  g_autoptr (LoketOutboxItem) found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (LoketOutboxItem) item = g_list_model_get_item (list, i);

      if (!g_str_has_prefix (loket_outbox_item_get_reply_id (item), id))
        continue;
      if (found != NULL)
        return NULL;
      found = g_steal_pointer (&item);
    }
  return g_steal_pointer (&found);
}

static LoketConflict *
load_conflict (LoketCtl         *ctl,
               LoketOutboxItem  *item,
               GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_session_load_conflict_async (ctl->session, loket_outbox_item_get_reply_id (item), NULL,
                                     loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  return loket_session_load_conflict_finish (ctl->session, result, error);
}

static const char *
get_choice_name (LoketOutboxChoice choice)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i].choice == choice)
      return choices[i].name;
  return "";
}

static const char *
get_change_name (LoketChangeKind kind)
{
  static const char *const names[] = {
    [LOKET_CHANGE_ANYTHING] = "anything", [LOKET_CHANGE_MESSAGE] = "message",
    [LOKET_CHANGE_TITLE] = "title",       [LOKET_CHANGE_BODY] = "body",
    [LOKET_CHANGE_STATUS] = "status",     [LOKET_CHANGE_CLASS] = "class",
    [LOKET_CHANGE_AGENCY] = "agency",
  };

  return names[kind];
}

static void
write_conflict (LoketJsonWriter     *writer,
                const LoketConflict *conflict)
{
  loket_json_writer_begin_array (writer, "changes");
  for (guint i = 0; i < conflict->changes->len; i++)
    {
      const LoketChange *change = g_ptr_array_index (conflict->changes, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "kind", get_change_name (change->kind));
      loket_json_writer_string (writer, "before", change->before);
      loket_json_writer_string (writer, "after", change->after);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
  loket_json_writer_begin_array (writer, "choices");
  for (guint i = 0; i < conflict->n_choices; i++)
    loket_json_writer_string (writer, NULL, get_choice_name (conflict->choices[i]));
  loket_json_writer_end_array (writer);
}

static void
write_rules (LoketJsonWriter     *writer,
             const LoketConflict *conflict)
{
  loket_json_writer_begin_array (writer, "rules");
  for (guint i = 0; conflict->rules[i] != NULL; i++)
    loket_json_writer_string (writer, NULL, conflict->rules[i]);
  loket_json_writer_end_array (writer);
}

static void
write_item (LoketJsonWriter     *writer,
            LoketOutboxItem     *item,
            gboolean             with_text,
            const LoketConflict *conflict)
{
  LoketReason reason = loket_outbox_item_get_reason (item);

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "reply_id", loket_outbox_item_get_reply_id (item));
  loket_json_writer_string (writer, "tracking_id", loket_outbox_item_get_tracking_id (item));
  loket_json_writer_string (writer, "title", loket_outbox_item_get_title (item));
  loket_json_writer_string (writer, "state", loket_outbox_state_to_name (loket_outbox_item_get_state (item)));
  loket_json_writer_string (writer, "outcome", loket_outcome_to_name (loket_outbox_item_get_outcome (item)));
  loket_json_writer_string (writer, "reason", reason == LOKET_REASON_NONE ? NULL : loket_reason_get_name (reason));
  loket_json_writer_int (writer, "attempts", loket_outbox_item_get_attempts (item));
  loket_json_writer_instant (writer, "next_try_at", loket_outbox_item_get_next_try (item));
  loket_json_writer_instant (writer, "queued_at", loket_outbox_item_get_queued_at (item));
  loket_json_writer_instant (writer, "accepted_at", loket_outbox_item_get_accepted_at (item));
  if (with_text)
    loket_json_writer_string (writer, "text", loket_outbox_item_get_text (item));
  if (conflict != NULL)
    {
      write_rules (writer, conflict);
      write_conflict (writer, conflict);
    }
  loket_json_writer_end_object (writer);
}

static LoketCtlExit
list_outbox (LoketCtl *ctl,
             gboolean  pending_only)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketOutboxList) outbox = load_outbox (ctl, !pending_only, &error);
  GListModel *list = G_LIST_MODEL (outbox);
  guint n;

  if (outbox == NULL)
    return loket_ctl_fail (error);

  n = g_list_model_get_n_items (list);
  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_array (writer, NULL);
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (LoketOutboxItem) item = g_list_model_get_item (list, i);

          write_item (writer, item, FALSE, NULL);
        }
      loket_json_writer_end_array (writer);
      loket_ctl_print_json (writer);
    }
  else if (n == 0)
    printf ("%s\n", _("The outbox is empty."));
  else
    {
      g_autoptr (LoketCtlTable) table = loket_ctl_table_new (_("Reply"), _("Number"), _("State"), _("Title"), NULL);

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (LoketOutboxItem) item = g_list_model_get_item (list, i);
          g_autofree char *id = g_strndup (loket_outbox_item_get_reply_id (item), 8);
          g_autofree char *number = g_strdup_printf ("#%s", loket_outbox_item_get_tracking_id (item));

          loket_ctl_table_add (table, id, number, loket_words_outbox_state (loket_outbox_item_get_state (item)),
                               loket_outbox_item_get_title (item), NULL);
        }
      loket_ctl_table_print (table);
    }
  return LOKET_CTL_DONE;
}

/* How it goes out as it is, where the hub's checks stop it. */
static void
print_overrides (const LoketConflict *conflict)
{
  if (conflict->rules[0] == NULL)
    return;
  printf ("\n%s\n  loketctl outbox resolve %.8s --choice edit\n  loketctl send %s --outcome %s",
          _("To send it all the same, take it back and give a reason for each finding:"), conflict->reply_id,
          conflict->tracking_id != NULL ? conflict->tracking_id : "", loket_outcome_to_name (conflict->outcome));
  for (guint i = 0; conflict->rules[i] != NULL; i++)
    printf (" --override %s=%s", conflict->rules[i], _("REASON"));
  printf ("\n");
}

/* What changed, before and after, and what can be decided. */
static void
print_conflict (const LoketConflict *conflict)
{
  printf ("\n%s\n%s\n", conflict->headline, conflict->explanation);
  for (guint i = 0; i < conflict->changes->len; i++)
    {
      const LoketChange *change = g_ptr_array_index (conflict->changes, i);
      gboolean replaced = change->kind != LOKET_CHANGE_MESSAGE;

      printf ("\n%s\n", change->what);
      if (change->before != NULL)
        loket_ctl_print_line (C_ ("change", "Before"), change->before);
      if (change->after != NULL && replaced)
        loket_ctl_print_line (C_ ("change", "Now"), change->after);
      else if (change->after != NULL)
        loket_ctl_print_text (change->after);
    }
  printf ("\n%s\n", _("What to do"));
  for (guint i = 0; i < conflict->n_choices; i++)
    printf ("  --choice %-12s %s\n", get_choice_name (conflict->choices[i]),
            loket_conflict_get_choice_detail (conflict, conflict->choices[i]));
  print_overrides (conflict);
}

static void
print_item (LoketCtl            *ctl,
            LoketOutboxItem     *item,
            const LoketConflict *conflict)
{
  g_autofree char *number = g_strdup_printf ("#%s", loket_outbox_item_get_tracking_id (item));
  g_autofree char *state = loket_outbox_item_dup_state_text (item, loket_clock_now (ctl->clock),
                                                             loket_session_get_time_zone (ctl->session));
  g_autofree char *reason = loket_outbox_item_dup_reason_text (item);

  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      write_item (writer, item, TRUE, conflict);
      loket_ctl_print_json (writer);
      return;
    }

  loket_ctl_print_line (_("Reply"), loket_outbox_item_get_reply_id (item));
  loket_ctl_print_line (_("Number"), number);
  loket_ctl_print_line (_("State"), loket_words_outbox_state (loket_outbox_item_get_state (item)));
  loket_ctl_print_line (_("Progress"), state);
  loket_ctl_print_line (_("Why"), reason);
  loket_ctl_print_line (_("Outcome"), loket_words_outcome (loket_outbox_item_get_outcome (item)));
  printf ("\n");
  loket_ctl_print_text (loket_outbox_item_get_text (item));
  if (conflict != NULL)
    print_conflict (conflict);
}

static LoketCtlExit
resolve (LoketCtl          *ctl,
         LoketOutboxItem   *item,
         LoketOutboxChoice  choice)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *in_place = NULL;
  LoketOutboxState state = LOKET_OUTBOX_NONE;

  loket_session_resolve_async (ctl->session, loket_outbox_item_get_reply_id (item), choice, NULL,
                               loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_session_resolve_finish (ctl->session, result, &in_place, &state, &error))
    return loket_ctl_fail (error);

  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "reply_id", in_place);
      loket_json_writer_string (writer, "state", loket_outbox_state_to_name (state));
      loket_json_writer_end_object (writer);
      loket_ctl_print_json (writer);
    }
  else
    printf ("%s\n", loket_words_outbox_state (state));
  return LOKET_CTL_DONE;
}

static gboolean
find_choice (const char        *name,
             LoketOutboxChoice *choice)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_strcmp0 (name, choices[i].name) == 0)
      {
        *choice = choices[i].choice;
        return TRUE;
      }
  return FALSE;
}

static LoketCtlExit
run_on_item (LoketCtl          *ctl,
             const char        *action,
             const char        *id,
             LoketOutboxChoice  choice)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketOutboxList) outbox = load_outbox (ctl, TRUE, &error);
  g_autoptr (LoketOutboxItem) item = NULL;
  g_autoptr (LoketConflict) conflict = NULL;

  if (outbox == NULL)
    return loket_ctl_fail (error);
  item = find_item (G_LIST_MODEL (outbox), id);
  if (item == NULL)
    return loket_ctl_tell (LOKET_CTL_FAILED,
                           _("There is no such reply. Nothing was changed. See “loketctl outbox list”."));

  if (loket_outbox_item_get_state (item) == LOKET_OUTBOX_NEEDS_USER)
    {
      conflict = load_conflict (ctl, item, &error);
      if (conflict == NULL)
        return loket_ctl_fail (error);
    }
  if (strcmp (action, "show") == 0)
    {
      print_item (ctl, item, conflict);
      return LOKET_CTL_DONE;
    }
  if (strcmp (action, "resolve") == 0 && conflict != NULL && !loket_conflict_offers (conflict, choice))
    return loket_ctl_tell (LOKET_CTL_USAGE,
                           _("That cannot be decided here. Nothing was changed. See “loketctl outbox show”."));
  return resolve (ctl, item, choice);
}

/**
 * loket_ctl_outbox:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl outbox`: lists replies and where they are, takes one back, or
 * decides about one that needs it.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_outbox (LoketCtl  *ctl,
                  int        argc,
                  char     **argv)
{
  g_autofree char *choice_name = NULL;
  gboolean pending_only = FALSE;
  LoketOutboxChoice choice = LOKET_OUTBOX_CHOICE_DISCARD;
  const GOptionEntry entries[] = {
    { "pending", 0, 0, G_OPTION_ARG_NONE, &pending_only, N_("only what has not arrived"), NULL },
    { "choice", 0, 0, G_OPTION_ARG_FILENAME, &choice_name, N_("retry, send-anyway, edit, draft or discard"), N_("CHOICE") },
    { NULL }
  };
  const char *action;
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, _("[list|show ID|revoke ID|resolve ID]"),
                        _("Shows where replies are, takes one back, or decides about one."), entries, &argc, &argv))
    return LOKET_CTL_USAGE;

  action = argc > 1 ? argv[1] : "list";
  if (strcmp (action, "list") == 0 ? argc > 2
                                   : argc != 3 || (strcmp (action, "show") != 0 && strcmp (action, "revoke") != 0 &&
                                                   strcmp (action, "resolve") != 0))
    return loket_ctl_usage (_("outbox needs list, show ID, revoke ID or resolve ID. See “loketctl outbox --help”."));
  if (strcmp (action, "resolve") == 0 && !find_choice (choice_name, &choice))
    return loket_ctl_usage (_("resolve needs --choice retry, send-anyway, edit, draft or discard."));

  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;
  return strcmp (action, "list") == 0 ? list_outbox (ctl, pending_only) : run_on_item (ctl, action, argv[2], choice);
}
