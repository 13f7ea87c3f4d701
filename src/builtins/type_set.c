/* Methods of set and frozenset. Results have the exact built-in type of the left operand's base. */
#include "../object/containers.h"
#include "../object/type_layout.h"
#include "type_init.h"

static bool frozen_self(KiValue *args) {
    return ki_set_of(args[0])->h.kind == KI_K_FROZENSET;
}
static KiValue result(KiState *ks, KiSet *s, bool ok) {
    if (s && !ok) ki_decref_obj(ks, &s->h);
    return s && ok ? ki_from_obj(s) : KI_ERR;
}

static KiValue set_add(KiState *ks, KiValue *args, int nargs) {
    return ki_set_add(ks, ki_set_of(args[0]), args[1]) ? KI_NONE : KI_ERR;
}
static KiValue set_clear(KiState *ks, KiValue *args, int nargs) {
    ki_set_clear(ks, ki_set_of(args[0]));
    return KI_NONE;
}
static KiValue set_copy(KiState *ks, KiValue *args, int nargs) {
    if (ki_is_kind(args[0], KI_K_FROZENSET)) return ki_new_ref(args[0]);
    return result(ks, ki_set_copy(ks, ki_set_of(args[0]), frozen_self(args)), true);
}
static KiValue set_discard(KiState *ks, KiValue *args, int nargs) {
    return ki_set_discard(ks, ki_set_of(args[0]), args[1]) < 0 ? KI_ERR : KI_NONE;
}
static KiValue set_remove(KiState *ks, KiValue *args, int nargs) {
    int r = ki_set_discard(ks, ki_set_of(args[0]), args[1]);
    if (r == 0) ki_raise_value(ks, KI_EXC_KeyError, args[1]);
    return r > 0 ? KI_NONE : KI_ERR;
}
static KiValue set_pop(KiState *ks, KiValue *args, int nargs) {
    KiValue v = ki_set_pop(ks, ki_set_of(args[0]));
    if (v != KI_ABSENT) return v;
    KiValue text = ki_str_from_cstr(ks, "pop from an empty set");
    if (text != KI_ERR) ki_raise_value(ks, KI_EXC_KeyError, text);
    ki_decref(ks, text);
    return KI_ERR;
}

/* args[1] is the tuple of the other operands in all of these */
static KiValue set_union(KiState *ks, KiValue *args, int nargs) {
    KiTuple *others = ki_tuple_of(args[1]);
    KiSet *s = ki_set_copy(ks, ki_set_of(args[0]), frozen_self(args));
    bool ok = s != NULL;
    for (int64_t i = 0; ok && i < others->len; i++)
        ok = others->items[i] == args[0] || ki_set_update(ks, s, others->items[i]);
    return result(ks, s, ok);
}
static KiValue set_update(KiState *ks, KiValue *args, int nargs) {
    KiTuple *others = ki_tuple_of(args[1]);
    for (int64_t i = 0; i < others->len; i++)
        if (!ki_set_update(ks, ki_set_of(args[0]), others->items[i])) return KI_ERR;
    return KI_NONE;
}
static KiSet *intersect_all(KiState *ks, KiValue *args) {
    KiTuple *others = ki_tuple_of(args[1]);
    if (!others->len) return ki_set_copy(ks, ki_set_of(args[0]), frozen_self(args));
    KiSet *s = ki_set_of(args[0]);
    ki_incref_obj(&s->h);
    for (int64_t i = 0; s && i < others->len; i++) {
        KiSet *t = ki_set_intersection(ks, s, others->items[i]);
        ki_decref_obj(ks, &s->h);
        s = t;
    }
    return s;
}
static KiValue set_intersection(KiState *ks, KiValue *args, int nargs) {
    return result(ks, intersect_all(ks, args), true);
}
static KiValue set_intersection_update(KiState *ks, KiValue *args, int nargs) {
    KiSet *t = intersect_all(ks, args);
    if (!t) return KI_ERR;
    ki_set_swap(ki_set_of(args[0]), t);
    ki_decref_obj(ks, &t->h);
    return KI_NONE;
}
static KiValue set_difference(KiState *ks, KiValue *args, int nargs) {
    KiTuple *others = ki_tuple_of(args[1]);
    if (!others->len)
        return result(ks, ki_set_copy(ks, ki_set_of(args[0]), frozen_self(args)), true);
    KiSet *s = ki_set_difference(ks, ki_set_of(args[0]), others->items[0]);
    bool ok = s != NULL;
    for (int64_t i = 1; ok && i < others->len; i++)
        ok = ki_set_difference_update(ks, s, others->items[i]);
    return result(ks, s, ok);
}
static KiValue set_difference_update(KiState *ks, KiValue *args, int nargs) {
    KiTuple *others = ki_tuple_of(args[1]);
    for (int64_t i = 0; i < others->len; i++)
        if (!ki_set_difference_update(ks, ki_set_of(args[0]), others->items[i])) return KI_ERR;
    return KI_NONE;
}
static KiValue set_symmetric_difference(KiState *ks, KiValue *args, int nargs) {
    KiSet *s = ki_set_from(ks, args[1], frozen_self(args));
    return result(ks, s, s && ki_set_symmetric_update(ks, s, args[0]));
}
static KiValue set_symmetric_difference_update(KiState *ks, KiValue *args, int nargs) {
    return ki_set_symmetric_update(ks, ki_set_of(args[0]), args[1]) ? KI_NONE : KI_ERR;
}

