/* im2col, col2im and bias loops of one type. Rows of small pictures are short: ten elements or so,
 * of which loops over whole vectors would leave most to the end. */
#define HALF (LANES / 2)

/* Rows of n elements; the last vector of one may overlap the vector before. */
static void NAME(copy_rows)(T *to, int64_t to_step, const T *from, int64_t from_step, int64_t n,
                            int64_t rows) {
    if (LANES <= n && n <= 2 * LANES)
        for (; rows > 0; rows--, to += to_step, from += from_step) {
            VEC a = NAME(load)(from), b = NAME(load)(from + n - LANES);
            *(VEC *)to = a;
            *(VEC *)(to + n - LANES) = b;
        }
    else if (HALF <= n && n < LANES)
        for (; rows > 0; rows--, to += to_step, from += from_step) {
            memcpy(to, from, HALF * sizeof(T));
            memcpy(to + n - HALF, from + n - HALF, HALF * sizeof(T));
        }
    else
        for (; rows > 0; rows--, to += to_step, from += from_step)
            memcpy(to, from, (size_t)n * sizeof(T));
}
/* to[0..n) += from[0..n) */
KT_INLINE void NAME(add_short)(T *restrict to, const T *restrict from, int64_t n) {
    int64_t i = 0;
    for (; i + LANES <= n; i += LANES)
        *(VEC *)(to + i) = NAME(load)(to + i) + NAME(load)(from + i);
    if (i + HALF <= n) {
        for (int64_t k = 0; k < HALF; k++)
            to[i + k] += from[i + k];
        i += HALF;
    }
    for (int64_t k = 0; k < HALF - 1; k++)
        if (i + k < n) to[i + k] += from[i + k];
}

/* Output columns [*lo, *hi) of a row for which in = o * stride + shift lies inside [0, n). */
static inline void NAME(inside)(int64_t n_out, int64_t n_in, int64_t stride, int64_t shift,
                                int64_t *lo, int64_t *hi) {
    *lo = shift >= 0 ? 0 : (-shift + stride - 1) / stride;
    *hi = shift >= n_in ? 0 : (n_in - shift + stride - 1) / stride;
    if (*hi > n_out) *hi = n_out;
    if (*lo > *hi) *lo = *hi;
}

/* The rows of one kernel position: output rows [first, last) of the plane x of input rows, which
 * begin `shift` elements into theirs. */
static void NAME(position_rows)(const NnConv *g, const T *x, int64_t first, int64_t last,
                                int64_t down, int64_t shift, T *col) {
    int64_t width = g->out[2], stride = g->stride[2], step = g->stride[1] * g->in[2], lo, hi;
    const T *row = x + (first * g->stride[1] + down) * g->in[2] + shift;
    NAME(inside)(width, g->in[2], stride, shift, &lo, &hi);
    if (stride == 1) {
        NAME(copy_rows)(col + lo, width, row + lo, step, hi - lo, last - first);
        if (lo == 0 && hi == width) return;
    }
    for (int64_t oh = first; oh < last; oh++, col += width, row += step) {
        for (int64_t o = 0; o < lo; o++)
            col[o] = 0;
        for (int64_t o = lo; stride != 1 && o < hi; o++)
            col[o] = row[o * stride];
        for (int64_t o = hi; o < width; o++)
            col[o] = 0;
    }
}
/* The same where output rows are as long as input rows and follow each other as these do: they are
 * one piece of memory, but for what the ends of rows bring in of their neighbours. */
static void NAME(position_piece)(const NnConv *g, const T *x, int64_t first, int64_t last,
                                 int64_t down, int64_t shift, T *col) {
    int64_t width = g->out[2], rows = last - first, lo, hi;
    NAME(inside)(width, width, 1, shift, &lo, &hi);
    if (lo < hi)
        memcpy(col + lo, x + (first + down) * width + shift + lo,
               (size_t)(rows * width - lo - (width - hi)) * sizeof(T));
    for (int64_t r = 0; r < rows; r++, col += width) {
        for (int64_t o = 0; o < lo; o++)
            col[o] = 0;
        for (int64_t o = hi; o < width; o++)
            col[o] = 0;
    }
}

