#include "panels/isolate_card.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "inside/inside.h"
#include "panels/action.h"
#include "panels/eye.h"
#include "panels/form.h"
#include "panels/panels.h"
#include "panels/stage_corner.h"

// ---------------------------------------------------------------- in words

static const char *const PARTS[ISOLATE_PARTS] = {
    [ISOLATE_WHOLE] = "isolate.whole", [ISOLATE_HEAD] = "isolate.head",
    [ISOLATE_TRUNK] = "isolate.trunk", [ISOLATE_ARM] = "isolate.arm",
    [ISOLATE_LEG] = "isolate.leg",     [ISOLATE_HAND] = "isolate.hand",
    [ISOLATE_FOOT] = "isolate.foot",   [ISOLATE_HALF] = "isolate.half"};

static const char *const SYSTEMS[ISOLATE_SYSTEMS] = {
    [ISOLATE_ALL_SYSTEMS] = "isolate.all_systems",
    [ISOLATE_SKIN] = "isolate.skin",
    [ISOLATE_BONES] = "layer.bones",
    [ISOLATE_NERVES] = "layer.nerves",
    [ISOLATE_VESSELS] = "isolate.vessels",
    [ISOLATE_MUSCLES] = "layer.muscles",
    [ISOLATE_ORGANS] = "layer.organs"};

static const char *const PLANES[ISOLATE_PLANES] = {
    [ISOLATE_NO_PLANE] = "isolate.no_cut",
    [ISOLATE_SAGITTAL] = "isolate.sagittal",
    [ISOLATE_CORONAL] = "isolate.coronal",
    [ISOLATE_TRANSVERSE] = "isolate.transverse"};

static const char *const RESTS[] = {"isolate.hide", "isolate.fade", "isolate.before"};

/* "Leg, left" */
static void part_title(const struct texts *texts, enum isolate_part part, enum side side,
                       char *out, size_t size)
{
    const char *of = side == SIDE_M ? "" : panel_side(texts, side_name(side)[0]);
    panel_join(texts, "join.comma", text_of(texts, PARTS[part]), of, out, size);
}

static void add(char *out, size_t size, const char *text)
{
    cut_append(out, size, "%s%s", *out ? " \u00b7 " : "", text);
}

void isolate_card_title(const struct texts *texts, const struct isolate *i, char *out,
                        size_t size)
{
    char text[160];
    out[0] = 0;
    if (i->part != ISOLATE_WHOLE) {
        part_title(texts, i->part, i->side, text, sizeof text);
        add(out, size, text);
    }
    if (*i->channel) {
        bool sided = i->part == ISOLATE_WHOLE && i->side != SIDE_M;
        panel_join(texts, "join.comma", i->channel,
                   sided ? panel_side(texts, side_name(i->side)[0]) : "", text,
                   sizeof text);
        add(out, size, text);
    }
    if (i->system != ISOLATE_ALL_SYSTEMS)
        add(out, size, text_of(texts, SYSTEMS[i->system]));
    if (i->rest == ISOLATE_BEFORE && i->part == ISOLATE_WHOLE)
        add(out, size, text_of(texts, RESTS[i->rest]));
    if (i->plane != ISOLATE_NO_PLANE) {
        panel_join(texts, "join.colon", text_of(texts, "isolate.cut"),
                   text_of(texts, PLANES[i->plane]), text, sizeof text);
        add(out, size, text);
    }
}

// ---------------------------------------------------------------- what is looked at

/* the limb, trunk or head that a triangle of the skin belongs to */
static struct isolate part_at(const struct subject *subject, uint32_t triangle)
{
    static const enum isolate_part OF[] = {ISOLATE_ARM, ISOLATE_LEG, ISOLATE_HEAD,
                                           ISOLATE_TRUNK};
    struct isolate out = {0};
    const struct body *standing = subject_standing(subject);
    enum side side;
    int part = body_part_of(standing, triangle, &side);
    for (int i = 0; part >= 0 && i < 4 && out.part == ISOLATE_WHOLE; i++) {
        struct isolate one = {.part = OF[i]};
        if (isolate_has_part(&one, &subject_catalog(subject)->part[part], side))
            out = (struct isolate){.part = OF[i], .side = i < 2 ? side : SIDE_M};
    }
    return out;
}

