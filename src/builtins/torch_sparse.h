#ifndef KI_TORCH_SPARSE_H
#define KI_TORCH_SPARSE_H
/* Sparse tensors (tensor/sparse.h) as arguments: the one gate through which they reach torch.
 *
 * What a function or an operator does with them is written in Python, in torch/_sparse_coo.py, over
 * their indices and values. Every native function of torch but those marked `c` in their table, and
 * every slot and attribute of Tensor that reads elements, hands a call with a sparse argument
 * there; what is not in its table raises NotImplementedError. A state that never made such a tensor
 * pays no more than for lazy views (torch_lazy.h). */
#include "../tensor/sparse.h"
#include "torch_args.h"

static inline bool ts_is_sparse(KiValue v) {
    return ki_is_tensor(v) && kt_is_sparse(ki_tensor_of(v));
}
/* Is one of them, or in a list or tuple among them? */
bool ts_any(const KiValue *v, int n);

/* The call name(*args) of what is found at that place ('f' torch, 'm' Tensor, 'n' nn, ..., 'o' an
 * operator, 'a' an attribute), with sparse arguments. */
KiValue ts_call(KiState *ks, const char *name, char place, const KiValue *args, int nargs,
                KiValue kwnames) KB_MUST_CHECK;
/* The same of a native function, whose signature is looked at as in other calls of it. */
KiValue ts_native(KiState *ks, KiNative *f, KiValue *args, int nargs,
                  KiValue kwnames) KB_MUST_CHECK;
/* The same of an operator: op's name in torch, in place with an underscore. */
KiValue ts_operator(KiState *ks, KtOp op, bool in_place, const KiValue *args, int n) KB_MUST_CHECK;
/* The gate for native functions alone: KiNativeExplain.around of those that take lazy views. */
KiValue ts_around(KiState *ks, KiNative *f, KiValue *args, int nargs,
                  KiValue kwnames) KB_MUST_CHECK;

#endif
