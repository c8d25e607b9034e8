/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-blank.h"

#include <string.h>

#include "loket-blank-private.h"
#include "loket-limits.h"
#include "loket-quality-settings.h"
#include "loket-text.h"

G_DEFINE_BOXED_TYPE (LoketBlank, loket_blank, loket_blank_copy, loket_blank_free)

/* As agencies write them; the choice is told by its strokes. */
static const struct
{
  const char    *name;
  LoketBlankKind kind;
} kinds[] = {
  { "teks", LOKET_BLANK_TEXT },
  { "tanggal", LOKET_BLANK_DATE },
  { "hari kerja", LOKET_BLANK_WORKING_DAY },
  { "angka", LOKET_BLANK_NUMBER },
  { "unit", LOKET_BLANK_UNIT },
  { "telepon", LOKET_BLANK_PHONE },
  { "tempat", LOKET_BLANK_PLACE },
};

/* Those that the complaint and the account fill in; loket-template.c knows how. */
static const char *const automatic[] = {
  "pelapor", "nomor laporan", "judul", "tempat", "kategori", "tanggal masuk", "instansi", "hari ini", NULL,
};

static const char *const months[] = {
  "Januari", "Februari", "Maret", "April", "Mei", "Juni",
  "Juli", "Agustus", "September", "Oktober", "November", "Desember",
};

/**
 * loket_blank_kind_to_name:
 * @kind: what belongs in a placeholder
 *
 * Tells how agencies write it in a template.
 *
 * Returns: (transfer none): `tanggal`, …; `pilihan` and `otomatis` for the two
 *   that are written otherwise
 */
const char *
loket_blank_kind_to_name (LoketBlankKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return kinds[i].name;
  return kind == LOKET_BLANK_CHOICE ? "pilihan" : "otomatis";
}

/**
 * loket_blank_copy:
 * @self: a placeholder
 *
 * Copies it.
 *
 * Returns: (transfer full): the copy
 */
LoketBlank *
loket_blank_copy (const LoketBlank *self)
{
  LoketBlank *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (LoketBlank, 1);
  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->choices = g_strdupv (self->choices);
  return copy;
}

/**
 * loket_blank_free:
 * @self: (nullable) (transfer full): a placeholder
 *
 * Frees it.
 */
void
loket_blank_free (LoketBlank *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_strfreev (self->choices);
  g_free (self);
}

static gboolean
read_choices (LoketBlank *self,
              const char *text)
{
  guint n;

  self->kind = LOKET_BLANK_CHOICE;
  self->choices = g_strsplit (text, "|", LOKET_LIMIT_BLANK_CHOICES + 1);
  n = g_strv_length (self->choices);
  for (guint i = 0; i < n; i++)
    if (*g_strstrip (self->choices[i]) == '\0')
      return FALSE;
  return n <= LOKET_LIMIT_BLANK_CHOICES;
}

/* Reads what stands between the braces. */
static LoketBlank *
read_blank (const char *inside)
{
  g_autoptr (LoketBlank) self = g_new0 (LoketBlank, 1);
  const char *colon = strchr (inside, ':');
  g_autofree char *kind = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;
  g_autofree char *lower = NULL;

  self->name = g_strstrip (colon != NULL ? g_strndup (inside, (gsize) (colon - inside)) : g_strdup (inside));
  if (*self->name == '\0' || strchr (self->name, '|') != NULL)
    return NULL;
  if (kind == NULL)
    {
      lower = g_utf8_strdown (self->name, -1);
      return g_strv_contains (automatic, lower) ? g_steal_pointer (&self) : NULL;
    }
  if (strchr (kind, '|') != NULL)
    return read_choices (self, kind) ? g_steal_pointer (&self) : NULL;

  lower = g_utf8_strdown (kind, -1);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (lower, kinds[i].name))
      {
        self->kind = kinds[i].kind;
        return g_steal_pointer (&self);
      }
  return NULL;
}

