#ifndef KT_DTYPE_H
#define KT_DTYPE_H
/* Element types: the enum and the facts about each, both from dtype.def. */
#include <complex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "half.h"
#include "long_double.h"

#if __SIZEOF_LONG_DOUBLE__ == 16
#define KT_LONG_NAME  "float128"
#define KT_CLONG_NAME "complex256"
#elif __SIZEOF_LONG_DOUBLE__ == 12
#define KT_LONG_NAME  "float96"
#define KT_CLONG_NAME "complex192"
#else
#define KT_LONG_NAME  "float64"
#define KT_CLONG_NAME "complex128"
#endif

typedef enum KtDtype {
#define KT_DTYPE(name, st, ct, acc, kind, tname, nname, sname, ch) KT_##name,
#include "dtype.def"
#undef KT_DTYPE
    KT_N_DTYPES
} KtDtype;

/* Bytes of the largest element. */
#define KT_ITEM_MAX (2 * (int)sizeof(long double))

/* Of the type of an element in memory: arrays over other memory need not lie where C would put an
 * object of the type. `typedef T At KT_ANYWHERE` is what element-wise loops read and write. */
#define KT_ANYWHERE __attribute__((aligned(1)))
typedef int64_t KtAtI64 KT_ANYWHERE;
typedef float KtAtF32 KT_ANYWHERE;
typedef double KtAtF64 KT_ANYWHERE;

/* "No dtype given" wherever an int dtype parameter is optional. */
#define KT_NO_DTYPE (-1)

typedef struct KtDtypeInfo {
    uint8_t size, align;
    char kind;               /* b u i f c */
    char np_char;            /* dtype.char */
    const char *torch_name;  /* "float32" */
    const char *numpy_name;  /* "float32" */
    const char *scalar_name; /* "Float": as PyTorch's messages call it */
} KtDtypeInfo;

extern const KtDtypeInfo kt_dtype_info[KT_N_DTYPES];

static inline size_t kt_dtype_size(int dt) {
    return kt_dtype_info[dt].size;
}
static inline bool kt_is_complex_dtype(int dt) {
    return dt >= KT_C64 && dt <= KT_CLD;
}
static inline bool kt_is_float_dtype(int dt) {
    return (dt >= KT_F16 && dt <= KT_F64) || dt == KT_LD;
}
static inline bool kt_is_inexact_dtype(int dt) {
    return dt >= KT_F16 && dt <= KT_LD;
}
static inline bool kt_is_int_dtype(int dt) { /* bool excluded */
    return (dt >= KT_U8 && dt <= KT_U64) || dt >= KT_LL;
}
static inline bool kt_is_signed_dtype(int dt) { /* as torch.dtype.is_signed */
    return (dt >= KT_I8 && dt <= KT_I64) || (dt >= KT_F16 && dt <= KT_LL);
}
/* Numbers made of long doubles. */
static inline bool kt_is_long_dtype(int dt) {
    return dt == KT_CLD || dt == KT_LD;
}
/* The dtype whose kernels work on elements of this one. */
static inline int kt_kernel_dtype(int dt) {
    return dt < KT_LL ? dt : dt == KT_LL ? KT_I64 : KT_U64;
}
/* The real type of a complex type's parts; other types unchanged. */
static inline KtDtype kt_real_dtype(int dt) {
    return dt == KT_C64 ? KT_F32 : dt == KT_C128 ? KT_F64 : dt == KT_CLD ? KT_LD : (KtDtype)dt;
}
/* The complex type with parts of that type; integers give complex of the default float. */
static inline KtDtype kt_complex_dtype(int dt) {
    return kt_is_long_dtype(dt) ? KT_CLD : dt == KT_F64 || dt == KT_C128 ? KT_C128 : KT_C64;
}

/* A number outside any tensor. dtype is KT_NO_DTYPE for a Python number, else the dtype of the
 * NumPy scalar it came from. */
typedef enum KtScalarKind { KT_S_BOOL, KT_S_INT, KT_S_UINT, KT_S_FLOAT, KT_S_COMPLEX } KtScalarKind;
typedef struct KtScalar {
    KtScalarKind kind;
    int dtype;
    union {
        int64_t i;  /* BOOL (0/1), INT */
        uint64_t u; /* UINT: only values above INT64_MAX need it */
        double f;   /* FLOAT */
        struct {
            double re, im;
        } c; /* COMPLEX */
    };
    /* Long doubles as they are in memory: the number itself, wherever f or c is what it rounds to.
     */
    unsigned char wide[2][KT_LONG_USED];
} KtScalar;

static inline KtScalar kt_scalar_int(int64_t v) {
    return (KtScalar){.kind = KT_S_INT, .dtype = KT_NO_DTYPE, .i = v};
}
static inline KtScalar kt_scalar_bool(bool v) {
    return (KtScalar){.kind = KT_S_BOOL, .dtype = KT_NO_DTYPE, .i = v};
}
static inline KtScalar kt_scalar_float(double v) {
    return (KtScalar){.kind = KT_S_FLOAT, .dtype = KT_NO_DTYPE, .f = v};
}
static inline KtScalar kt_scalar_complex(double re, double im) {
    KtScalar s = {.kind = KT_S_COMPLEX, .dtype = KT_NO_DTYPE};
    s.c.re = re;
    s.c.im = im;
    return s;
}

/* Value of a scalar as double (imaginary part dropped) / truncated to int64 / as truth. */
double kt_scalar_as_double(const KtScalar *s);
int64_t kt_scalar_as_int(const KtScalar *s);
bool kt_scalar_as_bool(const KtScalar *s);
/* Its real and its imaginary part with all their digits. */
long double kt_scalar_as_long(const KtScalar *s);
long double kt_scalar_long_imag(const KtScalar *s);
KtScalar kt_scalar_long(long double v);

/* One element of dtype dt at p, to and from a scalar. Storing converts as C does (wrapping
 * integers); range checks are the caller's (kt_scalar_fits). */
KtScalar kt_load_scalar(int dt, const void *p);
void kt_store_scalar(int dt, void *p, const KtScalar *s);
/* The same as one of the two faces does it: NumPy rounds a double to half precision at once, where
 * PyTorch goes by way of a float. */
void kt_store_number(bool numpy, int dt, void *p, const KtScalar *s);
/* False if an integer scalar lies outside an integer dtype. */
bool kt_scalar_fits(int dt, const KtScalar *s);

/* Dtype by torch or numpy name ("float32", "float", "long", "f4", "<i8", "d"); -1 if unknown. */
int kt_dtype_by_torch_name(const char *name);
int kt_dtype_by_numpy_name(const char *name);
#endif
