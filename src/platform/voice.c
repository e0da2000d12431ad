#include "platform/voice.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "system/helper.h"

enum kind { SPEECH_DISPATCHER, ESPEAK };

static const struct {
    const char *name;
    enum kind kind;
} PROGRAMS[] = {
    {"spd-say", SPEECH_DISPATCHER}, {"espeak-ng", ESPEAK}, {"espeak", ESPEAK}};

struct voice {
    const char *name;
    enum kind kind;
    char path[PATH_MAX];
    long speaking; /* 0 = nothing is being said */
};

struct voice *voice_create(void)
{
    struct voice *v = calloc(1, sizeof *v);
    for (size_t i = 0; v && i < sizeof PROGRAMS / sizeof *PROGRAMS; i++) {
        if (!helper_find(PROGRAMS[i].name, v->path, sizeof v->path))
            continue;
        v->name = PROGRAMS[i].name;
        v->kind = PROGRAMS[i].kind;
        return v;
    }
    free(v);
    return NULL;
}

void voice_destroy(struct voice **voice)
{
    if (!voice || !*voice)
        return;
    free(*voice);
    *voice = NULL;
}

const char *voice_program(const struct voice *v)
{
    return v->name;
}

static bool is_speaking(struct voice *v)
{
    if (v->speaking && helper_look(v->speaking) != HELPER_AT_WORK)
        v->speaking = 0;
    return v->speaking != 0;
}

/* both know "de", "fr"; Chinese is "zh" to the one and "cmn" to the other */
static const char *language(enum kind kind, const char *lang, char out[16])
{
    size_t n = strcspn(lang, "-_.");
    if (strncmp(lang, "zh", 2) == 0)
        return kind == ESPEAK ? "cmn" : "zh";
    snprintf(out, 16, "%.*s", (int)(n < 8 ? n : 8), lang);
    return out;
}

bool voice_say(struct voice *v, const char *lang, double volume, const char *text)
{
    char of[16], loud[16];
    if (!v || is_speaking(v))
        return false;
    // espeak: 0 .. 200, of which 100 is usual; spd-say: -100 .. 100
    snprintf(loud, sizeof loud, "%d",
             (int)(v->kind == ESPEAK ? 200 * volume : 200 * volume - 100));
    const char *spd[] = {v->name, "-w", "-l", language(v->kind, lang, of), "-i", loud,
                         "--",    text, NULL};
    const char *espeak[] = {v->name, "-v", language(v->kind, lang, of), "-a", loud, "--",
                            text,    NULL};
    v->speaking = helper_start(v->path, v->kind == ESPEAK ? espeak : spd, -1);
    return v->speaking != 0;
}
