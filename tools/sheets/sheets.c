/* Contact sheets of what lies beneath the skin, to be held against an atlas: one sheet a
 * system with five bodies from the front, the back and the side, and the cuts at 24
 * points; and one sheet a posture with the same bodies, points and channels on them.
 * `sheets [OUT [PART OF A NAME]]` writes PNG files into OUT (sheets). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "export/png.h"
#include "export/section.h"
#include "stage/still.h"

static const struct sheet_body {
    const char *name;
    const char *set[5];
    int n;
} BODIES[] = {
    {"female", {"sex=0"}, 1},
    {"male", {"sex=1"}, 1},
    {"heavy", {"sex=0", "weight=1"}, 2},
    {"thin", {"sex=1", "weight=0", "muscle=0", "height=1.9"}, 4},
    {"old", {"sex=0", "age=85", "height=1.55"}, 3},
};
enum { N_BODIES = sizeof BODIES / sizeof *BODIES };

static const char *const VIEWS[] = {"front", "back", "left"};
enum { N_VIEWS = 3, CELL_WIDTH = 440, CELL_HEIGHT = 500 };

static const struct {
    const char *name;
    unsigned layers;
} SYSTEMS[] = {
    {"bones", SCENE_BONES}, {"nerves", SCENE_NERVES},   {"arteries", SCENE_ARTERIES},
    {"veins", SCENE_VEINS}, {"muscles", SCENE_MUSCLES}, {"organs", SCENE_ORGANS},
};
enum { N_SYSTEMS = sizeof SYSTEMS / sizeof *SYSTEMS };

/* PC6 and what else a student is shown; as the issue of the structures lists them */
static const char *const CUTS[] = {"PC6",  "HT7",  "LI4",  "LI11", "TE5",  "SI8",
                                   "LU7",  "KI3",  "SP6",  "SP9",  "ST36", "GB34",
                                   "LR3",  "BL40", "BL57", "GB30", "BL23", "BL13",
                                   "GB21", "SI15", "LU1",  "CV12", "ST25", "BL10"};
enum {
    N_CUTS = sizeof CUTS / sizeof *CUTS,
    CUTS_A_SHEET = 6,
    CUT_WIDTH = 960,
    CUT_HEIGHT = 600
};

struct sheet {
    int width, height;
    uint8_t *pixels;
};

static struct sheet sheet_make(int width, int height)
{
    return (struct sheet){width, height, xcalloc((size_t)width * (size_t)height, 4)};
}

static void sheet_put(struct sheet *to, const uint8_t *cell, int width, int height, int x,
                      int y)
{
    for (int row = 0; row < height; row++)
        memcpy(to->pixels + 4 * ((size_t)(y + row) * (size_t)to->width + (size_t)x),
               cell + 4 * (size_t)row * (size_t)width, 4 * (size_t)width);
}

static bool sheet_write(struct sheet *sheet, const char *folder, const char *name,
                        struct error *error)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.png", folder, name);
    struct png_image image = {.pixels = sheet->pixels,
                              .width = sheet->width,
                              .height = sheet->height,
                              .channels = 4,
                              .keep = PNG_OPAQUE};
    bool ok = png_write(path, &image, error);
    free(sheet->pixels);
    if (ok)
        printf("%s\n", path);
    return ok;
}

static struct subject *become(const struct sheet_body *body, struct error *error)
{
    return subject_create(DEQI_SOURCE_DIR, "neutral", body->set, body->n, error);
}

/* one body in all systems: a column of each sheet */
static bool draw_body(int column, struct sheet sheet[N_SYSTEMS],
                      const struct texts *texts, const char *only, struct error *error)
{
    struct subject *subject = become(&BODIES[column], error);
    if (!subject)
        return false;
    struct still_source source = {
        .data_dir = DEQI_SOURCE_DIR, .texts = texts, .subject = subject};
    struct still *still = still_create(&source);
    uint8_t *cell = xcalloc((size_t)CELL_WIDTH * CELL_HEIGHT, 4);
    bool ok = true;
    for (int s = 0; ok && s < N_SYSTEMS; s++)
        for (int v = 0; ok && v < N_VIEWS && (!only || strstr(SYSTEMS[s].name, only));
             v++) {
            struct still_shot shot = {.width = CELL_WIDTH,
                                      .height = CELL_HEIGHT,
                                      .view = VIEWS[v],
                                      .layers = SYSTEMS[s].layers,
                                      .margin = 0.02F,
                                      .room = STILL_BESIDE_TIMER,
                                      .see_through = 1};
            ok = still_draw(still, &shot, cell, error);
            sheet_put(&sheet[s], cell, CELL_WIDTH, CELL_HEIGHT, column * CELL_WIDTH,
                      v * CELL_HEIGHT);
        }
    free(cell);
    still_destroy(&still);
    subject_destroy(&subject);
    return ok;
}

