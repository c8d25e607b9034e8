/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-limits.h"
#include "loket-wire-account.h"
#include "loket-wire-rules.h"

#include <string.h>

static LoketRulesRecord *
make_record (gint64      number,
             const char *reason)
{
  LoketRulesRecord *record = loket_rules_record_new ();

  record->number = number;
  record->published_at = 1774569600 + number;
  record->published_by = g_strdup ("operator");
  record->reason = g_strdup (reason);
  record->holidays = g_strdup ("tanggal,nama\n2026-01-01,Tahun \"Baru\"\n");
  record->policies = g_strdup ("[a]\nClock=response\n");
  return record;
}

static void
test_round_trip (void)
{
  g_autoptr (LoketRulesPage) page = loket_rules_page_new ();
  g_autoptr (LoketRulesPage) parsed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL, *again = NULL;
  const LoketRulesRecord *record;

  page->latest = 9;
  g_ptr_array_add (page->editions, make_record (3, NULL));
  g_ptr_array_add (page->editions, make_record (4, "Cuti bersama ditambah"));
  json = loket_wire_rules_build (page);
  parsed = loket_wire_rules_parse (json, strlen (json), &error);
  g_assert_no_error (error);
  g_assert_cmpint (parsed->latest, ==, 9);
  g_assert_cmpuint (parsed->editions->len, ==, 2);
  record = g_ptr_array_index (parsed->editions, 1);
  g_assert_cmpint (record->number, ==, 4);
  g_assert_cmpint (record->published_at, ==, 1774569604);
  g_assert_cmpstr (record->published_by, ==, "operator");
  g_assert_cmpstr (record->reason, ==, "Cuti bersama ditambah");
  g_assert_cmpstr (record->holidays, ==, "tanggal,nama\n2026-01-01,Tahun \"Baru\"\n");
  g_assert_cmpstr (record->policies, ==, "[a]\nClock=response\n");
  g_assert_null (((LoketRulesRecord *) g_ptr_array_index (parsed->editions, 0))->reason);
  again = loket_wire_rules_build (parsed);
  g_assert_cmpstr (again, ==, json);
}

#define EDITION(n) "{\"number\":" n ",\"publishedAt\":\"2026-01-05T01:00:00Z\",\"holidays\":\"\",\"policies\":\"\"}"

static void
test_refused (void)
{
  static const struct { const char *json, *path; } cases[] = {
    { "{\"editions\":[]}", "$.latest " },
    { "{\"latest\":-1,\"editions\":[]}", "$.latest " },
    { "{\"latest\":1}", "$.editions " },
    { "{\"latest\":1,\"editions\":[3]}", "$.editions[0] " },
    { "{\"latest\":1,\"editions\":[" EDITION ("0") "]}", "$.editions[0].number " },
    { "{\"latest\":2,\"editions\":[" EDITION ("2") "," EDITION ("2") "]}", "$.editions[1].number " },
    { "{\"latest\":1,\"editions\":[" EDITION ("2") "]}", "$.latest " },
    { "{\"latest\":1,\"editions\":[{\"number\":1,\"publishedAt\":\"2026-01-05T01:00:00Z\",\"policies\":\"\"}]}",
      "$.editions[0].holidays " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (loket_wire_rules_parse (cases[i].json, strlen (cases[i].json), &error));
      g_assert_nonnull (error);
      if (!g_str_has_prefix (error->message, cases[i].path))
        g_error ("expected “%s…”, got “%s”", cases[i].path, error->message);
    }
}

/* The largest texts pass, one more code point does not. */
static void
test_limits (void)
{
  g_autoptr (LoketRulesPage) page = loket_rules_page_new ();
  LoketRulesRecord *record = make_record (1, NULL);

  page->latest = 1;
  g_ptr_array_add (page->editions, record);
  for (guint over = 0; over < 4; over++)
    {
      g_autofree char *json = NULL;
      g_autoptr (LoketRulesPage) parsed = NULL;

      g_free (record->holidays);
      g_free (record->policies);
      g_free (record->reason);
      record->holidays = g_strnfill (LOKET_LIMIT_HOLIDAY_FILE_BYTES + (over == 1), 'x');
      record->policies = g_strnfill (LOKET_LIMIT_POLICY_FILE_BYTES + (over == 2), 'x');
      record->reason = g_strnfill (LOKET_LIMIT_REASON_CHARS + (over == 3), 'x');
      json = loket_wire_rules_build (page);
      parsed = loket_wire_rules_parse (json, strlen (json), NULL);
      g_assert_cmpint (parsed != NULL, ==, over == 0);
    }
}

/* A hub that knows nothing of editions has none. */
static void
test_session_without (void)
{
  static const char json[] =
      "{\"officer\":{\"id\":\"0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9\",\"username\":\"p\",\"name\":\"P\","
      "\"role\":\"officer\"},\"scopes\":[],\"epoch\":\"e\",\"serverTime\":\"2026-01-05T01:00:00Z\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketSessionInfo) info = loket_wire_session_info_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  g_assert_cmpint (info->rules_edition, ==, 0);
  g_assert_cmpint (info->guidance_edition, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/rules/round-trip", test_round_trip);
  g_test_add_func ("/wire/rules/refused", test_refused);
  g_test_add_func ("/wire/rules/limits", test_limits);
  g_test_add_func ("/wire/rules/session-without", test_session_without);
  return g_test_run ();
}
