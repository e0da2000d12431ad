#include "session/session_plan.h"

#include <string.h>

static const char *const RULE_NAMES[] = {"on", "conditional", "withheld", NULL};

struct session_plan *session_plan_create(void)
{
    struct arena *arena = arena_create();
    struct session_plan *plan = arena_alloc(arena, sizeof *plan);
    plan->arena = arena;
    plan->label = "";
    plan->retention_ms = 30 * 60 * 1000;
    plan->points = arena_alloc_array(arena, SESSION_POINTS_MAX, sizeof *plan->points);
    plan->removals =
        arena_alloc_array(arena, SESSION_REMOVALS_MAX, sizeof *plan->removals);
    plan->regions = arena_alloc_array(arena, SESSION_REGIONS_MAX, sizeof *plan->regions);
    plan->lifted = arena_alloc_array(arena, SESSION_REMOVALS_MAX, sizeof *plan->lifted);
    plan->questions =
        arena_alloc_array(arena, SESSION_QUESTIONS_MAX, sizeof *plan->questions);
    plan->speed = 1;
    plan->lamp = SESSION_LAMP_RULE_WITHHELD;
    return plan;
}

void session_plan_destroy(struct session_plan **plan)
{
    if (!plan || !*plan)
        return;
    struct arena *arena = (*plan)->arena;
    *plan = NULL;
    arena_destroy(&arena);
}

int session_plan_position(struct session_plan *plan, const char *name)
{
    for (int i = 0; i < plan->n_positions; i++)
        if (strcmp(plan->positions[i], name) == 0)
            return i;
    if (plan->n_positions == SESSION_POSITIONS_MAX)
        return -1;
    plan->positions[plan->n_positions] = arena_strdup(plan->arena, name);
    return plan->n_positions++;
}

static int count_needles(const struct session_plan *plan)
{
    int n = 0;
    for (int i = 0; i < plan->n_points; i++)
        n += plan->points[i].needles;
    return n;
}

int session_plan_add_point(struct session_plan *plan, const char *code, char side,
                           int needles, int position)
{
    static const char *const none[] = {NULL};
    if (plan->n_points == SESSION_POINTS_MAX || needles < 1 ||
        needles > SESSION_PARTS_MAX ||
        count_needles(plan) + needles > SESSION_NEEDLES_MAX - SESSION_EXTRA_NEEDLES)
        return -1;
    plan->points[plan->n_points] =
        (struct session_point){.code = arena_strdup(plan->arena, code),
                               .side = side,
                               .needles = needles,
                               .position = position,
                               .cautions = none};
    return plan->n_points++;
}

bool session_plan_add_removal(struct session_plan *plan, int point, const char *by)
{
    if (plan->n_removals == SESSION_REMOVALS_MAX)
        return false;
    plan->points[point].removed = true;
    plan->removals[plan->n_removals++] =
        (struct session_removal){point, arena_strdup(plan->arena, by)};
    return true;
}

bool session_plan_add_region(struct session_plan *plan, const char *region, char side,
                             enum session_lamp_rule rule, const struct message *reason)
{
    if (plan->n_regions == SESSION_REGIONS_MAX)
        return false;
    plan->regions[plan->n_regions++] =
        (struct session_region){arena_strdup(plan->arena, region), side, rule,
                                session_plan_message_copy(plan->arena, reason)};
    return true;
}

bool session_plan_add_lifted(struct session_plan *plan, const char *caution,
                             const char *code, char side, const char *reason)
{
    if (plan->n_lifted == SESSION_REMOVALS_MAX)
        return false;
    plan->lifted[plan->n_lifted++] = (struct session_lifted){
        arena_strdup(plan->arena, caution), arena_strdup(plan->arena, code),
        arena_strdup(plan->arena, reason), side};
    return true;
}

bool session_plan_add_question(struct session_plan *plan, const char *id,
                               const struct message *text, enum session_asks asks)
{
    if (plan->n_questions == SESSION_QUESTIONS_MAX)
        return false;
    plan->questions[plan->n_questions++] = (struct session_question){
        arena_strdup(plan->arena, id), session_plan_message_copy(plan->arena, text),
        asks == SESSION_ASKS_CAUTION};
    return true;
}

void session_plan_set_label(struct session_plan *plan, const char *label)
{
    label += strspn(label, " ");
    size_t n = strlen(label);
    while (n && label[n - 1] == ' ')
        n--;
    if (n)
        plan->label = arena_printf(plan->arena, "%.*s", (int)n, label);
}

