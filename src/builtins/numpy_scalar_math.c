/* Arithmetic and comparisons of NumPy's scalars, the long way: with the types, the reports and the
 * refusals that NumPy's own scalar arithmetic has. The short way is in numpy_scalar_pair.c. */
#include <fenv.h>
#include <math.h>

#include "../object/number.h"
#include "../tensor/ew.h"
#include "numpy_array.h"
#include "numpy_scalar.h"

/* --- reports of scalar arithmetic --- */

enum { FP_DIVIDE, FP_OVERFLOW, FP_UNDERFLOW, FP_INVALID };

/* of_scalar: arithmetic of scalars by themselves; otherwise the ufunc of the same name. */
static bool report(KiState *ks, int what, const char *op, bool of_scalar) {
    KtCtx *ctx = ki_ts(ks)->ctx;
    static const char *const words[] = {"divide by zero", "overflow", "underflow", "invalid value"};
    const int modes[] = {ctx->errstate_divide, ctx->errstate_over, ctx->errstate_under,
                         ctx->errstate_invalid};
    char where[64];
    snprintf(where, sizeof where, "%s%s", of_scalar ? "scalar " : "", op);
    if (kt_fp_event(ctx, modes[what], words[what], where)) return true;
    (void)ki_kt_raise(ks);
    return false;
}

static const char *op_word(KtOp op, char *buf) {
    return op == KT_OP_DIV ? "divide" : kt_op_numpy_name(op, buf);
}

/* --- arithmetic --- */

static KiValue from_double(KiState *ks, int dt, double r) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    KtScalar s = kt_scalar_float(r);
    kt_store_number(true, dt, buf, &s);
    return np_scalar(ks, dt, buf);
}

static double float_op(KtOp op, double x, double y, bool single) {
    double r;
    switch (op) {
    case KT_OP_ADD:
        r = x + y;
        break;
    case KT_OP_SUB:
        r = x - y;
        break;
    case KT_OP_MUL:
        r = x * y;
        break;
    case KT_OP_DIV:
        r = x / y;
        break;
    case KT_OP_FLOOR_DIV:
        r = y == 0 ? x / y : ki_float_floordiv(x, y);
        break;
    case KT_OP_REMAINDER:
        r = y == 0                    ? NAN
            : x == 0 && !isnan(y)     ? copysign(0, y)
            : isinf(y) && isfinite(x) ? ((x > 0) == (y > 0) ? x : y)
                                      : ki_float_mod(x, y);
        break;
    default:
        return single ? (double)powf((float)x, (float)y) : pow(x, y);
    }
    return single ? (double)(float)r : r;
}

static bool float_report(KiState *ks, KtOp op, double x, double y, double r, bool of_scalar) {
    char buf[48];
    const char *word = op_word(op, buf);
    bool nan_in = isnan(x) || isnan(y);
    if (isnan(r)) return nan_in || report(ks, FP_INVALID, word, of_scalar);
    bool divides = op == KT_OP_DIV || op == KT_OP_FLOOR_DIV;
    if (divides && y == 0 && isfinite(x)) return report(ks, FP_DIVIDE, word, of_scalar);
    if (op == KT_OP_POW && x == 0 && y < 0 && isinf(y)) return true;
    if (op == KT_OP_POW && x == 0 && y < 0) return report(ks, FP_DIVIDE, word, of_scalar);
    if (isinf(x) || isinf(y)) return true;
    /* a floored quotient is compared with the quotient, both infinite */
    return report(ks, FP_OVERFLOW, word, of_scalar) &&
           (op != KT_OP_FLOOR_DIV || report(ks, FP_INVALID, word, of_scalar));
}

/* What half precision has to report besides: a remainder is found through the quotient, and
 * dividing by the zero with a sign through a remainder. */
static bool half_report(KiState *ks, KtOp op, double x, double y, bool of_scalar) {
    if (!isfinite(x) || x == 0 || isnan(y)) return true;
    char buf[48];
    const char *word = op_word(op, buf);
    if (op == KT_OP_REMAINDER && y == 0) return report(ks, FP_DIVIDE, word, of_scalar);
    if (op == KT_OP_REMAINDER && fabs(x / y) >= 65520)
        return report(ks, FP_OVERFLOW, word, of_scalar);
    return true;
}

