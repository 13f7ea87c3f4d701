/* numpy.random's integers, shuffles and samples without replacement, as methods of _Stream. */
#include <math.h>
#include <string.h>

#include "numpy_random.h"

/* --- integers --- */

/* The values of an integer dtype, wide enough for uint64. */
static void type_bounds(int dtype, __int128 *lo, __int128 *hi) {
    int bits = dtype == KT_BOOL ? 1 : 8 * (int)kt_dtype_size(dtype);
    bool is_signed = kt_is_signed_dtype(dtype);
    *lo = is_signed ? -((__int128)1 << (bits - 1)) : 0;
    *hi = ((__int128)1 << (is_signed ? bits - 1 : bits)) - 1;
}

/* An integer bound: 1, 0 for an array, -1 raised. Fractions are cut off, as in the original. */
static int bound(KiState *ks, KiValue v, __int128 *out) {
    if (ki_is_int(v)) {
        *out = ki_int_val(v);
        return 1;
    }
    if (ki_is_integer(v) && !ki_is_bool(v)) {
        uint64_t store[1];
        KbBig b = ki_int_view(ki_unbox(v), store);
        size_t n = kb_big_len(b);
        __int128 x = n > 1 ? (__int128)1 << 100 : (__int128)(n ? b.d[0] : 0);
        if (n == 2 && b.d[1] == 1 && b.d[0] == 0) x = (__int128)1 << 64; /* one past uint64 */
        *out = ki_int_sign(ki_unbox(v)) < 0 ? -x : x;
        return 1;
    }
    bool number = ki_is_float(v) || ki_is_bool(v) || ki_is_np_scalar(v);
    bool array = ki_is_list(v) || ki_is_tuple(v) || ki_is_ndarray(v) || ki_is_kind(v, KI_K_RANGE);
    if (!number && !array) { /* as int() takes it, if it does */
        KiValue n = ki_call1(ks, ki_from_obj(ks->types[KI_K_INT]), v);
        int r = n == KI_ERR ? -1 : bound(ks, n, out);
        ki_decref(ks, n);
        return r;
    }
    KtScalar s;
    KtCtx *ctx = ki_kt_np(ks);
    if (ki_is_ndarray(v)) {
        KtTensor *t = ki_tensor_of(v);
        if (t->ndim > 0) return 0;
        if (!kt_item(ctx, t, &s)) {
            ki_kt_raise(ks);
            return -1;
        }
    } else {
        int r = ki_to_scalar(ks, v, &s);
        if (r <= 0) return r;
    }
    if (s.kind == KT_S_COMPLEX) {
        ki_raise(ks, KI_EXC_TypeError,
                 "int() argument must be a string, a bytes-like object or a real number, not "
                 "'complex'");
        return -1;
    }
    if (s.kind == KT_S_UINT)
        *out = s.u;
    else if (s.kind == KT_S_FLOAT && !(fabs(s.f) < 0x1p64)) {
        if (isnan(s.f))
            ki_raise(ks, KI_EXC_ValueError, "cannot convert float NaN to integer");
        else
            ki_raise(ks, KI_EXC_OverflowError, "cannot convert float infinity to integer");
        return -1;
    } else
        *out = s.kind == KT_S_FLOAT ? (__int128)s.f : s.i;
    return 1;
}

/* The range's errors, NumPy's way: one of the two arguments, or their order. */
static bool check_bounds(KiState *ks, __int128 lo, __int128 hi, int dtype, bool closed,
                         bool low_is_0) {
    __int128 min, max;
    type_bounds(dtype, &min, &max);
    const char *name = kt_dtype_info[dtype].numpy_name;
    if (lo < min)
        ki_raise(ks, KI_EXC_ValueError, "low is out of bounds for %s", name);
    else if (hi > max)
        ki_raise(ks, KI_EXC_ValueError, "high is out of bounds for %s", name);
    else if (lo > hi && low_is_0)
        ki_raise(ks, KI_EXC_ValueError, closed ? "high < 0" : "high <= 0");
    else if (lo > hi)
        ki_raise(ks, KI_EXC_ValueError, closed ? "low > high" : "low >= high");
    else
        return true;
    return false;
}

