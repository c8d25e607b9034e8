/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-attachment-look.h"

#include <string.h>

/**
 * loket_attachment_icon:
 * @item: a file
 *
 * Names the icon of a kind of file; each has a shape of its own.
 *
 * Returns: (transfer none): the name of a symbolic icon
 */
const char *
loket_attachment_icon (LoketAttachmentItem *item)
{
  const char *type = loket_attachment_item_get_media_type (item);

  if (loket_attachment_item_get_state (item) == LOKET_ATTACHMENT_STATE_REFUSED)
    return "loket-blocker-symbolic";
  if (type == NULL)
    return "loket-attach-symbolic";
  if (g_str_has_prefix (type, "image/"))
    return "loket-photo-symbolic";
  if (strstr (type, "sheet") != NULL)
    return "loket-sheet-symbolic";
  return "loket-document-symbolic";
}

/**
 * loket_attachment_shows_progress:
 * @item: a file
 *
 * Tells whether something is under way with a file that takes its time.
 *
 * Returns: whether it is
 */
gboolean
loket_attachment_shows_progress (LoketAttachmentItem *item)
{
  LoketAttachmentState state = loket_attachment_item_get_state (item);

  return state == LOKET_ATTACHMENT_STATE_CHECKING || state == LOKET_ATTACHMENT_STATE_UPLOADING ||
         state == LOKET_ATTACHMENT_STATE_DOWNLOADING;
}

/**
 * loket_attachment_show_progress:
 * @bar: a bar
 * @item: a file
 *
 * Draws how far a file is, and nothing where nothing is under way.
 */
void
loket_attachment_show_progress (GtkProgressBar      *bar,
                                LoketAttachmentItem *item)
{
  gtk_widget_set_visible (GTK_WIDGET (bar), loket_attachment_shows_progress (item));
  gtk_progress_bar_set_fraction (bar, MAX (loket_attachment_item_get_progress (item), 0));
}
