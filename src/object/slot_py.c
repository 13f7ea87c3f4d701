/* The slots of run-time classes: each looks up the special method on the type and calls it. Binary
 * operators follow the data model's rule for reflected methods: the right operand goes first only
 * if its class is a proper subclass that overrides the reflected method. */
#include "containers.h"
#include "exc_private.h"
#include "obj_int.h"
#include "object_private.h"
#include "slot.h"

static bool binds_as_method(KiValue f) {
    if (!ki_is_ptr(f)) return false;
    uint8_t k = ki_obj(f)->kind;
    return k == KI_K_FUNC || k == KI_K_METHOD_DESCR || k == KI_K_SLOT_WRAPPER;
}

/* Calls f, found on the type of self, with self bound. */
static KiValue call_found(KiState *ks, KiValue f, KiValue self, const KiValue *args, int n) {
    KiValue buf[5], r;
    KB_ASSERT(n <= 4);
    ki_incref(f);
    if (ki_is_kind(f, KI_K_METHOD_DESCR) &&
        ki_native_call_unbound(ks, (const KiNative *)ki_obj(f), self, args, n, &r)) {
        ki_decref(ks, f);
        return r;
    }
    if (binds_as_method(f)) {
        buf[0] = self;
        for (int i = 0; i < n; i++)
            buf[i + 1] = args[i];
        r = ki_call(ks, f, buf, n + 1, KI_ABSENT);
    } else {
        KiType *ft = ki_type_of(ks, f);
        KiValue bound = ft->slots->descr_get
                            ? ft->slots->descr_get(ks, f, self, ki_type_of(ks, self))
                            : ki_new_ref(f);
        for (int i = 0; i < n; i++)
            buf[i] = args[i];
        r = bound == KI_ERR ? KI_ERR : ki_call(ks, bound, buf, n, KI_ABSENT);
        if (bound != KI_ERR) ki_decref(ks, bound);
    }
    ki_decref(ks, f);
    return r;
}

KiValue ki_slot_call(KiState *ks, KiValue self, KiStr *name, const KiValue *args, int n) {
    KiValue f = ki_type_lookup(ks, ki_type_of(ks, self), name);
    return f == KI_ABSENT ? KI_ABSENT : call_found(ks, f, self, args, n);
}

/* As ki_slot_call for a method that must exist. */
static KiValue must_call(KiState *ks, KiValue self, KiStr *name, const KiValue *args, int n) {
    KiValue r = ki_slot_call(ks, self, name, args, n);
    return r == KI_ABSENT ? ki_raise_value(ks, KI_EXC_AttributeError, ki_from_obj(name)) : r;
}

static bool succeeded(KiState *ks, KiValue r) {
    if (r == KI_ERR) return false;
    ki_decref(ks, r);
    return true;
}

/* As ki_slot_call, where a method that cannot be bound counts as none: for the operations that have
 * an answer without it. */
static KiValue call_if_bound(KiState *ks, KiValue self, KiStr *name, const KiValue *args, int n) {
    KiValue f = ki_type_lookup(ks, ki_type_of(ks, self), name);
    if (f == KI_ABSENT || binds_as_method(f) || !ki_type_of(ks, f)->slots->descr_get)
        return f == KI_ABSENT ? KI_ABSENT : call_found(ks, f, self, args, n);
    KiValue bound = ki_lookup_special(ks, self, name);
    if (bound == KI_ERR) ki_clear_exc(ks);
    if (bound == KI_ERR || bound == KI_ABSENT) return KI_ABSENT;
    KiValue r = ki_call(ks, bound, (KiValue *)(uintptr_t)args, n, KI_ABSENT);
    ki_decref(ks, bound);
    return r;
}

/* --- basics --- */

static KiValue py_repr(KiState *ks, KiValue self) {
    KiValue r = call_if_bound(ks, self, ks->names.d_repr, NULL, 0);
    if (r != KI_ABSENT) return r;
    return ki_str_format(ks, "<%s object at %p>", ki_type_name(ks, self), (void *)ki_obj(self));
}
static KiValue py_str(KiState *ks, KiValue self) {
    return must_call(ks, self, ks->names.d_str, NULL, 0);
}

