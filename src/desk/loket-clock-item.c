/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-clock-item.h"

#include "loket-clock-item-private.h"
#include "loket-explanation.h"
#include "loket-words-clock.h"

#include <glib/gi18n-lib.h>

/* More counted dates than these nobody reads one by one. */
#define MAX_LISTED_DAYS 14

enum
{
  TEXT_SHORT,
  TEXT_SENTENCE,
  TEXT_EXPLANATION,
  TEXT_DUE,
  TEXT_AGE,
  TEXT_COUNTED,
  TEXT_BASIS,
  TEXT_CERTAINTY,
  N_TEXTS
};

/**
 * LoketClockItem:
 *
 * One clock of a complaint in words: what a chip shows, what a screen reader
 * says, and why the deadline is what it is.
 *
 * It tells of any change by one signal. Belongs to the main thread.
 */
struct _LoketClockItem
{
  GObject       parent_instance;

  LoketSlaClock clock;
  LoketSlaState state;
  gint64        due;
  gint64        stop;
  gint64        next_change;
  char         *texts[N_TEXTS];
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketClockItem, loket_clock_item, G_TYPE_OBJECT)

static void
clear_texts (char **texts)
{
  for (guint i = 0; i < N_TEXTS; i++)
    g_clear_pointer (&texts[i], g_free);
}

static void
loket_clock_item_finalize (GObject *object)
{
  clear_texts (LOKET_CLOCK_ITEM (object)->texts);
  G_OBJECT_CLASS (loket_clock_item_parent_class)->finalize (object);
}

static void
loket_clock_item_class_init (LoketClockItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_clock_item_finalize;

  /**
   * LoketClockItem::changed:
   * @self: the clock
   *
   * Something that it says or the state it is in is another one now; its place
   * in the list is not meant.
   */
  signals[CHANGED] = g_signal_new ("changed", LOKET_TYPE_CLOCK_ITEM, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_clock_item_init (LoketClockItem *self)
{
}

/*< private >
 * _loket_clock_item_new:
 * @clock: which clock
 *
 * Makes a clock that says nothing yet.
 *
 * Returns: (transfer full): a clock
 */
LoketClockItem *
_loket_clock_item_new (LoketSlaClock clock)
{
  LoketClockItem *self = g_object_new (LOKET_TYPE_CLOCK_ITEM, NULL);

  self->clock = clock;
  self->stop = LOKET_TIME_UNSET;
  self->next_change = LOKET_TIME_UNSET;
  return self;
}

static char *
dup_sentence (const LoketSlaReading *reading,
              const char            *due,
              gint64                 now)
{
  const char *title = loket_sla_clock_to_title (reading->policy->clock, loket_words_language ());
  g_autofree char *left = loket_words_clock_left (reading, now);
  g_autofree char *chip = loket_words_clock_chip (reading, now);

  /* The dot of a chip is not to be read aloud. */
  if (strstr (chip, left) == NULL)
    /* TRANSLATORS: read aloud: where a clock stands, when it is or was due. */
    return g_strdup_printf (_("%1$s. %2$s."), chip, due);
  /* TRANSLATORS: read aloud: name of a clock, what is left, when it is due. */
  return g_strdup_printf (_("%1$s: %2$s. %3$s."), title, left, due);
}

static char *
dup_counted (const LoketSlaReading *reading)
{
  g_autoptr (LoketExplanation) explanation = NULL;

  if (reading->policy->unit != LOKET_SLA_WORKING_DAYS || reading->policy->limit > MAX_LISTED_DAYS)
    return NULL;
  explanation = loket_explanation_new (reading->calendar, reading->start, reading->due,
                                       reading->policy->limit);
  return loket_explanation_dup_counted (explanation, loket_words_language ());
}

static void
describe (const LoketSlaReading *reading,
          gint64                 now,
          char                 **texts)
{
  const LoketPolicy *policy = reading->policy;
  const char *language = loket_words_language ();

  texts[TEXT_SHORT] = loket_words_clock_chip (reading, now);
  texts[TEXT_DUE] = loket_words_clock_due (reading);
  texts[TEXT_SENTENCE] = dup_sentence (reading, texts[TEXT_DUE], now);
  texts[TEXT_EXPLANATION] = loket_sla_reading_dup_sentence (reading, language);
  texts[TEXT_AGE] = loket_words_clock_age (reading);
  texts[TEXT_COUNTED] = dup_counted (reading);
  texts[TEXT_BASIS] = g_strdup (g_str_has_prefix (language, "en") ? policy->basis_en
                                                                  : policy->basis_id);
  texts[TEXT_CERTAINTY] = loket_words_clock_certainty (policy);
}

/*< private >
 * _loket_clock_item_read:
 * @self: a clock
 * @reading: its reading
 * @now: the instant of the reading, Unix seconds
 *
 * Says what is true at an instant, and tells once if that is something else than
 * before.
 */
void
_loket_clock_item_read (LoketClockItem        *self,
                        const LoketSlaReading *reading,
                        gint64                 now)
{
  char *texts[N_TEXTS] = { NULL };
  gboolean same = self->state == reading->state && self->stop == reading->stop &&
                  self->due == reading->due;

  g_assert (reading->policy->clock == self->clock);

  describe (reading, now, texts);
  for (guint i = 0; same && i < N_TEXTS; i++)
    same = g_strcmp0 (texts[i], self->texts[i]) == 0;

  clear_texts (self->texts);
  memcpy (self->texts, texts, sizeof texts);
  self->state = reading->state;
  self->due = reading->due;
  self->stop = reading->stop;
  self->next_change = reading->next_change;
  if (!same)
    g_signal_emit (self, signals[CHANGED], 0);
}

static int
get_rank (LoketClockItem *self)
{
  if (self->stop != LOKET_TIME_UNSET)
    return 2;
  return loket_words_clock_is_ours (self->clock) ? 0 : 1;
}

/*< private >
 * _loket_clock_item_compare:
 * @a: a clock
 * @b: another one of the same complaint
 *
 * Orders by urgency: what the agency has to keep by its due instant, then what
 * others have to, then what has stopped, the latest first.
 *
 * Returns: as strcmp()
 */
int
_loket_clock_item_compare (LoketClockItem *a,
                           LoketClockItem *b)
{
  int by_rank = get_rank (a) - get_rank (b);
  gboolean stopped = a->stop != LOKET_TIME_UNSET;
  gint64 first = stopped ? b->stop : a->due;
  gint64 second = stopped ? a->stop : b->due;

  if (by_rank != 0)
    return by_rank;
  if (first != second)
    return first < second ? -1 : 1;
  return (int) a->clock - (int) b->clock;
}

/**
 * loket_clock_item_get_clock:
 * @self: a clock
 *
 * Tells which clock it is.
 *
 * Returns: the clock
 */
LoketSlaClock
loket_clock_item_get_clock (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), LOKET_SLA_CLOCK_RESPONSE);

  return self->clock;
}

