/* Layer normalisation of bfloat16 in PyTorch's steps: the moments of a row are gathered in
 * bfloat16, each sum and product rounded, by Welford's updates in sixteen lanes over chunks of
 * CHUNK vectors that are joined in pairs; what is made of them is computed in float. */
#include "norm_low.h"

#include <math.h>
#include <string.h>

#include "half.h"

#define LANES 16
#define CHUNK 16
#define DEPTH 60

static inline float low(float x) {
    return kt_bf16_to_float(kt_float_to_bf16(x));
}

typedef struct Moments {
    int64_t n;
    float mean[LANES], square[LANES];
} Moments;

static void join(const Moments *from, Moments *to, int lanes) {
    int64_t n = to->n + from->n;
    float share = n ? low(low((float)from->n) / low((float)n)) : 0, before = low((float)to->n);
    for (int k = 0; k < lanes; k++) {
        float delta = low(from->mean[k] - to->mean[k]);
        to->mean[k] = low(to->mean[k] + low(share * delta));
        float grown = low(low(low(delta * delta) * share) * before);
        to->square[k] = low(to->square[k] + low(from->square[k] + grown));
    }
    to->n = n;
}

/* One vector more. */
static void update(Moments *m, const float *x, int lanes, float share, float divisor) {
    for (int k = 0; k < lanes; k++) {
        float delta = low(x[k] - m->mean[k]);
        m->mean[k] = low(m->mean[k] + low(divisor != 0 ? delta / divisor : delta * share));
        m->square[k] = low(m->square[k] + low(delta * low(x[k] - m->mean[k])));
    }
    m->n++;
}

static void row_moments(const float *x, int64_t size, float *mean, float *variance) {
    const int64_t n = size / LANES, chunks = (n + CHUNK - 1) / CHUNK;
    int64_t depth = 1;
    while (depth < DEPTH && (INT64_C(1) << depth) < chunks)
        depth++;
    Moments stack[DEPTH];
    memset(stack, 0, sizeof stack[0] * (size_t)depth);
    for (int64_t i = 0; i < chunks; i++) {
        Moments c = {0};
        for (int64_t j = i * CHUNK; j < n && j < (i + 1) * CHUNK; j++)
            update(&c, x + j * LANES, LANES, low(1 / (float)(c.n + 1)), 0);
        join(&c, &stack[0], LANES);
        for (int64_t j = 1, mask = i + 1; j < depth && !(mask & 1); j++, mask >>= 1) {
            join(&stack[j - 1], &stack[j], LANES);
            memset(&stack[j - 1], 0, sizeof stack[0]);
        }
    }
    for (int64_t j = 1; j < depth; j++)
        join(&stack[j], &stack[0], LANES);
    Moments all = {0}, lane = {.n = n};
    for (int64_t i = n * LANES; i < size; i++)
        update(&all, x + i, 1, 0, low((float)(all.n + 1)));
    for (int k = 0; k < LANES; k++) {
        lane.mean[0] = stack[0].mean[k];
        lane.square[0] = stack[0].square[k];
        join(&lane, &all, 1);
    }
    *mean = all.mean[0];
    *variance = low(all.square[0] / low((float)size));
}

void kt_layer_low(int64_t rows, int64_t size, const float *x, const float *w, const float *b,
                  double eps, float *y, float *mean, float *rstd) {
    for (int64_t r = 0; r < rows; r++, x += size, y += size) {
        float mu, variance;
        row_moments(x, size, &mu, &variance);
        float scale = low(1 / low(sqrtf(low(variance + low((float)eps))))),
              shift = low(-scale * mu);
        mean[r] = mu;
        rstd[r] = scale;
        for (int64_t i = 0; i < size; i++)
            y[i] = (x[i] * scale + shift) * (w ? w[i] : 1) + (b ? b[i] : 0);
    }
}

/* Sums in the order of two vectors of eight floats. */
static float lane_sum(const float *lane) {
    float s[8];
    for (int k = 0; k < 8; k++)
        s[k] = lane[k] + lane[k + 8];
    for (int m = 4; m > 0; m /= 2)
        for (int k = 0; k < m; k++)
            s[k] += s[k + m];
    return s[0];
}

void kt_layer_low_backward(int64_t rows, int64_t size, const float *g, const float *x,
                           const float *w, const float *mean, const float *rstd, float *gx,
                           float *gw, float *gb) {
    const float share = 1 / (float)size;
    for (int64_t r = 0; r < rows; r++, g += size, x += size, gx += size) {
        const float a = rstd[r], shift = -a * mean[r];
        float dot[LANES] = {0}, sum[LANES] = {0};
        for (int64_t i = 0; i < size; i++) {
            float gi = w ? g[i] * w[i] : g[i];
            gw[i] = low(gw[i] + g[i] * (a * x[i] + shift));
            gb[i] = low(gb[i] + g[i]);
            dot[i % LANES] += w ? g[i] * x[i] * w[i] : gi * x[i];
            sum[i % LANES] += gi;
        }
        const float ds = low(lane_sum(dot)), db = low(lane_sum(sum));
        const float slope = (db * mean[r] - ds) * a * a * a * share,
                    level = -slope * mean[r] - db * a * share;
        for (int64_t i = 0; i < size; i++)
            gx[i] = a * g[i] * (w ? w[i] : 1) + slope * x[i] + level;
    }
}
