/* Convolution in 1, 2 and 3 dimensions, plain and transposed, with gradients: im2col and gemm.
 * What PyTorch computes so itself is one product for each image, of BLAS, as there; what it leaves
 * to oneDNN has that one's order of additions (conv_chain.c) where that is known, or is done by
 * Winograd's way (conv_winograd.c) where that is much faster.
 *
 * Everything runs in three spatial dimensions (missing ones have size 1). A column matrix has one
 * row per (channel, kernel position) and one column per output position:
 *
 *   forward            y  = W (O x K) . col(x) (K x P)
 *   gradient of W      gW = gy (O x P) . col(x)^T
 *   gradient of x      gx = col2im(W^T . gy)
 *
 * and a transposed convolution is the same with the roles of x and y exchanged. */
#include <stdio.h>
#include <string.h>

#include "conv_chain.h"
#include "conv_int.h"
#include "conv_winograd.h"
#include "linalg.h"
#include "memory_format.h"
#include "nn_loops.h"
#include "nn_util.h"
#include "ops.h"
#include "repr_cpp.h"

static void to_cols(KtCtx *ctx, int dtype, const NnConv *g, const void *x, int64_t first,
                    int64_t last, void *col) {
    dtype == KT_F32 ? NN_F32(ctx)->im2col(g, x, first, last, col)
                    : NN_F64(ctx)->im2col(g, x, first, last, col);
}
static void from_cols(KtCtx *ctx, int dtype, const NnConv *g, const void *col, int64_t first,
                      int64_t last, void *x) {
    dtype == KT_F32 ? NN_F32(ctx)->col2im(g, col, first, last, x)
                    : NN_F64(ctx)->col2im(g, col, first, last, x);
}

/* One dimension is the width of a picture of height 1. */
static bool bad_dilation(KtCtx *ctx, const KtConvSpec *s) {
    static const char *const words[3] = {"depth", "height", "width"};
    char text[300];
    int64_t d[3] = {1, 1, 1};
    const int first = s->n == 3 ? 0 : 1;
    for (int i = 0; i < s->n; i++)
        d[3 - s->n + i] = s->dilation[i];
    if (!s->transposed && s->groups != 1)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "non-positive dilation is not supported");
    if (!s->transposed)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "dilation should be greater than zero, but got [%s]",
                       kt_nn_join(3 - first, d + first, ", ", text));
    size_t at = 0;
    for (int i = first; i < 3; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%sdilation_%s: %lld",
                               i > first ? ", " : "", words[i], (long long)d[i]);
    return kt_fail(ctx, KT_RUNTIME_ERROR, "dilation should be greater than zero, but got %s", text);
}

static bool positive(KtCtx *ctx, const KtConvSpec *s) {
    for (int d = 0; d < s->n; d++) {
        if (s->padding[d] < 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "negative padding is not supported");
        if (s->output_padding[d] < 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "negative output_padding is not supported");
        if (s->stride[d] <= 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "non-positive stride is not supported");
        if (s->dilation[d] <= 0) return bad_dilation(ctx, s);
    }
    return s->groups > 0 || kt_fail(ctx, KT_RUNTIME_ERROR, "non-positive groups is not supported");
}

/* The sizes of x as a batch, which PyTorch makes of it first. */
static const char *batched_sizes(const KtTensor *x, int n, char *buf) {
    int64_t sizes[KT_MAX_DIMS] = {1};
    int more = x->ndim == n + 1;
    memcpy(sizes + more, x->sizes, sizeof *sizes * (size_t)x->ndim);
    buf[0] = '[';
    kt_nn_join(x->ndim + more, sizes, ", ", buf + 1);
    strcat(buf, "]");
    return buf;
}

/* Kernels must not be empty. */
static bool kernel_is_something(KtCtx *ctx, const KtTensor *x, const KtTensor *w,
                                const KtConvSpec *s, const NnConv *g) {
    static const char *const words[3] = {"depth", "height", "width"};
    int64_t k[3] = {1, 1, 1};
    bool empty = false, dilated = false;
    const int first = s->n == 3 ? 0 : 1; /* one dimension is the width of a picture of height 1 */
    char text[600], sizes[512];
    size_t at = 0;
    for (int d = 0; d < s->n; d++) {
        k[3 - s->n + d] = w->sizes[2 + d];
        empty = empty || w->sizes[2 + d] == 0;
        dilated = dilated || s->dilation[d] != 1;
    }
    if (!empty) return true;
    if (!s->transposed && kt_conv_is_onednn(ctx, g, x->dtype, s->n))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "could not create a descriptor for a dilated convolution forward "
                       "propagation primitive");
    if (!s->transposed && dilated)
        snprintf(text, sizeof text, " [%s]", kt_nn_join(3 - first, k + first, ", ", sizes));
    else if (!s->transposed && s->n == 3)
        snprintf(text, sizeof text, ": %s (TxHxW)", kt_nn_join(3, k, " x ", sizes));
    else
        for (int d = first; d < 3; d++)
            at += (size_t)snprintf(text + at, sizeof text - at, " kernel_%s: %lld", words[d],
                                   (long long)k[d]);
    return kt_fail(ctx, KT_RUNTIME_ERROR, "kernel size should be greater than zero, but got%s",
                   text);
}

