/* int and bool: conversions, text and slots. Arithmetic is in int_arith.c. */
#include "obj_int.h"

#include <math.h>

#include "../base/bigint.h"
#include "containers.h"
#include "int_room.h"
#include "number.h"

KbBig ki_int_view(KiValue v, uint64_t store[1]) {
    return ki_int_limbs(v, store);
}

KiValue ki_int_from_big(KiState *ks, const uint64_t *limbs, int32_t n) {
    return ki_int_from_limbs(ks, limbs, n);
}

/* --- conversions --- */

KiValue ki_int_from_i64(KiState *ks, int64_t n) {
    if (KB_LIKELY(ki_int_fits(n))) return ki_small_int(n);
    KbLimb store[1];
    KbBig b = kb_big_of_int64(n, store);
    return ki_int_from_limbs(ks, b.d, b.n);
}

KiValue ki_int_from_u64(KiState *ks, uint64_t n) {
    return n <= (uint64_t)KI_INT_MAX ? ki_small_int((int64_t)n) : ki_int_from_limbs(ks, &n, 1);
}

KiValue ki_int_from_double(KiState *ks, double d) {
    if (fabs(d) < 0x1p48) return ki_small_int((int64_t)d);
    if (isnan(d)) return ki_raise(ks, KI_EXC_ValueError, "cannot convert float NaN to integer");
    if (isinf(d))
        return ki_raise(ks, KI_EXC_OverflowError, "cannot convert float infinity to integer");
    KbLimb limbs[20];
    int32_t n = kb_big_from_double(limbs, d);
    return ki_int_from_limbs(ks, limbs, n);
}

bool ki_int_try_i64(KiValue v, int64_t *out) {
    if (ki_is_int(v)) {
        *out = ki_int_val(v);
        return true;
    }
    KbLimb store[1];
    return kb_big_to_int64(ki_int_limbs(v, store), out);
}

bool ki_int_to_i64(KiState *ks, KiValue v, int64_t *out) {
    if (ki_int_try_i64(v, out)) return true;
    ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C long");
    return false;
}

bool ki_int_to_u64(KiState *ks, KiValue v, uint64_t *out) {
    KbLimb store[1];
    KbBig b = ki_int_limbs(v, store);
    if (b.n < 0) {
        ki_raise(ks, KI_EXC_OverflowError, "can't convert negative int to unsigned");
        return false;
    }
    if (b.n > 1) {
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C unsigned long");
        return false;
    }
    *out = b.n ? b.d[0] : 0;
    return true;
}

bool ki_int_to_double(KiState *ks, KiValue v, double *out) {
    if (ki_is_int(v)) {
        *out = (double)ki_int_val(v);
        return true;
    }
    KbLimb store[1];
    if (kb_big_to_double(ki_int_limbs(v, store), out) == KB_BIG_OK) return true;
    ki_raise(ks, KI_EXC_OverflowError, "int too large to convert to float");
    return false;
}

int ki_int_sign(KiValue v) {
    KbLimb store[1];
    KbBig b = ki_int_limbs(v, store);
    return b.n < 0 ? -1 : b.n > 0;
}

static KiValue negate(KiState *ks, KiValue v) {
    return ki_int_binary(ks, ki_small_int(0), v, KI_SUB);
}

/* The plain int behind an int, bool or subclass instance. */
KiValue ki_int_plain(KiValue v) {
    if (ki_is_bool(v)) return ki_small_int(v == KI_TRUE);
    return ki_new_ref(ki_unbox(v));
}

/* --- text --- */