enum session_lamp_rule session_plan_lamp(const struct session_plan *plan)
{
    int n[3] = {0};
    for (int i = 0; i < plan->n_regions; i++)
        n[plan->regions[i].rule]++;
    if (n[SESSION_LAMP_RULE_WITHHELD] == plan->n_regions)
        return SESSION_LAMP_RULE_WITHHELD;
    return n[SESSION_LAMP_RULE_ON] == plan->n_regions ? SESSION_LAMP_RULE_ON
                                                      : SESSION_LAMP_RULE_CONDITIONAL;
}

int session_plan_find(const struct session_plan *plan, const char *code, char side)
{
    for (int i = 0; i < plan->n_points; i++)
        if (plan->points[i].side == side && strcmp(plan->points[i].code, code) == 0)
            return i;
    return -1;
}

int session_plan_find_region(const struct session_plan *plan, const char *region,
                             char side)
{
    for (int i = 0; i < plan->n_regions; i++)
        if (plan->regions[i].side == side && strcmp(plan->regions[i].region, region) == 0)
            return i;
    return -1;
}

const char *session_plan_lamp_rule_name(enum session_lamp_rule rule)
{
    return RULE_NAMES[rule];
}

static const char *copy(struct arena *arena, const char *s)
{
    return s ? arena_strdup(arena, s) : NULL;
}

struct message session_plan_message_copy(struct arena *arena, const struct message *m)
{
    struct message out = {.id = copy(arena, m->id), .english = copy(arena, m->english)};
    for (int i = 0; i < MESSAGE_ARGS; i++)
        out.arg[i] =
            (struct message_arg){copy(arena, m->arg[i].name), copy(arena, m->arg[i].id),
                                 copy(arena, m->arg[i].text), m->arg[i].number};
    return out;
}

// ------------------------------------------------------------------------ JSON

static void set_text(json_t *object, const char *key, const char *text)
{
    if (text)
        json_object_set_new(object, key, json_string(text));
}

json_t *session_plan_message_to_json(const struct message *m)
{
    json_t *object = json_object(), *args = json_array();
    set_text(object, "id", m->id);
    set_text(object, "english", m->english);
    for (int i = 0; i < MESSAGE_ARGS && m->arg[i].name; i++) {
        json_t *arg = json_object();
        set_text(arg, "name", m->arg[i].name);
        set_text(arg, "id", m->arg[i].id);
        set_text(arg, "text", m->arg[i].text);
        if (!m->arg[i].id && !m->arg[i].text)
            json_object_set_new(arg, "number", json_real(m->arg[i].number));
        json_array_append_new(args, arg);
    }
    json_object_set_new(object, "args", args);
    return object;
}

static json_t *point_to_json(const struct session_point *p)
{
    json_t *cautions = json_array();
    for (const char *const *c = p->cautions; *c; c++)
        json_array_append_new(cautions, json_string(*c));
    return json_pack("{ss ss# si si sb so}", "code", p->code, "side", &p->side, 1,
                     "needles", p->needles, "position", p->position, "removed",
                     p->removed, "cautions", cautions);
}

json_t *session_plan_to_json(const struct session_plan *plan)
{
    json_t *positions = json_array(), *points = json_array(), *removals = json_array();
    json_t *regions = json_array(), *lifted = json_array();
    for (int i = 0; i < plan->n_positions; i++)
        json_array_append_new(positions, json_string(plan->positions[i]));
    for (int i = 0; i < plan->n_points; i++)
        json_array_append_new(points, point_to_json(&plan->points[i]));
    for (int i = 0; i < plan->n_removals; i++)
        json_array_append_new(removals,
                              json_pack("{si ss}", "point", plan->removals[i].point, "by",
                                        plan->removals[i].by));
    for (int i = 0; i < plan->n_regions; i++) {
        const struct session_region *r = &plan->regions[i];
        json_array_append_new(
            regions, json_pack("{ss ss# ss so}", "region", r->region, "side", &r->side, 1,
                               "rule", RULE_NAMES[r->rule], "reason",
                               session_plan_message_to_json(&r->reason)));
    }
    for (int i = 0; i < plan->n_lifted; i++) {
        const struct session_lifted *l = &plan->lifted[i];
        json_array_append_new(lifted, json_pack("{ss ss ss# ss}", "caution", l->caution,
                                                "code", l->code, "side", &l->side, 1,
                                                "reason", l->reason));
    }
    json_t *out =
        json_pack("{ss sI so so so so so ss so}", "label", plan->label, "retention_ms",
                  (json_int_t)plan->retention_ms, "positions", positions, "points",
                  points, "removals", removals, "regions", regions, "lifted", lifted,
                  "lamp", RULE_NAMES[plan->lamp], "lamp_reason",
                  session_plan_message_to_json(&plan->lamp_reason));
    json_t *questions = json_array();
    for (int i = 0; i < plan->n_questions; i++)
        json_array_append_new(
            questions, json_pack("{ss so sb}", "id", plan->questions[i].id, "text",
                                 session_plan_message_to_json(&plan->questions[i].text),
                                 "safety", plan->questions[i].safety));
    json_object_set_new(out, "questions", questions);
    if (plan->practice)
        json_object_set_new(out, "practice", json_integer(plan->speed));
    return out;
}

