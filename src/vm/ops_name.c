/* Slow paths of names, cells and the few instructions that are calls into other parts. */
#include <stdio.h>

#include "vm.h"

static const char *name_text(KiState *ks, KiValue name) {
    const char *s = ki_str_utf8(ks, ki_str_of(name), NULL);
    return s ? s : "?";
}

/* NameError with its name attribute set, for suggestions. */
static int raise_name(KiState *ks, enum KiExcId id, KiValue name, const char *fmt) {
    char msg[400];
    snprintf(msg, sizeof msg, fmt, name_text(ks, name));
    ki_raise(ks, id, "%s", msg);
    KiValue e = ki_take_exc(ks);
    if (e != KI_ABSENT && !ki_setattr(ks, e, ks->names.n_name, name)) ki_clear_exc(ks);
    ki_restore_exc(ks, e);
    return -1;
}

static int raise_global(KiState *ks, KiValue name) {
    return raise_name(ks, KI_EXC_NameError, name, "name '%.200s' is not defined");
}
static int raise_local(KiState *ks, KiValue name) {
    ki_raise(ks, KI_EXC_UnboundLocalError,
             "cannot access local variable '%.200s' where it is not associated with a value",
             name_text(ks, name));
    return -1;
}
static int raise_free(KiState *ks, KiValue name) {
    return raise_name(
        ks, KI_EXC_NameError, name,
        "cannot access free variable '%.200s' where it is not associated with a value in "
        "enclosing scope");
}

static KiCell *free_cell(KiValue *R, int i) {
    return (KiCell *)ki_obj(((KiTuple *)ki_obj(ki_frame_func(R)->closure))->items[i]);
}

/* Owned value of name in a namespace mapping; ABSENT: not there. */
static KiValue namespace_get(KiState *ks, KiValue ns, KiValue name) {
    if (ki_is_kind(ns, KI_K_DICT)) {
        KiValue v = ki_dict_get_str(ks, (KiDict *)ki_obj(ns), ki_str_of(name));
        if (v != KI_ABSENT && v != KI_ERR) ki_incref(v);
        return v;
    }
    KiValue v = ki_getitem(ks, ns, name);
    if (v == KI_ERR && ki_pending_is(ks, KI_EXC_KeyError)) {
        ki_clear_exc(ks);
        return KI_ABSENT;
    }
    return v;
}

KI_SLOW(ki_op_cell) {
    ki_save(ks, R, pc);
    switch (pc->op) {
    case KI_OP_CHECK:
        return pc->fl & KI_FL_X ? raise_free(ks, k[pc->uc]) : raise_local(ks, k[pc->uc]);
    case KI_OP_DELLOCAL:
        return raise_local(ks, k[pc->uc]);
    case KI_OP_LOADCELL:
        return raise_local(ks, k[pc->uc]);
    case KI_OP_LOADFREE:
        return raise_free(ks, k[pc->uc]);
    case KI_OP_MAKECELL: {
        KiValue v = R[pc->a], cell = ki_cell_new(ks, v);
        if (cell == KI_ERR) return -1;
        R[pc->a] = cell;
        ki_decref(ks, v);
        return 0;
    }
    case KI_OP_DELCELL:
    case KI_OP_DELFREE: {
        bool own = pc->op == KI_OP_DELCELL;
        KiCell *c = own ? (KiCell *)ki_obj(R[pc->a]) : free_cell(R, pc->a);
        if (c->value == KI_UNBOUND)
            return own ? raise_local(ks, k[pc->uc]) : raise_free(ks, k[pc->uc]);
        ki_assign(ks, &c->value, KI_UNBOUND);
        return 0;
    }
    default: { /* LOADCLASSFREE */
        KiValue v = namespace_get(ks, R[0], k[pc->uc]);
        if (v == KI_ERR) return -1;
        if (v == KI_ABSENT) {
            v = free_cell(R, pc->b)->value;
            if (v == KI_UNBOUND) return raise_free(ks, k[pc->uc]);
            ki_incref(v);
        }
        ki_store_a(ks, R, pc, v);
        return 0;
    }
    }
}

