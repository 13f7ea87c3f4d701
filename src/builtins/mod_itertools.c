/* The module itertools: the iterators that work on one stream or several side by side. groupby and
 * tee are in mod_itertools_group.c, the combinatoric ones in mod_itertools_comb.c. */
#include "itertools.h"

KiValue ki_tool_new(KiState *ks, KiType *cls, KiValue a, KiValue b, KiValue c) {
    KiTool *t = NULL;
    if (a != KI_ERR && b != KI_ERR && c != KI_ERR) t = (KiTool *)ki_instance_alloc(ks, cls);
    if (!t) {
        ki_decref(ks, a);
        ki_decref(ks, b);
        ki_decref(ks, c);
        return KI_ERR;
    }
    for (int i = 0; i < KI_TOOL_VALUES; i++)
        t->v[i] = KI_ABSENT;
    memset(t->n, 0, sizeof t->n);
    t->v[0] = a;
    t->v[1] = b;
    t->v[2] = c;
    return ki_from_obj(t);
}
void ki_tool_dealloc(KiState *ks, KiObj *o) {
    for (int i = 0; i < KI_TOOL_VALUES; i++)
        ki_assign(ks, &((KiTool *)o)->v[i], KI_ABSENT);
}
void ki_tool_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    for (int i = 0; i < KI_TOOL_VALUES; i++)
        visit(((KiTool *)o)->v[i], arg);
}
KiValue ki_tool_iterators(KiState *ks, KiValue *args, int n) {
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
bool ki_tool_add_type(KiState *ks, KiModule *m, const KiTypeDef *def) {
    KiType *t = ki_native_type(ks, def, ks->types[KI_K_OBJECT]);
    return t && ki_module_add(ks, m, def->name, ki_from_obj(t));
}

bool ki_tool_args(KiState *ks, const KiType *cls, const char *fname, int nargs, KiValue kwnames,
                  int min, int max) {
    if (!ki_no_keywords(ks, cls, fname, kwnames)) return false;
    if (min != max || nargs == min) return ki_check_args(ks, fname, nargs, KI_ABSENT, min, max);
    ki_raise(ks, KI_EXC_TypeError, "%s expected %d argument%s, got %d", fname, min,
             min == 1 ? "" : "s", nargs);
    return false;
}

/* Truth of f(x), or of x itself when f is None or bool. */
static int test(KiState *ks, KiValue f, KiValue x) {
    if (ki_is_none(f) || f == ki_from_obj(ks->types[KI_K_BOOL])) return ki_truth(ks, x);
    KiValue held = ki_new_ref(f), r = ki_call1(ks, held, x);
    ki_decref(ks, held);
    int t = r == KI_ERR ? -1 : ki_truth(ks, r);
    ki_decref(ks, r);
    return t;
}

/* --- count: n[0] next and n[1] step while v[0] is absent; else v[0] next, v[1] step --- */

static bool is_number(KiState *ks, KiValue v) {
    const KiSlots *s = ki_slots_of(ks, v);
    return s->unary[KI_INDEX] || s->unary[KI_FLOAT] || s->unary[KI_INT] || ki_is_complex(v);
}
static bool is_one(KiValue v) {
    int64_t n;
    return ki_is_integer(v) && ki_int_try_i64(v, &n) && n == 1;
}
static KiValue count_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"start", "step"};
    KiValue a[2];
    if (!ki_parse_args(ks, "count", names, 0, 0, 2, args, nargs, kwnames, a)) return KI_ERR;
    KiValue start = a[0] == KI_ABSENT ? ki_small_int(0) : a[0];
    KiValue step = a[1] == KI_ABSENT ? ki_small_int(1) : a[1];
    if (!is_number(ks, start) || !is_number(ks, step))
        return ki_raise(ks, KI_EXC_TypeError, "a number is required");
    int64_t n;
    bool one = is_one(step); /* True too, and True as a start counts from 1 then */
    bool plain = ki_is_int(start) || ki_is_bigint(start) || (one && ki_is_integer(start));
    bool fast = (one || ki_is_int(step)) && plain && ki_int_try_i64(start, &n);
    KiValue r = fast ? ki_tool_new(ks, cls, KI_ABSENT, KI_ABSENT, KI_ABSENT)
                     : ki_tool_new(ks, cls, ki_new_ref(start), ki_new_ref(step), KI_ABSENT);
    if (fast && r != KI_ERR) {
        ki_tool_of(r)->n[0] = n;
        ki_tool_of(r)->n[1] = one ? 1 : ki_int_val(step);
    }
    return r;
}
static KiValue count_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    if (KB_LIKELY(t->v[0] == KI_ABSENT)) {
        int64_t next;
        if (KB_LIKELY(!__builtin_add_overflow(t->n[0], t->n[1], &next))) {
            KiValue v = ki_int_from_i64(ks, t->n[0]);
            if (v != KI_ERR) t->n[0] = next;
            return v;
        }
        KiValue v = ki_int_from_i64(ks, t->n[0]);
        if (v == KI_ERR) return KI_ERR;
        t->v[0] = v;
        t->v[1] = ki_small_int(t->n[1]);
    }
    KiValue now = ki_new_ref(t->v[0]), next = ki_binary(ks, now, t->v[1], KI_ADD);
    if (next == KI_ERR) {
        ki_decref(ks, now);
        return KI_ERR;
    }
    ki_assign(ks, &t->v[0], next);
    return now;
}
/* "name(a, b)", without b if it is absent. a and b consumed. */
static KiValue repr_call(KiState *ks, KiValue self, KiValue a, KiValue b) {
    KiValue ra = a == KI_ERR ? KI_ERR : ki_repr(ks, a);
    KiValue rb = ra == KI_ERR || b == KI_ABSENT ? b : ki_repr(ks, b), r = KI_ERR;
    if (ra != KI_ERR && rb != KI_ERR) {
        const char *ua = ki_str_utf8(ks, ki_str_of(ra), NULL);
        const char *ub = b == KI_ABSENT || !ua ? "" : ki_str_utf8(ks, ki_str_of(rb), NULL);
        if (ua && ub)
            r = ki_str_format(ks, "%s(%s%s%s)", ki_class_name(ks, self), ua,
                              b == KI_ABSENT ? "" : ", ", ub);
    }
    if (ra != KI_ERR && b != KI_ABSENT) ki_decref(ks, rb);
    ki_decref(ks, ra);
    ki_decref(ks, a);
    ki_decref(ks, b);
    return r;
}
static KiValue count_value(KiState *ks, KiTool *t) {
    return t->v[0] == KI_ABSENT ? ki_int_from_i64(ks, t->n[0]) : ki_new_ref(t->v[0]);
}
static KiValue count_repr(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    KiValue step = t->v[0] == KI_ABSENT ? ki_small_int(t->n[1]) : ki_new_ref(t->v[1]);
    if (is_one(step)) ki_assign(ks, &step, KI_ABSENT);
    return repr_call(ks, self, count_value(ks, t), step);
}
static KiValue reduce_to(KiState *ks, KiValue self, KiValue args /* consumed */) {
    if (args == KI_ERR) return KI_ERR;
    KiValue r = ki_tuple_pack(ks, 2, ki_from_obj(ki_type_of(ks, self)), args);
    ki_decref(ks, args);
    return r;
}
static KiValue count_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    KiValue now = count_value(ks, t);
    KiValue step = t->v[0] == KI_ABSENT ? ki_small_int(t->n[1]) : t->v[1];
    KiValue args = now == KI_ERR ? KI_ERR
                   : t->v[0] == KI_ABSENT && step == ki_small_int(1)
                       ? ki_tuple_pack(ks, 1, now)
                       : ki_tuple_pack(ks, 2, now, step);
    ki_decref(ks, now);
    return reduce_to(ks, a[0], args);
}

