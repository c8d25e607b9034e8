/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-attachment-tray.h"

#include <glib/gi18n.h>

#include "loket-attachment-row.h"
#include "loket-attachment-type.h"
#include "loket-pasted-image.h"
#include "loket-toast.h"

/**
 * LoketAttachmentTray:
 *
 * The files of a draft, a row each, and every way that one comes in: chosen,
 * dropped or pasted. What the file was is remembered while the draft is open, so
 * that a removed one comes back with one press and a photo can be attached as it
 * is; the draft itself holds its own sealed copy.
 */
struct _LoketAttachmentTray
{
  AdwBin                parent_instance;

  GtkScrolledWindow    *scroller;
  GtkListBox           *list;

  gboolean              compact;
  LoketComposer        *composer;
  GtkFileChooserNative *chooser;
};

typedef struct
{
  LoketAttachmentTray *tray;
  gboolean             listed; /* the file's row says itself why it is refused */
} Adding;

G_DEFINE_FINAL_TYPE (LoketAttachmentTray, loket_attachment_tray, ADW_TYPE_BIN)

#define SOURCE "loket-source"

static GFile *
get_source (LoketAttachmentItem *item)
{
  return g_object_get_data (G_OBJECT (item), SOURCE);
}

static void
files_changed_cb (LoketAttachmentTray *self)
{
  GListModel *files =
    self->composer != NULL ? G_LIST_MODEL (loket_composer_get_attachments (self->composer)) : NULL;

  guint n = files != NULL ? g_list_model_get_n_items (files) : 0;

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  /* Two rows and a bit of the next; the text above takes what is left. */
  gtk_scrolled_window_set_min_content_height (self->scroller, self->compact || n < 2 ? 80 : 116);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Adding *adding = user_data;
  g_autoptr (LoketAttachmentTray) self = g_steal_pointer (&adding->tray);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketAttachmentItem) item =
    loket_composer_add_file_finish (LOKET_COMPOSER (source), result, &error);

  if (item == NULL && !adding->listed && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    loket_toast_show_error (GTK_WIDGET (self), error);
  g_free (adding);
}

/* Attaches @file to @composer; @keep_metadata is for this one only. */
static void
add_file (LoketAttachmentTray *self,
          LoketComposer       *composer,
          GFile               *file,
          gboolean             keep_metadata)
{
  LoketAttachmentList *files = loket_composer_get_attachments (composer);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (files));
  Adding *adding = g_new0 (Adding, 1);

  adding->tray = g_object_ref (self);
  loket_composer_set_keep_metadata (composer, keep_metadata);
  loket_composer_add_file_async (composer, file, NULL, added_cb, adding);
  loket_composer_set_keep_metadata (composer, FALSE);
  adding->listed = g_list_model_get_n_items (G_LIST_MODEL (files)) > n;
  if (adding->listed)
    g_object_set_data_full (G_OBJECT (loket_attachment_list_get (files, n)), SOURCE,
                            g_object_ref (file), g_object_unref);
}

/* What an undo needs after the row is gone. */
static void
undo_remove_cb (AdwToast *toast,
                gpointer  user_data)
{
  GObject *source = user_data;
  LoketComposer *composer = g_object_get_data (source, "loket-composer");
  LoketAttachmentTray *self = g_object_get_data (source, "loket-tray");

  if (self->composer == composer)
    add_file (self, composer, G_FILE (source), GPOINTER_TO_INT (g_object_get_data (source, "loket-kept")));
}

static void
remove_cb (LoketAttachmentRow  *row,
           LoketAttachmentTray *self)
{
  g_autoptr (LoketAttachmentItem) item = g_object_ref (loket_attachment_row_get_item (row));
  gboolean ready = loket_attachment_item_get_state (item) == LOKET_ATTACHMENT_STATE_READY;
  GFile *source = get_source (item);

  if (ready && source != NULL)
    {
      g_autoptr (GFile) copy = g_file_dup (source);

      g_object_set_data_full (G_OBJECT (copy), "loket-composer", g_object_ref (self->composer),
                              g_object_unref);
      g_object_set_data_full (G_OBJECT (copy), "loket-tray", g_object_ref (self), g_object_unref);
      g_object_set_data (G_OBJECT (copy), "loket-kept",
                         GINT_TO_POINTER (loket_attachment_item_get_is_photo (item) &&
                                          loket_attachment_item_get_removed (item) == 0));
      loket_toast_show_undo (GTK_WIDGET (self), _("Attachment removed"), G_CALLBACK (undo_remove_cb),
                             G_OBJECT (copy));
    }
  loket_composer_remove_attachment (self->composer, item);
}

static void
keep_cb (LoketAttachmentRow  *row,
         LoketAttachmentTray *self)
{
  g_autoptr (LoketAttachmentItem) item = g_object_ref (loket_attachment_row_get_item (row));
  g_autoptr (GFile) source = g_object_ref (get_source (item));

  loket_composer_remove_attachment (self->composer, item);
  add_file (self, self->composer, source, TRUE);
}

static void
offer_keep_cb (LoketAttachmentItem *item,
               GParamSpec          *pspec,
               gpointer             row)
{
  loket_attachment_row_set_may_keep (LOKET_ATTACHMENT_ROW (row), get_source (item) != NULL);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  GtkWidget *row = loket_attachment_row_new (LOKET_ATTACHMENT_ITEM (item));

  g_signal_connect_object (item, "notify::state", G_CALLBACK (offer_keep_cb), row, 0);
  g_signal_connect (row, "remove", G_CALLBACK (remove_cb), user_data);
  g_signal_connect (row, "keep", G_CALLBACK (keep_cb), user_data);
  return row;
}

