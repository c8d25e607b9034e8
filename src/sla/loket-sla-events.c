/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-events.h"

/*
 * When what happened to a complaint. Everything is read from the record itself,
 * so that hub and client find the same instants; what the record does not tell
 * is not known, and nothing is inferred from a status.
 */

static const LoketMessage *
get_message (const LoketComplaint *complaint,
             guint                 index)
{
  return complaint->messages->pdata[index];
}

static guint
count_messages (const LoketComplaint *complaint)
{
  return complaint->messages == NULL ? 0 : complaint->messages->len;
}

static gboolean
settles (const LoketMessage *message)
{
  return message->outcome == LOKET_OUTCOME_RESOLVED ||
         message->outcome == LOKET_OUTCOME_INFORMATION ||
         message->outcome == LOKET_OUTCOME_NOT_OUR_AUTHORITY;
}

/* The first message of @author at or after @from; unset when there is none. */
static gint64
find_first (const LoketComplaint *complaint,
            LoketAuthor           author,
            gint64                from,
            gboolean              settled_only)
{
  for (guint i = 0; i < count_messages (complaint); i++)
    {
      const LoketMessage *message = get_message (complaint, i);

      if (message->author == author && message->at != LOKET_TIME_UNSET && message->at >= from &&
          (!settled_only || settles (message)))
        return message->at;
    }
  return LOKET_TIME_UNSET;
}

static gint64
find_last_follow_up (const LoketComplaint *complaint)
{
  for (guint i = count_messages (complaint); i-- > 0;)
    if (get_message (complaint, i)->author == LOKET_AUTHOR_OFFICER)
      return get_message (complaint, i)->at;
  return complaint->answered_at;
}

/* The beginning of the latest stretch in which the reporter wrote after us. A
 * record without its conversation tells only whether that waits for an answer. */
static gint64
find_reporter_wrote (const LoketComplaint *complaint)
{
  gint64 found = LOKET_TIME_UNSET;
  gboolean after_us = FALSE;

  if (count_messages (complaint) == 0)
    return complaint->reporter_at;
  for (guint i = 0; i < count_messages (complaint); i++)
    {
      const LoketMessage *message = get_message (complaint, i);

      if (message->author == LOKET_AUTHOR_REPORTER && after_us)
        {
          found = message->at;
          after_us = FALSE;
        }
      else if (message->author == LOKET_AUTHOR_OFFICER)
        after_us = TRUE;
    }
  return found;
}

/* When a clock that waits for @event began. */
gint64
_loket_sla_find_start (const LoketComplaint *complaint,
                       LoketSlaEvent         event)
{
  switch (event)
    {
    case LOKET_SLA_EVENT_RECEIVED:
      return complaint->received_at;
    case LOKET_SLA_EVENT_ASSIGNED:
      return complaint->assigned_at;
    case LOKET_SLA_EVENT_FIRST_ANSWER:
      return complaint->answered_at;
    case LOKET_SLA_EVENT_SETTLED:
      return find_first (complaint, LOKET_AUTHOR_OFFICER, G_MININT64 + 1, TRUE);
    case LOKET_SLA_EVENT_LAST_FOLLOW_UP:
      return find_last_follow_up (complaint);
    case LOKET_SLA_EVENT_REPORTER_WROTE:
      return find_reporter_wrote (complaint);
    case LOKET_SLA_EVENT_NEXT_ANSWER:
    case LOKET_SLA_EVENT_NONE:
    default:
      return LOKET_TIME_UNSET;
    }
}

/* When a clock that began at @start stopped; unset while it runs. */
gint64
_loket_sla_find_stop (const LoketComplaint *complaint,
                      LoketSlaEvent         event,
                      gint64                start)
{
  switch (event)
    {
    case LOKET_SLA_EVENT_NEXT_ANSWER:
      return find_first (complaint, LOKET_AUTHOR_OFFICER, start, FALSE);
    case LOKET_SLA_EVENT_SETTLED:
      return find_first (complaint, LOKET_AUTHOR_OFFICER, start, TRUE);
    case LOKET_SLA_EVENT_REPORTER_WROTE:
      return find_first (complaint, LOKET_AUTHOR_REPORTER, start, FALSE);
    case LOKET_SLA_EVENT_NONE:
    case LOKET_SLA_EVENT_RECEIVED:
    case LOKET_SLA_EVENT_ASSIGNED:
    case LOKET_SLA_EVENT_FIRST_ANSWER:
    case LOKET_SLA_EVENT_LAST_FOLLOW_UP:
    default:
      return _loket_sla_find_start (complaint, event);
    }
}

/* When the reporter was asked for information and had not written back. A pause
 * that lasts ends at @now. */
LoketPauses *
_loket_sla_find_pauses (const LoketComplaint *complaint,
                        gint64                now,
                        gboolean             *paused_now)
{
  g_autoptr (LoketPauses) pauses = loket_pauses_new ();
  gint64 since = LOKET_TIME_UNSET;
  guint n;

  *paused_now = FALSE;
  for (guint i = 0; i < count_messages (complaint); i++)
    {
      const LoketMessage *message = get_message (complaint, i);
      gboolean asks = message->author == LOKET_AUTHOR_OFFICER &&
                      message->outcome == LOKET_OUTCOME_NEEDS_INFORMATION;

      if (message->author == LOKET_AUTHOR_SYSTEM || message->at == LOKET_TIME_UNSET)
        continue;
      if (since == LOKET_TIME_UNSET && asks)
        since = message->at;
      else if (since != LOKET_TIME_UNSET && !asks)
        {
          loket_pauses_add (pauses, since, MAX (since, message->at), NULL);
          since = LOKET_TIME_UNSET;
        }
    }

  if (since != LOKET_TIME_UNSET && complaint->status == LOKET_STATUS_NEEDS_INFORMATION)
    {
      *paused_now = since <= now;
      loket_pauses_add (pauses, since, MAX (since, now), NULL);
    }
  loket_pauses_get (pauses, &n);
  return n == 0 && !*paused_now ? NULL : g_steal_pointer (&pauses);
}
