/* OrderedDict (collections): a dict, whose table keeps the order of insertion anyway, with methods
 * that change the order, a comparison that heeds it, views of its own names, and one type for all
 * their iterators, which tell any key that came or went. What fills it goes through the __setitem__
 * of a subclass; what takes from it does not ask a subclass for anything. */
#include "../object/containers.h"
#include "../object/dict_table.h"
#include "../object/object_private.h"
#include "functools.h"

static bool is_ordered(KiState *ks, KiValue v) {
    return ki_is_subtype(ki_type_of(ks, v), (KiType *)ki_obj(ks->bi->slot[KI_BI_ORDERED_DICT]));
}
static bool is_exact(KiState *ks, KiValue v) {
    return ki_from_obj(ki_type_of(ks, v)) == ks->bi->slot[KI_BI_ORDERED_DICT];
}

/* --- iterators --- */

static KiValue iter_of_kind(KiState *ks, KiKind kind, KiValue dict) {
    return ki_ordered_iter_new(ks, (KiType *)ki_obj(ks->bi->slot[KI_BI_ORDERED_ITER]), kind, dict);
}

/* iter() over a list of what is left. */
static KiValue iter_reduce(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = (KiIter *)ki_obj(args[0]);
    KiList *left = NULL;
    if (it->source == KI_ABSENT) {
        left = ki_list_new(ks, 0);
    } else {
        KiValue copy = iter_of_kind(ks, (KiKind)it->h.kind, it->source);
        if (copy == KI_ERR) return KI_ERR;
        KiIter *c = (KiIter *)ki_obj(copy);
        c->index = it->index;
        c->extra = it->extra;
        c->aux2 = it->aux2;
        left = ki_to_list(ks, copy);
        ki_decref(ks, copy);
    }
    if (!left) return KI_ERR;
    KiValue f = ki_dict_get_cstr(ks, ks->builtins_dict, "iter"), out = KI_ERR;
    if (f == KI_ABSENT) f = ki_raise(ks, KI_EXC_AttributeError, "iter");
    KiValue t = f == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 1, ki_from_obj(left));
    if (t != KI_ERR) out = ki_tuple_pack(ks, 2, f, t);
    ki_decref(ks, t);
    ki_decref_obj(ks, &left->h);
    return out;
}

