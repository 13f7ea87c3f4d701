/* list.sort: keys computed once, then timsort (timsort.inc.h) with a comparison chosen for the
 * keys: all ints, all floats, all strs, all tuples, or anything. The list is empty while Python
 * code may run; what such code puts into it is an error. */
#include "containers.h"

enum { MIN_GALLOP = 7, MAX_PENDING = 85 };

/* A stretch of the array: keys, and the values that move along with them (NULL: the keys are it).
 */
typedef struct Run {
    KiValue *keys, *vals;
} Run;
typedef struct PendingRun {
    Run base;
    int64_t len;
    int power;
} PendingRun;
typedef struct Sort {
    KiState *ks;
    Run tmp;
    int64_t tmp_cap, min_gallop;
    bool has_vals;
    KiValue (*direct)(KiState *, KiValue, KiValue,
                      KiCompareOp); /* the comparison of the class that all keys are of, or NULL */
    int n_pending;
    PendingRun pending[MAX_PENDING];
} Sort;

static inline Run run_at(Run r, int64_t i) {
    return (Run){r.keys + i, r.vals ? r.vals + i : NULL};
}
static inline void run_copy(Run d, Run s, int64_t n) {
    memcpy(d.keys, s.keys, (size_t)n * sizeof(KiValue));
    if (d.vals) memcpy(d.vals, s.vals, (size_t)n * sizeof(KiValue));
}
static inline void run_move(Run d, Run s, int64_t n) {
    memmove(d.keys, s.keys, (size_t)n * sizeof(KiValue));
    if (d.vals) memmove(d.vals, s.vals, (size_t)n * sizeof(KiValue));
}
/* Moves n items from *s to *d and both forward. */
static inline void run_take(Run *d, Run *s, int64_t n) {
    if (n == 1) {
        *d->keys++ = *s->keys++;
        if (d->vals) *d->vals++ = *s->vals++;
        return;
    }
    run_move(*d, *s, n);
    *d = run_at(*d, n);
    *s = run_at(*s, n);
}
static inline void run_take_back(Run *d, Run *s) {
    *d->keys-- = *s->keys--;
    if (d->vals) *d->vals-- = *s->vals--;
}
static void run_reverse(Run r, int64_t n) {
    for (int64_t i = 0, j = n - 1; i < j; i++, j--) {
        KiValue t = r.keys[i];
        r.keys[i] = r.keys[j];
        r.keys[j] = t;
        if (r.vals) {
            t = r.vals[i];
            r.vals[i] = r.vals[j];
            r.vals[j] = t;
        }
    }
}

static void sort_release(Sort *s) {
    if (s->tmp.keys)
        ki_mem_free(s->ks, s->tmp.keys,
                    (size_t)s->tmp_cap * sizeof(KiValue) * (s->has_vals ? 2 : 1));
    s->tmp.keys = s->tmp.vals = NULL;
    s->tmp_cap = 0;
}
static bool sort_reserve(Sort *s, int64_t n) {
    if (n <= s->tmp_cap) return true;
    sort_release(s);
    KiValue *p = ki_mem_alloc(s->ks, (size_t)n * sizeof(KiValue) * (s->has_vals ? 2 : 1));
    if (!p) return false;
    s->tmp.keys = p;
    s->tmp.vals = s->has_vals ? p + n : NULL;
    s->tmp_cap = n;
    return true;
}
static int64_t sort_min_run(int64_t n) {
    int64_t r = 0;
    while (n >= 64) {
        r |= n & 1;
        n >>= 1;
    }
    return n + r;
}
/* Depth of the boundary between runs [s1, s1+n1) and the next n2 in a perfectly balanced merge
 * tree. */
static int run_power(int64_t s1, int64_t n1, int64_t n2, int64_t n) {
    int result = 0;
    int64_t a = 2 * s1 + n1, b = a + n1 + n2;
    for (;;) {
        result++;
        if (a >= n) {
            a -= n;
            b -= n;
        } else if (b >= n) {
            return result;
        }
        a <<= 1;
        b <<= 1;
    }
}

/* Do both still compare as all did in the beginning? A comparison may have changed a class. */
static inline bool is_direct(Sort *s, KiValue a, KiValue b) {
    return s->direct && ki_type_of(s->ks, a)->slots->compare == s->direct &&
           ki_type_of(s->ks, b)->slots->compare == s->direct;
}

/* a < b for any values: 1, 0, -1 */
static int lt_any(Sort *s, KiValue a, KiValue b) {
    if (ki_both_int(a, b)) return a < b;
    KiValue r = is_direct(s, a, b) ? s->direct(s->ks, a, b, KI_LT) : KI_NOT_IMPLEMENTED;
    if (r == KI_NOT_IMPLEMENTED) r = ki_compare(s->ks, a, b, KI_LT);
    if (ki_is_bool(r)) return r == KI_TRUE;
    if (r == KI_ERR) return -1;
    int t = ki_truth(s->ks, r);
    ki_decref(s->ks, r);
    return t;
}

