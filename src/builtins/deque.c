/* collections.deque: a ring buffer of values. */
#include "../object/item_walk.h"
#include "../object/slot.h"
#include "../object/type_layout.h"
#include "functools.h"

typedef struct Deque {
    KiObj h;
    KiValue *items;                 /* cap of them, cap a power of two or 0 */
    int64_t head, len, cap, maxlen; /* maxlen -1: none */
    uint64_t version;               /* changes with every change of length: iterators check it */
} Deque;
static Deque *deque_of(KiValue v) {
    return (Deque *)ki_obj(v);
}
static KiValue *at(Deque *d, int64_t i) {
    return &d->items[(d->head + i) & (d->cap - 1)];
}
static bool is_deque(KiState *ks, KiValue v) {
    return ki_is_ptr(v) &&
           ki_is_subtype(ki_type_of(ks, v), (KiType *)ki_obj(ks->bi->slot[KI_BI_DEQUE]));
}

static bool grow(KiState *ks, Deque *d) {
    if (d->len < d->cap) return true;
    int64_t cap = d->cap ? d->cap * 2 : 8;
    KiValue *p = ki_mem_alloc(ks, sizeof *p * (size_t)cap);
    if (!p) return false;
    for (int64_t i = 0; i < d->len; i++)
        p[i] = *at(d, i);
    ki_mem_free(ks, d->items, sizeof *p * (size_t)d->cap);
    d->items = p;
    d->cap = cap;
    d->head = 0;
    return true;
}

static KiValue take_first(Deque *d) {
    KiValue v = *at(d, 0);
    d->head = (d->head + 1) & (d->cap - 1);
    d->len--;
    d->version++;
    return v;
}
static KiValue take_last(Deque *d) {
    KiValue v = *at(d, d->len - 1);
    d->len--;
    d->version++;
    return v;
}

/* v is borrowed. */
static bool push(KiState *ks, Deque *d, KiValue v, bool left) {
    if (d->maxlen == 0) return true;
    if (!grow(ks, d)) return false;
    if (left) d->head = (d->head - 1) & (d->cap - 1);
    *at(d, left ? 0 : d->len) = ki_new_ref(v);
    d->len++;
    d->version++;
    if (d->maxlen >= 0 && d->len > d->maxlen) ki_decref(ks, left ? take_last(d) : take_first(d));
    return true;
}

static void clear(KiState *ks, Deque *d) {
    while (d->len)
        ki_decref(ks, take_first(d));
}

static bool extend(KiState *ks, Deque *d, KiValue iterable, bool left) {
    KiValue src = iterable, v;
    if (iterable == ki_from_obj(d)) { /* itself: a copy first */
        KiList *l = ki_to_list(ks, iterable);
        if (!l) return false;
        src = ki_from_obj(l);
    } else {
        ki_incref(src);
    }
    KiWalk walk;
    bool ok = ki_walk_begin(ks, &walk, src);
    ki_decref(ks, src);
    if (!ok) return false;
    while (ok && (v = ki_walk_next(ks, &walk)) != KI_ABSENT) {
        ok = v != KI_ERR && push(ks, d, v, left);
        ki_decref(ks, v);
    }
    ki_walk_end(ks, &walk);
    return ok;
}

static KiValue deque_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    Deque *d = (Deque *)ki_instance_alloc(ks, cls);
    if (!d) return KI_ERR;
    d->maxlen = -1;
    return ki_from_obj(d);
}
static bool deque_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"iterable", "maxlen"};
    KiValue v[2];
    Deque *d = deque_of(self);
    if (!ki_bind_args(ks, "deque", names, 2, 0, 2, args, nargs, kwnames, v)) return false;
    int64_t max = -1;
    if (v[1] != KI_ABSENT && !ki_is_none(v[1])) {
        if (!ki_is_integer(v[1])) {
            ki_raise(ks, KI_EXC_TypeError, "an integer is required");
            return false;
        }
        if (!ki_int_to_i64(ks, v[1], &max)) return false;
        if (max < 0) {
            ki_raise(ks, KI_EXC_ValueError, "maxlen must be non-negative");
            return false;
        }
    }
    clear(ks, d);
    d->maxlen = max;
    return v[0] == KI_ABSENT || extend(ks, d, v[0], false);
}

