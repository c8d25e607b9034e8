/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <stdio.h>
#include <string.h>

/* What a seed makes happen: which faults there are and how often, and what people
 * do. A case is the same written down, so that it stays what it is when the way
 * in which seeds are read changes. */

static const struct
{
  const char *name;
  guint       most;   /* per thousand */
} rates[SIM_N_RATES] = {
  [SIM_RATE_LOSE_REQUEST] = { "lose-request", 300 },
  [SIM_RATE_LOSE_ANSWER] = { "lose-answer", 300 },
  [SIM_RATE_DUPLICATE] = { "duplicate", 500 },
  [SIM_RATE_LATE] = { "late", 700 },
  [SIM_RATE_REORDER] = { "reorder", 500 },
  [SIM_RATE_TRUNCATE] = { "truncate", 150 },
  [SIM_RATE_GARBLE] = { "garble", 150 },
  [SIM_RATE_STALL] = { "stall", 80 },
  [SIM_RATE_PORTAL] = { "portal", 200 },
  [SIM_RATE_REDIRECT] = { "redirect", 150 },
  [SIM_RATE_MIXED_UP] = { "mixed-up", 200 },
  [SIM_RATE_BUSY] = { "busy", 200 },
  [SIM_RATE_UNAUTHORIZED] = { "unauthorized", 100 },
  [SIM_RATE_CRASH] = { "crash", 40 },
  [SIM_RATE_POWER] = { "power", 600 },
  [SIM_RATE_NO_SPACE] = { "no-space", 60 },
  [SIM_RATE_CANCEL] = { "cancel", 40 },
};

static const struct
{
  const char *name;
  guint       weight;
  gboolean    always;
} dos[SIM_N_DOS] = {
  [SIM_DO_TYPE] = { "type", 5, FALSE },
  [SIM_DO_SEND] = { "send", 24, TRUE },
  [SIM_DO_SEND_MORE] = { "send-more", 10, FALSE },
  [SIM_DO_EDIT] = { "edit", 8, FALSE },
  [SIM_DO_DISCARD] = { "discard", 6, FALSE },
  [SIM_DO_RESOLVE] = { "resolve", 14, FALSE },
  [SIM_DO_SYNC_NOW] = { "sync-now", 6, FALSE },
  [SIM_DO_CITIZEN] = { "citizen", 8, FALSE },
  [SIM_DO_COLLEAGUE] = { "colleague", 6, FALSE },
  [SIM_DO_REASSIGN] = { "reassign", 6, FALSE },
  [SIM_DO_RETURN] = { "return", 2, FALSE },
  [SIM_DO_CLOSE] = { "close", 3, FALSE },
  [SIM_DO_REOPEN] = { "reopen", 4, FALSE },
  [SIM_DO_MERGE] = { "merge", 2, FALSE },
  [SIM_DO_WITHDRAW] = { "withdraw", 2, FALSE },
  [SIM_DO_RIGHTS] = { "rights", 4, FALSE },
  [SIM_DO_OTHER_PROGRAM] = { "other-program", 3, FALSE },
  [SIM_DO_CRASH] = { "crash", 5, FALSE },
  [SIM_DO_POWER] = { "power", 4, FALSE },
  [SIM_DO_DISK_FULL] = { "disk-full", 3, FALSE },
  [SIM_DO_CLOCK] = { "clock", 5, FALSE },
  [SIM_DO_CLONE] = { "clone", 2, FALSE },
  [SIM_DO_HOME_BACKUP] = { "home-backup", 3, FALSE },
  [SIM_DO_HOME_RESTORE] = { "home-restore", 3, FALSE },
  [SIM_DO_USER_LOST] = { "user-lost", 4, FALSE },
  [SIM_DO_WIRE_DAMAGED] = { "wire-damaged", 3, FALSE },
  [SIM_DO_CACHE_LOST] = { "cache-lost", 3, FALSE },
  [SIM_DO_UPGRADE] = { "upgrade", 3, FALSE },
  [SIM_DO_TOKEN] = { "token", 4, FALSE },
  [SIM_DO_SIGN_OUT] = { "sign-out", 3, FALSE },
  [SIM_DO_AWAY] = { "away", 5, FALSE },
  [SIM_DO_SLEEP] = { "sleep", 2, FALSE },
  [SIM_DO_HUB_RESTART] = { "hub-restart", 4, FALSE },
  [SIM_DO_HUB_BACKUP] = { "hub-backup", 6, FALSE },
  [SIM_DO_HUB_RESTORE] = { "hub-restore", 4, FALSE },
  [SIM_DO_HUB_FORGETS] = { "hub-forgets", 3, FALSE },
  [SIM_DO_UPLOADS_GONE] = { "uploads-gone", 3, FALSE },
};

