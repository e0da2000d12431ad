#include "app/side_tiles.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/trace.h"
#include "app/desk_view.h"
#include "base/arena.h"
#include "base/cut.h"
#include "panels/eye.h"
#include "panels/panels.h"
#include "stage/isolated.h"
#include "stage/limb.h"
#include "stage/side_views.h"
#include "ui/picture_text.h"

/* design pixels: a view that is narrower shows no names; the bar above; between two */
enum { LEAST = 250, TOP = 84, GAP = 10, EDGE = 24 };

/* All that a picture follows from; bytes that are compared. */
struct tile_key {
    const void *texts;
    struct isolate isolate;
    char view[16], selected[32], structure[64], landmark[48], channel[8];
    uint32_t body;
    unsigned plan, layers;
    int sides, region, width, height;
    float see_through, scale;
    bool dark, hidden;
};

struct tile {
    struct gui_rect place; /* in the window */
    struct tile_key key;   /* what the picture was drawn for */
    unsigned image;        /* without words; 0 = none */
    struct scene *scene;   /* what lies where in it */
    struct arena *arena;   /* of what is written over it, in its own pixels */
    struct frame_label *label;
    struct frame_number *number;
    uint32_t n_labels, n_numbers, n_no_room;
    struct aim aim;
    struct camera camera;
    struct cutaway cut;
};

struct side_tiles {
    int n;
    const char *view[SIDE_TILES_MOST];
    struct tile tile[SIDE_TILES_MOST];
    float x; /* in the window: where the first begins */
};

struct side_tiles *side_tiles_create(void)
{
    struct side_tiles *s = xcalloc(1, sizeof *s);
    for (int i = 0; i < SIDE_TILES_MOST; i++) {
        s->tile[i].scene = picture_scene_create((enum render_holder)(RENDER_SIDE + i));
        s->tile[i].arena = arena_create();
    }
    return s;
}

void side_tiles_destroy(struct side_tiles **tiles)
{
    struct side_tiles *s = tiles ? *tiles : NULL;
    if (!s)
        return;
    for (int i = 0; i < SIDE_TILES_MOST; i++) {
        scene_destroy(&s->tile[i].scene);
        arena_destroy(&s->tile[i].arena);
    }
    free(s);
    *tiles = NULL;
}

int side_tiles_count(const struct side_tiles *s)
{
    return s->n;
}

struct gui_rect side_tiles_place(const struct side_tiles *s, int tile)
{
    return s->tile[tile].place;
}

// ---------------------------------------------------------------- which, and where

/* Beside the plan as the eye sees it: what that view leaves out. From the side of the
 * body that it is on the other one is wanted. */
static int choose(const struct subject *subject, const struct plan *plan,
                  const struct app_eye *eye, const char *view[SIDE_TILES_MOST])
{
    const char *all[SIDE_VIEWS_MOST];
    int n = side_views_choose(subject, plan, all), kept = 0;
    if (n < 2)
        return 0;
    if (strcmp(all[0], "front") == 0) {
        const struct camera *to = eye->flying ? &eye->flight.to : &eye->camera;
        struct camera front = {0};
        aim_named(subject, "front", &front);
        view[0] = cosf(to->yaw - front.yaw) < 0 ? "front" : "back";
        return 1;
    }
    for (int i = 0; i < n && kept < SIDE_TILES_MOST; i++)
        if (strcmp(all[i], "plan") != 0)
            view[kept++] = all[i];
    return kept;
}

