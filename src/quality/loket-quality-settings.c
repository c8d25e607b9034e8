/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-quality-settings.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-rule.h"

/**
 * LoketQualitySettings:
 *
 * What an agency wants otherwise: rules off, one level lower or asked for,
 * contacts, links and words that are right here, and its own words for a
 * finding. Read from a key file; never changes afterwards, and any thread may
 * use it.
 *
 *     [Rules]
 *     BHS-05=off
 *     KON-01=lower
 *     KLG-01=hint
 *     [Contacts]
 *     Phones=0341-555010;112
 *     Emails=layanan@contoh.example
 *     Links=contoh.example
 *     [Words]
 *     Units=Bidang Bina Marga
 *     Known=SIPPN;bronjong
 *     [Message PDP-03]
 *     Text[id]=…
 *     Suggestion[id]=…
 */
struct _LoketQualitySettings
{
  gatomicrefcount ref_count;

  GHashTable     *rules;    /* id -> LoketRuleWish + 1 */
  GStrv           phones;
  GStrv           emails;
  GStrv           links;
  GStrv           units;
  GHashTable     *words;    /* in small letters */
  GHashTable     *messages; /* "PDP-03/kk/Text/id" -> words */
};

typedef enum
{
  WISH_OFF = 1,
  WISH_LOWER,
  WISH_HINT,
} Wish;

#define MESSAGE_GROUP "Message "

G_DEFINE_QUARK (loket-quality-error-quark, loket_quality_error)
G_DEFINE_BOXED_TYPE (LoketQualitySettings, loket_quality_settings, loket_quality_settings_ref, loket_quality_settings_unref)

static gboolean
fail (GError     **error,
      const char  *group,
      const char  *key,
      const char  *what)
{
  g_set_error (error, LOKET_QUALITY_ERROR, LOKET_QUALITY_ERROR_INVALID, "Settings of the checks, [%s] %s: %s", group,
               key != NULL ? key : "", what);
  return FALSE;
}

static const LoketRule *
find_rule (const char *id)
{
  for (guint i = 0; i < _loket_n_rules; i++)
    if (g_str_equal (_loket_rules[i].id, id))
      return &_loket_rules[i];
  return NULL;
}

/* Nobody can switch off what keeps personal data in (UU 27/2022). */
static gboolean
is_fixed (const LoketRule *rule)
{
  return g_str_has_prefix (rule->id, "PDP-") && rule->severity == LOKET_SEVERITY_BLOCKER;
}

static gboolean
read_rule (LoketQualitySettings *self,
           const char           *id,
           const char           *wish,
           GError              **error)
{
  const LoketRule *rule = find_rule (id);
  Wish value;

  if (rule == NULL)
    return fail (error, "Rules", id, "there is no such rule");
  if (g_str_equal (wish, "off"))
    value = WISH_OFF;
  else if (g_str_equal (wish, "lower"))
    value = WISH_LOWER;
  else if (g_str_equal (wish, "hint"))
    value = WISH_HINT;
  else
    return fail (error, "Rules", id, "only off, lower and hint can be asked for");
  if (is_fixed (rule))
    return fail (error, "Rules", id, "a blocker of personal data can be neither switched off nor lowered");
  if (value == WISH_HINT && !rule->on_wish)
    return fail (error, "Rules", id, "hint is for rules that are off by themselves; here: off or lower");
  g_hash_table_replace (self->rules, g_strdup (id), GINT_TO_POINTER (value));
  return TRUE;
}

static gboolean
read_rules (LoketQualitySettings *self,
            GKeyFile             *file,
            GError              **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (file, "Rules", NULL, NULL);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *wish = g_key_file_get_string (file, "Rules", keys[i], NULL);

      if (!read_rule (self, keys[i], wish != NULL ? g_strstrip (wish) : "", error))
        return FALSE;
    }
  return TRUE;
}

/* A list of texts; a missing one is empty. */
static gboolean
read_list (GKeyFile    *file,
           const char  *group,
           const char  *key,
           GStrv       *list,
           GError     **error)
{
  gsize n = 0;
  g_auto (GStrv) items = g_key_file_get_string_list (file, group, key, &n, NULL);

  if (n > LOKET_LIMIT_SETTINGS_ITEMS)
    return fail (error, group, key, "too many items");
  for (gsize i = 0; i < n; i++)
    if (*g_strstrip (items[i]) == '\0' || g_utf8_strlen (items[i], -1) > LOKET_LIMIT_NAME_CHARS)
      return fail (error, group, key, "an item is empty or too long");
  *list = items != NULL ? g_steal_pointer (&items) : g_new0 (char *, 1);
  return TRUE;
}

