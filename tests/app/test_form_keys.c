/* The whole form by the keyboard alone: Tab goes through it in the order in which it
 * stands there and is always seen; enter, space, arrows and letters do the rest. Every
 * kind of finding is entered and arrives in the case, in English and in Chinese. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "anatomy/body.h"
#include "catalog/rules_words.h"
#include "drive.h"
#include "modes/teach.h"
#include "panels/panels.h"
#include "panels/shell.h"

enum { TABS_MOST = 500 };

static const struct texts *texts_of(const struct drive *d)
{
    return d->app->desk.texts;
}

/* the ring is where it can be seen: in the panel, or on the bar */
static void check_seen(struct drive *d, const char *label, struct gui_rect r)
{
    const struct shell *shell = d->app->desk.shell;
    const struct app_eye *eye = &d->app->desk.eye;
    struct gui_rect in = {0, 0, (float)eye->port.width, (float)eye->port.height};
    if (shell->place[0].w > 0 && r.x < shell->place[0].x + shell->place[0].w)
        in = shell->place[0];
    if (r.y < in.y - 1 || r.y + fminf(r.h, 44) > in.y + in.h + 1 || r.h < 1)
        fail_msg("the ring on \"%s\" is not seen: y %.0f to %.0f in %.0f to %.0f", label,
                 (double)r.y, (double)(r.y + r.h), (double)in.y, (double)(in.y + in.h));
}

/* Tab until the ring is on what is called so; that many are passed at most */
static int tab_to(struct drive *d, const char *label, int most)
{
    struct gui_rect r;
    for (int i = 0; i <= most; i++) {
        const char *at = gui_focused(picture_gui(d->app->desk.picture), &r);
        if (at) {
            drive_settle(d);
            at = gui_focused(picture_gui(d->app->desk.picture), &r);
            assert_non_null(at);
            check_seen(d, at, r);
            if (strncmp(at, label, strlen(label)) == 0)
                return i;
        }
        drive_key(d, SDLK_TAB, 0);
    }
    fail_msg("Tab does not come to \"%s\"", label);
    return most;
}

static void press_label(struct drive *d, const char *label, int key)
{
    tab_to(d, label, TABS_MOST);
    drive_key(d, key, 0);
    drive_settle(d);
}

/* as the form writes it */
static void press(struct drive *d, const char *id, int key)
{
    char label[200];
    snprintf(label, sizeof label, "%s", text_of(texts_of(d), id));
    panel_sentence(label);
    press_label(d, label, key);
}

static void press_word(struct drive *d, const char *before, struct word_text word,
                       const char *list, int key)
{
    char label[300], text[200];
    snprintf(text, sizeof text, "%s", texts_get(texts_of(d), word.id, word.english));
    panel_sentence(text);
    snprintf(label, sizeof label, "%s%s##%s", before, text, list);
    press_label(d, label, key);
}

static void type_in(struct drive *d, const char *id, const char *text)
{
    tab_to(d, text_of(texts_of(d), id), TABS_MOST);
    drive_settle(d);
    assert_true(gui_wants_keys(picture_gui(d->app->desk.picture)));
    for (const char *s = text; *s; s++)
        drive_type(d, (char[]){*s, 0});
    drive_settle(d);
}

static int word(const char *const *words, const char *name)
{
    int i = rules_word_find(words, name);
    if (i < 0)
        fail_msg("there is no \"%s\"", name);
    return i;
}

static void open_in(struct drive *d, const char *lang, int width, int height,
                    float text_scale)
{
    *d = (struct drive){0};
    drive_start(d, (struct drive_params){.mode = APP_TEACH,
                                         .lang = lang,
                                         .width = width,
                                         .height = height,
                                         .text_scale = text_scale});
    d->app->desk.teach->tab = TEACH_PLAN;
    sink_ask(&d->app->desk.sink, ACTION_NEW_CASE, 0);
    drive_settle(d);
    assert_int_equal(drive_record(d)->n_symptoms, 0);
}

static void open_empty(struct drive *d, int width, int height, float text_scale)
{
    open_in(d, NULL, width, height, text_scale);
}

