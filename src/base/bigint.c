/* Arithmetic on integers of any size; bigint_conv.c has the conversions.
 *
 * A few limbs are computed here: a call into libgmp costs more than such a sum or product. Above
 * that mpn does the work on the callers' arrays. */
#include "bigint.h"

#include <gmp.h>
#include <string.h>

typedef unsigned __int128 u128;

_Static_assert(sizeof(mp_limb_t) == sizeof(KbLimb) && GMP_NAIL_BITS == 0, "limbs of 64 bits");

static mp_limb_t *mp(KbLimb *d) {
    return (mp_limb_t *)d;
}
static const mp_limb_t *cmp(const KbLimb *d) {
    return (const mp_limb_t *)d;
}

static size_t trim(const KbLimb *d, size_t n) {
    while (n && d[n - 1] == 0)
        n--;
    return n;
}

static int32_t signed_len(size_t n, bool negative) {
    return negative ? -(int32_t)n : (int32_t)n;
}

static u128 low_two(KbBig a, size_t n) {
    return n == 0 ? 0 : n == 1 ? a.d[0] : (u128)a.d[1] << 64 | a.d[0];
}

static size_t put_two(KbLimb *out, u128 v) {
    if (v == 0) return 0;
    out[0] = (KbLimb)v;
    if ((v >> 64) == 0) return 1;
    out[1] = (KbLimb)(v >> 64);
    return 2;
}

static int cmp_abs(const KbLimb *a, size_t an, const KbLimb *b, size_t bn) {
    if (an != bn) return an < bn ? -1 : 1;
    while (an-- > 0)
        if (a[an] != b[an]) return a[an] < b[an] ? -1 : 1;
    return 0;
}

/* --- sums -------------------------------------------------------------------------------- */

/* Up to here a loop costs less than the calls into libgmp. */
#define SHORT 12

static KB_NOINLINE size_t add_long(KbLimb *out, const KbLimb *a, size_t an, const KbLimb *b,
                                   size_t bn) {
    KbLimb carry = mpn_add(mp(out), cmp(a), (mp_size_t)an, cmp(b), (mp_size_t)bn);
    if (carry) out[an++] = carry;
    return an;
}

static KB_NOINLINE size_t sub_long(KbLimb *out, const KbLimb *a, size_t an, const KbLimb *b,
                                   size_t bn) {
    mpn_sub(mp(out), cmp(a), (mp_size_t)an, cmp(b), (mp_size_t)bn);
    return trim(out, an);
}

size_t kb_limbs_add(KbLimb *out, const KbLimb *a, size_t an, const KbLimb *b, size_t bn) {
    KbLimb carry = 0;
    size_t i = 0;
    if (an > SHORT && bn) return add_long(out, a, an, b, bn);
    for (; i < bn; i++) {
        KbLimb s;
        bool over = __builtin_add_overflow(a[i], b[i], &s);
        over |= __builtin_add_overflow(s, carry, &out[i]);
        carry = over;
    }
    for (; i < an; i++)
        carry = __builtin_add_overflow(a[i], carry, &out[i]);
    if (carry) out[i++] = 1;
    return i;
}

size_t kb_limbs_sub(KbLimb *out, const KbLimb *a, size_t an, const KbLimb *b, size_t bn) {
    KbLimb borrow = 0;
    size_t i = 0;
    if (an > SHORT && bn) return sub_long(out, a, an, b, bn);
    for (; i < bn; i++) {
        KbLimb d;
        bool under = __builtin_sub_overflow(a[i], b[i], &d);
        under |= __builtin_sub_overflow(d, borrow, &out[i]);
        borrow = under;
    }
    for (; i < an; i++)
        borrow = __builtin_sub_overflow(a[i], borrow, &out[i]);
    return trim(out, an);
}

static size_t add_abs(KbLimb *out, KbBig a, size_t an, KbBig b, size_t bn) {
    return an < bn ? kb_limbs_add(out, b.d, bn, a.d, an) : kb_limbs_add(out, a.d, an, b.d, bn);
}

