#include "catalog/rules_words.h"

#include <stddef.h>
#include <string.h>

const char *const word_regions[] = {"neck",           "shoulder",      "upper_arm",
                                    "forearm_dorsal", "forearm_volar", "hand_dorsum",
                                    "palm",           "finger_thumb",  "finger_index",
                                    "finger_middle",  "finger_ring",   "finger_little",
                                    "fingers_all",    "lumbosacral",   "thigh_anterior",
                                    "thigh_lateral",  "thigh_medial",  "thigh_posterior",
                                    "leg_anterior",   "leg_lateral",   "leg_medial",
                                    "leg_posterior",  "ankle",         "foot_dorsum",
                                    "sole",           "toes",          NULL};
const char *const word_sides[] = {"L", "R", "both", "midline", NULL};
const char *const word_etiologies[] = {"cervical_root",    "lumbosacral_root",
                                       "root_unspecified", "diabetes",
                                       "chemotherapy",     "hiv",
                                       "unspecified",      NULL};
const char *const word_levels[] = {"C5", "C6", "C7", "C8", "T1", "L2",
                                   "L3", "L4", "L5", "S1", "S2", NULL};
const char *const word_causes[] = {"soft_tissue", "disc",    "bony",
                                   "tumour",      "unknown", NULL};
const char *const word_kinds[] = {"pain", "numbness", "abnormal", NULL};
const char *const word_tenderness[] = {"pronounced", "none", "unexamined", NULL};
const char *const word_mark_kinds[] = {"tender", "numb", NULL};
const char *const word_thermal[] = {"ok", "absent", "unknown", NULL};
const char *const word_blood[] = {"normal", "unknown", NULL};
const char *const word_pregnant[] = {"no", "t1", "t2", "t3", NULL};
const char *const word_limbs[] = {"L_arm", "R_arm", "L_leg", "R_leg", NULL};
const char *const word_lesion_kinds[] = {"ulcer",  "infection", "wound", "scar",
                                         "tumour", "rash",      NULL};
const char *const word_red_flags[] = {"saddle_numbness",      "bladder_bowel_change",
                                      "progressive_weakness", "gait_clumsiness",
                                      "ascending_weakness",   "fever_spine_pain",
                                      "cancer_spine_pain",    NULL};
const char *const word_flags[] = {"anticoagulant",
                                  "bleeding_disorder",
                                  "pacemaker",
                                  "wants_electro",
                                  "previous_faint",
                                  "fasting",
                                  "copd",
                                  "thin",
                                  "cannot_report",
                                  "arterial_disease",
                                  "bone_metastasis",
                                  "cervical_instability",
                                  NULL};

// ---------------------------------------------------------------- their English

static const struct word_text REGION_TEXTS[] = {
    {"region.neck", "neck"},
    {"region.shoulder", "shoulder"},
    {"region.upper_arm", "upper arm"},
    {"region.forearm_dorsal", "back of the forearm"},
    {"region.forearm_volar", "front of the forearm"},
    {"region.hand_dorsum", "back of the hand"},
    {"region.palm", "palm"},
    {"region.finger_thumb", "thumb"},
    {"region.finger_index", "index finger"},
    {"region.finger_middle", "middle finger"},
    {"region.finger_ring", "ring finger"},
    {"region.finger_little", "little finger"},
    {"region.fingers_all", "fingers"},
    {"region.lumbosacral", "lower back"},
    {"region.thigh_anterior", "front of the thigh"},
    {"region.thigh_lateral", "outer thigh"},
    {"region.thigh_medial", "inner thigh"},
    {"region.thigh_posterior", "back of the thigh"},
    {"region.leg_anterior", "front of the leg"},
    {"region.leg_lateral", "outer leg"},
    {"region.leg_medial", "inner leg"},
    {"region.leg_posterior", "back of the leg"},
    {"region.ankle", "ankle"},
    {"region.foot_dorsum", "top of the foot"},
    {"region.sole", "sole"},
    {"region.toes", "toes"},
};

static const struct word_text ETIOLOGY_TEXTS[] = {
    {"etiology.cervical_root", "compression of a cervical nerve root"},
    {"etiology.lumbosacral_root", "compression of a lumbosacral nerve root"},
    {"etiology.root_unspecified", "compression of a nerve root, not said which"},
    {"etiology.diabetes", "diabetes"},
    {"etiology.chemotherapy", "chemotherapy"},
    {"etiology.hiv", "HIV"},
    {"etiology.unspecified", "not specified"},
};

static const struct word_text CAUSE_TEXTS[] = {
    {"cause.soft_tissue", "inflamed soft tissue"},
    {"cause.disc", "a disc"},
    {"cause.bony", "bone"},
    {"cause.tumour", "a tumour"},
    {"cause.unknown", "not known"},
};

