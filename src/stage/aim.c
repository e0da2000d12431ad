#include "stage/aim.h"

#include <math.h>
#include <string.h>

#include "anatomy/territory.h"
#include "catalog/rules_words.h"
#include "scene/labels.h"

/* of the needle that is put in next, where the others weigh 1 */
#define NEXT_WEIGHT 6.0f

// ---------------------------------------------------------------- what is aimed at

bool aim_named(const struct subject *subject, const char *name, struct camera *camera)
{
    static const float OVERHEAD = 1.5f; // as far as a camera goes
    float left[3], head[3], front[3];
    if (!camera_named(camera, name))
        return false;
    posture_axes(subject_posture(subject), left, head, front);
    if (head[1] > 0.5f)
        return true;
    bool sideways = *name == 'l' || *name == 'r';
    bool along = *name == 't' || strcmp(name, "bottom") == 0;
    float sign = *name == 'b' || *name == 'r' ? -1.0f : 1.0f;
    const float *axis = sideways ? left : along ? head : front;
    float x = sign * axis[0], y = sign * axis[1], z = sign * axis[2];
    camera->pitch = y > 0.5f ? OVERHEAD : y < -0.5f ? -OVERHEAD : 0;
    if (y > 0.5f)
        camera->yaw = atan2f(-head[0], -head[2]);
    else if (y < -0.5f)
        camera->yaw = atan2f(head[0], head[2]);
    else
        camera->yaw = atan2f(x, z);
    return true;
}

void aim_add(struct aim *aim, const float place[3])
{
    if (aim->n < AIM_MOST)
        memcpy(aim->point[aim->n++], place, sizeof aim->point[0]);
}

void aim_add_ball(struct aim *aim, const float centre[3], float radius)
{
    // the corners of a cube and of an octahedron: round enough
    for (int i = 0; i < 14; i++) {
        float place[3];
        for (int k = 0; k < 3; k++) {
            float way = i < 8              ? (i >> k & 1 ? 0.57735f : -0.57735f)
                        : (i - 8) / 2 == k ? (i % 2 ? 1 : -1)
                                           : 0;
            place[k] = centre[k] + way * radius;
        }
        aim_add(aim, place);
    }
}

void aim_add_box(struct aim *aim, const float min[3], const float max[3])
{
    for (int i = 0; i < 8; i++) {
        float corner[3];
        for (int k = 0; k < 3; k++)
            corner[k] = i >> k & 1 ? max[k] : min[k];
        aim_add(aim, corner);
    }
}

/* what the plan has for now, whether its needle is in or still to go in */
static bool is_aimed_at(const struct scene_mark *mark)
{
    return !mark->apart && !mark->hidden &&
           (mark->emphasis >= SCENE_CHOSEN || mark->awaited);
}

bool aim_marks(struct aim *aim, const struct scene_mark *mark, uint32_t n)
{
    const float skin = 0.045f, least = 0.14f;
    float mean[3] = {0}, spread = 0;
    uint32_t chosen = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!is_aimed_at(&mark[i]))
            continue;
        chosen++;
        for (int k = 0; k < 3; k++)
            mean[k] += mark[i].position[k];
    }
    for (int k = 0; k < 3; k++)
        mean[k] /= (float)(chosen ? chosen : 1);
    for (uint32_t i = 0; i < n; i++) {
        const float *p = mark[i].position;
        if (!is_aimed_at(&mark[i]))
            continue;
        if (chosen * 14 < AIM_MOST)
            aim_add_ball(aim, p, skin);
        else
            aim_add(aim, p);
        spread =
            fmaxf(spread, hypotf(hypotf(p[0] - mean[0], p[1] - mean[1]), p[2] - mean[2]));
    }
    if (chosen && spread < least)
        aim_add_ball(aim, mean, least);
    return chosen;
}

float aim_reach(const struct body *body, const struct mesh_site *on)
{
    int part = body_part_of(body, on->triangle, NULL);
    return part >= 0 ? (float)body_catalog(body)->part[part].reach_mm / 1000 : 0.12f;
}

// ---------------------------------------------------------------- framing

static void project(const struct camera *camera, const struct camera_port *port,
                    const float place[3], float pixel[2])
{
    struct frame_view view;
    camera_view(camera, port, &view);
    if (!camera_project(&view, place, pixel, NULL))
        pixel[0] = pixel[1] = INFINITY;
}

/* where the free part ends below: at a card that takes much of its lower edge, too */
static float lower_edge(const struct camera_port *port)
{
    const float *card = port->covered;
    float bottom = (float)port->height - port->bottom;
    float left = port->left, right = (float)port->width - port->right;
    float across = fminf(card[0] + card[2], right) - fmaxf(card[0], left);
    bool below = across > 0.25f * (right - left) && card[1] > (port->top + bottom) / 2;
    return below ? fminf(bottom, card[1]) : bottom;
}

