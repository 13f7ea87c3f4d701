/* slice objects: construction, comparison, and resolution against a length. */
#include "containers.h"
#include "slot.h"

KiValue ki_slice_new(KiState *ks, KiValue start, KiValue stop, KiValue step) {
    KiSlice *s = (KiSlice *)ki_object_alloc(ks, ks->types[KI_K_SLICE], sizeof *s);
    if (!s) return KI_ERR;
    s->start = ki_new_ref(start);
    s->stop = ki_new_ref(stop);
    s->step = ki_new_ref(step);
    return ki_from_obj(s);
}

/* One bound of s[a:b] without a step, INT64_MIN if it is no immediate. */
static inline int64_t plain_bound(KiValue v, int64_t n, int64_t absent) {
    if (v == KI_NONE) return absent;
    if (!ki_is_int(v)) return INT64_MIN;
    int64_t i = ki_int_val(v);
    if (i < 0) i += n;
    return i < 0 ? 0 : i > n ? n : i;
}

bool ki_slice_resolve(KiState *ks, KiSlice *s, int64_t n, int64_t *start, int64_t *stop,
                      int64_t *step, int64_t *count) {
    if (KB_LIKELY(s->step == KI_NONE)) {
        int64_t from = plain_bound(s->start, n, 0), to = plain_bound(s->stop, n, n);
        if (KB_LIKELY(from >= 0 && to >= 0)) {
            *start = from;
            *stop = to;
            *step = 1;
            *count = from < to ? to - from : 0;
            return true;
        }
    }
    int64_t st = 1;
    if (!ki_arg_slice_index(ks, s->step, &st)) return false;
    if (st == 0) {
        ki_raise(ks, KI_EXC_ValueError, "slice step cannot be zero");
        return false;
    }
    if (st == INT64_MIN) st = -INT64_MAX;
    int64_t a = st < 0 ? INT64_MAX : 0, b = st < 0 ? INT64_MIN : INT64_MAX;
    if (!ki_arg_slice_index(ks, s->start, &a) || !ki_arg_slice_index(ks, s->stop, &b)) return false;
    if (a < 0) {
        a += n;
        if (a < 0) a = st < 0 ? -1 : 0;
    } else if (a >= n) {
        a = st < 0 ? n - 1 : n;
    }
    if (b < 0) {
        bool was_default = ki_is_none(s->stop) && st < 0;
        b = was_default ? -1 : b + n;
        if (b < 0) b = st < 0 ? -1 : 0;
    } else if (b >= n) {
        b = st < 0 ? n - 1 : n;
    }
    *start = a;
    *stop = b;
    *step = st;
    if (st < 0)
        *count = b < a ? (a - b - 1) / -st + 1 : 0;
    else
        *count = a < b ? (b - a - 1) / st + 1 : 0;
    return true;
}

/* v (an owned integer, consumed) counted from the end of length if negative, then held between
 * lower and upper. */
static KiValue clamp(KiState *ks, KiValue v, KiValue length, KiValue lower, KiValue upper) {
    if (v == KI_ERR) return KI_ERR;
    if (ki_int_sign(v) < 0) ki_assign(ks, &v, ki_int_binary(ks, v, length, KI_ADD));
    if (v == KI_ERR) return KI_ERR;
    if (ki_int_compare(v, lower) < 0) ki_assign(ks, &v, ki_new_ref(lower));
    if (ki_int_compare(v, upper) > 0) ki_assign(ks, &v, ki_new_ref(upper));
    return v;
}

static KiValue slice_part(KiState *ks, KiValue v) {
    if (ki_slots_of(ks, v)->unary[KI_INDEX]) return ki_index(ks, v);
    return ki_raise(ks, KI_EXC_TypeError,
                    "slice indices must be integers or None or have an __index__ method");
}

