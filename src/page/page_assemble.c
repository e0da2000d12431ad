/* The file: style, words, data, the libraries as their package has them, the script. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "page/page_internal.h"
#include "views/plan_json.h"

enum { SOURCE_MOST = 4 << 20, DATA_DIGITS = 7, PLAN_DIGITS = 9 };

/* Debian's libjs-three; $DEQI_THREE names another folder of the same kind */
static const char THREE_DIR[] = "/usr/share/javascript/three";
static const char *const THREE[] = {"three.min.js",
                                    "examples/js/controls/OrbitControls.js",
                                    "examples/js/lines/LineSegmentsGeometry.js",
                                    "examples/js/lines/LineGeometry.js",
                                    "examples/js/lines/LineMaterial.js",
                                    "examples/js/lines/LineSegments2.js",
                                    "examples/js/lines/Line2.js",
                                    NULL};
/* in the order in which they need each other */
static const char *const SCRIPTS[] = {
    "bytes.js",        "camera.js", "skin.js",   "creases.js", "needles.js",
    "words.js",        "frame.js",  "marks.js",  "labels.js",  "stage.js",
    "label_search.js", "search.js", "finder.js", "tools.js",   "elsewhere.js",
    "cross.js",        "lesson.js", "quiz.js",   "page.js",    NULL};

static const char *three_dir(void)
{
    const char *set = getenv("DEQI_THREE");
    return set && *set ? set : THREE_DIR;
}

bool page_find_three(struct error *error)
{
    char path[PATH_MAX];
    for (int i = 0; THREE[i]; i++) {
        snprintf(path, sizeof path, "%s/%s", three_dir(), THREE[i]);
        if (!file_exists(path))
            return error_at(error, path, 0, 0,
                            "is not there; a page carries three.js: expected the package "
                            "libjs-three");
    }
    return true;
}

/* a script that no string in it can end early */
static bool add_script(struct page *page, const char *path, struct error *error)
{
    char *text;
    size_t size;
    if (!file_read(path, SOURCE_MOST, &text, &size, error))
        return false;
    html_raw(&page->file, "<script>\n");
    for (const char *rest = text, *at;; rest = at + 2) {
        at = strstr(rest, "</");
        html_bytes(&page->file, rest, at ? (size_t)(at - rest) : strlen(rest));
        if (!at)
            break;
        html_raw(&page->file, "<\\/");
    }
    html_raw(&page->file, "\n</script>\n");
    free(text);
    return true;
}

static bool add_scripts(struct page *page, struct error *error)
{
    char path[PATH_MAX];
    for (int i = 0; THREE[i]; i++) {
        snprintf(path, sizeof path, "%s/%s", three_dir(), THREE[i]);
        if (!add_script(page, path, error))
            return false;
    }
    for (int i = 0; SCRIPTS[i]; i++) {
        snprintf(path, sizeof path, "%s/assets/page/%s", page->source.data_dir,
                 SCRIPTS[i]);
        if (!add_script(page, path, error))
            return false;
    }
    return true;
}

static bool add_style(struct page *page, struct error *error)
{
    char path[PATH_MAX], *text;
    size_t size;
    snprintf(path, sizeof path, "%s/assets/page/page.css", page->source.data_dir);
    if (!file_read(path, SOURCE_MOST, &text, &size, error))
        return false;
    html_raw(&page->file, "<style>\n");
    html_bytes(&page->file, text, size);
    html_raw(&page->file, "</style>\n");
    free(text);
    return true;
}

/* the skin's own light, as the program's shader has it */
static bool add_light(struct page *page, struct error *error)
{
    char path[PATH_MAX], *text;
    size_t size;
    snprintf(path, sizeof path, "%s/shaders/body.glsl", page->source.data_dir);
    if (!file_read(path, SOURCE_MOST, &text, &size, error))
        return false;
    json_object_set_new(page->data, "light", json_string(text));
    free(text);
    return true;
}

static void add_languages(struct page *page)
{
    json_t *words = json_object();
    for (int i = 0; i < page->source.n_texts; i++) {
        const struct texts *texts = page->source.texts[i];
        json_t *one = page_script_words(texts);
        const char *name = texts_get(texts, "language.name", NULL);
        json_object_set_new(
            one, "name",
            json_string(strcmp(name, "language.name") == 0 ? texts_lang(texts) : name));
        json_object_set_new(one, "title", json_string(page_title(page, texts)));
        json_object_set_new(words, texts_lang(texts), one);
    }
    json_object_set_new(page->data, "words", words);
}

static void add_picture(struct page *page)
{
    struct html *h = &page->file;
    if (!page->picture)
        return;
    size_t length;
    char *text = blob_encode(page->picture, page->picture_size, &length);
    html_raw(h, "<img id=\"picture\" width=\"1000\" height=\"1250\" alt=\"");
    html_text(h, page_title(page, page->source.texts[0]));
    html_raw(h, "\" src=\"data:image/webp;base64,");
    html_bytes(h, text, length);
    html_raw(h, "\">\n");
    free(text);
}

static void add_head(struct page *page)
{
    struct html *h = &page->file;
    const struct texts *first = page->source.texts[0];
    html_print(h,
               "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
               texts_lang(first));
    // nothing is asked of anybody: no address is allowed to any kind of request
    html_raw(h,
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
             "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
             "base-uri 'none'; form-action 'none'\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"color-scheme\" content=\"light dark\">\n");
    html_print(h, "<meta name=\"generator\" content=\"deqi %s\">\n",
               page->source.version);
    html_element(h, "title", NULL, page_title(page, first));
}

/* the plan as `deqi plan --format json` has it, for programs */
static void add_plan(struct page *page)
{
    if (!page->record)
        return;
    json_t *plan = plan_json(&page->plan, &page->body, page->source.texts[0]);
    html_raw(&page->file, "<script type=\"application/json\" id=\"deqi-plan\">");
    html_json(&page->file, plan, PLAN_DIGITS);
    html_raw(&page->file, "</script>\n");
    json_decref(plan);
}

bool page_assemble(struct page *page, struct error *error)
{
    struct html *h = &page->file;
    size_t length;
    add_languages(page);
    if (!add_light(page, error))
        return false;
    add_head(page);
    if (!add_style(page, error))
        return false;
    html_raw(h, "</head>\n<body>\n<div id=\"view\">\n");
    add_picture(page);
    html_raw(h, "</div>\n<main id=\"words\">\n");
    html_bytes(h, page->words.text, page->words.size);
    html_raw(h, "</main>\n<script type=\"application/json\" id=\"deqi-data\">");
    html_json(h, page->data, DATA_DIGITS);
    html_raw(h, "</script>\n");
    add_plan(page);
    html_raw(h, "<script type=\"text/plain\" id=\"deqi-bytes\">");
    char *bytes = blob_base64(page->blob, &length);
    html_bytes(h, bytes, length);
    free(bytes);
    html_raw(h, "</script>\n");
    if (!add_scripts(page, error))
        return false;
    html_raw(h, "</body>\n</html>\n");
    return true;
}
