/* names_internal.h - what a catalogue's things are called, sorted to be looked up.
 * Private to this library. */
#ifndef DEQI_CATALOG_NAMES_INTERNAL_H
#define DEQI_CATALOG_NAMES_INTERNAL_H

#include "catalog/catalog.h"

enum name_kind {
    NAME_LANDMARK, /* the first three share one space: what an expression may name */
    NAME_DERIVED,
    NAME_POINT,
    NAME_PART,
    NAME_MEASURE,
    NAME_CHANNEL,
    NAME_REGION
};

struct name {
    const char *text;
    enum name_kind kind;
    int index;
    const struct json_doc *doc; /* while loading: where it stands */
    const char *list;
    int item;
};

struct catalog_index {
    int count, capacity;
    struct name *name; /* sorted by space, then text */
};

void names_add(struct catalog *catalog, struct name name);
/* Once all are there; refused where two things in one space share a name. */
bool names_sort(struct catalog_index *names, struct error *error);
/* For expressions that name them. */
struct expr_names names_of(const struct catalog *catalog);

#endif
