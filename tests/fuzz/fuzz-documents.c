/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-wire-account.h"
#include "loket-wire-claim.h"
#include "loket-wire-device.h"
#include "loket-wire-draft.h"
#include "loket-wire-event.h"
#include "loket-wire-guidance.h"
#include "loket-wire-ids.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"
#include "loket-wire-return.h"
#include "loket-wire-rules.h"

/* The small documents of the wire. Each input goes to every reader; what one of
 * them takes and writes again, it must take again. */

#define READ(type, parse) \
  G_STMT_START \
  { \
    g_autoptr (type) record G_GNUC_UNUSED = parse (exact, size, NULL); \
  } \
  G_STMT_END

#define READ_TWICE(type, parse, write) \
  G_STMT_START \
  { \
    g_autoptr (type) record = parse (exact, size, NULL); \
    if (record != NULL) \
      { \
        g_autofree char *first = write (record); \
        g_autoptr (GError) error = NULL; \
        g_autoptr (type) again = parse (first, strlen (first), &error); \
        g_autofree char *second = NULL; \
        g_assert_no_error (error); \
        second = write (again); \
        g_assert_cmpstr (first, ==, second); \
      } \
  } \
  G_STMT_END

static void
read_reply (const char *exact,
            gsize       size)
{
  g_autoptr (GBytes) body = g_bytes_new (exact, size);
  g_autoptr (LoketReply) reply G_GNUC_UNUSED = loket_wire_reply_parse (body, NULL);
}

static void
read_ids (const char *exact,
          gsize       size)
{
  g_autoptr (GPtrArray) ids G_GNUC_UNUSED = loket_wire_ids_parse (exact, size, LOKET_LIMIT_BATCH_IDS, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *exact = fuzz_copy (data, size);

  READ_TWICE (LoketOfficer, loket_wire_officer_parse, loket_wire_officer_to_json);
  READ_TWICE (LoketSessionInfo, loket_wire_session_info_parse, loket_wire_session_info_to_json);
  READ_TWICE (LoketClaim, loket_wire_claim_parse, loket_wire_claim_to_json);
  READ_TWICE (LoketProblem, loket_wire_problem_parse, loket_wire_problem_to_json);
  READ_TWICE (LoketReceipt, loket_wire_receipt_parse, loket_wire_receipt_to_json);
  READ_TWICE (LoketVerdict, loket_wire_verdict_parse, loket_wire_verdict_to_json);
  READ_TWICE (GPtrArray, loket_wire_verdicts_parse, loket_wire_verdicts_to_json);
  READ_TWICE (GPtrArray, loket_wire_status_request_parse, loket_wire_status_request_to_json);
  READ_TWICE (GPtrArray, loket_wire_state_event_parse, loket_wire_state_event_to_json);
  READ_TWICE (LoketGuidanceRecord, loket_wire_guidance_parse, loket_wire_guidance_build);
  READ_TWICE (LoketRulesPage, loket_wire_rules_parse, loket_wire_rules_build);
  READ (LoketSignIn, loket_wire_sign_in_parse);
  READ (LoketTokens, loket_wire_tokens_parse);
  READ (LoketDeviceReport, loket_wire_device_report_parse);
  READ (LoketSharedDraft, loket_wire_shared_draft_parse);
  READ (GPtrArray, loket_wire_draft_list_parse);
  READ (LoketReturn, loket_wire_return_parse);
  read_ids (exact, size);
  read_reply (exact, size);
  return 0;
}
