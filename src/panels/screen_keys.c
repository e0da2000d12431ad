#include "panels/screen_keys.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "panels/eye.h"
#include "text/utf8.h"

enum {
    WIDEST = 1180, /* design pixels */
    KEY = 60,      /* high, where there is room */
    GAP = 6,
    PAD = 12,
    FEET = 6 /* keys of the lowest row */
};

static const char FIGURES[] = "1234567890";

/* of the lowest row: its share of the width, and its name */
static const struct {
    enum screen_key_kind kind;
    float share;
    const char *text;
} FOOT[FEET] = {
    {SCREEN_KEY_SHIFT, 0.13f, NULL},
    {SCREEN_KEY_SIGNS, 0.13f, NULL},
    {SCREEN_KEY_SPACE, 0.33f, "typing.space"},
    {SCREEN_KEY_DELETE, 0.15f, "typing.delete"},
    {SCREEN_KEY_ENTER, 0.14f, "typing.enter"},
    {SCREEN_KEY_HIDE, 0.12f, "typing.hide"},
};

static const char *name_of(const struct screen_keys *k, const struct texts *texts, int i)
{
    bool signs = k->page == SCREEN_KEYS_SIGNS, capitals = k->page == SCREEN_KEYS_CAPITALS;
    if (FOOT[i].kind == SCREEN_KEY_SHIFT)
        return text_of(texts, capitals ? "typing.to_letters" : "typing.to_capitals");
    if (FOOT[i].kind == SCREEN_KEY_SIGNS)
        return text_of(texts, signs ? "typing.to_letters" : "typing.to_signs");
    return text_of(texts, FOOT[i].text);
}

static const char *letters(const struct screen_keys *k, const struct texts *texts)
{
    return text_of(texts, k->page == SCREEN_KEYS_SIGNS      ? "typing.signs"
                          : k->page == SCREEN_KEYS_CAPITALS ? "typing.capitals"
                                                            : "typing.letters");
}

static int count_rows(const char *text)
{
    int n = 1;
    for (; *text; text++)
        n += *text == ' ';
    return n;
}

/* characters up to a space or the end */
static int count_keys(const char *text)
{
    uint32_t c;
    int n = 0;
    for (; *text && *text != ' '; n++)
        text = utf8_next(text, &c);
    return n;
}

// ---------------------------------------------------------------- where they stand

static void add(struct screen_keys *k, enum screen_key_kind kind, struct gui_rect rect,
                const char *text, size_t size)
{
    if (k->n == SCREEN_KEYS_MOST || size >= sizeof k->key[0].text)
        return;
    struct screen_key *key = &k->key[k->n++];
    key->kind = kind;
    key->rect = rect;
    memcpy(key->text, text, size);
    key->text[size] = 0;
}

/* one row, its keys as wide as those of the row that has most; returns what follows it */
static const char *add_row(struct screen_keys *k, const char *text, struct gui_rect row,
                           int most, float gap)
{
    int n = count_keys(text);
    float wide = (row.w - gap * (float)(most - 1)) / (float)most;
    float x = row.x + (row.w - (float)n * wide - gap * (float)(n - 1)) / 2;
    while (*text && *text != ' ') {
        uint32_t c;
        const char *next = utf8_next(text, &c);
        add(k, SCREEN_KEY_TEXT, (struct gui_rect){x, row.y, wide, row.h}, text,
            (size_t)(next - text));
        x += wide + gap;
        text = next;
    }
    return *text ? text + 1 : text;
}

/* below what is typed in, or where that leaves no room, above it */
static void lay_out(struct screen_keys *k, const struct app_eye *eye,
                    const struct texts *texts, struct gui *g)
{
    float s = gui_scale(g), w = (float)eye->port.width, h = (float)eye->port.height;
    const char *text = letters(k, texts);
    int rows = count_rows(text) + 2, most = (int)strlen(FIGURES);
    float gap = GAP * s, pad = PAD * s;
    for (const char *p = text; *p; p += strcspn(p, " "), p += *p == ' ')
        most = count_keys(p) > most ? count_keys(p) : most;
    float high = fminf(KEY * s, (h * 0.55f - 2 * pad) / (float)rows - gap);
    struct gui_rect box = gui_typing_box(g), r;
    r.w = fminf(WIDEST * s, w - 2 * gap);
    r.h = (high + gap) * (float)rows - gap + 2 * pad;
    r.x = (w - r.w) / 2;
    r.y = h - r.h - gap;
    if (box.y + box.h > r.y - gap && box.y > r.h + 2 * gap)
        r.y = gap;
    k->place = r;
    struct gui_rect row = {r.x + pad, r.y + pad, r.w - 2 * pad, high};
    add_row(k, FIGURES, row, most, gap);
    for (int i = 0; i < rows - 2; i++) {
        row.y += high + gap;
        text = add_row(k, text, row, most, gap);
    }
    row.y += high + gap;
    float x = row.x, room = row.w - gap * (FEET - 1);
    for (int i = 0; i < FEET; i++) {
        struct gui_rect at = {x, row.y, room * FOOT[i].share, high};
        const char *types = FOOT[i].kind == SCREEN_KEY_SPACE ? " " : "";
        add(k, FOOT[i].kind, at, types, strlen(types));
        x += at.w + gap;
    }
}