/**
 * loket_clock_item_get_state:
 * @self: a clock
 *
 * Tells where it stands.
 *
 * Returns: the state
 */
LoketSlaState
loket_clock_item_get_state (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), LOKET_SLA_ON_TIME);

  return self->state;
}

/**
 * loket_clock_item_get_running:
 * @self: a clock
 *
 * Tells whether it runs or stands still, but has not stopped for good.
 *
 * Returns: whether it does
 */
gboolean
loket_clock_item_get_running (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), FALSE);

  return self->stop == LOKET_TIME_UNSET;
}

/**
 * loket_clock_item_get_ours:
 * @self: a clock
 *
 * Tells whether the agency has to keep it.
 *
 * Returns: whether it has
 */
gboolean
loket_clock_item_get_ours (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), FALSE);

  return loket_words_clock_is_ours (self->clock);
}

/**
 * loket_clock_item_get_next_change:
 * @self: a clock
 *
 * Tells when its state becomes another by time alone.
 *
 * Returns: Unix seconds, or %LOKET_TIME_UNSET
 */
gint64
loket_clock_item_get_next_change (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), LOKET_TIME_UNSET);

  return self->next_change;
}

/**
 * loket_clock_item_get_title:
 * @self: a clock
 *
 * Tells what people call it.
 *
 * Returns: (transfer none): its name
 */
const char *
loket_clock_item_get_title (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), NULL);

  return loket_sla_clock_to_title (self->clock, loket_words_language ());
}

/**
 * loket_clock_item_get_text:
 * @self: a clock
 *
 * Tells which clock it is and where it stands, in few words.
 *
 * Returns: (transfer none): the words
 */
const char *
loket_clock_item_get_text (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), NULL);

  return self->texts[TEXT_SHORT];
}

/**
 * loket_clock_item_get_sentence:
 * @self: a clock
 *
 * Tells the same to somebody who only hears it: name, what is left, when it is
 * due.
 *
 * Returns: (transfer none): one sentence or two
 */
const char *
loket_clock_item_get_sentence (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), NULL);

  return self->texts[TEXT_SENTENCE];
}

/**
 * loket_clock_item_get_explanation:
 * @self: a clock
 *
 * Says how the due instant came about.
 *
 * Returns: (transfer none): a sentence
 */
const char *
loket_clock_item_get_explanation (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), NULL);

  return self->texts[TEXT_EXPLANATION];
}

/**
 * loket_clock_item_get_due:
 * @self: a clock
 *
 * Tells when it is due.
 *
 * Returns: (transfer none): the words
 */
const char *
loket_clock_item_get_due (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), NULL);

  return self->texts[TEXT_DUE];
}

/**
 * loket_clock_item_get_age:
 * @self: a clock
 *
 * Tells how long it has run or ran, and how much of that was waiting for the
 * reporter.
 *
 * Returns: (transfer none): the words
 */
const char *
loket_clock_item_get_age (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), NULL);

  return self->texts[TEXT_AGE];
}

/**
 * loket_clock_item_get_counted:
 * @self: a clock
 *
 * Lists the dates that were counted, where they are few enough to be read.
 *
 * Returns: (transfer none) (nullable): the list, %NULL for none
 */
const char *
loket_clock_item_get_counted (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), NULL);

  return self->texts[TEXT_COUNTED];
}

/**
 * loket_clock_item_get_basis:
 * @self: a clock
 *
 * Tells the regulation behind the limit.
 *
 * Returns: (transfer none): its name
 */
const char *
loket_clock_item_get_basis (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), NULL);

  return self->texts[TEXT_BASIS];
}

/**
 * loket_clock_item_get_certainty:
 * @self: a clock
 *
 * Tells how sure the rule is.
 *
 * Returns: (transfer none): one sentence or two
 */
const char *
loket_clock_item_get_certainty (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), NULL);

  return self->texts[TEXT_CERTAINTY];
}

/**
 * loket_clock_item_dup_all:
 * @self: a clock
 *
 * Tells everything about it as lines of text, to be pasted elsewhere.
 *
 * Returns: (transfer full): the text
 */
char *
loket_clock_item_dup_all (LoketClockItem *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (self), NULL);

  return g_strjoin ("\n", self->texts[TEXT_SENTENCE], self->texts[TEXT_EXPLANATION],
                    self->texts[TEXT_BASIS], self->texts[TEXT_CERTAINTY], NULL);
}
