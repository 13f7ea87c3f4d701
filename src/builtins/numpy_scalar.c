/* NumPy's scalar types: numpy.float64 and its kin, their arithmetic, conversion and text.
 *
 * float64 and complex128 derive from float and complex: their instances are boxes around the
 * Python number, so that everything that takes a float takes them. All others hold an element. */
#include <fenv.h>
#include <math.h>

#include "../object/heap.h"
#include "../object/number.h"
#include "../object/object_private.h"
#include "../tensor/ew.h"
#include "numpy_array.h"
#include "numpy_core.h"

/* --- making and reading --- */

/* An instance of a class whose instances hold their element themselves. */
static inline KiValue scalar_of_class(KiState *ks, KiType *cls, int dtype, const void *p) {
    KiNpScalar *s = (KiNpScalar *)ki_instance_alloc(ks, cls);
    if (!s) return KI_ERR;
    s->dtype = (uint8_t)dtype;
    size_t size = kt_dtype_size(dtype);
    if (KB_LIKELY(size == 8)) /* without a call */
        memcpy(s->data, p, 8);
    else if (size == 4)
        memcpy(s->data, p, 4);
    else
        memcpy(s->data, p, size);
    return ki_from_obj(s);
}

KiValue np_scalar(KiState *ks, int dtype, const void *p) {
    KiNpState *np = ki_np(ks);
    if (dtype == KT_F64) {
        KiBoxed *b = (KiBoxed *)ki_object_alloc(ks, np->scalar[KT_F64], sizeof *b);
        if (!b) return KI_ERR;
        double d;
        memcpy(&d, p, sizeof d);
        b->inner = ki_float(d);
        return ki_from_obj(b);
    }
    if (dtype == KT_BOOL) return ki_new_ref(np->bools[*(const uint8_t *)p != 0]);
    if (dtype == KT_C128) {
        double c[2];
        memcpy(c, p, sizeof c);
        KiValue inner = ki_complex_new(ks, c[0], c[1]);
        if (inner == KI_ERR) return KI_ERR;
        KiBoxed *b = (KiBoxed *)ki_instance_alloc(ks, np->scalar[KT_C128]);
        if (!b) {
            ki_decref(ks, inner);
            return KI_ERR;
        }
        b->inner = inner;
        return ki_from_obj(b);
    }
    KiType *t = np->scalar[dtype] ? np->scalar[dtype] : np->scalar[KT_F32];
    return scalar_of_class(ks, t, dtype, p);
}

int np_scalar_get(KiState *ks, KiValue v, void *buf) {
    if (!ki_is_ptr(v)) return -1;
    if (ki_is_np_scalar(v)) {
        KiNpScalar *s = (KiNpScalar *)ki_obj(v);
        if (s->dtype >= NP_VOID_SCALAR) return -1; /* a time or a record */
        memcpy(buf, s->data, KT_ITEM_MAX);
        return s->dtype;
    }
    KiType *t = ki_obj(v)->shape->type;
    if (!(t->flags & KI_TF_BOXED)) return -1;
    KiNpState *np = ki_np(ks);
    if (t == np->scalar[KT_F64] ||
        (t->layout == KI_K_FLOAT && ki_is_subtype(t, np->scalar[KT_F64]))) {
        double d = ki_float_of(v);
        memcpy(buf, &d, sizeof d);
        return KT_F64;
    }
    if (t == np->scalar[KT_C128] ||
        (t->layout == KI_K_COMPLEX && ki_is_subtype(t, np->scalar[KT_C128]))) {
        KiComplexNum c = ki_complex_of(v);
        memcpy(buf, &c, sizeof c);
        return KT_C128;
    }
    return -1;
}

int ki_np_scalar_dtype(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    return ki_ts(ks)->numpy ? np_scalar_get(ks, v, buf) : -1;
}

bool np_is_scalar(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    return np_scalar_get(ks, v, buf) >= 0;
}

static void boxed_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiBoxed *)o)->inner);
}

/* The Python number it stands for; of long doubles the nearest. */
static KiValue plain_number(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (KB_UNLIKELY(kt_is_long_dtype(d))) {
        KtScalar s = kt_load_scalar(d, buf);
        return ki_from_scalar(ks, &s);
    }
    return d < 0 ? ki_new_ref(v) : ki_from_element(ks, d, buf);
}

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

