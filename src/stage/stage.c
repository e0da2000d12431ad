#include "stage/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "stage/channel_lines.h"
#include "stage/cut_face.h"
#include "stage/hatch.h"
#include "stage/isolated.h"
#include "stage/lamp_light.h"
#include "stage/skin_detail.h"
#include "stage/territories.h"
#include "stage/tint.h"
#include "stage/xray.h"

struct stage {
    struct highlight *highlight;
    struct channel_lines *channels;
    struct tint *tint;
    struct hatch *hatch;
    struct xray *xray;
    struct skin_detail *skin;
    struct territories *territories;
    struct lamp_light *lamp;
    struct isolated *isolated;
    struct cut_face *face;
    struct scene_measures measures[STAGE_MEASURES_MOST];
    char scale[64];
    uint32_t n_lit;
    const struct scene_mark *mark;     /* what is lit, and what of it is hidden */
    const struct scene_course *course; /* of channels */
    uint32_t n_courses;
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
    s->skin = skin_detail_create();
    s->territories = territories_create();
    s->lamp = lamp_light_create();
    s->isolated = isolated_create();
    s->face = cut_face_create();
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
    skin_detail_destroy(&(*stage)->skin);
    territories_destroy(&(*stage)->territories);
    lamp_light_destroy(&(*stage)->lamp);
    isolated_destroy(&(*stage)->isolated);
    cut_face_destroy(&(*stage)->face);
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
    if (*v->isolate.channel)
        lit.channel = v->isolate.channel;
    if (v->layers & SCENE_ALL_POINTS)
        lit.others = HIGHLIGHT_WITH_ALL;
    s->n_lit = highlight_build(s->highlight, &lit);
    s->replaced = v->mark != NULL;
    scene->mark = s->replaced ? v->mark : highlight_marks(s->highlight);
    scene->n_marks = s->replaced ? v->n_marks : s->n_lit;
    scene->course = channel_lines_build(
        s->channels,
        &(struct channel_lines_params){
            .subject = v->subject,
            .highlight = s->highlight,
            .channel = lit.channel,
            .selected = lit.selected,
            .selected_side = lit.selected_side,
            .others = v->layers & SCENE_ALL_CHANNELS ? CHANNEL_LINES_ALL
                                                     : CHANNEL_LINES_OF_PLAN,
            .aside = v->region >= 0 || v->n_chosen > 0 || lit.landmark},
        &scene->n_courses, &scene->courses_version);
    s->course = scene->course;
    s->n_courses = scene->n_courses;
    scene->course =
        hatch_build(s->hatch,
                    &(struct hatch_params){.subject = v->subject,
                                           .plan = lit.plan,
                                           .session = lit.session,
                                           .color = v->theme->accent},
                    scene->course, &scene->n_courses, &scene->courses_version);
}

/* the lamp of the session that is shown, while it is on */
static void shine(struct stage *s, const struct stage_view *v, struct scene_input *scene)
{
    const struct highlight_params *lit = &v->lit;
    struct warmth_lamp lamp = {.rules = v->rules};
    bool on = v->warmth > 0 && v->layers & SCENE_HEAT && v->rules && lit->session &&
              lit->overlay && lit->overlay->lamp.on;
    if (on) {
        lamp.plan = lit->session->plan;
        lamp.lit = lit->overlay->lamp.lit;
    }
    lamp_light_build(s->lamp, v->subject, on ? &lamp : NULL, scene);
}

/* what stands at the top of the height scale: how tall, and of our own how old */
static void scale(struct stage *s, const struct stage_view *v, struct scene_input *scene)
{
    const struct shape_params *shape = subject_shape(v->subject);
    enum posture posture = subject_posture(v->subject);
    char height[16], age[16] = "";
    if (!(v->layers & SCENE_SCALE) || !v->texts || posture == POSTURE_SUPINE ||
        posture == POSTURE_PRONE || posture == POSTURE_SIDE)
        return;
    snprintf(height, sizeof height, "%.2f", (double)subject_height(v->subject));
    if (shape)
        snprintf(age, sizeof age, "%.0f", (double)shape->age);
    struct message m = {
        .id = shape ? "scale.person" : "scale.body",
        .arg = {{.name = "height", .text = height}, {.name = "age", .text = age}}};
    text_format(v->texts, &m, s->scale, sizeof s->scale);
    scene->scale = s->scale;
}

