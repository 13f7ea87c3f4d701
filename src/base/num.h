#ifndef KB_NUM_H
#define KB_NUM_H
/* Exact conversion between doubles and decimal text, independent of the C locale. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "strbuf.h"

/* Shortest decimal digits that read back as x (finite, x >= 0 is not required; the sign is not
 * written). digits gets up to 17 characters, not NUL-terminated; value = 0.DIGITS * 10^*decpt.
 * Returns the number of digits (1 for zero, "0", *decpt = 1). */
int kb_dtoa_shortest(double x, char digits[20], int *decpt);
int kb_ftoa_shortest(float x, char digits[20], int *decpt); /* shortest for binary32 */

/* All digits of x, exactly (finite; the sign is not written), in the same form. digits needs
 * KB_EXACT_DIGITS_MAX bytes. No trailing zeros, except that zero is "0". */
#define KB_EXACT_DIGITS_MAX 1152
int kb_dtoa_exact(double x, char *digits, int *decpt);

/* Decimal digits of x, correctly rounded half-even (so from the exact value) to `precision` digits
 * after the point (significant = false) or to `precision` >= 1 digits in all (true). Same form; may
 * return fewer digits than asked when the rest are zeros, and 0 digits when x rounds to zero. */
int kb_dtoa_rounded(double x, bool significant, int precision, char *digits, int *decpt);

/* Python's repr(float): "1.0", "1e+16", "inf", "nan", "-0.0". buf needs 32 bytes; returns length.
 */
int kb_double_repr(double x, char buf[32]);

/* Correctly rounded value of the text s[0..n) in Python's float() grammar without blanks and
 * underscores: sign, digits, exponent, inf, infinity, nan. Returns bytes used, 0 if none match. */
size_t kb_parse_double(const char *s, size_t n, double *out);

/* Formats x as format(x, spec) with type in "eEfFgGnr%" or 0, precision -1 for the default;
 * alternate ('#') and always-sign are separate. Exact at any precision.
 * 0: repr rules, with precision the 'g' rules with at least one digit after the point;
 * 'r': the same without the added ".0", as the parts of a complex number are written.
 * False: out has failed. */
bool kb_format_double(KbStrbuf *out, double x, char type, int precision, bool alternate,
                      bool always_sign);
#endif