static KiValue integer_arrays(KiState *ks, KtNpRng *g, KiValue low, KiValue high, int given,
                              int size_ndim, const int64_t *size, int dtype, bool closed) {
    KtCtx *ctx = ki_kt_np(ks);
    int wide = dtype == KT_U64 ? KT_U64 : KT_I64, ndim;
    KtTensor *t[3] = {np_random_operand(ks, low, wide, true), NULL, NULL}, *out = NULL;
    int64_t sizes[KT_MAX_DIMS];
    if (t[0]) t[1] = np_random_operand(ks, high, wide, true);
    if (!t[1]) goto done;
    if (!kt_broadcast_shapes(ctx, 2, t, &ndim, sizes)) {
        (void)ki_kt_raise(ks);
        goto done;
    }
    /* NumPy broadcasts the bounds with an output of the size asked for, and fills that: fewer draws
     * than there are bounds take the first ones. */
    if (given == 1 && !(t[2] = np_random_array(ks, dtype, size_ndim, size))) goto done;
    if (!np_random_broadcast(ks, given == 1 ? 3 : 2, t, false, 0, NULL, &ndim, sizes) ||
        !np_random_expand(ks, &t[0], ndim, sizes) || !np_random_expand(ks, &t[1], ndim, sizes))
        goto done;
    bool zero = true;
    for (int64_t k = 0; k < t[0]->numel; k++)
        zero = zero && ((int64_t *)t[0]->data)[k] == 0;
    /* Expanded tensors may be the caller's own arrays: the ranges get memory of their own. */
    KtTensor *range = np_random_array(ks, KT_U64, ndim, sizes);
    if (!range) goto done;
    bool ok = true;
    for (int64_t k = 0; ok && k < t[0]->numel; k++) {
        int64_t a = ((int64_t *)t[0]->data)[k], b = ((int64_t *)t[1]->data)[k];
        __int128 lo = wide == KT_U64 ? (__int128)(uint64_t)a : a,
                 hi = (wide == KT_U64 ? (__int128)(uint64_t)b : b) - (closed ? 0 : 1);
        ok = check_bounds(ks, lo, hi, dtype, closed, zero);
        ((uint64_t *)range->data)[k] = (uint64_t)(hi - lo);
    }
    if (ok) out = t[2] ? kt_incref(t[2]) : np_random_array(ks, dtype, ndim, sizes);
    if (out)
        kt_np_integers(g, dtype, (int64_t *)t[0]->data, (uint64_t *)range->data, true, out->numel,
                       out->data);
    kt_decref(ctx, range);
done:
    kt_xdecref(ctx, t[0]);
    kt_xdecref(ctx, t[1]);
    kt_xdecref(ctx, t[2]);
    return out ? ki_ndarray_wrap(ks, out, KI_ABSENT) : KI_ERR;
}

static KiValue integers(KiState *ks, KiValue *args) {
    KtNpRng *g = np_random_rng(ks, args[0]);
    KiValue low = args[1], high = args[2];
    int64_t size[KT_MAX_DIMS];
    int ndim, given = g ? np_random_size(ks, args[3], &ndim, size) : -1;
    size_t n;
    const char *name = given < 0 ? NULL : ki_arg_utf8(ks, args[4], "_integers", 4, &n);
    if (!name) return KI_ERR;
    int dtype = kt_dtype_by_numpy_name(name);
    bool closed = args[5] == KI_TRUE;
    if (dtype < 0 || kt_is_inexact_dtype(dtype))
        return ki_raise(ks, KI_EXC_TypeError, "Unsupported dtype dtype('%s')", name);
    bool nothing = false;
    for (int i = 0; given && i < ndim; i++)
        nothing = nothing || size[i] == 0;
    if (nothing) { /* the range does not matter */
        KtTensor *none = np_random_array(ks, dtype, ndim, size);
        return none ? ki_ndarray_wrap(ks, none, KI_ABSENT) : KI_ERR;
    }
    if (ki_is_none(high)) {
        high = low;
        low = ki_small_int(0);
    }
    __int128 lo, hi;
    int a = bound(ks, low, &lo), b = a < 0 ? -1 : bound(ks, high, &hi);
    if (a < 0 || b < 0) return KI_ERR;
    if (!a || !b) return integer_arrays(ks, g, low, high, given, ndim, size, dtype, closed);
    if (!closed) hi--;
    if (!check_bounds(ks, lo, hi, dtype, closed, lo == 0)) return KI_ERR;
    int64_t from = (int64_t)lo;
    uint64_t range = (uint64_t)(hi - lo);
    if (!given) {
        _Alignas(16) char value[KT_ITEM_MAX];
        kt_np_integers(g, dtype, &from, &range, false, 1, value);
        KiTensorState *ts = ki_ts(ks);
        return args[6] == KI_TRUE || !ts->np_scalar_new ? ki_from_element(ks, dtype, value)
                                                        : ts->np_scalar_new(ks, dtype, value);
    }
    KtTensor *t = np_random_array(ks, dtype, ndim, size);
    if (!t) return KI_ERR;
    kt_np_integers(g, dtype, &from, &range, false, t->numel, t->data);
    return ki_ndarray_wrap(ks, t, KI_ABSENT);
}

