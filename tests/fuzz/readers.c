/* readers.c - what strangers hand over: cases, models, pictures, journals, settings,
 * words. */
#include "readers.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../rules/fuzz_case.h" // its entry has another name here
#include "base/arena.h"
#include "base/options.h"
#include "catalog/landmark.h"
#include "document/settings.h"
#include "geom/bone_shape.h"
#include "geom/rig.h"
#include "geom/shape.h"
#include "import/gltf.h"
#include "import/image.h"
#include "import/stl.h"
#include "import/worker.h"
#include "inside/skeleton_file_internal.h"
#include "scene/layers.h"
#include "session/journal.h"
#include "session/report.h"
#include "session/watch.h"
#include "study/progress.h"

// -------------------------------------------------------------------- case and rules

static void behind(uint8_t first, const uint8_t *data, size_t size)
{
    uint8_t *all = xmalloc(size + 1);
    all[0] = first;
    if (size)
        memcpy(all + 1, data, size);
    fuzz_case_input(all, size + 1);
    free(all);
}

static void read_case(const uint8_t *data, size_t size)
{
    behind(0, data, size);
}

/* the first byte says which file of assets/rules; 128 is the first that is one */
static void read_rules(const uint8_t *data, size_t size)
{
    static const uint8_t FILES[] = {132, 133, 128, 129, 130, 131}; // traits ... cautions
    if (size)
        behind(FILES[data[0] % 6], data + 1, size - 1);
}

// -------------------------------------------------------------------- our own models

static void read_landmarks(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create();
    struct landmark_names names = {0};
    struct landmark_set set;
    struct landmark_stand stand;
    struct error error;
    const char *path = reader_put("marks.json", data, size);
    landmark_set_load(&set, &names, path, arena, &error);
    landmark_stand_load(&stand, path, &error);
    arena_destroy(&arena);
}

static void read_shapes(const uint8_t *data, size_t size)
{
    struct error error;
    struct shapes *shapes = shapes_load(reader_put("x.shapes", data, size), &error);
    shapes_destroy(&shapes);
}

static void read_bones(const uint8_t *data, size_t size)
{
    struct error error;
    struct bone_shapes *bones =
        bone_shapes_load(reader_put("x.bones", data, size), &error);
    bone_shapes_destroy(&bones);
}

static void read_rig(const uint8_t *data, size_t size)
{
    struct error error;
    struct rig *rig = rig_load(reader_put("x.rig", data, size), &error);
    rig_destroy(&rig);
}

static void read_skeleton(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create();
    struct error error;
    struct skeleton_mesh *mesh;
    int n;
    skeleton_file_read(reader_put("x.glb", data, size), arena, &mesh, &n, &error);
    arena_destroy(&arena);
}

// -------------------------------------------------------------------- foreign models
// our own readers without the worker round them, which would hide what they do

static void read_glb(const uint8_t *data, size_t size)
{
    struct model model = {0};
    struct error error;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/body.glb", reader_folder());
    gltf_read(path, (const char *)data, size, &model, &error);
    model_free(&model);
}

static void read_stl(const uint8_t *data, size_t size)
{
    struct model model = {0};
    struct error error;
    if (stl_is_binary((const char *)data, size))
        stl_read("body.stl", (const char *)data, size, &model, &error);
    model_free(&model);
}

/* what is left to the library is read as deqi does, in the worker: whatever happens
 * there, this process goes on */
static void read_foreign(const char *name, const uint8_t *data, size_t size)
{
    struct model model = {0};
    struct error error;
    worker_read(reader_put(name, data, size), &model, &error);
    model_free(&model);
}

static void read_obj(const uint8_t *data, size_t size)
{
    read_foreign("body.obj", data, size);
}

static void read_ply(const uint8_t *data, size_t size)
{
    read_foreign("body.ply", data, size);
}

static void read_image(const uint8_t *data, size_t size)
{
    struct image image = {0};
    struct error error;
    image_decode(data, size, "x", &image, &error);
    image_free(&image);
}

// -------------------------------------------------------------------- journals

