#ifndef KI_OPS_INT_H
#define KI_OPS_INT_H
/* Operators of two exact ints, and comparisons of numbers or of two texts, that the dispatch loop
 * does not finish itself. Called with other operands they go to the general operation. */
#include "../object/obj_int.h"
#include "vm.h"

/* Immediate ints have 49 bits: as doubles they are exact. */
static inline bool ki_both_numbers(KiValue x, KiValue y) {
    return (ki_is_float(x) || ki_is_int(x)) && (ki_is_float(y) || ki_is_int(y));
}
static inline double ki_as_double(KiValue v) {
    return ki_is_float(v) ? ki_float_val(v) : (double)ki_int_val(v);
}

KI_SLOW(ki_op_int_add);
KI_SLOW(ki_op_int_sub);
KI_SLOW(ki_op_int_mul);
KI_SLOW(ki_op_int_lshift);
KI_SLOW(ki_op_int_rshift);
KI_SLOW(ki_op_int_binary); /* ADD .. POW, generic opcodes only */
KI_SLOW(ki_op_plain_compare);
#endif
