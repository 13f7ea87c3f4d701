/* Arithmetic and order of ints of any size, over base/bigint.
 *
 * What the dispatch loop does not do itself comes here: an operand beyond the immediate range, or a
 * result. Ints of up to a hundred digits are the usual ones, for which the way to an object counts
 * as much as the sum: where the length of a result is known to a limb beforehand it is computed in
 * its object. */
#include <math.h>

#include "containers.h"
#include "int_room.h"

typedef unsigned __int128 u128;

/* --- order --- */

int ki_int_compare(KiValue a, KiValue b) {
    if (ki_both_int(a, b))
        return ki_int_val(a) < ki_int_val(b) ? -1 : ki_int_val(a) > ki_int_val(b);
    KbLimb sa[1], sb[1];
    KbBig x = ki_int_limbs(a, sa), y = ki_int_limbs(b, sb);
    if (x.n != y.n) return x.n < y.n ? -1 : 1;
    return kb_big_cmp(x, y);
}

/* --- results --- */

static KiInt *int_room(KiState *ks, size_t limbs) {
    if (KB_LIKELY(limbs <= KB_BIG_MAX_LIMBS)) return ki_int_alloc(ks, limbs);
    ki_raise_nomem(ks);
    return NULL;
}

/* r with n limbs in it, the top one not zero; for values that are not immediate. */
static KiValue filled(KiInt *r, size_t n, bool negative) {
    r->size = negative ? -(int32_t)n : (int32_t)n;
    return ki_from_obj(r);
}

/* The same for any value, computed in an object with room for `room` limbs. */
static inline KiValue settled(KiState *ks, KiInt *r, size_t n, size_t room, bool negative) {
    if (n + 2 >= room && (n > 1 || (n == 1 && r->limb[0] > (KbLimb)KI_INT_MAX + negative)))
        return filled(r, n, negative);
    return ki_int_shrunk(ks, r, negative ? -(int32_t)n : (int32_t)n);
}

static KiValue from_u128(KiState *ks, u128 m, bool negative) {
    if (m <= (u128)KI_INT_MAX + negative) return ki_small_int(negative ? -(int64_t)m : (int64_t)m);
    size_t n = m >> 64 ? 2 : 1;
    KiInt *r = ki_int_alloc(ks, n);
    if (!r) return KI_ERR;
    r->limb[0] = (KbLimb)m;
    if (n == 2) r->limb[1] = (KbLimb)(m >> 64);
    return filled(r, n, negative);
}

/* The magnitude of up to two limbs. */
static inline u128 low_two(KbBig a) {
    size_t n = kb_big_len(a);
    return n == 0 ? 0 : n == 1 ? a.d[0] : (u128)a.d[1] << 64 | a.d[0];
}

/* --- sums --- */

/* |a| + |b|, at least one of two limbs or more. */
static KB_NOINLINE KiValue sum_of(KiState *ks, const KbLimb *a, size_t la, const KbLimb *b,
                                  size_t lb, bool negative) {
    KiInt *r = la < lb ? int_room(ks, lb + 1) : int_room(ks, la + 1);
    if (!r) return KI_ERR;
    size_t n = la < lb ? kb_limbs_add(r->limb, b, lb, a, la) : kb_limbs_add(r->limb, a, la, b, lb);
    return filled(r, n, negative);
}

/* |a| - |b|, negated if asked. */
static KiValue difference_of(KiState *ks, const KbLimb *a, size_t la, const KbLimb *b, size_t lb,
                             bool negative) {
    while (la == lb && la && a[la - 1] == b[la - 1]) /* leading limbs that cancel out */
        lb = --la;
    if (la == 0 && lb == 0) return ki_small_int(0);
    if (la < lb || (la == lb && a[la - 1] < b[la - 1]))
        return difference_of(ks, b, lb, a, la, !negative);
    KiInt *r = int_room(ks, la);
    if (!r) return KI_ERR;
    return settled(ks, r, kb_limbs_sub(r->limb, a, la, b, lb), la, negative);
}

