/* New tensors from Python data: numbers, nested sequences, tensors and arrays inside them, buffers.
 *
 * Three walks, as in the originals: the shape follows the first items, the dtype is promoted over
 * all items, then every item is stored and the lengths are checked against the shape. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "../object/containers.h"
#include "../tensor/ew.h"
#include "../tensor/torch_warning.h"
#include "numpy_core.h"
#include "tensor_common.h"

typedef struct Build {
    KiState *ks;
    KtCtx *ctx;
    KiValue data;
    int ndim, dtype;
    int64_t sizes[KT_MAX_DIMS];
    char *p;      /* where the next element goes */
    bool settled; /* numpy: is the nest known to be even and to hold numbers alone? */
} Build;

static KtTensor *array_of(KiValue v) {
    return ki_is_tensor(v) || ki_is_plain_ndarray(v) ? ki_tensor_of(v) : NULL;
}

static bool is_text(KiValue v) {
    return ki_is_str(v) || ki_has_layout(v, KI_K_BYTES);
}
static void refuse_text(KiState *ks, KiValue v) {
    ki_raise(ks, KI_EXC_TypeError, "new(): invalid data type '%s'", ki_type_name(ks, v));
}

static bool is_sequence(KiState *ks, KiValue v) {
    if (!ki_is_ptr(v) || is_text(v)) return false;
    if (ki_is_list(v) || ki_is_tuple(v) || ki_is_kind(v, KI_K_RANGE)) return true;
    KtTensor *t = ki_is_ndarray(v) ? ki_tensor_of(v) : array_of(v);
    if (t) return t->ndim > 0;
    if (ki_is_dict(v) || ki_is_any_set(v) || ki_is_np_scalar(v)) return false;
    const KiSlots *s = ki_slots_of(ks, v);
    return s->len && s->getitem && !ki_is_type(v);
}

/* A buffer inside a nest, which is an array with elements of its own type. */
static bool is_lender(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && !ki_is_ndarray(v) && !ki_is_tensor(v) && !is_text(v) &&
           !ki_is_np_scalar(v) && ki_slots_of(ks, v)->get_buffer;
}

/* numpy: an object of a class that is no sequence in the end, or that says itself what array it is;
 * such nests are gone through by numpy/_objects.py. */
static bool is_left(KiState *ks, const Build *b, KiValue v) {
    if (!b->ctx->numpy) return false;
    if (!ki_is_kind(v, KI_K_INSTANCE)) {
        if (KB_LIKELY(!is_lender(ks, v))) return false;
        ki_raise(ks, KI_EXC_TypeError, "buffers in a nest (got %s)", ki_type_name(ks, v));
        return true;
    }
    bool left = np_is_array_like(ks, v);
    if (ki_pending(ks)) { /* by its length, or by an item */
        if (ki_pending_is(ks, KI_EXC_RecursionError) || ki_pending_is(ks, KI_EXC_MemoryError))
            return true;
        ki_clear_exc(ks);
        left = true;
    } else if (!left && ki_len(ks, v) < 0) {
        return is_left(ks, b, v);
    }
    if (left)
        ki_raise(ks, KI_EXC_TypeError, "object arrays are not supported (got %s)",
                 ki_type_name(ks, v));
    return left;
}

/* The items of a sequence; *made is to be released when not NULL. */
static bool items_of(KiState *ks, KiValue v, const KiValue **items, int64_t *n, KiList **made) {
    *made = NULL;
    if (ki_is_list(v)) {
        *items = ki_list_of(v)->items;
        *n = ki_list_of(v)->len;
    } else if (ki_is_tuple(v)) {
        *items = ki_tuple_of(v)->items;
        *n = ki_tuple_of(v)->len;
    } else {
        if (!(*made = ki_to_list(ks, v))) return false;
        *items = (*made)->items;
        *n = (*made)->len;
    }
    return true;
}

static void drop(KiState *ks, KiList *made) {
    if (made) ki_decref_obj(ks, &made->h);
}

/* torch: a Tensor inside a list stands for its only element. */
static bool counts_as_number(const Build *b, KiValue v, int depth) {
    return !b->ctx->numpy && depth > 0 && ki_is_tensor(v);
}

