/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * Every bound on something another person or program controls, in one place.
 * Each is tested at its edge: the largest accepted and the first refused.
 * Sizes are bytes unless the name says otherwise.
 */

/* Text of people (code points). SP4N-LAPOR! titles end at 140, bodies were
 * seen up to 2,438; these leave room without letting one record fill memory. */
#define LOKET_LIMIT_TITLE_CHARS        500
#define LOKET_LIMIT_BODY_CHARS         100000
#define LOKET_LIMIT_REPLY_CHARS        20000
#define LOKET_LIMIT_NAME_CHARS         200
#define LOKET_LIMIT_TRACKING_ID_CHARS  32
#define LOKET_LIMIT_REASON_CHARS       500

/* Wire. */
#define LOKET_LIMIT_JSON_DEPTH         32
#define LOKET_LIMIT_JSON_MEMBERS       512 /* in one object */
#define LOKET_LIMIT_REQUEST_BYTES      (256 * 1024)
#define LOKET_LIMIT_ANSWER_BYTES       (8 * 1024 * 1024)
#define LOKET_LIMIT_UNPACKED_BYTES     (64 * 1024 * 1024) /* of a packed answer */
#define LOKET_LIMIT_UNPACKED_RATIO     200
#define LOKET_LIMIT_RECORD_BYTES       (1024 * 1024)
#define LOKET_LIMIT_PAGE_RECORDS       2000
#define LOKET_LIMIT_PAGE_DEFAULT       500
#define LOKET_LIMIT_STATUS_IDS         500
#define LOKET_LIMIT_BATCH_IDS          200
#define LOKET_LIMIT_DRAFTS             200  /* of one officer, on the hub */
#define LOKET_LIMIT_WAIT_SECONDS       55   /* of a long poll */
#define LOKET_LIMIT_EVENT_LINE_BYTES   (16 * 1024) /* of the stream of events */
#define LOKET_LIMIT_EVENT_DATA_BYTES   (16 * 1024)
/* People fill a conversation up to the first of each pair. What is left to the
 * second, which readers take, is for what must always go in: where a complaint
 * goes, and replies that a restored hub forgot. */
#define LOKET_LIMIT_MESSAGES           1000 /* of one complaint */
#define LOKET_LIMIT_MESSAGES_READ      1100
#define LOKET_LIMIT_RECORD_FILL_BYTES  (LOKET_LIMIT_RECORD_BYTES - 64 * 1024)
/* What the hub reads of its own: records from before there were limits. */
#define LOKET_LIMIT_MESSAGES_STORED    50000
#define LOKET_LIMIT_RECORD_STORED_BYTES (32 * 1024 * 1024)
#define LOKET_LIMIT_CLASS_CHANGES      100  /* of one complaint */
#define LOKET_LIMIT_OVERRIDES          64   /* of one reply */
#define LOKET_LIMIT_SCOPES             64
#define LOKET_LIMIT_CA_BYTES           (256 * 1024)
#define LOKET_LIMIT_JSON_INTEGER       9007199254740992 /* 2^53, I-JSON */

/* Attachments. A chunk is what one PATCH of an upload carries: the hub takes any up
 * to the most, a client sends at least the least, but for the end of a file. */
#define LOKET_LIMIT_ATTACHMENT_BYTES      (10 * 1024 * 1024)
#define LOKET_LIMIT_ATTACHMENTS           5   /* of one reply */
#define LOKET_LIMIT_MESSAGE_ATTACHMENTS   20  /* of one entry, also of a reporter's */
#define LOKET_LIMIT_ATTACHMENT_NAME_BYTES 120 /* UTF-8, with its extension */
#define LOKET_LIMIT_ATTACHMENT_TYPE_CHARS 127
#define LOKET_LIMIT_ATTACHMENT_PARTS      5000 /* of an office file */
#define LOKET_LIMIT_ATTACHMENT_PART_BYTES (1024 * 1024) /* of the one that lists them */
#define LOKET_LIMIT_ATTACHMENT_UNPACKED_BYTES (512 * 1024 * 1024)
#define LOKET_LIMIT_PHOTO_PIXELS          50000000
#define LOKET_LIMIT_CHUNK_MIN_BYTES       (256 * 1024)
#define LOKET_LIMIT_CHUNK_BYTES           (4 * 1024 * 1024)
#define LOKET_LIMIT_UPLOAD_DAYS           14  /* since its last chunk or its device's word */
#define LOKET_LIMIT_UPLOADS_BYTES         (200 * 1024 * 1024) /* unfinished ones of one officer */
#define LOKET_LIMIT_UPLOADS               100 /* the same; also those that a device names */

/* Settings of the checks that an agency hands in. */
#define LOKET_LIMIT_SETTINGS_BYTES     (64 * 1024)
#define LOKET_LIMIT_SETTINGS_ITEMS     500 /* of one list */

/* Templates of replies that an agency hands in. A text leaves room for what is
 * filled in before it is as long as a reply may be. */
