/* Running code objects that are not called as functions: modules, exec, eval, class bodies. */
#include "vm.h"

/* f (consumed) runs with register 0 = ns (borrowed) if it wants one. */
static KiValue run_body(KiState *ks, KiFunc *f, KiValue ns) {
    KiValue *top = ki_stack_top(ks);
    int n = 0;
    if (top + 8 > ks->stack_limit) {
        ki_decref_obj(ks, &f->h);
        return ki_raise(ks, KI_EXC_RecursionError, "maximum recursion depth exceeded");
    }
    if (f->code->flags & KI_CO_NAMESPACE) top[4 + n++] = ki_new_ref(ns);
    return ki_vm_run_func(ks, top + 4, f, n);
}

KiValue ki_exec_code(KiState *ks, KiCode *code, KiDict *globals, KiValue locals) {
    KiFunc *f = ki_func_new(ks, code, globals);
    if (!f) return KI_ERR;
    if (code->n_free) {
        ki_decref_obj(ks, &f->h);
        return ki_raise(ks, KI_EXC_TypeError,
                        "code object passed to exec() may not contain free variables");
    }
    return run_body(ks, f, locals == KI_ABSENT ? ki_from_obj(globals) : locals);
}

KiValue ki_call_body(KiState *ks, KiFunc *body, KiValue ns) {
    ki_incref_obj(&body->h);
    return run_body(ks, body, ns);
}
