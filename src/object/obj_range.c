/* range: bounds are ints of any size; iteration and indexing are fast while everything fits int64.
 */
#include "containers.h"
#include "iter_slots.h"
#include "obj_int.h"
#include "str_builder.h"

/* Number of items, as an int value. */
static KiValue range_length(KiState *ks, KiValue start, KiValue stop, KiValue step) {
    int64_t a, b, s;
    if (ki_int_try_i64(start, &a) && ki_int_try_i64(stop, &b) && ki_int_try_i64(step, &s)) {
        __int128 d = (__int128)b - a;
        if (s > 0 ? d <= 0 : d >= 0) return ki_small_int(0);
        __int128 n = s > 0 ? (d - 1) / s + 1 : (-d - 1) / -(__int128)s + 1;
        return n <= INT64_MAX ? ki_int_from_i64(ks, (int64_t)n) : ki_int_from_u64(ks, (uint64_t)n);
    }
    bool up = ki_int_sign(step) > 0;
    KiValue lo = up ? start : stop, hi = up ? stop : start;
    if (ki_int_compare(lo, hi) >= 0) return ki_small_int(0);
    KiValue d = ki_int_binary(ks, hi, lo, KI_SUB);
    if (d != KI_ERR) ki_assign(ks, &d, ki_int_binary(ks, d, ki_small_int(1), KI_SUB));
    KiValue m = up ? ki_new_ref(step) : ki_int_binary(ks, ki_small_int(0), step, KI_SUB);
    if (d != KI_ERR && m != KI_ERR) ki_assign(ks, &d, ki_int_binary(ks, d, m, KI_FLOORDIV));
    ki_decref(ks, m);
    if (d != KI_ERR) ki_assign(ks, &d, ki_int_binary(ks, d, ki_small_int(1), KI_ADD));
    return d;
}

KiValue ki_range_new(KiState *ks, KiValue start, KiValue stop, KiValue step) {
    KiValue len = range_length(ks, start, stop, step);
    if (len == KI_ERR) return KI_ERR;
    KiRange *r = (KiRange *)ki_object_alloc(ks, ks->types[KI_K_RANGE], sizeof *r);
    if (!r) {
        ki_decref(ks, len);
        return KI_ERR;
    }
    r->start = ki_new_ref(start);
    r->stop = ki_new_ref(stop);
    r->step = ki_new_ref(step);
    r->length = len;
    return ki_from_obj(r);
}

static KiValue range_type_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    (void)cls;
    KiValue a[3], n[3] = {KI_ABSENT, KI_ABSENT, KI_ABSENT}, r = KI_ERR;
    if (!ki_parse_args(ks, "range", NULL, 3, 1, 3, args, nargs, kwnames, a)) return KI_ERR;
    for (int i = 0; i < 3; i++)
        if (a[i] != KI_ABSENT && (n[i] = ki_index(ks, a[i])) == KI_ERR) goto done;
    if (n[1] == KI_ABSENT) {
        r = ki_range_new(ks, ki_small_int(0), n[0], ki_small_int(1));
    } else {
        if (n[2] == KI_ABSENT) n[2] = ki_small_int(1);
        if (n[2] == ki_small_int(0))
            ki_raise(ks, KI_EXC_ValueError, "range() arg 3 must not be zero");
        else
            r = ki_range_new(ks, n[0], n[1], n[2]);
    }
done:
    for (int i = 0; i < 3; i++)
        ki_decref(ks, n[i]);
    return r;
}

static void range_dealloc(KiState *ks, KiObj *o) {
    KiRange *r = (KiRange *)o;
    ki_decref(ks, r->start);
    ki_decref(ks, r->stop);
    ki_decref(ks, r->step);
    ki_decref(ks, r->length);
}

static KiValue range_repr(KiState *ks, KiValue v) {
    KiRange *r = (KiRange *)ki_obj(v);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_puts(&b, "range(");
    ki_sb_put_repr(&b, r->start);
    ki_sb_puts(&b, ", ");
    ki_sb_put_repr(&b, r->stop);
    if (r->step != ki_small_int(1)) {
        ki_sb_puts(&b, ", ");
        ki_sb_put_repr(&b, r->step);
    }
    ki_sb_putc(&b, ')');
    return ki_sb_finish(&b);
}

/* What decides equality: (length, start if any, step if more than one). */
static void range_key(KiRange *r, KiValue key[3]) {
    key[0] = r->length;
    key[1] = r->length == ki_small_int(0) ? KI_NONE : r->start;
    key[2] = r->length == ki_small_int(0) || r->length == ki_small_int(1) ? KI_NONE : r->step;
}

static bool range_hash(KiState *ks, KiValue v, int64_t *out) {
    KiValue key[3];
    range_key((KiRange *)ki_obj(v), key);
    KiValue t = ki_tuple_from(ks, key, 3);
    bool ok = t != KI_ERR && ki_hash(ks, t, out);
    ki_decref(ks, t);
    return ok;
}

