/* lesson_file.c - a lesson as the file that tours and pages read, and back. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "base/json.h"
#include "study/lesson.h"
#include "study/typed.h"

bool lesson_knows(const struct lesson *l, const struct catalog *c, int *step,
                  char *unknown, size_t size)
{
    for (int i = 0; i < l->n; i++)
        if (typed_unknown(c, l->step[i].points, unknown, size))
            return *step = i, false;
    return true;
}

bool lesson_check(const struct lesson *l, const struct catalog *c, struct error *error)
{
    char word[160];
    int step;
    return lesson_knows(l, c, &step, word, sizeof word) ||
           error_at(error, "", 0, 0, "step %d: there is no point \"%s\"", step + 1, word);
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
        json_object_set_new(
            camera, "eye",
            json_pack("{s:O,s:o,s:o,s:o}", "at", at, "reach", json_real6(s->eye.reach),
                      "yaw", json_real6(s->eye.yaw), "pitch", json_real6(s->eye.pitch)));
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

/* those of a word that is known: composites by their own code, none twice in a row */
static void add_points(json_t *list, const struct catalog *c, const struct typed_word *w)
{
    const char *before = "";
    for (int i = w->first; i < w->first + w->n; i++) {
        const struct point *p = &c->point[i];
        const char *code = p->group ? p->group : p->code;
        bool sided = w->side != SIDE_M;
        if (strcmp(code, before) != 0)
            json_array_append_new(
                list, json_sprintf(sided ? "%s.%s" : "%s", code, side_name(w->side)));
        before = code;
    }
}

static json_t *points_json(const struct lesson_step *s, const struct catalog *c)
{
    json_t *points = json_array();
    struct typed_list list = typed_begin(c, s->points);
    for (struct typed_word w; typed_next(&list, &w);)
        add_points(points, c, &w);
    return points;
}

static json_t *step_json(const struct lesson_step *s, int number, const struct catalog *c)
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
    if (json_array_size(list = points_json(s, c)))
        json_object_set(out, "points", list);
    json_decref(list);
    set_text(out, "isolate", s->isolate);
    if (*s->layers)
        json_object_set_new(out, "layers", list_json(s->layers));
    if (*s->statements)
        json_object_set_new(out, "statements", list_json(s->statements));
    return out;
}

/* letters and figures of the title; never an id of a lesson that comes with the program
 */
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
    json_t *root = json_object(), *steps = json_array();
    id_of(l->title, id, sizeof id);
    set_text(root, "schema", "deqi/tour-1");
    set_text(root, "id", id);
    json_object_set_new(root, "order", json_integer(0));
    set_text(root, "title", *l->title ? l->title : id);
    set_text(root, "source", l->source);
    for (int i = 0; i < l->n; i++)
        json_array_append_new(steps, step_json(&l->step[i], i + 1, c));
    json_object_set_new(root, "steps", steps);
    char *text = json_dumps(root, JSON_INDENT(1));
    json_decref(root);
    return text;
}

bool lesson_save(struct lesson_book *b, const char *path, const struct catalog *c,
                 struct error *error)
{
    if (!lesson_check(lesson_now(b), c, error))
        return false;
    char *text = lesson_text(lesson_now(b), c);
    bool ok = text && file_write(path, text, strlen(text), error);
    free(text);
    if (ok)
        lesson_is_saved(b);
    return ok;
}

// ---------------------------------------------------------------- reading

struct reader {
    const char *path;
    const struct catalog *catalog;
    struct lesson_book *book;
    struct error *error;
};

/* nothing is cut: what has no room is refused, with its place */
static bool put(const struct reader *r, const char *key, int step, const char *text,
                char *out, size_t size)
{
    char place[80];
    if (step < 0)
        snprintf(place, sizeof place, "%s", key);
    else
        snprintf(place, sizeof place, "steps[%d].%s", step, key);
    return cut_print(out, size, "%s", text ? text : "") ||
           error_at(r->error, r->path, 0, 0,
                    "%s is longer than a lesson's may be; expected at most %d bytes",
                    place, (int)size - 1);
}

/* the number of a point in its channel; NULL where its code does not end with one */
static const char *number_of(const struct point *p)
{
    size_t n = p ? strlen(p->channel) : 0;
    bool numbered = p && !p->group && strncmp(p->code, p->channel, n) == 0 &&
                    isdigit((unsigned char)p->code[n]);
    return numbered ? p->code + n : NULL;
}

