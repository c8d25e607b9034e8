/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-vocabulary.h"

#include <string.h>

#include "loket-file.h"
#include "loket-limits.h"
#include "loket-store-error.h"

/**
 * LoketVocabulary:
 *
 * Words that the officer says are right. Kept sealed in the profile: a word
 * that no dictionary has may be somebody's name. Main thread.
 */
struct _LoketVocabulary
{
  GObject     parent_instance;

  char       *path;
  LoketVault *vault;
  LoketWorker *worker; /* one write after the other */
  GHashTable *words; /* in small letters */
};

#define FILE_NAME "vocabulary"
#define CONTEXT   "vocabulary"

/* A change under way: writing goes on while words come in. */
typedef struct
{
  char       *path;
  LoketVault *vault;
  GBytes     *plain; /* to write, NULL to read */
} Work;

G_DEFINE_FINAL_TYPE (LoketVocabulary, loket_vocabulary, G_TYPE_OBJECT)

static void
work_free (Work *work)
{
  g_free (work->path);
  loket_vault_unref (work->vault);
  g_clear_pointer (&work->plain, g_bytes_unref);
  g_free (work);
}

static void
loket_vocabulary_finalize (GObject *object)
{
  LoketVocabulary *self = LOKET_VOCABULARY (object);

  g_free (self->path);
  g_clear_pointer (&self->vault, loket_vault_unref);
  g_clear_object (&self->worker);
  g_clear_pointer (&self->words, g_hash_table_unref);
  G_OBJECT_CLASS (loket_vocabulary_parent_class)->finalize (object);
}

static void
loket_vocabulary_class_init (LoketVocabularyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_vocabulary_finalize;
}

static void
loket_vocabulary_init (LoketVocabulary *self)
{
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * loket_vocabulary_new:
 * @folder: the profile's folder
 * @vault: its vault
 * @worker: reads and writes for it
 *
 * Makes an empty vocabulary; see loket_vocabulary_load_async().
 *
 * Returns: (transfer full): the vocabulary
 */
LoketVocabulary *
loket_vocabulary_new (const char  *folder,
                      LoketVault  *vault,
                      LoketWorker *worker)
{
  LoketVocabulary *self = g_object_new (LOKET_TYPE_VOCABULARY, NULL);

  self->path = g_build_filename (folder, FILE_NAME, NULL);
  self->vault = loket_vault_ref (vault);
  self->worker = g_object_ref (worker);
  return self;
}

/**
 * loket_vocabulary_contains:
 * @self: a vocabulary
 * @word: a word, in any case
 *
 * Tells whether a word is in it.
 *
 * Returns: whether it is
 */
gboolean
loket_vocabulary_contains (LoketVocabulary *self,
                           const char      *word)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (LOKET_IS_VOCABULARY (self) && word != NULL, FALSE);

  lower = g_utf8_strdown (word, -1);
  return g_hash_table_contains (self->words, lower);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/**
 * loket_vocabulary_dup_words:
 * @self: a vocabulary
 *
 * Lists its words.
 *
 * Returns: (transfer full): the words in small letters, in order
 */
GStrv
loket_vocabulary_dup_words (LoketVocabulary *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer word;

  g_return_val_if_fail (LOKET_IS_VOCABULARY (self), NULL);

  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    g_ptr_array_add (words, g_strdup (word));
  g_ptr_array_sort (words, compare_words);
  g_ptr_array_add (words, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

static void
work_on_worker (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;

  if (work->plain != NULL)
    {
      g_autoptr (GBytes) sealed = loket_vault_seal (work->vault, CONTEXT, work->plain);

      if (loket_file_write_private (work->path, sealed, &error))
        g_task_return_pointer (task, g_bytes_ref (work->plain), (GDestroyNotify) g_bytes_unref);
      else
        g_task_return_error (task, error);
    }
  else
    {
      g_autoptr (GBytes) sealed = loket_file_read (work->path, LOKET_LIMIT_VOCABULARY_BYTES, &error);
      GBytes *plain = sealed != NULL ? loket_vault_open (work->vault, CONTEXT, sealed, &error) : NULL;

      if (plain != NULL)
        g_task_return_pointer (task, plain, (GDestroyNotify) g_bytes_unref);
      else
        g_task_return_error (task, error);
    }
}

static void
start_work (LoketVocabulary *self,
            GTask           *task,
            GBytes          *plain)
{
  Work *work = g_new0 (Work, 1);

  work->path = g_strdup (self->path);
  work->vault = loket_vault_ref (self->vault);
  work->plain = plain;
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  loket_worker_queue (self->worker, task, work_on_worker);
}

/**
 * loket_vocabulary_load_async:
 * @self: a vocabulary
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Reads what was kept.
 */
void
loket_vocabulary_load_async (LoketVocabulary     *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LOKET_IS_VOCABULARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_vocabulary_load_async);
  start_work (self, task, NULL);
}

/**
 * loket_vocabulary_load_finish:
 * @self: a vocabulary
 * @result: what the callback got
 * @error: return location for an error of reading or of the vault
 *
 * Ends loket_vocabulary_load_async(). No file is an empty vocabulary.
 *
 * Returns: whether it was read
 */
gboolean
loket_vocabulary_load_finish (LoketVocabulary  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) plain = g_task_propagate_pointer (G_TASK (result), &local);
  g_auto (GStrv) words = NULL;

  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT) || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  if (plain == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (g_bytes_get_size (plain) == 0)
    return TRUE;
  {
    g_autofree char *text = g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));

    words = g_strsplit (text, "\n", -1);
  }
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_hash_table_add (self->words, g_strdup (words[i]));
  return TRUE;
}

/**
 * loket_vocabulary_add_async:
 * @self: a vocabulary
 * @word: a word, in any case
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Takes a word in, at once for those who ask, and keeps it.
 */
void
loket_vocabulary_add_async (LoketVocabulary     *self,
                            const char          *word,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (LOKET_IS_VOCABULARY (self) && word != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_vocabulary_add_async);
  lower = g_utf8_strdown (word, -1);
  g_strstrip (lower);
  if (*lower == '\0' || strchr (lower, '\n') != NULL || g_utf8_strlen (lower, -1) > LOKET_LIMIT_NAME_CHARS ||
      g_hash_table_size (self->words) >= LOKET_LIMIT_VOCABULARY_WORDS)
    {
      g_task_return_new_error (task, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID,
                               "The vocabulary does not take that word: it is empty, too long, or the vocabulary is full");
      return;
    }
  g_hash_table_add (self->words, g_steal_pointer (&lower));
  words = loket_vocabulary_dup_words (self);
  text = g_strjoinv ("\n", words);
  start_work (self, task, g_bytes_new (text, strlen (text)));
}

/**
 * loket_vocabulary_add_finish:
 * @self: a vocabulary
 * @result: what the callback got
 * @error: return location for an error of writing; the word counts all the same
 *   until the program ends
 *
 * Ends loket_vocabulary_add_async().
 *
 * Returns: whether the word is kept
 */
gboolean
loket_vocabulary_add_finish (LoketVocabulary  *self,
                             GAsyncResult     *result,
                             GError          **error)
{
  g_autoptr (GBytes) written = g_task_propagate_pointer (G_TASK (result), error);

  return written != NULL;
}
