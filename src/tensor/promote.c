/* Promotion tables and the two dialects' rules for mixing arrays and numbers. */
#include "promote.h"

#include <math.h>
#include <string.h>

#include "tensor.h"

/* Kind of a dtype in rising order: bool, integer, floating, complex. */
static int category(int dt) {
    switch (kt_dtype_info[dt].kind) {
    case 'b':
        return 0;
    case 'u':
    case 'i':
        return 1;
    case 'f':
        return 2;
    default:
        return 3;
    }
}

static int signed_of_size(size_t size) {
    return size <= 1 ? KT_I8 : size <= 2 ? KT_I16 : size <= 4 ? KT_I32 : KT_I64;
}

/* Two integer dtypes; unsigned with signed needs a wider signed one, wide_mixed when none is. */
static KtDtype promote_ints(int a, int b, int wide_mixed) {
    size_t sa = kt_dtype_size(a), sb = kt_dtype_size(b);
    bool ua = kt_dtype_info[a].kind == 'u', ub = kt_dtype_info[b].kind == 'u';
    if (ua == ub)
        return (KtDtype)(sa > sb ? a : sb > sa ? b : a > b ? a : b); /* long long is higher */
    if (ub) {
        int t = a;
        size_t ts = sa;
        a = b, b = t, sa = sb, sb = ts;
    }
    if (sb > sa) return (KtDtype)b; /* a unsigned, b a wider signed */
    return (KtDtype)(sa == 8 ? wide_mixed : signed_of_size(sa * 2));
}

/* The complex type for a float or complex one and a complex one. */
static KtDtype complex_of(int a, int b) {
    if (kt_is_long_dtype(a) || b == KT_CLD) return KT_CLD;
    return a == KT_F64 || a == KT_C128 || b == KT_C128 ? KT_C128 : KT_C64;
}

static KtDtype promote_floats(int a, int b) {
    if (a == b) return (KtDtype)a;
    if ((a == KT_F16 && b == KT_BF16) || (a == KT_BF16 && b == KT_F16)) return KT_F32;
    return (KtDtype)(a > b ? a : b);
}

KtDtype kt_promote_torch(int a, int b) {
    if (a == b) return (KtDtype)a;
    int ca = category(a), cb = category(b);
    if (ca > cb) return kt_promote_torch(b, a);
    if (ca == 0) return (KtDtype)b;
    if (cb == 1) return promote_ints(a, b, KT_I64);
    if (ca == 1) return (KtDtype)b;
    if (cb == 2) return promote_floats(a, b);
    return complex_of(a, b);
}

/* The float dtype in which NumPy can hold every value of an integer dtype. */
static int float_for_int(int dt) {
    size_t size = kt_dtype_size(dt);
    return size == 1 ? KT_F16 : size == 2 ? KT_F32 : KT_F64;
}

KtDtype kt_promote_numpy(int a, int b) {
    if (a == b) return (KtDtype)a;
    int ca = category(a), cb = category(b);
    if (ca > cb) return kt_promote_numpy(b, a);
    if (ca == 0) return (KtDtype)b;
    if (cb == 1) return promote_ints(a, b, KT_F64);
    if (ca == 1) a = float_for_int(a);
    if (cb == 2) return promote_floats(a, b);
    return complex_of(a, b);
}

bool kt_can_cast_torch(int from, int to) {
    return category(from) <= category(to);
}

bool kt_can_cast_numpy(int from, int to, KtCasting rule) {
    if (kt_kernel_dtype(from) == kt_kernel_dtype(to) || rule == KT_CAST_UNSAFE) return true;
    if (rule == KT_CAST_NO) return false;
    if (rule == KT_CAST_SAFE)
        return kt_kernel_dtype(kt_promote_numpy(from, to)) == kt_kernel_dtype(to);
    /* same_kind: rising kinds, and any size within one; signed to unsigned is refused */
    int cf = category(from), ct = category(to);
    if (cf == 1 && ct == 1)
        return !(kt_dtype_info[from].kind == 'i' && kt_dtype_info[to].kind == 'u');
    return cf <= ct;
}

void kt_result_type_init(KtResultType *r, bool numpy) {
    *r = (KtResultType){.numpy = numpy,
                        .dim = -1,
                        .zero = -1,
                        .wrapped = -1,
                        .array = -1,
                        .value = -1,
                        .own = -1,
                        .typed = -1,
                        .met = -1,
                        .array_kind = -1,
                        .scalar_kind = -1};
}

static void torch_meet(int8_t *slot, int dt) {
    *slot = (int8_t)(*slot < 0 ? dt : (int)kt_promote_torch(*slot, dt));
}

static void numpy_meet(int8_t *slot, int dt) {
    *slot = (int8_t)(*slot < 0 ? dt : (int)kt_promote_numpy(*slot, dt));
}

