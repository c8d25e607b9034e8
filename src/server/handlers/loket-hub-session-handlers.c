/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-attachment-type.h"
#include "loket-hub-counsel.h"
#include "loket-hub-keeper.h"
#include "loket-hub-routes.h"
#include "loket-hub-scopes.h"
#include "loket-hub-server.h"
#include "loket-limits.h"
#include "loket-wire-account.h"

#define MIN_CLIENT_VERSION "0.1.0"

static gboolean
fill_scopes (LoketSessionInfo  *info,
             LoketHubStorage   *storage,
             LoketHubAccount   *account,
             GError           **error)
{
  g_autoptr (GPtrArray) scopes = loket_hub_scopes_list (storage, account->officer, error);

  if (scopes == NULL)
    return FALSE;
  for (guint i = 0; i < scopes->len; i++)
    {
      const LoketHubScope *scope = g_ptr_array_index (scopes, i);

      g_ptr_array_add (info->scopes, loket_scope_new (scope->id, scope->generation));
    }
  return TRUE;
}

static const char *
get_agency (const LoketHubAccount *account)
{
  return account->officer->agency_code != NULL ? account->officer->agency_code : LOKET_HUB_WHOLE_HUB;
}

static void
session_work (LoketHubRequest *request,
              LoketHubStorage *storage)
{
  static const char *const capabilities[] = {
    "changes", "snapshot", "replies", "wait", "events", "batch", "claims", "drafts", "devices", "rules",
    "guidance", "uploads", NULL,
  };
  g_autoptr (LoketSessionInfo) info = loket_session_info_new ();
  g_autoptr (GError) error = NULL;

  info->officer = loket_officer_ref (request->account->officer);
  info->epoch = g_strdup (loket_hub_server_get_epoch (request->server));
  info->server_time = request->now;
  info->min_client_version = g_strdup (MIN_CLIENT_VERSION);
  info->reply_chars = LOKET_LIMIT_REPLY_CHARS;
  info->page_records = LOKET_LIMIT_PAGE_RECORDS;
  info->attachment_bytes = LOKET_LIMIT_ATTACHMENT_BYTES;
  info->attachments_per_reply = LOKET_LIMIT_ATTACHMENTS;
  info->attachment_types = g_strdupv ((char **) loket_attachment_allowed_types ());
  info->events_url = g_strdup (LOKET_HUB_BASE_PATH "/sync/events");
  info->base_url = g_strdup (loket_hub_server_get_base_url (request->server));
  info->capabilities = g_strdupv ((char **) capabilities);
  if (fill_scopes (info, storage, request->account, &error) &&
      loket_hub_keeper_get_durable (LOKET_HUB_KEEPER (storage), &info->durable_seq, &error) &&
      loket_hub_storage_get_rules_head (storage, &info->rules_edition, &error) &&
      loket_hub_counsel_get_head (LOKET_HUB_COUNSEL (storage), get_agency (request->account),
                                  &info->guidance_edition, &error))
    loket_hub_request_answer_json (request, SOUP_STATUS_OK, loket_wire_session_info_to_json (info));
  else
    loket_hub_request_refuse_error (request, error);
}

/* GET /session */
void
_loket_hub_handle_session (LoketHubRequest *request)
{
  loket_hub_request_work (request, session_work, NULL);
}
