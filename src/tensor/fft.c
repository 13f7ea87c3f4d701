/* Discrete Fourier transforms of tensors, line by line along one dimension, in the precision of the
 * input; fft_plan.c has the transforms themselves. */
#include "fft.h"

#include <string.h>

#include "fft_plan.h"
#include "ops.h"

#define MAX_LENGTH ((int64_t)1 << 40) /* no sum of sizes below overflows */

typedef enum Kind { C2C, C2C_INVERSE, R2C, C2R } Kind;

/* What is done with every line: `real` plans keep half of a symmetric line. */
typedef struct Job {
    Kind kind;
    bool real;   /* the input is, or the output */
    bool mirror; /* a real line's whole transform is wanted, of which half is computed */
    bool single;
    int64_t n, len, n_out;
    double scale;
} Job;

/* The n numbers of `size` bytes that a transform takes: as many as there are, or zeros after them.
 * Where they are all there, they are read in place. */
static const void *fitted(const void *src, int64_t have, int64_t n, size_t size, void *room) {
    if (have >= n) return src;
    memcpy(room, src, (size_t)have * size);
    memset((char *)room + (size_t)have * size, 0, (size_t)(n - have) * size);
    return room;
}

/* What stands for numbers k > n / 2 of the transform of a real line. */
#define MIRROR(T)                                                                                  \
    static void mirror_##T(T(*x)[2], int64_t n, bool conjugate) {                                  \
        for (int64_t k = n / 2 + 1; k < n; k++) {                                                  \
            x[k][0] = x[n - k][0];                                                                 \
            x[k][1] = -x[n - k][1];                                                                \
        }                                                                                          \
        for (int64_t k = 0; conjugate && k < n; k++)                                               \
            x[k][1] = -x[k][1];                                                                    \
    }
MIRROR(double)
MIRROR(float)

static void line_to_complex(const KtFftPlan *p, const Job *j, const void *src, void *room,
                            void *to) {
    size_t part = j->single ? sizeof(float) : sizeof(double);
    if (!j->real) {
        src = fitted(src, j->len, j->n, 2 * part, room);
        kt_fft_complex(p, j->kind == C2C_INVERSE, src, to, j->scale);
        return;
    }
    /* r0 r1 i1 ... moves aside by one number, for the i0 that is 0; so does the last one if even */
    src = fitted(src, j->len, j->n, part, room);
    char *half = (char *)room + (size_t)j->n * part;
    kt_fft_real(p, false, src, half, j->scale);
    memcpy(to, half, part);
    memset((char *)to + part, 0, part);
    memcpy((char *)to + 2 * part, half + part, (size_t)(j->n - 1) * part);
    if (j->n % 2 == 0) memset((char *)to + (size_t)(j->n + 1) * part, 0, part);
    if (!j->mirror) return;
    if (j->single)
        mirror_float(to, j->n, j->kind == C2C_INVERSE);
    else
        mirror_double(to, j->n, j->kind == C2C_INVERSE);
}
static void line_to_real(const KtFftPlan *p, const Job *j, const void *src, void *room, void *to) {
    size_t part = j->single ? sizeof(float) : sizeof(double);
    const char *from = fitted(src, j->len, j->n / 2 + 1, 2 * part, room);
    char *half = (char *)room + (size_t)(j->n + 2) * part;
    memcpy(half, from, part);
    memcpy(half + part, from + 2 * part, (size_t)(j->n - 1) * part);
    kt_fft_real(p, true, half, to, j->scale);
}

/* Every line of `in` to one of `out`. */
static bool all_lines(KtCtx *ctx, const Job *j, const KtTensor *in, KtTensor *out) {
    size_t part = j->single ? sizeof(float) : sizeof(double), bytes = (size_t)(2 * j->n + 2) * part;
    size_t from = (size_t)j->len * kt_dtype_size(in->dtype),
           to = (size_t)j->n_out * kt_dtype_size(out->dtype);
    void *room = kb_malloc(ctx->alloc, bytes);
    if (!room) return kt_fail_memory(ctx, bytes);
    KtFftPlan *p = kt_fft_plan(ctx, j->n, j->real, j->single);
    for (int64_t i = 0; p && i < out->numel / j->n_out; i++) { /* lines of `in` may be empty */
        const char *src = (const char *)in->data + (size_t)i * from;
        char *dst = (char *)out->data + (size_t)i * to;
        (j->kind == C2R ? line_to_real : line_to_complex)(p, j, src, room, dst);
    }
    kb_free(ctx->alloc, room, bytes);
    if (p) kt_fft_plan_end(p);
    return p != NULL;
}

