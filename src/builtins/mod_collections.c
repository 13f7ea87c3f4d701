/* The module _collections: deque (deque.c), OrderedDict (ordered_dict.c), defaultdict, and what
 * Counter and namedtuple lean on. */
#include "../object/depth.h"
#include "../object/item_walk.h"
#include "functools.h"

/* --- defaultdict --- */

typedef struct DefaultDict {
    KiDict dict;
    KiValue factory;
} DefaultDict;
static DefaultDict *dd_of(KiValue v) {
    return (DefaultDict *)ki_obj(v);
}

static KiValue dd_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue v = ks->types[KI_K_DICT]->slots->new_(ks, cls, NULL, 0, KI_ABSENT);
    if (v != KI_ERR) dd_of(v)->factory = KI_NONE;
    return v;
}
static bool dd_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    KiValue factory = nargs ? args[0] : KI_NONE;
    if (!ki_is_none(factory) && !ki_callable(ks, factory)) {
        ki_raise(ks, KI_EXC_TypeError, "first argument must be callable or None");
        return false;
    }
    ki_assign(ks, &dd_of(self)->factory, ki_new_ref(factory));
    return ks->types[KI_K_DICT]->slots->init(ks, self, args + (nargs > 0), nargs - (nargs > 0),
                                             kwnames);
}
static void dd_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((DefaultDict *)o)->factory, KI_NONE);
    ks->types[KI_K_DICT]->slots->dealloc(ks, o);
}
static void dd_clear(KiState *ks, KiObj *o) {
    ki_assign(ks, &((DefaultDict *)o)->factory, KI_NONE);
    ki_dict_clear(ks, &((DefaultDict *)o)->dict);
}
static void dd_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    DefaultDict *d = (DefaultDict *)o;
    int64_t pos = 0;
    KiValue k, v;
    visit(d->factory, arg);
    while (ki_dict_next(&d->dict, &pos, &k, &v)) {
        visit(k, arg);
        visit(v, arg);
    }
}

static KiValue m_missing(KiState *ks, KiValue *a, int n) {
    KiValue f = dd_of(a[0])->factory;
    if (ki_is_none(f)) return ki_raise_value(ks, KI_EXC_KeyError, a[1]);
    ki_incref(f);
    KiValue v = ki_call0(ks, f);
    ki_decref(ks, f);
    if (v != KI_ERR && !ki_setitem(ks, a[0], a[1], v)) {
        ki_decref(ks, v);
        return KI_ERR;
    }
    return v;
}

/* d[key] without the detour over the name __missing__, for exact defaultdicts. */
static KiValue dd_getitem(KiState *ks, KiValue self, KiValue key) {
    if (ki_from_obj(ki_obj_type(ki_obj(self))) != ks->bi->slot[KI_BI_DEFAULTDICT])
        return ks->types[KI_K_DICT]->slots->getitem(ks, self, key);
    KiValue v = ki_dict_get(ks, &dd_of(self)->dict, key);
    if (v != KI_ABSENT) return v == KI_ERR ? KI_ERR : ki_new_ref(v);
    KiValue a[2] = {self, key};
    if (!ki_depth_enter(ks, KI_IN_CALL)) return KI_ERR;
    v = m_missing(ks, a, 2);
    ks->depth--;
    return v;
}

static KiValue dict_repr(KiState *ks, KiValue self) {
    KiDict *copy = ki_dict_copy(ks, &dd_of(self)->dict);
    KiValue r = copy ? ki_repr(ks, ki_from_obj(copy)) : KI_ERR;
    if (copy) ki_decref_obj(ks, &copy->h);
    return r;
}
static KiValue dd_repr(KiState *ks, KiValue self) {
    int entered = ki_repr_enter(ks, self);
    if (entered)
        return entered < 0 ? KI_ERR : ki_str_format(ks, "%s(...)", ki_class_name(ks, self));
    KiValue f = ki_repr(ks, dd_of(self)->factory), d = f == KI_ERR ? KI_ERR : dict_repr(ks, self),
            r = KI_ERR;
    const char *uf = f == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(f), NULL),
               *ud = d == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(d), NULL);
    if (uf && ud) r = ki_str_format(ks, "%s(%s, %s)", ki_class_name(ks, self), uf, ud);
    ki_decref(ks, f);
    ki_decref(ks, d);
    ki_repr_leave(ks, self);
    return r;
}

