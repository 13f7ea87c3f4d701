/* The largest or smallest of a line with its position, and running ones; compiled once per
 * instruction set. */
#include <stdbool.h>
#include <string.h>

#include "kernels.h"

#define BETTER(x, v) (k->low ? (x) < (v) : (x) > (v))

/* Blocks of a line in explicit vectors, because compilers do not see through the selection: the
 * extreme of n elements, a nan if there is one, and the first place where that is found. Most
 * blocks of a long line hold nothing better than what is known: beaten() says so at the price of
 * one comparison. n is a multiple of 4 * LANE. low is a constant where these are inlined. */
#define BLOCK 1024
#define SHORT INT8_MAX /* places of a short line fit into any lane */
#if defined(__AVX512F__)
#define VECTOR 64
#else
#define VECTOR 32
#endif
/* Is any byte of a vector set? */
static inline __attribute__((always_inline)) bool some(const void *vector) {
    int64_t w[VECTOR / 8], all = 0;
    memcpy(w, vector, sizeof w);
    for (int i = 0; i < VECTOR / 8; i++)
        all |= w[i];
    return all;
}

#define BLOCKS(name, T, S, IS_NAN)                                                                 \
    typedef T vec_##name __attribute__((vector_size(VECTOR), aligned(sizeof(T)), may_alias));      \
    typedef S mask_##name __attribute__((vector_size(VECTOR)));                                    \
    enum { LANE_##name = VECTOR / sizeof(T) };                                                     \
    static inline __attribute__((always_inline))                                                   \
    vec_##name better_##name(vec_##name x, vec_##name v, bool low) {                               \
        mask_##name m = (mask_##name)(low ? x < v : x > v) | (mask_##name)(IS_NAN(x));             \
        return (vec_##name)(((mask_##name)x & m) | ((mask_##name)v & ~m));                         \
    }                                                                                              \
    static inline __attribute__((always_inline))                                                   \
    T extreme_##name(const T *a, int64_t n, bool low) {                                            \
        vec_##name v[4];                                                                           \
        memcpy(v, a, sizeof v);                                                                    \
        for (int64_t i = 4 * LANE_##name; i < n; i += 4 * LANE_##name)                             \
            for (int j = 0; j < 4; j++) {                                                          \
                kt_prefetch(a + i + j * LANE_##name);                                              \
                v[j] = better_##name(*(const vec_##name *)(a + i + j * LANE_##name), v[j], low);   \
            }                                                                                      \
        vec_##name w =                                                                             \
            better_##name(better_##name(v[0], v[1], low), better_##name(v[2], v[3], low), low);    \
        T lane[LANE_##name];                                                                       \
        memcpy(lane, &w, sizeof w);                                                                \
        for (int h = LANE_##name / 2; h; h /= 2)                                                   \
            for (int l = 0; l < h; l++) {                                                          \
                T x = lane[l], y = lane[l + h];                                                    \
                lane[l] = ((low ? x < y : x > y) | (IS_NAN(x))) ? x : y;                           \
            }                                                                                      \
        return lane[0];                                                                            \
    }                                                                                              \
    static inline mask_##name is_##name(const T *a, T e) {                                         \
        vec_##name x = *(const vec_##name *)a;                                                     \
        return (mask_##name)(IS_NAN(e) ? x != x : x == e);                                         \
    }                                                                                              \
    static inline int64_t place_##name(const T *a, T e) {                                          \
        enum { L = LANE_##name };                                                                  \
        mask_##name here;                                                                          \
        int64_t i = 0;                                                                             \
        for (;; i += 4 * L) {                                                                      \
            here = is_##name(a + i, e) | is_##name(a + i + L, e) | is_##name(a + i + 2 * L, e) |   \
                   is_##name(a + i + 3 * L, e);                                                    \
            if (some(&here)) break;                                                                \
        }                                                                                          \
        while (here = is_##name(a + i, e), !some(&here))                                           \
            i += L;                                                                                \
        for (int l = 0; !here[l]; l++)                                                             \
            i++;                                                                                   \
        return i;                                                                                  \
    }                                                                                              \
    static inline __attribute__((always_inline)) bool beaten_##name(const T *a, int64_t n, T best, \
                                                                    bool low) {                    \
        mask_##name any = {0};                                                                     \
        for (int64_t i = 0; i < n; i += 4 * LANE_##name)                                           \
            for (int j = 0; j < 4; j++) {                                                          \
                vec_##name x = *(const vec_##name *)(a + i + j * LANE_##name);                     \
                kt_prefetch(a + i + j * LANE_##name);                                              \
                any |= (mask_##name) ~(low ? x >= best : x <= best);                               \
            }                                                                                      \
        return !some(&any);                                                                        \
    }                                                                                              \
    /* A line of up to SHORT elements: every lane remembers where its best element was. There are  \
     * no branches on that, so that work on several lines overlaps. false: there is a nan. */      \
    static inline __attribute__((always_inline)) bool short_##name(                                \
        const T *a, int64_t n, bool low, T *best, int64_t *where) {                                \
        enum { L = LANE_##name };                                                                  \
        union {                                                                                    \
            mask_##name v;                                                                         \
            S lane[L];                                                                             \
        } at, here;                                                                                \
        union {                                                                                    \
            vec_##name v;                                                                          \
            T lane[L];                                                                             \
        } top;                                                                                     \
        for (int l = 0; l < L; l++)                                                                \
            here.lane[l] = (S)l;                                                                   \
        const mask_##name first = here.v;                                                          \
        at.v = first;                                                                              \
        top.v = *(const vec_##name *)a;                                                            \
        mask_##name strange = (mask_##name)(IS_NAN(top.v));                                        \
        for (int64_t i = L; i < n; i += L) {                                                       \
            int64_t from = i + L <= n ? i : n - L;                                                 \
            vec_##name x = *(const vec_##name *)(a + from);                                        \
            mask_##name m = (mask_##name)(low ? x < top.v : x > top.v);                            \
            strange |= (mask_##name)(IS_NAN(x));                                                   \
            top.v = (vec_##name)(((mask_##name)x & m) | ((mask_##name)top.v & ~m));                \
            at.v = ((first + (S)from) & m) | (at.v & ~m);                                          \
        }                                                                                          \
        for (int h = L / 2; h; h /= 2)                                                             \
            for (int l = 0; l < h; l++) {                                                          \
                T x = top.lane[l], y = top.lane[l + h];                                            \
                bool other = (low ? y < x : y > x) | ((x == y) & (at.lane[l + h] < at.lane[l]));   \
                top.lane[l] = other ? y : x;                                                       \
                at.lane[l] = other ? at.lane[l + h] : at.lane[l];                                  \
            }                                                                                      \
        *best = top.lane[0];                                                                       \
        *where = at.lane[0];                                                                       \
        return !some(&strange);                                                                    \
    }                                                                                              \
    /* The best of the line; false: it is too short for vectors. What is left behind the blocks is \
     * looked at with elements before it, which are beaten already. */                             \
    static bool blocks_##name(const KtPick *k, const char *line, T *best, int64_t *where) {        \
        const int64_t step = 4 * LANE_##name;                                                      \
        const T *a = (const T *)line;                                                              \
        if (k->step != (int64_t)sizeof(T) || k->n < LANE_##name) return false;                     \
        if (k->n <= SHORT) {                                                                       \
            T first = *best;                                                                       \
            if (k->low ? short_##name(a, k->n, true, best, where)                                  \
                       : short_##name(a, k->n, false, best, where))                                \
                return true;                                                                       \
            *best = first;                                                                         \
            *where = 0;                                                                            \
        }                                                                                          \
        if (k->n < step) return false;                                                             \
        for (int64_t i = 0, m; i < k->n; i += m) {                                                 \
            if (k->n - i < step) i = k->n - step;                                                  \
            m = k->n - i < BLOCK ? (k->n - i) & ~(step - 1) : BLOCK;                               \
            if (i && (k->low ? beaten_##name(a + i, m, *best, true)                                \
                             : beaten_##name(a + i, m, *best, false)))                             \
                continue;                                                                          \
            T e = k->low ? extreme_##name(a + i, m, true) : extreme_##name(a + i, m, false);       \
            if (BETTER(e, *best) || IS_NAN(e)) {                                                   \
                *best = e;                                                                         \
                *where = i + place_##name(a + i, e);                                               \
                if (IS_NAN(e)) break;                                                              \
            }                                                                                      \
        }                                                                                          \
        return true;                                                                               \
    }
#define NO_BLOCKS(name)                                                                            \
    static bool blocks_##name(const KtPick *k, const char *line, float *best, int64_t *where) {    \
        (void)k, (void)line, (void)best, (void)where;                                              \
        return false;                                                                              \
    }
#define PICKER(name, T, LD, C, IS_NAN)                                                             \
    static void name(void *arg, char *const *p) {                                                  \
        const KtPick *k = arg;                                                                     \
        C best = LD(*(const T *)p[2]);                                                             \
        int64_t where = 0;                                                                         \
        if (!IS_NAN(best) && !blocks_##name(k, p[2], &best, &where)) {                             \
            const char *at = p[2];                                                                 \
            for (int64_t i = 0; i < k->n && !IS_NAN(best); i++, at += k->step) {                   \
                C x = LD(*(const T *)at);                                                          \
                if (BETTER(x, best) || IS_NAN(x)) {                                                \
                    best = x;                                                                      \
                    where = i;                                                                     \
                }                                                                                  \
            }                                                                                      \
        }                                                                                          \
        memcpy(p[0], p[2] + where * k->step, sizeof(T));                                           \
        *(int64_t *)p[1] = where;                                                                  \
    }                                                                                              \
    static void run_##name(void *arg, char *const *p) {                                            \
        const KtPick *k = arg;                                                                     \
        const char *at = p[2];                                                                     \
        C best = LD(*(const T *)at);                                                               \
        int64_t where = 0;                                                                         \
        for (int64_t i = 0; i < k->n; i++, at += k->step) {                                        \
            C x = LD(*(const T *)at);                                                              \
            if (IS_NAN(x) || (!IS_NAN(best) && !BETTER(best, x))) {                                \
                best = x;                                                                          \
                where = i;                                                                         \
            }                                                                                      \
            memcpy(p[0] + i * k->out_step, p[2] + where * k->step, sizeof(T));                     \
            *(int64_t *)(p[1] + i * k->index_step) = where;                                        \
        }                                                                                          \
    }
#define PLAIN(v)  (v)
#define NEVER(v)  ((v) != (v))
#define IS_NAN(v) ((v) != (v))
BLOCKS(pick_u8, uint8_t, int8_t, NEVER)
BLOCKS(pick_i8, int8_t, int8_t, NEVER)
BLOCKS(pick_i16, int16_t, int16_t, NEVER)
BLOCKS(pick_i32, int32_t, int32_t, NEVER)
BLOCKS(pick_i64, int64_t, int64_t, NEVER)
BLOCKS(pick_u16, uint16_t, int16_t, NEVER)
BLOCKS(pick_u32, uint32_t, int32_t, NEVER)
BLOCKS(pick_u64, uint64_t, int64_t, NEVER)
BLOCKS(pick_f32, float, int32_t, IS_NAN)
BLOCKS(pick_f64, double, int64_t, IS_NAN)
NO_BLOCKS(pick_f16)
NO_BLOCKS(pick_bf16)
PICKER(pick_u8, uint8_t, PLAIN, uint8_t, NEVER)
PICKER(pick_i8, int8_t, PLAIN, int8_t, NEVER)
PICKER(pick_i16, int16_t, PLAIN, int16_t, NEVER)
PICKER(pick_i32, int32_t, PLAIN, int32_t, NEVER)
PICKER(pick_i64, int64_t, PLAIN, int64_t, NEVER)
PICKER(pick_u16, uint16_t, PLAIN, uint16_t, NEVER)
PICKER(pick_u32, uint32_t, PLAIN, uint32_t, NEVER)
PICKER(pick_u64, uint64_t, PLAIN, uint64_t, NEVER)
PICKER(pick_f16, KtF16, kt_f16_to_float, float, IS_NAN)
PICKER(pick_bf16, KtBF16, kt_bf16_to_float, float, IS_NAN)
PICKER(pick_f32, float, PLAIN, float, IS_NAN)
PICKER(pick_f64, double, PLAIN, double, IS_NAN)

const KtLineFn KT_ISA_NAME(kt_pick_table)[KT_N_DTYPES][2] = {
    [KT_BOOL] = {pick_u8, run_pick_u8},     [KT_U8] = {pick_u8, run_pick_u8},
    [KT_I8] = {pick_i8, run_pick_i8},       [KT_I16] = {pick_i16, run_pick_i16},
    [KT_I32] = {pick_i32, run_pick_i32},    [KT_I64] = {pick_i64, run_pick_i64},
    [KT_U16] = {pick_u16, run_pick_u16},    [KT_U32] = {pick_u32, run_pick_u32},
    [KT_U64] = {pick_u64, run_pick_u64},    [KT_F16] = {pick_f16, run_pick_f16},
    [KT_BF16] = {pick_bf16, run_pick_bf16}, [KT_F32] = {pick_f32, run_pick_f32},
    [KT_F64] = {pick_f64, run_pick_f64},
};
