/* channel.h - the fourteen channels: names, order of flow, course. */
#ifndef DEQI_CATALOG_CHANNEL_H
#define DEQI_CATALOG_CHANNEL_H

#include <stdbool.h>

struct expr;

/* One stop of a course, in the order of flow. */
struct channel_stop {
    int point;              /* index into catalog.point, or -1 ... */
    const struct expr *via; /* ... for a place that the line passes between points */
    bool other_side; /* the stop lies on the other side (LI20 beyond the philtrum) */
    bool jump;       /* the way to this stop runs inside and is not drawn */
};

struct channel {
    const char *id; /* "KI" */
    const char *english, *hanzi, *pinyin;
    const char *flow;  /* in words: "foot to trunk" */
    const char *clock; /* its two hours of the channel clock, "7-9"; "" = none */
    /* what other books call it, alone or before a number: "UB", "San Jiao";
     * NULL-terminated */
    const char *const *also;
    bool midline; /* CV, GV: one line; else one on each side */
    int n_stops;
    const struct channel_stop *stop;
};

#endif
