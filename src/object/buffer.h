#ifndef KI_BUFFER_H
#define KI_BUFFER_H
/* The buffer protocol: how bytes, bytearray, memoryview, arrays and tensors lend their memory. The
 * get_buffer slot fills everything but owner; release_buffer (may be NULL) undoes it. */
#include "type.h"

typedef struct KiBuffer {
    void *data;
    int64_t len; /* bytes, as if contiguous */
    int64_t itemsize;
    const char *format; /* struct-module code of an item, lives as long as the buffer; NULL: "B" */
    bool readonly;
    int ndim;               /* 0 is a scalar */
    const int64_t *shape;   /* NULL: one dimension of len / itemsize items */
    const int64_t *strides; /* bytes; NULL: C-contiguous */
    void *internal;         /* the exporter's own */
    KiValue owner;          /* set by ki_get_buffer: the exporter, owned; ABSENT once released */
    bool passed_on;         /* the exporter asked another one, which is the owner */
} KiBuffer;

/* Any bytes-like object; TypeError "a bytes-like object is required, not 'X'", BufferError if
 * writable is asked of read-only memory. Keep balanced with ki_release_buffer. */
bool ki_get_buffer(KiState *ks, KiValue v, KiBuffer *out, bool writable) KB_MUST_CHECK;
void ki_release_buffer(KiState *ks, KiBuffer *b);
bool ki_buffer_is_contiguous(const KiBuffer *b); /* C order */
/* Copies the items in C order to out (b->len bytes). */
void ki_buffer_copy_out(const KiBuffer *b, void *out);
/* A value from one item of a native single-character format ("B", "d", ...), and back. */
KiValue ki_unpack_item(KiState *ks, const char *format, const void *p) KB_MUST_CHECK;
bool ki_pack_item(KiState *ks, const char *format, void *p, KiValue v) KB_MUST_CHECK;
int ki_format_size(const char *format); /* 0: not a native single-character format */
#endif
