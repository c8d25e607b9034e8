/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-quality.h"

#include "loket-hub-guidance.h"
#include "loket-hub-rules.h"
#include "loket-sla-promise.h"
#include "loket-templates.h"

/* What an agency gave its officers last, read. */
typedef struct
{
  gint64                edition;
  LoketQualitySettings *settings;  /* NULL for none */
  LoketTemplates       *templates; /* the same */
} Guidance;

/**
 * LoketHubQuality:
 *
 * The checks of replies that officers have while they write, once more when a
 * reply arrives: a program that skipped them, or an older one, does not get a
 * person's number into an answer for everybody. They go by what the agency gave
 * its officers.
 */
struct _LoketHubQuality
{
  LoketChecker *checker;
  GHashTable   *agencies; /* code -> Guidance */
  Guidance     *guidance; /* of the one whose reply is next; NULL for none */
  LoketRulebook *rules;   /* what clocks count by; NULL before the first reply */
  gint64        edition;  /* of @rules */
};

static void
guidance_free (gpointer data)
{
  Guidance *guidance = data;

  g_clear_pointer (&guidance->settings, loket_quality_settings_unref);
  g_clear_pointer (&guidance->templates, loket_templates_unref);
  g_free (guidance);
}

/**
 * loket_hub_quality_new:
 * @error: return location for a #GError
 *
 * Makes the checks ready, which takes a moment. Any thread.
 *
 * Returns: (transfer full) (nullable): the checks
 */
LoketHubQuality *
loket_hub_quality_new (GError **error)
{
  LoketChecker *checker = loket_checker_new (error);
  LoketHubQuality *self;

  if (checker == NULL)
    return NULL;
  self = g_new0 (LoketHubQuality, 1);
  self->checker = checker;
  self->agencies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, guidance_free);
  return self;
}

/**
 * loket_hub_quality_free:
 * @self: (nullable) (transfer full): the checks
 *
 * Frees them.
 */
void
loket_hub_quality_free (LoketHubQuality *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->checker);
  g_clear_pointer (&self->agencies, g_hash_table_unref);
  g_clear_pointer (&self->rules, loket_rulebook_unref);
  g_free (self);
}

/* What was checked when it came in can be read, unless another version of the
 * program took it in. Then the checks go on by what they went by. */
static void
take_guidance (Guidance                  *guidance,
               const LoketGuidanceRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketQualitySettings) settings = loket_quality_settings_parse (record->checks, -1, &error);
  g_autoptr (LoketTemplates) templates = NULL;

  if (settings != NULL)
    templates = loket_templates_parse (record->templates, -1, &error);
  if (templates == NULL)
    {
      g_debug ("The guidance of edition %" G_GINT64_FORMAT " is left aside: %s", record->edition,
               error->message);
      return;
    }
  g_clear_pointer (&guidance->settings, loket_quality_settings_unref);
  g_clear_pointer (&guidance->templates, loket_templates_unref);
  guidance->settings = g_steal_pointer (&settings);
  guidance->templates = g_steal_pointer (&templates);
}

/* Rules that cannot be read stop no reply: dates are then judged by what was read
 * before, else by what the program ships. */
static gboolean
take_rules (LoketHubQuality  *self,
            LoketHubStorage  *storage,
            GError          **error)
{
  g_autoptr (GError) local = NULL;
  LoketRulebook *rules;
  gint64 edition;

  if (!loket_hub_storage_get_rules_head (storage, &edition, error))
    return FALSE;
  if (self->rules != NULL && self->edition == edition)
    return TRUE;
  rules = loket_hub_rules_load (storage, &local);
  if (rules == NULL)
    g_debug ("The rules of edition %" G_GINT64_FORMAT " are left aside: %s", edition, local->message);
  if (rules == NULL && self->rules == NULL)
    rules = loket_rulebook_ref (loket_rulebook_get_builtin ());
  if (rules != NULL)
    {
      g_clear_pointer (&self->rules, loket_rulebook_unref);
      self->rules = rules;
    }
  self->edition = edition;
  return TRUE;
}

static Guidance *
find_guidance (LoketHubQuality  *self,
               LoketHubStorage  *storage,
               const char       *agency,
               gint64           *edition,
               GError          **error)
{
  const char *code = agency != NULL ? agency : LOKET_HUB_WHOLE_HUB;
  Guidance *known = g_hash_table_lookup (self->agencies, code);
  g_autoptr (LoketGuidanceRecord) record = NULL;

  if (!loket_hub_counsel_get_head (LOKET_HUB_COUNSEL (storage), code, edition, error))
    return NULL;
  if (known == NULL)
    {
      known = g_new0 (Guidance, 1);
      g_hash_table_insert (self->agencies, g_strdup (code), known);
    }
  if (known->edition == *edition)
    return known;
  record = loket_hub_guidance_find (storage, code, error);
  if (record == NULL)
    return NULL;
  take_guidance (known, record);
  known->edition = *edition;
  return known;
}

