/* overlay_aid.c - what to do first when something happens. */
#include "session/overlay.h"

#define AID(ID, ENGLISH)                                                                 \
    {                                                                                    \
        .id = "session." ID, .english = ENGLISH                                          \
    }

/* Standard first aid, and WHO, Guidelines on basic training and safety in acupuncture,
 * 1999, on accidents and untoward reactions. The left side: from 20 weeks on the womb
 * presses on the vena cava (Zhao 2014, Transl Perioper Pain Med 1(2):22; RCOG Green-top
 * Guideline 56, Maternal collapse, 2011). */
struct message overlay_first_aid(enum session_incident_kind kind)
{
    static const struct message CARDS[SESSION_INCIDENT_KINDS] = {
        [SESSION_FAINT] = AID(
            "aid.faint", "Needles out, lie flat, legs up; from the middle of pregnancy "
                         "on, on the left side. Check the breathing, in "
                         "diabetes the glucose. Not well in a few minutes, or "
                         "not breathing as usual: call for help"),
        [SESSION_BLEEDING] =
            AID("aid.bleeding",
                "Press with dry cotton, five minutes; longer on blood thinners. If it "
                "does not stop: keep pressing and call for help"),
        [SESSION_HAEMATOMA] =
            AID("aid.haematoma",
                "Press, then cool. If it swells fast, or the hand or foot is numb, cold "
                "or pale: refer now"),
        [SESSION_PAIN] =
            AID("aid.pain", "Draw the needle back a little, or out. An electric shock, "
                            "or pain that stays: needle out, look for weakness or "
                            "numbness, note it, refer if it stays"),
        [SESSION_BURN] =
            AID("aid.burn", "Lamp off. Cool running water, twenty minutes; no ice, open "
                            "no blister, cover loosely. Numb skin, diabetes, or a "
                            "blister: have a doctor look at it today"),
        [SESSION_PNEUMOTHORAX_SUSPECTED] =
            AID("aid.pneumothorax",
                "Needles out, sit up, no further needle. Short of breath or pain in the "
                "chest: emergency call now, also where it comes hours later"),
        [SESSION_FALL] =
            AID("aid.fall", "Do not lift at once. Look for pain, deformity, a blow to "
                            "the head, and needles that were driven in; on blood "
                            "thinners have a head injury seen today"),
        [SESSION_OTHER] =
            AID("aid.other", "Stop, stay with the person, needles out if in doubt"),
    };
    return CARDS[kind];
}
