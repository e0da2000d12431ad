#include "scene/camera.h"

#include <math.h>
#include <string.h>

#include <cglm/cglm.h>

#define DEFAULT_FOV 0.4886922f /* 28 degrees */
#define MAX_PITCH 1.5f         /* stays short of the pole, where yaw loses its meaning */
#define MIN_DISTANCE 0.06f
#define MAX_DISTANCE 12.0f

static const float HALF_PI = 1.57079633f;

static float fov_of(const struct camera *camera)
{
    return camera->fov > 0 ? camera->fov : DEFAULT_FOV;
}

/* the camera's axes in the world: right, up and back (towards the eye) */
static void axes(const struct camera *camera, float right[3], float up[3], float back[3])
{
    float cy = cosf(camera->yaw), sy = sinf(camera->yaw);
    float cp = cosf(camera->pitch), sp = sinf(camera->pitch);
    glm_vec3_copy((vec3){cy, 0, -sy}, right);
    glm_vec3_copy((vec3){-sy * sp, cp, -cy * sp}, up);
    glm_vec3_copy((vec3){sy * cp, sp, cy * cp}, back);
}

/* the free part: its half extents as tangents, and its centre in device coordinates */
static void free_part(const struct camera *camera, const struct camera_port *port,
                      float half[2], float centre[2])
{
    float w = (float)port->width, h = (float)port->height;
    float free_w = fmaxf(w - port->left - port->right, 1);
    float free_h = fmaxf(h - port->top - port->bottom, 1);
    float tangent = tanf(fov_of(camera) / 2);
    half[0] = tangent * free_w / h;
    half[1] = tangent * free_h / h;
    centre[0] = (port->left + free_w / 2) / w * 2 - 1;
    centre[1] = 1 - (port->top + free_h / 2) / h * 2;
}

float camera_metres_per_pixel(const struct camera *camera, const struct camera_port *port)
{
    return 2 * camera->distance * tanf(fov_of(camera) / 2) / (float)port->height;
}

bool camera_equal(const struct camera *a, const struct camera *b)
{
    bool same = a->distance == b->distance && a->yaw == b->yaw && a->pitch == b->pitch &&
                a->fov == b->fov;
    for (int k = 0; k < 3; k++)
        same = same && a->target[k] == b->target[k];
    return same;
}

bool camera_port_equal(const struct camera_port *a, const struct camera_port *b)
{
    bool same = a->width == b->width && a->height == b->height && a->left == b->left &&
                a->top == b->top && a->right == b->right && a->bottom == b->bottom &&
                a->scale == b->scale && a->mark_scale == b->mark_scale;
    for (int k = 0; k < 4; k++)
        same = same && a->covered[k] == b->covered[k];
    return same;
}

bool camera_named(struct camera *camera, const char *name)
{
    static const struct {
        const char *name;
        float quarter_turns, pitch;
    } VIEWS[] = {{"front", 0, 0},  {"back", 2, 0},        {"left", 1, 0},
                 {"right", -1, 0}, {"top", 0, MAX_PITCH}, {"bottom", 0, -MAX_PITCH}};

    for (size_t i = 0; i < sizeof VIEWS / sizeof *VIEWS; i++)
        if (strcmp(name, VIEWS[i].name) == 0) {
            camera->yaw = VIEWS[i].quarter_turns * HALF_PI;
            camera->pitch = VIEWS[i].pitch;
            return true;
        }
    return false;
}

void camera_face(struct camera *camera, const float normal[3])
{
    const float gentle = 0.6981317f, level = 1.13f; /* 40 and 65 degrees */
    float pitch = asinf(glm_clamp(normal[1], -1, 1));
    if (fabsf(pitch) < level)
        pitch = glm_clamp(pitch, -gentle, gentle);
    // a level surface has no heading of its own: keep the one that is there
    if (hypotf(normal[0], normal[2]) > 0.05f)
        camera->yaw = atan2f(normal[0], normal[2]);
    camera->pitch = glm_clamp(pitch, -MAX_PITCH, MAX_PITCH);
}

void camera_face_many(struct camera *camera, const float mean[3])
{
    const float upright = 0.15f; /* 9 degrees */
    float length = glm_vec3_norm((float *)mean), level = hypotf(mean[0], mean[2]);
    if (level > 0.15f * length)
        camera->yaw = atan2f(mean[0], mean[2]);
    camera->pitch = length > 0 ? glm_clamp(mean[1] / length, -upright, upright) : 0;
}

