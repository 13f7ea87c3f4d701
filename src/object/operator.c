/* Operators on any values: arithmetic with the reflected-operand protocol, comparison, truth, hash.
 * The VM takes its own short cuts for ints, floats and the like before it comes here. */
#include "depth.h"
#include "heap.h"
#include "obj_int.h"
#include "object_private.h"
#include "slot.h"

static const char *const symbols[KI_N_BINARY] = {"+",  "-",  "*", "/", "//", "%", "** or pow()",
                                                 "<<", ">>", "&", "|", "^",  "@", "divmod()"};

static KiValue unsupported(KiState *ks, KiValue a, KiValue b, const char *symbol,
                           const char *suffix) {
    return ki_raise(ks, KI_EXC_TypeError, "unsupported operand type(s) for %s%s: '%s' and '%s'",
                    symbol, suffix, ki_type_name(ks, a), ki_type_name(ks, b));
}

/* The number slots in protocol order; KI_NOT_IMPLEMENTED if none answers. */
static KiValue try_binary(KiState *ks, KiType *ta, KiType *tb, KiValue a, KiValue b,
                          KiBinaryOp op) {
    KiValue (*fa)(KiState *, KiValue, KiValue) = ta->slots->binary[op];
    KiValue (*fb)(KiState *, KiValue, KiValue) = ta == tb ? NULL : tb->slots->binary[op];
    if (fb == fa) fb = NULL;
    if (fa) {
        if (fb && ki_is_subtype(tb, ta)) {
            KiValue r = fb(ks, a, b);
            if (r != KI_NOT_IMPLEMENTED) return r;
            fb = NULL;
        }
        KiValue r = fa(ks, a, b);
        if (r != KI_NOT_IMPLEMENTED) return r;
    }
    return fb ? fb(ks, a, b) : KI_NOT_IMPLEMENTED;
}

/* seq * n, n by __index__. */
static KiValue repeat(KiState *ks, KiValue (*fn)(KiState *, KiValue, int64_t), KiValue seq,
                      KiValue count) {
    int64_t n;
    if (!ki_is_integer(count) && !ki_type_of(ks, count)->slots->unary[KI_INDEX])
        return ki_raise(ks, KI_EXC_TypeError, "can't multiply sequence by non-int of type '%s'",
                        ki_type_name(ks, count));
    if (!ki_index_i64(ks, count, &n)) {
        if (ki_pending_is(ks, KI_EXC_OverflowError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_OverflowError, "cannot fit '%s' into an index-sized integer",
                     ki_type_name(ks, count));
        }
        return KI_ERR;
    }
    return fn(ks, seq, n);
}

/* Sequence + and *, after the number slots declined. */
static KiValue try_sequence(KiState *ks, KiType *ta, KiType *tb, KiValue a, KiValue b,
                            KiBinaryOp op, bool inplace) {
    if (op == KI_ADD) {
        KiValue (*f)(KiState *, KiValue, KiValue) =
            inplace && ta->slots->iconcat ? ta->slots->iconcat : ta->slots->concat;
        return f ? f(ks, a, b) : KI_NOT_IMPLEMENTED;
    }
    if (op == KI_MUL) {
        if (inplace && ta->slots->irepeat) return repeat(ks, ta->slots->irepeat, a, b);
        if (ta->slots->repeat) return repeat(ks, ta->slots->repeat, a, b);
        /* *= asks the right operand only if the left is no container at all */
        if (inplace && (ta->flags & KI_TF_HEAP || ta->slots->len)) return KI_NOT_IMPLEMENTED;
        if (tb->slots->repeat) return repeat(ks, tb->slots->repeat, b, a);
    }
    return KI_NOT_IMPLEMENTED;
}

/* print >> f: the mistake of Python 2 habits has its own hint. */
static bool is_print(KiState *ks, KiValue v) {
    return ki_is_kind(v, KI_K_NATIVE) && !strcmp(((KiNative *)ki_obj(v))->name, "print");
}

