/* teach.h - between the files of the teach mode (teach_*.c); of others only the program
 * includes it, to begin a tour or a quiz that was found elsewhere.
 *
 * The mode looks at things, guides through a tour, or asks questions. While it guides or
 * asks, what is lit is not the user's case but one of its own (teach_lit.c); the case,
 * its undo and the plan stay as they were.
 */
#ifndef DEQI_MODES_TEACH_H
#define DEQI_MODES_TEACH_H

#include "geom/path.h"
#include "modes/body_inset.h"
#include "panels/desk.h"
#include "panels/eye.h"
#include "study/beneath_quiz.h"
#include "study/class_quiz.h"
#include "study/deck.h"
#include "study/lesson_kept.h"
#include "study/progress.h"
#include "study/score.h"
#include "study/tours.h"
#include "views/exam.h"

enum teach_doing { TEACH_LOOKING, TEACH_TOUR, TEACH_QUIZ };
enum teach_tab { TEACH_LEARN, TEACH_PLAN, TEACH_RULES, TEACH_WRITE, TEACH_TABS };

/* A case that is lit instead of the user's. */
struct teach_lit {
    struct arena *arena;
    struct case_record *record;
    struct plan plan;
    unsigned version; /* of the record, for the tint */
    bool on;
    const struct highlight_also *also; /* n_also points besides, whatever the case */
    int n_also;
};

/* The last cun run to a point, as a line with ticks. */
enum { GUIDE_TICKS = 20 };
struct teach_guide {
    char number[GUIDE_TICKS][12], total[32]; /* what stands beside the line */
    const char *tick_name[GUIDE_TICKS];
    struct path path;
    float (*normal)[3];
    uint32_t room, body_version;
    const struct site *site; /* whose line it is; NULL = none */
    struct scene_measure measure;
};

enum { TEACH_RUN = 10, TEACH_RUN_LONGEST = 50, TEACH_RUN_MOST = 2 * TEACH_RUN_LONGEST };

/* What the learner wants to be asked. */
struct teach_choice {
    enum deck_set set;
    char channel[8];
    int area;                  /* of DECK_AREAS */
    const struct tour *lesson; /* NULL: the first */
    char words[256];           /* a list of one's own, as typed */
    enum quiz_level level;
    int number;         /* of questions in a round */
    bool exam;          /* no hint, no word before the end */
    int teams, seconds; /* of a class; 0 teams: none */
};

enum teach_state { TEACH_ASKING, TEACH_ANSWERED, TEACH_DONE };

struct teach_run {
    enum quiz_kind kind; /* QUIZ_KINDS: mixed */
    bool exam;
    struct class_quiz teams;
    int shown_s; /* of the time of a class */
    struct quiz_item queue[TEACH_RUN_MOST];
    int first; /* so many are asked for the first time; the rest come back */
    int n, at, asked, known, looked_for, within;
    uint64_t seed;
    enum teach_state state;
    struct quiz_question question;
    int chosen; /* of the choices; -1 = none */
    int hints;
    bool tapped, comes_back;
    bool thinned;    /* the skin, to show what lies beneath */
    bool over_nerve; /* a nerve was looked for: `nerve` tells how near */
    struct nerve_tap nerve;
    float tap[3];
    const struct point *found; /* that the tap was measured to, and on which side */
    enum side side;
    struct score score; /* its site is that of the body that was tapped */
    struct path way;    /* from the tap to the place */
    float normal[2][3];
    char off[64];  /* the label of the tap */
    char name[96]; /* the label of the place */
};

/* What came of a round. */
struct teach_result {
    struct arena *arena;
    struct exam exam;
};

enum { TEACH_LEARNERS = 60, TEACH_CHANNELS = 20 };

/* A lesson in the making. */
struct teach_write {
    struct lesson_book *book;
    int at;                        /* the step that is written; -1 = none */
    const struct subject *subject; /* borrowed */
    struct tours *tried;           /* as it is looked at; NULL = not yet */
    struct lesson_kept kept;       /* what is not saved, for the next time */
    enum lesson_found found;       /* at the start; yet to be said */
    unsigned changes;              /* of the book, as they are kept */
    int64_t changed_ms;            /* when the first came that is not; 0 = none has */
    bool unkept;                   /* it could not be kept, which has been said */
};

/* What a press asks for, done before the next frame (teach_fulfil.c): describing a frame
 * changes nothing that it shows. */
