#include "panels/landmark_tool.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "catalog/landmark_change.h"
#include "panels/eye.h"
#include "panels/landmark_edit.h"
#include "panels/landmark_ours.h"
#include "panels/panels.h"
#include "text/fold.h"
#include "views/landmark_card.h"
#include "views/landmark_needs.h"

enum list { LIST_CHECK, LIST_PLAN, LIST_ALL, LISTS };

/* what a press in the panel changes */
struct choice {
    bool open, mirror, along, off, options;
    int list;
    int name; /* at hand: index into landmark_names */
    enum side side;
    char query[64];
};

struct landmark_tool {
    struct choice now;
    bool held; /* the one at hand is dragged */
    float held_at[3];
    bool *wanted; /* by name: on the list; made before each frame */
    struct landmark_edit *edit;
    struct landmark_ours *ours;
};

struct entry {
    int name;
    enum side side;
};

struct landmark_tool *landmark_tool_create(void)
{
    struct landmark_tool *t = xcalloc(1, sizeof *t);
    t->now.mirror = t->now.along = true;
    t->edit = landmark_edit_create();
    t->ours = landmark_ours_create();
    return t;
}

void landmark_tool_destroy(struct landmark_tool **tool)
{
    struct landmark_tool *t = tool ? *tool : NULL;
    if (!t)
        return;
    landmark_edit_destroy(&t->edit);
    landmark_ours_destroy(&t->ours);
    free(t->wanted);
    free(t);
    *tool = NULL;
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
    return body_landmark(subject_standing(subject), name, side).found;
}

static bool is_by_hand(const struct subject *subject, int name, enum side side)
{
    return landmark_change_is_by_hand(
        landmark_change_find(subject_landmarks(subject), name, side));
}

// ---------------------------------------------------------------- the lists

static bool is_called(const struct desk *desk, int name, const char *query)
{
    const char *id = names_of(desk->subject)->name[name];
    const char *const known[] = {landmark_card_name(desk->texts, id, desk->words), id};
    return fold_match(query, known, 2) > 0;
}

/* which names are on it; [landmark_names.count] */
static void find_wanted(const struct desk *desk, const struct choice *c, bool *wanted)
{
    const struct catalog *catalog = subject_catalog(desk->subject);
    const struct landmark_names *names = &catalog->landmark_names;
    memset(wanted, 0, (size_t)names->count * sizeof *wanted);
    if (!*c->query && c->list == LIST_PLAN)
        landmark_needs_plan(catalog, &desk->dossier.plan, wanted);
    for (int i = 0; !*c->query && c->list == LIST_CHECK && LANDMARK_NEEDS_CHECK[i]; i++) {
        int name = catalog_landmark(catalog, LANDMARK_NEEDS_CHECK[i]);
        if (name >= 0)
            wanted[name] = true;
    }
    for (int i = 0; i < names->count; i++)
        wanted[i] |= *c->query ? is_called(desk, i, c->query) : c->list == LIST_ALL;
}

static void add(const struct subject *subject, int name, struct entry *entry, int *n)
{
    enum side side = first_side(subject, name);
    entry[(*n)++] = (struct entry){name, side};
    if (side == SIDE_L)
        entry[(*n)++] = (struct entry){name, SIDE_R};
}

/* in the order in which they are worked through */
static const struct entry *entries(const struct desk *desk, const struct choice *c,
                                   int *n)
{
    const struct catalog *catalog = subject_catalog(desk->subject);
    const struct landmark_names *names = &catalog->landmark_names;
    struct entry *entry =
        arena_alloc_array(desk->words, (size_t)names->count * 2 + 1, sizeof *entry);
    bool *wanted =
        arena_alloc_array(desk->words, (size_t)names->count + 1, sizeof *wanted);
    *n = 0;
    find_wanted(desk, c, wanted);
    for (int i = 0; !*c->query && c->list == LIST_CHECK && LANDMARK_NEEDS_CHECK[i]; i++) {
        int name = catalog_landmark(catalog, LANDMARK_NEEDS_CHECK[i]);
        if (name < 0 || !wanted[name])
            continue;
        add(desk->subject, name, entry, n);
        wanted[name] = false;
    }
    for (int i = 0; i < names->count; i++)
        if (wanted[i])
            add(desk->subject, i, entry, n);
    return entry;
}