/* --- repeat: v[0] the object, n[0] how often, -1 for ever --- */

static KiValue repeat_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"object", "times"};
    KiValue a[2];
    int64_t n = -1;
    if (!ki_parse_args(ks, "repeat", names, 0, 1, 2, args, nargs, kwnames, a)) return KI_ERR;
    if (a[1] != KI_ABSENT) {
        if (!ki_arg_i64(ks, a[1], &n)) return KI_ERR;
        if (n < 0) n = 0;
    }
    KiValue r = ki_tool_new(ks, cls, ki_new_ref(a[0]), KI_ABSENT, KI_ABSENT);
    if (r != KI_ERR) ki_tool_of(r)->n[0] = n;
    return r;
}
static KiValue repeat_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    if (t->n[0] == 0) return KI_ABSENT;
    if (t->n[0] > 0) t->n[0]--;
    return ki_new_ref(t->v[0]);
}
static KiValue repeat_repr(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    return repr_call(ks, self, ki_new_ref(t->v[0]),
                     t->n[0] < 0 ? KI_ABSENT : ki_int_from_i64(ks, t->n[0]));
}
static KiValue repeat_hint(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    return t->n[0] < 0 ? ki_raise(ks, KI_EXC_TypeError, "len() of unsized object")
                       : ki_int_from_i64(ks, t->n[0]);
}
static KiValue repeat_reduce(KiState *ks, KiValue *a, int n) {
    KiTool *t = ki_tool_of(a[0]);
    if (t->n[0] < 0) return reduce_to(ks, a[0], ki_tuple_pack(ks, 1, t->v[0]));
    KiValue left = ki_int_from_i64(ks, t->n[0]);
    KiValue args = left == KI_ERR ? left : ki_tuple_pack(ks, 2, t->v[0], left);
    ki_decref(ks, left);
    return reduce_to(ks, a[0], args);
}

