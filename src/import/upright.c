#include "import/upright.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const float LOWEST = 0.5f,
                   HIGHEST = 3; /* metres; of a person, or of half of one */
static const float FLOOR = 1e-3f, ASIDE = 0.25f; /* metres; what is left as it is */
static const float LYING = 1.5f;                 /* so much longer along Z than along Y */

static void note(char *notes, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void note(char *notes, size_t size, const char *format, ...)
{
    size_t n = strlen(notes);
    if (n && n + 2 < size)
        n += (size_t)snprintf(notes + n, size - n, "; ");
    va_list args;
    va_start(args, format);
    vsnprintf(notes + n, size - n, format, args);
    va_end(args);
}

/* +Z up and facing -Y (the way of Blender) becomes +Y up and facing +Z */
static void turn_z_up(struct mesh *mesh)
{
    for (uint32_t i = 0; i < mesh->n_vertices; i++) {
        float *p = mesh->position[i], *n = mesh->normal[i];
        float y = p[1], ny = n[1];
        p[1] = p[2];
        p[2] = -y;
        n[1] = n[2];
        n[2] = -ny;
    }
}

static void scale_move(struct mesh *mesh, float scale, const float move[3])
{
    for (uint32_t i = 0; i < mesh->n_vertices; i++)
        for (int k = 0; k < 3; k++)
            mesh->position[i][k] = mesh->position[i][k] * scale + move[k];
}

/* the power of ten that makes `height` a person's; 0 = none does */
static float scale_for(float height)
{
    if (height >= LOWEST && height <= HIGHEST)
        return 1;
    for (int power = -6; power <= 6; power++) {
        float scale = (float)pow(10, power);
        if (height * scale >= LOWEST && height * scale <= HIGHEST)
            return scale;
    }
    return 0;
}

bool upright(const char *path, struct mesh *mesh, char *notes, size_t size,
             struct error *error)
{
    float min[3], max[3];
    static const float STILL[3] = {0, 0, 0};
    notes[0] = 0;
    mesh_bounds(mesh, min, max);
    if (max[2] - min[2] > LYING * (max[1] - min[1])) {
        turn_z_up(mesh);
        note(notes, size, "turned upright from Z up");
        mesh_bounds(mesh, min, max);
    }
    float height = max[1] - min[1], scale = scale_for(height);
    if (scale == 0)
        return error_at(error, path, 0, 0,
                        "is %g high: no power of ten makes that a person of %g to %g m",
                        (double)height, (double)LOWEST, (double)HIGHEST);
    if (scale != 1) {
        scale_move(mesh, scale, STILL);
        note(notes, size, "scaled by %g to metres", (double)scale);
        mesh_bounds(mesh, min, max);
    }
    float move[3] = {-(min[0] + max[0]) / 2, -min[1], -(min[2] + max[2]) / 2};
    if (fabsf(move[1]) < FLOOR)
        move[1] = 0;
    if (fabsf(move[0]) < ASIDE && fabsf(move[2]) < ASIDE)
        move[0] = move[2] = 0;
    if (move[0] != 0 || move[1] != 0 || move[2] != 0) {
        scale_move(mesh, 1, move);
        note(notes, size, "moved by %.3f %.3f %.3f m to stand on the floor",
             (double)move[0], (double)move[1], (double)move[2]);
    }
    return true;
}
