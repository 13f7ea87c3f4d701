/* Order-preserving keys and their sort: insertion for a few, merge for hundreds, least significant
 * digit radix (11 bits) beyond; a digit that all keys share costs no pass. */
#include "sort_keys.h"

#include <string.h>

#include "sort_items.h"
#include "sort_quick.h"

static bool wide_dtype(int dtype) {
    return kt_dtype_size(dtype) == 8;
}

bool kt_sorter_init(KtCtx *ctx, KtSorter *s, int dtype, int64_t n, bool positions) {
    if (n > (int64_t)UINT32_MAX)
        return kt_fail(ctx, KT_NOT_IMPLEMENTED_ERROR,
                       "sorting more than 2**32 elements along a dimension");
    *s = (KtSorter){.n = n, .wide = wide_dtype(dtype), .positions = positions};
    size_t key = s->wide ? 8 : 4, one = (size_t)(n + 1) * key, pos = (size_t)(n + 1) * 4;
    if (!kt_scratch_alloc(ctx, 2 * one + (positions ? 2 * pos : 0), &s->scratch)) return false;
    s->keys = s->scratch.data;
    s->spare_keys = s->scratch.data + one;
    if (positions) {
        s->order = (uint32_t *)(void *)(s->scratch.data + 2 * one);
        s->spare_order = s->order + n + 1;
    }
    return true;
}

bool kt_sorter_unstable(KtCtx *ctx, KtSorter *s, KtSortKind kind) {
    s->kind = kind;
    if (kt_scratch_alloc(ctx, (size_t)s->n * (s->wide ? sizeof(Item64) : sizeof(Item32)),
                         &s->items))
        return true;
    kt_sorter_free(ctx, s);
    return false;
}

void kt_sorter_free(KtCtx *ctx, KtSorter *s) {
    if (s->items.data) kt_scratch_free(ctx, &s->items);
    kt_scratch_free(ctx, &s->scratch);
}

/* Floats: flip all bits of negatives, the sign bit of others; nan becomes the largest key. */
static inline uint32_t key_f32(uint32_t u, bool positions) {
    bool nan = (u & 0x7fffffffu) > 0x7f800000u;
    u = positions && u == 0x80000000u ? 0 : u;
    uint32_t key = u & 0x80000000u ? ~u : u | 0x80000000u;
    return nan ? UINT32_MAX : key;
}
static inline uint64_t key_f64(uint64_t u, bool positions) {
    if ((u & 0x7fffffffffffffffu) > 0x7ff0000000000000u) return UINT64_MAX;
    if (positions && u == 0x8000000000000000u) u = 0;
    return u >> 63 ? ~u : u | 0x8000000000000000u;
}

/* The loops over elements side by side are there for the vectoriser. */
#define LOAD(T, K, E)                                                                              \
    {                                                                                              \
        K *k = s->keys;                                                                            \
        if (stride == (int64_t)sizeof(T)) {                                                        \
            for (int64_t i = 0; i < s->n; i++) {                                                   \
                T v;                                                                               \
                memcpy(&v, p + i * (int64_t)sizeof v, sizeof v);                                   \
                k[i] = (K)(E) ^ (K)flip;                                                           \
            }                                                                                      \
            break;                                                                                 \
        }                                                                                          \
        for (int64_t i = 0; i < s->n; i++, p += stride) {                                          \
            T v;                                                                                   \
            memcpy(&v, p, sizeof v);                                                               \
            k[i] = (K)(E) ^ (K)flip;                                                               \
        }                                                                                          \
        break;                                                                                     \
    }
KB_VECTORISE void kt_sorter_load(KtSorter *s, int dtype, const char *p, int64_t stride,
                                 bool descending) {
    uint64_t flip = descending ? UINT64_MAX : 0;
    bool pos = s->positions;
    switch (dtype) {
    case KT_BOOL:
    case KT_U8:
        LOAD(uint8_t, uint32_t, v)
    case KT_I8:
        LOAD(int8_t, uint32_t, (uint32_t)v ^ 0x80000000u)
    case KT_I16:
        LOAD(int16_t, uint32_t, (uint32_t)v ^ 0x80000000u)
    case KT_I32:
        LOAD(int32_t, uint32_t, (uint32_t)v ^ 0x80000000u)
    case KT_I64:
    case KT_LL:
        LOAD(int64_t, uint64_t, (uint64_t)v ^ 0x8000000000000000u)
    case KT_U16:
        LOAD(uint16_t, uint32_t, v)
    case KT_U32:
        LOAD(uint32_t, uint32_t, v)
    case KT_U64:
    case KT_ULL:
        LOAD(uint64_t, uint64_t, v)
    case KT_F16:
        LOAD(KtF16, uint32_t, key_f32(kt_float_to_bits(kt_f16_to_float(v)), pos))
    case KT_BF16:
        LOAD(KtBF16, uint32_t, key_f32(kt_float_to_bits(kt_bf16_to_float(v)), pos))
    case KT_F32:
        LOAD(uint32_t, uint32_t, key_f32(v, pos))
    case KT_F64:
        LOAD(uint64_t, uint64_t, key_f64(v, pos))
    default:
        break;
    }
    if (pos)
        for (int64_t i = 0; i < s->n; i++)
            s->order[i] = (uint32_t)i;
}

