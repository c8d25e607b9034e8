/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-pasted-image.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "loket-limits.h"
#include "loket-text.h"

/**
 * loket_pasted_image_save:
 * @texture: a picture from the clipboard or from another window
 *
 * Makes a file of a picture that has none, in the folder of this session's run
 * time that only this account can read and that is emptied when the program
 * starts and ends. Main thread.
 *
 * Returns: (transfer full) (nullable): the file, %NULL where it cannot be written
 *   or the picture has more than %LOKET_LIMIT_PHOTO_PIXELS pixels
 */
GFile *
loket_pasted_image_save (GdkTexture *texture)
{
  g_autofree char *id = loket_text_new_uuid ();
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "loket", id, NULL);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) png = NULL;
  guint64 pixels;

  g_return_val_if_fail (GDK_IS_TEXTURE (texture), NULL);

  pixels = (guint64) gdk_texture_get_width (texture) * (guint64) gdk_texture_get_height (texture);
  if (pixels > LOKET_LIMIT_PHOTO_PIXELS || g_mkdir_with_parents (folder, 0700) != 0)
    return NULL;
  /* TRANSLATORS: the name of a file */
  name = g_strconcat (_("Pasted picture"), ".png", NULL);
  path = g_build_filename (folder, name, NULL);
  png = gdk_texture_save_to_png_bytes (texture);
  if (!g_file_set_contents_full (path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png),
                                 G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    return NULL;
  return g_file_new_for_path (path);
}
