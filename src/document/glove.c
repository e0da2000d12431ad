#include "document/glove.h"

#include "catalog/rules_words.h"
#include "document/case_edit.h"

/* the case's word for a region that has a stage; -1 for any other */
static int word_of(const struct region *region)
{
    bool counts = region->kind == REGION_SYMPTOM && region->stage > 0;
    return counts ? rules_word_find(word_regions, region->id) : -1;
}

int glove_stages(const struct catalog *c)
{
    int most = 0;
    for (int i = 0; i < c->n_regions; i++)
        if (word_of(&c->region[i]) >= 0 && c->region[i].stage > most)
            most = c->region[i].stage;
    return most;
}

static bool is_stage(const struct catalog *c, const struct case_record *r, int stage)
{
    for (int i = 0; i < c->n_regions; i++) {
        int word = word_of(&c->region[i]);
        unsigned wanted = c->region[i].stage <= stage ? CASE_SIDES : 0;
        if (word >= 0 && case_edit_kind_sides(r, word, CASE_NUMBNESS) != wanted)
            return false;
    }
    return true;
}

int glove_stage(const struct catalog *c, const struct case_record *r)
{
    int most = glove_stages(c);
    for (int stage = 0; stage <= most; stage++)
        if (is_stage(c, r, stage))
            return stage;
    return -1;
}

static bool is_whole(const struct catalog *c, const struct case_record *r, int stage)
{
    for (int i = 0; i < c->n_regions; i++) {
        int word = word_of(&c->region[i]);
        if (word >= 0 && c->region[i].stage == stage &&
            case_edit_kind_sides(r, word, CASE_NUMBNESS) != CASE_SIDES)
            return false;
    }
    return true;
}

int glove_reach(const struct catalog *c, const struct case_record *r)
{
    int stage = 0;
    while (stage < glove_stages(c) && is_whole(c, r, stage + 1))
        stage++;
    return stage;
}

struct glove_others glove_others(const struct catalog *c, const struct case_record *r)
{
    struct glove_others others = {{0}};
    int reach = glove_reach(c, r);
    for (int i = 0; i < c->n_regions; i++) {
        int word = word_of(&c->region[i]);
        if (word >= 0 && c->region[i].stage > reach)
            others.sides[word] =
                (unsigned char)case_edit_kind_sides(r, word, CASE_NUMBNESS);
    }
    return others;
}

/* beyond the stage a region is as it was painted */
static void leave(struct case_record *r, int word, unsigned sides)
{
    if (case_edit_kind_sides(r, word, CASE_NUMBNESS) == sides)
        return;
    case_edit_remove_kind(r, word, CASE_NUMBNESS);
    if (sides)
        case_edit_add_symptom(r, word,
                              sides == CASE_SIDES ? CASE_BOTH
                              : sides & 1         ? CASE_L
                                                  : CASE_R,
                              CASE_NUMBNESS);
}

void glove_set(const struct catalog *c, struct case_record *r, int stage,
               const struct glove_others *others)
{
    // what goes makes room for what comes
    for (int i = 0; i < c->n_regions; i++)
        if (word_of(&c->region[i]) >= 0 && c->region[i].stage > stage)
            leave(r, word_of(&c->region[i]),
                  others ? others->sides[word_of(&c->region[i])] : 0);
    // in the order in which it climbs
    for (int s = 1; s <= stage; s++)
        for (int i = 0; i < c->n_regions; i++)
            if (word_of(&c->region[i]) >= 0 && c->region[i].stage == s)
                case_edit_add_kind(r, word_of(&c->region[i]), CASE_NUMBNESS);
}
