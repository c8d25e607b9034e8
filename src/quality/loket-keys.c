/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-keys.h"

#include <stdlib.h>
#include <string.h>

/*
 * Words made comparable: without the affixes of Indonesian, as far as that is
 * easy, and cut short. Good for “is anything of this in that?”, for nothing
 * finer, and never shown.
 */

#define SHORTEST 4
#define KEY_LENGTH 5

/* Words that any answer and any complaint may share; sorted. */
static const char *const common[] = {
  "adalah", "adanya", "aduan", "agar", "akan", "anda", "antara", "apabila", "atas", "atau", "bagaimana",
  "bahwa", "bantu", "banyak", "bapak", "belum", "berada", "berapa", "berikut", "besok", "biasa", "bila",
  "bisa", "bulan", "dalam", "dapat", "dari", "dekat", "demikian", "dengan", "dilakukan", "dinas", "diproses",
  "disampaikan", "ditindaklanjuti", "hari", "harus", "hormat", "hubungi", "informasi", "jawab", "jawaban",
  "jika", "juga", "kabupaten", "kami", "kapan", "karena", "kasih", "keluhan", "kemarin", "kenapa", "kepada",
  "ketentuan", "kita", "kota", "kurang", "lagi", "lakukan", "lanjut", "lapor", "laporan", "lebih", "maka",
  "malam", "mana", "masih", "masyarakat", "maupun", "melakukan", "melapor", "membantu", "mengapa",
  "mengenai", "menjadi", "mohon", "namun", "nanti", "nomor", "oleh", "orang", "pada", "pagi", "pelapor",
  "pemerintah", "pengaduan", "perhatian", "pernah", "petugas", "pihak", "proses", "saat", "sampai",
  "sampaikan", "sana", "sangat", "saudara", "saya", "sebagai", "secara", "segera", "sehingga", "sejak",
  "sekali", "sekarang", "selamat", "semua", "sendiri", "serta", "sesuai", "setiap", "siang", "siapa", "sini",
  "situ", "sudah", "tahun", "tanggal", "telah", "tentang", "terhadap", "terima", "terkait", "tersebut",
  "tetapi", "tiap", "tidak", "tindak", "tindaklanjuti", "tolong", "untuk", "waktu", "warga", "yang",
};

static int
compare_words (const void *a,
               const void *b)
{
  return strcmp (a, *(const char *const *) b);
}

/* Whether a word in small letters is one that any two texts may share. */
gboolean
_loket_keys_is_common (const char *word)
{
  return bsearch (word, common, G_N_ELEMENTS (common), sizeof *common, compare_words) != NULL;
}

static const char *
skip_prefix (const char *word)
{
  static const char *const prefixes[] = {
    "memper", "diper", "meng", "meny", "mem", "men", "peng", "peny", "pem", "pen", "ber", "ter", "per", "di", "me", "pe", "ke", "se",
  };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (*prefixes[i] == *word && g_str_has_prefix (word, prefixes[i]) && strlen (word + strlen (prefixes[i])) >= SHORTEST)
      return word + strlen (prefixes[i]);
  return word;
}

static void
add_key (const char    *word,
         GStringChunk  *chunk,
         const char   **keys)
{
  const char *end = word;

  for (guint i = 0; i < KEY_LENGTH && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  while (*keys != NULL)
    keys++;
  *keys = g_string_chunk_insert_len (chunk, word, end - word);
}

/* Adds the root with the consonant that a prefix has swallowed: men-ambal is tambal. */
static void
add_swallowed (const char    *lower,
               GStringChunk  *chunk,
               const char   **keys)
{
  static const char *const swallowed[][2] = {
    { "meny", "s" }, { "peny", "s" }, { "meng", "k" }, { "peng", "k" }, { "men", "t" }, { "pen", "t" }, { "mem", "p" }, { "pem", "p" },
  };

  if (*lower != 'm' && *lower != 'p')
    return;
  for (guint i = 0; i < G_N_ELEMENTS (swallowed); i++)
    {
      const char *rest = lower + strlen (swallowed[i][0]);
      g_autofree char *root = NULL;

      if (*swallowed[i][0] != *lower || !g_str_has_prefix (lower, swallowed[i][0]) || strchr ("aiueo", *rest) == NULL || strlen (rest) < SHORTEST - 1)
        continue;
      root = g_strconcat (swallowed[i][1], rest, NULL);
      add_key (root, chunk, keys);
      return;
    }
}

/* Fills the keys of a word in small letters, which stay in @chunk. @keys are
 * empty, and may stay so. */
void
_loket_keys_of_word (const char    *lower,
                     GStringChunk  *chunk,
                     const char   **keys)
{
  const char *root;

  if (g_utf8_strlen (lower, -1) < SHORTEST || _loket_keys_is_common (lower) || g_ascii_isdigit (*lower))
    return;
  add_key (lower, chunk, keys);
  root = skip_prefix (lower);
  if (root != lower && !_loket_keys_is_common (root))
    add_key (root, chunk, keys);
  add_swallowed (lower, chunk, keys);
}

/* The keys of a text; they live as long as it. */
GHashTable *
_loket_keys_new (const LoketProse *prose)
{
  GHashTable *keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < prose->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (prose, i);

      for (guint j = 0; j < LOKET_WORD_KEYS && word->keys[j] != NULL; j++)
        g_hash_table_add (keys, (char *) word->keys[j]);
    }
  return keys;
}

/* Whether a word is among the words that @keys are of. */
gboolean
_loket_keys_have_word (GHashTable      *keys,
                       const LoketWord *word)
{
  for (guint j = 0; j < LOKET_WORD_KEYS && word->keys[j] != NULL; j++)
    if (g_hash_table_contains (keys, word->keys[j]))
      return TRUE;
  return FALSE;
}

/* Whether a text has anything in common with the one that @keys are of. */
gboolean
_loket_keys_meet (GHashTable       *keys,
                  const LoketProse *prose)
{
  for (guint i = 0; i < prose->words->len; i++)
    if (_loket_keys_have_word (keys, _loket_prose_word (prose, i)))
      return TRUE;
  return FALSE;
}
