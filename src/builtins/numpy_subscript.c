/* x[key] of numpy.ndarray: single elements, views, and copies of what arrays of places pick. */
#include "numpy_stepped.h"

static KiValue out_of_bounds(KiState *ks, int64_t i, int axis, int64_t n) {
    return ki_raise(ks, KI_EXC_IndexError, "index %lld is out of bounds for axis %d with size %lld",
                    (long long)i, axis, (long long)n);
}

KiValue np_row(KiState *ks, KiValue v, int64_t i) {
    KtTensor *t = ki_tensor_of(v);
    KtTensor *r = kt_view_raw(ki_kt_np(ks), t, t->dtype, t->data + i * t->strides[0] * t->itemsize,
                              t->ndim - 1, t->sizes + 1, t->strides + 1);
    return np_wrap_view(ks, r, v);
}

static KiValue at_int(KiState *ks, KiValue v, int64_t i) {
    KtTensor *t = ki_tensor_of(v);
    if (t->ndim == 0)
        return ki_raise(ks, KI_EXC_IndexError,
                        "too many indices for array: array is 0-dimensional, but 1 were indexed");
    int64_t n = t->sizes[0];
    if (KB_UNLIKELY(i < -n || i >= n)) return out_of_bounds(ks, i, 0, n);
    if (i < 0) i += n;
    if (KB_LIKELY(t->ndim == 1))
        return np_element(ks, v, t->data + i * t->strides[0] * t->itemsize);
    return np_row(ks, v, i);
}

/* Ends of a slice as plain ints; false: not that simple. */
static bool plain_end(KiValue v, int64_t *out, bool *given) {
    *given = !ki_is_none(v);
    if (*given && !ki_is_int(v)) return false;
    if (*given) *out = ki_int_val(v);
    return true;
}

KtTensor *np_basic_view(KiState *ks, KtTensor *t, const KiValue *k, int64_t n, bool *dots) {
    int64_t taken = 0;
    *dots = false;
    if (n > 16 || t->ndim > 16) return NULL;
    for (int64_t i = 0; i < n; i++) {
        if (ki_is_int(k[i]) || ki_is_slice(k[i]))
            taken++;
        else if (k[i] == KI_ELLIPSIS && !*dots)
            *dots = true;
        else if (!ki_is_none(k[i]))
            return NULL;
    }
    if (taken > t->ndim) return NULL;
    int64_t sizes[40], strides[40];
    int nd = 0, d = 0;
    char *p = t->data;
    for (int64_t i = 0; i < n; i++) {
        if (ki_is_int(k[i])) {
            int64_t at = ki_int_val(k[i]), size = t->sizes[d];
            if (at < 0) at += size;
            if (at < 0 || at >= size) return NULL;
            p += at * t->strides[d] * t->itemsize;
            d++;
        } else if (ki_is_none(k[i])) {
            sizes[nd] = 1;
            strides[nd++] = 0;
        } else if (k[i] == KI_ELLIPSIS) {
            for (int64_t skip = t->ndim - taken; skip > 0; skip--, d++) {
                sizes[nd] = t->sizes[d];
                strides[nd++] = t->strides[d];
            }
        } else {
            KiSlice *s = (KiSlice *)ki_obj(k[i]);
            int64_t step = 1, start = 0, stop = 0, size = t->sizes[d];
            bool has_start, has_stop, has_step;
            if (!plain_end(s->start, &start, &has_start) || !plain_end(s->stop, &stop, &has_stop) ||
                !plain_end(s->step, &step, &has_step) || (has_step && step <= 0))
                return NULL;
            if (!has_step) step = 1;
            if (!has_stop) stop = size;
            ki_adjust_indices(&start, &stop, size);
            if (start > size) start = size;
            int64_t len = stop > start ? (stop - start - 1) / step + 1 : 0;
            if (len)
                p += start * t->strides[d] * t->itemsize;
            else
                step = 1; /* an empty slice has no other */
            sizes[nd] = len;
            if (__builtin_mul_overflow(t->strides[d], step, &strides[nd])) return NULL;
            nd++;
            d++;
        }
    }
    for (; d < t->ndim; d++) {
        sizes[nd] = t->sizes[d];
        strides[nd++] = t->strides[d];
    }
    return kt_view_raw(ki_kt_np(ks), t, t->dtype, p, nd, sizes, strides);
}