/* Does the result lose digits because it is small? */
static bool underflows(KtOp op, double x, double y, int dt) {
    feclearexcept(FE_UNDERFLOW);
    volatile double r = float_op(op, x, y, dt != KT_F64);
    if (fetestexcept(FE_UNDERFLOW)) return true;
    if (dt != KT_F16 || fabs(r) >= 0x1p-14) return false;
    _Alignas(16) char half[KT_ITEM_MAX];
    KtScalar s = kt_scalar_float(r);
    kt_store_number(true, dt, half, &s);
    s = kt_load_scalar(dt, half);
    return kt_scalar_as_double(&s) != r;
}

static KiValue float_binary(KiState *ks, KtOp op, double x, double y, int dt, bool of_scalar) {
    kt_fp_begin(ki_kt_np(ks)); /* a loop over objects sees the events of its last number alone */
    double r = float_op(op, x, y, dt != KT_F64);
    if (dt == KT_F16 && fabs(r) >= 65520) r = copysign(INFINITY, r);
    if (KB_UNLIKELY(dt == KT_F16) && !half_report(ks, op, x, y, of_scalar)) return KI_ERR;
    if (KB_UNLIKELY(!isfinite(r)) && !float_report(ks, op, x, y, r, of_scalar)) return KI_ERR;
    if (KB_UNLIKELY(dt == KT_F16) && op == KT_OP_FLOOR_DIV && y == 0 && signbit(y) && !isnan(x) &&
        x != 0 && !report(ks, FP_INVALID, "floor_divide", of_scalar))
        return KI_ERR;
    char buf[48];
    if (KB_UNLIKELY(ki_ts(ks)->ctx->errstate_under) && underflows(op, x, y, dt) &&
        !report(ks, FP_UNDERFLOW, op_word(op, buf), of_scalar))
        return KI_ERR;
    if (dt == KT_F64) return np_scalar(ks, KT_F64, &r);
    return from_double(ks, dt, r);
}

static __int128 int_power(__int128 x, __int128 y, bool *wraps) {
    uint64_t r = 1, b = (uint64_t)x;
    for (uint64_t n = (uint64_t)y; n; n >>= 1) {
        if (n & 1) r *= b;
        b *= b;
    }
    *wraps = true;
    return (__int128)(int64_t)r;
}

static __int128 scalar_i128(const KtScalar *s) {
    return s->kind == KT_S_UINT ? (__int128)s->u : (__int128)s->i;
}

static KiValue int_result(KiState *ks, KtOp op, __int128 r, int dt, bool quiet, bool of_scalar) {
    int bits = 8 * (int)kt_dtype_size(dt);
    bool is_unsigned = kt_dtype_info[dt].kind == 'u';
    __int128 high = is_unsigned ? ((__int128)1 << bits) - 1 : ((__int128)1 << (bits - 1)) - 1;
    __int128 low = is_unsigned ? 0 : -((__int128)1 << (bits - 1));
    char buf[48];
    if (!of_scalar && op != KT_OP_FLOOR_DIV) quiet = true; /* arrays of integers wrap around */
    if ((r > high || r < low) && !quiet && !report(ks, FP_OVERFLOW, op_word(op, buf), of_scalar))
        return KI_ERR;
    uint64_t w = (uint64_t)r;
    return np_scalar(ks, dt, &w); /* the low bytes: little-endian machines only */
}

