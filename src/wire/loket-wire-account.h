/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-officer.h"
#include "loket-time.h"
#include "loket-wire-error.h"

G_BEGIN_DECLS

char         *loket_wire_officer_to_json (const LoketOfficer *officer);
LoketOfficer *loket_wire_officer_parse   (const char         *json,
                                          gsize               length,
                                          GError            **error);

/**
 * LoketSignIn:
 * @username: the account
 * @password: wiped when the record is freed
 * @device_id: the device, a UUID
 * @device_name: what the person calls it
 */
typedef struct
{
  char *username;
  char *password;
  char *device_id;
  char *device_name;
} LoketSignIn;

void          loket_sign_in_free             (LoketSignIn       *self);
GBytes       *loket_wire_sign_in_to_json     (const LoketSignIn *sign_in);
LoketSignIn  *loket_wire_sign_in_parse       (const char        *json,
                                              gsize              length,
                                              GError           **error);
GBytes       *loket_wire_refresh_to_json     (const char        *refresh_token);
char         *loket_wire_refresh_parse       (const char        *json,
                                              gsize              length,
                                              GError           **error);

/**
 * LoketTokens:
 * @access_token: for the Authorization header
 * @expires_in: its life in seconds, to be counted on a monotonic clock
 * @refresh_token: good for one refresh
 * @officer: who signed in
 */
typedef struct
{
  char         *access_token;
  gint64        expires_in;
  char         *refresh_token;
  LoketOfficer *officer;
} LoketTokens;

LoketTokens  *loket_tokens_new               (void);
void          loket_tokens_free              (LoketTokens       *self);
GBytes       *loket_wire_tokens_to_json      (const LoketTokens *tokens);
LoketTokens  *loket_wire_tokens_parse        (const char        *json,
                                              gsize              length,
                                              GError           **error);

/**
 * LoketScope:
 * @id: what is fed, as in `agency:131410`
 * @generation: grows when the right to it was lost and came back
 */
typedef struct
{
  char  *id;
  gint64 generation;
} LoketScope;

LoketScope   *loket_scope_new                (const char        *id,
                                              gint64             generation);
void          loket_scope_free               (LoketScope        *self);

/**
 * LoketSessionInfo:
 * @officer: who is signed in
 * @scopes: (element-type LoketScope): what may be fetched
 * @epoch: the hub's life
 * @server_time: the hub's clock
 * @durable_seq: every acceptance up to here survives the loss of a hub's disk
 * @rules_edition: the latest edition of the rules that clocks are counted by, 0
 *   for a hub that publishes none
 * @guidance_edition: the edition of what the officer's agency gives its officers,
 *   0 for none
 * @min_client_version: older ones may send but not fetch
 * @reply_chars: the longest reply, in code points
 * @page_records: the largest page
 * @attachment_bytes: the largest file of a reply; 0 where the hub takes none
 * @attachments_per_reply: how many files a reply may have; 0 where the hub takes none
 * @attachment_types: (nullable): the media types it takes
 * @capabilities: what this hub can do
 * @events_url: (nullable): path of the stream of events on this hub
 * @base_url: (nullable): where the hub says it is to be found
 */
typedef struct
{
  LoketOfficer *officer;
  GPtrArray    *scopes;
  char         *epoch;
  gint64        server_time;
  gint64        durable_seq;
  gint64        rules_edition;
  gint64        guidance_edition;
  char         *min_client_version;
  gint64        reply_chars;
  gint64        page_records;
  gint64        attachment_bytes;
  gint64        attachments_per_reply;
  GStrv         attachment_types;
  GStrv         capabilities;
  char         *events_url;
  char         *base_url;
} LoketSessionInfo;

LoketSessionInfo *loket_session_info_new          (void);
void              loket_session_info_free         (LoketSessionInfo       *self);
char             *loket_wire_session_info_to_json (const LoketSessionInfo *info);
LoketSessionInfo *loket_wire_session_info_parse   (const char             *json,
                                                   gsize                   length,
                                                   GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSignIn, loket_sign_in_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketTokens, loket_tokens_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketScope, loket_scope_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSessionInfo, loket_session_info_free)

G_END_DECLS