/* The order of NumPy's type numbers, where half precision stands behind all others. */
static int np_order(int dt) {
    const KtDtypeInfo *d = &kt_dtype_info[dt];
    return d->kind == 'b'                     ? 0
           : d->kind == 'i' || d->kind == 'u' ? 2 * d->size + (d->kind == 'u') + 2 * (dt >= KT_LL)
           : d->kind == 'f'                   ? 100 + d->size
                                              : 200 + d->size;
}
static bool numbered_higher(int a, int b) {
    return a != b && b != KT_F16 && (a == KT_F16 || np_order(a) > np_order(b));
}
/* The common dtype of several: the one that knows the most of the others is found first, and they
 * meet with it one by one, as NumPy does it; int8, uint8 and float16 make float16. */
static int promote_sequence(const int8_t *all, int n) {
    int t[8];
    for (int i = 0; i < n; i++)
        t[i] = all[i];
    int first = -1;
    for (int length = n;; length -= length / 2) {
        for (int low = 0; low < length / 2; low++) {
            int high = length - 1 - low, a = t[low], b = t[high];
            first = -1;
            if (a < 0 || b < 0) {
                t[low] = a < 0 ? b : a;
                t[high] = -1;
            } else if (numbered_higher(b, a)) {
                t[low] = b;
                t[high] = a;
            } else {
                first = (int)kt_promote_numpy(a, b);
                if (first == a) t[high] = -1;
            }
        }
        if (length <= 2) break;
    }
    int result = first;
    for (int i = first < 0 ? 1 : 2; i < n; i++) {
        if (t[i] < 0) continue;
        int met = (int)kt_promote_numpy(t[0], t[i]);
        result = result < 0 ? met : (int)kt_promote_numpy(result, met);
    }
    return result < 0 ? t[0] : result;
}

/* NumPy treats float and complex as one kind here. */
static int8_t simple_kind(int dt) {
    int c = category(dt);
    return (int8_t)(c > 2 ? 2 : c);
}

/* An unsigned dtype as the signed one of equal size, for values that fit both. */
static int to_signed(int dt) {
    switch (dt) {
    case KT_U8:
        return KT_I8;
    case KT_U16:
        return KT_I16;
    case KT_U32:
        return KT_I32;
    case KT_U64:
        return KT_I64;
    case KT_ULL:
        return KT_LL;
    default:
        return dt;
    }
}

/* The same for long doubles. */
static KtDtype least_for(long double v) {
    return !isfinite(v) || v < 65000  ? KT_F16
           : v < (long double)3.4e38  ? KT_F32
           : v < (long double)1.7e308 ? KT_F64
                                      : KT_LD;
}

KtDtype kt_min_scalar_type(const KtScalar *s) {
    switch (s->kind) {
    case KT_S_BOOL:
        return KT_BOOL;
    case KT_S_UINT:
        return s->dtype == KT_U64 ? KT_U64 : KT_ULL;
    case KT_S_INT: { /* of 64 bits NumPy takes the types of long longs */
        int64_t v = s->i;
        if (s->dtype == KT_U64 && v >= 0x100000000) return KT_U64; /* has its own */
        if (v >= 0) return v < 256 ? KT_U8 : v < 65536 ? KT_U16 : v < 0x100000000 ? KT_U32 : KT_ULL;
        return v >= -128 ? KT_I8 : v >= -32768 ? KT_I16 : v >= INT32_MIN ? KT_I32 : KT_LL;
    }
    case KT_S_FLOAT: {
        double v = fabs(s->f);
        if (s->dtype == KT_LD) return least_for(fabsl(kt_scalar_as_long(s)));
        return !isfinite(v) || v < 65000 ? KT_F16 : v < 3.4e38 ? KT_F32 : KT_F64;
    }
    default: {
        double re = fabs(s->c.re), im = fabs(s->c.im);
        if (s->dtype == KT_CLD && !(re < 1.7e308 && im < 1.7e308)) return KT_CLD;
        return s->dtype == KT_C64 || (re < 3.4e38 && im < 3.4e38) ? KT_C64 : KT_C128;
    }
    }
}

static bool fits_signed(int dt, const KtScalar *s) {
    if (s->kind != KT_S_INT || s->i < 0) return false;
    int bits = 8 * (int)kt_dtype_size(dt);
    return bits == 64 || s->i < (int64_t)1 << (bits - 1);
}

/* The next operand's type. An unsigned one for values that the signed one holds as well becomes
 * that where it meets anything but unsigned integers and truth values. */
static void meet_in_order(KtResultType *r, int dt, bool small) {
    int met = r->met < 0 ? dt : r->met;
    if (small && !strchr("bu", kt_dtype_info[met].kind)) dt = to_signed(dt);
    if (r->met_small && !strchr("bu", kt_dtype_info[dt].kind)) met = to_signed(met);
    r->met_small = small && (r->met < 0 || r->met_small);
    r->met = (int8_t)kt_promote_numpy(met, dt);
}

static void note_own(KtResultType *r, int dt) {
    if (r->n_own < 8) r->all[r->n_own] = (int8_t)dt;
    if (r->n_own < 9) r->n_own++;
}

