/* page.h - what deqi computed, as one HTML file that opens anywhere: a plan, a lesson, a
 * channel, a body.
 *
 * A view and nothing more: every place, depth, direction and sentence comes from the
 * floors below; the page's own script (assets/page) only shows them. The file is whole in
 * itself, asks nothing of anybody, and is the same for the same input but for its
 * picture, which is as the machine's graphics draw it.
 *
 * The label and what a case holds as free text stay out of it unless they are asked for.
 *
 * Made in steps, so that a window can go on and show how far it is:
 *
 *     struct page *page = page_create(&source, &choice, &error);
 *     while ((state = page_step(page, &error)) == PAGE_MORE)
 *         show(page_progress(page));
 *     if (state == PAGE_READY)
 *         page_write(page, "plan.html", &error);
 *     page_destroy(&page);
 */
#ifndef DEQI_PAGE_PAGE_H
#define DEQI_PAGE_PAGE_H

#include "rules/engine.h"
#include "stage/still.h"
#include "study/tours.h"

struct page;

enum { PAGE_LANGUAGES_MAX = 16 };

/* All borrowed, for as long as the page lives, and left as it is. */
struct page_source {
    const char *data_dir, *version;
    const struct subject *subject;
    const struct engine *engine;      /* for a case or a lesson; else NULL */
    const struct case_record *record; /* NULL: no case */
    enum plan_extent extent;
    int n_texts; /* the languages of the page, its first one first; at least one */
    const struct texts *texts[PAGE_LANGUAGES_MAX];
    render_getproc *getproc; /* as in still.h */
};

/* What is on it besides the case's plan. Where there is neither case, lesson nor any of
 * these, all points are. Lists are NULL-terminated, NULL = none. */
struct page_choice {
    const char *const *channels;   /* ids: their lines and points */
    const char *const *points;     /* codes */
    const char *const *structures; /* ids, or systems: bones, nerves, arteries, ... */
    const struct tour *lesson;
    bool label; /* the label and the free text of the case may be read in it */
};

/* NULL where a list names what is not there, or where three.js is not installed. */
struct page *page_create(const struct page_source *source,
                         const struct page_choice *choice, struct error *error);
void page_destroy(struct page **page); /* NULL inside is fine */

enum page_state { PAGE_MORE, PAGE_READY, PAGE_FAILED };
enum page_state page_step(struct page *page, struct error *error);
float page_progress(const struct page *page); /* 0 .. 1 */

/* The whole file; only once ready. Valid as long as the page. */
const char *page_html(const struct page *page, size_t *size);
bool page_write(const struct page *page, const char *path, struct error *error);
/* Why the page has no picture for readers without WebGL; "" = it has one. */
const char *page_lacks(const struct page *page);

#endif
