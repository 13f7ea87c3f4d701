/* Arrays over memory that exists, and whether arrays share theirs. */
#include "../object/obj_memoryview.h"
#include "../tensor/overlap.h"
#include "numpy_stepped.h"
#include "tensor_loan.h"

/* frombuffer(buffer, dtype=float, count=-1, offset=0) */
NA_FN(f_frombuffer) {
    if (np_names_shape(ks, args[1])) return np_helper_given(ks, "_frombuffer_shaped", args, 4);
    NA;
    KiNpDtype *d = na_given(&a, 1) ? np_to_dtype(ks, args[1]) : NULL;
    if (na_given(&a, 1) && !d) return KI_ERR;
    int dtype = d ? d->num : KT_F64;
    if (d && d->num < 0) {
        KiValue v[4] = {args[0], ki_from_obj(d), args[2], args[3]};
        KiValue r = np_helper(ks, "_frombuffer_slow", v, 4);
        ki_decref_obj(ks, &d->h);
        return r;
    }
    if (d) ki_decref_obj(ks, &d->h);
    int64_t count = na_int(&a, 2, -1), offset = na_int(&a, 3, 0);
    if (a.failed) return KI_ERR;
    KiLoan *loan = ki_loan_take(ks, args[0]);
    if (!loan) return KI_ERR;
    int64_t len = loan->buffer.len, item = (int64_t)kt_dtype_size(dtype);
    const char *problem = NULL;
    if (!ki_buffer_in_one_piece(ks, &loan->buffer)) {
        ki_loan_end(loan);
        return KI_ERR;
    }
    if (!problem && (offset < 0 || offset > len)) {
        ki_loan_end(loan);
        return ki_raise(ks, KI_EXC_ValueError,
                        "offset must be non-negative and no greater than buffer length (%lld)",
                        (long long)len);
    }
    if (!problem && count < 0) {
        if ((len - offset) % item) problem = "buffer size must be a multiple of element size";
        count = (len - offset) / item;
    } else if (!problem && count > (len - offset) / item) {
        problem = "buffer is smaller than requested size";
    }
    if (problem) {
        ki_loan_end(loan);
        return ki_raise(ks, KI_EXC_ValueError, "%s", problem);
    }
    bool readonly = loan->buffer.readonly || loan->buffer.copy; /* no writing to what is a copy */
    KtTensor *t =
        ki_loan_tensor(a.ctx, loan, dtype, 1, &count, NULL, (char *)loan->buffer.data + offset);
    if (!t) return ki_kt_raise(ks);
    if (readonly) t->storage->read_only = true;
    if (ki_has_layout(args[0], KI_K_BYTES) || ki_is_ndarray(args[0]) || np_is_scalar(ks, args[0]))
        return ki_ndarray_wrap(ks, t, args[0]);
    /* what must hear that its buffer is given back is held by a memoryview */
    KiValue base = ki_memoryview_new(ks, args[0]);
    if (base == KI_ERR) kt_decref(a.ctx, t);
    KiValue r = base == KI_ERR ? KI_ERR : ki_ndarray_wrap(ks, t, base);
    ki_decref(ks, base);
    return r;
}

/* _as_strided(a, shape, strides in bytes, writeable=True): NumPy checks nothing here; every element
 * must lie inside a's memory. */
