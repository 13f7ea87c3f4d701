#ifndef KT_OP_H
#define KT_OP_H
/* Operation numbers and facts, both from op.def. */
#include <stdbool.h>
#include <stdint.h>

typedef enum KtOp {
#define KT_OP(name, family, arity, rule, flags, grad, node, torch, numpy, doc) KT_OP_##name,
#include "op.def"
#undef KT_OP
    KT_N_OPS
} KtOp;

typedef enum KtOpFamily {
    KT_FAM_UNARY,
    KT_FAM_BINARY,
    KT_FAM_COMPARE,
    KT_FAM_REDUCE,
    KT_FAM_CUM,
    KT_FAM_FUNC
} KtOpFamily;
typedef enum KtOpRule {
    KT_RULE_SAME,
    KT_RULE_FLOAT,
    KT_RULE_BOOL,
    KT_RULE_REAL,
    KT_RULE_SUM,
    KT_RULE_INDEX,
    KT_RULE_OWN
} KtOpRule;
enum { KT_OPF_NO = 0, KT_OPF_NB = 1, KT_OPF_NC = 2, KT_OPF_NF = 4 };

typedef struct KtOpInfo {
    const char *name; /* "EXP" */
    uint8_t family, rule, flags;
    int8_t arity;
    const char *gradient, *node;
    const char *torch, *numpy, *doc; /* formats: see op.def */
} KtOpInfo;

extern const KtOpInfo kt_op_info[KT_N_OPS];

/* What PyTorch's kernel of an op is called, and which dtypes it has none for: torch_kernel.def. */
typedef struct KtTorchKernel {
    const char *name; /* NULL: no row */
    uint32_t lacks;   /* bit d: dtype d */
} KtTorchKernel;
extern const KtTorchKernel kt_torch_kernel[KT_N_OPS];
/* First torch / numpy name of an op without its place letters, for messages. buf: 48 bytes. */
const char *kt_op_torch_name(KtOp op, char *buf);
const char *kt_op_numpy_name(KtOp op, char *buf);
/* Iterates the comma-separated names of a torch/numpy column: fills name and places ("fmi"),
 * returns the rest to continue with, NULL at the end. */
const char *kt_op_next_name(const char *list, char name[48], char places[8]);
#endif
