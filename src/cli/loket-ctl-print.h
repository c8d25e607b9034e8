/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-json-writer.h"

G_BEGIN_DECLS

typedef struct _LoketCtlTable LoketCtlTable;

LoketCtlTable *loket_ctl_table_new   (const char      *first_heading,
                                      ...) G_GNUC_NULL_TERMINATED;
void           loket_ctl_table_add   (LoketCtlTable   *self,
                                      const char      *first_cell,
                                      ...) G_GNUC_NULL_TERMINATED;
void           loket_ctl_table_print (LoketCtlTable   *self);
void           loket_ctl_table_free  (LoketCtlTable   *self);

void           loket_ctl_print_line  (const char      *label,
                                      const char      *text);
void           loket_ctl_print_text  (const char      *text);
void           loket_ctl_print_json  (LoketJsonWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCtlTable, loket_ctl_table_free)

G_END_DECLS
