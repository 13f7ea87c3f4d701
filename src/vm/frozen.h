#ifndef KI_FROZEN_H
#define KI_FROZEN_H
/* The table of standard-library modules compiled into the binary (made by tools/freeze.py), and
 * their code, compiled when Kukri is built (made by tools/freeze_code.c). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct KiFrozen {
    const char *name;   /* dotted */
    const char *source; /* UTF-8, NUL-terminated */
    size_t len;
    bool is_package;
} KiFrozen;

extern const KiFrozen ki_frozen_modules[]; /* sorted by name, ends with a NULL name */
extern const int ki_n_frozen_modules;

/* u32 offset[ki_n_frozen_modules], then the modules in the form of object/code_image.h. NULL: there
 * is no code, modules are compiled when they are imported. */
extern const uint8_t *const ki_frozen_code;
#endif
