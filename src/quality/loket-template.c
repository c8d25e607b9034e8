/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-template.h"

#include <string.h>

#include "loket-blank-private.h"
#include "loket-limits.h"
#include "loket-template-private.h"
#include "loket-text.h"

G_DEFINE_BOXED_TYPE (LoketTemplate, loket_template, loket_template_ref, loket_template_unref)

#define JOINT " > "

/* An empty one, to be filled by its maker. */
LoketTemplate *
_loket_template_new (const char *id)
{
  LoketTemplate *self = g_new0 (LoketTemplate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = g_strdup (id);
  self->version = 1;
  g_date_clear (&self->review_on, 1);
  return self;
}

/**
 * loket_template_ref:
 * @self: a template
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketTemplate *
loket_template_ref (LoketTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_template_unref:
 * @self: (transfer full): a template
 *
 * Gives a reference back. Any thread.
 */
void
loket_template_unref (LoketTemplate *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->id);
  g_free (self->title);
  g_strfreev (self->categories);
  g_free (self->outcomes);
  g_free (self->owner);
  g_free (self->text);
  g_free (self);
}

/* How many parts of the path @category the path @wanted names from its beginning;
 * 0 where it is another branch. */
static guint
shared_parts (const char *wanted,
              const char *category)
{
  g_auto (GStrv) want = g_strsplit (wanted, JOINT, -1);
  g_auto (GStrv) have = g_strsplit (category, JOINT, -1);
  guint n = 0;

  for (; want[n] != NULL; n++)
    if (have[n] == NULL || !loket_text_is_same_name (g_strstrip (want[n]), g_strstrip (have[n])))
      return 0;
  return n;
}

/**
 * loket_template_get_fit:
 * @self: a template
 * @category: (nullable): a complaint's category, its parts joined by ` > `; a
 *   template for a part above fits as well
 * @outcome: what the reply says, unknown before it was chosen
 *
 * Tells how well a template fits: one for the category and the outcome better
 * than one for the category, that better than one for the outcome, and that
 * better than one for everything; a closer category better than a wider one.
 * Pure; any thread.
 *
 * Returns: a number to sort by, 0 for a template that is for something else
 */
guint
loket_template_get_fit (const LoketTemplate *self,
                        const char          *category,
                        LoketOutcome         outcome)
{
  guint depth = 0;
  guint fit = 1;

  g_return_val_if_fail (self != NULL, 0);

  if (self->categories[0] != NULL)
    {
      for (guint i = 0; category != NULL && self->categories[i] != NULL; i++)
        depth = MAX (depth, shared_parts (self->categories[i], category));
      if (depth == 0)
        return 0;
      fit += 1000 + MIN (depth, 99) * 2;
    }
  if (self->n_outcomes > 0 && outcome != LOKET_OUTCOME_UNKNOWN)
    {
      guint i = 0;

      while (i < self->n_outcomes && self->outcomes[i] != outcome)
        i++;
      if (i == self->n_outcomes)
        return 0;
      fit += depth > 0 ? 500 : 1;
    }
  return fit;
}

/**
 * loket_template_is_due:
 * @self: a template
 * @today: a valid day
 *
 * Tells whether its owner should have read it again by now.
 *
 * Returns: whether the day for that has passed
 */
gboolean
loket_template_is_due (const LoketTemplate *self,
                       const GDate         *today)
{
  g_return_val_if_fail (self != NULL && today != NULL && g_date_valid (today), FALSE);

  return g_date_compare (today, &self->review_on) > 0;
}

/* --- filling --- */

/* A person's name may stand in a letter only where nobody asked to hide it. */
static char *
dup_reporter (const LoketCheckInput *known)
{
  if (known->anonymous != LOKET_FACT_NO || known->secret != LOKET_FACT_NO || loket_text_is_blank (known->reporter_name))
    return g_strdup ("Pelapor");
  return g_strdup (known->reporter_name);
}

