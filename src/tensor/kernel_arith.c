/* Element-wise arithmetic, comparison and bit loops of all real dtypes, compiled once per
 * instruction set. GT and GE are LT and LE with operands exchanged (ew_binary.c). */
#include <math.h>
#include <tgmath.h>

#include "kernel_loops.h"

/* ---- bool ---- */
#define N(op)     KT_JOIN(KT_JOIN(op, BOOL), KT_ISA)
#define L1(op, E) KT_LOOP1(N(op), uint8_t, uint8_t, uint8_t, LD_TRUTH, ST_PLAIN, (uint8_t)(E))
#define L2(op, E) KT_LOOP2(N(op), uint8_t, uint8_t, uint8_t, LD_TRUTH, ST_PLAIN, (uint8_t)(E))
L1(POSITIVE, x)
L1(LOGICAL_NOT, !x)
L1(TRUE, ((void)x, 1))
L1(FALSE, ((void)x, 0))
L2(OR, x | y)
L2(AND, x &y)
L2(XOR, x ^ y)
L2(EQ, x == y)
L2(LT, x < y)
L2(LE, x <= y)
#undef N
#undef L1
#undef L2

#define DT        U8
#define T         uint8_t
#define U         uint8_t
#define S         int8_t
#define IS_SIGNED 0
#include "kernel_int.inc.h"
#undef DT
#undef T
#undef U
#undef S
#undef IS_SIGNED
#define DT        U16
#define T         uint16_t
#define U         uint16_t
#define S         int16_t
#define IS_SIGNED 0
#include "kernel_int.inc.h"
#undef DT
#undef T
#undef U
#undef S
#undef IS_SIGNED
#define DT        U32
#define T         uint32_t
#define U         uint32_t
#define S         int32_t
#define IS_SIGNED 0
#include "kernel_int.inc.h"
#undef DT
#undef T
#undef U
#undef S
#undef IS_SIGNED
#define DT        U64
#define T         uint64_t
#define U         uint64_t
#define S         int64_t
#define IS_SIGNED 0
#include "kernel_int.inc.h"
#undef DT
#undef T
#undef U
#undef S
#undef IS_SIGNED
#define DT        I8
#define T         int8_t
#define U         uint8_t
#define S         int8_t
#define IS_SIGNED 1
#include "kernel_int.inc.h"
#undef DT
#undef T
#undef U
#undef S
#undef IS_SIGNED
#define DT        I16
#define T         int16_t
#define U         uint16_t
#define S         int16_t
#define IS_SIGNED 1
#include "kernel_int.inc.h"
#undef DT
#undef T
#undef U
#undef S
#undef IS_SIGNED
#define DT        I32
#define T         int32_t
#define U         uint32_t
#define S         int32_t
#define IS_SIGNED 1
#include "kernel_int.inc.h"
#undef DT
#undef T
#undef U
#undef S
#undef IS_SIGNED
#define DT        I64
#define T         int64_t
#define U         uint64_t
#define S         int64_t
#define IS_SIGNED 1
#include "kernel_int.inc.h"
#undef DT
#undef T
#undef U
#undef S
#undef IS_SIGNED

#define F(f)       f
#define NEXT(x, y) nextafter(x, y)
#define DT         F32
#define T          float
#define C          float
#define LD         LD_PLAIN
#define ST         ST_PLAIN
#include "kernel_float.inc.h"
#undef DT
#undef T
#undef C
#define DT F64
#define T  double
#define C  double
#include "kernel_float.inc.h"
#undef DT
#undef T
#undef C
#undef LD
#undef ST
#undef NEXT
#define NEXT(x, y) kt_f16_next(x, y)
#undef NEXT
#define NEXT(x, y) kt_f16_next(x, y)
#define DT         F16
#define T          KtF16
#define C          float
#define LD         LD_F16
#define ST         ST_F16
#include "kernel_float.inc.h"
#undef DT
#undef T
#undef C
#undef LD
#undef ST
#undef NEXT
#define NEXT(x, y) kt_bf16_next(x, y)
#undef NEXT
#define NEXT(x, y) kt_bf16_next(x, y)
#define DT         BF16
#define T          KtBF16
#define C          float
#define LD         LD_BF16
#define ST         ST_BF16
#include "kernel_float.inc.h"

