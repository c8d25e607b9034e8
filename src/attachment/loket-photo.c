/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-attachment"

#include "config.h"

#include "loket-photo.h"

#include <string.h>

#include "loket-attachment-type.h"
#include "loket-limits.h"
#include "loket-photo-facts.h"
#include "loket-photo-format.h"

/*
 * A photo of a broken street says where an officer stood, with whose phone and
 * when; the film behind it says what was spoken. It is written anew from the
 * parts a decoder needs, never edited in place.
 */

gboolean
_loket_photo_set_damaged (GError **error)
{
  g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_DAMAGED,
                       "The photo is damaged or cut short");
  return FALSE;
}

/* The smallest Exif block there is: one directory with the orientation. */
void
_loket_photo_fill_exif (guint  orientation,
                        guchar exif[LOKET_PHOTO_EXIF_BYTES])
{
  static const guchar block[LOKET_PHOTO_EXIF_BYTES] = {
    'I', 'I', 42, 0, 8, 0, 0, 0, /* little endian, directory at 8 */
    1, 0,                        /* one entry */
    0x12, 0x01, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, /* Orientation, one short */
    0, 0, 0, 0,                  /* no further directory */
  };

  memcpy (exif, block, sizeof block);
  exif[18] = (guchar) orientation;
}

/* Goes through a photo of @type to its end and, with @clean (nullable), writes
 * what is needed of it there. @orientation is put in where it is 2 to 8. */
gboolean
_loket_photo_walk (GBytes          *bytes,
                   const char      *type,
                   guint            orientation,
                   GByteArray      *clean,
                   LoketPhotoShape *shape,
                   GError         **error)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  if (strcmp (type, LOKET_ATTACHMENT_TYPE_JPEG) == 0)
    return _loket_photo_walk_jpeg (data, length, orientation, clean, shape, error);
  if (strcmp (type, LOKET_ATTACHMENT_TYPE_PNG) == 0)
    return _loket_photo_walk_png (data, length, orientation, clean, shape, error);
  return _loket_photo_walk_webp (data, length, orientation, clean, shape, error);
}

static gboolean
check_shape (const LoketPhotoShape *shape,
             GError               **error)
{
  if ((guint64) shape->width * shape->height <= LOKET_LIMIT_PHOTO_PIXELS)
    return TRUE;
  g_set_error (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TOO_LARGE,
               "The photo has more than %d pixels", LOKET_LIMIT_PHOTO_PIXELS);
  return FALSE;
}

/**
 * loket_photo_check_pixels:
 * @bytes: a whole photo
 * @type: its media type, one that loket_attachment_is_photo_type() knows
 * @error: return location for a #LoketAttachmentError
 *
 * Checks that a photo is whole and has at most %LOKET_LIMIT_PHOTO_PIXELS pixels,
 * without decoding it: a few kilobytes can name a picture that fills all memory.
 * Any thread.
 *
 * Returns: whether it may be decoded
 */
gboolean
loket_photo_check_pixels (GBytes     *bytes,
                          const char *type,
                          GError    **error)
{
  LoketPhotoShape shape = { 0 };

  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (loket_attachment_is_photo_type (type), FALSE);

  return _loket_photo_walk (bytes, type, 0, NULL, &shape, error) && check_shape (&shape, error);
}

/* Another reader's word that nothing is left. */
static gboolean
check_clean (GBytes     *clean,
             const char *type,
             GError    **error)
{
  LoketPhotoFacts left;
  LoketPhotoShape shape = { 0 };

  if (!_loket_photo_read_facts (clean, &left, error) ||
      !_loket_photo_walk (clean, type, 0, NULL, &shape, error))
    return FALSE;
  if (left.n_left == 0 && !shape.had_more)
    return TRUE;
  g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_NOT_CLEANED,
                       "The photo kept something of what the camera wrote");
  return FALSE;
}

/**
 * loket_photo_strip:
 * @bytes: a whole photo
 * @type: its media type, one that loket_attachment_is_photo_type() knows
 * @report: (out) (optional): what it said beside the picture
 * @error: return location for a #LoketAttachmentError
 *
 * Takes out of a photo what its picture does not need: Exif with place, time and
 * device, XMP, IPTC, comments, texts, small pictures, further pictures and films
 * behind its end. Orientation and colour profile stay, and so does every byte of
 * the compressed picture: it is never decoded. Metadata that is damaged goes
 * too; then @report only says that there was more. The result was read again by
 * another library. %LOKET_ATTACHMENT_ERROR_NOT_CLEANED means that the file may
 * only go as it is, and only by an explicit act. Takes milliseconds: not for the
 * main thread. Any thread.
 *
 * Returns: (transfer full) (nullable): the photo without
 */
GBytes *
loket_photo_strip (GBytes           *bytes,
                   const char       *type,
                   LoketPhotoReport *report,
                   GError          **error)
{
  g_autoptr (GByteArray) made = NULL;
  g_autoptr (GBytes) clean = NULL;
  LoketPhotoShape shape = { 0 };
  LoketPhotoFacts facts;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (loket_attachment_is_photo_type (type), NULL);

  /* What no reader makes out goes all the same, orientation included. */
  if (!_loket_photo_read_facts (bytes, &facts, NULL))
    facts = (LoketPhotoFacts) { .report.had_more = TRUE, .orientation = 1 };
  made = g_byte_array_sized_new ((guint) g_bytes_get_size (bytes));
  if (!_loket_photo_walk (bytes, type, facts.orientation, made, &shape, error) ||
      !check_shape (&shape, error))
    return NULL;
  clean = g_byte_array_free_to_bytes (g_steal_pointer (&made));
  if (!check_clean (clean, type, error))
    return NULL;

  facts.report.had_more |= shape.had_more;
  if (report != NULL)
    *report = facts.report;
  return g_steal_pointer (&clean);
}
