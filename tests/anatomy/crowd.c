#include "crowd.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

bool crowd_open(struct crowd *crowd)
{
    struct error error = {0};
    *crowd = (struct crowd){.seed = 0};
    crowd_again(crowd);
    crowd->catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    if (crowd->catalog &&
        model_load(DEQI_SOURCE_DIR "/models/human.glb", &crowd->model, &error))
        crowd->shapes = shapes_load(DEQI_SOURCE_DIR "/models/human.shapes", &error);
    if (crowd->shapes)
        crowd->body = body_create(&crowd->model.mesh, crowd->catalog,
                                  &crowd->catalog->neutral, &error);
    if (!crowd->body)
        error_print(&error, stderr);
    return crowd->body != NULL;
}

void crowd_again(struct crowd *crowd)
{
    crowd->seed = 14;
}

void crowd_close(struct crowd *crowd)
{
    body_destroy(&crowd->body);
    shapes_destroy(&crowd->shapes);
    model_free(&crowd->model);
    catalog_destroy(&crowd->catalog);
}

/* 0 .. 1 */
static float dice(struct crowd *crowd)
{
    crowd->seed = crowd->seed * 6364136223846793005U + 1442695040888963407U;
    return (float)(crowd->seed >> 40) / (float)(1 << 24);
}

static struct shape_params anyone(struct crowd *crowd)
{
    struct shape_params p = {.age = 0};
    p.sex = dice(crowd);
    p.muscle = dice(crowd);
    p.weight = dice(crowd);
    p.age = 18 + 72 * dice(crowd);
    p.height = 1.48F + 0.10F * p.sex + 0.32F * dice(crowd);
    return p;
}

struct shape_params crowd_become(struct crowd *crowd, int i)
{
    struct error error = {0};
    struct shape_params who = i == 0            ? SHAPE_NEUTRAL
                              : i < CROWD_KNOWN ? REFERENCE_BODIES[i - 1]
                                                : anyone(crowd);
    if (!shape_apply(crowd->shapes, &who, &crowd->model.mesh, &error) ||
        !body_update(crowd->body, &error))
        fail_msg("person %d: %s", i, error.text);
    return who;
}
