/* Functions gone through in PyTorch's steps: see torch_steps.h. */
#include "torch_steps.h"

#include "../object/native.h"
#include "../object/runtime.h"

/* KI_ABSENT: there is none. */
static KiValue steps_of(KiState *ks, const char *name, char place) {
    const char *home = place == 'n'                   ? "torch.nn._functional_steps"
                       : place == 'f' || place == 'm' ? "torch._functional_steps"
                                                      : NULL;
    if (!home || (name[0] == '_' && name[1] != '_')) return KI_ABSENT;
    KiValue steps = ki_import_attr(ks, home, place == 'm' ? "OF_METHODS" : "STEPS");
    KiValue f = KI_ABSENT;
    if (steps == KI_ERR) return KI_ERR;
    if (ki_is_dict(steps)) f = ki_dict_get_cstr(ks, ki_dict_of(steps), name);
    if (f != KI_ABSENT) ki_incref(f);
    ki_decref(ks, steps);
    return f;
}

bool ki_torch_steps_fail(KiState *ks, const char *name, char place, KiValue *args, int nargs,
                         KiValue kwnames) {
    if (ki_pending(ks) && ki_pending_is(ks, KI_EXC_Warning)) return true; /* made by a filter */
    KiValue before = ki_take_exc(ks);
    KiValue f = steps_of(ks, name, place);
    KiValue r = f;
    if (f != KI_ABSENT && f != KI_ERR) {
        r = ki_call(ks, f, args, nargs, kwnames);
        ki_decref(ks, f);
    }
    bool failed = r == KI_ERR;
    if (failed) {
        if (before != KI_ABSENT) ki_decref(ks, before);
    } else {
        if (r != KI_ABSENT) ki_decref(ks, r);
        if (before != KI_ABSENT) ki_restore_exc(ks, before);
    }
    return failed;
}
