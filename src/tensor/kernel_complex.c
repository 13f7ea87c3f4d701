/* Element-wise loops of the complex dtypes. Arithmetic is spelled out, because C's own product and
 * quotient treat infinities differently from NumPy and PyTorch. */
#include <complex.h>
#include <math.h>
#include <tgmath.h>

#define KT_ISA one
#include "kernel_loops.h"

#define N(op)     KT_JOIN(op, DT)
#define U1(op, E) KT_LOOP1(N(op), Z, Z, Z, LD_PLAIN, ST_PLAIN, (Z)(E))
#define R1(op, E) KT_LOOP1(N(op), Z, Z, R, LD_PLAIN, ST_PLAIN, (R)(E))
#define B1(op, E) KT_LOOP1(N(op), Z, Z, uint8_t, LD_PLAIN, ST_PLAIN, (uint8_t)(E))
#define U2(op, E) KT_LOOP2_PLAIN(N(op), Z, Z, Z, LD_PLAIN, ST_PLAIN, (Z)(E))
#define B2(op, E) KT_LOOP2_PLAIN(N(op), Z, Z, uint8_t, LD_PLAIN, ST_PLAIN, (uint8_t)(E))

#define DT           C64
#define Z            float _Complex
#define R            float
#define MAKE(re, im) __builtin_complex((float)(re), (float)(im))
#include "kernel_complex.inc.h"
#undef DT
#undef Z
#undef R
#undef MAKE
#define DT           C128
#define Z            double _Complex
#define R            double
#define MAKE(re, im) __builtin_complex((double)(re), (double)(im))
#include "kernel_complex.inc.h"

#define ROW1(op) [KT_OP_##op] = {[KT_C64] = KT_JOIN(op, C64), [KT_C128] = KT_JOIN(op, C128)}
#define ROW2(op)                                                                                   \
    [KT_OP_##op - KT_OP_ADD] = {[KT_C64] = KT_JOIN(op, C64), [KT_C128] = KT_JOIN(op, C128)}

const KtLoopFn kt_complex_unary[KT_N_UNARY][KT_N_DTYPES] = {
    ROW1(NEG),
    ROW1(POSITIVE),
    ROW1(ABS),
    ROW1(SGN),
    ROW1(SQUARE),
    ROW1(SQRT),
    ROW1(RSQRT),
    ROW1(EXP),
    ROW1(LOG),
    ROW1(LOG2),
    ROW1(LOG10),
    ROW1(SIN),
    ROW1(COS),
    ROW1(TAN),
    ROW1(ASIN),
    ROW1(ACOS),
    ROW1(ATAN),
    ROW1(SINH),
    ROW1(COSH),
    ROW1(TANH),
    ROW1(ASINH),
    ROW1(ACOSH),
    ROW1(ATANH),
    ROW1(SIGMOID),
    ROW1(ROUND),
    ROW1(ISNAN),
    ROW1(ISINF),
    ROW1(ISFINITE),
    ROW1(LOGICAL_NOT),
    ROW1(CONJ),
    ROW1(EXP2),
    ROW1(EXPM1),
    ROW1(LOG1P),
    ROW1(ANGLE),
    ROW1(RECIPROCAL),
    ROW1(SINC),
    ROW1(SILU),
    ROW1(RECIPROCAL_NP),
    [KT_OP_SIGN] = {[KT_C64] = SIGN_C64, [KT_C128] = SIGN_C128},
};
const KtLoopFn kt_complex_binary[KT_N_BINARY][KT_N_DTYPES] = {
    ROW2(ADD),
    ROW2(SUB),
    ROW2(MUL),
    ROW2(DIV),
    ROW2(POW),
    ROW2(EQ),
    ROW2(NE),
    ROW2(LT),
    ROW2(LE),
    ROW2(LOGICAL_AND),
    ROW2(LOGICAL_OR),
    ROW2(LOGICAL_XOR),
    ROW2(MAXIMUM),
    ROW2(MINIMUM),
    ROW2(FMAX),
    ROW2(FMIN),
    [KT_OP_FLOAT_POWER - KT_OP_ADD] = {[KT_C64] = POW_C64, [KT_C128] = POW_C128},
};
