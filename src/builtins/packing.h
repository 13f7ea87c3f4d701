#ifndef KI_PACKING_H
#define KI_PACKING_H
/* What the modules over compression libraries share: their memory on the state's account, and
 * output that grows up to a maximum. */
#include "builtins.h"

enum {
    KI_PACK_CHUNK = 16 * 1024,
    KI_PACK_GULP = 1 << 30 /* bytes given to a library in one call at most */
};

/* Memory for a library that gives no size back on release: each block carries it. NULL: none left.
 */
void *ki_pack_alloc(KiState *ks, size_t items, size_t size);
void ki_pack_free(KiState *ks, void *p); /* p may be NULL */

typedef struct KiPackOut {
    KiState *ks;
    uint8_t *data;
    size_t len, cap, max; /* max 0: none */
    bool no_room;         /* takes nothing at all */
} KiPackOut;
/* Room for the library to write to, at most KI_PACK_GULP; at the maximum room of 0. False: out of
 * memory, with the exception. */
bool ki_pack_room(KiPackOut *o, uint8_t **at, size_t *room) KB_MUST_CHECK;
static inline bool ki_pack_full(const KiPackOut *o) {
    return o->no_room || (o->max && o->len >= o->max);
}
/* The bytes, and an empty buffer. */
KiValue ki_pack_bytes(KiPackOut *o) KB_MUST_CHECK;
void ki_pack_out_free(KiPackOut *o);
#endif
