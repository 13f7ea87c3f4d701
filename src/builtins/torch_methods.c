/* Attributes and the remaining methods of Tensor: conversion, questions, writing. */
#include "../object/containers.h"
#include "../tensor/ew.h"
#include "torch_lazy.h"
#include "torch_override.h"
#include "torch_sparse.h"

static KtTensor *self_of(KiValue v) {
    return ki_tensor_of(v);
}

/* --- attributes --- */

/* An attribute that is a view of the elements. */
#define OF_SPARSE(name)                                                                            \
    if (KB_UNLIKELY(kt_is_sparse(self_of(v)))) return ts_call(ks, name, 'a', &v, 1, KI_ABSENT)

static KiValue get_shape(KiState *ks, KiValue v, void *closure) {
    return ki_torch_size(ks, self_of(v)->ndim, self_of(v)->sizes);
}
static KiValue get_dtype(KiState *ks, KiValue v, void *closure) {
    return ki_torch_dtype(ks, self_of(v)->dtype);
}
static KiValue get_device(KiState *ks, KiValue v, void *closure) {
    return ki_torch_device_cpu(ks);
}
static KiValue get_layout(KiState *ks, KiValue v, void *closure) {
    return ki_new_ref(kt_is_sparse(self_of(v)) ? ki_ts(ks)->sparse_coo : ki_ts(ks)->strided);
}
static KiValue get_ndim(KiState *ks, KiValue v, void *closure) {
    return ki_small_int(self_of(v)->ndim);
}
static KiValue get_T(KiState *ks, KiValue v, void *closure) {
    OF_SPARSE("T");
    KtTensor *t = self_of(v);
    int dims[KT_MAX_DIMS];
    for (int i = 0; i < t->ndim; i++)
        dims[i] = t->ndim - 1 - i;
    if (t->ndim != 2 && t->ndim != 0 && !kt_torch_warn(ki_kt(ks), KT_WARN_REVERSED_BY_T))
        return ki_kt_raise(ks);
    return ki_tensor_wrap(ks, kta_permute(ki_kt(ks), t, t->ndim, dims));
}
static KiValue get_mT(KiState *ks, KiValue v, void *closure) {
    OF_SPARSE("mT");
    if (self_of(v)->ndim == 0) return ki_new_ref(v);
    if (self_of(v)->ndim < 2)
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "tensor.mT is only supported on matrices or batches of matrices. Got %d-D tensor.",
            self_of(v)->ndim);
    return ki_tensor_wrap(ks, kta_transpose(ki_kt(ks), self_of(v), -2, -1));
}
static KiValue adjoint(KiState *ks, KtTensor *t) {
    bool self = t->ndim == 0 && !kt_is_complex_dtype(t->dtype);
    return ki_tensor_wrap(ks, self ? kt_incref(t) : kta_adjoint(ki_kt(ks), t));
}
static KiValue get_mH(KiState *ks, KiValue v, void *closure) {
    OF_SPARSE("mH");
    KtTensor *t = self_of(v);
    if (t->ndim == 1)
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "tensor.mH is only supported on matrices or batches of matrices. Got 1-D tensor.");
    return adjoint(ks, t);
}
static KiValue get_H(KiState *ks, KiValue v, void *closure) {
    OF_SPARSE("H");
    KtTensor *t = self_of(v);
    if (t->ndim != 0 && t->ndim != 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "tensor.H is only supported on matrices (2-D tensors). Got %d-D tensor.%s",
                        t->ndim,
                        t->ndim > 2 ? " For batches of matrices, consider using tensor.mH" : "");
    return adjoint(ks, t);
}
static KiValue get_real(KiState *ks, KiValue v, void *closure) {
    OF_SPARSE("real");
    KtTensor *t = self_of(v);
    return kt_is_complex_dtype(t->dtype) ? ki_tensor_wrap(ks, kta_real(ki_kt(ks), t))
                                         : ki_new_ref(v);
}
static KiValue get_imag(KiState *ks, KiValue v, void *closure) {
    OF_SPARSE("imag");
    if (!kt_is_complex_dtype(self_of(v)->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "imag is not implemented for tensors with non-complex dtypes.");
    return ki_tensor_wrap(ks, kta_imag(ki_kt(ks), self_of(v)));
}
static bool refuse_sparse_part(KiState *ks, KiValue v, KiValue value) {
    if (!ts_is_sparse(v) && !ts_is_sparse(value)) return false;
    (void)ki_raise(ks, KI_EXC_NotImplementedError, "real and imag of sparse tensors");
    return true;
}
static bool copy_part(KiState *ks, KtTensor *part, KiValue value) {
    KtCtx *ctx = ki_kt(ks);
    KtScalar s;
    bool ok = part != NULL;
    if (ok && ki_is_tensor(value))
        ok = kt_before_write(ctx, part) && kt_copy(ctx, part, ki_tensor_of(value));
    else if (ok && ki_to_scalar(ks, value, &s) == 1)
        ok = kt_fill(ctx, part, &s);
    kt_xdecref(ctx, part);
    if (!ok && !ki_pending(ks)) ki_kt_raise(ks);
    return ok;
}
static bool set_real(KiState *ks, KiValue v, KiValue value, void *closure) {
    if (refuse_sparse_part(ks, v, value)) return false;
    KtTensor *t = self_of(v);
    return copy_part(ks, kt_is_complex_dtype(t->dtype) ? kt_real(ki_kt(ks), t) : kt_incref(t),
                     value);
}
static bool set_imag(KiState *ks, KiValue v, KiValue value, void *closure) {
    if (refuse_sparse_part(ks, v, value)) return false;
    return copy_part(ks, kt_imag(ki_kt(ks), self_of(v)), value);
}

static KiValue get_data(KiState *ks, KiValue v, void *closure) {
    return ki_tensor_wrap(ks, kt_alias_uncounted(ki_kt(ks), self_of(v)));
}
/* The tensor goes on counting its own versions. */
static bool set_data(KiState *ks, KiValue v, KiValue value, void *closure) {
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_RuntimeError,
                 "Deleting tensor data is not allowed. Delete tensor instead!");
        return false;
    }
    if (!ki_is_tensor(value)) {
        ki_raise(ks, KI_EXC_TypeError, "Variable data has to be a tensor, but got %s",
                 ki_type_name(ks, value));
        return false;
    }
    if (kta_requires_grad(self_of(v)) && kta_is_leaf(self_of(v)) &&
        !kt_is_inexact_dtype(ki_tensor_of(value)->dtype)) {
        ki_raise(ks, KI_EXC_RuntimeError,
                 "data set to a tensor that requires gradients must be floating point or complex "
                 "dtype");
        return false;
    }
    if (ts_is_sparse(v) != ts_is_sparse(value)) {
        ki_raise(ks, KI_EXC_RuntimeError,
                 "Attempted to call `variable.set_data(tensor)`, but `variable` and `tensor` have "
                 "incompatible tensor type.");
        return false;
    }
    KtCtx *ctx = ki_kt(ks);
    KtTensor *t = self_of(v), *now = kt_alias_uncounted(ctx, ki_tensor_of(value));
    if (now) now->storage->version = t->storage->version;
    bool ok = now && kt_become(ctx, t, now);
    kt_xdecref(ctx, now);
    if (!ok) ki_kt_raise(ks);
    return ok;
}
static KiValue get_grad(KiState *ks, KiValue v, void *closure) {
    KtTensor *t = self_of(v), *g = kta_grad(t);
    if (g) return ki_tensor_wrap(ks, kt_incref(g));
    if (!kta_is_leaf(t) && !(t->ag && t->ag->retains_grad) &&
        !kt_torch_warn(ki_kt(ks), KT_WARN_GRAD_OF_NON_LEAF))
        return ki_kt_raise(ks);
    return KI_NONE;
}
static bool set_grad(KiState *ks, KiValue v, KiValue value, void *closure) {
    if (value != KI_ABSENT && !ki_is_none(value) && !ki_is_tensor(value)) {
        ki_raise(ks, KI_EXC_TypeError,
                 "assigned grad expected to be a Tensor or None but got grad of type%s",
                 ki_type_name(ks, value));
        return false;
    }
    if (kta_set_grad(ki_kt(ks), self_of(v), ki_is_tensor(value) ? ki_tensor_of(value) : NULL))
        return true;
    ki_kt_raise(ks);
    return false;
}
static KiValue get_grad_fn(KiState *ks, KiValue v, void *closure) {
    bool ok = true;
    KtNode *n = self_of(v)->ag ? kta_grad_fn(ki_kt(ks), self_of(v), &ok) : NULL;
    if (!n) return ok ? KI_NONE : ki_kt_raise(ks);
    KtEdge edge = {n, self_of(v)->ag->output};
    return ki_torch_node_at(ks, &edge);
}
static KiValue get_requires_grad(KiState *ks, KiValue v, void *closure) {
    return ki_bool(kta_requires_grad(self_of(v)));
}
static bool set_requires_grad(KiState *ks, KiValue v, KiValue value, void *closure) {
    if (!ki_is_bool(value)) {
        ki_raise(ks, KI_EXC_RuntimeError, "requires_grad must be a bool");
        return false;
    }
    KtTensor *t = self_of(v);
    if (value == KI_TRUE && kta_is_leaf(t) && !kt_is_inexact_dtype(t->dtype)) {
        ki_raise(ks, KI_EXC_RuntimeError,
                 "only Tensors of floating point and complex dtype can require gradients");
        return false;
    }
    if (kta_set_requires_grad(ki_kt(ks), t, value == KI_TRUE)) return true;
    ki_kt_raise(ks);
    return false;
}
static KiValue get_is_leaf(KiState *ks, KiValue v, void *closure) {
    KtTensor *t = self_of(v);
    bool ok;
    kta_grad_fn(ki_kt(ks), t, &ok); /* brought up to date, or refused */
    return ok ? ki_bool(kta_is_leaf(t)) : ki_kt_raise(ks);
}
static KiValue get_retains(KiState *ks, KiValue v, void *closure) {
    return ki_bool(self_of(v)->ag && self_of(v)->ag->retains_grad);
}
static KiValue get_output_nr(KiState *ks, KiValue v, void *closure) {
    return ki_small_int(self_of(v)->ag ? self_of(v)->ag->output : 0);
}
static KiValue get_version(KiState *ks, KiValue v, void *closure) {
    if (self_of(v)->flags & KT_T_INFERENCE)
        return ki_raise(ks, KI_EXC_RuntimeError, "Inference tensors do not track version counter.");
    return ki_small_int(self_of(v)->storage ? self_of(v)->storage->version : 0);
}
static KiValue get_base(KiState *ks, KiValue v, void *closure) {
    KtTensor *t = self_of(v);
    return t->ag && t->ag->base ? ki_tensor_wrap(ks, kt_incref(t->ag->base)) : KI_NONE;
}
static KiValue get_is_sparse(KiState *ks, KiValue v, void *closure) {
    return ki_bool(kt_is_sparse(self_of(v)));
}
static KiValue get_volatile(KiState *ks, KiValue v, void *closure) {
    bool ok = ki_warn(ks, KI_EXC_UserWarning, 1,
                      "volatile was removed (Variable.volatile is always False)");
    return ok ? KI_FALSE : KI_ERR;
}
static KiValue get_false(KiState *ks, KiValue v, void *closure) {
    return KI_FALSE;
}
static KiValue get_true(KiState *ks, KiValue v, void *closure) {
    return KI_TRUE;
}
static KiValue get_none(KiState *ks, KiValue v, void *closure) {
    return KI_NONE;
}
static KiValue get_names(KiState *ks, KiValue v, void *closure) {
    KiTuple *t = ki_tuple_alloc(ks, self_of(v)->ndim);
    for (int i = 0; t && i < self_of(v)->ndim; i++)
        t->items[i] = KI_NONE;
    return t ? ki_from_obj(t) : KI_ERR;
}

