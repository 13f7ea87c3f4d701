/* numpy.dtype: objects that name element types, and the many ways to spell one. */
#include <ctype.h>
#include <stdlib.h>

#include "../object/number.h"
#include "../object/object_private.h"
#include "numpy_core.h"

/* --- making --- */

/* Where a type's class stands by its letter. */
static KiType **class_of(KiState *ks, char chr) {
    static const char letters[] = "?bBhHiIlLqQefdgFDGOSUVMm";
    _Static_assert(sizeof letters == NP_N_LETTERS + 1, "a class for each letter");
    const char *at = strchr(letters, chr == 'c' ? 'S' : chr);
    return &ki_np(ks)->dtype_classes[at && chr ? at - letters : NP_N_LETTERS - 3];
}

static KiNpDtype *new_dtype(KiState *ks, int num, char kind, char chr, char order, int64_t size) {
    KiNpDtype *d = (KiNpDtype *)ki_instance_alloc(ks, *class_of(ks, chr));
    if (!d) return NULL;
    d->num = (int8_t)num;
    d->kind = kind;
    d->chr = chr;
    d->order = order;
    d->itemsize = size;
    d->fields = KI_ABSENT;
    d->carrier = -1;
    d->multiple = 1;
    return d;
}

/* A number type in the other byte order. */
KiNpDtype *np_swapped_dtype(KiState *ks, int num) {
    KiNpDtype *d = new_dtype(ks, -1, kt_dtype_info[num].kind, kt_dtype_info[num].np_char, '>',
                             (int64_t)kt_dtype_size(num));
    if (d) d->carrier = (int8_t)num;
    return d;
}

KiNpDtype *np_time_dtype(KiState *ks, char kind, int unit, int multiple) {
    KiNpDtype *d = new_dtype(ks, -1, kind, kind, '=', 8);
    if (!d) return NULL;
    d->carrier = KT_I64;
    d->unit = (int8_t)unit;
    d->multiple = multiple;
    return d;
}

KiNpDtype *np_text_dtype(KiState *ks, char kind, int64_t length) {
    return new_dtype(ks, -1, kind, kind, kind == 'U' ? '=' : '|',
                     kind == 'U' ? 4 * length : length);
}

/* d, fresh, in the byte order that a specification begins with. */
static KiNpDtype *in_order(KiNpDtype *d, bool big) {
    if (d && big) d->order = '>';
    return d;
}

static KiNpDtype *of_num(KiState *ks, int num) {
    KiNpDtype *d = ki_np(ks)->dtypes[num];
    ki_incref_obj(&d->h);
    return d;
}

KiValue np_dtype_value(KiState *ks, KiValue array) {
    KiNpDtype *d = np_array_of(array)->descr;
    if (!d) d = ki_np(ks)->dtypes[ki_tensor_of(array)->dtype];
    return ki_new_ref(ki_from_obj(d));
}

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

