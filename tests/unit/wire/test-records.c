/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-account.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

#include <string.h>

#define ID_A "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"
#define ID_B "1b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"
#define ID_C "2b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"
#define HASH "44aff4ab2d7c3250525675a08f0cfa959116c8cff94791c5f5bbc417c15a6c38"

static LoketReply *
make_reply (void)
{
  LoketReply *reply = loket_reply_new ();

  reply->reply_id = g_strdup (ID_A);
  reply->complaint_id = g_strdup (ID_B);
  reply->based_on = 3;
  reply->outcome = LOKET_OUTCOME_RESOLVED;
  reply->visibility = LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup ("Lampu sudah menyala.");
  reply->device_id = g_strdup (ID_C);
  reply->composed_at = 1774569600;
  return reply;
}

/* The bytes of a frozen reply are a promise to every hub and every queue on a
 * disk: this text may only ever be added to. */
static void
test_reply_bytes (void)
{
  g_autoptr (LoketReply) reply = make_reply ();
  g_autoptr (GBytes) body = loket_wire_reply_freeze (reply);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  g_assert_cmpstr (text, ==,
                   "{\"schema\":1,\"replyId\":\"" ID_A "\",\"complaintId\":\"" ID_B "\","
                   "\"basedOn\":{\"substance\":3},\"prevReplyId\":null,\"kind\":\"resolve\","
                   "\"outcome\":\"resolved\",\"visibility\":\"public\",\"text\":\"Lampu sudah menyala.\","
                   "\"attachments\":[],\"ack\":null,\"overrides\":[],\"deviceId\":\"" ID_C "\","
                   "\"composedAt\":\"2026-03-27T00:00:00Z\"}");
}

static void
assert_reply_refused (const char *find,
                      const char *put,
                      int         code,
                      const char *path)
{
  g_autoptr (LoketReply) reply = make_reply ();
  g_autoptr (GBytes) body = loket_wire_reply_freeze (reply);
  GString *text = g_string_new_len (g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (LoketReply) parsed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (text, find, put, 1), ==, 1);
  changed = g_string_free_to_bytes (text);
  parsed = loket_wire_reply_parse (changed, &error);
  g_assert_error (error, LOKET_WIRE_ERROR, code);
  g_assert_null (parsed);
  if (!g_str_has_prefix (error->message, path))
    g_error ("expected “%s…”, got “%s”", path, error->message);
}

static void
test_reply_refused (void)
{
  assert_reply_refused ("\"schema\":1", "\"schema\":2", LOKET_WIRE_ERROR_UNSUPPORTED, "$.schema ");
  assert_reply_refused ("\"schema\":1", "\"schema\":0", LOKET_WIRE_ERROR_INVALID, "$.schema ");
  assert_reply_refused ("\"replyId\":\"0", "\"replyId\":\"x", LOKET_WIRE_ERROR_INVALID, "$.replyId ");
  assert_reply_refused ("\"basedOn\":{\"substance\":3}", "\"basedOn\":3", LOKET_WIRE_ERROR_INVALID, "$.basedOn ");
  assert_reply_refused ("\"substance\":3", "\"substance\":-1", LOKET_WIRE_ERROR_INVALID, "$.basedOn.substance ");
  assert_reply_refused ("\"kind\":\"resolve\"", "\"kind\":\"ask\"", LOKET_WIRE_ERROR_INVALID, "$.kind ");
  assert_reply_refused ("\"outcome\":\"resolved\"", "\"outcome\":\"done\"", LOKET_WIRE_ERROR_INVALID, "$.outcome ");
  assert_reply_refused ("\"visibility\":\"public\"", "\"visibility\":\"all\"", LOKET_WIRE_ERROR_INVALID, "$.visibility ");
  assert_reply_refused ("Lampu sudah menyala.", " \\n\\u200b", LOKET_WIRE_ERROR_INVALID, "$.text ");
  assert_reply_refused ("\"attachments\":[]", "\"attachments\":[{}]", LOKET_WIRE_ERROR_INVALID, "$.attachments[0].uploadId ");
  assert_reply_refused ("\"ack\":null", "\"ack\":{\"substance\":0}", LOKET_WIRE_ERROR_INVALID, "$.ack.substance ");
  assert_reply_refused ("\"overrides\":[]", "\"overrides\":[{\"rule\":\"PDP-01\"}]", LOKET_WIRE_ERROR_INVALID,
                        "$.overrides[0].reason ");
}

/* The longest text is read, one code point more is not. */
static void
test_reply_length (void)
{
  for (guint extra = 0; extra < 2; extra++)
    {
      g_autoptr (LoketReply) reply = make_reply ();
      g_autoptr (LoketReply) parsed = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GError) error = NULL;
      GString *text = g_string_new (NULL);

      for (guint i = 0; i < LOKET_LIMIT_REPLY_CHARS + extra; i++)
        g_string_append (text, "é");
      g_free (reply->text);
      reply->text = g_string_free (text, FALSE);
      body = loket_wire_reply_freeze (reply);
      parsed = loket_wire_reply_parse (body, &error);
      if (extra == 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_INVALID);
    }
}

