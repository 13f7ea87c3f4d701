/* Dispatch loop: operators. Included by eval.c alone.
 *
 * Immediate ints are BASE + n with BASE = 2^64 - 2^48, so b + (c - BASE) is the sum of both, and
 * it is out of range exactly when the result is below KI_INT_FLOOR as an unsigned number. */

/* The result of a fast path: an immediate. Only a local that held an object needs more. */
#define ARITH_DONE(r)                                                                              \
    do {                                                                                           \
        KiValue r_ = (r), old_ = R[pc->a];                                                         \
        R[pc->a] = r_;                                                                             \
        if (KB_UNLIKELY(ki_is_ptr(old_)) && (pc->fl & KI_FL_AL)) RELEASE(old_);                    \
        NEXT();                                                                                    \
    } while (0)

#define INT_ADD(b, c, r) ((r) = (b) + ((c)-KI_INT_BASE), (r) >= KI_INT_FLOOR)
#define INT_SUB(b, c, r) ((r) = (b) - ((c)-KI_INT_BASE), (r) >= KI_INT_FLOOR)
#define INT_MUL(b, c, r)                                                                           \
    (!__builtin_mul_overflow(ki_int_val(b), ki_int_val(c), &product) && ki_int_fits(product) &&    \
     ((r) = ki_small_int(product), true))

