/* every text of a session has its translation, with the same arguments, and regions read
 * in the words of the catalogue */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "catalog/rules_words.h"
#include "rules/plan_says.h"
#include "text/text.h"

static const char *const FILES[] = {"session/session.c",
                                    "session/events.c",
                                    "session/events_lamp.c",
                                    "session/events_record.c",
                                    "session/targets.c",
                                    "session/events_needles.c",
                                    "session/session_look.c",
                                    "session/overlay.c",
                                    "session/report.c",
                                    "session/report_text.c",
                                    "session/session_plan_from_rules.c",
                                    "cli/cmd_session.c",
                                    "session/overlay_alerts.c",
                                    "session/overlay_aid.c",
                                    "session/record_course.c",
                                    "export/session_sheet.c",
                                    "cli/session_tell.c",
                                    "cli/session_keep.c",
                                    "cli/session_record.c"};

static void expect(const struct texts *texts, const char *prefix, const char *id,
                   size_t n)
{
    char whole[128];
    snprintf(whole, sizeof whole, "%s%.*s", prefix, (int)n, id);
    if (!texts_has(texts, whole))
        fail_msg("no translation: %s", whole);
}

/* the ids as they stand in the source, whole or after the prefix of the file's own macro
 */
static void every_text_is_translated(void **state)
{
    (void)state;
    struct error error;
    struct texts *texts = texts_load(DEQI_SOURCE_DIR, "zh-Hans", &error);
    assert_non_null(texts);
    int found = 0;
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        char path[512], *source;
        size_t size;
        snprintf(path, sizeof path, "%s/src/%s", DEQI_SOURCE_DIR, FILES[i]);
        assert_true(file_read(path, 1 << 20, &source, &size, &error));
        const char *prefix = strstr(FILES[i], "events") || strstr(FILES[i], "targets") ||
                                     strstr(FILES[i], "session/session.c")
                                 ? "session.refused."
                                 : "session.";
        for (char *p = source; (p = strchr(p, '"')); p++) {
            size_t n = strcspn(p + 1, "\"");
            bool macro = p > source + 4 && (strncmp(p - 4, "SAY(", 4) == 0 ||
                                            strncmp(p - 4, "AID(", 4) == 0);
            bool whole = strncmp(p + 1, "session.", 8) == 0 && n > 8 && p[n] != '.';
            if (macro)
                expect(texts, prefix, p + 1, n);
            else if (whole)
                expect(texts, "", p + 1, n);
            found += macro || whole;
            p += n + 1;
            if (!*p)
                break;
        }
        free(source);
    }
    assert_true(found > 80);
    texts_destroy(&texts);
}

static void regions_are_those_of_the_catalogue(void **state)
{
    (void)state;
    for (int i = 0; i < WORD_REGIONS; i++) {
        struct message_arg arg = plan_says_region("region", word_regions[i]);
        assert_string_equal(arg.id, rules_word_region_text(i).id);
        assert_string_equal(arg.text, rules_word_region_text(i).english);
    }
    struct message_arg other = plan_says_region("region", "moon");
    assert_null(other.id);
    assert_string_equal(other.text, "moon");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_is_translated),
        cmocka_unit_test(regions_are_those_of_the_catalogue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
