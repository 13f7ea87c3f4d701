/* x[key] = value of numpy.ndarray: which values may go where, what is said before what when several
 * things are wrong, and the writing. */
#include <math.h>

#include "../object/number.h"
#include "../tensor/ew.h"
#include "numpy_stepped.h"

/* x[places] = value for a one-dimensional float64 x, int64 places and a number or as many float64;
 * false: another case, or out of bounds. */
static bool place(KtTensor *t, KiValue key, KiValue value) {
    if (!np_is_plain(key) || t->ndim != 1 || t->dtype != KT_F64) return false;
    KtTensor *ix = ki_tensor_of(key);
    if (ix->dtype != KT_I64 || ix->ndim != 1 || !kt_is_contiguous(ix) || ix->numel > 4096 ||
        t->flags & KT_T_READ_ONLY || !t->storage || t->storage->read_only || kt_same_memory(t, ix))
        return false;
    double number = 0;
    const char *from = (const char *)&number;
    int64_t step = 0;
    if (ki_is_float(value)) {
        number = ki_float_bare(ki_float_val(value));
    } else if (ki_is_int(value)) {
        number = (double)ki_int_val(value);
    } else {
        if (!np_is_plain(value)) return false;
        KtTensor *v = ki_tensor_of(value);
        if (v->dtype != KT_F64 || v->ndim != 1 || v->numel != ix->numel || kt_same_memory(v, t))
            return false;
        from = v->data;
        step = v->strides[0] * 8;
    }
    const KtAtI64 *places = (const KtAtI64 *)ix->data;
    KtAtF64 *out = (KtAtF64 *)t->data;
    int64_t size = t->sizes[0], stride = t->strides[0];
    for (int64_t i = 0; i < ix->numel; i++)
        if (places[i] < -size || places[i] >= size) return false;
    for (int64_t i = 0; i < ix->numel; i++, from += step)
        memcpy(&out[(places[i] < 0 ? places[i] + size : places[i]) * stride], from, 8);
    t->storage->version++;
    return true;
}

static bool is_signed(int dtype) {
    return kt_dtype_info[dtype].kind == 'i';
}
static bool is_unsigned(int dtype) {
    return kt_dtype_info[dtype].kind == 'u';
}

/* Complains about Python numbers that the dtype cannot hold. */
static bool number_fits(KiState *ks, int dtype, const KtScalar *s, bool cast) {
    if (s->kind == KT_S_COMPLEX && !kt_is_complex_dtype(dtype) && dtype != KT_BOOL) {
        ki_raise(ks, KI_EXC_TypeError,
                 kt_is_float_dtype(dtype)
                     ? "float() argument must be a string or a real number, not 'complex'"
                     : "int() argument must be a string, a bytes-like object or a real number, "
                       "not 'complex'");
        return false;
    }
    cast = cast && s->dtype >= 0;
    if (s->kind == KT_S_FLOAT && kt_is_int_dtype(dtype) && !isfinite(s->f) && !cast) {
        const char *name = s->dtype == KT_LD ? "longdouble" : "float";
        ki_raise(ks, isnan(s->f) ? KI_EXC_ValueError : KI_EXC_OverflowError,
                 "cannot convert %s %s to integer", name, isnan(s->f) ? "NaN" : "infinity");
        return false;
    }
    if (s->kind == KT_S_UINT && s->dtype >= 0 && is_signed(dtype) && !cast) {
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C long");
        return false;
    }
    double high = kt_kernel_dtype(dtype) == KT_U64 ? 0x1p64 : 0x1p63;
    if (s->kind == KT_S_FLOAT && kt_is_int_dtype(dtype) && !cast &&
        KB_UNLIKELY(s->f >= high || s->f < -0x1p63)) {
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C long");
        return false;
    }
    return ki_check_wrapped(ks, dtype, s);
}

static bool store(KiState *ks, KtTensor *t, char *p, KiValue value, bool *done) {
    KtScalar s;
    *done = false;
    if (t->flags & KT_T_READ_ONLY || t->storage->read_only) return true;
    if (ki_is_float(value)) {
        s = kt_scalar_float(ki_float_bare(ki_float_val(value)));
    } else if (ki_is_int(value)) {
        s = kt_scalar_int(ki_int_val(value));
    } else {
        _Alignas(16) char buf[KT_ITEM_MAX];
        int d = np_scalar_get(ks, value, buf);
        if (d < 0) return true;
        s = kt_load_scalar(d, buf);
        s.dtype = d;
        if (s.kind == KT_S_COMPLEX || (s.kind == KT_S_FLOAT && is_unsigned(t->dtype))) return true;
    }
    *done = true;
    if (!kt_is_float_dtype(t->dtype) && !number_fits(ks, t->dtype, &s, false)) return false;
    kt_store_number(true, t->dtype, p, &s);
    t->storage->version++;
    return ki_check_narrowed(ks, t->dtype, &s, p);
}

