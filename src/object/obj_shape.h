#ifndef KI_OBJ_SHAPE_H
#define KI_OBJ_SHAPE_H
/* Making and freeing hidden classes and the attribute storage of instances: what the object layer
 * needs beyond type.h. Source of the idea: Chambers, Ungar, Lee 1989 (maps in SELF). */
#include "state.h"

/* A root for objects of t with n_inline inline slots, the first n_member of them __slots__. */
KiShape *ki_shape_root(KiState *ks, KiType *t, uint32_t n_inline, uint32_t n_member);
/* The dict-mode shape beside s. NULL: out of memory pending. */
KiShape *ki_shape_dict_mode(KiState *ks, KiShape *s);
void ki_shapes_free(KiState *ks, KiType *t);

/* More attributes than this move an instance to dict mode. */
#define KI_SHAPE_MAX 64
/* Inline slots are rounded so that the object fills its 16-byte class. */
static inline uint32_t ki_round_inline(uint32_t ext_offset, uint32_t n) {
    return (ext_offset + 8 + n * 8) % 16 ? n + 1 : n;
}

/* Attribute storage (instance.c). */
void ki_ext_init(KiObj *o);
void ki_ext_release(KiState *ks, KiObj *o);
void ki_ext_traverse(KiObj *o, KiVisitFn visit, void *arg);
void ki_ext_clear(KiState *ks, KiObj *o);
/* Gives o (whose shape is from another class with the same storage) the shape of class t. */
bool ki_instance_reshape(KiState *ks, KiObj *o, KiType *t);
/* The dict that a built-in layout keeps itself (functions, modules ...), NULL if none of that sort.
 * The pointed-to value is a dict or KI_ABSENT. */
KiValue *ki_own_dict_slot(KiObj *o);
/* Bytes of a fresh instance of t. */
size_t ki_instance_size(const KiType *t);
#endif
