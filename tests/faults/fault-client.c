/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A client without a window, and the proxy that it talks through, driven line by
 * line: words with tabs between them on standard input, JSON on standard output.
 * A program start for each case would take longer than the case.
 */
#include "../store/store-fixture.h"
#include "cutproxy.h"
#include "loket-json-writer.h"
#include "loket-sync-engine-private.h"
#include "loket-text.h"
#include "loket-user-attachments.h"
#include "loket-wire-reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static StoreFixture f;
static LoketSyncEngine *engine;
static CutProxy *proxy;
static guint patience_ms = 30000;

static void
say (LoketJsonWriter *writer)
{
  g_autofree char *json = NULL;

  loket_json_writer_end_object (writer);
  json = loket_json_writer_finish (writer);
  puts (json);
  fflush (stdout);
}

static LoketJsonWriter *
begin (void)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  return writer;
}

static void
say_error (const GError *error)
{
  LoketJsonWriter *writer = begin ();

  loket_json_writer_string (writer, "error", error != NULL ? error->message : NULL);
  say (writer);
}

static void
be_patient (guint ms)
{
  g_autofree char *text = g_strdup_printf ("%u", ms);

  patience_ms = ms;
  g_setenv ("LOKET_HTTP_PATIENCE_MS", text, TRUE);
  if (engine != NULL && engine->http != NULL)
    loket_http_set_timeouts (engine->http, 0, ms);
}

/* Lets go of the engine once nothing of it is under way. */
static void
drop_engine (void)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (engine == NULL)
    return;
  while (loket_sync_engine_is_running (engine))
    g_main_context_iteration (NULL, TRUE);
  STORE_CALL (result, loket_user_store_load_account, f.user);
  loket_account_free (loket_user_store_load_account_finish (f.user, result, NULL));
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_clear_object (&engine);
}

static void
do_fresh (char **words)
{
  drop_engine ();
  engine = loket_sync_engine_new (f.profile, f.clock);
  say_error (NULL);
}

static void
do_open (char **words)
{
  g_autoptr (GError) error = NULL;

  f.folder = g_strdup (words[1]);
  f.key_file = g_strdup (words[2]);
  f.clock = loket_clock_new_system ();
  f.profile = store_fixture_try_open (&f, &error);
  if (f.profile != NULL)
    {
      f.user = loket_profile_get_user (f.profile);
      f.cache = loket_profile_get_cache (f.profile);
      engine = loket_sync_engine_new (f.profile, f.clock);
    }
  say_error (error);
}

static void
do_close (char **words)
{
  drop_engine ();
  store_fixture_close (&f);
  g_clear_pointer (&f.folder, g_free);
  g_clear_pointer (&f.key_file, g_free);
  g_clear_object (&f.clock);
  say_error (NULL);
}

static void
do_sign_in (char **words)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  loket_sync_engine_sign_in_async (engine, words[1], words[2], words[3], words[4], NULL,
                                   store_wait_cb, &result);
  loket_sync_engine_sign_in_finish (engine, store_wait (&result), &error);
  say_error (error);
}

static void
do_run (char **words)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LoketSyncSummary summary = LOKET_SYNC_SUMMARY_INIT;
  LoketJsonWriter *writer;

  be_patient (patience_ms);
  loket_sync_engine_run_async (engine, NULL, store_wait_cb, &result);
  if (!loket_sync_engine_run_finish (engine, store_wait (&result), &summary, &error))
    {
      say_error (error);
      return;
    }
  writer = begin ();
  loket_json_writer_string (writer, "state", loket_sync_state_to_name (summary.state));
  loket_json_writer_string (writer, "reason", loket_reason_get_name (summary.reason));
  loket_json_writer_int (writer, "received", summary.received);
  loket_json_writer_int (writer, "sent", summary.sent);
  loket_json_writer_int (writer, "waiting", summary.waiting);
  loket_json_writer_int (writer, "needs_user", summary.needs_user);
  loket_json_writer_int (writer, "recovered", summary.recovered);
  say (writer);
}