static void deque_dealloc(KiState *ks, KiObj *o) {
    Deque *d = (Deque *)o;
    clear(ks, d);
    if (d->items) ki_mem_free(ks, d->items, sizeof *d->items * (size_t)d->cap);
    d->items = NULL;
    d->cap = 0;
}
static void deque_clear(KiState *ks, KiObj *o) {
    clear(ks, (Deque *)o);
}
static void deque_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    Deque *d = (Deque *)o;
    for (int64_t i = 0; i < d->len; i++)
        visit(*at(d, i), arg);
}

static int64_t deque_len(KiState *ks, KiValue self) {
    return deque_of(self)->len;
}
static int deque_truth(KiState *ks, KiValue self) {
    return deque_of(self)->len > 0;
}

static bool index_of(KiState *ks, Deque *d, KiValue key, int64_t *out) {
    int r = ki_seq_index(ks, key, out);
    if (!r)
        ki_raise(ks, KI_EXC_TypeError, "sequence index must be integer, not '%s'",
                 ki_type_name(ks, key));
    if (r <= 0) return false;
    if (*out < 0) *out += d->len;
    if (*out >= 0 && *out < d->len) return true;
    ki_raise(ks, KI_EXC_IndexError, "deque index out of range");
    return false;
}
static KiValue deque_getitem(KiState *ks, KiValue self, KiValue key) {
    int64_t i;
    return index_of(ks, deque_of(self), key, &i) ? ki_new_ref(*at(deque_of(self), i)) : KI_ERR;
}
static void remove_at(KiState *ks, Deque *d, int64_t i) {
    KiValue old = *at(d, i);
    if (i < d->len / 2) {
        for (; i > 0; i--)
            *at(d, i) = *at(d, i - 1);
        d->head = (d->head + 1) & (d->cap - 1);
    } else {
        for (; i < d->len - 1; i++)
            *at(d, i) = *at(d, i + 1);
    }
    d->len--;
    d->version++;
    ki_decref(ks, old);
}
static bool deque_setitem(KiState *ks, KiValue self, KiValue key, KiValue v) {
    int64_t i;
    Deque *d = deque_of(self);
    if (!index_of(ks, d, key, &i)) return false;
    if (v == KI_ABSENT)
        remove_at(ks, d, i);
    else
        ki_assign(ks, at(d, i), ki_new_ref(v));
    return true;
}

/* Position of v in [from, to), -1 none, -2 error; RuntimeError when the deque changes meanwhile. */
static int64_t find(KiState *ks, Deque *d, KiValue v, int64_t from, int64_t to,
                    enum KiExcId mutated) {
    uint64_t version = d->version;
    for (int64_t i = from; i < to && i < d->len; i++) {
        KiValue item = ki_new_ref(*at(d, i));
        int eq = ki_compare_bool(ks, item, v, KI_EQ);
        ki_decref(ks, item);
        if (eq < 0) return -2;
        if (version != d->version) {
            ki_raise(ks, mutated, "deque mutated during iteration");
            return -2;
        }
        if (eq) return i;
    }
    return -1;
}
static int deque_contains(KiState *ks, KiValue self, KiValue item) {
    int64_t i = find(ks, deque_of(self), item, 0, deque_of(self)->len, KI_EXC_RuntimeError);
    return i == -2 ? -1 : i >= 0;
}

