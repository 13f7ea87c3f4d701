#ifndef KI_VALUE_H
#define KI_VALUE_H
/* The 64-bit value representation and its inline tests; nothing else. Everything that knows how a
 * value is encoded is in this file.
 *
 *   0x0000_pppp_pppp_pppp          heap object (48-bit address, never 0 as a live value)
 *   0x0001_0000_0000_00xx          immediates: None False True Ellipsis NotImplemented, and the
 *                                  internal UNBOUND, ABSENT, ERR (never visible to a script)
 *   0x0002_... - 0xFFFD_...        float: the IEEE bits + 2^49
 *   0xFFFE_... - 0xFFFF_...        int n in [-2^48, 2^48): 0xFFFF_0000_0000_0000 + n
 *
 * Any int in the immediate range MUST be immediate, so int == int is word equality. Two floats are
 * one object where their words are the same. Of NaNs a program sees which are one (list.count, the
 * keys of a dictionary), so each that is made, or comes from outside, gets a number of its own from
 * ki_float: in the lowest bits of its payload, which no narrower float keeps.
 * Only heap values are reference-counted; all others are copied freely. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef uint64_t KiValue;
typedef struct KiObj KiObj;

#define KI_INT_BASE   UINT64_C(0xFFFF000000000000)
#define KI_INT_FLOOR  UINT64_C(0xFFFE000000000000)
#define KI_FLOAT_BIAS (UINT64_C(1) << 49)
#define KI_PTR_LIMIT  (UINT64_C(1) << 48)
#define KI_NAN_NUMBER (UINT64_C(0x1FFFFFFF)) /* bits of the payload that number a NaN */
#define KI_IMM(n)     (UINT64_C(0x0001000000000000) | (n))

#define KI_NONE            KI_IMM(0)
#define KI_FALSE           KI_IMM(2) /* False and True differ in bit 0 only */
#define KI_TRUE            KI_IMM(3)
#define KI_ELLIPSIS        KI_IMM(4)
#define KI_NOT_IMPLEMENTED KI_IMM(5)
#define KI_UNBOUND         KI_IMM(8) /* a local or cell without a value */
#define KI_ABSENT          KI_IMM(9) /* "no such thing": missing argument, dict miss, iterator end */
#define KI_ERR             KI_IMM(10) /* an exception is pending in the state */
#define KI_LATE            KI_IMM(11) /* in a dict: made when it is first asked for */

#define KI_INT_MIN (-(INT64_C(1) << 48))
#define KI_INT_MAX ((INT64_C(1) << 48) - 1)

static inline bool ki_is_ptr(KiValue v) {
    return v < KI_PTR_LIMIT;
}
static inline bool ki_is_int(KiValue v) {
    return v >= KI_INT_FLOOR;
} /* immediate int only */
static inline bool ki_is_float(KiValue v) {
    return v - KI_FLOAT_BIAS < UINT64_C(0xFFFC000000000000);
}
static inline bool ki_both_int(KiValue a, KiValue b) {
    return (a & b) >= KI_INT_FLOOR;
}
static inline bool ki_is_bool(KiValue v) {
    return (v | 1) == KI_TRUE;
}
static inline bool ki_is_none(KiValue v) {
    return v == KI_NONE;
}

static inline KiObj *ki_obj(KiValue v) {
    return (KiObj *)(uintptr_t)v;
}
static inline KiValue ki_from_obj(const void *o) {
    return (KiValue)(uintptr_t)o;
}

static inline int64_t ki_int_val(KiValue v) {
    return (int64_t)(v - KI_INT_BASE);
}
static inline bool ki_int_fits(int64_t n) {
    return n >= KI_INT_MIN && n <= KI_INT_MAX;
}
/* n must fit (ki_int_fits); ki_int_from_i64 in obj_int.h takes any. */
static inline KiValue ki_small_int(int64_t n) {
    return KI_INT_BASE + (uint64_t)n;
}

/* A NaN comes with its number: bits that leave the interpreter go through ki_float_bare. */
static inline double ki_float_val(KiValue v) {
    v -= KI_FLOAT_BIAS;
    double d;
    memcpy(&d, &v, 8);
    return d;
}
/* d; a NaN of its sign that has no payload. */
static inline double ki_float_bare(double d) {
    if (__builtin_expect(d != d, 0)) return __builtin_copysign(__builtin_nan(""), d);
    return d;
}
/* The one NaN without a number, which is always the same object. */
#define KI_NAN (UINT64_C(0x7FF8000000000000) + KI_FLOAT_BIAS)
extern uint64_t ki_nan_count; /* of all interpreters of the process, from 1 */
static inline KiValue ki_float(double d) {
    uint64_t b;
    memcpy(&b, &d, 8);
    if (__builtin_expect(d != d, 0)) {
        b = UINT64_C(0x7FF8000000000000) | (b & (UINT64_C(1) << 63)) |
            (__atomic_fetch_add(&ki_nan_count, 1, __ATOMIC_RELAXED) & KI_NAN_NUMBER);
    }
    return b + KI_FLOAT_BIAS;
}
static inline KiValue ki_bool(bool b) {
    return KI_FALSE | (KiValue)b;
}
#endif