KiStr *ki_int_to_str(KiState *ks, KiValue v, int base) {
    if (base == 10 && ki_is_int(v)) {
        char buf[20], *end = buf + sizeof buf;
        int64_t n = ki_int_val(v);
        char *p = kb_put_decimal(end, n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
        if (n < 0) *--p = '-';
        KiValue s = ki_str_from_ascii(ks, p, (size_t)(end - p));
        return s == KI_ERR ? NULL : (KiStr *)ki_obj(s);
    }
    KbLimb store[1];
    KbBig b = ki_int_limbs(v, store);
    if (base == 10 && kb_big_len(b) <= KB_BIG_DECIMAL_LIMBS) { /* below any limit on digits */
        char text[KB_BIG_DECIMAL_ROOM], *end = text + sizeof text, *p = kb_big_put_decimal(end, b);
        KiValue s = ki_str_from_ascii(ks, p, (size_t)(end - p));
        return s == KI_ERR ? NULL : (KiStr *)ki_obj(s);
    }
    int limit = ks->config.int_max_str_digits;
    if (base == 10 && limit > 0 && kb_big_bit_length(b) > (uint64_t)limit * 3322 / 1000 + 64) {
        ki_raise(ks, KI_EXC_ValueError,
                 "Exceeds the limit (%d digits) for integer string conversion; use "
                 "sys.set_int_max_str_digits() to increase the limit",
                 limit);
        return NULL;
    }
    KbStrbuf out;
    kb_strbuf_init(&out, &ks->alloc, KB_STRBUF_NO_MAX);
    KiValue s;
    if (!kb_big_to_text(&out, b, base))
        s = ki_raise_nomem(ks);
    else if (base == 10 && limit > 0 && out.len - (b.n < 0) > (size_t)limit)
        s = ki_raise(ks, KI_EXC_ValueError,
                     "Exceeds the limit (%d digits) for integer string conversion; use "
                     "sys.set_int_max_str_digits() to increase the limit",
                     limit);
    else
        s = ki_str_from_ascii(ks, out.data, out.len);
    kb_strbuf_free(&out);
    return s == KI_ERR ? NULL : (KiStr *)ki_obj(s);
}

static KiValue bad_literal(KiState *ks, KiValue given, int base) {
    KiValue r = ki_repr(ks, given), head;
    if (r == KI_ERR) { /* as ki_raise_repr */
        ki_clear_exc(ks);
        return ki_raise_value(ks, KI_EXC_ValueError, KI_ABSENT);
    }
    int64_t len = ki_str_of(r)->len < 200 ? ki_str_of(r)->len : 200;
    head = ki_str_slice(ks, ki_str_of(r), 0, len, 1, len);
    ki_decref(ks, r);
    if (head == KI_ERR) return KI_ERR;
    const char *shown = ki_str_utf8(ks, ki_str_of(head), NULL);
    if (shown)
        ki_raise(ks, KI_EXC_ValueError, "invalid literal for int() with base %d: %s", base, shown);
    ki_decref(ks, head);
    return KI_ERR;
}

static int digit_of(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'z' ? c - 'a' + 10
           : c >= 'A' && c <= 'Z' ? c - 'A' + 10
                                  : 99;
}

/* Digits with single underscores between them, cleaned into out; false if malformed. */
static bool clean_digits(const char *s, size_t n, int base, char *out, size_t *len) {
    bool digit_before = false;
    *len = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '_') {
            if (!digit_before) return false;
            digit_before = false;
        } else {
            if (digit_of(s[i]) >= base) return false;
            out[(*len)++] = s[i];
            digit_before = true;
        }
    }
    return digit_before;
}

static KiValue digits_to_int(KiState *ks, const char *d, size_t n, int base, bool negative) {
    if (n <= 11) { /* below 2^63 in any base */
        int64_t v = 0;
        for (size_t i = 0; i < n; i++)
            v = v * base + digit_of(d[i]);
        return ki_int_from_i64(ks, negative ? -v : v);
    }
    int limit = ks->config.int_max_str_digits;
    if (limit > 0 && n > (size_t)limit && (base & (base - 1)))
        return ki_raise(ks, KI_EXC_ValueError,
                        "Exceeds the limit (%d digits) for integer string conversion: value has "
                        "%zu digits; use sys.set_int_max_str_digits() to increase the limit",
                        limit, n);
    KiIntRoom r;
    int32_t len;
    if (!ki_room_for(ks, &r, kb_big_text_room(n, base))) return KI_ERR;
    if (kb_big_from_text(&ks->alloc, r.d, &len, d, n, base) != KB_BIG_OK) {
        ki_room_fail(ks, &r);
        return ki_raise_nomem(ks);
    }
    return ki_room_done(ks, &r, negative ? -len : len);
}

