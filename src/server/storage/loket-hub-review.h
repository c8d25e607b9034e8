/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-records.h"
#include "loket-reply.h"

G_BEGIN_DECLS

#define LOKET_TYPE_HUB_REVIEW (loket_hub_review_get_type ())
G_DECLARE_INTERFACE (LoketHubReview, loket_hub_review, LOKET, HUB_REVIEW, GObject)

/**
 * LoketHubAnswered:
 * @id: a complaint
 * @tracking_id: the number people use
 *
 * A complaint that was answered.
 */
typedef struct
{
  char *id;
  char *tracking_id;
} LoketHubAnswered;

/**
 * LoketHubWaiting:
 * @seq: its place in the order of acceptance
 * @reply: the reply
 * @agency: (nullable): whose officer wrote it
 * @others: (element-type LoketHubAnswered): the agency's other complaints whose
 *   answers it is to be compared with, the latest first
 *
 * An accepted reply that is still to be compared with others.
 */
typedef struct
{
  gint64      seq;
  LoketReply *reply;
  char       *agency;
  GPtrArray  *others;
} LoketHubWaiting;

void loket_hub_waiting_free (LoketHubWaiting *self);

/**
 * LoketHubCompared:
 * @seq: the reply's place in the order of acceptance
 * @reply: the reply
 * @findings: (element-type LoketFinding): what was found
 *
 * What a comparison came to.
 */
typedef struct
{
  gint64      seq;
  LoketReply *reply;
  GPtrArray  *findings;
} LoketHubCompared;

LoketHubCompared *loket_hub_compared_new  (gint64            seq,
                                           LoketReply       *reply,
                                           GPtrArray        *findings);
void              loket_hub_compared_free (LoketHubCompared *self);

struct _LoketHubReviewInterface
{
  GTypeInterface parent_iface;

  gboolean (*next)       (LoketHubReview *self, gint64 after, LoketHubWaiting **waiting, GError **error);
  gboolean (*read_texts) (LoketHubReview *self, const LoketHubWaiting *waiting, guint index,
                          GPtrArray *texts, GError **error);
  gboolean (*save)       (LoketHubReview *self, GPtrArray *compared, GError **error);
};

gboolean loket_hub_review_next       (LoketHubReview         *self,
                                      gint64                  after,
                                      LoketHubWaiting       **waiting,
                                      GError                **error);
gboolean loket_hub_review_read_texts (LoketHubReview         *self,
                                      const LoketHubWaiting  *waiting,
                                      guint                   index,
                                      GPtrArray              *texts,
                                      GError                **error);
gboolean loket_hub_review_save       (LoketHubReview         *self,
                                      GPtrArray              *compared,
                                      GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubWaiting, loket_hub_waiting_free)

G_END_DECLS
