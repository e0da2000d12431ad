/* tours.h - guided tours: steps with words, a place to look at, and what is lit.
 *
 * Written tours are files assets/tours/NAME.json:
 *
 *     {"schema": "deqi/tour-1", "id": "article", "order": 1, "title": "...",
 *      "source": "...", "steps": [
 *        {"id": "sole", "title": "...", "text": "...", "evidence": "...",
 *         "statements": ["S10"], "case": {...}, "camera": {"plan": true},
 *         "layers": ["nerves"], "show": "points", "isolate": "leg.L,fade"}]}
 *
 * A step lights what the rules make of its case: its symptoms as territories of the skin,
 * its points as points; `show` says how much of it (symptoms, points, needles, lamp; each
 * with what stands before it; points where it is left out). `evidence` says in a plain
 * sentence what is known where `text` tells a claim of the article. `camera` is one of
 * {"view": "front"}, {"point": "ST41", "side": "L"}, {"channel": "BL"}, {"region":
 * "sole", "side": "L"}, {"plan": true}, {"structure": "median_nerve", "side": "L"}, which
 * is lit from root to skin as well, or {"eye": {"at": [0.1, 0.3, 0], "reach": 0.1, "yaw":
 * 90, "pitch": 10}}: what is seen within that reach, from that side; lengths in statures
 * above the floor, angles in degrees (scene/camera.h). Left out, the eye stays where it
 * is. `points` are lit beside what the case chooses: ["ST36", "SP6.L"]. `isolate` is what
 * of the body is shown, in the words of anatomy/isolate.h; left out, all of it.
 *
 * Channel tours are made, one for each channel, from its course and a sentence of
 * assets/tours/channels.json: first the whole channel, then its points in the order of
 * flow.
 *
 * Ids of texts: tour.ID.title, tour.ID.STEP.title, .text, .evidence;
 * tour.channel.ID.text.
 */
#ifndef DEQI_STUDY_TOURS_H
#define DEQI_STUDY_TOURS_H

#include "anatomy/isolate.h"
#include "catalog/catalog.h"
#include "study/study_text.h"

enum tour_look {
    TOUR_STAY,
    TOUR_VIEW,
    TOUR_POINT,
    TOUR_CHANNEL,
    TOUR_REGION,
    TOUR_PLAN,
    TOUR_STRUCTURE,
    TOUR_EYE
};

/* Each with what stands before it. */
enum tour_show { TOUR_SYMPTOMS, TOUR_POINTS, TOUR_NEEDLES, TOUR_LAMP };

/* A view of one's own, on a body of any height. */
struct tour_eye {
    double at[3], reach; /* statures; y from the floor */
    double yaw, pitch;   /* degrees */
};

struct tour_camera {
    enum tour_look look;
    const char *what; /* a named view, code or id; NULL where there is none */
    enum side side;   /* of a point or region; SIDE_M: the left, or the midline */
    struct tour_eye eye;
};

/* A point or composite that a step lights, SIDE_M: on both sides. */
struct tour_lit {
    const char *code;
    enum side side;
};

struct tour_step {
    const char *id;
    struct study_text title, text, evidence;
    const struct point *point;     /* the step tells of this point; else NULL */
    const struct channel *channel; /* lit; NULL = none */
    struct tour_camera camera;
    const char *case_text;         /* "deqi/case-1" as text; NULL = nothing is lit */
    const char *layers;            /* comma-separated names of layers, "" = none */
    const char *const *statements; /* NULL-terminated ids */
    enum tour_show show;           /* of the case */
    struct isolate isolate;        /* what of the body is shown */
    int n_lit;
    const struct tour_lit *lit; /* beside what the case chooses */
};

struct tour {
    const char *id;
    struct study_text title;
    const char *source;            /* "" = none */
    const struct channel *channel; /* of a channel tour; else NULL */
    int order, n_steps;
    const struct tour_step *step;
};

struct tours {
    struct arena *arena;
    int n_written, n; /* the written ones first, in their order; then one a channel */
    const struct tour *tour;
};

/* Borrows the catalogue. NULL on failure; a step that names what is not there is refused
 * at its place. Cases, layers, structures and statements are for the caller to check:
 * they belong to rooms that this one does not know. */
struct tours *tours_load(const char *data_dir, const struct catalog *catalog,
                         struct error *error);
/* One lesson of a file of its own, in the same format. */
struct tours *tours_read(const char *path, const struct catalog *catalog,
                         struct error *error);
/* The same from text; `name` stands in complaints. */
struct tours *tours_parse(const char *name, const char *text,
                          const struct catalog *catalog, struct error *error);
void tours_destroy(struct tours **tours);
/* How many of its steps show a part of the body alone. */
int tours_isolated(const struct tour *tour);
const struct tour *tours_find(const struct tours *tours, const char *id);

/* Calls `each` for every text for people. */
void tours_texts_each(const struct tours *tours,
                      void (*each)(const char *id, const char *english, void *user),
                      void *user);

#endif
