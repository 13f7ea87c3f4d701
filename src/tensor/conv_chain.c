/* Convolutions of floats with the order of additions of oneDNN's kernels for AVX-512, to which
 * PyTorch leaves most of them: see conv_chain.h. All chains are of fused steps.
 *
 *   y   channels in blocks of 16: a chain over (kernel position, channel of the block) for each
 *       block, the bias added to the first, the sum so far to every other
 *   gx  the same over blocks of output channels, without a bias
 *   gw  one chain over all (image, output position)
 *   gb  one sum over all (image, output position)
 *
 * A channel that meets only itself (groups of one) has one chain from the bias on for y, one chain
 * for gx, and the same sums of gw and gb. Else, of kernels of one element, y is one chain from the
 * bias on, gx one chain, and gw a chain for each image. A column matrix has the rows of a block in
 * the order of its chain, and so have the columns of the weights, turned for it; every block is
 * then one product (kt_gemm_chain). */
#include "conv_chain.h"

#include <string.h>

#include "linalg.h"
#include "memory.h"

#define BLOCK      16
#define TILE_BYTES 600000 /* of a column matrix, so that it stays in the cache */

bool kt_conv_is_onednn(const KtCtx *ctx, const NnConv *g, int dtype, int n) {
    if (dtype != KT_F32) return false;
    bool plain = true, one = g->k[1] == 1 && g->k[2] == 1;
    for (int d = 0; d < 3; d++)
        plain = plain && g->stride[d] == 1 && g->dil[d] == 1;
    int64_t size = g->batch * g->groups * g->c_in * g->in[1] * (n == 3 ? g->in[0] : g->in[2]);
    return (!plain || g->batch >= 16 || !one || ctx->n_threads > 1) &&
           (g->groups > 1 || (g->k[1] > 3 && g->k[2] > 3) || g->batch > 1 || size > 20480);
}
static bool by_channel(const NnConv *g) {
    return g->groups > 1 && g->c_in == 1 && g->c_out == 1;
}
bool kt_conv_chain_suits(const KtCtx *ctx, const NnConv *g, int dtype, int n) {
    return ctx->kernels->gemm_f32 && (g->groups == 1 || by_channel(g)) &&
           kt_conv_is_onednn(ctx, g, dtype, n);
}

static bool single(const NnConv *g) { /* no column matrix, but for strides */
    return g->n_k == 1 && g->pad[0] == 0 && g->pad[1] == 0 && g->pad[2] == 0;
}

/* What is computed: the output of a convolution from its input, or (back) the gradient of the input
 * from that of the output. seen: for back with strides of 1 the convolution that has this output.
 */
typedef struct Side {
    const NnConv *g;
    bool back, strided;
    int64_t channels, results, from_plane, to_plane;
    const int64_t *from, *to;
    NnConv seen;
} Side;

static Side side_of(const NnConv *g, bool back) {
    Side s = {.g = g,
              .back = back,
              .channels = back ? g->c_out : g->c_in,
              .results = back ? g->c_in : g->c_out,
              .from_plane = back ? g->n_out : g->n_in,
              .to_plane = back ? g->n_in : g->n_out,
              .from = back ? g->out : g->in,
              .to = back ? g->in : g->out,
              .seen = *g};
    for (int d = 0; back && d < 3; d++) {
        s.strided = s.strided || g->stride[d] != 1;
        s.seen.in[d] = g->out[d];
        s.seen.out[d] = g->in[d];
        s.seen.pad[d] = -g->pad[d];
        s.seen.dil[d] = -g->dil[d];
    }
    s.seen.c_in = s.channels;
    s.seen.n_in = s.from_plane;
    return s;
}

/* Where place `at` of dimension d of the input meets the output at kernel position k; -1: nowhere.
 */