static KiType *make_iter_type(KiState *ks) {
    static const KiDef methods[] = {{"__reduce__", "(self, /)", iter_reduce,
                                     "Return state information for pickling", KI_DEF_UNSIGNED},
                                    KI_DEF_END};
    const KiTypeDef def = {.name = "odict_iterator",
                           .module = "builtins",
                           .struct_size = sizeof(KiIter),
                           .flags = KI_TF_GC | KI_TF_DISALLOW_NEW,
                           .layout = KI_K_OPAQUE,
                           .slots = &ki_ordered_iter_slots,
                           .methods = methods};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

/* --- views: those of dict under names of their own --- */

static KiValue source_of(KiValue view) {
    return ((KiIter *)ki_obj(view))->source;
}
static KiValue keys_iter(KiState *ks, KiValue v) {
    return iter_of_kind(ks, KI_K_DICT_KEYITER, source_of(v));
}
static KiValue values_iter(KiState *ks, KiValue v) {
    return iter_of_kind(ks, KI_K_DICT_VALUEITER, source_of(v));
}
static KiValue items_iter(KiState *ks, KiValue v) {
    return iter_of_kind(ks, KI_K_DICT_ITEMITER, source_of(v));
}
static KiValue keys_reversed(KiState *ks, KiValue *args, int nargs) {
    return iter_of_kind(ks, KI_K_DICT_REVKEYITER, source_of(args[0]));
}
static KiValue values_reversed(KiState *ks, KiValue *args, int nargs) {
    return iter_of_kind(ks, KI_K_DICT_REVVALUEITER, source_of(args[0]));
}
static KiValue items_reversed(KiState *ks, KiValue *args, int nargs) {
    return iter_of_kind(ks, KI_K_DICT_REVITEMITER, source_of(args[0]));
}

#define REVERSED(fn)                                                                               \
    { {"__reversed__", "(self, /)", fn, "The same, last first.", KI_DEF_UNSIGNED}, KI_DEF_END }
static KiType *make_view_type(KiState *ks, const char *name, KiKind kind,
                              KiValue (*iter)(KiState *ks, KiValue v), const KiDef *methods) {
    KiType *base = ks->types[kind];
    KiSlots slots = *base->slots;
    slots.iter = iter;
    KiTypeDef def = {.name = name,
                     .module = "builtins",
                     .doc = "",
                     .struct_size = sizeof(KiIter),
                     .layout = kind,
                     .slots = &slots,
                     .methods = methods};
    KiType *t = ki_native_type(ks, &def, base);
    if (t) t->kind = base->kind; /* all else is as in the base */
    return t;
}
static KiType *make_keys_type(KiState *ks) {
    static const KiDef methods[] = REVERSED(keys_reversed);
    return make_view_type(ks, "odict_keys", KI_K_DICT_KEYS, keys_iter, methods);
}
static KiType *make_values_type(KiState *ks) {
    static const KiDef methods[] = REVERSED(values_reversed);
    return make_view_type(ks, "odict_values", KI_K_DICT_VALUES, values_iter, methods);
}
static KiType *make_items_type(KiState *ks) {
    static const KiDef methods[] = REVERSED(items_reversed);
    return make_view_type(ks, "odict_items", KI_K_DICT_ITEMS, items_iter, methods);
}

static KiValue view_new(KiState *ks, enum KiBiSlot type, KiValue dict) {
    KiIter *view =
        (KiIter *)ki_object_alloc(ks, (KiType *)ki_obj(ks->bi->slot[type]), sizeof *view);
    if (!view) return KI_ERR;
    view->source = ki_new_ref(dict);
    view->index = view->extra = 0;
    view->aux1 = view->aux2 = KI_ABSENT;
    return ki_from_obj(view);
}
static KiValue m_keys(KiState *ks, KiValue *args, int nargs) {
    return view_new(ks, KI_BI_ORDERED_KEYS, args[0]);
}
static KiValue m_values(KiState *ks, KiValue *args, int nargs) {
    return view_new(ks, KI_BI_ORDERED_VALUES, args[0]);
}
static KiValue m_items(KiState *ks, KiValue *args, int nargs) {
    return view_new(ks, KI_BI_ORDERED_ITEMS, args[0]);
}

/* --- putting in: __init__, update, |, |= --- */

static bool put_pair(KiState *ks, KiValue self, KiValue pair) {
    KiValue it = ki_iter(ks, pair), v[3];
    if (it == KI_ERR) return false;
    int n = 0;
    while (n < 3 && (v[n] = ki_next(ks, it)) != KI_ABSENT && v[n] != KI_ERR)
        n++;
    bool ok = n == 3 || v[n] == KI_ABSENT;
    if (ok && n != 2) {
        if (n > 2)
            ki_raise(ks, KI_EXC_ValueError, "too many values to unpack (expected 2)");
        else
            ki_raise(ks, KI_EXC_ValueError, "need more than %d value%s to unpack", n, n ? "" : "s");
        ok = false;
    }
    ok = ok && ki_setitem(ks, self, v[0], v[1]);
    while (n)
        ki_decref(ks, v[--n]);
    ki_decref(ks, it);
    return ok;
}
static bool put_pairs(KiState *ks, KiValue self, KiValue pairs) {
    KiValue it = ki_iter(ks, pairs), pair;
    if (it == KI_ERR) return false;
    bool ok = true;
    while (ok && (pair = ki_next(ks, it)) != KI_ABSENT) {
        ok = pair != KI_ERR && put_pair(ks, self, pair);
        ki_decref(ks, pair);
    }
    ki_decref(ks, it);
    return ok;
}
static bool put_mapping(KiState *ks, KiValue self, KiValue keys, KiValue other) {
    KiValue it = ki_iter(ks, keys), key;
    if (it == KI_ERR) return false;
    bool ok = true;
    while (ok && (key = ki_next(ks, it)) != KI_ABSENT) {
        KiValue value = key == KI_ERR ? KI_ERR : ki_getitem(ks, other, key);
        ok = value != KI_ERR && ki_setitem(ks, self, key, value);
        ki_decref(ks, key);
        ki_decref(ks, value);
    }
    ki_decref(ks, it);
    return ok;
}

/* A comparison of keys may run code that changes the other dict: that an ordered one notices, and
 * of a plain one it is the items from before that are put in. */
static bool put_entries(KiState *ks, KiValue self, KiDict *from, bool ordered) {
    uint64_t version = from->version;
    for (uint32_t i = 0; i < from->n_entries; i++) {
        KiDictEntry e = from->entries[i];
        if (e.key == KI_ABSENT) continue;
        ki_incref(e.key);
        ki_incref(e.value);
        bool ok = ki_dict_set_hashed(ks, ki_dict_of(self), e.key, (int64_t)e.hash, e.value);
        ki_decref(ks, e.key);
        ki_decref(ks, e.value);
        if (ok && ordered && from->version != version) {
            ki_raise(ks, KI_EXC_RuntimeError, "OrderedDict mutated during iteration");
            ok = false;
        }
        if (!ok) return false;
    }
    return true;
}
/* The items of a dict or ordered dict, for a class that leaves __setitem__ as it is. */
static bool put_dict(KiState *ks, KiValue self, KiValue other) {
    KiDict *d = ki_dict_of(self), *from = ki_dict_of(other);
    if (!from->used || d == from) return true;
    if (!d->entries) return ki_dict_clone_into(ks, d, from);
    if (!ki_is_kind(other, KI_K_DICT)) return put_entries(ks, self, from, true);
    from = ki_dict_copy(ks, from);
    bool ok = from && put_entries(ks, self, from, false);
    if (from) ki_decref_obj(ks, &from->h);
    return ok;
}

static bool od_setitem(KiState *ks, KiValue v, KiValue key, KiValue value) {
    return ki_dict_slots.setitem(ks, v, key, value);
}

/* What the method of that name gives; ABSENT if there is none. */
static KiValue result_of(KiState *ks, KiValue v, KiStr *method) {
    KiValue f = ki_getattr_opt(ks, v, method);
    if (f == KI_ABSENT || f == KI_ERR) return f;
    KiValue r = ki_call0(ks, f);
    ki_decref(ks, f);
    return r;
}

static bool put_all(KiState *ks, KiValue self, KiValue other) {
    bool plain = ki_is_kind(other, KI_K_DICT), ok;
    if ((plain || is_exact(ks, other)) && ki_slots_of(ks, self)->setitem == od_setitem)
        return put_dict(ks, self, other);
    if (plain) {
        KiList *items = NULL;
        KiValue view = ki_dict_view_new(ks, KI_K_DICT_ITEMS, other);
        if (view != KI_ERR) items = ki_to_list(ks, view);
        ki_decref(ks, view);
        ok = items && put_pairs(ks, self, ki_from_obj(items));
        if (items) ki_decref_obj(ks, &items->h);
        return ok;
    }
    KiValue keys = result_of(ks, other, ks->names.n_keys);
    if (keys == KI_ERR) return false;
    if (keys != KI_ABSENT) {
        ok = put_mapping(ks, self, keys, other);
        ki_decref(ks, keys);
        return ok;
    }
    KiValue items = result_of(ks, other, ks->names.n_items);
    if (items == KI_ERR) return false;
    ok = put_pairs(ks, self, items == KI_ABSENT ? other : items);
    ki_decref(ks, items);
    return ok;
}
static bool put_arguments(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs && !put_all(ks, self, args[0])) return false;
    int64_t n = kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len;
    for (int64_t i = 0; i < n; i++)
        if (!ki_setitem(ks, self, ki_tuple_of(kwnames)->items[i], args[nargs + i])) return false;
    return true;
}

