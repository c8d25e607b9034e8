/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-user-store-private.h"

#include "loket-wire-reply.h"

G_BEGIN_DECLS

LoketDraft *_loket_drafts_get       (LoketDb          *db,
                                     const char       *complaint_id,
                                     GError          **error);
GPtrArray  *_loket_drafts_list      (LoketDb          *db,
                                     GError          **error);
LoketDraft *_loket_drafts_save      (LoketDb          *db,
                                     const LoketDraft *draft,
                                     gint64            now,
                                     GError          **error);
GPtrArray  *_loket_drafts_revisions (LoketDb          *db,
                                     const char       *complaint_id,
                                     GError          **error);
gboolean    _loket_drafts_discard   (LoketDb          *db,
                                     const char       *complaint_id,
                                     gint64            now,
                                     gint64           *handle,
                                     GError          **error);
LoketDraft *_loket_drafts_restore   (LoketDb          *db,
                                     gint64            handle,
                                     gint64            now,
                                     GError          **error);

char       *_loket_overrides_to_text   (GPtrArray  *overrides);
void        _loket_overrides_from_text (GPtrArray  *overrides,
                                        const char *text);

G_END_DECLS
