/* Reading and writing by index tensors and masks in torch: gather, scatter, index_*, masked_*. */
#include "../tensor/ew.h"
#include "torch_args.h"

TA_FN(f_gather) {
    TA_BIND("gather", 3, 3, "input", "dim", "index", "sparse_grad", "out");
    KtTensor *x = ta_tensor(&a, 0), *i = ta_tensor(&a, 2);
    int dim = ta_dim(&a, 1, 0, 0), at = dim;
    if (a.failed) return KI_ERR;
    if (!kt_wrap_dim(a.ctx, &at, x->ndim ? x->ndim : 1) || !ta_out_fits(&a, 4, x->dtype))
        return ki_kt_raise(ks);
    return ta_ret_out(&a, 4, kta_gather(a.ctx, x, dim, i));
}
TA_FN(f_take_along_dim) {
    TA_BIND("take_along_dim", 2, 3, "input", "indices", "dim", "out");
    KtTensor *x = ta_tensor(&a, 0), *i = ta_tensor(&a, 1), *r = NULL;
    int dim = ta_dim(&a, 2, KT_ALL_DIMS, 0);
    if (a.failed) return KI_ERR;
    int64_t all = -1;
    if (dim == KT_ALL_DIMS) {
        KtTensor *fx = kta_reshape(a.ctx, x, 1, &all),
                 *fi = fx ? kt_reshape(a.ctx, i, 1, &all) : NULL;
        r = fi ? kta_gather(a.ctx, fx, 0, fi) : NULL;
        kt_xdecref(a.ctx, fx);
        kt_xdecref(a.ctx, fi);
        return ta_ret_out(&a, 3, r);
    }
    if (x->ndim != i->ndim)
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "torch.take_along_dim(): input and indices should have the same number of dimensions, "
            "but got %d dimensions for input, and %d dimensions for indices",
            x->ndim, i->ndim);
    if (!kt_wrap_dim(a.ctx, &dim, x->ndim)) return ki_kt_raise(ks);
    if (i->dtype != KT_I64)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.take_along_dim(): dtype of indices should be Long but got %s",
                        kt_dtype_info[i->dtype].scalar_name);
    if (x->ndim == 0)
        return ki_raise(ks, KI_EXC_IndexError,
                        "Dimension specified as 0 but tensor has no dimensions");
    int64_t sx[KT_MAX_DIMS], si[KT_MAX_DIMS];
    for (int k = 0; k < x->ndim; k++) {
        int64_t m = x->sizes[k] == 1 ? i->sizes[k] : x->sizes[k];
        if (k != dim && i->sizes[k] != m && i->sizes[k] != 1)
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "The size of tensor a (%lld) must match the size of tensor b (%lld) at "
                            "non-singleton dimension %d",
                            (long long)x->sizes[k], (long long)i->sizes[k], k);
        sx[k] = k == dim ? x->sizes[k] : m;
        si[k] = k == dim ? i->sizes[k] : m;
    }
    KtTensor *bx = kta_expand(a.ctx, x, x->ndim, sx),
             *bi = bx ? kt_expand(a.ctx, i, i->ndim, si) : NULL;
    r = bi ? kta_gather(a.ctx, bx, dim, bi) : NULL;
    kt_xdecref(a.ctx, bx);
    kt_xdecref(a.ctx, bi);
    return ta_ret_out(&a, 3, r);
}

/* --- scatter --- */

static bool scatter_mode(Ta *a, int i, KtScatterMode *mode) {
    static const struct {
        const char *name;
        KtScatterMode mode;
    } modes[] = {{"add", KT_SCATTER_ADD},  {"sum", KT_SCATTER_ADD},  {"multiply", KT_SCATTER_MUL},
                 {"prod", KT_SCATTER_MUL}, {"amax", KT_SCATTER_MAX}, {"amin", KT_SCATTER_MIN},
                 {"mean", KT_SCATTER_MEAN}};
    const char *s = ta_str(a, i, NULL);
    if (!s) return !a->failed;
    for (size_t k = 0; k < sizeof modes / sizeof *modes; k++)
        if (!strcmp(modes[k].name, s)) {
            *mode = modes[k].mode;
            return true;
        }
    *mode = KT_SCATTER_MODES;
    return true;
}
/* How a scatter is differentiated, which decides the name of its node too. */
typedef enum ScatterKind { SCATTER_PLAIN, SCATTER_ONCE, SCATTER_REDUCE } ScatterKind;

