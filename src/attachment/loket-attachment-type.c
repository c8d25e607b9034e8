/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-attachment"

#include "config.h"

#include "loket-attachment-type.h"

typedef struct
{
  const char *type;
  const char *extension;
} Allowed;

static const Allowed allowed[] = {
  { LOKET_ATTACHMENT_TYPE_JPEG, ".jpg" },
  { LOKET_ATTACHMENT_TYPE_PNG, ".png" },
  { LOKET_ATTACHMENT_TYPE_WEBP, ".webp" },
  { LOKET_ATTACHMENT_TYPE_PDF, ".pdf" },
  { LOKET_ATTACHMENT_TYPE_DOCX, ".docx" },
  { LOKET_ATTACHMENT_TYPE_XLSX, ".xlsx" },
  { LOKET_ATTACHMENT_TYPE_ODT, ".odt" },
  { LOKET_ATTACHMENT_TYPE_ODS, ".ods" },
  { LOKET_ATTACHMENT_TYPE_TEXT, ".txt" },
};

G_DEFINE_QUARK (loket-attachment-error-quark, loket_attachment_error)

/**
 * loket_attachment_allowed_types:
 *
 * The media types that may be attached, photos first: what is evidence or a
 * letter, and can be looked at without running anything. Any thread.
 *
 * Returns: (array zero-terminated=1) (transfer none): the types
 */
const char * const *
loket_attachment_allowed_types (void)
{
  static const char *types[G_N_ELEMENTS (allowed) + 1];
  static gsize made;

  if (g_once_init_enter (&made))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
        types[i] = allowed[i].type;
      g_once_init_leave (&made, 1);
    }
  return types;
}

static const Allowed *
find (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (g_strcmp0 (allowed[i].type, type) == 0)
      return &allowed[i];
  return NULL;
}

/**
 * loket_attachment_is_allowed_type:
 * @type: (nullable): a media type
 *
 * Whether files of @type may be attached. Any thread.
 */
gboolean
loket_attachment_is_allowed_type (const char *type)
{
  return find (type) != NULL;
}

/**
 * loket_attachment_is_photo_type:
 * @type: (nullable): a media type
 *
 * Whether files of @type are photos, which loket_photo_strip() can free of what
 * the camera wrote beside the picture. Any thread.
 */
gboolean
loket_attachment_is_photo_type (const char *type)
{
  return g_strcmp0 (type, LOKET_ATTACHMENT_TYPE_JPEG) == 0 ||
         g_strcmp0 (type, LOKET_ATTACHMENT_TYPE_PNG) == 0 ||
         g_strcmp0 (type, LOKET_ATTACHMENT_TYPE_WEBP) == 0;
}

/**
 * loket_attachment_extension:
 * @type: (nullable): a media type
 *
 * The one extension that files of @type get, with its dot. Any thread.
 *
 * Returns: (transfer none): the extension, empty for a type that is not allowed
 */
const char *
loket_attachment_extension (const char *type)
{
  const Allowed *row = find (type);

  return row != NULL ? row->extension : "";
}
