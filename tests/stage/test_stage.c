/* One view, one scene: described twice it is the same, and a picture made beside another
 * of the same body leaves that one alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>
#include <cmocka.h>

#include "anatomy/territory.h"
#include "base/arena.h"
#include "catalog/rules_words.h"
#include "rules/engine.h"
#include "stage/aim.h"
#include "stage/lamp_light.h"
#include "stage/stage.h"

struct house {
    struct subject *subject;
    struct engine *engine;
    struct arena *arena;
    struct case_record record;
    struct plan plan;
};

static int set_up(void **state)
{
    struct house *h = xcalloc(1, sizeof *h);
    struct error error;
    h->subject = subject_create(DEQI_SOURCE_DIR, "neutral", NULL, 0, &error);
    h->engine = h->subject
                    ? engine_load(DEQI_SOURCE_DIR, subject_catalog(h->subject), &error)
                    : NULL;
    if (!h->engine || !case_load(DEQI_SOURCE_DIR "/assets/cases/diabetic_soles.json",
                                 h->engine, &h->record, &error))
        return -1;
    h->arena = arena_create();
    engine_plan(h->engine, &h->record, h->arena, &h->plan);
    *state = h;
    return 0;
}

static int tear_down(void **state)
{
    struct house *h = *state;
    arena_destroy(&h->arena);
    engine_destroy(&h->engine);
    subject_destroy(&h->subject);
    free(h);
    return 0;
}

static struct stage_view view_of(const struct house *h, const struct theme *theme)
{
    struct stage_view view = {.subject = h->subject,
                              .rules = engine_rules(h->engine),
                              .theme = theme,
                              .layers = SCENE_DEFAULT,
                              .lit = {.plan = &h->plan},
                              .record = &h->record,
                              .region = -1,
                              .hovered = -1};
    return view;
}

static void the_same_view_is_the_same_scene(void **state)
{
    struct house *h = *state;
    struct stage *stage = stage_create();
    struct stage_view view = view_of(h, &THEME_LIGHT);
    struct scene_input once, again;
    stage_build(stage, &view, &once);
    uint32_t version = stage_marks_version(stage);
    stage_build(stage, &view, &again);
    assert_true(once.n_marks > 0 && once.n_courses > 0 && once.tint);
    assert_int_equal(again.n_marks, once.n_marks);
    assert_int_equal(again.courses_version, once.courses_version);
    assert_int_equal(again.tint_version, once.tint_version);
    assert_int_equal(again.mesh_version, once.mesh_version);
    assert_int_equal(stage_marks_version(stage), version);
    stage_destroy(&stage);
}

static void a_picture_beside_another_leaves_it_alone(void **state)
{
    struct house *h = *state;
    struct stage *window = stage_create(), *card = stage_create();
    struct stage_view dark = view_of(h, &THEME_DARK), light = view_of(h, &THEME_LIGHT);
    struct scene_input seen, after, other;
    light.lit.channel = "LU";
    stage_build(window, &dark, &seen);
    enum scene_course_state is = seen.course[0].state;
    stage_build(card, &light, &other);
    stage_build(window, &dark, &after);
    assert_int_not_equal(other.course[0].state, is);
    assert_int_equal(after.course[0].state, is);
    assert_int_equal(after.courses_version, seen.courses_version);
    stage_destroy(&window);
    stage_destroy(&card);
}

/* a territory, or what lies beneath, is looked at: no line is as strong as it was */
static void lines_step_back_before_what_is_no_line(void **state)
{
    struct house *h = *state;
    static const char *const NERVE[] = {"median_nerve"};
    struct stage *stage = stage_create();
    for (int way = 0; way < 3; way++) {
        struct stage_view view = view_of(h, &THEME_LIGHT);
        struct scene_input scene;
        if (way == 1)
            view.region = 0;
        view.chosen = NERVE;
        view.n_chosen = way == 2;
        stage_build(stage, &view, &scene);
        uint32_t n, strong = 0, back = 0;
        const struct scene_course *course = stage_courses(stage, &n);
        for (uint32_t i = 0; i < n; i++) {
            strong += course[i].state > SCENE_COURSE_BACK;
            back += course[i].state == SCENE_COURSE_BACK;
        }
        assert_true(way ? !strong && back : strong && !back);
    }
    stage_destroy(&stage);
}

