/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-model"

#include "config.h"

#include "loket-complaint.h"

#include "loket-text.h"

G_DEFINE_BOXED_TYPE (LoketComplaint, loket_complaint, loket_complaint_ref, loket_complaint_unref)

/**
 * loket_message_new:
 *
 * Makes an entry with nothing in it.
 *
 * Returns: (transfer full): an entry to fill
 */
LoketMessage *
loket_message_new (void)
{
  LoketMessage *self = g_new0 (LoketMessage, 1);

  self->at = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_message_free:
 * @self: (nullable) (transfer full): an entry
 *
 * Frees an entry.
 */
void
loket_message_free (LoketMessage *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->author_name);
  g_free (self->text);
  g_clear_pointer (&self->attachments, g_ptr_array_unref);
  g_free (self);
}

/**
 * loket_class_change_new:
 * @from: the class until then
 * @at: when it was changed
 * @reason: (nullable): why
 *
 * Makes a record.
 *
 * Returns: (transfer full): the record
 */
LoketClassChange *
loket_class_change_new (LoketComplaintClass  from,
                        gint64               at,
                        const char          *reason)
{
  LoketClassChange *self = g_new0 (LoketClassChange, 1);

  self->from = from;
  self->at = at;
  self->reason = g_strdup (reason);
  return self;
}

/**
 * loket_class_change_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_class_change_free (LoketClassChange *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_free (self);
}

/**
 * loket_complaint_new:
 *
 * Makes a record with nothing in it but an empty conversation; the maker fills
 * it before anybody else sees it.
 *
 * Returns: (transfer full): a record
 */
LoketComplaint *
loket_complaint_new (void)
{
  LoketComplaint *self = g_new0 (LoketComplaint, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->received_at = LOKET_TIME_UNSET;
  self->assigned_at = LOKET_TIME_UNSET;
  self->answered_at = LOKET_TIME_UNSET;
  self->reporter_at = LOKET_TIME_UNSET;
  self->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_message_free);
  return self;
}

/**
 * loket_complaint_ref:
 * @self: a record
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketComplaint *
loket_complaint_ref (LoketComplaint *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_complaint_unref:
 * @self: (transfer full): a record
 *
 * Drops a reference; the last one frees the record. Any thread.
 */
void
loket_complaint_unref (LoketComplaint *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->tracking_id);
  g_free (self->title);
  g_free (self->body);
  g_free (self->body_original);
  g_free (self->category_id);
  g_free (self->category);
  g_free (self->class_raw);
  g_free (self->status_raw);
  g_free (self->hold_reason);
  g_free (self->channel);
  g_free (self->reporter_name);
  g_free (self->agency_code);
  g_free (self->agency_name);
  g_free (self->time_zone);
  g_free (self->province);
  g_free (self->regency);
  g_free (self->district);
  g_free (self->village);
  g_clear_pointer (&self->claim, loket_claim_free);
  g_ptr_array_unref (self->messages);
  g_clear_pointer (&self->class_changes, g_ptr_array_unref);
  g_clear_pointer (&self->extra, g_hash_table_unref);
  g_free (self);
}

/**
 * loket_complaint_add_class_change:
 * @self: a record that only its maker has yet
 * @change: (transfer full): a change, not before those that are there
 *
 * Adds to the classes that a complaint had before.
 */
void
loket_complaint_add_class_change (LoketComplaint   *self,
                                  LoketClassChange *change)
{
  g_return_if_fail (self != NULL && change != NULL);

  if (self->class_changes == NULL)
    self->class_changes = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_class_change_free);
  g_ptr_array_add (self->class_changes, change);
}

/**
 * loket_complaint_read_conversation:
 * @self: a record that only its maker has yet
 *
 * Fills what follows from the conversation, once all of it is there: since when
 * the reporter waits for an answer to what they wrote after our last one.
 */
void
loket_complaint_read_conversation (LoketComplaint *self)
{
  gboolean after_us = FALSE;

  g_return_if_fail (self != NULL);

  self->reporter_at = LOKET_TIME_UNSET;
  for (guint i = 0; i < self->messages->len; i++)
    {
      const LoketMessage *message = g_ptr_array_index (self->messages, i);

      if (message->author == LOKET_AUTHOR_OFFICER)
        {
          after_us = TRUE;
          self->reporter_at = LOKET_TIME_UNSET;
        }
      else if (message->author == LOKET_AUTHOR_REPORTER && after_us)
        {
          after_us = FALSE;
          self->reporter_at = message->at;
        }
    }
}

/**
 * loket_complaint_is_open:
 * @self: a record
 *
 * Tells whether somebody may still have to answer.
 *
 * Returns: whether it is neither closed nor archived
 */
gboolean
loket_complaint_is_open (const LoketComplaint *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return loket_complaint_status_is_open (self->status);
}

/**
 * loket_complaint_is_settled:
 * @self: a record
 *
 * Tells whether an open complaint has our answer and the reporter has not come
 * back since: nothing is due from us.
 *
 * Returns: whether the reporter has the word
 */
gboolean
loket_complaint_is_settled (const LoketComplaint *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->answered_at != LOKET_TIME_UNSET && self->reporter_at == LOKET_TIME_UNSET &&
         self->status != LOKET_STATUS_REPORTER_ANSWERED;
}

/**
 * loket_complaint_dup_place:
 * @self: a record
 *
 * Tells where it is about, narrowest first, as in “Keraton, Martapura”.
 *
 * Returns: (transfer full) (nullable): a line, %NULL where no place is known
 */
char *
loket_complaint_dup_place (const LoketComplaint *self)
{
  const char *parts[3];
  const char *all[] = { self->village, self->district, self->regency };
  GString *line = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL && *all[i] != '\0')
      parts[n++] = all[i];
  if (n == 0)
    return NULL;

  line = g_string_new (parts[0]);
  if (n > 1)
    g_string_append_printf (line, ", %s", parts[1]);
  return g_string_free (line, FALSE);
}

/**
 * loket_complaint_dup_reporter:
 * @self: a record
 * @reveal: whether the officer asked to see the name, which the caller logs
 *
 * Tells the reporter's name as it may be shown: masked for an anonymous
 * complaint, since exports carry the names of anonymous reporters too.
 *
 * Returns: (transfer full) (nullable): a line, %NULL where no name is known
 */
char *
loket_complaint_dup_reporter (const LoketComplaint *self,
                              gboolean              reveal)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (loket_text_is_blank (self->reporter_name))
    return NULL;
  if (self->anonymous && !reveal)
    return loket_text_mask (self->reporter_name);
  return loket_text_to_line (self->reporter_name, G_MAXSIZE);
}
