/* The channels' lines have no kink that their points do not ask for, on the neutral body,
 * the twelve reference bodies and thirty drawn from the shape space; and LU and LI, which
 * meet in the hand alone, keep apart above LU7.
 *
 * A turn is measured as a person walking over the skin would: the angle between the ten
 * millimetres before a place and the ten after it, both laid into the skin's tangent
 * there. What the skin itself bends is no turn.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>
#include <cmocka.h>

#include "anatomy/trace.h"
#include "base/arena.h"
#include "crowd.h"

enum { PEOPLE = CROWD_KNOWN + 30 };

static const float WINDOW = 0.010F; /* metres before and after */
static const float REACH = 0.018F;  /* of a corner along the line, smoothing included */
/* degrees that a line may turn anywhere: sixty, and two for the fold of a heavy breast */
static const float SOFT = 62;
static const float APART = 0.0035F; /* metres between LU and LI, on the thinnest wrist */

/* Where the published course itself turns; at most so many degrees, because of this. */
static const struct corner {
    const char *channel, *point;
    float most;
    const char *why;
} CORNERS[] = {
    {"LU", "LU2", 100, "LU1 lies below it, LU3 on the arm beside it"},
    {"LI", "LI17", 100, "from the shoulder's slope up the neck"},
    {"LI", "LI19", 100, "over the lip to the other side, and up beside the nose"},
    {"ST", "ST11", 120, "down the neck, out along the collar bone"},
    {"ST", "ST12", 100, "along the collar bone, down the chest"},
    {"ST", "ST39", 150, "a finger inward of ST40 and below it"},
    {"ST", "ST40", 170, "ST38 and ST39 both lie a finger inward, above and below"},
    {"SP", "SP20", 150, "the highest of its chest points, SP21 the lowest"},
    {"SI", "SI10", 100, "SI9 and SI11 both lie below the spine of the blade"},
    {"SI", "SI11", 150, "down to the hollow of the blade and up again"},
    {"SI", "SI12", 100, "above the spine of the blade, SI13 beside it"},
    {"SI", "SI13", 100, "at the inner end of that hollow, SI14 above"},
    {"SI", "SI16", 100, "from the nape round the neck, and up to the jaw"},
    {"SI", "SI18", 100, "forward to the cheek bone, back to the ear"},
    {"BL", "BL3", 100, "up the forehead, then a cun out to BL4"},
    {"BL", "BL39", 100, "at the outer end of the crease, BL40 in its middle"},
    {"BL", "BL61", 140, "down to the heel and forward under the ankle"},
    {"KI", "KI3", 100, "the loop at the inner ankle"},
    {"KI", "KI4", 100, "the loop at the inner ankle"},
    {"KI", "KI6", 100, "the loop at the inner ankle"},
    {"KI", "KI7", 120, "KI8 lies level with it, half a cun in front"},
    {"KI", "KI8", 100, "KI7 lies level with it, half a cun behind"},
    {"TE", "TE6", 100, "TE7 lies level with it"},
    {"TE", "TE7", 140, "TE6 lies level with it, TE8 in its line"},
    {"TE", "TE15", 100, "along the shoulder to the blade's inner corner, up the neck"},
    {"GB", "GB2", 180, "from the eye to the ear, and forward again to GB3"},
    {"GB", "GB4", 180, "up the temple, and down it again"},
    {"GB", "GB7", 100, "down the temple, then over the ear"},
    {"GB", "GB9", 120, "over the ear, then down behind it"},
    {"GB", "GB12", 160, "down behind the ear, then back over the head"},
    {"GB", "GB14", 180, "down to the brow, and up again"},
    {"GB", "GB21", 100, "down the neck, then forward over the shoulder"},
    {"GB", "GB22", 180, "back to the middle of the armpit, GB23 in front of it"},
    {"GB", "GB24", 150, "forward to the rib margin, back to the twelfth rib"},
    {"GB", "GB25", 150, "back to the twelfth rib, and forward again"},
    {"GB", "GB28", 120, "in over the groin, then back over the hip"},
    {"GB", "GB35", 100, "GB36 lies level with it"},
    {"GB", "GB36", 100, "GB35 lies level with it"},
    {"LR", "LR12", 100, "from the thigh to the groin, then out to the flank"},
    {"LR", "LR13", 120, "out to the eleventh rib, and in to LR14"},
};
enum { CORNER_COUNT = sizeof CORNERS / sizeof *CORNERS };

/* a line with the way walked to each of its vertices */
struct walk {
    const struct trace_line *line;
    float *at;
};

static struct crowd crowd;
static float worst[CORNER_COUNT + 1]; /* the last: of everywhere else */

static struct walk walk_of(const struct trace_line *line)
{
    struct walk w = {line, xcalloc(line->n, sizeof *w.at)};
    for (uint32_t i = 1; i < line->n; i++)
        w.at[i] = w.at[i - 1] + glm_vec3_distance((float *)line->position[i - 1],
                                                  (float *)line->position[i]);
    return w;
}

static bool place_at(const struct walk *w, float way, float out[3])
{
    uint32_t i = 0, n = w->line->n;
    if (way < 0 || way > w->at[n - 1])
        return false;
    while (i + 2 < n && w->at[i + 1] < way)
        i++;
    float step = w->at[i + 1] - w->at[i];
    glm_vec3_lerp((float *)w->line->position[i], (float *)w->line->position[i + 1],
                  step > 0 ? (way - w->at[i]) / step : 0, out);
    return true;
}

