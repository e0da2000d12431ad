#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/trace.h"
#include "base/file.h"
#include "geom/detail.h"
#include "stage/body_words.h"
#include "stage/own_body.h"
#include "stage/subject_internal.h"

const char *const SUBJECT_ENDINGS[] = {".glb", ".gltf", ".vrm", ".obj",   ".stl", ".ply",
                                       ".fbx", ".dae",  ".zae", ".blend", NULL};

static bool load_shapes(struct subject *s, struct error *error)
{
    if (s->shapes)
        return true;
    char path[PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/models/human.shapes", s->data_dir);
    s->shapes = shapes_load(path, error);
    return s->shapes != NULL;
}

/* the shape of one of ours; false where the name is none */
static bool own_shape(const char *name, struct shape_params *out)
{
    *out = SHAPE_NEUTRAL;
    if (strcmp(name, "female") == 0)
        out->sex = 0;
    else if (strcmp(name, "male") == 0)
        out->sex = 1;
    else
        return strcmp(name, "neutral") == 0;
    return true;
}

/* as its landmarks were recorded, where the words do not say otherwise */
static bool take_stand(const struct subject *s, struct model_params *params,
                       struct error *error)
{
    char path[PATH_MAX + 32];
    struct landmark_stand stand;
    subject_landmarks_path(s, path, sizeof path);
    if (!file_exists(path))
        return true;
    if (!landmark_stand_load(&stand, path, error))
        return false;
    if (params->height == 0)
        params->height = stand.height;
    if (params->turn == 0)
        params->turn = stand.turn;
    return true;
}

/* without it the skin is smooth, and all else the same */
static void load_detail(struct subject *s)
{
    char path[PATH_MAX + 32];
    struct error why = {0};
    snprintf(path, sizeof path, "%s/models/human.detail", s->data_dir);
    s->detail =
        detail_load(path, s->model.mesh.n_vertices, s->model.mesh.n_triangles, &why);
    if (!s->detail) {
        char text[sizeof s->notes];
        snprintf(text, sizeof text, "%.300s: %.200s; the skin is shown smooth", path,
                 why.text);
        subject_note(s, text);
    }
}

/* ours by name, or a model file with its landmarks beside it */
static bool load_mesh(struct subject *s, const char *body, const char *const *set,
                      int n_set, struct error *error)
{
    char path[PATH_MAX + 32];
    s->own = own_shape(body, &s->params);
    struct model_params params = {.origin = s->own ? MODEL_OWN : MODEL_FOREIGN};
    if (!s->own && !body_words_model(&params, set, n_set, body, error))
        return false;
    snprintf(s->name, sizeof s->name, "%s", body);
    if (!s->own && !take_stand(s, &params, error))
        return false;
    s->stand = (struct landmark_stand){params.height, params.turn};
    if (s->own)
        snprintf(path, sizeof path, "%s/models/human.glb", s->data_dir);
    else
        snprintf(path, sizeof path, "%s", body);
    if (!model_load_as(path, &params, &s->model, error))
        return false;
    snprintf(s->notes, sizeof s->notes, "%s", s->model.notes);
    if (s->own)
        load_detail(s);
    return true;
}

/* remembers the baked body before it is shaped for the first time */
static void keep_neutral(struct subject *s)
{
    const struct mesh *m = &s->model.mesh;
    if (s->neutral_bvh)
        return;
    mesh_alloc(&s->neutral, m->n_vertices, m->n_triangles);
    memcpy(s->neutral.position, m->position, m->n_vertices * sizeof *m->position);
    memcpy(s->neutral.normal, m->normal, m->n_vertices * sizeof *m->normal);
    memcpy(s->neutral.triangle, m->triangle, m->n_triangles * sizeof *m->triangle);
    s->neutral_bvh = bvh_create(&s->neutral);
}

bool subject_apply_shape(struct subject *s, const struct shape_params *params,
                         struct error *error)
{
    keep_neutral(s);
    return load_shapes(s, error) && shape_apply(s->shapes, params, &s->model.mesh, error);
}

// ---------------------------------------------------------------- making

/* mesh, landmarks, and what follows from them */
static bool read_and_measure(struct subject *s, const char *body, const char *const *set,
                             int n_set, struct error *error)
{
    bool ok = load_mesh(s, body, set, n_set, error) && subject_load_landmarks(s, error) &&
              (!s->own || body_words_shape(&s->params, set, n_set, error));
    if (!ok)
        return false;
    if (s->own && shape_equal(&s->params, &SHAPE_NEUTRAL))
        s->body = own_body_create(s->data_dir, &s->model.mesh, s->catalog, error);
    else if (!s->own || subject_apply_shape(s, &s->params, error))
        s->body = body_create(&s->model.mesh, s->catalog,
                              s->has_landmarks ? &s->landmarks : NULL, error);
    if (!s->body && !s->own)
        error_in_file(error, body);
    return s->body != NULL;
}

/* the neutral body's sites as they are kept; false where anything else is wanted, or they
 * are not */
static bool recall_sites(struct subject *s, const char *body, int n_set)
{
    struct shape_params shape;
    if (!own_shape(body, &shape) || !shape_equal(&shape, &SHAPE_NEUTRAL) || n_set ||
        !(s->body = own_body_sites(s->data_dir, s->catalog)))
        return false;
    s->own = s->sites_only = true;
    s->params = shape;
    s->landmarks = s->catalog->neutral;
    s->has_landmarks = true;
    snprintf(s->name, sizeof s->name, "%s", body);
    return true;
}

enum extent { WHOLE, SITES };

static bool create(struct subject *s, const char *body, const char *const *set, int n_set,
                   enum extent extent, struct error *error)
{
    enum posture posture;
    const char **rest = xcalloc((size_t)n_set + 1, sizeof *rest);
    bool ok = body_words_pose(set, n_set, rest, &n_set, &posture, error) &&
              (s->catalog = catalog_load_words(s->data_dir, error));
    if (ok && (extent == WHOLE || posture != POSTURE_STANDING ||
               !recall_sites(s, body, n_set))) {
        catalog_load_bones(s->catalog, s->data_dir);
        ok = read_and_measure(s, body, rest, n_set, error);
    }
    free(rest);
    return ok && subject_pose_to(s, posture, error);
}

static struct subject *create_subject(const char *data_dir, const char *body,
                                      const char *const *set, int n_set,
                                      enum extent extent, struct error *error)
{
    struct subject *s = xcalloc(1, sizeof *s);
    s->kept = xcalloc(1, sizeof *s->kept);
    s->posed = xcalloc(1, sizeof *s->posed);
    s->lines = xcalloc(1, sizeof *s->lines);
    snprintf(s->data_dir, sizeof s->data_dir, "%s", data_dir);
    if (!create(s, body ? body : "neutral", set, n_set, extent, error)) {
        subject_destroy(&s);
        return NULL;
    }
    subject_note_refused(s);
    subject_count_change(s);
    return s;
}

struct subject *subject_create(const char *data_dir, const char *body,
                               const char *const *set, int n_set, struct error *error)
{
    return create_subject(data_dir, body, set, n_set, WHOLE, error);
}

struct subject *subject_create_sites(const char *data_dir, const char *body,
                                     const char *const *set, int n_set,
                                     struct error *error)
{
    return create_subject(data_dir, body, set, n_set, SITES, error);
}

bool subject_make_whole(struct subject *s, struct error *error)
{
    char name[PATH_MAX];
    if (!s->sites_only)
        return true;
    body_destroy(&s->body);
    s->sites_only = false;
    catalog_load_bones(s->catalog, s->data_dir);
    snprintf(name, sizeof name, "%s", s->name);
    return read_and_measure(s, name, NULL, 0, error);
}

bool subject_keep(const struct subject *s, const char *path, struct error *error)
{
    if (!s->own || !shape_equal(&s->params, &SHAPE_NEUTRAL) || s->neutral_bvh)
        return error_set(error, "only the neutral body, standing, is kept");
    return own_body_keep(s->data_dir, s->body, path, error);
}

void subject_destroy(struct subject **subject)
{
    struct subject *s = subject ? *subject : NULL;
    if (!s)
        return;
    subject_posed_destroy(&s->posed);
    beneath_destroy(&s->kept->beneath);
    free(s->kept);
    trace_destroy(&s->lines->trace);
    free(s->lines);
    body_destroy(&s->body);
    arena_destroy(&s->landmark_arena);
    shapes_destroy(&s->shapes);
    detail_destroy(&s->detail);
    bvh_destroy(&s->neutral_bvh);
    mesh_free(&s->neutral);
    model_free(&s->model);
    catalog_destroy(&s->catalog);
    free(s);
    *subject = NULL;
}

bool subject_shape_to(struct subject *s, const struct shape_params *shape,
                      struct error *error)
{
    if (!s->own)
        return error_set(error, "%s is a model file and cannot be shaped", s->name);
    if (!subject_make_whole(s, error))
        return false;
    if (!subject_apply_shape(s, shape, error))
        return false;
    if (!body_update(s->body, error)) {
        // back to a shape that could be measured
        if (!subject_apply_shape(s, &s->params, NULL) || !body_update(s->body, NULL))
            return false;
        subject_carry(s);
        return false;
    }
    s->params = *shape;
    subject_carry(s);
    subject_count_change(s);
    return true;
}

bool subject_set(struct subject *s, const char *const *set, int n_set,
                 struct error *error)
{
    struct shape_params next = s->params;
    return (!s->own || body_words_shape(&next, set, n_set, error)) &&
           subject_shape_to(s, &next, error);
}

static void swap(struct subject *a, struct subject *b)
{
    struct subject t = *a;
    *a = *b;
    *b = t;
    // what others hold, and what they compare, stays where it was
    struct catalog *catalog = a->catalog;
    a->catalog = b->catalog;
    b->catalog = catalog;
    a->version = b->version;
}

bool subject_take(struct subject *s, struct subject **from, struct error *error)
{
    struct subject *other = *from;
    // measured where its mesh lies from now on, by the catalogue that stays
    body_destroy(&other->posed->body);
    body_destroy(&other->body);
    trace_destroy(&other->lines->trace);
    swap(s, other);
    if (s->own)
        s->landmarks = s->catalog->neutral;
    s->body = body_create(&s->model.mesh, s->catalog,
                          s->has_landmarks ? &s->landmarks : NULL, error);
    bool taken = s->body != NULL;
    if (taken) {
        subject_carry(s);
        subject_count_change(s);
    } else {
        swap(s, other);
    }
    body_destroy(&other->body);
    subject_destroy(from);
    return taken;
}

bool subject_become(struct subject *s, const char *name, struct error *error)
{
    struct shape_params shape;
    if (!own_shape(name, &shape))
        return error_set(error, "%.60s is none of deqi's own bodies", name);
    if (!s->own) {
        struct subject *ours = subject_create(s->data_dir, name, NULL, 0, error);
        return ours && subject_take(s, &ours, error);
    }
    if (!subject_shape_to(s, &shape, error))
        return false;
    snprintf(s->name, sizeof s->name, "%s", name);
    return true;
}

const struct shape_params *subject_shape(const struct subject *s)
{
    return s->own ? &s->params : NULL;
}

struct landmark_stand subject_stand(const struct subject *subject)
{
    return subject->stand;
}

float subject_height(const struct subject *s)
{
    float min[3], max[3];
    mesh_bounds(&s->model.mesh, min, max);
    return max[1] - min[1];
}

bool subject_has_landmarks(const struct subject *s)
{
    return s->has_landmarks;
}

bool subject_is_foreign(const struct subject *s)
{
    return !s->own;
}

const struct landmark_set *subject_landmarks(const struct subject *s)
{
    return &s->landmarks;
}

const struct catalog *subject_catalog(const struct subject *s)
{
    return s->catalog;
}

static bool is_posed(const struct subject *s)
{
    return s->posed->posture != POSTURE_STANDING;
}

const struct body *subject_body(const struct subject *s)
{
    return is_posed(s) ? s->posed->body : s->body;
}

const struct mesh *subject_mesh(const struct subject *s)
{
    return is_posed(s) ? &s->posed->mesh : &s->model.mesh;
}

void subject_bounds(const struct subject *s, float min[3], float max[3])
{
    struct trace_kept *kept = s->lines;
    if (kept->boxed != 1 + s->version)
        mesh_bounds(subject_mesh(s), kept->min, kept->max);
    kept->boxed = 1 + s->version;
    memcpy(min, kept->min, sizeof kept->min);
    memcpy(max, kept->max, sizeof kept->max);
}

const uint8_t (*subject_colors(const struct subject *s))[4]
{
    // ours is porcelain, whatever the material in its file says
    return s->own ? NULL : (const uint8_t(*)[4])s->model.color;
}

const struct detail *subject_detail(const struct subject *s)
{
    return s->detail;
}

uint32_t subject_version(const struct subject *s)
{
    return s->version;
}

const char *subject_name(const struct subject *s)
{
    return s->name;
}

const char *subject_notes(const struct subject *s)
{
    return s->notes;
}

void subject_neutral_position(const struct subject *s, const struct mesh_site *on,
                              float out[3])
{
    mesh_site_position(s->neutral_bvh ? &s->neutral : &s->model.mesh, on, out);
}

bool subject_from_neutral(const struct subject *s, const float at[3],
                          struct mesh_site *on)
{
    const float reach = 0.25f;
    struct bvh_hit hit;
    const struct bvh *bvh = s->neutral_bvh ? s->neutral_bvh : body_bvh(s->body);
    if (!bvh_nearest(bvh, at, reach, NULL, NULL, &hit))
        return false;
    *on = hit.site;
    return true;
}

static bool find_mark(const void *user, const float at[3], struct mesh_site *on)
{
    return subject_from_neutral(user, at, on);
}

static void neutral_of(const void *user, const struct mesh_site *on, float at[3])
{
    subject_neutral_position(user, on, at);
}

/* without skin nothing is found on it */
static struct planned_body planned_on(const struct subject *s, const struct body *body)
{
    struct planned_body on = {.body = body, .user = s};
    if (!s->sites_only) {
        on.find = find_mark;
        on.neutral = neutral_of;
    }
    return on;
}

struct planned_body subject_planned_standing(const struct subject *s)
{
    return planned_on(s, s->body);
}

struct planned_body subject_planned(const struct subject *s)
{
    return planned_on(s, subject_body(s));
}
