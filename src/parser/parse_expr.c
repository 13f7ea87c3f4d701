/* Expressions from the conditional down to calls and subscripts, and assignment targets. */
#include "parse_internal.h"

/* Second pass: answers from the memo, or computes and remembers. */
#define REMEMBER(p, rule, call)                                                                    \
    do {                                                                                           \
        if (KB_LIKELY(!(p)->second)) return call;                                                  \
        void *known_;                                                                              \
        if (ki_p_memo_get((p), (rule), &known_)) return known_;                                    \
        uint32_t start_ = (p)->pos;                                                                \
        return ki_p_memo_put((p), (rule), start_, (call));                                         \
    } while (0)

/* ---- binary operators ---- */

enum { PREC_BITWISE_OR = 1, PREC_BITWISE_XOR, PREC_BITWISE_AND, PREC_SHIFT, PREC_SUM, PREC_TERM };

typedef struct BinaryOp {
    uint8_t prec; /* 0: not one */
    uint8_t op;
} BinaryOp;

static const BinaryOp binary_ops[KI_TOK_N_KINDS] = {
    [KI_TOK_VBAR] = {PREC_BITWISE_OR, KI_OPERATOR_BitOr},
    [KI_TOK_CIRCUMFLEX] = {PREC_BITWISE_XOR, KI_OPERATOR_BitXor},
    [KI_TOK_AMPER] = {PREC_BITWISE_AND, KI_OPERATOR_BitAnd},
    [KI_TOK_LEFTSHIFT] = {PREC_SHIFT, KI_OPERATOR_LShift},
    [KI_TOK_RIGHTSHIFT] = {PREC_SHIFT, KI_OPERATOR_RShift},
    [KI_TOK_PLUS] = {PREC_SUM, KI_OPERATOR_Add},
    [KI_TOK_MINUS] = {PREC_SUM, KI_OPERATOR_Sub},
    [KI_TOK_STAR] = {PREC_TERM, KI_OPERATOR_Mult},
    [KI_TOK_SLASH] = {PREC_TERM, KI_OPERATOR_Div},
    [KI_TOK_DOUBLESLASH] = {PREC_TERM, KI_OPERATOR_FloorDiv},
    [KI_TOK_PERCENT] = {PREC_TERM, KI_OPERATOR_Mod},
    [KI_TOK_AT] = {PREC_TERM, KI_OPERATOR_MatMult},
};

static KiAst *binop(P *p, uint32_t start, KiAst *left, KiOperator op, KiAst *right) {
    KiAst *n = ki_p_node(p, KI_AST_BinOp, start);
    if (n) {
        n->BinOp.left = left;
        n->BinOp.op = op;
        n->BinOp.right = right;
    }
    return op == KI_OPERATOR_MatMult ? since(p, 5, "The '@' operator is", n) : n;
}

static KiAst *factor(P *p);

/* power: await_primary '**' factor | await_primary */
static KiAst *power(P *p) {
    uint32_t start = p->pos;
    KiAst *left = ki_p_primary(p, true);
    if (!left || !at(p, KI_TOK_DOUBLESTAR)) return left;
    uint32_t before = p->pos++;
    KiAst *right = factor(p);
    if (right) return binop(p, start, left, KI_OPERATOR_Pow, right);
    back(p, before);
    return p->failed ? NULL : left;
}

/* factor: ('+' | '-' | '~') factor | power */
static KiAst *factor(P *p) {
    KiUnaryOperator op;
    switch (kind(p)) {
    case KI_TOK_PLUS:
        op = KI_UNARYOP_UAdd;
        break;
    case KI_TOK_MINUS:
        op = KI_UNARYOP_USub;
        break;
    case KI_TOK_TILDE:
        op = KI_UNARYOP_Invert;
        break;
    default:
        return power(p);
    }
    uint32_t start = p->pos++;
    if (!ki_p_enter(p, 1)) return NULL;
    KiAst *operand = factor(p);
    p->depth -= 1;
    KiAst *n = operand ? ki_p_node(p, KI_AST_UnaryOp, start) : NULL;
    if (n) {
        n->UnaryOp.op = op;
        n->UnaryOp.operand = operand;
    }
    return n;
}

