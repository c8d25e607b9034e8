/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-account.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-wire-private.h"

/* Tokens live a day at the very most; a hub that says more is not ours. */
#define MAX_TOKEN_SECONDS (24 * 60 * 60)

/* Writes an officer as the member @name, or at the root where that is NULL. */
void
_loket_wire_officer_write (LoketJsonWriter    *writer,
                           const char         *name,
                           const LoketOfficer *officer)
{
  loket_json_writer_begin_object (writer, name);
  loket_json_writer_string (writer, "id", officer->id);
  loket_json_writer_string (writer, "username", officer->username);
  loket_json_writer_string (writer, "name", officer->name);
  loket_json_writer_string (writer, "role", loket_role_to_name (officer->role));
  if (officer->agency_code != NULL)
    {
      loket_json_writer_begin_object (writer, "agency");
      loket_json_writer_string (writer, "code", officer->agency_code);
      loket_json_writer_string (writer, "name", officer->agency_name);
      loket_json_writer_string (writer, "timeZone", officer->agency_time_zone);
      loket_json_writer_end_object (writer);
    }
  else
    loket_json_writer_null (writer, "agency");
  loket_json_writer_end_object (writer);
}

/* Reads the officer the reader stands at; what is wrong is in the reader. */
LoketOfficer *
_loket_wire_officer_read (LoketJsonReader *reader)
{
  LoketOfficer *officer = loket_officer_new ();

  officer->id = loket_json_reader_dup_uuid (reader, "id");
  officer->username = loket_json_reader_dup_string (reader, "username", LOKET_LIMIT_USERNAME_CHARS);
  officer->name = loket_json_reader_dup_string (reader, "name", LOKET_LIMIT_NAME_CHARS);
  officer->role = loket_role_from_name (loket_json_reader_get_word (reader, "role"));
  if (loket_json_reader_enter_or_null (reader, "agency"))
    {
      officer->agency_code = loket_json_reader_dup_string (reader, "code", LOKET_WIRE_WORD_CHARS);
      officer->agency_name = loket_json_reader_dup_string_or_null (reader, "name", LOKET_LIMIT_NAME_CHARS);
      officer->agency_time_zone = loket_json_reader_dup_string_or_null (reader, "timeZone", LOKET_WIRE_WORD_CHARS);
      loket_json_reader_leave (reader);
    }
  return officer;
}

/**
 * loket_wire_officer_to_json:
 * @officer: a whole record
 *
 * Writes an officer. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_officer_to_json (const LoketOfficer *officer)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  _loket_wire_officer_write (writer, NULL, officer);
  return loket_json_writer_finish (writer);
}

/**
 * loket_wire_officer_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads an officer. Any thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketOfficer *
loket_wire_officer_parse (const char *json,
                          gsize       length,
                          GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketOfficer) officer = NULL;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  officer = _loket_wire_officer_read (reader);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&officer) : NULL;
}

/**
 * loket_sign_in_free:
 * @self: (nullable) (transfer full): a record
 *
 * Wipes the password and frees the record.
 */
void
loket_sign_in_free (LoketSignIn *self)
{
  if (self == NULL)
    return;

  g_free (self->username);
  if (self->password != NULL)
    explicit_bzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self->device_id);
  g_free (self->device_name);
  g_free (self);
}

/**
 * loket_wire_sign_in_to_json:
 * @sign_in: a whole record
 *
 * Writes a sign-in. Any thread.
 *
 * Returns: (transfer full): the request's body
 */
GBytes *
loket_wire_sign_in_to_json (const LoketSignIn *sign_in)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "username", sign_in->username);
  loket_json_writer_string (writer, "password", sign_in->password);
  loket_json_writer_string (writer, "deviceId", sign_in->device_id);
  loket_json_writer_string (writer, "deviceName", sign_in->device_name);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish_bytes (writer);
}