static bool refuse_sparse(KiState *ks, KiValue v) {
    if (!ki_is_tensor(v) || !(ki_tensor_of(v)->flags & KT_T_SPARSE)) return false;
    ki_raise(ks, KI_EXC_NotImplementedError, "building tensors of sparse ones");
    return true;
}

static bool find_shape(Build *b, KiValue v) {
    if (refuse_sparse(b->ks, v)) return false;
    if (counts_as_number(b, v, b->ndim)) return true;
    if (is_text(v) && b->ndim > 0 && !b->ctx->numpy) {
        ki_raise(b->ks, KI_EXC_ValueError, "too many dimensions '%s'", ki_type_name(b->ks, v));
        return false;
    }
    if (!is_sequence(b->ks, v)) return true;
    KtTensor *t = ki_is_ndarray(v) ? ki_tensor_of(v) : array_of(v);
    if (t) {
        for (int i = 0; i < t->ndim && b->ndim < KT_MAX_DIMS; i++)
            b->sizes[b->ndim++] = t->sizes[i];
        return true;
    }
    if (b->ndim >= KT_MAX_DIMS || !ki_c_stack_ok(b->ks, "")) {
        if (!ki_pending(b->ks))
            ki_raise(b->ks, KI_EXC_ValueError, "too many dimensions '%s'", ki_type_name(b->ks, v));
        return false;
    }
    const KiValue *items;
    int64_t n;
    KiList *made;
    if (is_left(b->ks, b, v)) return false;
    if (!items_of(b->ks, v, &items, &n, &made)) return is_left(b->ks, b, v) && false;
    b->sizes[b->ndim++] = n;
    bool ok = n == 0 || find_shape(b, items[0]);
    drop(b->ks, made);
    return ok;
}

/* torch: the types that it has. */
static bool torch_has(int dtype) {
    dtype = kt_kernel_dtype(dtype);
    return dtype != KT_U16 && dtype != KT_U32 && dtype != KT_U64 && dtype <= KT_C128;
}
bool ki_torch_takes(KiState *ks, KiValue v) {
    bool array = ki_is_ndarray(v);
    if (array && ki_refuse_stepped(ks, v)) return false;
    int dtype = !array                   ? ki_np_scalar_dtype(ks, v)
                : ki_is_plain_ndarray(v) ? ki_tensor_of(v)->dtype
                                         : -1;
    if (dtype >= 0 && torch_has(dtype)) return true;
    KiValue d = ki_getattr_cstr(ks, v, "dtype"),
            native = d == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, d, "isnative"),
            type = native == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, d, "type");
    if (type != KI_ERR && array && native == KI_FALSE)
        ki_raise(ks, KI_EXC_ValueError,
                 "given numpy array has byte order different from the native byte order. "
                 "Conversion between byte "
                 "orders is currently not supported.");
    else if (type != KI_ERR)
        ki_raise(ks, KI_EXC_TypeError,
                 "can't convert np.ndarray of type numpy.%s. The only supported types are: "
                 "float64, float32, float16, complex64, complex128, int64, int32, int16, int8, "
                 "uint8, and bool.",
                 ki_str_utf8(ks, ((KiType *)ki_obj(type))->name, NULL));
    ki_decref(ks, d);
    ki_decref(ks, native);
    ki_decref(ks, type);
    return false;
}

/* An array of NumPy's, or a scalar whose type is asked for, or is no number's. */
static bool of_numpy(KiState *ks, KiValue v, bool typed) {
    return ki_is_ndarray(v) || (ki_is_np_scalar(v) && (typed || ki_np_scalar_dtype(ks, v) < 0));
}

static int number_dtype(Build *b, KiValue v) {
    int d;
    if (!b->ctx->numpy && ki_is_ptr(v) && of_numpy(b->ks, v, true) && !ki_torch_takes(b->ks, v))
        return -1;
    KtTensor *t = array_of(v);
    if (t) return b->ctx->numpy ? t->dtype : kt_kernel_dtype(t->dtype);
    if (ki_is_ptr(v) && (d = ki_np_scalar_dtype(b->ks, v)) >= 0) {
        return b->ctx->numpy ? d : kt_kernel_dtype(d);
    }
    KtScalar s;
    if (ki_is_integer(v) && !ki_is_bool(v)) {
        int64_t n;
        if (!b->ctx->numpy || ki_is_int(v) || ki_int_try_i64(ki_unbox(v), &n))
            return KT_I64; /* size is checked when it is stored */
        uint64_t u;
        bool fits = ki_int_sign(ki_unbox(v)) > 0 && ki_int_to_u64(b->ks, ki_unbox(v), &u);
        if (ki_pending(b->ks)) ki_clear_exc(b->ks);
        return fits ? KT_ULL : -2;
    }
    int r = ki_to_scalar(b->ks, v, &s);
    if (r < 0) return -1;
    if (r == 0) {
        if (b->ctx->numpy) return -2;
        if (is_text(v)) return refuse_text(b->ks, v), -1;
        ki_raise(b->ks, KI_EXC_RuntimeError, "Could not infer dtype of %s", ki_type_name(b->ks, v));
        return -1;
    }
    return kt_scalar_default_dtype(&s, b->ctx->numpy, b->ctx->default_dtype);
}

