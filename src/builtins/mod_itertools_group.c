/* itertools.groupby and tee: iterators of which several share one source. */
#include "functools.h"
#include "itertools.h"

/* --- groupby: v[0] source, v[1] key function or None, v[2] key of the group handed out, v[3] key
 * and v[4] value of the item read last; n[0] number of the group handed out. A group: v[0] its
 * groupby, v[1] its key, n[0] its number. --- */

static KiValue groupby_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"iterable", "key"};
    KiValue a[2];
    if (!ki_parse_args(ks, "groupby", names, 0, 1, 2, args, nargs, kwnames, a)) return KI_ERR;
    return ki_tool_new(ks, cls, ki_iter(ks, a[0]), a[1] == KI_ABSENT ? KI_NONE : ki_new_ref(a[1]),
                       KI_ABSENT);
}

/* Reads the next item and its key: 1, 0 at the end, -1 raised. */
static int group_read(KiState *ks, KiTool *g) {
    KiValue x = ki_tool_step(ks, g->v[0]);
    if (x == KI_ERR || x == KI_ABSENT) return x == KI_ERR ? -1 : 0;
    KiValue f = ki_new_ref(g->v[1]), key = ki_is_none(f) ? ki_new_ref(x) : ki_call1(ks, f, x);
    ki_decref(ks, f);
    if (key == KI_ERR) {
        ki_decref(ks, x);
        return -1;
    }
    ki_assign(ks, &g->v[4], x);
    ki_assign(ks, &g->v[3], key);
    return 1;
}
static int keys_equal(KiState *ks, KiValue a, KiValue b) {
    ki_incref(a);
    ki_incref(b);
    int eq = ki_compare_bool(ks, a, b, KI_EQ);
    ki_decref(ks, a);
    ki_decref(ks, b);
    return eq;
}
static KiValue groupby_next(KiState *ks, KiValue self) {
    KiTool *g = ki_tool_of(self);
    g->n[0]++; /* the group handed out before is over */
    for (;;) {
        if (g->v[3] != KI_ABSENT) {
            if (g->v[2] == KI_ABSENT) break;
            int eq = keys_equal(ks, g->v[2], g->v[3]);
            if (eq < 0) return KI_ERR;
            if (!eq) break;
        }
        int more = group_read(ks, g);
        if (more <= 0) return more ? KI_ERR : KI_ABSENT;
    }
    ki_assign(ks, &g->v[2], ki_new_ref(g->v[3]));
    KiValue group = ki_tool_new(ks, (KiType *)ki_obj(ks->bi->slot[KI_BI_GROUPER]), ki_new_ref(self),
                                ki_new_ref(g->v[2]), KI_ABSENT);
    if (group == KI_ERR) return KI_ERR;
    ki_tool_of(group)->n[0] = g->n[0];
    KiValue pair[2] = {ki_new_ref(g->v[3]), group};
    return ki_tuple_steal(ks, pair, 2);
}
static KiValue grouper_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    if (t->v[0] == KI_ABSENT) return KI_ABSENT;
    KiTool *g = ki_tool_of(t->v[0]);
    if (g->n[0] != t->n[0]) return KI_ABSENT;
    if (g->v[4] == KI_ABSENT) {
        int more = group_read(ks, g);
        if (more <= 0) return more ? KI_ERR : KI_ABSENT;
    }
    if (g->v[3] == KI_ABSENT) return KI_ABSENT;
    int eq = keys_equal(ks, t->v[1], g->v[3]);
    if (eq <= 0) return eq ? KI_ERR : KI_ABSENT;
    KiValue x = g->v[4];
    g->v[4] = KI_ABSENT;
    return x;
}

/* (_grouper, (groupby, key)); one that is over: an empty iterator. */
static KiValue grouper_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    bool over = t->v[0] == KI_ABSENT || ki_tool_of(t->v[0])->n[0] != t->n[0];
    KiValue make = over ? ki_import_attr(ks, "builtins", "iter")
                        : ki_new_ref(ki_from_obj(ki_type_of(ks, a[0])));
    KiValue args =
        over ? ki_tuple_pack(ks, 1, ks->empty_tuple) : ki_tuple_pack(ks, 2, t->v[0], t->v[1]);
    KiValue r = make == KI_ERR || args == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, make, args);
    if (make != KI_ERR) ki_decref(ks, make);
    if (args != KI_ERR) ki_decref(ks, args);
    return r;
}
static KiValue grouper_new(KiState *ks, KiType *cls, KiValue *a, int nargs, KiValue kwnames) {
    if (!ki_check_args(ks, "_grouper", nargs, kwnames, 2, 2)) return KI_ERR;
    KiValue groupby = ki_import_attr(ks, "itertools", "groupby");
    if (groupby == KI_ERR) return KI_ERR;
    bool fits = ki_is_subtype(ki_type_of(ks, a[0]), (KiType *)ki_obj(groupby));
    ki_decref(ks, groupby);
    if (!fits)
        return ki_raise(ks, KI_EXC_TypeError,
                        "_grouper() argument 1 must be itertools.groupby, not %s",
                        ki_arg_type_name(ks, a[0]));
    KiValue r = ki_tool_new(ks, cls, ki_new_ref(a[0]), ki_new_ref(a[1]), KI_ABSENT);
    if (r != KI_ERR) ki_tool_of(r)->n[0] = ki_tool_of(a[0])->n[0];
    return r;
}

