/* app_view.c - where the eye is, and what it looks at. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "anatomy/territory.h"
#include "app/app.h"

static bool same_camera(const struct camera *a, const struct camera *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

void app_fly(struct app *app, const struct camera *to)
{
    struct app_view *v = &app->view;
    if (same_camera(&v->camera, to))
        return;
    v->flight =
        (struct camera_flight){.from = v->camera,
                               .to = *to,
                               .start_ms = app->now_ms,
                               .duration_ms = app->settings.reduced_motion ? -1 : 600};
    v->flying = true;
    v->at_home = false;
    app_redraw(app);
}

static void fit_whole(const struct app *app, struct camera *camera)
{
    float min[3], max[3];
    mesh_bounds(subject_mesh(app->subject), min, max);
    camera_fit(camera, &app->view.port, min, max, 0.05f);
}

void app_fly_home(struct app *app, const char *named_view)
{
    struct camera to = app->view.camera;
    camera_named(&to, named_view);
    fit_whole(app, &to);
    app_fly(app, &to);
    app->view.at_home = true;
}

void app_refit(struct app *app)
{
    struct app_view *v = &app->view;
    if (!v->at_home)
        return;
    fit_whole(app, v->flying ? &v->flight.to : &v->camera);
    // what was drawn from elsewhere must not linger
    v->moved_ms = app->now_ms;
    app_redraw(app);
}

/* how many of the chosen marks nothing stands before */
static int count_seen(const struct app *app, const struct camera *from)
{
    const struct scene_mark *mark = highlight_marks(app->highlight);
    struct frame_view view;
    int seen = 0;
    camera_view(from, &app->view.port, &view);
    for (uint32_t i = 0; i < app->n_marks; i++) {
        float start[3], way[3], length = 0, facing = 0;
        struct bvh_hit hit;
        if (mark[i].emphasis < SCENE_CHOSEN)
            continue;
        for (int k = 0; k < 3; k++) {
            start[k] = mark[i].position[k] + 0.003f * mark[i].normal[k];
            way[k] = view.eye[k] - start[k];
            facing += way[k] * mark[i].normal[k];
            length += way[k] * way[k];
        }
        length = sqrtf(length);
        for (int k = 0; k < 3 && length > 0; k++)
            way[k] /= length;
        seen += facing > 0.15f * length && !bvh_ray(body_bvh(subject_body(app->subject)),
                                                    start, way, length, NULL, NULL, &hit);
    }
    return seen;
}

/* how much of the picture, of a hundred, is taken by what stands before the marks */
static int count_covered(const struct app *app, const struct camera *from, float radius)
{
    const struct camera_port *p = &app->view.port;
    struct frame_view view;
    float origin[3], direction[3];
    struct bvh_hit hit;
    int covered = 0;
    float near = from->distance - radius - 0.06f;
    camera_view(from, p, &view);
    for (int i = 0; i < 100 && near > 0; i++) {
        float width = (float)p->width - p->left - p->right;
        float height = (float)p->height - p->top - p->bottom;
        float pixel[2] = {p->left + width * ((float)(i % 10) + 0.5f) / 10,
                          p->top + height * ((float)(i / 10) + 0.5f) / 10};
        camera_ray(&view, pixel, origin, direction);
        covered += bvh_ray(body_bvh(subject_body(app->subject)), origin, direction, near,
                           NULL, NULL, &hit);
    }
    return covered;
}

static int worth(const struct app *app, const struct camera *from, float radius)
{
    return 12 * count_seen(app, from) - count_covered(app, from, radius);
}

/* turns aside, as little as it must, to where most of the chosen marks are seen past
 * other limbs, and little stands before them */
static void turn_to_most(const struct app *app, struct camera *camera, float radius)
{
    const float step = 0.26f; /* 15 degrees */
    struct camera best = *camera;
    int most = worth(app, camera, radius);
    for (int i = 1; i <= 8; i++) {
        for (int way = -1; way <= 1; way += 2) {
            struct camera next = *camera;
            next.yaw += (float)(way * i) * step;
            int here = worth(app, &next, radius) - i;
            if (here > most) {
                most = here;
                best = next;
            }
        }
    }
    *camera = best;
}

