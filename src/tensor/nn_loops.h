#ifndef KT_NN_LOOPS_H
#define KT_NN_LOOPS_H
/* Tables of the neural-network loops of one instruction set, and the shapes that these see.
 * The list is nn_loops.def, the bodies are compiled by kernel_nn.c. */
#include "kernels.h"
#include "nn_kernels.h"

typedef struct NnLines { /* x seen as outer x n x inner */
    int64_t outer, n, inner;
    bool low; /* floats that were bfloat16: round on the way where PyTorch does */
} NnLines;
typedef struct NnShape { /* x as batch x channels x plane */
    int64_t batch, channels, plane;
} NnShape;
typedef struct NnScores { /* scores seen as batch x classes x plane */
    int64_t batch, classes, plane;
} NnScores;
typedef enum NnLoss { NN_LOSS_MSE, NN_LOSS_SMOOTH, NN_LOSS_HUBER, NN_LOSS_BCE } NnLoss;

typedef struct NnPlane { /* pooling: geometry of one channel */
    int64_t planes, in[3], out[3], k[3], stride[3], pad[3], dil[3], n_in, n_out;
    bool count_pad;
    int64_t divisor; /* 0: the size of the window */
} NnPlane;

typedef struct NnResize { /* images of one size to images of another, in n dimensions */
    int n;
    int64_t planes, in[3], out[3], n_in, n_out;
    const int64_t *lo[3], *hi[3]; /* per output place: the elements it lies between */
    const double *weight[3];      /* of the second, to be rounded to T */
} NnResize;

typedef struct NnSample { /* pictures sampled at points; border: z zeros, b the border, r reflected
                           */
    int64_t channels, in[2], points;
    bool nearest, align;
    char border;
} NnSample;

/* "in" is the side that im2col reads: x, or y of a transposed convolution */
typedef struct NnConv {
    int64_t batch, groups, c_in, c_out; /* channels of one group */
    int64_t in[3], out[3], k[3], stride[3], pad[3], dil[3];
    int64_t n_in, n_out, n_k; /* products */
    bool identity;            /* 1x1, stride 1, no padding: the column matrix is x itself */
} NnConv;

typedef struct NnTiles { /* an image as 2x2 tiles of its output (conv_winograd.c) */
    int64_t in[2], out[2], pad[2], rows,
        pitch; /* pitch: tiles of a row, and one that is not used */
} NnTiles;
/* Elements that the transforms of one channel need. */
#define NN_WINOGRAD_WORK(rows, pitch) (14 * ((rows) + 1) * (pitch) + 2)

/* Vector functions for the type at hand. */
typedef struct NnMath {
    KtLoopFn exp, log;
    KtLoopParam param; /* what they get */
} NnMath;

#define NN_LOOP(result, name, arguments) result(*name) arguments;
#define T                                float
typedef struct KtNnLoopsF32 {
#include "nn_loops.def"
} KtNnLoopsF32;
#undef T
#define T double
typedef struct KtNnLoopsF64 {
#include "nn_loops.def"
} KtNnLoopsF64;
#undef T
#undef NN_LOOP

extern const KtNnLoopsF32 kt_nn_f32_base, kt_nn_f32_avx2, kt_nn_f32_avx512;
extern const KtNnLoopsF64 kt_nn_f64_base, kt_nn_f64_avx2, kt_nn_f64_avx512;

#define NN_F32(ctx) ((ctx)->kernels->nn_f32)
#define NN_F64(ctx) ((ctx)->kernels->nn_f64)
#endif