static KiValue range_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_is_kind(a, KI_K_RANGE) || !ki_is_kind(b, KI_K_RANGE) || (op != KI_EQ && op != KI_NE))
        return KI_NOT_IMPLEMENTED;
    KiValue x[3], y[3];
    range_key((KiRange *)ki_obj(a), x);
    range_key((KiRange *)ki_obj(b), y);
    bool eq = true;
    for (int i = 0; i < 3 && eq; i++) {
        int r = ki_items_equal(ks, x[i], y[i]);
        if (r < 0) return KI_ERR;
        eq = r;
    }
    return ki_bool(eq == (op == KI_EQ));
}

static int64_t range_len(KiState *ks, KiValue v) {
    int64_t n;
    if (ki_int_try_i64(((KiRange *)ki_obj(v))->length, &n)) return n;
    ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C ssize_t");
    return -1;
}
static int range_truth(KiState *ks, KiValue v) {
    (void)ks;
    return ((KiRange *)ki_obj(v))->length != ki_small_int(0);
}

/* start + i * step, i any int */
static KiValue range_at(KiState *ks, KiRange *r, KiValue i) {
    int64_t a, s, k, v;
    if (ki_int_try_i64(r->start, &a) && ki_int_try_i64(r->step, &s) && ki_int_try_i64(i, &k) &&
        !__builtin_mul_overflow(k, s, &v) && !__builtin_add_overflow(a, v, &v))
        return ki_int_from_i64(ks, v);
    KiValue p = ki_int_binary(ks, i, r->step, KI_MUL);
    if (p != KI_ERR) ki_assign(ks, &p, ki_int_binary(ks, p, r->start, KI_ADD));
    return p;
}

static KiValue range_slice(KiState *ks, KiRange *r, KiSlice *s) {
    KiValue v[3], out = KI_ERR;
    if (!ki_slice_indices(ks, s, r->length, v)) return KI_ERR;
    KiValue step = ki_int_binary(ks, r->step, v[2], KI_MUL);
    KiValue start = step == KI_ERR ? KI_ERR : range_at(ks, r, v[0]);
    KiValue stop = start == KI_ERR ? KI_ERR : range_at(ks, r, v[1]);
    if (stop != KI_ERR) out = ki_range_new(ks, start, stop, step);
    KiValue owned[] = {v[0], v[1], v[2], step, start, stop};
    for (int i = 0; i < 6; i++)
        if (owned[i] != KI_ERR) ki_decref(ks, owned[i]);
    return out;
}

static KiValue range_getitem(KiState *ks, KiValue v, KiValue key) {
    KiRange *r = (KiRange *)ki_obj(v);
    if (ki_is_slice(key)) return range_slice(ks, r, (KiSlice *)ki_obj(key));
    if (!ki_is_int(key) && !ki_slots_of(ks, key)->unary[KI_INDEX])
        return ki_raise(ks, KI_EXC_TypeError, "range indices must be integers or slices, not %s",
                        ki_type_name(ks, key));
    KiValue i = ki_index(ks, key), out = KI_ERR;
    if (i != KI_ERR && ki_int_sign(i) < 0)
        ki_assign(ks, &i, ki_int_binary(ks, i, r->length, KI_ADD));
    if (i != KI_ERR) {
        if (ki_int_sign(i) < 0 || ki_int_compare(i, r->length) >= 0)
            ki_raise(ks, KI_EXC_IndexError, "range object index out of range");
        else
            out = range_at(ks, r, i);
    }
    ki_decref(ks, i);
    return out;
}

/* v an exact int or bool */
static int contains_int(KiState *ks, KiRange *r, KiValue v) {
    if (ki_is_bool(v)) v = ki_small_int(v == KI_TRUE);
    bool up = ki_int_sign(r->step) > 0;
    KiValue lo = up ? r->start : r->stop, hi = up ? r->stop : r->start;
    if (ki_int_compare(v, lo) < (up ? 0 : 1) || ki_int_compare(v, hi) > (up ? -1 : 0)) return 0;
    int64_t a, s, x;
    if (ki_int_try_i64(r->start, &a) && ki_int_try_i64(r->step, &s) && ki_int_try_i64(v, &x)) {
        return ((__int128)x - a) % s == 0;
    }
    KiValue d = ki_int_binary(ks, v, r->start, KI_SUB);
    if (d != KI_ERR) ki_assign(ks, &d, ki_int_binary(ks, d, r->step, KI_MOD));
    if (d == KI_ERR) return -1;
    int res = ki_int_sign(d) == 0;
    ki_decref(ks, d);
    return res;
}