/* the free part of the window goes to the eye's view and to these, in equal columns */
static void lay_out(struct side_tiles *s, const struct app_eye *eye,
                    const struct shell *shell)
{
    const struct camera_port *port = &eye->port;
    enum shell_layout layout = shell_layout(eye);
    float scale = eye_scale(eye), left = shell->left.x + shell->left.w;
    const struct gui_rect *card = &shell->place[PANEL_RIGHT];
    bool beside = card->w > 0 && layout == SHELL_WIDE;
    float right = beside ? card->x : (float)port->width;
    float bottom = (float)port->height - shell->bottom - EDGE * scale;
    float top = fmaxf(shell->top, TOP * scale), edge = (float)EDGE * scale;
    float column = 0;
    if (layout != SHELL_WIDE && layout != SHELL_SHEET)
        s->n = 0;
    for (; s->n > 0; s->n--) {
        column = (right - left - edge) / (float)(s->n + 1);
        if (column >= (LEAST + GAP) * scale && bottom - top >= LEAST * scale)
            break;
    }
    s->x = right - edge - (float)s->n * column;
    for (int i = 0; i < s->n; i++)
        s->tile[i].place =
            (struct gui_rect){floorf(s->x + (float)i * column + GAP * scale), floorf(top),
                              floorf(column - GAP * scale), floorf(bottom - top)};
}

// ---------------------------------------------------------------- the pictures

static struct tile_key key_of(const struct desk *desk, const struct side_tiles *s, int i)
{
    const struct app_eye *eye = &desk->eye;
    struct tile_key key;
    memset(&key, 0, sizeof key); // what lies between its members is compared, too
    key.texts = desk->texts;
    key.isolate.part = eye->isolate.part;
    key.isolate.side = eye->isolate.side;
    key.isolate.system = eye->isolate.system;
    key.isolate.rest = eye->isolate.rest;
    key.isolate.plane = eye->isolate.plane;
    key.isolate.at = eye->isolate.at;
    key.isolate.flipped = eye->isolate.flipped;
    snprintf(key.isolate.channel, sizeof key.isolate.channel, "%s", eye->isolate.channel);
    snprintf(key.view, sizeof key.view, "%s", s->view[i]);
    snprintf(key.selected, sizeof key.selected, "%s", eye->selected);
    snprintf(key.structure, sizeof key.structure, "%s", eye->structure);
    snprintf(key.landmark, sizeof key.landmark, "%s", eye->landmark);
    snprintf(key.channel, sizeof key.channel, "%s", eye->channel);
    key.body = subject_version(desk->subject);
    key.plan = desk->dossier.version;
    key.layers = eye->layers;
    key.sides = (int)eye->selected_side + 4 * (int)eye->structure_side +
                16 * (int)eye->landmark_side;
    key.region = eye->region;
    key.width = (int)s->tile[i].place.w;
    key.height = (int)s->tile[i].place.h;
    key.see_through = eye->see_through;
    key.scale = eye_scale(eye);
    key.dark = desk_theme(&desk->settings, desk->mode)->dark;
    key.hidden = eye->names_hidden;
    return key;
}

/* where the eye of the picture stands */
static bool frame_view(const struct subject *subject, const struct stage *stage,
                       struct tile *t, const char *view, struct scene_input *scene)
{
    struct limb limb;
    float min[3], max[3];
    t->aim = (struct aim){.margin = 0.06f};
    aim_named(subject, "front", &scene->camera);
    if (limb_parse(&limb, view))
        return limb_aim(&limb, subject, stage, &t->aim, scene);
    if (!aim_named(subject, view, &scene->camera) ||
        !isolated_bounds(subject, stage_cut(stage), min, max))
        return false;
    t->aim.margin = 0.13f;
    if (!aim_marks(&t->aim, scene->mark, scene->n_marks))
        aim_add_box(&t->aim, min, max);
    aim_fit_head(&t->aim, &scene->port, scene->mesh, &scene->camera);
    return true;
}

