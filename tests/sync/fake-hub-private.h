/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-hub.h"

#include "loket-wire-guidance.h"
#include "loket-wire-rules.h"

G_BEGIN_DECLS

/* An answer before the line touches it. */
typedef struct
{
  guint       status;
  const char *type;
  GBytes     *body;    /* NULL for 204 and 304 */
  char       *epoch;
} FakeAnswer;

typedef struct
{
  char             *method;
  char             *path;      /* below /api/v1, without the query */
  char             *query;
  char             *token;
  char             *epoch;
  char             *receipt;   /* JSON: of an earlier acceptance */
  GBytes           *body;
  LoketRequestKind  kind;
} FakeRequest;

/* A complaint that the hub has. */
typedef struct
{
  LoketComplaint *complaint;
  guint           seq;
  gboolean        erased;
  gboolean        spoilt; /* written as nobody can read it */
} FakeEntry;

/* What the next requests of a kind meet, and how many came. */
typedef struct
{
  FakeHubMutant    mutant;
  int              mutant_times;
  LoketProblemCode refusal;
  int              refusal_times;
  guint            requests;
} FakeRoute;

struct _FakeHub
{
  GSocketService  *service;
  GTlsCertificate *certificate;
  GCancellable    *stop;
  guint16          port;
  char            *server;

  GMutex           lock;       /* what follows */
  GCond            news;
  char            *events_url;
  gboolean         silent;
  FakeRoute        routes[LOKET_N_REQUEST_KINDS];
  char            *epoch;
  guint            tokens;     /* how many pairs were given */
  guint            used;       /* the newest pair of which anything was used */
  guint            access_from;/* the oldest access token that counts */
  gboolean         refresh_revoked;
  GPtrArray       *entries;
  LoketRulesPage  *rules;
  LoketGuidanceRecord *guidance; /* NULL for none */
  guint            seq;
  gint64           now;        /* when replies are accepted */
  GHashTable      *receipts;   /* reply id -> LoketReceipt */
  GHashTable      *accepted;   /* reply id -> how often */
};

/* Reads a whole request; FALSE when the client ends before. */
gboolean _fake_request_read  (GDataInputStream *stream,
                              FakeRequest      *request);
void     _fake_request_clear (FakeRequest      *self);

/* Writes the bytes; FALSE when the connection has to end at once. */
void _fake_answer_write (const FakeAnswer *self,
                         FakeHubMutant     mutant,
                         const char       *server,
                         GCancellable     *stop,
                         GOutputStream    *stream);

void _fake_answer_fill   (FakeAnswer       *self,
                          guint             status,
                          const char       *type,
                          char             *json);
void _fake_answer_refuse (FakeAnswer       *self,
                          LoketProblemCode  code);

/* What is called with the lock held. */
void       _fake_hub_serve       (FakeHub           *self,
                                  const FakeRequest *request,
                                  FakeAnswer        *out);
FakeEntry *_fake_hub_find        (FakeHub           *self,
                                  const char        *id);
void       _fake_hub_take_reply  (FakeHub           *self,
                                  const FakeRequest *request,
                                  FakeAnswer        *out);
void       _fake_hub_take_back   (FakeHub           *self,
                                  const FakeRequest *request,
                                  FakeAnswer        *out);
void       _fake_hub_tell_status (FakeHub           *self,
                                  const FakeRequest *request,
                                  FakeAnswer        *out);

G_END_DECLS
