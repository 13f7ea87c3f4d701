/* complex: two doubles on the heap. Division by Smith's method (1962), powers by repeated products
 * for small integer exponents and in polar form otherwise. */
#include <math.h>

#include "../base/num.h"
#include "containers.h"
#include "number.h"
#include "object_private.h"

KiComplexNum ki_complex_of(KiValue v) {
    return ((KiComplex *)ki_obj(ki_unbox(v)))->v;
}

KiValue ki_complex_new(KiState *ks, double re, double im) {
    KiComplex *c = (KiComplex *)ki_object_alloc(ks, ks->types[KI_K_COMPLEX], sizeof *c);
    if (!c) return KI_ERR;
    c->v = (KiComplexNum){re, im};
    return ki_from_obj(c);
}

KiValue ki_raise_errno_text(KiState *ks, enum KiExcId id, int err, const char *text) {
    KiValue s = ki_str_from_cstr(ks, text);
    if (s == KI_ERR) return KI_ERR;
    KiValue args[2] = {ki_small_int(err), s};
    KiValue e = ki_exc_new(ks, ks->exceptions[id], args, 2);
    ki_decref(ks, s);
    if (e != KI_ERR) {
        ki_raise_obj(ks, e);
        ki_decref(ks, e);
    }
    return KI_ERR;
}

/* 1 ok, 0 not a number, -1 raised. */
static int operand(KiState *ks, KiValue v, KiComplexNum *out) {
    if (ki_is_complex(v)) {
        *out = ki_complex_of(v);
        return 1;
    }
    if (ki_is_float(v) || ki_is_real_float(v)) {
        *out = (KiComplexNum){ki_float_of(v), 0};
        return 1;
    }
    if (ki_is_integer(v)) {
        out->im = 0;
        return ki_int_to_double(ks, v, &out->re) ? 1 : -1;
    }
    return 0;
}

