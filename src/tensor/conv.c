/* Convolution in 1, 2 and 3 dimensions, plain and transposed, with gradients: im2col and gemm.
 *
 * Everything runs in three spatial dimensions (missing ones have size 1). A column matrix has one
 * row per (channel, kernel position) and one column per output position:
 *
 *   forward            y  = W (O x K) . col(x) (K x P)
 *   gradient of W      gW = gy (O x P) . col(x)^T
 *   gradient of x      gx = col2im(W^T . gy)
 *
 * and a transposed convolution is the same with the roles of x and y exchanged. */
#include <string.h>

#include "linalg.h"
#include "nn_loops.h"
#include "nn_util.h"
#include "ops.h"

static void to_cols(KtCtx *ctx, int dtype, const NnConv *g, const void *x, void *col) {
    dtype == KT_F32 ? NN_F32(ctx)->im2col(g, x, col) : NN_F64(ctx)->im2col(g, x, col);
}
static void from_cols(KtCtx *ctx, int dtype, const NnConv *g, const void *col, void *x) {
    dtype == KT_F32 ? NN_F32(ctx)->col2im(g, col, x) : NN_F64(ctx)->col2im(g, col, x);
}

static bool check_input(KtCtx *ctx, const KtTensor *x, const KtTensor *w, const KtTensor *bias,
                        const KtConvSpec *s) {
    char a[512], b[512];
    int n = s->n;
    if (!kt_nn_check_float(ctx, x, "slow_conv2d_cpu") || !kt_nn_same_dtype(ctx, x, w) ||
        (bias && !kt_nn_same_dtype(ctx, x, bias)))
        return false;
    if (w->ndim != n + 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "expected %d-dimensional weight, but got weight of size %s", n + 2,
                       kt_nn_sizes(w, a));
    if (x->ndim != n + 2 && x->ndim != n + 1)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Expected %dD (unbatched) or %dD (batched) input to conv%s%dd, but got "
                       "input of size: %s",
                       n + 1, n + 2, s->transposed ? "_transpose" : "", n, kt_nn_sizes(x, a));
    int64_t c = x->sizes[x->ndim - n - 1],
            wanted = s->transposed ? w->sizes[0] : w->sizes[1] * s->groups;
    if (s->groups <= 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "non-positive groups is not supported");
    if (c != wanted) {
        if (s->transposed)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "Given transposed=1, weight of size %s, expected input%s to have %lld "
                           "channels, but got %lld channels instead",
                           kt_nn_sizes(w, a), kt_nn_sizes(x, b), (long long)wanted, (long long)c);
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Given groups=%lld, weight of size %s, expected input%s to have %lld "
                       "channels, but got %lld channels instead",
                       (long long)s->groups, kt_nn_sizes(w, a), kt_nn_sizes(x, b),
                       (long long)wanted, (long long)c);
    }
    if (w->sizes[0] % s->groups)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Given groups=%lld, expected weight to be divisible by %lld at dimension 0, "
                       "but got weight of size %s instead",
                       (long long)s->groups, (long long)s->groups, kt_nn_sizes(w, a));
    int64_t out = s->transposed ? w->sizes[1] * s->groups : w->sizes[0];
    if (bias && (bias->ndim != 1 || bias->sizes[0] != out))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Given %sweight of size %s, expected bias to be 1-dimensional with %lld "
                       "elements, but got bias of size %s instead",
                       s->transposed ? "transposed=1, " : "", kt_nn_sizes(w, a), (long long)out,
                       kt_nn_sizes(bias, b));
    for (int d = 0; d < n; d++) {
        if (s->stride[d] <= 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "non-positive stride is not supported");
        if (s->padding[d] < 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "negative padding is not supported");
        if (s->dilation[d] <= 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "dilation should be greater than zero");
    }
    return true;
}

