/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-row-cache.h"

#include "loket-queue-item-private.h"

/* Rows that nobody holds are kept so many, so that scrolling back is free. */
#define KEPT_ROWS 512

/* The most rows that one read asks for. */
#define LARGEST_READ 128

/**
 * LoketRowCache:
 *
 * The rows of a queue by their number: one object per row as long as anybody
 * holds it, filled page by page.
 *
 *     get ──▶ placeholder ──▶ want (page) ──▶ read, newest page first ──▶ fill
 *
 * Pages wait in a stack, since what was asked for last is what is on screen, and
 * a page whose rows nobody holds any more is not read at all. One read is under
 * way at a time.
 */
struct _LoketRowCache
{
  GObject           parent_instance;

  LoketQueueSource *source;
  GCancellable     *cancellable;
  GHashTable       *entries;     /* row id -> Entry; the item does not belong to it */
  GHashTable       *by_complaint; /* complaint id -> Entry */
  GQueue            kept;        /* of Entry, the least recently used first; holds a reference */

  GQueue            pages;       /* of GArray, the newest first */
  GHashTable       *asked;       /* set of row ids in pages, or under way, or gone */
  GHashTable       *stale;       /* set of row ids to read again */
  GArray           *reading;     /* the row ids of the read under way */
  guint             start_id;
};

typedef struct
{
  LoketRowCache  *cache;
  LoketQueueItem *item;
  gint64          row_id;
  char           *complaint_id; /* once filled */
  GList           link;
  gboolean        is_kept;
} Entry;

G_DEFINE_FINAL_TYPE (LoketRowCache, _loket_row_cache, G_TYPE_OBJECT)

static void start_reading_soon (LoketRowCache *self);

static gpointer
dup_id (gint64 row_id)
{
  return g_memdup2 (&row_id, sizeof row_id);
}

static void
item_gone_cb (gpointer  data,
              GObject  *where_the_item_was)
{
  Entry *entry = data;
  LoketRowCache *self = entry->cache;

  if (entry->complaint_id != NULL)
    g_hash_table_remove (self->by_complaint, entry->complaint_id);
  entry->item = NULL;
  g_hash_table_remove (self->entries, &entry->row_id);
}

static void
entry_free (Entry *entry)
{
  if (entry->item != NULL)
    g_object_weak_unref (G_OBJECT (entry->item), item_gone_cb, entry);
  g_free (entry->complaint_id);
  g_free (entry);
}

static void
drop_oldest (LoketRowCache *self)
{
  Entry *entry = g_queue_peek_head (&self->kept);

  g_queue_unlink (&self->kept, &entry->link);
  entry->is_kept = FALSE;
  g_object_unref (entry->item);
}

static void
keep (Entry *entry)
{
  LoketRowCache *self = entry->cache;

  if (entry->is_kept)
    g_queue_unlink (&self->kept, &entry->link);
  else
    g_object_ref (entry->item);
  entry->is_kept = TRUE;
  g_queue_push_tail_link (&self->kept, &entry->link);
  while (g_queue_get_length (&self->kept) > KEPT_ROWS)
    drop_oldest (self);
}

static Entry *
ensure_entry (LoketRowCache *self,
              gint64         row_id)
{
  Entry *entry = g_hash_table_lookup (self->entries, &row_id);

  if (entry == NULL)
    {
      g_autoptr (LoketQueueItem) item = _loket_queue_item_new (row_id);

      entry = g_new0 (Entry, 1);
      entry->cache = self;
      entry->item = item;
      entry->row_id = row_id;
      entry->link.data = entry;
      g_object_weak_ref (G_OBJECT (item), item_gone_cb, entry);
      g_hash_table_insert (self->entries, &entry->row_id, entry);
      keep (entry);
    }
  else
    keep (entry);
  return entry;
}

static void
fill_row (LoketRowCache *self,
          LoketQueueRow *row)
{
  Entry *entry = ensure_entry (self, row->row_id);
  g_autoptr (LoketQueueItem) item = g_object_ref (entry->item);
  LoketOutboxState outbox_state = LOKET_OUTBOX_NONE;
  gboolean has_draft = FALSE;

  loket_queue_source_get_overlay (self->source, row->complaint_id, &has_draft, &outbox_state);
  if (entry->complaint_id == NULL)
    {
      entry->complaint_id = g_strdup (row->complaint_id);
      g_hash_table_replace (self->by_complaint, entry->complaint_id, entry);
    }
  _loket_queue_item_fill (item, row, has_draft, outbox_state);
}