static char *
dup_day (const LoketCheckInput *known,
         gint64                 instant)
{
  g_autoptr (GTimeZone) zone = known->time_zone != NULL ? g_time_zone_new_identifier (known->time_zone) : NULL;
  g_autoptr (GDateTime) utc = instant != LOKET_TIME_UNSET ? g_date_time_new_from_unix_utc (instant) : NULL;
  g_autoptr (GDateTime) local = zone != NULL && utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  GDate date;

  if (local == NULL)
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (local), (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  return _loket_blank_dup_date (&date);
}

static char *
dup_place (const LoketCheckInput *known)
{
  const char *all[] = { known->village, known->district, known->regency };
  const char *parts[G_N_ELEMENTS (all)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (!loket_text_is_blank (all[i]))
      parts[n++] = all[i];
  if (n == 0)
    return NULL;
  return n == 1 ? g_strdup (parts[0]) : g_strdup_printf ("%s, %s", parts[0], parts[1]);
}

/* The last part of the path. */
static char *
dup_category (const LoketCheckInput *known)
{
  const char *last = known->category != NULL ? g_strrstr (known->category, JOINT) : NULL;

  return g_strdup (last != NULL ? last + strlen (JOINT) : known->category);
}

/* A title is put into a sentence that has a stop of its own. */
static char *
dup_title (const LoketCheckInput *known)
{
  char *title = g_strdup (known->title);
  gsize length = title != NULL ? strlen (title) : 0;

  while (length > 0 && strchr (".!?,;: \n", title[length - 1]) != NULL)
    title[--length] = '\0';
  return title;
}

/* What the complaint and the account say; %NULL for what they do not. */
static char *
dup_known (const LoketBlank      *blank,
           const LoketCheckInput *known)
{
  g_autofree char *name = g_utf8_strdown (blank->name, -1);

  if (g_str_equal (name, "pelapor"))
    return dup_reporter (known);
  if (g_str_equal (name, "nomor laporan"))
    return known->tracking_id != NULL ? g_strconcat ("#", known->tracking_id, NULL) : NULL;
  if (g_str_equal (name, "judul"))
    return dup_title (known);
  if (g_str_equal (name, "tempat"))
    return dup_place (known);
  if (g_str_equal (name, "kategori"))
    return dup_category (known);
  if (g_str_equal (name, "tanggal masuk"))
    return dup_day (known, known->received_at);
  if (g_str_equal (name, "hari ini"))
    return dup_day (known, known->now);
  return g_strdup (known->agency_name);
}

/* What stands in the place of @blank; %NULL where it stays. */
static char *
dup_filling (const LoketBlank      *blank,
             const LoketCheckInput *known,
             GHashTable            *values,
             GError               **error)
{
  const char *given = values != NULL ? g_hash_table_lookup (values, blank->name) : NULL;
  g_autofree char *told = NULL;

  if (given != NULL)
    return loket_blank_dup_value (blank, given, error);
  if (blank->kind == LOKET_BLANK_AUTOMATIC)
    told = dup_known (blank, known);
  return told != NULL ? loket_blank_dup_value (blank, told, NULL) : NULL;
}

/**
 * loket_template_fill:
 * @self: a template
 * @known: the complaint, the agency and the time; its draft is not looked at
 * @values: (nullable) (element-type utf8 utf8): what else is known, by the names
 *   of the placeholders
 * @error: return location for a #GError of #LOKET_QUALITY_ERROR, which only
 *   @values can be the reason of
 *
 * Puts what is known in place of the placeholders. The reporter is “Pelapor”
 * wherever the complaint is anonymous or secret, or that is not known (UU
 * 27/2022). What is not known stays as it is, and a check reports it. Pure; any
 * thread.
 *
 * Returns: (transfer full) (nullable): the text, and what is left to fill in
 */
LoketFilling *
loket_template_fill (const LoketTemplate   *self,
                     const LoketCheckInput *known,
                     GHashTable            *values,
                     GError               **error)
{
  g_autoptr (GPtrArray) blanks = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  LoketFilling *filling;
  gsize at = 0;

  g_return_val_if_fail (self != NULL && known != NULL, NULL);

  blanks = loket_blank_find_all (self->text);
  for (guint i = 0; i < blanks->len; i++)
    {
      const LoketBlank *blank = g_ptr_array_index (blanks, i);
      g_autoptr (GError) local = NULL;
      g_autofree char *words = dup_filling (blank, known, values, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      g_string_append_len (text, self->text + at, (gssize) (blank->from - at));
      if (words != NULL)
        g_string_append (text, words);
      else
        g_string_append_len (text, self->text + blank->from, (gssize) (blank->to - blank->from));
      at = blank->to;
    }
  g_string_append (text, self->text + at);

  filling = g_new0 (LoketFilling, 1);
  filling->text = g_string_free (g_steal_pointer (&text), FALSE);
  filling->blanks = loket_blank_find_all (filling->text);
  return filling;
}

/**
 * loket_filling_free:
 * @self: (nullable) (transfer full): a filled template
 *
 * Frees it.
 */
void
loket_filling_free (LoketFilling *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_clear_pointer (&self->blanks, g_ptr_array_unref);
  g_free (self);
}
