#include "panels/channel_legend.h"

#include <math.h>

#include "anatomy/trace.h"
#include "document/live_session.h"
#include "panels/panels.h"
#include "panels/stage_corner.h"
#include "views/session_head.h"
#include "views/words.h"

enum { ROWS_MOST = 16, TEXT = 26 /* design pixels from the colour to its name */ };

/* the channels whose lines are drawn and have not stepped back; returns how many */
static int shown_channels(const struct desk *desk, const struct channel *row[ROWS_MOST])
{
    const struct trace *traces = subject_traces(desk->subject);
    uint32_t n_courses;
    const struct scene_course *course = stage_courses(desk->stage, &n_courses);
    int n = 0;
    for (int i = 0; i < traces->count && (uint32_t)i < n_courses; i++) {
        const struct channel *channel = traces->line[i].channel;
        bool listed = n > 0 && row[n - 1] == channel; // the sides follow each other
        if (course[i].state >= SCENE_COURSE_REST && !listed && n < ROWS_MOST)
            row[n++] = channel;
    }
    return n;
}

/* what there is to tell; 0 = nothing, or it is not wanted */
static int find_rows(const struct desk *desk, const struct channel *row[ROWS_MOST])
{
    const struct session *session = live_session_state(desk->live);
    // where all is out none is drawn, nor on the wall
    bool over = desk->mode == APP_CLINIC && session && session_head_all_done(session);
    bool wanted = desk->mode != APP_DISPLAY && desk->mode != APP_BOARD &&
                  !desk->eye.names_hidden && !over && (desk->eye.layers & SCENE_CHANNELS);
    return wanted ? shown_channels(desk, row) : 0;
}

static float line_of(struct gui *g)
{
    return gui_line_height(g, GUI_SMALL) + 4 * gui_scale(g);
}

static void measure(const struct desk *desk, struct gui *g,
                    const struct channel *const *row, int n, float *width, float *height)
{
    float widest = 0, w;
    for (int i = 0; i < n; i++) {
        char name[128];
        words_channel(desk->texts, row[i], name, sizeof name);
        gui_measure(g, GUI_SMALL, name, 0, &w, NULL);
        widest = fmaxf(widest, w);
    }
    *width = widest + TEXT * gui_scale(g);
    *height = (float)n * line_of(g);
}

bool channel_legend_size(const struct desk *desk, struct gui *g, float *width,
                         float *height)
{
    const struct channel *row[ROWS_MOST];
    int n = find_rows(desk, row);
    measure(desk, g, row, n, width, height);
    return n > 0;
}

void channel_legend(const struct desk *desk, struct gui *g)
{
    const struct camera_port *p = &desk->eye.port;
    const struct channel *row[ROWS_MOST];
    const float s = gui_scale(g), line = line_of(g), pad = 8 * s;
    const struct shell *shell = desk->shell;
    bool none = shell->legend == SHELL_NO_CORNER;
    int n = find_rows(desk, row);
    float free = (float)p->width - p->left - p->right, width, height;
    measure(desk, g, row, n, &width, &height);
    // where the body is in every corner it needs ground of its own, and a wide stage
    if (!n || free < (none ? 620 * s : width + 40 * s) ||
        (float)p->height - p->top - p->bottom < height + 120 * s)
        return;
    struct gui_rect r = stage_corner_rect(
        &desk->eye, shell, none ? SHELL_LOWER_LEFT : shell->legend, width, height);
    stage_corner_take(desk->shell, r);
    gui_ground_begin(g);
    if (none)
        gui_box(g, (struct gui_rect){r.x - pad, r.y - pad, r.w + 2 * pad, r.h + 2 * pad},
                8 * s, gui_theme(g)->panel);
    for (int i = 0; i < n; i++, r.y += line) {
        char name[128];
        uint32_t color = theme_channel_color(row[i]->id, gui_theme(g)->dark);
        words_channel(desk->texts, row[i], name, sizeof name);
        gui_need(g, name);
        gui_box(g, (struct gui_rect){r.x, r.y + line / 2 - 4 * s, 18 * s, 4 * s}, 2 * s,
                color);
        gui_text(g, GUI_SMALL, r.x + TEXT * s, r.y, GUI_LEFT, gui_theme(g)->ink_soft,
                 name);
    }
    gui_ground_end(g);
}
