/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The clock, the heap of events, and what is written down of them. */

#define LIVENESS    (6 * SIM_HOUR)
#define MAX_EVENTS  200000

static void
sent_free (SimSent *sent)
{
  sim_body_unref (sent->body);
  g_free (sent);
}

SimWorld *
sim_world_new (SimConfig *config,
               gboolean   trace)
{
  SimWorld *self = g_new0 (SimWorld, 1);

  self->config = config;
  self->trace = trace;
  self->hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  self->heap = g_array_new (FALSE, FALSE, sizeof (SimEvent));
  self->sent = g_hash_table_new (g_str_hash, g_str_equal);
  self->sent_order = g_ptr_array_new_with_free_func ((GDestroyNotify) sent_free);
  memcpy (self->rates, config->rates, sizeof self->rates);
  sim_random_init (&self->net, config->seed, 11);
  sim_random_init (&self->disk, config->seed, 12);
  sim_random_init (&self->life, config->seed, 13);
  sim_hub_init (self);
  for (guint i = 0; i < config->n_clients; i++)
    {
      sim_client_init (self, i);
      sim_world_push (self, (gint64) i * SIM_SECOND, SIM_EVENT_BOOT, i, FALSE, NULL);
    }
  if (config->plan->len > 0)
    sim_world_push (self, g_array_index (config->plan, SimAction, 0).gap, SIM_EVENT_ACTION, 0, 0, NULL);
  return self;
}

static void
event_free (SimEvent *event)
{
  if (event->data == NULL)
    return;
  if (event->kind == SIM_EVENT_REQUEST)
    sim_request_free (event->data);
  else
    sim_return_free (event->data);
}

void
sim_world_free (SimWorld *self)
{
  for (guint i = 0; i < self->heap->len; i++)
    event_free (&g_array_index (self->heap, SimEvent, i));
  g_array_unref (self->heap);
  for (guint i = 0; i < SIM_CLIENTS; i++)
    sim_client_clear (&self->clients[i]);
  sim_hub_clear (&self->hub);
  g_hash_table_unref (self->sent);
  g_ptr_array_unref (self->sent_order);
  g_free (self->violation);
  g_free (self);
}

gint64
sim_wall (SimWorld *self)
{
  return SIM_EPOCH + self->now / SIM_SECOND;
}

gint64
sim_client_wall (SimWorld  *self,
                 SimClient *client)
{
  return sim_wall (self) + client->clock_offset;
}

static void
mix (SimWorld *self,
     guint64   value)
{
  self->hash = (self->hash ^ value) * G_GUINT64_CONSTANT (0x100000001b3);
}

/* Writes down what happened: always into the hash, in words when asked for. */
void
sim_note (SimWorld   *self,
          const char *format,
          ...)
{
  char text[512];
  va_list args;

  va_start (args, format);
  g_vsnprintf (text, sizeof text, format, args);
  va_end (args);
  for (const char *p = text; *p != '\0'; p++)
    mix (self, (guchar) *p);
  if (self->trace)
    printf ("%10.3f  %s\n", (double) self->now / (double) SIM_SECOND, text);
}

/* The promise is broken. */
void
sim_violate (SimWorld   *self,
             const char *invariant,
             const char *format,
             ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (self->violation != NULL)
    return;
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  self->violation = g_strdup_printf ("%s: %s", invariant, text);
  sim_note (self, "VIOLATION %s", self->violation);
}

static gboolean
is_before (const SimEvent *a,
           const SimEvent *b)
{
  return a->at != b->at ? a->at < b->at : a->order < b->order;
}

void
sim_world_push (SimWorld     *self,
                gint64        at,
                SimEventKind  kind,
                guint         client,
                gint64        number,
                gpointer      data)
{
  SimEvent event = { at, ++self->order, kind, client,
                     client < SIM_CLIENTS ? self->clients[client].incarnation : 0, number, data };
  guint i = self->heap->len;

  g_array_append_val (self->heap, event);
  while (i > 0)
    {
      SimEvent *child = &g_array_index (self->heap, SimEvent, i);
      SimEvent *parent = &g_array_index (self->heap, SimEvent, (i - 1) / 2);
      SimEvent swap;

      if (!is_before (child, parent))
        break;
      swap = *child;
      *child = *parent;
      *parent = swap;
      i = (i - 1) / 2;
    }
}

static SimEvent
pop (SimWorld *self)
{
  SimEvent *events = (SimEvent *) (void *) self->heap->data;
  SimEvent first = events[0];
  guint n = self->heap->len - 1;
  guint i = 0;

  events[0] = events[n];
  g_array_set_size (self->heap, n);
  for (;;)
    {
      guint child = 2 * i + 1;
      SimEvent swap;

      if (child + 1 < n && is_before (&events[child + 1], &events[child]))
        child++;
      if (child >= n || !is_before (&events[child], &events[i]))
        return first;
      swap = events[i];
      events[i] = events[child];
      events[child] = swap;
      i = child;
    }
}

