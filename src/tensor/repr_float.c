/* Text of single floats. See repr_float.h. */
#include "repr_float.h"

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
static int shortest_half(int dtype, double x, char digits[20], int *exp10) {
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

int kt_shortest_digits(int dtype, double x, char digits[20], int *exp10) {
    x = fabs(x);
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

static void put_sign(KtFloatText *t, double x, bool plus) {
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

void kt_positional(KtFloatText *t, int dtype, double x, int precision, bool unique, KtTrim trim,
                   bool plus, bool exact_int) {
    double a = fabs(x);
    char exact[KT_FLOAT_TEXT];
    put_sign(t, x, plus);
    if (!unique) {
        int n = snprintf(exact, sizeof exact, "%.*f", precision, a);
        put_n(t, exact, n);
        char *dot = memchr(t->text, '.', (size_t)t->len);
        t->point = dot ? (int)(dot - t->text) : t->len;
        if (!dot) put(t, '.');
        trim_fraction(t, trim);
        t->text[t->len] = 0;
        return;
    }
    char digits[20];
    int e = 1, n = 0;
    if (a != 0) n = kt_shortest_digits(dtype, a, digits, &e);
    int fraction = a == 0 ? 0 : n - e > 0 ? n - e : 0;
    if (precision >= 0 && fraction > precision) { /* cut: the exact value, correctly rounded */
        int m = snprintf(exact, sizeof exact, "%.*f", precision, a);
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
            put_n(t, exact, snprintf(exact, sizeof exact, "%.0f", a));
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

void kt_scientific(KtFloatText *t, int dtype, double x, int precision, int min_digits, KtTrim trim,
                   bool plus, int exp_digits) {
    double a = fabs(x);
    char digits[20], exact[KT_FLOAT_TEXT];
    int e = 1, n = 1;
    digits[0] = '0';
    put_sign(t, x, plus);
    const char *fraction = digits + 1;
    if (a != 0) n = kt_shortest_digits(dtype, a, digits, &e);
    int want = min_digits >= 0 ? min_digits : precision >= 0 && n - 1 > precision ? precision : -1;
    if (want >= 0) {
        int m = snprintf(exact, sizeof exact, "%.*e", want, a);
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
