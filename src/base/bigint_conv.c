/* Integers of any size from and to doubles, text and bytes, and the hashes of numbers. */
#include <float.h>
#include <gmp.h>
#include <math.h>
#include <string.h>

#include "bigint.h"

static size_t trim_limbs(const KbLimb *d, size_t n) {
    while (n && d[n - 1] == 0)
        n--;
    return n;
}

static KbBig magnitude(KbBig a) {
    return (KbBig){a.d, (int32_t)kb_big_len(a)};
}

/* --- doubles --------------------------------------------------------------------------------- */

/* The 64 bits below bit `top` of |a| (top >= 64), the lowest one set if anything under them is. */
static uint64_t top_bits(KbBig a, uint64_t top) {
    uint64_t at = top - 64, word = at / 64, bit = at % 64;
    uint64_t v = a.d[word] >> bit;
    bool rest = bit && a.d[word] << (64 - bit);
    if (bit && word + 1 < kb_big_len(a)) v |= a.d[word + 1] << (64 - bit);
    for (uint64_t i = 0; i < word && !rest; i++)
        rest = a.d[i] != 0;
    return v | rest;
}

KbBigStatus kb_big_to_double(KbBig a, double *out) {
    uint64_t bits = kb_big_bit_length(a);
    double x;
    if (bits <= 64)
        x = bits ? (double)a.d[0] : 0.0;
    else if (bits > DBL_MAX_EXP)
        return KB_BIG_TOO_LARGE;
    else
        x = ldexp((double)top_bits(a, bits), (int)bits - 64);
    if (isinf(x)) return KB_BIG_TOO_LARGE;
    *out = a.n < 0 ? -x : x;
    return KB_BIG_OK;
}

int32_t kb_big_from_double(KbLimb *out, double x) {
    int e;
    double f = frexp(fabs(x), &e);
    if (e <= 0 || x == 0) return 0;
    KbLimb m = (KbLimb)ldexp(f, 53);
    KbBig v = {&m, x < 0 ? -1 : 1};
    if (e > 53) return kb_big_shl(out, v, (uint64_t)(e - 53));
    out[0] = m >> (53 - e);
    return v.n;
}

int kb_big_cmp_double(KbBig a, double x) {
    if (isnan(x)) return 2;
    int sign_a = (a.n > 0) - (a.n < 0), sign_x = (x > 0) - (x < 0);
    if (sign_a != sign_x || sign_a == 0) return (sign_a > sign_x) - (sign_a < sign_x);
    int e;
    frexp(x, &e);
    int64_t bits = (int64_t)kb_big_bit_length(a);
    if (isinf(x) || bits < e) return -sign_a;
    if (bits > e) return sign_a;
    KbLimb store[17];
    int c = kb_big_cmp(a, (KbBig){store, kb_big_from_double(store, x)});
    return c ? c : x == trunc(x) ? 0 : -sign_a;
}

int kb_int64_cmp_double(int64_t a, double x) {
    if (a >= -(1ll << 53) && a <= 1ll << 53) {
        double y = (double)a;
        return y < x ? -1 : y > x ? 1 : y == x ? 0 : 2;
    }
    KbLimb store[1];
    return kb_big_cmp_double(kb_big_of_int64(a, store), x);
}

/* floor(|a| / 2^shift / |b|), below 2^64, its lowest bit set if anything was cut off. */
static KbBigStatus scaled_quotient(KbAlloc *alloc, KbBig a, KbBig b, int64_t shift, uint64_t *out) {
    size_t up = shift < 0 ? (size_t)(-shift / 64) + 1 : 0;
    size_t num_room = kb_big_len(a) + up + 1, bn = kb_big_len(b);
    size_t q_room = (num_room > bn ? num_room - bn : 0) + 2, total = num_room + q_room + bn;
    KbLimb small[64], *num = small;
    if (total > 64 && !(num = kb_malloc(alloc, total * sizeof *num))) return KB_BIG_NOMEM;
    KbLimb *q = num + num_room, *r = q + q_room;
    int32_t qn, rn, n;
    bool cut = shift > 0 && a.n && (int64_t)kb_big_trailing_zeros(a) < shift;
    if (shift < 0)
        n = kb_big_shl(num, magnitude(a), (uint64_t)-shift);
    else
        n = kb_big_shr(num, magnitude(a), (uint64_t)shift);
    kb_big_divmod(q, &qn, r, &rn, (KbBig){num, n}, magnitude(b));
    *out = (qn ? q[0] : 0) | (cut || rn != 0);
    if (num != small) kb_free(alloc, num, total * sizeof *num);
    return KB_BIG_OK;
}