/* A page is worth reading while somebody may look at one of its rows. */
static gboolean
is_wanted (LoketRowCache *self,
           GArray        *page)
{
  for (guint i = 0; i < page->len; i++)
    {
      Entry *entry = g_hash_table_lookup (self->entries, &g_array_index (page, gint64, i));

      if (entry != NULL && !loket_queue_item_is_loaded (entry->item))
        return TRUE;
    }
  return FALSE;
}

static void
forget_asked (LoketRowCache *self,
              GArray        *page)
{
  for (guint i = 0; i < page->len; i++)
    g_hash_table_remove (self->asked, &g_array_index (page, gint64, i));
}

static GArray *
take_stale (LoketRowCache *self)
{
  GHashTableIter iter;
  gpointer key = NULL;
  GArray *page = NULL;

  g_hash_table_iter_init (&iter, self->stale);
  while (g_hash_table_iter_next (&iter, &key, NULL) && (page == NULL || page->len < LARGEST_READ))
    {
      gint64 row_id = *(gint64 *) key;

      g_hash_table_iter_remove (&iter);
      if (!g_hash_table_contains (self->entries, &row_id))
        continue;
      if (page == NULL)
        page = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (page, row_id);
    }
  return page;
}

static GArray *
take_next_page (LoketRowCache *self)
{
  GArray *page = NULL;

  while ((page = g_queue_pop_head (&self->pages)) != NULL)
    {
      if (is_wanted (self, page))
        return page;
      forget_asked (self, page);
      g_array_unref (page);
    }
  return take_stale (self);
}

/* What was asked for and did not come is gone; asking again would not help
 * until there is a new result, so it stays asked. */
static void
rows_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (LoketRowCache) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  rows = loket_queue_source_fetch_finish (LOKET_QUEUE_SOURCE (source), result, &error);
  g_clear_pointer (&self->reading, g_array_unref);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (rows == NULL)
    {
      g_debug ("Rows could not be read: %s", error->message);
      start_reading_soon (self);
      return;
    }

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      LoketQueueRow *row = rows->pdata[i];

      g_hash_table_remove (self->asked, &row->row_id);
      fill_row (self, row);
    }
  start_reading_soon (self);
}

static gboolean
start_reading_cb (gpointer user_data)
{
  LoketRowCache *self = LOKET_ROW_CACHE (user_data);

  self->start_id = 0;
  self->reading = take_next_page (self);
  if (self->reading != NULL)
    loket_queue_source_fetch_async (self->source, (const gint64 *) self->reading->data, self->reading->len,
                                    self->cancellable, rows_read_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
start_reading_soon (LoketRowCache *self)
{
  if (self->start_id == 0 && self->reading == NULL &&
      (!g_queue_is_empty (&self->pages) || g_hash_table_size (self->stale) > 0))
    self->start_id = g_idle_add_full (G_PRIORITY_DEFAULT, start_reading_cb, self, NULL);
}

static void
_loket_row_cache_dispose (GObject *object)
{
  LoketRowCache *self = LOKET_ROW_CACHE (object);

  _loket_row_cache_stop (self);
  while (!g_queue_is_empty (&self->kept))
    drop_oldest (self);
  g_hash_table_remove_all (self->by_complaint);
  g_hash_table_remove_all (self->entries);
  G_OBJECT_CLASS (_loket_row_cache_parent_class)->dispose (object);
}

static void
_loket_row_cache_finalize (GObject *object)
{
  LoketRowCache *self = LOKET_ROW_CACHE (object);

  g_clear_pointer (&self->reading, g_array_unref);
  g_clear_object (&self->source);
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->by_complaint);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->stale);
  G_OBJECT_CLASS (_loket_row_cache_parent_class)->finalize (object);
}

static void
_loket_row_cache_class_init (LoketRowCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = _loket_row_cache_dispose;
  G_OBJECT_CLASS (klass)->finalize = _loket_row_cache_finalize;
}

static void
_loket_row_cache_init (LoketRowCache *self)
{
  self->cancellable = g_cancellable_new ();
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) entry_free);
  self->by_complaint = g_hash_table_new (g_str_hash, g_str_equal);
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->stale = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->kept);
  g_queue_init (&self->pages);
}

/*< private >
 * _loket_row_cache_new:
 * @source: where rows are read
 *
 * Makes an empty cache.
 *
 * Returns: (transfer full): a cache of the main thread
 */
LoketRowCache *
_loket_row_cache_new (LoketQueueSource *source)
{
  LoketRowCache *self = g_object_new (LOKET_TYPE_ROW_CACHE, NULL);

  self->source = g_object_ref (source);
  return self;
}

/*< private >
 * _loket_row_cache_stop:
 * @self: a cache
 *
 * Reads nothing any more.
 */