bool ki_slice_indices(KiState *ks, KiSlice *s, KiValue length, KiValue v[3]) {
    KiValue lower, upper = KI_ERR;
    v[0] = v[1] = KI_ERR;
    v[2] = ki_is_none(s->step) ? ki_small_int(1) : slice_part(ks, s->step);
    if (v[2] == KI_ERR) return false;
    int sign = ki_int_sign(v[2]);
    if (sign == 0) {
        ki_raise(ks, KI_EXC_ValueError, "slice step cannot be zero");
        goto fail;
    }
    lower = ki_small_int(sign < 0 ? -1 : 0);
    upper = ki_int_binary(ks, length, lower, KI_ADD);
    if (upper == KI_ERR) goto fail;
    v[0] = ki_is_none(s->start) ? ki_new_ref(sign < 0 ? upper : lower)
                                : clamp(ks, slice_part(ks, s->start), length, lower, upper);
    if (v[0] == KI_ERR) goto fail;
    v[1] = ki_is_none(s->stop) ? ki_new_ref(sign < 0 ? lower : upper)
                               : clamp(ks, slice_part(ks, s->stop), length, lower, upper);
    if (v[1] == KI_ERR) goto fail;
    ki_decref(ks, upper);
    return true;
fail:
    for (int i = 0; i < 3; i++)
        if (v[i] != KI_ERR) ki_decref(ks, v[i]);
    if (upper != KI_ERR) ki_decref(ks, upper);
    return false;
}

static void slice_dealloc(KiState *ks, KiObj *o) {
    KiSlice *s = (KiSlice *)o;
    ki_decref(ks, s->step);
    ki_decref(ks, s->start);
    ki_decref(ks, s->stop);
}

static void slice_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiSlice *s = (KiSlice *)o;
    visit(s->start, arg);
    visit(s->stop, arg);
    visit(s->step, arg);
}

static void slice_clear(KiState *ks, KiObj *o) {
    KiSlice *s = (KiSlice *)o;
    ki_assign(ks, &s->start, KI_NONE);
    ki_assign(ks, &s->stop, KI_NONE);
    ki_assign(ks, &s->step, KI_NONE);
}

static KiValue slice_repr(KiState *ks, KiValue v) {
    KiSlice *s = (KiSlice *)ki_obj(v);
    KiValue a = ki_repr(ks, s->start), b = a == KI_ERR ? KI_ERR : ki_repr(ks, s->stop),
            c = b == KI_ERR ? KI_ERR : ki_repr(ks, s->step), r = KI_ERR;
    if (c != KI_ERR)
        r = ki_str_format(ks, "slice(%s, %s, %s)", ki_str_utf8(ks, ki_str_of(a), NULL),
                          ki_str_utf8(ks, ki_str_of(b), NULL), ki_str_utf8(ks, ki_str_of(c), NULL));
    ki_decref(ks, a);
    ki_decref(ks, b);
    ki_decref(ks, c);
    return r;
}

static KiValue slice_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_is_slice(a) || !ki_is_slice(b)) return KI_NOT_IMPLEMENTED;
    if (a == b) return ki_bool(op == KI_EQ || op == KI_LE || op == KI_GE);
    KiSlice *x = (KiSlice *)ki_obj(a), *y = (KiSlice *)ki_obj(b);
    KiValue s = ki_tuple_pack(ks, 3, x->start, x->stop, x->step);
    KiValue t = s == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 3, y->start, y->stop, y->step);
    KiValue r = t == KI_ERR ? KI_ERR : ki_compare(ks, s, t, op);
    ki_decref(ks, s);
    ki_decref(ks, t);
    return r;
}

static KiValue slice_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    (void)cls;
    KiValue a[3];
    if (!ki_parse_args(ks, "slice", NULL, 3, 1, 3, args, nargs, kwnames, a)) return KI_ERR;
    if (a[1] == KI_ABSENT) return ki_slice_new(ks, KI_NONE, a[0], KI_NONE);
    return ki_slice_new(ks, a[0], a[1], a[2] == KI_ABSENT ? KI_NONE : a[2]);
}

const KiSlots ki_slice_slots = {
    .dealloc = slice_dealloc,
    .traverse = slice_traverse,
    .clear = slice_clear,
    .getattr = ki_generic_getattr,
    .repr = slice_repr,
    .compare = slice_compare,
    .hash = ki_unhashable,
    .new_ = slice_new,
};