static bool find_dtype(Build *b, KiValue v) {
    int d;
    bool array = ki_is_ndarray(v) && !ki_is_stepped_ndarray(v); /* of those the items are asked */
    if (!is_sequence(b->ks, v) || array_of(v) || array) {
        if ((d = number_dtype(b, v)) < 0) {
            if (d == -2)
                ki_raise(b->ks, KI_EXC_TypeError, "object arrays are not supported (got %s)",
                         ki_type_name(b->ks, v));
            return false;
        }
        b->dtype = b->dtype < 0    ? d
                   : b->ctx->numpy ? (int)kt_promote_numpy(b->dtype, d)
                                   : (int)kt_promote_torch(b->dtype, d);
        return true;
    }
    const KiValue *items;
    int64_t n;
    KiList *made;
    if (is_left(b->ks, b, v) || !items_of(b->ks, v, &items, &n, &made)) return false;
    bool ok = true;
    for (int64_t i = 0; ok && i < n; i++) {
        if (ki_is_float(items[i]) &&
            b->dtype == (b->ctx->numpy ? (int)KT_F64 : (int)b->ctx->default_dtype))
            continue;
        if (ki_is_int(items[i]) && b->dtype == KT_I64) continue;
        ok = find_dtype(b, items[i]);
    }
    drop(b->ks, made);
    return ok;
}

/* The nest has the first `dim` dimensions in common. */
static bool ragged(Build *b, int dim, int64_t got) {
    if (b->ctx->numpy) {
        char shape[KT_MAX_DIMS * 24];
        int at = 0;
        for (int i = 0; i < dim; i++)
            at += snprintf(shape + at, sizeof shape - (size_t)at, "%s%lld", i ? ", " : "",
                           (long long)b->sizes[i]);
        ki_raise(b->ks, KI_EXC_ValueError,
                 "setting an array element with a sequence. The requested array has an "
                 "inhomogeneous shape after %d "
                 "dimensions. The detected shape was (%s%s) + inhomogeneous part.",
                 dim, dim ? shape : "", dim == 1 ? "," : "");
    } else {
        ki_raise(b->ks, KI_EXC_ValueError, "expected sequence of length %lld at dim %d (got %lld)",
                 (long long)b->sizes[dim], dim, (long long)got);
    }
    return false;
}

static bool not_a_number(Build *b, KiValue v) {
    const char *name = ki_type_name(b->ks, v);
    if (b->ctx->numpy && is_sequence(b->ks, v)) return ragged(b, b->ndim, 0);
    if (kt_is_complex_dtype(b->dtype))
        ki_raise(b->ks, KI_EXC_TypeError, "must be complex, not %s", name);
    else if (kt_is_float_dtype(b->dtype))
        ki_raise(b->ks, KI_EXC_TypeError, "must be real number, not %s", name);
    else
        ki_raise(b->ks, KI_EXC_TypeError, "'%s' object cannot be interpreted as an integer", name);
    return false;
}

