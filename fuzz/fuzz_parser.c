/* Fuzz target for lexer and parser: any bytes must give a tree or a diagnostic, leak nothing, and a
 * tree must be dumpable. The first byte chooses mode and flags, and whether an allocation fails.
 */
#include <stdlib.h>

#include "parser/parser.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0) return 0;
    unsigned flags = data[0];
    KbAlloc alloc;
    kb_alloc_init(&alloc, NULL, NULL);
    alloc.limit = (size_t)1 << 30;
    if ((flags & 0xc0) == 0xc0) alloc.fail_after = 1 + (long)(size % 61);
    KiParseOptions options = {.source_is_utf8 = (flags & 4) != 0,
                              .allow_incomplete = (flags & 8) != 0,
                              .dont_imply_dedent = (flags & 16) != 0};
    KbArena arena;
    kb_arena_init(&arena, &alloc);
    KiAst *tree;
    KbDiag diag;
    if (ki_parse(&arena, (const char *)data + 1, size - 1, (KiParseMode)(flags & 3) % 3, &options,
                 &tree, &diag)) {
        KbStrbuf text;
        kb_strbuf_init(&text, &alloc, (size_t)1 << 26);
        (void)ki_ast_dump(&text, tree, true);
        kb_strbuf_free(&text);
    } else if (diag.kind == KB_DIAG_NONE)
        abort(); /* a failure must say why */
    kb_arena_free(&arena);
    if (alloc.used) abort();
    return 0;
}

#include "fuzz_main.h"