/* --- tee: a chain of blocks that the sharers walk; a block goes once all have passed it --- */

enum { TEE_BLOCK = 57 };
typedef struct TeeData {
    KiObj h;
    KiValue source, next; /* next: the block after this full one, or KI_ABSENT */
    int64_t n;
    bool running;
    KiValue items[TEE_BLOCK];
} TeeData;

static void data_dealloc(KiState *ks, KiObj *o) {
    TeeData *d = (TeeData *)o;
    ki_assign(ks, &d->source, KI_ABSENT);
    while (d->n > 0)
        ki_assign(ks, &d->items[--d->n], KI_ABSENT);
    /* A long chain nobody else holds goes block by block, not by recursion. */
    KiValue next = d->next;
    d->next = KI_ABSENT;
    while (next != KI_ABSENT && ki_obj(next)->rc == 1) {
        KiValue after = ((TeeData *)ki_obj(next))->next;
        ((TeeData *)ki_obj(next))->next = KI_ABSENT;
        ki_decref(ks, next);
        next = after;
    }
    ki_decref(ks, next);
}
static void data_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    TeeData *d = (TeeData *)o;
    visit(d->source, arg);
    visit(d->next, arg);
    for (int64_t i = 0; i < d->n; i++)
        visit(d->items[i], arg);
}
static KiValue data_new(KiState *ks, KiValue source /* borrowed */) {
    TeeData *d = (TeeData *)ki_instance_alloc(ks, (KiType *)ki_obj(ks->bi->slot[KI_BI_TEE_DATA]));
    if (!d) return KI_ERR;
    d->source = ki_new_ref(source);
    d->next = KI_ABSENT;
    for (int i = 0; i < TEE_BLOCK; i++)
        d->items[i] = KI_ABSENT;
    return ki_from_obj(d);
}
/* Item i of a block, read from the source if no sharer has been there. Owned. */
static KiValue data_item(KiState *ks, TeeData *d, int64_t i) {
    if (i < d->n) return ki_new_ref(d->items[i]);
    if (d->running) return ki_raise(ks, KI_EXC_RuntimeError, "cannot re-enter the tee iterator");
    d->running = true;
    KiValue x = ki_tool_step(ks, d->source);
    d->running = false;
    if (x == KI_ERR || x == KI_ABSENT) return x;
    if (d->n >= TEE_BLOCK) return x;
    d->items[d->n++] = ki_new_ref(x);
    return x;
}

/* A sharer: v[0] its block, n[0] its position in it. */
static KiValue tee_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    if (t->v[0] == KI_ABSENT) return KI_ABSENT;
    if (t->n[0] >= TEE_BLOCK) {
        TeeData *d = (TeeData *)ki_obj(t->v[0]);
        if (d->next == KI_ABSENT) {
            KiValue next = data_new(ks, d->source);
            if (next == KI_ERR) return KI_ERR;
            d->next = next;
        }
        ki_assign(ks, &t->v[0], ki_new_ref(d->next));
        t->n[0] = 0;
    }
    KiValue block = ki_new_ref(t->v[0]);
    KiValue x = data_item(ks, (TeeData *)ki_obj(block), t->n[0]);
    ki_decref(ks, block);
    if (x != KI_ERR && x != KI_ABSENT) t->n[0]++;
    return x;
}
static KiValue tee_copy(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    KiValue r = ki_tool_new(ks, (KiType *)ki_obj(ks->bi->slot[KI_BI_TEE]), ki_new_ref(t->v[0]),
                            KI_ABSENT, KI_ABSENT);
    if (r != KI_ERR) ki_tool_of(r)->n[0] = t->n[0];
    return r;
}
static bool is_tee(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_from_obj(ki_type_of(ks, v)) == ks->bi->slot[KI_BI_TEE];
}
static KiValue tee_from(KiState *ks, KiValue iterable) {
    KiValue it = ki_iter(ks, iterable);
    if (it == KI_ERR) return it;
    if (is_tee(ks, it)) {
        KiValue r = tee_copy(ks, &it, 1);
        ki_decref(ks, it);
        return r;
    }
    KiValue data = data_new(ks, it);
    ki_decref(ks, it);
    return ki_tool_new(ks, (KiType *)ki_obj(ks->bi->slot[KI_BI_TEE]), data, KI_ABSENT, KI_ABSENT);
}
static KiValue tee_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    return ki_tool_args(ks, cls, "_tee", nargs, kwnames, 1, 1) ? tee_from(ks, args[0]) : KI_ERR;
}