static bool is_read_only(const KtTensor *t) {
    return t->flags & KT_T_READ_ONLY || (t->storage && t->storage->read_only);
}

/* What is wrong with the place is told before what is wrong with the value. */
static bool check_place(KiState *ks, KtTensor *t, KiValue key) {
    if (is_read_only(t)) {
        ki_raise(ks, KI_EXC_ValueError, "assignment destination is read-only");
        return false;
    }
    KtCtx *ctx = ki_kt_np(ks);
    KiIndex ix;
    bool ok = ki_index_parse(ks, ctx, NULL, key, &ix);
    if (ok && !kt_index_check(ctx, t, ix.items, ix.n)) {
        (void)ki_kt_raise(ks);
        ok = false;
    }
    ki_index_release(ks, &ix);
    return ok;
}

/* A value that needs no look at the place before it. */
static bool surely_fits(const KtTensor *t, KiValue value) {
    if (ki_is_float(value)) return kt_is_inexact_dtype(t->dtype);
    if (ki_is_int(value)) {
        KtScalar s = kt_scalar_int(ki_int_val(value));
        return !kt_is_int_dtype(t->dtype) || kt_scalar_fits(t->dtype, &s);
    }
    return np_is_plain(value);
}

/* How deep lists and tuples lie in each other; a tuple is an element where records are stored. */
static int nesting(KiValue v, bool records) {
    int n = 0;
    while (ki_is_list(v) || (ki_is_tuple(v) && !records)) {
        n++;
        bool empty = ki_is_list(v) ? ki_list_of(v)->len == 0 : ki_tuple_of(v)->len == 0;
        if (empty || n > KT_MAX_DIMS) return n;
        v = ki_is_list(v) ? ki_list_of(v)->items[0] : ki_tuple_of(v)->items[0];
    }
    return n;
}

/* What a key stands for, where that decides how a sequence or an array is stored. */
typedef struct Place {
    enum { PLACE_OTHER, PLACE_ELEMENT, PLACE_VIEW, PLACE_MASK } kind;
    int ndim;      /* of a view */
    int64_t count; /* of places that a mask of the whole array picks */
} Place;

static bool is_whole_mask(const KtTensor *t, const KiIndex *ix) {
    if (ix->n != 1) return false;
    const KtTensor *mask = ix->items[0].kind == KT_IX_TENSOR ? ix->items[0].t : NULL;
    if (!mask) return t->ndim == 0 && ix->items[0].kind == KT_IX_BOOL;
    return mask->dtype == KT_BOOL && kt_same_shape(mask, t);
}

static bool find_place(KiState *ks, KtTensor *t, KiValue key, Place *place) {
    KtCtx *ctx = ki_kt_np(ks);
    KiIndex ix;
    bool ok = ki_index_parse(ks, ctx, NULL, key, &ix), basic = true, is_view;
    for (int i = 0; ok && i < ix.n; i++)
        basic = basic && ix.items[i].kind != KT_IX_BOOL &&
                (ix.items[i].kind != KT_IX_TENSOR ||
                 (ix.items[i].t->ndim == 0 && ix.items[i].t->dtype != KT_BOOL));
    bool mask = ok && is_whole_mask(t, &ix);
    *place = (Place){.kind = mask ? PLACE_MASK : PLACE_OTHER};
    if (ok && (basic || mask)) {
        KtTensor *picked = kt_index_get(ctx, t, ix.items, ix.n, &is_view);
        if (!picked) {
            (void)ki_kt_raise(ks);
            ok = false;
        } else if (mask) {
            place->count = picked->numel;
        } else {
            place->ndim = picked->ndim;
            place->kind = picked->ndim == 0 && !np_has_ellipsis(&ix) ? PLACE_ELEMENT : PLACE_VIEW;
        }
        kt_xdecref(ctx, picked);
    }
    ki_index_release(ks, &ix);
    return ok;
}

/* A sequence for a single element: a truth value takes that of the sequence, an object array holds
 * it, arrays of one number convert. */
