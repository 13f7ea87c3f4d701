/* Largest and smallest elements: reduction steps as in kernel_reduce.c, compiled once per
 * instruction set. A nan wins in max and min, and loses in fmax and fmin. */
#include "kernel_reduce_loops.h"
#include "kernel_vector.h"

/* Lines in explicit vectors, because compilers do not see through the selection. What does not fill
 * the vectors is looked at together with elements before it: an extreme does not change by meeting
 * an element twice. BEST(name, x, v) is x where that replaces v and TAKE says it of one element.
 * If NAN_OF(name, x, y) tells of a nan, the first of the line is the result. */
#define EXTREME(step, name, T, BEST, NAN_OF, TAKE)                                                 \
    static inline T JOIN(step, line)(const T *a, int64_t n) {                                      \
        enum { L = LANE_##name };                                                                  \
        vec_##name w[4], next[4];                                                                  \
        memcpy(w, a, sizeof w);                                                                    \
        mask_##name strange = NAN_OF(name, w[0], w[1]) | NAN_OF(name, w[2], w[3]);                 \
        for (int64_t i = 4 * L; i < n; i += 4 * L) {                                               \
            const T *at = a + (i + 4 * L <= n ? i : n - 4 * L);                                    \
            for (int k = 0; k < 4 * KT_WIDE; k += KT_CACHE_LINE)                                   \
                kt_prefetch((const char *)at + k);                                                 \
            memcpy(next, at, sizeof next);                                                         \
            strange |= NAN_OF(name, next[0], next[1]) | NAN_OF(name, next[2], next[3]);            \
            for (int k = 0; k < 4; k++)                                                            \
                w[k] = BEST(name, next[k], w[k]);                                                  \
        }                                                                                          \
        if (kt_some(&strange))                                                                     \
            for (int64_t i = 0; i < n; i++)                                                        \
                if (a[i] != a[i]) return a[i];                                                     \
        w[0] = BEST(name, w[1], w[0]);                                                             \
        w[2] = BEST(name, w[3], w[2]);                                                             \
        w[0] = BEST(name, w[2], w[0]);                                                             \
        T lane[L];                                                                                 \
        memcpy(lane, w, sizeof lane);                                                              \
        for (int h = L / 2; h; h /= 2)                                                             \
            for (int l = 0; l < h; l++) {                                                          \
                T v = lane[l], x = lane[l + h];                                                    \
                lane[l] = (TAKE) ? x : v;                                                          \
            }                                                                                      \
        return lane[0];                                                                            \
    }                                                                                              \
    static void step(ARGS) {                                                                       \
        if (os0 == 0 && is0 == (int64_t)sizeof(T) && n0 >= 4 * LANE_##name) {                      \
            for (int64_t j = 0; j < n1; j++) {                                                     \
                T *o = (T *)(out + j * os1), v = *o;                                               \
                T x = JOIN(step, line)((const T *)(in + j * is1), n0);                             \
                *o = (TAKE) ? x : v;                                                               \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        PLAIN(T, T, T, ID, ID, ID, (TAKE) ? x : v)                                                 \
    }

#define HIGHER(name, x, v)  top_##name(x, v, false)
#define LOWER(name, x, v)   top_##name(x, v, true)
#define HIGHER2(name, x, v) select_##name((mask_##name)(x > v) | (mask_##name)(v != v), x, v)
#define LOWER2(name, x, v)  select_##name((mask_##name)(x < v) | (mask_##name)(v != v), x, v)
#define NANS(name, x, y)    nan_##name(x, y)
#define NO_NANS(name, x, y) ((mask_##name){0})

#define OF_INT(dt, name, T)                                                                        \
    EXTREME(N(max, dt), name, T, HIGHER, NO_NANS, x > v)                                           \
    EXTREME(N(min, dt), name, T, LOWER, NO_NANS, x < v)
#define OF_FLOAT(dt, name, T)                                                                      \
    EXTREME(N(max, dt), name, T, HIGHER, NANS, (x > v) | (x != x))                                 \
    EXTREME(N(min, dt), name, T, LOWER, NANS, (x < v) | (x != x))                                  \
    EXTREME(N(fmax, dt), name, T, HIGHER2, NO_NANS, (x > v) | (v != v))                            \
    EXTREME(N(fmin, dt), name, T, LOWER2, NO_NANS, (x < v) | (v != v))
/* A nan accumulator survives the merging of lanes: `(x != x) ? x : v` keeps v when v is nan and x
 * is not larger (comparison with nan is false), so nothing more is needed. */
#define OF_HALF(dt, T, LD, ST)                                                                     \
    REDUCER(N(max, dt), T, T, float, LD, LD, ST, ((x > v) | (x != x)) ? x : v)                     \
    REDUCER(N(min, dt), T, T, float, LD, LD, ST, ((x < v) | (x != x)) ? x : v)                     \
    REDUCER(N(fmax, dt), T, T, float, LD, LD, ST, ((x > v) | (v != v)) ? x : v)                    \
    REDUCER(N(fmin, dt), T, T, float, LD, LD, ST, ((x < v) | (v != v)) ? x : v)
OF_INT(U8, u8, uint8_t)
OF_INT(I8, i8, int8_t)
OF_INT(U16, u16, uint16_t)
OF_INT(I16, i16, int16_t)
OF_INT(U32, u32, uint32_t)
OF_INT(I32, i32, int32_t)
OF_INT(U64, u64, uint64_t)
OF_INT(I64, i64, int64_t)
OF_HALF(F16, KtF16, LDH, STH)
OF_HALF(BF16, KtBF16, LDB, STB)
OF_FLOAT(F32, f32, float)
OF_FLOAT(F64, f64, double)

#define BOOL_AS_BYTE(name) [KT_BOOL] = N(name, U8)
const KtReduceFn KT_ISA_NAME(kt_extreme_table)[KT_N_EXTREME][KT_N_DTYPES] = {
    [0] = {BOOL_AS_BYTE(max), NUMBERS(max), FLOATS(max)},
    [KT_REDUCE_MIN - KT_REDUCE_MAX] = {BOOL_AS_BYTE(min), NUMBERS(min), FLOATS(min)},
    [KT_REDUCE_FMAX - KT_REDUCE_MAX] = {BOOL_AS_BYTE(max), NUMBERS(max), FLOATS(fmax)},
    [KT_REDUCE_FMIN - KT_REDUCE_MAX] = {BOOL_AS_BYTE(min), NUMBERS(min), FLOATS(fmin)},
};
