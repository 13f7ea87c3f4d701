#ifndef KT_KERNELS_H
#define KT_KERNELS_H
/* Kernel tables: the innermost loops, per op and dtype, for one instruction set.
 *
 * An element-wise loop gets n, one pointer and one byte stride per operand (output first) and
 * constants. It may be called with any strides; contiguous and stride-0 (repeated) operands are
 * its fast cases. Outputs may be identical to an input but not otherwise overlap it. A NULL entry
 * means the op does not exist for the dtype. */
#include <string.h>

#include "context.h"
#include "op.h"
#include "simd.h"

typedef void (*KtLoopFn)(int64_t n, char *const *p, const int64_t *s, const void *param);

/* What element-wise loops may need besides operands. */
typedef struct KtLoopParam {
    double d[3];
    int flags;  /* loops set KT_LOOP_* here (through a cast: the only thing they write) */
    bool numpy; /* the dialect, where the originals differ */
} KtLoopParam;
enum {
    KT_LOOP_ZERO_DIVISION = 1,
    KT_LOOP_NEGATIVE_POWER = 2,
    KT_LOOP_NOT_FINITE = 4,
    KT_LOOP_OVERFLOW = 8
};

/* Two-dimensional reduction step: for j < n1: out[j] = combine(out[j], in[j][0..n0)).
 * Strides in bytes; os0 is 0 unless elements are merely accumulated one to one. */
typedef void (*KtReduceFn)(char *out, const char *in, int64_t n0, int64_t n1, int64_t is0,
                           int64_t is1, int64_t os0, int64_t os1);

/* One line along a dimension: operands' first elements (lines.h). */
typedef void (*KtLineFn)(void *arg, char *const *p);

/* What the pick kernels do: p = {value out, index out (int64), line}. The second of a pair gives
 * the running extreme of every position, the later one winning ties. */
typedef struct KtPick {
    int64_t n, step, out_step, index_step; /* steps in bytes */
    bool low;                              /* the smallest */
} KtPick;

#define KT_N_UNARY  (KT_OP_NAN_TO_NUM + 1)
#define KT_N_BINARY (KT_OP_LOGICAL_XOR - KT_OP_ADD + 1)

/* Reductions with a kernel of their own; kt_reduce composes the rest of these. */
typedef enum KtReduceKernel {
    KT_REDUCE_SUM,     /* PyTorch's cascade */
    KT_REDUCE_SUM_NP,  /* NumPy's pairwise */
    KT_REDUCE_PROD,    /* PyTorch's four vectors */
    KT_REDUCE_PROD_NP, /* in order */
    KT_REDUCE_MAX,     /* nan wins */
    KT_REDUCE_MIN,
    KT_REDUCE_FMAX, /* nan loses */
    KT_REDUCE_FMIN,
    KT_REDUCE_ALL, /* output bool */
    KT_REDUCE_ANY,
    KT_REDUCE_COUNT, /* non-zero elements; output int64 */
    KT_N_RED
} KtReduceKernel;
#define KT_N_EXTREME (KT_REDUCE_FMIN - KT_REDUCE_MAX + 1)

#define KT_MAX_WHOLE_POWER 32

struct KtFftPass;

