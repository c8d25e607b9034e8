/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-request.h"

G_BEGIN_DECLS

#define LOKET_HUB_BASE_PATH "/api/v1"

/** What a route wants to know of the state of the hub that the client knows. */
typedef enum
{
  LOKET_HUB_EPOCH_IGNORED,
  LOKET_HUB_EPOCH_CHECKED,
} LoketHubEpochRule;

/**
 * LoketHubRoute:
 * @name: the operation's name in docs/openapi.yaml
 * @method: HTTP method
 * @path: below %LOKET_HUB_BASE_PATH; a part in braces is open and holds a UUID,
 *   or a SHA-256 where it says so
 * @action: what it does, for the policy; all but signing in need a token
 * @body_limit: the largest body in bytes, 0 where there is none
 * @epoch: whether another Sync-Epoch than ours is refused before anything else
 * @handler: what deals with it
 * @begin: (nullable): where the body is taken in bit by bit: what gets ready for it
 *   on the main thread, the message paused, and calls @then; %FALSE where it has
 *   answered at once
 *
 * One row of the table of everything the hub answers.
 */
struct _LoketHubRoute
{
  const char       *name;
  const char       *method;
  const char       *path;
  LoketHubAction    action;
  gsize             body_limit;
  LoketHubEpochRule epoch;
  LoketHubHandler   handler;
  gboolean        (*begin) (LoketHubRequest *request, LoketHubHandler then);
};

const LoketHubRoute *loket_hub_routes_get     (gsize            *n_routes);
const LoketHubRoute *loket_hub_routes_find    (const char       *method,
                                               const char       *path,
                                               char            **parameters,
                                               char            **allowed);
char                *loket_hub_routes_to_json (void);

/* The handlers, by file. */
void _loket_hub_handle_sign_in      (LoketHubRequest *request);
void _loket_hub_handle_refresh      (LoketHubRequest *request);
void _loket_hub_handle_sign_out     (LoketHubRequest *request);
void _loket_hub_handle_session      (LoketHubRequest *request);
void _loket_hub_handle_rules        (LoketHubRequest *request);
void _loket_hub_handle_guidance     (LoketHubRequest *request);
void _loket_hub_handle_snapshot     (LoketHubRequest *request);
void _loket_hub_handle_changes      (LoketHubRequest *request);
void _loket_hub_handle_events       (LoketHubRequest *request);
void _loket_hub_handle_complaint    (LoketHubRequest *request);
void _loket_hub_handle_batch        (LoketHubRequest *request);
void _loket_hub_handle_put_claim    (LoketHubRequest *request);
void _loket_hub_handle_delete_claim (LoketHubRequest *request);
void _loket_hub_handle_return       (LoketHubRequest *request);
void _loket_hub_handle_list_drafts  (LoketHubRequest *request);
void _loket_hub_handle_get_draft    (LoketHubRequest *request);
void _loket_hub_handle_put_draft    (LoketHubRequest *request);
void _loket_hub_handle_delete_draft (LoketHubRequest *request);
void _loket_hub_handle_put_device   (LoketHubRequest *request);
void _loket_hub_handle_put_reply    (LoketHubRequest *request);
void _loket_hub_handle_get_reply    (LoketHubRequest *request);
void _loket_hub_handle_delete_reply (LoketHubRequest *request);
void _loket_hub_handle_statuses     (LoketHubRequest *request);
void _loket_hub_handle_post_upload  (LoketHubRequest *request);
void _loket_hub_handle_head_upload  (LoketHubRequest *request);
void _loket_hub_handle_patch_upload (LoketHubRequest *request);
void _loket_hub_handle_delete_upload (LoketHubRequest *request);
void _loket_hub_handle_blob         (LoketHubRequest *request);

gboolean _loket_hub_begin_patch_upload (LoketHubRequest *request,
                                        LoketHubHandler  then);

void _loket_hub_put_reply_work      (LoketHubRequest *request,
                                     LoketHubStorage *storage);

G_END_DECLS