const char *
sim_do_name (SimDo what)
{
  return dos[what].name;
}

const char *
sim_rate_name (SimRate rate)
{
  return rates[rate].name;
}

static SimConfig *
config_new (guint64 seed)
{
  SimConfig *self = g_new0 (SimConfig, 1);

  self->seed = seed;
  self->high_water_step = 1;
  self->plan = g_array_new (FALSE, FALSE, sizeof (SimAction));
  return self;
}

static gint64
draw_gap (SimRandom *random)
{
  switch (sim_random_below (random, 8))
    {
    case 0:
      return sim_random_range (random, 0, 50 * SIM_MS);
    case 1:
    case 2:
    case 3:
      return sim_random_range (random, 0, 5 * SIM_SECOND);
    case 4:
    case 5:
      return sim_random_range (random, 0, SIM_MINUTE);
    case 6:
      return sim_random_range (random, 0, 10 * SIM_MINUTE);
    default:
      return sim_random_range (random, 0, 20 * SIM_MINUTE);
    }
}

static void
draw_plan (SimConfig *self,
           SimRandom *random)
{
  guint weights[SIM_N_DOS];
  guint sum = 0;
  guint n = 15 + sim_random_below (random, 40);

  for (guint i = 0; i < SIM_N_DOS; i++)
    {
      weights[i] = dos[i].always || sim_random_below (random, 100) < 55 ? dos[i].weight : 0;
      sum += weights[i];
    }
  for (guint i = 0; i < n; i++)
    {
      SimAction action = { .gap = draw_gap (random) };
      guint drawn = sim_random_below (random, sum);

      while (drawn >= weights[action.what])
        drawn -= weights[action.what++];
      action.client = sim_random_below (random, self->n_clients);
      action.salt = ((guint64) sim_random_next (random) << 32) | sim_random_next (random);
      g_array_append_val (self->plan, action);
    }
}

/* Reads a seed. */
SimConfig *
sim_config_draw (guint64 seed)
{
  SimConfig *self = config_new (seed);
  SimRandom random;

  sim_random_init (&random, seed, 1);
  self->n_clients = 1 + sim_random_below (&random, SIM_CLIENTS);
  self->n_complaints = 2 + sim_random_below (&random, SIM_COMPLAINTS - 1);
  self->page_limit = 1 + sim_random_below (&random, 6);
  self->poll = sim_random_range (&random, 2 * SIM_MINUTE, 15 * SIM_MINUTE);
  for (guint i = 0; i < SIM_CLIENTS; i++)
    self->officers[i] = i > 0 && i < SIM_CLIENTS - 1 && sim_random_below (&random, 3) == 0 ? 0 : i;
  for (guint i = 0; i < SIM_N_RATES; i++)
    self->rates[i] = sim_random_below (&random, 100) < 45 ? sim_random_below (&random, rates[i].most + 1)
                                                          : 0;
  draw_plan (self, &random);
  self->files = sim_random_below (&random, 100) < 60 ? sim_random_below (&random, 1001) : 0;
  return self;
}

SimConfig *
sim_config_copy (const SimConfig *self)
{
  SimConfig *copy = g_memdup2 (self, sizeof *self);

  copy->plan = g_array_copy (self->plan);
  return copy;
}

void
sim_config_free (SimConfig *self)
{
  g_array_unref (self->plan);
  g_free (self);
}

