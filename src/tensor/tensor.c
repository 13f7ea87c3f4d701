/* Making, sharing and freeing tensors; questions about their layout. The picture is in tensor.h. */
#include "tensor.h"

#include <stdio.h>
#include <string.h>

#include "memory.h"
#include "overlap.h"
#include "shape.h"
#include "sparse.h"

#define INLINE_LIMIT       1024 /* whole block of a tensor that carries its elements */
#define EXTERNAL_DIMS_SIZE (2 * KT_MAX_DIMS * sizeof(int64_t))

_Static_assert(sizeof(KtTensor) % 8 == 0 && sizeof(KtStorage) % 8 == 0, "dims follow the headers");

static KtStorage *embedded_storage(const KtTensor *t) {
    return (KtStorage *)(t + 1);
}

static int64_t *embedded_dims(const KtTensor *t) {
    char *p = (char *)(t + 1);
    return (int64_t *)(t->has_storage ? p + sizeof(KtStorage) : p);
}

/* ---- life ---- */

static void free_bytes(KtCtx *ctx, KtStorage *s) {
    if (s->place == KT_PLACE_BUFFER)
        kt_buffer_free(ctx, s->owner, s->raw_size);
    else if (s->place == KT_PLACE_FOREIGN && s->release)
        s->release(s->owner, s->data, s->nbytes);
    else if (s->place == KT_PLACE_SHARED)
        kt_storage_decref(ctx, s->owner);
    else if (s->place == KT_PLACE_SPARSE)
        kt_sparse_free(ctx, s->owner);
}

void kt_storage_decref(KtCtx *ctx, KtStorage *s) {
    /* A sole owner needs no atomic read-modify-write: nobody else can raise the count. */
    if (atomic_load_explicit(&s->refs, memory_order_acquire) != 1 &&
        atomic_fetch_sub_explicit(&s->refs, 1, memory_order_acq_rel) != 1)
        return;
    atomic_store_explicit(&s->refs, 0, memory_order_relaxed);
    if (s->place != KT_PLACE_INLINE) free_bytes(ctx, s);
    if (!s->embedded) {
        kt_block_free(ctx, s, s->block_class);
        return;
    }
    KtTensor *t = (KtTensor *)s - 1;
    if (t->refs == 0) kt_block_free(ctx, t, t->block_class);
}

void kt_free_tensor(KtCtx *ctx, KtTensor *t) {
    if (KB_UNLIKELY(t->ag != NULL) && ctx->free_tensor_ag) {
        t->refs = 1; /* the hook may pass t around; it must leave one reference */
        ctx->free_tensor_ag(ctx, t);
        if (--t->refs > 0) return;
    }
    if (KB_UNLIKELY(t->sizes != embedded_dims(t)))
        kb_free(ctx->alloc, t->sizes, EXTERNAL_DIMS_SIZE);
    KtStorage *s = t->storage;
    if (!t->has_storage) {
        uint8_t c = t->block_class;
        kt_block_free(ctx, t, c);
        kt_storage_decref(ctx, s);
        return;
    }
    if (s == embedded_storage(t)) { /* the storage's end frees the block */
        kt_storage_decref(ctx, s);
        return;
    }
    kt_storage_decref(ctx, s);
    if (atomic_load_explicit(&embedded_storage(t)->refs, memory_order_acquire) == 0)
        kt_block_free(ctx, t, t->block_class);
}

/* ---- making ---- */

static KtTensor *bad_sizes(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes) {
    char text[700];
    int64_t negative = 0;
    for (int i = 0; i < ndim && i < KT_MAX_DIMS; i++)
        if (sizes[i] < 0) {
            negative = sizes[i];
            break;
        }
    kt_shape_str(text, sizeof text, ndim, sizes);
    if (ndim > KT_MAX_DIMS) {
        if (ctx->numpy)
            return kt_fail_null(ctx, KT_VALUE_ERROR,
                                "maximum supported dimension for an ndarray is %d, found %d",
                                KT_MAX_DIMS, ndim);
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "tensor has too many (>%d) dims", KT_MAX_DIMS);
    }
    if (negative && ctx->numpy)
        return kt_fail_null(ctx, KT_VALUE_ERROR, "negative dimensions are not allowed");
    if (negative)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Trying to create tensor with negative dimension %lld: %s",
                            (long long)negative, text);
    if (ctx->numpy)
        return kt_fail_null(ctx, KT_VALUE_ERROR,
                            "array is too big; `arr.size * arr.dtype.itemsize` is larger than the "
                            "maximum possible size.");
    (void)dtype;
    return kt_fail_null(ctx, KT_RUNTIME_ERROR, "Storage size calculation overflowed with sizes=%s",
                        text);
}