static int lt_tuple(Sort *s, KiValue a, KiValue b) {
    KiTuple *x = (KiTuple *)ki_obj(a), *y = (KiTuple *)ki_obj(b);
    int64_t n = x->len < y->len ? x->len : y->len;
    for (int64_t i = 0; i < n; i++) {
        KiValue p = x->items[i], q = y->items[i];
        if (p == q) continue;
        if (ki_both_int(p, q)) return p < q;
        if (ki_is_str_exact(p) && ki_is_str_exact(q)) {
            int c = ki_str_compare((KiStr *)ki_obj(p), (KiStr *)ki_obj(q));
            if (c) return c < 0;
            continue;
        }
        int r = ki_items_equal(s->ks, p, q);
        if (r < 0) return -1;
        if (!r) return lt_any(s, p, q);
    }
    return x->len < y->len;
}

/* Words of immediate ints order like the ints. */
static inline int lt_int(KiValue a, KiValue b) {
    return a < b;
}
static inline int lt_float(KiValue a, KiValue b) {
    return ki_float_val(a) < ki_float_val(b);
}
static inline int lt_str(KiValue a, KiValue b) {
    const KiStr *x = (KiStr *)ki_obj(a), *y = (KiStr *)ki_obj(b);
    if ((x->h.aux | y->h.aux) == 1) {
        size_t n = x->len < y->len ? x->len : y->len;
        int c = memcmp(x->data.u1, y->data.u1, n);
        return c ? c < 0 : x->len < y->len;
    }
    return ki_str_compare(x, y) < 0;
}

#define NAME(x)  int_##x
#define LT(a, b) ((void)s, lt_int(a, b))
#include "timsort.inc.h"
#define NAME(x)  float_##x
#define LT(a, b) ((void)s, lt_float(a, b))
#include "timsort.inc.h"
#define NAME(x)  str_##x
#define LT(a, b) ((void)s, lt_str(a, b))
#include "timsort.inc.h"
#define NAME(x)  tuple_##x
#define LT(a, b) lt_tuple(s, a, b)
#include "timsort.inc.h"
#define NAME(x)  any_##x
#define LT(a, b) lt_any(s, a, b)
#include "timsort.inc.h"

static bool sort_keys(Sort *s, Run lo, int64_t n) {
    bool ints = true, floats = true, strs = true, tuples = true;
    for (int64_t i = 0; i < n; i++) {
        KiValue v = lo.keys[i];
        ints &= ki_is_int(v);
        floats &= ki_is_float(v);
        strs &= ki_is_str_exact(v);
        tuples &= ki_is_kind(v, KI_K_TUPLE);
    }
    if (ints) return int_sort(s, lo, n);
    if (floats) return float_sort(s, lo, n);
    if (strs) return str_sort(s, lo, n);
    if (tuples) return tuple_sort(s, lo, n);
    KiType *t = ki_type_of(s->ks, lo.keys[0]);
    bool one = true;
    for (int64_t i = 1; i < n && one; i++)
        one = ki_type_of(s->ks, lo.keys[i]) == t;
    s->direct = one ? t->slots->compare : NULL;
    return any_sort(s, lo, n);
}

/* keys[i] = key(items[i]); false with those made so far released. */
static bool make_keys(KiState *ks, KiValue key, const KiValue *items, KiValue *keys, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        keys[i] = ki_call1(ks, key, items[i]);
        if (keys[i] != KI_ERR) continue;
        while (i-- > 0)
            ki_decref(ks, keys[i]);
        return false;
    }
    return true;
}

bool ki_list_sort(KiState *ks, KiList *l, KiValue key, bool reverse) {
    KiValue *items = l->items, *keys = NULL;
    int64_t n = l->len, cap = l->cap;
    l->items = NULL;
    l->len = l->cap = 0;
    bool ok = true;
    if (key != KI_NONE && key != KI_ABSENT && n) {
        keys = ki_mem_alloc(ks, (size_t)n * sizeof *keys);
        if (!keys) {
            ok = false;
        } else if (!make_keys(ks, key, items, keys, n)) {
            ki_mem_free(ks, keys, (size_t)n * sizeof *keys);
            keys = NULL;
            ok = false;
        }
    }
    if (ok && n > 1) {
        Sort s;
        s.ks = ks;
        s.tmp.keys = s.tmp.vals = NULL;
        s.tmp_cap = 0;
        s.min_gallop = MIN_GALLOP;
        s.has_vals = keys != NULL;
        s.n_pending = 0;
        s.direct = NULL;
        Run lo = {keys ? keys : items, keys ? items : NULL};
        if (reverse) run_reverse(lo, n); /* twice: stable also when reversed */
        ok = sort_keys(&s, lo, n);
        if (reverse) run_reverse(lo, n);
        sort_release(&s);
    }
    if (keys) { /* before the look at the list, which their finalizers may change, too */
        for (int64_t i = 0; i < n; i++)
            ki_decref(ks, keys[i]);
        ki_mem_free(ks, keys, (size_t)n * sizeof *keys);
    }
    bool modified = l->items != NULL;
    KiList mine = {.len = l->len, .cap = l->cap, .items = l->items};
    l->items = items;
    l->len = n;
    l->cap = cap;
    if (modified) {
        for (int64_t i = 0; i < mine.len; i++)
            ki_decref(ks, mine.items[i]);
        ki_mem_free(ks, mine.items, (size_t)mine.cap * sizeof(KiValue));
        if (ok) ki_raise(ks, KI_EXC_ValueError, "list modified during sort");
        ok = false;
    }
    return ok;
}
