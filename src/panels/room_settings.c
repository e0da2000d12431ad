/* room_settings.c - what a treatment room and its waiting room are set up with: how the
 * alarm sounds, and how the display is left and comes back. */
#include <stdio.h>
#include <string.h>

#include "panels/form.h"
#include "panels/panels.h"
#include "panels/shell.h"

static void sound(struct shell *shell, const struct settings *settings,
                  const struct texts *texts, struct sink *sink, struct gui *g)
{
    static const int PERCENT[] = {25, 50, 75, 100};
    static const char *const LABELS[] = {"25 %", "50 %", "75 %", "100 %"};
    const char *const tones[SETTINGS_TONES] = {text_of(texts, "sound.bell"),
                                               text_of(texts, "sound.low"),
                                               text_of(texts, "sound.bright")};
    int tone = settings->tone, volume = 0;
    if (!panel_fold(g, sink, text_of(texts, "sound.title"), NULL,
                    &shell->fold[FOLD_SOUND]))
        return;
    if (shell->silent)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->amber,
                      text_of(texts, "clinic.no_sound"));
    for (int i = 0; i < 4; i++)
        if (settings->volume >= PERCENT[i])
            volume = i;
    gui_caption(g, text_of(texts, "sound.tone"));
    if (gui_segmented(g, "tone", tones, SETTINGS_TONES, &tone))
        sink_ask(sink, ACTION_TONE, tone);
    gui_space(g, 8);
    gui_caption(g, text_of(texts, "sound.volume"));
    if (gui_segmented(g, "volume", LABELS, 4, &volume))
        sink_ask(sink, ACTION_VOLUME, PERCENT[volume]);
    gui_space(g, 8);
    if (gui_button(g, text_of(texts, "clinic.tone"), GUI_QUIET, !shell->silent))
        sink_ask(sink, ACTION_VOLUME, settings->volume);
    bool spoken = settings->spoken;
    gui_space(g, 6);
    if (shell->voiceless)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                      text_of(texts, "sound.voiceless"));
    else if (gui_checkbox(g, text_of(texts, "sound.spoken"), &spoken))
        sink_ask(sink, ACTION_SPEAK, spoken);
    gui_space(g, 6);
}

static void display(struct shell *shell, const struct settings *settings,
                    const struct texts *texts, struct sink *sink, struct gui *g)
{
    static const int MINUTES[] = {0, 2, 5, 15};
    const char *const back[] = {text_of(texts, "display.back_never"), "2", "5", "15"};
    int choice = 0;
    if (!panel_fold(g, sink, text_of(texts, "display.settings"), NULL,
                    &shell->fold[FOLD_DISPLAY]))
        return;
    for (int i = 0; i < 4; i++)
        if (settings->return_min >= MINUTES[i])
            choice = i;
    bool covered = settings->covered;
    if (gui_checkbox(g, text_of(texts, "display.covered"), &covered))
        sink_ask(sink, ACTION_COVER, covered);
    gui_space(g, 6);
    gui_caption(g, text_of(texts, "display.back"));
    if (gui_segmented(g, "return", back, 4, &choice))
        sink_ask(sink, ACTION_RETURN, MINUTES[choice]);
    gui_space(g, 8);
    gui_caption(g, text_of(texts, settings->pin[0] ? "pin.is_set" : "pin.is_none"));
    if (settings->pin[0]) {
        if (gui_button(g, text_of(texts, "pin.drop"), GUI_QUIET, true))
            sink_ask_text(sink, ACTION_PIN, "", 0);
        return;
    }
    char pin[sizeof shell->new_pin];
    memcpy(pin, shell->new_pin, sizeof pin);
    gui_input_text(g, text_of(texts, "pin.new"), pin, sizeof pin);
    if (gui_button(g, text_of(texts, "pin.set"), GUI_QUIET, pin_is_figures(pin))) {
        sink_ask_text(sink, ACTION_PIN, pin, 0);
        memset(pin, 0, sizeof pin);
    }
    sink_put_changed(sink, shell->new_pin, pin, sizeof pin);
}

void room_settings(struct shell *shell, const struct settings *settings,
                   const struct texts *texts, struct sink *sink, struct gui *g)
{
    gui_space(g, 8);
    sound(shell, settings, texts, sink, g);
    display(shell, settings, texts, sink, g);
}

// ---------------------------------------------------------------- the way out

enum { PINS_WRONG = 3 /* then the card goes away */ };

static void judge(struct shell_pin *pin, const struct settings *settings,
                  struct sink *sink)
{
    bool right = pin_matches(pin->typed, settings->pin);
    int wrong = right ? 0 : pin->wrong + 1;
    bool leaves = right || wrong >= PINS_WRONG;
    *pin = (struct shell_pin){.wrong = leaves ? 0 : wrong};
    if (right)
        sink_ask(sink, ACTION_MODE, APP_MODES);
    if (leaves)
        sink_show_card(sink, SHELL_NO_CARD);
}

static void figure(struct shell_pin *pin, struct gui *g, int n)
{
    size_t typed = strlen(pin->typed);
    char label[16];
    snprintf(label, sizeof label, "%d##pin%d", n, n);
    if (!gui_pad_key(g, label, 3, GUI_QUIET, typed < PIN_MOST))
        return;
    pin->typed[typed] = (char)('0' + n);
    pin->typed[typed + 1] = 0;
}

void shell_pin_card(struct shell *shell, const struct settings *settings,
                    const struct texts *texts, struct sink *sink, struct gui *g)
{
    struct shell_pin pin = shell->pin;
    char dots[4 * PIN_MOST + 1] = "";
    // how many there are is nobody's business
    for (size_t i = 0; i < strlen(pin.typed); i++)
        snprintf(dots + strlen(dots), sizeof dots - strlen(dots), "\u25CF");
    gui_need(g, "\u25CF");
    gui_paragraph(g, GUI_HEAD, gui_theme(g)->ink, dots[0] ? dots : " ");
    if (pin.wrong)
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->amber, text_of(texts, "pin.wrong"));
    for (int n = 1; n <= 9; n++) {
        figure(&pin, g, n);
        if (n % 3)
            gui_same_line(g);
    }
    if (gui_pad_key(g, text_of(texts, "pin.clear"), 3, GUI_QUIET, pin.typed[0]))
        memset(pin.typed, 0, sizeof pin.typed);
    gui_same_line(g);
    figure(&pin, g, 0);
    gui_same_line(g);
    if (gui_pad_key(g, text_of(texts, "pin.enter"), 3, GUI_PRIMARY,
                    pin_is_figures(pin.typed)))
        judge(&pin, settings, sink);
    sink_put_changed(sink, &shell->pin, &pin, sizeof pin);
}
