/* enumerate, zip, map, filter, reversed: lazy iterators over other iterators. All are KiIter:
 *
 *   enumerate  source iterator, index the count (aux1 instead once it outgrows int64), aux2 last
 * pair zip        source tuple of iterators, index 1 if strict, aux2 last tuple map        source
 * tuple of iterators, aux1 the function filter     source iterator, aux1 the function or None
 *   reversed   source sequence, index of the next item */
#include "../object/containers.h"
#include "../object/depth.h"
#include "../object/iter_slots.h"
#include "type_init.h"

static KiIter *it_of(KiValue v) {
    return (KiIter *)ki_obj(v);
}

/* A fresh instance of cls that takes over source and aux1 (also on failure). */
static KiValue make(KiState *ks, KiType *cls, KiValue source, int64_t index, KiValue aux1) {
    KiObj *o = ki_instance_alloc(ks, cls);
    if (!o) {
        ki_decref(ks, source);
        ki_decref(ks, aux1);
        return KI_ERR;
    }
    KiIter *it = (KiIter *)o;
    it->source = source;
    it->index = index;
    it->extra = 0;
    it->aux1 = aux1;
    it->aux2 = KI_ABSENT;
    return ki_from_obj(it);
}

/* iter() of each argument as a tuple. */
static KiValue iterators(KiState *ks, KiValue *args, int n) {
    KiTuple *t = ki_tuple_alloc(ks, n);
    for (int i = 0; t && i < n; i++) {
        KiValue it = ki_iter(ks, args[i]);
        if (it == KI_ERR) {
            ki_decref_obj(ks, &t->h);
            return KI_ERR;
        }
        t->items[i] = it;
    }
    return t ? ki_from_obj(t) : KI_ERR;
}

/* The tuple handed out last, if nobody kept it, for n new items (owned, replacing the old); else
 * NULL. */
static KiTuple *reusable(KiValue last, int64_t n) {
    if (last == KI_ABSENT || ki_obj(last)->rc != 1 || ((KiTuple *)ki_obj(last))->len != n)
        return NULL;
    return (KiTuple *)ki_obj(last);
}

/* ---- enumerate ---- */

/* A call of enumerate itself names a keyword that it does not know, or start alone, before it
 * misses anything; subclasses do not. */
static bool enumerate_keywords(KiState *ks, int nargs, KiValue kwnames) {
    int64_t n = kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len;
    if (nargs == 0 && (n == 0 || n > 2)) {
        ki_raise(ks, KI_EXC_TypeError, "enumerate() missing required argument 'iterable'");
        return false;
    }
    if (nargs + n > 2) return true;
    for (int64_t i = 0; i < n; i++) {
        KiStr *name = ki_str_of(ki_tuple_of(kwnames)->items[i]);
        bool fits = (nargs == 0 && ki_str_eq_cstr(name, "iterable")) ||
                    (nargs + n == 2 && ki_str_eq_cstr(name, "start"));
        if (fits) continue;
        const char *text = ki_str_utf8(ks, name, NULL);
        if (text)
            ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for enumerate()",
                     text);
        return false;
    }
    return true;
}

static KiValue enumerate_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"iterable", "start"};
    KiValue a[2], count = ki_small_int(0);
    bool exact = cls == ks->types[KI_K_ENUMERATE];
    if (exact && !enumerate_keywords(ks, nargs, kwnames)) return KI_ERR;
    if (!ki_parse_args(ks, "enumerate", names, 0, 1, 2, args, nargs, kwnames, a)) return KI_ERR;
    if (a[1] != KI_ABSENT && (count = ki_index(ks, a[1])) == KI_ERR) return KI_ERR;
    KiValue it = ki_iter(ks, a[0]);
    int64_t n;
    if (it == KI_ERR || ki_int_try_i64(count, &n)) {
        ki_decref(ks, count);
        return it == KI_ERR ? it : make(ks, cls, it, n, KI_ABSENT);
    }
    return make(ks, cls, it, 0, count);
}

/* The next number, owned. */
static KiValue enumerate_count(KiState *ks, KiIter *it) {
    if (it->aux1 == KI_ABSENT) {
        KiValue v = ki_int_from_i64(ks, it->index);
        if (v != KI_ERR && it->index == INT64_MAX)
            it->aux1 = ki_int_binary(ks, v, ki_small_int(1), KI_ADD);
        else
            it->index++;
        return v;
    }
    KiValue v = it->aux1, next = ki_int_binary(ks, v, ki_small_int(1), KI_ADD);
    if (next == KI_ERR) return KI_ERR;
    it->aux1 = next;
    return v;
}