static KtTensor *no_memory_for(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                               size_t nbytes) {
    if (!ctx->numpy) {
        kt_fail_memory(ctx, nbytes);
        return NULL;
    }
    static const char *const units[] = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    char shape[700];
    double x = (double)nbytes;
    int u = 0;
    while (x >= 1024 && u < 6) {
        x /= 1024;
        u++;
    }
    kt_shape_str_np(shape, sizeof shape, ndim, sizes);
    char pretty[700]; /* the tuple with blanks, as Python prints it */
    size_t j = 0;
    for (size_t i = 0; shape[i] && j < sizeof pretty - 3; i++) {
        pretty[j++] = shape[i];
        if (shape[i] == ',' && shape[i + 1] != ')') pretty[j++] = ' ';
    }
    pretty[j] = 0;
    int digits = x >= 100 || u == 0 ? 0 : x >= 10 ? 1 : 2;
    return kt_fail_null(ctx, KT_MEMORY_ERROR,
                        "Unable to allocate %.*f %s for an array with shape %s and data type %s",
                        digits, x, units[u], pretty, kt_dtype_info[dtype].numpy_name);
}

static void init_header(KtTensor *t, int dtype, int ndim, uint8_t block_class, bool has_storage) {
    t->refs = 1;
    t->dtype = (uint8_t)dtype;
    t->ndim = (uint8_t)ndim;
    t->device = KT_CPU;
    t->flags = 0;
    t->block_class = block_class;
    t->has_storage = has_storage;
    t->itemsize = (uint16_t)kt_dtype_size(dtype);
    t->face_flags = 0;
    t->ag = NULL;
    t->face = NULL;
    t->sizes = embedded_dims(t);
    t->strides = t->sizes + ndim;
}

static void init_storage(KtStorage *s, KtStoragePlace place, size_t nbytes, char *data) {
    atomic_init(&s->refs, 1);
    s->version = 0;
    s->place = (uint8_t)place;
    s->read_only = false;
    s->embedded = true;
    s->nbytes = nbytes;
    s->data = data;
    s->owner = NULL;
    s->release = NULL;
    s->raw_size = 0;
}

/* A tensor with its own storage for n elements, zeros or anything; sizes and strides are still to
 * be filled in. */
static inline KtTensor *alloc_tensor(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                                     int64_t n, bool zeros) {
    size_t nbytes;
    if (KB_UNLIKELY(!kb_mul_size((size_t)n, kt_dtype_size(dtype), &nbytes) ||
                    nbytes > (size_t)PTRDIFF_MAX))
        return bad_sizes(ctx, dtype, ndim, sizes);
    size_t head = sizeof(KtTensor) + sizeof(KtStorage) + 2 * sizeof(int64_t) * (size_t)ndim;
    bool fits = head + nbytes <= INLINE_LIMIT && nbytes <= INLINE_LIMIT;
    uint8_t block_class;
    KtTensor *t = kt_block_alloc(ctx, fits ? head + nbytes : head, &block_class);
    if (KB_UNLIKELY(!t)) return NULL;
    init_header(t, dtype, ndim, block_class, true);
    KtStorage *s = embedded_storage(t);
    if (fits) {
        init_storage(s, KT_PLACE_INLINE, nbytes, (char *)t + head);
        if (zeros) memset(s->data, 0, nbytes);
    } else {
        init_storage(s, KT_PLACE_BUFFER, nbytes, NULL);
        s->data = (zeros ? kt_buffer_zeros : kt_buffer_alloc)(ctx, nbytes, &s->owner, &s->raw_size);
        if (KB_UNLIKELY(!s->data)) {
            kt_block_free(ctx, t, block_class);
            return no_memory_for(ctx, dtype, ndim, sizes, nbytes);
        }
    }
    t->storage = s;
    t->data = s->data;
    t->numel = n;
    return t;
}

