#ifndef KI_EXC_PRIVATE_H
#define KI_EXC_PRIVATE_H
/* What the exception files share. Fields of exception classes (OSError.errno ...) are member slots:
 * they come first in the attribute storage, in the order of exc_fields in exc_attrs.c. */
#include "object_private.h"
#include "slot.h"

static inline KiException *ki_exc_of(KiValue v) {
    return (KiException *)ki_obj(v);
}
/* Field i of an exception, borrowed: KI_UNBOUND if unset. */
static inline KiValue ki_exc_field(KiValue exc, uint32_t i) {
    return *ki_attr_slot(ki_obj(exc), i);
}
static inline void ki_exc_set_field(KiState *ks, KiValue exc, uint32_t i, KiValue v) {
    ki_assign(ks, ki_attr_slot(ki_obj(exc), i), ki_new_ref(v));
}

const char *ki_exc_doc(int id); /* __doc__, "" for none */

enum { KI_OSE_ERRNO, KI_OSE_STRERROR, KI_OSE_FILENAME, KI_OSE_FILENAME2, KI_OSE_WRITTEN };
enum {
    KI_SYN_MSG,
    KI_SYN_FILENAME,
    KI_SYN_LINENO,
    KI_SYN_OFFSET,
    KI_SYN_TEXT,
    KI_SYN_END_LINENO,
    KI_SYN_END_OFFSET,
    KI_SYN_PRINT
};
enum { KI_UNI_ENCODING, KI_UNI_OBJECT, KI_UNI_START, KI_UNI_END, KI_UNI_REASON };
enum { KI_ATTR_NAME, KI_ATTR_OBJ };
enum { KI_IMP_MSG, KI_IMP_NAME, KI_IMP_PATH };
enum { KI_GRP_MESSAGE, KI_GRP_EXCEPTIONS };

/* BaseException.__new__ and __init__. */
KiValue ki_exc_base_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames);
bool ki_exc_base_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames);
void ki_exc_dealloc(KiState *ks, KiObj *o);
KiValue ki_exc_base_str(KiState *ks, KiValue self);
/* Slot tables of the classes that differ from BaseException; NULL: nothing of its own. */
const KiSlots *ki_exc_slots(int id);
/* Names of the fields a class adds, up to 8; NULL-terminated. */
const char *const *ki_exc_field_names(int id);
bool ki_group_methods_init(KiState *ks);
extern const KiSlots ki_exc_group_slots;
#endif
