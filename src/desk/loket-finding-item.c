/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-finding-item.h"

#include "loket-finding-item-private.h"

/**
 * LoketFindingItem:
 *
 * One finding of the checks, for a list on screen, with the reason that the
 * officer gave to send in spite of it.
 */
struct _LoketFindingItem
{
  GObject           parent_instance;

  LoketFinding     *finding;
  char             *reason;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketFindingItem, loket_finding_item, G_TYPE_OBJECT)

static void
loket_finding_item_finalize (GObject *object)
{
  LoketFindingItem *self = LOKET_FINDING_ITEM (object);

  g_clear_pointer (&self->finding, loket_finding_free);
  g_free (self->reason);
  G_OBJECT_CLASS (loket_finding_item_parent_class)->finalize (object);
}

static void
loket_finding_item_class_init (LoketFindingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_finding_item_finalize;

  /**
   * LoketFindingItem::changed:
   * @self: the finding
   *
   * The override was given or taken back.
   */
  signals[CHANGED] = g_signal_new ("changed", LOKET_TYPE_FINDING_ITEM, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_finding_item_init (LoketFindingItem *self)
{
}

/**
 * loket_finding_item_new:
 * @finding: what a check found; copied
 *
 * Makes a finding for the screen.
 *
 * Returns: (transfer full): a finding without an override
 */
LoketFindingItem *
loket_finding_item_new (const LoketFinding *finding)
{
  LoketFindingItem *self = g_object_new (LOKET_TYPE_FINDING_ITEM, NULL);

  g_return_val_if_fail (finding != NULL, self);

  self->finding = loket_finding_copy (finding);
  return self;
}

/*< private >
 * _loket_finding_item_set_override:
 * @self: a finding
 * @reason: (nullable): why to send in spite of it; %NULL takes it back
 *
 * Notes the officer's reason.
 */
void
_loket_finding_item_set_override (LoketFindingItem *self,
                                  const char       *reason)
{
  if (g_strcmp0 (self->reason, reason) == 0)
    return;

  g_free (self->reason);
  self->reason = g_strdup (reason);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * loket_finding_item_get_rule:
 * @self: a finding
 *
 * Tells which rule found it.
 *
 * Returns: (transfer none): the rule's id
 */
const char *
loket_finding_item_get_rule (LoketFindingItem *self)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), NULL);

  return self->finding->rule;
}

/**
 * loket_finding_item_get_severity:
 * @self: a finding
 *
 * Tells how much it weighs.
 *
 * Returns: the severity
 */
LoketSeverity
loket_finding_item_get_severity (LoketFindingItem *self)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), LOKET_SEVERITY_OFF);

  return self->finding->severity;
}

/**
 * loket_finding_item_get_start:
 * @self: a finding
 *
 * Tells where in the draft it begins.
 *
 * Returns: code points from the beginning
 */
guint
loket_finding_item_get_start (LoketFindingItem *self)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), 0);

  return self->finding->start;
}

/**
 * loket_finding_item_get_end:
 * @self: a finding
 *
 * Tells where in the draft it ends, as loket_finding_item_get_start().
 *
 * Returns: code points from the beginning; the start for something missing
 */
guint
loket_finding_item_get_end (LoketFindingItem *self)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), 0);

  return self->finding->end;
}

/**
 * loket_finding_item_get_message:
 * @self: a finding
 *
 * Tells what is wrong and why it matters.
 *
 * Returns: (transfer none): a sentence in the user's language
 */
const char *
loket_finding_item_get_message (LoketFindingItem *self)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), NULL);

  return self->finding->message;
}

/**
 * loket_finding_item_get_suggestion:
 * @self: a finding
 *
 * Tells what to do about it.
 *
 * Returns: (transfer none) (nullable): a sentence in the user's language
 */
const char *
loket_finding_item_get_suggestion (LoketFindingItem *self)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), NULL);

  return self->finding->suggestion;
}

/**
 * loket_finding_item_dup_replacement:
 * @self: a finding
 *
 * Tells what can stand in place of the range as it is: what the check says, or for
 * personal data, which only have to go, the phrase that the suggestion quotes.
 * Elsewhere the quoted phrase is an example whose date and unit are not the
 * officer's.
 *
 * Returns: (transfer full) (nullable): a text, %NULL where the officer has to
 *   write one
 */
