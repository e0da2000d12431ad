/* page_internal.h - what the parts of a page share. Private to page. */
#ifndef DEQI_PAGE_PAGE_INTERNAL_H
#define DEQI_PAGE_PAGE_INTERNAL_H

#include "base/arena.h"
#include "page/blob.h"
#include "page/html.h"
#include "page/pack.h"
#include "page/page.h"
#include "views/planned.h"

/* One step of a lesson, with what the rules make of its case. */
struct page_step {
    struct case_record *record; /* NULL: it has none */
    struct plan plan;
    unsigned layers; /* of enum scene_layer, that the lesson turns on for it */
};

/* One place that is lit, or merely there. */
struct page_mark {
    const char *code; /* of the place itself: "EX-UE9.1" */
    const char *card; /* code of the card that tells of it: "EX-UE9" */
    char side;
    const struct site *site; /* NULL: a mark of the user's */
    const struct plan *plan; /* that names it: the case's or a step's; NULL = none does */
    struct planned_entry entry;
    struct planned_needle needle;
    struct mesh_site on;
    float position[3], normal[3];
};

struct page {
    struct page_source source;
    struct page_choice choice;
    struct arena *arena;
    struct case_record *record; /* without what is not to be read; NULL = no case */
    struct plan plan;
    struct planned_body body;
    struct page_step *step; /* of the lesson, one each */

    int n_marks;
    struct page_mark *mark;
    bool many; /* too many to search each one's best view twice */

    struct blob *blob;
    struct pack skin;
    json_t *data;
    unsigned beneath;  /* layers of the structures that it carries */
    struct html words; /* the articles, one a language */
    struct html file;
    uint8_t *picture; /* WebP */
    size_t picture_size;
    char lacks[640];

    int stage, item; /* what is made next */
};

static inline const struct plan *page_plan(const struct page *page)
{
    return page->record ? &page->plan : NULL;
}

/* marks.c: fills page->mark. */
void page_collect_marks(struct page *page);

/* data.c: what the script reads, into page->data. */
void page_add_skin(struct page *page);
void page_add_marks(struct page *page, int from, int to);
void page_add_channels(struct page *page);
void page_add_layers(struct page *page);
/* The skin's colours in the light and the dark theme; NULL = none. */
json_t *page_symptoms(struct page *page, const struct case_record *record);
/* A colour of each theme, 0xRRGGBBAA. */
json_t *page_colors(uint32_t light, uint32_t dark);
/* To a hundredth of a millimetre. */
json_t *page_numbers(const float *value, int n);

/* elsewhere.c: the points that the plan's page does not show. */
void page_add_elsewhere(struct page *page);

/* views.c: from where the page looks; a view is a new reference. */
typedef bool page_mark_test(const struct page *page, const struct page_mark *mark,
                            const void *user);
void page_add_views(struct page *page);
json_t *page_view_of_mark(const struct page *page, const struct page_mark *mark);
/* From where the marks that are wanted are seen best; NULL = none is. */
json_t *page_view_of_marks(const struct page *page, page_mark_test *wanted,
                           const void *user);
/* A ball, and from where the skin at `at` is seen best. */
json_t *page_view_of_ball(const struct page *page, const float centre[3], float radius,
                          const float at[3], const float normal[3]);
/* A view of a lesson's own, and what is seen from there. */
json_t *page_view_of_eye(const struct page *page, const struct tour_eye *eye);
void page_eye_ball(const struct page *page, const struct tour_eye *eye, float ball[4]);
/* The marks that are wanted (NULL: all) as those that the eye seeks; the caller frees. */
struct scene_mark *page_scene_marks(const struct page *page, page_mark_test *wanted,
                                    const void *user, uint32_t *n);

/* page_structures.c: what lies beneath the skin. */
bool page_add_structures(struct page *page, struct error *error);
/* Whether something lies beneath what a lesson's step looks at, for which the skin gets
 * thin; when the structures are added. */
bool page_step_is_thin(const struct page *page, int index);
/* From where a structure is seen best; a new reference, NULL where it is not placed. */
json_t *page_view_of_structure(const struct page *page, const char *id, enum side side);

/* Nothing was asked for: the page shows every point. */
static inline bool page_is_whole(const struct page *page)
{
    const struct page_choice *c = &page->choice;
    return !page->record && !c->lesson && !c->channels && !c->points && !c->structures;
}

/* It shows what lies beneath the skin and nothing else. */
static inline bool page_is_of_parts(const struct page *page)
{
    const struct page_choice *c = &page->choice;
    return c->structures && !page->record && !c->lesson && !page->n_marks && !c->channels;
}

/* steps.c: plans of a lesson's steps, before the marks are collected; and its steps as
 * data. False where a step's case is refused. */
bool page_plan_steps(struct page *page, struct error *error);
void page_free_steps(struct page *page);
void page_add_steps(struct page *page);
/* Whether the step lights it: its own point, its channel's, its plan's. */
bool page_step_lights(const struct page *page, int index, const struct page_mark *mark);
/* The mark that the step looks at; -1 = none. */
int page_step_mark(const struct page *page, int index);
/* Whether a lesson's step looks at the structure; NULL: at any. */
bool page_step_looks_at(const struct page *page, const char *id);

/* page_words.c: one language's article, for people, with or without the script. */
void page_add_words(struct page *page, const struct texts *texts);
/* The words of the script itself: {id: text}. A new reference. */
json_t *page_script_words(const struct texts *texts);
/* What the page is called in that language. */
const char *page_title(const struct page *page, const struct texts *texts);

/* page_picture.c: for readers without WebGL. Where no graphics can be had, page->lacks
 * says so.
 */
void page_draw(struct page *page);

/* page_assemble.c: the file. `three` is what page_find_three found. */
bool page_assemble(struct page *page, struct error *error);
/* Whether the libraries that a page carries are on this machine. */
bool page_find_three(struct error *error);

#endif
