#include "modes/modes.h"

const struct mode_table *const MODES[APP_MODES] = {
    [APP_TEACH] = &TEACH_MODE,
    [APP_DISPLAY] = &DISPLAY_MODE,
    [APP_CLINIC] = &CLINIC_MODE,
    [APP_BOARD] = &BOARD_MODE,
};