KbBigStatus kb_big_truediv(KbAlloc *alloc, KbBig a, KbBig b, double *out) {
    int64_t a_bits = (int64_t)kb_big_bit_length(a), b_bits = (int64_t)kb_big_bit_length(b);
    bool negative = (a.n < 0) != (b.n < 0);
    int64_t diff = a_bits - b_bits;
    double x;
    if (a_bits <= 53 && b_bits <= 53) {
        x = a_bits ? (double)a.d[0] / (double)b.d[0] : 0.0;
    } else if (a_bits == 0 || diff < DBL_MIN_EXP - DBL_MANT_DIG - 1) {
        x = 0.0;
    } else if (diff > DBL_MAX_EXP) {
        return KB_BIG_TOO_LARGE;
    } else {
        /* two or three bits more than the result keeps, so one rounding is right */
        int64_t shift = (diff > DBL_MIN_EXP ? diff : DBL_MIN_EXP) - DBL_MANT_DIG - 2;
        uint64_t q;
        KbBigStatus st = scaled_quotient(alloc, a, b, shift, &q);
        if (st != KB_BIG_OK) return st;
        int64_t bits = q ? 64 - __builtin_clzll(q) : 0;
        int64_t low = DBL_MIN_EXP - shift;
        int extra = (int)((bits > low ? bits : low) - DBL_MANT_DIG);
        uint64_t half = 1ull << (extra - 1);
        if ((q & half) && (q & (3 * half - 1))) q += half;
        x = ldexp((double)(q & ~(2 * half - 1)), (int)shift);
        if (isinf(x)) return KB_BIG_TOO_LARGE;
    }
    *out = negative ? -x : x;
    return KB_BIG_OK;
}

/* --- text ------------------------------------------------------------------------------------ */

static double bits_per_digit(int base) {
    return base == 10 ? 3.3219280948873626 : log2(base);
}

#define TEN_19 UINT64_C(10000000000000000000) /* the largest power of ten in a limb */

size_t kb_big_text_room(size_t n, int base) {
    return (size_t)((double)n * bits_per_digit(base) / 64) + 3;
}

static int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    char l = (char)(c | 0x20);
    return l >= 'a' && l <= 'z' ? l - 'a' + 10 : 99;
}

/* Reads up to a word's worth of digits; false if there are more. */
static bool from_short_text(KbLimb *v, bool *bad, const char *s, size_t n, int base) {
    *v = 0;
    *bad = false;
    for (size_t i = 0; i < n; i++) {
        int d = digit_value(s[i]);
        if (d >= base) return *bad = true;
        if (__builtin_mul_overflow(*v, (KbLimb)base, v) || __builtin_add_overflow(*v, (KbLimb)d, v))
            return false;
    }
    return true;
}

static uint64_t load_eight(const char *s) {
    uint64_t v;
    memcpy(&v, s, sizeof v);
    return v;
}

/* Eight bytes at once: the high halves are all 3, and stay 3 when 6 is added to the low ones. */
static bool eight_decimal(uint64_t v) {
    const uint64_t high = 0xF0F0F0F0F0F0F0F0, threes = 0x3030303030303030;
    return (v & (v + 0x0606060606060606) & high) == threes && ((v ^ threes) & high) == 0;
}

