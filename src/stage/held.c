#include "stage/held.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fit/fit.h"

struct held {
    struct rig *rig;
    struct poser *poser;
    float *off;
};

struct held *held_create(const char *data_dir, const struct fitter *fitter,
                         const struct fit *fit, const struct mesh *mesh,
                         struct error *error)
{
    char path[PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/models/human.rig", data_dir);
    struct rig *rig = rig_load(path, error);
    if (!rig)
        return NULL;
    struct held *h = xcalloc(1, sizeof *h);
    struct mesh skin = {0};
    struct posture_body rest = {.rig = h->rig = rig};
    h->off = xcalloc((size_t)mesh->n_vertices + 1, sizeof *h->off);
    memcpy(rest.joint, fit->joint, sizeof rest.joint);
    memcpy(rest.elbow, fit->elbow, sizeof rest.elbow);
    fit_skin(fitter, fit, &skin);
    h->poser =
        body_poser_create_held(skinning_create_on(rig, &skin, mesh, h->off), &rest);
    mesh_free(&skin);
    return h;
}

void held_destroy(struct held **held)
{
    struct held *h = held ? *held : NULL;
    if (!h)
        return;
    body_poser_destroy(&h->poser);
    rig_destroy(&h->rig);
    free(h->off);
    free(h);
    *held = NULL;
}

struct poser *held_poser(struct held *held)
{
    return held->poser;
}

const float *held_off(const struct held *held)
{
    return held->off;
}