char *
loket_finding_item_dup_replacement (LoketFindingItem *self)
{
  const char *from = NULL;
  const char *to = NULL;

  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), NULL);

  if (self->finding->replacement != NULL)
    return g_strdup (self->finding->replacement);
  if (self->finding->suggestion == NULL || self->finding->start == self->finding->end ||
      !g_str_has_prefix (self->finding->rule, "PDP-"))
    return NULL;

  from = strstr (self->finding->suggestion, "“");
  to = from != NULL ? strstr (from, "”") : NULL;
  if (to == NULL)
    return NULL;

  from += strlen ("“");
  return g_strndup (from, (gsize) (to - from));
}

/**
 * loket_finding_item_get_choices:
 * @self: a finding
 *
 * Tells what can stand in place of the range where there are several.
 *
 * Returns: (transfer none) (nullable): the texts, %NULL for none
 */
const char *const *
loket_finding_item_get_choices (LoketFindingItem *self)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), NULL);

  return (const char *const *) self->finding->choices;
}

/**
 * loket_finding_item_get_override:
 * @self: a finding
 *
 * Tells the officer's reason to send in spite of it.
 *
 * Returns: (transfer none) (nullable): the reason
 */
const char *
loket_finding_item_get_override (LoketFindingItem *self)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), NULL);

  return self->reason;
}

/**
 * loket_finding_item_stops_sending:
 * @self: a finding
 *
 * Tells whether the reply cannot be sent as things are.
 *
 * Returns: whether it is a blocker without a reason
 */
gboolean
loket_finding_item_stops_sending (LoketFindingItem *self)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), FALSE);

  return self->finding->severity == LOKET_SEVERITY_BLOCKER && self->reason == NULL;
}

static gboolean
has_same_choices (LoketFindingItem *self,
                  LoketFindingItem *other)
{
  if (self->finding->choices == NULL || other->finding->choices == NULL)
    return self->finding->choices == other->finding->choices;
  return g_strv_equal ((const char *const *) self->finding->choices, (const char *const *) other->finding->choices);
}

/**
 * loket_finding_item_says_the_same:
 * @self: a finding
 * @other: another
 *
 * Tells whether both say the same about as many characters, wherever they are.
 *
 * Returns: whether they do; reasons are not compared
 */
gboolean
loket_finding_item_says_the_same (LoketFindingItem *self,
                                  LoketFindingItem *other)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), FALSE);
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (other), FALSE);

  return self->finding->severity == other->finding->severity &&
         self->finding->end - self->finding->start == other->finding->end - other->finding->start &&
         g_strcmp0 (self->finding->rule, other->finding->rule) == 0 &&
         g_strcmp0 (self->finding->message, other->finding->message) == 0 &&
         g_strcmp0 (self->finding->suggestion, other->finding->suggestion) == 0 &&
         g_strcmp0 (self->finding->replacement, other->finding->replacement) == 0 &&
         has_same_choices (self, other);
}

/*< private >
 * _loket_finding_item_move:
 * @self: a finding
 * @other: one that says the same
 *
 * Takes over the other's place.
 *
 * Returns: whether it was another place
 */
gboolean
_loket_finding_item_move (LoketFindingItem *self,
                          LoketFindingItem *other)
{
  g_return_val_if_fail (loket_finding_item_says_the_same (self, other), FALSE);

  if (self->finding->start == other->finding->start)
    return FALSE;
  self->finding->start = other->finding->start;
  self->finding->end = other->finding->end;
  return TRUE;
}

/**
 * loket_finding_item_equal:
 * @self: a finding
 * @other: another
 *
 * Tells whether both say the same about the same place.
 *
 * Returns: whether they do; reasons are not compared
 */
gboolean
loket_finding_item_equal (LoketFindingItem *self,
                          LoketFindingItem *other)
{
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (self), FALSE);
  g_return_val_if_fail (LOKET_IS_FINDING_ITEM (other), FALSE);

  return self->finding->start == other->finding->start && loket_finding_item_says_the_same (self, other);
}
