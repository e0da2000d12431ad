/* Type is as large as it says: its size, not that of its line, in the smallest windows
 * too. FreeType is asked, as the page or a book would be measured. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include "drive.h"
#include "ui/font_files.h"

/* the size of type whose line is so many pixels high; 0 where the face cannot be read */
static int size_of(FT_Library library, const struct font_file *file, float line)
{
    FT_Face face;
    FT_Size_RequestRec want = {.type = FT_SIZE_REQUEST_TYPE_REAL_DIM,
                               .height = (FT_Long)(line * 64)};
    if (FT_New_Memory_Face(library, (const FT_Byte *)file->data, (FT_Long)file->size,
                           file->index, &face))
        return 0;
    int size = FT_Request_Size(face, &want) ? 0 : face->size->metrics.y_ppem;
    FT_Done_Face(face);
    return size;
}

static void no_type_is_smaller_than_can_be_read(void **state)
{
    (void)state;
    static const int SIZES[][2] = {{640, 480},  {1024, 600},  {1280, 720},
                                   {1366, 768}, {1920, 1080}, {1080, 1920}};
    FT_Library library;
    struct font_files files;
    font_files_load(&files, "en");
    if (FT_Init_FreeType(&library) || !files.regular.data)
        skip();
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        struct drive d = {0};
        drive_start(&d, (struct drive_params){.width = SIZES[i][0],
                                              .height = SIZES[i][1],
                                              .mode = APP_TEACH});
        drive_settle(&d);
        struct gui *g = picture_gui(d.app->desk.picture);
        int caption = size_of(library, &files.regular, gui_line_height(g, GUI_SMALL)),
            body = size_of(library, &files.regular, gui_line_height(g, GUI_BODY)),
            strong = size_of(library, &files.strong, gui_line_height(g, GUI_STRONG));
        if (caption < 11 || body < 12 || strong < 12)
            fail_msg("%d x %d: captions %d, body %d, strong %d", SIZES[i][0], SIZES[i][1],
                     caption, body, strong);
        drive_close(&d);
    }
    font_files_free(&files);
    FT_Done_FreeType(library);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_type_is_smaller_than_can_be_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
