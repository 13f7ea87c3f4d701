/* Text form of a tree, equal to CPython's ast.dump(tree, include_attributes=...). */
#include <math.h>
#include <string.h>

#include "ast.h"
#include "base/common.h"
#include "base/num.h"
#include "base/unicode_db.h"
#include "base/utf8.h"

enum { MAX_DEPTH = 3000 }; /* a chain like a + b + c ... makes a tree as deep as it is long */

typedef struct Dumper {
    KbStrbuf *out;
    bool attributes;
    int depth;
} Dumper;

static void dump_node(Dumper *d, const KiAst *n);

/* Python's repr of text: single quotes unless only those occur in it. */
static void dump_quoted(KbStrbuf *out, const char *s, size_t len, bool bytes) {
    char quote = len && memchr(s, '\'', len) && !memchr(s, '"', len) ? '"' : '\'';
    if (bytes) kb_strbuf_putc(out, 'b');
    kb_strbuf_putc(out, quote);
    for (size_t i = 0; i < len;) {
        uint32_t c = (uint8_t)s[i];
        int n = 1;
        if (!bytes && c >= 0x80) n = kb_utf8_decode((const uint8_t *)s + i, len - i, true, &c);
        if (n == 0) n = 1;
        if (c == (uint32_t)quote || c == '\\')
            kb_strbuf_printf(out, "\\%c", (int)c);
        else if (c == '\n')
            kb_strbuf_puts(out, "\\n");
        else if (c == '\r')
            kb_strbuf_puts(out, "\\r");
        else if (c == '\t')
            kb_strbuf_puts(out, "\\t");
        else if (c < 0x20 || c == 0x7f || (bytes && c >= 0x80))
            kb_strbuf_printf(out, "\\x%02x", (unsigned)c);
        else if (c < 0x7f || kb_is_printable(c))
            kb_strbuf_append(out, s + i, (size_t)n);
        else
            kb_strbuf_printf(out,
                             c < 0x100     ? "\\x%02x"
                             : c < 0x10000 ? "\\u%04x"
                                           : "\\U%08x",
                             (unsigned)c);
        i += (size_t)n;
    }
    kb_strbuf_putc(out, quote);
}

/* Any base to decimal, by schoolbook multiplication in limbs of nine digits. */
static void dump_big(KbStrbuf *out, const KiAstConst *c) {
    if (c->big.base == 10) {
        kb_strbuf_append(out, c->big.digits, c->big.len);
        return;
    }
    size_t cap = c->big.len / 7 + 2, n = 1;
    uint32_t *limb = kb_calloc(out->alloc, cap * sizeof *limb);
    if (!limb) {
        out->failed = true;
        return;
    }
    for (uint32_t i = 0; i < c->big.len; i++) {
        char ch = c->big.digits[i];
        uint64_t carry = ch <= '9' ? (uint64_t)(ch - '0') : (uint64_t)((ch | 0x20) - 'a' + 10);
        for (size_t k = 0; k < n; k++) {
            uint64_t x = (uint64_t)limb[k] * c->big.base + carry;
            limb[k] = (uint32_t)(x % 1000000000u);
            carry = x / 1000000000u;
        }
        if (carry) limb[n++] = (uint32_t)carry;
    }
    kb_strbuf_printf(out, "%u", (unsigned)limb[n - 1]);
    while (--n)
        kb_strbuf_printf(out, "%09u", (unsigned)limb[n - 1]);
    kb_free(out->alloc, limb, cap * sizeof *limb);
}

static void dump_double(KbStrbuf *out, double x, bool imaginary) {
    if (isinf(x)) { /* ast.dump writes inf as repr does */
        kb_strbuf_puts(out, imaginary ? "infj" : "inf");
        return;
    }
    char buf[32];
    int n = kb_double_repr(x, buf);
    if (imaginary && n > 2 && memcmp(buf + n - 2, ".0", 2) == 0) n -= 2;
    kb_strbuf_append(out, buf, (size_t)n);
    if (imaginary) kb_strbuf_putc(out, 'j');
}

static void dump_const(KbStrbuf *out, const KiAstConst *c) {
    switch (c->kind) {
    case KI_CONST_NONE:
        kb_strbuf_puts(out, "None");
        break;
    case KI_CONST_TRUE:
        kb_strbuf_puts(out, "True");
        break;
    case KI_CONST_FALSE:
        kb_strbuf_puts(out, "False");
        break;
    case KI_CONST_ELLIPSIS:
        kb_strbuf_puts(out, "Ellipsis");
        break;
    case KI_CONST_INT:
        kb_strbuf_printf(out, "%lld", (long long)c->i);
        break;
    case KI_CONST_BIGINT:
        dump_big(out, c);
        break;
    case KI_CONST_FLOAT:
        dump_double(out, c->d, false);
        break;
    case KI_CONST_IMAG:
        dump_double(out, c->d, true);
        break;
    case KI_CONST_STR:
        dump_quoted(out, c->str.s, c->str.len, false);
        break;
    case KI_CONST_BYTES:
        dump_quoted(out, c->str.s, c->str.len, true);
        break;
    case KI_CONST_FROZENSET:
        kb_strbuf_printf(out, "frozenset of %u", c->items.n);
        break;
    }
}

