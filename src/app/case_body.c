#include "app/case_body.h"

#include <string.h>

#include "document/history.h"
#include "stage/case_shape.h"
#include "views/plan_body.h"

/* the body that the preferences remember */
static bool show_own(const struct settings_body *own, struct subject *subject,
                     struct error *error)
{
    return own->shaped ? subject_shape_to(subject, &own->shape, error)
                       : subject_become(subject, own->name, error);
}

/* a posture alone leaves the shape to the case */
static bool asked_for(const struct app_params *p)
{
    for (int i = 0; i < p->n_set; i++)
        if (strncmp(p->set[i], "pose=", 5) != 0)
            return true;
    return p->body != NULL;
}

static bool follow(struct desk *desk, const struct app_params *params)
{
    struct dossier *c = &desk->dossier;
    struct shape_params shape;
    struct error error;
    if (c->followed == c->version)
        return false;
    c->followed = c->version;
    if (asked_for(params) || subject_is_foreign(desk->subject))
        return false;
    bool shaped = case_shape(history_now(c->history), &shape);
    if (shaped == c->shapes && (!shaped || shape_equal(&shape, &c->shape)))
        return false;
    c->shapes = shaped;
    c->shape = shape;
    uint32_t before = subject_version(desk->subject);
    if (!(shaped ? subject_shape_to(desk->subject, &shape, &error)
                 : show_own(&desk->settings.body, desk->subject, &error)))
        sink_say_why(&desk->sink, desk->texts, &error);
    return subject_version(desk->subject) != before;
}

/* where a plan depends on the body, another body is another plan */
static void plan_again(struct dossier *c, const struct subject *subject)
{
    uint32_t now = subject_version(subject);
    if (c->planned_on == now)
        return;
    c->planned_on = now;
    if (plan_body_matters(history_now(c->history)))
        dossier_changed(c);
}

bool case_body_follow(struct desk *desk, const struct app_params *params)
{
    bool shaped = follow(desk, params);
    plan_again(&desk->dossier, desk->subject);
    return shaped;
}
