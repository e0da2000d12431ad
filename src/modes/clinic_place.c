/* clinic_place.c - a tender spot that the case gives a region and no place: its region is
 * hatched on the body, and once its needle is in, the clinician is asked where that is,
 * answers by a tap on the body, or says it later. */
#include <stdio.h>
#include <string.h>

#include "anatomy/territory.h"
#include "modes/clinic.h"
#include "panels/eye.h"
#include "panels/form.h"
#include "panels/panels.h"
#include "views/checklist.h"

bool clinic_has_no_place(const struct plan *plan, const struct session *s, int i)
{
    return checklist_placeless(plan, s, i) != NULL;
}

int clinic_place_asked(const struct clinic *c, const struct plan *plan,
                       const struct session *s)
{
    if (!session_is_open(s))
        return -1;
    for (int i = 0; i < s->plan->n_points; i++) {
        bool later = i < CLINIC_POINTS && c->place_later[i];
        if ((c->placing == i || (!later && session_point_count(s, i, SESSION_IN))) &&
            checklist_placeless(plan, s, i))
            return i;
    }
    return -1;
}

static void where_text(const struct texts *texts, const struct plan_point *point,
                       char *out, size_t size)
{
    panel_place(texts, rules_word_find(word_regions, point->region),
                case_side_of(side_of(point->side)), out, size);
}

void clinic_place(struct desk *desk, struct gui *g, const struct session *s)
{
    struct clinic *c = desk->clinic;
    int i = clinic_place_asked(c, &desk->dossier.plan, s);
    if (i < 0)
        return;
    const struct plan_point *point = checklist_placeless(&desk->dossier.plan, s, i);
    char place[160], text[400];
    where_text(desk->texts, point, place, sizeof place);
    struct message m = {
        .id = "clinic.place_where",
        .arg = {{.name = "code", .text = point->code}, {.name = "place", .text = place}}};
    text_format(desk->texts, &m, text, sizeof text);
    gui_need(g, text);
    gui_notice_begin(g);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
    if (gui_button(g, text_of(desk->texts, "clinic.place_show"), GUI_QUIET, true))
        sink_fly_region(&desk->sink, point->region, side_of(point->side));
    gui_same_line(g);
    if (gui_button(g, text_of(desk->texts, "clinic.place_later"), GUI_QUIET, true)) {
        c->placing = -1;
        if (i < CLINIC_POINTS)
            c->place_later[i] = true;
    }
    gui_notice_end(g, GUI_MIND);
}

/* Whether the skin there is of the region, on the side; what has no region is told so. */
static bool is_there(const struct subject *subject, const struct plan_point *point,
                     const struct bvh_hit *hit)
{
    const struct catalog *catalog = subject_catalog(subject);
    const struct region *region = catalog_region(catalog, point->region);
    // soft at its edges: a spot on the border is taken
    const float some = 0.2f;
    return region &&
           territory_weight_at(subject_body(subject), (int)(region - catalog->region),
                               side_of(point->side), &hit->site) > some;
}

bool clinic_place_press(struct desk *desk, float x, float y)
{
    struct clinic *c = desk->clinic;
    const struct session *s = live_session_state(desk->live);
    int i = s ? clinic_place_asked(c, &desk->dossier.plan, s) : -1;
    struct bvh_hit hit;
    float at[3];
    if (i < 0 || !eye_skin_at(&desk->eye, desk->subject, x, y, &hit))
        return false;
    const struct plan_point *point = checklist_placeless(&desk->dossier.plan, s, i);
    // elsewhere a drag turns the body, as ever
    if (!is_there(desk->subject, point, &hit))
        return false;
    subject_neutral_position(desk->subject, &hit.site, at);
    snprintf(c->place, sizeof c->place, "%.4f %.4f %.4f", (double)at[0], (double)at[1],
             (double)at[2]);
    const struct session_point p = session_point_at(s, i);
    clinic_wish(c, &desk->sink,
                &(struct session_event){.kind = SESSION_PLACE,
                                        .code = p.code,
                                        .side = clinic_side(p.side),
                                        .text = c->place});
    c->placing = -1;
    return true;
}