static void dump_seq(Dumper *d, const KiAstSeq *seq) {
    kb_strbuf_putc(d->out, '[');
    for (uint32_t i = 0; i < seq->n; i++) {
        if (i) kb_strbuf_puts(d->out, ", ");
        dump_node(d, seq->at[i]);
    }
    kb_strbuf_putc(d->out, ']');
}

static const char *const ctx_names[] = {
#define AST_CTX(name) #name "()",
#include "ast.def"
};
static const char *const boolop_names[] = {
#define AST_BOOLOP(name, text) #name "()",
#include "ast.def"
};
static const char *const operator_names[] = {
#define AST_OPERATOR(name, text) #name "()",
#include "ast.def"
};
static const char *const unaryop_names[] = {
#define AST_UNARYOP(name, text) #name "()",
#include "ast.def"
};
static const char *const cmpop_names[] = {
#define AST_CMPOP(name, text) #name "()",
#include "ast.def"
};

static void dump_field(Dumper *d, const KiAstField *f, const void *at) {
    KbStrbuf *out = d->out;
    switch (f->type) {
    case KI_AST_FIELD_NODE:
    case KI_AST_FIELD_OPT:
        dump_node(d, *(KiAst *const *)at);
        break;
    case KI_AST_FIELD_SEQ:
    case KI_AST_FIELD_OSEQ:
        dump_seq(d, at);
        break;
    case KI_AST_FIELD_STR:
    case KI_AST_FIELD_OSTR: {
        const KiAstStr *s = *(const KiAstStr *const *)at;
        dump_quoted(out, s->s, s->len, false);
        break;
    }
    case KI_AST_FIELD_STRS: {
        const KiAstStrs *names = at;
        kb_strbuf_putc(out, '[');
        for (uint32_t i = 0; i < names->n; i++) {
            if (i) kb_strbuf_puts(out, ", ");
            dump_quoted(out, names->at[i]->s, names->at[i]->len, false);
        }
        kb_strbuf_putc(out, ']');
        break;
    }
    case KI_AST_FIELD_OPS: {
        const KiAstOps *ops = at;
        kb_strbuf_putc(out, '[');
        for (uint32_t i = 0; i < ops->n; i++) {
            if (i) kb_strbuf_puts(out, ", ");
            kb_strbuf_puts(out, cmpop_names[ops->at[i]]);
        }
        kb_strbuf_putc(out, ']');
        break;
    }
    case KI_AST_FIELD_CTX:
        kb_strbuf_puts(out, ctx_names[*(const KiExprCtx *)at]);
        break;
    case KI_AST_FIELD_BOOLOP:
        kb_strbuf_puts(out, boolop_names[*(const KiBoolOp *)at]);
        break;
    case KI_AST_FIELD_OPERATOR:
        kb_strbuf_puts(out, operator_names[*(const KiOperator *)at]);
        break;
    case KI_AST_FIELD_UNARYOP:
        kb_strbuf_puts(out, unaryop_names[*(const KiUnaryOperator *)at]);
        break;
    case KI_AST_FIELD_INT:
        kb_strbuf_printf(out, "%d", *(const int *)at);
        break;
    case KI_AST_FIELD_KIND:
        kb_strbuf_puts(out, "'u'");
        break;
    case KI_AST_FIELD_CONST:
        dump_const(out, at);
        break;
    }
}

/* Optional fields that are absent are left out, as ast.dump does. */
static bool is_absent(const KiAstField *f, const void *at) {
    switch (f->type) {
    case KI_AST_FIELD_OPT:
        return !*(KiAst *const *)at;
    case KI_AST_FIELD_OSTR:
        return !*(const KiAstStr *const *)at;
    case KI_AST_FIELD_KIND:
        return !*(const bool *)at;
    default:
        return false;
    }
}

static void dump_node(Dumper *d, const KiAst *n) {
    if (!n) {
        kb_strbuf_puts(d->out, "None");
        return;
    }
    if (++d->depth > MAX_DEPTH) d->out->failed = true;
    if (d->out->failed) return;
    const KiAstInfo *info = ki_ast_info((KiAstKind)n->kind);
    kb_strbuf_printf(d->out, "%s(", info->name);
    bool any = false;
    for (int i = 0; i < info->n_fields; i++) {
        const KiAstField *f = &info->fields[i];
        const void *at = (const char *)n + f->offset;
        if (is_absent(f, at)) continue;
        kb_strbuf_printf(d->out, "%s%s=", any ? ", " : "", f->name);
        any = true;
        dump_field(d, f, at);
    }
    if (n->kind == KI_AST_Module) kb_strbuf_puts(d->out, ", type_ignores=[]");
    if (d->attributes && n->line > 0)
        kb_strbuf_printf(d->out, "%slineno=%d, col_offset=%d, end_lineno=%d, end_col_offset=%d",
                         any ? ", " : "", n->line, n->col, n->end_line, n->end_col);
    kb_strbuf_putc(d->out, ')');
    d->depth--;
}

bool ki_ast_dump(KbStrbuf *out, const KiAst *tree, bool attributes) {
    Dumper d = {.out = out, .attributes = attributes};
    dump_node(&d, tree);
    return !out->failed;
}
