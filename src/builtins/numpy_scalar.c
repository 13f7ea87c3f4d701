/* NumPy's scalar types: numpy.float64 and its kin, their classes, conversion, text and methods.
 *
 * float64 and complex128 derive from float and complex: their instances are boxes around the
 * Python number, so that everything that takes a float takes them. All others hold an element. */
#include <math.h>

#include "../object/number.h"
#include "../object/object_private.h"
#include "numpy_array.h"
#include "numpy_scalar.h"

/* --- making and reading --- */

KiValue np_scalar(KiState *ks, int dtype, const void *p) {
    KiNpState *np = ki_np(ks);
    if (dtype == KT_F64) {
        KiBoxed *b = (KiBoxed *)ki_object_alloc(ks, np->scalar[KT_F64], sizeof *b);
        if (!b) return KI_ERR;
        double d;
        memcpy(&d, p, sizeof d);
        b->inner = ki_float(d);
        return ki_from_obj(b);
    }
    if (dtype == KT_BOOL) return ki_new_ref(np->bools[*(const uint8_t *)p != 0]);
    if (dtype == KT_C128) {
        double c[2];
        memcpy(c, p, sizeof c);
        KiValue inner = ki_complex_new(ks, c[0], c[1]);
        if (inner == KI_ERR) return KI_ERR;
        KiBoxed *b = (KiBoxed *)ki_instance_alloc(ks, np->scalar[KT_C128]);
        if (!b) {
            ki_decref(ks, inner);
            return KI_ERR;
        }
        b->inner = inner;
        return ki_from_obj(b);
    }
    KiType *t = np->scalar[dtype] ? np->scalar[dtype] : np->scalar[KT_F32];
    return np_scalar_of_class(ks, t, dtype, p);
}

int np_scalar_get(KiState *ks, KiValue v, void *buf) {
    if (!ki_is_ptr(v)) return -1;
    if (ki_is_np_scalar(v)) {
        KiNpScalar *s = (KiNpScalar *)ki_obj(v);
        if (s->dtype >= NP_VOID_SCALAR) return -1; /* a time or a record */
        memcpy(buf, s->data, KT_ITEM_MAX);
        return s->dtype;
    }
    KiType *t = ki_obj(v)->shape->type;
    if (!(t->flags & KI_TF_BOXED)) return -1;
    KiNpState *np = ki_np(ks);
    if (t == np->scalar[KT_F64] ||
        (t->layout == KI_K_FLOAT && ki_is_subtype(t, np->scalar[KT_F64]))) {
        double d = ki_float_of(v);
        memcpy(buf, &d, sizeof d);
        return KT_F64;
    }
    if (t == np->scalar[KT_C128] ||
        (t->layout == KI_K_COMPLEX && ki_is_subtype(t, np->scalar[KT_C128]))) {
        KiComplexNum c = ki_complex_of(v);
        memcpy(buf, &c, sizeof c);
        return KT_C128;
    }
    return -1;
}

int ki_np_scalar_dtype(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    return ki_ts(ks)->numpy ? np_scalar_get(ks, v, buf) : -1;
}

bool np_is_scalar(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    return np_scalar_get(ks, v, buf) >= 0;
}

void np_boxed_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiBoxed *)o)->inner);
}

/* The Python number it stands for; of long doubles the nearest. */
static KiValue plain_number(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (KB_UNLIKELY(kt_is_long_dtype(d))) {
        KtScalar s = kt_load_scalar(d, buf);
        return ki_from_scalar(ks, &s);
    }
    return d < 0 ? ki_new_ref(v) : ki_from_element(ks, d, buf);
}

