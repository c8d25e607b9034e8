/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-time.h"
#include "loket-wire-error.h"

G_BEGIN_DECLS

typedef struct _LoketJsonReader LoketJsonReader;

LoketJsonReader *loket_json_reader_new              (const char      *data,
                                                     gsize            length,
                                                     gsize            max_bytes,
                                                     GError         **error);
void             loket_json_reader_free             (LoketJsonReader *self);
gboolean         loket_json_reader_check            (LoketJsonReader *self,
                                                     GError         **error);
void             loket_json_reader_fail             (LoketJsonReader *self,
                                                     LoketWireError   code,
                                                     const char      *name,
                                                     const char      *what);
gboolean         loket_json_reader_has              (LoketJsonReader *self,
                                                     const char      *name);

char            *loket_json_reader_dup_string       (LoketJsonReader *self,
                                                     const char      *name,
                                                     gsize            max_chars);
char            *loket_json_reader_dup_string_or_null (LoketJsonReader *self,
                                                     const char      *name,
                                                     gsize            max_chars);
char            *loket_json_reader_dup_uuid         (LoketJsonReader *self,
                                                     const char      *name);
char            *loket_json_reader_dup_uuid_or_null (LoketJsonReader *self,
                                                     const char      *name);
char            *loket_json_reader_dup_hex          (LoketJsonReader *self,
                                                     const char      *name,
                                                     gsize            digits);
gint64           loket_json_reader_get_int          (LoketJsonReader *self,
                                                     const char      *name,
                                                     gint64           min,
                                                     gint64           max);
gint64           loket_json_reader_get_int_or       (LoketJsonReader *self,
                                                     const char      *name,
                                                     gint64           min,
                                                     gint64           max,
                                                     gint64           fallback);
gboolean         loket_json_reader_get_boolean      (LoketJsonReader *self,
                                                     const char      *name);
gboolean         loket_json_reader_get_boolean_or   (LoketJsonReader *self,
                                                     const char      *name,
                                                     gboolean         fallback);
gint64           loket_json_reader_get_instant      (LoketJsonReader *self,
                                                     const char      *name);
gint64           loket_json_reader_get_instant_or_unset (LoketJsonReader *self,
                                                     const char      *name);
const char      *loket_json_reader_get_word         (LoketJsonReader *self,
                                                     const char      *name);

gboolean         loket_json_reader_enter            (LoketJsonReader *self,
                                                     const char      *name);
gboolean         loket_json_reader_enter_or_null    (LoketJsonReader *self,
                                                     const char      *name);
guint            loket_json_reader_enter_array      (LoketJsonReader *self,
                                                     const char      *name,
                                                     guint            max_elements);
guint            loket_json_reader_enter_array_or_null (LoketJsonReader *self,
                                                     const char      *name,
                                                     guint            max_elements);
void             loket_json_reader_enter_element    (LoketJsonReader *self,
                                                     guint            index);
guint            loket_json_reader_enter_element_array (LoketJsonReader *self,
                                                     guint            index,
                                                     guint            max_elements);
char            *loket_json_reader_dup_element_string (LoketJsonReader *self,
                                                     guint            index,
                                                     gsize            max_chars);
void             loket_json_reader_leave            (LoketJsonReader *self);
GStrv            loket_json_reader_dup_members      (LoketJsonReader *self);
char            *loket_json_reader_dup_json         (LoketJsonReader *self,
                                                     const char      *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketJsonReader, loket_json_reader_free)

G_END_DECLS