static void fill_all(const char *lang)
{
    struct drive d = {0};
    open_in(&d, lang, 1600, 900, 0);
    const struct case_record *r;
    // where it hurts, from the list
    char way[100];
    snprintf(way, sizeof way, "+ %s", text_of(texts_of(&d), "form.list"));
    press_label(&d, way, SDLK_RETURN);
    press_word(&d, "", rules_word_side_text('L'), "side", SDLK_SPACE);
    int sole = word(word_regions, "sole"), leg = word(word_regions, "leg_lateral");
    press_word(&d, "", rules_word_region_text(sole), "region", SDLK_RETURN);
    press_word(&d, "", rules_word_region_text(leg), "region", SDLK_SPACE);
    r = drive_record(&d);
    assert_int_equal(r->n_symptoms, 2);
    assert_int_equal(r->symptoms[0].region, sole);
    assert_int_equal(r->symptoms[0].side, CASE_L);
    // who it is
    press(&d, "form.person", SDLK_RETURN);
    press_word(&d, "", rules_word_sex_text(SEX_FEMALE), "sex", SDLK_RETURN);
    type_in(&d, "form.age", "64");
    type_in(&d, "form.height", "1,66");
    type_in(&d, "form.weight", "58.5");
    r = drive_record(&d);
    assert_int_equal(r->sex, SEX_FEMALE);
    assert_true(r->age == 64 && fabs(r->height - 1.66) < 1e-9 && r->weight == 58.5);
    // the cause and what was found on it
    press(&d, "form.etiology.diabetes", SDLK_RETURN);
    assert_true(case_causes(drive_record(&d)) >> ETIOLOGY_DIABETES & 1);
    press(&d, "form.etiology.entrapment", SDLK_RETURN);
    press(&d, "form.entrapments", SDLK_RETURN);
    press_word(&d, "", rules_word_side_text('R'), "form.entrapments", SDLK_RETURN);
    press_word(&d, "+ ", rules_word_nerve_text(0), "form.entrapments", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->n_entrapments, 1);
    press(&d, "tenderness.none", SDLK_SPACE);
    press(&d, "thermal.ok", SDLK_SPACE);
    assert_int_equal(drive_record(&d)->tenderness, word(word_tenderness, "none"));
    assert_int_equal(drive_record(&d)->findings.thermal_sense, word(word_thermal, "ok"));
    // findings, fold by fold
    press(&d, "form.red_flags", SDLK_RETURN);
    press_word(&d, "", rules_word_red_flag_text(1), "red", SDLK_SPACE);
    assert_int_equal(drive_record(&d)->findings.red_flags, 2);
    press_word(&d, "", rules_word_red_flag_text(1), "red", SDLK_SPACE);
    assert_int_equal(drive_record(&d)->findings.red_flags, 0);
    press(&d, "form.onset", SDLK_RETURN);
    press_word(&d, "", rules_word_onset_text(0), "onset", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->findings.onset, 0);
    press(&d, "form.weakness", SDLK_RETURN);
    press_label(&d, "4/5##form.weakness", SDLK_RETURN);
    press_word(&d, "", rules_word_side_text('L'), "form.weakness", SDLK_RETURN);
    press_word(&d, "+ ", rules_word_movement_text(0), "form.weakness", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->findings.n_weakness, 1);
    press(&d, "form.reflexes", SDLK_RETURN);
    press_word(&d, "", rules_word_reflex_state_text(0, 0), "form.reflexes", SDLK_RETURN);
    press_word(&d, "+ ", rules_word_reflex_text(0), "form.reflexes", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->findings.n_reflexes, 1);
    press(&d, "form.pregnant", SDLK_RETURN);
    press(&d, "pregnant.no", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->findings.pregnant, word(word_pregnant, "no"));
    press(&d, "form.conditions", SDLK_RETURN);
    press(&d, "form.yes", SDLK_SPACE);
    assert_int_equal(drive_record(&d)->chronic, CASE_YES);
    press(&d, "form.drugs", SDLK_RETURN);
    type_in(&d, "form.drug_name", "metformin");
    drive_key(&d, SDLK_RETURN, 0);
    drive_settle(&d);
    assert_int_equal(drive_record(&d)->n_drugs, 1);
    press(&d, "form.blood", SDLK_RETURN);
    type_in(&d, "form.neutrophils", "3.2");
    type_in(&d, "form.platelets", "210");
    assert_true(drive_record(&d)->findings.neutrophils == 3.2);
    assert_true(drive_record(&d)->findings.platelets == 210);
    press(&d, "form.lymph", SDLK_RETURN);
    press_word(&d, "", rules_word_limb_text(0), "lymph", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->findings.lymphoedema, 1);
    press(&d, "form.lesions", SDLK_RETURN);
    int scar = word(word_lesion_kinds, "scar");
    press_word(&d, "+ ", rules_word_lesion_text(scar), "lesion kind", SDLK_RETURN);
    press_word(&d, "", rules_word_side_text('R'), "lesion side", SDLK_RETURN);
    press_word(&d, "", rules_word_region_text(leg), "lesion region", SDLK_RETURN);
    r = drive_record(&d);
    assert_int_equal(r->findings.n_lesions, 1);
    assert_int_equal(r->findings.lesions[0].kind, scar);
    assert_int_equal(r->findings.lesions[0].side, CASE_R);
    press(&d, "form.absent", SDLK_RETURN);
    press_word(&d, "+ ", rules_word_absent_text(0), "form.absent", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->findings.n_absent, 1);
    press(&d, "form.monofilament", SDLK_RETURN);
    press(&d, "form.not_felt", SDLK_RETURN);
    press_word(&d, "+ ", rules_word_region_text(sole), "form.monofilament", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->findings.n_monofilament, 1);
    press(&d, "form.pulses", SDLK_RETURN);
    press(&d, "form.felt", SDLK_RETURN);
    press_word(&d, "+ ", rules_word_pulse_text(0), "form.pulses", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->findings.n_pulses, 1);
    press(&d, "form.limits", SDLK_RETURN);
    type_in(&d, "form.per_limb", "6");
    assert_int_equal(drive_record(&d)->per_limb_side, 6);
    press(&d, "form.label", SDLK_RETURN);
    type_in(&d, "form.label_hint", "Bed 4");
    assert_string_equal(drive_record(&d)->label, "Bed 4");
    // and taken away again
    press_word(&d, "", rules_word_sex_text(SEX_FEMALE), "sex", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->sex, -1);
    drive_close(&d);
}