static inline int64_t met(const NnConv *g, int d, int64_t at, int64_t k) {
    int64_t p = at + g->pad[d] - k * g->dil[d];
    if (p < 0 || p % g->stride[d]) return -1;
    p /= g->stride[d];
    return p < g->out[d] ? p : -1;
}
/* Of the rows [first, last) of the input what the output holds at one kernel position. */
static float *met_rows(const NnConv *g, const float *plane, int64_t first, int64_t last, int64_t kd,
                       int64_t kh, int64_t kw, float *col) {
    int64_t n = g->in[2], step = g->stride[2], lo = 0, from = 0;
    while (lo < n && (from = met(g, 2, lo, kw)) < 0)
        lo++;
    for (int64_t r = first; r < last; r++, col += n) {
        int64_t h = met(g, 1, r % g->in[1], kh), d = met(g, 0, r / g->in[1], kd), p = from;
        memset(col, 0, (size_t)n * sizeof *col);
        if (h < 0 || d < 0) continue;
        const float *row = plane + (d * g->out[1] + h) * g->out[2];
        for (int64_t at = lo; at < n && p < g->out[2]; at += step)
            col[at] = row[p++];
    }
    return col;
}
/* The column matrix of the result rows [first, last): rows in the order of the chains. */
static void columns_of(KtCtx *ctx, const Side *s, const float *image, int64_t first, int64_t last,
                       float *col) {
    if (!s->strided) {
        NN_F32(ctx)->im2col(&s->seen, image, first, last, BLOCK, col);
        return;
    }
    const int64_t *k = s->g->k;
    for (int64_t block = 0; block < s->channels; block += BLOCK) {
        int64_t end = block + BLOCK < s->channels ? block + BLOCK : s->channels;
        for (int64_t at = 0; at < s->g->n_k; at++)
            for (int64_t c = block; c < end; c++)
                col = met_rows(s->g, image + c * s->from_plane, first, last, at / (k[2] * k[1]),
                               at / k[2] % k[1], at % k[2], col);
    }
}
/* The weights as rows of results, the columns in the order of the chains. */
static void turn_weights(const Side *s, const float *w, float *turned) {
    const int64_t n_k = s->g->n_k, c_in = s->g->c_in;
    for (int64_t r = 0; r < s->results; r++)
        for (int64_t block = 0; block < s->channels; block += BLOCK) {
            int64_t end = block + BLOCK < s->channels ? block + BLOCK : s->channels;
            for (int64_t at = 0; at < n_k; at++)
                for (int64_t c = block; c < end; c++)
                    *turned++ = w[(s->back ? c * c_in + r : r * c_in + c) * n_k + at];
        }
}

/* The products of the chains of one piece of the result, `n` places that lie in a row. */
static void chains(KtCtx *ctx, const Side *s, const float *w, const float *col, int64_t n,
                   bool bias, float *to) {
    int64_t K = s->channels * s->g->n_k, block = single(s->g) ? K : BLOCK * s->g->n_k;
    for (int64_t at = 0; at < K; at += block) {
        int64_t k = at + block < K ? block : K - at;
        KtSum how = at || bias ? (single(s->g) ? KT_SUM_ON : KT_SUM_ADD) : KT_SUM_NEW;
        kt_gemm_chain(ctx, s->results, n, k, (KtMat){w + at, K, 1}, col + at * n, n, how, to,
                      s->to_plane);
    }
}

/* Room for two arrays of floats; the second may have none. */
static bool room_for(KtCtx *ctx, KtScratch *room, int64_t n_first, int64_t n_second, float **first,
                     float **second) {
    if (!kt_scratch_alloc(ctx, (size_t)(n_first + n_second) * sizeof(float), room)) return false;
    *first = (float *)(void *)room->data;
    *second = n_second ? *first + n_first : NULL;
    return true;
}

static bool all_images(KtCtx *ctx, const Side *s, const float *from, const float *w,
                       const float *bias, int64_t bias_step, float *to) {
    const NnConv *g = s->g;
    int64_t K = s->channels * g->n_k, all = s->to[0] * s->to[1], width = s->to[2];
    int64_t rows = TILE_BYTES / (K * width * (int64_t)sizeof(float));
    if (rows < 1) rows = 1;
    if (rows > all || s->to[0] > 1) rows = all; /* im2col's are of one depth */
    KtScratch room;
    float *turned, *col;
    if (!room_for(ctx, &room, K * s->results, g->identity ? 0 : K * rows * width, &turned, &col))
        return false;
    turn_weights(s, w, turned);
    for (int64_t i = 0; i < g->batch; i++) {
        const float *image = from + i * s->channels * s->from_plane;
        float *result = to + i * s->results * s->to_plane;
        for (int64_t c = 0; bias && c < s->results; c++)
            for (int64_t at = 0; at < s->to_plane; at++)
                result[c * s->to_plane + at] = bias[c * bias_step];
        if (!col) chains(ctx, s, turned, image, s->to_plane, bias, result);
        for (int64_t r = 0; col && r < all; r += rows) {
            int64_t last = r + rows < all ? r + rows : all;
            columns_of(ctx, s, image, s->to[0] > 1 && !s->strided ? 0 : r,
                       s->to[0] > 1 && !s->strided ? s->to[1] : last, col);
            chains(ctx, s, turned, col, (last - r) * width, bias, result + r * width);
        }
    }
    kt_scratch_free(ctx, &room);
    return true;
}

