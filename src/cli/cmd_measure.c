/* cmd_measure.c - the body's landmarks and cun table. */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "cli/cli_body.h"
#include "cli/commands.h"
#include "geom/bone_shape.h"
#include "stage/subject.h"

static const char *const FORMATS[] = {"text", "json", NULL};
static const struct option_spec OPTIONS[] = {
    {"format", 0, "FORMAT", "text (the default) or json", FORMATS},
    {"keep", 0, "FILE", "keeps what was measured of the neutral body for later starts",
     NULL},
    BODY_OPTIONS,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

static const char *how_name(enum measure_how how)
{
    return how == MEASURE_STRAIGHT ? "straight" : how == MEASURE_AXIS ? "axis" : "skin";
}

/* one row of landmarks, recorded or derived */
struct row {
    const char *name, *how;
    enum side side;
    bool derived;
    struct body_place place;
};

typedef void row_printer(const struct row *row, void *user);

static const char *how_of(const struct catalog *c, int name, enum side side)
{
    if (c->resolved_by[name] >= 0)
        return c->resolved[c->resolved_by[name]].how;
    for (int i = 0; i < c->neutral.count; i++)
        if (c->neutral.landmark[i].name == name && c->neutral.landmark[i].side == side)
            return c->neutral.landmark[i].how;
    return "";
}

static const char *how_of_bone(const struct catalog *c, const char *name)
{
    for (int i = 0; i < c->bones->n_landmarks; i++)
        if (strcmp(c->bones->landmark[i].name, name) == 0)
            return c->bones->landmark[i].how;
    return "";
}

static void each_row(const struct subject *subject, row_printer *print, void *user)
{
    const struct body *body = subject_body(subject);
    const struct catalog *c = subject_catalog(subject);
    for (int i = 0; i < c->landmark_names.count + c->n_derived; i++) {
        int derived = i - c->landmark_names.count;
        bool midline =
            derived < 0 ? c->landmark_names.midline[i] : c->derived[derived].midline;
        for (int s = midline ? SIDE_M : SIDE_L; s <= (midline ? SIDE_M : SIDE_R); s++) {
            struct row row = {.side = (enum side)s, .derived = derived >= 0};
            if (derived < 0) {
                row.name = c->landmark_names.name[i];
                row.how = how_of(c, i, row.side);
                row.place = body_landmark(body, i, row.side);
                if (row.place.from_bone)
                    row.how = how_of_bone(c, row.name);
            } else {
                row.name = c->derived[derived].name;
                row.how = c->derived[derived].how;
                row.place = body_derived(body, derived, row.side);
            }
            print(&row, user);
        }
    }
}

static void print_row(const struct row *row, void *user)
{
    (void)user;
    printf("%-30s %s ", row->name, side_name(row->side));
    if (!row->place.found) {
        printf("missing: %s\n", row->place.why);
        return;
    }
    const float *p = row->place.position;
    printf("%7.1f %7.1f %7.1f  %s\n", (double)p[0] * 1000 + 0.0, (double)p[1] * 1000,
           (double)p[2] * 1000, row->how);
}

static void add_row(const struct row *row, void *user)
{
    json_t *o = json_object(), *p = json_array();
    json_object_set_new(o, "name", json_string(row->name));
    json_object_set_new(o, "side", json_string(side_name(row->side)));
    json_object_set_new(o, "found", json_boolean(row->place.found));
    if (row->place.found) {
        for (int k = 0; k < 3; k++)
            json_array_append_new(p, json_real6((double)row->place.position[k]));
        json_object_set(o, "position", p);
    } else {
        json_object_set_new(o, "why", json_string(row->place.why));
    }
    json_decref(p);
    json_object_set_new(o, "how", json_string(row->how));
    if (row->place.found && !row->derived)
        json_object_set_new(o, "from",
                            json_string(row->place.from_bone ? "bone" : "skin"));
    json_array_append_new(user, o);
}

static void print_text(const struct subject *subject)
{
    const struct body *body = subject_body(subject);
    const struct catalog *c = subject_catalog(subject);
    printf("%-17s %-8s %5s %-9s %8s %8s\n", "measure", "region", "cun", "how", "L mm/cun",
           "R mm/cun");
    for (int i = 0; i < c->n_measures; i++) {
        const struct measure *m = &c->measure[i];
        printf("%-17s %-8s %5g %-9s", m->id, m->region, m->cun, how_name(m->how));
        for (int s = SIDE_L; s <= SIDE_R; s++) {
            const char *why;
            double cun = body_cun(body, i, (enum side)s, &why);
            if (isnan(cun))
                printf(" missing: %s", why);
            else
                printf(" %8.2f", cun * 1000);
        }
        puts("");
    }
    printf("\n%-30s   %7s %7s %7s  how it was found\n", "landmark", "x mm", "y mm",
           "z mm");
    each_row(subject, print_row, NULL);
}

static json_t *measure_json(const struct body *body, const struct measure *m, int index)
{
    json_t *o = json_object(), *mm = json_object();
    json_object_set_new(o, "id", json_string(m->id));
    json_object_set_new(o, "region", json_string(m->region));
    json_object_set_new(o, "cun", json_real6(m->cun));
    json_object_set_new(o, "how", json_string(how_name(m->how)));
    for (int s = SIDE_L; s <= SIDE_R; s++) {
        const char *why;
        double cun = body_cun(body, index, (enum side)s, &why);
        json_object_set_new(mm, side_name((enum side)s),
                            isnan(cun) ? json_null() : json_real6(cun * 1000));
        if (isnan(cun))
            json_object_set_new(o, "why", json_string(why));
    }
    json_object_set_new(o, "cun_mm", mm);
    return o;
}

static void print_json(const struct subject *subject)
{
    const struct catalog *c = subject_catalog(subject);
    json_t *root = json_object(), *measures = json_array(), *landmarks = json_array();
    for (int i = 0; i < c->n_measures; i++)
        json_array_append_new(measures,
                              measure_json(subject_body(subject), &c->measure[i], i));
    each_row(subject, add_row, landmarks);
    json_object_set_new(root, "schema", json_string("deqi/measure-1"));
    json_object_set_new(root, "body", json_string(subject_name(subject)));
    struct landmark_stand stand = subject_stand(subject);
    if (stand.height > 0)
        json_object_set_new(root, "height", json_real6((double)stand.height));
    if (stand.turn != 0)
        json_object_set_new(root, "turn", json_real6((double)stand.turn));
    json_object_set_new(root, "measures", measures);
    json_object_set_new(root, "landmarks", landmarks);
    json_print(root, stdout);
    json_decref(root);
}

int cmd_measure(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi measure [OPTIONS]",
                     "Tells a body's landmarks and how many millimetres a cun is where.",
                     argc, argv, &status))
        return status;
    if (options.n_operands) {
        error_status_set(&error, ERROR_USAGE, "%.60s: measure takes no operands",
                         options.operand[0]);
        return cli_fail(&error);
    }
    struct subject *subject =
        cli_body_to_measure(cli->data_dir, &options, OPTIONS, &error);
    if (!subject)
        return cli_fail(&error);
    const char *keep = options_get(&options, OPTIONS, "keep", NULL);
    if (keep && !subject_keep(subject, keep, &error))
        status = cli_fail(&error);
    else if (keep)
        ; // a file was asked for, and no table
    else if (strcmp(options_get(&options, OPTIONS, "format", "text"), "json") == 0)
        print_json(subject);
    else
        print_text(subject);
    subject_destroy(&subject);
    return status;
}
