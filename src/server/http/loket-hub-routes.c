/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-routes.h"

#include <string.h>

#include "loket-hub-files.h"
#include "loket-json-writer.h"
#include "loket-limits.h"
#include "loket-text.h"

/* Everything the hub answers. A new row needs its operation in
 * docs/openapi.yaml and its line in the access matrix of tests/server. */
static const LoketHubRoute routes[] = {
  { "signIn", "POST", "/auth/sign-in", LOKET_HUB_ACTION_SIGN_IN, 8192,
    LOKET_HUB_EPOCH_IGNORED, _loket_hub_handle_sign_in },
  { "refresh", "POST", "/auth/refresh", LOKET_HUB_ACTION_SIGN_IN, 1024,
    LOKET_HUB_EPOCH_IGNORED, _loket_hub_handle_refresh },
  { "signOut", "POST", "/auth/sign-out", LOKET_HUB_ACTION_SIGN_IN, 1024,
    LOKET_HUB_EPOCH_IGNORED, _loket_hub_handle_sign_out },
  { "getSession", "GET", "/session", LOKET_HUB_ACTION_KNOW_SELF, 0,
    LOKET_HUB_EPOCH_IGNORED, _loket_hub_handle_session },
  { "getRules", "GET", "/rules", LOKET_HUB_ACTION_KNOW_SELF, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_rules },
  { "getGuidance", "GET", "/guidance", LOKET_HUB_ACTION_KNOW_SELF, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_guidance },
  { "getSnapshot", "GET", "/sync/snapshot", LOKET_HUB_ACTION_READ, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_snapshot },
  { "getChanges", "GET", "/sync/changes", LOKET_HUB_ACTION_READ, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_changes },
  { "getEvents", "GET", "/sync/events", LOKET_HUB_ACTION_READ, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_events },
  { "getComplaint", "GET", "/complaints/{complaintId}", LOKET_HUB_ACTION_READ, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_complaint },
  { "batchGetComplaints", "POST", "/complaints/batch-get", LOKET_HUB_ACTION_READ, 16 * 1024,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_batch },
  { "putClaim", "PUT", "/complaints/{complaintId}/claim", LOKET_HUB_ACTION_REPLY, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_put_claim },
  { "deleteClaim", "DELETE", "/complaints/{complaintId}/claim", LOKET_HUB_ACTION_REPLY, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_delete_claim },
  { "returnComplaint", "POST", "/complaints/{complaintId}/return", LOKET_HUB_ACTION_REPLY, 8192,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_return },
  { "listDrafts", "GET", "/drafts", LOKET_HUB_ACTION_REPLY, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_list_drafts },
  { "getDraft", "GET", "/drafts/{draftId}", LOKET_HUB_ACTION_REPLY, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_get_draft },
  { "putDraft", "PUT", "/drafts/{draftId}", LOKET_HUB_ACTION_REPLY, LOKET_LIMIT_REQUEST_BYTES,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_put_draft },
  { "deleteDraft", "DELETE", "/drafts/{draftId}", LOKET_HUB_ACTION_REPLY, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_delete_draft },
  { "putDevice", "PUT", "/devices/{deviceId}", LOKET_HUB_ACTION_KNOW_SELF, 8192,
    LOKET_HUB_EPOCH_IGNORED, _loket_hub_handle_put_device },
  /* The hub's state is checked after a replay, inside the transaction. */
  { "putReply", "PUT", "/complaints/{complaintId}/replies/{replyId}", LOKET_HUB_ACTION_REPLY,
    LOKET_LIMIT_REQUEST_BYTES, LOKET_HUB_EPOCH_IGNORED, _loket_hub_handle_put_reply },
  { "getReply", "GET", "/complaints/{complaintId}/replies/{replyId}", LOKET_HUB_ACTION_CHECK_REPLY, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_get_reply },
  { "deleteReply", "DELETE", "/complaints/{complaintId}/replies/{replyId}", LOKET_HUB_ACTION_REPLY, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_delete_reply },
  { "getReplyStatuses", "POST", "/replies/status", LOKET_HUB_ACTION_CHECK_REPLY, 64 * 1024,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_statuses },
  { "createUpload", "POST", "/uploads", LOKET_HUB_ACTION_REPLY, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_post_upload },
  { "headUpload", "HEAD", "/uploads/{uploadId}", LOKET_HUB_ACTION_REPLY, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_head_upload },
  { "patchUpload", "PATCH", "/uploads/{uploadId}", LOKET_HUB_ACTION_REPLY, LOKET_LIMIT_CHUNK_BYTES,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_patch_upload, _loket_hub_begin_patch_upload },
  { "deleteUpload", "DELETE", "/uploads/{uploadId}", LOKET_HUB_ACTION_REPLY, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_delete_upload },
  { "getBlob", "GET", "/blobs/{sha256}", LOKET_HUB_ACTION_READ, 0,
    LOKET_HUB_EPOCH_CHECKED, _loket_hub_handle_blob },
};

