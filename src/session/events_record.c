/* events_record.c - what is told beside the needles: incidents, who acts, counts, scores,
 * answers to open questions. Nothing of it moves a session. */
#include <string.h>

#include "base/cut.h"
#include "session/session_internal.h"

bool session_note(struct session *s, const struct session_event *event, int64_t ms,
                  struct session_refusal *refusal)
{
    (void)s, (void)event, (void)ms, (void)refusal;
    return true;
}

/* a burn ends the lamp: whatever warms that skin is off now */
bool session_incident(struct session *s, const struct session_event *event, int64_t ms,
                      struct session_refusal *refusal)
{
    (void)refusal;
    if (event->incident == SESSION_BURN)
        session_lamp_drop(s, ms);
    if (s->n_incidents < SESSION_INCIDENTS_MAX) {
        struct session_incident *at = &s->incidents[s->n_incidents];
        at->kind = event->incident;
        at->severity = event->severity;
        at->late = event->happened_ms != 0;
        at->wall_ms = at->late ? event->happened_ms : event->at.wall_ms;
        at->text = session_keep(s, event->text);
    }
    s->n_incidents++;
    return true;
}

bool session_by(struct session *s, const struct session_event *event, int64_t ms,
                struct session_refusal *refusal)
{
    (void)ms, (void)refusal;
    size_t n = cut_length(event->text, sizeof s->by - 1);
    memset(s->by, 0, sizeof s->by);
    memcpy(s->by, event->text, n);
    return true;
}

bool session_relabel(struct session *s, const struct session_event *event, int64_t ms,
                     struct session_refusal *refusal)
{
    (void)ms, (void)refusal;
    size_t n = cut_length(event->text, sizeof s->label - 1);
    memset(s->label, 0, sizeof s->label);
    memcpy(s->label, event->text, n);
    return true;
}

const char *session_label(const struct session *s)
{
    return s->label[0] ? s->label : s->plan->label;
}

bool session_sharps(struct session *s, const struct session_event *event, int64_t ms,
                    struct session_refusal *refusal)
{
    (void)ms, (void)refusal;
    s->sharps = event->number;
    return true;
}

bool session_score(struct session *s, const struct session_event *event, int64_t ms,
                   struct session_refusal *refusal)
{
    (void)ms, (void)refusal;
    s->score[event->when] = event->number;
    return true;
}

static bool settle_question(struct session *s, const struct session_event *event,
                            enum session_answer answer, struct session_refusal *refusal)
{
    for (int i = 0; i < s->plan->n_questions; i++)
        if (strcmp(s->plan->questions[i].id, event->question) == 0) {
            s->answer[i] = answer;
            s->answer_said[i] = session_keep(s, event->text);
            return true;
        }
    return session_refuse(refusal,
                          SAY("question", "{question} is no question of this plan",
                              session_text_arg("question", event->question)));
}

bool session_answer(struct session *s, const struct session_event *event, int64_t ms,
                    struct session_refusal *refusal)
{
    (void)ms;
    return settle_question(s, event, SESSION_ANSWERED, refusal);
}

bool session_pass_over(struct session *s, const struct session_event *event, int64_t ms,
                       struct session_refusal *refusal)
{
    (void)ms;
    return settle_question(s, event, SESSION_PASSED_OVER, refusal);
}
