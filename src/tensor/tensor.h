#ifndef KT_TENSOR_H
#define KT_TENSOR_H
/* Tensors and the memory under them.
 *
 *   KtTensor ──► KtStorage ──► bytes          views: several tensors, one storage
 *
 * A small tensor is ONE block from a free list:
 *   [KtTensor | KtStorage | sizes, strides | elements]
 * Views keep the block alive through the storage's count. A larger one has its bytes in a buffer
 * of their own, 64-byte aligned, which goes to a size-class cache when it dies.
 *
 * Ownership: functions returning KtTensor* return a new reference (NULL: error in ctx) and borrow
 * their arguments. The tensor's count is not atomic (one context, one thread); the storage's is,
 * because a host may hold one from another thread.
 *
 * Invariants: element i0,i1,.. lies at data + itemsize * sum(ik * strides[k]); every element lies
 * inside the storage; numel is the product of sizes; KT_T_CONTIGUOUS is exact.
 *
 * Lazy views (KT_T_LAZY) are known to views, which hand the flags on, to copying and filling, and
 * to the functions for single elements. Everything else reads memory as it lies and must be given
 * resolved tensors: the torch face sees to that for all its functions at one place (torch_lazy.c),
 * autograd for the gradients that its rules get. */
#include <stdatomic.h>

#include "context.h"

#define KT_MAX_DIMS 64

typedef enum KtDevice { KT_CPU, KT_N_DEVICES } KtDevice;

typedef struct KtStorage {
    _Atomic int32_t refs;
    uint32_t version; /* bumped by in-place writes; autograd compares */
    uint8_t place;    /* KtStoragePlace */
    bool read_only;
    bool embedded;       /* lies behind a KtTensor in the same block */
    uint8_t block_class; /* when not embedded */
    size_t nbytes;
    char *data;
    void *owner; /* FOREIGN: passed to release; BUFFER: the raw block; SHARED: its storage (owned);
                   SPARSE: the KtSparse */
    void (*release)(void *owner, void *data, size_t nbytes); /* FOREIGN; may be NULL */
    size_t raw_size;
} KtStorage;

/* SHARED: memory of another storage under a version of its own (Tensor.data). SPARSE: no memory,
 * but the parts of a sparse tensor (sparse.h). */
typedef enum KtStoragePlace {
    KT_PLACE_INLINE,
    KT_PLACE_BUFFER,
    KT_PLACE_FOREIGN,
    KT_PLACE_SHARED,
    KT_PLACE_SPARSE
} KtStoragePlace;

enum {
    KT_T_CONTIGUOUS = 1, /* C order without gaps */
    KT_T_READ_ONLY = 2,  /* numpy: flags.writeable is False */
    KT_T_VIEW = 4,       /* made as a view of another tensor (torch's _base, numpy's .base) */
    KT_T_INFERENCE = 8,  /* made under inference_mode */
    KT_T_ZERO =
        16, /* a zero that torch does not store: immutable, and 0 * nan is 0 (autograd_private.h) */
    /* torch's lazy views: the elements are read, and written, conjugated, negated or both */
    KT_T_CONJ = 32, /* complex types only */
    KT_T_NEG = 64,
    KT_T_LAZY = KT_T_CONJ | KT_T_NEG,
    KT_T_SPARSE = 128, /* torch.sparse_coo: no elements of its own (sparse.h) */
    KT_T_UNUSUAL = KT_T_LAZY | KT_T_SPARSE
};

struct KtAutograd;

typedef struct KtTensor {
    int32_t refs;
    uint8_t dtype, ndim, device, flags;
    uint8_t block_class; /* free list of the block */
    bool has_storage;    /* a KtStorage follows in the block */
    uint16_t itemsize;
    uint32_t face_flags; /* free for the faces */
    char *data;          /* storage->data + offset * itemsize; NULL only if numel is 0 */
    int64_t numel;
    int64_t *sizes, *strides; /* in elements; strides may be 0 or negative (numpy) */
    KtStorage *storage;
    struct KtAutograd *ag; /* NULL while nothing of autograd is needed */
    void *face;            /* the language object for this tensor, if any; weak, kept by the face */
} KtTensor;