static KiValue f_tee(KiState *ks, KiValue *a, int nargs) {
    int64_t n;
    if (!ki_arg_i64(ks, a[1], &n)) return KI_ERR;
    if (n < 0) return ki_raise(ks, KI_EXC_ValueError, "n must be >= 0");
    KiTuple *t = ki_tuple_alloc(ks, n);
    if (!t || !n) return t ? ki_from_obj(t) : KI_ERR;
    KiValue it = ki_iter(ks, a[0]);
    KiValue first = it == KI_ERR || is_tee(ks, it) ? it : tee_from(ks, it);
    if (it != first) ki_decref(ks, it);
    for (int64_t i = 0; first != KI_ERR && i < n; i++) {
        KiValue one = i ? tee_copy(ks, &first, 1) : ki_new_ref(first);
        if (one == KI_ERR) {
            ki_decref(ks, first);
            first = KI_ERR;
        } else {
            t->items[i] = one;
        }
    }
    if (first == KI_ERR) {
        ki_decref_obj(ks, &t->h);
        return KI_ERR;
    }
    ki_decref(ks, first);
    return ki_from_obj(t);
}

/* ---- copies and pickles: (_tee, ((),), (block, position)) and (block's type, (source, items,
 * next)) */

static bool is_block(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_from_obj(ki_type_of(ks, v)) == ks->bi->slot[KI_BI_TEE_DATA];
}
static KiValue tee_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    KiValue args = ki_tuple_pack(ks, 1, ks->empty_tuple);
    KiValue state = ki_tuple_pack(ks, 2, t->v[0], ki_small_int(t->n[0]));
    KiValue r = args == KI_ERR || state == KI_ERR
                    ? KI_ERR
                    : ki_tuple_pack(ks, 3, ki_from_obj(ki_type_of(ks, a[0])), args, state);
    if (args != KI_ERR) ki_decref(ks, args);
    if (state != KI_ERR) ki_decref(ks, state);
    return r;
}
static KiValue tee_setstate(KiState *ks, KiValue *a, int nargs) {
    int64_t at;
    if (!ki_is_tuple(a[1])) return ki_raise(ks, KI_EXC_TypeError, "state is not a tuple");
    KiTuple *s = ki_tuple_of(a[1]);
    if (s->len != 2)
        return ki_raise(ks, KI_EXC_TypeError, "function takes exactly 2 arguments (%lld given)",
                        (long long)s->len);
    if (!is_block(ks, s->items[0]))
        return ki_raise(ks, KI_EXC_TypeError,
                        "argument 1 must be itertools._tee_dataobject, not %s",
                        ki_arg_type_name(ks, s->items[0]));
    if (!ki_arg_i64(ks, s->items[1], &at)) return KI_ERR;
    if (at < 0 || at > TEE_BLOCK) return ki_raise(ks, KI_EXC_ValueError, "Index out of range");
    ki_assign(ks, &ki_tool_of(a[0])->v[0], ki_new_ref(s->items[0]));
    ki_tool_of(a[0])->n[0] = at;
    return KI_NONE;
}
static KiValue data_reduce(KiState *ks, KiValue *a, int nargs) {
    TeeData *d = (TeeData *)ki_obj(a[0]);
    KiValue source = d->source == KI_ABSENT ? KI_NONE : d->source;
    KiList *items = ki_list_new(ks, d->n);
    if (!items) return KI_ERR;
    for (; items->len < d->n; items->len++)
        items->items[items->len] = ki_new_ref(d->items[items->len]);
    KiValue args =
        ki_tuple_pack(ks, 3, source, ki_from_obj(items), d->next == KI_ABSENT ? KI_NONE : d->next);
    ki_decref_obj(ks, &items->h);
    KiValue r =
        args == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ki_type_of(ks, a[0])), args);
    if (args != KI_ERR) ki_decref(ks, args);
    return r;
}
static KiValue data_make(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len)
        return ki_raise(ks, KI_EXC_TypeError, "teedataobject() takes no keyword arguments");
    if (nargs != 3)
        return ki_raise(ks, KI_EXC_TypeError, "teedataobject expected 3 arguments, got %d", nargs);
    if (!ki_is_list(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "teedataobject() argument 2 must be list, not %s",
                        ki_arg_type_name(ks, args[1]));
    if (!ki_slots_of(ks, args[0])->next)
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not an iterator",
                        ki_type_name(ks, args[0]));
    const KiList *items = ki_list_of(args[1]);
    bool linked = args[2] != KI_NONE;
    if (items->len > TEE_BLOCK || (linked && (items->len < TEE_BLOCK || !is_block(ks, args[2]))))
        return ki_raise(ks, KI_EXC_ValueError, "Invalid arguments");
    KiValue r = data_new(ks, args[0]);
    if (r == KI_ERR) return KI_ERR;
    TeeData *d = (TeeData *)ki_obj(r);
    for (; d->n < items->len; d->n++)
        d->items[d->n] = ki_new_ref(items->items[d->n]);
    if (linked) d->next = ki_new_ref(args[2]);
    return r;
}