static int range_contains(KiState *ks, KiValue v, KiValue item) {
    if (ki_is_int(item) || ki_is_bool(item) || ki_is_bigint(item))
        return contains_int(ks, (KiRange *)ki_obj(v), item);
    KiValue it = ki_iter(ks, v);
    if (it == KI_ERR) return -1;
    int res = 0;
    while (res == 0) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ABSENT) break;
        res = x == KI_ERR ? -1 : ki_items_equal(ks, x, item);
        ki_decref(ks, x);
    }
    ki_decref(ks, it);
    return res;
}

/* An iterator from item `first` over n items with the given step. */
static KiValue iter_from(KiState *ks, int64_t first, int64_t step, int64_t n) {
    KiRangeIter *it = (KiRangeIter *)ki_object_alloc(ks, ks->types[KI_K_RANGE_ITER], sizeof *it);
    if (!it) return KI_ERR;
    it->next = first;
    it->step = step;
    it->remaining = it->total = n;
    return ki_from_obj(it);
}

static KiValue range_iter(KiState *ks, KiValue v) {
    KiRange *r = (KiRange *)ki_obj(v);
    int64_t a, s, n, last;
    if (ki_int_try_i64(r->start, &a) && ki_int_try_i64(r->step, &s) &&
        ki_int_try_i64(r->length, &n) && !__builtin_mul_overflow(n, s, &last) &&
        !__builtin_add_overflow(a, last, &last))
        return iter_from(ks, a, s, n);
    KiValue it = ki_iter_new(ks, KI_K_LONGRANGE_ITER, v, 0, 0);
    if (it != KI_ERR) ((KiIter *)ki_obj(it))->aux1 = ki_small_int(0);
    return it;
}

/* The same items backwards. */
KiValue ki_range_reversed(KiState *ks, KiValue v) {
    KiRange *r = (KiRange *)ki_obj(v);
    KiValue last = ki_int_binary(ks, r->length, ki_small_int(1), KI_SUB);
    KiValue first = last == KI_ERR ? KI_ERR : range_at(ks, r, last);
    KiValue step = ki_int_binary(ks, ki_small_int(0), r->step, KI_SUB);
    KiValue stop = step == KI_ERR ? KI_ERR : ki_int_binary(ks, r->start, step, KI_ADD),
            out = KI_ERR;
    if (first != KI_ERR && stop != KI_ERR) {
        KiValue back = ki_range_new(ks, first, stop, step);
        if (back != KI_ERR) out = range_iter(ks, back);
        ki_decref(ks, back);
    }
    ki_decref(ks, last);
    ki_decref(ks, first);
    ki_decref(ks, step);
    ki_decref(ks, stop);
    return out;
}

static KiValue range_iter_self(KiState *ks, KiValue v) {
    (void)ks;
    return ki_new_ref(v);
}

static KiValue range_iter_next(KiState *ks, KiValue v) {
    KiRangeIter *it = (KiRangeIter *)ki_obj(v);
    if (it->remaining <= 0) return KI_ABSENT;
    int64_t n = it->next;
    it->remaining--;
    it->next = (int64_t)((uint64_t)n + (uint64_t)it->step);
    return ki_int_from_i64(ks, n);
}

static KiValue longrange_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiRange *r = (KiRange *)ki_obj(it->source);
    KiValue at = ki_new_ref(it->aux1); /* any object can get there by __setstate__() */
    KiValue next = KI_ERR, way = KI_ERR, x = KI_ERR;
    int more = ki_compare_bool(ks, at, r->length, KI_LT);
    if (more > 0) next = ki_binary(ks, at, ki_small_int(1), KI_ADD);
    if (next != KI_ERR) way = ki_binary(ks, at, r->step, KI_MUL);
    if (way != KI_ERR) x = ki_binary(ks, r->start, way, KI_ADD);
    if (x != KI_ERR) ki_assign(ks, &it->aux1, ki_new_ref(next));
    ki_decref(ks, way);
    ki_decref(ks, next);
    ki_decref(ks, at);
    return more == 0 ? KI_ABSENT : x;
}

/* A step is compared for the length. */
static const char *range_new_at_limit(KiState *ks, const KiValue *args, int nargs) {
    for (int i = 0; i < nargs; i++)
        if (!ki_is_exact_int(args[i])) return NULL;
    return nargs ? " in comparison" : NULL;
}

const KiSlots ki_range_slots = {
    .dealloc = range_dealloc,
    .getattr = ki_generic_getattr,
    .repr = range_repr,
    .hash = range_hash,
    .compare = range_compare,
    .iter = range_iter,
    .new_ = range_type_new,
    .new_at_limit = range_new_at_limit,
    .truth = range_truth,
    .len = range_len,
    .getitem = range_getitem,
    .contains = range_contains,
};
const KiSlots ki_range_iter_slots = {
    .getattr = ki_generic_getattr, .iter = range_iter_self, .next = range_iter_next};
const KiSlots ki_longrange_iter_slots = KI_ITER_SLOTS(longrange_next);