static KiComplexNum product(KiComplexNum a, KiComplexNum b) {
    return (KiComplexNum){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

bool ki_complex_quotient(KiComplexNum a, KiComplexNum b, KiComplexNum *r) {
    double re = fabs(b.re), im = fabs(b.im);
    if (re >= im) {
        if (re == 0) return false;
        double ratio = b.im / b.re, d = b.re + b.im * ratio;
        *r = (KiComplexNum){(a.re + a.im * ratio) / d, (a.im - a.re * ratio) / d};
    } else if (im >= re) {
        double ratio = b.re / b.im, d = b.re * ratio + b.im;
        *r = (KiComplexNum){(a.re * ratio + a.im) / d, (a.im * ratio - a.re) / d};
    } else {
        *r = (KiComplexNum){NAN, NAN};
    }
    return true;
}

static KiComplexNum power_int(KiComplexNum x, int64_t n) {
    KiComplexNum r = {1, 0}, p = x;
    for (int64_t k = n < 0 ? -n : n, mask = 1; mask > 0 && k >= mask; mask <<= 1) {
        if (k & mask) r = product(r, p);
        p = product(p, p);
    }
    return r;
}

KiValue ki_complex_pow(KiState *ks, KiComplexNum a, KiComplexNum b) {
    KiComplexNum r;
    if (b.re == 0 && b.im == 0) {
        r = (KiComplexNum){1, 0};
    } else if (b.im == 0 && b.re == floor(b.re) && fabs(b.re) <= 100.0) {
        r = power_int(a, (int64_t)b.re);
        if (b.re < 0 && !ki_complex_quotient((KiComplexNum){1, 0}, r, &r))
            return ki_raise(ks, KI_EXC_ZeroDivisionError, "0.0 to a negative or complex power");
    } else if (a.re == 0 && a.im == 0) {
        if (b.im != 0 || b.re < 0)
            return ki_raise(ks, KI_EXC_ZeroDivisionError, "0.0 to a negative or complex power");
        r = (KiComplexNum){0, 0};
    } else {
        double size = hypot(a.re, a.im), angle = atan2(a.im, a.re), len = pow(size, b.re),
               phase = angle * b.re;
        if (b.im != 0) {
            len /= exp(angle * b.im);
            phase += b.im * log(size);
        }
        if (isinf(phase)) /* CPython takes the sine's domain error for this */
            return ki_raise(ks, KI_EXC_ZeroDivisionError, "0.0 to a negative or complex power");
        r = (KiComplexNum){len * cos(phase), len * sin(phase)};
    }
    if (isinf(r.re) || isinf(r.im))
        return ki_raise(ks, KI_EXC_OverflowError, "complex exponentiation");
    return ki_complex_new(ks, r.re, r.im);
}

static KiValue binary(KiState *ks, KiValue x, KiValue y, KiBinaryOp op) {
    KiComplexNum a, b, r;
    int ra = operand(ks, x, &a), rb = ra > 0 ? operand(ks, y, &b) : 0;
    if (ra < 0 || rb < 0) return KI_ERR;
    if (!ra || !rb) return KI_NOT_IMPLEMENTED;
    switch (op) {
    case KI_ADD:
        return ki_complex_new(ks, a.re + b.re, a.im + b.im);
    case KI_SUB:
        return ki_complex_new(ks, a.re - b.re, a.im - b.im);
    case KI_MUL:
        r = product(a, b);
        return ki_complex_new(ks, r.re, r.im);
    case KI_POW:
        return ki_complex_pow(ks, a, b);
    default:
        if (!ki_complex_quotient(a, b, &r))
            return ki_raise(ks, KI_EXC_ZeroDivisionError, "complex division by zero");
        return ki_complex_new(ks, r.re, r.im);
    }
}
#define COMPLEX_BINARY(name, OP)                                                                   \
    static KiValue complex_##name(KiState *ks, KiValue a, KiValue b) {                             \
        return binary(ks, a, b, OP);                                                               \
    }
COMPLEX_BINARY(add, KI_ADD)
COMPLEX_BINARY(sub, KI_SUB)
COMPLEX_BINARY(mul, KI_MUL)
COMPLEX_BINARY(truediv, KI_TRUEDIV)
COMPLEX_BINARY(pow, KI_POW)

static KiValue complex_pow3(KiState *ks, KiValue a, KiValue b, KiValue m) {
    KiComplexNum x, y;
    if (m == KI_NONE) return binary(ks, a, b, KI_POW);
    int r = operand(ks, a, &x);
    if (r > 0) r = operand(ks, b, &y);
    if (r > 0) return ki_raise(ks, KI_EXC_ValueError, "complex modulo");
    return r ? KI_ERR : KI_NOT_IMPLEMENTED;
}

static KiValue complex_compare(KiState *ks, KiValue x, KiValue y, KiCompareOp op) {
    if (op != KI_EQ && op != KI_NE) return KI_NOT_IMPLEMENTED;
    if (!ki_is_complex(x)) {
        KiValue t = x;
        x = y;
        y = t;
    }
    if (!ki_is_complex(x)) return KI_NOT_IMPLEMENTED;
    KiComplexNum a = ki_complex_of(x);
    bool eq;
    if (ki_is_complex(y)) {
        KiComplexNum b = ki_complex_of(y);
        eq = a.re == b.re && a.im == b.im;
    } else if (ki_is_real_float(y)) {
        eq = a.im == 0 && a.re == ki_float_of(y); /* a nan equals nothing, not even its own bits */
    } else if (ki_is_integer(y)) {
        eq = false;
        if (a.im == 0) {
            int r = ki_compare_bool(ks, ki_float(a.re), y, KI_EQ);
            if (r < 0) return KI_ERR;
            eq = r;
        }
    } else {
        return KI_NOT_IMPLEMENTED;
    }
    return ki_bool(eq == (op == KI_EQ));
}

/* A part that is not a number has the hash of the object. */
static uint64_t hash_part(KiValue v, double part) {
    return (uint64_t)(isnan(part) ? ki_identity_hash(v) : kb_hash_double(part));
}

static bool complex_hash(KiState *ks, KiValue v, int64_t *out) {
    KiComplexNum c = ki_complex_of(v);
    uint64_t h = hash_part(v, c.re) + UINT64_C(1000003) * hash_part(v, c.im);
    *out = (int64_t)h == -1 ? -2 : (int64_t)h;
    return true;
}

/* One part as repr writes it: shortest digits without ".0". */
static void put_part(KbStrbuf *out, double x, bool sign) {
    kb_format_double(out, x, 'r', -1, false, sign);
}

static KiValue complex_repr(KiState *ks, KiValue v) {
    KiComplexNum c = ki_complex_of(v);
    KbStrbuf out;
    kb_strbuf_init(&out, &ks->alloc, 256);
    char part[32];
    int n;
    if (c.re == 0 && !signbit(c.re)) {
        put_part(&out, c.im, false);
        if (out.len > 2 && !memcmp(out.data + out.len - 2, ".0", 2)) out.len -= 2;
        kb_strbuf_puts(&out, "j");
    } else {
        kb_strbuf_putc(&out, '(');
        n = kb_double_repr(c.re, part);
        if (n > 2 && !memcmp(part + n - 2, ".0", 2)) n -= 2;
        kb_strbuf_append(&out, part, (size_t)n);
        if (!signbit(c.im) || isnan(c.im)) kb_strbuf_putc(&out, '+');
        n = kb_double_repr(c.im, part);
        if (n > 2 && !memcmp(part + n - 2, ".0", 2)) n -= 2;
        kb_strbuf_append(&out, part, (size_t)n);
        kb_strbuf_puts(&out, "j)");
    }
    KiValue r = out.failed ? ki_raise_nomem(ks) : ki_str_from_ascii(ks, out.data, out.len);
    kb_strbuf_free(&out);
    return r;
}

static KiValue complex_neg(KiState *ks, KiValue v) {
    return ki_complex_new(ks, -ki_complex_of(v).re, -ki_complex_of(v).im);
}
static KiValue complex_pos(KiState *ks, KiValue v) {
    return ki_complex_new(ks, ki_complex_of(v).re, ki_complex_of(v).im);
}
static KiValue complex_abs(KiState *ks, KiValue v) {
    KiComplexNum c = ki_complex_of(v);
    double r = hypot(c.re, c.im);
    if (isinf(r) && isfinite(c.re) && isfinite(c.im))
        return ki_raise(ks, KI_EXC_OverflowError, "absolute value too large");
    return ki_float(r);
}
static int complex_truth(KiState *ks, KiValue v) {
    return ki_complex_of(v).re != 0 || ki_complex_of(v).im != 0;
}

/* complex("1+2j"): optional parentheses and blanks, a real part, an imaginary part, or both. */
static KiValue from_clean_text(KiState *ks, const char *s, size_t n) {
    const char *p = s, *end = s + n;
    double re = 0, im = 0, x;
    size_t used;
#define BLANK(c) ((c) == ' ' || ((c) >= '\t' && (c) <= '\r'))
    while (p < end && BLANK(*p))
        p++;
    while (end > p && BLANK(end[-1]))
        end--;
    if (end - p >= 2 && *p == '(' && end[-1] == ')') {
        p++;
        end--;
        while (p < end && BLANK(*p))
            p++;
        while (end > p && BLANK(end[-1]))
            end--;
    }
#undef BLANK
    s = p;
    used = kb_parse_double(p, (size_t)(end - p), &x);
    if (used) {
        p += used;
        if (p == end) return ki_complex_new(ks, x, 0);
        if ((*p == 'j' || *p == 'J') && p + 1 == end) return ki_complex_new(ks, 0, x);
        if (*p != '+' && *p != '-') goto bad;
        re = x;
    }
    if (p < end && (*p == 'j' || *p == 'J') && p + 1 == end && p == s)
        return ki_complex_new(ks, 0, 1);
    used = kb_parse_double(p, (size_t)(end - p), &im);
    if (!used && end - p == 2 && (*p == '+' || *p == '-')) {
        im = *p == '-' ? -1 : 1;
        used = 1;
    }
    if (used && p + used + 1 == end && (p[used] == 'j' || p[used] == 'J'))
        return ki_complex_new(ks, re, im);
bad:
    return ki_raise(ks, KI_EXC_ValueError, "complex() arg is a malformed string");
}

/* The same with underscores between digits. */
static KiValue from_text(KiState *ks, const char *s, size_t n, KiValue shown) {
    if (!memchr(s, '_', n)) return from_clean_text(ks, s, n);
    char *clean = ki_mem_alloc(ks, n);
    if (!clean) return KI_ERR;
    size_t len = 0;
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '_')
            clean[len++] = s[i];
        else
            ok = ok && i > 0 && i + 1 < n && s[i - 1] >= '0' && s[i - 1] <= '9' &&
                 s[i + 1] >= '0' && s[i + 1] <= '9';
    }
    KiValue r = ok ? from_clean_text(ks, clean, len) : KI_ABSENT;
    ki_mem_free(ks, clean, n);
    if (r != KI_ABSENT) return r;
    KiValue text = ki_repr(ks, shown);
    if (text == KI_ERR) return KI_ERR;
    ki_raise(ks, KI_EXC_ValueError, "could not convert string to complex: %s",
             ki_cstr(ks, ki_str_of(text)));
    ki_decref(ks, text);
    return KI_ERR;
}

