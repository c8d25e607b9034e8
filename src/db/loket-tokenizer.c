/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-db"

#include "config.h"

#include "loket-tokenizer.h"

#include "loket-db-private.h"

#include <string.h>

/*
 * A tokenizer of FTS5 that leaves to its owner what the index holds for a word.
 *
 *     text ──▶ unicode61 ──▶ folded word ──▶ LoketTokenFunc ──▶ tokens ──▶ index
 *
 * What is asked of the index is tokens already: it is only taken apart at
 * spaces. So nothing that a person types is ever read by FTS5.
 */

/* What was handed in; shared by the tables that use it. */
typedef struct
{
  gatomicrefcount  refs;
  fts5_api        *api;
  LoketTokenFunc   func;
  gpointer         user_data;
  GDestroyNotify   destroy;
} Owner;

typedef struct
{
  Owner          *owner;
  fts5_tokenizer  base;
  Fts5Tokenizer  *base_instance;
} Tokenizer;

typedef int (*TokenCallback) (void       *data,
                              int         flags,
                              const char *token,
                              int         n_token,
                              int         start,
                              int         end);

/* One text on its way through the tokenizer. */
typedef struct
{
  const Owner   *owner;
  TokenCallback  callback;
  void          *data;
  int            start;
  int            end;
  int            code;
  guint          n_tokens; /* of the present word */
} Pass;

static void
owner_unref (gpointer data)
{
  Owner *owner = data;

  if (!g_atomic_ref_count_dec (&owner->refs))
    return;
  if (owner->destroy != NULL)
    owner->destroy (owner->user_data);
  g_free (owner);
}

static const char *const base_arguments[] = { "remove_diacritics", "2" };

static int
make_base (fts5_api        *api,
           fts5_tokenizer  *base,
           Fts5Tokenizer  **instance)
{
  void *context = NULL;
  int code = api->xFindTokenizer (api, "unicode61", &context, base);

  return code != SQLITE_OK ? code
                           : base->xCreate (context, (const char **) base_arguments,
                                            G_N_ELEMENTS (base_arguments), instance);
}

static int
create_cb (void           *context,
           const char    **arguments,
           int             n_arguments,
           Fts5Tokenizer **out)
{
  Owner *owner = context;
  Tokenizer *self = g_new0 (Tokenizer, 1);
  int code = make_base (owner->api, &self->base, &self->base_instance);

  if (code != SQLITE_OK)
    {
      g_free (self);
      return code;
    }
  g_atomic_ref_count_inc (&owner->refs);
  self->owner = owner;
  *out = (Fts5Tokenizer *) self;
  return SQLITE_OK;
}

static void
delete_cb (Fts5Tokenizer *instance)
{
  Tokenizer *self = (Tokenizer *) instance;

  self->base.xDelete (self->base_instance);
  owner_unref (self->owner);
  g_free (self);
}

static void
emit_cb (const char *token,
         gsize       length,
         gpointer    sink)
{
  Pass *pass = sink;

  if (pass->code != SQLITE_OK)
    return;
  pass->code = pass->callback (pass->data, pass->n_tokens > 0 ? FTS5_TOKEN_COLOCATED : 0, token,
                               (int) length, pass->start, pass->end);
  pass->n_tokens++;
}

static int
word_cb (void       *data,
         int         flags,
         const char *word,
         int         length,
         int         start,
         int         end)
{
  Pass *pass = data;

  pass->start = start;
  pass->end = end;
  pass->n_tokens = 0;
  pass->owner->func (word, (gsize) length, emit_cb, pass, pass->owner->user_data);
  return pass->code;
}

static int
split_at_spaces (const char    *text,
                 int            length,
                 TokenCallback  callback,
                 void          *data)
{
  int code = SQLITE_OK;

  for (int start = 0, end; start < length && code == SQLITE_OK; start = end + 1)
    {
      for (end = start; end < length && text[end] != ' ';)
        end++;
      if (end > start)
        code = callback (data, 0, text + start, end - start, start, end);
    }
  return code;
}