/* The attributes: X(name, getter, setter, doc). Classes of their own are asked before each use. */
#define ATTRIBUTES(X, XW)                                                                          \
    X(shape, get_shape, "The sizes, as torch.Size.")                                               \
    X(dtype, get_dtype, NULL)                                                                      \
    X(device, get_device, NULL)                                                                    \
    X(layout, get_layout, NULL)                                                                    \
    X(ndim, get_ndim, NULL)                                                                        \
    X(T, get_T, NULL)                                                                              \
    X(mT, get_mT, NULL)                                                                            \
    X(H, get_H, NULL)                                                                              \
    X(mH, get_mH, NULL)                                                                            \
    XW(real, get_real, set_real, NULL)                                                             \
    XW(imag, get_imag, set_imag, NULL)                                                             \
    XW(data, get_data, set_data, NULL)                                                             \
    XW(grad, get_grad, set_grad, NULL)                                                             \
    XW(_grad, get_grad, set_grad, NULL)                                                            \
    X(grad_fn, get_grad_fn, NULL)                                                                  \
    XW(requires_grad, get_requires_grad, set_requires_grad, NULL)                                  \
    X(is_leaf, get_is_leaf, NULL)                                                                  \
    X(retains_grad, get_retains, NULL)                                                             \
    X(output_nr, get_output_nr, NULL)                                                              \
    X(_version, get_version, NULL)                                                                 \
    X(_base, get_base, NULL)                                                                       \
    X(is_cuda, get_false, NULL)                                                                    \
    X(is_sparse, get_is_sparse, NULL)                                                              \
    X(is_quantized, get_false, NULL)                                                               \
    X(is_mps, get_false, NULL)                                                                     \
    X(is_meta, get_false, NULL)                                                                    \
    X(is_nested, get_false, NULL)                                                                  \
    X(is_mkldnn, get_false, NULL)                                                                  \
    X(is_cpu, get_true, NULL)                                                                      \
    X(is_ipu, get_false, NULL)                                                                     \
    X(is_xpu, get_false, NULL)                                                                     \
    X(is_ort, get_false, NULL)                                                                     \
    X(is_vulkan, get_false, NULL)                                                                  \
    X(is_sparse_csr, get_false, NULL)                                                              \
    X(volatile, get_volatile, NULL)                                                                \
    X(name, get_none, NULL)                                                                        \
    X(names, get_names, NULL)

