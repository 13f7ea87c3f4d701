/* The match statement and its patterns. */
#include <string.h>

#include "parse_internal.h"

static bool is_underscore(P *p) {
    return ki_p_at_soft(p, "_");
}

/* pattern_capture_target: !"_" NAME !('.' | '(' | '=') */
static const KiAstStr *capture_target(P *p) {
    if (!at(p, KI_TOK_NAME) || is_underscore(p)) return NULL;
    const KiAstStr *name = ki_p_name(p);
    switch (kind(p)) {
    case KI_TOK_DOT:
    case KI_TOK_LPAR:
    case KI_TOK_EQUAL:
    case KI_TOK_ERROR:
        return NULL;
    default:
        return name;
    }
}

/* name_or_attr: NAME ('.' NAME)* */
KiAst *ki_p_name_or_attr(P *p) {
    uint32_t start = p->pos;
    const KiAstStr *id = ki_p_name(p);
    KiAst *n = id ? ki_p_node(p, KI_AST_Name, start) : NULL;
    if (!n) return NULL;
    n->Name.id = id;
    while (at(p, KI_TOK_DOT)) {
        uint32_t before = p->pos++;
        const KiAstStr *attr = ki_p_name(p);
        if (!attr) {
            back(p, before);
            break;
        }
        KiAst *a = ki_p_node(p, KI_AST_Attribute, start);
        if (!a) return NULL;
        a->Attribute.value = n;
        a->Attribute.attr = attr;
        n = a;
    }
    return p->failed ? NULL : n;
}

/* ---- literals ---- */

/* signed_number: NUMBER | '-' NUMBER */
static KiAst *signed_number(P *p, KiAst **number) {
    uint32_t start = p->pos;
    bool minus = accept(p, KI_TOK_MINUS);
    if (!at(p, KI_TOK_NUMBER) || !(*number = ki_p_number(p))) return NULL;
    if (!minus) return *number;
    KiAst *n = ki_p_node(p, KI_AST_UnaryOp, start);
    if (n) {
        n->UnaryOp.op = KI_UNARYOP_USub;
        n->UnaryOp.operand = *number;
    }
    return n;
}

/* complex_number: signed_real_number ('+' | '-') imaginary_number */
static KiAst *number_literal(P *p) {
    uint32_t start = p->pos;
    KiAst *number, *real = signed_number(p, &number);
    if (!real || (!at(p, KI_TOK_PLUS) && !at(p, KI_TOK_MINUS))) return p->failed ? NULL : real;
    if (number->Constant.value.kind == KI_CONST_IMAG)
        return ki_p_error(p, range_of(number), "real number required in complex literal");
    KiOperator op = at(p, KI_TOK_PLUS) ? KI_OPERATOR_Add : KI_OPERATOR_Sub;
    p->pos++;
    KiAst *imag = at(p, KI_TOK_NUMBER) ? ki_p_number(p) : NULL;
    if (!imag) return NULL;
    if (imag->Constant.value.kind != KI_CONST_IMAG)
        return ki_p_error(p, range_of(imag), "imaginary number required in complex literal");
    KiAst *n = ki_p_node(p, KI_AST_BinOp, start);
    if (n) {
        n->BinOp.left = real;
        n->BinOp.op = op;
        n->BinOp.right = imag;
    }
    return n;
}

static KiAstConstKind singleton_kind(KiTokenKind k) {
    return k == KI_TOK_NONE ? KI_CONST_NONE : k == KI_TOK_TRUE ? KI_CONST_TRUE : KI_CONST_FALSE;
}

/* literal_expr: signed_number !('+' | '-') | complex_number | strings | 'None' | 'True' | 'False'
 */