static bool read_text(const struct json_at *object, const char *key, const char **out,
                      struct error *error)
{
    struct json_at at;
    if (!json_member(object, key, JSON_STRING, &at, error))
        return false;
    *out = json_string_value(at.value);
    return true;
}

static bool read_side(const struct json_at *object, char *side, struct error *error)
{
    static const char *const sides[] = {"L", "R", "M", NULL};
    struct json_at at;
    int i;
    if (!json_member(object, "side", JSON_STRING, &at, error) ||
        !json_choice(&at, sides, &i, error))
        return false;
    *side = *sides[i];
    return true;
}

static bool read_number(const struct json_at *object, const char *key, double min,
                        double max, int64_t *out, struct error *error)
{
    struct json_at at;
    double x;
    if (!json_member(object, key, JSON_INTEGER, &at, error) ||
        !json_number(&at, min, max, &x, error))
        return false;
    *out = (int64_t)json_integer_value(at.value);
    return true;
}

static bool read_rule(const struct json_at *object, const char *key,
                      enum session_lamp_rule *rule, struct error *error)
{
    struct json_at at;
    int i;
    if (!json_member(object, key, JSON_STRING, &at, error) ||
        !json_choice(&at, RULE_NAMES, &i, error))
        return false;
    *rule = (enum session_lamp_rule)i;
    return true;
}

static const char *optional_text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

bool session_plan_message_read(const struct json_at *object, const char *key,
                               struct arena *arena, struct message *out,
                               struct error *error)
{
    struct json_at at, args;
    if (!json_member(object, key, JSON_OBJECT, &at, error) ||
        !json_member(&at, "args", JSON_ARRAY, &args, error))
        return false;
    struct message m = {.id = optional_text(at.value, "id"),
                        .english = optional_text(at.value, "english")};
    for (size_t i = 0; i < json_array_size(args.value) && i < MESSAGE_ARGS; i++) {
        const json_t *arg = json_array_get(args.value, i);
        m.arg[i] =
            (struct message_arg){optional_text(arg, "name"), optional_text(arg, "id"),
                                 optional_text(arg, "text"),
                                 json_number_value(json_object_get(arg, "number"))};
    }
    *out = session_plan_message_copy(arena, &m);
    return true;
}

static bool full(const struct json_at *at, struct error *error)
{
    return json_fail(at, error, "holds more than a session can");
}

static bool read_cautions(const struct json_at *object, struct arena *arena,
                          const char *const **out, struct error *error)
{
    struct json_at list, item;
    if (!json_member(object, "cautions", JSON_ARRAY, &list, error))
        return false;
    size_t n = json_array_size(list.value);
    const char **cautions = arena_alloc_array(arena, n + 1, sizeof *cautions);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_STRING, &item, error))
            return false;
        cautions[i] = arena_strdup(arena, json_string_value(item.value));
    }
    *out = cautions;
    return true;
}

static bool read_point(const struct json_at *item, struct session_plan *plan,
                       struct error *error)
{
    const char *code;
    char side;
    int64_t needles, position;
    struct json_at removed;
    if (!read_text(item, "code", &code, error) || !read_side(item, &side, error) ||
        !read_number(item, "needles", 1, SESSION_PARTS_MAX, &needles, error) ||
        !json_member(item, "removed", JSON_TRUE, &removed, error))
        return false;
    bool is_removed = json_is_true(removed.value);
    if (!read_number(item, "position", is_removed ? SESSION_ANY_POSITION : 0,
                     plan->n_positions - 1, &position, error))
        return false;
    int i = session_plan_add_point(plan, code, side, (int)needles, (int)position);
    if (i < 0)
        return full(item, error);
    plan->points[i].removed = is_removed;
    return read_cautions(item, plan->arena, &plan->points[i].cautions, error);
}

