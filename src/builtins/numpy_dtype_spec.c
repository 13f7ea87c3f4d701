/* The many ways to spell a dtype: names and codes, classes, objects with an attribute dtype.
 * Records and what is rare go to numpy/_dtype_specs.py. */
#include <stdlib.h>

#include "../object/depth.h"
#include "../object/object_private.h"
#include "numpy_dtype.h"

static KiNpDtype *not_understood(KiState *ks, KiValue v) {
    if (ki_is_str(v)) {
        KiValue r = ki_repr(ks, v);
        const char *s = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        if (s) ki_raise(ks, KI_EXC_TypeError, "data type %s not understood", s);
        ki_decref(ks, r);
    } else {
        KiValue r = ki_repr(ks, v);
        const char *s = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        if (s) ki_raise(ks, KI_EXC_TypeError, "Cannot interpret '%s' as a data type", s);
        ki_decref(ks, r);
    }
    return NULL;
}

/* Names that are not letter and size. */
static int named_dtype(const char *s) {
    static const struct {
        const char *name;
        int num;
    } names[] = {{"bool", KT_BOOL},     {"bool_", KT_BOOL},
                 {"bool8", KT_BOOL},    {"int", KT_I64},
                 {"int_", KT_I64},      {"long", KT_I64},
                 {"longlong", KT_LL},   {"intp", KT_I64},
                 {"uint", KT_U64},      {"ulong", KT_U64},
                 {"ulonglong", KT_ULL}, {"uintp", KT_U64},
                 {"intc", KT_I32},      {"uintc", KT_U32},
                 {"short", KT_I16},     {"ushort", KT_U16},
                 {"byte", KT_I8},       {"ubyte", KT_U8},
                 {"half", KT_F16},      {"single", KT_F32},
                 {"double", KT_F64},    {"float", KT_F64},
                 {"float_", KT_F64},    {"complex", KT_C128},
                 {"complex_", KT_C128}, {"csingle", KT_C64},
                 {"cdouble", KT_C128},  {"singlecomplex", KT_C64},
                 {"cfloat", KT_C128},   {"b1", KT_BOOL},
                 {"int0", KT_I64},      {"uint0", KT_U64},
                 {"?", KT_BOOL},        {"q", KT_LL},
                 {"Q", KT_ULL},         {"p", KT_I64},
                 {"P", KT_U64}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(s, names[i].name)) return names[i].num;
    return -1;
}

/* Dates ('M') or spans ('m') in the unit that text tells: "[25s]". */
static KiNpDtype *time_from_text(KiState *ks, char kind, const char *text) {
    int unit, multiple;
    if (np_unit_parse(text, &unit, &multiple)) return np_time_dtype(ks, kind, unit, multiple);
    KiValue arg[2] = {ki_str_from_ascii(ks, &kind, 1), ki_str_from_cstr(ks, text)};
    KiValue r = np_helper(ks, "_dtype_of_time", arg, 2);
    ki_decref(ks, arg[0]);
    ki_decref(ks, arg[1]);
    return r == KI_ERR ? NULL : (KiNpDtype *)ki_obj(r);
}

/* d, fresh, in the byte order that a specification begins with. */
static KiNpDtype *in_order(KiNpDtype *d, bool big) {
    if (d && big) d->order = '>';
    return d;
}

static KiNpDtype *from_text(KiState *ks, KiValue v);

/* The type whose attribute num that is: a single character may stand for it. */
static KiNpDtype *of_type_number(KiState *ks, int number) {
    for (int i = 0; i < KT_N_DTYPES; i++)
        if (i != KT_BF16 && np_type_number(np_dtype_of_num(ks, i)) == number)
            return np_number_dtype(ks, i);
    KiValue name = ki_str_from_ascii(ks, &"OSUVMm"[number - 17], 1);
    KiNpDtype *d = name == KI_ERR ? NULL : from_text(ks, name);
    ki_decref(ks, name);
    return d;
}

