/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-storage-banner.h"

#include <glib/gi18n.h>

/**
 * LoketStorageBanner:
 *
 * Says below the desk that the disk has hardly any room, for as long as it is so.
 */
struct _LoketStorageBanner
{
  AdwBin        parent_instance;

  GtkRevealer  *revealer;
  LoketSession *session;
};

G_DEFINE_FINAL_TYPE (LoketStorageBanner, loket_storage_banner, ADW_TYPE_BIN)

static void
update (LoketStorageBanner *self)
{
  gtk_revealer_set_reveal_child (self->revealer, self->session != NULL &&
                                                   loket_session_get_storage_low (self->session));
}

static void
loket_storage_banner_dispose (GObject *object)
{
  loket_storage_banner_set_session (LOKET_STORAGE_BANNER (object), NULL);
  G_OBJECT_CLASS (loket_storage_banner_parent_class)->dispose (object);
}

static void
loket_storage_banner_class_init (LoketStorageBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_storage_banner_dispose;
  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (klass), "/io/github/loket_pengaduan/Loket/window/loket-storage-banner.ui");
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (klass), LoketStorageBanner, revealer);
}

static void
loket_storage_banner_init (LoketStorageBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_storage_banner_set_session:
 * @self: the banner
 * @session: (nullable): whose disk it watches
 *
 * Sets the session. On the main thread.
 */
void
loket_storage_banner_set_session (LoketStorageBanner *self,
                                  LoketSession       *session)
{
  g_return_if_fail (LOKET_IS_STORAGE_BANNER (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_swapped (session, "notify::storage-low", G_CALLBACK (update), self);
  update (self);
}