static bool read_position(const struct json_at *item, struct session_plan *plan,
                          struct error *error)
{
    return session_plan_position(plan, json_string_value(item->value)) >= 0 ||
           full(item, error);
}

static bool read_removal(const struct json_at *item, struct session_plan *plan,
                         struct error *error)
{
    const char *by;
    int64_t point;
    if (!read_text(item, "by", &by, error) ||
        !read_number(item, "point", 0, plan->n_points - 1, &point, error))
        return false;
    return session_plan_add_removal(plan, (int)point, by) || full(item, error);
}

static bool read_region(const struct json_at *item, struct session_plan *plan,
                        struct error *error)
{
    const char *region;
    char side;
    enum session_lamp_rule rule;
    struct message reason;
    if (!read_text(item, "region", &region, error) || !read_side(item, &side, error) ||
        !read_rule(item, "rule", &rule, error) ||
        !session_plan_message_read(item, "reason", plan->arena, &reason, error))
        return false;
    return session_plan_add_region(plan, region, side, rule, &reason) ||
           full(item, error);
}

static bool read_lifted(const struct json_at *item, struct session_plan *plan,
                        struct error *error)
{
    const char *caution, *code, *reason;
    char side;
    if (!read_text(item, "caution", &caution, error) ||
        !read_text(item, "code", &code, error) || !read_side(item, &side, error) ||
        !read_text(item, "reason", &reason, error))
        return false;
    return session_plan_add_lifted(plan, caution, code, side, reason) ||
           full(item, error);
}

static bool read_list(const struct json_at *root, const char *key, json_type type,
                      bool (*read)(const struct json_at *, struct session_plan *,
                                   struct error *),
                      struct session_plan *plan, struct error *error)
{
    struct json_at list, item;
    if (!json_member(root, key, JSON_ARRAY, &list, error))
        return false;
    for (size_t i = 0; i < json_array_size(list.value); i++)
        if (!json_element(&list, i, type, &item, error) || !read(&item, plan, error))
            return false;
    return true;
}

static bool read_question(const struct json_at *item, struct session_plan *plan,
                          struct error *error)
{
    const char *id;
    struct message text;
    bool safety = json_is_true(json_object_get(item->value, "safety"));
    return read_text(item, "id", &id, error) &&
           session_plan_message_read(item, "text", plan->arena, &text, error) &&
           (session_plan_add_question(
                plan, id, &text, safety ? SESSION_ASKS_CAUTION : SESSION_ASKS_RULE) ||
            full(item, error));
}

/* what a journal of an older deqi does not have */
static bool read_later_keys(const struct json_at *at, struct session_plan *plan,
                            struct error *error)
{
    int64_t speed = 1;
    if (json_object_get(at->value, "questions") &&
        !read_list(at, "questions", JSON_OBJECT, read_question, plan, error))
        return false;
    plan->practice = json_object_get(at->value, "practice") != NULL;
    if (plan->practice &&
        !read_number(at, "practice", 1, SESSION_SPEED_MAX, &speed, error))
        return false;
    plan->speed = (int)speed;
    return true;
}

struct session_plan *session_plan_from_json(const struct json_at *at, struct error *error)
{
    struct session_plan *plan = session_plan_create();
    const char *label;
    if (read_text(at, "label", &label, error) &&
        read_number(at, "retention_ms", 1000, 24 * 3600 * 1000.0, &plan->retention_ms,
                    error) &&
        read_list(at, "positions", JSON_STRING, read_position, plan, error) &&
        read_list(at, "points", JSON_OBJECT, read_point, plan, error) &&
        read_list(at, "removals", JSON_OBJECT, read_removal, plan, error) &&
        read_list(at, "regions", JSON_OBJECT, read_region, plan, error) &&
        read_list(at, "lifted", JSON_OBJECT, read_lifted, plan, error) &&
        read_rule(at, "lamp", &plan->lamp, error) &&
        session_plan_message_read(at, "lamp_reason", plan->arena, &plan->lamp_reason,
                                  error) &&
        read_later_keys(at, plan, error)) {
        plan->label = arena_strdup(plan->arena, label);
        return plan;
    }
    session_plan_destroy(&plan);
    return NULL;
}
