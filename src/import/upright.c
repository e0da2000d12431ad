#include "import/upright.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "import/holes.h"
#include "import/mend.h"
#include "import/notes.h"
#include "import/scraps.h"

static const float LOWEST = 1.2f, HIGHEST = 2.3f; /* metres; of a person */
static const float FLOOR = 1e-3f, ASIDE = 0.25f;  /* metres; what is left as it is */
static const float LYING = 1.5f; /* so much longer along Z than along Y */

/* shares of the height: the sole, the section through the ankle, and how far the middle
 * of the one must stand before that of the other to be believed (0.036 to 0.043 on
 * people) */
static const float SOLE_TOP = 0.02f, ANKLE_FROM = 0.05f, ANKLE_TO = 0.08f, AHEAD = 0.015f;

static const struct unit {
    const char *name;
    float metres;
} UNITS[] = {{"metres", 1},       {"decimetres", 0.1f}, {"centimetres", 0.01f},
             {"inches", 0.0254f}, {"feet", 0.3048f},    {"millimetres", 0.001f}};

// ---------------------------------------------------------------- moving

/* about +Y by quarters: +Z goes to +X first */
static void turn_quarters(struct mesh *mesh, int quarters)
{
    static const float SIN[] = {0, 1, 0, -1}, COS[] = {1, 0, -1, 0};
    float s = SIN[quarters & 3], c = COS[quarters & 3];
    for (uint32_t i = 0; i < mesh->n_vertices; i++)
        for (int k = 0; k < 2; k++) {
            float *p = k ? mesh->normal[i] : mesh->position[i], x = p[0];
            p[0] = c * x + s * p[2];
            p[2] = c * p[2] - s * x;
        }
}

/* the same by any angle */
static void turn_degrees(struct mesh *mesh, float degrees)
{
    float angle = degrees * (float)M_PI / 180, s = sinf(angle), c = cosf(angle);
    if (fabsf(remainderf(degrees, 90)) < 1e-4f) {
        turn_quarters(mesh, (int)lroundf(degrees / 90));
        return;
    }
    for (uint32_t i = 0; i < mesh->n_vertices; i++)
        for (int k = 0; k < 2; k++) {
            float *p = k ? mesh->normal[i] : mesh->position[i], x = p[0];
            p[0] = c * x + s * p[2];
            p[2] = c * p[2] - s * x;
        }
}

/* +Z up and facing -Y (the way of Blender) becomes +Y up and facing +Z */
static void turn_z_up(struct mesh *mesh)
{
    for (uint32_t i = 0; i < mesh->n_vertices; i++)
        for (int k = 0; k < 2; k++) {
            float *p = k ? mesh->normal[i] : mesh->position[i], y = p[1];
            p[1] = p[2];
            p[2] = -y;
        }
}

static void scale_move(struct mesh *mesh, float scale, const float move[3])
{
    for (uint32_t i = 0; i < mesh->n_vertices; i++)
        for (int k = 0; k < 3; k++)
            mesh->position[i][k] = mesh->position[i][k] * scale + move[k];
}

static void turn_inside_out(struct mesh *mesh)
{
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        uint32_t second = mesh->triangle[t][1];
        mesh->triangle[t][1] = mesh->triangle[t][2];
        mesh->triangle[t][2] = second;
    }
    for (uint32_t i = 0; i < mesh->n_vertices; i++)
        for (int k = 0; k < 3; k++)
            mesh->normal[i][k] = -mesh->normal[i][k];
}

// ---------------------------------------------------------------- judging

/* six times the volume that the triangles enclose, seen from the box's middle, so that a
 * hole counts for little */
static double signed_volume(const struct mesh *mesh, const float min[3],
                            const float max[3])
{
    double sum = 0;
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        double p[3][3];
        for (int c = 0; c < 3; c++)
            for (int k = 0; k < 3; k++)
                p[c][k] = (double)mesh->position[mesh->triangle[t][c]][k] -
                          ((double)min[k] + (double)max[k]) / 2;
        sum += p[0][0] * (p[1][1] * p[2][2] - p[1][2] * p[2][1]) +
               p[0][1] * (p[1][2] * p[2][0] - p[1][0] * p[2][2]) +
               p[0][2] * (p[1][0] * p[2][1] - p[1][1] * p[2][0]);
    }
    return sum;
}