static inline KtTensor *of_sizes(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                                 bool zeros) {
    if (KB_UNLIKELY(ndim > KT_MAX_DIMS)) return bad_sizes(ctx, dtype, ndim, sizes);
    int64_t n = 1;
    bool zero = false, overflow = false;
    for (int i = 0; i < ndim; i++) {
        if (KB_UNLIKELY(sizes[i] < 0)) return bad_sizes(ctx, dtype, ndim, sizes);
        zero |= sizes[i] == 0;
        overflow |= sizes[i] && __builtin_mul_overflow(n, sizes[i], &n);
    }
    if (KB_UNLIKELY(overflow || zero)) {
        /* the other dimensions of an empty array must have a size in bytes, too */
        overflow |= n > PTRDIFF_MAX / (int64_t)kt_dtype_size(dtype);
        if (overflow && (!zero || ctx->numpy)) return bad_sizes(ctx, dtype, ndim, sizes);
        n = 0;
    }
    KtTensor *t = alloc_tensor(ctx, dtype, ndim, sizes, n, zeros);
    if (KB_UNLIKELY(!t)) return NULL;
    int64_t stride = 1;
    for (int i = ndim - 1; i >= 0; i--) {
        t->sizes[i] = sizes[i];
        t->strides[i] = stride;
        if (sizes[i] > 1) stride *= sizes[i];
    }
    if (KB_UNLIKELY(zero) && ctx->numpy) memset(t->strides, 0, sizeof(int64_t) * (size_t)ndim);
    t->flags = KT_T_CONTIGUOUS;
    return t;
}

KtTensor *kt_empty(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes) {
    return of_sizes(ctx, dtype, ndim, sizes, false);
}

KtTensor *kt_zeros(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes) {
    return of_sizes(ctx, dtype, ndim, sizes, true);
}

KtTensor *kt_to_fortran(KtCtx *ctx, KtTensor *t) {
    if (!t || (ctx->numpy && t->numel == 0)) return t;
    int64_t stride = 1;
    for (int i = 0; i < t->ndim; i++) {
        t->strides[i] = stride;
        if (t->sizes[i] > 1) stride *= t->sizes[i];
    }
    kt_update_flags(t);
    return t;
}

KtTensor *kt_empty_fortran(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes) {
    return kt_to_fortran(ctx, kt_empty(ctx, dtype, ndim, sizes));
}

KtTensor *kt_empty_like(KtCtx *ctx, const KtTensor *t, int dtype) {
    return kt_empty(ctx, dtype < 0 ? t->dtype : dtype, t->ndim, t->sizes);
}

void kt_lay_out_in_order(KtTensor *r, const KtTensor *t) {
    int order[KT_MAX_DIMS];
    for (int i = 0; i < t->ndim; i++) {
        int j = i;
        for (; j > 0; j--) {
            int64_t s = t->strides[i] < 0 ? -t->strides[i] : t->strides[i];
            int64_t o = t->strides[order[j - 1]];
            if ((o < 0 ? -o : o) >= s) break;
            order[j] = order[j - 1];
        }
        order[j] = i;
    }
    int64_t stride = 1;
    for (int i = t->ndim - 1; i >= 0; i--) {
        r->strides[order[i]] = stride;
        if (r->sizes[order[i]] > 1) stride *= r->sizes[order[i]];
    }
    kt_update_flags(r);
}

KtTensor *kt_empty_like_order(KtCtx *ctx, const KtTensor *t, int dtype) {
    KtTensor *r = kt_empty_like(ctx, t, dtype);
    if (!r || kt_is_contiguous(t) || (ctx->numpy && t->numel == 0)) return r;
    if (!ctx->numpy && kt_is_dense(t)) {
        memcpy(r->strides, t->strides, sizeof(int64_t) * t->ndim);
        kt_update_flags(r);
        return r;
    }
    if (!ctx->numpy) {
        KtTensor *like = (KtTensor *)(uintptr_t)t;
        if (r->ndim > 1 && r->numel) kt_lay_out_like(r, 1, &like);
        return r;
    }
    kt_lay_out_in_order(r, t);
    return r;
}

KtTensor *kt_full(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes, const KtScalar *value) {
    KtTensor *t = kt_empty(ctx, dtype, ndim, sizes);
    if (t && !kt_fill(ctx, t, value)) {
        kt_decref(ctx, t);
        return NULL;
    }
    return t;
}

KtTensor *kt_scalar_tensor(KtCtx *ctx, int dtype, const KtScalar *value) {
    KtTensor *t = alloc_tensor(ctx, dtype, 0, NULL, 1, false);
    if (KB_UNLIKELY(!t)) return NULL;
    t->flags = KT_T_CONTIGUOUS;
    kt_store_number(ctx->numpy, dtype, t->data, value);
    return t;
}

