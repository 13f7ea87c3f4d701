/* A tensor as several views of its parts: split, chunk, tensor_split, unbind ... */
#include "../tensor/ew.h"
#include "torch_args.h"

/* The parts with these lengths as a tuple. */
static KiValue split_lengths(Ta *a, KtTensor *x, const int64_t *lengths, int64_t n, int dim,
                             bool listed) {
    KtTensor **out = ta_new_places(a->ks, n);
    if (!out) return KI_ERR;
    KiValue r = kta_split_sizes(a->ctx, x, n, lengths, dim, listed, out) ? ta_ret_tuple(a, out, n)
                                                                         : ki_kt_raise(a->ks);
    kb_free(&a->ks->alloc, out, (size_t)(n + 1) * sizeof *out);
    return r;
}
static KiValue split_every(Ta *a, KtTensor *x, int64_t size, int dim) {
    if (x->ndim == 0)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "split expects at least a 1-dimensional tensor");
    if (size < 0)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "split expects split_size be non-negative, but got split_size=%lld",
                        (long long)size);
    if (!kt_wrap_dim(a->ctx, &dim, x->ndim)) return ki_kt_raise(a->ks);
    int64_t len = x->sizes[dim];
    if (size == 0 && len != 0)
        return ki_raise(
            a->ks, KI_EXC_RuntimeError,
            "split_size can only be 0 if dimension size is 0, but got dimension size of %lld",
            (long long)len);
    int64_t n = size ? (len + size - 1) / size : 1;
    if (n == 0) n = 1;
    int64_t *lengths = kb_malloc(&a->ks->alloc, (size_t)n * sizeof *lengths);
    if (!lengths) return ki_raise_nomem(a->ks);
    for (int64_t i = 0; i < n; i++)
        lengths[i] = i + 1 < n ? size : len - size * (n - 1);
    KiValue r = split_lengths(a, x, lengths, n, dim, false);
    kb_free(&a->ks->alloc, lengths, (size_t)n * sizeof *lengths);
    return r;
}
/* torch.split and Tensor.split are functions of Python in PyTorch, with its words for an argument
 * that is missing. */
