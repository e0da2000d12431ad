#include "panels/structure_view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "inside/inside.h"
#include "panels/eye.h"
#include "panels/panels.h"
#include "stage/isolated.h"
#include "stage/xray.h"
#include "views/near_lines.h"
#include "views/structure_card.h"
#include "views/words.h"

bool structure_view_is_open(const struct app_eye *eye)
{
    return eye->structure[0] != 0;
}

/* the part of that id on that side, or unpaired, or the left */
static const struct inside_part *part_of(const struct inside *inside, const char *id,
                                         enum side side)
{
    const struct inside_part *part = inside_find(inside, id, side);
    part = part ? part : inside_find(inside, id, SIDE_M);
    part = part ? part : inside_find(inside, id, SIDE_L);
    return part ? part : inside_find(inside, id, SIDE_R);
}

/* the eye goes to where the box of it is seen */
static void fly(const struct subject *subject, struct sink *sink,
                const struct inside_part *part)
{
    struct app_near near = {.aim = {.margin = 0.1f}, .place = {.weight = 1}};
    struct bvh_hit hit;
    float middle[3], room = 0.04f;
    for (int k = 0; k < 3; k++)
        middle[k] = (part->min[k] + part->max[k]) / 2;
    if (!part->placed ||
        !bvh_nearest(body_bvh(subject_body(subject)), middle, 1, NULL, NULL, &hit))
        return;
    const float min[3] = {part->min[0] - room, part->min[1] - room, part->min[2] - room},
                max[3] = {part->max[0] + room, part->max[1] + room, part->max[2] + room};
    aim_add_box(&near.aim, min, max);
    const struct mesh *mesh = subject_mesh(subject);
    mesh_site_position(mesh, &hit.site, near.place.position);
    mesh_site_normal(mesh, &hit.site, near.place.normal);
    sink_fly_near(sink, &near);
}

/* the first territory of the skin that it feeds; -1 = none */
static int territory_of(const struct subject *subject, const struct inside *inside,
                        const char *id)
{
    const struct catalog *c = subject_catalog(subject);
    const struct structure_note *note =
        structure_notes_find(&inside_data(inside)->notes, id);
    const struct region *region =
        note && note->territories[0] ? catalog_region(c, note->territories[0]) : NULL;
    return region ? (int)(region - c->region) : -1;
}

void structure_view_show(struct app_eye *eye, const struct subject *subject,
                         struct sink *sink, const char *id, enum side side,
                         enum sink_approach how)
{
    struct app_eye *v = eye;
    const struct inside *inside = subject_inside_shown(subject, NULL);
    const struct inside_part *part = inside ? part_of(inside, id, side) : NULL;
    if (!part)
        return;
    char kept[sizeof v->structure];
    snprintf(kept, sizeof kept, "%s", id); // `id` may be what is shown now
    eye_select(eye, "", SIDE_M);
    sink_redraw(sink);
    snprintf(v->structure, sizeof v->structure, "%s", kept);
    v->structure_side = side;
    v->region = territory_of(subject, inside, kept);
    if (v->see_through <= 0)
        v->see_through = layers_see_through(SCENE_BONES);
    if (how == SINK_FLY)
        fly(subject, sink, part);
}

const struct inside_part *structure_view_at(const struct app_eye *eye,
                                            const struct subject *subject, float x,
                                            float y)
{
    const struct app_eye *v = eye;
    float see_through = v->see_through;
    unsigned layers = isolated_layers(&v->shown, v->layers, &see_through) & SCENE_BENEATH;
    struct cutaway_body body = isolated_body(subject);
    const struct inside *inside = layers && (see_through > 0 || v->cut.clipped)
                                      ? subject_inside_shown(subject, NULL)
                                      : NULL;
    struct frame_view view;
    float origin[3], direction[3], pixel[2] = {x, y};
    if (!inside)
        return NULL;
    camera_view(&v->camera, &v->port, &view);
    camera_ray(&view, pixel, origin, direction);
    return xray_at(inside, layers, &body, &v->cut, origin, direction);
}

void structure_view_title(const struct texts *texts, const struct inside_part *part,
                          char *out, size_t size)
{
    cut_print(out, size, "%s", words_structure(texts, part->name));
    const char *side = panel_side(texts, side_name(part->side)[0]);
    if (part->side != SIDE_M)
        cut_append(out, size, ", %s", side);
    words_sentence(out);
}

void structure_view_add(const struct app_eye *eye, const struct subject *subject,
                        struct arena *words, struct stage_view *view)
{
    const struct inside *inside =
        structure_view_is_open(eye) ? subject_inside(subject, NULL) : NULL;
    if (!inside)
        return;
    const char **chain = arena_alloc_array(words, STRUCTURE_CHAIN_MOST, sizeof *chain);
    view->n_chosen = structure_notes_chain(&inside_data(inside)->notes, eye->structure,
                                           chain, STRUCTURE_CHAIN_MOST);
    view->chosen = chain;
    view->chosen_side = eye->structure_side;
}

