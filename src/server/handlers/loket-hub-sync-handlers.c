/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-routes.h"

#include <string.h>

#include "loket-hub-core-feed.h"
#include "loket-hub-events.h"
#include "loket-hub-scopes.h"
#include "loket-hub-server.h"
#include "loket-hub-state.h"
#include "loket-hub-wait.h"
#include "loket-limits.h"
#include "loket-wire-page.h"

#define NDJSON_TYPE     "application/x-ndjson"
#define MAX_SCOPE_CHARS 128

/* What the query of a feed says. */
typedef struct
{
  const char *scope;
  guint       limit;
} Feed;

/* Answers and tells FALSE where the query is not one. */
static gboolean
read_query (LoketHubRequest *request,
            Feed            *feed)
{
  const char *limit = loket_hub_request_get_query (request, "limit");
  guint64 number = LOKET_LIMIT_PAGE_DEFAULT;

  feed->scope = loket_hub_request_get_query (request, "scope");
  if (feed->scope == NULL || strlen (feed->scope) > MAX_SCOPE_CHARS)
    loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "scope is missing");
  else if (limit != NULL &&
           !g_ascii_string_to_unsigned (limit, 10, 1, LOKET_LIMIT_PAGE_RECORDS, &number, NULL))
    loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "limit is not a number in range");
  else if (!loket_hub_scopes_has (request->account->officer, feed->scope))
    loket_hub_request_refuse (request, LOKET_PROBLEM_NOT_FOUND, NULL);
  else
    {
      feed->limit = (guint) number;
      return TRUE;
    }
  return FALSE;
}

static LoketHubFeedHead
make_head (LoketHubRequest     *request,
           const LoketHubScope *scope)
{
  return (LoketHubFeedHead) {
    .epoch = loket_hub_server_get_epoch (request->server),
    .scope = scope->id,
    .generation = scope->generation,
    .seq = scope->seq,
    .floor = scope->floor,
  };
}

static LoketHubFeedPoint
make_point (const LoketHubState *state)
{
  return (LoketHubFeedPoint) {
    .epoch = state->epoch,
    .scope = state->scope,
    .generation = state->generation,
    .seq = state->seq,
    .is_cursor = state->after_id != NULL,
  };
}

/* Reads a state or cursor and holds it against the scope as it is now. */
static gboolean
read_state (LoketHubRequest     *request,
            const char          *token,
            const LoketHubScope *scope,
            gboolean             is_cursor,
            LoketHubState       *state)
{
  const LoketHubFeedHead head = make_head (request, scope);
  LoketProblemCode code = LOKET_PROBLEM_UNKNOWN;
  LoketHubFeedPoint point;

  switch (loket_hub_state_read (state, loket_hub_server_get_keys (request->server), token))
    {
    case LOKET_HUB_STATE_MALFORMED:
      code = LOKET_PROBLEM_BAD_REQUEST;
      break;
    case LOKET_HUB_STATE_FOREIGN:
      code = is_cursor ? LOKET_PROBLEM_CURSOR_EXPIRED : LOKET_PROBLEM_STATE_EXPIRED;
      break;
    case LOKET_HUB_STATE_VALID:
    default:
      point = make_point (state);
      code = loket_hub_core_judge_point (&point, &head, is_cursor);
      if (code == LOKET_PROBLEM_STATE_FROM_FUTURE)
        loket_hub_life_suspect (_loket_hub_server_get_life (request->server),
                                _loket_hub_server_get_storage (request->server),
                                "a client showed a state that the hub never came to");
      break;
    }

  if (code == LOKET_PROBLEM_UNKNOWN)
    return TRUE;
  loket_hub_request_refuse (request, code, NULL);
  return FALSE;
}

static gboolean
is_unchanged (LoketHubRequest     *request,
              const LoketHubState *state,
              const LoketHubScope *scope)
{
  const LoketHubFeedHead head = make_head (request, scope);
  const LoketHubFeedPoint point = make_point (state);

  return loket_hub_core_is_unchanged (&point, &head);
}

static char *
write_state (LoketHubRequest     *request,
             const LoketHubScope *head,
             gint64               seq,
             const char          *after_id)
{
  return loket_hub_scopes_write_state (head, seq, after_id, loket_hub_server_get_epoch (request->server),
                                       loket_hub_server_get_keys (request->server));
}

static void
answer_page (LoketHubRequest     *request,
             const LoketWirePage *header,
             const LoketHubPage  *page)
{
  g_autofree char *first = loket_wire_page_header_to_json (header);
  GString *text = g_string_new (first);

  g_string_append_c (text, '\n');
  for (guint i = 0; i < page->items->len; i++)
    {
      const LoketHubFeedItem *item = g_ptr_array_index (page->items, i);

      if (item->line != NULL)
        g_string_append (text, item->line);
      else
        {
          g_autofree char *removal = loket_wire_removal_to_json (item->complaint_id, item->reason,
                                                                 item->at, item->into);

          g_string_append (text, removal);
        }
      g_string_append_c (text, '\n');
    }
  loket_hub_request_answer (request, SOUP_STATUS_OK, NDJSON_TYPE, g_string_free_to_bytes (text));
}

