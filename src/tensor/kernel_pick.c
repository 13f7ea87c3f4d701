/* The largest or smallest of a line with its position, and running ones; compiled once per
 * instruction set. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "kernel_vector.h"
#include "kernels.h"

#define BETTER(x, v) (k->low ? (x) < (v) : (x) > (v))

/* Blocks of a line in explicit vectors, because compilers do not see through the selection: the
 * extreme of n elements, a nan if there is one, and the first place where that is found. Most
 * blocks of a long line hold nothing better than what is known: beaten() says so at the price of
 * one comparison. n is a multiple of 4 * LANE. low is a constant where these are inlined. */
#define BLOCK 1024
#define SHORT INT8_MAX /* places of a short line fit into any lane */

/* The best of the lanes and the first place where one is that good. */
#define FIRST(name, T, S)                                                                          \
    KT_INLINE T first_##name(vec_##name top, mask_##name places, bool low, int64_t *where) {       \
        T lane[LANE_##name];                                                                       \
        S at[LANE_##name];                                                                         \
        memcpy(lane, &top, sizeof lane);                                                           \
        memcpy(at, &places, sizeof at);                                                            \
        for (int h = LANE_##name / 2; h; h /= 2)                                                   \
            for (int l = 0; l < h; l++) {                                                          \
                T x = lane[l], y = lane[l + h];                                                    \
                bool other = (low ? y < x : y > x) | ((x == y) & (at[l + h] < at[l]));             \
                lane[l] = other ? y : x;                                                           \
                at[l] = other ? at[l + h] : at[l];                                                 \
            }                                                                                      \
        *where = at[0];                                                                            \
        return lane[0];                                                                            \
    }
FIRST(u8, uint8_t, int8_t)
FIRST(i8, int8_t, int8_t)
FIRST(u16, uint16_t, int16_t)
FIRST(i16, int16_t, int16_t)
FIRST(u32, uint32_t, int32_t)
FIRST(i32, int32_t, int32_t)
FIRST(u64, uint64_t, int64_t)
FIRST(i64, int64_t, int64_t)
#if defined(__AVX512F__)
KT_INLINE float first_f32(vec_f32 top, mask_f32 places, bool low, int64_t *where) {
    float best = low ? _mm512_reduce_min_ps((__m512)top) : _mm512_reduce_max_ps((__m512)top);
    __mmask16 m = _mm512_cmp_ps_mask((__m512)top, _mm512_set1_ps(best), _CMP_EQ_OQ);
    *where = _mm512_mask_reduce_min_epi32(m, (__m512i)places);
    return best;
}
KT_INLINE double first_f64(vec_f64 top, mask_f64 places, bool low, int64_t *where) {
    double best = low ? _mm512_reduce_min_pd((__m512d)top) : _mm512_reduce_max_pd((__m512d)top);
    __mmask8 m = _mm512_cmp_pd_mask((__m512d)top, _mm512_set1_pd(best), _CMP_EQ_OQ);
    *where = _mm512_mask_reduce_min_epi64(m, (__m512i)places);
    return best;
}
#else
FIRST(f32, float, int32_t)
FIRST(f64, double, int64_t)
#endif

#define BLOCKS(name, T, S, IS_NAN, A_NAN)                                                          \
    KT_INLINE T extreme_##name(const T *a, int64_t n, bool low) {                                  \
        enum { L = LANE_##name };                                                                  \
        vec_##name v[4];                                                                           \
        memcpy(v, a, sizeof v);                                                                    \
        mask_##name strange = nan_##name(v[0], v[1]) | nan_##name(v[2], v[3]);                     \
        for (int64_t i = 4 * L; i < n; i += 4 * L)                                                 \
            for (int j = 0; j < 4; j += 2) {                                                       \
                kt_prefetch(a + i + j * L);                                                        \
                kt_prefetch(a + i + j * L + L);                                                    \
                vec_##name x = *(const vec_##name *)(a + i + j * L),                               \
                           y = *(const vec_##name *)(a + i + j * L + L);                           \
                strange |= nan_##name(x, y);                                                       \
                v[j] = top_##name(x, v[j], low);                                                   \
                v[j + 1] = top_##name(y, v[j + 1], low);                                           \
            }                                                                                      \
        if (kt_some(&strange)) return A_NAN;                                                       \
        int64_t where;                                                                             \
        return first_##name(                                                                       \
            top_##name(top_##name(v[0], v[1], low), top_##name(v[2], v[3], low), low),             \
            (mask_##name){0}, low, &where);                                                        \
    }                                                                                              \
    static inline mask_##name is_##name(const T *a, T e) {                                         \
        vec_##name x = *(const vec_##name *)a;                                                     \
        return (mask_##name)(IS_NAN(e) ? x != x : x == e);                                         \
    }                                                                                              \
    static inline int64_t place_##name(const T *a, T e) {                                          \
        enum { L = LANE_##name };                                                                  \
        mask_##name here[4], any;                                                                  \
        int64_t i = -4 * L;                                                                        \
        do {                                                                                       \
            i += 4 * L;                                                                            \
            for (int j = 0; j < 4; j++)                                                            \
                here[j] = is_##name(a + i + j * L, e);                                             \
            any = (here[0] | here[1]) | (here[2] | here[3]);                                       \
        } while (!kt_some(&any));                                                                  \
        uint64_t first = kt_byte_bits(&here[3]);                                                   \
        int64_t at = 3 * L;                                                                        \
        for (int j = 2; j >= 0; j--) {                                                             \
            uint64_t bits = kt_byte_bits(&here[j]);                                                \
            first = bits ? bits : first;                                                           \
            at = bits ? j * L : at;                                                                \
        }                                                                                          \
        return i + at + __builtin_ctzll(first) / (int)sizeof(T);                                   \
    }                                                                                              \
    KT_INLINE bool beaten_##name(const T *a, int64_t n, T best, bool low) {                        \
        mask_##name any = {0};                                                                     \
        for (int64_t i = 0; i < n; i += 4 * LANE_##name)                                           \
            for (int j = 0; j < 4; j++) {                                                          \
                vec_##name x = *(const vec_##name *)(a + i + j * LANE_##name);                     \
                kt_prefetch(a + i + j * LANE_##name);                                              \
                any |= (mask_##name) ~(low ? x >= best : x <= best);                               \
            }                                                                                      \
        return !kt_some(&any);                                                                     \
    }                                                                                              \
    /* A line of up to SHORT elements: every lane remembers where its best element was. There are  \
     * no branches on that, so that work on several lines overlaps. false: there is a nan. */      \
    KT_INLINE bool short_##name(const T *a, int64_t n, bool low, T *best, int64_t *where) {        \
        enum { L = LANE_##name };                                                                  \
        mask_##name here;                                                                          \
        for (int l = 0; l < L; l++)                                                                \
            here[l] = (S)l;                                                                        \
        mask_##name at = here, last = here + (S)(n - L);                                           \
        vec_##name top = *(const vec_##name *)a;                                                   \
        mask_##name strange = nan_##name(top, top);                                                \
        int64_t i = L;                                                                             \
        for (; i + L <= n; i += L) {                                                               \
            vec_##name x = *(const vec_##name *)(a + i);                                           \
            here += L;                                                                             \
            strange |= nan_##name(x, x);                                                           \
            at = BETTER_AT(name, x, top, here, at);                                                \
            top = top_##name(x, top, low);                                                         \
        }                                                                                          \
        vec_##name x = *(const vec_##name *)(a + n - L); /* elements seen already do no harm */    \
        strange |= nan_##name(x, x);                                                               \
        at = BETTER_AT(name, x, top, last, at);                                                    \
        top = top_##name(x, top, low);                                                             \
        *best = first_##name(top, at, low, where);                                                 \
        return !kt_some(&strange);                                                                 \
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
#define BETTER_AT(name, x, top, here, at)                                                          \
    (mask_##name) select_##name((mask_##name)(low ? (x) < (top) : (x) > (top)),                    \
                                (vec_##name)(here), (vec_##name)(at))
#define NO_BLOCKS(name)                                                                            \
    static bool blocks_##name(const KtPick *k, const char *line, float *best, int64_t *where) {    \
        (void)k, (void)line, (void)best, (void)where;                                              \
        return false;                                                                              \
    }
#define PICKER(name, T, LD, C, IS_NAN)                                                             \
    static void pick_##name(void *arg, char *const *p) {                                           \
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
    static void run_pick_##name(void *arg, char *const *p) {                                       \
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
BLOCKS(u8, uint8_t, int8_t, NEVER, 0)
BLOCKS(i8, int8_t, int8_t, NEVER, 0)
BLOCKS(i16, int16_t, int16_t, NEVER, 0)
BLOCKS(i32, int32_t, int32_t, NEVER, 0)
BLOCKS(i64, int64_t, int64_t, NEVER, 0)
BLOCKS(u16, uint16_t, int16_t, NEVER, 0)
BLOCKS(u32, uint32_t, int32_t, NEVER, 0)
BLOCKS(u64, uint64_t, int64_t, NEVER, 0)
BLOCKS(f32, float, int32_t, IS_NAN, (float)NAN)
BLOCKS(f64, double, int64_t, IS_NAN, (double)NAN)
NO_BLOCKS(f16)
NO_BLOCKS(bf16)
PICKER(u8, uint8_t, PLAIN, uint8_t, NEVER)
PICKER(i8, int8_t, PLAIN, int8_t, NEVER)
PICKER(i16, int16_t, PLAIN, int16_t, NEVER)
PICKER(i32, int32_t, PLAIN, int32_t, NEVER)
PICKER(i64, int64_t, PLAIN, int64_t, NEVER)
PICKER(u16, uint16_t, PLAIN, uint16_t, NEVER)
PICKER(u32, uint32_t, PLAIN, uint32_t, NEVER)
PICKER(u64, uint64_t, PLAIN, uint64_t, NEVER)
PICKER(f16, KtF16, kt_f16_to_float, float, IS_NAN)
PICKER(bf16, KtBF16, kt_bf16_to_float, float, IS_NAN)
PICKER(f32, float, PLAIN, float, IS_NAN)
PICKER(f64, double, PLAIN, double, IS_NAN)

const KtLineFn KT_ISA_NAME(kt_pick_table)[KT_N_DTYPES][2] = {
    [KT_BOOL] = {pick_u8, run_pick_u8},     [KT_U8] = {pick_u8, run_pick_u8},
    [KT_I8] = {pick_i8, run_pick_i8},       [KT_I16] = {pick_i16, run_pick_i16},
    [KT_I32] = {pick_i32, run_pick_i32},    [KT_I64] = {pick_i64, run_pick_i64},
    [KT_U16] = {pick_u16, run_pick_u16},    [KT_U32] = {pick_u32, run_pick_u32},
    [KT_U64] = {pick_u64, run_pick_u64},    [KT_F16] = {pick_f16, run_pick_f16},
    [KT_BF16] = {pick_bf16, run_pick_bf16}, [KT_F32] = {pick_f32, run_pick_f32},
    [KT_F64] = {pick_f64, run_pick_f64},
};