bool kt_conv_bias_fits(KtCtx *ctx, const KtTensor *x, const KtTensor *bias, const KtConvSpec *s) {
    return !bias || bias->dtype == x->dtype || s->n != 2 || s->transposed || s->named_padding ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "Input type (%s) and bias type (%s) should be the same",
                   kt_cpp_type_name(x->dtype), kt_cpp_type_name(bias->dtype));
}

static bool check_input(KtCtx *ctx, const KtTensor *x, const KtTensor *w, const KtTensor *bias,
                        const KtConvSpec *s) {
    char a[512], b[512];
    int n = s->n;
    if (!kt_conv_bias_fits(ctx, x, bias, s)) return false;
    if (x->ndim != n + 2 && x->ndim != n + 1)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Expected %dD (unbatched) or %dD (batched) input to conv%s%dd, but got "
                       "input of size: %s",
                       n + 1, n + 2, s->transposed ? "_transpose" : "", n, kt_nn_sizes(x, a));
    if (w->ndim < 3)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "weight should have at least three dimensions");
    if (w->ndim != n + 2 && n == 1) /* whose other arguments stand for any number of dimensions */
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Expected %d-dimensional input for %d-dimensional weight %s, but got "
                       "3-dimensional input of size %s instead",
                       w->ndim, w->ndim, kt_nn_sizes(w, a), batched_sizes(x, n, b));
    if (w->ndim != n + 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "expected stride to be a single integer value or a list of %d values to "
                       "match the convolution dimensions, but got stride=[%s]",
                       w->ndim - 2, kt_nn_join(n, s->stride, ", ", a));
    if (!positive(ctx, s)) return false;
    if (w->sizes[0] < s->groups)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Given groups=%lld, expected weight to be at least %lld at dimension 0, but "
                       "got weight of size %s instead",
                       (long long)s->groups, (long long)s->groups, kt_nn_sizes(w, a));
    if (w->sizes[0] % s->groups)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Given groups=%lld, expected weight to be divisible by %lld at dimension 0, "
                       "but got weight of size [%s] instead",
                       (long long)s->groups, (long long)s->groups, kt_nn_sizes(w, a));
    int64_t c = x->sizes[x->ndim - n - 1],
            wanted = s->transposed ? w->sizes[0] : w->sizes[1] * s->groups;
    if (c != wanted) {
        if (s->transposed)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "Given transposed=1, weight of size %s, expected input%s to have %lld "
                           "channels, but got %lld channels instead",
                           kt_nn_sizes(w, a), batched_sizes(x, n, b), (long long)wanted,
                           (long long)c);
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Given groups=%lld, weight of size %s, expected input%s to have %lld "
                       "channels, but got %lld channels instead",
                       (long long)s->groups, kt_nn_sizes(w, a), batched_sizes(x, n, b),
                       (long long)wanted, (long long)c);
    }
    int64_t out = s->transposed ? w->sizes[1] * s->groups : w->sizes[0];
    if (bias && (bias->ndim != 1 || bias->sizes[0] != out))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Given %sweight of size %s, expected bias to be 1-dimensional with %lld "
                       "elements, but got bias of size %s instead",
                       s->transposed ? "transposed=1, " : "", kt_nn_sizes(w, a), (long long)out,
                       kt_nn_sizes(bias, b));
    return true;
}

static bool check_output_padding(KtCtx *ctx, const KtConvSpec *s) {
    static const char *const words[3] = {"depth", "height", "width"};
    bool wrong = false;
    for (int d = 0; d < s->n; d++)
        wrong = wrong ||
                (s->output_padding[d] >= s->stride[d] && s->output_padding[d] >= s->dilation[d]);
    if (!wrong) return true;
    char text[400];
    size_t at = 0;
    for (int what = 0; what < 3; what++)
        for (int e = s->n == 3 ? 0 : 1; e < 3; e++) {
            int d = e - (3 - s->n); /* one dimension is the width of a picture of height 1 */
            int64_t v = what == 0   ? (d < 0 ? 0 : s->output_padding[d])
                        : d < 0     ? 1
                        : what == 1 ? s->stride[d]
                                    : s->dilation[d];
            at += (size_t)snprintf(text + at, sizeof text - at, " %s_%s: %lld",
                                   what == 0   ? "output_padding"
                                   : what == 1 ? "stride"
                                               : "dilation",
                                   words[e], (long long)v);
        }
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "output padding must be smaller than either stride or dilation, but got%s",
                   text);
}

