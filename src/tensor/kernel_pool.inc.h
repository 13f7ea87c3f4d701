/* Pooling loops over planes of one type.
 *
 * Outputs of one row are made together, as many as a vector holds (max) or a chunk of them (avg):
 * for each position in the window, over all windows of the row that have it inside the plane. An
 * output still sees its inputs in the order of the window. */
#define WIDE       VECTOR(vec)
#define WIDE_MASK  VECTOR(mask)
#define WIDE_LANES VECTOR(LANE)
#define CHUNK      256 /* outputs of a row at a time */

/* Windows [*lo, *hi) among n from `first` on whose column at `shift` lies in the plane. */
static inline void NAME(columns)(const NnPlane *p, int64_t first, int64_t n, int64_t shift,
                                 int64_t *lo, int64_t *hi) {
    int64_t at = first * p->stride[2] + shift, s = p->stride[2];
    *lo = at >= 0 ? 0 : (-at + s - 1) / s;
    *hi = at >= p->in[2] ? 0 : at + (n - 1) * s < p->in[2] ? n : (p->in[2] - at + s - 1) / s;
    if (*hi > n) *hi = n;
    if (*lo > *hi) *lo = *hi;
}

/* x[i * stride] for i in [lo, hi), the other lanes hold anything. Whole vectors are read where all
 * of them lies in [begin, end). */
KT_INLINE WIDE NAME(every)(const T *x, int64_t stride, int64_t lo, int64_t hi, const T *begin,
                           const T *end) {
    if (stride <= 2 && begin <= x && stride * WIDE_LANES <= end - x) {
        WIDE a = *(const WIDE *)x;
        return stride == 1 ? a : VECTOR(evens)(a, *(const WIDE *)(x + WIDE_LANES));
    }
    WIDE v = {0};
    for (int64_t i = lo; i < hi; i++)
        v[i] = x[i * stride];
    return v;
}

/* The largest of n windows of a row from `first` on, and where they are in the plane x: the first
 * of their kind, or the last nan. */
KT_INLINE WIDE NAME(largest)(const NnPlane *p, const T *x, const T *begin, const T *end, int64_t od,
                             int64_t oh, int64_t first, int64_t n, WIDE_MASK *index) {
    WIDE_MASK lane, at = (WIDE_MASK){0} - 1;
    WIDE best = (WIDE){0} - (T)INFINITY;
    for (int i = 0; i < WIDE_LANES; i++)
        lane[i] = i;
    WIDE_MASK step = lane * (INDEX)p->stride[2];
    for (int64_t a = 0; a < p->k[0]; a++) {
        int64_t d = od * p->stride[0] - p->pad[0] + a * p->dil[0];
        if (d < 0 || d >= p->in[0]) continue;
        for (int64_t b = 0; b < p->k[1]; b++) {
            int64_t h = oh * p->stride[1] - p->pad[1] + b * p->dil[1];
            if (h < 0 || h >= p->in[1]) continue;
            for (int64_t e = 0; e < p->k[2]; e++) {
                int64_t shift = e * p->dil[2] - p->pad[2], lo, hi;
                NAME(columns)(p, first, n, shift, &lo, &hi);
                int64_t from = (d * p->in[1] + h) * p->in[2] + first * p->stride[2] + shift;
                WIDE v = NAME(every)(x + from, p->stride[2], lo, hi, begin, end);
                WIDE_MASK take = (WIDE_MASK)(v > best) | (WIDE_MASK)(v != v) | (WIDE_MASK)(at < 0);
                if (hi - lo < n)
                    take &= (WIDE_MASK)(lane >= (INDEX)lo) & (WIDE_MASK)(lane < (INDEX)hi);
                best = VECTOR(select)(take, v, best);
                at = (take & (step + (INDEX)from)) | (~take & at);
            }
        }
    }
    *index = at;
    return best;
}

static void NAME(max_pool)(const NnPlane *p, const T *x, T *y, int64_t *index) {
    const T *begin = x, *end = x + p->planes * p->n_in;
    for (int64_t c = 0; c < p->planes; c++, x += p->n_in)
        for (int64_t od = 0; od < p->out[0]; od++)
            for (int64_t oh = 0; oh < p->out[1]; oh++)
                for (int64_t ow = 0; ow < p->out[2]; ow += WIDE_LANES) {
                    int64_t n = p->out[2] - ow < WIDE_LANES ? p->out[2] - ow : WIDE_LANES;
                    WIDE_MASK at;
                    WIDE best = NAME(largest)(p, x, begin, end, od, oh, ow, n, &at);
                    for (int64_t i = 0; i < n; i++)
                        *y++ = best[i];
                    for (int64_t i = 0; index && i < n; i++)
                        *index++ = at[i];
                }
}

static void NAME(scatter_planes)(int64_t planes, int64_t n_in, int64_t n_out, const T *g,
                                 const int64_t *index, T *r) {
    for (int64_t c = 0; c < planes; c++, r += n_in, g += n_out, index += n_out)
        for (int64_t i = 0; i < n_out; i++)
            if (index[i] >= 0 && index[i] < n_in) r[index[i]] += g[i];
}

/* ---- averages ---- */