static void what_differs_has_another_version(void **state)
{
    struct house *h = *state;
    struct stage *stage = stage_create();
    struct stage_view view = view_of(h, &THEME_LIGHT);
    struct scene_input before, after;
    stage_build(stage, &view, &before);
    // another case with the same number: it is told by where it lies
    struct case_record *other = xmalloc(sizeof *other);
    *other = h->record;
    other->n_symptoms = 0;
    view.record = other;
    view.lit.channel = "ST";
    view.lit.plan = NULL;
    stage_build(stage, &view, &after);
    assert_int_not_equal(after.tint_version, before.tint_version);
    assert_int_not_equal(after.courses_version, before.courses_version);
    uint32_t marks = stage_marks_version(stage);
    view.lit.plan = &h->plan;
    stage_build(stage, &view, &after);
    assert_int_not_equal(stage_marks_version(stage), marks);
    free(other);
    stage_destroy(&stage);
}

static void a_shape_gives_the_channels_other_lines(void **state)
{
    struct house *h = *state;
    struct stage *stage = stage_create();
    struct stage_view view = view_of(h, &THEME_LIGHT);
    struct scene_input before, after;
    struct error error;
    stage_build(stage, &view, &before);
    uint32_t courses = before.courses_version;
    assert_true(subject_become(h->subject, "male", &error));
    stage_build(stage, &view, &after);
    assert_int_not_equal(after.courses_version, courses);
    assert_int_not_equal(after.mesh_version, before.mesh_version);
    assert_true(subject_become(h->subject, "neutral", &error));
    stage_destroy(&stage);
}

static void marks_of_the_views_own_stand_for_no_site(void **state)
{
    struct house *h = *state;
    struct stage *stage = stage_create();
    struct stage_view view = view_of(h, &THEME_LIGHT);
    struct scene_mark own = {.emphasis = SCENE_MISSED};
    struct scene_input scene;
    uint32_t n;
    stage_build(stage, &view, &scene);
    assert_non_null(stage_site(stage, 0));
    view.mark = &own;
    view.n_marks = 1;
    stage_build(stage, &view, &scene);
    assert_int_equal(scene.n_marks, 1);
    assert_ptr_equal(scene.mark, &own);
    assert_null(stage_site(stage, 0));
    assert_non_null(stage_lit(stage, &n));
    assert_true(n > 1);
    stage_destroy(&stage);
}

/* what can be told of a needle apart from where it is */
static void count_needles(const struct scene_input *scene, uint32_t *needled,
                          uint32_t *warmed)
{
    *needled = *warmed = 0;
    for (uint32_t i = 0; i < scene->n_marks; i++) {
        *needled += scene->mark[i].needled;
        *warmed += scene->mark[i].warmed;
    }
}

static void a_view_says_which_needles_are_seen_and_warm(void **state)
{
    struct house *h = *state;
    struct stage *stage = stage_create();
    struct stage_view view = view_of(h, &THEME_LIGHT);
    struct scene_input scene;
    uint32_t all, needled, warmed;
    stage_build(stage, &view, &scene);
    count_needles(&scene, &all, &warmed);
    assert_true(all > 1 && warmed == 0);
    view.lit.warm = HIGHLIGHT_WARM_NEEDLES;
    stage_build(stage, &view, &scene);
    count_needles(&scene, &needled, &warmed);
    assert_true(needled == all && warmed == all);
    view.lit.needles = HIGHLIGHT_NEEDLE_SELECTED;
    view.lit.selected = h->plan.points[0].code;
    view.lit.selected_side = side_of(h->plan.points[0].side);
    stage_build(stage, &view, &scene);
    count_needles(&scene, &needled, &warmed);
    assert_int_equal(needled, 1);
    view.lit.needles = HIGHLIGHT_NO_NEEDLES;
    stage_build(stage, &view, &scene);
    count_needles(&scene, &needled, &warmed);
    assert_true(needled == 0 && warmed == 0);
    stage_destroy(&stage);
}

