#ifndef KI_MOD_ARRAY_H
#define KI_MOD_ARRAY_H
/* The module array: mod_array.c has the type's representation and slots, mod_array_methods.c its
 * methods and the module. */
#include "../object/buffer.h"
#include "../object/containers.h"
#include "builtins.h"

typedef struct KiArrayKind {
    char code;          /* Python's type code */
    uint8_t size;       /* bytes an item */
    uint8_t machine;    /* number of the format in pickles */
    const char *format; /* struct code of the items, for buffers */
} KiArrayKind;
extern const KiArrayKind ki_array_kinds[];
extern const int ki_n_array_kinds;

typedef struct KiArray {
    KiObj h;
    const KiArrayKind *kind;
    uint8_t *data;
    int64_t len;
    size_t cap;       /* bytes */
    uint32_t exports; /* live buffers: no resizing */
} KiArray;
static inline KiArray *ki_array_of(KiValue v) {
    return (KiArray *)ki_obj(v);
}
static inline KiType *ki_array_type(KiState *ks) {
    return (KiType *)ki_obj(ki_tuple_of(ks->bi->slot[KI_BI_ARRAY])->items[0]);
}
static inline KiType *ki_array_iter_type(KiState *ks) {
    return (KiType *)ki_obj(ki_tuple_of(ks->bi->slot[KI_BI_ARRAY])->items[1]);
}
bool ki_is_array(KiState *ks, KiValue v);
KiArray *ki_array_new(KiState *ks, KiType *cls, const KiArrayKind *kind, int64_t len);
bool ki_array_may_resize(KiState *ks, const KiArray *a) KB_MUST_CHECK;
bool ki_array_resize(KiState *ks, KiArray *a, int64_t len) KB_MUST_CHECK;
KiValue ki_array_item(KiState *ks, const KiArray *a, int64_t i) KB_MUST_CHECK;
bool ki_array_set(KiState *ks, KiArray *a, int64_t i, KiValue v) KB_MUST_CHECK;
bool ki_array_insert(KiState *ks, KiArray *a, int64_t i, KiValue v) KB_MUST_CHECK;
bool ki_array_append_all(KiState *ks, KiArray *a, KiValue iterable) KB_MUST_CHECK;
bool ki_array_append_str(KiState *ks, KiArray *a, KiStr *s) KB_MUST_CHECK;
bool ki_array_append_bytes(KiState *ks, KiArray *a, const uint8_t *p, size_t n) KB_MUST_CHECK;
bool ki_array_extend(KiState *ks, KiArray *a, KiArray *b) KB_MUST_CHECK; /* of the same kind */
/* Index of v in [start, stop): -1 none, -2 raised. */
int64_t ki_array_find(KiState *ks, KiArray *a, KiValue v, int64_t start, int64_t stop);
KiValue ki_array_text(KiState *ks, const KiArray *a) KB_MUST_CHECK; /* of a 'u' array */
KiType *ki_make_array_iter_type(KiState *ks);
extern const KiSlots ki_array_slots;
#endif