/* Where a landmark lies, or is to be looked for. */
static void fly_to(struct desk *desk, int name, enum side side)
{
    static const float UNKNOWN = 0.2f; // metres around a guess
    const struct body *body = subject_standing(desk->subject);
    struct body_place place = body_landmark(body, name, side);
    struct app_near near = {.place.weight = 1, .aim.margin = 0.1f};
    float reach = UNKNOWN;
    if (place.found) {
        memcpy(near.place.position, place.position, sizeof place.position);
        memcpy(near.place.normal, place.normal, sizeof place.normal);
        reach = aim_reach(body, &place.on);
    } else if (!landmark_ours_guess(desk->landmark_tool->ours, desk->subject, name, side,
                                    near.place.position, near.place.normal)) {
        return;
    }
    aim_add_ball(&near.aim, near.place.position, reach);
    sink_fly_near(&desk->sink, &near);
}

/* to the next of the list that is missing, else to the next that no hand has put */
static void go_on(struct desk *desk)
{
    struct choice *c = &desk->landmark_tool->now;
    const struct subject *s = desk->subject;
    int n, at = -1, next = -1;
    const struct entry *entry = entries(desk, c, &n);
    for (int i = 0; i < n; i++)
        if (entry[i].name == c->name && entry[i].side == c->side)
            at = i;
    for (int i = 1; i <= n && next < 0; i++)
        if (!is_set(s, entry[(at + i) % n].name, entry[(at + i) % n].side))
            next = (at + i) % n;
    for (int i = 1; i <= n && next < 0; i++)
        if (!is_by_hand(s, entry[(at + i) % n].name, entry[(at + i) % n].side))
            next = (at + i) % n;
    if (next < 0)
        return;
    c->name = entry[next].name;
    c->side = entry[next].side;
    fly_to(desk, c->name, c->side);
}

// ---------------------------------------------------------------- open and closed

bool landmark_tool_open(const struct landmark_tool *tool)
{
    return tool && tool->now.open;
}

void landmark_tool_put_away(struct landmark_tool *tool)
{
    tool->now.open = tool->held = false;
}

void landmark_tool_toggle(struct desk *desk)
{
    struct landmark_tool *t = desk->landmark_tool;
    if (!t->now.open && !subject_is_foreign(desk->subject)) {
        sink_say(&desk->sink, "%s", text_of(desk->texts, "landmarks.own"));
        return;
    }
    t->now.open = !t->now.open;
    t->held = false;
    if (t->now.open) {
        // of a body with none every one is wanted
        t->now.list = subject_has_landmarks(desk->subject) ? LIST_CHECK
                      : desk->dossier.plan.n_points        ? LIST_PLAN
                                                           : LIST_ALL;
        t->now.query[0] = 0;
        t->now.name = -1;
        if (subject_posture(desk->subject) != POSTURE_STANDING)
            sink_ask(&desk->sink, ACTION_POSE, POSTURE_STANDING);
        go_on(desk);
        if (t->now.name < 0)
            t->now = (struct choice){.open = true,
                                     .mirror = true,
                                     .along = true,
                                     .list = LIST_ALL,
                                     .side = first_side(desk->subject, 0)};
    }
    sink_redraw(&desk->sink);
}

// ---------------------------------------------------------------- putting

void landmark_tool_save(struct desk *desk)
{
    struct error error;
    if (landmark_edit_save(desk->landmark_tool->edit, desk->subject, &error))
        sink_say(&desk->sink, "%s", text_of(desk->texts, "landmarks.saved"));
    else
        sink_say_why(&desk->sink, desk->texts, &error);
}

/* what is done stands on disk; what does not is said */
static void save_quietly(struct desk *desk)
{
    struct error error;
    if (!landmark_edit_save(desk->landmark_tool->edit, desk->subject, &error))
        sink_say_why(&desk->sink, desk->texts, &error);
}

bool landmark_tool_can_undo(const struct desk *desk)
{
    return landmark_edit_can_undo(desk->landmark_tool->edit, desk->subject);
}

