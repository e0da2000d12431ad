/* cmd_fit.c - landmarks of any human mesh. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "catalog/catalog.h"
#include "cli/commands.h"
#include "fit/fit.h"
#include "fit/told.h"
#include "import/model.h"
#include "stage/own_fitter.h"
#include "system/process.h"

static const struct option_spec OPTIONS[] = {
    {"output", 'o', "FILE", "the landmarks file; MODEL.landmarks.json beside the model",
     NULL},
    {"joints", 0, "FILE", "where a rig or markers have the joints (deqi/joints-1)", NULL},
    {"height", 0, "METRES", "how tall the body is", NULL},
    {"turn", 0, "DEGREES", "turns the model about the vertical first", NULL},
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

struct job {
    struct catalog *catalog;
    struct own_fitter *ours;
    struct model model;
    struct landmark_stand stand;
};

static bool load_ours(struct job *job, const char *data_dir, struct error *error)
{
    job->catalog = catalog_load(data_dir, error);
    job->ours = job->catalog ? own_fitter_create(data_dir, job->catalog, error) : NULL;
    return job->ours != NULL;
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

static bool load_model(struct job *job, const struct options *options, const char *model,
                       struct error *error)
{
    struct model_params params = {.origin = MODEL_FOREIGN};
    if (!number(options, "height", 0.4f, 2.6f, &params.height, error) ||
        !number(options, "turn", -360, 360, &params.turn, error) ||
        !model_load_as(model, &params, &job->model, error))
        return false;
    job->stand = (struct landmark_stand){params.height, params.turn};
    if (job->model.notes[0])
        fprintf(stderr, "deqi: %s: %s\n", model, job->model.notes);
    return true;
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

/* the parts that do not fit, at the end of a model's line */
static void print_unfit(const struct fit *fit)
{
    for (int part = 0; part < FIT_PARTS; part++)
        for (int side = 0; side < 2; side++) {
            bool paired = part != FIT_HEAD && part != FIT_TRUNK;
            if (fit->part[part][side].fits || (!paired && side))
                continue;
            printf("\tno %s%s",
                   !paired ? ""
                   : side  ? "right "
                           : "left ",
                   fit_part_name(part));
        }
    printf("\n");
}

/* a bar where somebody looks on; nothing for a file */
static bool show(float share, void *user)
{
    const char *model = user;
    if (process_is_terminal(stderr))
        fprintf(stderr, share < 0.95f ? "\r%.60s: %.0f %%" : "\r%.60s: fitted\n", model,
                100 * (double)share);
    return true;
}

static bool fit_model(struct job *job, const struct options *options, const char *model,
                      struct fit *fit, struct error *error)
{
    const char *file = options_get(options, OPTIONS, "joints", NULL);
    struct joints joints;
    struct fit_params params = {.progress = show, .user = (void *)model};
    if (!load_model(job, options, model, error))
        return false;
    if (file) {
        if (!joints_load(&joints, file, error))
            return false;
        joints_move(&joints, (const float(*)[4])job->model.stood);
        params.joints = &joints;
    }
    return fit_mesh(own_fitter(job->ours), &job->model.mesh, &params, fit, error) ||
           error_in_file(error, model);
}

static bool fit_one(struct job *job, const struct options *options, const char *model,
                    struct error *error)
{
    char path[PATH_MAX + 32];
    struct fit fit = {0};
    int of = job->catalog->neutral.count;
    landmark_path_beside(model, path, sizeof path);
    bool ok = fit_model(job, options, model, &fit, error) &&
              told_write(&fit, &job->catalog->landmark_names, job->stand, model,
                         options_get(options, OPTIONS, "output", path), error);
    model_free(&job->model);
    if (ok && options->n_operands == 1) {
        print_parts(&fit);
        printf("landmarks\t%d of %d\n", fit.count, of);
    } else if (ok) {
        printf("%s\t%d of %d", model, fit.count, of);
        print_unfit(&fit);
    }
    fit_free(&fit);
    return ok;
}

/* one after another; one that is refused does not keep the others from it */
static int fit_all(struct job *job, const struct options *options)
{
    int status = 0;
    for (int i = 0; i < options->n_operands; i++) {
        struct error error = {0};
        if (fit_one(job, options, options->operand[i], &error))
            continue;
        int failed = cli_fail(&error);
        status = failed > status ? failed : status;
        if (options->n_operands > 1)
            printf("%s\trefused\n", options->operand[i]);
    }
    return status;
}

static void close_job(struct job *job)
{
    own_fitter_destroy(&job->ours);
    model_free(&job->model);
    catalog_destroy(&job->catalog);
}

int cmd_fit(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0;
    if (!cli_options(&options, OPTIONS,
                     "deqi fit MODEL... [--joints FILE] [-o MODEL.landmarks.json]",
                     "Finds the landmarks of human meshes, so that points, channels and "
                     "plans work on them. Asks nothing; says which parts do not fit. "
                     "Several models are fitted in turn, with a line for each.",
                     argc, argv, &status))
        return status;
    if (options.n_operands < 1) {
        error_status_set(&error, ERROR_USAGE, "expected a model file");
        return cli_fail(&error);
    }
    bool for_one = options_get(&options, OPTIONS, "output", NULL) ||
                   options_get(&options, OPTIONS, "joints", NULL);
    if (options.n_operands > 1 && for_one) {
        error_status_set(&error, ERROR_USAGE,
                         "--output and --joints are for one model; expected one");
        return cli_fail(&error);
    }
    struct job job = {0};
    status = load_ours(&job, cli->data_dir, &error) ? fit_all(&job, &options)
                                                    : cli_fail(&error);
    close_job(&job);
    return status;
}
