/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-template-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "loket-template-item-private.h"
#include "loket-words.h"

/**
 * LoketTemplateItem:
 *
 * One of the agency's templates, for a list that an officer chooses from.
 */
struct _LoketTemplateItem
{
  GObject        parent_instance;

  LoketTemplate *template;
  guint          fit;
  gboolean       due;
};

G_DEFINE_FINAL_TYPE (LoketTemplateItem, loket_template_item, G_TYPE_OBJECT)

static void
loket_template_item_finalize (GObject *object)
{
  LoketTemplateItem *self = LOKET_TEMPLATE_ITEM (object);

  g_clear_pointer (&self->template, loket_template_unref);
  G_OBJECT_CLASS (loket_template_item_parent_class)->finalize (object);
}

static void
loket_template_item_class_init (LoketTemplateItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_template_item_finalize;
}

static void
loket_template_item_init (LoketTemplateItem *self)
{
}

/*< private >
 * _loket_template_item_new:
 * @template: a template
 * @fit: how well it fits, 0 for not at all; see loket_template_get_fit()
 * @due: whether its owner should have read it again
 *
 * Makes an item.
 *
 * Returns: (transfer full): the item
 */
LoketTemplateItem *
_loket_template_item_new (LoketTemplate *template,
                          guint          fit,
                          gboolean       due)
{
  LoketTemplateItem *self = g_object_new (LOKET_TYPE_TEMPLATE_ITEM, NULL);

  self->template = loket_template_ref (template);
  self->fit = fit;
  self->due = due;
  return self;
}

/*< private >
 * _loket_template_item_matches:
 * @self: an item
 * @words: what is looked for, folded
 *
 * Tells whether each of the words is in its title or its text.
 *
 * Returns: whether they are
 */
gboolean
_loket_template_item_matches (LoketTemplateItem *self,
                              const char *const *words)
{
  g_autofree char *all = g_strjoin ("\n", self->template->title, self->template->text, NULL);
  g_autofree char *folded = g_utf8_casefold (all, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/*< private >
 * _loket_template_item_compare:
 * @a: a pointer to an item
 * @b: a pointer to another
 *
 * Compares by how well they fit, then by their titles.
 *
 * Returns: as strcmp()
 */
int
_loket_template_item_compare (gconstpointer a,
                              gconstpointer b)
{
  LoketTemplateItem *one = *(LoketTemplateItem *const *) a;
  LoketTemplateItem *two = *(LoketTemplateItem *const *) b;

  if (one->fit != two->fit)
    return one->fit > two->fit ? -1 : 1;
  return g_utf8_collate (one->template->title, two->template->title);
}

/**
 * loket_template_item_get_template:
 * @self: an item
 *
 * Gives the template.
 *
 * Returns: (transfer none): the template
 */
LoketTemplate *
loket_template_item_get_template (LoketTemplateItem *self)
{
  g_return_val_if_fail (LOKET_IS_TEMPLATE_ITEM (self), NULL);

  return self->template;
}

/**
 * loket_template_item_get_title:
 * @self: an item
 *
 * Tells its name.
 *
 * Returns: (transfer none): the title
 */
const char *
loket_template_item_get_title (LoketTemplateItem *self)
{
  g_return_val_if_fail (LOKET_IS_TEMPLATE_ITEM (self), NULL);

  return self->template->title;
}

/**
 * loket_template_item_get_fits:
 * @self: an item
 *
 * Tells whether it is for this category and outcome.
 *
 * Returns: whether it is
 */
gboolean
loket_template_item_get_fits (LoketTemplateItem *self)
{
  g_return_val_if_fail (LOKET_IS_TEMPLATE_ITEM (self), FALSE);

  return self->fit > 0;
}

/**
 * loket_template_item_get_due:
 * @self: an item
 *
 * Tells whether its owner should have read it again by now.
 *
 * Returns: whether that is overdue
 */
gboolean
loket_template_item_get_due (LoketTemplateItem *self)
{
  g_return_val_if_fail (LOKET_IS_TEMPLATE_ITEM (self), FALSE);

  return self->due;
}

/**
 * loket_template_item_dup_origin:
 * @self: an item
 *
 * Tells who answers for it and which version it is.
 *
 * Returns: (transfer full): words
 */
char *
loket_template_item_dup_origin (LoketTemplateItem *self)
{
  g_return_val_if_fail (LOKET_IS_TEMPLATE_ITEM (self), NULL);

  /* TRANSLATORS: whose template it is, and its version: “Bidang Bina Marga · version 3” */
  return g_strdup_printf (_("%s · version %u"), self->template->owner, self->template->version);
}

/**
 * loket_template_item_dup_review:
 * @self: an item
 *
 * Tells by when its owner reads it again, or since when that is overdue.
 *
 * Returns: (transfer full): words
 */
char *
loket_template_item_dup_review (LoketTemplateItem *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *date = NULL;

  g_return_val_if_fail (LOKET_IS_TEMPLATE_ITEM (self), NULL);

  day = g_date_time_new_utc (g_date_get_year (&self->template->review_on), (int) g_date_get_month (&self->template->review_on),
                             g_date_get_day (&self->template->review_on), 12, 0, 0);
  date = loket_words_date (g_date_time_to_unix (day), "UTC");
  /* TRANSLATORS: the owner of a template should have read it again by that date. */
  return g_strdup_printf (self->due ? _("Review overdue since %s") : _("Review by %s"), date);
}
