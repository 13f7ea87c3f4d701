#ifndef KT_LONG_DOUBLE_H
#define KT_LONG_DOUBLE_H
/* C's long double as an element in memory. What the type does not use of its size is zero there, so
 * that equal numbers are equal bytes. */
#include <float.h>
#include <string.h>

/* Bytes that hold the number: the x87 format has 10 of 16 or 12. */
#define KT_LONG_USED (LDBL_MANT_DIG == 64 ? 10 : (int)sizeof(long double))

typedef struct KtLong {
    unsigned char
        bytes[sizeof(long double)]; /* anywhere: arrays over other memory need not be aligned */
} KtLong;
typedef struct KtLongComplex {
    KtLong re, im;
} KtLongComplex;

static inline long double kt_long_load(KtLong v) {
    long double x;
    memcpy(&x, v.bytes, sizeof x);
    return x;
}
static inline KtLong kt_long_store(long double x) {
    KtLong v = {{0}};
    memcpy(v.bytes, &x, KT_LONG_USED);
    return v;
}
static inline long double _Complex kt_long_complex_load(KtLongComplex v) {
    return __builtin_complex(kt_long_load(v.re), kt_long_load(v.im));
}
static inline KtLongComplex kt_long_complex_store(long double _Complex x) {
    return (KtLongComplex){kt_long_store(__real__ x), kt_long_store(__imag__ x)};
}
#endif