typedef struct KtKernels {
    const KtLoopFn (*unary)[KT_N_DTYPES]; /* [op] */
    const KtLoopFn (*vmath)[KT_N_DTYPES]; /* [op], floating types only; wins over unary */
    /* [op]: what NumPy's dialect takes instead where there is one; they set KT_LOOP_NOT_FINITE */
    const KtLoopFn (*fast)[KT_N_DTYPES];
    const KtLoopFn (*binary)[KT_N_DTYPES]; /* [op - KT_OP_ADD] */
    const KtLoopFn (*vmath2)[KT_N_DTYPES]; /* [op - KT_OP_ADD], floating types only */
    const KtLoopFn (*cast)[KT_N_DTYPES];   /* [from][to]: p = {out, in} */
    const KtReduceFn (*reduce)[KT_N_DTYPES];
    const KtReduceFn (*extreme)[KT_N_DTYPES]; /* [kernel - KT_REDUCE_MAX] */
    const KtLineFn (*pick)[2];                /* [dtype]: {of the line, running} */
    const KtLoopFn *where;                    /* [dtype]: {out, cond, a, b} */
    const KtLoopFn *clamp;                    /* {out, x, lo, hi} */
    const KtLoopFn *clip;                     /* the same as NumPy; NULL: clamp does it */
    const KtLoopFn *lerp;                     /* {out, a, b, w} */
    const KtLoopFn *addcmul;                  /* {out, a, b, c}, d[0] = value */
    const KtLoopFn *addcdiv;
    const KtLoopFn *add_alpha; /* {out, a, b}, d = alpha, re and im; inexact */
    /* x^n in two words, 2 < n <= KT_MAX_WHOLE_POWER; NULL without fused multiply-add */
    void (*whole_powers)(int dtype, void *o, const void *a, int64_t count, unsigned n);
    void (*copy_row)(char *to, const char *from, size_t n); /* see kt_copy_bytes */
    void (*fft_pass)(const struct KtFftPass *t, bool inverse, const void *x, void *y);
    const struct KtNnLoopsF32 *nn_f32; /* nn_loops.h */
    const struct KtNnLoopsF64 *nn_f64;
    void (*normal_f32)(float *d, int64_t n, float mean, float std); /* blocks of 16 uniforms */
    /* C becomes the product of A and B, or that is added to it (kernel_gemm.c): rows of B and C are
     * dense; NULL where BLAS has as much */
    void (*gemm_f32)(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row, int64_t a_step,
                     const float *b, int64_t b_step, float *c, int64_t c_row, bool add);
    const struct KtSmallProducts *small; /* small_product.h */
    const struct KtConvKernels *conv;    /* conv_tile.h; NULL where there are none */
} KtKernels;

const KtKernels *kt_kernels_for(KtIsa isa);

/* Complex loops: plain libm, one version. */
extern const KtLoopFn kt_complex_unary[KT_N_UNARY][KT_N_DTYPES];
extern const KtLoopFn kt_complex_binary[KT_N_BINARY][KT_N_DTYPES];

/* Of long doubles; the last index is 1 for complex numbers. */
extern const KtLoopFn kt_long_unary[KT_N_UNARY][2];
extern const KtLoopFn kt_long_binary[KT_N_BINARY][2];
extern const KtLoopFn kt_long_cast[KT_N_DTYPES][KT_N_DTYPES];
extern const KtReduceFn kt_long_reduce[KT_N_RED][2];
extern const KtLineFn kt_long_pick[2];
extern const KtLoopFn kt_long_where[2];
extern const KtLoopFn kt_long_clamp[2];
extern const KtLoopFn kt_long_clip[2]; /* between two limits */

#define KT_DECLARE_ISA(isa)                                                                        \
    extern const KtLoopFn kt_unary_table_##isa[KT_N_UNARY][KT_N_DTYPES];                           \
    extern const KtLoopFn kt_vmath_table_##isa[KT_N_UNARY][KT_N_DTYPES];                           \
    extern const KtLoopFn kt_fast_table_##isa[KT_N_UNARY][KT_N_DTYPES];                            \
    extern const KtLoopFn kt_vmath2_table_##isa[KT_N_BINARY][KT_N_DTYPES];                         \
    extern const KtLoopFn kt_binary_table_##isa[KT_N_BINARY][KT_N_DTYPES];                         \
    extern const KtLoopFn kt_cast_table_##isa[KT_N_DTYPES][KT_N_DTYPES];                           \
    extern const KtReduceFn kt_reduce_table_##isa[KT_N_RED][KT_N_DTYPES];                          \
    extern const KtReduceFn kt_extreme_table_##isa[KT_N_EXTREME][KT_N_DTYPES];                     \
    extern const KtLineFn kt_pick_table_##isa[KT_N_DTYPES][2];                                     \
    extern const KtLoopFn kt_where_table_##isa[KT_N_DTYPES];                                       \
    extern const KtLoopFn kt_clamp_table_##isa[KT_N_DTYPES];                                       \
    extern const KtLoopFn kt_clip_table_##isa[KT_N_DTYPES];                                        \
    extern const KtLoopFn kt_lerp_table_##isa[KT_N_DTYPES];                                        \
    extern const KtLoopFn kt_addcmul_table_##isa[KT_N_DTYPES];                                     \
    extern const KtLoopFn kt_addcdiv_table_##isa[KT_N_DTYPES];                                     \
    extern const KtLoopFn kt_add_alpha_table_##isa[KT_N_DTYPES];                                   \
    void kt_copy_row_##isa(char *to, const char *from, size_t n);                                  \
    void kt_whole_powers_##isa(int dtype, void *o, const void *a, int64_t count, unsigned n);      \
    void kt_gelu_poly_##isa(KtAtF32 *o, const KtAtF32 *a, int64_t n);                              \
    void kt_gelu_poly_backward_##isa(KtAtF32 *o, const KtAtF32 *a, const KtAtF32 *b, int64_t n);   \
    void kt_normal_f32_##isa(float *d, int64_t n, float mean, float std);
