/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-wordlist.h"

G_BEGIN_DECLS

/* Patterns that rules share or that are too close to their code for a list. */
typedef enum
{
  LOKET_PATTERN_DATE,
  LOKET_PATTERN_UNIT,
  LOKET_PATTERN_WE,
  LOKET_PATTERN_WITHHELD,
  LOKET_PATTERN_ID_NUMBER,
  LOKET_PATTERN_ID_LABEL,
  LOKET_PATTERN_MASKED,
  LOKET_PATTERN_ROMAN,
  LOKET_PATTERN_TAX_DOTTED,
  LOKET_PATTERN_TAX_BARE,
  LOKET_PATTERN_MOBILE,
  LOKET_PATTERN_OFFICIAL_CONTACT,
  LOKET_PATTERN_MAIL,
  LOKET_PATTERN_ACCOUNT,
  LOKET_PATTERN_ACCOUNT_NOT,
  LOKET_PATTERN_NUMERIC_DATE,
  LOKET_PATTERN_TREASURY,
  LOKET_PATTERN_PLATE,
  LOKET_PATTERN_VEHICLE,
  LOKET_PATTERN_OFFICIAL_VEHICLE,
  LOKET_PATTERN_HEALTH_CARD,
  LOKET_PATTERN_PASSPORT,
  LOKET_PATTERN_PASSPORT_WORD,
  LOKET_PATTERN_STAFF,
  LOKET_PATTERN_BIRTH,
  LOKET_PATTERN_CONDITION,
  LOKET_PATTERN_PERSON,
  LOKET_PATTERN_PLACE_BEFORE,
  LOKET_PATTERN_ADDRESS_BEFORE,
  LOKET_PATTERN_RT,
  LOKET_PATTERN_HOME,
  LOKET_PATTERN_LEGAL_SHORT,
  LOKET_PATTERN_LEGAL_NO,
  LOKET_PATTERN_LEGAL,
  LOKET_PATTERN_LEGAL_FULL,
  LOKET_PATTERN_LINK,
  LOKET_PATTERN_LINK_SHORT,
  LOKET_PATTERN_LINK_OFFICIAL,
  LOKET_PATTERN_ATTACHED,
  LOKET_PATTERN_ATTACHED_NOT,
  LOKET_PATTERN_CAPITALS,
  LOKET_PATTERN_MARKS,
  LOKET_PATTERN_EMOJI,
  LOKET_PATTERN_SPACE_BEFORE,
  LOKET_PATTERN_RUPIAH,
  LOKET_PATTERN_SLASHED,
  LOKET_PATTERN_CLOCK,
  LOKET_PATTERN_SPLIT_PREFIX,
  LOKET_PATTERN_SPLIT_NOT,
  LOKET_PATTERN_ACRONYM,
  LOKET_PATTERN_PASSIVE_PROMISE,
  LOKET_PATTERN_AS_REGULATED,
  LOKET_PATTERN_LEGAL_DUTY,
  LOKET_PATTERN_BY,
  LOKET_PATTERN_FULL_DATE,
  LOKET_PATTERN_FUTURE,
  LOKET_PATTERN_PAST,
  LOKET_PATTERN_WORK_PLANNED,
  LOKET_PATTERN_REPAIR_PLANNED,
  LOKET_PATTERN_REPAIR_DONE,
  LOKET_PATTERN_SOON,
  LOKET_PATTERN_CONDITION_SET,
  LOKET_PATTERN_PAST_AFTER,
  LOKET_PATTERN_WILL_WORK,
  LOKET_PATTERN_DONE,
  LOKET_PATTERN_ALL_DONE,
  LOKET_PATTERN_STILL,
  LOKET_PATTERN_SUBSTANCE,
  LOKET_PATTERN_RUNNING,
  LOKET_PATTERN_GO_THERE,
  LOKET_PATTERN_CHANNEL,
  LOKET_PATTERN_ANY_STREET,
  LOKET_PATTERN_REFUSAL,
  LOKET_PATTERN_REASON,
  LOKET_PATTERN_STREET,
  LOKET_PATTERN_ROAD,
  LOKET_PATTERN_THAT_PLACE,
  LOKET_PATTERN_OFFICE_ADDRESS,
  LOKET_PATTERN_ASKS_WHEN,
  LOKET_PATTERN_SOME_TIME,
  LOKET_PATTERN_ASKS_HOW_MUCH,
  LOKET_PATTERN_SOME_AMOUNT,
  LOKET_PATTERN_TICKET,
  LOKET_PATTERN_SALUTATION,
  LOKET_PATTERN_ADDRESSED,
  LOKET_PATTERN_LANDLINE,
  LOKET_PATTERN_JOINT,
  LOKET_PATTERN_FAULT,
  LOKET_PATTERN_SORRY,
  LOKET_PATTERN_COURTESY,
  LOKET_PATTERN_NAMED_REPORTER,
  LOKET_PATTERN_OPENS,
  LOKET_PATTERN_REPORT_ABOUT,
  LOKET_PATTERN_FOUND_OUT,
  LOKET_PATTERN_DEED_DONE,
  LOKET_PATTERN_DEED_TO_COME,
  LOKET_PATTERN_HEAR_MORE,
  LOKET_PATTERN_CLOSES,
  LOKET_N_PATTERNS,
} LoketPatternId;

typedef struct
{
  const char *source;
  gboolean    any_case;
} LoketPatternSource;

extern const LoketPatternSource _loket_pattern_sources[];

/* A pattern of a list in data/quality, with what stands beside it there. */
typedef struct
{
  LoketPattern *pattern;
  char         *kind;
  char         *note;
} LoketEntry;

/**
 * LoketLexicon:
 * @patterns: those of %LoketPatternId
 * @promises: (element-type LoketEntry): janji-kabur.tsv
 * @placeholders: (element-type LoketEntry): penanda-templat.tsv
 * @tones: (element-type LoketEntry): nada.tsv
 * @slang: gaul.tsv
 * @spelling: nonbaku.tsv
 * @acronyms: singkatan.tsv, keys in small letters
 * @repealed: peraturan-dicabut.tsv, keys as in `uu 32 2004`
 * @objects: objek.tsv
 * @vocabulary: kosakata.txt
 * @all: (element-type LoketPattern): every pattern above
 * @scanner: looks for all of them at once
 *
 * What the rules look things up in. Never changes once it is loaded.
 */
typedef struct
{
  LoketPattern *patterns[LOKET_N_PATTERNS];
  GPtrArray    *promises;
  GPtrArray    *placeholders;
  GPtrArray    *tones;
  LoketWordList *slang;
  LoketWordList *spelling;
  LoketWordList *acronyms;
  LoketWordList *repealed;
  LoketWordList *objects;
  LoketWordList *vocabulary;
  GPtrArray     *all;
  LoketScanner  *scanner;
} LoketLexicon;

LoketLexicon *_loket_lexicon_new  (GError      **error);
void          _loket_lexicon_free (LoketLexicon *lexicon);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketLexicon, _loket_lexicon_free)

G_END_DECLS
