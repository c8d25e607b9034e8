/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include <string.h>

#include "loket-hub-core-room.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-complaint.h"

/*
 * What a source says about a complaint is remembered as one hash. While it says
 * the same nothing is written; when it says something else, its words win where
 * they changed and ours stay where they did not.
 */

typedef struct
{
  LoketComplaint *complaint;
  gsize           n_bytes; /* of its record */
  guint           n_messages;
  char           *source_sha;
  gint64          closed_at;
  gboolean        erased;
} Stored;

static void
stored_clear (Stored *stored)
{
  g_clear_pointer (&stored->complaint, loket_complaint_unref);
  g_clear_pointer (&stored->source_sha, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stored, stored_clear)

static void
add_text (GChecksum  *checksum,
          const char *text)
{
  gint64 length = text != NULL ? (gint64) strlen (text) : -1;

  g_checksum_update (checksum, (const guchar *) &length, sizeof length);
  if (text != NULL)
    g_checksum_update (checksum, (const guchar *) text, -1);
}

static void
add_number (GChecksum *checksum,
            gint64     number)
{
  g_checksum_update (checksum, (const guchar *) &number, sizeof number);
}

static void
add_extra (GChecksum  *checksum,
           GHashTable *extra)
{
  g_autoptr (GList) keys = NULL;

  if (extra == NULL)
    return;
  keys = g_list_sort (g_hash_table_get_keys (extra), (GCompareFunc) g_strcmp0);
  for (GList *l = keys; l != NULL; l = l->next)
    {
      add_text (checksum, l->data);
      add_text (checksum, g_hash_table_lookup (extra, l->data));
    }
}

/* Covers what a source can say, and nothing that the hub makes itself. */
static char *
hash_source (const LoketComplaint *source)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *texts[] = {
    source->title, source->body, source->body_original, source->category_id, source->category,
    source->class_raw, source->status_raw, source->hold_reason, source->channel,
    source->reporter_name, source->agency_code, source->province, source->regency,
    source->district, source->village,
  };
  gint64 numbers[] = {
    source->klass, source->status, source->closed_by, source->resolved, source->anonymous,
    source->secret, source->received_at, source->assigned_at, source->answered_at,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_text (checksum, texts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    add_number (checksum, numbers[i]);
  for (guint i = 0; i < source->messages->len; i++)
    {
      const LoketMessage *message = g_ptr_array_index (source->messages, i);

      add_text (checksum, message->id);
      add_text (checksum, message->text);
    }
  add_extra (checksum, source->extra);
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
find_stored (LoketHubSqlite  *self,
             const char      *tracking_id,
             Stored          *stored,
             GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  const char *line;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT line, source_sha, closed_at, put_away = 'erased' FROM complaints "
                                       "WHERE tracking_id = ?", "t", tracking_id);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  line = loket_statement_get_text (statement, 0);
  stored->n_bytes = strlen (line);
  stored->complaint = loket_wire_complaint_parse_stored (line, stored->n_bytes, error);
  stored->n_messages = stored->complaint != NULL ? stored->complaint->messages->len : 0;
  stored->source_sha = loket_statement_dup_text (statement, 1);
  stored->closed_at = loket_statement_get_instant (statement, 2);
  stored->erased = loket_statement_get_int64 (statement, 3) != 0;
  return stored->complaint != NULL;
}

/* The complaint as it is now, nobody else's; LOKET_HUB_ERROR_NOT_FOUND where
 * there is none. */
LoketComplaint *
_loket_hub_sqlite_load_complaint (LoketHubSqlite  *self,
                                  const char      *complaint_id,
                                  gint64          *closed_at,
                                  GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  const char *line;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error, "SELECT line, closed_at FROM complaints WHERE id = ?",
                                       "t", complaint_id);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND, "There is no such complaint");
      return NULL;
    }
  line = loket_statement_get_text (statement, 0);
  *closed_at = loket_statement_get_instant (statement, 1);
  return loket_wire_complaint_parse_stored (line, strlen (line), error);
}

/* Gives the record its agency's name and zone. */
gboolean
_loket_hub_sqlite_fill_agency (LoketHubSqlite  *self,
                               LoketComplaint  *complaint,
                               GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  g_clear_pointer (&complaint->agency_name, g_free);
  if (complaint->agency_code == NULL)
    {
      if (complaint->time_zone == NULL)
        complaint->time_zone = _loket_hub_sqlite_get_meta (self, "zone", NULL);
      if (complaint->time_zone == NULL)
        complaint->time_zone = g_strdup ("Asia/Makassar");
      return TRUE;
    }

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT name, time_zone FROM agencies WHERE code = ?",
                                       "t", complaint->agency_code);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                   "There is no agency “%s”", complaint->agency_code);
      return FALSE;
    }
  complaint->agency_name = loket_statement_dup_text (statement, 0);
  g_free (complaint->time_zone);
  complaint->time_zone = loket_statement_dup_text (statement, 1);
  return TRUE;
}

