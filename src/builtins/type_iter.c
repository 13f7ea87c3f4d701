/* Methods of the built-in iterators (length hints, copying and pickling), and the registration of
 * all container methods. */
#include "../object/containers.h"
#include "type_init.h"

static KiIter *it_of(KiValue v) {
    return (KiIter *)ki_obj(v);
}

/* Items left in the iterator. */
static KiValue length_hint(KiState *ks, KiValue *args, int nargs) {
    if (ki_is_kind(args[0], KI_K_RANGE_ITER))
        return ki_int_from_i64(ks, ((KiRangeIter *)ki_obj(args[0]))->remaining);
    KiIter *it = it_of(args[0]);
    if (it->source == KI_ABSENT) return ki_small_int(0);
    int64_t n, left = 0;
    switch (it->h.kind) {
    case KI_K_LIST_REVITER:
        n = it->index + 1;
        return ki_small_int(n > ki_list_of(it->source)->len ? 0 : n);
    case KI_K_SET_ITER: {
        KiSet *s = ki_set_of(it->source);
        KiValue key;
        if (s->used != it->extra) return ki_small_int(0);
        for (int64_t pos = it->index; ki_set_next(s, &pos, &key);)
            left++;
        return ki_small_int(left);
    }
    case KI_K_DICT_KEYITER:
    case KI_K_DICT_VALUEITER:
    case KI_K_DICT_ITEMITER: {
        KiDict *d = ki_dict_of(it->source);
        if (d->used != it->extra) return ki_small_int(0);
        for (int64_t pos = it->index; ki_dict_next(d, &pos, NULL, NULL);)
            left++;
        return ki_small_int(left);
    }
    case KI_K_DICT_REVKEYITER:
    case KI_K_DICT_REVVALUEITER:
    case KI_K_DICT_REVITEMITER: {
        KiDict *d = ki_dict_of(it->source);
        if (d->used != it->extra) return ki_small_int(0);
        for (int64_t i = it->index < d->n_entries ? it->index : (int64_t)d->n_entries - 1; i >= 0;
             i--)
            left += d->entries[i].key != KI_ABSENT;
        return ki_small_int(left);
    }
    case KI_K_LIST_ITER: /* what is there, whatever a subclass has for __len__ */
        n = ki_list_of(it->source)->len;
        break;
    case KI_K_TUPLE_ITER:
        n = ki_tuple_of(it->source)->len;
        break;
    case KI_K_SEQ_ITER:
        if (!ki_slots_of(ks, it->source)->len) return KI_NOT_IMPLEMENTED;
        n = ki_len(ks, it->source);
        break;
    case KI_K_BYTEARRAY_ITER:
        n = (int64_t)ki_bytearray_of(it->source)->len;
        break;
    default:
        n = ki_len(ks, it->source);
        break;
    }
    if (n < 0) return KI_ERR;
    if (it->h.kind == KI_K_REVERSED) return ki_small_int(n > it->index ? it->index + 1 : 0);
    return ki_small_int(n > it->index ? n - it->index : 0);
}

#define NO_STATE INT64_MIN

static KiValue reduce_with_state(KiState *ks, KiValue f, KiValue args, int64_t state) {
    KiValue n = ki_int_from_i64(ks, state);
    KiValue r = n == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 3, f, args, n);
    if (n != KI_ERR) ki_decref(ks, n);
    return r;
}

/* The built-in function or type `name`, with one argument: (name, (arg,)), and a state if any. */
static KiValue reduce_call(KiState *ks, const char *name, KiValue arg, int64_t state) {
    KiValue f = ki_dict_get_cstr(ks, ks->builtins_dict, name), out = KI_ERR;
    if (f == KI_ABSENT) return ki_raise(ks, KI_EXC_AttributeError, "%s", name);
    KiValue t = f == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 1, arg);
    if (t != KI_ERR)
        out = state == NO_STATE ? ki_tuple_pack(ks, 2, f, t) : reduce_with_state(ks, f, t, state);
    ki_decref(ks, t);
    return out;
}

