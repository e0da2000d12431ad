/* landmark.h - landmarks recorded on one mesh.
 *
 * A landmark is a place on the skin of that mesh: a triangle with barycentric weights,
 * which follows every morph, or coordinates in metres that are brought to the nearest
 * skin when the body is made. The names known are those of the neutral body's file
 * (assets/anatomy/ landmarks.json); a file for another mesh may leave some out, and the
 * points that need them are then refused one by one.
 *
 *     {"schema": "deqi/landmarks-1", "body": "neutral", "height": 1.73, "turn": 180,
 *      "landmarks": [
 *       {"name": "lateral_epicondyle", "side": "L", "triangle": 123,
 *        "weights": [0.2, 0.3, 0.5], "how": "..."},
 *       {"name": "umbilicus", "side": "M", "at": [0, 1.02, 0.11], "how": "..."}],
 *      "parts": [{"part": "hand", "side": "L", "median_mm": 4.8, "most_mm": 30.1,
 *                 "covered": 0.9, "fits": false}],
 *      "refused": [{"name": "thumb_tip", "side": "L", "why": "..."}]}
 *
 * What `deqi measure --format json` prints (deqi/measure-1) is read as well: its
 * landmarks become places, what it derives from them is left to be derived anew.
 */
#ifndef DEQI_CATALOG_LANDMARK_H
#define DEQI_CATALOG_LANDMARK_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "catalog/side.h"

struct landmark {
    int name; /* index into landmark_names.name */
    enum side side;
    bool anchored; /* triangle and weights are given; else `at` */
    uint32_t triangle;
    float weight[3]; /* sum 1 */
    float at[3];     /* metres */
    const char *how; /* a sentence; "" = none */
};

/* The vocabulary, in the order of the neutral body's file. */
struct landmark_names {
    int count;
    const char *const *name;
    const bool *midline; /* recorded once, with side M */
};

/* How a model file is to stand before its landmarks are on it: as `--height` and `--turn`
 * of the command line that recorded them. */
struct landmark_stand {
    float height; /* metres; 0 = as the file says */
    float turn;   /* degrees about the vertical */
};

/* How well a part of our body came to lie on the mesh, where a fit made the file. */
struct landmark_part {
    const char *part; /* "head", "trunk", "arm", "hand", "leg", "foot" */
    enum side side;
    float median_mm, most_mm; /* from our skin to the mesh; most: 95 of 100 */
    float covered;            /* share of our skin that has anything like it */
    bool fits;
};

/* A landmark that a fit could not place. */
struct landmark_refused {
    int name; /* index into landmark_names.name */
    enum side side;
    const char *why; /* a sentence */
};

/* One file's landmarks, each name and side at most once. */
struct landmark_set {
    const char *file, *body;
    struct landmark_stand stand;
    int count;
    const struct landmark *landmark;
    int n_parts;
    const struct landmark_part *part;
    int n_refused;
    const struct landmark_refused *refused;
};

/* Reads a file into `arena`. With names->count 0 the file's own names become the
 * vocabulary (the neutral body); else a name that is not in it is refused with a
 * suggestion. A name whose sides do not fit (midline here, sided there) is refused. */
bool landmark_set_load(struct landmark_set *out, struct landmark_names *names,
                       const char *path, struct arena *arena, struct error *error);

/* The file's stand alone, for what has to be known before the model is read. */
bool landmark_stand_load(struct landmark_stand *out, const char *path,
                         struct error *error);

/* Where a model's landmarks lie: MODEL.landmarks.json beside MODEL.glb. */
void landmark_path_beside(const char *model, char *out, size_t size);

/* Writes what landmark_set_load reads, in one step; `body` is the name it is given. */
bool landmark_set_write(const struct landmark_set *set,
                        const struct landmark_names *names, const char *body,
                        const char *path, struct error *error);

#endif
