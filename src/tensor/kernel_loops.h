#ifndef KT_KERNEL_LOOPS_H
#define KT_KERNEL_LOOPS_H
/* Loop shapes shared by the kernel files. Each macro defines one loop function; what varies is the
 * expression, which sees x (and y) in the compute type. The contiguous cases are what the compiler
 * vectorises. */
#include "kernels.h"

#define KT_JOIN2(a, b) a##_##b
#define KT_JOIN(a, b)  KT_JOIN2(a, b)

/* Loads and stores between memory and compute types; DT is the dtype's name. */
#define LD_PLAIN(v) (v)
#define LD_TRUTH(v) ((uint8_t)((v) != 0)) /* bytes that were written as other numbers */
#define ST_PLAIN(v) (v)
#define LD_F16(v)   kt_f16_to_float(v)
#define ST_F16(v)   kt_float_to_f16(v)
#define LD_BF16(v)  kt_bf16_to_float(v)
#define ST_BF16(v)  kt_float_to_bf16(v)

/* How many of n elements of this size PyTorch's loops do by vectors: two of 256 bits at a time, all
 * of whose operands lie together or repeat one number. The others go one by one. */
static inline int64_t kt_by_vectors1(const int64_t *s, int64_t size, int64_t n) {
    return s[0] == size && (s[1] == size || s[1] == 0) ? n - n % (64 / size) : 0;
}
static inline int64_t kt_by_vectors2(const int64_t *s, int64_t size, int64_t n) {
    bool together = s[0] == size &&
                    ((s[1] == size && (s[2] == size || s[2] == 0)) || (s[1] == 0 && s[2] == size));
    return together ? n - n % (64 / size) : 0;
}

/* Operands with gaps of a few elements, or backwards, are packed into small blocks first, so that
 * the loop's own fast case does the work. */
#define KT_PACK_MIN   32
#define KT_PACK_BYTES 4096
static inline bool kt_packs(int64_t stride, int64_t size) {
    if (stride == 0 || stride == size) return true; /* as they are */
    return size <= 8 &&
           (stride == -size || (stride > 0 && stride <= 4 * size && stride % size == 0));
}
#define KT_PACK_STEP(T, step)                                                                      \
    for (int64_t i = 0; i < n; i++)                                                                \
        ((T *)to)[i] = ((const At *)from)[(step)*i];                                               \
    return;
#define KT_PACK_SIZE(T)                                                                            \
    {                                                                                              \
        typedef T At KT_ANYWHERE;                                                                  \
        switch (stride / (int64_t)sizeof(T)) {                                                     \
        case -1:                                                                                   \
            KT_PACK_STEP(T, -1)                                                                    \
        case 2:                                                                                    \
            KT_PACK_STEP(T, 2)                                                                     \
        case 3:                                                                                    \
            KT_PACK_STEP(T, 3)                                                                     \
        default:                                                                                   \
            KT_PACK_STEP(T, 4)                                                                     \
        }                                                                                          \
    }
static inline void kt_pack(void *restrict to, const void *restrict from, int64_t stride, int64_t n,
                           size_t size) {
    switch (size) {
    case 1:
        KT_PACK_SIZE(uint8_t)
    case 2:
        KT_PACK_SIZE(uint16_t)
    case 4:
        KT_PACK_SIZE(uint32_t)
    default:
        KT_PACK_SIZE(uint64_t)
    }
}
static __attribute__((noinline, unused)) void kt_run_packed(KtLoopFn loop, int64_t n,
                                                            char *const *p, const int64_t *s,
                                                            const void *param, int n_in,
                                                            size_t in_size) {
    _Alignas(64) char room[2][KT_PACK_BYTES];
    const int64_t one = (int64_t)in_size, block = KT_PACK_BYTES / one;
    for (int64_t at = 0; at < n; at += block) {
        int64_t m = n - at < block ? n - at : block, t[3] = {s[0]};
        char *q[3] = {p[0] + at * s[0]};
        for (int i = 1; i <= n_in; i++) {
            q[i] = p[i] + at * s[i];
            t[i] = s[i];
            if (s[i] == 0 || s[i] == one) continue;
            kt_pack(room[i - 1], q[i], s[i], m, in_size);
            q[i] = room[i - 1];
            t[i] = one;
        }
        loop(m, q, t, param);
    }
}

