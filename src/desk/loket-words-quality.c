/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words-quality.h"

#include <glib/gi18n-lib.h>

#include "loket-checker.h"
#include "loket-wire-problem.h"

/**
 * loket_words_rule:
 * @rule: the id of a check
 *
 * Names a check of replies. Any thread.
 *
 * Returns: (transfer none): its title; @rule itself where a newer hub has a check
 *   that is not known here
 */
const char *
loket_words_rule (const char *rule)
{
  return loket_checker_get_title (NULL, rule, C_ ("language of findings", "en"));
}

/**
 * loket_words_blockers:
 * @places: (nullable) (element-type LoketProblemPlace): what the hub found in a reply
 *
 * Names the checks that stop a reply at the hub, each once, with its id: that is
 * what an officer overrules it by. Any thread.
 *
 * Returns: (transfer full) (nullable): the names, %NULL where the hub gave none
 */
char *
loket_words_blockers (GPtrArray *places)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const LoketProblemPlace *place = g_ptr_array_index (places, i);
      const char *title = loket_words_rule (place->rule);

      if (!g_hash_table_add (told, place->rule))
        continue;
      if (names->len > 0)
        g_string_append (names, "; ");
      g_string_append (names, title);
      if (!g_str_equal (title, place->rule))
        g_string_append_printf (names, " (%s)", place->rule);
    }
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}
