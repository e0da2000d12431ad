#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/listing.h"
#include "export/reel_internal.h"
#include "system/disk.h"

static const struct reel_format *const FORMATS[] = {[REEL_FRAMES] = &REEL_AS_FRAMES,
                                                    [REEL_APNG] = &REEL_AS_APNG,
                                                    [REEL_WEBP] = &REEL_AS_WEBP,
                                                    [REEL_MP4] = &REEL_AS_MP4};

enum reel_kind reel_kind_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    if (!dot || dot == name)
        return REEL_FRAMES;
    return strcasecmp(dot, ".webp") == 0   ? REEL_WEBP
           : strcasecmp(dot, ".mp4") == 0  ? REEL_MP4
           : strcasecmp(dot, ".png") == 0  ? REEL_APNG
           : strcasecmp(dot, ".apng") == 0 ? REEL_APNG
                                           : REEL_FRAMES;
}

bool reel_packs(enum reel_kind kind)
{
#ifdef DEQI_HAVE_OPENH264
    (void)kind;
    return true;
#else
    return kind != REEL_MP4;
#endif
}

// ---------------------------------------------------------------- folders

bool reel_is_frame(const char *name)
{
    int number, n = 0;
    return sscanf(name, "frame-%4d.png%n", &number, &n) == 1 && n && !name[n];
}

/* removes the frames of a folder, and the folder; what is not ours stays */
static void remove_folder(const char *folder)
{
    struct listing names;
    char path[PATH_MAX];
    if (!listing_read(&names, folder))
        return;
    for (int i = 0; i < names.n; i++)
        if (reel_is_frame(names.name[i]) &&
            cut_print(path, sizeof path, "%s/%s", folder, names.name[i]))
            disk_remove(path);
    listing_free(&names);
    disk_remove_folder(folder);
}

/* a folder that is there must hold nothing but frames */
static bool check_folder(const struct reel *r, struct error *error)
{
    struct disk_facts there;
    if (!disk_look(r->path, &there))
        return errno == ENOENT || reel_cannot(r, errno, error);
    if (there.kind != DISK_FOLDER)
        return error_at(error, r->path, 0, 0,
                        "is a file; a film is a folder, or a name that ends in .mp4, "
                        ".webp, .apng or .png");
    struct listing names;
    if (!listing_read(&names, r->path))
        return reel_cannot(r, errno, error);
    bool ok = true;
    for (int i = 0; ok && i < names.n; i++)
        if (!reel_is_frame(names.name[i]))
            ok = error_at(error, r->path, 0, 0,
                          "holds %.80s; expected a new folder, an empty one, or one with "
                          "an earlier film's frames alone",
                          names.name[i]);
    listing_free(&names);
    return ok;
}

/* puts the finished folder where the film is to be */
static bool place_folder(struct reel *r, struct error *error)
{
    char old[PATH_MAX];
    bool there = disk_is_there(r->path);
    if (!check_folder(r, error))
        return false;
    snprintf(old, sizeof old, "%.4000s.old", r->temporary);
    if (there && rename(r->path, old) != 0)
        return reel_cannot(r, errno, error);
    if (rename(r->temporary, r->path) != 0) {
        int cause = errno;
        if (there)
            rename(old, r->path);
        return reel_cannot(r, cause, error);
    }
    if (there)
        remove_folder(old);
    return true;
}

// ---------------------------------------------------------------- life

static bool open_temporary(struct reel *r, struct error *error)
{
    enum disk_kind there = disk_kind(r->path);
    if (snprintf(r->temporary, sizeof r->temporary, "%s.XXXXXX", r->path) >= PATH_MAX - 8)
        return error_at(error, r->params.path, 0, 0, "has too long a name");
    if (r->format == &REEL_AS_FRAMES) {
        if (!check_folder(r, error) || !disk_make_temporary_folder(r->temporary)) {
            r->temporary[0] = 0;
            return error && error->text[0] ? false : reel_cannot(r, errno, error);
        }
        return true;
    }
    if (there != DISK_NOTHING && there != DISK_FILE) {
        r->temporary[0] = 0;
        return error_at(error, r->path, 0, 0, "is no regular file");
    }
    int fd = disk_open_temporary(r->temporary);
    if (fd < 0) {
        r->temporary[0] = 0;
        return reel_cannot(r, errno, error);
    }
    if (!(r->file = disk_stream(fd, "wb"))) {
        disk_close(fd);
        return reel_cannot(r, errno, error);
    }
    return true;
}

struct reel *reel_create(const struct reel_params *params, struct error *error)
{
    struct reel *r = xcalloc(1, sizeof *r);
    struct error why = {0};
    r->params = *params;
    r->format = FORMATS[reel_kind_of(params->path)];
    snprintf(r->path, sizeof r->path, "%s", params->path);
    // "film/" is the folder "film"
    for (size_t n = strlen(r->path); n > 1 && r->path[n - 1] == '/'; n--)
        r->path[n - 1] = 0;
    r->params.path = r->path;
    if (open_temporary(r, &why) && r->format->begin(r, &why))
        return r;
    if (error)
        *error = why;
    reel_destroy(&r);
    return NULL;
}

void reel_destroy(struct reel **reel)
{
    struct reel *r = reel ? *reel : NULL;
    if (!r)
        return;
    r->format->end(r);
    if (r->file)
        fclose(r->file);
    if (r->temporary[0] && r->format == &REEL_AS_FRAMES)
        remove_folder(r->temporary);
    else if (r->temporary[0])
        disk_remove(r->temporary);
    free(r);
    *reel = NULL;
}

bool reel_add(struct reel *r, const uint8_t *rgba, struct error *error)
{
    if (!r->format->add(r, rgba, error))
        return false;
    r->added++;
    return true;
}

bool reel_finish(struct reel *r, struct error *error)
{
    if (!r->format->finish(r, error))
        return false;
    if (r->format == &REEL_AS_FRAMES) {
        if (!place_folder(r, error))
            return false;
    } else {
        bool ok = disk_sync_stream(r->file);
        int cause = errno;
        if (fclose(r->file) != 0 && ok) {
            ok = false;
            cause = errno;
        }
        r->file = NULL;
        if (ok && rename(r->temporary, r->path) != 0) {
            ok = false;
            cause = errno;
        }
        if (!ok)
            return reel_cannot(r, cause, error);
    }
    r->temporary[0] = 0;
    return true;
}
