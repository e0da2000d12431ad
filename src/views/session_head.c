#include "views/session_head.h"

#include <stdio.h>

#include "base/cut.h"
#include "rules/plan_says.h"
#include "views/checklist.h"
#include "views/words.h"

enum { TEXT_MAX = 600 };

const char *session_head_count(const struct session *s, const struct overlay *o,
                               enum session_head_words words, const struct texts *texts,
                               struct arena *arena)
{
    int waiting = checklist_waiting(s);
    bool removes = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    const char *id = removes   ? o->needles_in ? "clinic.still_in" : "clinic.all_out"
                     : waiting ? "clinic.count_of"
                     : words == SESSION_HEAD_SHORT ? "clinic.count_in"
                                                   : "clinic.count_needles";
    struct message m = {.id = id,
                        .arg = {{.name = "in", .number = o->needles_in},
                                {.name = "all", .number = o->needles_in + waiting}}};
    char text[TEXT_MAX];
    text_format(texts, &m, text, sizeof text);
    return arena_strdup(arena, text);
}

const char *session_head_position(const struct session *s, int position,
                                  const struct texts *texts, struct arena *arena)
{
    bool known = position >= 0 && position < s->plan->n_positions;
    struct message_arg word =
        plan_says_position("position", known ? s->plan->positions[position] : "any");
    struct message m = {.id = "clinic.position_of",
                        .arg = {word,
                                {.name = "n", .number = position + 1},
                                {.name = "all", .number = s->plan->n_positions}}};
    char text[TEXT_MAX];
    if (!known || s->plan->n_positions == 1)
        return texts_get(texts, word.id, word.text);
    text_format(texts, &m, text, sizeof text);
    return arena_strdup(arena, text);
}

bool session_head_all_done(const struct session *s)
{
    bool removes = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    return !session_is_open(s) || (removes && !session_needles_in(s) && !s->broken);
}

// ---------------------------------------------------------------- notices

/* what the head itself says, or the card of the ring */
static bool is_said(enum overlay_alert_kind kind)
{
    return kind == OVERLAY_DUE || kind == OVERLAY_NEEDLES_IN || kind == OVERLAY_PAUSED ||
           kind == OVERLAY_ABORTED;
}

static const struct overlay_alert *find_pressing(const struct overlay *o)
{
    // the gravest first
    static const enum overlay_alert_kind KINDS[] = {
        OVERLAY_LAMP_SWITCH_OFF, OVERLAY_SKIN_CHECK_OVERDUE, OVERLAY_ABORTING,
        OVERLAY_NOT_RUNNING};
    const struct overlay_alert *found = NULL;
    for (size_t i = 0; !found && i < sizeof KINDS / sizeof *KINDS; i++)
        found = overlay_find(o, KINDS[i]);
    return found;
}

/* which: "Incidents recorded: 1 · Faint" */
static void add_incidents(char *text, size_t size, const struct session *s,
                          const struct texts *texts)
{
    for (int i = 0; i < s->n_incidents && i < SESSION_INCIDENTS_MAX; i++) {
        char id[64];
        snprintf(id, sizeof id, "clinic.incident.%s",
                 session_event_incident_name(s->incidents[i].kind));
        cut_append(text, size, " \u00b7 %s", texts_get(texts, id, NULL));
    }
}

void session_head_notices(struct session_notices *out, const struct session *s,
                          const struct overlay *o, enum session_head_room room,
                          const struct texts *texts, struct arena *arena)
{
    size_t n = (size_t)o->n_alerts;
    *out = (struct session_notices){
        .alarm = arena_alloc_array(arena, n, sizeof *out->alarm),
        .remark = arena_alloc_array(arena, n, sizeof *out->remark),
        .pressing = room == SESSION_HEAD_PRESSES ? find_pressing(o) : NULL};
    for (int i = 0; i < o->n_alerts; i++) {
        const struct overlay_alert *a = &o->alerts[i];
        bool lamp = a->kind == OVERLAY_LAMP_SWITCH_OFF;
        char text[TEXT_MAX];
        // once the session is over, its summary asks for the lamp
        if (is_said(a->kind) || a == out->pressing || (lamp && !session_is_open(s)))
            continue;
        words_message(texts, &a->text, text, sizeof text);
        if (a->kind == OVERLAY_INCIDENT)
            add_incidents(text, sizeof text, s, texts);
        const struct session_notice notice = {
            .alert = a, .text = arena_strdup(arena, text), .lamp = lamp};
        if (a->sounds)
            out->alarm[out->n_alarms++] = notice;
        else
            out->remark[out->n_remarks++] = notice;
    }
}
