/* Compile-time values: constants of the tree as objects, and the folding that CPython does too
 * (with its size limits, because they are visible in what is shared and in memory use). */
#include <string.h>

#include "../object/number.h"
#include "../object/obj_seq.h"
#include "compiler.h"

#define MAX_INT_BITS 128
#define MAX_ITEMS    256
#define MAX_STR      4096

KiValue ki_const_value(KiCompiler *c, const KiAstConst *k) {
    if (k->kind != KI_CONST_FROZENSET) return ki_constant_object(c->ks, k);
    KiValue items = ki_fold_sequence(c, (KiAstSeq){k->items.at, k->items.n});
    if (items == KI_ABSENT)
        return c->failed ? KI_ERR : ki_raise(c->ks, KI_EXC_ValueError, "frozenset of no constants");
    KiValue r = ki_call1(c->ks, ki_from_obj(c->ks->types[KI_K_FROZENSET]), items);
    ki_decref(c->ks, items);
    return r;
}

KiValue ki_constant_object(KiState *ks, const KiAstConst *k) {
    switch (k->kind) {
    case KI_CONST_NONE:
        return KI_NONE;
    case KI_CONST_TRUE:
        return KI_TRUE;
    case KI_CONST_FALSE:
        return KI_FALSE;
    case KI_CONST_ELLIPSIS:
        return KI_ELLIPSIS;
    case KI_CONST_INT:
        return ki_int_from_i64(ks, k->i);
    case KI_CONST_BIGINT:
        return ki_int_from_text(ks, k->big.digits, k->big.len, (int)k->big.base);
    case KI_CONST_FLOAT:
        return ki_float(k->d);
    case KI_CONST_IMAG:
        return ki_complex_new(ks, 0.0, k->d);
    case KI_CONST_BYTES:
        return ki_bytes_from(ks, k->str.s, k->str.len);
    case KI_CONST_STR:
    case KI_CONST_FROZENSET: /* has no text: ki_const_value */
        break;
    }
    KiValue v = ki_str_from_utf8(ks, k->str.s, k->str.len);
    if (v == KI_ERR) return v;
    bool identifier = k->str.len <= 64;
    for (size_t i = 0; i < k->str.len && identifier; i++) {
        char ch = k->str.s[i];
        identifier = ch == '_' || (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') ||
                     (ch >= 'A' && ch <= 'Z');
    }
    if (!identifier) return v;
    KiStr *s = ki_str_intern(ks, ki_str_of(v));
    return s ? ki_from_obj(s) : KI_ERR;
}

/* The value of a constant in an expression; of a text it is noted whether it was interned before
 * this compilation. */
static KiValue noted_value(KiCompiler *c, KiAst *e) {
    const KiAstConst *k = &e->Constant.value;
    uint64_t own;
    KiValue v = ki_const_value(c, k);
    if (v == KI_ERR || k->kind != KI_CONST_STR || k->str.len < 2 ||
        !(ki_obj(v)->flags & KI_STR_INTERNED))
        return v;
    if (ki_obj(v)->rc == 1) { /* nobody else has it */
        if (!ki_ptrmap_set(&c->own_texts, ki_obj(v), 1)) ki_comp_nomem(c);
    } else if (!ki_ptrmap_get(&c->own_texts, ki_obj(v), &own)) {
        e->scratch |= KI_SCRATCH_KNOWN_TEXT;
    }
    return v;
}

static bool is_number(KiValue v) {
    return ki_is_int(v) || ki_is_bool(v) || ki_is_float(v) || ki_is_kind(v, KI_K_INT) ||
           ki_is_kind(v, KI_K_COMPLEX);
}
static bool is_integer(KiValue v) {
    return ki_is_int(v) || ki_is_bool(v) || ki_is_kind(v, KI_K_INT);
}

static int64_t bits_of(KiValue v) {
    if (ki_is_bool(v)) return v == KI_TRUE;
    if (ki_is_int(v)) {
        int64_t n = ki_int_val(v);
        return n ? 64 - __builtin_clzll((uint64_t)(n < 0 ? -n : n)) : 0;
    }
    KiInt *i = (KiInt *)ki_obj(v);
    return 64 * (int64_t)(i->size < 0 ? -i->size : i->size);
}

/* Items of a str, bytes or tuple constant, tuples counted with what is in them; -1: another type.
 */
static int64_t length_of(KiValue v) {
    if (!ki_is_ptr(v)) return -1;
    switch (ki_obj(v)->kind) {
    case KI_K_STR:
        return (int64_t)ki_str_of(v)->len;
    case KI_K_BYTES:
        return (int64_t)ki_bytes_of(v)->len;
    case KI_K_TUPLE:
        return ki_tuple_of(v)->len;
    default:
        return -1;
    }
}

static int64_t nested_items(KiValue v, int64_t limit) {
    if (!ki_is_kind(v, KI_K_TUPLE)) return limit;
    KiTuple *t = ki_tuple_of(v);
    limit -= t->len;
    for (int64_t i = 0; limit >= 0 && i < t->len; i++)
        limit = nested_items(t->items[i], limit);
    return limit;
}

static bool small_mul(KiValue a, KiValue b) {
    if (is_integer(a) && is_integer(b)) return bits_of(a) + bits_of(b) <= MAX_INT_BITS;
    if (is_integer(b)) {
        KiValue t = a;
        a = b;
        b = t;
    }
    int64_t n = length_of(b);
    if (n < 0) return true;
    int64_t times;
    if (!is_integer(a) || !ki_is_int(a)) return false;
    times = ki_int_val(a);
    if (times < 0 || n == 0) return true;
    if (ki_is_kind(b, KI_K_TUPLE))
        return times <= MAX_ITEMS / n && (times == 0 || nested_items(b, MAX_ITEMS / times) >= 0);
    return times <= MAX_STR / n;
}

static bool small_result(KiValue a, KiValue b, KiOperator op) {
    bool ints = is_integer(a) && is_integer(b);
    switch (op) {
    case KI_OPERATOR_Mult:
        return small_mul(a, b);
    case KI_OPERATOR_Pow:
        if (!ints || bits_of(b) == 0 || bits_of(a) == 0) return true;
        if (!ki_is_int(b) && !ki_is_bool(b)) return false;
        if (ki_is_int(b) && ki_int_val(b) < 0) return true;
        return (ki_is_int(b) ? ki_int_val(b) : 1) <= MAX_INT_BITS / bits_of(a);
    case KI_OPERATOR_LShift:
        if (!ints || bits_of(a) == 0) return true;
        return ki_is_int(b) && bits_of(b) <= 8 && ki_int_val(b) <= MAX_INT_BITS - bits_of(a);
    case KI_OPERATOR_Mod:
        return is_number(a);
    case KI_OPERATOR_Add:
        return length_of(a) <= MAX_STR && length_of(b) <= MAX_STR;
    default:
        return true;
    }
}

static const uint8_t binary_of[] = {
    [KI_OPERATOR_Add] = KI_ADD,          [KI_OPERATOR_Sub] = KI_SUB,
    [KI_OPERATOR_Mult] = KI_MUL,         [KI_OPERATOR_MatMult] = KI_MATMUL,
    [KI_OPERATOR_Div] = KI_TRUEDIV,      [KI_OPERATOR_Mod] = KI_MOD,
    [KI_OPERATOR_Pow] = KI_POW,          [KI_OPERATOR_LShift] = KI_LSHIFT,
    [KI_OPERATOR_RShift] = KI_RSHIFT,    [KI_OPERATOR_BitOr] = KI_OR,
    [KI_OPERATOR_BitXor] = KI_XOR,       [KI_OPERATOR_BitAnd] = KI_AND,
    [KI_OPERATOR_FloorDiv] = KI_FLOORDIV};

/* v, or ABSENT after a failed operation: it will raise when the program runs. Running out of memory
 * is a failure of the compilation. */
static KiValue or_absent(KiCompiler *c, KiValue v) {
    if (v != KI_ERR) return v;
    if (ki_pending_is(c->ks, KI_EXC_MemoryError))
        c->failed = true;
    else
        ki_clear_exc(c->ks);
    return KI_ABSENT;
}

static KiValue fold_binop(KiCompiler *c, KiAst *e) {
    KiValue a = ki_fold(c, e->BinOp.left);
    if (a == KI_ABSENT) return a;
    KiValue b = ki_fold(c, e->BinOp.right);
    if (b == KI_ABSENT) return b;
    KiOperator op = e->BinOp.op;
    bool seq = op == KI_OPERATOR_Add || op == KI_OPERATOR_Mult;
    if (!(is_number(a) && is_number(b)) && !(seq && (length_of(a) >= 0 || length_of(b) >= 0)))
        return KI_ABSENT;
    if (!small_result(a, b, op)) return KI_ABSENT;
    return or_absent(c, ki_binary(c->ks, a, b, (KiBinaryOp)binary_of[op]));
}

static KiValue fold_unary(KiCompiler *c, KiAst *e) {
    KiValue a = ki_fold(c, e->UnaryOp.operand);
    if (a == KI_ABSENT) return a;
    if (e->UnaryOp.op == KI_UNARYOP_Not) {
        int t = ki_truth(c->ks, a);
        return t < 0 ? or_absent(c, KI_ERR) : ki_bool(!t);
    }
    if (!is_number(a)) return KI_ABSENT;
    KiUnaryOp op = e->UnaryOp.op == KI_UNARYOP_USub   ? KI_NEG
                   : e->UnaryOp.op == KI_UNARYOP_UAdd ? KI_POS
                                                      : KI_INVERT;
    return or_absent(c, ki_unary(c->ks, a, op));
}

KiValue ki_fold_sequence(KiCompiler *c, KiAstSeq elts) {
    for (uint32_t i = 0; i < elts.n; i++)
        if (elts.at[i]->kind == KI_AST_Starred || ki_fold(c, elts.at[i]) == KI_ABSENT)
            return KI_ABSENT;
    if (c->failed) return KI_ABSENT;
    KiTuple *t = ki_tuple_alloc(c->ks, elts.n);
    if (!t) return c->failed = true, KI_ABSENT;
    for (uint32_t i = 0; i < elts.n; i++)
        t->items[i] = ki_new_ref(ki_fold(c, elts.at[i]));
    return ki_from_obj(t);
}

static KiValue fold_subscript(KiCompiler *c, KiAst *e) {
    if (e->Subscript.ctx != KI_CTX_Load) return KI_ABSENT;
    KiValue a = ki_fold(c, e->Subscript.value);
    if (length_of(a) < 0 || e->Subscript.slice->kind == KI_AST_Slice) return KI_ABSENT;
    KiValue i = ki_fold(c, e->Subscript.slice);
    if (i == KI_ABSENT || !is_integer(i)) return KI_ABSENT;
    return or_absent(c, ki_getitem(c->ks, a, i));
}

static KiValue compute(KiCompiler *c, KiAst *e) {
    switch (e->kind) {
    case KI_AST_Constant:
        return ki_comp_check(c, noted_value(c, e));
    case KI_AST_BinOp:
        return fold_binop(c, e);
    case KI_AST_UnaryOp:
        return fold_unary(c, e);
    case KI_AST_Tuple:
        return e->Tuple.ctx == KI_CTX_Load ? ki_fold_sequence(c, e->Tuple.elts) : KI_ABSENT;
    case KI_AST_Subscript:
        return fold_subscript(c, e);
    case KI_AST_Name:
        if (e->Name.ctx == KI_CTX_Load && e->Name.id->len == 9 &&
            !memcmp(e->Name.id->s, "__debug__", 9))
            return ki_bool(!c->optimize);
        return KI_ABSENT;
    default:
        return KI_ABSENT;
    }
}

KiValue ki_fold(KiCompiler *c, KiAst *e) {
    if (c->failed || (e->scratch & KI_SCRATCH_NOT_CONST)) return KI_ABSENT;
    uint64_t known;
    if (ki_ptrmap_get(&c->folded, e, &known)) return known;
    if (!ki_comp_enter(c)) return KI_ABSENT;
    KiValue v = compute(c, e);
    ki_comp_leave(c);
    if (c->failed) {
        if (v != KI_ABSENT) ki_decref(c->ks, v);
        return KI_ABSENT;
    }
    if (v == KI_ABSENT) {
        e->scratch |= KI_SCRATCH_NOT_CONST;
        return v;
    }
    if (!ki_ptrmap_set(&c->folded, e, v)) {
        ki_decref(c->ks, v);
        ki_comp_nomem(c);
        return KI_ABSENT;
    }
    return v;
}

int ki_static_truth(KiCompiler *c, KiAst *e) {
    KiValue v = ki_fold(c, e);
    if (v == KI_ABSENT) return -1;
    int t = ki_truth(c->ks, v);
    if (t < 0) c->failed = true;
    return t;
}
