#include "import/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <poll.h>

#include "base/arena.h"
#include "base/file.h"
#include "import/assimp_scene.h"
#include "import/gltf.h"
#include "import/sandbox.h"
#include "import/stl.h"

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

static bool send_all(int to, const void *data, size_t size)
{
    const char *at = data;
    while (size) {
        ssize_t n = write(to, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

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

static void child(const char *path, int to)
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
    bool sent = send_all(to, &r, sizeof r);
    parts_of(&m, &r, part);
    for (int i = 0; sent && r.ok && i < PARTS; i++)
        sent = send_all(to, *part[i].data, part[i].size);
    _exit(sent ? 0 : 1);
}

/* ---- the parent ---- */

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool receive(int from, void *data, size_t size, double deadline)
{
    char *at = data;
    while (size) {
        double left = deadline - seconds_now();
        struct pollfd wait = {.fd = from, .events = POLLIN};
        int ready = left > 0 ? poll(&wait, 1, (int)(left * 1000) + 1) : 0;
        // a signal is no answer: what is not ready would be waited for without an end
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        ssize_t n = read(from, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

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

static bool receive_model(int from, struct reply *r, struct model *out, double deadline)
{
    struct worker_part part[PARTS];
    if (!receive(from, r, sizeof *r, deadline))
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
        if (!receive(from, *part[i].data, part[i].size, deadline))
            return false;
    }
    return believable(out);
}

bool worker_read(const char *path, struct model *out, struct error *error)
{
    int ends[2];
    struct reply r = {0};
    if (pipe2(ends, O_CLOEXEC))
        return error_at(error, path, 0, 0, "cannot be read: %s", strerror(errno));
    pid_t pid = fork();
    if (pid < 0) {
        close(ends[0]);
        close(ends[1]);
        return error_at(error, path, 0, 0, "cannot be read: %s", strerror(errno));
    }
    if (pid == 0) {
        close(ends[0]);
        child(path, ends[1]);
    }
    close(ends[1]);
    bool answered = receive_model(ends[0], &r, out, seconds_now() + SECONDS);
    close(ends[0]);
    if (!answered)
        kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
        continue;
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
