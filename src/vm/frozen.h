#ifndef KI_FROZEN_H
#define KI_FROZEN_H
/* The table of standard-library modules compiled into the binary (made by tools/freeze.py), and
 * their code, compiled when Kukri is built (made by tools/freeze_code.c). */
#include <stdbool.h>
#include <stdint.h>

#include "../object/object.h"

typedef struct KiFrozen {
    const char *name;      /* dotted */
    const uint8_t *packed; /* the source, UTF-8, as a zlib stream */
    uint32_t packed_len, len;
    bool is_package;
    bool before_path;   /* a file on sys.path does not replace it */
    bool without_cache; /* has no __cached__ */
    bool unseen;        /* its functions are native in CPython: see KI_STR_UNSEEN */
} KiFrozen;

extern const KiFrozen ki_frozen_modules[]; /* sorted by name, ends with a NULL name */
extern const int ki_n_frozen_modules;

const KiFrozen *ki_frozen_find(const char *name); /* NULL: there is none */
/* The source as a bytes object, owned. */
KiValue ki_frozen_source(KiState *ks, const KiFrozen *f) KB_MUST_CHECK;

/* u32 offset[ki_n_frozen_modules], then the modules in the form of object/code_image.h. NULL: there
 * is no code, modules are compiled when they are imported. */
extern const uint8_t *const ki_frozen_code;
#endif