static double area_of(const struct mesh *mesh, uint32_t t, float middle[3])
{
    const float *a = mesh->position[mesh->triangle[t][0]],
                *b = mesh->position[mesh->triangle[t][1]],
                *c = mesh->position[mesh->triangle[t][2]];
    double u[3], v[3];
    for (int k = 0; k < 3; k++) {
        middle[k] = (a[k] + b[k] + c[k]) / 3;
        u[k] = (double)b[k] - (double)a[k];
        v[k] = (double)c[k] - (double)a[k];
    }
    double x = u[1] * v[2] - u[2] * v[1], y = u[2] * v[0] - u[0] * v[2],
           z = u[0] * v[1] - u[1] * v[0];
    return sqrt(x * x + y * y + z * z) / 2;
}

struct band {
    double area, x, z;
};

/* the skin between two heights, weighed by area */
static struct band band_of(const struct mesh *mesh, float from, float to)
{
    struct band b = {0};
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        float middle[3];
        double area = area_of(mesh, t, middle);
        if (middle[1] < from || middle[1] > to)
            continue;
        b.area += area;
        b.x += area * (double)middle[0];
        b.z += area * (double)middle[2];
    }
    if (b.area > 0) {
        b.x /= b.area;
        b.z /= b.area;
    }
    return b;
}

/* quarters to turn until the feet point to +Z; 0 also where they do not tell */
static int quarters_to_front(const struct mesh *mesh, float floor, float height)
{
    struct band sole = band_of(mesh, floor - height, floor + SOLE_TOP * height);
    struct band ankle =
        band_of(mesh, floor + ANKLE_FROM * height, floor + ANKLE_TO * height);
    double x = sole.x - ankle.x, z = sole.z - ankle.z;
    if (!(sole.area > 0 && ankle.area > 0) || hypot(x, z) < (double)(AHEAD * height))
        return 0;
    if (fabs(z) >= fabs(x))
        return z > 0 ? 0 : 2;
    return x > 0 ? 3 : 1;
}

/* the unit in which this height is a person's; NULL = none */
static const struct unit *unit_of(float height)
{
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        if (height * UNITS[i].metres >= LOWEST && height * UNITS[i].metres <= HIGHEST)
            return &UNITS[i];
    return NULL;
}

// ---------------------------------------------------------------- the whole

/* places that go the way of the model: the origin and one metre along each axis */
enum { PROBES = 4 };

struct upright_standing {
    struct mesh probe;
    const char *path;
    const struct model_params *params;
    struct model *model;
    struct scraps *scraps;
    float min[3], max[3]; /* of all but scraps */
};

static void say(struct upright_standing *s, const char *text)
{
    notes_add(s->model->notes, sizeof s->model->notes, "%s", text);
}

static void measure(struct upright_standing *s)
{
    scraps_bounds(s->scraps, s->min, s->max);
}

static void turn_out(struct upright_standing *s)
{
    if (signed_volume(&s->model->mesh, s->min, s->max) >= 0)
        return;
    turn_inside_out(&s->model->mesh);
    say(s, "was inside out, turned outward");
}

static void stand_up(struct upright_standing *s)
{
    if (s->max[2] - s->min[2] <= LYING * (s->max[1] - s->min[1]))
        return;
    turn_z_up(&s->model->mesh);
    turn_z_up(&s->probe);
    say(s, "turned upright from Z up");
    measure(s);
}