/* A hash value from an int of any size, as CPython folds it. */
static bool hash_from_int(KiState *ks, KiValue r, int64_t *out) {
    if (!ki_int_try_i64(ki_unbox(r), out)) return ki_hash(ks, ki_unbox(r), out);
    if (*out == -1) *out = -2;
    return true;
}

static bool py_hash(KiState *ks, KiValue self, int64_t *out) {
    KiValue f = ki_type_lookup(ks, ki_type_of(ks, self), ks->names.d_hash);
    if (f == KI_ABSENT || f == KI_NONE) return ki_unhashable(ks, self, out);
    KiValue r = call_if_bound(ks, self, ks->names.d_hash, NULL, 0);
    if (r == KI_ABSENT) return ki_unhashable(ks, self, out);
    if (r == KI_ERR) return false;
    bool ok = ki_is_integer(r);
    if (ok)
        ok = hash_from_int(ks, r, out);
    else
        ki_raise(ks, KI_EXC_TypeError, "__hash__ method should return an integer");
    ki_decref(ks, r);
    return ok;
}

static KiStr *compare_name(KiState *ks, KiCompareOp op) {
    KiNames *n = &ks->names;
    KiStr *const names[] = {n->d_lt, n->d_le, n->d_eq, n->d_ne, n->d_gt, n->d_ge};
    return names[op];
}

static KiValue py_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    KiValue r = call_if_bound(ks, a, compare_name(ks, op), &b, 1);
    return r == KI_ABSENT ? KI_NOT_IMPLEMENTED : r;
}

static KiValue py_call(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    KiValue f = ki_lookup_special(ks, self, ks->names.d_call);
    if (f == KI_ABSENT) return ki_raise_attr(ks, self, ks->names.d_call);
    if (f == KI_ERR) return KI_ERR;
    KiValue r = KI_ERR;
    if (ki_c_stack_ok(ks, " while calling a Python object"))
        r = ki_call(ks, f, args, nargs, kwnames);
    ki_decref(ks, f);
    return r;
}

static KiValue py_iter(KiState *ks, KiValue self) {
    KiValue f = ki_type_lookup(ks, ki_type_of(ks, self), ks->names.d_iter), r = KI_ABSENT;
    if (f != KI_NONE) r = call_if_bound(ks, self, ks->names.d_iter, NULL, 0);
    if (r == KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not iterable",
                        ki_type_name(ks, self));
    return r;
}

static KiValue py_next(KiState *ks, KiValue self) {
    KiValue r = must_call(ks, self, ks->names.d_next, NULL, 0);
    if (r == KI_ERR && ki_pending_is(ks, KI_EXC_StopIteration)) {
        ki_clear_exc(ks);
        return KI_ABSENT;
    }
    return r;
}

/* --- attributes --- */

static KiValue py_getattr(KiState *ks, KiValue self, KiStr *name);

static bool is_generic_getattribute(KiValue ga) {
    return ki_is_kind(ga, KI_K_SLOT_WRAPPER) &&
           ki_wrapper_fn((KiSlotWrapper *)ki_obj(ga)) == (KiAnyFn)ki_generic_getattr;
}

bool ki_getattr_hook_only(KiState *ks, KiType *t) {
    return t->slots->getattr == py_getattr &&
           is_generic_getattribute(ki_type_lookup(ks, t, ks->names.d_getattribute));
}

/* __getattribute__, then __getattr__ if that raised AttributeError. */
static KiValue py_getattr(KiState *ks, KiValue self, KiStr *name) {
    KiType *t = ki_type_of(ks, self);
    KiValue ga = ki_type_lookup(ks, t, ks->names.d_getattribute), r;
    KiValue hook = ki_type_lookup(ks, t, ks->names.d_getattr);
    KiValue arg = ki_from_obj(name);
    if (ki_is_kind(ga, KI_K_SLOT_WRAPPER)) {
        KiSlotWrapper *w = (KiSlotWrapper *)ki_obj(ga);
        KiAnyFn fn = ki_wrapper_fn(w);
        if (fn == (KiAnyFn)ki_generic_getattr &&
            hook != KI_ABSENT) { /* no exception object needed */
            r = ki_generic_getattr_opt(ks, self, name);
            return r == KI_ABSENT ? call_found(ks, hook, self, &arg, 1)
                   : r == KI_ERR && ki_pending_is(ks, KI_EXC_AttributeError)
                       ? (ki_clear_exc(ks), call_found(ks, hook, self, &arg, 1))
                       : r;
        }
        r = ((KiValue(*)(KiState *, KiValue, KiStr *))fn)(ks, self, name);
    } else {
        r = must_call(ks, self, ks->names.d_getattribute, &arg, 1);
    }
    if (r != KI_ERR || hook == KI_ABSENT || !ki_pending_is(ks, KI_EXC_AttributeError)) return r;
    ki_clear_exc(ks);
    hook = ki_type_lookup(ks, t, ks->names.d_getattr); /* the call may have changed the class */
    return hook == KI_ABSENT ? ki_raise_attr(ks, self, name) : call_found(ks, hook, self, &arg, 1);
}