static bool check_for_element(KiState *ks, char kind, KiValue *value) {
    bool array = ki_is_ndarray(*value), one = array && ki_tensor_of(*value)->numel == 1;
    bool records = kind == 'V';
    if (kind == 'O' || (records && !array) || (records && one)) return true;
    if (kind == 'b' && (!array || ki_tensor_of(*value)->numel <= 1)) {
        int r = ki_truth(ks, *value);
        *value = ki_bool(r > 0);
        return r >= 0;
    }
    if (kind == 'M' || kind == 'm')
        ki_raise(ks, KI_EXC_ValueError, "Could not convert object to NumPy %s",
                 kind == 'M' ? "datetime" : "timedelta");
    else if (kind == 'U' || kind == 'S')
        ki_raise(ks, KI_EXC_ValueError, "setting an array element with a sequence");
    else if (one)
        return true;
    else if (kind == 'c' && array)
        ki_raise(ks, KI_EXC_TypeError, "only length-1 arrays can be converted to Python scalars");
    else if (kind == 'c')
        ki_raise(ks, KI_EXC_TypeError, "must be real number, not %s", ki_type_name(ks, *value));
    else
        ki_raise(ks, KI_EXC_ValueError, "setting an array element with a sequence.");
    return false;
}

/* Values under a mask of the whole array: one, or a row with one for each place. */
static bool check_under_mask(KiState *ks, KiValue value, int depth, int64_t count) {
    int ndim = ki_is_ndarray(value) ? ki_tensor_of(value)->ndim : depth;
    if (ndim > 1) {
        ki_raise(ks, KI_EXC_TypeError,
                 "NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, "
                 "input has %d dimensions",
                 ndim);
        return false;
    }
    int64_t n = ki_is_ndarray(value) ? ki_tensor_of(value)->sizes[0]
                : ki_is_list(value)  ? ki_list_of(value)->len
                                     : ki_tuple_of(value)->len;
    if (n == count || n == 1) return true;
    ki_raise(ks, KI_EXC_ValueError,
             "NumPy boolean array indexing assignment cannot assign %lld input values to the %lld "
             "output values where the mask is true",
             (long long)n, (long long)count);
    return false;
}

/* Can a key name a single element? Where not, arrays need no look at the place they go to. */
static bool may_name_element(const KtTensor *t, KiValue key) {
    if (ki_is_tuple(key)) return ki_tuple_of(key)->len == t->ndim;
    if (ki_is_slice(key) || ki_is_none(key) || key == KI_ELLIPSIS || ki_is_list(key)) return false;
    return t->ndim == 1 && !(ki_is_ndarray(key) && ki_tensor_of(key)->ndim);
}

/* Is a sequence or an array one that may go where the key says? Other values always are. */
static bool check_sequence(KiState *ks, KiValue v, KiValue key, KiValue *value) {
    KtTensor *t = ki_tensor_of(v);
    const KiNpDtype *d = np_array_of(v)->descr;
    char kind = d ? d->kind : kt_dtype_info[t->dtype].kind;
    int depth = nesting(*value, kind == 'V');
    bool array = ki_is_ndarray(*value) && ki_tensor_of(*value)->ndim;
    bool masks = ki_is_bool(key) || ki_is_list(key) || ki_is_ndarray(key);
    if (!(array ? masks || may_name_element(t, key) : depth > 0)) return true;
    Place place;
    if (!find_place(ks, t, key, &place)) return false;
    switch (place.kind) {
    case PLACE_ELEMENT:
        return check_for_element(ks, kind, value);
    case PLACE_MASK:
        return check_under_mask(ks, *value, depth, place.count);
    case PLACE_VIEW:
        if (array || kind == 'O' || depth <= place.ndim) return true;
        ki_raise(ks, KI_EXC_ValueError,
                 "setting an array element with a sequence. The requested array would exceed the "
                 "maximum number of dimension of %d.",
                 place.ndim);
        return false;
    default:
        return true;
    }
}

static bool takes_axis(const KtIndexItem *item) {
    return item->kind == KT_IX_INT || item->kind == KT_IX_SLICE || item->kind == KT_IX_TENSOR;
}

static bool is_mask(const KtIndexItem *item) {
    return item->kind == KT_IX_TENSOR && item->t->dtype == KT_BOOL;
}

/* Is there but one thing that can be wrong with a key of t: what the arrays in it hold, and how
 * they go together? */
