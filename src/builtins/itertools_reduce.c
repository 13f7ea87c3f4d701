/* Copying and pickling of the iterators of itertools: __reduce__ gives the constructor's arguments
 * and a state, as CPython's do, so that pickles go both ways. */
#include "itertools.h"

/* A tuple of n owned values; any of them KI_ERR: the others are released. */
static KiValue pack(KiState *ks, KiValue *v, int n) {
    bool ok = true;
    for (int i = 0; i < n; i++)
        ok = ok && v[i] != KI_ERR;
    if (ok) return ki_tuple_steal(ks, v, n);
    for (int i = 0; i < n; i++)
        if (v[i] != KI_ERR) ki_decref(ks, v[i]);
    return KI_ERR;
}
static KiValue pack1(KiState *ks, KiValue a) {
    return pack(ks, &a, 1);
}
static KiValue pack2(KiState *ks, KiValue a, KiValue b) {
    KiValue v[2] = {a, b};
    return pack(ks, v, 2);
}
/* (class, args[, state]); args and state consumed, state KI_ABSENT: none. */
static KiValue reduced(KiState *ks, KiValue self, KiValue args, KiValue state) {
    KiValue v[3] = {ki_new_ref(ki_from_obj(ki_type_of(ks, self))), args, state};
    return pack(ks, v, state == KI_ABSENT ? 2 : 3);
}
static KiValue no_args(KiState *ks) {
    return ki_new_ref(ks->empty_tuple);
}
static KiValue ref(KiValue v) {
    return v == KI_ABSENT ? KI_NONE : ki_new_ref(v);
}
static KiValue empty_iterator(KiState *ks) {
    return ki_iter(ks, ks->empty_tuple);
}
static KiValue call_tool(KiState *ks, const char *name, KiValue *args, int n) {
    KiValue f = ki_import_attr(ks, "itertools", name);
    KiValue r = f == KI_ERR ? f : ki_call(ks, f, args, n, KI_ABSENT);
    if (f != KI_ERR) ki_decref(ks, f);
    return r;
}
static bool set_int(KiState *ks, KiValue v, int64_t *to) {
    return ki_arg_i64(ks, v, to);
}

/* --- cycle: n[1] set: the source gives again what was saved --- */

static KiValue cycle_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    if (t->v[1] == KI_ABSENT) return reduced(ks, a[0], pack1(ks, empty_iterator(ks)), KI_ABSENT);
    bool again = t->v[0] == KI_ABSENT;
    KiValue it = again ? ki_iter_new(ks, KI_K_LIST_ITER, t->v[1], t->n[0], 0) : ref(t->v[0]);
    return reduced(ks, a[0], pack1(ks, it),
                   pack2(ks, ki_new_ref(t->v[1]), ki_bool(again || t->n[1] != 0)));
}
static KiValue cycle_setstate(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    if (!ki_is_tuple(a[1])) return ki_raise(ks, KI_EXC_TypeError, "state is not a tuple");
    KiTuple *s = ki_tuple_of(a[1]);
    if (s->len != 2)
        return ki_raise(ks, KI_EXC_TypeError, "function takes exactly 2 arguments (%d given)",
                        (int)s->len);
    if (!ki_is_list(s->items[0]))
        return ki_raise(ks, KI_EXC_TypeError, "argument 1 must be list, not %s",
                        ki_arg_type_name(ks, s->items[0]));
    int again;
    if (!ki_to_int(ks, s->items[1], &again)) return KI_ERR;
    /* the list itself: a copy and what it was copied from go on sharing it */
    ki_assign(ks, &t->v[1], ki_new_ref(s->items[0]));
    t->n[0] = 0;
    t->n[1] = again != 0;
    return KI_NONE;
}

/* --- accumulate --- */

