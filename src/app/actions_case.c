/* actions_case.c - what is done to the case. */
#include "app/actions_internal.h"

bool actions_case(struct dossier *dossier, const struct request *request)
{
    bool undo = request->id == ACTION_UNDO, redo = request->id == ACTION_REDO;
    bool ours = undo || redo || request->id == ACTION_CHANGE_CASE;
    if (!ours || !dossier)
        return ours;
    if (undo)
        dossier_undo(dossier);
    else if (redo)
        dossier_redo(dossier);
    else
        dossier_change(dossier, request->record, (int)request->argument);
    return true;
}
