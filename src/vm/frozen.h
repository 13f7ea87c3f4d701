#ifndef KI_FROZEN_H
#define KI_FROZEN_H
/* The table of standard-library modules compiled into the binary (made by tools/freeze.py). */
#include <stdbool.h>
#include <stddef.h>

typedef struct KiFrozen {
    const char *name;   /* dotted */
    const char *source; /* UTF-8, NUL-terminated */
    size_t len;
    bool is_package;
} KiFrozen;

extern const KiFrozen ki_frozen_modules[]; /* sorted by name, ends with a NULL name */
extern const int ki_n_frozen_modules;
#endif
