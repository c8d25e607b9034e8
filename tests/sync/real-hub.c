/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "real-hub.h"

#include "../lib/test-folder.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

static const char *
get_program (void)
{
  const char *program = g_getenv ("LOKET_SERVER");

  g_assert_nonnull (program);
  return program;
}

static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

RealHub *
real_hub_new (void)
{
  RealHub *self = g_new0 (RealHub, 1);
  g_autofree char *parent = g_dir_make_tmp ("loket-hub-XXXXXX", NULL);
  g_autofree char *output = NULL;

  self->folder = g_build_filename (parent, "hub", NULL);
  self->ca = g_build_filename (self->folder, "tls", "ca.pem", NULL);
  {
    const char *const init[] = { get_program (), "init", "--demo", "--data", self->folder, NULL };

    output = run (init);
  }
  real_hub_start (self);
  return self;
}

/* Starts it again on the port that it had. */
void
real_hub_start (RealHub *self)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  const char *const serve[] = { get_program (), "serve", "--data", self->folder,
                                "--listen", listen, NULL };
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_newv (serve, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line_utf8 (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_cmpint (sscanf (line, "Serving on port %u", &self->port), ==, 1);
  g_free (self->server);
  self->server = g_strdup_printf ("https://127.0.0.1:%u", self->port);
}

static void
end (RealHub *self,
     int      how)
{
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, how);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

void
real_hub_stop (RealHub *self)
{
  end (self, SIGTERM);
}

void
real_hub_kill (RealHub *self)
{
  end (self, SIGKILL);
}

void
real_hub_free (RealHub *self)
{
  g_autofree char *parent = g_path_get_dirname (self->folder);

  real_hub_stop (self);
  test_folder_remove (parent);
  g_free (self->folder);
  g_free (self->server);
  g_free (self->ca);
  g_free (self);
}

/* What the hub says it has accepted, one line each. */
char *
real_hub_replies (RealHub *self)
{
  const char *const replies[] = { get_program (), "replies", "--json", "--data", self->folder,
                                  NULL };

  return run (replies);
}

guint
real_hub_count (RealHub    *self,
                const char *reply_id)
{
  g_autofree char *replies = real_hub_replies (self);
  guint n = 0;

  for (const char *at = strstr (replies, reply_id); at != NULL; at = strstr (at + 1, reply_id))
    n++;
  return n;
}
