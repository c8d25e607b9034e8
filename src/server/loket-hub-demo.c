/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-demo.h"

#include <string.h>

#include "loket-deadline.h"
#include "loket-hub-demo-private.h"

/*
 * A region to try Loket with: nothing in it happened. The dates go with today,
 * so that there is always something overdue, something for today and something
 * fresh; the rest follows from the day, so that one day's demo is always the
 * same.
 */

#define ZONE "Asia/Makassar"
#define DAY ((gint64) 86400)
#define HOUR ((gint64) 3600)
#define FIRST_TRACKING_ID 99500001

/* How far back a running clock is looked for. */
#define SEARCH_DAYS 20

typedef enum
{
  KIND_OVERDUE,
  KIND_DUE_TODAY,
  KIND_WARNING,
  KIND_FRESH,
  KIND_NEEDS_INFORMATION,
  KIND_IN_PROGRESS,
  KIND_REPORTER_ANSWERED,
  KIND_ANSWERED,
  KIND_CLOSED,
  KIND_ARCHIVED,
  N_KINDS,
} Kind;

static const guint kind_counts[N_KINDS] = {
  [KIND_OVERDUE] = 26,
  [KIND_DUE_TODAY] = 16,
  [KIND_WARNING] = 20,
  [KIND_FRESH] = 50,
  [KIND_NEEDS_INFORMATION] = 22,
  [KIND_IN_PROGRESS] = 28,
  [KIND_REPORTER_ANSWERED] = 16,
  [KIND_ANSWERED] = 10,
  [KIND_CLOSED] = 100,
  [KIND_ARCHIVED] = 12,
};

static const struct
{
  const char *code;
  const char *name;
} agencies[] = {
  { LOKET_HUB_DEMO_AGENCY, "Dinas Pekerjaan Umum dan Penataan Ruang" },
  { "131411", "Dinas Perhubungan" },
  { LOKET_HUB_DEMO_OTHER_AGENCY, "Dinas Lingkungan Hidup" },
  { "131413", "Dinas Kependudukan dan Pencatatan Sipil" },
  { "131414", "Perusahaan Air Minum Daerah" },
};

static const char *const archive_reasons[] = {
  "Laporan sama dengan laporan sebelumnya",
  "Lokasi tidak dapat ditemukan dan pelapor tidak menjawab",
  "Bukan kewenangan pemerintah kota",
};

typedef struct
{
  GRand     *rand;
  gint64     now;
  gint64     midnight;                /* where the agencies are */
  GArray    *days[N_KINDS];           /* of guint: days ago of an assignment */
  guint      total_weight;
} Demo;

static const char *
pick (Demo              *demo,
      const char *const *list,
      guint              n)
{
  return list[g_rand_int_range (demo->rand, 0, (gint32) n)];
}

static gboolean
chance (Demo *demo,
        int   percent)
{
  return g_rand_int_range (demo->rand, 0, 100) < percent;
}

static char *
make_id (Demo *demo)
{
  guint32 a = g_rand_int (demo->rand);
  guint32 b = g_rand_int (demo->rand);
  guint32 c = g_rand_int (demo->rand);
  guint32 d = g_rand_int (demo->rand);

  return g_strdup_printf ("%08x-%04x-4%03x-%04x-%04x%08x", a, b >> 16, b & 0xfff,
                          0x8000 | (c >> 18), c & 0xffff, d);
}

/* --- days ---------------------------------------------------------------- */

static Kind
kind_of_state (LoketSlaState state)
{
  switch (state)
    {
    case LOKET_SLA_OVERDUE:
      return KIND_OVERDUE;
    case LOKET_SLA_DUE_TODAY:
      return KIND_DUE_TODAY;
    case LOKET_SLA_WARNING:
      return KIND_WARNING;
    case LOKET_SLA_ON_TIME:
    case LOKET_SLA_PROVISIONAL:
    case LOKET_SLA_MET:
    case LOKET_SLA_MISSED:
    case LOKET_SLA_PAUSED:
    default:
      return KIND_FRESH;
    }
}

