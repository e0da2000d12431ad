/* study_text.h - a text for people as the data of tours and questions hold it. */
#ifndef DEQI_STUDY_STUDY_TEXT_H
#define DEQI_STUDY_STUDY_TEXT_H

/* English stands in the data; translations by id. A zeroed one says nothing. */
struct study_text {
    const char *id, *english;
};

#endif