/* What one kernel position sees of one channel. */
static T *NAME(position)(const NnConv *g, const T *x, int64_t first, int64_t last, int64_t kd,
                         int64_t kh, int64_t kw, T *col) {
    int64_t width = g->out[2], down = kh * g->dil[1] - g->pad[1], top, bottom;
    bool pieces = g->stride[1] == 1 && g->stride[2] == 1 && g->in[2] == width;
    NAME(inside)(last, g->in[1], g->stride[1], down, &top, &bottom);
    top = top < first ? first : top < last ? top : last;
    bottom = bottom < top ? top : bottom;
    for (int64_t od = 0; od < g->out[0]; od++) {
        int64_t id = od * g->stride[0] + kd * g->dil[0] - g->pad[0],
                shift = kw * g->dil[2] - g->pad[2];
        bool none = id < 0 || id >= g->in[0] || top == bottom;
        int64_t from = none ? last : top, to = none ? last : bottom;
        memset(col, 0, (size_t)((from - first) * width) * sizeof(T));
        col += (from - first) * width;
        if (!none)
            (pieces ? NAME(position_piece) : NAME(position_rows))(g, x + id * g->in[1] * g->in[2],
                                                                  top, bottom, down, shift, col);
        col += (to - from) * width;
        memset(col, 0, (size_t)((last - to) * width) * sizeof(T));
        col += (last - to) * width;
    }
    return col;
}
static void NAME(im2col)(const NnConv *g, const T *x, int64_t first, int64_t last, int64_t block,
                         T *col) {
    for (int64_t c0 = 0; c0 < g->c_in; c0 += block) {
        int64_t end = c0 + block < g->c_in ? c0 + block : g->c_in;
        for (int64_t kd = 0; kd < g->k[0]; kd++)
            for (int64_t kh = 0; kh < g->k[1]; kh++)
                for (int64_t kw = 0; kw < g->k[2]; kw++)
                    for (int64_t c = c0; c < end; c++)
                        col = NAME(position)(g, x + c * g->n_in, first, last, kd, kh, kw, col);
    }
}

static void NAME(col2im)(const NnConv *g, const T *col, int64_t first, int64_t last, T *x) {
    for (int64_t c = 0; c < g->c_in; c++, x += g->n_in)
        for (int64_t kd = 0; kd < g->k[0]; kd++)
            for (int64_t kh = 0; kh < g->k[1]; kh++)
                for (int64_t kw = 0; kw < g->k[2]; kw++) {
                    int64_t shift = kw * g->dil[2] - g->pad[2], lo, hi;
                    NAME(inside)(g->out[2], g->in[2], g->stride[2], shift, &lo, &hi);
                    for (int64_t od = 0; od < g->out[0]; od++) {
                        int64_t id = od * g->stride[0] + kd * g->dil[0] - g->pad[0];
                        for (int64_t oh = first; oh < last; oh++, col += g->out[2]) {
                            int64_t ih = oh * g->stride[1] + kh * g->dil[1] - g->pad[1];
                            if (id < 0 || id >= g->in[0] || ih < 0 || ih >= g->in[1]) continue;
                            T *row = x + (id * g->in[1] + ih) * g->in[2] + shift;
                            if (g->stride[2] == 1)
                                NAME(add_short)(row + lo, col + lo, hi - lo);
                            else
                                for (int64_t o = lo; o < hi; o++)
                                    row[o * g->stride[2]] += col[o];
                        }
                    }
                }
}

/* ---- each channel for itself ---- */

#define FUSED(x, y, z) _Generic((T)0, float : __builtin_fmaf, default : __builtin_fma)(x, y, z)

/* Kernel position k: where in the input the row of output row r begins, shifted by the position;
 * INT64_MIN: outside. */
