#ifndef KI_PARSE_INTERNAL_H
#define KI_PARSE_INTERNAL_H
/* What the files of the parser share.
 *
 * Rules. Every parse function ki_p_<rule> tries its rule at the current token. It returns the node
 * and leaves `pos` behind it, or returns NULL: then either `failed` is set (a diagnostic is filled;
 * everybody unwinds) or the rule does not match here, `pos` is anywhere, and a caller that wants to
 * try something else resets it. A repetition `(op x)*` that meets an `op` without `x` steps back
 * before the `op`, as in a PEG.
 *
 * Two passes. The first pass decides everything by looking ahead. When it fails without a message,
 * the text is parsed again with `second` set: then the functions in parse_hint_*.c look for the
 * usual mistakes where CPython's grammar has its invalid_* rules, so that the same mistake gets the
 * same message. In that pass results are remembered per token (KiMemo), which keeps the repeated
 * attempts linear. If no hint fits, the message is "invalid syntax" at the last token that the
 * first pass looked at; so no function may look at a token it does not need.
 *
 * (Between the two, a failed display in braces gets a pass with `second` but without `hints`.) */
#include "ast.h"
#include "base/common.h"
#include "base/vec.h"
#include "lexer/lexer.h"
#include "lexer/source.h"
#include "parser.h"

typedef enum KiRule {
    KI_RULE_EXPRESSION,
    KI_RULE_DISJUNCTION,
    KI_RULE_BITWISE_OR,
    KI_RULE_PRIMARY,
    KI_RULE_NAMED,
    KI_RULE_HINT_NAMED,
    KI_RULE_STAR_EXPRESSION,
    KI_RULE_STAR_TARGETS,
    KI_RULE_ARGUMENTS,
    KI_RULE_BLOCK,
    KI_RULE_SIMPLE_STMT,
    KI_RULE_STATEMENT,
    KI_RULE_PATTERN,
} KiRule;

typedef struct KiMemo {
    struct KiMemo *next;
    void *result;
    uint32_t end;
    uint8_t rule;
} KiMemo;

typedef struct KiParser {
    KbArena *arena;
    KbDiag *diag;
    const KiParseOptions *opts;
    KiNameTable *names;
    KiToken *tokens; /* all tokens met so far */
    uint32_t n_tokens, cap_tokens;
    uint32_t pos;           /* the current token; may equal n_tokens: not fetched yet */
    uint32_t dead_operator; /* first pass: an operator whose operand did not parse; outer levels
                               need not try it again */
    bool failed;            /* the diagnostic is filled */
    bool second;            /* the second pass */
    bool hints;             /* second pass, and hints are wanted here */
    bool single;            /* parsing one statement of the prompt */
    bool brace_failed;      /* a display in braces did not parse */
    bool parsing_started;   /* single: the last token was not the end of input */
    bool in_bytes;          /* CPython counts bytes in a text whose encoding is not declared */
    bool is_fstring;        /* the text is the expression of an f-string... */
    int first_line;         /* ...which starts in this line */
    int col_shift;          /* ...so many bytes to the right */
    int depth;              /* nesting, in units of about 250 bytes of C stack */
    KiMemo **memo;          /* per token; NULL in the first pass */
    uint32_t cap_memo;
    KB_VEC(KiAst *) stack; /* sequences under construction */
    KiLexer lexer;
} KiParser;

typedef KiParser P;

/* ---- tokens (parser.c) ---- */

bool ki_p_fetch(P *p);

/* Kind of the current token; ERROR when there is none (and `failed` is set). */
static inline KiTokenKind kind(P *p) {
    if (KB_UNLIKELY(p->pos >= p->n_tokens) && !ki_p_fetch(p)) return KI_TOK_ERROR;
    return (KiTokenKind)p->tokens[p->pos].kind;
}
/* Kind of the token after the current one. */
static inline KiTokenKind kind_after(P *p) {
    if (kind(p) == KI_TOK_ERROR) return KI_TOK_ERROR;
    p->pos++;
    KiTokenKind k = kind(p);
    p->pos--;
    return k;
}
static inline bool at(P *p, KiTokenKind k) {
    return kind(p) == k;
}
static inline bool accept(P *p, KiTokenKind k) {
    if (kind(p) != k) return false;
    p->pos++;
    return true;
}
/* Takes `k`, or reports "expected 'k'" at the current token. */
bool ki_p_force(P *p, KiTokenKind k);
/* Whether the current token is the soft keyword `word`. */
bool ki_p_at_soft(P *p, const char *word);
const char *ki_p_token_start(const P *p, const KiToken *t, size_t *len);
/* The interned, normalised name of a NAME token (or the text of any other); NULL: out of memory. */
const KiAstStr *ki_p_name_of(P *p, const KiToken *t);
/* Takes a NAME. */
const KiAstStr *ki_p_name(P *p);

