/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-model"

#include "config.h"

#include "loket-model-error.h"

/**
 * loket_model_error_quark:
 *
 * The domain of this library's errors.
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (loket-model-error-quark, loket_model_error)
