/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-keys.h"

#include <string.h>

/*
 * Words made comparable: without the affixes of Indonesian, as far as that is
 * easy, and cut short. Good for “is anything of this in that?”, for nothing
 * finer, and never shown.
 */

#define SHORTEST 4
#define KEY_LENGTH 5

/* Words that any answer and any complaint may share. */
static const char *const common[] = {
  "yang", "dari", "pada", "untuk", "dengan", "tidak", "sudah", "telah", "akan", "kami", "kita", "saya", "saudara",
  "bapak", "anda", "atas", "atau", "juga", "agar", "oleh", "karena", "dalam", "adalah", "bisa", "dapat", "harus",
  "mohon", "terima", "kasih", "laporan", "lapor", "melapor", "pelapor", "warga", "masyarakat", "petugas", "pihak",
  "segera", "tindak", "lanjut", "tindaklanjuti", "ditindaklanjuti", "informasi", "disampaikan", "sampaikan", "proses",
  "diproses", "perhatian", "hari", "bulan", "tahun", "tanggal", "tolong", "sekali", "masih", "lagi", "sangat", "setiap",
  "tiap", "saat", "sejak", "sampai", "bahwa", "tersebut", "maka", "sehingga", "jika", "bila", "apabila", "namun",
  "tetapi", "serta", "maupun", "lebih", "kurang", "semua", "banyak", "kepada", "terhadap", "mengenai", "tentang",
  "terkait", "hubungi", "selamat", "pagi", "siang", "malam", "hormat", "pemerintah", "dinas", "kota", "kabupaten",
  "keluhan", "pengaduan", "aduan", "membantu", "bantu", "sesuai", "ketentuan", "secara", "menjadi", "dilakukan",
  "lakukan", "melakukan", "berikut", "sebagai", "antara", "belum", "pernah", "biasa", "nanti", "sekarang", "besok",
  "kemarin", "adanya", "berada", "orang", "sendiri", "sini", "sana", "situ", "mana", "kapan", "kenapa", "mengapa",
  "bagaimana", "berapa", "siapa", "demikian", "jawaban", "jawab", "waktu", "dekat", "nomor",
};

static gboolean
is_common (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (g_str_equal (common[i], word))
      return TRUE;
  return FALSE;
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
    {
      g_autofree char *lower = _loket_prose_dup_lower (prose, _loket_prose_word (prose, i)->span);

      _loket_keys_add_word (keys, lower);
    }
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
