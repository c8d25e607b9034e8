/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-limits.h"
#include "loket-wire-guidance.h"

#include <string.h>

static void
test_round_trip (void)
{
  g_autoptr (LoketGuidanceRecord) record = loket_guidance_record_new ("131410", 7, "[Words]\nKnown=a;b\n",
                                                                      "[t]\ntext=Yth. {pelapor}\\n\n");
  g_autofree char *json = loket_wire_guidance_build (record);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketGuidanceRecord) parsed = loket_wire_guidance_parse (json, strlen (json), &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (parsed->agency, ==, "131410");
  g_assert_cmpint (parsed->edition, ==, 7);
  g_assert_cmpstr (parsed->checks, ==, record->checks);
  g_assert_cmpstr (parsed->templates, ==, record->templates);
  again = loket_wire_guidance_build (parsed);
  g_assert_cmpstr (again, ==, json);
}

static void
test_refused (void)
{
  static const struct { const char *json, *path; } cases[] = {
    { "{\"agency\":\"\",\"edition\":1,\"checks\":\"\",\"templates\":\"\"}", "$.schema " },
    { "{\"schema\":2,\"agency\":\"\",\"edition\":1,\"checks\":\"\",\"templates\":\"\"}", "$.schema " },
    { "{\"schema\":1,\"agency\":\"\",\"edition\":0,\"checks\":\"\",\"templates\":\"\"}", "$.edition " },
    { "{\"schema\":1,\"agency\":3,\"edition\":1,\"checks\":\"\",\"templates\":\"\"}", "$.agency " },
    { "{\"schema\":1,\"agency\":\"\",\"edition\":1,\"checks\":null,\"templates\":\"\"}", "$.checks " },
    { "{\"schema\":1,\"agency\":\"\",\"edition\":1,\"checks\":\"\"}", "$.templates " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (loket_wire_guidance_parse (cases[i].json, strlen (cases[i].json), &error));
      g_assert_nonnull (error);
      if (!g_str_has_prefix (error->message, cases[i].path))
        g_error ("expected “%s…”, got “%s”", cases[i].path, error->message);
    }
}

/* A text of so many bytes in letters of two, and of one where they are odd. */
static char *
make_text (gsize n_bytes)
{
  GString *text = g_string_new (n_bytes % 2 == 0 ? "" : "x");

  while (text->len < n_bytes)
    g_string_append (text, "é");
  return g_string_free (text, FALSE);
}

/* The largest texts pass, one more byte does not. */
static void
test_limits (void)
{
  for (guint over = 0; over < 3; over++)
    {
      g_autofree char *checks = make_text (LOKET_LIMIT_SETTINGS_BYTES + (over == 1));
      g_autofree char *templates = make_text (LOKET_LIMIT_TEMPLATES_BYTES + (over == 2));
      g_autoptr (LoketGuidanceRecord) record = loket_guidance_record_new (NULL, 1, checks, templates);
      g_autofree char *json = loket_wire_guidance_build (record);
      g_autoptr (LoketGuidanceRecord) parsed = loket_wire_guidance_parse (json, strlen (json), NULL);

      g_assert_cmpint (parsed != NULL, ==, over == 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/guidance/round-trip", test_round_trip);
  g_test_add_func ("/wire/guidance/refused", test_refused);
  g_test_add_func ("/wire/guidance/limits", test_limits);
  return g_test_run ();
}
