#include "bake/landmarks.h"

#include <math.h>

#include "bake/landmark_find.h"
#include "base/arena.h"
#include "base/json.h"

static const float MIRROR_LIMIT = 0.001f; /* metres between the sides */

static const struct landmark_recipes *const ALL[] = {
    &landmarks_of_head, &landmarks_of_trunk, &landmarks_of_arm,
    &landmarks_of_hand, &landmarks_of_leg,   &landmarks_of_foot,
};

static bool find_all(struct landmark_finder *finder, struct error *error)
{
    for (size_t part = 0; part < sizeof ALL / sizeof *ALL; part++)
        for (int i = 0; i < ALL[part]->n; i++)
            if (!landmark_find(finder, &ALL[part]->recipe[i], error))
                return false;
    return true;
}

static json_t *landmark_json(const struct landmark_found *found, char side,
                             const struct mesh_site *site)
{
    /* the third weight is what is left, so that the sum is 1 after rounding */
    double a = round((double)site->weight[0] * 1e6) / 1e6;
    double b = round((double)site->weight[1] * 1e6) / 1e6;
    return json_pack("{s:s, s:s#, s:i, s:[o, o, o], s:s}", "name", found->recipe->name,
                     "side", &side, 1, "triangle", (int)site->triangle, "weights",
                     json_real6(a), json_real6(b), json_real6(1 - a - b), "how",
                     found->recipe->how);
}

static bool append(json_t *list, const struct landmark_finder *finder,
                   const struct landmark_found *found, struct error *error)
{
    const struct landmark_recipe *recipe = found->recipe;
    if (*recipe->name == '.')
        return true;
    if (recipe->side == 'M') {
        json_array_append_new(list, landmark_json(found, 'M', &found->site));
        return true;
    }
    struct mesh_site right;
    vec3s mirrored = found->at, skin;
    mirrored.x = -mirrored.x;
    if (!landmark_find_skin(finder, mirrored, MIRROR_LIMIT, &right, &skin))
        return error_set(error,
                         "landmark \"%s\": the right side has no skin within 1 mm "
                         "of the left one's mirror image",
                         recipe->name);
    json_array_append_new(list, landmark_json(found, 'L', &found->site));
    json_array_append_new(list, landmark_json(found, 'R', &right));
    return true;
}

bool landmarks_bake(const struct bake_body *body, const char *out_path,
                    struct error *error)
{
    struct landmark_finder *finder = xcalloc(1, sizeof *finder);
    json_t *list = json_array();
    bool ok = landmark_finder_open(finder, body, error) && find_all(finder, error);
    for (int i = 0; ok && i < finder->n_found; i++)
        ok = append(list, finder, &finder->found[i], error);
    json_t *root = json_pack("{s:s, s:s, s:o}", "schema", "deqi/landmarks-1", "body",
                             "neutral", "landmarks", list);
    FILE *to = ok ? fopen(out_path, "w") : NULL;
    if (ok && !to)
        ok = error_at(error, out_path, 0, 0, "cannot be written");
    if (to) {
        json_print(root, to);
        ok = !fclose(to) || error_at(error, out_path, 0, 0, "cannot be written");
    }
    json_decref(root);
    landmark_finder_close(finder);
    free(finder);
    return ok;
}