static int operand_kind(KiState *ks, KiValue v, KtScalar *s) {
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

static bool is_numpy_text(KiState *ks, KiValue v) {
    KiNpState *np = ki_np(ks);
    return (ki_is_str(v) || ki_has_layout(v, KI_K_BYTES)) &&
           (ki_is_subtype(ki_obj(v)->shape->type, np->classes[NP_STR]) ||
            ki_is_subtype(ki_obj(v)->shape->type, np->classes[NP_BYTES]));
}

static const double scalar_priority = -1000000;

/* What is no number, and Python's ints beyond a long, beside a long double: as objects they would
 * only come back here. ra, rb: what operand_kind says of the operands, whose numbers are x and y.
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

static KiValue binary(KiState *ks, KtOp op, KiValue a, KiValue b) {
    KtScalar x, y;
    ki_kt_np(ks);
    int ra = operand_kind(ks, a, &x), rb = ra == 1 ? operand_kind(ks, b, &y) : 0;
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
    if (is_numpy_text(ks, b)) return np_binary_op(ks, op, a, b);
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
    static KiValue b_##name(KiState *ks, KiValue a, KiValue b) {                                   \
        return float_or_any(ks, KT_OP_##OP, a, b);                                                 \
    }
#define OPERATOR(name, OP)                                                                         \
    static KiValue b_##name(KiState *ks, KiValue a, KiValue b) {                                   \
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
static KiValue b_divmod(KiState *ks, KiValue a, KiValue b) {
    KiValue short_way = whole_divmod(ks, a, b);
    if (short_way != KI_ABSENT) return short_way;
    KtScalar x, y;
    bool numbers = operand_kind(ks, a, &x) == 1 && operand_kind(ks, b, &y) == 1;
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
static KiValue b_matmul(KiState *ks, KiValue a, KiValue b) {
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

static KiValue np_bool(KiState *ks, bool b) {
    return ki_new_ref(ki_np(ks)->bools[b]);
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

static KiValue compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    int order = np_scalar_order(ks, a, b);
    if (KB_LIKELY(order < 3))
        return np_bool(ks, order == 2 ? op == KI_NE : ki_cmp_result(order, op));
    KtScalar x, y;
    ki_kt_np(ks);
    int ra = operand_kind(ks, a, &x), rb = ra == 1 ? operand_kind(ks, b, &y) : 0;
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

static KiValue u_neg(KiState *ks, KiValue v) {
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
static KiValue u_abs(KiState *ks, KiValue v) {
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
static KiValue u_pos(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    if (np_scalar_get(ks, v, buf) != KT_BOOL) return ki_new_ref(v);
    KiValue x = np_array_from(ks, v, NULL, false, 'K', 0);
    KiValue r = x == KI_ERR ? KI_ERR : np_positive(ks, x);
    ki_decref(ks, x);
    return r;
}
static KiValue u_invert(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (kt_is_int_dtype(d)) {
        for (int i = 0; i < 8; i++) /* an element is at most that long, and only its bytes count */
            buf[i] = (char)~buf[i];
        return np_scalar(ks, d, buf);
    }
    return unary_engine(ks, KT_OP_BITWISE_NOT, v);
}
/* Times, records and text as numbers: what Python makes of their items. */
static KiValue item_as(KiState *ks, KiValue v, KiKind kind) {
    KiValue item = ki_call_method_cstr(ks, v, "item", NULL, 0);
    KiValue r = item == KI_ERR ? KI_ERR
                : item == v    ? ki_raise(ks, KI_EXC_TypeError, "cannot convert '%s' to a number",
                                          ki_type_name(ks, v))
                               : ki_call1(ks, ki_from_obj(ks->types[kind]), item);
    ki_decref(ks, item);
    return r;
}
/* numpy.datetime64 and such, as messages name types. */
static KiValue not_number(KiState *ks, KiValue v, const char *text) {
    const char *name = ki_type_name(ks, v);
    return ki_raise(ks, KI_EXC_TypeError, text, strchr(name, '.') ? "" : "numpy.", name);
}
static KiValue u_integer(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d < 0) return item_as(ks, v, KI_K_INT);
    KtScalar s = kt_load_scalar(d, buf);
    if (s.kind == KT_S_COMPLEX)
        return !np_warns_complex(ks, d, KT_I64) ? KI_ERR
               : d == KT_CLD                    ? np_int_from_long(ks, kt_scalar_as_long(&s))
                                                : ki_int_from_double(ks, s.c.re);
    if (d == KT_LD) return np_int_from_long(ks, kt_scalar_as_long(&s));
    if (s.kind == KT_S_FLOAT) return ki_int_from_double(ks, s.f);
    return s.kind == KT_S_UINT ? ki_int_from_u64(ks, s.u) : ki_int_from_i64(ks, s.i);
}
static KiValue u_float(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d < 0) return item_as(ks, v, KI_K_FLOAT);
    if (!np_warns_complex(ks, d, KT_F64)) return KI_ERR;
    KtScalar s = kt_load_scalar(d, buf);
    return ki_float(kt_scalar_as_double(&s));
}
static KiValue u_index(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d < 0) return not_number(ks, v, "'%s%s' object cannot be interpreted as an integer");
    if (d == KT_BOOL &&
        !ki_warn(
            ks, KI_EXC_DeprecationWarning, 1,
            "In future, it will be an error for 'np.bool_' scalars to be interpreted as an index"))
        return KI_ERR;
    return u_integer(ks, v);
}
static int truth(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d == KT_BOOL) return buf[0] != 0;
    if (d < 0 && ki_is_str(v)) return ki_str_of(v)->len != 0;
    if (d < 0 && ki_has_layout(v, KI_K_BYTES)) return ki_bytes_of(v)->len != 0;
    if (d < 0) return 1;
    KtScalar s = kt_load_scalar(d, buf);
    return kt_scalar_as_bool(&s);
}

/* --- text and hash --- */

static KiValue text_of(KiState *ks, KiValue v, bool as_repr) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d < 0) return ki_str_format(ks, "<%s object>", ki_type_name(ks, v));
    KtCtx *ctx = ki_kt_np(ks);
    bool old = ctx->numpy_print.legacy == 113 && kt_is_inexact_dtype(d);
    if ((d == KT_F64 && !old) || kt_is_int_dtype(d) || d == KT_BOOL || (d == KT_C128 && !old)) {
        KiValue n = ki_from_element(ks, d, buf);
        KiValue r = n == KI_ERR ? KI_ERR : ki_repr(ks, n);
        ki_decref(ks, n);
        return r;
    }
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    bool ok = old ? kt_scalar_text_old(ctx, d, buf, as_repr, &b) : kt_scalar_text(ctx, d, buf, &b);
    KiValue r =
        ok ? b.failed ? ki_raise_nomem(ks) : ki_str_from_utf8(ks, b.data, b.len) : ki_kt_raise(ks);
    kb_strbuf_free(&b);
    return r;
}
static KiValue repr(KiState *ks, KiValue v) {
    return text_of(ks, v, true);
}
static KiValue str(KiState *ks, KiValue v) {
    return text_of(ks, v, false);
}
static bool hash(KiState *ks, KiValue v, int64_t *out) {
    KiValue n = plain_number(ks, v);
    bool ok = n != KI_ERR && ki_hash(ks, n, out);
    ki_decref(ks, n);
    return ok;
}
/* A number formats as Python's of its kind, even with no format at all; anything else as its text.
 */
