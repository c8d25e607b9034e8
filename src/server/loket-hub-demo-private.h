/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"

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
} LoketHubDemoTopic;

typedef struct
{
  const char *district;
  const char *villages[4];
} LoketHubDemoPlace;

extern const LoketHubDemoTopic _loket_hub_demo_topics[];
extern const guint             _loket_hub_demo_n_topics;
extern const LoketHubDemoPlace _loket_hub_demo_places[];
extern const guint             _loket_hub_demo_n_places;
extern const char *const       _loket_hub_demo_streets[];
extern const guint             _loket_hub_demo_n_streets;
extern const char *const       _loket_hub_demo_first_names[];
extern const guint             _loket_hub_demo_n_first_names;
extern const char *const       _loket_hub_demo_last_names[];
extern const guint             _loket_hub_demo_n_last_names;
extern const char *const       _loket_hub_demo_channels[];
extern const guint             _loket_hub_demo_n_channels;

G_END_DECLS
