#ifndef KI_BYTES_OPS_H
#define KI_BYTES_OPS_H
/* What bytes and bytearray share: views of their memory, comparison, searching, item arguments. */
#include "containers.h"

typedef struct KiBytesSpan {
    const uint8_t *data;
    int64_t len;
} KiBytesSpan;

static inline bool ki_is_bytes_or_bytearray(KiValue v) {
    return ki_is_bytes(v) || ki_is_bytearray(v);
}
/* Of a bytes or bytearray; valid until the object changes. */
static inline KiBytesSpan ki_bytes_span(KiValue v) {
    if (ki_is_bytearray(v)) {
        KiBytearray *b = ki_bytearray_of(v);
        return (KiBytesSpan){b->data ? b->data : (const uint8_t *)"", (int64_t)b->len};
    }
    return (KiBytesSpan){ki_bytes_of(v)->data, (int64_t)ki_bytes_of(v)->len};
}
/* Offset of needle in hay or -1. */
int64_t ki_bytes_find(KiBytesSpan hay, KiBytesSpan needle, bool reverse);
KiValue ki_bytes_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op);
int ki_bytes_contains(KiState *ks, KiValue v, KiValue item);
/* v as a byte value; what is "byte" or "bytes" in the ValueError. */
bool ki_byte_value(KiState *ks, KiValue v, const char *what, uint8_t *out) KB_MUST_CHECK;
/* The texts of the arguments encoding and errors, NULL for those not given. */
bool ki_bytes_text_args(KiState *ks, const char *type_name, KiValue encoding, KiValue errors,
                        const char **enc, const char **err) KB_MUST_CHECK;
/* The source argument of bytes() / bytearray() with encoding and errors (ABSENT: none): an exact
 * bytes. Unless count is NULL, a number of zeros is told there, and KI_ABSENT returned. */
KiValue ki_bytes_source(KiState *ks, const char *type_name, KiValue src, KiValue encoding,
                        KiValue errors, int64_t *count) KB_MUST_CHECK;
#endif
