/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-limits.h"
#include "loket-complaint.h"
#include "loket-draft.h"
#include "loket-stored-attachment.h"

G_BEGIN_DECLS

#define LOKET_TYPE_DRAFT_BOX (loket_draft_box_get_type ())
G_DECLARE_INTERFACE (LoketDraftBox, loket_draft_box, LOKET, DRAFT_BOX, GObject)

/**
 * LoketDraftBoxInterface:
 * @load: reads the draft of a complaint; the task returns a #LoketDraft, or
 *   %NULL without an error when there is none
 * @save: stores a draft durably; the task returns it as stored
 * @discard: puts a draft away; the task returns a number to bring it back by
 * @restore: brings a draft back; the task returns it
 * @send: freezes a draft and its files as a reply and queues it durably, and
 *   with that the draft is gone; the task returns the reply's id
 * @owns: tells at once whether a reply was sent by this device and accepted
 * @claim: (nullable): tells colleagues whether a complaint is being answered
 * @list_files: (nullable): reads the files of a complaint's draft; the task
 *   returns a #GPtrArray of #LoketStoredAttachment
 * @keep_file: (nullable): keeps a file for the draft, durably and sealed; the
 *   task returns whether; %NULL for a box without files
 * @drop_file: (nullable): forgets a file of a draft; the task returns whether
 * @find_refused: (nullable): finds the reply that the draft of a complaint was, if
 *   the hub did not take it because of what it says; the task returns a
 *   #LoketOutboxOp, %NULL for none
 * @get_limits: (nullable): narrows what may be attached
 *
 * Where a composer keeps its draft: the officer's files, or a fake in a test.
 * The task is handed over with each call, and has to be returned from exactly
 * once, later.
 */
struct _LoketDraftBoxInterface
{
  GTypeInterface parent_iface;

  void (*load)    (LoketDraftBox    *self,
                   const char       *complaint_id,
                   GTask            *task);
  void (*save)    (LoketDraftBox    *self,
                   const LoketDraft *draft,
                   GTask            *task);
  void (*discard) (LoketDraftBox    *self,
                   const char       *complaint_id,
                   GTask            *task);
  void (*restore) (LoketDraftBox    *self,
                   gint64            handle,
                   GTask            *task);
  void (*send)    (LoketDraftBox    *self,
                   const LoketDraft *draft,
                   GPtrArray        *attachments,
                   LoketComplaint   *complaint,
                   GTask            *task);
  gboolean (*owns) (LoketDraftBox   *self,
                    const char      *reply_id);
  void (*claim)   (LoketDraftBox    *self,
                   const char       *complaint_id,
                   gboolean          answering);
  void (*list_files) (LoketDraftBox  *self,
                      const char     *complaint_id,
                      GTask          *task);
  void (*keep_file)  (LoketDraftBox  *self,
                      const char     *complaint_id,
                      LoketAttachment *attachment,
                      guint           removed,
                      GBytes         *bytes,
                      GTask          *task);
  void (*drop_file)  (LoketDraftBox  *self,
                      const char     *id,
                      GTask          *task);
  void (*find_refused) (LoketDraftBox *self,
                        const char    *complaint_id,
                        GTask         *task);
  void (*get_limits) (LoketDraftBox  *self,
                      LoketAttachmentLimits *limits);
};

G_END_DECLS