/* That there is no such reduction is the last thing told. */
static KiValue no_mode(Ta *a, ScatterKind kind, KtTensor *x, int dim, KtTensor *i,
                       const KtOperand *src) {
    KtTensor *copy = kt_clone(a->ctx, x), *places = copy ? kt_clone(a->ctx, i) : NULL;
    KtScalar first = kt_scalar_int(0);
    KtOperand number = kt_operand_scalar(first); /* one that every type holds */
    if (!src->t) src = &number;
    bool ok = places != NULL && (places->dtype != KT_I64 || kt_fill(a->ctx, places, &first)) &&
              kt_scatter_(a->ctx, copy, dim, places, src, KT_SCATTER_SET, true);
    kt_xdecref(a->ctx, copy);
    kt_xdecref(a->ctx, places);
    if (!ok) return ki_kt_raise(a->ks);
    return ki_raise(a->ks, KI_EXC_RuntimeError, "reduce argument must be either %s.",
                    kind == SCATTER_REDUCE ? "sum, prod, mean, amax or amin" : "add or multiply");
}
static KiValue scatter(Ta *a, ScatterKind kind, KtScatterMode mode, bool include_self, int i_out) {
    KtTensor *x = ta_tensor(a, 0), *i = ta_tensor(a, 2), *r;
    int dim = ta_dim(a, 1, 0, 0);
    bool inplace = i_out < 0;
    KtOperand src = ta_operand(a, 3);
    if (a->failed) return KI_ERR;
    if (mode == KT_SCATTER_MODES) return no_mode(a, kind, x, dim, i, &src);
    if (!src.t && x->dtype == KT_BOOL &&
        src.s.kind == KT_S_COMPLEX) /* the truth of its real part */
        src.s = kt_scalar_float(src.s.c.re);
    KtTensor *both[2] = {x, src.t};
    int n = src.t ? 2 : 1;
    if (inplace && !kta_check_inplace(a->ctx, x)) return ki_kt_raise(a->ks);
    if (inplace && !kta_will_record(a->ctx, n, both))
        return ta_ret_self(a, kt_scatter_(a->ctx, x, dim, i, &src, mode, include_self));
    if (kind == SCATTER_REDUCE) {
        r = kta_scatter_reduce(a->ctx, x, dim, i, &src, mode, include_self);
    } else if (kind == SCATTER_PLAIN) {
        r = kta_scatter(a->ctx, x, dim, i, &src, mode);
    } else {
        r = kt_copy_c(a->ctx, x);
        if (r && !kt_scatter_(a->ctx, r, dim, i, &src, mode, true)) {
            kt_decref(a->ctx, r);
            r = NULL;
        }
        r = kta_underivable(a->ctx, r, NULL, "scatter", n, both);
    }
    return inplace ? ta_ret_inplace(a, r) : ta_ret_out(a, i_out, r);
}
/* src and value are two names for one place. */
static void merge_value(Ta *a, int src, int value) {
    if (a->v[src] == KI_ABSENT) a->v[src] = a->v[value];
}
static KiValue call_scatter(KiState *ks, bool inplace, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("scatter", 3, 4, "input", "dim", "index", "src", "value", "reduce", "out");
    KtScatterMode mode = KT_SCATTER_SET;
    merge_value(&a, 3, 4);
    if (!scatter_mode(&a, 5, &mode)) return KI_ERR;
    return scatter(&a, ta_given(&a, 5) ? SCATTER_ONCE : SCATTER_PLAIN, mode, true,
                   inplace ? -1 : 6);
}
TA_FN(f_scatter) {
    return call_scatter(ks, false, args, nargs, kwnames);
}
TA_FN(i_scatter) {
    return call_scatter(ks, true, args, nargs, kwnames);
}
TA_FN(f_scatter_add) {
    TA_BIND("scatter_add", 4, 4, "input", "dim", "index", "src", "out");
    return scatter(&a, SCATTER_PLAIN, KT_SCATTER_ADD, true, 4);
}
TA_FN(i_scatter_add) {
    TA_BIND("scatter_add_", 4, 4, "self", "dim", "index", "src");
    if (!ki_is_tensor(a.v[3])) ta_bad(&a, 3, "Tensor"); /* a number is scatter_'s */
    if (a.failed) return KI_ERR;
    return scatter(&a, SCATTER_PLAIN, KT_SCATTER_ADD, true, -1);
}
static KiValue call_scatter_reduce(KiState *ks, bool inplace, bool quiet, KiValue *args, int nargs,
                                   KiValue kwnames) {
    TA_BIND("scatter_reduce", 5, 5, "input", "dim", "index", "src", "reduce", "include_self",
            "out");
    KtScatterMode mode = KT_SCATTER_ADD;
    bool self = ta_bool(&a, 5, true);
    if (!scatter_mode(&a, 4, &mode)) return KI_ERR;
    if (!quiet && !kt_torch_warn(a.ctx, KT_WARN_SCATTER_REDUCE)) return ki_kt_raise(ks);
    return scatter(&a, SCATTER_REDUCE, mode, self, inplace ? -1 : 6);
}
TA_FN(f_scatter_reduce) {
    return call_scatter_reduce(ks, false, false, args, nargs, kwnames);
}
/* For index_reduce, which has a warning of its own. */
TA_FN(f_quiet_scatter_reduce) {
    return call_scatter_reduce(ks, false, true, args, nargs, kwnames);
}
TA_FN(i_scatter_reduce) {
    return call_scatter_reduce(ks, true, false, args, nargs, kwnames);
}

/* --- warnings --- */

static bool warn_of_shared(KtCtx *ctx, const KtTensor *x, KtTorchWarning which) {
    return !kt_has_internal_overlap(x) || kt_torch_warn(ctx, which);
}
bool ta_warn_of_index(KtCtx *ctx, const KtTensor *x, const KtIndexItem *items, int n,
                      const KtOperand *value) {
    int masks = 0, tensors = 0, bytes = 0;
    for (int i = 0; i < n; i++) {
        const KtTensor *t = items[i].kind == KT_IX_TENSOR ? items[i].t : NULL;
        tensors += t != NULL;
        bytes += t && t->dtype == KT_U8 && t->ndim; /* one without dimensions is True or False */
        masks += t && (t->dtype == KT_U8 || t->dtype == KT_BOOL);
    }
    if (KB_LIKELY(!tensors || (!bytes && !value))) return true;
    /* a number at the places of one mask is filled in */
    bool fills = value && masks == 1 && tensors == 1 && (!value->t || value->t->numel == 1);
    if (value && !warn_of_shared(ctx, x, KT_WARN_SHARED_INDEX_PUT)) return false;
    for (int i = 0; i < bytes; i++)
        if (!kt_torch_warn(ctx, fills ? KT_WARN_BYTE_MASKED_FILL : KT_WARN_BYTE_INDEX))
            return false;
    if (fills && !warn_of_shared(ctx, x, KT_WARN_SHARED_MASKED_FILL)) return false;
    for (int i = 0; fills && bytes && i < n; i++) { /* the filling reads bytes as 0 or 1 */
        KtTensor *m = items[i].kind == KT_IX_TENSOR ? kt_mask_of(ctx, items[i].t) : NULL;
        if (!m && items[i].kind == KT_IX_TENSOR) return false;
        kt_xdecref(ctx, m);
    }
    return true;
}

/* --- whole slices --- */

