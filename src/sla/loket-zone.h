/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sla-error.h"

G_BEGIN_DECLS

/**
 * LoketZoneInterval:
 * @from: the first instant, Unix seconds
 * @offset: what to add to an instant to get the wall time, in seconds
 *
 * A stretch of time in which a zone keeps one offset. It ends where the next
 * one begins.
 */
typedef struct
{
  gint64 from;
  gint32 offset;
} LoketZoneInterval;

typedef struct _LoketZone LoketZone;

LoketZone               *loket_zone_lookup           (const char  *name,
                                                      GError     **error);
const char              *loket_zone_get_name         (LoketZone   *self);
const LoketZoneInterval *loket_zone_get_intervals    (LoketZone   *self,
                                                      guint       *n_intervals);
gint32                   loket_zone_offset_at        (LoketZone   *self,
                                                      gint64       instant);
gint64                   loket_zone_first_instant    (LoketZone   *self,
                                                      gint64       local);
char                    *loket_zone_dup_abbreviation (LoketZone   *self,
                                                      gint64       instant);

G_END_DECLS
