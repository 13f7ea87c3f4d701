#ifndef KI_TORCH_LAZY_H
#define KI_TORCH_LAZY_H
/* Lazy views (KT_T_LAZY of tensor.h) as arguments: functions that read memory as it lies get
 * resolved copies instead, and what they write into those goes back through the views. A state that
 * never made a lazy view pays one test for each call (KiState.lazy_arguments). */
#include "torch_args.h"

static inline bool tl_is_lazy(KiValue v) {
    return ki_is_tensor(v) && ki_tensor_of(v)->flags & KT_T_LAZY;
}

/* The call of the native function f with such copies: KiNativeExplain.around. */
KiValue tl_call(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) KB_MUST_CHECK;

/* The same for an operator's slot: fn(ks, what, args). */
typedef KiValue (*TlSlotFn)(KiState *ks, int what, KiValue *args);
KiValue tl_call_slot(KiState *ks, TlSlotFn fn, int what, KiValue *args, int n) KB_MUST_CHECK;
#endif