TA_FN(f_index_select) {
    TA_BIND("index_select", 3, 3, "input", "dim", "index", "out");
    KtTensor *x = ta_tensor(&a, 0), *i = ta_tensor(&a, 2);
    int dim = ta_dim(&a, 1, 0, 0), at = dim;
    if (a.failed) return KI_ERR;
    bool fits = i->ndim > 1 || (i->dtype != KT_I64 && i->dtype != KT_I32) ||
                !kt_wrap_dim(a.ctx, &at, x->ndim ? x->ndim : 1) || ta_out_fits(&a, 3, x->dtype);
    return fits ? ta_ret_out(&a, 3, kta_index_select(a.ctx, x, dim, i)) : ki_kt_raise(ks);
}
/* The factor becomes a number of the tensor's own type, without a word about what that loses. */
static bool factor_fits(KtCtx *ctx, int dtype, KtScalar *alpha) {
    if (dtype == KT_BOOL) {
        *alpha = kt_scalar_int(kt_scalar_as_bool(alpha));
        return true;
    }
    if (!kt_check_number(ctx, dtype, alpha)) return false;
    if (alpha->kind == KT_S_BOOL || (alpha->kind >= KT_S_FLOAT && kt_is_int_dtype(dtype)))
        *alpha = kt_scalar_int((int64_t)kt_scalar_as_double(alpha));
    return true;
}
static KiValue index_add(KiState *ks, bool inplace, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("index_add", 4, 4, "input", "dim", "index", "source", "alpha", "out");
    KtTensor *x = ta_tensor(&a, 0), *i = ta_tensor(&a, 2), *s = ta_tensor(&a, 3);
    int dim = ta_dim(&a, 1, 0, 0);
    KtScalar alpha = ta_scalar(&a, 4, kt_scalar_int(1));
    if (a.failed) return KI_ERR;
    int at = dim;
    bool told = x->dtype != s->dtype || i->ndim > 1 || !kt_is_int_dtype(i->dtype);
    if (!told && !kt_wrap_dim(a.ctx, &at, x->ndim ? x->ndim : 1)) return ki_kt_raise(ks);
    if (!told && at && at >= s->ndim)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "index_add_(): Indexing dim %d is out of bounds of the source tensor with "
                        "dim %d",
                        at, s->ndim);
    if (!told && !factor_fits(a.ctx, x->dtype, &alpha)) return ki_kt_raise(ks);
    KtTensor *both[2] = {x, s};
    if (inplace && !kta_check_inplace(a.ctx, x)) return ki_kt_raise(ks);
    if (inplace && !kta_will_record(a.ctx, 2, both))
        return ta_ret_self(&a, kt_index_add_(a.ctx, x, dim, i, s, &alpha));
    KtTensor *r = kta_index_add(a.ctx, x, dim, i, s, &alpha);
    return inplace ? ta_ret_inplace(&a, r) : ta_ret_out(&a, 5, r);
}
TA_FN(f_index_add) {
    return index_add(ks, false, args, nargs, kwnames);
}
TA_FN(i_index_add) {
    return index_add(ks, true, args, nargs, kwnames);
}
/* PyTorch makes a view with a slice for each index, which must lie in the memory: n slices along an
 * empty dimension do not. What is not in place writes into a copy of x: index_fill into one of the
 * same strides, index_copy into a dense one. */
static bool has_slices(KtCtx *ctx, const KtTensor *x, int dim, int64_t n, bool dense) {
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS], bytes = 1;
    char text[300], steps[300];
    if (!x->ndim || x->sizes[dim] || !n) return true;
    bool empty = false;
    uint64_t step = 1;
    for (int d = x->ndim - 1; d >= 0; d--) {
        sizes[d] = d == dim ? n : x->sizes[d];
        strides[d] = d == dim ? 0 : dense ? (int64_t)step : x->strides[d];
        step *= x->sizes[d] ? (uint64_t)x->sizes[d] : 1;
        empty = empty || sizes[d] == 0;
        bytes += (sizes[d] - 1) * strides[d];
    }
    if (empty) return true;
    bytes *= x->itemsize;
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "setStorage: sizes %s, strides %s, storage offset 0, and itemsize %d requiring "
                   "a storage size of %lld are out of bounds for storage of size 0",
                   kt_shape_str(text, sizeof text, x->ndim, sizes),
                   kt_shape_str(steps, sizeof steps, x->ndim, strides), x->itemsize,
                   (long long)bytes);
}

/* index_copy does not count from the end, index_fill does. */
static bool indices_inside(Ta *a, KtTensor *index, int dim, int64_t size, bool copy) {
    KtTensor *c = kt_contiguous(a->ctx, index);
    if (!c) {
        (void)ki_kt_raise(a->ks);
        return false;
    }
    const int64_t *at = (const int64_t *)c->data;
    int64_t n = c->numel, k = 0, least = copy ? 0 : -size;
    while (k < n && at[k] >= least && at[k] < size)
        k++;
    if (k < n)
        ki_raise(a->ks, KI_EXC_IndexError,
                 "%sindex %lld is out of bounds for dimension %d with size %lld",
                 copy ? "index_copy_(): " : "", (long long)at[k], dim, (long long)size);
    kt_decref(a->ctx, c);
    return k == n;
}
/* A copy of x (dense: in C order) in which value was written; of no dimensions x counts as a line
 * of one element. */
static KtTensor *written(KtCtx *ctx, KtTensor *x, const KtIndexItem *items, int dim,
                         const KtOperand *value, bool dense) {
    const int64_t one = 1;
    KtTensor *flat = x->ndim ? kt_incref(x) : kta_reshape(ctx, x, 1, &one),
             *r = !flat   ? NULL
                  : dense ? kta_lay_out(ctx, flat, flat->dtype, KT_CONTIGUOUS_FORMAT)
                          : kta_clone(ctx, flat);
    kt_xdecref(ctx, flat);
    if (r && r->numel && !kta_index_set(ctx, r, items, dim + 1, value)) {
        kt_decref(ctx, r);
        r = NULL;
    }
    if (!r || x->ndim) return r;
    KtTensor *number = kta_reshape(ctx, r, 0, NULL);
    kt_decref(ctx, r);
    return number;
}
/* x[:, ..., index] = value at dimension dim, on a copy (also into out) or on x itself; id: as which
 * operation it is recorded. */
