/* cmd_bench.c - deqi measures itself: medians of repeated runs of what users wait for. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/listing.h"
#include "cli/bench_window.h"
#include "cli/commands.h"
#include "inside/near.h"
#include "platform/gl_offscreen.h"
#include "rules/engine.h"
#include "stage/picture.h"
#include "stage/stage.h"
#include "stage/subject.h"
#include "system/clock.h"

static const char *const FORMATS[] = {"text", "json", NULL};
static const struct option_spec OPTIONS[] = {
    {"format", 0, "FORMAT", "text or json", FORMATS},
    {"only", 0, "WORDS", "the rows that have these words in their name", NULL},
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

enum { RUNS = 9, PLANS = 20000, PLANS_OF_EACH = 4000, CASES_MOST = 64 };

struct bench {
    const struct cli *cli;
    struct subject *subject;
    struct engine *engine;
    struct case_record *record;
    struct arena *arena;
    struct plan plan;
    struct gl_offscreen *gl;
    struct picture *picture;
    struct stage *stage;
    struct bench_window *window; /* a hand at work in it, and the panels with it */
    struct picture_frame frame;
    struct stage_view view;
    int run;
    json_t *results;
    const char *only; /* NULL: every row */
    bool json;
};

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* What a run of some work is told as: milliseconds of each of its `parts`, or parts a
 * second. */
enum unit { MS, PER_SECOND };

/* the median of all runs, and what half of them lie between */
struct spread {
    double median, low, high;
};

static struct spread spread_of(double *value, int n)
{
    qsort(value, (size_t)n, sizeof *value, ascending);
    return (struct spread){value[n / 2], value[n / 4], value[n - 1 - n / 4]};
}

/* of all threads of the process: what a machine that others work on tells better */
static double cpu_ms(void)
{
    return (double)clock_processor_us() / 1e3;
}

static bool is_wanted(const struct bench *b, const char *name)
{
    return !b->only || strstr(name, b->only);
}

static void tell(struct bench *b, const char *name, const char *unit, struct spread s,
                 double cpu)
{
    if (b->json)
        json_array_append_new(b->results,
                              json_pack("{ss ss sf sf sf sf si}", "name", name, "unit",
                                        unit, "median", s.median, "low", s.low, "high",
                                        s.high, "cpu_ms", cpu, "runs", RUNS));
    else
        printf("%-44s %12.2f %-10s (%.2f to %.2f; %.2f ms of CPU)\n", name, s.median,
               unit, s.low, s.high, cpu);
}

/* how many times as long, and as much of the processor */
static void tell_times(struct bench *b, const char *name, struct spread s, double cpu)
{
    if (b->json)
        json_array_append_new(b->results,
                              json_pack("{ss ss sf sf sf sf si}", "name", name, "unit",
                                        "times", "median", s.median, "low", s.low, "high",
                                        s.high, "cpu_times", cpu, "runs", RUNS));
    else
        printf("%-44s %12.2f %-10s (%.2f to %.2f; %.2f times the CPU)\n", name, s.median,
               "times", s.low, s.high, cpu);
}

typedef bool work_function(struct bench *b, struct error *error);

static bool time_one(struct bench *b, work_function *work, double *ms,
                     struct error *error)
{
    int64_t start = clock_monotonic_us();
    if (!work(b, error))
        return false;
    *ms = (double)(clock_monotonic_us() - start) / 1000;
    return true;
}

/* Runs `work` RUNS times after one warm-up. */
static bool measure(struct bench *b, const char *name, enum unit in, int parts,
                    work_function *work, struct error *error)
{
    double value[RUNS], ms, cpu = 0;
    if (!is_wanted(b, name))
        return true;
    for (b->run = -1; b->run < RUNS; b->run++) {
        if (b->run == 0)
            cpu = cpu_ms();
        if (!time_one(b, work, &ms, error))
            return false;
        if (b->run >= 0)
            value[b->run] = in == MS ? ms / parts : parts / ms * 1000;
    }
    cpu = (cpu_ms() - cpu) / RUNS / parts;
    tell(b, name, in == MS ? "ms" : "per second", spread_of(value, RUNS), cpu);
    return true;
}

/* How many times as long `work` takes as `plain`, by turns, so that whatever else the
 * machine does meets both; each once before, so that what one makes for itself is there.
 */
static bool compare(struct bench *b, const char *name, work_function *work,
                    work_function *plain, struct error *error)
{
    double value[RUNS], ms[2], cpu[2], of[2] = {0};
    if (!is_wanted(b, name))
        return true;
    for (b->run = -1; b->run < RUNS; b->run++) {
        for (int i = 0; i < 2; i++) {
            work_function *one = i ? work : plain;
            if (!one(b, error))
                return false;
            cpu[i] = cpu_ms();
            if (!time_one(b, one, &ms[i], error))
                return false;
            of[i] += b->run >= 0 ? cpu_ms() - cpu[i] : 0;
        }
        if (b->run >= 0)
            value[b->run] = ms[1] / ms[0];
    }
    tell_times(b, name, spread_of(value, RUNS), of[1] / of[0]);
    return true;
}