void app_fly_plan(struct app *app)
{
    const float least = 0.34f; /* metres: a hand or a foot is seen whole */
    float min[3], max[3], normal[3];
    if (!highlight_bounds(app->highlight, min, max, normal)) {
        app_fly_home(app, "front");
        return;
    }
    for (int k = 0; k < 3; k++) {
        float lack = fmaxf(0, least - (max[k] - min[k])) / 2;
        min[k] -= lack;
        max[k] += lack;
    }
    struct camera to = app->view.camera;
    camera_face_many(&to, normal);
    camera_fit(&to, &app->view.port, min, max, 0.12f);
    turn_to_most(app, &to,
                 hypotf(hypotf(max[0] - min[0], max[1] - min[1]), max[2] - min[2]) / 2);
    camera_fit(&to, &app->view.port, min, max, 0.12f);
    app_fly(app, &to);
}

void app_fly_channel(struct app *app, const char *channel)
{
    int count;
    const struct site *sites = body_sites(subject_body(app->subject), &count);
    float points[64][3], normal[3] = {0};
    size_t n = 0;
    for (int i = 0; i < count && n < 64; i++) {
        const struct site *s = &sites[i];
        if (!s->placed || s->side == SIDE_R || strcmp(s->point->channel, channel) != 0)
            continue;
        memcpy(points[n++], s->position, sizeof points[0]);
        for (int k = 0; k < 3; k++)
            normal[k] += s->normal[k];
    }
    if (n < 2)
        return;
    struct camera to = app->view.camera;
    camera_face_many(&to, normal);
    camera_fit_points(&to, &app->view.port, (const float(*)[3])points, n, 0.12f);
    app_fly(app, &to);
}

bool app_fly_region(struct app *app, const char *id, enum side side)
{
    const float reach = 0.22f;
    const struct catalog *c = subject_catalog(app->subject);
    const struct mesh *mesh = subject_mesh(app->subject);
    const struct region *region = catalog_region(c, id);
    struct mesh_site place;
    float at[3], normal[3], min[3], max[3];
    if (region && side == SIDE_M && !region->midline)
        side = SIDE_L;
    if (!region || !territory_middle(subject_body(app->subject),
                                     (int)(region - c->region), side, &place))
        return false;
    struct camera to = app->view.camera;
    mesh_site_position(mesh, &place, at);
    mesh_site_normal(mesh, &place, normal);
    for (int k = 0; k < 3; k++) {
        min[k] = at[k] - reach;
        max[k] = at[k] + reach;
    }
    camera_face(&to, normal);
    camera_fit(&to, &app->view.port, min, max, 0.05f);
    camera_find_clear(&to, at, normal, body_bvh(subject_body(app->subject)));
    app_fly(app, &to);
    return true;
}

bool app_show_region(struct app *app, const char *id)
{
    const struct catalog *c = subject_catalog(app->subject);
    const struct region *region = catalog_region(c, id);
    app_select(app, "", SIDE_M, APP_STAY);
    if (!region || !app_fly_region(app, id, SIDE_M))
        return false;
    app->view.region = (int)(region - c->region);
    return true;
}

/* near enough that the hand or foot around the point is seen whole */
static void fly_to_site(struct app *app, const struct site *site)
{
    struct camera to = app->view.camera;
    camera_face(&to, site->normal);
    float reach = 0.13f, min[3], max[3];
    for (int k = 0; k < 3; k++) {
        min[k] = site->position[k] - reach;
        max[k] = site->position[k] + reach;
    }
    camera_fit(&to, &app->view.port, min, max, 0.05f);
    camera_find_clear(&to, site->position, site->normal,
                      body_bvh(subject_body(app->subject)));
    app_fly(app, &to);
}

void app_select(struct app *app, const char *code, enum side side, enum app_approach how)
{
    struct app_view *v = &app->view;
    snprintf(v->selected, sizeof v->selected, "%s", code);
    v->selected_side = side;
    v->region = -1;
    app->marks_stale = true;
    app_redraw(app);
    if (!*code || how != APP_FLY)
        return;
    const struct catalog *catalog = subject_catalog(app->subject);
    int count;
    const struct point *p = catalog_point(catalog, code);
    if (!p)
        p = catalog_group(catalog, code, &count);
    if (!p)
        return;
    const struct site *site = body_site(subject_body(app->subject), p,
                                        p->midline       ? SIDE_M
                                        : side == SIDE_M ? SIDE_L
                                                         : side);
    if (site && site->placed)
        fly_to_site(app, site);
}

bool app_skin_at(const struct app *app, float x, float y, struct bvh_hit *hit)
{
    struct frame_view view;
    float origin[3], direction[3], pixel[2] = {x, y};
    camera_view(&app->view.camera, &app->view.port, &view);
    camera_ray(&view, pixel, origin, direction);
    return bvh_ray(body_bvh(subject_body(app->subject)), origin, direction, 20, NULL,
                   NULL, hit);
}