/* name: function; TI storage in, C compute, TO storage out, LD load, ST store, E expression of x */
#define KT_LOOP1(name, TI, C, TO, LD, ST, E)                                                       \
    static void name(int64_t n, char *const *p, const int64_t *s, const void *param) {             \
        const KtLoopParam *k = param;                                                              \
        (void)k;                                                                                   \
        typedef TI In KT_ANYWHERE;                                                                 \
        typedef TO Out KT_ANYWHERE;                                                                \
        if (s[0] == (int64_t)sizeof(TO) && s[1] == (int64_t)sizeof(TI)) {                          \
            Out *o = (Out *)p[0];                                                                  \
            const In *a = (const In *)p[1];                                                        \
            KT_IVDEP                                                                               \
            for (int64_t i = 0; i < n; i++) {                                                      \
                C x = LD(a[i]);                                                                    \
                o[i] = ST(E);                                                                      \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        if (s[0] == (int64_t)sizeof(TO) && n >= KT_PACK_MIN && s[1] &&                             \
            kt_packs(s[1], sizeof(TI))) {                                                          \
            kt_run_packed(name, n, p, s, param, 1, sizeof(TI));                                    \
            return;                                                                                \
        }                                                                                          \
        char *po = p[0];                                                                           \
        const char *pa = p[1];                                                                     \
        const int64_t so = s[0], sa = s[1];                                                        \
        for (int64_t i = 0; i < n; i++, po += so, pa += sa) {                                      \
            C x = LD(*(const In *)pa);                                                             \
            *(Out *)po = ST(E);                                                                    \
        }                                                                                          \
    }

#define KT_LOOP2(name, TI, C, TO, LD, ST, E)                                                       \
    static void name(int64_t n, char *const *p, const int64_t *s, const void *param) {             \
        KtLoopParam *k = (KtLoopParam *)param;                                                     \
        (void)k;                                                                                   \
        typedef TI In KT_ANYWHERE;                                                                 \
        typedef TO Out KT_ANYWHERE;                                                                \
        const int64_t one = (int64_t)sizeof(TI);                                                   \
        if (s[0] == (int64_t)sizeof(TO)) {                                                         \
            Out *o = (Out *)p[0];                                                                  \
            const In *a = (const In *)p[1], *b = (const In *)p[2];                                 \
            if (s[1] == one && s[2] == one) {                                                      \
                KT_IVDEP                                                                           \
                for (int64_t i = 0; i < n; i++) {                                                  \
                    C x = LD(a[i]), y = LD(b[i]);                                                  \
                    o[i] = ST(E);                                                                  \
                }                                                                                  \
                return;                                                                            \
            }                                                                                      \
            if (s[1] == one && s[2] == 0) {                                                        \
                const C y = LD(*b);                                                                \
                KT_IVDEP                                                                           \
                for (int64_t i = 0; i < n; i++) {                                                  \
                    C x = LD(a[i]);                                                                \
                    o[i] = ST(E);                                                                  \
                }                                                                                  \
                return;                                                                            \
            }                                                                                      \
            if (s[1] == 0 && s[2] == one) {                                                        \
                const C x = LD(*a);                                                                \
                KT_IVDEP                                                                           \
                for (int64_t i = 0; i < n; i++) {                                                  \
                    C y = LD(b[i]);                                                                \
                    o[i] = ST(E);                                                                  \
                }                                                                                  \
                return;                                                                            \
            }                                                                                      \
            if (n >= KT_PACK_MIN && (s[1] || s[2]) && kt_packs(s[1], one) &&                       \
                kt_packs(s[2], one)) {                                                             \
                kt_run_packed(name, n, p, s, param, 2, sizeof(TI));                                \
                return;                                                                            \
            }                                                                                      \
        }                                                                                          \
        char *po = p[0];                                                                           \
        const char *pa = p[1], *pb = p[2];                                                         \
        const int64_t so = s[0], sa = s[1], sb = s[2]; /* a store might change those in memory */  \
        for (int64_t i = 0; i < n; i++, po += so, pa += sa, pb += sb) {                            \
            C x = LD(*(const In *)pa), y = LD(*(const In *)pb);                                    \
            *(Out *)po = ST(E);                                                                    \
        }                                                                                          \
    }

/* A loop in which only strided access matters: rare or slow expressions. */
#define KT_LOOP2_PLAIN(name, TI, C, TO, LD, ST, E)                                                 \
    static void name(int64_t n, char *const *p, const int64_t *s, const void *param) {             \
        KtLoopParam *k = (KtLoopParam *)param;                                                     \
        (void)k;                                                                                   \
        typedef TI In KT_ANYWHERE;                                                                 \
        typedef TO Out KT_ANYWHERE;                                                                \
        char *po = p[0];                                                                           \
        const char *pa = p[1], *pb = p[2];                                                         \
        const int64_t so = s[0], sa = s[1], sb = s[2]; /* a store might change those in memory */  \
        for (int64_t i = 0; i < n; i++, po += so, pa += sa, pb += sb) {                            \
            C x = LD(*(const In *)pa), y = LD(*(const In *)pb);                                    \
            *(Out *)po = ST(E);                                                                    \
        }                                                                                          \
    }
#endif
