/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store.h"
#include "loket-cache-unread.h"
#include "loket-connection.h"
#include "loket-deadline.h"
#include "loket-enums.h"
#include "loket-policy.h"
#include "loket-queue-groups.h"
#include "loket-reason.h"
#include "loket-rulebook.h"
#include "loket-view.h"

G_BEGIN_DECLS

/* Names of values. */
const char *loket_words_status        (LoketComplaintStatus status);
const char *loket_words_class         (LoketComplaintClass  klass);
const char *loket_words_outcome       (LoketOutcome         outcome);
const char *loket_words_outcome_hint  (LoketOutcome         outcome);
const char *loket_words_role          (LoketRole            role);
const char *loket_words_outbox_state  (LoketOutboxState     state);
const char *loket_words_sla_state     (LoketSlaState        state);
const char *loket_words_clock_state   (LoketSlaClock        clock,
                                       LoketSlaState        state);
const char *loket_words_view          (LoketView            view);
const char *loket_words_group         (LoketQueueGroup      group);

/* Instants, in a zone. */
char       *loket_words_time          (gint64               instant,
                                       const char          *time_zone);
char       *loket_words_date          (gint64               instant,
                                       const char          *time_zone);
char       *loket_words_weekday_date  (gint64               instant,
                                       const char          *time_zone);
char       *loket_words_date_time     (gint64               instant,
                                       const char          *time_zone);
char       *loket_words_relative      (gint64               instant,
                                       gint64               now,
                                       const char          *time_zone);

/* Deadlines. */
char       *loket_words_time_left     (const LoketDeadline *deadline,
                                       gint64               now,
                                       const char          *time_zone);
char       *loket_words_time_left_by  (const LoketDeadline *deadline,
                                       gint64               now,
                                       const char          *time_zone,
                                       LoketRulebook       *rules);
gint64      loket_words_time_left_next (const LoketDeadline *deadline,
                                       gint64               now,
                                       const char          *time_zone);
char       *loket_words_due           (const LoketDeadline *deadline,
                                       const char          *time_zone);
char       *loket_words_due_today     (gint64               due,
                                       const char          *time_zone);
char       *loket_words_next_day      (gint64               due,
                                       guint                n,
                                       const char          *time_zone);

char       *loket_words_move          (const LoketDeadlineMove *move,
                                       const char          *time_zone);
char       *loket_words_rules_problem (const char          *problem);
char       *loket_words_guidance_problem (const char       *problem);
char       *loket_words_unread        (GPtrArray           *unread);
const char *loket_words_is_unread     (void);

/* The hub and the outbox. */
char       *loket_words_connection    (LoketConnection      connection,
                                       guint                waiting,
                                       guint                needs_user);
char       *loket_words_copied        (gint64               copied,
                                       gint64               to_copy);
char       *loket_words_search_progress (guint              percent);
char       *loket_words_connection_detail (LoketConnection  connection,
                                       gint64               last_sync,
                                       gint64               now,
                                       const char          *time_zone);
const char *loket_words_reason        (LoketReason          reason);
const char *loket_words_reason_advice (LoketReason          reason);
char       *loket_words_next_try      (LoketOutboxState     state,
                                       guint                attempts,
                                       gint64               next_try,
                                       gint64               now,
                                       const char          *time_zone);

/* Small sentences. */
char       *loket_words_saved         (gint64               instant,
                                       const char          *time_zone);
char       *loket_words_disclosure    (gboolean             anonymous,
                                       gboolean             secret);

G_END_DECLS
