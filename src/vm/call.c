/* Calls: entering Python functions without C recursion, native functions, bound methods, classes,
 * and the ki_call family for C code. */
#include <stdatomic.h>
#include <stdio.h>

#include "eval.h"
#include "trace.h"

#include "../object/depth.h"
#include "../object/native.h"
#include "../object/slot.h"
#include "../object/type_cache.h"

/* --- entering Python functions --- */

static void raise_too_deep(KiState *ks, const char *where) {
    int limit = ks->recursion_limit;
    ks->recursion_limit += 50; /* room to build and handle the exception */
    ki_raise(ks, KI_EXC_RecursionError, "maximum recursion depth exceeded%s", where);
    ks->recursion_limit = limit;
    ks->depth_limit = 0;
}

static bool check_room(KiState *ks, const KiValue *end, const char *where) {
    if (end > ks->stack_limit || ks->depth >= ks->recursion_limit) {
        raise_too_deep(ks, where);
        return false;
    }
    bool ok = !ks->breaker || ki_vm_breaker(ks, ks->R, ks->pc) == 0;
    ks->depth_limit = ks->recursion_limit - 1;
    if (ks->breaker || ks->vm->trace) ks->depth_limit = 0; /* set anew meanwhile, or to stay */
    return ok;
}

bool ki_vm_call_check(KiState *ks, const KiValue *end) {
    return check_room(ks, end, "");
}

static void release_all(KiState *ks, KiValue *at, int n) {
    KiValue *floor = ks->vm->floor;
    ks->vm->floor = at + n;
    for (int i = 0; i < n; i++)
        ki_decref(ks, at[i]);
    ks->vm->floor = floor;
}

/* The rare cases of ki_vm_enter: false with everything released. */
static KB_COLD bool slow_room(KiState *ks, KiValue *N, KiFunc *f, int n_bound, const char *where) {
    KiValue *floor = ks->vm->floor;
    ks->vm->floor = N + n_bound;
    bool ok = check_room(ks, N + f->code->n_regs, where);
    ks->vm->floor = floor;
    if (!ok) {
        release_all(ks, N, n_bound);
        ki_decref_obj(ks, &f->h);
    }
    return ok;
}

int ki_vm_enter(KiState *ks, KiValue *R, const KiInstr *ret, KiValue *N, KiFunc *f, int n_bound) {
    return ki_vm_enter_at(ks, R, ret, N, f, n_bound, "");
}
int ki_vm_enter_at(KiState *ks, KiValue *R, const KiInstr *ret, KiValue *N, KiFunc *f, int n_bound,
                   const char *where) {
    KiCode *c = f->code;
    const KiInstr *start = f->entry;
    if (!ki_vm_room(ks, N + c->n_regs)) {
        if (!slow_room(ks, N, f, n_bound, where)) return -1;
        start = ki_trace_redirect(ks, start, ks->depth + 1);
    }
    ks->depth++;
    N[-2] = (KiValue)(uintptr_t)ret;
    N[-1] = (KiValue)(uintptr_t)R;
    for (int i = n_bound; i < c->n_locals; i++)
        N[i] = KI_UNBOUND;
    ki_save(ks, N, start);
    return 1;
}

/* The first instruction of a function whose code still lies in its image. */
KI_SLOW(ki_op_load_body) {
    KiFunc *f = ki_frame_func(R);
    ki_save(ks, R, pc);
    if (!ki_code_need(ks, f->code)) return -1;
    ki_func_set_entry(f);
    ks->pc = f->entry;
    return 1;
}

/* Positional call with defaults only: the common inexact call. */
static int bind_simple(KiFunc *f, KiValue *A, int nargs) {
    KiCode *c = f->code;
    const uint32_t special = KI_CO_VARARGS | KI_CO_VARKEYWORDS | KI_CO_NAMESPACE;
    if (c->flags & special || c->n_kwonly || nargs > c->n_args) return -1;
    if (nargs == c->n_args) return nargs;
    KiTuple *d = ki_is_ptr(f->defaults) ? (KiTuple *)ki_obj(f->defaults) : NULL;
    int first = c->n_args - (d ? (int)d->len : 0);
    if (nargs < first || first < 0) return -1;
    for (int i = nargs; i < c->n_args; i++)
        A[i] = ki_new_ref(d->items[i - first]);
    return c->n_args;
}

/* Positional call of f(a, b, *args, **kw) with a and b given. -1: not so, or no memory (nothing is
 * pending: the general way tries again). */
static int bind_rest(KiState *ks, KiFunc *f, KiValue *A, int nargs) {
    KiCode *c = f->code;
    int n = c->n_args;
    if (!(c->flags & KI_CO_VARARGS) || c->n_kwonly || nargs < n) return -1;
    KiDict *kw = NULL;
    if ((c->flags & KI_CO_VARKEYWORDS) && !(kw = ki_dict_new(ks))) {
        ki_clear_exc(ks);
        return -1;
    }
    KiValue rest = KI_ABSENT;
    if (nargs > n) {
        KiTuple *t = ki_tuple_alloc(ks, nargs - n);
        if (!t) {
            if (kw) ki_decref_obj(ks, &kw->h);
            ki_clear_exc(ks);
            return -1;
        }
        for (int i = n; i < nargs; i++)
            t->items[i - n] = A[i];
        rest = ki_from_obj(t);
    }
    A[n++] = rest != KI_ABSENT ? rest : ki_new_ref(ks->empty_tuple);
    if (kw) A[n++] = ki_from_obj(kw);
    return n;
}