/* Times, records and text as numbers: what Python makes of their items. */
static KiValue item_as(KiState *ks, KiValue v, KiKind kind) {
    KiValue item = ki_call_method_cstr(ks, v, "item", NULL, 0);
    KiValue r = item == KI_ERR ? KI_ERR
                : item == v    ? ki_raise(ks, KI_EXC_TypeError, "cannot convert '%s' to a number",
                                          ki_type_name(ks, v))
                               : ki_call1(ks, ki_from_obj(ks->types[kind]), item);
    ki_decref(ks, item);
    return r;
}
/* numpy.datetime64 and such, as messages name types. */
static KiValue not_number(KiState *ks, KiValue v, const char *text) {
    const char *name = ki_type_name(ks, v);
    return ki_raise(ks, KI_EXC_TypeError, text, strchr(name, '.') ? "" : "numpy.", name);
}
static KiValue u_integer(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d < 0) return item_as(ks, v, KI_K_INT);
    KtScalar s = kt_load_scalar(d, buf);
    if (s.kind == KT_S_COMPLEX)
        return !np_warns_complex(ks, d, KT_I64) ? KI_ERR
               : d == KT_CLD                    ? np_int_from_long(ks, kt_scalar_as_long(&s))
                                                : ki_int_from_double(ks, s.c.re);
    if (d == KT_LD) return np_int_from_long(ks, kt_scalar_as_long(&s));
    if (s.kind == KT_S_FLOAT) return ki_int_from_double(ks, s.f);
    return s.kind == KT_S_UINT ? ki_int_from_u64(ks, s.u) : ki_int_from_i64(ks, s.i);
}
static KiValue u_float(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d < 0) return item_as(ks, v, KI_K_FLOAT);
    if (!np_warns_complex(ks, d, KT_F64)) return KI_ERR;
    KtScalar s = kt_load_scalar(d, buf);
    return ki_float(kt_scalar_as_double(&s));
}
static KiValue u_index(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d < 0) return not_number(ks, v, "'%s%s' object cannot be interpreted as an integer");
    if (d == KT_BOOL &&
        !ki_warn(
            ks, KI_EXC_DeprecationWarning, 1,
            "In future, it will be an error for 'np.bool_' scalars to be interpreted as an index"))
        return KI_ERR;
    return u_integer(ks, v);
}
static int truth(KiState *ks, KiValue v) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d == KT_BOOL) return buf[0] != 0;
    if (d < 0 && ki_is_str(v)) return ki_str_of(v)->len != 0;
    if (d < 0 && ki_has_layout(v, KI_K_BYTES)) return ki_bytes_of(v)->len != 0;
    if (d < 0) return 1;
    KtScalar s = kt_load_scalar(d, buf);
    return kt_scalar_as_bool(&s);
}

/* --- text and hash --- */

static KiValue text_of(KiState *ks, KiValue v, bool as_repr) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d < 0) return ki_str_format(ks, "<%s object>", ki_type_name(ks, v));
    KtCtx *ctx = ki_kt_np(ks);
    bool old = ctx->numpy_print.legacy == 113 && kt_is_inexact_dtype(d);
    if ((d == KT_F64 && !old) || kt_is_int_dtype(d) || d == KT_BOOL || (d == KT_C128 && !old)) {
        KiValue n = ki_from_element(ks, d, buf);
        KiValue r = n == KI_ERR ? KI_ERR : ki_repr(ks, n);
        ki_decref(ks, n);
        return r;
    }
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    bool ok = old ? kt_scalar_text_old(ctx, d, buf, as_repr, &b) : kt_scalar_text(ctx, d, buf, &b);
    KiValue r =
        ok ? b.failed ? ki_raise_nomem(ks) : ki_str_from_utf8(ks, b.data, b.len) : ki_kt_raise(ks);
    kb_strbuf_free(&b);
    return r;
}
static KiValue repr(KiState *ks, KiValue v) {
    return text_of(ks, v, true);
}
static KiValue str(KiState *ks, KiValue v) {
    return text_of(ks, v, false);
}
static bool hash(KiState *ks, KiValue v, int64_t *out) {
    KiValue n = plain_number(ks, v);
    bool ok = n != KI_ERR && ki_hash(ks, n, out);
    ki_decref(ks, n);
    return ok;
}
/* A number formats as Python's of its kind, even with no format at all; anything else as its text.
 */