static KiValue deque_repr(KiState *ks, KiValue self) {
    Deque *d = deque_of(self);
    int entered = ki_repr_enter(ks, self);
    if (entered) return entered < 0 ? KI_ERR : ki_str_from_cstr(ks, "[...]");
    KiList *l = ki_to_list(ks, self);
    KiValue r = l ? ki_repr(ks, ki_from_obj(l)) : KI_ERR;
    const char *u = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
    KiValue out = KI_ERR;
    if (u && d->maxlen >= 0)
        out = ki_str_format(ks, "%s(%s, maxlen=%lld)", ki_class_name(ks, self), u,
                            (long long)d->maxlen);
    else if (u)
        out = ki_str_format(ks, "%s(%s)", ki_class_name(ks, self), u);
    ki_decref(ks, r);
    if (l) ki_decref_obj(ks, &l->h);
    ki_repr_leave(ks, self);
    return out;
}

static KiValue deque_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!is_deque(ks, a) || !is_deque(ks, b)) return KI_NOT_IMPLEMENTED;
    KiList *x = ki_to_list(ks, a), *y = x ? ki_to_list(ks, b) : NULL;
    KiValue r = y ? ki_compare(ks, ki_from_obj(x), ki_from_obj(y), op) : KI_ERR;
    if (x) ki_decref_obj(ks, &x->h);
    if (y) ki_decref_obj(ks, &y->h);
    return r;
}

static KiValue copy(KiState *ks, KiValue self) {
    KiValue args[2] = {self,
                       deque_of(self)->maxlen < 0 ? KI_NONE : ki_small_int(deque_of(self)->maxlen)};
    return ki_call(ks, ki_from_obj(ki_type_of(ks, self)), args, deque_of(self)->maxlen < 0 ? 1 : 2,
                   KI_ABSENT);
}
static KiValue deque_concat(KiState *ks, KiValue a, KiValue b) {
    if (!is_deque(ks, a)) return KI_NOT_IMPLEMENTED;
    if (!is_deque(ks, b))
        return ki_raise(ks, KI_EXC_TypeError,
                        "can only concatenate deque (not \"%.200s\") to deque",
                        ki_type_name(ks, b));
    KiValue r = copy(ks, a);
    if (r != KI_ERR && !extend(ks, deque_of(r), b, false)) {
        ki_decref(ks, r);
        return KI_ERR;
    }
    return r;
}
static KiValue deque_iconcat(KiState *ks, KiValue a, KiValue b) {
    return extend(ks, deque_of(a), b, false) ? ki_new_ref(a) : KI_ERR;
}
static KiValue deque_irepeat(KiState *ks, KiValue a, int64_t n) {
    Deque *d = deque_of(a);
    if (n <= 0) {
        clear(ks, d);
        return ki_new_ref(a);
    }
    KiList *l = ki_to_list(ks, a);
    bool ok = l != NULL;
    for (int64_t i = 1; ok && i < n; i++)
        for (int64_t j = 0; ok && j < l->len; j++)
            ok = push(ks, d, l->items[j], false);
    if (l) ki_decref_obj(ks, &l->h);
    return ok ? ki_new_ref(a) : KI_ERR;
}
static KiValue deque_repeat(KiState *ks, KiValue a, int64_t n) {
    KiValue c = copy(ks, a);
    if (c == KI_ERR) return KI_ERR;
    KiValue r = deque_irepeat(ks, c, n);
    ki_decref(ks, c);
    return r;
}

/* --- iterators --- */

typedef struct DequeIter {
    KiObj h;
    KiValue deque;
    int64_t index, step;
    uint64_t version;
} DequeIter;