/* Number of bound registers, or -1 with everything released. */
static int bind(KiState *ks, KiFunc *f, KiValue *A, int nargs, KiValue kwnames, uint64_t *site) {
    if (kwnames == KI_ABSENT) {
        int n = bind_simple(f, A, nargs);
        if (n < 0) n = bind_rest(ks, f, A, nargs);
        if (n >= 0) return n;
    }
    if (!ki_vm_bind(ks, f, A, nargs, kwnames, site)) {
        ki_decref_obj(ks, &f->h);
        return -1;
    }
    if (f->code->flags & KI_CO_NAMESPACE) { /* of a module or class, called as a function */
        A[0] = ki_new_ref(ki_from_obj(f->globals));
        return 1;
    }
    return ki_vm_n_params(f->code);
}

/* --- native and other callables --- */

/* Ends a call of C code: result into the window, arguments and callee released. */
static int finish_at(KiState *ks, KiValue *win, const KiValue *args, int total, KiValue r) {
    KiValue callee = win[0];
    win[0] = r;
    for (int i = 0; i < total; i++)
        ki_decref(ks, args[i]);
    ki_decref(ks, callee);
    return r == KI_ERR ? -1 : 0;
}

static int finish(KiState *ks, KiValue *win, int total, KiValue r) {
    return finish_at(ks, win, win + 3, total, r);
}

/* Do n arguments by position, besides the self that f may be bound to, make a call of f? */
static bool fits(const KiNative *f, int n) {
    return f->sig && ki_signature_fits(f->sig, n + (f->self != KI_ABSENT));
}

/* Such a call; args lie in the window, where the place before them is free for self. */
static int call_fitting(KiState *ks, const KiNative *f, KiValue *win, KiValue *args, int n) {
    KiValue *first = args;
    if (f->self != KI_ABSENT) *--first = f->self;
    int all = n + (int)(args - first);
    KiValue r = KI_ABSENT;
    if (f->instead) r = f->instead->answer(ks, f->instead, win[0], first, all, KI_ABSENT);
    if (r == KI_ABSENT) r = ki_native_call_fitting(ks, f, first, all);
    return finish_at(ks, win, args, n, r);
}

/* A raw function that nothing else looks at or stands in for. */
static bool is_plain_raw(const KiNative *f) {
    return (f->h.flags & (KI_NATIVE_RAW | KI_NATIVE_NEW)) == KI_NATIVE_RAW && !f->explain &&
           !f->instead && f->self == KI_ABSENT && f->body == KI_ABSENT;
}

static KiValue call_not_callable(KiState *ks, KiValue callee) {
    return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not callable", ki_type_name(ks, callee));
}

/* --- classes --- */

/* The Python-level __init__ of a plain class (object's __new__, type's __call__), else NULL.
 * *trivial: object's own __init__. */
static KiFunc *plain_init(KiState *ks, KiType *t, bool *trivial) {
    *trivial = false;
    if (!(t->flags & KI_TF_HEAP) || (t->flags & (KI_TF_ABSTRACT | KI_TF_BOXED))) return NULL;
    if (ki_obj_type(&t->h) != ks->types[KI_K_TYPE] || t->slots->new_ != ki_object_new_) return NULL;
    if (t->slots->init == ki_object_init) {
        *trivial = true;
        return NULL;
    }
    KiValue f = ki_type_lookup_interned(ks, t, ks->names.d_init);
    return ki_is_kind(f, KI_K_FUNC) ? (KiFunc *)ki_obj(f) : NULL;
}

/* win[0] is such a class: the trampoline's frame takes the place of the window's first words and
 * __init__ runs above it (STUB_INIT delivers the instance). */
static int call_init(KiState *ks, KiValue *R, const KiInstr *ret, KiValue *win, int n,
                     KiValue kwnames, KiFunc *init, uint64_t *site) {
    KiType *cls = (KiType *)ki_obj(win[0]);
    if (win + n + 16 > ks->stack_limit) {
        bool ok = ki_vm_call_check(ks, win + n + 16);
        (void)ok;
        return finish(ks, win, n, KI_ERR);
    }
    if (KB_UNLIKELY(ks->depth >= ks->recursion_limit)) { /* of the class; then that of __init__ */
        raise_too_deep(ks, KI_IN_CALL);
        return finish(ks, win, n, KI_ERR);
    }
    KiObj *obj = ki_instance_alloc(ks, cls);
    if (!obj) return finish(ks, win, n, KI_ERR);
    memmove(win + 8, win + 3, (size_t)n * sizeof *win);
    KiValue *P = win + 3, *A = win + 7;
    P[-3] = ki_from_obj(&ks->vm->init_func);
    P[-2] = (KiValue)(uintptr_t)ret;
    P[-1] = (KiValue)(uintptr_t)R;
    P[0] = ki_from_obj(obj);
    P[1] = ki_new_ref(ki_from_obj(init));
    A[0] = ki_new_ref(P[0]);
    int n_bound = bind(ks, init, A, n + 1, kwnames, site);
    KiValue *floor = ks->vm->floor;
    ks->depth++; /* the trampoline's; STUB_INIT takes it back */
    if (n_bound >= 0 && ki_vm_enter(ks, P, ki_stub(ks, KI_STUB_INIT), A, init, n_bound) > 0) {
        ki_decref_obj(ks, &cls->h);
        return 1;
    }
    ks->depth--;
    ks->vm->floor = A;
    ki_decref(ks, P[0]);
    ki_decref_obj(ks, &cls->h);
    ks->vm->floor = floor;
    return -1;
}

/* win[0] is an instance whose class has f as __call__. The frame goes above the running one, where
 * STUB_CALLED takes back the level that the call of an instance counts besides its frame. */