/* Texts of a frame last no longer than what it was built from. */
static void keep_words(struct tile *t, const struct frame *frame)
{
    struct arena *a = t->arena;
    arena_reset(a);
    t->n_labels = frame->n_labels;
    t->n_numbers = frame->n_numbers;
    t->n_no_room = frame->n_no_room;
    t->label = arena_alloc_array(a, (size_t)t->n_labels + 1, sizeof *t->label);
    t->number = arena_alloc_array(a, (size_t)t->n_numbers + 1, sizeof *t->number);
    for (uint32_t i = 0; i < t->n_labels; i++) {
        t->label[i] = frame->label[i];
        t->label[i].text = arena_strdup(a, frame->label[i].text);
    }
    for (uint32_t i = 0; i < t->n_numbers; i++) {
        t->number[i] = frame->number[i];
        t->number[i].name = arena_strdup(a, frame->number[i].name);
    }
}

static bool draw(struct desk *desk, struct tile *t, const struct tile_key *key, int i)
{
    struct picture_frame picture = {.theme = desk_theme(&desk->settings, desk->mode),
                                    .width = key->width,
                                    .height = key->height,
                                    .quality = RENDER_STILL};
    struct frame frame;
    struct error error;
    uint8_t *pixels;
    // words and marks are as large as in the window
    float own = picture_scale(key->width, key->height, 1);
    picture.text_scale = key->scale / own;
    picture.mark_scale = camera_mark_scale(&desk->eye.port) / own;
    struct stage_view view = desk_view(desk);
    view.port = (struct camera_port){.width = key->width, .height = key->height};
    view.halo_phase = view.flow_phase = 0;
    view.hovered = -1;
    stage_build(desk->stage, &view, &picture.scene);
    if (!frame_view(desk->subject, desk->stage, t, key->view, &picture.scene))
        return false;
    view.camera = t->camera = picture.scene.camera;
    if (view.isolate.rest == ISOLATE_BEFORE)
        stage_build(desk->stage, &view, &picture.scene);
    t->cut = *stage_cut(desk->stage);
    if (!picture_apart(desk->picture, &picture, t->scene, &frame, &pixels, &error))
        return false;
    keep_words(t, &frame);
    t->image = picture_image(desk->picture, (enum render_holder)(RENDER_SIDE + i), pixels,
                             key->width, key->height);
    free(pixels);
    return true;
}

/* the eye rests, and goes nowhere after this frame */
static bool stays(const struct app_eye *eye, const struct app_pointer *pointer,
                  const struct sink *sink, int64_t now_ms)
{
    return eye_rests(eye, pointer, now_ms) && sink->target.look == LOOK_NOWHERE;
}

void side_tiles_forget(struct side_tiles *s)
{
    for (int i = 0; i < SIDE_TILES_MOST; i++)
        s->tile[i].image = 0;
}

void side_tiles_prepare(struct desk *desk)
{
    struct side_tiles *s = desk->sides;
    int before = s->n;
    bool stay = stays(&desk->eye, &desk->pointer, &desk->sink, desk->clock.now_ms);
    // before the first frame there is no type to measure names by
    bool drawn = desk->shell->corner.w > 0;
    bool wanted = drawn && desk->shell->beside && !desk->settings.one_view;
    const char *view[SIDE_TILES_MOST] = {0};
    s->n = wanted ? choose(desk->subject, &desk->dossier.plan, &desk->eye, view) : 0;
    // on the way past the side of the body nothing changes over
    if (s->n != before || stay)
        memcpy(s->view, view, sizeof s->view);
    lay_out(s, &desk->eye, desk->shell);
    if (s->n != before)
        sink_redraw(&desk->sink);
    for (int i = 0; i < s->n; i++) {
        struct tile *t = &s->tile[i];
        struct tile_key key = key_of(desk, s, i);
        if (t->image && memcmp(&key, &t->key, sizeof key) == 0)
            continue;
        // a hand that lets go asks for a frame by itself
        if (desk->pointer.gesture == GESTURE_NONE)
            sink_redraw(&desk->sink);
        // the first picture at once, or there would be a hole
        if (t->image && !stay)
            continue;
        t->key = key;
        if (!draw(desk, t, &key, i))
            t->image = 0;
        return;
    }
}