char *
sim_config_to_text (const SimConfig *self,
                    const char      *comment)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "# %s\n", comment);
  g_string_append_printf (text, "seed %" G_GUINT64_FORMAT "\nclients %u\ncomplaints %u\npage %u\n"
                          "high-water %u\npoll %" G_GINT64_FORMAT "\n", self->seed,
                          self->n_clients, self->n_complaints, self->page_limit,
                          self->high_water_step, self->poll);
  if (self->files > 0)
    g_string_append_printf (text, "files %u\n", self->files);
  for (guint i = 0; i < SIM_CLIENTS; i++)
    g_string_append_printf (text, "officer %u %u\n", i, self->officers[i]);
  for (guint i = 0; i < SIM_N_RATES; i++)
    if (self->rates[i] > 0)
      g_string_append_printf (text, "rate %s %u\n", rates[i].name, self->rates[i]);
  for (guint i = 0; i < self->plan->len; i++)
    {
      const SimAction *action = &g_array_index (self->plan, SimAction, i);

      g_string_append_printf (text, "do %s %u %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT "\n",
                              dos[action->what].name, action->client, action->gap, action->salt);
    }
  return g_string_free (text, FALSE);
}

static gboolean
read_action (SimConfig *self,
             char     **words)
{
  SimAction action = { 0 };

  if (g_strv_length (words) != 5)
    return FALSE;
  while (action.what < SIM_N_DOS && !g_str_equal (dos[action.what].name, words[1]))
    action.what++;
  if (action.what == SIM_N_DOS)
    return FALSE;
  action.client = (guint) g_ascii_strtoull (words[2], NULL, 10) % SIM_CLIENTS;
  action.gap = g_ascii_strtoll (words[3], NULL, 10);
  action.salt = g_ascii_strtoull (words[4], NULL, 10);
  g_array_append_val (self->plan, action);
  return TRUE;
}

static gboolean
read_line (SimConfig  *self,
           const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint n = g_strv_length (words);
  guint64 number = n > 1 ? g_ascii_strtoull (words[n - 1], NULL, 10) : 0;

  if (n == 0 || *words[0] == '\0' || *words[0] == '#')
    return TRUE;
  if (g_str_equal (words[0], "do"))
    return read_action (self, words);
  if (n == 2 && g_str_equal (words[0], "seed"))
    self->seed = number;
  else if (n == 2 && g_str_equal (words[0], "clients"))
    self->n_clients = CLAMP ((guint) number, 1, SIM_CLIENTS);
  else if (n == 2 && g_str_equal (words[0], "complaints"))
    self->n_complaints = CLAMP ((guint) number, 1, SIM_COMPLAINTS);
  else if (n == 2 && g_str_equal (words[0], "page"))
    self->page_limit = MAX ((guint) number, 1);
  else if (n == 2 && g_str_equal (words[0], "high-water"))
    self->high_water_step = MAX ((guint) number, 1);
  else if (n == 2 && g_str_equal (words[0], "files"))
    self->files = MIN ((guint) number, 1000);
  else if (n == 2 && g_str_equal (words[0], "poll"))
    self->poll = (gint64) number;
  else if (n == 3 && g_str_equal (words[0], "officer"))
    self->officers[g_ascii_strtoull (words[1], NULL, 10) % SIM_CLIENTS] = (guint) number % SIM_CLIENTS;
  else if (n == 3 && g_str_equal (words[0], "rate"))
    {
      for (guint i = 0; i < SIM_N_RATES; i++)
        if (g_str_equal (rates[i].name, words[1]))
          {
            self->rates[i] = (guint) number;
            return TRUE;
          }
      return FALSE;
    }
  else
    return FALSE;
  return TRUE;
}

/* Reads a case; NULL where it is not one. */
SimConfig *
sim_config_from_text (const char *text)
{
  SimConfig *self = config_new (0);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  self->n_clients = self->n_complaints = self->page_limit = 1;
  self->poll = 5 * SIM_MINUTE;
  for (guint i = 0; lines[i] != NULL; i++)
    if (!read_line (self, lines[i]))
      {
        sim_config_free (self);
        return NULL;
      }
  return self;
}
