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

const struct scene_course *channel_lines_build(struct channel_lines *l,
                                               const struct channel_lines_params *p,
                                               uint32_t *n, uint32_t *version)
{
    bool changed = take_lines(l, p->subject);
    const struct trace *traces = subject_traces(p->subject);
    for (uint32_t i = 0; i < l->n; i++) {
        const struct trace_line *t = &traces->line[i];
        struct scene_course *c = &l->line[i];
        uint32_t color = theme_channel_color(t->channel->id, p->theme->dark);
        bool strong = p->channel
                          ? strcmp(p->channel, t->channel->id) == 0
                          : highlight_on_channel(p->highlight, t->channel->id, t->side);
        changed = changed || c->color != color || c->strong != strong;
        c->color = color;
        c->strong = strong;
    }
    // ribbons that stay as they are need not be drawn anew
    l->version += changed;
    *n = l->n;
    *version = l->version;
    return l->line;
}