static KiAst *literal_expr(P *p) {
    uint32_t start = p->pos;
    KiTokenKind k = kind(p);
    switch (k) {
    case KI_TOK_NUMBER:
    case KI_TOK_MINUS:
        return number_literal(p);
    case KI_TOK_STRING:
        return ki_p_strings(p);
    case KI_TOK_NONE:
    case KI_TOK_TRUE:
    case KI_TOK_FALSE: {
        p->pos++;
        KiAst *n = ki_p_node(p, KI_AST_Constant, start);
        if (n) n->Constant.value.kind = singleton_kind(k);
        return n;
    }
    default:
        return NULL;
    }
}

static KiAst *value_pattern(P *p, uint32_t start, KiAst *value) {
    KiAst *n = value ? ki_p_node(p, KI_AST_MatchValue, start) : NULL;
    if (n) n->MatchValue.value = value;
    return n;
}

static KiAst *singleton_pattern(P *p) {
    uint32_t start = p->pos;
    KiAstConstKind k = singleton_kind(kind(p));
    p->pos++;
    KiAst *n = ki_p_node(p, KI_AST_MatchSingleton, start);
    if (n) n->MatchSingleton.value.kind = k;
    return n;
}

/* ---- sequences and groups ---- */

/* star_pattern: '*' pattern_capture_target | '*' wildcard_pattern */
static KiAst *star_pattern(P *p) {
    uint32_t start = p->pos++;
    const KiAstStr *name = NULL;
    if (is_underscore(p))
        p->pos++;
    else if (!(name = capture_target(p)))
        return NULL;
    KiAst *n = ki_p_node(p, KI_AST_MatchStar, start);
    if (n) n->MatchStar.name = name;
    return n;
}

/* maybe_star_pattern: star_pattern | pattern */
static KiAst *maybe_star_pattern(P *p) {
    return at(p, KI_TOK_STAR) ? star_pattern(p) : ki_p_pattern(p);
}

/* Pushes (',' maybe_star_pattern)* [','] after a first pattern. */
static bool sequence_tail(P *p) {
    while (accept(p, KI_TOK_COMMA)) {
        uint32_t after = p->pos;
        KiAst *n = maybe_star_pattern(p);
        if (!n) {
            back(p, after);
            break;
        }
        if (!ki_p_push(p, n)) break;
    }
    return !p->failed;
}

static KiAst *sequence_node(P *p, size_t base, uint32_t start) {
    KiAst *n = ki_p_node(p, KI_AST_MatchSequence, start);
    if (!n) return drop(p, base);
    return ki_p_take(p, base, &n->MatchSequence.patterns) ? n : NULL;
}

/* group_pattern: '(' pattern ')'
 * sequence_pattern: '[' [maybe_sequence_pattern] ']' | '(' [open_sequence_pattern] ')' */
static KiAst *bracketed(P *p, KiTokenKind close) {
    uint32_t start = p->pos++;
    size_t base = mark(p);
    if (accept(p, close)) return sequence_node(p, base, start);
    KiAst *first = maybe_star_pattern(p);
    if (!first) return NULL;
    if (close == KI_TOK_RPAR && !at(p, KI_TOK_COMMA))
        return first->kind != KI_AST_MatchStar && accept(p, close) ? first : NULL;
    if (!ki_p_push(p, first) || !sequence_tail(p) || !accept(p, close)) return drop(p, base);
    return sequence_node(p, base, start);
}

/* ---- mappings ---- */

/* key_value_pattern: (literal_expr | attr) ':' pattern; pushes key and pattern. */
static bool key_value(P *p) {
    KiAst *key;
    if (at(p, KI_TOK_NAME)) {
        key = ki_p_name_or_attr(p);
        if (key && key->kind != KI_AST_Attribute) key = NULL;
    } else
        key = literal_expr(p);
    if (!key || !accept(p, KI_TOK_COLON)) return false;
    KiAst *value = ki_p_pattern(p);
    return value && ki_p_push(p, key) && ki_p_push(p, value);
}

/* mapping_pattern: '{' [key_value_pattern (',' key_value_pattern)*]
 *                  [',' '**' pattern_capture_target] [','] '}' */