/* bitwise_or: bitwise_or '|' bitwise_xor | bitwise_xor, and so on down to
 * term: term ('*' | '/' | '//' | '%' | '@') factor | factor
 * by precedence: operands bind at least as tightly as `min_prec`. */
static KiAst *binary(P *p, int min_prec) {
    uint32_t start = p->pos;
    KiAst *left = factor(p);
    while (left) {
        BinaryOp op = binary_ops[kind(p)];
        if (op.prec == 0 || op.prec < min_prec || p->pos == p->dead_operator) break;
        uint32_t before = p->pos++;
        KiAst *right = binary(p, op.prec + 1);
        if (!right) {
            back(p, before);
            if (!p->second) p->dead_operator = before;
            return p->failed ? NULL : left;
        }
        left = binop(p, start, left, (KiOperator)op.op, right);
    }
    return p->failed ? NULL : left;
}

KiAst *ki_p_bitwise_or(P *p) {
    REMEMBER(p, KI_RULE_BITWISE_OR, binary(p, PREC_BITWISE_OR));
}

/* ---- comparisons and logic ---- */

/* The current token, '!=' or '<>'. */
static bool not_equal(P *p) {
    size_t len;
    bool angled = *ki_p_token_start(p, &p->tokens[p->pos], &len) == '<';
    if (p->opts->angled_not_equal && !angled)
        ki_p_error_last(p, KB_DIAG_SYNTAX, "with Barry as BDFL, use '<>' instead of '!='");
    return angled == p->opts->angled_not_equal;
}

/* '==' | '!=' | '<=' | '<' | '>=' | '>' | 'not' 'in' | 'in' | 'is' 'not' | 'is' */
static bool compare_op(P *p, KiCmpOp *op) {
    switch (kind(p)) {
    case KI_TOK_EQEQUAL:
        *op = KI_CMPOP_Eq;
        break;
    case KI_TOK_NOTEQUAL:
        if (!not_equal(p)) return false;
        *op = KI_CMPOP_NotEq;
        break;
    case KI_TOK_LESSEQUAL:
        *op = KI_CMPOP_LtE;
        break;
    case KI_TOK_LESS:
        *op = KI_CMPOP_Lt;
        break;
    case KI_TOK_GREATEREQUAL:
        *op = KI_CMPOP_GtE;
        break;
    case KI_TOK_GREATER:
        *op = KI_CMPOP_Gt;
        break;
    case KI_TOK_IN:
        *op = KI_CMPOP_In;
        break;
    case KI_TOK_NOT:
        if (kind_after(p) != KI_TOK_IN) return false;
        p->pos++;
        *op = KI_CMPOP_NotIn;
        break;
    case KI_TOK_IS:
        p->pos++;
        *op = accept(p, KI_TOK_NOT) ? KI_CMPOP_IsNot : KI_CMPOP_Is;
        return !p->failed;
    default:
        return false;
    }
    p->pos++;
    return true;
}

