/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-rule.h"

/* REL-02: whether the reply is about the same kind of thing. */

#define FIELD_OBJECTS 1
#define FIELD_ROLE    2

static const LoketWordRow *
look_up (LoketRun   *run,
         const char *lower)
{
  const LoketWordRow *row = _loket_word_list_lookup (run->lexicon->objects, lower);
  g_autofree char *bare = NULL;

  if (row != NULL || !g_str_has_suffix (lower, "nya"))
    return row;
  bare = g_strndup (lower, strlen (lower) - strlen ("nya"));
  return _loket_word_list_lookup (run->lexicon->objects, bare);
}

static gboolean
names_itself (const LoketWordRow *row)
{
  return *_loket_word_row_get (row, FIELD_ROLE) == '\0';
}

/* The objects that the title names; the first is the one to tell. */
static GPtrArray *
asked_new (LoketRun *run)
{
  g_autoptr (LoketProse) title = _loket_prose_new (run->input->title);
  GPtrArray *asked = g_ptr_array_new ();

  for (guint i = 0; i < title->words->len; i++)
    {
      const LoketWordRow *row = look_up (run, _loket_prose_word (title, i)->lower);

      if (row != NULL && names_itself (row))
        g_ptr_array_add (asked, (char *) _loket_word_row_get (row, FIELD_OBJECTS));
    }
  return asked;
}

static gboolean
is_about (const LoketWordRow *row,
          GPtrArray          *asked)
{
  g_auto (GStrv) objects = g_strsplit (_loket_word_row_get (row, FIELD_OBJECTS), "|", -1);

  for (guint i = 0; i < asked->len; i++)
    if (g_strv_contains ((const char *const *) objects, g_ptr_array_index (asked, i)))
      return TRUE;
  return FALSE;
}

/* Whether the draft names, in any word for it, an object that the title names. */
gboolean
_loket_run_shares_object (LoketRun *run)
{
  g_autoptr (GPtrArray) asked = asked_new (run);

  for (guint i = 0; asked->len > 0 && i < run->draft->words->len; i++)
    {
      const LoketWordRow *row = look_up (run, _loket_prose_word (run->draft, i)->lower);

      if (row != NULL && is_about (row, asked))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_follow_up (LoketRun *run)
{
  for (guint i = 0; i < run->input->previous_replies->len; i++)
    if (((LoketPreviousReply *) g_ptr_array_index (run->input->previous_replies, i))->same_complaint)
      return TRUE;
  return FALSE;
}

/* REL-02: the title names an object, the answer of work done or under way names
 * only others. An answer that names none may speak of “itu”. */
void
_loket_rule_rel_02 (LoketRun *run)
{
  g_autoptr (GPtrArray) asked = NULL;
  gboolean other = FALSE;

  if ((run->input->outcome != LOKET_OUTCOME_IN_PROGRESS && run->input->outcome != LOKET_OUTCOME_RESOLVED) ||
      is_follow_up (run))
    return;
  asked = asked_new (run);
  for (guint i = 0; asked->len > 0 && i < run->draft->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (run->draft, i);
      const LoketWordRow *row = look_up (run, word->lower);

      if (row == NULL)
        continue;
      if (is_about (row, asked))
        return;
      other = other || (names_itself (row) && !_loket_run_is_quoted (run, word->span));
    }
  if (other)
    _loket_run_report_missing (run, NULL, g_ptr_array_index (asked, 0));
}
