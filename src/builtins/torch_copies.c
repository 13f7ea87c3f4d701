/* What leaves a tensor as a whole: its array for NumPy, its copies, its bytes, storage and pickle.
 */
#include "../object/containers.h"
#include "torch_override.h"
#include "torch_sparse.h"

/* function(self, more) of a Python module */
static KiValue python_method(KiState *ks, const char *module, const char *name, KiValue self,
                             KiValue more) {
    KiValue f = ki_import_attr(ks, module, name), args[2] = {self, more};
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, more == KI_ABSENT ? 1 : 2, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}

static KiValue to_array(KiState *ks, KiValue self, bool force) {
    KtCtx *ctx = ki_kt(ks);
    KtTensor *t = ki_tensor_of(self);
    if (kta_requires_grad(t) && !force)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Can't call numpy() on Tensor that requires grad. Use "
                        "tensor.detach().numpy() instead.");
    if (!force && ki_hidden_from_numpy(ks, t)) return KI_ERR;
    if (t->dtype == KT_BF16)
        return ki_raise(ks, KI_EXC_TypeError, "Got unsupported ScalarType BFloat16");
    KiValue numpy = ki_import(ks, "numpy"); /* its types must exist */
    if (numpy == KI_ERR) return KI_ERR;
    ki_decref(ks, numpy);
    if (t->flags & KT_T_LAZY) return ki_ndarray_wrap(ks, kt_resolved(ctx, t), KI_ABSENT);
    return ki_ndarray_wrap(ks, kt_alias_uncounted(ctx, t), self);
}
TA_FN(m_numpy) {
    TA_BIND("numpy", 1, 1, "self", "force");
    bool force = ta_bool(&a, 1, false);
    return a.failed ? KI_ERR : to_array(ks, a.v[0], force);
}
TA_FN(m_array) {
    TA_BIND("__array__", 1, 2, "self", "dtype");
    KiValue x = to_array(ks, a.v[0], false);
    if (x == KI_ERR || !ta_given(&a, 1)) return x;
    KiValue r = ki_call_method_cstr(ks, x, "astype", &a.v[1], 1);
    ki_decref(ks, x);
    return r;
}
/* A copy that keeps the class, the gradient and maybe the attributes. */
static KiValue copy_object(KiState *ks, KiValue self, KtTensor *t /* consumed */, bool attributes) {
    KtCtx *ctx = ki_kt(ks);
    KtTensor *x = ki_tensor_of(self);
    if (t && kta_requires_grad(x) && !kta_set_requires_grad(ctx, t, true)) {
        kt_decref(ctx, t);
        t = NULL;
    }
    KiValue r = ki_tensor_wrap_as(ks, ki_type_of(ks, self), t);
    if (r == KI_ERR) return r;
    if (!attributes) return r;
    KiDict *d = ki_instance_dict_copy(ks, ki_obj(self));
    int64_t pos = 0;
    KiValue k, v;
    bool ok = d != NULL;
    while (ok && ki_dict_next(d, &pos, &k, &v))
        ok = ki_instance_set_attr(ks, ki_obj(r), ki_str_of(k), v);
    if (d) ki_decref_obj(ks, &d->h);
    if (ok) return r;
    ki_decref(ks, r);
    return KI_ERR;
}
/* Copies of subclasses are made by new_empty, which must return an instance of the same class. */
static bool makes_its_own(KiState *ks, KiValue v) {
    KiTuple *none = ki_tuple_alloc(ks, 0);
    KiValue size = none ? ki_from_obj(none) : KI_ERR;
    KiValue r = none ? ki_call_method_cstr(ks, v, "new_empty", &size, 1) : KI_ERR;
    if (none) ki_decref_obj(ks, &none->h);
    if (r == KI_ERR) return false;
    bool same = ki_type_of(ks, r) == ki_type_of(ks, v);
    ki_decref(ks, r);
    if (!same)
        (void)ki_raise(
            ks, KI_EXC_RuntimeError,
            "The default implementation of __deepcopy__() for non-wrapper subclasses only works "
            "for subclass types that implement new_empty() and for which that function returns "
            "another instance of the same subclass. You should either properly implement "
            "new_empty() for your subclass or override __deepcopy__() if it is intended behavior "
            "for new_empty() to return an instance of a different type.");
    return same;
}
/* A copy for deepcopy, owned. Memory that others see too, or that reaches beyond the tensor, is
 * copied whole and once (memo), so that the copies of views are views of one copy. */