void landmark_tool_undo(struct desk *desk)
{
    struct error error;
    if (!landmark_tool_can_undo(desk))
        return;
    if (landmark_edit_undo(desk->landmark_tool->edit, desk->subject, &error))
        save_quietly(desk);
    else
        sink_say_why(&desk->sink, desk->texts, &error);
    sink_redraw(&desk->sink);
}

bool landmark_tool_is_unsaved(const struct landmark_tool *tool)
{
    return landmark_edit_is_unsaved(tool->edit);
}

void landmark_tool_forget(struct landmark_tool *tool)
{
    landmark_edit_forget(tool->edit);
}

static bool put(struct desk *desk, const float at[3])
{
    const struct choice *c = &desk->landmark_tool->now;
    struct landmark_edit_step step = {.name = c->name,
                                      .side = c->side,
                                      .at = {at[0], at[1], at[2]},
                                      .mirror = c->mirror,
                                      .along = c->along};
    struct error error;
    if (c->side == SIDE_M)
        step.at[0] = body_midline(subject_standing(desk->subject));
    bool ok = landmark_edit_put(desk->landmark_tool->edit, desk->subject, &step, &error);
    if (ok)
        save_quietly(desk);
    else
        sink_say_why(&desk->sink, desk->texts, &error);
    sink_redraw(&desk->sink);
    return ok;
}

/* landmarks are those of the standing body */
static bool can_be_put(struct desk *desk)
{
    if (subject_posture(desk->subject) == POSTURE_STANDING)
        return true;
    sink_ask(&desk->sink, ACTION_POSE, POSTURE_STANDING);
    sink_redraw(&desk->sink);
    return false;
}

bool landmark_tool_click(struct desk *desk, float x, float y)
{
    struct bvh_hit hit;
    if (!landmark_tool_open(desk->landmark_tool) ||
        !eye_skin_at(&desk->eye, desk->subject, x, y, &hit))
        return false;
    if (can_be_put(desk) && put(desk, hit.position))
        go_on(desk);
    return true;
}

bool landmark_tool_grab(struct desk *desk, int mark)
{
    struct landmark_tool *t = desk->landmark_tool;
    int name;
    enum side side;
    if (!landmark_tool_open(t) || !stage_landmark(desk->stage, mark, &name, &side) ||
        !can_be_put(desk))
        return false;
    struct body_place place = body_landmark(subject_standing(desk->subject), name, side);
    t->now.name = name;
    t->now.side = side;
    t->held = place.found;
    memcpy(t->held_at, place.position, sizeof t->held_at);
    return t->held;
}

void landmark_tool_drag(struct desk *desk, float x, float y)
{
    struct landmark_tool *t = desk->landmark_tool;
    struct bvh_hit hit;
    if (t->held && eye_skin_at(&desk->eye, desk->subject, x, y, &hit))
        memcpy(t->held_at, hit.position, sizeof t->held_at);
    if (t->held && t->now.side == SIDE_M)
        t->held_at[0] = body_midline(subject_standing(desk->subject));
}

void landmark_tool_let_go(struct desk *desk, bool moved)
{
    struct landmark_tool *t = desk->landmark_tool;
    bool held = t->held;
    t->held = false;
    if (held && moved)
        put(desk, t->held_at);
}

void landmark_tool_cancel(struct desk *desk)
{
    desk->landmark_tool->held = false;
}

// ---------------------------------------------------------------- on the body

static float picture_width(const struct desk *desk)
{
    return panel_left_rect(&desk->eye, 0).w - 44 * eye_scale(&desk->eye);
}

/* 0 where the list would have no room beside it */
static float picture_height(const struct desk *desk)
{
    float s = eye_scale(&desk->eye), high = (float)desk->eye.port.height;
    return high < 560 * s ? 0 : 0.22f * high;
}

void landmark_tool_prepare(struct desk *desk)
{
    struct landmark_tool *t = desk->landmark_tool;
    if (!landmark_tool_open(t))
        return;
    t->wanted = xrealloc(t->wanted, ((size_t)names_of(desk->subject)->count + 1) *
                                        sizeof *t->wanted);
    find_wanted(desk, &t->now, t->wanted);
    landmark_ours_prepare(desk, t->ours, t->now.name, t->now.side,
                          (int)picture_width(desk), (int)picture_height(desk));
}