NA_FN(m_format) {
    if (!ki_is_str(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "__format__() argument 1 must be str, not %s",
                        ki_arg_type_name(ks, args[1]));
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    KiValue n = d < 0 ? ki_str(ks, args[0]) : plain_number(ks, args[0]);
    KiValue r = n == KI_ERR ? KI_ERR : ki_format(ks, n, args[1]);
    ki_decref(ks, n);
    return r;
}

/* --- construction --- */

static int dtype_of_class(KiState *ks, KiType *cls) {
    KiNpState *np = ki_np(ks);
    for (int i = 0; i < KT_N_DTYPES; i++)
        if (np->scalar[i] == cls) return i;
    for (int i = 0; i < KT_N_DTYPES; i++)
        if (np->scalar[i] && ki_is_subtype(cls, np->scalar[i])) return i;
    return -1;
}

static KiValue scalar_as(KiState *ks, KiType *cls, int dtype, const void *p) {
    if (dtype == KT_BOOL || !(cls->flags & KI_TF_HEAP) || dtype == KT_F64 || dtype == KT_C128)
        return np_scalar(ks, dtype, p);
    return scalar_of_class(ks, cls, dtype, p);
}

/* The value through Python's own float(), int(), complex(). */
static KiValue through_python(KiState *ks, int dtype, KiValue v) {
    KiKind k = kt_is_complex_dtype(dtype) ? KI_K_COMPLEX
               : kt_is_float_dtype(dtype) ? KI_K_FLOAT
                                          : KI_K_INT;
    return ki_call1(ks, ki_from_obj(ks->types[k]), v);
}

static KiValue from_number(KiState *ks, KiType *cls, int dtype, const KtScalar *s) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    if (s->kind == KT_S_FLOAT && s->dtype < 0 && kt_is_int_dtype(dtype) && !isfinite(s->f))
        return ki_raise(ks, isnan(s->f) ? KI_EXC_ValueError : KI_EXC_OverflowError, "%s",
                        isnan(s->f) ? "cannot convert float NaN to integer"
                                    : "cannot convert float infinity to integer");
    if (s->kind == KT_S_FLOAT && s->dtype < 0 && kt_is_int_dtype(dtype) &&
        (s->f >= (kt_kernel_dtype(dtype) == KT_U64 ? 0x1p64 : 0x1p63) || s->f < -0x1p63))
        return ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C long");
    if (s->kind == KT_S_FLOAT && s->dtype >= 0 && kt_is_int_dtype(dtype)) {
        int bits = 8 * (int)kt_dtype_size(dtype) - (kt_dtype_info[dtype].kind != 'u');
        KtCtx *ctx = ki_ts(ks)->ctx;
        if ((!(s->f < ldexp(1, bits)) || s->f <= (bits & 1 ? -ldexp(1, bits) - 1 : -1)) &&
            !kt_fp_event(ctx, ctx->errstate_invalid, "invalid value", "cast"))
            return ki_kt_raise(ks);
    }
    if (s->kind == KT_S_COMPLEX && s->dtype < 0 && !kt_is_complex_dtype(dtype) && dtype != KT_BOOL)
        return ki_raise(ks, KI_EXC_TypeError,
                        kt_is_float_dtype(dtype)
                            ? "float() argument must be a string or a real number, not 'complex'"
                            : "int() argument must be a string, a bytes-like object or a real "
                              "number, not 'complex'");
    if (!ki_check_wrapped(ks, dtype, s)) return KI_ERR;
    if (dtype == KT_BOOL) {
        buf[0] = kt_scalar_as_bool(s);
        return scalar_as(ks, cls, KT_BOOL, buf);
    }
    kt_store_number(true, dtype, buf, s);
    if (!ki_check_narrowed(ks, dtype, s, buf)) return KI_ERR;
    return scalar_as(ks, cls, dtype, buf);
}

/* Whether a class of numbers is called with one argument at most, and none by name. float64 is
 * asked as Python's float, most others by a reader that does not tell whose arguments they are. */
static bool takes_one(KiState *ks, const char *name, int nargs, KiValue kwnames) {
    const KiTuple *names = kwnames == KI_ABSENT ? NULL : ki_tuple_of(kwnames);
    int named = names ? (int)names->len : 0;
    if (nargs + named <= 1 && !named) return true;
    if (!strcmp(name, "float64")) {
        if (named)
            ki_raise(ks, KI_EXC_TypeError, "float() takes no keyword arguments");
        else
            ki_raise(ks, KI_EXC_TypeError, "float expected at most 1 argument, got %d", nargs);
        return false;
    }
    bool told = !strcmp(name, "bool_") || !strcmp(name, "object_");
    if (nargs + named > 1) {
        ki_raise(ks, KI_EXC_TypeError, "%s%s takes at most 1 %sargument (%d given)",
                 told ? name : "function", told ? "()" : "", nargs ? "" : "keyword ",
                 nargs + named);
        return false;
    }
    const char *word = ki_str_utf8(ks, ki_str_of(names->items[0]), NULL);
    if (word)
        ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for %s%s", word,
                 told ? name : "this function", told ? "()" : "");
    return false;
}

/* An array of a class of its own as elements of the dtype: of the same class. KI_ABSENT: v is none,
 * or has no dimensions. */
static KiValue in_its_class(KiState *ks, KiValue v, KiNpDtype *d) {
    if (!ki_is_ndarray(v) || ki_obj(v)->shape->type == ks->types[KI_K_NDARRAY] ||
        !ki_tensor_of(v)->ndim)
        return KI_ABSENT;
    KiValue arg = ki_from_obj(d);
    return ki_call_method_cstr(ks, v, "astype", &arg, 1);
}

/* object_(x) is what an array of objects gives back for x. */
static KiValue object_new(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!takes_one(ks, "object_", nargs, kwnames)) return KI_ERR;
    if (!nargs) return KI_NONE;
    KiValue own = in_its_class(ks, args[0], ki_np(ks)->object_dtype);
    if (own != KI_ABSENT) return own;
    return np_as_scalar(ks, np_array_from(ks, args[0], ki_np(ks)->object_dtype, true, 'K', 0));
}