static KiNpDtype *from_text(KiState *ks, KiValue v) {
    size_t len;
    const char *full = ki_str_utf8(ks, ki_str_of(v), &len);
    if (!full) return NULL;
    if (len == 1 && full[0] >= 0 && full[0] < NP_N_LETTERS) return of_type_number(ks, full[0]);
    const char *s = full;
    size_t at = *s && strchr("<>|=", *s) ? 1 : 0;
    bool sized = (full[at] >= '0' && full[at] <= '9') || (full[at] == '(' && full[at + 1] == ')');
    if (sized || strchr(full, ',')) { /* "i4,f8": a record; "3i4": a type with a shape */
        KiValue r = np_helper(ks, "_dtype_from_commas", &v, 1);
        return r == KI_ERR ? NULL : (KiNpDtype *)ki_obj(r);
    }
    bool big = *s == '>';
    if (*s == '<' || *s == '=' || *s == '|' || *s == '>') s++;
    bool twice = s > full && *s && strchr("<>|=", *s);
    int num = twice ? -1 : named_dtype(s);
    if (num < 0 && !twice) num = kt_dtype_by_numpy_name(s);
    if (num == KT_BF16) num = -1;
    if (num >= 0) {
        return big && kt_dtype_size(num) > 1 ? np_swapped_dtype(ks, num) : np_number_dtype(ks, num);
    }
    if (!strcmp(s, "object") || !strcmp(s, "O") || !strcmp(s, "O4") || !strcmp(s, "O8") ||
        !strcmp(s, "object_") || !strcmp(s, "object0")) {
        ki_incref_obj(&ki_np(ks)->object_dtype->h);
        return ki_np(ks)->object_dtype;
    }
    if (!strcmp(s, "str") || !strcmp(s, "str_") || !strcmp(s, "str0") || !strcmp(s, "unicode") ||
        !strcmp(s, "unicode_"))
        return in_order(np_text_dtype(ks, 'U', 0), big);
    if (!strcmp(s, "bytes") || !strcmp(s, "bytes_") || !strcmp(s, "bytes0") ||
        !strcmp(s, "string_"))
        return np_text_dtype(ks, 'S', 0);
    if (!strcmp(s, "c")) return np_new_dtype(ks, -1, 'S', 'c', '|', 1);
    if (!strcmp(s, "void") || !strcmp(s, "void0")) return np_new_dtype(ks, -1, 'V', 'V', '|', 0);
    if (*s == 'U' || *s == 'S' || *s == 'a' || *s == 'V') {
        char *end;
        long n = strtol(s + 1, &end, 10);
        if (!*end && n >= 0) {
            if (*s == 'V') return np_new_dtype(ks, -1, 'V', 'V', '|', n);
            return *s == 'U' ? in_order(np_text_dtype(ks, 'U', n), big) : np_text_dtype(ks, 'S', n);
        }
    }
    if (*s == 'm' || *s == 'M' || !strncmp(s, "datetime64", 10) || !strncmp(s, "timedelta64", 11)) {
        const char *rest = *s == 'd' ? s + 10 : *s == 't' ? s + 11 : s[1] == '8' ? s + 2 : s + 1;
        if (*rest && rest - s == 1) return not_understood(ks, v);
        return in_order(time_from_text(ks, *s == 'M' || *s == 'd' ? 'M' : 'm', rest), big);
    }
    return not_understood(ks, v);
}

/* A class that stands for several dtypes, with the warning that it does; false: no such class. */
static bool from_abstract(KiState *ks, KiType *t, KiNpDtype **out) {
    static const struct {
        int8_t cls, num; /* -1: void, -2: bytes */
        const char *what, *result, *advice;
    } rows[] = {
#define SYSTEM " Note that the result depends on the system. To ensure stable results "
        {NP_FLOATING, KT_F64, "np.inexact` or `np.floating", "float64", ""},
        {NP_INEXACT, KT_F64, "np.inexact` or `np.floating", "float64", ""},
        {NP_NUMBER, KT_F64, "np.inexact` or `np.floating", "float64", ""},
        {NP_COMPLEXFLOATING, KT_C128, "np.complex", "complex128", ""},
        {NP_INTEGER, KT_I64, "np.integer` or `np.signedinteger", "np.dtype(np.int_)",
         SYSTEM "use may want to use `np.int64` or `np.int32`."},
        {NP_SIGNED, KT_I64, "np.integer` or `np.signedinteger", "np.dtype(np.int_)",
         SYSTEM "use may want to use `np.int64` or `np.int32`."},
        {NP_UNSIGNED, KT_U64, "np.unsignedinteger", "np.dtype(np.uint)",
         SYSTEM "you may want to use `np.uint64` or `np.uint32`."},
        {NP_FLEXIBLE, -1, "np.generic", "np.dtype(np.void)", ""},
        {NP_CHARACTER, -2, "np.character", "np.dtype(np.str_)",
         " Note that `np.character` is generally deprecated and 'S1' should be used."},
#undef SYSTEM
    };
    KiNpState *np = ki_np(ks);
    int n = (int)(sizeof rows / sizeof *rows), at = 0;
    while (at < n && t != np->classes[rows[at].cls])
        at++;
    if (t == ks->types[KI_K_NPSCALAR]) at = 7; /* np.generic */
    if (at == n) return false;
    *out = NULL;
    if (!ki_warn(
            ks, KI_EXC_DeprecationWarning, 1,
            "Converting `%s` to a dtype is deprecated. The current result is `%s` which is not "
            "strictly correct.%s",
            rows[at].what, rows[at].result, rows[at].advice))
        return true;
    *out = rows[at].num >= 0    ? np_number_dtype(ks, rows[at].num)
           : rows[at].num == -1 ? np_new_dtype(ks, -1, 'V', 'V', '|', 0)
                                : np_text_dtype(ks, 'S', 0);
    return true;
}

