/* float: an immediate double. Python's rules for division, remainder, power and comparison with
 * integers of any size. */
#include <math.h>
#include <stdio.h>

#include "../base/bigint.h"
#include "../base/num.h"
#include "buffer.h"
#include "containers.h"
#include "number.h"

uint64_t ki_nan_count = 1;

double ki_float_of(KiValue v) {
    return ki_float_bare(ki_float_val(ki_unbox(v)));
}

bool ki_is_real_float(KiValue v) {
    return ki_is_float(v) || ki_has_layout(v, KI_K_FLOAT);
}

/* An operand of float arithmetic: 1 ok, 0 not a number of ours, -1 raised (int too large). */
static int operand(KiState *ks, KiValue v, double *out) {
    if (ki_is_float(v)) {
        *out = ki_float_val(v);
        return 1;
    }
    if (ki_is_int(v)) {
        *out = (double)ki_int_val(v);
        return 1;
    }
    if (ki_is_real_float(v)) {
        *out = ki_float_of(v);
        return 1;
    }
    if (ki_is_integer(v)) return ki_int_to_double(ks, v, out) ? 1 : -1;
    return 0;
}

double ki_float_mod(double a, double b) {
    double m = fmod(a, b);
    if (m != 0) return (b < 0) != (m < 0) ? m + b : m;
    return copysign(0.0, b);
}

double ki_float_floordiv(double a, double b) {
    double m = fmod(a, b), d = (a - m) / b;
    if (m != 0 && (b < 0) != (m < 0)) d -= 1.0;
    if (d == 0) return copysign(0.0, a / b);
    double f = floor(d);
    return d - f > 0.5 ? f + 1.0 : f;
}

/* a ** b of two floats; complex results go to obj_complex.c. */
KiValue ki_float_pow(KiState *ks, double a, double b) {
    if (b == 0) return ki_float(1.0);
    if (isnan(a) || isnan(b)) return ki_float(a == 1.0 ? 1.0 : NAN);
    if (a == 0 && b < 0 && isfinite(b))
        return ki_raise(ks, KI_EXC_ZeroDivisionError, "0.0 cannot be raised to a negative power");
    if (a < 0 && isfinite(a) && isfinite(b) && b != floor(b))
        return ki_complex_pow(ks, (KiComplexNum){a, 0}, (KiComplexNum){b, 0});
    double r = pow(a, b);
    if (isinf(r) && isfinite(a) && isfinite(b))
        return ki_raise_errno_text(ks, KI_EXC_OverflowError, 34, "Numerical result out of range");
    return ki_float(r);
}

static KiValue arithmetic(KiState *ks, double a, double b, KiBinaryOp op) {
    switch (op) {
    case KI_ADD:
        return ki_float(a + b);
    case KI_SUB:
        return ki_float(a - b);
    case KI_MUL:
        return ki_float(a * b);
    case KI_POW:
        return ki_float_pow(ks, a, b);
    default:
        break;
    }
    if (b == 0) {
        const char *text = op == KI_TRUEDIV  ? "float division by zero"
                           : op == KI_MOD    ? "float modulo"
                           : op == KI_DIVMOD ? "float divmod()"
                                             : "float floor division by zero";
        return ki_raise(ks, KI_EXC_ZeroDivisionError, "%s", text);
    }
    switch (op) {
    case KI_TRUEDIV:
        return ki_float(a / b);
    case KI_MOD:
        return ki_float(ki_float_mod(a, b));
    case KI_FLOORDIV:
        return ki_float(ki_float_floordiv(a, b));
    case KI_DIVMOD:
        return ki_tuple_pack(ks, 2, ki_float(ki_float_floordiv(a, b)),
                             ki_float(ki_float_mod(a, b)));
    default:
        return KI_NOT_IMPLEMENTED;
    }
}

static KiValue binary(KiState *ks, KiValue a, KiValue b, KiBinaryOp op) {
    double x, y;
    int ra = operand(ks, a, &x);
    if (ra <= 0) return ra < 0 ? KI_ERR : KI_NOT_IMPLEMENTED;
    int rb = operand(ks, b, &y);
    if (rb <= 0) return rb < 0 ? KI_ERR : KI_NOT_IMPLEMENTED;
    return arithmetic(ks, x, y, op);
}