NA_FN(m_format) {
    if (!ki_is_str(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "__format__() argument 1 must be str, not %s",
                        ki_arg_type_name(ks, args[1]));
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    KiValue n = d < 0 ? ki_str(ks, args[0]) : plain_number(ks, args[0]);
    KiValue r = n == KI_ERR ? KI_ERR : ki_format(ks, n, args[1]);
    ki_decref(ks, n);
    return r;
}

/* x[()] and x[...], as a 0-d array. */
static KiValue getitem(KiState *ks, KiValue v, KiValue key) {
    if (ki_is_tuple(key) && ki_tuple_of(key)->len == 0) return ki_new_ref(v);
    if (key == KI_ELLIPSIS || ki_is_none(key) || ki_is_tuple(key)) {
        KtTensor *t = np_from_any(ks, v, KT_NO_DTYPE);
        KiValue a = t ? ki_ndarray_wrap(ks, t, KI_ABSENT) : KI_ERR;
        KiValue r = a == KI_ERR ? KI_ERR : ki_getitem(ks, a, key);
        ki_decref(ks, a);
        return r;
    }
    return ki_raise(ks, KI_EXC_IndexError, "invalid index to scalar variable.");
}

bool np_scalar_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return true;
}

#define NUMBER_SLOTS                                                                               \
    .repr = repr, .str = str, .hash = hash, .compare = np_scalar_compare, .new_ = np_scalar_new,   \
    .init = np_scalar_init, .truth = truth, .getitem = getitem,                                    \
    .unary = {[KI_NEG] = np_scalar_neg,       [KI_POS] = np_scalar_pos, [KI_ABS] = np_scalar_abs,  \
              [KI_INVERT] = np_scalar_invert, [KI_INT] = u_integer,     [KI_FLOAT] = u_float},     \
    .binary = {[KI_ADD] = np_scalar_add,                                                           \
               [KI_SUB] = np_scalar_sub,                                                           \
               [KI_MUL] = np_scalar_mul,                                                           \
               [KI_TRUEDIV] = np_scalar_truediv,                                                   \
               [KI_FLOORDIV] = np_scalar_floordiv,                                                 \
               [KI_MOD] = np_scalar_mod,                                                           \
               [KI_POW] = np_scalar_pow,                                                           \
               [KI_LSHIFT] = np_scalar_lshift,                                                     \
               [KI_RSHIFT] = np_scalar_rshift,                                                     \
               [KI_AND] = np_scalar_and,                                                           \
               [KI_OR] = np_scalar_or,                                                             \
               [KI_XOR] = np_scalar_xor,                                                           \
               [KI_MATMUL] = np_scalar_matmul,                                                     \
               [KI_DIVMOD] = np_scalar_divmod},                                                    \
    .get_buffer = np_get_scalar_buffer, .release_buffer = np_release_scalar_buffer

const KiSlots ki_npscalar_slots = {NUMBER_SLOTS, .struct_size = sizeof(KiNpScalar)};
static const KiSlots index_slots = {.unary = {[KI_INDEX] = u_index}};
static const KiSlots boxed_slots = {.dealloc = np_boxed_dealloc, NUMBER_SLOTS};
/* --- methods --- */