struct isolate isolate_card_looked_at(const struct app_eye *eye,
                                      const struct subject *subject)
{
    struct isolate out = {0};
    struct bvh_hit hit;
    const struct site *site =
        *eye->selected ? eye_site(subject, eye->selected, eye->selected_side) : NULL;
    const struct inside *inside =
        *eye->structure ? subject_inside_shown(subject, NULL) : NULL;
    const struct inside_part *part =
        inside ? inside_find(inside, eye->structure, eye->structure_side) : NULL;
    if (site)
        return part_at(subject, site->on.triangle);
    if (part && part->placed) {
        float middle[3];
        for (int k = 0; k < 3; k++)
            middle[k] = (part->min[k] + part->max[k]) / 2;
        if (bvh_nearest(body_bvh(subject_body(subject)), middle, 1, NULL, NULL, &hit))
            return part_at(subject, hit.site.triangle);
    }
    if (*eye->channel)
        snprintf(out.channel, sizeof out.channel, "%s", eye->channel);
    return out;
}

// ---------------------------------------------------------------- the card

struct chip {
    enum isolate_part part;
    enum side side;
};

static void parts(const struct isolate *now, const struct texts *texts, struct sink *sink,
                  struct gui *g)
{
    static const struct chip CHIPS[] = {
        {ISOLATE_WHOLE, SIDE_M}, {ISOLATE_HEAD, SIDE_M}, {ISOLATE_TRUNK, SIDE_M},
        {ISOLATE_ARM, SIDE_L},   {ISOLATE_ARM, SIDE_R},  {ISOLATE_LEG, SIDE_L},
        {ISOLATE_LEG, SIDE_R},   {ISOLATE_HAND, SIDE_L}, {ISOLATE_HAND, SIDE_R},
        {ISOLATE_FOOT, SIDE_L},  {ISOLATE_FOOT, SIDE_R}, {ISOLATE_HALF, SIDE_L},
        {ISOLATE_HALF, SIDE_R}};
    for (int i = 0; i < (int)(sizeof CHIPS / sizeof *CHIPS); i++) {
        char label[120];
        const struct chip *c = &CHIPS[i];
        part_title(texts, c->part, c->side, label, sizeof label);
        struct isolate to = *now;
        to.part = c->part;
        to.side = c->side;
        if (form_chip(g, label, "part", i, now->part == c->part && now->side == c->side))
            sink_isolate(sink, &to, SINK_FLY);
    }
}

static void systems(const struct isolate *now, const struct texts *texts,
                    struct sink *sink, struct gui *g)
{
    gui_space(g, 10);
    gui_caption(g, text_of(texts, "isolate.system"));
    for (int i = 0; i < ISOLATE_SYSTEMS; i++) {
        struct isolate to = *now;
        to.system = (enum isolate_system)i;
        if (form_chip(g, text_of(texts, SYSTEMS[i]), "system", i,
                      now->system == to.system))
            sink_isolate(sink, &to, SINK_FLY);
    }
}

static void rest(const struct isolate *now, const struct texts *texts, struct sink *sink,
                 struct gui *g)
{
    gui_space(g, 10);
    gui_caption(g, text_of(texts, "isolate.rest"));
    for (int i = 0; i <= ISOLATE_BEFORE; i++) {
        struct isolate to = *now;
        to.rest = (enum isolate_rest)i;
        if (form_chip(g, text_of(texts, RESTS[i]), "rest", i, now->rest == to.rest))
            sink_isolate(sink, &to, SINK_FLY);
    }
}

static void plane(const struct isolate *now, const struct texts *texts, struct sink *sink,
                  struct gui *g)
{
    gui_space(g, 10);
    gui_caption(g, text_of(texts, "isolate.cut"));
    for (int i = 0; i < ISOLATE_PLANES; i++) {
        struct isolate to = *now;
        to.plane = (enum isolate_plane)i;
        if (now->plane == ISOLATE_NO_PLANE)
            to.at = 0.5f;
        if (form_chip(g, text_of(texts, PLANES[i]), "plane", i, now->plane == to.plane))
            sink_isolate(sink, &to, SINK_FLY);
    }
    if (now->plane == ISOLATE_NO_PLANE)
        return;
    char shown[32];
    struct message m = {.id = "preferences.percent",
                        .arg = {{.name = "n", .number = round((double)now->at * 100)}}};
    text_format(texts, &m, shown, sizeof shown);
    struct isolate to = *now;
    struct gui_range range = {.label = text_of(texts, "isolate.where"),
                              .shown = shown,
                              .max = 1,
                              .step = 0.01f};
    if (gui_slider(g, &range, &to.at))
        sink_isolate(sink, &to, SINK_FLY);
    if (form_chip(g, text_of(texts, "isolate.flip"), "flip", 0, now->flipped))
        sink_ask(sink, ACTION_FLIP_CUT, 0);
}

