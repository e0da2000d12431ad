/* catalog.h - everything that the data says about points, channels and the body's
 * measures.
 *
 * Read once from DIR/assets, checked as a whole, and immutable from then on, so that it
 * may be read from any thread. What names something else holds its index. A complaint
 * names file, line and column.
 *
 * Refused besides malformed data: names that mean two things; a name that means nothing
 * (with a suggestion); an expression that in the end needs itself.
 */
#ifndef DEQI_CATALOG_CATALOG_H
#define DEQI_CATALOG_CATALOG_H

#include "base/error.h"
#include "catalog/channel.h"
#include "catalog/expr.h"
#include "catalog/landmark.h"
#include "catalog/measure.h"
#include "catalog/part.h"
#include "catalog/point.h"
#include "catalog/region.h"
#include "catalog/tables.h"

struct catalog_index;
struct bone_shapes;

struct catalog {
    uint64_t digest; /* of all that it was read from but the bones */
    struct arena *arena;
    struct catalog_index *names;

    struct landmark_names landmark_names;
    struct landmark_set neutral; /* the landmarks of models/human.glb */
    /* where the bones of our own bodies lie (geom/bone_shape.h); NULL where the file is
     * missing or damaged: landmarks are then those of the skin alone */
    struct bone_shapes *bones;
    struct error bones_error; /* why there are none */
    int n_parts, n_derived, n_measures, n_points, n_channels, n_regions;
    const struct part *part; /* in the order in which they take their skin */
    const struct derived *derived;
    const struct measure *measure;
    const struct point *point; /* by channel in the order of the circuit, then number */
    const struct channel *channel; /* in the order of the circuit; CV, GV last */
    const struct region *region;   /* in the order of the file */
    int n_resolved;
    const struct resolved *resolved;
    const int *resolved_by; /* per landmark name: index into resolved, or -1 */
    int n_axons;
    const struct axon *axon;
    struct depth_rule depth;
    int n_categories;
    const struct category *category;
};

/* `data_dir` holds assets/. NULL on failure. */
struct catalog *catalog_load(const char *data_dir, struct error *error);
/* The same without the bones, and these by themselves, for who may not need them. */
struct catalog *catalog_load_words(const char *data_dir, struct error *error);
void catalog_load_bones(struct catalog *catalog, const char *data_dir);
void catalog_destroy(struct catalog **catalog);

/* An expression over the names of this catalogue, in `arena`; NULL with a complaint that
 * names the place in the file. */
const struct expr *catalog_expr(const struct catalog *catalog, const struct json_at *at,
                                struct arena *arena, struct error *error);

/* Each returns NULL or -1 where there is none. Codes are matched exactly. */
const struct point *catalog_point(const struct catalog *catalog, const char *code);
const struct channel *catalog_channel(const struct catalog *catalog, const char *id);
int catalog_part(const struct catalog *catalog, const char *id);
int catalog_measure(const struct catalog *catalog, const char *id);
const struct region *catalog_region(const struct catalog *catalog, const char *id);
/* The index of the name in landmark_names. */
int catalog_landmark(const struct catalog *catalog, const char *name);

/* The members of a composite such as "EX-UE9": a pointer to the first, their number in
 * *count. NULL where the code is no composite. */
const struct point *catalog_group(const struct catalog *catalog, const char *code,
                                  int *count);

/* The point, or the first member of the composite, of that code; NULL for any other. */
const struct point *catalog_find(const struct catalog *catalog, const char *code);

/* The known point, composite or channel code nearest to what was typed; NULL where none
 * is near. */
const char *catalog_suggest_code(const struct catalog *catalog, const char *code);

#endif