bool kt_fft_single(const KtCtx *ctx, int dtype) {
    return !ctx->numpy && (dtype == KT_F32 || dtype == KT_C64 || dtype == KT_F16 ||
                           (dtype < KT_F16 && ctx->default_dtype != KT_F64));
}

static KtTensor *run(KtCtx *ctx, KtTensor *x, int64_t n, int dim, Kind kind, double scale) {
    if (!kt_wrap_dim(ctx, &dim, x->ndim)) return NULL;
    if (x->ndim == 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Dimension specified as %d but tensor has no dimensions", dim);
    if (kind == R2C && kt_is_complex_dtype(x->dtype))
        return kt_fail_null(ctx, ctx->numpy ? KT_TYPE_ERROR : KT_RUNTIME_ERROR,
                            "rfft expects a real input tensor, but got %s",
                            kt_dtype_info[x->dtype].scalar_name);
    int64_t len = x->sizes[dim];
    if (n < 0) n = kind == C2R ? 2 * (len - 1) : len;
    if (n < 1)
        return ctx->numpy
                   ? kt_fail_null(ctx, KT_VALUE_ERROR,
                                  "Invalid number of FFT data points (%lld) specified.",
                                  (long long)n)
                   : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                  "Invalid number of data points (%lld) specified", (long long)n);
    if (n > MAX_LENGTH) return kt_fail_memory(ctx, SIZE_MAX), NULL;
    bool single = kt_fft_single(ctx, x->dtype);
    int complex_dtype = single ? KT_C64 : KT_C128, real_dtype = single ? KT_F32 : KT_F64;
    int last = -1;
    /* NumPy transforms real numbers as complex ones if all of the result is asked for */
    bool real = kind == R2C || kind == C2R || (!ctx->numpy && !kt_is_complex_dtype(x->dtype));
    Job job = {.kind = kind,
               .real = real,
               .mirror = real && kind <= C2C_INVERSE,
               .single = single,
               .n = n,
               .len = len,
               .n_out = kind == R2C ? n / 2 + 1 : n,
               .scale = scale};
    KtTensor *moved = kt_movedim(ctx, x, 1, &dim, &last),
             *wide = moved ? kt_cast(ctx, moved, real && kind != C2R ? real_dtype : complex_dtype)
                           : NULL,
             *in = wide ? kt_contiguous(ctx, wide) : NULL;
    KtTensor *out = NULL, *r = NULL;
    if (in) {
        int64_t sizes[KT_MAX_DIMS];
        memcpy(sizes, in->sizes, sizeof(int64_t) * in->ndim);
        sizes[in->ndim - 1] = job.n_out;
        out = kt_empty(ctx, kind == C2R ? real_dtype : complex_dtype, in->ndim, sizes);
        r = out && all_lines(ctx, &job, in, out) ? kt_movedim(ctx, out, 1, &last, &dim) : NULL;
    }
    kt_xdecref(ctx, moved);
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, in);
    kt_xdecref(ctx, out);
    if (r) r->flags &= (uint8_t)~KT_T_VIEW;
    return r;
}

KtTensor *kt_fft_c2c(KtCtx *ctx, KtTensor *x, int64_t n, int dim, bool inverse, double scale) {
    return run(ctx, x, n, dim, inverse ? C2C_INVERSE : C2C, scale);
}
KtTensor *kt_fft_r2c(KtCtx *ctx, KtTensor *x, int64_t n, int dim, double scale) {
    return run(ctx, x, n, dim, R2C, scale);
}
KtTensor *kt_fft_c2r(KtCtx *ctx, KtTensor *x, int64_t n, int dim, double scale) {
    return run(ctx, x, n, dim, C2R, scale);
}