// ---------------------------------------------------------------- its card

static void told(const struct texts *texts, struct gui *g, const char *heading,
                 const char *const *text, int n)
{
    for (int i = 0; i < n; i++) {
        if (!*text[i])
            continue;
        if (i == 0) {
            gui_space(g, 12);
            gui_caption(g, text_of(texts, heading));
        } else {
            gui_space(g, 6);
        }
        gui_need(g, text[i]);
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text[i]);
    }
}

static void territories(const struct app_eye *eye, const struct subject *subject,
                        const struct texts *texts, struct sink *sink, struct gui *g,
                        const struct structure_card *card)
{
    if (!card->n_territories)
        return;
    gui_space(g, 12);
    gui_caption(g, text_of(texts, "structure.territory"));
    const struct catalog *c = subject_catalog(subject);
    for (int i = 0; i < card->n_territories; i++) {
        int region = (int)(card->territory[i] - c->region);
        gui_push_id(g, 300 + i);
        if (gui_chip(g, card->territory_name[i], eye->region == region))
            sink_ask(sink, ACTION_LIGHT_TERRITORY, region);
        gui_pop_id(g);
    }
}

static void points(const struct texts *texts, struct sink *sink, struct gui *g,
                   const struct structure_card *card)
{
    if (!card->n_points)
        return;
    gui_space(g, 12);
    gui_caption(g, text_of(texts, "structure.points"));
    for (int i = 0; i < card->n_points; i++) {
        const struct site *site = card->point[i].site;
        gui_push_id(g, 400 + i);
        if (gui_chip(g, card->point[i].mark, false))
            sink_select(sink, site->point->code, site->side, SINK_FLY);
        gui_pop_id(g);
    }
}

void structure_view_card(struct desk *desk, struct gui *g)
{
    struct structure_card card;
    const struct inside *inside = subject_inside(desk->subject, NULL);
    char line[256];
    if (!inside ||
        !structure_card_make(&card, inside, desk->eye.structure, desk->eye.structure_side,
                             desk->texts, desk->words))
        return;
    gui_need(g, card.title);
    gui_need(g, card.line);
    gui_heading(g, card.title);
    cut_print(line, sizeof line, "%s", card.side_text);
    words_sentence(line);
    if (*line)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, line);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, card.line);
    if (!card.part->placed)
        gui_notice(g, NULL, text_of(desk->texts, "structure.none"), false);
    told(desk->texts, g, "structure.supplies", &card.supplies, 1);
    told(desk->texts, g, "structure.course", &card.course, 1);
    told(desk->texts, g, "structure.caught", card.caught, card.n_caught);
    territories(&desk->eye, desk->subject, desk->texts, &desk->sink, g, &card);
    points(desk->texts, &desk->sink, g, &card);
    gui_space(g, 12);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, card.sure);
}

// ---------------------------------------------------------------- round a needle

void structure_view_near_lines(const struct subject *subject, const struct texts *texts,
                               struct arena *words, struct sink *sink, struct gui *g,
                               const struct point_card *card)
{
    struct planned_body on = subject_planned_standing(subject);
    struct near_lines lines;
    struct site site;
    int n = 0;
    const struct near *near =
        near_lines_site(card, &on, &site) ? subject_near(subject, &site, &n) : NULL;
    near_lines_tell(&lines, near, n, card, texts, words);
    if (!lines.n && !*lines.through)
        return;
    gui_space(g, 12);
    gui_caption(g, text_of(texts, "card.near"));
    for (int i = 0; i < lines.n_warnings; i++) {
        gui_need(g, lines.warning[i]);
        gui_notice(g, NULL, lines.warning[i], false);
    }
    for (int i = 0; i < lines.n; i++) {
        const struct near_line *l = &lines.line[i];
        struct gui_row row = {.title = l->name, .detail = l->detail, .close = true};
        gui_need(g, l->name);
        gui_push_id(g, 500 + i);
        if (gui_list_row(g, &row))
            sink_show_structure(sink, l->part->id, l->part->side, SINK_STAY);
        gui_pop_id(g);
    }
    if (*lines.through) {
        gui_need(g, lines.through);
        gui_space(g, 6);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink, lines.through);
    }
    gui_space(g, 6);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text_of(texts, "card.near.note"));
    gui_space(g, 8);
    if (gui_button(g, text_of(texts, "card.section"), GUI_QUIET, true))
        sink_ask(sink, ACTION_SHOW_SECTION, 0);
}