/* On a holiday nothing is due today: then the nearest thing takes its place. */
static void
find_days (Demo *demo)
{
  for (guint i = 0; i < N_KINDS; i++)
    demo->days[i] = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint ago = 0; ago < SEARCH_DAYS; ago++)
    {
      g_autoptr (LoketComplaint) complaint = loket_complaint_new ();
      LoketDeadline deadline;
      Kind kind;

      complaint->time_zone = g_strdup (ZONE);
      complaint->status = LOKET_STATUS_NEW;
      complaint->assigned_at = MIN (demo->midnight - ago * DAY + 9 * HOUR, demo->now);
      if (!loket_deadline_for_complaint (complaint, demo->now, &deadline, NULL))
        continue;
      kind = kind_of_state (deadline.state);
      if (kind != KIND_OVERDUE || demo->days[kind]->len < 6)
        g_array_append_val (demo->days[kind], ago);
    }
  for (guint kind = KIND_OVERDUE; kind <= KIND_FRESH; kind++)
    if (demo->days[kind]->len == 0)
      {
        guint ago = kind == KIND_OVERDUE ? 12 : kind == KIND_FRESH ? 1 : 7;
        guint other = kind == KIND_DUE_TODAY ? KIND_WARNING : kind == KIND_WARNING ? KIND_FRESH : kind;

        if (demo->days[other]->len > 0)
          g_array_append_vals (demo->days[kind], demo->days[other]->data, demo->days[other]->len);
        else
          g_array_append_val (demo->days[kind], ago);
      }
}

/* An instant of a working day's morning or afternoon, never after now. */
static gint64
instant_on (Demo  *demo,
            guint  days_ago)
{
  gint64 at = demo->midnight - (gint64) days_ago * DAY + 8 * HOUR + g_rand_int_range (demo->rand, 0, 7 * HOUR);

  if (at >= demo->now)
    at = demo->now - g_rand_int_range (demo->rand, 5 * 60, 90 * 60);
  return at;
}

