/* measure.h - the cun table: from where to where, how many cun, how measured. */
#ifndef DEQI_CATALOG_MEASURE_H
#define DEQI_CATALOG_MEASURE_H

struct expr;

enum measure_how {
    MEASURE_STRAIGHT, /* the straight distance */
    MEASURE_AXIS,     /* along a part's axis */
    MEASURE_SKIN      /* over the skin */
};

struct measure {
    const char *id, *region;
    const struct expr *from, *to;
    double cun;
    enum measure_how how;
    int part; /* for MEASURE_AXIS: index into catalog.part */
    const char *note, *source;
};

#endif