#define E1(dt, op) [KT_##dt] = KT_JOIN(KT_JOIN(op, dt), KT_ISA)
#define INTS(op)                                                                                   \
    E1(U8, op), E1(I8, op), E1(I16, op), E1(I32, op), E1(I64, op), E1(U16, op), E1(U32, op),       \
        E1(U64, op)
#define FLOATS(op)  E1(F16, op), E1(BF16, op), E1(F32, op), E1(F64, op)
#define BOOL_AS(op) [KT_BOOL] = KT_JOIN(KT_JOIN(op, BOOL), KT_ISA)

const KtLoopFn KT_ISA_NAME(kt_unary_table)[KT_N_UNARY][KT_N_DTYPES] = {
    [KT_OP_NEG] = {INTS(NEG), FLOATS(NEG)},
    [KT_OP_POSITIVE] = {INTS(POSITIVE), FLOATS(POSITIVE)},
    [KT_OP_ABS] = {BOOL_AS(POSITIVE), INTS(ABS), FLOATS(ABS)},
    [KT_OP_FABS] = {FLOATS(ABS)},
    [KT_OP_SIGN] = {BOOL_AS(POSITIVE), INTS(SIGN), FLOATS(SIGN)},
    [KT_OP_SGN] = {BOOL_AS(POSITIVE), INTS(SIGN), FLOATS(SIGN)},
    [KT_OP_SQUARE] = {BOOL_AS(POSITIVE), INTS(SQUARE), FLOATS(SQUARE)},
    [KT_OP_SQRT] = {FLOATS(SQRT)},
    [KT_OP_RSQRT] = {FLOATS(RSQRT)},
    [KT_OP_RECIPROCAL] = {FLOATS(RECIPROCAL)},
    [KT_OP_RECIPROCAL_NP] = {INTS(RECIPROCAL_NP), FLOATS(RECIPROCAL)},
    [KT_OP_FLOOR] = {INTS(POSITIVE), FLOATS(FLOOR)},
    [KT_OP_CEIL] = {INTS(POSITIVE), FLOATS(CEIL)},
    [KT_OP_TRUNC] = {INTS(POSITIVE), FLOATS(TRUNC)},
    [KT_OP_ROUND] = {INTS(POSITIVE), FLOATS(ROUND)},
    [KT_OP_FRAC] = {FLOATS(FRAC)},
    [KT_OP_RELU] = {INTS(RELU), FLOATS(RELU)},
    [KT_OP_DEG2RAD] = {FLOATS(DEG2RAD)},
    [KT_OP_RAD2DEG] = {FLOATS(RAD2DEG)},
    [KT_OP_BITWISE_NOT] = {BOOL_AS(LOGICAL_NOT), INTS(BITWISE_NOT)},
    [KT_OP_LOGICAL_NOT] = {BOOL_AS(LOGICAL_NOT), INTS(LOGICAL_NOT), FLOATS(LOGICAL_NOT)},
    [KT_OP_ISNAN] = {BOOL_AS(FALSE), INTS(ISNAN), FLOATS(ISNAN)},
    [KT_OP_ISINF] = {BOOL_AS(FALSE), INTS(ISNAN), FLOATS(ISINF)},
    [KT_OP_ISFINITE] = {BOOL_AS(TRUE), INTS(ISFINITE), FLOATS(ISFINITE)},
    [KT_OP_ISPOSINF] = {BOOL_AS(FALSE), INTS(ISNAN), FLOATS(ISPOSINF)},
    [KT_OP_ISNEGINF] = {BOOL_AS(FALSE), INTS(ISNAN), FLOATS(ISNEGINF)},
    [KT_OP_SIGNBIT] = {BOOL_AS(FALSE), INTS(SIGNBIT), FLOATS(SIGNBIT)},
    [KT_OP_CONJ] = {BOOL_AS(POSITIVE), INTS(POSITIVE), FLOATS(POSITIVE)},
    [KT_OP_LEAKY_RELU] = {FLOATS(LEAKY_RELU)},
    [KT_OP_HARDTANH] = {INTS(HARDTANH), FLOATS(HARDTANH)},
    [KT_OP_HARDSIGMOID] = {FLOATS(HARDSIGMOID)},
    [KT_OP_HARDSWISH] = {FLOATS(HARDSWISH)},
    [KT_OP_SOFTSHRINK] = {FLOATS(SOFTSHRINK)},
    [KT_OP_HARDSHRINK] = {FLOATS(HARDSHRINK)},
    [KT_OP_THRESHOLD] = {INTS(THRESHOLD), FLOATS(THRESHOLD)},
    [KT_OP_NAN_TO_NUM] = {BOOL_AS(POSITIVE), INTS(POSITIVE), FLOATS(NAN_TO_NUM)},
};