static KiValue int_binary(KiState *ks, KtOp op, const KtScalar *a, const KtScalar *b, int dt,
                          bool of_scalar) {
    __int128 x = scalar_i128(a), y = scalar_i128(b), r = 0;
    char buf[48];
    bool quiet = false;
    switch (op) {
    case KT_OP_ADD:
        r = x + y;
        break;
    case KT_OP_SUB:
        r = x - y;
        break;
    case KT_OP_MUL:
        (void)__builtin_mul_overflow(x, y, &r); /* of two uint64: negative then, and so too large */
        break;
    case KT_OP_FLOOR_DIV:
    case KT_OP_REMAINDER:
        if (y == 0) {
            if (!report(ks, FP_DIVIDE, op_word(op, buf), of_scalar)) return KI_ERR;
            break;
        }
        r = x / y;
        if ((x % y) && ((x < 0) != (y < 0))) r--;
        if (op == KT_OP_REMAINDER) r = x - r * y;
        break;
    case KT_OP_POW:
        if (y < 0)
            return ki_raise(ks, KI_EXC_ValueError,
                            "Integers to negative integer powers are not allowed.");
        r = int_power(x, y, &quiet);
        break;
    case KT_OP_BITWISE_AND:
        r = x & y;
        break;
    case KT_OP_BITWISE_OR:
        r = x | y;
        break;
    case KT_OP_BITWISE_XOR:
        r = x ^ y;
        break;
    case KT_OP_LSHIFT:
        r = y < 0 || y >= 64 ? 0 : (__int128)(int64_t)((uint64_t)x << (int)y);
        quiet = true;
        break;
    default: /* RSHIFT */
        r = y < 0 || y >= 64 ? (x < 0 ? -1 : 0) : x >> (int)y;
        break;
    }
    return int_result(ks, op, r, dt, quiet, of_scalar);
}

int np_scalar_operand(KiState *ks, KiValue v, KtScalar *s) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d >= 0) {
        *s = kt_load_scalar(d, buf);
        s->dtype = d;
        return 1;
    }
    if (ki_is_ptr(v) && (ki_is_tensor(v) || ki_is_ndarray(v))) return 0;
    return ki_to_scalar(ks, v, s);
}