/* a layer's line and a point's line lie in one picture */
static void lists_of_lines_are_drawn_together(void **state)
{
    struct house *h = *state;
    static const float at[4][3] = {
        {0, 1, 0.2f}, {0, 1.1f, 0.2f}, {0, 1.2f, 0.2f}, {0, 1.3f, 0.2f}};
    static const float normal[4][3] = {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}};
    struct scene_measure layer[2] = {{.position = at, .normal = normal, .n = 2},
                                     {.position = at + 1, .normal = normal, .n = 2}};
    struct scene_measure point = {
        .position = at + 2, .normal = normal, .n = 2, .tick_every = 0.05f};
    struct stage *stage = stage_create();
    struct scene *scene = scene_create();
    struct stage_view view = view_of(h, &THEME_LIGHT);
    struct scene_input input;
    struct frame frame;
    camera_named(&view.camera, "front");
    view.port = (struct camera_port){.width = 800, .height = 600};
    stage_view_measure(&view, layer, 2);
    stage_view_measure(&view, &point, 1);
    stage_build(stage, &view, &input);
    scene_build(scene, &input, &frame);
    assert_int_equal(frame.n_lines, 3);
    assert_int_equal(frame.n_ticks, 3); // at 0, 5 and 10 cm of the point's own
    // one list more than there is place for leaves those before
    for (int i = 0; i < STAGE_MEASURES_MOST; i++)
        stage_view_measure(&view, &point, 1);
    stage_build(stage, &view, &input);
    assert_int_equal(input.n_measures, STAGE_MEASURES_MOST);
    scene_destroy(&scene);
    stage_destroy(&stage);
}

static void colour(const struct house *h, struct stage *stage,
                   const struct case_record *record, unsigned version, uint8_t (*out)[4])
{
    struct stage_view view = view_of(h, &THEME_LIGHT);
    struct scene_input scene;
    view.record = record;
    view.record_version = version;
    stage_build(stage, &view, &scene);
    assert_non_null(scene.tint);
    memcpy(out, scene.tint, scene.mesh->n_vertices * sizeof *out);
}

/* the data say which regions lie in which */
static void all_fingers_are_each_of_them(void **state)
{
    static const char *const EACH[] = {"finger_thumb", "finger_index", "finger_middle",
                                       "finger_ring", "finger_little"};
    struct house *h = *state;
    struct stage *stage = stage_create();
    struct case_record *all = xcalloc(1, sizeof *all), *each = xcalloc(1, sizeof *each);
    size_t n = subject_mesh(h->subject)->n_vertices;
    uint8_t(*one)[4] = xmalloc(n * sizeof *one), (*other)[4] = xmalloc(n * sizeof *other);
    case_init(all);
    case_init(each);
    all->symptoms[all->n_symptoms++] = (struct case_symptom){
        rules_word_find(word_regions, "fingers_all"), CASE_L, CASE_NUMBNESS};
    for (int i = 0; i < 5; i++)
        each->symptoms[each->n_symptoms++] = (struct case_symptom){
            rules_word_find(word_regions, EACH[i]), CASE_L, CASE_NUMBNESS};
    colour(h, stage, all, 1, one);
    colour(h, stage, each, 2, other);
    assert_memory_equal(one, other, n * sizeof *one);
    each->n_symptoms--;
    colour(h, stage, each, 3, other);
    assert_memory_not_equal(one, other, n * sizeof *one);
    free(all);
    free(each);
    free(one);
    free(other);
    stage_destroy(&stage);
}

/* the share of a region's skin that a stage of stocking and glove takes in */
static double share(const struct house *h, int region, int stage, uint8_t *in,
                    uint8_t *of)
{
    char id[16];
    const struct mesh *mesh = subject_mesh(h->subject);
    double both = 0, all = 0;
    snprintf(id, sizeof id, "stage%d", stage);
    const struct catalog *c = subject_catalog(h->subject);
    int territory = (int)(catalog_region(c, id) - c->region);
    assert_true(territory_weights(subject_body(h->subject), territory, SIDE_M, in));
    assert_true(territory_weights(subject_body(h->subject), region, SIDE_M, of));
    // by area: vertices stand closer at the ankle than at the shin
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        const uint32_t *corner = mesh->triangle[t];
        float u[3], w[3], across[3];
        glm_vec3_sub(mesh->position[corner[1]], mesh->position[corner[0]], u);
        glm_vec3_sub(mesh->position[corner[2]], mesh->position[corner[0]], w);
        glm_vec3_cross(u, w, across);
        double area = (double)glm_vec3_norm(across);
        for (int k = 0; k < 3; k++) {
            all += of[corner[k]] > 127 ? area : 0;
            both += of[corner[k]] > 127 && in[corner[k]] > 127 ? area : 0;
        }
    }
    return both / all;
}