static int call_instance(KiState *ks, KiValue *R, const KiInstr *ret, KiValue *win, int n,
                         KiValue kwnames, KiFunc *f, uint64_t *site) {
    KiValue *top = R + ki_frame_func(R)->n_regs, *end = (win > top ? win : top) + n + 64;
    if (end > ks->stack_limit || ks->depth >= ks->recursion_limit) {
        raise_too_deep(ks, end > ks->stack_limit ? "" : KI_IN_CALL);
        return finish(ks, win, n, KI_ERR);
    }
    memmove(top + 5, win + 3, (size_t)n * sizeof *win);
    top[4] = win[0]; /* the window's reference moves */
    top[0] = (KiValue)(uintptr_t)(ret - 1);
    ki_incref_obj(&f->h);
    top[1] = ki_from_obj(f);
    int n_bound = bind(ks, f, top + 4, n + 1, kwnames, site);
    if (n_bound < 0) return -1;
    ks->depth++;
    int r = ki_vm_enter(ks, R, ki_stub(ks, KI_STUB_CALLED), top + 4, f, n_bound);
    ks->depth -= r < 0;
    return r;
}

/* Whether the call of o, which is no function, counts. */
static inline bool is_counted(const KiObj *o, const KiType *t) {
    const KiType *says = t->layout == KI_K_TYPE ? (const KiType *)o : t;
    return !(says->flags & KI_TF_UNCOUNTED || t->slots->calls);
}

/* Calls what has its own way of being called. */
static KiValue call_slot(KiState *ks, KiObj *o, const KiType *t, KiValue *args, int nargs,
                         KiValue kwnames) {
    bool counted = is_counted(o, t);
    if (counted ? !ki_depth_enter(ks, KI_IN_CALL) : !ki_c_stack_ok(ks, KI_IN_CALL)) return KI_ERR;
    KiValue r = t->slots->call(ks, ki_from_obj(o), args, nargs, kwnames);
    ks->depth -= counted;
    return r;
}

/* `for i in range(...)`: when GETITER follows, the iterator takes the place of the range, which
 * nobody would see. False: not that simple. */
static bool range_loop(KiState *ks, const KiInstr *ret, KiValue *win, int n, KiValue kwnames) {
    if (kwnames != KI_ABSENT || ret->op != KI_OP_GETITER || !(ret->fl & KI_FL_BT) || n < 1 || n > 3)
        return false;
    if (&ks->R[ret->b] != win || !ki_is_int(win[3]) || (n > 1 && !ki_is_int(win[4]))) return false;
    if (n > 2 && (!ki_is_int(win[5]) || win[5] == KI_INT_BASE)) return false;
    int64_t start = n > 1 ? ki_int_val(win[3]) : 0, stop = ki_int_val(win[n > 1 ? 4 : 3]);
    int64_t step = n > 2 ? ki_int_val(win[5]) : 1, len = 0;
    if (step > 0 ? start < stop : start > stop)
        len = step > 0 ? (stop - start - 1) / step + 1 : (start - stop - 1) / -step + 1;
    KiRangeIter *it = (KiRangeIter *)ki_object_alloc(ks, ks->types[KI_K_RANGE_ITER], sizeof *it);
    if (!it) {
        ki_clear_exc(ks);
        return false;
    }
    it->next = start;
    it->step = step;
    it->remaining = it->total = len;
    KiValue callee = win[0];
    win[0] = ki_from_obj(it);
    ki_decref(ks, callee);
    return true;
}

/* --- the general call --- */

static int call_window(KiState *ks, KiValue *R, const KiInstr *ret, KiValue *win, int n,
                       KiValue kwnames, uint64_t *site) {
    for (;;) {
        KiValue callee = win[0];
        if (!ki_is_ptr(callee)) return finish(ks, win, n, call_not_callable(ks, callee));
        KiObj *o = ki_obj(callee);
        int n_kw = kwnames == KI_ABSENT ? 0 : (int)((KiTuple *)ki_obj(kwnames))->len;
        KiValue func, self;
        switch (o->kind) {
        case KI_K_FUNC: {
            KiFunc *f = (KiFunc *)o;
            if (win + 3 + n + 64 > ks->stack_limit) {
                bool ok = ki_vm_call_check(ks, ks->stack_limit + 1);
                (void)ok;
                return finish(ks, win, n, KI_ERR);
            }
            if (KB_UNLIKELY(f->h.aux == KI_AUX_BIND && f->instead)) {
                KiValue r = f->instead->answer(ks, f->instead, callee, win + 3, n - n_kw, kwnames);
                if (r != KI_ABSENT) return finish(ks, win, n, r);
            }
            int n_bound = bind(ks, f, win + 3, n, kwnames, site);
            return n_bound < 0 ? -1 : ki_vm_enter(ks, R, ret, win + 3, f, n_bound);
        }
        case KI_K_METHOD:
            func = ((KiMethod *)o)->func;
            self = ((KiMethod *)o)->self;
            break;
        case KI_K_NATIVE:
        case KI_K_METHOD_DESCR:
            return finish(ks, win, n,
                          ki_native_call(ks, (KiNative *)o, win + 3, n - n_kw, kwnames));
        case KI_K_TYPE: {
            bool trivial;
            if (o == &ks->types[KI_K_RANGE]->h && range_loop(ks, ret, win, n, kwnames)) return 0;
            KiFunc *init = plain_init(ks, (KiType *)o, &trivial);
            if (init) return call_init(ks, R, ret, win, n, kwnames, init, site);
            if (trivial && n == 0) {
                KiObj *obj = ki_instance_alloc(ks, (KiType *)o);
                return finish(ks, win, 0, obj ? ki_from_obj(obj) : KI_ERR);
            }
            goto general;
        }
        case KI_K_INSTANCE: {
            if (o->shape->type->layout == KI_K_TYPE) goto general;
            func = ki_type_lookup(ks, o->shape->type, ks->names.d_call);
            self = callee;
            if (!ki_is_kind(func, KI_K_FUNC)) goto general;
            if (ki_obj(func)->aux == KI_AUX_BIND && ((KiFunc *)ki_obj(func))->instead) break;
            return call_instance(ks, R, ret, win, n, kwnames, (KiFunc *)ki_obj(func), site);
        }
        default:
        general : {
            KiType *t = ki_obj_type(o);
            KiValue r = t->slots->call ? call_slot(ks, o, t, win + 3, n - n_kw, kwnames)
                                       : call_not_callable(ks, callee);
            return finish(ks, win, n, r);
        }
        }
        /* self becomes the first argument */
        memmove(win + 4, win + 3, (size_t)n * sizeof *win);
        n++;
        ki_incref(self);
        ki_incref(func);
        win[3] = self;
        win[0] = func;
        ki_decref_obj(ks, o);
    }
}