static KB_NOINLINE KiValue ask_get(KiState *ks, KiValue v, void *closure, const char *name,
                                   KiGetter get) {
    KiValue r = to_get(ks, name, v);
    return r == KI_ABSENT ? get(ks, v, closure) : r;
}
static KB_NOINLINE bool ask_set(KiState *ks, KiValue v, KiValue value, void *closure,
                                const char *name, KiSetter set) {
    KiValue r = to_set(ks, name, v, value);
    if (r == KI_ABSENT) return set(ks, v, value, closure);
    ki_decref(ks, r);
    return r != KI_ERR;
}
#define GET(name, get, doc)                                                                        \
    static KiValue asked_##name(KiState *ks, KiValue v, void *closure) {                           \
        if (KB_UNLIKELY(ks->lazy_arguments)) return ask_get(ks, v, closure, #name, get);           \
        return get(ks, v, closure);                                                                \
    }
#define GET_SET(name, get, set, doc)                                                               \
    GET(name, get, doc)                                                                            \
    static bool asked_set_##name(KiState *ks, KiValue v, KiValue value, void *closure) {           \
        if (KB_UNLIKELY(ks->lazy_arguments)) return ask_set(ks, v, value, closure, #name, set);    \
        return set(ks, v, value, closure);                                                         \
    }
ATTRIBUTES(GET, GET_SET)
#undef GET
#undef GET_SET

static const KiGetsetDef getsets[] = {
#define GET(name, get, doc)          {#name, asked_##name, NULL, doc, NULL},
#define GET_SET(name, get, set, doc) {#name, asked_##name, asked_set_##name, doc, NULL},
    ATTRIBUTES(GET, GET_SET){NULL, NULL, NULL, NULL, NULL}};
#undef GET
#undef GET_SET

/* --- questions --- */

