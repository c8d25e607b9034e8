/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-alarm.h"
#include "loket-check-input.h"
#include "loket-composer.h"
#include "loket-copies.h"
#include "loket-draft-box.h"
#include "loket-skeleton.h"
#include "loket-vocabulary.h"
#include "loket-worker.h"

G_BEGIN_DECLS

/*
 * What a check of a draft saw.
 */
typedef struct
{
  GPtrArray    *findings; /* of LoketFinding */
  LoketSkeleton skeleton;
} LoketCheckResult;

/*
 * Checks a draft, on the composer's worker.
 */
typedef void (*LoketCheckFunc) (const LoketCheckInput *input,
                                GObject               *data,
                                LoketCheckResult      *result);

/*
 * How a draft is compared with other replies: read_async() reads those, as
 * LoketPreviousReply, and compare() runs on the composer's worker, with the data
 * of its checks. Without read_async() nothing is compared.
 */
typedef struct
{
  void       (*read_async)  (GObject              *replies_of,
                             const LoketComplaint *complaint,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
  GPtrArray *(*read_finish) (GObject              *replies_of,
                             GAsyncResult         *result,
                             GError              **error);
  GPtrArray *(*compare)     (LoketCopies           *copies,
                             const LoketCheckInput *input,
                             GObject               *data);
} LoketCopySource;

typedef struct _LoketComposerCopies LoketComposerCopies;

/*
 * What a composer is made of: @check may be NULL for no checks.
 */
typedef struct
{
  LoketDraftBox *box;
  LoketClock    *clock;
  LoketWorker   *worker;
  LoketCheckFunc check;
  GObject       *check_data;
  LoketCopySource copy;
  GObject       *replies_of;
  LoketVocabulary *vocabulary;
  const char    *time_zone;
  const char    *agency_name;
} LoketComposerParts;

/* What the hub found in the reply that a draft was. */
typedef struct _LoketRefusal LoketRefusal;

/*
 * Every change of the content gets the next number; what was saved and checked
 * is told by the number it had.
 */
struct _LoketComposer
{
  GObject            parent_instance;

  LoketDraftBox     *box;
  LoketClock        *clock;
  LoketWorker       *worker;
  LoketCheckFunc     check;
  GObject           *check_data;
  LoketVocabulary   *vocabulary; /* NULL for none */
  LoketQualitySettings *settings; /* NULL for none */
  LoketTemplates    *templates;   /* NULL for none */
  GListStore        *template_items;
  char              *template_search; /* NULL for none */
  GWeakRef           session;
  char              *time_zone;
  char              *agency_name;

  LoketComplaint    *complaint;
  LoketDraft        *draft;
  LoketComposerState state;
  LoketAttachmentList *attachments;
  gboolean           keep_metadata;
  char              *save_trouble;
  gint64             saved_at;

  guint              content;      /* number of the present content */
  guint              saved;        /* number of the content on disk */
  gboolean           saving;
  gint64             changed_us;   /* since when there is something unsaved */
  LoketAlarm        *save_alarm;
  GQueue             flushes;      /* of GTask, until content is saved */

  GListStore        *findings;
  GPtrArray         *found;        /* of LoketFinding: what the latest check said; NULL before */
  char              *found_in;     /* the text that it checked */
  LoketComposerCopies *copies;     /* NULL where drafts are not compared */
  GListStore        *checklist;
  GHashTable        *ignored;      /* what the officer does not want to hear again in this reply */
  guint              to_check;     /* number of what there is to check: content and complaint */
  guint              checked;      /* number of what findings are of */
  gboolean           check_runs;
  LoketAlarm        *check_alarm;
  GQueue             checks;       /* of GTask, until content is checked */
  LoketFindingItem  *to_apply;     /* what the officer wants replaced once it is; NULL for nothing */
  char              *to_write;

  LoketRefusal      *refusal;      /* NULL for none */

  gint64             discard_handle;

  gboolean           claimed;           /* colleagues were told */
  gboolean           wrote_since_claim;
  LoketAlarm        *claim_alarm;
};

enum
{
  LOKET_COMPOSER_PROP_0,
  LOKET_COMPOSER_PROP_TEXT,
  LOKET_COMPOSER_PROP_OUTCOME,
  LOKET_COMPOSER_PROP_STATE,
  LOKET_COMPOSER_PROP_STATE_TEXT,
  LOKET_COMPOSER_PROP_CHECKING,
  LOKET_COMPOSER_PROP_CAN_SEND,
  LOKET_COMPOSER_PROP_CONFLICT,
  LOKET_COMPOSER_PROP_CAN_UNDO_DISCARD,
  LOKET_COMPOSER_N_PROPS
};

LoketComposer *_loket_composer_new_from_parts (const LoketComposerParts *parts,
                                               LoketComplaint           *complaint);

/* loket-composer.c */
void           _loket_composer_notify         (LoketComposer            *self,
                                               guint                     property);
void           _loket_composer_set_state      (LoketComposer            *self,
                                               LoketComposerState        state);
void           _loket_composer_content_changed (LoketComposer           *self);
void           _loket_composer_findings_moved (LoketComposer            *self);
void           _loket_composer_show_draft     (LoketComposer            *self,
                                               LoketDraft               *draft);
LoketDraft    *_loket_composer_new_draft      (LoketComposer            *self);

/* loket-composer-save.c */
void           _loket_composer_save_soon      (LoketComposer            *self);
void           _loket_composer_save_now      (LoketComposer            *self);
void           _loket_composer_save_alarm_cb  (gpointer                  user_data);

/* loket-composer-attach.c */
gboolean       _loket_composer_has_files      (LoketComposer            *self);
gboolean       _loket_composer_check_files    (LoketComposer            *self,
                                               GError                  **error);
void           _loket_composer_load_files     (LoketComposer            *self,
                                               GTask                    *task);

/* loket-composer-claim.c */
void           _loket_composer_claim          (LoketComposer            *self);
void           _loket_composer_unclaim        (LoketComposer            *self);
void           _loket_composer_claim_alarm_cb (gpointer                  user_data);

/* loket-composer-checks.c */
void           _loket_composer_check_soon     (LoketComposer            *self);
void           _loket_composer_check_now      (LoketComposer            *self);
void           _loket_composer_check_alarm_cb (gpointer                  user_data);
LoketCheckInput *_loket_composer_make_input   (LoketComposer            *self);
void           _loket_composer_show_findings  (LoketComposer            *self);

/* loket-composer-apply.c */
gboolean       _loket_composer_apply_late     (LoketComposer            *self);

/* loket-composer-override.c */
void           _loket_composer_mark_overrides (LoketComposer            *self);

/* loket-composer-copies.c */
LoketComposerCopies *_loket_composer_copies_new (LoketComposer           *composer,
                                               const LoketCopySource    *source,
                                               GObject                  *replies_of);
void           _loket_composer_copies_free    (LoketComposerCopies      *self);
void           _loket_composer_copies_soon    (LoketComposerCopies      *self);
GPtrArray     *_loket_composer_copies_get_findings (LoketComposerCopies *self);

/* loket-composer-refusal.c */
void           _loket_refusal_free            (LoketRefusal             *self);
void           _loket_composer_add_refused    (LoketComposer            *self,
                                               GPtrArray                *findings,
                                               const char               *text);
void           _loket_composer_load_refusal   (LoketComposer            *self,
                                               GTask                    *task);

/* loket-composer-template.c */
void           _loket_composer_set_guidance   (LoketComposer            *self,
                                               LoketQualitySettings     *checks,
                                               LoketTemplates           *templates);

/* loket-composer-ignore.c */
gboolean       _loket_composer_is_ignored     (LoketComposer            *self,
                                               const LoketFinding       *finding,
                                               const char               *text);

G_END_DECLS