KT_DECLARE_ISA(base)
KT_DECLARE_ISA(avx2)
KT_DECLARE_ISA(avx512)
void kt_gemm_f32_avx512(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row,
                        int64_t a_step, const float *b, int64_t b_step, float *c, int64_t c_row,
                        bool add);

/* memcpy for loops over rows, by our own loop for sizes at which it is faster. */
static inline void kt_copy_bytes(const KtKernels *k, void *to, const void *from, size_t n) {
    if (n > 512 && n <= 1 << 18)
        k->copy_row(to, from, n);
    else
        memcpy(to, from, n);
}

/* count rows of n bytes that lie to_step and from_step bytes apart; those of one element move as
 * one.
 */
static inline void kt_copy_rows(const KtKernels *k, char *to, size_t to_step, const char *from,
                                size_t from_step, size_t n, int64_t count) {
#define KT_COPY_ROWS(n)                                                                            \
    for (int64_t i = 0; i < count; i++, to += to_step, from += from_step)                          \
        memcpy(to, from, (n));                                                                     \
    return;
    switch (n) {
    case 1:
        KT_COPY_ROWS(1)
    case 2:
        KT_COPY_ROWS(2)
    case 4:
        KT_COPY_ROWS(4)
    case 8:
        KT_COPY_ROWS(8)
    case 16:
        KT_COPY_ROWS(16)
    default:
        for (int64_t i = 0; i < count; i++, to += to_step, from += from_step)
            kt_copy_bytes(k, to, from, n);
    }
#undef KT_COPY_ROWS
}

static inline KtLoopFn kt_unary_loop(const KtKernels *k, int op, int dt) {
    dt = kt_kernel_dtype(dt);
    if (dt > KT_C128) return kt_long_unary[op][dt == KT_CLD];
    if (dt >= KT_C64) return kt_complex_unary[op][dt];
    KtLoopFn f = k->vmath[op][dt];
    return f ? f : k->unary[op][dt];
}
static inline KtLoopFn kt_binary_loop(const KtKernels *k, int op, int dt) {
    int i = op - KT_OP_ADD;
    dt = kt_kernel_dtype(dt);
    if (dt > KT_C128) return kt_long_binary[i][dt == KT_CLD];
    if (dt >= KT_C64) return kt_complex_binary[i][dt];
    KtLoopFn f = k->vmath2[i][dt];
    return f ? f : k->binary[i][dt];
}
static inline KtLoopFn kt_cast_loop(const KtKernels *k, int from, int to) {
    from = kt_kernel_dtype(from);
    to = kt_kernel_dtype(to);
    return from > KT_C128 || to > KT_C128 ? kt_long_cast[from][to] : k->cast[from][to];
}
static inline KtReduceFn kt_reduce_loop(const KtKernels *k, int kernel, int dt) {
    if (kt_is_long_dtype(dt)) return kt_long_reduce[kernel][dt == KT_CLD];
    unsigned i = (unsigned)kernel - KT_REDUCE_MAX;
    return (i < KT_N_EXTREME ? k->extreme[i] : k->reduce[kernel])[kt_kernel_dtype(dt)];
}
static inline KtLineFn kt_pick_loop(const KtKernels *k, int dt, bool running) {
    if (kt_is_long_dtype(dt)) return dt == KT_LD ? kt_long_pick[running] : NULL;
    return k->pick[kt_kernel_dtype(dt)][running];
}
static inline KtLoopFn kt_where_loop(const KtKernels *k, int dt) {
    return kt_is_long_dtype(dt) ? kt_long_where[dt == KT_CLD] : k->where[kt_kernel_dtype(dt)];
}
static inline KtLoopFn kt_clamp_loop(const KtKernels *k, int dt) {
    return kt_is_long_dtype(dt) ? kt_long_clamp[dt == KT_CLD] : k->clamp[kt_kernel_dtype(dt)];
}
#endif