static char *
get_device (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketAccount) account = NULL;

  STORE_CALL (result, loket_user_store_load_account, f.user);
  account = loket_user_store_load_account_finish (f.user, result, NULL);
  return g_strdup (account->device_id);
}

static void
say_op (const LoketOutboxOp *op)
{
  LoketJsonWriter *writer = begin ();

  loket_json_writer_string (writer, "reply_id", op->reply_id);
  loket_json_writer_string (writer, "sha256", op->wire_sha256);
  loket_json_writer_string (writer, "state", loket_outbox_state_to_name (op->state));
  loket_json_writer_string (writer, "reason", op->reason);
  loket_json_writer_int (writer, "attempts", op->attempts);
  say (writer);
}

/* Puts a text of @size bytes beside the draft, and into the reply. */
static void
attach (LoketReply *reply,
        gsize       size)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStoredAttachment) stored = NULL;
  LoketAttachment *attachment;
  g_autofree char *text = g_malloc (size);
  g_autofree char *id = loket_text_new_uuid ();
  g_autofree char *sha256 = NULL;
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < size; i++)
    text[i] = (char) (i % 61 == 60 ? '\n' : 'a' + g_random_int_range (0, 26));
  bytes = g_bytes_new (text, size);
  sha256 = loket_text_sha256 (bytes);
  attachment = loket_attachment_new (id, sha256, (gint64) size, "catatan.txt", "text/plain");
  g_ptr_array_add (reply->attachments, attachment);
  stored = loket_stored_attachment_new (attachment, reply->complaint_id);
  STORE_CALL (result, loket_user_store_keep_attachment, f.user, stored, bytes);
  loket_user_store_keep_attachment_finish (f.user, result, &error);
  g_assert_no_error (error);
}

/* complaint, substance seen, substance acknowledged, text, bytes of a file or 0 */
static void
do_send (char **words)
{
  g_autoptr (GAsyncResult) chain = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketReply) reply = loket_reply_new ();
  g_autoptr (GBytes) wire = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (GError) error = NULL;
  LoketSendOff off = { 0 };

  STORE_CALL (chain, loket_user_store_get_chain, f.user, words[1], NULL);
  loket_user_store_get_chain_finish (f.user, chain, &reply->prev_reply_id, NULL);
  reply->reply_id = loket_text_new_uuid ();
  reply->complaint_id = g_strdup (words[1]);
  reply->based_on = atoi (words[2]);
  reply->ack = atoi (words[3]);
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup (words[4]);
  reply->device_id = get_device ();
  reply->composed_at = loket_clock_now (f.clock);
  if (atoi (words[5]) > 0)
    attach (reply, (gsize) atoi (words[5]));
  wire = loket_wire_reply_freeze (reply);
  off.reply_id = reply->reply_id;
  off.complaint_id = reply->complaint_id;
  off.prev_reply_id = reply->prev_reply_id;
  off.wire = wire;
  STORE_CALL (result, loket_user_store_queue, f.user, &off);
  op = loket_user_store_queue_finish (f.user, result, &error);
  if (op == NULL)
    say_error (error);
  else
    say_op (op);
}

static void
do_op (char **words)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (GError) error = NULL;

  STORE_CALL (result, loket_user_store_get_op, f.user, words[1]);
  op = loket_user_store_get_op_finish (f.user, result, &error);
  if (op == NULL)
    say_error (error);
  else
    say_op (op);
}

static void
do_withdraw (char **words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;

  STORE_CALL (result, loket_user_store_withdraw, f.user, words[1], FALSE);
  op = loket_user_store_withdraw_finish (f.user, result, &error);
  if (op == NULL)
    say_error (error);
  else
    say_op (op);
}

static void
do_complaint (char **words)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketComplaint) complaint = NULL;
  g_autoptr (GError) error = NULL;
  LoketJsonWriter *writer;

  STORE_CALL (result, loket_cache_store_get_complaint, f.cache, words[1]);
  complaint = loket_cache_store_get_complaint_finish (f.cache, result, &error);
  if (complaint == NULL)
    {
      say_error (error);
      return;
    }
  writer = begin ();
  loket_json_writer_int (writer, "substance", complaint->substance);
  loket_json_writer_string (writer, "title", complaint->title);
  loket_json_writer_begin_array (writer, "texts");
  for (guint i = 0; i < complaint->messages->len; i++)
    loket_json_writer_string (writer, NULL,
                              ((LoketMessage *) g_ptr_array_index (complaint->messages, i))->text);
  loket_json_writer_end_array (writer);
  say (writer);
}

