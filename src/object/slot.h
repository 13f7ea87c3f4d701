#ifndef KI_SLOT_H
#define KI_SLOT_H
/* The table that slot.def makes, and the objects that expose a slot of a built-in type as a method
 * (int.__add__: wrapper_descriptor). */
#include "state.h"

typedef enum KiWrap {
    KI_WRAP_NONE,
    KI_WRAP_UNARY,
    KI_WRAP_HASH,
    KI_WRAP_COMPARE,
    KI_WRAP_CALL,
    KI_WRAP_NEXT,
    KI_WRAP_GETATTR,
    KI_WRAP_SETATTR,
    KI_WRAP_DELATTR,
    KI_WRAP_GET,
    KI_WRAP_SET,
    KI_WRAP_DELETE,
    KI_WRAP_INIT,
    KI_WRAP_DEL,
    KI_WRAP_BINARY,
    KI_WRAP_RBINARY,
    KI_WRAP_POW,
    KI_WRAP_RPOW,
    KI_WRAP_TRUTH,
    KI_WRAP_LEN,
    KI_WRAP_SETITEM,
    KI_WRAP_DELITEM,
    KI_WRAP_CONTAINS,
    KI_WRAP_REPEAT
} KiWrap;

typedef void (*KiAnyFn)(void);

typedef struct KiSlotRow {
    uint16_t name; /* offset in KiNames */
    uint16_t slot; /* offset in KiSlots */
    uint8_t wrap, arg;
    KiAnyFn generic; /* NULL: none */
    const char *doc;
} KiSlotRow;
extern const KiSlotRow ki_slot_rows[];
extern const int ki_n_slot_rows;

typedef struct KiSlotWrapper KiSlotWrapper;
struct KiSlotWrapper {
    KiObj h;
    const KiSlotRow *row;
    KiType *owner;      /* a built-in or native type: lives as long as its dict */
    const char *called; /* its __name__ where that is not the row's name, else NULL; static text */
    bool is_method;     /* a method in the original: shown and refused as one */
    /* What calls with keywords or another number of arguments do, or NULL: the type's own way to
     * refuse them. KI_ABSENT: as other wrappers. */
    KiValue (*misused)(KiState *ks, KiSlotWrapper *w, KiValue self, KiValue *args, int nargs,
                       KiValue kwnames);
};

static inline KiStr *ki_row_name(KiState *ks, const KiSlotRow *r) {
    return *(KiStr **)((char *)&ks->names + r->name);
}
static inline KiAnyFn *ki_row_slot(KiSlots *s, const KiSlotRow *r) {
    return (KiAnyFn *)((char *)s + r->slot);
}
/* The function behind a wrapper. */
static inline KiAnyFn ki_wrapper_fn(const KiSlotWrapper *w) {
    return *ki_row_slot(&w->owner->own_slots, w->row);
}
/* Calls the wrapped slot for self. */
KiValue ki_slot_wrapper_call(KiState *ks, KiSlotWrapper *w, KiValue self, KiValue *args, int nargs,
                             KiValue kwnames);
/* type(self).name(self, args...) without making a bound method; KI_ABSENT if the type has none. */
KiValue ki_slot_call(KiState *ks, KiValue self, KiStr *name, const KiValue *args,
                     int n) KB_MUST_CHECK;
/* The hash slots of unhashable types: of those that refuse it, and of those that compare and say
 * nothing of hashes, whose __hash__ stands behind everything else in their dict. */
bool ki_unhashable(KiState *ks, KiValue v, int64_t *out);
bool ki_hash_missing(KiState *ks, KiValue v, int64_t *out);
/* tp_new of a class with a Python-level __new__; shared so that others recognise it. */
KiValue ki_py_pow3(KiState *ks, KiValue a, KiValue b, KiValue mod) KB_MUST_CHECK;
KiValue ki_py_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_boxed_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames);
/* t looks attributes up as usual and asks a __getattr__ only for those it does not have. */
bool ki_getattr_hook_only(KiState *ks, KiType *t);
/* Slots of object, compared against by others. */
KiValue ki_object_new_(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames);
bool ki_object_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames);
#endif
