#include "panels/case_spots.h"

#include <math.h>
#include <stdio.h>

#include "anatomy/body.h"
#include "anatomy/territory.h"
#include "panels/eye.h"
#include "panels/form.h"
#include "panels/panels.h"

void case_spot_place(const struct subject *subject, const struct mesh_site *on,
                     double out[3])
{
    float at[3];
    subject_neutral_position(subject, on, at);
    for (int k = 0; k < 3; k++)
        out[k] = round((double)at[k] * 1e5) / 1e5;
}

static bool spot_of(const struct desk *desk, const struct site *site,
                    struct case_spot *out)
{
    enum side on;
    const struct catalog *c = subject_catalog(desk->subject);
    int region = territory_region_at(subject_body(desk->subject), &site->on, &on);
    out->region = region >= 0 ? rules_word_find(word_regions, c->region[region].id) : -1;
    if (out->region < 0)
        return false;
    out->side = form_region_has_sides(&desk->dossier, out->region) ? case_side_of(on)
                                                                   : CASE_MIDLINE;
    case_spot_place(desk->subject, &site->on, out->at);
    panel_join(desk->texts, "join.comma", site->point->code,
               form_word(desk->texts, rules_word_side_text(side_name(site->side)[0])),
               out->where, sizeof out->where);
    return true;
}

int case_spots(const struct desk *desk, struct case_spot out[CASE_SPOTS])
{
    const struct app_eye *eye = &desk->eye;
    int n = 0;
    for (int s = 0; s < 2; s++) {
        enum side side = s ? SIDE_R : SIDE_L;
        const struct site *site =
            *eye->selected && (eye->selected_side == SIDE_M || eye->selected_side == side)
                ? eye_site(desk->subject, eye->selected, side)
                : NULL;
        bool again = s && site && site->side == SIDE_M && n;
        if (site && !again && spot_of(desk, site, &out[n]))
            n++;
    }
    return n;
}

static bool chip(const struct desk *desk, struct gui *g, const char *what,
                 const char *list, int i, const struct case_spot *spot)
{
    char text[300], label[320];
    panel_join(desk->texts, "join.colon", what, spot->where, text, sizeof text);
    snprintf(label, sizeof label, "+ %s", text);
    return form_chip(g, label, list, i, false);
}

static void tell_how(const struct desk *desk, struct gui *g)
{
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                  text_of(desk->texts, "form.spot_how"));
}

bool case_spots_marks(const struct desk *desk, struct gui *g, struct case_record *r)
{
    static const char *const KINDS[] = {"form.mark_tender", "form.mark_numb"};
    struct case_spot spot[CASE_SPOTS];
    int n = case_spots(desk, spot);
    bool changed = false;
    if (!n)
        tell_how(desk, g);
    for (int i = 0; i < n; i++)
        for (int kind = 0; kind < 2; kind++) {
            if (!chip(desk, g, text_of(desk->texts, KINDS[kind]), "mark at", 2 * i + kind,
                      &spot[i]) ||
                r->n_marks == CASE_MARKS_MAX)
                continue;
            struct case_mark *m = &r->marks[r->n_marks++];
            *m = (struct case_mark){.kind = kind,
                                    .region = spot[i].region,
                                    .side = spot[i].side,
                                    .has_at = true,
                                    .at = {spot[i].at[0], spot[i].at[1], spot[i].at[2]}};
            if (kind == MARK_TENDER)
                r->tenderness = TENDERNESS_PRONOUNCED;
            changed = true;
        }
    return changed;
}

bool case_spots_lesion(const struct desk *desk, struct gui *g, struct case_record *r,
                       int kind)
{
    struct case_findings *f = &r->findings;
    struct case_spot spot[CASE_SPOTS];
    int n = case_spots(desk, spot);
    bool changed = false;
    if (!n)
        tell_how(desk, g);
    for (int i = 0; i < n; i++) {
        if (!chip(desk, g, form_word(desk->texts, rules_word_lesion_text(kind)),
                  "lesion at", i, &spot[i]) ||
            f->n_lesions == CASE_LESIONS_MAX)
            continue;
        f->lesions[f->n_lesions++] =
            (struct case_lesion){.region = spot[i].region,
                                 .side = spot[i].side,
                                 .kind = kind,
                                 .has_at = true,
                                 .at = {spot[i].at[0], spot[i].at[1], spot[i].at[2]}};
        f->lesions_given = true;
        changed = true;
    }
    return changed;
}
