/* Copies with the elements in other places: flip, roll, repeat, tril, diag, pad ... */
#include "../tensor/ew.h"
#include "torch_args.h"

TA_FN(f_flip) {
    TA_BIND_VAR(1, "flip", 2, 2, "input", "dims");
    KtTensor *x = ta_tensor(&a, 0);
    int dims[KT_MAX_DIMS], n;
    ta_one_dim(&a, 1);
    ta_dims(&a, 1, dims, &n);
    return ta_ret(&a, a.failed ? NULL : kta_flip(a.ctx, x, n, dims));
}
static KiValue flip_one(KiState *ks, const char *name, int dim, KiValue *args, int nargs,
                        KiValue kwnames) {
    static const TaSpec spec = {"", 1, 1, 1, {"input"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (!a.failed && x->ndim <= dim)
        return ki_raise(ks, KI_EXC_RuntimeError, "Input must be >= %d-d.", dim + 1);
    return ta_ret(&a, a.failed ? NULL : kta_flip(a.ctx, x, 1, &dim));
}
TA_FN(f_fliplr) {
    return flip_one(ks, "fliplr", 1, args, nargs, kwnames);
}
TA_FN(f_flipud) {
    return flip_one(ks, "flipud", 0, args, nargs, kwnames);
}
TA_FN(f_roll) {
    TA_BIND("roll", 2, 3, "input", "shifts", "dims");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t shifts[KT_MAX_DIMS];
    int dims[KT_MAX_DIMS], n, m;
    ta_sizes(&a, 1, shifts, &n);
    bool have = ta_dims(&a, 2, dims, &m) && m > 0;
    if (a.failed) return KI_ERR;
    if (n == 0) return ki_raise(ks, KI_EXC_RuntimeError, "`shifts` required");
    if (have && n != m)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "shifts and dimensions must align. shifts: %d, dims:%d", n, m);
    if (have && x->numel == 0) /* PyTorch does not look at the dimensions then */
        return ta_ret(&a, kta_name_node(kta_clone(a.ctx, x), "RollBackward0"));
    return ta_ret(&a, kta_roll(a.ctx, x, n, shifts, have ? dims : NULL));
}
/* x turned k times by a quarter in the plane of two dimensions. */
static KtTensor *turned(KtCtx *ctx, KtTensor *x, int k, const int *dims) {
    if (k == 0) /* in the usual order of memory */
        return kt_is_contiguous(x) ? kta_clone(ctx, x) : kta_contiguous(ctx, x);
    if (k == 2) return kta_flip(ctx, x, 2, dims);
    KtTensor *first = kta_flip(ctx, x, 1, &dims[k == 1]);
    KtTensor *view = first ? kta_transpose(ctx, first, dims[0], dims[1]) : NULL;
    bool ok = view && kt_become(ctx, first, view) && kta_rebase(ctx, first, view);
    kt_xdecref(ctx, view);
    if (ok) return first; /* turned in place: no view */
    kt_xdecref(ctx, first);
    return NULL;
}
TA_FN(f_rot90) {
    TA_BIND("rot90", 1, 3, "input", "k", "dims");
    KtTensor *x = ta_tensor(&a, 0);
    int k = ta_int32(&a, 1, 1), dims[KT_MAX_DIMS], n;
    if (!ta_dims(&a, 2, dims, &n)) dims[0] = 0, dims[1] = 1, n = 2;
    if (a.failed) return KI_ERR;
    if (n != 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "expected total rotation dims == 2, but got dims = %d", n);
    if (x->ndim < 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "expected total dims >= 2, but got total dims = %d", x->ndim);
    if (dims[0] == dims[1] || dims[0] - dims[1] == x->ndim || dims[1] - dims[0] == x->ndim)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "expected rotation dims to be different, but got dim0 = %d and dim1 = %d",
                        dims[0], dims[1]);
    for (int i = 0; i < 2; i++)
        if (dims[i] >= x->ndim || dims[i] < -x->ndim)
            return ki_raise(ks, KI_EXC_RuntimeError, "Rotation dim%d out of range, dim%d = %d", i,
                            i, dims[i]);
    KtWhole w;
    if (!kta_whole_begin(a.ctx, &w, KT_WHOLE_ROT90, 1, &x)) return ki_kt_raise(ks);
    KtTensor *r = turned(a.ctx, w.in[0], ((k % 4) + 4) % 4, dims);
    return ta_ret(&a, kta_whole_end(a.ctx, &w, r));
}
TA_FN(f_repeat) {
    TA_BIND_VAR(1, "repeat", 2, 2, "self", "repeats");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t r[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, r, &n);
    return ta_ret(&a, a.failed ? NULL : kta_repeat(a.ctx, x, n, r));
}
TA_FN(f_tile) {
    TA_BIND_VAR(1, "tile", 2, 2, "input", "dims");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t r[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, r, &n);
    if (a.failed) return KI_ERR;
    for (; n < x->ndim; n++) { /* missing ones are 1, in front */
        memmove(r + 1, r, sizeof(int64_t) * (size_t)n);
        r[0] = 1;
    }
    return ta_ret(&a, kta_repeat(a.ctx, x, n, r));
}
/* Is that how long the caller said that the result is? */
static bool has_length(Ta *a, const KtTensor *t, int64_t said) {
    return t->numel == said ||
           kt_fail(a->ctx, KT_RUNTIME_ERROR, "allocated size does not match required size");
}
TA_FN(f_repeat_interleave) {
    TA_BIND("repeat_interleave", 1, 3, "input", "repeats", "dim", "output_size");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (!ta_given(&a, 1)) { /* of counts alone */
        if (!kt_counts_are_integers(a.ctx, x)) return ki_kt_raise(ks);
        if (x->ndim != 1)
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "repeat_interleave only accept 1D vector as repeat");
        KtTensor *n = x,
                 *i =
                     kt_arange(a.ctx, &(KtScalar){.kind = KT_S_INT, .dtype = KT_NO_DTYPE, .i = 0},
                               &(KtScalar){.kind = KT_S_INT, .dtype = KT_NO_DTYPE, .i = n->numel},
                               &(KtScalar){.kind = KT_S_INT, .dtype = KT_NO_DTYPE, .i = 1}, KT_I64);
        KtTensor *wide = i ? kt_repeat_interleave(a.ctx, i, n, 0) : NULL;
        KtTensor *r = wide ? kt_cast(a.ctx, wide, n->dtype) : NULL;
        kt_xdecref(a.ctx, wide);
        kt_xdecref(a.ctx, i);
        int64_t length = ta_int(&a, 3, r ? r->numel : 0);
        if (a.failed || (r && !has_length(&a, r, length))) {
            kt_xdecref(a.ctx, r);
            return a.failed ? KI_ERR : ki_kt_raise(ks);
        }
        return ta_ret(&a, r);
    }
    KtOperand c = ta_operand(&a, 1);
    int dim = ta_dim(&a, 2, KT_ALL_DIMS, 0);
    int64_t size = ta_int(&a, 3, -1);
    if (a.failed) return KI_ERR;
    if (x->ndim == 0 && dim != KT_ALL_DIMS)
        return ki_raise(ks, KI_EXC_IndexError,
                        "Dimension specified as %d but tensor has no dimensions", dim);
    int64_t all = x->numel ? -1 : 0;
    KtTensor *flat = dim == KT_ALL_DIMS ? kta_reshape(a.ctx, x, 1, &all) : kt_incref(x);
    if (dim == KT_ALL_DIMS) dim = 0;
    KtTensor *counts = c.t ? kt_incref(c.t) : kt_scalar_tensor(a.ctx, KT_I64, &c.s), *r = NULL;
    if (flat && counts && kt_wrap_dim(a.ctx, &dim, flat->ndim)) {
        KtScalar from = kt_scalar_int(0), to = kt_scalar_int(flat->ndim ? flat->sizes[dim] : 1),
                 step = kt_scalar_int(1);
        KtTensor *i = kt_arange(a.ctx, &from, &to, &step, KT_I64),
                 *picked = i ? kt_repeat_interleave(a.ctx, i, counts, 0) : NULL;
        if (picked && i->numel && ta_given(&a, 3) && !has_length(&a, picked, size)) {
            kt_decref(a.ctx, picked);
            picked = NULL;
        }
        r = picked ? kta_index_select(a.ctx, flat, dim, picked) : NULL;
        kt_xdecref(a.ctx, i);
        kt_xdecref(a.ctx, picked);
    }
    kt_xdecref(a.ctx, flat);
    kt_xdecref(a.ctx, counts);
    return ta_ret(&a, r);
}
static KtTensor *triangle(Ta *a, bool upper) {
    KtTensor *x = ta_tensor(a, 0);
    int64_t d = ta_int(a, 1, 0);
    if (a->failed || !ta_out_fits(a, 2, x->dtype)) return NULL;
    if (x->ndim == 1 && x->numel == 0)
        return kta_name_node(kta_clone(a->ctx, x), upper ? "TriuBackward0" : "TrilBackward0");
    return kta_tril(a->ctx, x, d, upper);
}
TA_FN(f_tril) {
    TA_BIND("tril", 1, 2, "input", "diagonal", "out");
    return ta_ret_out(&a, 2, triangle(&a, false));
}
TA_FN(f_triu) {
    TA_BIND("triu", 1, 2, "input", "diagonal", "out");
    return ta_ret_out(&a, 2, triangle(&a, true));
}
/* In place they ask for no elements of their own. */
static KiValue triangle_into(Ta *a, KtTensor *value) {
    if (a->failed) return KI_ERR;
    return ta_assign(a->ks, ki_tensor_of(a->v[0]), value) ? ki_new_ref(a->v[0]) : KI_ERR;
}
TA_FN(i_tril) {
    TA_BIND("tril_", 1, 2, "self", "diagonal");
    return triangle_into(&a, triangle(&a, false));
}
TA_FN(i_triu) {
    TA_BIND("triu_", 1, 2, "self", "diagonal");
    return triangle_into(&a, triangle(&a, true));
}
static bool diag_takes(Ta *a, const KtTensor *x) {
    if (x->dtype == KT_F16)
        ki_raise(a->ks, KI_EXC_RuntimeError, "\"diag\" not implemented for 'Half'");
    return x->dtype != KT_F16;
}
TA_FN(f_diag) {
    TA_BIND("diag", 1, 2, "input", "diagonal", "out");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t d = ta_int(&a, 1, 0);
    if (a.failed || !diag_takes(&a, x)) return KI_ERR;
    if (x->ndim == 2 && (d > x->sizes[1] || -d > x->sizes[0]))
        return ki_raise(ks, KI_EXC_RuntimeError, "numel: integer multiplication overflow");
    if (x->ndim == 1)
        return ta_ret_out(&a, 2, kta_name_node(kta_diag_embed(a.ctx, x, d, 0, 1), "DiagBackward0"));
    if (x->ndim != 2) return ki_raise(ks, KI_EXC_RuntimeError, "matrix or a vector expected");
    KtWhole w;
    if (!kta_whole_begin(a.ctx, &w, KT_WHOLE_DIAG, 1, &x)) return ki_kt_raise(ks);
    KtTensor *v = kta_diagonal(a.ctx, w.in[0], d, 0, 1),
             *r = v ? kta_lay_out(a.ctx, v, v->dtype, KT_CONTIGUOUS_FORMAT) : NULL;
    kt_xdecref(a.ctx, v);
    return ta_ret_out(&a, 2, kta_whole_end(a.ctx, &w, r));
}
TA_FN(f_diag_embed) {
    TA_BIND("diag_embed", 1, 4, "input", "offset", "dim1", "dim2");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t offset = ta_int(&a, 1, 0);
    int d1 = ta_dim(&a, 2, -2, 1), d2 = ta_dim(&a, 3, -1, 1);
    return ta_ret(&a, a.failed ? NULL : kta_diag_embed(a.ctx, x, offset, d1, d2));
}
TA_FN(f_diagflat) {
    TA_BIND("diagflat", 1, 2, "input", "offset");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t offset = ta_int(&a, 1, 0), all = -1;
    if (a.failed || !diag_takes(&a, x)) return KI_ERR;
    KtTensor *dense = kta_contiguous(a.ctx, x),
             *flat = dense ? kta_view(a.ctx, dense, 1, &all) : NULL;
    kt_xdecref(a.ctx, dense);
    KtTensor *r = flat ? kta_diag_embed(a.ctx, flat, offset, 0, 1) : NULL;
    kt_xdecref(a.ctx, flat);
    return ta_ret(&a, kta_name_node(r, "DiagBackward0"));
}
TA_FN(f_constant_pad_nd) {
    TA_BIND("constant_pad_nd", 2, 3, "input", "pad", "value");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t pads[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, pads, &n);
    KtScalar v = ta_scalar(&a, 2, kt_scalar_int(0));
    return ta_ret(&a, a.failed ? NULL : kta_pad_const(a.ctx, x, n, pads, &v));
}
TA_FN(f_contiguous) {
    TA_BIND("contiguous", 1, 1, "self", "memory_format");
    KtTensor *x = ta_tensor(&a, 0);
    KtMemoryFormat format = ta_memory_format(&a, 1, KT_CONTIGUOUS_FORMAT);
    if (a.failed) return KI_ERR;
    if (format == KT_PRESERVE_FORMAT && !kt_is_contiguous(x))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "preserve memory format is unsupported by the contiguous operator");
    if (format <= KT_CONTIGUOUS_FORMAT) return ta_ret(&a, kta_contiguous(a.ctx, x));
    return ta_ret(&a, kt_has_format(x, format) ? kt_incref(x) : kta_lay_out(a.ctx, x, -1, format));
}

static const TfRow rows[] = {
    {"flip/fm", f_flip},
    {"fliplr/fm", f_fliplr},
    {"flipud/fm", f_flipud},
    {"roll/fm", f_roll},
    {"rot90/fm", f_rot90},
    {"repeat/m", f_repeat},
    {"tile/fm", f_tile},
    {"repeat_interleave/fm", f_repeat_interleave},
    {"tril/fm", f_tril},
    {"triu/fm", f_triu},
    {"tril_/m", i_tril},
    {"triu_/m", i_triu},
    {"diag/fm", f_diag},
    {"diag_embed/fm", f_diag_embed},
    {"diagflat/fm", f_diagflat},
    {"constant_pad_nd/f", f_constant_pad_nd},
    {"contiguous/mz", f_contiguous},
};

bool tf_init_rearrange(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
