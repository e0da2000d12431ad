/* load_internal.h - what the readers of the catalogue's files share. Private to this
 * library.
 *
 * Loading has two passes. The first opens every file and collects what has a name; the
 * second reads everything, when expressions can be understood. Documents stay open until
 * the end, so that complaints found late still have a line and a column.
 */
#ifndef DEQI_CATALOG_LOAD_INTERNAL_H
#define DEQI_CATALOG_LOAD_INTERNAL_H

#include "catalog/catalog.h"

enum { LOAD_DOCS_MAX = 24 };

struct loader {
    struct catalog *catalog;
    struct arena *arena;
    struct error *error;
    struct expr_names names;

    struct json_doc parts, measures, channels, regions, depths, categories, reviews;
    struct json_doc points[LOAD_DOCS_MAX]; /* in the order of the catalogue */
    int n_point_docs;

    /* arrays behind the const pointers of the catalogue */
    struct part *part;
    struct derived *derived;
    struct measure *measure;
    struct point *point;
    struct channel *channel;
    struct region *region;
    int *point_doc, *point_item; /* where each point stands */
};

/* Each reads one document in the second pass. */
bool load_parts(struct loader *l);
bool load_measures(struct loader *l);
bool load_points(struct loader *l);
bool load_channels(struct loader *l);
bool load_regions(struct loader *l);
/* After the points. */
bool load_depths(struct loader *l);
bool load_categories(struct loader *l);
bool load_reviews(struct loader *l);
/* Refuses expressions that in the end need themselves. */
bool load_check_cycles(struct loader *l);

/* A list of planes: see part_plane. */
bool load_plane(struct loader *l, const struct json_at *at, struct part_plane *out);

/* A member's text kept in the arena; "" where it is absent and `must` is '?'. */
bool load_text(struct loader *l, const struct json_at *object, const char *key, char must,
               const char **out);
/* A member's expression; NULL where it is absent and `must` is '?'. */
bool load_expr(struct loader *l, const struct json_at *object, const char *key, char must,
               enum expr_allow allow, const struct expr **out);
/* A list of texts, kept as a NULL-terminated array; empty where absent. */
bool load_texts(struct loader *l, const struct json_at *object, const char *key,
                const char *const **out);

#endif
