/* The module _weakref_native: references to objects that do not keep them alive, and proxies: weak
 * references that do with their object whatever is done with them. */
#include "../object/containers.h"
#include "builtins.h"
#include "func_core.h"

static KiType *proxy_type(KiState *ks, int callable) {
    return (KiType *)ki_obj(ki_tuple_of(ks->bi->slot[KI_BI_WEAK_PROXIES])->items[callable]);
}
static bool is_proxy_type(KiState *ks, const KiType *t) {
    return t == proxy_type(ks, 0) || t == proxy_type(ks, 1);
}

/* The object of a proxy, owned; KI_ERR: it is gone. */
static KiValue target_of(KiState *ks, KiValue proxy) {
    KiValue v = ki_weakref_get(proxy);
    if (v != KI_NONE) return v;
    return ki_raise(ks, KI_EXC_ReferenceError, "weakly-referenced object no longer exists");
}
/* v, or the object that it is a proxy of; owned. */
static KiValue plain(KiState *ks, KiValue v) {
    bool proxy = ki_is_ptr(v) && is_proxy_type(ks, ki_obj_type(ki_obj(v)));
    return proxy ? target_of(ks, v) : ki_new_ref(v);
}

/* --- what proxies pass on --- */

static KiValue proxy_getattr(KiState *ks, KiValue self, KiStr *name) {
    KiValue t = target_of(ks, self), r = t == KI_ERR ? KI_ERR : ki_getattr(ks, t, name);
    ki_decref(ks, t);
    return r;
}
static bool proxy_setattr(KiState *ks, KiValue self, KiStr *name, KiValue v) {
    KiValue t = target_of(ks, self);
    bool ok = t != KI_ERR && ki_setattr(ks, t, name, v);
    ki_decref(ks, t);
    return ok;
}
static KiValue proxy_str(KiState *ks, KiValue self) {
    KiValue t = target_of(ks, self), r = t == KI_ERR ? KI_ERR : ki_str(ks, t);
    ki_decref(ks, t);
    return r;
}
static KiValue proxy_repr(KiState *ks, KiValue self) {
    KiValue t = ki_weakref_get(self);
    void *at = ki_is_ptr(t) ? (void *)ki_obj(t) : NULL;
    KiValue r = ki_str_format(ks, "<weakproxy at %p to %s at %p>", (void *)ki_obj(self),
                              at ? ki_type_name(ks, t) : "NoneType", at);
    ki_decref(ks, t);
    return r;
}
static int proxy_truth(KiState *ks, KiValue self) {
    KiValue t = target_of(ks, self);
    int r = t == KI_ERR ? -1 : ki_truth(ks, t);
    ki_decref(ks, t);
    return r;
}
static KiValue proxy_call(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    KiValue t = target_of(ks, self);
    KiValue r = t == KI_ERR ? KI_ERR : ki_call(ks, t, args, nargs, kwnames);
    ki_decref(ks, t);
    return r;
}
static KiValue proxy_iter(KiState *ks, KiValue self) {
    KiValue t = target_of(ks, self), r = t == KI_ERR ? KI_ERR : ki_iter(ks, t);
    ki_decref(ks, t);
    return r;
}
static KiValue proxy_next(KiState *ks, KiValue self) {
    KiValue t = target_of(ks, self), r = KI_ERR;
    if (t != KI_ERR && ki_slots_of(ks, t)->next)
        r = ki_next(ks, t);
    else if (t != KI_ERR)
        ki_raise(ks, KI_EXC_TypeError, "Weakref proxy referenced a non-iterator '%s' object",
                 ki_type_name(ks, t));
    ki_decref(ks, t);
    return r;
}
static int64_t proxy_len(KiState *ks, KiValue self) {
    KiValue t = target_of(ks, self);
    int64_t n = t == KI_ERR ? -1 : ki_len(ks, t);
    ki_decref(ks, t);
    return n;
}
static KiValue proxy_getitem(KiState *ks, KiValue self, KiValue key) {
    KiValue t = target_of(ks, self), k = t == KI_ERR ? KI_ERR : plain(ks, key);
    KiValue r = k == KI_ERR ? KI_ERR : ki_getitem(ks, t, k);
    ki_decref(ks, k);
    ki_decref(ks, t);
    return r;
}
static bool proxy_setitem(KiState *ks, KiValue self, KiValue key, KiValue v) {
    KiValue t = target_of(ks, self);
    bool ok = t != KI_ERR && ki_setitem(ks, t, key, v);
    ki_decref(ks, t);
    return ok;
}
static int proxy_contains(KiState *ks, KiValue self, KiValue item) {
    KiValue t = target_of(ks, self);
    int r = t == KI_ERR ? -1 : ki_contains(ks, t, item);
    ki_decref(ks, t);
    return r;
}

