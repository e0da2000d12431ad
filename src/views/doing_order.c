#include "views/doing_order.h"

#include "base/cut.h"

/* once round the couch, from the person's right hand to the left */
static int place_of(const struct plan_point *p)
{
    if (p->limb == PLAN_TRUNK)
        return 0;
    if (p->side == 'R')
        return p->limb == PLAN_ARM ? 1 : 2;
    return p->limb == PLAN_LEG ? 3 : 4;
}

static struct word_text where_text(int place)
{
    static const int LIMBS[DOING_PLACES] = {-1, 1, 3, 2, 0}; /* of word_limbs */
    if (LIMBS[place] < 0)
        return (struct word_text){"plan.text.trunk", "neck, back and head"};
    return rules_word_limb_text(LIMBS[place]);
}

void doing_order_steps(struct doing_steps *steps, const struct plan *plan, int position,
                       struct arena *arena)
{
    int *order = arena_alloc_array(arena, (size_t)plan->n_points + 1, sizeof *order);
    steps->n = 0;
    for (int place = 0; place < DOING_PLACES; place++) {
        struct doing_step *step = &steps->step[steps->n];
        *step = (struct doing_step){.where = where_text(place), .point = order};
        for (int i = 0; i < plan->n_points; i++) {
            const struct plan_point *p = &plan->points[i];
            if (place_of(p) == place &&
                (position == PLAN_POSITIONS || (int)p->position == position)) {
                *order++ = i;
                step->n++;
            }
        }
        steps->n += step->n > 0;
    }
}

void doing_order_words(const struct doing_steps *steps, int index,
                       const struct plan *plan, const struct texts *texts, char *out,
                       size_t size)
{
    const struct doing_step *step = &steps->step[index];
    char codes[1000] = "";
    for (int i = 0; i < step->n; i++)
        cut_append(codes, sizeof codes, "%s%s", i ? " " : "",
                   plan->points[step->point[i]].code);
    struct message m = {
        .id = index ? "plan.text.step" : "plan.text.step_first",
        .english = index ? "then {where}: {list}" : "first {where}: {list}",
        .arg = {{.name = "where", .id = step->where.id, .text = step->where.english},
                {.name = "list", .text = codes}}};
    text_format(texts, &m, out, size);
}

const int *doing_order(const struct plan *plan, struct arena *arena)
{
    static const int NONE;
    struct doing_steps steps;
    doing_order_steps(&steps, plan, PLAN_POSITIONS, arena);
    // the steps follow one another in one array
    return steps.n ? steps.step[0].point : &NONE;
}
