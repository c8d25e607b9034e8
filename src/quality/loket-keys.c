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

static gboolean
is_common (const char *word)
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
    if (g_str_has_prefix (word, prefixes[i]) && strlen (word + strlen (prefixes[i])) >= SHORTEST)
      return word + strlen (prefixes[i]);
  return word;
}

static void
add_key (GHashTable *keys,
         const char *word)
{
  g_hash_table_add (keys, g_utf8_substring (word, 0, MIN (g_utf8_strlen (word, -1), KEY_LENGTH)));
}

/* Adds the root with the consonant that a prefix has swallowed: men-ambal is tambal. */
static void
add_swallowed (GHashTable *keys,
               const char *lower)
{
  static const char *const swallowed[][2] = {
    { "meny", "s" }, { "peny", "s" }, { "meng", "k" }, { "peng", "k" }, { "men", "t" }, { "pen", "t" }, { "mem", "p" }, { "pem", "p" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (swallowed); i++)
    {
      const char *rest = lower + strlen (swallowed[i][0]);
      g_autofree char *root = NULL;

      if (!g_str_has_prefix (lower, swallowed[i][0]) || strchr ("aiueo", *rest) == NULL || strlen (rest) < SHORTEST - 1)
        continue;
      root = g_strconcat (swallowed[i][1], rest, NULL);
      add_key (keys, root);
      return;
    }
}

/* Adds a word in small letters. */
void
_loket_keys_add_word (GHashTable *keys,
                      const char *lower)
{
  const char *root;

  if (g_utf8_strlen (lower, -1) < SHORTEST || is_common (lower) || g_ascii_isdigit (*lower))
    return;
  add_key (keys, lower);
  root = skip_prefix (lower);
  if (root != lower && !is_common (root))
    add_key (keys, root);
  add_swallowed (keys, lower);
}

/* The keys of a text. */
GHashTable *
_loket_keys_new (const LoketProse *prose)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < prose->words->len; i++)
    _loket_keys_add_word (keys, _loket_prose_word (prose, i)->lower);
  return keys;
}

/* Whether two texts have anything in common. */
gboolean
_loket_keys_meet (GHashTable *a,
                  GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (g_hash_table_contains (b, key))
      return TRUE;
  return FALSE;
}
