#include "panels/channel_legend.h"

#include "anatomy/trace.h"
#include "document/live_session.h"
#include "panels/panels.h"
#include "views/session_head.h"
#include "views/words.h"

enum { ROWS_MOST = 16 };

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

void channel_legend(const struct desk *desk, struct gui *g)
{
    const struct camera_port *p = &desk->eye.port;
    const struct channel *row[ROWS_MOST];
    const float s = gui_scale(g), line = gui_line_height(g, GUI_SMALL) + 4 * s;
    const struct session *session = live_session_state(desk->live);
    // where all is out none is drawn, nor on the wall
    bool over = desk->mode == APP_CLINIC && session && session_head_all_done(session);
    bool wanted = desk->mode != APP_DISPLAY && desk->mode != APP_BOARD &&
                  !desk->eye.names_hidden && !over && (desk->eye.layers & SCENE_CHANNELS);
    int n = wanted ? shown_channels(desk, row) : 0;
    float width = (float)p->width - p->left - p->right;
    float height = (float)p->height - p->top - p->bottom;
    if (!n || width < 620 * s || height < (float)n * line + 120 * s)
        return;
    float x = p->left + 20 * s;
    float y = (float)p->height - p->bottom - 20 * s - (float)n * line;
    gui_ground_begin(g);
    for (int i = 0; i < n; i++, y += line) {
        char name[128];
        uint32_t color = theme_channel_color(row[i]->id, gui_theme(g)->dark);
        words_channel(desk->texts, row[i], name, sizeof name);
        gui_need(g, name);
        gui_box(g, (struct gui_rect){x, y + line / 2 - 4 * s, 18 * s, 4 * s}, 2 * s,
                color);
        gui_text(g, GUI_SMALL, x + 26 * s, y, GUI_LEFT, gui_theme(g)->ink_soft, name);
    }
    gui_ground_end(g);
}
