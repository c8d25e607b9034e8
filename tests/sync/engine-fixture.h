/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../store/store-fixture.h"
#include "fake-hub.h"
#include "loket-sync-engine.h"

G_BEGIN_DECLS

/* A profile, a hub that can be told to misbehave, and the engine between them. */
typedef struct
{
  StoreFixture     store;
  FakeHub         *hub;
  LoketSyncEngine *engine;
  LoketSyncSummary summary;   /* of the last pass */
} EngineFixture;

void           engine_fixture_set_up    (EngineFixture    *f,
                                         gconstpointer     data);
void           engine_fixture_tear_down (EngineFixture    *f,
                                         gconstpointer     data);
gboolean       engine_sign_in           (EngineFixture    *f,
                                         const char       *password,
                                         GError          **error);
gboolean       engine_sign_out          (EngineFixture    *f,
                                         gboolean          force,
                                         GError          **error);
void           engine_start             (EngineFixture    *f);
void           engine_run               (EngineFixture    *f,
                                         LoketSyncState    state,
                                         LoketReason       reason);
void           engine_settle            (EngineFixture    *f);
LoketOutboxOp *engine_queue             (EngineFixture    *f,
                                         guint             complaint);
void           engine_assert_op         (EngineFixture       *f,
                                         const LoketOutboxOp *op,
                                         LoketOutboxState     state,
                                         LoketReason          reason);

#define ENGINE_TEST(path, func)                                                      \
  g_test_add (path, EngineFixture, NULL, engine_fixture_set_up, func,                \
              engine_fixture_tear_down)

G_END_DECLS
