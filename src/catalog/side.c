#include "catalog/side.h"

const char *side_name(enum side side)
{
    return side == SIDE_L ? "L" : side == SIDE_R ? "R" : "M";
}

bool side_parse(const char *text, enum side *side)
{
    if ((text[0] != 'L' && text[0] != 'R' && text[0] != 'M') || text[1])
        return false;
    *side = side_of(text[0]);
    return true;
}

enum side side_of(char letter)
{
    return letter == 'L' ? SIDE_L : letter == 'R' ? SIDE_R : SIDE_M;
}

enum side side_other(enum side side)
{
    return side == SIDE_L ? SIDE_R : side == SIDE_R ? SIDE_L : SIDE_M;
}
