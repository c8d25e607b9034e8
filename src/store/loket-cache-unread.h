/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store.h"

G_BEGIN_DECLS

/**
 * LoketCacheUnread:
 * @id: the complaint
 * @tracking_id: (nullable): the number that people use, where it is known
 * @kept: whether the complaint is here as it was before
 * @at: since when, Unix seconds
 * @what: what is wrong with what the hub sent, for an administrator: a member's
 *   path, no value
 *
 * A complaint of which the hub last sent what this program cannot read.
 */
typedef struct
{
  char    *id;
  char    *tracking_id;
  gboolean kept;
  gint64   at;
  char    *what;
} LoketCacheUnread;

GPtrArray *loket_cache_store_dup_unread (LoketCacheStore *self);

G_END_DECLS
