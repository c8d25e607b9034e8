/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-wire-page.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-wire-complaint.h"

#define ID_A "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"
#define ID_B "1b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"
#define ID_C "2b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"

#define SNAPSHOT "{\"kind\":\"snapshot\",\"scope\":\"agency:1\",\"state\":\"s0\",\"cursor\":null,\"hasMore\":false,\"total\":1}\n"
#define CHANGES  "{\"kind\":\"changes\",\"scope\":\"agency:1\",\"oldState\":\"s0\",\"newState\":\"s1\",\"hasMore\":false}\n"
#define RECORD(id) "{\"id\":\"" id "\",\"rev\":1,\"substance\":1,\"trackingId\":\"99\",\"title\":\"T\"}\n"
#define REMOVAL(id) "{\"removed\":\"" id "\",\"reason\":\"merged\",\"at\":\"2026-03-27T00:00:00Z\"}\n"

static LoketWirePage *
parse (const char *text,
       GError    **error)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return loket_wire_page_parse (body, error);
}

static void
assert_refused (const char *text,
                int         code,
                const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, &error));
  g_assert_error (error, LOKET_WIRE_ERROR, code);
  if (!g_str_has_prefix (error->message, message))
    g_error ("expected “%s…”, got “%s”", message, error->message);
}

static LoketComplaint *
make_complaint (const char *id)
{
  LoketComplaint *complaint = loket_complaint_new ();

  complaint->id = g_strdup (id);
  complaint->tracking_id = g_strdup ("99000001");
  complaint->title = g_strdup ("Lampu mati\ndi gang");
  complaint->body = g_strdup ("");
  return complaint;
}

static void
test_roundtrip (void)
{
  for (guint kind = LOKET_WIRE_PAGE_SNAPSHOT; kind <= LOKET_WIRE_PAGE_CHANGES; kind++)
    {
      g_autoptr (LoketWirePage) page = loket_wire_page_new ((LoketWirePageKind) kind);
      g_autoptr (LoketWirePage) parsed = NULL;
      g_autoptr (LoketComplaint) complaint = make_complaint (ID_A);
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GError) error = NULL;
      const LoketWireUpsert *upsert, *made;
      const LoketWireRemoval *removal;
      gboolean snapshot = kind == LOKET_WIRE_PAGE_SNAPSHOT;

      page->scope = g_strdup ("agency:1");
      page->state = g_strdup ("new");
      page->old_state = snapshot ? NULL : g_strdup ("old");
      page->cursor = snapshot ? g_strdup ("c") : NULL;
      page->total = snapshot ? 12 : -1;
      page->has_more = TRUE;
      loket_wire_page_add_upsert (page, complaint, NULL);
      loket_wire_page_add_removal (page, ID_B, LOKET_REMOVAL_ERASED, 1774569600);
      body = loket_wire_page_to_bytes (page);
      parsed = loket_wire_page_parse (body, &error);
      g_assert_no_error (error);

      g_assert_cmpint (parsed->kind, ==, kind);
      g_assert_cmpstr (parsed->scope, ==, page->scope);
      g_assert_cmpstr (parsed->state, ==, page->state);
      g_assert_cmpstr (parsed->old_state, ==, page->old_state);
      g_assert_cmpstr (parsed->cursor, ==, page->cursor);
      g_assert_cmpint (parsed->total, ==, page->total);
      g_assert_true (parsed->has_more);
      g_assert_cmpuint (parsed->upserts->len, ==, 1);
      g_assert_cmpuint (parsed->removals->len, ==, 1);
      upsert = g_ptr_array_index (parsed->upserts, 0);
      g_assert_cmpstr (upsert->complaint->title, ==, complaint->title);
      made = g_ptr_array_index (page->upserts, 0);
      g_assert_cmpmem (upsert->line, upsert->line_length, made->line, made->line_length);
      removal = g_ptr_array_index (parsed->removals, 0);
      g_assert_cmpstr (removal->id, ==, ID_B);
      g_assert_cmpint (removal->reason, ==, LOKET_REMOVAL_ERASED);
      g_assert_cmpint (removal->at, ==, 1774569600);
    }
}

/* What was asked for by id is no feed: it has no state. */
static void
test_batch (void)
{
  g_autoptr (LoketWirePage) page = loket_wire_page_new (LOKET_WIRE_PAGE_BATCH);
  g_autoptr (LoketWirePage) parsed = NULL;
  g_autoptr (LoketComplaint) complaint = make_complaint (ID_A);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  const LoketWireRemoval *removal;

  page->has_more = TRUE;
  loket_wire_page_add_upsert (page, complaint, NULL);
  loket_wire_page_add_removal (page, ID_B, LOKET_REMOVAL_UNKNOWN, LOKET_TIME_UNSET);
  loket_wire_page_add_removal (page, ID_C, LOKET_REMOVAL_MERGED, 1774569600)->into = g_strdup (ID_A);
  body = loket_wire_page_to_bytes (page);
  parsed = loket_wire_page_parse (body, &error);
  g_assert_no_error (error);
  g_assert_cmpint (parsed->kind, ==, LOKET_WIRE_PAGE_BATCH);
  g_assert_null (parsed->state);
  g_assert_true (parsed->has_more);
  g_assert_cmpuint (parsed->upserts->len, ==, 1);
  removal = g_ptr_array_index (parsed->removals, 0);
  g_assert_cmpint (removal->at, ==, LOKET_TIME_UNSET);
  g_assert_null (removal->into);
  removal = g_ptr_array_index (parsed->removals, 1);
  g_assert_cmpint (removal->reason, ==, LOKET_REMOVAL_MERGED);
  g_assert_cmpstr (removal->into, ==, ID_A);
}

