#ifndef KB_DIAG_H
#define KB_DIAG_H
/* One diagnostic about source text: what, where. Filled by lexer, parser and compiler, turned into
 * SyntaxError / IndentationError / TabError by the interpreter. Lines count from 1, columns are
 * 0-based byte offsets into the line (the interpreter converts to characters for display). */
#include <stdbool.h>
#include <stddef.h>

#include "common.h"

typedef enum {
    KB_DIAG_NONE,
    KB_DIAG_SYNTAX,
    KB_DIAG_INDENT,
    KB_DIAG_TAB,
    KB_DIAG_NOMEM,
    KB_DIAG_VALUE /* ValueError: e.g. source contains null bytes */,
    KB_DIAG_RECURSION,
    KB_DIAG_WARN
} KbDiagKind;

typedef struct KbDiag {
    KbDiagKind kind;
    int line, col;         /* start of the caret range; line -1: the message says where */
    int end_line, end_col; /* end, exclusive; end_col -1: unknown, -3: as a token without text */
    bool incomplete;       /* input ended early: the prompt should ask for more */
    bool by_lexer;         /* within a token: the line is shown as far as its newline */
    bool in_bytes;         /* the place is told in bytes, not in characters */
    int read_line;         /* where the lexer stands by then */
    char message[400];
    bool joined;      /* text is lines that a string or backslashes join */
    const char *text; /* what to show, when it is not a line of the source (the expression of an
                         f-string, lines joined by a string); in the parser's arena; or NULL */
} KbDiag;

/* Sets the diagnostic unless one is already there. Returns false, for `return kb_diag(...)`. */
bool kb_diag(KbDiag *d, KbDiagKind kind, int line, int col, int end_line, int end_col,
             const char *fmt, ...) KB_PRINTF(7, 8);
#endif
