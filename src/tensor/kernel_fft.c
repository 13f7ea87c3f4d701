/* Passes of the mixed-radix Fourier transform, compiled once per instruction set: two complex
 * numbers side by side in a vector, with the arithmetic of the scalar code in its order, so that
 * results do not depend on the machine. */
#include "fft_pass.h"
#include "simd.h"

typedef double Pair __attribute__((vector_size(32), aligned(16), may_alias));
typedef double Half __attribute__((vector_size(16), aligned(16), may_alias));

static inline C times(C a, C b) {
    return CMPLX(creal(a) * creal(b) - cimag(a) * cimag(b),
                 creal(a) * cimag(b) + cimag(a) * creal(b));
}
static inline C turned(C a) { /* -i a */
    return CMPLX(cimag(a), -creal(a));
}
static inline Pair pair_at(const C *x) {
    return *(const Pair *)x;
}
static inline Pair swapped(Pair a) {
    return __builtin_shufflevector(a, a, 1, 0, 3, 2);
}
static inline Pair pair_turned(Pair a) {
    return swapped(a) * (Pair){1, -1, 1, -1};
}
/* a times w and v, one each */
static inline Pair pair_times(Pair a, C w, C v) {
    return a * (Pair){creal(w), creal(w), creal(v), creal(v)} +
           swapped(a) * (Pair){-cimag(w), cimag(w), -cimag(v), cimag(v)};
}
static inline void store_apart(C *low, C *high, Pair v) {
    *(Half *)low = (Half){v[0], v[1]};
    *(Half *)high = (Half){v[2], v[3]};
}

/* Butterflies: a[0..p) to b[0..p), forward, for T a number or a pair. */
#define BUTTERFLIES(T, NAME, TURNED)                                                               \
    static inline void NAME##2(const T *a, T *b) {                                                 \
        b[0] = a[0] + a[1];                                                                        \
        b[1] = a[0] - a[1];                                                                        \
    }                                                                                              \
    static inline void NAME##3(const T *a, T *b) {                                                 \
        const double half_sqrt3 = 0.86602540378443864676;                                          \
        T sum = a[1] + a[2], mid = a[0] - 0.5 * sum, dif = TURNED(half_sqrt3 * (a[1] - a[2]));     \
        b[0] = a[0] + sum;                                                                         \
        b[1] = mid + dif;                                                                          \
        b[2] = mid - dif;                                                                          \
    }                                                                                              \
    static inline void NAME##4(const T *a, T *b) {                                                 \
        T t0 = a[0] + a[2], t1 = a[0] - a[2], t2 = a[1] + a[3], t3 = TURNED(a[1] - a[3]);          \
        b[0] = t0 + t2;                                                                            \
        b[1] = t1 + t3;                                                                            \
        b[2] = t0 - t2;                                                                            \
        b[3] = t1 - t3;                                                                            \
    }                                                                                              \
    static inline void NAME##5(const T *a, T *b) {                                                 \
        const double c1 = 0.30901699437494742410, c2 = -0.80901699437494742410,                    \
                     s1 = 0.95105651629515357212, s2 = 0.58778525229247312917;                     \
        T e1 = a[1] + a[4], e2 = a[2] + a[3], o1 = a[1] - a[4], o2 = a[2] - a[3];                  \
        T m1 = a[0] + c1 * e1 + c2 * e2, m2 = a[0] + c2 * e1 + c1 * e2;                            \
        T d1 = TURNED(s1 * o1 + s2 * o2), d2 = TURNED(s2 * o1 - s1 * o2);                          \
        b[0] = a[0] + e1 + e2;                                                                     \
        b[1] = m1 + d1;                                                                            \
        b[2] = m2 + d2;                                                                            \
        b[3] = m2 - d2;                                                                            \
        b[4] = m1 - d1;                                                                            \
    }
BUTTERFLIES(C, butterfly, turned)
BUTTERFLIES(Pair, pair_butterfly, pair_turned)