/* An iterator that gives `first` before those of it. */
static KiValue with_first(KiState *ks, KiValue first, KiValue it) {
    KiValue one = ki_tuple_pack(ks, 1, first);
    if (one == KI_ERR) return KI_ERR;
    KiValue args[2] = {one, it}, r = call_tool(ks, "chain", args, 2);
    ki_decref(ks, one);
    return r;
}
static KiValue accumulate_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    if (t->v[2] != KI_ABSENT) /* the initial value comes first */
        return reduced(ks, a[0], pack2(ks, with_first(ks, t->v[2], t->v[0]), ref(t->v[1])),
                       KI_NONE);
    if (t->v[3] != KI_NONE)
        return reduced(ks, a[0], pack2(ks, ref(t->v[0]), ref(t->v[1])), ref(t->v[3]));
    /* None as a total could not be told from none: it is given again and passed over */
    KiValue args[2] = {with_first(ks, KI_NONE, t->v[0]), t->v[1]};
    if (args[0] == KI_ERR) return KI_ERR;
    KiValue sum = call_tool(ks, "accumulate", args, 2),
            slice = ki_import_attr(ks, "itertools", "islice");
    ki_decref(ks, args[0]);
    KiValue slice_args[3] = {sum, ki_small_int(1), KI_NONE};
    return pack2(ks, slice, pack(ks, slice_args, 3));
}
static KiValue accumulate_setstate(KiState *ks, KiValue *a, int n) {
    ki_assign(ks, &ki_tool_of(a[0])->v[3], ki_new_ref(a[1]));
    return KI_NONE;
}

/* --- chain --- */

static KiValue chain_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    if (t->v[0] == KI_ABSENT) return reduced(ks, a[0], no_args(ks), KI_ABSENT);
    KiValue state =
        t->v[1] == KI_ABSENT ? pack1(ks, ref(t->v[0])) : pack2(ks, ref(t->v[0]), ref(t->v[1]));
    return reduced(ks, a[0], no_args(ks), state);
}
static KiValue chain_setstate(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    if (!ki_is_tuple(a[1])) return ki_raise(ks, KI_EXC_TypeError, "state is not a tuple");
    KiTuple *s = ki_tuple_of(a[1]);
    if (s->len < 1 || s->len > 2)
        return ki_raise(ks, KI_EXC_TypeError, "function takes at %s argument%s (%d given)",
                        s->len ? "most 2" : "least 1", s->len ? "s" : "", (int)s->len);
    for (int64_t i = 0; i < s->len; i++)
        if (!ki_slots_of(ks, s->items[i])->next)
            return ki_raise(ks, KI_EXC_TypeError, "Arguments must be iterators.");
    ki_assign(ks, &t->v[0], ki_new_ref(s->items[0]));
    ki_assign(ks, &t->v[1], s->len > 1 ? ki_new_ref(s->items[1]) : KI_ABSENT);
    return KI_NONE;
}

/* --- those with two values --- */

static KiValue compress_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    return reduced(ks, a[0], pack2(ks, ref(t->v[0]), ref(t->v[1])), KI_ABSENT);
}
/* filterfalse, starmap: the function is the first argument */
static KiValue function_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    return reduced(ks, a[0], pack2(ks, ref(t->v[1]), ref(t->v[0])), KI_ABSENT);
}
/* dropwhile, takewhile */
static KiValue while_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    return reduced(ks, a[0], pack2(ks, ref(t->v[1]), ref(t->v[0])), ki_small_int(t->n[0]));
}
static KiValue while_setstate(KiState *ks, KiValue *a, int n) {
    int yes = ki_truth(ks, a[1]);
    if (yes < 0) return KI_ERR;
    ki_tool_of(a[0])->n[0] = yes;
    return KI_NONE;
}

/* --- islice --- */

