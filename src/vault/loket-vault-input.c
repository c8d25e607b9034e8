/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-vault-private.h"

#include <string.h>

#include <sodium.h>

#define SEALED_CHUNK_BYTES (LOKET_VAULT_CHUNK_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES)

/* The plain content of a sealed file, one chunk in memory at a time. */
typedef struct
{
  GFilterInputStream parent_instance;

  crypto_secretstream_xchacha20poly1305_state state;
  char              *context;
  guint8            *sealed;
  guint8            *plain;
  gsize              length; /* of the chunk in plain */
  gsize              offset; /* what was read of it */
  gboolean           last;
  gboolean           broken;
} LoketVaultInput;

typedef struct
{
  GFilterInputStreamClass parent_class;
} LoketVaultInputClass;

GType loket_vault_input_get_type (void);

G_DEFINE_FINAL_TYPE (LoketVaultInput, loket_vault_input, G_TYPE_FILTER_INPUT_STREAM)

static gboolean
set_damaged (LoketVaultInput  *self,
             GError          **error)
{
  self->broken = TRUE;
  g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED,
                       "A sealed file is damaged, cut short or another one");
  return FALSE;
}

static gboolean
is_at_end (LoketVaultInput  *self,
           GCancellable     *cancellable,
           GError          **error)
{
  guint8 more;
  gssize n = g_input_stream_read (G_FILTER_INPUT_STREAM (self)->base_stream, &more, 1, cancellable, error);

  if (n < 0)
    return FALSE;
  return n == 0 || set_damaged (self, error);
}

static gboolean
read_chunk (LoketVaultInput  *self,
            GCancellable     *cancellable,
            GError          **error)
{
  GInputStream *file = G_FILTER_INPUT_STREAM (self)->base_stream;
  unsigned long long length = 0;
  guint8 tag = 0;
  gsize n = 0;

  if (self->broken)
    return set_damaged (self, error);
  /* What a failed read took of a chunk is gone: the rest is not a chunk. */
  if (!g_input_stream_read_all (file, self->sealed, SEALED_CHUNK_BYTES, &n, cancellable, error))
    {
      self->broken = TRUE;
      return FALSE;
    }
  if (n < crypto_secretstream_xchacha20poly1305_ABYTES ||
      crypto_secretstream_xchacha20poly1305_pull (&self->state, self->plain, &length, &tag, self->sealed, n,
                                                  (const guint8 *) self->context,
                                                  strlen (self->context)) != 0)
    return set_damaged (self, error);

  self->last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  if (self->last == (length == LOKET_VAULT_CHUNK_BYTES))
    return set_damaged (self, error);
  if (self->last && !is_at_end (self, cancellable, error))
    return FALSE;
  self->length = length;
  self->offset = 0;
  return TRUE;
}

static gssize
loket_vault_input_read (GInputStream  *stream,
                        void          *buffer,
                        gsize          count,
                        GCancellable  *cancellable,
                        GError       **error)
{
  LoketVaultInput *self = (LoketVaultInput *) stream;

  if (self->offset == self->length && (!self->last || self->broken) && !read_chunk (self, cancellable, error))
    return -1;

  count = MIN (count, self->length - self->offset);
  if (count > 0)
    memcpy (buffer, self->plain + self->offset, count);
  self->offset += count;
  return (gssize) count;
}

static gssize
loket_vault_input_skip (GInputStream  *stream,
                        gsize          count,
                        GCancellable  *cancellable,
                        GError       **error)
{
  LoketVaultInput *self = (LoketVaultInput *) stream;

  if (self->offset == self->length && (!self->last || self->broken) && !read_chunk (self, cancellable, error))
    return -1;

  count = MIN (count, self->length - self->offset);
  self->offset += count;
  return (gssize) count;
}

static void
loket_vault_input_finalize (GObject *object)
{
  LoketVaultInput *self = (LoketVaultInput *) object;

  sodium_memzero (&self->state, sizeof self->state);
  sodium_memzero (self->plain, LOKET_VAULT_CHUNK_BYTES);
  g_free (self->plain);
  g_free (self->sealed);
  g_free (self->context);
  G_OBJECT_CLASS (loket_vault_input_parent_class)->finalize (object);
}

static void
loket_vault_input_class_init (LoketVaultInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_vault_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = loket_vault_input_read;
  G_INPUT_STREAM_CLASS (klass)->skip = loket_vault_input_skip;
}

static void
loket_vault_input_init (LoketVaultInput *self)
{
  self->sealed = g_malloc (SEALED_CHUNK_BYTES);
  self->plain = g_malloc0 (LOKET_VAULT_CHUNK_BYTES);
}

/* The plain content of a sealed file, which is at its start. Blocks. */
GInputStream *
_loket_vault_input_new (LoketVault    *vault,
                        const char    *context,
                        GInputStream  *file,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (GObject) object =
    g_object_new (loket_vault_input_get_type (), "base-stream", file, NULL);
  LoketVaultInput *self = (LoketVaultInput *) object;
  guint8 header[1 + crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  gsize n = 0;

  self->context = g_strdup (context);
  if (!g_input_stream_read_all (file, header, sizeof header, &n, cancellable, error))
    return NULL;
  if (n < sizeof header || header[0] != LOKET_VAULT_FILE_VERSION)
    {
      set_damaged (self, error);
      return NULL;
    }
  crypto_secretstream_xchacha20poly1305_init_pull (&self->state, header + 1,
                                                   _loket_vault_key_peek (vault->files));
  return G_INPUT_STREAM (g_steal_pointer (&object));
}
