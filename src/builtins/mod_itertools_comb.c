/* itertools.product, permutations, combinations, combinations_with_replacement: iterators that
 * count through index vectors over tuples. */
#include "itertools.h"

typedef struct Comb {
    KiObj h;
    KiValue pool;    /* tuple; product: a tuple of tuples */
    int64_t r;       /* length of a result */
    int64_t n_index; /* allocated in index: r or, for permutations, the pool's length + r */
    int64_t *index;  /* permutations: the order of the whole pool, then r counters */
    int64_t state;   /* 0 fresh, 1 running, 2 over, 3 without any item */
} Comb;

static Comb *comb_of(KiValue v) {
    return (Comb *)ki_obj(v);
}
static void comb_dealloc(KiState *ks, KiObj *o) {
    Comb *c = (Comb *)o;
    ki_assign(ks, &c->pool, KI_ABSENT);
    c->state = 2;
    if (c->index) ki_mem_free(ks, c->index, sizeof *c->index * (size_t)c->n_index);
    c->index = NULL;
    c->n_index = 0;
}
static void comb_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((Comb *)o)->pool, arg);
}
static KiValue comb_make(KiState *ks, KiType *cls, KiValue pool /* consumed */, int64_t r,
                         int64_t n_index, bool over) {
    if (pool == KI_ERR) return KI_ERR;
    Comb *c = (Comb *)ki_instance_alloc(ks, cls);
    if (!c) {
        ki_decref(ks, pool);
        return KI_ERR;
    }
    c->pool = pool;
    c->r = r;
    c->index = NULL;
    c->n_index = 0;
    c->state = over ? 3 : 0;
    if (over || !n_index) return ki_from_obj(c);
    if (n_index > INT64_MAX / 16)
        ki_raise_nomem(ks);
    else
        c->index = ki_mem_alloc(ks, sizeof *c->index * (size_t)n_index);
    if (!c->index) {
        ki_decref_obj(ks, &c->h);
        return KI_ERR;
    }
    c->n_index = n_index;
    memset(c->index, 0, sizeof *c->index * (size_t)n_index);
    return ki_from_obj(c);
}
/* The result that the index vector names. */
static KiValue comb_pick(KiState *ks, Comb *c, bool nested) {
    KiTuple *t = ki_tuple_alloc(ks, c->r), *pool = ki_tuple_of(c->pool);
    if (!t) return KI_ERR;
    for (int64_t i = 0; i < c->r; i++)
        t->items[i] = ki_new_ref((nested ? ki_tuple_of(pool->items[i]) : pool)->items[c->index[i]]);
    return ki_from_obj(t);
}

/* --- product --- */

