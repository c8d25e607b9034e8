/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-time.h"

G_BEGIN_DECLS

typedef struct _LoketJsonWriter LoketJsonWriter;

LoketJsonWriter *loket_json_writer_new          (void);
void             loket_json_writer_free         (LoketJsonWriter *self);
char            *loket_json_writer_finish       (LoketJsonWriter *self);
GBytes          *loket_json_writer_finish_bytes (LoketJsonWriter *self);

/* @name is the member's name inside an object and %NULL inside an array or at the root. */
void             loket_json_writer_begin_object (LoketJsonWriter *self,
                                                 const char      *name);
void             loket_json_writer_end_object   (LoketJsonWriter *self);
void             loket_json_writer_begin_array  (LoketJsonWriter *self,
                                                 const char      *name);
void             loket_json_writer_end_array    (LoketJsonWriter *self);
void             loket_json_writer_string       (LoketJsonWriter *self,
                                                 const char      *name,
                                                 const char      *value);
void             loket_json_writer_int          (LoketJsonWriter *self,
                                                 const char      *name,
                                                 gint64           value);
void             loket_json_writer_boolean      (LoketJsonWriter *self,
                                                 const char      *name,
                                                 gboolean         value);
void             loket_json_writer_null         (LoketJsonWriter *self,
                                                 const char      *name);
void             loket_json_writer_instant      (LoketJsonWriter *self,
                                                 const char      *name,
                                                 gint64           instant);
void             loket_json_writer_raw          (LoketJsonWriter *self,
                                                 const char      *name,
                                                 const char      *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketJsonWriter, loket_json_writer_free)

G_END_DECLS