#define LOKET_LIMIT_TEMPLATES          200 /* of one set */
#define LOKET_LIMIT_TEMPLATES_BYTES    (512 * 1024)
#define LOKET_LIMIT_TEMPLATE_ID_CHARS  64
#define LOKET_LIMIT_TEMPLATE_ITEMS     50 /* categories of one */
#define LOKET_LIMIT_TEMPLATE_CHARS     10000
#define LOKET_LIMIT_TEMPLATE_BLANKS    40 /* of one text */
#define LOKET_LIMIT_BLANK_CHARS        200 /* between the braces */
#define LOKET_LIMIT_BLANK_CHOICES      12

/* The officer's disk. The reserve is given back when nothing is left, and made
 * anew when there is room again; below the other the person is told. */
#define LOKET_LIMIT_RESERVE_BYTES         (8 * 1024 * 1024)
#define LOKET_LIMIT_LOW_DISK_BYTES        (50 * 1024 * 1024)
#define LOKET_LIMIT_SHORT_DISK_BYTES      (200 * 1024 * 1024) /* nothing is made ahead */
/* Words that an officer adds. */
#define LOKET_LIMIT_VOCABULARY_WORDS   5000
#define LOKET_LIMIT_VOCABULARY_BYTES   (8 * 1024 * 1024)

/* Sheets that an administrator hands in. */
#define LOKET_LIMIT_SHEET_FILE_BYTES   (64 * 1024 * 1024)
#define LOKET_LIMIT_SHEET_PART_BYTES   (512 * 1024 * 1024)
#define LOKET_LIMIT_SHEET_RATIO        200
#define LOKET_LIMIT_SHEET_STRINGS_BYTES (128 * 1024 * 1024)
#define LOKET_LIMIT_SHEET_ENTRIES      1000
#define LOKET_LIMIT_SHEET_ROWS         200000
#define LOKET_LIMIT_SHEET_COLUMNS      256
#define LOKET_LIMIT_SHEET_CELL_CHARS   LOKET_LIMIT_BODY_CHARS
#define LOKET_LIMIT_XLSX_CELL_CHARS    32767 /* Excel's own limit */
#define LOKET_LIMIT_SHEET_HEADER_ROWS  50
#define LOKET_LIMIT_XML_DEPTH          64

/* Complaints that one commit adds to the search index, and the most that the
 * commit of a page adds itself. */
#define LOKET_LIMIT_SEARCH_SLICE       2000
#define LOKET_LIMIT_SEARCH_AT_ONCE     500
#define LOKET_LIMIT_SEARCH_FIRST       100 /* rows of a search that are shown before the rest */
#define LOKET_LIMIT_SEARCH_OPENED      50  /* texts that are opened at most for them */

/* Answered complaints whose replies a draft is compared with: of its category, and of any. */
#define LOKET_LIMIT_COPIES_CATEGORY    100
#define LOKET_LIMIT_COPIES_LATEST      50
#define LOKET_LIMIT_COPIES_BYTES       (8 * 1024 * 1024) /* of replies; what comes after is left out */
#define LOKET_LIMIT_COPIES_WAITING     10000             /* replies that the hub has still to compare */

/* The copy of what the hub has: how often it is looked through, and how many
 * pages without use it keeps. */
#define LOKET_LIMIT_CACHE_CHECK_SECONDS (7 * 86400)
#define LOKET_LIMIT_CACHE_FREE_PAGES   1000

/* Accounts. */
#define LOKET_LIMIT_USERNAME_CHARS     64
#define LOKET_LIMIT_PASSWORD_MIN_CHARS 8
#define LOKET_LIMIT_PASSWORD_BYTES     1024

/* The key of a profile. A passphrase can be guessed at by whoever has the disk,
 * so it is longer than a password has to be; what a file says of the work that
 * a guess takes is believed up to here. */
#define LOKET_LIMIT_PASSPHRASE_MIN_CHARS  12
#define LOKET_LIMIT_PASSPHRASE_BYTES      1024
#define LOKET_LIMIT_PASSPHRASE_OPERATIONS 16
#define LOKET_LIMIT_PASSPHRASE_MEMORY     (1024 * 1024 * 1024)
#define LOKET_LIMIT_SLOTS_BYTES           (16 * 1024)
#define LOKET_LIMIT_SLOTS_ELDERS          4

/* Calendars and clocks. */
#define LOKET_LIMIT_HOLIDAY_FILE_BYTES (1024 * 1024)
#define LOKET_LIMIT_HOLIDAYS           5000
#define LOKET_LIMIT_HOLIDAY_NAME_CHARS 200
#define LOKET_LIMIT_ICAL_DEPTH         8
#define LOKET_LIMIT_ICAL_OCCURRENCES   366
#define LOKET_LIMIT_ICAL_EVENT_DAYS    31
#define LOKET_LIMIT_POLICY_FILE_BYTES  (256 * 1024)
#define LOKET_LIMIT_POLICIES           200
#define LOKET_LIMIT_EDITIONS           1000 /* of holidays and rules */
#define LOKET_LIMIT_CALENDAR_YEARS     600
#define LOKET_LIMIT_SPANS_PER_DAY      96
#define LOKET_LIMIT_CLOCK_PAUSES       1000
#define LOKET_LIMIT_CLOCK_DAYS         10000
#define LOKET_LIMIT_REMINDER_ROWS      5000 /* of the queue, most pressing first */
#define LOKET_LIMIT_REMINDER_LIST      100  /* reminders that the window lists, newest first */
