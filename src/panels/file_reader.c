#include "panels/file_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "system/disk.h"
#include "system/errand.h"

enum { FILES_MOST = 16, MOMENT_MS = 250 };

struct folder_look {
    char path[PATH_MAX], instead[PATH_MAX];
    const char *const *endings;
    bool labels;
    // of the errand until it is done
    struct folder folder;
    struct error error;
    bool ok;
};

struct places_look {
    char examples[PATH_MAX];
    char file[FILES_MOST][PATH_MAX];
    int n;
    // of the errand until it is done
    struct file_root root[FILE_ROOTS_MOST];
    int n_roots;
    bool there[FILES_MOST];
    char home[PATH_MAX];
};

struct file_reader {
    struct errand *folder_errand, *places_errand;
    struct folder folder;
    struct error error;
    struct places_look *places; /* NULL until they are known */
};

struct file_reader *file_reader_create(void)
{
    return xcalloc(1, sizeof(struct file_reader));
}

void file_reader_destroy(struct file_reader **reader)
{
    struct file_reader *r = reader ? *reader : NULL;
    if (!r)
        return;
    errand_leave(&r->folder_errand);
    errand_leave(&r->places_errand);
    folder_clear(&r->folder);
    free(r->places);
    free(r);
    *reader = NULL;
}

// ---------------------------------------------------------------- beside the loop

static void look_into_folder(void *data)
{
    struct folder_look *l = data;
    l->ok = folder_read(&l->folder, l->path, l->endings, &l->error) ||
            (*l->instead && folder_read(&l->folder, l->instead, l->endings, &l->error));
    if (l->ok && l->labels)
        folder_label(&l->folder);
}

static void end_folder(void *data)
{
    struct folder_look *l = data;
    folder_clear(&l->folder);
    free(l);
}

static void look_for_places(void *data)
{
    struct places_look *l = data;
    const char *home = getenv("HOME");
    l->n_roots = file_roots(*l->examples ? l->examples : NULL, l->root);
    for (int i = 0; i < l->n; i++)
        l->there[i] = file_exists(l->file[i]);
    if (!home || !disk_whole_path(home, l->home))
        l->home[0] = 0;
}

// ---------------------------------------------------------------- what is asked for

void file_reader_ask_folder(struct file_reader *r, const struct file_reader_wish *wish)
{
    struct folder_look *l = xcalloc(1, sizeof *l);
    bool fits = cut_print(l->path, sizeof l->path, "%s", wish->path);
    if (wish->instead)
        cut_print(l->instead, sizeof l->instead, "%s", wish->instead);
    l->endings = wish->endings;
    l->labels = wish->what == FILE_READER_LABELS;
    errand_leave(&r->folder_errand);
    if (!fits)
        l->path[0] = 0;
    r->folder_errand = errand_begin(look_into_folder, end_folder, l);
    if (r->folder_errand)
        errand_wait(r->folder_errand, MOMENT_MS);
}

void file_reader_ask_places(struct file_reader *r, const char *examples,
                            const char (*file)[PATH_MAX], int n)
{
    struct places_look *l = xcalloc(1, sizeof *l);
    if (examples)
        cut_print(l->examples, sizeof l->examples, "%s", examples);
    for (int i = 0; i < n && l->n < FILES_MOST && *file[i]; i++)
        cut_print(l->file[l->n++], PATH_MAX, "%s", file[i]);
    errand_leave(&r->places_errand);
    r->places_errand = errand_begin(look_for_places, free, l);
    if (r->places_errand)
        errand_wait(r->places_errand, MOMENT_MS);
}

// ---------------------------------------------------------------- what has come

static unsigned take_folder(struct file_reader *r)
{
    struct folder_look *l = r->folder_errand ? errand_data(r->folder_errand) : NULL;
    if (!l)
        return 0;
    bool ok = l->ok;
    if (ok) {
        // the errand frees what was there before
        struct folder before = r->folder;
        r->folder = l->folder;
        l->folder = before;
    }
    r->error = l->error;
    errand_leave(&r->folder_errand);
    return ok ? FILE_READER_FOLDER : FILE_READER_FAILED;
}

static unsigned take_places(struct file_reader *r)
{
    const struct places_look *l = r->places_errand ? errand_data(r->places_errand) : NULL;
    if (!l)
        return 0;
    if (!r->places)
        r->places = xmalloc(sizeof *r->places);
    memcpy(r->places, l, sizeof *l);
    errand_leave(&r->places_errand);
    return FILE_READER_PLACES;
}

unsigned file_reader_look(struct file_reader *r)
{
    return take_folder(r) | take_places(r);
}

bool file_reader_reads_folder(const struct file_reader *r)
{
    return r->folder_errand;
}

bool file_reader_waits(const struct file_reader *r)
{
    return r->folder_errand || r->places_errand;
}

const struct folder *file_reader_folder(const struct file_reader *r)
{
    return &r->folder;
}

const struct error *file_reader_error(const struct file_reader *r)
{
    return &r->error;
}

int file_reader_roots(const struct file_reader *r, const struct file_root **root)
{
    *root = r->places ? r->places->root : NULL;
    return r->places ? r->places->n_roots : 0;
}

const char *file_reader_home(const struct file_reader *r)
{
    return r->places && *r->places->home ? r->places->home : NULL;
}

bool file_reader_is_there(const struct file_reader *r, const char *file)
{
    for (int i = 0; r->places && i < r->places->n; i++)
        if (strcmp(r->places->file[i], file) == 0)
            return r->places->there[i];
    return false;
}