/* |a| - |b|; the sign of the difference is or-ed into *negative as a flip. */
static size_t sub_abs(KbLimb *out, KbBig a, size_t an, KbBig b, size_t bn, bool *negative) {
    int c = cmp_abs(a.d, an, b.d, bn);
    if (c == 0) return 0;
    if (c > 0) return kb_limbs_sub(out, a.d, an, b.d, bn);
    *negative = !*negative;
    return kb_limbs_sub(out, b.d, bn, a.d, an);
}

/* c > 0: a + b, c < 0: a - b. */
static int32_t sum(KbLimb *out, KbBig a, KbBig b, bool subtract) {
    size_t an = kb_big_len(a), bn = kb_big_len(b);
    bool negative = a.n < 0, b_negative = (b.n < 0) != subtract;
    if (negative == b_negative) return signed_len(add_abs(out, a, an, b, bn), negative);
    size_t n = sub_abs(out, a, an, b, bn, &negative);
    return signed_len(n, negative);
}

int32_t kb_big_add(KbLimb *out, KbBig a, KbBig b) {
    return sum(out, a, b, false);
}
int32_t kb_big_sub(KbLimb *out, KbBig a, KbBig b) {
    return sum(out, a, b, true);
}

/* --- products and quotients ------------------------------------------------------------------ */

/* room |a| + |b|; no zero operand. */
static size_t mul_abs(KbLimb *out, const KbLimb *a, size_t an, const KbLimb *b, size_t bn) {
    if (an < bn) return mul_abs(out, b, bn, a, an);
    if (an == 1) return put_two(out, (u128)a[0] * b[0]);
    if (bn == 1)
        out[an] = mpn_mul_1(mp(out), cmp(a), (mp_size_t)an, b[0]);
    else if (a == b && an == bn)
        mpn_sqr(mp(out), cmp(a), (mp_size_t)an);
    else
        mpn_mul(mp(out), cmp(a), (mp_size_t)an, cmp(b), (mp_size_t)bn);
    return trim(out, an + bn);
}

int32_t kb_big_mul(KbLimb *out, KbBig a, KbBig b) {
    if (a.n == 0 || b.n == 0) return 0;
    return signed_len(mul_abs(out, a.d, kb_big_len(a), b.d, kb_big_len(b)), (a.n < 0) != (b.n < 0));
}

/* Truncating division of magnitudes, |a| >= |b| > 0 in limbs. */
static void div_abs(KbLimb *q, size_t *qn, KbLimb *r, size_t *rn, KbBig a, size_t an, KbBig b,
                    size_t bn) {
    if (an <= 2) {
        u128 x = low_two(a, an), y = low_two(b, bn);
        if (an == 1) {
            *qn = put_two(q, a.d[0] / b.d[0]);
            *rn = put_two(r, a.d[0] % b.d[0]);
        } else {
            u128 quotient = x / y;
            *qn = put_two(q, quotient);
            *rn = put_two(r, x - quotient * y);
        }
        return;
    }
    if (bn == 1) {
        r[0] = mpn_divrem_1(mp(q), 0, cmp(a.d), (mp_size_t)an, b.d[0]);
        *qn = trim(q, an);
    } else {
        mpn_tdiv_qr(mp(q), mp(r), 0, cmp(a.d), (mp_size_t)an, cmp(b.d), (mp_size_t)bn);
        *qn = trim(q, an - bn + 1);
    }
    *rn = trim(r, bn);
}

void kb_big_divmod(KbLimb *q, int32_t *qn, KbLimb *r, int32_t *rn, KbBig a, KbBig b) {
    size_t an = kb_big_len(a), bn = kb_big_len(b), q_len = 0, r_len = 0;
    bool differ = (a.n < 0) != (b.n < 0);
    if (an < bn) {
        memcpy(r, a.d, an * sizeof *r);
        r_len = an;
    } else {
        div_abs(q, &q_len, r, &r_len, a, an, b, bn);
    }
    if (differ && r_len) { /* truncated toward zero, so one too high */
        const KbLimb one = 1;
        bool negative = false;
        q_len = add_abs(q, (KbBig){q, 0}, q_len, (KbBig){&one, 1}, 1);
        r_len = sub_abs(r, b, bn, (KbBig){r, 0}, r_len, &negative);
    }
    *qn = signed_len(q_len, differ);
    *rn = signed_len(r_len, b.n < 0);
}