/* certificate, key, port of the hub */
static void
do_proxy (char **words)
{
  g_autoptr (GError) error = NULL;
  LoketJsonWriter *writer;

  if (proxy != NULL)
    cut_proxy_free (proxy);
  proxy = cut_proxy_new (words[1], words[2], (guint16) atoi (words[3]), &error);
  if (proxy == NULL)
    {
      say_error (error);
      return;
    }
  writer = begin ();
  loket_json_writer_int (writer, "port", cut_proxy_get_port (proxy));
  say (writer);
}

static void
do_arm (char **words)
{
  LoketJsonWriter *writer = begin ();

  loket_json_writer_boolean (writer, "armed", cut_proxy_arm (proxy, words[1]));
  say (writer);
}

static void
do_clear (char **words)
{
  LoketJsonWriter *writer = begin ();
  g_autofree char *seen = cut_proxy_dup_seen (proxy);

  loket_json_writer_int (writer, "hits", cut_proxy_get_hits (proxy));
  loket_json_writer_string (writer, "seen", seen);
  cut_proxy_clear (proxy);
  say (writer);
}

/* What passed since the last clearing, which goes on. */
static void
do_seen (char **words)
{
  LoketJsonWriter *writer = begin ();
  g_autofree char *seen = cut_proxy_dup_seen (proxy);

  loket_json_writer_string (writer, "seen", seen);
  say (writer);
}

static void
do_epoch (char **words)
{
  cut_proxy_set_epoch (proxy, *words[1] != '\0' ? words[1] : NULL);
  say_error (NULL);
}

static void
do_release (char **words)
{
  LoketJsonWriter *writer = begin ();

  loket_json_writer_int (writer, "status", cut_proxy_release (proxy, words[1], (guint) atoi (words[2])));
  say (writer);
}

static void
do_patience (char **words)
{
  be_patient ((guint) atoi (words[1]));
  say_error (NULL);
}

static void
do_mutants (char **words)
{
  LoketJsonWriter *writer = begin ();

  loket_json_writer_begin_array (writer, "mutants");
  for (guint i = 0; i < cut_mutants_get_n (); i++)
    loket_json_writer_string (writer, NULL, cut_mutants_get_name (i));
  loket_json_writer_end_array (writer);
  say (writer);
}

static const struct
{
  const char *name;
  guint       n_words;
  void      (*act) (char **words);
} commands[] = {
  { "open", 3, do_open },         { "close", 1, do_close },     { "fresh", 1, do_fresh },
  { "sign-in", 5, do_sign_in },   { "run", 1, do_run },         { "send", 6, do_send },
  { "op", 2, do_op },             { "withdraw", 2, do_withdraw }, { "complaint", 2, do_complaint },
  { "proxy", 4, do_proxy },       { "arm", 2, do_arm },         { "clear", 1, do_clear },
  { "epoch", 2, do_epoch },       { "release", 3, do_release }, { "patience", 2, do_patience },
  { "mutants", 1, do_mutants },   { "seen", 1, do_seen },
};

static gboolean
obey (char *line)
{
  g_auto (GStrv) words = g_strsplit (line, "\t", -1);
  guint n = g_strv_length (words);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (words[0], commands[i].name) == 0 && n == commands[i].n_words)
      {
        commands[i].act (words);
        return TRUE;
      }
  return FALSE;
}

int
main (void)
{
  char *line = NULL;
  gsize size = 0;

  be_patient (patience_ms);
  while (getline (&line, &size, stdin) > 0)
    {
      line[strcspn (line, "\n")] = '\0';
      if (!obey (line))
        {
          fprintf (stderr, "not understood: %s\n", line);
          return 2;
        }
    }
  free (line);
  return 0;
}
