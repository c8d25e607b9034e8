/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Room on the disk that is kept for the moment when there is none: `reserve.bin`
 * is given back so that what the officer just wrote still finds a place.
 */
typedef struct _LoketReserve LoketReserve;

/* How many bytes a folder's disk has left for us; for tests. */
typedef guint64 (*LoketReserveRoom) (const char *folder);

LoketReserve *_loket_reserve_new      (const char       *folder);
void          _loket_reserve_free     (LoketReserve     *self);
gboolean      _loket_reserve_make     (LoketReserve     *self);
gboolean      _loket_reserve_release  (LoketReserve     *self);
guint64       _loket_reserve_ask      (const char       *folder);
void          _loket_reserve_set_room (LoketReserveRoom  room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketReserve, _loket_reserve_free)

G_END_DECLS
