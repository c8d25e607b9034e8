/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-vault.h"
#include "loket-worker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_VOCABULARY (loket_vocabulary_get_type ())
G_DECLARE_FINAL_TYPE (LoketVocabulary, loket_vocabulary, LOKET, VOCABULARY, GObject)

LoketVocabulary *loket_vocabulary_new        (const char           *folder,
                                              LoketVault           *vault,
                                              LoketWorker          *worker);
gboolean         loket_vocabulary_contains   (LoketVocabulary      *self,
                                              const char           *word);
GStrv            loket_vocabulary_dup_words  (LoketVocabulary      *self);
void             loket_vocabulary_add_async  (LoketVocabulary      *self,
                                              const char           *word,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean         loket_vocabulary_add_finish (LoketVocabulary      *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void             loket_vocabulary_load_async  (LoketVocabulary     *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean         loket_vocabulary_load_finish (LoketVocabulary     *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
