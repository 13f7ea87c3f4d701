/* A statement of the prompt: is it whole, and its code. */
#include <string.h>

#include "../base/strbuf.h"
#include "../object/obj_str.h"
#include "../object/runtime.h"
#include "compile.h"

/* Is the pending SyntaxError the parser's way of asking for more? Then it is gone. */
static bool asks_for_more(KiState *ks) {
    if (!ki_pending_is(ks, KI_EXC_SyntaxError)) return false;
    KiValue msg = ki_getattr(ks, ks->exc, ks->names.n_msg);
    bool more = ki_is_str(msg) && ki_str_eq_cstr(ki_str_of(msg), "incomplete input");
    ki_decref(ks, msg);
    if (more) ki_clear_exc(ks);
    return more;
}

static KiValue seen_whole(KiState *ks, KiAst *root, void *arg) {
    (void)ks, (void)root, (void)arg;
    return KI_NONE;
}

/* KI_NONE if it can be parsed. */
static KiValue try_parse(KiState *ks, const char *source, size_t n, const char *filename,
                         int flags) {
    return ki_parse_tree(ks, source, n, filename, "single", flags | KI_COMPILE_UNHEARD, seen_whole,
                         NULL);
}

KiValue ki_compile_statement(KiState *ks, const char *source, size_t n, const char *filename,
                             bool *more) {
    int flags = KI_COMPILE_MODULE | KI_COMPILE_STREAM | KI_COMPILE_UTF8;
    if (!more) return ki_compile(ks, source, n, filename, "single", flags);
    flags |= KI_COMPILE_ALLOW_INCOMPLETE | KI_COMPILE_DONT_IMPLY_DEDENT;
    /* a block goes on until an empty line: the newline that ends its last line does not end it */
    if (n && source[n - 1] == '\n') n--;
    if (try_parse(ks, source, n, filename, flags) != KI_ERR)
        return ki_compile(ks, source, n, filename, "single", flags);
    if (!ki_pending_is(ks, KI_EXC_SyntaxError)) return KI_ERR;
    /* the newline decides: a backslash asks for more with it, and a mistake in the last word of the
     * line is one only behind it */
    ki_clear_exc(ks);
    KbStrbuf line;
    kb_strbuf_init(&line, &ks->alloc, KB_STRBUF_NO_MAX);
    kb_strbuf_append(&line, source, n);
    kb_strbuf_putc(&line, '\n');
    KiValue parsed =
        line.failed ? ki_raise_nomem(ks) : try_parse(ks, line.data, line.len, filename, flags);
    kb_strbuf_free(&line);
    if (parsed == KI_ERR) {
        *more = asks_for_more(ks);
        return KI_ERR;
    }
    /* an empty line behind a backslash ends the line, but no block; other blocks go on */
    bool joined = n > 1 && memcmp(source + n - 2, "\\\n", 2) == 0;
    KiValue code = joined ? ki_compile(ks, source, n - 2, filename, "single", flags) : KI_ERR;
    *more = code == KI_ERR && (!joined || asks_for_more(ks));
    return code;
}