KbLimb kb_big_mod_limb(KbBig a, KbLimb m) {
    size_t n = kb_big_len(a);
    return n == 0 ? 0 : n == 1 ? a.d[0] % m : mpn_mod_1(cmp(a.d), (mp_size_t)n, m);
}

/* --- shifts and bits ------------------------------------------------------------------------- */

int32_t kb_big_shl(KbLimb *out, KbBig a, uint64_t s) {
    size_t n = kb_big_len(a), words = (size_t)(s / 64);
    if (n == 0) return 0;
    if (words) memset(out, 0, words * sizeof *out);
    if (s % 64 && n <= SHORT) {
        KbLimb *to = out + words, low = 0;
        for (size_t i = 0; i < n; i++) {
            to[i] = a.d[i] << (s % 64) | low;
            low = a.d[i] >> (64 - s % 64);
        }
        to[n] = low;
        n += low != 0;
    } else if (s % 64) {
        out[words + n] = mpn_lshift(mp(out + words), cmp(a.d), (mp_size_t)n, (unsigned)(s % 64));
        n += out[words + n] != 0;
    } else {
        memcpy(out + words, a.d, n * sizeof *out);
    }
    return signed_len(words + n, a.n < 0);
}

int32_t kb_big_shr(KbLimb *out, KbBig a, uint64_t s) {
    size_t n = kb_big_len(a);
    bool negative = a.n < 0;
    if (n == 0) return 0;
    if (s / 64 >= n) {
        out[0] = 1;
        return negative ? -1 : 0;
    }
    size_t words = (size_t)(s / 64);
    bool lost = false;
    for (size_t i = 0; negative && i < words && !lost; i++)
        lost = a.d[i] != 0;
    n -= words;
    if (s % 64 && n <= SHORT) {
        const KbLimb *from = a.d + words;
        lost |= from[0] << (64 - s % 64) != 0;
        for (size_t i = 0; i + 1 < n; i++)
            out[i] = from[i] >> (s % 64) | from[i + 1] << (64 - s % 64);
        out[n - 1] = from[n - 1] >> (s % 64);
    } else if (s % 64)
        lost |= mpn_rshift(mp(out), cmp(a.d + words), (mp_size_t)n, (unsigned)(s % 64)) != 0;
    else
        memcpy(out, a.d + words, n * sizeof *out);
    n = trim(out, n);
    if (negative && lost) { /* toward minus infinity */
        const KbLimb one = 1;
        n = add_abs(out, (KbBig){out, 0}, n, (KbBig){&one, 1}, 1);
    }
    return signed_len(n, negative);
}

/* The limbs of a number in two's complement, read one after the other. */
typedef struct Twos {
    const KbLimb *d;
    size_t n;
    bool negative, carry;
} Twos;

static Twos twos_of(KbBig a) {
    return (Twos){a.d, kb_big_len(a), a.n < 0, a.n < 0};
}

static KbLimb twos_limb(Twos *t, size_t i) {
    KbLimb v = i < t->n ? t->d[i] : 0;
    if (t->negative) {
        v = ~v + t->carry;
        t->carry = t->carry && v == 0;
    }
    return v;
}

static KbLimb bit_op(KbLimb a, KbLimb b, char op) {
    return op == '&' ? a & b : op == '|' ? a | b : a ^ b;
}

/* Neither negative: no carries. */
static int32_t natural_bitop(KbLimb *out, KbBig a, KbBig b, char op) {
    if (a.n < b.n) return natural_bitop(out, b, a, op);
    size_t an = kb_big_len(a), bn = kb_big_len(b), n = op == '&' ? bn : an;
    for (size_t i = 0; i < bn; i++)
        out[i] = bit_op(a.d[i], b.d[i], op);
    for (size_t i = bn; i < n; i++)
        out[i] = a.d[i];
    return (int32_t)trim(out, n);
}