static KiValue split(KiState *ks, const char *shown, const char *size_name, KiValue *args,
                     int nargs, KiValue kwnames) {
    const TaSpec spec = {"split", 1, 3, 3, {"input", size_name, "dim"}};
    Ta a;
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    if (a.v[1] == KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "%s() missing 1 required positional argument: '%s'",
                        shown, size_name);
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 2, 0, 0);
    if (a.failed) return KI_ERR;
    int64_t size;
    if (ki_is_tensor(a.v[1]) && ki_tensor_of(a.v[1])->numel == 1 &&
        !kt_is_complex_dtype(ki_tensor_of(a.v[1])->dtype)) { /* its int() */
        KtScalar s = kt_first(ki_tensor_of(a.v[1]));
        return split_every(&a, x, (int64_t)kt_scalar_as_double(&s), dim);
    }
    int r = ki_to_i64(ks, a.v[1], &size);
    if (r < 0) return KI_ERR;
    if (r) return split_every(&a, x, size, dim);
    KiTuple *t = ki_is_tuple(a.v[1]) || ki_is_list(a.v[1]) ? ki_to_tuple(ks, a.v[1]) : NULL;
    if (!t) {
        return ki_pending(ks) ? KI_ERR
                              : ki_raise(ks, KI_EXC_TypeError,
                                         "split_with_sizes(): argument 'split_sizes' (position 2) "
                                         "must be tuple of ints, not %s",
                                         ki_type_name(ks, a.v[1]));
    }
    int64_t *lengths = kb_malloc(&ks->alloc, (size_t)t->len * sizeof *lengths + 8);
    bool ok = lengths != NULL;
    for (int64_t i = 0; ok && i < t->len; i++)
        if (ki_to_i64(ks, t->items[i], &lengths[i]) != 1) ok = false;
    if (!ok && !ki_pending(ks)) ta_bad(&a, 1, "tuple of ints");
    KiValue v = ok ? split_lengths(&a, x, lengths, t->len, dim, true) : KI_ERR;
    kb_free(&ks->alloc, lengths, (size_t)t->len * sizeof *lengths + 8);
    ki_decref_obj(ks, &t->h);
    return v;
}
TA_FN(f_split) {
    return split(ks, "split", "split_size_or_sections", args, nargs, kwnames);
}
TA_FN(m_split) {
    return split(ks, "Tensor.split", "split_size", args, nargs, kwnames);
}
/* A dimension without elements has as many chunks without elements as are asked for. */
static KiValue empty_chunks(Ta *a, KtTensor *x, int64_t n, int dim) {
    size_t size = (size_t)n * sizeof(int64_t);
    int64_t *lengths = kb_malloc(&a->ks->alloc, size);
    if (!lengths) return ki_raise_nomem(a->ks);
    memset(lengths, 0, size);
    KiValue r = split_lengths(a, x, lengths, n, dim, true);
    kb_free(&a->ks->alloc, lengths, size);
    return r;
}
TA_FN(f_chunk) {
    TA_BIND("chunk", 2, 3, "input", "chunks", "dim");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t n = ta_int(&a, 1, 1);
    int dim = ta_dim(&a, 2, 0, 0);
    if (a.failed) return KI_ERR;
    if (x->ndim == 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "chunk expects at least a 1-dimensional tensor");
    if (n <= 0)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "chunk expects `chunks` to be greater than 0, got: %lld", (long long)n);
    if (!kt_wrap_dim(a.ctx, &dim, x->ndim)) return ki_kt_raise(ks);
    if (x->sizes[dim] == 0) return empty_chunks(&a, x, n, dim);
    return split_every(&a, x, (x->sizes[dim] + n - 1) / n, dim);
}
/* The n slices from each edge to the next; an edge before the one it follows ends an empty one. */
static KiValue slices(Ta *a, KtTensor *x, const int64_t *edges, int64_t n, int dim) {
    KtTensor **out = ta_new_places(a->ks, n);
    if (!out) return KI_ERR;
    bool ok = true;
    int64_t k = 0;
    for (; ok && k < n; k++) {
        int64_t to = edges[k + 1] > edges[k] ? edges[k + 1] : edges[k];
        out[k] = kta_slice(a->ctx, x, dim, edges[k], to, 1);
        ok = out[k] != NULL;
    }
    if (!ok)
        while (k > 1)
            kt_decref(a->ctx, out[--k - 1]);
    KiValue r = ok ? ta_ret_tuple(a, out, n) : ki_kt_raise(a->ks);
    kb_free(&a->ks->alloc, out, (size_t)(n + 1) * sizeof *out);
    return r;
}
/* The pieces of x between m cuts. */
static KiValue split_at(Ta *a, KtTensor *x, const int64_t *cuts, int64_t m, int dim) {
    int64_t len = x->sizes[dim], *edges = kb_malloc(&a->ks->alloc, (size_t)(m + 2) * sizeof *edges);
    if (!edges) return ki_raise_nomem(a->ks);
    edges[0] = 0;
    for (int64_t k = 0; k <= m; k++) {
        int64_t to = k < m ? cuts[k] : len;
        if (to < 0) to += len;
        edges[k + 1] = to < 0 ? 0 : to > len ? len : to;
    }
    KiValue r = slices(a, x, edges, m + 1, dim);
    kb_free(&a->ks->alloc, edges, (size_t)(m + 2) * sizeof *edges);
    return r;
}
/* Cuts given as a tensor of one dimension. */
static KiValue split_at_tensor(Ta *a, KtTensor *x, KtTensor *t, int dim) {
    if (t->dtype != KT_I64)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "tensor_split expected tensor_indices_or_sections to have dtype of long, "
                        "but got %s",
                        kt_dtype_info[t->dtype].scalar_name);
    if (t->ndim != 1)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "tensor_split expected tensor_indices_or_sections to be a zero-dimensional "
                        "or one-dimensional tensor, but got a tensor with %d dims",
                        t->ndim);
    KtTensor *c = kt_contiguous(a->ctx, t);
    if (!c) return ki_kt_raise(a->ks);
    KiValue r = split_at(a, x, (const int64_t *)c->data, c->numel, dim);
    kt_decref(a->ctx, c);
    return r;
}
/* n pieces whose lengths differ by one at most, the longer ones first. */
static KiValue split_evenly(Ta *a, KtTensor *x, int64_t n, int dim) {
    KbAlloc *alloc = &a->ks->alloc;
    if (n >= INT32_MAX) return ki_raise_nomem(a->ks);
    int64_t len = x->sizes[dim], *edges = kb_malloc(alloc, (size_t)(n + 1) * sizeof *edges);
    if (!edges) return ki_raise_nomem(a->ks);
    edges[0] = 0;
    for (int64_t k = 0; k < n; k++)
        edges[k + 1] = edges[k] + len / n + (k < len % n);
    KiValue r = slices(a, x, edges, n, dim);
    kb_free(alloc, edges, (size_t)(n + 1) * sizeof *edges);
    return r;
}
/* The ints of a tuple or list, however many; what is no such thing is refused in PyTorch's words.
 */
