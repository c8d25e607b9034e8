/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub-private.h"

#include "loket-text.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

#include <string.h>

FakeEntry *
_fake_hub_find (FakeHub    *self,
                const char *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      FakeEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->complaint->id, id))
        return entry;
    }
  return NULL;
}

/* When it was accepted before, by the receipt that came along. */
static gint64
get_first_acceptance (FakeHub           *self,
                      const FakeRequest *request,
                      const char        *sha256)
{
  g_autoptr (LoketReceipt) receipt =
      request->receipt != NULL
          ? loket_wire_receipt_parse (request->receipt, strlen (request->receipt), NULL)
          : NULL;

  return receipt != NULL && g_str_equal (receipt->body_sha256, sha256) ? receipt->accepted_at
                                                                       : self->now;
}

static LoketReceipt *
accept_reply (FakeHub           *self,
              FakeEntry         *entry,
              const LoketReply  *reply,
              const FakeRequest *request)
{
  LoketReceipt *receipt = loket_receipt_new ();
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->accepted, reply->reply_id));

  entry->complaint->rev++;
  entry->complaint->substance++;
  entry->seq = ++self->seq;
  receipt->reply_id = g_strdup (reply->reply_id);
  receipt->complaint_id = g_strdup (reply->complaint_id);
  receipt->body_sha256 = loket_text_sha256 (request->body);
  receipt->substance = entry->complaint->substance;
  receipt->rev = entry->complaint->rev;
  receipt->seq = self->seq;
  receipt->epoch = g_strdup (self->epoch);
  receipt->accepted_at = get_first_acceptance (self, request, receipt->body_sha256);
  receipt->mac = g_strnfill (64, 'a');
  g_hash_table_insert (self->receipts, g_strdup (reply->reply_id), receipt);
  g_hash_table_insert (self->accepted, g_strdup (reply->reply_id), GUINT_TO_POINTER (times + 1));
  return receipt;
}

void
_fake_hub_take_reply (FakeHub           *self,
                      const FakeRequest *request,
                      FakeAnswer        *out)
{
  g_autoptr (LoketReply) reply = loket_wire_reply_parse (request->body, NULL);
  g_autofree char *sha256 = loket_text_sha256 (request->body);
  LoketReceipt *receipt;
  FakeEntry *entry;

  if (reply == NULL)
    {
      _fake_answer_refuse (out, LOKET_PROBLEM_VALIDATION);
      return;
    }

  receipt = g_hash_table_lookup (self->receipts, reply->reply_id);
  entry = _fake_hub_find (self, reply->complaint_id);
  if (receipt != NULL && g_strcmp0 (receipt->body_sha256, sha256) != 0)
    _fake_answer_refuse (out, LOKET_PROBLEM_IDEMPOTENCY_MISMATCH);
  else if (receipt != NULL)
    _fake_answer_fill (out, 200, "application/json", loket_wire_receipt_to_json (receipt));
  else if (g_strcmp0 (request->epoch, self->epoch) != 0)
    _fake_answer_refuse (out, LOKET_PROBLEM_EPOCH_MISMATCH);
  else if (entry == NULL)
    _fake_answer_refuse (out, LOKET_PROBLEM_NOT_FOUND);
  else
    _fake_answer_fill (out, 201, "application/json",
                       loket_wire_receipt_to_json (accept_reply (self, entry, reply, request)));
}

void
_fake_hub_tell_status (FakeHub           *self,
                       const FakeRequest *request,
                       FakeAnswer        *out)
{
  gsize size;
  const char *json = g_bytes_get_data (request->body, &size);
  g_autoptr (GPtrArray) ids = loket_wire_status_request_parse (json, size, NULL);
  g_autoptr (GPtrArray) verdicts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_verdict_free);

  if (ids == NULL)
    {
      _fake_answer_refuse (out, LOKET_PROBLEM_BAD_REQUEST);
      return;
    }
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      LoketReceipt *receipt = g_hash_table_lookup (self->receipts, id);

      g_ptr_array_add (verdicts, loket_verdict_new (id, receipt != NULL ? LOKET_VERDICT_ACCEPTED
                                                                        : LOKET_VERDICT_UNKNOWN,
                                                    receipt));
    }
  _fake_answer_fill (out, 200, "application/json", loket_wire_verdicts_to_json (verdicts));
}

void
_fake_hub_take_back (FakeHub           *self,
                     const FakeRequest *request,
                     FakeAnswer        *out)
{
  const char *reply_id = strrchr (request->path, '/') + 1;
  const LoketReceipt *receipt = g_hash_table_lookup (self->receipts, reply_id);
  g_autoptr (LoketProblem) problem = NULL;

  if (receipt == NULL)
    {
      out->status = 204;
      return;
    }
  problem = loket_problem_new (LOKET_PROBLEM_ALREADY_ACCEPTED, NULL);
  problem->receipt = loket_receipt_ref ((LoketReceipt *) receipt);
  _fake_answer_fill (out, problem->status, "application/problem+json",
                     loket_wire_problem_to_json (problem));
}
