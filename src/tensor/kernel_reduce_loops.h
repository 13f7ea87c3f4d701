#ifndef KT_KERNEL_REDUCE_LOOPS_H
#define KT_KERNEL_REDUCE_LOOPS_H
/* Shapes of reduction steps shared by the kernel files: a macro defines one step, what varies is
 * the expression. */
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

/* Rows of a table. */
#define E1(name, dt) [KT_##dt] = N(name, dt)
#define INTS(name)   E1(name, BOOL), NUMBERS(name)
#define NUMBERS(name)                                                                              \
    E1(name, U8), E1(name, I8), E1(name, I16), E1(name, I32), E1(name, I64), E1(name, U16),        \
        E1(name, U32), E1(name, U64)
#define FLOATS(name) E1(name, F16), E1(name, BF16), E1(name, F32), E1(name, F64)
#endif
