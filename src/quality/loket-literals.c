/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-literals.h"

#include <string.h>

/*
 * Reads a regular expression for the texts without which it cannot match. Knows
 * the syntax that the patterns of the checks use; whatever else there is counts
 * as “anything”, so that the answer may be too careful and never wrong.
 */

#define MOST_WORDS    1200
#define LONGEST_WORD  24
#define LONGEST_KEPT  10
#define LARGEST_CLASS 6
#define MOST_REPEATS  16

/* What is known of a piece: all texts it can be, what it begins with, one of
 * which it holds; NULL for not known. */
typedef struct
{
  GHashTable *exact;
  GHashTable *lead;
  GHashTable *need;
  gboolean    at_word;
} Piece;

typedef struct
{
  const char *at;
  guint       depth;
} Reader;

static Piece read_choice (Reader *reader);

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GHashTable *
set_of (const char *word)
{
  GHashTable *set = set_new ();

  g_hash_table_add (set, g_strdup (word));
  return set;
}

static GHashTable *
set_ref (GHashTable *set)
{
  return set != NULL ? g_hash_table_ref (set) : NULL;
}

static void
piece_clear (Piece *piece)
{
  g_clear_pointer (&piece->exact, g_hash_table_unref);
  g_clear_pointer (&piece->lead, g_hash_table_unref);
  g_clear_pointer (&piece->need, g_hash_table_unref);
}

static gsize
shortest (GHashTable *set)
{
  GHashTableIter iter;
  gpointer word;
  gsize length = G_MAXSIZE;

  g_hash_table_iter_init (&iter, set);
  while (length > 0 && g_hash_table_iter_next (&iter, &word, NULL))
    length = MIN (length, strlen (word));
  return length == G_MAXSIZE ? 0 : length;
}

/* All of @a followed by all of @b, NULL where that is too much. */
static GHashTable *
product (GHashTable *a,
         GHashTable *b)
{
  g_autoptr (GHashTable) set = NULL;
  GHashTableIter i, j;
  gpointer first, second;

  if (a == NULL || b == NULL || g_hash_table_size (a) * g_hash_table_size (b) > MOST_WORDS)
    return NULL;
  set = set_new ();
  g_hash_table_iter_init (&i, a);
  while (g_hash_table_iter_next (&i, &first, NULL))
    {
      g_hash_table_iter_init (&j, b);
      while (g_hash_table_iter_next (&j, &second, NULL))
        {
          char *word = g_strconcat (first, second, NULL);

          g_hash_table_add (set, word);
          if (strlen (word) > LONGEST_WORD)
            return NULL;
        }
    }
  return g_steal_pointer (&set);
}

static GHashTable *
unite (GHashTable *a,
       GHashTable *b)
{
  GHashTable *set;
  GHashTableIter iter;
  gpointer word;

  if (a == NULL || b == NULL || g_hash_table_size (a) + g_hash_table_size (b) > MOST_WORDS)
    return NULL;
  set = set_new ();
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    g_hash_table_add (set, g_strdup (word));
  g_hash_table_iter_init (&iter, b);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    g_hash_table_add (set, g_strdup (word));
  return set;
}

/* The set that says more: longer words, or fewer. */
static GHashTable *
better (GHashTable *a,
        GHashTable *b)
{
  if (a == NULL || shortest (a) == 0)
    return b != NULL && shortest (b) > 0 ? b : NULL;
  if (b == NULL || shortest (b) == 0)
    return a;
  if (shortest (a) != shortest (b))
    return shortest (a) > shortest (b) ? a : b;
  return g_hash_table_size (a) <= g_hash_table_size (b) ? a : b;
}

/* What a piece begins with, from all that is known. */
static GHashTable *
lead_of (const Piece *piece)
{
  if (piece->exact != NULL)
    return shortest (piece->exact) > 0 ? piece->exact : NULL;
  return piece->lead;
}

static Piece
piece_of (const char *word)
{
  Piece piece = { .exact = set_of (word) };

  piece.need = *word != '\0' ? set_ref (piece.exact) : NULL;
  return piece;
}

static Piece
join (Piece a,
      Piece b)
{
  Piece all = { 0 };

  all.exact = product (a.exact, b.exact);
  if (a.exact != NULL)
    {
      all.lead = product (a.exact, b.exact != NULL ? b.exact : b.lead);
      if (all.lead == NULL || shortest (all.lead) == 0)
        {
          g_clear_pointer (&all.lead, g_hash_table_unref);
          all.lead = set_ref (lead_of (&a));
        }
    }
  else
    all.lead = set_ref (a.lead);
  all.need = set_ref (better (better (a.need, b.need), better (all.lead, lead_of (&b))));
  all.at_word = a.at_word;
  if (a.exact != NULL && g_hash_table_size (a.exact) == 1 && g_hash_table_contains (a.exact, ""))
    all.at_word = a.at_word || b.at_word;
  piece_clear (&a);
  piece_clear (&b);
  return all;
}

