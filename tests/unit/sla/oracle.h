/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar.h"

/*
 * A second opinion on calendars, as slow and simple as can be. It cuts a window
 * of time into cells of equal length, asks for each whether its wall time is
 * working time, and answers every question by walking over the cells. It shares
 * nothing with the engine but the definition: even the wall clock is GLib's.
 *
 * With cells of one second anything goes; longer cells are for definitions whose
 * every edge, clock changes included, lies on a cell's edge.
 */

#define ORACLE_UNKNOWN G_MININT64 /* the answer lies outside the window */

typedef struct
{
  gint32 open;
  gint32 close;
} OracleSpan;

typedef struct
{
  LoketDay   day;
  OracleSpan span;
} OracleDated;

typedef struct
{
  const char *zone;
  GArray     *weekly[LOKET_WEEKDAYS]; /* of OracleSpan */
  GArray     *replaced;               /* of LoketDay: dates with their own hours */
  GArray     *dated;                  /* of OracleDated */
  GArray     *breaks;                 /* of OracleDated */
  GArray     *holidays;               /* of LoketDay */
  GArray     *yearly;                 /* of int, month * 100 + day */
  GArray     *pauses;                 /* of LoketPause */
} OracleDefinition;

typedef struct
{
  gint64    base;
  gint64    grain;
  guint     n;
  guint8   *hours; /* working time, pauses or not */
  guint8   *open;  /* working time that is not paused */
  LoketDay *day;   /* local date */
} Oracle;

OracleDefinition *oracle_definition_new  (const char             *zone);
void              oracle_definition_free (OracleDefinition       *definition);

Oracle           *oracle_new             (const OracleDefinition *definition,
                                          gint64                  base,
                                          gint64                  grain,
                                          guint                   n_cells);
void              oracle_free            (Oracle                 *self);
gboolean          oracle_is_open         (const Oracle           *self,
                                          gint64                  at);
gint64            oracle_next_open       (const Oracle           *self,
                                          gint64                  at);
gint64            oracle_prev_open       (const Oracle           *self,
                                          gint64                  at);
gint64            oracle_next_close      (const Oracle           *self,
                                          gint64                  at);
gint64            oracle_diff            (const Oracle           *self,
                                          gint64                  start,
                                          gint64                  end);
gint64            oracle_add             (const Oracle           *self,
                                          gint64                  start,
                                          gint64                  seconds);
gint64            oracle_due             (const Oracle           *self,
                                          gint64                  start,
                                          int                     days);
LoketDay          oracle_nth_date        (const Oracle           *self,
                                          LoketDay                date,
                                          int                     n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OracleDefinition, oracle_definition_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Oracle, oracle_free)