static bool picks(const KiIndex *ix, const KtTensor *t) {
    bool arrays = false, dots = false;
    int axis = 0;
    for (int i = 0; i < ix->n; i++) {
        const KtIndexItem *item = &ix->items[i];
        if (item->kind == KT_IX_ELLIPSIS) {
            if (dots) return false;
            dots = true;
            int rest = 0;
            for (int k = i + 1; k < ix->n; k++)
                rest += is_mask(&ix->items[k]) ? ix->items[k].t->ndim : takes_axis(&ix->items[k]);
            if (axis + rest > t->ndim) return false;
            axis = t->ndim - rest;
        }
        if (item->kind == KT_IX_BOOL) arrays = true;
        if (!takes_axis(item)) continue;
        if (is_mask(item)) { /* as many axes, as long */
            for (int d = 0; d < item->t->ndim; d++, axis++)
                if (axis >= t->ndim || t->sizes[axis] != item->t->sizes[d]) return false;
            arrays = true;
            continue;
        }
        int64_t n = axis < t->ndim ? t->sizes[axis++] : -1;
        if (n < 0 || (item->kind == KT_IX_INT && (item->start >= n || item->start < -n)))
            return false;
        arrays = arrays || item->kind == KT_IX_TENSOR;
    }
    return arrays;
}

/* Does a key name single elements, with nothing left of the dimensions? */
static bool picks_elements(const KiIndex *ix, const KtTensor *t) {
    int axes = 0;
    for (int i = 0; i < ix->n; i++) {
        const KtIndexItem *item = &ix->items[i];
        if (item->kind == KT_IX_SLICE || item->kind == KT_IX_NEWAXIS) return false;
        axes += is_mask(item) ? item->t->ndim : takes_axis(item);
    }
    return axes == t->ndim;
}

/* An array without dimensions that goes to elements picked by arrays is cast before these are
 * looked at: what happens then is told before what is wrong with them. */
static bool cast_first(KiState *ks, KiNpArray *x, const KiIndex *ix, KiValue value) {
    if (!np_is_plain(value) || ki_tensor_of(value)->ndim || !picks_elements(ix, x->o.t))
        return true;
    KiValue type = np_dtype_value(ks, ki_from_obj(x));
    KiValue r = type == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, value, "astype", &type, 1);
    ki_decref(ks, type);
    ki_decref(ks, r);
    return r != KI_ERR;
}

/* Places picked by arrays are not all there: NumPy looks at the shape of the values before. */
static void say_of_shape_first(KiState *ks, KiNpArray *x, const KiIndex *ix, KiValue value) {
    KtCtx *ctx = ki_kt_np(ks);
    KiValue error = (ki_kt_raise(ks), ki_take_exc(ks));
    bool sequence = ki_is_list(value) || ki_is_tuple(value);
    KiValue many = ki_is_ndarray(value) ? ki_new_ref(value)
                   : sequence           ? np_object_array_from(ks, value, x->descr)
                                        : KI_ABSENT;
    if (many != KI_ABSENT && many != KI_ERR && cast_first(ks, x, ix, many)) {
        KtTensor *to = kt_empty_like_order(ctx, x->o.t, KT_U8),
                 *from =
                     to ? kt_zeros(ctx, KT_U8, ki_tensor_of(many)->ndim, ki_tensor_of(many)->sizes)
                        : NULL;
        KtOperand o = kt_operand(from);
        if (!from || !kt_index_set(ctx, to, ix->items, ix->n, &o)) (void)ki_kt_raise(ks);
        kt_xdecref(ctx, to);
        kt_xdecref(ctx, from);
        if (sequence) np_say_copied(ks);
    }
    if (many != KI_ABSENT) ki_decref(ks, many);
    if (ki_pending(ks))
        ki_decref(ks, error);
    else
        ki_restore_exc(ks, error);
}

/* Can x be spread over the shape of places? Leading dimensions of one element drop out. */
static bool spreads_to(const KtTensor *x, const KtTensor *places) {
    for (int i = 1; i <= x->ndim; i++) {
        int64_t n = x->sizes[x->ndim - i];
        if (n != 1 && (i > places->ndim || n != places->sizes[places->ndim - i])) return false;
    }
    return true;
}

static void say_misfit(KiState *ks, const KtTensor *value, const KtTensor *places, bool is_view) {
    char have[300], want[300];
    kt_shape_str_np(have, sizeof have, value->ndim, value->sizes);
    kt_shape_str_np(want, sizeof want, places->ndim, places->sizes);
    ki_raise(ks, KI_EXC_ValueError,
             is_view ? "could not broadcast input array from shape %s into shape %s"
                     : "shape mismatch: value array of shape %s could not be broadcast to "
                       "indexing result of shape %s",
             have, want);
}

