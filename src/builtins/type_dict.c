/* Methods of dict and of its views. */
#include "../object/containers.h"
#include "../object/dict_table.h"
#include "../object/type_layout.h"
#include "type_init.h"

static KiValue dict_get(KiState *ks, KiValue *args, int nargs) {
    KiValue v = ki_dict_get(ks, ki_dict_of(args[0]), args[1]);
    if (v == KI_ERR) return KI_ERR;
    return ki_new_ref(v == KI_ABSENT ? args[2] : v);
}

static KiValue dict_setdefault(KiState *ks, KiValue *args, int nargs) {
    KiValue v = ki_dict_setdefault(ks, ki_dict_of(args[0]), args[1], args[2]);
    return v == KI_ERR ? v : ki_new_ref(v);
}

static KiValue dict_pop(KiState *ks, KiValue *args, int nargs) {
    KiDict *d = ki_dict_of(args[0]);
    KiValue v = d->used ? ki_dict_pop(ks, d, args[1]) : KI_ABSENT; /* empty: not even hashed */
    if (v != KI_ABSENT) return v;
    if (args[2] != KI_ABSENT) return ki_new_ref(args[2]);
    return ki_raise_value(ks, KI_EXC_KeyError, args[1]);
}

static KiValue dict_popitem(KiState *ks, KiValue *args, int nargs) {
    KiValue v = ki_dict_pop_last(ks, ki_dict_of(args[0]));
    if (v != KI_ABSENT) return v;
    KiValue text = ki_str_from_cstr(ks, "popitem(): dictionary is empty");
    if (text != KI_ERR) ki_raise_value(ks, KI_EXC_KeyError, text);
    ki_decref(ks, text);
    return KI_ERR;
}

static KiValue dict_update(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 1 || !ki_is_dict(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "unbound method dict.update() needs an argument");
    return ki_dict_update_args(ks, ki_dict_of(args[0]), "update", args + 1, nargs - 1, kwnames)
               ? KI_NONE
               : KI_ERR;
}

static KiValue dict_clear(KiState *ks, KiValue *args, int nargs) {
    ki_dict_clear(ks, ki_dict_of(args[0]));
    return KI_NONE;
}

static KiValue dict_copy(KiState *ks, KiValue *args, int nargs) {
    KiDict *d = ki_dict_copy(ks, ki_dict_of(args[0]));
    return d ? ki_from_obj(d) : KI_ERR;
}

static KiValue dict_keys(KiState *ks, KiValue *args, int nargs) {
    return ki_dict_view_new(ks, KI_K_DICT_KEYS, args[0]);
}
static KiValue dict_values(KiState *ks, KiValue *args, int nargs) {
    return ki_dict_view_new(ks, KI_K_DICT_VALUES, args[0]);
}
static KiValue dict_items(KiState *ks, KiValue *args, int nargs) {
    return ki_dict_view_new(ks, KI_K_DICT_ITEMS, args[0]);
}

/* The keys of a dict or set with the hashes they have there. */
static bool fill_hashed(KiState *ks, KiDict *d, KiValue from, KiValue v) {
    bool set = !ki_is_kind(from, KI_K_DICT), ok = true;
    KiSet *s = set ? ki_set_of(from) : NULL;
    for (int64_t i = 0; ok && i < (set ? s->mask + 1 : ki_dict_of(from)->n_entries); i++) {
        KiValue key = set ? s->table[i].key : ki_dict_of(from)->entries[i].key;
        if (key == KI_ABSENT || key == KI_UNBOUND) continue;
        int64_t hash = set ? s->table[i].hash : (int64_t)ki_dict_of(from)->entries[i].hash;
        ki_incref(key); /* comparing keys may change what they come from */
        ok = ki_dict_set_hashed(ks, d, key, hash, v);
        ki_decref(ks, key);
    }
    return ok;
}

static KiValue dict_fromkeys(KiState *ks, KiValue *args, int nargs) {
    KiValue d = ki_call0(ks, args[0]);
    if (d == KI_ERR) return KI_ERR;
    bool exact = ki_is_kind(d, KI_K_DICT);
    if (exact && !ki_dict_of(d)->used &&
        (ki_is_kind(args[1], KI_K_DICT) || ki_is_kind(args[1], KI_K_SET) ||
         ki_is_kind(args[1], KI_K_FROZENSET))) {
        if (fill_hashed(ks, ki_dict_of(d), args[1], args[2])) return d;
        ki_decref(ks, d);
        return KI_ERR;
    }
    KiValue it = ki_iter(ks, args[1]);
    bool ok = it != KI_ERR;
    while (ok) {
        KiValue k = ki_next(ks, it);
        if (k == KI_ABSENT) break;
        ok = k != KI_ERR &&
             (exact ? ki_dict_set(ks, ki_dict_of(d), k, args[2]) : ki_setitem(ks, d, k, args[2]));
        ki_decref(ks, k);
    }
    ki_decref(ks, it);
    if (ok) return d;
    ki_decref(ks, d);
    return KI_ERR;
}

static KiValue reverse_iter(KiState *ks, KiKind kind, KiValue dict) {
    return ki_iter_new(ks, kind, dict, ki_dict_of(dict)->n_entries, ki_dict_of(dict)->used);
}
static KiValue dict_reversed(KiState *ks, KiValue *args, int nargs) {
    return reverse_iter(ks, KI_K_DICT_REVKEYITER, args[0]);
}
static KiValue view_source(KiValue v) {
    return ((KiIter *)ki_obj(v))->source;
}
static KiValue keys_reversed(KiState *ks, KiValue *args, int nargs) {
    return reverse_iter(ks, KI_K_DICT_REVKEYITER, view_source(args[0]));
}
static KiValue values_reversed(KiState *ks, KiValue *args, int nargs) {
    return reverse_iter(ks, KI_K_DICT_REVVALUEITER, view_source(args[0]));
}
static KiValue items_reversed(KiState *ks, KiValue *args, int nargs) {
    return reverse_iter(ks, KI_K_DICT_REVITEMITER, view_source(args[0]));
}

