/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-json-reader.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  JsonNode   *node;  /* NULL below something that is wrong */
  const char *name;  /* NULL for an array's element */
  guint       index;
} LoketJsonPlace;

struct _LoketJsonReader
{
  JsonParser *parser;
  GArray     *places; /* of LoketJsonPlace, outermost first */
  GError     *error;
};

void      _loket_json_reader_push      (LoketJsonReader *self,
                                        JsonNode        *node,
                                        const char      *name,
                                        guint            index);
JsonNode *_loket_json_reader_get_node  (LoketJsonReader *self);
JsonNode *_loket_json_reader_find      (LoketJsonReader *self,
                                        const char      *name);
JsonNode *_loket_json_reader_need      (LoketJsonReader *self,
                                        const char      *name);
char     *_loket_json_reader_take_text (LoketJsonReader *self,
                                        const char      *name,
                                        const char      *text,
                                        gsize            max_chars);

G_END_DECLS