/* x[ix] = value. */
static bool set_places(KiState *ks, KiNpArray *x, const KiIndex *ix, KiValue value, bool copied) {
    KtCtx *ctx = ki_kt_np(ks);
    bool is_view = false, ok;
    KtTensor *codes = kt_index_get(ctx, x->o.t, ix->items, ix->n, &is_view);
    if (!codes) {
        if (picks(ix, x->o.t))
            say_of_shape_first(ks, x, ix, value);
        else
            (void)ki_kt_raise(ks);
        return false;
    }
    bool placed =
        x->descr->fields != KI_ABSENT || np_in_rows(x); /* codes tell where elements lie */
    if (is_view || placed) {
        bool element = is_view && codes->ndim == 0 && !np_has_ellipsis(ix);
        ok = np_object_assign(ks, x, codes, value, element) ||
             ((is_view || !copied) && np_say_misfit(ks, !is_view));
    } else { /* fresh codes, then written back through the index */
        KtScalar none = kt_scalar_int(0);
        bool array = ki_is_ndarray(value) && x->descr->carrier >= 0;
        ok = !array || spreads_to(ki_tensor_of(value), codes);
        if (!ok) say_misfit(ks, ki_tensor_of(value), codes, false);
        ok = ok && kt_fill(ctx, codes, &none) &&
             (np_object_assign(ks, x, codes, value, false) || (!copied && np_say_misfit(ks, true)));
        KtOperand o = kt_operand(codes);
        if (ok && !kt_index_set(ctx, x->o.t, ix->items, ix->n, &o)) {
            (void)ki_kt_raise(ks);
            ok = false;
        }
    }
    kt_decref(ctx, codes);
    return ok;
}

static bool set_object(KiState *ks, KiValue v, KiValue key, KiValue value) {
    KiNpArray *x = np_array_of(v);
    if (is_read_only(x->o.t)) {
        ki_raise(ks, KI_EXC_ValueError, "assignment destination is read-only");
        return false;
    }
    if (x->descr->fields != KI_ABSENT && (ki_is_str(key) || ki_is_list(key))) {
        KiValue arg[3] = {v, key, value};
        KiValue r = np_helper(ks, "_set_field", arg, 3);
        if (r != KI_NOT_IMPLEMENTED) return r != KI_ERR;
    }
    KiIndex ix;
    bool ok = ki_index_parse(ks, ki_kt_np(ks), NULL, key, &ix), sequence;
    KiValue made = KI_ABSENT; /* what goes to places that arrays pick is converted first */
    if (ok && x->descr->kind != 'O' && !ki_is_ndarray(value) && picks(&ix, x->o.t)) {
        made = np_array_from(ks, value, x->descr, false, 'K', 0);
        ok = made != KI_ERR;
        value = made;
    }
    ok = ok && check_sequence(ks, v, key, &value);
    sequence = ki_is_list(value) || ki_is_tuple(value);
    ok = ok && set_places(ks, x, &ix, value, sequence && x->descr->kind == 'O');
    ki_index_release(ks, &ix);
    if (made != KI_ABSENT) ki_decref(ks, made);
    return ok;
}

/* The first write to an array of broadcast_arrays is warned of. */
static bool warn_of_write(KiState *ks, KtTensor *t) {
    t->face_flags &= ~(uint32_t)NP_T_WARNS;
    return ki_warn(
        ks, KI_EXC_DeprecationWarning, 1,
        "Numpy has detected that you (may be) writing to an array with\noverlapping memory "
        "from np.broadcast_arrays. If this is intentional\nset the WRITEABLE flag True or "
        "make a copy immediately before writing.");
}

/* A number that becomes infinite in the narrower type it is stored in is reported. */
static bool narrow_number(KiState *ks, KtTensor *t, KiValue key, const KtScalar *s) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    if (!kt_is_inexact_dtype(t->dtype) || t->dtype == KT_F64 || t->dtype == KT_C128) return true;
    kt_store_number(true, t->dtype, buf, s);
    KtScalar held = kt_load_scalar(t->dtype, buf);
    if (isfinite(kt_scalar_as_double(&held)) && held.kind != KT_S_COMPLEX) return true;
    return check_place(ks, t, key) && ki_check_narrowed(ks, t->dtype, s, buf);
}