/* Elements of a one-dimensional array at int64 places; NULL: another case, or out of bounds. */
static KtTensor *pick(KiState *ks, KtTensor *t, KiValue key) {
    if (!np_is_plain(key) || t->ndim != 1) return NULL;
    KtTensor *ix = ki_tensor_of(key);
    if (ix->dtype != KT_I64 || ix->ndim == 0 || !kt_is_contiguous(ix) || ix->numel > 4096 ||
        t->itemsize != 8)
        return NULL;
    KtTensor *r = kt_empty(ki_kt_np(ks), t->dtype, ix->ndim, ix->sizes);
    if (!r) return NULL;
    const KtAtI64 *places = (const KtAtI64 *)ix->data;
    int64_t *out = (int64_t *)r->data, size = t->sizes[0], step = t->strides[0];
    const KtAtI64 *from = (const KtAtI64 *)t->data;
    for (int64_t i = 0; i < ix->numel; i++) {
        int64_t at = places[i] < 0 ? places[i] + size : places[i];
        if (KB_UNLIKELY(at < 0 || at >= size)) {
            kt_decref(ki_ts(ks)->ctx, r);
            return NULL;
        }
        out[i] = from[at * step];
    }
    return r;
}

bool np_is_basic_key(KiValue key) {
    int64_t n;
    const KiValue *items = np_key_items(&key, &n);
    for (int64_t i = 0; i < n; i++) {
        bool number = ki_is_int(items[i]) || (ki_is_integer(items[i]) && !ki_is_bool(items[i]));
        if (!number && !ki_is_slice(items[i]) && !ki_is_none(items[i]) && items[i] != KI_ELLIPSIS)
            return false;
    }
    return true;
}

bool np_has_ellipsis(const KiIndex *ix) {
    for (int i = 0; i < ix->n; i++)
        if (ix->items[i].kind == KT_IX_ELLIPSIS) return true;
    return false;
}

/* Is there an array without dimensions in a key? It picks as a number does, but a copy. */
static bool has_scalar_array(KiValue key) {
    if (ki_is_ndarray(key)) return ki_tensor_of(key)->ndim == 0;
    if (!ki_is_tuple(key)) return false;
    KiTuple *t = ki_tuple_of(key);
    for (int64_t i = 0; i < t->len; i++)
        if (ki_is_ndarray(t->items[i]) && ki_tensor_of(t->items[i])->ndim == 0) return true;
    return false;
}

KiValue np_getitem_parts(KiState *ks, KiValue v, const KiValue *items, int64_t n) {
    KtTensor *t = ki_tensor_of(v);
    char *p = np_full_index(t, items, n);
    if (p) return np_element(ks, v, p);
    bool dots;
    KtTensor *x = np_basic_view(ks, t, items, n, &dots);
    if (!x) return ki_kt_np(ks)->error == KT_NO_ERROR ? KI_ABSENT : ki_kt_raise(ks);
    if (x->ndim || dots) return np_wrap_view(ks, x, v);
    kt_decref(ki_kt_np(ks), x);
    return KI_ABSENT;
}

KiValue np_getitem(KiState *ks, KiValue v, KiValue key) {
    if (KB_LIKELY(ki_is_int(key))) return at_int(ks, v, ki_int_val(key));
    int64_t n;
    const KiValue *items = np_key_items(&key, &n);
    KiValue quick = np_getitem_parts(ks, v, items, n);
    if (quick != KI_ABSENT) return quick;
    KtTensor *t = ki_tensor_of(v), *picked;
    KiNpDtype *d = np_array_of(v)->descr;
    if (d && KB_UNLIKELY(d->of != NULL) && !np_is_basic_key(key))
        return np_stepped2(ks, np_getitem, v, key);
    if (d && d->fields != KI_ABSENT && (ki_is_str(key) || ki_is_list(key))) {
        KiValue arg[2] = {v, key};
        KiValue r = np_helper(ks, "_get_field", arg, 2);
        if (r != KI_NOT_IMPLEMENTED) return r;
    }
    KtCtx *ctx = ki_kt_np(ks);
    if (!d && (picked = pick(ks, t, key))) return np_wrap(ks, picked, v);
    if (ctx->error != KT_NO_ERROR) return ki_kt_raise(ks);
    KiIndex ix;
    KiValue r = KI_ERR;
    if (ki_index_parse(ks, ctx, NULL, key, &ix)) {
        bool is_view = false;
        KtTensor *x = kt_index_get(ctx, t, ix.items, ix.n, &is_view);
        if (!x) {
            r = ki_kt_raise(ks);
        } else if (x->ndim > 32) {
            r = ki_raise(ks, KI_EXC_IndexError,
                         "number of dimensions must be within [0, 32], indexing result would have "
                         "%d",
                         x->ndim);
            kt_decref(ctx, x);
        } else if (x->ndim == 0 && !np_has_ellipsis(&ix)) {
            r = np_element(ks, v, x->data);
            kt_decref(ctx, x);
        } else if (is_view && !has_scalar_array(key)) {
            r = np_wrap_view(ks, x, v);
        } else {
            if (is_view) {
                KtTensor *c = np_copy(ctx, x, KT_NO_DTYPE, 'K');
                kt_decref(ctx, x);
                if (!(x = c)) goto done;
            }
            r = d ? np_object_wrap(ks, x, v, false) : np_wrap(ks, x, v);
        }
    }
done:
    ki_index_release(ks, &ix);
    return r == KI_ERR && !ki_pending(ks) ? ki_kt_raise(ks) : r;
}