static bool py_setattr(KiState *ks, KiValue self, KiStr *name, KiValue v) {
    KiValue args[2] = {ki_from_obj(name), v};
    bool del = v == KI_ABSENT;
    return succeeded(ks, must_call(ks, self, del ? ks->names.d_delattr : ks->names.d_setattr, args,
                                   del ? 1 : 2));
}

static KiValue py_descr_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    KiValue args[2] = {obj == KI_ABSENT ? KI_NONE : obj, owner ? ki_from_obj(owner) : KI_NONE};
    KiValue f = ki_type_lookup(ks, ki_type_of(ks, descr), ks->names.d_get);
    if (f == KI_ABSENT) return ki_new_ref(descr);
    return call_found(ks, f, descr, args, 2);
}

static bool py_descr_set(KiState *ks, KiValue descr, KiValue obj, KiValue v) {
    KiValue args[2] = {obj, v};
    bool del = v == KI_ABSENT;
    KiStr *name = del ? ks->names.d_delete : ks->names.d_set;
    KiValue r = ki_slot_call(ks, descr, name, args, del ? 1 : 2);
    if (r == KI_ABSENT) ki_raise(ks, KI_EXC_AttributeError, del ? "__delete__" : "__set__");
    return r != KI_ABSENT && succeeded(ks, r);
}

/* --- instantiation --- */

static bool py_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    KiValue f = ki_lookup_special(ks, self, ks->names.d_init);
    if (f == KI_ABSENT) return true;
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, kwnames);
    if (f != KI_ERR) ki_decref(ks, f);
    if (r != KI_ERR && r != KI_NONE) {
        ki_raise(ks, KI_EXC_TypeError, "__init__() should return None, not '%s'",
                 ki_type_name(ks, r));
        ki_decref(ks, r);
        return false;
    }
    return r != KI_ERR;
}

KiValue ki_py_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue f = ki_getattr(ks, ki_from_obj(cls), ks->names.d_new);
    if (f == KI_ERR) return KI_ERR;
    int total = nargs + ki_n_kw(kwnames);
    KiValue small[8], *buf = small, r = KI_ERR;
    if (total + 1 > 8) buf = ki_mem_alloc(ks, (size_t)(total + 1) * sizeof *buf);
    if (buf) {
        buf[0] = ki_from_obj(cls);
        if (total) memcpy(buf + 1, args, (size_t)total * sizeof *buf);
        r = ki_call(ks, f, buf, nargs + 1, kwnames);
        if (buf != small) ki_mem_free(ks, buf, (size_t)(total + 1) * sizeof *buf);
    }
    ki_decref(ks, f);
    return r;
}
#define py_new ki_py_new

/* The constructors that take no keywords leave those of a class with an __init__ of its own to it.
 */
static KiValue keywords_of_new(KiState *ks, KiType *cls, KiType *base, KiValue kwnames) {
    if (base == ks->types[KI_K_FLOAT] || base == ks->types[KI_K_TUPLE] ||
        base == ks->types[KI_K_FROZENSET])
        return ki_own_keywords(ks, cls, base->kind, ks->names.d_init, kwnames);
    return kwnames;
}