NA_FN(f_as_strided) {
    NP_OBJECTS(f_as_strided, 4);
    NA;
    KtTensor *x = ki_is_ndarray(args[0]) ? ki_tensor_of(args[0]) : na_arr(&a, 0);
    KiNpDtype *d = ki_is_ndarray(args[0]) ? np_array_of(args[0])->descr : NULL;
    bool codes = d && d->carrier < 0, whole = !d || !d->of;
    int64_t item = d ? d->itemsize : x ? x->itemsize : 0;
    int64_t sizes[KT_MAX_DIMS], steps[KT_MAX_DIMS];
    int n, m;
    na_sizes(&a, 1, sizes, &n);
    na_sizes(&a, 2, steps, &m);
    bool writeable = na_bool(&a, 3, true);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (n != m) return na_raise(&a, KI_EXC_ValueError, "mismatch in length of strides and shape");
    int64_t size = codes ? x->itemsize : item, lo = 0, hi = size, numel = 1;
    for (int i = 0; i < n; i++) {
        whole = whole && item && steps[i] % item == 0;
        if (codes && !whole && item)
            return na_raise(&a, KI_EXC_NotImplementedError,
                            "strides that are no multiple of the item size");
        if (codes) steps[i] = item ? steps[i] / item * size : 0;
        if (sizes[i] < 0)
            return na_raise(&a, KI_EXC_ValueError, "negative dimensions are not allowed");
        int64_t reach;
        if (__builtin_mul_overflow(numel, sizes[i], &numel) ||
            __builtin_mul_overflow(sizes[i] - 1, steps[i], &reach) ||
            __builtin_add_overflow(reach < 0 ? lo : hi, reach, reach < 0 ? &lo : &hi))
            return na_raise(&a, KI_EXC_ValueError,
                            "array is too big; `arr.size * "
                            "arr.dtype.itemsize` is larger than the maximum "
                            "possible size.");
    }
    int64_t before = x->storage ? x->data - x->storage->data : 0;
    if (numel && (!x->data || lo < -before || hi > (int64_t)x->storage->nbytes - before))
        return na_raise(&a, KI_EXC_ValueError,
                        "strides is incompatible with shape of requested array and size of buffer");
    KtTensor *r;
    KiValue v;
    if (whole || codes) {
        for (int i = 0; i < n; i++)
            steps[i] /= x->itemsize;
        if ((r = kt_view_raw(a.ctx, x, x->dtype, x->data, n, sizes, steps)) && !writeable)
            r->flags |= KT_T_READ_ONLY;
        return na_ret_view(&a, r);
    }
    bool array = ki_is_ndarray(args[0]);
    KiType *cls = array ? ki_obj(args[0])->shape->type : NULL;
    KiNpDtype *seen = d && d->of ? d->of : d ? d : np_dtype_of_num(ks, x->dtype);
    KiValue base = array ? np_base_for(args[0], cls) : KI_ABSENT;
    v = np_stepped_view(ks, x, x->data, seen, n, sizes, steps, base);
    if (v != KI_ERR && !writeable) ki_tensor_of(v)->flags |= KT_T_READ_ONLY;
    if (v != KI_ERR && array && cls != ks->types[KI_K_NDARRAY]) {
        KiValue own = np_in_class(ks, v, cls, args[0], base);
        ki_decref(ks, v);
        v = own;
    }
    return na_ret_obj(&a, v);
}

/* _over_storage(x, shape, dtype, offset, strides): numbers in the memory that the plain array x
 * lies in; offset is counted from its first element, and may be negative. */
NA_FN(f_over_storage) {
    NA;
    KtTensor *x = ki_tensor_of(args[0]);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS], offset = na_int(&a, 3, 0);
    int n, m, dtype = na_dtype(&a, 2);
    na_sizes(&a, 1, sizes, &n);
    bool strided = na_sizes(&a, 4, strides, &m);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    int64_t item = (int64_t)kt_dtype_size(dtype), start = x->data - x->storage->data + offset;
    for (int i = 0; strided && i < m; i++)
        strides[i] /= item;
    KtTensor *r =
        kt_from_storage(a.ctx, x->storage, dtype, start / item, n, sizes, strided ? strides : NULL);
    return na_ret_obj(&a, r ? ki_ndarray_wrap(ks, r, args[0]) : KI_ERR);
}

/* _address(x): of the first element. */
NA_FN(f_address) {
    (void)nargs;
    const KiNpArray *x = np_array_of(args[0]);
    return ki_int_from_u64(ks, (uintptr_t)(np_in_rows(x) ? np_row_first(x) : x->o.t->data));
}

/* _with_base(x, base): x, which lies in memory of base. */
NA_FN(f_with_base) {
    (void)nargs;
    return np_in_class(ks, args[0], ki_obj(args[0])->shape->type, args[0], args[1]);
}