static gboolean
read_words (LoketQualitySettings *self,
            GKeyFile             *file,
            GError              **error)
{
  g_auto (GStrv) words = NULL;

  if (!read_list (file, "Words", "Units", &self->units, error) || !read_list (file, "Words", "Known", &words, error))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    g_hash_table_add (self->words, g_utf8_strdown (words[i], -1));
  return TRUE;
}

static gboolean
read_message (LoketQualitySettings *self,
              GKeyFile             *file,
              const char           *group,
              GError              **error)
{
  static const char *const languages[] = { "id", "en" };
  static const char *const kinds[] = { "Text", "Suggestion" };
  g_auto (GStrv) name = g_strsplit (group + strlen (MESSAGE_GROUP), " ", 2);

  if (name[0] == NULL || find_rule (name[0]) == NULL)
    return fail (error, group, NULL, "there is no such rule");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
      {
        g_autofree char *key = g_strdup_printf ("%s[%s]", kinds[i], languages[j]);
        g_autofree char *words = g_key_file_get_string (file, group, key, NULL);

        if (words == NULL)
          continue;
        if (*words == '\0' || g_utf8_strlen (words, -1) > LOKET_LIMIT_REASON_CHARS)
          return fail (error, group, key, "the words are missing or too long");
        g_hash_table_replace (self->messages,
                              g_strdup_printf ("%s/%s/%s/%s", name[0], name[1] != NULL ? name[1] : "", kinds[i], languages[j]),
                              g_steal_pointer (&words));
      }
  return TRUE;
}

static gboolean
read_groups (LoketQualitySettings *self,
             GKeyFile             *file,
             GError              **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  static const char *const known[] = { "Rules", "Contacts", "Words", NULL };

  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (g_str_has_prefix (groups[i], MESSAGE_GROUP))
        {
          if (!read_message (self, file, groups[i], error))
            return FALSE;
        }
      else if (!g_strv_contains (known, groups[i]))
        return fail (error, groups[i], NULL, "there is no such group");
    }
  return read_rules (self, file, error) && read_list (file, "Contacts", "Phones", &self->phones, error) &&
         read_list (file, "Contacts", "Emails", &self->emails, error) &&
         read_list (file, "Contacts", "Links", &self->links, error) && read_words (self, file, error);
}

/**
 * loket_quality_settings_parse:
 * @text: a key file in UTF-8
 * @length: its size in bytes, -1 for a text that ends with a NUL
 * @error: return location for a #GError of #LOKET_QUALITY_ERROR
 *
 * Reads an agency's settings. Any thread.
 *
 * Returns: (transfer full) (nullable): the settings
 */
