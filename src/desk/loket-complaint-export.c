/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-complaint-export.h"

#include <glib/gi18n-lib.h>

#include "loket-words-private.h"
#include "loket-words.h"

/*
 * Complaints as a sheet: one a row, with the clocks that are an agency's own and
 * how each of them came about. Neither the reporter's name nor the text of the
 * complaint goes out: who gets the file is not known here.
 */
struct _LoketComplaintExport
{
  LoketSheetWriter *writer;
  char             *language;
};

static const LoketSlaClock clocks[] = {
  LOKET_SLA_CLOCK_RESPONSE,
  LOKET_SLA_CLOCK_FOLLOW_UP,
  LOKET_SLA_CLOCK_SETTLEMENT,
};

/* What the columns before those of the clocks are. */
static const char *const headings[] = {
  N_("Number"), N_("Title"), N_("Class"), N_("Category"), N_("Status"), N_("Source's status"),
  N_("Agency"), N_("Place"), N_("Disclosure"), N_("Received"), N_("Assigned"), N_("First answered"),
};

/* Behind each clock's name. */
static const char *const clock_headings[] = {
  N_("due"), N_("state"), N_("working days"), N_("why"),
};

#define N_COLUMNS (G_N_ELEMENTS (headings) + G_N_ELEMENTS (clocks) * G_N_ELEMENTS (clock_headings))

static gboolean
add_row (LoketComplaintExport  *self,
         GPtrArray             *cells,
         GError               **error)
{
  g_assert (cells->len == N_COLUMNS);
  return loket_sheet_writer_add (self->writer, (const char *const *) cells->pdata, cells->len, error);
}

static gboolean
add_headings (LoketComplaintExport  *self,
              GError               **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    g_ptr_array_add (cells, g_strdup (_(headings[i])));
  for (guint clock = 0; clock < G_N_ELEMENTS (clocks); clock++)
    for (guint i = 0; i < G_N_ELEMENTS (clock_headings); i++)
      g_ptr_array_add (cells, g_strdup_printf ("%s: %s", loket_sla_clock_to_title (clocks[clock], self->language),
                                               _(clock_headings[i])));
  return add_row (self, cells, error);
}

/**
 * loket_complaint_export_new:
 * @path: the file to make
 * @format: what to make it
 * @language: `id` or `en`: of the explanations
 * @error: return location for a #LoketSheetError
 *
 * Begins a sheet of complaints. Any thread, one at a time.
 *
 * Returns: (transfer full) (nullable): the export
 */
LoketComplaintExport *
loket_complaint_export_new (const char        *path,
                            LoketSheetFormat   format,
                            const char        *language,
                            GError           **error)
{
  g_autoptr (LoketComplaintExport) self = g_new0 (LoketComplaintExport, 1);

  g_return_val_if_fail (path != NULL && language != NULL, NULL);

  self->language = g_strdup (language);
  /* TRANSLATORS: the name of a sheet: at most 31 characters, none of []:*?/\ */
  self->writer = loket_sheet_writer_new (path, format, _("Complaints"), error);
  if (self->writer == NULL || !add_headings (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Such that a spreadsheet sorts them. */
static char *
tell_instant (gint64      instant,
              const char *time_zone)
{
  g_autoptr (GDateTime) local = instant != LOKET_TIME_UNSET ? _loket_words_local (instant, time_zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M %Z") : NULL;
}

static const LoketSlaReading *
find_reading (GPtrArray     *readings,
              LoketSlaClock  clock)
{
  for (guint i = 0; i < readings->len; i++)
    {
      const LoketSlaReading *reading = g_ptr_array_index (readings, i);

      if (reading->policy->clock == clock)
        return reading;
    }
  return NULL;
}

/* Both ages: no source says what pauses a clock. */
static char *
tell_age (const LoketSlaReading *reading)
{
  if (reading->paused_days == 0)
    return g_strdup_printf ("%u", reading->raw_days);
  return g_strdup_printf (ngettext ("%u (%u of them while the reporter was asked)",
                                    "%u (%u of them while the reporter was asked)", reading->raw_days),
                          reading->raw_days, reading->paused_days);
}

static void
put_clock (LoketComplaintExport  *self,
           GPtrArray             *cells,
           const LoketComplaint  *complaint,
           const LoketSlaReading *reading)
{
  if (reading == NULL)
    {
      for (guint i = 0; i < G_N_ELEMENTS (clock_headings); i++)
        g_ptr_array_add (cells, NULL);
      return;
    }
  g_ptr_array_add (cells, tell_instant (reading->due, complaint->time_zone));
  g_ptr_array_add (cells, g_strdup (loket_words_clock_state (reading->policy->clock, reading->state)));
  g_ptr_array_add (cells, tell_age (reading));
  g_ptr_array_add (cells, loket_sla_reading_explain (reading, self->language));
}

/**
 * loket_complaint_export_add:
 * @self: an export
 * @complaint: a complaint
 * @readings: (element-type LoketSlaReading): its clocks
 * @error: return location for a #LoketSheetError
 *
 * Writes the row of a complaint.
 *
 * Returns: whether it was written
 */
gboolean
loket_complaint_export_add (LoketComplaintExport  *self,
                            const LoketComplaint  *complaint,
                            GPtrArray             *readings,
                            GError               **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (complaint->tracking_id));
  g_ptr_array_add (cells, g_strdup (complaint->title));
  g_ptr_array_add (cells, g_strdup (loket_words_class (complaint->klass)));
  g_ptr_array_add (cells, g_strdup (complaint->category));
  g_ptr_array_add (cells, g_strdup (loket_words_status (complaint->status)));
  g_ptr_array_add (cells, g_strdup (complaint->status_raw));
  g_ptr_array_add (cells, g_strdup (complaint->agency_name));
  g_ptr_array_add (cells, loket_complaint_dup_place (complaint));
  g_ptr_array_add (cells, loket_words_disclosure (complaint->anonymous, complaint->secret));
  g_ptr_array_add (cells, tell_instant (complaint->received_at, complaint->time_zone));
  g_ptr_array_add (cells, tell_instant (complaint->assigned_at, complaint->time_zone));
  g_ptr_array_add (cells, tell_instant (complaint->answered_at, complaint->time_zone));
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    put_clock (self, cells, complaint, find_reading (readings, clocks[i]));
  return add_row (self, cells, error);
}

/**
 * loket_complaint_export_finish:
 * @self: an export
 * @error: return location for a #LoketSheetError
 *
 * Ends the sheet and puts it in place. Without it nothing is left behind.
 *
 * Returns: whether the file is there, whole
 */
gboolean
loket_complaint_export_finish (LoketComplaintExport  *self,
                               GError               **error)
{
  return loket_sheet_writer_finish (self->writer, error);
}

/**
 * loket_complaint_export_free:
 * @self: (transfer full): an export
 *
 * Releases an export.
 */
void
loket_complaint_export_free (LoketComplaintExport *self)
{
  g_clear_pointer (&self->writer, loket_sheet_writer_free);
  g_free (self->language);
  g_free (self);
}
