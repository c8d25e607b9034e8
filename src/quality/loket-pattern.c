/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/*
 * A compiled regular expression with bounds: whatever an officer pastes, a
 * search ends. One that reaches a bound counts as “not found”.
 */
#define MATCH_LIMIT 200000
#define DEPTH_LIMIT 2000

struct _LoketPattern
{
  char                *source;
  gboolean             any_case;
  pcre2_code          *code;
  pcre2_code          *anchored; /* for a place that a scanner found */
  pcre2_match_context *limits;
  int                  slot;
};

static void
free_match_data (gpointer data)
{
  pcre2_match_data_free (data);
}

/* Room for the ends of a match; one a thread, because a search is short. */
static GPrivate room = G_PRIVATE_INIT (free_match_data);

static pcre2_match_data *
get_room (void)
{
  pcre2_match_data *data = g_private_get (&room);

  if (data == NULL)
    {
      data = pcre2_match_data_create (1, NULL);
      g_private_set (&room, data);
    }
  return data;
}

static pcre2_code *
compile (const char *source,
         uint32_t    options,
         GError    **error)
{
  PCRE2_SIZE at;
  int code;
  pcre2_code *compiled = pcre2_compile ((PCRE2_SPTR) source, PCRE2_ZERO_TERMINATED,
                                        PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK | options, &code, &at, NULL);

  if (compiled == NULL)
    {
      PCRE2_UCHAR8 what[120];

      pcre2_get_error_message (code, what, sizeof what);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Pattern “%s”, byte %" G_GSIZE_FORMAT ": %s",
                   source, (gsize) at, (const char *) what);
      return NULL;
    }
  /* Without JIT it is only slower. */
  pcre2_jit_compile (compiled, PCRE2_JIT_COMPLETE);
  return compiled;
}

/* Compiles @source; Unicode letters and digits count as such. */
LoketPattern *
_loket_pattern_new (const char *source,
                    gboolean    any_case,
                    GError    **error)
{
  pcre2_code *code = compile (source, any_case ? PCRE2_CASELESS : 0, error);
  LoketPattern *pattern;

  if (code == NULL)
    return NULL;

  pattern = g_new0 (LoketPattern, 1);
  pattern->source = g_strdup (source);
  pattern->any_case = any_case;
  pattern->slot = -1;
  pattern->code = code;
  pattern->limits = pcre2_match_context_create (NULL);
  pcre2_set_match_limit (pattern->limits, MATCH_LIMIT);
  pcre2_set_depth_limit (pattern->limits, DEPTH_LIMIT);
  return pattern;
}

/* Frees a pattern. */
void
_loket_pattern_free (LoketPattern *pattern)
{
  if (pattern == NULL)
    return;

  pcre2_match_context_free (pattern->limits);
  pcre2_code_free (pattern->code);
  pcre2_code_free (pattern->anchored);
  g_free (pattern->source);
  g_free (pattern);
}

/* The expression it was made of. */
const char *
_loket_pattern_get_source (const LoketPattern *pattern)
{
  return pattern->source;
}

/* Whether case does not matter. */
gboolean
_loket_pattern_is_any_case (const LoketPattern *pattern)
{
  return pattern->any_case;
}

/* Where a scanner keeps the hits of the pattern; with @leads a hit is where a
 * match begins. While it is made only. */
gboolean
_loket_pattern_set_slot (LoketPattern *pattern,
                         guint         slot,
                         gboolean      leads,
                         GError      **error)
{
  if (leads && pattern->anchored == NULL)
    {
      pattern->anchored = compile (pattern->source, PCRE2_ANCHORED | (pattern->any_case ? PCRE2_CASELESS : 0), error);
      if (pattern->anchored == NULL)
        return FALSE;
    }
  pattern->slot = (int) slot;
  return TRUE;
}

/* The slot, -1 for none. */
int
_loket_pattern_get_slot (const LoketPattern *pattern,
                         gboolean           *leads)
{
  *leads = pattern->anchored != NULL;
  return pattern->slot;
}

static gboolean
run (const LoketPattern *pattern,
     const pcre2_code   *code,
     const char         *text,
     gsize               length,
     gsize               from,
     LoketSpan          *found)
{
  pcre2_match_data *data = get_room ();
  int n = pcre2_match (code, (PCRE2_SPTR) text, length, from, PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, data, pattern->limits);
  const PCRE2_SIZE *ends = pcre2_get_ovector_pointer (data);

  if (n < 0 || ends[1] <= ends[0])
    return FALSE;
  found->start = ends[0];
  found->end = ends[1];
  return TRUE;
}

/* Finds the first place at or after byte @from that is not empty. @text is
 * valid UTF-8. Any thread. */
gboolean
_loket_pattern_find (const LoketPattern *pattern,
                     const char         *text,
                     gsize               length,
                     gsize               from,
                     LoketSpan          *found)
{
  return from <= length && run (pattern, pattern->code, text, length, from, found);
}

/* Finds a place that begins at byte @at. For patterns whose hits lead. */
gboolean
_loket_pattern_match_at (const LoketPattern *pattern,
                         const char         *text,
                         gsize               length,
                         gsize               at,
                         LoketSpan          *found)
{
  return at <= length && run (pattern, pattern->anchored, text, length, at, found);
}
