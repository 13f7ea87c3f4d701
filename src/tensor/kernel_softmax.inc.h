/* Softmax loops of one type. Lines that lie in one piece (inner 1) go through a block that stays in
 * the cache; other lines are handled a block of neighbouring lines at a time, so that memory is
 * read in order. */
#define BLOCK 512 /* elements; a multiple of 8 */

static void NAME(exponents)(const NnMath *math, T *to, const T *from, int64_t n) {
    char *const p[2] = {(char *)to, (char *)from};
    const int64_t strides[2] = {sizeof(T), sizeof(T)};
    math->exp(n, p, strides, NULL);
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

/* Eight partial sums, which go on from block to block, and what is left over at the end. */
typedef T NAME(Eight) __attribute__((vector_size(8 * sizeof(T)), aligned(sizeof(T)), may_alias));
static T NAME(finish)(NAME(Eight) p, const T *rest, int64_t n) {
    T t = 0;
    for (int k = 0; k < 8; k++)
        t += p[k];
    for (int64_t i = 0; i < n; i++)
        t += rest[i];
    return t;
}
static NAME(Eight) NAME(add)(NAME(Eight) p, const T *a, int64_t n) {
    for (int64_t i = 0; i + 8 <= n; i += 8)
        p += *(const NAME(Eight) *)(a + i);
    return p;
}

/* One line; log_form leaves x - max - log(sum) instead of the quotients. */
static void NAME(softmax_line)(T *y, const T *x, int64_t n, bool log_form, const NnMath *math) {
    T max = NAME(line_max)(x, n), e[BLOCK];
    NAME(Eight) p = {0};
    const T *exps = NULL;
    for (int64_t at = 0; at < n; at += BLOCK) {
        int64_t m = n - at < BLOCK ? n - at : BLOCK;
        for (int64_t i = 0; i < m; i++)
            y[at + i] = x[at + i] - max;
        NAME(exponents)(math, log_form ? e : y + at, y + at, m);
        exps = log_form ? e : y + at;
        p = NAME(add)(p, exps, m);
    }
    int64_t rest = n % 8;
    T sum = NAME(finish)(p, exps + (n - 1) % BLOCK + 1 - rest, rest);
    if (log_form) {
        sum = FN(log)(sum);
        for (int64_t i = 0; i < n; i++)
            y[i] -= sum;
    } else {
        for (int64_t i = 0; i < n; i++)
            y[i] /= sum;
    }
}

/* As many lines as fit into a block, whose exponentials are then taken in one call. A sum has the
 * same order as in softmax_line. */
static void NAME(softmax_lines)(T *y, const T *x, int64_t n, int64_t lines, bool log_form,
                                const NnMath *math) {
    T e[BLOCK], *exps = log_form ? e : y;
    for (int64_t j = 0; j < lines; j++) {
        T max = NAME(line_max)(x + j * n, n);
        for (int64_t i = 0; i < n; i++)
            y[j * n + i] = x[j * n + i] - max;
    }
    NAME(exponents)(math, exps, y, lines * n);
    for (int64_t j = 0; j < lines; j++) {
        const T *line = exps + j * n;
        NAME(Eight) p = NAME(add)((NAME(Eight)){0}, line, n);
        T sum = NAME(finish)(p, line + n / 8 * 8, n % 8);
        if (log_form) sum = FN(log)(sum);
        for (int64_t i = 0; i < n; i++)
            y[j * n + i] = log_form ? y[j * n + i] - sum : y[j * n + i] / sum;
    }
}

/* n x inner values: neighbouring lines. e: where exponentials go; y itself unless log_form. */
static void NAME(softmax_slab)(T *y, const T *x, int64_t n, int64_t inner, bool log_form, T *e,
                               const NnMath *math) {
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
    NAME(exponents)(math, e, y, n * inner);
    for (int64_t j0 = 0; j0 < inner; j0 += BLOCK) {
        int64_t w = inner - j0 < BLOCK ? inner - j0 : BLOCK;
        T sum[BLOCK] = {0};
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < w; j++)
                sum[j] += e[i * inner + j0 + j];
        for (int64_t j = 0; log_form && j < w; j++)
            sum[j] = FN(log)(sum[j]);
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
            NAME(softmax_lines)(y, x, l.n, lines, log_form, math);
        }
        return;
    }
    for (int64_t o = 0; o < l.outer; o++, y += step, x += step) {
        if (l.inner == 1)
            NAME(softmax_line)(y, x, l.n, log_form, math);
        else
            NAME(softmax_slab)(y, x, l.n, l.inner, log_form, log_form ? scratch : y, math);
    }
}

/* softmax: y (g - sum(g y)); log_softmax: g - exp(y) sum(g). */
static void NAME(backward_line)(T *restrict r, const T *g, const T *y, int64_t n, bool log_form,
                                const NnMath *math) {
    T dots[BLOCK];
    NAME(Eight) p = {0};
    const T *terms = NULL;
    for (int64_t at = 0; at < n; at += BLOCK) {
        int64_t m = n - at < BLOCK ? n - at : BLOCK;
        for (int64_t i = 0; !log_form && i < m; i++)
            dots[i] = g[at + i] * y[at + i];
        terms = log_form ? g + at : dots;
        p = NAME(add)(p, terms, m);
    }
    int64_t rest = n % 8;
    T sum = NAME(finish)(p, terms + (n - 1) % BLOCK + 1 - rest, rest);
    if (log_form) {
        NAME(exponents)(math, r, y, n);
        for (int64_t i = 0; i < n; i++)
            r[i] = g[i] - r[i] * sum;
    } else {
        for (int64_t i = 0; i < n; i++)
            r[i] = y[i] * (g[i] - sum);
    }
}

static void NAME(backward_slab)(T *restrict r, const T *g, const T *y, int64_t n, int64_t inner,
                                bool log_form, const NnMath *math) {
    if (log_form) NAME(exponents)(math, r, y, n * inner);
    for (int64_t j0 = 0; j0 < inner; j0 += BLOCK) {
        int64_t w = inner - j0 < BLOCK ? inner - j0 : BLOCK;
        T sum[BLOCK] = {0};
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < w; j++) {
                int64_t at = i * inner + j0 + j;
                sum[j] += log_form ? g[at] : g[at] * y[at];
            }
        for (int64_t i = 0; i < n; i++)
            for (int64_t j = 0; j < w; j++) {
                int64_t at = i * inner + j0 + j;
                r[at] = log_form ? g[at] - r[at] * sum[j] : y[at] * (g[at] - sum[j]);
            }
    }
}

static void NAME(softmax_backward)(T *r, const T *g, const T *y, NnLines l, bool log_form,
                                   const NnMath *math) {
    int64_t step = l.n * l.inner;
    for (int64_t o = 0; o < l.outer; o++, r += step, g += step, y += step) {
        if (l.inner == 1)
            NAME(backward_line)(r, g, y, l.n, log_form, math);
        else
            NAME(backward_slab)(r, g, y, l.n, l.inner, log_form, math);
    }
}
#undef BLOCK