static const struct word_text KIND_TEXTS[] = {
    {"kinds.0", "symptom"},
    {"kinds.1", "pain"},
    {"kinds.2", "numbness"},
    {"kinds.3", "pain and numbness"},
    {"kinds.4", "abnormal sensation"},
    {"kinds.5", "pain and abnormal sensation"},
    {"kinds.6", "numbness and abnormal sensation"},
    {"kinds.7", "pain, numbness and abnormal sensation"},
};

static const struct word_text LESION_TEXTS[] = {
    {"lesion.ulcer", "ulcer"},   {"lesion.infection", "infection"},
    {"lesion.wound", "wound"},   {"lesion.scar", "scar"},
    {"lesion.tumour", "tumour"}, {"lesion.rash", "rash"},
};

static const struct word_text RED_FLAG_TEXTS[] = {
    {"flag.saddle_numbness", "numb saddle area"},
    {"flag.bladder_bowel_change", "change of bladder or bowel control"},
    {"flag.progressive_weakness", "progressive weakness"},
    {"flag.gait_clumsiness", "unsteady gait or clumsy hands"},
    {"flag.ascending_weakness", "rapidly ascending weakness"},
    {"flag.fever_spine_pain", "fever with pain of the spine"},
    {"flag.cancer_spine_pain", "cancer with new pain of the spine"},
};

static const struct word_text FLAG_TEXTS[] = {
    {"finding.anticoagulant", "takes an anticoagulant"},
    {"finding.bleeding_disorder", "has a bleeding disorder"},
    {"finding.pacemaker", "has a pacemaker or defibrillator"},
    {"finding.wants_electro", "asks for electro-stimulation"},
    {"finding.previous_faint", "has fainted at needling before"},
    {"finding.fasting", "has not eaten"},
    {"finding.copd", "has COPD"},
    {"finding.thin", "is thin"},
    {"finding.cannot_report", "cannot report heat or pain"},
    {"finding.arterial_disease", "has peripheral arterial disease"},
    {"finding.bone_metastasis", "has bone metastases"},
    {"finding.cervical_instability", "has an unstable cervical spine"},
};

static const struct word_text LIMB_TEXTS[] = {
    {"limb.L_arm", "left arm"},
    {"limb.R_arm", "right arm"},
    {"limb.L_leg", "left leg"},
    {"limb.R_leg", "right leg"},
};

static const struct word_text SIDE_TEXTS[] = {
    {"side.left", "left"},
    {"side.right", "right"},
    {"side.midline", "midline"},
    {"side.both", "both sides"},
};

struct word_text word_region_text(int region)
{
    return REGION_TEXTS[region];
}

struct word_text word_side_text(char side)
{
    return SIDE_TEXTS[side == 'L' ? 0 : side == 'R' ? 1 : side == 'M' ? 2 : 3];
}

struct word_text word_kinds_text(unsigned kinds)
{
    return KIND_TEXTS[kinds & 7];
}

struct word_text word_etiology_text(int etiology)
{
    return ETIOLOGY_TEXTS[etiology];
}

struct word_text word_cause_text(int cause)
{
    return CAUSE_TEXTS[cause];
}

struct word_text word_lesion_text(int kind)
{
    return LESION_TEXTS[kind];
}

struct word_text word_red_flag_text(int flag)
{
    return RED_FLAG_TEXTS[flag];
}

struct word_text word_flag_text(int flag)
{
    return FLAG_TEXTS[flag];
}

struct word_text word_limb_text(int limb)
{
    return LIMB_TEXTS[limb];
}

void word_texts_each(void (*each)(const char *id, const char *english, void *user),
                     void *user)
{
    static const struct {
        const struct word_text *texts;
        size_t n;
    } LISTS[] = {
        {REGION_TEXTS, sizeof REGION_TEXTS}, {ETIOLOGY_TEXTS, sizeof ETIOLOGY_TEXTS},
        {CAUSE_TEXTS, sizeof CAUSE_TEXTS},   {KIND_TEXTS, sizeof KIND_TEXTS},
        {LESION_TEXTS, sizeof LESION_TEXTS}, {RED_FLAG_TEXTS, sizeof RED_FLAG_TEXTS},
        {FLAG_TEXTS, sizeof FLAG_TEXTS},     {LIMB_TEXTS, sizeof LIMB_TEXTS},
        {SIDE_TEXTS, sizeof SIDE_TEXTS},
    };
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++)
        for (size_t k = 0; k < LISTS[i].n / sizeof(struct word_text); k++)
            each(LISTS[i].texts[k].id, LISTS[i].texts[k].english, user);
}

// ---------------------------------------------------------------- facts

static const char *const ROOTS[] = {"none", "cervical", "lumbosacral", "undecided", NULL};
static const char *const LEVELS[] = {"C5", "C6", "C7", "C8", "T1",      "L2", "L3",
                                     "L4", "L5", "S1", "S2", "unknown", NULL};
