#ifndef KI_MATH_INT_H
#define KI_MATH_INT_H
/* The integer functions of the module math. */
#include "builtins.h"

extern const KiDef ki_math_int_functions[]; /* comb factorial gcd isqrt lcm perm */
/* v (an exact int of any size) as m * 2**e with 0.5 <= |m| < 1; 0 for 0. */
double ki_int_frexp(KiValue v, int64_t *e);
#endif
