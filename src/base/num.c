/* Doubles to shortest text and text to doubles.
 *
 * Shortest digits: Schubfach (Raffaello Giulietti, "The Schubfach way to render doubles", 2020).
 * Parsing: Clinger's exact case for short numbers, then the 128-bit product of Lemire ("Number
 * parsing at a gigabyte per second", 2021; Mushtak and Lemire, "Fast number parsing without
 * fallback", 2022, prove it exact up to 19 digits). Longer inputs whose first 19 digits do not
 * decide are compared exactly with the midpoint in wide integers. */
#include "num.h"

#include <math.h>
#include <string.h>

#include "num_table.h"

typedef unsigned __int128 u128;

enum { MANTISSA_BITS = 52, EXPONENT_BIAS = 1023, EXPONENT_INF = 2047 };

static const uint64_t pow10_u64[20] = {1u,
                                       10u,
                                       100u,
                                       1000u,
                                       10000u,
                                       100000u,
                                       1000000u,
                                       10000000u,
                                       100000000u,
                                       1000000000u,
                                       10000000000u,
                                       100000000000u,
                                       1000000000000u,
                                       10000000000000u,
                                       100000000000000u,
                                       1000000000000000u,
                                       10000000000000000u,
                                       100000000000000000u,
                                       1000000000000000000u,
                                       10000000000000000000u};

static const char digit_pairs[201] = "00010203040506070809101112131415161718192021222324"
                                     "25262728293031323334353637383940414243444546474849"
                                     "50515253545556575859606162636465666768697071727374"
                                     "75767778798081828384858687888990919293949596979899";

static uint64_t bits_of(double x) {
    uint64_t b;
    memcpy(&b, &x, sizeof b);
    return b;
}

static double double_of(uint64_t b) {
    double x;
    memcpy(&x, &b, sizeof x);
    return x;
}

/* --- digits of integers ------------------------------------------------------------------ */

static int count_digits(uint64_t v) {
    int t = (64 - __builtin_clzll(v | 1)) * 1233 >> 12;
    return t + (v >= pow10_u64[t]);
}

/* Writes the 8 digits of v < 10^8. */
static void put_8_digits(char *p, uint32_t v) {
    uint32_t hi = v / 10000, lo = v % 10000;
    memcpy(p, digit_pairs + 2 * (hi / 100), 2);
    memcpy(p + 2, digit_pairs + 2 * (hi % 100), 2);
    memcpy(p + 4, digit_pairs + 2 * (lo / 100), 2);
    memcpy(p + 6, digit_pairs + 2 * (lo % 100), 2);
}

/* Writes v in exactly n digits (1..20, v < 10^n). */
static void put_digits(char *p, uint64_t v, int n) {
    while (n > 8) {
        n -= 8;
        put_8_digits(p + n, (uint32_t)(v % 100000000));
        v /= 100000000;
    }
    uint32_t w = (uint32_t)v;
    while (n >= 2) {
        n -= 2;
        memcpy(p + n, digit_pairs + 2 * (w % 100), 2);
        w /= 100;
    }
    if (n) p[0] = (char)('0' + w % 10);
}

static int strip_zeros(const char *digits, int n) {
    while (n > 1 && digits[n - 1] == '0')
        n--;
    return n;
}

/* Digits of v * 10^exp10 without trailing zeros. */
static int emit_decimal(uint64_t v, int exp10, char *digits, int *decpt) {
    int n = count_digits(v);
    put_digits(digits, v, n);
    *decpt = n + exp10;
    return strip_zeros(digits, n);
}

/* --- shortest: Schubfach ----------------------------------------------------------------- */

static int floor_log2_pow10(int e) {
    return (e * 1741647) >> 19;
}

/* floor(log10(2^e)), or floor(log10(3/4 * 2^e)) where the lower neighbour is closer. */
static int floor_log10_pow2(int e, bool closer) {
    return (e * 1262611 - (closer ? 524031 : 0)) >> 22;
}

/* 10^k as 128 bits rounded up. */
static inline void pow10_up(int k, uint64_t *hi, uint64_t *lo) {
    const uint64_t *row = kb_pow10_bits[k - KB_POW10_FIRST];
    *hi = row[0];
    *lo = row[1] + (k > 55 || k < -27);
}

