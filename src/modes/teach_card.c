/* teach_card.c - the cards of what is neither point nor structure: a channel, a territory
 * of the skin. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "anatomy/territory.h"
#include "base/cut.h"
#include "modes/teach.h"
#include "panels/panels.h"
#include "views/landmark_card.h"
#include "views/planned.h"
#include "views/words.h"

static void told(struct gui *g, const struct texts *texts, const char *heading,
                 const char *text)
{
    if (!*text)
        return;
    gui_need(g, text);
    gui_space(g, 12);
    gui_caption(g, text_of(texts, heading));
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

/* a point as a chip; what the plan needles is lit */
static void point_chip(struct gui *g, struct sink *sink, const struct plan *plan,
                       const struct site *site, int id)
{
    const struct point *p = site->point;
    struct planned_entry entry =
        planned_find(plan, p->code, p->group, side_name(site->side)[0]);
    gui_push_id(g, id);
    if (gui_chip(g, p->code, entry.state == PLANNED_CHOSEN))
        sink_select(sink, p->code, site->side, SINK_FLY);
    gui_pop_id(g);
}

/* what is known of it, in the words of its tour */
static const char *course_of(const struct teach *teach, const struct texts *texts,
                             const char *channel)
{
    const struct tours *tours = teach->tours;
    for (int i = tours->n_written; i < tours->n; i++)
        if (strcmp(tours->tour[i].channel->id, channel) == 0 && tours->tour[i].n_steps)
            return teach_text(texts, &tours->tour[i].step[0].text);
    return "";
}

void teach_channel_card(const struct teach *teach, const struct app_eye *eye,
                        const struct subject *subject, const struct plan *plan,
                        const struct texts *texts, struct sink *sink, struct gui *g)
{
    const struct channel *channel =
        catalog_channel(subject_catalog(subject), eye->channel);
    char text[512];
    int n;
    if (!channel)
        return;
    words_channel(texts, channel, text, sizeof text);
    gui_need(g, text);
    gui_heading(g, text);
    cut_print(text, sizeof text, "%s %s", channel->pinyin, channel->hanzi);
    gui_need(g, text);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    told(g, texts, "channel.course", course_of(teach, texts, channel->id));
    if (*channel->clock) {
        struct message clock = {.id = "channel.clock_hours",
                                .arg = {{.name = "hours", .text = channel->clock}}};
        text_format(texts, &clock, text, sizeof text);
        told(g, texts, "channel.clock", text);
    }
    gui_space(g, 12);
    gui_caption(g, text_of(texts, "channel.points"));
    const struct site *sites = body_sites(subject_body(subject), &n);
    for (int i = 0; i < n; i++)
        if (sites[i].placed && sites[i].side != SIDE_R &&
            strcmp(sites[i].point->channel, channel->id) == 0)
            point_chip(g, sink, plan, &sites[i], 600 + i);
}

// ---------------------------------------------------------------- a landmark

void teach_landmark_card(struct desk *desk, struct gui *g)
{
    const struct app_eye *eye = &desk->eye;
    const struct body *body = subject_body(desk->subject);
    struct landmark_card card;
    if (!landmark_card_make(&card, body, eye->landmark, eye->landmark_side, desk->texts,
                            desk->words))
        return;
    gui_need(g, card.title);
    gui_heading(g, card.title);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                  text_of(desk->texts, "landmark.what"));
    told(g, desk->texts, "landmark.where", card.where);
    gui_space(g, 12);
    gui_caption(g, text_of(desk->texts, "landmark.beside"));
    for (int i = 0; i < card.n_beside; i++) {
        gui_need(g, card.beside[i].mark);
        gui_push_id(g, 800 + i);
        if (gui_chip(g, card.beside[i].mark, false))
            sink_show_landmark(&desk->sink, card.beside[i].name, card.beside[i].side);
        gui_pop_id(g);
    }
    gui_space(g, 12);
    gui_caption(g, text_of(desk->texts, "landmark.points"));
    if (!card.n_points)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                      text_of(desk->texts, "landmark.no_points"));
    enum side side = eye->landmark_side == SIDE_R ? SIDE_R : SIDE_L;
    for (int i = 0; i < card.n_points; i++) {
        const struct site *site =
            body_site(body, card.point[i], card.point[i]->midline ? SIDE_M : side);
        if (site && site->placed)
            point_chip(g, &desk->sink, &desk->dossier.plan, site, 830 + i);
    }
}

// ---------------------------------------------------------------- a territory

static bool lies_in(const struct subject *subject, int region, const struct site *site)
{
    const struct region *r = &subject_catalog(subject)->region[region];
    const struct body *body = subject_body(subject);
    if (!site->placed || site->side == SIDE_R)
        return false;
    return r->kind == REGION_SYMPTOM
               ? territory_region_at(body, &site->on, NULL) == region
               : territory_weight_at(body, region, SIDE_M, &site->on) > 0.5f;
}

void teach_region_card(const struct app_eye *eye, const struct subject *subject,
                       const struct plan *plan, const struct texts *texts,
                       struct sink *sink, struct gui *g)
{
    const struct region *r = &subject_catalog(subject)->region[eye->region];
    char id[96], title[256];
    int n, found = 0;
    snprintf(id, sizeof id, "region.%s", r->id);
    cut_print(title, sizeof title, "%s", texts_get(texts, id, r->english));
    words_sentence(title);
    gui_need(g, title);
    gui_heading(g, title);
    snprintf(id, sizeof id, "search.%s", region_kind_name(r->kind));
    cut_print(title, sizeof title, "%s", texts_get(texts, id, NULL));
    words_sentence(title);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, title);
    snprintf(id, sizeof id, "region.%s.where", r->id);
    told(g, texts, "region.where", texts_get(texts, id, r->description));
    told(g, texts, "region.source", texts_name(texts, "source", r->source));
    const struct site *sites = body_sites(subject_body(subject), &n);
    for (int i = 0; i < n; i++) {
        if (!lies_in(subject, eye->region, &sites[i]))
            continue;
        if (!found++) {
            gui_space(g, 12);
            gui_caption(g, text_of(texts, "region.points"));
        }
        point_chip(g, sink, plan, &sites[i], 700 + i);
    }
}
