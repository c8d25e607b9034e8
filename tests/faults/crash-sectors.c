/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-disk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "loket-text.h"
#include "store-fixture.h"

#include "../lib/test-folder.h"

/*
 * The power fails while an officer works. The work is done once, and each step of
 * the disk written down; then every line of the input, “NUMBER TOTAL”, asks for
 * one of TOTAL cases: a moment, and by the number as seed what of that which was
 * not synced is on the disk. The profile is opened as it is then, and the answer
 * is “ok” or what is wrong. Numbers have to ascend.
 *
 * LOKET_CRASH_LIAR=NAME makes a file's syncs do nothing, to see that it shows.
 */

#define ROUNDS 24
#define N_COMPLAINTS 3

typedef enum
{
  WHAT_DRAFT, /* is saved, or with no value gone */
  WHAT_SENT,
  WHAT_ENDED,
  WHAT_DISCARDED,
} What;

/* Something that the program was told is done, between two steps of the disk. */
typedef struct
{
  What  what;
  guint from;
  guint to;
  char *id;
  char *value;
} Event;

static GPtrArray *events;
static guint mark;

static void
begin (void)
{
  mark = crash_disk_get_n_steps ();
}

static void
done (What        what,
      const char *id,
      const char *value)
{
  Event *event = g_new0 (Event, 1);

  event->what = what;
  event->from = mark;
  event->to = crash_disk_get_n_steps ();
  event->id = g_strdup (id);
  event->value = g_strdup (value);
  g_ptr_array_add (events, event);
}

static void
work_on_reply (StoreFixture *f,
               guint         round)
{
  g_autofree char *complaint = store_complaint_id (round % N_COMPLAINTS);
  g_autofree char *text = g_strdup_printf ("Jawaban %u", round);
  g_autoptr (LoketDraft) draft = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (LoketOutboxOp) flying = NULL;
  g_autoptr (LoketOutboxOp) after = NULL;

  begin ();
  draft = store_save_draft (f, complaint, text, NULL);
  done (WHAT_DRAFT, complaint, text);
  if (round % 4 == 3)
    return;
  begin ();
  op = store_send_off (f, complaint, text, NULL, NULL);
  done (WHAT_SENT, op->reply_id, op->wire_sha256);
  done (WHAT_DRAFT, complaint, NULL);
  if (round % 5 == 2)
    {
      begin ();
      after = store_withdraw (f, op, FALSE, NULL);
      done (WHAT_DISCARDED, op->reply_id, NULL);
      return;
    }
  flying = store_step (f, op, LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, NULL);
  if (flying == NULL || round % 5 == 4)
    return;
  begin ();
  after = store_step (f, flying, LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_ACCEPTED, NULL);
  done (WHAT_ENDED, op->reply_id, NULL);
}

static void
work_on_page (StoreFixture *f,
              guint         round)
{
  g_autofree char *before = g_strdup_printf ("%u", round);
  g_autofree char *now = g_strdup_printf ("%u", round + 1);
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, before, now, TRUE);

  for (guint i = 0; i < 5; i++)
    {
      LoketComplaint *c = store_make_complaint (i);

      c->rev = round + 1;
      store_page_add (page, c);
    }
  loket_cache_change_free (store_apply (f, page, NULL));
}

static void
work (StoreFixture *f)
{
  store_fixture_reopen (f);
  store_begin_snapshot (f);
  loket_cache_change_free (store_apply (f, store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "0", FALSE), NULL));
  for (guint round = 0; round < ROUNDS; round++)
    {
      work_on_reply (f, round);
      work_on_page (f, round);
      if (round % 8 == 7)
        {
          loket_clock_advance (f->clock, 86400);
          store_fixture_reopen (f);
        }
    }
  store_fixture_close (f);
}

static gboolean
is_on_its_way (LoketOutboxState state)
{
  return state == LOKET_OUTBOX_QUEUED || state == LOKET_OUTBOX_WAITING || state == LOKET_OUTBOX_HELD ||
         state == LOKET_OUTBOX_INFLIGHT;
}

static const LoketOutboxOp *
find_op (GPtrArray  *ops,
         const char *id)
{
  for (guint i = 0; i < ops->len; i++)
    if (g_str_equal (((LoketOutboxOp *) g_ptr_array_index (ops, i))->reply_id, id))
      return g_ptr_array_index (ops, i);
  return NULL;
}

