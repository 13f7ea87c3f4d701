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
#define ST_PLAIN(v) (v)
#define LD_F16(v)   kt_f16_to_float(v)
#define ST_F16(v)   kt_float_to_f16(v)
#define LD_BF16(v)  kt_bf16_to_float(v)
#define ST_BF16(v)  kt_float_to_bf16(v)

/* name: function; TI storage in, C compute, TO storage out, LD load, ST store, E expression of x */
#define KT_LOOP1(name, TI, C, TO, LD, ST, E)                                                       \
    static void name(int64_t n, char *const *p, const int64_t *s, const void *param) {             \
        const KtLoopParam *k = param;                                                              \
        (void)k;                                                                                   \
        if (s[0] == (int64_t)sizeof(TO) && s[1] == (int64_t)sizeof(TI)) {                          \
            TO *o = (TO *)p[0];                                                                    \
            const TI *a = (const TI *)p[1];                                                        \
            KT_IVDEP                                                                               \
            for (int64_t i = 0; i < n; i++) {                                                      \
                C x = LD(a[i]);                                                                    \
                o[i] = ST(E);                                                                      \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        char *po = p[0];                                                                           \
        const char *pa = p[1];                                                                     \
        const int64_t so = s[0], sa = s[1];                                                        \
        for (int64_t i = 0; i < n; i++, po += so, pa += sa) {                                      \
            C x = LD(*(const TI *)pa);                                                             \
            *(TO *)po = ST(E);                                                                     \
        }                                                                                          \
    }

#define KT_LOOP2(name, TI, C, TO, LD, ST, E)                                                       \
    static void name(int64_t n, char *const *p, const int64_t *s, const void *param) {             \
        KtLoopParam *k = (KtLoopParam *)param;                                                     \
        (void)k;                                                                                   \
        const int64_t one = (int64_t)sizeof(TI);                                                   \
        if (s[0] == (int64_t)sizeof(TO)) {                                                         \
            TO *o = (TO *)p[0];                                                                    \
            const TI *a = (const TI *)p[1], *b = (const TI *)p[2];                                 \
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
        }                                                                                          \
        char *po = p[0];                                                                           \
        const char *pa = p[1], *pb = p[2];                                                         \
        const int64_t so = s[0], sa = s[1], sb = s[2]; /* a store might change those in memory */  \
        for (int64_t i = 0; i < n; i++, po += so, pa += sa, pb += sb) {                            \
            C x = LD(*(const TI *)pa), y = LD(*(const TI *)pb);                                    \
            *(TO *)po = ST(E);                                                                     \
        }                                                                                          \
    }

/* A loop in which only strided access matters: rare or slow expressions. */
#define KT_LOOP2_PLAIN(name, TI, C, TO, LD, ST, E)                                                 \
    static void name(int64_t n, char *const *p, const int64_t *s, const void *param) {             \
        KtLoopParam *k = (KtLoopParam *)param;                                                     \
        (void)k;                                                                                   \
        char *po = p[0];                                                                           \
        const char *pa = p[1], *pb = p[2];                                                         \
        const int64_t so = s[0], sa = s[1], sb = s[2]; /* a store might change those in memory */  \
        for (int64_t i = 0; i < n; i++, po += so, pa += sa, pb += sb) {                            \
            C x = LD(*(const TI *)pa), y = LD(*(const TI *)pb);                                    \
            *(TO *)po = ST(E);                                                                     \
        }                                                                                          \
    }
#endif
