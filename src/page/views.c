/* From where a page looks: the whole body, a plan, a place, hands and feet. Searched
 * here, as the program searches; the script frames what it is told to its own screen. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page/page_internal.h"
#include "stage/aim.h"

static json_t *angles(const struct camera *camera)
{
    const float two[2] = {camera->yaw, camera->pitch};
    return page_numbers(two, 2);
}

json_t *page_view_of_ball(const struct page *page, const float centre[3], float radius,
                          const float at[3], const float normal[3])
{
    const struct body *body = subject_body(page->source.subject);
    const float ball[4] = {centre[0], centre[1], centre[2], radius};
    json_t *from = json_array();
    int n = aim_shapes(AIM_COARSE);
    for (int shape = page->many ? n - 1 : 0; shape < n; shape++) {
        struct aim aim = {.margin = 0.05f};
        struct camera_port port = aim_shape(AIM_COARSE, shape);
        struct camera camera = {0};
        aim_named(page->source.subject, "front", &camera);
        aim_add_ball(&aim, centre, radius);
        aim_look_at(&aim, body_bvh(body), &port, at, normal, &camera);
        json_array_append_new(from, angles(&camera));
    }
    return json_pack("{s:o,s:o}", "from", from, "ball", page_numbers(ball, 4));
}

void page_eye_ball(const struct page *page, const struct tour_eye *eye, float ball[4])
{
    float min[3], max[3];
    mesh_bounds(subject_mesh(page->source.subject), min, max);
    float high = max[1] - min[1];
    for (int k = 0; k < 3; k++)
        ball[k] = high * (float)eye->at[k] + (k == 1 ? min[1] : 0);
    ball[3] = high * (float)eye->reach;
}

json_t *page_view_of_eye(const struct page *page, const struct tour_eye *eye)
{
    const double degree = 0.017453292519943295;
    float ball[4];
    page_eye_ball(page, eye, ball);
    struct camera camera = {.yaw = (float)(eye->yaw * degree),
                            .pitch = (float)(eye->pitch * degree)};
    return json_pack("{s:[o],s:o}", "from", angles(&camera), "ball",
                     page_numbers(ball, 4));
}

json_t *page_view_of_mark(const struct page *page, const struct page_mark *m)
{
    const struct body *body = subject_body(page->source.subject);
    return page_view_of_ball(page, m->position, aim_reach(body, &m->on), m->position,
                             m->normal);
}

/* from where most of these marks are seen, none hidden by a limb, as the program frames a
 * plan; NULL = there are none */
static json_t *view_of(const struct page *page, const struct scene_mark *mark, uint32_t n)
{
    const struct mesh *mesh = subject_mesh(page->source.subject);
    enum aim_shapes shapes = page->many ? AIM_COARSE : AIM_FINE;
    json_t *from = json_array();
    struct aim aim;
    for (int shape = 0; shape < aim_shapes(shapes); shape++) {
        struct camera_port port = aim_shape(shapes, shape);
        struct camera camera = {0};
        struct aim_plan plan = {
            .subject = page->source.subject, .port = &port, .mark = mark, .n_marks = n};
        aim = (struct aim){.margin = 0.13f};
        if (!aim_plan(&aim, &plan, &camera)) {
            json_decref(from);
            return NULL;
        }
        json_array_append_new(from, angles(&camera));
    }
    float crown[3], chest[3];
    aim = (struct aim){.margin = 0.13f};
    aim_marks(&aim, mark, n); // the script takes in the head where its screen asks for it
    json_t *view =
        json_pack("{s:o,s:o,s:f}", "from", from, "aim",
                  page_numbers(&aim.point[0][0], (int)aim.n * 3), "margin", 0.13);
    if (aim_has_head(&aim, mesh, crown, chest))
        json_object_set_new(
            view, "head",
            json_pack("[o,o]", page_numbers(crown, 3), page_numbers(chest, 3)));
    return view;
}

