#include "views/point_posture.h"

#include <string.h>

bool point_posture(const struct point *point, enum posture *out)
{
    static const struct {
        const char *says;
        enum posture posture;
    } SAYS[] = {{"Bend the knee", POSTURE_KNEE_BENT},
                {"Knee bent", POSTURE_KNEE_BENT},
                {"Bend the elbow", POSTURE_ELBOW_BENT},
                {"bend the elbow", POSTURE_ELBOW_BENT},
                {"a fist", POSTURE_FIST},
                {"a loose fist", POSTURE_FIST},
                {"Close the hand", POSTURE_FIST},
                {"Lie on the side", POSTURE_SIDE},
                {"arms hanging", POSTURE_ARMS_HANGING},
                {"arm hang", POSTURE_ARMS_HANGING}};
    for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS; i++)
        if (strstr(point->location, SAYS[i].says)) {
            *out = SAYS[i].posture;
            return true;
        }
    return false;
}
