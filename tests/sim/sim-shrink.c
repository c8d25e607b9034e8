/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-shrink.h"

#include <stdio.h>
#include <string.h>

/* Takes away what is not needed to break the same part of the promise. */

static gboolean
still_breaks (SimConfig  *config,
              const char *part)
{
  g_autofree char *violation = sim_run (config, FALSE, NULL, NULL);

  return violation != NULL && g_str_has_prefix (violation, part);
}

/* Leaves out runs of actions, ever shorter ones. What comes after moves up. */
static SimConfig *
leave_out (SimConfig  *config,
           const char *part)
{
  for (guint size = MAX (config->plan->len / 2, 1); size > 0; size /= 2)
    for (guint i = 0; i + size <= config->plan->len;)
      {
        SimConfig *less = sim_config_copy (config);

        g_array_remove_range (less->plan, i, size);
        if (still_breaks (less, part))
          {
            sim_config_free (config);
            config = less;
          }
        else
          {
            sim_config_free (less);
            i += size;
          }
      }
  return config;
}

static SimConfig *
calm_down (SimConfig  *config,
           const char *part)
{
  for (guint i = 0; i < SIM_N_RATES; i++)
    {
      SimConfig *less;

      if (config->rates[i] == 0)
        continue;
      less = sim_config_copy (config);
      less->rates[i] = 0;
      if (still_breaks (less, part))
        {
          sim_config_free (config);
          config = less;
        }
      else
        {
          sim_config_free (less);
        }
    }
  return config;
}

/* Prints the least that still breaks the promise, as a case. */
void
sim_shrink (SimConfig *config)
{
  g_autofree char *violation = sim_run (config, FALSE, NULL, NULL);
  g_autofree char *part = NULL;
  g_autofree char *text = NULL;
  SimConfig *least;

  if (violation == NULL)
    {
      printf ("# the promise is kept\n");
      return;
    }
  part = g_strndup (violation, (gsize) (strchr (violation, ':') - violation + 1));
  least = sim_config_copy (config);
  for (guint i = 0; i < 3; i++)
    least = calm_down (leave_out (least, part), part);
  g_free (violation);
  violation = sim_run (least, FALSE, NULL, NULL);
  text = sim_config_to_text (least, violation);
  fputs (text, stdout);
  sim_config_free (least);
}