/* Both as 0-d operands of the engine: complex numbers and rare operations. */
static KiValue engine_binary(KiState *ks, KtOp op, const KtScalar *x, const KtScalar *y) {
    KtCtx *ctx = ki_kt_np(ks);
    int dx = x->dtype >= 0 ? x->dtype : (int)kt_scalar_default_dtype(x, true, KT_F64);
    int dy = y->dtype >= 0 ? y->dtype : (int)kt_scalar_default_dtype(y, true, KT_F64);
    KtTensor *a = kt_scalar_tensor(ctx, dx, x), *b = a ? kt_scalar_tensor(ctx, dy, y) : NULL;
    KtTensor *r = b ? kt_binary(ctx, op, a, b, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(ctx, a);
    kt_xdecref(ctx, b);
    return np_value(ks, r, KI_ABSENT);
}

static bool simple_op(KtOp op) {
    switch (op) {
    case KT_OP_ADD:
    case KT_OP_SUB:
    case KT_OP_MUL:
    case KT_OP_DIV:
    case KT_OP_FLOOR_DIV:
    case KT_OP_REMAINDER:
    case KT_OP_POW:
        return true;
    default:
        return false;
    }
}
static bool bit_op(KtOp op) {
    return op == KT_OP_BITWISE_AND || op == KT_OP_BITWISE_OR || op == KT_OP_BITWISE_XOR ||
           op == KT_OP_LSHIFT || op == KT_OP_RSHIFT;
}

/* Two numbers of types neither of which holds the other compute as arrays do. */
static bool as_arrays(const KtScalar *x, const KtScalar *y) {
    return x->dtype >= 0 && y->dtype >= 0 && x->dtype != y->dtype &&
           !kt_can_cast_numpy(x->dtype, y->dtype, KT_CAST_SAFE) &&
           !kt_can_cast_numpy(y->dtype, x->dtype, KT_CAST_SAFE);
}

/* Whether NumPy leaves it to the ufunc: bool_ has no arithmetic of its own, and a Python number
 * must fit the type of the scalar beside it, whatever its value. */
static bool by_ufunc(const KtScalar *x, const KtScalar *y) {
    if (x->dtype == KT_BOOL || (x->dtype < 0 && y->dtype == KT_BOOL)) return true;
    if (x->dtype >= 0 && y->dtype >= 0) return false;
    const KtScalar *plain = x->dtype < 0 ? x : y, *own = x->dtype < 0 ? y : x;
    KtDtype as = kt_scalar_default_dtype(plain, true, KT_F64);
    return !kt_can_cast_numpy(as, own->dtype, KT_CAST_SAFE);
}

/* The engine's result, with what happened told of the scalar operation. */
static KiValue engine_arithmetic(KiState *ks, KtOp op, const KtScalar *x, const KtScalar *y) {
    KtCtx *ctx = ki_kt_np(ks);
    uint8_t *modes[4] = {&ctx->errstate_divide, &ctx->errstate_over, &ctx->errstate_under,
                         &ctx->errstate_invalid},
            old[4];
    for (int i = 0; i < 4; i++) {
        old[i] = *modes[i];
        if (old[i]) *modes[i] = 6; /* remembered */
    }
    KiValue r = engine_binary(ks, op, x, y);
    bool seen[4];
    for (int i = 0; i < 4; i++) {
        seen[i] = *modes[i] == 7;
        *modes[i] = old[i];
    }
    char buf[48];
    bool of_scalar = !by_ufunc(x, y);
    for (int i = 0; r != KI_ERR && i < 4; i++)
        if (seen[i] && !report(ks, i, op_word(op, buf), of_scalar)) {
            ki_decref(ks, r);
            r = KI_ERR;
        }
    return r;
}

/* Is x a complex scalar whose own arithmetic takes y, without a common type? */
static bool takes_complex(const KtScalar *x, const KtScalar *y) {
    if (x->dtype < 0 || !kt_is_complex_dtype(x->dtype)) return false;
    return y->dtype < 0 ||
           (y->dtype != KT_BOOL && kt_can_cast_numpy(y->dtype, x->dtype, KT_CAST_SAFE));
}

/* Where a long long takes part the type of the first operand that is as wide as the result. */
static KtDtype own_long(KtDtype dt, const KtScalar *x, const KtScalar *y) {
    const int given[] = {x->dtype, y->dtype};
    for (int i = 0; kt_is_int_dtype(dt) && i < 2; i++)
        if (given[i] >= 0 && kt_kernel_dtype(given[i]) == kt_kernel_dtype(dt))
            return (KtDtype)given[i];
    return dt;
}

static KiValue scalar_binary(KiState *ks, KtOp op, const KtScalar *x, const KtScalar *y) {
    KtOperand a = kt_operand_scalar(*x), b = kt_operand_scalar(*y);
    KtDtype dt;
    bool divides = op == KT_OP_FLOOR_DIV || op == KT_OP_REMAINDER;
    if (divides && (takes_complex(x, y) || takes_complex(y, x))) return KI_NOT_IMPLEMENTED;
    if (!kt_binary_dtype(ki_kt_np(ks), op, &a, &b, &dt)) return ki_kt_raise(ks);
    if (KB_UNLIKELY(x->dtype >= KT_LL || y->dtype >= KT_LL)) dt = own_long(dt, x, y);
    if (KB_UNLIKELY(as_arrays(x, y))) return engine_binary(ks, op, x, y);
    if ((kt_is_complex_dtype(dt) || dt == KT_LD) && simple_op(op))
        return engine_arithmetic(ks, op, x, y);
    if (kt_is_float_dtype(dt) && simple_op(op))
        return float_binary(ks, op, kt_scalar_as_double(x), kt_scalar_as_double(y), dt,
                            !by_ufunc(x, y));
    if (kt_is_int_dtype(dt) && (simple_op(op) || bit_op(op)) && op != KT_OP_DIV)
        return int_binary(ks, op, x, y, dt, !by_ufunc(x, y));
    return engine_binary(ks, op, x, y);
}

static bool repeats(KiState *ks, KtOp op, KiValue seq) {
    return op == KT_OP_MUL && !ki_is_ndarray(seq) && ki_slots_of(ks, seq)->repeat;
}

bool np_is_text_scalar(KiState *ks, KiValue v) {
    KiNpState *np = ki_np(ks);
    return (ki_is_str(v) || ki_has_layout(v, KI_K_BYTES)) &&
           (ki_is_subtype(ki_obj(v)->shape->type, np->classes[NP_STR]) ||
            ki_is_subtype(ki_obj(v)->shape->type, np->classes[NP_BYTES]));
}

static const double scalar_priority = -1000000;

/* What is no number, and Python's ints beyond a long, beside a long double: as objects they would
 * only come back here. ra, rb: what np_scalar_operand says of the operands, whose numbers are x and
 * y.
 */
static bool refused_by_long(KiState *ks, KtOp op, KiValue a, KiValue b, int ra, int rb,
                            const KtScalar *x, const KtScalar *y) {
    bool first = ra == 1 && kt_is_long_dtype(x->dtype);
    if (!first && !kt_is_long_dtype(ki_np_scalar_dtype(ks, b))) return false;
    const KtScalar *number = first ? y : x;
    KiValue other = first ? b : a;
    int kind = first ? rb : ra;
    return kind < 0 || ki_is_none(other) || (kind == 0 && !ki_is_ndarray(other) && simple_op(op)) ||
           (kind == 1 && number->kind == KT_S_UINT && number->dtype < 0);
}

/* Is b a number of a class made at run time that wants to be asked in a's place? */
static inline bool opts_out(KiState *ks, KiValue b) {
    return KB_UNLIKELY(ki_is_kind(b, KI_K_INSTANCE) && !ki_is_ndarray(b)) &&
           np_defers_to(ks, b, scalar_priority);
}

static KiValue binary(KiState *ks, KtOp op, KiValue a, KiValue b) {
    KtScalar x, y;
    if (opts_out(ks, b)) return KI_NOT_IMPLEMENTED;
    ki_kt_np(ks);
    int ra = np_scalar_operand(ks, a, &x), rb = ra == 1 ? np_scalar_operand(ks, b, &y) : 0;
    if (KB_LIKELY(ra == 1 && rb == 1 && x.kind != KT_S_UINT && y.kind != KT_S_UINT))
        return scalar_binary(ks, op, &x, &y);
    if (refused_by_long(ks, op, a, b, ra, rb, &x, &y)) {
        if (ki_pending(ks)) ki_clear_exc(ks);
        return KI_NOT_IMPLEMENTED;
    }
    if (ra == 1 && rb == 1) return scalar_binary(ks, op, &x, &y);
    if (ra < 0 || rb < 0) {
        KiValue f = ki_np(ks)->ufuncs[op], arg[2] = {a, b};
        if (!f || !ki_pending_is(ks, KI_EXC_OverflowError)) return KI_ERR;
        ki_clear_exc(ks); /* an int beyond 64 bits is an object */
        return ki_call(ks, f, arg, 2, KI_ABSENT);
    }
    if ((op == KT_OP_FLOOR_DIV || op == KT_OP_REMAINDER) && !ki_is_ndarray(a) &&
        !ki_is_ndarray(b) &&
        (kt_is_complex_dtype(ki_np_scalar_dtype(ks, a)) ||
         kt_is_complex_dtype(ki_np_scalar_dtype(ks, b))))
        return KI_NOT_IMPLEMENTED; /* complex numbers have none */
    if (np_is_text_scalar(ks, b)) return np_binary_op(ks, op, a, b);
    bool text_first = op == KT_OP_ADD && (ki_is_str(a) || ki_has_layout(a, KI_K_BYTES));
    if (text_first || repeats(ks, op, a) || repeats(ks, op, b) ||
        (ra == 1 && np_defers_to(ks, b, scalar_priority)))
        return KI_NOT_IMPLEMENTED;
    return np_binary_op(ks, op, a, b);
}

static inline bool fast_double(KiState *ks, KiValue v, double *d) {
    if (ki_is_float(v)) {
        *d = ki_float_val(v);
        return true;
    }
    if (ki_is_int(v)) {
        *d = (double)ki_int_val(v);
        return true;
    }
    if (ki_is_ptr(v) && ki_obj(v)->shape->type == ki_np(ks)->scalar[KT_F64]) {
        *d = ki_float_val(((KiBoxed *)ki_obj(v))->inner);
        return true;
    }
    return false;
}

static bool is_f64(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_obj(v)->shape->type == ki_np(ks)->scalar[KT_F64];
}

static KiValue float_or_any(KiState *ks, KtOp op, KiValue a, KiValue b) {
    KiValue r = np_scalar_pair(ks, op, a, b);
    if (KB_LIKELY(r != KI_ABSENT)) return r;
    double x, y;
    if (KB_LIKELY((is_f64(ks, a) || is_f64(ks, b)) && fast_double(ks, a, &x) &&
                  fast_double(ks, b, &y)))
        return float_binary(ks, op, x, y, KT_F64, true);
    return binary(ks, op, a, b);
}

#define FLOAT_OPERATOR(name, OP)                                                                   \
    KiValue np_scalar_##name(KiState *ks, KiValue a, KiValue b) {                                  \
        return float_or_any(ks, KT_OP_##OP, a, b);                                                 \
    }
#define OPERATOR(name, OP)                                                                         \
    KiValue np_scalar_##name(KiState *ks, KiValue a, KiValue b) {                                  \
        KiValue r = np_scalar_pair(ks, KT_OP_##OP, a, b);                                          \
        return r == KI_ABSENT ? binary(ks, KT_OP_##OP, a, b) : r;                                  \
    }
FLOAT_OPERATOR(add, ADD)
FLOAT_OPERATOR(sub, SUB)
FLOAT_OPERATOR(mul, MUL)
FLOAT_OPERATOR(truediv, DIV)
FLOAT_OPERATOR(floordiv, FLOOR_DIV)
FLOAT_OPERATOR(mod, REMAINDER)
FLOAT_OPERATOR(pow, POW)
OPERATOR(lshift, LSHIFT)
OPERATOR(rshift, RSHIFT)
OPERATOR(and, BITWISE_AND)
OPERATOR(or, BITWISE_OR)
OPERATOR(xor, BITWISE_XOR)

/* May a quotient be infinite, if the numbers are of half precision? */
static bool overflows_half(const KtScalar *x, const KtScalar *y) {
    return x->kind == KT_S_FLOAT && fabs(kt_scalar_as_double(x) / kt_scalar_as_double(y)) >= 65520;
}

/* Of two integers whose quotient and remainder have nothing to report; otherwise KI_ABSENT. */
static KiValue whole_divmod(KiState *ks, KiValue a, KiValue b) {
    KiValue q = np_scalar_pair(ks, KT_OP_FLOOR_DIV, a, b);
    if (q == KI_ABSENT || q == KI_ERR) return q;
    KiValue r = np_scalar_pair(ks, KT_OP_REMAINDER, a, b), pair = r;
    if (r != KI_ABSENT && r != KI_ERR) pair = ki_tuple_pack(ks, 2, q, r);
    ki_decref(ks, q);
    if (r != KI_ABSENT) ki_decref(ks, r);
    return pair;
}

/* Of real numbers; what the reports of both parts have in common is told once. */
KiValue np_scalar_divmod(KiState *ks, KiValue a, KiValue b) {
    KiValue short_way = whole_divmod(ks, a, b);
    if (short_way != KI_ABSENT) return short_way;
    if (opts_out(ks, b)) return KI_NOT_IMPLEMENTED;
    KtScalar x, y;
    bool numbers = np_scalar_operand(ks, a, &x) == 1 && np_scalar_operand(ks, b, &y) == 1;
    if (!numbers && ki_pending(ks)) ki_clear_exc(ks);
    if (numbers && (takes_complex(&x, &y) || takes_complex(&y, &x))) return KI_NOT_IMPLEMENTED;
    if (!numbers || x.kind == KT_S_COMPLEX || y.kind == KT_S_COMPLEX) return np_b_divmod(ks, a, b);
    if (kt_scalar_as_double(&y) == 0 || kt_scalar_as_double(&y) == -1 ||
        !isfinite(kt_scalar_as_double(&x)) || overflows_half(&x, &y)) {
        if (by_ufunc(&x, &y) || as_arrays(&x, &y)) return np_divmod(ks, a, b);
        KiValue arg[2] = {a, b}, f = ki_import_attr(ks, "numpy._two_results", "scalar_divmod");
        KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, arg, 2, KI_ABSENT);
        ki_decref(ks, f);
        return r;
    }
    KiValue q = float_or_any(ks, KT_OP_FLOOR_DIV, a, b);
    if (q == KI_ERR || q == KI_NOT_IMPLEMENTED) return q;
    KiValue r = float_or_any(ks, KT_OP_REMAINDER, a, b);
    KiValue pair = r == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, q, r);
    ki_decref(ks, q);
    ki_decref(ks, r);
    return pair;
}
KiValue np_scalar_matmul(KiState *ks, KiValue a, KiValue b) {
    if (ki_is_ndarray(a) || ki_is_ndarray(b)) return np_binary_op(ks, KT_OP_MATMUL, a, b);
    return KI_NOT_IMPLEMENTED;
}