// ---------------------------------------------------------------- in the window

int side_tiles_mark_at(const struct side_tiles *s, const struct app_eye *eye, int tile,
                       float x, float y)
{
    const struct tile *t = &s->tile[tile];
    float scale = eye_scale(eye);
    const float pixel[2] = {x - t->place.x, y - t->place.y};
    int mark = scene_pick(t->scene, pixel, 14 * scale);
    return mark < 0 ? scene_pick_label(t->scene, pixel, 3 * scale) : mark;
}

static int line_at(const struct subject *subject, const struct app_eye *eye,
                   const struct tile *t, float x, float y)
{
    const float pixel[2] = {x - t->place.x, y - t->place.y};
    const struct scene_skin skin = {.bvh = body_bvh(subject_body(subject)),
                                    .standing = subject_standing(subject),
                                    .cut = &t->cut};
    if (eye->names_hidden)
        return -1;
    return scene_pick_course(t->scene, &skin, pixel, 9 * eye_scale(eye));
}

/* whether it has the size that it is shown in */
static bool is_fresh(const struct tile *t)
{
    return t->key.width == (int)t->place.w && t->key.height == (int)t->place.h;
}

/* a point or landmark, a line, or the view itself */
static void press(struct desk *desk, int i, float x, float y)
{
    const struct tile *t = &desk->sides->tile[i];
    const struct trace *traces = subject_traces(desk->subject);
    int mark = side_tiles_mark_at(desk->sides, &desk->eye, i, x, y),
        line = line_at(desk->subject, &desk->eye, t, x, y), name;
    enum side side;
    const struct site *site = stage_site(desk->stage, mark);
    if (site) {
        sink_select(&desk->sink, site->point->code, site->side, SINK_STAY);
    } else if (stage_landmark(desk->stage, mark, &name, &side)) {
        sink_show_landmark(
            &desk->sink, subject_catalog(desk->subject)->landmark_names.name[name], side);
    } else if (line >= 0 && line < traces->count) {
        sink_select(&desk->sink, "", SIDE_M, SINK_STAY);
        sink_hold_channel(&desk->sink, traces->line[line].channel->id);
    } else {
        sink_fly_eye(&desk->sink, &t->aim, t->camera.yaw, t->camera.pitch);
    }
}

/* "Hand, right", "From the back" */
static void title_of(const struct texts *texts, const char *view, char *out, size_t size)
{
    struct limb limb;
    bool back = strcmp(view, "back") == 0;
    if (limb_parse(&limb, view))
        panel_join(texts, "join.comma",
                   text_of(texts, limb.of == LIMB_HAND ? "isolate.hand" : "isolate.foot"),
                   panel_side(texts, side_name(limb.side)[0]), out, size);
    else
        snprintf(out, size, "%s",
                 text_of(texts, back ? "cube.to_back" : "cube.to_front"));
}

static void tell(const struct desk *desk, int i, struct gui *g)
{
    const struct gui_input *in = &desk->pointer.gui;
    const struct trace *traces = subject_traces(desk->subject);
    const struct tile *t = &desk->sides->tile[i];
    int mark = side_tiles_mark_at(desk->sides, &desk->eye, i, in->x, in->y);
    int line = mark < 0 ? line_at(desk->subject, &desk->eye, t, in->x, in->y) : -1;
    const char *name = stage_name(desk->stage, mark);
    bool stands = mark >= 0 && scene_names(t->scene, mark);
    if (name && !stands)
        gui_tooltip(g, name);
    else if (line >= 0 && line < traces->count)
        gui_tooltip(g, traces->line[line].channel->id);
}