/* High part of g * cp with the lost bits ored into the lowest one. */
static inline uint64_t round_to_odd(uint64_t g_hi, uint64_t g_lo, uint64_t cp) {
    uint64_t x = (uint64_t)(((u128)g_lo * cp) >> 64);
    u128 y = (u128)g_hi * cp + x;
    return (uint64_t)(y >> 64) | ((uint64_t)y > 1);
}

static inline uint32_t round_to_odd32(uint64_t g, uint32_t cp) {
    u128 p = (u128)g * cp;
    return (uint32_t)(p >> 64) | ((uint32_t)(p >> 32) > 1);
}

/* Chooses the decimal in the rounding interval [vbl, vbr] (scaled by 4) around vb: one digit fewer
 * if that has a candidate, else the closer neighbour. */
static inline uint64_t choose(uint64_t vbl, uint64_t vb, uint64_t vbr, bool even, int *exp10) {
    uint64_t lower = vbl + !even, upper = vbr - !even, s = vb / 4;
    if (s >= 10) {
        uint64_t sp = s / 10;
        bool up_in = lower <= 40 * sp, wp_in = 40 * sp + 40 <= upper;
        if (up_in != wp_in) {
            (*exp10)++;
            return sp + wp_in;
        }
    }
    bool u_in = lower <= 4 * s, w_in = 4 * s + 4 <= upper;
    if (u_in != w_in) return s + w_in;
    uint64_t mid = 4 * s + 2;
    return s + (vb > mid || (vb == mid && (s & 1)));
}

int kb_dtoa_shortest(double x, char digits[20], int *decpt) {
    uint64_t bits = bits_of(x), frac = bits & ((1ull << MANTISSA_BITS) - 1), c = frac;
    int exp = (int)(bits >> MANTISSA_BITS) & 0x7ff, q;
    if (exp == 0) {
        if (frac == 0) {
            digits[0] = '0';
            *decpt = 1;
            return 1;
        }
        q = 1 - EXPONENT_BIAS - MANTISSA_BITS;
    } else {
        c |= 1ull << MANTISSA_BITS;
        q = exp - EXPONENT_BIAS - MANTISSA_BITS;
        if (q <= 0 && q > -53 && (c & ((1ull << -q) - 1)) == 0) /* an integer below 2^53 */
            return emit_decimal(c >> -q, 0, digits, decpt);
    }
    bool closer = frac == 0 && exp > 1;
    int k = floor_log10_pow2(q, closer), h = q + floor_log2_pow10(-k) + 1;
    uint64_t hi, lo;
    pow10_up(-k, &hi, &lo);
    uint64_t vbl = round_to_odd(hi, lo, (4 * c - 2 + closer) << h);
    uint64_t vb = round_to_odd(hi, lo, (4 * c) << h);
    uint64_t vbr = round_to_odd(hi, lo, (4 * c + 2) << h);
    uint64_t v = choose(vbl, vb, vbr, (c & 1) == 0, &k);
    return emit_decimal(v, k, digits, decpt);
}

int kb_ftoa_shortest(float x, char digits[20], int *decpt) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    uint32_t frac = bits & 0x7fffff, c = frac;
    int exp = (int)(bits >> 23) & 0xff, q;
    if (exp == 0) {
        if (frac == 0) {
            digits[0] = '0';
            *decpt = 1;
            return 1;
        }
        q = 1 - 127 - 23;
    } else {
        c |= 1u << 23;
        q = exp - 127 - 23;
        if (q <= 0 && q > -24 && (c & ((1u << -q) - 1)) == 0)
            return emit_decimal(c >> -q, 0, digits, decpt);
    }
    bool closer = frac == 0 && exp > 1;
    int k = floor_log10_pow2(q, closer), h = q + floor_log2_pow10(-k) + 1;
    const uint64_t *row = kb_pow10_bits[-k - KB_POW10_FIRST];
    uint64_t g = row[0] + (row[1] != 0);
    uint32_t vbl = round_to_odd32(g, (4 * c - 2 + closer) << h);
    uint32_t vb = round_to_odd32(g, (4 * c) << h);
    uint32_t vbr = round_to_odd32(g, (4 * c + 2) << h);
    uint64_t v = choose(vbl, vb, vbr, (c & 1) == 0, &k);
    return emit_decimal(v, k, digits, decpt);
}