/* the stage at which a region of a case turns numb is the one whose territory reaches it
 */
static void a_regions_stage_is_where_its_territory_says(void **state)
{
    struct house *h = *state;
    const struct catalog *c = subject_catalog(h->subject);
    size_t n = subject_mesh(h->subject)->n_vertices;
    uint8_t *in = xmalloc(n), *of = xmalloc(n);
    int staged = 0;
    for (int i = 0; i < c->n_regions; i++) {
        int stage = c->region[i].stage;
        if (!stage)
            continue;
        double now = share(h, i, stage, in, of);
        double before = stage > 1 ? share(h, i, stage - 1, in, of) : 0;
        printf("%s %d: %.2f, before %.2f\n", c->region[i].id, stage, now, before);
        assert_true(now > 0.2);
        assert_true(before < 0.1);
        staged++;
    }
    assert_int_equal(staged, 11);
    free(in);
    free(of);
}

/* how much of the skin is coloured otherwise than in the view before */
static uint32_t differs(const struct house *h, struct stage *stage,
                        const struct stage_view *view, uint8_t (*colors)[4])
{
    struct scene_input scene;
    uint32_t n = subject_mesh(h->subject)->n_vertices, count = 0;
    stage_build(stage, view, &scene);
    for (uint32_t v = 0; v < n; v++) {
        static const uint8_t NONE[4];
        const uint8_t *c = scene.tint ? scene.tint[v] : NONE;
        count += memcmp(colors[v], c, 4) != 0;
        memcpy(colors[v], c, 4);
    }
    return count;
}

static void territories_are_painted_while_their_layer_is_on(void **state)
{
    static const unsigned LAYER[] = {SCENE_REGIONS, SCENE_DERMATOMES, SCENE_NERVES};
    struct house *h = *state;
    struct stage *stage = stage_create();
    struct stage_view view = view_of(h, &THEME_DARK);
    uint32_t n = subject_mesh(h->subject)->n_vertices;
    uint8_t(*colors)[4] = xcalloc(n, sizeof *colors);
    view.record = NULL;
    assert_int_equal(differs(h, stage, &view, colors), 0);
    for (int i = 0; i < 3; i++) {
        view.layers = SCENE_DEFAULT | LAYER[i];
        assert_true(differs(h, stage, &view, colors) > n / 10);
    }
    view.layers = SCENE_DEFAULT;
    assert_true(differs(h, stage, &view, colors) > n / 10);
    // a region that is found, and one under the pointer: on one side, or on both
    const struct catalog *c = subject_catalog(h->subject);
    view.region = (int)(catalog_region(c, "sole") - c->region);
    assert_true(differs(h, stage, &view, colors) > 0);
    view.region = -1;
    differs(h, stage, &view, colors);
    view.hovered = (int)(catalog_region(c, "palm") - c->region);
    view.hovered_side = SIDE_L;
    uint32_t one = differs(h, stage, &view, colors);
    view.hovered = -1;
    assert_int_equal(differs(h, stage, &view, colors), one);
    view.hovered = (int)(catalog_region(c, "palm") - c->region);
    view.hovered_side = SIDE_M;
    assert_true(one > 0 && differs(h, stage, &view, colors) > one * 3 / 2);
    free(colors);
    stage_destroy(&stage);
}

/* nothing is made for a solid skin; each layer is a mesh, and what is chosen another, in
 * its own colour, that no layer need be on for */
