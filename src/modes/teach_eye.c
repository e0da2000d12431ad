/* teach_eye.c - where the eye goes as a lesson or a question goes on. */
#include <math.h>
#include <string.h>

#include "catalog/rules.h"
#include "catalog/rules_words.h"
#include "modes/teach.h"
#include "panels/eye.h"
#include "panels/rule_view.h"
#include "panels/structure_view.h"

/* the place where the point to find or to name is: on the left, or where it was found */
const struct site *teach_place(const struct teach *teach, const struct subject *subject)
{
    const struct teach_run *r = &teach->run;
    const struct body *body = subject_body(subject);
    const struct point *p = r->question.point;
    // by name, since a landmark that is set gives a model another body
    if (r->tapped)
        return body_site(body, r->found, r->side);
    return p ? body_site(body, p, p->midline ? SIDE_M : SIDE_L) : NULL;
}

struct tour_eye teach_eye_now(const struct app_eye *eye, const struct subject *subject)
{
    struct eye_stand now = eye_stand_now(eye, subject);
    return (struct tour_eye){
        .at = {(double)now.at[0], (double)now.at[1], (double)now.at[2]},
        .reach = (double)now.reach,
        .yaw = (double)now.yaw,
        .pitch = (double)now.pitch};
}

static void fly_eye(const struct subject *subject, struct sink *sink,
                    const struct tour_eye *eye)
{
    eye_fly_to_stand(subject, sink,
                     &(struct eye_stand){
                         .at = {(float)eye->at[0], (float)eye->at[1], (float)eye->at[2]},
                         .reach = (float)eye->reach,
                         .yaw = (float)eye->yaw,
                         .pitch = (float)eye->pitch});
}

static void fly_tour(struct teach *teach, const struct subject *subject,
                     struct sink *sink)
{
    const struct tour_step *s = teach_tour_now(teach);
    const struct tour_camera *c = &s->camera;
    switch (c->look) {
    case TOUR_VIEW:
        sink_fly_home(sink, c->what);
        break;
    case TOUR_POINT:
        sink_select(sink, c->what, s->point && s->point->midline ? SIDE_M : SIDE_L,
                    SINK_FLY);
        break;
    case TOUR_CHANNEL:
        sink_fly_channel(sink, c->what);
        break;
    case TOUR_REGION:
        sink_fly_region(sink, c->what, c->side);
        break;
    case TOUR_PLAN:
        sink_fly_plan(sink, teach->lit.on ? teach->lit.record : NULL);
        break;
    case TOUR_STRUCTURE:
        sink_show_structure(sink, c->what, c->side, SINK_FLY);
        break;
    case TOUR_EYE:
        fly_eye(subject, sink, &c->eye);
        break;
    case TOUR_STAY:
        break;
    }
}

/* Near enough to tap well: `around` times what one must see to know where it is; `aside`
 * moves the place off the centre by chance, so that the view tells nothing. */
static void fly_near(struct teach *teach, struct subject *subject, struct sink *sink,
                     const struct site *site, float around, float aside)
{
    const struct body *body = subject_body(subject);
    struct app_near near = {.place.weight = 1, .aim.margin = 0.1f};
    float reach = around * aim_reach(body, &site->on), centre[3];
    uint64_t chance = (teach->run.seed + (uint64_t)teach->run.at) * 2654435761u;
    memcpy(near.place.position, site->position, sizeof near.place.position);
    memcpy(near.place.normal, site->normal, sizeof near.place.normal);
    for (int k = 0; k < 3; k++)
        centre[k] = site->position[k] +
                    aside * reach * ((float)(chance >> (8 * k) & 0xFF) / 127.5f - 1);
    aim_add_ball(&near.aim, centre, reach);
    sink_fly_near(sink, &near);
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
static void fly_case(struct teach *teach, struct dossier *dossier,
                     struct subject *subject, struct sink *sink)
{
    const struct teach_lit *lit = &teach->lit;
    if (teach->run.state == TEACH_ANSWERED && lit->on && lit->plan.n_points > 0) {
        sink_fly_plan(sink, lit->record);
        return;
    }
    const struct case_symptom *s = &lit->record->symptoms[0];
    bool one = lit->on && lit->record->n_symptoms == 1 && s->side != CASE_BOTH;
    const char *id = one ? middle_of(engine_rules(dossier->engine), s->region) : "";
    enum side side = s->side == CASE_R ? SIDE_R : SIDE_M;
    struct mesh_site on;
    if (one && eye_region(subject, id, side, &on))
        sink_fly_region(sink, id, side);
    else
        sink_fly_home(sink, "front");
}

static void fly_quiz(struct teach *teach, struct dossier *dossier,
                     struct subject *subject, struct sink *sink)
{
    struct teach_run *r = &teach->run;
    const struct site *site = teach_place(teach, subject);
    if (r->state == TEACH_DONE)
        sink_fly_home(sink, "front");
    else if (r->question.written)
        fly_case(teach, dossier, subject, sink);
    else if (r->question.item.kind == QUIZ_NERVE)
        sink_fly_home(sink, "front");
    else if (r->question.item.kind == QUIZ_FIND && r->state == TEACH_ASKING &&
             teach->choice.level == QUIZ_HARD)
        sink_fly_home(sink, "front"); // where it is near would be half the answer
    else if (site && site->placed && r->question.item.kind == QUIZ_FIND &&
             r->state == TEACH_ASKING)
        fly_near(teach, subject, sink, site, 1.5f, 0.3f);
    else if (site && site->placed)
        fly_near(teach, subject, sink, site, 1, 0);
}

/* to what there is to look at now */
void teach_look(struct teach *teach, const struct app_eye *eye, struct dossier *dossier,
                struct subject *subject, struct rule_view *open_rule, struct sink *sink)
{
    struct teach *t = teach;
    if (t->doing == TEACH_TOUR)
        fly_tour(teach, subject, sink);
    else if (t->doing == TEACH_QUIZ)
        fly_quiz(teach, dossier, subject, sink);
    else if (rule_view_is_open(open_rule))
        sink_fly_plan(sink, NULL);
    else if (*eye->selected) // another view of it wants another distance
        sink_select(sink, eye->selected, eye->selected_side, SINK_FLY);
    else
        sink_fly_home(sink, "front");
}
