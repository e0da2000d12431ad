#include "import/worker.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "import/assimp_scene.h"
#include "import/gltf.h"
#include "import/stl.h"
#include "system/child.h"
#include "system/clock.h"
#include "system/sandbox.h"

enum { SECONDS = 20 };
static const size_t MEMORY = (size_t)4
                             << 30; /* bytes beyond what the parent has mapped */
static const size_t FILE_LIMIT = 512u << 20;

/* what the child says first; arrays follow in the order of parts_of */
struct reply {
    bool ok, has_occlusion, has_color;
    uint32_t n_vertices, n_triangles;
    char notes[sizeof((struct model *)0)->notes];
    struct error error;
};

struct worker_part {
    void **data;
    size_t size;
};

enum { PARTS = 5 };

/* the arrays of a model as the reply announces them; absent ones have size 0 */
static void parts_of(struct model *m, const struct reply *r,
                     struct worker_part out[PARTS])
{
    size_t n = r->n_vertices;
    struct worker_part parts[PARTS] = {
        {(void **)&m->mesh.position, n * sizeof *m->mesh.position},
        {(void **)&m->mesh.normal, n * sizeof *m->mesh.normal},
        {(void **)&m->mesh.triangle, r->n_triangles * sizeof *m->mesh.triangle},
        {(void **)&m->mesh.occlusion, r->has_occlusion ? n : 0},
        {(void **)&m->color, r->has_color ? n * sizeof *m->color : 0},
    };
    memcpy(out, parts, sizeof parts);
}

/* ---- the child ---- */

static bool read_any(const char *path, struct model *out, struct error *error)
{
    char *data;
    size_t size;
    if (file_exists(path) && !file_is_regular(path))
        return error_at(error, path, 0, 0, "is no file; expected a model");
    if (!file_read(path, FILE_LIMIT, &data, &size, error))
        return false;
    bool binary = gltf_is_binary(data, size), ok;
    if (!size)
        ok = error_at(error, path, 0, 0, "is empty; expected a model");
    else if (!binary && file_has_ending(path, ".glb"))
        ok = error_at(error, path, 0, 0, "is no glTF binary");
    else if (binary || file_has_ending(path, ".gltf"))
        ok = gltf_read(path, data, size, out, error);
    else if (file_has_ending(path, ".stl") && stl_is_binary(data, size))
        ok = stl_read(path, data, size, out, error);
    else
        ok = assimp_scene_read_file(path, out, error);
    free(data);
    return ok;
}

static bool answer(int to, void *path)
{
    struct model m = {0};
    struct reply r = {0};
    struct worker_part part[PARTS];
    assimp_scene_prepare();
    sandbox_enter(SECONDS, MEMORY);
    r.ok = read_any(path, &m, &r.error);
    r.n_vertices = r.ok ? m.mesh.n_vertices : 0;
    r.n_triangles = r.ok ? m.mesh.n_triangles : 0;
    r.has_occlusion = m.mesh.occlusion != NULL;
    r.has_color = m.color != NULL;
    memcpy(r.notes, m.notes, sizeof r.notes);
    bool sent = child_say(to, &r, sizeof r);
    parts_of(&m, &r, part);
    for (int i = 0; sent && r.ok && i < PARTS; i++)
        sent = child_say(to, *part[i].data, part[i].size);
    return sent;
}

/* ---- the parent ---- */

static bool all_finite(const float (*array)[3], uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        for (int k = 0; k < 3; k++)
            if (!isfinite(array[i][k]))
                return false;
    return true;
}

/* the child may have been talked into anything */
static bool believable(const struct model *m)
{
    const struct mesh *mesh = &m->mesh;
    for (uint32_t t = 0; t < mesh->n_triangles; t++)
        for (int c = 0; c < 3; c++)
            if (mesh->triangle[t][c] >= mesh->n_vertices)
                return false;
    return all_finite((const float(*)[3])mesh->position, mesh->n_vertices) &&
           all_finite((const float(*)[3])mesh->normal, mesh->n_vertices);
}

static void end_text(char *text, size_t size)
{
    text[size - 1] = 0;
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < ' ')
            *c = ' ';
}

static bool receive_model(const struct child *from, struct reply *r, struct model *out,
                          int64_t deadline)
{
    struct worker_part part[PARTS];
    if (!child_hear(from, r, sizeof *r, deadline))
        return false;
    end_text(r->notes, sizeof r->notes);
    end_text(r->error.file, sizeof r->error.file);
    end_text(r->error.text, sizeof r->error.text);
    end_text(r->error.id, sizeof r->error.id);
    for (int i = 0; i < ERROR_ARGS; i++)
        end_text(r->error.arg[i], sizeof r->error.arg[i]);
    if (!r->ok)
        return true;
    if (!r->n_vertices || !r->n_triangles || r->n_vertices > MODEL_VERTICES ||
        r->n_triangles > MODEL_TRIANGLES)
        return false;
    out->mesh.n_vertices = r->n_vertices;
    out->mesh.n_triangles = r->n_triangles;
    memcpy(out->notes, r->notes, sizeof out->notes);
    parts_of(out, r, part);
    for (int i = 0; i < PARTS; i++) {
        if (!part[i].size)
            continue;
        *part[i].data = xmalloc(part[i].size);
        if (!child_hear(from, *part[i].data, part[i].size, deadline))
            return false;
    }
    return believable(out);
}

bool worker_read(const char *path, struct model *out, struct error *error)
{
    struct child reader;
    struct reply r = {0};
    union {
        const char *asked;
        void *handed; // to the child, which changes nothing of it
    } what = {.asked = path};
    if (!child_begin(&reader, answer, what.handed))
        return error_at(error, path, 0, 0, "cannot be read: %s", strerror(errno));
    int64_t deadline = clock_monotonic_ms() + SECONDS * 1000;
    bool answered = receive_model(&reader, &r, out, deadline);
    child_end(&reader, answered ? CHILD_WAIT : CHILD_KILL);
    if (answered && r.ok)
        return true;
    model_free(out);
    if (!answered)
        return error_at(error, path, 0, 0,
                        "is a broken model: the reader failed on it or took too long");
    if (error) {
        *error = r.error;
        error->status = ERROR_REFUSED;
    }
    return false;
}
