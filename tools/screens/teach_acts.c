#include "teach_acts.h"

#include <SDL.h>

#include "modes/teach.h"
#include "panels/shell.h"

/* the eye is where it was sent */
static void arrive(struct drive *d)
{
    drive_settle(d);
    for (int i = 0; i < 60 && d->app->desk.eye.flying; i++)
        drive_settle(d);
    drive_settle(d);
}

static void seek(struct drive *d, const char *words)
{
    drive_key(d, SDLK_SLASH, 0);
    drive_type(d, words);
    drive_key(d, SDLK_RETURN, 0);
    arrive(d);
}

void teach_acts_welcome(struct drive *d)
{
    sink_show_card(&d->app->desk.sink, SHELL_WELCOME);
    drive_settle(d);
}

void teach_acts_landmark(struct drive *d)
{
    seek(d, "medial malleolus");
}

static void show_only(struct drive *d, const struct isolate *isolate)
{
    sink_isolate(&d->app->desk.sink, isolate, SINK_FLY);
    arrive(d);
}

void teach_acts_isolated(struct drive *d)
{
    show_only(d, &(struct isolate){.part = ISOLATE_LEG, .side = SIDE_L});
}

void teach_acts_isolate_card(struct drive *d)
{
    show_only(d, &(struct isolate){.part = ISOLATE_ARM,
                                   .side = SIDE_R,
                                   .rest = ISOLATE_FADE,
                                   .plane = ISOLATE_CORONAL,
                                   .at = 0.5f});
    sink_show_card(&d->app->desk.sink, SHELL_ISOLATE);
    drive_settle(d);
}

void teach_acts_channel(struct drive *d)
{
    seek(d, "BL");
}

void teach_acts_structure(struct drive *d)
{
    seek(d, "median nerve");
}

static void open_tab(struct drive *d, enum teach_tab tab)
{
    d->app->desk.teach->tab = tab;
    sink_redraw(&d->app->desk.sink);
    drive_settle(d);
}

void teach_acts_plan(struct drive *d)
{
    open_tab(d, TEACH_PLAN);
}

void teach_acts_rules(struct drive *d)
{
    open_tab(d, TEACH_RULES);
}

void teach_acts_write(struct drive *d)
{
    static const char *const CODES[] = {"ST36", "SP6", "KI3"};
    open_tab(d, TEACH_WRITE);
    for (int i = 0; i < 3; i++) {
        director_select(&d->app->director, CODES[i], SIDE_L, SINK_FLY);
        arrive(d);
        if (i == 2)
            show_only(d, &(struct isolate){.part = ISOLATE_LEG, .side = SIDE_L});
        drive_tap_id(d, "", "write.add");
    }
    arrive(d);
}

static void begin_tour(struct drive *d)
{
    struct teach *t = d->app->desk.teach;
    teach_tour_begin(t, &d->app->desk.clock, &d->app->desk.sink, &t->tours->tour[0]);
    teach_tour_step(t, &d->app->desk.clock, &d->app->desk.sink, 1);
    arrive(d);
}

void teach_acts_tour(struct drive *d)
{
    begin_tour(d);
}

void teach_acts_choice(struct drive *d)
{
    d->app->desk.shell->fold[FOLD_QUIZ] = true;
    drive_settle(d);
}

void teach_acts_quiz(struct drive *d)
{
    sink_ask(&d->app->desk.sink, ACTION_QUIZ, QUIZ_NAME);
    arrive(d);
}

void teach_acts_answered(struct drive *d)
{
    teach_acts_quiz(d);
    drive_key(d, SDLK_1, 0);
    arrive(d);
}

void teach_acts_presenter(struct drive *d)
{
    director_select(&d->app->director, "ST36", SIDE_L, SINK_FLY);
    drive_key(d, SDLK_F5, 0);
    arrive(d);
    drive_key(d, SDLK_SPACE, 0);
    arrive(d);
}

void teach_acts_measure(struct drive *d)
{
    float at[2];
    drive_key(d, SDLK_m, KMOD_CTRL);
    drive_site(d, "ST36", SIDE_L, at);
    drive_click(d, at[0], at[1]);
    drive_site(d, "ST41", SIDE_L, at);
    drive_click(d, at[0], at[1]);
    arrive(d);
}
