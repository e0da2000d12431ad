#include "stage/body_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NAME=VALUE taken apart; `name` has room for 32 bytes */
static bool parse_word(const char *word, char name[32], double *value,
                       struct error *error)
{
    char *end;
    const char *equals = strchr(word, '=');
    if (!equals || equals == word || equals - word >= 32)
        return error_status_set(error, ERROR_USAGE,
                                "%.60s: expected PARAM=VALUE, such as age=70", word);
    snprintf(name, 32, "%.*s", (int)(equals - word), word);
    *value = strtod(equals + 1, &end);
    if (end == equals + 1 || *end)
        return error_status_set(error, ERROR_USAGE,
                                "%.60s: expected a number after %s=", word, name);
    return true;
}

bool body_words_shape(struct shape_params *params, const char *const *set, int n,
                      struct error *error)
{
    for (int i = 0; i < n; i++) {
        char name[32];
        double value;
        if (!parse_word(set[i], name, &value, error))
            return false;
        if (!strcmp(name, "turn"))
            return error_status_set(error, ERROR_USAGE,
                                    "only model files are turned; deqi's own bodies "
                                    "face the front");
        if (!shape_set(params, name, value, error)) {
            if (error)
                error->status = ERROR_USAGE;
            return false;
        }
    }
    return true;
}

/* what may be said of a model file: how tall its body is, and how it is turned */
bool body_words_model(struct model_params *params, const char *const *set, int n,
                      const char *body, struct error *error)
{
    for (int i = 0; i < n; i++) {
        char name[32];
        double value;
        if (!parse_word(set[i], name, &value, error))
            return false;
        if (!strcmp(name, "turn") && value >= -360 && value <= 360)
            params->turn = (float)value;
        else if (!strcmp(name, "height") && value >= 0.4 && value <= 2.6)
            params->height = (float)value;
        else if (!strcmp(name, "turn") || !strcmp(name, "height"))
            return error_status_set(
                error, ERROR_USAGE, "%s=%g: it must be %s", name, value,
                *name == 't' ? "degrees from -360 to 360" : "metres from 0.4 to 2.6");
        else
            return error_status_set(
                error, ERROR_USAGE,
                "%.200s is a model file; only deqi's own bodies are shaped", body);
    }
    return true;
}

/* "pose=NAME" among the words; what is left of them comes to lie in `rest` */
bool body_words_pose(const char *const *set, int n, const char **rest, int *n_rest,
                     enum posture *posture, struct error *error)
{
    static const char KEY[] = "pose=";
    const size_t key = sizeof KEY - 1;
    *posture = POSTURE_STANDING;
    *n_rest = 0;
    for (int i = 0; i < n; i++)
        if (strncmp(set[i], KEY, key) != 0)
            rest[(*n_rest)++] = set[i];
        else if (!posture_find(set[i] + key, posture))
            return error_status_set(error, ERROR_USAGE,
                                    "there is no pose \"%.40s\"; expected standing, "
                                    "arms_hanging, supine, prone, side, knee_bent, "
                                    "elbow_bent or fist",
                                    set[i] + key);
    return true;
}
