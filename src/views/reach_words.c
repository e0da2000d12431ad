#include "views/reach_words.h"

#include <stdio.h>

#include "base/cut.h"
#include "base/moment.h"

enum { TEXT_MAX = 900 };

static const char *say(const struct texts *texts, struct arena *arena, const char *id,
                       const char *text, double n)
{
    char out[TEXT_MAX];
    struct message m = {
        .id = id, .arg = {{.name = "text", .text = text}, {.name = "n", .number = n}}};
    text_format(texts, &m, out, sizeof out);
    return arena_strdup(arena, out);
}

static void make_whole(struct reach_words *out, const struct journal_reach *r,
                       const struct texts *texts, struct arena *arena)
{
    char text[TEXT_MAX] = "", at[16];
    if (!r->reached)
        cut_append(text, sizeof text, "%s\n", say(texts, arena, "reach.why", r->why, 0));
    if (!r->reached && r->known_ms)
        cut_append(text, sizeof text, "%s\n",
                   say(texts, arena, "reach.known", moment_hour(r->known_ms, at), 0));
    cut_append(text, sizeof text, "%s",
               texts_get(texts,
                         !r->reached    ? "reach.goes_on"
                         : r->here_only ? "reach.sending_whole"
                                        : "reach.all_there",
                         NULL));
    out->whole = arena_strdup(arena, text);
}

void reach_words_make(struct reach_words *out, const struct journal_reach *r,
                      const struct texts *texts, struct arena *arena)
{
    char at[16];
    *out = (struct reach_words){"", "", "", r->shared && (!r->reached || r->here_only)};
    if (!out->apart && !r->kept)
        return;
    const char *kept = say(texts, arena, "reach.kept", NULL, r->kept);
    out->mark = r->here_only ? reach_words_here_only(r->here_only, texts, arena)
                : out->apart ? texts_get(texts, "reach.away", NULL)
                             : kept;
    out->under = out->apart && r->kept ? kept
                 : !out->apart         ? texts_get(texts, "reach.kept_look", NULL)
                 : r->reached          ? texts_get(texts, "reach.sending", NULL)
                 : !r->since_ms        ? texts_get(texts, "reach.away", NULL)
                                       : say(texts, arena, "reach.away_since",
                                             moment_hour(r->since_ms, at), 0);
    make_whole(out, r, texts, arena);
}

const char *reach_words_here_only(int n, const struct texts *texts, struct arena *arena)
{
    return n ? say(texts, arena, "reach.here_only", NULL, n) : "";
}

const char *reach_words_event(const struct journal_kept *kept, struct arena *arena)
{
    char event[TEXT_MAX];
    journal_kept_event(kept, event, sizeof event);
    return arena_strdup(arena, event);
}

const char *reach_words_why(const struct journal_kept *kept, const struct texts *texts,
                            struct arena *arena)
{
    char at[16], why[TEXT_MAX], out[TEXT_MAX + 32];
    journal_kept_why(kept, texts, why, sizeof why);
    cut_print(out, sizeof out, "%s \u00b7 %s", moment_hour(kept->wall_ms, at), why);
    return arena_strdup(arena, out);
}