KtTensor *kt_from_data(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes, const void *data) {
    KtTensor *t = kt_empty(ctx, dtype, ndim, sizes);
    if (t && t->numel) memcpy(t->data, data, kt_nbytes(t));
    return t;
}

static KtTensor *alloc_view(KtCtx *ctx, int dtype, int ndim) {
    uint8_t block_class;
    size_t size = sizeof(KtTensor) + 2 * sizeof(int64_t) * (size_t)ndim;
    KtTensor *t = kt_block_alloc(ctx, size, &block_class);
    if (KB_LIKELY(t != NULL)) init_header(t, dtype, ndim, block_class, false);
    return t;
}

static int64_t product(int ndim, const int64_t *sizes) {
    int64_t n = 1;
    for (int i = 0; i < ndim; i++)
        n *= sizes[i];
    return n;
}

KtTensor *kt_from_foreign(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                          const int64_t *strides, void *data, void *owner,
                          void (*release)(void *, void *, size_t)) {
    uint8_t block_class;
    KtTensor *t = NULL;
    if (ndim <= KT_MAX_DIMS) {
        size_t head = sizeof(KtTensor) + sizeof(KtStorage) + 2 * sizeof(int64_t) * (size_t)ndim;
        t = kt_block_alloc(ctx, head, &block_class);
    } else {
        bad_sizes(ctx, dtype, ndim, sizes);
    }
    if (!t) {
        if (release) release(owner, data, 0);
        return NULL;
    }
    init_header(t, dtype, ndim, block_class, true);
    int64_t stride = 1, low = 0, high = 0, n = product(ndim, sizes);
    for (int i = ndim - 1; i >= 0; i--) {
        t->sizes[i] = sizes[i];
        t->strides[i] = strides ? strides[i] : stride;
        stride *= sizes[i] > 1 ? sizes[i] : 1;
        int64_t reach = (sizes[i] - 1) * t->strides[i];
        if (reach < 0)
            low += reach;
        else
            high += reach;
    }
    if (n == 0) low = 0, high = -1;
    char *base = (char *)data + low * (int64_t)t->itemsize;
    KtStorage *s = embedded_storage(t);
    init_storage(s, KT_PLACE_FOREIGN, (size_t)(high - low + 1) * t->itemsize, base);
    s->owner = owner;
    s->release = release;
    t->storage = s;
    t->data = data;
    t->numel = n;
    kt_update_flags(t);
    return t;
}

KtStorage *kt_storage_new(KtCtx *ctx, size_t nbytes) {
    uint8_t block_class;
    KtStorage *s = kt_block_alloc(ctx, sizeof *s, &block_class);
    if (!s) return NULL;
    init_storage(s, KT_PLACE_BUFFER, nbytes, NULL);
    s->embedded = false;
    s->block_class = block_class;
    s->data = kt_buffer_alloc(ctx, nbytes ? nbytes : 1, &s->owner, &s->raw_size);
    if (s->data) return s;
    kt_block_free(ctx, s, block_class);
    kt_fail_memory(ctx, nbytes);
    return NULL;
}

/* Does [offset, ...) with these strides stay inside nbytes? */
static bool inside_storage(size_t nbytes, size_t itemsize, int64_t offset, int ndim,
                           const int64_t *sizes, const int64_t *strides) {
    int64_t low = offset, high = offset, room = (int64_t)(nbytes / itemsize);
    for (int i = 0; i < ndim; i++) {
        if (sizes[i] == 0) return true;
        int64_t reach;
        if (__builtin_mul_overflow(sizes[i] - 1, strides[i], &reach)) return false;
        if (reach < 0 ? __builtin_add_overflow(low, reach, &low)
                      : __builtin_add_overflow(high, reach, &high))
            return false;
    }
    return low >= 0 && high < room;
}

static bool out_of_storage(KtCtx *ctx, const KtStorage *s, int dtype, int64_t offset, int ndim,
                           const int64_t *sizes, const int64_t *strides) {
    char a[300], b[300];
    kt_shape_str(a, sizeof a, ndim, sizes);
    kt_shape_str(b, sizeof b, ndim, strides);
    size_t item = kt_dtype_size(dtype), need = (size_t)(offset + 1);
    for (int i = 0; i < ndim; i++)
        need += (size_t)((sizes[i] - 1) * strides[i]);
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "setStorage: sizes %s, strides %s, storage offset %lld, and itemsize %zu "
                   "requiring a storage size of %zu are out of bounds for storage of size %zu",
                   a, b, (long long)offset, item, need * item, s->nbytes);
}

