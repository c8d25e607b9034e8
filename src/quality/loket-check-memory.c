/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-check-memory.h"

#include "loket-checker-private.h"
#include "loket-keys.h"

/**
 * LoketCheckMemory:
 *
 * Checks the same draft again and again while somebody writes it. What can be
 * said of a paragraph alone, its words, sentences, quotations and the places of
 * all expressions, is kept as long as the paragraph stays as it is; the rules
 * then run over what the paragraphs have together. Nothing that depends on more
 * than the paragraph's own text is kept, so that another outcome, file, setting
 * or complaint needs no care, and the remarks are those of loket_checker_run().
 */
struct _LoketCheckMemory
{
  GObject       parent_instance;

  LoketChecker *checker;
  GHashTable   *known;     /* paragraphs of the last draft: as written -> LoketBlock */
  char         *written;   /* what the complaint tells */
  LoketProse   *complaint; /* the same, prepared */
  GHashTable   *told;      /* its keys */
};

G_DEFINE_FINAL_TYPE (LoketCheckMemory, loket_check_memory, G_TYPE_OBJECT)

static void
loket_check_memory_finalize (GObject *object)
{
  LoketCheckMemory *self = LOKET_CHECK_MEMORY (object);

  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->complaint, _loket_prose_free);
  g_clear_pointer (&self->written, g_free);
  /* The last: what was found points at its expressions. */
  g_clear_object (&self->checker);
  G_OBJECT_CLASS (loket_check_memory_parent_class)->finalize (object);
}

static void
loket_check_memory_class_init (LoketCheckMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_check_memory_finalize;
}

static GHashTable *
blocks_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) _loket_block_unref);
}

static void
loket_check_memory_init (LoketCheckMemory *self)
{
  self->known = blocks_new ();
}

/**
 * loket_check_memory_new:
 * @checker: a checker
 *
 * Makes an empty memory.
 *
 * Returns: (transfer full): the memory
 */
LoketCheckMemory *
loket_check_memory_new (LoketChecker *checker)
{
  LoketCheckMemory *self;

  g_return_val_if_fail (LOKET_IS_CHECKER (checker), NULL);

  self = g_object_new (LOKET_TYPE_CHECK_MEMORY, NULL);
  self->checker = g_object_ref (checker);
  return self;
}

static void
read_complaint (LoketCheckMemory      *self,
                const LoketCheckInput *input)
{
  g_autofree char *written = _loket_checker_dup_told (input);
  g_autoptr (GHashTable) known = NULL;

  if (g_strcmp0 (written, self->written) == 0)
    return;

  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->complaint, _loket_prose_free);
  g_free (self->written);
  self->written = g_steal_pointer (&written);
  known = blocks_new ();
  self->complaint = _loket_checker_read (self->checker, self->written, known);
  self->told = _loket_keys_new (self->complaint);
}

/* Forgets the paragraphs that are not in the draft. */
static void
keep_only (LoketCheckMemory *self,
           const LoketProse *draft)
{
  g_autoptr (GHashTable) kept = blocks_new ();

  for (guint i = 0; i < draft->blocks->len; i++)
    {
      LoketBlock *block = g_ptr_array_index (draft->blocks, i);

      g_hash_table_replace (kept, block->raw, _loket_block_ref (block));
    }
  g_hash_table_unref (self->known);
  self->known = g_steal_pointer (&kept);
}

/* Reads draft and complaint; the draft is the caller's. */
static LoketProse *
read_texts (LoketCheckMemory      *self,
            const LoketCheckInput *input,
            LoketCheckTexts       *texts)
{
  LoketProse *draft;

  read_complaint (self, input);
  draft = _loket_checker_read (self->checker, input->text, self->known);
  keep_only (self, draft);
  *texts = (LoketCheckTexts){ draft, self->complaint, self->told };
  return draft;
}

/**
 * loket_check_memory_run:
 * @self: a memory
 * @input: the draft and what is known
 * @language: (nullable): `id` or `en`
 * @skeleton: (out) (optional): the checklist
 *
 * Checks a draft like loket_checker_run() and loket_checker_read_skeleton(), in
 * less than a millisecond where one paragraph changed. Any thread, but only one
 * at a time.
 *
 * Returns: (transfer full) (element-type LoketFinding): the remarks, in the
 *   order of their places
 */
GPtrArray *
loket_check_memory_run (LoketCheckMemory      *self,
                        const LoketCheckInput *input,
                        const char            *language,
                        LoketSkeleton         *skeleton)
{
  g_autoptr (LoketProse) draft = NULL;
  LoketCheckTexts texts;

  g_return_val_if_fail (LOKET_IS_CHECK_MEMORY (self) && input != NULL, NULL);

  if (skeleton != NULL)
    *skeleton = (LoketSkeleton){ 0 };
  if (!loket_checker_load (self->checker, NULL))
    return _loket_checker_no_findings ();

  draft = read_texts (self, input, &texts);
  return _loket_checker_judge (self->checker, &texts, input, language, skeleton);
}

/**
 * loket_check_memory_find_copies:
 * @self: a memory
 * @copies: the agency's replies to other complaints
 * @input: the draft and what is known
 * @language: (nullable): `id` or `en`
 *
 * Looks only whether a draft is the answer to another complaint, REL-05, like
 * loket_checker_run() does where @input has those answers. Any thread, but only
 * one at a time.
 *
 * Returns: (transfer full) (element-type LoketFinding): the remark, or nothing
 */
GPtrArray *
loket_check_memory_find_copies (LoketCheckMemory      *self,
                                LoketCopies           *copies,
                                const LoketCheckInput *input,
                                const char            *language)
{
  g_autoptr (LoketProse) draft = NULL;
  LoketCheckTexts texts;

  g_return_val_if_fail (LOKET_IS_CHECK_MEMORY (self) && copies != NULL && input != NULL, NULL);

  if (!loket_checker_load (self->checker, NULL))
    return _loket_checker_no_findings ();

  draft = read_texts (self, input, &texts);
  return _loket_checker_judge_copies (self->checker, &texts, copies, input, language);
}