KiValue ki_boxed_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiType *base = cls;
    while (base->flags & KI_TF_HEAP)
        base = base->base;
    if (kwnames != KI_ABSENT) kwnames = keywords_of_new(ks, cls, base, kwnames);
    /* frozenset's makes a plain one whatever the class, whose name its errors have */
    KiType *named = base == ks->types[KI_K_FROZENSET] ? cls : base;
    KiValue inner = base->slots->new_(ks, named, args, nargs, kwnames);
    if (inner == KI_ERR || !(cls->flags & KI_TF_BOXED)) return inner;
    KiValue exact = ki_new_ref(ki_unbox(inner)); /* float(x) may give a subclass instance */
    if (ki_type_of(ks, exact)->layout !=
        cls->layout) { /* numpy.float64 of many: an array, of no subclass */
        ki_decref(ks, exact);
        return inner;
    }
    ki_decref(ks, inner);
    return ki_box(ks, cls, exact);
}

static bool py_del(KiState *ks, KiValue self) {
    KiValue f = ki_type_lookup(ks, ki_type_of(ks, self), ks->names.d_del);
    if (f == KI_ABSENT) return true;
    KiValue r = call_found(ks, f, self, NULL, 0);
    if (r == KI_ERR) {
        f = ki_type_lookup(ks, ki_type_of(ks, self), ks->names.d_del);
        ki_write_unraisable(ks, f == KI_ABSENT ? self : f);
    } else {
        ki_decref(ks, r);
    }
    return true;
}

/* --- numbers --- */

#define UNARY(op)                                                                                  \
    static KiValue py_##op(KiState *ks, KiValue self) {                                            \
        return must_call(ks, self, ks->names.d_##op, NULL, 0);                                     \
    }
// clang-format off
UNARY(neg) UNARY(pos) UNARY(invert) UNARY(abs) UNARY(int) UNARY(float) UNARY(index)
// clang-format on
#undef UNARY

/* Whether the class of b provides another reflected method than the class of a. */
static bool overrides(KiState *ks, KiValue a, KiValue b, KiStr *rname) {
    KiValue fb = ki_type_lookup(ks, ki_type_of(ks, b), rname);
    return fb != KI_ABSENT && fb != ki_type_lookup(ks, ki_type_of(ks, a), rname);
}

static KiValue maybe(KiState *ks, KiValue self, KiStr *name, KiValue other) {
    KiValue r = ki_slot_call(ks, self, name, &other, 1);
    return r == KI_ABSENT ? KI_NOT_IMPLEMENTED : r;
}

typedef KiValue (*BinaryFn)(KiState *, KiValue, KiValue);

static KiValue py_binary(KiState *ks, KiValue a, KiValue b, BinaryFn me, KiBinaryOp op, KiStr *name,
                         KiStr *rname) {
    KiType *ta = ki_type_of(ks, a), *tb = ki_type_of(ks, b);
    bool try_b = ta != tb && tb->slots->binary[op] == me;
    if (ta->slots->binary[op] == me) {
        if (try_b && ki_is_subtype(tb, ta) && overrides(ks, a, b, rname)) {
            KiValue r = maybe(ks, b, rname, a);
            if (r != KI_NOT_IMPLEMENTED) return r;
            try_b = false;
        }
        KiValue r = maybe(ks, a, name, b);
        if (r != KI_NOT_IMPLEMENTED || ta == tb) return r;
    }
    return try_b ? maybe(ks, b, rname, a) : KI_NOT_IMPLEMENTED;
}

#define BINARY(op, OP)                                                                             \
    static KiValue py_##op(KiState *ks, KiValue a, KiValue b) {                                    \
        return py_binary(ks, a, b, py_##op, KI_##OP, ks->names.d_##op, ks->names.d_r##op);         \
    }
// clang-format off
BINARY(add, ADD) BINARY(sub, SUB) BINARY(mul, MUL) BINARY(truediv, TRUEDIV)
BINARY(floordiv, FLOORDIV) BINARY(mod, MOD) BINARY(pow, POW) BINARY(lshift, LSHIFT)
BINARY(rshift, RSHIFT) BINARY(and, AND) BINARY(or, OR) BINARY(xor, XOR)
BINARY(matmul, MATMUL) BINARY(divmod, DIVMOD)
// clang-format on
#undef BINARY

#define INPLACE(op)                                                                                \
    static KiValue py_i##op(KiState *ks, KiValue a, KiValue b) {                                   \
        return maybe(ks, a, ks->names.d_i##op, b);                                                 \
    }
