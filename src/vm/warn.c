/* Warnings raised by C code: through the warnings module, so that filters apply. */
#include <stdarg.h>

#include "../base/strbuf.h"
#include "vm.h"

bool ki_warn(KiState *ks, enum KiExcId category, int stacklevel, const char *fmt, ...) {
    KbStrbuf b;
    va_list ap;
    kb_strbuf_init(&b, &ks->alloc, 1 << 20);
    va_start(ap, fmt);
    kb_strbuf_vprintf(&b, fmt, ap);
    va_end(ap);
    KiValue text =
        b.failed ? ki_raise_nomem(ks) : ki_str_from_utf8(ks, b.data ? b.data : "", b.len);
    kb_strbuf_free(&b);
    if (text == KI_ERR) return false;
    if (!ks->modules) { /* the state is being taken down: nobody is there to tell */
        ki_decref(ks, text);
        return true;
    }
    KiValue m = ki_import(ks, "warnings"),
            f = m == KI_ERR ? KI_ERR : ki_getattr(ks, m, ks->names.n_warn), r = KI_ERR;
    if (f != KI_ERR) {
        /* level 1 is the running Python frame: warn() does not count itself */
        KiValue args[3] = {text, ki_from_obj(ks->exceptions[category]), ki_small_int(stacklevel)};
        r = ki_call(ks, f, args, 3, KI_ABSENT);
        ki_decref(ks, f);
    }
    if (m != KI_ERR) ki_decref(ks, m);
    ki_decref(ks, text);
    if (r == KI_ERR) return false;
    ki_decref(ks, r);
    return true;
}
