/* The op table as data, and reading of its name columns. */
#include "op.h"

#include <string.h>

#include "dtype.h"

/* Short spellings of op.def as the enums' names. */
#define F_UNARY   KT_FAM_UNARY
#define F_BINARY  KT_FAM_BINARY
#define F_COMPARE KT_FAM_COMPARE
#define F_REDUCE  KT_FAM_REDUCE
#define F_CUM     KT_FAM_CUM
#define F_FUNC    KT_FAM_FUNC

const KtOpInfo kt_op_info[KT_N_OPS] = {
#define KT_OP(opname, fam, n, rulename, fl, grad, nodename, tnames, nnames, text)                  \
    [KT_OP_##opname] = {.name = #opname,                                                           \
                        .family = F_##fam,                                                         \
                        .rule = KT_RULE_##rulename,                                                \
                        .flags = KT_OPF_##fl,                                                      \
                        .arity = n,                                                                \
                        .gradient = #grad,                                                         \
                        .node = nodename,                                                          \
                        .torch = tnames,                                                           \
                        .numpy = nnames,                                                           \
                        .doc = text},
#include "op.def"
#undef KT_OP
};

#define BIT(dtype) (1u << KT_##dtype)
#define B          BIT(BOOL)
#define N          (BIT(U8) | BIT(I8) | BIT(I16) | BIT(I32) | BIT(I64))
#define H          BIT(F16)
#define W          BIT(BF16)
#define F          (BIT(F32) | BIT(F64))
#define C          (BIT(C64) | BIT(C128))
const KtTorchKernel kt_torch_kernel[KT_N_OPS] = {
#define TK(op, kernel, dtypes) [KT_OP_##op] = {kernel, dtypes},
#include "torch_kernel.def"
#undef TK
};
#undef B
#undef N
#undef H
#undef W
#undef F
#undef C

const char *kt_op_next_name(const char *list, char name[48], char places[8]) {
    if (!list || !*list) return NULL;
    size_t comma = strcspn(list, ",");
    size_t slash = strcspn(list, "/,");
    size_t n = slash < 47 ? slash : 47;
    memcpy(name, list, n);
    name[n] = 0;
    size_t m = slash < comma ? comma - slash - 1 : 0;
    if (m > 7) m = 7;
    memcpy(places, list + comma - m, m);
    places[m] = 0;
    return list[comma] ? list + comma + 1 : list + comma;
}

static const char *first_name(const char *list, char *buf) {
    char places[8];
    if (!kt_op_next_name(list, buf, places)) buf[0] = 0;
    return buf;
}

const char *kt_op_torch_name(KtOp op, char *buf) {
    return first_name(kt_op_info[op].torch, buf);
}

const char *kt_op_numpy_name(KtOp op, char *buf) {
    return first_name(kt_op_info[op].numpy, buf);
}