static bool load_subject(struct bench *b, struct error *error)
{
    subject_destroy(&b->subject);
    b->subject = subject_create(b->cli->data_dir, NULL, NULL, 0, error);
    return b->subject != NULL;
}

/* another shape each time, so that nothing can be remembered */
static bool reshape(struct bench *b, struct error *error)
{
    char word[32];
    const char *set[] = {word};
    snprintf(word, sizeof word, "weight=%.2f", 0.3 + 0.04 * b->run);
    return subject_set(b->subject, set, 1, error) && subject_traces(b->subject);
}

/* the same, with what lies beneath */
static bool reshape_inside(struct bench *b, struct error *error)
{
    return reshape(b, error) && subject_inside(b->subject, error);
}

static bool find_near(struct bench *b, struct error *error)
{
    struct near near[NEAR_MAX];
    const struct inside *inside = subject_inside(b->subject, error);
    int n;
    const struct site *site = body_sites(subject_body(b->subject), &n);
    for (int i = 0; inside && i < n; i++)
        near_site(inside, &site[i], near, NEAR_MAX);
    return inside != NULL;
}

static bool make_some(struct bench *b, int n)
{
    for (int i = 0; i < n; i++) {
        arena_reset(b->arena);
        engine_plan(b->engine, b->record, b->arena, &b->plan);
    }
    return true;
}

static bool make_plans(struct bench *b, struct error *error)
{
    (void)error;
    return make_some(b, PLANS);
}

/* Plans a second of one case. */
static bool time_case(struct bench *b, const char *name, double *median,
                      struct error *error)
{
    char path[PATH_MAX];
    double value[RUNS], cpu = 0;
    snprintf(path, sizeof path, "%s/assets/cases/%s", b->cli->data_dir, name);
    if (!case_load(path, b->engine, b->record, error))
        return false;
    for (int run = -1; run < RUNS; run++) {
        if (run == 0)
            cpu = cpu_ms();
        int64_t start = clock_monotonic_us();
        make_some(b, PLANS_OF_EACH);
        double us = (double)(clock_monotonic_us() - start);
        if (run >= 0)
            value[run] = PLANS_OF_EACH / us * 1e6;
    }
    struct spread s = spread_of(value, RUNS);
    char row[96];
    snprintf(row, sizeof row, "plans: %.*s", (int)strcspn(name, "."), name);
    cpu = (cpu_ms() - cpu) / RUNS / PLANS_OF_EACH;
    tell(b, row, "per second", s, cpu);
    *median = s.median;
    return true;
}

/* Each demonstration case by itself, and the one in the middle of them. */
static bool run_cases(struct bench *b, struct error *error)
{
    static const char NAME[] = "plans: the median demonstration case";
    char folder[PATH_MAX];
    struct listing files;
    double value[CASES_MOST];
    int n = 0;
    bool ok = true;
    if (!is_wanted(b, NAME))
        return true;
    snprintf(folder, sizeof folder, "%s/assets/cases", b->cli->data_dir);
    if (!listing_read(&files, folder))
        return error_set(error, "%s cannot be read", folder);
    for (int i = 0; i < files.n && n < CASES_MOST && ok; i++)
        if (strstr(files.name[i], ".json"))
            ok = time_case(b, files.name[i], &value[n++], error);
    listing_free(&files);
    if (ok && n) {
        struct spread s = spread_of(value, n);
        tell(b, NAME, "per second", s, 1e3 / s.median);
    }
    return ok;
}

static bool draw(struct bench *b, struct error *error)
{
    if (!picture_draw(b->picture, &b->frame, error))
        return false;
    picture_finish(b->picture);
    return true;
}

/* Twice from the same side: turning alone, and turning with the skeleton and the nerves
 * seen through the skin. */
static bool draw_step(struct bench *b, unsigned layers, struct error *error)
{
    b->view.layers = SCENE_DEFAULT | layers;
    b->view.see_through = layers_see_through(layers);
    b->view.camera = b->frame.scene.camera;
    b->view.camera.yaw += 0.05f;
    stage_build(b->stage, &b->view, &b->frame.scene);
    b->frame.quality = RENDER_MOVING;
    return draw(b, error);
}

static bool draw_turning(struct bench *b, struct error *error)
{
    return draw_step(b, 0, error);
}

static bool draw_turning_inside(struct bench *b, struct error *error)
{
    return draw_step(b, SCENE_BONES | SCENE_NERVES, error);
}

static bool draw_resting(struct bench *b, struct error *error)
{
    b->frame.quality = RENDER_STILL;
    b->frame.scene.halo_phase += 0.05f;
    return draw(b, error);
}

static bool paint(struct bench *b, struct error *error)
{
    (void)error;
    bench_window_paint(b->window);
    return true;
}

