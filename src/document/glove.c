#include "document/glove.h"

#include "catalog/rules_words.h"
#include "document/case_edit.h"

static const struct {
    const char *region;
    int stage; /* the first that takes it in */
} REGIONS[] = {
    {"toes", 1},         {"sole", 2},        {"foot_dorsum", 2}, {"ankle", 2},
    {"leg_anterior", 3}, {"leg_lateral", 3}, {"leg_medial", 3},  {"leg_posterior", 3},
    {"fingers_all", 3},  {"palm", 4},        {"hand_dorsum", 4},
};
enum { N_REGIONS = sizeof REGIONS / sizeof *REGIONS };

static bool is_stage(const unsigned sides[N_REGIONS], int stage)
{
    for (int i = 0; i < N_REGIONS; i++)
        if (sides[i] != (REGIONS[i].stage <= stage ? CASE_SIDES : 0))
            return false;
    return true;
}

int glove_stage(const struct case_record *r)
{
    unsigned sides[N_REGIONS];
    for (int i = 0; i < N_REGIONS; i++)
        sides[i] =
            case_kind_sides(r, word_find(word_regions, REGIONS[i].region), CASE_NUMBNESS);
    for (int stage = 0; stage <= GLOVE_STAGES; stage++)
        if (is_stage(sides, stage))
            return stage;
    return -1;
}

void glove_set(struct case_record *r, int stage)
{
    // what goes makes room for what comes
    for (int i = 0; i < N_REGIONS; i++)
        if (REGIONS[i].stage > stage)
            case_remove_kind(r, word_find(word_regions, REGIONS[i].region),
                             CASE_NUMBNESS);
    for (int i = 0; i < N_REGIONS; i++)
        if (REGIONS[i].stage <= stage)
            case_add_kind(r, word_find(word_regions, REGIONS[i].region), CASE_NUMBNESS);
}
