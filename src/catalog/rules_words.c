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
const char *const word_etiologies[] = {
    "cervical_root", "lumbosacral_root", "root_unspecified",
    "diabetes",      "chemotherapy",     "hiv",
    "unspecified",   "alcohol",          "b12",
    "thyroid",       "hereditary",       "entrapment",
    "toxic",         "infection",        "autoimmune",
    "postherpetic",  "idiopathic",       NULL};
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
                                  "fever",
                                  "dvt_suspected",
                                  "charcot_foot",
                                  "heat_patch",
                                  NULL};
const char *const word_nerves[] = {"median_wrist",
                                   "ulnar_elbow",
                                   "ulnar_wrist",
                                   "radial_arm",
                                   "radial_forearm",
                                   "peroneal_fibula",
                                   "tibial_ankle",
                                   "lateral_femoral_cutaneous",
                                   NULL};
const char *const word_movements[] = {"shoulder_abduction", "elbow_flexion",
                                      "elbow_extension",    "wrist_extension",
                                      "finger_extension",   "grip",
                                      "finger_abduction",   "thumb_abduction",
                                      "hip_flexion",        "knee_extension",
                                      "foot_dorsiflexion",  "great_toe_extension",
                                      "plantar_flexion",    NULL};
const char *const word_onsets[] = {"sudden", "days", "weeks", "months", "years", NULL};
const char *const word_absent[] = {"shoulder", "elbow",    "forearm", "wrist",
                                   "fingers",  "hip",      "knee",    "leg",
                                   "ankle",    "forefoot", "toes",    NULL};
const char *const word_pulses[] = {"dorsalis_pedis", "posterior_tibial", NULL};
const char *const word_reflexes[] = {"biceps",       "brachioradialis", "triceps",
                                     "knee",         "ankle",           "hoffmann",
                                     "ankle_clonus", "plantar",         NULL};
const char *const word_reflex_states[] = {"absent", "reduced", "normal", "brisk", NULL};
const char *const word_sexes[] = {"female", "male", NULL};

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
    {"etiology.alcohol", "alcohol"},
    {"etiology.b12", "lack of vitamin B12"},
    {"etiology.thyroid", "thyroid disease"},
    {"etiology.hereditary", "hereditary neuropathy"},
    {"etiology.entrapment", "entrapment of a nerve"},
    {"etiology.toxic", "a toxic substance"},
    {"etiology.infection", "an infection"},
    {"etiology.autoimmune", "autoimmune neuropathy"},
    {"etiology.postherpetic", "after shingles"},
    {"etiology.idiopathic", "searched for and not found"},
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
    {"finding.fever", "has a fever"},
    {"finding.dvt_suspected", "may have a thrombosis of a deep vein"},
    {"finding.charcot_foot", "has a hot, swollen (Charcot) foot"},
    {"finding.heat_patch", "wears a patch that heat makes stronger"},
};

static const struct word_text NERVE_TEXTS[] = {
    {"nerve.median_wrist", "median nerve at the wrist (carpal tunnel)"},
    {"nerve.ulnar_elbow", "ulnar nerve at the elbow (cubital tunnel)"},
    {"nerve.ulnar_wrist", "ulnar nerve at the wrist"},
    {"nerve.radial_arm", "radial nerve at the upper arm"},
    {"nerve.radial_forearm", "radial nerve at the forearm"},
    {"nerve.peroneal_fibula", "common peroneal nerve at the fibula"},
    {"nerve.tibial_ankle", "tibial nerve at the ankle (tarsal tunnel)"},
    {"nerve.lateral_femoral_cutaneous",
     "lateral cutaneous nerve of the thigh (meralgia paraesthetica)"},
};

static const struct word_text MOVEMENT_TEXTS[] = {
    {"movement.shoulder_abduction", "raising the arm sideways"},
    {"movement.elbow_flexion", "bending the elbow"},
    {"movement.elbow_extension", "stretching the elbow"},
    {"movement.wrist_extension", "lifting the wrist"},
    {"movement.finger_extension", "stretching the fingers"},
    {"movement.grip", "grip"},
    {"movement.finger_abduction", "spreading the fingers"},
    {"movement.thumb_abduction", "lifting the thumb away from the palm"},
    {"movement.hip_flexion", "bending the hip"},
    {"movement.knee_extension", "stretching the knee"},
    {"movement.foot_dorsiflexion", "lifting the foot"},
    {"movement.great_toe_extension", "lifting the great toe"},
    {"movement.plantar_flexion", "pushing the foot down"},
};

