/* action.h - everything that a person can ask of the program, in one table: by a key, in
 * the menu, on the bar, in the card of keys.
 *
 * The table itself is the program's (app/actions.c). A panel shows what stands in it and
 * asks by sink_request; nothing is done while a frame is being drawn.
 */
#ifndef DEQI_PANELS_ACTION_H
#define DEQI_PANELS_ACTION_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "document/settings.h"
#include "rules/case.h"

struct dossier;

enum action_id {
    ACTION_VIEW, /* argument: front, left, back, right, top, bottom */
    ACTION_TURN, /* left, right, up, down */
    ACTION_ZOOM, /* 1 nearer, -1 farther */
    ACTION_PLAN,
    ACTION_STEP_POINT, /* 1 or -1 */
    ACTION_LAYER,      /* its bit; keys and names are those of scene/layers.h */
    ACTION_SEE_THROUGH,
    ACTION_SEARCH,
    ACTION_NEW_CASE,
    ACTION_OPEN_CASE,
    ACTION_SAVE_CASE,
    ACTION_SAVE_CASE_AS,
    ACTION_UNDO,
    ACTION_REDO,
    ACTION_PICTURE,
    ACTION_COPY_PICTURE,
    ACTION_CARD,
    ACTION_PRINT_CARD,
    ACTION_PAGE,
    ACTION_OPEN_BODY,
    ACTION_LANDMARKS,
    ACTION_MEASURE,
    ACTION_LAYERS,         /* their card */
    ACTION_ISOLATE_LOOKED, /* what is looked at alone, or all again */
    ACTION_ISOLATE_CARD,   /* where that is chosen */
    ACTION_SIDE_VIEWS,     /* beside the eye's, on or off */
    ACTION_MOVE_CUT,       /* by so many hundredths */
    ACTION_FLIP_CUT,
    ACTION_GO_ON, /* these four are the mode's own keys, listed here */
    ACTION_HINT,
    ACTION_ANSWER,
    ACTION_PRESENTER,
    ACTION_MODE, /* enum app_mode; APP_MODES: back from the display */
    ACTION_SESSIONS,
    ACTION_PREFERENCES,
    ACTION_FULLSCREEN,
    ACTION_THEME,
    ACTION_NEXT_LANGUAGE,
    ACTION_KEYS,
    ACTION_ESCAPE,
    ACTION_QUIT,
    // asked for by panels and modes alone
    ACTION_LANGUAGE,      /* text: its id */
    ACTION_BODY,          /* body */
    ACTION_POSE,          /* argument: enum posture */
    ACTION_BODY_FILE,     /* text: path of a model file */
    ACTION_BODY_JOINTS,   /* of the one at hand; then it takes the enum posture */
    ACTION_FILE,          /* text: the path that was chosen in the files' card */
    ACTION_FOLDER,        /* text: the folder that the files' card goes to */
    ACTION_SAVE_AND_QUIT, /* the case that stands against ending */
    ACTION_GIVE_UP,       /* likewise: it is left unsaved */
    ACTION_STOP_WORK,
    ACTION_TAKE_UP_SESSION, /* its id */
    ACTION_LEAVE_SESSION,
    ACTION_REPEAT_SESSION,    /* its id: its case anew; text: who it is */
    ACTION_LEAVE_NEEDLES,     /* the window closes although needles are in */
    ACTION_CHANGE_CASE,       /* record; argument: its group of history_set */
    ACTION_SHOW_CARD,         /* enum shell_card */
    ACTION_SHOW_SECTION,      /* at the needle of the point that is selected */
    ACTION_EXPORT_SESSION,    /* its id */
    ACTION_SELECT,            /* text: code of a point; argument: enum side */
    ACTION_SHOW_REGION,       /* text: its id */
    ACTION_SHOW_CHANNEL,      /* text: its id */
    ACTION_SHOW_RULE,         /* text: its id */
    ACTION_SHOW_STRUCTURE,    /* text: its id; argument: enum side */
    ACTION_FLY_TO_STRUCTURE,  /* likewise, and the eye goes there */
    ACTION_SHOW_LANDMARK,     /* text: its name; argument: enum side */
    ACTION_LIGHT_TERRITORY,   /* of what is looked at: index of a region */
    ACTION_THIN_SKIN,         /* by so many thousandths */
    ACTION_SAVE_LANDMARKS,    /* of a foreign model, beside it */
    ACTION_UNDO_LANDMARK,     /* the last step of theirs */
    ACTION_GIVE_UP_LANDMARKS, /* those that could not be saved */
    ACTION_END_SEARCH,        /* nothing is searched for any more */
    ACTION_TEXT_SIZE,         /* per cent */
    ACTION_REDUCE_MOTION,     /* 1 or 0 */
    ACTION_SINGLE_KEYS,       /* 1 or 0: whether one letter is a command */
    ACTION_TONE,              /* enum audio_voice; it sounds at once */
    ACTION_VOLUME,            /* per cent; likewise */
    ACTION_PIN,               /* text: four to eight figures; "" = none */
    ACTION_COVER,             /* 1 or 0 */
    ACTION_RETURN,            /* minutes; 0 = never */
    ACTION_SPEAK,             /* 1 or 0: alarms are said aloud; it is heard at once */
    ACTION_SCREEN_KEYS,       /* enum settings_keys */
    ACTION_BEGIN_WITH,        /* text: name or path of the body */
    ACTION_LIST_SEARCH,       /* what else can be found is listed */
    ACTION_TOUR,              /* text: its id */
    ACTION_QUIZ,              /* enum quiz_kind */
    ACTION_OPEN_PATH,         /* text: path of a case */
    ACTION_SHOW_CAUTION,      /* text: its id */
    ACTION_OPEN_LESSON,
    ACTION_SAVE_LESSON,
    ACTION_LESSON_PAGE,
    ACTION_SAVE_RESULT, /* of a round of the quiz */
    ACTION_ISOLATE,     /* text: as in anatomy/isolate.h; "" = all is shown; argument: 1 =
                           the eye stays where it is */
    ACTION_KEEP_VIEW,   /* text: its name */
    ACTION_SHOW_VIEW,   /* which of those that are kept */
    ACTION_FORGET_VIEW, /* likewise */
    ACTION_PUT_AWAY,    /* what came too late, as the shell has it */
    ACTIONS_COUNT
};

/* under which heading of the card a key is listed */
enum action_group {
    KEYS_LOOK,
    KEYS_CASE,
    KEYS_STUDY,
    KEYS_WINDOW,
    KEYS_MOUSE,
    KEYS_TOUCH,
    KEYS_GROUPS
};

struct request {
    enum action_id id;
    int64_t argument;
    char text[PATH_MAX];
    struct settings_body body;
    struct case_record *record; /* malloc'ed, freed by whoever carries it out */
};
enum { REQUESTS_MOST = 16 };

enum { ACTION_KEYS_MOST = 6 };
struct action_key {
    uint32_t key; /* of window_event.key; 0 = none */
    unsigned mods;
    int argument;
};

struct action {
    const char *text;  /* id of what it does; NULL: not listed */
    const char *menu;  /* the same in the menu; NULL: as `text` */
    const char *shown; /* as printed on the caps, with a space between two */
    struct action_key key[ACTION_KEYS_MOST];
    enum action_group group;
    unsigned only; /* 1 << mode: listed there alone; 0: everywhere */
    bool edits;    /* the case: not while a session or a job has it */
    bool hides;    /* part of the body: not of one that has needles in it */
    bool (*can)(const struct dossier *dossier); /* NULL: always */
};

#endif
