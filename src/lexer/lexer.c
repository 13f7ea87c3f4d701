/* The tokenizer proper: lines, indentation, names, operators, brackets. Numbers and strings are
 * skipped by lex_number.c and lex_string.c.
 *
 * Lines are counted when their first character is about to be read, so that at the end of the
 * text `line` is still the last line: messages about the end point there. */
#include "lexer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/unicode_db.h"
#include "base/utf8.h"

#define L  (KI_CC_NAME_START | KI_CC_NAME)
#define LH (L | KI_CC_HEX)
#define D  (KI_CC_NAME | KI_CC_DIGIT | KI_CC_HEX)
#define S  KI_CC_STRING_STOP
#define L8 L, L, L, L, L, L, L, L
// clang-format off
const uint8_t ki_char_class[256] = {
    [0] = S, ['\n'] = S, ['"'] = S, ['\''] = S, ['\\'] = S,
    [' '] = KI_CC_BLANK, ['\t'] = KI_CC_BLANK, ['\f'] = KI_CC_BLANK,
    ['0'] = D, D, D, D, D, D, D, D, D, D,
    ['A'] = LH, LH, LH, LH, LH, LH, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    ['_'] = L,
    ['a'] = LH, LH, LH, LH, LH, LH, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    [0x80] = L8, L8, L8, L8, L8, L8, L8, L8, L8, L8, L8, L8, L8, L8, L8, L8,
};
// clang-format on
#undef L
#undef LH
#undef D
#undef S
#undef L8

void ki_lexer_init(KiLexer *lx, const char *text, KbDiag *diag, KiLexWarnFn warn, void *warn_data) {
    memset(lx, 0, offsetof(KiLexer, indents));
    lx->indents[0] = lx->alt_indents[0] = 0;
    lx->level = 0;
    lx->text = lx->cur = lx->line_start = lx->chunk_start = text;
    lx->at_line_start = true;
    lx->diag = diag;
    lx->warn = warn;
    lx->warn_data = warn_data;
}

static int here(const KiLexer *lx) {
    return (int)(lx->cur - lx->line_start);
}

/* A line that does not continue a token or a statement by a backslash. */
static void next_line(KiLexer *lx) {
    ki_lex_begin_line(lx);
    if (*lx->cur) lx->chunk_start = lx->cur;
}

bool ki_lex_error(KiLexer *lx, const char *fmt, ...) {
    const char *p = lx->cur;
    int col = -1;
    if (p > lx->line_start) {
        do
            p--;
        while (p > lx->line_start && (*p & 0xc0) == 0x80);
        col = (int)(p - lx->line_start);
    }
    char text[sizeof lx->diag->message];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    lx->failed = lx->diag->by_lexer = true;
    return kb_diag(lx->diag, KB_DIAG_SYNTAX, lx->line, col, lx->line, col, "%s", text);
}

static bool indent_error(KiLexer *lx, KbDiagKind kind, int col, const char *message) {
    lx->failed = lx->line_error = true;
    int end = kind == KB_DIAG_INDENT && col ? -3 : -1; /* a dedent is a token, but without text */
    return kb_diag(lx->diag, kind, lx->line, col, lx->line, end, "%s", message);
}

int ki_lexer_line(const KiLexer *lx) {
    return lx->line - (*lx->cur == '\0' && lx->cur == lx->line_start);
}

void ki_lexer_unclosed(KiLexer *lx) {
    KB_ASSERT(lx->level > 0);
    int line = lx->brackets[lx->level - 1].line, col = lx->brackets[lx->level - 1].col;
    lx->failed = lx->line_error = true;
    lx->diag->read_line = ki_lexer_line(lx);
    kb_diag(lx->diag, KB_DIAG_SYNTAX, line, col, line, -1, "'%c' was never closed",
            lx->brackets[lx->level - 1].c);
}

/* After a backslash, which is the first of its statement or not: the newline and at least one more
 * line must follow. */