#define ARITH(NAME, name, INT_OP, OP_C)                                                            \
    OPCODE(NAME##_II) : {                                                                          \
        KiValue b = R[pc->b], c = R[pc->uc], r;                                                    \
        int64_t product;                                                                           \
        (void)product;                                                                             \
        if (KB_LIKELY(ki_both_int(b, c) && INT_OP(b, c, r))) ARITH_DONE(r);                        \
        SLOW(ki_op_int_##name);                                                                    \
    }                                                                                              \
    OPCODE(NAME##_IK) : {                                                                          \
        KiValue b = R[pc->b], c = k[pc->uc], r;                                                    \
        int64_t product;                                                                           \
        (void)product;                                                                             \
        if (KB_LIKELY(ki_is_int(b) && INT_OP(b, c, r))) ARITH_DONE(r);                             \
        SLOW(ki_op_int_##name);                                                                    \
    }                                                                                              \
    OPCODE(NAME##_FF) : {                                                                          \
        KiValue b = R[pc->b], c = R[pc->uc];                                                       \
        if (KB_LIKELY(ki_is_float(b) && ki_is_float(c)))                                           \
            ARITH_DONE(ki_float(ki_float_val(b) OP_C ki_float_val(c)));                            \
        SLOW(ki_op_binary);                                                                        \
    }                                                                                              \
    OPCODE(NAME##_FK) : {                                                                          \
        KiValue b = OPERAND_B, c = OPERAND_C;                                                      \
        if (KB_LIKELY(ki_is_float(b) && ki_is_float(c)))                                           \
            ARITH_DONE(ki_float(ki_float_val(b) OP_C ki_float_val(c)));                            \
        SLOW(ki_op_binary);                                                                        \
    }                                                                                              \
    OPCODE(NAME##_ANY) : {                                                                         \
        KiValue b = OPERAND_B, c = OPERAND_C, r;                                                   \
        int64_t product;                                                                           \
        (void)product;                                                                             \
        if (ki_is_float(b)) {                                                                      \
            if (ki_is_float(c)) ARITH_DONE(ki_float(ki_float_val(b) OP_C ki_float_val(c)));        \
            if (ki_is_int(c)) ARITH_DONE(ki_float(ki_float_val(b) OP_C(double) ki_int_val(c)));    \
        } else if (ki_is_int(b)) {                                                                 \
            if (ki_is_int(c) && INT_OP(b, c, r)) ARITH_DONE(r);                                    \
            if (ki_is_float(c)) ARITH_DONE(ki_float((double)ki_int_val(b) OP_C ki_float_val(c)));  \
        } else if (ki_is_kind(b, KI_K_INSTANCE) && !(pc->fl & KI_FL_BK)) {                         \
            SLOW_ENTER(ki_op_binary_instance);                                                     \
        }                                                                                          \
        SLOW(ki_op_binary);                                                                        \
    }
ARITH(ADD, add, INT_ADD, +)
ARITH(SUB, sub, INT_SUB, -)
ARITH(MUL, mul, INT_MUL, *)
OPCODE(ADD) : OPCODE(SUB) : OPCODE(MUL) : SLOW(ki_op_binary);

OPCODE(TRUEDIV) : {
    KiValue b = OPERAND_B, c = OPERAND_C;
    double x, y;
    if (ki_is_float(b))
        x = ki_float_val(b);
    else if (ki_is_int(b))
        x = (double)ki_int_val(b);
    else
        SLOW(ki_op_binary);
    if (ki_is_float(c))
        y = ki_float_val(c);
    else if (ki_is_int(c))
        y = (double)ki_int_val(c);
    else
        SLOW(ki_op_binary);
    if (KB_UNLIKELY(y == 0.0)) SLOW(ki_op_binary);
    ARITH_DONE(ki_float(x / y));
}
/* Neither negative nor large: the processor divides such numbers in half the time. */
#define IN_32_BITS(x, y) (((uint64_t)((x) | (y)) >> 32) == 0)
OPCODE(FLOORDIV) : {
    KiValue b = OPERAND_B, c = OPERAND_C;
    if (KB_LIKELY(ki_both_int(b, c) && c != KI_INT_BASE)) {
        int64_t x = ki_int_val(b), y = ki_int_val(c), q;
        if (KB_LIKELY(IN_32_BITS(x, y)))
            ARITH_DONE(ki_small_int((int64_t)((uint32_t)x / (uint32_t)y)));
        q = x / y;
        if ((x ^ y) < 0 && q * y != x) q--;
        if (KB_LIKELY(ki_int_fits(q))) ARITH_DONE(ki_small_int(q));
    }
    SLOW(ki_op_int_binary);
}
OPCODE(MOD) : {
    KiValue b = OPERAND_B, c = OPERAND_C;
    if (KB_LIKELY(ki_both_int(b, c) && c != KI_INT_BASE)) {
        int64_t x = ki_int_val(b), y = ki_int_val(c), r;
        if (KB_LIKELY(IN_32_BITS(x, y)))
            ARITH_DONE(ki_small_int((int64_t)((uint32_t)x % (uint32_t)y)));
        r = x % y;
        if (r != 0 && (r ^ y) < 0) r += y;
        ARITH_DONE(ki_small_int(r));
    }
    SLOW(ki_op_int_binary);
}
/* BASE has its 48 low bits 0 and all above 1: the patterns combine as the ints do. */
OPCODE(BITAND) : {
    KiValue b = OPERAND_B, c = OPERAND_C;
    if (KB_LIKELY(ki_both_int(b, c))) ARITH_DONE(ki_small_int(ki_int_val(b) & ki_int_val(c)));
    SLOW(ki_op_int_binary);
}
OPCODE(BITOR) : {
    KiValue b = OPERAND_B, c = OPERAND_C;
    if (KB_LIKELY(ki_both_int(b, c))) ARITH_DONE(ki_small_int(ki_int_val(b) | ki_int_val(c)));
    SLOW(ki_op_int_binary);
}
OPCODE(BITXOR) : {
    KiValue b = OPERAND_B, c = OPERAND_C;
    if (KB_LIKELY(ki_both_int(b, c))) ARITH_DONE(ki_small_int(ki_int_val(b) ^ ki_int_val(c)));
    SLOW(ki_op_int_binary);
}
OPCODE(LSHIFT) : {
    KiValue b = OPERAND_B, c = OPERAND_C;
    if (KB_LIKELY(ki_both_int(b, c) && c - KI_INT_BASE < 15)) {
        int64_t r = (int64_t)((uint64_t)ki_int_val(b) << (c - KI_INT_BASE));
        if (KB_LIKELY(ki_int_fits(r))) ARITH_DONE(ki_small_int(r));
    } else if (ki_both_int(b, c) && c - KI_INT_BASE < 48) {
        int64_t x = ki_int_val(b), r = (int64_t)((uint64_t)x << (c - KI_INT_BASE));
        if (r >> (c - KI_INT_BASE) == x && ki_int_fits(r)) ARITH_DONE(ki_small_int(r));
    }
    SLOW(ki_op_int_lshift);
}
OPCODE(RSHIFT) : {
    KiValue b = OPERAND_B, c = OPERAND_C;
    if (KB_LIKELY(ki_both_int(b, c) && c - KI_INT_BASE < 64))
        ARITH_DONE(ki_small_int(ki_int_val(b) >> (c - KI_INT_BASE)));
    SLOW(ki_op_int_rshift);
}
OPCODE(POW) : SLOW(ki_op_int_binary);
OPCODE(MATMUL) : SLOW(ki_op_binary);

OPCODE(NEG) : {
    KiValue b = R[pc->b];
    if (ki_is_float(b)) ARITH_DONE(ki_float(-ki_float_val(b)));
    if (ki_is_int(b) && b != KI_INT_FLOOR) ARITH_DONE(ki_small_int(-ki_int_val(b)));
    SLOW(ki_op_unary);
}
OPCODE(INVERT) : {
    KiValue b = R[pc->b];
    if (ki_is_int(b)) ARITH_DONE(ki_small_int(~ki_int_val(b)));
    SLOW(ki_op_unary);
}
OPCODE(POS) : SLOW(ki_op_unary);
OPCODE(NOT) : {
    KiValue b = R[pc->b];
    if (ki_is_bool(b)) ARITH_DONE(b ^ 1);
    if (b == KI_NONE) ARITH_DONE(KI_TRUE);
    if (ki_is_int(b)) ARITH_DONE(ki_bool(b == KI_INT_BASE));
    SLOW(ki_op_unary);
}

#define COMPARE(NAME, OP_C)                                                                        \
    OPCODE(NAME) : {                                                                               \
        KiValue b = OPERAND_B, c = OPERAND_C;                                                      \
        if (ki_both_int(b, c)) ARITH_DONE(ki_bool((int64_t)(b)OP_C(int64_t)(c)));                  \
        if (ki_is_float(b) && ki_is_float(c))                                                      \
            ARITH_DONE(ki_bool(ki_float_val(b) OP_C ki_float_val(c)));                             \
        SLOW(ki_op_plain_compare);                                                                 \
    }
COMPARE(LT, <)
COMPARE(LE, <=)
COMPARE(EQ, ==)
COMPARE(NE, !=)
COMPARE(GT, >)
COMPARE(GE, >=)
OPCODE(IS) : {
    KiValue b = OPERAND_B, c = OPERAND_C;
    STORE(ki_bool((b == c) ^ ((pc->fl & KI_FL_X) != 0)));
    if (pc->fl & KI_FL_BT) RELEASE(b);
    if (pc->fl & KI_FL_CT) RELEASE(c);
    NEXT();
}
OPCODE(IN) : SLOW(ki_op_in);