static KiValue scalar_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_ts(ks) || !ki_np(ks)) return ki_raise(ks, KI_EXC_RuntimeError, "numpy is not imported");
    ki_kt_np(ks);
    int dtype = dtype_of_class(ks, cls);
    char name[80];
    snprintf(name, sizeof name, "%s", ki_type_name(ks, ki_from_obj(cls)));
    KiNpState *np = ki_np(ks);
    if (ki_is_subtype(cls, np->classes[NP_DATETIME]) ||
        ki_is_subtype(cls, np->classes[NP_TIMEDELTA]))
        return ki_raise(ks, KI_EXC_NotImplementedError, "%s", name);
    if (cls == np->classes[NP_OBJECT]) return object_new(ks, args, nargs, kwnames);
    if (dtype < 0)
        return ki_raise(ks, KI_EXC_TypeError, "cannot create '%s.%s' instances", "numpy",
                        ki_str_utf8(ks, cls->name, NULL));
    const char *asked = dtype == KT_F64 ? "float64" : dtype == KT_BOOL ? "bool_" : "";
    if ((nargs > 1 || kwnames != KI_ABSENT) && !takes_one(ks, asked, nargs, kwnames)) return KI_ERR;
    KtScalar s = kt_scalar_int(0);
    if (nargs == 0) return from_number(ks, cls, dtype, &s);
    KiValue v = args[0];
    if (np_is_time_scalar(v)) { /* the count of its unit */
        KiValue arg[2] = {v, ki_from_obj(np_dtype_of_num(ks, dtype))};
        return np_scalar_method(ks, "astype", arg, 2, KI_ABSENT);
    }
    _Alignas(16) char buf[KT_ITEM_MAX];
    int own = np_scalar_get(ks, v, buf);
    if (own >= 0) {
        s = kt_load_scalar(own, buf);
        s.dtype = own;
        if (!np_warns_complex(ks, own, dtype)) return KI_ERR;
        if (s.kind == KT_S_COMPLEX && !kt_is_complex_dtype(dtype) && dtype != KT_BOOL) {
            s = own == KT_CLD ? kt_scalar_long(kt_scalar_as_long(&s)) : kt_scalar_float(s.c.re);
            s.dtype = kt_real_dtype(own) == KT_LD ? KT_LD : KT_F64;
        }
        if (s.kind == KT_S_FLOAT && kt_is_int_dtype(dtype)) { /* cast, with what that reports */
            KtTensor *x = kt_scalar_tensor(ki_kt_np(ks), s.dtype, &s);
            KtTensor *y = x ? np_checked_cast(ki_kt_np(ks), x, dtype, 'C') : NULL;
            if (y) s = kt_load_scalar(dtype, y->data);
            kt_xdecref(ki_kt_np(ks), x);
            kt_xdecref(ki_kt_np(ks), y);
            if (!y) return ki_kt_raise(ks);
        }
        return from_number(ks, cls, dtype, &s);
    }
    if (dtype == KT_BOOL && !ki_is_ndarray(v) && !ki_is_list(v) && !ki_is_tensor(v) &&
        !ki_is_tuple(v)) {
        int t = ki_truth(ks, v);
        return t < 0 ? KI_ERR : np_bool(ks, t == 1);
    }
    int r = ki_is_tensor(v) ? 0 : ki_to_scalar(ks, v, &s);
    if (r < 0 && kt_is_long_dtype(dtype) && ki_pending_is(ks, KI_EXC_OverflowError)) {
        ki_clear_exc(ks); /* an int of any size, by its digits */
        KiValue text = ki_str(ks, v);
        bool read = text != KI_ERR && np_long_from_text(ks, text, &s);
        ki_decref(ks, text);
        if (!read) return KI_ERR;
        r = 1;
    }
    if (r < 0 && dtype >= KT_LL && ki_pending_is(ks, KI_EXC_OverflowError)) {
        ki_clear_exc(ks);
        return ki_raise(ks, KI_EXC_OverflowError, "int too big to convert");
    }
    if (r < 0) return KI_ERR;
    if (r == 1) return from_number(ks, cls, dtype, &s);
    if (ki_is_none(v) && kt_is_inexact_dtype(dtype)) {
        s = kt_is_complex_dtype(dtype) ? kt_scalar_complex(NAN, NAN) : kt_scalar_float(NAN);
        return from_number(ks, cls, dtype, &s);
    }
    const KiSlots *slots = ki_slots_of(ks, v);
    bool array = ki_is_ndarray(v) || ki_is_list(v) || ki_is_tuple(v) || ki_is_tensor(v) ||
                 (!ki_is_str(v) && !ki_has_layout(v, KI_K_BYTES) && slots->len && slots->getitem);
    /* float64 is Python's float first, which an array of one element converts to */
    bool single = dtype == KT_F64 && array && (ki_is_ndarray(v) || ki_is_tensor(v)) &&
                  ki_tensor_of(v)->numel == 1;
    if (array && !single) {
        KiValue kept = in_its_class(ks, v, np_dtype_of_num(ks, dtype));
        if (kept != KI_ABSENT) return kept;
        KtTensor *t = np_from_any(ks, v, dtype);
        if (!t) return KI_ERR;
        if (!t->ndim) {
            KiValue one = scalar_as(ks, cls, dtype, t->data);
            kt_decref(ki_kt_np(ks), t);
            return one;
        }
        if (ki_is_ndarray(v) && t->refs > 1 && t->ndim) {
            KtTensor *c = kt_clone(ki_kt_np(ks), t);
            kt_decref(ki_kt_np(ks), t);
            t = c;
        }
        return np_value(ks, t, KI_ABSENT);
    }
    if (dtype == KT_LD && (ki_is_str(v) || ki_has_layout(v, KI_K_BYTES)))
        return np_long_from_text(ks, v, &s) ? from_number(ks, cls, dtype, &s) : KI_ERR;
    KiValue text =
        kt_is_complex_dtype(dtype) && ki_has_layout(v, KI_K_BYTES)
            ? ki_str_from_utf8(ks, (const char *)ki_bytes_of(v)->data, ki_bytes_of(v)->len)
            : ki_new_ref(v);
    bool read = text != KI_ERR && ki_is_str(text);
    KiValue n = text == KI_ERR ? KI_ERR : through_python(ks, dtype, text);
    ki_decref(ks, text);
    if (n == KI_ERR && !read && kt_is_complex_dtype(dtype) && ki_pending_is(ks, KI_EXC_TypeError)) {
        ki_clear_exc(ks);
        return ki_raise(ks, KI_EXC_TypeError, "must be real number, not %s", ki_type_name(ks, v));
    }
    if (n == KI_ERR) return KI_ERR;
    r = ki_to_scalar(ks, n, &s);
    ki_decref(ks, n);
    return r == 1 ? from_number(ks, cls, dtype, &s) : KI_ERR;
}
static bool scalar_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return true;
}

/* x[()] and x[...], as a 0-d array. */
static KiValue getitem(KiState *ks, KiValue v, KiValue key) {
    if (ki_is_tuple(key) && ki_tuple_of(key)->len == 0) return ki_new_ref(v);
    if (key == KI_ELLIPSIS || ki_is_none(key) || ki_is_tuple(key)) {
        KtTensor *t = np_from_any(ks, v, KT_NO_DTYPE);
        KiValue a = t ? ki_ndarray_wrap(ks, t, KI_ABSENT) : KI_ERR;
        KiValue r = a == KI_ERR ? KI_ERR : ki_getitem(ks, a, key);
        ki_decref(ks, a);
        return r;
    }
    return ki_raise(ks, KI_EXC_IndexError, "invalid index to scalar variable.");
}