static struct session_plan *small_plan(void)
{
    struct session_plan *plan = session_plan_create();
    struct message numb = {.id = "test.numb", .english = "numb skin"};
    struct message asked = {.id = "test.pregnant", .english = "Pregnant?"};
    int supine = session_plan_position(plan, "supine");
    int prone = session_plan_position(plan, "prone");
    session_plan_add_point(plan, "KI3", 'L', 1, supine);
    session_plan_add_point(plan, "KI3", 'R', 1, supine);
    session_plan_add_point(plan, "EX-LE10", 'L', 4, supine);
    session_plan_add_point(plan, "BL57", 'L', 1, prone);
    session_plan_add_removal(plan, session_plan_add_point(plan, "SP6", 'L', 1, supine),
                             "SF03");
    session_plan_add_region(plan, "sole", 'L', SESSION_LAMP_RULE_CONDITIONAL, &numb);
    session_plan_add_region(plan, "sole", 'R', SESSION_LAMP_RULE_ON, &numb);
    plan->lamp = session_plan_lamp(plan);
    session_plan_add_question(plan, "pregnancy", &asked, SESSION_ASKS_RULE);
    return plan;
}

static struct session_time after(int seconds)
{
    return (struct session_time){
        .wall_ms = 1000 + 1000 * (int64_t)seconds, .mono_ms = -1, .entered = true};
}

static bool look_at(const struct journal_entry *entry, void *user)
{
    struct journal *journal = user;
    struct error error;
    struct session_refusal refusal;
    struct journal_session *held = journal_load(journal, entry->id, &error);
    struct report *report = xcalloc(1, sizeof *report);
    if (held && report_make(report, held, &held->state.clock.last, NULL, &refusal)) {
        json_decref(report_json(report));
        json_decref(report_export(report, journal, &error));
    }
    free(report);
    journal_session_destroy(&held);
    return true;
}

static void remove_beside(const char *path)
{
    static const char *const ENDS[] = {"", "-wal", "-shm", "-journal", ".damaged-1"};
    char name[PATH_MAX + 16];
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        snprintf(name, sizeof name, "%s%s", path, ENDS[i]);
        unlink(name);
    }
}

/* read, then written to, which salvages */
static void read_journal(const uint8_t *data, size_t size)
{
    struct error error;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/j.db", reader_folder());
    for (int reading = 1; reading >= 0; reading--) {
        remove_beside(path);
        reader_put("j.db", data, size);
        struct journal_options o = {.path = path, .reading = reading, .busy_ms = 1};
        struct journal *journal = journal_open(&o, NULL, 0, &error);
        if (!journal)
            continue;
        journal_each(journal, look_at, journal, &error);
        struct watch *watch = watch_create();
        watch_read(watch, journal, &error);
        watch_destroy(&watch);
        journal_close(&journal);
    }
}

static void make_journal(const char *path)
{
    static const char *const LINES[][3] = {
        {"insert", "KI3", "L"}, {"insert", "KI3", "R"}, {"note", "tingles", NULL}};
    struct error error;
    struct session_refusal refusal;
    struct session_time at = after(0);
    struct session_plan *plan = small_plan();
    struct journal *journal =
        journal_open(&(struct journal_options){.path = path}, NULL, 0, &error);
    for (int i = 0; journal && i < 2; i++) {
        struct journal_session *held = NULL;
        journal_start(journal, plan, "{}", "{}", &at, &held, &refusal, &error);
        for (int k = 0; held && k < 3; k++) {
            struct session_event event;
            char joined[SESSION_NOTE_MAX];
            session_event_parse(&event, LINES[k][2] ? 3 : 2, LINES[k], joined, &error);
            event.at = after(k + 1);
            journal_apply(journal, held, &event, &refusal, &error);
        }
        journal_session_destroy(&held);
    }
    journal_close(&journal);
    session_plan_destroy(&plan);
}