/* --- cycle: v[0] the source until it ends, v[1] list of what it gave, n[0] the position, n[1] the
 * source gives again what is in the list (after unpickling) --- */

static KiValue cycle_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_tool_args(ks, cls, "cycle", nargs, kwnames, 1, 1)) return KI_ERR;
    KiValue it = ki_iter(ks, args[0]);
    if (it == KI_ERR) return KI_ERR;
    KiList *saved = ki_list_new(ks, 0);
    return ki_tool_new(ks, cls, it, saved ? ki_from_obj(saved) : KI_ERR, KI_ABSENT);
}
static KiValue cycle_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    if (t->v[1] == KI_ABSENT) return KI_ABSENT;
    KiList *saved = ki_list_of(t->v[1]);
    if (t->v[0] != KI_ABSENT) {
        KiValue x = ki_tool_step(ks, t->v[0]);
        if (x == KI_ERR) return KI_ERR;
        if (x != KI_ABSENT && t->n[1]) return x;
        if (x != KI_ABSENT) {
            if (ki_list_append(ks, saved, x)) return x;
            ki_decref(ks, x);
            return KI_ERR;
        }
        ki_assign(ks, &t->v[0], KI_ABSENT);
    }
    if (!saved->len) return KI_ABSENT;
    if (t->n[0] >= saved->len) t->n[0] = 0;
    return ki_new_ref(saved->items[t->n[0]++]);
}

/* --- accumulate: v[0] source, v[1] function or None, v[2] the initial value until it is given,
 * v[3] the total --- */

static KiValue accumulate_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"iterable", "func", "initial"};
    KiValue a[3];
    if (!ki_bind_args(ks, "accumulate", names, 3, 1, 2, args, nargs, kwnames, a)) return KI_ERR;
    KiValue first = a[2] == KI_ABSENT || ki_is_none(a[2]) ? KI_ABSENT : ki_new_ref(a[2]);
    return ki_tool_new(ks, cls, ki_iter(ks, a[0]), a[1] == KI_ABSENT ? KI_NONE : ki_new_ref(a[1]),
                       first);
}
static KiValue accumulate_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    KiValue x, total;
    if (t->v[2] != KI_ABSENT) {
        total = t->v[2];
        t->v[2] = KI_ABSENT;
    } else {
        x = ki_tool_step(ks, t->v[0]);
        if (x == KI_ERR || x == KI_ABSENT) return x;
        if (t->v[3] == KI_ABSENT) {
            total = x;
        } else {
            KiValue old = ki_new_ref(t->v[3]), f = ki_new_ref(t->v[1]);
            total = ki_is_none(f) ? ki_binary(ks, old, x, KI_ADD) : ki_call2(ks, f, old, x);
            ki_decref(ks, old);
            ki_decref(ks, f);
            ki_decref(ks, x);
            if (total == KI_ERR) return KI_ERR;
        }
    }
    ki_assign(ks, &t->v[3], ki_new_ref(total));
    return total;
}

