#ifndef KI_TYPE_CACHE_H
#define KI_TYPE_CACHE_H
/* The cache of lookups per (type, name) that ki_type_lookup asks first, for callers that cannot
 * afford the call. It holds names strongly (a freed name's address could come back as another name)
 * and values borrowed: whoever changes a class dict says so through ki_type_modified. */
#include "state.h"

#define KI_TYPE_CACHE_SIZE   2048
#define KI_TYPE_CACHE_GROUPS 4096

typedef struct KiTypeCacheEntry {
    KiType *type;
    KiStr *name;
    KiValue value;
} KiTypeCacheEntry;
struct KiTypeCache {
    KiTypeCacheEntry at[KI_TYPE_CACHE_SIZE];
    uint16_t held[KI_TYPE_CACHE_GROUPS]; /* entries of the types whose addresses hash to it */
    KiTuple *left_mro; /* owned; what a lookup found in it that took its type's bases away */
};

/* Nobody uses any more what left_mro was held for: a collection begins. */
void ki_type_cache_let_go(KiState *ks);

static inline KiTypeCacheEntry *ki_type_cache_slot(KiState *ks, const KiType *t,
                                                   const KiStr *name) {
    uintptr_t x = ((uintptr_t)t >> 4) ^ ((uintptr_t)name >> 4) ^ ((uintptr_t)name >> 13);
    return &ks->type_cache->at[x & (KI_TYPE_CACHE_SIZE - 1)];
}

/* ki_type_lookup of an interned name. */
static inline KiValue ki_type_lookup_interned(KiState *ks, KiType *t, KiStr *name) {
    const KiTypeCacheEntry *e = ki_type_cache_slot(ks, t, name);
    return KB_LIKELY(e->type == t && e->name == name) ? e->value : ki_type_lookup(ks, t, name);
}
#endif