/* ---- life ---- */
void kt_free_tensor(KtCtx *ctx, KtTensor *t); /* count reached 0; use kt_decref */
static inline KtTensor *kt_incref(KtTensor *t) {
    t->refs++;
    return t;
}
static inline void kt_decref(KtCtx *ctx, KtTensor *t) {
    if (--t->refs == 0) kt_free_tensor(ctx, t);
}
static inline void kt_xdecref(KtCtx *ctx, KtTensor *t) {
    if (t) kt_decref(ctx, t);
}
void kt_storage_decref(KtCtx *ctx, KtStorage *s);
static inline void kt_storage_incref(KtStorage *s) {
    atomic_fetch_add_explicit(&s->refs, 1, memory_order_relaxed);
}

/* The storage that owns the memory which s shows. */
static inline const KtStorage *kt_memory_of(const KtStorage *s) {
    return s->place == KT_PLACE_SHARED ? s->owner : s;
}
static inline bool kt_same_memory(const KtTensor *a, const KtTensor *b) {
    return a->storage == b->storage || kt_memory_of(a->storage) == kt_memory_of(b->storage);
}

/* ---- making ---- */
/* Uninitialised, C-contiguous. Checks sizes (negative, overflow, ndim). */
KtTensor *kt_empty(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes) KB_MUST_CHECK;
KtTensor *kt_zeros(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes) KB_MUST_CHECK;
KtTensor *kt_full(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                  const KtScalar *value) KB_MUST_CHECK;
/* Same sizes as t, C-contiguous; dtype KT_NO_DTYPE keeps t's. */
KtTensor *kt_empty_like(KtCtx *ctx, const KtTensor *t, int dtype) KB_MUST_CHECK;
/* Same sizes and, where dense, the same memory order as t (torch.preserve_format, numpy 'K'). */
KtTensor *kt_empty_like_order(KtCtx *ctx, const KtTensor *t, int dtype) KB_MUST_CHECK;
/* The same with the strides of a contiguous t, which may be any where it has one element. */
KtTensor *kt_empty_preserved(KtCtx *ctx, const KtTensor *t, int dtype) KB_MUST_CHECK;
/* NumPy's 'K': the dimensions of r, which is new, keep the order that t's have by their strides,
 * even if there are gaps. */
void kt_lay_out_in_order(KtTensor *r, const KtTensor *t);
/* Fortran order (numpy). kt_to_fortran gives it to a new tensor t, which may be NULL. */
KtTensor *kt_to_fortran(KtCtx *ctx, KtTensor *t);
KtTensor *kt_empty_fortran(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes) KB_MUST_CHECK;
/* 0-d tensor holding a number. */
KtTensor *kt_scalar_tensor(KtCtx *ctx, int dtype, const KtScalar *value) KB_MUST_CHECK;
/* Copies n = product(sizes) elements of dtype from C-ordered memory. */
KtTensor *kt_from_data(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                       const void *data) KB_MUST_CHECK;
/* Wraps foreign memory without copying. strides NULL: C order. release(owner, data, nbytes) runs
 * when the last view dies (also when this call fails: the memory is taken over either way). */
KtTensor *kt_from_foreign(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                          const int64_t *strides, void *data, void *owner,
                          void (*release)(void *, void *, size_t)) KB_MUST_CHECK;
/* An own 64-byte aligned buffer; used by code that fills bytes before there is a shape. */
KtStorage *kt_storage_new(KtCtx *ctx, size_t nbytes) KB_MUST_CHECK;
/* A tensor over a storage (count raised). Bounds are checked. */
KtTensor *kt_from_storage(KtCtx *ctx, KtStorage *s, int dtype, int64_t offset, int ndim,
                          const int64_t *sizes, const int64_t *strides) KB_MUST_CHECK;

/* ---- views: unchecked building block; bounds are the caller's proof ---- */
/* data: address of the first element inside t's storage. */
KtTensor *kt_view_raw(KtCtx *ctx, const KtTensor *t, int dtype, char *data, int ndim,
                      const int64_t *sizes, const int64_t *strides) KB_MUST_CHECK;
