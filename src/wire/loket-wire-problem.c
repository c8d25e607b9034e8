/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-problem.h"

#include "loket-limits.h"
#include "loket-wire-private.h"

/* RFC 9457; the one place that ties a code to its status, for both sides. */

#define TYPE_PREFIX "urn:loket:problem:"

typedef struct
{
  const char *name;
  guint       status;
  const char *title;
} Kind;

static const Kind kinds[LOKET_N_PROBLEMS] = {
  [LOKET_PROBLEM_UNKNOWN] = { "unknown", 500, "Unknown problem" },
  [LOKET_PROBLEM_BAD_REQUEST] = { "bad-request", 400, "The request cannot be understood" },
  [LOKET_PROBLEM_DIGEST_MISMATCH] = { "digest-mismatch", 400, "The body was changed on its way" },
  [LOKET_PROBLEM_UNAUTHORIZED] = { "unauthorized", 401, "Sign in first" },
  [LOKET_PROBLEM_FORBIDDEN] = { "forbidden", 403, "Not allowed for this account" },
  [LOKET_PROBLEM_ACCOUNT_SUSPENDED] = { "account-suspended", 403, "The account is suspended" },
  [LOKET_PROBLEM_NOT_FOUND] = { "not-found", 404, "Not found" },
  [LOKET_PROBLEM_METHOD_NOT_ALLOWED] = { "method-not-allowed", 405, "Method not allowed" },
  [LOKET_PROBLEM_REASSIGNED] = { "reassigned", 409, "The complaint is with another agency" },
  [LOKET_PROBLEM_CLOSED] = { "closed", 409, "The complaint is closed" },
  [LOKET_PROBLEM_OUT_OF_ORDER] = { "out-of-order", 409, "An earlier reply of this device is missing" },
  [LOKET_PROBLEM_COMPLAINT_CHANGED] = { "complaint-changed", 409, "The complaint has changed since it was read" },
  [LOKET_PROBLEM_IN_PROGRESS] = { "in-progress", 409, "The same reply is being stored" },
  [LOKET_PROBLEM_ALREADY_ACCEPTED] = { "already-accepted", 409, "The reply was accepted before" },
  [LOKET_PROBLEM_SCOPE_CHANGED] = { "scope-changed", 409, "The rights to this scope have changed" },
  [LOKET_PROBLEM_CLAIMED] = { "claimed", 409, "Somebody else is answering" },
  [LOKET_PROBLEM_MISMATCHING_UPLOAD_OFFSET] = { "mismatching-upload-offset", 409, "The upload is at another place" },
  [LOKET_PROBLEM_ATTACHMENT_MISSING] = { "attachment-missing", 409, "An attachment is not there" },
  [LOKET_PROBLEM_CONVERSATION_FULL] = { "conversation-full", 409, "The complaint's conversation is full" },
  [LOKET_PROBLEM_REVOKED] = { "revoked", 410, "The reply was taken back" },
  [LOKET_PROBLEM_STATE_EXPIRED] = { "state-expired", 410, "The state is too old" },
  [LOKET_PROBLEM_CURSOR_EXPIRED] = { "cursor-expired", 410, "The cursor is too old" },
  [LOKET_PROBLEM_LENGTH_REQUIRED] = { "length-required", 411, "Content-Length is required" },
  [LOKET_PROBLEM_EPOCH_MISMATCH] = { "epoch-mismatch", 412, "The hub was restored since" },
  [LOKET_PROBLEM_STATE_FROM_FUTURE] = { "state-from-future", 412, "The state is ahead of the hub" },
  [LOKET_PROBLEM_PRECONDITION_FAILED] = { "precondition-failed", 412, "It was changed elsewhere" },
  [LOKET_PROBLEM_TOO_LARGE] = { "too-large", 413, "The body is too large" },
  [LOKET_PROBLEM_UNSUPPORTED_MEDIA_TYPE] = { "unsupported-media-type", 415, "The body has an unknown type" },
  [LOKET_PROBLEM_RANGE_NOT_SATISFIABLE] = { "range-not-satisfiable", 416, "There is no such part" },
  [LOKET_PROBLEM_VALIDATION] = { "validation", 422, "A member of the body is wrong" },
  [LOKET_PROBLEM_IDEMPOTENCY_MISMATCH] = { "idempotency-mismatch", 422, "The id was used for another body" },
  [LOKET_PROBLEM_UPLOAD_DIGEST_MISMATCH] = { "upload-digest-mismatch", 422, "The file is not the one announced" },
  [LOKET_PROBLEM_QUALITY_BLOCKER] = { "quality-blocker", 422, "The reply must not be sent like this" },
  [LOKET_PROBLEM_CLIENT_TOO_OLD] = { "client-too-old", 426, "This version of the client is too old" },
  [LOKET_PROBLEM_RATE_LIMITED] = { "rate-limited", 429, "Too many requests" },
  [LOKET_PROBLEM_INTERNAL] = { "internal", 500, "The hub has a fault" },
  [LOKET_PROBLEM_UNAVAILABLE] = { "unavailable", 503, "The hub cannot answer now" },
  [LOKET_PROBLEM_UPLOAD_QUOTA] = { "upload-quota", 507, "Too many files are being uploaded" },
};

