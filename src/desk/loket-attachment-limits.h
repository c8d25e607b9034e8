/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LoketAttachmentLimits:
 * @file_bytes: the largest file, bytes
 * @per_reply: how many files a reply may have; 0 where the hub takes none
 * @types: (nullable) (transfer none): the media types that the hub takes, %NULL
 *   for all that this program knows
 *
 * What may be attached: this program's own bounds, and what the hub has said of
 * its own. Told before anything is sent.
 */
typedef struct
{
  gint64             file_bytes;
  guint              per_reply;
  const char *const *types;
} LoketAttachmentLimits;

void loket_attachment_limits_init (LoketAttachmentLimits *limits);

G_END_DECLS