static KiValue product_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    int64_t repeat = 1, total;
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len > 1)
        return ki_raise(ks, KI_EXC_TypeError,
                        "product() takes at most 1 keyword argument (%d given)",
                        (int)ki_tuple_of(kwnames)->len);
    for (int64_t i = 0; kwnames != KI_ABSENT && i < ki_tuple_of(kwnames)->len; i++) {
        KiStr *name = ki_str_of(ki_tuple_of(kwnames)->items[i]);
        if (!ki_str_eq_cstr(name, "repeat")) {
            const char *text = ki_str_utf8(ks, name, NULL);
            return text ? ki_raise(ks, KI_EXC_TypeError,
                                   "'%s' is an invalid keyword argument for product()", text)
                        : KI_ERR;
        }
        if (!ki_arg_i64(ks, args[nargs + i], &repeat)) return KI_ERR;
        if (repeat < 0)
            return ki_raise(ks, KI_EXC_ValueError, "repeat argument cannot be negative");
    }
    if (__builtin_mul_overflow(nargs, repeat, &total) || total > INT64_MAX / 16)
        return ki_raise(ks, KI_EXC_OverflowError, "repeat argument too large");
    KiTuple *pools = ki_tuple_alloc(ks, total);
    if (!pools) return KI_ERR;
    for (int64_t i = 0; i < total; i++) {
        KiTuple *one = i < nargs ? ki_to_tuple(ks, args[i]) : ki_tuple_of(pools->items[i - nargs]);
        if (!one) {
            ki_decref_obj(ks, &pools->h);
            return KI_ERR;
        }
        pools->items[i] = i < nargs ? ki_from_obj(one) : ki_new_ref(ki_from_obj(one));
    }
    return comb_make(ks, cls, ki_from_obj(pools), total, total, false);
}
static bool has_empty_pool(const Comb *c) {
    for (int64_t i = 0; i < c->r; i++)
        if (!ki_tuple_of(ki_tuple_of(c->pool)->items[i])->len) return true;
    return false;
}
static KiValue product_next(KiState *ks, KiValue self) {
    Comb *c = comb_of(self);
    if (c->state >= 2) return KI_ABSENT;
    if (c->state == 0 && has_empty_pool(c)) {
        c->state = 2;
        return KI_ABSENT;
    }
    if (c->state == 1) {
        int64_t i = c->r - 1;
        for (; i >= 0; i--) {
            if (++c->index[i] < ki_tuple_of(ki_tuple_of(c->pool)->items[i])->len) break;
            c->index[i] = 0;
        }
        if (i < 0) {
            c->state = 2;
            return KI_ABSENT;
        }
    }
    c->state = 1;
    return comb_pick(ks, c, true);
}

/* --- permutations --- */

static KiValue permutations_new(KiState *ks, KiType *cls, KiValue *args, int nargs,
                                KiValue kwnames) {
    static const char *const names[] = {"iterable", "r"};
    KiValue a[2];
    if (!ki_parse_args(ks, "permutations", names, 0, 1, 2, args, nargs, kwnames, a)) return KI_ERR;
    KiTuple *pool = ki_to_tuple(ks, a[0]);
    if (!pool) return KI_ERR;
    int64_t n = pool->len, r = n;
    if (a[1] != KI_ABSENT && !ki_is_none(a[1])) {
        bool ok = ki_is_integer(a[1]);
        if (!ok) ki_raise(ks, KI_EXC_TypeError, "Expected int as r");
        ok = ok && ki_int_to_i64(ks, a[1], &r);
        if (ok && r < 0) {
            ki_raise(ks, KI_EXC_ValueError, "r must be non-negative");
            ok = false;
        }
        if (!ok) {
            ki_decref_obj(ks, &pool->h);
            return KI_ERR;
        }
    }
    KiValue v = comb_make(ks, cls, ki_from_obj(pool), r, r > n ? 0 : n + r, r > n);
    if (v == KI_ERR || r > n) return v;
    Comb *c = comb_of(v);
    for (int64_t i = 0; i < n; i++)
        c->index[i] = i;
    for (int64_t i = 0; i < r; i++)
        c->index[n + i] = n - i;
    return v;
}
/* The next order; false after the last. */
static bool permute(Comb *c, int64_t n) {
    int64_t *cycles = c->index + n;
    for (int64_t i = c->r - 1; i >= 0; i--) {
        if (--cycles[i] == 0) {
            int64_t first = c->index[i];
            memmove(c->index + i, c->index + i + 1, sizeof *c->index * (size_t)(n - 1 - i));
            c->index[n - 1] = first;
            cycles[i] = n - i;
        } else {
            int64_t j = n - cycles[i], t = c->index[i];
            c->index[i] = c->index[j];
            c->index[j] = t;
            return true;
        }
    }
    return false;
}
static KiValue permutations_next(KiState *ks, KiValue self) {
    Comb *c = comb_of(self);
    if (c->state >= 2) return KI_ABSENT;
    if (c->state == 1 && !permute(c, ki_tuple_of(c->pool)->len)) {
        c->state = 2;
        return KI_ABSENT;
    }
    c->state = 1;
    return comb_pick(ks, c, false);
}