NA_FN(m_item) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    if (kt_is_long_dtype(np_scalar_get(ks, args[0], buf))) return ki_new_ref(args[0]);
    return plain_number(ks, args[0]);
}
NA_FN(m_copy) {
    return ki_new_ref(args[0]);
}
NA_FN(m_round) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    if (d < 0) return not_number(ks, args[0], "type %s%s doesn't define __round__ method");
    bool complex_number = kt_is_complex_dtype(d);
    if (complex_number &&
        !ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "The Python built-in `round` is deprecated for complex scalars, and will raise a "
                 "`TypeError` in a future release. Use `np.round` or `scalar.round` instead."))
        return KI_ERR;
    if (ki_is_none(args[1]) && !complex_number) {
        KiValue n = plain_number(ks, args[0]);
        KiValue f = n == KI_ERR ? KI_ERR : ki_import_attr(ks, "builtins", "round");
        KiValue r = f == KI_ERR ? KI_ERR : ki_call1(ks, f, n);
        ki_decref(ks, f);
        ki_decref(ks, n);
        return r;
    }
    NA;
    KtTensor *x = na_arr(&a, 0);
    int64_t n = na_int_opt(&a, 1, 0);
    return na_ret_value(&a, a.failed ? NULL : kt_round_decimals(a.ctx, x, (int)n, NULL));
}
NA_FN(m_is_integer) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    if (np_is_time_scalar(args[0]))
        return KI_TRUE; /* of a span: a whole number, counted in units */
    if (d < 0 || d == KT_BOOL || kt_is_complex_dtype(d))
        return ki_raise(ks, KI_EXC_AttributeError, "'%s' object has no attribute 'is_integer'",
                        ki_type_name(ks, args[0]));
    KtScalar s = kt_load_scalar(d, buf);
    long double x = kt_scalar_as_long(&s);
    return ki_bool(s.kind != KT_S_FLOAT || (isfinite(x) && floorl(x) == x));
}
/* x.bit_count() of whole numbers, numerator and denominator. */
NA_FN(m_bit_count) {
    if (np_is_other_scalar(args[0]))
        return ki_raise(ks, KI_EXC_AttributeError, "'%s' object has no attribute 'bit_count'",
                        ki_type_name(ks, args[0]));
    KiValue n = plain_number(ks, args[0]);
    KiValue r = n == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, n, "bit_count", NULL, 0);
    ki_decref(ks, n);
    return r;
}
static KiValue get_numerator(KiState *ks, KiValue v, void *closure) {
    return ki_new_ref(v);
}
static KiValue get_denominator(KiState *ks, KiValue v, void *closure) {
    return ki_small_int(1);
}
NA_FN(m_as_integer_ratio) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    if (d < 0 || !kt_is_float_dtype(d))
        return ki_raise(ks, KI_EXC_AttributeError,
                        "'%s' object has no attribute 'as_integer_ratio'",
                        ki_type_name(ks, args[0]));
    if (d == KT_LD) return np_helper(ks, "_long_ratio", args, 1);
    KiValue n = plain_number(ks, args[0]);
    KiValue r = n == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, n, "as_integer_ratio", NULL, 0);
    ki_decref(ks, n);
    return r;
}
NA_FN(m_complex) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    if (d < 0) {
        if (ki_has_layout(args[0], KI_K_BYTES))
            return not_number(ks, args[0],
                              "complex() first argument must be a string or a number, not '%s%s'");
        KiValue x = item_as(ks, args[0], KI_K_FLOAT);
        return x == KI_ERR ? KI_ERR : ki_complex_new(ks, ki_float_of(x), 0);
    }
    KtScalar s = kt_load_scalar(d, buf);
    return s.kind == KT_S_COMPLEX ? ki_complex_new(ks, s.c.re, s.c.im)
                                  : ki_complex_new(ks, kt_scalar_as_double(&s), 0);
}
/* Pickling: scalar(dtype, bytes). */
NA_FN(m_reduce) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, args[0], buf);
    if (d < 0) return np_pickling(ks, "reduce_scalar", args, 1); /* text */
    KiValue f = ki_import_attr(ks, "numpy.core.multiarray", "scalar");
    if (f == KI_ERR) return KI_ERR;
    KiValue data = ki_bytes_from(ks, buf, kt_dtype_size(d));
    KiValue inner =
        data == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ki_np(ks)->dtypes[d]), data);
    KiValue r = inner == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, f, inner);
    ki_decref(ks, inner);
    ki_decref(ks, data);
    ki_decref(ks, f);
    return r;
}
NA_FN(f_scalar) {
    KiNpDtype *d = np_to_dtype(ks, args[0]);
    if (!d) return KI_ERR;
    int num = d->num;
    ki_decref_obj(ks, &d->h);
    if (num < 0 || !ki_has_layout(args[1], KI_K_BYTES) ||
        ki_bytes_of(args[1])->len != kt_dtype_size(num))
        return ki_raise(ks, KI_EXC_ValueError, "initialization string is too small");
    return np_scalar(ks, num, ki_bytes_of(args[1])->data);
}
/* Only the abstract classes of numbers have type variables. */
NA_FN(m_class_getitem) {
    static const enum KiNpClass abstract[] = {NP_NUMBER,   NP_INTEGER, NP_SIGNED,
                                              NP_UNSIGNED, NP_INEXACT, NP_FLOATING};
    KiType **c = ki_np(ks)->classes, *cls = (KiType *)ki_obj(args[0]);
    if (cls == c[NP_COMPLEXFLOATING]) return np_generic_alias(ks, args[0], args[1], 2);
    for (size_t i = 0; i < sizeof abstract / sizeof *abstract; i++)
        if (cls == c[abstract[i]]) return np_generic_alias(ks, args[0], args[1], 1);
    char name[80];
    return ki_raise(ks, KI_EXC_TypeError, "There are no type variables left in %s",
                    np_class_name(ks, cls, name));
}