static KiValue write_slices(Ta *a, KtTensor *x, int dim, KtTensor *index, const KtOperand *value,
                            KtWholeId id, int i_out) {
    KtIndexItem items[KT_MAX_DIMS];
    bool inplace = i_out < 0;
    if (!kt_wrap_dim(a->ctx, &dim, x->ndim) || !has_slices(a->ctx, x, dim, index->numel, false))
        return ki_kt_raise(a->ks);
    if (index->ndim > 1)
        return ki_raise(a->ks, KI_EXC_RuntimeError, "Index has to be a vector/scalar");
    if (x->ndim && x->numel && index->dtype == KT_I64 &&
        !indices_inside(a, index, dim, x->sizes[dim], false))
        return KI_ERR;
    for (int k = 0; k < dim; k++)
        items[k] = (KtIndexItem){.kind = KT_IX_SLICE, .step = 1};
    items[dim] = (KtIndexItem){.kind = KT_IX_TENSOR, .t = index};
    if (inplace && x->ndim && !kta_will_record(a->ctx, 2, (KtTensor *[]){x, value->t}))
        return ta_ret_self(a, !x->numel || kta_index_set(a->ctx, x, items, dim + 1, value));
    KtWhole w;
    bool filled = id == KT_WHOLE_INDEX_FILL;
    KtTensor *operands[3] = {x, filled ? index : value->t, filled ? NULL : index};
    if (!kta_whole_begin(a->ctx, &w, id, filled ? 2 : 3, operands)) return ki_kt_raise(a->ks);
    KtOperand from = *value;
    if (!filled) from.t = w.in[1];
    KtTensor *r = written(a->ctx, w.in[0], items, dim, &from, !filled && !inplace);
    r = kta_whole_end(a->ctx, &w, r);
    return inplace ? ta_ret_inplace(a, r) : ta_ret_out(a, i_out, r);
}
/* The sizes of t but for one dimension, as index_copy_ shows them. */
static int slice_sizes(const KtTensor *t, int dim, int64_t *sizes, char *text, size_t room) {
    int n = 0;
    size_t at = 0;
    text[0] = 0;
    for (int d = 0; d < t->ndim; d++) {
        if (d == dim) continue;
        sizes[n] = t->sizes[d];
        if (at < room)
            at += (size_t)snprintf(text + at, room - at, n ? " %lld" : "%lld", (long long)sizes[n]);
        n++;
    }
    return n;
}
/* What index_copy wants of its operands, in the order in which PyTorch looks. */
static bool copy_fits(Ta *a, KtTensor *x, int dim, KtTensor *index, KtTensor *s, bool inplace) {
    KiState *ks = a->ks;
    int64_t to[KT_MAX_DIMS], from[KT_MAX_DIMS];
    char to_text[KT_MAX_DIMS * 8], from_text[KT_MAX_DIMS * 8];
    if (!kt_wrap_dim(a->ctx, &dim, x->ndim)) {
        ki_kt_raise(ks);
        return false;
    }
    if (index->ndim > 1)
        ki_raise(ks, KI_EXC_IndexError,
                 "index_copy_(): Index should have dimension 1 or 0 (got %d)", index->ndim);
    else if (s->ndim == 0 && index->numel != 1)
        ki_raise(ks, KI_EXC_IndexError,
                 "index_copy_(): When source is scalar, index should have one element (got %lld)",
                 (long long)index->numel);
    else if (s->ndim != x->ndim && s->ndim && x->ndim)
        ki_raise(ks, KI_EXC_IndexError,
                 "index_copy_(): When source and destination are not scalars, their dimensionality "
                 "must match. Source dimensionality (%d), destination dimensionality (%d)",
                 s->ndim, x->ndim);
    else if (index->dtype != KT_I64)
        ki_raise(ks, KI_EXC_RuntimeError,
                 "index_copy_(): Expected a long tensor for index, but got %s",
                 kt_dtype_info[index->dtype].scalar_name);
    else if (x->dtype != s->dtype)
        ki_raise(ks, KI_EXC_RuntimeError,
                 "index_copy_(): self and source expected to have the same dtype, but got (self) "
                 "%s and (source) %s",
                 kt_dtype_info[x->dtype].scalar_name, kt_dtype_info[s->dtype].scalar_name);
    if (ki_pending(ks)) return false;
    int n = slice_sizes(x, dim, to, to_text, sizeof to_text),
        m = slice_sizes(s, dim, from, from_text, sizeof from_text);
    if (n != m || memcmp(to, from, sizeof *to * (size_t)n))
        ki_raise(ks, KI_EXC_RuntimeError,
                 "index_copy_(): Source/destination tensor must have same slice shapes. "
                 "Destination slice shape: %s at dimension %d and source slice shape: %s at "
                 "dimension 0.",
                 to_text, dim, from_text);
    else if (s->ndim && index->numel != s->sizes[dim])
        ki_raise(ks, KI_EXC_IndexError,
                 "index_copy_(): Number of indices (%lld) should be equal to source.size(dim) "
                 "(%lld)",
                 (long long)index->numel, (long long)s->sizes[dim]);
    if (!ki_pending(ks) && !has_slices(a->ctx, x, dim, index->numel, !inplace))
        (void)ki_kt_raise(ks);
    return !ki_pending(ks) && ((x->ndim && !x->numel) ||
                               indices_inside(a, index, dim, x->ndim ? x->sizes[dim] : 1, true));
}
static KiValue index_write(KiState *ks, const char *name, bool inplace, KiValue *args, int nargs,
                           KiValue kwnames) {
    static const TaSpec spec = {"", 4, 4, 5, {"input", "dim", "index", "value", "out"}};
    TaSpec own = spec;
    own.name = name;
    bool copy = name[6] == 'c';
    if (copy) own.names[3] = "source";
    if (inplace) own.n = 4; /* no out */
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *i = ta_tensor(&a, 2);
    int dim = ta_dim(&a, 1, 0, 0);
    KtOperand v = ta_operand(&a, 3);
    if (a.failed) return KI_ERR;
    if (!copy && v.t && v.t->ndim)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "index_fill_ only supports a 0-dimensional value tensor, but got tensor "
                        "with %d dimension(s).",
                        v.t->ndim);
    if (!copy && i->dtype != KT_I64)
        return ki_raise(ks, KI_EXC_IndexError, "index_fill_(): Expected dtype int64 for index.");
    bool complex_value =
        !copy && (v.t ? kt_is_complex_dtype(v.t->dtype) : v.s.kind == KT_S_COMPLEX);
    if (complex_value && !kt_is_complex_dtype(x->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "index_fill_(): Converting complex Scalar to non-complex type is not "
                        "supported");
    if (!copy && !v.t && i->numel && i->ndim < 2 && dim >= -x->ndim && dim < x->ndim &&
        !kt_check_number(a.ctx, x->dtype, &v.s))
        return ki_kt_raise(ks); /* before the indices are looked at */
    if (copy && inplace && !kt_check_written(a.ctx, x)) return ki_kt_raise(ks);
    if (!copy && inplace && !warn_of_shared(a.ctx, x, KT_WARN_SHARED_INDEX_FILL))
        return ki_kt_raise(ks);
    if (copy && v.t && !copy_fits(&a, x, dim, i, v.t, inplace)) return KI_ERR;
    if (copy && v.t && x->ndim == 0) { /* all of it, and nothing is left of x */
        KtScalar yes = kt_scalar_bool(true);
        KtTensor *one = kta_reshape(a.ctx, v.t, 0, NULL),
                 *all = kt_full(a.ctx, KT_BOOL, 0, NULL, &yes), *r = NULL;
        KtWhole w = {.in = NULL};
        if (one && all &&
            kta_whole_begin(a.ctx, &w, KT_WHOLE_INDEX_COPY, 3, (KtTensor *[]){x, one, i})) {
            KtOperand to = kt_operand(w.in[0]), from = kt_operand(w.in[1]);
            r = kta_whole_end(a.ctx, &w, kta_where(a.ctx, all, &from, &to));
        }
        kt_xdecref(a.ctx, one);
        kt_xdecref(a.ctx, all);
        return inplace ? ta_ret_inplace(&a, r) : ta_ret_out(&a, 4, r);
    }
    KtTensor *number = NULL; /* a value of another type, or an element of x */
    bool cast = !copy && v.t && v.t->dtype != x->dtype;
    if (cast || (!copy && inplace && v.t && kt_same_memory(v.t, x))) {
        number = v.t = cast ? kta_cast(a.ctx, v.t, x->dtype) : kta_clone(a.ctx, v.t);
        if (!number) return ki_kt_raise(ks);
    }
    KtWholeId id = copy ? KT_WHOLE_INDEX_COPY : v.t ? KT_WHOLE_INDEX_FILL_BY : KT_WHOLE_INDEX_FILL;
    KiValue r = write_slices(&a, x, dim, i, &v, id, inplace ? -1 : 4);
    kt_xdecref(a.ctx, number);
    return r;
}
TA_FN(f_index_copy) {
    return index_write(ks, "index_copy", false, args, nargs, kwnames);
}
TA_FN(i_index_copy) {
    return index_write(ks, "index_copy_", true, args, nargs, kwnames);
}
TA_FN(f_index_fill) {
    return index_write(ks, "index_fill", false, args, nargs, kwnames);
}
TA_FN(i_index_fill) {
    return index_write(ks, "index_fill_", true, args, nargs, kwnames);
}

