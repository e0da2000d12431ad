#include "fit/rounds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fit/soft.h"

enum { OUT_SAMPLES = 1600, BACK_SAMPLES = 2770 };

/* metres by which skin that corresponds is off, and how many samples count as one word:
 * neighbours say the same */
static const float SIGMA = 0.01f, WORDS = 1200;

struct stage {
    struct pose *pose;
    const struct scan *scan;
    const float (*ways)[TIPS];
    struct mesh skin; /* the template as it is posed now */
    struct bvh *bvh;
    float (*normal)[3];
    uint32_t *sample; /* vertices of the template */
    int n_samples;
    struct mesh_site *back; /* places on the scan */
    int n_back;
    const struct stage_mark *mark;
    int n_marks;
    float *off; /* of the samples that corresponded in the last round */
    int n_off;
};

// ---------------------------------------------------------------- samples

static float area_of(const struct mesh *m, uint32_t t)
{
    const uint32_t *c = m->triangle[t];
    float u[3], v[3];
    for (int k = 0; k < 3; k++) {
        u[k] = m->position[c[1]][k] - m->position[c[0]][k];
        v[k] = m->position[c[2]][k] - m->position[c[0]][k];
    }
    float n[3] = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                  u[0] * v[1] - u[1] * v[0]};
    return sqrtf(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2;
}

/* `count` places evenly by area, in the order of the triangles */
static int sample_places(const struct mesh *m, int count, struct mesh_site *out)
{
    double all = 0, sum = 0;
    for (uint32_t t = 0; t < m->n_triangles; t++)
        all += (double)area_of(m, t);
    int n = 0;
    for (uint32_t t = 0; t < m->n_triangles && n < count; t++) {
        sum += (double)area_of(m, t);
        while (n < count && sum >= all * (n + 0.5) / count)
            out[n++] = (struct mesh_site){t, {1 / 3.0f, 1 / 3.0f, 1 / 3.0f}};
    }
    return n;
}

static void begin(struct stage *s, struct pose *pose, const struct scan *scan,
                  const float (*ways)[TIPS], const struct mesh *mean)
{
    const struct template *t = pose->t;
    *s = (struct stage){.pose = pose, .scan = scan, .ways = ways};
    mesh_alloc(&s->skin, t->n, t->n_triangles);
    memcpy(s->skin.triangle, mean->triangle, t->n_triangles * sizeof *mean->triangle);
    memcpy(s->skin.position, mean->position, t->n * sizeof *mean->position);
    s->bvh = bvh_create(&s->skin);
    s->normal = xmalloc(t->n * sizeof *s->normal);
    s->sample = xmalloc(t->n * sizeof *s->sample);
    s->off = xmalloc(t->n * sizeof *s->off);
    s->back = xmalloc(BACK_SAMPLES * sizeof *s->back);
}

static void end(struct stage *s)
{
    mesh_free(&s->skin);
    bvh_destroy(&s->bvh);
    free(s->normal);
    free(s->sample);
    free(s->off);
    free(s->back);
}

static void sample_body(struct stage *s)
{
    const struct template *t = s->pose->t;
    struct mesh_site *place = xmalloc(OUT_SAMPLES * sizeof *place);
    int n = sample_places(&s->skin, OUT_SAMPLES, place);
    for (int i = 0; i < n; i++) {
        uint32_t v = t->triangle[place[i].triangle][0];
        if (!t->hidden[v])
            s->sample[s->n_samples++] = v;
    }
    free(place);
    s->n_back = sample_places(s->scan->mesh, BACK_SAMPLES, s->back);
}

/* every `step`th vertex that bones of these names hold most */
static void sample_bones(struct stage *s, const char *const *names, uint32_t step)
{
    const struct template *t = s->pose->t;
    uint32_t n = 0;
    for (uint32_t v = 0; v < t->n; v++) {
        const char *bone = rig_name(t->rig, t->hold[v].bone[0]);
        bool wanted = false;
        for (int i = 0; names[i]; i++)
            wanted |= !strncmp(bone, names[i], strlen(names[i]));
        if (wanted && !t->hidden[v] && n++ % step == 0)
            s->sample[s->n_samples++] = v;
    }
}

// ---------------------------------------------------------------- a round

static void take_skin(struct stage *s)
{
    pose_skin(s->pose, s->skin.position);
    soft_normals(s->pose->t, (const float(*)[3])s->skin.position, s->normal);
    bvh_refit(s->bvh);
}

static float fading(float distance, float reach)
{
    float share = distance / reach, less = 1 - share * share;
    return less > 0 ? less * less : 0;
}