/* __sizeof__(): of NumPy's object, which counts the number twice. */
NA_FN(m_sizeof) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    if (np_is_time_scalar(args[0])) return ki_small_int(40);
    int num = np_scalar_get(ks, args[0], buf);
    int64_t size = num < 0 ? 0 : (int64_t)kt_dtype_size(num);
    return ki_int_from_i64(ks, 16 + (size + 7) / 8 * 8 + size);
}

static const KiDef methods[] = {{"__format__", "(self, format_spec, /)", (void *)m_format, NULL, 0},
                                {"item", "(self, *args)", (void *)m_item, NULL, 0},
                                {"__copy__", "(self)", (void *)m_copy, NULL, 0},
                                {"__deepcopy__", "(self, memo=None, /)", (void *)m_copy, NULL, 0},
                                {"__round__", "(self, ndigits=None)", (void *)m_round, NULL, 0},
                                {"__complex__", "(self)", (void *)m_complex, NULL, 0},
                                {"__reduce__", "(self)", (void *)m_reduce, NULL, 0},
                                {"__sizeof__", "(self, /)", (void *)m_sizeof, NULL, 0},
                                {"is_integer", "(self)", (void *)m_is_integer, NULL, 0},
                                {"as_integer_ratio", "(self)", (void *)m_as_integer_ratio, NULL, 0},
                                KI_DEF_END};
static const KiDef class_methods[] = {
    {"__class_getitem__", "(cls, key, /)", (void *)m_class_getitem, NULL, KI_DEF_CLASS},
    KI_DEF_END};
static const KiDef integer_methods[] = {{"bit_count", "(self)", (void *)m_bit_count, NULL, 0},
                                        {"is_integer", "(self)", (void *)m_is_integer, NULL, 0},
                                        KI_DEF_END};
static const KiGetsetDef integer_getsets[] = {{"numerator", get_numerator, NULL, NULL, NULL},
                                              {"denominator", get_denominator, NULL, NULL, NULL},
                                              {NULL, NULL, NULL, NULL, NULL}};
static const KiDef functions[] = {{"_scalar", "(dtype, data, /)", (void *)f_scalar, NULL, 0},
                                  KI_DEF_END};

/* --- attributes: dtype, shape and so on --- */

enum {
    S_DTYPE,
    S_NDIM,
    S_SHAPE,
    S_SIZE,
    S_ITEMSIZE,
    S_NBYTES,
    S_SELF,
    S_REAL,
    S_IMAG,
    S_NONE,
    S_STRIDES,
    S_FLAT
};

static KiValue text_attr(KiState *ks, KiValue v, int what);

