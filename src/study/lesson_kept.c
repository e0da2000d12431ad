#include "study/lesson_kept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "base/json.h"

static const char SCHEMA[] = "deqi/lesson-draft-1";
/* windows of one user that may each leave one */
enum { KEPT_MOST = 9, KEPT_BYTES = 16 << 20 };

// ---------------------------------------------------------------- as text

static json_t *typed_json(const struct lesson_step *s)
{
    return json_pack("{s:s,s:s,s:s}", "title", s->title, "text", s->text, "points",
                     s->points);
}

static char *kept_text(const struct lesson *l, const struct catalog *c)
{
    char *text = lesson_text(l, c);
    json_t *root = json_object(), *typed = json_array();
    json_object_set_new(root, "schema", json_string(SCHEMA));
    json_object_set_new(root, "title", json_string(l->title));
    if (l->n)
        json_object_set_new(root, "lesson", json_loads(text, 0, NULL));
    for (int i = 0; i < l->n; i++)
        json_array_append_new(typed, typed_json(&l->step[i]));
    json_object_set_new(root, "typed", typed);
    free(text);
    text = json_dumps(root, JSON_INDENT(1));
    json_decref(root);
    return text;
}

static bool typed_text(const struct json_at *object, const char *key, char *out,
                       size_t size, struct error *error)
{
    struct json_at at;
    return json_member(object, key, JSON_STRING, &at, error) &&
           (cut_print(out, size, "%s", json_string_value(at.value)) ||
            json_fail(&at, error, "is too long"));
}

/* words as they were typed over those of the lesson */
static bool take_typed(const struct json_at *root, struct lesson *l, struct error *error)
{
    struct json_at list, item;
    if (!typed_text(root, "title", l->title, sizeof l->title, error) ||
        !json_member(root, "typed", JSON_ARRAY, &list, error))
        return false;
    if (json_array_size(list.value) != (size_t)l->n)
        return json_fail(&list, error, "expected one for each step");
    for (int i = 0; i < l->n; i++) {
        struct lesson_step *s = &l->step[i];
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, error) ||
            !typed_text(&item, "title", s->title, sizeof s->title, error) ||
            !typed_text(&item, "text", s->text, sizeof s->text, error) ||
            !typed_text(&item, "points", s->points, sizeof s->points, error))
            return false;
    }
    return true;
}

static bool take_lesson(const struct json_at *root, struct lesson_book *book,
                        struct lesson *l, const struct catalog *c, struct error *error)
{
    const char *path = root->doc->name;
    struct json_at lesson;
    memset(l, 0, sizeof *l);
    if (!json_optional(root, "lesson", JSON_OBJECT, &lesson, error))
        return false;
    if (!lesson.value)
        return true;
    char *text = json_dumps(lesson.value, 0);
    struct tours *tours = tours_parse(path, text, c, error);
    bool ok = tours && lesson_take(book, &tours->tour[0], path, c, l, error);
    tours_destroy(&tours);
    free(text);
    return ok;
}

static bool take_kept(struct lesson_book *book, const char *path, const char *text,
                      const struct catalog *c, struct error *error)
{
    static const char *const KEYS[] = {"schema", "title", "lesson", "typed", NULL};
    struct json_doc doc;
    if (!json_doc_parse(&doc, path, text, strlen(text), error))
        return false;
    struct json_at root = json_doc_root(&doc), schema;
    bool ok = json_member(&root, "schema", JSON_STRING, &schema, error);
    struct lesson *l = lesson_draft(book);
    // what was kept by versions that knew lessons alone
    if (ok && strcmp(json_string_value(schema.value), "deqi/tour-1") == 0)
        ok = lesson_open(book, path, c, error);
    else if (ok && json_schema(&root, SCHEMA, error) && json_keys(&root, KEYS, error) &&
             take_lesson(&root, book, l, c, error) && take_typed(&root, l, error))
        lesson_change(book, 0);
    else
        ok = false;
    json_doc_close(&doc);
    return ok;
}

