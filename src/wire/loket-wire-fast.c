/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include <string.h>

#include "loket-json-guard.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-private.h"

/*
 * The bulk path: one complaint straight from the bytes into the record, without
 * a tree in between. Behind the guard every line is JSON, so a cursor suffices.
 * It only takes what is exactly as expected; for anything else it gives up, and
 * loket_wire_complaint_parse() reads the line again and says what is wrong.
 * What both read must be the same record: test-fast.c compares them.
 */

typedef struct
{
  const char *p;
  const char *end;
  gboolean    odd; /* not as expected: leave it to the thorough reader */
} Cursor;

static void
skip_space (Cursor *c)
{
  while (*c->p == ' ' || *c->p == '\t' || *c->p == '\n' || *c->p == '\r')
    c->p++;
}

static gboolean
take (Cursor *c,
      char    mark)
{
  skip_space (c);
  if (*c->p != mark)
    return FALSE;
  c->p++;
  return TRUE;
}

/* At a quote: goes behind the string; @plain tells that it has no escapes. */
static const char *
skip_string (Cursor   *c,
             gsize    *length,
             gboolean *plain)
{
  const char *start = ++c->p;
  const char *quote = memchr (start, '"', (gsize) (c->end - start));

  g_assert (quote != NULL);
  *plain = memchr (start, '\\', (gsize) (quote - start)) == NULL;
  if (!*plain)
    for (quote = start; *quote != '"'; quote++)
      if (*quote == '\\')
        quote++;
  *length = (gsize) (quote - start);
  c->p = quote + 1;
  return start;
}

static gunichar
hex4 (const char *p)
{
  gunichar value = 0;

  for (guint i = 0; i < 4; i++)
    value = value << 4 | (gunichar) g_ascii_xdigit_value (p[i]);
  return value;
}

/* A string's content, which the guard has seen, without its escapes. */
char *
_loket_wire_unescape (const char *p,
                      gsize       length)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  const char *end = p + length;
  char *text = g_malloc (length + 1);
  char *out = text;

  while (p < end)
    {
      gunichar code;

      if (*p != '\\')
        {
          *out++ = *p++;
          continue;
        }
      p++;
      if (*p != 'u')
        {
          *out++ = values[strchr (letters, *p++) - letters];
          continue;
        }
      code = hex4 (p + 1);
      p += 5;
      if (code >= 0xD800 && code <= 0xDBFF)
        {
          code = 0x10000 + ((code - 0xD800) << 10) + (hex4 (p + 2) - 0xDC00);
          p += 6;
        }
      out += g_unichar_to_utf8 (code, out);
    }
  *out = '\0';
  return text;
}

/* A string within its limit; anything else is odd. */
static char *
read_text (Cursor *c,
           gsize   max_chars)
{
  const char *start;
  gsize length;
  gboolean plain;
  char *text;

  skip_space (c);
  if (*c->p != '"')
    {
      c->odd = TRUE;
      return NULL;
    }
  start = skip_string (c, &length, &plain);
  text = plain ? g_strndup (start, length) : _loket_wire_unescape (start, length);
  if (length > max_chars && (gsize) g_utf8_strlen (text, -1) > max_chars)
    c->odd = TRUE;
  return text;
}

static gboolean
take_word (Cursor     *c,
           const char *word)
{
  gsize n = strlen (word);

  skip_space (c);
  if (strncmp (c->p, word, n) != 0)
    return FALSE;
  c->p += n;
  return TRUE;
}

static char *
read_text_or_null (Cursor *c,
                   gsize   max_chars)
{
  return take_word (c, "null") ? NULL : read_text (c, max_chars);
}

static gint64
read_number (Cursor *c)
{
  gint64 value = 0;

  skip_space (c);
  if (!g_ascii_isdigit (*c->p))
    c->odd = TRUE;
  while (g_ascii_isdigit (*c->p))
    value = value * 10 + (*c->p++ - '0');
  if (*c->p == '.' || *c->p == 'e' || *c->p == 'E')
    c->odd = TRUE;
  return value;
}

static gboolean
read_boolean (Cursor *c)
{
  if (take_word (c, "true"))
    return TRUE;
  if (!take_word (c, "false") && !take_word (c, "null"))
    c->odd = TRUE;
  return FALSE;
}

static gint64
read_instant (Cursor *c)
{
  g_autofree char *text = read_text_or_null (c, LOKET_WIRE_WORD_CHARS);
  gint64 instant = LOKET_TIME_UNSET;

  if (text != NULL && !loket_time_parse (text, &instant))
    c->odd = TRUE;
  return instant;
}