static bool od_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs <= 1) return put_arguments(ks, self, args, nargs, kwnames);
    ki_raise(ks, KI_EXC_TypeError, "expected at most 1 arguments, got %d", nargs);
    return false;
}
static KiValue m_update(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 1 || !is_ordered(ks, args[0]))
        return ki_raise(ks, KI_EXC_TypeError,
                        "unbound method OrderedDict.update() needs an argument");
    if (nargs > 2)
        return ki_raise(ks, KI_EXC_TypeError,
                        "update() takes at most 1 positional argument (%d given)", nargs - 1);
    return put_arguments(ks, args[0], args + 1, nargs - 1, kwnames) ? KI_NONE : KI_ERR;
}
static KiValue od_or(KiState *ks, KiValue a, KiValue b) {
    bool left = is_ordered(ks, a);
    if (!ki_is_dict(left ? b : a)) return KI_NOT_IMPLEMENTED;
    KiValue both = ki_call1(ks, ki_from_obj(ki_type_of(ks, left ? a : b)), a);
    if (both == KI_ERR || put_all(ks, both, b)) return both;
    ki_decref(ks, both);
    return KI_ERR;
}
static KiValue od_ior(KiState *ks, KiValue a, KiValue b) {
    return put_all(ks, a, b) ? ki_new_ref(a) : KI_ERR;
}

