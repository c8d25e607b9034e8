/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-statement.h"
#include "loket-vault.h"

G_BEGIN_DECLS

/*
 * Values of a table that only the profile's key opens. @row is the row's own id
 * (of a complaint, a reply), never a number that another row may get later. NULL
 * is stored and read as NULL. Parameters and columns count as in
 * loket-statement.h; @column_name is the name the value was sealed for.
 */
void     _loket_sealed_bind_text   (LoketStatement *statement,
                                    int             parameter,
                                    LoketVault     *vault,
                                    const char     *table,
                                    const char     *row,
                                    const char     *column_name,
                                    const char     *value);
void     _loket_sealed_bind_bytes  (LoketStatement *statement,
                                    int             parameter,
                                    LoketVault     *vault,
                                    const char     *table,
                                    const char     *row,
                                    const char     *column_name,
                                    GBytes         *value);

/* FALSE with LOKET_VAULT_ERROR_DAMAGED, and @value untouched, where it does not
 * open; _loket_store_error_from() makes it LOKET_STORE_ERROR_CORRUPT. */
gboolean _loket_sealed_dup_text    (LoketStatement *statement,
                                    int             column,
                                    LoketVault     *vault,
                                    const char     *table,
                                    const char     *row,
                                    const char     *column_name,
                                    char          **value,
                                    GError        **error);
gboolean _loket_sealed_read_bytes  (LoketStatement *statement,
                                    int             column,
                                    LoketVault     *vault,
                                    const char     *table,
                                    const char     *row,
                                    const char     *column_name,
                                    GBytes        **value,
                                    GError        **error);

G_END_DECLS