static KiNpDtype *from_text(KiState *ks, KiValue v) {
    const char *full = ki_str_utf8(ks, ki_str_of(v), NULL);
    if (!full) return NULL;
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
        return big && kt_dtype_size(num) > 1 ? np_swapped_dtype(ks, num) : of_num(ks, num);
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
    if (!strcmp(s, "c")) return new_dtype(ks, -1, 'S', 'c', '|', 1);
    if (!strcmp(s, "void") || !strcmp(s, "void0")) return new_dtype(ks, -1, 'V', 'V', '|', 0);
    if (*s == 'U' || *s == 'S' || *s == 'a' || *s == 'V') {
        char *end;
        long n = strtol(s + 1, &end, 10);
        if (!*end && n >= 0) {
            if (*s == 'V') return new_dtype(ks, -1, 'V', 'V', '|', n);
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
    *out = rows[at].num >= 0    ? of_num(ks, rows[at].num)
           : rows[at].num == -1 ? new_dtype(ks, -1, 'V', 'V', '|', 0)
                                : np_text_dtype(ks, 'S', 0);
    return true;
}

/* What numpy.void and the classes below it mean: no size yet, numpy.record with its mark. */
static KiNpDtype *void_dtype(KiState *ks, KiType *t) {
    KiValue record = ki_import_attr(ks, "numpy._records", "record");
    KiNpDtype *d = record == KI_ERR ? NULL : new_dtype(ks, -1, 'V', 'V', '|', 0);
    if (d && ki_is_subtype(t, (KiType *)ki_obj(record))) d->unit = NP_MARK_RECORD;
    ki_decref(ks, record);
    return d;
}

static KiNpDtype *from_class(KiState *ks, KiValue v) {
    KiNpState *np = ki_np(ks);
    KiType *t = (KiType *)ki_obj(v);
    for (int i = 0; i < KT_N_DTYPES; i++)
        if (np->scalar[i] == t) return of_num(ks, i);
    KiType **b = ks->types;
    if (t == b[KI_K_FLOAT]) return of_num(ks, KT_F64);
    if (t == b[KI_K_INT]) return of_num(ks, KT_I64);
    if (t == b[KI_K_BOOL]) return of_num(ks, KT_BOOL);
    if (t == b[KI_K_COMPLEX]) return of_num(ks, KT_C128);
    if (t == b[KI_K_STR] || t == np->classes[NP_STR]) return np_text_dtype(ks, 'U', 0);
    if (t == b[KI_K_BYTES] || t == np->classes[NP_BYTES]) return np_text_dtype(ks, 'S', 0);
    if (ki_is_subtype(t, np->classes[NP_VOID])) return void_dtype(ks, t);
    if (ki_is_subtype(t, np->classes[NP_DATETIME]))
        return np_time_dtype(ks, 'M', NP_UNIT_GENERIC, 1);
    if (ki_is_subtype(t, np->classes[NP_TIMEDELTA]))
        return np_time_dtype(ks, 'm', NP_UNIT_GENERIC, 1);
    KiNpDtype *d;
    if (from_abstract(ks, t, &d)) return d;
    for (int i = 0; i < KT_N_DTYPES; i++) /* class MyFloat(np.float32) */
        if (np->scalar[i] && ki_is_subtype(t, np->scalar[i])) return of_num(ks, i);
    ki_incref_obj(&np->object_dtype->h);
    return np->object_dtype;
}

static bool is_subarray(const KiNpDtype *d) {
    return d->kind == 'V' && d->unit == NP_MARK_SUBARRAY;
}
/* Its base type and shape: a field of a field tuple. */
static KiValue subarray_part(const KiNpDtype *d, int i) {
    return ki_tuple_of(ki_tuple_of(d->fields)->items[0])->items[i];
}

/* Makes d, a fresh type or one that nothing uses, the same as another. */
static void become_dtype(KiState *ks, KiNpDtype *d, const KiNpDtype *from) {
    KiValue fields = d->fields;
    d->num = from->num;
    d->kind = from->kind;
    d->chr = from->chr;
    d->order = from->order;
    d->carrier = from->carrier;
    d->unit = from->unit;
    d->multiple = from->multiple;
    d->itemsize = from->itemsize;
    d->fields = ki_new_ref(from->fields);
    ki_decref(ks, fields);
}

static KiNpDtype *copy_dtype(KiState *ks, const KiNpDtype *d) {
    KiNpDtype *r = new_dtype(ks, d->num, d->kind, d->chr, d->order, d->itemsize);
    if (r) become_dtype(ks, r, d);
    return r;
}

static KiNpDtype *to_any_dtype(KiState *ks, KiValue v) {
    if (ki_is_ndarray(v)) {
        ki_raise(ks, KI_EXC_TypeError, "Cannot construct a dtype from an array");
        return NULL;
    }
    if (np_is_dtype(ks, v)) {
        KiNpDtype *d = (KiNpDtype *)ki_obj(v);
        if (KB_UNLIKELY(d->unsettled)) return d->num >= 0 ? of_num(ks, d->num) : copy_dtype(ks, d);
        ki_incref_obj(&d->h);
        return d;
    }
    if (ki_is_none(v)) return of_num(ks, KT_F64);
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
    if (ki_is_list(v) || ki_is_dict(v) || ki_is_tuple(v)) {
        KiValue r = np_helper(ks, "_dtype_from_fields", &v, 1);
        return r == KI_ERR ? NULL : (KiNpDtype *)ki_obj(r);
    }
    if (ki_is_ptr(v)) {
        KiStr *name = ki_intern_cstr(ks, "dtype");
        KiValue d = name ? ki_getattr_opt(ks, v, name) : KI_ERR;
        if (name) ki_decref_obj(ks, &name->h);
        if (d == KI_ERR) return NULL;
        if (d != KI_ABSENT) {
            if (np_is_dtype(ks, d)) return (KiNpDtype *)ki_obj(d);
            KiNpDtype *named = ki_is_str(d) || ki_is_type(d) ? to_any_dtype(ks, d) : NULL;
            ki_decref(ks, d);
            if (named || ki_pending(ks)) return named;
        }
    }
    return not_understood(ks, v);
}

bool np_names_shape(KiState *ks, KiValue v) {
    if (!ki_is_ptr(v)) return false;
    if (np_is_dtype(ks, v)) return is_subarray((KiNpDtype *)ki_obj(v));
    /* A text does with its count or its shape in front; (type, 1) is told to have none. */
    bool may =
        ki_is_tuple(v) && ki_tuple_of(v)->len == 2 && ki_tuple_of(v)->items[1] != ki_small_int(1);
    if (ki_is_str(v)) {
        const char *s = ki_str_utf8(ks, ki_str_of(v), NULL);
        if (!s) ki_clear_exc(ks);
        may = s && (s[0] == '(' || (s[0] >= '0' && s[0] <= '9'));
    }
    if (!may) return false;
    KiNpDtype *d = to_any_dtype(ks, v);
    if (!d) {
        ki_clear_exc(ks);
        return false;
    }
    bool shaped = is_subarray(d);
    ki_decref_obj(ks, &d->h);
    return shaped;
}

KiNpDtype *np_to_dtype(KiState *ks, KiValue v) {
    KiNpDtype *d = to_any_dtype(ks, v);
    if (!d || !is_subarray(d)) return d;
    ki_decref_obj(ks, &d->h);
    ki_raise(ks, KI_EXC_NotImplementedError, "this use of a dtype with a shape");
    return NULL;
}

KiNpDtype *np_to_dtype_shaped(KiState *ks, KiValue v, int *n, int64_t *sizes) {
    KiNpDtype *d = to_any_dtype(ks, v);
    if (!d || !is_subarray(d)) return d;
    KiTuple *shape = ki_tuple_of(subarray_part(d, 3));
    KiNpDtype *base = NULL;
    bool ok = *n + shape->len <= KT_MAX_DIMS;
    if (!ok) ki_raise(ks, KI_EXC_ValueError, "number of dimensions must be within [0, 32]");
    for (int64_t i = 0; ok && i < shape->len; i++)
        ok = ki_arg_i64(ks, shape->items[i], &sizes[(*n)++]);
    if (ok) base = np_to_dtype_shaped(ks, subarray_part(d, 1), n, sizes);
    ki_decref_obj(ks, &d->h);
    return base;
}

KiType *np_dtype_scalar_type(KiState *ks, KiNpDtype *d) {
    KiNpState *np = ki_np(ks);
    if (d->num >= 0) return np->scalar[d->num];
    if (np_is_swapped(d)) return np->scalar[d->carrier];
    if (np_is_time(d)) {
        if (!np->time_classes[0]) { /* loading the module sets them */
            KiValue m = ki_import(ks, "numpy._datetime");
            if (m == KI_ERR) ki_clear_exc(ks);
            ki_decref(ks, m);
        }
        KiType *own = np->time_classes[d->kind == 'm'];
        return own ? own : np->classes[d->kind == 'M' ? NP_DATETIME : NP_TIMEDELTA];
    }
    return np->classes[d->kind == 'U'   ? NP_STR
                       : d->kind == 'S' ? NP_BYTES
                       : d->kind == 'V' ? NP_VOID
                                        : NP_OBJECT];
}

/* Of types of the same elements. */
static int same_number(const KiNpDtype *d) {
    return d->num < 0 ? d->num : kt_kernel_dtype(d->num);
}

bool np_dtype_equal(KiState *ks, KiNpDtype *a, KiNpDtype *b) {
    if (a == b) return true;
    if (same_number(a) != same_number(b) || a->kind != b->kind || a->itemsize != b->itemsize)
        return false;
    if ((a->order == '>') != (b->order == '>')) return false;
    if (a->kind == 'V' ? is_subarray(a) != is_subarray(b)
                       : a->unit != b->unit || a->multiple != b->multiple)
        return false;
    if (a->fields == KI_ABSENT && b->fields == KI_ABSENT) return true;
    if (a->fields == KI_ABSENT || b->fields == KI_ABSENT) return false;
    int r = ki_compare_bool(ks, a->fields, b->fields, KI_EQ);
    if (r < 0) ki_clear_exc(ks);
    return r == 1;
}

const char *np_dtype_name(KiNpDtype *d, char *buf, bool str_form) {
    bool big = d->order == '>';
    if (d->num >= 0) {
        if (str_form)
            snprintf(buf, 64, "%c%c%d", kt_dtype_size(d->num) == 1 ? '|' : '<', d->kind,
                     (int)kt_dtype_size(d->num));
        else
            snprintf(buf, 64, "%s", kt_dtype_info[d->num].numpy_name);
    } else if (np_is_swapped(d)) {
        if (str_form)
            snprintf(buf, 64, ">%c%d", d->kind, (int)d->itemsize);
        else
            snprintf(buf, 64, "%s", kt_dtype_info[d->carrier].numpy_name);
    } else if (np_is_time(d)) {
        char unit[32] = "";
        if (d->unit != NP_UNIT_GENERIC && d->multiple > 1)
            snprintf(unit, sizeof unit, "[%d%s]", d->multiple, np_unit_name(d->unit));
        else if (d->unit != NP_UNIT_GENERIC)
            snprintf(unit, sizeof unit, "[%s]", np_unit_name(d->unit));
        snprintf(buf, 64, "%s%s",
                 str_form         ? big              ? d->kind == 'M' ? ">M8" : ">m8"
                                    : d->kind == 'M' ? "<M8"
                                                     : "<m8"
                 : d->kind == 'M' ? "datetime64"
                                  : "timedelta64",
                 unit);
    } else if (d->kind == 'O') {
        strcpy(buf, str_form ? "|O" : "object");
    } else if (d->kind == 'U') {
        snprintf(buf, 64, "%cU%lld", big ? '>' : '<', (long long)d->itemsize / 4);
    } else {
        snprintf(buf, 64, "|%c%lld", d->kind, (long long)d->itemsize);
    }
    return buf;
}

/* --- slots --- */

static inline KiNpDtype *self_of(KiValue v) {
    return (KiNpDtype *)ki_obj(v);
}

static void dtype_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiNpDtype *)o)->fields);
}