/* Size of dimension d of window o, and how much of it is inside the plane. */
static inline void NAME(extent)(const NnPlane *p, int d, int64_t o, int64_t *with_pad,
                                int64_t *inside) {
    int64_t lo = o * p->stride[d] - p->pad[d], hi = lo + p->k[d];
    if (hi > p->in[d] + p->pad[d]) hi = p->in[d] + p->pad[d];
    *with_pad = hi - lo;
    if (lo < 0) lo = 0;
    if (hi > p->in[d]) hi = p->in[d];
    *inside = hi - lo;
}

static void NAME(divisors)(const NnPlane *p, int64_t od, int64_t oh, int64_t first, int64_t n,
                           T *divisor) {
    int64_t pad[3], in[3];
    NAME(extent)(p, 0, od, &pad[0], &in[0]);
    NAME(extent)(p, 1, oh, &pad[1], &in[1]);
    for (int64_t i = 0; i < n; i++) {
        NAME(extent)(p, 2, first + i, &pad[2], &in[2]);
        divisor[i] = (T)(p->divisor     ? p->divisor
                         : p->count_pad ? pad[0] * pad[1] * pad[2]
                                        : in[0] * in[1] * in[2]);
    }
}

static inline __attribute__((always_inline)) void
NAME(add_row)(int64_t n, T *restrict x, int64_t stride, T *restrict sum, bool backward) {
    if (backward)
        for (int64_t i = 0; i < n; i++)
            x[i * stride] += sum[i];
    else
        for (int64_t i = 0; i < n; i++)
            sum[i] += x[i * stride];
}

/* Sums of the windows, or their values added to each element. Backward goes through the columns
 * the other way, so that an element gets its windows' parts in the order of the windows. */
static void NAME(avg_chunk)(const NnPlane *p, T *x, int64_t od, int64_t oh, int64_t first,
                            int64_t n, T *sum, bool backward) {
    for (int64_t a = 0; a < p->k[0]; a++) {
        int64_t d = od * p->stride[0] - p->pad[0] + a;
        if (d < 0 || d >= p->in[0]) continue;
        for (int64_t b = 0; b < p->k[1]; b++) {
            int64_t h = oh * p->stride[1] - p->pad[1] + b;
            if (h < 0 || h >= p->in[1]) continue;
            T *row = x + (d * p->in[1] + h) * p->in[2];
            for (int64_t e = 0; e < p->k[2]; e++) {
                int64_t shift = (backward ? p->k[2] - 1 - e : e) - p->pad[2], lo, hi,
                        s = p->stride[2];
                NAME(columns)(p, first, n, shift, &lo, &hi);
                T *from = row + (first + lo) * s + shift;
                if (s == 1)
                    NAME(add_row)(hi - lo, from, 1, sum + lo, backward);
                else if (s == 2)
                    NAME(add_row)(hi - lo, from, 2, sum + lo, backward);
                else
                    NAME(add_row)(hi - lo, from, s, sum + lo, backward);
            }
        }
    }
}

static void NAME(avg_pool)(const NnPlane *p, T *x, T *y, bool backward) {
    T sum[CHUNK], divisor[CHUNK];
    for (int64_t c = 0; c < p->planes; c++, x += p->n_in)
        for (int64_t od = 0; od < p->out[0]; od++)
            for (int64_t oh = 0; oh < p->out[1]; oh++)
                for (int64_t ow = 0; ow < p->out[2]; ow += CHUNK) {
                    int64_t n = p->out[2] - ow < CHUNK ? p->out[2] - ow : CHUNK;
                    NAME(divisors)(p, od, oh, ow, n, divisor);
                    for (int64_t i = 0; i < n; i++)
                        sum[i] = backward ? y[i] / divisor[i] : 0;
                    NAME(avg_chunk)(p, x, od, oh, ow, n, sum, backward);
                    for (int64_t i = 0; !backward && i < n; i++)
                        y[i] = sum[i] / divisor[i];
                    y += n;
                }
}

/* One window [d0,d1) x [h0,h1) x [w0,w1): its mean into *y, or *y spread over it (backward).
 * Divided one size after the other, as PyTorch does it. */
static inline void NAME(window)(const NnPlane *p, T *x, T *y, int64_t d0, int64_t d1, int64_t h0,
                                int64_t h1, int64_t w0, int64_t w1, bool backward) {
    const T nd = (T)(d1 - d0), nh = (T)(h1 - h0), nw = (T)(w1 - w0);
    T s = backward ? *y / nd / nh / nw : 0;
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
    if (!backward) *y = s / nd / nh / nw;
}

#define LO(d, o) ((o)*p->in[d] / p->out[d])
#define HI(d, o) (((o) + 1) * p->in[d] + p->out[d] - 1) / p->out[d]

static void NAME(adaptive_avg)(const NnPlane *p, T *x, T *y, bool backward) {
    for (int64_t c = 0; c < p->planes; c++, x += p->n_in)
        for (int64_t od = 0; od < p->out[0]; od++)
            for (int64_t oh = 0; oh < p->out[1]; oh++)
                for (int64_t ow = 0; ow < p->out[2]; ow++, y++) {
                    int64_t d0 = LO(0, od), d1 = HI(0, od), h0 = LO(1, oh), h1 = HI(1, oh),
                            w0 = LO(2, ow), w1 = HI(2, ow);
                    NAME(window)(p, x, y, d0, d1, h0, h1, w0, w1, backward);
                }
}

static void NAME(adaptive_max)(const NnPlane *p, const T *x, T *y, int64_t *index) {
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
#undef CHUNK
#undef WIDE
#undef WIDE_MASK
#undef WIDE_LANES