bool kb_all_decimal(const char *s, size_t n) {
    for (; n >= 8; s += 8, n -= 8)
        if (!eight_decimal(load_eight(s))) return false;
    for (; n; s++, n--)
        if ((unsigned char)(*s - '0') > 9) return false;
    return true;
}

/* The number that eight digits write: neighbours are joined to pairs, those to fours, and those. */
static uint64_t eight_digits(const char *s) {
    uint64_t v = load_eight(s);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap64(v);
#endif
    v = (v & 0x0F0F0F0F0F0F0F0F) * (10 * 256 + 1) >> 8;
    v = (v & 0x00FF00FF00FF00FF) * (100 * 65536 + 1) >> 16;
    return (v & 0x0000FFFF0000FFFF) * ((UINT64_C(10000) << 32) + 1) >> 32;
}

/* The number that up to nineteen digits write. */
static KbLimb limb_of_digits(const char *s, size_t n) {
    KbLimb v = 0;
    for (; n >= 8; s += 8, n -= 8)
        v = v * 100000000 + eight_digits(s);
    for (; n; s++, n--)
        v = v * 10 + (KbLimb)(*s - '0');
    return v;
}

/* Decimal text of a few limbs, nineteen digits at a time. out has room for n digits. */
static KbBigStatus from_decimal(KbLimb *out, int32_t *out_n, const char *s, size_t n) {
    size_t len = 0, take = n % 19 ? n % 19 : 19;
    if (!kb_all_decimal(s, n)) return KB_BIG_BAD;
    for (const char *end = s + n; s < end; s += take, take = 19) {
        KbLimb chunk = limb_of_digits(s, take);
        if (len) { /* every chunk but the first has nineteen digits */
            KbLimb carry = mpn_mul_1((mp_limb_t *)out, (mp_limb_t *)out, (mp_size_t)len, TEN_19);
            for (size_t k = 0; chunk && k < len; k++)
                chunk = __builtin_add_overflow(out[k], chunk, &out[k]);
            chunk += carry;
        }
        if (chunk) out[len++] = chunk;
    }
    *out_n = (int32_t)len;
    return KB_BIG_OK;
}

KbBigStatus kb_big_from_text(KbAlloc *alloc, KbLimb *out, int32_t *out_n, const char *s, size_t n,
                             int base) {
    while (n > 1 && *s == '0') {
        s++;
        n--;
    }
    bool bad = false;
    if (base != 10 && from_short_text(out, &bad, s, n, base)) {
        *out_n = out[0] != 0;
        return bad ? KB_BIG_BAD : KB_BIG_OK;
    }
    if (bad) return KB_BIG_BAD;
    if (base == 10 && n <= 400) return from_decimal(out, out_n, s, n);
    if (kb_big_text_room(n, base) > KB_BIG_MAX_LIMBS) return KB_BIG_TOO_LARGE;
    uint8_t small[512], *digits = small;
    if (n > sizeof small && !(digits = kb_malloc(alloc, n))) return KB_BIG_NOMEM;
    for (size_t i = 0; i < n && !bad; i++) {
        int d = digit_value(s[i]);
        bad = d >= base;
        digits[i] = (uint8_t)d;
    }
    if (!bad) *out_n = (int32_t)mpn_set_str((mp_limb_t *)out, digits, n, base);
    if (digits != small) kb_free(alloc, digits, n);
    return bad ? KB_BIG_BAD : KB_BIG_OK;
}

char *kb_put_decimal(char *end, uint64_t n) {
    static const char pairs[] =
        "00010203040506070809101112131415161718192021222324252627282930313233"
        "34353637383940414243444546474849505152535455565758596061626364656667"
        "6869707172737475767778798081828384858687888990919293949596979899";
    while (n > UINT32_MAX) { /* eight digits, which do not wait for each other */
        uint32_t low = (uint32_t)(n % 100000000), high4 = low / 10000, low4 = low % 10000;
        n /= 100000000;
        end -= 8;
        memcpy(end, pairs + 2 * (high4 / 100), 2);
        memcpy(end + 2, pairs + 2 * (high4 % 100), 2);
        memcpy(end + 4, pairs + 2 * (low4 / 100), 2);
        memcpy(end + 6, pairs + 2 * (low4 % 100), 2);
    }
    uint32_t u = (uint32_t)n;
    while (u >= 100) {
        end -= 2;
        memcpy(end, pairs + 2 * (u % 100), 2);
        u /= 100;
    }
    if (u >= 10) {
        end -= 2;
        memcpy(end, pairs + 2 * u, 2);
    } else {
        *--end = (char)('0' + u);
    }
    return end;
}