static bool turn(struct bench *b, struct error *error)
{
    (void)error;
    bench_window_turn(b->window);
    return true;
}

static bool prepare_plan(struct bench *b, struct error *error)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/assets/cases/diabetic_soles.json", b->cli->data_dir);
    if (!b->engine) {
        b->arena = arena_create();
        b->record = xcalloc(1, sizeof *b->record);
        b->engine = engine_load(b->cli->data_dir, subject_catalog(b->subject), error);
    }
    arena_reset(b->arena);
    if (!b->engine || !case_load(path, b->engine, b->record, error))
        return false;
    engine_plan(b->engine, b->record, b->arena, &b->plan);
    return true;
}

static bool prepare_picture(struct bench *b, struct error *error)
{
    b->gl = gl_offscreen_create(error);
    if (!b->gl || !(b->picture = picture_create(PICTURE_OFFSCREEN, gl_offscreen_getproc,
                                                b->cli->data_dir, error)))
        return false;
    b->stage = stage_create();
    b->view = (struct stage_view){.subject = b->subject,
                                  .theme = &THEME_LIGHT,
                                  .layers = SCENE_DEFAULT,
                                  .lit = {.plan = &b->plan},
                                  .region = -1,
                                  .hovered = -1};
    struct scene_input *s = &b->frame.scene;
    stage_build(b->stage, &b->view, s);
    b->frame.theme = &THEME_LIGHT;
    b->frame.width = 1920;
    b->frame.height = 1080;
    float min[3], max[3];
    struct camera_port port = {.width = 1920, .height = 1080};
    mesh_bounds(s->mesh, min, max);
    camera_named(&s->camera, "front");
    camera_fit(&s->camera, &port, min, max, 0.05f);
    return true;
}

static bool run_window(struct bench *b, struct error *error)
{
    struct error why;
    b->window = bench_window_create(b->cli->data_dir, &why);
    if (!b->window) {
        fprintf(stderr, "deqi: the window is not measured: %s\n", why.text);
        return true;
    }
    enum { STEPS = BENCH_WINDOW_STEPS };
    return measure(b, "1920x1080, a step of painting", MS, STEPS, paint, error) &&
           measure(b, "1920x1080, turning with panels", MS, STEPS, turn, error);
}

static bool run_pictures(struct bench *b, struct error *error)
{
    return measure(b, "1920x1080, view turning", MS, 1, draw_turning, error) &&
           measure(b, "1920x1080, turning, bones and nerves", MS, 1, draw_turning_inside,
                   error) &&
           compare(b, "bones and nerves against the skin alone", draw_turning_inside,
                   draw_turning, error) &&
           measure(b, "1920x1080, view at rest", MS, 1, draw_resting, error);
}

static bool run(struct bench *b, struct error *error)
{
    // the row that loads may not be wanted
    if (!load_subject(b, error) ||
        !measure(b, "load data and body, place all", MS, 1, load_subject, error) ||
        !measure(b, "another shape, all placed again", MS, 1, reshape, error) ||
        !measure(b, "another shape, what lies beneath as well", MS, 1, reshape_inside,
                 error) ||
        !measure(b, "what lies round the needle, every point", MS, 1, find_near, error) ||
        !load_subject(b, error) || !prepare_plan(b, error) ||
        !measure(b, "plans on one core", PER_SECOND, PLANS, make_plans, error) ||
        !run_cases(b, error) || !prepare_plan(b, error))
        return false;
    struct error no_graphics;
    if (!prepare_picture(b, &no_graphics)) {
        fprintf(stderr, "deqi: pictures are not measured: %s\n", no_graphics.text);
        return true;
    }
    if (!run_pictures(b, error))
        return false;
    // the window has a context of its own
    picture_destroy(&b->picture);
    gl_offscreen_destroy(&b->gl);
    return run_window(b, error);
}

int cmd_bench(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi bench [--only WORDS] [--format json]",
                     "Measures deqi on this machine: medians of repeated runs.", argc,
                     argv, &status))
        return status;
    if (options.n_operands) {
        error_status_set(&error, ERROR_USAGE, "%.60s: bench takes no operands",
                         options.operand[0]);
        return cli_fail(&error);
    }
    struct bench *b = xcalloc(1, sizeof *b);
    b->cli = cli;
    b->json = strcmp(options_get(&options, OPTIONS, "format", "text"), "json") == 0;
    b->only = options_get(&options, OPTIONS, "only", NULL);
    b->results = json_array();
    if (!run(b, &error))
        status = cli_fail(&error);
    else if (b->json)
        json_print(b->results, stdout);
    json_decref(b->results);
    stage_destroy(&b->stage);
    bench_window_destroy(&b->window);
    picture_destroy(&b->picture);
    gl_offscreen_destroy(&b->gl);
    free(b->record);
    arena_destroy(&b->arena);
    engine_destroy(&b->engine);
    subject_destroy(&b->subject);
    free(b);
    return status;
}
