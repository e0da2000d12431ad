#include "session/words.h"

#include <string.h>

struct word {
    const char *word, *id, *english;
};

static const struct word POSITIONS[] = {
    {"supine", "position.supine", "Lying on the back"},
    {"prone", "position.prone", "Lying face down"},
    {"side", "position.side", "Lying on the side"},
    {"seated", "position.seated", "Seated"},
    {NULL, NULL, NULL},
};

static const struct word REGIONS[] = {
    {"neck", "region.neck", "neck"},
    {"shoulder", "region.shoulder", "shoulder"},
    {"upper_arm", "region.upper_arm", "upper arm"},
    {"forearm_dorsal", "region.forearm_dorsal", "back of the forearm"},
    {"forearm_volar", "region.forearm_volar", "front of the forearm"},
    {"hand_dorsum", "region.hand_dorsum", "back of the hand"},
    {"palm", "region.palm", "palm"},
    {"finger_thumb", "region.finger_thumb", "thumb"},
    {"finger_index", "region.finger_index", "index finger"},
    {"finger_middle", "region.finger_middle", "middle finger"},
    {"finger_ring", "region.finger_ring", "ring finger"},
    {"finger_little", "region.finger_little", "little finger"},
    {"fingers_all", "region.fingers_all", "fingers"},
    {"lumbosacral", "region.lumbosacral", "lower back"},
    {"thigh_anterior", "region.thigh_anterior", "front of the thigh"},
    {"thigh_lateral", "region.thigh_lateral", "outer thigh"},
    {"thigh_medial", "region.thigh_medial", "inner thigh"},
    {"thigh_posterior", "region.thigh_posterior", "back of the thigh"},
    {"leg_anterior", "region.leg_anterior", "front of the leg"},
    {"leg_lateral", "region.leg_lateral", "outer leg"},
    {"leg_medial", "region.leg_medial", "inner leg"},
    {"leg_posterior", "region.leg_posterior", "back of the leg"},
    {"ankle", "region.ankle", "ankle"},
    {"foot_dorsum", "region.foot_dorsum", "top of the foot"},
    {"sole", "region.sole", "sole"},
    {"toes", "region.toes", "toes"},
    {NULL, NULL, NULL},
};

static struct message_arg look_up(const struct word *words, const char *name,
                                  const char *word)
{
    for (const struct word *w = words; w->word; w++)
        if (strcmp(w->word, word) == 0)
            return (struct message_arg){.name = name, .id = w->id, .text = w->english};
    return (struct message_arg){.name = name, .text = word};
}

struct message_arg session_position_arg(const char *name, const char *word)
{
    return look_up(POSITIONS, name, word);
}

struct message_arg session_region_arg(const char *name, const char *word)
{
    return look_up(REGIONS, name, word);
}

const char *session_side(char side)
{
    return side == 'L' ? "L" : side == 'R' ? "R" : "M";
}