bool kt_conv_chain(KtCtx *ctx, const NnConv *g, const float *x, const float *w, const float *bias,
                   int64_t bias_step, float *y) {
    for (int64_t i = 0; by_channel(g) && i < g->batch * g->groups; i++) {
        int64_t c = i % g->groups;
        NN_F32(ctx)->depthwise(g, x + i * g->n_in, w + c * g->n_k, bias ? bias[c * bias_step] : 0,
                               y + i * g->n_out);
    }
    if (by_channel(g)) return true;
    Side s = side_of(g, false);
    return all_images(ctx, &s, x, w, bias, bias_step, y);
}
bool kt_conv_chain_input(KtCtx *ctx, const NnConv *g, const float *gy, const float *w, float *gx) {
    for (int64_t i = 0; by_channel(g) && i < g->batch * g->groups; i++)
        NN_F32(ctx)->depthwise_input(g, gy + i * g->n_out, w + i % g->groups * g->n_k,
                                     gx + i * g->n_in);
    if (by_channel(g)) return true;
    Side s = side_of(g, true);
    return all_images(ctx, &s, gy, w, NULL, 0, gx);
}

bool kt_conv_chain_weight(KtCtx *ctx, const NnConv *g, const float *x, const float *places,
                          float *sum) {
    int64_t K = g->c_in * g->n_k, all = g->out[1], line = g->out[0] * g->out[2];
    int64_t rows = TILE_BYTES / (K * line * (int64_t)sizeof(float));
    if (rows < 1) rows = 1;
    if (rows > all || g->out[0] > 1 || single(g)) rows = all;
    KtScratch room = {0};
    if (!g->identity && !kt_scratch_alloc(ctx, (size_t)(K * rows * line) * sizeof(float), &room))
        return false;
    float *col = (float *)(void *)room.data;
    for (int64_t i = 0; i < g->batch; i++)
        for (int64_t r = 0; r < all; r += rows) {
            int64_t last = r + rows > all ? all : r + rows, n = (last - r) * line;
            const float *image = x + i * g->c_in * g->n_in, *b = col ? col : image,
                        *at = places + (i * g->n_out + r * line) * g->c_out;
            if (col) NN_F32(ctx)->im2col(g, image, r, last, 1, col);
            kt_gemm_chain(ctx, K, g->c_out, n, (KtMat){b, n, 1}, at, g->c_out,
                          single(g) ? KT_SUM_ADD : KT_SUM_ON, sum, g->c_out);
        }
    if (col) kt_scratch_free(ctx, &room);
    return true;
}

void kt_conv_chain_bias(const NnConv *g, const float *places, float *gb) {
    memset(gb, 0, (size_t)g->c_out * sizeof *gb);
    for (int64_t i = 0; i < g->batch * g->n_out; i++, places += g->c_out)
        for (int64_t c = 0; c < g->c_out; c++)
            gb[c] += places[c];
}

bool kt_conv_chain_by_channel(const NnConv *g) {
    return by_channel(g);
}
/* Channels in eights; the last of them with neighbours of zeros. */
bool kt_conv_chain_channels(KtCtx *ctx, const NnConv *g, const float *x, const float *gy, float *gw,
                            float *gb) {
    KtScratch room;
    int64_t sizes[4] = {8 * g->n_in, 8 * g->n_out, 8 * g->n_k, 8}, all = 0;
    for (int i = 0; i < 4; i++)
        all += sizes[i];
    if (!kt_scratch_alloc(ctx, (size_t)all * sizeof(float), &room)) return false;
    float *rest = (float *)(void *)room.data, *rest_gy = rest + sizes[0],
          *rest_w = rest_gy + sizes[1], *rest_b = rest_w + sizes[2];
    memset(rest, 0, (size_t)all * sizeof(float));
    for (int64_t c = 0; c < g->groups; c += 8) {
        int64_t n = g->groups - c < 8 ? g->groups - c : 8;
        for (int64_t i = 0; i < g->batch; i++) {
            const float *from = x + (i * g->groups + c) * g->n_in,
                        *grad = gy + (i * g->groups + c) * g->n_out;
            if (n == 8) {
                NN_F32(ctx)->depthwise_weight(g, from, grad, gw + c * g->n_k, gb ? gb + c : NULL);
                continue;
            }
            memcpy(rest, from, (size_t)(n * g->n_in) * sizeof(float));
            memcpy(rest_gy, grad, (size_t)(n * g->n_out) * sizeof(float));
            NN_F32(ctx)->depthwise_weight(g, rest, rest_gy, rest_w, rest_b);
        }
        if (n == 8) continue;
        memcpy(gw + c * g->n_k, rest_w, (size_t)(n * g->n_k) * sizeof(float));
        if (gb) memcpy(gb + c, rest_b, (size_t)n * sizeof(float));
    }
    kt_scratch_free(ctx, &room);
    return true;
}
