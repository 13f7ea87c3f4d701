/* Slots of built-in types as methods: wrapper_descriptor (int.__add__) and, bound to an object,
 * method-wrapper ((3).__add__). */
#include "heap.h"
#include "obj_int.h"
#include "object_private.h"
#include "slot.h"

bool ki_slot_wrappers_add(KiState *ks, KiType *t, const KiSlots *own) {
    for (int i = 0; i < ki_n_slot_rows; i++) {
        const KiSlotRow *row = &ki_slot_rows[i];
        KiStr *name = ki_row_name(ks, row);
        if (row->wrap == KI_WRAP_HASH &&
            (own->hash == ki_unhashable || (own->compare && !own->hash))) {
            if (!ki_dict_set_str(ks, t->dict, name, KI_NONE)) return false;
            continue;
        }
        if (row->wrap == KI_WRAP_TRUTH && own->len && t->kind != KI_K_TENSOR &&
            t->kind != KI_K_NDARRAY && t->kind != KI_K_NPSCALAR && t->kind != KI_K_RANGE)
            continue; /* a short cut for the length: a subclass's __len__ must win */
        if (row->wrap == KI_WRAP_NONE || !*ki_row_slot((KiSlots *)(uintptr_t)own, row)) continue;
        KiValue there = ki_dict_get_str(ks, t->dict, name);
        if (there == KI_ERR) return false;
        if (there != KI_ABSENT) /* given as a method, or by an earlier slot */
            continue;
        KiSlotWrapper *w =
            (KiSlotWrapper *)ki_object_alloc(ks, ks->types[KI_K_SLOT_WRAPPER], sizeof *w);
        if (!w) return false;
        w->row = row;
        ki_incref_obj(&t->h);
        w->owner = t;
        w->called = NULL;
        w->is_method = false;
        w->misused = NULL;
        bool ok = ki_dict_set_str(ks, t->dict, name, ki_from_obj(w));
        ki_decref_obj(ks, &w->h);
        if (!ok) return false;
    }
    return true;
}

/* --- calling --- */

/* CPython unpacks the arguments of those that may take two, and of *, under an empty name. */
static bool count_is(KiState *ks, KiWrap wrap, int nargs, int min, int max) {
    if (nargs >= min && nargs <= max) return true;
    bool unpacked = max > 1 || wrap == KI_WRAP_REPEAT;
    if (min == max)
        ki_raise(ks, KI_EXC_TypeError, "%sexpected %d argument%s, got %d", unpacked ? " " : "", min,
                 min == 1 ? "" : "s", nargs);
    else if (nargs < min)
        ki_raise(ks, KI_EXC_TypeError, " expected at least %d argument%s, got %d", min,
                 min == 1 ? "" : "s", nargs);
    else
        ki_raise(ks, KI_EXC_TypeError, " expected at most %d argument%s, got %d", max,
                 max == 1 ? "" : "s", nargs);
    return false;
}

static KiValue none_if(bool ok) {
    return ok ? KI_NONE : KI_ERR;
}

static KiStr *attr_name(KiState *ks, KiValue v) {
    if (ki_is_str(v)) return ki_str_of(v);
    ki_raise(ks, KI_EXC_TypeError, "attribute name must be string, not '%s'", ki_type_name(ks, v));
    return NULL;
}

/* object.__setattr__ on an object whose class has its own native one would bypass that class. */
static bool may_set(KiState *ks, KiValue self, KiAnyFn fn, const char *what) {
    KiType *t = ki_type_of(ks, self);
    while (t && (t->flags & KI_TF_HEAP))
        t = t->base;
    if (!t || (KiAnyFn)t->slots->setattr == fn) return true;
    ki_raise(ks, KI_EXC_TypeError, "can't apply this %s to %s object", what,
             ki_type_cname(ks, ki_type_of(ks, self)));
    return false;
}

static KiValue wrap_hash(KiState *ks, KiAnyFn fn, KiValue self) {
    int64_t h;
    if (!((bool (*)(KiState *, KiValue, int64_t *))fn)(ks, self, &h)) return KI_ERR;
    return ki_int_from_i64(ks, h);
}