/**
 * loket_problem_code_to_name:
 * @code: a code
 *
 * Gives the last part of a problem's type.
 *
 * Returns: a static text
 */
const char *
loket_problem_code_to_name (LoketProblemCode code)
{
  g_return_val_if_fail (code < LOKET_N_PROBLEMS, kinds[0].name);

  return kinds[code].name;
}

/**
 * loket_problem_code_from_name:
 * @name: (nullable): the last part of a problem's type
 *
 * Finds the code of a name.
 *
 * Returns: the code, %LOKET_PROBLEM_UNKNOWN for any other text
 */
LoketProblemCode
loket_problem_code_from_name (const char *name)
{
  for (guint i = 0; i < LOKET_N_PROBLEMS; i++)
    if (g_strcmp0 (name, kinds[i].name) == 0)
      return (LoketProblemCode) i;
  return LOKET_PROBLEM_UNKNOWN;
}

/**
 * loket_problem_code_status:
 * @code: a code
 *
 * Gives the HTTP status that goes with a code.
 *
 * Returns: the status
 */
guint
loket_problem_code_status (LoketProblemCode code)
{
  g_return_val_if_fail (code < LOKET_N_PROBLEMS, 500);

  return kinds[code].status;
}

/**
 * loket_problem_place_new:
 * @rule: the id of a check
 * @start: where it found something, in code points
 * @end: where that ends
 *
 * Makes a place.
 *
 * Returns: (transfer full): the place
 */
LoketProblemPlace *
loket_problem_place_new (const char *rule,
                         guint       start,
                         guint       end)
{
  LoketProblemPlace *self = g_new (LoketProblemPlace, 1);

  *self = (LoketProblemPlace) { g_strdup (rule), start, end };
  return self;
}

/**
 * loket_problem_place_free:
 * @self: (transfer full): a place
 *
 * Frees a place.
 */
void
loket_problem_place_free (LoketProblemPlace *self)
{
  g_free (self->rule);
  g_free (self);
}

/**
 * loket_problem_new:
 * @code: why
 * @detail: (nullable): what happened here, without personal data
 *
 * Makes a problem with the status and title of its code; the caller may fill
 * what belongs to that code.
 *
 * Returns: (transfer full): the problem
 */
LoketProblem *
loket_problem_new (LoketProblemCode  code,
                   const char       *detail)
{
  LoketProblem *self = g_new0 (LoketProblem, 1);

  g_return_val_if_fail (code < LOKET_N_PROBLEMS, self);

  self->code = code;
  self->type_name = g_strdup (kinds[code].name);
  self->status = kinds[code].status;
  self->title = g_strdup (kinds[code].title);
  self->detail = g_strdup (detail);
  self->since = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_problem_copy:
 * @self: a problem
 *
 * Copies a problem.
 *
 * Returns: (transfer full): the copy
 */
LoketProblem *
loket_problem_copy (const LoketProblem *self)
{
  LoketProblem *copy = g_memdup2 (self, sizeof *self);

  copy->type_name = g_strdup (self->type_name);
  copy->title = g_strdup (self->title);
  copy->detail = g_strdup (self->detail);
  copy->field = g_strdup (self->field);
  copy->expected_reply_id = g_strdup (self->expected_reply_id);
  copy->assigned_to = g_strdup (self->assigned_to);
  if (copy->receipt != NULL)
    loket_receipt_ref (copy->receipt);
  copy->claim = loket_claim_copy (self->claim);
  copy->upload_id = g_strdup (self->upload_id);
  copy->found = g_strdup (self->found);
  if (copy->places != NULL)
    g_ptr_array_ref (copy->places);
  return copy;
}

/**
 * loket_problem_free:
 * @self: (nullable) (transfer full): a problem
 *
 * Frees a problem.
 */
void
loket_problem_free (LoketProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->type_name);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->field);
  g_free (self->expected_reply_id);
  g_free (self->assigned_to);
  g_clear_pointer (&self->receipt, loket_receipt_unref);
  g_clear_pointer (&self->claim, loket_claim_free);
  g_free (self->upload_id);
  g_free (self->found);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_free (self);
}

