/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Stands between a client and its hub, ends TLS on both sides, and does to the
 * exchanges that pass what it was told. It works on threads of its own; every
 * function may be called from any thread.
 */
typedef struct _CutProxy CutProxy;

/* How a connection ends. */
typedef enum
{
  CUT_NOT,   /* it goes on */
  CUT_FIN,   /* no more bytes, without a good-bye of TLS */
  CUT_BYE,   /* with one */
  CUT_RST,   /* reset */
  CUT_STALL, /* nothing comes any more; the other side has to give up */
  CUT_DRIP,  /* the rest comes byte by byte, too slowly to wait for */
} CutEnd;

/* One side's message, as it was read. */
typedef struct
{
  GString    *head;   /* with the empty line that ends it */
  GByteArray *body;
} CutMessage;

CutMessage *cut_message_new        (void);
void        cut_message_free       (CutMessage *self);
char       *cut_message_get        (const CutMessage *self,
                                    const char       *header);
void        cut_message_set        (CutMessage *self,
                                    const char *header,
                                    const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CutMessage, cut_message_free)

CutProxy   *cut_proxy_new          (const char  *certificate,
                                    const char  *key,
                                    guint16      hub_port,
                                    GError     **error);
void        cut_proxy_free         (CutProxy    *self);
guint16     cut_proxy_get_port     (CutProxy    *self);
gboolean    cut_proxy_arm          (CutProxy    *self,
                                    const char  *rule);
void        cut_proxy_clear        (CutProxy    *self);
guint       cut_proxy_get_hits     (CutProxy    *self);
char       *cut_proxy_dup_seen     (CutProxy    *self);
void        cut_proxy_set_epoch    (CutProxy    *self,
                                    const char  *epoch);
int         cut_proxy_release      (CutProxy    *self,
                                    const char  *name,
                                    guint        number);

/* cutproxy-mutants.c */
void        cut_message_sign       (CutMessage  *answer);
guint       cut_mutants_get_n      (void);
const char *cut_mutants_get_name   (guint        number);
gboolean    cut_mutants_apply      (const char  *name,
                                    CutMessage  *answer,
                                    GByteArray  *out,
                                    CutEnd      *end);

G_END_DECLS