/* --- the other methods --- */

/* A KeyError for a key that may be the error itself or, as a tuple, its arguments. */
static KiValue no_such_key(KiState *ks, KiValue key) {
    KiType *error = ks->exceptions[KI_EXC_KeyError];
    KiValue e = KI_ERR;
    if (ki_is_none(key))
        e = ki_call0(ks, ki_from_obj(error));
    else if (ki_is_tuple(key))
        e = ki_call(ks, ki_from_obj(error), ki_tuple_of(key)->items, (int)ki_tuple_of(key)->len,
                    KI_ABSENT);
    else if (ki_is_subtype(ki_type_of(ks, key), error))
        e = ki_new_ref(key);
    else
        return ki_raise_value(ks, KI_EXC_KeyError, key);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    return KI_ERR;
}

static KiValue m_pop(KiState *ks, KiValue *args, int nargs) {
    KiValue v = ki_dict_pop(ks, ki_dict_of(args[0]), args[1]);
    if (v != KI_ABSENT) return v;
    return args[2] != KI_ABSENT ? ki_new_ref(args[2]) : no_such_key(ks, args[1]);
}
static KiValue m_popitem(KiState *ks, KiValue *args, int nargs) {
    int last = ki_truth(ks, args[1]);
    if (last < 0) return KI_ERR;
    KiDict *d = ki_dict_of(args[0]);
    KiValue pair = last ? ki_dict_pop_last(ks, d) : ki_dict_pop_first(ks, d);
    if (pair != KI_ABSENT) return pair;
    KiValue text = ki_str_from_cstr(ks, "dictionary is empty");
    if (text != KI_ERR) ki_raise_value(ks, KI_EXC_KeyError, text);
    ki_decref(ks, text);
    return KI_ERR;
}
static KiValue m_move_to_end(KiState *ks, KiValue *args, int nargs) {
    int last = ki_truth(ks, args[2]);
    if (last < 0) return KI_ERR;
    KiDict *d = ki_dict_of(args[0]);
    int moved = d->used ? ki_dict_move(ks, d, args[1], last) : 0; /* empty: not even hashed */
    return moved > 0 ? KI_NONE : moved < 0 ? KI_ERR : no_such_key(ks, args[1]);
}
static KiValue m_setdefault(KiState *ks, KiValue *args, int nargs) {
    if (is_exact(ks, args[0])) {
        KiValue v = ki_dict_setdefault(ks, ki_dict_of(args[0]), args[1], args[2]);
        return v == KI_ERR ? v : ki_new_ref(v);
    }
    int there = ki_contains(ks, args[0], args[1]);
    if (there < 0) return KI_ERR;
    if (there) return ki_getitem(ks, args[0], args[1]);
    return ki_setitem(ks, args[0], args[1], args[2]) ? ki_new_ref(args[2]) : KI_ERR;
}
static KiValue m_clear(KiState *ks, KiValue *args, int nargs) {
    ki_dict_clear(ks, ki_dict_of(args[0]));
    return KI_NONE;
}

