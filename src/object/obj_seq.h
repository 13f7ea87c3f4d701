#ifndef KI_OBJ_SEQ_H
#define KI_OBJ_SEQ_H
/* list, tuple, bytes, bytearray, range, slice: representations and C-level operations. */
#include "type.h"

typedef struct KiList {
    KiObj h;
    int64_t len, cap;
    KiValue *items;
} KiList;

struct KiTuple {
    KiObj h;
    int64_t len;
    int64_t hash; /* -1: not computed */
    KiValue items[];
};

typedef struct KiBytes {
    KiObj h;
    uint64_t hash; /* 0: not computed */
    size_t len;
    uint8_t data[]; /* len + 1, NUL-terminated */
} KiBytes;

typedef struct KiBytearray {
    KiObj h;
    size_t len, cap;
    uint8_t *data;    /* NULL when cap is 0 */
    uint32_t exports; /* live buffers: resizing then raises BufferError */
} KiBytearray;

typedef struct KiRange {
    KiObj h;
    KiValue start, stop, step; /* ints of any size */
    KiValue length;            /* int */
} KiRange;

typedef struct KiRangeIter { /* fast form: everything fits in int64 */
    KiObj h;
    int64_t next, step, remaining;
    int64_t total; /* items at the start: what pickle needs to tell how many were given */
} KiRangeIter;

typedef struct KiSlice {
    KiObj h;
    KiValue start, stop, step;
} KiSlice;

/* Generic iterator state: list, tuple, dict, set, str iterators, map, zip ... */
typedef struct KiIter {
    KiObj h;
    KiValue source; /* what is iterated; KI_ABSENT once exhausted */
    int64_t index;
    int64_t extra; /* per kind: expected size or version */
    KiValue aux1, aux2;
} KiIter;

static inline bool ki_is_list(KiValue v) {
    return ki_has_layout(v, KI_K_LIST);
}
static inline bool ki_is_tuple(KiValue v) {
    return ki_has_layout(v, KI_K_TUPLE);
}
static inline KiList *ki_list_of(KiValue v) {
    return (KiList *)ki_obj(v);
}
static inline KiTuple *ki_tuple_of(KiValue v) {
    return (KiTuple *)ki_obj(ki_unbox(v));
}
static inline KiBytes *ki_bytes_of(KiValue v) {
    return (KiBytes *)ki_obj(ki_unbox(v));
}

KiList *ki_list_new(KiState *ks, int64_t reserve);
bool ki_list_append(KiState *ks, KiList *l, KiValue v /* borrowed */);
bool ki_list_insert(KiState *ks, KiList *l, int64_t at, KiValue v);
bool ki_list_extend(KiState *ks, KiList *l, KiValue iterable);
bool ki_list_reserve(KiState *ks, KiList *l, int64_t cap);
/* Stable in-place merge sort (timsort order of comparisons); key KI_NONE for none. */
bool ki_list_sort(KiState *ks, KiList *l, KiValue key, bool reverse);
KiTuple *ki_tuple_alloc(KiState *ks, int64_t n);    /* items UNBOUND */
KiTuple *ki_tuple_unfilled(KiState *ks, int64_t n); /* items to be set before anything else runs */
KiValue ki_tuple_from(KiState *ks, const KiValue *items, int64_t n); /* borrows the items */
KiValue ki_tuple_steal(KiState *ks, const KiValue *items,
                       int64_t n);                   /* takes the items, also on failure */
KiValue ki_tuple_pack(KiState *ks, int n, ...);      /* KiValue..., borrowed */
KiTuple *ki_to_tuple(KiState *ks, KiValue iterable); /* tuple(iterable) */
KiList *ki_to_list(KiState *ks, KiValue iterable);
KiValue ki_bytes_from(KiState *ks, const void *data, size_t n); /* data NULL: uninitialised */
KiValue ki_slice_new(KiState *ks, KiValue start, KiValue stop, KiValue step);
/* Resolves a slice for a sequence of n: start, step and count. ValueError for step 0. */
/* Start, stop and step (owned) of a slice of a sequence of any length, an integer. */
bool ki_slice_indices(KiState *ks, KiSlice *s, KiValue length, KiValue v[3]) KB_MUST_CHECK;
bool ki_slice_resolve(KiState *ks, KiSlice *s, int64_t n, int64_t *start, int64_t *stop,
                      int64_t *step, int64_t *count);
KiValue ki_range_new(KiState *ks, KiValue start, KiValue stop, KiValue step);
#endif
