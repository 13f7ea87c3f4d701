/* Names and operand kinds of all instructions, from opcode.def. */
#include "opcode.h"

#include <stdbool.h>
#include <string.h>

const KiOpInfo ki_op_info[KI_OP_COUNT] = {
#define OP(name, a, b, c, doc) [KI_OP_##name] = {#name, KI_ARG_##a, KI_ARG_##b, KI_ARG_##c, doc},
#include "opcode.def"
#undef OP
};

#define FIRST_QUICK KI_OP_ADD_II

/* A quickened form has the name of its instruction and an ending; those of negated jumps begin with
 * JN, where the flags of the instruction say that it is negated. */
KiOp ki_op_generic(KiOp op) {
    if (op < FIRST_QUICK) return op;
    const char *name = ki_op_info[op].name;
    bool negated = !strncmp(name, "JN", 2) && strncmp(name, "JNE_", 4);
    for (size_t n = strlen(name); n > 0; n--) {
        if (name[n] != '_') continue;
        for (int i = 0; i < FIRST_QUICK; i++) {
            const char *g = ki_op_info[i].name;
            if (negated ? g[0] == 'J' && strlen(g) == n - 1 && !strncmp(g + 1, name + 2, n - 2)
                        : strlen(g) == n && !strncmp(g, name, n))
                return (KiOp)i;
        }
    }
    return op;
}
