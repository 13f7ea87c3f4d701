/* Operators of exact ints beyond what the dispatch loop does (an operand or the result is no
 * immediate), and comparisons of exact ints and texts. Nothing can come between two exact ints, so
 * the arithmetic is called directly; temporaries are rare here and tested for all at once. */
#include "ops_int.h"

#include "../object/number.h"

/* Any operand or the destination has a value to release. */
#define OWNERS (KI_FL_AL | KI_FL_BT | KI_FL_CT)

/* Temporaries lie in registers, and one of them may be the destination. */
static KB_COLD int store_and_release(KiState *ks, KiValue *R, const KiInstr *pc, KiValue r) {
    KiValue x = R[pc->b], y = R[pc->uc];
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, x);
    ki_release_c(ks, pc, y);
    return 0;
}

static inline int finish(KiState *ks, KiValue *R, const KiInstr *pc, KiValue r) {
    if (KB_UNLIKELY(r == KI_ERR)) return -1;
    if (pc->fl & OWNERS) return store_and_release(ks, R, pc, r);
    R[pc->a] = r;
    return 0;
}

/* The limbs of v, those of an immediate in store; false: v is no exact int. */
static inline bool limbs_of(KiValue v, KbLimb store[1], KbBig *out) {
    if (ki_is_int(v)) {
        *out = kb_big_of_int64(ki_int_val(v), store);
        return true;
    }
    if (!ki_is_bigint(v)) return false;
    const KiInt *i = (const KiInt *)ki_obj(v);
    *out = (KbBig){i->limb, i->size};
    return true;
}

#define INT_OP(name, result)                                                                       \
    KI_SLOW(ki_op_int_##name) {                                                                    \
        KbLimb sx[1], sy[1];                                                                       \
        KbBig x, y;                                                                                \
        if (!limbs_of(ki_arg_b(R, k, pc), sx, &x) || !limbs_of(ki_arg_c(R, k, pc), sy, &y))        \
            return ki_op_binary(ks, R, k, pc);                                                     \
        ki_save(ks, R, pc);                                                                        \
        return finish(ks, R, pc, result);                                                          \
    }
INT_OP(add, ki_int_sum(ks, x, y, false))
INT_OP(sub, ki_int_sum(ks, x, y, true))
INT_OP(mul, ki_int_product(ks, x, y))
INT_OP(lshift, ki_int_shift(ks, x, y, true))
INT_OP(rshift, ki_int_shift(ks, x, y, false))

KI_SLOW(ki_op_int_binary) {
    KiValue x = ki_arg_b(R, k, pc), y = ki_arg_c(R, k, pc);
    if (!ki_is_exact_int(x) || !ki_is_exact_int(y)) return ki_op_binary(ks, R, k, pc);
    ki_save(ks, R, pc);
    KiBinaryOp op = (KiBinaryOp)(pc->op - KI_OP_ADD);
    return finish(ks, R, pc, ki_int_binary(ks, x, y, op));
}

KI_SLOW(ki_op_plain_compare) {
    KiValue x = ki_arg_b(R, k, pc), y = ki_arg_c(R, k, pc);
    KiCompareOp op = (KiCompareOp)(pc->op - KI_OP_LT);
    if (ki_both_numbers(x, y)) {
        ki_save(ks, R, pc);
        return finish(ks, R, pc, ki_bool(ki_doubles_hold(ki_as_double(x), ki_as_double(y), op)));
    }
    if (ki_is_str_exact(x) && ki_is_str_exact(y)) {
        ki_save(ks, R, pc);
        return finish(ks, R, pc, ki_bool(ki_str_holds(ks, ki_str_of(x), ki_str_of(y), op)));
    }
    if (!ki_is_exact_int(x) || !ki_is_exact_int(y)) return ki_op_compare(ks, R, k, pc);
    ki_save(ks, R, pc);
    return finish(ks, R, pc, ki_bool(ki_cmp_result(ki_int_order(x, y), op)));
}
