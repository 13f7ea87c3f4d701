/* f-strings as Python 3.11 understands them: the literal is one token; its insides are scanned
 * here, and each expression is parsed as a small text of its own. */
#include <string.h>

#include "base/utf8.h"
#include "parse_internal.h"

typedef struct Scan {
    P *p;
    KiStringParts *parts;
    const char *s, *end;
    bool raw;
    KiToken *token;
} Scan;

static bool parse_parts(Scan *sc, KiStringParts *parts, int level);

static bool fail(Scan *sc, const char *message) {
    ki_p_error_last(sc->p, KB_DIAG_SYNTAX, "%s", message);
    return false;
}

static bool add_text(Scan *sc, const char *s, const char *end, bool raw) {
    if (s == end) return true;
    if (!raw) return ki_p_decode_string(sc->p, &sc->parts->text, s, (size_t)(end - s), sc->token);
    return kb_strbuf_append(&sc->parts->text, s, (size_t)(end - s)) || ki_p_nomem(sc->p);
}

/* Text up to the next expression, the end, or (in a format spec) a '}'. Doubled braces count once,
 * at the top level only. */
static bool literal(Scan *sc, int level) {
    const char *start = sc->s;
    while (sc->s < sc->end) {
        char c = *sc->s++;
        if (!sc->raw && c == '\\' && sc->s < sc->end) {
            c = *sc->s++;
            if (c == 'N') { /* the braces of \N{name} are no expression */
                if (sc->s < sc->end && *sc->s++ == '{')
                    while (sc->s < sc->end && *sc->s++ != '}')
                        ;
                continue;
            }
            if (c == '{' && !ki_p_warn_escape(sc->p, c, sc->token)) return false;
        }
        if (c != '{' && c != '}') continue;
        if (level == 0) {
            if (sc->s < sc->end && *sc->s == c) {
                if (!add_text(sc, start, sc->s, sc->raw)) return false;
                start = ++sc->s;
                continue;
            }
            if (c == '}') return fail(sc, "f-string: single '}' is not allowed");
        }
        sc->s--;
        break;
    }
    return add_text(sc, start, sc->s, sc->raw);
}

static char closing(char open) {
    return open == '(' ? ')' : open == '[' ? ']' : '}';
}

/* Steps over a string inside the expression; false if it does not end. */
static bool skip_string(Scan *sc) {
    char quote = *sc->s;
    bool triple = sc->s + 2 < sc->end && sc->s[1] == quote && sc->s[2] == quote;
    sc->s += triple ? 3 : 1;
    for (; sc->s < sc->end; sc->s++) {
        if (*sc->s == '\\') return fail(sc, "f-string expression part cannot include a backslash");
        if (*sc->s != quote) continue;
        if (!triple) return true;
        if (sc->s + 2 < sc->end && sc->s[1] == quote && sc->s[2] == quote) {
            sc->s += 2;
            return true;
        }
    }
    return fail(sc, "f-string: unterminated string");
}

/* Whether the character at s ends an expression outside brackets: '!', ':', '}' or '=', but not
 * as part of '!=', '==', '<=' or '>='; those are stepped over. */
static bool at_expression_end(Scan *sc) {
    char c = *sc->s, next = sc->s + 1 < sc->end ? sc->s[1] : '\0';
    if (next == '=' && (c == '!' || c == '=' || c == '<' || c == '>')) {
        sc->s++;
        return false;
    }
    return c == '!' || c == ':' || c == '}' || c == '=';
}

/* Finds the end of the expression that starts at s. */
static bool find_end(Scan *sc) {
    char open[KI_LEX_MAX_LEVEL];
    int depth = 0;
    for (; sc->s < sc->end; sc->s++) {
        char c = *sc->s;
        switch (c) {
        case '\\':
            return fail(sc, "f-string expression part cannot include a backslash");
        case '#':
            return fail(sc, "f-string expression part cannot include '#'");
        case '\'':
        case '"':
            if (!skip_string(sc)) return false;
            continue;
        case '(':
        case '[':
        case '{':
            if (depth >= KI_LEX_MAX_LEVEL) return fail(sc, "f-string: too many nested parenthesis");
            open[depth++] = c;
            continue;
        default:
            break;
        }
        if (depth == 0 && strchr("!:}=<>", c)) {
            if (at_expression_end(sc)) return true;
            continue;
        }
        if (c != ')' && c != ']' && c != '}') continue;
        if (depth == 0) {
            ki_p_error_last(sc->p, KB_DIAG_SYNTAX, "f-string: unmatched '%c'", c);
            return false;
        }
        if (closing(open[--depth]) != c) {
            ki_p_error_last(sc->p, KB_DIAG_SYNTAX,
                            "f-string: closing parenthesis '%c' does not match opening "
                            "parenthesis '%c'",
                            c, open[depth]);
            return false;
        }
    }
    if (depth) {
        ki_p_error_last(sc->p, KB_DIAG_SYNTAX, "f-string: unmatched '%c'", open[depth - 1]);
        return false;
    }
    return fail(sc, "f-string: expecting '}'");
}

