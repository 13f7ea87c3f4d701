/* Blocks from slabs, buffers from a size-class cache. See memory.h. */
#include "memory.h"

#include <string.h>
#ifdef __linux__
#include <sys/mman.h>
#endif

#define SLAB_SIZE        ((size_t)64 * 1024)
#define N_BUFFER_CLASSES 160
#define MIN_BUFFER_SHIFT 10 /* smallest buffer: 1 KiB */
#define CACHE_LIMIT      ((size_t)1 << 29)
#define HUGE_SIZE        ((size_t)4 << 20)

typedef struct FreeBlock {
    struct FreeBlock *next;
} FreeBlock;

typedef struct Slab {
    struct Slab *next;
    size_t size;
} Slab;

typedef struct CachedBuffer {
    struct CachedBuffer *next;
    size_t raw_size;
} CachedBuffer;

typedef struct KtMemory {
    FreeBlock *free_blocks[KT_BLOCK_CLASSES];
    char *slab_at, *slab_end;
    Slab *slabs;
    CachedBuffer *cache[N_BUFFER_CLASSES];
    size_t cached_bytes;
} KtMemory;

bool kt_memory_init(KtCtx *ctx) {
    ctx->memory = kb_calloc(ctx->alloc, sizeof(KtMemory));
    return ctx->memory != NULL;
}

static bool new_slab(KtCtx *ctx, KtMemory *m) {
    Slab *slab = kb_malloc(ctx->alloc, SLAB_SIZE);
    if (!slab) {
        kt_memory_trim(ctx);
        slab = kb_malloc(ctx->alloc, SLAB_SIZE);
        if (!slab) return kt_fail(ctx, KT_MEMORY_ERROR, "out of memory");
    }
    slab->next = m->slabs;
    slab->size = SLAB_SIZE;
    m->slabs = slab;
    uintptr_t at = ((uintptr_t)(slab + 1) + KT_BLOCK_UNIT - 1) & ~(uintptr_t)(KT_BLOCK_UNIT - 1);
    m->slab_at = (char *)at;
    m->slab_end = (char *)slab + SLAB_SIZE;
    return true;
}

void *kt_block_alloc(KtCtx *ctx, size_t size, uint8_t *block_class) {
    KtMemory *m = ctx->memory;
    size_t c = (size + KT_BLOCK_UNIT - 1) / KT_BLOCK_UNIT;
    KB_ASSERT(c < KT_BLOCK_CLASSES);
    *block_class = (uint8_t)c;
    FreeBlock *b = m->free_blocks[c];
    if (KB_LIKELY(b != NULL)) {
        m->free_blocks[c] = b->next;
        return b;
    }
    if ((size_t)(m->slab_end - m->slab_at) < c * KT_BLOCK_UNIT && !new_slab(ctx, m)) return NULL;
    void *p = m->slab_at;
    m->slab_at += c * KT_BLOCK_UNIT;
    return p;
}

void kt_block_free(KtCtx *ctx, void *block, uint8_t block_class) {
    KtMemory *m = ctx->memory;
    FreeBlock *b = block;
    b->next = m->free_blocks[block_class];
    m->free_blocks[block_class] = b;
}

/* Class k holds (4 + k % 4) * 2^(k / 4 + MIN_BUFFER_SHIFT - 2) bytes. */
static size_t buffer_class_size(int k) {
    return (size_t)(4 + k % 4) << (k / 4 + MIN_BUFFER_SHIFT - 2);
}

static int buffer_class(size_t nbytes) {
    if (nbytes <= (size_t)1 << MIN_BUFFER_SHIFT) return 0;
    int top = 63 - __builtin_clzll((unsigned long long)(nbytes - 1));
    int quarter = (int)((nbytes - 1) >> (top - 2)) & 3;
    return (top - MIN_BUFFER_SHIFT) * 4 + quarter + 1;
}

static char *align_buffer(void *raw) {
    return (char *)(((uintptr_t)raw + sizeof(CachedBuffer) + 63) & ~(uintptr_t)63);
}

static inline char *buffer(KtCtx *ctx, size_t nbytes, bool zeros, void **raw, size_t *raw_size) {
    KtMemory *m = ctx->memory;
    int k = buffer_class(nbytes);
    if (k >= N_BUFFER_CLASSES) return NULL;
    CachedBuffer *b = m->cache[k];
    if (b) {
        m->cache[k] = b->next;
        m->cached_bytes -= b->raw_size;
        *raw = b;
        *raw_size = b->raw_size;
        char *data = align_buffer(b);
        return zeros ? memset(data, 0, nbytes) : data;
    }
    size_t size = buffer_class_size(k) + 64 + sizeof(CachedBuffer);
    void *p = zeros ? kb_calloc(ctx->alloc, size) : kb_malloc(ctx->alloc, size);
    if (!p) {
        kt_memory_trim(ctx);
        p = zeros ? kb_calloc(ctx->alloc, size) : kb_malloc(ctx->alloc, size);
        if (!p) return NULL;
    }
#ifdef MADV_HUGEPAGE
    if (size >= HUGE_SIZE) {
        uintptr_t from = ((uintptr_t)p + 4095) & ~(uintptr_t)4095;
        uintptr_t to = ((uintptr_t)p + size) & ~(uintptr_t)4095;
        madvise((void *)from, to - from, MADV_HUGEPAGE);
    }
#endif
    *raw = p;
    *raw_size = size;
    return align_buffer(p);
}

char *kt_buffer_alloc(KtCtx *ctx, size_t nbytes, void **raw, size_t *raw_size) {
    return buffer(ctx, nbytes, false, raw, raw_size);
}

char *kt_buffer_zeros(KtCtx *ctx, size_t nbytes, void **raw, size_t *raw_size) {
    return buffer(ctx, nbytes, true, raw, raw_size);
}

void kt_buffer_free(KtCtx *ctx, void *raw, size_t raw_size) {
    KtMemory *m = ctx->memory;
    if (m->cached_bytes + raw_size > CACHE_LIMIT) {
        kb_free(ctx->alloc, raw, raw_size);
        return;
    }
    int k = buffer_class(raw_size - 64 - sizeof(CachedBuffer));
    CachedBuffer *b = raw;
    b->raw_size = raw_size;
    b->next = m->cache[k];
    m->cache[k] = b;
    m->cached_bytes += raw_size;
}

bool kt_scratch_alloc(KtCtx *ctx, size_t nbytes, KtScratch *s) {
    s->data = kt_buffer_alloc(ctx, nbytes ? nbytes : 1, &s->raw, &s->raw_size);
    if (!s->data) return kt_fail_memory(ctx, nbytes);
    return true;
}

void kt_scratch_free(KtCtx *ctx, KtScratch *s) {
    if (s->data) kt_buffer_free(ctx, s->raw, s->raw_size);
    s->data = NULL;
}

void kt_memory_trim(KtCtx *ctx) {
    KtMemory *m = ctx->memory;
    for (int k = 0; k < N_BUFFER_CLASSES; k++) {
        while (m->cache[k]) {
            CachedBuffer *b = m->cache[k];
            m->cache[k] = b->next;
            kb_free(ctx->alloc, b, b->raw_size);
        }
    }
    m->cached_bytes = 0;
}

void kt_memory_free(KtCtx *ctx) {
    KtMemory *m = ctx->memory;
    if (!m) return;
    kt_memory_trim(ctx);
    while (m->slabs) {
        Slab *s = m->slabs;
        m->slabs = s->next;
        kb_free(ctx->alloc, s, s->size);
    }
    kb_free(ctx->alloc, m, sizeof *m);
    ctx->memory = NULL;
}