KiValue ki_int_sum(KiState *ks, KbBig a, KbBig b, bool subtract) {
    size_t la = kb_big_len(a), lb = kb_big_len(b);
    bool negative = a.n < 0, same = (negative == (b.n < 0)) != subtract;
    if (la <= 2 && lb <= 2) {
        u128 x = low_two(a), y = low_two(b), s;
        if (!same) return x < y ? from_u128(ks, y - x, !negative) : from_u128(ks, x - y, negative);
        if (KB_LIKELY(!__builtin_add_overflow(x, y, &s))) return from_u128(ks, s, negative);
    }
    return same ? sum_of(ks, a.d, la, b.d, lb, negative)
                : difference_of(ks, a.d, la, b.d, lb, negative);
}

/* --- products and quotients --- */

KiValue ki_int_product(KiState *ks, KbBig a, KbBig b) {
    size_t la = kb_big_len(a), lb = kb_big_len(b);
    bool negative = (a.n < 0) != (b.n < 0);
    if (la == 0 || lb == 0) return ki_small_int(0);
    if (la == 1 && lb == 1) return from_u128(ks, (u128)a.d[0] * b.d[0], negative);
    KiInt *r = int_room(ks, la + lb);
    if (!r) return KI_ERR;
    r->size = kb_big_mul(r->limb, a, b);
    return ki_from_obj(r);
}

/* What divmod returns; consumes both, of which either may have failed. */
static KiValue pair_of(KiState *ks, KiValue pair[2]) {
    if (pair[0] != KI_ERR && pair[1] != KI_ERR) return ki_tuple_steal(ks, pair, 2);
    ki_decref(ks, pair[0]);
    ki_decref(ks, pair[1]);
    return KI_ERR;
}

static KiValue division_by_zero(KiState *ks, KiBinaryOp op) {
    return ki_raise(ks, KI_EXC_ZeroDivisionError,
                    op == KI_MOD ? "integer modulo by zero" : "integer division or modulo by zero");
}

/* Up to two limbs by up to two. */
static KiValue divide_two(KiState *ks, KbBig a, KbBig b, KiBinaryOp op) {
    u128 x = low_two(a), y = low_two(b), q = (x | y) >> 64 ? x / y : (KbLimb)x / (KbLimb)y,
         rest = x - q * y;
    bool differ = (a.n < 0) != (b.n < 0);
    if (differ && rest) { /* toward minus infinity */
        q++;
        rest = y - rest;
    }
    if (op == KI_FLOORDIV) return from_u128(ks, q, differ);
    if (op == KI_MOD) return from_u128(ks, rest, b.n < 0);
    KiValue pair[2] = {from_u128(ks, q, differ), from_u128(ks, rest, b.n < 0)};
    return pair_of(ks, pair);
}

/* By one limb: what is left over fits in one as well, and needs no room. */
static KiValue mod_limb(KiState *ks, KbBig a, KbBig b) {
    KbLimb rest = kb_big_mod_limb(a, b.d[0]);
    if (rest && (a.n < 0) != (b.n < 0)) rest = b.d[0] - rest;
    return from_u128(ks, rest, b.n < 0);
}

static KiValue divide(KiState *ks, KbBig a, KbBig b, KiBinaryOp op) {
    size_t la = kb_big_len(a), lb = kb_big_len(b);
    if (lb == 0) return division_by_zero(ks, op);
    if (la <= 2 && lb <= 2) return divide_two(ks, a, b, op);
    if (lb == 1 && op == KI_MOD) return mod_limb(ks, a, b);
    KiIntRoom q, r;
    if (!ki_room_for(ks, &q, (la > lb ? la - lb : 0) + 2)) return KI_ERR;
    if (!ki_room_for(ks, &r, lb + 1)) return ki_room_fail(ks, &q);
    int32_t qn, rn;
    kb_big_divmod(q.d, &qn, r.d, &rn, a, b);
    if (op == KI_FLOORDIV) {
        ki_room_fail(ks, &r);
        return ki_room_done(ks, &q, qn);
    }
    if (op == KI_MOD) {
        ki_room_fail(ks, &q);
        return ki_room_done(ks, &r, rn);
    }
    KiValue pair[2] = {ki_room_done(ks, &q, qn), ki_room_done(ks, &r, rn)};
    return pair_of(ks, pair);
}

