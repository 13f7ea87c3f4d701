#ifndef KI_LEXER_H
#define KI_LEXER_H
/* Text to tokens, one at a time, as CPython 3.11's tokenizer makes them: indentation with its tab
 * rules, line joining, brackets, numbers and strings checked but not converted. */
#include "base/common.h"
#include "base/diag.h"
#include "token.h"

enum { KI_LEX_MAX_INDENT = 100, KI_LEX_MAX_LEVEL = 200 };

/* A warning; false: treat it as an error (the lexer reports it as a SyntaxError). */
typedef bool (*KiLexWarnFn)(void *userdata, const char *category, const char *message, int line);

typedef struct KiLexer {
    const char *text, *cur;  /* NUL-terminated */
    const char *line_start;  /* of the line `cur` is in */
    const char *chunk_start; /* of the first of the lines joined by backslashes or a string */
    int line;                /* its number; 0 before the first */
    int pending;             /* INDENTs (> 0) or DEDENTs (< 0) still to deliver */
    bool at_line_start;
    bool hit_end; /* the end of the text was met: input may be incomplete */
    bool failed;
    bool line_error;    /* the failure concerns lines: indentation, joining, the end */
    bool from_file;     /* of which the end leaves no line to stand in */
    bool async_names;   /* as before Python 3.7 `async` and `await` are keywords only of... */
    bool in_async_def;  /* ...functions that begin with `async def`, of which this is one... */
    bool in_async_body; /* ...behind the first line... */
    int async_indent;   /* ...at this level */
    int n_indents;      /* entries in use above the 0 at the bottom */
    int indents[KI_LEX_MAX_INDENT], alt_indents[KI_LEX_MAX_INDENT];
    int level; /* open brackets */
    struct {
        char c;
        int line, col;
    } brackets[KI_LEX_MAX_LEVEL];
    KbDiag *diag;
    KiLexWarnFn warn;
    void *warn_data;
} KiLexer;

void ki_lexer_init(KiLexer *lx, const char *text, KbDiag *diag, KiLexWarnFn warn, void *warn_data);
/* The next token; after the end, END for ever. False with a diagnostic (and kind ERROR). */
KB_MUST_CHECK bool ki_lexer_next(KiLexer *lx, KiToken *tok);

/* Whether the end of the text was met, looking for how far the last token read, `tok`, goes too. */
bool ki_lexer_met_end(const KiLexer *lx, const KiToken *tok);
/* "'(' was never closed" for the innermost open bracket. */
void ki_lexer_unclosed(KiLexer *lx);
/* The line of the text that has been read last. */
int ki_lexer_line(const KiLexer *lx);

/* ---- between the lexer's own files ---- */

/* Reports at the character before `cur`, as the tokenizer of CPython does. */
bool ki_lex_error(KiLexer *lx, const char *fmt, ...) KB_PRINTF(2, 3);
/* Skip a number or a string that starts at `start`; cur is after its first character (number) or
 * at its quote (string). */
bool ki_lex_number(KiLexer *lx, const char *start);
bool ki_lex_string(KiLexer *lx, const char *start);
/* Steps to the line that starts at `cur`, unless the text ends there. */
static inline void ki_lex_begin_line(KiLexer *lx) {
    if (*lx->cur) {
        lx->line++;
        lx->line_start = lx->cur;
    }
}

/* Character classes by byte. */
enum {
    KI_CC_NAME_START = 1, /* letters, '_', bytes >= 0x80 */
    KI_CC_NAME = 2,       /* the same and digits */
    KI_CC_DIGIT = 4,
    KI_CC_HEX = 8,
    KI_CC_BLANK = 16,       /* space, tab, form feed */
    KI_CC_STRING_STOP = 32, /* quotes, backslash, newline, NUL */
};
extern const uint8_t ki_char_class[256];
static inline bool ki_cc(char c, int classes) {
    return (ki_char_class[(uint8_t)c] & classes) != 0;
}
#endif