static KiValue wrap_next(KiState *ks, KiAnyFn fn, KiValue self) {
    KiValue r = ((KiValue(*)(KiState *, KiValue))fn)(ks, self);
    return r == KI_ABSENT ? ki_raise_obj(ks, ki_from_obj(ks->exceptions[KI_EXC_StopIteration])) : r;
}

static KiValue wrap_repeat(KiState *ks, KiAnyFn fn, KiValue self, KiValue count) {
    int64_t n;
    if (!ki_index_i64(ks, count, &n)) return KI_ERR;
    return ((KiValue(*)(KiState *, KiValue, int64_t))fn)(ks, self, n);
}

static KiValue wrap_get(KiState *ks, KiAnyFn fn, KiValue self, KiValue *args, int nargs) {
    KiValue obj = args[0] == KI_NONE ? KI_ABSENT : args[0];
    KiValue owner = nargs > 1 ? args[1] : KI_NONE;
    if (obj == KI_ABSENT && owner == KI_NONE)
        return ki_raise(ks, KI_EXC_TypeError, "__get__(None, None) is invalid");
    KiType *t = ki_is_type(owner) ? (KiType *)ki_obj(owner) : ki_type_of(ks, obj);
    return ((KiValue(*)(KiState *, KiValue, KiValue, KiType *))fn)(ks, self, obj, t);
}

static KiValue wrap_pow(KiState *ks, KiSlotWrapper *w, KiAnyFn fn, KiValue self, KiValue *args,
                        int nargs) {
    bool reflected = w->row->wrap == KI_WRAP_RPOW;
    KiValue a = reflected ? args[0] : self, b = reflected ? self : args[0];
    if (nargs > 1 && args[1] != KI_NONE && w->owner->slots->pow3)
        return w->owner->slots->pow3(ks, a, b, args[1]);
    return ((KiValue(*)(KiState *, KiValue, KiValue))fn)(ks, a, b);
}

typedef bool (*SetItemFn)(KiState *, KiValue, KiValue, KiValue);
typedef bool (*SetAttrFn)(KiState *, KiValue, KiStr *, KiValue);
typedef KiValue (*BinaryFn)(KiState *, KiValue, KiValue);

static KiValue wrap_setattr(KiState *ks, KiAnyFn fn, KiValue self, KiValue key, KiValue v) {
    if (!may_set(ks, self, fn, v == KI_ABSENT ? "__delattr__" : "__setattr__")) return KI_ERR;
    if (ki_is_type(self) && ki_type_refuses_set(ks, (KiType *)ki_obj(self), key)) return KI_ERR;
    KiStr *name = attr_name(ks, key);
    if (!name) return KI_ERR;
    return none_if(((SetAttrFn)fn)(ks, self, name, v));
}

static KiValue int_result(KiState *ks, int r) {
    return r < 0 ? KI_ERR : ki_bool(r);
}