static KiValue enumerate_next(KiState *ks, KiValue v) {
    KiIter *it = it_of(v);
    if (KB_UNLIKELY(it->source == KI_ABSENT)) return KI_ABSENT; /* cleared by the collector */
    KiValue x = ki_iter_next_inner(ks, it->source);
    if (x == KI_ERR || x == KI_ABSENT) return x;
    KiValue n = enumerate_count(ks, it);
    if (n == KI_ERR) {
        ki_decref(ks, x);
        return KI_ERR;
    }
    KiTuple *t = reusable(it->aux2, 2);
    if (t) {
        ki_incref_obj(&t->h);
        KiValue old[2] = {t->items[0], t->items[1]};
        t->items[0] = n;
        t->items[1] = x;
        t->hash = -1;
        ki_decref(ks, old[0]);
        ki_decref(ks, old[1]);
        return ki_from_obj(t);
    }
    KiValue pair[2] = {n, x}, r = ki_tuple_steal(ks, pair, 2);
    if (r != KI_ERR) ki_assign(ks, &it->aux2, ki_new_ref(r));
    return r;
}

/* ---- zip ---- */

static KiValue zip_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    int strict = 0;
    int64_t n_kw = kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len;
    for (int64_t i = 0; i < n_kw; i++) {
        KiStr *name = ki_str_of(ki_tuple_of(kwnames)->items[i]);
        if (n_kw > 1)
            return ki_raise(ks, KI_EXC_TypeError,
                            "zip() takes at most 1 keyword argument (%d given)", (int)n_kw);
        if (!ki_str_eq_cstr(name, "strict"))
            return ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for zip()",
                            ki_str_utf8(ks, name, NULL));
        if ((strict = ki_truth(ks, args[nargs + i])) < 0) return KI_ERR;
    }
    KiValue its = iterators(ks, args, nargs);
    return its == KI_ERR ? its : make(ks, cls, its, strict, KI_ABSENT);
}

/* strict zip: argument i ended first; the earlier ones have given an item more. */
static KiValue zip_mismatch(KiState *ks, KiTuple *its, int64_t i) {
    if (i > 0)
        return ki_raise(ks, KI_EXC_ValueError, "zip() argument %lld is shorter than argument%s%lld",
                        (long long)i + 1, i == 1 ? " " : "s 1-", (long long)i);
    for (i = 1; i < its->len; i++) {
        KiValue x = ki_iter_next_inner(ks, its->items[i]);
        if (x == KI_ERR) return KI_ERR;
        if (x == KI_ABSENT) continue;
        ki_decref(ks, x);
        return ki_raise(ks, KI_EXC_ValueError, "zip() argument %lld is longer than argument%s%lld",
                        (long long)i + 1, i == 1 ? " " : "s 1-", (long long)i);
    }
    return KI_ABSENT;
}

static KiValue zip_next(KiState *ks, KiValue v) {
    KiIter *it = it_of(v);
    if (KB_UNLIKELY(it->source == KI_ABSENT)) return KI_ABSENT;
    KiTuple *its = (KiTuple *)ki_obj(it->source);
    int64_t n = its->len;
    if (!n) return KI_ABSENT;
    KiTuple *t = reusable(it->aux2, n);
    if (t) {
        ki_incref_obj(&t->h);
        t->hash = -1;
    } else if (!(t = ki_tuple_alloc(ks, n))) {
        return KI_ERR;
    }
    for (int64_t i = 0; i < n; i++) {
        KiValue x = ki_iter_next_inner(ks, its->items[i]);
        if (x == KI_ABSENT || x == KI_ERR) {
            ki_decref_obj(ks, &t->h);
            return x == KI_ABSENT && it->index ? zip_mismatch(ks, its, i) : x;
        }
        ki_assign(ks, &t->items[i], x);
    }
    if (it->aux2 != ki_from_obj(t)) ki_assign(ks, &it->aux2, ki_new_ref(ki_from_obj(t)));
    return ki_from_obj(t);
}

/* ---- map ---- */

static KiValue map_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_no_keywords(ks, cls, "map", kwnames)) return KI_ERR;
    if (nargs < 2) return ki_raise(ks, KI_EXC_TypeError, "map() must have at least two arguments.");
    KiValue its = iterators(ks, args + 1, nargs - 1);
    return its == KI_ERR ? its : make(ks, cls, its, 0, ki_new_ref(args[0]));
}

