/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-records.h"

#include "loket-hub-reply.h"

/**
 * loket_hub_error_quark:
 *
 * The domain of the hub's errors.
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (loket-hub-error-quark, loket_hub_error)

/**
 * loket_hub_agency_new:
 *
 * Makes a record with nothing in it.
 *
 * Returns: (transfer full): a record to fill
 */
LoketHubAgency *
loket_hub_agency_new (void)
{
  return g_new0 (LoketHubAgency, 1);
}

/**
 * loket_hub_agency_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_hub_agency_free (LoketHubAgency *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->name);
  g_free (self->time_zone);
  g_free (self);
}

/**
 * loket_hub_account_new:
 * @officer: (transfer full): the person
 *
 * Makes an open account without a password.
 *
 * Returns: (transfer full): a record to fill
 */
LoketHubAccount *
loket_hub_account_new (LoketOfficer *officer)
{
  LoketHubAccount *self = g_new0 (LoketHubAccount, 1);

  self->officer = officer;
  return self;
}

/**
 * loket_hub_account_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_hub_account_free (LoketHubAccount *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->officer, loket_officer_unref);
  g_free (self->password_hash);
  g_free (self->device_id);
  g_free (self);
}

/**
 * loket_hub_scope_new:
 * @id: its name
 *
 * Makes a scope in which nothing happened yet.
 *
 * Returns: (transfer full): a record to fill
 */
LoketHubScope *
loket_hub_scope_new (const char *id)
{
  LoketHubScope *self = g_new0 (LoketHubScope, 1);

  self->id = g_strdup (id);
  self->generation = 1;
  return self;
}

/**
 * loket_hub_scope_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_hub_scope_free (LoketHubScope *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self);
}

static void
feed_item_free (gpointer data)
{
  LoketHubFeedItem *item = data;

  g_free (item->complaint_id);
  g_free (item->line);
  g_free (item->into);
  g_free (item);
}

/**
 * loket_hub_page_new:
 *
 * Makes an empty page.
 *
 * Returns: (transfer full): a page to fill
 */
LoketHubPage *
loket_hub_page_new (void)
{
  LoketHubPage *self = g_new0 (LoketHubPage, 1);

  self->items = g_ptr_array_new_with_free_func (feed_item_free);
  return self;
}

/**
 * loket_hub_page_add:
 * @self: a page
 * @complaint_id: which complaint
 * @line: (nullable): its ready-made record, %NULL where it left the scope
 *
 * Adds a record.
 *
 * Returns: (transfer none): the item, to tell when and why it left
 */
LoketHubFeedItem *
loket_hub_page_add (LoketHubPage *self,
                    const char   *complaint_id,
                    const char   *line)
{
  LoketHubFeedItem *item = g_new0 (LoketHubFeedItem, 1);

  item->complaint_id = g_strdup (complaint_id);
  item->line = g_strdup (line);
  item->at = LOKET_TIME_UNSET;
  g_ptr_array_add (self->items, item);
  return item;
}

/**
 * loket_hub_page_free:
 * @self: (nullable) (transfer full): a page
 *
 * Frees a page.
 */
void
loket_hub_page_free (LoketHubPage *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->items);
  g_free (self);
}

/**
 * loket_hub_answer_new:
 * @receipt: (nullable) (transfer full): the reply's receipt
 * @problem: (nullable) (transfer full): or why there is none
 *
 * Makes an answer.
 *
 * Returns: (transfer full): the answer
 */
LoketHubAnswer *
loket_hub_answer_new (LoketReceipt *receipt,
                      LoketProblem *problem)
{
  LoketHubAnswer *self = g_new0 (LoketHubAnswer, 1);

  self->receipt = receipt;
  self->problem = problem;
  return self;
}

/**
 * loket_hub_answer_free:
 * @self: (nullable) (transfer full): an answer
 *
 * Frees an answer.
 */
void
loket_hub_answer_free (LoketHubAnswer *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->receipt, loket_receipt_unref);
  g_clear_pointer (&self->problem, loket_problem_free);
  g_free (self);
}