/* --- globals --- */

static bool is_name_op(uint8_t op) {
    return op == KI_OP_LOADNAME || op == KI_OP_LOADNAME_G || op == KI_OP_LOADNAME_B ||
           op == KI_OP_STORENAME || op == KI_OP_STORENAME_G;
}

/* An entry of the globals or else of the built-ins, both exact dicts, with the place to cache. */
static KiValue find_global(KiState *ks, KiFunc *f, KiValue name, KiInstr *pc, KiValue *cache,
                           bool by_name) {
    KiDict *d = f->globals;
    int64_t i = ki_dict_find_str(ks, d, ki_str_of(name));
    bool builtin = i < 0;
    if (builtin) i = ki_dict_find_str(ks, d = f->builtins, ki_str_of(name));
    if (i < 0) return KI_ABSENT;
    cache[0] = f->globals->version;
    cache[1] = f->builtins->version;
    cache[2] = (KiValue)(uintptr_t)&d->entries[i].value;
    pc->op = by_name ? (builtin ? KI_OP_LOADNAME_B : KI_OP_LOADNAME_G)
                     : (builtin ? KI_OP_LOADGLOBAL_B : KI_OP_LOADGLOBAL_G);
    return ki_new_ref(d->entries[i].value);
}

/* Owned, ABSENT or ERR. The namespace of the code is asked as the object it is, and so are globals
 * that are no exact dict, except behind such a namespace: there only their dict counts. */
static KiValue load_global(KiState *ks, KiValue *R, KiInstr *pc, KiValue name, KiValue *cache) {
    KiFunc *f = ki_frame_func(R);
    KiValue globals = ki_from_obj(f->globals), builtins = ki_from_obj(f->builtins), v = KI_ABSENT;
    bool by_name = is_name_op(pc->op), exact = ki_is_kind(globals, KI_K_DICT);
    bool own = by_name && (R[0] != globals || !exact); /* a namespace before the globals */
    if (own && (v = namespace_get(ks, R[0], name)) != KI_ABSENT) return v;
    if (!own && exact && ki_is_kind(builtins, KI_K_DICT) &&
        (v = find_global(ks, f, name, pc, cache, by_name)) != KI_ABSENT)
        return v;
    if (by_name) { /* their keys may be other objects than text, equal to the name */
        v = ki_dict_get(ks, f->globals, name);
        if (v != KI_ABSENT) return v == KI_ERR ? v : ki_new_ref(v);
    } else if ((v = namespace_get(ks, globals, name)) != KI_ABSENT) {
        return v;
    }
    if ((v = namespace_get(ks, builtins, name)) != KI_ABSENT) return v;
    KiValue other = ki_dict_get_str(ks, f->globals, ks->names.d_builtins);
    if (other == KI_ABSENT || ki_is_dict(other) || ki_has_layout(other, KI_K_MODULE)) return v;
    return namespace_get(ks, other, name); /* neither dict nor module: f->builtins is empty */
}

/* LOADGLOBAL and LOADNAME: k[c] is the name, then the versions of globals and built-ins and the
 * address of the value: entries move only when a key is added, which changes the version. */
KI_SLOW(ki_op_loadglobal) {
    ki_save(ks, R, pc);
    KiValue name = k[pc->uc], v = load_global(ks, R, pc, name, &k[pc->uc + 1]);
    if (v == KI_ERR) return -1;
    if (v == KI_ABSENT) return raise_global(ks, name);
    ki_store_a(ks, R, pc, v);
    return 0;
}

