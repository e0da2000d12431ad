/* teach_acts.h - what is done in teach before its screens are drawn. */
#ifndef DEQI_TOOLS_TEACH_ACTS_H
#define DEQI_TOOLS_TEACH_ACTS_H

#include "drive.h"

void teach_acts_welcome(struct drive *drive);
void teach_acts_landmark(struct drive *drive);
void teach_acts_isolated(struct drive *drive);
void teach_acts_isolate_card(struct drive *drive);
void teach_acts_channel(struct drive *drive);
void teach_acts_structure(struct drive *drive);
void teach_acts_plan(struct drive *drive);
void teach_acts_rules(struct drive *drive);
void teach_acts_write(struct drive *drive);
void teach_acts_tour(struct drive *drive);
void teach_acts_choice(struct drive *drive);
void teach_acts_quiz(struct drive *drive);
void teach_acts_answered(struct drive *drive);
void teach_acts_presenter(struct drive *drive);
void teach_acts_measure(struct drive *drive);

#endif