static void what_lies_beneath_is_there_while_its_layer_is_on(void **state)
{
    static const unsigned LAYER[] = {SCENE_BONES, SCENE_NERVES,  SCENE_ARTERIES,
                                     SCENE_VEINS, SCENE_MUSCLES, SCENE_ORGANS};
    static const char *const CHOSEN[] = {"median_nerve"};
    struct house *h = *state;
    struct stage *stage = stage_create();
    struct stage_view view = view_of(h, &THEME_LIGHT);
    struct scene_input scene;
    uint32_t sum = 0;
    view.layers = SCENE_DEFAULT | SCENE_BENEATH;
    stage_build(stage, &view, &scene);
    assert_null(scene.beneath.mesh);
    view.see_through = 0.8f;
    for (int i = 0; i < 6; i++) {
        view.layers = SCENE_DEFAULT | LAYER[i];
        stage_build(stage, &view, &scene);
        assert_non_null(scene.beneath.mesh);
        assert_null(scene.lit.mesh);
        sum += scene.beneath.mesh->n_triangles;
    }
    view.layers = SCENE_DEFAULT | SCENE_BENEATH;
    stage_build(stage, &view, &scene);
    assert_int_equal(scene.beneath.mesh->n_triangles, sum);
    uint32_t version = scene.beneath.version;
    stage_build(stage, &view, &scene);
    assert_int_equal(scene.beneath.version, version);
    view.chosen = CHOSEN;
    view.n_chosen = 1;
    stage_build(stage, &view, &scene);
    uint32_t both = scene.lit.mesh->n_triangles;
    view.chosen_side = SIDE_L;
    view.layers = SCENE_DEFAULT;
    stage_build(stage, &view, &scene);
    assert_null(scene.beneath.mesh);
    assert_int_equal(scene.lit.mesh->n_triangles, both / 2);
    for (uint32_t v = 0; v < scene.lit.mesh->n_vertices; v++)
        assert_true(scene.lit.mesh->position[v][0] > 0);
    stage_destroy(&stage);
}

/* from before the soles' points, and from below where it is the soles that hurt */
static void a_plan_is_looked_at_from_where_it_is_seen(void **state)
{
    struct house *h = *state;
    struct stage *stage = stage_create();
    struct stage_view view = view_of(h, &THEME_LIGHT);
    struct camera_port port = {.width = 1280, .height = 720};
    struct scene_input scene;
    stage_build(stage, &view, &scene);
    struct aim_plan plan = {.subject = h->subject,
                            .port = &port,
                            .mark = scene.mark,
                            .n_marks = scene.n_marks};
    struct aim aim = {.margin = 0.13f}, again = aim, low = aim;
    struct camera camera = {0}, turned = {.yaw = 2, .pitch = 1}, below = {0};
    assert_true(aim_plan(&aim, &plan, &camera));
    assert_true(aim.n > 0 && camera.distance > 0.2f && camera.distance < 6);
    // wherever the eye was before
    assert_true(aim_plan(&again, &plan, &turned));
    assert_true(camera_equal(&camera, &turned));
    plan.record = &h->record;
    assert_true(aim_plan(&low, &plan, &below));
    assert_true(below.pitch <= camera.pitch);
    plan.n_marks = 0;
    struct camera kept = below;
    assert_false(aim_plan(&low, &plan, &below));
    assert_true(camera_equal(&kept, &below));
    stage_destroy(&stage);
}

/* the whole hand tells where a place on it is, a thigh needs more */
static void a_part_says_how_far_around_one_must_see(void **state)
{
    struct house *h = *state;
    const struct catalog *c = subject_catalog(h->subject);
    const struct body *body = subject_body(h->subject);
    const struct site *hand = body_site(body, catalog_find(c, "LI4"), SIDE_L);
    const struct site *thigh = body_site(body, catalog_find(c, "ST34"), SIDE_L);
    assert_float_equal(aim_reach(body, &hand->on), 0.13, 1e-6);
    assert_float_equal(aim_reach(body, &thigh->on), 0.22, 1e-6);
}

/* the hatched lines among the courses; whether all of them lie in a region */
static uint32_t hatched(const struct scene_input *in, const struct house *h,
                        const char *region, bool *within)
{
    const struct catalog *c = subject_catalog(h->subject);
    const struct region *r = catalog_region(c, region);
    uint32_t n = 0, places = 0, out = 0;
    for (uint32_t i = 0; i < in->n_courses; i++) {
        const struct scene_course *line = &in->course[i];
        if (!line->hatch)
            continue;
        n++;
        for (uint32_t k = 0; k < line->n; k++) {
            struct mesh_site on;
            subject_from_neutral(h->subject, line->position[k], &on);
            places++;
            out += territory_weight_at(subject_body(h->subject), (int)(r - c->region),
                                       SIDE_R, &on) < 0.2f;
        }
    }
    // a border is soft, and told a little otherwise at a vertex than between two
    *within = 20 * out <= places;
    return n;
}

