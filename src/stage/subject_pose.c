/* subject_pose.c - a body in another posture than it stands in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/trace.h"
#include "inside/inside.h"
#include "stage/subject_fit.h"
#include "stage/subject_internal.h"

static void make_posed_mesh(struct subject *s)
{
    const struct mesh *m = &s->model.mesh;
    struct mesh *posed = &s->posed->mesh;
    if (posed->n_vertices)
        return;
    mesh_alloc(posed, m->n_vertices, m->n_triangles);
    memcpy(posed->triangle, m->triangle, m->n_triangles * sizeof *m->triangle);
    if (!m->occlusion)
        return;
    posed->occlusion = xmalloc(m->n_vertices);
    memcpy(posed->occlusion, m->occlusion, m->n_vertices);
}

static bool load_poser(struct subject *s, struct error *error)
{
    char path[PATH_MAX + 32];
    if (s->posed->poser)
        return true;
    if (!s->own) {
        struct held *held = subject_fit_held(s, s->data_dir, NULL, NULL, error);
        if (held)
            subject_hold(s, held);
        return held != NULL;
    }
    snprintf(path, sizeof path, "%s/models/human.rig", s->data_dir);
    if (!(s->posed->rig = rig_load(path, error)))
        return false;
    s->posed->poser = body_poser_create(s->posed->rig, s->shapes, error);
    if (!s->posed->poser) {
        rig_destroy(&s->posed->rig);
        return false;
    }
    return true;
}

void subject_posed_destroy(struct posed_kept **posed)
{
    struct posed_kept *k = *posed;
    inside_destroy(&k->inside);
    inside_skin_destroy(&k->skin);
    body_destroy(&k->body);
    if (k->held)
        held_destroy(&k->held);
    else
        body_poser_destroy(&k->poser);
    rig_destroy(&k->rig);
    mesh_free(&k->mesh);
    free(k);
    *posed = NULL;
}

bool subject_pose_to(struct subject *s, enum posture posture, struct error *error)
{
    if (posture == s->posed->posture)
        return true;
    // the joints follow from the shape as it was made last
    if (posture != POSTURE_STANDING &&
        ((s->own && !s->posed->poser && !subject_apply_shape(s, &s->params, error)) ||
         !load_poser(s, error)))
        return false;
    make_posed_mesh(s);
    s->posed->posture = posture;
    subject_carry(s);
    trace_destroy(&s->lines->trace);
    s->version++;
    return true;
}

enum posture subject_posture(const struct subject *s)
{
    return s->posed->posture;
}

const struct body *subject_standing(const struct subject *s)
{
    return s->body;
}

bool subject_is_held(const struct subject *s)
{
    return s->posed->held != NULL;
}

void subject_hold(struct subject *s, struct held *held)
{
    held_destroy(&s->posed->held);
    s->posed->held = held;
    s->posed->poser = held_poser(held);
}

const float *subject_skin_off(const struct subject *s)
{
    return s->posed->held ? held_off(s->posed->held) : NULL;
}