/* Unlike an assignment, index_put strips no leading dimensions of one element from a value. */
static bool value_fits(Ta *a, const KtTensor *v, int n, const int64_t *sizes) {
    bool fits = v->ndim <= n;
    for (int d = 0; fits && d < v->ndim; d++)
        fits = v->sizes[d] == 1 || v->sizes[d] == sizes[n - v->ndim + d];
    char from[300], to[300];
    return fits || kt_fail(a->ctx, KT_RUNTIME_ERROR,
                           "shape mismatch: value tensor of shape %s cannot be broadcast to "
                           "indexing result of shape %s",
                           kt_shape_str(from, sizeof from, v->ndim, v->sizes),
                           kt_shape_str(to, sizeof to, n, sizes));
}
/* Where all indices are tensors of one number, torch still asks for value and target what it asks
 * for index tensors with dimensions; they are then taken as numbers. */
static bool put_fits(Ta *a, const KtTensor *x, const KiTuple *t, const KtOperand *value,
                     bool *numbers) {
    int64_t rest[KT_MAX_DIMS];
    int n = 0;
    bool nowhere = false, others = false, none = false;
    *numbers = false;
    for (int d = 0; d < x->ndim; d++) {
        const KtTensor *ix =
            d < t->len && ki_is_tensor(t->items[d]) ? ki_tensor_of(t->items[d]) : NULL;
        others = others || (ix && (ix->ndim || ix->dtype != KT_I64));
        nowhere = nowhere || (ix && ix->ndim == 0 && x->sizes[d] == 0);
        none = none || (ix && ix->numel == 0);
        *numbers = *numbers || ix;
        if (!ix) rest[n++] = x->sizes[d];
    }
    *numbers = *numbers && !others;
    if (nowhere && !none)
        return kt_fail(a->ctx, KT_INDEX_ERROR, "index is out of bounds for dimension with size 0");
    if (!*numbers || !value->t) return true;
    return value_fits(a, value->t, n, rest) && kt_index_same_dtype(a->ctx, x, value);
}
/* The same for index tensors with dimensions, where an assignment would not find the mistake. */
static bool strips_nothing(Ta *a, KtTensor *x, const KiIndex *ix, const KtOperand *value) {
    if (!value->t || value->t->ndim < 2 || value->t->sizes[0] != 1) return true;
    for (int i = 0; i < ix->n; i++)
        if (ix->items[i].kind == KT_IX_BOOL) return true;
    int ndim;
    int64_t sizes[KT_MAX_DIMS];
    return kt_index_shape(a->ctx, x, ix->items, ix->n, &ndim, sizes) &&
           value_fits(a, value->t, ndim, sizes);
}