#define ROW(op) [KT_OP_##op - KT_OP_ADD]
const KtLoopFn KT_ISA_NAME(kt_binary_table)[KT_N_BINARY][KT_N_DTYPES] = {
    ROW(ADD) = {BOOL_AS(OR), INTS(ADD), FLOATS(ADD)},
    ROW(SUB) = {INTS(SUB), FLOATS(SUB)},
    ROW(MUL) = {BOOL_AS(AND), INTS(MUL), FLOATS(MUL)},
    ROW(DIV) = {FLOATS(DIV)},
    ROW(FLOOR_DIV) = {INTS(FLOOR_DIV), FLOATS(FLOOR_DIV)},
    ROW(TRUNC_DIV) = {INTS(TRUNC_DIV), FLOATS(TRUNC_DIV)},
    ROW(REMAINDER) = {INTS(REMAINDER), FLOATS(REMAINDER)},
    ROW(FMOD) = {INTS(FMOD), FLOATS(FMOD)},
    ROW(POW) = {INTS(POW)},
    ROW(MAXIMUM) = {BOOL_AS(OR), INTS(MAXIMUM), FLOATS(MAXIMUM)},
    ROW(MINIMUM) = {BOOL_AS(AND), INTS(MINIMUM), FLOATS(MINIMUM)},
    ROW(FMAX) = {BOOL_AS(OR), INTS(MAXIMUM), FLOATS(FMAX)},
    ROW(FMIN) = {BOOL_AS(AND), INTS(MINIMUM), FLOATS(FMIN)},
    ROW(COPYSIGN) = {FLOATS(COPYSIGN)},
    ROW(NEXTAFTER) = {FLOATS(NEXTAFTER)},
    ROW(LDEXP) = {FLOATS(LDEXP)},
    ROW(HEAVISIDE) = {INTS(HEAVISIDE), FLOATS(HEAVISIDE)},
    ROW(GCD) = {INTS(GCD)},
    ROW(LCM) = {INTS(LCM)},
    ROW(BITWISE_AND) = {BOOL_AS(AND), INTS(BITWISE_AND)},
    ROW(BITWISE_OR) = {BOOL_AS(OR), INTS(BITWISE_OR)},
    ROW(BITWISE_XOR) = {BOOL_AS(XOR), INTS(BITWISE_XOR)},
    ROW(LSHIFT) = {INTS(LSHIFT)},
    ROW(RSHIFT) = {INTS(RSHIFT)},
    ROW(EQ) = {BOOL_AS(EQ), INTS(EQ), FLOATS(EQ)},
    ROW(NE) = {BOOL_AS(XOR), INTS(NE), FLOATS(NE)},
    ROW(LT) = {BOOL_AS(LT), INTS(LT), FLOATS(LT)},
    ROW(LE) = {BOOL_AS(LE), INTS(LE), FLOATS(LE)},
    ROW(LOGICAL_AND) = {BOOL_AS(AND), INTS(LOGICAL_AND), FLOATS(LOGICAL_AND)},
    ROW(LOGICAL_OR) = {BOOL_AS(OR), INTS(LOGICAL_OR), FLOATS(LOGICAL_OR)},
    ROW(LOGICAL_XOR) = {BOOL_AS(XOR), INTS(LOGICAL_XOR), FLOATS(LOGICAL_XOR)},
};