/* What numpy.void and the classes below it mean: no size yet, numpy.record with its mark. */
static KiNpDtype *void_dtype(KiState *ks, KiType *t) {
    KiValue record = ki_import_attr(ks, "numpy._records", "record");
    KiNpDtype *d = record == KI_ERR ? NULL : np_new_dtype(ks, -1, 'V', 'V', '|', 0);
    if (d && ki_is_subtype(t, (KiType *)ki_obj(record))) d->unit = NP_MARK_RECORD;
    ki_decref(ks, record);
    return d;
}

/* What the attribute dtype of v stands for; NULL without an exception: there is none, or it names
 * no type, which only too deep a recursion tells. */
static KiNpDtype *from_attribute(KiState *ks, KiValue v) {
    KiStr *name = ki_intern_cstr(ks, "dtype");
    KiValue d = name ? ki_getattr_opt(ks, v, name) : KI_ERR;
    if (name) ki_decref_obj(ks, &name->h);
    if (d == KI_ABSENT) return NULL;
    if (d != KI_ERR && np_is_dtype(ks, d)) return (KiNpDtype *)ki_obj(d);
    KiNpDtype *r = NULL;
    if (d != KI_ERR && ki_depth_enter(ks, " while trying to convert the given data type from its "
                                          "`.dtype` attribute.")) {
        r = np_to_any_dtype(ks, d);
        ks->depth--;
    }
    ki_decref(ks, d);
    if (!r) {
        if (!ki_pending_is(ks, KI_EXC_RecursionError)) ki_clear_exc(ks);
        return NULL;
    }
    if (ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                "in the future the `.dtype` attribute of a given datatype object must be a valid "
                "dtype instance. `data_type.dtype` may need to be coerced using "
                "`np.dtype(data_type.dtype)`. (Deprecated NumPy 1.20)"))
        return r;
    ki_decref_obj(ks, &r->h);
    return NULL;
}

static KiNpDtype *from_class(KiState *ks, KiValue v) {
    KiNpState *np = ki_np(ks);
    KiType *t = (KiType *)ki_obj(v);
    for (int i = 0; i < KT_N_DTYPES; i++)
        if (np->scalar[i] == t) return np_number_dtype(ks, i);
    KiType **b = ks->types;
    if (t == b[KI_K_FLOAT]) return np_number_dtype(ks, KT_F64);
    if (t == b[KI_K_INT]) return np_number_dtype(ks, KT_I64);
    if (t == b[KI_K_BOOL]) return np_number_dtype(ks, KT_BOOL);
    if (t == b[KI_K_COMPLEX]) return np_number_dtype(ks, KT_C128);
    if (t == b[KI_K_STR] || t == np->classes[NP_STR]) return np_text_dtype(ks, 'U', 0);
    if (t == b[KI_K_BYTES] || t == np->classes[NP_BYTES]) return np_text_dtype(ks, 'S', 0);
    if (ki_is_subtype(t, np->classes[NP_VOID])) {
        KiNpDtype *own = from_attribute(ks, v);
        return own || ki_pending(ks) ? own : void_dtype(ks, t);
    }
    if (ki_is_subtype(t, np->classes[NP_DATETIME]))
        return np_time_dtype(ks, 'M', NP_UNIT_GENERIC, 1);
    if (ki_is_subtype(t, np->classes[NP_TIMEDELTA]))
        return np_time_dtype(ks, 'm', NP_UNIT_GENERIC, 1);
    KiNpDtype *d;
    if (from_abstract(ks, t, &d)) return d;
    for (int i = 0; i < KT_N_DTYPES; i++) /* class MyFloat(np.float32) */
        if (np->scalar[i] && ki_is_subtype(t, np->scalar[i])) return np_number_dtype(ks, i);
    d = from_attribute(ks, v);
    if (d || ki_pending(ks)) return d;
    ki_incref_obj(&np->object_dtype->h);
    return np->object_dtype;
}