/* Divides the number by 10^19 and returns the remainder. A multiplication by the reciprocal gives
 * a quotient that is off by one at most (Moeller and Granlund, "Improved division by invariant
 * integers"); the divisor's top bit is set, as that needs. */
static KbLimb cut_nineteen(KbLimb *q, size_t n) {
    typedef unsigned __int128 u128;
    const KbLimb d = TEN_19, reciprocal = (KbLimb)(~(u128)0 / TEN_19);
    KbLimb rest = 0;
    for (size_t i = n; i-- > 0;) {
        u128 guess = (u128)reciprocal * rest + ((u128)rest << 64 | q[i]);
        KbLimb high = (KbLimb)(guess >> 64) + 1, r = q[i] - high * d;
        if (r > (KbLimb)guess) {
            high--;
            r += d;
        }
        if (KB_UNLIKELY(r >= d)) {
            high++;
            r -= d;
        }
        q[i] = high;
        rest = r;
    }
    return rest;
}

char *kb_big_put_decimal(char *end, KbBig a) {
    KbLimb q[KB_BIG_DECIMAL_LIMBS];
    size_t n = kb_big_len(a);
    memcpy(q, a.d, n * sizeof *q);
    while (n > 1) {
        char *from = kb_put_decimal(end, cut_nineteen(q, n));
        end -= 19;
        while (from > end)
            *--from = '0';
        if (q[n - 1] == 0) n--;
    }
    end = kb_put_decimal(end, n ? q[0] : 0);
    if (a.n < 0) *--end = '-';
    return end;
}

static const char digit_chars[37] = "0123456789abcdefghijklmnopqrstuvwxyz";

static bool limb_to_text(KbStrbuf *out, KbLimb v, int base) {
    char buf[64], *p = buf + sizeof buf;
    if (base == 10) { /* a division by a constant is four times faster */
        do {
            *--p = (char)('0' + v % 10);
            v /= 10;
        } while (v);
    } else {
        do {
            *--p = digit_chars[v % (KbLimb)base];
            v /= (KbLimb)base;
        } while (v);
    }
    return kb_strbuf_append(out, p, (size_t)(buf + sizeof buf - p));
}

bool kb_big_to_text(KbStrbuf *out, KbBig a, int base) {
    size_t n = kb_big_len(a);
    if (a.n < 0) kb_strbuf_putc(out, '-');
    if (n <= 1) return limb_to_text(out, n ? a.d[0] : 0, base);
    size_t room = (size_t)((double)n * 64 / bits_per_digit(base)) + 3, old = out->len;
    if (!kb_strbuf_fill(out, '0', room)) return false;
    KbLimb small[128], *copy = small; /* mpn_get_str destroys its operand and wants one limb more */
    size_t copy_size = (n + 1) * sizeof *copy;
    if (n + 1 > 128 && !(copy = kb_malloc(out->alloc, copy_size))) {
        out->failed = true;
        return false;
    }
    memcpy(copy, a.d, n * sizeof *copy);
    char *text = out->data + old;
    size_t len = mpn_get_str((unsigned char *)text, base, (mp_limb_t *)copy, (mp_size_t)n);
    if (copy != small) kb_free(out->alloc, copy, copy_size);
    size_t zeros = 0;
    while (zeros + 1 < len && text[zeros] == 0)
        zeros++;
    len -= zeros;
    for (size_t i = 0; i < len; i++)
        text[i] = digit_chars[(unsigned char)text[i + zeros]];
    text[len] = 0;
    out->len = old + len;
    return true;
}

