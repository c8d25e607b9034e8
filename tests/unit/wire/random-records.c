/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-records.h"

/* Records with everything a text may hold, for tests that compare. */

char *
random_text (GRand *rand,
             guint  max_chars)
{
  static const gunichar odd[] = {
    '"', '\\', '/', '\n', '\r', '\t', 1, 0x1f, 0x7f, 0x80, 0xe9, 0x200b, 0x202e, 0xfeff, 0xfffd, 0xffff,
    0x10000, 0x1f600, 0x10ffff, '<', '&', '%', ' ', '{', '}', '[', ']', ':', ',',
  };
  GString *text = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 0, (gint32) max_chars + 1);

  for (guint i = 0; i < n; i++)
    if (g_rand_boolean (rand))
      g_string_append_c (text, (char) g_rand_int_range (rand, 'a', 'z' + 1));
    else
      g_string_append_unichar (text, odd[g_rand_int_range (rand, 0, G_N_ELEMENTS (odd))]);
  return g_string_free (text, FALSE);
}

static char *
random_or_null (GRand *rand,
                guint  max_chars)
{
  return g_rand_boolean (rand) ? random_text (rand, max_chars) : NULL;
}

char *
random_uuid (GRand *rand)
{
  guint32 a = g_rand_int (rand), b = g_rand_int (rand), c = g_rand_int (rand), d = g_rand_int (rand);

  return g_strdup_printf ("%08x-%04x-4%03x-%04x-%04x%08x", a, b >> 16, b & 0xfff,
                          0x8000 | (c & 0x3fff), c >> 16, d);
}

gint64
random_number (GRand *rand)
{
  return g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 1000)
                               : G_GINT64_CONSTANT (9007199254740992) - g_rand_int_range (rand, 0, 3);
}

gint64
random_instant (GRand *rand)
{
  return g_rand_boolean (rand) ? LOKET_TIME_UNSET : (gint64) g_rand_int (rand);
}

LoketAttachment *
random_attachment (GRand   *rand,
                   gboolean upload)
{
  static const char *const types[] = { "image/jpeg", "application/pdf",
                                       "application/vnd.oasis.opendocument.text" };
  g_autofree char *id = upload ? random_uuid (rand) : NULL;
  g_autofree char *seed = random_uuid (rand);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);
  g_autofree char *name = g_strdup_printf ("%s é\".jpg", seed);

  return loket_attachment_new (id, sha256, g_rand_int_range (rand, 1, 10 * 1024 * 1024), name,
                               types[g_rand_int_range (rand, 0, G_N_ELEMENTS (types))]);
}

void
assert_same_attachment (const LoketAttachment *a,
                        const LoketAttachment *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->sha256, ==, b->sha256);
  g_assert_cmpint (a->size, ==, b->size);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->type, ==, b->type);
}

LoketComplaint *
random_complaint (GRand *rand)
{
  LoketComplaint *c = loket_complaint_new ();

  c->id = random_uuid (rand);
  c->rev = random_number (rand);
  c->substance = random_number (rand);
  c->tracking_id = random_text (rand, 32);
  c->title = random_text (rand, 140);
  c->body = random_text (rand, 900);
  c->body_original = random_or_null (rand, 900);
  c->category_id = random_or_null (rand, 20);
  c->category = random_or_null (rand, 80);
  c->klass = (LoketComplaintClass) g_rand_int_range (rand, 0, LOKET_CLASS_ASPIRATION + 1);
  c->class_raw = random_or_null (rand, 40);
  c->status = (LoketComplaintStatus) g_rand_int_range (rand, 0, LOKET_STATUS_ARCHIVED + 1);
  c->status_raw = random_or_null (rand, 40);
  c->closed_by = (LoketCloser) g_rand_int_range (rand, 0, LOKET_CLOSER_ADMIN + 1);
  c->resolved = (LoketResolved) g_rand_int_range (rand, 0, LOKET_RESOLVED_YES + 1);
  c->hold_reason = random_or_null (rand, 40);
  c->channel = random_or_null (rand, 20);
  c->anonymous = g_rand_boolean (rand);
  c->secret = g_rand_boolean (rand);
  c->reporter_name = random_or_null (rand, 40);
  c->agency_code = random_or_null (rand, 10);
  c->agency_name = random_or_null (rand, 60);
  c->time_zone = random_or_null (rand, 20);
  c->province = random_or_null (rand, 30);
  c->regency = random_or_null (rand, 30);
  c->district = random_or_null (rand, 30);
  c->village = random_or_null (rand, 30);
  c->received_at = random_instant (rand);
  c->assigned_at = random_instant (rand);
  c->answered_at = random_instant (rand);
  if (g_rand_boolean (rand))
    {
      g_autofree char *officer = random_uuid (rand);
      g_autofree char *name = random_text (rand, 40);

      c->claim = loket_claim_new (officer, name, g_rand_int_range (rand, 0, G_MAXINT32));
    }
  for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
    {
      LoketMessage *m = loket_message_new ();

      m->id = random_uuid (rand);
      m->author = (LoketAuthor) g_rand_int_range (rand, 0, LOKET_AUTHOR_OFFICER + 1);
      m->author_name = random_or_null (rand, 30);
      m->text = random_text (rand, 300);
      m->outcome = (LoketOutcome) g_rand_int_range (rand, 0, LOKET_OUTCOME_INFORMATION + 1);
      m->at = random_instant (rand);
      if (g_rand_boolean (rand))
        m->attachments = loket_attachments_new ();
      for (int n = m->attachments != NULL ? g_rand_int_range (rand, 1, 4) : 0; n > 0; n--)
        g_ptr_array_add (m->attachments, random_attachment (rand, FALSE));
      g_ptr_array_add (c->messages, m);
    }
  for (int i = g_rand_boolean (rand) ? g_rand_int_range (rand, 1, 4) : 0; i > 0; i--)
    {
      g_autofree char *reason = random_or_null (rand, 40);

      loket_complaint_add_class_change (
          c, loket_class_change_new (
                 (LoketComplaintClass) g_rand_int_range (rand, 0, LOKET_CLASS_ASPIRATION + 1),
                 (gint64) g_rand_int (rand), reason));
    }
  if (g_rand_boolean (rand))
    {
      c->extra = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      for (int i = g_rand_int_range (rand, 1, 6); i > 0; i--)
        g_hash_table_insert (c->extra, random_text (rand, 20), random_text (rand, 40));
    }
  loket_complaint_read_conversation (c);
  return c;
}

