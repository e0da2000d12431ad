#include "stage/stage.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "stage/channel_lines.h"
#include "stage/hatch.h"
#include "stage/tint.h"
#include "stage/xray.h"

struct stage {
    struct highlight *highlight;
    struct channel_lines *channels;
    struct tint *tint;
    struct hatch *hatch;
    struct xray *xray;
    struct scene_measures measures[STAGE_MEASURES_MOST];
    uint32_t n_lit;
    bool replaced; /* the scene's marks are the view's own */
};

struct stage *stage_create(void)
{
    struct stage *s = xcalloc(1, sizeof *s);
    s->highlight = highlight_create();
    s->channels = channel_lines_create();
    s->tint = tint_create();
    s->hatch = hatch_create();
    s->xray = xray_create();
    return s;
}

void stage_destroy(struct stage **stage)
{
    if (!stage || !*stage)
        return;
    highlight_destroy(&(*stage)->highlight);
    channel_lines_destroy(&(*stage)->channels);
    tint_destroy(&(*stage)->tint);
    hatch_destroy(&(*stage)->hatch);
    xray_destroy(&(*stage)->xray);
    free(*stage);
    *stage = NULL;
}

void stage_view_measure(struct stage_view *view, const struct scene_measure *measure,
                        uint32_t n)
{
    if (view->n_measures < STAGE_MEASURES_MOST && n)
        view->measures[view->n_measures++] = (struct scene_measures){measure, n};
}

static void light(struct stage *s, const struct stage_view *v, struct scene_input *scene)
{
    struct highlight_params lit = v->lit;
    lit.body = subject_body(v->subject);
    lit.subject = v->subject;
    lit.rules = v->rules;
    lit.record = v->record;
    lit.texts = v->texts;
    lit.landmarks = v->layers & SCENE_LANDMARKS;
    s->n_lit = highlight_build(s->highlight, &lit);
    s->replaced = v->mark != NULL;
    scene->mark = s->replaced ? v->mark : highlight_marks(s->highlight);
    scene->n_marks = s->replaced ? v->n_marks : s->n_lit;
    scene->course = channel_lines_build(
        s->channels,
        &(struct channel_lines_params){v->subject, s->highlight, lit.channel, v->theme},
        &scene->n_courses, &scene->courses_version);
    scene->course =
        hatch_build(s->hatch,
                    &(struct hatch_params){.subject = v->subject,
                                           .plan = lit.plan,
                                           .session = lit.session,
                                           .color = v->theme->accent},
                    scene->course, &scene->n_courses, &scene->courses_version);
}

static void paint(struct stage *s, const struct stage_view *v, struct scene_input *scene)
{
    struct tint_params tint = {.subject = v->subject,
                               .rules = v->rules,
                               .record = v->record,
                               .record_version = v->record_version,
                               .layers = v->layers,
                               .dark = v->theme->dark,
                               .covered = v->covered,
                               .chosen_region = v->region,
                               .chosen_color = v->theme->accent,
                               .hovered_region = v->hovered,
                               .hovered_side = v->hovered_side};
    scene->tint = tint_build(s->tint, &tint, &scene->tint_version);
}

void stage_build(struct stage *s, const struct stage_view *v, struct scene_input *scene)
{
    *scene = (struct scene_input){.mesh = subject_mesh(v->subject),
                                  .mesh_version = subject_version(v->subject),
                                  .bvh = body_bvh(subject_body(v->subject)),
                                  .camera = v->camera,
                                  .port = v->port,
                                  .layers = v->layers,
                                  .warmth = v->warmth,
                                  .see_through = v->see_through,
                                  .halo_phase = v->halo_phase,
                                  .flow_phase = v->flow_phase,
                                  .measures = s->measures,
                                  .n_measures = v->n_measures};
    memcpy(s->measures, v->measures, sizeof s->measures);
    if (v->letters) {
        scene->letter[0] = texts_get(v->texts, "side.letter_left", "L");
        scene->letter[1] = texts_get(v->texts, "side.letter_right", "R");
    }
    light(s, v, scene);
    paint(s, v, scene);
    xray_build(s->xray,
               &(struct xray_params){.subject = v->subject,
                                     .layers = v->layers,
                                     .see_through = v->see_through,
                                     .chosen = v->chosen,
                                     .n_chosen = v->n_chosen,
                                     .side = v->chosen_side,
                                     .dark = v->theme->dark},
               scene);
}

const struct scene_mark *stage_lit(const struct stage *s, uint32_t *n)
{
    *n = s->n_lit;
    return highlight_marks(s->highlight);
}

const struct site *stage_site(const struct stage *s, int mark)
{
    return s->replaced ? NULL : highlight_site(s->highlight, mark);
}

uint32_t stage_marks_version(const struct stage *s)
{
    return highlight_version(s->highlight);
}
