#ifndef KI_TYPE_LAYOUT_H
#define KI_TYPE_LAYOUT_H
/* What CPython's layout of types and objects would be, for scripts that look at it. */
#include "object.h"

typedef struct KiLayout {
    int basic, item;   /* bytes of an object, and of each of its items */
    int dict, weakref; /* where they are, 0: there are none */
    bool gc;           /* has a header for the collector */
    bool managed_dict; /* the dict lies before the object */
} KiLayout;

KiLayout ki_type_layout(KiState *ks, KiType *t);
/* Instances match a class pattern's single positional pattern themselves. */
bool ki_matches_itself(KiState *ks, KiType *t);
/* Of __flags__: which patterns instances match, 1 << 5 sequences, 1 << 6 mappings, 0 neither. */
int64_t ki_type_pattern_flags(const KiType *t);
/* What __sizeof__ of the built-in types gives, and what sys.getsizeof adds to it. */
int64_t ki_sizeof(KiState *ks, KiValue v);
int64_t ki_size_before(KiState *ks, KiValue v);
#endif