static KiAst *mapping_pattern(P *p) {
    uint32_t start = p->pos++;
    size_t base = mark(p);
    const KiAstStr *rest = NULL;
    while (!at(p, KI_TOK_RBRACE)) {
        if (accept(p, KI_TOK_DOUBLESTAR)) {
            rest = capture_target(p);
            if (!rest) return drop(p, base);
            accept(p, KI_TOK_COMMA);
            break;
        }
        if (!key_value(p)) return drop(p, base);
        if (!accept(p, KI_TOK_COMMA)) break;
    }
    if (!accept(p, KI_TOK_RBRACE)) return drop(p, base);
    KiAst *n = ki_p_node(p, KI_AST_MatchMapping, start);
    if (!n) return drop(p, base);
    uint32_t count = (uint32_t)(mark(p) - base) / 2;
    KiAst **keys = KB_ARENA_ARRAY(p->arena, KiAst *, count);
    KiAst **patterns = KB_ARENA_ARRAY(p->arena, KiAst *, count);
    if (!keys || !patterns) return ki_p_nomem(p);
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = p->stack.at[base + 2 * i];
        patterns[i] = p->stack.at[base + 2 * i + 1];
    }
    drop(p, base);
    n->MatchMapping.keys = (KiAstSeq){keys, count};
    n->MatchMapping.patterns = (KiAstSeq){patterns, count};
    n->MatchMapping.rest = rest;
    return n;
}

/* ---- classes ---- */

/* The arguments of a class pattern after '(': positional ones, then `name=pattern`. */
static bool class_arguments(P *p, size_t *n_positional) {
    size_t base = mark(p);
    bool keywords = false;
    *n_positional = 0;
    while (!at(p, KI_TOK_RPAR)) {
        uint32_t start = p->pos;
        KiAst *n = NULL, *value;
        if (at(p, KI_TOK_NAME) && kind_after(p) == KI_TOK_EQUAL) {
            keywords = true;
            const KiAstStr *name = ki_p_name(p);
            p->pos++;
            value = name ? ki_p_pattern(p) : NULL;
            n = value ? ki_p_node(p, KI_AST_keyword, start) : NULL; /* only until it is sorted */
            if (n) {
                n->keyword.arg = name;
                n->keyword.value = value;
            }
        } else if (!keywords) {
            n = ki_p_pattern(p);
            ++*n_positional;
        }
        if (!n || !ki_p_push(p, n)) {
            drop(p, base);
            return false;
        }
        if (!accept(p, KI_TOK_COMMA) || p->failed) break;
    }
    if (accept(p, KI_TOK_RPAR)) return true;
    drop(p, base);
    return false;
}

/* class_pattern: name_or_attr '(' [positional_patterns] [','] [keyword_patterns] [','] ')' */
static KiAst *class_pattern(P *p, uint32_t start, KiAst *cls) {
    p->pos++;
    size_t base = mark(p), n_positional;
    if (!class_arguments(p, &n_positional)) {
        if (p->failed || !p->hints) return NULL;
        back(p, start);
        return ki_p_hint_class_pattern(p);
    }
    KiAst *n = ki_p_node(p, KI_AST_MatchClass, start);
    if (!n) return drop(p, base);
    size_t n_keywords = mark(p) - base - n_positional;
    KiAstStrs attrs = {NULL, (uint32_t)n_keywords};
    if (n_keywords) {
        attrs.at = KB_ARENA_ARRAY(p->arena, const KiAstStr *, n_keywords);
        if (!attrs.at) return ki_p_nomem(p);
    }
    for (size_t i = 0; i < n_keywords; i++) {
        KiAst **slot = &p->stack.at[base + n_positional + i];
        attrs.at[i] = (*slot)->keyword.arg;
        *slot = (*slot)->keyword.value;
    }
    n->MatchClass.cls = cls;
    n->MatchClass.kwd_attrs = attrs;
    if (!ki_p_take(p, base + n_positional, &n->MatchClass.kwd_patterns) ||
        !ki_p_take(p, base, &n->MatchClass.patterns))
        return NULL;
    return n;
}

