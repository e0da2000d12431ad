#include "page/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "inside/inside.h"
#include "page/page_internal.h"
#include "scene/layers.h"
#include "views/plan_body.h"

// ---------------------------------------------------------------- what is asked for

static bool check_list(const struct page *page, const char *const *list, const char *what,
                       struct error *error)
{
    const struct catalog *c = subject_catalog(page->source.subject);
    bool points = strcmp(what, "points") == 0;
    for (; list && *list; list++) {
        if (points ? catalog_find(c, *list) != NULL : catalog_channel(c, *list) != NULL)
            continue;
        const char *near = catalog_suggest_code(c, *list);
        return error_status_set(error, ERROR_USAGE, "--%s %.60s: there is none%s%s%s",
                                what, *list, near ? "; did you mean " : "",
                                near ? near : "", near ? "?" : "");
    }
    return true;
}

static bool check_structures(const struct page *page, struct error *error)
{
    const char *const *list = page->choice.structures;
    if (!list)
        return true;
    const struct inside *inside = subject_inside(page->source.subject, error);
    if (!inside)
        return false;
    for (; *list; list++) {
        const struct layer *layer = layers_find(*list, strlen(*list));
        if ((layer && layer->bit & SCENE_BENEATH) || inside_find(inside, *list, SIDE_L) ||
            inside_find(inside, *list, SIDE_M) || inside_find(inside, *list, SIDE_R))
            continue;
        return error_status_set(error, ERROR_USAGE,
                                "--structures %.60s: expected bones, nerves, arteries, "
                                "veins, muscles, organs, or the id of one of them",
                                *list);
    }
    return true;
}

/* The case without what is not to be read: nothing of that reaches the plan. */
static void take_case(struct page *page)
{
    const struct page_source *s = &page->source;
    if (!s->record)
        return;
    page->record = xmalloc(sizeof *page->record);
    *page->record = *s->record;
    if (!page->choice.label)
        case_unnamed(page->record, texts_get(s->texts[0], "page.reason_kept", NULL));
    struct planned_body on = subject_planned_standing(s->subject);
    plan_body_make(s->engine, page->record, s->extent, &on, page->arena, &page->plan);
}

// ---------------------------------------------------------------- step by step

enum stage {
    SKIN,
    MARKS,
    VIEWS,
    LINES,
    LAYERS_OF_SKIN,
    BENEATH,
    STEPS,
    WORDS,
    PICTURE,
    WHOLE,
    READY
};

enum { MARKS_AT_ONCE = 8 };

struct page *page_create(const struct page_source *source,
                         const struct page_choice *choice, struct error *error)
{
    struct page *page = xcalloc(1, sizeof *page);
    page->source = *source;
    page->choice = *choice;
    page->arena = arena_create();
    page->body = subject_planned(source->subject);
    page->blob = blob_create();
    page->data = json_object();
    take_case(page);
    if (!page_find_three(error) ||
        !check_list(page, choice->channels, "channels", error) ||
        !check_list(page, choice->points, "points", error) ||
        !check_structures(page, error) || !page_plan_steps(page, error)) {
        page_destroy(&page);
        return NULL;
    }
    page_collect_marks(page);
    json_object_set_new(page->data, "schema", json_string("deqi/page-1"));
    json_object_set_new(page->data, "version", json_string(source->version));
    if (page->record)
        json_object_set_new(page->data, "plan", json_true());
    if (page_is_whole(page))
        json_object_set_new(page->data, "whole", json_true());
    return page;
}

void page_destroy(struct page **page)
{
    struct page *p = page ? *page : NULL;
    if (!p)
        return;
    page_free_steps(p);
    pack_free(&p->skin);
    blob_destroy(&p->blob);
    json_decref(p->data);
    free(p->words.text);
    free(p->file.text);
    free(p->picture);
    free(p->record);
    arena_destroy(&p->arena);
    free(p);
    *page = NULL;
}

/* true where the stage is done */
static bool go_on(struct page *page, bool *ok, struct error *error)
{
    switch ((enum stage)page->stage) {
    case SKIN:
        page_add_skin(page);
        return true;
    case MARKS:
        page_add_marks(page, page->item, page->item + MARKS_AT_ONCE);
        page->item += MARKS_AT_ONCE;
        return page->item >= page->n_marks;
    case VIEWS:
        page_add_views(page);
        return true;
    case LINES:
        page_add_channels(page);
        return true;
    case LAYERS_OF_SKIN:
        page_add_layers(page);
        return true;
    case BENEATH:
        *ok = page_add_structures(page, error);
        return true;
    case STEPS:
        page_add_steps(page);
        page_add_elsewhere(page);
        return true;
    case WORDS:
        page_add_words(page, page->source.texts[page->item]);
        return ++page->item >= page->source.n_texts;
    case PICTURE:
        page_draw(page);
        return true;
    case WHOLE:
        *ok = page_assemble(page, error);
        return true;
    case READY:
        break;
    }
    return false;
}

enum page_state page_step(struct page *page, struct error *error)
{
    bool ok = true;
    if (page->stage == READY)
        return PAGE_READY;
    if (go_on(page, &ok, error)) {
        page->stage++;
        page->item = 0;
    }
    return !ok ? PAGE_FAILED : page->stage == READY ? PAGE_READY : PAGE_MORE;
}

float page_progress(const struct page *page)
{
    // the marks take longest: each looks for where it is seen best
    float marks = page->stage > MARKS ? 1
                  : page->stage == MARKS && page->n_marks
                      ? (float)page->item / (float)page->n_marks
                      : 0;
    return 0.6f * marks + 0.4f * (float)page->stage / READY;
}

const char *page_html(const struct page *page, size_t *size)
{
    *size = page->file.size;
    return page->file.text;
}

bool page_write(const struct page *page, const char *path, struct error *error)
{
    return (page->record ? file_write : file_write_public)(path, page->file.text,
                                                           page->file.size, error);
}

const char *page_lacks(const struct page *page)
{
    return page->lacks;
}
