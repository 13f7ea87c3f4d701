#ifndef KI_PARSER_H
#define KI_PARSER_H
/* Source text to syntax tree: all of Python 3.11's grammar, with CPython's messages, lines and
 * columns for what is wrong. Knows no run-time object. */
#include "ast.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/diag.h"

enum { KI_PARSE_MINOR = 11 }; /* the grammar is that of Python 3.11 */

typedef enum KiParseMode {
    KI_PARSE_EXEC,      /* a whole file: Module */
    KI_PARSE_EVAL,      /* one expression: Expression */
    KI_PARSE_SINGLE,    /* one statement of the prompt: Interactive */
    KI_PARSE_FUNC_TYPE, /* the type comment of a function: FunctionType */
} KiParseMode;

/* Called for what CPython warns about while parsing ("invalid escape sequence '\d'",
 * "invalid decimal literal"): category is "DeprecationWarning" or "SyntaxWarning". Returning false
 * turns the warning into a SyntaxError with the same text. */
typedef bool (*KiParseWarnFn)(void *userdata, const char *category, const char *message, int line);

typedef struct KiParseOptions {
    bool source_is_utf8;     /* text from a str: a coding cookie is ignored */
    bool allow_incomplete;   /* the prompt: running out of input says only "incomplete input" */
    bool angled_not_equal;   /* PEP 401: `<>` is the operator, and `!=` is not */
    bool dont_imply_dedent;  /* the prompt: a block ends with an empty line */
    uint8_t older_than;      /* minor version from which on constructs are refused; 0: none are */
    uint32_t max_int_digits; /* longest decimal int literal; 0: CPython's 4300 */
    const char *filename;    /* for messages about undecodable bytes; may be NULL */
    /* Finds the character called `name` for "\N{name}"; NULL: no name is known. */
    bool (*unicode_name)(const char *name, size_t len, uint32_t *code_point);
    KiNameTable *names; /* NULL: a private table */
    KiParseWarnFn warn; /* NULL: warnings are dropped */
    void *warn_data;
} KiParseOptions;

/* Parses src[0..len). On success *out is the root, allocated in `arena`. On failure false, with
 * the reason in *diag (out of memory included). options may be NULL. src need not be
 * NUL-terminated and is not kept. */
KB_MUST_CHECK bool ki_parse(KbArena *arena, const char *src, size_t len, KiParseMode mode,
                            const KiParseOptions *options, KiAst **out, KbDiag *diag);

/* The text of line `line` (from 1) of the source as it was decoded to UTF-8, without its newline,
 * for showing a diagnostic. Points into the arena; NULL when there is no such line or no memory. */
const char *ki_source_line(KbArena *arena, const char *src, size_t len,
                           const KiParseOptions *options, int line, size_t *out_len);
#endif
