#ifndef KI_TENSOR_COMMON_H
#define KI_TENSOR_COMMON_H
/* What the two faces of the tensor engine, torch and numpy, share: the per-state record with the
 * engine's context, the objects that stand for tensors and arrays, errors and warnings, numbers,
 * sizes, nested sequences and index expressions.
 *
 * One engine tensor has at most one face: t->face points (weakly) at the object that was made for
 * it, so wrapping the same KtTensor again gives the same object while it lives. A Tensor and an
 * ndarray that share memory are two KtTensors over one storage. */
#include "../tensor/autograd.h"
#include "builtins.h"

/* Instances of KI_K_TENSOR and KI_K_NDARRAY and their subclasses start with this. */
typedef struct KiTensorObj {
    KiObj h;
    KtTensor *t;  /* owned; NULL only before initialisation and while a state ends */
    KiValue base; /* numpy's .base, or KI_ABSENT; 0 is taken for KI_ABSENT too */
} KiTensorObj;

/* Instances of numpy scalar types (layout KI_K_NPSCALAR). */
typedef struct KiNpScalar {
    KiObj h;
    uint8_t dtype;
    _Alignas(16) char data[KT_ITEM_MAX]; /* one element of dtype */
} KiNpScalar;

#define KI_TENSOR_N_RETURN_TYPES 96

/* ks->bi->tensor. Types and values are owned; torch's are made when torch._C is first imported,
 * numpy's when its native module is. */
typedef struct KiTensorState {
    KtCtx *ctx;
    /* torch */
    KiValue profile;      /* torch_profile.h: a list, KI_ABSENT or 0 */
    bool profile_entered; /* the operator now entered has its entry */
    KiType *dtype_type, *device_type, *size_type, *generator_type, *layout_type,
        *memory_format_type;
    KiType *node_type, *function_type, *saved_type, *handle_type, *finfo_type, *iinfo_type;
    KiValue dtypes[KT_N_DTYPES]; /* torch.dtype objects; KI_ABSENT for those torch does not have */
    KiValue cpu, strided, sparse_coo, default_generator;
    KiValue kept_sizes[4]; /* torch.Size objects, 0: none; see ki_torch_size */
    KiDict *node_types;    /* "AddBackward0" -> subclass of node_type */
    struct KiReturnType {
        const char *name; /* static text: "max" */
        bool out;         /* max_out: the results lie in the caller's tensors */
        KiType *type;
    } return_types[KI_TENSOR_N_RETURN_TYPES];
    KiType *linalg_error; /* torch._C._LinAlgError */
    KiValue pack_hooks;   /* (pack, unpack) in force for saved tensors, or None */
    struct {
        bool on;                 /* there may be classes to ask */
        struct KiAskingOff *off; /* the threads that ask nobody for now */
        KiValue mode;            /* who is asked before all others, or KI_ABSENT */
        KiValue nobody;          /* the __torch_function__ of classes that leave it to functions */
        KiDict *entries;         /* which functions ask, by their addresses */
    } asking;                    /* torch_override.h */
    void *signatures;            /* torch_signature.c */
    void (*signatures_free)(KiState *ks);
    void (*nodes_free)(KiState *ks);
    /* numpy: set by its module */
    KiType *np_axis_error, *np_linalg_error, *np_ufunc_type_error, *np_memory_error;
    KiValue (*np_scalar_new)(KiState *ks, int dtype,
                             const void *value); /* the right numpy scalar object */
    void *numpy;
    void (*numpy_free)(KiState *ks);
} KiTensorState;

/* Makes ks->bi->tensor on first use. False: out of memory. */
bool ki_tensor_state_init(KiState *ks) KB_MUST_CHECK;
static inline KiTensorState *ki_ts(KiState *ks) {
    return ks->bi->tensor;
}
/* The engine's context, set to that face's dialect: at the entry of every native function. */
static inline KtCtx *ki_kt(KiState *ks) {
    KtCtx *ctx = ki_ts(ks)->ctx;
    ctx->numpy = false;
    return ctx;
}
static inline KtCtx *ki_kt_np(KiState *ks) {
    KtCtx *ctx = ki_ts(ks)->ctx;
    ctx->numpy = true;
    return ctx;
}

/* The engine's pending error as an exception (cleared there). Returns KI_ERR. If a host callback
 * failed, its exception is kept. */
KiValue ki_kt_raise(KiState *ks) KB_COLD;

/* --- objects --- */
static inline bool ki_is_tensor(KiValue v) {
    return ki_has_layout(v, KI_K_TENSOR);
}
static inline bool ki_is_ndarray(KiValue v) {
    return ki_has_layout(v, KI_K_NDARRAY);
}
static inline bool ki_is_np_scalar(KiValue v) {
    return ki_has_layout(v, KI_K_NPSCALAR);
}
/* An array whose elements the engine knows: not text, objects or records (numpy_args.c). */
bool ki_is_plain_ndarray(KiValue v);
/* One whose steps in bytes are no multiples of an element's size (numpy_stepped.c). */
bool ki_is_stepped_ndarray(KiValue v);
/* Raises that PyTorch takes no such array, and is true, if v is one. */
bool ki_refuse_stepped(KiState *ks, KiValue v);
/* Does torch have the type of this array or scalar of NumPy's? False with its error else. */
bool ki_torch_takes(KiState *ks, KiValue v) KB_MUST_CHECK;
/* The dtype of a numpy scalar, numpy.float64 and complex128 included, which are also Python floats
 * and complexes; -1: not one (numpy_scalar.c). */
