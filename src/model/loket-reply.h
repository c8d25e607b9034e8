/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment.h"
#include "loket-enums.h"
#include "loket-time.h"

G_BEGIN_DECLS

/** Who may read a reply: everybody, or the reporter alone. */
typedef enum
{
  LOKET_VISIBILITY_UNKNOWN,
  LOKET_VISIBILITY_PUBLIC,
  LOKET_VISIBILITY_REPORTER,
} LoketVisibility;

const char     *loket_visibility_to_name   (LoketVisibility value);
LoketVisibility loket_visibility_from_name (const char     *name);

/**
 * LoketOverride:
 * @rule: the id of the check that the officer overruled
 * @reason: why, in the officer's words
 */
typedef struct
{
  char *rule;
  char *reason;
} LoketOverride;

LoketOverride *loket_override_new  (const char    *rule,
                                    const char    *reason);
void           loket_override_free (LoketOverride *self);

/**
 * LoketReply:
 * @reply_id: a UUID, made once before the first attempt and for ever the reply's own
 * @complaint_id: the hub's id of the complaint
 * @based_on: the complaint's substance that the officer had read
 * @prev_reply_id: (nullable): the reply to the same complaint that this device sent before
 * @outcome: what it says about the matter
 * @visibility: who may read it
 * @text: the text
 * @attachments: (element-type LoketAttachment): the files that go with it, each
 *   with its upload's id
 * @overrides: (element-type LoketOverride): checks that were overruled
 * @device_id: the sending device, a UUID
 * @composed_at: when it was sent off, by the device's clock; for display only
 * @ack: a later substance the officer has read and answers all the same; 0 for none
 *
 * A reply as it is sent. Filled once by its maker; from the moment a second
 * reference exists nobody changes it, and then any thread may read it.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  char           *reply_id;
  char           *complaint_id;
  gint64          based_on;
  char           *prev_reply_id;
  LoketOutcome    outcome;
  LoketVisibility visibility;
  char           *text;
  GPtrArray      *attachments;
  GPtrArray      *overrides;
  char           *device_id;
  gint64          composed_at;
  gint64          ack;
} LoketReply;

#define LOKET_TYPE_REPLY (loket_reply_get_type ())

GType       loket_reply_get_type (void) G_GNUC_CONST;
LoketReply *loket_reply_new      (void);
LoketReply *loket_reply_ref      (LoketReply *self);
void        loket_reply_unref    (LoketReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketOverride, loket_override_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketReply, loket_reply_unref)

G_END_DECLS
