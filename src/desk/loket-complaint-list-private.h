/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint-list.h"
#include "loket-row-cache.h"

G_BEGIN_DECLS

struct _LoketComplaintList
{
  GObject           parent_instance;

  LoketQueueSource *source;
  LoketRowCache    *rows;
  GArray           *ids;        /* of gint64 */
  GArray           *dues;       /* of gint64, beside ids */
  GHashTable       *positions;  /* row id in ids -> position; NULL until asked for */
  LoketView         view;
  LoketQueueOrder   order;
  char             *search;
  char             *trouble;
  GCancellable     *query;      /* of the query under way */
  gboolean          again;      /* something changed while it ran */
  gboolean          first;      /* it gives only the rows that are at hand */
  gulong            changed_id;
  gulong            row_changed_id;

  LoketTicker      *ticker;     /* NULL: no groups */
  char             *time_zone;
  guint             tick_id;
  gboolean          regrouping; /* a new result, not a new time */
  LoketQueueBounds  bounds;
  guint             counts[LOKET_N_QUEUE_GROUPS];
};

/* loket-complaint-list.c */
void _loket_complaint_list_emit_groups_changed (LoketComplaintList *self);
void _loket_complaint_list_emit_replaced       (LoketComplaintList *self);

/* loket-complaint-list-result.c */
void _loket_complaint_list_want_page   (LoketComplaintList *self,
                                        guint               position);
void _loket_complaint_list_take_result (LoketComplaintList *self,
                                        GArray             *keys);

/* loket-complaint-list-groups.c */
void _loket_complaint_list_regroup      (LoketComplaintList *self);
void _loket_complaint_list_stop_ticking (LoketComplaintList *self);

G_END_DECLS