int ki_np_scalar_dtype(KiState *ks, KiValue v);
/* v must be a tensor or an array. Borrowed. */
static inline KtTensor *ki_tensor_of(KiValue v) {
    return ((KiTensorObj *)ki_obj(v))->t;
}
/* The object for t, which is consumed; NULL: raises the engine's error. Tensors keep identity
 * through t->face; ndarrays are always new objects and become t's face if it has none. An ndarray
 * may not have as many dimensions as the engine's tensors. */
enum { KI_NDARRAY_MAX_DIMS = 32 };
KiValue ki_tensor_wrap(KiState *ks, KtTensor *t) KB_MUST_CHECK;
KiValue ki_ndarray_wrap(KiState *ks, KtTensor *t,
                        KiValue base /* borrowed, or KI_ABSENT */) KB_MUST_CHECK;
/* The same for an instance of a subclass; t (consumed) must not have a face yet, else an alias is
 * made. */
KiValue ki_tensor_wrap_as(KiState *ks, KiType *cls, KtTensor *t) KB_MUST_CHECK;
/* dealloc slot of both. */
void ki_tensor_obj_dealloc(KiState *ks, KiObj *o);
/* New tensor sharing memory with an ndarray, or the other way round (consumes nothing). */
KtTensor *ki_tensor_alias(KiState *ks, KtTensor *t) KB_MUST_CHECK;
/* Raises and is true if t is a lazy view, whose memory NumPy would misread. */
bool ki_hidden_from_numpy(KiState *ks, const KtTensor *t);

/* --- numbers --- */
/* A Python or NumPy number. 1: done; 0: not a number (nothing raised); -1: raised (int too large).
 */
int ki_to_scalar(KiState *ks, KiValue v, KtScalar *out) KB_MUST_CHECK;
/* Warns of a Python integer that a numpy dtype does not hold. */
bool ki_check_wrapped(KiState *ks, int dtype, const KtScalar *s) KB_MUST_CHECK;
/* Reports a finite number that became an infinite one when it was stored in dtype at p. */
bool ki_check_narrowed(KiState *ks, int dtype, const KtScalar *s, const void *p) KB_MUST_CHECK;
/* The Python number for a scalar: bool, int, float or complex. */
KiValue ki_from_scalar(KiState *ks, const KtScalar *s) KB_MUST_CHECK;
/* Element of dtype at p as a Python number. */
KiValue ki_from_element(KiState *ks, int dtype, const void *p) KB_MUST_CHECK;
/* Nested lists of Python numbers; a bare number for 0-d (tolist, item). */
KiValue ki_tensor_tolist(KiState *ks, KtTensor *t) KB_MUST_CHECK;

/* --- sizes --- */
/* An int, or a sequence of ints (each with __index__ or a 0-d integer tensor), into out
 * (KT_MAX_DIMS). 1; 0 not such a thing (nothing raised); -1 raised. */
int ki_to_sizes(KiState *ks, KiValue v, int64_t *out, int *n) KB_MUST_CHECK;
/* One integer, from an object that counts as an index (no floats). 1, 0, -1. */
int ki_to_i64(KiState *ks, KiValue v, int64_t *out) KB_MUST_CHECK;
/* A plain tuple of ints. */
KiValue ki_sizes_tuple(KiState *ks, int n, const int64_t *sizes) KB_MUST_CHECK;

/* --- building from data (tensor_build.c) --- */
/* A new tensor from a number, nested sequences (lists, tuples, tensors, arrays, numpy scalars
 * inside) or a buffer. dtype KT_NO_DTYPE: found from the data by the dialect's rules. Raises
 * PyTorch's messages ("expected sequence of length 2 at dim 1 (got 3)", "Could not infer dtype of
 * str", ...). */
KtTensor *ki_build_tensor(KiState *ks, KiValue data, int dtype) KB_MUST_CHECK;

/* --- index expressions (tensor_index.c) --- */
typedef struct KiIndex {
    KtIndexItem items[KT_MAX_DIMS + 4];
    int n;
    KtTensor *owned[KT_MAX_DIMS]; /* index tensors made from lists */
    int n_owned;
} KiIndex;
/* Parses what stands between the brackets behind a. IndexError as the dialect words it. Release
 * afterwards, also after failure. */
bool ki_index_parse(KiState *ks, KtCtx *ctx, KtTensor *a, KiValue key, KiIndex *out) KB_MUST_CHECK;
void ki_index_release(KiState *ks, KiIndex *ix);

/* --- torch.dtype --- */
typedef struct KiTorchDtype {
    KiObj h;
    uint8_t dtype;
} KiTorchDtype;
static inline bool ki_is_torch_dtype(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_ts(ks)->dtype_type && ki_obj(v)->shape->type == ki_ts(ks)->dtype_type;
}
static inline int ki_torch_dtype_of(KiValue v) {
    return ((KiTorchDtype *)ki_obj(v))->dtype;
}
/* Owned. */
KiValue ki_torch_dtype(KiState *ks, int dtype);
#endif
