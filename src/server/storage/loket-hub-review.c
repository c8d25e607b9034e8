/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-review.h"

/**
 * LoketHubReview:
 *
 * Accepted replies that are looked at once more, against the agency's other
 * answers. Every storage of a hub is one as well; as there, all functions block
 * and run on one thread, and each is short enough for a request to wait for it.
 */
G_DEFINE_INTERFACE (LoketHubReview, loket_hub_review, G_TYPE_OBJECT)

static void
loket_hub_review_default_init (LoketHubReviewInterface *iface)
{
}

/**
 * loket_hub_waiting_free:
 * @self: (nullable) (transfer full): a reply that waits
 *
 * Frees it.
 */
void
loket_hub_waiting_free (LoketHubWaiting *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->reply, loket_reply_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self->agency);
  g_free (self);
}

/**
 * loket_hub_compared_new:
 * @seq: the reply's place in the order of acceptance
 * @reply: the reply
 * @findings: (element-type LoketFinding): what was found
 *
 * Makes the result of a comparison.
 *
 * Returns: (transfer full): the result
 */
LoketHubCompared *
loket_hub_compared_new (gint64      seq,
                        LoketReply *reply,
                        GPtrArray  *findings)
{
  LoketHubCompared *self = g_new0 (LoketHubCompared, 1);

  self->seq = seq;
  self->reply = loket_reply_ref (reply);
  self->findings = g_ptr_array_ref (findings);
  return self;
}

/**
 * loket_hub_compared_free:
 * @self: (nullable) (transfer full): the result of a comparison
 *
 * Frees it.
 */
void
loket_hub_compared_free (LoketHubCompared *self)
{
  if (self == NULL)
    return;

  loket_reply_unref (self->reply);
  g_ptr_array_unref (self->findings);
  g_free (self);
}

/**
 * loket_hub_checks_free:
 * @self: (nullable) (transfer full): checks of a reply
 *
 * Frees them.
 */
void
loket_hub_checks_free (LoketHubChecks *self)
{
  if (self == NULL)
    return;

  g_free (self->version);
  g_free (self->compared);
  g_ptr_array_unref (self->found);
  g_free (self);
}

/**
 * loket_hub_review_next:
 * @self: the storage
 * @after: only replies that were accepted after this one, by its number
 * @waiting: (out) (nullable): the reply, %NULL where none waits
 * @error: return location for a #GError
 *
 * Finds the next reply that is to be compared, and what with: of the complaints
 * that the agency had answered by then the latest of the same category, and the
 * latest of any (%LOKET_LIMIT_COPIES_CATEGORY, %LOKET_LIMIT_COPIES_LATEST), as in
 * officers' programs. What was put away does not count.
 *
 * Returns: whether it could be read
 */
gboolean
loket_hub_review_next (LoketHubReview   *self,
                       gint64            after,
                       LoketHubWaiting **waiting,
                       GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_REVIEW (self) && waiting != NULL, FALSE);

  return LOKET_HUB_REVIEW_GET_IFACE (self)->next (self, after, waiting, error);
}

/**
 * loket_hub_review_read_texts:
 * @self: the storage
 * @waiting: a reply that waits
 * @index: which of its others
 * @texts: (element-type utf8): where to add what was answered there
 * @error: return location for a #GError
 *
 * Reads what officers answered to one complaint, as far as it was accepted before
 * the reply: when it is compared makes no difference.
 *
 * Returns: whether it could be read
 */
gboolean
loket_hub_review_read_texts (LoketHubReview         *self,
                             const LoketHubWaiting  *waiting,
                             guint                   index,
                             GPtrArray              *texts,
                             GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_REVIEW (self) && waiting != NULL && index < waiting->others->len, FALSE);

  return LOKET_HUB_REVIEW_GET_IFACE (self)->read_texts (self, waiting, index, texts, error);
}

/**
 * loket_hub_review_save:
 * @self: the storage
 * @compared: (element-type LoketHubCompared): what comparisons came to
 * @error: return location for a #GError
 *
 * Keeps what was found; these replies wait no longer. All in one transaction.
 *
 * Returns: whether it is stored
 */
gboolean
loket_hub_review_save (LoketHubReview  *self,
                       GPtrArray       *compared,
                       GError         **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_REVIEW (self) && compared != NULL, FALSE);

  return LOKET_HUB_REVIEW_GET_IFACE (self)->save (self, compared, error);
}

/**
 * loket_hub_review_get_checks:
 * @self: the storage
 * @reply_id: an accepted reply
 * @checks: (out) (nullable): what was found in it; %NULL where nobody looked
 * @error: return location for a #GError
 *
 * Tells what the checks said of a reply, in the order in which it was found.
 *
 * Returns: whether it could be read
 */
gboolean
loket_hub_review_get_checks (LoketHubReview   *self,
                             const char       *reply_id,
                             LoketHubChecks  **checks,
                             GError          **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_REVIEW (self) && reply_id != NULL && checks != NULL, FALSE);

  return LOKET_HUB_REVIEW_GET_IFACE (self)->get_checks (self, reply_id, checks, error);
}