int32_t kb_big_bitop(KbLimb *out, KbBig a, KbBig b, char op) {
    if (a.n >= 0 && b.n >= 0) return natural_bitop(out, a, b, op);
    Twos x = twos_of(a), y = twos_of(b);
    size_t n = x.n > y.n ? x.n : y.n;
    bool negative = bit_op(x.negative, y.negative, op) != 0, carry = negative;
    for (size_t i = 0; i < n; i++) {
        KbLimb v = bit_op(twos_limb(&x, i), twos_limb(&y, i), op);
        if (negative) {
            v = ~v + carry;
            carry = carry && v == 0;
        }
        out[i] = v;
    }
    if (negative && carry) out[n++] = 1;
    return signed_len(trim(out, n), negative);
}

int32_t kb_big_invert(KbLimb *out, KbBig a) {
    KbLimb store[1];
    return -kb_big_add(out, a, kb_big_of_int64(1, store));
}

/* --- powers ------------------------------------------------------------------------------------
 */

static bool is_power_of_two(KbBig a) {
    return a.n != 0 && kb_big_trailing_zeros(a) + 1 == kb_big_bit_length(a);
}

size_t kb_big_pow_room(KbBig a, uint64_t e) {
    uint64_t bits;
    if (kb_big_bit_length(a) <= 1) return 1;
    if (__builtin_mul_overflow(kb_big_bit_length(a), e, &bits) ||
        bits > (uint64_t)KB_BIG_MAX_LIMBS * 64)
        return 0;
    return (size_t)(bits / 64) + 3;
}

/* By squaring from the highest bit of e >= 1; the two arrays swap roles at each product. */
static size_t pow_abs(KbLimb *out, KbLimb *scratch, KbBig a, uint64_t e) {
    size_t an = kb_big_len(a), n = an;
    KbLimb *from = out, *to = scratch, *swap;
    memcpy(from, a.d, an * sizeof *from);
    for (int bit = 62 - __builtin_clzll(e); bit >= 0; bit--) {
        n = mul_abs(to, from, n, from, n);
        swap = from, from = to, to = swap;
        if (e >> bit & 1) {
            n = mul_abs(to, from, n, a.d, an);
            swap = from, from = to, to = swap;
        }
    }
    if (from != out) memcpy(out, from, n * sizeof *out);
    return n;
}

KbBigStatus kb_big_pow(KbAlloc *alloc, KbLimb *out, int32_t *n, KbBig a, uint64_t e) {
    bool negative = a.n < 0 && (e & 1);
    const KbLimb one = 1;
    size_t room = kb_big_pow_room(a, e);
    if (room == 0) return KB_BIG_TOO_LARGE;
    if (e == 0 || is_power_of_two(a)) {
        KbBig unit = {&one, negative ? -1 : 1};
        *n = kb_big_shl(out, unit, e ? kb_big_trailing_zeros(a) * e : 0);
        return KB_BIG_OK;
    }
    if (a.n == 0) {
        *n = 0;
        return KB_BIG_OK;
    }
    KbLimb small[64], *scratch = small;
    if (room > 64 && !(scratch = kb_malloc(alloc, room * sizeof *scratch))) return KB_BIG_NOMEM;
    *n = signed_len(pow_abs(out, scratch, a, e), negative);
    if (scratch != small) kb_free(alloc, scratch, room * sizeof *scratch);
    return KB_BIG_OK;
}

static KbLimb limb_mod(KbBig a, KbLimb m) {
    KbLimb r = kb_big_mod_limb(a, m);
    return a.n < 0 && r ? m - r : r;
}

static KbLimb limb_powmod(KbLimb base, uint64_t e, KbLimb m) {
    KbLimb r = 1 % m;
    for (; e; e >>= 1) {
        if (e & 1) r = (KbLimb)((u128)r * base % m);
        base = (KbLimb)((u128)base * base % m);
    }
    return r;
}

