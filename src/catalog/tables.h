/* tables.h - what is said of many points at once, in a file of its own each:
 * anatomy/depths.json (the cun of depth and the caps), anatomy/categories.json,
 * anatomy/reviews.json. What concerns one point stands in `struct point`.
 */
#ifndef DEQI_CATALOG_TABLES_H
#define DEQI_CATALOG_TABLES_H

struct expr;

/* How deep a needle goes on one body. A cun of depth is one length on the whole person;
 * caps shrink in a thin one, with the square of how far `from` and `to` lie apart. */
struct depth_rule {
    int measure;                  /* whose cun: index into catalog.measure */
    const struct expr *from, *to; /* across the trunk */
    double usual_mm;              /* this far apart or farther: caps hold in full */
    double least;                 /* the share of a cap that is always left, 0..1 */
};

/* A traditional class of points, as "source" or "back_shu". */
struct category {
    const char *id, *english;
};

#endif
