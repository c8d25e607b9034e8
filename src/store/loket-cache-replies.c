/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-replies.h"

#include "loket-cache-store-private.h"
#include "loket-limits.h"
#include "loket-wire-complaint.h"

/*
 * What was answered elsewhere, for telling a draft that is a copy. Each text has
 * to be opened and read, so there is an end: the complaints that were answered
 * last, those of the same category before others. On the thread that searches:
 * lists and complaints do not wait for it.
 */

/* Of @1 the category, of @2 the complaint that is left out. */
#define ANSWERED "SELECT number FROM complaint WHERE answered_at IS NOT NULL AND id <> ?2"
#define LATEST   " ORDER BY answered_at DESC LIMIT "
#define FIND_REPLIES                                                              \
  "SELECT complaint.id, tracking_id, agency_name, line "                          \
  "FROM complaint JOIN complaint_text ON complaint_text.number = complaint.number " \
  "WHERE line IS NOT NULL AND complaint.number IN ("                              \
  "SELECT * FROM (" ANSWERED " AND category IS ?1" LATEST "?3) UNION "            \
  "SELECT * FROM (" ANSWERED LATEST "?4)) ORDER BY answered_at DESC"

/**
 * loket_stored_reply_free:
 * @self: (nullable) (transfer full): a reply
 *
 * Frees a reply.
 */
void
loket_stored_reply_free (LoketStoredReply *self)
{
  if (self == NULL)
    return;

  g_free (self->tracking_id);
  g_free (self->agency);
  g_free (self->text);
  g_free (self);
}

/* The officers' messages of one complaint. */
static gboolean
add_replies (GPtrArray       *replies,
             LoketStatement  *row,
             LoketVault      *vault,
             GError         **error)
{
  g_autoptr (GBytes) line = NULL;
  g_autoptr (LoketComplaint) complaint = NULL;

  if (!_loket_cache_read_line (row, 3, vault, loket_statement_get_text (row, 0), &line, error))
    return FALSE;
  if (line == NULL)
    return TRUE;
  complaint = loket_wire_complaint_parse (g_bytes_get_data (line, NULL), g_bytes_get_size (line), error);
  if (complaint == NULL)
    return FALSE;
  for (guint i = 0; i < complaint->messages->len; i++)
    {
      const LoketMessage *message = g_ptr_array_index (complaint->messages, i);
      LoketStoredReply *reply;

      if (message->author != LOKET_AUTHOR_OFFICER || message->text == NULL)
        continue;
      reply = g_new0 (LoketStoredReply, 1);
      reply->tracking_id = g_strdup (loket_statement_get_text (row, 1));
      reply->agency = g_strdup (loket_statement_get_text (row, 2));
      reply->text = g_strdup (message->text);
      g_ptr_array_add (replies, reply);
    }
  return TRUE;
}

static gpointer
list_replies (gpointer       store,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  LoketCacheStore *self = store;
  LoketCacheRequest *request = data;
  g_autoptr (GPtrArray) replies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_stored_reply_free);
  g_autoptr (LoketStatement) row = NULL;
  gboolean found;

  loket_db_set_cancellable (self->searcher, cancellable);
  row = loket_db_prepare (self->searcher, FIND_REPLIES, error);
  if (row == NULL)
    return NULL;
  loket_statement_bind_text (row, 1, request->names[0]);
  loket_statement_bind_text (row, 2, request->text);
  loket_statement_bind_int64 (row, 3, LOKET_LIMIT_COPIES_CATEGORY);
  loket_statement_bind_int64 (row, 4, LOKET_LIMIT_COPIES_LATEST);
  while (loket_statement_step (row, &found, error))
    {
      if (!found)
        return g_steal_pointer (&replies);
      if (!add_replies (replies, row, self->vault, error))
        return NULL;
    }
  return NULL;
}

/**
 * loket_cache_store_list_replies_async:
 * @self: a store
 * @complaint_id: a complaint, by the hub's id, which is left out
 * @category: (nullable): its category
 * @cancellable: (nullable): a cancellable; it also stops the reading
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads the replies to the complaints that were answered last, most of them of
 * the same category.
 */
void
loket_cache_store_list_replies_async (LoketCacheStore     *self,
                                      const char          *complaint_id,
                                      const char          *category,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  LoketCacheRequest *request = _loket_cache_request_new (self, complaint_id);
  const char *const names[] = { category, NULL };

  request->names = category != NULL ? g_strdupv ((GStrv) names) : g_new0 (char *, 1);
  _loket_cache_store_call (self, self->search_worker, list_replies, request, (GDestroyNotify) g_ptr_array_unref,
                           loket_cache_store_list_replies_async, cancellable, callback, user_data);
}

/**
 * loket_cache_store_list_replies_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_list_replies_async().
 *
 * Returns: (transfer full) (element-type LoketStoredReply) (nullable): the
 *   replies, the latest complaints first
 */
GPtrArray *
loket_cache_store_list_replies_finish (LoketCacheStore  *self,
                                       GAsyncResult     *result,
                                       GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_list_replies_async, error);
}