int ki_vm_call(KiState *ks, KiValue *R, const KiInstr *pc, KiValue *win, int n, KiValue kwnames) {
    ki_save(ks, R, pc);
    return call_window(ks, R, pc + 1, win, n, kwnames, NULL);
}

KI_SLOW(ki_op_call_class) {
    KiValue *win = &R[pc->a];
    int n = pc->b;
    bool trivial;
    ki_save(ks, R, pc);
    if (!ki_is_kind(win[0], KI_K_TYPE)) return ki_op_call(ks, R, k, pc);
    KiType *cls = (KiType *)ki_obj(win[0]);
    KiFunc *init = plain_init(ks, cls, &trivial);
    if (!init || init->h.aux != n + 1 || !ki_vm_room(ks, win + 16 + init->n_regs))
        return call_window(ks, R, pc + 1, win, n, KI_ABSENT, NULL);
    KiObj *obj = ki_instance_alloc(ks, cls);
    if (!obj) return finish(ks, win, n, KI_ERR);
    KiValue *P = win + 3, *A = win + 7; /* the frames of the trampoline and of __init__ */
    if (n > 4) memmove(A + 1, P, (size_t)n * sizeof *P);
    switch (n) { /* a call of memmove would cost more than all this */
    case 4:
        A[4] = P[3];
        __attribute__((fallthrough));
    case 3:
        A[3] = P[2];
        __attribute__((fallthrough));
    case 2:
        A[2] = P[1];
        __attribute__((fallthrough));
    case 1:
        A[1] = P[0];
    }
    obj->rc = 2;
    P[-3] = ki_from_obj(&ks->vm->init_func);
    P[-2] = (KiValue)(uintptr_t)(pc + 1);
    P[-1] = (KiValue)(uintptr_t)R;
    P[0] = A[0] = ki_from_obj(obj);
    ki_incref_obj(&init->h);
    P[1] = ki_from_obj(init);
    A[-2] = (KiValue)(uintptr_t)ki_stub(ks, KI_STUB_INIT);
    A[-1] = (KiValue)(uintptr_t)P;
    for (int i = n + 1; i < init->n_locals; i++)
        A[i] = KI_UNBOUND;
    ks->depth += 2;
    ki_save(ks, A, init->entry);
    ki_decref_obj(ks, &cls->h); /* the instance holds it too */
    return 1;
}

static bool is_plain_built_in(const KiState *ks, const KiType *cls) {
    return !(cls->flags & KI_TF_HEAP) && cls != ks->types[KI_K_TYPE];
}

KI_SLOW(ki_op_call_type) {
    KiValue *win = &R[pc->a];
    if (!ki_is_kind(win[0], KI_K_TYPE)) return ki_op_call(ks, R, k, pc);
    KiType *cls = (KiType *)ki_obj(win[0]);
    ki_save(ks, R, pc);
    if (cls == ks->types[KI_K_TYPE] && pc->b == 1)
        return finish(ks, win, 1, ki_new_ref(ki_from_obj(ki_type_of(ks, win[3]))));
    if (!is_plain_built_in(ks, cls)) return call_window(ks, R, pc + 1, win, pc->b, KI_ABSENT, NULL);
    if (cls == ks->types[KI_K_RANGE] && range_loop(ks, pc + 1, win, pc->b, KI_ABSENT)) return 0;
    bool counted = !(cls->flags & KI_TF_UNCOUNTED);
    if (cls == ks->types[KI_K_STR] && pc->b == 1 && ki_is_kind(win[3], KI_K_INSTANCE))
        counted = ki_depth_is_cold(ki_frame_func(R)->code);
    if (counted && !ki_depth_enter(ks, KI_IN_CALL)) return finish(ks, win, pc->b, KI_ERR);
    KiValue r = ki_type_instance(ks, cls, win + 3, pc->b, KI_ABSENT);
    ks->depth -= counted;
    return finish(ks, win, pc->b, r);
}

/* super() and the LOADM of a method behind it, without the super object: in the running function
 * the class is in the __class__ cell and the object in the first register. */
