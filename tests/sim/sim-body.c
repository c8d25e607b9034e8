/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <string.h>

#include "loket-text.h"

static const char *const agencies[SIM_AGENCIES] = { "A", "B" };

/* Replies, receipts and names. The bytes of a reply are short text of our own:
 * that JSON says the same is proved elsewhere. */

SimBody *
sim_body_new (SimWorld   *world,
              guint       text,
              const char *rid,
              guint       complaint,
              const char *device_id,
              const char *prev,
              gint64      based_on,
              gint64      ack)
{
  SimBody *self = g_new0 (SimBody, 1);
  LoketReply *reply = loket_reply_new ();
  GString *wire = g_string_new (NULL);

  self->ref_count = 1;
  self->text = text;
  self->reply = reply;
  reply->reply_id = g_strdup (rid);
  reply->complaint_id = g_strdup (sim_complaint_id (complaint));
  reply->device_id = g_strdup (device_id);
  reply->prev_reply_id = g_strdup (prev);
  reply->based_on = based_on;
  reply->ack = ack;
  reply->outcome = LOKET_OUTCOME_IN_PROGRESS;
  reply->text = g_strdup_printf ("t%u", text);
  g_string_printf (wire, "%s %s t%u %s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, rid,
                   reply->complaint_id, text, device_id, prev != NULL ? prev : "-", based_on, ack);
  if (!g_str_equal (device_id, SIM_COLLEAGUE_DEVICE))
    sim_files_choose (world, text, reply, wire);
  self->wire = g_string_free_to_bytes (wire);
  self->sha256 = loket_text_sha256 (self->wire);
  return self;
}

SimBody *
sim_body_ref (SimBody *self)
{
  self->ref_count++;
  return self;
}

void
sim_body_unref (SimBody *self)
{
  if (--self->ref_count > 0)
    return;
  loket_reply_unref (self->reply);
  g_bytes_unref (self->wire);
  g_free (self->sha256);
  g_free (self);
}

const char *
sim_complaint_id (guint index)
{
  static const char *const ids[SIM_COMPLAINTS] = {
    "c00", "c01", "c02", "c03", "c04", "c05", "c06", "c07", "c08", "c09", "c10", "c11",
  };

  return ids[index];
}

guint
sim_complaint_index (const char *id)
{
  return (guint) (id[1] - '0') * 10 + (guint) (id[2] - '0');
}

const char *
sim_officer_id (guint index)
{
  static const char *const ids[SIM_CLIENTS + 1] = { "o0", "o1", "o2", "o3", "ox" };

  return ids[index];
}

/* Most work for the first agency; the last officer for the other. */
const char *
sim_officer_agency (guint index)
{
  return agencies[index == SIM_CLIENTS - 1 ? 1 : 0];
}

const char *
sim_scope_name (guint index)
{
  static const char *const names[SIM_SCOPES] = {
    "agency:A", "agency:B", LOKET_HUB_CORE_SCOPE_UNASSIGNED,
    "officer:o0", "officer:o1", "officer:o2", "officer:o3",
  };

  return names[index];
}

int
sim_scope_index (const char *name)
{
  for (guint i = 0; i < SIM_SCOPES; i++)
    if (g_strcmp0 (sim_scope_name (i), name) == 0)
      return (int) i;
  return -1;
}

/* Stands for a MAC: nobody here tries to forge one. */
char *
sim_seal (const LoketReceipt *receipt)
{
  g_autofree char *text = loket_hub_core_receipt_text (receipt);
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *p = text; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT (0x100000001b3);
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", hash ^ 0x5eed);
}

char *
sim_receipt_to_text (const LoketReceipt *receipt)
{
  return g_strdup_printf ("%s %s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                          " %s %" G_GINT64_FORMAT " %s",
                          receipt->reply_id, receipt->complaint_id, receipt->body_sha256,
                          receipt->substance, receipt->rev, receipt->seq, receipt->epoch,
                          receipt->accepted_at, receipt->mac);
}

LoketReceipt *
sim_receipt_parse (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  LoketReceipt *receipt;

  if (g_strv_length (parts) != 9)
    return NULL;
  receipt = loket_receipt_new ();
  receipt->reply_id = g_strdup (parts[0]);
  receipt->complaint_id = g_strdup (parts[1]);
  receipt->body_sha256 = g_strdup (parts[2]);
  receipt->substance = g_ascii_strtoll (parts[3], NULL, 10);
  receipt->rev = g_ascii_strtoll (parts[4], NULL, 10);
  receipt->seq = g_ascii_strtoll (parts[5], NULL, 10);
  receipt->epoch = g_strdup (parts[6]);
  receipt->accepted_at = g_ascii_strtoll (parts[7], NULL, 10);
  receipt->mac = g_strdup (parts[8]);
  return receipt;
}