static bool continue_line(KiLexer *lx, bool first) {
    if (*lx->cur != '\n') {
        lx->failed = lx->line_error = true;
        int col = (int)(lx->cur - lx->chunk_start) - (*lx->cur == '\0');
        lx->hit_end &= *lx->cur != '\0';
        return kb_diag(lx->diag, KB_DIAG_SYNTAX, lx->line, col, lx->line, -1,
                       "unexpected character after line continuation character");
    }
    lx->cur++;
    if (*lx->cur == '\0') {
        lx->failed = lx->line_error = lx->hit_end = true;
        if (lx->level > 0) {
            ki_lexer_unclosed(lx);
            return false;
        }
        int col = first && lx->from_file ? -1 : here(lx) - 1;
        return kb_diag(lx->diag, KB_DIAG_SYNTAX, lx->line, col, lx->line, -3,
                       "unexpected EOF while parsing");
    }
    ki_lex_begin_line(lx);
    return true;
}

static void skip_comment(KiLexer *lx) {
    const char *p = lx->cur;
    while (*p && *p != '\n')
        p++;
    lx->cur = p;
}

/* Compares the new column with the stack. `col` counts tabs to multiples of 8, `alt` as one: the
 * two must agree, or the meaning would depend on the width of a tab. */
static bool set_indent(KiLexer *lx, int col, int alt) {
    static const char tabs[] = "inconsistent use of tabs and spaces in indentation";
    int top = lx->n_indents;
    if (col == lx->indents[top])
        return alt == lx->alt_indents[top] || indent_error(lx, KB_DIAG_TAB, 0, tabs);
    if (col > lx->indents[top]) {
        if (top + 1 >= KI_LEX_MAX_INDENT)
            return indent_error(lx, KB_DIAG_INDENT, 0, "too many levels of indentation");
        if (alt <= lx->alt_indents[top]) return indent_error(lx, KB_DIAG_TAB, 0, tabs);
        lx->pending++;
        lx->n_indents = ++top;
        lx->indents[top] = col;
        lx->alt_indents[top] = alt;
        return true;
    }
    while (top > 0 && col < lx->indents[top]) {
        lx->pending--;
        top--;
    }
    lx->n_indents = top;
    if (col != lx->indents[top]) {
        const char *nl = strchr(lx->cur, '\n');
        int len = (int)((nl ? nl + 1 : lx->cur + strlen(lx->cur)) - lx->line_start);
        return indent_error(lx, KB_DIAG_INDENT, len - 1,
                            "unindent does not match any outer indentation level");
    }
    return alt == lx->alt_indents[top] || indent_error(lx, KB_DIAG_TAB, 0, tabs);
}

/* Measures the blanks at the start of a line; skips lines with nothing but a comment. */
static bool line_start(KiLexer *lx) {
    for (;;) {
        int col = 0, alt = 0, joined_col = 0;
        for (;; lx->cur++) {
            char c = *lx->cur;
            if (c == ' ')
                col++, alt++;
            else if (c == '\t') {
                col = (col / 8 + 1) * 8;
                alt++;
            } else if (c == '\f')
                col = alt = 0;
            else if (c == '\\') {
                /* A backslash after blanks: the blanks of the first line count. */
                joined_col = joined_col ? joined_col : col;
                lx->cur++;
                if (!continue_line(lx, true)) return false;
                lx->chunk_start = lx->line_start;
                lx->cur--;
            } else
                break;
        }
        if (*lx->cur == '#')
            skip_comment(lx);
        else if (*lx->cur != '\n')
            return lx->level > 0 ||
                   set_indent(lx, joined_col ? joined_col : col, joined_col ? joined_col : alt);
        if (*lx->cur == '\0') /* a comment without newline */
            return true;
        lx->cur++;
        next_line(lx);
        if (*lx->cur == '\0') return lx->level > 0 || set_indent(lx, 0, 0);
    }
}

static bool finish(KiLexer *lx, KiToken *tok, KiTokenKind kind, const char *start) {
    tok->kind = (uint8_t)kind;
    tok->level = (uint16_t)lx->level;
    tok->end_line = lx->line;
    tok->end_col = here(lx);
    tok->start = (uint32_t)(start - lx->text);
    tok->end = (uint32_t)(lx->cur - lx->text);
    return true;
}

