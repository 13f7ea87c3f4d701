/* String literals: finds their end. Decoding is in literal.c, the insides of f-strings belong to
 * the parser. */
#include "lexer.h"

/* Reports at the first character of the literal. */
static bool unterminated(KiLexer *lx, const char *start, int first_line, const char *first_start,
                         bool triple) {
    int last_line = lx->line;
    lx->cur = start + 1;
    lx->line = first_line;
    lx->line_start = first_start;
    return triple
               ? ki_lex_error(lx, "unterminated triple-quoted string literal (detected at line %d)",
                              last_line)
               : ki_lex_error(lx, "unterminated string literal (detected at line %d)", last_line);
}

/* A backslash hides the quote in raw strings too. */
bool ki_lex_string(KiLexer *lx, const char *start) {
    const char *line_start = lx->line_start;
    int line = lx->line;
    char quote = *lx->cur++;
    bool triple = lx->cur[0] == quote && lx->cur[1] == quote;
    if (triple)
        lx->cur += 2;
    else if (*lx->cur == quote) {
        lx->cur++;
        return true;
    }
    for (;;) {
        while (!ki_cc(*lx->cur, KI_CC_STRING_STOP))
            lx->cur++;
        char c = *lx->cur;
        if (c == quote && (!triple || (lx->cur[1] == quote && lx->cur[2] == quote))) {
            lx->cur += triple ? 3 : 1;
            return true;
        }
        if (c == '\0' || (c == '\n' && !triple)) {
            lx->hit_end |= c == '\0';
            return unterminated(lx, start, line, line_start, triple);
        }
        if (c == '\\') {
            lx->cur++;
            c = *lx->cur;
            if (c == '\0') continue;
        }
        lx->cur++;
        if (c == '\n') ki_lex_begin_line(lx);
    }
}