KtTensor *kt_from_storage(KtCtx *ctx, KtStorage *s, int dtype, int64_t offset, int ndim,
                          const int64_t *sizes, const int64_t *strides) {
    int64_t dense[KT_MAX_DIMS];
    if (ndim > KT_MAX_DIMS) return bad_sizes(ctx, dtype, ndim, sizes);
    for (int i = 0; i < ndim; i++)
        if (sizes[i] < 0) return bad_sizes(ctx, dtype, ndim, sizes);
    if (!strides) {
        int64_t stride = 1;
        for (int i = ndim - 1; i >= 0; i--) {
            dense[i] = stride;
            if (__builtin_mul_overflow(stride, sizes[i] > 1 ? sizes[i] : 1, &stride))
                return bad_sizes(ctx, dtype, ndim, sizes);
        }
        strides = dense;
    }
    if (!inside_storage(s->nbytes, kt_dtype_size(dtype), offset, ndim, sizes, strides)) {
        out_of_storage(ctx, s, dtype, offset, ndim, sizes, strides);
        return NULL;
    }
    KtTensor *t = alloc_view(ctx, dtype, ndim);
    if (!t) return NULL;
    if (ndim) {
        memcpy(t->sizes, sizes, sizeof(int64_t) * (size_t)ndim);
        memcpy(t->strides, strides, sizeof(int64_t) * (size_t)ndim);
    }
    t->storage = s;
    kt_storage_incref(s);
    t->data = s->data + offset * (int64_t)t->itemsize;
    kt_update_flags(t);
    return t;
}

/* ---- views ---- */

KtTensor *kt_view_raw(KtCtx *ctx, const KtTensor *t, int dtype, char *data, int ndim,
                      const int64_t *sizes, const int64_t *strides) {
    KtTensor *v = alloc_view(ctx, dtype, ndim);
    if (KB_UNLIKELY(!v)) return NULL;
    for (int i = 0; i < ndim; i++) {
        v->sizes[i] = sizes[i];
        v->strides[i] = strides[i];
    }
    v->storage = t->storage;
    kt_storage_incref(t->storage);
    v->data = data;
    kt_update_flags(v);
    v->flags |=
        KT_T_VIEW | (t->flags & (KT_T_READ_ONLY | KT_T_INFERENCE | KT_T_ZERO | KT_T_UNUSUAL));
    return v;
}

KtTensor *kt_alias(KtCtx *ctx, const KtTensor *t) {
    return kt_view_raw(ctx, t, t->dtype, t->data, t->ndim, t->sizes, t->strides);
}

KtTensor *kt_lazy_view(KtCtx *ctx, const KtTensor *t, int flags) {
    KtTensor *v = kt_alias(ctx, t);
    if (v) v->flags ^= (uint8_t)flags;
    return v;
}

KtTensor *kt_resolved(KtCtx *ctx, KtTensor *t) {
    return KB_LIKELY(!(t->flags & KT_T_LAZY)) ? kt_incref(t) : kt_clone(ctx, t);
}

KtTensor *kt_alias_uncounted(KtCtx *ctx, const KtTensor *t) {
    KtStorage *memory = (KtStorage *)kt_memory_of(t->storage);
    uint8_t block_class;
    size_t dims = sizeof(int64_t) * (size_t)t->ndim;
    KtTensor *v =
        kt_block_alloc(ctx, sizeof(KtTensor) + sizeof(KtStorage) + 2 * dims, &block_class);
    if (KB_UNLIKELY(!v)) return NULL;
    init_header(v, t->dtype, t->ndim, block_class, true);
    memcpy(v->sizes, t->sizes, dims);
    memcpy(v->strides, t->strides, dims);
    v->storage = embedded_storage(v);
    init_storage(v->storage, KT_PLACE_SHARED, memory->nbytes, memory->data);
    v->storage->read_only = memory->read_only;
    v->storage->owner = memory;
    kt_storage_incref(memory);
    v->data = t->data;
    v->numel = t->numel;
    v->flags = t->flags | KT_T_VIEW;
    return v;
}