/* the lowest pixel of what is aimed at and stands on the floor or above it */
static float lowest(const struct aim *aim, const struct camera_port *port,
                    const struct camera *camera)
{
    struct frame_view view;
    float low = -INFINITY, pixel[2];
    camera_view(camera, port, &view);
    for (uint32_t i = 0; i < aim->n; i++) {
        const float *p = aim->point[i], place[3] = {p[0], fmaxf(p[1], 0), p[2]};
        if (camera_project(&view, place, pixel, NULL))
            low = fmaxf(low, pixel[1]);
    }
    return low;
}

void aim_fit(const struct aim *aim, const struct camera_port *port, struct camera *camera)
{
    const float bare = 0.14f; /* of the height that is free */
    if (!aim->n)
        return;
    camera_fit_points(camera, port, aim->point, aim->n, aim->margin);
    float floor[3] = {camera->target[0], 0, camera->target[2]}, pixel[2];
    float bottom = lower_edge(port), height = bottom - port->top;
    project(camera, port, floor, pixel);
    // seen from below there is no floor; what is aimed at stays in the picture
    float down = fminf(bottom - bare * height - pixel[1],
                       bottom - aim->margin * height - lowest(aim, port, camera));
    if (camera->pitch > -0.2f && down > 0)
        camera_pan(camera, port, 0, down);
}

bool aim_has_head(const struct aim *aim, const struct mesh *mesh, float crown[3],
                  float chest[3])
{
    const float shoulders = 0.22f; /* of the body's height, from above */
    float min[3], max[3], low = INFINITY, high = -INFINITY;
    bool left = false, right = false;
    mesh_bounds(mesh, min, max);
    crown[0] = chest[0] = (min[0] + max[0]) / 2;
    crown[1] = max[1];
    chest[1] = max[1] - shoulders * (max[1] - min[1]);
    crown[2] = chest[2] = 0;
    for (uint32_t i = 0; i < aim->n; i++) {
        left |= aim->point[i][0] > crown[0];
        right |= aim->point[i][0] < crown[0];
        low = fminf(low, aim->point[i][1]);
        high = fmaxf(high, aim->point[i][1]);
    }
    return (left && right) || high - low > 0.45f * (max[1] - min[1]);
}

void aim_fit_head(struct aim *aim, const struct camera_port *port,
                  const struct mesh *mesh, struct camera *camera)
{
    float crown[3], chest[3], over[2], below[2];
    aim_fit(aim, port, camera);
    if (!aim_has_head(aim, mesh, crown, chest))
        return;
    project(camera, port, crown, over);
    project(camera, port, chest, below);
    if (over[1] >= port->top || below[1] < port->top)
        return;
    aim_add(aim, crown);
    aim_fit(aim, port, camera);
}

// ---------------------------------------------------------------- from where

uint32_t aim_place_marks(struct aim_place *place, const struct scene_mark *mark,
                         uint32_t n, float normal[3])
{
    uint32_t chosen = 0;
    bool awaits = false;
    memset(normal, 0, 3 * sizeof *normal);
    for (uint32_t i = 0; i < n; i++)
        awaits = awaits || mark[i].awaited;
    for (uint32_t i = 0; i < n && chosen < AIM_PLACES_MOST; i++) {
        if (!is_aimed_at(&mark[i]))
            continue;
        struct aim_place *p = &place[chosen++];
        memcpy(p->position, mark[i].position, sizeof p->position);
        memcpy(p->normal, mark[i].normal, sizeof p->normal);
        // of several the next is to be seen before all
        p->weight = awaits && mark[i].emphasis == SCENE_CHOSEN ? NEXT_WEIGHT : 1;
        for (int k = 0; k < 3; k++)
            normal[k] += p->weight * mark[i].normal[k];
    }
    return chosen;
}

static float smooth(float low, float high, float x)
{
    float t = fmaxf(fminf((x - low) / (high - low), 1), 0);
    return t * t * (3 - 2 * t);
}

static float seen_from(const struct bvh *bvh, const struct frame_view *view,
                       const float position[3], const float normal[3])
{
    float start[3], way[3], length = 0, facing = 0;
    struct bvh_hit hit;
    for (int k = 0; k < 3; k++) {
        start[k] = position[k] + 0.003f * normal[k];
        way[k] = view->eye[k] - start[k];
        length += way[k] * way[k];
        facing += way[k] * normal[k];
    }
    length = sqrtf(length);
    if (length <= 0 || facing < 0.03f * length)
        return 0;
    for (int k = 0; k < 3; k++)
        way[k] /= length;
    if (bvh_ray(bvh, start, way, length, NULL, NULL, &hit))
        return 0;
    return 0.8f * smooth(0.03f, 0.3f, facing / length) + 0.2f * facing / length;
}

