/* Numeric literals: finds their end and says what is wrong with them. Conversion is in
 * literal.c. */
#include <string.h>

#include "lexer.h"

/* After a number: a keyword may follow directly (`1if x else 2`, with a warning), any other name
 * character is an error. */
static bool check_end(KiLexer *lx, const char *kind) {
    const char *p = lx->cur;
    if (!ki_cc(*p, KI_CC_NAME)) return true;
    static const char words[][5] = {"and", "else", "for", "if", "in", "is", "or", "not"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if (strncmp(p, words[i], n) != 0 || (words[i][0] != 'i' && ki_cc(p[n], KI_CC_NAME)))
            continue;
        char text[40] = "invalid ";
        strcat(strcat(text, kind), " literal");
        if (lx->warn && !lx->warn(lx->warn_data, "SyntaxWarning", text, lx->line))
            return ki_lex_error(lx, "%s", text);
        return true;
    }
    return ki_lex_error(lx, "invalid %s literal", kind);
}

/* digit+ ('_' digit+)*, at least one digit present. */
static bool decimal_tail(KiLexer *lx) {
    for (;;) {
        while (ki_cc(*lx->cur, KI_CC_DIGIT))
            lx->cur++;
        if (*lx->cur != '_') return true;
        lx->cur++;
        if (!ki_cc(*lx->cur, KI_CC_DIGIT)) return ki_lex_error(lx, "invalid decimal literal");
    }
}

static bool is_digit_of(char c, int base) {
    return base == 16 ? ki_cc(c, KI_CC_HEX) : c >= '0' && c < '0' + base;
}

/* 0x, 0o, 0b: ('_'? digit)+ */
static bool based(KiLexer *lx, int base, const char *kind) {
    lx->cur++; /* the letter */
    do {
        if (*lx->cur == '_') lx->cur++;
        if (!is_digit_of(*lx->cur, base)) {
            if (base != 16 && ki_cc(*lx->cur, KI_CC_DIGIT)) {
                char c = *lx->cur++;
                return ki_lex_error(lx, "invalid digit '%c' in %s literal", c, kind);
            }
            return ki_lex_error(lx, "invalid %s literal", kind);
        }
        while (is_digit_of(*lx->cur, base))
            lx->cur++;
    } while (*lx->cur == '_');
    if (base != 16 && ki_cc(*lx->cur, KI_CC_DIGIT)) {
        char c = *lx->cur++;
        return ki_lex_error(lx, "invalid digit '%c' in %s literal", c, kind);
    }
    return check_end(lx, kind);
}

/* Exponent and `j` after the digits of a decimal number or fraction. */
static bool exponent_and_suffix(KiLexer *lx) {
    if ((*lx->cur | 0x20) == 'e') {
        const char *p = lx->cur + 1;
        bool sign = *p == '+' || *p == '-';
        if (sign) p++;
        if (ki_cc(*p, KI_CC_DIGIT)) {
            lx->cur = p;
            if (!decimal_tail(lx)) return false;
        } else if (sign) {
            lx->cur = p;
            return ki_lex_error(lx, "invalid decimal literal");
        } else
            return check_end(lx, "decimal");
    }
    if ((*lx->cur | 0x20) == 'j') {
        lx->cur++;
        return check_end(lx, "imaginary");
    }
    return check_end(lx, "decimal");
}

static bool fraction(KiLexer *lx) {
    lx->cur++; /* the dot */
    if (ki_cc(*lx->cur, KI_CC_DIGIT) && !decimal_tail(lx)) return false;
    return exponent_and_suffix(lx);
}

/* '0' ('_'? '0')*, or the start of a fraction or an imaginary number. */
static bool leading_zero(KiLexer *lx, const char *start) {
    bool nonzero = false;
    for (;;) {
        if (*lx->cur == '_') {
            lx->cur++;
            if (!ki_cc(*lx->cur, KI_CC_DIGIT)) return ki_lex_error(lx, "invalid decimal literal");
        }
        if (*lx->cur != '0') break;
        lx->cur++;
    }
    const char *zeros_end = lx->cur;
    if (ki_cc(*lx->cur, KI_CC_DIGIT)) {
        nonzero = true;
        if (!decimal_tail(lx)) return false;
    }
    if (*lx->cur == '.') return fraction(lx);
    if ((*lx->cur | 0x20) == 'e' || (*lx->cur | 0x20) == 'j') return exponent_and_suffix(lx);
    if (nonzero) {
        lx->failed = lx->diag->by_lexer = lx->diag->in_bytes = true;
        return kb_diag(lx->diag, KB_DIAG_SYNTAX, lx->line, (int)(start - lx->line_start), lx->line,
                       (int)(zeros_end - lx->line_start),
                       "leading zeros in decimal integer literals are not permitted; use an 0o "
                       "prefix for octal integers");
    }
    return check_end(lx, "decimal");
}

bool ki_lex_number(KiLexer *lx, const char *start) {
    if (*start == '.') {
        lx->cur = start;
        return fraction(lx);
    }
    if (*start == '0') {
        switch (*lx->cur | 0x20) {
        case 'x':
            return based(lx, 16, "hexadecimal");
        case 'o':
            return based(lx, 8, "octal");
        case 'b':
            return based(lx, 2, "binary");
        default:
            return leading_zero(lx, start);
        }
    }
    if (!decimal_tail(lx)) return false;
    if (*lx->cur == '.') return fraction(lx);
    return exponent_and_suffix(lx);
}
