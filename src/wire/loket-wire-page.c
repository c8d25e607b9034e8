/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-page.h"

#include <string.h>

#include "loket-wire-complaint.h"
#include "loket-wire-private.h"

static const char *const reason_names[] = {
  "unknown",
  "unassigned",
  "archived",
  "merged",
  "erased",
};

/**
 * loket_removal_reason_to_name:
 * @value: a value
 *
 * Gives the name on the wire.
 *
 * Returns: a static text
 */
const char *
loket_removal_reason_to_name (LoketRemovalReason value)
{
  g_return_val_if_fail ((guint) value < G_N_ELEMENTS (reason_names), reason_names[0]);

  return reason_names[value];
}

/**
 * loket_removal_reason_from_name:
 * @name: (nullable): a name from outside
 *
 * Finds the value of a name.
 *
 * Returns: the value, %LOKET_REMOVAL_UNKNOWN for any other text
 */
LoketRemovalReason
loket_removal_reason_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (reason_names); i++)
    if (g_strcmp0 (name, reason_names[i]) == 0)
      return (LoketRemovalReason) i;
  return LOKET_REMOVAL_UNKNOWN;
}

static void
upsert_free (LoketWireUpsert *upsert)
{
  g_clear_pointer (&upsert->complaint, loket_complaint_unref);
  g_free (upsert->own_line);
  g_free (upsert);
}

static void
removal_free (LoketWireRemoval *removal)
{
  g_free (removal->id);
  g_free (removal->into);
  g_free (removal);
}

static void
unread_free (LoketWireUnread *unread)
{
  g_free (unread->id);
  g_free (unread->tracking_id);
  g_free (unread->what);
  g_free (unread);
}

/**
 * loket_wire_page_new:
 * @kind: which feed
 *
 * Makes a page with nothing in it.
 *
 * Returns: (transfer full): a page
 */
LoketWirePage *
loket_wire_page_new (LoketWirePageKind kind)
{
  LoketWirePage *self = g_new0 (LoketWirePage, 1);

  self->kind = kind;
  self->total = -1;
  self->upserts = g_ptr_array_new_with_free_func ((GDestroyNotify) upsert_free);
  self->removals = g_ptr_array_new_with_free_func ((GDestroyNotify) removal_free);
  self->unread = g_ptr_array_new_with_free_func ((GDestroyNotify) unread_free);
  return self;
}

/**
 * loket_wire_page_free:
 * @self: (nullable) (transfer full): a page
 *
 * Frees a page.
 */
void
loket_wire_page_free (LoketWirePage *self)
{
  if (self == NULL)
    return;

  g_free (self->scope);
  g_free (self->old_state);
  g_free (self->state);
  g_free (self->cursor);
  g_ptr_array_unref (self->upserts);
  g_ptr_array_unref (self->removals);
  g_ptr_array_unref (self->unread);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * loket_wire_page_add_upsert:
 * @self: a page
 * @complaint: (transfer none): a record
 * @line: (nullable): the same as one line of JSON; %NULL writes it
 *
 * Adds a record.
 */
void
loket_wire_page_add_upsert (LoketWirePage  *self,
                            LoketComplaint *complaint,
                            const char     *line)
{
  LoketWireUpsert *upsert = g_new0 (LoketWireUpsert, 1);

  upsert->complaint = loket_complaint_ref (complaint);
  upsert->own_line = line != NULL ? g_strdup (line) : loket_wire_complaint_to_json (complaint);
  upsert->line = upsert->own_line;
  upsert->line_length = (gssize) strlen (upsert->line);
  g_ptr_array_add (self->upserts, upsert);
}

/**
 * loket_wire_page_add_removal:
 * @self: a page
 * @id: the complaint that left
 * @reason: why
 * @at: when
 *
 * Adds a removal.
 *
 * Returns: (transfer none): the removal, for what else belongs to it
 */
LoketWireRemoval *
loket_wire_page_add_removal (LoketWirePage      *self,
                             const char         *id,
                             LoketRemovalReason  reason,
                             gint64              at)
{
  LoketWireRemoval *removal = g_new0 (LoketWireRemoval, 1);

  removal->id = g_strdup (id);
  removal->reason = reason;
  removal->at = at;
  g_ptr_array_add (self->removals, removal);
  return removal;
}

/**
 * loket_wire_removal_to_json:
 * @id: the complaint that left
 * @reason: why
 * @at: when
 * @into: (nullable): the complaint it was merged into
 *
 * Writes a removal's line. Any thread.
 *
 * Returns: (transfer full): one line of JSON, without its end
 */
char *
loket_wire_removal_to_json (const char         *id,
                            LoketRemovalReason  reason,
                            gint64              at,
                            const char         *into)
{
  LoketJsonWriter *writer = loket_json_writer_new ();

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "removed", id);
  loket_json_writer_string (writer, "reason", loket_removal_reason_to_name (reason));
  loket_json_writer_instant (writer, "at", at);
  if (into != NULL)
    loket_json_writer_string (writer, "into", into);
  loket_json_writer_end_object (writer);
  return loket_json_writer_finish (writer);
}

/**
 * loket_wire_page_to_bytes:
 * @page: a page
 *
 * Writes a whole page. Any thread.
 *
 * Returns: (transfer full): lines of JSON
 */
GBytes *
loket_wire_page_to_bytes (const LoketWirePage *page)
{
  GString *text = g_string_new (NULL);
  g_autofree char *header = loket_wire_page_header_to_json (page);

  g_string_append_printf (text, "%s\n", header);
  for (guint i = 0; i < page->upserts->len; i++)
    {
      const LoketWireUpsert *upsert = g_ptr_array_index (page->upserts, i);

      g_string_append_len (text, upsert->line, upsert->line_length);
      g_string_append_c (text, '\n');
    }
  for (guint i = 0; i < page->removals->len; i++)
    {
      const LoketWireRemoval *removal = g_ptr_array_index (page->removals, i);
      g_autofree char *line = loket_wire_removal_to_json (removal->id, removal->reason, removal->at,
                                                           removal->into);

      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free_to_bytes (text);
}