static const struct word_text ONSET_TEXTS[] = {
    {"onset.sudden", "began suddenly"},    {"onset.days", "began within days"},
    {"onset.weeks", "began within weeks"}, {"onset.months", "began over months"},
    {"onset.years", "began over years"},
};

static const struct word_text ABSENT_TEXTS[] = {
    {"absent.shoulder", "the arm from the shoulder"},
    {"absent.elbow", "the arm from the elbow"},
    {"absent.forearm", "the arm from the forearm"},
    {"absent.wrist", "the hand"},
    {"absent.fingers", "fingers"},
    {"absent.hip", "the leg from the hip"},
    {"absent.knee", "the leg from the knee"},
    {"absent.leg", "the leg from below the knee"},
    {"absent.ankle", "the foot"},
    {"absent.forefoot", "the forefoot"},
    {"absent.toes", "toes"},
};

static const struct word_text PULSE_TEXTS[] = {
    {"pulse.dorsalis_pedis", "pulse on the top of the foot"},
    {"pulse.posterior_tibial", "pulse behind the inner ankle"},
};

static const struct word_text REFLEX_TEXTS[] = {
    {"reflex.biceps", "biceps jerk"},
    {"reflex.brachioradialis", "brachioradialis jerk"},
    {"reflex.triceps", "triceps jerk"},
    {"reflex.knee", "knee jerk"},
    {"reflex.ankle", "ankle jerk"},
    {"reflex.hoffmann", "Hoffmann sign"},
    {"reflex.ankle_clonus", "clonus of the ankle"},
    {"reflex.plantar", "great toe goes up (Babinski sign)"},
};

static const struct word_text REFLEX_STATE_TEXTS[] = {
    {"reflex.absent", "absent"},       {"reflex.reduced", "reduced"},
    {"reflex.normal", "normal"},       {"reflex.brisk", "brisk"},
    {"reflex.sign_no", "not present"}, {"reflex.sign_yes", "present"},
};

