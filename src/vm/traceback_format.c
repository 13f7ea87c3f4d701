/* text of exceptions */
#include "../base/strbuf.h"
#include "vm.h"
KiValue ki_format_exception(KiState *ks, KiValue exc) {
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, 1 << 24);
    KiException *e = (KiException *)ki_obj(exc);
    kb_strbuf_puts(&b, "Traceback (most recent call last):\n");
    for (KiValue t = e->traceback; ki_is_ptr(t); t = ((KiTraceback *)ki_obj(t))->next) {
        KiTraceback *tb = (KiTraceback *)ki_obj(t);
        KiFunc *f = ki_is_kind(tb->frame, KI_K_FUNC) ? (KiFunc *)ki_obj(tb->frame) : ((KiFrame *)ki_obj(tb->frame))->func;
        kb_strbuf_printf(&b, "  File \"%s\", line %u, in %s\n", ki_str_utf8(ks, ki_str_of(f->code->filename), NULL),
                         ki_code_position(f->code, tb->pc).line, ki_str_utf8(ks, ki_str_of(f->code->name), NULL));
    }
    KiValue s = ki_str(ks, exc);
    kb_strbuf_printf(&b, "%s: %s\n", ki_type_name(ks, exc), s == KI_ERR ? "?" : ki_str_utf8(ks, ki_str_of(s), NULL));
    KiValue r = ki_str_from_utf8(ks, b.data, b.len);
    kb_strbuf_free(&b);
    return r;
}