/* Of inputs without elements only those without images or channels are taken. */
static bool is_taken(KtCtx *ctx, const KtTensor *x, const NnConv *g, int n) {
    char text[512];
    int64_t sizes[5] = {g->batch, x->sizes[x->ndim - n - 1], 1};
    const int places = n == 1 ? 3 : 2; /* one dimension is the width of a picture of height 1 */
    if (x->numel || sizes[0] == 0 || sizes[1] == 0) return true;
    memcpy(sizes + places, x->sizes + x->ndim - n, sizeof *sizes * (size_t)n);
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "Only zero batch or zero channel inputs are supported, but got input shape: "
                   "[%s]",
                   kt_nn_join(places + n, sizes, ", ", text));
}

/* Sums of three sizes or steps of which none is huge are numbers of 64 bits. */
static inline bool is_huge(__int128 size) {
    const int64_t most = (int64_t)1 << 61;
    return size > most || size < -most;
}
/* x: input of the layer; one without elements is done by conv_of_nothing. */
static bool geometry(KtCtx *ctx, const KtTensor *x, const KtTensor *w, const KtConvSpec *s,
                     NnConv *g) {
    int n = s->n, off = 3 - n;
    g->batch = x->ndim == n + 2 ? x->sizes[0] : 1;
    g->groups = s->groups;
    int64_t big[3] = {1, 1, 1}, small[3] = {1, 1, 1}; /* the im2col side and the gemm side */
    for (int d = 0; d < 3; d++) {
        g->k[d] = g->stride[d] = g->dil[d] = 1;
        g->pad[d] = 0;
    }
    int64_t padded[3], kernel[3];
    bool fits = true;
    for (int d = 0; d < n; d++) {
        int e = d + off;
        int64_t size = x->sizes[x->ndim - n + d];
        g->k[e] = w->sizes[2 + d];
        g->stride[e] = s->stride[d];
        g->pad[e] = s->padding[d];
        g->dil[e] = s->dilation[d];
        __int128 span = (__int128)g->dil[e] * (g->k[e] - 1) + 1, pads = (__int128)g->pad[e] * 2,
                 spread = (__int128)(size - 1) * g->stride[e] - pads + span + s->output_padding[d];
        if (is_huge(span) || is_huge(pads + size) || (s->transposed && is_huge(spread)))
            return kt_fail(ctx, KT_RUNTIME_ERROR, "sizes of the convolution overflow");
        padded[d] = (int64_t)pads + size;
        kernel[d] = (int64_t)span;
        if (s->transposed) {
            small[e] = size;
            big[e] = (int64_t)spread;
            fits = fits && big[e] > 0;
        } else {
            big[e] = size;
            fits = fits && padded[d] >= kernel[d];
            small[e] = fits ? (padded[d] - kernel[d]) / g->stride[e] + 1 : 0;
        }
        int64_t far = (s->transposed ? big[e] : padded[d]) + 2; /* a step that is not taken */
        if (small[e] == 1 && g->stride[e] > far) g->stride[e] = far > 2 ? far : 2;
    }
    memcpy(g->in, big, sizeof big);
    memcpy(g->out, small, sizeof small);
    g->n_in = big[0] * big[1] * big[2];
    g->n_out = small[0] * small[1] * small[2];
    g->n_k = g->k[0] * g->k[1] * g->k[2];
    /* channels of the im2col side and of the gemm side */
    g->c_in = w->sizes[1];
    g->c_out = w->sizes[0] / s->groups;
    g->identity = g->n_k == 1 && g->n_in == g->n_out;
    for (int d = 0; d < 3; d++)
        g->identity = g->identity && g->stride[d] == 1 && g->pad[d] == 0;
    char a[512], b[512];
    if (!fits && !s->transposed)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Calculated padded input size per channel: (%s). Kernel size: (%s). Kernel "
                       "size can't be greater than actual input size",
                       kt_nn_join(n, padded, " x ", a), kt_nn_join(n, kernel, " x ", b));
    if (!is_taken(ctx, x, g, n)) return false;
    if (x->numel) {
        if (!kernel_is_something(ctx, x, w, s, g) ||
            (s->transposed && !check_output_padding(ctx, s)))
            return false;
        if (!fits)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "Given input size per channel: (%s%s). Calculated output size per "
                           "channel: (%s%s). Output size is too small",
                           n == 1 ? "1 x " : "", kt_nn_join(n, small + off, " x ", a),
                           n == 1 ? "1 x " : "", kt_nn_join(n, big + off, " x ", b));
    }
    return true;
}

/* The column matrix is made and used a tile of output rows at a time, so that it stays in the
 * cache; whole where the rows of an image do not lie in one piece (three dimensions). */