static void the_form_is_filled_by_keys_alone(void **state)
{
    (void)state;
    fill_all(NULL);
}

static void and_in_chinese(void **state)
{
    (void)state;
    fill_all("zh-Hans");
}

/* the search, what is typed into it, the first hit */
static void look_at(struct drive *d, const char *code)
{
    drive_key(d, SDLK_f, KMOD_CTRL);
    drive_settle(d);
    for (const char *s = code; *s; s++)
        drive_type(d, (char[]){*s, 0});
    drive_settle(d);
    drive_key(d, SDLK_RETURN, 0);
    drive_settle(d);
    drive_key(d, SDLK_ESCAPE, 0);
    drive_settle(d);
    assert_string_equal(d->app->desk.eye.selected, code);
}

static void press_spot(struct drive *d, const char *what, const char *code, char side)
{
    char spot[100], label[300];
    struct word_text word = rules_word_side_text(side);
    snprintf(spot, sizeof spot, "%s", what);
    panel_sentence(spot);
    snprintf(label, sizeof label, "+ %s: %s, %s", spot, code,
             texts_get(texts_of(d), word.id, word.english));
    press_label(d, label, SDLK_RETURN);
}

/* on this body that is where the point is */
static void check_at(const struct drive *d, const double at[3], const char *code,
                     enum side side)
{
    const struct subject *subject = d->app->desk.subject;
    const struct site *s = body_site(subject_standing(subject),
                                     catalog_point(subject_catalog(subject), code), side);
    float on[3];
    subject_neutral_position(subject, &s->on, on);
    for (int k = 0; k < 3; k++)
        assert_true(fabs((double)on[k] - at[k]) < 1e-4);
}

/* a tender spot, a numb one and a lesion at a place, by keys alone: a person finds a
 * point and says what is there */
static void a_spot_by_keys_alone(void **state)
{
    (void)state;
    struct drive d = {0};
    char way[100];
    open_empty(&d, 1600, 900, 0);
    look_at(&d, "SP8");
    snprintf(way, sizeof way, "+ %s", text_of(texts_of(&d), "form.list"));
    press_label(&d, way, SDLK_RETURN);
    press_spot(&d, text_of(texts_of(&d), "form.mark_tender"), "SP8", 'L');
    const struct case_record *r = drive_record(&d);
    assert_int_equal(r->n_marks, 1);
    assert_int_equal(r->tenderness, TENDERNESS_PRONOUNCED);
    assert_true(r->marks[0].has_at);
    check_at(&d, r->marks[0].at, "SP8", SIDE_L);
    assert_int_equal(r->marks[0].region, word(word_regions, "leg_medial"));
    assert_int_equal(r->marks[0].side, CASE_L);
    press_spot(&d, text_of(texts_of(&d), "form.mark_numb"), "SP8", 'L');
    assert_int_equal(drive_record(&d)->n_marks, 2);
    assert_int_equal(drive_record(&d)->marks[1].kind, MARK_NUMB);
    int ulcer = word(word_lesion_kinds, "ulcer");
    press(&d, "form.lesions", SDLK_RETURN);
    press_word(&d, "+ ", rules_word_lesion_text(ulcer), "lesion kind", SDLK_RETURN);
    char name[100];
    snprintf(name, sizeof name, "%s",
             texts_get(texts_of(&d), rules_word_lesion_text(ulcer).id,
                       rules_word_lesion_text(ulcer).english));
    press_spot(&d, name, "SP8", 'L');
    r = drive_record(&d);
    assert_int_equal(r->findings.n_lesions, 1);
    assert_true(r->findings.lesions[0].has_at);
    assert_int_equal(r->findings.lesions[0].kind, ulcer);
    check_at(&d, r->findings.lesions[0].at, "SP8", SIDE_L);
    // and how large it is
    tab_to(&d, text_of(texts_of(&d), "form.radius"), TABS_MOST);
    drive_key(&d, SDLK_RIGHT, 0);
    drive_settle(&d);
    assert_true(drive_record(&d)->findings.lesions[0].radius > 0);
    drive_close(&d);
}

