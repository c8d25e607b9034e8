/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"

G_BEGIN_DECLS

/**
 * LoketHubRoom:
 * @LOKET_HUB_ROOM_PEOPLE: what people write
 * @LOKET_HUB_ROOM_HUB: what must go in also where people have filled the
 *   conversation: where the complaint goes, and replies that a restored hub forgot
 *
 * For whom there is room in a conversation.
 */
typedef enum
{
  LOKET_HUB_ROOM_PEOPLE,
  LOKET_HUB_ROOM_HUB,
} LoketHubRoom;

gboolean loket_hub_core_has_room    (const LoketComplaint *complaint,
                                     LoketHubRoom          room,
                                     const char           *text,
                                     guint                 n_files);
gboolean loket_hub_core_is_taken    (const LoketComplaint *complaint,
                                     gsize                 line_bytes,
                                     guint                 n_known,
                                     gsize                 known_bytes);
gboolean loket_hub_core_is_readable (const LoketComplaint *complaint,
                                     gsize                 line_bytes);

G_END_DECLS
