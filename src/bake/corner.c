#include "bake/corner.h"

#include <stdio.h>
#include <string.h>

static const char *const SEX[] = {"female", "male"};
static const char *const AGE[] = {"young", "old"};
static const char *const LEVEL[] = {"min", "average", "max"};
static const char *const STATURE[] = {"min", "max"};
static const char *const PEOPLE[] = {"african", "asian", "caucasian"};

enum { LEAST, AVERAGE };

/* parts of the change that weight makes to the body of least muscle */
static const float THINNER = 0.15f, FATTER = 0.5f;

static bool add_universal(const struct package *p, const struct corner *c, int muscle,
                          int weight, float part, float (*vertex)[3], struct error *error)
{
    char name[128];
    snprintf(name, sizeof name, "macrodetails/universal-%s-%s-%smuscle-%sweight",
             SEX[c->sex], AGE[c->age], LEVEL[muscle], LEVEL[weight]);
    return package_add(p, name, part, vertex, error);
}

static bool add_build(const struct package *p, const struct corner *c, float (*vertex)[3],
                      struct error *error)
{
    if (c->muscle != AVERAGE || c->weight == AVERAGE)
        return add_universal(p, c, c->muscle, c->weight, 1, vertex, error);
    float part = c->weight == LEAST ? THINNER : FATTER;
    return add_universal(p, c, AVERAGE, c->weight, 1, vertex, error) &&
           add_universal(p, c, LEAST, c->weight, part, vertex, error) &&
           add_universal(p, c, LEAST, AVERAGE, -part, vertex, error);
}

bool corner_make(const struct package *p, const struct corner *c, float (*vertex)[3],
                 struct error *error)
{
    char name[128];
    memcpy(vertex, p->vertex, p->n_vertices * sizeof *vertex);
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "macrodetails/%s-%s-%s", PEOPLE[i], SEX[c->sex],
                 AGE[c->age]);
        if (!package_add(p, name, 1.0f / 3, vertex, error))
            return false;
    }
    return add_build(p, c, vertex, error);
}

bool corner_height(const struct package *p, int sex, int age, int tall, float (*delta)[3],
                   struct error *error)
{
    char name[128];
    memset(delta, 0, p->n_vertices * sizeof *delta);
    snprintf(name, sizeof name,
             "macrodetails/height/%s-%s-averagemuscle-averageweight-%sheight", SEX[sex],
             AGE[age], STATURE[tall]);
    return package_add(p, name, 1, delta, error);
}