/* --- chain: v[0] iterator over the iterables, v[1] iterator of the current one --- */

static KiValue chain_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_tool_args(ks, cls, "chain", nargs, kwnames, 0, -1)) return KI_ERR;
    KiValue all = ki_tuple_from(ks, args, nargs);
    if (all == KI_ERR) return KI_ERR;
    KiValue it = ki_iter(ks, all);
    ki_decref(ks, all);
    return ki_tool_new(ks, cls, it, KI_ABSENT, KI_ABSENT);
}
static KiValue chain_from_iterable(KiState *ks, KiValue *a, int n) {
    return ki_tool_new(ks, (KiType *)ki_obj(a[0]), ki_iter(ks, a[1]), KI_ABSENT, KI_ABSENT);
}
static KiValue chain_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    while (t->v[0] != KI_ABSENT) {
        if (t->v[1] == KI_ABSENT) {
            KiValue x = ki_tool_step(ks, t->v[0]);
            KiValue it = x == KI_ERR || x == KI_ABSENT ? x : ki_iter(ks, x);
            if (x != KI_ABSENT) ki_decref(ks, x);
            if (it == KI_ERR || it == KI_ABSENT) {
                ki_assign(ks, &t->v[0], KI_ABSENT);
                return it;
            }
            ki_assign(ks, &t->v[1], it);
        }
        KiValue x = ki_tool_step(ks, t->v[1]);
        if (x != KI_ABSENT) return x;
        ki_assign(ks, &t->v[1], KI_ABSENT);
    }
    return KI_ABSENT;
}
static KiValue m_class_getitem(KiState *ks, KiValue *a, int n) {
    KiValue f = ki_import_attr(ks, "types", "GenericAlias");
    KiValue r = f == KI_ERR ? f : ki_call2(ks, f, a[0], a[1]);
    ki_decref(ks, f);
    return r;
}

/* --- compress: v[0] data, v[1] selectors --- */

static KiValue compress_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"data", "selectors"};
    KiValue a[2];
    if (!ki_parse_args(ks, "compress", names, 0, 2, 2, args, nargs, kwnames, a)) return KI_ERR;
    KiValue data = ki_iter(ks, a[0]);
    if (data == KI_ERR) return KI_ERR;
    return ki_tool_new(ks, cls, data, ki_iter(ks, a[1]), KI_ABSENT);
}
static KiValue compress_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    for (;;) {
        KiValue x = ki_tool_step(ks, t->v[0]);
        if (x == KI_ERR || x == KI_ABSENT) return x;
        KiValue s = ki_tool_step(ks, t->v[1]);
        int keep = s == KI_ERR || s == KI_ABSENT ? -1 : ki_truth(ks, s);
        ki_decref(ks, s);
        if (keep > 0) return x;
        ki_decref(ks, x);
        if (keep < 0) return s == KI_ABSENT ? KI_ABSENT : KI_ERR;
    }
}

/* --- dropwhile, takewhile, filterfalse, starmap: v[0] source, v[1] function, n[0] a flag --- */

