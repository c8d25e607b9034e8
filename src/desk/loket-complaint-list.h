/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-queue-groups.h"
#include "loket-queue-item.h"
#include "loket-queue-source.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_COMPLAINT_LIST (loket_complaint_list_get_type ())
G_DECLARE_FINAL_TYPE (LoketComplaintList, loket_complaint_list, LOKET, COMPLAINT_LIST, GObject)

LoketComplaintList *loket_complaint_list_new            (LoketQueueSource   *source);
LoketView           loket_complaint_list_get_view       (LoketComplaintList *self);
void                loket_complaint_list_set_view       (LoketComplaintList *self,
                                                         LoketView           view);
LoketQueueOrder     loket_complaint_list_get_order      (LoketComplaintList *self);
void                loket_complaint_list_set_order      (LoketComplaintList *self,
                                                         LoketQueueOrder     order);
const char         *loket_complaint_list_get_search     (LoketComplaintList *self);
void                loket_complaint_list_set_search     (LoketComplaintList *self,
                                                         const char         *search);
gboolean            loket_complaint_list_get_loading    (LoketComplaintList *self);
const char         *loket_complaint_list_get_trouble    (LoketComplaintList *self);
void                loket_complaint_list_reload         (LoketComplaintList *self);
void                loket_complaint_list_refresh_rows   (LoketComplaintList *self);
void                loket_complaint_list_refresh        (LoketComplaintList *self,
                                                         const char         *complaint_id);
gboolean            loket_complaint_list_find_position  (LoketComplaintList *self,
                                                         gint64              row_id,
                                                         guint              *position);
gboolean            loket_complaint_list_find_complaint (LoketComplaintList *self,
                                                         const char         *complaint_id,
                                                         guint              *position);

/* The parts of a list that is sorted by deadline. */
void                loket_complaint_list_set_ticker     (LoketComplaintList *self,
                                                         LoketTicker        *ticker,
                                                         const char         *time_zone);
gboolean            loket_complaint_list_get_heading    (LoketComplaintList *self,
                                                         guint               position,
                                                         LoketQueueGroup    *group,
                                                         guint              *n_rows);
gboolean            loket_complaint_list_find_next_day  (LoketComplaintList *self,
                                                         gint64             *due,
                                                         guint              *n_rows);

G_END_DECLS
