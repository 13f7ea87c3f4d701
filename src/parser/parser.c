/* The driver: tokens on demand, nodes, remembered results, error reports, the two passes. */
#include "parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "parse_internal.h"

/* ---- tokens ---- */

static bool grow_tokens(P *p) {
    uint32_t cap = p->cap_tokens ? p->cap_tokens * 2 : 512;
    KiToken *t =
        kb_realloc(p->arena->alloc, p->tokens, p->cap_tokens * sizeof *t, (size_t)cap * sizeof *t);
    if (!t) {
        ki_p_nomem(p);
        return false;
    }
    p->tokens = t;
    p->cap_tokens = cap;
    return true;
}

/* The prompt: a statement may end with the input, as if a NEWLINE and the missing DEDENTs stood
 * there (no DEDENTs when the user may still want to go on). */
static void end_single(P *p, KiToken *t) {
    if (t->kind != KI_TOK_END || !p->parsing_started) {
        p->parsing_started = true;
        return;
    }
    t->kind = KI_TOK_NEWLINE;
    p->parsing_started = false;
    if (p->lexer.n_indents && !p->opts->dont_imply_dedent) {
        p->lexer.pending = -p->lexer.n_indents;
        p->lexer.n_indents = 0;
    }
}

/* Tokens of an f-string's expression count from where the f-string stands. */
static void shift_token(P *p, KiToken *t) {
    if (p->lexer.line != p->first_line || t->end_col < 0) return;
    t->col += p->col_shift;
    t->end_col += p->col_shift;
}

static KB_COLD bool fetch_failed(P *p) {
    p->failed = true;
    if (p->is_fstring && !p->diag->text) {
        KiSource src = {.text = p->lexer.text, .len = strlen(p->lexer.text)};
        size_t len;
        const char *s = ki_source_text_line(&src, p->diag->line - p->first_line + 1, &len);
        p->diag->text = s ? kb_arena_strndup(p->arena, s, len) : NULL;
    }
    return false;
}

bool ki_p_fetch(P *p) {
    if (p->failed) return false;
    if (p->n_tokens == p->cap_tokens && !grow_tokens(p)) return false;
    KB_ASSERT(p->pos == p->n_tokens);
    KiToken *t = &p->tokens[p->n_tokens];
    bool ok = ki_lexer_next(&p->lexer, t);
    p->n_tokens++;
    if (KB_UNLIKELY(!ok)) return fetch_failed(p);
    if (KB_UNLIKELY(p->single)) end_single(p, t);
    if (KB_UNLIKELY(p->is_fstring)) shift_token(p, t);
    return true;
}

bool ki_p_force(P *p, KiTokenKind k) {
    if (accept(p, k)) return true;
    if (!p->failed) {
        const KiToken *t = &p->tokens[p->pos];
        ki_p_error(p, token_range(t, t), "expected '%s'", ki_token_text(k));
    }
    return false;
}

const char *ki_p_token_start(const P *p, const KiToken *t, size_t *len) {
    *len = t->end - t->start;
    return p->lexer.text + t->start;
}

bool ki_p_at_soft(P *p, const char *word) {
    if (!at(p, KI_TOK_NAME)) return false;
    size_t len;
    const char *s = ki_p_token_start(p, &p->tokens[p->pos], &len);
    return len == strlen(word) && memcmp(s, word, len) == 0;
}

const KiAstStr *ki_p_name_of(P *p, const KiToken *t) {
    size_t len;
    const char *s = ki_p_token_start(p, t, &len);
    const KiAstStr *name;
    if (KB_UNLIKELY(t->nonascii)) {
        size_t n;
        char *text = kb_utf8_nfkc(p->arena->alloc, s, len, &n);
        if (!text) return ki_p_nomem(p);
        name = ki_names_intern(p->names, text, n);
        kb_free(p->arena->alloc, text, n + 1);
    } else
        name = ki_names_intern(p->names, s, len);
    return KB_LIKELY(name) ? name : ki_p_nomem(p);
}

const KiAstStr *ki_p_name(P *p) {
    if (!at(p, KI_TOK_NAME)) return NULL;
    return ki_p_name_of(p, &p->tokens[p->pos++]);
}

/* ---- nodes ---- */

void *ki_p_nomem(P *p) {
    if (!p->failed) kb_diag(p->diag, KB_DIAG_NOMEM, 0, -1, 0, -1, "out of memory");
    p->failed = true;
    return NULL;
}

