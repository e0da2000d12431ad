#include "platform/outlet.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "system/clock.h"
#include "system/disk.h"
#include "system/helper.h"

enum { ARGUMENTS = 8, PATIENCE_MS = 8000 };

/* each with what must be set for it to be of use; "%" stands for the title */
static const struct program {
    enum outlet outlet;
    const char *needs;
    const char *argument[ARGUMENTS];
} PROGRAMS[] = {
    {OUTLET_CLIPBOARD, "WAYLAND_DISPLAY", {"wl-copy", "--type", "image/png"}},
    {OUTLET_CLIPBOARD,
     "DISPLAY",
     {"xclip", "-selection", "clipboard", "-t", "image/png", "-i"}},
    {OUTLET_PRINTER, NULL, {"lp", "-s", "-t", "%", "--", "-"}},
    {OUTLET_PRINTER, NULL, {"lpr", "-T", "%"}},
};

static const struct program *choose(enum outlet outlet, char *path, size_t size)
{
    for (size_t i = 0; i < sizeof PROGRAMS / sizeof *PROGRAMS; i++) {
        const struct program *p = &PROGRAMS[i];
        const char *set = p->needs ? getenv(p->needs) : "yes";
        if (p->outlet == outlet && set && *set && helper_find(p->argument[0], path, size))
            return p;
    }
    return NULL;
}

struct outlet_sending {
    const char *program;
    long helper; /* 0 = it has answered */
    int64_t until_ms;
    enum outlet_state state;
};

bool outlet_is_there(enum outlet outlet)
{
    char path[PATH_MAX];
    return choose(outlet, path, sizeof path);
}

/* a file without a name that holds the data and is read from its beginning; -1 = none */
static int hold(const void *data, size_t size)
{
    char name[sizeof P_tmpdir + 16];
    snprintf(name, sizeof name, "%s/deqi-XXXXXX", P_tmpdir);
    int written = disk_open_temporary(name);
    if (written < 0)
        return -1;
    bool ok = disk_write(written, data, size);
    int file = ok ? disk_open(name, DISK_READ) : -1;
    disk_close(written);
    disk_remove(name);
    return file;
}

static long start(const char *path, const struct program *p, const char *title, int from)
{
    const char *argument[ARGUMENTS + 1] = {0};
    for (int i = 0; i < ARGUMENTS && p->argument[i]; i++)
        argument[i] = strcmp(p->argument[i], "%") == 0 ? title : p->argument[i];
    return helper_start(path, argument, from);
}

static bool refused(const struct outlet_sending *s, struct error *error)
{
    return error_set(error, "%s did not take it", s->program);
}

struct outlet_sending *outlet_send(enum outlet outlet, const char *title,
                                   const void *data, size_t size, struct error *error)
{
    char path[PATH_MAX];
    const struct program *p = choose(outlet, path, sizeof path);
    if (!p) {
        error_set(error, "%s",
                  outlet == OUTLET_PRINTER
                      ? "no program that prints was found: lp or lpr is expected"
                      : "no program that copies pictures was found: wl-copy or xclip is "
                        "expected");
        return NULL;
    }
    struct outlet_sending *s = xcalloc(1, sizeof *s);
    int from = hold(data, size);
    s->program = p->argument[0];
    s->helper = from >= 0 ? start(path, p, title, from) : 0;
    s->until_ms = clock_monotonic_ms() + PATIENCE_MS;
    if (from >= 0)
        disk_close(from);
    if (s->helper)
        return s;
    refused(s, error);
    free(s);
    return NULL;
}

enum outlet_state outlet_look(struct outlet_sending *s, struct error *error)
{
    if (s->state == OUTLET_SENDING) {
        enum helper_state now = helper_look(s->helper);
        if (now != HELPER_AT_WORK)
            s->helper = 0;
        if (now == HELPER_FAILED)
            s->state = OUTLET_REFUSED;
        else if (now == HELPER_DONE || clock_monotonic_ms() >= s->until_ms)
            s->state = OUTLET_TAKEN;
    }
    if (s->state == OUTLET_REFUSED)
        refused(s, error);
    return s->state;
}

void outlet_end(struct outlet_sending **sending)
{
    struct outlet_sending *s = *sending;
    if (!s)
        return;
    if (s->helper && s->state == OUTLET_SENDING)
        helper_end(s->helper);
    free(s);
    *sending = NULL;
}

bool outlet_prints_letter(void)
{
    static const char *const ASKED[] = {"LC_ALL", "LC_PAPER", "LANG"};
    static const char LETTER[] = "US CA MX PH PR CL CO VE GT SV CR NI PA DO";
    const char *set = NULL;
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED && !(set && *set); i++)
        set = getenv(ASKED[i]);
    const char *country = set ? strchr(set, '_') : NULL;
    char name[3] = "";
    if (country)
        snprintf(name, sizeof name, "%.2s", country + 1);
    return strlen(name) == 2 && strstr(LETTER, name);
}