void landmark_tool_view(const struct desk *desk, struct stage_view *view)
{
    const struct landmark_tool *t = desk->landmark_tool;
    if (!landmark_tool_open(t))
        return;
    view->layers |= SCENE_LANDMARKS;
    view->off = t->now.off;
    view->lit.landmark = names_of(desk->subject)->name[t->now.name];
    view->lit.landmark_side = t->now.side;
    view->lit.landmark_at = t->held ? t->held_at : NULL;
    view->lit.landmark_wanted = t->wanted;
}

// ---------------------------------------------------------------- the panel

static const char *how_found(const struct subject *subject, int name, enum side side)
{
    const struct landmark *mark =
        landmark_change_find(&subject_catalog(subject)->neutral, name, side);
    return mark ? mark->how : "";
}

static const char *mark_of(const struct desk *desk, int name, enum side side)
{
    if (is_by_hand(desk->subject, name, side))
        return text_of(desk->texts, "landmarks.by_hand");
    return is_set(desk->subject, name, side) ? ""
                                             : text_of(desk->texts, "landmarks.missing");
}

static void title_of(const struct desk *desk, int name, enum side side, char *out,
                     size_t size)
{
    char text[256];
    panel_join(
        desk->texts, "join.comma",
        landmark_card_name(desk->texts, names_of(desk->subject)->name[name], desk->words),
        side == SIDE_M ? "" : panel_side(desk->texts, side_name(side)[0]), text,
        sizeof text);
    panel_sentence(text);
    cut_print(out, size, "%s", text);
}

/* parts that do not fit, with how far they are off */
static void parts(const struct desk *desk, struct gui *g)
{
    const struct landmark_set *set = subject_landmarks(desk->subject);
    char all[600] = "";
    for (int i = 0; i < set->n_parts; i++) {
        const struct landmark_part *p = &set->part[i];
        char id[32], name[160], line[240];
        if (p->fits)
            continue;
        snprintf(id, sizeof id, "area.%.16s", p->part);
        panel_join(desk->texts, "join.comma", text_of(desk->texts, id),
                   p->side == SIDE_M ? ""
                                     : panel_side(desk->texts, side_name(p->side)[0]),
                   name, sizeof name);
        struct message m = {.id = "landmarks.part",
                            .arg = {{.name = "part", .text = name},
                                    {.name = "mm", .number = (double)(int)p->most_mm}}};
        text_format(desk->texts, &m, line, sizeof line);
        size_t n = strlen(all);
        cut_print(all + n, sizeof all - n, "%s%s", n ? "\n" : "", line);
    }
    if (*all)
        gui_notice(g, text_of(desk->texts, "landmarks.off"), all, false);
    else if (set->n_parts)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                      text_of(desk->texts, "landmarks.fits"));
}

/* the skin's colours need our body on the model: seconds, once */
static void colours(struct desk *desk, struct gui *g, struct choice *c)
{
    if (gui_checkbox(g, text_of(desk->texts, "landmarks.colours"), &c->off) && c->off &&
        !subject_is_held(desk->subject))
        sink_ask(&desk->sink, ACTION_BODY_JOINTS, POSTURE_STANDING);
    if (c->off)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                      text_of(desk->texts, "landmarks.scale"));
}

/* the one at hand: what it is, and where on our body */
static void at_hand(const struct desk *desk, struct gui *g, const struct choice *c)
{
    const struct landmark_tool *t = desk->landmark_tool;
    char title[256];
    float x, y, w = fminf(picture_width(desk), gui_panel_width(g)),
                h = picture_height(desk);
    title_of(desk, c->name, c->side, title, sizeof title);
    gui_paragraph(g, GUI_STRONG, gui_theme(g)->ink, title);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                  how_found(desk->subject, c->name, c->side));
    unsigned image = landmark_ours_image(t->ours);
    if (h <= 0 || !image)
        return;
    gui_space(g, 4);
    gui_place(g, w, h, &x, &y);
    gui_image(g, (struct gui_rect){x, y, w, h}, image);
    gui_outline(g, (struct gui_rect){x, y, w, h}, 8 * gui_scale(g), 1.2f * gui_scale(g),
                gui_theme(g)->track);
    gui_text(g, GUI_SMALL, x + 10 * gui_scale(g), y + 8 * gui_scale(g), GUI_LEFT,
             gui_theme(g)->ink_soft, text_of(desk->texts, "landmarks.ours"));
}

