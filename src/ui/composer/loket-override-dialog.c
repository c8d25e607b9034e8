/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-override-dialog.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-limits.h"
#include "loket-text.h"

/*
 * Asks for a reason for each rule that stops sending. The reasons travel with
 * the reply and are kept by the hub, so there is no way past an empty one.
 */

typedef struct
{
  AdwMessageDialog *dialog;
  LoketComposer    *composer;
  LoketOverrideFunc func;
  gpointer          user_data;
  GHashTable       *entries; /* rule -> GtkEntry */
} Override;

static void
override_free (Override *override)
{
  g_clear_object (&override->composer);
  g_clear_pointer (&override->entries, g_hash_table_unref);
  g_free (override);
}

static void
entry_changed_cb (GtkEditable *editable,
                  gpointer     user_data)
{
  Override *override = user_data;
  gboolean complete = TRUE;
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, override->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (loket_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (entry))))
      complete = FALSE;
  adw_message_dialog_set_response_enabled (override->dialog, "send", complete);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Override *override = user_data;
  GHashTableIter iter;
  gpointer rule, entry;

  if (g_strcmp0 (response, "send") == 0)
    {
      g_hash_table_iter_init (&iter, override->entries);
      while (g_hash_table_iter_next (&iter, &rule, &entry))
        loket_composer_set_override (override->composer, rule,
                                     gtk_editable_get_text (GTK_EDITABLE (entry)));
      override->func (override->composer, override->user_data);
    }
}

static void
add_rule (Override         *override,
          GtkBox           *box,
          LoketFindingItem *finding)
{
  const char *rule = loket_finding_item_get_rule (finding);
  const char *reason = loket_finding_item_get_override (finding);
  GtkWidget *label, *entry;

  if (g_hash_table_contains (override->entries, rule))
    return;

  label = gtk_label_new (loket_finding_item_get_message (finding));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Reason"));
  gtk_entry_set_max_length (GTK_ENTRY (entry), LOKET_LIMIT_REASON_CHARS);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  if (reason != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), reason);
  loket_widget_set_name (entry, _("Reason"));
  loket_widget_describe (entry, loket_finding_item_get_message (finding));
  g_signal_connect (entry, "changed", G_CALLBACK (entry_changed_cb), override);

  gtk_box_append (box, label);
  gtk_box_append (box, entry);
  g_hash_table_insert (override->entries, g_strdup (rule), entry);
}

/**
 * loket_override_count_blockers:
 * @composer: a composer
 *
 * Counts the findings that stop sending and have no reason yet.
 *
 * Returns: how many
 */
guint
loket_override_count_blockers (LoketComposer *composer)
{
  GListModel *findings = loket_composer_get_findings (composer);
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LoketFindingItem) finding = g_list_model_get_item (findings, i);

      count += loket_finding_item_stops_sending (finding) ? 1 : 0;
    }
  return count;
}

/**
 * loket_override_dialog_present:
 * @parent: the window
 * @composer: a composer with findings that stop sending
 * @func: called when there is a reason for each
 * @user_data: for @func; has to live as long as @parent
 *
 * Asks why a reply is to be sent although checks stop it.
 */
void
loket_override_dialog_present (GtkWindow        *parent,
                               LoketComposer    *composer,
                               LoketOverrideFunc func,
                               gpointer          user_data)
{
  Override *override = g_new0 (Override, 1);
  GListModel *findings = loket_composer_get_findings (composer);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  override->composer = g_object_ref (composer);
  override->func = func;
  override->user_data = user_data;
  override->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  override->dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (parent, _("Send in spite of this?"),
                            _("Your reason is stored with the reply.")));

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (LoketFindingItem) finding = g_list_model_get_item (findings, i);

      if (loket_finding_item_stops_sending (finding))
        add_rule (override, GTK_BOX (box), finding);
    }

  adw_message_dialog_set_extra_child (override->dialog, box);
  adw_message_dialog_add_responses (override->dialog,
                                    "edit", _("Change the text"),
                                    "send", _("Send with reason"),
                                    NULL);
  adw_message_dialog_set_response_appearance (override->dialog, "send", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (override->dialog, "send");
  adw_message_dialog_set_close_response (override->dialog, "edit");
  entry_changed_cb (NULL, override);
  g_signal_connect_data (override->dialog, "response", G_CALLBACK (response_cb), override,
                         (GClosureNotify) (void (*) (void)) override_free, 0);
  gtk_window_present (GTK_WINDOW (override->dialog));
}