/* The next member's name in @name; FALSE at the end of the object. */
static gboolean
next_member (Cursor   *c,
             gboolean *first,
             char     *name,
             gsize     size)
{
  const char *start;
  gsize length;
  gboolean plain;

  if (c->odd || take (c, '}'))
    return FALSE;
  if (!*first && !take (c, ','))
    c->odd = TRUE;
  *first = FALSE;
  skip_space (c);
  start = skip_string (c, &length, &plain);
  if (!plain || length >= size)
    {
      c->odd = TRUE;
      return FALSE;
    }
  memcpy (name, start, length);
  name[length] = '\0';
  take (c, ':');
  return TRUE;
}

static void
read_attachment_member (Cursor          *c,
                        LoketAttachment *attachment,
                        const char      *name)
{
  if (g_str_equal (name, "sha256"))
    attachment->sha256 = read_text (c, LOKET_WIRE_WORD_CHARS);
  else if (g_str_equal (name, "size"))
    attachment->size = read_number (c);
  else if (g_str_equal (name, "name"))
    attachment->name = read_text (c, LOKET_LIMIT_ATTACHMENT_NAME_BYTES);
  else if (g_str_equal (name, "type"))
    attachment->type = read_text (c, LOKET_LIMIT_ATTACHMENT_TYPE_CHARS);
  else
    c->odd = TRUE;
}

static void
read_attachments (Cursor       *c,
                  LoketMessage *message)
{
  if (message->attachments != NULL || take_word (c, "null"))
    return;
  if (!take (c, '['))
    c->odd = TRUE;
  while (!c->odd && !take (c, ']'))
    {
      LoketAttachment *attachment = loket_attachment_new (NULL, NULL, 0, NULL, NULL);
      const char *member, *what;
      gboolean first = TRUE;
      char name[24];

      if (message->attachments == NULL)
        message->attachments = loket_attachments_new ();
      else if (!take (c, ','))
        c->odd = TRUE;
      g_ptr_array_add (message->attachments, attachment);
      if (!take (c, '{'))
        c->odd = TRUE;
      while (next_member (c, &first, name, sizeof name))
        read_attachment_member (c, attachment, name);
      if (!_loket_wire_attachment_fits (attachment, &member, &what) ||
          message->attachments->len > LOKET_LIMIT_MESSAGE_ATTACHMENTS)
        c->odd = TRUE;
    }
}

static void
read_message_member (Cursor       *c,
                     LoketMessage *message,
                     const char   *name)
{
  g_autofree char *word = NULL;

  if (g_str_equal (name, "id"))
    message->id = read_text (c, LOKET_WIRE_WORD_CHARS);
  else if (g_str_equal (name, "author"))
    message->author = loket_author_from_name (word = read_text_or_null (c, LOKET_WIRE_WORD_CHARS));
  else if (g_str_equal (name, "authorName"))
    message->author_name = read_text_or_null (c, LOKET_LIMIT_NAME_CHARS);
  else if (g_str_equal (name, "text"))
    message->text = read_text (c, LOKET_LIMIT_BODY_CHARS);
  else if (g_str_equal (name, "outcome"))
    message->outcome = loket_outcome_from_name (word = read_text_or_null (c, LOKET_WIRE_WORD_CHARS));
  else if (g_str_equal (name, "at"))
    message->at = read_instant (c);
  else if (g_str_equal (name, "attachments"))
    read_attachments (c, message);
  else
    c->odd = TRUE;
}

static void
read_messages (Cursor    *c,
               GPtrArray *messages)
{
  if (take_word (c, "null"))
    return;
  if (!take (c, '['))
    c->odd = TRUE;
  while (!c->odd && !take (c, ']'))
    {
      LoketMessage *message = loket_message_new ();
      gboolean first = TRUE;
      char name[24];

      if (messages->len > 0 && !take (c, ','))
        c->odd = TRUE;
      g_ptr_array_add (messages, message);
      if (!take (c, '{'))
        c->odd = TRUE;
      while (next_member (c, &first, name, sizeof name))
        read_message_member (c, message, name);
      if (message->id == NULL || message->text == NULL || messages->len > LOKET_LIMIT_MESSAGES_READ)
        c->odd = TRUE;
    }
}