KtTensor *kt_as_strided(KtCtx *ctx, const KtTensor *t, int ndim, const int64_t *sizes,
                        const int64_t *strides, int64_t offset) {
    if (ndim > KT_MAX_DIMS) return bad_sizes(ctx, t->dtype, ndim, sizes);
    for (int i = 0; i < ndim; i++) {
        if (sizes[i] < 0) return bad_sizes(ctx, t->dtype, ndim, sizes);
        if (strides[i] < 0 && !ctx->numpy) {
            char text[300];
            kt_shape_str(text, sizeof text, ndim, strides);
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "as_strided: Negative strides are not supported at the moment, "
                                "got strides: %s",
                                text);
        }
    }
    if (!inside_storage(t->storage->nbytes, t->itemsize, offset, ndim, sizes, strides)) {
        out_of_storage(ctx, t->storage, t->dtype, offset, ndim, sizes, strides);
        return NULL;
    }
    return kt_view_raw(ctx, t, t->dtype, t->storage->data + offset * (int64_t)t->itemsize, ndim,
                       sizes, strides);
}

bool kt_become(KtCtx *ctx, KtTensor *t, const KtTensor *other) {
    int64_t *embedded = embedded_dims(t);
    if (other->ndim > t->ndim && t->sizes == embedded) {
        int64_t *dims = kb_malloc(ctx->alloc, EXTERNAL_DIMS_SIZE);
        if (!dims) return kt_fail_memory(ctx, EXTERNAL_DIMS_SIZE);
        t->sizes = dims;
    }
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS]; /* other may be t's own view */
    memcpy(sizes, other->sizes, sizeof(int64_t) * other->ndim);
    memcpy(strides, other->strides, sizeof(int64_t) * other->ndim);
    t->strides = t->sizes + other->ndim;
    memcpy(t->sizes, sizes, sizeof(int64_t) * other->ndim);
    memcpy(t->strides, strides, sizeof(int64_t) * other->ndim);
    KtStorage *old = t->storage;
    kt_storage_incref(other->storage);
    t->storage = other->storage;
    t->data = other->data;
    t->numel = other->numel;
    t->ndim = other->ndim;
    t->dtype = other->dtype;
    t->itemsize = other->itemsize;
    const int shown = KT_T_CONTIGUOUS | KT_T_UNUSUAL;
    t->flags = (uint8_t)((t->flags & ~shown) | (other->flags & shown));
    kt_storage_decref(ctx, old);
    return true;
}

bool kt_resize(KtCtx *ctx, KtTensor *t, int ndim, const int64_t *sizes) {
    int64_t numel = 1, strides[KT_MAX_DIMS], step = 1;
    for (int i = 0; i < ndim; i++)
        numel *= sizes[i];
    KtTensor *r;
    if (t->storage && (size_t)(kt_storage_offset(t) + numel) * t->itemsize <= t->storage->nbytes) {
        for (int i = ndim - 1; i >= 0; i--) {
            strides[i] = step;
            step *= sizes[i] > 0 ? sizes[i] : 1;
        }
        r = kt_as_strided(ctx, t, ndim, sizes, strides, kt_storage_offset(t));
    } else {
        r = kt_empty(ctx, t->dtype, ndim, sizes);
        KtTensor *c = r && t->numel ? kt_contiguous(ctx, t) : NULL;
        if (c) {
            r->flags |= c->flags & KT_T_LAZY;
            memcpy(r->data, c->data, kt_nbytes(c) < kt_nbytes(r) ? kt_nbytes(c) : kt_nbytes(r));
            kt_decref(ctx, c);
        }
    }
    bool ok = r && kt_become(ctx, t, r);
    kt_xdecref(ctx, r);
    return ok;
}

void kt_update_flags(KtTensor *t) {
    int64_t expected = 1, n = 1;
    bool contiguous = true;
    for (int i = t->ndim - 1; i >= 0; i--) {
        int64_t size = t->sizes[i];
        n *= size;
        if (size != 1 && t->strides[i] != expected) contiguous = false;
        expected *= size;
    }
    t->numel = n;
    if (contiguous || n == 0)
        t->flags |= KT_T_CONTIGUOUS;
    else
        t->flags &= (uint8_t)~KT_T_CONTIGUOUS;
}

/* ---- copies that need no kernel of their own ---- */

KtTensor *kt_empty_preserved(KtCtx *ctx, const KtTensor *t, int dtype) {
    KtTensor *r = kt_empty_like_order(ctx, t, dtype);
    if (r && !ctx->numpy && kt_is_contiguous(t))
        memcpy(r->strides, t->strides, sizeof(int64_t) * t->ndim);
    return r;
}