/* Any of them with two plain operands. */
typedef KiValue Operation(KiState *ks, KiValue a, KiValue b, int op);
static KiValue with_both(KiState *ks, KiValue a, KiValue b, Operation *f, int op) {
    KiValue x = plain(ks, a), y = x == KI_ERR ? KI_ERR : plain(ks, b);
    KiValue r = y == KI_ERR ? KI_ERR : f(ks, x, y, op);
    ki_decref(ks, x);
    ki_decref(ks, y);
    return r;
}
static KiValue compare(KiState *ks, KiValue a, KiValue b, int op) {
    return ki_compare(ks, a, b, (KiCompareOp)op);
}
static KiValue binary(KiState *ks, KiValue a, KiValue b, int op) {
    return ki_binary(ks, a, b, (KiBinaryOp)op);
}
static KiValue inplace(KiState *ks, KiValue a, KiValue b, int op) {
    return ki_inplace(ks, a, b, (KiBinaryOp)op);
}
static KiValue proxy_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    return with_both(ks, a, b, compare, (int)op);
}
static KiValue proxy_pow3(KiState *ks, KiValue a, KiValue b, KiValue mod) {
    KiValue v[3] = {plain(ks, a), KI_NONE, KI_NONE};
    bool ok =
        v[0] != KI_ERR && (v[1] = plain(ks, b)) != KI_ERR && (v[2] = plain(ks, mod)) != KI_ERR;
    KiValue r = ok ? ki_bi_pow(ks, v, 3) : KI_ERR;
    for (int i = 0; i < 3; i++)
        ki_decref(ks, v[i]);
    return r;
}

#define BINARIES(X)                                                                                \
    X(ADD)                                                                                         \
    X(SUB)                                                                                         \
    X(MUL) X(TRUEDIV) X(FLOORDIV) X(MOD) X(POW) X(LSHIFT) X(RSHIFT) X(AND) X(OR) X(XOR) X(MATMUL)
#define UNARIES(X) X(NEG) X(POS) X(ABS) X(INVERT) X(INT) X(FLOAT) X(INDEX)
#define BINARY(op)                                                                                 \
    static KiValue proxy_##op(KiState *ks, KiValue a, KiValue b) {                                 \
        return with_both(ks, a, b, binary, KI_##op);                                               \
    }
#define INPLACE(op)                                                                                \
    static KiValue proxy_i##op(KiState *ks, KiValue a, KiValue b) {                                \
        return with_both(ks, a, b, inplace, KI_##op);                                              \
    }
#define UNARY(op)                                                                                  \
    static KiValue proxy_##op(KiState *ks, KiValue self) {                                         \
        KiValue t = target_of(ks, self), r = t == KI_ERR ? KI_ERR : ki_unary(ks, t, KI_##op);      \
        ki_decref(ks, t);                                                                          \
        return r;                                                                                  \
    }
BINARIES(BINARY)
BINARY(DIVMOD)
BINARIES(INPLACE)
UNARIES(UNARY)

/* --- methods: what has no slot --- */

static KiValue by_method(KiState *ks, KiValue self, const char *name) {
    KiValue t = target_of(ks, self);
    KiValue r = t == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, t, name, NULL, 0);
    ki_decref(ks, t);
    return r;
}
static KiValue m_bytes(KiState *ks, KiValue *a, int n) {
    return by_method(ks, a[0], "__bytes__");
}
static KiValue m_reversed(KiState *ks, KiValue *a, int n) {
    return by_method(ks, a[0], "__reversed__");
}

/* --- the module --- */

