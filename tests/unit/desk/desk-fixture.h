/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-session.h"
#include "loket-wire-page.h"

G_BEGIN_DECLS

/* Tuesday 17 March 2026, 10:00 in Makassar. */
#define DESK_TEST_NOW G_GINT64_CONSTANT (1773712800)

/* A session on a profile in a folder of its own, signed in without a hub, at an
 * instant that only the test moves. */
typedef struct
{
  char         *folder;
  char         *key_file;
  LoketClock   *clock;
  LoketSession *session;
} DeskFixture;

void            desk_fixture_set_up    (DeskFixture    *f,
                                        gconstpointer   data);
void            desk_fixture_tear_down (DeskFixture    *f,
                                        gconstpointer   data);
void            desk_fixture_open      (DeskFixture    *f);
void            desk_fixture_close     (DeskFixture    *f);
void            desk_fixture_sign_in   (DeskFixture    *f);

void            desk_wait_cb           (GObject        *source,
                                        GAsyncResult   *result,
                                        gpointer        slot);
GAsyncResult   *desk_wait              (GAsyncResult  **slot);

/* DESK_CALL (result, function, object, arguments…): makes the call, waits, and
 * leaves the result in the variable. */
#define DESK_CALL(slot, function, ...)                         \
  G_STMT_START                                                 \
    {                                                          \
      g_clear_object (&slot);                                  \
      function##_async (__VA_ARGS__, NULL, desk_wait_cb, &slot); \
      desk_wait (&slot);                                       \
    }                                                          \
  G_STMT_END

/* Runs the main loop until an expression holds. */
#define DESK_UNTIL(expr)                          \
  G_STMT_START                                    \
    {                                             \
      while (!(expr))                             \
        g_main_context_iteration (NULL, TRUE);    \
    }                                             \
  G_STMT_END

char           *desk_complaint_id      (guint           number);
LoketComplaint *desk_make_complaint    (guint           number);
void            desk_apply             (DeskFixture    *f,
                                        LoketComplaint *first,
                                        ...) G_GNUC_NULL_TERMINATED;
void            desk_change            (DeskFixture    *f,
                                        LoketComplaint *complaint,
                                        const char     *old_state,
                                        const char     *state);
LoketComplaint *desk_load              (DeskFixture    *f,
                                        const char     *id);

G_END_DECLS