/* Where the placeholder that opens at @open closes; NULL where none does. */
static const char *
find_close (const char *open)
{
  guint n = 0;

  for (const char *p = open + 1; *p != '\0' && n <= LOKET_LIMIT_BLANK_CHARS; p = g_utf8_next_char (p), n++)
    if (*p == '}')
      return p;
    else if (*p == '{' || *p == '\n')
      return NULL;
  return NULL;
}

/**
 * loket_blank_find_all:
 * @text: UTF-8
 *
 * Finds the placeholders of a template, or those left in a draft. What stands in
 * braces and is none is passed over. Pure; any thread.
 *
 * Returns: (transfer full) (element-type LoketBlank): the placeholders in order
 */
GPtrArray *
loket_blank_find_all (const char *text)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_blank_free);
  const char *counted = text;
  guint chars = 0;

  g_return_val_if_fail (text != NULL, found);

  for (const char *open = strchr (text, '{'); open != NULL; open = strchr (open + 1, '{'))
    {
      const char *close = find_close (open);
      g_autofree char *inside = close != NULL ? g_strndup (open + 1, (gsize) (close - open - 1)) : NULL;
      LoketBlank *blank = inside != NULL ? read_blank (inside) : NULL;

      if (blank == NULL)
        continue;
      chars += (guint) g_utf8_strlen (counted, open - counted);
      counted = open;
      blank->start = chars;
      blank->end = chars + (guint) g_utf8_strlen (open, close + 1 - open);
      blank->from = (gsize) (open - text);
      blank->to = (gsize) (close + 1 - text);
      g_ptr_array_add (found, blank);
      open = close;
    }
  return found;
}

/* --- values --- */

static guint
find_month (const char *word)
{
  static const char *const more[][2] = { { "agt", "8" }, { "nop", "11" }, { "ags", "8" } };
  g_autofree char *lower = g_utf8_strdown (word, -1);

  if (strlen (lower) < 3)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *month = g_ascii_strdown (months[i], -1);

      if (g_str_has_prefix (month, lower))
        return i + 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    if (g_str_equal (lower, more[i][0]))
      return (guint) g_ascii_strtoull (more[i][1], NULL, 10);
  return 0;
}

static guint
read_number (const char *word)
{
  for (const char *p = word; *p != '\0'; p++)
    if (!g_ascii_isdigit (*p) || p - word >= 4)
      return 0;
  return (guint) g_ascii_strtoull (word, NULL, 10);
}

/* Day, month and year of `2026-03-27`, `27/3/2026`, `27 Maret 2026`, with or
 * without a weekday before. */
gboolean
_loket_blank_read_date (const char *given,
                        GDate      *date)
{
  g_auto (GStrv) parts = g_strsplit_set (given, " -/.,", -1);
  const char *words[3] = { NULL };
  guint n = 0;
  guint day, month, year;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0' || (n == 0 && !g_ascii_isdigit (*parts[i])))
        continue;
      if (n == G_N_ELEMENTS (words))
        return FALSE;
      words[n++] = parts[i];
    }
  if (n != G_N_ELEMENTS (words))
    return FALSE;
  day = read_number (strlen (words[0]) == 4 ? words[2] : words[0]);
  year = read_number (strlen (words[0]) == 4 ? words[0] : words[2]);
  month = g_ascii_isdigit (*words[1]) ? read_number (words[1]) : find_month (words[1]);
  if (year < 1000 || day > 31 || month > 12 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/* A day as Indonesian letters write it. */
char *
_loket_blank_dup_date (const GDate *date)
{
  return g_strdup_printf ("%u %s %u", (guint) g_date_get_day (date), months[g_date_get_month (date) - 1],
                          (guint) g_date_get_year (date));
}

/* Offices are closed at the weekend and on the holidays that have a fixed date;
 * those that move are for the calendar to know. */
gboolean
_loket_blank_is_working_day (const GDate *date)
{
  static const guint8 fixed[][2] = { { 1, 1 }, { 1, 5 }, { 1, 6 }, { 17, 8 }, { 25, 12 } };

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (g_date_get_day (date) == fixed[i][0] && (guint) g_date_get_month (date) == fixed[i][1])
      return FALSE;
  return g_date_get_weekday (date) < G_DATE_SATURDAY;
}

static gboolean
has_digits (const char *text,
            guint       fewest)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += g_ascii_isdigit (*p) ? 1 : 0;
  return n >= fewest;
}

