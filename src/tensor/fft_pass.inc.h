/* Complex passes for numbers of type FFT_T: kernel_fft.c includes this for double and for float,
 * with FFT_W the numbers of a vector of 32 bytes and FFT(x) the name x of this type.
 *
 * The arithmetic is FFTPACK's (Swarztrauber 1982) in the order of its descendant pocketfft, which
 * NumPy and PyTorch use, so that results have the same bits. Vectors hold several complex numbers
 * side by side and are computed as each alone. */

typedef FFT_T FFT(One)
    __attribute__((vector_size(2 * sizeof(FFT_T)), aligned(sizeof(FFT_T)), may_alias));
typedef FFT_T FFT(Some) __attribute__((vector_size(32), aligned(sizeof(FFT_T)), may_alias));

#if FFT_W == 4
#define FFT_EVEN       0, 0, 2, 2
#define FFT_ODD        1, 1, 3, 3
#define FFT_SWAP       1, 0, 3, 2
#define FFT_SIGN(r, i) r, i, r, i
#else
#define FFT_EVEN       0, 0, 2, 2, 4, 4, 6, 6
#define FFT_ODD        1, 1, 3, 3, 5, 5, 7, 7
#define FFT_SWAP       1, 0, 3, 2, 5, 4, 7, 6
#define FFT_SIGN(r, i) r, i, r, i, r, i, r, i
#endif

/* i a, and -i a forward; a times the root w, and times its conjugate forward. */
static FFT_INLINE FFT(One) FFT(turned1)(FFT(One) a, bool inverse) {
    return __builtin_shufflevector(a, a, 1, 0) * (inverse ? (FFT(One)){-1, 1} : (FFT(One)){1, -1});
}
static FFT_INLINE FFT(One) FFT(times1)(FFT(One) a, FFT(One) w, bool inverse) {
    FFT(One) im = inverse ? (FFT(One)){-w[1], w[1]} : (FFT(One)){w[1], -w[1]};
    return a * w[0] + __builtin_shufflevector(a, a, 1, 0) * im;
}
static FFT_INLINE FFT(Some) FFT(turnedn)(FFT(Some) a, bool inverse) {
    return __builtin_shufflevector(a, a, FFT_SWAP) *
           (inverse ? (FFT(Some)){FFT_SIGN(-1, 1)} : (FFT(Some)){FFT_SIGN(1, -1)});
}
static FFT_INLINE FFT(Some) FFT(timesn)(FFT(Some) a, FFT(Some) w, bool inverse) {
    FFT(Some)
    im = __builtin_shufflevector(w, w, FFT_ODD) *
         (inverse ? (FFT(Some)){FFT_SIGN(-1, 1)} : (FFT(Some)){FFT_SIGN(1, -1)});
    return a * __builtin_shufflevector(w, w, FFT_EVEN) +
           __builtin_shufflevector(a, a, FFT_SWAP) * im;
}
static FFT_INLINE FFT(Some) FFT(repeated)(FFT(One) w) {
    return (FFT(Some)){FFT_SIGN(w[0], w[1])};
}

