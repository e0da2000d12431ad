/* eye.c - what the eye is at, and what it sees. */
#include "panels/eye.h"

#include <math.h>
#include <stdio.h>

#include "anatomy/territory.h"
#include "ui/gui.h"

void eye_moved(struct app_eye *eye, struct sink *sink, int64_t now_ms)
{
    eye->flying = false;
    eye->aimed = AIMED_NOWHERE;
    eye->moved_ms = now_ms;
    sink->target.look = LOOK_NOWHERE;
}

void eye_select(struct app_eye *eye, const char *code, enum side side)
{
    snprintf(eye->selected, sizeof eye->selected, "%s", code);
    eye->selected_side = side;
    eye->structure[0] = eye->landmark[0] = 0;
    eye->region = -1;
}

const struct site *eye_site(const struct subject *subject, const char *code,
                            enum side side)
{
    const struct point *p = catalog_find(subject_catalog(subject), code);
    if (!p)
        return NULL;
    const struct site *site = body_site(subject_body(subject), p,
                                        p->midline       ? SIDE_M
                                        : side == SIDE_M ? SIDE_L
                                                         : side);
    return site && site->placed ? site : NULL;
}

bool eye_region(const struct subject *subject, const char *id, enum side side,
                struct mesh_site *on)
{
    const struct catalog *c = subject_catalog(subject);
    const struct region *region = catalog_region(c, id);
    if (region && side == SIDE_M && !region->midline)
        side = SIDE_L;
    return region &&
           territory_middle(subject_body(subject), (int)(region - c->region), side, on);
}

bool eye_sees(const struct app_eye *eye, const struct subject *subject, const char *code,
              enum side side)
{
    const float well = 0.3f;
    const struct site *site = eye_site(subject, code, side);
    return site && aim_sees(body_bvh(subject_body(subject)),
                            eye->flying ? &eye->flight.to : &eye->camera, &eye->port,
                            site->position, site->normal) > well;
}

bool eye_skin_at(const struct app_eye *eye, const struct subject *subject, float x,
                 float y, struct bvh_hit *hit)
{
    struct frame_view view;
    float origin[3], direction[3], pixel[2] = {x, y};
    camera_view(&eye->camera, &eye->port, &view);
    camera_ray(&view, pixel, origin, direction);
    // the face of a cut is no skin
    return cutaway_ray(&eye->cut, subject_standing(subject),
                       body_bvh(subject_body(subject)), origin, direction, 20, hit) &&
           (hit->front || cutaway_is_whole(&eye->cut));
}

/* of the free part, round a view of one's own */
#define STAND_MARGIN 0.05f
static const float DEGREE = 0.01745329f;

/* from the floor to the crown, and where the floor is */
static float stature(const struct subject *subject, float *floor)
{
    float min[3], max[3];
    subject_bounds(subject, min, max);
    *floor = min[1];
    return max[1] - min[1];
}

struct eye_stand eye_stand_now(const struct app_eye *eye, const struct subject *subject)
{
    const struct camera *c = &eye->camera;
    const struct camera_port *p = &eye->port;
    float floor, high = stature(subject, &floor);
    float wide = (float)p->width - p->left - p->right;
    float tall = (float)p->height - p->top - p->bottom;
    float half = tanf((c->fov > 0 ? c->fov : 28 * DEGREE) / 2);
    float seen = fminf(wide, tall) / (float)p->height;
    float reach = c->distance * half * seen * (1 - 2 * STAND_MARGIN);
    struct eye_stand out = {.reach = fminf(fmaxf(reach / high, 0.005f), 2),
                            .yaw = remainderf(c->yaw / DEGREE, 360),
                            .pitch = c->pitch / DEGREE};
    for (int k = 0; k < 3; k++)
        out.at[k] = (c->target[k] - (k == 1 ? floor : 0)) / high;
    return out;
}

void eye_fly_to_stand(const struct subject *subject, struct sink *sink,
                      const struct eye_stand *stand)
{
    struct aim aim = {.margin = STAND_MARGIN};
    float floor, high = stature(subject, &floor), at[3];
    for (int k = 0; k < 3; k++)
        at[k] = high * stand->at[k] + (k == 1 ? floor : 0);
    aim_add_ball(&aim, at, high * stand->reach);
    sink_fly_eye(sink, &aim, stand->yaw * DEGREE, stand->pitch * DEGREE);
}

struct camera eye_camera_for(const struct app_eye *eye, int width, int height)
{
    const struct camera_port *port = &eye->port;
    struct camera camera = eye->camera;
    float free_width = (float)port->width - port->left - port->right;
    float free_height = (float)port->height - port->top - port->bottom;
    float narrower = free_width / free_height / ((float)width / (float)height);
    float part = free_height / (float)port->height;
    camera.distance *= part * (narrower > 1 ? narrower : 1);
    return camera;
}

bool eye_moves(const struct app_eye *eye, int64_t now_ms)
{
    enum { MOMENT_MS = 160 };
    return eye->flying || now_ms - eye->moved_ms < MOMENT_MS;
}

bool eye_rests(const struct app_eye *eye, const struct app_pointer *pointer,
               int64_t now_ms)
{
    return !eye_moves(eye, now_ms) && pointer->gesture == GESTURE_NONE;
}

float eye_scale(const struct app_eye *eye)
{
    return eye->port.scale > 0 ? eye->port.scale : 1;
}

float eye_touch(const struct app_eye *eye)
{
    return gui_touch_at(eye_scale(eye));
}
