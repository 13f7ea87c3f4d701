/* Names of tokens and the look-up of keywords. */
#include "token.h"

#include <string.h>

#include "base/common.h"

static const char *const texts[] = {
#define TOKEN(name, text) text,
#include "token.def"
};

static const uint8_t lengths[] = {
#define TOKEN(name, text) sizeof(text) - 1,
#include "token.def"
};

const char *ki_token_text(KiTokenKind kind) {
    KB_ASSERT(kind < KI_TOK_N_KINDS);
    return texts[kind];
}

bool ki_token_is_keyword(KiTokenKind kind) {
    return kind >= KI_TOK_FALSE && kind < KI_TOK_N_KINDS;
}

static inline KiTokenKind match(KiTokenKind kind, const char *s, size_t n) {
    return n == lengths[kind] && memcmp(s, texts[kind], n) == 0 ? kind : KI_TOK_NAME;
}

/* Keywords that share a first letter are told apart by the second or the length, so that a name
 * costs at most one or two comparisons. */
KiTokenKind ki_token_keyword(const char *s, size_t n) {
    if (n < 2 || n > 8) return KI_TOK_NAME;
    switch (s[0]) {
    case 'F':
        return match(KI_TOK_FALSE, s, n);
    case 'N':
        return match(KI_TOK_NONE, s, n);
    case 'T':
        return match(KI_TOK_TRUE, s, n);
    case 'a':
        switch (s[1]) {
        case 'n':
            return match(KI_TOK_AND, s, n);
        case 's':
            return match(n == 2 ? KI_TOK_AS : n == 5 ? KI_TOK_ASYNC : KI_TOK_ASSERT, s, n);
        case 'w':
            return match(KI_TOK_AWAIT, s, n);
        default:
            return KI_TOK_NAME;
        }
    case 'b':
        return match(KI_TOK_BREAK, s, n);
    case 'c':
        return match(n == 5 ? KI_TOK_CLASS : KI_TOK_CONTINUE, s, n);
    case 'd':
        return match(n == 3 && s[2] == 'f' ? KI_TOK_DEF : KI_TOK_DEL, s, n);
    case 'e':
        return match(n == 6 ? KI_TOK_EXCEPT : s[2] == 'i' ? KI_TOK_ELIF : KI_TOK_ELSE, s, n);
    case 'f':
        return match(n == 3 ? KI_TOK_FOR : n == 4 ? KI_TOK_FROM : KI_TOK_FINALLY, s, n);
    case 'g':
        return match(KI_TOK_GLOBAL, s, n);
    case 'i':
        if (n == 2)
            return s[1] == 'f'   ? KI_TOK_IF
                   : s[1] == 'n' ? KI_TOK_IN
                   : s[1] == 's' ? KI_TOK_IS
                                 : KI_TOK_NAME;
        return match(KI_TOK_IMPORT, s, n);
    case 'l':
        return match(KI_TOK_LAMBDA, s, n);
    case 'n':
        return match(n == 3 ? KI_TOK_NOT : KI_TOK_NONLOCAL, s, n);
    case 'o':
        return match(KI_TOK_OR, s, n);
    case 'p':
        return match(KI_TOK_PASS, s, n);
    case 'r':
        return match(n == 5 ? KI_TOK_RAISE : KI_TOK_RETURN, s, n);
    case 't':
        return match(KI_TOK_TRY, s, n);
    case 'w':
        return match(n == 4 ? KI_TOK_WITH : KI_TOK_WHILE, s, n);
    case 'y':
        return match(KI_TOK_YIELD, s, n);
    default:
        return KI_TOK_NAME;
    }
}