static bool is_big(KiValue v) {
    int64_t i;
    return ki_is_ptr(v) && ki_is_integer(v) && !ki_int_try_i64(ki_unbox(v), &i);
}
/* An integer beyond 64 bits, as NumPy stores it: what the type can make of it. */
static bool big_as_scalar(Build *b, KiValue v, KtScalar *s) {
    char kind = kt_dtype_info[b->dtype].kind;
    uint64_t u;
    if (kind == 'b') {
        *s = kt_scalar_bool(true);
        return true;
    }
    if (kt_is_long_dtype(b->dtype)) { /* by its digits */
        KiValue text = ki_str(b->ks, v);
        const char *digits = text == KI_ERR ? NULL : ki_str_utf8(b->ks, ki_str_of(text), NULL);
        if (digits) *s = kt_scalar_long(strtold(digits, NULL));
        ki_decref(b->ks, text);
        return digits != NULL;
    }
    if (kind == 'f' || kind == 'c') {
        double d;
        if (!ki_int_to_double(b->ks, ki_unbox(v), &d)) return false;
        *s = kt_scalar_float(d);
        return true;
    }
    if (kind == 'u' && ki_int_sign(ki_unbox(v)) > 0 && ki_int_to_u64(b->ks, ki_unbox(v), &u)) {
        *s = (KtScalar){.kind = KT_S_UINT, .dtype = KT_NO_DTYPE, .u = u};
        return true;
    }
    if (ki_pending(b->ks)) ki_clear_exc(b->ks);
    ki_raise(b->ks, KI_EXC_OverflowError, "%s",
             b->dtype >= KT_LL ? "int too big to convert"
                               : "Python int too large to convert to C long");
    return false;
}

/* numpy: would a number with a type of its own lose more than digits? That is told, and it is
 * stored elsewhere. */
static bool is_cast_elsewhere(const Build *b, const KtScalar *s, KiValue v) {
    if (s->kind == KT_S_INT || s->kind == KT_S_BOOL) return false;
    bool integer = kt_is_int_dtype(b->dtype), is_real = integer || kt_is_float_dtype(b->dtype);
    bool is_signed = kt_dtype_info[b->dtype].kind == 'i';
    bool loses = s->kind == KT_S_UINT    ? is_signed && s->u > INT64_MAX
                 : s->kind == KT_S_FLOAT ? integer
                                         : is_real;
    return loses && (array_of(v) || ki_np_scalar_dtype(b->ks, v) >= 0);
}

/* What a nest turns out to be. */
typedef struct Survey {
    int common;             /* dimensions that all items share */
    bool uneven, elsewhere; /* does some item have more? does NumPy store one by its own rules? */
} Survey;

static bool survey_array(const Build *b, Survey *s, KiValue v, const KtTensor *t, int dim) {
    int same = 0;
    while (same < t->ndim && dim + same < s->common && t->sizes[same] == b->sizes[dim + same])
        same++;
    if (dim + same < s->common) s->common = dim + same;
    s->uneven |= same < t->ndim || dim + same < b->ndim;
    bool is_real = kt_is_int_dtype(b->dtype) || kt_is_float_dtype(b->dtype);
    s->elsewhere |= !array_of(v) || (kt_is_complex_dtype(t->dtype) && is_real);
    return true;
}

static bool survey(Build *b, Survey *s, KiValue v, int dim) {
    KtTensor *t = ki_is_ndarray(v) ? ki_tensor_of(v) : array_of(v);
    if (t && t->ndim) return survey_array(b, s, v, t, dim);
    bool nested = is_sequence(b->ks, v);
    if (!nested) {
        if (dim < s->common) s->common = dim;
        s->uneven |= dim < b->ndim;
        KtScalar x;
        int r = !t ? ki_to_scalar(b->ks, v, &x) : array_of(v) ? 1 : 0;
        if (r < 0) ki_clear_exc(b->ks); /* too big: told when it is stored */
        if (t && r) x = kt_first(t);
        bool is_real = kt_is_int_dtype(b->dtype) || kt_is_float_dtype(b->dtype);
        s->elsewhere |= r == 0 || (r > 0 && is_cast_elsewhere(b, &x, v)) ||
                        (r > 0 && x.kind == KT_S_COMPLEX && is_real);
    } else if (dim >= s->common) {
        s->uneven = true;
    } else {
        const KiValue *items;
        int64_t n;
        KiList *made;
        if (!items_of(b->ks, v, &items, &n, &made)) return false;
        bool ok = true;
        if (n != b->sizes[dim]) {
            s->common = dim;
            s->uneven = true;
        }
        for (int64_t i = 0; ok && dim < s->common && i < n; i++)
            ok = survey(b, s, items[i], dim + 1);
        drop(b->ks, made);
        return ok;
    }
    return true;
}

/* numpy: before the first warning that storing gives, all that would raise before it, and whether
 * the nest is stored here at all. */