KI_SLOW(ki_op_call_super) {
    KiValue *win = &R[pc->a], obj = R[0];
    const KiInstr *load = pc + 1;
    KiFunc *f = ki_frame_func(R);
    KiCode *c = f->code;
    if (win[0] != ki_from_obj(ks->types[KI_K_SUPER]) || c->n_args == 0 || !ki_is_ptr(obj) ||
        ki_obj(obj)->kind != KI_K_INSTANCE || ki_is_type(obj))
        return ki_op_call(ks, R, k, pc);
    for (uint32_t i = 0; i < c->n_free; i++) {
        if (ki_obj(c->free_names[i]) != &ks->names.d_class->h) continue;
        KiValue cls = ((KiCell *)ki_obj(((KiTuple *)ki_obj(f->closure))->items[i]))->value;
        KiStr *name = (KiStr *)ki_obj(k[load->uc]);
        if (!ki_is_type(cls)) break;
        KiValue m = ki_super_lookup(ks, (KiType *)ki_obj(cls), obj, name);
        if (m == KI_ABSENT) break;
        ki_save(ks, R, load);
        /* native methods are bound: their errors name the object's class */
        bool bind = ki_is_kind(m, KI_K_METHOD_DESCR);
        m = bind ? ki_type_of(ks, m)->slots->descr_get(ks, m, obj, ki_obj_type(ki_obj(obj)))
                 : ki_new_ref(m);
        if (m == KI_ERR) return -1;
        ki_decref(ks, win[0]);
        win[3] = bind ? KI_ABSENT : ki_new_ref(obj);
        win[0] = m;
        ki_save(ks, R, load + 1);
        return 1;
    }
    return ki_op_call(ks, R, k, pc);
}

KI_SLOW(ki_op_call_len) {
    ki_save(ks, R, pc);
    int s = ki_special_len(ks, R, pc);
    return s ? s : call_window(ks, R, pc + 1, &R[pc->a], pc->b, KI_ABSENT, NULL);
}

static bool is_loadm(uint8_t op) {
    return op == KI_OP_LOADM || (op >= KI_OP_LOADM_METHOD && op <= KI_OP_LOADM_IC);
}

/* The instruction at pc has just become CALL_PY or CALLM_PY: where the one before it only brings
 * the last argument (or, without arguments, the method), the two become one. */
static void fuse_with_previous(KiInstr *pc) {
    KiInstr *before = pc - 1;
    if (pc->op == KI_OP_CALL_PY && pc->b > 0 && before->a == pc->a + 2 + pc->b &&
        !(before->fl & KI_FL_AL)) {
        if (before->op == KI_OP_ADD_IK) before->op = KI_OP_ADD_IK_CALL;
        if (before->op == KI_OP_SUB_IK) before->op = KI_OP_SUB_IK_CALL;
    }
    if (pc->op == KI_OP_CALLM_PY && pc->b == 0 && before->a == pc->a &&
        (before->op == KI_OP_LOADM_METHOD || before->op == KI_OP_LOADM_IC))
        before->op = KI_OP_LOADM_CALL0;
}

/* The quickened form for what w[0] is. m: 1 after LOADM with self, 0 without. */
static void quicken(KiState *ks, KiInstr *pc, KiValue callee, int n, bool method, KiOp base_op) {
    /* base_op: CALL_PY or CALLM_PY; _NATIVE and _ANY follow */
    if (pc->op == KI_OP_CALL && ki_is_kind(callee, KI_K_TYPE)) {
        bool super = ki_obj(callee) == &ks->types[KI_K_SUPER]->h && n == 0 && is_loadm(pc[1].op) &&
                     pc[1].a == pc->a && pc[1].b == pc->a && (pc[1].fl & KI_FL_BT);
        const KiType *cls = (const KiType *)ki_obj(callee);
        bool built_in = is_plain_built_in(ks, cls) || (cls == ks->types[KI_K_TYPE] && n == 1);
        pc->op = super                     ? KI_OP_CALL_SUPER
                 : cls->flags & KI_TF_HEAP ? KI_OP_CALL_CLASS
                 : built_in                ? KI_OP_CALL_TYPE
                                           : KI_OP_CALL_ANY;
        return;
    }
    if (pc->op != KI_OP_CALL && pc->op != KI_OP_CALLM) { /* its guard failed: give up */
        bool ok = pc->op == base_op ? ki_is_kind(callee, KI_K_FUNC) : false;
        if (!ok) pc->op = (uint8_t)(base_op + 2);
        return;
    }
    if (ki_is_kind(callee, KI_K_FUNC) && ki_obj(callee)->aux == n)
        pc->op = (uint8_t)(base_op == KI_OP_CALLM_PY && !method ? KI_OP_CALLM_ANY : base_op);
    else if (ki_is_kind(callee, KI_K_NATIVE) || (method && ki_is_kind(callee, KI_K_METHOD_DESCR))) {
        KiNative *f = (KiNative *)ki_obj(callee);
        const KiSignature *sig = ki_native_signature(ks, f); /* parsed on first use; NULL: raw */
        if (!sig && ki_pending(ks)) ki_clear_exc(ks);
        bool exact = sig && sig->n_params == n && sig->n_pos == n;
        bool direct =
            f->h.kind == KI_K_METHOD_DESCR || (!method && (fits(f, n) || is_plain_raw(f)));
        pc->op = (uint8_t)(base_op + (direct ? 1 : 2));
        if (exact && f->fn.bound == ks->len_fn && base_op == KI_OP_CALL_PY) pc->op = KI_OP_CALL_LEN;
    } else {
        pc->op = (uint8_t)(base_op + 2);
    }
}
_Static_assert(KI_OP_CALL_NATIVE == KI_OP_CALL_PY + 1 && KI_OP_CALL_ANY == KI_OP_CALL_PY + 2,
               "order");
_Static_assert(KI_OP_CALLM_NATIVE == KI_OP_CALLM_PY + 1 && KI_OP_CALLM_ANY == KI_OP_CALLM_PY + 2,
               "order");

