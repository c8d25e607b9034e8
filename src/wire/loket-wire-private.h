/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-json-reader.h"
#include "loket-json-writer.h"
#include "loket-officer.h"
#include "loket-receipt.h"
#include "loket-wire-page.h"

G_BEGIN_DECLS

/* The longest text that is opaque to us: tokens, states, cursors, epochs. */
#define LOKET_WIRE_OPAQUE_CHARS 2048
#define LOKET_WIRE_WORD_CHARS   64

LoketReceipt *_loket_wire_receipt_read  (LoketJsonReader    *reader);
void          _loket_wire_receipt_write (LoketJsonWriter    *writer,
                                         const char         *name,
                                         const LoketReceipt *receipt);
LoketOfficer *_loket_wire_officer_read  (LoketJsonReader    *reader);
void          _loket_wire_officer_write (LoketJsonWriter    *writer,
                                         const char         *name,
                                         const LoketOfficer *officer);

GPtrArray    *_loket_wire_ids_read      (const char         *json,
                                         gsize               length,
                                         guint               max_ids,
                                         gboolean            strange,
                                         GError            **error);

GPtrArray    *_loket_wire_attachments_read  (LoketJsonReader *reader,
                                             guint            max,
                                             gboolean         uploads);
void          _loket_wire_attachments_write (LoketJsonWriter *writer,
                                             GPtrArray       *attachments);
gboolean      _loket_wire_attachment_fits   (const LoketAttachment *attachment,
                                             const char     **name,
                                             const char     **what);

LoketClaim   *_loket_wire_claim_read    (LoketJsonReader    *reader,
                                         const char         *name);
void          _loket_wire_claim_write   (LoketJsonWriter    *writer,
                                         const char         *name,
                                         const LoketClaim   *claim);

LoketWirePage *_loket_wire_page_header_parse (const char *line,
                                              gsize       length,
                                              GError    **error);

LoketComplaint *_loket_wire_complaint_read      (const char *line,
                                                 gsize       length,
                                                 GError    **error);
char           *_loket_wire_unescape (const char *p,
                                      gsize       length);
LoketComplaint *_loket_wire_complaint_read_fast (const char *line,
                                                 gsize       length);

G_END_DECLS