static KiValue set_isdisjoint(KiState *ks, KiValue *args, int nargs) {
    KiSet *s = ki_set_of(args[0]);
    if (ki_is_any_set(args[1])) {
        int r = ki_set_isdisjoint(ks, s, ki_set_of(args[1]));
        return r < 0 ? KI_ERR : ki_bool(r);
    }
    KiValue it = ki_iter(ks, args[1]);
    if (it == KI_ERR) return KI_ERR;
    int hit = 0;
    while (hit == 0) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ABSENT) break;
        hit = x == KI_ERR ? -1 : ki_set_has_item(ks, s, x);
        ki_decref(ks, x);
    }
    ki_decref(ks, it);
    return hit < 0 ? KI_ERR : ki_bool(!hit);
}

/* other as a set, owned */
static KiSet *as_set(KiState *ks, KiValue v) {
    if (ki_is_any_set(v)) return (KiSet *)ki_obj(ki_new_ref(ki_unbox(v)));
    return ki_set_from(ks, v, false);
}
static KiValue set_issubset(KiState *ks, KiValue *args, int nargs) {
    KiSet *o = as_set(ks, args[1]);
    if (!o) return KI_ERR;
    int r = ki_set_issubset(ks, ki_set_of(args[0]), o);
    ki_decref_obj(ks, &o->h);
    return r < 0 ? KI_ERR : ki_bool(r);
}
static KiValue set_issuperset(KiState *ks, KiValue *args, int nargs) {
    KiSet *s = ki_set_of(args[0]);
    if (ki_is_any_set(args[1])) {
        int r = ki_set_issubset(ks, ki_set_of(args[1]), s);
        return r < 0 ? KI_ERR : ki_bool(r);
    }
    KiValue it = ki_iter(ks, args[1]); /* up to the first item that is missing */
    if (it == KI_ERR) return KI_ERR;
    int has = 1;
    while (has > 0) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ABSENT) break;
        has = x == KI_ERR ? -1 : ki_set_has_item(ks, s, x);
        ki_decref(ks, x);
    }
    ki_decref(ks, it);
    return has < 0 ? KI_ERR : ki_bool(has);
}

