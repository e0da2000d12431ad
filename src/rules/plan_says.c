#include "rules/plan_says.h"

#include <string.h>

#include "catalog/rules_words.h"

struct message plan_says_refer(const char *where)
{
    return (struct message){.id = "plan.text.refer",
                            .english = "Refer to: {where}",
                            .arg = {{.name = "where", .text = where}}};
}

struct message plan_says_source(const char *source)
{
    return (struct message){.id = "plan.text.source",
                            .english = "Source: {source}.",
                            .arg = {{.name = "source", .text = source}}};
}

struct message plan_says_depth_source(const char *text)
{
    return (struct message){.id = "plan.text.depth_source",
                            .english = "Depth: {text}.",
                            .arg = {{.name = "text", .text = text}}};
}

struct message plan_says_override(const struct plan_override *o)
{
    return (struct message){
        .id = "plan.text.override",
        .english = "{caution} would remove it; lifted by the clinician: {reason}",
        .arg = {{.name = "caution", .text = o->caution},
                {.name = "reason", .text = o->reason}}};
}

struct message plan_says_no_override(const struct plan_override *o)
{
    static const struct word_text TEXTS[] = {
        [PLAN_NOTHING_TO_LIFT] =
            {"plan.text.no_override",
             "The override of {caution} for {code} lifts nothing: that "
             "caution removes no such point here."},
        [PLAN_LIFT_FINAL] = {"plan.text.final_override",
                             "The override of {caution} for {code} lifts nothing: this "
                             "removal cannot be lifted."},
        [PLAN_LIFT_NO_WORDS] =
            {"plan.text.wordless_override",
             "The override of {caution} for {code} lifts nothing: its "
             "reason is no reason in words that a colleague could read."},
    };
    const struct word_text *text = &TEXTS[o->lift];
    return (struct message){.id = text->id,
                            .english = text->english,
                            .arg = {{.name = "caution", .text = o->caution},
                                    {.name = "code", .text = o->code}}};
}

struct message_arg plan_says_position(const char *name, const char *word)
{
    static const struct word_text TEXTS[PLAN_POSITIONS] = {
        [PLAN_ANY] = {"position.any", "Any position"},
        [PLAN_SUPINE] = {"position.supine", "Lying on the back"},
        [PLAN_PRONE] = {"position.prone", "Lying face down"},
        [PLAN_SIDE] = {"position.side", "Lying on the side"},
        [PLAN_SEATED] = {"position.seated", "Seated"},
    };
    for (int i = 0; i < PLAN_POSITIONS; i++)
        if (strcmp(plan_position_name((enum plan_position)i), word) == 0)
            return (struct message_arg){
                .name = name, .id = TEXTS[i].id, .text = TEXTS[i].english};
    return (struct message_arg){.name = name, .text = word};
}

struct message_arg plan_says_region(const char *name, const char *word)
{
    int i = rules_word_find(word_regions, word);
    if (i < 0)
        return (struct message_arg){.name = name, .text = word};
    struct word_text text = rules_word_region_text(i);
    return (struct message_arg){.name = name, .id = text.id, .text = text.english};
}

struct message_arg plan_says_side(const char *name, char side)
{
    struct word_text text = rules_word_side_text(side);
    return (struct message_arg){.name = name, .id = text.id, .text = text.english};
}
