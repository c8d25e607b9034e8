/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-stems.h"

#include <string.h>

/*
 * Indonesian builds words with affixes faster than a dictionary lists them. A
 * word counts as built well when what is left without them is a known root.
 * Generous: too many roots are tried rather than too few.
 */

#define SHORTEST_ROOT  3
#define SHORTEST_INNER 4

static const char *const suffixes[] = { "", "lah", "kah", "pun", "nya", "kannya", "annya", "inya", "kan", "an", "i", "ku", "mu" };

/* A prefix, and the consonant of the root that it swallows before a vowel. */
static const struct
{
  const char *prefix;
  const char *swallowed;
} prefixes[] = {
  { "memper", NULL }, { "diper", NULL }, { "menge", NULL }, { "penge", NULL }, { "meng", "k" }, { "meny", "s" },
  { "mem", "p" }, { "men", "t" }, { "me", NULL }, { "peng", "k" }, { "peny", "s" }, { "pem", "p" }, { "pen", "t" },
  { "per", NULL }, { "pe", NULL }, { "ber", NULL }, { "ter", NULL }, { "di", NULL }, { "ke", NULL }, { "se", NULL },
  { "be", NULL }, { "non", NULL }, { "nir", NULL }, { "antar", NULL }, { "pra", NULL }, { "multi", NULL },
};

static const char *const inner[] = { "ber", "per", "ter", "ke", "se" };

static gboolean
any_prefix_known (const char     *base,
                  LoketRootKnown  known,
                  gpointer        data)
{
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      const char *root = base + strlen (prefixes[i].prefix);

      if (!g_str_has_prefix (base, prefixes[i].prefix) || strlen (root) < SHORTEST_ROOT)
        continue;
      if (known (root, data))
        return TRUE;
      if (prefixes[i].swallowed != NULL && strchr ("aiueo", *root) != NULL)
        {
          g_autofree char *whole = g_strconcat (prefixes[i].swallowed, root, NULL);

          if (known (whole, data))
            return TRUE;
        }
      for (guint j = 0; j < G_N_ELEMENTS (inner); j++)
        if (g_str_has_prefix (root, inner[j]) && strlen (root) - strlen (inner[j]) >= SHORTEST_INNER &&
            known (root + strlen (inner[j]), data))
          return TRUE;
    }
  return FALSE;
}

/* Whether @word, in small letters, is a known root or built of one. */
gboolean
_loket_stems_any_known (const char     *word,
                        LoketRootKnown  known,
                        gpointer        data)
{
  gsize length = strlen (word);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      gsize cut = strlen (suffixes[i]);
      g_autofree char *base = NULL;

      if (!g_str_has_suffix (word, suffixes[i]) || length < cut + SHORTEST_ROOT)
        continue;
      base = g_strndup (word, length - cut);
      if (known (base, data) || any_prefix_known (base, known, data))
        return TRUE;
    }
  return FALSE;
}