KI_SLOW(ki_op_call) {
    ki_save(ks, R, pc);
    KiValue *win = &R[pc->a];
    if (pc->op != KI_OP_CALL_ANY) {
        bool first = pc->op == KI_OP_CALL;
        quicken(ks, pc, win[0], pc->b, false, KI_OP_CALL_PY);
        if (first) fuse_with_previous(pc);
    }
    return call_window(ks, R, pc + 1, win, pc->b, KI_ABSENT, NULL);
}

KI_SLOW(ki_op_call_kw) {
    ki_save(ks, R, pc);
    return call_window(ks, R, pc + 1, &R[pc->a], pc->b, k[pc->uc], &k[pc->uc + 1]);
}

/* After LOADM: with a self it is the first argument, without one the arguments move down. */
static int method_window(KiValue *win, int n) {
    if (win[3] != KI_ABSENT) return n + 1;
    memmove(win + 3, win + 4, (size_t)n * sizeof *win);
    return n;
}

KI_SLOW(ki_op_callm) {
    ki_save(ks, R, pc);
    KiValue *win = &R[pc->a];
    bool method = win[3] != KI_ABSENT;
    if (pc->op != KI_OP_CALLM_ANY) {
        bool first = pc->op == KI_OP_CALLM;
        quicken(ks, pc, win[0], method ? pc->b + 1 : pc->b, method, KI_OP_CALLM_PY);
        if (first) fuse_with_previous(pc);
    }
    return call_window(ks, R, pc + 1, win, method_window(win, pc->b), KI_ABSENT, NULL);
}

/* Native functions that are bound, called without their optional parameters, or raw. */
KI_SLOW(ki_op_call_native) {
    KiValue *win = &R[pc->a];
    const KiNative *f = (const KiNative *)ki_obj(win[0]);
    int n = pc->b;
    if (!ki_is_kind(win[0], KI_K_NATIVE)) return ki_op_call(ks, R, k, pc);
    if (is_plain_raw(f)) {
        ki_save(ks, R, pc);
        return finish(ks, win, n, f->fn.raw(ks, win + 3, n, KI_ABSENT));
    }
    if (!fits(f, n)) return ki_op_call(ks, R, k, pc);
    ki_save(ks, R, pc);
    return call_fitting(ks, f, win, win + 3, n);
}

/* The same of methods like s.split() and functions of modules. */
KI_SLOW(ki_op_callm_native) {
    KiValue *win = &R[pc->a], self = win[3];
    KiNative *f = (KiNative *)ki_obj(win[0]);
    int n = pc->b;
    if (self != KI_ABSENT && ki_is_kind(win[0], KI_K_METHOD_DESCR)) {
        ki_save(ks, R, pc);
        n++;
        if (!ki_is_ptr(self) || ki_obj(self)->shape->type != f->owner)
            return finish(ks, win, n, ki_native_call(ks, f, win + 3, n, KI_ABSENT));
        if (fits(f, n)) return call_fitting(ks, f, win, win + 3, n);
        return finish(ks, win, n, ki_native_call_prepared(ks, f, win + 3, n, KI_ABSENT));
    }
    if (self != KI_ABSENT || !ki_is_kind(win[0], KI_K_NATIVE)) return ki_op_callm(ks, R, k, pc);
    if (is_plain_raw(f)) {
        ki_save(ks, R, pc);
        return finish_at(ks, win, win + 4, n, f->fn.raw(ks, win + 4, n, KI_ABSENT));
    }
    if (!fits(f, n)) return ki_op_callm(ks, R, k, pc);
    ki_save(ks, R, pc);
    return call_fitting(ks, f, win, win + 4, n);
}

KI_SLOW(ki_op_callm_kw) {
    ki_save(ks, R, pc);
    KiValue *win = &R[pc->a];
    return call_window(ks, R, pc + 1, win, method_window(win, pc->b), k[pc->uc], &k[pc->uc + 1]);
}

/* --- *args and **kwargs --- */

/* R[a+3] as a tuple, owned. */
static KiTuple *star_args(KiState *ks, KiValue callee, KiValue v) {
    if (ki_is_kind(v, KI_K_TUPLE)) return (KiTuple *)ki_obj(ki_new_ref(v));
    if (!ki_is_kind(v, KI_K_LIST)) {
        KiType *t = ki_type_of(ks, v);
        if (!t->slots->iter && !t->slots->getitem) {
            KiValue name = ki_callee_name(ks, callee);
            if (name == KI_ERR) return NULL;
            const char *text = ki_str_utf8(ks, ki_str_of(name), NULL);
            if (text)
                ki_raise(ks, KI_EXC_TypeError, "%s argument after * must be an iterable, not %s",
                         text, ki_type_name(ks, v));
            ki_decref(ks, name);
            return NULL;
        }
    }
    return ki_to_tuple(ks, v);
}

/* Moves args and the values of kw into the window. The names tuple (owned), ABSENT or ERR. */
static KiValue spread(KiState *ks, KiValue *win, KiTuple *args, KiDict *kw, int *n) {
    KiValue names = KI_ABSENT;
    for (int64_t i = 0; i < args->len; i++)
        win[3 + i] = ki_new_ref(args->items[i]);
    *n = (int)args->len;
    if (kw && kw->used) {
        KiTuple *t = ki_tuple_alloc(ks, kw->used);
        if (!t) return KI_ERR;
        int64_t pos = 0, i = 0;
        bool all_text = true;
        KiValue key, v;
        while (ki_dict_next(kw, &pos, &key, &v)) {
            all_text = all_text && ki_is_str(key);
            t->items[i++] = ki_new_ref(key);
            win[3 + (*n)++] = ki_new_ref(v);
        }
        names = ki_from_obj(t);
        if (!all_text) {
            ki_decref(ks, names);
            return ki_raise(ks, KI_EXC_TypeError, "keywords must be strings");
        }
    }
    return names;
}

