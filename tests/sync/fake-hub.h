/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-answer-class.h"
#include "loket-complaint.h"
#include "loket-wire-guidance.h"

G_BEGIN_DECLS

/*
 * A small hub on loopback TLS that can be told to misbehave. It speaks raw HTTP,
 * one request a connection, on threads of its own.
 */
typedef struct _FakeHub FakeHub;

/* What is done to an answer on its way. Those after the first JSON one are whole
 * and well marked; only their content is not what was agreed. */
typedef enum
{
  MUTANT_NONE,
  MUTANT_HTML_200,
  MUTANT_EMPTY_200,
  MUTANT_REDIRECT_302,
  MUTANT_REDIRECT_303,
  MUTANT_REDIRECT_307,
  MUTANT_REDIRECT_308,
  MUTANT_NO_EPOCH,
  MUTANT_NO_DIGEST,
  MUTANT_WRONG_DIGEST,
  MUTANT_FLIPPED_BYTE,
  MUTANT_CUT_BODY,
  MUTANT_LONG_BODY,
  MUTANT_NO_LENGTH,
  MUTANT_CHUNKED,
  MUTANT_CHUNKED_CUT,
  MUTANT_TEXT_TYPE,
  MUTANT_NO_TYPE,
  MUTANT_GZIP,               /* no fault: packed as it should be */
  MUTANT_GZIP_CLAIM,
  MUTANT_GZIP_CUT,
  MUTANT_GZIP_TRAIL,
  MUTANT_GZIP_BOMB,
  MUTANT_BROTLI_CLAIM,
  MUTANT_GARBAGE,
  MUTANT_NO_ANSWER,
  MUTANT_CUT_HEADERS,
  MUTANT_ONLY_100,
  MUTANT_STALL,
  MUTANT_DRIP,
  MUTANT_HUGE,
  MUTANT_HUGE_CLAIM,
  MUTANT_PROXY_407,
  MUTANT_PORTAL_511,
  MUTANT_GATEWAY_502,
  MUTANT_STATUS_202,
  MUTANT_JSON_ARRAY,
  MUTANT_JSON_EMPTY,
  MUTANT_JSON_DUPLICATE,
  MUTANT_JSON_DEEP,
  MUTANT_JSON_NUL,
  N_MUTANTS,
} FakeHubMutant;

#define MUTANT_FIRST_JSON MUTANT_JSON_ARRAY

FakeHub    *fake_hub_new             (const char       *certificate);
void        fake_hub_free            (FakeHub          *self);
const char *fake_hub_get_server      (FakeHub          *self);
char       *fake_hub_dup_ca_path     (void);
void        fake_hub_stop            (FakeHub          *self);
void        fake_hub_resume          (FakeHub          *self);

void        fake_hub_mutate          (FakeHub          *self,
                                      LoketRequestKind  kind,
                                      FakeHubMutant     mutant,
                                      int               times);
void        fake_hub_refuse          (FakeHub          *self,
                                      LoketRequestKind  kind,
                                      LoketProblemCode  code,
                                      int               times);
void        fake_hub_expire_access   (FakeHub          *self);
void        fake_hub_revoke_refresh  (FakeHub          *self);
void        fake_hub_set_epoch       (FakeHub          *self,
                                      const char       *epoch);
void        fake_hub_publish_rules   (FakeHub          *self,
                                      const char       *holidays,
                                      const char       *policies,
                                      const char       *reason);
void        fake_hub_give_guidance   (FakeHub          *self,
                                      LoketGuidanceRecord *record);
void        fake_hub_add_complaint   (FakeHub          *self,
                                      const char       *id,
                                      const char       *tracking_id);
void        fake_hub_restore         (FakeHub          *self,
                                      const char       *epoch);
void        fake_hub_offer_events    (FakeHub          *self,
                                      const char       *url);
void        fake_hub_fall_silent     (FakeHub          *self);
void        fake_hub_erase           (FakeHub          *self,
                                      const char       *id);
void        fake_hub_spoil           (FakeHub          *self,
                                      const char       *id,
                                      gboolean          spoilt);
guint       fake_hub_count_requests  (FakeHub          *self,
                                      LoketRequestKind  kind);
guint       fake_hub_count_accepted  (FakeHub          *self,
                                      const char       *reply_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeHub, fake_hub_free)

G_END_DECLS