#define TILE_BYTES 600000
typedef struct Tiles {
    int64_t rows;    /* of a tile */
    int64_t columns; /* of the matrix of a whole tile */
    size_t bytes;    /* 0: the matrix is x itself */
    char *col;
    bool blas; /* one product of BLAS for each image */
} Tiles;

static bool tiles_init(KtCtx *ctx, const NnConv *g, size_t size, bool blas, Tiles *t) {
    t->blas = blas;
    size_t row = (size_t)(g->c_in * g->n_k * g->out[0] * g->out[2]) * size;
    t->rows = g->out[1];
    if (!blas && g->out[0] == 1 && row * (size_t)t->rows > 2 * TILE_BYTES)
        t->rows = row < TILE_BYTES ? (int64_t)(TILE_BYTES / row) : 1;
    if (g->identity) t->rows = g->out[1];
    t->columns = t->rows * g->out[0] * g->out[2];
    t->bytes = g->identity ? 0 : row * (size_t)t->rows;
    t->col = t->bytes ? kb_malloc(ctx->alloc, t->bytes) : NULL;
    return t->col || !t->bytes || kt_fail_memory(ctx, t->bytes);
}
static void tiles_free(KtCtx *ctx, Tiles *t) {
    if (t->col) kb_free(ctx->alloc, t->col, t->bytes);
}

/* What one pass over images, groups and tiles works on: `big` is the im2col side, `small` the gemm
 * side. at: where the tile's columns begin, n: how many there are. */
typedef struct Part {
    int64_t group, first, last, at, n;
    char *big, *small;
} Part;
typedef bool (*PartFn)(KtCtx *ctx, int dtype, const NnConv *g, Tiles *t, const Part *p,
                       const char *w, void *more);

static bool for_parts(KtCtx *ctx, int dtype, const NnConv *g, bool blas, const char *big,
                      const char *small, const char *w, void *more, PartFn fn) {
    size_t size = kt_dtype_size(dtype);
    Tiles t;
    if (!tiles_init(ctx, g, size, blas, &t)) return false;
    bool ok = true;
    for (int64_t i = 0; ok && i < g->batch * g->groups; i++)
        for (int64_t row = 0; ok && row < g->out[1]; row += t.rows) {
            int64_t last = row + t.rows < g->out[1] ? row + t.rows : g->out[1],
                    line = g->out[0] * g->out[2];
            Part p = {.group = i % g->groups,
                      .first = row,
                      .last = last,
                      .at = row * line,
                      .n = (last - row) * line,
                      .big = (char *)big + (size_t)(i * g->c_in * g->n_in) * size,
                      .small =
                          (char *)small + (size_t)(i * g->c_out * g->n_out + row * line) * size};
            ok = fn(ctx, dtype, g, &t, &p, w, more);
        }
    tiles_free(ctx, &t);
    return ok;
}
static KtMat weights(const NnConv *g, size_t size, const char *w, int64_t group, bool transposed) {
    int64_t K = g->c_in * g->n_k;
    const char *at = w + (size_t)(group * g->c_out * K) * size;
    return transposed ? (KtMat){at, 1, K} : (KtMat){at, K, 1};
}

static bool product(KtCtx *ctx, int dtype, const Tiles *t, int64_t m, int64_t n, int64_t k, KtMat a,
                    KtMat b, bool add, void *c, int64_t ldc) {
    return t->blas ? kt_gemm(ctx, dtype, m, n, k, 1, a, b, add, c, ldc)
                   : kt_gemm_free(ctx, dtype, m, n, k, a, b, add, c, ldc);
}

/* y[channel][0..n) += bias[first + channel], of channels that lie `pitch` apart. */
static void add_bias(KtCtx *ctx, const KtTensor *bias, int64_t first, int64_t channels, int64_t n,
                     int64_t pitch, char *y) {
    size_t size = kt_dtype_size(bias->dtype);
    for (int64_t c = 0; c < channels; c++, y += (size_t)pitch * size) {
        const char *b = (const char *)bias->data + (first + c) * bias->strides[0] * (int64_t)size;
        if (bias->dtype == KT_F32)
            NN_F32(ctx)->add_bias((float *)y, (const float *)b, 0, 1, 1, n);
        else
            NN_F64(ctx)->add_bias((double *)y, (const double *)b, 0, 1, 1, n);
    }
}

