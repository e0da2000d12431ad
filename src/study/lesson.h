/* lesson.h - a lesson in the making: steps with words, a view and lit points, in an
 * order, with undo. It is kept as one file, deqi/tour-1 (tours.h), which tours and pages
 * read.
 *
 * Each change replaces the whole lesson, as history.h does with a case.
 */
#ifndef DEQI_STUDY_LESSON_H
#define DEQI_STUDY_LESSON_H

#include "base/error.h"
#include "study/tours.h"

enum { LESSON_STEPS_MOST = 60, LESSON_VERSIONS = 100 };

/* All plain text. `points` is typed: "ST36, SP6.L" (typed.h). */
struct lesson_step {
    char title[160], text[2400], evidence[1200], points[1600];
    enum tour_look look;
    char what[64]; /* of `look` */
    enum side side;
    struct tour_eye eye;
    char channel[8], layers[240], statements[240];
    char isolate[ISOLATE_TEXT]; /* what of the body is shown */
    enum tour_show show;
    const char *case_text; /* NULL = none; lives as long as the book */
};

struct lesson {
    char title[160], source[400];
    int n;
    struct lesson_step step[LESSON_STEPS_MOST];
};

struct lesson_book;

/* One lesson without steps. */
struct lesson_book *lesson_book_create(void);
void lesson_book_destroy(struct lesson_book **book);

const struct lesson *lesson_now(const struct lesson_book *book);
/* A copy to be changed, and the change: one step of undo, or, with the same `group` as
 * the one before and not 0, the same step. What is as it was is no change. */
struct lesson *lesson_draft(struct lesson_book *book);
bool lesson_change(struct lesson_book *book, int group);
bool lesson_undo(struct lesson_book *book);
bool lesson_redo(struct lesson_book *book);
bool lesson_can_undo(const struct lesson_book *book);
bool lesson_can_redo(const struct lesson_book *book);

/* In the draft: a step goes to another place, away, or comes after `at` (-1: first). */
void lesson_move(struct lesson *lesson, int from, int to);
void lesson_remove(struct lesson *lesson, int at);
/* NULL where there is no room; else zeroed. */
struct lesson_step *lesson_insert(struct lesson *lesson, int after);
/* Keeps a text for as long as the book. */
const char *lesson_keep(struct lesson_book *book, const char *text);

/* The file's text, malloc'ed. A step without a title is called by its number; points that
 * nobody knows are left out. */
char *lesson_text(const struct lesson *lesson, const struct catalog *catalog);
/* False where a list of points names what nobody knows: *step is the one. */
bool lesson_knows(const struct lesson *lesson, const struct catalog *catalog, int *step,
                  char *unknown, size_t size);
/* The same as an error: such a lesson is neither saved nor shown, or words would be lost.
 */
bool lesson_check(const struct lesson *lesson, const struct catalog *catalog,
                  struct error *error);
/* Another lesson is a step that can be undone. On failure nothing has changed; what has
 * no room is refused with its place. */
bool lesson_open(struct lesson_book *book, const char *path,
                 const struct catalog *catalog, struct error *error);
bool lesson_save(struct lesson_book *book, const char *path,
                 const struct catalog *catalog, struct error *error);
/* A tour as a lesson; its case lives as long as the book, `path` stands in complaints. */
bool lesson_take(struct lesson_book *book, const struct tour *tour, const char *path,
                 const struct catalog *catalog, struct lesson *out, struct error *error);
/* A new one, without steps. */
void lesson_begin(struct lesson_book *book);
bool lesson_unsaved(const struct lesson_book *book);
/* Not as saved, although it was read from a file: what was left unsaved before. */
void lesson_touch(struct lesson_book *book);
void lesson_is_saved(struct lesson_book *book);
/* Grows with every change, undo and redo among them. */
unsigned lesson_changes(const struct lesson_book *book);

#endif
