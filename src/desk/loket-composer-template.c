/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-composer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "loket-blank.h"
#include "loket-composer-private.h"
#include "loket-template-search.h"
#include "loket-templates.h"
#include "loket-text.h"

/* Beginning a reply from one of the agency's templates. */

/*< private >
 * _loket_composer_set_guidance:
 * @self: a composer
 * @checks: (nullable) (transfer full): what the agency wants of the checks otherwise
 * @templates: (nullable) (transfer full): the texts it approved
 *
 * Takes over what the agency gives its officers now, and checks again.
 */
void
_loket_composer_set_guidance (LoketComposer        *self,
                              LoketQualitySettings *checks,
                              LoketTemplates       *templates)
{
  g_clear_pointer (&self->settings, loket_quality_settings_unref);
  g_clear_pointer (&self->templates, loket_templates_unref);
  self->settings = checks;
  self->templates = templates;
  loket_composer_search_templates (self, self->template_search);
  _loket_composer_check_soon (self);
}

/**
 * loket_composer_search_templates:
 * @self: a composer
 * @search: (nullable): words of the title or the text; none for all
 *
 * Fills loket_composer_get_templates() for the complaint and the outcome as they
 * are now.
 */
void
loket_composer_search_templates (LoketComposer *self,
                                 const char    *search)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *kept = g_strdup (search);
  LoketTemplateSearch wanted = { .words = search };

  g_return_if_fail (LOKET_IS_COMPOSER (self));

  wanted.category = self->complaint->category;
  wanted.outcome = self->draft->outcome;
  wanted.time_zone = self->time_zone;
  wanted.now = loket_clock_now (self->clock);
  items = loket_template_search (self->templates, &wanted);
  g_free (self->template_search);
  self->template_search = g_steal_pointer (&kept);
  g_list_store_splice (self->template_items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->template_items)), items->pdata,
                       items->len);
}

/**
 * loket_composer_get_templates:
 * @self: a composer
 *
 * Gives the templates that the last search found, those first that fit the
 * category and the outcome best.
 *
 * Returns: (transfer none): a list model of #LoketTemplateItem that stays the same
 */
GListModel *
loket_composer_get_templates (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  return G_LIST_MODEL (self->template_items);
}

/**
 * loket_composer_get_n_templates:
 * @self: a composer
 *
 * Counts the templates that the agency gives, whatever was searched for.
 *
 * Returns: how many
 */
guint
loket_composer_get_n_templates (LoketComposer *self)
{
  g_return_val_if_fail (LOKET_IS_COMPOSER (self), 0);

  return self->templates != NULL ? loket_templates_get_n (self->templates) : 0;
}

/* Whether a first fetch may still bring some. */
static gboolean
is_offline (LoketComposer *self)
{
  g_autoptr (LoketSession) session = g_weak_ref_get (&self->session);
  LoketConnection connection = session != NULL ? loket_session_get_connection (session) : LOKET_CONNECTION_CONNECTED;

  return connection != LOKET_CONNECTION_CONNECTED && connection != LOKET_CONNECTION_SYNCING;
}

/**
 * loket_composer_dup_no_templates_text:
 * @self: a composer
 *
 * Tells why there are no templates, and what to do about it.
 *
 * Returns: (transfer full): words
 */
char *
loket_composer_dup_no_templates_text (LoketComposer *self)
{
  g_autoptr (LoketSession) session = NULL;
  g_autofree char *problem = NULL;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), NULL);

  session = g_weak_ref_get (&self->session);
  problem = session != NULL ? loket_session_dup_guidance_problem (session) : NULL;
  if (problem != NULL)
    return g_strdup (_("The templates of your agency cannot be read by this version of Loket. Install the update, or tell "
                       "your administrator."));
  return g_strdup (is_offline (self)
                     ? _("There are no templates on this computer yet. Those of your agency come with the next connection.")
                     : _("Your agency gives no templates yet. Its coordinator can publish them on the hub."));
}

static LoketFilling *
fill (LoketComposer     *self,
      LoketTemplateItem *item)
{
  g_autoptr (LoketCheckInput) known = _loket_composer_make_input (self);

  return loket_template_fill (loket_template_item_get_template (item), known, NULL, NULL);
}

/**
 * loket_composer_dup_template_preview:
 * @self: a composer
 * @item: one of its templates
 *
 * Tells what loket_composer_insert_template() would put into the draft.
 *
 * Returns: (transfer full): the text, with what is left to fill in
 */
