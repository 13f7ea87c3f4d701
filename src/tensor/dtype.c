/* Facts about element types; single elements to and from scalars. */
#include "dtype.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Long doubles are stored as bytes, which may lie anywhere, but say where C puts them. */
#define ALIGNMENT(st)                                                                              \
    _Generic((st *)0, KtLong *                                                                     \
             : _Alignof(long double), KtLongComplex *                                              \
             : _Alignof(long double), default                                                      \
             : _Alignof(st))

const KtDtypeInfo kt_dtype_info[KT_N_DTYPES] = {
#define KT_DTYPE(name, st, ct, acc, kindc, tname, nname, sname, ch)                                \
    [KT_##name] = {.size = sizeof(st),                                                             \
                   .align = ALIGNMENT(st),                                                         \
                   .kind = kindc,                                                                  \
                   .np_char = ch,                                                                  \
                   .torch_name = tname,                                                            \
                   .numpy_name = nname,                                                            \
                   .scalar_name = sname},
#include "dtype.def"
#undef KT_DTYPE
};

double kt_scalar_as_double(const KtScalar *s) {
    switch (s->kind) {
    case KT_S_FLOAT:
        return s->f;
    case KT_S_COMPLEX:
        return s->c.re;
    case KT_S_UINT:
        return (double)s->u;
    default:
        return (double)s->i;
    }
}

/* Out-of-range values give INT64_MIN as the x86 conversion does. */
static int64_t double_to_int64(double f) {
    return f >= -0x1p63 && f < 0x1p63 ? (int64_t)f : INT64_MIN;
}

/* Part i of the number, whose nearest double is known: where nothing wider is said, the double. */
static long double wide_part(const KtScalar *s, int i, double nearest) {
    if (!kt_is_long_dtype(s->dtype)) return (long double)nearest;
    long double v = 0;
    memcpy(&v, s->wide[i], KT_LONG_USED);
    double d = (double)v;
    return d == nearest || (d != d && nearest != nearest) ? v : (long double)nearest;
}

long double kt_scalar_as_long(const KtScalar *s) {
    switch (s->kind) {
    case KT_S_FLOAT:
        return wide_part(s, 0, s->f);
    case KT_S_COMPLEX:
        return wide_part(s, 0, s->c.re);
    case KT_S_UINT:
        return (long double)s->u;
    default:
        return (long double)s->i;
    }
}

long double kt_scalar_long_imag(const KtScalar *s) {
    return s->kind == KT_S_COMPLEX ? wide_part(s, 1, s->c.im) : 0;
}

KtScalar kt_scalar_long(long double v) {
    KtScalar s = {.kind = KT_S_FLOAT, .dtype = KT_LD, .f = (double)v};
    memcpy(s.wide[0], &v, KT_LONG_USED);
    return s;
}

/* The same of long doubles. */
static int64_t long_to_int64(long double f) {
    return f >= -0x1p63L && f < 0x1p63L ? (int64_t)f : INT64_MIN;
}

int64_t kt_scalar_as_int(const KtScalar *s) {
    if (kt_is_long_dtype(s->dtype) && s->kind >= KT_S_FLOAT)
        return long_to_int64(kt_scalar_as_long(s));
    switch (s->kind) {
    case KT_S_FLOAT:
        return double_to_int64(s->f);
    case KT_S_COMPLEX:
        return double_to_int64(s->c.re);
    default:
        return s->i;
    }
}

bool kt_scalar_as_bool(const KtScalar *s) {
    if (kt_is_long_dtype(s->dtype) && s->kind >= KT_S_FLOAT)
        return kt_scalar_as_long(s) != 0 || kt_scalar_long_imag(s) != 0;
    switch (s->kind) {
    case KT_S_FLOAT:
        return s->f != 0;
    case KT_S_COMPLEX:
        return s->c.re != 0 || s->c.im != 0;
    default:
        return s->i != 0;
    }
}

static KtScalar typed(KtScalarKind kind, int dt) {
    return (KtScalar){.kind = kind, .dtype = dt};
}

/* Arrays over the memory of other objects need not be aligned. */
#define LOAD(T, at) (((const struct { T v; } __attribute__((packed, may_alias)) *)(at))->v)

/* Every case returns its own: put together in one variable, the number would be written in parts
 * and read back as a whole, which stalls. */
#define WHOLE(T)                                                                                   \
    return (KtScalar) {                                                                            \
        .kind = KT_S_INT, .dtype = dt, .i = LOAD(T, p)                                             \
    }
#define REAL(x)                                                                                    \
    return (KtScalar) {                                                                            \
        .kind = KT_S_FLOAT, .dtype = dt, .f = (double)(x)                                          \
    }