/* Bounds for integers of 64 bits that are sequences: (low, the last value), worked out in integers
 * of any size; None: they need no such care. */
static KiValue exact_bounds(KiState *ks, KiValue *args) {
    size_t n;
    bool sequence = false;
    for (int i = 1; i < 3; i++)
        sequence =
            sequence || ki_is_list(args[i]) || ki_is_tuple(args[i]) || ki_is_ndarray(args[i]);
    const char *name =
        sequence && ki_is_str(args[4]) ? ki_arg_utf8(ks, args[4], "_integers", 4, &n) : NULL;
    if (!name) return ki_pending(ks) ? KI_ERR : KI_NONE;
    if (strcmp(name, "int64") && strcmp(name, "uint64")) return KI_NONE;
    KiValue f = ki_import_attr(ks, "numpy.random._arguments", "exact_bounds"),
            given[4] = {args[1], args[2], args[4], args[5]};
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, given, 4, KI_ABSENT);
    if (f != KI_ERR) ki_decref(ks, f);
    return r;
}

/* _integers(low, high, size, dtype, closed, plain): high None means [0, low); plain gives a Python
 * number for a single draw. */
static KiValue m_integers(KiState *ks, KiValue *args, int nargs) {
    KiValue whole[7], exact = exact_bounds(ks, args);
    if (exact == KI_ERR) return KI_ERR;
    if (!ki_is_none(exact)) {
        memcpy(whole, args, sizeof whole);
        whole[1] = ki_tuple_of(exact)->items[0];
        whole[2] = ki_tuple_of(exact)->items[1];
        whole[5] = KI_TRUE;
    }
    KiValue r = integers(ks, ki_is_none(exact) ? args : whole);
    ki_decref(ks, exact);
    if (r != KI_ERR || !ki_pending(ks)) return r;
    KiValue exc = ki_take_exc(ks);
    bool one = ki_is_none(args[2]);
    KiValue given[3] = {one ? ki_small_int(0) : args[1], one ? args[1] : args[2], args[3]};
    KiValue f = ki_import_attr(ks, "numpy.random._arguments", "explain_bounds");
    r = f == KI_ERR ? KI_ERR : ki_call(ks, f, given, 3, KI_ABSENT);
    ki_decref(ks, f);
    if (r != KI_ERR)
        ki_restore_exc(ks, exc);
    else
        ki_decref(ks, exc);
    ki_decref(ks, r);
    return KI_ERR;
}

/* _interval(max): one integer in [0, max] by masked rejection. */
static KiValue m_interval(KiState *ks, KiValue *args, int nargs) {
    KtNpRng *g = np_random_rng(ks, args[0]);
    int64_t max;
    if (!g || !ki_index_i64(ks, args[1], &max)) return KI_ERR;
    return ki_int_from_u64(ks, kt_np_interval(g, max < 0 ? 0 : (uint64_t)max));
}

/* bytes(length): whole 32-bit draws, lowest byte first, cut to the length. */
static KiValue m_bytes(KiState *ks, KiValue *args, int nargs) {
    KtNpRng *g = np_random_rng(ks, args[0]);
    int64_t n;
    if (!g || !np_read_cython_int(ks, args[1], &n)) return KI_ERR;
    if (n < 0) return ki_raise(ks, KI_EXC_ValueError, "negative dimensions are not allowed");
    uint8_t *buf = ki_mem_alloc(ks, (size_t)n + 4);
    if (!buf) return KI_ERR;
    for (int64_t i = 0; i == 0 || i < n; i += 4) { /* one draw at least, also for no bytes */
        uint32_t w = kt_np_u32(g);
        for (int k = 0; k < 4; k++)
            buf[i + k] = (uint8_t)(w >> (8 * k));
    }
    KiValue r = ki_bytes_from(ks, buf, (size_t)n);
    ki_mem_free(ks, buf, (size_t)n + 4);
    return r;
}

