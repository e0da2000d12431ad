/* cmd_check.c - validates the data files: everything that deqi reads at run time. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/listing.h"
#include "catalog/catalog.h"
#include "catalog/rules_words.h"
#include "catalog/structures.h"
#include "cli/check_study.h"
#include "cli/check_texts.h"
#include "cli/commands.h"
#include "geom/shape.h"
#include "import/model.h"
#include "inside/skeleton.h"
#include "rules/engine.h"

static const struct option_spec OPTIONS[] = {
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

static bool check_cases(const char *dir, const struct engine *engine, int *count,
                        struct error *error)
{
    char folder[PATH_MAX], path[PATH_MAX + 264];
    struct listing files;
    snprintf(folder, sizeof folder, "%s/assets/cases", dir);
    if (!listing_read(&files, folder))
        return error_at(error, folder, 0, 0,
                        "cannot be read; expected the demonstration cases");
    struct case_record *record = malloc(sizeof *record);
    bool ok = record != NULL;
    for (int i = 0; ok && i < files.n; i++) {
        if (!file_has_ending(files.name[i], ".json"))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, files.name[i]);
        ok = case_load(path, engine, record, error);
        ++*count;
    }
    listing_free(&files);
    free(record);
    return ok;
}

/* every region that a case can name must be on the body, to be shown and painted */
static bool check_regions(const char *dir, const struct catalog *catalog,
                          struct error *error)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/assets/anatomy/regions.json", dir);
    for (int i = 0; word_regions[i]; i++) {
        const struct region *region = catalog_region(catalog, word_regions[i]);
        if (!region || region->kind != REGION_SYMPTOM)
            return error_at(error, path, 1, 1,
                            "there is no symptom region \"%s\", which cases name",
                            word_regions[i]);
    }
    return true;
}

/* the place in the file of a stop of a channel, or of the course (-1) */
static bool fail_course(const char *dir, int channel, int stop, const char *expected,
                        struct error *error)
{
    char path[PATH_MAX];
    struct json_doc doc;
    struct json_at list, item, course;
    snprintf(path, sizeof path, "%s/assets/anatomy/channels.json", dir);
    if (!json_doc_load(&doc, path, 0, error))
        return false;
    struct json_at root = json_doc_root(&doc);
    if (json_member(&root, "channels", JSON_ARRAY, &list, error) &&
        json_element(&list, (size_t)channel, JSON_OBJECT, &item, error) &&
        json_member(&item, "course", JSON_ARRAY, &course, error)) {
        struct json_at at = {.doc = &doc,
                             .value = json_array_get(course.value, (size_t)stop),
                             .parent = &course,
                             .index = (size_t)stop};
        json_fail(stop >= 0 ? &at : &course, error, "is not in order; expected %s%s",
                  stop >= 0 ? "" : "it to end with ", expected);
    }
    json_doc_close(&doc);
    return false;
}

/* a channel runs through all of its points, in the order of their file */
static bool check_courses(const char *dir, const struct catalog *catalog,
                          struct error *error)
{
    for (int i = 0; i < catalog->n_channels; i++) {
        const struct channel *channel = &catalog->channel[i];
        int stop = 0;
        for (int p = 0; p < catalog->n_points; p++) {
            if (strcmp(catalog->point[p].channel, channel->id) != 0)
                continue;
            while (stop < channel->n_stops && channel->stop[stop].point < 0)
                stop++;
            if (stop == channel->n_stops || channel->stop[stop].point != p)
                return fail_course(dir, i, stop < channel->n_stops ? stop : -1,
                                   catalog->point[p].code, error);
            stop++;
        }
    }
    return true;
}

/* landmarks must be anchored to triangles that the body has */
static bool check_model(const char *dir, const struct catalog *catalog,
                        struct error *error)
{
    char path[PATH_MAX];
    struct model model;
    snprintf(path, sizeof path, "%s/models/human.glb", dir);
    if (!model_load(path, &model, error))
        return false;
    bool ok = true;
    for (int i = 0; ok && i < catalog->neutral.count; i++) {
        const struct landmark *l = &catalog->neutral.landmark[i];
        if (l->anchored && l->triangle >= model.mesh.n_triangles)
            ok = error_at(error, catalog->neutral.file, 0, 0,
                          "%s is anchored to triangle %u; %s has %u",
                          catalog->landmark_names.name[l->name], l->triangle, path,
                          model.mesh.n_triangles);
    }
    snprintf(path, sizeof path, "%s/models/human.shapes", dir);
    struct shapes *shapes = ok ? shapes_load(path, error) : NULL;
    struct shape_params old = SHAPE_NEUTRAL;
    old.age = 90;
    ok = shapes && shape_apply(shapes, &old, &model.mesh, error);
    shapes_destroy(&shapes);
    model_free(&model);
    return ok;
}

/* what lies beneath the skin: the bones, and the courses over them */
static bool check_structures(const char *dir, int *count, struct error *error)
{
    struct structures *structures = structures_load(dir, error);
    struct skeleton *skeleton = structures ? skeleton_load(dir, error) : NULL;
    bool ok = skeleton != NULL;
    if (ok)
        *count = structures->n_bones + structures->n_structures;
    skeleton_destroy(&skeleton);
    structures_destroy(&structures);
    return ok;
}

static bool check_skeleton(const char *dir, struct error *error)
{
    struct skeleton *skeleton = skeleton_load(dir, error);
    bool ok = skeleton != NULL;
    skeleton_destroy(&skeleton);
    return ok;
}

int cmd_check(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0, languages = 0, cases = 0, structures = 0;
    if (!cli_options(
            &options, OPTIONS, "deqi check [DIR]",
            "Validates the data files of DIR (which holds assets/ and models/), or "
            "of deqi itself.",
            argc, argv, &status))
        return status;
    if (options.n_operands > 1) {
        error_status_set(&error, ERROR_USAGE, "one folder at a time");
        return cli_fail(&error);
    }
    const char *dir = options.n_operands ? options.operand[0] : cli->data_dir;
    struct catalog *catalog = catalog_load(dir, &error);
    struct engine *engine = catalog ? engine_load(dir, catalog, &error) : NULL;
    if (!engine || !engine_check(engine, dir, &error) ||
        !check_regions(dir, catalog, &error) || !check_courses(dir, catalog, &error) ||
        !check_model(dir, catalog, &error) ||
        /* a damaged case leaves its label's translation without a word to translate */
        !check_cases(dir, engine, &cases, &error) ||
        !check_texts(dir, catalog, engine, &languages, &error) ||
        !check_study(dir, catalog, engine, &error) ||
        !check_structures(dir, &structures, &error) || !check_skeleton(dir, &error)) {
        status = cli_fail(&error);
    } else {
        printf("%d points, %d channels, %d landmarks, %d measures, %d regions, %d "
               "structures, rules and cautions, %d languages, %d cases: all in order\n",
               catalog->n_points, catalog->n_channels, catalog->neutral.count,
               catalog->n_measures, catalog->n_regions, structures, languages, cases);
    }
    engine_destroy(&engine);
    catalog_destroy(&catalog);
    return status;
}