static KiValue index_put(KiState *ks, bool inplace, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("index_put", 3, 4, "input", "indices", "values", "accumulate");
    if (!ki_is_tuple(a.v[1]) && !ki_is_list(a.v[1])) ta_bad(&a, 1, "tuple of Tensors");
    if (a.failed) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    KtOperand v = ta_operand(&a, 2);
    bool add = ta_bool(&a, 3, false);
    KiIndex ix;
    if (a.failed) return KI_ERR;
    KiTuple *t = ki_to_tuple(ks, a.v[1]);
    if (!t) return KI_ERR;
    KiValue r = KI_ERR;
    int64_t given = t->len;
    if (!given && x->ndim) {
        ki_decref_obj(ks, &t->h);
        return ki_raise(ks, KI_EXC_RuntimeError, "strides() called on an undefined Tensor");
    }
    if (given > x->ndim) {
        ki_decref_obj(ks, &t->h);
        return ki_raise(ks, KI_EXC_IndexError,
                        "too many indices for tensor of dimension %d (got %lld)", x->ndim,
                        (long long)given);
    }
    bool numbers;
    if (!put_fits(&a, x, t, &v, &numbers)) {
        ki_decref_obj(ks, &t->h);
        return ki_kt_raise(ks);
    }
    bool parsed = ki_index_parse(ks, a.ctx, x, ki_from_obj(t), &ix);
    if (parsed && !ta_warn_of_index(a.ctx, x, ix.items, ix.n, inplace && !add ? &v : NULL)) {
        (void)ki_kt_raise(ks);
        parsed = false;
    }
    if (parsed && !numbers && t->len && !strips_nothing(&a, x, &ix, &v)) {
        (void)ki_kt_raise(ks);
        parsed = false;
    }
    if (parsed) {
        KtTensor *both[2] = {x, v.t};
        bool recorded = add && kta_will_record(a.ctx, v.t ? 2 : 1, both);
        KtTensor *target = recorded || (add && !inplace)
                               ? kta_index_added(a.ctx, x, ix.items, ix.n, &v)
                           : inplace ? kt_incref(x)
                                     : kt_clone(a.ctx, x);
        bool ok = target != NULL;
        if (ok && !inplace && !add) ok = kta_take_history(a.ctx, target, x);
        if (ok && !add) ok = kta_index_set(a.ctx, target, ix.items, ix.n, &v);
        if (ok && add && inplace && !recorded)
            ok = kta_check_inplace(a.ctx, x) && kt_index_add_at(a.ctx, x, ix.items, ix.n, &v);
        if (ok && inplace && recorded) {
            r = ta_ret_inplace(&a, target);
        } else if (ok && !inplace) {
            target->storage->version = 0;
            r = ta_ret(&a, target);
        } else {
            kt_xdecref(a.ctx, target);
            r = ta_ret_self(&a, ok);
        }
    }
    ki_index_release(ks, &ix);
    ki_decref_obj(ks, &t->h);
    return r;
}
TA_FN(f_index_put) {
    return index_put(ks, false, args, nargs, kwnames);
}
TA_FN(i_index_put) {
    return index_put(ks, true, args, nargs, kwnames);
}

/* --- masks --- */

static KiValue masked_fill(KiState *ks, bool inplace, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("masked_fill", 3, 3, "input", "mask", "value");
    KtTensor *x = ta_tensor(&a, 0), *m = ta_tensor(&a, 1);
    KtOperand v = ta_operand(&a, 2);
    if (a.failed) return KI_ERR;
    int64_t sizes[KT_MAX_DIMS];
    int ndim;
    bool meet = kt_broadcast_shapes(a.ctx, 2, inplace ? (KtTensor *[]){x, m} : (KtTensor *[]){m, x},
                                    &ndim, sizes);
    if (!meet) return ki_kt_raise(ks);
    if (v.t && v.t->ndim)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "masked_fill_ only supports a 0-dimensional value tensor, but got tensor "
                        "with %d dimension(s).",
                        v.t->ndim);
    KtTensor *both[2] = {x, v.t};
    if (inplace && !kta_check_inplace(a.ctx, x)) return ki_kt_raise(ks);
    if (m->dtype == KT_U8 && !kt_torch_warn(a.ctx, KT_WARN_BYTE_MASKED_FILL))
        return ki_kt_raise(ks);
    if (inplace && !warn_of_shared(a.ctx, x, KT_WARN_SHARED_MASKED_FILL)) return ki_kt_raise(ks);
    if (inplace && !kta_will_record(a.ctx, v.t ? 2 : 1, both))
        return ta_ret_self(&a, kt_masked_fill_(a.ctx, x, m, &v));
    KtTensor *r = kta_masked_fill(a.ctx, x, m, &v);
    if (!inplace) return ta_ret(&a, r);
    if (!r || !kt_has_internal_overlap(x)) return ta_ret_inplace(&a, r);
    /* PyTorch lets elements share their memory here: an element is filled if any of them is */
    if (kt_masked_fill_(a.ctx, x, m, &v) && kt_copy(a.ctx, r, x))
        return ta_assign(ks, x, r) ? ki_new_ref(a.v[0]) : KI_ERR;
    kt_decref(a.ctx, r);
    return ki_kt_raise(ks);
}
TA_FN(f_masked_fill) {
    return masked_fill(ks, false, args, nargs, kwnames);
}
TA_FN(i_masked_fill) {
    return masked_fill(ks, true, args, nargs, kwnames);
}
TA_FN(f_masked_select) {
    TA_BIND("masked_select", 2, 2, "input", "mask", "out");
    KtTensor *x = ta_tensor(&a, 0), *m = ta_tensor(&a, 1);
    if (a.failed) return KI_ERR;
    if (m->dtype != KT_BOOL && m->dtype != KT_U8)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "masked_select: expected BoolTensor or ByteTensor for mask");
    if (m->dtype == KT_U8 && !kt_torch_warn(a.ctx, KT_WARN_BYTE_MASKED_SELECT))
        return ki_kt_raise(ks);
    if (!ta_out_fits(&a, 2, x->dtype)) return ki_kt_raise(ks);
    KtWhole w;
    if (!kta_whole_begin(a.ctx, &w, KT_WHOLE_MASKED_SELECT, 2, (KtTensor *[]){x, m}))
        return ki_kt_raise(ks);
    return ta_ret_out(&a, 2, kta_whole_end(a.ctx, &w, kta_masked_select(a.ctx, w.in[0], m)));
}
/* The same as operations with gradients: each place of the mask takes the element of s whose number
 * is the count of places before it. */
