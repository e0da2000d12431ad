/* aim.h - what the eye is sent to look at, and from where.
 *
 * An aim is a cloud of places that are to lie in the free part of the picture; it can be
 * framed again when that changes. A search goes round it and finds from where most of
 * what is to be seen is seen: squarely, with no limb before it and little of the body
 * beside it. Plain values and pure functions.
 */
#ifndef DEQI_STAGE_AIM_H
#define DEQI_STAGE_AIM_H

#include "anatomy/body.h"
#include "rules/case.h"
#include "scene/camera.h"
#include "scene/scene.h"
#include "stage/subject.h"

enum { AIM_MOST = 640 };

struct aim {
    float point[AIM_MOST][3];
    uint32_t n;   /* 0 = nothing is aimed at */
    float margin; /* of the free part, on each side */
};

/* The subject's front, back, left, right, top or bottom, however it lies: sets yaw and
 * pitch alone. One that lies is seen from above with its head upward, or level from its
 * side. False for another name. */
bool aim_named(const struct subject *subject, const char *name, struct camera *camera);

/* What is full is left as it is. */
void aim_add(struct aim *aim, const float place[3]);
void aim_add_ball(struct aim *aim, const float centre[3], float radius);
void aim_add_box(struct aim *aim, const float min[3], const float max[3]);
/* The chosen marks with the skin around them; never less than a hand or a foot. False
 * where there are none. */
bool aim_marks(struct aim *aim, const struct scene_mark *mark, uint32_t n);
/* How far around a place on the body one must see to know where it is, in metres: a hand
 * or a foot whole, half of the trunk. */
float aim_reach(const struct body *body, const struct mesh_site *on);

/* Frames the aim from the camera's own angles. A body that stands shows little of the
 * bare floor below it. */
void aim_fit(const struct aim *aim, const struct camera_port *port,
             struct camera *camera);
/* The same for an aim on both sides of the trunk, or along much of the body, whose
 * picture would cut off the head: it is taken in. */
void aim_fit_head(struct aim *aim, const struct camera_port *port,
                  const struct mesh *mesh, struct camera *camera);
/* Whether it is such an aim; the crown and, below it, the middle of the chest. */
bool aim_has_head(const struct aim *aim, const struct mesh *mesh, float crown[3],
                  float chest[3]);

struct aim_place {
    float position[3], normal[3];
    float weight;
};

enum { AIM_PLACES_MOST = 128 };
/* The chosen marks as places, of weight 1; returns how many. `normal` is their sum. */
uint32_t aim_place_marks(struct aim_place *place, const struct scene_mark *mark,
                         uint32_t n, float normal[3]);

/* A search is made for the nearest of a few shapes of screen, each so many times as wide
 * as the one before: what is seen from where then does not change with every pixel of a
 * window, and a page that carries an answer for each shape shows what the program shows.
 */
enum aim_shapes {
    AIM_FINE,  /* 9, by 4 : 3 */
    AIM_COARSE /* 3, by 16 : 9: for one place, where little depends on it */
};
enum { AIM_SHAPES_MOST = 9 };
int aim_shapes(enum aim_shapes kind);
/* Shape 0 (tall) .. n - 1 (wide) as a screen with nothing in its way. */
struct camera_port aim_shape(enum aim_shapes kind, int shape);

struct aim_search {
    const struct bvh *bvh; /* of the body */
    const struct camera_port *port;
    enum aim_shapes shapes;
    const struct aim *aim;
    const struct aim_place *place;
    uint32_t n;
    float aside;        /* radians that the search may turn to either side */
    float above, below; /* and look down or up beyond the camera's own pitch */
    float turn, tilt;   /* price of a radian, where all that is to be seen is worth 1 */
};

/* Turns from where the camera stands, and frames the aim there. */
void aim_look(const struct aim_search *search, struct camera *camera);
/* The same for one place on skin that faces `normal`, from before it. */
void aim_look_at(const struct aim *aim, const struct bvh *bvh,
                 const struct camera_port *port, const float at[3], const float normal[3],
                 struct camera *camera);
struct aim_plan {
    const struct subject *subject;
    const struct camera_port *port;
    const struct scene_mark *mark; /* the chosen ones count */
    uint32_t n_marks;
    const struct case_record *record; /* what hurts in it counts, too; NULL = nothing */
};
/* To where most of the chosen points are seen, whatever the camera's angles were: fills
 * the aim, whose margin is set, and turns the camera. False, and nothing done, where
 * there is no chosen mark. */
bool aim_plan(struct aim *aim, const struct aim_plan *plan, struct camera *camera);

/* How well a place is seen: 1 squarely .. 0 not at all, or outside the free part. */
float aim_sees(const struct bvh *bvh, const struct camera *camera,
               const struct camera_port *port, const float position[3],
               const float normal[3]);

#endif
