#include "stage/highlight.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "stage/subject.h"
#include "stage/warmth.h"
#include "views/landmark_card.h"
#include "views/planned.h"
#include "views/words.h"

struct highlight {
    struct arena *names;
    struct scene_mark *mark;
    const struct site **site;
    int *landmark; /* of a mark: SIDES times its name, and its side; NO_LANDMARK */
    uint32_t n, room, n_before, version;
    bool differs;                     /* from what was built before */
    const struct plan_point *at_hand; /* whose limb alone is aimed at; NULL = all */
    int *emphasis; /* by site of the body: of enum scene_emphasis, or UNLIT */
    const struct plan_point **chosen;
    int n_sites;
};

enum {
    UNLIT = -1,
    NO_LANDMARK = -1,
    EXTRA = SCENE_MISSED + 1 /* a needle that the plan does not have there */
};

/* a space at which no line breaks: between a code and its side */
#define NO_BREAK "\u00a0"

struct highlight *highlight_create(void)
{
    struct highlight *h = xcalloc(1, sizeof *h);
    h->names = arena_create();
    return h;
}

void highlight_destroy(struct highlight **highlight)
{
    if (!highlight || !*highlight)
        return;
    arena_destroy(&(*highlight)->names);
    free((*highlight)->mark);
    free((*highlight)->site);
    free((*highlight)->landmark);
    free((*highlight)->emphasis);
    free((*highlight)->chosen);
    free(*highlight);
    *highlight = NULL;
}

static struct scene_mark *add_mark(struct highlight *h, const struct site *site)
{
    if (h->n == h->room) {
        h->room = h->room ? h->room * 2 : 1024;
        h->mark = xrealloc(h->mark, h->room * sizeof *h->mark);
        h->site = xrealloc(h->site, h->room * sizeof *h->site);
        h->landmark = xrealloc(h->landmark, h->room * sizeof *h->landmark);
    }
    h->landmark[h->n] = NO_LANDMARK;
    h->differs = h->differs || h->n >= h->n_before || h->site[h->n] != site;
    h->site[h->n] = site;
    struct scene_mark *m = &h->mark[h->n++];
    *m = (struct scene_mark){0};
    return m;
}

static void emphasise(struct highlight *h, const struct site *sites,
                      const struct plan_point *p, int count, enum scene_emphasis emphasis)
{
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < h->n_sites; k++) {
            if (planned_names_site(&p[i], &sites[k]) && h->emphasis[k] < (int)emphasis) {
                h->emphasis[k] = (int)emphasis;
                h->chosen[k] = &p[i];
            }
        }
    }
}

/* whether a mark made before names the composite of the last one, on its side */
static bool is_named(const struct highlight *h, const struct site *s)
{
    for (uint32_t i = 0; i + 1 < h->n; i++) {
        const struct site *before = h->site[i];
        const char *name = h->mark[i].brief;
        size_t n = strlen(s->point->group);
        if (before && before->side == s->side && name &&
            strncmp(name, s->point->group, n) == 0 &&
            (!name[n] || strncmp(name + n, NO_BREAK, strlen(NO_BREAK)) == 0))
            return true;
    }
    return false;
}

/* "L", "R"; NULL for the midline */
static const char *letter_of(const struct texts *texts, enum side side)
{
    if (side == SIDE_M)
        return NULL;
    const char *letter = side == SIDE_L ? "L" : "R";
    const char *id = side == SIDE_L ? "side.letter_left" : "side.letter_right";
    return texts ? texts_get(texts, id, letter) : letter;
}

/* What the plan chose as one entry carries one name; `alone`: a needle that is looked at
 * by itself, or is an entry of its own. */
static void name_mark(struct highlight *h, struct scene_mark *m, const struct site *s,
                      bool alone, const struct highlight_params *in)
{
    enum highlight_names names = in->names;
    const struct point *p = s->point;
    bool composite = p->group && !alone;
    if (names == HIGHLIGHT_NO_NAMES || (composite && is_named(h, s)))
        return;
    const char *code = composite ? p->group : p->code;
    const char *letter = letter_of(in->texts, s->side);
    m->text = m->brief =
        letter ? arena_printf(h->names, "%s" NO_BREAK "%s", code, letter) : code;
    if (names == HIGHLIGHT_CODE_AND_NAME)
        m->text = arena_printf(h->names, "%s %s %s", m->brief, p->pinyin,
                               words_hanzi(in->texts, p->code, p->hanzi));
}

