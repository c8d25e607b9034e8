/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * Places where tests end the program at once, as a power cut would. In the
 * programs themselves LOKET_FAULT_POINT() is nothing at all; see
 * tests/faults/fault-point.c.
 */

#ifdef LOKET_FAULT_POINTS

void loket_fault_point (const char *name);

#define LOKET_FAULT_POINT(name) loket_fault_point (name)

#else

#define LOKET_FAULT_POINT(name) ((void) 0)

#endif