// ---------------------------------------------------------------- as files

static bool path_of(int n, char *out, size_t size)
{
    char name[32];
    struct error error;
    snprintf(name, sizeof name, n > 1 ? "lesson-draft-%d.json" : "lesson-draft.json", n);
    return file_user_data(name, out, size, &error);
}

/* NULL where nothing can be read */
static char *text_at(const char *path)
{
    struct error error;
    char *text = NULL;
    size_t size;
    return file_is_regular(path) && file_read(path, KEPT_BYTES, &text, &size, &error)
               ? text
               : NULL;
}

/* under the first name of `PATH.damaged-N` that is free */
static bool set_aside(const char *path, char *out, size_t size)
{
    int n = 0;
    do
        if (!cut_print(out, size, "%s.damaged-%d", path, ++n))
            return *out = 0, false;
    while (file_exists(out));
    return rename(path, out) == 0 || (*out = 0, false);
}

static void put_aside(struct lesson_kept *kept, const char *path)
{
    char aside[PATH_MAX];
    kept->n_aside++;
    if (set_aside(path, aside, sizeof aside) && !*kept->aside)
        snprintf(kept->aside, sizeof kept->aside, "%s", aside);
}

enum lesson_found lesson_kept_open(struct lesson_kept *kept, struct lesson_book *book,
                                   const struct catalog *c)
{
    // what another window keeps is read as well, to see whether it can be
    struct lesson_book *other = lesson_book_create();
    char path[PATH_MAX];
    *kept = (struct lesson_kept){0};
    for (int n = 1; n <= KEPT_MOST && path_of(n, path, sizeof path); n++) {
        struct error error;
        char *text = text_at(path);
        if (!text)
            continue;
        if (!take_kept(kept->text ? other : book, path, text, c, &error)) {
            error_print(&error, stderr);
            put_aside(kept, path);
        } else if (!kept->text) {
            lesson_touch(book);
            snprintf(kept->path, sizeof kept->path, "%s", path);
            kept->text = text;
            continue;
        }
        free(text);
    }
    lesson_book_destroy(&other);
    return kept->text ? LESSON_KEPT : LESSON_NOTHING_KEPT;
}

/* whether what lies there is what we read or wrote, or nothing */
static bool is_ours(const struct lesson_kept *kept, const char *path)
{
    char *text = text_at(path);
    bool ours = text ? kept->text && strcmp(path, kept->path) == 0 &&
                           strcmp(text, kept->text) == 0
                     : !file_exists(path);
    free(text);
    return ours;
}

/* a name of our own: the one we have, unless another has written there since */
static bool choose_path(struct lesson_kept *kept)
{
    char path[PATH_MAX];
    if (*kept->path && is_ours(kept, kept->path))
        return true;
    for (int n = 1; n <= KEPT_MOST && path_of(n, path, sizeof path); n++) {
        if (!is_ours(kept, path))
            continue;
        snprintf(kept->path, sizeof kept->path, "%s", path);
        return true;
    }
    return false;
}

bool lesson_kept_write(struct lesson_kept *kept, const struct lesson_book *book,
                       const struct catalog *c, struct error *error)
{
    if (!lesson_unsaved(book)) {
        if (kept->text && is_ours(kept, kept->path))
            remove(kept->path);
        free(kept->text);
        kept->text = NULL;
        return true;
    }
    char *text = kept_text(lesson_now(book), c);
    bool same = kept->text && strcmp(text, kept->text) == 0 && file_exists(kept->path);
    bool ok =
        same || (choose_path(kept) ? file_write(kept->path, text, strlen(text), error)
                                   : error_set(error, "has no place"));
    if (ok) {
        free(kept->text);
        kept->text = text;
    } else {
        free(text);
    }
    return ok;
}

void lesson_kept_close(struct lesson_kept *kept)
{
    free(kept->text);
    *kept = (struct lesson_kept){0};
}