/* --- shuffling --- */

static void swap_bytes(char *a, char *b, size_t n) {
    char hold[256];
    while (n) {
        size_t m = n < sizeof hold ? n : sizeof hold;
        memcpy(hold, a, m);
        memcpy(a, b, m);
        memcpy(b, hold, m);
        a += m;
        b += m;
        n -= m;
    }
}
/* Swaps two blocks of the same shape; whole: they are dense. */
static void swap_blocks(char *a, char *b, int ndim, const int64_t *sizes, const int64_t *strides,
                        size_t item, bool whole) {
    if (ndim == 0 || whole) {
        size_t n = item;
        for (int i = 0; i < ndim; i++)
            n *= (size_t)sizes[i];
        swap_bytes(a, b, n);
        return;
    }
    for (int64_t i = 0; i < *sizes; i++) {
        int64_t at = i * *strides * (int64_t)item;
        swap_blocks(a + at, b + at, ndim - 1, sizes + 1, strides + 1, item, false);
    }
}
static bool dense_rows(const KtTensor *t) {
    int64_t want = 1;
    for (int i = t->ndim - 1; i > 0; i--) {
        if (t->sizes[i] != 1 && t->strides[i] != want) return false;
        want *= t->sizes[i];
    }
    return true;
}
static void shuffle_tensor(KtNpRng *g, KtTensor *t) {
    bool whole = dense_rows(t);
    int64_t step = t->strides[0] * (int64_t)t->itemsize, n = t->sizes[0];
    for (int64_t i = n - 1; i >= 1; i--) {
        int64_t j = (int64_t)kt_np_interval(g, (uint64_t)i);
        if (i == j || !t->numel) continue;
        if (t->ndim == 1 && t->itemsize == 8) { /* the usual case without calls */
            KtAtI64 *a = (KtAtI64 *)(t->data + i * step), *b = (KtAtI64 *)(t->data + j * step);
            int64_t x = *a;
            *a = *b;
            *b = x;
        } else
            swap_blocks(t->data + i * step, t->data + j * step, t->ndim - 1, t->sizes + 1,
                        t->strides + 1, t->itemsize, whole);
    }
}
/* Are the elements of the array those of its tensor, and nothing else? Records are kept by columns,
 * text that others see lies in memory, and arrays of other classes may have masks beside them. */
static bool is_of_elements(KiState *ks, KiValue v) {
    const KiNpDtype *d = np_array_of(v)->descr;
    return ki_obj(v)->shape->type == ks->types[KI_K_NDARRAY] && (!d || d->kind != 'V') &&
           !np_in_rows(np_array_of(v)) && !np_is_stepped(v);
}

/* _shuffle(x): a list or an array of at least one dimension, along its first; False for others. */
static KiValue m_shuffle(KiState *ks, KiValue *args, int nargs) {
    KtNpRng *g = np_random_rng(ks, args[0]);
    if (!g) return KI_ERR;
    if (ki_is_ndarray(args[1]) && !is_of_elements(ks, args[1])) return KI_FALSE;
    if (ki_is_ndarray(args[1]) && ki_tensor_of(args[1])->ndim > 0) {
        KtTensor *t = ki_tensor_of(args[1]);
        if (t->flags & KT_T_READ_ONLY || (t->storage && t->storage->read_only))
            return ki_raise(ks, KI_EXC_ValueError, "array is read-only");
        if (!kt_before_write(ki_kt_np(ks), t)) return ki_kt_raise(ks);
        shuffle_tensor(g, t);
        return KI_TRUE;
    }
    if (!ki_is_list(args[1])) return KI_FALSE;
    KiList *l = ki_list_of(args[1]);
    for (int64_t i = l->len - 1; i >= 1; i--) {
        int64_t j = (int64_t)kt_np_interval(g, (uint64_t)i);
        KiValue x = l->items[i];
        l->items[i] = l->items[j];
        l->items[j] = x;
    }
    return KI_TRUE;
}
/* _permutation(n): 0..n-1 shuffled. */
static KiValue m_permutation(KiState *ks, KiValue *args, int nargs) {
    KtNpRng *g = np_random_rng(ks, args[0]);
    int64_t n;
    if (!g || !ki_index_i64(ks, args[1], &n)) return KI_ERR;
    if (n < 0) n = 0;
    KtTensor *t = np_random_array(ks, KT_I64, 1, &n);
    if (!t) return KI_ERR;
    for (int64_t i = 0; i < n; i++)
        ((int64_t *)t->data)[i] = i;
    shuffle_tensor(g, t);
    return ki_ndarray_wrap(ks, t, KI_ABSENT);
}

