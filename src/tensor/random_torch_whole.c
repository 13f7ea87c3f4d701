/* PyTorch's random integers: random_, randint, randperm. */
#include "ops.h"

#include "random_torch.h"

/* from + (a random number below range) everywhere. */
static void fill_range(KtRng *g, KtTensor *t, int64_t from, uint64_t range) {
    kt_wrote(t);
    KtWalk w;
    kt_walk_init(&w, t);
    for (char *p; (p = kt_walk_next(&w));) {
        uint64_t r =
            range >= UINT64_C(1) << 32 ? kt_rng_u64(g) % range : kt_rng_u32(g) % (uint32_t)range;
        kt_put_int(t->dtype, p, (int64_t)(r + (uint64_t)from));
    }
}

/* The largest number of an integer dtype; the last of a floating one up to which none is missing.
 */
static int64_t largest_whole(int dtype) {
    switch (dtype) {
    case KT_BOOL:
        return 1;
    case KT_U8:
        return UINT8_MAX;
    case KT_I8:
        return INT8_MAX;
    case KT_I16:
        return INT16_MAX;
    case KT_I32:
        return INT32_MAX;
    case KT_F16:
        return INT64_C(1) << 11;
    case KT_BF16:
        return INT64_C(1) << 8;
    case KT_F32:
        return INT64_C(1) << 24;
    case KT_F64:
        return INT64_C(1) << 53;
    default:
        return INT64_MAX;
    }
}

/* n as a number of the floating dtype. */
static int64_t as_number(int dtype, int64_t n) {
    char place[8];
    KtScalar s = kt_scalar_int(n);
    kt_store_scalar(dtype, place, &s);
    s = kt_load_scalar(dtype, place);
    double f = kt_scalar_as_double(&s);
    return f >= 0x1p63 ? INT64_MIN : (int64_t)f;
}
/* What lies between numbers of the dtype at n. */
static int64_t spacing(int dtype, int64_t n) {
    int bits = 0;
    for (uint64_t size = n < 0 ? -(uint64_t)n : (uint64_t)n; size >>= 1;)
        bits++;
    int64_t whole = largest_whole(dtype);
    for (; whole > 1; whole >>= 1)
        bits--;
    return INT64_C(1) << (bits + 1);
}
/* Where a range of such numbers starts and ends that is given by integers: PyTorch steps over one
 * that would be rounded out of it. */
static int64_t first_number(int dtype, int64_t from) {
    int64_t next = as_number(dtype, from + 1);
    return next < from ? next + spacing(dtype, from + 1) : from;
}
static int64_t end_of_numbers(int dtype, int64_t to) {
    int64_t last = as_number(dtype, to - 1);
    return last >= to ? last - spacing(dtype, to - 1) : to;
}
static bool in_range(int dtype, int64_t n) {
    KtScalar s = kt_scalar_int(n);
    if (dtype == KT_BOOL) return n == 0 || n == 1;
    if (dtype == KT_F16) return n >= -65504 && n <= 65504;
    return kt_is_float_dtype(dtype) || kt_scalar_fits(dtype, &s);
}

bool kt_random_range_(KtCtx *ctx, KtRng *g, KtTensor *t, int64_t from, int64_t to) {
    if (from >= to)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "random_ expects 'from' to be less than 'to', but got from=%lld >= to=%lld",
                       (long long)from, (long long)to);
    if (kt_is_complex_dtype(t->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "check_random_bounds handles only integral, floating-point and boolean "
                       "types");
    if (kt_is_float_dtype(t->dtype)) { /* what lies between two numbers becomes one of them */
        from = first_number(t->dtype, from);
        to = end_of_numbers(t->dtype, to);
        if (from >= to)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "random_ expects 'from' casted to dtype to be less than 'to' casted to "
                           "dtype, but got from=%lld >= to=%lld",
                           (long long)from, (long long)to);
    }
    if (!in_range(t->dtype, from) || !in_range(t->dtype, to - 1))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "%s is out of bounds for %s",
                       in_range(t->dtype, from) ? "to - 1" : "from", kt_cpp_type_name(t->dtype));
    fill_range(g, t, from, (uint64_t)to - (uint64_t)from);
    return true;
}

bool kt_random_from_(KtCtx *ctx, KtRng *g, KtTensor *t, int64_t from) {
    if (from == INT64_MIN) return kt_random_full_(ctx, g, t);
    int64_t top = largest_whole(t->dtype);
    if (kt_is_float_dtype(t->dtype)) from = first_number(t->dtype, from);
    KtScalar lo = kt_scalar_int(from);
    if (from > top && kt_is_inexact_dtype(t->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "random_ expects 'from' casted to dtype to be less than or equal to "
                       "'to_inc' casted to dtype, but got from=%lld > to_inc=%lld",
                       (long long)from, (long long)top);
    bool fits = kt_is_inexact_dtype(t->dtype) ||
                (kt_scalar_fits(t->dtype, &lo) && (from >= 0 || t->dtype != KT_BOOL));
    if (from > top || !fits)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "from is out of bounds for %s",
                       kt_cpp_type_name(t->dtype));
    fill_range(g, t, from, (uint64_t)top - (uint64_t)from + 1);
    return true;
}

bool kt_random_full_(KtCtx *ctx, KtRng *g, KtTensor *t) {
    if (kt_is_complex_dtype(t->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "\"random_\" not implemented for '%s'",
                       kt_dtype_info[t->dtype].scalar_name);
    kt_wrote(t);
    KtWalk w;
    kt_walk_init(&w, t);
    for (char *p; (p = kt_walk_next(&w));) {
        int64_t v;
        switch (t->dtype) {
        case KT_I64:
            v = (int64_t)(kt_rng_u64(g) % (UINT64_C(1) << 63));
            break;
        case KT_F64:
            v = (int64_t)(kt_rng_u64(g) % ((UINT64_C(1) << 53) + 1));
            break;
        case KT_I32:
            v = kt_rng_u32(g) % (UINT32_C(1) << 31);
            break;
        case KT_I16:
            v = kt_rng_u32(g) % (1u << 15);
            break;
        case KT_I8:
            v = kt_rng_u32(g) % (1u << 7);
            break;
        case KT_U8:
            v = kt_rng_u32(g) % (1u << 8);
            break;
        case KT_BOOL:
            v = kt_rng_u32(g) & 1;
            break;
        case KT_F32:
            v = kt_rng_u32(g) % ((1u << 24) + 1);
            break;
        case KT_F16:
            v = kt_rng_u32(g) % ((1u << 11) + 1);
            break;
        case KT_BF16:
            v = kt_rng_u32(g) % ((1u << 8) + 1);
            break;
        default:
            v = (int64_t)kt_rng_u32(g);
        }
        kt_put_int(t->dtype, p, v);
    }
    return true;
}

KtTensor *kt_randperm(KtCtx *ctx, KtRng *g, int64_t n, int dtype) {
    if (n < 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "n must be non-negative, got%lld", (long long)n);
    KtTensor *t = kt_empty(ctx, KT_I64, 1, &n);
    if (!t) return NULL;
    int64_t *a = (int64_t *)t->data;
    for (int64_t i = 0; i < n; i++)
        a[i] = i;
    for (int64_t i = 0; i < n - 1; i++) {
        int64_t z = i + kt_rng_u32(g) % (n - i), tmp = a[i];
        a[i] = a[z];
        a[z] = tmp;
    }
    if (dtype == KT_I64) return t;
    KtTensor *c = kt_cast(ctx, t, dtype);
    kt_decref(ctx, t);
    return c;
}