void aim_look_at(const struct aim *aim, const struct bvh *bvh,
                 const struct camera_port *port, const float at[3], const float normal[3],
                 struct camera *camera)
{
    struct aim_place place = {.weight = 1};
    memcpy(place.position, at, sizeof place.position);
    memcpy(place.normal, normal, sizeof place.normal);
    camera_face(camera, normal);
    aim_look(&(struct aim_search){.bvh = bvh,
                                  .port = port,
                                  .shapes = AIM_COARSE,
                                  .aim = aim,
                                  .place = &place,
                                  .n = 1,
                                  .aside = 1.05f,
                                  .above = 0.5236f,
                                  .below = 0.5236f,
                                  .turn = 0.1f,
                                  .tilt = 0.2f},
             camera);
}

float aim_sees(const struct bvh *bvh, const struct camera *camera,
               const struct camera_port *port, const float position[3],
               const float normal[3])
{
    struct frame_view view;
    float pixel[2];
    camera_view(camera, port, &view);
    if (!camera_project(&view, position, pixel, NULL) || !labels_see(port, pixel))
        return 0;
    return seen_from(bvh, &view, position, normal);
}

enum { GRID = 7 };

/* the share of the aim's own place in the picture that is taken by limbs before it */
static float count_before(const struct aim_search *s, const struct camera *camera,
                          const struct frame_view *view, float radius)
{
    const float *v = view->view; // its rows are the camera's axes
    struct bvh_hit hit;
    int n = 0;
    for (int i = 0; i < GRID * GRID; i++) {
        float across[2] = {(float)(i % GRID) * 2 / (GRID - 1) - 1,
                           (float)(i / GRID) * 2 / (GRID - 1) - 1};
        float way[3], length = 0;
        for (int k = 0; k < 3; k++) {
            way[k] = camera->target[k] - view->eye[k] +
                     0.8f * radius * (across[0] * v[4 * k] + across[1] * v[4 * k + 1]);
            length += way[k] * way[k];
        }
        length = sqrtf(length);
        for (int k = 0; k < 3; k++)
            way[k] /= length;
        n += bvh_ray(s->bvh, view->eye, way, length - 0.7f * radius - 0.02f, NULL, NULL,
                     &hit);
    }
    return (float)n / (GRID * GRID);
}

/* the share of the free part that shows other parts of the body than what is aimed at */
static float count_beside(const struct aim_search *s, const struct camera *camera,
                          const struct frame_view *view, float radius)
{
    const struct camera_port *p = s->port;
    float width = (float)p->width - p->left - p->right;
    float height = (float)p->height - p->top - p->bottom, origin[3], way[3];
    struct bvh_hit hit;
    int n = 0;
    for (int i = 0; i < GRID * GRID; i++) {
        float pixel[2] = {p->left + width * ((float)(i % GRID) + 0.5f) / GRID,
                          p->top + height * ((float)(i / GRID) + 0.5f) / GRID};
        float off = 0;
        camera_ray(view, pixel, origin, way);
        if (!bvh_ray(s->bvh, origin, way, 20, NULL, NULL, &hit))
            continue;
        for (int k = 0; k < 3; k++) {
            float d = hit.position[k] - camera->target[k];
            off += d * d;
        }
        n += sqrtf(off) > 1.5f * radius + 0.05f;
    }
    return (float)n / (GRID * GRID);
}

static float radius_of(const struct aim *aim)
{
    float middle[3] = {0}, most = 0;
    for (uint32_t i = 0; i < aim->n; i++)
        for (int k = 0; k < 3; k++)
            middle[k] += aim->point[i][k] / (float)aim->n;
    for (uint32_t i = 0; i < aim->n; i++) {
        float d2 = 0;
        for (int k = 0; k < 3; k++)
            d2 += (aim->point[i][k] - middle[k]) * (aim->point[i][k] - middle[k]);
        most = fmaxf(most, d2);
    }
    return sqrtf(most);
}

static float worth(const struct aim_search *s, const struct camera *camera, float radius)
{
    struct frame_view view;
    float seen = 0, all = 0;
    camera_view(camera, s->port, &view);
    for (uint32_t i = 0; i < s->n; i++) {
        const struct aim_place *p = &s->place[i];
        seen += p->weight * seen_from(s->bvh, &view, p->position, p->normal);
        all += p->weight;
    }
    return (all > 0 ? seen / all : 0) - count_before(s, camera, &view, radius) -
           0.5f * count_beside(s, camera, &view, radius);
}

int aim_shapes(enum aim_shapes kind)
{
    return kind == AIM_FINE ? AIM_SHAPES_MOST : 3;
}