/* ---- nodes ---- */

/* A node from token `start` to the token before `pos`. */
KiAst *ki_p_node(P *p, KiAstKind kind, uint32_t start);
/* The same for statements: the end is the last token that is not NEWLINE, INDENT or DEDENT. */
KiAst *ki_p_stmt_node(P *p, KiAstKind kind, uint32_t start);
void *ki_p_nomem(P *p);

static inline size_t mark(const P *p) {
    return p->stack.n;
}
bool ki_p_push(P *p, KiAst *n);
/* The nodes pushed since `base` as a sequence; false when out of memory. */
bool ki_p_take(P *p, size_t base, KiAstSeq *out);
static inline void *drop(P *p, size_t base) {
    p->stack.n = base;
    return NULL;
}
/* Goes back to token `pos`. */
static inline void back(P *p, uint32_t pos) {
    p->pos = pos;
}

bool ki_p_enter(P *p, int weight); /* false: nested too deeply, reported */

/* Second pass: is there a result for `rule` at the current token? Sets *out and moves. */
bool ki_p_memo_get(P *p, KiRule rule, void **out);
void *ki_p_memo_put(P *p, KiRule rule, uint32_t start, void *result);

/* ---- errors: all set `failed` and return NULL ---- */

typedef struct KiRange {
    int line, col, end_line, end_col; /* end_col -1: unknown */
} KiRange;
static inline KiRange range_of(const KiAst *n) {
    return (KiRange){n->line, n->col, n->end_line, n->end_col};
}
static inline KiRange range_to(const KiAst *a, const KiAst *b) {
    return (KiRange){a->line, a->col, b->end_line, b->end_col};
}
static inline KiRange token_range(const KiToken *a, const KiToken *b) {
    int col = a->end_col < 0 ? -1 : a->col;
    return (KiRange){a->line, col, b->end_line, b->end_col};
}
/* From `line`, `col` to where the lexer is. */
KiRange ki_p_range_to_here(P *p, int line, int col);
void *ki_p_error(P *p, KiRange r, const char *fmt, ...) KB_PRINTF(3, 4);
/* At the last token fetched. */
void *ki_p_error_last(P *p, KbDiagKind diag_kind, const char *fmt, ...) KB_PRINTF(3, 4);
/* Refuses `what`, which came with Python 3.minor, when the text is for an older version. */
void *ki_p_too_new(P *p, int minor, const char *what);
static inline bool too_new(const P *p, int minor) {
    return KB_UNLIKELY(p->opts->older_than) && p->opts->older_than <= minor;
}
/* The node n of such a construct, if it is allowed. */
static inline KiAst *since(P *p, int minor, const char *what, KiAst *n) {
    return n && too_new(p, minor) ? ki_p_too_new(p, minor, what) : n;
}

/* ---- rules ---- */

KiAst *ki_p_expression(P *p);
KiAst *ki_p_expression_without_hints(P *p);
KiAst *ki_p_disjunction(P *p);
KiAst *ki_p_bitwise_or(P *p);
KiAst *ki_p_primary(P *p, bool allow_await);
KiAst *ki_p_named_expression(P *p);
KiAst *ki_p_assignment_or_expression(P *p); /* assignment_expression | expression !':=' */
KiAst *ki_p_star_expression(P *p);
KiAst *ki_p_star_expressions(P *p);
KiAst *ki_p_star_named_expression(P *p);
KiAst *ki_p_starred_expression(P *p);
KiAst *ki_p_expressions(P *p);
KiAst *ki_p_yield_expr(P *p);
KiAst *ki_p_annotated_rhs(P *p);
KiAst *ki_p_slices(P *p);
bool ki_p_star_named_tail(P *p); /* pushes (',' star_named_expression)* [','] after the first */

KiAst *ki_p_atom(P *p);
KiAst *ki_p_genexp(P *p);
KiAst *ki_p_paren(P *p);
KiAst *ki_p_bracket(P *p);
KiAst *ki_p_brace(P *p);
KiAst *ki_p_strings(P *p);
KiAst *ki_p_number(P *p);
bool ki_p_for_if_clauses(P *p, KiAstSeq *out); /* at least one */
KiAst *ki_p_call(P *p, KiAst *func, uint32_t start);
/* args, as a Call without a function. */
KiAst *ki_p_args(P *p);
KiAst *ki_p_arguments(P *p);

KiAst *ki_p_parameters(P *p, bool lambda); /* [params] as `arguments`, empty if none match */
KiAst *ki_p_lambda(P *p);