void camera_fit_points(struct camera *camera, const struct camera_port *port,
                       const float (*points)[3], size_t n, float margin)
{
    if (n == 0)
        return;
    vec3 right, up, back;
    axes(camera, right, up, back);
    float half[2], centre[2];
    free_part(camera, port, half, centre);
    float inside = 1 - 2 * glm_clamp(margin, 0, 0.45f);
    float tx = half[0] * inside, ty = half[1] * inside;

    // Each side plane of the view is pushed out to the farthest point; where two opposite
    // planes meet is the nearest eye that sees everything between them.
    float sides[4] = {-INFINITY, -INFINITY, -INFINITY, -INFINITY};
    float near_z = INFINITY, far_z = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        vec3 p = {points[i][0], points[i][1], points[i][2]};
        float x = glm_vec3_dot(p, right), y = glm_vec3_dot(p, up);
        float z = glm_vec3_dot(p, back);
        sides[0] = fmaxf(sides[0], x + tx * z);
        sides[1] = fmaxf(sides[1], -x + tx * z);
        sides[2] = fmaxf(sides[2], y + ty * z);
        sides[3] = fmaxf(sides[3], -y + ty * z);
        near_z = fminf(near_z, z);
        far_z = fmaxf(far_z, z);
    }
    float x = (sides[0] - sides[1]) / 2, y = (sides[2] - sides[3]) / 2;
    float z = (near_z + far_z) / 2;
    if (n > 1) {
        float eye_z =
            fmaxf((sides[0] + sides[1]) / (2 * tx), (sides[2] + sides[3]) / (2 * ty));
        camera->distance = glm_clamp(eye_z - z, MIN_DISTANCE, MAX_DISTANCE);
    }
    for (int i = 0; i < 3; i++)
        camera->target[i] = x * right[i] + y * up[i] + z * back[i];
}

void camera_fit(struct camera *camera, const struct camera_port *port, const float min[3],
                const float max[3], float margin)
{
    float corners[8][3];
    for (int i = 0; i < 8; i++)
        for (int k = 0; k < 3; k++)
            corners[i][k] = i >> k & 1 ? max[k] : min[k];
    camera_fit_points(camera, port, (const float(*)[3])corners, 8, margin);
}

void camera_orbit(struct camera *camera, const struct camera_port *port, float dx,
                  float dy)
{
    // a drag over the whole height is half a turn, whatever the window's size
    float turn = 2 * HALF_PI / (float)port->height;
    camera->yaw = remainderf(camera->yaw - dx * turn, 4 * HALF_PI);
    camera->pitch = glm_clamp(camera->pitch + dy * turn, -MAX_PITCH, MAX_PITCH);
}

void camera_orbit_about(struct camera *camera, const struct camera_port *port, float dx,
                        float dy, const float pivot[3])
{
    vec3 right, up, back, off;
    axes(camera, right, up, back);
    glm_vec3_sub((float *)pivot, camera->target, off);
    const float seen[3] = {glm_vec3_dot(off, right), glm_vec3_dot(off, up),
                           glm_vec3_dot(off, back)};
    camera_orbit(camera, port, dx, dy);
    axes(camera, right, up, back);
    for (int i = 0; i < 3; i++)
        camera->target[i] =
            pivot[i] - seen[0] * right[i] - seen[1] * up[i] - seen[2] * back[i];
}

void camera_pan(struct camera *camera, const struct camera_port *port, float dx, float dy)
{
    vec3 right, up, back;
    axes(camera, right, up, back);
    float step = camera_metres_per_pixel(camera, port);
    for (int i = 0; i < 3; i++)
        camera->target[i] += (dy * up[i] - dx * right[i]) * step;
}

void camera_zoom(struct camera *camera, const struct camera_port *port,
                 const float cursor[2], float factor)
{
    float half[2], centre[2];
    free_part(camera, port, half, centre);
    float x = (centre[0] + 1) / 2 * (float)port->width;
    float y = (1 - centre[1]) / 2 * (float)port->height;
    float before = camera->distance;
    camera->distance = glm_clamp(before * factor, MIN_DISTANCE, MAX_DISTANCE);
    // what lay under the cursor has moved away from the centre by this much: go after it
    float moved = before / camera->distance - 1;
    camera_pan(camera, port, -(cursor[0] - x) * moved, -(cursor[1] - y) * moved);
}

