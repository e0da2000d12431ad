#include "study/lesson.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "base/json.h"
#include "study/deck.h"

struct lesson_book {
    struct arena *arena; /* of the cases */
    struct lesson *version[LESSON_VERSIONS];
    int group[LESSON_VERSIONS];
    int n, at, saved; /* saved: the version that lies in a file; -1 = none does */
    struct lesson *draft;
};

struct lesson_book *lesson_book_create(void)
{
    struct lesson_book *b = xcalloc(1, sizeof *b);
    b->arena = arena_create();
    b->version[0] = xcalloc(1, sizeof **b->version);
    b->draft = xcalloc(1, sizeof *b->draft);
    b->n = 1;
    return b;
}

void lesson_book_destroy(struct lesson_book **book)
{
    struct lesson_book *b = *book;
    if (!b)
        return;
    for (int i = 0; i < b->n; i++)
        free(b->version[i]);
    free(b->draft);
    arena_destroy(&b->arena);
    free(b);
    *book = NULL;
}

const struct lesson *lesson_now(const struct lesson_book *b)
{
    return b->version[b->at];
}

struct lesson *lesson_draft(struct lesson_book *b)
{
    *b->draft = *b->version[b->at];
    return b->draft;
}

// ---------------------------------------------------------------- versions

static void forget_redo(struct lesson_book *b)
{
    while (b->n > b->at + 1)
        free(b->version[--b->n]);
    if (b->saved > b->at)
        b->saved = -1;
}

static void forget_first(struct lesson_book *b)
{
    free(b->version[0]);
    memmove(b->version, b->version + 1, (size_t)(b->n - 1) * sizeof *b->version);
    memmove(b->group, b->group + 1, (size_t)(b->n - 1) * sizeof *b->group);
    b->n--;
    b->at--;
    b->saved = b->saved > 0 ? b->saved - 1 : -1;
}

bool lesson_change(struct lesson_book *b, int group)
{
    if (memcmp(b->draft, b->version[b->at], sizeof *b->draft) == 0)
        return false;
    forget_redo(b);
    bool same = group && b->at > 0 && b->group[b->at] == group && b->saved != b->at;
    if (!same) {
        if (b->n == LESSON_VERSIONS)
            forget_first(b);
        b->version[b->n] = xcalloc(1, sizeof **b->version);
        b->group[b->n] = group;
        b->at = b->n++;
    }
    *b->version[b->at] = *b->draft;
    return true;
}

bool lesson_can_undo(const struct lesson_book *b)
{
    return b->at > 0;
}

bool lesson_can_redo(const struct lesson_book *b)
{
    return b->at + 1 < b->n;
}

bool lesson_undo(struct lesson_book *b)
{
    bool can = lesson_can_undo(b);
    b->at -= can;
    return can;
}

bool lesson_redo(struct lesson_book *b)
{
    bool can = lesson_can_redo(b);
    b->at += can;
    return can;
}

bool lesson_unsaved(const struct lesson_book *b)
{
    return b->saved != b->at && (lesson_now(b)->n > 0 || lesson_now(b)->title[0]);
}

void lesson_touch(struct lesson_book *b)
{
    b->saved = -1;
}

void lesson_begin(struct lesson_book *b)
{
    memset(lesson_draft(b), 0, sizeof *b->draft);
    lesson_change(b, 0);
}

const char *lesson_keep(struct lesson_book *b, const char *text)
{
    return arena_strdup(b->arena, text);
}

// ---------------------------------------------------------------- steps

void lesson_move(struct lesson *l, int from, int to)
{
    if (from < 0 || to < 0 || from >= l->n || to >= l->n || from == to)
        return;
    struct lesson_step held = l->step[from];
    int by = to > from ? 1 : -1;
    for (int i = from; i != to; i += by)
        l->step[i] = l->step[i + by];
    l->step[to] = held;
}

void lesson_remove(struct lesson *l, int at)
{
    if (at < 0 || at >= l->n)
        return;
    memmove(&l->step[at], &l->step[at + 1], (size_t)(l->n - at - 1) * sizeof *l->step);
    memset(&l->step[--l->n], 0, sizeof *l->step);
}

struct lesson_step *lesson_insert(struct lesson *l, int after)
{
    int at = after < 0 ? 0 : after < l->n ? after + 1 : l->n;
    if (l->n == LESSON_STEPS_MOST)
        return NULL;
    memmove(&l->step[at + 1], &l->step[at], (size_t)(l->n - at) * sizeof *l->step);
    l->n++;
    memset(&l->step[at], 0, sizeof *l->step);
    return &l->step[at];
}

