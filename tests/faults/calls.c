/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A library that LD_PRELOAD puts between a program and its C library. It counts
 * the calls that change files, or touch the network, in all threads together,
 * and at one of them kills the program or makes the call fail:
 *
 *     LOKET_CALLS_LOG=FILE      append a line for each call: number, name, path
 *     LOKET_CALLS_AT=N          at which call, from 1
 *     LOKET_CALLS_DO=WHAT       before, after: kill there;
 *                               short: write half of it, then ENOSPC for the rest;
 *                               EIO, ENOSPC, EDQUOT, EINTR: fail with it once;
 *                               a `+` behind: from there on
 *     LOKET_CALLS_UNDER=PATH    count files below this folder only
 *     LOKET_CALLS_READS=1       count reading and opening too
 *     LOKET_CALLS_NET=1         count sockets too
 *     LOKET_CALLS_BREAK=HOW     a mistake that the suites have to notice:
 *                               no-journal: rollback journals are not written;
 *                               believe: a write that failed counts as done
 *
 * Only calls of the program and its libraries are seen, not those that the C
 * library makes inside of itself; ours make none there.
 */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

typedef enum
{
  ACT_NONE,
  ACT_BEFORE,
  ACT_AFTER,
  ACT_SHORT,
  ACT_FAIL
} Act;

typedef enum
{
  KIND_CHANGE,
  KIND_READ,
  KIND_NET
} Kind;

static atomic_long counter;
static atomic_bool full; /* a short write was made: the rest has no room */
static long at;
static Act wanted;
static int code;
static bool from_there_on;
static bool reads;
static bool net;
static int log_fd = -1;
static char under[PATH_MAX];
static bool no_journal;
static bool believe;

__attribute__ ((constructor)) static void
start (void)
{
  static const struct { const char *name; int code; } errors[] = {
    { "EIO", EIO }, { "ENOSPC", ENOSPC }, { "EDQUOT", EDQUOT }, { "EINTR", EINTR },
  };
  const char *log = getenv ("LOKET_CALLS_LOG");
  const char *what = getenv ("LOKET_CALLS_DO");
  const char *mistake = getenv ("LOKET_CALLS_BREAK");

  no_journal = mistake != NULL && strcmp (mistake, "no-journal") == 0;
  believe = mistake != NULL && strcmp (mistake, "believe") == 0;
  at = getenv ("LOKET_CALLS_AT") != NULL ? atol (getenv ("LOKET_CALLS_AT")) : 0;
  reads = getenv ("LOKET_CALLS_READS") != NULL;
  net = getenv ("LOKET_CALLS_NET") != NULL;
  if (getenv ("LOKET_CALLS_UNDER") != NULL)
    snprintf (under, sizeof under, "%s", getenv ("LOKET_CALLS_UNDER"));
  if (log != NULL)
    log_fd = open (log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (what == NULL)
    return;
  from_there_on = what[strlen (what) - 1] == '+';
  if (strncmp (what, "before", 6) == 0)
    wanted = ACT_BEFORE;
  else if (strncmp (what, "after", 5) == 0)
    wanted = ACT_AFTER;
  else if (strncmp (what, "short", 5) == 0)
    wanted = ACT_SHORT;
  for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
    if (strncmp (what, errors[i].name, strlen (errors[i].name)) == 0)
      {
        wanted = ACT_FAIL;
        code = errors[i].code;
      }
}

static bool
is_under (const char *path)
{
  return strncmp (path, under, strlen (under)) == 0;
}

static void
die (void)
{
  kill (getpid (), SIGKILL);
  for (;;)
    pause ();
}

/* Counts a call; tells what to do about it. */
static Act
count (const char *name,
       Kind        kind,
       const char *path)
{
  long n;

  if ((kind == KIND_READ && !reads) || (kind == KIND_NET && !net) ||
      (kind != KIND_NET && !is_under (path)))
    return ACT_NONE;
  n = atomic_fetch_add (&counter, 1) + 1;
  if (log_fd >= 0)
    {
      char line[PATH_MAX + 64];
      static ssize_t (*real) (int, const void *, size_t);
      int length = snprintf (line, sizeof line, "%ld %s %s\n", n, name, path);

      if (real == NULL)
        *(void **) &real = dlsym (RTLD_NEXT, "write");
      if (real (log_fd, line, (size_t) length) < 0)
        return ACT_NONE;
    }
  if (at == 0 || n < at || (n > at && !from_there_on))
    return ACT_NONE;
  if (wanted == ACT_BEFORE)
    die ();
  return wanted;
}

static Act
count_fd (const char *name,
          Kind        kind,
          int         fd)
{
  int saved = errno;
  char link[64];
  char path[PATH_MAX];
  ssize_t n;
  Act act;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, path, sizeof path - 1);
  path[n > 0 ? n : 0] = '\0';
  errno = saved;
  if (kind == KIND_NET && strncmp (path, "socket:", 7) != 0)
    return ACT_NONE;
  act = count (name, kind, path);
  return act;
}