static inline bool is_exact(KiState *ks, KiValue v) {
    return ki_type_of(ks, v) == ks->types[KI_K_COMPLEX];
}

/* The result c of a __complex__ method, consumed. */
static bool from_method(KiState *ks, KiValue c, KiComplexNum *out) {
    bool ok = ki_is_complex(c);
    if (ok)
        *out = ki_complex_of(c);
    else
        ki_raise(ks, KI_EXC_TypeError, "__complex__ returned non-complex (type %s)",
                 ki_type_name(ks, c));
    if (ok && !is_exact(ks, c)) ok = ki_warn_subclass(ks, "__complex__", "complex", c);
    ki_decref(ks, c);
    return ok;
}

bool ki_to_complex(KiState *ks, KiValue v, KiComplexNum *out) {
    int r = operand(ks, v, out); /* subclasses of numbers stand for their value */
    if (r) return r > 0;
    KiValue c = ki_call_special(ks, v, ks->names.d_complex, NULL, 0);
    if (c == KI_ERR) return false;
    if (c != KI_ABSENT) return from_method(ks, c, out);
    out->im = 0;
    return ki_to_double(ks, v, &out->re);
}

static bool is_number(KiState *ks, KiValue v) {
    const KiSlots *s = ki_slots_of(ks, v);
    return s->unary[KI_FLOAT] || s->unary[KI_INDEX] || ki_is_complex(v);
}

