/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A library that LD_PRELOAD puts in front of the C library's memory: it counts
 * allocations in all threads together, and lets one of them find no memory:
 *
 *     LOKET_MEMORY_OF=WHOM      whose count: all, sqlite, sodium
 *     LOKET_MEMORY_AT=N         which one fails, from 1; a `+` behind: from there on
 *     LOKET_MEMORY_LOG=FILE     at the end, how many there were
 *
 * Whose an allocation is tells the address that it returns to. libsodium's guarded
 * memory comes from mmap.
 */

#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EXPORT __attribute__ ((visibility ("default")))
#define CALLER ((uintptr_t) __builtin_return_address (0))

/* What the C library calls its own. */
extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n, size_t size);
extern void *__libc_realloc (void *old, size_t size);

static atomic_long counter;
static long at;
static bool from_there_on;
static bool ready;
static const char *library; /* NULL: everybody's */
static uintptr_t begin;
static uintptr_t end;

static int
find_library (struct dl_phdr_info *info,
              size_t               size,
              void                *data)
{
  (void) size;
  (void) data;
  if (library == NULL || strstr (info->dlpi_name, library) == NULL)
    return 0;
  for (int i = 0; i < info->dlpi_phnum; i++)
    if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X) != 0)
      {
        begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        end = begin + info->dlpi_phdr[i].p_memsz;
      }
  return 1;
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *whose = getenv ("LOKET_MEMORY_OF");
  const char *which = getenv ("LOKET_MEMORY_AT");

  if (whose != NULL && strcmp (whose, "sqlite") == 0)
    library = "/libsqlite3.so";
  else if (whose != NULL && strcmp (whose, "sodium") == 0)
    library = "/libsodium.so";
  dl_iterate_phdr (find_library, NULL);
  if (which != NULL)
    {
      at = atol (which);
      from_there_on = which[strlen (which) - 1] == '+';
    }
  ready = true;
}

__attribute__ ((destructor)) static void
tell (void)
{
  const char *path = getenv ("LOKET_MEMORY_LOG");
  int fd = path != NULL ? open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;

  if (fd >= 0)
    {
      dprintf (fd, "%ld\n", atomic_load (&counter));
      close (fd);
    }
}

static bool
fails (uintptr_t caller)
{
  long n;

  if (!ready || (library != NULL && (caller < begin || caller >= end)))
    return false;
  n = atomic_fetch_add (&counter, 1) + 1;
  if (at == 0 || n < at || (n > at && !from_there_on))
    return false;
  errno = ENOMEM;
  return true;
}

EXPORT void *
malloc (size_t size)
{
  return fails (CALLER) ? NULL : __libc_malloc (size);
}

EXPORT void *
calloc (size_t n,
        size_t size)
{
  return fails (CALLER) ? NULL : __libc_calloc (n, size);
}

EXPORT void *
realloc (void  *old,
         size_t size)
{
  return fails (CALLER) ? NULL : __libc_realloc (old, size);
}

#define DEFINE_MMAP(name, offset_t)                                                            \
  EXPORT void *name (void *where, size_t size, int protection, int flags, int fd, offset_t from) \
  {                                                                                            \
    if ((flags & MAP_ANONYMOUS) != 0 && fails (CALLER))                                        \
      return MAP_FAILED;                                                                       \
    return (void *) syscall (SYS_mmap, where, size, protection, flags, fd, from);              \
  }

DEFINE_MMAP (mmap, off_t)
DEFINE_MMAP (mmap64, off64_t)
