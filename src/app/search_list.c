#include "app/search_list.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "base/file.h"
#include "base/listing.h"
#include "catalog/cautions.h"
#include "document/case_label.h"
#include "modes/teach.h"
#include "panels/panels.h"
#include "scene/layers.h"
#include "views/quiz_card.h"
#include "views/search_hits.h"

enum { ENTRIES_MOST = 400, TITLE_MAX = 320 };

struct listing_of {
    struct desk *desk;
    struct search_entry *entry;
};

static const struct texts *chinese(const struct desk *desk)
{
    return desk->search.chinese;
}

static const struct texts *english_of(const struct desk *desk)
{
    return desk->search.english;
}

/* a title by its id, in the reader's language, English and Chinese */
static struct search_entry *add(struct listing_of *l, enum search_kind kind,
                                const char *id, const char *english)
{
    struct desk *desk = l->desk;
    if (desk->search.n_entries == ENTRIES_MOST)
        return NULL;
    struct search_entry *e = &l->entry[desk->search.n_entries++];
    *e = (struct search_entry){.kind = kind, .target = ""};
    e->name[0] = id ? texts_get(desk->texts, id, english) : english;
    e->name[1] =
        english ? english
                : arena_strdup(desk->search.arena, texts_get(english_of(desk), id, NULL));
    e->name[2] = id ? texts_get(chinese(desk), id, english) : NULL;
    gui_need(picture_gui(desk->picture), e->name[0]);
    return e;
}

static void add_tours(struct listing_of *l)
{
    const struct tours *tours = l->desk->teach->tours;
    for (int i = 0; i < tours->n; i++) {
        const struct tour *t = &tours->tour[i];
        struct search_entry *e = add(l, SEARCH_TOUR, t->title.id, t->title.english);
        if (!e)
            return;
        e->target = t->id;
        // a channel of its own has that name; this is the way along it
        if (t->channel) {
            char title[TITLE_MAX];
            struct message m = {
                .id = "teach.tour_of",
                .arg = {{.name = "channel",
                         .text = arena_printf(l->desk->search.arena, "%s %s %s",
                                              t->channel->id, t->channel->pinyin,
                                              t->channel->hanzi)}}};
            text_format(l->desk->texts, &m, title, sizeof title);
            e->name[0] = arena_strdup(l->desk->search.arena, title);
            e->name[2] = t->channel->hanzi;
        }
    }
}

static void add_case(struct listing_of *l, const char *path)
{
    struct arena *a = l->desk->search.arena;
    char label[TITLE_MAX];
    const char *slash = strrchr(path, '/');
    if (!case_label_read(path, label, sizeof label))
        return;
    const char *kept = arena_strdup(a, *label ? label : slash ? slash + 1 : path);
    struct search_entry *e = add(l, SEARCH_CASE, NULL, texts_label(l->desk->texts, kept));
    if (!e)
        return;
    e->name[1] = kept;
    e->name[2] = texts_label(chinese(l->desk), kept);
    e->name[3] = arena_strdup(a, slash ? slash + 1 : path);
    e->target = arena_strdup(a, path);
    gui_need(picture_gui(l->desk->picture), kept);
}

static void add_cases(struct listing_of *l)
{
    char folder[PATH_MAX], path[PATH_MAX];
    struct listing files;
    cut_print(folder, sizeof folder, "%s/assets/cases", l->desk->data_dir);
    if (listing_read(&files, folder))
        for (int i = 0; i < files.n; i++)
            if (file_has_ending(files.name[i], ".json") &&
                cut_print(path, sizeof path, "%s/%s", folder, files.name[i]))
                add_case(l, path);
    listing_free(&files);
    for (int i = 0; i < SETTINGS_RECENT && l->desk->settings.recent[i][0]; i++)
        // an example is listed as one, however lately it was opened
        if (!file_lies_in(l->desk->settings.recent[i], folder))
            add_case(l, l->desk->settings.recent[i]);
}

static void add_cautions(struct listing_of *l)
{
    const struct rules *rules = engine_rules(l->desk->dossier.engine);
    for (int i = 0; i < rules->n_cautions; i++) {
        const struct caution *c = &rules->cautions[i];
        struct search_entry *e = add(l, SEARCH_CAUTION, c->title.id, c->title.english);
        if (!e)
            return;
        e->target = c->id;
        e->name[3] = c->id;
    }
}

/* what a command is called in the search, where its group says more than its name */
static void name_in(struct listing_of *l, struct search_entry *e, const char *group)
{
    char title[TITLE_MAX];
    struct desk *desk = l->desk;
    if (!e)
        return;
    panel_join(desk->texts, "join.colon", text_of(desk->texts, group), e->name[0], title,
               sizeof title);
    e->name[0] = arena_strdup(desk->search.arena, title);
    e->name[3] = arena_printf(desk->search.arena, "%s %s",
                              texts_get(english_of(desk), group, NULL), e->name[1]);
}

static void add_command(struct listing_of *l, enum action_id id, int64_t argument,
                        const char *title, const char *group)
{
    struct search_entry *e = title ? add(l, SEARCH_COMMAND, title, NULL) : NULL;
    if (!e)
        return;
    e->command = (int)id;
    e->argument = argument;
    if (group)
        name_in(l, e, group);
}

static void add_commands(struct listing_of *l)
{
    const struct desk *desk = l->desk;
    for (int id = 0; id < ACTIONS_COUNT; id++) {
        const struct action *a = &desk->sink.actions[id];
        const char *title = a->menu ? a->menu : a->text;
        // what has several meanings is listed under each of them
        bool several = a->key[1].key && a->key[1].argument != a->key[0].argument;
        if (title && !a->only && !several && id != ACTION_SEARCH && id != ACTION_ESCAPE)
            add_command(l, (enum action_id)id, a->key[0].argument, title, NULL);
    }
    for (int mode = 0; mode < APP_MODES; mode++)
        add_command(l, ACTION_MODE, mode,
                    arena_printf(l->desk->search.arena, "mode.%s", SETTINGS_MODES[mode]),
                    NULL);
    for (int i = 0; i < LAYERS_COUNT; i++)
        add_command(l, ACTION_LAYER, LAYERS[i].bit, LAYERS[i].text, "search.layer");
    for (int kind = 0; kind < QUIZ_KINDS; kind++)
        add_command(l, ACTION_QUIZ, kind, quiz_card_kind((enum quiz_kind)kind),
                    "search.quiz");
}

void search_list_make(struct desk *desk)
{
    struct error error;
    if (!desk->search.arena)
        desk->search.arena = arena_create();
    arena_reset(desk->search.arena);
    if (!desk->search.chinese)
        desk->search.chinese = texts_load(desk->search.data_dir, "zh-Hans", &error);
    if (!desk->search.english)
        desk->search.english = texts_load(desk->search.data_dir, "en", &error);
    struct listing_of l = {
        .desk = desk,
        .entry = arena_alloc_array(desk->search.arena, ENTRIES_MOST, sizeof *l.entry)};
    desk->search.entry = l.entry;
    desk->search.n_entries = 0;
    desk->search.listed = true;
    add_tours(&l);
    // of what is called alike what is to be minded comes first
    add_cautions(&l);
    add_cases(&l);
    add_commands(&l);
}
