/* landmark_find.h - carries out recipes, one after another, on the neutral body. */
#ifndef DEQI_BAKE_LANDMARK_FIND_H
#define DEQI_BAKE_LANDMARK_FIND_H

#include <cglm/struct.h>

#include "bake/bake_body.h"
#include "bake/landmark_recipe.h"
#include "geom/bvh.h"

enum { LANDMARKS_MAX = 512 };

struct landmark_found {
    const struct landmark_recipe *recipe;
    vec3s at;
    struct mesh_site site; /* not set for POINT */
};

struct landmark_finder {
    const struct bake_body *body; /* borrowed */
    struct bvh *bvh;
    vec3s axis[LANDMARK_FRAMES][3];
    struct landmark_found found[LANDMARKS_MAX];
    int n_found;
};

/* The caller closes the finder whether or not opening succeeded. */
bool landmark_finder_open(struct landmark_finder *finder, const struct bake_body *body,
                          struct error *error);
void landmark_finder_close(struct landmark_finder *finder);

/* Appends to finder->found. */
bool landmark_find(struct landmark_finder *finder, const struct landmark_recipe *recipe,
                   struct error *error);

/* The skin nearest to `at`, at most `limit` metres away. */
bool landmark_find_skin(const struct landmark_finder *finder, vec3s at, float limit,
                        struct mesh_site *site, vec3s *skin);

#endif