static KtTensor *copy_with_memory(KiState *ks, KiValue self, KtTensor *x, KiValue memo) {
    KtCtx *ctx = ki_kt(ks);
    KtStorage *s = x->storage;
    bool alone = !s || s->place == KT_PLACE_SPARSE ||
                 (s->place != KT_PLACE_SHARED && s->refs == 1 && kt_nbytes(x) == s->nbytes &&
                  kt_is_dense(x));
    if (alone || x->flags & KT_T_LAZY) return kt_clone(ctx, x);
    KiValue made = python_method(ks, "torch.storage", "_copied", self, memo);
    if (made == KI_ERR) return NULL;
    KtTensor *t = kt_alias(ctx, ki_tensor_of(made));
    if (t) t->flags &= (uint8_t)~KT_T_VIEW;
    ki_decref(ks, made);
    return t;
}
TA_FN(m_deepcopy) {
    TA_BIND("__deepcopy__", 2, 2, "self", "memo");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (!kta_is_leaf(x))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Only Tensors created explicitly by the user (graph leaves) support the "
                        "deepcopy protocol at the moment");
    if (ki_obj(a.v[0])->kind != KI_K_TENSOR && !makes_its_own(ks, a.v[0])) return KI_ERR;
    KiValue id = ki_int_from_i64(ks, (int64_t)a.v[0]);
    if (!ki_is_dict(a.v[1])) {
        int found = ki_contains(ks, a.v[1], id);
        if (found >= 0)
            ki_raise(ks, KI_EXC_AttributeError, "'%s' object has no attribute 'get'",
                     ki_type_name(ks, a.v[1]));
        ki_decref(ks, id);
        return KI_ERR;
    }
    KiValue known = ki_is_dict(a.v[1]) ? ki_dict_get(ks, ki_dict_of(a.v[1]), id) : KI_ABSENT;
    if (known != KI_ABSENT) {
        ki_decref(ks, id);
        return known == KI_ERR ? KI_ERR : ki_new_ref(known);
    }
    KtTensor *copy = copy_with_memory(ks, a.v[0], x, a.v[1]);
    if (!copy && ki_pending(ks)) {
        ki_decref(ks, id);
        return KI_ERR;
    }
    KiValue r = copy_object(ks, a.v[0], copy, true);
    if (r != KI_ERR && kta_grad(x)) {
        KtTensor *g = kt_clone(a.ctx, kta_grad(x));
        bool ok = g && kta_set_grad(a.ctx, ki_tensor_of(r), g);
        kt_xdecref(a.ctx, g);
        if (!ok) ki_decref(ks, r), r = ki_kt_raise(ks);
    }
    if (r != KI_ERR && ki_is_dict(a.v[1]) && !ki_dict_set(ks, ki_dict_of(a.v[1]), id, r))
        ki_decref(ks, r), r = KI_ERR;
    ki_decref(ks, id);
    return r;
}
TA_FN(m_copy) {
    TA_BIND("__copy__", 1, 1, "self");
    KtTensor *x = ta_tensor(&a, 0), *c = a.failed ? NULL : kta_detach(a.ctx, x);
    if (c) c->flags &= (uint8_t)~KT_T_LAZY; /* PyTorch's goes the way of pickles, which drop them */
    return a.failed ? KI_ERR : copy_object(ks, a.v[0], c, ki_obj(a.v[0])->kind != KI_K_TENSOR);
}