static void numpy_scalar(KtResultType *r, const KtScalar *s, int own) {
    numpy_meet(&r->own, own);
    note_own(r, own);
    int8_t k = simple_kind(own);
    if (k > r->scalar_kind) r->scalar_kind = k;
    int v = own == KT_C64 ? KT_C64 : (int)kt_min_scalar_type(s);
    bool small = kt_dtype_info[v].kind == 'u' && fits_signed(v, s);
    meet_in_order(r, v, small);
    if (r->value < 0) {
        r->value = (int8_t)v;
        r->small_unsigned = small;
        return;
    }
    bool v_signed = kt_dtype_info[v].kind == 'i', r_signed = kt_dtype_info[r->value].kind == 'i';
    if (small && r_signed) v = to_signed(v);
    if (r->small_unsigned && v_signed) r->value = (int8_t)to_signed(r->value);
    r->value = (int8_t)kt_promote_numpy(r->value, v);
    r->small_unsigned = r->small_unsigned && small;
}

void kt_result_type_tensor(KtResultType *r, const KtTensor *t) {
    if (!r->numpy) {
        torch_meet(t->ndim ? &r->dim : &r->zero, t->dtype);
        return;
    }
    if (t->ndim == 0) {
        KtScalar s = kt_load_scalar(t->dtype, t->data);
        numpy_scalar(r, &s, t->dtype);
        return;
    }
    numpy_meet(&r->array, t->dtype);
    meet_in_order(r, t->dtype, false);
    note_own(r, t->dtype);
    int8_t k = simple_kind(t->dtype);
    if (k > r->array_kind) r->array_kind = k;
}

void kt_result_type_scalar(KtResultType *r, const KtScalar *s, int default_float) {
    int own = s->dtype >= 0 ? s->dtype : (int)kt_scalar_default_dtype(s, r->numpy, default_float);
    if (r->numpy)
        numpy_scalar(r, s, own);
    else
        torch_meet(&r->wrapped, own);
}

/* torch: the higher-ranked group decides unless the lower one has a higher kind. */
static int combine_categories(int higher, int lower) {
    if (higher < 0) return lower;
    if (lower < 0 || kt_is_complex_dtype(higher)) return higher;
    if (kt_is_float_dtype(higher))
        return kt_is_complex_dtype(lower) ? (int)kt_complex_dtype(higher) : higher;
    if (higher == KT_BOOL || kt_is_inexact_dtype(lower))
        return (int)kt_promote_torch(higher, lower);
    return higher;
}

static KtDtype numpy_finish(const KtResultType *r) {
    bool by_value = r->array >= 0 && r->own >= 0 && r->array_kind >= r->scalar_kind;
    if (!by_value && r->n_own > 2 && r->n_own <= 8)
        return (KtDtype)promote_sequence(r->all, r->n_own);
    if (r->array < 0) return (KtDtype)r->own;
    if (r->own < 0) return (KtDtype)r->array;
    if (r->array_kind < r->scalar_kind) return kt_promote_numpy(r->array, r->own);
    return (KtDtype)r->met;
}

KtDtype kt_result_type_finish(const KtResultType *r) {
    if (!r->numpy)
        return (KtDtype)combine_categories(r->dim, combine_categories(r->zero, r->wrapped));
    /* Values tell how wide the type is; which of two of that width, the types do. */
    KtDtype found = numpy_finish(r);
    if (!kt_is_int_dtype(found) || kt_dtype_size(found) < 8) return found;
    int typed = r->typed >= 0  ? r->typed
                : r->array < 0 ? r->own
                : r->own < 0   ? r->array
                               : (int)kt_promote_numpy(r->array, r->own);
    return kt_kernel_dtype(found) == kt_kernel_dtype(typed) ? (KtDtype)typed : found;
}

static bool complex_rank(int dt) {
    return dt >= 0 && kt_is_complex_dtype(dt);
}

bool kt_result_type_complex_half(const KtResultType *r) {
    if (r->numpy) return false;
    if (r->dim == KT_F16) return complex_rank(r->zero) || complex_rank(r->wrapped);
    return r->zero == KT_F16 && complex_rank(r->wrapped) &&
           !(r->dim >= 0 && kt_is_inexact_dtype(r->dim));
}

KtDtype kt_result_type_first_loop(const KtResultType *r, KtDtype found) {
    bool widened = r->numpy && r->array >= 0 && r->value >= 0 && r->small_unsigned &&
                   kt_dtype_info[r->array].kind == 'u' &&
                   kt_dtype_size(r->value) > kt_dtype_size(r->array);
    return widened ? (KtDtype)to_signed(found) : found;
}

KtDtype kt_scalar_default_dtype(const KtScalar *s, bool numpy, int default_float) {
    switch (s->kind) {
    case KT_S_BOOL:
        return KT_BOOL;
    case KT_S_INT:
        return KT_I64;
    case KT_S_UINT:
        return numpy ? KT_ULL : KT_U64;
    case KT_S_FLOAT:
        return numpy ? KT_F64 : (KtDtype)default_float;
    default:
        return numpy ? KT_C128 : kt_complex_dtype(default_float);
    }
}