/* what was pressed may go away under the ring: Tab goes on from there, not from the top
 */
static void tab_goes_on_where_a_widget_was(void **state)
{
    (void)state;
    struct drive d = {0};
    open_empty(&d, 1600, 900, 0);
    d.app->desk.shell->fold[FOLD_LESIONS] = true;
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    int wound = word(word_lesion_kinds, "wound"), leg = word(word_regions, "leg_lateral");
    press_word(&d, "+ ", rules_word_lesion_text(wound), "lesion kind", SDLK_RETURN);
    // the regions go with the press
    press_word(&d, "", rules_word_region_text(leg), "lesion region", SDLK_RETURN);
    assert_int_equal(drive_record(&d)->findings.n_lesions, 1);
    char label[200];
    snprintf(label, sizeof label, "%s", text_of(texts_of(&d), "form.absent"));
    assert_true(tab_to(&d, label, 12) > 0);
    drive_close(&d);
}

/* a slider by the arrows, in the tools of the brush */
static void sliders_go_by_arrows(void **state)
{
    (void)state;
    struct drive d = {0};
    char way[100];
    open_empty(&d, 1600, 900, 0);
    snprintf(way, sizeof way, "+ %s", text_of(texts_of(&d), "form.paint"));
    press_label(&d, way, SDLK_RETURN);
    press(&d, "brush.lesion", SDLK_RETURN);
    assert_int_equal(d.app->desk.brush.tool, BRUSH_LESION);
    tab_to(&d, text_of(texts_of(&d), "form.radius"), TABS_MOST);
    drive_key(&d, SDLK_RIGHT, 0);
    drive_settle(&d);
    double one = d.app->desk.brush.radius;
    assert_true(one > 0);
    drive_key(&d, SDLK_RIGHT, 0);
    drive_settle(&d);
    assert_true(d.app->desk.brush.radius > one);
    drive_key(&d, SDLK_LEFT, 0);
    drive_settle(&d);
    assert_true(fabs(d.app->desk.brush.radius - one) < 1e-9);
    tab_to(&d, text_of(texts_of(&d), "brush.glove"), TABS_MOST);
    drive_key(&d, SDLK_RIGHT, 0);
    drive_settle(&d);
    assert_true(drive_record(&d)->n_symptoms > 0);
    drive_close(&d);
}

/* once round, on any window, and large words: all of it is seen as it is passed */
static void the_ring_is_seen_on_every_window(void **state)
{
    (void)state;
    static const struct {
        int width, height;
        float text_scale;
    } WINDOWS[] = {{1280, 720, 1},
                   {1920, 1080, 1},
                   {1080, 1920, 1},
                   {1280, 720, 2},
                   {1080, 1920, 2}};
    for (size_t i = 0; i < sizeof WINDOWS / sizeof *WINDOWS; i++) {
        struct drive d = {0};
        open_empty(&d, WINDOWS[i].width, WINDOWS[i].height, WINDOWS[i].text_scale);
        char label[200];
        snprintf(label, sizeof label, "%s", text_of(texts_of(&d), "form.label"));
        press_label(&d, label, SDLK_RETURN);
        assert_true(d.app->desk.shell->fold[FOLD_LABEL]);
        drive_close(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_is_filled_by_keys_alone),
        cmocka_unit_test(and_in_chinese),
        cmocka_unit_test(a_spot_by_keys_alone),
        cmocka_unit_test(tab_goes_on_where_a_widget_was),
        cmocka_unit_test(sliders_go_by_arrows),
        cmocka_unit_test(the_ring_is_seen_on_every_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