static LoketReceipt *
make_receipt (void)
{
  LoketReceipt *receipt = loket_receipt_new ();

  receipt->reply_id = g_strdup (ID_A);
  receipt->complaint_id = g_strdup (ID_B);
  receipt->body_sha256 = g_strdup (HASH);
  receipt->substance = 4;
  receipt->rev = 9;
  receipt->seq = 12;
  receipt->epoch = g_strdup ("e1");
  receipt->accepted_at = 1774569600;
  receipt->mac = g_strdup (HASH);
  return receipt;
}

static void
test_receipt_matches (void)
{
  g_autoptr (LoketReceipt) receipt = make_receipt ();
  static const struct
  {
    const char *reply, *complaint, *hash, *epoch, *wrong;
  } cases[] = {
    { ID_A, ID_B, HASH, "e1", NULL },
    { ID_A, ID_B, HASH, NULL, NULL },
    { ID_C, ID_B, HASH, "e1", "replyId" },
    { ID_A, ID_C, HASH, "e1", "complaintId" },
    { ID_A, ID_B, "00", "e1", "bodySha256" },
    { ID_A, ID_B, HASH, "e2", "epoch" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean fits = loket_receipt_matches (receipt, cases[i].reply, cases[i].complaint,
                                             cases[i].hash, cases[i].epoch, &error);

      g_assert_cmpint (fits, ==, cases[i].wrong == NULL);
      if (cases[i].wrong == NULL)
        continue;
      g_assert_error (error, LOKET_MODEL_ERROR, LOKET_MODEL_ERROR_MISMATCH);
      g_assert_nonnull (strstr (error->message, cases[i].wrong));
    }
}

static void
assert_receipt_refused (const char *json)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_wire_receipt_parse (json, strlen (json), &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == LOKET_WIRE_ERROR);
}

/* What a captive portal or a broken hub may say is no receipt. */
static void
test_receipt_refused (void)
{
  g_autoptr (LoketReceipt) receipt = make_receipt ();
  g_autofree char *whole = loket_wire_receipt_to_json (receipt);

  assert_receipt_refused ("");
  assert_receipt_refused ("{}");
  assert_receipt_refused ("<html></html>");
  assert_receipt_refused ("{\"replyId\":\"" ID_A "\"}");

  /* Each member is needed. */
  for (const char *quote = strstr (whole, "\""); quote != NULL; quote = strstr (quote, ",\""))
    {
      GString *without = g_string_new (whole);

      quote += *quote == ',' ? 2 : 1;
      without->str[quote - whole] = '_';
      assert_receipt_refused (without->str);
      g_string_free (without, TRUE);
    }
}

static void
test_verdicts (void)
{
  g_autoptr (LoketReceipt) receipt = make_receipt ();
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_verdict_free);
  g_autoptr (GPtrArray) parsed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  static const char *const wrong[] = {
    "{\"replies\":[{\"id\":\"" ID_A "\",\"state\":\"accepted\"}]}",
    "{\"replies\":[{\"id\":\"" ID_A "\",\"state\":\"lost\"}]}",
    "{\"replies\":[{\"id\":\"" ID_A "\"}]}",
    "{\"replies\":[3]}",
    "{}",
  };

  g_ptr_array_add (verdicts, loket_verdict_new (ID_A, LOKET_VERDICT_ACCEPTED, receipt));
  g_ptr_array_add (verdicts, loket_verdict_new (ID_B, LOKET_VERDICT_REVOKED, NULL));
  g_ptr_array_add (verdicts, loket_verdict_new (ID_C, LOKET_VERDICT_UNKNOWN, NULL));
  json = loket_wire_verdicts_to_json (verdicts);
  parsed = loket_wire_verdicts_parse (json, strlen (json), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parsed->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const LoketVerdict *a = g_ptr_array_index (verdicts, i);
      const LoketVerdict *b = g_ptr_array_index (parsed, i);

      g_assert_cmpstr (a->reply_id, ==, b->reply_id);
      g_assert_cmpint (a->state, ==, b->state);
      g_assert_cmpint (a->receipt != NULL, ==, b->receipt != NULL);
    }

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (loket_wire_verdicts_parse (wrong[i], strlen (wrong[i]), NULL));
}