/* the point of the session at a code, the needle of a set where that is named; -1 = none
 */
static int seat_of(const struct session *s, const char *code, const char *group,
                   char side, int *part)
{
    int i = session_find(s, code, side, part);
    return i < 0 && group ? session_find(s, group, side, part) : i;
}

/* whether steel is there: of a set, that needle's */
static bool is_in(const struct session *s, int i, int part)
{
    enum session_point_state state = s->points[i].state;
    return part == SESSION_ALL_PARTS
               ? state == SESSION_POINT_IN || state == SESSION_POINT_DE_QI
               : s->needles[s->points[i].first + part].state == SESSION_IN;
}

/* how the session sees the needle there: in, or lamp-warmed */
static bool needle_is_in(const struct highlight_params *in, const char *code,
                         const char *group, char side)
{
    int part;
    if (in->needles == HIGHLIGHT_NO_NEEDLES)
        return false;
    if (!in->session)
        return true;
    int i = seat_of(in->session, code, group, side, &part);
    return i >= 0 && is_in(in->session, i, part);
}

/* false where no lamp is on */
static bool lamp_of(const struct highlight_params *in, struct warmth_lamp *lamp)
{
    if (!in->rules || !in->overlay || !in->overlay->lamp.on)
        return false;
    *lamp = (struct warmth_lamp){in->rules, in->session->plan, in->overlay->lamp.lit};
    return true;
}

/* a point of another position of the session, whose turn is not now */
static bool is_for_later(const struct highlight_params *in, const struct plan_point *p)
{
    int i = in->session ? session_plan_find(in->session->plan, p->code, p->side) : -1;
    return i >= 0 && in->session->points[i].position != in->session->position &&
           in->session->points[i].state == SESSION_POINT_WAITING;
}

static bool goes_in(const struct session *s)
{
    return !s->aborting && s->state != SESSION_DUE && s->state != SESSION_REMOVING;
}

/* what is still to go in, while anything is: the next is lit */
static enum scene_emphasis waiting_now(const struct session *s, int i)
{
    return !goes_in(s) ? SCENE_DIM
           : i == session_first_point(s, s->position, SESSION_POINT_WAITING)
               ? SCENE_CHOSEN
               : SCENE_OFFERED;
}

/* one needle of a set */
static enum scene_emphasis part_now(const struct session *s, int i, int part)
{
    switch (s->needles[s->points[i].first + part].state) {
    case SESSION_IN:
        return s->points[i].state == SESSION_POINT_DE_QI ? SCENE_DE_QI : SCENE_IN;
    case SESSION_OUT:
        return SCENE_OUT;
    case SESSION_BROKEN_OFF:
        return SCENE_BROKEN;
    case SESSION_NO_NEEDLE:
        break;
    }
    return s->points[i].state == SESSION_POINT_WAITING    ? waiting_now(s, i)
           : goes_in(s) && is_in(s, i, SESSION_ALL_PARTS) ? SCENE_OFFERED
                                                          : SCENE_DIM;
}

/* How a point is lit while a session runs: each state has a shape of its own. */
static enum scene_emphasis emphasis_now(const struct highlight_params *in,
                                        const char *code, const char *group, char side)
{
    const struct session *s = in->session;
    int part, i = s ? seat_of(s, code, group, side, &part) : -1;
    if (i < 0 || !session_is_open(s))
        return SCENE_CHOSEN;
    if (part != SESSION_ALL_PARTS && s->points[i].state != SESSION_POINT_SKIPPED &&
        s->points[i].state != SESSION_POINT_REMOVED)
        return part_now(s, i, part);
    switch (s->points[i].state) {
    case SESSION_POINT_WAITING:
        return waiting_now(s, i);
    case SESSION_POINT_OUT:
        return SCENE_OUT;
    case SESSION_POINT_IN:
        return SCENE_IN;
    case SESSION_POINT_DE_QI:
        return SCENE_DE_QI;
    case SESSION_POINT_BROKEN:
        return SCENE_BROKEN;
    case SESSION_POINT_SKIPPED:
    case SESSION_POINT_REMOVED:
        break;
    }
    return SCENE_DIM;
}