static KiValue scalar_attr(KiState *ks, KiValue v, void *closure) {
    int what = (int)(intptr_t)closure;
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d < 0) return text_attr(ks, v, what);
    switch (what) {
    case S_DTYPE:
        return ki_new_ref(ki_from_obj(ki_np(ks)->dtypes[d]));
    case S_ITEMSIZE:
    case S_NBYTES:
        return ki_small_int((int64_t)kt_dtype_size(d));
    case S_REAL:
        return np_scalar(ks, kt_real_dtype(d), buf);
    case S_IMAG:
        if (kt_is_complex_dtype(d))
            return np_scalar(ks, kt_real_dtype(d), buf + kt_dtype_size(d) / 2);
        memset(buf, 0, sizeof buf);
        return np_scalar(ks, d, buf);
    case S_FLAT: {
        KtTensor *t = np_from_any(ks, v, KT_NO_DTYPE);
        KiValue x = t ? ki_ndarray_wrap(ks, t, KI_ABSENT) : KI_ERR;
        KiValue r = x == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, x, "flat");
        ki_decref(ks, x);
        return r;
    }
    default:
        return text_attr(ks, v, what);
    }
}
static KiValue text_attr(KiState *ks, KiValue v, int what) {
    switch (what) {
    case S_DTYPE:
    case S_ITEMSIZE:
    case S_NBYTES: {
        if (!ki_is_str(v) && !ki_has_layout(v, KI_K_BYTES)) return KI_NONE;
        int64_t n = ki_is_str(v) ? (int64_t)ki_str_of(v)->len * 4 : (int64_t)ki_bytes_of(v)->len;
        if (what != S_DTYPE) return ki_int_from_i64(ks, n);
        KiNpDtype *d = np_text_dtype(ks, ki_is_str(v) ? 'U' : 'S', ki_is_str(v) ? n / 4 : n);
        return d ? ki_from_obj(d) : KI_ERR;
    }
    case S_NDIM:
        return ki_small_int(0);
    case S_SHAPE:
    case S_STRIDES:
        return ki_new_ref(ks->empty_tuple);
    case S_SIZE:
        return ki_small_int(1);
    case S_SELF:
    case S_REAL:
        return ki_new_ref(v);
    case S_IMAG: /* of text: none */
        if (ki_is_str(v) || ki_has_layout(v, KI_K_BYTES))
            return ki_call(ks, ki_from_obj(&ki_obj(v)->shape->type->h), NULL, 0, KI_ABSENT);
        return KI_NONE;
    default:
        return KI_NONE;
    }
}
#define ATTR(name, what)                                                                           \
    { name, scalar_attr, NULL, NULL, (void *)(intptr_t)(what) }
static const KiGetsetDef getsets[] = {ATTR("dtype", S_DTYPE),
                                      ATTR("ndim", S_NDIM),
                                      ATTR("shape", S_SHAPE),
                                      ATTR("size", S_SIZE),
                                      ATTR("itemsize", S_ITEMSIZE),
                                      ATTR("nbytes", S_NBYTES),
                                      ATTR("T", S_SELF),
                                      ATTR("real", S_REAL),
                                      ATTR("imag", S_IMAG),
                                      ATTR("base", S_NONE),
                                      ATTR("strides", S_STRIDES),
                                      ATTR("flat", S_FLAT),
                                      {NULL, NULL, NULL, NULL, NULL}};

/* --- the hierarchy --- */

/* "numpy." before a class's name, for messages. */
static const char *np_type_name(const char *name) {
    static const char *const names[] = {"numpy.number",
                                        "numpy.integer",
                                        "numpy.signedinteger",
                                        "numpy.unsignedinteger",
                                        "numpy.inexact",
                                        "numpy.floating",
                                        "numpy.complexfloating",
                                        "numpy.flexible",
                                        "numpy.character",
                                        "numpy.void",
                                        "numpy.object_",
                                        "numpy.datetime64",
                                        "numpy.timedelta64",
                                        "numpy.bool_",
                                        "numpy.int8",
                                        "numpy.int16",
                                        "numpy.int32",
                                        "numpy.int64",
                                        "numpy.uint8",
                                        "numpy.uint16",
                                        "numpy.uint32",
                                        "numpy.uint64",
                                        "numpy.longlong",
                                        "numpy.ulonglong",
                                        "numpy.longdouble",
                                        "numpy.clongdouble",
                                        "numpy.float128",
                                        "numpy.complex256",
                                        "numpy.float96",
                                        "numpy.complex192",
                                        "numpy.float16",
                                        "numpy.float32",
                                        "numpy.float64",
                                        "numpy.complex64",
                                        "numpy.complex128",
                                        "numpy.str_",
                                        "numpy.bytes_"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(names[i] + 6, name)) return names[i];
    return NULL;
}

