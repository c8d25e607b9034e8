/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LoketHubKeys LoketHubKeys;

LoketHubKeys *loket_hub_keys_new    (void);
LoketHubKeys *loket_hub_keys_load   (const char    *path,
                                     GError       **error);
gboolean      loket_hub_keys_save   (LoketHubKeys  *self,
                                     const char    *path,
                                     GError       **error);
LoketHubKeys *loket_hub_keys_ref    (LoketHubKeys  *self);
void          loket_hub_keys_unref  (LoketHubKeys  *self);
char         *loket_hub_keys_seal   (LoketHubKeys  *self,
                                     const char    *purpose,
                                     const char    *text);
gboolean      loket_hub_keys_verify (LoketHubKeys  *self,
                                     const char    *purpose,
                                     const char    *text,
                                     const char    *mac);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubKeys, loket_hub_keys_unref)

G_END_DECLS
