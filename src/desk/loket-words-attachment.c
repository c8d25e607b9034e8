/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words-attachment.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "loket-attachment-error.h"
#include "loket-attachment-type.h"
#include "loket-stored-attachment.h"

static const struct
{
  const char *type;
  const char *words;
} types[] = {
  { LOKET_ATTACHMENT_TYPE_JPEG, N_("JPEG photo") },
  { LOKET_ATTACHMENT_TYPE_PNG, N_("PNG picture") },
  { LOKET_ATTACHMENT_TYPE_WEBP, N_("WebP picture") },
  { LOKET_ATTACHMENT_TYPE_PDF, N_("PDF document") },
  { LOKET_ATTACHMENT_TYPE_DOCX, N_("Word document") },
  { LOKET_ATTACHMENT_TYPE_XLSX, N_("Excel workbook") },
  { LOKET_ATTACHMENT_TYPE_ODT, N_("OpenDocument text") },
  { LOKET_ATTACHMENT_TYPE_ODS, N_("OpenDocument spreadsheet") },
  { LOKET_ATTACHMENT_TYPE_TEXT, N_("Plain text") },
};

/* What was wrong and what to do; in the order of LoketAttachmentError. */
static const char *const errors[] = {
  [LOKET_ATTACHMENT_ERROR_EMPTY] = N_("The file is empty."),
  [LOKET_ATTACHMENT_ERROR_TOO_LARGE] = NULL,
  [LOKET_ATTACHMENT_ERROR_DAMAGED] =
      N_("The file is damaged or not complete. Open it, save it again and attach the new file."),
  [LOKET_ATTACHMENT_ERROR_TYPE] = NULL,
  [LOKET_ATTACHMENT_ERROR_PROGRAM] = N_("The file is a program. Programs cannot be attached."),
  [LOKET_ATTACHMENT_ERROR_SCRIPT] = N_("The file holds commands for a computer. It cannot be attached."),
  [LOKET_ATTACHMENT_ERROR_LAUNCHER] = N_("The file starts a program. It cannot be attached."),
  [LOKET_ATTACHMENT_ERROR_WEB_PAGE] = N_("Web pages cannot be attached. Save the page as PDF."),
  [LOKET_ATTACHMENT_ERROR_ARCHIVE] = N_("Archives cannot be attached. Unpack it and attach the files one by one."),
  [LOKET_ATTACHMENT_ERROR_MACROS] = N_("The document carries a program (macros). Save it without, or as PDF."),
  [LOKET_ATTACHMENT_ERROR_PROTECTED] = N_("The document has a password. Save it without."),
  [LOKET_ATTACHMENT_ERROR_TWO_KINDS] =
      N_("The file pretends to be of two kinds at once. Save it again with the program it belongs to."),
  [LOKET_ATTACHMENT_ERROR_ENCODING] = N_("The text is in an old encoding. Save it as UTF-8."),
  [LOKET_ATTACHMENT_ERROR_NOT_CLEANED] =
      N_("What the photo says about place and device could not be taken out. "
         "Attach a screenshot of it, or keep the details on purpose."),
  [LOKET_ATTACHMENT_ERROR_FAILED] = N_("The file could not be examined. Try again."),
};

/**
 * loket_words_attachment_type:
 * @type: (nullable): a media type
 *
 * Names a kind of file.
 *
 * Returns: (transfer none): the words
 */
const char *
loket_words_attachment_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, type) == 0)
      return _(types[i].words);
  return _("File");
}

/**
 * loket_words_attachment_details:
 * @type: (nullable): a media type
 * @size: bytes
 *
 * Tells kind and size.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_attachment_details (const char *type,
                                gint64      size)
{
  g_autofree char *bytes = g_format_size ((guint64) size);

  /* TRANSLATORS: the kind of a file and its size: “JPEG photo, 1.2 MB”. */
  return g_strdup_printf (C_("attachment", "%s, %s"), loket_words_attachment_type (type), bytes);
}

