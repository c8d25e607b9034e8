/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include "loket-text.h"
#include "loket-wire-reply.h"

/* What a reply that is on the disk costs the hub, each with a commit of its own
 * and eight that came at the same time in one. */

#define ROUNDS   200
#define TOGETHER 8

static GBytes *
make_body (Hub        *hub,
           const char *complaint_id)
{
  g_autoptr (LoketReply) reply = loket_reply_new ();

  reply->reply_id = loket_text_new_uuid ();
  reply->complaint_id = g_strdup (complaint_id);
  reply->based_on = 1;
  reply->outcome = LOKET_OUTCOME_INFORMATION;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup ("Petugas kami sudah memeriksa lampu di depan pasar dan menggantinya.");
  reply->device_id = loket_text_new_uuid ();
  reply->composed_at = NOW;
  return loket_wire_reply_freeze (reply);
}

static void
accept_one (Hub    *hub,
            GBytes *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketReply) reply = loket_wire_reply_parse (body, &error);
  g_autoptr (LoketHubAnswer) answer = NULL;
  LoketHubSubmission submission = {
    .account = hub->ani, .reply = reply, .body = body, .epoch = EPOCH, .now = NOW,
  };

  answer = loket_hub_storage_accept_reply (hub->storage, &submission, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer->receipt);
}

/* Microseconds for each reply. */
static double
run (Hub   *hub,
     guint  together,
     guint *number)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gint64 began;

  g_assert_true (loket_hub_storage_begin (hub->storage, NULL));
  for (guint i = 0; i < ROUNDS * TOGETHER; i++)
    {
      g_autofree char *tracking_id = g_strdup_printf ("%u", 10000000 + (*number)++);
      g_autofree char *id = hub_add (hub, tracking_id, "100");

      g_ptr_array_add (bodies, make_body (hub, id));
    }
  g_assert_true (loket_hub_storage_commit (hub->storage, NULL));

  began = g_get_monotonic_time ();
  for (guint i = 0; i < bodies->len; i += together)
    {
      g_assert_true (loket_hub_storage_begin (hub->storage, NULL));
      for (guint j = i; j < i + together; j++)
        accept_one (hub, g_ptr_array_index (bodies, j));
      g_assert_true (loket_hub_storage_commit (hub->storage, NULL));
    }
  return (double) (g_get_monotonic_time () - began) / bodies->len;
}

int
main (int    argc,
      char **argv)
{
  Hub hub = { NULL };
  guint number = 0;
  double alone;
  double group;

  hub_set_up (&hub, NULL);
  run (&hub, TOGETHER, &number);
  alone = run (&hub, 1, &number);
  group = run (&hub, TOGETHER, &number);
  g_print ("durable replies: %.0f us each alone, %.0f us in groups of %d, ratio %.2f\n", alone, group,
           TOGETHER, alone / group);
  hub_tear_down (&hub, NULL);
  return 0;
}
