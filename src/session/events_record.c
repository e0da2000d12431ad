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

/* one decimal number, as JSON has it, and nothing else of the locale; moves *text on */
static bool take_metres(const char **text, float *out)
{
    const double most = 3;
    double value = 0, unit = 1;
    const char *p = *text + strspn(*text, " ");
    bool minus = *p == '-';
    p += minus;
    const char *first = p;
    for (; *p >= '0' && *p <= '9' && value < 1e6; p++)
        value = 10 * value + (*p - '0');
    bool figures = p > first;
    if (*p == '.') {
        first = ++p;
        for (; *p >= '0' && *p <= '9'; p++)
            value += (*p - '0') * (unit /= 10);
        figures = figures && p > first;
    }
    *out = (float)(minus ? -value : value);
    *text = p;
    return figures && value <= most && (!*p || *p == ' ');
}

bool session_tell_place(struct session *s, const struct session_event *event, int64_t ms,
                        struct session_refusal *refusal)
{
    (void)ms;
    struct session_target at;
    float place[3];
    const char *text = event->text;
    bool ok = true;
    if (!session_target_any(s, event, &at, refusal))
        return false;
    for (int k = 0; k < 3 && ok; k++)
        ok = take_metres(&text, &place[k]);
    if (!ok || text[strspn(text, " ")])
        return session_refuse(refusal,
                              SAY("place", "a place is three numbers, in metres on the "
                                           "neutral body: 0.0912 0.441 -0.03"));
    struct session_point_now *p = &s->points[at.point];
    p->has_at = true;
    memcpy(p->at, place, sizeof p->at);
    return true;
}

bool session_place_of(const struct session *s, const char *code, char side, float at[3])
{
    int i = session_find(s, code, side, NULL);
    if (i < 0 || !s->points[i].has_at)
        return false;
    memcpy(at, s->points[i].at, sizeof s->points[i].at);
    return true;
}

/* a whole number from 1 to `most`; moves *text on */
static int take_count(const char **text, int most)
{
    int n = 0;
    *text += strspn(*text, " ");
    for (; **text >= '0' && **text <= '9' && n <= most; (*text)++)
        n = 10 * n + (**text - '0');
    return n <= most && (!**text || **text == ' ') ? n : 0;
}

bool session_plan_course(struct session *s, const struct session_event *event, int64_t ms,
                         struct session_refusal *refusal)
{
    (void)ms;
    const char *text = event->text;
    int sessions = take_count(&text, SESSION_COURSE_MOST);
    int days = take_count(&text, SESSION_COURSE_DAYS_MOST);
    if (!sessions || !days || text[strspn(text, " ")])
        return session_refuse(refusal,
                              SAY("course", "a course is two numbers: sessions in all, "
                                            "and days from one to the next: 10 7"));
    s->course_sessions = sessions;
    s->course_days = days;
    return true;
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