/* Steel where the plan has none stands on the body all the same. */
static void emphasise_extras(struct highlight *h, const struct site *sites,
                             const struct highlight_params *in)
{
    const struct session *s = in->session;
    for (int i = 0; s && session_is_open(s) && i < s->n_extras; i++) {
        struct session_point p = session_point_at(s, s->plan->n_points + i);
        if (s->points[s->plan->n_points + i].state == SESSION_POINT_REMOVED)
            continue;
        for (int k = 0; k < h->n_sites; k++)
            if (h->emphasis[k] == UNLIT && side_name(sites[k].side)[0] == p.side &&
                strcmp(sites[k].point->code, p.code) == 0)
                h->emphasis[k] = EXTRA;
    }
}

/* The needle as it is drawn, half way between the least and the most. */
static void set_needle(struct scene_mark *m, const struct planned_needle *needle)
{
    memcpy(m->direction, needle->direction, sizeof m->direction);
    m->depth = (float)(needle->depth_mm[0] + needle->depth_mm[1]) / 2 / 1000;
}

enum looked_at { PASSED_OVER, LOOKED_AT };

/* What the plan says of the site, chosen or, where it is looked at, only offered or left
 * out; where it does not name it, the catalogue. */
static struct planned_needle needle_at(const struct highlight_params *in,
                                       const struct plan_point *chosen,
                                       const struct site *s, enum looked_at looked)
{
    const struct plan_point *named = chosen;
    if (!named && in->plan && looked == LOOKED_AT)
        named =
            planned_find(in->plan, s->point->code, s->point->group, side_name(s->side)[0])
                .point;
    return named ? planned_at_site(named, s) : planned_at_rest(s);
}

static bool is_also_lit(const struct highlight_params *in, const struct site *s)
{
    for (int i = 0; i < in->n_also; i++) {
        const struct highlight_also *a = &in->also[i];
        bool named = strcmp(a->code, s->point->code) == 0 ||
                     (s->point->group && strcmp(a->code, s->point->group) == 0);
        if (named && (a->side == SIDE_M || s->side == SIDE_M || a->side == s->side))
            return true;
    }
    return false;
}

/* the needle that goes in next, where its limb alone is to be aimed at */
static const struct plan_point *point_at_hand(const struct highlight_params *in)
{
    const struct session *s = in->session;
    if (!s || !in->plan || in->limbs != HIGHLIGHT_LIMB_AT_HAND || !goes_in(s))
        return NULL;
    int i = session_first_point(s, s->position, SESSION_POINT_WAITING);
    return i < 0 || session_is_extra(s, i)
               ? NULL
               : plan_find(in->plan, s->plan->points[i].code, s->plan->points[i].side);
}

static bool is_apart(const struct highlight *h, const struct plan_point *p)
{
    const struct plan_point *now = h->at_hand;
    return now && (!p || p->limb != now->limb ||
                   (p->limb != PLAN_TRUNK && p->side != now->side));
}

