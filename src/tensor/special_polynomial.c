/* Orthogonal polynomials of a degree that is a number of any kind, of which the whole part counts,
 * in double and in float: the recurrences, and for high degrees inside the interval the closed
 * forms, of PyTorch's kernels, rounded and fused as there. */
#include <math.h>
#include <stdbool.h>

#include "special.h"

static bool odd(long n) {
    return n % 2 != 0;
}
/* The whole part; what is no int64 counts as negative. */
static long degree(double n) {
    return n > -1 && n < 0x1p63 ? (long)n : -1;
}
/* The steps of a recurrence; those of degrees beyond any use would take for ever. */
static long steps(long n) {
    return n < 10000000 ? n : 10000000;
}

#define T        double
#define FN(name) name
#include "special_polynomial.inc.h"
#undef T
#undef FN
#define T        float
#define FN(name) name##f
#include "special_polynomial.inc.h"