static KiValue with_function(KiState *ks, KiType *cls, const char *fname, KiValue *args, int nargs,
                             KiValue kwnames) {
    if (!ki_tool_args(ks, cls, fname, nargs, kwnames, 2, 2)) return KI_ERR;
    KiValue it = ki_iter(ks, args[1]);
    return it == KI_ERR ? it : ki_tool_new(ks, cls, it, ki_new_ref(args[0]), KI_ABSENT);
}
/* As test(), but None is called like any other predicate. */
static int test_call(KiState *ks, KiValue f, KiValue x) {
    if (!ki_is_none(f)) return test(ks, f, x);
    KiValue r = ki_call1(ks, f, x);
    ki_decref(ks, r);
    return -1;
}
static KiValue dropwhile_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    return with_function(ks, cls, "dropwhile", args, nargs, kwnames);
}
static KiValue dropwhile_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    for (;;) {
        KiValue x = ki_tool_step(ks, t->v[0]);
        if (x == KI_ERR || x == KI_ABSENT || t->n[0]) return x;
        int drop = test_call(ks, t->v[1], x);
        if (drop == 0) {
            t->n[0] = 1;
            return x;
        }
        ki_decref(ks, x);
        if (drop < 0) return KI_ERR;
    }
}
static KiValue takewhile_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    return with_function(ks, cls, "takewhile", args, nargs, kwnames);
}
static KiValue takewhile_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    if (t->n[0]) return KI_ABSENT;
    KiValue x = ki_tool_step(ks, t->v[0]);
    if (x == KI_ERR || x == KI_ABSENT) return x;
    int take = test_call(ks, t->v[1], x);
    if (take > 0) return x;
    ki_decref(ks, x);
    if (take < 0) return KI_ERR;
    t->n[0] = 1;
    return KI_ABSENT;
}
static KiValue filterfalse_new(KiState *ks, KiType *cls, KiValue *args, int nargs,
                               KiValue kwnames) {
    return with_function(ks, cls, "filterfalse", args, nargs, kwnames);
}
static KiValue filterfalse_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    for (;;) {
        KiValue x = ki_tool_step(ks, t->v[0]);
        if (x == KI_ERR || x == KI_ABSENT) return x;
        int drop = test(ks, t->v[1], x);
        if (drop == 0) return x;
        ki_decref(ks, x);
        if (drop < 0) return KI_ERR;
    }
}
static KiValue starmap_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    return with_function(ks, cls, "starmap", args, nargs, kwnames);
}
static KiValue starmap_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    KiValue x = ki_tool_step(ks, t->v[0]);
    if (x == KI_ERR || x == KI_ABSENT) return x;
    KiValue pack = x;
    if (!ki_is_kind(x, KI_K_TUPLE)) {
        KiTuple *made = ki_to_tuple(ks, x);
        ki_decref(ks, x);
        if (!made) return KI_ERR;
        pack = ki_from_obj(made);
    }
    KiValue f = ki_new_ref(t->v[1]);
    KiValue r = ki_call_tuple(ks, f, ki_tuple_of(pack), NULL);
    ki_decref(ks, f);
    ki_decref(ks, pack);
    return r;
}

/* --- islice: v[0] source, n[0] position, n[1] next wanted, n[2] stop or -1, n[3] step --- */

/* An index argument: any failure but "not given" leaves bad. */
static int64_t slice_arg(KiState *ks, KiValue v, int64_t none, int64_t bad) {
    int64_t n = bad;
    if (v == KI_ABSENT || ki_is_none(v)) return none;
    if (!ki_index_i64(ks, v, &n)) {
        ki_clear_exc(ks);
        return bad;
    }
    return n;
}
static KiValue islice_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_tool_args(ks, cls, "islice", nargs, kwnames, 2, 4)) return KI_ERR;
    KiValue stop_arg = args[nargs == 2 ? 1 : 2];
    int64_t start = nargs == 2 ? 0 : slice_arg(ks, args[1], 0, -1);
    int64_t stop = slice_arg(ks, stop_arg, -1, -1);
    if (stop == -1 && !ki_is_none(stop_arg))
        return ki_raise(ks, KI_EXC_ValueError,
                        "Stop argument for islice() must be None or an integer: 0 <= x <= "
                        "sys.maxsize.");
    if (start < 0 || stop < -1)
        return ki_raise(ks, KI_EXC_ValueError,
                        "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    int64_t step = nargs < 4 ? 1 : slice_arg(ks, args[3], 1, -1);
    if (step < 1)
        return ki_raise(ks, KI_EXC_ValueError,
                        "Step for islice() must be a positive integer or None.");
    KiValue r = ki_tool_new(ks, cls, ki_iter(ks, args[0]), KI_ABSENT, KI_ABSENT);
    if (r == KI_ERR) return r;
    KiTool *t = ki_tool_of(r);
    t->n[1] = start;
    t->n[2] = stop;
    t->n[3] = step;
    return r;
}
static KiValue islice_end(KiState *ks, KiTool *t, KiValue result) {
    ki_assign(ks, &t->v[0], KI_ABSENT);
    return result;
}
static KiValue islice_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    if (t->v[0] == KI_ABSENT) return KI_ABSENT;
    while (t->n[0] < t->n[1]) {
        KiValue x = ki_tool_step(ks, t->v[0]);
        if (x == KI_ERR || x == KI_ABSENT) return islice_end(ks, t, x);
        ki_decref(ks, x);
        t->n[0]++;
    }
    if (t->n[2] != -1 && t->n[0] >= t->n[2]) return islice_end(ks, t, KI_ABSENT);
    KiValue x = ki_tool_step(ks, t->v[0]);
    if (x == KI_ERR || x == KI_ABSENT) return islice_end(ks, t, x);
    t->n[0]++;
    int64_t next;
    if (__builtin_add_overflow(t->n[1], t->n[3], &next)) next = INT64_MAX;
    t->n[1] = t->n[2] != -1 && next > t->n[2] ? t->n[2] : next;
    return x;
}

