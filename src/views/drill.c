#include "views/drill.h"

static const char *const NAMES[DRILLS] = {"drill.faint", "drill.broken", "drill.burn",
                                          "drill.wrong_side"};
static const char *const SCENES[DRILLS] = {"drill.faint_scene", "drill.broken_scene",
                                           "drill.burn_scene", "drill.wrong_side_scene"};

const char *drill_name(enum drill drill)
{
    return NAMES[drill];
}

struct drill_mark drill_mark_of(const struct session *s)
{
    return (struct drill_mark){s->n_incidents, s->n_extras, s->broken};
}

static bool told(const struct session *s, const struct drill_mark *mark,
                 enum session_incident_kind kind)
{
    for (int i = mark->n_incidents; i < s->n_incidents && i < SESSION_INCIDENTS_MAX; i++)
        if (s->incidents[i].kind == kind)
            return true;
    return false;
}

/* needles that no plan has, from the first of this drill on */
static bool extra_is_in(const struct session *s, const struct drill_mark *mark)
{
    for (int i = mark->n_extras; i < s->n_extras; i++)
        if (session_point_count(s, s->plan->n_points + i, SESSION_IN))
            return true;
    return false;
}

static void add(struct drill_view *v, const struct texts *texts, const char *id,
                bool done)
{
    v->step[v->n_steps++] = (struct drill_step){texts_get(texts, id, NULL), done};
    v->over = v->over && done;
}

void drill_make(struct drill_view *v, enum drill drill, const struct session *s,
                const struct drill_mark *mark, const struct texts *texts,
                struct arena *arena)
{
    bool none_in = session_needles_in(s) == 0;
    bool lamp_off = !s->lamp.on && !s->lamp.asks_switch_off;
    *v = (struct drill_view){
        .scene = arena_strdup(arena, texts_get(texts, SCENES[drill], NULL)),
        .over = true};
    switch (drill) {
    case DRILL_FAINT:
        add(v, texts, "drill.stopped", s->aborting || s->state == SESSION_ABORTED);
        add(v, texts, "drill.lamp_off", lamp_off);
        add(v, texts, "drill.all_out", none_in);
        add(v, texts, "drill.told_faint", told(s, mark, SESSION_FAINT));
        add(v, texts, "drill.counted", none_in && s->sharps >= 0);
        break;
    case DRILL_BROKEN:
        add(v, texts, "drill.told_broken", s->broken > mark->broken);
        add(v, texts, "drill.told_part",
            s->broken > mark->broken && !session_unresolved(s));
        add(v, texts, "drill.all_out", none_in);
        add(v, texts, "drill.counted", none_in && s->sharps >= 0);
        break;
    case DRILL_BURN:
        add(v, texts, "drill.told_burn", told(s, mark, SESSION_BURN));
        add(v, texts, "drill.lamp_off", lamp_off && told(s, mark, SESSION_BURN));
        break;
    case DRILL_WRONG_SIDE:
    case DRILLS:
        add(v, texts, "drill.told_extra", s->n_extras > mark->n_extras);
        add(v, texts, "drill.extra_out",
            s->n_extras > mark->n_extras && !extra_is_in(s, mark));
        break;
    }
}
