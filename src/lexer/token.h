#ifndef KI_TOKEN_H
#define KI_TOKEN_H
/* Tokens: what they are called and where they stand in the source. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum KiTokenKind {
#define TOKEN(name, text) KI_TOK_##name,
#include "token.def"
    KI_TOK_N_KINDS
} KiTokenKind;

typedef struct KiToken {
    uint8_t kind;     /* KiTokenKind */
    uint8_t nonascii; /* NAME: needs NFKC */
    uint16_t level;   /* open brackets after this token */
    int line, col;    /* lines from 1, columns in bytes from 0 */
    int end_line;
    int end_col; /* exclusive; -1: the token has no text (INDENT, DEDENT, END) and col is only
                    where the lexer stood */
    uint32_t start, end; /* byte offsets into the lexer's text */
} KiToken;

const char *ki_token_text(KiTokenKind kind); /* "(", "while", "newline" ... */
bool ki_token_is_keyword(KiTokenKind kind);
/* The keyword spelled s[0..n), or KI_TOK_NAME. */
KiTokenKind ki_token_keyword(const char *s, size_t n);
#endif