KI_SLOW(ki_op_storeglobal) {
    ki_save(ks, R, pc);
    KiFunc *f = ki_frame_func(R);
    KiValue v = R[pc->b], name = k[pc->uc];
    KiValue *cache = &k[pc->uc + 1];
    bool by_name = is_name_op(pc->op);
    if (by_name && (R[0] != ki_from_obj(f->globals) || !ki_is_kind(R[0], KI_K_DICT))) {
        bool ok = ki_is_kind(R[0], KI_K_DICT) ? ki_dict_set(ks, (KiDict *)ki_obj(R[0]), name, v)
                                              : ki_setitem(ks, R[0], name, v);
        if (!ok) return -1;
    } else {
        if (!ki_dict_set_str(ks, f->globals, ki_str_of(name), v)) return -1;
        int64_t i = ki_dict_find_str(ks, f->globals, ki_str_of(name));
        if (i >= 0) {
            cache[0] = f->globals->version;
            cache[2] = (KiValue)(uintptr_t)&f->globals->entries[i].value;
            pc->op = by_name ? KI_OP_STORENAME_G : KI_OP_STOREGLOBAL_G;
        }
    }
    ki_release_b(ks, pc, v);
    return 0;
}

static int delete_global(KiState *ks, KiDict *globals, KiValue name) {
    KiValue old = ki_dict_pop(ks, globals, name);
    if (old == KI_ERR) return -1;
    if (old == KI_ABSENT) return raise_global(ks, name);
    ki_decref(ks, old);
    return 0;
}

/* Whatever a namespace raises becomes a NameError. */
static int delete_name(KiState *ks, KiValue ns, KiValue name) {
    if (ki_is_kind(ns, KI_K_DICT)) return delete_global(ks, (KiDict *)ki_obj(ns), name);
    if (ki_setitem(ks, ns, name, KI_ABSENT)) return 0;
    ki_clear_exc(ks);
    return raise_global(ks, name);
}

KI_SLOW(ki_op_name) {
    ki_save(ks, R, pc);
    switch (pc->op) {
    case KI_OP_DELGLOBAL:
        return delete_global(ks, ki_frame_func(R)->globals, k[pc->uc]);
    case KI_OP_DELNAME:
        return delete_name(ks, R[0], k[pc->uc]);
    default:
        ki_store_a(ks, R, pc, ki_new_ref(R[0]));
        return 0; /* LOADLOCALS */
    }
}

/* --- imports --- */

static KiValue import_op(KiState *ks, KiValue *R, KiValue *k, KiInstr *pc) {
    KiFunc *f = ki_frame_func(R);
    KiValue fromlist = ki_arg_b(R, k, pc), name = k[pc->uc], level = k[pc->uc + 1];
    KiValue hook = f->builtins ? ki_dict_get_str(ks, f->builtins, ks->names.d_import) : KI_ABSENT;
    if (hook == KI_ERR) return KI_ERR;
    if (hook == KI_ABSENT) return ki_raise(ks, KI_EXC_ImportError, "__import__ not found");
    if (ki_is_kind(hook, KI_K_NATIVE)) /* the original */
        return ki_import_name(ks, ki_str_of(name), f->globals, fromlist, (int)ki_int_val(level));
    bool ns = f->code->flags & KI_CO_NAMESPACE;
    KiValue args[5] = {name, ki_from_obj(f->globals), ns ? R[0] : KI_NONE, fromlist, level};
    ki_incref(hook);
    KiValue r = ki_call(ks, hook, args, 5, KI_ABSENT);
    ki_decref(ks, hook);
    return r;
}

KI_SLOW(ki_op_import) {
    ki_save(ks, R, pc);
    KiValue r, b;
    if (pc->op == KI_OP_IMPORT) {
        b = ki_arg_b(R, k, pc);
        r = import_op(ks, R, k, pc);
    } else if (pc->op == KI_OP_IMPORT_FROM) {
        b = R[pc->b];
        r = ki_import_from(ks, b, ki_str_of(k[pc->uc]));
    } else {
        KiFunc *f = ki_frame_func(R);
        b = R[pc->b];
        KiValue ns = f->code->flags & KI_CO_NAMESPACE ? R[0] : ki_from_obj(f->globals);
        if (!ki_import_star(ks, b, ns)) return -1;
        ki_release_b(ks, pc, b);
        return 0;
    }
    if (r == KI_ERR) return -1;
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, b);
    return 0;
}

