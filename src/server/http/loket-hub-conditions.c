/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-request.h"

#include <string.h>

/* Versions of things as HTTP has them: a revision in quotes. */

static char *
make_etag (gint64 rev)
{
  return g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", rev);
}

/**
 * loket_hub_request_get_header:
 * @self: a request
 * @name: a header that comes once at most
 *
 * Reads a header. Main thread, or the storage's while the message is paused.
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
loket_hub_request_get_header (LoketHubRequest *self,
                              const char      *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message), name);
}

/**
 * loket_hub_request_set_etag:
 * @self: a request
 * @rev: the revision that is answered
 *
 * Adds the ETag to the answer.
 */
void
loket_hub_request_set_etag (LoketHubRequest *self,
                            gint64           rev)
{
  g_autofree char *etag = make_etag (rev);

  loket_hub_request_add_header (self, "ETag", etag);
}

/**
 * loket_hub_request_knows:
 * @self: a request
 * @rev: the revision that would be answered
 *
 * Tells whether the asker has this revision already, by its If-None-Match. A
 * proxy may have made the tag a weak one.
 *
 * Returns: whether 304 is the answer
 */
gboolean
loket_hub_request_knows (LoketHubRequest *self,
                         gint64           rev)
{
  const char *value = loket_hub_request_get_header (self, "If-None-Match");
  g_autofree char *etag = make_etag (rev);
  g_auto (GStrv) parts = NULL;

  if (value == NULL)
    return FALSE;
  parts = g_strsplit (value, ",", 16);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (g_str_has_prefix (part, "W/"))
        part += 2;
      if (g_str_equal (part, etag) || g_str_equal (part, "*"))
        return TRUE;
    }
  return FALSE;
}

/**
 * loket_hub_request_read_condition:
 * @self: a request that changes something which others may change too
 * @rev: (out): the revision that the asker knows, 0 for none yet
 *
 * Reads on what version a change is based: `If-Match` with one ETag, or
 * `If-None-Match: *` for what is new. Answers with a problem where neither is
 * there.
 *
 * Returns: whether there is one
 */
gboolean
loket_hub_request_read_condition (LoketHubRequest *self,
                                  gint64          *rev)
{
  const char *match = loket_hub_request_get_header (self, "If-Match");
  const char *none = loket_hub_request_get_header (self, "If-None-Match");
  guint64 number = 0;
  gsize length = match != NULL ? strlen (match) : 0;

  if (match == NULL && g_strcmp0 (none, "*") == 0)
    {
      *rev = 0;
      return TRUE;
    }
  if (none == NULL && length > 2 && match[0] == '"' && match[length - 1] == '"')
    {
      g_autofree char *digits = g_strndup (match + 1, length - 2);

      if (g_ascii_string_to_unsigned (digits, 10, 1, G_MAXINT64, &number, NULL))
        {
          *rev = (gint64) number;
          return TRUE;
        }
    }
  loket_hub_request_refuse (self, LOKET_PROBLEM_BAD_REQUEST, "If-Match or If-None-Match: * is missing");
  return FALSE;
}
