/* Softmax loops of one type. Lines that lie in one piece (inner 1) go through a block that stays in
 * the cache; other lines are handled a block of neighbouring lines at a time, so that memory is
 * read in order. */
#define BLOCK 512 /* elements; a multiple of 8 */

static void NAME(exponents)(const NnMath *math, T *to, const T *from, int64_t n) {
    char *const p[2] = {(char *)to, (char *)from};
    const int64_t strides[2] = {sizeof(T), sizeof(T)};
    math->exp(n, p, strides, &math->param);
}

static void NAME(logarithms)(const NnMath *math, T *x, int64_t n) {
    char *const p[2] = {(char *)x, (char *)x};
    const int64_t strides[2] = {sizeof(T), sizeof(T)};
    math->log(n, p, strides, &math->param);
}

/* The largest of a line; a nan wins. */
static T NAME(line_max)(const T *x, int64_t n) {
    int64_t i = 0;
    T m = x[0];
    if (n >= LANES) {
        VEC a = NAME(load)(x), b = NAME(load)(x + n - LANES); /* some of it twice */
        for (i = LANES; i + 2 * LANES <= n; i += 2 * LANES) {
            VEC v = NAME(load)(x + i), w = NAME(load)(x + i + LANES);
            a = NAME(pick)((v > a) | (v != v), v, a);
            b = NAME(pick)((w > b) | (w != w), w, b);
        }
        VEC v = NAME(load)(x + (i + LANES <= n ? i : n - LANES));
        a = NAME(pick)((v > a) | (v != v), v, a);
        a = NAME(pick)((b > a) | (b != b), b, a);
        m = a[0];
        for (int k = 1; k < LANES; k++)
            m = a[k] > m || a[k] != a[k] ? a[k] : m;
        return m;
    }
    for (; i < n; i++)
        m = x[i] > m || x[i] != x[i] ? x[i] : m;
    return m;
}

/* Sums are in the order of PyTorch's vectors of 32 bytes: partial sums, which go on from block to
 * block, then what is left over added to the first of them, then these to each other. */
#define WIDTH ((int64_t)(32 / sizeof(T)))
typedef T NAME(Row) __attribute__((vector_size(32), aligned(sizeof(T)), may_alias));

static T NAME(join)(NAME(Row) p) {
    if (sizeof(T) == 4) {
        T q[4];
        for (int k = 0; k < 4; k++)
            q[k] = p[k] + p[k + WIDTH / 2];
        return (q[0] + q[2]) + (q[1] + q[3]);
    }
    T t = p[0];
    for (int k = 1; k < WIDTH; k++)
        t += p[k];
    return t;
}
static T NAME(sum_few)(const T *a, int64_t n) {
    T t = a[0];
    for (int64_t i = 1; i < n; i++)
        t += a[i];
    return t;
}
static T NAME(finish)(NAME(Row) p, const T *rest, int64_t n) {
    if (n < WIDTH) return NAME(sum_few)(rest, n);
    for (int64_t i = 0; i < n % WIDTH; i++)
        p[i] += rest[i];
    return NAME(join)(p);
}
static NAME(Row) NAME(add)(NAME(Row) p, const T *a, int64_t n) {
    for (int64_t i = 0; i + WIDTH <= n; i += WIDTH)
        p += *(const NAME(Row) *)(a + i);
    return p;
}
static T NAME(sum_line)(const T *a, int64_t n) {
    return NAME(finish)(NAME(add)((NAME(Row)){0}, a, n), a + n / WIDTH * WIDTH, n);
}
static T NAME(dot_line)(const T *a, const T *b, int64_t n) {
    NAME(Row) p = {0};
    int64_t i = 0;
    for (; i + WIDTH <= n; i += WIDTH)
        for (int k = 0; k < WIDTH; k++)
            p[k] = NAME(fused)(a[i + k], b[i + k], p[k]);
    if (n < WIDTH) {
        T few[8] = {0};
        for (; i < n; i++)
            few[i] = a[i] * b[i];
        return NAME(sum_few)(few, n);
    }
    for (int k = 0; i + k < n; k++)
        p[k] = NAME(fused)(a[i + k], b[i + k], p[k]);
    return NAME(join)(p);
}