// ---------------------------------------------------------------- points as typed

/* the next word of a typed list, without the side that may stand at its end */
static bool next_point(const char **at, char *word, size_t size, char *side)
{
    size_t n = strspn(*at, ", ;"), length = strcspn(*at + n, ",;");
    const char *from = *at + n;
    while (length && from[length - 1] == ' ')
        length--;
    *at = from + length;
    *side = 0;
    bool sided = length > 2 && from[length - 2] == '.' && strchr("LRM", from[length - 1]);
    if (sided)
        *side = from[length - 1];
    snprintf(word, size, "%.*s", (int)(sided ? length - 2 : length), from);
    return length > 0;
}

/* "ST36 SP6.L" without commas is a list as well */
static void with_commas(const struct catalog *c, const char *points, char *out,
                        size_t size)
{
    char unknown[200];
    bool listed = strpbrk(points, ",;") || !deck_unknown(c, points, unknown, sizeof unknown);
    snprintf(out, size, "%s", points);
    bool one = !strpbrk(points, ",;") && listed && !strchr(points, '.');
    for (char *s = out; !strpbrk(points, ",;") && !one && *s; s++)
        if (*s == ' ')
            *s = ',';
}

static json_t *points_json(const struct lesson_step *s, const struct catalog *c,
                           const char **codes)
{
    json_t *list = json_array();
    char words[sizeof s->points], word[200], side, code[80];
    with_commas(c, s->points, words, sizeof words);
    for (const char *at = words; next_point(&at, word, sizeof word, &side);) {
        int n = deck_make(c, &(struct deck_wish){.set = DECK_OWN, .words = word}, codes);
        for (int i = 0; i < n; i++) {
            snprintf(code, sizeof code, side ? "%s.%c" : "%s", codes[i], side);
            json_array_append_new(list, json_string(code));
        }
    }
    return list;
}

bool lesson_knows(const struct lesson *l, const struct catalog *c, int *step,
                  char *unknown, size_t size)
{
    char words[sizeof l->step->points], word[200], side;
    for (int i = 0; i < l->n; i++) {
        with_commas(c, l->step[i].points, words, sizeof words);
        for (const char *at = words; next_point(&at, word, sizeof word, &side);)
            if (deck_unknown(c, word, unknown, size))
                return *step = i, false;
    }
    return true;
}

// ---------------------------------------------------------------- writing

static void set_text(json_t *to, const char *key, const char *text)
{
    if (*text)
        json_object_set_new(to, key, json_string(text));
}

static json_t *camera_json(const struct lesson_step *s)
{
    static const char *const KEYS[] = {NULL,     "view", "point",     "channel",
                                       "region", "plan", "structure", "eye"};
    json_t *camera = json_object(), *at = json_array();
    for (int k = 0; k < 3; k++)
        json_array_append_new(at, json_real6(s->eye.at[k]));
    if (s->look == TOUR_EYE)
        json_object_set_new(camera, "eye",
                            json_pack("{s:O,s:o,s:o,s:o}", "at", at, "reach",
                                      json_real6(s->eye.reach), "yaw",
                                      json_real6(s->eye.yaw), "pitch",
                                      json_real6(s->eye.pitch)));
    else if (s->look == TOUR_PLAN)
        json_object_set_new(camera, "plan", json_true());
    else
        set_text(camera, KEYS[s->look], s->what);
    if (s->side != SIDE_M)
        set_text(camera, "side", side_name(s->side));
    json_decref(at);
    return camera;
}

/* "a,b" as a list */
static json_t *list_json(const char *words)
{
    json_t *list = json_array();
    while (*words) {
        size_t n = strcspn(words, ",");
        if (n)
            json_array_append_new(list, json_stringn(words, n));
        words += n + (words[n] != 0);
    }
    return list;
}

static json_t *step_json(const struct lesson_step *s, int number,
                         const struct catalog *c, const char **codes)
{
    static const char *const SHOWS[] = {"symptoms", "points", "needles", "lamp"};
    char id[16];
    json_t *out = json_object(), *list;
    snprintf(id, sizeof id, "step%d", number);
    set_text(out, "id", id);
    snprintf(id, sizeof id, "%d", number);
    set_text(out, "title", *s->title ? s->title : id);
    // a tour's step has words, and be they its title's
    set_text(out, "text", *s->text ? s->text : *s->title ? s->title : id);
    set_text(out, "evidence", s->evidence);
    if (s->look != TOUR_STAY)
        json_object_set_new(out, "camera", camera_json(s));
    if (s->case_text)
        json_object_set_new(out, "case", json_loads(s->case_text, 0, NULL));
    if (s->case_text)
        set_text(out, "show", SHOWS[s->show]);
    set_text(out, "channel", s->channel);
    if (json_array_size(list = points_json(s, c, codes)))
        json_object_set(out, "points", list);
    json_decref(list);
    if (*s->layers)
        json_object_set_new(out, "layers", list_json(s->layers));
    if (*s->statements)
        json_object_set_new(out, "statements", list_json(s->statements));
    return out;
}