/* --- pairwise: v[0] source, v[1] the item before --- */

static KiValue pairwise_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_tool_args(ks, cls, "pairwise", nargs, kwnames, 1, 1)) return KI_ERR;
    return ki_tool_new(ks, cls, ki_iter(ks, args[0]), KI_ABSENT, KI_ABSENT);
}
static KiValue pairwise_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    if (t->v[0] == KI_ABSENT) return KI_ABSENT;
    if (t->v[1] == KI_ABSENT) {
        KiValue first = ki_tool_step(ks, t->v[0]);
        if (first == KI_ERR) return KI_ERR;
        ki_assign(ks, &t->v[1], first);
    }
    KiValue x = t->v[1] == KI_ABSENT ? KI_ABSENT : ki_tool_step(ks, t->v[0]);
    if (x == KI_ERR) return x;
    if (x == KI_ABSENT) {
        ki_assign(ks, &t->v[0], KI_ABSENT);
        ki_assign(ks, &t->v[1], KI_ABSENT);
        return KI_ABSENT;
    }
    KiValue old = t->v[1] == KI_ABSENT ? KI_NONE : t->v[1];
    t->v[1] = ki_new_ref(x);
    KiValue pair[2] = {old, x};
    return ki_tuple_steal(ks, pair, 2);
}

/* --- zip_longest: v[0] tuple of iterators (None where ended), v[1] fill value, n[0] how many are
 * still running --- */

static KiValue zip_longest_new(KiState *ks, KiType *cls, KiValue *args, int nargs,
                               KiValue kwnames) {
    KiValue fill = KI_NONE;
    for (int64_t i = 0; kwnames != KI_ABSENT && i < ki_tuple_of(kwnames)->len; i++) {
        if (!ki_str_eq_cstr(ki_str_of(ki_tuple_of(kwnames)->items[i]), "fillvalue"))
            return ki_raise(ks, KI_EXC_TypeError,
                            "zip_longest() got an unexpected keyword argument");
        fill = args[nargs + i];
    }
    KiValue its = ki_tool_iterators(ks, args, nargs);
    KiValue r = its == KI_ERR ? its : ki_tool_new(ks, cls, its, ki_new_ref(fill), KI_ABSENT);
    if (r != KI_ERR) ki_tool_of(r)->n[0] = nargs;
    return r;
}
static KiValue zip_longest_next(KiState *ks, KiValue self) {
    KiTool *t = ki_tool_of(self);
    if (t->v[0] == KI_ABSENT || t->n[0] <= 0) return KI_ABSENT;
    KiTuple *its = ki_tuple_of(t->v[0]), *out = ki_tuple_alloc(ks, its->len);
    if (!out) return KI_ERR;
    for (int64_t i = 0; i < its->len; i++) {
        KiValue x = its->items[i] == KI_NONE ? KI_ABSENT : ki_tool_step(ks, its->items[i]);
        bool ended = x == KI_ABSENT && its->items[i] != KI_NONE;
        if (x == KI_ERR || (ended && --t->n[0] <= 0)) { /* the last one stays, for __reduce__() */
            t->n[0] = 0;
            ki_decref_obj(ks, &out->h);
            return x;
        }
        if (ended) ki_assign(ks, &its->items[i], KI_NONE);
        out->items[i] = x == KI_ABSENT ? ki_new_ref(t->v[1]) : x;
    }
    return ki_from_obj(out);
}

/* --- the module --- */