static int put_exponent(char *p, int e) {
    int n = 0;
    p[n++] = e < 0 ? '-' : '+';
    unsigned a = (unsigned)(e < 0 ? -e : e);
    if (a >= 100) p[n++] = (char)('0' + a / 100);
    memcpy(p + n, digit_pairs + 2 * (a % 100), 2);
    return n + 2;
}

int kb_double_repr(double x, char buf[32]) {
    char *p = buf;
    if (!isfinite(x)) {
        const char *t = isnan(x) ? "nan" : x < 0 ? "-inf" : "inf";
        size_t len = strlen(t);
        memcpy(buf, t, len);
        return (int)len;
    }
    if (signbit(x)) *p++ = '-';
    char d[20];
    int decpt, n = kb_dtoa_shortest(x, d, &decpt);
    if (decpt > 16 || decpt <= -4) {
        *p++ = d[0];
        if (n > 1) {
            *p++ = '.';
            memcpy(p, d + 1, (size_t)n - 1);
            p += n - 1;
        }
        *p++ = 'e';
        return (int)(p + put_exponent(p, decpt - 1) - buf);
    }
    if (decpt <= 0) {
        memcpy(p, "0.0000", 6);
        p += 2 - decpt;
        memcpy(p, d, (size_t)n);
        return (int)(p + n - buf);
    }
    int whole = n < decpt ? n : decpt;
    memcpy(p, d, (size_t)whole);
    p += whole;
    for (int i = n; i < decpt; i++)
        *p++ = '0';
    *p++ = '.';
    if (n <= decpt) {
        *p++ = '0';
    } else {
        memcpy(p, d + decpt, (size_t)(n - decpt));
        p += n - decpt;
    }
    return (int)(p - buf);
}

/* --- parsing ----------------------------------------------------------------------------- */