#define FLOAT_BINARY(name, OP)                                                                     \
    static KiValue float_##name(KiState *ks, KiValue a, KiValue b) {                               \
        return binary(ks, a, b, OP);                                                               \
    }
FLOAT_BINARY(add, KI_ADD)
FLOAT_BINARY(sub, KI_SUB)
FLOAT_BINARY(mul, KI_MUL)
FLOAT_BINARY(truediv, KI_TRUEDIV)
FLOAT_BINARY(floordiv, KI_FLOORDIV)
FLOAT_BINARY(mod, KI_MOD)
FLOAT_BINARY(divmod, KI_DIVMOD)
FLOAT_BINARY(pow, KI_POW)

static KiValue float_pow3(KiState *ks, KiValue a, KiValue b, KiValue m) {
    if (m != KI_NONE)
        return ki_raise(ks, KI_EXC_TypeError,
                        "pow() 3rd argument not allowed unless all arguments are integers");
    return binary(ks, a, b, KI_POW);
}

static KiValue float_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_is_real_float(a)) { /* mixed operands: the float first, the comparison mirrored */
        static const KiCompareOp mirror[] = {KI_GT, KI_GE, KI_EQ, KI_NE, KI_LT, KI_LE};
        if (!ki_is_real_float(b)) return KI_NOT_IMPLEMENTED;
        return float_compare(ks, b, a, mirror[op]);
    }
    double x = ki_float_of(a);
    if (ki_is_real_float(b)) return ki_bool(ki_doubles_hold(x, ki_float_of(b), op));
    if (ki_is_int(b))
        return ki_bool(ki_doubles_hold(x, (double)ki_int_val(b), op)); /* of 49 bits: exact */
    if (!ki_is_integer(b)) return KI_NOT_IMPLEMENTED;
    uint64_t store[1];
    int c = kb_big_cmp_double(ki_int_view(b, store), x); /* int against float, exactly */
    if (c == 2)
        return ki_bool(ki_doubles_hold(x, 0.0, op)); /* nan: by the machine, which notes it */
    return ki_bool(ki_cmp_result(-c, op));
}

static bool float_hash(KiState *ks, KiValue v, int64_t *out) {
    double d = ki_float_of(v);
    *out = isnan(d) ? ki_identity_hash(v) : kb_hash_double(d);
    return true;
}

static KiValue float_repr(KiState *ks, KiValue v) {
    char buf[32];
    int n = kb_double_repr(ki_float_of(v), buf);
    return ki_str_from_ascii(ks, buf, (size_t)n);
}

static KiValue float_plain(KiState *ks, KiValue v) {
    return ki_unbox(v);
}
static KiValue float_neg(KiState *ks, KiValue v) {
    return ki_float(-ki_float_of(v));
}
static KiValue float_abs(KiState *ks, KiValue v) {
    return ki_float(fabs(ki_float_of(v)));
}
static KiValue float_int(KiState *ks, KiValue v) {
    return ki_int_from_double(ks, ki_float_of(v));
}
static int float_truth(KiState *ks, KiValue v) {
    return ki_float_of(v) != 0;
}