/* type(dtype)() */
static KiValue new_of_class(KiState *ks, KiType *cls, int n) {
    for (int i = 0; i < KT_N_DTYPES + 1; i++) {
        KiNpDtype *d = i < KT_N_DTYPES ? ki_np(ks)->dtypes[i] : ki_np(ks)->object_dtype;
        if (i == KT_BF16 || d->h.shape->type != cls) continue;
        if (n == 0) return ki_new_ref(ki_from_obj(d));
        return ki_raise(ks, KI_EXC_TypeError,
                        "currently only the no-argument instantiation is supported; use "
                        "`np.dtype` instead.");
    }
    char name[80];
    return ki_raise(ks, KI_EXC_TypeError,
                    "Preliminary-API: Flexible/Parametric legacy DType '<class '%s'>' can only be "
                    "instantiated using `np.dtype(...)`",
                    np_class_name(ks, cls, name));
}

static KiValue dtype_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"dtype", "align", "copy", "metadata"};
    KiValue v[4];
    if (cls != ki_np(ks)->dtype_type) return new_of_class(ks, cls, nargs + ki_n_kw(kwnames));
    if (!ki_bind_args(ks, "dtype", names, 4, 1, 4, args, nargs, kwnames, v)) return KI_ERR;
    if (v[3] != KI_ABSENT && !ki_is_dict(v[3]))
        return ki_raise(ks, KI_EXC_TypeError, "dtype() argument 4 must be dict, not %s",
                        ki_is_none(v[3]) ? "None" : ki_type_name(ks, v[3]));
    if (v[3] != KI_ABSENT) return ki_raise(ks, KI_EXC_NotImplementedError, "numpy.dtype: metadata");
    int align = v[1] == KI_ABSENT ? 0 : ki_truth(ks, v[1]);
    if (align < 0) return KI_ERR;
    if (align && !np_is_dtype(ks, v[0]) && !ki_is_type(v[0])) {
        KiValue arg[2] = {v[0], KI_TRUE};
        return np_helper(ks, "_dtype_aligned", arg, 2);
    }
    int copy = v[2] == KI_ABSENT ? 0 : ki_truth(ks, v[2]);
    KiNpDtype *d = copy < 0 ? NULL : to_any_dtype(ks, v[0]);
    if (!d || !copy) return d ? ki_from_obj(d) : KI_ERR;
    KiNpDtype *r = copy_dtype(ks, d);
    ki_decref_obj(ks, &d->h);
    if (r) r->unsettled = true;
    return r ? ki_from_obj(r) : KI_ERR;
}
static bool dtype_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return true;
}

static KiValue dtype_repr(KiState *ks, KiValue v) {
    KiNpDtype *d = self_of(v);
    char name[64];
    if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_repr", &v, 1);
    if (d->carrier >= 0 || (d->num >= 0 && d->order == '<'))
        return ki_str_format(ks, "dtype('%s')", np_dtype_name(d, name, true));
    if (d->kind == 'O') return ki_str_from_cstr(ks, "dtype('O')");
    if (d->kind != 'O' && !d->itemsize) /* of no length yet */
        return ki_str_format(ks, "dtype('%s%c')",
                             d->kind != 'U'    ? ""
                             : d->order == '>' ? ">"
                                               : "<",
                             d->kind);
    if (d->kind == 'S' || d->kind == 'V')
        return ki_str_format(ks, "dtype('%c%lld')", d->kind, (long long)d->itemsize);
    return ki_str_format(ks, "dtype('%s')", np_dtype_name(d, name, false));
}
static KiValue dtype_str(KiState *ks, KiValue v) {
    KiNpDtype *d = self_of(v);
    char name[64];
    if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_str", &v, 1);
    return ki_str_from_cstr(ks, np_dtype_name(d, name, d->order == '>'));
}

