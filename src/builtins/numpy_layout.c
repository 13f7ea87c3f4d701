/* How an array lies in memory: x.shape and x.strides, which scripts may set. */
#include <stdlib.h>

#include "numpy_stepped.h"

KiValue np_get_shape(KiState *ks, KiValue v, void *closure) {
    KtTensor *t = ki_tensor_of(v);
    return ki_sizes_tuple(ks, t->ndim, t->sizes);
}
/* Gives v, an array of numbers or times, other sizes and steps of bytes in its memory. */
static bool take_layout(KiState *ks, KiValue v, int n, const int64_t *sizes, const int64_t *steps) {
    KiValue d = np_dtype_value(ks, v);
    const KtTensor *t = ki_tensor_of(v);
    uint8_t own = t->flags & (KT_T_VIEW | KT_T_READ_ONLY);
    KiValue r = np_stepped_view(ks, t, t->data, (KiNpDtype *)ki_obj(d), n, sizes, steps, KI_ABSENT);
    ki_decref(ks, d);
    bool ok = r != KI_ERR && np_become(ks, v, r);
    if (ok) ki_tensor_of(v)->flags = (uint8_t)((ki_tensor_of(v)->flags & ~KT_T_VIEW) | own);
    ki_decref(ks, r);
    return ok;
}
static int64_t item_of(KiValue v) {
    return np_array_of(v)->descr->itemsize;
}
/* x.shape = sizes where the elements of a stepped array follow each other. */
static bool take_shape(KiState *ks, KiValue v, int n, const int64_t *sizes) {
    KtTensor *t = ki_tensor_of(v), *r = kt_reshape(ki_kt_np(ks), t, n, sizes);
    if (!r) return (void)ki_kt_raise(ks), false;
    int64_t steps[KT_MAX_DIMS], step = item_of(v);
    for (int i = r->ndim - 1; i >= 0; i--) {
        steps[i] = step;
        step *= r->sizes[i] ? r->sizes[i] : 1;
    }
    bool ok = take_layout(ks, v, r->ndim, r->sizes, steps);
    kt_decref(ki_kt_np(ks), r);
    return ok;
}
bool np_set_shape(KiState *ks, KiValue v, KiValue value, void *closure) {
    KiValue arg[2] = {v, value};
    Na a;
    na_begin(&a, ks, arg);
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_AttributeError, "Cannot delete array shape");
        return false;
    }
    int64_t sizes[KT_MAX_DIMS];
    int n;
    KtTensor *t = ki_tensor_of(v);
    if (ki_is_none(value) &&
        !ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "Passing None into shape arguments as an alias for () is deprecated."))
        return false;
    if (!np_read_shape(ks, value, sizes, &n)) return false;
    if (KB_UNLIKELY(np_is_stepped(v)) && !np_steps_have_gaps(t, item_of(v), false))
        return take_shape(ks, v, n, sizes);
    KtTensor *r = kt_reshape(a.ctx, t, n, sizes);
    bool ok = r != NULL;
    if (ok && !np_is_view_of(r, t)) {
        ki_raise(ks, KI_EXC_AttributeError,
                 "Incompatible shape for in-place modification. Use `.reshape()` to make a copy "
                 "with the desired shape.");
        kt_decref(a.ctx, r);
        return false;
    }
    if (ok) {
        uint8_t flags = t->flags;
        ok = kt_become(a.ctx, t, r);
        t->flags = (uint8_t)((t->flags & ~KT_T_VIEW) | (flags & (KT_T_VIEW | KT_T_READ_ONLY)));
        kt_decref(a.ctx, r);
    }
    if (!ok) (void)ki_kt_raise(ks);
    return ok;
}

