#ifndef KI_TORCH_OVERRIDE_H
#define KI_TORCH_OVERRIDE_H
/* Classes that answer torch's functions themselves (__torch_function__): the one gate through which
 * calls of native functions, operators and attributes ask them. Functions written in Python are
 * asked for by their KiInstead, which they get when the first such class is made; which functions
 * ask, and with which arguments, torch/_asking.py knows.
 *
 * Tensor itself and Parameter leave everything to the functions. A state without other classes
 * pays no more than for lazy views (torch_lazy.h). */
#include "torch_args.h"

/* Is v an instance of a class to ask? */
bool to_asks(KiState *ks, KiValue v);
/* A thread that asks nobody while this is in the list of the state. */
typedef struct KiAskingOff {
    const KiValue *thread; /* its VM stack */
    struct KiAskingOff *next;
    bool by_script; /* allocated, for torch._C.DisableTorchFunction */
} KiAskingOff;
/* Does the running thread ask nobody? */
static inline bool to_off(KiState *ks) {
    for (const KiAskingOff *o = ki_ts(ks)->asking.off; KB_UNLIKELY(o != NULL); o = o->next)
        if (o->thread == ks->stack) return true;
    return false;
}
/* May anybody have to be asked now? */
static inline bool to_on(KiState *ks) {
    const KiTensorState *ts = ki_ts(ks);
    return ts->asking.on && (!to_off(ks) || ts->asking.mode != KI_ABSENT);
}
/* Have calls with one of n values to be asked about? Lists and tuples are not looked into. */
bool to_any(KiState *ks, const KiValue *v, int n);

/* The answer to a call, or KI_ABSENT where nobody has to be asked (or KI_ERR). */
KiValue to_native(KiState *ks, KiNative *f, KiValue *args, int nargs,
                  KiValue kwnames) KB_MUST_CHECK;
/* The same of Tensor.name(*v), an operator or special method. */
KiValue to_method(KiState *ks, const char *name, const KiValue *v, int n) KB_MUST_CHECK;
/* The same of Tensor.name.__get__(v) or, with a value (KI_ABSENT: delete), __set__(v, value). */
KiValue to_get(KiState *ks, const char *name, KiValue v) KB_MUST_CHECK;
KiValue to_set(KiState *ks, const char *name, KiValue v, KiValue value) KB_MUST_CHECK;

/* The gates for native functions, before those for lazy and sparse arguments:
 * KiNativeExplain.around. */
KiValue to_around_plain(KiState *ks, KiNative *f, KiValue *args, int nargs,
                        KiValue kwnames) KB_MUST_CHECK;
KiValue to_around_lazy(KiState *ks, KiNative *f, KiValue *args, int nargs,
                       KiValue kwnames) KB_MUST_CHECK;
KiValue to_around_any(KiState *ks, KiNative *f, KiValue *args, int nargs,
                      KiValue kwnames) KB_MUST_CHECK;
#endif
