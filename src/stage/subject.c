#include "stage/subject.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/body_pose.h"
#include "anatomy/trace.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "catalog/landmark_change.h"
#include "geom/detail.h"
#include "import/model.h"
#include "inside/beneath.h"
#include "inside/near.h"
#include "stage/held.h"
#include "stage/own_body.h"
#include "stage/subject_fit.h"

/* what lies beneath the skin, once it was asked for */
struct beneath_kept {
    struct beneath *beneath;
    uint32_t version; /* `shaped` of the subject that it was tried for; 0 = never */
    struct error why; /* where it could not be had */
    /* what lies round one needle, the last that was asked for */
    struct near_kept {
        uint32_t version; /* the same */
        struct site site;
        int n;
        struct near near[NEAR_MAX];
    } near;
};

/* another posture than standing, once it was asked for */
struct posed_kept {
    enum posture posture;
    struct rig *rig;   /* ours */
    struct held *held; /* of a model file; has its poser */
    struct poser *poser;
    struct mesh mesh;
    struct body *body;        /* of the last posture that was not standing, or NULL */
    struct inside_skin *skin; /* of what stands, once it was asked for */
    struct inside *inside;    /* as it is posed, likewise */
    uint32_t version;         /* of the subject that it was made for */
};

/* the channels' lines, once they were asked for, and the box of the body that is seen */
struct trace_kept {
    struct trace *trace; /* NULL until then */
    uint32_t boxed;      /* 1 + the version that the box is of; 0 = none yet */
    float min[3], max[3];
};

struct subject {
    char data_dir[PATH_MAX];
    char name[PATH_MAX];
    bool own;                    /* one of ours, that can be shaped */
    bool sites_only;             /* neither mesh nor bones were read */
    struct landmark_stand stand; /* of a model file */
    struct catalog *catalog;
    struct model model;
    struct detail *detail;
    struct shapes *shapes;
    struct mesh neutral; /* positions and triangles as baked */
    struct bvh *neutral_bvh;
    struct shape_params params;
    struct arena *landmark_arena; /* of a model file's */
    struct landmark_set landmarks;
    bool has_landmarks;
    struct body *body;
    struct posed_kept *posed;
    struct trace_kept *lines;
    struct beneath_kept *kept;
    uint32_t version, shaped; /* changes so far, and those of the standing body */
    char notes[1024];
};

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

/* NAME=VALUE taken apart; `name` has room for 32 bytes */
static bool parse_word(const char *word, char name[32], double *value,
                       struct error *error)
{
    char *end;
    const char *equals = strchr(word, '=');
    if (!equals || equals == word || equals - word >= 32)
        return error_status_set(error, ERROR_USAGE,
                                "--set %.60s: expected PARAM=VALUE, such as age=70",
                                word);
    snprintf(name, 32, "%.*s", (int)(equals - word), word);
    *value = strtod(equals + 1, &end);
    if (end == equals + 1 || *end)
        return error_status_set(error, ERROR_USAGE,
                                "--set %.60s: expected a number after %s=", word, name);
    return true;
}

static bool parse_settings(struct shape_params *params, const char *const *set, int n,
                           struct error *error)
{
    for (int i = 0; i < n; i++) {
        char name[32];
        double value;
        if (!parse_word(set[i], name, &value, error))
            return false;
        if (!strcmp(name, "turn"))
            return error_status_set(error, ERROR_USAGE,
                                    "--turn turns model files; deqi's own bodies face "
                                    "the front");
        if (!shape_set(params, name, value, error)) {
            if (error)
                error->status = ERROR_USAGE;
            return false;
        }
    }
    return true;
}

/* what may be said of a model file: how tall its body is, and how it is turned */
static bool parse_model_words(struct model_params *params, const char *const *set, int n,
                              const char *body, struct error *error)
{
    for (int i = 0; i < n; i++) {
        char name[32];
        double value;
        if (!parse_word(set[i], name, &value, error))
            return false;
        if (!strcmp(name, "turn") && value >= -360 && value <= 360)
            params->turn = (float)value;
        else if (!strcmp(name, "height") && value >= 0.4 && value <= 2.6)
            params->height = (float)value;
        else if (!strcmp(name, "turn") || !strcmp(name, "height"))
            return error_status_set(
                error, ERROR_USAGE, "--%s %g: expected %s", name, value,
                *name == 't' ? "degrees from -360 to 360" : "metres from 0.4 to 2.6");
        else
            return error_status_set(
                error, ERROR_USAGE,
                "--set shapes only deqi's own bodies; %.200s is a model file", body);
    }
    return true;
}

