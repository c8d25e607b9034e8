/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-outbox-item.h"
#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_OUTBOX_LIST (loket_outbox_list_get_type ())
G_DECLARE_FINAL_TYPE (LoketOutboxList, loket_outbox_list, LOKET, OUTBOX_LIST, GObject)

LoketOutboxList *loket_outbox_list_new           (LoketSession         *session,
                                                  gboolean              with_final);
LoketOutboxItem *loket_outbox_list_find          (LoketOutboxList      *self,
                                                  const char           *reply_id);
void             loket_outbox_list_reload_async  (LoketOutboxList      *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean         loket_outbox_list_reload_finish (LoketOutboxList      *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
