#include "panels/landmark_tool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "panels/eye.h"
#include "panels/panels.h"
#include "views/landmark_card.h"

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

static const struct landmark_names *names_of(const struct subject *subject)
{
    return &subject_catalog(subject)->landmark_names;
}

static enum side first_side(const struct subject *subject, int name)
{
    return names_of(subject)->midline[name] ? SIDE_M : SIDE_L;
}

static bool is_set(const struct subject *subject, int name, enum side side)
{
    return body_landmark(subject_body(subject), name, side).found;
}

/* the next one that is not there yet, after the one at hand */
static void go_on(const struct subject *subject, struct landmark_tool *tool)
{
    struct landmark_tool *t = tool;
    const struct landmark_names *names = names_of(subject);
    for (int i = 0; i <= names->count; i++) {
        int name = (t->name + i) % names->count;
        enum side side = first_side(subject, name);
        if (!is_set(subject, name, side) ||
            (side == SIDE_L && !is_set(subject, name, side = SIDE_R))) {
            t->name = name;
            t->side = side;
            return;
        }
    }
}

bool landmark_tool_open(const struct landmark_tool *tool)
{
    return tool && tool->open;
}

void landmark_tool_put_away(struct landmark_tool *tool)
{
    tool->open = false;
}

void landmark_tool_toggle(struct desk *desk)
{
    struct landmark_tool *t = desk->landmark_tool;
    if (!t->open && !subject_is_foreign(desk->subject)) {
        sink_say(&desk->sink, "%s", text_of(desk->texts, "landmarks.own"));
        return;
    }
    t->open = !t->open;
    if (t->open) {
        desk->eye.layers |= SCENE_LANDMARKS;
        t->side = first_side(desk->subject, t->name);
        go_on(desk->subject, desk->landmark_tool);
    }
    sink_redraw(&desk->sink);
}

static void place(struct subject *subject, const struct texts *texts, struct sink *sink,
                  int name, enum side side, const float at[3])
{
    struct error error;
    if (!subject_place_landmark(subject, name, side, at, &error))
        sink_say_why(sink, texts, &error);
}

bool landmark_tool_click(const struct app_eye *eye, struct subject *subject,
                         struct landmark_tool *tool, const struct texts *texts,
                         struct sink *sink, float x, float y)
{
    struct landmark_tool *t = tool;
    struct bvh_hit hit;
    if (!landmark_tool_open(tool) || !eye_skin_at(eye, subject, x, y, &hit))
        return false;
    float at[3] = {hit.position[0], hit.position[1], hit.position[2]};
    float middle = body_midline(subject_body(subject));
    if (t->side == SIDE_M)
        at[0] = middle;
    place(subject, texts, sink, t->name, t->side, at);
    if (t->mirror && t->side == SIDE_L && !is_set(subject, t->name, SIDE_R)) {
        at[0] = 2 * middle - at[0];
        place(subject, texts, sink, t->name, SIDE_R, at);
    }
    go_on(subject, tool);
    sink_redraw(sink);
    return true;
}

static const char *how_found(const struct subject *subject, int name, enum side side)
{
    const struct landmark_set *set = &subject_catalog(subject)->neutral;
    for (int i = 0; i < set->count; i++)
        if (set->landmark[i].name == name && set->landmark[i].side == side)
            return set->landmark[i].how;
    return "";
}

static void row(const struct desk *desk, struct gui *g, struct landmark_tool *t, int name,
                enum side side)
{
    const char *title =
        landmark_card_name(desk->texts, names_of(desk->subject)->name[name], desk->words);
    bool set = is_set(desk->subject, name, side),
         at_hand = t->name == name && t->side == side;
    struct gui_row r = {.title = title,
                        .detail = at_hand ? how_found(desk->subject, name, side) : NULL,
                        .mark = set ? text_of(desk->texts, "landmarks.set")
                                    : panel_side(desk->texts, side_name(side)[0]),
                        .selected = at_hand,
                        .dim = set && !at_hand};
    gui_push_id(g, name * SIDES + (int)side);
    if (gui_list_row(g, &r)) {
        t->name = name;
        t->side = side;
    }
    gui_pop_id(g);
}

void landmark_tool_save(const struct desk *desk, struct sink *sink)
{
    struct error error;
    if (subject_save_landmarks(desk->subject, &error))
        sink_say(sink, "%s", text_of(desk->texts, "landmarks.saved"));
    else
        sink_say_why(sink, desk->texts, &error);
}

void landmark_tool_panel(struct desk *desk, struct gui *g)
{
    struct landmark_tool next = *desk->landmark_tool, *t = &next;
    const struct landmark_names *names = names_of(desk->subject);
    char text[256];
    int n = 0, all = 0;
    for (int i = 0; i < names->count; i++) {
        enum side side = first_side(desk->subject, i);
        n += is_set(desk->subject, i, side) +
             (side == SIDE_L && is_set(desk->subject, i, SIDE_R));
        all += side == SIDE_L ? 2 : 1;
    }
    struct gui_rect rect = panel_left_rect(&desk->eye, 0);
    gui_panel_begin(g, "landmarks", rect);
    gui_heading(g, text_of(desk->texts, "landmarks.title"));
    struct message count = {
        .id = "landmarks.count",
        .arg = {{.name = "n", .number = n}, {.name = "all", .number = all}}};
    text_format(desk->texts, &count, text, sizeof text);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    gui_checkbox(g, text_of(desk->texts, "landmarks.mirror"), &t->mirror);
    if (gui_button(g, text_of(desk->texts, "landmarks.save"), GUI_PRIMARY, n > 0))
        sink_ask(&desk->sink, ACTION_SAVE_LANDMARKS, 0);
    gui_same_line(g);
    if (gui_button(g, text_of(desk->texts, "landmarks.close"), GUI_QUIET, true))
        sink_ask(&desk->sink, ACTION_LANDMARKS, 0);
    gui_divider(g);
    row(desk, g, t, t->name, t->side);
    gui_divider(g);
    for (int i = 0; i < names->count; i++) {
        enum side side = first_side(desk->subject, i);
        row(desk, g, t, i, side);
        if (side == SIDE_L)
            row(desk, g, t, i, SIDE_R);
    }
    gui_panel_end(g);
    sink_put_changed(&desk->sink, desk->landmark_tool, &next, sizeof next);
    desk->shell->left = rect;
}