/* --- combinations --- */

static KiValue comb_new(KiState *ks, KiType *cls, const char *fname, bool again, KiValue *args,
                        int nargs, KiValue kwnames) {
    static const char *const names[] = {"iterable", "r"};
    KiValue a[2];
    int64_t r;
    if (!ki_parse_args(ks, fname, names, 0, 2, 2, args, nargs, kwnames, a) ||
        !ki_arg_i64(ks, a[1], &r))
        return KI_ERR;
    KiTuple *pool = ki_to_tuple(ks, a[0]);
    if (!pool) return KI_ERR;
    if (r < 0) {
        ki_decref_obj(ks, &pool->h);
        return ki_raise(ks, KI_EXC_ValueError, "r must be non-negative");
    }
    bool over = again ? r > 0 && pool->len == 0 : r > pool->len;
    KiValue v = comb_make(ks, cls, ki_from_obj(pool), r, r, over);
    if (v == KI_ERR || over || again) return v;
    for (int64_t i = 0; i < r; i++)
        comb_of(v)->index[i] = i;
    return v;
}
static KiValue combinations_new(KiState *ks, KiType *cls, KiValue *args, int nargs,
                                KiValue kwnames) {
    return comb_new(ks, cls, "combinations", false, args, nargs, kwnames);
}
static KiValue combinations_next(KiState *ks, KiValue self) {
    Comb *c = comb_of(self);
    if (c->state >= 2) return KI_ABSENT;
    if (c->state == 1) {
        int64_t n = ki_tuple_of(c->pool)->len, i = c->r - 1;
        while (i >= 0 && c->index[i] == i + n - c->r)
            i--;
        if (i < 0) {
            c->state = 2;
            return KI_ABSENT;
        }
        c->index[i]++;
        for (int64_t j = i + 1; j < c->r; j++)
            c->index[j] = c->index[j - 1] + 1;
    }
    c->state = 1;
    return comb_pick(ks, c, false);
}
static KiValue combinations_with_replacement_new(KiState *ks, KiType *cls, KiValue *args, int nargs,
                                                 KiValue kwnames) {
    return comb_new(ks, cls, "combinations_with_replacement", true, args, nargs, kwnames);
}
static KiValue combinations_with_replacement_next(KiState *ks, KiValue self) {
    Comb *c = comb_of(self);
    if (c->state >= 2) return KI_ABSENT;
    if (c->state == 1) {
        int64_t n = ki_tuple_of(c->pool)->len, i = c->r - 1;
        while (i >= 0 && c->index[i] == n - 1)
            i--;
        if (i < 0) {
            c->state = 2;
            return KI_ABSENT;
        }
        int64_t value = c->index[i] + 1;
        for (; i < c->r; i++)
            c->index[i] = value;
    }
    c->state = 1;
    return comb_pick(ks, c, false);
}

/* --- copying and pickling --- */

