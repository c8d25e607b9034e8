/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store.h"
#include "loket-wire-guidance.h"

G_BEGIN_DECLS

/**
 * LoketGuidanceReader:
 * @read: makes of a record what is used, or tells with an error what is wrong in
 *   it; on the writing thread
 * @ref: takes another reference to what @read made; any thread
 * @unref: gives one back; any thread
 *
 * How what an agency gives its officers is read. What @read makes must not change.
 */
typedef struct
{
  gpointer (*read)  (const LoketGuidanceRecord *record,
                     GError                   **error);
  gpointer (*ref)   (gpointer                   guidance);
  void     (*unref) (gpointer                   guidance);
} LoketGuidanceReader;

void     loket_cache_store_set_guidance_reader  (LoketCacheStore           *self,
                                                 const LoketGuidanceReader *reader);
gpointer loket_cache_store_ref_guidance         (LoketCacheStore           *self);
gint64   loket_cache_store_get_guidance_edition (LoketCacheStore           *self,
                                                 const char                *epoch,
                                                 const char                *agency);
char    *loket_cache_store_dup_guidance_problem (LoketCacheStore           *self);
void     loket_cache_store_take_guidance_async  (LoketCacheStore           *self,
                                                 const char                *epoch,
                                                 LoketGuidanceRecord       *record,
                                                 GCancellable              *cancellable,
                                                 GAsyncReadyCallback        callback,
                                                 gpointer                   user_data);
gboolean loket_cache_store_take_guidance_finish (LoketCacheStore           *self,
                                                 GAsyncResult              *result,
                                                 GError                   **error);

G_END_DECLS
