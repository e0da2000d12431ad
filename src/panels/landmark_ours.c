#include "panels/landmark_ours.h"

#include <stdlib.h>
#include <string.h>

#include "panels/eye.h"

static const uint32_t OURS = 1u << 31;

struct landmark_ours {
    bool tried;
    struct subject *body; /* NULL where it cannot be read */
    struct stage *stage;
    unsigned image;
    struct ours_key {
        int name, side, width, height;
        bool dark;
    } key;
};

struct landmark_ours *landmark_ours_create(void)
{
    return xcalloc(1, sizeof(struct landmark_ours));
}

void landmark_ours_destroy(struct landmark_ours **ours)
{
    if (!*ours)
        return;
    stage_destroy(&(*ours)->stage);
    subject_destroy(&(*ours)->body);
    free(*ours);
    *ours = NULL;
}

static bool is_there(const struct desk *desk, struct landmark_ours *o)
{
    if (!o->tried) {
        o->tried = true;
        o->body = subject_create(desk->data_dir, "neutral", NULL, 0, NULL);
        o->stage = stage_create();
    }
    return o->body != NULL;
}

/* so near that it is clear where it lies, and so far that it is clear on what */
static void look(const struct landmark_ours *o, const struct body_place *place,
                 const struct camera_port *port, struct camera *camera)
{
    static const float NEARER = 0.8f;
    const struct body *body = subject_body(o->body);
    struct aim aim = {.margin = 0.04f};
    aim_add_ball(&aim, place->position, NEARER * aim_reach(body, &place->on));
    aim_look_at(&aim, body_bvh(body), port, place->position, place->normal, camera);
}

static void draw(struct desk *desk, struct landmark_ours *o,
                 const struct body_place *place)
{
    const struct ours_key *k = &o->key;
    const struct landmark_names *names = &subject_catalog(o->body)->landmark_names;
    struct picture_frame picture = {.theme = desk_theme(&desk->settings, desk->mode),
                                    .width = k->width,
                                    .height = k->height,
                                    .quality = RENDER_STILL};
    struct camera_port port = {.width = k->width, .height = k->height};
    struct stage_view view = {.subject = o->body,
                              .theme = picture.theme,
                              .layers = SCENE_POINTS,
                              .port = port,
                              .lit = {.names = HIGHLIGHT_NO_NAMES,
                                      .needles = HIGHLIGHT_NO_NEEDLES,
                                      .landmark = names->name[k->name],
                                      .landmark_side = (enum side)k->side},
                              .region = -1,
                              .hovered = -1};
    aim_named(o->body, "front", &view.camera);
    look(o, place, &port, &view.camera);
    // marks as large as in the window
    float own = picture_scale(k->width, k->height, 1);
    picture.mark_scale = 0.8f * eye_scale(&desk->eye) / own;
    struct scene *scene = picture_scene_create(RENDER_OURS);
    struct frame frame;
    struct error error;
    uint8_t *pixels;
    stage_build(o->stage, &view, &picture.scene);
    // two subjects count their own changes: the model's mesh is never of this version
    picture.scene.mesh_version += OURS;
    if (picture_apart(desk->picture, &picture, scene, &frame, &pixels, &error)) {
        o->image = picture_image(desk->picture, RENDER_OURS, pixels, k->width, k->height);
        free(pixels);
    }
    scene_destroy(&scene);
    sink_redraw(&desk->sink);
}

void landmark_ours_prepare(struct desk *desk, struct landmark_ours *o, int name,
                           enum side side, int width, int height)
{
    struct ours_key key = {.name = name,
                           .side = (int)side,
                           .width = width,
                           .height = height,
                           .dark = desk_theme(&desk->settings, desk->mode)->dark};
    struct ours_key *k = &o->key;
    bool same = k->name == name && k->side == (int)side && k->width == width &&
                k->height == height && k->dark == key.dark && o->tried;
    if (same || width < 16 || height < 16 || !is_there(desk, o))
        return;
    *k = key;
    o->image = 0;
    struct body_place place = body_landmark(subject_body(o->body), name, side);
    if (place.found)
        draw(desk, o, &place);
}

unsigned landmark_ours_image(const struct landmark_ours *o)
{
    return o->image;
}

bool landmark_ours_guess(const struct landmark_ours *o, const struct subject *on,
                         int name, enum side side, float at[3], float normal[3])
{
    if (!o->body)
        return false;
    struct body_place place = body_landmark(subject_body(o->body), name, side);
    float share = subject_height(on) / subject_height(o->body);
    const float *from = place.position;
    float middle = body_midline(subject_standing(on));
    if (!place.found)
        return false;
    at[0] = middle + share * (from[0] - body_midline(subject_body(o->body)));
    at[1] = share * from[1];
    at[2] = share * from[2];
    memcpy(normal, place.normal, sizeof place.normal);
    return true;
}
