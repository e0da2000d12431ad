#include "cli/cli_body.h"

#include <stdio.h>
#include <string.h>

#include "stage/case_shape.h"

static void add(struct body_choice *c, const char *word)
{
    if (c->n_set < BODY_SET_MAX)
        c->set[c->n_set++] = word;
}

/* --height 1.73 as the word "height=1.73" */
static void add_option(struct body_choice *c, const struct options *options,
                       const struct option_spec *specs, const char *name, char *word,
                       size_t size)
{
    const char *value = NULL;
    for (int i = 0; specs[i].name; i++) // not every command has every one
        if (strcmp(specs[i].name, name) == 0)
            value = options->value[i];
    if (!value)
        return;
    snprintf(word, size, "%s=%s", name, value);
    add(c, word);
}

void cli_body_options(const struct options *options, const struct option_spec *specs,
                      struct body_choice *out)
{
    *out = (struct body_choice){.name = options_get(options, specs, "body", NULL)};
    for (int i = 0; i < options->n_repeated; i++)
        if (strcmp(specs[options->repeated_option[i]].name, "set") == 0)
            add(out, options->repeated[i]);
    add_option(out, options, specs, "height", out->height, sizeof out->height);
    add_option(out, options, specs, "turn", out->turn, sizeof out->turn);
    out->shaped = out->name || out->n_set;
    add_option(out, options, specs, "pose", out->pose, sizeof out->pose);
}

typedef struct subject *creator(const char *data_dir, const char *body,
                                const char *const *set, int n_set, struct error *error);

static struct subject *open_by(creator *create, const char *data_dir,
                               const struct options *options,
                               const struct option_spec *specs, struct error *error)
{
    struct body_choice choice;
    cli_body_options(options, specs, &choice);
    struct subject *subject =
        create(data_dir, choice.name, choice.set, choice.n_set, error);
    if (subject && *subject_notes(subject) && subject_has_landmarks(subject))
        fprintf(stderr, "deqi: %s: %s\n", subject_name(subject), subject_notes(subject));
    return subject;
}

struct subject *cli_body_open(const char *data_dir, const struct options *options,
                              const struct option_spec *specs, struct error *error)
{
    return open_by(subject_create, data_dir, options, specs, error);
}

struct subject *cli_body_open_sites(const char *data_dir, const struct options *options,
                                    const struct option_spec *specs, struct error *error)
{
    return open_by(subject_create_sites, data_dir, options, specs, error);
}

bool cli_body_of_case(struct subject *subject, const struct case_record *record,
                      const struct options *options, const struct option_spec *specs,
                      struct error *error)
{
    struct body_choice choice;
    struct shape_params shape;
    cli_body_options(options, specs, &choice);
    if (choice.shaped || !case_shape(record, &shape))
        return true;
    return subject_shape_to(subject, &shape, error);
}

void cli_body_add_pose(const struct subject *subject, json_t *to)
{
    enum posture posture = subject_posture(subject);
    if (posture != POSTURE_STANDING)
        json_object_set_new(to, "pose", json_string(POSTURE_NAMES[posture]));
}

static struct subject *need_landmarks(struct subject *subject, struct error *error)
{
    if (subject && !subject_has_landmarks(subject)) {
        error_at(error, subject_name(subject), 0, 0, "%s", subject_notes(subject));
        subject_destroy(&subject);
    }
    return subject;
}

struct subject *cli_body_to_measure(const char *data_dir, const struct options *options,
                                    const struct option_spec *specs, struct error *error)
{
    return need_landmarks(cli_body_open(data_dir, options, specs, error), error);
}

struct subject *cli_body_to_list(const char *data_dir, const struct options *options,
                                 const struct option_spec *specs, struct error *error)
{
    return need_landmarks(cli_body_open_sites(data_dir, options, specs, error), error);
}