KiNpDtype *np_to_any_dtype(KiState *ks, KiValue v) {
    if (ki_is_ndarray(v)) {
        ki_raise(ks, KI_EXC_TypeError, "Cannot construct a dtype from an array");
        return NULL;
    }
    if (np_is_dtype(ks, v)) {
        KiNpDtype *d = (KiNpDtype *)ki_obj(v);
        if (KB_UNLIKELY(d->unsettled))
            return d->num >= 0 ? np_number_dtype(ks, d->num) : np_copy_dtype(ks, d);
        ki_incref_obj(&d->h);
        return d;
    }
    if (ki_is_none(v)) return np_number_dtype(ks, KT_F64);
    if (ki_is_type(v)) return from_class(ks, v);
    if (ki_is_str(v)) return from_text(ks, v);
    if (ki_has_layout(v, KI_K_BYTES)) {
        KiBytes *b = ki_bytes_of(v);
        KiValue s = ki_str_from_utf8(ks, (const char *)b->data, b->len);
        if (s == KI_ERR) {
            if (ki_pending_is(ks, KI_EXC_UnicodeDecodeError))
                ki_raise(ks, KI_EXC_TypeError, "data type not understood");
            return NULL;
        }
        KiNpDtype *d = from_text(ks, s);
        ki_decref(ks, s);
        return d;
    }
    if (ki_is_list(v) || ki_is_dict(v) || ki_is_tuple(v) || ki_is_kind(v, KI_K_MAPPINGPROXY)) {
        KiValue r = np_helper(ks, "_dtype_from_fields", &v, 1);
        return r == KI_ERR ? NULL : (KiNpDtype *)ki_obj(r);
    }
    if (ki_is_ptr(v)) {
        KiNpDtype *d = from_attribute(ks, v);
        if (d || ki_pending(ks)) return d;
    }
    return not_understood(ks, v);
}

bool np_names_shape(KiState *ks, KiValue v) {
    if (!ki_is_ptr(v)) return false;
    if (np_is_dtype(ks, v)) return np_is_subarray((KiNpDtype *)ki_obj(v));
    /* A text does with its count or its shape in front; (type, 1) is told to have none. */
    bool may =
        ki_is_tuple(v) && ki_tuple_of(v)->len == 2 && ki_tuple_of(v)->items[1] != ki_small_int(1);
    if (ki_is_str(v)) {
        const char *s = ki_str_utf8(ks, ki_str_of(v), NULL);
        if (!s) ki_clear_exc(ks);
        may = s && (s[0] == '(' || (s[0] >= '0' && s[0] <= '9'));
    }
    if (!may) return false;
    KiNpDtype *d = np_to_any_dtype(ks, v);
    if (!d) {
        ki_clear_exc(ks);
        return false;
    }
    bool shaped = np_is_subarray(d);
    ki_decref_obj(ks, &d->h);
    return shaped;
}

KiNpDtype *np_to_dtype(KiState *ks, KiValue v) {
    KiNpDtype *d = np_to_any_dtype(ks, v);
    if (!d || !np_is_subarray(d)) return d;
    ki_decref_obj(ks, &d->h);
    ki_raise(ks, KI_EXC_NotImplementedError, "this use of a dtype with a shape");
    return NULL;
}

KiNpDtype *np_to_dtype_shaped(KiState *ks, KiValue v, int *n, int64_t *sizes) {
    KiNpDtype *d = np_to_any_dtype(ks, v);
    if (!d || !np_is_subarray(d)) return d;
    KiTuple *shape = ki_tuple_of(np_subarray_part(d, 3));
    KiNpDtype *base = NULL;
    bool ok = *n + shape->len <= KT_MAX_DIMS;
    if (!ok) ki_raise(ks, KI_EXC_ValueError, "number of dimensions must be within [0, 32]");
    for (int64_t i = 0; ok && i < shape->len; i++)
        ok = ki_arg_i64(ks, shape->items[i], &sizes[(*n)++]);
    if (ok) base = np_to_dtype_shaped(ks, np_subarray_part(d, 1), n, sizes);
    ki_decref_obj(ks, &d->h);
    return base;
}