static Piece
choose (Piece a,
        Piece b)
{
  Piece any = { 0 };

  any.exact = unite (a.exact, b.exact);
  any.lead = unite (lead_of (&a), lead_of (&b));
  any.need = unite (a.need, b.need);
  any.at_word = a.at_word && b.at_word;
  piece_clear (&a);
  piece_clear (&b);
  return any;
}

/* @least to @most times, @most 0 for any number. */
static Piece
repeat (Piece a,
        guint least,
        guint most)
{
  Piece all = { 0 };
  g_autoptr (GHashTable) times = set_of ("");

  if (a.exact != NULL && most > 0 && most <= MOST_REPEATS)
    {
      g_autoptr (GHashTable) sum = least == 0 ? set_of ("") : NULL;

      for (guint n = 1; n <= most && times != NULL; n++)
        {
          GHashTable *next = product (times, a.exact);

          g_hash_table_unref (times);
          times = next;
          if (n >= least)
            {
              GHashTable *more = n == least && sum == NULL ? set_ref (times) : unite (sum, times);

              g_clear_pointer (&sum, g_hash_table_unref);
              sum = more;
              if (sum == NULL)
                break;
            }
        }
      all.exact = times != NULL ? set_ref (sum) : NULL;
    }
  if (least > 0)
    {
      all.lead = set_ref (lead_of (all.exact != NULL ? &all : &a));
      all.need = set_ref (better (a.need, all.lead));
      all.at_word = a.at_word;
    }
  piece_clear (&a);
  return all;
}

static char
fold (char c)
{
  return g_ascii_isdigit (c) ? '0' : g_ascii_tolower (c);
}

/* The character class at “[”: a few plain characters are known, else anything. */
static Piece
read_class (Reader *reader)
{
  g_autoptr (GHashTable) set = set_new ();
  gboolean plain = reader->at[1] != '^';
  const char *p = reader->at + 1;

  for (; *p != '\0' && (*p != ']' || p == reader->at + 1); p++)
    {
      char word[2] = { 0 };

      if (*p == '\\')
        {
          p++;
          plain = plain && strchr ("./-()[]", *p) != NULL && *p != '\0';
        }
      else if (*p == '-' && p > reader->at + 1 && p[1] != ']')
        plain = FALSE;
      if ((guchar) *p >= 0x80 || *p == '[')
        plain = FALSE;
      if (*p == '\0')
        break;
      word[0] = fold (*p);
      g_hash_table_add (set, g_strdup (word));
    }
  reader->at = *p == ']' ? p + 1 : p;
  if (plain && g_hash_table_size (set) <= LARGEST_CLASS)
    {
      Piece piece = { .exact = set_ref (set), .need = set_ref (set) };

      return piece;
    }
  return (Piece) { 0 };
}

static Piece
read_escape (Reader *reader)
{
  char c = reader->at[1];
  char word[2] = { c, 0 };
  Piece piece;

  reader->at += c != '\0' ? 2 : 1;
  if (c == 'b')
    {
      piece = piece_of ("");
      piece.at_word = TRUE;
      return piece;
    }
  if (c == 'd')
    return piece_of ("0");
  if (c == 'B')
    return piece_of ("");
  if (c != '\0' && g_ascii_ispunct (c))
    return piece_of (word);
  if ((c == 'p' || c == 'P' || c == 'x') && *reader->at == '{')
    while (*reader->at != '\0' && *reader->at++ != '}')
      ;
  return (Piece) { 0 };
}

/* Past the group that began before @reader. */
static void
skip_group (Reader *reader)
{
  for (guint depth = 1; *reader->at != '\0' && depth > 0;)
    {
      if (*reader->at == '\\' && reader->at[1] != '\0')
        reader->at += 2;
      else if (*reader->at == '[')
        {
          Piece piece = read_class (reader);

          piece_clear (&piece);
        }
      else
        {
          depth += *reader->at == '(' ? 1 : *reader->at == ')' ? -1U : 0;
          reader->at++;
        }
    }
}

static Piece
read_group (Reader *reader)
{
  Piece piece;

  reader->at++;
  if (reader->at[0] == '?')
    {
      const char *p = reader->at + 1;

      if (*p == '=' || *p == '!' || *p == '<')
        {
          skip_group (reader);
          return piece_of ("");
        }
      while (*p == 'i' || *p == '-')
        p++;
      if (*p != ':')
        {
          skip_group (reader);
          return (Piece) { 0 };
        }
      reader->at = p + 1;
    }
  reader->depth++;
  piece = read_choice (reader);
  reader->depth--;
  if (*reader->at == ')')
    reader->at++;
  return piece;
}

static gboolean
is_plain (char c)
{
  return c > ' ' && (guchar) c < 0x7F ? strchr ("\\()[]{}|?*+.^$", c) == NULL : c == ' ';
}

