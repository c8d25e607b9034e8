/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketEventFunc:
 * @type: what kind of event, “message” where the stream names none
 * @id: the id that the stream gave last, empty for none
 * @data: the event's data
 * @user_data: what was handed over with it
 *
 * An event came.
 */
typedef void (*LoketEventFunc) (const char *type,
                                const char *id,
                                const char *data,
                                gpointer    user_data);

typedef struct _LoketEventStream LoketEventStream;

LoketEventStream *loket_event_stream_new       (LoketEventFunc    func,
                                                gpointer          user_data);
void              loket_event_stream_free      (LoketEventStream *self);
gboolean          loket_event_stream_push      (LoketEventStream *self,
                                                const guint8     *bytes,
                                                gsize             size);
gint64            loket_event_stream_get_retry (LoketEventStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketEventStream, loket_event_stream_free)

G_END_DECLS