static LoketClaim *
read_claim (Cursor *c)
{
  g_autoptr (LoketClaim) claim = NULL;
  gboolean first = TRUE;
  char name[24];

  if (take_word (c, "null"))
    return NULL;
  if (!take (c, '{'))
    c->odd = TRUE;
  claim = loket_claim_new (NULL, NULL, LOKET_TIME_UNSET);
  while (next_member (c, &first, name, sizeof name))
    if (g_str_equal (name, "officerId") && claim->officer_id == NULL)
      claim->officer_id = read_text (c, LOKET_WIRE_WORD_CHARS);
    else if (g_str_equal (name, "name") && claim->name == NULL)
      claim->name = read_text (c, LOKET_LIMIT_NAME_CHARS);
    else if (g_str_equal (name, "until"))
      claim->until = read_instant (c);
    else
      c->odd = TRUE;
  if (!loket_text_is_uuid (claim->officer_id) || claim->name == NULL || claim->until == LOKET_TIME_UNSET)
    c->odd = TRUE;
  return g_steal_pointer (&claim);
}

static void
read_class_change_member (Cursor           *c,
                          LoketClassChange *change,
                          const char       *name)
{
  g_autofree char *word = NULL;

  if (g_str_equal (name, "from"))
    change->from = loket_complaint_class_from_name (word = read_text_or_null (c, LOKET_WIRE_WORD_CHARS));
  else if (g_str_equal (name, "at"))
    change->at = read_instant (c);
  else if (g_str_equal (name, "reason"))
    change->reason = read_text_or_null (c, LOKET_LIMIT_REASON_CHARS);
  else
    c->odd = TRUE;
}

static void
read_class_changes (Cursor         *c,
                    LoketComplaint *complaint)
{
  guint n = 0;

  if (take_word (c, "null"))
    return;
  if (!take (c, '['))
    c->odd = TRUE;
  while (!c->odd && !take (c, ']'))
    {
      LoketClassChange *change = loket_class_change_new (LOKET_CLASS_UNKNOWN, LOKET_TIME_UNSET,
                                                         NULL);
      gboolean first = TRUE;
      char name[24];

      if (n++ > 0 && !take (c, ','))
        c->odd = TRUE;
      loket_complaint_add_class_change (complaint, change);
      if (!take (c, '{'))
        c->odd = TRUE;
      while (next_member (c, &first, name, sizeof name))
        read_class_change_member (c, change, name);
      if (change->at == LOKET_TIME_UNSET || n > LOKET_LIMIT_CLASS_CHANGES)
        c->odd = TRUE;
    }
}

static void
read_extra (Cursor         *c,
            LoketComplaint *complaint)
{
  gboolean first = TRUE;
  guint n = 0;

  if (take_word (c, "null"))
    return;
  if (!take (c, '{'))
    c->odd = TRUE;
  while (!c->odd && !take (c, '}'))
    {
      g_autofree char *name = NULL;
      char *value;

      if (!first && !take (c, ','))
        c->odd = TRUE;
      first = FALSE;
      name = read_text (c, LOKET_LIMIT_SHEET_CELL_CHARS);
      if (!take (c, ':') || ++n > LOKET_LIMIT_SHEET_COLUMNS)
        c->odd = TRUE;
      if (c->odd)
        return;
      value = read_text_or_null (c, LOKET_LIMIT_SHEET_CELL_CHARS);
      if (value == NULL)
        continue;
      if (complaint->extra == NULL)
        complaint->extra = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_replace (complaint->extra, g_steal_pointer (&name), value);
    }
}

/* Members that are a text or null, with their limits; as in loket-wire-complaint.c. */
static const struct
{
  const char *name;
  gsize       offset;
  gsize       max_chars;
} texts[] = {
#define TEXT(name, field, max) { name, G_STRUCT_OFFSET (LoketComplaint, field), max }
  TEXT ("body", body, LOKET_LIMIT_BODY_CHARS),
  TEXT ("bodyOriginal", body_original, LOKET_LIMIT_BODY_CHARS),
  TEXT ("categoryId", category_id, LOKET_WIRE_WORD_CHARS),
  TEXT ("category", category, LOKET_LIMIT_TITLE_CHARS),
  TEXT ("classRaw", class_raw, LOKET_LIMIT_NAME_CHARS),
  TEXT ("statusRaw", status_raw, LOKET_LIMIT_NAME_CHARS),
  TEXT ("holdReason", hold_reason, LOKET_LIMIT_REASON_CHARS),
  TEXT ("channel", channel, LOKET_LIMIT_NAME_CHARS),
  TEXT ("reporterName", reporter_name, LOKET_LIMIT_NAME_CHARS),
  TEXT ("agencyCode", agency_code, LOKET_WIRE_WORD_CHARS),
  TEXT ("agencyName", agency_name, LOKET_LIMIT_NAME_CHARS),
  TEXT ("timeZone", time_zone, LOKET_WIRE_WORD_CHARS),
  TEXT ("province", province, LOKET_LIMIT_NAME_CHARS),
  TEXT ("regency", regency, LOKET_LIMIT_NAME_CHARS),
  TEXT ("district", district, LOKET_LIMIT_NAME_CHARS),
  TEXT ("village", village, LOKET_LIMIT_NAME_CHARS),
#undef TEXT
};