static KiValue int_fast(KiState *ks, KiValue a, KiValue b, KiBinaryOp op) {
    int64_t x = ki_int_val(a), y = ki_int_val(b);
    if (op == KI_ADD) return ki_int_from_i64(ks, x + y);
    if (op == KI_SUB) return ki_int_from_i64(ks, x - y);
    return KI_NOT_IMPLEMENTED;
}

KiValue ki_binary(KiState *ks, KiValue a, KiValue b, KiBinaryOp op) {
    if (op <= KI_SUB && ki_both_int(a, b)) return int_fast(ks, a, b, op);
    KiType *ta = ki_type_of(ks, a), *tb = ki_type_of(ks, b);
    KiValue r = try_binary(ks, ta, tb, a, b, op);
    if (r == KI_NOT_IMPLEMENTED && (op == KI_ADD || op == KI_MUL))
        r = try_sequence(ks, ta, tb, a, b, op, false);
    if (KB_LIKELY(r != KI_NOT_IMPLEMENTED)) return r;
    if (op == KI_RSHIFT && is_print(ks, a))
        return ki_raise(ks, KI_EXC_TypeError,
                        "unsupported operand type(s) for >>: '%s' and '%s'. Did you mean "
                        "\"print(<message>, file=<output_stream>)\"?",
                        ki_type_name(ks, a), ki_type_name(ks, b));
    return unsupported(ks, a, b, symbols[op], "");
}

KiValue ki_sequence_binary(KiState *ks, KiValue a, KiValue b, KiBinaryOp op, bool inplace) {
    return try_sequence(ks, ki_type_of(ks, a), ki_type_of(ks, b), a, b, op, inplace);
}

KiValue ki_number_add(KiState *ks, KiValue a, KiValue b, bool inplace) {
    KiType *ta = ki_type_of(ks, a), *tb = ki_type_of(ks, b);
    KiValue r = KI_NOT_IMPLEMENTED;
    if (inplace && ta->slots->inplace[KI_ADD]) r = ta->slots->inplace[KI_ADD](ks, a, b);
    return r == KI_NOT_IMPLEMENTED ? try_binary(ks, ta, tb, a, b, KI_ADD) : r;
}

KiValue ki_inplace(KiState *ks, KiValue a, KiValue b, KiBinaryOp op) {
    KiType *ta = ki_type_of(ks, a), *tb = ki_type_of(ks, b);
    KiValue r = KI_NOT_IMPLEMENTED;
    if (ta->slots->inplace[op])
        r = ta->slots->inplace[op](ks, a, b);
    else if (op == KI_ADD && (ta->flags & KI_TF_HEAP) && ta->slots->iconcat)
        r = ta->slots->iconcat(ks, a, b); /* a class inherits it as its __iadd__, before __add__ */
    if (r == KI_NOT_IMPLEMENTED) r = try_binary(ks, ta, tb, a, b, op);
    if (r == KI_NOT_IMPLEMENTED && (op == KI_ADD || op == KI_MUL))
        r = try_sequence(ks, ta, tb, a, b, op, true);
    if (KB_LIKELY(r != KI_NOT_IMPLEMENTED)) return r;
    return op == KI_POW ? unsupported(ks, a, b, "**=", "")
                        : unsupported(ks, a, b, symbols[op], "=");
}

static KiValue bad_unary(KiState *ks, KiValue a, KiUnaryOp op) {
    const char *t = ki_type_name(ks, a);
    switch (op) {
    case KI_NEG:
        return ki_raise(ks, KI_EXC_TypeError, "bad operand type for unary -: '%s'", t);
    case KI_POS:
        return ki_raise(ks, KI_EXC_TypeError, "bad operand type for unary +: '%s'", t);
    case KI_INVERT:
        return ki_raise(ks, KI_EXC_TypeError, "bad operand type for unary ~: '%s'", t);
    case KI_ABS:
        return ki_raise(ks, KI_EXC_TypeError, "bad operand type for abs(): '%s'", t);
    case KI_FLOAT:
        return ki_raise(ks, KI_EXC_TypeError, "must be real number, not %s", t);
    case KI_INT:
        return ki_raise(
            ks, KI_EXC_TypeError,
            "int() argument must be a string, a bytes-like object or a real number, not '%s'", t);
    default:
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object cannot be interpreted as an integer", t);
    }
}