/* Is there an array of places in a key? Numbers of numpy's are cast to be stored there. Elsewhere
 * signed integers take them as Python's, and the other types cast them too. */
static bool names_places(KiValue key) {
    if (ki_is_ndarray(key)) return ki_tensor_of(key)->ndim > 0;
    if (!ki_is_tuple(key)) return ki_is_list(key) || ki_is_bool(key);
    KiTuple *t = ki_tuple_of(key);
    for (int64_t i = 0; i < t->len; i++)
        if (!ki_is_tuple(t->items[i]) && names_places(t->items[i])) return true;
    return false;
}

/* Of a number of numpy's, which stays one. */
static KtScalar real_part(const KtScalar *s) {
    if (s->dtype == KT_CLD) return kt_scalar_long(kt_scalar_as_long(s));
    KtScalar r = kt_scalar_float(s->c.re);
    r.dtype = kt_real_dtype(s->dtype);
    return r;
}

/* A floating-point number of numpy's goes to integers that a key picks by a cast. */
static bool cast_number(KiState *ks, KtTensor *t, KiValue key, KtScalar *s) {
    if (s->kind != KT_S_FLOAT || s->dtype < 0 || !kt_is_int_dtype(t->dtype) ||
        !(is_unsigned(t->dtype) || names_places(key)))
        return true;
    if (!check_place(ks, t, key)) return false;
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *x = kt_scalar_tensor(ctx, s->dtype == KT_LD ? KT_LD : KT_F64, s);
    KtTensor *y = x ? np_checked_cast(ctx, x, t->dtype, 'C') : NULL;
    if (y)
        *s = kt_load_scalar(y->dtype, y->data);
    else
        (void)ki_kt_raise(ks);
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    return y != NULL;
}

/* Does an array of complex numbers go where a key says? Its shape is told of before a loss. */
static bool goes_into(KiState *ks, KtTensor *t, KiValue key, const KtTensor *x) {
    if (!kt_is_complex_dtype(x->dtype) || kt_is_complex_dtype(t->dtype)) return true;
    KtCtx *ctx = ki_kt_np(ks);
    KiIndex ix;
    bool ok = ki_index_parse(ks, ctx, NULL, key, &ix), is_view;
    KtTensor *picked = ok ? kt_index_get(ctx, t, ix.items, ix.n, &is_view) : NULL;
    ok = picked && spreads_to(x, picked);
    kt_xdecref(ctx, picked);
    ki_index_release(ks, &ix);
    kt_clear_error(ctx);
    return ok;
}

/* Are the places there that a key picks, and does an array go to them? It is converted as it is
 * written. */
static bool finds_places(KiState *ks, KiValue v, KiValue key, KiValue array) {
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *t = ki_tensor_of(v);
    const KtTensor *value = ki_tensor_of(array);
    KiIndex ix;
    bool ok = ki_index_parse(ks, ctx, NULL, key, &ix), is_view;
    KtTensor *picked = ok ? kt_index_get(ctx, t, ix.items, ix.n, &is_view) : NULL;
    if (ok && !picked && picks(&ix, t))
        say_of_shape_first(ks, np_array_of(v), &ix, array);
    else if (ok && !picked)
        (void)ki_kt_raise(ks);
    ok = picked != NULL;
    if (ok && !spreads_to(value, picked)) {
        say_misfit(ks, value, picked, is_view);
        ok = false;
    }
    kt_xdecref(ctx, picked);
    ki_index_release(ks, &ix);
    return ok;
}

static bool names_whole_mask(KiState *ks, const KtTensor *t, KiValue key) {
    if (!(ki_is_list(key) || ki_is_ndarray(key) || ki_is_bool(key))) return false;
    KiIndex ix;
    bool mask = ki_index_parse(ks, ki_kt_np(ks), NULL, key, &ix) && is_whole_mask(t, &ix);
    ki_index_release(ks, &ix);
    if (ki_pending(ks)) ki_clear_exc(ks);
    return mask;
}

/* An array without dimensions, in o, is cast before the elements are looked at that arrays pick. */
static bool cast_lone(Na *a, KtTensor *t, const KiIndex *ix, KtOperand *o) {
    if (!o->t || o->t->ndim || o->t->dtype == t->dtype || is_whole_mask(t, ix) || !picks(ix, t) ||
        !picks_elements(ix, t))
        return true;
    o->t = na_keep(a, kt_cast(a->ctx, o->t, t->dtype));
    bool ok = o->t && kt_fp_end(a->ctx, "cast");
    kt_fp_begin(a->ctx);
    return ok;
}

