/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-composer-private.h"

G_BEGIN_DECLS

#define NOW G_GINT64_CONSTANT (1773712800)
#define MS  (G_USEC_PER_SEC / 1000)

/* A box whose disk can be slow or full, and which counts. */
#define FAKE_TYPE_BOX (fake_box_get_type ())
G_DECLARE_FINAL_TYPE (FakeBox, fake_box, FAKE, BOX, GObject)

struct _FakeBox
{
  GObject     parent_instance;

  LoketDraft *stored;    /* NULL: none */
  LoketDraft *discarded;
  LoketDraft *sent;
  GTask      *waiting;   /* a save that the disk has not done yet */
  gboolean    slow;
  gboolean    full;
  gboolean    hold_files; /* a file is kept when @held is returned from */
  GTask      *held;
  const char *own_reply;
  guint       n_saves;
  GPtrArray  *files;
  guint       n_sent_files;
  LoketOutboxOp *refused; /* NULL: none */
};

/* A composer over such a box, with a clock that the test sets. */
typedef struct
{
  FakeBox       *box;
  LoketClock    *clock;
  LoketWorker   *worker;
  LoketComposer *composer;
  char            *folder;
  LoketVocabulary *vocabulary;
} Fixture;

/* Held while a check is not to go on; how many there were. */
extern GMutex composer_check_lock;
extern gint composer_n_checks;

/* Its other replies, and their comparing. */
extern guint composer_n_read;
extern GTask *composer_reading;
extern gboolean composer_slow_reading;
extern gint composer_n_compared;
void            composer_finish_reading    (void);

void fake_box_finish_save (FakeBox *box);
LoketComplaint *composer_make_complaint (gint64 substance);
void composer_settle (void);
GAsyncResult *composer_wait (GAsyncResult **slot);
LoketVocabulary *composer_open_vocabulary (Fixture *f);
void composer_open (Fixture *f);
void composer_check (Fixture *f);
LoketFindingItem *composer_get_finding (Fixture *f, guint position);
char *composer_send_reply (Fixture *f, GError **error);
void composer_advance (Fixture *f, gint64 us);
void composer_wait_cb (GObject *source, GAsyncResult *result, gpointer slot);
void composer_set_up (Fixture *f, gconstpointer data);
void composer_tear_down (Fixture *f, gconstpointer data);

G_END_DECLS
