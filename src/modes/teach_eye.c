/* teach_eye.c - where the eye goes as a lesson or a question goes on. */
#include <string.h>

#include "catalog/rules.h"
#include "catalog/rules_words.h"
#include "modes/teach.h"
#include "panels/rule_view.h"
#include "panels/structure_view.h"

/* the place where the point to find or to name is: on the left, or where it was found */
const struct site *teach_place(const struct app *app)
{
    const struct teach_run *r = &app->teach->run;
    const struct body *body = subject_body(app->subject);
    const struct point *p = r->question.point;
    // by name, since a landmark that is set gives a model another body
    if (r->tapped)
        return body_site(body, r->found, r->side);
    return p ? body_site(body, p, p->midline ? SIDE_M : SIDE_L) : NULL;
}

static void fly_tour(struct app *app)
{
    const struct tour_step *s = teach_tour_now(app);
    const struct tour_camera *c = &s->camera;
    switch (c->look) {
    case TOUR_VIEW:
        app_fly_home(app, c->what);
        break;
    case TOUR_POINT:
        app_select(app, c->what, s->point && s->point->midline ? SIDE_M : SIDE_L,
                   APP_FLY);
        break;
    case TOUR_CHANNEL:
        app_fly_channel(app, c->what);
        break;
    case TOUR_REGION:
        app_fly_region(app, c->what, c->side);
        break;
    case TOUR_PLAN:
        app_fly_plan(app, app->teach->lit.on ? app->teach->lit.record : NULL);
        break;
    case TOUR_STRUCTURE:
        structure_show(app, c->what, c->side, APP_FLY);
        break;
    case TOUR_STAY:
        break;
    }
}

/* Near enough to tap well: `around` times what one must see to know where it is; `aside`
 * moves the place off the centre by chance, so that the view tells nothing. */
static void fly_near(struct app *app, const struct site *site, float around, float aside)
{
    const struct body *body = subject_body(app->subject);
    struct app_near near = {.place.weight = 1, .aim.margin = 0.1f};
    float reach = around * aim_reach(body, &site->on), centre[3];
    uint64_t chance = (app->teach->run.seed + (uint64_t)app->teach->run.at) * 2654435761u;
    memcpy(near.place.position, site->position, sizeof near.place.position);
    memcpy(near.place.normal, site->normal, sizeof near.place.normal);
    for (int k = 0; k < 3; k++)
        centre[k] = site->position[k] +
                    aside * reach * ((float)(chance >> (8 * k) & 0xFF) / 127.5f - 1);
    aim_add_ball(&near.aim, centre, reach);
    app_fly_near(app, &near);
}

/* where one looks for a region: what holds others (all fingers) is where the middle one
 * of them is */
static const char *middle_of(const struct rules *rules, int region)
{
    int held[WORD_REGIONS], n = 0;
    for (int w = 0; w < WORD_REGIONS; w++)
        if (w != region && rules->regions[region].covers >> w & 1)
            held[n++] = w;
    return word_regions[n ? held[n / 2] : region];
}

/* what hurts; once answered, what the rules make of it */
static void fly_case(struct app *app)
{
    const struct teach_lit *lit = &app->teach->lit;
    if (app->teach->run.state == TEACH_ANSWERED && lit->on && lit->plan.n_points > 0) {
        app_fly_plan(app, lit->record);
        return;
    }
    const struct case_symptom *s = &lit->record->symptoms[0];
    bool one = lit->on && lit->record->n_symptoms == 1 && s->side != CASE_BOTH;
    const char *id = one ? middle_of(engine_rules(app->engine), s->region) : "";
    if (!one || !app_fly_region(app, id, s->side == CASE_R ? SIDE_R : SIDE_M))
        app_fly_home(app, "front");
}

static void fly_quiz(struct app *app)
{
    struct teach_run *r = &app->teach->run;
    const struct site *site = teach_place(app);
    if (r->state == TEACH_DONE)
        app_fly_home(app, "front");
    else if (r->question.written)
        fly_case(app);
    else if (site && site->placed && r->question.item.kind == QUIZ_FIND &&
             r->state == TEACH_ASKING)
        fly_near(app, site, 1.5f, 0.3f);
    else if (site && site->placed)
        fly_near(app, site, 1, 0);
}

/* to what there is to look at now */
void teach_look(struct app *app)
{
    struct teach *t = app->teach;
    if (t->doing == TEACH_TOUR)
        fly_tour(app);
    else if (t->doing == TEACH_QUIZ)
        fly_quiz(app);
    else if (rule_view_is_open(app))
        app_fly_plan(app, NULL);
    else
        app_fly_home(app, "front");
}
