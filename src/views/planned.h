/* planned.h - the needle that a plan asks for at a point, on one body.
 *
 * The one place where a plan's depth and angle meet a body's place and direction:
 * whatever is written, drawn or printed of a needle comes from here. Where a plan names
 * the point for that side, depth and angle are the plan's, its cautions' caps included;
 * only where none does are they the catalogue's (`planned_at_rest`).
 *
 * A needle is never deeper than the body's own measure of the point allows, and a caution
 * makes it flatter, never steeper. Which way a flatter needle goes belongs to the point:
 * it leans where the point's own needle leans, and where that stands straight nobody has
 * said a way, so it stays as it is.
 *
 * Of a composite (Baxie) the depth is that of the shallowest member and the direction the
 * mean of all. A mark of the user's goes straight in where it was made; its cun is the
 * one that every depth is told in (assets/anatomy/depths.json). Pure.
 */
#ifndef DEQI_VIEWS_PLANNED_H
#define DEQI_VIEWS_PLANNED_H

#include <stdbool.h>

#include "rules/plan.h"

struct body;      /* anatomy/body.h */
struct site;      /* anatomy/body.h */
struct mesh_site; /* geom/mesh.h */

/* A body, and how a mark that was made on the neutral body is found on it again. */
struct planned_body {
    const struct body *body; /* NULL: no body, depths are in cun alone */
    /* False where the mark has no place on this body. NULL: marks have no direction. */
    bool (*find)(const void *user, const float at[3], struct mesh_site *on);
    /* The way back: where that is on the neutral body. NULL: not known. */
    void (*neutral)(const void *user, const struct mesh_site *on, float at[3]);
    const void *user;
};

struct planned_needle {
    double depth_cun[2]; /* least, most; 0 most: the point is not needled */
    enum plan_angle angle;
    bool retained;  /* false: pricked, and not left in */
    bool has_depth; /* depth_mm is known: the point is placed, or it is a mark */
    double depth_mm[2];
    bool has_direction;
    float direction[3]; /* unit, into the body */
};

/* `point` is an entry of a plan's points or optional ones, or of what was removed. */
struct planned_needle planned_needle(const struct plan_point *point,
                                     const struct planned_body *on);
/* The same entry at one site that it names: of a composite, one of its members. */
struct planned_needle planned_at_site(const struct plan_point *point,
                                      const struct site *site);
/* Where no plan names the point: the catalogue's. */
struct planned_needle planned_at_rest(const struct site *site);

/* Whether the plan's entry names the site: the point itself, or a member of it. */
bool planned_names_site(const struct plan_point *point, const struct site *site);

/* What a plan says of a point for a side. */
enum planned_state {
    PLANNED_UNNAMED, /* nothing */
    PLANNED_REMOVED, /* a caution took it out, chosen or offered */
    PLANNED_OFFERED,
    PLANNED_CHOSEN
};

struct planned_entry {
    enum planned_state state;
    const struct plan_point *point;     /* NULL where unnamed */
    const struct plan_removed *removed; /* where removed; else NULL */
};

/* `code` of a point, of a member of a composite, or of a mark; `group` the composite that
 * it belongs to, or NULL; `side` 'L', 'R', 'M'. */
struct planned_entry planned_find(const struct plan *plan, const char *code,
                                  const char *group, char side);

#endif
