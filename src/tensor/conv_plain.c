/* Convolutions one number at a time: see conv_plain.h. */
#include "conv_plain.h"

#include <math.h>
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

void kt_conv_plain_weight(const NnConv *g, bool by_image, const float *x, const float *gy,
                          float *gw) {
    int64_t all = g->groups * g->c_out;
    for (int64_t i = 0; i < all * g->c_in * g->n_k; i++) {
        int64_t o = i / (g->c_in * g->n_k), c = o / g->c_out * g->c_in + i / g->n_k % g->c_in;
        Place k = place_of(i % g->n_k, g->k);
        float total = 0, sum = 0;
        for (int64_t image = 0; image < g->batch; image++) {
            const float *from = x + (image * g->groups * g->c_in + c) * g->n_in,
                        *grad = gy + (image * all + o) * g->n_out;
            if (by_image) sum = 0;
            for (int64_t p = 0; p < g->n_out; p++) {
                int64_t m = met(g, false, place_of(p, g->out), k);
                if (m >= 0) sum = fmaf(from[m], grad[p], sum);
            }
            total = by_image ? total + sum : sum;
        }
        gw[i] = total;
    }
}