static KiValue dtype_compare(KiState *ks, KiValue x, KiValue y, KiCompareOp op) {
    if (!np_is_dtype(ks, x)) return KI_NOT_IMPLEMENTED;
    KiNpDtype *a = self_of(x), *b;
    if (np_is_dtype(ks, y)) {
        b = self_of(y);
        ki_incref_obj(&b->h);
    } else {
        b = to_any_dtype(ks, y);
        if (!b) { /* names no type */
            ki_clear_exc(ks);
            return KI_NOT_IMPLEMENTED;
        }
        if (ki_is_none(y) && (op == KI_EQ || op == KI_NE)) {
            ki_decref_obj(ks, &b->h);
            return ki_bool((a->num == KT_F64) == (op == KI_EQ));
        }
    }
    bool same = np_dtype_equal(ks, a, b);
    bool failed = false, safe_ab = false, safe_ba = false;
    if (op == KI_LT || op == KI_LE) safe_ab = np_cast_allowed(ks, a, b, KT_CAST_SAFE, &failed);
    if (op == KI_GT || op == KI_GE) safe_ba = np_cast_allowed(ks, b, a, KT_CAST_SAFE, &failed);
    ki_decref_obj(ks, &b->h);
    if (failed) return KI_ERR;
    switch (op) {
    case KI_EQ:
        return ki_bool(same);
    case KI_NE:
        return ki_bool(!same);
    case KI_LT:
        return ki_bool(!same && safe_ab);
    case KI_LE:
        return ki_bool(same || safe_ab);
    case KI_GT:
        return ki_bool(!same && safe_ba);
    default:
        return ki_bool(same || safe_ba);
    }
}
static bool dtype_hash(KiState *ks, KiValue v, int64_t *out) {
    KiNpDtype *d = self_of(v);
    *out = (int64_t)(same_number(d) + 64) * 1000003 + d->kind * 31 + d->itemsize * 7919 +
           (d->kind == 'V' ? 0 : d->unit * 257 + d->multiple * 65537) + (d->order == '>');
    return true;
}
static int64_t dtype_len(KiState *ks, KiValue v) {
    KiNpDtype *d = self_of(v);
    return d->fields == KI_ABSENT || is_subarray(d) ? 0 : ki_tuple_of(d->fields)->len;
}
static int dtype_truth(KiState *ks, KiValue v) {
    return 1;
}
static KiValue dtype_getitem(KiState *ks, KiValue v, KiValue key) {
    KiNpDtype *d = self_of(v);
    if (d->fields == KI_ABSENT) {
        char name[64];
        return ki_raise(ks, KI_EXC_KeyError, "There are no fields in dtype %s.",
                        np_dtype_name(d, name, false));
    }
    KiValue arg[2] = {v, key};
    return np_helper(ks, "_dtype_field", arg, 2);
}
/* Repeated, as sequences are: so many elements in each. */
static KiValue dtype_mul(KiState *ks, KiValue a, KiValue b) {
    KiValue d = np_is_dtype(ks, a) ? a : b, n = d == a ? b : a;
    if (d == b &&
        (ki_is_str(n) || ki_is_list(n) || ki_is_tuple(n) || ki_is_np_scalar(n) || ki_is_ndarray(n)))
        return KI_NOT_IMPLEMENTED;
    return np_helper(ks, "_dtype_repeated", (KiValue[]){d, n}, 2);
}

static const KiSlots dtype_slots = {.dealloc = dtype_dealloc,
                                    .repr = dtype_repr,
                                    .str = dtype_str,
                                    .compare = dtype_compare,
                                    .hash = dtype_hash,
                                    .new_ = dtype_new,
                                    .init = dtype_init,
                                    .len = dtype_len,
                                    .truth = dtype_truth,
                                    .getitem = dtype_getitem,
                                    .binary = {[KI_MUL] = dtype_mul}};

/* --- attributes --- */

enum {
    D_NAME,
    D_KIND,
    D_CHAR,
    D_STR,
    D_ITEMSIZE,
    D_ALIGN,
    D_NUM,
    D_TYPE,
    D_ORDER,
    D_ISNATIVE,
    D_HASOBJECT,
    D_NAMES,
    D_FIELDS,
    D_SHAPE,
    D_NDIM,
    D_BASE,
    D_DESCR,
    D_FLAGS,
    D_ISBUILTIN,
    D_SUBDTYPE,
    D_METADATA,
    D_ALIGNED
};

static int type_number(KiNpDtype *d) {
    static const int8_t of[KT_N_DTYPES] = {
        [KT_BOOL] = 0, [KT_I8] = 1,   [KT_U8] = 2,   [KT_I16] = 3,   [KT_U16] = 4,
        [KT_I32] = 5,  [KT_U32] = 6,  [KT_I64] = 7,  [KT_U64] = 8,   [KT_F16] = 23,
        [KT_F32] = 11, [KT_F64] = 12, [KT_C64] = 14, [KT_C128] = 15, [KT_BF16] = 0,
        [KT_LL] = 9,   [KT_ULL] = 10, [KT_LD] = 13,  [KT_CLD] = 16};
    if (d->num >= 0) return of[d->num];
    if (np_is_swapped(d)) return of[d->carrier];
    if (np_is_time(d)) return d->kind == 'M' ? 21 : 22;
    return d->kind == 'O' ? 17 : d->kind == 'S' ? 18 : d->kind == 'U' ? 19 : 20;
}

static KiValue name_attr(KiState *ks, KiNpDtype *d) {
    if (d->num >= 0) return ki_str_from_cstr(ks, kt_dtype_info[d->num].numpy_name);
    char buf[64];
    if (d->carrier >= 0) return ki_str_from_cstr(ks, np_dtype_name(d, buf, false));
    switch (d->kind) {
    case 'O':
        return ki_str_from_cstr(ks, "object");
    case 'U':
        return d->itemsize ? ki_str_format(ks, "str%lld", (long long)d->itemsize * 8)
                           : ki_str_from_cstr(ks, "str");
    case 'S':
        return d->itemsize ? ki_str_format(ks, "bytes%lld", (long long)d->itemsize * 8)
                           : ki_str_from_cstr(ks, "bytes");
    default: {
        const char *word = d->unit == NP_MARK_RECORD ? "record" : "void";
        return d->itemsize ? ki_str_format(ks, "%s%lld", word, (long long)d->itemsize * 8)
                           : ki_str_from_cstr(ks, word);
    }
    }
}