static void
test_lines (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketWirePage) empty = parse (SNAPSHOT, &error);
  g_autoptr (LoketWirePage) mixed = NULL;
  g_autoptr (LoketWirePage) spaced = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (empty->upserts->len, ==, 0);
  mixed = parse (CHANGES RECORD (ID_A) REMOVAL (ID_B) RECORD (ID_C), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mixed->upserts->len, ==, 2);
  g_assert_cmpuint (mixed->removals->len, ==, 1);

  /* What another hub writes with spaces, in another order, or with a new word. */
  spaced = parse (CHANGES "{ \"at\": null, \"reason\": \"teleported\", \"removed\": \"" ID_A "\" }\n", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (spaced->removals->len, ==, 1);
  g_assert_cmpint (((LoketWireRemoval *) g_ptr_array_index (spaced->removals, 0))->reason, ==,
                   LOKET_REMOVAL_UNKNOWN);
}

static void
test_refused (void)
{
  assert_refused ("", LOKET_WIRE_ERROR_MALFORMED, "line 1 has no end");
  assert_refused ("<html>\n", LOKET_WIRE_ERROR_MALFORMED, "line 1: JSON byte 0");
  assert_refused ("{}\n", LOKET_WIRE_ERROR_INVALID, "line 1: $.kind");
  assert_refused ("{\"kind\":\"other\",\"hasMore\":false,\"scope\":\"s\",\"state\":\"x\"}\n",
                  LOKET_WIRE_ERROR_INVALID, "line 1: $.kind");
  assert_refused ("{\"kind\":\"snapshot\",\"scope\":\"s\",\"state\":\"x\",\"hasMore\":true}\n",
                  LOKET_WIRE_ERROR_INVALID, "line 1: $.cursor");
  assert_refused (SNAPSHOT "{\"id\":\"" ID_A "\"", LOKET_WIRE_ERROR_MALFORMED, "line 2 has no end");
  assert_refused (SNAPSHOT RECORD (ID_A) "\n", LOKET_WIRE_ERROR_MALFORMED, "line 3: JSON byte 0");
  assert_refused (SNAPSHOT RECORD (ID_A) RECORD ("x"), LOKET_WIRE_ERROR_INVALID, "line 3: $.id");
  assert_refused (SNAPSHOT RECORD (ID_A) RECORD (ID_A), LOKET_WIRE_ERROR_INVALID, "line 3: the same id twice");
  assert_refused (CHANGES RECORD (ID_A) REMOVAL (ID_A), LOKET_WIRE_ERROR_INVALID, "line 3: the same id twice");
  assert_refused (CHANGES REMOVAL ("x"), LOKET_WIRE_ERROR_INVALID, "line 2: $.removed");
}

static void
assert_unread (const LoketWirePage *page,
               guint                n,
               const char          *id,
               const char          *what)
{
  const LoketWireUnread *unread = g_ptr_array_index (page->unread, n);

  g_assert_cmpstr (unread->id, ==, id);
  g_assert_true (g_str_has_prefix (unread->what, what));
}

/* One record that is not as agreed leaves the others alone. */
static void
test_unread (void)
{
  g_autoptr (LoketComplaint) full = make_complaint (ID_A);
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;
  g_autoptr (LoketWirePage) page = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= LOKET_LIMIT_MESSAGES_READ; i++)
    {
      LoketMessage *message = loket_message_new ();

      message->id = g_strdup_printf ("%u", i);
      message->text = g_strdup ("Lagi.");
      g_ptr_array_add (full->messages, message);
    }
  line = loket_wire_complaint_to_json (full);
  text = g_strconcat (CHANGES, line, "\n", RECORD (ID_B),
                      "{\"removed\":\"" ID_C "\",\"reason\":\"merged\",\"into\":7}\n", NULL);
  page = parse (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->upserts->len, ==, 1);
  g_assert_cmpuint (page->removals->len, ==, 0);
  g_assert_cmpuint (page->unread->len, ==, 2);
  assert_unread (page, 0, ID_A, "$.messages");
  g_assert_cmpstr (((LoketWireUnread *) page->unread->pdata[0])->tracking_id, ==, "99000001");
  assert_unread (page, 1, ID_C, "$.into");

  assert_refused (CHANGES "{\"id\":\"" ID_A "\"}\n" RECORD (ID_A), LOKET_WIRE_ERROR_INVALID,
                  "line 3: the same id twice");
}

