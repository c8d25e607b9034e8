/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-checker-private.h"

#include "loket-keys.h"
#include "loket-messages.h"
#include "loket-template-private.h"

/**
 * LoketChecker:
 *
 * Reads drafts and makes remarks. Local and deterministic: the same draft of
 * the same complaint gets the same remarks, and each says why. A checker never
 * changes once it is loaded; any thread may run it.
 */
G_DEFINE_FINAL_TYPE (LoketChecker, loket_checker, G_TYPE_OBJECT)

static void
loket_checker_finalize (GObject *object)
{
  LoketChecker *self = LOKET_CHECKER (object);

  g_clear_pointer (&self->spelling, _loket_spelling_free);
  g_clear_pointer (&self->lexicon, _loket_lexicon_free);
  g_clear_error (&self->broken);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (loket_checker_parent_class)->finalize (object);
}

static void
loket_checker_class_init (LoketCheckerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_checker_finalize;
}

static void
loket_checker_init (LoketChecker *self)
{
  g_mutex_init (&self->lock);
}

/**
 * loket_checker_new_unloaded:
 *
 * Makes a checker that reads its word lists, patterns and dictionary when they
 * are first needed, which takes some fifty milliseconds: for a screen that must
 * not wait. Call loket_checker_load() on a worker.
 *
 * Returns: (transfer full): the checker
 */
LoketChecker *
loket_checker_new_unloaded (void)
{
  return g_object_new (LOKET_TYPE_CHECKER, NULL);
}

/**
 * loket_checker_load:
 * @self: a checker
 * @error: return location for a #GError; one means that the build is broken
 *
 * Makes a checker ready, if it is not. Any thread; a second one waits.
 *
 * Returns: whether it can check; one that cannot finds nothing
 */
gboolean
loket_checker_load (LoketChecker  *self,
                    GError       **error)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (LOKET_IS_CHECKER (self), FALSE);

  locker = g_mutex_locker_new (&self->lock);
  if (self->lexicon == NULL && self->broken == NULL)
    {
      self->lexicon = _loket_lexicon_new (&self->broken);
      if (self->lexicon != NULL)
        {
          self->spelling = _loket_spelling_new (NULL, self->lexicon->vocabulary);
          _loket_spelling_is_available (self->spelling);
        }
      g_atomic_int_set (&self->is_broken, self->lexicon == NULL);
    }
  if (self->broken != NULL && error != NULL)
    *error = g_error_copy (self->broken);
  return self->lexicon != NULL;
}

/**
 * loket_checker_is_broken:
 * @self: a checker
 *
 * Tells whether loading failed. Never waits for one that is under way. Any thread.
 *
 * Returns: whether it cannot check
 */
gboolean
loket_checker_is_broken (LoketChecker *self)
{
  g_return_val_if_fail (LOKET_IS_CHECKER (self), TRUE);

  return g_atomic_int_get (&self->is_broken) != 0;
}

/**
 * loket_checker_new:
 * @error: return location for a #GError; one means that the build is broken
 *
 * Makes a checker that is ready. Takes some fifty milliseconds for its patterns
 * and the dictionary: keep it.
 *
 * Returns: (transfer full) (nullable): the checker
 */
LoketChecker *
loket_checker_new (GError **error)
{
  g_autoptr (LoketChecker) self = loket_checker_new_unloaded ();

  return loket_checker_load (self, error) ? g_steal_pointer (&self) : NULL;
}

static int
rule_index (const char *id)
{
  for (guint i = 0; i < _loket_n_rules; i++)
    if (g_str_equal (_loket_rules[i].id, id))
      return (int) i;
  return -1;
}

/* By place, then by the order of the rules; what is missing comes first. */
static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const LoketFinding *x = *(LoketFinding *const *) a;
  const LoketFinding *y = *(LoketFinding *const *) b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end < y->end ? -1 : 1;
  return rule_index (x->rule) - rule_index (y->rule);
}

/*< private >
 * _loket_checker_no_findings:
 *
 * Says nothing.
 *
 * Returns: (transfer full) (element-type LoketFinding): an empty list
 */
GPtrArray *
_loket_checker_no_findings (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) loket_finding_free);
}

/*< private >
 * _loket_checker_read:
 * @self: a checker
 * @text: (nullable): a text
 * @known: (nullable): paragraphs that were read before, see _loket_prose_read()
 *
 * Reads a text for its rules.
 *
 * Returns: (transfer full): the text, prepared
 */
LoketProse *
_loket_checker_read (LoketChecker *self,
                     const char   *text,
                     GHashTable   *known)
{
  return _loket_prose_read (text, self->lexicon->scanner, known);
}