static KiValue make_iter(KiState *ks, KiValue self, bool backward) {
    KiValue type = ks->bi->slot[backward ? KI_BI_DEQUE_REVERSE_ITER : KI_BI_DEQUE_ITER];
    DequeIter *it = (DequeIter *)ki_instance_alloc(ks, (KiType *)ki_obj(type));
    if (!it) return KI_ERR;
    it->deque = ki_new_ref(self);
    it->index = backward ? deque_of(self)->len - 1 : 0;
    it->step = backward ? -1 : 1;
    it->version = deque_of(self)->version;
    return ki_from_obj(it);
}
static KiValue deque_iter(KiState *ks, KiValue self) {
    return make_iter(ks, self, false);
}
static KiValue iter_self(KiState *ks, KiValue self) {
    return ki_new_ref(self);
}
static KiValue iter_next(KiState *ks, KiValue self) {
    DequeIter *it = (DequeIter *)ki_obj(self);
    if (it->deque == KI_ABSENT) return KI_ABSENT;
    Deque *d = deque_of(it->deque);
    if (it->version != d->version) {
        ki_assign(ks, &it->deque, KI_ABSENT);
        return ki_raise(ks, KI_EXC_RuntimeError, "deque mutated during iteration");
    }
    if (it->index < 0 || it->index >= d->len) {
        ki_assign(ks, &it->deque, KI_ABSENT);
        return KI_ABSENT;
    }
    KiValue v = ki_new_ref(*at(d, it->index));
    it->index += it->step;
    return v;
}
static void iter_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((DequeIter *)o)->deque, KI_ABSENT);
}
static void iter_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((DequeIter *)o)->deque, arg);
}
/* (type, (deque, items passed)) */
static KiValue iter_reduce(KiState *ks, KiValue *a, int n) {
    DequeIter *it = (DequeIter *)ki_obj(a[0]);
    if (it->deque == KI_ABSENT) { /* over: of a deque that is empty */
        KiValue cls = ks->bi->slot[KI_BI_DEQUE], empty = ki_call0(ks, cls);
        KiValue args = empty == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 1, empty);
        KiValue r =
            args == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ki_type_of(ks, a[0])), args);
        if (empty != KI_ERR) ki_decref(ks, empty);
        if (args != KI_ERR) ki_decref(ks, args);
        return r;
    }
    bool back = it->step < 0;
    int64_t given = back ? deque_of(it->deque)->len - 1 - it->index : it->index;
    KiValue args = ki_tuple_pack(ks, 2, it->deque, ki_small_int(given));
    KiValue r =
        args == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ki_type_of(ks, a[0])), args);
    if (args != KI_ERR) ki_decref(ks, args);
    return r;
}
static KiValue iter_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    int64_t skip = 0;
    if (nargs < 1 || nargs > 2)
        return ki_raise(ks, KI_EXC_TypeError, "function takes at %s %d argument%s (%d given)",
                        nargs ? "most" : "least", nargs ? 2 : 1, nargs ? "s" : "", nargs);
    if (!is_deque(ks, args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "argument 1 must be collections.deque, not %s",
                        ki_type_name(ks, args[0]));
    if (nargs > 1 && !ki_arg_i64(ks, args[1], &skip)) return KI_ERR;
    KiValue v = make_iter(ks, args[0], ki_from_obj(cls) == ks->bi->slot[KI_BI_DEQUE_REVERSE_ITER]);
    if (v == KI_ERR) return KI_ERR;
    DequeIter *it = (DequeIter *)ki_obj(v);
    int64_t len = deque_of(args[0])->len;
    it->index += it->step * (skip < 0 ? 0 : skip > len ? len : skip);
    return v;
}
static KiValue iter_hint(KiState *ks, KiValue *a, int n) {
    DequeIter *it = (DequeIter *)ki_obj(a[0]);
    if (it->deque == KI_ABSENT) return ki_small_int(0);
    return ki_small_int(it->step < 0 ? it->index + 1 : deque_of(it->deque)->len - it->index);
}

/* --- methods --- */