KiValue ki_slot_wrapper_call(KiState *ks, KiSlotWrapper *w, KiValue self, KiValue *args, int nargs,
                             KiValue kwnames) {
    KiAnyFn fn = ki_wrapper_fn(w);
    KiWrap wrap = w->row->wrap;
    if (wrap == KI_WRAP_CALL)
        return ((KiValue(*)(KiState *, KiValue, KiValue *, int, KiValue))fn)(ks, self, args, nargs,
                                                                             kwnames);
    if (wrap == KI_WRAP_INIT)
        return none_if(((bool (*)(KiState *, KiValue, KiValue *, int, KiValue))fn)(ks, self, args,
                                                                                   nargs, kwnames));
    static const uint8_t min_max[][2] = {
        [KI_WRAP_UNARY] = {0, 0},   [KI_WRAP_HASH] = {0, 0},     [KI_WRAP_COMPARE] = {1, 1},
        [KI_WRAP_NEXT] = {0, 0},    [KI_WRAP_GETATTR] = {1, 1},  [KI_WRAP_SETATTR] = {2, 2},
        [KI_WRAP_DELATTR] = {1, 1}, [KI_WRAP_GET] = {1, 2},      [KI_WRAP_SET] = {2, 2},
        [KI_WRAP_DELETE] = {1, 1},  [KI_WRAP_DEL] = {0, 0},      [KI_WRAP_BINARY] = {1, 1},
        [KI_WRAP_RBINARY] = {1, 1}, [KI_WRAP_POW] = {1, 2},      [KI_WRAP_RPOW] = {1, 2},
        [KI_WRAP_TRUTH] = {0, 0},   [KI_WRAP_LEN] = {0, 0},      [KI_WRAP_SETITEM] = {2, 2},
        [KI_WRAP_DELITEM] = {1, 1}, [KI_WRAP_CONTAINS] = {1, 1}, [KI_WRAP_REPEAT] = {1, 1}};
    const int min = min_max[wrap][0], max = min_max[wrap][1];
    if (KB_UNLIKELY(w->misused && (nargs != min || ki_n_kw(kwnames)))) {
        KiValue r = w->misused(ks, w, self, args, nargs, kwnames);
        if (r != KI_ABSENT) return r;
    }
    if (ki_n_kw(kwnames))
        return ki_raise(ks, KI_EXC_TypeError, "wrapper %s() takes no keyword arguments",
                        ki_cstr(ks, ki_row_name(ks, w->row)));
    if (!count_is(ks, wrap, nargs, min, max)) return KI_ERR;
    switch (wrap) {
    case KI_WRAP_UNARY:
        return ((KiValue(*)(KiState *, KiValue))fn)(ks, self);
    case KI_WRAP_HASH:
        return wrap_hash(ks, fn, self);
    case KI_WRAP_COMPARE:
        return ((KiValue(*)(KiState *, KiValue, KiValue, KiCompareOp))fn)(ks, self, args[0],
                                                                          w->row->arg);
    case KI_WRAP_NEXT:
        return wrap_next(ks, fn, self);
    case KI_WRAP_GETATTR: {
        KiStr *name = attr_name(ks, args[0]);
        return name ? ((KiValue(*)(KiState *, KiValue, KiStr *))fn)(ks, self, name) : KI_ERR;
    }
    case KI_WRAP_SETATTR:
        return wrap_setattr(ks, fn, self, args[0], args[1]);
    case KI_WRAP_DELATTR:
        return wrap_setattr(ks, fn, self, args[0], KI_ABSENT);
    case KI_WRAP_GET:
        return wrap_get(ks, fn, self, args, nargs);
    case KI_WRAP_SET:
        return none_if(((SetItemFn)fn)(ks, self, args[0], args[1]));
    case KI_WRAP_DELETE:
        return none_if(((SetItemFn)fn)(ks, self, args[0], KI_ABSENT));
    case KI_WRAP_DEL:
        return none_if(((bool (*)(KiState *, KiValue))fn)(ks, self));
    case KI_WRAP_BINARY:
        return ((BinaryFn)fn)(ks, self, args[0]);
    case KI_WRAP_RBINARY:
        return ((BinaryFn)fn)(ks, args[0], self);
    case KI_WRAP_POW:
    case KI_WRAP_RPOW:
        return wrap_pow(ks, w, fn, self, args, nargs);
    case KI_WRAP_TRUTH:
        return int_result(ks, ((int (*)(KiState *, KiValue))fn)(ks, self));
    case KI_WRAP_LEN: {
        int64_t n = ((int64_t(*)(KiState *, KiValue))fn)(ks, self);
        return n < 0 ? KI_ERR : ki_int_from_i64(ks, n);
    }
    case KI_WRAP_SETITEM:
        return none_if(((SetItemFn)fn)(ks, self, args[0], args[1]));
    case KI_WRAP_DELITEM:
        return none_if(((SetItemFn)fn)(ks, self, args[0], KI_ABSENT));
    case KI_WRAP_CONTAINS:
        return int_result(ks, ((int (*)(KiState *, KiValue, KiValue))fn)(ks, self, args[0]));
    case KI_WRAP_REPEAT:
        return wrap_repeat(ks, fn, self, args[0]);
    default:
        return KI_NOT_IMPLEMENTED;
    }
}