/* A subclass is asked for its values, and puts them in. */
static KiValue m_copy(KiState *ks, KiValue *args, int nargs) {
    KiValue copy = ki_call0(ks, ki_from_obj(ki_type_of(ks, args[0])));
    if (copy == KI_ERR) return KI_ERR;
    bool ok;
    if (is_exact(ks, args[0])) {
        ok = put_dict(ks, copy, args[0]);
    } else {
        KiValue keys = view_new(ks, KI_BI_ORDERED_KEYS, args[0]);
        ok = keys != KI_ERR && put_mapping(ks, copy, keys, args[0]);
        ki_decref(ks, keys);
    }
    if (ok) return copy;
    ki_decref(ks, copy);
    return KI_ERR;
}
static KiValue m_fromkeys(KiState *ks, KiValue *args, int nargs) {
    KiValue d = ki_call0(ks, args[0]), it = d == KI_ERR ? KI_ERR : ki_iter(ks, args[1]), key;
    bool ok = it != KI_ERR;
    while (ok && (key = ki_next(ks, it)) != KI_ABSENT) {
        ok = key != KI_ERR && ki_setitem(ks, d, key, args[2]);
        ki_decref(ks, key);
    }
    ki_decref(ks, it);
    if (ok) return d;
    ki_decref(ks, d);
    return KI_ERR;
}
static KiValue m_reduce(KiState *ks, KiValue *args, int nargs) {
    KiValue state = ki_call_method(ks, args[0], ks->names.d_getstate, NULL, 0);
    KiValue items =
        state == KI_ERR ? KI_ERR : ki_call_method(ks, args[0], ks->names.n_items, NULL, 0);
    KiValue it = items == KI_ERR ? KI_ERR : ki_iter(ks, items), r = KI_ERR;
    if (it != KI_ERR)
        r = ki_tuple_pack(ks, 5, ki_from_obj(ki_type_of(ks, args[0])), ks->empty_tuple, state,
                          KI_NONE, it);
    ki_decref(ks, state);
    ki_decref(ks, items);
    ki_decref(ks, it);
    return r;
}
static KiValue m_sizeof(KiState *ks, KiValue *args, int nargs) {
    KiValue f = ki_type_lookup(ks, ks->types[KI_K_DICT], ks->names.d_sizeof);
    return ki_call1(ks, f, args[0]);
}

/* --- the class itself --- */

static KiValue od_iter(KiState *ks, KiValue v) {
    return iter_of_kind(ks, KI_K_DICT_KEYITER, v);
}
static KiValue m_reversed(KiState *ks, KiValue *args, int nargs) {
    return iter_of_kind(ks, KI_K_DICT_REVKEYITER, args[0]);
}

static KiValue od_repr(KiState *ks, KiValue v) {
    const char *name = ki_class_name(ks, v);
    if (!ki_dict_of(v)->used) return ki_str_format(ks, "%s()", name);
    int r = ki_repr_enter(ks, v);
    if (r) return r < 0 ? KI_ERR : ki_str_from_ascii(ks, "...", 3);
    KiValue items =
        is_exact(ks, v) ? m_items(ks, &v, 1) : ki_call_method(ks, v, ks->names.n_items, NULL, 0);
    KiList *list = items == KI_ERR ? NULL : ki_to_list(ks, items);
    KiValue text = list ? ki_repr(ks, ki_from_obj(list)) : KI_ERR, out = KI_ERR;
    const char *u = text == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(text), NULL);
    if (u) out = ki_str_format(ks, "%s(%s)", name, u);
    ki_decref(ks, items);
    if (list) ki_decref_obj(ks, &list->h);
    ki_decref(ks, text);
    ki_repr_leave(ks, v);
    return out;
}

/* Are the keys the same in the same order? 1, 0, -1. */
static int same_order(KiState *ks, KiDict *a, KiDict *b) {
    uint64_t version_a = a->version, version_b = b->version;
    int64_t pos_a = 0, pos_b = 0;
    KiValue x, y;
    for (;;) {
        bool more = ki_dict_next(a, &pos_a, &x, NULL);
        if (ki_dict_next(b, &pos_b, &y, NULL) != more) return 0;
        if (!more) return 1;
        ki_incref(x);
        ki_incref(y);
        int r = ki_items_equal(ks, x, y);
        ki_decref(ks, x);
        ki_decref(ks, y);
        if (r > 0 && (a->version != version_a || b->version != version_b)) {
            ki_raise(ks, KI_EXC_RuntimeError, "OrderedDict mutated during iteration");
            r = -1;
        }
        if (r <= 0) return r;
    }
}
static KiValue od_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if ((op != KI_EQ && op != KI_NE) || !is_ordered(ks, a) || !ki_is_dict(b))
        return KI_NOT_IMPLEMENTED;
    KiValue same = ki_dict_slots.compare(ks, a, b, KI_EQ);
    if (same == KI_ERR) return KI_ERR;
    int r = same == KI_TRUE;
    if (r && is_ordered(ks, b)) r = same_order(ks, ki_dict_of(a), ki_dict_of(b));
    return r < 0 ? KI_ERR : ki_bool(r == (op == KI_EQ));
}

