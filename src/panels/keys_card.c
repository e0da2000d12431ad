#include "panels/keys_card.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "panels/shell.h"

/* design px */
enum { ROW = 34, CAP = 26, CAP_GAP = 5, CAPS = 138, HEADING = 34, BETWEEN = 16 };

static const char *const HEADINGS[KEYS_GROUPS] = {"keys.group_look",  "keys.group_case",
                                                  "keys.group_study", "keys.group_window",
                                                  "keys.group_mouse", "keys.group_touch"};

/* no keys, but listed beside them: both are ids of texts */
static const struct gesture {
    const char *gesture, *does;
} MOUSE[] =
    {
        {"mouse.click", "touch.tap_does"},    {"mouse.left", "touch.drag_does"},
        {"mouse.right", "mouse.right_does"},  {"mouse.wheel", "mouse.wheel_does"},
        {"mouse.twice", "touch.double_does"},
},
  TOUCH[] = {
      {"touch.tap", "touch.tap_does"},       {"touch.drag", "touch.drag_does"},
      {"touch.two", "touch.two_does"},       {"touch.pinch", "touch.pinch_does"},
      {"touch.double", "touch.double_does"}, {"touch.hold", "touch.hold_does"},
};
enum { MOUSES = sizeof MOUSE / sizeof *MOUSE, TOUCHES = sizeof TOUCH / sizeof *TOUCH };

/* one row; where it is to be drawn and how wide it may be */
struct row {
    const char *caps, *gesture, *text;
    char letter[2]; /* where `caps` is one */
};

static bool layer_row(const struct texts *texts, int i, struct row *row)
{
    for (int l = 0; l < LAYERS_COUNT; l++)
        if (LAYERS[l].key && i-- == 0) {
            *row = (struct row){.text = text_of(texts, LAYERS[l].text),
                                .letter = {(char)toupper((int)LAYERS[l].key)}};
            row->caps = row->letter;
            return true;
        }
    return false;
}

/* the i-th row of a group; false past the last */
static bool row_of(enum app_mode mode, const struct texts *texts, const struct sink *sink,
                   enum action_group group, int i, struct row *row)
{
    if (group == KEYS_TOUCH || group == KEYS_MOUSE) {
        const struct gesture *of = group == KEYS_TOUCH ? TOUCH : MOUSE;
        bool there = i < (group == KEYS_TOUCH ? TOUCHES : MOUSES);
        if (there)
            *row = (struct row){.gesture = text_of(texts, of[i].gesture),
                                .text = text_of(texts, of[i].does)};
        return there;
    }
    for (int id = 0; id < ACTIONS_COUNT; id++) {
        const struct action *a = &sink->actions[id];
        bool here = !a->only || a->only >> mode & 1;
        if (a->text && a->group == group && here && i-- == 0) {
            *row = (struct row){.caps = a->shown, .text = text_of(texts, a->text)};
            return true;
        }
    }
    return group == KEYS_LOOK && layer_row(texts, i, row);
}

static float row_height(struct gui *g, const struct row *row, float width)
{
    float s = gui_scale(g), text, gesture = 0;
    gui_measure(g, GUI_BODY, row->text, width - CAPS * s, NULL, &text);
    if (row->gesture)
        gui_measure(g, GUI_STRONG, row->gesture, (CAPS - 12) * s, NULL, &gesture);
    return fmaxf(ROW * s, fmaxf(text, gesture) + 12 * s);
}

static float group_height(enum app_mode mode, const struct texts *texts,
                          struct sink *sink, struct gui *g, enum action_group group,
                          float width)
{
    struct row row;
    float height = 0;
    for (int i = 0; row_of(mode, texts, sink, group, i, &row); i++)
        height += row_height(g, &row, width);
    return height > 0 ? height + (HEADING + BETWEEN) * gui_scale(g) : 0;
}

/* each word of `shown` on a cap of its own */
static void draw_caps(struct gui *g, const char *shown, float x, float y)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), line = gui_line_height(g, GUI_SMALL);
    while (*shown) {
        char name[16];
        size_t n = strcspn(shown, " ");
        snprintf(name, sizeof name, "%.*s", (int)n, shown);
        shown += n + strspn(shown + n, " ");
        float width;
        gui_measure(g, GUI_SMALL, name, 0, &width, NULL);
        struct gui_rect cap = {x, y + (ROW - CAP) / 2 * s, fmaxf(width + 14 * s, CAP * s),
                               CAP * s};
        gui_box(g, cap, 6 * s, t->field);
        gui_outline(g, cap, 6 * s, 1, t->ink_faint);
        gui_text(g, GUI_SMALL, x + cap.w / 2, cap.y + (cap.h - line) / 2, GUI_CENTRE,
                 t->ink, name);
        x += cap.w + CAP_GAP * s;
    }
}

static void draw_group(enum app_mode mode, const struct texts *texts, struct sink *sink,
                       struct gui *g, enum action_group group, float x, float y,
                       float width)
{
    const struct theme *t = gui_theme(g);
    struct row row;
    float s = gui_scale(g), line = gui_line_height(g, GUI_BODY);
    gui_text(g, GUI_STRONG, x, y + 4 * s, GUI_LEFT, t->ink_soft,
             text_of(texts, HEADINGS[group]));
    y += HEADING * s;
    gui_line(g, x, y - 4 * s, x + width, y - 4 * s, 1, t->divider);
    for (int i = 0; row_of(mode, texts, sink, group, i, &row); i++) {
        float top = y + (ROW * s - line) / 2;
        if (row.caps)
            draw_caps(g, row.caps, x, y);
        else
            gui_text_wrapped(g, GUI_STRONG, x, top, (CAPS - 12) * s, t->ink, row.gesture);
        gui_text_wrapped(g, GUI_BODY, x + CAPS * s, top, width - CAPS * s, t->ink,
                         row.text);
        y += row_height(g, &row, width);
    }
}

void keys_card(enum app_mode mode, const struct texts *texts, struct sink *sink,
               struct gui *g)
{
    static const enum action_group KEYS_FIRST[KEYS_GROUPS] = {
        KEYS_LOOK, KEYS_CASE, KEYS_STUDY, KEYS_WINDOW, KEYS_MOUSE, KEYS_TOUCH};
    static const enum action_group TOUCH_FIRST[KEYS_GROUPS] = {
        KEYS_TOUCH, KEYS_MOUSE, KEYS_LOOK, KEYS_CASE, KEYS_STUDY, KEYS_WINDOW};
    float s = gui_scale(g), whole = gui_panel_width(g), gap = 32 * s, x, y;
    bool two = whole >= (KEYS_CARD_WIDTH - 60) * s;
    float width = two ? (whole - gap) / 2 : whole, used[2] = {0, 0};
    // who holds a small window in the hand has no keys
    const enum action_group *order = two ? KEYS_FIRST : TOUCH_FIRST;
    struct {
        float x, y;
    } at[KEYS_GROUPS];
    for (int i = 0; i < KEYS_GROUPS; i++) {
        int column = two && used[1] < used[0];
        at[i].x = (float)column * (width + gap);
        at[i].y = used[column];
        used[column] += group_height(mode, texts, sink, g, order[i], width);
    }
    gui_place(g, whole, fmaxf(used[0], used[1]) - BETWEEN * s, &x, &y);
    for (int i = 0; i < KEYS_GROUPS; i++) {
        struct row row;
        if (row_of(mode, texts, sink, order[i], 0, &row))
            draw_group(mode, texts, sink, g, order[i], x + at[i].x, y + at[i].y, width);
    }
}