static T NAME(to_low)(T x, bool low) {
    return low ? (T)kt_bf16_to_float(kt_float_to_bf16((float)x)) : x;
}

/* One line; log_form leaves x - max - log(sum) instead of the quotients. */
static void NAME(softmax_line)(T *y, const T *x, int64_t n, bool log_form, bool low,
                               const NnMath *math) {
    T max = NAME(line_max)(x, n), e[BLOCK];
    NAME(Row) p = {0};
    const T *exps = NULL;
    for (int64_t at = 0; at < n; at += BLOCK) {
        int64_t m = n - at < BLOCK ? n - at : BLOCK;
        for (int64_t i = 0; i < m; i++)
            y[at + i] = x[at + i] - max;
        NAME(exponents)(math, log_form ? e : y + at, y + at, m);
        exps = log_form ? e : y + at;
        p = NAME(add)(p, exps, m);
    }
    T sum = NAME(finish)(p, exps + (n - 1) % BLOCK + 1 - n % WIDTH, n);
    if (log_form) {
        sum = NAME(to_low)(sum, low);
        NAME(logarithms)(math, &sum, 1);
        sum = NAME(to_low)(sum, low);
        for (int64_t i = 0; i < n; i++)
            y[i] -= sum;
    } else {
        sum = 1 / sum;
        for (int64_t i = 0; i < n; i++)
            y[i] *= sum;
    }
}

/* As many lines as fit into a block, whose exponentials are then taken in one call. A sum has the
 * same order as in softmax_line. */
static void NAME(softmax_lines)(T *y, const T *x, int64_t n, int64_t lines, bool log_form, bool low,
                                const NnMath *math) {
    T e[BLOCK], sums[BLOCK], *exps = log_form ? e : y;
    for (int64_t j = 0; j < lines; j++) {
        T max = NAME(line_max)(x + j * n, n);
        for (int64_t i = 0; i < n; i++)
            y[j * n + i] = x[j * n + i] - max;
    }
    NAME(exponents)(math, exps, y, lines * n);
    for (int64_t j = 0; j < lines; j++)
        sums[j] = NAME(to_low)(NAME(sum_line)(exps + j * n, n), low && log_form);
    if (log_form) NAME(logarithms)(math, sums, lines);
    for (int64_t j = 0; j < lines; j++) {
        T sum = log_form ? NAME(to_low)(sums[j], low) : 1 / sums[j];
        for (int64_t i = 0; i < n; i++)
            y[j * n + i] = log_form ? y[j * n + i] - sum : y[j * n + i] * sum;
    }
}

/* Of n x inner values: where inner is no multiple of PyTorch's vectors, the last columns'
 * exponentials are the C library's. */
static void NAME(slab_exponents)(const NnMath *math, T *to, const T *from, int64_t n,
                                 int64_t inner) {
    T kept[8];
    int64_t whole = inner / WIDTH * WIDTH, rest = inner - whole;
    for (int64_t i = n; rest && i-- > 0;) {
        const T *x = from + i * inner;
        for (int64_t j = 0; j < rest; j++)
            kept[j] = FN(exp)(x[whole + j]);
        if (whole) NAME(exponents)(math, to + i * inner, x, whole);
        for (int64_t j = 0; j < rest; j++)
            to[i * inner + whole + j] = kept[j];
    }
    if (!rest) NAME(exponents)(math, to, from, n * inner);
}

/* n x inner values: neighbouring lines. e: where exponentials go; y itself unless log_form. Of
 * bfloat16 those of the columns that fill no vector are rounded after they were added up. */