/* --- wrapper_descriptor --- */

static KiValue wrapper_call(KiState *ks, KiValue callee, KiValue *args, int nargs,
                            KiValue kwnames) {
    KiSlotWrapper *w = (KiSlotWrapper *)ki_obj(callee);
    const char *name = ki_cstr(ks, ki_row_name(ks, w->row));
    if (nargs < 1 && w->is_method)
        return ki_raise(ks, KI_EXC_TypeError, "unbound method %s.%s() needs an argument",
                        ki_cstr(ks, w->owner->name), name);
    if (nargs < 1)
        return ki_raise(ks, KI_EXC_TypeError, "descriptor '%s' of '%s' object needs an argument",
                        name, ki_type_cname(ks, w->owner));
    if (!ki_is_subtype(ki_type_of(ks, args[0]), w->owner))
        return ki_raise(ks, KI_EXC_TypeError,
                        w->is_method
                            ? "descriptor '%s' for '%s' objects doesn't apply to a '%s' object"
                            : "descriptor '%s' requires a '%s' object but received a '%s'",
                        name, ki_type_cname(ks, w->owner), ki_type_name(ks, args[0]));
    return ki_slot_wrapper_call(ks, w, args[0], args + 1, nargs - 1, kwnames);
}

static KiValue wrapper_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    KiSlotWrapper *w = (KiSlotWrapper *)ki_obj(descr);
    if (obj == KI_ABSENT) return ki_new_ref(descr);
    if (!ki_is_subtype(ki_type_of(ks, obj), w->owner))
        return ki_raise(ks, KI_EXC_TypeError,
                        "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
                        ki_cstr(ks, ki_row_name(ks, w->row)), ki_type_cname(ks, w->owner),
                        ki_type_name(ks, obj));
    KiMethod *m = (KiMethod *)ki_object_alloc(ks, ks->types[KI_K_METHOD_WRAPPER], sizeof *m);
    if (!m) return KI_ERR;
    m->func = ki_new_ref(descr);
    m->self = ki_new_ref(obj);
    return ki_from_obj(m);
}

static KiValue wrapper_repr(KiState *ks, KiValue self) {
    KiSlotWrapper *w = (KiSlotWrapper *)ki_obj(self);
    return ki_str_format(ks, "<%s '%s' of '%s' objects>", w->is_method ? "method" : "slot wrapper",
                         ki_cstr(ks, ki_row_name(ks, w->row)), ki_type_cname(ks, w->owner));
}

static void wrapper_dealloc(KiState *ks, KiObj *o) {
    ki_decref_obj(ks, &((KiSlotWrapper *)o)->owner->h);
}
static void wrapper_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(ki_from_obj(((KiSlotWrapper *)o)->owner), arg);
}

const KiSlots ki_slot_wrapper_slots = {.dealloc = wrapper_dealloc,
                                       .traverse = wrapper_traverse,
                                       .getattr = ki_generic_getattr,
                                       .call = wrapper_call,
                                       .descr_get = wrapper_get,
                                       .repr = wrapper_repr};

/* --- what both tell of themselves --- */