/* Another KtTensor for the same elements (torch's detach/alias). */
KtTensor *kt_alias(KtCtx *ctx, const KtTensor *t) KB_MUST_CHECK;
/* The same elements read as the given lazy flags say, on top of what t's own say. */
KtTensor *kt_lazy_view(KtCtx *ctx, const KtTensor *t, int flags) KB_MUST_CHECK;
/* t with its elements in memory as they are read: t itself unless it is a lazy view. */
KtTensor *kt_resolved(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
/* The same, but what is written to one does not count as a change of the other (Tensor.data). */
KtTensor *kt_alias_uncounted(KtCtx *ctx, const KtTensor *t) KB_MUST_CHECK;
/* torch.as_strided: bounds checked; offset in elements from the storage's start. */
KtTensor *kt_as_strided(KtCtx *ctx, const KtTensor *t, int ndim, const int64_t *sizes,
                        const int64_t *strides, int64_t offset) KB_MUST_CHECK;

/* t takes over what `other` shows (storage, sizes, strides, dtype); t stays the same object.
 * Serves in-place shape changes, resize_, set_ and assignment to .data. */
bool kt_become(KtCtx *ctx, KtTensor *t, const KtTensor *other) KB_MUST_CHECK;
/* t gets other sizes and the memory order of C, in its memory if that is large enough; else in new
 * memory, in which the elements that were there stay in front. */
bool kt_resize(KtCtx *ctx, KtTensor *t, int ndim, const int64_t *sizes) KB_MUST_CHECK;
/* Recomputes KT_T_CONTIGUOUS and numel after sizes or strides were edited. */
void kt_update_flags(KtTensor *t);

/* ---- copies ---- */
KtTensor *kt_clone(KtCtx *ctx, const KtTensor *t) KB_MUST_CHECK;  /* keeps memory order */
KtTensor *kt_copy_c(KtCtx *ctx, const KtTensor *t) KB_MUST_CHECK; /* always new, C order */
/* For code that reads elements by their C type: t itself if it is contiguous and not misaligned. */
KtTensor *kt_contiguous(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
/* Whether t begins where no element of its type may lie (a view into bytes). A clone does not. The
 * element-wise loops do not mind (KT_ANYWHERE); other code goes by kt_aligned or kt_contiguous. */
static inline bool kt_is_misaligned(const KtTensor *t) {
    return ((uintptr_t)t->data & (kt_dtype_info[t->dtype].align - 1u)) != 0;
}
/* t itself (new reference), or a copy where it is misaligned. */
KtTensor *kt_aligned(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
/* New tensor of that dtype; t itself (new reference) if it already has it. */
KtTensor *kt_cast(KtCtx *ctx, KtTensor *t, int dtype) KB_MUST_CHECK;
/* dst[...] = src, broadcasting src and converting; overlap is handled. */
bool kt_copy(KtCtx *ctx, KtTensor *dst, const KtTensor *src) KB_MUST_CHECK;
bool kt_fill(KtCtx *ctx, KtTensor *dst, const KtScalar *value) KB_MUST_CHECK;
/* torch: fails with "value cannot be converted to type ... without overflow" unless the number is
 * one of that type. */
bool kt_check_number(KtCtx *ctx, int dtype, const KtScalar *s) KB_MUST_CHECK;

/* ---- single elements ---- */
/* The first element / that at a full multi-index (no bounds checks) / the only one (checked). */
KtScalar kt_first(const KtTensor *t);
KtScalar kt_item_at(const KtTensor *t, const int64_t *index);
bool kt_item(KtCtx *ctx, const KtTensor *t, KtScalar *out) KB_MUST_CHECK;
bool kt_set_item_at(KtCtx *ctx, KtTensor *t, const int64_t *index, const KtScalar *v) KB_MUST_CHECK;

/* ---- questions ---- */
static inline bool kt_is_contiguous(const KtTensor *t) {
    return t->flags & KT_T_CONTIGUOUS;
}
static inline size_t kt_nbytes(const KtTensor *t) {
    return (size_t)t->numel * t->itemsize;
}
static inline int64_t kt_storage_offset(const KtTensor *t) {
    return t->data ? (t->data - t->storage->data) / t->itemsize : 0;
}
bool kt_is_fortran(const KtTensor *t);
/* Some permutation of a C-contiguous block (no gaps, no overlap). */
bool kt_is_dense(const KtTensor *t);
bool kt_same_shape(const KtTensor *a, const KtTensor *b);
/* May the byte ranges meet? / do they hold exactly the same elements in the same order? */
bool kt_may_overlap(const KtTensor *a, const KtTensor *b);
bool kt_same_elements(const KtTensor *a, const KtTensor *b);
/* Two indices share memory (expanded tensors): in-place writes are refused on such. */
bool kt_has_internal_overlap(const KtTensor *t);
/* "[2, 3]" as PyTorch writes sizes, "(2,3)" as NumPy's messages do. Returns buf. */
char *kt_shape_str(char *buf, size_t n, int ndim, const int64_t *sizes);
char *kt_shape_str_np(char *buf, size_t n, int ndim, const int64_t *sizes);

/* In-place code calls this after checking, before writing: refuses read-only arrays, bumps the
 * version. */
bool kt_before_write(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
#endif