static KtTensor *masked_scatter_recorded(KtCtx *ctx, KtTensor *x, KtTensor *m, KtTensor *s) {
    int64_t all = -1;
    KtScalar one = kt_scalar_int(1);
    KtOperand zero = kt_operand_scalar(kt_scalar_int(0));
    KtTensor *wide = kt_broadcast_to(ctx, m, x->ndim, x->sizes),
             *flat = wide ? kt_reshape(ctx, wide, 1, &all) : NULL,
             *count = flat ? kt_cumulate(ctx, KT_OP_CUMSUM, flat, 0, KT_I64, NULL) : NULL,
             *pos = count ? kt_binary_ts(ctx, KT_OP_SUB, count, &one, KT_NO_DTYPE, NULL) : NULL,
             *at = pos ? kt_clamp(ctx, pos, &zero, NULL, NULL) : NULL,
             *source = at ? kta_reshape(ctx, s, 1, &all) : NULL,
             *picked = source ? kta_index_select(ctx, source, 0, at) : NULL,
             *shaped = picked ? kta_reshape(ctx, picked, x->ndim, x->sizes) : NULL;
    KtOperand a = {.t = shaped}, b = kt_operand(x);
    KtTensor *v = shaped ? kta_where(ctx, wide, &a, &b) : NULL,
             *r = v ? kta_contiguous(ctx, v) : NULL;
    KtTensor *temporary[] = {wide, flat, count, pos, at, source, picked, shaped, v};
    for (size_t i = 0; i < sizeof temporary / sizeof *temporary; i++)
        kt_xdecref(ctx, temporary[i]);
    return r;
}
static KiValue masked_scatter_into(Ta *a, bool inplace, KtTensor *x, KtTensor *m, KtTensor *s) {
    KtTensor *both[2] = {x, s};
    if (kta_will_record(a->ctx, 2, both) && !inplace && !x->numel)
        return ta_ret(a, kta_name_node(kta_clone(a->ctx, x), "MaskedScatterBackward0"));
    if (kta_will_record(a->ctx, 2, both) && s->numel && x->numel) {
        KtTensor *plain = kt_clone(a->ctx, x); /* checks the arguments */
        bool fits = plain && kt_masked_scatter_(a->ctx, plain, m, s);
        kt_xdecref(a->ctx, plain);
        if (!fits) return ki_kt_raise(a->ks);
        KtWhole w;
        if (!kta_whole_begin(a->ctx, &w, KT_WHOLE_MASKED_SCATTER, 3, (KtTensor *[]){x, s, m}))
            return ki_kt_raise(a->ks);
        KtTensor *value = masked_scatter_recorded(a->ctx, w.in[0], m, w.in[1]);
        value = kta_whole_end(a->ctx, &w, value);
        return inplace ? ta_ret_inplace(a, value) : ta_ret(a, value);
    }
    KtTensor *r = inplace ? kt_incref(x) : kt_copy_c(a->ctx, x);
    bool ok = r && kt_masked_scatter_(a->ctx, r, m, s);
    if (ok && !inplace) return ta_ret(a, r);
    kt_xdecref(a->ctx, r);
    return ta_ret_self(a, ok);
}
/* The copy that is written has room for the mask and for x. */
static KiValue masked_scatter(KiState *ks, bool inplace, KiValue *args, int nargs,
                              KiValue kwnames) {
    TA_BIND("masked_scatter", 3, 3, "input", "mask", "source");
    KtTensor *x = ta_tensor(&a, 0), *m = ta_tensor(&a, 1), *s = ta_tensor(&a, 2);
    if (a.failed) return KI_ERR;
    if (m->dtype == KT_U8 && !kt_torch_warn(a.ctx, KT_WARN_BYTE_MASKED_SCATTER))
        return ki_kt_raise(ks);
    int64_t sizes[KT_MAX_DIMS];
    int n = x->ndim;
    if (!inplace && !kt_broadcast_shapes(a.ctx, 2, (KtTensor *[]){m, x}, &n, sizes))
        return ki_kt_raise(ks);
    bool widen = !inplace && (n != x->ndim || memcmp(sizes, x->sizes, (size_t)n * sizeof *sizes));
    x = widen ? kta_expand(a.ctx, x, n, sizes) : kt_incref(x);
    if (!x) return ki_kt_raise(ks);
    KiValue r = masked_scatter_into(&a, inplace, x, m, s);
    kt_decref(a.ctx, x);
    return r;
}
TA_FN(f_masked_scatter) {
    return masked_scatter(ks, false, args, nargs, kwnames);
}
TA_FN(i_masked_scatter) {
    return masked_scatter(ks, true, args, nargs, kwnames);
}

/* --- by flat index --- */