static KiType *make_ordered_dict(KiState *ks) {
    static const KiSlots slots = {.repr = od_repr,
                                  .compare = od_compare,
                                  .iter = od_iter,
                                  .init = od_init,
                                  .setitem = od_setitem,
                                  .binary = {[KI_OR] = od_or},
                                  .inplace = {[KI_OR] = od_ior}};
    static const KiDef methods[] = {
        {"fromkeys", "(cls, /, iterable, value=None)", m_fromkeys,
         "An ordered dictionary with these keys, all with the same value.", KI_DEF_CLASS},
        {"__sizeof__", "(self, /)", m_sizeof, "The size in memory, in bytes.", KI_DEF_UNSIGNED},
        {"__reduce__", "(self, /)", m_reduce,
         "The class, its arguments, the attributes and the items, for pickle.", KI_DEF_UNSIGNED},
        {"setdefault", "(self, /, key, default=None)", m_setdefault,
         "The value of a key, which is put in with default if it is not there.", 0},
        {"pop", "(self, /, key, default=<absent <unrepresentable>>)", m_pop,
         "Remove a key and return its value, default if it is not there.", 0},
        {"popitem", "(self, /, last=True)", m_popitem, "Remove and return the last or first item.",
         0},
        {"keys", "(self, /)", m_keys, "A view of the keys.", KI_DEF_UNSIGNED},
        {"values", "(self, /)", m_values, "A view of the values.", KI_DEF_UNSIGNED},
        {"items", "(self, /)", m_items, "A view of the pairs.", KI_DEF_UNSIGNED},
        {"update", "(...)", m_update,
         "Put in the items of a mapping or the pairs of an iterable, then the keywords.",
         KI_DEF_COUNTED},
        {"clear", "(self, /)", m_clear, "Remove all items.", KI_DEF_UNSIGNED},
        {"copy", "(self, /)", m_copy, "A shallow copy.", KI_DEF_UNSIGNED},
        {"__reversed__", "(self, /)", m_reversed, "The keys, last first.", KI_DEF_UNSIGNED},
        {"move_to_end", "(self, /, key, last=True)", m_move_to_end,
         "Move an item to the end, or to the beginning.", 0},
        KI_DEF_END};
    static const KiTypeDef def = {
        .name = "OrderedDict",
        .module = "collections",
        .doc = "A dict that can rearrange its items and compares them in order",
        .struct_size = sizeof(KiDict),
        .flags = KI_TF_BASETYPE | KI_TF_GC | KI_TF_MAPPING | KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF,
        .layout = KI_K_DICT,
        .slots = &slots,
        .methods = methods};
    return ki_native_type(ks, &def, ks->types[KI_K_DICT]);
}

bool ki_ordered_dict_init(KiState *ks, KiModule *m) {
    return ki_bi_type_slot(ks, KI_BI_ORDERED_ITER, make_iter_type) &&
           ki_bi_type_slot(ks, KI_BI_ORDERED_KEYS, make_keys_type) &&
           ki_bi_type_slot(ks, KI_BI_ORDERED_VALUES, make_values_type) &&
           ki_bi_type_slot(ks, KI_BI_ORDERED_ITEMS, make_items_type) &&
           ki_bi_type_slot(ks, KI_BI_ORDERED_DICT, make_ordered_dict) &&
           ki_module_add(ks, m, "OrderedDict", ki_new_ref(ks->bi->slot[KI_BI_ORDERED_DICT]));
}