/* x: input of the layer. */
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
        int64_t span = g->dil[e] * (g->k[e] - 1) + 1;
        padded[d] = size + 2 * g->pad[e];
        kernel[d] = span;
        if (s->transposed) {
            small[e] = size;
            big[e] = (size - 1) * g->stride[e] - 2 * g->pad[e] + span + s->output_padding[d];
            fits = fits && big[e] > 0;
            if (s->output_padding[d] >= g->stride[e] && s->output_padding[d] >= g->dil[e])
                return kt_fail(ctx, KT_RUNTIME_ERROR,
                               "output padding must be smaller than either stride or dilation, but "
                               "got output_padding_height: %lld",
                               (long long)s->output_padding[d]);
        } else {
            big[e] = size;
            fits = fits && padded[d] >= span;
            small[e] = fits ? (padded[d] - span) / g->stride[e] + 1 : 0;
        }
    }
    if (!fits) {
        char a[512], b[512];
        if (s->transposed)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "Given input size per channel: (%s). Calculated output size per "
                           "channel: (%s). Output size is too small",
                           kt_nn_join(n, small + off, " x ", a),
                           kt_nn_join(n, big + off, " x ", b));
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Calculated padded input size per channel: (%s). Kernel size: (%s). Kernel "
                       "size can't be greater than actual input size",
                       kt_nn_join(n, padded, " x ", a), kt_nn_join(n, kernel, " x ", b));
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
    return true;
}

static size_t col_bytes(const NnConv *g, size_t size) {
    return (size_t)(g->c_in * g->n_k * g->n_out) * size;
}

/* small (gemm side) = W . col(big), per image and group. */
static bool correlate(KtCtx *ctx, int dtype, const NnConv *g, const char *big, const char *w,
                      char *small, bool accumulate) {
    size_t size = kt_dtype_size(dtype), nb = col_bytes(g, size);
    char *col = g->identity ? NULL : kb_malloc(ctx->alloc, nb);
    if (!g->identity && !col) return kt_fail_memory(ctx, nb);
    int64_t K = g->c_in * g->n_k, P = g->n_out;
    bool ok = true;
    for (int64_t i = 0; ok && i < g->batch * g->groups; i++) {
        int64_t group = i % g->groups;
        const char *src = big + (size_t)(i * g->c_in * g->n_in) * size;
        if (!g->identity) to_cols(ctx, dtype, g, src, col);
        KtMat mw = {w + (size_t)(group * g->c_out * K) * size, K, 1},
              mc = {g->identity ? src : col, P, 1};
        ok = kt_gemm(ctx, dtype, g->c_out, P, K, 1, mw, mc, accumulate ? 1 : 0,
                     small + (size_t)(i * g->c_out * P) * size, P);
    }
    if (col) kb_free(ctx->alloc, col, nb);
    return ok;
}

/* big = col2im(W^T . small); big is zeroed first by the caller. */
static bool scatter(KtCtx *ctx, int dtype, const NnConv *g, const char *small, const char *w,
                    char *big) {
    size_t size = kt_dtype_size(dtype), nb = col_bytes(g, size);
    char *col = g->identity ? NULL : kb_malloc(ctx->alloc, nb);
    if (!g->identity && !col) return kt_fail_memory(ctx, nb);
    int64_t K = g->c_in * g->n_k, P = g->n_out;
    bool ok = true;
    for (int64_t i = 0; ok && i < g->batch * g->groups; i++) {
        char *dst = big + (size_t)(i * g->c_in * g->n_in) * size;
        KtMat mw = {w + (size_t)((i % g->groups) * g->c_out * K) * size, 1, K},
              ms = {small + (size_t)(i * g->c_out * P) * size, P, 1};
        ok = kt_gemm(ctx, dtype, K, P, g->c_out, 1, mw, ms, 0, g->identity ? dst : col, P);
        if (ok && !g->identity) from_cols(ctx, dtype, g, col, dst);
    }
    if (col) kb_free(ctx->alloc, col, nb);
    return ok;
}

/* gw = sum over images of small . col(big)^T. */
static bool weight_gradient(KtCtx *ctx, int dtype, const NnConv *g, const char *big,
                            const char *small, char *gw) {
    size_t size = kt_dtype_size(dtype), nb = col_bytes(g, size);
    char *col = g->identity ? NULL : kb_malloc(ctx->alloc, nb);
    if (!g->identity && !col) return kt_fail_memory(ctx, nb);
    int64_t K = g->c_in * g->n_k, P = g->n_out;
    bool ok = true;
    for (int64_t i = 0; ok && i < g->batch * g->groups; i++) {
        const char *src = big + (size_t)(i * g->c_in * g->n_in) * size;
        if (!g->identity) to_cols(ctx, dtype, g, src, col);
        KtMat ms = {small + (size_t)(i * g->c_out * P) * size, P, 1},
              mc = {g->identity ? src : col, 1, P};
        ok = kt_gemm(ctx, dtype, g->c_out, K, P, 1, ms, mc, 1,
                     gw + (size_t)((i % g->groups) * g->c_out * K) * size, K);
    }
    if (col) kb_free(ctx->alloc, col, nb);
    return ok;
}