/* --- without replacement (Generator) --- */

static void lemire_shuffle(KtNpRng *g, int64_t *x, int64_t n, int64_t first) {
    for (int64_t i = n - 1; i >= first; i--) {
        int64_t j = (int64_t)kt_np_lemire(g, (uint64_t)i), v = x[j];
        x[j] = x[i];
        x[i] = v;
    }
}
/* The last k of a shuffled 0..n-1. */
static bool tail_sample(KiState *ks, KtNpRng *g, int64_t n, int64_t k, int64_t *out) {
    int64_t *x = ki_mem_alloc(ks, sizeof *x * (size_t)n);
    if (!x) return false;
    for (int64_t i = 0; i < n; i++)
        x[i] = i;
    lemire_shuffle(g, x, n, n - k > 1 ? n - k : 1);
    memcpy(out, x + (n - k), sizeof *x * (size_t)k);
    ki_mem_free(ks, x, sizeof *x * (size_t)n);
    return true;
}
/* Floyd's algorithm over an open hash set. */
static bool floyd_sample(KiState *ks, KtNpRng *g, int64_t n, int64_t k, int64_t *out) {
    uint64_t mask = 1;
    while (mask < (uint64_t)(1.2 * (double)k))
        mask = mask * 2 + 1;
    size_t bytes = sizeof(int64_t) * (size_t)(mask + 1);
    int64_t *set = ki_mem_alloc(ks, bytes);
    if (!set) return false;
    memset(set, 0xff, bytes);
    for (int64_t j = n - k; j < n; j++) {
        int64_t v = (int64_t)kt_np_lemire(g, (uint64_t)j);
        uint64_t at = (uint64_t)v & mask;
        while (set[at] != -1 && set[at] != v)
            at = (at + 1) & mask;
        if (set[at] == v) {
            v = j;
            for (at = (uint64_t)v & mask; set[at] != -1; at = (at + 1) & mask) {
            }
        }
        set[at] = v;
        out[j - (n - k)] = v;
    }
    ki_mem_free(ks, set, bytes);
    return true;
}
/* _sample(n, k, shuffle): k of 0..n-1. */
static KiValue m_sample(KiState *ks, KiValue *args, int nargs) {
    KtNpRng *g = np_random_rng(ks, args[0]);
    int64_t n, k;
    if (!g || !ki_index_i64(ks, args[1], &n) || !ki_index_i64(ks, args[2], &k)) return KI_ERR;
    if (k < 0 || k > n) return ki_raise(ks, KI_EXC_ValueError, "sample out of range");
    bool mixed = args[3] == KI_TRUE;
    KtTensor *t = np_random_array(ks, KT_I64, 1, &k);
    if (!t) return KI_ERR;
    int64_t *out = (int64_t *)t->data;
    bool tail = n > 10000 && k > n / (mixed ? 50 : 20);
    if (k > 0 && !(tail ? tail_sample(ks, g, n, k, out) : floyd_sample(ks, g, n, k, out))) {
        kt_decref(ki_kt_np(ks), t);
        return KI_ERR;
    }
    if (!tail && mixed) lemire_shuffle(g, out, k, 1);
    return ki_ndarray_wrap(ks, t, KI_ABSENT);
}

const KiDef np_random_order_methods[] = {
    {"_integers", "(self, low, high, size, dtype, closed, plain, /)", m_integers, NULL, 0},
    {"_interval", "(self, max, /)", m_interval, NULL, 0},
    {"_bytes", "(self, length, /)", m_bytes, NULL, 0},
    {"_shuffle", "(self, x, /)", m_shuffle, NULL, 0},
    {"_permutation", "(self, n, /)", m_permutation, NULL, 0},
    {"_sample", "(self, n, k, shuffle, /)", m_sample, NULL, 0},
    KI_DEF_END,
};