/* --- texts --------------------------------------------------------------- */

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
replace_number (Demo       *demo,
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
make_date (Demo  *demo,
           gint64 after)
{
  static const char *const months[] = { "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
                                        "Agustus", "September", "Oktober", "November", "Desember" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
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
fill_in (Demo                 *demo,
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
add_message (Demo           *demo,
             LoketComplaint *complaint,
             LoketAuthor     author,
             const char     *template,
             const char     *street,
             LoketOutcome    outcome,
             gint64          at)
{
  LoketMessage *message = loket_message_new ();

  message->id = make_id (demo);
  message->author = author;
  message->author_name = author == LOKET_AUTHOR_OFFICER ? g_strdup (complaint->agency_name) : NULL;
  message->text = fill_in (demo, template, complaint, street, at);
  message->outcome = outcome;
  message->at = at;
  g_ptr_array_add (complaint->messages, message);
  return message;
}

/* --- a complaint --------------------------------------------------------- */

static const LoketHubDemoTopic *
pick_topic (Demo *demo)
{
  gint32 at = g_rand_int_range (demo->rand, 0, (gint32) demo->total_weight);

  for (guint i = 0; i < _loket_hub_demo_n_topics; i++)
    {
      at -= (gint32) _loket_hub_demo_topics[i].weight;
      if (at < 0)
        return &_loket_hub_demo_topics[i];
    }
  return &_loket_hub_demo_topics[0];
}

static void
set_people_and_place (Demo                    *demo,
                      LoketComplaint          *complaint,
                      const LoketHubDemoTopic *topic)
{
  const LoketHubDemoPlace *place =
    &_loket_hub_demo_places[g_rand_int_range (demo->rand, 0, (gint32) _loket_hub_demo_n_places)];
  gboolean oversight = topic->klass == LOKET_CLASS_SUPERVISORY;

  complaint->province = g_strdup ("Kalimantan Selatan");
  complaint->regency = g_strdup ("Kota Banjarbaru");
  complaint->district = g_strdup (place->district);
  complaint->village = g_strdup (pick (demo, place->villages, G_N_ELEMENTS (place->villages)));
  complaint->reporter_name =
    g_strdup_printf ("%s %s", pick (demo, _loket_hub_demo_first_names, _loket_hub_demo_n_first_names),
                     pick (demo, _loket_hub_demo_last_names, _loket_hub_demo_n_last_names));
  complaint->anonymous = chance (demo, oversight ? 70 : 25);
  complaint->secret = chance (demo, oversight ? 60 : 8);
  complaint->channel = g_strdup (pick (demo, _loket_hub_demo_channels, _loket_hub_demo_n_channels));
}

static void
set_texts (Demo                    *demo,
           LoketComplaint          *complaint,
           const LoketHubDemoTopic *topic,
           const char              *street)
{
  complaint->title = fill_in (demo, pick (demo, topic->titles, G_N_ELEMENTS (topic->titles)), complaint, street,
                              complaint->received_at);
  complaint->body = fill_in (demo, pick (demo, topic->bodies, G_N_ELEMENTS (topic->bodies)), complaint, street,
                             complaint->received_at);
  if (chance (demo, 6))
    {
      char *longer = g_strdup_printf ("%s Saya bisa dihubungi di 0812-0000-%04d.", complaint->body,
                                      g_rand_int_range (demo->rand, 0, 10000));

      g_free (complaint->body);
      complaint->body = longer;
    }
  if (chance (demo, 12))
    complaint->body_original = g_strdup_printf ("%s TOLONG CEPAT DITINDAK PAK!!!", complaint->body);
}

static void
set_source (LoketComplaint      *complaint,
            LoketComplaintStatus status,
            const char          *raw)
{
  complaint->status = status;
  complaint->status_raw = g_strdup (raw);
}

static void
close_complaint (Demo           *demo,
                 LoketComplaint *complaint)
{
  int who = g_rand_int_range (demo->rand, 0, 100);

  complaint->closed_by = who < 62 ? LOKET_CLOSER_SYSTEM : who < 85 ? LOKET_CLOSER_REPORTER : LOKET_CLOSER_ADMIN;
  set_source (complaint, LOKET_STATUS_CLOSED,
              who < 62 ? "Ditutup oleh Sistem" : who < 85 ? "Ditutup oleh Pelapor" : "Ditutup oleh Admin");
  complaint->resolved = complaint->messages->len > 1 ? LOKET_RESOLVED_YES : LOKET_RESOLVED_UNKNOWN;
}

/* What happened since it was assigned, from our answer on. */
static void
add_history (Demo                    *demo,
             LoketComplaint          *complaint,
             const LoketHubDemoTopic *topic,
             const char              *street,
             Kind                     kind)
{
  gint64 at = complaint->assigned_at + g_rand_int_range (demo->rand, 5 * HOUR, 6 * DAY);

  complaint->answered_at = at;
  if (kind == KIND_NEEDS_INFORMATION)
    {
      set_source (complaint, LOKET_STATUS_NEEDS_INFORMATION, "Menunggu Kelengkapan Informasi");
      add_message (demo, complaint, LOKET_AUTHOR_OFFICER, topic->question, street,
                   LOKET_OUTCOME_NEEDS_INFORMATION, at);
      return;
    }

  add_message (demo, complaint, LOKET_AUTHOR_OFFICER, topic->progress, street, LOKET_OUTCOME_IN_PROGRESS, at);
  set_source (complaint, LOKET_STATUS_IN_PROGRESS, "Proses");
  if (kind == KIND_IN_PROGRESS)
    return;

  at += g_rand_int_range (demo->rand, 8 * HOUR, 2 * DAY);
  add_message (demo, complaint, LOKET_AUTHOR_OFFICER, topic->done, street, LOKET_OUTCOME_RESOLVED, at);
  complaint->resolved = LOKET_RESOLVED_YES;
  complaint->status = LOKET_STATUS_ANSWERED;
  if (kind != KIND_REPORTER_ANSWERED)
    return;

  at += g_rand_int_range (demo->rand, 3 * HOUR, 2 * DAY);
  add_message (demo, complaint, LOKET_AUTHOR_REPORTER, topic->again, street, LOKET_OUTCOME_UNKNOWN, at);
  complaint->resolved = LOKET_RESOLVED_NO;
  g_clear_pointer (&complaint->status_raw, g_free);
  set_source (complaint, LOKET_STATUS_REPORTER_ANSWERED, "Ditanggapi oleh Pelapor");
}

/* When the agency got it: by its clock while it runs, else long enough ago for
 * what happened since. */
static guint
pick_day (Demo *demo,
          Kind  kind)
{
  const GArray *days = demo->days[kind];

  if (days->len > 0)
    return g_array_index (days, guint, g_rand_int_range (demo->rand, 0, (gint32) days->len));
  if (kind == KIND_CLOSED || kind == KIND_ARCHIVED)
    return (guint) g_rand_int_range (demo->rand, 25, 240);
  return (guint) g_rand_int_range (demo->rand, 11, 24);
}

static LoketComplaint *
make_complaint (Demo  *demo,
                Kind   kind,
                guint  number)
{
  LoketComplaint *complaint = loket_complaint_new ();
  const LoketHubDemoTopic *topic = pick_topic (demo);
  const char *street = pick (demo, _loket_hub_demo_streets, _loket_hub_demo_n_streets);

  complaint->id = make_id (demo);
  complaint->tracking_id = g_strdup_printf ("%u", FIRST_TRACKING_ID + number);
  complaint->category_id = g_strdup (topic->category_id);
  complaint->category = g_strdup (topic->category);
  complaint->klass = topic->klass;
  complaint->class_raw = g_strdup (topic->class_raw);
  complaint->agency_code = g_strdup (topic->agency);
  for (guint i = 0; i < G_N_ELEMENTS (agencies); i++)
    if (g_str_equal (agencies[i].code, topic->agency))
      complaint->agency_name = g_strdup (agencies[i].name);
  complaint->time_zone = g_strdup (ZONE);
  complaint->assigned_at = instant_on (demo, pick_day (demo, kind));
  complaint->received_at = complaint->assigned_at - g_rand_int_range (demo->rand, HOUR, 2 * DAY);
  set_people_and_place (demo, complaint, topic);
  set_texts (demo, complaint, topic, street);

  if (kind <= KIND_FRESH)
    set_source (complaint, LOKET_STATUS_NEW, "Belum Ditindaklanjuti");
  else if (kind == KIND_ARCHIVED)
    {
      set_source (complaint, LOKET_STATUS_ARCHIVED, "Diarsipkan oleh Admin");
      complaint->closed_by = LOKET_CLOSER_ADMIN;
      complaint->hold_reason = g_strdup (pick (demo, archive_reasons, G_N_ELEMENTS (archive_reasons)));
    }
  else if (kind == KIND_CLOSED)
    {
      if (chance (demo, 85))
        add_history (demo, complaint, topic, street, chance (demo, 20) ? KIND_IN_PROGRESS : KIND_ANSWERED);
      g_clear_pointer (&complaint->status_raw, g_free);
      close_complaint (demo, complaint);
    }
  else
    add_history (demo, complaint, topic, street, kind);
  return complaint;
}

/* --- public -------------------------------------------------------------- */

/**
 * loket_hub_demo_make_agencies:
 *
 * Makes the agencies of the demo.
 *
 * Returns: (transfer full) (element-type LoketHubAgency): the agencies
 */
GPtrArray *
loket_hub_demo_make_agencies (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_hub_agency_free);

  for (guint i = 0; i < G_N_ELEMENTS (agencies); i++)
    {
      LoketHubAgency *agency = loket_hub_agency_new ();

      agency->code = g_strdup (agencies[i].code);
      agency->name = g_strdup (agencies[i].name);
      agency->time_zone = g_strdup (ZONE);
      g_ptr_array_add (list, agency);
    }
  return list;
}

/**
 * loket_hub_demo_make_complaints:
 * @now: Unix seconds
 *
 * Makes three hundred invented complaints, the same for the same instant and
 * nearly the same for the same day where the agencies are.
 *
 * Returns: (transfer full) (element-type LoketComplaint): the complaints
 */
GPtrArray *
loket_hub_demo_make_complaints (gint64 now)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_complaint_unref);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) midnight = g_date_time_new (zone, g_date_time_get_year (local),
                                                    g_date_time_get_month (local),
                                                    g_date_time_get_day_of_month (local), 0, 0, 0.0);
  Demo demo = { .now = now, .midnight = g_date_time_to_unix (midnight) };
  guint number = 0;

  demo.rand = g_rand_new_with_seed ((guint32) (demo.midnight / DAY));
  for (guint i = 0; i < _loket_hub_demo_n_topics; i++)
    demo.total_weight += _loket_hub_demo_topics[i].weight;
  find_days (&demo);

  for (guint kind = 0; kind < N_KINDS; kind++)
    for (guint i = 0; i < kind_counts[kind]; i++)
      g_ptr_array_add (list, make_complaint (&demo, kind, number++));

  for (guint i = 0; i < N_KINDS; i++)
    g_array_unref (demo.days[i]);
  g_rand_free (demo.rand);
  return list;
}

/**
 * loket_hub_demo_fill:
 * @storage: the hub, on its thread
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Puts the demo's agencies and complaints into a hub, in one transaction.
 *
 * Returns: whether they are stored
 */
gboolean
loket_hub_demo_fill (LoketHubStorage *storage,
                     gint64           now,
                     GError         **error)
{
  g_autoptr (GPtrArray) list = loket_hub_demo_make_agencies ();
  g_autoptr (GPtrArray) complaints = loket_hub_demo_make_complaints (now);
  gboolean stored = TRUE;

  if (!loket_hub_storage_begin (storage, error))
    return FALSE;

  for (guint i = 0; stored && i < list->len; i++)
    {
      const LoketHubAgency *agency = g_ptr_array_index (list, i);

      stored = loket_hub_storage_put_agency (storage, agency->code, agency->name, agency->time_zone,
                                             now, NULL, error);
    }
  for (guint i = 0; stored && i < complaints->len; i++)
    stored = loket_hub_storage_put_complaint (storage, g_ptr_array_index (complaints, i), now, NULL, error);

  if (!stored)
    {
      loket_hub_storage_rollback (storage);
      return FALSE;
    }
  return loket_hub_storage_commit (storage, error);
}
