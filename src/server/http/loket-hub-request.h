/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "loket-hub-keys.h"
#include "loket-hub-policy.h"
#include "loket-hub-storage.h"
#include "loket-wire-problem.h"

G_BEGIN_DECLS

#define LOKET_HUB_MAX_PARAMETERS 2

typedef struct _LoketHubRequest LoketHubRequest;
typedef struct _LoketHubRoute LoketHubRoute;
typedef struct _LoketHubServer LoketHubServer;

/**
 * LoketHubHandler:
 * @request: a request that passed every guard
 *
 * Deals with a request on the main thread, and answers it there or goes on with
 * loket_hub_request_work().
 */
typedef void (*LoketHubHandler) (LoketHubRequest *request);

/**
 * LoketHubWork:
 * @request: the request
 * @storage: the storage
 *
 * Does a request's work with the storage, on the storage's thread.
 */
typedef void (*LoketHubWork) (LoketHubRequest *request,
                              LoketHubStorage *storage);

typedef struct
{
  char *name;
  char *value;
} LoketHubHeader;

/**
 * LoketHubRequest:
 * @server: who serves it
 * @message: the HTTP message; main thread only
 * @route: what was asked for
 * @parameters: (nullable): the parts of the path that the route leaves open
 * @query: (nullable): the decoded query
 * @account: (nullable): who asks, where the route wants to know
 * @body: (nullable): the whole body, its digest checked
 * @epoch: (nullable): the state of the hub that the client knows
 * @range: (nullable): the part that the client wants, as it said
 * @now: when it arrived
 * @data: for the handler, freed with @data_free
 *
 * One request on its way through the hub.
 */
struct _LoketHubRequest
{
  /*< private >*/
  gatomicrefcount      ref_count;
  guint                status;
  char                *content_type;
  GBytes              *answer;
  GPtrArray           *headers;

  /*< public >*/
  LoketHubServer      *server;
  SoupServerMessage   *message;
  const LoketHubRoute *route;
  char                *parameters[LOKET_HUB_MAX_PARAMETERS];
  GHashTable          *query;
  LoketHubAccount     *account;
  GBytes              *body;
  char                *epoch;
  char                *range;
  gint64               now;
  gpointer             data;
  GDestroyNotify       data_free;
};

LoketHubRequest *loket_hub_request_new          (LoketHubServer    *server,
                                                 SoupServerMessage *message,
                                                 gint64             now);
LoketHubRequest *loket_hub_request_ref          (LoketHubRequest   *self);
void             loket_hub_request_unref        (LoketHubRequest   *self);

/* What to answer; any thread, one at a time. */
void             _loket_hub_header_free         (gpointer           data);
void             loket_hub_request_answer       (LoketHubRequest   *self,
                                                 guint              status,
                                                 const char        *content_type,
                                                 GBytes            *body);
void             loket_hub_request_answer_json  (LoketHubRequest   *self,
                                                 guint              status,
                                                 char              *json);
void             loket_hub_request_answer_empty (LoketHubRequest   *self,
                                                 guint              status);
void             loket_hub_request_refuse       (LoketHubRequest   *self,
                                                 LoketProblemCode   code,
                                                 const char        *detail);
void             loket_hub_request_refuse_with  (LoketHubRequest   *self,
                                                 LoketProblem      *problem);
void             loket_hub_request_refuse_error (LoketHubRequest   *self,
                                                 const GError      *error);
void             loket_hub_request_add_header   (LoketHubRequest   *self,
                                                 const char        *name,
                                                 const char        *value);
const char      *loket_hub_request_get_query    (LoketHubRequest   *self,
                                                 const char        *name);
const char      *loket_hub_request_get_header   (LoketHubRequest   *self,
                                                 const char        *name);
void             loket_hub_request_set_etag     (LoketHubRequest   *self,
                                                 gint64             rev);
gboolean         loket_hub_request_knows        (LoketHubRequest   *self,
                                                 gint64             rev);
gboolean         loket_hub_request_read_condition (LoketHubRequest *self,
                                                 gint64            *rev);
void             loket_hub_request_take_back    (LoketHubRequest   *self);
gboolean         loket_hub_request_is_answered  (LoketHubRequest   *self);

/* Main thread. */
void             loket_hub_request_work         (LoketHubRequest   *self,
                                                 LoketHubWork       work,
                                                 LoketHubHandler    then);
void             _loket_hub_request_check       (LoketHubRequest   *self,
                                                 LoketHubWork       work,
                                                 LoketHubHandler    then);
void             loket_hub_request_send         (LoketHubRequest   *self);
void             loket_hub_request_let_go       (LoketHubRequest   *self);
void             _loket_hub_request_fill        (LoketHubRequest   *self);
void             loket_hub_request_fill_message (LoketHubRequest   *self);
GBytes          *loket_hub_request_to_bytes     (LoketHubRequest   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubRequest, loket_hub_request_unref)

G_END_DECLS