#define PAIR(T)                                                                                    \
    return (KtScalar) {                                                                            \
        .kind = KT_S_COMPLEX, .dtype = dt, .c = {                                                  \
            (double)LOAD(T, p),                                                                    \
            (double)LOAD(T, (const T *)p + 1)                                                      \
        }                                                                                          \
    }
KtScalar kt_load_scalar(int dt, const void *p) {
    switch ((KtDtype)dt) {
    case KT_BOOL:
        return (KtScalar){.kind = KT_S_BOOL, .dtype = dt, .i = LOAD(uint8_t, p) != 0};
    case KT_U8:
        WHOLE(uint8_t);
    case KT_I8:
        WHOLE(int8_t);
    case KT_I16:
        WHOLE(int16_t);
    case KT_I32:
        WHOLE(int32_t);
    case KT_I64:
    case KT_LL:
        WHOLE(int64_t);
    case KT_U16:
        WHOLE(uint16_t);
    case KT_U32:
        WHOLE(uint32_t);
    case KT_U64:
    case KT_ULL: {
        uint64_t u = LOAD(uint64_t, p);
        return (KtScalar){.kind = u > INT64_MAX ? KT_S_UINT : KT_S_INT, .dtype = dt, .u = u};
    }
    case KT_F16:
        REAL(kt_f16_to_float(LOAD(KtF16, p)));
    case KT_BF16:
        REAL(kt_bf16_to_float(LOAD(KtBF16, p)));
    case KT_F32:
        REAL(LOAD(float, p));
    case KT_F64:
        REAL(LOAD(double, p));
    case KT_C64:
        PAIR(float);
    case KT_C128:
        PAIR(double);
    case KT_LD: {
        long double v;
        memcpy(&v, p, sizeof v);
        return kt_scalar_long(v);
    }
    case KT_CLD: {
        KtScalar s = typed(KT_S_COMPLEX, dt);
        long double v[2];
        memcpy(v, p, sizeof v);
        s.c.re = (double)v[0];
        s.c.im = (double)v[1];
        for (int i = 0; i < 2; i++)
            memcpy(s.wide[i], &v[i], KT_LONG_USED);
        return s;
    }
    case KT_N_DTYPES:
        break;
    }
    return typed(KT_S_INT, dt);
}
#undef WHOLE
#undef REAL
#undef PAIR

#define STORE(T, at) (((struct { T v; } __attribute__((packed, may_alias)) *)(at))->v)

void kt_store_scalar(int dt, void *p, const KtScalar *s) {
    switch ((KtDtype)dt) {
    case KT_BOOL:
        *(uint8_t *)p = kt_scalar_as_bool(s);
        break;
    case KT_U8:
        *(uint8_t *)p = (uint8_t)kt_scalar_as_int(s);
        break;
    case KT_I8:
        *(int8_t *)p = (int8_t)kt_scalar_as_int(s);
        break;
    case KT_I16:
        STORE(int16_t, p) = (int16_t)kt_scalar_as_int(s);
        break;
    case KT_I32:
        STORE(int32_t, p) = (int32_t)kt_scalar_as_int(s);
        break;
    case KT_I64:
    case KT_LL:
        STORE(int64_t, p) = kt_scalar_as_int(s);
        break;
    case KT_U16:
        STORE(uint16_t, p) = (uint16_t)kt_scalar_as_int(s);
        break;
    case KT_U32:
        STORE(uint32_t, p) = (uint32_t)kt_scalar_as_int(s);
        break;
    case KT_U64:
    case KT_ULL:
        STORE(uint64_t, p) = s->kind == KT_S_FLOAT && s->f >= 0x1p63 && s->f < 0x1p64
                                 ? (uint64_t)kt_scalar_as_long(s)
                                 : (uint64_t)kt_scalar_as_int(s);
        break;
    case KT_F16:
        STORE(KtF16, p) = kt_float_to_f16((float)kt_scalar_as_double(s));
        break;
    case KT_BF16:
        STORE(KtBF16, p) = kt_float_to_bf16((float)kt_scalar_as_double(s));
        break;
    case KT_F32:
        STORE(float, p) = (float)kt_scalar_as_double(s);
        break;
    case KT_F64:
        STORE(double, p) = kt_scalar_as_double(s);
        break;
    case KT_C64:
        STORE(float, p) = (float)kt_scalar_as_double(s);
        STORE(float, (float *)p + 1) = s->kind == KT_S_COMPLEX ? (float)s->c.im : 0;
        break;
    case KT_C128:
        STORE(double, p) = kt_scalar_as_double(s);
        STORE(double, (double *)p + 1) = s->kind == KT_S_COMPLEX ? s->c.im : 0;
        break;
    case KT_LD:
        *(KtLong *)p = kt_long_store(kt_scalar_as_long(s));
        break;
    case KT_CLD:
        ((KtLong *)p)[0] = kt_long_store(kt_scalar_as_long(s));
        ((KtLong *)p)[1] = kt_long_store(kt_scalar_long_imag(s));
        break;
    case KT_N_DTYPES:
        break;
    }
}

