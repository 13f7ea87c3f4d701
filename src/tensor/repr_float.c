/* Text of single floats. See repr_float.h. */
#include "repr_float.h"

#include <fenv.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

static bool reads_back(int dtype, const char *text, double x) {
    float back = strtof(text, NULL);
    return dtype == KT_F16 ? kt_float_to_f16(back).bits == kt_float_to_f16((float)x).bits
                           : kt_float_to_bf16(back).bits == kt_float_to_bf16((float)x).bits;
}

/* The 16-bit formats: the fewest digits that read back. Of two that are as near, the even one may
 * lie below the narrow side of a power of two, where the upper one does not. */
static int shortest_half(int dtype, double x, char digits[KT_MOST_DIGITS], int *exp10) {
    char text[40];
    for (int k = 0; k < 8; k++) {
        snprintf(text, sizeof text, "%.*e", k, x);
        bool same = reads_back(dtype, text, x);
        if (!same) {
            snprintf(text, sizeof text, "%.*e", k, nextafter(x, INFINITY));
            same = reads_back(dtype, text, x);
        }
        if (!same && k < 7) continue;
        int n = 0;
        for (const char *p = text; *p != 'e'; p++)
            if (*p != '.') digits[n++] = *p;
        *exp10 = atoi(strchr(text, 'e') + 1) + 1;
        while (n > 1 && digits[n - 1] == '0')
            n--;
        return n;
    }
    return 0;
}

/* Does x rounded to n digits, in the direction that is set, read back? */
static bool reads_back_long(long double x, int n, char text[64]) {
    snprintf(text, 64, "%.*Le", n - 1, x);
    int direction = fegetround();
    fesetround(FE_TONEAREST);
    bool same = strtold(text, NULL) == x;
    fesetround(direction);
    return same;
}

/* The fewest digits that read back; more digits do so as well. Above a power of two the numbers lie
 * farther apart, so that one with as many digits may be found only there. */
static int shortest_long(long double x, char digits[KT_MOST_DIGITS], int *exp10) {
    char text[64], up[64];
    int low = 1, high = LDBL_MANT_DIG == 64 ? 21 : 36, direction = fegetround();
    while (low < high) {
        int middle = (low + high) / 2;
        if (reads_back_long(x, middle, text))
            high = middle;
        else
            low = middle + 1;
    }
    reads_back_long(x, low, text);
    fesetround(FE_UPWARD);
    if (low > 1 && reads_back_long(x, low - 1, up)) memcpy(text, up, sizeof text);
    fesetround(direction);
    int n = 0;
    for (const char *p = text; *p != 'e'; p++)
        if (*p != '.') digits[n++] = *p;
    *exp10 = atoi(strchr(text, 'e') + 1) + 1;
    while (n > 1 && digits[n - 1] == '0')
        n--;
    return n;
}

int kt_shortest_digits(int dtype, long double v, char digits[KT_MOST_DIGITS], int *exp10) {
    if (dtype == KT_LD) return shortest_long(fabsl(v), digits, exp10);
    double x = fabs((double)v);
    if (dtype == KT_F16 || dtype == KT_BF16) return shortest_half(dtype, x, digits, exp10);
    if (dtype == KT_F32) return kb_ftoa_shortest((float)x, digits, exp10);
    return kb_dtoa_shortest(x, digits, exp10);
}

static void put(KtFloatText *t, char c) {
    if (t->len < KT_FLOAT_TEXT - 1) t->text[t->len++] = c;
}
static void put_n(KtFloatText *t, const char *s, int n) {
    for (int i = 0; i < n; i++)
        put(t, s[i]);
}

/* As much of the text as fits; its length. */
static int print_into(char text[KT_FLOAT_TEXT], const char *format, int digits, long double x) {
    int n = snprintf(text, KT_FLOAT_TEXT, format, digits, x);
    return n < KT_FLOAT_TEXT ? n : KT_FLOAT_TEXT - 1;
}

static void put_sign(KtFloatText *t, long double x, bool plus) {
    t->len = 0;
    if (signbit(x))
        put(t, '-');
    else if (plus)
        put(t, '+');
}

