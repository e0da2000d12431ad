/* A machine without fonts: deqi says so once and goes on. A program of its own, since
 * fontconfig reads its configuration once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "drive.h"

static void without_fonts_it_still_runs(void **state)
{
    (void)state;
    static const char EMPTY[] = "<?xml version=\"1.0\"?>\n<fontconfig></fontconfig>\n";
    static const char *path = DEQI_BINARY_DIR "/app_no_fonts.conf";
    struct drive d = {0};
    struct error error;
    assert_true(file_write(path, EMPTY, sizeof EMPTY - 1, &error));
    setenv("FONTCONFIG_FILE", path, 1);
    if (!drive_open(
            &d, &(struct drive_params){.width = 640, .height = 480, .mode = APP_CLINIC}))
        exit(77);
    assert_string_equal(gui_font_note(picture_gui(d.app->desk.picture)),
                        "no font was found; names are drawn with gaps");
    drive_key(&d, 'n', 0);
    assert_true(d.app->desk.eye.selected[0] != 0);
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(without_fonts_it_still_runs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