/* comparison: bitwise_or (compare_op bitwise_or)+ | bitwise_or */
static KiAst *comparison(P *p) {
    uint32_t start = p->pos;
    KiAst *left = ki_p_bitwise_or(p);
    if (!left) return NULL;
    uint32_t before = p->pos;
    KiCmpOp op;
    if (!compare_op(p, &op)) {
        back(p, before);
        return p->failed ? NULL : left;
    }
    size_t base = mark(p);
    KB_VEC(uint8_t) ops = {0};
    KiAst *n = NULL;
    do {
        KiAst *right = ki_p_bitwise_or(p);
        if (!right) break;
        if (!kb_vec_push(&ops, p->arena->alloc, (uint8_t)op)) {
            ki_p_nomem(p);
            break;
        }
        if (!ki_p_push(p, right)) break;
        before = p->pos;
    } while (compare_op(p, &op));
    back(p, before);
    if (p->failed || mark(p) == base) {
        n = p->failed ? NULL : left;
        goto done;
    }
    n = ki_p_node(p, KI_AST_Compare, start);
    if (!n) goto done;
    n->Compare.left = left;
    n->Compare.ops.n = (uint32_t)ops.n;
    n->Compare.ops.at = (uint8_t *)kb_arena_strndup(p->arena, (char *)ops.at, ops.n);
    if (!n->Compare.ops.at || !ki_p_take(p, base, &n->Compare.comparators)) n = ki_p_nomem(p);
done:
    drop(p, base);
    kb_vec_free(&ops, p->arena->alloc);
    return n;
}

/* inversion: 'not' inversion | comparison */
static KiAst *inversion(P *p) {
    if (!at(p, KI_TOK_NOT)) return comparison(p);
    uint32_t start = p->pos++;
    if (!ki_p_enter(p, 1)) return NULL;
    KiAst *operand = inversion(p);
    p->depth -= 1;
    KiAst *n = operand ? ki_p_node(p, KI_AST_UnaryOp, start) : NULL;
    if (n) {
        n->UnaryOp.op = KI_UNARYOP_Not;
        n->UnaryOp.operand = operand;
    }
    return n;
}

