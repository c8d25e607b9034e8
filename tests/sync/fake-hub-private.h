/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-hub.h"

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

G_END_DECLS
