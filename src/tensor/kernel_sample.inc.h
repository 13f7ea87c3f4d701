/* Pictures sampled at the points of a grid, and what the samples give back to the elements and to
 * the points. LANES points are worked on at a time: which decides the order in which an element of
 * the gradient gets its parts. Steps that PyTorch's kernel has fused are fused. */

typedef struct NAME(SampleAxis) { /* how a coordinate of the grid becomes a place in the picture */
    T factor, low, span, last;
    const NnSample *s;
} NAME(SampleAxis);

typedef struct NAME(
    SamplePoints) { /* of LANES points; corners: upper left, right, lower left, right */
    T weight[4][LANES];
    INDEX place[4][LANES]; /* of the corner in a plane, -1: outside */
    T w[LANES], e[LANES], n[LANES], s[LANES], slope[2][LANES];
} NAME(SamplePoints);

static NAME(SampleAxis) NAME(sample_axis)(const NnSample *s, int d) {
    T size = (T)s->in[d];
    return (NAME(SampleAxis)){.factor = (s->align ? size - 1 : size) / 2,
                              .low = s->align ? 0 : (T)-0.5,
                              .span = (s->align ? size - 1 : size) * 2,
                              .last = size - 1,
                              .s = s};
}
/* The place, and its slope by the coordinate. */
static inline T NAME(sample_place)(const NAME(SampleAxis) * a, T x, T *slope) {
    x = a->s->align ? (x + 1) * a->factor : FN(fma)(x + 1, a->factor, (T)-0.5);
    *slope = a->factor;
    if (a->s->border == 'z') return x;
    if (a->s->border == 'r') {
        T at = x - a->low, far = FN(fabs)(at);
        T extra = FN(fma)(-FN(trunc)(far / a->span), a->span, far), back = a->span - extra;
        if (extra > back) *slope = -*slope;
        if (signbit(at)) *slope = -*slope;
        x = (extra < back ? extra : back) + a->low;
    }
    T lower = x > 0 ? x : 0, r = lower < a->last ? lower : a->last;
    if (!(lower > 0) || r == a->last) *slope = 0;
    return r;
}
static inline bool NAME(sample_inside)(T x, int64_t size) {
    return x > -1 && x < (T)size;
}
/* Points [first, first + count) of the grid; nearest: one corner. */
static void NAME(sample_points)(const NnSample *s, const T *grid, int64_t count,
                                NAME(SamplePoints) * p) {
    const NAME(SampleAxis) ax = NAME(sample_axis)(s, 1), ay = NAME(sample_axis)(s, 0);
    for (int64_t i = 0; i < count; i++) {
        T x = NAME(sample_place)(&ax, grid[2 * i], &p->slope[0][i]),
          y = NAME(sample_place)(&ay, grid[2 * i + 1], &p->slope[1][i]);
        T left = s->nearest ? FN(nearbyint)(x) : FN(floor)(x),
          top = s->nearest ? FN(nearbyint)(y) : FN(floor)(y);
        T w = x - left, e = 1 - w, n = y - top, so = 1 - n;
        p->w[i] = w;
        p->e[i] = e;
        p->n[i] = n;
        p->s[i] = so;
        p->weight[0][i] = e * so;
        p->weight[1][i] = w * so;
        p->weight[2][i] = e * n;
        p->weight[3][i] = w * n;
        for (int k = 0; k < (s->nearest ? 1 : 4); k++) {
            T cx = left + (T)(k & 1), cy = top + (T)(k >> 1);
            bool inside = NAME(sample_inside)(cx, s->in[1]) && NAME(sample_inside)(cy, s->in[0]);
            p->place[k][i] = inside ? (INDEX)((int64_t)cy * s->in[1] + (int64_t)cx) : -1;
        }
    }
}
static void NAME(sample)(const NnSample *s, const T *x, const T *grid, T *y) {
    const int64_t plane = s->in[0] * s->in[1];
    NAME(SamplePoints) p;
    for (int64_t first = 0; first < s->points; first += LANES) {
        int64_t count = s->points - first < LANES ? s->points - first : LANES;
        NAME(sample_points)(s, grid + 2 * first, count, &p);
        for (int64_t c = 0; c < s->channels; c++) {
            const T *at = x + c * plane;
            T *out = y + c * s->points + first;
            for (int64_t i = 0; i < count; i++) {
                T v[4];
                for (int k = 0; k < (s->nearest ? 1 : 4); k++)
                    v[k] = p.place[k][i] < 0 ? 0 : at[p.place[k][i]];
                if (s->nearest)
                    out[i] = v[0];
                else
                    out[i] = FN(fma)(v[3], p.weight[3][i],
                                     FN(fma)(v[2], p.weight[2][i],
                                             FN(fma)(v[1], p.weight[1][i], v[0] * p.weight[0][i])));
            }
        }
    }
}
/* To gx, zeros at first. rows: a chunk of points ends with each row of so many. */
static void NAME(sample_back)(const NnSample *s, const T *g, const T *grid, int64_t row, T *gx) {
    const int64_t plane = s->in[0] * s->in[1];
    NAME(SamplePoints) p;
    for (int64_t first = 0, count; first < s->points; first += count) {
        count = row - first % row < LANES ? row - first % row : LANES;
        NAME(sample_points)(s, grid + 2 * first, count, &p);
        for (int64_t c = 0; c < s->channels; c++)
            for (int k = 0; k < (s->nearest ? 1 : 4); k++)
                for (int64_t i = 0; i < count; i++)
                    if (p.place[k][i] >= 0) {
                        T part = g[c * s->points + first + i];
                        if (!s->nearest) part *= p.weight[k][i];
                        gx[c * plane + p.place[k][i]] += part;
                    }
    }
}
/* The gradient of the points, for bilinear samples. */
static void NAME(sample_slope)(const NnSample *s, const T *x, const T *g, const T *grid, T *gg) {
    const int64_t plane = s->in[0] * s->in[1];
    NAME(SamplePoints) p;
    for (int64_t first = 0; first < s->points; first += LANES) {
        int64_t count = s->points - first < LANES ? s->points - first : LANES;
        NAME(sample_points)(s, grid + 2 * first, count, &p);
        for (int64_t i = 0; i < count; i++) {
            T gx = 0, gy = 0;
            for (int64_t c = 0; c < s->channels; c++) {
                T v[4], grad = g[c * s->points + first + i];
                for (int k = 0; k < 4; k++)
                    v[k] = p.place[k][i] < 0 ? 0 : x[c * plane + p.place[k][i]];
                T across = FN(fma)(v[3] - v[2], p.n[i], (v[1] - v[0]) * p.s[i]),
                  down = FN(fma)(v[3] - v[1], p.w[i], (v[2] - v[0]) * p.e[i]);
                gx = FN(fma)(across, grad, gx);
                gy = FN(fma)(down, grad, gy);
            }
            gg[2 * (first + i)] = gx * p.slope[0][i];
            gg[2 * (first + i) + 1] = gy * p.slope[1][i];
        }
    }
}