/* ---- any pattern ---- */

/* capture_pattern | wildcard_pattern | value_pattern | class_pattern */
static KiAst *name_pattern(P *p) {
    uint32_t start = p->pos;
    if (is_underscore(p)) {
        p->pos++;
        return ki_p_node(p, KI_AST_MatchAs, start);
    }
    const KiAstStr *name = capture_target(p);
    if (name) {
        KiAst *n = ki_p_node(p, KI_AST_MatchAs, start);
        if (n) n->MatchAs.name = name;
        return n;
    }
    if (p->failed) return NULL;
    back(p, start);
    KiAst *value = ki_p_name_or_attr(p);
    if (!value) return NULL;
    if (at(p, KI_TOK_LPAR)) return class_pattern(p, start, value);
    if (value->kind != KI_AST_Attribute || at(p, KI_TOK_EQUAL) || at(p, KI_TOK_DOT)) return NULL;
    return value_pattern(p, start, value);
}

/* closed_pattern: literal_pattern | capture_pattern | wildcard_pattern | value_pattern
 *               | group_pattern | sequence_pattern | mapping_pattern | class_pattern */
static KiAst *closed_pattern(P *p) {
    uint32_t start = p->pos;
    switch (kind(p)) {
    case KI_TOK_NAME:
        return name_pattern(p);
    case KI_TOK_LPAR:
        return bracketed(p, KI_TOK_RPAR);
    case KI_TOK_LSQB:
        return bracketed(p, KI_TOK_RSQB);
    case KI_TOK_LBRACE:
        return mapping_pattern(p);
    case KI_TOK_NONE:
    case KI_TOK_TRUE:
    case KI_TOK_FALSE:
        return singleton_pattern(p);
    default:
        return value_pattern(p, start, literal_expr(p));
    }
}

/* or_pattern: closed_pattern ('|' closed_pattern)* */
KiAst *ki_p_or_pattern(P *p) {
    uint32_t start = p->pos;
    KiAst *first = closed_pattern(p);
    if (!first || !at(p, KI_TOK_VBAR)) return p->failed ? NULL : first;
    size_t base = mark(p);
    if (!ki_p_push(p, first)) return NULL;
    while (at(p, KI_TOK_VBAR)) {
        uint32_t before = p->pos++;
        KiAst *next = closed_pattern(p);
        if (!next) {
            back(p, before);
            break;
        }
        if (!ki_p_push(p, next)) break;
    }
    if (p->failed) return drop(p, base);
    if (mark(p) == base + 1) {
        drop(p, base);
        return first;
    }
    KiAst *n = ki_p_node(p, KI_AST_MatchOr, start);
    if (!n) return drop(p, base);
    return ki_p_take(p, base, &n->MatchOr.patterns) ? n : NULL;
}

static KiAst *pattern(P *p) {
    uint32_t start = p->pos;
    KiAst *inner = ki_p_or_pattern(p);
    if (!inner || !at(p, KI_TOK_AS)) return p->failed ? NULL : inner;
    uint32_t before = p->pos++;
    const KiAstStr *name = capture_target(p);
    if (name) {
        KiAst *n = ki_p_node(p, KI_AST_MatchAs, start);
        if (n) {
            n->MatchAs.pattern = inner;
            n->MatchAs.name = name;
        }
        return n;
    }
    if (!p->failed && p->hints) {
        back(p, start);
        ki_p_hint_as_pattern(p);
    }
    back(p, before);
    return p->failed ? NULL : inner;
}

/* pattern: or_pattern 'as' pattern_capture_target | or_pattern */
KiAst *ki_p_pattern(P *p) {
    if (!ki_p_enter(p, 5)) return NULL;
    KiAst *n;
    void *known;
    if (!p->second)
        n = pattern(p);
    else if (ki_p_memo_get(p, KI_RULE_PATTERN, &known))
        n = known;
    else {
        uint32_t start = p->pos;
        n = pattern(p);
        n = ki_p_memo_put(p, KI_RULE_PATTERN, start, n);
    }
    p->depth -= 5;
    return n;
}