/* how many from the first on follow each other in one channel, on one side */
static int run_of(const struct catalog *c, const struct tour_lit *lit, int n)
{
    const struct point *first = catalog_point(c, lit->code);
    int run = 1;
    for (; run < n && number_of(first); run++) {
        const struct point *p = catalog_point(c, lit[run].code);
        if (!number_of(p) || p != first + run || lit[run].side != lit->side ||
            strcmp(p->channel, first->channel) != 0)
            break;
    }
    return run;
}

/* "ST36-40.L, SP6": a run is typed as one */
static bool take_points(const struct reader *r, const struct tour_step *from, int number,
                        struct lesson_step *to)
{
    char *text;
    size_t size;
    FILE *out = xstream(&text, &size);
    for (int i = 0; i < from->n_lit;) {
        const struct tour_lit *lit = &from->lit[i];
        int run = run_of(r->catalog, lit, from->n_lit - i);
        run = run < 3 ? 1 : run;
        fprintf(out, "%s%s", i ? ", " : "", lit->code);
        if (run > 1)
            fprintf(out, "-%s", number_of(catalog_point(r->catalog, lit[run - 1].code)));
        if (lit->side != SIDE_M)
            fprintf(out, ".%s", side_name(lit->side));
        i += run;
    }
    xstream_close(out);
    bool ok = put(r, "points", number, text, to->points, sizeof to->points);
    free(text);
    return ok;
}

static bool take_statements(const struct reader *r, const struct tour_step *from,
                            int number, struct lesson_step *to)
{
    char *text;
    size_t size;
    FILE *out = xstream(&text, &size);
    for (const char *const *s = from->statements; *s; s++)
        fprintf(out, "%s%s", s == from->statements ? "" : ",", *s);
    xstream_close(out);
    bool ok = put(r, "statements", number, text, to->statements, sizeof to->statements);
    free(text);
    return ok;
}

static bool take_step(const struct reader *r, const struct tour_step *from, int i,
                      struct lesson_step *to)
{
    to->look = from->camera.look;
    to->side = from->camera.side;
    to->eye = from->camera.eye;
    to->show = from->show;
    isolate_write(&from->isolate, to->isolate);
    to->case_text = from->case_text ? lesson_keep(r->book, from->case_text) : NULL;
    return put(r, "title", i, from->title.english, to->title, sizeof to->title) &&
           put(r, "text", i, from->text.english, to->text, sizeof to->text) &&
           put(r, "evidence", i, from->evidence.english, to->evidence,
               sizeof to->evidence) &&
           take_points(r, from, i, to) &&
           put(r, "camera", i, from->camera.what, to->what, sizeof to->what) &&
           put(r, "channel", i, from->channel ? from->channel->id : "", to->channel,
               sizeof to->channel) &&
           put(r, "layers", i, from->layers, to->layers, sizeof to->layers) &&
           take_statements(r, from, i, to);
}

static bool take_lesson(const struct reader *r, const struct tour *t, struct lesson *l)
{
    memset(l, 0, sizeof *l);
    if (t->n_steps > LESSON_STEPS_MOST)
        return error_at(r->error, r->path, 0, 0, "has %d steps; expected at most %d",
                        t->n_steps, LESSON_STEPS_MOST);
    if (!put(r, "title", -1, t->title.english, l->title, sizeof l->title) ||
        !put(r, "source", -1, t->source, l->source, sizeof l->source))
        return false;
    for (; l->n < t->n_steps; l->n++)
        if (!take_step(r, &t->step[l->n], l->n, &l->step[l->n]))
            return false;
    return true;
}

bool lesson_take(struct lesson_book *b, const struct tour *tour, const char *path,
                 const struct catalog *c, struct lesson *out, struct error *error)
{
    struct reader r = {path, c, b, error};
    return take_lesson(&r, tour, out);
}

bool lesson_open(struct lesson_book *b, const char *path, const struct catalog *c,
                 struct error *error)
{
    struct tours *tours = tours_read(path, c, error);
    bool ok = tours && lesson_take(b, &tours->tour[0], path, c, lesson_draft(b), error);
    if (ok) {
        lesson_change(b, 0);
        lesson_is_saved(b);
    }
    tours_destroy(&tours);
    return ok;
}
