/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-blank.h"
#include "loket-check-input.h"

G_BEGIN_DECLS

/**
 * LoketTemplate:
 * @id: small letters, digits and hyphens
 * @version: grows with its text; 1 for the first
 * @title: for people
 * @categories: categories it is for, as paths; empty for every one
 * @outcomes: (array length=n_outcomes): outcomes it is for
 * @n_outcomes: how many; 0 for every one
 * @owner: who answers for it
 * @review_on: the day by which the owner reads it again
 * @text: the text with its placeholders
 *
 * A text that an agency approved for replies. Never changes; any thread may
 * read it.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  char         *id;
  guint         version;
  char         *title;
  GStrv         categories;
  LoketOutcome *outcomes;
  guint         n_outcomes;
  char         *owner;
  GDate         review_on;
  char         *text;
} LoketTemplate;

/**
 * LoketFilling:
 * @text: the reply so far
 * @blanks: (element-type LoketBlank): what is left to fill in, in order
 *
 * A template with what is known put in.
 */
typedef struct
{
  char      *text;
  GPtrArray *blanks;
} LoketFilling;

#define LOKET_TYPE_TEMPLATE (loket_template_get_type ())

GType          loket_template_get_type (void) G_GNUC_CONST;
LoketTemplate *loket_template_ref      (LoketTemplate         *self);
void           loket_template_unref    (LoketTemplate         *self);
guint          loket_template_get_fit  (const LoketTemplate   *self,
                                        const char            *category,
                                        LoketOutcome           outcome);
gboolean       loket_template_is_due   (const LoketTemplate   *self,
                                        const GDate           *today);
LoketFilling  *loket_template_fill     (const LoketTemplate   *self,
                                        const LoketCheckInput *known,
                                        GHashTable            *values,
                                        GError               **error);
void           loket_filling_free      (LoketFilling          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketTemplate, loket_template_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketFilling, loket_filling_free)

G_END_DECLS