/* The number that s tells, KI_ABSENT if it tells none. */
static KiValue from_text(KiState *ks, const char *s, size_t n, int base) {
    const char *p = s, *end = s + n;
    while (p < end && (*p == ' ' || (*p >= '\t' && *p <= '\r')))
        p++;
    while (end > p && (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r')))
        end--;
    bool negative = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+')) p++;
    int b = base, prefix = 0;
    if (end - p > 1 && p[0] == '0') {
        char c = (char)(p[1] | 0x20);
        prefix = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
    }
    bool leading_zero = base == 0 && !prefix && p < end && *p == '0';
    if (prefix && (base == 0 || base == prefix)) {
        b = prefix;
        p += 2;
        if (p < end && *p == '_') p++;
    } else if (base == 0) {
        b = 10;
    }
    size_t room = (size_t)(end - p), len;
    if (b == 10 && base == 10 && room) { /* nothing but digits: no copy without underscores */
        const char *d = p;
        int64_t v = 0;
        if (room > 18) {
            if (kb_all_decimal(p, room)) return digits_to_int(ks, p, room, 10, negative);
        } else {
            while (d < end && (unsigned char)(*d - '0') <= 9)
                v = v * 10 + (*d++ - '0');
            if (d == end) return ki_int_from_i64(ks, negative ? -v : v);
        }
    }
    char small[64], *clean = room <= sizeof small ? small : ki_mem_alloc(ks, room);
    if (!clean) return KI_ERR;
    KiValue r;
    bool ok = clean_digits(p, room, b, clean, &len);
    if (ok && leading_zero) /* base 0 allows 0, 00 but not 012 */
        for (size_t i = 0; i < len; i++)
            ok = ok && clean[i] == '0';
    r = ok ? digits_to_int(ks, clean, len, b, negative) : KI_ABSENT;
    if (clean != small) ki_mem_free(ks, clean, room);
    return r;
}

KiValue ki_int_from_text(KiState *ks, const char *s, size_t n, int base) {
    KiValue r = from_text(ks, s, n, base);
    if (r != KI_ABSENT) return r;
    KiValue given = ki_str_from_utf8(ks, s, n);
    r = given == KI_ERR ? KI_ERR : bad_literal(ks, given, base);
    ki_decref(ks, given);
    return r;
}

/* --- slots --- */

static KiValue int_repr(KiState *ks, KiValue v) {
    KiStr *s = ki_int_to_str(ks, v, 10);
    return s ? ki_from_obj(s) : KI_ERR;
}

static bool int_hash(KiState *ks, KiValue v, int64_t *out) {
    KbLimb store[1];
    *out = ki_is_int(v) ? kb_hash_int64(ki_int_val(v)) : kb_big_hash(ki_int_limbs(v, store));
    return true;
}

static KiValue int_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_is_integer(a) || !ki_is_integer(b)) return KI_NOT_IMPLEMENTED;
    return ki_bool(ki_cmp_result(ki_int_compare(a, b), op));
}

static KiValue int_unary_plain(KiState *ks, KiValue v) {
    return ki_int_plain(v);
}
static KiValue int_neg(KiState *ks, KiValue v) {
    return negate(ks, v);
}
static KiValue int_abs(KiState *ks, KiValue v) {
    return ki_int_sign(v) < 0 ? negate(ks, v) : ki_int_plain(v);
}
static KiValue int_invert(KiState *ks, KiValue v) {
    return ki_int_binary(ks, ki_small_int(-1), v, KI_SUB);
}
static KiValue int_float(KiState *ks, KiValue v) {
    double d;
    return ki_int_to_double(ks, v, &d) ? ki_float(d) : KI_ERR;
}
static int int_truth(KiState *ks, KiValue v) {
    return ki_int_sign(v) != 0;
}

#define INT_BINARY(name, OP)                                                                       \
    static KiValue int_##name(KiState *ks, KiValue a, KiValue b) {                                 \
        if (!ki_is_integer(a) || !ki_is_integer(b)) return KI_NOT_IMPLEMENTED;                     \
        return ki_int_binary(ks, a, b, OP);                                                        \
    }
INT_BINARY(add, KI_ADD)
INT_BINARY(sub, KI_SUB)
INT_BINARY(mul, KI_MUL)
INT_BINARY(truediv, KI_TRUEDIV)
INT_BINARY(floordiv, KI_FLOORDIV)
INT_BINARY(mod, KI_MOD)
INT_BINARY(divmod, KI_DIVMOD)
INT_BINARY(pow, KI_POW)
INT_BINARY(lshift, KI_LSHIFT)
INT_BINARY(rshift, KI_RSHIFT)
INT_BINARY(and, KI_AND)
INT_BINARY(or, KI_OR)
INT_BINARY(xor, KI_XOR)

