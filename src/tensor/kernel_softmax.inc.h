/* Softmax loops, included once per type with T, NAME, LOG, EXP defined. Lines with inner > 1 are
 * handled a block of neighbouring lines at a time so that memory is read in order. */
#define BLOCK 64

static void NAME(shift_by_max)(T *y, Lines l) {
    for (int64_t o = 0; o < l.outer; o++, y += l.n * l.inner) {
        if (l.inner == 1) {
            T m = y[0];
            for (int64_t i = 1; i < l.n; i++)
                m = y[i] > m || y[i] != y[i] ? y[i] : m;
            for (int64_t i = 0; i < l.n; i++)
                y[i] -= m;
            continue;
        }
        for (int64_t j0 = 0; j0 < l.inner; j0 += BLOCK) {
            int64_t w = l.inner - j0 < BLOCK ? l.inner - j0 : BLOCK;
            T m[BLOCK];
            for (int64_t j = 0; j < w; j++)
                m[j] = y[j0 + j];
            for (int64_t i = 1; i < l.n; i++)
                for (int64_t j = 0; j < w; j++) {
                    T v = y[i * l.inner + j0 + j];
                    m[j] = v > m[j] || v != v ? v : m[j];
                }
            for (int64_t i = 0; i < l.n; i++)
                for (int64_t j = 0; j < w; j++)
                    y[i * l.inner + j0 + j] -= m[j];
        }
    }
}

/* Sum of a contiguous line with eight partial sums. */
static T NAME(line_sum)(const T *y, int64_t n) {
    T p[8] = {0}, s = 0;
    int64_t i = 0;
    for (; i + 8 <= n; i += 8)
        for (int k = 0; k < 8; k++)
            p[k] += y[i + k];
    for (int k = 0; k < 8; k++)
        s += p[k];
    for (; i < n; i++)
        s += y[i];
    return s;
}

static void NAME(div_by_sum)(T *y, Lines l) {
    for (int64_t o = 0; o < l.outer; o++, y += l.n * l.inner) {
        if (l.inner == 1) {
            T s = NAME(line_sum)(y, l.n);
            for (int64_t i = 0; i < l.n; i++)
                y[i] /= s;
            continue;
        }
        for (int64_t j0 = 0; j0 < l.inner; j0 += BLOCK) {
            int64_t w = l.inner - j0 < BLOCK ? l.inner - j0 : BLOCK;
            T s[BLOCK] = {0};
            for (int64_t i = 0; i < l.n; i++)
                for (int64_t j = 0; j < w; j++)
                    s[j] += y[i * l.inner + j0 + j];
            for (int64_t i = 0; i < l.n; i++)
                for (int64_t j = 0; j < w; j++)
                    y[i * l.inner + j0 + j] /= s[j];
        }
    }
}

/* y - log(sum e), e = exp(y). */
static void NAME(sub_log_sum)(T *y, const T *e, Lines l) {
    for (int64_t o = 0; o < l.outer; o++, y += l.n * l.inner, e += l.n * l.inner)
        for (int64_t j = 0; j < l.inner; j++) {
            T s = 0;
            if (l.inner == 1)
                s = NAME(line_sum)(e, l.n);
            else
                for (int64_t i = 0; i < l.n; i++)
                    s += e[i * l.inner + j];
            s = LOG(s);
            for (int64_t i = 0; i < l.n; i++)
                y[i * l.inner + j] -= s;
        }
}

/* softmax: y (g - sum(g y)); log_softmax: g - exp(y) sum(g), where y is given as exp(y). */
static void NAME(backward)(T *r, const T *g, const T *y, Lines l, bool log_form) {
    int64_t step = l.n * l.inner;
    for (int64_t o = 0; o < l.outer; o++, r += step, g += step, y += step)
        for (int64_t j = 0; j < l.inner; j++) {
            T s = 0;
            for (int64_t i = 0; i < l.n; i++) {
                int64_t at = i * l.inner + j;
                s += log_form ? g[at] : g[at] * y[at];
            }
            for (int64_t i = 0; i < l.n; i++) {
                int64_t at = i * l.inner + j;
                r[at] = log_form ? g[at] - y[at] * s : y[at] * (g[at] - s);
            }
        }
}
#undef BLOCK