KI_SLOW(ki_op_call_ex) {
    ki_save(ks, R, pc);
    KiValue *win = &R[pc->a], va = win[3], vk = win[4], names = KI_ERR;
    int n = 0, r = -1;
    KiTuple *args = star_args(ks, win[0], va);
    KiDict *kw = vk == KI_ABSENT ? NULL : (KiDict *)ki_obj(vk);
    if (args) {
        int64_t total = args->len + (kw ? kw->used : 0);
        if (total > ks->stack_limit - win - 64) {
            bool ok = ki_vm_call_check(ks, ks->stack_limit + 1);
            (void)ok;
        } else {
            names = spread(ks, win, args, kw, &n);
        }
    }
    /* The window keeps arguments of its own; what is released here runs no code before the call
     * unless this is the last owner, so the floor protects it. */
    KiValue *floor = ks->vm->floor;
    ks->vm->floor = win + 4 + n;
    ki_decref(ks, va);
    ki_decref(ks, vk);
    if (args) ki_decref_obj(ks, &args->h);
    if (names == KI_ERR) {
        ks->vm->floor = floor;
        return finish(ks, win, n, KI_ERR);
    }
    /* Many arguments reach beyond the frame: native code calling back must not overwrite them. */
    bool counted = ki_is_kind(win[0], KI_K_NATIVE) || ki_is_kind(win[0], KI_K_METHOD_DESCR);
    counted = counted && ((KiNative *)ki_obj(win[0]))->body == KI_ABSENT;
    if (counted && !ki_depth_enter(ks, KI_IN_CALL)) {
        r = finish(ks, win, n, KI_ERR);
        counted = false;
    } else {
        r = call_window(ks, R, pc + 1, win, n, names, NULL);
    }
    ks->depth -= counted; /* a native call is over, without a frame */
    ks->vm->floor = floor;
    ki_decref(ks, names);
    return r;
}

/* --- from C --- */

/* A window for n arguments above the running frame, its result word at [1]. NULL: raised. */
static KiValue *c_window(KiState *ks, int n) {
    KiValue *top = ki_stack_top(ks);
    if (n > ks->stack_limit - top - 64) {
        bool ok = ki_vm_call_check(ks, ks->stack_limit + 1);
        (void)ok;
        return NULL;
    }
    return top;
}

KiValue ki_vm_run_func(KiState *ks, KiValue *N, KiFunc *f, int n_bound) {
    KiValue *R = ks->R, *floor = ks->vm->floor;
    const KiInstr *pc = ks->pc;
    int counted = ki_depth_of_callback(ks);
    N[-4] = (KiValue)(uintptr_t)pc;
    N[-3] = ki_from_obj(f);
    KiValue r = KI_ERR;
    bool deep = counted && ks->depth >= ks->recursion_limit;
    if (deep) raise_too_deep(ks, KI_IN_CALL);
    ks->depth += counted;
    if (deep || !ki_c_stack_ok(ks, KI_IN_CALL)) {
        release_all(ks, N, n_bound);
        ki_decref_obj(ks, &f->h);
    } else if (ki_vm_enter(ks, R, ki_stub(ks, KI_STUB_EXIT), N, f, n_bound) > 0) {
        ks->vm->floor = ks->vm->root;
        r = ki_vm_run(ks, false);
    }
    ks->depth -= counted;
    ks->vm->floor = floor;
    ki_save(ks, R, pc);
    return r;
}

/* Without asking f->instead. */
static KiValue call_itself(KiState *ks, KiFunc *f, KiValue self, KiValue *args, int n,
                           KiValue kwnames) {
    int total = n + (kwnames == KI_ABSENT ? 0 : (int)((KiTuple *)ki_obj(kwnames))->len);
    KiValue *top = c_window(ks, total + 1);
    if (!top) return KI_ERR;
    KiValue *A = top + 4;
    int m = 0;
    if (self != KI_ABSENT) A[m++] = ki_new_ref(self);
    for (int i = 0; i < total; i++)
        A[m++] = ki_new_ref(args[i]);
    ki_incref_obj(&f->h);
    int n_bound = f->h.aux == m && kwnames == KI_ABSENT ? m : bind(ks, f, A, m, kwnames, NULL);
    return n_bound < 0 ? KI_ERR : ki_vm_run_func(ks, A, f, n_bound);
}

/* The answer of f->instead, with self, if any, in front of the arguments. */
static KB_NOINLINE KiValue ask_instead(KiState *ks, KiFunc *f, KiValue self, KiValue *args, int n,
                                       KiValue kwnames) {
    KiValue v = ki_from_obj(f);
    if (self == KI_ABSENT) return f->instead->answer(ks, f->instead, v, args, n, kwnames);
    int total = n + (kwnames == KI_ABSENT ? 0 : (int)((KiTuple *)ki_obj(kwnames))->len);
    size_t size = (size_t)(total + 1) * sizeof(KiValue);
    KiValue *all = ki_mem_alloc(ks, size);
    if (!all) return KI_ERR;
    all[0] = self;
    for (int i = 0; i < total; i++)
        all[i + 1] = args[i];
    KiValue r = f->instead->answer(ks, f->instead, v, all, n + 1, kwnames);
    ki_mem_free(ks, all, size);
    return r;
}

