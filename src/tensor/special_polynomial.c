/* Orthogonal polynomials of a degree that is a number of any kind, of which the whole part counts,
 * in double and in float: the recurrences, and for high degrees inside the interval the closed
 * forms, of PyTorch's kernels, rounded and fused as there. */
#include <math.h>
#include <stdbool.h>

#include "special.h"

static bool odd(long n) {
    return n % 2 != 0;
}
/* Degrees beyond any use would take for ever. */
static long degree(double n) {
    return isnan(n) ? -1 : n > 1e7 ? 10000000 : n < 0 ? (n > -1 ? 0 : -1) : (long)n;
}

#define T        double
#define FN(name) name
#include "special_polynomial.inc.h"
#undef T
#undef FN
#define T        float
#define FN(name) name##f
#include "special_polynomial.inc.h"