/* a tender spot that has a region and no place: the region is hatched, in every layer,
 * until somebody says where it is */
static void a_spot_without_a_place_is_hatched(void **state)
{
    struct house *h = *state;
    static const char CASE[] =
        "{\"schema\": \"deqi/case-1\", \"etiology\": \"diabetes\", \"symptoms\": "
        "[{\"region\": \"leg_lateral\", \"side\": \"R\", \"kinds\": [\"pain\"]}], "
        "\"marks\": [{\"kind\": \"tender\", \"region\": \"leg_lateral\", \"side\": "
        "\"R\"}]}";
    struct case_record *record = xcalloc(1, sizeof *record);
    struct error error;
    struct plan plan;
    struct stage *stage = stage_create();
    struct stage_view view = view_of(h, &THEME_LIGHT);
    struct scene_input in;
    bool within;
    assert_true(case_parse("case", CASE, strlen(CASE), h->engine, record, &error));
    // nothing to hatch in a plan without marks
    stage_build(stage, &view, &in);
    assert_int_equal(hatched(&in, h, "leg_lateral", &within), 0);
    uint32_t before = in.courses_version, courses = in.n_courses;
    engine_plan(h->engine, record, h->arena, &plan);
    view.lit.plan = &plan;
    view.layers &= ~(unsigned)SCENE_CHANNELS;
    stage_build(stage, &view, &in);
    uint32_t n = hatched(&in, h, "leg_lateral", &within);
    assert_in_range(n, 10, 200);
    assert_true(within);
    assert_int_equal(in.n_courses, courses + n);
    assert_true(in.courses_version != before);
    before = in.courses_version;
    stage_build(stage, &view, &in);
    assert_int_equal(in.courses_version, before);
    // its place is known: a mark stands there instead
    record->marks[0].has_at = true;
    record->marks[0].at[0] = -0.15;
    record->marks[0].at[1] = 0.35;
    engine_plan(h->engine, record, h->arena, &plan);
    stage_build(stage, &view, &in);
    assert_int_equal(hatched(&in, h, "leg_lateral", &within), 0);
    assert_true(in.courses_version != before);
    stage_destroy(&stage);
    free(record);
}

/* another plan may come to lie where the one before was */
static void lamps_go_by_what_is_lit(void **state)
{
    const struct house *h = *state;
    struct lamp_light *light = lamp_light_create();
    struct session_region region = {.region = "sole", .side = 'L'};
    struct session_plan plan = {.n_regions = 1, .regions = &region};
    const bool lit[1] = {true};
    struct warmth_lamp lamp = {
        .rules = engine_rules(h->engine), .plan = &plan, .lit = lit};
    struct scene_input scene = {0};
    lamp_light_build(light, h->subject, &lamp, &scene);
    uint32_t version = scene.heat_version;
    assert_non_null(scene.heat);
    lamp_light_build(light, h->subject, &lamp, &scene);
    assert_int_equal(scene.heat_version, version);
    region.side = 'R';
    lamp_light_build(light, h->subject, &lamp, &scene);
    assert_int_not_equal(scene.heat_version, version);
    lamp_light_destroy(&light);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_view_is_the_same_scene),
        cmocka_unit_test(lamps_go_by_what_is_lit),
        cmocka_unit_test(a_spot_without_a_place_is_hatched),
        cmocka_unit_test(a_picture_beside_another_leaves_it_alone),
        cmocka_unit_test(what_differs_has_another_version),
        cmocka_unit_test(lines_step_back_before_what_is_no_line),
        cmocka_unit_test(a_shape_gives_the_channels_other_lines),
        cmocka_unit_test(marks_of_the_views_own_stand_for_no_site),
        cmocka_unit_test(a_view_says_which_needles_are_seen_and_warm),
        cmocka_unit_test(lists_of_lines_are_drawn_together),
        cmocka_unit_test(all_fingers_are_each_of_them),
        cmocka_unit_test(territories_are_painted_while_their_layer_is_on),
        cmocka_unit_test(what_lies_beneath_is_there_while_its_layer_is_on),
        cmocka_unit_test(a_plan_is_looked_at_from_where_it_is_seen),
        cmocka_unit_test(a_part_says_how_far_around_one_must_see),
        cmocka_unit_test(a_regions_stage_is_where_its_territory_says),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