float camera_mark_scale(const struct camera_port *port)
{
    float scale = port->mark_scale > 0 ? port->mark_scale : port->scale;
    return scale > 0 ? scale : 1;
}

void camera_view(const struct camera *camera, const struct camera_port *port,
                 struct frame_view *view)
{
    vec3 right, up, back;
    axes(camera, right, up, back);
    float half[2], centre[2];
    free_part(camera, port, half, centre);

    memset(view, 0, sizeof *view);
    glm_vec3_copy((float *)camera->target, view->eye);
    glm_vec3_muladds(back, camera->distance, view->eye);
    const float *rows[3] = {right, up, back};
    for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++)
            view->view[c * 4 + r] = rows[r][c];
        view->view[12 + r] = -glm_vec3_dot((float *)rows[r], view->eye);
    }
    view->view[15] = 1;

    // the nearest limb may stand well before the target; four metres behind it is all of
    // a body
    float near = fmaxf(camera->distance * 0.1f, 0.01f), far = camera->distance + 4;
    float tangent = tanf(fov_of(camera) / 2);
    view->projection[0] = (float)port->height / ((float)port->width * tangent);
    view->projection[5] = 1 / tangent;
    view->projection[8] = -centre[0];
    view->projection[9] = -centre[1];
    view->projection[10] = -(far + near) / (far - near);
    view->projection[11] = -1;
    view->projection[14] = -2 * far * near / (far - near);
    view->width = port->width;
    view->height = port->height;
    view->scale = camera_mark_scale(port);
}

bool camera_project(const struct frame_view *view, const float point[3], float pixel[2],
                    float *depth)
{
    const float *v = view->view, *p = view->projection;
    float e[3];
    for (int r = 0; r < 3; r++)
        e[r] = v[r] * point[0] + v[4 + r] * point[1] + v[8 + r] * point[2] + v[12 + r];
    float w = -e[2];
    if (depth)
        *depth = w;
    if (w < 1e-6f)
        return false;
    float x = (p[0] * e[0] + p[8] * e[2]) / w, y = (p[5] * e[1] + p[9] * e[2]) / w;
    pixel[0] = (x + 1) / 2 * (float)view->width;
    pixel[1] = (1 - y) / 2 * (float)view->height;
    return true;
}

void camera_ray(const struct frame_view *view, const float pixel[2], float origin[3],
                float direction[3])
{
    const float *v = view->view, *p = view->projection;
    float x = pixel[0] / (float)view->width * 2 - 1;
    float y = 1 - pixel[1] / (float)view->height * 2;
    float e[3] = {(x + p[8]) / p[0], (y + p[9]) / p[5], -1};
    // the view matrix is a rotation and a shift: its transpose turns back
    for (int c = 0; c < 3; c++) {
        direction[c] = v[c * 4] * e[0] + v[c * 4 + 1] * e[1] + v[c * 4 + 2] * e[2];
        origin[c] = view->eye[c];
    }
    glm_vec3_normalize(direction);
}

/* A long way, or one round the body, is flown with some distance from the skin: back,
 * past, and in again. */
static float pull_back(const struct camera *a, const struct camera *b)
{
    float way[3], turn = fabsf(remainderf(b->yaw - a->yaw, 4 * HALF_PI));
    glm_vec3_sub((float *)b->target, (float *)a->target, way);
    float room = 1.2f * glm_vec3_norm(way) + 0.3f * turn;
    return fmaxf(room - fmaxf(a->distance, b->distance), 0);
}

bool camera_fly(const struct camera_flight *flight, int64_t now_ms, struct camera *camera)
{
    int duration = flight->duration_ms ? flight->duration_ms : 600;
    int64_t gone = now_ms - flight->start_ms;
    if (gone >= duration) {
        *camera = flight->to;
        return false;
    }
    float t = fmaxf((float)gone / (float)duration, 0);
    t = t * t * t * (t * (t * 6 - 15) + 10);
    const struct camera *a = &flight->from, *b = &flight->to;
    for (int i = 0; i < 3; i++)
        camera->target[i] = a->target[i] + (b->target[i] - a->target[i]) * t;
    camera->distance = a->distance * powf(b->distance / a->distance, t) +
                       4 * t * (1 - t) * pull_back(a, b);
    camera->yaw = a->yaw + remainderf(b->yaw - a->yaw, 4 * HALF_PI) * t;
    camera->pitch = a->pitch + (b->pitch - a->pitch) * t;
    camera->fov = fov_of(a) + (fov_of(b) - fov_of(a)) * t;
    return true;
}