static KiValue map_next(KiState *ks, KiValue v) {
    KiIter *it = it_of(v);
    if (KB_UNLIKELY(it->source == KI_ABSENT)) return KI_ABSENT;
    KiTuple *its = (KiTuple *)ki_obj(it->source);
    KiValue small[8], *items = small, r = KI_ERR;
    if (its->len > 8 && !(items = ki_mem_alloc(ks, (size_t)its->len * sizeof *items)))
        return KI_ERR;
    int64_t n = 0;
    for (; n < its->len; n++) {
        KiValue x = ki_iter_next_inner(ks, its->items[n]);
        if (x == KI_ERR || x == KI_ABSENT) {
            r = x;
            goto done;
        }
        items[n] = x;
    }
    r = ki_call(ks, it->aux1, items, (int)n, KI_ABSENT);
done:
    while (n-- > 0)
        ki_decref(ks, items[n]);
    if (items != small) ki_mem_free(ks, items, (size_t)its->len * sizeof *items);
    return r;
}

/* ---- filter ---- */

static KiValue filter_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue a[2];
    if (!ki_no_keywords(ks, cls, "filter", kwnames) ||
        !ki_parse_args(ks, "filter", NULL, 2, 2, 2, args, nargs, KI_ABSENT, a))
        return KI_ERR;
    KiValue it = ki_iter(ks, a[1]);
    return it == KI_ERR ? it : make(ks, cls, it, 0, ki_new_ref(a[0]));
}

static KiValue filter_next(KiState *ks, KiValue v) {
    KiIter *it = it_of(v);
    if (KB_UNLIKELY(it->source == KI_ABSENT)) return KI_ABSENT; /* cleared by the collector */
    bool plain = it->aux1 == KI_NONE || it->aux1 == ki_from_obj(ks->types[KI_K_BOOL]);
    for (;;) {
        KiValue x = ki_iter_next_inner(ks, it->source);
        if (x == KI_ERR || x == KI_ABSENT) return x;
        int keep;
        if (plain) {
            keep = ki_truth(ks, x);
        } else {
            KiValue r = ki_call1(ks, it->aux1, x);
            keep = r == KI_ERR ? -1 : ki_truth(ks, r);
            ki_decref(ks, r);
        }
        if (keep > 0) return x;
        ki_decref(ks, x);
        if (keep < 0) return KI_ERR;
    }
}

/* ---- reversed ---- */

static KiValue reversed_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue a[1];
    if (!ki_no_keywords(ks, cls, "reversed", kwnames) ||
        !ki_parse_args(ks, "reversed", NULL, 1, 1, 1, args, nargs, KI_ABSENT, a))
        return KI_ERR;
    KiValue method = ki_type_lookup(ks, ki_type_of(ks, a[0]), ks->names.d_reversed);
    if (method != KI_ABSENT && method != KI_NONE)
        return ki_call_special(ks, a[0], ks->names.d_reversed, NULL, 0);
    KiType *t = ki_type_of(ks, a[0]);
    bool keyed = t->flags & KI_TF_KEYED || (!(t->flags & KI_TF_HEAP) && !t->slots->len);
    if (method == KI_NONE || !t->slots->getitem || ki_is_dict(a[0]) || keyed)
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not reversible",
                        ki_type_name(ks, a[0]));
    int64_t n = ki_len(ks, a[0]);
    if (n < 0) return KI_ERR;
    return make(ks, cls, ki_new_ref(a[0]), n - 1, KI_ABSENT);
}