static bool holds_records(KiValue v) {
    KiNpDtype *d = np_array_of(v)->descr;
    return d && d->fields != KI_ABSENT;
}
/* The elements of an array as numbers that lie where they do. */
static KtTensor *memory_of(KiState *ks, KiValue x) {
    if (np_is_stepped(x)) { /* as bytes, with a last dimension for those of one */
        const KtTensor *t = ki_tensor_of(x);
        int64_t sizes[KT_MAX_DIMS + 1], steps[KT_MAX_DIMS + 1];
        memcpy(sizes, t->sizes, sizeof *sizes * (size_t)t->ndim);
        memcpy(steps, t->strides, sizeof *steps * (size_t)t->ndim);
        sizes[t->ndim] = np_array_of(x)->descr->itemsize;
        steps[t->ndim] = 1;
        return kt_view_raw(ki_kt_np(ks), t, KT_U8, t->data, t->ndim + 1, sizes, steps);
    }
    return np_in_rows(np_array_of(x)) ? np_row_bytes(ki_kt_np(ks), np_array_of(x))
                                      : kt_incref(ki_tensor_of(x));
}
static KiValue memory_shared(KiState *ks, KiValue x, KiValue y, int64_t max_work, bool exact) {
    if (holds_records(x) || holds_records(y)) { /* by their fields */
        KiValue work = ki_int_from_i64(ks, max_work);
        KiValue v[4] = {x, y, work, ki_bool(exact)};
        KiValue r = work == KI_ERR ? KI_ERR : np_helper(ks, "_records_overlap", v, 4);
        ki_decref(ks, work);
        return r;
    }
    KtTensor *p = memory_of(ks, x), *q = p ? memory_of(ks, y) : NULL;
    KtOverlap o = q ? kt_overlap(p, q, max_work) : KT_OVERLAP_NO;
    kt_xdecref(ki_kt_np(ks), p);
    kt_xdecref(ki_kt_np(ks), q);
    if (!q) return ki_kt_raise(ks);
    if (o == KT_OVERLAP_OVERFLOW && exact)
        return ki_raise(ks, KI_EXC_OverflowError, "Integer overflow in computing overlap");
    if (o != KT_OVERLAP_TOO_HARD || !exact) return ki_bool(o != KT_OVERLAP_NO);
    KiValue cls = ki_import_attr(ks, "numpy", "TooHardError");
    KiValue text = cls == KI_ERR ? KI_ERR : ki_str_from_cstr(ks, "Exceeded max_work");
    KiValue exc = text == KI_ERR ? KI_ERR : ki_call1(ks, cls, text);
    if (exc != KI_ERR) ki_raise_obj(ks, exc);
    ki_decref(ks, exc);
    ki_decref(ks, text);
    ki_decref(ks, cls);
    return KI_ERR;
}
/* shares_memory(a, b, max_work=None): exact unless max_work is given; may_share_memory: by the
 * bounds unless it is. */
static KiValue share_question(KiState *ks, KiValue *args, bool exact) {
    int64_t max_work = exact ? -1 : 0;
    KiValue x = np_array_from(ks, args[0], NULL, false, 'K', 0), y = KI_ERR, r = KI_ERR;
    if (x != KI_ERR) y = np_array_from(ks, args[1], NULL, false, 'K', 0);
    bool given = y != KI_ERR && args[2] != KI_ABSENT && !ki_is_none(args[2]);
    if (given && !ki_is_integer(args[2])) {
        ki_raise(ks, KI_EXC_ValueError, "max_work must be an integer");
        given = false;
    } else if (given && !ki_int_try_i64(args[2], &max_work)) {
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C ssize_t");
    } else if (max_work < -2) {
        ki_raise(ks, KI_EXC_ValueError, "Invalid value for max_work");
    }
    if (y != KI_ERR && !ki_pending(ks)) r = memory_shared(ks, x, y, max_work, exact);
    if (x != KI_ERR) ki_decref(ks, x);
    if (y != KI_ERR) ki_decref(ks, y);
    return r;
}
NA_FN(f_shares_memory) {
    (void)nargs;
    return share_question(ks, args, true);
}
NA_FN(f_may_share_memory) {
    (void)nargs;
    return share_question(ks, args, false);
}

static const NpRow rows[] = {
    {"frombuffer", "f", "(buffer, dtype=None, count=-1, offset=0, *, like=None)",
     (void *)f_frombuffer},
    {"_as_strided", "f", "(x, shape, strides, writeable=True)", (void *)f_as_strided},
    {"_over_storage", "f", "(x, shape, dtype, offset=0, strides=None)", (void *)f_over_storage},
    {"_address", "f", "(x)", (void *)f_address},
    {"_with_base", "f", "(x, base)", (void *)f_with_base},
    {"shares_memory", "f", "(a, b, max_work=None)", (void *)f_shares_memory},
    {"may_share_memory", "f", "(a, b, max_work=None)", (void *)f_may_share_memory},
};

bool np_init_memory(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
