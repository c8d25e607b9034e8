/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-answer.h"
#include "loket-receipt.h"
#include "loket-wire-account.h"
#include "loket-wire-attachment.h"
#include "loket-wire-page.h"
#include "loket-wire-guidance.h"
#include "loket-wire-rules.h"

G_BEGIN_DECLS

LoketTokens      *loket_answer_read_tokens  (const LoketAnswer *self,
                                             LoketJudgement    *judgement);
LoketSessionInfo *loket_answer_read_session (const LoketAnswer *self,
                                             LoketJudgement    *judgement);
LoketGuidanceRecord *loket_answer_read_guidance (const LoketAnswer *self,
                                             LoketJudgement    *judgement);
LoketRulesPage   *loket_answer_read_rules   (const LoketAnswer *self,
                                             LoketJudgement    *judgement);
LoketWirePage    *loket_answer_read_page    (const LoketAnswer *self,
                                             LoketWirePageKind  kind,
                                             const char        *scope,
                                             const char        *since,
                                             LoketJudgement    *judgement);
LoketReceipt     *loket_answer_read_receipt (const LoketAnswer *self,
                                             LoketJudgement    *judgement);
GPtrArray        *loket_answer_read_verdicts (const LoketAnswer *self,
                                             LoketJudgement    *judgement);
LoketUpload      *loket_answer_read_upload  (const LoketAnswer *self,
                                             LoketJudgement    *judgement);
char             *loket_answer_dup_problem  (const LoketAnswer *self);

G_END_DECLS