static void read_study(const uint8_t *data, size_t size)
{
    char path[PATH_MAX];
    int looked_for, within;
    snprintf(path, sizeof path, "%s/study.db", reader_folder());
    remove_beside(path);
    reader_put("study.db", data, size);
    struct progress *progress = progress_open(path);
    struct quiz_item item = {0};
    progress_card(progress, &item);
    progress_found(progress, &looked_for, &within);
    progress_close(&progress);
}

static void make_study(const char *path)
{
    struct progress *progress = progress_open(path);
    for (int i = 0; i < 3; i++) {
        struct progress_answer answer = {.at_ms = 1000 * i, .cun = 0.3};
        struct schedule_card card = {0};
        progress_keep(progress, &answer, &card);
    }
    progress_close(&progress);
}

// -------------------------------------------------------------------- settings, words

static void read_settings(const uint8_t *data, size_t size)
{
    char folder[PATH_MAX];
    struct settings settings;
    char words[SETTINGS_SHAPES][32];
    struct error error;
    snprintf(folder, sizeof folder, "%s/config", reader_folder());
    setenv("XDG_CONFIG_HOME", folder, 1);
    settings = settings_default();
    settings_save(&settings, &error); // for the folders
    reader_put("config/deqi/settings.json", data, size);
    settings_load(&settings);
    settings_body_words(&settings.body, words);
    settings_save(&settings, &error);
}

enum { WORDS_MAX = 64 };

/* lines are words */
static int words_of(char *text, const char *words[WORDS_MAX])
{
    int n = 0;
    for (char *word = strtok(text, "\n"); word && n < WORDS_MAX;
         word = strtok(NULL, "\n"))
        words[n++] = word;
    return n;
}

static char *copy(const uint8_t *data, size_t size)
{
    char *text = xmalloc(size + 1);
    memcpy(text, data, size);
    text[size] = 0;
    return text;
}

static void read_arguments(const uint8_t *data, size_t size)
{
    static const char *const FORMATS[] = {"text", "json", NULL};
    static const struct option_spec SPECS[] = {{"output", 'o', "FILE", "a file", NULL},
                                               {"format", 0, "FORMAT", "how", FORMATS},
                                               {"set", 0, "PARAM=VALUE", "a shape", NULL},
                                               {"layers", 0, "LIST", "layers", NULL},
                                               {"all", 'a', NULL, "a flag", NULL},
                                               {NULL, 0, NULL, NULL, NULL}};
    char *text = copy(data, size);
    const char *words[WORDS_MAX], *bad;
    struct options options;
    struct error error;
    int n = words_of(text, words);
    if (options_parse(&options, SPECS, n, (char **)words, &error)) {
        layers_parse(options_get(&options, SPECS, "layers", "points"), &bad);
        struct shape_params shape = SHAPE_NEUTRAL;
        shape_set(&shape, options_get(&options, SPECS, "set", "age"), 30, &error);
    }
    free(text);
}

/* each line an event, words parted by blanks */
static void read_events(const uint8_t *data, size_t size)
{
    char *text = copy(data, size);
    struct session_plan *plan = small_plan();
    struct session *session = xcalloc(1, sizeof *session);
    struct session_time at = after(0);
    char *line, *rest = text;
    session_begin(session, plan, &at, NULL);
    for (int second = 1; (line = strsep(&rest, "\n")); second++) {
        const char *words[WORDS_MAX];
        char joined[SESSION_NOTE_MAX], *word;
        int n = 0;
        struct session_event event;
        struct session_refusal refusal;
        struct error error;
        while (n < WORDS_MAX && (word = strsep(&line, " ")))
            words[n++] = word;
        if (!session_event_parse(&event, n, words, joined, &error))
            continue;
        event.at = after(second * 7);
        session_apply(session, &event, &refusal);
    }
    free(session);
    session_plan_destroy(&plan);
    free(text);
}

// --------------------------------------------------------------------

#define CORPUS "tests/fuzz/corpus/"
#define CASES "assets/cases/"
#define ATTACK "tests/import/attack/"