static inline int64_t NAME(met_row)(const NnConv *g, int64_t k, int64_t r) {
    int64_t kw = k % g->k[2], kh = k / g->k[2] % g->k[1], kd = k / (g->k[1] * g->k[2]);
    int64_t h = r % g->out[1] * g->stride[1] + kh * g->dil[1] - g->pad[1];
    int64_t d = r / g->out[1] * g->stride[0] + kd * g->dil[0] - g->pad[0];
    if (h < 0 || h >= g->in[1] || d < 0 || d >= g->in[0]) return INT64_MIN;
    return (d * g->in[1] + h) * g->in[2] + kw * g->dil[2] - g->pad[2];
}
/* Of its output columns [*lo, *hi) lie inside. */
static inline void NAME(met_columns)(const NnConv *g, int64_t k, int64_t *lo, int64_t *hi) {
    NAME(inside)(g->out[2], g->in[2], g->stride[2], k % g->k[2] * g->dil[2] - g->pad[2], lo, hi);
}
static void NAME(depthwise)(const NnConv *g, const T *x, const T *w, T bias, T *y) {
    const int64_t step = g->stride[2];
    int64_t lo, hi, at;
    for (int64_t i = 0; i < g->n_out; i++)
        y[i] = bias;
    for (int64_t k = 0; k < g->n_k; k++) {
        NAME(met_columns)(g, k, &lo, &hi);
        for (int64_t r = 0; r < g->out[0] * g->out[1]; r++) {
            if ((at = NAME(met_row)(g, k, r)) == INT64_MIN) continue;
            T *row = y + r * g->out[2];
            if (step == 1)
                for (int64_t o = lo; o < hi; o++)
                    row[o] = FUSED(x[at + o], w[k], row[o]);
            else
                for (int64_t o = lo; o < hi; o++)
                    row[o] = FUSED(x[at + o * step], w[k], row[o]);
        }
    }
}
static void NAME(depthwise_input)(const NnConv *g, const T *gy, const T *w, T *gx) {
    const int64_t step = g->stride[2];
    int64_t lo, hi, at;
    memset(gx, 0, (size_t)g->n_in * sizeof *gx);
    for (int64_t k = 0; k < g->n_k; k++) {
        NAME(met_columns)(g, k, &lo, &hi);
        for (int64_t r = 0; r < g->out[0] * g->out[1]; r++) {
            if ((at = NAME(met_row)(g, k, r)) == INT64_MIN) continue;
            const T *row = gy + r * g->out[2];
            if (step == 1)
                for (int64_t o = lo; o < hi; o++)
                    gx[at + o] = FUSED(row[o], w[k], gx[at + o]);
            else
                for (int64_t o = lo; o < hi; o++)
                    gx[at + o * step] = FUSED(row[o], w[k], gx[at + o * step]);
        }
    }
}
/* gw and gb (NULL: not wanted) of eight neighbouring channels, as many chains side by side, go on.
 */
static void NAME(depthwise_weight)(const NnConv *g, const T *x, const T *gy, T *gw, T *gb) {
    const int64_t step = g->stride[2], n_in = g->n_in, n_out = g->n_out;
    int64_t lo, hi, at;
    for (int64_t k = 0; k < g->n_k; k++) {
        T sum[8];
        for (int c = 0; c < 8; c++)
            sum[c] = gw[c * g->n_k + k];
        NAME(met_columns)(g, k, &lo, &hi);
        for (int64_t r = 0; r < g->out[0] * g->out[1]; r++) {
            if ((at = NAME(met_row)(g, k, r)) == INT64_MIN) continue;
            const T *row = gy + r * g->out[2];
            for (int64_t o = lo; o < hi; o++)
                for (int c = 0; c < 8; c++)
                    sum[c] = FUSED(row[c * n_out + o], x[c * n_in + at + o * step], sum[c]);
        }
        for (int c = 0; c < 8; c++)
            gw[c * g->n_k + k] = sum[c];
    }
    for (int64_t i = 0; gb && i < n_out; i++)
        for (int c = 0; c < 8; c++)
            gb[c] += gy[c * n_out + i];
}
#undef FUSED

static void NAME(add_bias)(T *y, const T *bias, int64_t step, int64_t batch, int64_t channels,
                           int64_t plane) {
    for (int64_t n = 0; n < batch; n++)
        for (int64_t c = 0; c < channels; c++, y += plane) {
            T b = bias[c * step];
            for (int64_t i = 0; i < plane; i++)
                y[i] += b;
        }
}
#undef HALF
