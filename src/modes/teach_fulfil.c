/* teach_fulfil.c - what was asked for while a frame was described is done before the
 * next.
 */
#include "modes/teach.h"

static void fulfil(struct desk *desk, const struct teach_wish *wish)
{
    struct teach *t = desk->teach;
    struct app_clock *clock = &desk->clock;
    struct sink *sink = &desk->sink;
    switch (wish->kind) {
    case TEACH_WISH_KEY:
        teach_key(desk, (uint32_t)wish->number, 0);
        break;
    case TEACH_WISH_TOUR:
        teach_tour_begin(t, clock, sink, wish->tour);
        break;
    case TEACH_WISH_QUIZ:
        teach_quiz_begin(t, clock, sink, (enum quiz_kind)wish->number);
        break;
    case TEACH_WISH_CHOOSE:
        teach_quiz_choose(t, clock, desk->texts, sink, wish->number);
        break;
    case TEACH_WISH_RAISE:
        teach_class_raise(&t->run, clock, wish->number);
        break;
    case TEACH_WISH_DEAL:
        teach_choice_deal(t);
        teach_quiz_count(t, clock);
        break;
    case TEACH_WISH_LOOK_AT:
        teach_leave(t, clock, sink);
        sink_select(sink, wish->text, SIDE_L, SINK_FLY);
        break;
    case TEACH_WISH_LEARNER:
        teach_learner_become(t, clock, desk->texts, sink, wish->text);
        break;
    case TEACH_WISH_LEARNER_BACK:
        teach_learner_back(t, clock, desk->texts, sink);
        break;
    case TEACH_WISH_TYPE:
    case TEACH_WISH_UP:
    case TEACH_WISH_DOWN:
    case TEACH_WISH_AWAY:
    case TEACH_WISH_VIEW:
    case TEACH_WISH_ADD:
    case TEACH_WISH_ADD_CASE:
    case TEACH_WISH_UNDO:
    case TEACH_WISH_REDO:
    case TEACH_WISH_NEW:
    case TEACH_WISH_TRY:
        teach_write_fulfil(desk, wish);
        break;
    }
}

void teach_wishes_fulfil(struct desk *desk)
{
    struct teach_wishes *wishes = &desk->teach->wishes;
    for (int i = 0; i < wishes->n; i++)
        fulfil(desk, &wishes->wish[i]);
    wishes->n = 0;
}
