/* Arithmetic and comparisons of two numbers of which one at least is a scalar of NumPy, the short
 * way: types whose common one is plain, and results of which nothing is to be reported. Everything
 * else (overflow, underflow, division by zero, nan, rare types) goes the long way of
 * numpy_scalar_math.c. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "../object/number.h"
#include "../tensor/kernels.h"
#include "numpy_core.h"

/* dtype of a Python number: KT_NO_DTYPE. */
typedef struct Number {
    bool whole;
    int dtype;
    int64_t i;
    double f; /* of a whole number too */
} Number;

static inline bool whole(Number *n, int dtype, int64_t i) {
    *n = (Number){true, dtype, i, (double)i};
    return true;
}
static inline bool real(Number *n, int dtype, double f) {
    *n = (Number){false, dtype, 0, f};
    return true;
}
#define WHOLE(DT, T)                                                                               \
    case DT:                                                                                       \
        return whole(n, DT, *(const T *)(const void *)s->data);

static inline bool read_number(KiState *ks, KiValue v, Number *n) {
    if (ki_is_float(v)) return real(n, KT_NO_DTYPE, ki_float_val(v));
    if (ki_is_int(v)) return whole(n, KT_NO_DTYPE, ki_int_val(v));
    if (!ki_is_ptr(v)) return false;
    if (ki_obj(v)->shape->type == ki_np(ks)->scalar[KT_F64])
        return real(n, KT_F64, ki_float_val(((KiBoxed *)ki_obj(v))->inner));
    if (!ki_is_np_scalar(v) || ki_obj(v)->kind == KI_K_INSTANCE) return false;
    const KiNpScalar *s = (const KiNpScalar *)ki_obj(v);
    switch (s->dtype) {
        WHOLE(KT_BOOL, uint8_t)
        WHOLE(KT_I8, int8_t)
        WHOLE(KT_I16, int16_t)
        WHOLE(KT_I32, int32_t)
        WHOLE(KT_I64, int64_t)
        WHOLE(KT_U8, uint8_t)
        WHOLE(KT_U16, uint16_t)
        WHOLE(KT_U32, uint32_t)
    case KT_F32:
        return real(n, KT_F32, *(const float *)(const void *)s->data);
    default:
        return false;
    }
}

static KiValue of_double(KiState *ks, double r) {
    return isfinite(r) ? np_scalar(ks, KT_F64, &r) : KI_ABSENT;
}

/* Sums that are small are exact; products and quotients may have lost bits. */
static KiValue real_pair(KiState *ks, KtOp op, const Number *x, const Number *y) {
    bool single = x->dtype == KT_F32 && y->dtype == KT_F32, may_vanish = x->f != 0;
    double r, least = single ? FLT_MIN : DBL_MIN;
    switch (op) {
    case KT_OP_ADD:
        r = x->f + y->f;
        may_vanish = false;
        break;
    case KT_OP_SUB:
        r = x->f - y->f;
        may_vanish = false;
        break;
    case KT_OP_MUL:
        r = x->f * y->f;
        may_vanish = may_vanish && y->f != 0;
        break;
    case KT_OP_DIV:
        r = x->f / y->f;
        break;
    default:
        return KI_ABSENT;
    }
    if (KB_UNLIKELY(fabs(r) < least) && may_vanish) return KI_ABSENT;
    if (!single) return of_double(ks, r);
    float f = (float)r; /* rounded twice is rounded once: a double has more than 2n + 2 bits */
    return isfinite(f) ? np_scalar(ks, KT_F32, &f) : KI_ABSENT;
}

/* Integers of one type, or one beside a Python int, which counts as an int64. */
static KiValue whole_pair(KiState *ks, KtOp op, const Number *x, const Number *y) {
    int dt = x->dtype == y->dtype ? x->dtype : KT_I64, bits = 8 * (int)kt_dtype_size(dt);
    int64_t r, a = x->i, b = y->i;
    switch (op) {
    case KT_OP_ADD:
        if (__builtin_add_overflow(a, b, &r)) return KI_ABSENT;
        break;
    case KT_OP_SUB:
        if (__builtin_sub_overflow(a, b, &r)) return KI_ABSENT;
        break;
    case KT_OP_MUL:
        if (__builtin_mul_overflow(a, b, &r)) return KI_ABSENT;
        break;
    case KT_OP_DIV:
        return bits < 32 || b == 0 ? KI_ABSENT : of_double(ks, x->f / y->f);
    case KT_OP_FLOOR_DIV:
        if (b == 0 || b == -1) return KI_ABSENT;
        r = a / b - (a % b && (a < 0) != (b < 0));
        break;
    case KT_OP_REMAINDER:
        if (b == 0 || b == -1) return KI_ABSENT;
        r = a % b;
        if (r && (r < 0) != (b < 0)) r += b;
        break;
    case KT_OP_POW: { /* wraps */
        if (b < 0) return KI_ABSENT;
        uint64_t p = 1, square = (uint64_t)a;
        for (uint64_t n = (uint64_t)b; n; n >>= 1, square *= square)
            if (n & 1) p *= square;
        return np_scalar(ks, dt, &p);
    }
    case KT_OP_LSHIFT:
        if ((uint64_t)b >= 64) return KI_ABSENT;
        r = (int64_t)((uint64_t)a << b);
        return np_scalar(ks, dt, &r);
    case KT_OP_RSHIFT:
        if ((uint64_t)b >= 64) return KI_ABSENT;
        r = a >> b;
        return np_scalar(ks, dt, &r);
    case KT_OP_BITWISE_AND:
        r = a & b;
        break;
    case KT_OP_BITWISE_OR:
        r = a | b;
        break;
    case KT_OP_BITWISE_XOR:
        r = a ^ b;
        break;
    default:
        return KI_ABSENT;
    }
    if (bits < 64) {
        bool is_unsigned = kt_dtype_info[dt].kind == 'u';
        int64_t above = r >> (bits - !is_unsigned);
        if (above != 0 && (is_unsigned || above != -1)) return KI_ABSENT;
    }
    return np_scalar(ks, dt, &r); /* the low bytes: little-endian machines only */
}