static const char *const wrap_signatures[] = {
    [KI_WRAP_UNARY] = "($self, /)",
    [KI_WRAP_HASH] = "($self, /)",
    [KI_WRAP_COMPARE] = "($self, value, /)",
    [KI_WRAP_CALL] = "($self, /, *args, **kwargs)",
    [KI_WRAP_NEXT] = "($self, /)",
    [KI_WRAP_GETATTR] = "($self, name, /)",
    [KI_WRAP_SETATTR] = "($self, name, value, /)",
    [KI_WRAP_DELATTR] = "($self, name, /)",
    [KI_WRAP_GET] = "($self, instance, owner=None, /)",
    [KI_WRAP_SET] = "($self, instance, value, /)",
    [KI_WRAP_DELETE] = "($self, instance, /)",
    [KI_WRAP_INIT] = "($self, /, *args, **kwargs)",
    [KI_WRAP_BINARY] = "($self, value, /)",
    [KI_WRAP_RBINARY] = "($self, value, /)",
    [KI_WRAP_POW] = "($self, value, mod=None, /)",
    [KI_WRAP_RPOW] = "($self, value, mod=None, /)",
    [KI_WRAP_TRUTH] = "($self, /)",
    [KI_WRAP_LEN] = "($self, /)",
    [KI_WRAP_SETITEM] = "($self, key, value, /)",
    [KI_WRAP_DELITEM] = "($self, key, /)",
    [KI_WRAP_CONTAINS] = "($self, key, /)",
    [KI_WRAP_REPEAT] = "($self, value, /)",
};

static KiValue text_signature(KiState *ks, const KiSlotRow *row) {
    if (row->slot == offsetof(KiSlots, getitem)) return ki_text(ks, "($self, key, /)");
    const char *text = wrap_signatures[row->wrap];
    return text ? ki_text(ks, text) : KI_NONE;
}
static KiValue wrapper_signature(KiState *ks, KiValue self, void *closure) {
    return text_signature(ks, ((KiSlotWrapper *)ki_obj(self))->row);
}
static KiValue bound_signature(KiState *ks, KiValue self, void *closure) {
    KiMethod *m = (KiMethod *)ki_obj(self);
    return text_signature(ks, ((KiSlotWrapper *)ki_obj(m->func))->row);
}

bool ki_slot_wrapper_methods_init(KiState *ks) {
    static const KiGetsetDef wrapper[] = {
        {"__text_signature__", wrapper_signature, NULL, NULL, NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiGetsetDef bound[] = {{"__text_signature__", bound_signature, NULL, NULL, NULL},
                                        {NULL, NULL, NULL, NULL, NULL}};
    return ki_type_add_getsets(ks, ks->types[KI_K_SLOT_WRAPPER], wrapper) &&
           ki_type_add_getsets(ks, ks->types[KI_K_METHOD_WRAPPER], bound);
}

/* --- method-wrapper --- */

static KiValue bound_call(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    KiMethod *m = (KiMethod *)ki_obj(callee);
    return ki_slot_wrapper_call(ks, (KiSlotWrapper *)ki_obj(m->func), m->self, args, nargs,
                                kwnames);
}
static KiValue bound_repr(KiState *ks, KiValue self) {
    KiMethod *m = (KiMethod *)ki_obj(self);
    KiSlotWrapper *w = (KiSlotWrapper *)ki_obj(m->func);
    return ki_str_format(ks, "<method-wrapper '%s' of %s object at %p>",
                         ki_cstr(ks, ki_row_name(ks, w->row)), ki_type_name(ks, m->self),
                         (void *)(uintptr_t)m->self);
}
static KiValue bound_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if ((op != KI_EQ && op != KI_NE) || !ki_is_kind(b, KI_K_METHOD_WRAPPER))
        return KI_NOT_IMPLEMENTED;
    KiMethod *x = (KiMethod *)ki_obj(a), *y = (KiMethod *)ki_obj(b);
    return ki_bool((x->func == y->func && x->self == y->self) == (op == KI_EQ));
}
static bool bound_hash(KiState *ks, KiValue self, int64_t *out) {
    KiMethod *m = (KiMethod *)ki_obj(self);
    *out = (int64_t)((m->self >> 4) ^ (m->func >> 3));
    return true;
}
static void bound_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiMethod *)o)->func);
    ki_decref(ks, ((KiMethod *)o)->self);
}
static void bound_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiMethod *)o)->func, arg);
    visit(((KiMethod *)o)->self, arg);
}

const KiSlots ki_method_wrapper_slots = {.dealloc = bound_dealloc,
                                         .traverse = bound_traverse,
                                         .getattr = ki_generic_getattr,
                                         .call = bound_call,
                                         .repr = bound_repr,
                                         .compare = bound_compare,
                                         .hash = bound_hash};