KtTensor *kt_clone(KtCtx *ctx, const KtTensor *t) {
    if (KB_UNLIKELY(kt_is_sparse(t))) return kt_sparse_clone(ctx, t);
    KtTensor *r = kt_empty_preserved(ctx, t, KT_NO_DTYPE);
    if (!r) return NULL;
    if (!kt_copy(ctx, r, t)) {
        kt_decref(ctx, r);
        return NULL;
    }
    return r;
}

KtTensor *kt_copy_c(KtCtx *ctx, const KtTensor *t) {
    KtTensor *r = kt_empty_like(ctx, t, KT_NO_DTYPE);
    if (!r) return NULL;
    if (!kt_copy(ctx, r, t)) {
        kt_decref(ctx, r);
        return NULL;
    }
    return r;
}

KtTensor *kt_contiguous(KtCtx *ctx, KtTensor *t) {
    return kt_is_contiguous(t) && !kt_is_misaligned(t) ? kt_incref(t) : kt_copy_c(ctx, t);
}

KtTensor *kt_aligned(KtCtx *ctx, KtTensor *t) {
    return KB_LIKELY(!kt_is_misaligned(t)) ? kt_incref(t) : kt_clone(ctx, t);
}

KtTensor *kt_cast(KtCtx *ctx, KtTensor *t, int dtype) {
    if (t->dtype == dtype) return kt_incref(t);
    if (KB_UNLIKELY(t->flags & KT_T_UNUSUAL)) { /* negated or conjugated in its own type */
        if (kt_is_sparse(t)) return kt_sparse_cast(ctx, t, dtype);
        KtTensor *plain = kt_resolved(ctx, t), *c = plain ? kt_cast(ctx, plain, dtype) : NULL;
        kt_xdecref(ctx, plain);
        return c;
    }
    if (KB_UNLIKELY(kt_is_misaligned(t))) {
        KtTensor *aligned = kt_clone(ctx, t), *c = aligned ? kt_cast(ctx, aligned, dtype) : NULL;
        kt_xdecref(ctx, aligned);
        return c;
    }
    KtTensor *r = kt_empty_preserved(ctx, t, dtype);
    if (!r) return NULL;
    if (!kt_copy(ctx, r, t)) {
        kt_decref(ctx, r);
        return NULL;
    }
    return r;
}

/* ---- single elements ---- */

static char *address(const KtTensor *t, const int64_t *index) {
    int64_t at = 0;
    for (int i = 0; i < t->ndim; i++)
        at += index[i] * t->strides[i];
    return t->data + at * (int64_t)t->itemsize;
}

static KtScalar load(const KtTensor *t, const char *at) {
    KtScalar s = kt_load_scalar(t->dtype, at);
    if (KB_LIKELY(!(t->flags & KT_T_LAZY))) return s;
    bool pair = s.kind == KT_S_COMPLEX;
    if (pair && t->flags & KT_T_CONJ) s.c.im = -s.c.im;
    if (!(t->flags & KT_T_NEG)) return s;
    if (pair) return kt_scalar_complex(-s.c.re, -s.c.im);
    return s.kind == KT_S_FLOAT ? kt_scalar_float(-s.f) : kt_scalar_int(-s.i);
}

KtScalar kt_first(const KtTensor *t) {
    return load(t, t->data);
}

KtScalar kt_item_at(const KtTensor *t, const int64_t *index) {
    return load(t, address(t, index));
}

bool kt_item(KtCtx *ctx, const KtTensor *t, KtScalar *out) {
    if (t->numel != 1) {
        if (ctx->numpy)
            return kt_fail(ctx, KT_VALUE_ERROR,
                           "can only convert an array of size 1 to a Python scalar");
        if (t->numel == 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "a Tensor with 0 elements cannot be converted to Scalar");
        return kt_fail(ctx, KT_VALUE_ERROR,
                       "only one element tensors can be converted to Python scalars");
    }
    *out = kt_first(t);
    return true;
}

bool kt_set_item_at(KtCtx *ctx, KtTensor *t, const int64_t *index, const KtScalar *v) {
    if (!kt_before_write(ctx, t)) return false;
    kt_store_number(ctx->numpy, t->dtype, address(t, index), v);
    return true;
}

