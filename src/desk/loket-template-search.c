/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-template-search.h"

#include "loket-template-item-private.h"
#include "loket-text.h"

static gboolean
get_today (const LoketTemplateSearch *wanted,
           GDate                     *today)
{
  g_autoptr (GTimeZone) zone = wanted->time_zone != NULL ? g_time_zone_new_identifier (wanted->time_zone) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (wanted->now);
  g_autoptr (GDateTime) local = utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone) : g_steal_pointer (&utc);

  g_date_clear (today, 1);
  if (local != NULL)
    g_date_set_dmy (today, (GDateDay) g_date_time_get_day_of_month (local), (GDateMonth) g_date_time_get_month (local),
                    (GDateYear) g_date_time_get_year (local));
  return local != NULL;
}

static GStrv
dup_words (const char *search)
{
  g_autofree char *line = loket_text_to_line (search, G_MAXSIZE);
  g_autofree char *folded = g_utf8_casefold (line, -1);

  return g_strsplit (folded, " ", *folded == '\0' ? 1 : -1);
}

/**
 * loket_template_search:
 * @templates: (nullable): the agency's, %NULL for none
 * @wanted: what they are wanted for
 *
 * Lists the templates that have each of the words, those first that fit the
 * category and the outcome best.
 *
 * Returns: (transfer full) (element-type LoketTemplateItem): the templates
 */
GPtrArray *
loket_template_search (LoketTemplates            *templates,
                       const LoketTemplateSearch *wanted)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = dup_words (wanted->words);
  guint n = templates != NULL ? loket_templates_get_n (templates) : 0;
  GDate today;
  gboolean dated = get_today (wanted, &today);

  for (guint i = 0; i < n; i++)
    {
      LoketTemplate *template = loket_templates_get (templates, i);
      guint fit = loket_template_get_fit (template, wanted->category, wanted->outcome);
      g_autoptr (LoketTemplateItem) item =
        _loket_template_item_new (template, fit, dated && loket_template_is_due (template, &today));

      if (_loket_template_item_matches (item, (const char *const *) words))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  g_ptr_array_sort (items, _loket_template_item_compare);
  return items;
}