typedef enum KiTargetUse { KI_TARGET_STAR, KI_TARGET_SINGLE, KI_TARGET_DEL } KiTargetUse;
/* Whether the expression is also a target; then ki_p_set_context may be used. */
bool ki_p_is_target(const KiAst *n, KiTargetUse use);
void ki_p_set_context(KiAst *n, KiExprCtx ctx);
KiAst *ki_p_star_targets(P *p);
KiAst *ki_p_star_target(P *p);
bool ki_p_del_targets(P *p, KiAstSeq *out);

bool ki_p_augassign(P *p, KiOperator *op); /* an operator with '=' */
bool ki_p_statements(P *p, KiAstSeq *out);
bool ki_p_simple_stmts(P *p); /* pushes them */
KiAst *ki_p_simple_stmt(P *p);
KiAst *ki_p_compound_stmt(P *p);
KiAstSeq *ki_p_block(P *p);
KiAst *ki_p_match_stmt(P *p);
KiAst *ki_p_function_def(P *p, uint32_t start, KiAstSeq decorators);
KiAst *ki_p_class_def(P *p, KiAstSeq decorators);
KiAst *ki_p_try_stmt(P *p);
KiAst *ki_p_with_stmt(P *p);
bool ki_p_import_from_names(P *p);

/* ---- literals ---- */

/* Decoded text of a string literal's inside. */
bool ki_p_decode_string(P *p, KbStrbuf *out, const char *s, size_t len, KiToken *t);
bool ki_p_decode_bytes(P *p, KbStrbuf *out, const char *s, size_t len, bool raw, KiToken *t);
bool ki_p_warn_escape(P *p, char c, KiToken *t);

/* f-strings: the values of one literal appended to a string under construction. */
typedef struct KiStringParts {
    KbStrbuf text;  /* literal text not yet made a Constant */
    bool formatted; /* an f-string took part */
    bool u_prefix;
    KiRange whole;
} KiStringParts;
bool ki_p_fstring(P *p, KiStringParts *parts, const char *s, const char *end, bool raw, KiToken *t);
/* Pushes the text gathered so far as a Constant. */
bool ki_p_flush_text(P *p, KiStringParts *parts, KiRange where);
/* Parses the expression s[0..len) inside the f-string token t. */
KiAst *ki_p_fstring_expression(P *p, const char *s, size_t len, KiToken *t);

/* ---- hints of the second pass; each returns NULL, with `failed` set if it fits ---- */

void *ki_p_hint_expression(P *p);
void *ki_p_hint_named_expression(P *p);
void *ki_p_hint_assignment(P *p);
void *ki_p_hint_del(P *p);
void *ki_p_hint_group(P *p);
void *ki_p_hint_comprehension(P *p);
void *ki_p_hint_dict(P *p);
void *ki_p_hint_dict_comprehension(P *p);
void *ki_p_hint_arguments(P *p);
void *ki_p_hint_kwarg(P *p);
void *ki_p_hint_parameters(P *p, bool lambda);
void *ki_p_hint_star_etc(P *p, bool lambda);
void *ki_p_hint_kwds(P *p, bool lambda);
void *ki_p_hint_default(P *p);
void *ki_p_hint_for_target(P *p);
void *ki_p_hint_with(P *p);
void *ki_p_hint_with_indent(P *p);
void *ki_p_hint_with_item(P *p);
void *ki_p_hint_try(P *p);
void *ki_p_hint_except(P *p);
void *ki_p_hint_as_pattern(P *p);
void *ki_p_hint_class_pattern(P *p);
void *ki_p_invalid_target(P *p, KiAst *n, KiTargetUse use, bool in_for);
/* After a compound statement's head: "expected ':'" at a NEWLINE, or "expected an indented block
 * after <what> on line N" when a ':' is followed by a line that is not indented. */
void *ki_p_hint_block(P *p, const char *what, int line);

/* One parameter with its comma, or before the closing token: NO default, WITH, or MAYBE. */
typedef enum KiParamDefault { KI_PARAM_NO, KI_PARAM_WITH, KI_PARAM_MAYBE } KiParamDefault;
KiAst *ki_p_param(P *p, bool lambda, bool star_annotation);
bool ki_p_param_full(P *p, bool lambda, KiParamDefault want, KiAst **arg, KiAst **def);

/* Pieces of try statements and patterns that the hints need. */
KiAst *ki_p_except_block(P *p, bool star);
KiAst *ki_p_pattern(P *p);
KiAst *ki_p_patterns(P *p);
KiAst *ki_p_or_pattern(P *p);
KiAst *ki_p_name_or_attr(P *p);
#endif