static KiValue m_append(KiState *ks, KiValue *a, int n) {
    return push(ks, deque_of(a[0]), a[1], false) ? KI_NONE : KI_ERR;
}
static KiValue m_appendleft(KiState *ks, KiValue *a, int n) {
    return push(ks, deque_of(a[0]), a[1], true) ? KI_NONE : KI_ERR;
}
static KiValue m_pop(KiState *ks, KiValue *a, int n) {
    return deque_of(a[0])->len ? take_last(deque_of(a[0]))
                               : ki_raise(ks, KI_EXC_IndexError, "pop from an empty deque");
}
static KiValue m_popleft(KiState *ks, KiValue *a, int n) {
    return deque_of(a[0])->len ? take_first(deque_of(a[0]))
                               : ki_raise(ks, KI_EXC_IndexError, "pop from an empty deque");
}
static KiValue m_clear(KiState *ks, KiValue *a, int n) {
    clear(ks, deque_of(a[0]));
    return KI_NONE;
}
/* CPython keeps the items in blocks of 64 that two links join, and begins in the middle of one. */
static KiValue m_sizeof(KiState *ks, KiValue *a, int n) {
    int64_t blocks = deque_of(a[0])->len / 64 + 1;
    return ki_int_from_i64(ks, ki_sizeof(ks, a[0]) + blocks * 66 * 8);
}

static KiValue m_copy(KiState *ks, KiValue *a, int n) {
    return copy(ks, a[0]);
}
static KiValue m_extend(KiState *ks, KiValue *a, int n) {
    return extend(ks, deque_of(a[0]), a[1], false) ? KI_NONE : KI_ERR;
}
static KiValue m_extendleft(KiState *ks, KiValue *a, int n) {
    return extend(ks, deque_of(a[0]), a[1], true) ? KI_NONE : KI_ERR;
}
static KiValue m_count(KiState *ks, KiValue *a, int n) {
    int64_t count = 0, i = -1;
    while ((i = find(ks, deque_of(a[0]), a[1], i + 1, INT64_MAX, KI_EXC_RuntimeError)) >= 0)
        count++;
    return i == -2 ? KI_ERR : ki_small_int(count);
}
static KiValue m_index(KiState *ks, KiValue *a, int n) {
    Deque *d = deque_of(a[0]);
    int64_t start = 0, stop = d->len;
    for (int i = 2; i < 4; i++) /* None is no bound here */
        if (a[i] != KI_ABSENT && !ki_slots_of(ks, a[i])->unary[KI_INDEX])
            return ki_raise(ks, KI_EXC_TypeError,
                            "slice indices must be integers or have an __index__ method");
    if (!ki_arg_slice_index(ks, a[2], &start) || !ki_arg_slice_index(ks, a[3], &stop))
        return KI_ERR;
    if (start < 0 && (start += d->len) < 0) start = 0;
    if (stop < 0) stop += d->len;
    int64_t i = find(ks, d, a[1], start, stop, KI_EXC_RuntimeError);
    if (i >= 0) return ki_small_int(i);
    if (i == -2) return KI_ERR;
    return ki_raise_repr(ks, KI_EXC_ValueError, "", a[1], " is not in deque");
}
static KiValue m_insert(KiState *ks, KiValue *a, int n) {
    Deque *d = deque_of(a[0]);
    int64_t i;
    if (!ki_index_i64(ks, a[1], &i)) return KI_ERR;
    if (d->maxlen >= 0 && d->len >= d->maxlen)
        return ki_raise(ks, KI_EXC_IndexError, "deque already at its maximum size");
    if (i < 0 && (i += d->len) < 0) i = 0;
    if (i > d->len) i = d->len;
    if (!push(ks, d, a[2], false)) return KI_ERR;
    KiValue v = *at(d, d->len - 1);
    for (int64_t j = d->len - 1; j > i; j--)
        *at(d, j) = *at(d, j - 1);
    *at(d, i) = v;
    return KI_NONE;
}
static KiValue m_remove(KiState *ks, KiValue *a, int n) {
    Deque *d = deque_of(a[0]);
    int64_t i = find(ks, d, a[1], 0, d->len, KI_EXC_IndexError);
    if (i == -2) return KI_ERR;
    if (i == -1) return ki_raise_repr(ks, KI_EXC_ValueError, "", a[1], " is not in deque");
    remove_at(ks, d, i);
    return KI_NONE;
}
static KiValue m_reverse(KiState *ks, KiValue *a, int n) {
    Deque *d = deque_of(a[0]);
    for (int64_t i = 0, j = d->len - 1; i < j; i++, j--) {
        KiValue t = *at(d, i);
        *at(d, i) = *at(d, j);
        *at(d, j) = t;
    }
    return KI_NONE;
}
static KiValue m_rotate(KiState *ks, KiValue *a, int nargs) {
    Deque *d = deque_of(a[0]);
    const KiTuple *args = ki_tuple_of(a[1]);
    int64_t n = 1;
    if (args->len > 1)
        return ki_raise(ks, KI_EXC_TypeError, "deque.rotate expected at most 1 argument, got %lld",
                        (long long)args->len);
    if (args->len && !ki_arg_i64(ks, args->items[0], &n)) return KI_ERR;
    if (d->len < 2) return KI_NONE;
    n %= d->len;
    if (n < 0) n += d->len;
    if (n <= d->len / 2) {
        for (; n > 0; n--) {
            KiValue v = take_last(d);
            d->head = (d->head - 1) & (d->cap - 1);
            d->len++;
            *at(d, 0) = v;
        }
    } else {
        for (n = d->len - n; n > 0; n--) {
            KiValue v = take_first(d);
            *at(d, d->len++) = v;
        }
    }
    return KI_NONE;
}
static KiValue m_reversed(KiState *ks, KiValue *a, int n) {
    return make_iter(ks, a[0], true);
}
static KiValue m_reduce(KiState *ks, KiValue *a, int n) {
    Deque *d = deque_of(a[0]);
    KiValue max = d->maxlen < 0 ? KI_ABSENT : ki_small_int(d->maxlen);
    KiValue args =
        d->maxlen < 0 ? ki_new_ref(ks->empty_tuple) : ki_tuple_pack(ks, 2, ks->empty_tuple, max);
    KiValue state = ki_call_method(ks, a[0], ks->names.d_getstate, NULL, 0), it = ki_iter(ks, a[0]);
    KiValue r = KI_ERR;
    if (args != KI_ERR && state != KI_ERR && it != KI_ERR)
        r = ki_tuple_pack(ks, 4, ki_from_obj(ki_type_of(ks, a[0])), args, state, it);
    ki_decref(ks, args);
    ki_decref(ks, state);
    ki_decref(ks, it);
    return r;
}
static KiValue g_maxlen(KiState *ks, KiValue self, void *c) {
    return deque_of(self)->maxlen < 0 ? KI_NONE : ki_int_from_i64(ks, deque_of(self)->maxlen);
}

