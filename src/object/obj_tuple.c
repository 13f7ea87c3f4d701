/* tuple: construction and slots. Length is fixed at allocation, items follow the header. The empty
 * tuple exists once per state. */
#include <stdarg.h>
#include <stddef.h>

#include "containers.h"
#include "str_builder.h"

static KiTuple *raw_alloc(KiState *ks, int64_t n) {
    if (n > INT64_C(1) << 40) {
        ki_raise_nomem(ks);
        return NULL;
    }
    KiTuple *t = (KiTuple *)ki_object_alloc(ks, ks->types[KI_K_TUPLE],
                                            sizeof *t + (size_t)n * sizeof(KiValue));
    if (!t) return NULL;
    t->len = n;
    t->hash = -1;
    return t;
}

KiTuple *ki_tuple_alloc(KiState *ks, int64_t n) {
    if (n == 0) {
        if (KB_UNLIKELY(!ki_is_ptr(ks->empty_tuple) || !ks->empty_tuple)) {
            KiTuple *t = raw_alloc(ks, 0);
            if (!t) return NULL;
            ks->empty_tuple = ki_from_obj(t);
        }
        return (KiTuple *)ki_obj(ki_new_ref(ks->empty_tuple));
    }
    KiTuple *t = raw_alloc(ks, n);
    if (t)
        for (int64_t i = 0; i < n; i++)
            t->items[i] = KI_UNBOUND;
    return t;
}

KiTuple *ki_tuple_unfilled(KiState *ks, int64_t n) {
    if (KB_UNLIKELY(n == 0)) return ki_tuple_alloc(ks, 0);
    return raw_alloc(ks, n);
}

KiValue ki_tuple_from(KiState *ks, const KiValue *items, int64_t n) {
    KiTuple *t = ki_tuple_unfilled(ks, n);
    if (!t) return KI_ERR;
    for (int64_t i = 0; i < n; i++)
        t->items[i] = ki_new_ref(items[i]);
    return ki_from_obj(t);
}

KiValue ki_tuple_steal(KiState *ks, const KiValue *items, int64_t n) {
    KiTuple *t = ki_tuple_unfilled(ks, n);
    if (!t) {
        for (int64_t i = 0; i < n; i++)
            ki_decref(ks, items[i]);
        return KI_ERR;
    }
    if (n) memcpy(t->items, items, (size_t)n * sizeof *items);
    return ki_from_obj(t);
}

KiValue ki_tuple_pack(KiState *ks, int n, ...) {
    KiTuple *t = ki_tuple_alloc(ks, n);
    if (!t) return KI_ERR;
    va_list ap;
    va_start(ap, n);
    for (int i = 0; i < n; i++)
        t->items[i] = ki_new_ref(va_arg(ap, KiValue));
    va_end(ap);
    return ki_from_obj(t);
}

KiTuple *ki_to_tuple(KiState *ks, KiValue iterable) {
    if (ki_is_kind(iterable, KI_K_TUPLE)) return (KiTuple *)ki_obj(ki_new_ref(iterable));
    KiValue v;
    if (ki_is_kind(iterable, KI_K_LIST)) {
        v = ki_tuple_from(ks, ki_list_of(iterable)->items, ki_list_of(iterable)->len);
    } else {
        KiList *l = ki_to_list(ks, iterable);
        if (!l) return NULL;
        v = ki_tuple_steal(ks, l->items, l->len);
        l->len = 0;
        ki_decref_obj(ks, &l->h);
    }
    return v == KI_ERR ? NULL : (KiTuple *)ki_obj(v);
}

static void tuple_dealloc(KiState *ks, KiObj *o) {
    KiTuple *t = (KiTuple *)o;
    for (int64_t i = t->len; i-- > 0;) /* as a list's items */
        ki_decref(ks, t->items[i]);
}

static void tuple_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiTuple *t = (KiTuple *)o;
    for (int64_t i = t->len; i-- > 0;) /* gc.get_referents() shows the order */
        visit(t->items[i], arg);
}

static KiValue tuple_repr(KiState *ks, KiValue v) {
    KiTuple *t = ki_tuple_of(v);
    if (!t->len) return ki_str_from_ascii(ks, "()", 2);
    int r = ki_repr_enter(ks, v);
    if (r) return r < 0 ? KI_ERR : ki_str_from_ascii(ks, "(...)", 5);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_putc(&b, '(');
    for (int64_t i = 0; i < t->len && !b.failed; i++) {
        if (i) ki_sb_put_ascii(&b, ", ", 2);
        ki_sb_put_repr(&b, t->items[i]);
    }
    ki_sb_puts(&b, t->len == 1 ? ",)" : ")");
    ki_repr_leave(ks, v);
    return ki_sb_finish(&b);
}

/* xxHash (Yann Collet), its 64-bit rounds reduced as CPython's tuples use them. */
static bool tuple_hash(KiState *ks, KiValue v, int64_t *out) {
    const uint64_t P1 = UINT64_C(11400714785074694791), P2 = UINT64_C(14029467366897019727),
                   P5 = UINT64_C(2870177450012600261);
    KiTuple *t = ki_tuple_of(v);
    if (t->hash != -1) {
        *out = t->hash;
        return true;
    }
    uint64_t acc = P5;
    for (int64_t i = 0; i < t->len; i++) {
        KiValue item = t->items[i];
        int64_t lane;
        if (ki_is_int(item)) {
            lane = ki_int_val(item);
            if (lane == -1) lane = -2;
        } else {
            if (ki_is_ptr(item) && ki_obj(item)->kind != KI_K_STR &&
                !ki_c_stack_ok(ks, " while hashing a tuple"))
                return false;
            if (!ki_key_hash(ks, item, &lane)) return false;
        }
        acc += (uint64_t)lane * P2;
        acc = (acc << 31) | (acc >> 33);
        acc *= P1;
    }
    acc += (uint64_t)t->len ^ (P5 ^ UINT64_C(3527539));
    if (acc == UINT64_MAX) acc = 1546275796;
    *out = t->hash = (int64_t)acc;
    return true;
}