static int
tokenize_cb (Fts5Tokenizer *instance,
             void          *data,
             int            flags,
             const char    *text,
             int            length,
             TokenCallback  callback)
{
  Tokenizer *self = (Tokenizer *) instance;
  Pass pass = { .owner = self->owner, .callback = callback, .data = data };
  int code;

  if ((flags & FTS5_TOKENIZE_QUERY) != 0)
    return split_at_spaces (text, length, callback, data);
  code = self->base.xTokenize (self->base_instance, &pass, flags, text, length, word_cb);
  return pass.code != SQLITE_OK ? pass.code : code;
}

static fts5_api *
get_api (LoketDb  *self,
         GError  **error)
{
  sqlite3_stmt *statement = NULL;
  fts5_api *api = NULL;
  int code = sqlite3_prepare_v2 (self->handle, "SELECT fts5 (?1)", -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_bind_pointer (statement, 1, &api, "fts5_api_ptr", NULL);
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  sqlite3_finalize (statement);
  if (api == NULL)
    _loket_db_set_error (self, code, error);
  return api;
}

/**
 * loket_db_add_tokenizer:
 * @self: a connection
 * @name: what `tokenize =` of a table calls it
 * @func: tells what the index holds for a word
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data when the connection has closed, or on
 *   error
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Makes a tokenizer of FTS5 known to the connection, before it touches a table
 * that names it. A word is what `unicode61 remove_diacritics 2` finds. A query's
 * strings are not read as words: they have to be tokens, with spaces between
 * them. On the owner's thread.
 *
 * Returns: whether it is known now
 */
gboolean
loket_db_add_tokenizer (LoketDb         *self,
                        const char      *name,
                        LoketTokenFunc   func,
                        gpointer         user_data,
                        GDestroyNotify   destroy,
                        GError         **error)
{
  fts5_tokenizer tokenizer = { create_cb, delete_cb, tokenize_cb };
  Owner *owner = g_new0 (Owner, 1);
  int code;

  _loket_db_assert_thread (self);
  g_atomic_ref_count_init (&owner->refs);
  owner->func = func;
  owner->user_data = user_data;
  owner->destroy = destroy;
  owner->api = get_api (self, error);
  if (owner->api == NULL)
    {
      owner_unref (owner);
      return FALSE;
    }
  /* On failure SQLite does not take the owner over. */
  code = owner->api->xCreateTokenizer (owner->api, name, owner, &tokenizer, owner_unref);
  if (code == SQLITE_OK)
    return TRUE;
  _loket_db_set_error (self, code, error);
  owner_unref (owner);
  return FALSE;
}

typedef struct
{
  LoketWordFunc func;
  gpointer      user_data;
} Split;

static int
split_cb (void       *data,
          int         flags,
          const char *word,
          int         length,
          int         start,
          int         end)
{
  Split *split = data;

  return split->func (word, (gsize) length, split->user_data) ? SQLITE_OK : SQLITE_DONE;
}

static gboolean
load_splitter (LoketDb  *self,
               GError  **error)
{
  fts5_api *api = get_api (self, error);
  int code;

  if (api == NULL)
    return FALSE;
  code = make_base (api, &self->splitter, &self->splitter_instance);
  if (code == SQLITE_OK)
    return TRUE;
  _loket_db_set_error (self, code, error);
  return FALSE;
}

/**
 * loket_db_split_words:
 * @self: a connection
 * @text: (array length=length): a text in UTF-8
 * @length: its size in bytes, -1 up to its end mark
 * @func: takes the words
 * @user_data: for @func
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Takes a text apart in the way of loket_db_add_tokenizer(): into the same
 * folded words. On the owner's thread.
 *
 * Returns: whether it was read, as far as @func wanted
 */
gboolean
loket_db_split_words (LoketDb        *self,
                      const char     *text,
                      gssize          length,
                      LoketWordFunc   func,
                      gpointer        user_data,
                      GError        **error)
{
  Split split = { func, user_data };
  int code;

  _loket_db_assert_thread (self);
  if (self->splitter_instance == NULL && !load_splitter (self, error))
    return FALSE;
  code = self->splitter.xTokenize (self->splitter_instance, &split, FTS5_TOKENIZE_AUX, text,
                                   length >= 0 ? (int) length : (int) strlen (text), split_cb);
  if (code == SQLITE_OK || code == SQLITE_DONE)
    return TRUE;
  _loket_db_set_error (self, code, error);
  return FALSE;
}
