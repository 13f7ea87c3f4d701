/* Convolution of integers: a plain loop, since no BLAS multiplies them. Narrower types are computed
 * in 64 bits and cut afterwards, which gives the same as sums that wrap around in their own. */
#include "conv_int.h"

/* The place on the im2col side that output position o of dimension d meets at kernel position k;
 * false: it lies in the padding. */
static bool meets(const NnConv *g, int d, int64_t o, int64_t k, int64_t *at) {
    *at = o * g->stride[d] - g->pad[d] + k * g->dil[d];
    return *at >= 0 && *at < g->in[d];
}

/* One channel of either side and one kernel position. */
static void add_shifted(const NnConv *g, bool transposed, const int64_t k[3], uint64_t w,
                        uint64_t *big, uint64_t *small) {
    int64_t in[3];
    for (int64_t z = 0; z < g->out[0]; z++) {
        if (!meets(g, 0, z, k[0], &in[0])) continue;
        for (int64_t y = 0; y < g->out[1]; y++) {
            if (!meets(g, 1, y, k[1], &in[1])) continue;
            uint64_t *row = big + (in[0] * g->in[1] + in[1]) * g->in[2],
                     *line = small + (z * g->out[1] + y) * g->out[2];
            for (int64_t x = 0; x < g->out[2]; x++) {
                if (!meets(g, 2, x, k[2], &in[2])) continue;
                if (transposed)
                    row[in[2]] += w * line[x];
                else
                    line[x] += w * row[in[2]];
            }
        }
    }
}

void kt_conv_int(const NnConv *g, bool transposed, int64_t *big, const int64_t *w, int64_t *small) {
    for (int64_t i = 0; i < g->batch * g->groups; i++) {
        const int64_t *at = w + i % g->groups * g->c_out * g->c_in * g->n_k;
        for (int64_t o = 0; o < g->c_out; o++)
            for (int64_t c = 0; c < g->c_in; c++)
                for (int64_t p = 0; p < g->n_k; p++) {
                    int64_t k[3] = {p / (g->k[1] * g->k[2]), p / g->k[2] % g->k[1], p % g->k[2]};
                    add_shifted(g, transposed, k, (uint64_t)*at++,
                                (uint64_t *)big + (i * g->c_in + c) * g->n_in,
                                (uint64_t *)small + (i * g->c_out + o) * g->n_out);
                }
    }
}
