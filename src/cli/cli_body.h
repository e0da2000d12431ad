/* cli_body.h - which body, the same for every command that shows or measures one.
 */
#ifndef DEQI_CLI_CLI_BODY_H
#define DEQI_CLI_CLI_BODY_H

#include "base/json.h"
#include "base/options.h"
#include "rules/case.h"
#include "stage/subject.h"

enum { BODY_SET_MAX = 35 };

/* for an option table */
/* clang-format off */
#define BODY_OPTIONS                                                                     \
    {"body", 0, "BODY", "neutral, female, male, or a model file", NULL},                 \
    {"set", 0, "PARAM=VALUE", "sex, age, weight, muscle, height; may be repeated", NULL}, \
    {"height", 0, "METRES", "how tall a model file's body is; same as --set height=", NULL}, \
    {"turn", 0, "DEGREES", "turns a model file's body about the vertical", NULL}
/* beside them where the body may take another posture */
#define POSE_OPTION                                                                      \
    {"pose", 0, "POSE", "how the body holds itself; standing unless told", POSTURE_NAMES}
/* clang-format on */

/* The words for subject_create; points into itself: not to be copied. */
struct body_choice {
    const char *name; /* NULL = not given */
    const char *set[BODY_SET_MAX];
    int n_set;
    bool shaped; /* the options say which body, and not only its posture */
    char height[40], turn[40], pose[40];
};

void cli_body_options(const struct options *options, const struct option_spec *specs,
                      struct body_choice *out);

/* Makes the subject, and says on stderr what was done to a model file. NULL on failure.
 */
struct subject *cli_body_open(const char *data_dir, const struct options *options,
                              const struct option_spec *specs, struct error *error);
/* The same with subject_create_sites. */
struct subject *cli_body_open_sites(const char *data_dir, const struct options *options,
                                    const struct option_spec *specs, struct error *error);
/* Gives the body the shape of the person of the case, where the case tells of one and the
 * options name neither a body nor a shape. */
bool cli_body_of_case(struct subject *subject, const struct case_record *record,
                      const struct options *options, const struct option_spec *specs,
                      struct error *error);
/* Adds `pose` to what is printed, where the body does not stand. */
void cli_body_add_pose(const struct subject *subject, json_t *to);
/* The same as cli_body_open for a command that measures it: refused, too, where the body
 * has no landmarks.
 */
struct subject *cli_body_to_measure(const char *data_dir, const struct options *options,
                                    const struct option_spec *specs, struct error *error);
/* The same with cli_body_open_sites, for one that lists its sites. */
struct subject *cli_body_to_list(const char *data_dir, const struct options *options,
                                 const struct option_spec *specs, struct error *error);

#endif
