#include "import/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <poll.h>

#include "base/arena.h"
#include "import/scene.h"

enum { SECONDS = 20, TEXTURE_LIMIT = 256 << 20 };
static const rlim_t MEMORY = (rlim_t)4
                             << 30; /* bytes beyond what the parent has mapped */

/* what the child says first; arrays follow in the order of the fields */
struct reply {
    bool ok, has_uv, has_occlusion, has_texture;
    uint32_t n_vertices, n_triangles;
    uint64_t texture_size;
    char texture_path[sizeof((struct model_texture *)0)->path];
    struct error error;
};

struct part {
    void **data;
    size_t size;
};

enum { PARTS = 6 };

/* the arrays of a model as the reply announces them; absent ones have size 0 */
static void parts_of(struct model *m, const struct reply *r, struct part out[PARTS])
{
    size_t n = r->n_vertices;
    struct part parts[PARTS] = {
        {(void **)&m->mesh.position, n * sizeof *m->mesh.position},
        {(void **)&m->mesh.normal, n * sizeof *m->mesh.normal},
        {(void **)&m->mesh.occlusion, r->has_occlusion ? n : 0},
        {(void **)&m->mesh.uv, r->has_uv ? n * sizeof *m->mesh.uv : 0},
        {(void **)&m->mesh.triangle, r->n_triangles * sizeof *m->mesh.triangle},
        {&m->texture.data, r->has_texture ? (size_t)r->texture_size : 0},
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

/* bytes of address space in use; 0 = unknown */
static rlim_t mapped_now(void)
{
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%lu", &pages) != 1)
        pages = 0;
    if (f)
        fclose(f);
    return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void limit_myself(void)
{
    setrlimit(RLIMIT_CPU, &(struct rlimit){SECONDS, SECONDS});
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    rlim_t memory = mapped_now() + MEMORY;
    if (memory > MEMORY)
        setrlimit(RLIMIT_AS, &(struct rlimit){memory, memory});
    /* a failing assertion of a library is nothing for the user to read */
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (null >= 0)
        dup2(null, STDERR_FILENO);
    signal(SIGABRT, SIG_DFL);
    signal(SIGSEGV, SIG_DFL);
}

static void child(const char *path, int to)
{
    struct model m = {0};
    struct reply r = {0};
    struct part part[PARTS];
    limit_myself();
    r.ok = scene_read_file(path, &m, &r.error);
    r.n_vertices = r.ok ? m.mesh.n_vertices : 0;
    r.n_triangles = r.ok ? m.mesh.n_triangles : 0;
    r.has_uv = m.mesh.uv != NULL;
    r.has_occlusion = m.mesh.occlusion != NULL;
    r.has_texture = m.texture.data != NULL;
    r.texture_size = m.texture.size;
    memcpy(r.texture_path, m.texture.path, sizeof r.texture_path);
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
        if (left <= 0 || poll(&wait, 1, (int)(left * 1000) + 1) == 0)
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

static bool receive_model(int from, struct reply *r, struct model *out, double deadline)
{
    struct part part[PARTS];
    if (!receive(from, r, sizeof *r, deadline))
        return false;
    if (!r->ok)
        return true;
    if (r->n_vertices > MODEL_VERTICES || r->n_triangles > MODEL_TRIANGLES ||
        r->texture_size > TEXTURE_LIMIT)
        return false;
    out->mesh.n_vertices = r->n_vertices;
    out->mesh.n_triangles = r->n_triangles;
    out->texture.size = r->has_texture ? (size_t)r->texture_size : 0;
    memcpy(out->texture.path, r->texture_path, sizeof r->texture_path);
    out->texture.path[sizeof out->texture.path - 1] = 0;
    parts_of(out, r, part);
    for (int i = 0; i < PARTS; i++) {
        if (!part[i].size)
            continue;
        *part[i].data = xmalloc(part[i].size);
        if (!receive(from, *part[i].data, part[i].size, deadline))
            return false;
    }
    return true;
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
    if (error)
        *error = r.error;
    return false;
}