/* small = W . col(big) + bias, which is `more` unless that is NULL */
static bool correlate_part(KtCtx *ctx, int dtype, const NnConv *g, Tiles *t, const Part *p,
                           const char *w, void *more) {
    if (t->col) to_cols(ctx, dtype, g, p->big, p->first, p->last, t->col);
    if (more) { /* which the product is added to */
        for (int64_t c = 0; c < g->c_out; c++)
            memset(p->small + (size_t)(c * g->n_out) * kt_dtype_size(dtype), 0,
                   (size_t)p->n * kt_dtype_size(dtype));
        add_bias(ctx, more, p->group * g->c_out, g->c_out, p->n, g->n_out, p->small);
    }
    return product(ctx, dtype, t, g->c_out, p->n, g->c_in * g->n_k,
                   weights(g, kt_dtype_size(dtype), w, p->group, false),
                   (KtMat){t->col ? t->col : p->big, p->n, 1}, more != NULL, p->small, g->n_out);
}
/* big += col2im(W^T . small); big is zeroed first by the caller. */
static bool scatter_part(KtCtx *ctx, int dtype, const NnConv *g, Tiles *t, const Part *p,
                         const char *w, void *more) {
    (void)more;
    bool ok = product(ctx, dtype, t, g->c_in * g->n_k, p->n, g->c_out,
                      weights(g, kt_dtype_size(dtype), w, p->group, true),
                      (KtMat){p->small, g->n_out, 1}, false, t->col ? t->col : p->big, p->n);
    if (ok && t->col) from_cols(ctx, dtype, g, t->col, p->first, p->last, p->big);
    return ok;
}
/* gw^T, which is `more`, += col(big) . small^T, of which the latter is what `small` holds: places
 * by channels. Not by Winograd's way back: a gradient that is a sum of zeros would come out as what
 * rounding leaves, and Adam makes whole steps of that. */
static bool weight_part(KtCtx *ctx, int dtype, const NnConv *g, Tiles *t, const Part *p,
                        const char *w, void *more) {
    (void)w;
    int64_t K = g->c_in * g->n_k, size = (int64_t)kt_dtype_size(dtype);
    if (t->col) to_cols(ctx, dtype, g, p->big, p->first, p->last, t->col);
    const char *small = p->small + p->at * (g->c_out - 1) * size; /* p->at rows from the start */
    return kt_gemm_free(ctx, dtype, K, g->c_out, p->n, (KtMat){t->col ? t->col : p->big, p->n, 1},
                        (KtMat){small, g->c_out, 1}, true,
                        (char *)more + p->group * g->c_out * K * size, g->c_out);
}

/* gw, which is `more`, += small . col(big)^T */
static bool weight_part_blas(KtCtx *ctx, int dtype, const NnConv *g, Tiles *t, const Part *p,
                             const char *w, void *more) {
    (void)w;
    int64_t K = g->c_in * g->n_k, size = (int64_t)kt_dtype_size(dtype);
    if (t->col) to_cols(ctx, dtype, g, p->big, p->first, p->last, t->col);
    return kt_gemm(ctx, dtype, g->c_out, K, p->n, 1, (KtMat){p->small, g->n_out, 1},
                   (KtMat){t->col ? t->col : p->big, 1, p->n}, 1,
                   (char *)more + p->group * g->c_out * K * size, K);
}

/* t, seen as n matrices of rows by columns, transposed: a view. */
static KtTensor *transposed(KtCtx *ctx, const KtTensor *t, int64_t n, int64_t rows,
                            int64_t columns) {
    int64_t sizes[3] = {n, columns, rows}, strides[3] = {rows * columns, 1, columns};
    return kt_view_raw(ctx, t, t->dtype, t->data, 3, sizes, strides);
}