static inline uint32_t unkey_f32(uint32_t k) {
    if (k == UINT32_MAX) return 0x7fc00000u;
    return k & 0x80000000u ? k & 0x7fffffffu : ~k;
}
static inline uint64_t unkey_f64(uint64_t k) {
    if (k == UINT64_MAX) return 0x7ff8000000000000u;
    return k >> 63 ? k & 0x7fffffffffffffffu : ~k;
}

#define STORE(T, K, E)                                                                             \
    {                                                                                              \
        const K *keys = s->keys;                                                                   \
        if (stride == (int64_t)sizeof(T)) {                                                        \
            for (int64_t i = 0; i < s->n; i++) {                                                   \
                K k = keys[i] ^ (K)flip;                                                           \
                T v = (E);                                                                         \
                memcpy(p + i * (int64_t)sizeof v, &v, sizeof v);                                   \
            }                                                                                      \
            break;                                                                                 \
        }                                                                                          \
        for (int64_t i = 0; i < s->n; i++, p += stride) {                                          \
            K k = keys[i] ^ (K)flip;                                                               \
            T v = (E);                                                                             \
            memcpy(p, &v, sizeof v);                                                               \
        }                                                                                          \
        break;                                                                                     \
    }
KB_VECTORISE void kt_sorter_store(const KtSorter *s, int dtype, char *p, int64_t stride,
                                  bool descending) {
    uint64_t flip = descending ? UINT64_MAX : 0;
    switch (dtype) {
    case KT_BOOL:
    case KT_U8:
        STORE(uint8_t, uint32_t, (uint8_t)k)
    case KT_I8:
        STORE(int8_t, uint32_t, (int8_t)(k ^ 0x80000000u))
    case KT_I16:
        STORE(int16_t, uint32_t, (int16_t)(k ^ 0x80000000u))
    case KT_I32:
        STORE(int32_t, uint32_t, (int32_t)(k ^ 0x80000000u))
    case KT_I64:
    case KT_LL:
        STORE(int64_t, uint64_t, (int64_t)(k ^ 0x8000000000000000u))
    case KT_U16:
        STORE(uint16_t, uint32_t, (uint16_t)k)
    case KT_U32:
        STORE(uint32_t, uint32_t, k)
    case KT_U64:
    case KT_ULL:
        STORE(uint64_t, uint64_t, k)
    case KT_F16:
        STORE(KtF16, uint32_t, kt_float_to_f16(kt_bits_to_float(unkey_f32(k))))
    case KT_BF16:
        STORE(KtBF16, uint32_t, kt_float_to_bf16(kt_bits_to_float(unkey_f32(k))))
    case KT_F32:
        STORE(uint32_t, uint32_t, unkey_f32(k))
    case KT_F64:
        STORE(uint64_t, uint64_t, unkey_f64(k))
    default:
        break;
    }
}

#define K       uint32_t
#define NAME(x) x##_32
#include "kernel_sort.inc.h"
#undef K
#undef NAME
#define K       uint64_t
#define NAME(x) x##_64
#include "kernel_sort.inc.h"
#undef K
#undef NAME

#define RUN_ITEMS(BITS)                                                                            \
    {                                                                                              \
        const uint##BITS##_t *keys = s->keys;                                                      \
        Item##BITS *items = (Item##BITS *)(void *)s->items.data;                                   \
        for (int64_t i = 0; i < s->n; i++)                                                         \
            items[i] = (Item##BITS){keys[i], (uint32_t)i};                                         \
        sort_##BITS(s, items, s->n);                                                               \
        for (int64_t i = 0; i < s->n; i++)                                                         \
            s->order[i] = items[i].at;                                                             \
    }

/* The ranks of the elements, which are sorted, at their places in items; true if some are equal. */
#define RANK(BITS)                                                                                 \
    static bool rank_##BITS(const KtSorter *s, KtRanked *items) {                                  \
        const uint##BITS##_t *keys = s->keys;                                                      \
        uint32_t rank = 0;                                                                         \
        for (int64_t i = 0; i < s->n; i++) {                                                       \
            rank += i && keys[i] != keys[i - 1];                                                   \
            items[s->order[i]] = (KtRanked){rank, s->order[i]};                                    \
        }                                                                                          \
        return (int64_t)rank + 1 < s->n;                                                           \
    }
RANK(32)
RANK(64)

/* Equal elements, in their order so far, go where the steps of the sort take them. */
static void move_equals(KtSorter *s) {
    KtRanked *items = (KtRanked *)(void *)s->items.data;
    if (!(s->wide ? rank_64(s, items) : rank_32(s, items))) return;
    if (s->kind == KT_HEAP)
        kt_heap_sort(items, s->n);
    else
        kt_quick_sort(items, s->n);
    for (int64_t i = 0; i < s->n; i++)
        s->order[i] = items[i].at;
}

void kt_sorter_run(KtSorter *s) {
    bool unstable = s->items.data && s->kind == KT_UNSTABLE;
    /* up to FEW items introsort inserts, which is stable */
    if (unstable && s->wide && s->n > FEW_64)
        RUN_ITEMS(64)
    else if (unstable && !s->wide && s->n > FEW_32)
        RUN_ITEMS(32)
    else if (s->wide)
        run_64(s);
    else
        run_32(s);
    if (s->items.data && !unstable && (s->kind == KT_HEAP || s->n > KT_QUICK_INSERTS))
        move_equals(s);
}