enum teach_wish_kind {
    TEACH_WISH_KEY,     /* as `number`, a key of platform/window.h */
    TEACH_WISH_TOUR,    /* begins `tour` */
    TEACH_WISH_QUIZ,    /* begins questions of that kind; QUIZ_KINDS: mixed */
    TEACH_WISH_CHOOSE,  /* the choice with that number */
    TEACH_WISH_RAISE,   /* the team with that number raises a hand */
    TEACH_WISH_DEAL,    /* another deck was chosen */
    TEACH_WISH_LOOK_AT, /* leaves, and goes to the point `text` */
    TEACH_WISH_LEARNER, /* `text` learns from now on */
    TEACH_WISH_LEARNER_BACK,
    TEACH_WISH_TYPE, /* `typed` into that field of the lesson */
    TEACH_WISH_UP,   /* the step that is written, */
    TEACH_WISH_DOWN,
    TEACH_WISH_AWAY,
    TEACH_WISH_VIEW, /* from what is seen now */
    TEACH_WISH_ADD,
    TEACH_WISH_ADD_CASE,
    TEACH_WISH_UNDO, /* the lesson */
    TEACH_WISH_REDO,
    TEACH_WISH_NEW,
    TEACH_WISH_TRY
};

struct teach_wish {
    enum teach_wish_kind kind;
    int number;
    const struct tour *tour;
    char text[PROGRESS_NAME];
};

enum { TEACH_WISHES = 8 }; /* of one frame: more than a hand can press */

struct teach_wishes {
    int n;
    struct teach_wish wish[TEACH_WISHES];
    char typed[sizeof((struct lesson_step *)0)->text];
};

struct teach {
    struct teach_wishes wishes;
    struct tours *tours;
    struct questions *questions;
    struct quiz *quiz;
    struct progress *progress;
    struct teach_choice choice;
    int n_deck;       /* points that are chosen */
    unsigned beneath; /* 1 + the version of the body whose inside is asked of; 0 = none */
    const struct subject *subject; /* borrowed */
    bool says_set_aside;           /* yet: that the record was damaged */
    enum teach_doing doing;
    enum teach_tab tab;
    bool presenter, revealed;
    char shown[32]; /* the code that stands before the class */
    int n_due[QUIZ_KINDS], n_new[QUIZ_KINDS], looked_for, within;
    struct teach_lit lit;
    struct teach_guide guide;
    const struct tour *tour;
    int step;
    char channel_before[8];   /* what was looked at before the tour or quiz */
    float see_through_before; /* likewise */
    struct isolate isolate_before;
    char selected_before[32];
    enum side side_before;
    enum app_aimed aimed_before; /* at that aim; where the hand had moved it, it stood: */
    struct aim aim_before;
    struct eye_stand stand_before;
    struct teach_run run;
    struct teach_write write;
    struct teach_result result;
    const struct texts *const *texts; /* the reader's, whichever they are; borrowed */
    char who[PROGRESS_NAME], new_learner[PROGRESS_NAME]; /* "": the first */
    char who_before[PROGRESS_NAME]; /* where another learns since, which changed_who says
                                     */
    bool changed_who, who_is_new;   /* new: there was no record of `who` before */
    char learner[TEACH_LEARNERS][PROGRESS_NAME];
    int n_learners, channel_known[TEACH_CHANNELS], channel_all[TEACH_CHANNELS];
    struct gui_rect bar;
    float bar_height, bar_foot; /* of its words, and of what stays in sight under them, in
                                   the frame before */
    char bar_key[64];           /* whose height that is */
    struct body_inset inset;    /* the whole body, beside a part of it */
    struct scene_mark marks[2]; /* of an answer: the place, and the tap */
    uint32_t n_marks;
    const struct engine *engine; /* borrowed */
    bool looks;                  /* the eye has yet to set out to what is shown now */
};

const char *teach_text(const struct texts *texts, const struct study_text *text);
/* Back to looking; the eye stays where it is. */
void teach_leave(struct teach *teach, struct app_clock *clock, struct sink *sink);
/* Something else is shown. With TEACH_FLY the eye sets out to it before the next frame.
 */
enum teach_change { TEACH_STAY, TEACH_FLY };
void teach_changed(struct teach *teach, struct sink *sink, enum teach_change change);

float teach_zoom(const struct teach *teach);
bool teach_hides_names(const struct teach *teach);
/* What is looked at before a tour or a quiz takes the eye; nothing during one. */
void teach_remember(struct teach *teach, const struct app_eye *eye);
/* The skin as it was before. */
void teach_thin(const struct teach *teach, struct sink *sink);

/* The step that is told; NULL = no tour. */
const struct tour_step *teach_tour_now(const struct teach *teach);
/* Counts what is due, for the list. */
void teach_quiz_count(struct teach *teach, struct app_clock *clock);
/* The day of schedule.h. */
int teach_today(const struct app_clock *clock);