struct scene_mark *page_scene_marks(const struct page *page, page_mark_test *wanted,
                                    const void *user, uint32_t *n)
{
    struct scene_mark *marks = xcalloc((size_t)page->n_marks + 1, sizeof *marks);
    *n = 0;
    for (int i = 0; i < page->n_marks; i++) {
        const struct page_mark *m = &page->mark[i];
        if (wanted && !wanted(page, m, user))
            continue;
        struct scene_mark *to = &marks[(*n)++];
        to->emphasis = SCENE_CHOSEN;
        memcpy(to->position, m->position, sizeof to->position);
        memcpy(to->normal, m->normal, sizeof to->normal);
    }
    return marks;
}

json_t *page_view_of_marks(const struct page *page, page_mark_test *wanted,
                           const void *user)
{
    uint32_t n;
    struct scene_mark *marks = page_scene_marks(page, wanted, user, &n);
    json_t *view = n ? view_of(page, marks, n) : NULL;
    free(marks);
    return view;
}

static bool of_the_plan(const struct page *page, const struct page_mark *mark,
                        const void *user)
{
    (void)user;
    return !page_plan(page) || mark->entry.state == PLANNED_CHOSEN;
}

static json_t *view_of_whole(const struct page *page, const char *name)
{
    struct camera camera = {0};
    float box[6];
    aim_named(page->source.subject, name, &camera);
    mesh_bounds(subject_mesh(page->source.subject), box, box + 3);
    return json_pack("{s:[o],s:o,s:f}", "from", angles(&camera), "box",
                     page_numbers(box, 6), "margin", 0.05);
}

/* the middle of a part's skin */
static bool part_middle(const struct body *body, int part, enum side side, float out[3])
{
    const struct mesh *mesh = body_mesh(body);
    double sum[3] = {0};
    uint32_t n = 0;
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        enum side here;
        if (body_part_of(body, t, &here) != part || here != side)
            continue;
        for (int k = 0; k < 3; k++)
            sum[k] += (double)mesh->position[mesh->triangle[t][0]][k];
        n++;
    }
    for (int k = 0; k < 3 && n; k++)
        out[k] = (float)(sum[k] / n);
    return n > 0;
}

/* hands and feet are seen as the point sees them that lies in their middle */
static void add_parts(const struct page *page, json_t *views)
{
    static const struct {
        const char *id, *point;
    } PARTS[] = {{"hand", "TE3"}, {"palm", "PC8"}, {"foot", "LR3"}, {"sole", "KI1"}};
    const struct body *body = subject_body(page->source.subject);
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
            enum side side = s ? SIDE_R : SIDE_L;
            const struct point *p = catalog_point(body_catalog(body), PARTS[i].point);
            const struct site *site = p ? body_site(body, p, side) : NULL;
            float centre[3];
            if (!site || !site->placed)
                continue;
            int part = body_part_of(body, site->on.triangle, NULL);
            if (part < 0 || !part_middle(body, part, side, centre))
                continue;
            json_t *view =
                page_view_of_ball(page, centre, aim_reach(body, &site->on) * 1.15f,
                                  site->position, site->normal);
            json_object_set_new(view, "side", json_string(s ? "R" : "L"));
            char id[16];
            snprintf(id, sizeof id, "%s.%c", PARTS[i].id, s ? 'R' : 'L');
            json_object_set_new(views, id, view);
        }
}

void page_add_views(struct page *page)
{
    static const char *const NAMES[] = {"front", "back", "left", "right"};
    json_t *views = json_object();
    // of all points there is no better view than the body's own
    json_t *plan =
        page_is_whole(page) ? NULL : page_view_of_marks(page, of_the_plan, NULL);
    if (plan)
        json_object_set_new(views, "plan", plan);
    for (int i = 0; i < 4; i++)
        json_object_set_new(views, NAMES[i], view_of_whole(page, NAMES[i]));
    add_parts(page, views);
    json_object_set_new(page->data, "views", views);
}