static void add_site(struct highlight *h, const struct highlight_params *in,
                     const struct site *s, int k)
{
    struct warmth_lamp lamp;
    const struct point *p = s->point;
    bool selected = in->selected &&
                    (strcmp(in->selected, p->code) == 0 ||
                     (p->group && strcmp(in->selected, p->group) == 0)) &&
                    (in->selected_side == SIDE_M || in->selected_side == s->side ||
                     s->side == SIDE_M);
    bool of_channel = in->channel && strcmp(in->channel, p->channel) == 0;
    int lit = h->emphasis[k];
    bool also = lit == UNLIT && is_also_lit(in, s);
    if (!s->placed || (lit == UNLIT && !selected && !also && !of_channel &&
                       in->others == HIGHLIGHT_ALONE))
        return;
    struct scene_mark *m = add_mark(h, s);
    memcpy(m->position, s->position, sizeof m->position);
    memcpy(m->normal, s->normal, sizeof m->normal);
    struct planned_needle needle =
        needle_at(in, h->chosen[k], s, selected ? LOOKED_AT : PASSED_OVER);
    set_needle(m, &needle);
    if (lit == SCENE_CHOSEN && is_for_later(in, h->chosen[k]))
        lit = SCENE_OFFERED;
    const char side = side_name(s->side)[0];
    bool chosen = lit == SCENE_CHOSEN || lit == EXTRA;
    m->emphasis = selected       ? SCENE_SELECTED
                  : chosen       ? emphasis_now(in, p->code, p->group, side)
                  : lit != UNLIT ? (enum scene_emphasis)lit
                  : also         ? SCENE_CHOSEN
                  : of_channel   ? SCENE_OFFERED
                                 : SCENE_DIM;
    m->awaited = lit == SCENE_CHOSEN && m->emphasis == SCENE_OFFERED;
    m->apart = !selected && chosen && is_apart(h, h->chosen[k]);
    m->needled = chosen && needle_is_in(in, p->code, p->group, side) &&
                 (in->needles != HIGHLIGHT_NEEDLE_SELECTED || selected);
    m->warmed = m->needled && (in->warm == HIGHLIGHT_WARM_NEEDLES ||
                               (lamp_of(in, &lamp) && warmth_reaches(&lamp, s)));
    bool own_entry = lit == EXTRA || (chosen && strcmp(h->chosen[k]->code, p->code) == 0);
    m->weight = selected       ? 1000
                : lit == EXTRA ? 700
                : chosen       ? 500 - (float)h->chosen[k]->rank
                : also         ? 400
                               : 100;
    if (selected || chosen || also || of_channel || lit == SCENE_OFFERED)
        name_mark(h, m, s, selected || own_entry, in);
}

/* what the user marked: snapped to the skin of the body at hand */
static void add_user_marks(struct highlight *h, const struct highlight_params *in)
{
    struct warmth_lamp lamp;
    for (int i = 0; in->plan && in->subject && i < in->plan->n_points; i++) {
        const struct plan_point *p = &in->plan->points[i];
        float at[3] = {(float)p->at[0], (float)p->at[1], (float)p->at[2]};
        // told in the session, where the case does not say it
        if (!p->has_at && !(in->session && p->region &&
                            session_place_of(in->session, p->code, p->side, at)))
            continue;
        struct planned_body body = subject_planned(in->subject);
        struct planned_needle needle = planned_needle(p, &body);
        struct mesh_site on;
        if (!subject_from_neutral(in->subject, at, &on))
            continue;
        struct scene_mark *m = add_mark(h, NULL);
        mesh_site_position(body_mesh(in->body), &on, m->position);
        mesh_site_normal(body_mesh(in->body), &on, m->normal);
        set_needle(m, &needle);
        m->emphasis = emphasis_now(in, p->code, NULL, p->side);
        m->awaited = m->emphasis == SCENE_OFFERED && !is_for_later(in, p);
        m->apart = is_apart(h, p);
        m->needled = needle_is_in(in, p->code, NULL, p->side) &&
                     in->needles != HIGHLIGHT_NEEDLE_SELECTED;
        m->warmed = m->needled && (in->warm == HIGHLIGHT_WARM_NEEDLES ||
                                   (lamp_of(in, &lamp) && p->region &&
                                    warmth_reaches_region(&lamp, p->region, p->side)));
        m->weight = 600;
        m->text = in->names == HIGHLIGHT_NO_NAMES ? NULL : p->code;
    }
}

/* an ulcer, a scar, where the clinician put it */
static void add_lesions(struct highlight *h, const struct highlight_params *in)
{
    const struct case_findings *f = in->record ? &in->record->findings : NULL;
    for (int i = 0; f && in->subject && i < f->n_lesions; i++) {
        const struct case_lesion *l = &f->lesions[i];
        float at[3] = {(float)l->at[0], (float)l->at[1], (float)l->at[2]};
        struct word_text word = rules_word_lesion_text(l->kind);
        struct mesh_site on;
        if (!l->has_at || !subject_from_neutral(in->subject, at, &on))
            continue;
        struct scene_mark *m = add_mark(h, NULL);
        mesh_site_position(body_mesh(in->body), &on, m->position);
        mesh_site_normal(body_mesh(in->body), &on, m->normal);
        m->emphasis = SCENE_LESION;
        m->weight = 650;
        m->text = in->names == HIGHLIGHT_NO_NAMES
                      ? NULL
                      : texts_get(in->texts, word.id, word.english);
    }
}