/* degrees at vertex i; 0 near the ends */
static float turn_at(const struct walk *w, uint32_t i)
{
    vec3 before, after;
    float *here = (float *)w->line->position[i], *up = (float *)w->line->normal[i];
    if (!place_at(w, w->at[i] - WINDOW, before) || !place_at(w, w->at[i] + WINDOW, after))
        return 0;
    glm_vec3_sub(here, before, before);
    glm_vec3_sub(after, here, after);
    glm_vec3_muladds(up, -glm_vec3_dot(up, before), before);
    glm_vec3_muladds(up, -glm_vec3_dot(up, after), after);
    return glm_deg(glm_vec3_angle(before, after));
}

static int find_corner(const char *channel, const char *point)
{
    int k = 0;
    while (k < CORNER_COUNT && (strcmp(CORNERS[k].point, point) != 0 ||
                                strcmp(CORNERS[k].channel, channel) != 0))
        k++;
    return k;
}

/* the nearest corner, where it is near; else CORNER_COUNT */
static int corner_at(const struct walk *w, uint32_t i)
{
    int nearest = CORNER_COUNT;
    float reach = REACH;
    for (int p = 0; p < w->line->n_points; p++) {
        float way = fabsf(w->at[w->line->point_at[p]] - w->at[i]);
        int k = find_corner(w->line->channel->id, w->line->point[p]->point->code);
        if (k == CORNER_COUNT || way > reach)
            continue;
        nearest = k;
        reach = way;
    }
    return nearest;
}

static const char *point_before(const struct walk *w, uint32_t i)
{
    const char *code = "its start";
    for (int p = 0; p < w->line->n_points && w->line->point_at[p] <= i; p++)
        code = w->line->point[p]->point->code;
    return code;
}

static int count_kinks(const struct trace_line *line, int who)
{
    struct walk w = walk_of(line);
    int kinks = 0;
    for (uint32_t i = 0; i < line->n; i++) {
        float turn = turn_at(&w, i);
        int corner = turn > 30 ? corner_at(&w, i) : CORNER_COUNT;
        float most = corner < CORNER_COUNT ? CORNERS[corner].most : SOFT;
        worst[corner] = fmaxf(worst[corner], turn);
        if (!(turn <= most) && !kinks++)
            fprintf(stderr,
                    "person %d: %s %s turns by %.0f degrees after %s; at most %.0f\n",
                    who, line->channel->id, side_name(line->side), (double)turn,
                    point_before(&w, i), (double)most);
    }
    free(w.at);
    return kinks;
}

static void test_lines_turn_where_their_points_do(void **state)
{
    (void)state;
    int kinks = 0, lines = 0;
    for (int i = 0; i < PEOPLE; i++) {
        crowd_become(&crowd, i);
        struct trace *trace = trace_create(crowd.body);
        for (int k = 0; k < trace->count; k++)
            kinks += count_kinks(&trace->line[k], i);
        lines += trace->count;
        trace_destroy(&trace);
    }
    for (int k = 0; k < CORNER_COUNT; k++)
        printf("%-5s at most %3.0f of %3.0f degrees: %s\n", CORNERS[k].point,
               (double)worst[k], (double)CORNERS[k].most, CORNERS[k].why);
    printf("elsewhere at most %.0f of %.0f degrees, in %d lines on %d people\n",
           (double)worst[CORNER_COUNT], (double)SOFT, lines, PEOPLE);
    assert_true(lines >= 26 * PEOPLE);
    assert_int_equal(kinks, 0);
    for (int k = 0; k < CORNER_COUNT; k++) // none is excused that is no corner
        if (worst[k] <= 30)
            fail_msg("%s is no corner", CORNERS[k].point);
}

static const struct trace_line *line_of(const struct trace *trace, const char *channel,
                                        enum side side)
{
    for (int k = 0; k < trace->count; k++)
        if (strcmp(trace->line[k].channel->id, channel) == 0 &&
            trace->line[k].side == side)
            return &trace->line[k];
    fail_msg("%s has no line", channel);
    return NULL;
}

static uint32_t vertex_of(const struct trace_line *line, const char *code)
{
    for (int p = 0; p < line->n_points; p++)
        if (strcmp(line->point[p]->point->code, code) == 0)
            return line->point_at[p];
    fail_msg("%s is not on its line", code);
    return 0;
}

/* metres between LU from the elbow to LU7 and the nearest of LI */
static float apart(const struct trace_line *lu, const struct trace_line *li)
{
    float least = INFINITY;
    for (uint32_t i = vertex_of(lu, "LU5"); i <= vertex_of(lu, "LU7"); i++)
        for (uint32_t k = 0; k < li->n; k++)
            least = fminf(least, glm_vec3_distance((float *)lu->position[i],
                                                   (float *)li->position[k]));
    return least;
}

static void test_lung_and_large_intestine_keep_apart(void **state)
{
    (void)state;
    float least = INFINITY;
    for (int i = 0; i < PEOPLE; i++) {
        crowd_become(&crowd, i);
        struct trace *trace = trace_create(crowd.body);
        for (int side = SIDE_L; side <= SIDE_R; side++) {
            float gap = apart(line_of(trace, "LU", (enum side)side),
                              line_of(trace, "LI", (enum side)side));
            least = fminf(least, gap);
            if (!(gap >= APART))
                fail_msg("person %d: LU and LI come within %.1f mm", i,
                         (double)gap * 1000);
        }
        trace_destroy(&trace);
    }
    printf("LU and LI keep %.1f mm apart above LU7\n", (double)least * 1000);
}

static int set_up(void **state)
{
    (void)state;
    return crowd_open(&crowd) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    crowd_close(&crowd);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_turn_where_their_points_do),
        cmocka_unit_test(test_lung_and_large_intestine_keep_apart),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