struct camera_port aim_shape(enum aim_shapes kind, int shape)
{
    const float LONG = 1080, step = kind == AIM_FINE ? 4 / 3.0f : 16 / 9.0f;
    float ratio = powf(step, (float)(shape - aim_shapes(kind) / 2));
    return (struct camera_port){.width = (int)roundf(LONG * fminf(ratio, 1)),
                                .height = (int)roundf(LONG / fmaxf(ratio, 1))};
}

static struct camera_port nearest_shape(const struct aim_search *s)
{
    const struct camera_port *p = s->port;
    struct camera_port nearest = {0};
    float width = fmaxf((float)p->width - p->left - p->right, 1);
    float height = fmaxf((float)p->height - p->top - p->bottom, 1), least = INFINITY;
    for (int i = 0; i < aim_shapes(s->shapes); i++) {
        struct camera_port shape = aim_shape(s->shapes, i);
        float ratio = (float)shape.width / (float)shape.height;
        float off = fabsf(logf(width / height / ratio));
        if (off >= least)
            continue;
        least = off;
        nearest = shape;
    }
    return nearest;
}

void aim_look(const struct aim_search *search, struct camera *camera)
{
    struct camera_port shape = nearest_shape(search);
    struct aim_search on_shape = *search, *s = &on_shape;
    on_shape.port = &shape;
    const float step = 0.2617994f, steep = 1.5f; /* 15 degrees; short of the pole */
    struct camera best = *camera;
    float most = -INFINITY, radius = radius_of(s->aim);
    int aside = (int)roundf(s->aside / step);
    int low = -(int)roundf(s->below / step), high = (int)roundf(s->above / step);
    for (int tilt = low; tilt <= high; tilt++) {
        for (int turn = -aside; turn <= aside; turn++) {
            struct camera next = *camera;
            next.yaw += (float)turn * step;
            next.pitch = fmaxf(fminf(next.pitch + (float)tilt * step, steep), -steep);
            aim_fit(s->aim, s->port, &next);
            float here = worth(s, &next, radius) - step * (s->turn * fabsf((float)turn) +
                                                           s->tilt * fabsf((float)tilt));
            if (here > most + 1e-4f) {
                most = here;
                best = next;
            }
        }
    }
    *camera = best;
    aim_fit(search->aim, search->port, camera);
}

// ---------------------------------------------------------------- a plan

/* the middles of what hurts, together worth half of the points */
static uint32_t place_symptoms(const struct aim_plan *p, struct aim_place *place,
                               uint32_t n)
{
    const struct catalog *c = subject_catalog(p->subject);
    const struct mesh *mesh = subject_mesh(p->subject);
    const struct case_record *record = p->record;
    uint32_t first = n;
    for (int i = 0; record && i < record->n_symptoms; i++) {
        const struct case_symptom *s = &record->symptoms[i];
        const struct region *region = catalog_region(c, word_regions[s->region]);
        for (int side = 0; region && side < 2 && n < AIM_PLACES_MOST; side++) {
            struct mesh_site on;
            if (s->side == (side ? CASE_L : CASE_R) ||
                !territory_middle(subject_body(p->subject), (int)(region - c->region),
                                  side ? SIDE_R : SIDE_L, &on))
                continue;
            mesh_site_position(mesh, &on, place[n].position);
            mesh_site_normal(mesh, &on, place[n++].normal);
        }
    }
    for (uint32_t i = first; i < n; i++)
        place[i].weight = 0.5f * (float)first / (float)(n - first);
    return n;
}

/* a sole that hurts is seen from below */
static bool faces_down(const struct aim_place *place, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (place[i].normal[1] < -0.8f)
            return true;
    return false;
}

bool aim_plan(struct aim *aim, const struct aim_plan *p, struct camera *camera)
{
    struct aim_place place[AIM_PLACES_MOST];
    float normal[3];
    if (!aim_marks(aim, p->mark, p->n_marks))
        return false;
    uint32_t points = aim_place_marks(place, p->mark, p->n_marks, normal);
    uint32_t n = place_symptoms(p, place, points);
    bool soles = faces_down(place + points, n - points);
    aim_named(p->subject, "front", camera);
    camera_face_many(camera, normal);
    aim_look(&(struct aim_search){.bvh = body_bvh(subject_body(p->subject)),
                                  .port = p->port,
                                  .aim = aim,
                                  .place = place,
                                  .n = n,
                                  .aside = 2.1f,
                                  .above = 0.5236f,
                                  .below = soles ? 0.8f : 0,
                                  .turn = 0.06f,
                                  .tilt = 0.12f},
             camera);
    aim_fit_head(aim, p->port, subject_mesh(p->subject), camera);
    return true;
}
