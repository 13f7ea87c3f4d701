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
static void NAME(im2col)(const NnConv *g, const T *x, int64_t first, int64_t last, T *col) {
    for (int64_t c = 0; c < g->c_in; c++, x += g->n_in)
        for (int64_t kd = 0; kd < g->k[0]; kd++)
            for (int64_t kh = 0; kh < g->k[1]; kh++)
                for (int64_t kw = 0; kw < g->k[2]; kw++)
                    col = NAME(position)(g, x, first, last, kd, kh, kw, col);
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