const struct reader READERS[] = {
    {"case",
     read_case,
     {CASES "diabetic_soles.json", CASES "cervical_thumb.json", CASES "lumbar_marks.json",
      CORPUS "case/all.json", CORPUS "case/nul.json"},
     NULL,
     READER_TEXT,
     0},
    {"rules",
     read_rules,
     {"assets/rules/traits.json", "assets/rules/regions.json", "assets/rules/sets.json",
      "assets/rules/statements.json", "assets/rules/rules.json",
      "assets/rules/cautions.json"},
     NULL,
     READER_TEXT,
     1},
    {"catalogue",
     read_catalogue,
     {"assets/anatomy/categories.json", "assets/anatomy/channels.json",
      "assets/anatomy/depths.json", "assets/anatomy/landmarks.json",
      "assets/anatomy/measures.json", "assets/anatomy/parts.json",
      "assets/anatomy/regions.json", "assets/anatomy/reviews.json",
      "assets/points/CV.json", "assets/points/PC.json", "assets/points/EX.json"},
     NULL,
     READER_TEXT,
     1},
    {"structures",
     read_structures,
     {"assets/anatomy/structures.json", "assets/anatomy/structure_notes.json"},
     NULL,
     READER_TEXT,
     1},
    {"tours",
     read_tours,
     {"assets/tours/foot.json", "assets/tours/article.json", "assets/tours/channels.json",
      "assets/tours/questions.json"},
     NULL,
     READER_TEXT,
     1},
    {"texts", read_texts, {"assets/text/en.export.json"}, NULL, READER_TEXT, 0},
    {"landmarks", read_landmarks, {CORPUS "landmarks/few.json"}, NULL, READER_TEXT, 0},
    {"shapes", read_shapes, {"models/human.shapes"}, NULL, READER_BYTES, 0},
    {"bones", read_bones, {"models/human.bones"}, NULL, READER_BYTES, 0},
    {"rig", read_rig, {"models/human.rig"}, NULL, READER_BYTES, 0},
    {"skeleton", read_skeleton, {"models/pelvis_legs.glb"}, NULL, READER_BYTES, 0},
    {"glb",
     read_glb,
     {CORPUS "glb/small.glb", CORPUS "glb/textured.glb", ATTACK "glb_fan2.glb",
      ATTACK "glb_mime_noslash.glb", ATTACK "tex_hdr_truncated_hang.glb",
      ATTACK "tex_ppm16_heap_overread.glb"},
     NULL,
     READER_BYTES,
     0},
    {"gltf", read_glb, {CORPUS "gltf/small.gltf"}, NULL, READER_TEXT, 0},
    {"stl", read_stl, {CORPUS "stl/cube.stl"}, NULL, READER_BYTES, 0},
    {"obj", read_obj, {CORPUS "obj/cube.obj"}, NULL, READER_TEXT, 0},
    {"ply", read_ply, {CORPUS "ply/cube.ply"}, NULL, READER_TEXT, 0},
    {"image",
     read_image,
     {CORPUS "image/two.png", CORPUS "image/two.bmp", CORPUS "image/two.tga",
      CORPUS "image/two.jpg", CORPUS "image/codes.jpg", CORPUS "image/codes_cut.jpg"},
     NULL,
     READER_BYTES,
     0},
    {"journal",
     read_journal,
     {"tests/session/fixtures/journal-1.db"},
     make_journal,
     READER_BYTES,
     0},
    {"study", read_study, {NULL}, make_study, READER_BYTES, 0},
    {"settings", read_settings, {CORPUS "settings/all.json"}, NULL, READER_TEXT, 0},
    {"arguments", read_arguments, {CORPUS "arguments/all.txt"}, NULL, READER_TEXT, 0},
    {"events",
     read_events,
     {CORPUS "events/whole.txt", CORPUS "events/odd.txt"},
     NULL,
     READER_TEXT,
     0},
    {NULL, NULL, {NULL}, NULL, 0, 0},
};

const struct reader *reader_find(const char *name)
{
    for (const struct reader *r = READERS; r->name; r++)
        if (strcmp(r->name, name) == 0)
            return r;
    return NULL;
}
