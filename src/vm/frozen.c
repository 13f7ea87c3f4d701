/* The standard library's sources in the binary (frozen.h): found by name, unpacked when asked for.
 */
#include "frozen.h"

#include <string.h>
#include <zlib.h>

#include "../object/runtime.h"

const KiFrozen *ki_frozen_find(const char *name) {
    int lo = 0, hi = ki_n_frozen_modules;
    while (lo < hi) {
        int mid = (lo + hi) / 2, c = strcmp(name, ki_frozen_modules[mid].name);
        if (c == 0) return &ki_frozen_modules[mid];
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

KiValue ki_frozen_source(KiState *ks, const KiFrozen *f) {
    KiValue v = ki_bytes_from(ks, NULL, f->len);
    uLongf len = f->len;
    if (v == KI_ERR) return KI_ERR;
    if (uncompress(ki_bytes_of(v)->data, &len, f->packed, f->packed_len) == Z_OK) return v;
    ki_decref(ks, v); /* the bytes are our own: only memory can be missing */
    return ki_raise_nomem(ks);
}