#define NUMBER_SLOTS                                                                               \
    .repr = repr, .str = str, .hash = hash, .compare = compare, .new_ = scalar_new,                \
    .init = scalar_init, .truth = truth, .getitem = getitem,                                       \
    .unary = {[KI_NEG] = u_neg,       [KI_POS] = u_pos,     [KI_ABS] = u_abs,                      \
              [KI_INVERT] = u_invert, [KI_INT] = u_integer, [KI_FLOAT] = u_float},                 \
    .binary = {[KI_ADD] = b_add,                                                                   \
               [KI_SUB] = b_sub,                                                                   \
               [KI_MUL] = b_mul,                                                                   \
               [KI_TRUEDIV] = b_truediv,                                                           \
               [KI_FLOORDIV] = b_floordiv,                                                         \
               [KI_MOD] = b_mod,                                                                   \
               [KI_POW] = b_pow,                                                                   \
               [KI_LSHIFT] = b_lshift,                                                             \
               [KI_RSHIFT] = b_rshift,                                                             \
               [KI_AND] = b_and,                                                                   \
               [KI_OR] = b_or,                                                                     \
               [KI_XOR] = b_xor,                                                                   \
               [KI_MATMUL] = b_matmul,                                                             \
               [KI_DIVMOD] = b_divmod},                                                            \
    .get_buffer = np_get_scalar_buffer, .release_buffer = np_release_scalar_buffer

const KiSlots ki_npscalar_slots = {NUMBER_SLOTS, .struct_size = sizeof(KiNpScalar)};
static const KiSlots index_slots = {.unary = {[KI_INDEX] = u_index}};
static const KiSlots boxed_slots = {.dealloc = boxed_dealloc, NUMBER_SLOTS};
/* numpy.str_ and bytes_: text with a class of its own. */
/* Without the nulls at the end, which an array would not keep. */
static KiValue text_repr(KiState *ks, KiValue v) {
    KiValue cut;
    if (ki_is_str(v)) {
        KiStr *s = ki_str_of(v);
        int64_t n = (int64_t)s->len;
        while (n > 0 && ki_str_at(s, n - 1) == 0)
            n--;
        cut = ki_str_slice(ks, s, 0, n, 1, n);
    } else {
        KiBytes *b = ki_bytes_of(v);
        size_t n = b->len;
        while (n > 0 && b->data[n - 1] == 0)
            n--;
        cut = ki_bytes_from(ks, b->data, n);
    }
    KiValue r = cut == KI_ERR ? KI_ERR : ki_repr(ks, cut);
    ki_decref(ks, cut);
    return r;
}
static KiValue text_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiKind k = ki_is_subtype(cls, ks->types[KI_K_STR]) ? KI_K_STR : KI_K_BYTES;
    KiValue inner = ki_call(ks, ki_from_obj(ks->types[k]), args, nargs, kwnames);
    if (inner == KI_ERR && nargs == 1 && kwnames == KI_ABSENT && k == KI_K_BYTES) {
        ki_clear_exc(ks); /* by way of an array, in ASCII */
        KiNpDtype *d = np_text_dtype(ks, 'S', 0);
        KiValue r = d ? np_array_from(ks, args[0], d, true, 'K', 0) : KI_ERR;
        if (d) ki_decref_obj(ks, &d->h);
        return np_as_scalar(ks, r);
    }
    return inner == KI_ERR ? KI_ERR : ki_box(ks, cls, inner);
}
/* Text of numpy meets numpy's numbers as an array does; else it is what Python's text is. */
static KiValue text_binary(KiState *ks, KtOp op, KiBinaryOp slot, KiValue a, KiValue b) {
    KtScalar s;
    bool number = is_numpy_text(ks, a) && !ki_is_int(b) && !ki_is_float(b) && !ki_is_bool(b) &&
                  np_is_scalar(ks, b) && operand_kind(ks, b, &s) == 1;
    if (number && op == KT_OP_FLOOR_DIV && s.kind == KT_S_COMPLEX && s.dtype >= 0)
        return KI_NOT_IMPLEMENTED; /* complex scalars have no such operator, and are asked */
    if (number) return np_binary_op(ks, op, a, b);
    bool text = ki_is_str(a) || ki_is_str(b);
    KiType *base = ks->types[text ? KI_K_STR : KI_K_BYTES];
    KiValue (*own)(KiState *, KiValue, KiValue) = base->slots->binary[slot];
    return own ? own(ks, a, b) : KI_NOT_IMPLEMENTED;
}
#define TEXT_OPERATOR(name, OP, SLOT)                                                              \
    static KiValue t_##name(KiState *ks, KiValue a, KiValue b) {                                   \
        return text_binary(ks, KT_OP_##OP, KI_##SLOT, a, b);                                       \
    }
TEXT_OPERATOR(sub, SUB, SUB)
TEXT_OPERATOR(mul, MUL, MUL)
TEXT_OPERATOR(truediv, DIV, TRUEDIV)
TEXT_OPERATOR(floordiv, FLOOR_DIV, FLOORDIV)
TEXT_OPERATOR(pow, POW, POW)
TEXT_OPERATOR(lshift, LSHIFT, LSHIFT)
TEXT_OPERATOR(rshift, RSHIFT, RSHIFT)
TEXT_OPERATOR(and, BITWISE_AND, AND)
TEXT_OPERATOR(or, BITWISE_OR, OR)
TEXT_OPERATOR(xor, BITWISE_XOR, XOR)
static const KiSlots text_slots = {.dealloc = boxed_dealloc,
                                   .get_buffer = np_get_scalar_buffer,
                                   .release_buffer = np_release_scalar_buffer,
                                   .repr = text_repr,
                                   .new_ = text_new,
                                   .init = scalar_init,
                                   .binary = {[KI_SUB] = t_sub,
                                              [KI_MUL] = t_mul,
                                              [KI_TRUEDIV] = t_truediv,
                                              [KI_FLOORDIV] = t_floordiv,
                                              [KI_POW] = t_pow,
                                              [KI_LSHIFT] = t_lshift,
                                              [KI_RSHIFT] = t_rshift,
                                              [KI_AND] = t_and,
                                              [KI_OR] = t_or,
                                              [KI_XOR] = t_xor}};

/* --- methods --- */