static KiValue f_count(KiState *ks, KiValue *a, int n) {
    KiValue l = ki_weakref_list(ks, a[0]);
    if (l == KI_ERR) return KI_ERR;
    int64_t len = ki_list_of(l)->len;
    ki_decref(ks, l);
    return ki_small_int(len);
}
static KiValue f_refs(KiState *ks, KiValue *a, int n) {
    return ki_weakref_list(ks, a[0]);
}
/* An object has one proxy without a callback. */
static KiValue f_proxy(KiState *ks, KiValue *a, int n) {
    KiValue refs = a[1] == KI_NONE ? ki_weakref_list(ks, a[0]) : KI_NONE, found = KI_ABSENT;
    if (refs == KI_ERR) return KI_ERR;
    for (int64_t i = 0; refs != KI_NONE && i < ki_list_of(refs)->len && found == KI_ABSENT; i++) {
        KiValue v = ki_list_of(refs)->items[i];
        const KiWeakref *w = (const KiWeakref *)ki_obj(v);
        if (is_proxy_type(ks, ki_obj_type(&w->h)) && w->callback == KI_NONE) found = ki_new_ref(v);
    }
    ki_decref(ks, refs);
    if (found != KI_ABSENT) return found;
    KiValue p = ki_weakref_new(ks, proxy_type(ks, ki_callable(ks, a[0])), a[0], a[1]);
    if (p != KI_ERR && a[1] == KI_NONE) ki_obj(p)->flags |= KI_WEAKREF_SHARED;
    return p;
}

static bool make_types(KiState *ks) {
#define IN_BINARY(op)  [KI_##op] = proxy_##op,
#define IN_INPLACE(op) [KI_##op] = proxy_i##op,
    KiSlots slots = {.dealloc = ki_weakref_slots.dealloc,
                     .traverse = ki_weakref_slots.traverse,
                     .clear = ki_weakref_slots.clear,
                     .repr = proxy_repr,
                     .str = proxy_str,
                     .compare = proxy_compare,
                     .iter = proxy_iter,
                     .next = proxy_next,
                     .getattr = proxy_getattr,
                     .setattr = proxy_setattr,
                     .unary = {UNARIES(IN_BINARY)},
                     .binary = {BINARIES(IN_BINARY) IN_BINARY(DIVMOD)},
                     .inplace = {BINARIES(IN_INPLACE)},
                     .pow3 = proxy_pow3,
                     .truth = proxy_truth,
                     .len = proxy_len,
                     .getitem = proxy_getitem,
                     .setitem = proxy_setitem,
                     .contains = proxy_contains};
    static const KiDef methods[] = {
        {"__bytes__", "(self, /)", m_bytes, NULL, KI_DEF_UNSIGNED},
        {"__reversed__", "(self, /)", m_reversed, NULL, KI_DEF_UNSIGNED},
        KI_DEF_END};
    KiTypeDef def = {
        "ProxyType", "weakref", NULL, sizeof(KiWeakref), KI_TF_GC | KI_TF_DISALLOW_NEW, KI_K_OPAQUE,
        &slots,      methods,   NULL};
    KiType *p = ki_native_type(ks, &def, NULL);
    def.name = "CallableProxyType";
    def.methods = NULL;
    slots.call = proxy_call;
    KiType *c = p ? ki_native_type(ks, &def, NULL) : NULL;
    KiValue both = c ? ki_tuple_pack(ks, 2, ki_from_obj(p), ki_from_obj(c)) : KI_ERR;
    if (both == KI_ERR) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_WEAK_PROXIES], both);
    return true;
}

bool ki_mod_weakref_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"getweakrefcount", "(object, /)", f_count, "The number of weak references to the object.",
         0},
        {"getweakrefs", "(object, /)", f_refs, "A list of all weak references to the object.", 0},
        {"proxy", "(object, callback=None, /)", f_proxy,
         "A stand-in that acts like the object without keeping it alive.", 0},
        KI_DEF_END};
    if (ks->bi->slot[KI_BI_WEAK_PROXIES] == KI_ABSENT && !make_types(ks)) return false;
    KiValue t = ki_from_obj(ks->types[KI_K_WEAKREF]);
    return ki_module_add(ks, m, "ref", ki_new_ref(t)) &&
           ki_module_add(ks, m, "ReferenceType", ki_new_ref(t)) &&
           ki_module_add(ks, m, "ProxyType", ki_new_ref(ki_from_obj(proxy_type(ks, 0)))) &&
           ki_module_add(ks, m, "CallableProxyType", ki_new_ref(ki_from_obj(proxy_type(ks, 1)))) &&
           ki_module_add_functions(ks, m, functions);
}