static void face_front(struct upright_standing *s)
{
    static const char *const TURNED[] = {
        "", "turned by 90 degrees, as its feet pointed aside",
        "turned by 180 degrees, as its feet pointed back",
        "turned by 270 degrees, as its feet pointed aside"};
    if (s->params->turn != 0) {
        turn_degrees(&s->model->mesh, s->params->turn);
        turn_degrees(&s->probe, s->params->turn);
        measure(s);
        return;
    }
    int quarters = quarters_to_front(&s->model->mesh, s->min[1], s->max[1] - s->min[1]);
    if (quarters) {
        turn_quarters(&s->model->mesh, quarters);
        turn_quarters(&s->probe, quarters);
        say(s, TURNED[quarters]);
        measure(s);
    }
}

static bool scale(struct upright_standing *s, struct error *error)
{
    static const float STILL[3] = {0, 0, 0};
    float height = s->max[1] - s->min[1];
    const struct unit *unit = unit_of(height);
    bool told = s->params->height > 0;
    float by = told ? s->params->height / height : unit ? unit->metres : 0;
    if (!(height > 0))
        return error_at(error, s->path, 0, 0, "is flat; expected a standing person");
    if (!(by > 0))
        return error_at(error, s->path, 0, 0,
                        "is %g high: in no unit is that a person of %g to %g m; say how "
                        "tall it is with --height METRES",
                        (double)height, (double)LOWEST, (double)HIGHEST);
    if (by == 1)
        return true;
    scale_move(&s->model->mesh, by, STILL);
    scale_move(&s->probe, by, STILL);
    measure(s);
    if (told || !unit)
        notes_add(s->model->notes, sizeof s->model->notes, "scaled by %.5g to %.2f m",
                  (double)by, (double)s->params->height);
    else
        notes_add(s->model->notes, sizeof s->model->notes,
                  "scaled by %.5g from %s: %.2f m tall", (double)by, unit->name,
                  (double)(s->max[1] - s->min[1]));
    return true;
}

static void move(struct upright_standing *s)
{
    const float *min = s->min, *max = s->max;
    float by[3] = {-(min[0] + max[0]) / 2, -min[1], -(min[2] + max[2]) / 2};
    if (fabsf(by[1]) < FLOOR)
        by[1] = 0;
    if (fabsf(by[0]) < ASIDE && fabsf(by[2]) < ASIDE)
        by[0] = by[2] = 0;
    if (by[0] == 0 && by[1] == 0 && by[2] == 0)
        return;
    scale_move(&s->model->mesh, 1, by);
    scale_move(&s->probe, 1, by);
    notes_add(s->model->notes, sizeof s->model->notes,
              "moved by %.3f %.3f %.3f m to stand on the floor", (double)by[0],
              (double)by[1], (double)by[2]);
}

static void mend(struct model *model)
{
    int holes = holes_close(model);
    float rough = mend_smooth(&model->mesh);
    if (holes)
        notes_add(model->notes, sizeof model->notes, "%d %s closed", holes,
                  holes == 1 ? "hole" : "holes");
    if (rough > 0)
        notes_add(model->notes, sizeof model->notes, "noise of %.1f mm smoothed",
                  (double)rough * 1000);
}

bool upright(const char *path, const struct model_params *params, struct model *model,
             struct error *error)
{
    struct upright_standing s = {.path = path, .params = params, .model = model};
    mesh_alloc(&s.probe, PROBES, 0);
    for (int i = 0; i < PROBES; i++)
        for (int k = 0; k < 3; k++)
            s.probe.position[i][k] = i == k + 1;
    s.scraps = scraps_create(&model->mesh);
    measure(&s);
    if (scraps_count(s.scraps))
        notes_add(model->notes, sizeof model->notes,
                  "%u scraps beside the body left out of account",
                  (unsigned)scraps_count(s.scraps));
    turn_out(&s);
    stand_up(&s);
    face_front(&s);
    bool ok = scale(&s, error);
    if (ok)
        move(&s);
    scraps_destroy(&s.scraps);
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < PROBES; c++) {
            const float(*p)[3] = (const float(*)[3])s.probe.position;
            model->stood[r][c] = c == 3 ? p[0][r] : p[c + 1][r] - p[0][r];
        }
    mesh_free(&s.probe);
    if (ok)
        mend(model);
    return ok;
}