static bool set_plain(KiState *ks, KiValue v, KiValue key, KiValue value);

/* Does the key name a part by slices, with at most some integers: no element, no picked places? */
static bool is_basic_part(const KtTensor *t, KiValue key) {
    int64_t n, integers = 0;
    const KiValue *items = np_key_items(&key, &n);
    if (n == 1 && items[0] == KI_ELLIPSIS) return false;
    for (int64_t i = 0; i < n; i++) {
        KiValue v = items[i];
        if (ki_is_int(v) ||
            (ki_is_np_scalar(v) && kt_is_int_dtype(((KiNpScalar *)ki_obj(v))->dtype)))
            integers++;
        else if (!ki_is_slice(v) && !ki_is_none(v) && v != KI_ELLIPSIS)
            return false;
    }
    return integers != n || n != t->ndim;
}

/* A class with its own way of taking out parts: what goes into a part goes into what that gives. */
static bool set_own_part(KiState *ks, KiValue v, KiValue key, KiValue value) {
    KiValue part = ki_getitem(ks, v, key);
    if (part == KI_ERR) return false;
    bool ok = ki_is_ndarray(part);
    if (ok)
        ok = np_setitem(ks, part, KI_ELLIPSIS, value);
    else
        ki_raise(ks, KI_EXC_RuntimeError, "Getitem not returning array");
    ki_decref(ks, part);
    return ok;
}

bool np_setitem(KiState *ks, KiValue v, KiValue key, KiValue value) {
    if (KB_UNLIKELY(np_has_other_class(ks, v)) && value != KI_ABSENT &&
        ki_type_of(ks, v)->slots->getitem != np_getitem && is_basic_part(ki_tensor_of(v), key))
        return set_own_part(ks, v, key, value);
    bool sequence = value != KI_ABSENT && (ki_is_list(value) || ki_is_tuple(value));
    if (KB_LIKELY(!sequence || np_array_of(v)->descr || is_read_only(ki_tensor_of(v)) ||
                  !names_whole_mask(ks, ki_tensor_of(v), key)))
        return set_plain(ks, v, key, value);
    /* what goes under a mask is converted before its length is looked at */
    KiValue made =
        np_array_from(ks, value, np_dtype_of_num(ks, ki_tensor_of(v)->dtype), false, 'K', 0);
    bool ok = made != KI_ERR && set_plain(ks, v, key, made);
    ki_decref(ks, made);
    return ok;
}

/* Does an array of another class say itself which number it is as an element of t? */
static bool tells_number(KiState *ks, const KtTensor *t, KiValue value) {
    if (KB_LIKELY(!np_has_other_class(ks, value)) || ki_tensor_of(value)->ndim != 0) return false;
    if (!kt_is_int_dtype(t->dtype) && !kt_is_float_dtype(t->dtype)) return false;
    KiUnaryOp op = kt_is_int_dtype(t->dtype) ? KI_INT : KI_FLOAT;
    return ki_type_of(ks, value)->slots->unary[op] != ks->types[KI_K_NDARRAY]->slots->unary[op];
}
static bool set_number(KiState *ks, KiValue v, KiValue key, KiValue value) {
    bool whole = kt_is_int_dtype(ki_tensor_of(v)->dtype);
    KiValue number = ki_unary(ks, value, whole ? KI_INT : KI_FLOAT);
    bool ok = number != KI_ERR && set_plain(ks, v, key, number);
    ki_decref(ks, number);
    return ok;
}