KiAst *ki_p_node(P *p, KiAstKind k, uint32_t start) {
    const KiToken *s = &p->tokens[start], *e = &p->tokens[p->pos - 1];
    KiAst *n = ki_ast_new(p->arena, k, s->line, s->col, e->end_line, e->end_col);
    return KB_LIKELY(n) ? n : ki_p_nomem(p);
}

KiAst *ki_p_stmt_node(P *p, KiAstKind k, uint32_t start) {
    const KiToken *s = &p->tokens[start], *e = &p->tokens[p->pos - 1];
    while (e > s && (e->kind == KI_TOK_NEWLINE || e->kind == KI_TOK_DEDENT ||
                     e->kind == KI_TOK_INDENT || e->kind == KI_TOK_END))
        e--;
    KiAst *n = ki_ast_new(p->arena, k, s->line, s->col, e->end_line, e->end_col);
    return KB_LIKELY(n) ? n : ki_p_nomem(p);
}

bool ki_p_push(P *p, KiAst *n) {
    if (KB_LIKELY(kb_vec_push(&p->stack, p->arena->alloc, n))) return true;
    ki_p_nomem(p);
    return false;
}

bool ki_p_take(P *p, size_t base, KiAstSeq *out) {
    out->n = (uint32_t)(p->stack.n - base);
    out->at = NULL;
    if (out->n) {
        out->at = KB_ARENA_ARRAY(p->arena, KiAst *, out->n);
        if (!out->at) {
            ki_p_nomem(p);
            return false;
        }
        memcpy(out->at, p->stack.at + base, out->n * sizeof *out->at);
    }
    p->stack.n = base;
    return true;
}

/* The limit keeps the C stack below 2 MiB; bracket nesting is bounded by the lexer before. */
enum { MAX_DEPTH = 6000 };

static KB_COLD bool too_deep(P *p) {
    if (!p->failed)
        kb_diag(p->diag, KB_DIAG_RECURSION, 0, -1, 0, -1,
                "maximum recursion depth exceeded during compilation");
    p->failed = true;
    return false;
}

bool ki_p_enter(P *p, int weight) {
    if (KB_UNLIKELY(p->depth + weight > MAX_DEPTH)) return too_deep(p);
    p->depth += weight;
    return true;
}

bool ki_p_memo_get(P *p, KiRule rule, void **out) {
    if (p->pos >= p->cap_memo) return false;
    for (KiMemo *m = p->memo[p->pos]; m; m = m->next)
        if (m->rule == rule) {
            p->pos = m->end;
            *out = m->result;
            return true;
        }
    return false;
}

static bool grow_memo(P *p, uint32_t need) {
    uint32_t cap = p->cap_memo ? p->cap_memo : 256;
    while (cap <= need)
        cap *= 2;
    KiMemo **m = kb_realloc(p->arena->alloc, p->memo, p->cap_memo * sizeof *m, cap * sizeof *m);
    if (!m) {
        ki_p_nomem(p);
        return false;
    }
    memset(m + p->cap_memo, 0, (cap - p->cap_memo) * sizeof *m);
    p->memo = m;
    p->cap_memo = cap;
    return true;
}

void *ki_p_memo_put(P *p, KiRule rule, uint32_t start, void *result) {
    if (p->failed) return NULL;
    if (start >= p->cap_memo && !grow_memo(p, start)) return NULL;
    KiMemo *m = KB_ARENA_NEW(p->arena, KiMemo);
    if (!m) return ki_p_nomem(p);
    *m = (KiMemo){p->memo[start], result, p->pos, (uint8_t)rule};
    p->memo[start] = m;
    return result;
}

/* ---- errors ---- */

KiRange ki_p_range_to_here(P *p, int line, int col) {
    return (KiRange){line, col, p->lexer.line, (int)(p->lexer.cur - p->lexer.line_start) - 1};
}

static void *report(P *p, KbDiagKind diag_kind, KiRange r, const char *fmt, va_list ap) {
    if (p->failed) return NULL;
    p->failed = true;
    char text[sizeof p->diag->message];
    vsnprintf(text, sizeof text, fmt, ap);
    if (!p->is_fstring) {
        kb_diag(p->diag, diag_kind, r.line, r.col, r.end_line, r.end_col, "%s", text);
        return NULL;
    }
    /* Columns as seen in the expression alone, which is shown instead of the line. */
    kb_diag(p->diag, diag_kind, r.line, r.col - p->col_shift, r.end_line,
            r.end_col < 0 ? -1 : r.end_col - p->col_shift, "f-string: %s", text);
    fetch_failed(p);
    return NULL;
}

void *ki_p_error(P *p, KiRange r, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    report(p, KB_DIAG_SYNTAX, r, fmt, ap);
    va_end(ap);
    return NULL;
}

