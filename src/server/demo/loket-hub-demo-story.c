/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-demo-private.h"

#include <string.h>

/* What people wrote and what came of it. */

#define DAY ((gint64) 86400)
#define HOUR ((gint64) 3600)

static void
replace (GString    *text,
         const char *mark,
         const char *by)
{
  const char *found;

  while ((found = strstr (text->str, mark)) != NULL)
    {
      gssize at = found - text->str;

      g_string_erase (text, at, (gssize) strlen (mark));
      g_string_insert (text, at, by);
    }
}

static void
replace_number (LoketDemo  *demo,
                GString    *text,
                const char *mark,
                int         from,
                int         to)
{
  char number[16];

  g_snprintf (number, sizeof number, "%d", g_rand_int_range (demo->rand, from, to));
  replace (text, mark, number);
}

/* A date that our answer names: some days after it. */
static char *
make_date (LoketDemo *demo,
           gint64     after)
{
  static const char *const months[] = { "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
                                        "Agustus", "September", "Oktober", "November", "Desember" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (LOKET_DEMO_ZONE);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (after + g_rand_int_range (demo->rand, 3, 9) * DAY);
  g_autoptr (GDateTime) day = g_date_time_to_timezone (utc, zone);

  while (g_date_time_get_day_of_week (day) > 5)
    {
      GDateTime *next = g_date_time_add_days (day, 1);

      g_date_time_unref (day);
      day = next;
    }
  return g_strdup_printf ("%d %s %d", g_date_time_get_day_of_month (day),
                          months[g_date_time_get_month (day) - 1], g_date_time_get_year (day));
}

static char *
fill_in (LoketDemo            *demo,
         const char           *template,
         const LoketComplaint *complaint,
         const char           *street,
         gint64                at)
{
  GString *text = g_string_new (template);
  g_autofree char *date = make_date (demo, at);

  replace (text, "{jalan}", street);
  replace (text, "{kelurahan}", complaint->village);
  replace (text, "{kecamatan}", complaint->district);
  replace (text, "{tanggal}", date);
  replace_number (demo, text, "{rt}", 1, 32);
  replace_number (demo, text, "{hari}", 3, 15);
  replace_number (demo, text, "{jumlah}", 2, 6);
  return g_string_free (text, FALSE);
}

static LoketMessage *
add_message (LoketDemo      *demo,
             LoketComplaint *complaint,
             LoketAuthor     author,
             const char     *template,
             const char     *street,
             LoketOutcome    outcome,
             gint64          at)
{
  LoketMessage *message = loket_message_new ();

  message->id = _loket_demo_make_id (demo);
  message->author = author;
  message->author_name = author == LOKET_AUTHOR_OFFICER ? g_strdup (complaint->agency_name) : NULL;
  message->text = fill_in (demo, template, complaint, street, at);
  message->outcome = outcome;
  message->at = at;
  g_ptr_array_add (complaint->messages, message);
  return message;
}

void
_loket_demo_set_texts (LoketDemo            *demo,
                       LoketComplaint       *complaint,
                       const LoketDemoTopic *topic,
                       const char           *street)
{
  const char *title = _loket_demo_pick (demo, topic->titles, G_N_ELEMENTS (topic->titles));
  const char *body = _loket_demo_pick (demo, topic->bodies, G_N_ELEMENTS (topic->bodies));

  complaint->title = fill_in (demo, title, complaint, street, complaint->received_at);
  complaint->body = fill_in (demo, body, complaint, street, complaint->received_at);
  if (_loket_demo_chance (demo, 6))
    {
      char *longer = g_strdup_printf ("%s Saya bisa dihubungi di 0812-0000-%04d.", complaint->body,
                                      g_rand_int_range (demo->rand, 0, 10000));

      g_free (complaint->body);
      complaint->body = longer;
    }
  if (_loket_demo_chance (demo, 12))
    complaint->body_original = g_strdup_printf ("%s TOLONG CEPAT DITINDAK PAK!!!", complaint->body);
}

void
_loket_demo_set_source (LoketComplaint       *complaint,
                        LoketComplaintStatus  status,
                        const char           *raw)
{
  complaint->status = status;
  complaint->status_raw = g_strdup (raw);
}

void
_loket_demo_close (LoketDemo      *demo,
                   LoketComplaint *complaint)
{
  static const char *const raw[] = {
    [LOKET_CLOSER_SYSTEM] = "Ditutup oleh Sistem",
    [LOKET_CLOSER_REPORTER] = "Ditutup oleh Pelapor",
    [LOKET_CLOSER_ADMIN] = "Ditutup oleh Admin",
  };

  complaint->closed_by = _loket_demo_chance (demo, 62)   ? LOKET_CLOSER_SYSTEM
                         : _loket_demo_chance (demo, 60) ? LOKET_CLOSER_REPORTER
                                                         : LOKET_CLOSER_ADMIN;
  _loket_demo_set_source (complaint, LOKET_STATUS_CLOSED, raw[complaint->closed_by]);
  complaint->resolved = complaint->messages->len > 1 ? LOKET_RESOLVED_YES : LOKET_RESOLVED_UNKNOWN;
}

/* What happened since it was assigned, from our answer on. */
void
_loket_demo_add_history (LoketDemo            *demo,
                         LoketComplaint       *complaint,
                         const LoketDemoTopic *topic,
                         const char           *street,
                         LoketDemoKind         kind)
{
  gint64 at = _loket_demo_in_office (demo, complaint->assigned_at +
                                             g_rand_int_range (demo->rand, 3 * HOUR, 7 * DAY));
  gint64 again;

  complaint->answered_at = at;
  if (kind == LOKET_DEMO_NEEDS_INFORMATION)
    {
      _loket_demo_set_source (complaint, LOKET_STATUS_NEEDS_INFORMATION, "Menunggu Kelengkapan Informasi");
      add_message (demo, complaint, LOKET_AUTHOR_OFFICER, topic->question, street,
                   LOKET_OUTCOME_NEEDS_INFORMATION, at);
      return;
    }

  add_message (demo, complaint, LOKET_AUTHOR_OFFICER, topic->progress, street, LOKET_OUTCOME_IN_PROGRESS, at);
  _loket_demo_set_source (complaint, LOKET_STATUS_IN_PROGRESS, "Proses");
  if (kind == LOKET_DEMO_IN_PROGRESS)
    return;

  at = _loket_demo_in_office (demo, at + g_rand_int_range (demo->rand, 8 * HOUR, 2 * DAY));
  add_message (demo, complaint, LOKET_AUTHOR_OFFICER, topic->done, street, LOKET_OUTCOME_RESOLVED, at);
  complaint->resolved = LOKET_RESOLVED_YES;
  complaint->status = LOKET_STATUS_ANSWERED;
  if (kind != LOKET_DEMO_REPORTER_ANSWERED)
    return;

  again = demo->now - g_rand_int_range (demo->rand, HOUR, 9 * DAY);
  at = MAX (at + HOUR, again);
  add_message (demo, complaint, LOKET_AUTHOR_REPORTER, topic->again, street, LOKET_OUTCOME_UNKNOWN, at);
  complaint->resolved = LOKET_RESOLVED_NO;
  g_clear_pointer (&complaint->status_raw, g_free);
  _loket_demo_set_source (complaint, LOKET_STATUS_REPORTER_ANSWERED, "Ditanggapi oleh Pelapor");
}
