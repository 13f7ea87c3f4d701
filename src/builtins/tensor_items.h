#ifndef KI_TENSOR_ITEMS_H
#define KI_TENSOR_ITEMS_H
/* Tuples and lists of tensors or arrays among the arguments of a call: their items, and the same
 * with others in their place. For the gates that let a call see something else than it was given
 * (torch_lazy.c, torch_sparse.c, numpy_stepped.c). */
#include "../object/containers.h"

/* Borrowed; *n is 0 for what is neither. */
static inline const KiValue *ki_items_within(KiValue v, int64_t *n) {
    if (ki_is_tuple(v)) {
        *n = ki_tuple_of(v)->len;
        return ki_tuple_of(v)->items;
    }
    *n = ki_is_list(v) ? ki_list_of(v)->len : 0;
    return *n ? ki_list_of(v)->items : NULL;
}

/* What stands for an item: a new reference; KI_ERR: raised. */
typedef KiValue (*KiStandIn)(void *user, KiValue item, int depth);
/* A tuple or list like v, of what stands for its items; depth is handed on as one more. */
KiValue ki_with_stand_ins(KiState *ks, KiValue v, KiStandIn stand_in, void *user,
                          int depth) KB_MUST_CHECK;
#endif