static void NAME(softmax_slab)(T *y, const T *x, int64_t n, int64_t inner, bool log_form, bool low,
                               T *e, const NnMath *math) {
    const int64_t whole = low && !log_form ? inner / 16 * 16 : inner;
    for (int64_t j0 = 0; j0 < inner; j0 += BLOCK) {
        int64_t w = inner - j0 < BLOCK ? inner - j0 : BLOCK;
        T max[BLOCK];
        for (int64_t j = 0; j < w; j++)
            max[j] = x[j0 + j];
        for (int64_t i = 1; i < n; i++)
            for (int64_t j = 0; j < w; j++) {
                T v = x[i * inner + j0 + j];
                max[j] = ((v > max[j]) | (v != v)) ? v : max[j];
            }
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < w; j++)
                y[i * inner + j0 + j] = x[i * inner + j0 + j] - max[j];
    }
    NAME(slab_exponents)(math, e, y, n, inner);
    for (int64_t j0 = 0; j0 < inner; j0 += BLOCK) {
        int64_t w = inner - j0 < BLOCK ? inner - j0 : BLOCK;
        T sum[BLOCK] = {0};
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < w; j++)
                sum[j] += e[i * inner + j0 + j];
        for (int64_t i = 0; whole < j0 + w && i < n; i++)
            for (int64_t j = whole > j0 ? whole - j0 : 0; j < w; j++)
                e[i * inner + j0 + j] = NAME(to_low)(e[i * inner + j0 + j], true);
        if (log_form) NAME(logarithms)(math, sum, w);
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < w; j++) {
                T v = y[i * inner + j0 + j];
                y[i * inner + j0 + j] = log_form ? v - sum[j] : v / sum[j];
            }
    }
}

static void NAME(softmax)(T *y, const T *x, NnLines l, bool log_form, T *scratch,
                          const NnMath *math) {
    int64_t step = l.n * l.inner;
    if (l.inner == 1 && l.n <= BLOCK / 2) {
        int64_t most = BLOCK / l.n;
        for (int64_t o = 0; o < l.outer; o += most, y += most * l.n, x += most * l.n) {
            int64_t lines = l.outer - o < most ? l.outer - o : most;
            NAME(softmax_lines)(y, x, l.n, lines, log_form, l.low, math);
        }
        return;
    }
    for (int64_t o = 0; o < l.outer; o++, y += step, x += step) {
        if (l.inner == 1)
            NAME(softmax_line)(y, x, l.n, log_form, l.low, math);
        else
            NAME(softmax_slab)(y, x, l.n, l.inner, log_form, l.low, log_form ? scratch : y, math);
    }
}

/* softmax: y (g - sum(g y)); log_softmax: g - exp(y) sum(g). */
static void NAME(backward_line)(T *restrict r, const T *g, const T *y, int64_t n, bool log_form,
                                bool low, const NnMath *math) {
    T sum = log_form ? NAME(sum_line)(g, n) : NAME(dot_line)(g, y, n);
    sum = NAME(to_low)(sum, low);
    if (log_form) {
        NAME(exponents)(math, r, y, n);
        for (int64_t i = 0; i < n; i++)
            r[i] = NAME(fused)(-r[i], sum, g[i]);
    } else {
        for (int64_t i = 0; i < n; i++)
            r[i] = y[i] * (g[i] - sum);
    }
}

static void NAME(backward_slab)(T *restrict r, const T *g, const T *y, int64_t n, int64_t inner,
                                bool log_form, const NnMath *math) {
    if (log_form) NAME(slab_exponents)(math, r, y, n, inner);
    for (int64_t j0 = 0; j0 < inner; j0 += BLOCK) {
        int64_t w = inner - j0 < BLOCK ? inner - j0 : BLOCK;
        T sum[BLOCK] = {0};
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < w; j++) {
                int64_t at = i * inner + j0 + j;
                sum[j] = log_form ? sum[j] + g[at] : NAME(fused)(g[at], y[at], sum[j]);
            }
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < w; j++) {
                int64_t at = i * inner + j0 + j;
                r[at] = log_form ? NAME(fused)(-r[at], sum[j], g[at]) : y[at] * (g[at] - sum[j]);
            }
    }
}

static void NAME(softmax_backward)(T *r, const T *g, const T *y, NnLines l, bool log_form,
                                   const NnMath *math) {
    int64_t step = l.n * l.inner;
    for (int64_t o = 0; o < l.outer; o++, r += step, g += step, y += step) {
        if (l.inner == 1)
            NAME(backward_line)(r, g, y, l.n, log_form, l.low, math);
        else
            NAME(backward_slab)(r, g, y, l.n, l.inner, log_form, math);
    }
}
#undef BLOCK
#undef WIDTH