void
_loket_row_cache_stop (LoketRowCache *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->start_id, g_source_remove);
  g_queue_clear_full (&self->pages, (GDestroyNotify) g_array_unref);
  g_hash_table_remove_all (self->stale);
}

/*< private >
 * _loket_row_cache_get:
 * @self: a cache
 * @row_id: a row's number
 *
 * Gets the one object of a row, filled or not.
 *
 * Returns: (transfer full): the row
 */
LoketQueueItem *
_loket_row_cache_get (LoketRowCache *self,
                      gint64         row_id)
{
  return g_object_ref (ensure_entry (self, row_id)->item);
}

/*< private >
 * _loket_row_cache_needs:
 * @self: a cache
 * @row_id: a row's number
 *
 * Tells whether a row has no content and none is on the way.
 *
 * Returns: whether it has to be wanted
 */
gboolean
_loket_row_cache_needs (LoketRowCache *self,
                        gint64         row_id)
{
  Entry *entry = g_hash_table_lookup (self->entries, &row_id);

  return (entry == NULL || !loket_queue_item_is_loaded (entry->item)) &&
         !g_hash_table_contains (self->asked, &row_id);
}

/*< private >
 * _loket_row_cache_want:
 * @self: a cache
 * @row_ids: (transfer full) (element-type gint64): a page of rows to read
 *
 * Asks for a page before those that were asked for earlier.
 */
void
_loket_row_cache_want (LoketRowCache *self,
                       GArray        *row_ids)
{
  g_assert (row_ids->len <= LARGEST_READ);

  for (guint i = 0; i < row_ids->len; i++)
    g_hash_table_add (self->asked, dup_id (g_array_index (row_ids, gint64, i)));
  g_queue_push_head (&self->pages, row_ids);
  start_reading_soon (self);
}

/*< private >
 * _loket_row_cache_refresh:
 * @self: a cache
 * @complaint_id: a complaint
 *
 * Shows the overlay of a row at once and reads the row again, if anybody has it.
 */
void
_loket_row_cache_refresh (LoketRowCache *self,
                          const char    *complaint_id)
{
  Entry *entry = g_hash_table_lookup (self->by_complaint, complaint_id);
  LoketOutboxState outbox_state = LOKET_OUTBOX_NONE;
  gboolean has_draft = FALSE;

  if (entry == NULL)
    return;

  g_hash_table_add (self->stale, dup_id (entry->row_id));
  start_reading_soon (self);
  loket_queue_source_get_overlay (self->source, complaint_id, &has_draft, &outbox_state);
  _loket_queue_item_set_overlay (entry->item, has_draft, outbox_state);
}

/*< private >
 * _loket_row_cache_refresh_all:
 * @self: a cache
 *
 * Reads all rows again that anybody has.
 */
void
_loket_row_cache_refresh_all (LoketRowCache *self)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (loket_queue_item_is_loaded (entry->item))
        g_hash_table_add (self->stale, dup_id (entry->row_id));
    }
  start_reading_soon (self);
}

/*< private >
 * _loket_row_cache_forget_wants:
 * @self: a cache
 *
 * Forgets the pages that were not read yet, and that rows had been missing;
 * there is a new result.
 */
void
_loket_row_cache_forget_wants (LoketRowCache *self)
{
  g_queue_clear_full (&self->pages, (GDestroyNotify) g_array_unref);
  g_hash_table_remove_all (self->asked);
  if (self->reading != NULL)
    for (guint i = 0; i < self->reading->len; i++)
      g_hash_table_add (self->asked, dup_id (g_array_index (self->reading, gint64, i)));
}

/*< private >
 * _loket_row_cache_dup_unfilled:
 * @self: a cache
 *
 * Lists the rows that somebody holds and that have no content.
 *
 * Returns: (transfer full) (element-type gint64): their numbers
 */
GArray *
_loket_row_cache_dup_unfilled (LoketRowCache *self)
{
  GArray *row_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (!loket_queue_item_is_loaded (entry->item))
        g_array_append_val (row_ids, entry->row_id);
    }
  return row_ids;
}

/*< private >
 * _loket_row_cache_find:
 * @self: a cache
 * @complaint_id: a complaint
 * @row_id: (out): its row's number; untouched when not known
 *
 * Finds a filled row.
 *
 * Returns: whether there is one
 */
gboolean
_loket_row_cache_find (LoketRowCache *self,
                       const char    *complaint_id,
                       gint64        *row_id)
{
  Entry *entry = g_hash_table_lookup (self->by_complaint, complaint_id);

  if (entry == NULL)
    return FALSE;
  *row_id = entry->row_id;
  return TRUE;
}
