#ifndef KI_TYPE_BYTES_H
#define KI_TYPE_BYTES_H
/* Shared by the files with the methods of bytes and bytearray. Results have the exact type of self:
 * bytes for bytes, bytearray for bytearray. */
#include "../object/buffer.h"
#include "../object/bytes_ops.h"

/* sep ABSENT: none. */
KiValue ki_bytes_hex(KiState *ks, const uint8_t *data, size_t n, KiValue sep,
                     KiValue per) KB_MUST_CHECK;
KiValue ki_bytes_fromhex(KiState *ks, KiValue text) KB_MUST_CHECK; /* bytes */
/* A new object of self's kind. */
static inline KiValue ki_bytes_like(KiState *ks, KiValue self, const void *data, int64_t n) {
    return ki_is_bytearray(self) ? ki_bytearray_from(ks, data, (size_t)n)
                                 : ki_bytes_from(ks, data, (size_t)n);
}
static inline uint8_t *ki_bytes_like_data(KiValue v) {
    return ki_is_bytearray(v) ? ki_bytearray_of(v)->data : ki_bytes_of(v)->data;
}
/* An argument's bytes; holds a loan to be given back with ki_release_buffer. */
bool ki_bytes_arg(KiState *ks, KiValue v, KiBuffer *loan, KiBytesSpan *out) KB_MUST_CHECK;

/* bytes_split.c */
KiValue ki_bytesm_split(KiState *ks, KiValue *args, int nargs);
KiValue ki_bytesm_rsplit(KiState *ks, KiValue *args, int nargs);
KiValue ki_bytesm_splitlines(KiState *ks, KiValue *args, int nargs);
KiValue ki_bytesm_partition(KiState *ks, KiValue *args, int nargs);
KiValue ki_bytesm_rpartition(KiState *ks, KiValue *args, int nargs);
KiValue ki_bytesm_strip(KiState *ks, KiValue *args, int nargs);
KiValue ki_bytesm_lstrip(KiState *ks, KiValue *args, int nargs);
KiValue ki_bytesm_rstrip(KiState *ks, KiValue *args, int nargs);
KiValue ki_bytesm_join(KiState *ks, KiValue *args, int nargs);
#endif
