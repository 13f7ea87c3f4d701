/* Bytes of the heap that the state's account counts and no object uses: tells what objects take. */
#include "heap_account.h"

#include "heap_page.h"

size_t ki_heap_idle(const KiState *ks) {
    size_t idle = 0;
    for (const KiChunk *c = ks->heap->chunks; c; c = c->next) {
        const char *first = (const char *)ki_page_of(c->pages + KI_PAGE_SIZE - 1);
        for (int i = 0; i < c->n_pages; i++) {
            const KiPage *pg = (const KiPage *)(first + (size_t)i * KI_PAGE_SIZE);
            idle += pg->capacity ? (size_t)(pg->capacity - pg->used) * pg->size : KI_PAGE_SIZE;
        }
    }
    return idle;
}