static KiValue reversed_next(KiState *ks, KiValue v) {
    KiIter *it = it_of(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiValue x = KI_ABSENT;
    if (it->index >= 0) {
        x = ki_getitem(ks, it->source, ki_small_int(it->index));
        it->index--;
        if (x != KI_ERR) return x;
        if (!ki_pending_is(ks, KI_EXC_IndexError) && !ki_pending_is(ks, KI_EXC_StopIteration))
            return KI_ERR;
        ki_clear_exc(ks);
    }
    it->index = -1;
    ki_assign(ks, &it->source, KI_ABSENT);
    return KI_ABSENT;
}

#define TOOL_SLOTS(name, ...)                                                                      \
    {                                                                                              \
        .dealloc = ki_iter_dealloc, .traverse = ki_iter_traverse, .clear = ki_iter_clear,          \
        .getattr = ki_generic_getattr, .iter = ki_iter_self, .next = name##_next,                  \
        .new_ = name##_new, __VA_ARGS__                                                            \
    }
extern const KiSlots ki_enumerate_slots, ki_zip_slots, ki_map_slots, ki_filter_slots,
    ki_reversed_slots;
const KiSlots ki_enumerate_slots = TOOL_SLOTS(enumerate);
const KiSlots ki_zip_slots = TOOL_SLOTS(zip);
const KiSlots ki_map_slots = TOOL_SLOTS(map);
const KiSlots ki_filter_slots = TOOL_SLOTS(filter);
/* A native __reversed__ is a call. */
static const char *reversed_new_at_limit(KiState *ks, const KiValue *args, int nargs) {
    return nargs == 1 && ki_is_kind(args[0], KI_K_INSTANCE) ? NULL : KI_IN_CALL;
}
const KiSlots ki_reversed_slots = TOOL_SLOTS(reversed, .new_at_limit = reversed_new_at_limit);

/* ---- copying and pickling: (type, (arguments that make the same iterator)) ---- */

static KiValue reduce(KiState *ks, KiValue self, KiValue args_tuple /* consumed */) {
    if (args_tuple == KI_ERR) return KI_ERR;
    KiValue r = ki_tuple_pack(ks, 2, ki_from_obj(ki_type_of(ks, self)), args_tuple);
    ki_decref(ks, args_tuple);
    return r;
}
static KiValue enumerate_reduce(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = it_of(args[0]);
    KiValue n = it->aux1 != KI_ABSENT ? ki_new_ref(it->aux1) : ki_int_from_i64(ks, it->index);
    KiValue r = n == KI_ERR ? n : reduce(ks, args[0], ki_tuple_pack(ks, 2, it->source, n));
    ki_decref(ks, n);
    return r;
}
static KiValue zip_reduce(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = it_of(args[0]);
    if (it->index)
        return ki_tuple_pack(ks, 3, ki_from_obj(ki_type_of(ks, args[0])), it->source, KI_TRUE);
    return ki_tuple_pack(ks, 2, ki_from_obj(ki_type_of(ks, args[0])), it->source);
}
static KiValue zip_setstate(KiState *ks, KiValue *args, int nargs) {
    int strict = ki_truth(ks, args[1]);
    if (strict < 0) return KI_ERR;
    it_of(args[0])->index = strict;
    return KI_NONE;
}
static KiValue map_reduce(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = it_of(args[0]);
    KiTuple *its = (KiTuple *)ki_obj(it->source), *t = ki_tuple_alloc(ks, its->len + 1);
    if (!t) return KI_ERR;
    t->items[0] = ki_new_ref(it->aux1);
    for (int64_t i = 0; i < its->len; i++)
        t->items[i + 1] = ki_new_ref(its->items[i]);
    return reduce(ks, args[0], ki_from_obj(t));
}
static KiValue filter_reduce(KiState *ks, KiValue *args, int nargs) {
    KiIter *it = it_of(args[0]);
    return reduce(ks, args[0], ki_tuple_pack(ks, 2, it->aux1, it->source));
}

#define REDUCE(fn)                                                                                 \
    { "__reduce__", "(self, /)", fn, "The parts that pickle keeps.", KI_DEF_UNSIGNED }
static const KiDef enumerate_defs[] = {REDUCE(enumerate_reduce), KI_DEF_END};
static const KiDef zip_defs[] = {
    REDUCE(zip_reduce),
    {"__setstate__", "(self, state, /)", zip_setstate, "Take over what pickle kept.",
     KI_DEF_UNSIGNED},
    KI_DEF_END,
};
static const KiDef map_defs[] = {REDUCE(map_reduce), KI_DEF_END};
static const KiDef filter_defs[] = {REDUCE(filter_reduce), KI_DEF_END};

bool ki_init_iter_tools(KiState *ks) {
    return ki_type_add_methods(ks, ks->types[KI_K_ENUMERATE], enumerate_defs) &&
           ki_type_add_methods(ks, ks->types[KI_K_ZIP], zip_defs) &&
           ki_type_add_methods(ks, ks->types[KI_K_MAP], map_defs) &&
           ki_type_add_methods(ks, ks->types[KI_K_FILTER], filter_defs);
}
