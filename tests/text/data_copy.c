#include "data_copy.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

enum { PATH_ROOM = 1024 };

/* of the languages but these two, so that no test counts on how many there are */
static bool is_foreign(const char *file)
{
    return strncmp(file, "en.", 3) != 0 && strncmp(file, "zh-Hans.", 8) != 0;
}

/* a folder of links to what lies in `from`; without what is called `but`
 * or, of texts, is neither English nor Chinese */
static void link_all(const char *from, const char *to, const char *but)
{
    struct dirent **names;
    assert_int_equal(mkdir(to, 0700), 0);
    int n = scandir(from, &names, NULL, alphasort);
    bool texts = file_has_ending(from, "/text");
    assert_true(n > 0);
    for (int i = 0; i < n; i++) {
        const char *name = names[i]->d_name;
        char old[PATH_ROOM], new[PATH_ROOM];
        snprintf(old, sizeof old, "%s/%s", from, name);
        snprintf(new, sizeof new, "%s/%s", to, name);
        bool left = texts && is_foreign(name);
        if (name[0] != '.' && strcmp(name, but) != 0 && !left)
            assert_int_equal(symlink(old, new), 0);
        free(names[i]);
    }
    free(names);
}

void data_copy(const char *folder)
{
    char to[PATH_ROOM];
    assert_int_equal(mkdir(folder, 0700), 0);
    static const char *const WHOLE[] = {"models", "shaders"};
    for (int i = 0; i < 2; i++) {
        char from[PATH_ROOM];
        snprintf(from, sizeof from, DEQI_SOURCE_DIR "/%s", WHOLE[i]);
        snprintf(to, sizeof to, "%s/%s", folder, WHOLE[i]);
        assert_int_equal(symlink(from, to), 0);
    }
    snprintf(to, sizeof to, "%s/assets", folder);
    link_all(DEQI_SOURCE_DIR "/assets", to, "text");
    snprintf(to, sizeof to, "%s/assets/text", folder);
    link_all(DEQI_SOURCE_DIR "/assets/text", to, "");
}

void data_copy_add_german(const char *folder)
{
    static const char TEXT[] = "{\"language.name\": \"Deutsch\",\n"
                               " \"region.sole\": \"Fußsohle\"}\n";
    char path[PATH_ROOM];
    snprintf(path, sizeof path, "%s/assets/text/de.json", folder);
    assert_true(file_write(path, TEXT, sizeof TEXT - 1, NULL));
}