static KiType *new_class(KiState *ks, KiModule *m, const char *name, KiType *base,
                         const KiSlots *slots, KiKind layout, uint32_t size, uint32_t flags) {
    KiTypeDef def = {.name = name,
                     .module = "numpy",
                     .doc = "",
                     .struct_size = size,
                     .flags = flags | KI_TF_BASETYPE,
                     .layout = layout,
                     .slots = slots};
    KiType *t = ki_native_type(ks, &def, base);
    if (t) t->tp_name = np_type_name(name);
    if (t && !ki_module_add(ks, m, name, ki_new_ref(ki_from_obj(t)))) return NULL;
    return t;
}

/* Gives t, whose layout comes from its Python base, NumPy's bases too: t, [first's MRO], second's.
 * first_mro comes first if text is false. */
static bool set_two_bases(KiState *ks, KiType *t, KiType *numpy_base, bool python_first) {
    KiTuple *py = t->base->mro, *np = numpy_base->mro;
    int64_t n_np = np->len - 1, n_py = py->len - 1; /* both end with object */
    KiTuple *mro = ki_tuple_alloc(ks, n_np + n_py + 2);
    if (!mro) return false;
    int64_t n = 0;
    mro->items[n++] = ki_new_ref(ki_from_obj(t));
    for (int64_t i = 0; python_first && i < n_py; i++)
        mro->items[n++] = ki_new_ref(py->items[i]);
    for (int64_t i = 0; i < n_np; i++)
        mro->items[n++] = ki_new_ref(np->items[i]);
    for (int64_t i = 0; !python_first && i < n_py; i++)
        mro->items[n++] = ki_new_ref(py->items[i]);
    mro->items[n++] = ki_new_ref(py->items[py->len - 1]);
    KiValue bases = python_first
                        ? ki_tuple_pack(ks, 2, ki_from_obj(t->base), ki_from_obj(numpy_base))
                        : ki_tuple_pack(ks, 2, ki_from_obj(numpy_base), ki_from_obj(t->base));
    if (bases == KI_ERR) return false;
    ki_decref_obj(ks, &t->mro->h);
    t->mro = mro;
    ki_decref_obj(ks, &t->bases->h);
    t->bases = (KiTuple *)ki_obj(bases);
    ki_type_cache_flush(ks, t);
    return ki_type_add_sub(ks, numpy_base, t);
}

const char *np_scalar_class_name(int dtype) {
    if (dtype == KT_BOOL) return "bool_";
    if (dtype == KT_LL) return "longlong";
    if (dtype == KT_ULL) return "ulonglong";
    if (kt_is_long_dtype(dtype) && sizeof(long double) == sizeof(double))
        return dtype == KT_LD ? "longdouble" : "clongdouble";
    return kt_dtype_info[dtype].numpy_name;
}