static void
test_status_request (void)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) parsed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *most = NULL;
  g_autofree char *over = NULL;

  for (guint i = 0; i < LOKET_LIMIT_STATUS_IDS; i++)
    g_ptr_array_add (ids, (char *) ID_A);
  most = loket_wire_status_request_to_json (ids);
  parsed = loket_wire_status_request_parse (most, strlen (most), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parsed->len, ==, LOKET_LIMIT_STATUS_IDS);

  g_ptr_array_add (ids, (char *) ID_A);
  over = loket_wire_status_request_to_json (ids);
  g_assert_null (loket_wire_status_request_parse (over, strlen (over), &error));
  g_assert_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_INVALID);
}

/* Every code has a name of its own, a title and a status that fits. */
static void
test_problem_codes (void)
{
  for (guint i = 0; i < LOKET_N_PROBLEMS; i++)
    {
      g_autoptr (LoketProblem) problem = loket_problem_new ((LoketProblemCode) i, "why");
      g_autoptr (LoketProblem) parsed = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *json = loket_wire_problem_to_json (problem);

      g_assert_cmpint (loket_problem_code_from_name (problem->type_name), ==, i);
      g_assert_cmpuint (problem->status, >=, 400);
      parsed = loket_wire_problem_parse (json, strlen (json), &error);
      g_assert_no_error (error);
      g_assert_cmpint (parsed->code, ==, i);
      g_assert_cmpuint (parsed->status, ==, loket_problem_code_status ((LoketProblemCode) i));
      g_assert_cmpstr (parsed->title, ==, problem->title);
      g_assert_cmpstr (parsed->detail, ==, "why");
    }
}

static void
test_problem_details (void)
{
  g_autoptr (LoketProblem) problem = loket_problem_new (LOKET_PROBLEM_COMPLAINT_CHANGED, NULL);
  g_autoptr (LoketProblem) parsed = NULL;
  g_autoptr (LoketProblem) copy = NULL;
  g_autoptr (LoketProblem) newer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  const LoketProblemPlace *place;
  static const char unknown[] = "{\"type\":\"urn:loket:problem:on-fire\",\"status\":418}";
  static const char foreign[] = "{\"type\":\"about:blank\",\"status\":404}";

  problem->current_substance = 8;
  problem->field = g_strdup ("$.text");
  problem->assigned_to = g_strdup ("Dinas Perhubungan");
  problem->since = 1774569600;
  problem->receipt = make_receipt ();
  problem->upload_id = g_strdup (ID_A);
  problem->found = g_strdup ("application/x-executable");
  problem->places = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_problem_place_free);
  g_ptr_array_add (problem->places, loket_problem_place_new ("PDP-01", 3, 19));
  json = loket_wire_problem_to_json (problem);
  parsed = loket_wire_problem_parse (json, strlen (json), &error);
  g_assert_no_error (error);
  copy = loket_problem_copy (parsed);
  g_assert_cmpint (copy->current_substance, ==, 8);
  g_assert_cmpstr (copy->field, ==, "$.text");
  g_assert_cmpstr (copy->assigned_to, ==, "Dinas Perhubungan");
  g_assert_cmpint (copy->since, ==, 1774569600);
  g_assert_cmpstr (copy->receipt->body_sha256, ==, HASH);
  g_assert_cmpstr (copy->upload_id, ==, ID_A);
  g_assert_cmpstr (copy->found, ==, "application/x-executable");
  g_assert_cmpuint (copy->places->len, ==, 1);
  place = g_ptr_array_index (copy->places, 0);
  g_assert_cmpstr (place->rule, ==, "PDP-01");
  g_assert_cmpuint (place->start, ==, 3);
  g_assert_cmpuint (place->end, ==, 19);
  g_assert_null (copy->detail);

  newer = loket_wire_problem_parse (unknown, strlen (unknown), &error);
  g_assert_no_error (error);
  g_assert_cmpint (newer->code, ==, LOKET_PROBLEM_UNKNOWN);
  g_assert_cmpstr (newer->type_name, ==, "on-fire");
  g_assert_cmpuint (newer->status, ==, 418);

  g_assert_null (loket_wire_problem_parse (foreign, strlen (foreign), &error));
  g_assert_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_INVALID);
}

static LoketOfficer *
make_officer (gboolean agency)
{
  LoketOfficer *officer = loket_officer_new ();

  officer->id = g_strdup (ID_A);
  officer->username = g_strdup ("petugas");
  officer->name = g_strdup ("Petugas Contoh");
  officer->role = LOKET_ROLE_OFFICER;
  if (agency)
    {
      officer->agency_code = g_strdup ("131410");
      officer->agency_name = g_strdup ("Dinas Contoh");
      officer->agency_time_zone = g_strdup ("Asia/Makassar");
    }
  return officer;
}

