/* Reduction steps over two dimensions, compiled once per instruction set.
 *
 * A step gets out (already holding the identity or what earlier steps left), in, and two
 * dimensions. os0 == 0 reduces dimension 0 into out[j]; os0 != 0 merely combines one to one along
 * it. Sums of floats follow the order of additions of the originals, which shows in the last
 * printed digits: PyTorch's cascade (four levels, four rows of 32-byte vectors, after
 * aten/native/cpu/SumKernel.cpp) and NumPy's pairwise sum (blocks of 128, eight accumulators, at
 * most 8192 elements at a time, after numpy/core/src/umath/loops_utils.h). The vectors below are 32
 * bytes on every machine, so that results do not depend on it. */
#include "kernel_reduce_loops.h"

/* Integer sums and products are carried modulo 2**64 whatever the result type. */
#define INT_REDUCTIONS(dt, T, S)                                                                   \
    ACCUMULATOR(N(prod, dt), T, int64_t, int64_t, ID, ID, ID, v *(int64_t)x)                       \
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
TRUTHS(F16, KtF16)
TRUTHS(BF16, KtBF16)
TRUTHS(F32, float)
TRUTHS(F64, double)

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

#define COMPLEX(name) E1(name, C64), E1(name, C128)
const KtReduceFn KT_ISA_NAME(kt_reduce_table)[KT_N_RED][KT_N_DTYPES] = {
    [KT_REDUCE_SUM] = {[KT_BOOL] = N(count, bytes),
                       NUMBERS(sum),
                       E1(sum, F32),
                       E1(sum, F64),
                       [KT_C64] = N(sum_complex, F32),
                       [KT_C128] = N(sum_complex, F64)},
    [KT_REDUCE_SUM_NP] = {[KT_BOOL] = N(count, bytes),
                          NUMBERS(sum),
                          E1(sum_np, F32),
                          E1(sum_np, F64),
                          [KT_C64] = N(sum_np_complex, F32),
                          [KT_C128] = N(sum_np_complex, F64)},
    [KT_REDUCE_PROD] = {INTS(prod), E1(prod, F32), E1(prod, F64), COMPLEX(prod)},
    [KT_REDUCE_PROD_NP] = {INTS(prod), E1(prod_np, F32), E1(prod_np, F64), COMPLEX(prod)},
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