TA_FN(m_size) {
    TA_BIND("size", 1, 2, "self", "dim");
    KtTensor *t = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (!ta_given(&a, 1)) return ki_torch_size(ks, t->ndim, t->sizes);
    int dim = ta_int32(&a, 1, 0);
    if (a.failed) return KI_ERR;
    if (t->ndim == 0)
        return ki_raise(ks, KI_EXC_IndexError,
                        "Dimension specified as %d but tensor has no dimensions", dim);
    return kt_wrap_dim(a.ctx, &dim, t->ndim) ? ki_int_from_i64(ks, t->sizes[dim]) : ki_kt_raise(ks);
}
TA_FN(m_stride) {
    TA_BIND("stride", 1, 2, "self", "dim");
    KtTensor *t = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (!ta_given(&a, 1)) return ki_sizes_tuple(ks, t->ndim, t->strides);
    int dim = ta_int32(&a, 1, 0);
    if (a.failed) return KI_ERR;
    return kt_wrap_dim(a.ctx, &dim, t->ndim) ? ki_int_from_i64(ks, t->strides[dim])
                                             : ki_kt_raise(ks);
}
#define NUMBER(name, expr)                                                                         \
    static KiValue name(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {                  \
        if (nargs != 1 || !ki_is_tensor(args[0]))                                                  \
            return ki_raise(ks, KI_EXC_TypeError, "%s() takes a Tensor", &#name[2]);               \
        KtTensor *t = ki_tensor_of(args[0]);                                                       \
        return expr;                                                                               \
    }
NUMBER(m_dim, ki_small_int(t->ndim))
NUMBER(m_numel, ki_int_from_i64(ks, t->numel))
NUMBER(m_storage_offset, ki_int_from_i64(ks, kt_storage_offset(t)))
NUMBER(m_data_ptr, ki_int_from_i64(ks, t->numel ? (int64_t)(intptr_t)t->data : 0))
NUMBER(m_element_size, ki_small_int(t->itemsize))
NUMBER(m_is_floating_point, ki_bool(kt_is_float_dtype(t->dtype)))
NUMBER(m_is_complex, ki_bool(kt_is_complex_dtype(t->dtype)))
NUMBER(m_is_signed, ki_bool(kt_is_signed_dtype(t->dtype)))
NUMBER(m_is_view,
       ki_bool(kt_is_inexact_dtype(t->dtype) ? t->ag && t->ag->base : t->flags &KT_T_VIEW))
NUMBER(m_is_inference, ki_bool((t->flags & KT_T_INFERENCE) != 0))
NUMBER(m_get_device, ki_small_int(t->device ? 0 : -1))
NUMBER(m_false, ki_bool(t->flags & 0))
NUMBER(m_tolist, ki_tensor_tolist(ks, t))
NUMBER(m_self, t ? ki_new_ref(args[0]) : KI_ERR)
NUMBER(m_storage_nbytes, ki_int_from_i64(ks, t->storage ? (int64_t)t->storage->nbytes : 0))
NUMBER(m_storage_ptr, ki_int_from_i64(ks, t->storage ? (int64_t)(intptr_t)t->storage->data : 0))

/* is_pinned(device=None) */
TA_FN(m_is_pinned) {
    TA_BIND("is_pinned", 1, 2, "self", "device");
    if (!a.failed) (void)ta_tensor(&a, 0);
    return a.failed ? KI_ERR : KI_FALSE;
}
TA_FN(m_item) {
    if (nargs != 1 || !ki_is_tensor(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "_TensorBase.item() takes no arguments (%d given)",
                        nargs - 1);
    KtTensor *t = ki_tensor_of(args[0]);
    if (t->numel != 1)
        return ki_raise(ks, KI_EXC_ValueError,
                        "only one element tensors can be converted to Python scalars");
    return ki_from_element(ks, t->dtype, t->data);
}
TA_FN(m_is_contiguous) {
    TA_BIND("is_contiguous", 1, 1, "self", "memory_format");
    KtTensor *t = ta_tensor(&a, 0);
    KtMemoryFormat format = ta_memory_format(&a, 1, KT_CONTIGUOUS_FORMAT);
    return a.failed ? KI_ERR : ki_bool(kt_has_format(t, format));
}
TA_FN(f_is_nonzero) {
    TA_BIND("is_nonzero", 1, 1, "input");
    KtTensor *t = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (t->numel == 0)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Boolean value of Tensor with no values is ambiguous");
    if (t->numel > 1)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Boolean value of Tensor with more than one value is ambiguous");
    KtScalar s = kt_load_scalar(t->dtype, t->data);
    return ki_bool(kt_scalar_as_bool(&s));
}
TA_FN(f_is_same_size) {
    TA_BIND("is_same_size", 2, 2, "input", "other");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    return a.failed ? KI_ERR : ki_bool(kt_same_shape(x, y));
}
TA_FN(m_is_set_to) {
    TA_BIND("is_set_to", 2, 2, "self", "tensor");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    return a.failed ? KI_ERR
                    : ki_bool(x->data == y->data && kt_same_shape(x, y) &&
                              !memcmp(x->strides, y->strides, sizeof(int64_t) * x->ndim));
}

/* --- other dtypes and devices --- */

/* i: the argument memory_format; -1: there is none */
static KiValue cast_to(Ta *a, KtTensor *x, int dtype, bool copy, int i) {
    KtMemoryFormat format = i < 0 ? KT_PRESERVE_FORMAT : ta_memory_format(a, i, KT_PRESERVE_FORMAT);
    if (a->failed) return KI_ERR;
    bool same = dtype < 0 || dtype == x->dtype;
    if (format != KT_PRESERVE_FORMAT &&
        (!same || copy || (format != KT_CONTIGUOUS_FORMAT && kt_suggested_format(x) != format)))
        return ta_ret(a, kta_name_node(kta_lay_out(a->ctx, x, dtype, format), "ToCopyBackward0"));
    if (same)
        return copy ? ta_ret(a, kta_name_node(kta_clone(a->ctx, x), "ToCopyBackward0"))
                    : ki_new_ref(a->v[0]);
    return ta_ret(a, kta_cast(a->ctx, x, dtype));
}
static KiValue convert(KiState *ks, const char *name, int dtype, KiValue *args, int nargs,
                       KiValue kwnames) {
    TA_SPEC("", 1, 1, "self", "memory_format", "non_blocking");
    TaSpec own = spec;
    own.name = name;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    return a.failed ? KI_ERR : cast_to(&a, x, dtype, false, 1);
}
#define CONVERT(name, dtype)                                                                       \
    static KiValue m_##name(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {              \
        return convert(ks, #name, dtype, args, nargs, kwnames);                                    \
    }
CONVERT(float, KT_F32)
CONVERT(double, KT_F64)
CONVERT(half, KT_F16)
CONVERT(bfloat16, KT_BF16)
CONVERT(long, KT_I64)
CONVERT(int, KT_I32)
CONVERT(short, KT_I16)
CONVERT(char, KT_I8)
CONVERT(byte, KT_U8)
CONVERT(bool, KT_BOOL)
CONVERT(cfloat, KT_C64)
CONVERT(cdouble, KT_C128)

/* to(dtype), to(device), to(device, dtype), to(other), each with non_blocking and copy */
static KiValue no_such_to(Ta *a, KiValue *args, int nargs, KiValue kwnames) {
    return ta_no_match(a, args, nargs, kwnames,
                       "m: * (torch.device device, torch.dtype dtype, bool non_blocking, "
                       "bool copy, *, torch.memory_format memory_format)\n"
                       " * (torch.dtype dtype, bool non_blocking, bool copy, *, "
                       "torch.memory_format memory_format)\n"
                       " * (Tensor tensor, bool non_blocking, bool copy, *, "
                       "torch.memory_format memory_format)\n");
}
static bool are_flags(const Ta *a, int first, int last) {
    for (int i = first; i <= last; i++)
        if (a->v[i] != KI_ABSENT && !ki_is_bool(a->v[i])) return false;
    return true;
}
/* A number that is no device's counts as the tensor that it would make; KT_NO_DTYPE: it is none. */
static int dtype_of_number(KiState *ks, KiValue v) {
    int scalar = ki_np_scalar_dtype(ks, v);
    if (scalar >= 0 && kt_is_int_dtype(scalar)) return KT_NO_DTYPE;
    if (ki_is_bool(v)) return KT_BOOL;
    if (ki_has_layout(v, KI_K_COMPLEX) || (scalar >= 0 && kt_is_complex_dtype(scalar)))
        return KT_C128;
    return ki_is_float(v) || scalar >= 0 ? KT_F64 : KT_NO_DTYPE;
}
TA_FN(m_to) {
    TA_BIND("to", 1, 5, "self", "what", "dtype", "non_blocking", "copy", "device", "tensor",
            "memory_format");
    KtTensor *x = ta_tensor(&a, 0);
    int dtype = KT_NO_DTYPE;
    if (a.failed) return KI_ERR;
    if (!are_flags(&a, 3, 4)) return no_such_to(&a, args, nargs, kwnames);
    bool copy = a.v[4] == KI_TRUE;
    if (ta_given(&a, 1)) {
        bool is_dtype = ki_is_torch_dtype(ks, a.v[1]) || ki_is_type(a.v[1]);
        if (is_dtype || ki_is_tensor(a.v[1])) {
            if (!are_flags(&a, 2, 3)) return no_such_to(&a, args, nargs, kwnames);
            dtype = is_dtype ? ta_dtype(&a, 1) : (int)ki_tensor_of(a.v[1])->dtype;
            if (a.failed) return KI_ERR;
            copy = copy || (nargs > 3 && a.v[3] == KI_TRUE); /* one place ahead */
            return cast_to(&a, x, dtype, copy, 7);
        }
        dtype = dtype_of_number(ks, a.v[1]);
        if (dtype != KT_NO_DTYPE) {
            if (!are_flags(&a, 2, 3)) return no_such_to(&a, args, nargs, kwnames);
            copy = copy || (nargs > 3 && a.v[3] == KI_TRUE);
            return cast_to(&a, x, dtype, copy, 7);
        }
        if (ki_check_device(ks, a.v[1]) < 0) {
            if (!ki_pending_is(ks, KI_EXC_TypeError)) return KI_ERR;
            ki_clear_exc(ks);
            return no_such_to(&a, args, nargs, kwnames);
        }
    }
    if (ta_given(&a, 6))
        return cast_to(&a, x,
                       ki_is_tensor(a.v[6]) ? ki_tensor_of(a.v[6])->dtype
                       : ki_is_int(a.v[6])  ? KT_I64
                                            : dtype_of_number(ks, a.v[6]),
                       copy, 7);
    ta_device(&a, 5);
    if (ta_given(&a, 2)) {
        bool is_dtype = ki_is_torch_dtype(ks, a.v[2]) || ki_is_type(a.v[2]);
        if (!is_dtype && !ki_is_bool(a.v[2])) return no_such_to(&a, args, nargs, kwnames);
        if (is_dtype) dtype = ta_dtype(&a, 2);
    }
    return a.failed ? KI_ERR : cast_to(&a, x, dtype, copy, 7);
}
static int dtype_by_type_name(const char *s) {
    if (!strncmp(s, "torch.", 6)) s += 6;
    for (int d = 0; d < KT_N_DTYPES; d++) {
        size_t n = strlen(kt_dtype_info[d].scalar_name);
        if (!strncmp(s, kt_dtype_info[d].scalar_name, n) && !strcmp(s + n, "Tensor")) return d;
    }
    return -1;
}
TA_FN(m_type) {
    TA_BIND("type", 1, 3, "self", "dtype", "non_blocking", "memory_format");
    KtTensor *x = ta_tensor(&a, 0);
    (void)ta_bool(&a, 2, false);
    if (a.failed) return KI_ERR;
    if (!ta_given(&a, 1))
        return ki_str_format(ks, "torch.%sTensor", kt_dtype_info[x->dtype].scalar_name);
    int d = -1;
    if (ki_is_str(a.v[1])) {
        const char *s = ta_str(&a, 1, "");
        if ((d = dtype_by_type_name(s)) < 0)
            return ki_raise(ks, KI_EXC_ValueError, "invalid type: '%s'", s);
    } else if (ki_is_torch_dtype(ks, a.v[1])) {
        d = ki_torch_dtype_of(a.v[1]);
    } else if (a.v[1] == ki_from_obj(ks->types[KI_K_TENSOR])) {
        d = a.ctx->default_dtype;
    } else { /* torch.FloatTensor and its kind carry their dtype */
        KiStr *name = ki_intern_cstr(ks, "dtype");
        KiValue v = !name                ? KI_ERR
                    : ki_is_type(a.v[1]) ? ki_getattr_opt(ks, a.v[1], name)
                                         : KI_ABSENT;
        if (name) ki_decref_obj(ks, &name->h);
        if (v == KI_ERR) return KI_ERR;
        if (v != KI_ABSENT && ki_is_torch_dtype(ks, v)) d = ki_torch_dtype_of(v);
        if (v != KI_ABSENT) ki_decref(ks, v);
        if (d < 0 && ki_is_type(a.v[1]))
            return ki_raise(ks, KI_EXC_ValueError, "invalid type: '%s'",
                            ki_str_utf8(ks, ((KiType *)ki_obj(a.v[1]))->name, NULL));
        if (d < 0)
            return ki_raise(ks, KI_EXC_TypeError, "dtype must be a type, str, or dtype object");
    }
    return cast_to(&a, x, d, false, 3);
}
TA_FN(m_type_as) {
    TA_BIND("type_as", 2, 2, "self", "other");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    return a.failed ? KI_ERR : cast_to(&a, x, y->dtype, false, -1);
}
TA_FN(m_cuda) {
    TA_BIND("cuda", 1, 4, "self", "device", "non_blocking", "memory_format");
    bool known = ta_given(&a, 1) && ki_is_ptr(a.v[1]) &&
                 ki_obj(a.v[1])->shape->type == ki_ts(ks)->device_type;
    if (ta_given(&a, 1) && !known) { /* what is no device at all is refused as such */
        KiValue d = ki_call1(ks, ki_from_obj(ki_ts(ks)->device_type), a.v[1]);
        if (d == KI_ERR && ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            return ki_raise(ks, KI_EXC_TypeError,
                            "cuda(): argument 'device' (position 1) must be torch.device, not %s",
                            ki_type_name(ks, a.v[1]));
        }
        if (d == KI_ERR) return KI_ERR;
        ki_decref(ks, d);
    }
    return ki_raise(ks, KI_EXC_AssertionError, "Torch not compiled with CUDA enabled");
}

/* --- detaching, gradients --- */

TA_FN(f_detach) {
    TA_BIND("detach", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kta_detach(a.ctx, x));
}
TA_FN(i_detach) {
    TA_BIND("detach_", 1, 1, "self");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret_self(&a, !a.failed && kta_detach_(a.ctx, x));
}
TA_FN(i_requires_grad) {
    TA_BIND("requires_grad_", 1, 2, "self", "requires_grad");
    KtTensor *x = ta_tensor(&a, 0);
    if (!a.failed && ki_is_none(a.v[1])) ta_bad(&a, 1, "bool");
    bool on = ta_bool(&a, 1, true);
    return ta_ret_self(&a, !a.failed && kta_set_requires_grad(a.ctx, x, on));
}

/* --- overwriting --- */

static KiValue overwrite(Ta *a, const KtScalar *s, const char *node) {
    KtTensor *x = ta_tensor(a, 0);
    if (a->failed) return KI_ERR;
    if (!kta_check_inplace(a->ctx, x)) return ki_kt_raise(a->ks);
    return ta_ret_self(a, kt_before_write(a->ctx, x) && kt_fill(a->ctx, x, s) &&
                              kta_overwritten(a->ctx, x, node));
}
/* x becomes a number that has a history. */
static KiValue fill_recorded(Ta *a, KtTensor *value) {
    KtTensor *x = ta_tensor(a, 0);
    if (!kta_check_inplace(a->ctx, x)) return ki_kt_raise(a->ks);
    KtTensor *c = kta_cast(a->ctx, value, x->dtype),
             *wide = c ? kta_expand(a->ctx, c, x->ndim, x->sizes) : NULL;
    kt_xdecref(a->ctx, c);
    return ta_ret_inplace(a, kta_name_node(wide, "FillBackward3"));
}
TA_FN(i_fill) {
    TA_BIND("fill_", 2, 2, "self", "value");
    KtTensor *value = ki_is_tensor(a.v[1]) ? ki_tensor_of(a.v[1]) : NULL;
    if (value && value->ndim)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "fill_ only supports 0-dimension value tensor but got tensor with %d "
                        "dimensions.",
                        value->ndim);
    if (value && kta_will_record(a.ctx, 1, &value)) return fill_recorded(&a, value);
    KtScalar s = value ? kt_first(value) : ta_scalar(&a, 1, kt_scalar_int(0));
    if (a.failed) return KI_ERR;
    s.dtype = KT_NO_DTYPE;
    return overwrite(&a, &s, value ? "FillBackward3" : "FillBackward2");
}
TA_FN(i_zero) {
    TA_BIND("zero_", 1, 1, "self");
    KtScalar s = kt_scalar_int(0);
    return overwrite(&a, &s, "ZeroBackward0");
}
/* The n elements of x that lie `step` apart from one of them on become v. */
static bool fill_line(KtCtx *ctx, KtTensor *x, int64_t n, int64_t step, int64_t from, KtTensor *v) {
    KtTensor *line = kta_as_strided(ctx, x, 1, &n, &step, kt_storage_offset(x) + from);
    bool ok = line && kta_copy_(ctx, line, v);
    kt_xdecref(ctx, line);
    return ok;
}
TA_FN(i_fill_diagonal) {
    TA_BIND("fill_diagonal_", 2, 3, "self", "fill_value", "wrap");
    KtTensor *x = ta_tensor(&a, 0);
    KtScalar s = ta_scalar(&a, 1, kt_scalar_int(0));
    bool wrap = ta_bool(&a, 2, false);
    if (a.failed) return KI_ERR;
    if (x->ndim < 2) return ki_raise(ks, KI_EXC_RuntimeError, "dimensions must larger than 1");
    int64_t n = x->sizes[0], step = 0;
    for (int i = 1; x->ndim > 2 && i < x->ndim; i++)
        if (x->sizes[i] != n)
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "all dimensions of input must be of equal length");
    for (int i = 0; i < x->ndim; i++) {
        n = x->sizes[i] < n ? x->sizes[i] : n;
        step += x->strides[i];
    }
    if (x->dtype == KT_BOOL && s.kind == KT_S_COMPLEX) /* its real part tells */
        s = kt_scalar_float(s.c.re);
    bool takes = kta_check_inplace(a.ctx, x) && kt_check_number(a.ctx, x->dtype, &s);
    KtTensor *v = takes ? kt_scalar_tensor(a.ctx, x->dtype, &s) : NULL;
    bool ok = v && fill_line(a.ctx, x, n, step, 0, v);
    int64_t period = x->ndim == 2 ? x->sizes[1] + 1 : 0; /* rows until the diagonal starts anew */
    if (ok && wrap && period && x->sizes[0] > period)
        ok = fill_line(a.ctx, x, (x->numel + period - 1) / period - n, step, x->strides[0] * period,
                       v);
    kt_xdecref(a.ctx, v);
    return ta_ret_self(&a, ok);
}
TA_FN(i_copy) {
    TA_BIND("copy_", 2, 3, "self", "other", "non_blocking");
    KtTensor *x = ta_tensor(&a, 0), *number = NULL;
    KtOperand o = ta_operand(&a, 1);
    if (a.failed) return KI_ERR;
    if (!o.t) {
        if (!(number = kt_scalar_tensor(a.ctx, x->dtype, &o.s))) return ki_kt_raise(ks);
        o.t = number;
    }
    int64_t sizes[KT_MAX_DIMS];
    KtTensor *both[2] = {x, o.t};
    int n;
    bool ok = kta_check_inplace(a.ctx, x) && kt_check_written(a.ctx, x) &&
              kt_broadcast_shapes(a.ctx, 2, both, &n, sizes);
    if (ok && (n != x->ndim || memcmp(sizes, x->sizes, (size_t)n * sizeof *sizes))) {
        char own[300], wide[300];
        ok = kt_fail(a.ctx, KT_RUNTIME_ERROR,
                     "output with shape %s doesn't match the broadcast shape %s",
                     kt_shape_str(own, sizeof own, x->ndim, x->sizes),
                     kt_shape_str(wide, sizeof wide, n, sizes));
    }
    ok = ok && kta_copy_(a.ctx, x, o.t);
    kt_xdecref(a.ctx, number);
    return ta_ret_self(&a, ok);
}
TA_FN(i_set) {
    TA_BIND("set_", 1, 2, "self", "source");
    KtTensor *x = ta_tensor(&a, 0), *y;
    const int64_t empty = 0;
    if (a.failed) return KI_ERR;
    if (!ta_given(&a, 1)) {
        if (!kta_check_inplace(a.ctx, x)) return ki_kt_raise(ks);
        KtTensor *none = kt_empty(a.ctx, x->dtype, 1, &empty);
        bool became = none && kt_become(a.ctx, x, none);
        kt_xdecref(a.ctx, none);
        return ta_ret_self(&a, became);
    }
    y = ta_tensor(&a, 1);
    if (!a.failed && y->dtype != x->dtype)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "source.dtype() == self.dtype() INTERNAL ASSERT FAILED at "
                        "\"./torch/csrc/autograd/generated/python_variable_methods.cpp\":16761, "
                        "please report a bug to PyTorch. ");
    if (!a.failed && !kta_check_inplace(a.ctx, x)) return ki_kt_raise(ks);
    int lazy = a.failed ? 0 : (x->flags ^ y->flags) & KT_T_LAZY; /* what self is read as stays */
    if (a.failed || !kt_become(a.ctx, x, y)) return ta_ret_self(&a, false);
    x->flags ^= (uint8_t)lazy;
    KtTensor *both[2] = {x, y};
    if (!kta_will_record(a.ctx, 2, both)) return ta_ret_self(&a, true);
    KtTensor *alias = kt_alias(a.ctx, x), /* carries the history until x takes it over */
        *tmp = alias ? kta_underivable(a.ctx, alias, NULL, "set_", 2, both) : NULL;
    bool ok = tmp && kta_rebase(a.ctx, x, tmp);
    kt_xdecref(a.ctx, tmp);
    return ta_ret_self(&a, ok);
}
/* As messages have it: those types that have a class of their own in torch by its name. */
static const char *type_of_elements(const KtTensor *t, char *text, size_t size) {
    const char *name = kt_dtype_info[t->dtype].scalar_name;
    bool plain = kt_is_complex_dtype(t->dtype) || t->dtype == KT_BOOL || t->dtype == KT_BF16;
    snprintf(text, size, plain ? "CPU%sType" : "torch.%sTensor", name);
    return text;
}
/* apply_(f), map_(other, f): element by element through Python */
static KiValue each(KiState *ks, bool two, KiValue *args, int nargs, KiValue kwnames) {
    TaSpec spec = {two ? "map_" : "apply_",
                   two ? 3 : 2,
                   two ? 3 : 2,
                   two ? 3 : 2,
                   {"self", two ? "other" : "callable", "callable"}};
    Ta a;
    if (!two && !ki_check_args(ks, "_TensorBase.apply_", nargs - 1, kwnames, 1, 1)) return KI_ERR;
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *y = two ? ta_tensor(&a, 1) : NULL;
    if (a.failed) return KI_ERR;
    if (y && y->dtype != x->dtype) {
        char mine[60], other[60];
        return ki_raise(ks, KI_EXC_TypeError, "map_: expected %s for 'other' (got %s)",
                        type_of_elements(x, mine, sizeof mine),
                        type_of_elements(y, other, sizeof other));
    }
    if (kta_requires_grad(x))
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "Can't call %s() on Variable that requires grad. Use var.detach().%s() instead.",
            spec.name, spec.name);
    KtTensor *wide = y ? kt_expand(a.ctx, y, x->ndim, x->sizes) : NULL;
    if (y && !wide) return ki_kt_raise(ks);
    int64_t at[KT_MAX_DIMS] = {0};
    bool ok = kt_before_write(a.ctx, x);
    for (int64_t i = 0; ok && i < x->numel; i++) {
        KtScalar s = kt_item_at(x, at), out, t;
        KiValue v[2] = {ki_from_scalar(ks, &s), KI_NONE};
        if (wide) {
            t = kt_item_at(wide, at);
            v[1] = ki_from_scalar(ks, &t);
        }
        KiValue r = ki_call(ks, a.v[two ? 2 : 1], v, two ? 2 : 1, KI_ABSENT);
        ki_decref(ks, v[0]);
        ki_decref(ks, v[1]);
        ok = r != KI_ERR && ki_to_scalar(ks, r, &out) == 1 && kt_set_item_at(a.ctx, x, at, &out);
        if (!ok && r != KI_ERR && !ki_pending(ks))
            ki_raise(ks, KI_EXC_TypeError, "must be real number, not %s", ki_type_name(ks, r));
        ki_decref(ks, r);
        for (int d = x->ndim - 1; d >= 0 && ++at[d] == x->sizes[d]; d--)
            at[d] = 0;
    }
    kt_xdecref(a.ctx, wide);
    return ok ? ki_new_ref(a.v[0]) : ki_pending(ks) ? KI_ERR : ki_kt_raise(ks);
}
TA_FN(i_apply) {
    return each(ks, false, args, nargs, kwnames);
}
TA_FN(i_map) {
    return each(ks, true, args, nargs, kwnames);
}