bool kt_before_write(KtCtx *ctx, KtTensor *t) {
    if (KB_UNLIKELY(t->flags & KT_T_READ_ONLY || t->storage->read_only))
        return kt_fail(ctx, KT_VALUE_ERROR, "assignment destination is read-only");
    if (KB_UNLIKELY(t->flags & KT_T_INFERENCE) && !ctx->inference_mode)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Inplace update to inference tensor outside InferenceMode is not "
                       "allowed.You can make a clone to get a normal tensor before doing inplace "
                       "update.See https://github.com/pytorch/rfcs/pull/17 for more details.");
    if (KB_UNLIKELY(t->flags & KT_T_ZERO))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "ZeroTensors are immutable. Please use the materialized zero tensor "
                       "obtained using .clone() if you want a mutable tensor.");
    t->storage->version++;
    return true;
}

/* ---- questions ---- */

bool kt_is_fortran(const KtTensor *t) {
    int64_t expected = 1;
    if (t->numel == 0) return true;
    for (int i = 0; i < t->ndim; i++) {
        if (t->sizes[i] != 1 && t->strides[i] != expected) return false;
        expected *= t->sizes[i];
    }
    return true;
}

bool kt_is_dense(const KtTensor *t) {
    if (t->numel < 2 || kt_is_contiguous(t)) return true;
    bool used[KT_MAX_DIMS] = {false};
    int64_t expected = 1;
    for (int done = 0; done < t->ndim; done++) {
        int found = -1;
        for (int i = 0; i < t->ndim && found < 0; i++)
            if (!used[i] && (t->sizes[i] == 1 || t->strides[i] == expected)) found = i;
        if (found < 0) return false;
        used[found] = true;
        expected *= t->sizes[found];
    }
    return true;
}

bool kt_same_shape(const KtTensor *a, const KtTensor *b) {
    if (a->ndim != b->ndim) return false;
    for (int i = 0; i < a->ndim; i++)
        if (a->sizes[i] != b->sizes[i]) return false;
    return true;
}

void kt_byte_range(const KtTensor *t, const char **low, const char **high) {
    int64_t lo = 0, hi = 0;
    for (int i = 0; i < t->ndim; i++) {
        int64_t reach = (t->sizes[i] - 1) * t->strides[i];
        if (reach < 0)
            lo += reach;
        else
            hi += reach;
    }
    *low = t->data + lo * (int64_t)t->itemsize;
    *high = t->data + (hi + 1) * (int64_t)t->itemsize;
}

bool kt_may_overlap(const KtTensor *a, const KtTensor *b) {
    if (a->numel == 0 || b->numel == 0) return false;
    const char *al, *ah, *bl, *bh;
    kt_byte_range(a, &al, &ah);
    kt_byte_range(b, &bl, &bh);
    return al < bh && bl < ah;
}

bool kt_same_elements(const KtTensor *a, const KtTensor *b) {
    if (a == b) return true;
    if (a->data != b->data || a->dtype != b->dtype || !kt_same_shape(a, b)) return false;
    for (int i = 0; i < a->ndim; i++)
        if (a->sizes[i] != 1 && a->strides[i] != b->strides[i]) return false;
    return true;
}

bool kt_has_internal_overlap(const KtTensor *t) {
    if (kt_is_contiguous(t)) return false;
    for (int i = 0; i < t->ndim; i++)
        if (t->sizes[i] > 1 && t->strides[i] == 0) return true;
    return false;
}

static char *join_sizes(char *buf, size_t n, int ndim, const int64_t *sizes, const char *open,
                        const char *sep, const char *close) {
    size_t at = (size_t)snprintf(buf, n, "%s", open);
    bool np = *open == '(';
    int first = 0; /* NumPy leaves out a size to be found in front, and writes others so */
    while (np && first < ndim && sizes[first] < 0)
        first++;
    for (int i = first; i < ndim && at + 24 < n; i++) {
        if (np && sizes[i] < 0)
            at += (size_t)snprintf(buf + at, n - at, "%snewaxis", sep);
        else
            at += (size_t)snprintf(buf + at, n - at, "%s%lld", i > first ? sep : "",
                                   (long long)sizes[i]);
    }
    snprintf(buf + at, n - at, "%s", close);
    return buf;
}

char *kt_shape_str(char *buf, size_t n, int ndim, const int64_t *sizes) {
    return join_sizes(buf, n, ndim, sizes, "[", ", ", "]");
}

char *kt_shape_str_np(char *buf, size_t n, int ndim, const int64_t *sizes) {
    return join_sizes(buf, n, ndim, sizes, "(", ",", ndim == 1 ? ",)" : ")");
}
