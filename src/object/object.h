#ifndef KI_OBJECT_H
#define KI_OBJECT_H
/* The header that every heap object starts with, reference counting, and the kinds of object.
 *
 * kind is the exact built-in type of the object (type.def), or KI_K_INSTANCE for an instance of a
 * class defined at run time, whatever it derives from: a test for KI_K_LIST therefore never
 * bypasses an override in a subclass of list. shape is never NULL; shape->type is the type. */
#include "../base/common.h"
#include "value.h"

typedef struct KiState KiState;
typedef struct KiType KiType;
typedef struct KiShape KiShape;

typedef enum KiKind {
#define TYPE(id, name, base, layout, doc) KI_K_##id,
#include "type.def"
#undef TYPE
    KI_K_COUNT,
    KI_K_INSTANCE = KI_K_COUNT /* exact class is a run-time class; see shape->type */
} KiKind;

struct KiObj {
    uint32_t rc; /* >= KI_RC_IMMORTAL: never counted, never freed */
    uint8_t kind;
    uint8_t flags; /* KI_OF_* */
    uint16_t aux;  /* per kind: functions: KI_AUX_* */
    KiShape *shape;
};

enum {
    KI_OF_WEAKREFS = 1,  /* has entries in the state's weak reference table */
    KI_OF_FINALIZED = 2, /* __del__ has run */
    KI_OF_GC = 4,        /* lives in the collector's pages (may be part of a cycle) */
    KI_OF_LARGE = 8,     /* block of its own with a header before it (heap.c) */
    KI_OF_A = 16,
    KI_OF_B = 32,
    KI_OF_C = 64,
    KI_OF_D = 128 /* free for the kind's own use */
};

/* aux of functions, in Python and native: the number of parameters if a call that gives them all by
 * position needs no binding, else KI_AUX_BIND. A native with a KiInstead has KI_AUX_ASKS set. */
enum { KI_AUX_BIND = 0xFFFF, KI_AUX_ASKS = 0x8000 };
/* aux of a dict: it was made as the __dict__ of an instance */
enum { KI_AUX_ATTRS = 1 };

#define KI_RC_IMMORTAL UINT32_C(0x80000000)

/* Frees an object whose count reached zero: runs __del__, clears weak references, releases what it
 * holds (long chains iteratively). May run Python code. */
void ki_dealloc(KiState *ks, KiObj *o);

static inline void ki_incref_obj(KiObj *o) {
    if (KB_LIKELY(o->rc < KI_RC_IMMORTAL)) o->rc++;
}
static inline void ki_decref_obj(KiState *ks, KiObj *o) {
    if (KB_LIKELY(o->rc < KI_RC_IMMORTAL) && --o->rc == 0) ki_dealloc(ks, o);
}
static inline void ki_incref(KiValue v) {
    if (ki_is_ptr(v)) ki_incref_obj(ki_obj(v));
}
static inline void ki_decref(KiState *ks, KiValue v) {
    if (ki_is_ptr(v)) ki_decref_obj(ks, ki_obj(v));
}
/* v with one more owner. */
static inline KiValue ki_new_ref(KiValue v) {
    ki_incref(v);
    return v;
}
/* *slot = v (ownership moves in); the old value is released last. */
static inline void ki_assign(KiState *ks, KiValue *slot, KiValue v) {
    KiValue old = *slot;
    *slot = v;
    ki_decref(ks, old);
}
static inline bool ki_is_kind(KiValue v, KiKind k) {
    return ki_is_ptr(v) && ki_obj(v)->kind == k;
}
#endif