static KiValue index_tuple(KiState *ks, const int64_t *at, int64_t n) {
    KiTuple *t = ki_tuple_alloc(ks, n);
    for (int64_t i = 0; t && i < n; i++)
        t->items[i] = ki_small_int(at[i]);
    return t ? ki_from_obj(t) : KI_ERR;
}
/* (class, args[, state]); args and state consumed. */
static KiValue comb_reduced(KiState *ks, KiValue self, KiValue args, KiValue state) {
    KiValue cls = ki_from_obj(ki_type_of(ks, self)), r = KI_ERR;
    if (args != KI_ERR && state != KI_ERR)
        r = state == KI_ABSENT ? ki_tuple_pack(ks, 2, cls, args)
                               : ki_tuple_pack(ks, 3, cls, args, state);
    if (args != KI_ERR) ki_decref(ks, args);
    if (state != KI_ERR) ki_decref(ks, state);
    return r;
}
static KiValue product_reduce(KiState *ks, KiValue *a, int n) {
    Comb *c = comb_of(a[0]);
    if (c->state == 2)
        return comb_reduced(ks, a[0], ki_tuple_pack(ks, 1, ks->empty_tuple), KI_ABSENT);
    return comb_reduced(ks, a[0], ki_new_ref(c->pool),
                        c->state ? index_tuple(ks, c->index, c->r) : KI_ABSENT);
}
/* combinations, with replacement or not, and permutations */
static KiValue comb_reduce(KiState *ks, KiValue *a, int n) {
    Comb *c = comb_of(a[0]);
    KiValue r = ki_small_int(c->r), state = KI_ABSENT;
    if (c->state == 2)
        return comb_reduced(ks, a[0], ki_tuple_pack(ks, 2, ks->empty_tuple, r), KI_ABSENT);
    if (c->state == 1) state = index_tuple(ks, c->index, c->r);
    return comb_reduced(ks, a[0], ki_tuple_pack(ks, 2, c->pool, r), state);
}
static KiValue permutations_reduce(KiState *ks, KiValue *a, int nargs) {
    Comb *c = comb_of(a[0]);
    if (c->state != 1) return comb_reduce(ks, a, nargs);
    int64_t n = ki_tuple_of(c->pool)->len;
    KiValue order = index_tuple(ks, c->index, n),
            cycles = order == KI_ERR ? KI_ERR : index_tuple(ks, c->index + n, c->r);
    KiValue state = cycles == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, order, cycles);
    if (order != KI_ERR) ki_decref(ks, order);
    if (cycles != KI_ERR) ki_decref(ks, cycles);
    return comb_reduced(ks, a[0], ki_tuple_pack(ks, 2, c->pool, ki_small_int(c->r)), state);
}
static bool is_state(KiState *ks, KiValue state, int64_t n) {
    if (ki_is_tuple(state) && ki_tuple_of(state)->len == n) return true;
    ki_raise(ks, KI_EXC_ValueError, "invalid arguments");
    return false;
}
/* n numbers of a state, each brought into 0 .. limit + its place times step, or the size of its
 * pool. An empty pool ends the reading, with -1 at its place. */