static void draw_out(struct stage *s, struct pose_normal *sums, float reach)
{
    float weight = WORDS / 2 / (float)s->n_samples / (SIGMA * SIGMA);
    s->n_off = 0;
    for (int i = 0; i < s->n_samples; i++) {
        uint32_t v = s->sample[i];
        struct bvh_hit hit;
        const float *is = s->skin.position[v];
        if (!soft_nearest(s->scan, is, s->normal[v], s->ways ? s->ways[v] : NULL, reach,
                          &hit))
            continue;
        s->off[s->n_off++] = hit.distance;
        pose_normal_add(sums, s->pose, v, is, hit.position,
                        s->scan->face[hit.site.triangle],
                        weight * fading(hit.distance, reach));
    }
}

struct wanted {
    const struct stage *s;
    const float *normal, *way;
};

/* the same question as soft_nearest asks, the other way round */
static bool alike(uint32_t triangle, void *user)
{
    const struct wanted *w = user;
    uint32_t v = w->s->pose->t->triangle[triangle][0];
    const float *n = w->s->normal[v];
    if (n[0] * w->normal[0] + n[1] * w->normal[1] + n[2] * w->normal[2] < 0.34f ||
        w->s->pose->t->hidden[v])
        return false;
    for (int t = 0; t < TIPS && w->s->ways; t++)
        if (fabsf(w->s->ways[v][t] - w->way[t]) > 0.14f)
            return false;
    return true;
}

static void draw_back(struct stage *s, struct pose_normal *sums, float reach)
{
    float weight = WORDS / 2 / (float)(s->n_back + 1) / (SIGMA * SIGMA);
    for (int i = 0; i < s->n_back; i++) {
        uint32_t t = s->back[i].triangle;
        struct wanted w = {s, s->scan->face[t], scan_way(s->scan, t)};
        float place[3];
        struct bvh_hit hit;
        mesh_site_position(s->scan->mesh, &s->back[i], place);
        if (!bvh_nearest(s->bvh, place, reach, alike, &w, &hit))
            continue;
        int corner = 0;
        for (int c = 1; c < 3; c++)
            if (hit.site.weight[c] > hit.site.weight[corner])
                corner = c;
        pose_normal_add(sums, s->pose, s->skin.triangle[hit.site.triangle][corner],
                        hit.position, place, s->scan->face[t],
                        weight * fading(hit.distance, reach));
    }
}

/* a mark is one word, but a sure one */
static void draw_marks(struct stage *s, struct pose_normal *sums)
{
    static const float MARK_SIGMA = 0.001f, UP[3] = {0, 1, 0};
    for (int i = 0; i < s->n_marks; i++) {
        const float *is = s->skin.position[s->mark[i].vertex];
        float to[3] = {is[0], s->mark[i].y, is[2]};
        pose_normal_add(sums, s->pose, s->mark[i].vertex, is, to, UP,
                        1 / (MARK_SIGMA * MARK_SIGMA));
    }
}

static void one_round(struct stage *s, float reach)
{
    struct pose_normal sums;
    take_skin(s);
    pose_normal_begin(&sums, s->pose);
    draw_out(s, &sums, reach);
    draw_back(s, &sums, reach);
    draw_marks(s, &sums);
    pose_step(s->pose, &sums);
}

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

/* what did not correspond is off as far as could be */
static struct stage_off how_far_off(struct stage *s, float reach)
{
    double sum = 0;
    for (int i = s->n_off; i < s->n_samples; i++)
        s->off[i] = reach;
    for (int i = 0; i < s->n_samples; i++)
        sum += (double)s->off[i];
    qsort(s->off, (size_t)s->n_samples, sizeof *s->off, compare);
    if (!s->n_off)
        return (struct stage_off){INFINITY, INFINITY};
    return (struct stage_off){s->off[s->n_samples / 2], (float)(sum / s->n_samples)};
}

// ---------------------------------------------------------------- stages

static void free_body(struct pose *p)
{
    static const struct {
        const char *bone;
        float bend, twist;
    } BONES[] = {{"pelvis", 1, 1},         {"spine_01", .12f, .12f},
                 {"spine_02", .12f, .12f}, {"spine_03", .12f, .12f},
                 {"neck_01", .25f, .25f},  {"head", .3f, .3f}},
      LIMBS[] = {{"clavicle", .25f, .1f}, {"upperarm", .6f, .5f}, {"lowerarm", .6f, .5f},
                 {"hand", .4f, .4f},      {"thigh", .4f, .1f},    {"calf", .4f, .1f},
                 {"foot", .3f, .15f}};
    pose_free_none(p);
    pose_free_place(p);
    pose_free_shape(p);
    for (size_t i = 0; i < sizeof BONES / sizeof *BONES; i++)
        pose_free_bone(p, BONES[i].bone, BONES[i].bend, BONES[i].twist);
    for (size_t i = 0; i < sizeof LIMBS / sizeof *LIMBS; i++)
        for (int side = 0; side < 2; side++) {
            char name[32];
            snprintf(name, sizeof name, "%s_%c", LIMBS[i].bone, side ? 'r' : 'l');
            pose_free_bone(p, name, LIMBS[i].bend, LIMBS[i].twist);
        }
    pose_free_parts(p, 0.06f);
}

