/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"

G_BEGIN_DECLS

char           *random_text           (GRand                *rand,
                                       guint                 max_chars);
char           *random_uuid           (GRand                *rand);
gint64          random_number         (GRand                *rand);
gint64          random_instant        (GRand                *rand);
LoketComplaint *random_complaint      (GRand                *rand);
LoketAttachment *random_attachment    (GRand                *rand,
                                       gboolean              upload);
void            assert_same_attachment (const LoketAttachment *a,
                                        const LoketAttachment *b);
void            assert_same_complaint (const LoketComplaint *a,
                                       const LoketComplaint *b);

G_END_DECLS
