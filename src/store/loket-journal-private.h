/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-user-store.h"
#include "loket-vault.h"

G_BEGIN_DECLS

/*
 * A second record of what was sent off, beside user.db: a line for each reply,
 * on the disk before the reply counts as queued. Were the database lost, the
 * replies would still be sent; sending one twice does no harm.
 */
typedef struct _LoketJournal LoketJournal;

/* A reply that was sent off and has not ended. */
typedef struct
{
  char   *reply_id;
  char   *complaint_id;
  char   *prev_reply_id;
  char   *tracking_id;
  GBytes *wire;
  char   *sha256;
  gint64  at;
  char   *replaces;
  gboolean withdrawn; /* the officer wants it back; the hub has not agreed yet */
} LoketJournalEntry;

/* What a line of the file turned out to be. */
typedef enum
{
  LOKET_JOURNAL_LINE_TORN,   /* it fails its check */
  LOKET_JOURNAL_LINE_CLOSED, /* it is whole, but does not open */
  LOKET_JOURNAL_LINE_CLEAR,  /* written before lines were sealed */
  LOKET_JOURNAL_LINE_SEALED,
} LoketJournalLine;

LoketJournal *_loket_journal_open    (const char         *path,
                                      LoketVault         *vault,
                                      GError            **error);
void          _loket_journal_close   (LoketJournal       *self);
gboolean      _loket_journal_append  (LoketJournal       *self,
                                      const LoketSendOff *send_off,
                                      gint64              now,
                                      GError            **error);
gboolean      _loket_journal_end     (LoketJournal       *self,
                                      const char         *reply_id,
                                      GError            **error);
gboolean      _loket_journal_withdraw (LoketJournal    *self,
                                     const char         *reply_id,
                                     GError            **error);
void          _loket_journal_keep    (LoketJournal       *self);
void          _loket_journal_undo    (LoketJournal       *self);
GPtrArray    *_loket_journal_read    (LoketJournal       *self,
                                      GError            **error);
gboolean      _loket_journal_rewrite (LoketJournal       *self,
                                      GPtrArray          *ops,
                                      GError            **error);
guint         _loket_journal_get_n_lines (LoketJournal   *self);
gboolean      _loket_journal_is_clear (LoketJournal      *self);
gboolean      _loket_journal_has_closed (LoketJournal    *self);

char             *_loket_journal_line_make     (LoketVault  *vault,
                                                guint64      number,
                                                const char  *json);
LoketJournalLine  _loket_journal_line_open     (LoketVault  *vault,
                                                const char  *line,
                                                guint64     *number,
                                                char       **json);
char             *_loket_journal_entry_to_json (const LoketJournalEntry *entry);
char             *_loket_journal_word_to_json  (const char  *word,
                                                const char  *reply_id);
void              _loket_journal_apply         (const char  *json,
                                                GPtrArray   *entries);
void              _loket_journal_entry_free    (LoketJournalEntry *entry);

const LoketJournalEntry *_loket_journal_find (GPtrArray  *entries,
                                              const char *reply_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketJournal, _loket_journal_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketJournalEntry, _loket_journal_entry_free)

G_END_DECLS
