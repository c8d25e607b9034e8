/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketBlankKind:
 * @LOKET_BLANK_AUTOMATIC: filled from the complaint and the account, as in `{judul}`
 * @LOKET_BLANK_TEXT: words, `teks`
 * @LOKET_BLANK_DATE: a day that there is, `tanggal`
 * @LOKET_BLANK_WORKING_DAY: a day on which offices are open, `hari kerja`
 * @LOKET_BLANK_NUMBER: `angka`
 * @LOKET_BLANK_UNIT: a unit of the agency, `unit`
 * @LOKET_BLANK_PHONE: a telephone number, `telepon`
 * @LOKET_BLANK_PLACE: `tempat`
 * @LOKET_BLANK_CHOICE: one of some words, as in `{hasil: diganti|diperbaiki}`
 *
 * What belongs in a placeholder of a template.
 */
typedef enum
{
  LOKET_BLANK_AUTOMATIC,
  LOKET_BLANK_TEXT,
  LOKET_BLANK_DATE,
  LOKET_BLANK_WORKING_DAY,
  LOKET_BLANK_NUMBER,
  LOKET_BLANK_UNIT,
  LOKET_BLANK_PHONE,
  LOKET_BLANK_PLACE,
  LOKET_BLANK_CHOICE,
} LoketBlankKind;

const char *loket_blank_kind_to_name (LoketBlankKind kind);

/**
 * LoketBlank:
 * @kind: what belongs there
 * @name: what it is called, as written
 * @choices: (nullable): the words to choose from
 * @start: where its brace opens, in code points
 * @end: behind its closing brace, in code points
 * @from: like @start, in bytes
 * @to: like @end, in bytes
 *
 * A placeholder that is not filled in yet: `{name: kind}`.
 */
typedef struct
{
  LoketBlankKind kind;
  char          *name;
  GStrv          choices;
  guint          start;
  guint          end;
  gsize          from;
  gsize          to;
} LoketBlank;

#define LOKET_TYPE_BLANK (loket_blank_get_type ())

GType       loket_blank_get_type  (void) G_GNUC_CONST;
LoketBlank *loket_blank_copy      (const LoketBlank *self);
void        loket_blank_free      (LoketBlank       *self);
GPtrArray  *loket_blank_find_all  (const char       *text);
char       *loket_blank_dup_value (const LoketBlank *self,
                                   const char       *given,
                                   GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketBlank, loket_blank_free)

G_END_DECLS