static bool read_indices(KiState *ks, KiValue state, int64_t *at, int64_t n, KiTuple *pools,
                         int64_t limit, int step) {
    for (int64_t i = 0; i < n; i++) {
        int64_t x, max = pools ? ki_tuple_of(pools->items[i])->len - 1 : limit + i * step;
        KiValue item = ki_tuple_of(state)->items[i];
        if (!ki_is_integer(item)) {
            ki_raise(ks, KI_EXC_TypeError, "an integer is required");
            return false;
        }
        if (!ki_arg_i64(ks, item, &x)) return false;
        at[i] = max < 0 ? -1 : x < 0 ? 0 : x > max ? max : x;
        if (max < 0) break;
    }
    return true;
}
static KiValue product_setstate(KiState *ks, KiValue *a, int nargs) {
    Comb *c = comb_of(a[0]);
    if (!is_state(ks, a[1], c->r)) return KI_ERR;
    if (c->state >= 2) return KI_NONE;
    if (!read_indices(ks, a[1], c->index, c->r, ki_tuple_of(c->pool), 0, 0)) return KI_ERR;
    c->state = 1;
    for (int64_t i = 0; i < c->r; i++)
        if (c->index[i] < 0) c->state = 2;
    return KI_NONE;
}
static KiValue comb_setstate(KiState *ks, KiValue *a, int step, int64_t last) {
    Comb *c = comb_of(a[0]);
    if (!is_state(ks, a[1], c->r)) return KI_ERR;
    if (c->state >= 2) return KI_NONE;
    if (!read_indices(ks, a[1], c->index, c->r, NULL, last, step)) return KI_ERR;
    c->state = 1;
    return KI_NONE;
}
static KiValue combinations_setstate(KiState *ks, KiValue *a, int nargs) {
    Comb *c = comb_of(a[0]);
    return comb_setstate(ks, a, 1, ki_tuple_of(c->pool)->len - c->r);
}
static KiValue again_setstate(KiState *ks, KiValue *a, int nargs) {
    return comb_setstate(ks, a, 0, ki_tuple_of(comb_of(a[0])->pool)->len - 1);
}
static KiValue permutations_setstate(KiState *ks, KiValue *a, int nargs) {
    Comb *c = comb_of(a[0]);
    if (!ki_is_tuple(a[1])) return ki_raise(ks, KI_EXC_TypeError, "state is not a tuple");
    if (ki_tuple_of(a[1])->len != 2)
        return ki_raise(ks, KI_EXC_TypeError, "function takes exactly 2 arguments (%d given)",
                        (int)ki_tuple_of(a[1])->len);
    int64_t n = ki_tuple_of(c->pool)->len;
    KiValue *s = ki_tuple_of(a[1])->items;
    for (int i = 0; i < 2; i++)
        if (!ki_is_tuple(s[i]))
            return ki_raise(ks, KI_EXC_TypeError, "argument %d must be tuple, not %s", i + 1,
                            ki_arg_type_name(ks, s[i]));
    if (!is_state(ks, s[0], n) || !is_state(ks, s[1], c->r)) return KI_ERR;
    if (c->state >= 2) return KI_NONE;
    if (!read_indices(ks, s[0], c->index, n, NULL, n - 1, 0) ||
        !read_indices(ks, s[1], c->index + n, c->r, NULL, n, 0))
        return KI_ERR;
    for (int64_t i = 0; i < c->r; i++) { /* a counter runs from n - i down to 1 */
        int64_t *x = &c->index[n + i];
        *x = *x < 1 ? 1 : *x > n - i ? n - i : *x;
    }
    c->state = 1;
    return KI_NONE;
}

#define PICKLE(reduce, setstate)                                                                   \
    {                                                                                              \
        {"__reduce__", "(self, /)", reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},      \
            {"__setstate__", "(self, state, /)", setstate, "Take over what pickle kept.",          \
             KI_DEF_UNSIGNED},                                                                     \
            KI_DEF_END                                                                             \
    }
static const KiDef product_methods[] = PICKLE(product_reduce, product_setstate);
static const KiDef permutations_methods[] = PICKLE(permutations_reduce, permutations_setstate);
static const KiDef combinations_methods[] = PICKLE(comb_reduce, combinations_setstate);
static const KiDef combinations_with_replacement_methods[] = PICKLE(comb_reduce, again_setstate);

bool ki_itertools_add_comb(KiState *ks, KiModule *m) {
    /* clang-format off */
#define COMB(name, doc)                                                                            \
    static const KiSlots name##_slots = {.dealloc = comb_dealloc, .traverse = comb_traverse,       \
        .clear = comb_dealloc, .getattr = ki_generic_getattr, .iter = ki_iter_self,                \
        .next = name##_next, .new_ = name##_new};                                                  \
    static const KiTypeDef name = {#name, "itertools", doc, sizeof(Comb),                          \
        KI_TF_BASETYPE | KI_TF_GC, KI_K_OPAQUE, &name##_slots, name##_methods, NULL}
    COMB(product, "product(*iterables, repeat=1) --> the cartesian product");
    COMB(permutations, "(iterable, r=None)\nits orderings, r items at a time");
    COMB(combinations, "(iterable, r)\nits subsequences of length r");
    COMB(combinations_with_replacement, "(iterable, r)\nthe same with items repeated");
#undef COMB
    /* clang-format on */
    return ki_tool_add_type(ks, m, &product) && ki_tool_add_type(ks, m, &permutations) &&
           ki_tool_add_type(ks, m, &combinations) &&
           ki_tool_add_type(ks, m, &combinations_with_replacement);
}