static KiValue truth_pair(KiState *ks, KtOp op, bool x, bool y) {
    switch (op) {
    case KT_OP_BITWISE_AND:
        return ki_new_ref(ki_np(ks)->bools[x & y]);
    case KT_OP_BITWISE_OR:
        return ki_new_ref(ki_np(ks)->bools[x | y]);
    case KT_OP_BITWISE_XOR:
        return ki_new_ref(ki_np(ks)->bools[x ^ y]);
    default:
        return KI_ABSENT;
    }
}

static inline bool is_complex128(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_obj(v)->shape->type == ki_np(ks)->scalar[KT_C128];
}
/* What is no complex64 counts as a complex128. */
static bool read_complex(KiState *ks, KiValue v, double *z) {
    Number n;
    if (is_complex128(ks, v) ||
        (ki_is_ptr(v) && ki_obj(v)->shape->type == ks->types[KI_K_COMPLEX])) {
        KiComplexNum c = ki_complex_of(v);
        memcpy(z, &c, sizeof c);
        return true;
    }
    if (!read_number(ks, v, &n) || n.dtype == KT_BOOL) return false;
    z[0] = n.f;
    z[1] = 0;
    return true;
}

/* Is z so far from the largest numbers that a quotient by it is finite only if nothing overflowed
 * on the way? */
static bool divides_plainly(int dt, const void *z) {
    const double limit = dt == KT_C64 ? 1e18 : 1e150;
    KtScalar s = kt_load_scalar(dt, z);
    return fabs(s.c.re) < limit && fabs(s.c.im) < limit;
}

/* By the engine's loop, so that all bits are those of arrays. */
static KiValue complex_pair(KiState *ks, KtOp op, int dt, void *x, void *y) {
    KtCtx *ctx = ki_kt_np(ks);
    bool adds = op == KT_OP_ADD || op == KT_OP_SUB || op == KT_OP_MUL;
    if (ctx->errstate_under || !(adds || (op == KT_OP_DIV && divides_plainly(dt, y))))
        return KI_ABSENT;
    _Alignas(16) char r[2 * sizeof(double)];
    const int64_t size = (int64_t)kt_dtype_size(dt), steps[3] = {size, size, size};
    const KtLoopParam param = {.numpy = true};
    char *const p[3] = {r, x, y};
    kt_binary_loop(ctx->kernels, op, dt)(1, p, steps, &param);
    KtScalar s = kt_load_scalar(dt, r);
    return isfinite(s.c.re) && isfinite(s.c.im) ? np_scalar(ks, dt, r) : KI_ABSENT;
}

/* Of two numbers of which one at least is complex and not both are plain. */
static KiValue complex_or_absent(KiState *ks, KtOp op, KiValue a, KiValue b) {
    if (is_complex128(ks, a) || is_complex128(ks, b)) {
        double x[2], y[2];
        return read_complex(ks, a, x) && read_complex(ks, b, y)
                   ? complex_pair(ks, op, KT_C128, x, y)
                   : KI_ABSENT;
    }
    if (!ki_is_np_scalar(a) || !ki_is_np_scalar(b)) return KI_ABSENT;
    KiNpScalar *x = (KiNpScalar *)ki_obj(a), *y = (KiNpScalar *)ki_obj(b);
    return x->dtype == KT_C64 && y->dtype == KT_C64 ? complex_pair(ks, op, KT_C64, x->data, y->data)
                                                    : KI_ABSENT;
}

KiValue np_scalar_pair(KiState *ks, KtOp op, KiValue a, KiValue b) {
    Number x, y;
    if (!read_number(ks, a, &x) || !read_number(ks, b, &y)) return complex_or_absent(ks, op, a, b);
    if (x.dtype == KT_BOOL || y.dtype == KT_BOOL)
        return x.dtype == y.dtype ? truth_pair(ks, op, x.i, y.i) : KI_ABSENT;
    if (!x.whole && !y.whole) return real_pair(ks, op, &x, &y);
    if (x.whole && y.whole)
        return x.dtype == y.dtype || x.dtype == KT_NO_DTYPE || y.dtype == KT_NO_DTYPE
                   ? whole_pair(ks, op, &x, &y)
                   : KI_ABSENT;
    /* an integer beside a float: only half of the pairs with float32 are no doubles */
    return x.dtype == KT_F32 || y.dtype == KT_F32 ? KI_ABSENT : real_pair(ks, op, &x, &y);
}

int np_scalar_order(KiState *ks, KiValue a, KiValue b) {
    Number x, y;
    if (!read_number(ks, a, &x) || !read_number(ks, b, &y)) return 3;
    if (x.whole && y.whole) return (x.i > y.i) - (x.i < y.i);
    return isnan(x.f) || isnan(y.f) ? 2 : (x.f > y.f) - (x.f < y.f);
}
