#include <ctype.h>
#include <string.h>

#include "catalog/rules_words.h"
#include "rules/case_amputation_internal.h"

static const char *const SAYS[] = {"amput", "phantom", "stump", "截肢",
                                   "幻肢",  "残肢",    NULL};
static const char *const DENIES[] = {"no ",     "not ", "without", "risk", "avoid",
                                     "prevent", "fear", "无",      "避免", NULL};
static const char *const LEFT[] = {"left", "左", NULL}, *const RIGHT[] = {"right", "右",
                                                                          NULL};

/* the first that the clause holds counts: the more exact ones first */
static const struct {
    const char *word, *from;
} LEVELS[] = {
    {"below-knee", "leg"},
    {"below knee", "leg"},
    {"transtibial", "leg"},
    {"膝下", "leg"},
    {"above-knee", "knee"},
    {"above knee", "knee"},
    {"transfemoral", "knee"},
    {"膝上", "knee"},
    {"below-elbow", "forearm"},
    {"below elbow", "forearm"},
    {"transradial", "forearm"},
    {"above-elbow", "elbow"},
    {"above elbow", "elbow"},
    {"transhumeral", "elbow"},
    {"forefoot", "forefoot"},
    {"transmetatarsal", "forefoot"},
    {"toe", "toes"},
    {"趾", "toes"},
    {"foot", "ankle"},
    {"sole", "ankle"},
    {"足", "ankle"},
    {"finger", "fingers"},
    {"指", "fingers"},
    {"hand", "wrist"},
    {"手", "wrist"},
    {"forearm", "forearm"},
    {"arm", "elbow"},
    {"臂", "elbow"},
    {"hip", "hip"},
    {"leg", "knee"},
    {"腿", "knee"},
};

static bool has_one(const char *text, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (strstr(text, words[i]))
            return true;
    return false;
}

static bool read_clause(const char *clause, struct case_absent *out)
{
    if (!has_one(clause, SAYS) || has_one(clause, DENIES))
        return false;
    bool left = has_one(clause, LEFT), right = has_one(clause, RIGHT);
    *out = (struct case_absent){.side = left && !right   ? CASE_L
                                        : right && !left ? CASE_R
                                                         : CASE_BOTH,
                                .from = rules_word_find(word_absent, "knee")};
    for (size_t i = 0; i < sizeof LEVELS / sizeof *LEVELS; i++)
        if (strstr(clause, LEVELS[i].word)) {
            out->from = rules_word_find(word_absent, LEVELS[i].from);
            break;
        }
    return true;
}

bool case_amputation_told(const char *label, struct case_absent *out)
{
    char clause[CASE_LABEL_SIZE];
    while (*label) {
        size_t n = strcspn(label, ";,.:()"), k = 0;
        for (; k < n && k < sizeof clause - 1; k++)
            clause[k] = (char)tolower((unsigned char)label[k]);
        clause[k] = 0;
        if (read_clause(clause, out))
            return true;
        label += n + (label[n] != 0);
    }
    return false;
}