static gboolean
read_text_member (Cursor         *c,
                  LoketComplaint *complaint,
                  const char     *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].name, name))
      {
        G_STRUCT_MEMBER (char *, complaint, texts[i].offset) = read_text_or_null (c, texts[i].max_chars);
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_word_member (Cursor         *c,
                  LoketComplaint *complaint,
                  const char     *name)
{
  g_autofree char *word = NULL;

  if (g_str_equal (name, "class"))
    complaint->klass = loket_complaint_class_from_name (word = read_text_or_null (c, LOKET_WIRE_WORD_CHARS));
  else if (g_str_equal (name, "status"))
    complaint->status = loket_complaint_status_from_name (word = read_text_or_null (c, LOKET_WIRE_WORD_CHARS));
  else if (g_str_equal (name, "closedBy"))
    complaint->closed_by = loket_closer_from_name (word = read_text_or_null (c, LOKET_WIRE_WORD_CHARS));
  else if (g_str_equal (name, "resolved"))
    complaint->resolved = loket_resolved_from_name (word = read_text_or_null (c, LOKET_WIRE_WORD_CHARS));
  else
    return FALSE;
  return TRUE;
}

static void
read_member (Cursor         *c,
             LoketComplaint *complaint,
             const char     *name,
             guint          *numbers)
{
  if (g_str_equal (name, "id"))
    complaint->id = read_text (c, LOKET_WIRE_WORD_CHARS);
  else if (g_str_equal (name, "rev"))
    complaint->rev = read_number (c), *numbers |= 1;
  else if (g_str_equal (name, "substance"))
    complaint->substance = read_number (c), *numbers |= 2;
  else if (g_str_equal (name, "trackingId"))
    complaint->tracking_id = read_text (c, LOKET_LIMIT_TRACKING_ID_CHARS);
  else if (g_str_equal (name, "title"))
    complaint->title = read_text (c, LOKET_LIMIT_TITLE_CHARS);
  else if (g_str_equal (name, "anonymous"))
    complaint->anonymous = read_boolean (c);
  else if (g_str_equal (name, "secret"))
    complaint->secret = read_boolean (c);
  else if (g_str_equal (name, "receivedAt"))
    complaint->received_at = read_instant (c);
  else if (g_str_equal (name, "assignedAt"))
    complaint->assigned_at = read_instant (c);
  else if (g_str_equal (name, "answeredAt"))
    complaint->answered_at = read_instant (c);
  else if (g_str_equal (name, "claim"))
    complaint->claim = read_claim (c);
  else if (g_str_equal (name, "messages"))
    read_messages (c, complaint->messages);
  else if (g_str_equal (name, "classChanges"))
    read_class_changes (c, complaint);
  else if (g_str_equal (name, "extra"))
    read_extra (c, complaint);
  else if (!read_text_member (c, complaint, name) && !read_word_member (c, complaint, name))
    c->odd = TRUE;
}

/* Reads the line of a complaint; NULL where it is not quite as we write it. The
 * line may be anything. */
LoketComplaint *
_loket_wire_complaint_read_fast (const char *line,
                                 gsize       length)
{
  g_autoptr (LoketComplaint) complaint = NULL;
  Cursor c = { 0 };
  gboolean first = TRUE;
  guint numbers = 0;
  char name[24];

  if (!loket_json_guard_check (line, length, LOKET_LIMIT_RECORD_BYTES, NULL))
    return NULL;

  /* The guard has seen every token to its end, so the cursor cannot pass the last. */
  c.p = line;
  c.end = line + length;
  complaint = loket_complaint_new ();
  take (&c, '{');
  while (next_member (&c, &first, name, sizeof name))
    read_member (&c, complaint, name, &numbers);

  if (c.odd || numbers != 3 || !loket_text_is_uuid (complaint->id) || complaint->tracking_id == NULL ||
      complaint->title == NULL)
    return NULL;
  if (complaint->body == NULL)
    complaint->body = g_strdup ("");
  loket_complaint_read_conversation (complaint);
  return g_steal_pointer (&complaint);
}
