/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-hub-storage.h"

G_BEGIN_DECLS

/* Who answers for what: the agencies that the hub knows, those that a map of
 * the operator names, and those that the file itself names with their ids. */
typedef struct _LoketHubImportAgencies LoketHubImportAgencies;

LoketHubImportAgencies *_loket_hub_import_agencies_new   (GPtrArray              *known,
                                                          const char             *map_path,
                                                          GError                **error);
void                    _loket_hub_import_agencies_free  (LoketHubImportAgencies *self);
void                    _loket_hub_import_agencies_learn (LoketHubImportAgencies *self,
                                                          const LoketComplaint   *complaint);
gboolean                _loket_hub_import_agencies_fill  (LoketHubImportAgencies *self,
                                                          LoketComplaint         *complaint);
gboolean                _loket_hub_import_agencies_store (LoketHubImportAgencies *self,
                                                          LoketHubStorage        *storage,
                                                          gint64                  now,
                                                          GPtrArray              *added,
                                                          GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubImportAgencies, _loket_hub_import_agencies_free)

G_END_DECLS