/* INDENT, DEDENT and END have no text. */
static bool finish_empty(KiLexer *lx, KiToken *tok, KiTokenKind kind) {
    tok->line = lx->line;
    tok->col = here(lx);
    tok->nonascii = 0;
    finish(lx, tok, kind, lx->cur);
    tok->end_col = -1;
    return true;
}

static bool fail(KiLexer *lx, KiToken *tok) {
    lx->failed = true;
    finish_empty(lx, tok, KI_TOK_ERROR);
    return false;
}

/* Checks the code points of a name with bytes above 0x7f. */
static bool check_identifier(KiLexer *lx, const char *start) {
    const char *end = lx->cur;
    for (const char *p = start; p < end;) {
        uint32_t cp;
        int n = kb_utf8_decode((const uint8_t *)p, (size_t)(end - p), true, &cp);
        if (n == 0)
            return ki_lex_error(lx, "(unicode error) 'utf-8' codec can't decode byte 0x%02x",
                                (unsigned)(uint8_t)*p);
        if (!(p == start ? kb_is_xid_start(cp) : kb_is_xid_continue(cp))) {
            lx->cur = p + n;
            if (kb_is_printable(cp))
                return ki_lex_error(lx, "invalid character '%.*s' (U+%04X)", n, p, (unsigned)cp);
            return ki_lex_error(lx, "invalid non-printable character U+%04X", (unsigned)cp);
        }
        p += n;
    }
    return true;
}

/* Whether the name s[0..n) is a prefix of string literals. */
static bool is_string_prefix(const char *s, size_t n) {
    bool b = false, u = false, r = false, f = false;
    for (size_t i = 0; i < n; i++)
        switch (s[i] | 0x20) {
        case 'b':
            if (b || u || f) return false;
            b = true;
            break;
        case 'u':
            if (b || u || r || f) return false;
            u = true;
            break;
        case 'r':
            if (r || u) return false;
            r = true;
            break;
        case 'f':
            if (f || b || u) return false;
            f = true;
            break;
        default:
            return false;
        }
    return true;
}

/* What `async` and `await` are in a text for Python 3.6 and before. */
static KiTokenKind async_or_name(KiLexer *lx, KiTokenKind keyword) {
    if (lx->in_async_def) return keyword;
    if (keyword == KI_TOK_AWAIT) return KI_TOK_NAME;
    KbDiag unseen = {0};
    KiLexer ahead = *lx;
    KiToken next;
    ahead.diag = &unseen;
    ahead.warn = NULL;
    if (!ki_lexer_next(&ahead, &next) || next.kind != KI_TOK_DEF) return KI_TOK_NAME;
    lx->in_async_def = true;
    lx->in_async_body = false;
    lx->async_indent = lx->n_indents;
    return keyword;
}

static bool name_or_string(KiLexer *lx, KiToken *tok, const char *start) {
    const char *p = lx->cur;
    uint8_t high = (uint8_t)*start;
    while (ki_cc(*p, KI_CC_NAME))
        high |= (uint8_t)*p++;
    lx->cur = p;
    size_t n = (size_t)(p - start);
    if (KB_UNLIKELY((*p == '"' || *p == '\'') && n <= 2 && is_string_prefix(start, n)))
        return ki_lex_string(lx, start) ? finish(lx, tok, KI_TOK_STRING, start) : fail(lx, tok);
    if (KB_UNLIKELY(high & 0x80)) {
        tok->nonascii = 1;
        return check_identifier(lx, start) ? finish(lx, tok, KI_TOK_NAME, start) : fail(lx, tok);
    }
    KiTokenKind kind = ki_token_keyword(start, n);
    if (KB_UNLIKELY(lx->async_names) && (kind == KI_TOK_ASYNC || kind == KI_TOK_AWAIT))
        kind = async_or_name(lx, kind);
    return finish(lx, tok, kind, start);
}

static bool open_bracket(KiLexer *lx, char c) {
    if (lx->level >= KI_LEX_MAX_LEVEL) return ki_lex_error(lx, "too many nested parentheses");
    lx->brackets[lx->level].c = c;
    lx->brackets[lx->level].line = lx->line;
    lx->brackets[lx->level].col = here(lx) - 1;
    lx->level++;
    return true;
}