static KiValue tuple_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_is_tuple(a) || !ki_is_tuple(b)) return KI_NOT_IMPLEMENTED;
    KiTuple *x = ki_tuple_of(a), *y = ki_tuple_of(b);
    int64_t i = 0;
    for (; i < x->len && i < y->len; i++) {
        int r = ki_items_equal(ks, x->items[i], y->items[i]);
        if (r < 0) return KI_ERR;
        if (!r) break;
    }
    if (i >= x->len || i >= y->len)
        return ki_bool(ki_cmp_result(x->len < y->len ? -1 : x->len > y->len, op));
    if (op == KI_EQ) return KI_FALSE;
    if (op == KI_NE) return KI_TRUE;
    return ki_compare(ks, x->items[i], y->items[i], op);
}

static int64_t tuple_len(KiState *ks, KiValue v) {
    (void)ks;
    return ki_tuple_of(v)->len;
}
static int tuple_truth(KiState *ks, KiValue v) {
    (void)ks;
    return ki_tuple_of(v)->len != 0;
}

static KiValue tuple_getitem(KiState *ks, KiValue v, KiValue key) {
    KiTuple *t = ki_tuple_of(v);
    int64_t i, stop, step, n;
    if (ki_is_slice(key)) {
        if (!ki_slice_resolve(ks, (KiSlice *)ki_obj(key), t->len, &i, &stop, &step, &n))
            return KI_ERR;
        if (step == 1 && n == t->len) return ki_new_ref(ki_from_obj(t));
        if (step == 1) return ki_tuple_from(ks, t->items + i, n);
        KiTuple *r = ki_tuple_alloc(ks, n);
        if (!r) return KI_ERR;
        for (int64_t k = 0; k < n; k++, i += step)
            r->items[k] = ki_new_ref(t->items[i]);
        return ki_from_obj(r);
    }
    int r = ki_seq_index(ks, key, &i);
    if (r < 0) return KI_ERR;
    if (!r)
        return ki_raise(ks, KI_EXC_TypeError, "tuple indices must be integers or slices, not %s",
                        ki_type_name(ks, key));
    if (i < 0) i += t->len;
    if (i < 0 || i >= t->len) return ki_raise(ks, KI_EXC_IndexError, "tuple index out of range");
    return ki_new_ref(t->items[i]);
}

static int tuple_contains(KiState *ks, KiValue v, KiValue item) {
    KiTuple *t = ki_tuple_of(v);
    int r = 0;
    for (int64_t i = 0; i < t->len && r == 0; i++)
        r = ki_items_equal(ks, t->items[i], item);
    return r;
}

static KiValue tuple_concat(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_tuple(b))
        return ki_raise(ks, KI_EXC_TypeError, "can only concatenate tuple (not \"%s\") to tuple",
                        ki_type_name(ks, b));
    KiTuple *x = ki_tuple_of(a), *y = ki_tuple_of(b);
    if (!x->len) return ki_new_ref(ki_from_obj(y));
    if (!y->len) return ki_new_ref(ki_from_obj(x));
    KiTuple *r = raw_alloc(ks, x->len + y->len);
    if (!r) return KI_ERR;
    for (int64_t i = 0; i < x->len; i++)
        r->items[i] = ki_new_ref(x->items[i]);
    for (int64_t i = 0; i < y->len; i++)
        r->items[x->len + i] = ki_new_ref(y->items[i]);
    return ki_from_obj(r);
}

static KiValue tuple_repeat(KiState *ks, KiValue a, int64_t n) {
    KiTuple *t = ki_tuple_of(a);
    if (n == 1 || !t->len) return ki_new_ref(ki_from_obj(t));
    if (n <= 0) return ki_new_ref(ks->empty_tuple);
    if (n > (INT64_C(1) << 40) / t->len) return ki_raise_nomem(ks);
    KiTuple *r = raw_alloc(ks, t->len * n);
    if (!r) return KI_ERR;
    for (int64_t i = 0; i < r->len; i++)
        r->items[i] = ki_new_ref(t->items[i % t->len]);
    return ki_from_obj(r);
}

static KiValue tuple_iter(KiState *ks, KiValue v) {
    return ki_iter_new(ks, KI_K_TUPLE_ITER, ki_unbox(v), 0, 0);
}

static KiValue tuple_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue a[1];
    if (!ki_parse_args(ks, "tuple", NULL, 1, 0, 1, args, nargs, kwnames, a)) return KI_ERR;
    KiTuple *t = a[0] == KI_ABSENT ? ki_tuple_alloc(ks, 0) : ki_to_tuple(ks, a[0]);
    return t ? ki_from_obj(t) : KI_ERR;
}

const KiSlots ki_tuple_slots = {
    .dealloc = tuple_dealloc,
    .traverse = tuple_traverse,
    .getattr = ki_generic_getattr,
    .repr = tuple_repr,
    .hash = tuple_hash,
    .compare = tuple_compare,
    .iter = tuple_iter,
    .new_ = tuple_new,
    .truth = tuple_truth,
    .len = tuple_len,
    .getitem = tuple_getitem,
    .contains = tuple_contains,
    .concat = tuple_concat,
    .repeat = tuple_repeat,
};