/* What a reply must be, when the power failed behind @step. */
static void
judge_reply (GPtrArray   *ops,
             const Event *sent,
             guint        step,
             GString     *wrong)
{
  const LoketOutboxOp *op = find_op (ops, sent->id);
  g_autofree char *sha256 = op != NULL && op->wire != NULL ? loket_text_sha256 (op->wire) : NULL;

  if (op == NULL)
    {
      if (sent->to <= step)
        g_string_append_printf (wrong, "lost %s;", sent->id);
      return;
    }
  if (sent->from >= step)
    g_string_append_printf (wrong, "unexplained %s is there too early;", sent->id);
  if (g_strcmp0 (sha256, sent->value) != 0)
    g_string_append_printf (wrong, "unexplained %s has other bytes;", sent->id);
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = g_ptr_array_index (events, i);

      if (event->to > step || !g_str_equal (event->id, sent->id))
        continue;
      if (event->what == WHAT_ENDED && op->state != LOKET_OUTBOX_ACCEPTED)
        g_string_append_printf (wrong, "unexplained %s was accepted and is not;", sent->id);
      if (event->what == WHAT_DISCARDED && is_on_its_way (op->state))
        g_string_append_printf (wrong, "unexplained %s was taken back and is not;", sent->id);
    }
}

static gboolean
fits (const Event      *event,
      const LoketDraft *draft)
{
  const char *text = draft != NULL && draft->text != NULL ? draft->text : "";

  return g_str_equal (text, event != NULL && event->value != NULL ? event->value : "");
}

/* A draft is the last that was saved, or the one that was being saved. */
static void
judge_draft (StoreFixture *f,
             guint         number,
             guint         step,
             GString      *wrong)
{
  g_autofree char *complaint = store_complaint_id (number);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketDraft) draft = NULL;
  const Event *last = NULL;
  const Event *next = NULL;

  loket_user_store_get_draft_async (f->user, complaint, NULL, store_wait_cb, &result);
  draft = loket_user_store_get_draft_finish (f->user, store_wait (&result), NULL);
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = g_ptr_array_index (events, i);

      if (event->what == WHAT_DRAFT && g_str_equal (event->id, complaint))
        {
          if (event->to <= step)
            last = event;
          else if (event->from < step)
            next = event;
        }
    }
  if (!fits (last, draft) && (next == NULL || !fits (next, draft)))
    g_string_append_printf (wrong, "lost the last words of the draft of %s;", complaint);
}

static char *
judge (StoreFixture *worked,
       const char   *image,
       guint         step)
{
  g_autoptr (GString) wrong = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (LoketCacheScope) scope = NULL;
  StoreFixture f = { .folder = (char *) image, .key_file = worked->key_file, .clock = worked->clock };

  f.profile = store_fixture_try_open (&f, &error);
  if (f.profile == NULL)
    return g_strdup_printf ("unexplained it does not open: %s", error->message);
  f.user = loket_profile_get_user (f.profile);
  f.cache = loket_profile_get_cache (f.profile);
  ops = store_list_ops (&f, LOKET_OUTBOX_FILTER_ALL, NULL);
  for (guint i = 0; i < events->len; i++)
    if (((Event *) g_ptr_array_index (events, i))->what == WHAT_SENT)
      judge_reply (ops, g_ptr_array_index (events, i), step, wrong);
  for (guint i = 0; i < N_COMPLAINTS; i++)
    judge_draft (&f, i, step, wrong);
  scope = store_get_scope (&f);
  store_fixture_close (&f);
  return g_string_free (g_steal_pointer (&wrong), FALSE);
}

static void
answer (StoreFixture *f,
        guint64       number,
        guint64       total)
{
  guint step = 1 + (guint) (number * crash_disk_get_n_steps () / total);
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) number);
  g_autofree char *image = g_strconcat (f->folder, "-image", NULL);
  g_autofree char *wrong = NULL;

  crash_disk_advance (step);
  g_mkdir (image, 0700);
  crash_disk_write_image (image, rand);
  wrong = judge (f, image, step);
  if (*wrong == '\0')
    test_folder_remove (image);
  else
    {
      g_autofree char *kept = g_strdup_printf ("%s-%" G_GUINT64_FORMAT, image, number);

      if (g_getenv ("LOKET_KEEP") == NULL || g_rename (image, kept) != 0)
        test_folder_remove (image);
    }
  printf ("%s\n", *wrong == '\0' ? "ok" : wrong);
  fflush (stdout);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *parent = g_dir_make_tmp ("loket-crash-XXXXXX", NULL);
  StoreFixture f = { 0 };
  char line[128];

  f.folder = g_build_filename (parent, "profile", NULL);
  f.key_file = g_build_filename (parent, "key", NULL);
  f.clock = loket_clock_new_manual (STORE_TEST_NOW);
  events = g_ptr_array_new ();
  crash_disk_start (f.folder, g_getenv ("LOKET_CRASH_LIAR"));
  work (&f);
  crash_disk_stop ();
  crash_disk_rewind ();
  printf ("%u steps\n", crash_disk_get_n_steps ());
  fflush (stdout);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      char *rest = NULL;
      guint64 number = g_ascii_strtoull (line, &rest, 10);

      answer (&f, number, g_ascii_strtoull (rest, NULL, 10));
    }
  if (g_getenv ("LOKET_KEEP") == NULL)
    test_folder_remove (parent);
  return 0;
}