void kt_store_number(bool numpy, int dt, void *p, const KtScalar *s) {
    if (dt == KT_F16 && numpy)
        STORE(KtF16, p) = kt_double_to_f16(kt_scalar_as_double(s));
    else
        kt_store_scalar(dt, p, s);
}

bool kt_scalar_fits(int dt, const KtScalar *s) {
    if (s->kind > KT_S_UINT || !kt_is_int_dtype(dt)) return true;
    int bits = 8 * (int)kt_dtype_size(dt);
    if (kt_dtype_info[dt].kind == 'u') {
        if (s->kind == KT_S_INT && s->i < 0) return false;
        return bits == 64 || s->u < (uint64_t)1 << bits;
    }
    if (s->kind == KT_S_UINT) return false;
    return bits == 64 || (s->i >= -((int64_t)1 << (bits - 1)) && s->i < (int64_t)1 << (bits - 1));
}

typedef struct NamedDtype {
    const char *name;
    int8_t dtype;
} NamedDtype;

static int find_name(const NamedDtype *table, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i].name, name) == 0) return table[i].dtype;
    return KT_NO_DTYPE;
}

int kt_dtype_by_torch_name(const char *name) {
    static const NamedDtype aliases[] = {
        {"float", KT_F32}, {"double", KT_F64}, {"half", KT_F16},   {"long", KT_I64},
        {"int", KT_I32},   {"short", KT_I16},  {"cfloat", KT_C64}, {"cdouble", KT_C128},
    };
    for (int i = 0; i < KT_CLD; i++)
        if (strcmp(kt_dtype_info[i].torch_name, name) == 0) return i;
    return find_name(aliases, sizeof aliases / sizeof *aliases, name);
}

int kt_dtype_by_numpy_name(const char *name) {
    static const NamedDtype aliases[] = {
        {"float", KT_F64},      {"int", KT_I64},         {"uint", KT_U64},
        {"complex", KT_C128},   {"bool_", KT_BOOL},      {"bool8", KT_BOOL},
        {"float_", KT_F64},     {"int_", KT_I64},        {"double", KT_F64},
        {"single", KT_F32},     {"half", KT_F16},        {"byte", KT_I8},
        {"ubyte", KT_U8},       {"short", KT_I16},       {"ushort", KT_U16},
        {"intc", KT_I32},       {"uintc", KT_U32},       {"long", KT_I64},
        {"ulong", KT_U64},      {"longlong", KT_LL},     {"ulonglong", KT_ULL},
        {"intp", KT_I64},       {"uintp", KT_U64},       {"complex_", KT_C128},
        {"csingle", KT_C64},    {"cdouble", KT_C128},    {"b1", KT_BOOL},
        {"u1", KT_U8},          {"u2", KT_U16},          {"u4", KT_U32},
        {"u8", KT_U64},         {"i1", KT_I8},           {"i2", KT_I16},
        {"i4", KT_I32},         {"i8", KT_I64},          {"f2", KT_F16},
        {"f4", KT_F32},         {"f8", KT_F64},          {"c8", KT_C64},
        {"c16", KT_C128},       {"p", KT_I64},           {"P", KT_U64},
        {"longdouble", KT_LD},  {"clongdouble", KT_CLD}, {"longfloat", KT_LD},
        {"clongfloat", KT_CLD}, {"longcomplex", KT_CLD}, {"singlecomplex", KT_C64},
        {"cfloat", KT_C128},
    };
    if (name[0] == '<' || name[0] == '=' || name[0] == '|') name++;
    for (int i = 0; i < KT_N_DTYPES; i++) {
        if (strcmp(kt_dtype_info[i].numpy_name, name) == 0) return i;
        if (name[0] == kt_dtype_info[i].np_char && name[1] == 0) return i;
    }
    for (int i = KT_CLD; i <= KT_LD; i++) { /* "f16", where no other type has that size */
        char sized[8] = {kt_dtype_info[i].kind};
        snprintf(sized + 1, sizeof sized - 1, "%d", kt_dtype_info[i].size);
        if (sizeof(long double) > sizeof(double) && !strcmp(sized, name)) return i;
    }
    return find_name(aliases, sizeof aliases / sizeof *aliases, name);
}
