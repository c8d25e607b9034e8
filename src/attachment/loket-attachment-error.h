/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketAttachmentError:
 * @LOKET_ATTACHMENT_ERROR_EMPTY: nothing is in the file
 * @LOKET_ATTACHMENT_ERROR_TOO_LARGE: it goes over a limit of loket-limits.h
 * @LOKET_ATTACHMENT_ERROR_DAMAGED: it is cut short or contradicts itself
 * @LOKET_ATTACHMENT_ERROR_TYPE: a kind that is not allowed and has no name below
 * @LOKET_ATTACHMENT_ERROR_PROGRAM: a program or a library
 * @LOKET_ATTACHMENT_ERROR_SCRIPT: commands that a computer would carry out
 * @LOKET_ATTACHMENT_ERROR_LAUNCHER: a starter of programs (.desktop, .lnk, .url)
 * @LOKET_ATTACHMENT_ERROR_WEB_PAGE: HTML, SVG or XML; save it as PDF
 * @LOKET_ATTACHMENT_ERROR_ARCHIVE: an archive; attach what is in it
 * @LOKET_ATTACHMENT_ERROR_MACROS: an office file or PDF that carries a program;
 *   save it without
 * @LOKET_ATTACHMENT_ERROR_PROTECTED: it has a password; save it without
 * @LOKET_ATTACHMENT_ERROR_TWO_KINDS: it is read as one kind by one program and as
 *   another by the next
 * @LOKET_ATTACHMENT_ERROR_ENCODING: text that is not UTF-8; save it so
 * @LOKET_ATTACHMENT_ERROR_NOT_CLEANED: the metadata of a photo cannot be taken
 *   out; the file may only go as it is, by an explicit act of the officer
 * @LOKET_ATTACHMENT_ERROR_FAILED: the recognising library failed; try again
 *
 * Why a file is not taken. The message is plain English for logs of a developer
 * and answers of the hub; it holds neither the file's name nor its contents.
 * Faces word the code themselves.
 */
typedef enum
{
  LOKET_ATTACHMENT_ERROR_EMPTY,
  LOKET_ATTACHMENT_ERROR_TOO_LARGE,
  LOKET_ATTACHMENT_ERROR_DAMAGED,
  LOKET_ATTACHMENT_ERROR_TYPE,
  LOKET_ATTACHMENT_ERROR_PROGRAM,
  LOKET_ATTACHMENT_ERROR_SCRIPT,
  LOKET_ATTACHMENT_ERROR_LAUNCHER,
  LOKET_ATTACHMENT_ERROR_WEB_PAGE,
  LOKET_ATTACHMENT_ERROR_ARCHIVE,
  LOKET_ATTACHMENT_ERROR_MACROS,
  LOKET_ATTACHMENT_ERROR_PROTECTED,
  LOKET_ATTACHMENT_ERROR_TWO_KINDS,
  LOKET_ATTACHMENT_ERROR_ENCODING,
  LOKET_ATTACHMENT_ERROR_NOT_CLEANED,
  LOKET_ATTACHMENT_ERROR_FAILED,
} LoketAttachmentError;

#define LOKET_ATTACHMENT_ERROR (loket_attachment_error_quark ())
GQuark loket_attachment_error_quark (void);

G_END_DECLS