static const KiDef count_methods[] = {
    {"__reduce__", "(self, /)", count_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    KI_DEF_END};
static const KiDef repeat_methods[] = {
    {"__length_hint__", "(self, /)", repeat_hint,
     "How many items are left, as far as that is known.", KI_DEF_UNSIGNED},
    {"__reduce__", "(self, /)", repeat_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    KI_DEF_END};
static const KiDef chain_methods[] = {
    {"from_iterable", "(cls, iterable, /)", chain_from_iterable,
     "A chain over the iterables that one iterable gives, taken lazily.", KI_DEF_CLASS},
    {"__class_getitem__", "(cls, item, /)", m_class_getitem, "See PEP 585",
     KI_DEF_CLASS | KI_DEF_UNSIGNED},
    KI_DEF_END};

bool ki_mod_itertools_init(KiState *ks, KiModule *m) {
#define TOOL(name) static const KiSlots name##_slots = KI_TOOL_SLOTS(name)
    TOOL(cycle);
    TOOL(accumulate);
    TOOL(chain);
    TOOL(compress);
    TOOL(dropwhile);
    TOOL(takewhile);
    TOOL(filterfalse);
    TOOL(starmap);
    TOOL(islice);
    TOOL(pairwise);
    TOOL(zip_longest);
#undef TOOL
    static const KiSlots count_slots = {.dealloc = ki_tool_dealloc,
                                        .traverse = ki_tool_traverse,
                                        .clear = ki_tool_dealloc,
                                        .getattr = ki_generic_getattr,
                                        .iter = ki_iter_self,
                                        .repr = count_repr,
                                        .next = count_next,
                                        .new_ = count_new};
    static const KiSlots repeat_slots = {.dealloc = ki_tool_dealloc,
                                         .traverse = ki_tool_traverse,
                                         .getattr = ki_generic_getattr,
                                         .iter = ki_iter_self,
                                         .repr = repeat_repr,
                                         .next = repeat_next,
                                         .new_ = repeat_new};
    /* clang-format off */
#define ROW(name, methods, doc) {#name, "itertools", doc, sizeof(KiTool), KI_TF_BASETYPE | KI_TF_GC, KI_K_OPAQUE, &name##_slots, methods, NULL}
    static const KiTypeDef defs[] = {
        ROW(count, count_methods, "(start=0, step=1)\nstart, start + step, start + 2*step ..."),
        ROW(repeat, repeat_methods, "repeat(object [,times]) --> the object again and again, for ever or so many times"),
        ROW(cycle, ki_cycle_methods, "(iterable, /)\nits items, then the same again, for ever"),
        ROW(accumulate, ki_accumulate_methods, "(iterable, func=None, *, initial=None)\nthe running totals"),
        ROW(chain, chain_methods, "chain(*iterables) --> the items of the first, then of the second ..."),
        ROW(compress, ki_compress_methods, "(data, selectors)\nthe data whose selector is true"),
        ROW(dropwhile, ki_while_methods, "(predicate, iterable, /)\neverything from the first item that fails on"),
        ROW(takewhile, ki_while_methods, "(predicate, iterable, /)\nthe items before the first that fails"),
        ROW(filterfalse, ki_function_methods, "(function, iterable, /)\nthe items for which it is false"),
        ROW(starmap, ki_function_methods, "(function, iterable, /)\nfunction(*args) for each args"),
        ROW(islice, ki_islice_methods, "islice(iterable, [start,] stop [, step]) --> a slice, taken lazily"),
        ROW(pairwise, NULL, "(iterable, /)\neach item with the next"),
        ROW(zip_longest, ki_zip_longest_methods, "zip_longest(*iterables, fillvalue=None) --> tuples until the longest ends"),
    };
#undef ROW
    /* clang-format on */
    for (size_t i = 0; i < sizeof defs / sizeof *defs; i++)
        if (!ki_tool_add_type(ks, m, &defs[i])) return false;
    KiValue chain = ki_dict_get_cstr(ks, m->dict, "chain");
    if (chain == KI_ERR ||
        !ki_type_add_methods(ks, (KiType *)ki_obj(chain), ki_chain_pickle_methods))
        return false;
    return ki_itertools_add_group(ks, m) && ki_itertools_add_comb(ks, m);
}