/* bytes of the elements in C order, or of the whole storage */
TA_FN(f_to_bytes) {
    TA_BIND("_to_bytes", 1, 2, "tensor", "storage");
    KtTensor *x = ta_tensor(&a, 0);
    bool whole = ta_bool(&a, 1, true);
    if (a.failed) return KI_ERR;
    if (whole)
        return ki_bytes_from(ks, x->storage && x->storage->data ? x->storage->data : "",
                             x->storage ? x->storage->nbytes : 0);
    KtTensor *c = kt_contiguous(a.ctx, x);
    if (!c) return ki_kt_raise(ks);
    KiValue r = ki_bytes_from(ks, c->data ? c->data : "", kt_nbytes(c));
    kt_decref(a.ctx, c);
    return r;
}
/* _from_bytes(data, dtype, offset, size, stride) -> Tensor over a copy of data */
TA_FN(f_from_bytes) {
    TA_BIND("_from_bytes", 4, 5, "data", "dtype", "offset", "size", "stride");
    int d = ta_dtype(&a, 1), n, m;
    int64_t offset = ta_int(&a, 2, 0), sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    ta_sizes(&a, 3, sizes, &n);
    bool strided = ta_sizes(&a, 4, strides, &m);
    KiBytesView view;
    if (a.failed) return KI_ERR;
    if (d < 0 || (strided && m != n))
        return ki_raise(ks, KI_EXC_ValueError, "_from_bytes: bad dtype or strides");
    if (!ki_get_bytes(ks, a.v[0], false, &view)) return KI_ERR;
    KtStorage *s = kt_storage_new(a.ctx, view.len);
    if (s && view.len) memcpy(s->data, view.data, view.len);
    ki_release_bytes(ks, &view);
    int64_t run = 1;
    for (int i = n - 1; !strided && i >= 0; i--) {
        strides[i] = run;
        run *= sizes[i] > 0 ? sizes[i] : 1;
    }
    KtTensor *t = s ? kt_from_storage(a.ctx, s, d, offset, n, sizes, strides) : NULL;
    if (s) kt_storage_decref(a.ctx, s);
    return ta_ret(&a, t);
}
/* _view_storage(tensor, dtype, offset, size, stride): another tensor over the same storage */
TA_FN(f_view_storage) {
    TA_BIND("_view_storage", 5, 5, "tensor", "dtype", "offset", "size", "stride");
    KtTensor *x = ta_tensor(&a, 0);
    int d = ta_dtype(&a, 1), n, m;
    int64_t offset = ta_int(&a, 2, 0), sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    ta_sizes(&a, 3, sizes, &n);
    ta_sizes(&a, 4, strides, &m);
    if (a.failed) return KI_ERR;
    if (m != n)
        return ki_raise(ks, KI_EXC_ValueError, "_view_storage: sizes and strides differ in number");
    return ta_ret(
        &a, kt_from_storage(a.ctx, x->storage, d < 0 ? x->dtype : d, offset, n, sizes, strides));
}
TA_FN(f_same_storage) {
    TA_BIND("_same_storage", 2, 2, "a", "b");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    return a.failed ? KI_ERR : ki_bool(kt_same_memory(x, y));
}
/* _rebuild_tensor(data, dtype, size, requires_grad[, cls, state]): what a pickle calls */
TA_FN(f_rebuild_tensor) {
    TA_BIND("_rebuild_tensor", 4, 6, "data", "dtype", "size", "requires_grad", "cls", "state");
    KiValue five[4] = {a.v[0], a.v[1], ki_small_int(0), a.v[2]};
    KiValue made = f_from_bytes(ks, five, 4, KI_ABSENT);
    if (made == KI_ERR) return KI_ERR;
    KtTensor *t = ki_tensor_of(made);
    if (ta_bool(&a, 3, false) && !kta_set_requires_grad(a.ctx, t, true)) {
        ki_decref(ks, made);
        return ki_kt_raise(ks);
    }
    if (!ta_given(&a, 4) || a.v[4] == ki_from_obj(ks->types[KI_K_TENSOR])) return made;
    KtTensor *other = kt_alias(a.ctx, t);
    if (other) other->flags &= (uint8_t)~KT_T_VIEW;
    if (other && ta_bool(&a, 3, false) && !kta_set_requires_grad(a.ctx, other, true)) {
        kt_decref(a.ctx, other);
        other = NULL;
    }
    KiValue r = ki_tensor_wrap_as(ks, (KiType *)ki_obj(a.v[4]), other);
    ki_decref(ks, made);
    return r;
}
TA_FN(m_reduce_ex) {
    TA_BIND("__reduce_ex__", 2, 2, "self", "protocol");
    return a.failed ? KI_ERR : python_method(ks, "torch._utils", "_reduce_tensor", a.v[0], a.v[1]);
}
TA_FN(m_setstate) {
    TA_BIND("__setstate__", 2, 2, "self", "state");
    return a.failed ? KI_ERR
                    : python_method(ks, "torch._utils", "_set_tensor_state", a.v[0], a.v[1]);
}
TA_FN(m_storage) {
    TA_BIND("storage", 1, 1, "self");
    return a.failed ? KI_ERR : python_method(ks, "torch.storage", "_typed", a.v[0], KI_ABSENT);
}

static const TfRow rows[] = {
    {"numpy/mz", m_numpy},
    {"__array__/mz", m_array},
    {"__deepcopy__/mz", m_deepcopy},
    {"__copy__/mz", m_copy},
    {"_to_bytes/fz", f_to_bytes},
    {"_from_bytes/f", f_from_bytes},
    {"_view_storage/fz", f_view_storage},
    {"_same_storage/fz", f_same_storage},
    {"_rebuild_tensor/fz", f_rebuild_tensor},
    {"__reduce_ex__/mz", m_reduce_ex},
    {"__setstate__/mz", m_setstate},
    {"storage/mz", m_storage},
};

bool tf_init_copies(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