static bool settle(Build *b) {
    if (b->settled || !b->ctx->numpy) return true;
    b->settled = true;
    Survey s = {.common = b->ndim};
    if (!survey(b, &s, b->data, 0)) return false;
    if (s.uneven) return ragged(b, s.common, 0);
    if (s.elsewhere) ki_raise(b->ks, KI_EXC_TypeError, "not numbers alone");
    return !s.elsewhere;
}

/* Is it a number that a warning may come of? */
static bool may_warn(const Build *b, const KtScalar *s) {
    if (!kt_is_inexact_dtype(b->dtype)) return !kt_scalar_fits(b->dtype, s);
    return b->dtype != KT_F64 &&
           (s->kind == KT_S_COMPLEX || !(fabs(kt_scalar_as_double(s)) <= 65504));
}

static bool store_number(Build *b, KiValue v) {
    bool number = kt_is_int_dtype(b->dtype) || kt_is_float_dtype(b->dtype);
    if (b->ctx->numpy && number && ki_is_ndarray(v) &&
        ki_obj(v)->shape->type != b->ks->types[KI_K_NDARRAY] && ki_tensor_of(v)->ndim == 0) {
        KiType *to = b->ks->types[kt_is_int_dtype(b->dtype) ? KI_K_INT : KI_K_FLOAT];
        KiValue plain = ki_call1(b->ks, ki_from_obj(to), v); /* its class tells the number */
        bool ok = plain != KI_ERR && store_number(b, plain);
        ki_decref(b->ks, plain);
        return ok;
    }
    KtScalar s;
    KtTensor *t = array_of(v);
    if (t) {
        if (t->numel != 1 && !b->ctx->numpy && kt_is_int_dtype(b->dtype)) {
            ki_raise(b->ks, KI_EXC_TypeError,
                     "only integer tensors of a single element can be converted to an index");
            return false;
        }
        if (t->numel != 1) {
            ki_raise(b->ks, KI_EXC_ValueError,
                     "only one element tensors can be converted to Python scalars");
            return false;
        }
        s = kt_first(t);
        if (!b->ctx->numpy && s.kind == KT_S_COMPLEX && kt_is_float_dtype(b->dtype)) {
            if (s.c.im != 0 && !kt_check_number(b->ctx, KT_F64, &s)) {
                ki_kt_raise(b->ks);
                return false;
            }
            s = kt_scalar_float(s.c.re);
        }
    } else if (b->ctx->numpy && is_big(v)) {
        if (!big_as_scalar(b, v, &s)) return false;
    } else if (!b->ctx->numpy && is_big(v) && kt_is_inexact_dtype(b->dtype)) {
        double d;
        if (!ki_to_double(b->ks, v, &d)) return false;
        s = kt_scalar_float(d);
    } else {
        int r = ki_to_scalar(b->ks, v, &s);
        if (r < 0) return false;
        if (r == 0) return not_a_number(b, v);
    }
    if (b->ctx->numpy && is_cast_elsewhere(b, &s, v)) return not_a_number(b, v);
    bool truth = !b->ctx->numpy && b->dtype == KT_BOOL;
    if (s.kind == KT_S_COMPLEX && !kt_is_complex_dtype(b->dtype) && !truth) {
        bool real = kt_is_float_dtype(b->dtype);
        ki_raise(b->ks, KI_EXC_TypeError,
                 b->ctx->numpy
                     ? real ? "can't convert complex to float" : "can't convert complex to int"
                 : real ? "must be real number, not complex"
                        : "'complex' object cannot be interpreted as an integer");
        return false;
    }
    if (!b->ctx->numpy && kt_is_int_dtype(b->dtype) && !kt_check_number(b->ctx, b->dtype, &s)) {
        kt_clear_error(b->ctx);
        ki_raise(b->ks, KI_EXC_RuntimeError,
                 "value cannot be converted to type %s without overflow",
                 kt_dtype_info[b->dtype].torch_name);
        return false;
    }
    if (b->ctx->numpy && s.kind == KT_S_FLOAT && s.dtype < 0 && kt_is_int_dtype(b->dtype) &&
        !(s.f < 0x1p64 && s.f >= -0x1p63)) {
        ki_raise(b->ks, isnan(s.f) ? KI_EXC_ValueError : KI_EXC_OverflowError, "%s",
                 isnan(s.f)   ? "cannot convert float NaN to integer"
                 : isinf(s.f) ? "cannot convert float infinity to integer"
                              : "Python int too large to convert to C long");
        return false;
    }
    if (b->ctx->numpy && may_warn(b, &s) && !settle(b)) return false;
    if (b->ctx->numpy && !ki_check_wrapped(b->ks, b->dtype, &s)) return false;
    kt_store_number(b->ctx->numpy, b->dtype, b->p, &s);
    if (b->ctx->numpy && !ki_check_narrowed(b->ks, b->dtype, &s, b->p)) return false;
    b->p += kt_dtype_size(b->dtype);
    return true;
}

