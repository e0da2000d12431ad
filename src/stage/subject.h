/* subject.h - the body that is looked at, from the command line's words to places on
 * skin.
 *
 * Holds the catalogue, the mesh (ours, shaped, or a model file), its landmarks, the
 * measured body and the lines of its channels. How they are coloured is no matter of the
 * body (channel_lines.h). `neutral` (as baked), `female` and
 * `male` are ours; anything else is the path of a model, whose landmarks are read from
 * the same path with the ending .landmarks.json; without them it can be looked at, and
 * every point is missing.
 */
#ifndef DEQI_STAGE_SUBJECT_H
#define DEQI_STAGE_SUBJECT_H

#include "anatomy/body.h"
#include "anatomy/posture.h"
#include "base/error.h"
#include "geom/shape.h"
#include "scene/scene.h"
#include "views/planned.h"

struct detail;
struct held;
struct inside;
struct near;
struct subject;
struct trace;

/* `set` are n words "PARAM=VALUE": sex 0..1, age 18..90, weight 0..1, muscle 0..1, height
 * in metres; for a model file height, which its body is given, and turn in degrees about
 * the vertical; pose and the name of a posture. Refused with ERROR_USAGE where they are
 * not understood. `body` NULL is "neutral". */
extern const char *const SUBJECT_ENDINGS[]; /* of model files; NULL ends */
struct subject *subject_create(const char *data_dir, const char *body,
                               const char *const *set, int n_set, struct error *error);
/* The same for who asks only how deep the needles of a plan go: where our own body is in
 * the shape it was baked in, and what was measured of it is kept (own_body.h), neither
 * mesh nor bones are read. Such a subject has sites and lengths of cun and no skin, until
 * a change of its shape or `subject_make_whole`. */
struct subject *subject_create_sites(const char *data_dir, const char *body,
                                     const char *const *set, int n_set,
                                     struct error *error);
bool subject_make_whole(struct subject *subject, struct error *error);
/* Keeps what was measured of our own body, as baked, in a file (own_body.h). Refused for
 * any other. */
bool subject_keep(const struct subject *subject, const char *path, struct error *error);
void subject_destroy(struct subject **subject);
/* Gives it another shape, in words or whole; on failure, as for a model file, the shape
 * stays as it was. */
bool subject_set(struct subject *subject, const char *const *set, int n_set,
                 struct error *error);
bool subject_shape_to(struct subject *subject, const struct shape_params *shape,
                      struct error *error);
/* Becomes `neutral`, `female` or `male`, as they are before they are shaped. The
 * catalogue stays the same; pointers to body, mesh and sites are stale. On failure
 * everything stays as it was. */
bool subject_become(struct subject *subject, const char *name, struct error *error);
/* Takes what another subject is, and destroys that; the rest as above. */
bool subject_take(struct subject *subject, struct subject **other, struct error *error);
/* Its shape; height 0 where it follows from the rest. NULL for a model file. */
const struct shape_params *subject_shape(const struct subject *subject);
float subject_height(const struct subject *subject); /* metres, as it stands */
/* How a model file was told to stand; nothing for a body of ours. */
struct landmark_stand subject_stand(const struct subject *subject);

/* Takes another posture, which it keeps through changes of shape; mesh, body and sites
 * are then those of that posture. A model file, whose joints are not known, has ours laid
 * on it at first (stage/subject_fit.h), which takes seconds; on failure it stays as it
 * was. */
bool subject_pose_to(struct subject *subject, enum posture posture, struct error *error);
enum posture subject_posture(const struct subject *subject);
/* The body as it stands, from which a posture is carried. */
const struct body *subject_standing(const struct subject *subject);

const struct catalog *subject_catalog(const struct subject *subject);
const struct body *subject_body(const struct subject *subject);
const struct mesh *subject_mesh(const struct subject *subject);
/* The box that holds it, metres; measured once for each version, not from two threads. */
void subject_bounds(const struct subject *subject, float min[3], float max[3]);
/* The colour of a model file at each vertex, RGBA; NULL where it has none. */
const uint8_t (*subject_colors(const struct subject *subject))[4];
/* Relief and creases of our own skin (geom/detail.h); NULL for a model file, and where
 * the file is missing. */
const struct detail *subject_detail(const struct subject *subject);
/* Grows with every change of shape. */
uint32_t subject_version(const struct subject *subject);
const char *subject_name(const struct subject *subject);
/* What was done to a foreign model, or that it has no landmarks; "" = nothing to say. */
const char *subject_notes(const struct subject *subject);

/* A model file's landmarks: places on the model as it stands. What is given is copied,
 * and the body is measured anew; on failure everything stays as it was. Saving writes the
 * file beside the model from which subject_create reads them. */
bool subject_is_foreign(const struct subject *subject);
bool subject_has_landmarks(const struct subject *subject);
const struct landmark_set *subject_landmarks(const struct subject *subject);
bool subject_set_landmarks(struct subject *subject, const struct landmark_set *set,
                           struct error *error);
/* One of them, by hand: `at` in metres. */
bool subject_place_landmark(struct subject *subject, int name, enum side side,
                            const float at[3], struct error *error);
bool subject_save_landmarks(const struct subject *subject, struct error *error);
/* Whether our joints hold the model file, by which it is posed; takes them. How far our
 * skin lies from each of its vertices, metres; NULL where that is not known. */
bool subject_is_held(const struct subject *subject);
void subject_hold(struct subject *subject, struct held *held);
const float *subject_skin_off(const struct subject *subject);

/* Between the body at hand and the neutral one, on which a case keeps its marks: the same
 * triangle of both. A model file is its own neutral. */
void subject_neutral_position(const struct subject *subject, const struct mesh_site *on,
                              float out[3]);
bool subject_from_neutral(const struct subject *subject, const float at[3],
                          struct mesh_site *on);
/* The body for the needles of a plan; valid as long as the subject keeps its shape. */
struct planned_body subject_planned(const struct subject *subject);
/* The same on the standing body, among what `subject_inside` has. */
struct planned_body subject_planned_standing(const struct subject *subject);

/* What lies beneath its skin (inside/inside.h), loaded and made when it is first asked
 * for and after a change of the body; not from two threads at once. NULL with an error
 * where files are missing or damaged or nothing can be placed. Valid as long as
 * subject_version stays. */
const struct inside *subject_inside(const struct subject *subject, struct error *error);

/* The same as it lies in the body's posture, for looking at. `subject_inside` is that of
 * the standing body, in which needles are measured and cut. */
const struct inside *subject_inside_shown(const struct subject *subject,
                                          struct error *error);
/* The site of the standing body; NULL of NULL. */
const struct site *subject_standing_site(const struct subject *subject,
                                         const struct site *site);

/* What lies round this needle (inside/near.h), the nearest first: found once and kept
 * until another needle is asked for or the body changes, so that a card may ask in every
 * frame. Of a posed body it is told where the point lies as the body stands. NULL and
 * none where nothing beneath could be placed. */
const struct near *subject_near(const struct subject *subject, const struct site *site,
                                int *n);

/* The lines of the channels on its skin, drawn when they are first asked for and after a
 * change of the body; not from two threads at once. Valid as long as subject_version
 * stays. */
const struct trace *subject_traces(const struct subject *subject);

#endif
