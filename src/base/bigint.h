#ifndef KB_BIGINT_H
#define KB_BIGINT_H
/* Integers of any size, as sign and magnitude.
 *
 * A number is a view of limbs that somebody else owns (an int object stores them inline): |n|
 * limbs, lowest first, the top one not zero; n < 0 means the value is negative, n == 0 is zero.
 * Operations write to a limb array of the caller, with the room stated at each, and return the
 * signed number of limbs of the result. `out` may not overlap an operand unless the comment says
 * so.
 *
 * Operands of a few limbs take the code here; larger ones go to the mpn layer of libgmp, which for
 * products and quotients of thousands of limbs allocates scratch by itself. Callers keep all
 * sizes at or below KB_BIG_MAX_LIMBS. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alloc.h"
#include "common.h"
#include "strbuf.h"

typedef uint64_t KbLimb;

typedef struct KbBig {
    const KbLimb *d;
    int32_t n;
} KbBig;

#define KB_BIG_MAX_LIMBS (1 << 27) /* 2^33 bits */

typedef enum {
    KB_BIG_OK,
    KB_BIG_NOMEM,
    KB_BIG_TOO_LARGE, /* result over the limit, or over the range of double */
    KB_BIG_BAD        /* not a digit; no inverse; negative where unsigned is asked */
} KbBigStatus;

static inline size_t kb_big_len(KbBig a) {
    return (size_t)(a.n < 0 ? -(int64_t)a.n : a.n);
}

/* A view of v kept in store. */
static inline KbBig kb_big_of_int64(int64_t v, KbLimb store[1]) {
    store[0] = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    return (KbBig){store, v < 0 ? -1 : v > 0};
}

/* True, and *v set, if the value fits. */
static inline bool kb_big_to_int64(KbBig a, int64_t *v) {
    if (a.n == 0) {
        *v = 0;
        return true;
    }
    if (a.n == 1 && a.d[0] <= INT64_MAX) {
        *v = (int64_t)a.d[0];
        return true;
    }
    if (a.n == -1 && a.d[0] <= (uint64_t)1 << 63) {
        *v = (int64_t)(0 - a.d[0]);
        return true;
    }
    return false;
}

/* --- arithmetic --- */
/* The sum and the difference of magnitudes, an >= bn and in the difference a >= b: the length of
 * what is written to out, which may be a or b and has room for an + 1 and an. */
size_t kb_limbs_add(KbLimb *out, const KbLimb *a, size_t an, const KbLimb *b, size_t bn);
size_t kb_limbs_sub(KbLimb *out, const KbLimb *a, size_t an, const KbLimb *b, size_t bn);
/* out may be the limbs of a or b; room max(|a|, |b|) + 1. */
int32_t kb_big_add(KbLimb *out, KbBig a, KbBig b);
int32_t kb_big_sub(KbLimb *out, KbBig a, KbBig b);
/* room |a| + |b|. */
int32_t kb_big_mul(KbLimb *out, KbBig a, KbBig b);
/* Floor division, b != 0. q has room max(|a| - |b|, 0) + 2, r has room |b|. The remainder has the
 * sign of b. */
void kb_big_divmod(KbLimb *q, int32_t *qn, KbLimb *r, int32_t *rn, KbBig a, KbBig b);
KbLimb kb_big_mod_limb(KbBig a, KbLimb m); /* |a| mod m */
/* a * 2^s and floor(a / 2^s). Left: room |a| + s / 64 + 1; right: room |a| + 1 - min(s / 64, |a|).
 */
