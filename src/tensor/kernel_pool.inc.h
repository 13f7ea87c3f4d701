/* Pooling loops over planes, included once per type with T and NAME defined. */

static void NAME(max_pool)(const Plane *p, const T *x, T *y, int64_t *index) {
    for (int64_t c = 0; c < p->planes; c++, x += p->n_in)
        for (int64_t od = 0; od < p->out[0]; od++)
            for (int64_t oh = 0; oh < p->out[1]; oh++)
                for (int64_t ow = 0; ow < p->out[2]; ow++) {
                    int64_t d0 = od * p->stride[0] - p->pad[0], h0 = oh * p->stride[1] - p->pad[1],
                            w0 = ow * p->stride[2] - p->pad[2];
                    T best = -(T)INFINITY;
                    int64_t at = -1;
                    for (int64_t a = 0; a < p->k[0]; a++) {
                        int64_t d = d0 + a * p->dil[0];
                        if (d < 0 || d >= p->in[0]) continue;
                        for (int64_t b = 0; b < p->k[1]; b++) {
                            int64_t h = h0 + b * p->dil[1];
                            if (h < 0 || h >= p->in[1]) continue;
                            const T *row = x + (d * p->in[1] + h) * p->in[2];
                            for (int64_t e = 0; e < p->k[2]; e++) {
                                int64_t w = w0 + e * p->dil[2];
                                if (w < 0 || w >= p->in[2]) continue;
                                T v = row[w];
                                if (v > best || v != v || at < 0) {
                                    best = v;
                                    at = (d * p->in[1] + h) * p->in[2] + w;
                                }
                            }
                        }
                    }
                    *y++ = best;
                    if (index) *index++ = at;
                }
}

static void NAME(scatter_planes)(int64_t planes, int64_t n_in, int64_t n_out, const T *g,
                                 const int64_t *index, T *r) {
    for (int64_t c = 0; c < planes; c++, r += n_in, g += n_out, index += n_out)
        for (int64_t i = 0; i < n_out; i++)
            if (index[i] >= 0 && index[i] < n_in) r[index[i]] += g[i];
}

/* One window [d0,d1) x [h0,h1) x [w0,w1): its mean into *y, or *y spread over it (backward). */
static inline void NAME(window)(const Plane *p, T *x, T *y, int64_t d0, int64_t d1, int64_t h0,
                                int64_t h1, int64_t w0, int64_t w1, T divisor, bool backward) {
    T s = backward ? *y / divisor : 0;
    for (int64_t d = d0; d < d1; d++)
        for (int64_t h = h0; h < h1; h++) {
            T *row = x + (d * p->in[1] + h) * p->in[2];
            if (backward)
                for (int64_t w = w0; w < w1; w++)
                    row[w] += s;
            else
                for (int64_t w = w0; w < w1; w++)
                    s += row[w];
        }
    if (!backward) *y = s / divisor;
}

static void NAME(avg_pool)(const Plane *p, T *x, T *y, bool backward) {
    for (int64_t c = 0; c < p->planes; c++, x += p->n_in)
        for (int64_t od = 0; od < p->out[0]; od++)
            for (int64_t oh = 0; oh < p->out[1]; oh++)
                for (int64_t ow = 0; ow < p->out[2]; ow++, y++) {
                    int64_t o[3] = {od, oh, ow}, lo[3], hi[3], pool = 1, inside = 1;
                    for (int d = 0; d < 3; d++) {
                        lo[d] = o[d] * p->stride[d] - p->pad[d];
                        hi[d] = lo[d] + p->k[d];
                        if (hi[d] > p->in[d] + p->pad[d]) hi[d] = p->in[d] + p->pad[d];
                        pool *= hi[d] - lo[d];
                        if (lo[d] < 0) lo[d] = 0;
                        if (hi[d] > p->in[d]) hi[d] = p->in[d];
                        inside *= hi[d] - lo[d];
                    }
                    int64_t divisor = p->divisor ? p->divisor : p->count_pad ? pool : inside;
                    NAME(window)
                    (p, x, y, lo[0], hi[0], lo[1], hi[1], lo[2], hi[2], (T)divisor, backward);
                }
}

#define LO(d, o) ((o)*p->in[d] / p->out[d])
#define HI(d, o) (((o) + 1) * p->in[d] + p->out[d] - 1) / p->out[d]

static void NAME(adaptive_avg)(const Plane *p, T *x, T *y, bool backward) {
    for (int64_t c = 0; c < p->planes; c++, x += p->n_in)
        for (int64_t od = 0; od < p->out[0]; od++)
            for (int64_t oh = 0; oh < p->out[1]; oh++)
                for (int64_t ow = 0; ow < p->out[2]; ow++, y++) {
                    int64_t d0 = LO(0, od), d1 = HI(0, od), h0 = LO(1, oh), h1 = HI(1, oh),
                            w0 = LO(2, ow), w1 = HI(2, ow);
                    NAME(window)
                    (p, x, y, d0, d1, h0, h1, w0, w1, (T)((d1 - d0) * (h1 - h0) * (w1 - w0)),
                     backward);
                }
}

static void NAME(adaptive_max)(const Plane *p, const T *x, T *y, int64_t *index) {
    for (int64_t c = 0; c < p->planes; c++, x += p->n_in)
        for (int64_t od = 0; od < p->out[0]; od++)
            for (int64_t oh = 0; oh < p->out[1]; oh++)
                for (int64_t ow = 0; ow < p->out[2]; ow++) {
                    T best = -(T)INFINITY;
                    int64_t at = -1;
                    for (int64_t d = LO(0, od); d < HI(0, od); d++)
                        for (int64_t h = LO(1, oh); h < HI(1, oh); h++)
                            for (int64_t w = LO(2, ow); w < HI(2, ow); w++) {
                                int64_t i = (d * p->in[1] + h) * p->in[2] + w;
                                if (x[i] > best || x[i] != x[i] || at < 0) {
                                    best = x[i];
                                    at = i;
                                }
                            }
                    *y++ = best;
                    if (index) *index++ = at;
                }
}
#undef LO
#undef HI
