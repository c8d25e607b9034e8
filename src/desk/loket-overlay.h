/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-user-store.h"
#include "loket-view.h"

G_BEGIN_DECLS

#define LOKET_TYPE_OVERLAY (_loket_overlay_get_type ())
G_DECLARE_FINAL_TYPE (LoketOverlay, _loket_overlay, LOKET, OVERLAY, GObject)

LoketOverlay *_loket_overlay_new           (LoketUserStore      *store);
void          _loket_overlay_reload_async  (LoketOverlay        *self,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
gboolean      _loket_overlay_reload_finish (LoketOverlay        *self,
                                            GAsyncResult        *result,
                                            GError             **error);
void          _loket_overlay_get           (LoketOverlay        *self,
                                            const char          *complaint_id,
                                            gboolean            *has_draft,
                                            LoketOutboxState    *outbox_state);
void          _loket_overlay_set_draft     (LoketOverlay        *self,
                                            const char          *complaint_id,
                                            gboolean             has_draft);
gboolean      _loket_overlay_makes_view    (LoketView            view);
GStrv         _loket_overlay_dup_ids       (LoketOverlay        *self,
                                            LoketView            view);
guint         _loket_overlay_count         (LoketOverlay        *self,
                                            LoketView            view);
gboolean      _loket_overlay_owns          (LoketOverlay        *self,
                                            const char          *reply_id);
guint         _loket_overlay_get_waiting   (LoketOverlay        *self);
guint         _loket_overlay_get_needs_user (LoketOverlay       *self);

G_END_DECLS
