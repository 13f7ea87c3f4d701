#ifndef KI_BUFFER_H
#define KI_BUFFER_H
/* The buffer protocol: how bytes, bytearray, memoryview, arrays and tensors lend their memory. The
 * get_buffer slot fills everything but owner; release_buffer (may be NULL) undoes it. */
#include "type.h"

struct KiBuffer;
/* How to use memory that is a copy of what its exporter keeps in another form: renew it before
 * reading, and hand it back after writing. */
typedef struct KiBufferCopy {
    bool (*renew)(KiState *, struct KiBuffer *);
    bool (*store)(KiState *, struct KiBuffer *);
} KiBufferCopy;

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
    bool for_writing;       /* set by ki_get_buffer */
    const char *no_format;  /* why no format stands for the items: whoever wants to know the format
                               is  refused so (ki_buffer_has_format); lives as long as format */
    const KiBufferCopy *copy; /* NULL: the memory is the exporter's own */
} KiBuffer;

/* Any bytes-like object; TypeError "a bytes-like object is required, not 'X'", BufferError if
 * writable is asked of read-only memory. Keep balanced with ki_release_buffer. */
bool ki_get_buffer(KiState *ks, KiValue v, KiBuffer *out, bool writable) KB_MUST_CHECK;
/* The bytes of b, in one piece, to stand behind those of a; else TypeError. */
bool ki_buffer_to_concat(KiState *ks, KiValue a, KiValue b, KiBuffer *out) KB_MUST_CHECK;
void ki_release_buffer(KiState *ks, KiBuffer *b);
/* false: a ValueError; no format tells what the items are. */
bool ki_buffer_has_format(KiState *ks, const KiBuffer *b) KB_MUST_CHECK;
bool ki_buffer_is_contiguous(const KiBuffer *b); /* C order */
/* false: the lender's error, as it refuses a loan of memory in one piece. */
bool ki_buffer_in_one_piece(KiState *ks, const KiBuffer *b) KB_MUST_CHECK;
/* Copies the items in C order to out (b->len bytes). */
void ki_buffer_copy_out(const KiBuffer *b, void *out);
/* A value from one item of a native single-character format ("B", "d", ...), and back. */
KiValue ki_unpack_item(KiState *ks, const char *format, const void *p) KB_MUST_CHECK;
bool ki_pack_item(KiState *ks, const char *format, void *p, KiValue v) KB_MUST_CHECK;
/* Is it a single character, even if not one that items are unpacked from? NotImplementedError. */
bool ki_format_is_single(KiState *ks, const char *format) KB_MUST_CHECK;
int ki_format_size(const char *format); /* 0: not a native single-character format */
#endif
