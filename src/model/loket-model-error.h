/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketModelError:
 * @LOKET_MODEL_ERROR_MISMATCH: a record is about something else than it should
 *   be; it proves nothing and must not be acted on
 */
typedef enum
{
  LOKET_MODEL_ERROR_MISMATCH,
} LoketModelError;

#define LOKET_MODEL_ERROR (loket_model_error_quark ())

GQuark loket_model_error_quark (void);

G_END_DECLS