bool teach_key(struct desk *desk, uint32_t key, unsigned mods);

// ------------------------------------------------------------- teach_wish.c

void teach_wish(struct teach *teach, struct sink *sink, const struct teach_wish *wish);
void teach_wish_for(struct teach *teach, struct sink *sink, enum teach_wish_kind kind,
                    int number);
/* A button does what its key does. */
void teach_wish_key(struct teach *teach, struct sink *sink, uint32_t key);
void teach_wish_text(struct teach *teach, struct sink *sink, enum teach_wish_kind kind,
                     const char *text);

// ------------------------------------------------------------- teach_fulfil.c

void teach_wishes_fulfil(struct desk *desk);

// ------------------------------------------------------------- teach_eye.c

/* Sends the eye to what there is to look at now. */
void teach_look(struct teach *teach, const struct app_eye *eye, struct dossier *dossier,
                struct subject *subject, struct rule_view *open_rule, struct sink *sink);
/* Where the point to find or to name is: on the left, or where it was found. */
const struct site *teach_place(const struct teach *teach, const struct subject *subject);

/* What is seen now, as a step of a lesson keeps it. */
struct tour_eye teach_eye_now(const struct app_eye *eye, const struct subject *subject);

// ------------------------------------------------------------- teach_lit.c

void teach_lit_show(struct teach *teach, const char *case_text); /* NULL = nothing */
/* The same of a step, with the points that it lights by itself. */
void teach_lit_step(struct teach *teach, const struct tour_step *step);

// ------------------------------------------------------------- teach_guide.c

/* The line of the selected point: made ready, and added to what is seen; false where
 * there is none. */
void teach_guide_prepare(struct teach *teach, struct app_eye *eye,
                         struct subject *subject, const struct texts *texts);
bool teach_guide_view(const struct teach *teach, struct stage_view *view);
/* "3 cun of 22 mm, along the skin" in the panel that is open. */
void teach_guide_words(struct app_eye *eye, struct subject *subject,
                       const struct texts *texts, struct gui *gui);
void teach_guide_free(struct teach_guide *guide);

// ------------------------------------------------------------- teach_tour.c

void teach_tour_begin(struct teach *teach, struct app_clock *clock, struct sink *sink,
                      const struct tour *tour);
void teach_tour_step(struct teach *teach, struct app_clock *clock, struct sink *sink,
                     int by);
void teach_tour_bar(struct desk *desk, struct gui *gui);
bool teach_tour_key(struct teach *teach, struct app_clock *clock, struct sink *sink,
                    uint32_t key);

// ------------------------------------------------------------- teach_quiz.c

void teach_quiz_begin(struct teach *teach, struct app_clock *clock, struct sink *sink,
                      enum quiz_kind kind);
void teach_quiz_choose(struct teach *teach, struct app_clock *clock,
                       const struct texts *texts, struct sink *sink, int choice);
/* Whether there is a hint to be had. */
bool teach_quiz_helps(const struct teach *teach);
void teach_quiz_hint(struct teach *teach, struct sink *sink);
void teach_quiz_next(struct teach *teach, struct app_clock *clock, struct sink *sink);
bool teach_quiz_click(struct teach *teach, struct app_eye *eye, struct subject *subject,
                      struct app_clock *clock, const struct texts *texts,
                      struct sink *sink, float x, float y);
int teach_quiz_tick(struct teach *teach, struct app_clock *clock, struct sink *sink);
bool teach_quiz_key(struct teach *teach, struct app_clock *clock,
                    const struct texts *texts, struct sink *sink, uint32_t key);
/* What the body shows of a question: made ready, and shown. */
void teach_quiz_prepare(struct teach *teach, const struct subject *subject);
void teach_quiz_view(const struct teach *teach, struct stage_view *view);

/* Another body: what lies beneath it is asked of anew. */
void teach_quiz_follow(struct teach *teach, struct app_clock *clock, struct sink *sink);

// ------------------------------------------------------------- teach_card.c

/* Into the panel that is open: the channel or the region that is looked at. */
void teach_channel_card(const struct teach *teach, const struct app_eye *eye,
                        const struct subject *subject, const struct plan *plan,
                        const struct texts *texts, struct sink *sink, struct gui *gui);
/* The same for the landmark that is looked at. */
void teach_landmark_card(struct desk *desk, struct gui *gui);
void teach_region_card(const struct app_eye *eye, const struct subject *subject,
                       const struct plan *plan, const struct texts *texts,
                       struct sink *sink, struct gui *gui);