bool np_init_scalar(KiState *ks, KiModule *m) {
    KiNpState *np = ki_np(ks);
    KiType *generic = ks->types[KI_K_NPSCALAR];
    KiType **c = np->classes;
    uint32_t size = sizeof(KiNpScalar);
    if (!ki_module_add(ks, m, "generic", ki_new_ref(ki_from_obj(generic)))) return false;
#define CLASS(id, name, base, slots)                                                               \
    if (!(c[id] = new_class(ks, m, name, base, slots, KI_K_NPSCALAR, size, 0))) return false
    CLASS(NP_NUMBER, "number", generic, NULL);
    CLASS(NP_INTEGER, "integer", c[NP_NUMBER], NULL);
    CLASS(NP_SIGNED, "signedinteger", c[NP_INTEGER], NULL);
    CLASS(NP_UNSIGNED, "unsignedinteger", c[NP_INTEGER], NULL);
    CLASS(NP_INEXACT, "inexact", c[NP_NUMBER], NULL);
    CLASS(NP_FLOATING, "floating", c[NP_INEXACT], NULL);
    CLASS(NP_COMPLEXFLOATING, "complexfloating", c[NP_INEXACT], NULL);
    CLASS(NP_FLEXIBLE, "flexible", generic, NULL);
    CLASS(NP_CHARACTER, "character", c[NP_FLEXIBLE], NULL);
    CLASS(NP_VOID, "void", c[NP_FLEXIBLE], NULL);
    CLASS(NP_OBJECT, "object_", generic, NULL);
    CLASS(NP_DATETIME, "datetime64", generic, NULL);
    CLASS(NP_TIMEDELTA, "timedelta64", c[NP_SIGNED], NULL);
#undef CLASS
    for (int i = 0; i < KT_N_DTYPES; i++) {
        if (i == KT_BF16) continue;
        char kind = kt_dtype_info[i].kind;
        KiType *base = kind == 'i'   ? c[NP_SIGNED]
                       : kind == 'u' ? c[NP_UNSIGNED]
                       : kind == 'f' ? c[NP_FLOATING]
                       : kind == 'c' ? c[NP_COMPLEXFLOATING]
                                     : generic;
        const char *name = np_scalar_class_name(i);
        KiType *python = i == KT_F64    ? ks->types[KI_K_FLOAT]
                         : i == KT_C128 ? ks->types[KI_K_COMPLEX]
                                        : NULL;
        if (python)
            np->scalar[i] =
                new_class(ks, m, name, python, &boxed_slots,
                          i == KT_F64 ? KI_K_FLOAT : KI_K_COMPLEX, sizeof(KiBoxed), KI_TF_BOXED);
        else
            np->scalar[i] = new_class(ks, m, name, base, strchr("biu", kind) ? &index_slots : NULL,
                                      KI_K_NPSCALAR, size, 0);
        if (!np->scalar[i] || (python && !set_two_bases(ks, np->scalar[i], base, false)))
            return false;
    }
    c[NP_STR] = new_class(ks, m, "str_", ks->types[KI_K_STR], &np_text_scalar_slots, KI_K_STR,
                          sizeof(KiBoxed), KI_TF_BOXED);
    c[NP_BYTES] = new_class(ks, m, "bytes_", ks->types[KI_K_BYTES], &np_text_scalar_slots,
                            KI_K_BYTES, sizeof(KiBoxed), KI_TF_BOXED);
    if (!c[NP_STR] || !c[NP_BYTES] || !set_two_bases(ks, c[NP_STR], c[NP_CHARACTER], true) ||
        !set_two_bases(ks, c[NP_BYTES], c[NP_CHARACTER], true))
        return false;
    for (int i = 0; i < 2; i++) {
        KiNpScalar *s = (KiNpScalar *)ki_instance_alloc(ks, np->scalar[KT_BOOL]);
        if (!s) return false;
        s->dtype = KT_BOOL;
        s->data[0] = (char)i;
        ki_assign(ks, &np->bools[i], ki_from_obj(s));
    }
    return ki_type_add_methods(ks, generic, methods) && ki_type_add_getsets(ks, generic, getsets) &&
           ki_type_add_methods(ks, c[NP_NUMBER], class_methods) &&
           ki_type_add_methods(ks, c[NP_INTEGER], integer_methods) &&
           ki_type_add_getsets(ks, c[NP_INTEGER], integer_getsets) &&
           ki_module_add_functions(ks, m, functions) &&
           ki_module_add(ks, m, "True_", ki_new_ref(np->bools[1])) &&
           ki_module_add(ks, m, "False_", ki_new_ref(np->bools[0]));
}
