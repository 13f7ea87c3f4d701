/* Convolutions without padding: see conv_plain.h. */
#include "conv_plain.h"

#include <math.h>
#include <string.h>

#include "memory.h"
#include <string.h>

bool kt_all_finite(const float *x, int64_t n) {
    const uint32_t exponent = 0x7f800000;
    uint32_t bits, bad = 0;
    for (int64_t i = 0; i < n; i++) {
        memcpy(&bits, x + i, sizeof bits);
        bad |= (bits & exponent) == exponent;
    }
    return !bad;
}

typedef struct Place {
    int64_t at[3];
} Place;
static Place place_of(int64_t i, const int64_t size[3]) {
    return (Place){{i / (size[1] * size[2]), i / size[2] % size[1], i % size[2]}};
}

/* What the output place o reads of the input at kernel position k, or (back) the place i of the
 * input of the output; -1: nothing. */
static int64_t met(const NnConv *g, bool back, Place p, Place k) {
    const int64_t *size = back ? g->out : g->in;
    int64_t at = 0;
    for (int d = 0; d < 3; d++) {
        int64_t shift = k.at[d] * g->dil[d] - g->pad[d],
                to = back ? p.at[d] - shift : p.at[d] * g->stride[d] + shift;
        if (to < 0 || (back && to % g->stride[d])) return -1;
        if (back) to /= g->stride[d];
        if (to >= size[d]) return -1;
        at = at * size[d] + to;
    }
    return at;
}

/* Whether place p meets what lies outside at some kernel position. */
static bool at_edge(const NnConv *g, bool back, Place p) {
    const int64_t *size = back ? g->out : g->in;
    for (int d = 0; d < 3; d++)
        for (int64_t k = 0; k < g->k[d]; k++) {
            int64_t shift = k * g->dil[d] - g->pad[d],
                    to = back ? p.at[d] - shift : p.at[d] * g->stride[d] + shift;
            if (back && to % g->stride[d]) continue;
            if (to < 0 || (back ? to / g->stride[d] : to) >= size[d]) return true;
        }
    return false;
}

void kt_conv_plain(const NnConv *g, bool back, bool on, int64_t block, const float *from,
                   const float *w, const float *bias, float *to) {
    int64_t channels = back ? g->c_out : g->c_in, results = back ? g->c_in : g->c_out,
            n_from = back ? g->n_out : g->n_in, n_to = back ? g->n_in : g->n_out;
    int64_t c_step = back ? g->c_in * g->n_k : g->n_k, r_step = back ? g->n_k : g->c_in * g->n_k;
    if (on) block = channels;
    for (int64_t i = 0; i < g->batch * g->groups * results * n_to; i++) {
        int64_t r = i / n_to % results, image = i / n_to / results, group = image % g->groups;
        const float *x = from + image * channels * n_from,
                    *at = w + group * channels * results * g->n_k + r * r_step;
        Place p = place_of(i % n_to, back ? g->in : g->out);
        if (!at_edge(g, back, p)) continue;
        float start = bias ? bias[group * results + r] : 0, total = on ? 0 : start;
        for (int64_t c0 = 0; c0 < channels; c0 += block) {
            float sum = on ? start : 0;
            for (int64_t k = 0; k < g->n_k; k++) {
                int64_t m = met(g, back, p, place_of(k, g->k));
                for (int64_t c = c0; m >= 0 && c < channels && c < c0 + block; c++)
                    sum = fmaf(at[c * c_step + k], x[c * n_from + m], sum);
            }
            total = c0 || (bias && !on) ? total + sum : sum;
        }
        to[i] = total;
    }
}

/* Output columns [*first, *last) of which the input columns, `shift` further, lie inside. */
static void columns_inside(const NnConv *g, int64_t shift, int64_t *first, int64_t *last) {
    const int64_t step = g->stride[2], n = g->in[2] - shift;
    *first = shift < 0 ? (-shift + step - 1) / step : 0;
    *last = n <= 0 ? 0 : (n + step - 1) / step;
    if (*last > g->out[2]) *last = g->out[2];
}
/* The sums of all output channels for one input channel and kernel position go on over an image;
 * places: the gradient of the output, channels side by side. */
static void add_position(KtCtx *ctx, const NnConv *g, Place k, const float *x, const float *places,
                         float *sums) {
    int64_t shift[3], first, last;
    for (int d = 0; d < 3; d++)
        shift[d] = k.at[d] * g->dil[d] - g->pad[d];
    columns_inside(g, shift[2], &first, &last);
    for (int64_t row = 0; row < g->out[0] * g->out[1]; row++) {
        int64_t d = row / g->out[1] * g->stride[0] + shift[0],
                h = row % g->out[1] * g->stride[1] + shift[1];
        if (d < 0 || d >= g->in[0] || h < 0 || h >= g->in[1]) continue;
        const float *from = x + (d * g->in[1] + h) * g->in[2];
        for (int64_t o = first; o < last; o++)
            NN_F32(ctx)->axpy(from[o * g->stride[2] + shift[2]],
                              places + (row * g->out[2] + o) * g->c_out, sums, g->c_out);
    }
}

bool kt_conv_plain_weight(KtCtx *ctx, const NnConv *g, bool by_image, const float *x,
                          const float *gy, float *gw) {
    const int64_t n_rows = g->c_in * g->n_k, all = n_rows * g->c_out,
                  n_places = g->n_out * g->c_out;
    KtScratch room;
    if (!kt_scratch_alloc(ctx, (size_t)(2 * all + n_places) * sizeof(float), &room)) return false;
    float *total = (float *)(void *)room.data, *piece = total + all, *places = piece + all,
          *sums = by_image ? piece : total;
    for (int64_t group = 0; group < g->groups; group++) {
        memset(total, 0, (size_t)all * sizeof(float));
        for (int64_t i = 0; i < g->batch; i++) {
            const float *from = x + (i * g->groups + group) * g->c_in * g->n_in,
                        *grad = gy + (i * g->groups + group) * n_places;
            for (int64_t p = 0; p < n_places; p++)
                places[p % g->n_out * g->c_out + p / g->n_out] = grad[p];
            if (by_image) memset(piece, 0, (size_t)all * sizeof(float));
            for (int64_t r = 0; r < n_rows; r++)
                add_position(ctx, g, place_of(r % g->n_k, g->k), from + r / g->n_k * g->n_in,
                             places, sums + r * g->c_out);
            for (int64_t e = 0; by_image && e < all; e++)
                total[e] += piece[e];
        }
        for (int64_t e = 0; e < all; e++) /* e: output channel, then row */
            gw[group * all + e] = total[e % n_rows * g->c_out + e / n_rows];
    }
    kt_scratch_free(ctx, &room);
    return true;
}
