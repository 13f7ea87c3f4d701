#ifndef KT_CONV_TILE_H
#define KT_CONV_TILE_H
/* The kernels under conv_chain.c: chains of fused steps over many places at once. They read sources
 * (conv_source.h) where they lie: no column matrix is made. */
#include <stdbool.h>
#include <stdint.h>

#define KT_CONV_LANES 16
#define KT_CONV_BAND  8 /* results of a tile */

/* Neighbours in a source and where their results go. */
typedef struct KtConvVector {
    int64_t from, to;
    uint32_t lanes; /* those of the sixteen that have a result; results have no gaps */
} KtConvVector;

/* results x places: chains over the steps, cut into blocks. Weights lie in bands of up to eight
 * results (kt_conv_band says which), in a band by steps. */
typedef struct KtConvTiles {
    const float *source;
    const KtConvVector *vectors;
    int64_t n_vectors;
    const int64_t *steps; /* what each adds to a place */
    int64_t n_steps, block;
    uint32_t last; /* lanes of the last vector that may be read */
    int64_t results;
    const float *weights, *bias; /* NULL: none */
    bool on;                     /* chains go on from the bias, rather than being added to it */
    float *out;
    int64_t out_step; /* from result to result */
} KtConvTiles;

/* rows x channels: sums over all places of what the source holds at a place of the row times what
 * `places` (places x channels) holds of the channel. */
typedef struct KtConvSums {
    const float *source;
    const int64_t *rows; /* what each adds to a place */
    int64_t n_rows, planes, lines, length, plane_step, line_step;
    const float *places;
    int64_t channels;
    float *sums;
} KtConvSums;

typedef struct KtConvKernels {
    /* vectors [begin, end) */
    void (*tiles)(const KtConvTiles *t, int64_t begin, int64_t end);
    void (*sums)(const KtConvSums *s);
    /* n rows of the sums of up to sixteen channels of which each meets only itself: source and
     * places have sixteen of them side by side, and so have the sums */
    void (*lane_sums)(const KtConvSums *s);
    /* sums[c] += what places hold of c, one by one */
    void (*add_places)(const float *places, int64_t n, int64_t channels, float *sums);
    /* to[j to_step + i] = from[i from_step + j] */
    void (*turn)(const float *from, int64_t from_step, int64_t rows, int64_t columns, float *to,
                 int64_t to_step);
    /* rows of every step-th element */
    void (*copy)(const float *from, int64_t from_row, int64_t step, int64_t rows, int64_t columns,
                 float *to, int64_t to_row);
} KtConvKernels;

/* Band b of n results begins here. */
static inline int64_t kt_conv_band(int64_t n, int64_t b) {
    return b * n / ((n + KT_CONV_BAND - 1) / KT_CONV_BAND);
}

extern const KtConvKernels kt_conv_kernels_avx512;
#endif
