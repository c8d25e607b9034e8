/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-desk.h"
#include "loket-hub-routes.h"
#include "loket-hub-shelf.h"

#define DEVICE_ID 0

static void
put_device_work (LoketHubRequest *request,
                 LoketHubStorage *storage)
{
  const LoketDeviceReport *report = request->data;
  g_autoptr (GError) error = NULL;

  if (loket_hub_desk_put_device (LOKET_HUB_DESK (storage), request->account, report, request->now, &error) &&
      loket_hub_shelf_keep_uploads (LOKET_HUB_SHELF (storage), request->account, report->uploads,
                                    request->now, &error))
    loket_hub_request_answer_empty (request, SOUP_STATUS_NO_CONTENT);
  else
    loket_hub_request_refuse_error (request, error);
}

/* PUT /devices/{deviceId} */
void
_loket_hub_handle_put_device (LoketHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *json = g_bytes_get_data (request->body, &length);
  LoketDeviceReport *report;

  /* A device speaks for itself alone. */
  if (g_strcmp0 (request->parameters[DEVICE_ID], request->account->device_id) != 0)
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_NOT_FOUND, NULL);
      loket_hub_request_send (request);
      return;
    }
  report = loket_wire_device_report_parse (json, length, &error);
  if (report == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      loket_hub_request_send (request);
      return;
    }
  request->data = report;
  request->data_free = (GDestroyNotify) loket_device_report_free;
  loket_hub_request_work (request, put_device_work, NULL);
}