static void note(struct subject *s, const char *text)
{
    size_t n = strlen(s->notes);
    snprintf(s->notes + n, sizeof s->notes - n, "%s%s", n ? "; " : "", text);
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

static void landmarks_path(const struct subject *s, char *out, size_t size)
{
    landmark_path_beside(s->name, out, size);
}

/* without its bones a body of ours can still be looked at and measured */
static void note_bones(struct subject *s)
{
    const struct error *why = &s->catalog->bones_error;
    char text[sizeof s->notes];
    if (s->catalog->bones)
        return;
    snprintf(text, sizeof text, "%.300s: %.200s; landmarks are those of the skin alone",
             why->file, why->text);
    note(s, text);
}

/* as its landmarks were recorded, where the words do not say otherwise */
static bool take_stand(const struct subject *s, struct model_params *params,
                       struct error *error)
{
    char path[PATH_MAX + 32];
    struct landmark_stand stand;
    landmarks_path(s, path, sizeof path);
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
        note(s, text);
    }
}

/* ours by name, or a model file with its landmarks beside it */
static bool load_mesh(struct subject *s, const char *body, const char *const *set,
                      int n_set, struct error *error)
{
    char path[PATH_MAX + 32];
    s->own = own_shape(body, &s->params);
    struct model_params params = {.origin = s->own ? MODEL_OWN : MODEL_FOREIGN};
    if (!s->own && !parse_model_words(&params, set, n_set, body, error))
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

static bool load_landmarks(struct subject *s, struct error *error)
{
    if (s->own) {
        s->landmarks = s->catalog->neutral;
        s->has_landmarks = true;
        note_bones(s);
        return true;
    }
    char path[PATH_MAX + 32];
    landmarks_path(s, path, sizeof path);
    if (!file_exists(path)) {
        char text[PATH_MAX + 96];
        snprintf(text, sizeof text,
                 "no landmarks: %s is missing, so no point can be placed", path);
        note(s, text);
        return true;
    }
    s->landmark_arena = arena_create();
    struct landmark_names names = s->catalog->landmark_names;
    s->has_landmarks =
        landmark_set_load(&s->landmarks, &names, path, s->landmark_arena, error);
    return s->has_landmarks;
}

/* landmarks of the file that the body does not take */
static void note_refused(struct subject *s)
{
    enum { AT_MOST = 4 };
    int n = 0;
    for (int i = 0; !s->own && s->has_landmarks && i < s->landmarks.count; i++) {
        const struct landmark *l = &s->landmarks.landmark[i];
        struct body_place place = body_landmark(s->body, l->name, l->side);
        if (!place.found && n++ < AT_MOST)
            note(s, place.why);
    }
    if (n > AT_MOST)
        note(s, "and others");
}

/* after every change of the body */
static void count_change(struct subject *s)
{
    trace_destroy(&s->lines->trace);
    s->version++;
    s->shaped++;
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

static bool apply_shape(struct subject *s, const struct shape_params *params,
                        struct error *error)
{
    keep_neutral(s);
    return load_shapes(s, error) && shape_apply(s->shapes, params, &s->model.mesh, error);
}

// ---------------------------------------------------------------- posture

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

/* carries the standing body to its posture anew */
static void pose(struct subject *s)
{
    struct posed_kept *k = s->posed;
    inside_destroy(&k->inside);
    if (k->posture == POSTURE_STANDING)
        return;
    body_poser_pose(k->poser, &s->model.mesh, k->posture, &k->mesh);
    if (k->body)
        body_pose_again(k->body);
    else
        k->body = body_pose_create(s->body, &k->mesh, k->poser);
}

static void posed_destroy(struct posed_kept **posed)
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
        ((s->own && !s->posed->poser && !apply_shape(s, &s->params, error)) ||
         !load_poser(s, error)))
        return false;
    make_posed_mesh(s);
    s->posed->posture = posture;
    pose(s);
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

// ---------------------------------------------------------------- making

/* "pose=NAME" among the words; what is left of them comes to lie in `rest` */
static bool take_pose(const char *const *set, int n, const char **rest, int *n_rest,
                      enum posture *posture, struct error *error)
{
    static const char KEY[] = "pose=";
    const size_t key = sizeof KEY - 1;
    *posture = POSTURE_STANDING;
    *n_rest = 0;
    for (int i = 0; i < n; i++)
        if (strncmp(set[i], KEY, key) != 0)
            rest[(*n_rest)++] = set[i];
        else if (!posture_find(set[i] + key, posture))
            return error_status_set(error, ERROR_USAGE,
                                    "there is no pose \"%.40s\"; expected standing, "
                                    "arms_hanging, supine, prone, side, knee_bent, "
                                    "elbow_bent or fist",
                                    set[i] + key);
    return true;
}

/* mesh, landmarks, and what follows from them */
static bool read_and_measure(struct subject *s, const char *body, const char *const *set,
                             int n_set, struct error *error)
{
    bool ok = load_mesh(s, body, set, n_set, error) && load_landmarks(s, error) &&
              (!s->own || parse_settings(&s->params, set, n_set, error));
    if (!ok)
        return false;
    if (s->own && shape_equal(&s->params, &SHAPE_NEUTRAL))
        s->body = own_body_create(s->data_dir, &s->model.mesh, s->catalog, error);
    else if (!s->own || apply_shape(s, &s->params, error))
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
    bool ok = take_pose(set, n_set, rest, &n_set, &posture, error) &&
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
    note_refused(s);
    count_change(s);
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
    posed_destroy(&s->posed);
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
    if (!apply_shape(s, shape, error))
        return false;
    if (!body_update(s->body, error)) {
        // back to a shape that could be measured
        if (!apply_shape(s, &s->params, NULL) || !body_update(s->body, NULL))
            return false;
        pose(s);
        return false;
    }
    s->params = *shape;
    pose(s);
    count_change(s);
    return true;
}

bool subject_set(struct subject *s, const char *const *set, int n_set,
                 struct error *error)
{
    struct shape_params next = s->params;
    return (!s->own || parse_settings(&next, set, n_set, error)) &&
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
        pose(s);
        count_change(s);
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

/* the body is measured anew by landmarks that lie in `arena`, which it takes */
static bool measure_by(struct subject *s, const struct landmark_set *set,
                       struct arena *arena, struct error *error)
{
    struct landmark_set before = s->landmarks;
    s->landmarks = *set;
    struct body *body = body_create(&s->model.mesh, s->catalog, &s->landmarks, error);
    if (!body) {
        s->landmarks = before;
        arena_destroy(&arena);
        return false;
    }
    body_destroy(&s->posed->body);
    body_destroy(&s->body);
    arena_destroy(&s->landmark_arena);
    s->landmark_arena = arena;
    s->body = body;
    if (!s->has_landmarks) { // that it had none was the last of the notes
        snprintf(s->notes, sizeof s->notes, "%s", s->model.notes);
        s->has_landmarks = true;
        note_refused(s);
    }
    pose(s);
    count_change(s);
    return true;
}

bool subject_set_landmarks(struct subject *s, const struct landmark_set *set,
                           struct error *error)
{
    struct arena *arena = arena_create();
    struct landmark_set own = landmark_change_copy(set, 0, arena);
    own.stand = s->stand;
    return measure_by(s, &own, arena, error);
}

bool subject_place_landmark(struct subject *s, int name, enum side side,
                            const float at[3], struct error *error)
{
    if (s->own)
        return error_set(error, "%s has its own landmarks", s->name);
    struct arena *arena = arena_create();
    struct landmark_set set = landmark_change_copy(&s->landmarks, 1, arena);
    landmark_change_put(&set, &(struct landmark){.name = name,
                                                 .side = side,
                                                 .at = {at[0], at[1], at[2]},
                                                 .how = LANDMARK_BY_HAND});
    return measure_by(s, &set, arena, error);
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

bool subject_save_landmarks(const struct subject *s, struct error *error)
{
    char path[PATH_MAX + 32];
    landmarks_path(s, path, sizeof path);
    struct landmark_set set = s->landmarks;
    set.stand = s->stand;
    return landmark_set_write(&set, &s->catalog->landmark_names, s->name, path, error);
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
    if (!standing || !is_posed(s))
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
    const struct site *standing = is_posed(s) ? subject_standing_site(s, shown) : NULL;
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