/* An argument of complex(): the value of a complex number, else what float() makes of it. */
static bool part(KiState *ks, KiValue v, KiComplexNum *out, bool *is_complex) {
    *is_complex = ki_is_complex(v);
    if (*is_complex) {
        *out = ki_complex_of(v);
        return true;
    }
    KiValue f = ki_float_of_number(ks, v);
    if (f == KI_ERR) return false;
    *out = (KiComplexNum){ki_float_of(f), 0};
    return true;
}

static KiValue complex_from_str(KiState *ks, KiValue v) {
    size_t n;
    KiValue folded = ki_str_fold_digits(ks, ki_str_of(v));
    const char *t = folded == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(folded), &n);
    KiValue r = t ? from_text(ks, t, n, v) : KI_ERR;
    ki_decref(ks, folded);
    return r;
}

/* complex(real, imag); imag may be ABSENT. */
static KiValue from_parts(KiState *ks, KiValue real, KiValue imag) {
    KiComplexNum re = {0, 0}, im = {0, 0};
    bool re_complex = false, im_complex = false;
    if (!is_number(ks, real))
        return ki_raise(ks, KI_EXC_TypeError,
                        "complex() first argument must be a string or a number, not '%s'",
                        ki_type_name(ks, real));
    if (imag != KI_ABSENT && !is_number(ks, imag))
        return ki_raise(ks, KI_EXC_TypeError,
                        "complex() second argument must be a number, not '%s'",
                        ki_type_name(ks, imag));
    if (!part(ks, real, &re, &re_complex)) return KI_ERR;
    if (imag == KI_ABSENT) return ki_complex_new(ks, re.re, re.im);
    if (!part(ks, imag, &im, &im_complex)) return KI_ERR;
    /* Adding a part that is not there would turn -0.0 into 0.0. */
    return ki_complex_new(ks, im_complex ? re.re - im.im : re.re,
                          re_complex ? re.im + im.re : im.re);
}

static KiValue complex_type_new(KiState *ks, KiType *cls, KiValue *args, int nargs,
                                KiValue kwnames) {
    static const char *const names[] = {"real", "imag"};
    KiValue a[2];
    if (!ki_parse_args(ks, "complex", names, 0, 0, 2, args, nargs, kwnames, a)) return KI_ERR;
    if (a[0] != KI_ABSENT && ki_is_str(a[0])) {
        if (a[1] != KI_ABSENT)
            return ki_raise(ks, KI_EXC_TypeError,
                            "complex() can't take second arg if first is a string");
        return complex_from_str(ks, a[0]);
    }
    if (a[1] != KI_ABSENT && ki_is_str(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "complex() second arg can't be a string");
    KiValue real = a[0] == KI_ABSENT ? ki_small_int(0) : a[0], given = KI_ABSENT;
    if (a[1] == KI_ABSENT && cls == ks->types[KI_K_COMPLEX] && is_exact(ks, real))
        return ki_new_ref(real);
    if (!is_exact(ks, real) && !ki_is_float(real) && !ki_is_int(real)) {
        KiComplexNum z;
        given = ki_call_special(ks, real, ks->names.d_complex, NULL, 0);
        if (given != KI_ABSENT) {
            if (given == KI_ERR || !from_method(ks, given, &z)) return KI_ERR;
            if ((given = ki_complex_new(ks, z.re, z.im)) == KI_ERR) return KI_ERR;
            real = given;
        }
    }
    KiValue r = from_parts(ks, real, a[1]);
    ki_decref(ks, given);
    return r;
}

const KiSlots ki_complex_slots = {
    .getattr = ki_generic_getattr,
    .new_ = complex_type_new,
    .repr = complex_repr,
    .hash = complex_hash,
    .compare = complex_compare,
    .truth = complex_truth,
    .pow3 = complex_pow3,
    .unary = {[KI_NEG] = complex_neg, [KI_POS] = complex_pos, [KI_ABS] = complex_abs},
    .binary = {[KI_ADD] = complex_add,
               [KI_SUB] = complex_sub,
               [KI_MUL] = complex_mul,
               [KI_TRUEDIV] = complex_truediv,
               [KI_POW] = complex_pow},
};
