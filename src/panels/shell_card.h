/* shell_card.h - the cards that stand over the body, one at a time. */
#ifndef DEQI_PANELS_SHELL_CARD_H
#define DEQI_PANELS_SHELL_CARD_H

enum shell_card {
    SHELL_NO_CARD,
    SHELL_MENU,
    SHELL_PREFERENCES,
    SHELL_FILES,
    SHELL_SESSIONS,
    SHELL_KEYS,
    SHELL_UNSAVED,
    SHELL_SECTION,
    SHELL_NEEDLES,  /* are in, and the window is to close */
    SHELL_PIN,      /* is asked for by whoever leaves the display */
    SHELL_CAUTION,  /* a safety rule in full */
    SHELL_REACH,    /* what of a shared journal has not arrived */
    SHELL_LAYERS,   /* of the body */
    SHELL_ISOLATE,  /* what of it is shown; views that are kept */
    SHELL_WELCOME,  /* to whoever starts for the first time */
    SHELL_LANDMARKS /* were set and are not saved */
};

#endif