/* Paths without a folder are not ours: the programs use whole ones. */
#define REAL(result, name, types)                    \
  static result (*real) types;                       \
  if (real == NULL)                                  \
    *(void **) &real = dlsym (RTLD_NEXT, #name)

#define AROUND(result, act, call)                    \
  do                                                 \
    {                                                \
      Act act_ = (act);                              \
      result value_;                                 \
      if (act_ == ACT_FAIL)                          \
        {                                            \
          errno = code;                              \
          return -1;                                 \
        }                                            \
      value_ = (call);                               \
      if (act_ == ACT_AFTER)                         \
        die ();                                      \
      return value_;                                 \
    }                                                \
  while (0)

static bool
is_journal (int fd)
{
  char link[64];
  char path[PATH_MAX];
  ssize_t n;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, path, sizeof path - 1);
  path[n > 0 ? n : 0] = '\0';
  return n > 8 && strcmp (path + n - 8, "-journal") == 0;
}

/* What a write comes to; where the mistake is built in, always to all of it. */
static ssize_t
tell (ssize_t written,
      size_t  size)
{
  return written < 0 && believe ? (ssize_t) size : written;
}

/* A write that may come out short; what follows it finds no room. */
#define AROUND_WRITE(act, fd, size, whole, half)     \
  do                                                 \
    {                                                \
      Act here_ = (act);                             \
      ssize_t written_;                              \
      if (no_journal && is_journal (fd))             \
        return (ssize_t) (size);                     \
      if (here_ == ACT_SHORT && (size) > 1)          \
        {                                            \
          atomic_store (&full, true);                \
          return (half);                             \
        }                                            \
      if (here_ == ACT_FAIL || atomic_exchange (&full, false)) \
        {                                            \
          errno = here_ == ACT_FAIL ? code : ENOSPC; \
          return tell (-1, (size));                  \
        }                                            \
      written_ = (whole);                            \
      if (here_ == ACT_AFTER)                        \
        die ();                                      \
      return tell (written_, (size));                \
    }                                                \
  while (0)

static Act
count_open (const char *name,
            const char *path,
            int         flags)
{
  return count (name, (flags & (O_CREAT | O_TRUNC)) != 0 ? KIND_CHANGE : KIND_READ, path);
}