static void
apply_guidance (const Guidance   *guidance,
                LoketCheckInput  *input)
{
  if (guidance == NULL || guidance->settings == NULL)
    return;
  input->settings = loket_quality_settings_ref (guidance->settings);
  input->templates = loket_templates_ref (guidance->templates);
}

/**
 * loket_hub_quality_make_input:
 * @self: the checks
 * @storage: the hub
 * @reply: an accepted reply
 * @agency: (nullable): whose officer wrote it
 * @error: return location for a #GError
 *
 * Makes what a comparison of a reply with others goes by: its text, and what the
 * agency gave its officers. On the storage's thread.
 *
 * Returns: (transfer full) (nullable): the input
 */
LoketCheckInput *
loket_hub_quality_make_input (LoketHubQuality   *self,
                              LoketHubStorage   *storage,
                              const LoketReply  *reply,
                              const char        *agency,
                              GError           **error)
{
  gint64 edition;
  const Guidance *guidance = find_guidance (self, storage, agency, &edition, error);
  LoketCheckInput *input;

  if (guidance == NULL)
    return NULL;
  input = loket_check_input_new (reply->text, reply->outcome);
  apply_guidance (guidance, input);
  return input;
}

/**
 * loket_hub_quality_get_checker:
 * @self: the checks
 *
 * Gives the checks without what agencies want of them. Any thread.
 *
 * Returns: (transfer none): the checker
 */
LoketChecker *
loket_hub_quality_get_checker (LoketHubQuality *self)
{
  return self->checker;
}

/**
 * loket_hub_quality_prepare:
 * @self: the checks
 * @storage: the hub
 * @agency: (nullable): whose officer replies
 * @edition: (out): the number of the edition, 0 for none
 * @error: return location for a #GError
 *
 * Has the next loket_hub_quality_check() go by what that agency gave its
 * officers, and by the calendar and the limits of the clocks. On the storage's thread, in the transaction that stores the reply.
 *
 * Returns: whether it could be read
 */
gboolean
loket_hub_quality_prepare (LoketHubQuality  *self,
                           LoketHubStorage  *storage,
                           const char       *agency,
                           gint64           *edition,
                           GError          **error)
{
  Guidance *guidance = take_rules (self, storage, error) ? find_guidance (self, storage, agency, edition, error)
                                                         : NULL;

  if (guidance == NULL)
    return FALSE;
  self->guidance = guidance;
  return TRUE;
}

static GStrv
dup_names (const GPtrArray *attachments)
{
  GStrv names = g_new0 (char *, attachments->len + 1);

  for (guint i = 0; i < attachments->len; i++)
    names[i] = g_strdup (((const LoketAttachment *) g_ptr_array_index (attachments, i))->name);
  return names;
}

static void
apply_rules (LoketHubQuality      *self,
             LoketCheckInput      *input,
             const LoketComplaint *complaint)
{
  LoketSlaPromise *promise = self->rules != NULL ? loket_sla_promise_new (complaint, self->rules, input->now, NULL) : NULL;
  GDate last_day;

  if (promise == NULL)
    return;
  if (loket_sla_promise_get_last_day (promise, &last_day))
    loket_check_input_set_limit (input, &last_day, loket_sla_promise_get_basis (promise, "id"),
                                 loket_sla_promise_get_basis (promise, "en"));
  loket_check_input_set_calendar (input, loket_sla_promise_look_up, promise, (GDestroyNotify) loket_sla_promise_free);
}

/**
 * loket_hub_quality_check:
 * @reply: what is sent
 * @complaint: what it answers, as it is without it
 * @now: Unix seconds
 * @data: the #LoketHubQuality
 *
 * Looks at a reply as its writer's program does: a #LoketHubCheckFunc. A
 * millisecond or a few. After loket_hub_quality_prepare(), on its thread.
 *
 * Returns: (transfer full) (element-type LoketFinding): what was found
 */
GPtrArray *
loket_hub_quality_check (const LoketReply     *reply,
                         const LoketComplaint *complaint,
                         gint64                now,
                         gpointer              data)
{
  LoketHubQuality *self = data;
  g_autoptr (LoketCheckInput) input = loket_check_input_new (reply->text, reply->outcome);

  loket_check_input_set_complaint (input, complaint);
  /* What was written off-line is judged by the day on which it was. */
  input->now = reply->composed_at != LOKET_TIME_UNSET ? MIN (reply->composed_at, now) : now;
  input->attachments = dup_names (reply->attachments);
  apply_rules (self, input, complaint);
  apply_guidance (self->guidance, input);
  return loket_checker_run (self->checker, input, "id");
}