static gboolean
dropped_cb (LoketAttachmentTray *self,
            const GValue        *value)
{
  if (self->composer == NULL)
    return FALSE;
  if (G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE))
    {
      g_autoptr (GFile) file = loket_pasted_image_save (g_value_get_object (value));

      if (file != NULL)
        add_file (self, self->composer, file, FALSE);
      else
        loket_toast_show (GTK_WIDGET (self), _("What was copied cannot be attached"));
      return file != NULL;
    }
  for (const GSList *file = g_value_get_boxed (value); file != NULL; file = file->next)
    add_file (self, self->composer, G_FILE (file->data), FALSE);
  return TRUE;
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LoketAttachmentTray) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    dropped_cb (self, value);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    loket_toast_show (GTK_WIDGET (self), _("What was copied cannot be attached"));
}

static void
chosen_cb (GtkNativeDialog     *dialog,
           int                  response,
           LoketAttachmentTray *self)
{
  if (response == GTK_RESPONSE_ACCEPT && self->composer != NULL)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, i);

          add_file (self, self->composer, file, FALSE);
        }
    }
  g_clear_object (&self->chooser);
}

static void
loket_attachment_tray_dispose (GObject *object)
{
  LoketAttachmentTray *self = LOKET_ATTACHMENT_TRAY (object);

  loket_attachment_tray_set_composer (self, NULL);
  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (loket_attachment_tray_parent_class)->dispose (object);
}

static void
loket_attachment_tray_class_init (LoketAttachmentTrayClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_attachment_tray_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/composer/loket-attachment-tray.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentTray, scroller);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentTray, list);
}

static void
loket_attachment_tray_init (LoketAttachmentTray *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_attachment_tray_set_composer:
 * @self: a tray
 * @composer: (nullable): whose files to show
 *
 * Changes to another draft.
 */
void
loket_attachment_tray_set_composer (LoketAttachmentTray *self,
                                    LoketComposer       *composer)
{
  g_return_if_fail (LOKET_IS_ATTACHMENT_TRAY (self));

  if (self->composer == composer)
    return;
  if (self->composer != NULL)
    g_signal_handlers_disconnect_by_data (loket_composer_get_attachments (self->composer), self);
  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->chooser);
  g_set_object (&self->composer, composer);
  if (composer != NULL)
    {
      GListModel *files = G_LIST_MODEL (loket_composer_get_attachments (composer));

      gtk_list_box_bind_model (self->list, files, create_row_cb, self, NULL);
      g_signal_connect_object (files, "items-changed", G_CALLBACK (files_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  files_changed_cb (self);
}

/**
 * loket_attachment_tray_set_compact:
 * @self: a tray
 * @compact: whether the window is small
 *
 * Leaves the text more of a small window than the files take.
 */
void
loket_attachment_tray_set_compact (LoketAttachmentTray *self,
                                   gboolean             compact)
{
  g_return_if_fail (LOKET_IS_ATTACHMENT_TRAY (self));

  self->compact = compact;
  files_changed_cb (self);
  gtk_scrolled_window_set_max_content_height (self->scroller, compact ? 96 : 132);
}

/**
 * loket_attachment_tray_choose:
 * @self: a tray with a composer
 *
 * Asks for files, with the kinds that are allowed and what the limits are.
 */
void
loket_attachment_tray_choose (LoketAttachmentTray *self)
{
  const char * const *types = loket_attachment_allowed_types ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_return_if_fail (LOKET_IS_ATTACHMENT_TRAY (self));

  if (self->composer == NULL || self->chooser != NULL)
    return;
  for (gsize i = 0; types[i] != NULL; i++)
    gtk_file_filter_add_mime_type (filter, types[i]);
  gtk_file_filter_set_name (filter, _("Photos and documents"));
  self->chooser = gtk_file_chooser_native_new (_("Attach files"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Attach"), _("_Cancel"));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/**
 * loket_attachment_tray_add:
 * @self: a tray
 * @file: a file of the officer's
 *
 * Attaches a file to the draft that is shown, if one is.
 */
void
loket_attachment_tray_add (LoketAttachmentTray *self,
                           GFile               *file)
{
  g_return_if_fail (LOKET_IS_ATTACHMENT_TRAY (self) && G_IS_FILE (file));

  if (self->composer != NULL)
    add_file (self, self->composer, file, FALSE);
}

/**
 * loket_attachment_tray_accept_drops:
 * @self: a tray
 * @widget: where files may be dropped
 *
 * Takes files and images that are dropped on a widget, before a text inside it
 * takes their names.
 */
void
loket_attachment_tray_accept_drops (LoketAttachmentTray *self,
                                    GtkWidget           *widget)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/**
 * loket_attachment_tray_paste:
 * @self: a tray
 *
 * Attaches what lies in the clipboard, where that is files or an image and no
 * text.
 *
 * Returns: whether it is
 */
gboolean
loket_attachment_tray_paste (LoketAttachmentTray *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  g_autoptr (GdkContentFormats) formats =
    gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard)));
  gboolean files = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST);
  gboolean image = gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) &&
                   !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING);

  g_return_val_if_fail (LOKET_IS_ATTACHMENT_TRAY (self), FALSE);

  if (self->composer == NULL || (!files && !image))
    return FALSE;
  gdk_clipboard_read_value_async (clipboard, files ? GDK_TYPE_FILE_LIST : GDK_TYPE_TEXTURE,
                                  G_PRIORITY_DEFAULT, NULL, pasted_cb, g_object_ref (self));
  return TRUE;
}
