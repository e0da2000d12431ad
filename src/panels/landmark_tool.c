#include "panels/landmark_tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "panels/panels.h"

struct landmark_tool {
    bool open, mirror;
    int name; /* at hand: index into landmark_names */
    enum side side;
};

struct landmark_tool *landmark_tool_create(void)
{
    struct landmark_tool *t = xcalloc(1, sizeof *t);
    t->mirror = true;
    return t;
}

void landmark_tool_destroy(struct landmark_tool **tool)
{
    if (tool) {
        free(*tool);
        *tool = NULL;
    }
}

static const struct landmark_names *names_of(const struct app *app)
{
    return &subject_catalog(app->subject)->landmark_names;
}

static enum side first_side(const struct app *app, int name)
{
    return names_of(app)->midline[name] ? SIDE_M : SIDE_L;
}

static bool is_set(const struct app *app, int name, enum side side)
{
    return body_landmark(subject_body(app->subject), name, side).found;
}

/* the next one that is not there yet, after the one at hand */
static void go_on(struct app *app)
{
    struct landmark_tool *t = app->landmark_tool;
    const struct landmark_names *names = names_of(app);
    for (int i = 0; i <= names->count; i++) {
        int name = (t->name + i) % names->count;
        enum side side = first_side(app, name);
        if (!is_set(app, name, side) ||
            (side == SIDE_L && !is_set(app, name, side = SIDE_R))) {
            t->name = name;
            t->side = side;
            return;
        }
    }
}

bool landmark_tool_open(const struct app *app)
{
    return app->landmark_tool && app->landmark_tool->open;
}

void landmark_tool_toggle(struct app *app)
{
    struct landmark_tool *t = app->landmark_tool;
    if (!t->open && !subject_is_foreign(app->subject)) {
        app_say(app, "%s", app_text(app, "landmarks.own"));
        return;
    }
    t->open = !t->open;
    if (t->open) {
        app->view.layers |= SCENE_LANDMARKS;
        t->side = first_side(app, t->name);
        go_on(app);
    }
    app_redraw(app);
}

static void said(struct app *app, const struct error *error)
{
    app_say_why(app, error);
}

static void place(struct app *app, int name, enum side side, const float at[3])
{
    struct error error;
    if (!subject_place_landmark(app->subject, name, side, at, &error))
        said(app, &error);
}

bool landmark_tool_click(struct app *app, float x, float y)
{
    struct landmark_tool *t = app->landmark_tool;
    struct bvh_hit hit;
    if (!landmark_tool_open(app) || !app_skin_at(app, x, y, &hit))
        return false;
    float at[3] = {hit.position[0], hit.position[1], hit.position[2]};
    float middle = body_midline(subject_body(app->subject));
    if (t->side == SIDE_M)
        at[0] = middle;
    place(app, t->name, t->side, at);
    if (t->mirror && t->side == SIDE_L && !is_set(app, t->name, SIDE_R)) {
        at[0] = 2 * middle - at[0];
        place(app, t->name, SIDE_R, at);
    }
    go_on(app);
    app_redraw(app);
    return true;
}

static const char *how_found(const struct app *app, int name, enum side side)
{
    const struct landmark_set *set = &subject_catalog(app->subject)->neutral;
    for (int i = 0; i < set->count; i++)
        if (set->landmark[i].name == name && set->landmark[i].side == side)
            return set->landmark[i].how;
    return "";
}

static void name_of(const struct app *app, int name, char *out, size_t size)
{
    snprintf(out, size, "%s", names_of(app)->name[name]);
    for (char *p = out; *p; p++)
        if (*p == '_')
            *p = ' ';
}

static void row(struct app *app, struct gui *g, int name, enum side side)
{
    struct landmark_tool *t = app->landmark_tool;
    char title[96];
    name_of(app, name, title, sizeof title);
    bool set = is_set(app, name, side), at_hand = t->name == name && t->side == side;
    struct gui_row r = {.title = title,
                        .detail = at_hand ? how_found(app, name, side) : NULL,
                        .mark = set ? app_text(app, "landmarks.set")
                                    : panel_side(app, side_name(side)[0]),
                        .selected = at_hand,
                        .dim = set && !at_hand};
    gui_push_id(g, name * SIDES + (int)side);
    if (gui_list_row(g, &r)) {
        t->name = name;
        t->side = side;
    }
    gui_pop_id(g);
}

void landmark_tool_panel(struct app *app, struct gui *g)
{
    struct landmark_tool *t = app->landmark_tool;
    const struct landmark_names *names = names_of(app);
    char text[256];
    int n = 0, all = 0;
    for (int i = 0; i < names->count; i++) {
        enum side side = first_side(app, i);
        n += is_set(app, i, side) + (side == SIDE_L && is_set(app, i, SIDE_R));
        all += side == SIDE_L ? 2 : 1;
    }
    struct gui_rect rect = panel_left_rect(app, 0);
    gui_panel_begin(g, "landmarks", rect);
    gui_heading(g, app_text(app, "landmarks.title"));
    struct message count = {
        .id = "landmarks.count",
        .arg = {{.name = "n", .number = n}, {.name = "all", .number = all}}};
    message_format(app->texts, &count, text, sizeof text);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    gui_checkbox(g, app_text(app, "landmarks.mirror"), &t->mirror);
    struct error error;
    if (gui_button(g, app_text(app, "landmarks.save"), GUI_PRIMARY, n > 0)) {
        if (subject_save_landmarks(app->subject, &error))
            app_say(app, "%s", app_text(app, "landmarks.saved"));
        else
            said(app, &error);
    }
    gui_same_line(g);
    if (gui_button(g, app_text(app, "landmarks.close"), GUI_QUIET, true))
        landmark_tool_toggle(app);
    gui_divider(g);
    row(app, g, t->name, t->side);
    gui_divider(g);
    for (int i = 0; i < names->count; i++) {
        enum side side = first_side(app, i);
        row(app, g, i, side);
        if (side == SIDE_L)
            row(app, g, i, SIDE_R);
    }
    gui_panel_end(g);
    app->left = rect;
}