/* Plain characters in a row, without one that is repeated. */
static Piece
read_plain (Reader *reader)
{
  char word[LONGEST_KEPT + 1] = { 0 };
  guint n = 0;

  do
    word[n++] = fold (*reader->at++);
  while (n < LONGEST_KEPT && is_plain (*reader->at) && strchr ("?*+{", reader->at[1]) == NULL);
  return piece_of (word);
}

static Piece
read_atom (Reader *reader)
{
  switch (*reader->at)
    {
    case '(':
      return read_group (reader);
    case '[':
      return read_class (reader);
    case '\\':
      return read_escape (reader);
    case '^':
    case '$':
      reader->at++;
      return piece_of ("");
    case '.':
      reader->at++;
      return (Piece) { 0 };
    default:
      if ((guchar) *reader->at < 0x80)
        return read_plain (reader);
      reader->at++;
      return (Piece) { 0 };
    }
}

static Piece
read_repeated (Reader *reader)
{
  Piece piece = read_atom (reader);
  guint least = 1, most = 1;

  if (*reader->at == '{' && g_ascii_isdigit (reader->at[1]))
    {
      char *end;

      least = most = (guint) g_ascii_strtoull (reader->at + 1, &end, 10);
      if (*end == ',')
        most = (guint) g_ascii_strtoull (end + 1, &end, 10);
      reader->at = *end == '}' ? end + 1 : end;
    }
  else if (*reader->at != '\0' && strchr ("?*+", *reader->at) != NULL)
    {
      least = *reader->at == '+' ? 1 : 0;
      most = *reader->at == '?' ? 1 : 0;
      reader->at++;
    }
  else
    return piece;
  if (*reader->at == '?' || *reader->at == '+')
    reader->at++;
  return repeat (piece, least, most);
}

/* Puts @next after @branch and @tail, the last pieces that are known exactly:
 * those make one word, even behind something unknown. */
static void
append (Piece *branch,
        Piece *tail,
        Piece  next)
{
  g_autoptr (GHashTable) both = product (tail->exact, next.exact);

  if (both != NULL)
    {
      *tail = join (*tail, next);
      return;
    }
  *branch = join (*branch, *tail);
  *tail = next;
}

/* One piece for all of @branches, in pairs, so that long lists are not copied
 * for every branch. */
static Piece
choose_all (GArray *branches)
{
  while (branches->len > 1)
    {
      guint half = (branches->len + 1) / 2;

      for (guint i = 0; i + half < branches->len; i++)
        g_array_index (branches, Piece, i) =
            choose (g_array_index (branches, Piece, i), g_array_index (branches, Piece, i + half));
      g_array_set_size (branches, half);
    }
  return g_array_index (branches, Piece, 0);
}

static Piece
read_choice (Reader *reader)
{
  g_autoptr (GArray) branches = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (;;)
    {
      Piece branch = piece_of ("");
      Piece tail = piece_of ("");

      while (*reader->at != '\0' && *reader->at != '|' && (*reader->at != ')' || reader->depth == 0))
        append (&branch, &tail, read_repeated (reader));
      branch = join (branch, tail);
      g_array_append_val (branches, branch);
      if (*reader->at != '|')
        return choose_all (branches);
      reader->at++;
    }
}

/* Whether looking for the words of a set is worth it: a letter alone is everywhere. */
static gboolean
is_useful (GHashTable *set)
{
  GHashTableIter iter;
  gpointer word;

  if (set == NULL || g_hash_table_size (set) == 0)
    return FALSE;
  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (strlen (word) < 2 && (*(char *) word == '\0' || g_ascii_isalpha (*(char *) word) || *(char *) word == ' '))
      return FALSE;
  return TRUE;
}

static gboolean
all_begin_words (GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (!g_ascii_isalnum (*(char *) g_ptr_array_index (words, i)))
      return FALSE;
  return TRUE;
}

/* Reads @source; FALSE where nothing in particular has to be there. */
gboolean
_loket_literals_read (const char    *source,
                      LoketLiterals *out)
{
  Reader reader = { source, 0 };
  Piece piece = read_choice (&reader);
  GHashTable *lead = lead_of (&piece);
  gboolean leads = is_useful (lead);
  GHashTable *set = leads ? lead : piece.need;
  gboolean useful = *reader.at == '\0' && is_useful (set);

  if (useful)
    {
      g_autoptr (GHashTable) kept = set_new ();
      GHashTableIter iter;
      gpointer word;

      g_hash_table_iter_init (&iter, set);
      while (g_hash_table_iter_next (&iter, &word, NULL))
        g_hash_table_add (kept, g_strndup (word, LONGEST_KEPT));
      out->words = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_iter_init (&iter, kept);
      while (g_hash_table_iter_next (&iter, &word, NULL))
        g_ptr_array_add (out->words, g_strdup (word));
      out->leads = leads;
      out->at_word = leads && piece.at_word && all_begin_words (out->words);
    }
  piece_clear (&piece);
  return useful;
}

/* Frees what _loket_literals_read() gave. */
void
_loket_literals_clear (LoketLiterals *literals)
{
  g_clear_pointer (&literals->words, g_ptr_array_unref);
}