KiValue ki_unary(KiState *ks, KiValue a, KiUnaryOp op) {
    KiValue (*f)(KiState *, KiValue) = ki_type_of(ks, a)->slots->unary[op];
    return f ? f(ks, a) : bad_unary(ks, a, op);
}

/* --- comparison --- */

static const KiCompareOp swapped[] = {KI_GT, KI_GE, KI_EQ, KI_NE, KI_LT, KI_LE};
static const char *const compare_symbols[] = {"<", "<=", "==", "!=", ">", ">="};

static KiValue rich_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    KiType *ta = ki_type_of(ks, a), *tb = ki_type_of(ks, b);
    bool tried_b = false;
    if (ta != tb && tb->slots->compare && ki_is_subtype(tb, ta)) {
        tried_b = true;
        KiValue r = tb->slots->compare(ks, b, a, swapped[op]);
        if (r != KI_NOT_IMPLEMENTED) return r;
    }
    if (ta->slots->compare) {
        KiValue r = ta->slots->compare(ks, a, b, op);
        if (r != KI_NOT_IMPLEMENTED) return r;
    }
    if (!tried_b && tb->slots->compare) {
        KiValue r = tb->slots->compare(ks, b, a, swapped[op]);
        if (r != KI_NOT_IMPLEMENTED) return r;
    }
    if (op == KI_EQ || op == KI_NE) return ki_bool((a == b) == (op == KI_EQ));
    return ki_raise(ks, KI_EXC_TypeError, "'%s' not supported between instances of '%s' and '%s'",
                    compare_symbols[op], ki_type_cname(ks, ta), ki_type_cname(ks, tb));
}

KiValue ki_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (KB_UNLIKELY(!ki_depth_enter(ks, " in comparison"))) return KI_ERR;
    KiValue r = rich_compare(ks, a, b, op);
    ks->depth--;
    return r;
}

int ki_compare_bool(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (a == b) {
        if (op == KI_EQ) return 1;
        if (op == KI_NE) return 0;
    }
    KiValue r = ki_compare(ks, a, b, op);
    if (r == KI_ERR) return -1;
    if (KB_LIKELY(ki_is_bool(r))) return r == KI_TRUE;
    int t = ki_truth(ks, r);
    ki_decref(ks, r);
    return t;
}

/* --- truth and hash --- */

int ki_truth(KiState *ks, KiValue v) {
    if (!ki_is_ptr(v)) {
        if (ki_is_int(v)) return v != ki_small_int(0);
        if (ki_is_float(v)) return ki_float_val(v) != 0.0;
        if (KB_UNLIKELY(v == KI_NOT_IMPLEMENTED))
            return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                           "NotImplemented should not be used in a boolean context")
                       ? 1
                       : -1;
        return v != KI_FALSE && v != KI_NONE;
    }
    const KiSlots *s = ki_obj_type(ki_obj(v))->slots;
    if (s->truth) return s->truth(ks, v);
    if (s->len) {
        int64_t n = s->len(ks, v);
        return n < 0 ? -1 : n > 0;
    }
    return 1;
}

bool ki_hash(KiState *ks, KiValue v, int64_t *out) {
    bool (*f)(KiState *, KiValue, int64_t *) = ki_type_of(ks, v)->slots->hash;
    return f ? f(ks, v, out) : ki_unhashable(ks, v, out);
}

bool ki_callable(KiState *ks, KiValue v) {
    return ki_type_of(ks, v)->slots->call != NULL;
}