static KiValue dtype_attr(KiState *ks, KiValue v, void *closure) {
    KiNpDtype *d = self_of(v);
    char buf[64];
    switch ((int)(intptr_t)closure) {
    case D_NAME:
        return name_attr(ks, d);
    case D_KIND:
        return ki_str_from_ascii(ks, &d->kind, 1);
    case D_CHAR:
        return ki_str_from_ascii(ks, &d->chr, 1);
    case D_STR:
        return ki_str_from_cstr(ks, np_dtype_name(d, buf, true));
    case D_ITEMSIZE:
        return ki_int_from_i64(ks, d->itemsize);
    case D_ALIGN:
        if (is_subarray(d)) return ki_getattr_cstr(ks, subarray_part(d, 1), "alignment");
        if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_alignment", &v, 1);
        return ki_small_int(d->num >= 0       ? kt_dtype_info[d->num].align
                            : d->carrier >= 0 ? kt_dtype_info[d->carrier].align
                            : d->kind == 'O'  ? 8
                            : d->kind == 'U'  ? 4
                                              : 1);
    case D_NUM:
        return ki_small_int(type_number(d));
    case D_TYPE:
        if (d->kind == 'V' && d->unit == NP_MARK_RECORD)
            return ki_import_attr(ks, "numpy._records", "record");
        if (d->kind == 'V') return ki_import_attr(ks, "numpy._records", "void");
        return ki_new_ref(ki_from_obj(np_dtype_scalar_type(ks, d)));
    case D_ORDER: {
        char c = d->num >= 0 && d->itemsize == 1 ? '|' : d->order;
        return ki_str_from_ascii(ks, &c, 1);
    }
    case D_ISNATIVE:
        return ki_bool(d->order != '>');
    case D_HASOBJECT:
        if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_has_objects", &v, 1);
        return ki_bool(d->kind == 'O');
    case D_NAMES:
    case D_FIELDS: {
        if (d->fields == KI_ABSENT || is_subarray(d)) return KI_NONE;
        return np_helper(ks, (intptr_t)closure == D_NAMES ? "_dtype_names" : "_dtype_fields", &v,
                         1);
    }
    case D_SHAPE:
        return ki_new_ref(is_subarray(d) ? subarray_part(d, 3) : ks->empty_tuple);
    case D_NDIM:
        return ki_small_int(is_subarray(d) ? ki_tuple_of(subarray_part(d, 3))->len : 0);
    case D_BASE:
        return ki_new_ref(is_subarray(d) ? subarray_part(d, 1) : v);
    case D_ALIGNED:
        return ki_bool(d->kind == 'V' && d->multiple == 2);
    case D_SUBDTYPE:
        if (!is_subarray(d)) return KI_NONE;
        return ki_tuple_pack(ks, 2, subarray_part(d, 1), subarray_part(d, 3));
    case D_DESCR:
        return np_helper(ks, "_dtype_descr", &v, 1);
    case D_FLAGS:
        if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_flags", &v, 1);
        return ki_small_int(d->kind == 'O' ? 63 : d->kind == 'U' ? 8 : 0);
    case D_ISBUILTIN:
        return ki_small_int((d->num >= 0 && d->order != '<') || d->kind == 'O' || !d->itemsize ? 1
                                                                                               : 0);
    default:
        return KI_NONE;
    }
}
/* d.names = (...): the same fields by other names. */
static bool set_names(KiState *ks, KiValue v, KiValue value, void *closure) {
    KiNpDtype *d = self_of(v);
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_AttributeError, "Cannot delete dtype names attribute");
        return false;
    }
    KiValue fields = np_helper(ks, "_renamed_fields", (KiValue[]){v, value}, 2);
    if (fields == KI_ERR) return false;
    ki_assign(ks, &d->fields, fields);
    return true;
}
#define ATTR(name, what)                                                                           \
    { name, dtype_attr, NULL, NULL, (void *)(intptr_t)(what) }
static const KiGetsetDef dtype_getsets[] = {
    ATTR("name", D_NAME),
    ATTR("kind", D_KIND),
    ATTR("char", D_CHAR),
    ATTR("str", D_STR),
    ATTR("itemsize", D_ITEMSIZE),
    ATTR("alignment", D_ALIGN),
    ATTR("num", D_NUM),
    ATTR("type", D_TYPE),
    ATTR("byteorder", D_ORDER),
    ATTR("isnative", D_ISNATIVE),
    ATTR("hasobject", D_HASOBJECT),
    {"names", dtype_attr, set_names, NULL, (void *)(intptr_t)D_NAMES},
    ATTR("fields", D_FIELDS),
    ATTR("shape", D_SHAPE),
    ATTR("ndim", D_NDIM),
    ATTR("base", D_BASE),
    ATTR("descr", D_DESCR),
    ATTR("flags", D_FLAGS),
    ATTR("isbuiltin", D_ISBUILTIN),
    ATTR("subdtype", D_SUBDTYPE),
    ATTR("isalignedstruct", D_ALIGNED),
    ATTR("metadata", D_METADATA),
    {NULL, NULL, NULL, NULL, NULL}};

static KiValue dtype_reduce(KiState *ks, KiValue *args, int nargs) {
    return np_pickling(ks, "reduce_dtype", args, 1);
}
/* __setstate__((version, byte order, subdtype, names, fields, itemsize, alignment, flags)): what
 * NumPy's pickles say besides the name. Only a copy made for it that nothing uses can be changed;
 * any other type has to be as the state says already. */
static KiValue dtype_setstate(KiState *ks, KiValue *args, int nargs) {
    KiNpDtype *d = self_of(args[0]);
    KiValue v = np_pickling(ks, "dtype_from_state", args, 2);
    if (v == KI_ERR) return KI_ERR;
    if (!np_is_dtype(ks, v) || (!d->unsettled && !np_dtype_equal(ks, d, self_of(v)))) {
        ki_decref(ks, v);
        return ki_raise(ks, KI_EXC_ValueError, "invalid state of a numpy.dtype");
    }
    if (d->unsettled) become_dtype(ks, d, self_of(v));
    d->unsettled = false;
    ki_decref(ks, v);
    return KI_NONE;
}
/* newbyteorder(order): the same type in the other byte order, or a given one. */
static KiValue dtype_newbyteorder(KiState *ks, KiValue *args, int nargs) {
    KiNpDtype *d = self_of(args[0]);
    NA;
    const char *s = args[1] == KI_ABSENT ? "S" : na_text(&a, 1, "byteorder");
    if (!a.failed && (!*s || !strchr("Ss<>=|LlBbNnIi", *s)))
        na_refuse_word(&a, 1, "byteorder not recognized");
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (*s == '|' || *s == 'I' || *s == 'i') return ki_new_ref(args[0]);
    bool big = *s == '>' || *s == 'B' || *s == 'b' || ((*s == 'S' || *s == 's') && d->order != '>');
    bool usual = *s == '=' || *s == 'N' || *s == 'n';
    int num = np_is_swapped(d) ? d->carrier : d->num;
    KiNpDtype *r;
    if (d->fields != KI_ABSENT) return np_helper(ks, "_dtype_swapped", args, 2);
    if (d->order == '|' || d->itemsize == 1) return ki_new_ref(args[0]);
    if (num < 0) { /* text and times */
        r = copy_dtype(ks, d);
        if (r) r->order = big ? '>' : usual ? '=' : '<';
    } else if (big) {
        r = np_swapped_dtype(ks, num);
    } else { /* '<' says its order where it is named */
        r = usual ? of_num(ks, num) : new_dtype(ks, num, d->kind, d->chr, '<', d->itemsize);
    }
    return r ? ki_from_obj(r) : KI_ERR;
}

static const KiDef dtype_methods[] = {
    {"__reduce__", "(self, *args)", (void *)dtype_reduce, NULL, 0},
    {"__setstate__", "(self, state, /)", (void *)dtype_setstate, NULL, KI_DEF_UNSIGNED},
    {"newbyteorder", "(self, new_order='S', /)", (void *)dtype_newbyteorder, NULL,
     KI_DEF_TUPLE_ARGS},
    KI_DEF_END};

/* --- functions --- */

