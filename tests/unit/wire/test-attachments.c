/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "loket-limits.h"
#include "loket-wire-attachment.h"
#include "loket-wire-complaint.h"
#include "loket-wire-device.h"
#include "loket-wire-reply.h"

#define ID_A "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"
#define ID_B "1b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"
#define HASH "44aff4ab2d7c3250525675a08f0cfa959116c8cff94791c5f5bbc417c15a6c38"

static LoketReply *
make_reply (guint n)
{
  LoketReply *reply = loket_reply_new ();

  reply->reply_id = g_strdup (ID_A);
  reply->complaint_id = g_strdup (ID_B);
  reply->based_on = 3;
  reply->outcome = LOKET_OUTCOME_RESOLVED;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup ("Lampu sudah menyala.");
  reply->device_id = g_strdup (ID_B);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%08x-4f50-4617-8293-a4b5c6d7e8f9", i);

      g_ptr_array_add (reply->attachments,
                       loket_attachment_new (id, HASH, 10, "Foto lampu.jpg", "image/jpeg"));
    }
  return reply;
}

static char *
freeze (const LoketReply *reply)
{
  g_autoptr (GBytes) body = loket_wire_reply_freeze (reply);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
test_bytes (void)
{
  g_autoptr (LoketReply) reply = make_reply (1);
  g_autofree char *text = freeze (reply);

  g_assert_nonnull (strstr (text, "\"attachments\":[{\"uploadId\":\"00000000-4f50-4617-8293-a4b5c6d7e8f9\","
                                  "\"sha256\":\"" HASH "\",\"size\":10,\"name\":\"Foto lampu.jpg\","
                                  "\"type\":\"image/jpeg\"}],\"ack\""));
}

/* The reply with one thing put in the place of another: taken, or refused at @path. */
static void
assert_reply (guint       n,
              const char *find,
              const char *put,
              const char *path)
{
  g_autoptr (LoketReply) reply = make_reply (n);
  g_autoptr (LoketReply) parsed = NULL;
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);
  g_autofree char *frozen = freeze (reply);

  g_string_append (text, frozen);
  if (find != NULL)
    g_assert_cmpuint (g_string_replace (text, find, put, 1), ==, 1);
  changed = g_string_free_to_bytes (text);
  parsed = loket_wire_reply_parse (changed, &error);
  if (path == NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (parsed->attachments->len, ==, n);
      return;
    }
  g_assert_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_INVALID);
  g_assert_null (parsed);
  if (!g_str_has_prefix (error->message, path))
    g_error ("expected “%s…”, got “%s”", path, error->message);
}

static void
test_count (void)
{
  assert_reply (LOKET_LIMIT_ATTACHMENTS, NULL, NULL, NULL);
  assert_reply (LOKET_LIMIT_ATTACHMENTS + 1, NULL, NULL, "$.attachments ");
  assert_reply (2, "00000001-", "00000000-", "$.attachments[1].uploadId ");
}

static void
test_members (void)
{
  g_autofree char *most = g_strdup_printf ("\"size\":%d", LOKET_LIMIT_ATTACHMENT_BYTES);
  g_autofree char *over = g_strdup_printf ("\"size\":%d", LOKET_LIMIT_ATTACHMENT_BYTES + 1);

  assert_reply (1, "\"size\":10", "\"size\":1", NULL);
  assert_reply (1, "\"size\":10", "\"size\":0", "$.attachments[0].size ");
  assert_reply (1, "\"size\":10", most, NULL);
  assert_reply (1, "\"size\":10", over, "$.attachments[0].size ");
  assert_reply (1, "\"44aff", "\"44afg", "$.attachments[0].sha256 ");
  assert_reply (1, "\"44aff", "\"4aff", "$.attachments[0].sha256 ");
  assert_reply (1, "image/jpeg", "image", "$.attachments[0].type ");
  assert_reply (1, "image/jpeg", "/jpeg", "$.attachments[0].type ");
  assert_reply (1, "image/jpeg", "image/", "$.attachments[0].type ");
  assert_reply (1, "image/jpeg", "image/jpeg;q=1", "$.attachments[0].type ");
  assert_reply (1, "image/jpeg", "image/jpeg/x", "$.attachments[0].type ");
  assert_reply (1, "image/jpeg", "Image/jpeg", "$.attachments[0].type ");
}

