/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-shift.h"

#include "loket-text.h"

/**
 * loket_sla_shift_free:
 * @self: (transfer full): a shift
 *
 * Frees a shift.
 */
void
loket_sla_shift_free (LoketSlaShift *self)
{
  g_clear_pointer (&self->edition, loket_edition_unref);
  g_free (self->reason);
  g_free (self);
}

static const char *
name_class (LoketComplaintClass klass,
            gboolean            english)
{
  switch (klass)
    {
    case LOKET_CLASS_COMPLAINT:
      return english ? "complaint without supervision" : "pengaduan tidak berkadar pengawasan";
    case LOKET_CLASS_SUPERVISORY:
      return english ? "complaint with supervision" : "pengaduan berkadar pengawasan";
    case LOKET_CLASS_INFORMATION:
      return english ? "request for information" : "permintaan informasi";
    case LOKET_CLASS_ASPIRATION:
      return english ? "aspiration" : "aspirasi";
    case LOKET_CLASS_UNKNOWN:
    default:
      return english ? "no class" : "belum diklasifikasi";
    }
}

/**
 * loket_sla_shift_dup_reason:
 * @self: a shift
 * @language: `id` or `en`
 *
 * Says why a deadline was moved, as it goes on after “because” or “karena”. What
 * was noted with the change is told in the language it was noted in.
 *
 * Returns: (transfer full): the words, for a person
 */
char *
loket_sla_shift_dup_reason (const LoketSlaShift *self,
                            const char          *language)
{
  gboolean english = g_str_has_prefix (language, "en");
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->edition == NULL)
    g_string_printf (text, english ? "the class was changed from %s to %s"
                                   : "klasifikasi diubah dari %s menjadi %s",
                     name_class (self->from_class, english), name_class (self->to_class, english));
  else if (loket_text_is_blank (self->reason))
    g_string_assign (text, english ? "the holidays or the rules were changed"
                                   : "hari libur atau aturan diubah");
  else
    g_string_assign (text, self->reason);

  if (self->edition == NULL && !loket_text_is_blank (self->reason))
    g_string_append_printf (text, " (%s)", self->reason);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