static bool close_bracket(KiLexer *lx, char c) {
    if (lx->level == 0) return ki_lex_error(lx, "unmatched '%c'", c);
    lx->level--;
    char open = lx->brackets[lx->level].c;
    if ((open == '(' && c == ')') || (open == '[' && c == ']') || (open == '{' && c == '}'))
        return true;
    int line = lx->brackets[lx->level].line;
    if (line != lx->line)
        return ki_lex_error(
            lx, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c,
            open, line);
    return ki_lex_error(lx, "closing parenthesis '%c' does not match opening parenthesis '%c'", c,
                        open);
}

// clang-format off
/* The operator whose first character c was just read. */
static KiTokenKind operator_kind(KiLexer *lx, char c) {
    const char *p = lx->cur;
#define ONE(k)       return KI_TOK_##k
#define TWO(ch, k)   if (p[0] == (ch)) return lx->cur = p + 1, KI_TOK_##k
#define THREE(a, k)  if (p[0] == (a) && p[1] == '=') return lx->cur = p + 2, KI_TOK_##k
    switch (c) {
    case ',': ONE(COMMA);
    case ';': ONE(SEMI);
    case '~': ONE(TILDE);
    case ':': TWO('=', COLONEQUAL); ONE(COLON);
    case '=': TWO('=', EQEQUAL); ONE(EQUAL);
    case '!': TWO('=', NOTEQUAL); ONE(OTHER);
    case '+': TWO('=', PLUSEQUAL); ONE(PLUS);
    case '-': TWO('=', MINEQUAL); TWO('>', RARROW); ONE(MINUS);
    case '*': THREE('*', DOUBLESTAREQUAL); TWO('*', DOUBLESTAR); TWO('=', STAREQUAL); ONE(STAR);
    case '/': THREE('/', DOUBLESLASHEQUAL); TWO('/', DOUBLESLASH); TWO('=', SLASHEQUAL); ONE(SLASH);
    case '%': TWO('=', PERCENTEQUAL); ONE(PERCENT);
    case '@': TWO('=', ATEQUAL); ONE(AT);
    case '&': TWO('=', AMPEREQUAL); ONE(AMPER);
    case '|': TWO('=', VBAREQUAL); ONE(VBAR);
    case '^': TWO('=', CIRCUMFLEXEQUAL); ONE(CIRCUMFLEX);
    case '<': THREE('<', LEFTSHIFTEQUAL); TWO('<', LEFTSHIFT); TWO('=', LESSEQUAL);
              TWO('>', NOTEQUAL); ONE(LESS);
    case '>': THREE('>', RIGHTSHIFTEQUAL); TWO('>', RIGHTSHIFT); TWO('=', GREATEREQUAL);
              ONE(GREATER);
    default: ONE(OTHER);
    }
#undef ONE
#undef TWO
#undef THREE
}
// clang-format on

/* Brackets, operators, strings without prefix, and what has no place in a program. */
static bool punctuation(KiLexer *lx, KiToken *tok, const char *start, char c) {
    switch (c) {
    case '(':
    case '[':
    case '{':
        if (!open_bracket(lx, c)) return fail(lx, tok);
        return finish(lx, tok,
                      c == '('   ? KI_TOK_LPAR
                      : c == '[' ? KI_TOK_LSQB
                                 : KI_TOK_LBRACE,
                      start);
    case ')':
    case ']':
    case '}':
        if (!close_bracket(lx, c)) return fail(lx, tok);
        return finish(lx, tok,
                      c == ')'   ? KI_TOK_RPAR
                      : c == ']' ? KI_TOK_RSQB
                                 : KI_TOK_RBRACE,
                      start);
    case '"':
    case '\'':
        lx->cur = start;
        return ki_lex_string(lx, start) ? finish(lx, tok, KI_TOK_STRING, start) : fail(lx, tok);
    case '.':
        if (ki_cc(*lx->cur, KI_CC_DIGIT))
            return ki_lex_number(lx, start) ? finish(lx, tok, KI_TOK_NUMBER, start) : fail(lx, tok);
        if (lx->cur[0] == '.' && lx->cur[1] == '.') {
            lx->cur += 2;
            return finish(lx, tok, KI_TOK_ELLIPSIS, start);
        }
        return finish(lx, tok, KI_TOK_DOT, start);
    default:
        if ((uint8_t)c < 0x20 || c == 0x7f) {
            ki_lex_error(lx, "invalid non-printable character U+%04X", (unsigned)(uint8_t)c);
            return fail(lx, tok);
        }
        return finish(lx, tok, operator_kind(lx, c), start);
    }
}