static KiValue m_copy(KiState *ks, KiValue *a, int n) {
    KiValue args[2] = {dd_of(a[0])->factory, a[0]};
    return ki_call(ks, ki_from_obj(ki_type_of(ks, a[0])), args, 2, KI_ABSENT);
}
static KiValue m_reduce(KiState *ks, KiValue *a, int n) {
    KiValue f = dd_of(a[0])->factory;
    KiValue args = ki_is_none(f) ? ki_new_ref(ks->empty_tuple) : ki_tuple_pack(ks, 1, f);
    KiValue items = ki_call_method(ks, a[0], ks->names.n_items, NULL, 0),
            it = items == KI_ERR ? KI_ERR : ki_iter(ks, items);
    KiValue r = KI_ERR;
    if (args != KI_ERR && it != KI_ERR)
        r = ki_tuple_pack(ks, 5, ki_from_obj(ki_type_of(ks, a[0])), args, KI_NONE, KI_NONE, it);
    ki_decref(ks, args);
    ki_decref(ks, items);
    ki_decref(ks, it);
    return r;
}
static KiValue m_class_getitem(KiState *ks, KiValue *a, int n) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), a, 2, KI_ABSENT);
}
static KiValue dd_or(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_dict(a) || !ki_is_dict(b)) return KI_NOT_IMPLEMENTED;
    bool left = ki_is_subtype(ki_type_of(ks, a), (KiType *)ki_obj(ks->bi->slot[KI_BI_DEFAULTDICT]));
    KiValue args[2] = {dd_of(left ? a : b)->factory, a};
    KiValue r = ki_call(ks, ki_from_obj(ki_type_of(ks, left ? a : b)), args, 2, KI_ABSENT);
    if (r != KI_ERR && !ki_dict_update(ks, ki_dict_of(r), b, true)) {
        ki_decref(ks, r);
        return KI_ERR;
    }
    return r;
}
static KiValue g_factory(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(dd_of(self)->factory);
}
static bool s_factory(KiState *ks, KiValue self, KiValue v, void *c) {
    ki_assign(ks, &dd_of(self)->factory, v == KI_ABSENT ? KI_NONE : ki_new_ref(v));
    return true;
}

