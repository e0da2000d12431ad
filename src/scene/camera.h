/* camera.h - the eye that goes round the body: orbit, fit, fly, and pixels to rays and
 * back.
 *
 * A camera is a plain value; every function is pure. Angles in radians, metres, pixels
 * with the origin at the top left. Yaw 0 looks at the front of the body (the eye at +Z),
 * yaw +90 degrees shows the subject's left side (the eye at +X); positive pitch looks
 * down.
 *
 * A port is the image and the part of it that panels leave free. The field of view
 * belongs to the whole image height; what is fitted or aimed at is centred in the free
 * part.
 */
#ifndef DEQI_SCENE_CAMERA_H
#define DEQI_SCENE_CAMERA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scene/frame.h"

struct camera {
    float target[3];
    float distance; /* from the eye to the target */
    float yaw, pitch;
    float fov; /* vertical; 0 = 28 degrees, a calm portrait lens */
};

struct camera_port {
    int width, height;              /* of the image */
    float left, top, right, bottom; /* pixels covered by panels at each edge */
    float covered[4];               /* x, y, width, height of a card; width 0 = none */
    float scale;                    /* image pixels per design pixel, of words; 0 = 1 */
    float mark_scale; /* the same of what lies on the body: it grows with the picture and
                         not with the text; 0 = scale */
};

/* Whether all fields are the same. */
bool camera_equal(const struct camera *a, const struct camera *b);
bool camera_port_equal(const struct camera_port *a, const struct camera_port *b);

/* front, back, left, right, top, bottom: sets yaw and pitch alone. False for another
 * name.
 */
bool camera_named(struct camera *camera, const char *name);

/* Turns towards a surface that faces `normal`, never steeper than 40 degrees up or down
 * unless the surface itself is nearly level, as a sole or the crown is. */
void camera_face(struct camera *camera, const float normal[3]);

/* The same towards the mean normal of many places: turns aside, and stays nearly upright,
 * since no view along such a mean shows all of them. */
void camera_face_many(struct camera *camera, const float mean[3]);

/* Sets target and distance, keeping the angles, so that all points lie in the free part
 * of the port, `margin` (0..0.45 of its size) away from its edges. One point or none
 * leaves the distance alone. */
void camera_fit_points(struct camera *camera, const struct camera_port *port,
                       const float (*points)[3], size_t n, float margin);
/* The same for a box. */
void camera_fit(struct camera *camera, const struct camera_port *port, const float min[3],
                const float max[3], float margin);

/* Moves by a drag of the pointer in pixels. `pan` keeps what lies at the target's depth
 * under the pointer. */
void camera_orbit(struct camera *camera, const struct camera_port *port, float dx,
                  float dy);
/* The same about a place, which stays where it is in the image. */
void camera_orbit_about(struct camera *camera, const struct camera_port *port, float dx,
                        float dy, const float pivot[3]);
void camera_pan(struct camera *camera, const struct camera_port *port, float dx,
                float dy);
/* Multiplies the distance by `factor`; what lies under the cursor at the target's depth
 * stays under it. The distance stays within 0.06 .. 12 m. */
void camera_zoom(struct camera *camera, const struct camera_port *port,
                 const float cursor[2], float factor);

/* Metres that one pixel covers at the target's depth. */
float camera_metres_per_pixel(const struct camera *camera,
                              const struct camera_port *port);
/* Image pixels per design pixel of what lies on the body. */
float camera_mark_scale(const struct camera_port *port);

/* The matrices of a frame. */
void camera_view(const struct camera *camera, const struct camera_port *port,
                 struct frame_view *view);

/* World to pixels; false where the point lies behind the eye. `depth`, which may be NULL,
 * is the distance along the view direction in metres. */
bool camera_project(const struct frame_view *view, const float point[3], float pixel[2],
                    float *depth);
/* The ray through a pixel; `direction` is unit. */
void camera_ray(const struct frame_view *view, const float pixel[2], float origin[3],
                float direction[3]);

/* A flight from one camera to another: 0.6 s unless told otherwise, easing in and out,
 * the short way round, with distance from the skin where the way is long. */
struct camera_flight {
    struct camera from, to;
    int64_t start_ms;
    int duration_ms; /* 0 = 600; negative = arrive at once (reduced motion) */
};
/* The camera at that moment; false once it has arrived. */
bool camera_fly(const struct camera_flight *flight, int64_t now_ms,
                struct camera *camera);

#endif