#define DEFINE_OPEN(name)                                        \
  int name (const char *path, int flags, ...)                    \
  {                                                              \
    va_list more;                                                \
    mode_t mode;                                                 \
    REAL (int, name, (const char *, int, ...));                  \
    va_start (more, flags);                                      \
    mode = va_arg (more, mode_t);                                \
    va_end (more);                                               \
    AROUND (int, count_open (#name, path, flags), real (path, flags, mode)); \
  }

DEFINE_OPEN (open)
DEFINE_OPEN (open64)

#define DEFINE_WRITE(name, offset_t)                             \
  ssize_t name (int fd, const void *data, size_t size, offset_t at_) \
  {                                                              \
    REAL (ssize_t, name, (int, const void *, size_t, offset_t)); \
    AROUND_WRITE (count_fd (#name, KIND_CHANGE, fd), fd, size,   \
                  real (fd, data, size, at_), real (fd, data, size / 2, at_)); \
  }

DEFINE_WRITE (pwrite, off_t)
DEFINE_WRITE (pwrite64, off64_t)

ssize_t
write (int         fd,
       const void *data,
       size_t      size)
{
  REAL (ssize_t, write, (int, const void *, size_t));
  AROUND_WRITE (count_fd ("write", KIND_CHANGE, fd), fd, size, real (fd, data, size),
                real (fd, data, size / 2));
}

ssize_t
writev (int                 fd,
        const struct iovec *parts,
        int                 n)
{
  REAL (ssize_t, writev, (int, const struct iovec *, int));
  AROUND (ssize_t, count_fd ("writev", KIND_CHANGE, fd), real (fd, parts, n));
}

ssize_t
read (int     fd,
      void   *data,
      size_t  size)
{
  REAL (ssize_t, read, (int, void *, size_t));
  AROUND (ssize_t, count_fd ("read", KIND_READ, fd), real (fd, data, size));
}

#define DEFINE_READ(name, offset_t)                              \
  ssize_t name (int fd, void *data, size_t size, offset_t at_)   \
  {                                                              \
    REAL (ssize_t, name, (int, void *, size_t, offset_t));       \
    AROUND (ssize_t, count_fd (#name, KIND_READ, fd), real (fd, data, size, at_)); \
  }

DEFINE_READ (pread, off_t)
DEFINE_READ (pread64, off64_t)

#define DEFINE_ON_FD(name, types, words, call)                   \
  int name words                                                 \
  {                                                              \
    REAL (int, name, types);                                     \
    AROUND (int, count_fd (#name, KIND_CHANGE, fd), call);       \
  }

DEFINE_ON_FD (fsync, (int), (int fd), real (fd))
DEFINE_ON_FD (fdatasync, (int), (int fd), real (fd))
DEFINE_ON_FD (ftruncate, (int, off_t), (int fd, off_t size), real (fd, size))
DEFINE_ON_FD (ftruncate64, (int, off64_t), (int fd, off64_t size), real (fd, size))
DEFINE_ON_FD (fchmod, (int, mode_t), (int fd, mode_t mode), real (fd, mode))

#define DEFINE_ON_PATH(name, types, words, call)                 \
  int name words                                                 \
  {                                                              \
    REAL (int, name, types);                                     \
    AROUND (int, count (#name, KIND_CHANGE, path), call);        \
  }

DEFINE_ON_PATH (unlink, (const char *), (const char *path), real (path))
DEFINE_ON_PATH (rmdir, (const char *), (const char *path), real (path))
DEFINE_ON_PATH (mkdir, (const char *, mode_t), (const char *path, mode_t mode), real (path, mode))
DEFINE_ON_PATH (chmod, (const char *, mode_t), (const char *path, mode_t mode), real (path, mode))
DEFINE_ON_PATH (rename, (const char *, const char *), (const char *path, const char *to),
                real (path, to))
DEFINE_ON_PATH (link, (const char *, const char *), (const char *path, const char *to),
                real (path, to))

ssize_t
send (int         fd,
      const void *data,
      size_t      size,
      int         flags)
{
  REAL (ssize_t, send, (int, const void *, size_t, int));
  AROUND (ssize_t, count_fd ("send", KIND_NET, fd), real (fd, data, size, flags));
}

ssize_t
sendmsg (int                  fd,
         const struct msghdr *message,
         int                  flags)
{
  REAL (ssize_t, sendmsg, (int, const struct msghdr *, int));
  AROUND (ssize_t, count_fd ("sendmsg", KIND_NET, fd), real (fd, message, flags));
}

ssize_t
recv (int     fd,
      void   *data,
      size_t  size,
      int     flags)
{
  REAL (ssize_t, recv, (int, void *, size_t, int));
  AROUND (ssize_t, count_fd ("recv", KIND_NET, fd), real (fd, data, size, flags));
}

ssize_t
recvmsg (int            fd,
         struct msghdr *message,
         int            flags)
{
  REAL (ssize_t, recvmsg, (int, struct msghdr *, int));
  AROUND (ssize_t, count_fd ("recvmsg", KIND_NET, fd), real (fd, message, flags));
}
