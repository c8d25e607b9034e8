/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-templates.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-template-private.h"

/**
 * LoketTemplates:
 *
 * The texts that an agency approved for replies. Never changes; any thread may
 * use it. Read from a key file, one group a template:
 *
 *     [jalan-dalam-proses]
 *     title=Kerusakan jalan, dalam proses
 *     categories=INFRASTRUKTUR > JALAN
 *     outcomes=proses
 *     owner=Bidang Bina Marga
 *     review=2027-01-31
 *     text=Yth. {pelapor},\n\nLaporan mengenai {judul} …
 */
struct _LoketTemplates
{
  gatomicrefcount ref_count;

  GPtrArray      *list; /* of LoketTemplate */
  GHashTable     *by_id;
  LoketSentences *sentences;
};

G_DEFINE_BOXED_TYPE (LoketTemplates, loket_templates, loket_templates_ref, loket_templates_unref)

static LoketTemplates *
templates_new (void)
{
  LoketTemplates *self = g_new0 (LoketTemplates, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_template_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->sentences = _loket_sentences_new ();
  return self;
}

/* Takes @template; one with an id that is there already is dropped. */
static void
take (LoketTemplates *self,
      LoketTemplate  *template)
{
  if (g_hash_table_contains (self->by_id, template->id))
    {
      loket_template_unref (template);
      return;
    }
  g_ptr_array_add (self->list, template);
  g_hash_table_insert (self->by_id, template->id, template);
  _loket_sentences_add (self->sentences, template->text);
}

/**
 * loket_templates_parse:
 * @text: a key file in UTF-8
 * @length: its size in bytes, -1 for a text that ends with a NUL
 * @error: return location for a #GError of #LOKET_QUALITY_ERROR that names group
 *   and key
 *
 * Reads templates. One that cannot be used refuses them all. Any thread.
 *
 * Returns: (transfer full) (nullable): the templates
 */
LoketTemplates *
loket_templates_parse (const char  *text,
                       gssize       length,
                       GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (LoketTemplates) self = NULL;
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) groups = NULL;
  gsize n = 0;

  g_return_val_if_fail (text != NULL, NULL);

  if (length < 0)
    length = (gssize) strlen (text);
  if (length > LOKET_LIMIT_TEMPLATES_BYTES || !g_utf8_validate (text, length, NULL))
    {
      _loket_template_fail (error, "file", NULL, "too long, or not UTF-8");
      return NULL;
    }
  if (length > 0 && !g_key_file_load_from_data (file, text, (gsize) length, G_KEY_FILE_NONE, &local))
    {
      _loket_template_fail (error, "file", NULL, local->message);
      return NULL;
    }

  self = templates_new ();
  groups = g_key_file_get_groups (file, &n);
  if (n > LOKET_LIMIT_TEMPLATES)
    {
      _loket_template_fail (error, "file", NULL, "too many templates");
      return NULL;
    }
  for (gsize i = 0; i < n; i++)
    {
      LoketTemplate *template = _loket_template_read (file, groups[i], error);

      if (template == NULL)
        return NULL;
      take (self, template);
    }
  return g_steal_pointer (&self);
}

/**
 * loket_templates_ref:
 * @self: templates
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketTemplates *
loket_templates_ref (LoketTemplates *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_templates_unref:
 * @self: (transfer full): templates
 *
 * Gives a reference back. Any thread.
 */
void
loket_templates_unref (LoketTemplates *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  _loket_sentences_free (self->sentences);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->list);
  g_free (self);
}

/**
 * loket_templates_get_n:
 * @self: templates
 *
 * Counts them.
 *
 * Returns: how many
 */
guint
loket_templates_get_n (LoketTemplates *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->list->len;
}

/**
 * loket_templates_get:
 * @self: templates
 * @index: which one, below loket_templates_get_n()
 *
 * Gives one of them.
 *
 * Returns: (transfer none): the template
 */
LoketTemplate *
loket_templates_get (LoketTemplates *self,
                     guint           index)
{
  g_return_val_if_fail (self != NULL && index < self->list->len, NULL);

  return g_ptr_array_index (self->list, index);
}

/**
 * loket_templates_lookup:
 * @self: templates
 * @id: an id
 *
 * Looks for the template of that id.
 *
 * Returns: (transfer none) (nullable): the template
 */
LoketTemplate *
loket_templates_lookup (LoketTemplates *self,
                        const char     *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  return g_hash_table_lookup (self->by_id, id);
}

typedef struct
{
  const char  *category;
  LoketOutcome outcome;
} Wanted;

static int
compare_fit (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  const Wanted *wanted = user_data;
  guint one = loket_template_get_fit (*(LoketTemplate *const *) a, wanted->category, wanted->outcome);
  guint two = loket_template_get_fit (*(LoketTemplate *const *) b, wanted->category, wanted->outcome);

  return one == two ? 0 : one > two ? -1 : 1;
}

/**
 * loket_templates_dup_fitting:
 * @self: templates
 * @category: (nullable): the complaint's category
 * @outcome: what the reply says, unknown before it was chosen
 *
 * Lists those that fit; see loket_template_get_fit(). Any thread.
 *
 * Returns: (transfer full) (element-type LoketTemplate): the templates, the best
 *   first, those that fit alike in their own order
 */
GPtrArray *
loket_templates_dup_fitting (LoketTemplates *self,
                             const char     *category,
                             LoketOutcome    outcome)
{
  GPtrArray *fitting = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_template_unref);
  Wanted wanted = { category, outcome };

  g_return_val_if_fail (self != NULL, fitting);

  for (guint i = 0; i < self->list->len; i++)
    {
      LoketTemplate *template = g_ptr_array_index (self->list, i);

      if (loket_template_get_fit (template, category, outcome) > 0)
        g_ptr_array_add (fitting, loket_template_ref (template));
    }
  g_ptr_array_sort_with_data (fitting, compare_fit, &wanted);
  return fitting;
}

/* What of a text is of these templates. */
LoketApproved *
_loket_templates_match (LoketTemplates   *self,
                        const LoketProse *prose)
{
  return _loket_sentences_match (self->sentences, prose);
}

/**
 * loket_templates_has_sentence:
 * @self: templates
 * @sentence: one sentence of a reply
 *
 * Tells whether a sentence is one of a template: the same words in the same
 * order, in any case, with anything in the places of placeholders. Any thread.
 *
 * Returns: whether it is
 */
gboolean
loket_templates_has_sentence (LoketTemplates *self,
                              const char     *sentence)
{
  g_autoptr (LoketProse) prose = NULL;
  g_autoptr (LoketApproved) approved = NULL;

  g_return_val_if_fail (self != NULL && sentence != NULL, FALSE);

  prose = _loket_prose_new (sentence);
  approved = _loket_templates_match (self, prose);
  return memchr (approved->approved, 1, prose->length) != NULL;
}