static KiValue int_pow3(KiState *ks, KiValue a, KiValue b, KiValue m) {
    if (!ki_is_integer(a) || !ki_is_integer(b) || !(m == KI_NONE || ki_is_integer(m)))
        return KI_NOT_IMPLEMENTED;
    return m == KI_NONE ? ki_int_binary(ks, a, b, KI_POW) : ki_int_powmod(ks, a, b, m);
}

/* What __trunc__ returned as an int, consumed. */
static KiValue int_from_trunc(KiState *ks, KiValue trunc) {
    KiValue r = KI_ERR;
    if (!ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "The delegation of int() to __trunc__ is deprecated."))
        ;
    else if (ki_is_integer(trunc))
        r = ki_int_plain(trunc);
    else if (ki_slots_of(ks, trunc)->unary[KI_INDEX])
        r = ki_index(ks, trunc);
    else
        ki_raise(ks, KI_EXC_TypeError, "__trunc__ returned non-Integral (type %s)",
                 ki_type_name(ks, trunc));
    ki_decref(ks, trunc);
    return r;
}

/* int(x) by the special methods of x; ABSENT if it has none. */
static KiValue int_from_special(KiState *ks, KiValue x) {
    if (ki_is_integer(x) && !(ki_is_ptr(x) && ki_obj(x)->kind == KI_K_INSTANCE))
        return ki_int_plain(x);
    const KiSlots *s = ki_slots_of(ks, x);
    if (s->unary[KI_INT]) return ki_int_result(ks, "__int__", s->unary[KI_INT](ks, x));
    if (s->unary[KI_INDEX]) return ki_index(ks, x);
    if (ki_is_str_exact(x)) return KI_ABSENT;
    KiValue trunc = ki_call_special(ks, x, ks->names.d_trunc, NULL, 0);
    return trunc == KI_ERR || trunc == KI_ABSENT ? trunc : int_from_trunc(ks, trunc);
}

/* Decimal digits of other scripts to ASCII (int('١٢')): one UTF-8 text with every digit folded. */
KiValue ki_int_from_str(KiState *ks, KiValue given, int base) {
    KiStr *s = ki_str_of(given);
    size_t n;
    KiValue folded = KI_ABSENT;
    KiStr *plain = s;
    if (!(s->h.flags & KI_STR_ASCII)) {
        folded = ki_str_fold_digits(ks, s);
        if (folded == KI_ERR) return KI_ERR;
        plain = ki_str_of(folded);
    }
    const char *t = ki_str_utf8(ks, plain, &n);
    KiValue r = t ? from_text(ks, t, n, base) : KI_ERR;
    if (folded != KI_ABSENT) ki_decref(ks, folded);
    return r == KI_ABSENT ? bad_literal(ks, given, base) : r;
}

/* The bytes of a bytes-like object: 1, 0 it is something else, -1. */
static int bytes_text(KiState *ks, KiValue v, KiValue *holder) {
    *holder = KI_ABSENT;
    if (ki_is_bytes(v)) {
        *holder = ki_new_ref(ki_unbox(v));
        return 1;
    }
    if (ki_is_bytearray(v) || (ki_type_of(ks, v)->slots->get_buffer && !ki_is_integer(v))) {
        *holder = ki_bytes_from_object(ks, v);
        return *holder == KI_ERR ? -1 : 1;
    }
    return 0;
}

/* int(b"12", base); consumes text. */
static KiValue int_from_bytes_text(KiState *ks, KiValue text, int base) {
    KiBytes *b = ki_bytes_of(text);
    KiValue r = from_text(ks, (const char *)b->data, b->len, base);
    if (r == KI_ABSENT) r = bad_literal(ks, text, base);
    ki_decref(ks, text);
    return r;
}

/* int(x) */
static KiValue int_from_object(KiState *ks, KiValue x) {
    KiValue r = int_from_special(ks, x), text;
    if (r != KI_ABSENT) return r;
    if (ki_is_str(x)) return ki_int_from_str(ks, x, 10);
    int is = bytes_text(ks, x, &text);
    if (is) return is < 0 ? KI_ERR : int_from_bytes_text(ks, text, 10);
    return ki_raise(
        ks, KI_EXC_TypeError,
        "int() argument must be a string, a bytes-like object or a real number, not '%s'",
        ki_type_name(ks, x));
}