// ------------------------------------------------------------- teach_choice.c

/* How a learner begins. */
struct teach_choice teach_choice_default(void);
/* Deals the points that are chosen. */
void teach_choice_deal(struct teach *teach);
/* In the list: what is asked, and how. */
void teach_choice_rows(struct teach *teach, bool *open, const struct texts *texts,
                       struct sink *sink, struct gui *gui);

// ------------------------------------------------------------- teach_result.c

void teach_result_begin(struct teach_result *result, const char *who);
void teach_result_free(struct teach_result *result);
/* The question of the run as it was answered, or passed over. */
void teach_result_add(struct teach_result *result, const struct teach_run *run,
                      const struct texts *texts, int64_t now_ms);
/* What was missed, in the part that is open; a point among it is a way to look at it. */
void teach_result_rows(struct teach *teach, const struct texts *texts, struct sink *sink,
                       struct gui *gui);
/* As CSV where the path ends so, else as PDF. */
bool teach_result_save(const struct teach *teach, const struct texts *texts,
                       const char *path, struct error *error);

// ------------------------------------------------------------- teach_class.c

bool teach_class_on(const struct teach_run *run);
void teach_class_bar(struct teach *teach, const struct app_clock *clock,
                     const struct texts *texts, struct sink *sink, struct gui *gui);
void teach_class_raise(struct teach_run *run, const struct app_clock *clock, int team);
/* A team's figure raises its hand. */
bool teach_class_key(struct teach_run *run, const struct app_clock *clock, uint32_t key);
/* Milliseconds until the time of a class shows another second; -1 where none runs. */
int teach_class_tick(const struct teach_run *run, const struct app_clock *clock);

// ------------------------------------------------------------- teach_learner.c

void teach_learner_list(struct teach *teach);
void teach_learner_count(struct teach *teach);
/* Another learns from now on; or the one before again. */
void teach_learner_become(struct teach *teach, struct app_clock *clock,
                          const struct texts *texts, struct sink *sink, const char *name);
void teach_learner_back(struct teach *teach, struct app_clock *clock,
                        const struct texts *texts, struct sink *sink);
void teach_learner_rows(struct teach *teach, const struct texts *texts, struct sink *sink,
                        struct gui *gui);
void teach_learner_progress(struct teach *teach, bool *open, const struct texts *texts,
                            struct sink *sink, struct gui *gui);

// ------------------------------------------------------------- teach_write.c

void teach_write_create(struct teach *teach);
void teach_write_destroy(struct teach *teach);
void teach_write_panel(struct desk *desk, struct gui *gui);
/* What was asked for of the lesson. */
void teach_write_fulfil(struct desk *desk, const struct teach_wish *wish);
/* Says what was found of the time before. */
void teach_write_enter(struct teach *teach, const struct texts *texts, struct sink *sink);
/* Milliseconds until what is not saved is to be kept; -1: nothing is. */
int teach_write_tick(struct teach *teach, const struct app_clock *clock,
                     const struct texts *texts, struct sink *sink);
/* Keeps at once what is not saved; says where that fails, on stderr alone at the end of
 * the program, when `texts` and `sink` are NULL. */
void teach_write_keep(struct teach *teach, const struct texts *texts, struct sink *sink);
bool teach_write_open(struct teach *teach, const char *path, const struct texts *texts,
                      struct sink *sink, struct error *error);
bool teach_write_save(struct teach *teach, const char *path, const struct texts *texts,
                      struct sink *sink, struct error *error);
/* The lesson as a tour; NULL where it has no steps or names what is not there. */
struct tours *teach_write_tours(const struct teach *teach, struct error *error);

// ------------------------------------------------------------- teach_bar.c

/* The card at the lower edge; its height follows its content. `key` says whose it is.
 * Where the window is too low, the words scroll. */
void teach_bar_begin(struct teach *teach, struct shell *shell, struct app_eye *eye,
                     struct sink *sink, struct gui *gui, const char *key);
/* After the words: what stays in sight at its lower edge. */
void teach_bar_buttons(struct teach *teach, struct sink *sink, struct gui *gui);
void teach_bar_end(struct teach *teach, struct sink *sink, struct gui *gui);
void teach_quiz_bar(struct desk *desk, struct gui *gui);
void teach_presenter_bar(struct teach *teach, struct shell *shell, struct app_eye *eye,
                         struct subject *subject, const struct texts *texts,
                         struct sink *sink, struct gui *gui);
/* Button with the key that does the same. */
bool teach_button(const struct texts *texts, struct gui *gui, const char *text,
                  const char *key, enum gui_button_style style);

#endif
