/* '%s of %-5r' % (a, b): a constant format whose parts all convert with s, r or a, and a display of
 * as many values, become the parts of an f-string, as in CPython. One sees it: each value is
 * converted before the next is computed. */
#include <string.h>

#include "compiler.h"

#define MAX_DIGITS 2 /* of a width or precision that is written into a format spec */

typedef struct Parts {
    KiCompiler *c;
    KiAst *at; /* the whole expression, where the text stands */
    const char *p, *end;
    KiAst **out;
    uint32_t n;
} Parts;

static KiAst *node(Parts *s, KiAstKind kind, const KiAst *at) {
    KiAst *e = ki_ast_new(&s->c->arena, kind, at->line, at->col, at->end_line, at->end_col);
    if (!e) ki_comp_nomem(s->c);
    return e;
}

static KiAst *constant(Parts *s, const char *text, size_t len, const KiAst *at) {
    char *copy = kb_arena_strndup(&s->c->arena, text, len);
    if (!copy) return ki_comp_nomem(s->c), NULL;
    KiAst *e = node(s, KI_AST_Constant, at);
    if (!e) return NULL;
    e->Constant.value.kind = KI_CONST_STR;
    e->Constant.value.str.s = copy;
    e->Constant.value.str.len = len;
    return e;
}

/* The text up to the next conversion, each %% in it as one sign. */
static bool literal(Parts *s) {
    KbArena *arena = &s->c->arena;
    char *text = kb_arena_alloc(arena, (size_t)(s->end - s->p) + 1);
    if (!text) return ki_comp_nomem(s->c), false;
    size_t len = 0;
    while (s->p < s->end) {
        if (*s->p == '%') {
            if (s->end - s->p < 2 || s->p[1] != '%') break;
            s->p++;
        }
        text[len++] = *s->p++;
    }
    if (len) s->out[s->n++] = constant(s, text, len, s->at);
    return !s->c->failed;
}

/* Digits at p into buf; false: more than fit. */
static bool digits(Parts *s, char *buf, size_t *len) {
    size_t first = *len;
    while (s->p < s->end && *s->p >= '0' && *s->p <= '9') {
        if (*len - first == MAX_DIGITS) return false;
        buf[(*len)++] = *s->p++;
    }
    return true;
}

/* One conversion, %[flags][width][.precision]s, for value; false: it is no such one. */
static bool conversion(Parts *s, KiAst *value) {
    char spec[2 * MAX_DIGITS + 4];
    size_t len = 0;
    bool left = false;
    for (s->p++; s->p < s->end && strchr("-+ #0", *s->p); s->p++)
        left = left || *s->p == '-';
    spec[len++] = '>';
    if (!digits(s, spec, &len)) return false;
    const char *from = left || len == 1 ? spec + 1 : spec;
    if (s->p < s->end && *s->p == '.') {
        spec[len++] = *s->p++;
        size_t dot = len;
        if (!digits(s, spec, &len)) return false;
        if (len == dot) spec[len++] = '0';
    }
    if (s->p == s->end || (*s->p != 's' && *s->p != 'r' && *s->p != 'a')) return false;
    KiAst *e = node(s, KI_AST_FormattedValue, value);
    if (!e) return false;
    e->FormattedValue.value = value;
    e->FormattedValue.conversion = *s->p++;
    size_t n = (size_t)(spec + len - from);
    e->FormattedValue.format_spec = n ? constant(s, from, n, value) : NULL;
    s->out[s->n++] = e;
    return !s->c->failed;
}

KiAst *ki_percent_format(KiCompiler *c, KiAst *e) {
    KiAst *right = e->BinOp.right;
    if (e->BinOp.op != KI_OPERATOR_Mod || right->kind != KI_AST_Tuple) return NULL;
    KiAstSeq values = right->Tuple.elts;
    for (uint32_t i = 0; i < values.n; i++)
        if (values.at[i]->kind == KI_AST_Starred) return NULL;
    KiValue format = ki_fold(c, e->BinOp.left);
    if (format == KI_ABSENT || !ki_is_str(format) || ki_fold(c, right) != KI_ABSENT) return NULL;
    Parts s = {.c = c, .at = e};
    size_t len;
    s.p = ki_str_utf8(c->ks, ki_str_of(format), &len);
    s.out = KB_ARENA_ARRAY(&c->arena, KiAst *, 2 * values.n + 1);
    if (!s.p) return c->failed = true, NULL;
    if (!s.out) return ki_comp_nomem(c), NULL;
    s.end = s.p + len;
    for (uint32_t i = 0; i < values.n; i++)
        if (!literal(&s) || s.p == s.end || !conversion(&s, values.at[i])) return NULL;
    if (!literal(&s) || s.p < s.end) return NULL;
    KiAst *joined = node(&s, KI_AST_JoinedStr, e);
    if (joined) joined->JoinedStr.values = (KiAstSeq){s.out, s.n};
    return joined;
}