/**
 * loket_wire_sign_in_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads a sign-in. Any thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketSignIn *
loket_wire_sign_in_parse (const char *json,
                          gsize       length,
                          GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketSignIn) sign_in = g_new0 (LoketSignIn, 1);

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  sign_in->username = loket_json_reader_dup_string (reader, "username", LOKET_LIMIT_USERNAME_CHARS);
  sign_in->password = loket_json_reader_dup_string (reader, "password", LOKET_LIMIT_PASSWORD_BYTES);
  sign_in->device_id = loket_json_reader_dup_uuid (reader, "deviceId");
  sign_in->device_name = loket_json_reader_dup_string_or_null (reader, "deviceName", LOKET_LIMIT_NAME_CHARS);
  if (sign_in->password != NULL && strlen (sign_in->password) > LOKET_LIMIT_PASSWORD_BYTES)
    loket_json_reader_fail (reader, LOKET_WIRE_ERROR_INVALID, "password", "is too long");
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&sign_in) : NULL;
}

/**
 * loket_wire_refresh_to_json:
 * @refresh_token: a token
 *
 * Writes what a refresh and a sign-out have in common. Any thread.
 *
 * Returns: (transfer full): the request's body
 */
GBytes *
loket_wire_refresh_to_json (const char *refresh_token)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "refreshToken", refresh_token);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish_bytes (writer);
}

/**
 * loket_wire_refresh_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads the token of a refresh or a sign-out. Any thread.
 *
 * Returns: (transfer full) (nullable): the token
 */
char *
loket_wire_refresh_parse (const char *json,
                          gsize       length,
                          GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autofree char *token = NULL;

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  token = loket_json_reader_dup_string (reader, "refreshToken", LOKET_WIRE_OPAQUE_CHARS);
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&token) : NULL;
}

/**
 * loket_tokens_new:
 *
 * Makes a record with nothing in it.
 *
 * Returns: (transfer full): a record
 */
LoketTokens *
loket_tokens_new (void)
{
  return g_new0 (LoketTokens, 1);
}

/**
 * loket_tokens_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_tokens_free (LoketTokens *self)
{
  if (self == NULL)
    return;

  g_free (self->access_token);
  g_free (self->refresh_token);
  g_clear_pointer (&self->officer, loket_officer_unref);
  g_free (self);
}

/**
 * loket_wire_tokens_to_json:
 * @tokens: a whole record
 *
 * Writes the answer to a sign-in or a refresh. Any thread.
 *
 * Returns: (transfer full): the answer's body
 */
GBytes *
loket_wire_tokens_to_json (const LoketTokens *tokens)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "accessToken", tokens->access_token);
  loket_json_writer_int (writer, "expiresIn", tokens->expires_in);
  loket_json_writer_string (writer, "refreshToken", tokens->refresh_token);
  _loket_wire_officer_write (writer, "officer", tokens->officer);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish_bytes (writer);
}

/**
 * loket_wire_tokens_parse:
 * @json: (array length=length): JSON from outside
 * @length: its size in bytes
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Reads the answer to a sign-in or a refresh. Any thread.
 *
 * Returns: (transfer full) (nullable): the record
 */
LoketTokens *
loket_wire_tokens_parse (const char *json,
                         gsize       length,
                         GError    **error)
{
  g_autoptr (LoketJsonReader) reader = NULL;
  g_autoptr (LoketTokens) tokens = loket_tokens_new ();

  reader = loket_json_reader_new (json, length, LOKET_LIMIT_REQUEST_BYTES, error);
  if (reader == NULL)
    return NULL;

  tokens->access_token = loket_json_reader_dup_string (reader, "accessToken", LOKET_WIRE_OPAQUE_CHARS);
  tokens->expires_in = loket_json_reader_get_int (reader, "expiresIn", 1, MAX_TOKEN_SECONDS);
  tokens->refresh_token = loket_json_reader_dup_string (reader, "refreshToken", LOKET_WIRE_OPAQUE_CHARS);
  if (loket_json_reader_enter (reader, "officer"))
    {
      tokens->officer = _loket_wire_officer_read (reader);
      loket_json_reader_leave (reader);
    }
  return loket_json_reader_check (reader, error) ? g_steal_pointer (&tokens) : NULL;
}