static KiValue memory_strides(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    int64_t strides[KT_MAX_DIMS];
    KiNpDtype *d = np_array_of(v)->descr;
    np_byte_steps(v, strides);
    if (d && np_in_rows(np_array_of(v))) np_row_steps(np_array_of(v), strides);
    return ki_sizes_tuple(ks, t->ndim, strides);
}
/* Parts of records are told as if those lay packed, where their fields lie apart. */
KiValue np_get_strides(KiState *ks, KiValue v, void *closure) {
    KiValue r = memory_strides(ks, v), base = np_base_or_none(v);
    (void)closure;
    while (np_is_plain(base) ||
           (np_is_other_array(base) && np_array_of(base)->descr->fields == KI_ABSENT))
        base = np_base_or_none(base);
    const KiNpDtype *d = np_array_of(v)->descr;
    bool records = d && d->fields != KI_ABSENT && d->carrier < 0;
    if (r == KI_ERR || !ki_tensor_of(v)->ndim) return r;
    if (KB_LIKELY(!ki_is_ndarray(base))) {
        if (!records) return r;
        base = KI_NONE;
    }
    KiValue shown = np_helper(ks, "_shown_strides", (KiValue[]){base, v, r}, 3);
    ki_decref(ks, r);
    return shown;
}
/* _memory_strides(x): as the elements lie. */
NA_FN(f_memory_strides) {
    (void)nargs;
    return memory_strides(ks, args[0]);
}
/* The memory that the tensor of an array reaches with these steps of bytes; with none, its own. */
static void reach_of(KiValue x, const int64_t *steps, const char **low, const char **high) {
    const KtTensor *t = ki_tensor_of(x);
    const KiNpDtype *d = np_array_of(x)->descr;
    int64_t own[KT_MAX_DIMS], far = INT64_C(1) << 56; /* farther than any memory */
    for (int i = 0; !steps && i < t->ndim; i++)
        own[i] = t->strides[i] * t->itemsize;
    *low = t->data;
    *high = t->data + (d && d->of ? d->itemsize : t->itemsize);
    for (int i = 0; i < t->ndim; i++) {
        int64_t reach;
        if (__builtin_mul_overflow(t->sizes[i] - 1, steps ? steps[i] : own[i], &reach)) reach = far;
        *(reach < 0 ? low : high) += reach < -far ? -far : reach > far ? far : reach;
    }
}
/* x.strides = steps: any that stay within the memory of the array that x is a view of. */
bool np_set_strides(KiState *ks, KiValue v, KiValue value, void *closure) {
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_AttributeError, "Cannot delete array strides");
        return false;
    }
    Na a;
    na_begin(&a, ks, &value);
    KtTensor *t = ki_tensor_of(v);
    KiNpDtype *d = np_array_of(v)->descr;
    int64_t steps[KT_MAX_DIMS], item = d ? d->itemsize : t->itemsize;
    int n;
    if (!na_sizes(&a, 0, steps, &n)) {
        if (ki_pending(ks)) ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError, "invalid strides");
        return false;
    }
    if (n != t->ndim) {
        ki_raise(ks, KI_EXC_ValueError, "strides must be  same length as shape (%d)", t->ndim);
        return false;
    }
    KiValue self = v;
    for (KiValue b; ki_is_ndarray(b = np_base_or_none(v)) && ki_tensor_of(b)->storage == t->storage;
         v = b)
        ;
    const char *low, *high, *first, *last;
    bool codes = d && d->carrier < 0, foreign = np_base_or_none(v) != KI_NONE;
    reach_of(v, NULL, &first, &last);
    if (foreign || np_in_rows(np_array_of(v))) { /* a buffer; an array whose codes are all */
        first = t->storage->data;
        last = first + t->storage->nbytes;
    }
    bool whole = !d || !d->of;
    for (int i = 0; i < n; i++)
        whole = whole && item && steps[i] % item == 0;
    if (!whole && codes && t->numel) {
        ki_raise(ks, KI_EXC_NotImplementedError,
                 "numpy.ndarray.strides that are no multiples of the size of an element");
        return false;
    }
    for (int i = 0; codes && i < n; i++)
        steps[i] = item ? steps[i] / item * t->itemsize : 0;
    reach_of(self, steps, &low, &high);
    if (t->numel && (low < first || high > last)) {
        ki_raise(ks, KI_EXC_ValueError, "strides is not compatible with available memory");
        return false;
    }
    if (!whole && !codes) return take_layout(ks, self, n, t->sizes, steps);
    for (int i = 0; i < n; i++)
        t->strides[i] = steps[i] / t->itemsize;
    kt_update_flags(t);
    return true;
}

static const NpRow rows[] = {
    {"_memory_strides", "f", "(x)", (void *)f_memory_strides},
};

bool np_init_layout(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