static KiType *make_grouper(KiState *ks) {
    static const KiSlots slots = {.dealloc = ki_tool_dealloc,
                                  .traverse = ki_tool_traverse,
                                  .clear = ki_tool_dealloc,
                                  .getattr = ki_generic_getattr,
                                  .iter = ki_iter_self,
                                  .next = grouper_next,
                                  .new_ = grouper_new};
    static const KiDef methods[] = {{"__reduce__", "(self, /)", grouper_reduce,
                                     "The parts that pickle keeps.", KI_DEF_UNSIGNED},
                                    KI_DEF_END};
    static const KiTypeDef def = {"_grouper",     "itertools", NULL,
                                  sizeof(KiTool), KI_TF_GC,    KI_K_OPAQUE,
                                  &slots,         methods,     NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
static KiType *make_tee(KiState *ks) {
    static const KiSlots slots = KI_TOOL_SLOTS(tee);
    static const KiDef methods[] = {
        {"__copy__", "(self, /)", tee_copy, "Another iterator from here on.", KI_DEF_UNSIGNED},
        {"__reduce__", "(self, /)", tee_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
        {"__setstate__", "(self, state, /)", tee_setstate, "Take over what pickle kept.",
         KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiTypeDef def = {"_tee",
                                  "itertools",
                                  "An iterator that shares its source with its copies.",
                                  sizeof(KiTool),
                                  KI_TF_GC | KI_TF_HAS_WEAKREF,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
static KiType *make_tee_data(KiState *ks) {
    static const KiSlots slots = {.dealloc = data_dealloc,
                                  .traverse = data_traverse,
                                  .clear = data_dealloc,
                                  .getattr = ki_generic_getattr,
                                  .new_ = data_make};
    static const KiDef methods[] = {
        {"__reduce__", "(self, /)", data_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiTypeDef def = {
        "_tee_dataobject", "itertools", NULL, sizeof(TeeData), KI_TF_GC, KI_K_OPAQUE, &slots,
        methods,           NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

bool ki_itertools_add_group(KiState *ks, KiModule *m) {
    static const KiSlots groupby_slots = KI_TOOL_SLOTS(groupby);
    static const KiTypeDef groupby = {
        "groupby",
        "itertools",
        "(iterable, key=None)\n(key, group) for each run of items with one key",
        sizeof(KiTool),
        KI_TF_BASETYPE | KI_TF_GC,
        KI_K_OPAQUE,
        &groupby_slots,
        ki_groupby_methods,
        NULL};
    static const KiDef functions[] = {
        {"tee", "(iterable, n=2, /)", f_tee, "n independent iterators over one iterable.", 0},
        KI_DEF_END};
    return ki_bi_type_slot(ks, KI_BI_GROUPER, make_grouper) &&
           ki_bi_type_slot(ks, KI_BI_TEE, make_tee) &&
           ki_bi_type_slot(ks, KI_BI_TEE_DATA, make_tee_data) &&
           ki_module_add(ks, m, "_grouper", ki_new_ref(ks->bi->slot[KI_BI_GROUPER])) &&
           ki_module_add(ks, m, "_tee", ki_new_ref(ks->bi->slot[KI_BI_TEE])) &&
           ki_module_add(ks, m, "_tee_dataobject", ki_new_ref(ks->bi->slot[KI_BI_TEE_DATA])) &&
           ki_tool_add_type(ks, m, &groupby) && ki_module_add_functions(ks, m, functions);
}