static void options(struct desk *desk, struct gui *g, struct choice *c)
{
    if (!gui_fold(g, text_of(desk->texts, "landmarks.options"), NULL, &c->options))
        return;
    gui_checkbox(g, text_of(desk->texts, "landmarks.along"), &c->along);
    gui_checkbox(g, text_of(desk->texts, "landmarks.mirror"), &c->mirror);
    if (subject_has_landmarks(desk->subject))
        colours(desk, g, c);
}

static void rows(struct desk *desk, struct gui *g, struct choice *c)
{
    int n;
    const struct entry *entry = entries(desk, c, &n);
    if (!n)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                      text_of(desk->texts, "landmarks.nothing"));
    for (int i = 0; i < n; i++) {
        char title[256];
        title_of(desk, entry[i].name, entry[i].side, title, sizeof title);
        struct gui_row r = {.title = title,
                            .mark = mark_of(desk, entry[i].name, entry[i].side),
                            .close = true,
                            .selected =
                                entry[i].name == c->name && entry[i].side == c->side};
        if (!is_set(desk->subject, entry[i].name, entry[i].side))
            r.mark_color = gui_theme(g)->amber;
        gui_push_id(g, entry[i].name * SIDES + (int)entry[i].side);
        if (gui_list_row(g, &r)) {
            c->name = entry[i].name;
            c->side = entry[i].side;
            fly_to(desk, c->name, c->side);
        }
        gui_pop_id(g);
    }
}

static int count(const struct subject *subject, int *all)
{
    const struct landmark_names *names = names_of(subject);
    int n = 0;
    *all = 0;
    for (int i = 0; i < names->count; i++) {
        enum side side = first_side(subject, i);
        n += is_set(subject, i, side) + (side == SIDE_L && is_set(subject, i, SIDE_R));
        *all += side == SIDE_L ? 2 : 1;
    }
    return n;
}

static void head(struct desk *desk, struct gui *g)
{
    char text[256];
    int all, n = count(desk->subject, &all);
    struct message m = {
        .id = "landmarks.count",
        .arg = {{.name = "n", .number = n}, {.name = "all", .number = all}}};
    gui_heading(g, text_of(desk->texts, "landmarks.title"));
    text_format(desk->texts, &m, text, sizeof text);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    if (landmark_tool_is_unsaved(desk->landmark_tool)) {
        if (gui_button(g, text_of(desk->texts, "landmarks.save"), GUI_PRIMARY, true))
            sink_ask(&desk->sink, ACTION_SAVE_LANDMARKS, 0);
        gui_same_line(g);
    }
    if (gui_button(g, text_of(desk->texts, "landmarks.undo"), GUI_QUIET,
                   landmark_tool_can_undo(desk)))
        sink_ask(&desk->sink, ACTION_UNDO_LANDMARK, 0);
    gui_same_line(g);
    if (gui_button(g, text_of(desk->texts, "landmarks.close"), GUI_QUIET, true))
        sink_ask(&desk->sink, ACTION_LANDMARKS, 0);
}

void landmark_tool_panel(struct desk *desk, struct gui *g)
{
    struct choice next = desk->landmark_tool->now, *c = &next;
    const char *lists[LISTS] = {text_of(desk->texts, "landmarks.list_check"),
                                text_of(desk->texts, "landmarks.list_plan"),
                                text_of(desk->texts, "landmarks.list_all")};
    struct gui_rect rect = panel_left_rect(&desk->eye, 0);
    gui_panel_begin(g, "landmarks", rect);
    head(desk, g);
    parts(desk, g);
    gui_divider(g);
    at_hand(desk, g, c);
    options(desk, g, c);
    gui_space(g, 6);
    gui_segmented(g, "lists", lists, LISTS, &c->list);
    gui_search(g, text_of(desk->texts, "landmarks.find"), c->query, sizeof c->query);
    if (c->list == LIST_CHECK && !*c->query)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                      text_of(desk->texts, "landmarks.check_why"));
    rows(desk, g, c);
    gui_panel_end(g);
    sink_put_changed(&desk->sink, &desk->landmark_tool->now, &next, sizeof next);
    desk->shell->left = rect;
}
