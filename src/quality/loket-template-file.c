/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "loket-limits.h"
#include "loket-template-private.h"
#include "loket-text.h"

/* A template as a group of a key file, as docs/templates.md describes it. */

/* What agencies write; the names on the wire do as well. */
static const struct
{
  const char  *name;
  LoketOutcome outcome;
} outcomes[] = {
  { "proses", LOKET_OUTCOME_IN_PROGRESS },
  { "selesai", LOKET_OUTCOME_RESOLVED },
  { "perlu data", LOKET_OUTCOME_NEEDS_INFORMATION },
  { "bukan kewenangan", LOKET_OUTCOME_NOT_OUR_AUTHORITY },
  { "informasi", LOKET_OUTCOME_INFORMATION },
};

/* Says what is wrong, and where. */
gboolean
_loket_template_fail (GError     **error,
                      const char  *group,
                      const char  *key,
                      const char  *what)
{
  g_set_error (error, LOKET_QUALITY_ERROR, LOKET_QUALITY_ERROR_INVALID, "Templates, [%s] %s: %s", group,
               key != NULL ? key : "", what);
  return FALSE;
}

/* Undoes the escapes of a key file; %NULL for one that there is not. GKeyFile's own
 * reader warns on the terminal about a value with two of those. */
static char *
dup_plain (const char *raw,
           gsize       length)
{
  static const char escapes[][2] = { { 'n', '\n' }, { 't', '\t' }, { 's', ' ' }, { 'r', '\r' }, { '\\', '\\' }, { ';', ';' } };
  g_autoptr (GString) plain = g_string_sized_new (length);

  for (gsize at = 0; at < length; at++)
    {
      guint i = 0;

      if (raw[at] != '\\')
        {
          g_string_append_c (plain, raw[at]);
          continue;
        }
      at++;
      while (i < G_N_ELEMENTS (escapes) && (at == length || escapes[i][0] != raw[at]))
        i++;
      if (i == G_N_ELEMENTS (escapes))
        return NULL;
      g_string_append_c (plain, escapes[i][1]);
    }
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* A value without space around; an empty one where the key is missing. */
static gboolean
read_value (GKeyFile    *file,
            const char  *group,
            const char  *key,
            char       **value,
            GError     **error)
{
  g_autofree char *raw = g_key_file_get_value (file, group, key, NULL);

  *value = dup_plain (raw != NULL ? raw : "", raw != NULL ? strlen (raw) : 0);
  if (*value == NULL)
    return _loket_template_fail (error, group, key, "after a backslash only n, t, s, r, ; or another one");
  g_strstrip (*value);
  return TRUE;
}

static gboolean
read_line (GKeyFile    *file,
           const char  *group,
           const char  *key,
           char       **line,
           GError     **error)
{
  g_autofree char *value = NULL;

  if (!read_value (file, group, key, &value, error))
    return FALSE;
  if (loket_text_is_blank (value))
    return _loket_template_fail (error, group, key, "it is missing");
  if (g_utf8_strlen (value, -1) > LOKET_LIMIT_NAME_CHARS)
    return _loket_template_fail (error, group, key, "too long");
  *line = loket_text_to_line (value, G_MAXSIZE);
  return TRUE;
}

/* Items between semicolons; the last one may end with one. */
static gboolean
read_list (GKeyFile    *file,
           const char  *group,
           const char  *key,
           GStrv       *list,
           GError     **error)
{
  g_autofree char *raw = g_key_file_get_value (file, group, key, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  const char *start = raw != NULL ? raw : "";

  while (*start != '\0')
    {
      const char *end = start;
      char *item;

      while (*end != '\0' && *end != ';')
        end += *end == '\\' && end[1] != '\0' ? 2 : 1;
      item = dup_plain (start, (gsize) (end - start));
      if (item == NULL || *g_strstrip (item) == '\0' || g_utf8_strlen (item, -1) > LOKET_LIMIT_NAME_CHARS)
        {
          g_free (item);
          return _loket_template_fail (error, group, key, "an item is empty or too long, or cannot be read");
        }
      g_ptr_array_add (items, item);
      start = *end == ';' ? end + 1 : end;
    }
  if (items->len > LOKET_LIMIT_TEMPLATE_ITEMS)
    return _loket_template_fail (error, group, key, "too many items");
  g_ptr_array_add (items, NULL);
  *list = (GStrv) g_ptr_array_free (g_steal_pointer (&items), FALSE);
  return TRUE;
}

static LoketOutcome
find_outcome (const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_str_equal (lower, outcomes[i].name))
      return outcomes[i].outcome;
  return loket_outcome_from_name (lower);
}

static gboolean
read_outcomes (LoketTemplate *self,
               GKeyFile      *file,
               GError       **error)
{
  g_auto (GStrv) words = NULL;

  if (!read_list (file, self->id, "outcomes", &words, error))
    return FALSE;
  self->outcomes = g_new0 (LoketOutcome, g_strv_length (words) + 1);
  for (; words[self->n_outcomes] != NULL; self->n_outcomes++)
    {
      self->outcomes[self->n_outcomes] = find_outcome (words[self->n_outcomes]);
      if (self->outcomes[self->n_outcomes] == LOKET_OUTCOME_UNKNOWN)
        return _loket_template_fail (error, self->id, "outcomes", "only proses, selesai, perlu data, bukan kewenangan and informasi");
    }
  return TRUE;
}

static gboolean
read_review (LoketTemplate *self,
             GKeyFile      *file,
             GError       **error)
{
  g_autofree char *value = g_key_file_get_value (file, self->id, "review", NULL);
  guint year, month, day;
  char rest;

  if (value == NULL || strlen (g_strstrip (value)) != 10 || sscanf (value, "%4u-%2u-%2u%c", &year, &month, &day, &rest) != 3 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return _loket_template_fail (error, self->id, "review", "a day is needed, as in 2027-01-31");
  g_date_set_dmy (&self->review_on, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

static gboolean
read_version (LoketTemplate *self,
              GKeyFile      *file,
              GError       **error)
{
  g_autofree char *value = g_key_file_get_value (file, self->id, "version", NULL);
  guint64 version = 1;

  if (value != NULL && !g_ascii_string_to_unsigned (g_strstrip (value), 10, 1, G_MAXINT, &version, NULL))
    return _loket_template_fail (error, self->id, "version", "a number from 1 on");
  self->version = (guint) version;
  return TRUE;
}

/* A brace that opens or closes nothing is a slip of whoever wrote it. */
static gboolean
check_braces (LoketTemplate *self,
              GPtrArray     *blanks,
              GError       **error)
{
  gsize at = 0;

  for (guint i = 0; i <= blanks->len; i++)
    {
      const LoketBlank *blank = i < blanks->len ? g_ptr_array_index (blanks, i) : NULL;
      gsize end = blank != NULL ? blank->from : strlen (self->text);

      for (; at < end; at++)
        if (self->text[at] == '{' || self->text[at] == '}')
          {
            g_autofree char *part = g_utf8_make_valid (self->text + at, (gssize) MIN (strcspn (self->text + at, "\n"), 30));
            g_autofree char *what = g_strdup_printf ("“%s” is no placeholder", part);

            return _loket_template_fail (error, self->id, "text", what);
          }
      at = blank != NULL ? blank->to : at;
    }
  return TRUE;
}

static gboolean
read_text (LoketTemplate *self,
           GKeyFile      *file,
           GError       **error)
{
  g_autoptr (GPtrArray) blanks = NULL;

  if (!read_value (file, self->id, "text", &self->text, error))
    return FALSE;
  if (loket_text_is_blank (self->text))
    return _loket_template_fail (error, self->id, "text", "it is missing");
  if (g_utf8_strlen (self->text, -1) > LOKET_LIMIT_TEMPLATE_CHARS)
    return _loket_template_fail (error, self->id, "text", "too long");
  blanks = loket_blank_find_all (self->text);
  if (blanks->len > LOKET_LIMIT_TEMPLATE_BLANKS)
    return _loket_template_fail (error, self->id, "text", "too many placeholders");
  return check_braces (self, blanks, error);
}

static gboolean
check_id (const char *id,
          GError    **error)
{
  gsize length = strlen (id);

  if (length == 0 || length > LOKET_LIMIT_TEMPLATE_ID_CHARS ||
      id[strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0')
    return _loket_template_fail (error, id, NULL, "a group is named with small letters, digits and hyphens");
  return TRUE;
}

static gboolean
check_keys (GKeyFile    *file,
            const char  *group,
            GError     **error)
{
  static const char *const known[] = { "title", "categories", "outcomes", "owner", "review", "version", "text", NULL };
  g_auto (GStrv) keys = g_key_file_get_keys (file, group, NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!g_strv_contains (known, keys[i]))
      return _loket_template_fail (error, group, keys[i], "there is no such key");
  return TRUE;
}

/* Reads the template of a group. */
LoketTemplate *
_loket_template_read (GKeyFile    *file,
                      const char  *group,
                      GError     **error)
{
  g_autoptr (LoketTemplate) self = NULL;

  if (!check_id (group, error) || !check_keys (file, group, error))
    return NULL;
  self = _loket_template_new (group);
  if (!read_line (file, group, "title", &self->title, error) ||
      !read_list (file, group, "categories", &self->categories, error) || !read_outcomes (self, file, error) ||
      !read_line (file, group, "owner", &self->owner, error) || !read_review (self, file, error) ||
      !read_version (self, file, error) || !read_text (self, file, error))
    return NULL;
  return g_steal_pointer (&self);
}
