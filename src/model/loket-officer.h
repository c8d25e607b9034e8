/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"

G_BEGIN_DECLS

/**
 * LoketOfficer:
 * @id: the hub's id
 * @username: what the person signs in with
 * @name: the person's name
 * @role: what the person may do
 * @agency_code: (nullable): the agency, %NULL for people above agencies
 * @agency_name: (nullable): its name
 * @agency_time_zone: (nullable): IANA zone of the agency
 *
 * Who is signed in.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  char     *id;
  char     *username;
  char     *name;
  LoketRole role;
  char     *agency_code;
  char     *agency_name;
  char     *agency_time_zone;
} LoketOfficer;

#define LOKET_TYPE_OFFICER (loket_officer_get_type ())

GType         loket_officer_get_type (void) G_GNUC_CONST;
LoketOfficer *loket_officer_new      (void);
LoketOfficer *loket_officer_ref      (LoketOfficer *self);
void          loket_officer_unref    (LoketOfficer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketOfficer, loket_officer_unref)

G_END_DECLS
