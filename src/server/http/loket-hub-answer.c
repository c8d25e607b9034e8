/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-request.h"

#include <string.h>

#include "loket-wire-error.h"

#define PROBLEM_TYPE "application/problem+json"

/* What a request is answered with; any thread, but only one at a time. */

/* Frees a header of an answer. */
void
_loket_hub_header_free (gpointer data)
{
  LoketHubHeader *header = data;

  g_free (header->name);
  g_free (header->value);
  g_free (header);
}

/**
 * loket_hub_request_answer:
 * @self: a request
 * @status: HTTP status
 * @content_type: (nullable): of the body
 * @body: (nullable) (transfer full): the body
 *
 * Sets what to answer; what was set before goes.
 */
void
loket_hub_request_answer (LoketHubRequest *self,
                          guint            status,
                          const char      *content_type,
                          GBytes          *body)
{
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self->content_type);
  self->status = status;
  self->content_type = g_strdup (content_type);
  self->answer = body;
}

/**
 * loket_hub_request_answer_json:
 * @self: a request
 * @status: HTTP status
 * @json: (transfer full): a document
 *
 * Answers with JSON.
 */
void
loket_hub_request_answer_json (LoketHubRequest *self,
                               guint            status,
                               char            *json)
{
  loket_hub_request_answer (self, status, "application/json", g_bytes_new_take (json, strlen (json)));
}

/**
 * loket_hub_request_answer_empty:
 * @self: a request
 * @status: HTTP status: 204 or 304
 *
 * Answers without a body.
 */
void
loket_hub_request_answer_empty (LoketHubRequest *self,
                                guint            status)
{
  loket_hub_request_answer (self, status, NULL, NULL);
}

/**
 * loket_hub_request_refuse:
 * @self: a request
 * @code: why
 * @detail: (nullable): what is wrong here; no personal data
 *
 * Answers with a problem.
 */
void
loket_hub_request_refuse (LoketHubRequest  *self,
                          LoketProblemCode  code,
                          const char       *detail)
{
  loket_hub_request_refuse_with (self, loket_problem_new (code, detail));
}

/**
 * loket_hub_request_refuse_with:
 * @self: a request
 * @problem: (transfer full): why, with what belongs to it
 *
 * Answers with a problem.
 */
void
loket_hub_request_refuse_with (LoketHubRequest *self,
                               LoketProblem    *problem)
{
  char *json = loket_wire_problem_to_json (problem);

  loket_hub_request_answer (self, problem->status, PROBLEM_TYPE,
                            g_bytes_new_take (json, strlen (json)));
  loket_problem_free (problem);
}

static LoketProblemCode
code_for (const GError *error)
{
  if (error->domain == LOKET_WIRE_ERROR)
    switch ((LoketWireError) error->code)
      {
      case LOKET_WIRE_ERROR_TOO_LARGE:
        return LOKET_PROBLEM_TOO_LARGE;
      case LOKET_WIRE_ERROR_INVALID:
      case LOKET_WIRE_ERROR_UNSUPPORTED:
        return LOKET_PROBLEM_VALIDATION;
      case LOKET_WIRE_ERROR_MISMATCH:
        return LOKET_PROBLEM_DIGEST_MISMATCH;
      case LOKET_WIRE_ERROR_MALFORMED:
      default:
        return LOKET_PROBLEM_BAD_REQUEST;
      }
  if (g_error_matches (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND))
    return LOKET_PROBLEM_NOT_FOUND;
  if (g_error_matches (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_UNAUTHORIZED))
    return LOKET_PROBLEM_UNAUTHORIZED;
  if (g_error_matches (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_SUSPENDED))
    return LOKET_PROBLEM_ACCOUNT_SUSPENDED;
  if (g_error_matches (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_CHANGED))
    return LOKET_PROBLEM_PRECONDITION_FAILED;
  if (g_error_matches (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FULL))
    return LOKET_PROBLEM_TOO_LARGE;
  if (g_error_matches (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_OVERFULL))
    return LOKET_PROBLEM_CONVERSATION_FULL;
  return LOKET_PROBLEM_UNAVAILABLE;
}

/**
 * loket_hub_request_refuse_error:
 * @self: a request
 * @error: what went wrong
 *
 * Answers with the problem that an error amounts to. The words of an error of
 * the wire go along, they hold a path and no value; those of the storage stay
 * in the log.
 */
void
loket_hub_request_refuse_error (LoketHubRequest *self,
                                const GError    *error)
{
  LoketProblemCode code = code_for (error);

  if (code == LOKET_PROBLEM_UNAVAILABLE)
    {
      g_warning ("A request failed: %s", error->message);
      loket_hub_request_add_header (self, "Retry-After", "5");
    }
  loket_hub_request_refuse (self, code, error->domain == LOKET_WIRE_ERROR ? error->message : NULL);
}

/**
 * loket_hub_request_add_header:
 * @self: a request
 * @name: a header of the answer
 * @value: its value
 *
 * Adds a header to the answer.
 */
void
loket_hub_request_add_header (LoketHubRequest *self,
                              const char      *name,
                              const char      *value)
{
  LoketHubHeader *header = g_new (LoketHubHeader, 1);

  header->name = g_strdup (name);
  header->value = g_strdup (value);
  g_ptr_array_add (self->headers, header);
}

/**
 * loket_hub_request_is_answered:
 * @self: a request
 *
 * Tells whether there is an answer to send.
 *
 * Returns: whether there is
 */
gboolean
loket_hub_request_is_answered (LoketHubRequest *self)
{
  return self->status != 0;
}

/**
 * loket_hub_request_take_back:
 * @self: a request
 *
 * Forgets what was to be answered: it is done again. Any thread.
 */
void
loket_hub_request_take_back (LoketHubRequest *self)
{
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_pointer (&self->content_type, g_free);
  g_ptr_array_set_size (self->headers, 0);
  self->status = 0;
}