/* _record_dtype(fields, itemsize, mark=0): fields is a tuple of (name, dtype, offset) or longer. */
NA_FN(f_record_dtype) {
    KiNpDtype *d = new_dtype(ks, -1, 'V', 'V', '|', 0);
    if (!d) return KI_ERR;
    d->fields = ki_new_ref(args[0]);
    if (!ki_is_tuple(args[0]) || !ki_arg_i64(ks, args[1], &d->itemsize)) {
        ki_decref_obj(ks, &d->h);
        return ki_pending(ks) ? KI_ERR : ki_raise(ks, KI_EXC_TypeError, "fields must be a tuple");
    }
    int marks = ki_is_int(args[2]) ? (int)ki_int_val(args[2]) : 0;
    d->unit = (int8_t)(marks & (NP_MARK_ALIGNED - 1));
    d->multiple = marks & NP_MARK_ALIGNED ? 2 : 1;
    return ki_from_obj(d);
}
NA_FN(f_record_fields) {
    KiNpDtype *d = np_is_dtype(ks, args[0]) ? self_of(args[0]) : NULL;
    return !d || d->fields == KI_ABSENT ? KI_NONE : ki_new_ref(d->fields);
}

KtCasting np_casting(Na *a, int i, KtCasting dflt) {
    if (a->v[i] == KI_NONE) {
        ki_raise(a->ks, KI_EXC_TypeError, "casting must be str, not NoneType");
        a->failed = true;
    }
    const char *s = na_word(a, i, "casting");
    if (!s) return dflt;
    if (!strcmp(s, "no") || !strcmp(s, "equiv")) return KT_CAST_NO;
    if (!strcmp(s, "safe")) return KT_CAST_SAFE;
    if (!strcmp(s, "same_kind")) return KT_CAST_SAME_KIND;
    if (!strcmp(s, "unsafe")) return KT_CAST_UNSAFE;
    na_refuse_word(a, i, "casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe'");
    return dflt;
}

bool np_refuses_order(Na *a, int i, const KiNpDtype *from, const KiNpDtype *to) {
    const char *s = (from->order == '>') != (to->order == '>') ? na_str(a, i, NULL) : NULL;
    return s && !strcmp(s, "no");
}

static int number_of(const KiNpDtype *d) {
    return np_is_swapped(d) ? d->carrier : d->num;
}

/* Is text of that length long enough for any number of the type? */
static bool fits_text(const KiNpDtype *from, const KiNpDtype *to, KtCasting c) {
    static const int signed_width[] = {4, 6, 11, 21}, unsigned_width[] = {3, 5, 10, 20};
    int log = from->itemsize == 1 ? 0 : from->itemsize == 2 ? 1 : from->itemsize == 4 ? 2 : 3;
    int width = from->kind == 'b'   ? 5
                : from->kind == 'i' ? signed_width[log]
                : from->kind == 'u' ? unsigned_width[log]
                : from->kind == 'f' ? (from->chr == 'g' ? 48 : 32)
                                    : (from->chr == 'G' ? 96 : 64);
    return to->itemsize == 0 || c == KT_CAST_SAME_KIND ||
           to->itemsize >= width * (to->kind == 'U' ? 4 : 1);
}

/* What a helper in Python says of a cast. */
static bool ask_cast(KiState *ks, const char *helper, KiNpDtype *from, KiNpDtype *to, KtCasting c,
                     bool *failed) {
    static const char *const words[] = {[KT_CAST_NO] = "no",
                                        [KT_CAST_SAFE] = "safe",
                                        [KT_CAST_SAME_KIND] = "same_kind",
                                        [KT_CAST_UNSAFE] = "unsafe"};
    KiValue arg[3] = {ki_from_obj(from), ki_from_obj(to), ki_str_from_cstr(ks, words[c])};
    KiValue r = arg[2] == KI_ERR ? KI_ERR : np_helper(ks, helper, arg, 3);
    ki_decref(ks, arg[2]);
    *failed = r == KI_ERR;
    return r == KI_TRUE;
}

bool np_cast_allowed(KiState *ks, KiNpDtype *from, KiNpDtype *to, KtCasting c, bool *failed) {
    *failed = false;
    if (from->kind == 'V' || to->kind == 'V')
        return ask_cast(ks, "_can_cast_records", from, to, c, failed);
    if (c == KT_CAST_UNSAFE) return true;
    if (np_is_time(from) && from->kind == to->kind)
        return ask_cast(ks, "_can_cast_times", from, to, c, failed);
    if (to->kind == 'm' && number_of(from) >= 0)
        return c != KT_CAST_NO && strchr("biu", from->kind) &&
               (from->kind != 'u' || from->itemsize < 8 || c == KT_CAST_SAME_KIND);
    if ((np_is_time(from) && number_of(to) >= 0) || np_is_time(to)) return false;
    if (number_of(from) >= 0 && number_of(to) >= 0 && (from->num < 0 || to->num < 0))
        return kt_can_cast_numpy(number_of(from), number_of(to), c);
    if (from->num >= 0 && to->num >= 0) return kt_can_cast_numpy(from->num, to->num, c);
    if (to->kind == 'O') return c != KT_CAST_NO || from->kind == 'O';
    if (from->kind == to->kind && to->itemsize == 0) return true; /* becomes as long as needed */
    if (from->kind == to->kind && c == KT_CAST_NO) return from->itemsize == to->itemsize;
    if (from->kind == to->kind) return from->itemsize <= to->itemsize || c == KT_CAST_SAME_KIND;
    if ((to->kind != 'U' && to->kind != 'S') || c == KT_CAST_NO) return false;
    if (from->kind == 'S' && to->kind == 'U')
        return !to->itemsize || to->itemsize >= 4 * from->itemsize || c == KT_CAST_SAME_KIND;
    int num = number_of(from);
    return num >= 0 && fits_text(np_dtype_of_num(ks, num), to, c);
}

/* The smallest type for a value; of an integer the least signed one where it has room. */
static int least_type(const KtScalar *s) {
    static const int8_t with_sign[KT_N_DTYPES] = {
        [KT_U8] = KT_I8, [KT_U16] = KT_I16, [KT_U32] = KT_I32, [KT_U64] = KT_I64, [KT_ULL] = KT_LL};
    int least = kt_min_scalar_type(s);
    return kt_dtype_info[least].kind == 'u' && kt_scalar_fits(with_sign[least], s)
               ? with_sign[least]
               : least;
}

bool np_value_fits(const KtScalar *s, int dtype, KtCasting c) {
    return kt_can_cast_numpy(kt_min_scalar_type(s), dtype, c) ||
           (s->kind == KT_S_INT && kt_dtype_info[dtype].kind == 'i' && kt_scalar_fits(dtype, s) &&
            (c != KT_CAST_NO || dtype == least_type(s)));
}

/* The dtype that the first argument of can_cast names. */
static KiNpDtype *cast_source(KiState *ks, KiValue v) {
    if (ki_is_ndarray(v)) return (KiNpDtype *)ki_obj(np_dtype_value(ks, v));
    KiNpDtype *d = ki_is_none(v) ? NULL : np_to_dtype(ks, v);
    if (d || (ki_pending(ks) && ki_pending_is(ks, KI_EXC_MemoryError))) return d;
    ki_clear_exc(ks);
    ki_raise(ks, KI_EXC_TypeError, "did not understand one of the types; 'None' not accepted");
    return NULL;
}