/* each with a cross that forgets it */
static void kept(const struct settings *settings, struct shell *shell,
                 const struct texts *texts, struct sink *sink, struct gui *g)
{
    gui_space(g, 10);
    gui_caption(g, text_of(texts, "views.title"));
    for (int i = 0; i < settings->n_views; i++) {
        char forget[120];
        struct gui_row row = {
            .title = settings->view[i].name, .close = i > 0, .right = 1};
        gui_need(g, row.title);
        gui_push_id(g, i);
        if (gui_list_row(g, &row))
            sink_ask(sink, ACTION_SHOW_VIEW, i);
        gui_beside(g);
        snprintf(forget, sizeof forget, "%s##view", text_of(texts, "views.forget"));
        if (gui_icon_button(g, forget, GUI_ICON_CLOSE, true))
            sink_ask(sink, ACTION_FORGET_VIEW, i);
        gui_pop_id(g);
    }
    char typed[sizeof shell->view_name];
    snprintf(typed, sizeof typed, "%s", shell->view_name);
    gui_input_text(g, text_of(texts, "views.name"), typed, sizeof typed);
    bool entered = gui_entered(g);
    if (strcmp(typed, shell->view_name) != 0)
        sink_put(sink, shell->view_name, typed, sizeof typed);
    bool room = settings->n_views < SETTINGS_VIEWS;
    if (gui_button(g, text_of(texts, "views.keep"), GUI_QUIET, room) || (entered && room))
        sink_ask_text(sink, ACTION_KEEP_VIEW, typed, 0);
}

void isolate_card(const struct app_eye *eye, const struct settings *settings,
                  struct shell *shell, const struct texts *texts, struct sink *sink,
                  struct gui *g)
{
    parts(&eye->isolate, texts, sink, g);
    rest(&eye->isolate, texts, sink, g);
    systems(&eye->isolate, texts, sink, g);
    plane(&eye->isolate, texts, sink, g);
    kept(settings, shell, texts, sink, g);
}

// ---------------------------------------------------------------- on the stage

void isolate_card_pill(const struct app_eye *eye, struct shell *shell,
                       const struct texts *texts, struct sink *sink, struct gui *g)
{
    enum { TOP = 16 };
    const struct camera_port *p = &eye->port;
    const struct gui_rect *bar = &shell->corner;
    char title[240], name[320];
    float s = gui_scale(g), width;
    isolate_card_title(texts, &eye->isolate, title, sizeof title);
    float left = shell->left.x + shell->left.w + 20 * s;
    float right = (shell->right.w > 0 ? shell->right.x : (float)p->width) - 20 * s;
    if (!*title || right - left < 120 * s)
        return;
    gui_measure(g, GUI_STRONG, title, 0, &width, NULL);
    struct gui_rect r = {.x = left,
                         .y = TOP * s,
                         .w = fminf(width + 60 * s, right - left),
                         .h = gui_touch(g)},
                    place;
    // under the bar, and under what stands at the upper edge
    if (r.x + r.w > bar->x - 12 * s && bar->w > 0)
        r.y = bar->y + bar->h + 12 * s;
    r.y = fmaxf(r.y, shell->top + TOP * s);
    snprintf(name, sizeof name, "%s##isolated", text_of(texts, "isolate.clear"));
    gui_bare_begin(g, "isolated", r);
    if (gui_tile(g, name, r.w, r.h, &place))
        sink_isolate(sink, &(struct isolate){.at = 0}, SINK_FLY);
    bool hovered = gui_hovered(g);
    stage_corner_take(shell, r);
    gui_box(g, place, place.h / 2, gui_theme(g)->panel);
    gui_outline(g, place, place.h / 2, 1.5f * s, gui_theme(g)->accent);
    float line = gui_line_height(g, GUI_STRONG), x = place.x + place.w - 24 * s,
          y = place.y + place.h / 2, arm = 5 * s;
    gui_text_cut(g, GUI_STRONG, place.x + 18 * s, y - line / 2, place.w - 54 * s,
                 gui_theme(g)->ink, title);
    gui_line(g, x - arm, y - arm, x + arm, y + arm, 1.6f * s, gui_theme(g)->ink_soft);
    gui_line(g, x - arm, y + arm, x + arm, y - arm, 1.6f * s, gui_theme(g)->ink_soft);
    gui_panel_end(g);
    if (hovered)
        gui_tooltip(g, text_of(texts, "isolate.clear"));
}
