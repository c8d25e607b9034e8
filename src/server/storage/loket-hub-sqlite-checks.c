/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include "loket-finding.h"

/* Decides by what was found in a reply; NULL where it may be stored. */
LoketProblem *
_loket_hub_sqlite_judge_findings (const LoketReply *reply,
                                  GPtrArray        *findings)
{
  g_autoptr (GPtrArray) blockers = NULL;

  blockers = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_problem_place_free);
  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity == LOKET_SEVERITY_BLOCKER)
        g_ptr_array_add (blockers, loket_problem_place_new (finding->rule, finding->start, finding->end));
    }
  return loket_hub_core_decide_quality (reply, blockers);
}

/* Keeps what was found in a reply that is stored, for those who look over it. */
gboolean
_loket_hub_sqlite_save_findings (LoketHubSqlite            *self,
                                 const LoketHubSubmission  *submission,
                                 GPtrArray                 *findings,
                                 GError                   **error)
{
  const LoketReply *reply = submission->reply;

  if (!_loket_hub_sqlite_run (self, error,
                              "INSERT INTO reply_checks (reply_id, version, guidance) VALUES (?, ?, ?)",
                              "tti", reply->reply_id, LOKET_VERSION, submission->guidance))
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *finding = g_ptr_array_index (findings, i);
      gboolean overridden = loket_hub_core_overrules (reply, finding->rule);

      if (!_loket_hub_sqlite_run (self, error,
                                  "INSERT INTO reply_findings (reply_id, number, rule, severity, start, "
                                  "finish, overridden) VALUES (?, ?, ?, ?, ?, ?, ?)",
                                  "titt" "iii", reply->reply_id, (gint64) i + 1, finding->rule,
                                  loket_severity_to_name (finding->severity), (gint64) finding->start,
                                  (gint64) finding->end, (gint64) overridden))
        return FALSE;
    }
  return TRUE;
}