static KtTensor *output(KtCtx *ctx, const KtTensor *x, const NnConv *g, const KtConvSpec *s,
                        int64_t channels) {
    int64_t sizes[5];
    int at = 0;
    if (x->ndim == s->n + 2) sizes[at++] = g->batch;
    sizes[at++] = channels;
    for (int d = 3 - s->n; d < 3; d++)
        sizes[at++] = s->transposed ? g->in[d] : g->out[d];
    return kt_zeros(ctx, x->dtype, at, sizes);
}

static void add_bias(KtCtx *ctx, KtTensor *y, const KtTensor *bias, int64_t batch,
                     int64_t channels) {
    int64_t plane = batch * channels > 0 ? y->numel / (batch * channels) : 0;
    if (y->dtype == KT_F32)
        NN_F32(ctx)->add_bias((float *)y->data, (const float *)bias->data, bias->strides[0], batch,
                              channels, plane);
    else
        NN_F64(ctx)->add_bias((double *)y->data, (const double *)bias->data, bias->strides[0],
                              batch, channels, plane);
}

KtTensor *kt_conv(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias, const KtConvSpec *s) {
    NnConv g;
    if (!check_input(ctx, x, w, bias, s) || !geometry(ctx, x, w, s, &g)) return NULL;
    int64_t channels = (s->transposed ? g.c_in : g.c_out) * g.groups;
    KtTensor *xc = kt_contiguous(ctx, x), *wc = xc ? kt_contiguous(ctx, w) : NULL;
    KtTensor *y = wc ? output(ctx, x, &g, s, channels) : NULL;
    bool ok =
        y && (y->numel == 0 || x->numel == 0 ||
              (s->transposed ? scatter(ctx, x->dtype, &g, xc->data, wc->data, y->data)
                             : correlate(ctx, x->dtype, &g, xc->data, wc->data, y->data, false)));
    if (ok && bias) add_bias(ctx, y, bias, g.batch, channels);
    KT_NN_DROP(ctx, xc, wc);
    if (!ok) kt_xdecref(ctx, y);
    return ok ? y : NULL;
}

bool kt_conv_backward(KtCtx *ctx, KtTensor *grad, KtTensor *x, KtTensor *w, const KtConvSpec *s,
                      KtTensor **gx, KtTensor **gw, KtTensor **gb) {
    NnConv g;
    if (!check_input(ctx, x, w, NULL, s) || !geometry(ctx, x, w, s, &g) ||
        !kt_nn_same_dtype(ctx, x, grad))
        return false;
    KtTensor *xc = kt_contiguous(ctx, x), *wc = xc ? kt_contiguous(ctx, w) : NULL,
             *gc = wc ? kt_contiguous(ctx, grad) : NULL;
    KtTensor *rx = NULL, *rw = NULL, *rb = NULL;
    bool ok = gc != NULL;
    if (ok && gx && (ok = (rx = kt_zeros(ctx, x->dtype, x->ndim, x->sizes)) != NULL) && grad->numel)
        ok = s->transposed ? correlate(ctx, x->dtype, &g, gc->data, wc->data, rx->data, false)
                           : scatter(ctx, x->dtype, &g, gc->data, wc->data, rx->data);
    if (ok && gw && (ok = (rw = kt_zeros(ctx, w->dtype, w->ndim, w->sizes)) != NULL) && grad->numel)
        ok = weight_gradient(ctx, x->dtype, &g, s->transposed ? gc->data : xc->data,
                             s->transposed ? xc->data : gc->data, rw->data);
    int64_t channels = (s->transposed ? g.c_in : g.c_out) * g.groups;
    if (ok && gb && (ok = (rb = kt_zeros(ctx, x->dtype, 1, &channels)) != NULL) && grad->numel) {
        int64_t plane = gc->numel / (g.batch * channels);
        if (x->dtype == KT_F32)
            NN_F32(ctx)->sum_bias((float *)rb->data, (const float *)gc->data, g.batch, channels,
                                  plane);
        else
            NN_F64(ctx)->sum_bias((double *)rb->data, (const double *)gc->data, g.batch, channels,
                                  plane);
    }
    KT_NN_DROP(ctx, xc, wc, gc);
    if (!ok) {
        KT_NN_DROP(ctx, rx, rw, rb);
        return false;
    }
    if (gx) *gx = rx;
    if (gw) *gw = rw;
    if (gb) *gb = rb;
    return true;
}