static int three_way(const KtScalar *x, const KtScalar *y, bool *unordered) {
    *unordered = false;
    bool ints = x->kind <= KT_S_UINT && y->kind <= KT_S_UINT;
    if (ints) {
        __int128 a = scalar_i128(x), b = scalar_i128(y);
        return (a > b) - (a < b);
    }
    if (x->dtype == KT_LD || y->dtype == KT_LD) {
        long double v = kt_scalar_as_long(x), w = kt_scalar_as_long(y);
        *unordered = isnan(v) || isnan(w);
        return (v > w) - (v < w);
    }
    double a = kt_scalar_as_double(x), b = kt_scalar_as_double(y);
    *unordered = isnan(a) || isnan(b);
    return (a > b) - (a < b);
}

static const KtOp compare_ops[] = {[KI_LT] = KT_OP_LT, [KI_LE] = KT_OP_LE, [KI_EQ] = KT_OP_EQ,
                                   [KI_NE] = KT_OP_NE, [KI_GT] = KT_OP_GT, [KI_GE] = KT_OP_GE};

/* As the array of the number alone compares with b. */
static KiValue compare_as_array(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    KiValue one = np_array_from(ks, a, NULL, false, 'K', 0);
    KiValue r = one == KI_ERR ? KI_ERR : ki_compare(ks, one, b, op);
    ki_decref(ks, one);
    return r;
}