/* (type, ([items],), attributes) for copy and pickle */
static KiValue set_reduce(KiState *ks, KiValue *args, int nargs) {
    KiList *items = ki_to_list(ks, ki_from_obj(ki_set_of(args[0])));
    if (!items) return KI_ERR;
    KiValue inner = ki_tuple_pack(ks, 1, ki_from_obj(items)), out = KI_ERR;
    ki_decref_obj(ks, &items->h);
    KiValue state =
        inner == KI_ERR ? KI_ERR : ki_call_method(ks, args[0], ks->names.d_getstate, NULL, 0);
    if (state != KI_ERR)
        out = ki_tuple_pack(ks, 3, ki_from_obj(ki_type_of(ks, args[0])), inner, state);
    ki_decref(ks, inner);
    ki_decref(ks, state);
    return out;
}

static KiValue set_sizeof(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_i64(ks, ki_sizeof(ks, args[0]));
}

static KiValue set_contains(KiState *ks, KiValue *args, int nargs) {
    int r = ks->types[KI_K_SET]->slots->contains(ks, args[0], args[1]);
    return r < 0 ? KI_ERR : ki_bool(r);
}

static const KiDef both_defs[] = {
    {"__contains__", "(self, item, /)", set_contains, "True if the set has the item.",
     KI_DEF_UNSIGNED},
    {"add", "(self, object, /)", set_add, "Add an item to the set; nothing happens if it is there.",
     KI_DEF_UNSIGNED | KI_DEF_CHANGES},
    {"clear", "(self, /)", set_clear, "Remove all items from the set.",
     KI_DEF_UNSIGNED | KI_DEF_CHANGES},
    {"copy", "(self, /)", set_copy, "Return a shallow copy of the set.", KI_DEF_UNSIGNED},
    {"discard", "(self, object, /)", set_discard, "Remove an item if it is there.",
     KI_DEF_UNSIGNED | KI_DEF_CHANGES},
    {"difference", "(self, /, *others)", set_difference,
     "Return the items that are in none of the others, as a new set.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"difference_update", "(self, /, *others)", set_difference_update,
     "Remove all items of the others.", KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED | KI_DEF_CHANGES},
    {"intersection", "(self, /, *others)", set_intersection,
     "Return the items that are also in all others, as a new set.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"intersection_update", "(self, /, *others)", set_intersection_update,
     "Keep only what is also in all others.", KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED | KI_DEF_CHANGES},
    {"isdisjoint", "(self, other, /)", set_isdisjoint,
     "Return True if the two have no item in common.", KI_DEF_UNSIGNED},
    {"issubset", "(self, other, /)", set_issubset, "Report whether another set contains this set.",
     KI_DEF_UNSIGNED},
    {"issuperset", "(self, other, /)", set_issuperset,
     "Report whether this set contains another set.", KI_DEF_UNSIGNED},
    {"pop", "(self, /)", set_pop,
     "Remove and return an arbitrary item; KeyError if the set is empty.",
     KI_DEF_UNSIGNED | KI_DEF_CHANGES},
    {"__reduce__", "(self, /)", set_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    {"remove", "(self, object, /)", set_remove, "Remove an item; KeyError if it is not there.",
     KI_DEF_UNSIGNED | KI_DEF_CHANGES},
    {"__sizeof__", "(self, /)", set_sizeof, "Return the size of the set in memory, in bytes.",
     KI_DEF_UNSIGNED},
    {"symmetric_difference", "(self, other, /)", set_symmetric_difference,
     "Return the items that are in exactly one of the two, as a new set.", KI_DEF_UNSIGNED},
    {"symmetric_difference_update", "(self, other, /)", set_symmetric_difference_update,
     "Keep what is in exactly one of the two.", KI_DEF_UNSIGNED | KI_DEF_CHANGES},
    {"union", "(self, /, *others)", set_union, "Return the items of all sets, as a new set.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"update", "(self, /, *others)", set_update, "Add all items of the others.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED | KI_DEF_CHANGES},
    KI_DEF_END,
};

bool ki_init_set_methods(KiState *ks) {
    return ki_type_add_methods_but(ks, ks->types[KI_K_SET], both_defs, KI_DEF_FIXED) &&
           ki_type_add_methods_but(ks, ks->types[KI_K_FROZENSET], both_defs, KI_DEF_CHANGES);
}