int32_t kb_big_shl(KbLimb *out, KbBig a, uint64_t s);
int32_t kb_big_shr(KbLimb *out, KbBig a, uint64_t s);
/* Two's complement semantics; op is '&', '|' or '^'. room max(|a|, |b|) + 1. */
int32_t kb_big_bitop(KbLimb *out, KbBig a, KbBig b, char op);
/* ~a == -a - 1; room |a| + 1. */
int32_t kb_big_invert(KbLimb *out, KbBig a);
/* Limbs that kb_big_pow writes at most; 0: the result is over the limit. */
size_t kb_big_pow_room(KbBig a, uint64_t e);
KB_MUST_CHECK KbBigStatus kb_big_pow(KbAlloc *alloc, KbLimb *out, int32_t *n, KbBig a, uint64_t e);
/* a ** e mod m with the sign of m, m != 0; negative e: the inverse (KB_BIG_BAD if there is none).
 * room |m|. */
KB_MUST_CHECK KbBigStatus kb_big_powmod(KbLimb *out, int32_t *n, KbBig a, KbBig e, KbBig m);
/* Greatest common divisor, >= 0; room max(|a|, |b|). */
int32_t kb_big_gcd(KbLimb *out, KbBig a, KbBig b);
/* floor(sqrt(a)), a >= 0; room (|a| + 1) / 2. */
int32_t kb_big_isqrt(KbLimb *out, KbBig a);

/* --- questions --- */
int kb_big_cmp(KbBig a, KbBig b);             /* -1, 0, 1 */
int kb_big_cmp_double(KbBig a, double x);     /* exact; 2 if x is nan */
int kb_int64_cmp_double(int64_t a, double x); /* same */
uint64_t kb_big_bit_length(KbBig a);          /* of |a| */
uint64_t kb_big_bit_count(KbBig a);           /* ones in |a| */
uint64_t kb_big_trailing_zeros(KbBig a);      /* a != 0 */

/* --- doubles --- */
/* Half-even. KB_BIG_TOO_LARGE: |a| rounds over the range. */
KB_MUST_CHECK KbBigStatus kb_big_to_double(KbBig a, double *out);
/* x truncated toward zero, finite; room 17. */
int32_t kb_big_from_double(KbLimb *out, double x);
/* a / b correctly rounded, b != 0. */
KB_MUST_CHECK KbBigStatus kb_big_truediv(KbAlloc *alloc, KbBig a, KbBig b, double *out);

/* --- text and bytes --- */
bool kb_all_decimal(const char *s, size_t n); /* every character is one of 0..9 */
/* Limbs for n digits of the base (2..36). */
size_t kb_big_text_room(size_t n, int base);
/* Digits only (no sign, blank, prefix or underscore), n >= 1. KB_BIG_BAD: something else in there.
 */
KB_MUST_CHECK KbBigStatus kb_big_from_text(KbAlloc *alloc, KbLimb *out, int32_t *out_n,
                                           const char *s, size_t n, int base);
/* Appends "-" and digits, lower case. False: out has failed. */
/* Decimal text of n, and of a with its sign for up to KB_BIG_DECIMAL_LIMBS limbs, written so that
 * it ends before `end`; where it begins. Room: KB_BIG_DECIMAL_ROOM. */
enum { KB_BIG_DECIMAL_LIMBS = 24, KB_BIG_DECIMAL_ROOM = 24 * 20 + 24 };
char *kb_put_decimal(char *end, uint64_t n);
char *kb_big_put_decimal(char *end, KbBig a);
bool kb_big_to_text(KbStrbuf *out, KbBig a, int base);
/* Fills exactly n bytes; KB_BIG_TOO_LARGE if it does not fit, KB_BIG_BAD if negative and unsigned.
 */
KB_MUST_CHECK KbBigStatus kb_big_to_bytes(uint8_t *out, size_t n, KbBig a, bool big_endian,
                                          bool is_signed);
/* room (n + 7) / 8 + 1. */
int32_t kb_big_from_bytes(KbLimb *out, const uint8_t *s, size_t n, bool big_endian, bool is_signed);

/* --- hashes, as CPython's: modulo 2^61 - 1, never -1 --- */
int64_t kb_big_hash(KbBig a);
int64_t kb_hash_int64(int64_t v);
int64_t kb_hash_double(double x); /* equal numbers hash alike; nan gives 0: the caller's choice */
#endif