/* Is x a complex scalar that compares itself with y? */
static bool is_own_comparison(const KtScalar *x, const KtScalar *y) {
    if (x->dtype < 0 || !kt_is_complex_dtype(x->dtype)) return false;
    if (y->kind == KT_S_BOOL) return true;
    return y->dtype < 0 ? x->dtype != KT_C64 : kt_can_cast_numpy(y->dtype, x->dtype, KT_CAST_SAFE);
}

/* By the real parts, then by the imaginary ones: no event, and nothing is asked of a nan in the
 * part that does not decide. */
static KiValue compare_complex(KiState *ks, const KtScalar *x, const KtScalar *y, KiCompareOp op) {
    long double a = kt_scalar_as_long(x), b = kt_scalar_as_long(y);
    long double p = kt_scalar_long_imag(x), q = kt_scalar_long_imag(y);
    bool same = a == b, equal = same && p == q;
    switch (op) {
    case KI_EQ:
        return np_bool(ks, equal);
    case KI_NE:
        return np_bool(ks, !equal);
    case KI_LT:
        return np_bool(ks, a < b || (same && p < q));
    case KI_LE:
        return np_bool(ks, a < b || (same && p <= q));
    case KI_GT:
        return np_bool(ks, a > b || (same && p > q));
    default:
        return np_bool(ks, a > b || (same && p >= q));
    }
}

