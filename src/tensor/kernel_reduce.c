/* Reduction steps over two dimensions, compiled once per instruction set.
 *
 * A step gets out (already holding the identity or what earlier steps left), in, and two
 * dimensions. os0 == 0 reduces dimension 0 into out[j]; os0 != 0 merely combines one to one along
 * it. Sums of floats follow the order of additions of the originals, which shows in the last
 * printed digits: PyTorch's cascade (four levels, four rows of 32-byte vectors, after
 * aten/native/cpu/SumKernel.cpp) and NumPy's pairwise sum (blocks of 128, eight accumulators, at
 * most 8192 elements at a time, after numpy/core/src/umath/loops_utils.h). The vectors below are 32
 * bytes on every machine, so that results do not depend on it. */
#include <math.h>
#include <string.h>

#include "kernels.h"

#define JOIN2(a, b) a##_##b
#define JOIN(a, b)  JOIN2(a, b)
#define ARGS                                                                                       \
    char *out, const char *in, int64_t n0, int64_t n1, int64_t is0, int64_t is1, int64_t os0,      \
        int64_t os1
#define PASS out, in, n0, n1, is0, is1, os0, os1

/* ---- order-free reductions ---- */

/* name, T in, O out, A accumulator; E combines accumulator v with element x; lanes: see below */
#define REDUCER(name, T, O, A, LD, LDO, STO, E)                                                    \
    static void name(ARGS) {                                                                       \
        if (os0 == 0 && is0 == (int64_t)sizeof(T) && n0 >= 32) {                                   \
            for (int64_t j = 0; j < n1; j++) {                                                     \
                const T *a = (const T *)(in + j * is1);                                            \
                A lane[16];                                                                        \
                for (int l = 0; l < 16; l++)                                                       \
                    lane[l] = LDO(*(O *)(out + j * os1));                                          \
                /* only idempotent or once-merged accumulators come here: see MERGE */             \
                int64_t i = 0;                                                                     \
                for (; i + 16 <= n0; i += 16)                                                      \
                    for (int l = 0; l < 16; l++) {                                                 \
                        A v = lane[l];                                                             \
                        A x = LD(a[i + l]);                                                        \
                        lane[l] = (A)(E);                                                          \
                    }                                                                              \
                A v = lane[0];                                                                     \
                for (int l = 1; l < 16; l++) {                                                     \
                    A x = lane[l];                                                                 \
                    v = (A)(E);                                                                    \
                }                                                                                  \
                for (; i < n0; i++) {                                                              \
                    A x = LD(a[i]);                                                                \
                    v = (A)(E);                                                                    \
                }                                                                                  \
                *(O *)(out + j * os1) = STO(v);                                                    \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        PLAIN(T, O, A, LD, LDO, STO, E)                                                            \
    }

/* Extremes of plain types: explicit vectors, because compilers do not see through the selection.
 * What does not fill four vectors is looked at together with elements before it: an extreme does
 * not change by meeting an element twice. TAKE says where x replaces v; S is the signed integer
 * type of T's size. */
#define EXTREME(name, T, S, TAKE)                                                                  \
    typedef T JOIN(name, vec) __attribute__((vector_size(32), aligned(sizeof(T)), may_alias));     \
    typedef S JOIN(name, mask) __attribute__((vector_size(32)));                                   \
    static inline JOIN(name, vec) JOIN(name, step)(JOIN(name, vec) v, JOIN(name, vec) x) {         \
        JOIN(name, mask) m = (JOIN(name, mask))(TAKE);                                             \
        return (JOIN(name, vec))(((JOIN(name, mask))x & m) | ((JOIN(name, mask))v & ~m));          \
    }                                                                                              \
    static inline T JOIN(name, line)(const T *a, int64_t n) {                                      \
        enum { LANE = 32 / sizeof(T) };                                                            \
        JOIN(name, vec) w[4];                                                                      \
        memcpy(w, a, sizeof w);                                                                    \
        for (int64_t i = 4 * LANE; i < n; i += 4 * LANE) {                                         \
            const T *at = a + (i + 4 * LANE <= n ? i : n - 4 * LANE);                              \
            kt_prefetch(at);                                                                       \
            kt_prefetch((const char *)at + KT_CACHE_LINE);                                         \
            for (int k = 0; k < 4; k++)                                                            \
                w[k] = JOIN(name, step)(w[k], *(const JOIN(name, vec) *)(at + k * LANE));          \
        }                                                                                          \
        w[0] = JOIN(name, step)(JOIN(name, step)(w[0], w[1]), JOIN(name, step)(w[2], w[3]));       \
        T lane[LANE];                                                                              \
        memcpy(lane, w, sizeof lane);                                                              \
        for (int h = LANE / 2; h; h /= 2)                                                          \
            for (int l = 0; l < h; l++) {                                                          \
                T v = lane[l], x = lane[l + h];                                                    \
                lane[l] = (TAKE) ? x : v;                                                          \
            }                                                                                      \
        return lane[0];                                                                            \
    }                                                                                              \
    static void name(ARGS) {                                                                       \
        if (os0 == 0 && is0 == (int64_t)sizeof(T) && n0 >= (int64_t)(128 / sizeof(T))) {           \
            for (int64_t j = 0; j < n1; j++) {                                                     \
                T *o = (T *)(out + j * os1), v = *o;                                               \
                T x = JOIN(name, line)((const T *)(in + j * is1), n0);                             \
                *o = (TAKE) ? x : v;                                                               \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        PLAIN(T, T, T, ID, ID, ID, (TAKE) ? x : v)                                                 \
    }

/* Without lanes: sums and products of integers (the compiler finds the lanes itself). */
#define ACCUMULATOR(name, T, O, A, LD, LDO, STO, E)                                                \
    static void name(ARGS) {                                                                       \
        if (os0 == 0 && is0 == (int64_t)sizeof(T)) {                                               \
            for (int64_t j = 0; j < n1; j++) {                                                     \
                const T *a = (const T *)(in + j * is1);                                            \
                A v = LDO(*(O *)(out + j * os1));                                                  \
                for (int64_t i = 0; i < n0; i++) {                                                 \
                    A x = LD(a[i]);                                                                \
                    v = (A)(E);                                                                    \
                }                                                                                  \
                *(O *)(out + j * os1) = STO(v);                                                    \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        PLAIN(T, O, A, LD, LDO, STO, E)                                                            \
    }

#define PLAIN(T, O, A, LD, LDO, STO, E)                                                            \
    if (os0 == 0 && os1 == (int64_t)sizeof(O) && is1 == (int64_t)sizeof(T) && n1 >= 4) {           \
        /* rows of a matrix: combine row by row, contiguously */                                   \
        for (int64_t i = 0; i < n0; i++) {                                                         \
            const T *a = (const T *)(in + i * is0);                                                \
            O *o = (O *)out;                                                                       \
            KT_IVDEP                                                                               \
            for (int64_t j = 0; j < n1; j++) {                                                     \
                A v = LDO(o[j]), x = LD(a[j]);                                                     \
                o[j] = STO((A)(E));                                                                \
            }                                                                                      \
        }                                                                                          \
        return;                                                                                    \
    }                                                                                              \
    if (os0 == (int64_t)sizeof(O) && is0 == (int64_t)sizeof(T)) {                                  \
        for (int64_t j = 0; j < n1; j++) {                                                         \
            const T *a = (const T *)(in + j * is1);                                                \
            O *o = (O *)(out + j * os1);                                                           \
            KT_IVDEP                                                                               \
            for (int64_t i = 0; i < n0; i++) {                                                     \
                A v = LDO(o[i]), x = LD(a[i]);                                                     \
                o[i] = STO((A)(E));                                                                \
            }                                                                                      \
        }                                                                                          \
        return;                                                                                    \
    }                                                                                              \
    for (int64_t j = 0; j < n1; j++) {                                                             \
        char *o = out + j * os1;                                                                   \
        const char *a = in + j * is1;                                                              \
        for (int64_t i = 0; i < n0; i++, o += os0, a += is0) {                                     \
            A v = LDO(*(O *)o), x = LD(*(const T *)a);                                             \
            *(O *)o = STO((A)(E));                                                                 \
        }                                                                                          \
    }

#define ID(v)     (v)
#define LDH(v)    kt_f16_to_float(v)
#define STH(v)    kt_float_to_f16(v)
#define LDB(v)    kt_bf16_to_float(v)
#define STB(v)    kt_float_to_bf16(v)
#define N(op, dt) JOIN(JOIN(op, dt), KT_ISA)

#define WIDE_TYPES(X)                                                                              \
    X(I16, int16_t, int16_t)                                                                       \
    X(I32, int32_t, int32_t)                                                                       \
    X(I64, int64_t, int64_t)                                                                       \
    X(U16, uint16_t, int16_t)                                                                      \
    X(U32, uint32_t, int32_t)                                                                      \
    X(U64, uint64_t, int64_t)
#define NUMBER_TYPES(X)                                                                            \
    X(U8, uint8_t, int8_t)                                                                         \
    X(I8, int8_t, int8_t)                                                                          \
    WIDE_TYPES(X)
#define INT_TYPES(X)                                                                               \
    X(BOOL, uint8_t, int8_t)                                                                       \
    NUMBER_TYPES(X)

/* Integer sums and products are carried modulo 2**64 whatever the result type. */
#define INT_REDUCTIONS(dt, T, S)                                                                   \
    ACCUMULATOR(N(prod, dt), T, int64_t, int64_t, ID, ID, ID, v *(int64_t)x)                       \
    EXTREME(N(max, dt), T, S, x > v)                                                               \
    EXTREME(N(min, dt), T, S, x < v)                                                               \
    REDUCER(N(all, dt), T, uint8_t, uint8_t, TRUTH, ID, ID, v &x)                                  \
    REDUCER(N(any, dt), T, uint8_t, uint8_t, TRUTH, ID, ID, v | x)
#define TRUTH(v) ((v) != 0)
INT_TYPES(INT_REDUCTIONS)
#define INT_SUM(dt, T, S)   ACCUMULATOR(N(sum, dt), T, int64_t, int64_t, ID, ID, ID, v + (int64_t)x)
#define INT_COUNT(dt, T, S) ACCUMULATOR(N(count, dt), T, int64_t, int64_t, TRUTH, ID, ID, v + x)
NUMBER_TYPES(INT_SUM)
WIDE_TYPES(INT_COUNT)
INT_COUNT(U8, uint8_t, int8_t)

/* Bytes that are not zero: 255 vectors at a time fit counters of a byte. */
typedef uint8_t N(Bytes, vec) __attribute__((vector_size(32), aligned(1), may_alias));
static void N(count, bytes)(ARGS) {
    if (os0 != 0 || is0 != 1) {
        N(count, U8)(PASS);
        return;
    }
    for (int64_t j = 0; j < n1; j++) {
        const uint8_t *a = (const uint8_t *)(in + j * is1);
        int64_t i = 0, total = 0;
        while (i + 64 <= n0) {
            N(Bytes, vec) c = {0}, d = {0};
            for (int r = 0; r < 255 && i + 64 <= n0; r++, i += 64) {
                c -= (N(Bytes, vec))(*(const N(Bytes, vec) *)(a + i) != 0);
                d -= (N(Bytes, vec))(*(const N(Bytes, vec) *)(a + i + 32) != 0);
            }
            for (int l = 0; l < 32; l++)
                total += c[l] + d[l];
        }
        for (; i < n0; i++)
            total += a[i] != 0;
        *(int64_t *)(out + j * os1) += total;
    }
}

#define HALF_EXTREMES(dt, T, LD, ST)                                                               \
    REDUCER(N(max, dt), T, T, float, LD, LD, ST, ((x > v) | (x != x)) ? x : v)                     \
    REDUCER(N(min, dt), T, T, float, LD, LD, ST, ((x < v) | (x != x)) ? x : v)                     \
    REDUCER(N(fmax, dt), T, T, float, LD, LD, ST, ((x > v) | (v != v)) ? x : v)                    \
    REDUCER(N(fmin, dt), T, T, float, LD, LD, ST, ((x < v) | (v != v)) ? x : v)
#define FLOAT_EXTREMES(dt, T, S)                                                                   \
    EXTREME(N(max, dt), T, S, (x > v) | (x != x))                                                  \
    EXTREME(N(min, dt), T, S, (x < v) | (x != x))                                                  \
    EXTREME(N(fmax, dt), T, S, (x > v) | (v != v))                                                 \
    EXTREME(N(fmin, dt), T, S, (x < v) | (v != v))
#define TRUTHS(dt, T)                                                                              \
    REDUCER(N(all, dt), T, uint8_t, uint8_t, TRUTH_##dt, ID, ID, v &x)                             \
    REDUCER(N(any, dt), T, uint8_t, uint8_t, TRUTH_##dt, ID, ID, v | x)                            \
    ACCUMULATOR(N(count, dt), T, int64_t, int64_t, TRUTH_##dt, ID, ID, v + x)
#define TRUTH_F16(v)  (kt_f16_to_float(v) != 0)
#define TRUTH_BF16(v) (kt_bf16_to_float(v) != 0)
#define TRUTH_F32(v)  ((v) != 0)
#define TRUTH_F64(v)  ((v) != 0)
#define TRUTH_C64(v)  ((v) != 0)
#define TRUTH_C128(v) ((v) != 0)
HALF_EXTREMES(F16, KtF16, LDH, STH)
HALF_EXTREMES(BF16, KtBF16, LDB, STB)
FLOAT_EXTREMES(F32, float, int32_t)
FLOAT_EXTREMES(F64, double, int64_t)
TRUTHS(F16, KtF16)
TRUTHS(BF16, KtBF16)
TRUTHS(F32, float)
TRUTHS(F64, double)

/* A nan accumulator must also survive the merging of lanes: `(x != x) ? x : v` keeps v when v is
 * nan and x is not larger (comparison with nan is false), so nothing more is needed. */

static inline float _Complex N(times, C64)(float _Complex a, float _Complex b) {
    return __builtin_complex(crealf(a) * crealf(b) - cimagf(a) * cimagf(b),
                             crealf(a) * cimagf(b) + cimagf(a) * crealf(b));
}
static inline double _Complex N(times, C128)(double _Complex a, double _Complex b) {
    return __builtin_complex(creal(a) * creal(b) - cimag(a) * cimag(b),
                             creal(a) * cimag(b) + cimag(a) * creal(b));
}
TRUTHS(C64, float _Complex)
TRUTHS(C128, double _Complex)
ACCUMULATOR(N(prod, C64), float _Complex, float _Complex, float _Complex, ID, ID, ID,
            N(times, C64)(v, x))
ACCUMULATOR(N(prod, C128), double _Complex, double _Complex, double _Complex, ID, ID, ID,
            N(times, C128)(v, x))

/* NumPy hands its loops at most this many elements at a time. */
#define NUMPY_BUFFER 8192

/* ---- ordered float sums and products ---- */
#define T  float
#define DT F32
#include "kernel_sum.inc.h"
#undef T
#undef DT
#define T  double
#define DT F64
#include "kernel_sum.inc.h"
#undef T
#undef DT

#define E1(name, dt) [KT_##dt] = N(name, dt)
#define INTS(name)   E1(name, BOOL), SUMS(name)
#define SUMS(name)                                                                                 \
    E1(name, U8), E1(name, I8), E1(name, I16), E1(name, I32), E1(name, I64), E1(name, U16),        \
        E1(name, U32), E1(name, U64)
#define FLOATS(name)  E1(name, F16), E1(name, BF16), E1(name, F32), E1(name, F64)
#define COMPLEX(name) E1(name, C64), E1(name, C128)
const KtReduceFn KT_ISA_NAME(kt_reduce_table)[KT_N_RED][KT_N_DTYPES] = {
    [KT_REDUCE_SUM] = {[KT_BOOL] = N(count, bytes),
                       SUMS(sum),
                       E1(sum, F32),
                       E1(sum, F64),
                       [KT_C64] = N(sum_complex, F32),
                       [KT_C128] = N(sum_complex, F64)},
    [KT_REDUCE_SUM_NP] = {[KT_BOOL] = N(count, bytes),
                          SUMS(sum),
                          E1(sum_np, F32),
                          E1(sum_np, F64),
                          [KT_C64] = N(sum_np_complex, F32),
                          [KT_C128] = N(sum_np_complex, F64)},
    [KT_REDUCE_PROD] = {INTS(prod), E1(prod, F32), E1(prod, F64), COMPLEX(prod)},
    [KT_REDUCE_PROD_NP] = {INTS(prod), E1(prod_np, F32), E1(prod_np, F64), COMPLEX(prod)},
    [KT_REDUCE_MAX] = {INTS(max), FLOATS(max)},
    [KT_REDUCE_MIN] = {INTS(min), FLOATS(min)},
    [KT_REDUCE_FMAX] = {INTS(max), FLOATS(fmax)},
    [KT_REDUCE_FMIN] = {INTS(min), FLOATS(fmin)},
    [KT_REDUCE_ALL] = {INTS(all), FLOATS(all), COMPLEX(all)},
    [KT_REDUCE_ANY] = {INTS(any), FLOATS(any), COMPLEX(any)},
    [KT_REDUCE_COUNT] = {[KT_BOOL] = N(count, bytes),
                         [KT_U8] = N(count, bytes),
                         [KT_I8] = N(count, bytes),
                         E1(count, I16),
                         E1(count, I32),
                         E1(count, I64),
                         E1(count, U16),
                         E1(count, U32),
                         E1(count, U64),
                         FLOATS(count),
                         COMPLEX(count)},
};