/* w * 10^q correctly rounded, w != 0 exact. */
static double decimal_to_double(uint64_t w, int64_t q) {
    static const double exact_pow10[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                           1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                           1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (w <= 1ull << 53 && q >= -22 && q <= 22) {
        double x = (double)w;
        return q < 0 ? x / exact_pow10[-q] : x * exact_pow10[q];
    }
    if (q < KB_POW10_FIRST) return 0.0;
    if (q > 308) return HUGE_VAL;
    int lz = __builtin_clzll(w);
    w <<= lz;
    const uint64_t *row = kb_pow10_bits[q - KB_POW10_FIRST];
    u128 product = (u128)w * row[0];
    if ((((uint64_t)(product >> 64)) & 0x1ff) == 0x1ff) /* the low word may carry into the result */
        product += (uint64_t)(((u128)w * row[1]) >> 64);
    uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
    int upper = (int)(high >> 63), shift = upper + 64 - MANTISSA_BITS - 3;
    uint64_t m = high >> shift;
    int e = (int)(((152170 + 65536) * q) >> 16) + 63 + upper - lz + EXPONENT_BIAS;
    if (e <= 0) { /* subnormal */
        if (-e + 1 >= 64) return 0.0;
        m >>= -e + 1;
        m = (m + (m & 1)) >> 1;
        return double_of(m); /* reaching 2^52 becomes the smallest normal by itself */
    }
    if (low <= 1 && q >= -4 && q <= 23 && (m & 3) == 1 && m << shift == high)
        m &= ~1ull; /* exactly half-way: to even */
    m = (m + (m & 1)) >> 1;
    if (m >= 2ull << MANTISSA_BITS) {
        m = 1ull << MANTISSA_BITS;
        e++;
    }
    if (e >= EXPONENT_INF) return HUGE_VAL;
    return double_of((m & ~(1ull << MANTISSA_BITS)) | ((uint64_t)e << MANTISSA_BITS));
}

/* A wide natural number for the exact comparison: 800 digits and the scale of 2^-1075 fit. */
enum { NAT_LIMBS = 80, NAT_DIGITS = 800 };
typedef struct Nat {
    int n;
    uint64_t d[NAT_LIMBS];
} Nat;

static void nat_mul_add(Nat *a, uint64_t mul, uint64_t add) {
    u128 carry = add;
    for (int i = 0; i < a->n; i++) {
        carry += (u128)a->d[i] * mul;
        a->d[i] = (uint64_t)carry;
        carry >>= 64;
    }
    if (carry && a->n < NAT_LIMBS) a->d[a->n++] = (uint64_t)carry;
}

static void nat_mul_pow5(Nat *a, int e) {
    const uint64_t pow5_27 = 7450580596923828125u; /* the largest power of 5 in a word */
    for (; e >= 27; e -= 27)
        nat_mul_add(a, pow5_27, 0);
    uint64_t p = 1;
    while (e-- > 0)
        p *= 5;
    nat_mul_add(a, p, 0);
}

static void nat_shift(Nat *a, int s) {
    int words = s / 64, bits = s % 64;
    if (a->n == 0 || a->n + words + 1 > NAT_LIMBS) return;
    memmove(a->d + words, a->d, (size_t)a->n * 8);
    memset(a->d, 0, (size_t)words * 8);
    a->n += words;
    if (bits) nat_mul_add(a, 1ull << bits, 0);
}

static int nat_cmp(const Nat *a, const Nat *b) {
    if (a->n != b->n) return a->n < b->n ? -1 : 1;
    for (int i = a->n; i-- > 0;)
        if (a->d[i] != b->d[i]) return a->d[i] < b->d[i] ? -1 : 1;
    return 0;
}

/* The significant digits of a number as they stand in the text, a point possibly among them. */
typedef struct Digits {
    const char *s, *end;
    int64_t n;     /* digits, from the first nonzero one */
    int64_t exp10; /* value = DIGITS * 10^exp10 */
} Digits;

/* Rounds exactly, given that the result is `below` or the next double up. */
static double round_exactly(const Digits *t, double below) {
    Nat v = {0}, mid = {0};
    int used = 0;
    bool rest = false;
    v.n = 1;
    for (const char *s = t->s; s < t->end; s++) {
        if (*s == '.') continue;
        if (used < NAT_DIGITS) {
            nat_mul_add(&v, 10, (uint64_t)(*s - '0'));
            used++;
        } else if (*s != '0') {
            rest = true;
            break;
        }
    }
    int q =
        (int)(t->exp10 + (t->n - used)); /* value = v * 10^q, small since the result is finite */
    uint64_t bits = bits_of(below), m = bits & ((1ull << MANTISSA_BITS) - 1);
    int e = (int)(bits >> MANTISSA_BITS);
    if (e)
        m |= 1ull << MANTISSA_BITS;
    else
        e = 1;
    mid.n = 1;
    mid.d[0] = 2 * m + 1;
    int scale = e - EXPONENT_BIAS - MANTISSA_BITS - 1 - q; /* mid * 2^scale against v * 5^q */
    if (q < 0)
        nat_mul_pow5(&mid, -q);
    else
        nat_mul_pow5(&v, q);
    if (scale > 0)
        nat_shift(&mid, scale);
    else
        nat_shift(&v, -scale);
    int c = nat_cmp(&v, &mid);
    if (c == 0) c = rest ? 1 : (m & 1) ? 1 : -1;
    return c > 0 ? double_of(bits + 1) : below;
}

static bool is_digit(char c) {
    return (unsigned char)(c - '0') < 10;
}

/* Value of the scanned digits; the common case has at most 19 of them, already in w. */
static double digits_to_double(const Digits *t, uint64_t w) {
    if (t->n <= 19) return w ? decimal_to_double(w, t->exp10) : 0.0;
    int64_t q = t->exp10 + (t->n - 19);
    double lo = decimal_to_double(w, q), hi = decimal_to_double(w + 1, q);
    if (lo == hi) return lo;
    return round_exactly(t, lo);
}

static size_t match_word(const char *s, size_t n, const char *word) {
    size_t i = 0;
    for (; word[i]; i++)
        if (i >= n || (s[i] | 0x20) != word[i]) return 0;
    return i;
}

static size_t parse_special(const char *s, size_t n, double *out) {
    size_t used = match_word(s, n, "nan");
    if (used) {
        *out = NAN;
        return used;
    }
    used = match_word(s, n, "infinity");
    if (!used) used = match_word(s, n, "inf");
    if (used) *out = HUGE_VAL;
    return used;
}

/* [eE][+-]digits at p; returns its end (p itself if there is none) and adds it to *exp10. */
static const char *parse_exponent(const char *p, const char *end, int64_t *exp10) {
    if (p == end || (*p | 0x20) != 'e') return p;
    const char *s = p + 1;
    bool neg = false;
    if (s < end && (*s == '+' || *s == '-')) neg = *s++ == '-';
    if (s == end || !is_digit(*s)) return p;
    int64_t e = 0;
    for (; s < end && is_digit(*s); s++)
        if (e < (int64_t)1 << 52) e = 10 * e + (*s - '0');
    *exp10 += neg ? -e : e;
    return s;
}

/* digits [. digits] [exponent] | . digits [exponent] */
static size_t parse_number(const char *s, size_t n, double *out) {
    const char *p = s, *end = s + n;
    uint64_t w = 0;
    while (p < end && *p == '0')
        p++;
    Digits t = {.s = p};
    const char *start = p;
    while (p < end && is_digit(*p)) /* w wraps beyond 19 digits and is then read again */
        w = 10 * w + (uint64_t)(*p++ - '0');
    t.n = p - start;
    size_t seen = (size_t)(p - s);
    if (p < end && *p == '.') {
        const char *frac = ++p;
        if (t.n == 0) {
            while (p < end && *p == '0')
                p++;
            t.s = p;
        }
        const char *first = p;
        while (p < end && is_digit(*p))
            w = 10 * w + (uint64_t)(*p++ - '0');
        t.n += p - first;
        t.exp10 = -(p - frac);
        seen += (size_t)(p - frac);
    }
    if (seen == 0) return 0;
    t.end = p;
    p = parse_exponent(p, end, &t.exp10);
    if (t.n > 19) {
        w = 0;
        int taken = 0;
        for (const char *d = t.s; taken < 19; d++)
            if (*d != '.') {
                w = 10 * w + (uint64_t)(*d - '0');
                taken++;
            }
    }
    *out = digits_to_double(&t, w);
    return (size_t)(p - s);
}

size_t kb_parse_double(const char *s, size_t n, double *out) {
    size_t sign = n > 0 && (*s == '-' || *s == '+');
    double x = 0;
    size_t used = parse_number(s + sign, n - sign, &x);
    if (used == 0) used = parse_special(s + sign, n - sign, &x);
    if (used == 0) return 0;
    *out = sign && *s == '-' ? -x : x;
    return used + sign;
}

/* --- exact and rounded digits -------------------------------------------------------------- */

/* Splits |x| = m * 2^e, x finite. */
static uint64_t split_double(double x, int *e) {
    uint64_t bits = bits_of(x), m = bits & ((1ull << MANTISSA_BITS) - 1);
    int exp = (int)(bits >> MANTISSA_BITS) & 0x7ff;
    if (exp)
        m |= 1ull << MANTISSA_BITS;
    else
        exp = 1;
    *e = exp - EXPONENT_BIAS - MANTISSA_BITS;
    return m;
}

/* Digits of m * 2^e, e > 0, by repeated division by 10^18. */
static int integer_digits(uint64_t m, int e, char *digits) {
    uint64_t groups[20];
    Nat v = {.n = 1, .d = {m}};
    nat_shift(&v, e);
    int n_groups = 0, n;
    while (v.n) {
        u128 rem = 0;
        for (int i = v.n; i-- > 0;) {
            rem = rem << 64 | v.d[i];
            v.d[i] = (uint64_t)(rem / pow10_u64[18]);
            rem %= pow10_u64[18];
        }
        while (v.n && v.d[v.n - 1] == 0)
            v.n--;
        groups[n_groups++] = (uint64_t)rem;
    }
    n = count_digits(groups[n_groups - 1]);
    put_digits(digits, groups[n_groups - 1], n);
    for (int i = n_groups - 1; i-- > 0; n += 18)
        put_digits(digits + n, groups[i], 18);
    return n;
}

/* Digits of the fraction m / 2^s, m < 2^s, after the point, by repeated multiplication by 10^18. */
static int fraction_digits(uint64_t m, int s, char *digits) {
    uint64_t d[18] = {0}; /* d[0] is the lowest word of the fraction scaled by 2^(64 * n) */
    int n = (s + 63) / 64, low = 0, len = 0, pad = 64 * n - s;
    d[0] = m << pad;
    if (pad && n > 1) d[1] = m >> (64 - pad);
    for (;;) {
        while (low < n && d[low] == 0)
            low++;
        if (low == n) return len;
        u128 carry = 0;
        for (int i = low; i < n; i++) {
            carry += (u128)d[i] * pow10_u64[18];
            d[i] = (uint64_t)carry;
            carry >>= 64;
        }
        put_digits(digits + len, (uint64_t)carry, 18);
        len += 18;
    }
}

int kb_dtoa_exact(double x, char *digits, int *decpt) {
    int e, n = 0;
    uint64_t m = split_double(x, &e);
    if (m == 0) {
        digits[0] = '0';
        *decpt = 1;
        return 1;
    }
    int tz = __builtin_ctzll(m);
    m >>= tz;
    e += tz;
    if (e > 0) {
        n = integer_digits(m, e, digits);
        *decpt = n;
        return strip_zeros(digits, n);
    }
    uint64_t whole = -e < 64 ? m >> -e : 0;
    if (whole) {
        n = count_digits(whole);
        put_digits(digits, whole, n);
    }
    *decpt = n;
    if (e < 0) n += fraction_digits(-e < 64 ? m & ((1ull << -e) - 1) : m, -e, digits + n);
    int zeros = 0;
    while (digits[zeros] == '0')
        zeros++;
    if (zeros) {
        n -= zeros;
        *decpt -= zeros;
        memmove(digits, digits + zeros, (size_t)n);
    }
    return strip_zeros(digits, n);
}

/* round-half-even(m * 10^s / 2^sh) if all of it fits in words; false otherwise. */
static bool scale_small(uint64_t m, int e, int s, uint64_t *out) {
    if (s < 0 || s > 22 || e > 10) return false;
    u128 p = (u128)m * pow10_u64[s > 19 ? 19 : s];
    if (s > 19) p *= pow10_u64[s - 19];
    if (e >= 0) {
        if (p >> (63 - e)) return false;
        *out = (uint64_t)p << e;
        return true;
    }
    int sh = -e;
    if (sh > 127) { /* p < 2^127: below one half */
        if (p >> 126) return false;
        *out = 0;
        return true;
    }
    u128 q = p >> sh, rem = p & (((u128)1 << sh) - 1), half = (u128)1 << (sh - 1);
    if (q >> 63) return false;
    *out = (uint64_t)q + (rem > half || (rem == half && (q & 1)));
    return true;
}

/* `precision` significant digits, if they can be had in words. */
static int round_significant_small(uint64_t m, int e, int precision, char *digits, int *decpt) {
    if (precision > 17) return -1;
    int d =
        (int)(((int64_t)(e + 63 - __builtin_clzll(m)) * 78913) >> 18); /* floor(log10), or 1 low */
    for (int tries = 0; tries < 2; tries++, d++) {
        uint64_t v;
        if (!scale_small(m, e, precision - 1 - d, &v)) return -1;
        if (v < pow10_u64[precision]) {
            int n = emit_decimal(v, 0, digits, decpt);
            *decpt = d + 1;
            return n;
        }
    }
    return -1;
}

int kb_dtoa_rounded(double x, bool significant, int precision, char *digits, int *decpt) {
    int e, n;
    uint64_t m = split_double(x, &e), v;
    if (m == 0) {
        *decpt = significant ? 1 : -precision;
        return 0;
    }
    if (significant) {
        n = round_significant_small(m, e, precision, digits, decpt);
        if (n >= 0) return n;
    } else if (scale_small(m, e, precision, &v)) {
        if (v == 0) {
            *decpt = -precision;
            return 0;
        }
        return emit_decimal(v, -precision, digits, decpt);
    }
    n = kb_dtoa_exact(x, digits, decpt);
    int64_t keep = significant ? precision : (int64_t)*decpt + precision;
    if (keep >= n) return n;
    if (keep < 0) return 0;
    bool up = digits[keep] > '5' ||
              (digits[keep] == '5' && (keep + 1 < n || (keep && digits[keep - 1] & 1)));
    n = (int)keep;
    if (!up) {
        while (n > 0 && digits[n - 1] == '0')
            n--;
        return n;
    }
    while (n > 0 && digits[n - 1] == '9')
        n--;
    if (n == 0) {
        digits[0] = '1';
        (*decpt)++;
        return 1;
    }
    digits[n - 1]++;
    return n;
}

/* --- formatted text ------------------------------------------------------------------------ */

/* What to write: value = 0.DIGITS * 10^decpt. */
typedef struct Layout {
    const char *digits;
    int n, decpt;
    bool exponent, upper, point; /* point: write it even with nothing after */
    int64_t after;               /* digits after the point */
} Layout;

/* count digits from position `at` of the digit string, zeros before and behind it. */
static bool put_range(KbStrbuf *out, const Layout *t, int64_t at, int64_t count) {
    if (at < 0 && count > 0) {
        int64_t z = -at < count ? -at : count;
        kb_strbuf_fill(out, '0', (size_t)z);
        at += z;
        count -= z;
    }
    if (count > 0 && at < t->n) {
        int64_t k = t->n - at < count ? t->n - at : count;
        kb_strbuf_append(out, t->digits + at, (size_t)k);
        count -= k;
    }
    return count <= 0 || kb_strbuf_fill(out, '0', (size_t)count);
}

static bool put_layout(KbStrbuf *out, const Layout *t) {
    int64_t whole = t->exponent ? 1 : t->decpt;
    if (whole > 0)
        put_range(out, t, 0, whole);
    else
        kb_strbuf_putc(out, '0');
    if (t->after > 0 || t->point) kb_strbuf_putc(out, '.');
    put_range(out, t, whole, t->after);
    if (t->exponent) {
        char e[8] = {t->upper ? 'E' : 'e'};
        int n = 1 + put_exponent(e + 1, t->decpt - 1);
        kb_strbuf_append(out, e, (size_t)n);
    }
    return !out->failed;
}

/* The g and repr rules: at most `limit` significant digits, exponent outside 1e-4 .. 10^limit. */
static bool put_general(KbStrbuf *out, Layout *t, int64_t limit, bool add_dot_0, bool alternate,
                        bool repr) {
    int64_t high = repr ? 16 : limit - add_dot_0;
    t->exponent = t->decpt <= -4 || t->decpt > high;
    int64_t whole = t->exponent ? 1 : t->decpt, total = alternate && !repr ? limit : t->n;
    t->after = total - whole > 0 ? total - whole : 0;
    if (!t->exponent && add_dot_0 && t->after == 0) t->after = 1;
    t->point = alternate;
    return put_layout(out, t);
}

static bool put_special(KbStrbuf *out, double x, bool upper, char tail) {
    kb_strbuf_puts(out, isnan(x) ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf"));
    if (tail) kb_strbuf_putc(out, tail);
    return !out->failed;
}

bool kb_format_double(KbStrbuf *out, double x, char type, int precision, bool alternate,
                      bool always_sign) {
    bool upper = type == 'E' || type == 'F' || type == 'G', add_dot_0 = type == 0;
    char tail = type == '%' ? '%' : 0, kind = (char)(type | 0x20);
    if (tail) {
        x *= 100;
        kind = 'f';
    }
    if (signbit(x) && !isnan(x))
        kb_strbuf_putc(out, '-');
    else if (always_sign)
        kb_strbuf_putc(out, '+');
    if (!isfinite(x)) return put_special(out, x, upper, tail);

    char digits[KB_EXACT_DIGITS_MAX];
    Layout t = {.digits = digits, .upper = upper, .point = alternate};
    if (kind != 'e' && kind != 'f') {
        bool repr = (type == 0 || type == 'r') && precision < 0;
        int limit = precision < 0 ? 6 : precision == 0 ? 1 : precision;
        t.n = repr ? kb_dtoa_shortest(x, digits, &t.decpt)
                   : kb_dtoa_rounded(x, true, limit, digits, &t.decpt);
        if (t.n == 0) {
            digits[0] = '0';
            t.n = 1;
        }
        return put_general(out, &t, limit, add_dot_0, alternate, repr);
    }
    t.after = precision < 0 ? 6 : precision;
    t.exponent = kind == 'e';
    int wanted = t.after < 2000 ? (int)t.after : 2000; /* no double has that many: the rest is 0 */
    t.n = kb_dtoa_rounded(x, t.exponent, wanted + t.exponent, digits, &t.decpt);
    put_layout(out, &t);
    return tail ? kb_strbuf_putc(out, tail) : !out->failed;
}