static KiValue true_divide(KiState *ks, KbBig a, KbBig b) {
    if (b.n == 0) return ki_raise(ks, KI_EXC_ZeroDivisionError, "division by zero");
    double d;
    switch (kb_big_truediv(&ks->alloc, a, b, &d)) {
    case KB_BIG_OK:
        return ki_float(d);
    case KB_BIG_NOMEM:
        return ki_raise_nomem(ks);
    default:
        return ki_raise(ks, KI_EXC_OverflowError, "integer division result too large for a float");
    }
}

/* --- shifts and bits --- */

static KiValue shift_left(KiState *ks, KbBig a, uint64_t s) {
    size_t la = kb_big_len(a), room = la + (size_t)(s / 64) + 1;
    bool negative = a.n < 0;
    if (la <= 2 && s < 64 && !(low_two(a) >> (127 - s) >> 1))
        return from_u128(ks, low_two(a) << s, negative);
    KiInt *r = int_room(ks, room);
    if (!r) return KI_ERR;
    r->size = kb_big_shl(r->limb, a, s);
    return ki_from_obj(r);
}

static KiValue shift_right(KiState *ks, KbBig a, uint64_t s) {
    size_t la = kb_big_len(a), words = (size_t)(s / 64);
    if (words >= la) return ki_small_int(a.n < 0 ? -1 : 0);
    size_t room = la - words;
    if (la <= 2)
        return a.n > 0 ? from_u128(ks, low_two(a) >> s, false)
                       : from_u128(ks, ((low_two(a) - 1) >> s) + 1, true);
    KiInt *r = int_room(ks, room + 1);
    if (!r) return KI_ERR;
    int32_t n = kb_big_shr(r->limb, a, s);
    return settled(ks, r, kb_big_len((KbBig){r->limb, n}), room + 1, n < 0);
}

KiValue ki_int_shift(KiState *ks, KbBig a, KbBig b, bool left) {
    if (b.n < 0) return ki_raise(ks, KI_EXC_ValueError, "negative shift count");
    if (a.n == 0 || b.n == 0) return ki_int_from_limbs(ks, a.d, a.n);
    if (KB_LIKELY(b.n == 1 && b.d[0] / 64 <= KB_BIG_MAX_LIMBS))
        return left ? shift_left(ks, a, b.d[0]) : shift_right(ks, a, b.d[0]);
    if (!left) return ki_small_int(a.n < 0 ? -1 : 0);
    /* CPython counts digits of 30 bits: what has fewer of them than a size can say is a lack of
     * memory. */
    if (b.n <= 2 && low_two(b) / 30 < (u128)1 << 61) return ki_raise_nomem(ks);
    return ki_raise(ks, KI_EXC_OverflowError, "too many digits in integer");
}

static KiValue bits(KiState *ks, KbBig a, KbBig b, char op) {
    size_t la = kb_big_len(a), lb = kb_big_len(b);
    if (la <= 2 && lb <= 2 && a.n >= 0 && b.n >= 0) {
        u128 x = low_two(a), y = low_two(b);
        return from_u128(ks, op == '&' ? x & y : op == '|' ? x | y : x ^ y, false);
    }
    KiIntRoom r;
    if (!ki_room_for(ks, &r, (la > lb ? la : lb) + 1)) return KI_ERR;
    return ki_room_done(ks, &r, kb_big_bitop(r.d, a, b, op));
}

/* --- powers --- */

/* a ** b of immediates, b >= 0; KI_ABSENT: beyond 64 bits. */
static KiValue short_power(KiState *ks, int64_t a, int64_t b) {
    int64_t r = 1;
    for (;;) {
        if (b & 1 && __builtin_mul_overflow(r, a, &r)) return KI_ABSENT;
        if (!(b >>= 1)) return ki_int_from_i64(ks, r);
        if (__builtin_mul_overflow(a, a, &a)) return KI_ABSENT;
    }
}

