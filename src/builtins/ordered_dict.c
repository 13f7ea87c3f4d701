/* What OrderedDict (collections) leans on: views of its own names, and the one type of all their
 * iterators. */
#include "../object/dict_table.h"
#include "../object/object_private.h"
#include "functools.h"

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
static const struct {
    const char *name;
    KiKind kind;
    KiValue (*iter)(KiState *ks, KiValue v);
    KiDef methods[2];
} ordered_views[] = {{"odict_keys", KI_K_DICT_KEYS, keys_iter, REVERSED(keys_reversed)},
                     {"odict_values", KI_K_DICT_VALUES, values_iter, REVERSED(values_reversed)},
                     {"odict_items", KI_K_DICT_ITEMS, items_iter, REVERSED(items_reversed)}};

static bool add_ordered_views(KiState *ks, KiModule *m) {
    for (size_t i = 0; i < sizeof ordered_views / sizeof *ordered_views; i++) {
        KiType *base = ks->types[ordered_views[i].kind];
        KiSlots slots = *base->slots;
        slots.iter = ordered_views[i].iter;
        KiTypeDef def = {.name = ordered_views[i].name,
                         .module = "builtins",
                         .doc = "",
                         .struct_size = sizeof(KiIter),
                         .layout = ordered_views[i].kind,
                         .slots = &slots,
                         .methods = ordered_views[i].methods};
        KiType *t = ki_native_type(ks, &def, base);
        if (t) t->kind = base->kind; /* all else is as in the base */
        if (!t || !ki_module_add(ks, m, def.name, ki_new_ref(ki_from_obj(t)))) return false;
    }
    return true;
}
static KiValue f_ordered_view(KiState *ks, KiValue *args, int nargs) {
    KiType *t = ki_is_type(args[0]) ? (KiType *)ki_obj(args[0]) : NULL;
    bool known = false;
    for (size_t i = 0; t && i < sizeof ordered_views / sizeof *ordered_views; i++)
        known = known || t->base == ks->types[ordered_views[i].kind];
    if (!known || !ki_has_layout(args[1], KI_K_DICT))
        return ki_raise(ks, KI_EXC_TypeError, "_ordered_view(view type, dict)");
    KiIter *view = (KiIter *)ki_object_alloc(ks, t, sizeof *view);
    if (!view) return KI_ERR;
    view->source = ki_new_ref(args[1]);
    view->index = view->extra = 0;
    view->aux1 = view->aux2 = KI_ABSENT;
    return ki_from_obj(view);
}

/* --- the class itself --- */

static KiValue dict_iter(KiState *ks, KiValue v) {
    return iter_of_kind(ks, KI_K_DICT_KEYITER, v);
}
static KiValue dict_reversed(KiState *ks, KiValue *args, int nargs) {
    return iter_of_kind(ks, KI_K_DICT_REVKEYITER, args[0]);
}

/* _ordered_dict(cls): gives a subclass of dict the iterators of ordered ones, natively. */
static KiValue f_ordered_dict(KiState *ks, KiValue *args, int nargs) {
    static const KiSlots slots = {.iter = dict_iter};
    static const KiDef methods[] = REVERSED(dict_reversed);
    KiType *t = ki_is_type(args[0]) ? (KiType *)ki_obj(args[0]) : NULL;
    if (!t || !(t->flags & KI_TF_HEAP) || !ki_is_subtype(t, ks->types[KI_K_DICT]))
        return ki_raise(ks, KI_EXC_TypeError, "_ordered_dict(subclass of dict)");
    t->own_slots.iter = dict_iter;
    bool ok = ki_slot_wrappers_add(ks, t, &slots) && ki_type_add_methods(ks, t, methods);
    return ok ? ki_new_ref(args[0]) : KI_ERR;
}

bool ki_ordered_dict_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"_ordered_dict", "(cls, /)", f_ordered_dict, "Give a class ordered iterators.", 0},
        {"_ordered_view", "(cls, d, /)", f_ordered_view, "A view of a dict of that type.", 0},
        KI_DEF_END};
    return ki_bi_type_slot(ks, KI_BI_ORDERED_ITER, make_iter_type) && add_ordered_views(ks, m) &&
           ki_module_add_functions(ks, m, functions);
}
