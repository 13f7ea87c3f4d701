/* Names and operand kinds of all instructions, from opcode.def. */
#include "opcode.h"

const KiOpInfo ki_op_info[KI_OP_COUNT] = {
#define OP(name, a, b, c, doc) [KI_OP_##name] = {#name, KI_ARG_##a, KI_ARG_##b, KI_ARG_##c, doc},
#include "opcode.def"
#undef OP
};
