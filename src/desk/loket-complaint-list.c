/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-complaint-list.h"

#include "loket-complaint-list-private.h"

/**
 * LoketComplaintList:
 *
 * The queue as a list model of #LoketQueueItem over an array of row ids.
 *
 * Sorting, filtering and searching are one query each; the list holds nothing
 * but numbers, so that 100,000 complaints cost less than a megabyte and a
 * screen full of rows is all that is ever read. get_item never waits: it answers
 * with the row's one object, filled later. A new result is told in few small
 * ranges, or else as a removal of everything followed by #LoketComplaintList::replaced,
 * upon which a view restores selection and scroll by row id.
 *
 * Belongs to the main thread.
 */
enum
{
  PROP_0,
  PROP_VIEW,
  PROP_ORDER,
  PROP_SEARCH,
  PROP_LOADING,
  PROP_TROUBLE,
  N_PROPS
};

enum
{
  REPLACED,
  GROUPS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketComplaintList, loket_complaint_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void query_now (LoketComplaintList *self,
                       guint               limit);
static void start_query (LoketComplaintList *self);

static GType
get_item_type (GListModel *model)
{
  return LOKET_TYPE_QUEUE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LOKET_COMPLAINT_LIST (model)->ids->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  LoketComplaintList *self = LOKET_COMPLAINT_LIST (model);
  LoketQueueItem *item = NULL;

  if (position >= self->ids->len)
    return NULL;

  item = _loket_row_cache_get (self->rows, g_array_index (self->ids, gint64, position));
  if (!loket_queue_item_is_loaded (item))
    _loket_complaint_list_want_page (self, position);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
set_trouble (LoketComplaintList *self,
             const char         *trouble)
{
  if (g_strcmp0 (self->trouble, trouble) == 0)
    return;

  g_free (self->trouble);
  self->trouble = g_strdup (trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

/* A result for another view or search than the present one was cancelled and
 * changes nothing. */
static void
query_done_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketComplaintList *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) keys = loket_queue_source_query_finish (LOKET_QUEUE_SOURCE (source), result, &error);

  if (self->query != g_task_get_cancellable (task))
    return;

  g_clear_object (&self->query);
  /* That nothing was at hand does not say that there is nothing. */
  if (keys != NULL && (keys->len > 0 || !self->first))
    _loket_complaint_list_take_result (self, keys);
  set_trouble (self, keys != NULL ? NULL : error->message);

  /* The first rows of a search are there; now for all of it. */
  if (self->query == NULL && self->first && keys != NULL)
    query_now (self, 0);
  else if (self->query == NULL && self->again)
    start_query (self);
  else if (self->query == NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
query_now (LoketComplaintList *self,
           guint               limit)
{
  GTask *task = NULL;

  g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  self->query = g_cancellable_new ();
  self->first = limit == LOKET_QUEUE_AT_HAND;
  task = g_task_new (self, self->query, NULL, NULL);
  g_task_set_source_tag (task, query_now);
  loket_queue_source_query_async (self->source, self->view, self->order, self->search, limit,
                                  self->query, query_done_cb, task);
}

static void
start (LoketComplaintList *self,
       guint               limit)
{
  gboolean was_loading = self->query != NULL;

  if (self->source == NULL)
    return;

  self->again = FALSE;
  query_now (self, limit);
  if (!was_loading)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
start_query (LoketComplaintList *self)
{
  start (self, 0);
}

static void
source_changed_cb (LoketQueueSource *source,
                   gpointer          user_data)
{
  LoketComplaintList *self = user_data;

  loket_complaint_list_reload (self);
  loket_complaint_list_refresh_rows (self);
}

static void
row_changed_cb (LoketQueueSource *source,
                const char       *complaint_id,
                gpointer          user_data)
{
  loket_complaint_list_refresh (LOKET_COMPLAINT_LIST (user_data), complaint_id);
}

static void
loket_complaint_list_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  LoketComplaintList *self = LOKET_COMPLAINT_LIST (object);

  switch (id)
    {
    case PROP_VIEW:
      g_value_set_uint (value, self->view);
      break;
    case PROP_ORDER:
      g_value_set_uint (value, self->order);
      break;
    case PROP_SEARCH:
      g_value_set_string (value, self->search);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->query != NULL);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
loket_complaint_list_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  LoketComplaintList *self = LOKET_COMPLAINT_LIST (object);

  switch (id)
    {
    case PROP_VIEW:
      loket_complaint_list_set_view (self, (LoketView) g_value_get_uint (value));
      break;
    case PROP_ORDER:
      loket_complaint_list_set_order (self, (LoketQueueOrder) g_value_get_uint (value));
      break;
    case PROP_SEARCH:
      loket_complaint_list_set_search (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
loket_complaint_list_dispose (GObject *object)
{
  LoketComplaintList *self = LOKET_COMPLAINT_LIST (object);

  g_cancellable_cancel (self->query);
  g_clear_object (&self->query);
  _loket_complaint_list_stop_ticking (self);
  if (self->source != NULL)
    {
      g_clear_signal_handler (&self->changed_id, self->source);
      g_clear_signal_handler (&self->row_changed_id, self->source);
    }
  if (self->rows != NULL)
    _loket_row_cache_stop (self->rows);
  g_clear_object (&self->rows);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (loket_complaint_list_parent_class)->dispose (object);
}

static void
loket_complaint_list_finalize (GObject *object)
{
  LoketComplaintList *self = LOKET_COMPLAINT_LIST (object);

  g_array_unref (self->ids);
  g_array_unref (self->dues);
  g_free (self->time_zone);
  g_clear_pointer (&self->positions, g_hash_table_unref);
  g_free (self->search);
  g_free (self->trouble);
  G_OBJECT_CLASS (loket_complaint_list_parent_class)->finalize (object);
}

static void
loket_complaint_list_class_init (LoketComplaintListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = loket_complaint_list_get_property;
  object_class->set_property = loket_complaint_list_set_property;
  object_class->dispose = loket_complaint_list_dispose;
  object_class->finalize = loket_complaint_list_finalize;

  /** LoketComplaintList:view: the #LoketView shown. */
  properties[PROP_VIEW] = g_param_spec_uint ("view", NULL, NULL, 0, LOKET_N_VIEWS - 1, LOKET_VIEW_OPEN,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                 G_PARAM_EXPLICIT_NOTIFY);
  /** LoketComplaintList:order: the #LoketQueueOrder of the rows. */
  properties[PROP_ORDER] = g_param_spec_uint ("order", NULL, NULL, 0, LOKET_N_QUEUE_ORDERS - 1,
                                              LOKET_QUEUE_ORDER_DEADLINE,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);
  /** LoketComplaintList:search: words that all complaints shown hold. */
  properties[PROP_SEARCH] = g_param_spec_string ("search", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                     G_PARAM_EXPLICIT_NOTIFY);
  /** LoketComplaintList:loading: whether a query is under way. */
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /** LoketComplaintList:trouble: why the last query failed, %NULL when it did not. */
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * LoketComplaintList::replaced:
   * @self: the list
   *
   * Everything was removed and added again: restore selection and scroll by row
   * id.
   */
  signals[REPLACED] = g_signal_new ("replaced", LOKET_TYPE_COMPLAINT_LIST, G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * LoketComplaintList::groups-changed:
   * @self: the list
   *
   * loket_complaint_list_get_heading() may say something else for any row.
   */
  signals[GROUPS_CHANGED] = g_signal_new ("groups-changed", LOKET_TYPE_COMPLAINT_LIST,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_complaint_list_init (LoketComplaintList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->dues = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->view = LOKET_VIEW_OPEN;
}

void
_loket_complaint_list_emit_replaced (LoketComplaintList *self)
{
  g_signal_emit (self, signals[REPLACED], 0);
}

/*< private >
 * _loket_complaint_list_emit_groups_changed:
 * @self: a list
 *
 * Tells that headings may be others.
 */
void
_loket_complaint_list_emit_groups_changed (LoketComplaintList *self)
{
  g_signal_emit (self, signals[GROUPS_CHANGED], 0);
}

/**
 * loket_complaint_list_new:
 * @source: where the queue comes from
 *
 * Makes a list of all open complaints, empty until its first query answers.
 * It follows the source's signals.
 *
 * Returns: (transfer full): a list
 */
LoketComplaintList *
loket_complaint_list_new (LoketQueueSource *source)
{
  LoketComplaintList *self = g_object_new (LOKET_TYPE_COMPLAINT_LIST, NULL);

  g_return_val_if_fail (LOKET_IS_QUEUE_SOURCE (source), self);

  self->source = g_object_ref (source);
  self->rows = _loket_row_cache_new (source);
  self->changed_id = g_signal_connect (source, "changed", G_CALLBACK (source_changed_cb), self);
  self->row_changed_id = g_signal_connect (source, "row-changed", G_CALLBACK (row_changed_cb), self);
  start_query (self);
  return self;
}

/**
 * loket_complaint_list_get_view:
 * @self: a list
 *
 * Tells which view is shown.
 *
 * Returns: the view
 */
LoketView
loket_complaint_list_get_view (LoketComplaintList *self)
{
  g_return_val_if_fail (LOKET_IS_COMPLAINT_LIST (self), LOKET_VIEW_OPEN);

  return self->view;
}

/**
 * loket_complaint_list_set_view:
 * @self: a list
 * @view: a view
 *
 * Shows another view, with the same search.
 */
void
loket_complaint_list_set_view (LoketComplaintList *self,
                               LoketView           view)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_LIST (self));
  g_return_if_fail ((guint) view < LOKET_N_VIEWS);

  if (self->view == view)
    return;

  self->view = view;
  start_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

/**
 * loket_complaint_list_get_order:
 * @self: a list
 *
 * Tells in which order the rows are.
 *
 * Returns: the order
 */
LoketQueueOrder
loket_complaint_list_get_order (LoketComplaintList *self)
{
  g_return_val_if_fail (LOKET_IS_COMPLAINT_LIST (self), LOKET_QUEUE_ORDER_DEADLINE);

  return self->order;
}

/**
 * loket_complaint_list_set_order:
 * @self: a list
 * @order: an order
 *
 * Reads the rows in another order. Only that of the deadlines has groups.
 */
void
loket_complaint_list_set_order (LoketComplaintList *self,
                                LoketQueueOrder     order)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_LIST (self));
  g_return_if_fail ((guint) order < LOKET_N_QUEUE_ORDERS);

  if (self->order == order)
    return;

  self->order = order;
  start_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}

/**
 * loket_complaint_list_get_search:
 * @self: a list
 *
 * Tells what is searched for.
 *
 * Returns: (transfer none) (nullable): the words, %NULL without a search
 */
const char *
loket_complaint_list_get_search (LoketComplaintList *self)
{
  g_return_val_if_fail (LOKET_IS_COMPLAINT_LIST (self), NULL);

  return self->search;
}

/**
 * loket_complaint_list_set_search:
 * @self: a list
 * @search: (nullable): words, as a person types them; empty is none
 *
 * Narrows the view to complaints that hold all words.
 */
void
loket_complaint_list_set_search (LoketComplaintList *self,
                                 const char         *search)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_LIST (self));

  if (search != NULL && *search == '\0')
    search = NULL;
  if (g_strcmp0 (self->search, search) == 0)
    return;

  g_free (self->search);
  self->search = g_strdup (search);
  /* While somebody types, the first rows come before the rest. */
  start (self, search != NULL ? LOKET_QUEUE_AT_HAND : 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH]);
}

/**
 * loket_complaint_list_get_loading:
 * @self: a list
 *
 * Tells whether a query is under way; the list shows the earlier result until it
 * answers.
 *
 * Returns: whether it is
 */
gboolean
loket_complaint_list_get_loading (LoketComplaintList *self)
{
  g_return_val_if_fail (LOKET_IS_COMPLAINT_LIST (self), FALSE);

  return self->query != NULL;
}

/**
 * loket_complaint_list_get_trouble:
 * @self: a list
 *
 * Tells why the last query failed. The rows of the earlier result stay.
 *
 * Returns: (transfer none) (nullable): a message, %NULL when it did not fail
 */
const char *
loket_complaint_list_get_trouble (LoketComplaintList *self)
{
  g_return_val_if_fail (LOKET_IS_COMPLAINT_LIST (self), NULL);

  return self->trouble;
}

/**
 * loket_complaint_list_reload:
 * @self: a list
 *
 * Asks again which complaints belong to the view. While a query runs, one more
 * follows it, however often this is called.
 */
void
loket_complaint_list_reload (LoketComplaintList *self)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_LIST (self));

  if (self->query != NULL)
    self->again = TRUE;
  else
    start_query (self);
}

/**
 * loket_complaint_list_refresh_rows:
 * @self: a list
 *
 * Reads the content of all rows again that anybody has.
 */
void
loket_complaint_list_refresh_rows (LoketComplaintList *self)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_LIST (self));

  _loket_row_cache_refresh_all (self->rows);
}

/**
 * loket_complaint_list_refresh:
 * @self: a list
 * @complaint_id: a complaint
 *
 * Shows one row's overlay at once and reads the row again, if anybody has it.
 */
void
loket_complaint_list_refresh (LoketComplaintList *self,
                              const char         *complaint_id)
{
  g_return_if_fail (LOKET_IS_COMPLAINT_LIST (self));
  g_return_if_fail (complaint_id != NULL);

  _loket_row_cache_refresh (self->rows, complaint_id);
}
