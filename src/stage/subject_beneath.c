/* subject_beneath.c - what is made of a body when it is first asked for: the lines on its
 * skin, and what lies beneath. */
#include <stdio.h>
#include <string.h>

#include "anatomy/trace.h"
#include "stage/subject_internal.h"

const struct trace *subject_traces(const struct subject *s)
{
    if (!s->lines->trace)
        s->lines->trace = trace_create(subject_body(s));
    return s->lines->trace;
}

const struct inside *subject_inside(const struct subject *s, struct error *error)
{
    struct beneath_kept *k = s->kept;
    if (k->version != s->shaped) {
        k->version = s->shaped;
        k->why = (struct error){0};
        if (!k->beneath)
            k->beneath = beneath_load(s->data_dir, &k->why);
        if (k->beneath)
            beneath_crew(k->beneath, crew_cores);
        inside_destroy(&s->posed->inside);
        inside_skin_destroy(&s->posed->skin);
        if (k->beneath)
            beneath_make(k->beneath, s->body, &k->why);
    }
    const struct inside *inside = k->beneath ? beneath_inside(k->beneath) : NULL;
    if (!inside && error)
        *error = k->why;
    return inside;
}

const struct inside *subject_inside_shown(const struct subject *s, struct error *error)
{
    struct posed_kept *k = s->posed;
    const struct inside *standing = subject_inside(s, error);
    if (!standing || subject_posture(s) == POSTURE_STANDING)
        return standing;
    if (!k->inside || k->version != s->version) {
        inside_destroy(&k->inside);
        if (!k->skin)
            k->skin = inside_skin_create(standing);
        k->inside = inside_create_posed(k->skin, k->body);
        k->version = s->version;
    }
    return k->inside;
}

const struct site *subject_standing_site(const struct subject *s, const struct site *site)
{
    return site ? body_site(s->body, site->point, site->side) : NULL;
}

static bool same_needle(const struct site *a, const struct site *b)
{
    return a->placed == b->placed &&
           memcmp(a->position, b->position, sizeof a->position) == 0 &&
           memcmp(a->direction, b->direction, sizeof a->direction) == 0 &&
           memcmp(a->depth, b->depth, sizeof a->depth) == 0;
}

const struct near *subject_near(const struct subject *s, const struct site *shown, int *n)
{
    struct site needle = *shown, *site = &needle;
    const struct site *standing =
        subject_posture(s) != POSTURE_STANDING ? subject_standing_site(s, shown) : NULL;
    if (standing) { // as deep, where the body stands
        needle.on = standing->on;
        memcpy(needle.position, standing->position, sizeof needle.position);
        memcpy(needle.normal, standing->normal, sizeof needle.normal);
        memcpy(needle.direction, standing->direction, sizeof needle.direction);
    }
    const struct inside *inside = subject_inside(s, NULL);
    struct near_kept *k = &s->kept->near;
    *n = 0;
    if (!inside)
        return NULL;
    if (k->version != s->shaped || !same_needle(&k->site, site)) {
        k->version = s->shaped;
        k->site = *site;
        k->n = near_site(inside, site, k->near, NEAR_MAX);
    }
    *n = k->n;
    return k->near;
}