NA_FN(f_can_cast) {
    KiType *cls = ki_is_ptr(args[0]) ? ki_obj(args[0])->shape->type : NULL;
    if (cls && (cls == ki_np(ks)->classes[NP_STR] || cls == ki_np(ks)->classes[NP_BYTES])) {
        /* a value, no name of a type */
        KiValue v[3] = {ki_getattr_cstr(ks, args[0], "dtype"), args[1], args[2]};
        KiValue r = v[0] == KI_ERR ? KI_ERR : f_can_cast(ks, v, 3);
        ki_decref(ks, v[0]);
        return r;
    }
    NA;
    KtCasting c = np_casting(&a, 2, KT_CAST_SAFE);
    KiNpDtype *to = a.failed              ? NULL
                    : ki_is_none(args[1]) ? cast_source(ks, KI_NONE)
                                          : np_to_dtype(ks, args[1]);
    if (!to) return KI_ERR;
    bool ok = false;
    KtScalar s;
    _Alignas(16) char buf[KT_ITEM_MAX];
    KiValue v = args[0];
    int own = ki_is_type(v) || ki_is_str(v) || np_is_dtype(ks, v) ? -1 : np_scalar_get(ks, v, buf);
    int r = 0;
    if (own >= 0) {
        s = kt_load_scalar(own, buf);
        r = 1;
    } else if (!ki_is_type(v) && !ki_is_str(v) && !np_is_dtype(ks, v) && !ki_is_ndarray(v)) {
        r = ki_to_scalar(ks, v, &s);
    } else if (ki_is_ndarray(v) && ki_tensor_of(v)->ndim == 0 && !np_is_nonnumeric(v)) {
        KtTensor *t = np_from_any(ks, v, KT_NO_DTYPE);
        if (t) s = kt_load_scalar(t->dtype, t->data);
        r = t ? 1 : -1;
        kt_xdecref(a.ctx, t);
    }
    if (r < 0 && ki_pending_is(ks, KI_EXC_OverflowError)) { /* an object */
        ki_clear_exc(ks);
        ok = c == KT_CAST_UNSAFE || (to->kind == 'O' && c != KT_CAST_NO);
    } else if (r < 0) {
        a.failed = true;
    } else if (r == 1 && to->kind == 'O') {
        ok = c != KT_CAST_NO;
    } else if (r == 1 && (to->kind == 'U' || to->kind == 'S')) {
        int num = least_type(&s);
        ok = c == KT_CAST_UNSAFE || (c != KT_CAST_NO && fits_text(np_dtype_of_num(ks, num), to, c));
    } else if (r == 1 && to->kind == 'm') {
        bool failed;
        ok = np_cast_allowed(ks, np_dtype_of_num(ks, kt_min_scalar_type(&s)), to, c, &failed);
    } else if (r == 1 && number_of(to) >= 0) {
        ok = np_value_fits(&s, number_of(to), c) &&
             !(to->num < 0 && na_str(&a, 2, NULL) && !strcmp(na_str(&a, 2, NULL), "no"));
    } else if (r == 1 && np_is_time(to)) {
        bool failed;
        ok = np_cast_allowed(ks, np_dtype_of_num(ks, kt_min_scalar_type(&s)), to, c, &failed);
        if (failed) a.failed = true;
    }
    if (r == 0 || (!ok && !a.failed && ki_is_ndarray(v))) { /* by its type */
        KiNpDtype *from = cast_source(ks, v);
        if (!from) {
            ki_decref_obj(ks, &to->h);
            return KI_ERR;
        }
        bool failed;
        ok = np_cast_allowed(ks, from, to, c, &failed) && !np_refuses_order(&a, 2, from, to);
        if (failed) a.failed = true;
        ki_decref_obj(ks, &from->h);
    }
    if (!ok && r == 1 && !ki_is_ndarray(v) && to->num >= 0)
        ok = kt_can_cast_numpy(own >= 0 ? own : (int)kt_scalar_default_dtype(&s, true, KT_F64),
                               to->num, c);
    ki_decref_obj(ks, &to->h);
    return a.failed ? KI_ERR : ki_bool(ok);
}

static KiValue promote_pair(KiState *ks, KiNpDtype *x, KiNpDtype *y) {
    int nx = number_of(x), ny = number_of(y);
    if (nx >= 0 && ny >= 0) return ki_from_obj(of_num(ks, (int)kt_promote_numpy(nx, ny)));
    if (x->kind == 'O' || y->kind == 'O') return ki_new_ref(ki_from_obj(ki_np(ks)->object_dtype));
    KiValue arg[2] = {ki_from_obj(x), ki_from_obj(y)};
    return np_helper(ks, "_promote_text", arg, 2);
}