static KiValue view_isdisjoint(KiState *ks, KiValue *args, int nargs) {
    KiValue it = ki_iter(ks, args[1]);
    if (it == KI_ERR) return KI_ERR;
    int hit = 0;
    while (hit == 0) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ABSENT) break;
        hit = x == KI_ERR ? -1 : ki_contains(ks, args[0], x);
        ki_decref(ks, x);
    }
    ki_decref(ks, it);
    return hit < 0 ? KI_ERR : ki_bool(!hit);
}

static KiValue dict_sizeof(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_i64(ks, ki_sizeof(ks, args[0]));
}

static KiValue view_mapping(KiState *ks, KiValue self, void *closure) {
    return ki_call1(ks, ki_from_obj(ks->types[KI_K_MAPPINGPROXY]), view_source(self));
}

static KiValue dict_getitem(KiState *ks, KiValue *args, int nargs) {
    return ks->types[KI_K_DICT]->slots->getitem(ks, args[0], args[1]);
}

static KiValue dict_contains(KiState *ks, KiValue *args, int nargs) {
    int r = ks->types[KI_K_DICT]->slots->contains(ks, args[0], args[1]);
    return r < 0 ? KI_ERR : ki_bool(r);
}

static const KiDef dict_defs[] = {
    {"__getitem__", "(self, key, /)", dict_getitem, "Return the value for key.", KI_DEF_UNSIGNED},
    {"__contains__", "(self, key, /)", dict_contains, "True if the dict has the key.", 0},
    {"__sizeof__", "(self, /)", dict_sizeof, "Return the size of the dict in memory, in bytes.",
     KI_DEF_UNSIGNED},
    {"get", "(self, key, default=None, /)", dict_get,
     "Return the value for key if key is in the dictionary, else default.", 0},
    {"setdefault", "(self, key, default=None, /)", dict_setdefault,
     "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for "
     "key.",
     0},
    {"pop", "(self, key, default=<absent>, /)", dict_pop,
     "Remove key and return its value, or default; KeyError if there is neither.", 0},
    {"popitem", "(self, /)", dict_popitem,
     "Remove and return the (key, value) pair inserted last.\n\nRaises KeyError if the dict is "
     "empty.",
     0},
    {"keys", "(self, /)", dict_keys, "Return a view of the keys.", KI_DEF_UNSIGNED},
    {"items", "(self, /)", dict_items, "Return a view of the (key, value) pairs.", KI_DEF_UNSIGNED},
    {"values", "(self, /)", dict_values, "Return a view of the values.", KI_DEF_UNSIGNED},
    {"update", "(...)", dict_update,
     "update([mapping or iterable of pairs], **keywords)\n\nAdd the items, replacing the values of "
     "keys that are there.",
     KI_DEF_COUNTED},
    {"fromkeys", "(cls, iterable, value=None, /)", dict_fromkeys,
     "Create a new dictionary with keys from iterable and values set to value.", KI_DEF_CLASS},
    {"clear", "(self, /)", dict_clear, "Remove all items from the dict.", KI_DEF_UNSIGNED},
    {"copy", "(self, /)", dict_copy, "Return a shallow copy of the dict.", KI_DEF_UNSIGNED},
    {"__reversed__", "(self, /)", dict_reversed, "Return a reverse iterator over the dict keys.",
     0},
    KI_DEF_END,
};
static const KiDef keys_defs[] = {
    {"isdisjoint", "(self, other, /)", view_isdisjoint,
     "Return True if the view and the iterable have nothing in common.", KI_DEF_UNSIGNED},
    {"__reversed__", "(self, /)", keys_reversed, "Return a reverse iterator over the dict keys.",
     0},
    KI_DEF_END,
};
static const KiDef values_defs[] = {
    {"__reversed__", "(self, /)", values_reversed,
     "Return a reverse iterator over the dict values.", 0},
    KI_DEF_END,
};
static const KiDef items_defs[] = {
    {"isdisjoint", "(self, other, /)", view_isdisjoint,
     "Return True if the view and the iterable have nothing in common.", KI_DEF_UNSIGNED},
    {"__reversed__", "(self, /)", items_reversed, "Return a reverse iterator over the dict items.",
     0},
    KI_DEF_END,
};
static const KiGetsetDef view_getsets[] = {
    {"mapping", view_mapping, NULL, "dictionary that this view refers to", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

bool ki_init_dict_methods(KiState *ks) {
    KiType *keys = ks->types[KI_K_DICT_KEYS], *values = ks->types[KI_K_DICT_VALUES],
           *items = ks->types[KI_K_DICT_ITEMS];
    return ki_type_add_methods(ks, ks->types[KI_K_DICT], dict_defs) &&
           ki_type_add_methods(ks, keys, keys_defs) &&
           ki_type_add_methods(ks, values, values_defs) &&
           ki_type_add_methods(ks, items, items_defs) &&
           ki_type_add_getsets(ks, keys, view_getsets) &&
           ki_type_add_getsets(ks, values, view_getsets) &&
           ki_type_add_getsets(ks, items, view_getsets);
}