/* The state may be -1: before the first item. */
static KiValue reversed_reduce(KiState *ks, KiIter *it) {
    KiValue call = reduce_call(ks, "reversed", it->source, -1);
    if (call == KI_ERR) return KI_ERR;
    KiTuple *t = ki_tuple_of(call);
    KiValue r = ki_tuple_pack(ks, 3, t->items[0], t->items[1], ki_small_int(it->index));
    ki_decref(ks, call);
    return r;
}

/* Over something empty: a list or text for those over lists and text. */
static KiValue reduce_exhausted(KiState *ks, KiKind kind) {
    if (kind == KI_K_REVERSED) return reduce_call(ks, "reversed", ks->empty_tuple, NO_STATE);
    bool list = kind == KI_K_LIST_ITER || kind == KI_K_LIST_REVITER;
    bool text = kind == KI_K_STR_ITER || kind == KI_K_STR_ASCII_ITER;
    KiList *l = list ? ki_list_new(ks, 0) : NULL;
    if (list && !l) return KI_ERR;
    KiValue empty = list   ? ki_from_obj(l)
                    : text ? ki_str_from_cstr(ks, "")
                           : ki_new_ref(ks->empty_tuple);
    KiValue r = empty == KI_ERR ? KI_ERR : reduce_call(ks, "iter", empty, NO_STATE);
    ki_decref(ks, empty);
    return r;
}

static KiValue seq_reduce(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = it_of(args[0]);
    bool reverse = it->h.kind == KI_K_LIST_REVITER || it->h.kind == KI_K_REVERSED;
    if (it->source != KI_ABSENT && reverse) return reversed_reduce(ks, it);
    if (it->source != KI_ABSENT) return reduce_call(ks, "iter", it->source, it->index);
    return reduce_exhausted(ks, (KiKind)it->h.kind);
}

static KiValue seq_setstate(KiState *ks, KiValue *args, int nargs) {
    int64_t i;
    if (!ki_is_integer(args[1])) return ki_raise(ks, KI_EXC_TypeError, "an integer is required");
    if (!ki_arg_i64(ks, args[1], &i)) return KI_ERR;
    KiIter *it = it_of(args[0]);
    if (it->source == KI_ABSENT) return KI_NONE;
    bool reverse = it->h.kind == KI_K_LIST_REVITER || it->h.kind == KI_K_REVERSED;
    int64_t n = it->h.kind == KI_K_SEQ_ITER ? INT64_MAX : ki_len(ks, it->source);
    if (n < 0) return KI_ERR;
    int64_t low = reverse ? -1 : 0, high = reverse ? n - 1 : n;
    it->index = i < low ? low : i > high ? high : i;
    return KI_NONE;
}

/* A list of what is left stands for iterators over dicts and sets. */
static KiValue rest_reduce(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = it_of(args[0]);
    KiValue copy = ki_iter_new(ks, (KiKind)it->h.kind, it->source, it->index, it->extra);
    if (copy == KI_ERR) return KI_ERR;
    KiList *l = ki_to_list(ks, copy);
    ki_decref(ks, copy);
    if (!l) return KI_ERR;
    KiValue r = reduce_call(ks, "iter", ki_from_obj(l), NO_STATE);
    ki_decref_obj(ks, &l->h);
    return r;
}

/* What the iterator started with. In wrapping arithmetic: behind the last item it may leave the
 * range of the type for a moment. */
static int64_t range_iter_start(const KiRangeIter *it) {
    return (int64_t)((uint64_t)it->next -
                     (uint64_t)it->step * (uint64_t)(it->total - it->remaining));
}

