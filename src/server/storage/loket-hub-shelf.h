/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-records.h"

G_BEGIN_DECLS

#define LOKET_TYPE_HUB_SHELF (loket_hub_shelf_get_type ())
G_DECLARE_INTERFACE (LoketHubShelf, loket_hub_shelf, LOKET, HUB_SHELF, GObject)

/**
 * LoketHubUpload:
 * @id: a UUID that its client made
 * @sha256: of the whole file, as announced
 * @size: of the whole file, in bytes
 * @received: how many of them count, from the first on
 * @type: (nullable): what its content is, once it is whole
 *
 * A file on its way in.
 */
typedef struct
{
  char  *id;
  char  *sha256;
  gint64 size;
  gint64 received;
  char  *type;
} LoketHubUpload;

LoketHubUpload *loket_hub_upload_new  (const char     *id,
                                       const char     *sha256,
                                       gint64          size);
void            loket_hub_upload_free (LoketHubUpload *self);

/**
 * LoketHubBlobFunc:
 * @sha256: a file's hash
 *
 * Gets one whole file that the hub tells of.
 */
typedef void (*LoketHubBlobFunc) (const char *sha256,
                                  gpointer    data);

struct _LoketHubShelfInterface
{
  GTypeInterface parent_iface;

  LoketHubUpload *(*begin_upload)   (LoketHubShelf *self, const LoketHubAccount *account,
                                     const LoketHubUpload *wanted, gint64 now, gboolean *is_new,
                                     GError **error);
  LoketHubUpload *(*get_upload)     (LoketHubShelf *self, const LoketHubAccount *account,
                                     const char *id, gint64 now, GError **error);
  gboolean        (*advance_upload) (LoketHubShelf *self, const LoketHubAccount *account,
                                     const char *id, gint64 from, gint64 to, gint64 now, GError **error);
  gboolean        (*finish_upload)  (LoketHubShelf *self, const LoketHubAccount *account,
                                     const char *id, gint64 from, const char *type, gint64 now,
                                     GError **error);
  gboolean        (*drop_upload)    (LoketHubShelf *self, const LoketHubAccount *account,
                                     const char *id, GError **error);
  gboolean        (*keep_uploads)   (LoketHubShelf *self, const LoketHubAccount *account,
                                     GStrv ids, gint64 now, GError **error);
  gboolean        (*find_file)      (LoketHubShelf *self, const char *complaint_id,
                                     const char *sha256, char **agency_code, char **type,
                                     GError **error);
  char           *(*store_file)     (LoketHubShelf *self, GBytes *bytes, const char *type,
                                     GError **error);
  gboolean        (*foreach_blob)   (LoketHubShelf *self, LoketHubBlobFunc func, gpointer data,
                                     GError **error);
  gboolean        (*put_in_order)   (LoketHubShelf *self, gint64 now, GError **error);
};

LoketHubUpload *loket_hub_shelf_begin_upload   (LoketHubShelf          *self,
                                                const LoketHubAccount  *account,
                                                const LoketHubUpload   *wanted,
                                                gint64                  now,
                                                gboolean               *is_new,
                                                GError                **error);
LoketHubUpload *loket_hub_shelf_get_upload     (LoketHubShelf          *self,
                                                const LoketHubAccount  *account,
                                                const char             *id,
                                                gint64                  now,
                                                GError                **error);
gboolean        loket_hub_shelf_advance_upload (LoketHubShelf          *self,
                                                const LoketHubAccount  *account,
                                                const char             *id,
                                                gint64                  from,
                                                gint64                  to,
                                                gint64                  now,
                                                GError                **error);
gboolean        loket_hub_shelf_finish_upload  (LoketHubShelf          *self,
                                                const LoketHubAccount  *account,
                                                const char             *id,
                                                gint64                  from,
                                                const char             *type,
                                                gint64                  now,
                                                GError                **error);
gboolean        loket_hub_shelf_drop_upload    (LoketHubShelf          *self,
                                                const LoketHubAccount  *account,
                                                const char             *id,
                                                GError                **error);
gboolean        loket_hub_shelf_keep_uploads   (LoketHubShelf          *self,
                                                const LoketHubAccount  *account,
                                                GStrv                   ids,
                                                gint64                  now,
                                                GError                **error);
gboolean        loket_hub_shelf_find_file      (LoketHubShelf          *self,
                                                const char             *complaint_id,
                                                const char             *sha256,
                                                char                  **agency_code,
                                                char                  **type,
                                                GError                **error);
char           *loket_hub_shelf_store_file     (LoketHubShelf          *self,
                                                GBytes                 *bytes,
                                                const char             *type,
                                                GError                **error);
gboolean        loket_hub_shelf_foreach_blob   (LoketHubShelf          *self,
                                                LoketHubBlobFunc        func,
                                                gpointer                data,
                                                GError                **error);
gboolean        loket_hub_shelf_put_in_order   (LoketHubShelf          *self,
                                                gint64                  now,
                                                GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubUpload, loket_hub_upload_free)

G_END_DECLS