static KiType *make_defaultdict(KiState *ks) {
    static const KiSlots slots = {.dealloc = dd_dealloc,
                                  .traverse = dd_traverse,
                                  .clear = dd_clear,
                                  .getattr = ki_generic_getattr,
                                  .repr = dd_repr,
                                  .new_ = dd_new,
                                  .init = dd_init,
                                  .binary = {[KI_OR] = dd_or}};
    static const KiDef methods[] = {
        {"__missing__", "(self, key, /)", m_missing,
         "Called by __getitem__ for missing keys: the default factory's value, stored.",
         KI_DEF_UNSIGNED},
        {"copy", "(self, /)", m_copy, "A shallow copy of the defaultdict.", KI_DEF_UNSIGNED},
        {"__copy__", "(self, /)", m_copy, "A shallow copy of the defaultdict.", KI_DEF_UNSIGNED},
        {"__reduce__", "(self, /)", m_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
        {"__class_getitem__", "(cls, item, /)", m_class_getitem, "See PEP 585",
         KI_DEF_CLASS | KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"default_factory", g_factory, s_factory,
                                           "Factory for default value called by __missing__().",
                                           NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {
        "defaultdict",
        "collections",
        "defaultdict(default_factory=None, /, [...]) --> dict with default factory",
        sizeof(DefaultDict),
        KI_TF_BASETYPE | KI_TF_GC | KI_TF_MAPPING,
        KI_K_DICT,
        &slots,
        methods,
        getsets};
    KiType *t = ki_native_type(ks, &def, ks->types[KI_K_DICT]);
    /* no row of `slots`: by its name the method is that of dict, which knows __missing__ too */
    if (t) t->own_slots.getitem = dd_getitem;
    return t;
}

/* --- helpers of Counter and namedtuple --- */

static KiValue one_more(KiState *ks, KiValue count) {
    if (count == KI_ABSENT) return ki_small_int(1);
    if (ki_is_int(count)) return ki_int_from_i64(ks, ki_int_val(count) + 1);
    return ki_binary(ks, count, ki_small_int(1), KI_ADD);
}
static bool count_in_dict(KiState *ks, KiDict *d, KiValue item) {
    KiValue old = ki_dict_get(ks, d, item);
    if (old == KI_ERR) return false;
    ki_incref(old);
    KiValue sum = one_more(ks, old);
    bool ok = sum != KI_ERR && ki_dict_set(ks, d, item, sum);
    ki_decref(ks, old);
    ki_decref(ks, sum);
    return ok;
}
static bool count_by_methods(KiState *ks, KiValue mapping, KiValue get, KiValue item) {
    KiValue args[2] = {item, ki_small_int(0)};
    KiValue old = ki_call(ks, get, args, 2, KI_ABSENT), sum = KI_ERR;
    if (old != KI_ERR) sum = ki_binary(ks, old, ki_small_int(1), KI_ADD);
    bool ok = sum != KI_ERR && ki_setitem(ks, mapping, item, sum);
    ki_decref(ks, old);
    ki_decref(ks, sum);
    return ok;
}
/* mapping.get; ABSENT if the mapping is a dict whose class has dict's own methods. */
static KiValue get_method(KiState *ks, KiValue mapping) {
    KiType *dict = ks->types[KI_K_DICT];
    KiStr *name = ki_intern_cstr(ks, "get");
    if (!name) return KI_ERR;
    KiStr *set = ks->names.d_setitem;
    KiType *cls = ki_type_of(ks, mapping);
    bool plain = ki_is_dict(mapping) &&
                 ki_type_lookup(ks, cls, set) == ki_type_lookup(ks, dict, set) &&
                 ki_type_lookup(ks, cls, name) == ki_type_lookup(ks, dict, name);
    KiValue get = plain ? KI_ABSENT : ki_getattr(ks, mapping, name);
    ki_decref_obj(ks, &name->h);
    return get;
}

/* mapping[item] = mapping.get(item, 0) + 1 for every item. */
static KiValue f_count_elements(KiState *ks, KiValue *a, int n) {
    KiWalk walk;
    if (!ki_walk_begin(ks, &walk, a[1])) return KI_ERR;
    KiValue get = get_method(ks, a[0]), item;
    bool ok = get != KI_ERR;
    while (ok && (item = ki_walk_next(ks, &walk)) != KI_ABSENT) {
        ok = item != KI_ERR && (get == KI_ABSENT ? count_in_dict(ks, ki_dict_of(a[0]), item)
                                                 : count_by_methods(ks, a[0], get, item));
        ki_decref(ks, item);
    }
    ki_walk_end(ks, &walk);
    ki_decref(ks, get);
    return ok ? KI_NONE : KI_ERR;
}

/* The descriptor of a namedtuple field. */
typedef struct TupleGetter {
    KiObj h;
    int64_t index;
    KiValue doc;
} TupleGetter;
static TupleGetter *getter_of(KiValue v) {
    return (TupleGetter *)ki_obj(v);
}

static KiValue getter_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    int64_t index;
    if (!ki_check_args(ks, "_tuplegetter", nargs, kwnames, 2, 2) ||
        !ki_index_i64(ks, args[0], &index))
        return KI_ERR;
    TupleGetter *g = (TupleGetter *)ki_instance_alloc(ks, cls);
    if (!g) return KI_ERR;
    g->index = index;
    g->doc = ki_new_ref(args[1]);
    return ki_from_obj(g);
}
static void getter_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((TupleGetter *)o)->doc, KI_NONE);
}
static KiValue getter_get(KiState *ks, KiValue self, KiValue obj, KiType *owner) {
    if (obj == KI_ABSENT || ki_is_none(obj)) return ki_new_ref(self);
    int64_t i = getter_of(self)->index;
    if (!ki_is_tuple(obj))
        return ki_raise(
            ks, KI_EXC_TypeError,
            "descriptor for index '%lld' for tuple subclasses doesn't apply to '%s' object",
            (long long)i, ki_type_name(ks, obj));
    KiTuple *t = ki_tuple_of(obj);
    return i >= 0 && i < t->len ? ki_new_ref(t->items[i])
                                : ki_raise(ks, KI_EXC_IndexError, "tuple index out of range");
}
static bool getter_set(KiState *ks, KiValue self, KiValue obj, KiValue v) {
    ki_raise(ks, KI_EXC_AttributeError, "can't %s attribute", v == KI_ABSENT ? "delete" : "set");
    return false;
}
static KiValue getter_repr(KiState *ks, KiValue self) {
    KiValue d = ki_repr(ks, getter_of(self)->doc), r = KI_ERR;
    const char *u = d == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(d), NULL);
    if (u) r = ki_str_format(ks, "_tuplegetter(%lld, %s)", (long long)getter_of(self)->index, u);
    ki_decref(ks, d);
    return r;
}
static KiValue g_doc(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(getter_of(self)->doc);
}
static bool s_doc(KiState *ks, KiValue self, KiValue v, void *c) {
    ki_assign(ks, &getter_of(self)->doc, v == KI_ABSENT ? KI_NONE : ki_new_ref(v));
    return true;
}
static KiType *make_tuplegetter(KiState *ks) {
    static const KiSlots slots = {.dealloc = getter_dealloc,
                                  .new_ = getter_new,
                                  .descr_get = getter_get,
                                  .descr_set = getter_set,
                                  .repr = getter_repr};
    static const KiGetsetDef getsets[] = {{"__doc__", g_doc, s_doc, NULL, NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {
        "_tuplegetter", "collections", NULL,   sizeof(TupleGetter), 0, KI_K_OPAQUE,
        &slots,         NULL,          getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

bool ki_mod_collections_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {{"_count_elements", "(mapping, iterable, /)",
                                       f_count_elements, "Count the elements of an iterable.", 0},
                                      KI_DEF_END};
    return ki_bi_type_slot(ks, KI_BI_DEQUE, ki_make_deque_type) &&
           ki_bi_type_slot(ks, KI_BI_DEQUE_ITER, ki_make_deque_iter_type) &&
           ki_bi_type_slot(ks, KI_BI_DEQUE_REVERSE_ITER, ki_make_deque_reverse_iter_type) &&
           ki_bi_type_slot(ks, KI_BI_DEFAULTDICT, make_defaultdict) &&
           ki_bi_type_slot(ks, KI_BI_TUPLEGETTER, make_tuplegetter) &&
           ki_module_add(ks, m, "deque", ki_new_ref(ks->bi->slot[KI_BI_DEQUE])) &&
           ki_module_add(ks, m, "_deque_iterator", ki_new_ref(ks->bi->slot[KI_BI_DEQUE_ITER])) &&
           ki_module_add(ks, m, "_deque_reverse_iterator",
                         ki_new_ref(ks->bi->slot[KI_BI_DEQUE_REVERSE_ITER])) &&
           ki_module_add(ks, m, "defaultdict", ki_new_ref(ks->bi->slot[KI_BI_DEFAULTDICT])) &&
           ki_module_add(ks, m, "_tuplegetter", ki_new_ref(ks->bi->slot[KI_BI_TUPLEGETTER])) &&
           ki_ordered_dict_init(ks, m) && ki_module_add_functions(ks, m, functions);
}