/* Strips or completes the fraction that starts after t->point, and closes the text. */
static void trim_fraction(KtFloatText *t, KtTrim trim) {
    if (trim != KT_TRIM_KEEP)
        while (t->len > t->point + 1 && t->text[t->len - 1] == '0')
            t->len--;
    if (trim == KT_TRIM_ZERO && t->len == t->point + 1) put(t, '0');
    if (trim == KT_TRIM_ALL && t->len == t->point + 1) t->len--;
}

void kt_positional(KtFloatText *t, int dtype, long double x, int precision, bool unique,
                   KtTrim trim, bool plus, bool exact_int) {
    long double a = fabsl(x);
    char exact[KT_FLOAT_TEXT];
    put_sign(t, x, plus);
    if (!unique) {
        int n = print_into(exact, "%.*Lf", precision, a);
        put_n(t, exact, n);
        char *dot = memchr(t->text, '.', (size_t)t->len);
        t->point = dot ? (int)(dot - t->text) : t->len;
        if (!dot) put(t, '.');
        trim_fraction(t, trim);
        t->text[t->len] = 0;
        return;
    }
    char digits[KT_MOST_DIGITS];
    int e = 1, n = 0;
    if (a != 0) n = kt_shortest_digits(dtype, a, digits, &e);
    int fraction = a == 0 ? 0 : n - e > 0 ? n - e : 0;
    if (precision >= 0 && fraction > precision) { /* cut: the exact value, correctly rounded */
        int m = print_into(exact, "%.*Lf", precision, a);
        int dot = precision > 0 ? m - precision - 1 : m;
        put_n(t, exact, dot);
        t->point = t->len;
        put(t, '.');
        if (precision > 0) put_n(t, exact + dot + 1, precision);
    } else if (a == 0) {
        put(t, '0');
        t->point = t->len;
        put(t, '.');
    } else if (e <= 0) {
        put(t, '0');
        t->point = t->len;
        put(t, '.');
        for (int i = 0; i < -e; i++)
            put(t, '0');
        put_n(t, digits, n);
    } else if (n <= e) {
        if (exact_int) {
            put_n(t, exact, print_into(exact, "%.*Lf", 0, a));
        } else {
            put_n(t, digits, n);
            for (int i = n; i < e; i++)
                put(t, '0');
        }
        t->point = t->len;
        put(t, '.');
    } else {
        put_n(t, digits, e);
        t->point = t->len;
        put(t, '.');
        put_n(t, digits + e, n - e);
    }
    trim_fraction(t, trim);
    t->text[t->len] = 0;
}

void kt_scientific(KtFloatText *t, int dtype, long double x, int precision, bool unique,
                   int min_digits, KtTrim trim, bool plus, int exp_digits) {
    long double a = fabsl(x);
    char digits[KT_MOST_DIGITS], exact[KT_FLOAT_TEXT];
    int e = 1, n = 1;
    digits[0] = '0';
    put_sign(t, x, plus);
    const char *fraction = digits + 1;
    if (a != 0) n = kt_shortest_digits(dtype, a, digits, &e);
    int want = min_digits >= 0 ? min_digits : precision >= 0 && n - 1 > precision ? precision : -1;
    if (want >= 0 && (want != n - 1 || !unique)) {
        int m = print_into(exact, "%.*Le", want, a);
        const char *mark = memchr(exact, 'e', (size_t)m);
        e = atoi(mark + 1) + 1;
        put(t, exact[0]);
        fraction = want ? exact + 2 : "";
        n = want + 1;
    } else {
        put(t, digits[0]);
    }
    t->point = t->len;
    put(t, '.');
    put_n(t, fraction, n - 1);
    trim_fraction(t, trim);
    int exponent = a == 0 ? 0 : e - 1;
    char tail[24];
    put_n(t, tail,
          snprintf(tail, sizeof tail, "e%c%0*d", exponent < 0 ? '-' : '+',
                   exp_digits > 2 ? exp_digits : 2, abs(exponent)));
    t->text[t->len] = 0;
}