static KiValue power(KiState *ks, KiValue va, KbBig a, KiValue vb, KbBig b) {
    if (ki_both_int(va, vb) && b.n >= 0) {
        KiValue short_one = short_power(ks, ki_int_val(va), ki_int_val(vb));
        if (short_one != KI_ABSENT) return short_one;
    }
    if (b.n < 0) {
        double x, y;
        if (!ki_int_to_double(ks, va, &x) || !ki_int_to_double(ks, vb, &y)) return KI_ERR;
        if (x == 0)
            return ki_raise(ks, KI_EXC_ZeroDivisionError,
                            "0.0 cannot be raised to a negative power");
        return ki_float(pow(x, y));
    }
    if (a.n == 0 || b.n == 0 || (kb_big_len(a) == 1 && a.d[0] == 1)) {
        if (b.n == 0) return ki_small_int(1);
        return a.n == 0 ? ki_small_int(0) : ki_small_int(a.n < 0 && (b.d[0] & 1) ? -1 : 1);
    }
    size_t room = b.n > 1 ? 0 : kb_big_pow_room(a, b.d[0]);
    if (!room) return ki_raise_nomem(ks);
    KiIntRoom r;
    int32_t n;
    if (!ki_room_for(ks, &r, room)) return KI_ERR;
    if (kb_big_pow(&ks->alloc, r.d, &n, a, b.d[0]) != KB_BIG_OK) {
        ki_room_fail(ks, &r);
        return ki_raise_nomem(ks);
    }
    return ki_room_done(ks, &r, n);
}

/* pow(a, b, mod) for three integers. */
KiValue ki_int_powmod(KiState *ks, KiValue va, KiValue vb, KiValue vm) {
    KbLimb sa[1], sb[1], sm[1];
    KbBig a = ki_int_limbs(va, sa), b = ki_int_limbs(vb, sb), m = ki_int_limbs(vm, sm);
    if (m.n == 0) return ki_raise(ks, KI_EXC_ValueError, "pow() 3rd argument cannot be 0");
    KiIntRoom r;
    int32_t n;
    if (!ki_room_for(ks, &r, kb_big_len(m) + 1)) return KI_ERR;
    switch (kb_big_powmod(r.d, &n, a, b, m)) {
    case KB_BIG_OK:
        return ki_room_done(ks, &r, n);
    case KB_BIG_BAD:
        ki_room_fail(ks, &r);
        return ki_raise(ks, KI_EXC_ValueError, "base is not invertible for the given modulus");
    default:
        ki_room_fail(ks, &r);
        return ki_raise_nomem(ks);
    }
}

/* --- any operator --- */

KiValue ki_int_binary(KiState *ks, KiValue va, KiValue vb, KiBinaryOp op) {
    KbLimb sa[1], sb[1];
    KbBig a = ki_int_limbs(va, sa), b = ki_int_limbs(vb, sb);
    switch (op) {
    case KI_ADD:
    case KI_SUB:
        return ki_int_sum(ks, a, b, op == KI_SUB);
    case KI_MUL:
        return ki_int_product(ks, a, b);
    case KI_AND:
        return bits(ks, a, b, '&');
    case KI_OR:
        return bits(ks, a, b, '|');
    case KI_XOR:
        return bits(ks, a, b, '^');
    case KI_FLOORDIV:
    case KI_MOD:
    case KI_DIVMOD:
        return divide(ks, a, b, op);
    case KI_TRUEDIV:
        return true_divide(ks, a, b);
    case KI_LSHIFT:
        return ki_int_shift(ks, a, b, true);
    case KI_RSHIFT:
        return ki_int_shift(ks, a, b, false);
    case KI_POW:
        return power(ks, va, a, vb, b);
    default:
        return KI_NOT_IMPLEMENTED;
    }
}
