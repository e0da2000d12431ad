#include "stage/own_body.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/body_kept.h"
#include "base/arena.h"
#include "base/cut.h"
#include "base/digest.h"
#include "base/file.h"
#include "system/build_id.h"

static const char NAME[] = "human.measured";

/* What a body follows from; at the beginning of the file. */
struct own_body_origin {
    char magic[8];
    uint64_t program, data;
};

/* false where it cannot be told: then nothing is kept or recalled */
static bool find_origin(const char *data_dir, const struct catalog *catalog,
                        struct own_body_origin *out)
{
    char path[PATH_MAX + 32];
    *out = (struct own_body_origin){
        .magic = "deqibody", .program = build_id(), .data = catalog->digest};
    static const char *const FILES[] = {"human.glb", "human.bones"};
    for (int i = 0; i < 2; i++)
        if (!cut_print(path, sizeof path, "%s/models/%s", data_dir, FILES[i]) ||
            !digest_file(&out->data, path))
            return false;
    return out->program != 0;
}

static FILE *open_in(const char *folder, const char *below)
{
    char path[PATH_MAX + 32];
    return cut_print(path, sizeof path, "%s%s/%s", folder, below, NAME)
               ? fopen(path, "rbe")
               : NULL;
}

/* the file behind its origin, where that is ours */
static FILE *open_kept(const char *data_dir, const struct catalog *catalog)
{
    struct own_body_origin ours, found;
    char folder[PATH_MAX];
    FILE *file = file_program_folder(folder, sizeof folder) ? open_in(folder, "") : NULL;
    if (!file)
        file = open_in(data_dir, "/models");
    if (file && fread(&found, sizeof found, 1, file) == 1 &&
        find_origin(data_dir, catalog, &ours) && memcmp(&found, &ours, sizeof ours) == 0)
        return file;
    if (file)
        fclose(file);
    return NULL;
}

struct body *own_body_create(const char *data_dir, const struct mesh *mesh,
                             const struct catalog *catalog, struct error *error)
{
    struct kept kept = {.file = open_kept(data_dir, catalog)};
    struct body *body = NULL;
    if (kept.file) {
        body = body_kept_read(mesh, catalog, &catalog->neutral, &kept);
        fclose(kept.file);
    }
    return body ? body : body_create(mesh, catalog, &catalog->neutral, error);
}

struct body *own_body_sites(const char *data_dir, const struct catalog *catalog)
{
    struct kept kept = {.file = open_kept(data_dir, catalog)};
    if (!kept.file)
        return NULL;
    struct body *body = body_kept_read_sites(catalog, &kept);
    fclose(kept.file);
    return body;
}

bool own_body_keep(const char *data_dir, const struct body *body, const char *path,
                   struct error *error)
{
    struct own_body_origin origin;
    char *bytes;
    size_t size;
    if (!find_origin(data_dir, body_catalog(body), &origin))
        return error_set(error, "the body cannot be kept: program or data have no name");
    struct kept kept = {.file = xstream(&bytes, &size), .writing = true};
    fwrite(&origin, sizeof origin, 1, kept.file);
    body_kept_write(body, &kept);
    xstream_close(kept.file);
    bool ok = file_write_public(path, bytes, size, error);
    free(bytes);
    return ok;
}