/* letters and figures of the title; never an id of a lesson that comes with the program */
static void id_of(const char *title, char *out, size_t size)
{
    size_t n = (size_t)snprintf(out, size, "own");
    for (bool gap = true; *title && n + 2 < size; title++) {
        bool kept = isalnum((unsigned char)*title) && (unsigned char)*title < 0x80;
        if (kept && gap)
            out[n++] = '_';
        gap = !kept;
        if (kept)
            out[n++] = (char)tolower((unsigned char)*title);
    }
    out[n] = 0;
}

char *lesson_text(const struct lesson *l, const struct catalog *c)
{
    char id[80];
    const char **codes = xcalloc((size_t)c->n_points + 1, sizeof *codes);
    json_t *root = json_object(), *steps = json_array();
    id_of(l->title, id, sizeof id);
    set_text(root, "schema", "deqi/tour-1");
    set_text(root, "id", id);
    json_object_set_new(root, "order", json_integer(0));
    set_text(root, "title", *l->title ? l->title : id);
    set_text(root, "source", l->source);
    for (int i = 0; i < l->n; i++)
        json_array_append_new(steps, step_json(&l->step[i], i + 1, c, codes));
    json_object_set_new(root, "steps", steps);
    char *text = json_dumps(root, JSON_INDENT(1));
    json_decref(root);
    free(codes);
    return text;
}

bool lesson_save(struct lesson_book *b, const char *path, const struct catalog *c,
                 struct error *error)
{
    char *text = lesson_text(lesson_now(b), c);
    bool ok = text && file_write(path, text, strlen(text), error);
    free(text);
    if (ok)
        b->saved = b->at;
    return ok;
}

// ---------------------------------------------------------------- reading

static void take_points(const struct tour_step *from, char *out, size_t size)
{
    *out = 0;
    for (int i = 0; i < from->n_lit; i++)
        cut_append(out, size, from->lit[i].side == SIDE_M ? "%s%s" : "%s%s.%s",
                   i ? ", " : "", from->lit[i].code, side_name(from->lit[i].side));
}

static void take_step(struct lesson_book *b, const struct tour_step *from,
                      struct lesson_step *to)
{
    cut_print(to->title, sizeof to->title, "%s", from->title.english);
    cut_print(to->text, sizeof to->text, "%s", from->text.english);
    if (from->evidence.english)
        cut_print(to->evidence, sizeof to->evidence, "%s", from->evidence.english);
    take_points(from, to->points, sizeof to->points);
    to->look = from->camera.look;
    to->side = from->camera.side;
    to->eye = from->camera.eye;
    if (from->camera.what)
        cut_print(to->what, sizeof to->what, "%s", from->camera.what);
    if (from->channel)
        cut_print(to->channel, sizeof to->channel, "%s", from->channel->id);
    cut_print(to->layers, sizeof to->layers, "%s", from->layers);
    for (const char *const *s = from->statements; *s; s++)
        cut_append(to->statements, sizeof to->statements, "%s%s",
                   *to->statements ? "," : "", *s);
    to->show = from->show;
    to->case_text = from->case_text ? lesson_keep(b, from->case_text) : NULL;
}

bool lesson_open(struct lesson_book *b, const char *path, const struct catalog *c,
                 struct error *error)
{
    struct tours *tours = tours_read(path, c, error);
    if (!tours)
        return false;
    const struct tour *t = &tours->tour[0];
    bool fits = t->n_steps <= LESSON_STEPS_MOST;
    if (fits) {
        memset(lesson_draft(b), 0, sizeof *b->draft);
        cut_print(b->draft->title, sizeof b->draft->title, "%s", t->title.english);
        cut_print(b->draft->source, sizeof b->draft->source, "%s", t->source);
        for (int i = 0; i < t->n_steps; i++)
            take_step(b, &t->step[i], &b->draft->step[i]);
        b->draft->n = t->n_steps;
        lesson_change(b, 0);
        b->saved = b->at;
    } else {
        error_at(error, path, 0, 0, "has %d steps; expected at most %d", t->n_steps,
                 LESSON_STEPS_MOST);
    }
    tours_destroy(&tours);
    return fits;
}
