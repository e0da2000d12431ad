/* shell.h - what stands over every mode: the bar at the top, the cards that it opens, and
 * where panels go on this window.
 *
 * A wide window has room for a panel at either side. An upright one gets a sheet at its
 * lower edge, a low or narrow one a single column: both show the panel in front and offer
 * the other as a tab. A very small one shows the body alone until a panel is asked for.
 */
#ifndef DEQI_PANELS_SHELL_H
#define DEQI_PANELS_SHELL_H

#include "panels/case_form_state.h"
#include "panels/desk.h"
#include "panels/screen_keys.h"
#include "panels/shell_card.h"

enum shell_layout { SHELL_WIDE, SHELL_SHEET, SHELL_COLUMN, SHELL_TINY };

enum panel_side { PANEL_LEFT, PANEL_RIGHT };

/* What can be folded away, by its place in shell->fold. */
enum shell_fold {
    FOLD_OPTIONAL,
    FOLD_NOTES,
    FOLD_PAINT,
    FOLD_REGIONS,
    FOLD_PREGNANT,
    FOLD_RED_FLAGS,
    FOLD_BLOOD,
    FOLD_LYMPH,
    FOLD_LESIONS,
    FOLD_FLAGS,
    FOLD_PERSON,
    FOLD_DRUGS,
    FOLD_ONSET,
    FOLD_ENTRAPMENTS,
    FOLD_WEAKNESS,
    FOLD_ABSENT,
    FOLD_MONOFILAMENT,
    FOLD_PULSES,
    FOLD_REFLEXES,
    FOLD_ADDED,
    FOLD_LIMITS,
    FOLD_LABEL,
    FOLD_CAUTIONS,
    FOLD_LAMP,
    FOLD_PAUSE,
    FOLD_ABORT,
    FOLD_NOTE,
    FOLD_LEFT_OUT,
    FOLD_BODY,
    FOLD_FILM,
    FOLD_SOUND,
    FOLD_DISPLAY,
    FOLD_QUIZ,
    FOLD_PROGRESS,
    FOLD_CASE,
    FOLDS
};

struct files;
struct session_list;

/* What the card of the cut shows, and from what that was drawn. */
struct shell_section {
    float along_mm, drawn_mm;
    const struct site *site;
    const struct texts *texts;
    uint32_t body;     /* subject_version */
    int width, height; /* 0: to be drawn anew */
    unsigned image;    /* of the picture; 0 = none */
};

/* Of what the panels leave free of the picture. */
enum shell_corner {
    SHELL_LOWER_LEFT,
    SHELL_LOWER_RIGHT,
    SHELL_UPPER_LEFT,
    SHELL_UPPER_RIGHT,
    SHELL_NO_CORNER
};
enum { SHELL_OVER = 8 };

struct shell {
    struct gui_rect left, right;      /* where the mode's panels ended, in image pixels */
    struct gui_rect corner;           /* what stands over the picture besides */
    struct gui_rect over[SHELL_OVER]; /* small things over the picture (stage_corner.h) */
    int n_over;
    struct gui_rect inset; /* the whole body, beside a part of it; w 0 = not there */
    enum shell_corner cube, legend;
    float top, bottom; /* what they cover at the upper and lower edge */
    float zoom;        /* of all words, beyond the user's text scale; 0 = 1 */
    float marks;       /* of what lies on the body, likewise */
    bool beside;       /* views beside the eye's, where they show more */
    enum shell_card card;
    struct shell_section section;
    float card_height; /* of its content in the frame before */
    float foot_height; /* of what stays in sight below it, likewise */
    struct gui_rect card_place;
    enum panel_side front;
    bool away; /* the panels, put away to see the body; on a tiny window: shown */
    char tab[2][96], old_tab[2][96]; /* wanted in this frame and in the one before */
    bool open;                       /* between panel_begin and panel_end */
    struct gui_rect rect;            /* of the panel that is open */
    struct gui_rect place[2];        /* of those of this frame; w 0 = not shown */
    float footer;
    bool headed;          /* its head is open */
    enum panel_side side; /* of the panel that is open */
    bool measures;        /* until its content has ended */
    float content[2]; /* what each held in the frame before, with its footer; 0 = none */
    bool typing;      /* keys also arrive as text */
    bool seeking;     /* the search field has yet to get the keys; in sight: */
    bool sought;      /* it stands in this frame */
    struct files *files;
    struct session_list *sessions;
    struct case_form_state form;
    bool fold[FOLDS];                        /* which are open */
    struct language language[LANGUAGES_MAX]; /* as it was when the card was opened */
    int n_languages;
    bool voiceless; /* none is installed */
    bool silent;    /* no alarm can be heard: there is no device */
    struct shell_pin {
        char typed[PIN_MOST + 1];
        int wrong; /* in a row */
    } pin;
    char new_pin[PIN_MOST + 1]; /* as it is typed */
    struct screen_keys keys;
    bool needles_known; /* that they are in has been said to whoever closes the window */
    bool landmarks_leaving; /* it is to end once landmarks are saved or given up */
    bool leaving;           /* the program is to end, once nothing is unsaved */
    int left_at;            /* place in the history that was looked at before */
    char caution[64];       /* id of that in its card */
    char view_name[64];     /* as it is typed */
    struct shell_seen { /* of what came too late: which one is put away, as it is typed */
        int64_t number; /* 0 = none */
        char by[32], why[400];
    } seen;
};

struct shell *shell_create(void);
void shell_destroy(struct shell **shell);

enum shell_layout shell_layout(const struct app_eye *eye);
/* Before the mode's panels, and after them. */
void shell_begin_panels(struct shell *shell);
void shell_panels(struct desk *desk, struct gui *gui);
/* The tabs of panel_place.c. */
void shell_tabs(struct shell *shell, const struct app_eye *eye, const struct texts *texts,
                struct sink *sink, struct gui *gui);

/* The cards, each in the overlay that is open. */
void shell_layers(struct app_eye *eye, const struct texts *texts, struct sink *sink,
                  struct gui *gui);
void shell_preferences(struct desk *desk, struct gui *gui);
/* Sound and display, in the preferences' card. */
void room_settings(struct shell *shell, const struct settings *settings,
                   const struct texts *texts, struct sink *sink, struct gui *gui);
/* The figures that lead out of the display, by hand or by keyboard's Tab and space. */
void shell_pin_card(struct shell *shell, const struct settings *settings,
                    const struct texts *texts, struct sink *sink, struct gui *gui);
/* Before that card is opened. */
void shell_preferences_read(struct shell *shell, struct picture *picture,
                            const char *data_dir);

#endif