static void
assert_same_message (const LoketMessage *a,
                     const LoketMessage *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpint (a->author, ==, b->author);
  g_assert_cmpstr (a->author_name, ==, b->author_name);
  g_assert_cmpstr (a->text, ==, b->text);
  g_assert_cmpint (a->outcome, ==, b->outcome);
  g_assert_cmpint (a->at, ==, b->at);
  g_assert_cmpint (a->attachments != NULL, ==, b->attachments != NULL);
  if (a->attachments == NULL)
    return;
  g_assert_cmpuint (a->attachments->len, ==, b->attachments->len);
  for (guint i = 0; i < a->attachments->len; i++)
    assert_same_attachment (g_ptr_array_index (a->attachments, i),
                            g_ptr_array_index (b->attachments, i));
}

static void
assert_same_class_changes (GPtrArray *a,
                           GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const LoketClassChange *mine = g_ptr_array_index (a, i), *theirs = g_ptr_array_index (b, i);

      g_assert_cmpint (mine->from, ==, theirs->from);
      g_assert_cmpint (mine->at, ==, theirs->at);
      g_assert_cmpstr (mine->reason, ==, theirs->reason);
    }
}

void
assert_same_complaint (const LoketComplaint *a,
                       const LoketComplaint *b)
{
#define TEXT(field) g_assert_cmpstr (a->field, ==, b->field)
#define NUMBER(field) g_assert_cmpint (a->field, ==, b->field)
  TEXT (id);
  TEXT (tracking_id);
  TEXT (title);
  TEXT (body);
  TEXT (body_original);
  TEXT (category_id);
  TEXT (category);
  TEXT (class_raw);
  TEXT (status_raw);
  TEXT (hold_reason);
  TEXT (channel);
  TEXT (reporter_name);
  TEXT (agency_code);
  TEXT (agency_name);
  TEXT (time_zone);
  TEXT (province);
  TEXT (regency);
  TEXT (district);
  TEXT (village);
  NUMBER (rev);
  NUMBER (substance);
  NUMBER (klass);
  NUMBER (status);
  NUMBER (closed_by);
  NUMBER (resolved);
  NUMBER (anonymous);
  NUMBER (secret);
  NUMBER (received_at);
  NUMBER (assigned_at);
  NUMBER (answered_at);
  NUMBER (reporter_at);
  NUMBER (messages->len);
#undef TEXT
#undef NUMBER
  g_assert_cmpint (a->claim != NULL, ==, b->claim != NULL);
  if (a->claim != NULL)
    {
      g_assert_cmpstr (a->claim->officer_id, ==, b->claim->officer_id);
      g_assert_cmpstr (a->claim->name, ==, b->claim->name);
      g_assert_cmpint (a->claim->until, ==, b->claim->until);
    }
  for (guint i = 0; i < a->messages->len; i++)
    assert_same_message (g_ptr_array_index (a->messages, i), g_ptr_array_index (b->messages, i));

  g_assert_cmpint (a->class_changes != NULL, ==, b->class_changes != NULL);
  if (a->class_changes != NULL)
    assert_same_class_changes (a->class_changes, b->class_changes);
  g_assert_cmpint (a->extra != NULL, ==, b->extra != NULL);
  if (a->extra != NULL)
    {
      GHashTableIter iter;
      gpointer key, value;

      g_assert_cmpuint (g_hash_table_size (a->extra), ==, g_hash_table_size (b->extra));
      g_hash_table_iter_init (&iter, a->extra);
      while (g_hash_table_iter_next (&iter, &key, &value))
        g_assert_cmpstr (value, ==, g_hash_table_lookup (b->extra, key));
    }
}