static bool at_end(KiLexer *lx, KiToken *tok) {
    lx->hit_end = true;
    if (lx->level > 0) {
        ki_lexer_unclosed(lx);
        return fail(lx, tok);
    }
    return finish_empty(lx, tok, KI_TOK_END);
}

bool ki_lexer_next(KiLexer *lx, KiToken *tok) {
    if (KB_UNLIKELY(lx->failed)) return fail(lx, tok);
    if (lx->at_line_start) {
        lx->at_line_start = false;
        next_line(lx);
        if (!line_start(lx)) return fail(lx, tok);
        if (*lx->cur == '\0') lx->hit_end = true; /* the dedents of the end come first */
    }
    if (KB_UNLIKELY(lx->pending)) {
        bool in = lx->pending > 0;
        lx->pending += in ? -1 : 1;
        return finish_empty(lx, tok, in ? KI_TOK_INDENT : KI_TOK_DEDENT);
    }
    const char *start;
    for (;;) {
        while (ki_cc(*lx->cur, KI_CC_BLANK))
            lx->cur++;
        start = lx->cur;
        char c = *start;
        if (c == '#') {
            skip_comment(lx);
            c = *lx->cur;
        }
        if (c == '\n' && lx->level > 0) {
            lx->cur++;
            next_line(lx);
        } else if (c == '\\') {
            lx->cur++;
            if (!continue_line(lx, false)) return fail(lx, tok);
        } else
            break;
    }
    char c = *lx->cur;
    if (c == '\0') return at_end(lx, tok);
    if (KB_UNLIKELY(lx->in_async_body) && c != '\n' && lx->level == 0 &&
        lx->async_indent >= lx->n_indents)
        lx->in_async_def = lx->in_async_body = false;
    tok->line = lx->line;
    tok->col = (int)(start - lx->line_start);
    tok->nonascii = 0;
    if (c == '\n') { /* covers the comment before it, but not its own character */
        finish(lx, tok, KI_TOK_NEWLINE, start);
        lx->cur++;
        lx->in_async_body = lx->in_async_def;
        return lx->at_line_start = true;
    }
    lx->cur++;
    if (ki_cc(c, KI_CC_NAME_START)) return name_or_string(lx, tok, start);
    if (ki_cc(c, KI_CC_DIGIT))
        return ki_lex_number(lx, start) ? finish(lx, tok, KI_TOK_NUMBER, start) : fail(lx, tok);
    return punctuation(lx, tok, start, c);
}

/* Tokens that are over with their last character; behind all others one more is looked at. */
static bool complete_by_itself(const char *text, const KiToken *tok) {
    uint32_t len = tok->end - tok->start;
    switch (tok->kind) {
    case KI_TOK_NEWLINE:
        return true;
    case KI_TOK_STRING: { /* '' may turn out to open a string of three quotes */
        char quote = text[tok->end - 1];
        uint32_t at = tok->start;
        while (text[at] != quote)
            at++;
        return tok->end - at != 2;
    }
    case KI_TOK_NAME:
    case KI_TOK_NUMBER:
        return false;
    default:
        return len == 3 && !ki_token_is_keyword(tok->kind); /* no operator is longer */
    }
}

bool ki_lexer_met_end(const KiLexer *lx, const KiToken *tok) {
    if (lx->hit_end || lx->failed) return lx->hit_end;
    return tok->end > tok->start && lx->text[tok->end] == '\0' &&
           !complete_by_itself(lx->text, tok);
}