static bool set_plain(KiState *ks, KiValue v, KiValue key, KiValue value) {
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_ValueError, "cannot delete array elements");
        return false;
    }
    KtTensor *t = ki_tensor_of(v);
    if (KB_UNLIKELY(t->face_flags & NP_T_WARNS) && !warn_of_write(ks, t)) return false;
    if (KB_UNLIKELY(np_array_of(v)->descr != NULL))
        return np_is_stepped(v) ? np_stepped_setitem(ks, v, key, value)
                                : set_object(ks, v, key, value);
    char *p = NULL;
    if (ki_is_int(key) && t->ndim == 1) {
        int64_t i = ki_int_val(key), n = t->sizes[0];
        if (i < 0) i += n;
        if (i >= 0 && i < n) p = t->data + i * t->strides[0] * t->itemsize;
    } else {
        int64_t n;
        const KiValue *items = np_key_items(&key, &n);
        p = np_full_index(t, items, n);
    }
    bool done = false;
    bool is_element = p || (t->ndim == 0 && ki_is_tuple(key) && ki_tuple_of(key)->len == 0);
    if (is_element && KB_UNLIKELY(tells_number(ks, t, value))) return set_number(ks, v, key, value);
    if (p && !store(ks, t, p, value, &done)) return false;
    if (done || place(t, key, value)) return true;
    if (is_read_only(t)) {
        ki_raise(ks, KI_EXC_ValueError, "assignment destination is read-only");
        return false;
    }
    if (!surely_fits(t, value) && !check_place(ks, t, key)) return false;
    if (!check_sequence(ks, v, key, &value)) return false;
    if (ki_is_ndarray(value) && !np_is_plain(value) && !finds_places(ks, v, key, value))
        return false;
    Na a;
    na_begin(&a, ks, NULL);
    KtOperand o = {0};
    if (ki_is_str(value) || ki_has_layout(value, KI_K_BYTES) || (np_is_other_array(value)))
        o.t = na_keep(&a, np_from_any(ks, value, t->dtype));
    else if (ki_is_list(value) || ki_is_tuple(value))
        o.t = na_keep(&a, np_from_any(ks, value, t->dtype));
    else if (ki_is_none(value) && kt_is_inexact_dtype(t->dtype))
        o.s = kt_is_complex_dtype(t->dtype) ? kt_scalar_complex(NAN, NAN) : kt_scalar_float(NAN);
    else if (ki_is_none(value) && t->dtype == KT_BOOL)
        o.s = kt_scalar_bool(false);
    else if (ki_is_none(value)) {
        ki_raise(ks, KI_EXC_TypeError,
                 "int() argument must be a string, a bytes-like object or a real number, not "
                 "'NoneType'");
        a.failed = true;
    } else
        o = na_operand_as(&a, value, t->dtype);
    bool scalar = !o.t && o.s.kind == KT_S_COMPLEX && o.s.dtype >= 0; /* of numpy: it is cast */
    if (!a.failed && (o.t || scalar) && (scalar || goes_into(ks, t, key, o.t)) &&
        !np_warns_complex(ks, o.t ? o.t->dtype : o.s.dtype, t->dtype))
        a.failed = true;
    if (scalar && !kt_is_complex_dtype(t->dtype) && t->dtype != KT_BOOL) o.s = real_part(&o.s);
    if (!a.failed && !o.t &&
        !number_fits(ks, t->dtype, &o.s, is_unsigned(t->dtype) || names_places(key)))
        a.failed = true;
    if (!o.t && t->dtype == KT_BOOL && o.s.kind == KT_S_COMPLEX)
        o.s = kt_scalar_bool(kt_scalar_as_bool(&o.s));
    bool ok = false, dots;
    if (!a.failed && !o.t && !(cast_number(ks, t, key, &o.s) && narrow_number(ks, t, key, &o.s)))
        a.failed = true;
    kt_fp_begin(a.ctx);
    int64_t n;
    const KiValue *items = np_key_items(&key, &n);
    KtTensor *view = a.failed ? NULL : np_basic_view(ks, t, items, n, &dots);
    if (view && !a.failed && (!o.t || (kt_same_shape(o.t, view) && !kt_same_memory(o.t, view))) &&
        !(view->flags & KT_T_READ_ONLY) && !view->storage->read_only) {
        ok = kt_before_write(a.ctx, view) &&
             (o.t ? kt_copy(a.ctx, view, o.t) : kt_fill(a.ctx, view, &o.s));
        ok = ok && (!o.t || kt_fp_end(a.ctx, "cast"));
        if (!ok) (void)ki_kt_raise(ks);
        kt_decref(a.ctx, view);
        na_end(&a);
        return ok;
    }
    kt_xdecref(a.ctx, view);
    if (!a.failed && a.ctx->error != KT_NO_ERROR) na_fail(&a);
    if (!a.failed) {
        KiIndex ix;
        ok = ki_index_parse(ks, a.ctx, NULL, key, &ix);
        if (ok && !(cast_lone(&a, t, &ix, &o) && kt_index_set(a.ctx, t, ix.items, ix.n, &o) &&
                    (!o.t || kt_fp_end(a.ctx, "cast")))) {
            (void)ki_kt_raise(ks);
            ok = false;
        }
        ki_index_release(ks, &ix);
    }
    na_end(&a);
    return ok;
}