NA_FN(f_promote_types) {
    if (ki_is_none(args[0]) || ki_is_none(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "did not understand one of the types");
    KiNpDtype *x = np_to_dtype(ks, args[0]), *y = x ? np_to_dtype(ks, args[1]) : NULL;
    KiValue r = y ? promote_pair(ks, x, y) : KI_ERR;
    if (x) ki_decref_obj(ks, &x->h);
    if (y) ki_decref_obj(ks, &y->h);
    return r;
}

/* result_type(*arrays_and_dtypes) */
/* Is an argument of result_type a type, or something that a type is made of? */
static bool names_dtype(KiState *ks, KiValue v) {
    if (ki_is_type(v) || np_is_dtype(ks, v)) return true;
    if (ki_is_ndarray(v) || ki_is_np_scalar(v) || np_is_other_scalar(v)) return false;
    return !ki_is_integer(v) && !ki_is_float(v) && !ki_has_layout(v, KI_K_FLOAT) &&
           !ki_has_layout(v, KI_K_COMPLEX);
}

static void meet_type(KtResultType *r, int dtype) {
    r->typed = (int8_t)(r->typed < 0 ? dtype : (int)kt_promote_numpy(r->typed, dtype));
}

NA_FN(f_result_type) {
    NA;
    KiTuple *t = ki_tuple_of(args[0]);
    if (t->len == 0)
        return ki_raise(ks, KI_EXC_ValueError, "at least one array or dtype is required");
    KtResultType r;
    kt_result_type_init(&r, true);
    bool unsigned_int = false;
    KtTensor *fake[KT_N_DTYPES] = {NULL};
    for (int64_t i = 0; i < t->len && !a.failed; i++) {
        KiValue v = t->items[i];
        if (names_dtype(ks, v)) {
            KiNpDtype *d = np_to_dtype(ks, v);
            if (!d) {
                a.failed = true;
                break;
            }
            int num = number_of(d);
            ki_decref_obj(ks, &d->h);
            int64_t zero = 0;
            if (num >= 0) {
                if (!fake[num]) fake[num] = na_keep(&a, kt_empty(a.ctx, num, 1, &zero));
                continue;
            }
        }
        bool swapped = np_is_swapped_array(v);
        if (names_dtype(ks, v) || np_is_other_scalar(v) ||
            (ki_is_ndarray(v) && !np_is_plain(v) && !swapped)) {
            na_end(&a);
            return np_helper(ks, "_result_type_text", &args[0], 1);
        }
        KtOperand o = {0};
        if (swapped)
            o.t = na_keep(&a, np_from_any(ks, v, KT_NO_DTYPE));
        else
            o = na_operand_of(&a, v);
        if (a.failed &&
            ki_pending_is(ks, KI_EXC_OverflowError)) { /* an integer that is an object */
            ki_clear_exc(ks);
            return na_ret_obj(&a, ki_new_ref(ki_from_obj(ki_np(ks)->object_dtype)));
        }
        if (a.failed) break;
        if (o.t)
            kt_result_type_tensor(&r, o.t);
        else
            kt_result_type_scalar(&r, &o.s, KT_F64);
        bool plain = !o.t && o.s.dtype < 0; /* ints of Python go with any type of their width */
        if (!plain || (o.s.kind != KT_S_INT && o.s.kind != KT_S_UINT))
            meet_type(&r, o.t      ? (int)o.t->dtype
                          : !plain ? o.s.dtype
                                   : (int)kt_scalar_default_dtype(&o.s, true, KT_F64));
        unsigned_int = unsigned_int || (plain && o.s.kind == KT_S_UINT);
    }
    for (int i = 0; i < KT_N_DTYPES && !a.failed; i++) /* types count after all values */
        if (fake[i]) {
            kt_result_type_tensor(&r, fake[i]);
            meet_type(&r, i);
        }
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (r.typed < 0 && unsigned_int) r.typed = KT_ULL;
    return na_ret_obj(&a, ki_from_obj(of_num(ks, (int)kt_result_type_finish(&r))));
}

NA_FN(f_min_scalar_type) {
    NA;
    if (np_is_other_scalar(args[0]) || ki_is_str(args[0]) || ki_has_layout(args[0], KI_K_BYTES) ||
        np_is_nonnumeric(args[0]) ||
        (np_is_swapped_array(args[0]) && ki_tensor_of(args[0])->ndim)) {
        KiValue x = np_array_from(ks, args[0], NULL, false, 'K', 0);
        KiValue own = x == KI_ERR ? KI_ERR : np_dtype_value(ks, x);
        ki_decref(ks, x);
        return own;
    }
    KtOperand o = {0};
    if (ki_is_ndarray(args[0]))
        o.t = na_keep(&a, np_from_any(ks, args[0], KT_NO_DTYPE));
    else
        o = na_operand(&a, 0);
    bool object =
        a.failed && ki_pending_is(ks, KI_EXC_TypeError) && np_becomes_objects(ks, args[0]);
    if (a.failed && (ki_pending_is(ks, KI_EXC_OverflowError) || ki_is_none(args[0]) || object)) {
        ki_clear_exc(ks); /* an object */
        return na_ret_obj(&a, ki_new_ref(ki_from_obj(ki_np(ks)->object_dtype)));
    }
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    int d = o.t && o.t->ndim ? o.t->dtype : -1;
    if (d < 0) {
        KtScalar s = o.t ? kt_load_scalar(o.t->dtype, o.t->data) : o.s;
        if (o.t) s.dtype = o.t->dtype;
        d = kt_min_scalar_type(&s);
    }
    return na_ret_obj(&a, ki_from_obj(of_num(ks, d)));
}

static const NpRow rows[] = {
    {"_record_dtype", "f", "(fields, itemsize, mark=0)", (void *)f_record_dtype},
    {"_record_fields", "f", "(dtype)", (void *)f_record_fields},
    {"can_cast", "f", "(from_, to, casting='safe')", (void *)f_can_cast},
    {"promote_types", "f", "(type1, type2, /)", (void *)f_promote_types},
    {"result_type", "f", "(*arrays_and_dtypes)", (void *)f_result_type},
    {"min_scalar_type", "f", "(a, /)", (void *)f_min_scalar_type},
};

NA_FN(m_class_getitem) {
    return np_generic_alias(ks, args[0], args[1], 1);
}

/* numpy.dtype[float64] and so on: what dtypes are instances of. */
static bool make_classes(KiState *ks) {
    static const struct {
        char letter;
        const char *name;
    } others[] = {{'O', "object_"}, {'S', "bytes_"},     {'U', "str_"},
                  {'V', "void"},    {'M', "datetime64"}, {'m', "timedelta64"}};
    enum { N_OTHERS = sizeof others / sizeof *others };
    for (int i = 0; i < KT_N_DTYPES + N_OTHERS; i++) {
        if (i == KT_BF16) continue;
        bool number = i < KT_N_DTYPES;
        char name[40];
        snprintf(name, sizeof name, "dtype[%s]",
                 number ? np_scalar_class_name(i) : others[i - KT_N_DTYPES].name);
        KiTypeDef def = {.name = name,
                         .module = "numpy",
                         .struct_size = sizeof(KiNpDtype),
                         .layout = KI_K_OPAQUE};
        KiType **to =
            class_of(ks, number ? kt_dtype_info[i].np_char : others[i - KT_N_DTYPES].letter);
        if (!(*to = ki_native_type(ks, &def, ki_np(ks)->dtype_type))) return false;
    }
    return true;
}

bool np_init_dtype(KiState *ks, KiModule *m) {
    static const KiDef class_methods[] = {
        {"__class_getitem__", "(cls, key, /)", (void *)m_class_getitem, NULL, KI_DEF_CLASS},
        KI_DEF_END};
    KiNpState *np = ki_np(ks);
    KiTypeDef def = {.name = "dtype",
                     .module = "numpy",
                     .doc = "",
                     .struct_size = sizeof(KiNpDtype),
                     .flags = 0,
                     .layout = KI_K_OPAQUE,
                     .slots = &dtype_slots,
                     .methods = dtype_methods,
                     .getsets = dtype_getsets};
    if (!(np->dtype_type = ki_native_type(ks, &def, NULL)) ||
        !ki_type_add_methods(ks, np->dtype_type, class_methods) || !make_classes(ks) ||
        !ki_module_add(ks, m, "dtype", ki_new_ref(ki_from_obj(np->dtype_type))))
        return false;
    for (int i = 0; i < KT_N_DTYPES; i++)
        if (!(np->dtypes[i] = new_dtype(ks, i, kt_dtype_info[i].kind, kt_dtype_info[i].np_char, '=',
                                        (int64_t)kt_dtype_size(i))))
            return false;
    if (!(np->object_dtype = new_dtype(ks, -1, 'O', 'O', '|', 8))) return false;
    return NP_ADD(rows);
}
