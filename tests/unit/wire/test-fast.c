/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-wire-private.h"

#include <string.h>

#include "loket-wire-complaint.h"
#include "random-records.h"

/* The bulk reader and the thorough one give the same record, or the bulk reader
 * gives up. */

#define HASH "44aff4ab2d7c3250525675a08f0cfa959116c8cff94791c5f5bbc417c15a6c38"
#define ID "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"

static gboolean
compare (const char *line,
         gsize       length)
{
  /* Without an end mark, for the sanitizers to see what is read behind it. */
  g_autofree char *exact = g_memdup2 (line, length);
  g_autoptr (LoketComplaint) fast = _loket_wire_complaint_read_fast (exact, length);
  g_autoptr (LoketComplaint) thorough = NULL;
  g_autoptr (GError) error = NULL;

  if (fast == NULL)
    return FALSE;
  thorough = _loket_wire_complaint_read (line, length, &error);
  g_assert_no_error (error);
  assert_same_complaint (fast, thorough);
  return TRUE;
}

static void
test_written (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (LoketComplaint) made = random_complaint (rand);
      g_autofree char *line = loket_wire_complaint_to_json (made);

      g_autofree char *body = loket_wire_complaint_dup_body (line, strlen (line));

      /* What we write ourselves never needs the slow way. */
      g_assert_true (compare (line, strlen (line)));
      g_assert_cmpstr (body, ==, made->body != NULL ? made->body : "");
    }
}

/* The text alone, wherever it is and whatever is before it. */
static void
test_body (void)
{
  static const struct
  {
    const char *line;
    const char *body;
  } cases[] = {
    { "{\"body\":\"Jalan\"}", "Jalan" },
    { " { \"rev\" : 3 , \"body\" : \"a\\n\\\"b\\\\\" , \"x\":1}", "a\n\"b\\" },
    { "{\"t\":\"\\\"body\\\":\",\"a\":[{\"body\":\"no\"},\"]\"],\"body\":\"yes\"}", "yes" },
    { "{\"t\":{\"body\":\"no\"},\"body\":\"yes\"}", "yes" },
    { "{\"bodyOriginal\":\"no\",\"body\":\"yes\"}", "yes" },
    { "{\"body\":\"\"}", "" },
    { "{\"body\":null}", "" },
    { "{\"t\":1}", "" },
    { "{\"body\":\"ab", "" },
    { "{\"t\":[[[", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].line);
      g_autofree char *exact = g_memdup2 (cases[i].line, length);
      g_autofree char *body = loket_wire_complaint_dup_body (exact != NULL ? exact : "", length);

      g_assert_cmpstr (body, ==, cases[i].body);
    }
}

/* Any byte changed, any byte gone: the same record or none. */
static void
test_damaged (void)
{
  static const char marks[] = "\"\\{}[]:,0u9nt.eE- ";
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint same = 0;

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (LoketComplaint) made = random_complaint (rand);
      g_autofree char *line = loket_wire_complaint_to_json (made);
      gsize length = strlen (line);

      for (guint n = 0; n < 600; n++)
        {
          g_autofree char *copy = g_strdup (line);
          gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) length);

          if (g_rand_boolean (rand))
            copy[at] = marks[g_rand_int_range (rand, 0, sizeof marks - 1)];
          else
            memmove (copy + at, copy + at + 1, length - at);
          same += compare (copy, strlen (copy)) ? 1 : 0;
        }
      for (gsize n = 0; n < length; n += 7)
        g_assert_false (compare (line, n));
    }
  g_assert_cmpuint (same, >, 100);
}

static void
test_forms (void)
{
#define HEAD "{\"id\":\"" ID "\",\"rev\":1,\"substance\":2,\"trackingId\":\"9\",\"title\":\"T\""
#define FILE_MEMBERS "\"sha256\":\"" HASH "\",\"size\":1,\"name\":\"a.pdf\",\"type\":\"application/pdf\""
  static const struct
  {
    const char *line;
    gboolean    taken;
  } cases[] = {
    { HEAD "}", TRUE },
    { HEAD ",\"messages\":null,\"extra\":null,\"anonymous\":null,\"body\":null}", TRUE },
    { " { \"title\" : \"\\ud83d\\ude00\\/\\u00e9\" , \"rev\" : 1 ,\"substance\":2,\"trackingId\":\"9\",\"id\":\"" ID "\" } ", TRUE },
    { HEAD ",\"extra\":{\"a\\u0062\":\"x\",\"c\":null}}", TRUE },
    { HEAD ",\"messages\":[ {\"id\":\"m\",\"text\":\"t\"} , {\"text\":\"t\",\"id\":\"n\"} ]}", TRUE },
    { HEAD ",\"messages\":[{\"id\":\"m\",\"text\":\"t\",\"attachments\":[ {" FILE_MEMBERS "} , {" FILE_MEMBERS "} ]}]}", TRUE },
    { HEAD ",\"messages\":[{\"id\":\"m\",\"text\":\"t\",\"attachments\":[]},{\"id\":\"n\",\"text\":\"t\",\"attachments\":null}]}", TRUE },
    { HEAD ",\"messages\":[{\"id\":\"m\",\"text\":\"t\",\"attachments\":[{}]}]}", FALSE },
    { HEAD ",\"messages\":[{\"id\":\"m\",\"text\":\"t\",\"attachments\":[{" FILE_MEMBERS ",\"place\":1}]}]}", FALSE },
    { HEAD ",\"messages\":[{\"id\":\"m\",\"text\":\"t\",\"attachments\":{}}]}", FALSE },
    { HEAD ",\"classChanges\":[ {\"at\":\"2026-01-05T01:00:00Z\" , \"from\":\"aspiration\"} ]}", TRUE },
    { HEAD ",\"classChanges\":null}", TRUE },
    { HEAD ",\"classChanges\":[{\"from\":\"aspiration\"}]}", FALSE },
    { HEAD ",\"classChanges\":[{\"at\":\"2026-01-05T01:00:00Z\",\"to\":\"complaint\"}]}", FALSE },
    { HEAD ",\"priority\":1}", FALSE },
    { HEAD ",\"b\\u006fdy\":\"x\"}", FALSE },
    { HEAD ",\"body\":3}", FALSE },
    { HEAD ",\"messages\":[3]}", FALSE },
    { HEAD ",\"messages\":[{\"id\":\"m\"}]}", FALSE },
    { HEAD ",\"receivedAt\":\"yesterday\"}", FALSE },
    { "{\"id\":\"" ID "\",\"rev\":1.0,\"substance\":2,\"trackingId\":\"9\",\"title\":\"T\"}", FALSE },
    { "{\"id\":\"" ID "\",\"rev\":-1,\"substance\":2,\"trackingId\":\"9\",\"title\":\"T\"}", FALSE },
    { "{\"id\":\"" ID "\",\"substance\":2,\"trackingId\":\"9\",\"title\":\"T\"}", FALSE },
    { "{\"id\":\"x\",\"rev\":1,\"substance\":2,\"trackingId\":\"9\",\"title\":\"T\"}", FALSE },
    { "{\"removed\":\"" ID "\"}", FALSE },
    { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (compare (cases[i].line, strlen (cases[i].line)) != cases[i].taken)
      g_error ("%s was %staken", cases[i].line, cases[i].taken ? "not " : "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/fast/written", test_written);
  g_test_add_func ("/wire/fast/body", test_body);
  g_test_add_func ("/wire/fast/damaged", test_damaged);
  g_test_add_func ("/wire/fast/forms", test_forms);
  return g_test_run ();
}