/*< private >
 * _loket_checker_dup_told:
 * @input: what is known
 *
 * Puts together what the complaint tells.
 *
 * Returns: (transfer full): its title and its body
 */
char *
_loket_checker_dup_told (const LoketCheckInput *input)
{
  return g_strconcat (input->title != NULL ? input->title : "", "\n\n", input->body, NULL);
}

static void
run_rule (LoketRun        *run,
          const LoketRule *rule)
{
  if (rule->severity == LOKET_SEVERITY_OFF ||
      loket_quality_settings_apply (run->input->settings, rule->id, LOKET_SEVERITY_BLOCKER) == LOKET_SEVERITY_OFF)
    return;
  run->rule = rule;
  rule->check (run);
}

static void
run_rules (LoketRun *run)
{
  for (guint i = 0; i < _loket_n_rules; i++)
    run_rule (run, &_loket_rules[i]);
  g_ptr_array_sort (run->findings, compare_findings);
}

static LoketApproved *
match_templates (const LoketCheckInput *input,
                 const LoketCheckTexts *texts)
{
  return input->templates != NULL ? _loket_templates_match (input->templates, texts->draft) : NULL;
}

static LoketRun
run_new (LoketChecker          *self,
         const LoketCheckTexts *texts,
         const LoketCheckInput *input,
         const char            *language,
         const LoketApproved   *approved)
{
  return (LoketRun){
    .input = input,
    .draft = texts->draft,
    .complaint = texts->complaint,
    .told = texts->told,
    .lexicon = self->lexicon,
    .spelling = self->spelling,
    .approved = approved,
    .language = language,
    .findings = _loket_checker_no_findings (),
  };
}

/*< private >
 * _loket_checker_judge:
 * @self: a checker
 * @texts: the draft and the complaint, prepared by _loket_checker_read()
 * @input: the same draft, and what is known
 * @language: (nullable): `id` or `en`
 * @skeleton: (out) (optional): the checklist
 *
 * Runs the rules. Any thread, as long as it is the only one with these texts.
 *
 * Returns: (transfer full) (element-type LoketFinding): the remarks, in the
 *   order of their places
 */
GPtrArray *
_loket_checker_judge (LoketChecker          *self,
                      const LoketCheckTexts *texts,
                      const LoketCheckInput *input,
                      const char            *language,
                      LoketSkeleton         *skeleton)
{
  g_autoptr (LoketApproved) approved = match_templates (input, texts);
  LoketRun run = run_new (self, texts, input, language, approved);

  run_rules (&run);
  if (skeleton != NULL)
    _loket_run_read_skeleton (&run, skeleton);
  return run.findings;
}

/*< private >
 * _loket_checker_judge_copies:
 * @self: a checker
 * @texts: the draft and the complaint, prepared by _loket_checker_read()
 * @copies: the agency's replies to other complaints
 * @input: the same draft, and what is known
 * @language: (nullable): `id` or `en`
 *
 * Runs the rule about copies alone. Any thread, as long as it is the only one
 * with these texts.
 *
 * Returns: (transfer full) (element-type LoketFinding): the remark, or nothing
 */
GPtrArray *
_loket_checker_judge_copies (LoketChecker          *self,
                             const LoketCheckTexts *texts,
                             LoketCopies           *copies,
                             const LoketCheckInput *input,
                             const char            *language)
{
  g_autoptr (LoketApproved) approved = match_templates (input, texts);
  LoketRun run = run_new (self, texts, input, language, approved);

  run.copies = copies;
  run_rule (&run, &_loket_rules[rule_index ("REL-05")]);
  return run.findings;
}

static GPtrArray *
check_once (LoketChecker          *self,
            const LoketCheckInput *input,
            const char            *language,
            LoketSkeleton         *skeleton)
{
  g_autofree char *told = _loket_checker_dup_told (input);
  g_autoptr (LoketProse) draft = _loket_checker_read (self, input->text, NULL);
  g_autoptr (LoketProse) complaint = _loket_checker_read (self, told, NULL);
  g_autoptr (GHashTable) keys = _loket_keys_new (complaint);
  LoketCheckTexts texts = { draft, complaint, keys };

  return _loket_checker_judge (self, &texts, input, language, skeleton);
}

/**
 * loket_checker_run:
 * @self: a checker
 * @input: the draft and what is known
 * @language: (nullable): `id` or `en`
 *
 * Checks a draft. A millisecond or a few for a long one; who checks the same
 * draft again and again has a #LoketCheckMemory. Any thread.
 *
 * Returns: (transfer full) (element-type LoketFinding): the remarks, in the
 *   order of their places
 */
