/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-request.h"
#include "loket-hub-shelf.h"

G_BEGIN_DECLS

/**
 * LoketHubReceived:
 * @folder: the hub's folder
 * @key: whose upload it is a piece of, and which
 * @offset: where the piece begins
 * @length: how long it is said to be
 * @is_last: whether the file is whole with it
 * @message: (unowned): what it comes by
 * @then: what follows once it is known whether the piece may come
 * @heard_at: when something came last, by the monotonic clock
 * @unnoted: how many bytes came since the connection's clock was wound
 * @waiting: how many bytes wait for the disk
 * @paused: whether the connection waits for the disk
 * @finishing: whether all came and is being looked at
 * @lost: whether the connection is gone or somebody else sends the piece
 * @upload: (nullable): the upload, once it is known
 * @fd: its bytes
 * @position: how far the piece is written; thread for files
 * @checksum: of what is written; thread for files
 * @error: (nullable): why it could not be; thread for files
 * @type: (nullable): what the whole is; thread for files
 * @drop: whether the upload is of no use any more
 *
 * One piece of a file on its way to the disk. Belongs to its request; the main
 * thread's but for what is said to be the thread's for files.
 */
typedef struct
{
  char              *folder;
  char              *key;
  gint64             offset;
  gint64             length;
  gboolean           is_last;
  SoupServerMessage *message;
  LoketHubHandler    then;
  gint64             heard_at;
  gsize              unnoted;
  gsize              waiting;
  gboolean           paused;
  gboolean           finishing;
  gboolean           lost;
  LoketHubUpload    *upload;
  int                fd;
  gint64             position;
  GChecksum         *checksum;
  GError            *error;
  char              *type;
  gboolean           drop;
} LoketHubReceived;

LoketHubReceived *loket_hub_received_new      (LoketHubRequest  *request,
                                               const char       *folder);
void              loket_hub_received_free     (gpointer          data);
char             *loket_hub_received_make_key (LoketHubRequest  *request);
gboolean          loket_hub_received_open     (LoketHubReceived *self,
                                               LoketHubRequest  *request,
                                               LoketHubShelf    *shelf,
                                               GError          **error);
void              loket_hub_received_write    (LoketHubReceived *self,
                                               GBytes           *bytes);
void              loket_hub_received_check    (LoketHubReceived *self,
                                               LoketHubRequest  *request);
void              loket_hub_received_count    (LoketHubReceived *self,
                                               LoketHubRequest  *request,
                                               LoketHubShelf    *shelf);

G_END_DECLS
