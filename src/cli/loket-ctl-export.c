/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-complaint-export.h"
#include "loket-ctl-clocks.h"
#include "loket-ctl-print.h"

typedef struct
{
  char     *view;
  char     *search;
  char     *format;
  char     *output;
  gboolean  waiting;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->view);
  g_free (options->search);
  g_free (options->format);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
find_format (const char       *name,
             const char       *path,
             LoketSheetFormat *format)
{
  if (name == NULL)
    name = g_str_has_suffix (path, ".xlsx") ? "xlsx" : "csv";
  *format = g_str_equal (name, "xlsx") ? LOKET_SHEET_XLSX : LOKET_SHEET_CSV;
  return g_str_equal (name, "xlsx") || g_str_equal (name, "csv");
}

static LoketCtlExit
write_complaints (LoketCtl             *ctl,
                  GPtrArray            *items,
                  LoketComplaintExport *export)
{
  gint64 now = loket_clock_now (ctl->clock);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const char *id = loket_queue_item_get_complaint_id (g_ptr_array_index (items, i));
      g_autoptr (LoketComplaint) complaint = loket_ctl_load (ctl, id, &error);
      g_autoptr (GPtrArray) readings = NULL;

      if (complaint == NULL)
        return loket_ctl_fail (error);
      readings = loket_ctl_read_clocks (complaint, loket_session_get_rulebook (ctl->session), now);
      if (!loket_complaint_export_add (export, complaint, readings, &error))
        return loket_ctl_fail (error);
    }
  return loket_complaint_export_finish (export, &error) ? LOKET_CTL_DONE : loket_ctl_fail (error);
}

static void
tell_result (LoketCtl   *ctl,
             guint       n,
             const char *path)
{
  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_int (writer, "complaints", n);
      loket_json_writer_string (writer, "output", path);
      loket_json_writer_end_object (writer);
      loket_ctl_print_json (writer);
      return;
    }
  printf (ngettext ("%u complaint written to “%s”.", "%u complaints written to “%s”.", n), n, path);
  printf ("\n");
}

static LoketCtlExit
export_view (LoketCtl         *ctl,
             LoketView         view,
             const Options    *options,
             LoketSheetFormat  format)
{
  g_autoptr (LoketComplaintExport) export = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  LoketCtlExit status = loket_ctl_open (ctl);

  if (status != LOKET_CTL_DONE)
    return status;
  loket_session_query_async (ctl->session, view, options->search, 0, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  items = loket_session_query_finish (ctl->session, result, &error);
  if (items == NULL)
    return loket_ctl_fail (error);

  export = loket_complaint_export_new (options->output, format, loket_ctl_get_language (), &error);
  if (export == NULL)
    return loket_ctl_fail (error);
  status = write_complaints (ctl, items, export);
  if (status == LOKET_CTL_DONE)
    tell_result (ctl, items->len, options->output);
  return status;
}

/**
 * loket_ctl_export:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl export`: writes complaints of the local files with their clocks and
 * the reasons of these into a sheet, without reporters' names and texts.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_export (LoketCtl  *ctl,
                  int        argc,
                  char     **argv)
{
  g_auto (Options) options = { NULL };
  LoketView view = LOKET_VIEW_OPEN;
  LoketSheetFormat format;
  const GOptionEntry entries[] = {
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output, N_("the file to write"), N_("FILE") },
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &options.format, N_("csv or xlsx; else as the file is called"), N_("NAME") },
    { "waiting", 0, 0, G_OPTION_ARG_NONE, &options.waiting,
      N_("drafts and replies that have not arrived, as JSON in clear text; changes nothing, also with the files of a newer Loket"), NULL },
    { "view", 0, 0, G_OPTION_ARG_FILENAME, &options.view, N_("which complaints; all open ones by default"), N_("NAME") },
    { "search", 0, 0, G_OPTION_ARG_FILENAME, &options.search, N_("words in number, title or text"), N_("TEXT") },
    { NULL }
  };

  if (!loket_ctl_parse (ctl, NULL,
                        _("Writes complaints with their clocks into a sheet, without reporters' names and texts."),
                        entries, &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc > 1)
    return loket_ctl_usage (_("Too many words. See “loketctl %s --help”."), "export");
  if (options.output == NULL)
    return loket_ctl_usage (_("%s needs a value. See “loketctl --help”."), "--output");
  if (options.waiting)
    return loket_ctl_export_waiting (ctl, options.output);
  if (!find_format (options.format, options.output, &format))
    return loket_ctl_usage (_("There is no format “%s”. There are: %s."), options.format, "csv, xlsx");
  if (options.search != NULL && !g_utf8_validate (options.search, -1, NULL))
    return loket_ctl_usage (_("--search is not text in UTF-8."));
  if (options.view != NULL && !loket_view_from_name (options.view, &view))
    return loket_ctl_usage (_("There is no view “%s”. See “loketctl queue --help”."), options.view);
  return export_view (ctl, view, &options, format);
}