/**
 * loket_hub_routes_get:
 * @n_routes: (out): how many there are
 *
 * Gives the whole table.
 *
 * Returns: (transfer none) (array length=n_routes): the routes
 */
const LoketHubRoute *
loket_hub_routes_get (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}

static gboolean
match_part (const char *pattern,
            const char *part,
            char      **parameters,
            guint      *n_parameters)
{
  if (*pattern != '{')
    return g_str_equal (pattern, part);
  if (g_str_equal (pattern, "{sha256}") ? !loket_hub_files_is_sha256 (part) : !loket_text_is_uuid (part))
    return FALSE;

  g_assert (*n_parameters < LOKET_HUB_MAX_PARAMETERS);
  g_free (parameters[*n_parameters]);
  parameters[(*n_parameters)++] = g_strdup (part);
  return TRUE;
}

static gboolean
match_path (const char *pattern,
            const char *path,
            char      **parameters)
{
  g_auto (GStrv) patterns = g_strsplit (pattern, "/", -1);
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  guint n_parameters = 0;

  if (g_strv_length (patterns) != g_strv_length (parts))
    return FALSE;
  for (guint i = 0; patterns[i] != NULL; i++)
    if (!match_part (patterns[i], parts[i], parameters, &n_parameters))
      return FALSE;
  return TRUE;
}

/**
 * loket_hub_routes_find:
 * @method: HTTP method
 * @path: the request's path, as it came
 * @parameters: (array fixed-size=2): where to put the open parts
 * @allowed: (out) (nullable): for a path that is there but not with this
 *   method, the methods it is there with, as in an Allow header
 *
 * Finds what was asked for.
 *
 * Returns: (transfer none) (nullable): the route
 */
const LoketHubRoute *
loket_hub_routes_find (const char  *method,
                       const char  *path,
                       char       **parameters,
                       char       **allowed)
{
  g_autoptr (GString) methods = g_string_new (NULL);
  gsize base = strlen (LOKET_HUB_BASE_PATH);

  *allowed = NULL;
  if (strlen (path) > 256 || !g_str_has_prefix (path, LOKET_HUB_BASE_PATH "/"))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!match_path (routes[i].path, path + base, parameters))
        continue;
      if (g_str_equal (routes[i].method, method))
        return &routes[i];
      g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", routes[i].method);
    }

  if (methods->len > 0)
    *allowed = g_strdup (methods->str);
  return NULL;
}

/**
 * loket_hub_routes_to_json:
 *
 * Lists the table for tests and documents.
 *
 * Returns: (transfer full): a JSON object with an array `routes`
 */
char *
loket_hub_routes_to_json (void)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_begin_array (writer, "routes");
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autofree char *path = g_strconcat (LOKET_HUB_BASE_PATH, routes[i].path, NULL);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "name", routes[i].name);
      loket_json_writer_string (writer, "method", routes[i].method);
      loket_json_writer_string (writer, "path", path);
      loket_json_writer_string (writer, "action", loket_hub_action_to_name (routes[i].action));
      loket_json_writer_int (writer, "bodyLimit", (gint64) routes[i].body_limit);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}
