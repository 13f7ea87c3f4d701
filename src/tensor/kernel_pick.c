/* The largest or smallest of a line with its position, and running ones; compiled once per
 * instruction set. */
#include <string.h>

#include "kernels.h"

#define BETTER(x, v) (k->low ? (x) < (v) : (x) > (v))
#define PICKER(name, T, LD, C, IS_NAN)                                                             \
    /* Is there anything better in these 64? Without branches: most blocks have nothing. */        \
    static bool any_##name(const KtPick *k, const T *a, C best) {                                  \
        int found = 0;                                                                             \
        for (int i = 0; i < 64; i++) {                                                             \
            C x = LD(a[i]);                                                                        \
            found |= (k->low ? x < best : x > best) | IS_NAN(x);                                   \
        }                                                                                          \
        return found;                                                                              \
    }                                                                                              \
    static void name(void *arg, char *const *p) {                                                  \
        const KtPick *k = arg;                                                                     \
        const char *at = p[2];                                                                     \
        C best = LD(*(const T *)at);                                                               \
        int64_t where = 0, i = 0;                                                                  \
        bool dense = k->step == (int64_t)sizeof(T);                                                \
        while (i < k->n && !IS_NAN(best)) {                                                        \
            if (dense && i + 64 <= k->n && !any_##name(k, (const T *)at, best)) {                  \
                i += 64;                                                                           \
                at += 64 * sizeof(T);                                                              \
                continue;                                                                          \
            }                                                                                      \
            int64_t end = i + 64 < k->n ? i + 64 : k->n;                                           \
            for (; i < end && !IS_NAN(best); i++, at += k->step) {                                 \
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
#define NEVER(v)  (0)
#define IS_NAN(v) ((v) != (v))
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