static const char *const YES[] = {"unknown", "no", "yes", NULL};
static const char *const MARKS[] = {"none",  "affected_limb", "root_spine", "elsewhere",
                                    "spine", "tender",        "numb",       NULL};
static const char *const ZONES[] = {"arm", "leg", "neck", "lower_back", NULL};
static const char *const SYMPTOM_SIDES[] = {"L", "R", "M", NULL};
static const char *const PREGNANT[] = {"no", "t1", "t2", "t3", "unknown", NULL};
static const char *const LYMPHOEDEMA[] = {"L_arm", "R_arm",   "L_leg", "R_leg",
                                          "none",  "unknown", NULL};
static const char *const LESIONS[] = {"ulcer", "infection", "wound",   "scar", "tumour",
                                      "rash",  "none",      "unknown", NULL};
static const char *const RED_FLAGS[] = {"saddle_numbness",
                                        "bladder_bowel_change",
                                        "progressive_weakness",
                                        "gait_clumsiness",
                                        "ascending_weakness",
                                        "fever_spine_pain",
                                        "cancer_spine_pain",
                                        "none",
                                        "unknown",
                                        NULL};
static const char *const ORIGINS[] = {"article", "surface", "standard", NULL};
static const char *const ROLES[] = {"primary", "adjunct", "complement", "added", NULL};
static const char *const POSITIONS[] = {"none", "one", "several", NULL};
static const char *const POSTURES[] = {"any", "supine", "prone", "side", "seated", NULL};
static const char *const LAMP[] = {"on", "conditional", "withheld", NULL};
static const char *const OUTCOME[] = {"removed", "attached", NULL};

static const struct {
    const char *name;
    const char *const *words;
} FACTS[FACT_ALL] = {
    [FACT_ETIOLOGY] = {"etiology", word_etiologies},
    [FACT_ROOT] = {"root", ROOTS},
    [FACT_ROOT_LEVEL] = {"root_level", LEVELS},
    [FACT_COMPRESSION] = {"compression_cause", word_causes},
    [FACT_CHRONIC] = {"chronic", YES},
    [FACT_TENDERNESS] = {"tenderness", word_tenderness},
    [FACT_MARKS] = {"marks", MARKS},
    [FACT_AFFECTED] = {"affected", ZONES},
    [FACT_REGION] = {"region", word_regions},
    [FACT_KINDS] = {"kinds", word_kinds},
    [FACT_SYMPTOM_SIDES] = {"sides", SYMPTOM_SIDES},
    [FACT_THERMAL] = {"thermal_sense", word_thermal},
    [FACT_BLOOD] = {"blood_counts", word_blood},
    [FACT_PREGNANT] = {"pregnant", PREGNANT},
    [FACT_LYMPHOEDEMA] = {"lymphoedema", LYMPHOEDEMA},
    [FACT_LESIONS] = {"skin_lesions", LESIONS},
    [FACT_LESION_PARTS] = {"lesion_parts", NULL},
    [FACT_RED_FLAGS] = {"red_flags", RED_FLAGS},
    [FACT_FLAGS] = {"anticoagulant", YES},
    [FACT_FLAGS + 1] = {"bleeding_disorder", YES},
    [FACT_FLAGS + 2] = {"pacemaker", YES},
    [FACT_FLAGS + 3] = {"wants_electro", YES},
    [FACT_FLAGS + 4] = {"previous_faint", YES},
    [FACT_FLAGS + 5] = {"fasting", YES},
    [FACT_FLAGS + 6] = {"copd", YES},
    [FACT_FLAGS + 7] = {"thin", YES},
    [FACT_FLAGS + 8] = {"cannot_report", YES},
    [FACT_FLAGS + 9] = {"arterial_disease", YES},
    [FACT_FLAGS + 10] = {"bone_metastasis", YES},
    [FACT_FLAGS + 11] = {"cervical_instability", YES},
    [FACT_LIMB_KINDS] = {"limb_kinds", word_kinds},
    [FACT_ORIGIN] = {"origin", ORIGINS},
    [FACT_ROLE] = {"role", ROLES},
    [FACT_POSITIONS] = {"positions", POSITIONS},
    [FACT_POSTURES] = {"postures", POSTURES},
    [FACT_INFRARED] = {"infrared", LAMP},
    [FACT_TAGS] = {"tags", NULL},
    [FACT_OUTCOME] = {"outcome", OUTCOME},
    [FACT_NEUTROPHILS] = {"neutrophils", NULL},
    [FACT_PLATELETS] = {"platelets", NULL},
};

const char *fact_name(int fact)
{
    return FACTS[fact].name;
}

const char *const *fact_words(int fact)
{
    return FACTS[fact].words;
}

int word_find(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}