static KiValue split_at_ints(Ta *a, KtTensor *x, int i, int dim) {
    int64_t few[KT_MAX_DIMS];
    int m;
    KiTuple *t = ki_is_tuple(a->v[i]) || ki_is_list(a->v[i]) ? ki_to_tuple(a->ks, a->v[i]) : NULL;
    if (!t || t->len <= KT_MAX_DIMS) {
        if (t) ki_decref_obj(a->ks, &t->h);
        if (!t && ki_pending(a->ks)) return KI_ERR;
        return ta_sizes(a, i, few, &m) ? split_at(a, x, few, m, dim) : KI_ERR;
    }
    size_t size = (size_t)t->len * sizeof(int64_t);
    int64_t *cuts = kb_malloc(&a->ks->alloc, size);
    bool ok = cuts != NULL;
    for (int64_t k = 0; ok && k < t->len; k++)
        ok = ki_to_i64(a->ks, t->items[k], &cuts[k]) == 1;
    if (!cuts)
        ki_raise_nomem(a->ks);
    else if (!ok && !ki_pending(a->ks))
        ta_bad(a, i, "tuple of ints");
    KiValue r = ok ? split_at(a, x, cuts, t->len, dim) : KI_ERR;
    if (cuts) kb_free(&a->ks->alloc, cuts, size);
    ki_decref_obj(a->ks, &t->h);
    return r;
}
static KiValue tensor_split(Ta *a, KtTensor *x, int i, int dim) {
    int64_t n;
    if (x->ndim == 0)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "tensor_split expected at least a 1-dimensional tensor, but got a tensor "
                        "with 0 dims");
    if (!kt_wrap_dim(a->ctx, &dim, x->ndim)) return ki_kt_raise(a->ks);
    int r = ki_to_i64(a->ks, a->v[i], &n);
    if (r < 0) return KI_ERR;
    if (r && n <= 0)
        return ki_raise(a->ks, KI_EXC_RuntimeError,
                        "number of sections must be larger than 0, got %lld", (long long)n);
    if (r) return split_evenly(a, x, n, dim);
    if (ki_is_tensor(a->v[i])) return split_at_tensor(a, x, ki_tensor_of(a->v[i]), dim);
    return split_at_ints(a, x, i, dim);
}
TA_FN(f_tensor_split) {
    TA_BIND("tensor_split", 2, 3, "input", "indices_or_sections", "dim");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 2, 0, 0);
    return a.failed ? KI_ERR : tensor_split(&a, x, 1, dim);
}
static KiValue split_along(KiState *ks, const char *name, int least, KiValue *args, int nargs,
                           KiValue kwnames) {
    static const TaSpec spec = {"", 2, 2, 2, {"input", "indices_or_sections"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (x->ndim < least)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.%s requires a tensor with at least %d dimension, but got a tensor "
                        "with %d dimensions!",
                        name, least, x->ndim);
    int dim = least == 1 ? x->ndim > 1 : least - 1 - (least == 2);
    int64_t n;
    if (ki_to_i64(ks, a.v[1], &n) == 1 && (n == 0 || x->sizes[dim] % n))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.%s attempted to split along dimension %d, but the size of the "
                        "dimension %lld is not divisible by the split_size %lld!",
                        name, dim, (long long)x->sizes[dim], (long long)n);
    return tensor_split(&a, x, 1, dim);
}
TA_FN(f_hsplit) {
    return split_along(ks, "hsplit", 1, args, nargs, kwnames);
}
TA_FN(f_vsplit) {
    return split_along(ks, "vsplit", 2, args, nargs, kwnames);
}
TA_FN(f_dsplit) {
    return split_along(ks, "dsplit", 3, args, nargs, kwnames);
}
TA_FN(f_unbind) {
    TA_BIND("unbind", 1, 2, "input", "dim");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 1, 0, 0);
    if (a.failed) return KI_ERR;
    int at = dim;
    if (!kt_wrap_dim(a.ctx, &at, x->ndim)) return ki_kt_raise(ks);
    if (x->ndim == 0)
        return ki_raise(ks, KI_EXC_IndexError,
                        "Dimension specified as 0 but tensor has no dimensions");
    int64_t n = x->sizes[at];
    KtTensor **out = ta_new_places(ks, n);
    if (!out) return KI_ERR;
    KiValue r = kta_unbind(a.ctx, x, at, out) ? ta_ret_tuple(&a, out, n) : ki_kt_raise(ks);
    kb_free(&ks->alloc, out, (size_t)(n + 1) * sizeof *out);
    return r;
}

static const TfRow rows[] = {
    {"split/fz", f_split},    {"split/mz", m_split},
    {"chunk/fmz", f_chunk},   {"tensor_split/fmz", f_tensor_split},
    {"hsplit/fmz", f_hsplit}, {"vsplit/fmz", f_vsplit},
    {"dsplit/fmz", f_dsplit}, {"unbind/fmz", f_unbind},
};

bool tf_init_split(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
