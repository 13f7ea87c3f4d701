/* Tensors in and out: the host's memory under a torch tensor, and a tensor's memory for the host.
 */
#include "../builtins/tensor_common.h"
#include "../tensor/tensor.h"
#include "api.h"

_Static_assert((int)KU_BOOL == KT_BOOL && (int)KU_INT64 == KT_I64 && (int)KU_FLOAT16 == KT_F16 &&
                   (int)KU_FLOAT32 == KT_F32 && (int)KU_COMPLEX128 == KT_C128 &&
                   (int)KU_LONGDOUBLE == KT_LD && (int)KU_ULONGLONG == KT_ULL,
               "element types are numbered alike");

/* The host's release function takes its owner only. */
typedef struct Lent {
    void (*release)(void *owner);
    void *owner;
    KbAlloc *alloc;
} Lent;

static void give_back(void *p, void *data, size_t nbytes) {
    (void)data, (void)nbytes;
    Lent *l = p;
    if (l->release) l->release(l->owner);
    kb_free(l->alloc, l, sizeof *l);
}

/* The tensor types exist from the first import of torch on. */
static bool need_torch(KiState *ks) {
    KiValue m = ki_import(ks, "torch");
    ki_decref(ks, m);
    return m != KI_ERR;
}

KuValue ku_tensor(KuState *ku, void *data, KuDtype dtype, int ndim, const int64_t *shape,
                  const int64_t *strides, void (*release)(void *owner), void *owner) {
    KiState *ks = ku->ks;
    Lent *l = kb_malloc(&ks->alloc, sizeof *l);
    if (!l) {
        if (release) release(owner);
        ki_raise_nomem(ks);
        return ku_null();
    }
    *l = (Lent){release, owner, &ks->alloc};
    bool bad = (unsigned)dtype >= KT_N_DTYPES || ndim < 0 || ndim > KT_MAX_DIMS;
    if (bad || !need_torch(ks)) {
        give_back(l, data, 0);
        if (bad)
            ki_raise(ks, KI_EXC_ValueError,
                     "ku_tensor: unknown element type or number of dimensions");
        return ku_null();
    }
    KtTensor *t = kt_from_foreign(ki_kt(ks), (int)dtype, ndim, shape, strides, data, l, give_back);
    return ki_to_handle(ki_tensor_wrap(ks, t));
}

KuStatus ku_tensor_view(KuState *ku, KuValue tensor, KuTensorView *out) {
    KiState *ks = ku->ks;
    KiValue v = ki_from_handle(tensor);
    if (!ki_is_tensor(v) && !ki_is_ndarray(v)) {
        ki_raise(ks, KI_EXC_TypeError, "expected a tensor or array, got %s", ki_type_name(ks, v));
        return KU_ERROR;
    }
    const KtTensor *t = ki_tensor_of(v);
    if (t->flags & KT_T_SPARSE) {
        ki_raise(ks, KI_EXC_NotImplementedError, "a view of a sparse tensor");
        return KU_ERROR;
    }
    if (ki_is_stepped_ndarray(v)) {
        ki_raise(ks, KI_EXC_ValueError,
                 "an array whose steps are no multiples of the size of an element");
        return KU_ERROR;
    }
    out->data = t->data;
    out->dtype = (KuDtype)t->dtype;
    out->ndim = t->ndim;
    out->read_only = (t->flags & KT_T_READ_ONLY) != 0;
    for (int i = 0; i < t->ndim; i++) {
        out->shape[i] = t->sizes[i];
        out->strides[i] = t->strides[i];
    }
    return KU_OK;
}