static KiValue int_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"", "base"};
    KiValue a[2], text;
    if (nargs == 1 && kwnames == KI_ABSENT) {
        a[0] = args[0];
        a[1] = KI_ABSENT;
    } else if (!ki_parse_args(ks, "int", names, 1, 0, 2, args, nargs, kwnames, a)) {
        return KI_ERR;
    }
    if (a[1] == KI_ABSENT) {
        return a[0] == KI_ABSENT ? ki_small_int(0) : int_from_object(ks, a[0]);
    }
    if (a[0] == KI_ABSENT) return ki_raise(ks, KI_EXC_TypeError, "int() missing string argument");
    int64_t base;
    KiValue n = ki_index(ks, a[1]);
    if (n == KI_ERR) return KI_ERR;
    if (!ki_int_try_i64(n, &base)) base = -1; /* no such base either */
    ki_decref(ks, n);
    if (base != 0 && (base < 2 || base > 36))
        return ki_raise(ks, KI_EXC_ValueError, "int() base must be >= 2 and <= 36, or 0");
    if (ki_is_str(a[0])) return ki_int_from_str(ks, a[0], (int)base);
    if ((ki_is_bytes(a[0]) || ki_is_bytearray(a[0])) && bytes_text(ks, a[0], &text) > 0)
        return int_from_bytes_text(ks, text, (int)base);
    return ki_pending(ks) ? KI_ERR
                          : ki_raise(ks, KI_EXC_TypeError,
                                     "int() can't convert non-string with explicit base");
}

#define INT_SLOTS                                                                                  \
    .hash = int_hash, .compare = int_compare, .truth = int_truth,                                  \
    .unary = {[KI_NEG] = int_neg,          [KI_POS] = int_unary_plain, [KI_INVERT] = int_invert,   \
              [KI_ABS] = int_abs,          [KI_INT] = int_unary_plain, [KI_FLOAT] = int_float,     \
              [KI_INDEX] = int_unary_plain}

const KiSlots ki_int_slots = {
    .getattr = ki_generic_getattr,
    .new_ = int_new,
    .repr = int_repr,
    .pow3 = int_pow3,
    .binary = {[KI_ADD] = int_add,
               [KI_SUB] = int_sub,
               [KI_MUL] = int_mul,
               [KI_TRUEDIV] = int_truediv,
               [KI_FLOORDIV] = int_floordiv,
               [KI_MOD] = int_mod,
               [KI_POW] = int_pow,
               [KI_LSHIFT] = int_lshift,
               [KI_RSHIFT] = int_rshift,
               [KI_AND] = int_and,
               [KI_OR] = int_or,
               [KI_XOR] = int_xor,
               [KI_DIVMOD] = int_divmod},
    INT_SLOTS,
};

/* --- bool --- */

static KiValue bool_repr(KiState *ks, KiValue v) {
    return ki_str_from_cstr(ks, v == KI_TRUE ? "True" : "False");
}

#define BOOL_BINARY(name, OP)                                                                      \
    static KiValue bool_##name(KiState *ks, KiValue a, KiValue b) {                                \
        if (ki_is_bool(a) && ki_is_bool(b)) return ki_bool((a == KI_TRUE) OP(b == KI_TRUE));       \
        return int_##name(ks, a, b);                                                               \
    }
BOOL_BINARY(and, &)
BOOL_BINARY(or, |)
BOOL_BINARY(xor, ^)

static KiValue bool_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue a[1];
    if (!ki_parse_args(ks, "bool", NULL, 1, 0, 1, args, nargs, kwnames, a)) return KI_ERR;
    if (a[0] == KI_ABSENT) return KI_FALSE;
    int t = ki_truth(ks, a[0]);
    return t < 0 ? KI_ERR : ki_bool(t);
}

const KiSlots ki_bool_slots = {
    .new_ = bool_new,
    .repr = bool_repr,
    .binary = {[KI_AND] = bool_and, [KI_OR] = bool_or, [KI_XOR] = bool_xor},
    INT_SLOTS,
};