/* Butterflies: a[0..p) to b[0..p), for X one number or some, whose names end in S. */
#define FFT_BUTTERFLIES(X, S)                                                                      \
    static FFT_INLINE void FFT(bf2##S)(const X *a, X *b, bool inverse) {                           \
        b[0] = a[0] + a[1];                                                                        \
        b[1] = a[0] - a[1];                                                                        \
    }                                                                                              \
    static FFT_INLINE void FFT(bf4##S)(const X *a, X *b, bool inverse) {                           \
        X t1 = a[0] - a[2], t2 = a[0] + a[2], t3 = a[1] + a[3];                                    \
        X t4 = FFT(turned##S)(a[1] - a[3], inverse);                                               \
        b[0] = t2 + t3;                                                                            \
        b[1] = t1 + t4;                                                                            \
        b[2] = t2 - t3;                                                                            \
        b[3] = t1 - t4;                                                                            \
    }                                                                                              \
    static FFT_INLINE X FFT(eighth##S)(X a, bool inverse) { /* a times the root of 1 / 8 */        \
        return (FFT_T)0.70710678118654752440 * (a + FFT(turned##S)(a, inverse));                   \
    }                                                                                              \
    static FFT_INLINE void FFT(bf8##S)(const X *a, X *b, bool inverse) {                           \
        X a1 = a[1] + a[5], a5 = a[1] - a[5], a3 = a[3] + a[7];                                    \
        X a7 = FFT(turned##S)(a[3] - a[7], inverse);                                               \
        X c1 = a1 + a3, c3 = FFT(turned##S)(a1 - a3, inverse);                                     \
        X c5 = FFT(eighth##S)(a5 + a7, inverse);                                                   \
        X c7 = FFT(turned##S)(FFT(eighth##S)(a5 - a7, inverse), inverse);                          \
        X a0 = a[0] + a[4], a4 = a[0] - a[4], a2 = a[2] + a[6];                                    \
        X a6 = FFT(turned##S)(a[2] - a[6], inverse);                                               \
        X e0 = a0 + a2, e2 = a0 - a2, e4 = a4 + a6, e6 = a4 - a6;                                  \
        b[0] = e0 + c1;                                                                            \
        b[1] = e4 + c5;                                                                            \
        b[2] = e2 + c3;                                                                            \
        b[3] = e6 + c7;                                                                            \
        b[4] = e0 - c1;                                                                            \
        b[5] = e4 - c5;                                                                            \
        b[6] = e2 - c3;                                                                            \
        b[7] = e6 - c7;                                                                            \
    }                                                                                              \
    /* an odd p: values j and p - j share their cosines, and their sines but for the sign */       \
    static FFT_INLINE void FFT(bf_odd##S)(const X *a, X *b, int p, const double *re,               \
                                          const double *im, bool inverse) {                        \
        int half = p / 2;                                                                          \
        X plus[6], minus[6], sum = a[0];                                                           \
        for (int j = 1; j <= half; j++) {                                                          \
            plus[j] = a[j] + a[p - j];                                                             \
            minus[j] = a[j] - a[p - j];                                                            \
            sum = sum + plus[j];                                                                   \
        }                                                                                          \
        b[0] = sum;                                                                                \
        for (int u = 1; u <= half; u++) {                                                          \
            X even = a[0], odd = minus[1] * (FFT_T)(inverse ? im[u] : -im[u]);                     \
            for (int j = 1; j <= half; j++) {                                                      \
                int at = u * j % p, near = at <= half ? at : p - at;                               \
                double sine = (at <= half) == inverse ? im[near] : -im[near];                      \
                even = even + (FFT_T)re[near] * plus[j];                                           \
                if (j > 1) odd = odd + (FFT_T)sine * minus[j];                                     \
            }                                                                                      \
            odd = FFT(turned##S)(odd, true);                                                       \
            b[u] = even + odd;                                                                     \
            b[p - u] = even - odd;                                                                 \
        }                                                                                          \
    }                                                                                              \
    FFT_ODD_BUTTERFLY(X, S, 3)                                                                     \
    FFT_ODD_BUTTERFLY(X, S, 5)                                                                     \
    FFT_ODD_BUTTERFLY(X, S, 7)                                                                     \
    FFT_ODD_BUTTERFLY(X, S, 11)
#define FFT_ODD_BUTTERFLY(X, S, P)                                                                 \
    static FFT_INLINE void FFT(bf##P##S)(const X *a, X *b, bool inverse) {                         \
        FFT(bf_odd##S)(a, b, P, fft_cos##P, fft_sin##P, inverse);                                  \
    }
FFT_BUTTERFLIES(FFT(One), 1)
FFT_BUTTERFLIES(FFT(Some), n)

/* y[q + s (p k + j)] = sum over r of x[q + s (k + m r)] w_p^(r j), times w^(j k): one at a time,
 * neighbours in q, and neighbours in k where there are few q. */
#define FFT_PASS(P)                                                                                \
    static FFT_INLINE void FFT(one##P)(const KtFftPass *t, const FFT(One) * x, FFT(One) * y,       \
                                       int64_t k, int64_t q, bool inverse) {                       \
        const FFT(One) *w = t->tw;                                                                 \
        int64_t m = t->m, s = t->s;                                                                \
        FFT(One) a[P], b[P];                                                                       \
        for (int r = 0; r < P; r++)                                                                \
            a[r] = x[q + s * (k + m * r)];                                                         \
        FFT(bf##P##1)(a, b, inverse);                                                              \
        y[q + s * P * k] = b[0];                                                                   \
        for (int j = 1; j < P; j++)                                                                \
            y[q + s * (P * k + j)] = k ? FFT(times1)(b[j], w[m * (j - 1) + k], inverse) : b[j];    \
    }                                                                                              \
    static FFT_INLINE void FFT(pass##P)(const KtFftPass *t, const FFT(One) *restrict x,            \
                                        FFT(One) *restrict y, bool inverse) {                      \
        enum { N = FFT_W / 2 };                                                                    \
        const FFT(One) *w = t->tw;                                                                 \
        int64_t m = t->m, s = t->s;                                                                \
        FFT(Some) a[P], b[P];                                                                      \
        if (s == 1) {                                                                              \
            int64_t k = 1;                                                                         \
            FFT(one##P)(t, x, y, 0, 0, inverse);                                                   \
            for (; k + N <= m; k += N) {                                                           \
                for (int r = 0; r < P; r++)                                                        \
                    a[r] = *(const FFT(Some) *)(x + k + m * r);                                    \
                FFT(bf##P##n)(a, b, inverse);                                                      \
                for (int j = 0; j < P; j++) {                                                      \
                    FFT(Some) v = b[j];                                                            \
                    if (j) v = FFT(timesn)(v, *(const FFT(Some) *)(w + m * (j - 1) + k), inverse); \
                    for (int i = 0; i < N; i++)                                                    \
                        y[P * (k + i) + j] = (FFT(One)){v[2 * i], v[2 * i + 1]};                   \
                }                                                                                  \
            }                                                                                      \
            for (; k < m; k++)                                                                     \
                FFT(one##P)(t, x, y, k, 0, inverse);                                               \
            return;                                                                                \
        }                                                                                          \
        for (int64_t k = 0; k < m; k++) {                                                          \
            int64_t q = 0;                                                                         \
            for (; q + N <= s; q += N) {                                                           \
                for (int r = 0; r < P; r++)                                                        \
                    a[r] = *(const FFT(Some) *)(x + q + s * (k + m * r));                          \
                FFT(bf##P##n)(a, b, inverse);                                                      \
                *(FFT(Some) *)(y + q + s * P * k) = b[0];                                          \
                for (int j = 1; j < P; j++)                                                        \
                    *(FFT(Some) *)(y + q + s * (P * k + j)) =                                      \
                        k ? FFT(timesn)(b[j], FFT(repeated)(w[m * (j - 1) + k]), inverse) : b[j];  \
            }                                                                                      \
            for (; q < s; q++)                                                                     \
                FFT(one##P)(t, x, y, k, q, inverse);                                               \
        }                                                                                          \
    }
FFT_PASS(2)
FFT_PASS(3)
FFT_PASS(4)
FFT_PASS(5)
FFT_PASS(7)
FFT_PASS(8)
FFT_PASS(11)

/* Any other factor: as an odd butterfly, two terms of the sums at a time. */
static void FFT(pass_any)(const KtFftPass *t, const FFT(One) *restrict x, FFT(One) *restrict y,
                          bool inverse) {
    const FFT(One) *w = t->tw, *unit = t->unit;
    int64_t p = t->p, m = t->m, s = t->s, half = p / 2;
    FFT(One) *a = t->scratch, *plus = a + p, *minus = plus + p;
    FFT_T sign = inverse ? 1 : -1;
    for (int64_t k = 0; k < m; k++)
        for (int64_t q = 0; q < s; q++) {
            FFT(One) sum = a[0] = x[q + s * k];
            for (int64_t j = 1; j <= half; j++) {
                FFT(One) u = x[q + s * (k + m * j)], v = x[q + s * (k + m * (p - j))];
                plus[j] = u + v;
                minus[j] = u - v;
                sum = sum + plus[j];
            }
            y[q + s * p * k] = sum;
            for (int64_t l = 1; l <= half; l++) {
                FFT(One) w1 = unit[l], w2 = unit[2 * l];
                FFT(One) even = a[0] + w1[0] * plus[1] + w2[0] * plus[2];
                FFT(One) odd = (sign * w1[1]) * minus[1] + (sign * w2[1]) * minus[2];
                int64_t at = 2 * l, j = 3;
                for (; j < half; j += 2) {
                    at += at + l < p ? l : l - p;
                    w1 = unit[at];
                    at += at + l < p ? l : l - p;
                    w2 = unit[at];
                    even = even + (w1[0] * plus[j] + w2[0] * plus[j + 1]);
                    odd = odd + ((sign * w1[1]) * minus[j] + (sign * w2[1]) * minus[j + 1]);
                }
                for (; j <= half; j++) {
                    at += at + l < p ? l : l - p;
                    w1 = unit[at];
                    even = even + w1[0] * plus[j];
                    odd = odd + (sign * w1[1]) * minus[j];
                }
                odd = FFT(turned1)(odd, true);
                FFT(One) low = even + odd, high = even - odd;
                if (k) {
                    low = FFT(times1)(low, w[m * (l - 1) + k], inverse);
                    high = FFT(times1)(high, w[m * (p - l - 1) + k], inverse);
                }
                y[q + s * (p * k + l)] = low;
                y[q + s * (p * k + p - l)] = high;
            }
        }
}

static void FFT(pass)(const KtFftPass *t, bool inverse, const void *x, void *y) {
    switch (t->p) {
#define FFT_CASE(P)                                                                                \
    case P:                                                                                        \
        if (inverse)                                                                               \
            FFT(pass##P)(t, x, y, true);                                                           \
        else                                                                                       \
            FFT(pass##P)(t, x, y, false);                                                          \
        return;
        FFT_CASE(2)
        FFT_CASE(3)
        FFT_CASE(4)
        FFT_CASE(5)
        FFT_CASE(7)
        FFT_CASE(8)
        FFT_CASE(11)
    default:
        FFT(pass_any)(t, x, y, inverse);
    }
}
#undef FFT_CASE
#undef FFT_PASS
#undef FFT_ODD_BUTTERFLY
#undef FFT_BUTTERFLIES
#undef FFT_EVEN
#undef FFT_ODD
#undef FFT_SWAP
#undef FFT_SIGN