/* The longest record, and one that is only too long. */
static void
test_unread_size (void)
{
  const char *const wrong[] = {
    "{\"id\":\"" ID_A "\",\"rev\":1,\"substance\":1,\"trackingId\":\"99\",\"title\":7}\n",
    "{\"id\":\"" ID_A "\",\"rev\":\"x\"}\n",
    "{\"id\":\"" ID_A "\",\"trackingId\":{\"a\":1}}\n",
  };
  static const char record[] = "{\"id\":\"" ID_A "\",\"rev\":1,\"substance\":1,\"trackingId\":\"99\",\"title\":\"T\"";
  g_autofree char *space = g_strnfill (LOKET_LIMIT_RECORD_BYTES - strlen (record) - 1, ' ');

  for (guint more = 0; more <= 1; more++)
    {
      g_autofree char *text = g_strconcat (CHANGES, record, space, more == 1 ? " " : "", "}\n", RECORD (ID_B), NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LoketWirePage) page = parse (text, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (page->upserts->len, ==, 2 - more);
      g_assert_cmpuint (page->unread->len, ==, more);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = g_strconcat (CHANGES, wrong[i], NULL);
      g_autoptr (LoketWirePage) page = parse (text, NULL);

      g_assert_nonnull (page);
      g_assert_cmpuint (page->unread->len, ==, 1);
    }
}

static void
assert_stored (const char *line,
               gboolean    taken)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComplaint) complaint = loket_wire_complaint_parse_stored (line, strlen (line), &error);

  g_assert_cmpint (complaint != NULL, ==, taken);
  if (!taken)
    g_assert_cmpint (error->domain, ==, LOKET_WIRE_ERROR);
}

/* What the hub kept from before there were limits it reads itself, up to an end. */
static void
test_stored (void)
{
  static const char record[] = "{\"id\":\"" ID_A "\",\"rev\":1,\"substance\":1,\"trackingId\":\"99\",\"title\":\"T\"";
  g_autofree char *space = g_strnfill (LOKET_LIMIT_RECORD_STORED_BYTES - strlen (record) - 1, ' ');

  for (guint more = 0; more <= 1; more++)
    {
      g_autofree char *large = g_strconcat (record, space, more == 1 ? " " : "", "}", NULL);
      g_autoptr (GString) many = g_string_new (record);

      g_string_append (many, ",\"messages\":[");
      for (guint i = 0; i < LOKET_LIMIT_MESSAGES_STORED + more; i++)
        g_string_append_printf (many, "%s{\"id\":\"m\",\"author\":\"reporter\",\"text\":\"a\"}", i > 0 ? "," : "");
      g_string_append (many, "]}");
      assert_stored (large, more == 0);
      assert_stored (many->str, more == 0);
    }
}

/* A page that was cut anywhere is no page, except after a whole line, which
 * the digest and the length have to catch. */
static void
test_every_cut (void)
{
  static const char whole[] = CHANGES RECORD (ID_A) REMOVAL (ID_B);

  for (gsize n = 0; n < strlen (whole); n++)
    {
      g_autofree char *part = g_strndup (whole, n);
      g_autoptr (LoketWirePage) page = parse (part, NULL);

      g_assert_cmpint (page != NULL, ==, n > 0 && part[n - 1] == '\n');
    }
}

static void
test_records_limit (void)
{
  GString *text = g_string_new (CHANGES);
  g_autoptr (LoketWirePage) most = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < LOKET_LIMIT_PAGE_RECORDS; i++)
    g_string_append_printf (text, "{\"removed\":\"%08x-4f50-4617-8293-a4b5c6d7e8f9\",\"reason\":\"archived\"}\n", i);
  most = parse (text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (most->removals->len, ==, LOKET_LIMIT_PAGE_RECORDS);

  g_string_append (text, REMOVAL (ID_A));
  assert_refused (text->str, LOKET_WIRE_ERROR_TOO_LARGE, "more than");
  g_string_free (text, TRUE);
}

static void
test_size_limit (void)
{
  g_autofree char *space = g_strnfill (LOKET_LIMIT_ANSWER_BYTES + 1, ' ');

  assert_refused (space, LOKET_WIRE_ERROR_TOO_LARGE, "a page of more than");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/page/roundtrip", test_roundtrip);
  g_test_add_func ("/wire/page/batch", test_batch);
  g_test_add_func ("/wire/page/lines", test_lines);
  g_test_add_func ("/wire/page/refused", test_refused);
  g_test_add_func ("/wire/page/unread", test_unread);
  g_test_add_func ("/wire/page/unread-size", test_unread_size);
  g_test_add_func ("/wire/page/stored", test_stored);
  g_test_add_func ("/wire/page/every-cut", test_every_cut);
  g_test_add_func ("/wire/page/records-limit", test_records_limit);
  g_test_add_func ("/wire/page/size-limit", test_size_limit);
  return g_test_run ();
}
