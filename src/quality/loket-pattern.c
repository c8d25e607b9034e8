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
  pcre2_code          *code;
  pcre2_match_context *limits;
};

/* Compiles @source; Unicode letters and digits count as such. */
LoketPattern *
_loket_pattern_new (const char *source,
                    gboolean    any_case,
                    GError    **error)
{
  uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK | (any_case ? PCRE2_CASELESS : 0);
  PCRE2_SIZE at;
  int code;
  LoketPattern *pattern;
  pcre2_code *compiled = pcre2_compile ((PCRE2_SPTR) source, PCRE2_ZERO_TERMINATED, options, &code, &at, NULL);

  if (compiled == NULL)
    {
      PCRE2_UCHAR8 what[120];

      pcre2_get_error_message (code, what, sizeof what);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Pattern “%s”, byte %" G_GSIZE_FORMAT ": %s",
                   source, (gsize) at, (const char *) what);
      return NULL;
    }

  pattern = g_new0 (LoketPattern, 1);
  pattern->code = compiled;
  pattern->limits = pcre2_match_context_create (NULL);
  pcre2_set_match_limit (pattern->limits, MATCH_LIMIT);
  pcre2_set_depth_limit (pattern->limits, DEPTH_LIMIT);
  /* Without JIT it is only slower. */
  pcre2_jit_compile (compiled, PCRE2_JIT_COMPLETE);
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
  g_free (pattern);
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
  pcre2_match_data *data;
  int n;

  if (from > length)
    return FALSE;

  data = pcre2_match_data_create (1, NULL);
  n = pcre2_match (pattern->code, (PCRE2_SPTR) text, length, from,
                   PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY, data, pattern->limits);
  if (n >= 0)
    {
      const PCRE2_SIZE *ends = pcre2_get_ovector_pointer (data);

      found->start = ends[0];
      found->end = ends[1];
    }
  pcre2_match_data_free (data);
  return n >= 0 && found->end > found->start;
}
