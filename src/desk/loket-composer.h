/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-list.h"
#include "loket-finding-item.h"
#include "loket-session.h"
#include "loket-template-item.h"

G_BEGIN_DECLS

/**
 * LoketComposerState:
 * @LOKET_COMPOSER_LOADING: the draft is being read; the text is not editable yet
 * @LOKET_COMPOSER_EMPTY: there is no draft
 * @LOKET_COMPOSER_CHANGED: what is on screen is not on disk yet
 * @LOKET_COMPOSER_SAVED: what is on screen is on disk
 * @LOKET_COMPOSER_SAVE_FAILED: the disk refused; the text is in hand only
 * @LOKET_COMPOSER_SENDING: the reply is being frozen
 * @LOKET_COMPOSER_SENT: the reply is in the outbox, durably
 */
typedef enum
{
  LOKET_COMPOSER_LOADING,
  LOKET_COMPOSER_EMPTY,
  LOKET_COMPOSER_CHANGED,
  LOKET_COMPOSER_SAVED,
  LOKET_COMPOSER_SAVE_FAILED,
  LOKET_COMPOSER_SENDING,
  LOKET_COMPOSER_SENT,
} LoketComposerState;

#define LOKET_TYPE_COMPOSER_STATE (loket_composer_state_get_type ())
GType loket_composer_state_get_type (void) G_GNUC_CONST;

#define LOKET_TYPE_COMPOSER (loket_composer_get_type ())
G_DECLARE_FINAL_TYPE (LoketComposer, loket_composer, LOKET, COMPOSER, GObject)

/* Life: a new composer is LOADING until load finished. */
LoketComposer     *loket_composer_new             (LoketSession         *session,
                                                   LoketComplaint       *complaint);
void               loket_composer_load_async      (LoketComposer        *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean           loket_composer_load_finish     (LoketComposer        *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
LoketComplaint    *loket_composer_get_complaint   (LoketComposer        *self);
void               loket_composer_set_complaint   (LoketComposer        *self,
                                                   LoketComplaint       *complaint);

/* The draft. */
const char        *loket_composer_get_text        (LoketComposer        *self);
void               loket_composer_set_text        (LoketComposer        *self,
                                                   const char           *text);
LoketOutcome       loket_composer_get_outcome     (LoketComposer        *self);
void               loket_composer_set_outcome     (LoketComposer        *self,
                                                   LoketOutcome          outcome);
LoketComposerState loket_composer_get_state       (LoketComposer        *self);
char              *loket_composer_dup_state_text  (LoketComposer        *self);
void               loket_composer_flush_async     (LoketComposer        *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean           loket_composer_flush_finish    (LoketComposer        *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void               loket_composer_discard_async   (LoketComposer        *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean           loket_composer_discard_finish  (LoketComposer        *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
gboolean           loket_composer_get_can_undo_discard (LoketComposer   *self);
void               loket_composer_undo_discard    (LoketComposer        *self);

/* The agency's templates. */
void               loket_composer_search_templates (LoketComposer       *self,
                                                   const char           *search);
GListModel        *loket_composer_get_templates   (LoketComposer        *self);
guint              loket_composer_get_n_templates (LoketComposer        *self);
char              *loket_composer_dup_no_templates_text (LoketComposer  *self);
char              *loket_composer_dup_template_preview (LoketComposer   *self,
                                                   LoketTemplateItem    *item);
void               loket_composer_insert_template (LoketComposer        *self,
                                                   LoketTemplateItem    *item,
                                                   guint                 at,
                                                   guint                *start,
                                                   guint                *end);
gboolean           loket_composer_find_blank      (LoketComposer        *self,
                                                   guint                 from,
                                                   gboolean              forward,
                                                   guint                *start,
                                                   guint                *end);

/* Its files. */
LoketAttachmentList *loket_composer_get_attachments (LoketComposer      *self);
gboolean           loket_composer_get_can_attach  (LoketComposer        *self);
char              *loket_composer_dup_attachment_limits (LoketComposer  *self);
void               loket_composer_set_keep_metadata (LoketComposer      *self,
                                                   gboolean              keep_metadata);
gboolean           loket_composer_get_keep_metadata (LoketComposer      *self);
void               loket_composer_add_file_async  (LoketComposer        *self,
                                                   GFile                *file,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
LoketAttachmentItem *loket_composer_add_file_finish (LoketComposer      *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void               loket_composer_remove_attachment (LoketComposer      *self,
                                                   LoketAttachmentItem  *item);

/* The checks. */
GListModel        *loket_composer_get_findings    (LoketComposer        *self);
gboolean           loket_composer_get_checking    (LoketComposer        *self);
void               loket_composer_check_async     (LoketComposer        *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean           loket_composer_check_finish    (LoketComposer        *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
GListModel        *loket_composer_get_checklist   (LoketComposer        *self);
gboolean           loket_composer_apply_suggestion (LoketComposer       *self,
                                                   LoketFindingItem     *finding);
gboolean           loket_composer_apply_choice    (LoketComposer        *self,
                                                   LoketFindingItem     *finding,
                                                   guint                 choice);
gboolean           loket_composer_may_ignore      (LoketComposer        *self,
                                                   LoketFindingItem     *finding);
void               loket_composer_ignore          (LoketComposer        *self,
                                                   LoketFindingItem     *finding);
guint              loket_composer_get_n_ignored   (LoketComposer        *self);
void               loket_composer_heed_all        (LoketComposer        *self);
char              *loket_composer_dup_unknown_word (LoketComposer       *self,
                                                   LoketFindingItem     *finding);
void               loket_composer_learn           (LoketComposer        *self,
                                                   LoketFindingItem     *finding);
void               loket_composer_set_override    (LoketComposer        *self,
                                                   const char           *rule,
                                                   const char           *reason);
const char        *loket_composer_get_override    (LoketComposer        *self,
                                                   const char           *rule);

/* A complaint that changed under the draft. */
gboolean           loket_composer_get_conflict    (LoketComposer        *self);
char              *loket_composer_dup_conflict_text (LoketComposer      *self);
void               loket_composer_acknowledge     (LoketComposer        *self);

/* Sending. */
gboolean           loket_composer_get_can_send    (LoketComposer        *self);
char              *loket_composer_dup_why_not     (LoketComposer        *self);
void               loket_composer_send_async      (LoketComposer        *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
char              *loket_composer_send_finish     (LoketComposer        *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