/* "1 KI3   2 KI6", and how many have no room even for that */
static void write_foot(const struct tile *t, const struct texts *texts, struct gui *g,
                       struct gui_rect r)
{
    char text[600] = "", room[96];
    float s = gui_scale(g), height;
    struct message m = {.id = "picture.no_room",
                        .arg = {{.name = "n", .number = t->n_no_room}}};
    for (uint32_t i = 0; i < t->n_numbers; i++)
        cut_append(text, sizeof text, "%s%u\u00a0%s", i ? "   " : "", (unsigned)i + 1,
                   t->number[i].name);
    text_format(texts, &m, room, sizeof room);
    if (t->n_no_room)
        cut_append(text, sizeof text, "%s%s", *text ? " \u00b7 " : "", room);
    if (!*text)
        return;
    gui_need(g, text);
    gui_measure(g, GUI_SMALL, text, r.w - 24 * s, NULL, &height);
    gui_text_wrapped(g, GUI_SMALL, r.x + 12 * s, r.y + r.h - height - 8 * s, r.w - 24 * s,
                     gui_theme(g)->ink_soft, text);
}

static void write_title(const char *title, struct gui *g, struct gui_rect r)
{
    float s = gui_scale(g), line = gui_line_height(g, GUI_SMALL), width;
    gui_measure(g, GUI_SMALL, title, 0, &width, NULL);
    struct gui_rect tag = {r.x + 10 * s, r.y + 10 * s, width + 20 * s, line + 8 * s};
    gui_box(g, tag, tag.h / 2, gui_theme(g)->chip);
    gui_text(g, GUI_SMALL, tag.x + 10 * s, tag.y + 4 * s, GUI_LEFT, gui_theme(g)->ink,
             title);
}

/* what is drawn for another size is put into the middle, until it is drawn anew */
static struct gui_rect image_rect(const struct tile *t)
{
    float w = (float)t->key.width, h = (float)t->key.height;
    float share = fminf(1, fminf(t->place.w / w, t->place.h / h));
    return (struct gui_rect){t->place.x + (t->place.w - w * share) / 2,
                             t->place.y + (t->place.h - h * share) / 2, w * share,
                             h * share};
}

static void draw_tile(struct desk *desk, int i, struct gui *g)
{
    const struct side_tiles *s = desk->sides;
    const struct tile *t = &s->tile[i];
    const struct gui_input *in = &desk->pointer.gui;
    char id[16], title[120], label[160];
    struct gui_rect r = t->place, place;
    snprintf(id, sizeof id, "side %d", i);
    title_of(desk->texts, s->view[i], title, sizeof title);
    snprintf(label, sizeof label, "%s##side", title);
    gui_need(g, title);
    gui_bare_begin(g, id, r);
    bool pressed = gui_tile(g, label, r.w, r.h, &place), hovered = gui_hovered(g);
    bool inside = in->has_pointer && in->x >= r.x && in->x < r.x + r.w && in->y >= r.y &&
                  in->y < r.y + r.h;
    if (t->image)
        gui_image(g, image_rect(t), t->image);
    if (t->image && is_fresh(t)) {
        const float at[2] = {r.x, r.y};
        picture_text_labels(g, t->label, t->n_labels, at);
        picture_text_numbers(g, t->number, t->n_numbers, at);
        write_foot(t, desk->texts, g, r);
    }
    gui_outline(g, r, 0, 1.2f * gui_scale(g), gui_theme(g)->track);
    write_title(title, g, r);
    gui_panel_end(g);
    // by the keyboard the whole view is meant
    if (pressed && inside && is_fresh(t))
        press(desk, i, in->x, in->y);
    else if (pressed)
        sink_fly_eye(&desk->sink, &t->aim, t->camera.yaw, t->camera.pitch);
    else if (hovered && inside && is_fresh(t))
        tell(desk, i, g);
}

void side_tiles_draw(struct desk *desk, struct gui *g)
{
    const struct side_tiles *s = desk->sides;
    float w = (float)desk->eye.port.width;
    for (int i = 0; i < s->n; i++)
        draw_tile(desk, i, g);
    if (s->n)
        desk->shell->right = (struct gui_rect){s->x, 0, w - s->x, 1};
}