NA_FN(m_item) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    if (kt_is_long_dtype(np_scalar_get(ks, args[0], buf))) return ki_new_ref(args[0]);
    return plain_number(ks, args[0]);
}
NA_FN(m_copy) {
    return ki_new_ref(args[0]);
}
NA_FN(m_round) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    if (d < 0) return not_number(ks, args[0], "type %s%s doesn't define __round__ method");
    bool complex_number = kt_is_complex_dtype(d);
    if (complex_number &&
        !ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "The Python built-in `round` is deprecated for complex scalars, and will raise a "
                 "`TypeError` in a future release. Use `np.round` or `scalar.round` instead."))
        return KI_ERR;
    if (ki_is_none(args[1]) && !complex_number) {
        KiValue n = plain_number(ks, args[0]);
        KiValue f = n == KI_ERR ? KI_ERR : ki_import_attr(ks, "builtins", "round");
        KiValue r = f == KI_ERR ? KI_ERR : ki_call1(ks, f, n);
        ki_decref(ks, f);
        ki_decref(ks, n);
        return r;
    }
    NA;
    KtTensor *x = na_arr(&a, 0);
    int64_t n = na_int_opt(&a, 1, 0);
    return na_ret_value(&a, a.failed ? NULL : kt_round_decimals(a.ctx, x, (int)n, NULL));
}
NA_FN(m_is_integer) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    if (np_is_time_scalar(args[0]))
        return KI_TRUE; /* of a span: a whole number, counted in units */
    if (d < 0 || d == KT_BOOL || kt_is_complex_dtype(d))
        return ki_raise(ks, KI_EXC_AttributeError, "'%s' object has no attribute 'is_integer'",
                        ki_type_name(ks, args[0]));
    KtScalar s = kt_load_scalar(d, buf);
    long double x = kt_scalar_as_long(&s);
    return ki_bool(s.kind != KT_S_FLOAT || (isfinite(x) && floorl(x) == x));
}
/* x.bit_count() of whole numbers, numerator and denominator. */
NA_FN(m_bit_count) {
    if (np_is_other_scalar(args[0]))
        return ki_raise(ks, KI_EXC_AttributeError, "'%s' object has no attribute 'bit_count'",
                        ki_type_name(ks, args[0]));
    KiValue n = plain_number(ks, args[0]);
    KiValue r = n == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, n, "bit_count", NULL, 0);
    ki_decref(ks, n);
    return r;
}
static KiValue get_numerator(KiState *ks, KiValue v, void *closure) {
    return ki_new_ref(v);
}
static KiValue get_denominator(KiState *ks, KiValue v, void *closure) {
    return ki_small_int(1);
}
NA_FN(m_as_integer_ratio) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    if (d < 0 || !kt_is_float_dtype(d))
        return ki_raise(ks, KI_EXC_AttributeError,
                        "'%s' object has no attribute 'as_integer_ratio'",
                        ki_type_name(ks, args[0]));
    if (d == KT_LD) return np_helper(ks, "_long_ratio", args, 1);
    KiValue n = plain_number(ks, args[0]);
    KiValue r = n == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, n, "as_integer_ratio", NULL, 0);
    ki_decref(ks, n);
    return r;
}
NA_FN(m_complex) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    if (d < 0) {
        if (ki_has_layout(args[0], KI_K_BYTES))
            return not_number(ks, args[0],
                              "complex() first argument must be a string or a number, not '%s%s'");
        KiValue x = item_as(ks, args[0], KI_K_FLOAT);
        return x == KI_ERR ? KI_ERR : ki_complex_new(ks, ki_float_val(x), 0);
    }
    KtScalar s = kt_load_scalar(d, buf);
    return s.kind == KT_S_COMPLEX ? ki_complex_new(ks, s.c.re, s.c.im)
                                  : ki_complex_new(ks, kt_scalar_as_double(&s), 0);
}
/* Pickling: scalar(dtype, bytes). */
NA_FN(m_reduce) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    if (d < 0) return np_pickling(ks, "reduce_scalar", args, 1); /* text */
    KiValue f = ki_import_attr(ks, "numpy.core.multiarray", "scalar");
    if (f == KI_ERR) return KI_ERR;
    KiValue data = ki_bytes_from(ks, buf, kt_dtype_size(d));
    KiValue inner =
        data == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ki_np(ks)->dtypes[d]), data);
    KiValue r = inner == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, f, inner);
    ki_decref(ks, inner);
    ki_decref(ks, data);
    ki_decref(ks, f);
    return r;
}
NA_FN(f_scalar) {
    KiNpDtype *d = np_to_dtype(ks, args[0]);
    if (!d) return KI_ERR;
    int num = d->num;
    ki_decref_obj(ks, &d->h);
    if (num < 0 || !ki_has_layout(args[1], KI_K_BYTES) ||
        ki_bytes_of(args[1])->len != kt_dtype_size(num))
        return ki_raise(ks, KI_EXC_ValueError, "initialization string is too small");
    return np_scalar(ks, num, ki_bytes_of(args[1])->data);
}
/* Only the abstract classes of numbers have type variables. */
NA_FN(m_class_getitem) {
    static const enum KiNpClass abstract[] = {NP_NUMBER,   NP_INTEGER, NP_SIGNED,
                                              NP_UNSIGNED, NP_INEXACT, NP_FLOATING};
    KiType **c = ki_np(ks)->classes, *cls = (KiType *)ki_obj(args[0]);
    if (cls == c[NP_COMPLEXFLOATING]) return np_generic_alias(ks, args[0], args[1], 2);
    for (size_t i = 0; i < sizeof abstract / sizeof *abstract; i++)
        if (cls == c[abstract[i]]) return np_generic_alias(ks, args[0], args[1], 1);
    char name[80];
    return ki_raise(ks, KI_EXC_TypeError, "There are no type variables left in %s",
                    np_class_name(ks, cls, name));
}

static const KiDef methods[] = {{"__format__", "(self, format_spec, /)", (void *)m_format, NULL, 0},
                                {"item", "(self, *args)", (void *)m_item, NULL, 0},
                                {"__copy__", "(self)", (void *)m_copy, NULL, 0},
                                {"__deepcopy__", "(self, memo=None, /)", (void *)m_copy, NULL, 0},
                                {"__round__", "(self, ndigits=None)", (void *)m_round, NULL, 0},
                                {"__complex__", "(self)", (void *)m_complex, NULL, 0},
                                {"__reduce__", "(self)", (void *)m_reduce, NULL, 0},
                                {"is_integer", "(self)", (void *)m_is_integer, NULL, 0},
                                {"as_integer_ratio", "(self)", (void *)m_as_integer_ratio, NULL, 0},
                                KI_DEF_END};
static const KiDef class_methods[] = {
    {"__class_getitem__", "(cls, key, /)", (void *)m_class_getitem, NULL, KI_DEF_CLASS},
    KI_DEF_END};
static const KiDef integer_methods[] = {{"bit_count", "(self)", (void *)m_bit_count, NULL, 0},
                                        {"is_integer", "(self)", (void *)m_is_integer, NULL, 0},
                                        KI_DEF_END};