/* Takes a result of mpz over: copies the limbs and clears it. */
static size_t take_mpz(KbLimb *out, mpz_t z) {
    size_t n = mpz_size(z);
    memcpy(out, mpz_limbs_read(z), n * sizeof *out);
    mpz_clear(z);
    return n;
}

static mpz_srcptr view(mpz_t z, KbBig a) {
    return mpz_roinit_n(z, cmp(a.d), a.n);
}

KbBigStatus kb_big_powmod(KbLimb *out, int32_t *n, KbBig a, KbBig e, KbBig m) {
    size_t mn = kb_big_len(m), r_len;
    if (mn == 1 && e.n >= 0 && e.n <= 1) {
        KbLimb r = limb_powmod(limb_mod(a, m.d[0]), e.n ? e.d[0] : 0, m.d[0]);
        r_len = put_two(out, r);
    } else {
        mpz_t za, ze, zm, r;
        mpz_init(r);
        if (e.n < 0) {
            if (!mpz_invert(r, view(za, a), view(zm, m))) {
                mpz_clear(r);
                return KB_BIG_BAD;
            }
            e.n = -e.n;
            mpz_powm(r, r, view(ze, e), view(zm, m));
        } else {
            mpz_powm(r, view(za, a), view(ze, e), view(zm, m));
        }
        r_len = take_mpz(out, r);
    }
    if (m.n < 0 && r_len) {
        bool negative = false;
        r_len = sub_abs(out, m, mn, (KbBig){out, 0}, r_len, &negative);
        *n = signed_len(r_len, true);
        return KB_BIG_OK;
    }
    *n = signed_len(r_len, false);
    return KB_BIG_OK;
}

static KbLimb limb_gcd(KbLimb a, KbLimb b) {
    while (b) {
        KbLimb t = a % b;
        a = b;
        b = t;
    }
    return a;
}

int32_t kb_big_gcd(KbLimb *out, KbBig a, KbBig b) {
    size_t an = kb_big_len(a), bn = kb_big_len(b);
    if (an == 0 || bn == 0) {
        KbBig c = an ? a : b;
        memcpy(out, c.d, (an + bn) * sizeof *out);
        return (int32_t)(an + bn);
    }
    if (an < bn) return kb_big_gcd(out, b, a);
    if (bn == 1) {
        out[0] = limb_gcd(b.d[0], limb_mod((KbBig){a.d, (int32_t)an}, b.d[0]));
        return 1;
    }
    mpz_t za, zb, r;
    mpz_init(r);
    mpz_gcd(r, view(za, a), view(zb, b));
    return (int32_t)take_mpz(out, r);
}

int32_t kb_big_isqrt(KbLimb *out, KbBig a) {
    if (a.n == 0) return 0;
    mpn_sqrtrem(mp(out), NULL, cmp(a.d), a.n);
    return (int32_t)trim(out, ((size_t)a.n + 1) / 2);
}

/* --- questions ------------------------------------------------------------------------------- */

int kb_big_cmp(KbBig a, KbBig b) {
    if (a.n != b.n) return a.n < b.n ? -1 : 1;
    int c = cmp_abs(a.d, kb_big_len(a), b.d, kb_big_len(b));
    return a.n < 0 ? -c : c;
}

uint64_t kb_big_bit_length(KbBig a) {
    size_t n = kb_big_len(a);
    return n ? n * 64 - (uint64_t)__builtin_clzll(a.d[n - 1]) : 0;
}

uint64_t kb_big_bit_count(KbBig a) {
    uint64_t count = 0;
    for (size_t i = 0; i < kb_big_len(a); i++)
        count += (uint64_t)__builtin_popcountll(a.d[i]);
    return count;
}

uint64_t kb_big_trailing_zeros(KbBig a) {
    size_t i = 0;
    while (a.d[i] == 0)
        i++;
    return i * 64 + (uint64_t)__builtin_ctzll(a.d[i]);
}