/* patterns: maybe_star_pattern ',' [maybe_sequence_pattern] | pattern */
KiAst *ki_p_patterns(P *p) {
    uint32_t start = p->pos;
    KiAst *first = maybe_star_pattern(p);
    if (!first) return NULL;
    if (!at(p, KI_TOK_COMMA))
        return first->kind == KI_AST_MatchStar ? NULL : p->failed ? NULL : first;
    size_t base = mark(p);
    if (!ki_p_push(p, first) || !sequence_tail(p)) return drop(p, base);
    return sequence_node(p, base, start);
}

/* ---- the statement ---- */

/* case_block: "case" patterns ['if' named_expression] ':' block */
static KiAst *case_block(P *p) {
    if (!ki_p_at_soft(p, "case")) return NULL;
    uint32_t start = p->pos++;
    KiAst *pat = ki_p_patterns(p), *guard = NULL;
    if (!pat) return NULL;
    if (at(p, KI_TOK_IF)) {
        uint32_t before = p->pos++;
        guard = ki_p_named_expression(p);
        if (!guard) back(p, before);
    }
    if (p->failed) return NULL;
    if (p->hints) {
        ki_p_hint_block(p, "'case' statement", p->tokens[start].line);
        if (p->failed) return NULL;
    }
    KiAstSeq *body = accept(p, KI_TOK_COLON) ? ki_p_block(p) : NULL;
    if (!body) return NULL;
    KiAst *n = ki_ast_new(p->arena, KI_AST_match_case, 0, 0, 0, 0);
    if (!n) return ki_p_nomem(p);
    n->match_case.pattern = pat;
    n->match_case.guard = guard;
    n->match_case.body = *body;
    return n;
}

/* case_block+ */
static bool cases(P *p, KiAstSeq *out) {
    size_t base = mark(p);
    for (;;) {
        uint32_t before = p->pos;
        KiAst *c = case_block(p);
        if (!c) {
            back(p, before);
            break;
        }
        if (!ki_p_push(p, c)) break;
    }
    if (p->failed || mark(p) == base) {
        drop(p, base);
        return false;
    }
    return ki_p_take(p, base, out);
}

/* subject_expr: star_named_expression ',' [star_named_expressions] | named_expression */
static KiAst *subject_expr(P *p) {
    uint32_t start = p->pos;
    KiAst *first = ki_p_star_named_expression(p);
    if (!first) return NULL;
    if (!at(p, KI_TOK_COMMA)) return first->kind == KI_AST_Starred || p->failed ? NULL : first;
    size_t base = mark(p);
    if (!ki_p_push(p, first) || !ki_p_star_named_tail(p)) return drop(p, base);
    KiAst *n = ki_p_node(p, KI_AST_Tuple, start);
    if (!n) return drop(p, base);
    return ki_p_take(p, base, &n->Tuple.elts) ? n : NULL;
}

/* match_stmt: "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT */
KiAst *ki_p_match_stmt(P *p) {
    uint32_t start = p->pos++;
    KiAst *subject = subject_expr(p);
    if (!subject) return NULL;
    uint32_t after = p->pos;
    KiAstSeq body;
    if (accept(p, KI_TOK_COLON) && accept(p, KI_TOK_NEWLINE) && accept(p, KI_TOK_INDENT) &&
        ki_p_enter(p, 10)) {
        bool ok = cases(p, &body);
        p->depth -= 10;
        if (ok && accept(p, KI_TOK_DEDENT)) {
            KiAst *n = ki_p_stmt_node(p, KI_AST_Match, start);
            if (n) {
                n->Match.subject = subject;
                n->Match.cases = body;
            }
            return since(p, 10, "Pattern matching is", n);
        }
    }
    if (p->failed || !p->hints) return NULL;
    back(p, after);
    return ki_p_hint_block(p, "'match' statement", p->tokens[start].line);
}
