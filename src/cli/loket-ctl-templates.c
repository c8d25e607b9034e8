/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-ctl-draft.h"
#include "loket-ctl-print.h"
#include "loket-template-search.h"

/* What the templates are wanted for. */
typedef struct
{
  LoketComposer *composer; /* NULL without --for */
  LoketOutcome   outcome;
} Purpose;

static gboolean
is_stated (const Purpose *purpose)
{
  return purpose->composer != NULL || purpose->outcome != LOKET_OUTCOME_UNKNOWN;
}

/* The complaint's draft is read, so that its outcome counts; it is not changed. */
static gboolean
state_purpose (LoketCtl    *ctl,
               const char  *tracking_id,
               Purpose     *purpose,
               GError     **error)
{
  if (tracking_id == NULL)
    return TRUE;
  purpose->composer = loket_ctl_compose (ctl, tracking_id, NULL, error);
  if (purpose->composer != NULL && purpose->outcome == LOKET_OUTCOME_UNKNOWN)
    purpose->outcome = loket_composer_get_outcome (purpose->composer);
  return purpose->composer != NULL;
}

static GPtrArray *
find (LoketCtl      *ctl,
      const Purpose *purpose)
{
  g_autoptr (LoketTemplates) templates = loket_session_dup_templates (ctl->session);
  LoketComplaint *complaint = purpose->composer != NULL ? loket_composer_get_complaint (purpose->composer) : NULL;
  const LoketTemplateSearch wanted = {
    complaint != NULL ? complaint->category : NULL,
    purpose->outcome,
    complaint != NULL && complaint->time_zone != NULL ? complaint->time_zone : loket_session_get_time_zone (ctl->session),
    loket_clock_now (ctl->clock),
    NULL,
  };

  return loket_template_search (templates, &wanted);
}

static void
write_day (LoketJsonWriter *writer,
           const char      *name,
           const GDate     *day)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  loket_json_writer_string (writer, name, text);
}

/* What is told of one in the list and by itself. */
static void
write_item (LoketJsonWriter   *writer,
            LoketTemplateItem *item,
            gboolean           stated)
{
  const LoketTemplate *template = loket_template_item_get_template (item);

  loket_json_writer_string (writer, "id", template->id);
  loket_json_writer_string (writer, "title", template->title);
  loket_json_writer_int (writer, "version", template->version);
  loket_json_writer_string (writer, "owner", template->owner);
  write_day (writer, "review_on", &template->review_on);
  loket_json_writer_boolean (writer, "review_due", loket_template_item_get_due (item));
  loket_json_writer_begin_array (writer, "categories");
  for (guint i = 0; template->categories != NULL && template->categories[i] != NULL; i++)
    loket_json_writer_string (writer, NULL, template->categories[i]);
  loket_json_writer_end_array (writer);
  loket_json_writer_begin_array (writer, "outcomes");
  for (guint i = 0; i < template->n_outcomes; i++)
    loket_json_writer_string (writer, NULL, loket_outcome_to_name (template->outcomes[i]));
  loket_json_writer_end_array (writer);
  if (stated)
    loket_json_writer_boolean (writer, "fits", loket_template_item_get_fits (item));
}

/* --- list ---------------------------------------------------------------- */

static LoketCtlExit
tell_none (LoketCtl *ctl)
{
  g_autofree char *problem = loket_session_dup_guidance_problem (ctl->session);

  if (problem != NULL)
    return loket_ctl_tell (LOKET_CTL_DONE, _("The templates of your agency cannot be read by this version of Loket. "
                                             "Install the update, or tell your administrator."));
  if (loket_session_get_last_sync (ctl->session) == LOKET_TIME_UNSET)
    return loket_ctl_tell (LOKET_CTL_DONE, _("There are no templates on this computer yet. Those of your agency come "
                                             "with the next connection."));
  return loket_ctl_tell (LOKET_CTL_DONE, _("Your agency gives no templates yet. Its coordinator can publish them on "
                                           "the hub."));
}

static void
print_table (GPtrArray *items,
             gboolean   stated)
{
  g_autoptr (LoketCtlTable) table = loket_ctl_table_new (_("Template"), _("Title"), _("Owner"), _("Review"),
                                                         stated ? _("Fits") : NULL, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      LoketTemplateItem *item = g_ptr_array_index (items, i);
      g_autofree char *origin = loket_template_item_dup_origin (item);
      g_autofree char *review = loket_template_item_dup_review (item);
      const char *fits = loket_template_item_get_fits (item) ? _("yes") : "";

      loket_ctl_table_add (table, loket_template_item_get_template (item)->id, loket_template_item_get_title (item),
                           origin, review, stated ? fits : NULL, NULL);
    }
  loket_ctl_table_print (table);
}