void *ki_p_error_last(P *p, KbDiagKind diag_kind, const char *fmt, ...) {
    KiRange r = {0, -1, 0, -1};
    if (p->n_tokens) {
        const KiToken *t = &p->tokens[p->n_tokens - 1];
        r = (KiRange){t->line, t->col, t->end_line, t->end_col};
        if (t->end_col < 0) r.end_col = -3;
        if (t->end_col < 0) /* no text: where the lexer is, counted from 1 already */
            r.col = (int)(p->lexer.cur - p->lexer.line_start) - 1;
        if (t->kind == KI_TOK_END && p->opts->filename) /* nothing is left of a file's last line */
            r.col = -1;
    }
    va_list ap;
    va_start(ap, fmt);
    report(p, diag_kind, r, fmt, ap);
    va_end(ap);
    return NULL;
}

void *ki_p_too_new(P *p, int minor, const char *what) {
    return ki_p_error_last(p, KB_DIAG_SYNTAX, "%s only supported in Python 3.%d and greater", what,
                           minor);
}

/* ---- whole inputs ---- */

static KiAst *root_node(P *p, KiAstKind k) {
    KiAst *n = ki_ast_new(p->arena, k, 0, 0, 0, 0);
    return n ? n : ki_p_nomem(p);
}

/* file: [statements] END */
static KiAst *parse_file(P *p) {
    KiAstSeq body;
    if (!ki_p_statements(p, &body) || !accept(p, KI_TOK_END)) return NULL;
    KiAst *n = root_node(p, KI_AST_Module);
    if (n) n->Module.body = body;
    return n;
}

/* eval: expressions NEWLINE* END */
static KiAst *parse_eval(P *p) {
    KiAst *e = ki_p_expressions(p);
    if (!e) return NULL;
    while (accept(p, KI_TOK_NEWLINE))
        ;
    if (!accept(p, KI_TOK_END)) return NULL;
    KiAst *n = root_node(p, KI_AST_Expression);
    if (n) n->Expression.body = e;
    return n;
}

/* statement_newline: compound_stmt NEWLINE | simple_stmts | NEWLINE */
static bool statement_newline(P *p) {
    KiAst *s = ki_p_compound_stmt(p);
    if (s) return ki_p_push(p, s) && accept(p, KI_TOK_NEWLINE);
    if (p->failed) return false;
    back(p, 0);
    if (ki_p_simple_stmts(p)) return true;
    if (p->failed) return false;
    back(p, 0);
    if (!accept(p, KI_TOK_NEWLINE)) return false;
    s = ki_p_node(p, KI_AST_Pass, 0);
    return s && ki_p_push(p, s);
}

/* interactive: statement_newline, and nothing but blank lines and comments after it */
static KiAst *parse_single(P *p) {
    KiAstSeq body;
    if (!statement_newline(p) || !ki_p_take(p, 0, &body)) return NULL;
    const char *s = p->lexer.cur;
    while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\f' || *s == '#') {
        if (*s == '#')
            while (*s && *s != '\n')
                s++;
        else
            s++;
    }
    if (*s) {
        ki_p_error_last(p, KB_DIAG_SYNTAX,
                        "multiple statements found while compiling a single statement");
        p->lexer.failed = true; /* the rest of the text has no say in this */
        return NULL;
    }
    KiAst *n = root_node(p, KI_AST_Interactive);
    if (n) n->Interactive.body = body;
    return n;
}

/* type_expressions: expression (',' expression)* and '*' expression and '**' expression, each of
 * the three at most once, with commas between them */
static bool type_expressions(P *p) {
    static const KiTokenKind stars[] = {KI_TOK_STAR, KI_TOK_DOUBLESTAR};
    uint32_t end = p->pos;
    bool first = true;
    KiAst *e;
    for (; (first || accept(p, KI_TOK_COMMA)) && (e = ki_p_expression(p)); first = false) {
        if (!ki_p_push(p, e)) return false;
        end = p->pos;
    }
    for (int i = 0; i < 2 && !p->failed; i++) {
        back(p, end);
        if ((!first && !accept(p, KI_TOK_COMMA)) || !accept(p, stars[i])) continue;
        e = ki_p_expression(p);
        if (!e) break;
        if (!ki_p_push(p, e)) return false;
        end = p->pos;
        first = false;
    }
    back(p, end);
    return !p->failed;
}