static KiValue m_class_getitem(KiState *ks, KiValue *a, int n) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), a, 2, KI_ABSENT);
}

KiType *ki_make_deque_type(KiState *ks) {
    static const KiSlots slots = {.dealloc = deque_dealloc,
                                  .traverse = deque_traverse,
                                  .clear = deque_clear,
                                  .getattr = ki_generic_getattr,
                                  .repr = deque_repr,
                                  .compare = deque_compare,
                                  .hash = ki_unhashable,
                                  .new_ = deque_new,
                                  .init = deque_init,
                                  .iter = deque_iter,
                                  .truth = deque_truth,
                                  .len = deque_len,
                                  .getitem = deque_getitem,
                                  .setitem = deque_setitem,
                                  .contains = deque_contains,
                                  .concat = deque_concat,
                                  .iconcat = deque_iconcat,
                                  .repeat = deque_repeat,
                                  .irepeat = deque_irepeat};
    static const KiDef methods[] = {
        {"append", "(self, x, /)", m_append, "Add an item at the right end.", KI_DEF_UNSIGNED},
        {"appendleft", "(self, x, /)", m_appendleft, "Add an item at the left end.",
         KI_DEF_UNSIGNED},
        {"clear", "(self, /)", m_clear, "Remove all items.", KI_DEF_UNSIGNED},
        {"__copy__", "(self, /)", m_copy, "A shallow copy.", KI_DEF_UNSIGNED},
        {"copy", "(self, /)", m_copy, "A shallow copy.", KI_DEF_UNSIGNED},
        {"count", "(self, value, /)", m_count, "How often a value occurs.", KI_DEF_UNSIGNED},
        {"extend", "(self, iterable, /)", m_extend,
         "Add the items of an iterable at the right end.", KI_DEF_UNSIGNED},
        {"extendleft", "(self, iterable, /)", m_extendleft,
         "Add the items of an iterable at the left end, one after the other.", KI_DEF_UNSIGNED},
        {"index", "(self, value, start=<absent>, stop=<absent>, /)", m_index,
         "Where a value is first found.", KI_DEF_TUPLE_COUNT | KI_DEF_UNSIGNED},
        {"insert", "(self, index, value, /)", m_insert, "Insert a value before an index.",
         KI_DEF_TUPLE_COUNT | KI_DEF_UNSIGNED},
        {"pop", "(self, /)", m_pop, "Take the item at the right end.", KI_DEF_UNSIGNED},
        {"popleft", "(self, /)", m_popleft, "Take the item at the left end.", KI_DEF_UNSIGNED},
        {"__reduce__", "(self, /)", m_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
        {"remove", "(self, value, /)", m_remove, "Remove the first occurrence of a value.",
         KI_DEF_UNSIGNED},
        {"__reversed__", "(self, /)", m_reversed, "Iterator from right to left.", KI_DEF_UNSIGNED},
        {"reverse", "(self, /)", m_reverse, "Turn the order round, in place.", KI_DEF_UNSIGNED},
        {"rotate", "(self, *args)", m_rotate,
         "Move n items from the right end to the left one, or -n the other way.", KI_DEF_UNSIGNED},
        {"__sizeof__", "(self, /)", m_sizeof, "Size of the deque in memory, in bytes.",
         KI_DEF_UNSIGNED},
        {"__class_getitem__", "(cls, item, /)", m_class_getitem, "See PEP 585",
         KI_DEF_CLASS | KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {
        {"maxlen", g_maxlen, NULL, "maximum size of a deque or None if unbounded", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {"deque",
                                  "collections",
                                  "deque([iterable[, maxlen]]) --> deque object\n\nA sequence "
                                  "that grows and shrinks fast at both ends.",
                                  sizeof(Deque),
                                  KI_TF_BASETYPE | KI_TF_HAS_WEAKREF | KI_TF_GC | KI_TF_SEQUENCE |
                                      KI_TF_BY_POSITION,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

/* Of either direction. */
static KiType *make_iter_type(KiState *ks, const char *name) {
    static const KiSlots slots = {.dealloc = iter_dealloc,
                                  .traverse = iter_traverse,
                                  .getattr = ki_generic_getattr,
                                  .iter = iter_self,
                                  .next = iter_next,
                                  .new_ = iter_new};
    static const KiDef methods[] = {
        {"__length_hint__", "(self, /)", iter_hint,
         "How many items are left, as far as that is known.", KI_DEF_UNSIGNED},
        {"__reduce__", "(self, /)", iter_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
        KI_DEF_END};
    const KiTypeDef def = {name,   "_collections", NULL, sizeof(DequeIter), KI_TF_GC, KI_K_OPAQUE,
                           &slots, methods,        NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
KiType *ki_make_deque_iter_type(KiState *ks) {
    return make_iter_type(ks, "_deque_iterator");
}
KiType *ki_make_deque_reverse_iter_type(KiState *ks) {
    return make_iter_type(ks, "_deque_reverse_iterator");
}