static KiValue islice_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    if (t->v[0] == KI_ABSENT) {
        KiList *none = ki_list_new(ks, 0);
        KiValue it = none ? ki_iter(ks, ki_from_obj(none)) : KI_ERR;
        if (none) ki_decref_obj(ks, &none->h);
        return reduced(ks, a[0], pack2(ks, it, ki_small_int(0)), ki_small_int(0));
    }
    KiValue args[4] = {ref(t->v[0]), ki_int_from_i64(ks, t->n[1]),
                       t->n[2] == -1 ? KI_NONE : ki_int_from_i64(ks, t->n[2]),
                       ki_int_from_i64(ks, t->n[3])};
    return reduced(ks, a[0], pack(ks, args, 4), ki_int_from_i64(ks, t->n[0]));
}
static KiValue islice_setstate(KiState *ks, KiValue *a, int n) {
    if (!ki_is_integer(a[1])) return ki_raise(ks, KI_EXC_TypeError, "an integer is required");
    return set_int(ks, a[1], &ki_tool_of(a[0])->n[0]) ? KI_NONE : KI_ERR;
}

/* --- zip_longest --- */

static KiValue zip_longest_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    KiTuple *its = ki_tuple_of(t->v[0]), *args = ki_tuple_alloc(ks, its->len);
    if (!args) return KI_ERR;
    for (int64_t i = 0; i < its->len; i++)
        args->items[i] =
            its->items[i] == KI_NONE ? ki_new_ref(ks->empty_tuple) : ki_new_ref(its->items[i]);
    return reduced(ks, a[0], ki_from_obj(args), ref(t->v[1]));
}
static KiValue zip_longest_setstate(KiState *ks, KiValue *a, int n) {
    ki_assign(ks, &ki_tool_of(a[0])->v[1], ki_new_ref(a[1]));
    return KI_NONE;
}

/* --- groupby --- */

static KiValue groupby_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *g = ki_tool_of(a[0]);
    KiValue args = pack2(ks, ref(g->v[0]), ref(g->v[1]));
    if (g->v[2] == KI_ABSENT || g->v[3] == KI_ABSENT || g->v[4] == KI_ABSENT)
        return reduced(ks, a[0], args, KI_ABSENT);
    KiValue state[3] = {ref(g->v[3]), ref(g->v[4]), ref(g->v[2])};
    return reduced(ks, a[0], args, pack(ks, state, 3));
}
static KiValue groupby_setstate(KiState *ks, KiValue *a, int n) {
    KiTool *g = ki_tool_of(a[0]);
    if (!ki_is_tuple(a[1])) return ki_raise(ks, KI_EXC_TypeError, "state is not a tuple");
    KiTuple *s = ki_tuple_of(a[1]);
    if (s->len != 3)
        return ki_raise(ks, KI_EXC_TypeError, "function takes exactly 3 arguments (%d given)",
                        (int)s->len);
    ki_assign(ks, &g->v[3], ki_new_ref(s->items[0]));
    ki_assign(ks, &g->v[4], ki_new_ref(s->items[1]));
    ki_assign(ks, &g->v[2], ki_new_ref(s->items[2]));
    return KI_NONE;
}

#define REDUCE(fn)                                                                                 \
    { "__reduce__", "(self, /)", fn, "The parts that pickle keeps.", KI_DEF_UNSIGNED }
#define SETSTATE(fn)                                                                               \
    { "__setstate__", "(self, state, /)", fn, "Take over what pickle kept.", KI_DEF_UNSIGNED }
#define BOTH(name)                                                                                 \
    const KiDef ki_##name##_methods[] = {REDUCE(name##_reduce), SETSTATE(name##_setstate),         \
                                         KI_DEF_END}
BOTH(cycle);
BOTH(accumulate);
BOTH(islice);
BOTH(while);
BOTH(zip_longest);
BOTH(groupby);
const KiDef ki_chain_pickle_methods[] = {REDUCE(chain_reduce), SETSTATE(chain_setstate),
                                         KI_DEF_END};
const KiDef ki_compress_methods[] = {REDUCE(compress_reduce), KI_DEF_END};
const KiDef ki_function_methods[] = {REDUCE(function_reduce), KI_DEF_END};