LoketQualitySettings *
loket_quality_settings_parse (const char  *text,
                              gssize       length,
                              GError     **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (LoketQualitySettings) self = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (length < 0)
    length = (gssize) strlen (text);
  if (length > LOKET_LIMIT_SETTINGS_BYTES || !g_utf8_validate (text, length, NULL))
    {
      fail (error, "file", NULL, "too long, or not UTF-8");
      return NULL;
    }
  if (length > 0 && !g_key_file_load_from_data (file, text, (gsize) length, G_KEY_FILE_KEEP_TRANSLATIONS, &local))
    {
      fail (error, "file", NULL, local->message);
      return NULL;
    }

  self = g_new0 (LoketQualitySettings, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!read_groups (self, file, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * loket_quality_settings_ref:
 * @self: settings
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketQualitySettings *
loket_quality_settings_ref (LoketQualitySettings *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_quality_settings_unref:
 * @self: (transfer full): settings
 *
 * Gives a reference back. Any thread.
 */
void
loket_quality_settings_unref (LoketQualitySettings *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->rules);
  g_hash_table_unref (self->words);
  g_hash_table_unref (self->messages);
  g_strfreev (self->phones);
  g_strfreev (self->emails);
  g_strfreev (self->links);
  g_strfreev (self->units);
  g_free (self);
}

static LoketSeverity
lower (LoketSeverity severity)
{
  switch (severity)
    {
    case LOKET_SEVERITY_BLOCKER:
      return LOKET_SEVERITY_WARNING;
    case LOKET_SEVERITY_WARNING:
      return LOKET_SEVERITY_HINT;
    case LOKET_SEVERITY_HINT:
    case LOKET_SEVERITY_OFF:
    default:
      return LOKET_SEVERITY_OFF;
    }
}

/**
 * loket_quality_settings_apply:
 * @self: (nullable): settings, %NULL for none
 * @rule: a rule's id
 * @severity: how much a finding of it matters by itself
 *
 * Tells how much it matters to the agency. Pure; any thread.
 *
 * Returns: the severity; off where it shall not be told
 */
LoketSeverity
loket_quality_settings_apply (LoketQualitySettings *self,
                              const char           *rule,
                              LoketSeverity         severity)
{
  const LoketRule *known = find_rule (rule);
  Wish wish = self != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (self->rules, rule)) : 0;

  if (wish == WISH_OFF || (known != NULL && known->on_wish && wish != WISH_HINT))
    return LOKET_SEVERITY_OFF;
  return wish == WISH_LOWER ? lower (severity) : severity;
}

/**
 * loket_quality_settings_get_phones:
 * @self: settings
 *
 * Lists the telephone numbers that may stand in replies, beside the agency's own.
 *
 * Returns: (transfer none): the numbers, as written
 */
const char *const *
loket_quality_settings_get_phones (LoketQualitySettings *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->phones;
}

/**
 * loket_quality_settings_get_emails:
 * @self: settings
 *
 * Lists the mail addresses that may stand in replies.
 *
 * Returns: (transfer none): the addresses
 */
const char *const *
loket_quality_settings_get_emails (LoketQualitySettings *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->emails;
}

/**
 * loket_quality_settings_get_units:
 * @self: settings
 *
 * Lists names of units beside those that are known of the agency.
 *
 * Returns: (transfer none): the names
 */
const char *const *
loket_quality_settings_get_units (LoketQualitySettings *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->units;
}

/**
 * loket_quality_settings_knows_word:
 * @self: (nullable): settings, %NULL for none
 * @lower: a word or an abbreviation in small letters
 *
 * Tells whether a word needs neither a dictionary nor an explanation here.
 *
 * Returns: whether it is known
 */
gboolean
loket_quality_settings_knows_word (LoketQualitySettings *self,
                                   const char           *lower)
{
  return self != NULL && g_hash_table_contains (self->words, lower);
}

/**
 * loket_quality_settings_allows_link:
 * @self: (nullable): settings, %NULL for none
 * @link: a link, with or without `https://`
 *
 * Tells whether the agency lets its officers name that site.
 *
 * Returns: whether the host is one of the list, or below one
 */
gboolean
loket_quality_settings_allows_link (LoketQualitySettings *self,
                                    const char           *link)
{
  const char *host = strstr (link, "://");
  g_autofree char *name = NULL;

  if (self == NULL)
    return FALSE;
  host = host != NULL ? host + 3 : link;
  name = g_ascii_strdown (host, (gssize) strcspn (host, "/?#:"));
  for (guint i = 0; self->links[i] != NULL; i++)
    {
      g_autofree char *known = g_ascii_strdown (self->links[i], -1);
      g_autofree char *below = g_strconcat (".", known, NULL);

      if (g_str_equal (name, known) || g_str_has_suffix (name, below))
        return TRUE;
    }
  return FALSE;
}

/**
 * loket_quality_settings_get_message:
 * @self: (nullable): settings, %NULL for none
 * @rule: a rule's id
 * @variant: (nullable): the form of the finding
 * @suggestion: whether what to do is asked for, else what was found
 * @language: (nullable): `en`, else `id`
 *
 * Gives the agency's own words for a finding; `{}` in them is the argument.
 *
 * Returns: (nullable): the words, %NULL for the usual ones
 */
const char *
loket_quality_settings_get_message (LoketQualitySettings *self,
                                    const char           *rule,
                                    const char           *variant,
                                    gboolean              suggestion,
                                    const char           *language)
{
  g_autofree char *key = NULL;

  if (self == NULL)
    return NULL;
  key = g_strdup_printf ("%s/%s/%s/%s", rule, variant != NULL ? variant : "", suggestion ? "Suggestion" : "Text",
                         g_strcmp0 (language, "en") == 0 ? "en" : "id");
  return g_hash_table_lookup (self->messages, key);
}