static void
test_tokens (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LoketTokens) tokens = loket_tokens_new ();
      g_autoptr (LoketTokens) parsed = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GError) error = NULL;

      tokens->access_token = g_strdup ("a");
      tokens->refresh_token = g_strdup ("r");
      tokens->expires_in = 900;
      tokens->officer = make_officer (i == 1);
      body = loket_wire_tokens_to_json (tokens);
      parsed = loket_wire_tokens_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (parsed->access_token, ==, "a");
      g_assert_cmpstr (parsed->refresh_token, ==, "r");
      g_assert_cmpint (parsed->expires_in, ==, 900);
      g_assert_cmpstr (parsed->officer->name, ==, "Petugas Contoh");
      g_assert_cmpint (parsed->officer->role, ==, LOKET_ROLE_OFFICER);
      g_assert_cmpstr (parsed->officer->agency_code, ==, i == 1 ? "131410" : NULL);
      g_assert_cmpstr (parsed->officer->agency_time_zone, ==, i == 1 ? "Asia/Makassar" : NULL);
    }
}

static void
test_sign_in (void)
{
  LoketSignIn sign_in = { (char *) "petugas", (char *) "rahasia \"1\"", (char *) ID_C, (char *) "Laptop" };
  g_autoptr (GBytes) body = loket_wire_sign_in_to_json (&sign_in);
  g_autoptr (GBytes) refresh = loket_wire_refresh_to_json ("tok");
  g_autoptr (LoketSignIn) parsed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;

  parsed = loket_wire_sign_in_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (parsed->username, ==, sign_in.username);
  g_assert_cmpstr (parsed->password, ==, sign_in.password);
  g_assert_cmpstr (parsed->device_id, ==, ID_C);
  g_assert_cmpstr (parsed->device_name, ==, "Laptop");

  token = loket_wire_refresh_parse (g_bytes_get_data (refresh, NULL), g_bytes_get_size (refresh), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "tok");
}

static void
test_session (void)
{
  g_autoptr (LoketSessionInfo) info = loket_session_info_new ();
  g_autoptr (LoketSessionInfo) parsed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  const char *const words[] = { "changes", "snapshot", NULL };
  const char *const types[] = { "image/jpeg", "text/plain", NULL };

  info->officer = make_officer (TRUE);
  g_ptr_array_add (info->scopes, loket_scope_new ("agency:131410", 2));
  info->epoch = g_strdup ("e1");
  info->server_time = 1774569600;
  info->durable_seq = 77;
  info->rules_edition = 4;
  info->guidance_edition = 9;
  info->min_client_version = g_strdup ("0.1.0");
  info->reply_chars = 9000;
  info->page_records = 200;
  info->capabilities = g_strdupv ((GStrv) words);
  info->attachment_bytes = 4096;
  info->attachments_per_reply = 3;
  info->attachment_types = g_strdupv ((GStrv) types);
  json = loket_wire_session_info_to_json (info);
  parsed = loket_wire_session_info_parse (json, strlen (json), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (parsed->officer->username, ==, "petugas");
  g_assert_cmpuint (parsed->scopes->len, ==, 1);
  g_assert_cmpstr (((LoketScope *) g_ptr_array_index (parsed->scopes, 0))->id, ==, "agency:131410");
  g_assert_cmpint (((LoketScope *) g_ptr_array_index (parsed->scopes, 0))->generation, ==, 2);
  g_assert_cmpstr (parsed->epoch, ==, "e1");
  g_assert_cmpint (parsed->server_time, ==, 1774569600);
  g_assert_cmpint (parsed->durable_seq, ==, 77);
  g_assert_cmpint (parsed->rules_edition, ==, 4);
  g_assert_cmpint (parsed->guidance_edition, ==, 9);
  g_assert_cmpstr (parsed->min_client_version, ==, "0.1.0");
  g_assert_cmpint (parsed->reply_chars, ==, 9000);
  g_assert_cmpint (parsed->page_records, ==, 200);
  g_assert_cmpint (parsed->attachment_bytes, ==, 4096);
  g_assert_cmpint (parsed->attachments_per_reply, ==, 3);
  g_assert_true (g_strv_equal ((const char *const *) parsed->attachment_types, types));
  g_assert_true (g_strv_equal ((const char *const *) parsed->capabilities, words));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/reply/bytes", test_reply_bytes);
  g_test_add_func ("/wire/reply/refused", test_reply_refused);
  g_test_add_func ("/wire/reply/length", test_reply_length);
  g_test_add_func ("/wire/receipt/matches", test_receipt_matches);
  g_test_add_func ("/wire/receipt/refused", test_receipt_refused);
  g_test_add_func ("/wire/verdicts", test_verdicts);
  g_test_add_func ("/wire/status-request", test_status_request);
  g_test_add_func ("/wire/problem/codes", test_problem_codes);
  g_test_add_func ("/wire/problem/details", test_problem_details);
  g_test_add_func ("/wire/tokens", test_tokens);
  g_test_add_func ("/wire/sign-in", test_sign_in);
  g_test_add_func ("/wire/session", test_session);
  return g_test_run ();
}