/* What small and big make of a gradient of W, of w's shape. */
static KtTensor *weight_gradient(KtCtx *ctx, const NnConv *g, bool blas, const KtTensor *big,
                                 const KtTensor *small, const KtTensor *w) {
    if (blas) {
        KtTensor *r = kt_zeros(ctx, w->dtype, w->ndim, w->sizes);
        if (!r || for_parts(ctx, w->dtype, g, true, big->data, small->data, NULL, r->data,
                            weight_part_blas))
            return r;
        kt_decref(ctx, r);
        return NULL;
    }
    int64_t K = g->c_in * g->n_k, sizes[3] = {g->groups, K, g->c_out};
    KtTensor *turned = transposed(ctx, small, g->batch * g->groups, g->c_out, g->n_out),
             *places = turned ? kt_copy_c(ctx, turned) : NULL,
             *sum = places ? kt_zeros(ctx, w->dtype, 3, sizes) : NULL,
             *r = sum ? kt_empty(ctx, w->dtype, w->ndim, w->sizes) : NULL,
             *to = r ? transposed(ctx, r, g->groups, g->c_out, K) : NULL;
    bool ok =
        to &&
        for_parts(ctx, w->dtype, g, false, big->data, places->data, NULL, sum->data, weight_part) &&
        kt_copy(ctx, to, sum);
    KT_NN_DROP(ctx, turned, places, sum, to);
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

/* The gradients of W and of the bias (either may be NULL) in one chain each. */
static bool chained_gradients(KtCtx *ctx, const NnConv *g, const KtTensor *x, const KtTensor *small,
                              const KtTensor *w, KtTensor **gw, KtTensor **gb) {
    int64_t channels = g->groups * g->c_out;
    if (gw && !(*gw = kt_empty(ctx, w->dtype, w->ndim, w->sizes))) return false;
    if (gb && !(*gb = kt_empty(ctx, w->dtype, 1, &channels))) return false;
    return kt_conv_chain_weight(ctx, g, (const float *)x->data, (const float *)small->data,
                                gw ? (float *)(*gw)->data : NULL, gb ? (float *)(*gb)->data : NULL);
}

static int output_sizes(const KtTensor *x, const NnConv *g, const KtConvSpec *s, int64_t channels,
                        int64_t sizes[5]) {
    int at = 0;
    if (x->ndim == s->n + 2) sizes[at++] = g->batch;
    sizes[at++] = channels;
    for (int d = 3 - s->n; d < 3; d++)
        sizes[at++] = s->transposed ? g->in[d] : g->out[d];
    return at;
}
static KtTensor *output(KtCtx *ctx, const KtTensor *x, const NnConv *g, const KtConvSpec *s,
                        int64_t channels) {
    int64_t sizes[5];
    int n = output_sizes(x, g, s, channels, sizes);
    /* what correlates writes every element */
    return s->transposed ? kt_zeros(ctx, x->dtype, n, sizes) : kt_empty(ctx, x->dtype, n, sizes);
}

/* Of no images or no channels, which have no channels then: as PyTorch a product, with a sum, of
 * what there is of x with elements of w and bias, seen as the output. */
static KtTensor *conv_of_nothing(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias,
                                 const NnConv *g, const KtConvSpec *s, int64_t channels) {
    const int64_t flat = -1;
    int64_t sizes[5];
    bool none = x->sizes[x->ndim - s->n - 1] == 0;
    int n = output_sizes(x, g, s, none ? 0 : channels, sizes);
    KtTensor *all = kt_view(ctx, w, 1, &flat),
             *some = !all   ? NULL
                     : none ? kt_incref(all)
                            : kt_select(ctx, all, 0, 0),
             *places = some ? kt_view(ctx, x, 1, &flat) : NULL,
             *r = places ? kt_binary(ctx, KT_OP_MUL, places, some, KT_NO_DTYPE, NULL) : NULL,
             *first = r && bias ? kt_select(ctx, bias, 0, 0) : NULL,
             *sum = first ? kt_binary(ctx, KT_OP_ADD, r, first, KT_NO_DTYPE, r) : NULL,
             *y = r && (sum || !bias) ? kt_view(ctx, r, n, sizes) : NULL;
    KT_NN_DROP(ctx, all, some, places);
    KT_NN_DROP(ctx, r, first, sum);
    return y;
}

static void add_bias_to_all(KtCtx *ctx, KtTensor *y, const KtTensor *bias, int64_t batch,
                            int64_t channels) {
    int64_t plane = batch * channels > 0 ? y->numel / (batch * channels) : 0;
    size_t image = (size_t)(channels * plane) * kt_dtype_size(y->dtype);
    for (int64_t i = 0; i < batch; i++)
        add_bias(ctx, bias, 0, channels, plane, plane, (char *)y->data + (size_t)i * image);
}

/* Products up to which a convolution has oneDNN's order of additions rather than Winograd's speed.
 */
#define CHAINED 60000000
static bool chained(KtCtx *ctx, const NnConv *g, int dtype, const KtConvSpec *s, bool backward) {
    int64_t products = g->batch * g->n_out * g->c_out * g->c_in * g->n_k;
    return !s->transposed && kt_conv_chain_suits(ctx, g, dtype, s->n) &&
           (products <= CHAINED || !kt_winograd_suits(g, dtype, backward));
}

/* Whether PyTorch computes it itself: every image by one product of BLAS. */
static bool by_blas(KtCtx *ctx, const NnConv *g, int dtype, const KtConvSpec *s) {
    return dtype != KT_F32 || s->transposed || !kt_conv_is_onednn(ctx, g, dtype, s->n);
}

/* small = W . big + bias */
static bool correlate(KtCtx *ctx, const NnConv *g, const KtConvSpec *s, const KtTensor *big,
                      const KtTensor *w, const KtTensor *bias, KtTensor *small) {
    if (chained(ctx, g, big->dtype, s, false))
        return kt_conv_chain(ctx, g, (const float *)big->data, (const float *)w->data,
                             bias ? (const float *)bias->data : NULL, bias ? bias->strides[0] : 0,
                             (float *)small->data);
    bool blas = by_blas(ctx, g, big->dtype, s);
    if (!blas && kt_winograd_suits(g, big->dtype, false)) {
        bool strange;
        if (!kt_winograd(ctx, g, false, (const float *)big->data, (const float *)w->data,
                         bias ? (const float *)bias->data : NULL, bias ? bias->strides[0] : 0,
                         (float *)small->data, &strange))
            return false;
        if (!strange) return true;
    }
    return for_parts(ctx, big->dtype, g, blas, big->data, small->data, w->data, (void *)bias,
                     correlate_part);
}

/* big = what W spreads of small; big is zeroed by the caller. */
static bool scatter(KtCtx *ctx, const NnConv *g, const KtConvSpec *s, KtTensor *big,
                    const KtTensor *w, const KtTensor *small) {
    if (chained(ctx, g, small->dtype, s, true))
        return kt_conv_chain_input(ctx, g, (const float *)small->data, (const float *)w->data,
                                   (float *)big->data);
    bool blas = by_blas(ctx, g, small->dtype, s);
    if (!blas && kt_winograd_suits(g, small->dtype, true)) {
        bool strange;
        if (!kt_winograd(ctx, g, true, (const float *)small->data, (const float *)w->data, NULL, 0,
                         (float *)big->data, &strange))
            return false;
        if (!strange) return true;
        memset(big->data, 0, (size_t)big->numel * sizeof(float));
    }
    return for_parts(ctx, small->dtype, g, blas, big->data, small->data, w->data, NULL,
                     scatter_part);
}

/* What PyTorch's kernel for these numbers of dimensions is called in messages. */
static const char *kernel_name(const KtConvSpec *s) {
    bool dilated = false;
    for (int d = 0; d < s->n; d++)
        dilated = dilated || s->dilation[d] != 1;
    if (s->transposed)
        return s->n == 3 ? "slow_conv_transpose3d_out_cpu" : "slow_conv_transpose2d_out_cpu";
    return dilated ? "slow_conv_dilated<>" : s->n == 3 ? "compute_columns3d" : "slow_conv2d_cpu";
}

/* bfloat16 is oneDNN's, which knows no other type beside it. */
static bool beside_bfloat16(KtCtx *ctx, const KtTensor *t, const char *what) {
    char type[40];
    return !t || t->dtype == KT_BF16 ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "Input type (CPUBFloat16Type) and %s type (%s) should be the same or input "
                   "should be a MKLDNN tensor and %s "
                   "is a dense tensor",
                   what, kt_cpp_tensor_type(t->dtype, type, sizeof type), what);
}

