#ifndef KI_OPS_INT_H
#define KI_OPS_INT_H
/* Operators of two exact ints, and comparisons of two ints or two texts, that the dispatch loop
 * does not finish itself. Called with other operands they go to the general operation. */
#include "../object/obj_int.h"
#include "vm.h"

KI_SLOW(ki_op_int_add);
KI_SLOW(ki_op_int_sub);
KI_SLOW(ki_op_int_mul);
KI_SLOW(ki_op_int_lshift);
KI_SLOW(ki_op_int_rshift);
KI_SLOW(ki_op_int_binary); /* ADD .. POW, generic opcodes only */
KI_SLOW(ki_op_plain_compare);
#endif
