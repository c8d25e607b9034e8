/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * Places where tests end the program at once, as a power cut would, and mistakes
 * that they build in to see whether they would be noticed. In the programs
 * themselves LOKET_FAULT_POINT() is nothing at all and LOKET_FAULT_BREAK() a
 * constant 0; see tests/faults/fault-point.c.
 */

void loket_fault_point (const char *name);
int  loket_fault_break (const char *name);

#ifdef LOKET_FAULT_POINTS

#define LOKET_FAULT_POINT(name) loket_fault_point (name)
#define LOKET_FAULT_BREAK(name) loket_fault_break (name)

#else

#define LOKET_FAULT_POINT(name) ((void) 0)
#define LOKET_FAULT_BREAK(name) 0

#endif
