/* Conversion loops between every two dtypes, compiled once per instruction set. Floats outside an
 * integer's range give what the processor's conversion gives, as in the originals. */
#include "kernel_loops.h"

#define N(from, to) KT_JOIN(KT_JOIN(KT_JOIN(cast, from), to), KT_ISA)

/* Expressions by target, for x an integer, a float, a complex number. */
#define F_U8(x)  ((uint8_t)(int32_t)(x))
#define F_I8(x)  ((int8_t)(int32_t)(x))
#define F_I16(x) ((int16_t)(int32_t)(x))
#define F_U16(x) ((uint16_t)(int32_t)(x))
#define F_I32(x) ((int32_t)(x))
#define F_U32(x) ((uint32_t)(int64_t)(x))
#define F_I64(x) ((int64_t)(x))
#define F_U64(x) ((x) >= 0x1p63 ? (uint64_t)(x) : (uint64_t)(int64_t)(x))

#define FROM(dt, T, C, LD, INT)                                                                    \
    KT_LOOP1(N(dt, BOOL), T, C, uint8_t, LD, ST_PLAIN, (uint8_t)(x != 0))                          \
    KT_LOOP1(N(dt, U8), T, C, uint8_t, LD, ST_PLAIN, INT##_U8(x))                                  \
    KT_LOOP1(N(dt, I8), T, C, int8_t, LD, ST_PLAIN, INT##_I8(x))                                   \
    KT_LOOP1(N(dt, I16), T, C, int16_t, LD, ST_PLAIN, INT##_I16(x))                                \
    KT_LOOP1(N(dt, I32), T, C, int32_t, LD, ST_PLAIN, INT##_I32(x))                                \
    KT_LOOP1(N(dt, I64), T, C, int64_t, LD, ST_PLAIN, INT##_I64(x))                                \
    KT_LOOP1(N(dt, U16), T, C, uint16_t, LD, ST_PLAIN, INT##_U16(x))                               \
    KT_LOOP1(N(dt, U32), T, C, uint32_t, LD, ST_PLAIN, INT##_U32(x))                               \
    KT_LOOP1(N(dt, U64), T, C, uint64_t, LD, ST_PLAIN, INT##_U64(x))                               \
    KT_LOOP1(N(dt, F16), T, C, KtF16, LD, ST_F16, (float)x)                                        \
    KT_LOOP1(N(dt, BF16), T, C, KtBF16, LD, ST_BF16, (float)x)                                     \
    KT_LOOP1(N(dt, F32), T, C, float, LD, ST_PLAIN, (float)x)                                      \
    KT_LOOP1(N(dt, F64), T, C, double, LD, ST_PLAIN, (double)x)                                    \
    KT_LOOP1(N(dt, C64), T, C, float _Complex, LD, ST_PLAIN, (float _Complex)x)                    \
    KT_LOOP1(N(dt, C128), T, C, double _Complex, LD, ST_PLAIN, (double _Complex)x)

#define INT_U8(x)  ((uint8_t)(x))
#define INT_I8(x)  ((int8_t)(x))
#define INT_I16(x) ((int16_t)(x))
#define INT_I32(x) ((int32_t)(x))
#define INT_I64(x) ((int64_t)(x))
#define INT_U16(x) ((uint16_t)(x))
#define INT_U32(x) ((uint32_t)(x))
#define INT_U64(x) ((uint64_t)(x))
/* Complex to real keeps the real part. */
#define C_U8(x)  F_U8(creal(x))
#define C_I8(x)  F_I8(creal(x))
#define C_I16(x) F_I16(creal(x))
#define C_I32(x) F_I32(creal(x))
#define C_I64(x) F_I64(creal(x))
#define C_U16(x) F_U16(creal(x))
#define C_U32(x) F_U32(creal(x))
#define C_U64(x) F_U64(creal(x))

FROM(BOOL, uint8_t, uint8_t, LD_TRUTH, INT)
FROM(U8, uint8_t, uint8_t, LD_PLAIN, INT)
FROM(I8, int8_t, int8_t, LD_PLAIN, INT)
FROM(I16, int16_t, int16_t, LD_PLAIN, INT)
FROM(I32, int32_t, int32_t, LD_PLAIN, INT)
FROM(I64, int64_t, int64_t, LD_PLAIN, INT)
FROM(U16, uint16_t, uint16_t, LD_PLAIN, INT)
FROM(U32, uint32_t, uint32_t, LD_PLAIN, INT)
FROM(U64, uint64_t, uint64_t, LD_PLAIN, INT)
FROM(F16, KtF16, float, LD_F16, F)
FROM(BF16, KtBF16, float, LD_BF16, F)
FROM(F32, float, float, LD_PLAIN, F)
FROM(F64, double, double, LD_PLAIN, F)
FROM(C64, float _Complex, float _Complex, LD_PLAIN, C)
FROM(C128, double _Complex, double _Complex, LD_PLAIN, C)

#define ROW(dt)                                                                                    \
    [KT_##dt] = {[KT_BOOL] = N(dt, BOOL), [KT_U8] = N(dt, U8),     [KT_I8] = N(dt, I8),            \
                 [KT_I16] = N(dt, I16),   [KT_I32] = N(dt, I32),   [KT_I64] = N(dt, I64),          \
                 [KT_U16] = N(dt, U16),   [KT_U32] = N(dt, U32),   [KT_U64] = N(dt, U64),          \
                 [KT_F16] = N(dt, F16),   [KT_BF16] = N(dt, BF16), [KT_F32] = N(dt, F32),          \
                 [KT_F64] = N(dt, F64),   [KT_C64] = N(dt, C64),   [KT_C128] = N(dt, C128)}
const KtLoopFn KT_ISA_NAME(kt_cast_table)[KT_N_DTYPES][KT_N_DTYPES] = {
    ROW(BOOL), ROW(U8),  ROW(I8),   ROW(I16), ROW(I32), ROW(I64), ROW(U16),  ROW(U32),
    ROW(U64),  ROW(F16), ROW(BF16), ROW(F32), ROW(F64), ROW(C64), ROW(C128),
};
