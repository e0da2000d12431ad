#include "stage/channel_lines.h"

#include <stdlib.h>
#include <string.h>

#include "anatomy/trace.h"
#include "base/arena.h"

struct channel_lines {
    struct scene_course *line;
    uint32_t n, version;
    const struct subject *subject; /* what the lines were taken from */
    uint32_t subject_version;
};

struct channel_lines *channel_lines_create(void)
{
    return xcalloc(1, sizeof(struct channel_lines));
}

void channel_lines_destroy(struct channel_lines **lines)
{
    if (!lines || !*lines)
        return;
    free((*lines)->line);
    free(*lines);
    *lines = NULL;
}

/* true where the subject, or its shape, is another */
static bool take_lines(struct channel_lines *l, const struct subject *subject)
{
    const struct trace *traces = subject_traces(subject);
    if (l->subject == subject && l->subject_version == subject_version(subject))
        return false;
    l->subject = subject;
    l->subject_version = subject_version(subject);
    l->n = (uint32_t)traces->count;
    l->line = xrealloc(l->line, (l->n + 1) * sizeof *l->line);
    for (uint32_t i = 0; i < l->n; i++)
        l->line[i] = (struct scene_course){.position = traces->line[i].position,
                                           .normal = traces->line[i].normal,
                                           .n = traces->line[i].n};
    return true;
}

/* the channel that is looked at: by itself, or for a point on it; NULL = none */
static const char *looked_at(const struct channel_lines_params *p)
{
    const struct point *point =
        p->channel || !p->selected
            ? NULL
            : catalog_find(subject_catalog(p->subject), p->selected);
    return p->channel ? p->channel : point ? point->channel : NULL;
}

static bool carries_lit(const struct channel_lines_params *p, const struct trace_line *t)
{
    return highlight_on_channel(p->highlight, t->channel->id, t->side);
}

static bool any_carries_lit(const struct channel_lines_params *p,
                            const struct trace *traces)
{
    for (int i = 0; i < traces->count; i++)
        if (carries_lit(p, &traces->line[i]))
            return true;
    return false;
}

static enum scene_course_state state_of(const struct channel_lines_params *p,
                                        const struct trace_line *t, const char *looked,
                                        bool any_lit)
{
    bool lit = carries_lit(p, t);
    if (looked && strcmp(looked, t->channel->id) == 0) {
        bool side = p->channel || p->selected_side == SIDE_M || t->side == SIDE_M ||
                    p->selected_side == t->side;
        return side ? SCENE_COURSE_CHOSEN : SCENE_COURSE_BACK;
    }
    bool shown = lit || !any_lit || p->channel || p->others == CHANNEL_LINES_ALL;
    if (!shown)
        return SCENE_COURSE_HIDDEN;
    return looked || p->aside ? SCENE_COURSE_BACK
           : lit              ? SCENE_COURSE_CHOSEN
                              : SCENE_COURSE_REST;
}

const struct scene_course *channel_lines_build(struct channel_lines *l,
                                               const struct channel_lines_params *p,
                                               uint32_t *n, uint32_t *version)
{
    bool changed = take_lines(l, p->subject);
    const struct trace *traces = subject_traces(p->subject);
    const char *looked = looked_at(p);
    bool any_lit = any_carries_lit(p, traces);
    for (uint32_t i = 0; i < l->n; i++) {
        const struct trace_line *t = &traces->line[i];
        struct scene_course *c = &l->line[i];
        uint32_t color = theme_line_color(t->channel->id);
        enum scene_course_state state = state_of(p, t, looked, any_lit);
        changed = changed || c->color != color || c->state != state;
        c->color = color;
        c->state = state;
    }
    // ribbons that stay as they are need not be drawn anew
    l->version += changed;
    *n = l->n;
    *version = l->version;
    return l->line;
}
