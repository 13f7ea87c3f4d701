#ifndef KI_NUMBER_H
#define KI_NUMBER_H
/* What the number types share among their own files (object/ and builtins/). */
#include "../base/bigint.h"
#include "obj_int.h"
#include "state.h"

typedef struct KiComplexNum {
    double re, im;
} KiComplexNum;

typedef struct KiComplex {
    KiObj h;
    KiComplexNum v;
} KiComplex;

/* The limbs of any integer value; store serves immediates. Valid while v lives. */
KbBig ki_int_view(KiValue v, uint64_t store[1]);
KiValue ki_int_from_big(KiState *ks, const uint64_t *limbs, int32_t n) KB_MUST_CHECK;
/* a + b or a - b, a * b, a << b or a >> b. */
KiValue ki_int_sum(KiState *ks, KbBig a, KbBig b, bool subtract) KB_MUST_CHECK;
KiValue ki_int_product(KiState *ks, KbBig a, KbBig b) KB_MUST_CHECK;
KiValue ki_int_shift(KiState *ks, KbBig a, KbBig b, bool left) KB_MUST_CHECK;
KiValue ki_int_powmod(KiState *ks, KiValue a, KiValue b, KiValue m) KB_MUST_CHECK;
KiValue ki_int_plain(KiValue v); /* exact int of an int, bool or subclass instance; owned */
KiValue ki_int_from_str(KiState *ks, KiValue given, int base) KB_MUST_CHECK; /* given: a str */

bool ki_is_real_float(KiValue v); /* float or subclass */
double ki_float_of(KiValue v);    /* of such a value */
/* What float() makes of a number: an exact float; ABSENT if it has neither __float__ nor __index__.
 */
KiValue ki_float_of_number(KiState *ks, KiValue x) KB_MUST_CHECK;
double ki_float_mod(double a, double b);
double ki_float_floordiv(double a, double b);
KiValue ki_float_pow(KiState *ks, double a, double b) KB_MUST_CHECK;
/* shown: the argument named in the ValueError. */
KiValue ki_float_from_text(KiState *ks, const char *s, size_t n, KiValue shown) KB_MUST_CHECK;

static inline bool ki_is_complex(KiValue v) {
    return ki_has_layout(v, KI_K_COMPLEX);
}
KiComplexNum ki_complex_of(KiValue v);
KiValue ki_complex_new(KiState *ks, double re, double im) KB_MUST_CHECK;
KiValue ki_complex_pow(KiState *ks, KiComplexNum a, KiComplexNum b) KB_MUST_CHECK;
bool ki_complex_quotient(KiComplexNum a, KiComplexNum b, KiComplexNum *r); /* false: b is 0 */
/* v as a number, through __complex__, __float__ or __index__. */
bool ki_to_complex(KiState *ks, KiValue v, KiComplexNum *out) KB_MUST_CHECK;

/* The plain int of what a conversion method returned; consumes r, which may be KI_ERR. */
KiValue ki_int_result(KiState *ks, const char *method, KiValue r) KB_MUST_CHECK;
/* Warns that a conversion method returned an instance of a strict subclass of `type`. */
bool ki_warn_subclass(KiState *ks, const char *method, const char *type,
                      KiValue result) KB_MUST_CHECK KB_COLD;
/* s with every decimal digit of any script as ASCII and every blank as ' ' (number parsing). */
KiValue ki_str_fold_digits(KiState *ks, KiStr *s) KB_MUST_CHECK;
/* Exception with arguments (errno, text), as math functions raise. Returns KI_ERR. */
KiValue ki_raise_errno_text(KiState *ks, enum KiExcId id, int err, const char *text) KB_COLD;
#endif