static KiAst *compile_expression(Scan *sc, const char *start, const char *end) {
    const char *s = start;
    while (s < end && (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\f'))
        s++;
    if (s < end) return ki_p_fstring_expression(sc->p, start, (size_t)(end - start), sc->token);
    if (*end == '!' || *end == ':' || *end == '=')
        ki_p_error_last(sc->p, KB_DIAG_SYNTAX, "f-string: expression required before '%c'", *end);
    else
        fail(sc, "f-string: empty expression not allowed");
    return NULL;
}

/* The nested text after the ':' as a JoinedStr; it belongs to the token alone. */
static KiAst *format_spec(Scan *sc, int level) {
    P *p = sc->p;
    KiRange r = token_range(sc->token, sc->token);
    KiStringParts parts = {.u_prefix = sc->parts->u_prefix, .whole = sc->parts->whole};
    kb_strbuf_init(&parts.text, p->arena->alloc, KB_STRBUF_NO_MAX);
    KiStringParts *outer = sc->parts;
    size_t base = mark(p);
    KiAst *n = NULL;
    if (parse_parts(sc, &parts, level + 1) && ki_p_flush_text(p, &parts, r)) {
        n = ki_ast_new(p->arena, KI_AST_JoinedStr, r.line, r.col, r.end_line, r.end_col);
        if (!n)
            ki_p_nomem(p);
        else if (!ki_p_take(p, base, &n->JoinedStr.values))
            n = NULL;
    }
    drop(p, base);
    kb_strbuf_free(&parts.text);
    sc->parts = outer;
    return n;
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* '=' after the expression: its text, blanks included, becomes literal text. */
static bool self_documenting(Scan *sc, const char *start) {
    sc->s++;
    while (sc->s < sc->end && is_blank(*sc->s))
        sc->s++;
    if (sc->s >= sc->end) return fail(sc, "f-string: expecting '}'");
    return add_text(sc, start, sc->s, true);
}

static bool conversion(Scan *sc, int *out) {
    if (*sc->s != '!') return true;
    if (++sc->s >= sc->end) return fail(sc, "f-string: expecting '}'");
    *out = (uint8_t)*sc->s++;
    if (*out != 's' && *out != 'r' && *out != 'a')
        return fail(sc, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
    return true;
}

/* '{' expression ['='] ['!' ('s' | 'r' | 'a')] [':' format_spec] '}': pushes a FormattedValue. */
static bool replacement_field(Scan *sc, int level) {
    P *p = sc->p;
    if (level >= 2) return fail(sc, "f-string: expressions nested too deeply");
    const char *start = ++sc->s;
    if (!find_end(sc)) return false;
    KiAst *value = compile_expression(sc, start, sc->s), *spec = NULL;
    if (!value) return false;
    bool document = *sc->s == '=';
    if (document && too_new(p, 8)) {
        ki_p_too_new(p, 8, "f-string: self documenting expressions are");
        return false;
    }
    int conv = -1;
    if ((document && !self_documenting(sc, start)) || !conversion(sc, &conv)) return false;
    if (sc->s < sc->end && *sc->s == ':') {
        if (++sc->s >= sc->end) return fail(sc, "f-string: expecting '}'");
        spec = format_spec(sc, level);
        if (!spec) return false;
    }
    if (sc->s >= sc->end || *sc->s != '}') return fail(sc, "f-string: expecting '}'");
    sc->s++;
    KiRange r = sc->parts->whole;
    if (!ki_p_flush_text(p, sc->parts, r)) return false;
    KiAst *n = ki_ast_new(p->arena, KI_AST_FormattedValue, r.line, r.col, r.end_line, r.end_col);
    if (!n) return ki_p_nomem(p);
    n->FormattedValue.value = value;
    n->FormattedValue.conversion = document && !spec && conv == -1 ? 'r' : conv;
    n->FormattedValue.format_spec = spec;
    return ki_p_push(p, n);
}

/* Text and replacement fields up to the end, or in a format spec up to its '}'. */
static bool parse_parts(Scan *sc, KiStringParts *parts, int level) {
    sc->parts = parts;
    for (;;) {
        if (!literal(sc, level)) return false;
        if (sc->s >= sc->end || *sc->s == '}') break;
        if (!replacement_field(sc, level)) return false;
    }
    if (level > 0 && (sc->s >= sc->end || *sc->s != '}'))
        return fail(sc, "f-string: expecting '}'");
    return true;
}

bool ki_p_fstring(P *p, KiStringParts *parts, const char *s, const char *end, bool raw,
                  KiToken *t) {
    KiToken token = *t; /* tokens may move while expressions are parsed */
    Scan sc = {.p = p, .s = s, .end = end, .raw = raw, .token = &token};
    bool ok = parse_parts(&sc, parts, 0);
    t->nonascii = token.nonascii;
    return ok;
}
