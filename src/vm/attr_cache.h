#ifndef KI_ATTR_CACHE_H
#define KI_ATTR_CACHE_H
/* The inline cache behind an attribute name in code->k: two entries of {key, value, extra} and
 * their kinds. An entry whose key is 0 is empty. Everything in it is borrowed: shapes and class
 * values are dropped in time by ki_vm_drop_caches. */
#include "vm.h"

typedef enum KiAttrKind {
    KI_AC_NONE,
    KI_AC_SLOT,         /* key: shape; val: byte offset of the slot in the object */
    KI_AC_OVER,         /* key: shape; val: index in the overflow array */
    KI_AC_VALUE,        /* key: shape; val: class attribute that does not bind */
    KI_AC_METHOD,       /* key: shape; val: function that binds the object */
    KI_AC_PROP,         /* key: shape; val: Python getter of a property */
    KI_AC_MODULE,       /* key: version of the module's dict; val: entry number */
    KI_AC_TYPE,         /* key: class object | 1; val: its attribute */
    KI_AC_TYPE_METHOD,  /* key: class object | 1; val: function that binds the class */
    KI_AC_CLASS_METHOD, /* key: shape; val: function that binds the object's class */
    KI_AC_GETSET,       /* key: shape; val: native getter and setter (KiGetset) */
    KI_AC_ADD,          /* key: shape; val: byte offset; extra: shape afterwards */
} KiAttrKind;

typedef struct KiAttrCache {
    struct {
        uint64_t key, val, extra;
    } e[2];
    uint8_t kind[2];
    uint8_t misses; /* saturates: a site whose entries are dropped again and again stops caching */
    uint8_t unused[5];
} KiAttrCache;
_Static_assert(sizeof(KiAttrCache) == KI_CACHE_ATTR * 8, "as opcode.h says");
#endif