/* --- bytes ----------------------------------------------------------------------------------- */

static bool fits_bytes(KbBig a, size_t n, bool is_signed) {
    uint64_t bits = kb_big_bit_length(a), room = (uint64_t)n * 8;
    if (bits == 0) return true;
    if (!is_signed || bits < room) return bits <= room;
    return a.n < 0 && bits == room && kb_big_trailing_zeros(a) == room - 1;
}

KbBigStatus kb_big_to_bytes(uint8_t *out, size_t n, KbBig a, bool big_endian, bool is_signed) {
    if (a.n < 0 && !is_signed) return KB_BIG_BAD;
    if (!fits_bytes(a, n, is_signed)) return KB_BIG_TOO_LARGE;
    size_t an = kb_big_len(a);
    unsigned carry = a.n < 0;
    for (size_t i = 0; i < n; i++) {
        unsigned v = i / 8 < an ? (unsigned)(a.d[i / 8] >> (i % 8 * 8)) & 0xff : 0;
        if (a.n < 0) {
            v = (v ^ 0xff) + carry;
            carry = v >> 8;
        }
        out[big_endian ? n - 1 - i : i] = (uint8_t)v;
    }
    return KB_BIG_OK;
}

int32_t kb_big_from_bytes(KbLimb *out, const uint8_t *s, size_t n, bool big_endian,
                          bool is_signed) {
    if (n == 0) return 0;
    bool negative = is_signed && (s[big_endian ? 0 : n - 1] & 0x80);
    size_t limbs = (n + 7) / 8;
    unsigned carry = negative;
    memset(out, 0, limbs * sizeof *out);
    for (size_t i = 0; i < n; i++) {
        unsigned v = s[big_endian ? n - 1 - i : i];
        if (negative) {
            v = (v ^ 0xff) + carry;
            carry = v >> 8;
            v &= 0xff;
        }
        out[i / 8] |= (KbLimb)v << (i % 8 * 8);
    }
    size_t len = trim_limbs(out, limbs);
    return negative ? -(int32_t)len : (int32_t)len;
}

/* --- hashes ---------------------------------------------------------------------------------- */

enum { HASH_BITS = 61 };
#define HASH_MODULUS (((uint64_t)1 << HASH_BITS) - 1)

static uint64_t hash_reduce(uint64_t v) {
    v = (v & HASH_MODULUS) + (v >> HASH_BITS);
    return v >= HASH_MODULUS ? v - HASH_MODULUS : v;
}

/* v * 2^s modulo 2^61 - 1: a rotation of 61 bits. */
static uint64_t hash_shift(uint64_t v, int s) {
    return s ? ((v << s) & HASH_MODULUS) | v >> (HASH_BITS - s) : v;
}

static int64_t hash_sign(uint64_t v, bool negative) {
    int64_t h = negative ? -(int64_t)v : (int64_t)v;
    return h == -1 ? -2 : h;
}

int64_t kb_big_hash(KbBig a) {
    uint64_t h = 0;
    for (size_t i = kb_big_len(a); i-- > 0;)
        h = hash_reduce(hash_shift(h, 3) + hash_reduce(a.d[i])); /* 2^64 = 2^3 */
    return hash_sign(h, a.n < 0);
}

int64_t kb_hash_int64(int64_t v) {
    return hash_sign(hash_reduce(v < 0 ? 0 - (uint64_t)v : (uint64_t)v), v < 0);
}

int64_t kb_hash_double(double x) {
    if (!isfinite(x)) return isnan(x) ? 0 : x < 0 ? -314159 : 314159;
    int e;
    uint64_t m = (uint64_t)ldexp(frexp(fabs(x), &e), 53);
    int s = (e - 53) % HASH_BITS;
    return hash_sign(hash_shift(m, s < 0 ? s + HASH_BITS : s), x < 0);
}