static bool check_dtypes(KtCtx *ctx, const KtTensor *x, const KtTensor *w, const KtTensor *bias,
                         const KtConvSpec *s) {
    if (x->dtype == KT_BF16 &&
        (!beside_bfloat16(ctx, w, "weight") || !beside_bfloat16(ctx, bias, "bias")))
        return false;
    const char *name = kernel_name(s);
    bool narrow = !s->transposed && strcmp(name, "slow_conv_dilated<>"); /* takes any integers */
    bool taken = x->dtype == KT_I64 || (narrow && kt_is_int_dtype(x->dtype)) ||
                 kt_nn_check_float(ctx, x, name);
    return taken && kt_nn_same_dtype(ctx, x, w) && (!bias || kt_nn_same_dtype(ctx, x, bias));
}

static KtTensor *conv_of_integers(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias,
                                  const NnConv *g, const KtConvSpec *s, int64_t channels) {
    KtTensor *in[3] = {x, w, bias}, *y = NULL;
    bool ok = true;
    for (int i = 0; i < 3; i++) {
        KtTensor *wide = ok && in[i] ? kt_cast(ctx, in[i], KT_I64) : NULL;
        ok = ok && (wide || !in[i]);
        in[i] = wide ? kt_contiguous(ctx, wide) : NULL;
        ok = ok && (in[i] || !wide);
        kt_xdecref(ctx, wide);
    }
    if (ok) y = output(ctx, in[0], g, s, channels);
    if (y) {
        int64_t *to = (int64_t *)y->data, plane = y->numel ? y->numel / (g->batch * channels) : 0;
        for (int64_t i = 0; i < y->numel; i++)
            to[i] = bias ? ((int64_t *)in[2]->data)[i / plane % channels] : 0;
        if (y->numel && s->transposed)
            kt_conv_int(g, true, to, (int64_t *)in[1]->data, (int64_t *)in[0]->data);
        else if (y->numel)
            kt_conv_int(g, false, (int64_t *)in[0]->data, (int64_t *)in[1]->data, to);
    }
    KtTensor *r = y ? kt_cast(ctx, y, x->dtype) : NULL;
    KT_NN_DROP(ctx, in[0], in[1], in[2], y);
    return r;
}

/* Channels last if the input or the weights are. */
static KtMemoryFormat conv_format(const KtTensor *x, const KtTensor *w) {
    KtMemoryFormat f = kt_suggested_format(x);
    return f == KT_CONTIGUOUS_FORMAT ? kt_suggested_format(w) : f;
}

