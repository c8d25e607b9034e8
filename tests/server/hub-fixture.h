/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-sqlite.h"

G_BEGIN_DECLS

#define NOW   ((gint64) 1772409600) /* 2026-03-02T00:00:00Z */
#define EPOCH "5f0e7a34-9d0c-4c55-8d3a-0f1f5c1d2e3f"

/* Two agencies; ani and budi work for 100, cici for 200. */
typedef struct
{
  char            *folder;
  LoketHubKeys    *keys;
  LoketHubStorage *storage;
  LoketHubAccount *ani;
  LoketHubAccount *budi;
  LoketHubAccount *cici;
} Hub;

void            hub_set_up         (Hub             *hub,
                                    gconstpointer    data);
void            hub_tear_down      (Hub             *hub,
                                    gconstpointer    data);
void            hub_reopen         (Hub             *hub);
LoketComplaint *hub_make_complaint (const char      *tracking_id,
                                    const char      *agency_code);
LoketHubPut     hub_put            (Hub             *hub,
                                    LoketComplaint  *complaint,
                                    gint64           now);
char           *hub_add            (Hub             *hub,
                                    const char      *tracking_id,
                                    const char      *agency_code);
LoketComplaint *hub_get            (Hub             *hub,
                                    const char      *complaint_id);
gint64          hub_seq            (Hub             *hub,
                                    const char      *scope);

G_END_DECLS