static void
next_action (SimWorld *self)
{
  const GArray *plan = self->config->plan;
  const SimAction *action = &g_array_index (plan, SimAction, self->next_action++);

  sim_note (self, "%s %u", sim_do_name (action->what), action->client);
  sim_life_act (self, action);
  if (self->next_action < plan->len)
    sim_world_push (self, self->now + g_array_index (plan, SimAction, self->next_action).gap,
                    SIM_EVENT_ACTION, 0, 0, NULL);
}

static void
dispatch (SimWorld *self,
          SimEvent *event)
{
  SimClient *client = event->client < SIM_CLIENTS ? &self->clients[event->client] : NULL;
  gboolean current = client != NULL && client->up && client->incarnation == event->incarnation;

  switch (event->kind)
    {
    case SIM_EVENT_ACTION:
      next_action (self);
      break;
    case SIM_EVENT_PASS:
      if (current && event->number == client->next_pass)
        sim_client_pass (self, client);
      break;
    case SIM_EVENT_STORE:
      if (current)
        sim_client_stored (self, client, (guint64) event->number);
      break;
    case SIM_EVENT_REQUEST:
      sim_net_request_came (self, event->data);
      sim_request_free (event->data);
      break;
    case SIM_EVENT_ANSWER:
      sim_client_answered (self, event->data);
      sim_return_free (event->data);
      break;
    case SIM_EVENT_TIMEOUT:
      if (current)
        sim_client_timed_out (self, client, (guint64) event->number);
      break;
    case SIM_EVENT_AUTOSAVE:
      if (current)
        sim_life_autosave (self, client, (guint) event->number);
      break;
    case SIM_EVENT_BOOT:
      sim_client_boot (self, client, event->number != 0);
      break;
    case SIM_EVENT_ADMIN:
      if (self->hub.quarantined)
        sim_hub_new_epoch (self);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
step (SimWorld *self)
{
  SimEvent event = pop (self);

  self->now = MAX (self->now, event.at);
  self->tally[SIM_TALLY_EVENTS]++;
  mix (self, (guint64) self->now);
  mix (self, (guint64) event.kind);
  dispatch (self, &event);
}

static gboolean
goes_on (SimWorld *self)
{
  if (self->tally[SIM_TALLY_EVENTS] > MAX_EVENTS)
    sim_violate (self, "I14", "too much happens");
  return self->violation == NULL && self->heap->len > 0;
}

/* Until nothing changes any more, or for too long. */
static void
settle (SimWorld *self)
{
  gint64 until = self->now + LIVENESS;

  while (goes_on (self) && !sim_check_is_quiet (self))
    {
      if (self->now > until)
        {
          sim_violate (self, "I10", "no rest after six hours of fine weather");
          return;
        }
      step (self);
    }
  if (self->violation == NULL)
    sim_check_rest (self);
}

/* The copies that something on the way still holds. */
static void
deliver_copies (SimWorld *self)
{
  g_autoptr (GArray) copies = g_array_new (FALSE, FALSE, sizeof (SimEvent));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (SimEvent));

  while (self->heap->len > 0)
    {
      SimEvent event = pop (self);

      if (event.kind == SIM_EVENT_REQUEST)
        g_array_append_val (copies, event);
      else
        g_array_append_val (others, event);
    }
  for (guint i = 0; i < copies->len; i++)
    {
      SimEvent *event = &g_array_index (copies, SimEvent, i);

      self->now = MAX (self->now, event->at);
      dispatch (self, event);
    }
  for (guint i = 0; i < others->len; i++)
    {
      SimEvent *event = &g_array_index (others, SimEvent, i);
      guint incarnation = event->client < SIM_CLIENTS ? self->clients[event->client].incarnation : 0;

      if (incarnation != event->incarnation)
        continue;
      sim_world_push (self, MAX (event->at, self->now), event->kind, event->client, event->number,
                      event->data);
    }
}

/* Lives through the plan under faults, then heals and looks whether all is well. */
void
sim_world_run (SimWorld *self)
{
  while (goes_on (self) && self->next_action < self->config->plan->len)
    step (self);
  if (self->violation != NULL)
    return;

  sim_note (self, "heals");
  sim_life_heal (self);
  settle (self);
  if (self->violation != NULL)
    return;

  sim_note (self, "late copies");
  deliver_copies (self);
  for (guint i = 0; i < SIM_CLIENTS; i++)
    self->clients[i].quiet = 0;
  settle (self);
}