/* --- the rest --- */

static int print_expr(KiState *ks, KiValue v) {
    KiValue hook = ki_dict_get_str(ks, ks->sys_dict, ks->names.n_displayhook);
    if (hook == KI_ABSENT) ki_raise(ks, KI_EXC_RuntimeError, "lost sys.displayhook");
    if (hook == KI_ABSENT || hook == KI_ERR) return -1;
    ki_incref(hook);
    KiValue r = ki_call1(ks, hook, v);
    ki_decref(ks, hook);
    if (r == KI_ERR) return -1;
    ki_decref(ks, r);
    return 0;
}

static int setup_annotations(KiState *ks, KiValue *R) {
    KiFunc *f = ki_frame_func(R);
    KiValue ns = f->code->flags & KI_CO_NAMESPACE ? R[0] : ki_from_obj(f->globals);
    KiValue name = ki_from_obj(ks->names.d_annotations), v = namespace_get(ks, ns, name);
    if (v == KI_ERR) return -1;
    if (v != KI_ABSENT) {
        ki_decref(ks, v);
        return 0;
    }
    KiDict *d = ki_dict_new(ks);
    if (!d) return -1;
    bool ok = ki_setitem(ks, ns, name, ki_from_obj(d));
    ki_decref_obj(ks, &d->h);
    return ok ? 0 : -1;
}

/* __init__ returned something: its trampoline frame ends with a TypeError. */
static int init_returned(KiState *ks, KiValue *R) {
    KiValue v = R[1], obj = R[0];
    R[0] = KI_UNBOUND;
    ki_raise(ks, KI_EXC_TypeError, "__init__() should return None, not '%.200s'",
             ki_type_name(ks, v));
    ki_decref(ks, v);
    ki_decref(ks, obj);
    return -1;
}

KI_SLOW(ki_op_misc) {
    switch (pc->op) {
    case KI_OP_STUB_INIT:
        ki_save(ks, R, pc);
        return init_returned(ks, R);
    case KI_OP_STUB_FRAME: { /* R is the caller's; the frame that just returned is the newest one */
        const KiInstr *ret = ki_frame_detach(ks, NULL);
        KiFrame *kept = ks->vm->kept;
        if (kept) { /* its locals may run code: the result, just above the caller, must not suffer
                     */
            KiValue *floor = ks->vm->floor, *base = ks->vm->kept_base;
            ks->vm->kept = NULL;
            ki_save(ks, R,
                    ret == ki_stub(ks, KI_STUB_EXIT) ? (const KiInstr *)(uintptr_t)base[-4] : ret);
            if (base > floor) ks->vm->floor = base;
            ki_decref_obj(ks, &kept->h);
            ks->vm->floor = floor;
        }
        ki_save(ks, R, ret);
        return 1;
    }
    case KI_OP_PRINT_EXPR: {
        KiValue v = R[pc->b];
        ki_save(ks, R, pc);
        if (print_expr(ks, v) < 0) return -1;
        ki_release_b(ks, pc, v);
        return 0;
    }
    case KI_OP_SETUP_ANNOTATIONS:
        ki_save(ks, R, pc);
        return setup_annotations(ks, R);
    case KI_OP_LOAD_ASSERT:
        ki_save(ks, R, pc);
        ki_store_a(ks, R, pc, ki_new_ref(ki_from_obj(ks->exceptions[KI_EXC_AssertionError])));
        return 0;
    default: { /* BUILD_CLASS */
        ki_save(ks, R, pc);
        KiValue v = ki_dict_get_str(ks, ki_frame_func(R)->builtins, ks->names.d_build_class);
        if (v == KI_ABSENT) ki_raise(ks, KI_EXC_NameError, "__build_class__ not found");
        if (v == KI_ABSENT || v == KI_ERR) return -1;
        ki_store_a(ks, R, pc, ki_new_ref(v));
        return 0;
    }
    }
}
