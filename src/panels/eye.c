/* eye.c - what the eye is asked to look at, and what it sees; the program's director
 * sends it there. */
#include "panels/eye.h"

#include <stdio.h>
#include <string.h>

#include "anatomy/territory.h"

void app_eye_moved(struct app *app)
{
    struct app_view *v = &app->view;
    v->flying = false;
    v->aimed = AIMED_NOWHERE;
    v->target.look = LOOK_NOWHERE;
    v->moved_ms = app->now_ms;
}

const struct site *eye_site(const struct app *app, const char *code, enum side side)
{
    const struct point *p = catalog_find(subject_catalog(app->subject), code);
    if (!p)
        return NULL;
    const struct site *site = body_site(subject_body(app->subject), p,
                                        p->midline       ? SIDE_M
                                        : side == SIDE_M ? SIDE_L
                                                         : side);
    return site && site->placed ? site : NULL;
}

/* the middle of a territory; SIDE_M: the left one's, or the midline's */
bool eye_region(const struct app *app, const char *id, enum side side,
                struct mesh_site *on)
{
    const struct catalog *c = subject_catalog(app->subject);
    const struct region *region = catalog_region(c, id);
    if (region && side == SIDE_M && !region->midline)
        side = SIDE_L;
    return region && territory_middle(subject_body(app->subject),
                                      (int)(region - c->region), side, on);
}

bool app_sees(const struct app *app, const char *code, enum side side)
{
    const float well = 0.3f;
    const struct app_view *v = &app->view;
    const struct site *site = eye_site(app, code, side);
    return site && aim_sees(body_bvh(subject_body(app->subject)),
                            v->flying ? &v->flight.to : &v->camera, &v->port,
                            site->position, site->normal) > well;
}

static struct app_target *look(struct app *app, int what)
{
    app->view.target = (struct app_target){.look = what};
    app_redraw(app);
    return &app->view.target;
}

static void look_at(struct app *app, int kind, const char *what, enum side side)
{
    struct app_target *t = look(app, kind);
    snprintf(t->what, sizeof t->what, "%s", what);
    t->side = side;
}

void app_fly_home(struct app *app, const char *named_view)
{
    look_at(app, LOOK_HOME, named_view, SIDE_M);
}

void app_fly_plan(struct app *app, const struct case_record *record)
{
    look(app, LOOK_PLAN)->record = record;
}

void app_show_plan(struct app *app)
{
    if (app->mode != APP_DISPLAY)
        app_fly_plan(app, NULL);
}

void app_turn_to(struct app *app, const char *code, enum side side)
{
    if (app->view.target.look == LOOK_NOWHERE)
        look_at(app, LOOK_TURN, code, side);
}

void app_fly_channel(struct app *app, const char *channel)
{
    look_at(app, LOOK_CHANNEL, channel, SIDE_M);
}

bool app_fly_region(struct app *app, const char *id, enum side side)
{
    struct mesh_site on;
    if (!eye_region(app, id, side, &on))
        return false;
    look_at(app, LOOK_REGION, id, side);
    return true;
}

void app_fly_near(struct app *app, const struct app_near *near)
{
    look(app, LOOK_NEAR)->near = *near;
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

void app_select(struct app *app, const char *code, enum side side, enum app_approach how)
{
    struct app_view *v = &app->view;
    snprintf(v->selected, sizeof v->selected, "%s", code);
    v->selected_side = side;
    v->structure[0] = 0;
    v->region = -1;
    app_redraw(app);
    if (*code && how == APP_FLY && eye_site(app, code, side))
        look_at(app, LOOK_POINT, code, side);
}

void app_thin_skin(struct app *app)
{
    struct app_view *v = &app->view;
    struct error why;
    if (v->see_through <= 0)
        v->see_through = layers_see_through(v->layers);
    if (v->see_through > 0 && !subject_inside(app->subject, &why))
        app_say_error(app, &why);
    app_redraw(app);
}

void app_toggle_layer(struct app *app, unsigned layer)
{
    struct app_view *v = &app->view;
    app->settings.layers = v->layers = layers_toggle(v->layers, layer);
    app_redraw(app);
    if (v->layers & layer & SCENE_BENEATH)
        app_thin_skin(app);
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

struct camera app_camera_for(const struct app *app, int width, int height)
{
    const struct camera_port *port = &app->view.port;
    struct camera camera = app->view.camera;
    float free_width = (float)port->width - port->left - port->right;
    float free_height = (float)port->height - port->top - port->bottom;
    float narrower = free_width / free_height / ((float)width / (float)height);
    float part = free_height / (float)port->height;
    camera.distance *= part * (narrower > 1 ? narrower : 1);
    return camera;
}