TA_FN(f_take) {
    TA_BIND("take", 2, 2, "input", "index", "out");
    KtTensor *x = ta_tensor(&a, 0), *i = ta_tensor(&a, 1);
    if (a.failed) return KI_ERR;
    if (i->dtype != KT_I64)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "take(): Expected a long tensor for index, but got %s",
                        kt_dtype_info[i->dtype].scalar_name);
    if (!ta_out_fits(&a, 2, x->dtype)) return ki_kt_raise(ks);
    if (!a.failed && x->numel == 0 && i->numel != 0 && i->dtype == KT_I64)
        return ki_raise(ks, KI_EXC_IndexError, "take(): tried to take from an empty tensor");
    return ta_ret_out(&a, 2, a.failed ? NULL : kta_take(a.ctx, x, i));
}
static KiValue put(KiState *ks, bool inplace, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("put", 3, 4, "input", "index", "source", "accumulate");
    KtTensor *x = ta_tensor(&a, 0), *i = ta_tensor(&a, 1), *s = ta_tensor(&a, 2);
    bool add = ta_bool(&a, 3, false);
    if (a.failed) return KI_ERR;
    if (i->dtype != KT_I64)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "put_(): Expected a long tensor for index, but got %s",
                        kt_dtype_info[i->dtype].scalar_name);
    if (x->dtype != s->dtype)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "put_(): self and source expected to have the same dtype, but got "
                        "self.dtype = %s and source.dtype = %s",
                        kt_dtype_info[x->dtype].scalar_name, kt_dtype_info[s->dtype].scalar_name);
    if (i->numel != s->numel)
        return ki_raise(
            ks, KI_EXC_IndexError,
            "put_(): Expected source and index to have the same number of elements, but "
            "got source.numel() = %lld, index.numel() = %lld",
            (long long)s->numel, (long long)i->numel);
    if (x->numel == 0 && i->numel != 0)
        return ki_raise(ks, KI_EXC_IndexError,
                        "put_(): Tried to put elements into an empty tensor");
    if (!add && !kt_torch_deterministic(a.ctx, "put_")) return ki_kt_raise(ks);
    KtTensor *both[2] = {x, s};
    if (inplace && !kta_check_inplace(a.ctx, x)) return ki_kt_raise(ks);
    if (inplace && !kta_will_record(a.ctx, 2, both))
        return ta_ret_self(&a, kt_put_(a.ctx, x, i, s, add));
    KtTensor *r = kta_put(a.ctx, x, i, s, add);
    return inplace ? ta_ret_inplace(&a, r) : ta_ret(&a, r);
}
TA_FN(f_put) {
    return put(ks, false, args, nargs, kwnames);
}
TA_FN(i_put) {
    return put(ks, true, args, nargs, kwnames);
}

TA_FN(f_nonzero) {
    TA_BIND("nonzero", 1, 1, "input", "as_tuple", "out");
    KtTensor *x = ta_tensor(&a, 0);
    if (!a.failed && ki_is_none(a.v[1]))
        return ki_raise(ks, KI_EXC_TypeError,
                        "nonzero(): argument 'as_tuple' must be bool, not NoneType");
    bool tuple = ta_bool(&a, 1, false);
    if (a.failed) return KI_ERR;
    if (tuple && ta_given(&a, 2))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "nonzero does not support the out kwarg when as_tuple is True");
    if (ta_given(&a, 2) && ki_is_tensor(a.v[2]) && ki_tensor_of(a.v[2])->dtype != KT_I64)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "nonzero: Expected out tensor to have scalar type Long but got scalar "
                        "type%s",
                        kt_dtype_info[ki_tensor_of(a.v[2])->dtype].scalar_name);
    KtTensor *nz = kt_nonzero(a.ctx, x), *cols[KT_MAX_DIMS];
    if (!tuple || !nz) return ta_ret_out(&a, 2, nz);
    int64_t n = nz->sizes[1];
    if (n == 0) { /* a 0-d tensor counts as 1-d */
        kt_decref(a.ctx, nz);
        int64_t one = 1;
        KtTensor *v = kt_view(a.ctx, x, 1, &one);
        nz = v ? kt_nonzero(a.ctx, v) : NULL;
        kt_xdecref(a.ctx, v);
        if (!nz) return ki_kt_raise(ks);
        n = 1;
    }
    bool ok = kt_unbind(a.ctx, nz, 1, cols);
    kt_decref(a.ctx, nz);
    return ok ? ta_ret_tuple(&a, cols, n) : ki_kt_raise(ks);
}
TA_FN(f_argwhere) {
    TA_BIND("argwhere", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kt_nonzero(a.ctx, x));
}

static const TfRow rows[] = {
    {"gather/fm", f_gather},
    {"take_along_dim/fm", f_take_along_dim},
    {"scatter/fm", f_scatter},
    {"scatter_/m", i_scatter},
    {"scatter_add/fm", f_scatter_add},
    {"scatter_add_/m", i_scatter_add},
    {"scatter_reduce/fm", f_scatter_reduce},
    {"scatter_reduce_/m", i_scatter_reduce},
    {"_scatter_reduce/f", f_quiet_scatter_reduce},
    {"index_select/fm", f_index_select},
    {"index_add/fm", f_index_add},
    {"index_add_/m", i_index_add},
    {"index_copy/fm", f_index_copy},
    {"index_copy_/m", i_index_copy},
    {"index_fill/fm", f_index_fill},
    {"index_fill_/m", i_index_fill},
    {"index_put/fm", f_index_put},
    {"index_put_/fm", i_index_put},
    {"masked_fill/fm", f_masked_fill},
    {"masked_fill_/m", i_masked_fill},
    {"masked_select/fm", f_masked_select},
    {"masked_scatter/fm", f_masked_scatter},
    {"masked_scatter_/m", i_masked_scatter},
    {"take/fm", f_take},
    {"put/fm", f_put},
    {"put_/m", i_put},
    {"nonzero/fm", f_nonzero},
    {"argwhere/fm", f_argwhere},
};

bool tf_init_index(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
