/* Memory and growing output of the modules over compression libraries (packing.h). */
#include "packing.h"

#include "../object/containers.h"

void *ki_pack_alloc(KiState *ks, size_t items, size_t size) {
    size_t n;
    if (!kb_mul_size(items, size, &n) || n > SIZE_MAX - 16) return NULL;
    size_t *p = kb_malloc(&ks->alloc, n + 16);
    if (!p) return NULL;
    *p = n + 16;
    return (char *)p + 16;
}
void ki_pack_free(KiState *ks, void *p) {
    if (!p) return;
    size_t *block = (size_t *)(void *)((char *)p - 16);
    kb_free(&ks->alloc, block, *block);
}

void ki_pack_out_free(KiPackOut *o) {
    if (o->data) ki_mem_free(o->ks, o->data, o->cap);
    o->data = NULL;
    o->cap = o->len = 0;
}
bool ki_pack_room(KiPackOut *o, uint8_t **at, size_t *room) {
    size_t cap = o->cap;
    static uint8_t nowhere[1];
    if (o->no_room) {
        *at = nowhere;
        *room = 0;
        return true;
    }
    if (o->len == cap && !(o->max && cap >= o->max)) {
        cap = cap ? cap * 2 : KI_PACK_CHUNK;
        if (o->max && cap > o->max) cap = o->max;
        uint8_t *p = ki_mem_realloc(o->ks, o->data, o->cap, cap);
        if (!p) return false;
        o->data = p;
        o->cap = cap;
    }
    size_t n = o->cap - o->len;
    *at = o->data ? o->data + o->len : NULL;
    *room = n > KI_PACK_GULP ? KI_PACK_GULP : n;
    return true;
}
KiValue ki_pack_bytes(KiPackOut *o) {
    KiValue r = ki_bytes_from(o->ks, o->data ? o->data : (const uint8_t *)"", o->len);
    ki_pack_out_free(o);
    return r;
}
