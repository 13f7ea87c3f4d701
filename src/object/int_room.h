#ifndef KI_INT_ROOM_H
#define KI_INT_ROOM_H
/* How results of operations on ints get their objects; shared by int_arith.c and obj_int.c.
 *
 * Results of up to KI_INT_SHORT limbs whose length is not known beforehand are made in a local
 * array and only then turned into an immediate or an object; larger ones are computed straight into
 * a new object. */
#include "../base/bigint.h"
#include "heap.h"
#include "number.h"

#define KI_INT_SHORT 8

/* The limbs of an integer value; store holds those of an immediate. */
static inline KbBig ki_int_limbs(KiValue v, KbLimb store[1]) {
    if (ki_is_int(v)) return kb_big_of_int64(ki_int_val(v), store);
    if (!ki_is_bigint(v)) {
        if (ki_is_bool(v)) return kb_big_of_int64(v == KI_TRUE, store);
        v = ki_unbox(v);
        if (ki_is_int(v)) return kb_big_of_int64(ki_int_val(v), store);
    }
    const KiInt *i = (const KiInt *)ki_obj(v);
    return (KbBig){i->limb, i->size};
}

static inline KiInt *ki_int_alloc(KiState *ks, size_t limbs) {
    return (KiInt *)ki_object_alloc(ks, ks->types[KI_K_INT],
                                    sizeof(KiInt) + limbs * sizeof(KbLimb));
}

/* Value of n limbs (top not zero) at d. */
static inline KiValue ki_int_from_limbs(KiState *ks, const KbLimb *d, int32_t n) {
    int64_t small;
    if (kb_big_to_int64((KbBig){d, n}, &small) && ki_int_fits(small)) return ki_small_int(small);
    size_t len = kb_big_len((KbBig){d, n});
    KiInt *r = ki_int_alloc(ks, len);
    if (!r) return KI_ERR;
    r->size = n;
    for (size_t i = 0; i < len; i++) /* mostly two or three: not worth a call */
        r->limb[i] = d[i];
    return ki_from_obj(r);
}

/* Room for a result: the local array if it is big enough, else a fresh object. */
typedef struct KiIntRoom {
    KbLimb local[KI_INT_SHORT], *d;
    KiInt *obj;
} KiIntRoom;

static inline bool ki_room_for(KiState *ks, KiIntRoom *r, size_t limbs) {
    r->obj = NULL;
    r->d = r->local;
    if (limbs <= KI_INT_SHORT) return true;
    if (limbs > KB_BIG_MAX_LIMBS) {
        ki_raise_nomem(ks);
        return false;
    }
    if (!(r->obj = ki_int_alloc(ks, limbs))) return false;
    r->d = r->obj->limb;
    return true;
}

/* The value of the n limbs in obj, made anew in the room it needs; obj is given back. */
static inline KiValue ki_int_shrunk(KiState *ks, KiInt *obj, int32_t n) {
    KiValue v = ki_int_from_limbs(ks, obj->limb, n);
    obj->size = 0;
    ki_decref_obj(ks, &obj->h);
    return v;
}

static inline KiValue ki_room_done(KiState *ks, KiIntRoom *r, int32_t n) {
    if (!r->obj) return ki_int_from_limbs(ks, r->d, n);
    if (kb_big_len((KbBig){r->d, n}) <= KI_INT_SHORT) return ki_int_shrunk(ks, r->obj, n);
    r->obj->size = n;
    return ki_from_obj(r->obj);
}

static inline KiValue ki_room_fail(KiState *ks, KiIntRoom *r) {
    if (r->obj) {
        r->obj->size = 0;
        ki_decref_obj(ks, &r->obj->h);
    }
    return KI_ERR;
}
#endif
