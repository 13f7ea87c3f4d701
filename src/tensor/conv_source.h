#ifndef KT_CONV_SOURCE_H
#define KT_CONV_SOURCE_H
/* Where the kernels of conv_tile.h read: a picture with its padding, in which what neighbouring
 * results read at one kernel position are neighbours too. With strides it is therefore cut into
 * slots, each of every stride-th place.
 *
 * Results may be of several classes, which see different kernel positions: the gradient of the
 * input of a convolution with strides has as many as there are remainders. */
#include "conv_tile.h"
#include "memory.h"
#include "nn_loops.h"

/* One dimension. */
typedef struct KtConvAxis {
    int64_t k, places;     /* kernel positions; places of the picture */
    int64_t classes, step; /* of results; from place to place in a slot */
    int64_t slots, size;   /* size: places of a slot */
    int64_t *start;        /* [slots] where in the picture each begins; outside there are zeros */
    int64_t *first, *last; /* [slots] the places of each, [first, last), that lie inside */
    int64_t *slot, *at;    /* [k] where the first result of its class meets a kernel position */
    int64_t *of;           /* [k] the class that sees it */
    int64_t *count;        /* [classes] the results: place c and every stride-th after that */
} KtConvAxis;

typedef struct KtConvSource {
    KtConvAxis axis[3];
    bool whole;           /* the picture itself: no copy */
    int64_t pitch, plane; /* elements of a line and of a plane, from depth to depth */
    int64_t slot, size;   /* of a slot and of all of them: what a channel takes */
    KtScratch room;
} KtConvSource;

/* For the output of g or (back) the gradient of its input. */
bool kt_conv_source_init(KtCtx *ctx, const NnConv *g, bool back, KtConvSource *s) KB_MUST_CHECK;
void kt_conv_source_free(KtCtx *ctx, KtConvSource *s);
/* Pictures of channels into `to`, of which everything was zero at first. */
void kt_conv_source_fill(const KtConvKernels *kernels, const KtConvSource *s, const float *picture,
                         int64_t channels, float *to);
/* Where the first result meets kernel position `at`, which is (depth, line, column). */
int64_t kt_conv_source_at(const KtConvSource *s, const int64_t at[3]);

/* The vectors of the results of a class, whose chains have so many steps: to is where they lie in a
 * dense result of that class. last: lanes of the last one that lie in the source. Returns their
 * number; with NULL for the vectors at most as many. */
int64_t kt_conv_source_vectors(const KtConvSource *s, const int64_t classes[3], int64_t n_steps,
                               KtConvVector *vectors, uint32_t *last);
#endif
