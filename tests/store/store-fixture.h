/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-db.h"
#include "loket-profile.h"

G_BEGIN_DECLS

/* A profile in a folder of its own, at an instant that only the test moves,
 * and the calls of its stores made to wait. */
typedef struct
{
  char            *folder;
  char            *key_file;
  LoketClock      *clock;
  LoketProfile    *profile;
  LoketUserStore  *user;
  LoketCacheStore *cache;
} StoreFixture;

#define STORE_TEST_NOW G_GINT64_CONSTANT (1795000000)

void           store_fixture_set_up       (StoreFixture      *f,
                                           gconstpointer      data);
void           store_fixture_tear_down    (StoreFixture      *f,
                                           gconstpointer      data);
void           store_fixture_close        (StoreFixture      *f);
/* Closes the profile and deletes its folder. */
void           store_fixture_empty        (StoreFixture      *f);
void           store_fixture_reopen       (StoreFixture      *f);
LoketProfile  *store_fixture_try_open     (StoreFixture      *f,
                                           GError           **error);
char          *store_fixture_path         (StoreFixture      *f,
                                           const char        *name);
/* Makes the tokenizer of cache.db known to a connection of a test. */
void           store_fixture_attach       (StoreFixture      *f,
                                           LoketDb           *db);
/* Runs SQL on a closed file; the first number of the last statement. */
gint64         store_fixture_sql          (StoreFixture      *f,
                                           const char        *name,
                                           const char        *sql,
                                           GError           **error);

void           store_wait_cb              (GObject           *source,
                                           GAsyncResult      *result,
                                           gpointer           slot);
GAsyncResult  *store_wait                 (GAsyncResult     **slot);

/* STORE_CALL (result, function, store, arguments…): makes the call, waits, and
 * leaves the result in the variable. */
#define STORE_CALL(slot, function, ...)                      \
  G_STMT_START                                               \
  {                                                          \
    g_clear_object (&slot);                                  \
    function##_async (__VA_ARGS__, NULL, store_wait_cb, &slot); \
    store_wait (&slot);                                      \
  }                                                          \
  G_STMT_END

LoketDraft    *store_save_draft           (StoreFixture      *f,
                                           const char        *complaint_id,
                                           const char        *text,
                                           GError           **error);
LoketDraft    *store_get_draft            (StoreFixture      *f,
                                           const char        *complaint_id);
LoketOutboxOp *store_send_off             (StoreFixture      *f,
                                           const char        *complaint_id,
                                           const char        *text,
                                           const char        *replaces,
                                           GError           **error);
LoketOutboxOp *store_get_op               (StoreFixture      *f,
                                           const char        *reply_id);
LoketOutboxOp *store_step                 (StoreFixture      *f,
                                           const LoketOutboxOp *op,
                                           LoketOutboxState   from,
                                           LoketOutboxState   to,
                                           GError           **error);
LoketOutboxOp *store_withdraw             (StoreFixture      *f,
                                           const LoketOutboxOp *op,
                                           gboolean           keep_text,
                                           GError           **error);
void           store_assert_state         (StoreFixture      *f,
                                           const LoketOutboxOp *op,
                                           LoketOutboxState   state);
GPtrArray     *store_list_due             (StoreFixture      *f,
                                           gint64             now);
GPtrArray     *store_list_ops             (StoreFixture      *f,
                                           LoketOutboxFilter  filter,
                                           const char        *complaint_id);

char          *store_complaint_id         (guint              number);
GBytes        *store_make_wire            (const char        *reply_id,
                                           const char        *complaint_id,
                                           const char        *prev_reply_id,
                                           const char        *text);
LoketReceipt  *store_make_receipt         (const LoketOutboxOp *op,
                                           gint64             seq);

LoketComplaint   *store_make_complaint    (guint              number);
void              store_mark_in_seconds   (gpointer              rules,
                                           const LoketComplaint *complaint,
                                           gint64                now,
                                           LoketQueueMarks      *marks);
void              store_page_add          (LoketWirePage     *page,
                                           LoketComplaint    *complaint);
LoketWirePage    *store_make_page         (LoketWirePageKind  kind,
                                           const char        *old_state,
                                           const char        *state,
                                           gboolean           has_more);
LoketCacheChange *store_apply             (StoreFixture      *f,
                                           LoketWirePage     *page,
                                           GError           **error);
void              store_begin_snapshot    (StoreFixture      *f);
LoketCacheScope  *store_get_scope         (StoreFixture      *f);
GArray           *store_query_keys        (StoreFixture      *f,
                                           LoketView          view,
                                           LoketQueueOrder    order,
                                           const char        *search,
                                           const char *const *ids);
GArray           *store_query             (StoreFixture      *f,
                                           LoketView          view,
                                           const char        *search,
                                           const char *const *ids);
char             *store_query_numbers     (StoreFixture      *f,
                                           LoketView          view,
                                           const char        *search,
                                           const char *const *ids);

#define STORE_TEST_SCOPE "agency:131410"

G_END_DECLS