static void paint(struct stage *s, const struct stage_view *v, struct scene_input *scene)
{
    // alone, nerves are to be seen and not the skin that they feed
    unsigned layers = v->isolate.system == ISOLATE_NERVES
                          ? v->layers & ~(unsigned)SCENE_NERVES
                          : v->layers;
    territories_build(s->territories,
                      &(struct territories_params){.subject = v->subject,
                                                   .texts = v->texts,
                                                   .layers = layers,
                                                   .ink = v->theme->ink},
                      scene);
    struct tint_params tint = {.subject = v->subject,
                               .territories = s->territories,
                               .rules = v->rules,
                               .record = v->record,
                               .record_version = v->record_version,
                               .layers = layers,
                               .dark = v->theme->dark,
                               .covered = v->covered,
                               .off = v->off ? subject_skin_off(v->subject) : NULL,
                               .chosen_region = v->region,
                               .chosen_color = v->theme->accent,
                               .hovered_region = v->hovered,
                               .hovered_side = v->hovered_side};
    scene->tint = tint_build(s->tint, &tint, &scene->tint_version);
}

static void isolate(struct stage *s, const struct stage_view *v,
                    struct scene_input *scene)
{
    isolated_build(
        s->isolated,
        &(struct isolated_params){.subject = v->subject,
                                  .isolate = &v->isolate,
                                  .highlight = s->replaced ? NULL : s->highlight,
                                  .traces = subject_traces(v->subject)},
        scene);
    s->mark = s->replaced ? highlight_marks(s->highlight) : scene->mark;
}

/* as is asked for, of what is isolated */
static void build(struct stage *s, const struct stage_view *v, struct scene_input *scene)
{
    *scene = (struct scene_input){.mesh = subject_mesh(v->subject),
                                  .mesh_version = subject_version(v->subject),
                                  .body = subject_body(v->subject),
                                  .camera = v->camera,
                                  .port = v->port,
                                  .layers = v->layers,
                                  .no_ground = v->no_ground,
                                  .warmth = v->warmth,
                                  .see_through = v->see_through,
                                  .halo_phase = v->halo_phase,
                                  .flow_phase = v->flow_phase,
                                  .measures = s->measures,
                                  .n_measures = v->n_measures};
    // a model without landmarks has nothing on it that could be hidden, and is often
    // large
    if (subject_has_landmarks(v->subject))
        scene->bvh = body_bvh(scene->body);
    memcpy(s->measures, v->measures, sizeof s->measures);
    scene->to_the_edge = v->to_the_edge;
    if (v->letters) {
        scene->letter[0] = texts_get(v->texts, "side.letter_left", "L");
        scene->letter[1] = texts_get(v->texts, "side.letter_right", "R");
    }
    skin_detail_build(s->skin, v->subject, scene);
    light(s, v, scene);
    shine(s, v, scene);
    scale(s, v, scene);
    paint(s, v, scene);
    isolate(s, v, scene);
    xray_build(s->xray,
               &(struct xray_params){.subject = v->subject,
                                     .layers = v->layers,
                                     .see_through = v->see_through,
                                     .cut = isolated_cut(s->isolated),
                                     .chosen = v->chosen,
                                     .n_chosen = v->n_chosen,
                                     .side = v->chosen_side,
                                     .dark = v->theme->dark},
               scene);
    cut_face_build(s->face,
                   &(struct cut_face_params){.subject = v->subject,
                                             .cut = isolated_cut(s->isolated),
                                             .layers = v->layers,
                                             .dark = v->theme->dark},
                   scene);
}

void stage_build(struct stage *s, const struct stage_view *v, struct scene_input *scene)
{
    struct stage_view of_system = *v;
    of_system.layers = isolated_layers(&v->isolate, v->layers, &of_system.see_through);
    build(s, &of_system, scene);
}

const struct scene_mark *stage_lit(const struct stage *s, uint32_t *n)
{
    *n = s->n_lit;
    return s->mark;
}

const struct cutaway *stage_cut(const struct stage *s)
{
    return isolated_cut(s->isolated);
}

const struct site *stage_site(const struct stage *s, int mark)
{
    return s->replaced ? NULL : highlight_site(s->highlight, mark);
}

bool stage_landmark(const struct stage *s, int mark, int *name, enum side *side)
{
    return !s->replaced && highlight_landmark(s->highlight, mark, name, side);
}

const struct scene_course *stage_courses(const struct stage *s, uint32_t *n)
{
    *n = s->n_courses;
    return s->course;
}

const char *stage_name(const struct stage *s, int mark)
{
    bool known = !s->replaced && mark >= 0 && (uint32_t)mark < s->n_lit;
    return known ? highlight_marks(s->highlight)[mark].text : NULL;
}

uint32_t stage_marks_version(const struct stage *s)
{
    return highlight_version(s->highlight);
}