static gboolean
has_message (GPtrArray  *messages,
             const char *id)
{
  for (guint i = 0; i < messages->len; i++)
    {
      const LoketMessage *message = g_ptr_array_index (messages, i);

      if (g_strcmp0 (message->id, id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The known conversation, then what the source adds; tells whether it did. */
static gboolean
merge_messages (LoketComplaint *source,
                LoketComplaint *known)
{
  g_autoptr (GPtrArray) added = g_steal_pointer (&source->messages);
  gboolean changed = FALSE;

  source->messages = g_ptr_array_ref (known->messages);
  for (guint i = 0; i < added->len;)
    {
      LoketMessage *message = g_ptr_array_index (added, i);

      if (has_message (source->messages, message->id))
        {
          i++;
          continue;
        }
      g_ptr_array_add (source->messages, g_ptr_array_steal_index (added, i));
      changed = TRUE;
    }
  return changed;
}

/* A source without a class says nothing of it. A clock that stopped before @now
 * keeps the class of its stop. */
static void
merge_class (LoketComplaint *source,
             LoketComplaint *known,
             gint64          now)
{
  g_clear_pointer (&source->class_changes, g_ptr_array_unref);
  source->class_changes = g_steal_pointer (&known->class_changes);
  if (source->class_raw == NULL)
    {
      source->klass = known->klass;
      source->class_raw = g_strdup (known->class_raw);
    }
  if (source->klass == known->klass)
    return;

  if (source->class_changes != NULL && source->class_changes->len == LOKET_LIMIT_CLASS_CHANGES)
    g_ptr_array_remove_index (source->class_changes, 0);
  loket_complaint_add_class_change (source, loket_class_change_new (known->klass, now, NULL));
}

/* Turns what the source says into the record to store. */
static void
merge_known (LoketComplaint *source,
             LoketComplaint *known,
             gint64          now)
{
  gboolean moved = g_strcmp0 (source->agency_code, known->agency_code) != 0;
  gboolean changed;

  g_free (source->id);
  source->id = g_strdup (known->id);
  source->rev = known->rev + 1;

  if (g_strcmp0 (source->status_raw, known->status_raw) == 0)
    {
      source->status = known->status;
      source->closed_by = known->closed_by;
    }
  if (source->resolved == LOKET_RESOLVED_UNKNOWN)
    source->resolved = known->resolved;
  if (source->received_at == LOKET_TIME_UNSET)
    source->received_at = known->received_at;
  if (source->assigned_at == LOKET_TIME_UNSET)
    source->assigned_at = moved ? now : known->assigned_at;
  if (source->answered_at == LOKET_TIME_UNSET && !moved)
    source->answered_at = known->answered_at;
  if (!moved)
    source->claim = g_steal_pointer (&known->claim);

  merge_class (source, known, now);
  changed = merge_messages (source, known) || moved || source->status != known->status ||
            g_strcmp0 (source->title, known->title) != 0 ||
            g_strcmp0 (source->body, known->body) != 0 ||
            g_strcmp0 (source->body_original, known->body_original) != 0;
  source->substance = known->substance + (changed ? 1 : 0);
}

static gboolean
save_messages (LoketHubSqlite        *self,
               const LoketComplaint  *complaint,
               GError               **error)
{
  for (guint i = 0; i < complaint->messages->len; i++)
    {
      const LoketMessage *message = g_ptr_array_index (complaint->messages, i);

      if (!_loket_hub_sqlite_run (self, error,
                                  "INSERT INTO messages (complaint_id, number, id, author, "
                                  "author_name, text, outcome, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                                  "ON CONFLICT (complaint_id, number) DO NOTHING",
                                  "titttttn", complaint->id, (gint64) i + 1, message->id,
                                  loket_author_to_name (message->author), message->author_name,
                                  message->text,
                                  message->outcome == LOKET_OUTCOME_UNKNOWN
                                    ? NULL
                                    : loket_outcome_to_name (message->outcome),
                                  message->at) ||
          !_loket_hub_sqlite_save_attachments (self, complaint->id, message, error))
        return FALSE;
    }
  return TRUE;
}

/* Fuller than readers take are only records from before there were limits. What
 * makes one smaller is stored. */
static gboolean
has_room (LoketHubSqlite        *self,
          const LoketComplaint  *complaint,
          gsize                  n_bytes,
          GError               **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  if (loket_hub_core_is_readable (complaint, n_bytes))
    return TRUE;
  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT 1 FROM complaints WHERE id = ? AND length (CAST (line AS BLOB)) > ?",
                                       "ti", complaint->id, (gint64) n_bytes);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_OVERFULL,
                         "The complaint would be more than anybody can read");
  return row;
}

/* Writes the whole record and tells every scope; inside a transaction.
 * @source_sha: (nullable): %NULL where the source said nothing new */
gboolean
_loket_hub_sqlite_save_complaint (LoketHubSqlite  *self,
                                  LoketComplaint  *complaint,
                                  const char      *source_sha,
                                  gint64           closed_at,
                                  gint64           now,
                                  GError         **error)
{
  g_autofree char *line = NULL;

  if (!loket_claim_is_held (complaint->claim, now))
    g_clear_pointer (&complaint->claim, loket_claim_free);
  line = loket_wire_complaint_to_json (complaint);
  return has_room (self, complaint, strlen (line), error) &&
         _loket_hub_sqlite_run (
           self, error,
           "INSERT INTO complaints (id, tracking_id, rev, substance, agency_code, status, status_raw, "
           "class, category_id, category, received_at, assigned_at, answered_at, closed_at, source_sha, "
           "line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce (?, ''), ?) "
           "ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, substance = excluded.substance, "
           "agency_code = excluded.agency_code, status = excluded.status, "
           "status_raw = excluded.status_raw, class = excluded.class, "
           "category_id = excluded.category_id, category = excluded.category, "
           "received_at = excluded.received_at, "
           "assigned_at = excluded.assigned_at, answered_at = excluded.answered_at, "
           "closed_at = excluded.closed_at, line = excluded.line, "
           "source_sha = CASE excluded.source_sha WHEN '' THEN source_sha "
           "             ELSE excluded.source_sha END",
           "ttiittttttnnnntt", complaint->id, complaint->tracking_id, complaint->rev,
           complaint->substance, complaint->agency_code,
           loket_complaint_status_to_name (complaint->status), complaint->status_raw,
           loket_complaint_class_to_name (complaint->klass), complaint->category_id,
           complaint->category, complaint->received_at, complaint->assigned_at, complaint->answered_at, closed_at,
           source_sha, line) &&
         save_messages (self, complaint, error) &&
         _loket_hub_sqlite_publish (self, complaint->id, now, error);
}

/* Whether what the source says goes into the complaint. */
static gboolean
is_taken (const LoketComplaint *source,
          const Stored         *stored)
{
  g_autofree char *line = loket_wire_complaint_to_json (source);

  return loket_hub_core_is_taken (source, strlen (line), stored->n_messages, stored->n_bytes) &&
         loket_hub_core_is_readable (source, strlen (line));
}

static gboolean
put_complaint (LoketHubStorage  *storage,
               LoketComplaint   *source,
               gint64            now,
               LoketHubPut      *put,
               GError          **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketTransaction) own = NULL;
  g_auto (Stored) stored = { .closed_at = LOKET_TIME_UNSET };
  g_autofree char *sha = hash_source (source);
  LoketHubPut result = LOKET_HUB_PUT_UNCHANGED;

  if (!_loket_hub_sqlite_join (self, &own, error) ||
      !find_stored (self, source->tracking_id, &stored, error))
    return FALSE;

  if (stored.complaint == NULL)
    {
      if (source->id == NULL || !loket_text_is_uuid (source->id))
        {
          g_free (source->id);
          source->id = loket_text_new_uuid ();
        }
      source->rev = 1;
      source->substance = 1;
      result = LOKET_HUB_PUT_NEW;
    }
  else if (!stored.erased && g_strcmp0 (stored.source_sha, sha) != 0)
    {
      merge_known (source, stored.complaint, now);
      result = LOKET_HUB_PUT_CHANGED;
    }

  if (result != LOKET_HUB_PUT_UNCHANGED && !_loket_hub_sqlite_fill_agency (self, source, error))
    return FALSE;
  if (result != LOKET_HUB_PUT_UNCHANGED && !is_taken (source, &stored))
    result = LOKET_HUB_PUT_FULL;
  if (result == LOKET_HUB_PUT_NEW || result == LOKET_HUB_PUT_CHANGED)
    {
      if (loket_complaint_is_open (source))
        stored.closed_at = LOKET_TIME_UNSET;
      else if (stored.closed_at == LOKET_TIME_UNSET)
        stored.closed_at = now;
      if (!_loket_hub_sqlite_save_complaint (self, source, sha, stored.closed_at, now, error))
        return FALSE;
    }
  if (!_loket_hub_sqlite_leave (self, own, error))
    return FALSE;
  if (put != NULL)
    *put = result;
  return TRUE;
}

static char *
get_line (LoketHubStorage  *storage,
          const char       *complaint_id,
          char            **agency_code,
          gint64           *rev,
          GError          **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT line, agency_code, rev FROM complaints WHERE id = ?",
                                       "t", complaint_id);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND,
                           "There is no such complaint");
      return NULL;
    }
  *agency_code = loket_statement_dup_text (statement, 1);
  *rev = loket_statement_get_int64 (statement, 2);
  return loket_statement_dup_text (statement, 0);
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_complaints (LoketHubStorageInterface *iface)
{
  iface->put_complaint = put_complaint;
  iface->get_line = get_line;
}