KiValue np_scalar_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    int order = np_scalar_order(ks, a, b);
    if (KB_LIKELY(order < 3))
        return np_bool(ks, order == 2 ? op == KI_NE : ki_cmp_result(order, op));
    if (opts_out(ks, b)) return KI_NOT_IMPLEMENTED;
    KtScalar x, y;
    ki_kt_np(ks);
    int ra = np_scalar_operand(ks, a, &x), rb = ra == 1 ? np_scalar_operand(ks, b, &y) : 0;
    if (ra < 0 || rb < 0) {
        if (!ki_pending_is(ks, KI_EXC_OverflowError)) return KI_ERR;
        ki_clear_exc(ks); /* an int beyond 64 bits */
        return refused_by_long(ks, KT_OP_ADD, a, b, ra, rb, &x, &y)
                   ? KI_NOT_IMPLEMENTED
                   : compare_as_array(ks, a, b, op);
    }
    if (ra != 1 || refused_by_long(ks, KT_OP_ADD, a, b, ra, rb, &x, &y)) return KI_NOT_IMPLEMENTED;
    if (rb != 1) {
        if (ki_is_tensor(b) || (ki_is_none(b) && (op == KI_EQ || op == KI_NE)) ||
            (!ki_is_ndarray(b) && np_defers_to(ks, b, scalar_priority)))
            return KI_NOT_IMPLEMENTED;
        bool exact = np_is_plain(b) && ki_obj(b)->shape->type == ks->types[KI_K_NDARRAY];
        return exact ? np_binary_op(ks, compare_ops[op], a, b) : compare_as_array(ks, a, b, op);
    }
    if (x.kind == KT_S_COMPLEX || y.kind == KT_S_COMPLEX) {
        bool truth_first = x.dtype == KT_BOOL; /* numpy.bool_ compares as an array */
        return is_own_comparison(&x, &y) || (!truth_first && is_own_comparison(&y, &x))
                   ? compare_complex(ks, &x, &y, op)
                   : engine_binary(ks, compare_ops[op], &x, &y);
    }
    bool unordered;
    int c = three_way(&x, &y, &unordered);
    return np_bool(ks, unordered ? op == KI_NE : ki_cmp_result(c, op));
}