/* A whole array inside the nest. */
static bool store_array(Build *b, KtTensor *t, int dim) {
    bool fits = t->ndim == b->ndim - dim;
    for (int i = 0; fits && i < t->ndim; i++)
        if (t->sizes[i] != b->sizes[dim + i]) return ragged(b, dim + i, t->sizes[i]);
    if (!fits) return ragged(b, dim, t->ndim ? t->sizes[0] : 0);
    if (t->dtype != b->dtype && !settle(b)) return false;
    if (b->ctx->numpy) kt_fp_begin(b->ctx);
    KtTensor *c = kt_cast(b->ctx, t, b->dtype);
    if (b->ctx->numpy && c && !kt_fp_end(b->ctx, "cast")) {
        ki_kt_raise(b->ks);
        kt_decref(b->ctx, c);
        return false;
    }
    KtTensor *flat = c ? kt_contiguous(b->ctx, c) : NULL;
    if (flat && flat->numel) memcpy(b->p, flat->data, kt_nbytes(flat));
    if (flat) b->p += kt_nbytes(flat);
    bool ok = flat != NULL;
    kt_xdecref(b->ctx, c);
    kt_xdecref(b->ctx, flat);
    if (!ok) ki_kt_raise(b->ks);
    return ok;
}

/* One row of plain numbers at once; false without an exception: not that simple. */
static bool store_row(Build *b, const KiValue *items, int64_t n) {
    if (b->dtype == KT_F32) {
        float *out = (float *)b->p;
        for (int64_t i = 0; i < n; i++) {
            if (ki_is_float(items[i]) && !(fabs(ki_float_val(items[i])) > FLT_MAX))
                out[i] = (float)ki_float_val(items[i]);
            else if (ki_is_int(items[i]))
                out[i] = (float)ki_int_val(items[i]);
            else
                return false;
        }
        b->p = (char *)(out + n);
        return true;
    }
    if (b->dtype == KT_F64 || b->dtype == KT_I64) {
        for (int64_t i = 0; i < n; i++)
            if (b->dtype == KT_I64 ? !ki_is_int(items[i]) : !ki_is_float(items[i])) return false;
        for (int64_t i = 0; i < n; i++)
            if (b->dtype == KT_I64)
                ((int64_t *)b->p)[i] = ki_int_val(items[i]);
            else
                ((double *)b->p)[i] = ki_float_bare(ki_float_val(items[i]));
        b->p += n * 8;
        return true;
    }
    return false;
}

static bool store(Build *b, KiValue v, int dim) {
    if (refuse_sparse(b->ks, v)) return false;
    KtTensor *t = array_of(v);
    bool number = counts_as_number(b, v, dim);
    if (dim && !b->ctx->numpy && ki_is_ndarray(v) &&
        !kt_torch_warn(b->ctx, KT_WARN_LIST_OF_ARRAYS)) {
        ki_kt_raise(b->ks);
        return false;
    }
    if (t && t->ndim && !number) return store_array(b, t, dim);
    if (dim == b->ndim) return store_number(b, v);
    if (!is_sequence(b->ks, v)) {
        if (b->ctx->numpy) return ragged(b, dim, 0);
        if (t || ki_is_integer(v) || ki_is_float(v) || ki_is_none(v))
            ki_raise(b->ks, KI_EXC_TypeError, "not a sequence");
        else
            ki_raise(b->ks, KI_EXC_TypeError, "not a sequence");
        return false;
    }
    const KiValue *items;
    int64_t n;
    KiList *made;
    if (!items_of(b->ks, v, &items, &n, &made)) return false;
    bool ok = n == b->sizes[dim] || ragged(b, dim, n);
    if (ok && !(dim + 1 == b->ndim && store_row(b, items, n)))
        for (int64_t i = 0; ok && i < n; i++)
            ok = store(b, items[i], dim + 1);
    drop(b->ks, made);
    return ok;
}