static KiValue call_func(KiState *ks, KiFunc *f, KiValue self, KiValue *args, int n,
                         KiValue kwnames) {
    if (KB_UNLIKELY(f->h.aux == KI_AUX_BIND && f->instead)) {
        KiValue r = ask_instead(ks, f, self, args, n, kwnames);
        if (r != KI_ABSENT) return r;
    }
    return call_itself(ks, f, self, args, n, kwnames);
}

KiValue ki_call_itself(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    return ki_is_kind(callee, KI_K_FUNC)
               ? call_itself(ks, (KiFunc *)ki_obj(callee), KI_ABSENT, args, nargs, kwnames)
               : ki_native_itself(ks, (KiNative *)ki_obj(callee), args, nargs, kwnames);
}

KiValue ki_call(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_is_ptr(callee)) return call_not_callable(ks, callee);
    KiObj *o = ki_obj(callee);
    if (o->kind == KI_K_FUNC) return call_func(ks, (KiFunc *)o, KI_ABSENT, args, nargs, kwnames);
    if (o->kind == KI_K_METHOD && ki_is_kind(((KiMethod *)o)->func, KI_K_FUNC)) {
        KiMethod *m = (KiMethod *)o;
        ki_incref_obj(o);
        KiValue r = call_func(ks, (KiFunc *)ki_obj(m->func), m->self, args, nargs, kwnames);
        ki_decref_obj(ks, o);
        return r;
    }
    KiType *t = ki_obj_type(o);
    if (!t->slots->call) return call_not_callable(ks, callee);
    ki_incref_obj(o);
    KiValue r = call_slot(ks, o, t, args, nargs, kwnames);
    ki_decref_obj(ks, o);
    return r;
}

KiValue ki_call0(KiState *ks, KiValue callee) {
    return ki_call(ks, callee, NULL, 0, KI_ABSENT);
}
KiValue ki_call1(KiState *ks, KiValue callee, KiValue a) {
    return ki_call(ks, callee, &a, 1, KI_ABSENT);
}
KiValue ki_call2(KiState *ks, KiValue callee, KiValue a, KiValue b) {
    KiValue args[2] = {a, b};
    return ki_call(ks, callee, args, 2, KI_ABSENT);
}

KiValue ki_call_tuple(KiState *ks, KiValue callee, KiTuple *args, KiDict *kwargs) {
    if (!kwargs || kwargs->used == 0)
        return ki_call(ks, callee, args->items, (int)args->len, KI_ABSENT);
    size_t bytes = (size_t)(args->len + kwargs->used) * sizeof(KiValue);
    KiValue *buf = ki_mem_alloc(ks, bytes);
    if (!buf) return KI_ERR;
    KiTuple *names = ki_tuple_alloc(ks, kwargs->used);
    KiValue r = KI_ERR, key, v;
    if (names) {
        int64_t pos = 0, i = 0, n = args->len;
        for (int64_t j = 0; j < n; j++)
            buf[j] = ki_new_ref(args->items[j]);
        while (ki_dict_next(kwargs, &pos, &key, &v)) {
            names->items[i++] = ki_new_ref(key);
            buf[n++] = ki_new_ref(v);
        }
        r = ki_call(ks, callee, buf, (int)args->len, ki_from_obj(names));
        for (int64_t j = 0; j < n; j++)
            ki_decref(ks, buf[j]);
        ki_decref_obj(ks, &names->h);
    }
    ki_mem_free(ks, buf, bytes);
    return r;
}

KiValue ki_call_method(KiState *ks, KiValue self, KiStr *name, KiValue *args, int nargs) {
    KiType *t = ki_type_of(ks, self);
    if (t->slots->getattr == ki_generic_getattr) {
        KiValue f = ki_type_lookup(ks, t, name);
        bool own = ki_is_ptr(self) && (t->flags & KI_TF_HAS_DICT);
        if (ki_is_kind(f, KI_K_FUNC) && !own) {
            ki_incref(f);
            KiValue r = call_func(ks, (KiFunc *)ki_obj(f), self, args, nargs, KI_ABSENT);
            ki_decref(ks, f);
            return r;
        }
    }
    KiValue f = ki_getattr(ks, self, name);
    if (f == KI_ERR) return KI_ERR;
    KiValue r = ki_call(ks, f, args, nargs, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}

KiValue ki_lookup_special(KiState *ks, KiValue o, KiStr *name) {
    KiType *t = ki_type_of(ks, o);
    KiValue f = ki_type_lookup(ks, t, name);
    if (f == KI_ABSENT) return KI_ABSENT;
    KiType *ft = ki_type_of(ks, f);
    ki_incref(f);
    if (!ft->slots->descr_get) return f;
    KiValue r = ft->slots->descr_get(ks, f, o, t);
    ki_decref(ks, f);
    return r;
}

KiValue ki_call_special(KiState *ks, KiValue self, KiStr *name, KiValue *args, int nargs) {
    KiValue f = ki_type_lookup(ks, ki_type_of(ks, self), name);
    if (f == KI_ABSENT) return KI_ABSENT;
    if (ki_is_kind(f, KI_K_FUNC)) {
        ki_incref(f);
        KiValue r = call_func(ks, (KiFunc *)ki_obj(f), self, args, nargs, KI_ABSENT);
        ki_decref(ks, f);
        return r;
    }
    KiValue r;
    if (ki_is_kind(f, KI_K_METHOD_DESCR) &&
        ki_native_call_unbound(ks, (KiNative *)ki_obj(f), self, args, nargs, &r))
        return r;
    f = ki_lookup_special(ks, self, name);
    if (f == KI_ERR || f == KI_ABSENT) return f;
    r = ki_call(ks, f, args, nargs, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}
