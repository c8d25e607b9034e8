/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-answer-class.h"

G_BEGIN_DECLS

/**
 * LoketAnswer:
 * @fault: why no whole answer arrived, else %LOKET_REASON_NONE
 * @status: the HTTP status, 0 where none arrived
 * @epoch: (nullable): the `Sync-Epoch` header
 * @content_type: (nullable): the media type without its parameters
 * @digest: (nullable): the `Content-Digest` header
 * @length: what `Content-Length` announced, -1 where it is missing
 * @retry_after: seconds asked for by `Retry-After`, -1 where it is missing
 * @date: the `Date` header, or %LOKET_TIME_UNSET
 * @upload_offset: the `Upload-Offset` header, -1 where it is missing
 * @upload_complete: whether `Upload-Complete` says so
 * @encoding: (nullable): the `Content-Encoding` header
 * @body: (nullable): the bytes as they came, or unpacked
 * @packed: (nullable): where @body was unpacked, the bytes as they came: length
 *   and digest are theirs
 *
 * What came back on one request, before anybody believes it. Filled by the
 * driver, or by a simulator.
 */
typedef struct
{
  LoketReason fault;
  guint       status;
  char       *epoch;
  char       *content_type;
  char       *digest;
  gint64      length;
  gint64      retry_after;
  gint64      date;
  gint64      upload_offset;
  gboolean    upload_complete;
  char       *encoding;
  GBytes     *body;
  GBytes     *packed;
} LoketAnswer;

LoketAnswer   *loket_answer_new   (void);
void           loket_answer_free  (LoketAnswer       *self);
void           loket_answer_unpack (LoketAnswer      *self);
LoketReason    loket_answer_check (const LoketAnswer *self);
LoketJudgement loket_answer_judge (const LoketAnswer *self,
                                   LoketRequestKind   kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketAnswer, loket_answer_free)

G_END_DECLS