TA_FN(m_to_dense) {
    TA_BIND("to_dense", 1, 2, "self", "dtype");
    KtTensor *x = ta_tensor(&a, 0);
    int dtype = ta_dtype(&a, 1);
    if (a.failed) return KI_ERR;
    return dtype < 0 || dtype == x->dtype ? ta_ret_self(&a, true)
                                          : ta_ret(&a, kta_cast(a.ctx, x, dtype));
}

static const TfRow rows[] = {
    {"size/mzc", m_size},
    {"stride/mz", m_stride},
    {"dim/mzc,ndimension/mzc", m_dim},
    {"numel/fmzc,nelement/mzc", m_numel},
    {"storage_offset/mz", m_storage_offset},
    {"data_ptr/mz", m_data_ptr},
    {"element_size/mzc", m_element_size},
    {"is_floating_point/fmzc", m_is_floating_point},
    {"is_complex/fmzc", m_is_complex},
    {"is_signed/fmzc", m_is_signed},
    {"_is_view/mzc", m_is_view},
    {"is_inference/fmzc", m_is_inference},
    {"get_device/fmzc", m_get_device},
    {"is_pinned/mzc", m_is_pinned},
    {"is_distributed/mzc,has_names/mzc", m_false},
    {"tolist/m", m_tolist},
    {"cpu/mzc,pin_memory/mz", m_self},
    {"to_dense/mz", m_to_dense},
    {"_storage_nbytes/fz", m_storage_nbytes},
    {"_storage_ptr/fz", m_storage_ptr},
    {"item/m", m_item},
    {"is_contiguous/mzc", m_is_contiguous},
    {"is_nonzero/fm", f_is_nonzero},
    {"is_same_size/fmzc", f_is_same_size},
    {"is_set_to/m", m_is_set_to},
    {"float/mz", m_float},
    {"double/mz", m_double},
    {"half/mz", m_half},
    {"bfloat16/mz", m_bfloat16},
    {"long/mz", m_long},
    {"int/mz", m_int},
    {"short/mz", m_short},
    {"char/mz", m_char},
    {"byte/mz", m_byte},
    {"bool/mz", m_bool},
    {"cfloat/mz", m_cfloat},
    {"cdouble/mz", m_cdouble},
    {"to/mz", m_to},
    {"type/mz", m_type},
    {"type_as/mz", m_type_as},
    {"cuda/mz", m_cuda},
    {"detach/fmzc", f_detach},
    {"detach_/mzc", i_detach},
    {"requires_grad_/mzc", i_requires_grad},
    {"fill_/mz", i_fill},
    {"zero_/mz", i_zero},
    {"fill_diagonal_/m", i_fill_diagonal},
    {"copy_/mz", i_copy},
    {"set_/mz", i_set},
    {"apply_/m", i_apply},
    {"map_/m", i_map},
};

bool tf_init_methods(KiState *ks, const TfTargets *to) {
    return ki_type_add_getsets(ks, ks->types[KI_K_TENSOR], getsets) && TF_ADD(rows);
}
