/* eye.h - the eye that looks at the body: where it stands, what it is at, what it sees.
 *
 * Where it shall go is asked for through the sink (sink.h); the program's director sends
 * it there.
 */
#ifndef DEQI_PANELS_EYE_H
#define DEQI_PANELS_EYE_H

#include "panels/desk.h"

/* The user has moved the eye: nothing else moves it until it is sent somewhere. */
void eye_moved(struct app_eye *eye, struct sink *sink, int64_t now_ms);
/* What is looked at from here on; "" = no point. */
void eye_select(struct app_eye *eye, const char *code, enum side side);
/* NULL where this body has no place for it; SIDE_M: the left one, or the midline's. */
const struct site *eye_site(const struct subject *subject, const char *code,
                            enum side side);
/* The middle of a territory of the skin; SIDE_M: of the left one, or the midline's. */
bool eye_region(const struct subject *subject, const char *id, enum side side,
                struct mesh_site *on);
/* Whether the point is well seen from where the eye is, or is flying to. */
bool eye_sees(const struct app_eye *eye, const struct subject *subject, const char *code,
              enum side side);
/* The skin under a pixel. */
bool eye_skin_at(const struct app_eye *eye, const struct subject *subject, float x,
                 float y, struct bvh_hit *hit);
/* Where the eye stands before a body, so that it can stand there again, before another
 * body and in another window: places in statures above the floor, angles in degrees. */
struct eye_stand {
    float at[3]; /* what is in the middle */
    float reach; /* how far around it is seen */
    float yaw, pitch;
};
struct eye_stand eye_stand_now(const struct app_eye *eye, const struct subject *subject);
void eye_fly_to_stand(const struct subject *subject, struct sink *sink,
                      const struct eye_stand *stand);
/* The present view for a picture of that size without panels: what stood beside each
 * other in the window stays in it. */
struct camera eye_camera_for(const struct app_eye *eye, int width, int height);
/* Whether the view moves: flies, or has moved a moment ago. */
bool eye_moves(const struct app_eye *eye, int64_t now_ms);
/* Whether it does not, and no hand is at work: what costs a picture of its own waits for
 * that. */
bool eye_rests(const struct app_eye *eye, const struct app_pointer *pointer,
               int64_t now_ms);
/* Image pixels of a design pixel. */
float eye_scale(const struct app_eye *eye);
/* gui_touch there, for what is laid out before it is drawn. */
float eye_touch(const struct app_eye *eye);

#endif
