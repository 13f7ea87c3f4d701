#ifndef KI_SOURCE_H
#define KI_SOURCE_H
/* Source bytes to the text the lexer reads: byte order mark and coding cookie, decoding to UTF-8,
 * newlines, the missing last newline. */
#include "base/arena.h"
#include "base/diag.h"

typedef struct KiSource {
    const char *text; /* UTF-8, lines end in '\n', NUL-terminated, no other NUL */
    size_t len;
    bool declared; /* it had a byte order mark or a cookie, or came from a str */
} KiSource;

typedef struct KiSourceOptions {
    bool is_utf8;         /* text from a str: no BOM, no cookie; lone surrogates never occur */
    bool add_newline;     /* end the last line */
    const char *filename; /* a file, as it is called in the message about undecodable bytes; NULL: a
                             text, of which compile() says that */
} KiSourceOptions;

KB_MUST_CHECK bool ki_source_load(KbArena *arena, const char *src, size_t len,
                                  const KiSourceOptions *options, KiSource *out, KbDiag *diag);
/* Line `line` (from 1) without its newline, or NULL. Not NUL-terminated. */
const char *ki_source_text_line(const KiSource *src, int line, size_t *out_len);
#endif