/* --- one operand --- */

static KiValue unary_engine(KiState *ks, KtOp op, KiValue v) {
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *x = np_from_any(ks, v, KT_NO_DTYPE);
    if (!x) return KI_ERR;
    KtTensor *r = kt_unary(ctx, op, x, KT_NO_DTYPE, NULL);
    kt_decref(ctx, x);
    return np_value(ks, r, KI_ABSENT);
}

/* A number of half precision with its sign bit as `keep` and `turn` make it. */
static KiValue half_sign(KiState *ks, const char *p, unsigned keep, unsigned turn) {
    uint16_t bits;
    memcpy(&bits, p, sizeof bits);
    bits = (uint16_t)((bits & keep) ^ turn);
    return np_scalar(ks, KT_F16, &bits);
}

KiValue np_scalar_neg(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d == KT_F16) return half_sign(ks, buf, 0xffff, 0x8000);
    if (d == KT_C128) {
        double z[2];
        memcpy(z, buf, sizeof z);
        z[0] = -z[0], z[1] = -z[1];
        return np_scalar(ks, KT_C128, z);
    }
    if (d == KT_C64) {
        float z[2];
        memcpy(z, buf, sizeof z);
        z[0] = -z[0], z[1] = -z[1];
        return np_scalar(ks, KT_C64, z);
    }
    if (d == KT_F64) {
        double x;
        memcpy(&x, buf, sizeof x);
        x = -x;
        return np_scalar(ks, KT_F64, &x);
    }
    if (d == KT_F32) {
        float x;
        memcpy(&x, buf, sizeof x);
        x = -x;
        return np_scalar(ks, KT_F32, &x);
    }
    if (d == KT_BOOL)
        return ki_raise(ks, KI_EXC_TypeError,
                        "The numpy boolean negative, the `-` operator, is not supported, use the "
                        "`~` operator or the logical_not function instead.");
    if (kt_is_int_dtype(d)) {
        KtScalar s = kt_load_scalar(d, buf);
        return int_result(ks, KT_OP_NEG, -scalar_i128(&s), d, false, true);
    }
    return unary_engine(ks, KT_OP_NEG, v);
}
KiValue np_scalar_abs(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d == KT_F16) return half_sign(ks, buf, 0x7fff, 0);
    if (d == KT_F64) {
        double x;
        memcpy(&x, buf, sizeof x);
        x = fabs(x);
        return np_scalar(ks, KT_F64, &x);
    }
    if (d == KT_F32) {
        float x;
        memcpy(&x, buf, sizeof x);
        x = fabsf(x);
        return np_scalar(ks, KT_F32, &x);
    }
    if (kt_is_int_dtype(d)) {
        KtScalar s = kt_load_scalar(d, buf);
        __int128 x = scalar_i128(&s);
        return int_result(ks, KT_OP_ABS, x < 0 ? -x : x, d, false, true);
    }
    return unary_engine(ks, KT_OP_ABS, v);
}
KiValue np_scalar_pos(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    if (np_scalar_get(ks, v, buf) != KT_BOOL) return ki_new_ref(v);
    KiValue x = np_array_from(ks, v, NULL, false, 'K', 0);
    KiValue r = x == KI_ERR ? KI_ERR : np_positive(ks, x);
    ki_decref(ks, x);
    return r;
}
KiValue np_scalar_invert(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (kt_is_int_dtype(d)) {
        for (int i = 0; i < 8; i++) /* an element is at most that long, and only its bytes count */
            buf[i] = (char)~buf[i];
        return np_scalar(ks, d, buf);
    }
    return unary_engine(ks, KT_OP_BITWISE_NOT, v);
}