// clang-format off
INPLACE(add) INPLACE(sub) INPLACE(mul) INPLACE(truediv) INPLACE(floordiv)
INPLACE(mod) INPLACE(pow) INPLACE(lshift) INPLACE(rshift) INPLACE(and)
INPLACE(or) INPLACE(xor) INPLACE(matmul)
// clang-format on
#undef INPLACE

/* Only the first operand is asked, there being no reflected form; b's slot is tried too. */
KiValue ki_py_pow3(KiState *ks, KiValue a, KiValue b, KiValue mod) {
    KiValue args[2] = {b, mod};
    if (ki_slots_of(ks, a)->pow3 != ki_py_pow3) return KI_NOT_IMPLEMENTED;
    return must_call(ks, a, ks->names.d_pow, args, 2);
}
#define py_pow3 ki_py_pow3

/* The result of __bool__ or __contains__ as 1, 0, -1, consuming it. */
static int py_truth(KiState *ks, KiValue self) {
    KiValue r = ki_slot_call(ks, self, ks->names.d_bool, NULL, 0);
    if (r == KI_ABSENT) return 1;
    if (r == KI_ERR) return -1;
    if (ki_is_bool(r)) return r == KI_TRUE;
    ki_raise(ks, KI_EXC_TypeError, "__bool__ should return bool, returned %s", ki_type_name(ks, r));
    ki_decref(ks, r);
    return -1;
}

/* --- containers --- */

static int64_t py_len(KiState *ks, KiValue self) {
    KiValue r = must_call(ks, self, ks->names.d_len, NULL, 0);
    if (r == KI_ERR) return -1;
    int64_t n = -1;
    KiValue i = ki_index(ks, r);
    ki_decref(ks, r);
    if (i == KI_ERR) return -1;
    if (ki_int_sign(i) < 0)
        ki_raise(ks, KI_EXC_ValueError, "__len__() should return >= 0");
    else if (!ki_int_try_i64(i, &n))
        ki_raise(ks, KI_EXC_OverflowError, "cannot fit 'int' into an index-sized integer");
    ki_decref(ks, i);
    return n;
}

static KiValue py_getitem(KiState *ks, KiValue self, KiValue key) {
    return must_call(ks, self, ks->names.d_getitem, &key, 1);
}

static bool py_setitem(KiState *ks, KiValue self, KiValue key, KiValue v) {
    KiValue args[2] = {key, v};
    bool del = v == KI_ABSENT;
    return succeeded(ks, must_call(ks, self, del ? ks->names.d_delitem : ks->names.d_setitem, args,
                                   del ? 1 : 2));
}

static int py_contains(KiState *ks, KiValue self, KiValue item) {
    KiValue f = ki_type_lookup(ks, ki_type_of(ks, self), ks->names.d_contains);
    if (f == KI_NONE) {
        ki_raise(ks, KI_EXC_TypeError, "'%s' object is not a container", ki_type_name(ks, self));
        return -1;
    }
    KiValue r = must_call(ks, self, ks->names.d_contains, &item, 1);
    if (r == KI_ERR) return -1;
    int t = ki_truth(ks, r);
    ki_decref(ks, r);
    return t;
}

static KiValue py_await(KiState *ks, KiValue self) {
    return must_call(ks, self, ks->names.d_await, NULL, 0);
}
static KiValue py_aiter(KiState *ks, KiValue self) {
    return must_call(ks, self, ks->names.d_aiter, NULL, 0);
}
static KiValue py_anext(KiState *ks, KiValue self) {
    return must_call(ks, self, ks->names.d_anext, NULL, 0);
}

/* --- the table --- */

const KiSlotRow ki_slot_rows[] = {
#define SLOT(name, field, wrap, arg, generic, doc)                                                 \
    {offsetof(KiNames, d_##name),                                                                  \
     offsetof(KiSlots, field),                                                                     \
     KI_WRAP_##wrap,                                                                               \
     arg,                                                                                          \
     (KiAnyFn)(generic),                                                                           \
     doc},
#include "slot.def"
#undef SLOT
};
const int ki_n_slot_rows = (int)(sizeof ki_slot_rows / sizeof *ki_slot_rows);
