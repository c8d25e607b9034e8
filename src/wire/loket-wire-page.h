/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-wire-error.h"

G_BEGIN_DECLS

/** Which feed a page is of. */
typedef enum
{
  LOKET_WIRE_PAGE_SNAPSHOT,
  LOKET_WIRE_PAGE_CHANGES,
  LOKET_WIRE_PAGE_BATCH, /* no feed: what was asked for by id, see loket_wire_ids_to_json() */
} LoketWirePageKind;

/**
 * LoketRemovalReason:
 * @LOKET_REMOVAL_UNKNOWN: a word of a newer hub: out of the list, text kept
 * @LOKET_REMOVAL_UNASSIGNED: another agency has it
 * @LOKET_REMOVAL_ARCHIVED: put away
 * @LOKET_REMOVAL_MERGED: part of another complaint
 * @LOKET_REMOVAL_ERASED: the local copy has to be wiped
 */
typedef enum
{
  LOKET_REMOVAL_UNKNOWN,
  LOKET_REMOVAL_UNASSIGNED,
  LOKET_REMOVAL_ARCHIVED,
  LOKET_REMOVAL_MERGED,
  LOKET_REMOVAL_ERASED,
} LoketRemovalReason;

const char        *loket_removal_reason_to_name   (LoketRemovalReason value);
LoketRemovalReason loket_removal_reason_from_name (const char        *name);

/**
 * LoketWireUpsert:
 * @complaint: the record
 * @line: (array length=line_length): the same as it came, one line of JSON
 *   without its end; part of the page, no end mark
 * @line_length: its bytes
 */
typedef struct
{
  LoketComplaint *complaint;
  const char     *line;
  gssize          line_length;
  /*< private >*/
  char           *own_line;
} LoketWireUpsert;

/**
 * LoketWireRemoval:
 * @id: the complaint that left the scope
 * @reason: why
 * @at: when
 * @into: (nullable): for merged, the complaint it is part of now
 */
typedef struct
{
  char              *id;
  LoketRemovalReason reason;
  gint64             at;
  char              *into;
} LoketWireRemoval;

/**
 * LoketWireUnread:
 * @id: the complaint
 * @tracking_id: (nullable): the number that people use, where it could be read
 * @what: what is wrong, with the member's path and no value
 *
 * A line of a page that is JSON about a complaint, but not as agreed.
 */
typedef struct
{
  char *id;
  char *tracking_id;
  char *what;
} LoketWireUnread;

/**
 * LoketWirePage:
 * @kind: which feed
 * @scope: (nullable): what it is about; always there in a snapshot
 * @old_state: (nullable): for changes, the state this page starts from
 * @state: the state to store once this page is applied: newState of changes,
 *   S0 of a snapshot (the same on all its pages)
 * @cursor: (nullable): for a snapshot, where the next page starts
 * @has_more: whether another page follows
 * @total: for a snapshot, about how many records there are; else -1
 * @upserts: (element-type LoketWireUpsert): new or changed records
 * @removals: (element-type LoketWireRemoval): records that left
 * @unread: (element-type LoketWireUnread): lines that could not be read: neither
 *   changed nor left, as far as is known
 * @body: (nullable): the bytes it was read from, which hold its lines
 *
 * One page of a feed. No id is in it twice.
 */
typedef struct
{
  LoketWirePageKind kind;
  char             *scope;
  char             *old_state;
  char             *state;
  char             *cursor;
  gboolean          has_more;
  gint64            total;
  GPtrArray        *upserts;
  GPtrArray        *removals;
  GPtrArray        *unread;
  GBytes           *body;
} LoketWirePage;

LoketWirePage *loket_wire_page_new            (LoketWirePageKind    kind);
void           loket_wire_page_free           (LoketWirePage       *self);
void           loket_wire_page_add_upsert     (LoketWirePage       *self,
                                               LoketComplaint      *complaint,
                                               const char          *line);
LoketWireRemoval *loket_wire_page_add_removal (LoketWirePage      *self,
                                               const char          *id,
                                               LoketRemovalReason   reason,
                                               gint64               at);
char          *loket_wire_page_header_to_json (const LoketWirePage *page);
char          *loket_wire_removal_to_json     (const char          *id,
                                               LoketRemovalReason   reason,
                                               gint64               at,
                                               const char          *into);
GBytes        *loket_wire_page_to_bytes       (const LoketWirePage *page);
LoketWirePage *loket_wire_page_parse          (GBytes              *body,
                                               GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketWirePage, loket_wire_page_free)

G_END_DECLS
