/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-demo.h"

#include "loket-hub-demo-files.h"
#include "loket-hub-demo-private.h"

/*
 * A region to try Loket with: nothing in it happened. The dates go with today,
 * so that there is always something overdue, something for today and something
 * fresh; the rest follows from the day, so that one day's demo is always the
 * same.
 */

#define FIRST_TRACKING_ID 99500001

#define HOUR ((gint64) 3600)
#define DAY ((gint64) 86400)

static const guint kind_counts[LOKET_DEMO_N_KINDS] = {
  [LOKET_DEMO_OVERDUE] = 26,
  [LOKET_DEMO_DUE_TODAY] = 16,
  [LOKET_DEMO_WARNING] = 20,
  [LOKET_DEMO_FRESH] = 50,
  [LOKET_DEMO_NEEDS_INFORMATION] = 22,
  [LOKET_DEMO_IN_PROGRESS] = 28,
  [LOKET_DEMO_REPORTER_ANSWERED] = 16,
  [LOKET_DEMO_ANSWERED] = 10,
  [LOKET_DEMO_CLOSED] = 100,
  [LOKET_DEMO_ARCHIVED] = 12,
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

/* --- chance ----------------------------------------------------------- */

const char *
_loket_demo_pick (LoketDemo         *demo,
                  const char *const *list,
                  guint              n)
{
  return list[g_rand_int_range (demo->rand, 0, (gint32) n)];
}

gboolean
_loket_demo_chance (LoketDemo *demo,
                    int        percent)
{
  return g_rand_int_range (demo->rand, 0, 100) < percent;
}

char *
_loket_demo_make_id (LoketDemo *demo)
{
  guint32 a = g_rand_int (demo->rand);
  guint32 b = g_rand_int (demo->rand);
  guint32 c = g_rand_int (demo->rand);
  guint32 d = g_rand_int (demo->rand);

  return g_strdup_printf ("%08x-%04x-4%03x-%04x-%04x%08x", a, b >> 16, b & 0xfff,
                          0x8000 | (c >> 18), c & 0xffff, d);
}

/* --- a complaint ------------------------------------------------------ */

static const LoketDemoTopic *
pick_topic (LoketDemo *demo)
{
  gint32 at = g_rand_int_range (demo->rand, 0, (gint32) demo->total_weight);

  for (guint i = 0; i < _loket_demo_n_topics; i++)
    {
      at -= (gint32) _loket_demo_topics[i].weight;
      if (at < 0)
        return &_loket_demo_topics[i];
    }
  return &_loket_demo_topics[0];
}

static void
set_people_and_place (LoketDemo            *demo,
                      LoketComplaint       *complaint,
                      const LoketDemoTopic *topic)
{
  const LoketDemoPlace *place =
      &_loket_demo_places[g_rand_int_range (demo->rand, 0, (gint32) _loket_demo_n_places)];
  gboolean oversight = topic->klass == LOKET_CLASS_SUPERVISORY;

  complaint->province = g_strdup ("Kalimantan Selatan");
  complaint->regency = g_strdup ("Kota Banjarbaru");
  complaint->district = g_strdup (place->district);
  complaint->village = g_strdup (_loket_demo_pick (demo, place->villages, G_N_ELEMENTS (place->villages)));
  complaint->reporter_name =
      g_strdup_printf ("%s %s",
                       _loket_demo_pick (demo, _loket_demo_first_names, _loket_demo_n_first_names),
                       _loket_demo_pick (demo, _loket_demo_last_names, _loket_demo_n_last_names));
  complaint->anonymous = _loket_demo_chance (demo, oversight ? 70 : 25);
  complaint->secret = _loket_demo_chance (demo, oversight ? 60 : 8);
  complaint->channel = g_strdup (_loket_demo_pick (demo, _loket_demo_channels, _loket_demo_n_channels));
}

static LoketComplaint *
make_complaint (LoketDemo     *demo,
                LoketDemoKind  kind,
                guint          number)
{
  LoketComplaint *complaint = loket_complaint_new ();
  const LoketDemoTopic *topic = pick_topic (demo);
  const char *street = _loket_demo_pick (demo, _loket_demo_streets, _loket_demo_n_streets);

  complaint->id = _loket_demo_make_id (demo);
  complaint->tracking_id = g_strdup_printf ("%u", FIRST_TRACKING_ID + number);
  complaint->category_id = g_strdup (topic->category_id);
  complaint->category = g_strdup (topic->category);
  complaint->klass = topic->klass;
  complaint->class_raw = g_strdup (topic->class_raw);
  complaint->agency_code = g_strdup (topic->agency);
  for (guint i = 0; i < G_N_ELEMENTS (agencies); i++)
    if (g_str_equal (agencies[i].code, topic->agency))
      complaint->agency_name = g_strdup (agencies[i].name);
  complaint->time_zone = g_strdup (LOKET_DEMO_ZONE);
  complaint->assigned_at = _loket_demo_instant_on (demo, _loket_demo_pick_day (demo, kind));
  complaint->received_at = complaint->assigned_at - g_rand_int_range (demo->rand, HOUR, 2 * DAY);
  set_people_and_place (demo, complaint, topic);
  _loket_demo_set_texts (demo, complaint, topic, street);

  if (kind <= LOKET_DEMO_FRESH)
    _loket_demo_set_source (complaint, LOKET_STATUS_NEW, "Belum Ditindaklanjuti");
  else if (kind == LOKET_DEMO_ARCHIVED)
    {
      _loket_demo_set_source (complaint, LOKET_STATUS_ARCHIVED, "Diarsipkan oleh Admin");
      complaint->closed_by = LOKET_CLOSER_ADMIN;
      complaint->hold_reason = g_strdup (_loket_demo_pick (demo, archive_reasons, G_N_ELEMENTS (archive_reasons)));
    }
  else if (kind == LOKET_DEMO_CLOSED)
    {
      if (_loket_demo_chance (demo, 85))
        _loket_demo_add_history (demo, complaint, topic, street,
                                 _loket_demo_chance (demo, 20) ? LOKET_DEMO_IN_PROGRESS
                                                               : LOKET_DEMO_ANSWERED);
      g_clear_pointer (&complaint->status_raw, g_free);
      _loket_demo_close (demo, complaint);
    }
  else
    _loket_demo_add_history (demo, complaint, topic, street, kind);
  return complaint;
}

/* Photos of roads, with some of those that nobody has answered yet. */
static gboolean
has_files (const LoketComplaint *complaint,
           guint                 number)
{
  return number % 4 == 1 && complaint->messages->len == 0 && complaint->klass == LOKET_CLASS_COMPLAINT &&
         g_strcmp0 (complaint->agency_code, LOKET_HUB_DEMO_AGENCY) == 0;
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
      agency->time_zone = g_strdup (LOKET_DEMO_ZONE);
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
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (LOKET_DEMO_ZONE);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) midnight = g_date_time_new (zone, g_date_time_get_year (local),
                                                    g_date_time_get_month (local),
                                                    g_date_time_get_day_of_month (local), 0, 0, 0.0);
  LoketDemo demo = { .now = now, .midnight = g_date_time_to_unix (midnight) };
  guint number = 0;

  demo.rand = g_rand_new_with_seed ((guint32) (demo.midnight / DAY));
  for (guint i = 0; i < _loket_demo_n_topics; i++)
    demo.total_weight += _loket_demo_topics[i].weight;
  _loket_demo_find_days (&demo);

  for (guint kind = 0; kind < LOKET_DEMO_N_KINDS; kind++)
    for (guint i = 0; i < kind_counts[kind]; i++)
      g_ptr_array_add (list, make_complaint (&demo, kind, number++));

  for (guint i = 0; i < LOKET_DEMO_N_KINDS; i++)
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
loket_hub_demo_fill (LoketHubStorage  *storage,
                     gint64            now,
                     GError          **error)
{
  g_autoptr (GPtrArray) list = loket_hub_demo_make_agencies ();
  g_autoptr (GPtrArray) complaints = loket_hub_demo_make_complaints (now);
  gboolean stored = TRUE;
  guint n_with_files = 0;

  if (!loket_hub_storage_begin (storage, error))
    return FALSE;

  for (guint i = 0; stored && i < list->len; i++)
    {
      const LoketHubAgency *agency = g_ptr_array_index (list, i);

      stored = loket_hub_storage_put_agency (storage, agency->code, agency->name, agency->time_zone,
                                             now, NULL, error);
    }
  for (guint i = 0; stored && i < complaints->len; i++)
    {
      LoketComplaint *complaint = g_ptr_array_index (complaints, i);

      if (has_files (complaint, i))
        stored = loket_hub_demo_give_files (storage, complaint, n_with_files++, error);
      stored = stored && loket_hub_storage_put_complaint (storage, complaint, now, NULL, error);
    }

  if (!stored)
    {
      loket_hub_storage_rollback (storage);
      return FALSE;
    }
  return loket_hub_storage_commit (storage, error);
}