/* Digits, and what stands between the digits of a number. */
static gboolean
is_number (const char *text)
{
  return has_digits (text, 1) && text[strspn (text, "0123456789.,")] == '\0';
}

static gboolean
is_phone (const char *text)
{
  return has_digits (text, 3) && text[strspn (text, "0123456789-+() ")] == '\0';
}

/* The choice that @text is, in any case; NULL for none. */
const char *
_loket_blank_find_choice (const LoketBlank *self,
                          const char       *text)
{
  for (guint i = 0; self->choices != NULL && self->choices[i] != NULL; i++)
    if (loket_text_is_same_name (self->choices[i], text))
      return self->choices[i];
  return NULL;
}

static char *
refuse (const LoketBlank *self,
        const char       *what,
        GError          **error)
{
  g_set_error (error, LOKET_QUALITY_ERROR, LOKET_QUALITY_ERROR_INVALID, "{%s}: %s", self->name, what);
  return NULL;
}

static char *
dup_day (const LoketBlank *self,
         const char       *line,
         GError          **error)
{
  GDate date;

  g_date_clear (&date, 1);
  if (!_loket_blank_read_date (line, &date))
    return refuse (self, "there is no such day; as in 2026-03-27", error);
  if (self->kind == LOKET_BLANK_WORKING_DAY && !_loket_blank_is_working_day (&date))
    return refuse (self, "offices are closed on that day", error);
  return _loket_blank_dup_date (&date);
}

/**
 * loket_blank_dup_value:
 * @self: a placeholder
 * @given: what somebody wants to stand there
 * @error: return location for a #GError of #LOKET_QUALITY_ERROR
 *
 * Makes a value of its kind: a day in the long form of Indonesian letters, a
 * choice as the template writes it, all else one clean line without braces. Pure;
 * any thread.
 *
 * Returns: (transfer full) (nullable): the words, %NULL where @given is not of
 *   the kind
 */
char *
loket_blank_dup_value (const LoketBlank *self,
                       const char       *given,
                       GError          **error)
{
  g_autofree char *line = NULL;
  const char *choice;

  g_return_val_if_fail (self != NULL && given != NULL, NULL);

  line = g_strstrip (loket_text_to_line (given, LOKET_LIMIT_REASON_CHARS));
  g_strdelimit (line, "{", '(');
  g_strdelimit (line, "}", ')');
  if (*line == '\0')
    return refuse (self, "nothing was given", error);
  switch (self->kind)
    {
    case LOKET_BLANK_DATE:
    case LOKET_BLANK_WORKING_DAY:
      return dup_day (self, line, error);
    case LOKET_BLANK_NUMBER:
      return is_number (line) ? g_steal_pointer (&line) : refuse (self, "that is not a number", error);
    case LOKET_BLANK_PHONE:
      return is_phone (line) ? g_steal_pointer (&line) : refuse (self, "that is not a telephone number", error);
    case LOKET_BLANK_CHOICE:
      choice = _loket_blank_find_choice (self, line);
      return choice != NULL ? g_strdup (choice) : refuse (self, "that is not one of its choices", error);
    case LOKET_BLANK_AUTOMATIC:
    case LOKET_BLANK_TEXT:
    case LOKET_BLANK_UNIT:
    case LOKET_BLANK_PLACE:
    default:
      return g_steal_pointer (&line);
    }
}