/* operand (word operand)+ | operand */
static KiAst *logical(P *p, KiTokenKind word, KiBoolOp op, KiAst *(*operand)(P *)) {
    uint32_t start = p->pos;
    KiAst *first = operand(p);
    if (!first || KB_LIKELY(!at(p, word))) return p->failed ? NULL : first;
    size_t base = mark(p);
    if (!ki_p_push(p, first)) return NULL;
    while (at(p, word)) {
        uint32_t before = p->pos++;
        KiAst *next = operand(p);
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
    KiAst *n = ki_p_node(p, KI_AST_BoolOp, start);
    if (!n) return drop(p, base);
    n->BoolOp.op = op;
    return ki_p_take(p, base, &n->BoolOp.values) ? n : NULL;
}

/* conjunction: inversion ('and' inversion)+ | inversion */
static KiAst *conjunction(P *p) {
    return logical(p, KI_TOK_AND, KI_BOOLOP_And, inversion);
}

/* disjunction: conjunction ('or' conjunction)+ | conjunction */
KiAst *ki_p_disjunction(P *p) {
    REMEMBER(p, KI_RULE_DISJUNCTION, logical(p, KI_TOK_OR, KI_BOOLOP_Or, conjunction));
}

/* ---- expression ---- */

/* disjunction 'if' disjunction 'else' expression | disjunction | lambdef */
static KiAst *plain_expression(P *p) {
    if (at(p, KI_TOK_LAMBDA)) return ki_p_lambda(p);
    uint32_t start = p->pos;
    KiAst *body = ki_p_disjunction(p);
    if (!body || KB_LIKELY(!at(p, KI_TOK_IF))) return p->failed ? NULL : body;
    uint32_t before = p->pos++;
    KiAst *test = ki_p_disjunction(p), *orelse = NULL;
    if (test && accept(p, KI_TOK_ELSE)) orelse = ki_p_expression(p);
    if (!orelse) {
        back(p, before);
        return p->failed ? NULL : body;
    }
    KiAst *n = ki_p_node(p, KI_AST_IfExp, start);
    if (n) {
        n->IfExp.test = test;
        n->IfExp.body = body;
        n->IfExp.orelse = orelse;
    }
    return n;
}

static KiAst *hinted_expression(P *p) {
    if (p->hints) {
        uint32_t start = p->pos;
        ki_p_hint_expression(p);
        if (p->failed) return NULL;
        back(p, start);
    }
    return plain_expression(p);
}

static KiAst *remembered_expression(P *p) {
    REMEMBER(p, KI_RULE_EXPRESSION, hinted_expression(p));
}

/* expression: disjunction 'if' disjunction 'else' expression | disjunction | lambdef */
KiAst *ki_p_expression(P *p) {
    if (!ki_p_enter(p, 5)) return NULL;
    KiAst *n = remembered_expression(p);
    p->depth -= 5;
    return n;
}

KiAst *ki_p_expression_without_hints(P *p) {
    bool hints = p->hints;
    p->hints = false;
    KiAst *n = ki_p_enter(p, 5) ? plain_expression(p) : NULL;
    p->depth -= 5;
    p->hints = hints;
    return n;
}

/* The elements pushed since `base` as a tuple in Load context. */
static KiAst *tuple_of(P *p, size_t base, uint32_t start) {
    KiAst *n = p->failed ? NULL : ki_p_node(p, KI_AST_Tuple, start);
    if (!n) return drop(p, base);
    return ki_p_take(p, base, &n->Tuple.elts) ? n : NULL;
}

/* element (',' element)+ [','] | element ',' | element */
static KiAst *maybe_tuple(P *p, KiAst *(*element)(P *)) {
    uint32_t start = p->pos;
    KiAst *first = element(p);
    if (!first || KB_LIKELY(!at(p, KI_TOK_COMMA))) return p->failed ? NULL : first;
    size_t base = mark(p);
    if (!ki_p_push(p, first)) return NULL;
    while (accept(p, KI_TOK_COMMA)) {
        uint32_t after = p->pos;
        KiAst *next = element(p);
        if (!next) {
            back(p, after);
            break;
        }
        if (!ki_p_push(p, next)) break;
    }
    return tuple_of(p, base, start);
}

/* '*' operand as Starred */
static KiAst *starred(P *p, KiAst *(*operand)(P *)) {
    uint32_t start = p->pos++;
    KiAst *value = operand(p);
    KiAst *n = value ? ki_p_node(p, KI_AST_Starred, start) : NULL;
    if (n) n->Starred.value = value;
    return n;
}

static KiAst *star_expression(P *p) {
    return at(p, KI_TOK_STAR) ? starred(p, ki_p_bitwise_or) : ki_p_expression(p);
}

/* star_expression: '*' bitwise_or | expression */
KiAst *ki_p_star_expression(P *p) {
    REMEMBER(p, KI_RULE_STAR_EXPRESSION, star_expression(p));
}

/* star_expressions: star_expression (',' star_expression)+ [','] | star_expression ',' | ... */
KiAst *ki_p_star_expressions(P *p) {
    return maybe_tuple(p, ki_p_star_expression);
}

/* expressions: expression (',' expression)+ [','] | expression ',' | expression */
KiAst *ki_p_expressions(P *p) {
    return maybe_tuple(p, ki_p_expression);
}

/* starred_expression: '*' expression */
KiAst *ki_p_starred_expression(P *p) {
    return at(p, KI_TOK_STAR) ? starred(p, ki_p_expression) : NULL;
}

/* star_named_expression: '*' bitwise_or | named_expression */
KiAst *ki_p_star_named_expression(P *p) {
    return at(p, KI_TOK_STAR) ? starred(p, ki_p_bitwise_or) : ki_p_named_expression(p);
}

bool ki_p_star_named_tail(P *p) {
    while (accept(p, KI_TOK_COMMA)) {
        uint32_t after = p->pos;
        KiAst *next = ki_p_star_named_expression(p);
        if (!next) {
            back(p, after);
            break;
        }
        if (!ki_p_push(p, next)) break;
    }
    return !p->failed;
}

/* assignment_expression: NAME ':=' expression */
static KiAst *assignment_expression(P *p) {
    if (!at(p, KI_TOK_NAME) || KB_LIKELY(kind_after(p) != KI_TOK_COLONEQUAL)) return NULL;
    uint32_t start = p->pos;
    const KiAstStr *id = ki_p_name(p);
    KiAst *target = id ? ki_p_node(p, KI_AST_Name, start) : NULL;
    if (!target) return NULL;
    target->Name.id = id;
    target->Name.ctx = KI_CTX_Store;
    p->pos++;
    KiAst *value = ki_p_expression(p);
    KiAst *n = value ? ki_p_node(p, KI_AST_NamedExpr, start) : NULL;
    if (n) {
        n->NamedExpr.target = target;
        n->NamedExpr.value = value;
    }
    return since(p, 8, "Assignment expressions are", n);
}

/* assignment_expression | expression !':=' */
KiAst *ki_p_assignment_or_expression(P *p) {
    uint32_t start = p->pos;
    KiAst *n = assignment_expression(p);
    if (n || p->failed) return n;
    back(p, start);
    n = ki_p_expression(p);
    return n && at(p, KI_TOK_COLONEQUAL) ? NULL : p->failed ? NULL : n;
}

static KiAst *named_expression(P *p) {
    if (p->hints) {
        uint32_t start = p->pos;
        KiAst *n = assignment_expression(p);
        if (n || p->failed) return n;
        back(p, start);
        ki_p_hint_named_expression(p);
        if (p->failed) return NULL;
        back(p, start);
    }
    return ki_p_assignment_or_expression(p);
}

/* named_expression: assignment_expression | expression !':='
 * The second pass may meet one first without hints and then with them (missing_comma), so there
 * only its parts are remembered, as in CPython. */
KiAst *ki_p_named_expression(P *p) {
    if (p->second) return named_expression(p);
    REMEMBER(p, KI_RULE_NAMED, named_expression(p));
}

/* yield_expr: 'yield' 'from' expression | 'yield' [star_expressions] */
KiAst *ki_p_yield_expr(P *p) {
    uint32_t start = p->pos;
    if (!accept(p, KI_TOK_YIELD)) return NULL;
    uint32_t after = p->pos;
    if (accept(p, KI_TOK_FROM)) {
        KiAst *value = ki_p_expression(p);
        if (value) {
            KiAst *n = ki_p_node(p, KI_AST_YieldFrom, start);
            if (n) n->YieldFrom.value = value;
            return n;
        }
    } else {
        KiAst *value = ki_p_star_expressions(p);
        if (!value) back(p, after);
        KiAst *n = p->failed ? NULL : ki_p_node(p, KI_AST_Yield, start);
        if (n) n->Yield.value = value;
        return n;
    }
    if (p->failed) return NULL;
    back(p, after); /* `yield` alone, before a `from` that nothing follows */
    return ki_p_node(p, KI_AST_Yield, start);
}

/* annotated_rhs: yield_expr | star_expressions */
KiAst *ki_p_annotated_rhs(P *p) {
    return at(p, KI_TOK_YIELD) ? ki_p_yield_expr(p) : ki_p_star_expressions(p);
}

/* ---- subscripts, attributes, calls ---- */

/* [expression], up to a token that ends a part of a slice */
static KiAst *slice_part(P *p) {
    switch (kind(p)) {
    case KI_TOK_COLON:
    case KI_TOK_RSQB:
    case KI_TOK_COMMA:
        return NULL;
    default:
        break;
    }
    uint32_t start = p->pos;
    KiAst *n = ki_p_expression(p);
    if (!n) back(p, start);
    return n;
}

/* slice: [expression] ':' [expression] [':' [expression]] | named_expression */
static KiAst *slice(P *p) {
    uint32_t start = p->pos;
    KiAst *lower = NULL;
    if (!at(p, KI_TOK_COLON)) {
        if (!p->second) {
            lower = ki_p_assignment_or_expression(p);
            if (!lower || !at(p, KI_TOK_COLON)) return p->failed ? NULL : lower;
            if (lower->kind == KI_AST_NamedExpr &&
                p->tokens[start].kind == KI_TOK_NAME) /* not in parentheses */
                return lower;
        } else {
            lower = ki_p_expression(p);
            if (p->failed) return NULL;
            if (!lower || !at(p, KI_TOK_COLON)) {
                back(p, start);
                return ki_p_named_expression(p);
            }
        }
    }
    p->pos++;
    KiAst *upper = slice_part(p), *step = NULL;
    if (accept(p, KI_TOK_COLON)) step = slice_part(p);
    KiAst *n = p->failed ? NULL : ki_p_node(p, KI_AST_Slice, start);
    if (n) {
        n->Slice.lower = lower;
        n->Slice.upper = upper;
        n->Slice.step = step;
    }
    return n;
}

static KiAst *slice_or_starred(P *p) {
    return at(p, KI_TOK_STAR) ? ki_p_starred_expression(p) : slice(p);
}

/* slices: slice !',' | (slice | starred_expression) (',' ...)* [','] */
KiAst *ki_p_slices(P *p) {
    uint32_t start = p->pos;
    KiAst *n = maybe_tuple(p, slice_or_starred);
    if (!n || n->kind != KI_AST_Starred) return n;
    size_t base = mark(p); /* x[*a] is x[(*a,)] */
    return ki_p_push(p, n) ? tuple_of(p, base, start) : NULL;
}

static KiAst *attribute(P *p, KiAst *value, uint32_t start) {
    p->pos++;
    const KiAstStr *attr = ki_p_name(p);
    KiAst *n = attr ? ki_p_node(p, KI_AST_Attribute, start) : NULL;
    if (n) {
        n->Attribute.value = value;
        n->Attribute.attr = attr;
    }
    return n;
}

static KiAst *subscript(P *p, KiAst *value, uint32_t start) {
    p->pos++;
    KiAst *index = ki_p_slices(p);
    if (!index || !accept(p, KI_TOK_RSQB)) return NULL;
    KiAst *n = ki_p_node(p, KI_AST_Subscript, start);
    if (n) {
        n->Subscript.value = value;
        n->Subscript.slice = index;
    }
    return n;
}

/* primary: primary '.' NAME | primary genexp | primary '(' [arguments] ')'
 *        | primary '[' slices ']' | atom */
static KiAst *trailers(P *p) {
    uint32_t start = p->pos;
    KiAst *n = ki_p_atom(p);
    while (n) {
        uint32_t before = p->pos;
        KiAst *next;
        if (p->hints && (at(p, KI_TOK_LSQB) || at(p, KI_TOK_LBRACE))) {
            /* CPython tries a generator expression here, whose hints know all brackets. */
            ki_p_hint_comprehension(p);
            if (p->failed) return NULL;
            back(p, before);
        }
        switch (kind(p)) {
        case KI_TOK_DOT:
            next = attribute(p, n, start);
            break;
        case KI_TOK_LPAR:
            next = ki_p_call(p, n, start);
            break;
        case KI_TOK_LSQB:
            next = subscript(p, n, start);
            break;
        default:
            return p->failed ? NULL : n;
        }
        if (!next) {
            back(p, before);
            return p->failed ? NULL : n;
        }
        n = next;
    }
    return NULL;
}

static KiAst *primary(P *p) {
    REMEMBER(p, KI_RULE_PRIMARY, trailers(p));
}

/* await_primary: 'await' primary | primary */
KiAst *ki_p_primary(P *p, bool allow_await) {
    uint32_t start = p->pos;
    if (KB_LIKELY(!allow_await) || KB_LIKELY(!at(p, KI_TOK_AWAIT))) return primary(p);
    p->pos++;
    KiAst *value = primary(p);
    KiAst *n = value ? ki_p_node(p, KI_AST_Await, start) : NULL;
    if (n) n->Await.value = value;
    return since(p, 5, "Await expressions are", n);
}

/* ---- targets ---- */

static bool all_targets(const KiAstSeq *elts, KiTargetUse use) {
    for (uint32_t i = 0; i < elts->n; i++)
        if (!ki_p_is_target(elts->at[i], use)) return false;
    return true;
}

bool ki_p_is_target(const KiAst *n, KiTargetUse use) {
    switch (n->kind) {
    case KI_AST_Name:
    case KI_AST_Attribute:
    case KI_AST_Subscript:
        return true;
    case KI_AST_List:
        return use != KI_TARGET_SINGLE && all_targets(&n->List.elts, use);
    case KI_AST_Tuple:
        return use != KI_TARGET_SINGLE && all_targets(&n->Tuple.elts, use);
    case KI_AST_Starred:
        return use == KI_TARGET_STAR && n->Starred.value->kind != KI_AST_Starred &&
               ki_p_is_target(n->Starred.value, use);
    default:
        return false;
    }
}

void ki_p_set_context(KiAst *n, KiExprCtx ctx) {
    switch (n->kind) {
    case KI_AST_Name:
        n->Name.ctx = ctx;
        break;
    case KI_AST_Attribute:
        n->Attribute.ctx = ctx;
        break;
    case KI_AST_Subscript:
        n->Subscript.ctx = ctx;
        break;
    case KI_AST_Starred:
        n->Starred.ctx = ctx;
        ki_p_set_context(n->Starred.value, ctx);
        break;
    case KI_AST_List:
        n->List.ctx = ctx;
        for (uint32_t i = 0; i < n->List.elts.n; i++)
            ki_p_set_context(n->List.elts.at[i], ctx);
        break;
    case KI_AST_Tuple:
        n->Tuple.ctx = ctx;
        for (uint32_t i = 0; i < n->Tuple.elts.n; i++)
            ki_p_set_context(n->Tuple.elts.at[i], ctx);
        break;
    default:
        break;
    }
}

/* star_target: '*' (!'*' star_target) | target_with_star_atom */
KiAst *ki_p_star_target(P *p) {
    KiAst *n;
    if (at(p, KI_TOK_STAR)) {
        uint32_t start = p->pos++;
        KiAst *value = at(p, KI_TOK_STAR) ? NULL : ki_p_star_target(p);
        n = value ? ki_p_node(p, KI_AST_Starred, start) : NULL;
        if (n) n->Starred.value = value;
    } else
        n = ki_p_primary(p, false);
    if (!n || !ki_p_is_target(n, KI_TARGET_STAR)) return NULL;
    ki_p_set_context(n, KI_CTX_Store);
    return n;
}

/* star_targets: star_target !',' | star_target (',' star_target)* [','] */
KiAst *ki_p_star_targets(P *p) {
    KiAst *n = maybe_tuple(p, ki_p_star_target);
    if (n && n->kind == KI_AST_Tuple) n->Tuple.ctx = KI_CTX_Store;
    return n;
}

static KiAst *del_target(P *p) {
    KiAst *n = ki_p_primary(p, false);
    return n && ki_p_is_target(n, KI_TARGET_DEL) ? n : NULL;
}

/* del_targets: del_target (',' del_target)* [','] */
bool ki_p_del_targets(P *p, KiAstSeq *out) {
    size_t base = mark(p);
    uint32_t after = p->pos;
    do {
        after = p->pos;
        KiAst *n = del_target(p);
        if (!n) break;
        ki_p_set_context(n, KI_CTX_Del);
        if (!ki_p_push(p, n)) break;
        after = p->pos;
    } while (accept(p, KI_TOK_COMMA));
    back(p, after);
    if (p->failed || mark(p) == base) {
        drop(p, base);
        return false;
    }
    return ki_p_take(p, base, out);
}
