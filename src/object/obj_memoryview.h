#ifndef KI_OBJ_MEMORYVIEW_H
#define KI_OBJ_MEMORYVIEW_H
/* memoryview: a strided window on memory that another object lends. */
#include "buffer.h"

typedef struct KiMemoryview {
    KiObj h;
    KiBuffer buf; /* the exporter's loan; owner ABSENT once released */
    char *data;   /* first item of this window */
    int64_t len, itemsize, hash;
    char format[12];   /* cut where it is longer */
    char *long_format; /* the whole one then; owned */
    uint32_t exports;  /* loans of this view's memory */
    bool readonly;
    int ndim;
    int64_t dims[]; /* shape[ndim], strides[ndim] */
} KiMemoryview;

static inline bool ki_is_memoryview(KiValue v) {
    return ki_is_kind(v, KI_K_MEMORYVIEW);
}
static inline KiMemoryview *ki_memoryview_of(KiValue v) {
    return (KiMemoryview *)ki_obj(v);
}
static inline int64_t *ki_mv_shape(KiMemoryview *m) {
    return m->dims;
}
static inline int64_t *ki_mv_strides(KiMemoryview *m) {
    return m->dims + m->ndim;
}

static inline const char *ki_mv_format(const KiMemoryview *m) {
    return m->long_format ? m->long_format : m->format;
}

KiValue ki_memoryview_new(KiState *ks, KiValue exporter) KB_MUST_CHECK;
/* A window of its own on the same exporter with ndim dimensions still to be filled in. */
KiMemoryview *ki_memoryview_derive(KiState *ks, KiMemoryview *m, int ndim);
/* To be called before its memory is read: ValueError if released. */
bool ki_memoryview_check(KiState *ks, KiMemoryview *m) KB_MUST_CHECK;
/* The window as a buffer without counting a loan: for copying out. */
KiBuffer ki_memoryview_as_buffer(KiMemoryview *m);
bool ki_buffer_is_fortran(const KiBuffer *b); /* contiguous with the first dimension fastest */
KiValue ki_memoryview_tolist(KiState *ks, KiMemoryview *m) KB_MUST_CHECK;
bool ki_memoryview_release(KiState *ks, KiMemoryview *m) KB_MUST_CHECK;
#endif
