/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-db.h"
#include "loket-store-error.h"
#include "loket-worker.h"

G_BEGIN_DECLS

GError *_loket_store_error_from    (GError *error);
void    _loket_store_use_resources (void);

/*
 * How a store answers a call: the request goes to the worker's thread, the
 * work returns a result that is never NULL on success, and the task carries it
 * back.
 */
typedef gpointer (*LoketStoreWork) (gpointer       store,
                                    gpointer       request,
                                    GCancellable  *cancellable,
                                    GError       **error);

void     _loket_store_run       (gpointer             store,
                                 LoketWorker         *worker,
                                 LoketStoreWork       work,
                                 gpointer             request,
                                 GDestroyNotify       request_free,
                                 GDestroyNotify       result_free,
                                 gpointer             tag,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
gpointer _loket_store_finish    (gpointer             store,
                                 GAsyncResult        *result,
                                 gpointer             tag,
                                 GError             **error);

/* Results without a content of their own. */
#define LOKET_STORE_DONE GINT_TO_POINTER (1)

/*
 * The complaints that the officer's own files are about, as user.db has them,
 * for cache.db to keep what it would else delete. Adding too many is harmless,
 * one too few is not: an id goes in before it is written and comes out after
 * it was deleted. Any thread.
 */
typedef struct _LoketPins LoketPins;

LoketPins *_loket_pins_new      (void);
LoketPins *_loket_pins_ref      (LoketPins  *self);
void       _loket_pins_unref    (LoketPins  *self);
void       _loket_pins_set      (LoketPins  *self,
                                 const char *complaint_id,
                                 gboolean    pinned);
gboolean   _loket_pins_contains (LoketPins  *self,
                                 const char *complaint_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketPins, _loket_pins_unref)

G_END_DECLS