static LoketCtlExit
list (LoketCtl  *ctl,
      GPtrArray *items,
      gboolean   stated)
{
  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_array (writer, NULL);
      for (guint i = 0; i < items->len; i++)
        {
          loket_json_writer_begin_object (writer, NULL);
          write_item (writer, g_ptr_array_index (items, i), stated);
          loket_json_writer_end_object (writer);
        }
      loket_json_writer_end_array (writer);
      loket_ctl_print_json (writer);
    }
  else if (items->len > 0)
    print_table (items, stated);
  else
    return tell_none (ctl);
  return LOKET_CTL_DONE;
}

/* --- show ---------------------------------------------------------------- */

static LoketTemplateItem *
find_item (GPtrArray  *items,
           const char *id)
{
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (loket_template_item_get_template (g_ptr_array_index (items, i))->id, id))
      return g_ptr_array_index (items, i);
  return NULL;
}

static void
write_blanks (LoketJsonWriter *writer,
              const char      *text)
{
  g_autoptr (GPtrArray) blanks = loket_blank_find_all (text);

  loket_json_writer_begin_array (writer, "blanks");
  for (guint i = 0; i < blanks->len; i++)
    {
      const LoketBlank *blank = g_ptr_array_index (blanks, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "name", blank->name);
      loket_json_writer_int (writer, "start", blank->start);
      loket_json_writer_int (writer, "end", blank->end);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

static LoketCtlExit
show (LoketCtl          *ctl,
      LoketTemplateItem *item,
      const Purpose     *purpose)
{
  g_autofree char *text = purpose->composer != NULL
                            ? loket_composer_dup_template_preview (purpose->composer, item)
                            : g_strdup (loket_template_item_get_template (item)->text);

  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_object (writer, NULL);
      write_item (writer, item, is_stated (purpose));
      loket_json_writer_string (writer, "text", text);
      write_blanks (writer, text);
      loket_json_writer_end_object (writer);
      loket_ctl_print_json (writer);
    }
  else
    loket_ctl_print_text (text);
  return LOKET_CTL_DONE;
}

static LoketCtlExit
run (LoketCtl   *ctl,
     const char *id,
     Purpose    *purpose)
{
  g_autoptr (GPtrArray) items = find (ctl, purpose);
  LoketTemplateItem *item = id != NULL ? find_item (items, id) : NULL;

  if (id == NULL)
    return list (ctl, items, is_stated (purpose));
  if (item == NULL)
    return loket_ctl_tell (LOKET_CTL_FAILED, _("There is no such template. See “loketctl templates”."));
  return show (ctl, item, purpose);
}

/**
 * loket_ctl_templates:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl templates`: the agency's templates that the profile holds, and how one
 * reads for a complaint. Changes nothing.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_templates (LoketCtl  *ctl,
                     int        argc,
                     char     **argv)
{
  g_autofree char *tracking_id = NULL;
  g_autofree char *outcome_name = NULL;
  Purpose purpose = { NULL, LOKET_OUTCOME_UNKNOWN };
  const GOptionEntry entries[] = {
    { "for", 0, 0, G_OPTION_ARG_FILENAME, &tracking_id, N_("the complaint that is answered"), N_("NUMBER") },
    { "outcome", 0, 0, G_OPTION_ARG_FILENAME, &outcome_name, N_("what the reply says about the matter"), N_("OUTCOME") },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  gboolean is_show;
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, _("[list | show ID]"), _("Lists the templates of your agency, or shows the text of one."),
                        entries, &argc, &argv))
    return LOKET_CTL_USAGE;
  is_show = argc == 3 && g_str_equal (argv[1], "show");
  if (!is_show && argc != 1 && !(argc == 2 && g_str_equal (argv[1], "list")))
    return loket_ctl_usage (_("templates needs “list” or “show ID”. See “loketctl templates --help”."));
  if (!loket_ctl_read_outcome (outcome_name, &purpose.outcome))
    return LOKET_CTL_USAGE;

  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;
  if (state_purpose (ctl, tracking_id, &purpose, &error))
    status = run (ctl, is_show ? argv[2] : NULL, &purpose);
  else
    status = loket_ctl_fail (error);
  g_clear_object (&purpose.composer);
  return status;
}