static bool is_looked_at(const struct highlight_params *in, const char *name,
                         enum side side)
{
    return in->landmark && side == in->landmark_side && strcmp(in->landmark, name) == 0;
}

static void add_landmarks(struct highlight *h, const struct highlight_params *in)
{
    const struct landmark_names *names = &body_catalog(in->body)->landmark_names;
    for (int i = 0; i < names->count; i++) {
        for (int s = 0; s < SIDES; s++) {
            bool chosen = is_looked_at(in, names->name[i], (enum side)s);
            bool wanted =
                in->landmarks && (!in->landmark_wanted || in->landmark_wanted[i]);
            if (names->midline[i] != (s == SIDE_M) || !(wanted || chosen))
                continue;
            struct body_place place = body_landmark(in->body, i, (enum side)s);
            bool held = chosen && in->landmark_at;
            if (!place.found && !held)
                continue;
            if (held)
                memcpy(place.position, in->landmark_at, sizeof place.position);
            struct scene_mark *m = add_mark(h, NULL);
            h->landmark[h->n - 1] = i * SIDES + s;
            memcpy(m->position, place.position, sizeof m->position);
            memcpy(m->normal, place.normal, sizeof m->normal);
            m->emphasis = chosen ? SCENE_SELECTED : SCENE_LANDMARK;
            m->text = landmark_card_name(in->texts, names->name[i], h->names);
            m->weight = chosen ? 1000 : 1;
        }
    }
}

uint32_t highlight_build(struct highlight *h, const struct highlight_params *in)
{
    int n;
    const struct site *sites = body_sites(in->body, &n);
    arena_reset(h->names);
    h->n_before = h->n;
    h->n = 0;
    h->differs = false;
    h->at_hand = point_at_hand(in);
    if (n > h->n_sites || !h->emphasis) {
        h->emphasis = xrealloc(h->emphasis, (size_t)n * sizeof *h->emphasis);
        h->chosen = xrealloc(h->chosen, (size_t)n * sizeof *h->chosen);
    }
    h->n_sites = n;
    for (int k = 0; k < n; k++) {
        h->emphasis[k] = UNLIT;
        h->chosen[k] = NULL;
    }
    if (in->plan) {
        emphasise(h, sites, in->plan->points, in->plan->n_points, SCENE_CHOSEN);
    }
    emphasise_extras(h, sites, in);
    for (int k = 0; k < n; k++)
        add_site(h, in, &sites[k], k);
    add_user_marks(h, in);
    add_lesions(h, in);
    if (in->landmarks || in->landmark)
        add_landmarks(h, in);
    h->version += h->differs || h->n != h->n_before;
    return h->n;
}

uint32_t highlight_version(const struct highlight *h)
{
    return h->version;
}

const struct scene_mark *highlight_marks(const struct highlight *h)
{
    return h->mark;
}

const struct site *highlight_site(const struct highlight *h, int mark)
{
    return mark >= 0 && (uint32_t)mark < h->n ? h->site[mark] : NULL;
}

bool highlight_landmark(const struct highlight *h, int mark, int *name, enum side *side)
{
    if (mark < 0 || (uint32_t)mark >= h->n || h->landmark[mark] == NO_LANDMARK)
        return false;
    *name = h->landmark[mark] / SIDES;
    *side = (enum side)(h->landmark[mark] % SIDES);
    return true;
}

bool highlight_on_channel(const struct highlight *h, const char *channel, enum side side)
{
    for (uint32_t i = 0; i < h->n; i++) {
        const struct site *s = h->site[i];
        if (s && (h->mark[i].emphasis >= SCENE_CHOSEN || h->mark[i].awaited) &&
            strcmp(s->point->channel, channel) == 0 &&
            (side == SIDE_M || s->side == side))
            return true;
    }
    return false;
}
