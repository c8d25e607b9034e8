/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-drafts-private.h"

/* Checks that were overruled, as one text of a row. */

char *
_loket_overrides_to_text (GPtrArray *overrides)
{
  g_autoptr (GVariant) list = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < overrides->len; i++)
    {
      const LoketOverride *override = g_ptr_array_index (overrides, i);

      g_variant_builder_add (&builder, "(ss)", override->rule, override->reason);
    }
  list = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (list, FALSE);
}

void
_loket_overrides_from_text (GPtrArray  *overrides,
                            const char *text)
{
  g_autoptr (GVariant) list = g_variant_parse (G_VARIANT_TYPE ("a(ss)"), text, NULL, NULL, NULL);
  const char *rule;
  const char *reason;
  GVariantIter iter;

  if (list == NULL)
    return;
  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(&s&s)", &rule, &reason))
    g_ptr_array_add (overrides, loket_override_new (rule, reason));
}