GPtrArray *
loket_checker_run (LoketChecker          *self,
                   const LoketCheckInput *input,
                   const char            *language)
{
  g_return_val_if_fail (LOKET_IS_CHECKER (self) && input != NULL, NULL);

  return loket_checker_load (self, NULL) ? check_once (self, input, language, NULL) : _loket_checker_no_findings ();
}

/**
 * loket_checker_read_skeleton:
 * @self: a checker
 * @input: the draft and what is known
 * @out: (out): the checklist
 *
 * Looks for the parts of a complete reply: salutation, problem, finding, action,
 * remaining action, follow-up, closing. Pure; any thread.
 */
void
loket_checker_read_skeleton (LoketChecker          *self,
                             const LoketCheckInput *input,
                             LoketSkeleton         *out)
{
  g_autoptr (GPtrArray) findings = NULL;

  g_return_if_fail (LOKET_IS_CHECKER (self) && input != NULL && out != NULL);

  *out = (LoketSkeleton){ 0 };
  if (!loket_checker_load (self, NULL))
    return;
  findings = check_once (self, input, NULL, out);
}

/**
 * loket_checker_dup_rules:
 * @self: a checker
 *
 * Lists the rules there are.
 *
 * Returns: (transfer full): their ids
 */
GStrv
loket_checker_dup_rules (LoketChecker *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (LOKET_IS_CHECKER (self), NULL);

  for (guint i = 0; i < _loket_n_rules; i++)
    g_strv_builder_add (builder, _loket_rules[i].id);
  return g_strv_builder_end (builder);
}

/**
 * loket_checker_get_severity:
 * @self: a checker
 * @rule: a rule's id
 *
 * Tells how much a rule usually matters.
 *
 * Returns: the severity; off for a rule there is not and for one that only an
 *   agency's settings switch on
 */
LoketSeverity
loket_checker_get_severity (LoketChecker *self,
                            const char   *rule)
{
  int index;

  g_return_val_if_fail (LOKET_IS_CHECKER (self) && rule != NULL, LOKET_SEVERITY_OFF);

  index = rule_index (rule);
  return index < 0 || _loket_rules[index].on_wish ? LOKET_SEVERITY_OFF : _loket_rules[index].severity;
}

/**
 * loket_checker_get_title:
 * @self: (nullable): a checker; titles are the same without
 * @rule: a rule's id
 * @language: (nullable): `id` or `en`
 *
 * Gives a rule's name for people.
 *
 * Returns: a static text; @rule itself for a rule there is not
 */
const char *
loket_checker_get_title (LoketChecker *self,
                         const char   *rule,
                         const char   *language)
{
  g_return_val_if_fail ((self == NULL || LOKET_IS_CHECKER (self)) && rule != NULL, NULL);

  return _loket_message_title (rule, language);
}

/**
 * loket_checker_take_notice:
 * @self: a checker
 * @language: (nullable): `id` or `en`
 *
 * Tells, once, that spelling is not looked at because no Indonesian dictionary
 * is installed. Any thread.
 *
 * Returns: (nullable): a static text; %NULL when there is a dictionary, or when
 *   it was told already
 */
const char *
loket_checker_take_notice (LoketChecker *self,
                           const char   *language)
{
  g_return_val_if_fail (LOKET_IS_CHECKER (self), NULL);

  if (!loket_checker_load (self, NULL) || _loket_spelling_is_available (self->spelling) ||
      !g_atomic_int_compare_and_exchange (&self->noticed, 0, 1))
    return NULL;
  return g_strcmp0 (language, "en") == 0
             ? "No Indonesian dictionary is installed (hunspell-id): spelling is not checked."
             : "Kamus bahasa Indonesia (hunspell-id) tidak terpasang: ejaan tidak diperiksa.";
}

/**
 * loket_checker_dup_suggestions:
 * @self: a checker
 * @word: a word of a draft
 *
 * Looks for words that may have been meant. Takes some ten milliseconds: when
 * the officer asks, not while typing. Any thread.
 *
 * Returns: (transfer full): words, best first; empty without a dictionary
 */
GStrv
loket_checker_dup_suggestions (LoketChecker *self,
                               const char   *word)
{
  g_return_val_if_fail (LOKET_IS_CHECKER (self) && word != NULL, NULL);

  return loket_checker_load (self, NULL) ? _loket_spelling_suggest (self->spelling, word) : g_new0 (char *, 1);
}