struct stage_off rounds_body(struct pose *pose, const struct scan *scan,
                             const float (*ways)[TIPS], const struct mesh *mean,
                             enum stage_length length)
{
    static const float REACH[] = {.08f, .08f, .08f, .08f, .05f, .05f,
                                  .05f, .05f, .03f, .03f, .03f, .03f};
    static const float WIDE[] = {.12f, .12f, .1f, .08f, .08f};
    const float *reach = length == STAGE_FULL ? REACH : WIDE;
    size_t rounds =
        length == STAGE_FULL ? sizeof REACH / sizeof *REACH : sizeof WIDE / sizeof *WIDE;
    struct stage s;
    begin(&s, pose, scan, ways, mean);
    sample_body(&s);
    free_body(pose);
    for (size_t i = 0; i < rounds; i++)
        one_round(&s, reach[i] * scan->height / 1.7f);
    struct stage_off off = how_far_off(&s, reach[rounds - 1]);
    end(&s);
    return off;
}

void rounds_marked(struct pose *pose, const struct scan *scan, const float (*ways)[TIPS],
                   const struct mesh *mean, const struct stage_mark *mark, int n)
{
    enum { ROUNDS = 6 };
    struct stage s;
    begin(&s, pose, scan, ways, mean);
    sample_body(&s);
    free_body(pose);
    s.mark = mark;
    s.n_marks = n;
    for (int i = 0; i < ROUNDS; i++)
        one_round(&s, 0.04f * scan->height / 1.7f);
    end(&s);
}

void rounds_head(struct pose *pose, const struct scan *scan, const float (*ways)[TIPS],
                 const struct mesh *mean)
{
    static const char *const BONES[] = {"head", "neck", NULL};
    enum { ROUNDS = 6 };
    struct stage s;
    begin(&s, pose, scan, ways, mean);
    sample_bones(&s, BONES, 3);
    pose_free_none(pose);
    pose_free_bone(pose, "neck_01", .15f, .15f);
    pose_free_bone(pose, "head", .2f, .2f);
    pose_free_part(pose, "neck_01", 0.08f);
    pose_free_part(pose, "head", 0.08f);
    for (int i = 0; i < ROUNDS; i++)
        one_round(&s, 0.03f);
    end(&s);
}

void rounds_feet(struct pose *pose, const struct scan *scan, const float (*ways)[TIPS],
                 const struct mesh *mean)
{
    static const char *const BONES[] = {"foot", "ball", NULL};
    enum { ROUNDS = 6 };
    struct stage s;
    begin(&s, pose, scan, ways, mean);
    sample_bones(&s, BONES, 2);
    pose_free_none(pose);
    for (int side = 0; side < 2; side++)
        for (int bone = 0; BONES[bone]; bone++) {
            char name[32];
            snprintf(name, sizeof name, "%s_%c", BONES[bone], side ? 'r' : 'l');
            pose_free_bone(pose, name, .3f, .15f);
        }
    pose_free_part(pose, "foot_l", 0.08f);
    for (int i = 0; i < ROUNDS; i++)
        one_round(&s, i < 3 ? 0.04f : 0.03f);
    end(&s);
}

void rounds_fingers(struct pose *pose, const struct scan *scan, const float (*ways)[TIPS],
                    const struct mesh *mean)
{
    static const char *const FINGERS[] = {"thumb", "index", "middle",
                                          "ring",  "pinky", NULL};
    static const char *const HAND[] = {"hand", "thumb", "index", "middle",
                                       "ring", "pinky", NULL};
    enum { ROUNDS = 6 };
    struct stage s;
    begin(&s, pose, scan, ways, mean);
    sample_bones(&s, HAND, 2);
    pose_free_none(pose);
    for (int side = 0; side < 2; side++) {
        char name[32];
        snprintf(name, sizeof name, "hand_%c", side ? 'r' : 'l');
        pose_free_bone(pose, name, .2f, .2f);
        for (int finger = 0; FINGERS[finger]; finger++)
            for (int joint = 1; joint <= 3; joint++) {
                snprintf(name, sizeof name, "%s_%02d_%c", FINGERS[finger], joint,
                         side ? 'r' : 'l');
                pose_free_bone(pose, name, .35f, .08f);
            }
    }
    for (int i = 0; i < ROUNDS; i++)
        one_round(&s, i < 3 ? 0.03f : 0.02f);
    end(&s);
}