char *
loket_composer_dup_template_preview (LoketComposer     *self,
                                     LoketTemplateItem *item)
{
  g_autoptr (LoketFilling) filling = NULL;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self) && LOKET_IS_TEMPLATE_ITEM (item), NULL);

  filling = fill (self, item);
  return g_steal_pointer (&filling->text);
}

/* What has to stand between two paragraphs. */
static const char *
gap_after (const char *text,
           gsize       length)
{
  if (length == 0 || (length >= 2 && text[length - 1] == '\n' && text[length - 2] == '\n'))
    return "";
  return text[length - 1] == '\n' ? "\n" : "\n\n";
}

static const char *
gap_before (const char *text)
{
  if (*text == '\0' || g_str_has_prefix (text, "\n\n"))
    return "";
  return *text == '\n' ? "\n" : "\n\n";
}

/* A template for one outcome says it, where nobody has yet. */
static void
take_outcome (LoketComposer       *self,
              const LoketTemplate *template)
{
  if (self->draft->outcome == LOKET_OUTCOME_UNKNOWN && template->n_outcomes == 1)
    loket_composer_set_outcome (self, template->outcomes[0]);
}

/**
 * loket_composer_insert_template:
 * @self: a composer that is neither loading nor sending
 * @item: one of its templates
 * @at: where to, in code points
 * @start: (out): where the first thing to fill in begins; the end of what was put
 *   in where there is none
 * @end: (out): where it ends
 *
 * Puts a template into the draft, filled in as far as it can be: in place of an
 * empty draft, else as paragraphs of its own. Notifies the text. A template for
 * one outcome also chooses that where none was.
 */
void
loket_composer_insert_template (LoketComposer     *self,
                                LoketTemplateItem *item,
                                guint              at,
                                guint             *start,
                                guint             *end)
{
  g_autoptr (LoketFilling) filling = NULL;
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;
  const char *old;
  guint offset;

  g_return_if_fail (LOKET_IS_COMPOSER (self) && LOKET_IS_TEMPLATE_ITEM (item));
  g_return_if_fail (start != NULL && end != NULL);

  filling = fill (self, item);
  old = loket_text_is_blank (self->draft->text) ? "" : self->draft->text;
  old = g_utf8_offset_to_pointer (old, MIN (at, g_utf8_strlen (old, -1)));
  if (loket_text_is_blank (self->draft->text))
    before = g_strdup ("");
  else
    before = g_strndup (self->draft->text, (gsize) (old - self->draft->text));
  text = g_strconcat (before, gap_after (before, strlen (before)), filling->text, gap_before (old), old, NULL);
  offset = (guint) (g_utf8_strlen (before, -1) + g_utf8_strlen (gap_after (before, strlen (before)), -1));

  *start = *end = offset + (guint) g_utf8_strlen (filling->text, -1);
  if (filling->blanks->len > 0)
    {
      const LoketBlank *blank = g_ptr_array_index (filling->blanks, 0);

      *start = offset + blank->start;
      *end = offset + blank->end;
    }
  take_outcome (self, loket_template_item_get_template (item));
  loket_composer_set_text (self, text);
  _loket_composer_notify (self, LOKET_COMPOSER_PROP_TEXT);
}

/**
 * loket_composer_find_blank:
 * @self: a composer
 * @from: a place in the text, in code points
 * @forward: whether to look behind it, else before it
 * @start: (out) (optional): where the placeholder begins
 * @end: (out) (optional): where it ends
 *
 * Looks for the nearest placeholder that is still to be filled in; one that
 * begins at @from is none. Does not begin anew at the other end.
 *
 * Returns: whether there is one
 */
gboolean
loket_composer_find_blank (LoketComposer *self,
                           guint          from,
                           gboolean       forward,
                           guint         *start,
                           guint         *end)
{
  g_autoptr (GPtrArray) blanks = NULL;

  g_return_val_if_fail (LOKET_IS_COMPOSER (self), FALSE);

  blanks = loket_blank_find_all (self->draft->text);
  for (guint i = 0; i < blanks->len; i++)
    {
      const LoketBlank *blank = g_ptr_array_index (blanks, forward ? i : blanks->len - 1 - i);

      if (forward ? blank->start <= from : blank->start >= from)
        continue;
      if (start != NULL)
        *start = blank->start;
      if (end != NULL)
        *end = blank->end;
      return TRUE;
    }
  return FALSE;
}