/* func_type: '(' [type_expressions] ')' '->' expression NEWLINE* END */
static KiAst *parse_func_type(P *p) {
    KiAstSeq types;
    if (!accept(p, KI_TOK_LPAR) || !type_expressions(p) || !accept(p, KI_TOK_RPAR) ||
        !accept(p, KI_TOK_RARROW))
        return NULL;
    KiAst *returns = ki_p_expression(p);
    if (!returns || !ki_p_take(p, 0, &types)) return NULL;
    while (accept(p, KI_TOK_NEWLINE))
        ;
    if (!accept(p, KI_TOK_END)) return NULL;
    KiAst *n = root_node(p, KI_AST_FunctionType);
    if (!n) return NULL;
    n->FunctionType.argtypes = types;
    n->FunctionType.returns = returns;
    return n;
}

static KiAst *parse_root(P *p, KiParseMode mode) {
    if (p->is_fstring) return ki_p_star_expressions(p);
    switch (mode) {
    case KI_PARSE_EVAL:
        return parse_eval(p);
    case KI_PARSE_SINGLE:
        return parse_single(p);
    case KI_PARSE_FUNC_TYPE:
        return parse_func_type(p);
    default:
        return parse_file(p);
    }
}

/* A mistake in the tokens that follow is more telling than the parser's opinion: read on to the
 * end, and let such a mistake, or a bracket that stays open, replace the diagnostic. (CPython does
 * not do so for a specific message when its tokenizer has met the end of the text already.) */
static void check_rest(P *p, bool specific) {
    if (p->lexer.failed || !p->n_tokens) return;
    if (specific && *p->lexer.cur == '\0') return;
    KbDiag rest = {0};
    int line = p->tokens[p->n_tokens - 1].line;
    KbDiag *own = p->lexer.diag;
    p->lexer.diag = &rest;
    KiToken t;
    while (ki_lexer_next(&p->lexer, &t) && t.kind != KI_TOK_END)
        ;
    if (p->lexer.line_error) { /* only an open bracket counts, if the error is on a later line */
        int level = p->lexer.level;
        memset(&rest, 0, sizeof rest);
        if (level && line > p->lexer.brackets[level - 1].line) ki_lexer_unclosed(&p->lexer);
    }
    p->lexer.diag = own;
    if (!p->lexer.failed || rest.kind == KB_DIAG_NONE) return;
    *p->diag = rest;
    if (p->is_fstring) fetch_failed(p);
}

static void restart(P *p) {
    if (p->memo) memset(p->memo, 0, p->cap_memo * sizeof *p->memo);
    p->pos = 0;
    p->depth = 0;
    p->stack.n = 0;
    p->dead_operator = UINT32_MAX;
}

/* CPython looks for mistakes in dictionaries in its first pass already, without the other hints.
 * Here that takes a pass of its own, because it needs the memo. */
static void dict_pass(P *p, KiParseMode mode) {
    p->second = true;
    restart(p);
    (void)!parse_root(p, mode);
}

/* False if all it can say is "invalid syntax". */
static bool hints_pass(P *p, KiParseMode mode) {
    KiToken last = p->tokens[p->n_tokens - 1];
    p->second = p->hints = true;
    restart(p);
    (void)!parse_root(p, mode);
    if (p->failed) return true;
    if (last.kind == KI_TOK_INDENT || last.kind == KI_TOK_DEDENT) {
        ki_p_error_last(p, KB_DIAG_INDENT, "unexpected %s",
                        last.kind == KI_TOK_INDENT ? "indent" : "unindent");
        p->lexer.failed = true; /* the rest of the text has no say in this */
    } else
        ki_p_error(p, token_range(&last, &last), "invalid syntax");
    return false;
}

/* How far the lexer is behind an error, and the lines joined to the one it is in. */
static void note_lexer(P *p) {
    const KiLexer *lx = &p->lexer;
    KbDiag *d = p->diag;
    d->read_line = ki_lexer_line(lx);
    if (d->text || d->by_lexer || d->line != lx->line || lx->chunk_start >= lx->line_start) return;
    size_t len = strcspn(lx->line_start, "\n") + (size_t)(lx->line_start - lx->chunk_start);
    d->text = kb_arena_strndup(p->arena, lx->chunk_start, len);
    d->joined = true;
}

