/* cmd_fit.c - landmarks of any human mesh. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "catalog/catalog.h"
#include "cli/commands.h"
#include "fit/fit.h"
#include "import/model.h"

static const struct option_spec OPTIONS[] = {
    {"output", 'o', "FILE", "the landmarks file; MODEL.landmarks.json beside the model",
     NULL},
    {"height", 0, "METRES", "how tall the body is", NULL},
    {"turn", 0, "DEGREES", "turns the model about the vertical first", NULL},
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

struct job {
    struct catalog *catalog;
    struct shapes *shapes;
    struct rig *rig;
    struct model human, model;
    struct fitter *fitter;
    struct landmark_stand stand;
};

static bool load_ours(struct job *job, const char *data_dir, struct error *error)
{
    static const struct model_params OWN = {.origin = MODEL_OWN};
    char path[PATH_MAX + 32];
    job->catalog = catalog_load(data_dir, error);
    if (!job->catalog)
        return false;
    snprintf(path, sizeof path, "%s/models/human.shapes", data_dir);
    job->shapes = shapes_load(path, error);
    snprintf(path, sizeof path, "%s/models/human.rig", data_dir);
    job->rig = job->shapes ? rig_load(path, error) : NULL;
    snprintf(path, sizeof path, "%s/models/human.glb", data_dir);
    if (!job->rig || !model_load_as(path, &OWN, &job->human, error))
        return false;
    job->fitter =
        fitter_create(job->shapes, job->rig, &job->human.mesh, job->catalog, error);
    return job->fitter != NULL;
}

static bool number(const struct options *options, const char *name, float min, float max,
                   float *out, struct error *error)
{
    const char *text = options_get(options, OPTIONS, name, NULL);
    char *end;
    if (!text)
        return true;
    *out = strtof(text, &end);
    return (end != text && !*end && *out >= min && *out <= max) ||
           error_status_set(error, ERROR_USAGE, "--%s %.40s: expected %g to %g", name,
                            text, (double)min, (double)max);
}

static bool load_model(struct job *job, const struct options *options,
                       struct error *error)
{
    struct model_params params = {.origin = MODEL_FOREIGN};
    if (!number(options, "height", 0.4f, 2.6f, &params.height, error) ||
        !number(options, "turn", -360, 360, &params.turn, error) ||
        !model_load_as(options->operand[0], &params, &job->model, error))
        return false;
    job->stand = (struct landmark_stand){params.height, params.turn};
    if (job->model.notes[0])
        fprintf(stderr, "deqi: %s: %s\n", options->operand[0], job->model.notes);
    return true;
}

/* MODEL.landmarks.json beside MODEL.glb */
static void proposed_path(const char *model, char *out, size_t size)
{
    const char *dot = strrchr(model, '.'), *slash = strrchr(model, '/');
    bool ending = dot && (!slash || dot > slash);
    snprintf(out, size, "%.*s.landmarks.json",
             ending ? (int)(dot - model) : (int)strlen(model), model);
}

static void print_parts(const struct fit *fit)
{
    printf("part\tside\tmedian_mm\tmost_mm\tcovered\tfits\n");
    for (int part = 0; part < FIT_PARTS; part++)
        for (int side = 0; side < 2; side++) {
            const struct fit_residual *r = &fit->part[part][side];
            bool paired = part != FIT_HEAD && part != FIT_TRUNK;
            if (!paired && side)
                continue;
            printf("%s\t%s\t%.1f\t%.1f\t%.2f\t%s\n", fit_part_name(part),
                   !paired ? "M"
                   : side  ? "R"
                           : "L",
                   (double)(r->median * 1000), (double)(r->most * 1000),
                   (double)r->covered, r->fits ? "yes" : "no");
        }
}

static bool fit_one(struct job *job, const struct options *options, struct error *error)
{
    char path[PATH_MAX + 32];
    struct fit fit;
    if (!load_model(job, options, error))
        return false;
    if (!fit_mesh(job->fitter, &job->model.mesh, NULL, NULL, &fit, error))
        return error_in_file(error, options->operand[0]);
    for (int i = 0; i < fit.count; i++)
        fit.landmark[i].how = "fitted";
    struct landmark_set set = {
        .stand = job->stand, .count = fit.count, .landmark = fit.landmark};
    proposed_path(options->operand[0], path, sizeof path);
    bool ok = landmark_set_write(&set, &job->catalog->landmark_names, options->operand[0],
                                 options_get(options, OPTIONS, "output", path), error);
    if (ok) {
        print_parts(&fit);
        printf("landmarks\t%d of %d\n", fit.count, job->catalog->neutral.count);
    }
    fit_free(&fit);
    return ok;
}

static void close_job(struct job *job)
{
    fitter_destroy(&job->fitter);
    model_free(&job->human);
    model_free(&job->model);
    if (job->rig)
        rig_destroy(&job->rig);
    if (job->shapes)
        shapes_destroy(&job->shapes);
    catalog_destroy(&job->catalog);
}

int cmd_fit(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi fit MODEL [-o MODEL.landmarks.json]",
                     "Finds the landmarks of a human mesh, so that points, channels and "
                     "plans work on it. Asks nothing; says which parts do not fit.",
                     argc, argv, &status))
        return status;
    if (options.n_operands != 1) {
        error_status_set(&error, ERROR_USAGE, "expected one model file");
        return cli_fail(&error);
    }
    struct job job = {0};
    bool ok = load_ours(&job, cli->data_dir, &error) && fit_one(&job, &options, &error);
    close_job(&job);
    return ok ? 0 : cli_fail(&error);
}