/* Two bytes a letter: the limit is of bytes. */
static void
test_names (void)
{
  static const char *const wrong[] = { "a/b", "a\\\\b", "..", ".", "", " ", "a\\nb", "\\u0085", NULL };
  GString *longest = g_string_new (NULL);

  for (guint i = 0; i < LOKET_LIMIT_ATTACHMENT_NAME_BYTES / 2; i++)
    g_string_append (longest, "é");
  assert_reply (1, "Foto lampu.jpg", longest->str, NULL);
  g_string_append_c (longest, 'x');
  assert_reply (1, "Foto lampu.jpg", longest->str, "$.attachments[0].name ");
  for (guint i = 0; wrong[i] != NULL; i++)
    assert_reply (1, "Foto lampu.jpg", wrong[i], "$.attachments[0].name ");
  assert_reply (1, "Foto lampu.jpg", "..foto", NULL);
  g_string_free (longest, TRUE);
}

static LoketComplaint *
read_message (guint    n,
              GError **error)
{
  g_autoptr (LoketComplaint) made = loket_complaint_new ();
  LoketMessage *message = loket_message_new ();
  g_autofree char *line = NULL;

  made->id = g_strdup (ID_A);
  made->tracking_id = g_strdup ("9");
  made->title = g_strdup ("T");
  made->body = g_strdup ("");
  message->id = g_strdup (ID_B);
  message->text = g_strdup ("t");
  message->attachments = loket_attachments_new ();
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (message->attachments, loket_attachment_new (NULL, HASH, 10, "a.pdf", "application/pdf"));
  g_ptr_array_add (made->messages, message);
  line = loket_wire_complaint_to_json (made);
  g_assert_cmpint (strstr (line, "\"attachments\"") != NULL, ==, n > 0);
  return loket_wire_complaint_parse (line, strlen (line), error);
}

static void
test_messages (void)
{
  static const guint counts[] = { 0, 1, LOKET_LIMIT_MESSAGE_ATTACHMENTS, LOKET_LIMIT_MESSAGE_ATTACHMENTS + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LoketComplaint) read = read_message (counts[i], &error);
      const LoketMessage *message;

      if (counts[i] > LOKET_LIMIT_MESSAGE_ATTACHMENTS)
        {
          g_assert_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_INVALID);
          continue;
        }
      g_assert_no_error (error);
      message = g_ptr_array_index (read->messages, 0);
      g_assert_cmpuint (message->attachments != NULL ? message->attachments->len : 0, ==, counts[i]);
    }
}

static void
test_upload (void)
{
  g_autoptr (LoketUpload) made = loket_upload_new (ID_A, 262144, TRUE);
  g_autofree char *json = loket_wire_upload_to_json (made);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketUpload) read = loket_wire_upload_parse (json, strlen (json), &error);
  static const char *const wrong[] = {
    "{}",
    "{\"uploadId\":\"" ID_A "\",\"offset\":1}",
    "{\"uploadId\":\"" ID_A "\",\"offset\":-1,\"complete\":false}",
    "{\"uploadId\":\"x\",\"offset\":1,\"complete\":false}",
    "{\"uploadId\":\"" ID_A "\",\"offset\":1.5,\"complete\":false}",
  };

  g_assert_no_error (error);
  g_assert_cmpstr (json, ==, "{\"uploadId\":\"" ID_A "\",\"offset\":262144,\"complete\":true}");
  g_assert_cmpstr (read->id, ==, ID_A);
  g_assert_cmpint (read->offset, ==, 262144);
  g_assert_true (read->complete);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (loket_wire_upload_parse (wrong[i], strlen (wrong[i]), NULL));
}

/* A device names the uploads that it means to end, up to the limit. */
static void
test_device (void)
{
  for (guint extra = 0; extra < 2; extra++)
    {
      g_autoptr (LoketDeviceReport) made = loket_device_report_new ();
      g_autoptr (LoketDeviceReport) read = NULL;
      g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < LOKET_LIMIT_UPLOADS + extra; i++)
        g_strv_builder_add (ids, ID_A);
      made->version = g_strdup ("1");
      made->uploads = g_strv_builder_end (ids);
      body = loket_wire_device_report_to_json (made);
      read = loket_wire_device_report_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
      if (extra > 0)
        {
          g_assert_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_INVALID);
          continue;
        }
      g_assert_no_error (error);
      g_assert_true (g_strv_equal ((const char *const *) made->uploads, (const char *const *) read->uploads));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/attachments/bytes", test_bytes);
  g_test_add_func ("/wire/attachments/count", test_count);
  g_test_add_func ("/wire/attachments/members", test_members);
  g_test_add_func ("/wire/attachments/names", test_names);
  g_test_add_func ("/wire/attachments/messages", test_messages);
  g_test_add_func ("/wire/attachments/upload", test_upload);
  g_test_add_func ("/wire/attachments/device", test_device);
  return g_test_run ();
}