// ---------------------------------------------------------------- drawing

static bool is_wished(const struct screen_keys *k, const struct settings *settings,
                      const struct gui *g)
{
    return gui_wants_keys(g) && !k->away &&
           (settings->keyboard == SETTINGS_KEYS_ALWAYS ||
            (settings->keyboard == SETTINGS_KEYS_TOUCH && k->touched));
}

static void draw_key(const struct screen_keys *k, const struct texts *texts,
                     struct gui *g, int i)
{
    const struct theme *t = gui_theme(g);
    const struct screen_key *key = &k->key[i];
    float s = gui_scale(g), width;
    bool word = key->kind != SCREEN_KEY_TEXT, done = key->kind == SCREEN_KEY_ENTER;
    const char *text = word ? name_of(k, texts, i - (k->n - FEET)) : key->text;
    enum gui_font font = word ? GUI_STRONG : GUI_TITLE;
    uint32_t fill = done ? t->accent : word ? t->chip : t->field;
    if (k->held == i)
        fill = done ? t->accent_hover : t->chip_hover;
    gui_need(g, text);
    gui_box(g, key->rect, 8 * s, fill);
    gui_measure(g, font, text, 0, &width, NULL);
    if (width > key->rect.w - 8 * s)
        font = GUI_SMALL;
    gui_measure(g, font, text, 0, &width, NULL);
    uint32_t ink = done ? t->on_accent : t->ink;
    float y = key->rect.y + (key->rect.h - gui_line_height(g, font)) / 2;
    if (width > key->rect.w - 8 * s)
        gui_text_cut(g, font, key->rect.x + 4 * s, y, key->rect.w - 8 * s, ink, text);
    else
        gui_text(g, font, key->rect.x + key->rect.w / 2, y, GUI_CENTRE, ink, text);
}

void screen_keys_draw(struct screen_keys *k, const struct settings *settings,
                      const struct app_eye *eye, const struct texts *texts, struct gui *g)
{
    k->n = 0;
    if (!gui_wants_keys(g)) {
        k->away = false;
        k->page = SCREEN_KEYS_LETTERS;
    }
    if (!is_wished(k, settings, g))
        return;
    lay_out(k, eye, texts, g);
    gui_raise(g);
    gui_card(g, k->place);
    gui_box(g, k->place, 14 * gui_scale(g), gui_theme(g)->panel | 0xFF);
    for (int i = 0; i < k->n; i++)
        draw_key(k, texts, g, i);
    gui_lower(g);
}

// ---------------------------------------------------------------- fingers

static bool holds(struct gui_rect r, float x, float y)
{
    return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h;
}

bool screen_keys_covers(const struct screen_keys *k, float x, float y)
{
    return k->n && holds(k->place, x, y);
}

/* a finger in a glove is broad: the gap between two keys is the nearer one's */
static int key_at(const struct screen_keys *k, float x, float y)
{
    int best = -1;
    float least = INFINITY;
    for (int i = 0; i < k->n; i++) {
        struct gui_rect r = k->key[i].rect;
        float dx = fmaxf(fmaxf(r.x - x, x - r.x - r.w), 0);
        float dy = fmaxf(fmaxf(r.y - y, y - r.y - r.h), 0);
        if (dx + dy < least) {
            least = dx + dy;
            best = i;
        }
    }
    return best;
}

const struct screen_key *screen_keys_press(struct screen_keys *k, float x, float y)
{
    int i = key_at(k, x, y);
    k->held = i;
    if (i < 0)
        return NULL;
    switch (k->key[i].kind) {
    case SCREEN_KEY_SHIFT:
        k->page =
            k->page == SCREEN_KEYS_CAPITALS ? SCREEN_KEYS_LETTERS : SCREEN_KEYS_CAPITALS;
        return NULL;
    case SCREEN_KEY_SIGNS:
        k->page = k->page == SCREEN_KEYS_SIGNS ? SCREEN_KEYS_LETTERS : SCREEN_KEYS_SIGNS;
        return NULL;
    case SCREEN_KEY_HIDE:
        k->away = true;
        return NULL;
    case SCREEN_KEY_TEXT:
    case SCREEN_KEY_SPACE:
    case SCREEN_KEY_DELETE:
    case SCREEN_KEY_ENTER:
        break;
    }
    return &k->key[i];
}

void screen_keys_release(struct screen_keys *k)
{
    k->held = -1;
}

bool screen_keys_find(const struct screen_keys *k, const char *text,
                      struct gui_rect *rect)
{
    for (int i = 0; i < k->n; i++)
        if (strcmp(k->key[i].text, text) == 0 && *text) {
            *rect = k->key[i].rect;
            return true;
        }
    return false;
}