/* iter(range(start, start + step * n, step)) and the number of items given. */
static KiValue range_reduce(KiState *ks, KiValue start, KiValue step, KiValue n, KiValue given) {
    KiValue way = ki_binary(ks, n, step, KI_MUL), range = KI_ERR, args = KI_ERR, out = KI_ERR;
    KiValue stop = way == KI_ERR ? KI_ERR : ki_binary(ks, start, way, KI_ADD);
    KiValue f = ki_dict_get_cstr(ks, ks->builtins_dict, "iter");
    if (f == KI_ABSENT) f = ki_raise(ks, KI_EXC_AttributeError, "iter");
    if (stop != KI_ERR && f != KI_ERR) range = ki_range_new(ks, start, stop, step);
    if (range != KI_ERR) args = ki_tuple_pack(ks, 1, range);
    if (args != KI_ERR) out = ki_tuple_pack(ks, 3, f, args, given);
    KiValue owned[] = {way, stop, range, args};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (owned[i] != KI_ERR) ki_decref(ks, owned[i]);
    return out;
}

/* The whole range, and how many items it has given. */
static KiValue range_iter_reduce(KiState *ks, KiValue *args, int nargs) {
    KiRangeIter *it = (KiRangeIter *)ki_obj(args[0]);
    int64_t parts[] = {range_iter_start(it), it->step, it->total, it->total - it->remaining};
    KiValue v[4], out = KI_ERR;
    bool ok = true;
    for (int i = 0; i < 4; i++)
        ok &= (v[i] = ki_int_from_i64(ks, parts[i])) != KI_ERR;
    if (ok) out = range_reduce(ks, v[0], v[1], v[2], v[3]);
    for (int i = 0; i < 4; i++)
        if (v[i] != KI_ERR) ki_decref(ks, v[i]);
    return out;
}

/* The state is how many items have been given. */
static KiValue range_iter_setstate(KiState *ks, KiValue *args, int nargs) {
    KiRangeIter *it = (KiRangeIter *)ki_obj(args[0]);
    int64_t n, start = range_iter_start(it);
    if (!ki_arg_i64(ks, args[1], &n)) {
        if (!ki_pending_is(ks, KI_EXC_OverflowError)) return KI_ERR;
        ki_clear_exc(ks);
        return ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C long");
    }
    n = n < 0 ? 0 : n > it->total ? it->total : n;
    it->next = (int64_t)((uint64_t)start + (uint64_t)it->step * (uint64_t)n);
    it->remaining = it->total - n;
    return KI_NONE;
}

static KiValue longrange_reduce(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = it_of(args[0]);
    KiRange *r = (KiRange *)ki_obj(it->source);
    return range_reduce(ks, r->start, r->step, r->length, it->aux1);
}
static KiValue longrange_setstate(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = it_of(args[0]);
    KiValue length = ((KiRange *)ki_obj(it->source))->length, to = args[1];
    int less = ki_compare_bool(ks, to, ki_small_int(0), KI_LT), more = 0;
    if (less == 0) more = ki_compare_bool(ks, to, length, KI_GT);
    if (less < 0 || more < 0) return KI_ERR;
    ki_assign(ks, &it->aux1, less ? ki_small_int(0) : ki_new_ref(more ? length : to));
    return KI_NONE;
}
static KiValue longrange_hint(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = it_of(args[0]);
    return ki_binary(ks, ((KiRange *)ki_obj(it->source))->length, it->aux1, KI_SUB);
}

/* iter(callable, sentinel); once it is over, an empty iterator. */
static KiValue callable_reduce(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = it_of(args[0]);
    KiValue f = ki_dict_get_cstr(ks, ks->builtins_dict, "iter");
    if (f == KI_ERR || f == KI_ABSENT) return KI_ERR;
    KiValue t = it->source == KI_ABSENT ? ki_tuple_pack(ks, 1, ks->empty_tuple)
                                        : ki_tuple_pack(ks, 2, it->source, it->aux1);
    KiValue r = t == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, f, t);
    if (t != KI_ERR) ki_decref(ks, t);
    return r;
}

#define HINT                                                                                       \
    {                                                                                              \
        "__length_hint__", "(self, /)", length_hint,                                               \
            "How many items are left, as far as that is known.", KI_DEF_UNSIGNED                   \
    }