static const KiGetsetDef integer_getsets[] = {{"numerator", get_numerator, NULL, NULL, NULL},
                                              {"denominator", get_denominator, NULL, NULL, NULL},
                                              {NULL, NULL, NULL, NULL, NULL}};
static const KiDef functions[] = {{"_scalar", "(dtype, data, /)", (void *)f_scalar, NULL, 0},
                                  KI_DEF_END};

/* --- attributes: dtype, shape and so on --- */

enum {
    S_DTYPE,
    S_NDIM,
    S_SHAPE,
    S_SIZE,
    S_ITEMSIZE,
    S_NBYTES,
    S_SELF,
    S_REAL,
    S_IMAG,
    S_NONE,
    S_STRIDES,
    S_FLAT
};

static KiValue text_attr(KiState *ks, KiValue v, int what);

static KiValue scalar_attr(KiState *ks, KiValue v, void *closure) {
    int what = (int)(intptr_t)closure;
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d < 0) return text_attr(ks, v, what);
    switch (what) {
    case S_DTYPE:
        return ki_new_ref(ki_from_obj(ki_np(ks)->dtypes[d]));
    case S_ITEMSIZE:
    case S_NBYTES:
        return ki_small_int((int64_t)kt_dtype_size(d));
    case S_REAL:
        return np_scalar(ks, kt_real_dtype(d), buf);
    case S_IMAG:
        if (kt_is_complex_dtype(d))
            return np_scalar(ks, kt_real_dtype(d), buf + kt_dtype_size(d) / 2);
        memset(buf, 0, sizeof buf);
        return np_scalar(ks, d, buf);
    case S_FLAT: {
        KtTensor *t = np_from_any(ks, v, KT_NO_DTYPE);
        KiValue x = t ? ki_ndarray_wrap(ks, t, KI_ABSENT) : KI_ERR;
        KiValue r = x == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, x, "flat");
        ki_decref(ks, x);
        return r;
    }
    default:
        return text_attr(ks, v, what);
    }
}
static KiValue text_attr(KiState *ks, KiValue v, int what) {
    switch (what) {
    case S_DTYPE:
    case S_ITEMSIZE:
    case S_NBYTES: {
        if (!ki_is_str(v) && !ki_has_layout(v, KI_K_BYTES)) return KI_NONE;
        int64_t n = ki_is_str(v) ? (int64_t)ki_str_of(v)->len * 4 : (int64_t)ki_bytes_of(v)->len;
        if (what != S_DTYPE) return ki_int_from_i64(ks, n);
        KiNpDtype *d = np_text_dtype(ks, ki_is_str(v) ? 'U' : 'S', ki_is_str(v) ? n / 4 : n);
        return d ? ki_from_obj(d) : KI_ERR;
    }
    case S_NDIM:
        return ki_small_int(0);
    case S_SHAPE:
    case S_STRIDES:
        return ki_new_ref(ks->empty_tuple);
    case S_SIZE:
        return ki_small_int(1);
    case S_SELF:
    case S_REAL:
        return ki_new_ref(v);
    case S_IMAG: /* of text: none */
        if (ki_is_str(v) || ki_has_layout(v, KI_K_BYTES))
            return ki_call(ks, ki_from_obj(&ki_obj(v)->shape->type->h), NULL, 0, KI_ABSENT);
        return KI_NONE;
    default:
        return KI_NONE;
    }
}
#define ATTR(name, what)                                                                           \
    { name, scalar_attr, NULL, NULL, (void *)(intptr_t)(what) }
static const KiGetsetDef getsets[] = {ATTR("dtype", S_DTYPE),
                                      ATTR("ndim", S_NDIM),
                                      ATTR("shape", S_SHAPE),
                                      ATTR("size", S_SIZE),
                                      ATTR("itemsize", S_ITEMSIZE),
                                      ATTR("nbytes", S_NBYTES),
                                      ATTR("T", S_SELF),
                                      ATTR("real", S_REAL),
                                      ATTR("imag", S_IMAG),
                                      ATTR("base", S_NONE),
                                      ATTR("strides", S_STRIDES),
                                      ATTR("flat", S_FLAT),
                                      {NULL, NULL, NULL, NULL, NULL}};

/* --- the hierarchy --- */

/* "numpy." before a class's name, for messages. */
static const char *np_type_name(const char *name) {
    static const char *const names[] = {"numpy.number",
                                        "numpy.integer",
                                        "numpy.signedinteger",
                                        "numpy.unsignedinteger",
                                        "numpy.inexact",
                                        "numpy.floating",
                                        "numpy.complexfloating",
                                        "numpy.flexible",
                                        "numpy.character",
                                        "numpy.void",
                                        "numpy.object_",
                                        "numpy.datetime64",
                                        "numpy.timedelta64",
                                        "numpy.bool_",
                                        "numpy.int8",
                                        "numpy.int16",
                                        "numpy.int32",
                                        "numpy.int64",
                                        "numpy.uint8",
                                        "numpy.uint16",
                                        "numpy.uint32",
                                        "numpy.uint64",
                                        "numpy.longlong",
                                        "numpy.ulonglong",
                                        "numpy.longdouble",
                                        "numpy.clongdouble",
                                        "numpy.float128",
                                        "numpy.complex256",
                                        "numpy.float96",
                                        "numpy.complex192",
                                        "numpy.float16",
                                        "numpy.float32",
                                        "numpy.float64",
                                        "numpy.complex64",
                                        "numpy.complex128",
                                        "numpy.str_",
                                        "numpy.bytes_"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i] + 6, name)) return names[i];
    return NULL;
}

static KiType *new_class(KiState *ks, KiModule *m, const char *name, KiType *base,
                         const KiSlots *slots, KiKind layout, uint32_t size, uint32_t flags) {
    KiTypeDef def = {.name = name,
                     .module = "numpy",
                     .doc = "",
                     .struct_size = size,
                     .flags = flags | KI_TF_BASETYPE,
                     .layout = layout,
                     .slots = slots};
    KiType *t = ki_native_type(ks, &def, base);
    if (t) t->tp_name = np_type_name(name);
    if (t && !ki_module_add(ks, m, name, ki_new_ref(ki_from_obj(t)))) return NULL;
    return t;
}

/* Gives t, whose layout comes from its Python base, NumPy's bases too: t, [first's MRO], second's.
 * first_mro comes first if text is false. */
