#ifndef KI_OPCODE_H
#define KI_OPCODE_H
/* Instruction numbers and their properties (see opcode.def). */
#include <stdbool.h>
#include <stdint.h>

typedef enum KiOp {
#define OP(name, a, b, c, doc) KI_OP_##name,
#include "opcode.def"
#undef OP
    KI_OP_COUNT
} KiOp;

/* What an operand means: for the disassembler and the verifier. */
typedef enum KiOperand {
    KI_ARG__,  /* unused */
    KI_ARG_D,  /* destination register */
    KI_ARG_R,  /* source register */
    KI_ARG_RK, /* source register, or k[] when KI_FL_CK / KI_FL_BK */
    KI_ARG_W,  /* call window or first of a run of temporaries */
    KI_ARG_K,  /* index into k[] */
    KI_ARG_N,  /* number */
    KI_ARG_J,  /* jump offset in instructions from the next instruction */
    KI_ARG_F   /* index of a free variable */
} KiOperand;

/* Bits of KiInstr.fl. A register operand without its T bit is borrowed. */
enum {
    KI_FL_AL = 1,  /* destination a is a local: the old value is released after the store */
    KI_FL_BT = 2,  /* b is a temporary and consumed */
    KI_FL_CT = 4,  /* c is a temporary and consumed */
    KI_FL_AT = 8,  /* a is a source temporary and consumed (SETATTR, SETITEM, ...) */
    KI_FL_BK = 16, /* b is an index into k[] (borrowed constant) */
    KI_FL_CK = 32, /* c is an index into k[] (borrowed constant) */
    KI_FL_X = 64,
    KI_FL_Y = 128 /* per opcode, see opcode.def */
};

/* Inline cache words behind a "name+cache" constant, zero at first; the VM alone gives them
 * meaning. ATTR: GETATTR, SETATTR, LOADM. GLOBAL: LOADGLOBAL, STOREGLOBAL, LOADNAME, STORENAME.
 * CALL: after the name tuple of CALL_KW and CALLM_KW. */
#define KI_CACHE_ATTR   7
#define KI_CACHE_GLOBAL 3
#define KI_CACHE_CALL   2

typedef struct KiOpInfo {
    const char *name;
    uint8_t a, b, c; /* KiOperand */
    const char *doc;
} KiOpInfo;
extern const KiOpInfo ki_op_info[KI_OP_COUNT];
/* Control never reaches the instruction behind one of these. */
static inline bool ki_op_ends_flow(KiOp op) {
    switch (op) {
    case KI_OP_JUMP:
    case KI_OP_JLOOP:
    case KI_OP_RETURN:
    case KI_OP_RETURNK:
    case KI_OP_RAISE:
    case KI_OP_RERAISE:
        return true;
    default:
        return false;
    }
}
/* The instruction that the compiler wrote where the VM has put a quickened form. */
KiOp ki_op_generic(KiOp op);
#endif
