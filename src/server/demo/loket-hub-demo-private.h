/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"

G_BEGIN_DECLS

/*
 * What people write about, all of it invented. `{jalan}`, `{rt}`, `{kelurahan}`,
 * `{kecamatan}`, `{hari}` (days), `{jumlah}` (a small number) and `{tanggal}` (a
 * date soon after the answer) are filled in.
 */
typedef struct
{
  const char         *agency;
  const char         *category_id;
  const char         *category;
  LoketComplaintClass klass;
  const char         *class_raw;
  guint               weight;
  const char         *titles[3];
  const char         *bodies[4];
  const char         *question; /* what we ask the reporter for */
  const char         *progress; /* our answer while it is worked on */
  const char         *done;     /* our answer when it is done */
  const char         *again;    /* the reporter's word after our answer */
} LoketDemoTopic;

typedef struct
{
  const char *district;
  const char *villages[4];
} LoketDemoPlace;

/** What a complaint of the demo is there to show. */
typedef enum
{
  LOKET_DEMO_OVERDUE,
  LOKET_DEMO_DUE_TODAY,
  LOKET_DEMO_WARNING,
  LOKET_DEMO_FRESH,
  LOKET_DEMO_NEEDS_INFORMATION,
  LOKET_DEMO_IN_PROGRESS,
  LOKET_DEMO_REPORTER_ANSWERED,
  LOKET_DEMO_ANSWERED,
  LOKET_DEMO_CLOSED,
  LOKET_DEMO_ARCHIVED,
  LOKET_DEMO_N_KINDS,
} LoketDemoKind;

/** What is needed while the demo is made. */
typedef struct
{
  GRand  *rand;
  gint64  now;
  gint64  midnight;                 /* where the agencies are */
  GArray *days[LOKET_DEMO_N_KINDS]; /* of guint: days ago of an assignment */
  guint   total_weight;
} LoketDemo;

#define LOKET_DEMO_ZONE "Asia/Makassar"

extern const LoketDemoTopic _loket_demo_topics[];
extern const guint          _loket_demo_n_topics;
extern const LoketDemoPlace _loket_demo_places[];
extern const guint          _loket_demo_n_places;
extern const char *const    _loket_demo_streets[];
extern const guint          _loket_demo_n_streets;
extern const char *const    _loket_demo_first_names[];
extern const guint          _loket_demo_n_first_names;
extern const char *const    _loket_demo_last_names[];
extern const guint          _loket_demo_n_last_names;
extern const char *const    _loket_demo_channels[];
extern const guint          _loket_demo_n_channels;

const char *_loket_demo_pick        (LoketDemo            *demo,
                                     const char *const    *list,
                                     guint                 n);
gboolean    _loket_demo_chance      (LoketDemo            *demo,
                                     int                   percent);
char       *_loket_demo_make_id     (LoketDemo            *demo);

void        _loket_demo_find_days   (LoketDemo            *demo);
guint       _loket_demo_pick_day    (LoketDemo            *demo,
                                     LoketDemoKind         kind);
gint64      _loket_demo_instant_on  (LoketDemo            *demo,
                                     guint                 days_ago);
gint64      _loket_demo_in_office   (LoketDemo            *demo,
                                     gint64                at);

void        _loket_demo_set_texts   (LoketDemo            *demo,
                                     LoketComplaint       *complaint,
                                     const LoketDemoTopic *topic,
                                     const char           *street);
void        _loket_demo_set_source  (LoketComplaint       *complaint,
                                     LoketComplaintStatus  status,
                                     const char           *raw);
void        _loket_demo_add_history (LoketDemo            *demo,
                                     LoketComplaint       *complaint,
                                     const LoketDemoTopic *topic,
                                     const char           *street,
                                     LoketDemoKind         kind);
void        _loket_demo_close       (LoketDemo            *demo,
                                     LoketComplaint       *complaint);

G_END_DECLS