/* Text of float(): blanks around, underscores between digits. */
KiValue ki_float_from_text(KiState *ks, const char *s, size_t n, KiValue shown) {
    const char *p = s, *end = s + n;
    while (p < end && (*p == ' ' || (*p >= '\t' && *p <= '\r')))
        p++;
    while (end > p && (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r')))
        end--;
    double d;
    size_t len = (size_t)(end - p);
    if (len && kb_parse_double(p, len, &d) == len) return ki_float(d);
    if (len && memchr(p, '_', len)) { /* each underscore stands between two digits */
        bool ok = true;
        size_t m = 0;
        char small[64], *clean = len <= sizeof small ? small : ki_mem_alloc(ks, len);
        if (!clean) return KI_ERR;
        for (size_t i = 0; i < len && ok; i++) {
            if (p[i] != '_')
                clean[m++] = p[i];
            else
                ok = i > 0 && i + 1 < len && p[i - 1] >= '0' && p[i - 1] <= '9' &&
                     p[i + 1] >= '0' && p[i + 1] <= '9';
        }
        ok = ok && kb_parse_double(clean, m, &d) == m;
        if (clean != small) ki_mem_free(ks, clean, len);
        if (ok) return ki_float(d);
    }
    return ki_raise_repr(ks, KI_EXC_ValueError, "could not convert string to float: ", shown, "");
}

static KiValue float_from_str(KiState *ks, KiValue v) {
    KiStr *s = ki_str_of(v);
    KiValue text =
        s->h.flags & KI_STR_ASCII ? ki_new_ref(ki_from_obj(s)) : ki_str_fold_digits(ks, s);
    if (text == KI_ERR) return KI_ERR;
    size_t n;
    const char *t = ki_str_utf8(ks, ki_str_of(text), &n);
    KiValue r = t ? ki_float_from_text(ks, t, n, v) : KI_ERR;
    ki_decref(ks, text);
    return r;
}

/* float(x) for any object that is not text: __float__, then __index__. */
KiValue ki_float_of_number(KiState *ks, KiValue x) {
    const KiSlots *s = ki_slots_of(ks, x);
    if (s->unary[KI_FLOAT]) {
        KiValue r = s->unary[KI_FLOAT](ks, x);
        if (r == KI_ERR || ki_is_float(r)) return r;
        char method[100];
        snprintf(method, sizeof method, "%.50s.__float__", ki_type_name(ks, x));
        KiValue plain = KI_ERR;
        if (!ki_is_real_float(r))
            ki_raise(ks, KI_EXC_TypeError, "%s returned non-float (type %s)", method,
                     ki_type_name(ks, r));
        else if (ki_warn_subclass(ks, method, "float", r))
            plain = ki_unbox(r);
        ki_decref(ks, r);
        return plain;
    }
    if (s->unary[KI_INDEX]) {
        KiValue i = ki_index(ks, x);
        double d;
        bool ok = i != KI_ERR && ki_int_to_double(ks, i, &d);
        ki_decref(ks, i);
        return ok ? ki_float(d) : KI_ERR;
    }
    return KI_ABSENT;
}

bool ki_to_double(KiState *ks, KiValue v, double *out) {
    int r = operand(ks, v, out);
    if (r > 0) *out = ki_float_bare(*out);
    if (r) return r > 0;
    KiValue f = ki_float_of_number(ks, v);
    if (f == KI_ABSENT)
        ki_raise(ks, KI_EXC_TypeError, "must be real number, not %s", ki_type_name(ks, v));
    else if (f != KI_ERR)
        *out = ki_float_of(f);
    return f != KI_ERR && f != KI_ABSENT;
}

/* float(x) of an object with a buffer: its text. */
static KiValue float_from_buffer(KiState *ks, KiValue x) {
    KiBuffer b;
    if (!ki_get_buffer(ks, x, &b, false)) return KI_ERR;
    KiValue r = ki_float_from_text(ks, b.data ? (const char *)b.data : "", (size_t)b.len, x);
    ki_release_buffer(ks, &b);
    return r;
}

static KiValue float_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue a[1];
    if (!ki_parse_args(ks, "float", NULL, 1, 0, 1, args, nargs, kwnames, a)) return KI_ERR;
    if (a[0] == KI_ABSENT) return ki_float(0.0);
    if (ki_is_float(a[0])) return a[0];
    if (ki_is_str_exact(a[0])) return float_from_str(ks, a[0]);
    KiValue r = ki_float_of_number(ks, a[0]);
    if (r == KI_ABSENT && ki_is_str(a[0])) return float_from_str(ks, a[0]);
    if (r == KI_ABSENT && ki_type_of(ks, a[0])->slots->get_buffer)
        return float_from_buffer(ks, a[0]);
    if (r == KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError,
                        "float() argument must be a string or a real number, not '%s'",
                        ki_type_name(ks, a[0]));
    return r;
}

const KiSlots ki_float_slots = {
    .getattr = ki_generic_getattr,
    .new_ = float_new,
    .repr = float_repr,
    .hash = float_hash,
    .compare = float_compare,
    .truth = float_truth,
    .pow3 = float_pow3,
    .unary = {[KI_NEG] = float_neg,
              [KI_POS] = float_plain,
              [KI_ABS] = float_abs,
              [KI_INT] = float_int,
              [KI_FLOAT] = float_plain},
    .binary = {[KI_ADD] = float_add,
               [KI_SUB] = float_sub,
               [KI_MUL] = float_mul,
               [KI_TRUEDIV] = float_truediv,
               [KI_FLOORDIV] = float_floordiv,
               [KI_MOD] = float_mod,
               [KI_POW] = float_pow,
               [KI_DIVMOD] = float_divmod},
};