static bool set_two_bases(KiState *ks, KiType *t, KiType *numpy_base, bool python_first) {
    KiTuple *py = t->base->mro, *np = numpy_base->mro;
    int64_t n_np = np->len - 1, n_py = py->len - 1; /* both end with object */
    KiTuple *mro = ki_tuple_alloc(ks, n_np + n_py + 2);
    if (!mro) return false;
    int64_t n = 0;
    mro->items[n++] = ki_new_ref(ki_from_obj(t));
    for (int64_t i = 0; python_first && i < n_py; i++)
        mro->items[n++] = ki_new_ref(py->items[i]);
    for (int64_t i = 0; i < n_np; i++)
        mro->items[n++] = ki_new_ref(np->items[i]);
    for (int64_t i = 0; !python_first && i < n_py; i++)
        mro->items[n++] = ki_new_ref(py->items[i]);
    mro->items[n++] = ki_new_ref(py->items[py->len - 1]);
    KiValue bases = python_first
                        ? ki_tuple_pack(ks, 2, ki_from_obj(t->base), ki_from_obj(numpy_base))
                        : ki_tuple_pack(ks, 2, ki_from_obj(numpy_base), ki_from_obj(t->base));
    if (bases == KI_ERR) return false;
    ki_decref_obj(ks, &t->mro->h);
    t->mro = mro;
    ki_decref_obj(ks, &t->bases->h);
    t->bases = (KiTuple *)ki_obj(bases);
    ki_type_cache_flush(ks, t);
    return true;
}

const char *np_scalar_class_name(int dtype) {
    if (dtype == KT_BOOL) return "bool_";
    if (dtype == KT_LL) return "longlong";
    if (dtype == KT_ULL) return "ulonglong";
    if (kt_is_long_dtype(dtype) && sizeof(long double) == sizeof(double))
        return dtype == KT_LD ? "longdouble" : "clongdouble";
    return kt_dtype_info[dtype].numpy_name;
}

bool np_init_scalar(KiState *ks, KiModule *m) {
    KiNpState *np = ki_np(ks);
    KiType *generic = ks->types[KI_K_NPSCALAR];
    KiType **c = np->classes;
    uint32_t size = sizeof(KiNpScalar);
    if (!ki_module_add(ks, m, "generic", ki_new_ref(ki_from_obj(generic)))) return false;
#define CLASS(id, name, base, slots)                                                               \
    if (!(c[id] = new_class(ks, m, name, base, slots, KI_K_NPSCALAR, size, 0))) return false
    CLASS(NP_NUMBER, "number", generic, NULL);
    CLASS(NP_INTEGER, "integer", c[NP_NUMBER], NULL);
    CLASS(NP_SIGNED, "signedinteger", c[NP_INTEGER], NULL);
    CLASS(NP_UNSIGNED, "unsignedinteger", c[NP_INTEGER], NULL);
    CLASS(NP_INEXACT, "inexact", c[NP_NUMBER], NULL);
    CLASS(NP_FLOATING, "floating", c[NP_INEXACT], NULL);
    CLASS(NP_COMPLEXFLOATING, "complexfloating", c[NP_INEXACT], NULL);
    CLASS(NP_FLEXIBLE, "flexible", generic, NULL);
    CLASS(NP_CHARACTER, "character", c[NP_FLEXIBLE], NULL);
    CLASS(NP_VOID, "void", c[NP_FLEXIBLE], NULL);
    CLASS(NP_OBJECT, "object_", generic, NULL);
    CLASS(NP_DATETIME, "datetime64", generic, NULL);
    CLASS(NP_TIMEDELTA, "timedelta64", c[NP_SIGNED], NULL);
#undef CLASS
    for (int i = 0; i < KT_N_DTYPES; i++) {
        if (i == KT_BF16) continue;
        char kind = kt_dtype_info[i].kind;
        KiType *base = kind == 'i'   ? c[NP_SIGNED]
                       : kind == 'u' ? c[NP_UNSIGNED]
                       : kind == 'f' ? c[NP_FLOATING]
                       : kind == 'c' ? c[NP_COMPLEXFLOATING]
                                     : generic;
        const char *name = np_scalar_class_name(i);
        KiType *python = i == KT_F64    ? ks->types[KI_K_FLOAT]
                         : i == KT_C128 ? ks->types[KI_K_COMPLEX]
                                        : NULL;
        if (python)
            np->scalar[i] =
                new_class(ks, m, name, python, &boxed_slots,
                          i == KT_F64 ? KI_K_FLOAT : KI_K_COMPLEX, sizeof(KiBoxed), KI_TF_BOXED);
        else
            np->scalar[i] = new_class(ks, m, name, base, strchr("biu", kind) ? &index_slots : NULL,
                                      KI_K_NPSCALAR, size, 0);
        if (!np->scalar[i] || (python && !set_two_bases(ks, np->scalar[i], base, false)))
            return false;
    }
    c[NP_STR] = new_class(ks, m, "str_", ks->types[KI_K_STR], &text_slots, KI_K_STR,
                          sizeof(KiBoxed), KI_TF_BOXED);
    c[NP_BYTES] = new_class(ks, m, "bytes_", ks->types[KI_K_BYTES], &text_slots, KI_K_BYTES,
                            sizeof(KiBoxed), KI_TF_BOXED);
    if (!c[NP_STR] || !c[NP_BYTES] || !set_two_bases(ks, c[NP_STR], c[NP_CHARACTER], true) ||
        !set_two_bases(ks, c[NP_BYTES], c[NP_CHARACTER], true))
        return false;
    for (int i = 0; i < 2; i++) {
        KiNpScalar *s = (KiNpScalar *)ki_instance_alloc(ks, np->scalar[KT_BOOL]);
        if (!s) return false;
        s->dtype = KT_BOOL;
        s->data[0] = (char)i;
        np->bools[i] = ki_from_obj(s);
    }
    return ki_type_add_methods(ks, generic, methods) && ki_type_add_getsets(ks, generic, getsets) &&
           ki_type_add_methods(ks, c[NP_NUMBER], class_methods) &&
           ki_type_add_methods(ks, c[NP_INTEGER], integer_methods) &&
           ki_type_add_getsets(ks, c[NP_INTEGER], integer_getsets) &&
           ki_module_add_functions(ks, m, functions) &&
           ki_module_add(ks, m, "True_", ki_new_ref(np->bools[1])) &&
           ki_module_add(ks, m, "False_", ki_new_ref(np->bools[0]));
}
