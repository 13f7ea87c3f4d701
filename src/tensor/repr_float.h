#ifndef KT_REPR_FLOAT_H
#define KT_REPR_FLOAT_H
/* Text of single floats as NumPy's printing needs it: shortest digits of the value's own type,
 * cut or filled to wanted lengths. Inside the engine. */
#include "dtype.h"

/* Longest text: of a double 309 integer digits and 1074 after the point, of a long double 4933
 * before it. */
#define KT_FLOAT_TEXT 5200

typedef struct KtFloatText {
    char text[KT_FLOAT_TEXT];
    int len, point; /* point: position of '.' */
} KtFloatText;

/* Digits that tell any two numbers apart: 21 for the x87 format, 36 for quadruple precision. */
#define KT_MOST_DIGITS 40

/* Shortest digits of |x| > 0 as 0.DIGITS * 10**exp10, in the precision of dtype. */
int kt_shortest_digits(int dtype, long double x, char digits[KT_MOST_DIGITS], int *exp10);

typedef enum KtTrim {
    KT_TRIM_POINT, /* strip zeros, keep the point: "1." */
    KT_TRIM_ZERO,  /* strip zeros but one: "1.0" */
    KT_TRIM_KEEP,  /* keep; fill with exact digits up to min_digits */
    KT_TRIM_ALL    /* strip zeros and the point: "1" */
} KtTrim;

/* Positional text with at most `precision` fraction digits (-1: all of the shortest). unique
 * false: exactly `precision` digits of the exact value. exact_int: digits before the point beyond
 * the shortest are the exact ones instead of zeros. */
void kt_positional(KtFloatText *t, int dtype, long double x, int precision, bool unique,
                   KtTrim trim, bool plus, bool exact_int);
/* d.ddde+XX. min_digits >= 0: exactly so many fraction digits, of the exact value, unless unique
 * and the shortest digits are that many, which read back where the value cut there may not. */
void kt_scientific(KtFloatText *t, int dtype, long double x, int precision, bool unique,
                   int min_digits, KtTrim trim, bool plus, int exp_digits);
#endif
