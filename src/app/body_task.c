#include "app/body_task.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "stage/subject_fit.h"
#include "system/thread.h"

struct body_task {
    struct thread thread;
    char data_dir[PATH_MAX], path[PATH_MAX];
    const struct subject *of; /* whose joints are wanted; NULL = a body from the path */
    atomic_bool stop, ended;
    atomic_int permille;
    // the thread's until it has ended
    struct body_task_made made;
    bool ok;
    struct error error;
};

static bool go_on(float share, void *user)
{
    struct body_task *t = user;
    // reading comes first, and is not told
    atomic_store(&t->permille, (int)(200 + 800 * share));
    return !atomic_load(&t->stop);
}

static bool make(struct body_task *t)
{
    if (t->of) {
        t->made.held = subject_fit_held(t->of, t->data_dir, go_on, t, &t->error);
        return t->made.held != NULL;
    }
    struct subject *s = subject_create(t->data_dir, t->path, NULL, 0, &t->error);
    t->made.subject = s;
    if (!s || subject_has_landmarks(s) || !go_on(0, t))
        return s != NULL;
    t->made.fitted = true;
    return subject_fit(s, t->data_dir, go_on, t, &t->made.unsaved, &t->error);
}

static void *work(void *task)
{
    struct body_task *t = task;
    t->ok = make(t);
    if (!t->ok)
        subject_destroy(&t->made.subject);
    atomic_store(&t->ended, true);
    return NULL;
}

static struct body_task *begin(const char *data_dir, const char *path,
                               const struct subject *of, struct error *error)
{
    struct body_task *t = xcalloc(1, sizeof *t);
    snprintf(t->data_dir, sizeof t->data_dir, "%s", data_dir);
    snprintf(t->path, sizeof t->path, "%s", path);
    t->of = of;
    atomic_init(&t->permille, 50);
    if (thread_begin(&t->thread, work, t))
        return t;
    free(t);
    error_set(error, "the body cannot be read: no thread can be had");
    return NULL;
}

struct body_task *body_task_create(const char *data_dir, const char *path,
                                   struct error *error)
{
    return begin(data_dir, path, NULL, error);
}

struct body_task *body_task_create_held(const char *data_dir,
                                        const struct subject *subject,
                                        struct error *error)
{
    return begin(data_dir, "", subject, error);
}

void body_task_destroy(struct body_task **task)
{
    struct body_task *t = task ? *task : NULL;
    if (!t)
        return;
    atomic_store(&t->stop, true);
    thread_join(&t->thread);
    subject_destroy(&t->made.subject);
    held_destroy(&t->made.held);
    free(t);
    *task = NULL;
}

enum body_task_state body_task_look(struct body_task *t, float *fraction,
                                    struct error *error)
{
    *fraction = (float)atomic_load(&t->permille) / 1000;
    if (!atomic_load(&t->ended))
        return BODY_TASK_ON;
    if (t->ok)
        return BODY_TASK_DONE;
    *error = t->error;
    return BODY_TASK_FAILED;
}

struct body_task_made body_task_take(struct body_task *t)
{
    struct body_task_made made = t->made;
    t->made.subject = NULL;
    t->made.held = NULL;
    return made;
}
