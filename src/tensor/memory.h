#ifndef KT_MEMORY_H
#define KT_MEMORY_H
/* Where tensor blocks and element buffers come from.
 *
 * Blocks (headers and small tensors): size classes of 64 bytes up to 1 KiB, cut from slabs, kept
 * on free lists. Buffers: 64-byte aligned, rounded to size classes of a quarter power of two;
 * freed ones wait in a cache of bounded size, because the page faults of a fresh big buffer cost
 * several times the arithmetic done in it. */
#include "context.h"

#define KT_BLOCK_UNIT    64
#define KT_BLOCK_CLASSES 20 /* last: 1216 bytes, room for the dims of a 64-d view */

/* A block of at least size bytes (at most KT_BLOCK_UNIT * (KT_BLOCK_CLASSES - 1)). */
void *kt_block_alloc(KtCtx *ctx, size_t size, uint8_t *block_class) KB_MUST_CHECK;
void kt_block_free(KtCtx *ctx, void *block, uint8_t block_class);

/* Aligned buffer of at least nbytes; *raw and *raw_size go back to kt_buffer_free. NULL without a
 * pending error when there is no memory. */
char *kt_buffer_alloc(KtCtx *ctx, size_t nbytes, void **raw, size_t *raw_size) KB_MUST_CHECK;
/* The same of zeros; pages that the system gives for it are not touched. */
char *kt_buffer_zeros(KtCtx *ctx, size_t nbytes, void **raw, size_t *raw_size) KB_MUST_CHECK;
void kt_buffer_free(KtCtx *ctx, void *raw, size_t raw_size);

/* Scratch memory for one operation: same buffers, error set on failure. */
typedef struct KtScratch {
    char *data;
    void *raw;
    size_t raw_size;
} KtScratch;
bool kt_scratch_alloc(KtCtx *ctx, size_t nbytes, KtScratch *s) KB_MUST_CHECK;
void kt_scratch_free(KtCtx *ctx, KtScratch *s);

bool kt_memory_init(KtCtx *ctx) KB_MUST_CHECK;
/* Gives cached buffers back to the allocator. */
void kt_memory_trim(KtCtx *ctx);
void kt_memory_free(KtCtx *ctx);
#endif