/* y[q + s (p k + j)] = sum over r of x[q + s (k + m r)] w_p^(r j), times w^(j k): one at a time,
 * neighbours in q, and neighbours in k where there is only one q. */
#define PASS(P)                                                                                    \
    static inline void one##P(const KtFftPass *t, const C *restrict x, C *restrict y, int64_t k,   \
                              int64_t q) {                                                         \
        const C *w = t->tw + k * (P - 1);                                                          \
        int64_t s = t->s;                                                                          \
        C a[P], b[P];                                                                              \
        for (int r = 0; r < P; r++)                                                                \
            a[r] = x[q + s * (k + t->m * r)];                                                      \
        butterfly##P(a, b);                                                                        \
        y[q + s * P * k] = b[0];                                                                   \
        for (int j = 1; j < P; j++)                                                                \
            y[q + s * (P * k + j)] = k ? times(b[j], w[j - 1]) : b[j];                             \
    }                                                                                              \
    static void first##P(const KtFftPass *t, const C *restrict x, C *restrict y) {                 \
        int64_t m = t->m, k = 1;                                                                   \
        Pair a[P], b[P];                                                                           \
        one##P(t, x, y, 0, 0);                                                                     \
        for (; k + 2 <= m; k += 2) {                                                               \
            const C *w = t->tw + k * (P - 1);                                                      \
            for (int r = 0; r < P; r++)                                                            \
                a[r] = pair_at(x + k + m * r);                                                     \
            pair_butterfly##P(a, b);                                                               \
            store_apart(y + P * k, y + P * (k + 1), b[0]);                                         \
            for (int j = 1; j < P; j++)                                                            \
                store_apart(y + P * k + j, y + P * (k + 1) + j,                                    \
                            pair_times(b[j], w[j - 1], w[P - 1 + j - 1]));                         \
        }                                                                                          \
        for (; k < m; k++)                                                                         \
            one##P(t, x, y, k, 0);                                                                 \
    }                                                                                              \
    static void pass##P(const KtFftPass *t, const C *restrict x, C *restrict y) {                  \
        int64_t m = t->m, s = t->s;                                                                \
        if (s == 1) {                                                                              \
            first##P(t, x, y);                                                                     \
            return;                                                                                \
        }                                                                                          \
        for (int64_t k = 0; k < m; k++) {                                                          \
            const C *w = t->tw + k * (P - 1);                                                      \
            int64_t q = 0;                                                                         \
            Pair a[P], b[P];                                                                       \
            for (; q + 2 <= s; q += 2) {                                                           \
                for (int r = 0; r < P; r++)                                                        \
                    a[r] = pair_at(x + q + s * (k + m * r));                                       \
                pair_butterfly##P(a, b);                                                           \
                *(Pair *)(y + q + s * P * k) = b[0];                                               \
                for (int j = 1; j < P; j++)                                                        \
                    *(Pair *)(y + q + s * (P * k + j)) =                                           \
                        k ? pair_times(b[j], w[j - 1], w[j - 1]) : b[j];                           \
            }                                                                                      \
            if (q < s) one##P(t, x, y, k, q);                                                      \
        }                                                                                          \
    }
PASS(2)
PASS(3)
PASS(4)
PASS(5)

static void turn(const KtFftPass *t, const C *restrict x, C *restrict y) {
    for (int64_t k = 0; k < t->m; k++)
        for (int64_t q = t->s * k; q < t->s * (k + 1); q += 2)
            *(Pair *)(y + q) = pair_times(pair_times(pair_at(x + q), t->turn[k], t->turn[k]),
                                          t->tw[q], t->tw[q + 1]);
}

bool KT_ISA_NAME(kt_fft_pass)(const KtFftPass *t, const C *x, C *y) {
    switch (t->p) {
    case 1:
        turn(t, x, y);
        return true;
    case 2:
        pass2(t, x, y);
        return true;
    case 3:
        pass3(t, x, y);
        return true;
    case 4:
        pass4(t, x, y);
        return true;
    case 5:
        pass5(t, x, y);
        return true;
    default:
        return false;
    }
}