KtTensor *kt_conv(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias, const KtConvSpec *s) {
    NnConv g;
    if (!check_input(ctx, x, w, bias, s) || !geometry(ctx, x, w, s, &g)) return NULL;
    int64_t channels = (s->transposed ? g.c_in : g.c_out) * g.groups;
    if (!x->numel) return conv_of_nothing(ctx, x, w, bias, &g, s, channels);
    if (!check_dtypes(ctx, x, w, bias, s)) return NULL;
    if (kt_is_int_dtype(x->dtype)) return conv_of_integers(ctx, x, w, bias, &g, s, channels);
    KtTensor *xc = kt_contiguous(ctx, x), *wc = xc ? kt_contiguous(ctx, w) : NULL;
    KtTensor *y = wc ? output(ctx, x, &g, s, channels) : NULL;
    bool ok = y != NULL;
    if (ok && y->numel && !s->transposed)
        ok = correlate(ctx, &g, s, xc, wc, bias, y);
    else if (ok && y->numel)
        ok = scatter(ctx, &g, s, y, wc, xc);
    if (ok && bias && s->transposed) add_bias_to_all(ctx, y, bias, g.batch, channels);
    KT_NN_DROP(ctx, xc, wc);
    if (!ok) kt_xdecref(ctx, y);
    return ok && !s->transposed ? kt_in_format(ctx, y, conv_format(x, w)) : ok ? y : NULL;
}

static KtTensor *sum_of_channels(KtCtx *ctx, KtTensor *t, int n) {
    int dims[4], at = 0;
    for (int d = 0; d < t->ndim; d++)
        if (d != t->ndim - n - 1) dims[at++] = d;
    return kt_reduce(ctx, KT_OP_SUM, t, dims, at, false, KT_NO_DTYPE, NULL);
}

bool kt_conv_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *w, const KtConvSpec *s,
                      KtTensor **gx, KtTensor **gw, KtTensor **gb) {
    NnConv g;
    if (!check_input(ctx, x, w, NULL, s) || !geometry(ctx, x, w, s, &g)) return false;
    int64_t channels = (s->transposed ? g.c_in : g.c_out) * g.groups;
    if (!x->numel) {
        return (!gx || (*gx = kt_zeros(ctx, x->dtype, x->ndim, x->sizes))) &&
               (!gw || (*gw = kt_zeros(ctx, w->dtype, w->ndim, w->sizes))) &&
               (!gb || (*gb = kt_zeros(ctx, w->dtype, 1, &channels)));
    }
    if (!check_dtypes(ctx, x, w, NULL, s) || !kt_nn_same_dtype(ctx, x, grad)) return false;
    KtTensor *xc = kt_contiguous(ctx, x), *wc = xc ? kt_contiguous(ctx, w) : NULL,
             *gc = wc ? kt_contiguous(ctx, grad) : NULL;
    KtTensor *rx = NULL, *rw = NULL, *rb = NULL;
    bool ok = gc != NULL;
    if (ok && gx && (ok = (rx = kt_zeros(ctx, x->dtype, x->ndim, x->sizes)) != NULL) && grad->numel)
        ok = s->transposed ? correlate(ctx, &g, s, gc, wc, NULL, rx)
                           : scatter(ctx, &g, s, rx, wc, gc);
    bool chain = !s->transposed && grad->numel && kt_conv_chain_suits(ctx, &g, x->dtype, s->n);
    if (ok && chain && (gw || gb))
        ok = chained_gradients(ctx, &g, xc, gc, w, gw ? &rw : NULL, gb ? &rb : NULL);
    if (ok && gw && !chain)
        ok =
            (rw = grad->numel ? weight_gradient(ctx, &g, by_blas(ctx, &g, x->dtype, s),
                                                s->transposed ? gc : xc, s->transposed ? xc : gc, w)
                              : kt_zeros(ctx, w->dtype, w->ndim, w->sizes)) != NULL;
    if (ok && gb && !chain)
        ok = (rb = grad->numel ? sum_of_channels(ctx, gc, s->n)
                               : kt_zeros(ctx, x->dtype, 1, &channels)) != NULL;
    KT_NN_DROP(ctx, xc, wc, gc);
    KtMemoryFormat format = s->transposed ? KT_CONTIGUOUS_FORMAT : conv_format(x, w);
    if (ok && rx) ok = (rx = kt_in_format(ctx, rx, format)) != NULL;
    if (ok && rw) ok = (rw = kt_in_format(ctx, rw, format)) != NULL;
    if (!ok) {
        KT_NN_DROP(ctx, rx, rw, rb);
        return false;
    }
    if (gx) *gx = rx;
    if (gw) *gw = rw;
    if (gb) *gb = rb;
    return true;
}
