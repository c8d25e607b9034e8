/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-finding.h"

G_BEGIN_DECLS

/**
 * LoketQualityError:
 * @LOKET_QUALITY_ERROR_INVALID: the settings are wrong and the message names
 *   group and key: correct them
 *
 * What a caller can do about settings of the checks that cannot be used.
 */
typedef enum
{
  LOKET_QUALITY_ERROR_INVALID,
} LoketQualityError;

#define LOKET_QUALITY_ERROR (loket_quality_error_quark ())

GQuark loket_quality_error_quark (void);

typedef struct _LoketQualitySettings LoketQualitySettings;

#define LOKET_TYPE_QUALITY_SETTINGS (loket_quality_settings_get_type ())

GType                 loket_quality_settings_get_type       (void) G_GNUC_CONST;
LoketQualitySettings *loket_quality_settings_parse          (const char           *text,
                                                             gssize                length,
                                                             GError              **error);
LoketQualitySettings *loket_quality_settings_ref            (LoketQualitySettings *self);
void                  loket_quality_settings_unref          (LoketQualitySettings *self);
LoketSeverity         loket_quality_settings_apply          (LoketQualitySettings *self,
                                                             const char           *rule,
                                                             LoketSeverity         severity);
const char *const    *loket_quality_settings_get_phones     (LoketQualitySettings *self);
const char *const    *loket_quality_settings_get_emails     (LoketQualitySettings *self);
const char *const    *loket_quality_settings_get_units      (LoketQualitySettings *self);
gboolean              loket_quality_settings_knows_word     (LoketQualitySettings *self,
                                                             const char           *lower);
gboolean              loket_quality_settings_allows_link    (LoketQualitySettings *self,
                                                             const char           *link);
const char           *loket_quality_settings_get_message    (LoketQualitySettings *self,
                                                             const char           *rule,
                                                             const char           *variant,
                                                             gboolean              suggestion,
                                                             const char           *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketQualitySettings, loket_quality_settings_unref)

G_END_DECLS