/**
 * loket_words_attachment_progress:
 * @upload: whether it goes, or comes
 * @progress: 0 to 1, below 0 for unknown
 *
 * Tells how far a file is.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_attachment_progress (gboolean upload,
                                 double   progress)
{
  guint percent = progress < 0 ? 0 : (guint) (progress * 100);

  if (upload)
    /* TRANSLATORS: of a file that is on its way to the hub. */
    return g_strdup_printf (_("Being sent, %u%%"), percent);
  /* TRANSLATORS: of a file that is on its way from the hub. */
  return g_strdup_printf (_("Being fetched, %u%%"), percent);
}

/**
 * loket_words_attachment_removed:
 * @removed: #LoketAttachmentRemoved values together
 *
 * Tells what was taken out of a photo.
 *
 * Returns: (transfer full) (nullable): a sentence, %NULL for nothing
 */
char *
loket_words_attachment_removed (guint removed)
{
  const char *words;

  if (removed == 0)
    return NULL;
  if ((removed & LOKET_ATTACHMENT_REMOVED_PLACE) != 0)
    words = _("Taken out of the photo: where it was taken, and what it said about device and time.");
  else if ((removed & (LOKET_ATTACHMENT_REMOVED_DEVICE | LOKET_ATTACHMENT_REMOVED_TIME)) != 0)
    words = _("Taken out of the photo: what it said about device and time. It held no place.");
  else
    words = _("Taken out of the photo: hidden notes and small pictures of itself.");
  return g_strdup (words);
}

static char *
list_types (const LoketAttachmentLimits *limits)
{
  const char *const *allowed = limits->types != NULL ? limits->types : loket_attachment_allowed_types ();
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strv_contains (allowed, types[i].type))
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", _(types[i].words));
  return g_string_free (list, FALSE);
}

/**
 * loket_words_attachment_limits:
 * @limits: what may be attached
 *
 * Tells it, before a file is chosen.
 *
 * Returns: (transfer full): a sentence
 */
char *
loket_words_attachment_limits (const LoketAttachmentLimits *limits)
{
  g_autofree char *size = g_format_size_full ((guint64) limits->file_bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *list = NULL;

  if (limits->per_reply == 0)
    return g_strdup (_("This hub does not take attachments."));
  list = list_types (limits);
  /* TRANSLATORS: %1$u: how many files; %2$s: a size; %3$s: kinds of files. */
  return g_strdup_printf (ngettext ("%1$u file of at most %2$s: %3$s.",
                                    "Up to %1$u files of at most %2$s each: %3$s.", limits->per_reply),
                          limits->per_reply, size, list);
}

/**
 * loket_words_attachment_error:
 * @error: why a file could not be attached
 * @limits: what may be attached
 *
 * Tells why a file was not attached and what to do about it.
 *
 * Returns: (transfer full): a sentence or two
 */
char *
loket_words_attachment_error (const GError                *error,
                              const LoketAttachmentLimits *limits)
{
  g_autofree char *size = g_format_size_full ((guint64) limits->file_bytes, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *list = NULL;

  if (error->domain != LOKET_ATTACHMENT_ERROR)
    /* TRANSLATORS: %s is the computer's message. */
    return g_strdup_printf (_("The file could not be read. %s"), error->message);
  if (error->code == LOKET_ATTACHMENT_ERROR_TOO_LARGE)
    return g_strdup_printf (_("The file is too large; at most %s is allowed. Make it smaller, for example a photo with "
                              "fewer pixels."),
                            size);
  if (error->code >= 0 && error->code < (int) G_N_ELEMENTS (errors) && errors[error->code] != NULL)
    return g_strdup (_(errors[error->code]));
  list = list_types (limits);
  /* TRANSLATORS: %s: kinds of files. */
  return g_strdup_printf (_("Files of this kind cannot be attached. Allowed: %s."), list);
}
