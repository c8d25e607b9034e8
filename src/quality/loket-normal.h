/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketNormal:
 * @text: the text as rules see it: NFC, hidden marks gone, one kind of quotes,
 *   hyphens, spaces and digits
 * @length: its size in bytes
 * @first: for each byte of @text, the code point of the original it begins at
 * @last: for each byte of @text, the code point of the original after it
 *
 * A text made plain, with the way back.
 */
typedef struct
{
  char    *text;
  gsize    length;
  guint32 *first;
  guint32 *last;
} LoketNormal;

guint32 _loket_normal_read  (LoketNormal *normal,
                             const char  *text);
void    _loket_normal_clear (LoketNormal *normal);

G_END_DECLS
