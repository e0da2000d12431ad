#include "drive.h"

const bool drive_has_graphics = true;