static bool draw_systems(const char *folder, const struct texts *texts, const char *only,
                         struct error *error)
{
    struct sheet sheet[N_SYSTEMS];
    bool ok = true;
    for (int s = 0; s < N_SYSTEMS; s++)
        sheet[s] = sheet_make(N_BODIES * CELL_WIDTH, N_VIEWS * CELL_HEIGHT);
    for (int b = 0; ok && b < N_BODIES; b++)
        ok = draw_body(b, sheet, texts, only, error);
    for (int s = 0; s < N_SYSTEMS; s++)
        if (!only || strstr(SYSTEMS[s].name, only))
            ok = ok && sheet_write(&sheet[s], folder, SYSTEMS[s].name, error);
        else
            free(sheet[s].pixels);
    return ok;
}

/* one body in a posture: a column of its sheet */
static bool draw_posed(int column, enum posture posture, struct sheet *sheet,
                       const struct texts *texts, struct error *error)
{
    struct subject *subject = become(&BODIES[column], error);
    if (!subject)
        return false;
    struct still_source source = {
        .data_dir = DEQI_SOURCE_DIR, .texts = texts, .subject = subject};
    struct still *still = still_create(&source);
    uint8_t *cell = xcalloc((size_t)CELL_WIDTH * CELL_HEIGHT, 4);
    bool ok = subject_pose_to(subject, posture, error);
    for (int v = 0; ok && v < N_VIEWS; v++) {
        struct still_shot shot = {.width = CELL_WIDTH,
                                  .height = CELL_HEIGHT,
                                  .view = VIEWS[v],
                                  .layers = SCENE_POINTS | SCENE_CHANNELS,
                                  .margin = 0.02F,
                                  .room = STILL_BESIDE_TIMER};
        ok = still_draw(still, &shot, cell, error);
        sheet_put(sheet, cell, CELL_WIDTH, CELL_HEIGHT, column * CELL_WIDTH,
                  v * CELL_HEIGHT);
    }
    free(cell);
    still_destroy(&still);
    subject_destroy(&subject);
    return ok;
}

static bool draw_postures(const char *folder, const struct texts *texts, const char *only,
                          struct error *error)
{
    bool ok = true;
    for (int p = 0; ok && p < POSTURES; p++) {
        if (only && !strstr(POSTURE_NAMES[p], only))
            continue;
        struct sheet sheet = sheet_make(N_BODIES * CELL_WIDTH, N_VIEWS * CELL_HEIGHT);
        for (int b = 0; ok && b < N_BODIES; b++)
            ok = draw_posed(b, (enum posture)p, &sheet, texts, error);
        ok = sheet_write(&sheet, folder, POSTURE_NAMES[p], error) && ok;
    }
    return ok;
}

static bool draw_cut(const struct subject *subject, const char *code,
                     const struct texts *texts, uint8_t *cell, struct error *error)
{
    struct near near[NEAR_MAX];
    const struct inside *inside = subject_inside(subject, error);
    const struct body *body = subject_body(subject);
    const struct point *point = catalog_find(body_catalog(body), code);
    const struct site *site = body_site(body, point, point->midline ? SIDE_M : SIDE_L);
    struct needle_cut *cut = inside ? needle_cut_make(inside, site, 0, error) : NULL;
    int missing = 0;
    if (!cut)
        return false;
    struct section section = {.texts = texts,
                              .cut = cut,
                              .near = near,
                              .n_near = near_site(inside, site, near, NEAR_MAX),
                              .body = subject_name(subject)};
    bool ok = section_draw(&section, CUT_WIDTH, CUT_HEIGHT, cell, &missing);
    needle_cut_destroy(&cut);
    return ok || error_set(error, "there is no memory for %s", code);
}

static bool draw_cuts(const char *folder, const struct texts *texts, struct error *error)
{
    static const struct sheet_body NEUTRAL = {.name = "neutral"};
    struct subject *subject = become(&NEUTRAL, error);
    uint8_t *cell = xcalloc((size_t)CUT_WIDTH * CUT_HEIGHT, 4);
    bool ok = subject != NULL;
    for (int first = 0; ok && first < N_CUTS; first += CUTS_A_SHEET) {
        struct sheet sheet = sheet_make(2 * CUT_WIDTH, CUTS_A_SHEET / 2 * CUT_HEIGHT);
        char name[32];
        for (int i = 0; ok && i < CUTS_A_SHEET; i++) {
            ok = draw_cut(subject, CUTS[first + i], texts, cell, error);
            sheet_put(&sheet, cell, CUT_WIDTH, CUT_HEIGHT, i % 2 * CUT_WIDTH,
                      i / 2 * CUT_HEIGHT);
        }
        snprintf(name, sizeof name, "sections%d", first / CUTS_A_SHEET + 1);
        ok = sheet_write(&sheet, folder, name, error) && ok;
    }
    free(cell);
    subject_destroy(&subject);
    return ok;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    const char *folder = argc > 1 ? argv[1] : "sheets", *only = argc > 2 ? argv[2] : NULL;
    struct texts *texts = texts_load(DEQI_SOURCE_DIR, "en", &error);
    mkdir(folder, 0777);
    bool ok = texts != NULL;
    if (ok && (!only || strstr("sections", only)))
        ok = draw_cuts(folder, texts, &error);
    if (ok && (!only || !strstr("sections", only)))
        ok = draw_systems(folder, texts, only, &error) &&
             draw_postures(folder, texts, only, &error);
    if (!ok)
        error_print(&error, stderr);
    texts_destroy(&texts);
    return ok ? 0 : 1;
}