static void
answer_snapshot (LoketHubRequest     *request,
                 const LoketHubScope *head,
                 const LoketHubPage  *page,
                 gint64               first_seq)
{
  g_autoptr (LoketWirePage) header = loket_wire_page_new (LOKET_WIRE_PAGE_SNAPSHOT);

  header->scope = g_strdup (head->id);
  header->state = write_state (request, head, first_seq, NULL);
  header->has_more = page->has_more;
  header->total = page->total;
  if (page->has_more)
    {
      const LoketHubFeedItem *last = g_ptr_array_index (page->items, page->items->len - 1);

      header->cursor = write_state (request, head, first_seq, last->complaint_id);
    }
  answer_page (request, header, page);
}

static void
snapshot_work (LoketHubRequest *request,
               LoketHubStorage *storage)
{
  const char *cursor = loket_hub_request_get_query (request, "cursor");
  g_autoptr (LoketHubScope) head = NULL;
  g_autoptr (LoketHubPage) page = NULL;
  g_auto (LoketHubState) state = { NULL };
  g_autoptr (GError) error = NULL;
  Feed feed;

  if (!read_query (request, &feed))
    return;
  head = loket_hub_storage_get_scope (storage, feed.scope, &error);
  if (head == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      return;
    }
  if (cursor != NULL && !read_state (request, cursor, head, TRUE, &state))
    return;

  page = loket_hub_storage_get_snapshot (storage, feed.scope, state.after_id, feed.limit, &error);
  if (page == NULL)
    loket_hub_request_refuse_error (request, error);
  else
    answer_snapshot (request, head, page, cursor != NULL ? state.seq : page->seq);
}

/* GET /sync/snapshot */
void
_loket_hub_handle_snapshot (LoketHubRequest *request)
{
  loket_hub_request_work (request, snapshot_work, NULL);
}

static void
answer_unchanged (LoketHubRequest *request)
{
  g_autofree char *etag = g_strdup_printf ("\"%s\"", loket_hub_request_get_query (request, "since"));

  loket_hub_request_add_header (request, "ETag", etag);
  loket_hub_request_answer_empty (request, SOUP_STATUS_NOT_MODIFIED);
}

/* A request that waits has its waiting as data, and is left without an answer. */
static void
changes_work (LoketHubRequest *request,
              LoketHubStorage *storage)
{
  const char *since = loket_hub_request_get_query (request, "since");
  g_autoptr (LoketHubScope) head = NULL;
  g_autoptr (LoketHubPage) page = NULL;
  g_autoptr (LoketWirePage) header = loket_wire_page_new (LOKET_WIRE_PAGE_CHANGES);
  g_auto (LoketHubState) state = { NULL };
  g_autoptr (GError) error = NULL;
  Feed feed;

  if (!read_query (request, &feed))
    return;
  if (since == NULL)
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "since is missing");
      return;
    }
  head = loket_hub_storage_get_scope (storage, feed.scope, &error);
  if (head != NULL && !read_state (request, since, head, FALSE, &state))
    return;
  if (head != NULL && is_unchanged (request, &state, head))
    {
      if (request->data == NULL)
        answer_unchanged (request);
      return;
    }

  if (head != NULL)
    page = loket_hub_storage_get_changes (storage, feed.scope, state.seq, feed.limit, &error);
  if (page == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      return;
    }
  header->scope = g_strdup (head->id);
  header->old_state = g_strdup (since);
  header->state = write_state (request, head, page->seq, NULL);
  header->has_more = page->has_more;
  answer_page (request, header, page);
}

/* GET /sync/changes */
void
_loket_hub_handle_changes (LoketHubRequest *request)
{
  const char *wait = loket_hub_request_get_query (request, "wait");
  const char *scope = loket_hub_request_get_query (request, "scope");
  guint64 seconds = 0;

  if (wait != NULL &&
      !g_ascii_string_to_unsigned (wait, 10, 0, LOKET_LIMIT_WAIT_SECONDS, &seconds, NULL))
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "wait is not a number in range");
      loket_hub_request_send (request);
    }
  else if (seconds > 0 && scope != NULL)
    loket_hub_wait_run (request, scope, (guint) seconds, changes_work, answer_unchanged);
  else
    loket_hub_request_work (request, changes_work, NULL);
}

/* GET /sync/events */
void
_loket_hub_handle_events (LoketHubRequest *request)
{
  const char *close_after = loket_hub_request_get_query (request, "closeafter");
  LoketHubEvents *events = _loket_hub_server_get_events (request->server);
  gboolean close = g_strcmp0 (close_after, "state") == 0;

  if (close_after != NULL && !close && !g_str_equal (close_after, "no"))
    loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "closeafter is neither no nor state");
  else if (events == NULL)
    loket_hub_request_refuse (request, LOKET_PROBLEM_UNAVAILABLE, NULL);
  else
    {
      loket_hub_events_open (events, request, close);
      return;
    }
  loket_hub_request_send (request);
}
