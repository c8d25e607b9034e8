/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-time-row.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-words.h"

#define DAY_MINUTES 1440

/**
 * LoketTimeRow:
 *
 * A time of day that can be changed. What is no time is marked, and the time
 * before stays in force until there is one.
 */
struct _LoketTimeRow
{
  AdwEntryRow parent_instance;

  char       *title; /* what the row is called while nothing is wrong */
  int         minutes;
};

enum
{
  PROP_MINUTES = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LoketTimeRow, loket_time_row, ADW_TYPE_ENTRY_ROW)

/* “7:30”, “07.30” or “24:00”, as people here write it. */
static gboolean
parse_minutes (const char *text,
               int        *minutes)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  guint64 hour, minute;

  parts = g_strsplit_set (trimmed, ":.", 3);
  if (g_strv_length (parts) != 2 || strlen (parts[1]) != 2 || strlen (parts[0]) > 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 0, 24, &hour, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &minute, NULL) ||
      hour * 60 + minute > DAY_MINUTES)
    return FALSE;
  *minutes = (int) (hour * 60 + minute);
  return TRUE;
}

/* The end of a day is written as such: to the clock it is the next day's 00:00. */
static char *
format_minutes (int minutes)
{
  g_autofree char *time = loket_words_time ((gint64) minutes * 60, "UTC");

  if (minutes < DAY_MINUTES)
    return g_steal_pointer (&time);
  memcpy (time, "24", 2);
  return g_steal_pointer (&time);
}

static void
mark (LoketTimeRow *self,
      gboolean      wrong)
{
  const char *hint = wrong ? _("Not a time: write it as 22:00") : "";
  g_autofree char *title = wrong ? g_strdup_printf ("%s – %s", self->title, hint) : g_strdup (self->title);

  loket_widget_set_style (GTK_WIDGET (self), "error", wrong);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  loket_widget_describe (GTK_WIDGET (self), hint);
}

static void
show_minutes (LoketTimeRow *self)
{
  g_autofree char *text = format_minutes (self->minutes);

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self), text);
}

static void
apply_cb (LoketTimeRow *self)
{
  int minutes = 0;
  gboolean valid = parse_minutes (gtk_editable_get_text (GTK_EDITABLE (self)), &minutes);

  if (self->title == NULL)
    self->title = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
  mark (self, !valid);
  if (!valid)
    return;
  if (minutes != self->minutes)
    g_object_set (self, "minutes", minutes, NULL);
  show_minutes (self);
}

/* A change that nobody confirmed is not lost with the keyboard going elsewhere. */
static void
focus_left_cb (LoketTimeRow *self)
{
  apply_cb (self);
}

static void
loket_time_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MINUTES:
      g_value_set_int (value, LOKET_TIME_ROW (object)->minutes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
loket_time_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  LoketTimeRow *self = LOKET_TIME_ROW (object);

  switch (prop_id)
    {
    case PROP_MINUTES:
      self->minutes = g_value_get_int (value);
      show_minutes (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
loket_time_row_finalize (GObject *object)
{
  g_free (LOKET_TIME_ROW (object)->title);
  G_OBJECT_CLASS (loket_time_row_parent_class)->finalize (object);
}

static void
loket_time_row_class_init (LoketTimeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = loket_time_row_get_property;
  object_class->set_property = loket_time_row_set_property;
  object_class->finalize = loket_time_row_finalize;

  /**
   * LoketTimeRow:minutes:
   *
   * The time, minutes since midnight.
   */
  properties[PROP_MINUTES] = g_param_spec_int ("minutes", NULL, NULL, 0, DAY_MINUTES, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
loket_time_row_init (LoketTimeRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  adw_entry_row_set_input_hints (ADW_ENTRY_ROW (self), GTK_INPUT_HINT_NO_EMOJI);
  g_signal_connect (self, "apply", G_CALLBACK (apply_cb), NULL);
  g_signal_connect (self, "entry-activated", G_CALLBACK (apply_cb), NULL);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