static void
write_places (LoketJsonWriter *writer,
              GPtrArray       *places)
{
  loket_json_writer_begin_array (writer, "findings");
  for (guint i = 0; i < places->len; i++)
    {
      const LoketProblemPlace *place = g_ptr_array_index (places, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "rule", place->rule);
      loket_json_writer_int (writer, "start", place->start);
      loket_json_writer_int (writer, "end", place->end);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

static GPtrArray *
read_places (LoketJsonReader *reader)
{
  guint n = loket_json_reader_enter_array_or_null (reader, "findings", LOKET_LIMIT_OVERRIDES);
  GPtrArray *places = NULL;

  if (n > 0)
    places = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_problem_place_free);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *rule = NULL;
      guint start, end;

      loket_json_reader_enter_element (reader, i);
      rule = loket_json_reader_dup_string (reader, "rule", LOKET_WIRE_WORD_CHARS);
      start = (guint) loket_json_reader_get_int (reader, "start", 0, G_MAXINT32);
      end = (guint) loket_json_reader_get_int (reader, "end", 0, G_MAXINT32);
      loket_json_reader_leave (reader);
      g_ptr_array_add (places, loket_problem_place_new (rule, start, end));
    }
  loket_json_reader_leave (reader);
  return places;
}

/**
 * loket_wire_problem_to_json:
 * @problem: a problem
 *
 * Writes a problem, with the members that are set. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_problem_to_json (const LoketProblem *problem)
{
  LoketJsonWriter *writer = loket_json_writer_new ();
  g_autofree char *type = g_strconcat (TYPE_PREFIX, problem->type_name, NULL);

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "type", type);
  loket_json_writer_string (writer, "title", problem->title);
  loket_json_writer_int (writer, "status", problem->status);
  if (problem->detail != NULL)
    loket_json_writer_string (writer, "detail", problem->detail);
  if (problem->field != NULL)
    loket_json_writer_string (writer, "field", problem->field);
  if (problem->current_substance > 0)
    {
      loket_json_writer_begin_object (writer, "current");
      loket_json_writer_int (writer, "substance", problem->current_substance);
      loket_json_writer_end_object (writer);
    }
  if (problem->code == LOKET_PROBLEM_OUT_OF_ORDER)
    loket_json_writer_string (writer, "expected", problem->expected_reply_id);
  if (problem->assigned_to != NULL)
    loket_json_writer_string (writer, "to", problem->assigned_to);
  if (problem->since != LOKET_TIME_UNSET)
    loket_json_writer_instant (writer, "since", problem->since);
  if (problem->receipt != NULL)
    _loket_wire_receipt_write (writer, "receipt", problem->receipt);
  if (problem->claim != NULL)
    _loket_wire_claim_write (writer, "claim", problem->claim);
  if (problem->upload_id != NULL)
    loket_json_writer_string (writer, "uploadId", problem->upload_id);
  if (problem->found != NULL)
    loket_json_writer_string (writer, "found", problem->found);
  if (problem->places != NULL)
    write_places (writer, problem->places);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

/**
 * loket_wire_problem_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads a problem. Any thread.
 *
 * Returns: (transfer full) (nullable): the problem
 */
LoketProblem *
loket_wire_problem_parse (const char *json,
                          gsize       length,
                          GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketProblem) problem = g_new0 (LoketProblem, 1);
  g_autofree char *type = NULL;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  type = loket_json_reader_dup_string (reader, "type", LOKET_LIMIT_NAME_CHARS);
  if (type != NULL && !g_str_has_prefix (type, TYPE_PREFIX))
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "type", "is not one of ours");
  else if (type != NULL)
    problem->type_name = g_strdup (type + strlen (TYPE_PREFIX));
  problem->code = loket_problem_code_from_name (problem->type_name);
  problem->status = (guint) loket_json_reader_get_int (reader, "status", 400, 599);
  problem->title = loket_json_reader_dup_string_or_null (reader, "title", LOKET_LIMIT_REASON_CHARS);
  problem->detail = loket_json_reader_dup_string_or_null (reader, "detail", LOKET_WIRE_OPAQUE_CHARS);
  problem->field = loket_json_reader_dup_string_or_null (reader, "field", LOKET_LIMIT_NAME_CHARS);
  if (loket_json_reader_enter_or_null (reader, "current"))
    {
      problem->current_substance = loket_json_reader_get_int (reader, "substance", 1, G_MAXINT64);
      loket_json_reader_leave (reader);
    }
  problem->expected_reply_id = loket_json_reader_dup_uuid_or_null (reader, "expected");
  problem->assigned_to = loket_json_reader_dup_string_or_null (reader, "to", LOKET_LIMIT_NAME_CHARS);
  problem->since = loket_json_reader_get_instant_or_unset (reader, "since");
  if (loket_json_reader_enter_or_null (reader, "receipt"))
    {
      problem->receipt = _loket_wire_receipt_read (reader);
      loket_json_reader_leave (reader);
    }
  problem->claim = _loket_wire_claim_read (reader, "claim");
  problem->upload_id = loket_json_reader_dup_uuid_or_null (reader, "uploadId");
  problem->found = loket_json_reader_dup_string_or_null (reader, "found", LOKET_LIMIT_ATTACHMENT_TYPE_CHARS);
  problem->places = read_places (reader);

  return loket_json_reader_check (reader, error) ? g_steal_pointer (&problem) : NULL;
}
