/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include "loket-finding.h"
#include "loket-limits.h"

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

/* Adds what was found in a reply that was looked at. */
gboolean
_loket_hub_sqlite_add_findings (LoketHubSqlite    *self,
                                const LoketReply  *reply,
                                GPtrArray         *findings,
                                GError           **error)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *finding = g_ptr_array_index (findings, i);
      gboolean overridden = loket_hub_core_overrules (reply, finding->rule);

      if (!_loket_hub_sqlite_run (self, error,
                                  "INSERT INTO reply_findings (reply_id, number, rule, severity, start, "
                                  "finish, overridden) SELECT ?1, coalesce (max (number), 0) + 1, ?2, ?3, "
                                  "?4, ?5, ?6 FROM reply_findings WHERE reply_id = ?1",
                                  "ttt" "iii", reply->reply_id, finding->rule,
                                  loket_severity_to_name (finding->severity), (gint64) finding->start,
                                  (gint64) finding->end, (gint64) overridden))
        return FALSE;
    }
  return TRUE;
}

/* Keeps what was found in a reply that is stored, for those who look over it, and
 * that it is to be compared with others unless too many are. */
gboolean
_loket_hub_sqlite_save_findings (LoketHubSqlite            *self,
                                 const LoketHubSubmission  *submission,
                                 gint64                     seq,
                                 GPtrArray                 *findings,
                                 GError                   **error)
{
  const LoketReply *reply = submission->reply;

  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO reply_checks (reply_id, version, guidance) VALUES (?, ?, ?)",
                                "tti", reply->reply_id, LOKET_VERSION, submission->guidance) &&
         _loket_hub_sqlite_add_findings (self, reply, findings, error) &&
         _loket_hub_sqlite_run (self, error,
                                "INSERT INTO replies_to_compare (seq) SELECT ?1 WHERE "
                                "?1 - coalesce ((SELECT min (seq) FROM replies_to_compare), ?1) < ?2",
                                "ii", seq, (gint64) LOKET_LIMIT_COPIES_WAITING);
}
