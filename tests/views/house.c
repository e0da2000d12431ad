#include "house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void give_up(const struct error *error)
{
    error_print(error, stderr);
    exit(1);
}

void house_open(struct house *h, const char *body, const char *set, const char *lang)
{
    struct error error = {0};
    *h = (struct house){
        .arena = arena_create(),
        .record = xcalloc(1, sizeof *h->record),
        .texts = texts_load(DEQI_SOURCE_DIR, lang, &error),
        .subject = subject_create(DEQI_SOURCE_DIR, body, &set, set ? 1 : 0, &error)};
    if (!h->texts || !h->subject)
        give_up(&error);
    h->on = subject_planned(h->subject);
    h->engine = engine_load(DEQI_SOURCE_DIR, subject_catalog(h->subject), &error);
    if (!h->engine)
        give_up(&error);
}

void house_close(struct house *h)
{
    engine_destroy(&h->engine);
    subject_destroy(&h->subject);
    texts_destroy(&h->texts);
    arena_destroy(&h->arena);
    free(h->record);
}

void house_plan_again(struct house *h)
{
    arena_reset(h->arena);
    engine_plan(h->engine, h->record, h->arena, &h->plan);
}

void house_plan(struct house *h, const char *json)
{
    struct error error = {0};
    if (!case_parse("case", json, strlen(json), h->engine, h->record, &error))
        give_up(&error);
    house_plan_again(h);
}