static KiAst *run(P *p, KiParseMode mode) {
    KiAst *root = parse_root(p, mode);
    if (root && !p->failed) return root;
    if (p->failed && p->diag->kind != KB_DIAG_SYNTAX && p->diag->kind != KB_DIAG_INDENT &&
        p->diag->kind != KB_DIAG_TAB)
        return NULL;
    if (p->lexer.hit_end) p->diag->incomplete = true;
    if (p->opts->allow_incomplete && ki_lexer_met_end(&p->lexer, &p->tokens[p->n_tokens - 1])) {
        memset(p->diag, 0, sizeof *p->diag);
        p->failed = false;
        ki_p_error_last(p, KB_DIAG_SYNTAX, "incomplete input");
        note_lexer(p);
        p->diag->incomplete = true;
        return NULL;
    }
    bool incomplete = p->lexer.hit_end;
    if (!p->failed && p->brace_failed) dict_pass(p, mode);
    bool specific = p->failed || hints_pass(p, mode);
    note_lexer(p);
    if (p->diag->kind == KB_DIAG_SYNTAX || p->diag->kind == KB_DIAG_INDENT) check_rest(p, specific);
    p->diag->in_bytes |= p->in_bytes && !p->diag->by_lexer;
    p->diag->incomplete = incomplete;
    return NULL;
}

static void parser_free(P *p) {
    KbAlloc *a = p->arena->alloc;
    kb_free(a, p->tokens, p->cap_tokens * sizeof *p->tokens);
    kb_free(a, p->memo, p->cap_memo * sizeof *p->memo);
    kb_vec_free(&p->stack, a);
}

static void parser_init(P *p, KbArena *arena, const char *text, const KiParseOptions *opts,
                        KbDiag *diag) {
    memset(p, 0, offsetof(P, lexer));
    p->arena = arena;
    p->diag = diag;
    p->opts = opts;
    p->dead_operator = UINT32_MAX;
    ki_lexer_init(&p->lexer, text, diag, opts->warn, opts->warn_data);
    p->lexer.from_file = opts->filename;
    p->lexer.async_names = opts->older_than && opts->older_than <= 7;
}

KiAst *ki_p_fstring_expression(P *p, const char *s, size_t len, KiToken *t) {
    char *text = kb_arena_alloc(p->arena, len + 4);
    if (!text) return ki_p_nomem(p);
    text[0] = '('; /* a group may hold blanks and newlines around the expression */
    memcpy(text + 1, s, len);
    memcpy(text + 1 + len, ")\n", 3);

    /* How many lines and columns into the token the expression starts. A newline directly after
     * the brace makes the columns count from the next line. */
    const char *token = p->lexer.text + t->start, *brace = s - 1, *q = s;
    int lines = 0, cols = 0;
    while (*q == ' ' || *q == '\t' || *q == '\f')
        q++;
    if (*q != '\n' && *q != '}') {
        q = brace;
        while (q > token && *q != '\n')
            q--;
        cols = (int)(brace - q) - (*q == '\n');
    }
    for (q = token; q < brace; q++)
        lines += *q == '\n';

    P sub;
    parser_init(&sub, p->arena, text, p->opts, p->diag);
    sub.names = p->names;
    sub.is_fstring = sub.in_bytes = true;
    sub.depth = p->depth;
    sub.first_line = t->line + lines;
    sub.col_shift = lines ? cols : t->col + cols;
    sub.lexer.line = sub.first_line - 1;
    KiAst *e = run(&sub, KI_PARSE_EVAL);
    if (!e) p->failed = true;
    parser_free(&sub);
    return e;
}

bool ki_parse(KbArena *arena, const char *src, size_t len, KiParseMode mode,
              const KiParseOptions *options, KiAst **out, KbDiag *diag) {
    static const KiParseOptions defaults = {0};
    const KiParseOptions *opts = options ? options : &defaults;
    memset(diag, 0, sizeof *diag);
    KiSource source;
    KiSourceOptions load = {.is_utf8 = opts->source_is_utf8,
                            .add_newline = mode == KI_PARSE_EXEC,
                            .filename = opts->filename};
    if (!ki_source_load(arena, src, len, &load, &source, diag)) return false;
    P p;
    parser_init(&p, arena, source.text, opts, diag);
    KiNameTable own;
    p.names = opts->names;
    if (!p.names) {
        ki_names_init(&own, arena);
        p.names = &own;
    }
    p.single = mode == KI_PARSE_SINGLE;
    p.in_bytes = !source.declared;
    *out = run(&p, mode);
    parser_free(&p);
    return *out != NULL;
}

const char *ki_source_line(KbArena *arena, const char *src, size_t len,
                           const KiParseOptions *options, int line, size_t *out_len) {
    KiSource source;
    KiSourceOptions load = {.is_utf8 = options && options->source_is_utf8};
    KbDiag diag = {0};
    if (!ki_source_load(arena, src, len, &load, &source, &diag)) return NULL;
    return ki_source_text_line(&source, line, out_len);
}