static const KiDef seq_defs[] = {
    HINT,
    {"__reduce__", "(self, /)", seq_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    {"__setstate__", "(self, state, /)", seq_setstate, "Take over what pickle kept.",
     KI_DEF_UNSIGNED},
    KI_DEF_END,
};
static const KiDef rest_defs[] = {
    HINT,
    {"__reduce__", "(self, /)", rest_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    KI_DEF_END,
};
static const KiDef range_iter_defs[] = {
    HINT,
    {"__reduce__", "(self, /)", range_iter_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    {"__setstate__", "(self, state, /)", range_iter_setstate, "Take over what pickle kept.",
     KI_DEF_UNSIGNED},
    KI_DEF_END,
};

static const KiDef longrange_defs[] = {
    {"__length_hint__", "(self, /)", longrange_hint,
     "How many items are left, as far as that is known.", KI_DEF_UNSIGNED},
    {"__reduce__", "(self, /)", longrange_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    {"__setstate__", "(self, state, /)", longrange_setstate, "Take over what pickle kept.",
     KI_DEF_UNSIGNED},
    KI_DEF_END,
};
static const KiDef callable_defs[] = {
    {"__reduce__", "(self, /)", callable_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    KI_DEF_END,
};

bool ki_init_iter_methods(KiState *ks) {
    static const KiKind seq[] = {KI_K_LIST_ITER,      KI_K_LIST_REVITER,   KI_K_TUPLE_ITER,
                                 KI_K_STR_ITER,       KI_K_STR_ASCII_ITER, KI_K_BYTES_ITER,
                                 KI_K_BYTEARRAY_ITER, KI_K_SEQ_ITER,       KI_K_REVERSED};
    static const KiKind rest[] = {
        KI_K_SET_ITER,        KI_K_DICT_KEYITER,      KI_K_DICT_VALUEITER,  KI_K_DICT_ITEMITER,
        KI_K_DICT_REVKEYITER, KI_K_DICT_REVVALUEITER, KI_K_DICT_REVITEMITER};
    for (size_t i = 0; i < sizeof seq / sizeof *seq; i++)
        if (!ki_type_add_methods(ks, ks->types[seq[i]], seq_defs)) return false;
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
        if (!ki_type_add_methods(ks, ks->types[rest[i]], rest_defs)) return false;
    return ki_type_add_methods(ks, ks->types[KI_K_RANGE_ITER], range_iter_defs) &&
           ki_type_add_methods(ks, ks->types[KI_K_LONGRANGE_ITER], longrange_defs) &&
           ki_type_add_methods(ks, ks->types[KI_K_CALLABLE_ITER], callable_defs);
}

/* list[int] and the like */
static KiValue class_getitem(KiState *ks, KiValue *args, int nargs) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), args, 2, KI_ABSENT);
}
static const KiDef generic_defs[] = {
    {"__class_getitem__", "(cls, item, /)", class_getitem, "See PEP 585",
     KI_DEF_CLASS | KI_DEF_UNSIGNED},
    KI_DEF_END,
};
static bool init_generic(KiState *ks) {
    static const KiKind kinds[] = {KI_K_LIST, KI_K_TUPLE,     KI_K_DICT,
                                   KI_K_SET,  KI_K_FROZENSET, KI_K_ENUMERATE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!ki_type_add_methods(ks, ks->types[kinds[i]], generic_defs)) return false;
    return true;
}

bool ki_init_container_methods(KiState *ks) {
    return ki_str_state_init(ks) && ki_init_str_methods(ks) && ki_init_bytes_methods(ks) &&
           ki_init_list_methods(ks) && ki_init_tuple_methods(ks) && ki_init_dict_methods(ks) &&
           ki_init_set_methods(ks) && ki_init_range_slice_methods(ks) &&
           ki_init_memoryview_methods(ks) && ki_init_iter_methods(ks) && ki_init_iter_tools(ks) &&
           init_generic(ks);
}