/* NumPy looks at the whole shape before it stores: that it is uneven comes before what was raised
 * for an item. */
static void tell_of_shape_first(Build *b) {
    KiValue exc = ki_take_exc(b->ks);
    Survey s = {.common = b->ndim};
    if (survey(b, &s, b->data, 0) && s.uneven) ragged(b, s.common, 0);
    if (ki_pending(b->ks))
        ki_decref(b->ks, exc);
    else
        ki_restore_exc(b->ks, exc);
}

/* A bytes-like object: one-dimensional numbers of its item format. */
static KtTensor *from_buffer(KiState *ks, KtCtx *ctx, KiValue data, int dtype, bool *tried) {
    *tried = false;
    if (!ki_is_ptr(data) || !ki_slots_of(ks, data)->get_buffer || is_text(data)) return NULL;
    KiBuffer buf;
    *tried = true;
    if (!ki_get_buffer(ks, data, &buf, false)) return NULL;
    int own = buf.format ? kt_dtype_by_numpy_name(buf.format) : KT_U8;
    KtTensor *t = NULL, *r = NULL;
    if (own < 0 || buf.itemsize <= 0 || (size_t)buf.itemsize != kt_dtype_size(own)) {
        *tried = false;
    } else {
        int64_t n = buf.len / buf.itemsize;
        t = kt_empty(ctx, own, buf.shape ? buf.ndim : 1, buf.shape ? buf.shape : &n);
        if (t) ki_buffer_copy_out(&buf, t->data);
        r = t && dtype >= 0 ? kt_cast(ctx, t, dtype) : t ? kt_incref(t) : NULL;
        kt_xdecref(ctx, t);
        if (!r) ki_kt_raise(ks);
    }
    ki_release_buffer(ks, &buf);
    return r;
}

bool ki_refuse_stepped(KiState *ks, KiValue v) {
    if (KB_LIKELY(!ki_is_stepped_ndarray(v))) return false;
    ki_raise(ks, KI_EXC_ValueError,
             "given numpy array strides not a multiple of the element byte size. Copy the numpy "
             "array to reallocate the memory.");
    return true;
}

KtTensor *ki_build_tensor(KiState *ks, KiValue data, int dtype) {
    KtCtx *ctx = ki_ts(ks)->ctx;
    if (KB_UNLIKELY(ki_is_ptr(data) && !ctx->numpy) && of_numpy(ks, data, dtype < 0) &&
        !ki_torch_takes(ks, data))
        return NULL;
    KtTensor *own = array_of(data);
    if (own) {
        if (!ctx->numpy && dtype < 0) dtype = kt_kernel_dtype(own->dtype);
        KtTensor *r = dtype >= 0 && dtype != own->dtype ? kt_cast(ctx, own, dtype)
                      : ctx->numpy                      ? kt_copy_c(ctx, own)
                                                        : kt_clone(ctx, own);
        if (!r) ki_kt_raise(ks);
        return r;
    }
    if (!ctx->numpy && ki_refuse_stepped(ks, data)) return NULL;
    bool tried;
    KtTensor *t = from_buffer(ks, ctx, data, dtype, &tried);
    if (tried) return t;
    if (is_text(data) && !ctx->numpy) {
        refuse_text(ks, data);
        return NULL;
    }
    Build b = {.ks = ks, .ctx = ctx, .data = data, .dtype = KT_NO_DTYPE};
    if (!find_shape(&b, data)) return NULL;
    if (dtype >= 0)
        b.dtype = dtype;
    else if (!find_dtype(&b, data))
        return NULL;
    if (b.dtype < 0) b.dtype = ctx->numpy ? KT_F64 : ctx->default_dtype; /* nothing inside */
    t = kt_empty(ctx, b.dtype, b.ndim, b.sizes);
    if (!t) {
        ki_kt_raise(ks);
        return NULL;
    }
    b.p = t->data;
    if (!store(&b, data, 0)) {
        if (ctx->numpy) tell_of_shape_first(&b);
        kt_decref(ctx, t);
        return NULL;
    }
    return t;
}
