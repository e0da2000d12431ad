/* care_screens.h - the screens of clinic, board, strip and display: to be looked at by
 * `screens`, and measured by the tests. */
#ifndef DEQI_TOOLS_CARE_SCREENS_H
#define DEQI_TOOLS_CARE_SCREENS_H

#include "drive.h"

struct screen {
    const char *name;
    enum app_mode mode;
    const char *case_path;
    void (*act)(struct drive *drive); /* what is done before it is looked at */
    unsigned sizes;                   /* bit i: the i-th of the sizes of screens.c */
};

extern const struct screen CARE_SCREENS[];
extern const int N_CARE_SCREENS;

#endif