static const struct word_text SEX_TEXTS[] = {
    {"sex.female", "female"},
    {"sex.male", "male"},
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

struct word_text rules_word_region_text(int region)
{
    return REGION_TEXTS[region];
}

struct word_text rules_word_side_text(char side)
{
    return SIDE_TEXTS[side == 'L' ? 0 : side == 'R' ? 1 : side == 'M' ? 2 : 3];
}

struct word_text rules_word_kinds_text(unsigned kinds)
{
    return KIND_TEXTS[kinds & 7];
}

struct word_text rules_word_etiology_text(int etiology)
{
    return ETIOLOGY_TEXTS[etiology];
}

struct word_text rules_word_cause_text(int cause)
{
    return CAUSE_TEXTS[cause];
}

struct word_text rules_word_lesion_text(int kind)
{
    return LESION_TEXTS[kind];
}

struct word_text rules_word_red_flag_text(int flag)
{
    return RED_FLAG_TEXTS[flag];
}

struct word_text rules_word_flag_text(int flag)
{
    return FLAG_TEXTS[flag];
}

struct word_text rules_word_limb_text(int limb)
{
    return LIMB_TEXTS[limb];
}

struct word_text rules_word_nerve_text(int nerve)
{
    return NERVE_TEXTS[nerve];
}

struct word_text rules_word_movement_text(int movement)
{
    return MOVEMENT_TEXTS[movement];
}

struct word_text rules_word_onset_text(int onset)
{
    return ONSET_TEXTS[onset];
}

struct word_text rules_word_absent_text(int from)
{
    return ABSENT_TEXTS[from];
}

struct word_text rules_word_pulse_text(int pulse)
{
    return PULSE_TEXTS[pulse];
}

struct word_text rules_word_reflex_text(int reflex)
{
    return REFLEX_TEXTS[reflex];
}

struct word_text rules_word_reflex_state_text(int reflex, int state)
{
    if (reflex >= REFLEX_FIRST_SIGN)
        return REFLEX_STATE_TEXTS[REFLEX_STATES + (state == REFLEX_BRISK)];
    return REFLEX_STATE_TEXTS[state];
}

struct word_text rules_word_sex_text(int sex)
{
    return SEX_TEXTS[sex];
}

void rules_words_each(void (*each)(const char *id, const char *english, void *user),
                      void *user)
{
    static const struct {
        const struct word_text *texts;
        size_t n;
    } LISTS[] = {
        {REGION_TEXTS, sizeof REGION_TEXTS},
        {ETIOLOGY_TEXTS, sizeof ETIOLOGY_TEXTS},
        {CAUSE_TEXTS, sizeof CAUSE_TEXTS},
        {KIND_TEXTS, sizeof KIND_TEXTS},
        {LESION_TEXTS, sizeof LESION_TEXTS},
        {RED_FLAG_TEXTS, sizeof RED_FLAG_TEXTS},
        {FLAG_TEXTS, sizeof FLAG_TEXTS},
        {LIMB_TEXTS, sizeof LIMB_TEXTS},
        {SIDE_TEXTS, sizeof SIDE_TEXTS},
        {NERVE_TEXTS, sizeof NERVE_TEXTS},
        {ONSET_TEXTS, sizeof ONSET_TEXTS},
        {MOVEMENT_TEXTS, sizeof MOVEMENT_TEXTS},
        {PULSE_TEXTS, sizeof PULSE_TEXTS},
        {ABSENT_TEXTS, sizeof ABSENT_TEXTS},
        {SEX_TEXTS, sizeof SEX_TEXTS},
        {REFLEX_TEXTS, sizeof REFLEX_TEXTS},
        {REFLEX_STATE_TEXTS, sizeof REFLEX_STATE_TEXTS},
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
static const char *const POINT_IS[] = {"catalogue", "mark", NULL};
static const char *const POSITIONS[] = {"none", "one", "several", NULL};
static const char *const POSTURES[] = {"any", "supine", "prone", "side", "seated", NULL};
static const char *const LAMP[] = {"on", "conditional", "withheld", NULL};
static const char *const OUTCOME[] = {"removed", "attached", NULL};
static const char *const LIMITS[] = {"usual", "raised", NULL};
static const char *const BILATERAL[] = {"arm", "leg", "one_half", NULL};
static const char *const SEXES[] = {"female", "male", "unknown", NULL};
static const char *const ONSETS[] = {"sudden", "days",    "weeks", "months",
                                     "years",  "unknown", NULL};
static const char *const WEAK[] = {
    "shoulder_abduction", "elbow_flexion",  "elbow_extension",   "wrist_extension",
    "finger_extension",   "grip",           "finger_abduction",  "thumb_abduction",
    "hip_flexion",        "knee_extension", "foot_dorsiflexion", "great_toe_extension",
    "plantar_flexion",    "none",           "unknown",           NULL};
static const char *const WEAK_SIDES[] = {"one", "both", NULL};
static const char *const REFLEXES[] = {"lost",          "normal",  "brisk", "sign",
                                       "clonus_or_toe", "unknown", NULL};
static const char *const WEAK_GRADES[] = {"marked", "slight", "none", "unknown", NULL};
static const char *const NERVES[] = {"median_wrist",   "ulnar_elbow",
                                     "ulnar_wrist",    "radial_arm",
                                     "radial_forearm", "peroneal_fibula",
                                     "tibial_ankle",   "lateral_femoral_cutaneous",
                                     "none",           NULL};
static const char *const ABSENT[] = {"none",          "some",         "unknown",
                                     "said_by_label", "contradicted", NULL};
static const char *const LIMBS[] = {"arm", "leg", NULL};
static const char *const FELT[] = {"felt", "not_felt", "unknown", NULL};

_Static_assert(sizeof word_flags / sizeof *word_flags == WORD_FLAGS + 1, "flags");
_Static_assert(sizeof word_etiologies / sizeof *word_etiologies == WORD_ETIOLOGIES + 1,
               "etiologies");
_Static_assert(sizeof word_regions / sizeof *word_regions == WORD_REGIONS + 1, "regions");
_Static_assert(sizeof word_nerves / sizeof *word_nerves == WORD_NERVES + 1, "nerves");
_Static_assert(sizeof word_movements / sizeof *word_movements == WORD_MOVEMENTS + 1,
               "movements");
_Static_assert(sizeof word_pulses / sizeof *word_pulses == WORD_PULSES + 1, "pulses");
_Static_assert(sizeof word_reflexes / sizeof *word_reflexes == WORD_REFLEXES + 1,
               "reflexes");
_Static_assert(sizeof word_absent / sizeof *word_absent == WORD_ABSENT + 1, "absent");
_Static_assert(WORD_REGIONS <= 32, "regions are bits of 32");
_Static_assert(WORD_ETIOLOGIES <= 32, "causes of a case are bits of 32");
_Static_assert(WORD_MOVEMENTS + 2 <= 64, "movements, none and unknown are bits of 64");

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
    [FACT_SAID] = {"said", word_kinds},
    [FACT_SYMPTOM_SIDES] = {"sides", SYMPTOM_SIDES},
    [FACT_BILATERAL] = {"bilateral", BILATERAL},
    [FACT_SEX] = {"sex", SEXES},
    [FACT_ONSET] = {"onset", ONSETS},
    [FACT_WEAK] = {"weak", WEAK},
    [FACT_WEAK_GRADE] = {"weak_grade", WEAK_GRADES},
    [FACT_WEAK_MARKED] = {"weak_marked", word_movements},
    [FACT_WEAK_SIDES] = {"weak_sides", WEAK_SIDES},
    [FACT_REFLEXES] = {"reflexes", REFLEXES},
    [FACT_REFLEX_LOST] = {"reflex_lost", word_reflexes},
    [FACT_ENTRAPMENTS] = {"entrapments", NERVES},
    [FACT_ABSENT] = {"absent", ABSENT},
    [FACT_ABSENT_LIMB] = {"absent_limb", LIMBS},
    [FACT_PULSES] = {"pulses", FELT},
    [FACT_MONOFILAMENT] = {"monofilament", FELT},
    [FACT_DRUGS] = {"drugs", NULL},
    [FACT_THERMAL] = {"thermal_sense", word_thermal},
    [FACT_BLOOD] = {"blood_counts", word_blood},
    [FACT_PREGNANT] = {"pregnant", PREGNANT},
    [FACT_LYMPHOEDEMA] = {"lymphoedema", LYMPHOEDEMA},
    [FACT_LESIONS] = {"skin_lesions", LESIONS},
    [FACT_LESION_PARTS] = {"lesion_parts", NULL},
    [FACT_FOOT_LESIONS] = {"foot_lesions", word_lesion_kinds},
    [FACT_RED_FLAGS] = {"red_flags", RED_FLAGS},
    [FACT_FLAGS + FLAG_ANTICOAGULANT] = {"anticoagulant", YES},
    [FACT_FLAGS + FLAG_BLEEDING_DISORDER] = {"bleeding_disorder", YES},
    [FACT_FLAGS + FLAG_PACEMAKER] = {"pacemaker", YES},
    [FACT_FLAGS + FLAG_WANTS_ELECTRO] = {"wants_electro", YES},
    [FACT_FLAGS + FLAG_PREVIOUS_FAINT] = {"previous_faint", YES},
    [FACT_FLAGS + FLAG_FASTING] = {"fasting", YES},
    [FACT_FLAGS + FLAG_COPD] = {"copd", YES},
    [FACT_FLAGS + FLAG_THIN] = {"thin", YES},
    [FACT_FLAGS + FLAG_CANNOT_REPORT] = {"cannot_report", YES},
    [FACT_FLAGS + FLAG_ARTERIAL_DISEASE] = {"arterial_disease", YES},
    [FACT_FLAGS + FLAG_BONE_METASTASIS] = {"bone_metastasis", YES},
    [FACT_FLAGS + FLAG_CERVICAL_INSTABILITY] = {"cervical_instability", YES},
    [FACT_FLAGS + FLAG_FEVER] = {"fever", YES},
    [FACT_FLAGS + FLAG_DVT_SUSPECTED] = {"dvt_suspected", YES},
    [FACT_FLAGS + FLAG_CHARCOT_FOOT] = {"charcot_foot", YES},
    [FACT_FLAGS + FLAG_HEAT_PATCH] = {"heat_patch", YES},
    [FACT_LIMB_KINDS] = {"limb_kinds", word_kinds},
    [FACT_ORIGIN] = {"origin", ORIGINS},
    [FACT_ROLE] = {"role", ROLES},
    [FACT_POINT_IS] = {"point_is", POINT_IS},
    [FACT_POSITIONS] = {"positions", POSITIONS},
    [FACT_POSTURES] = {"postures", POSTURES},
    [FACT_INFRARED] = {"infrared", LAMP},
    [FACT_TAGS] = {"tags", NULL},
    [FACT_OUTCOME] = {"outcome", OUTCOME},
    [FACT_LIMITS] = {"limits", LIMITS},
    [FACT_NEUTROPHILS] = {"neutrophils", NULL},
    [FACT_PLATELETS] = {"platelets", NULL},
    [FACT_AGE] = {"age", NULL},
    [FACT_NEEDLES] = {"needles", NULL},
};

const char *rules_word_fact_name(int fact)
{
    return FACTS[fact].name;
}

const char *const *rules_word_facts(int fact)
{
    return FACTS[fact].words;
}

int rules_word_find(const char *const *words, const char *word)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}
