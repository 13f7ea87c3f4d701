/* The Tensor type: operators, indexing, iteration, conversion to Python numbers, printing. */
#include <math.h>

#include "../object/containers.h"
#include "../object/number.h"
#include "../object/object_private.h"
#include "../object/slot.h"
#include "torch_lazy.h"
#include "torch_override.h"
#include "torch_profile.h"
#include "torch_sparse.h"

/* --- operators --- */

/* A tensor or a number as an operand. 1, 0 (neither), -1. */
static int operand_of(KiState *ks, KiValue v, KtOperand *o) {
    o->t = NULL;
    if (KB_LIKELY(ki_is_tensor(v))) {
        o->t = ki_tensor_of(v);
        return 1;
    }
    int r = ki_to_scalar(ks, v, &o->s);
    if (KB_UNLIKELY(o->s.kind == KT_S_BOOL) && r == 1 && ki_is_np_scalar(v))
        o->s = kt_scalar_float(o->s.i); /* PyTorch reads NumPy's truth values as floats */
    return r;
}

/* May the result of an element-wise operation be written over x? It must be a temporary of the
 * running expression that nothing else can see, and of the result's shape and type. */
static bool reusable(KtCtx *ctx, KtTensor *x, const KtOperand *other) {
    if (x->refs != 1 || x->ag || x->flags & KT_T_VIEW || x->numel < 1024 ||
        !kt_is_float_dtype(x->dtype) || !kt_is_contiguous(x) || x->storage->place > KT_PLACE_BUFFER)
        return false;
    if (atomic_load_explicit(&x->storage->refs, memory_order_relaxed) != 1) return false;
    if (!other->t) return other->s.kind != KT_S_COMPLEX;
    return other->t->dtype == x->dtype && kt_same_shape(x, other->t) &&
           !kta_will_record(ctx, 1, (KtTensor *const[]){other->t});
}

/* Operators read memory: of lazy views they get copies, and calls with sparse tensors go another
 * way altogether. */
#define LAZY(ks, a, b)                                                                             \
    (KB_UNLIKELY((ks)->lazy_arguments) && (tl_is_lazy(a) || tl_is_lazy(b) || to_record(ks)))
/* Classes of their own are asked before all that (torch_override.h): returns what they answer. */
#define ASK(ks, what)                                                                              \
    do {                                                                                           \
        if (KB_UNLIKELY((ks)->lazy_arguments) && to_on(ks)) {                                      \
            KiValue answer_ = (what);                                                              \
            if (answer_ != KI_ABSENT) return answer_;                                              \
        }                                                                                          \
    } while (0)
#define SPARSE(ks, a, b) (KB_UNLIKELY((ks)->lazy_arguments) && (ts_is_sparse(a) || ts_is_sparse(b)))
/* Whether an operator is to be recorded, which happens in call_slot; that comes back to it. */
static bool to_record(KiState *ks) {
    if (!tp_recording(ks)) return false;
    bool entered = ki_ts(ks)->profile_entered;
    ki_ts(ks)->profile_entered = false;
    return !entered;
}
static inline bool is_unusual(KiValue v) {
    return ki_is_tensor(v) && ki_tensor_of(v)->flags & KT_T_UNUSUAL;
}
#define UNUSUAL(ks, a, b)                                                                          \
    (KB_UNLIKELY((ks)->lazy_arguments) && (is_unusual(a) || is_unusual(b) || to_record(ks)))
#define SLOT(name)                                                                                 \
    static KiValue name##_slot(KiState *ks, int op, KiValue *v) {                                  \
        return name(ks, (KtOp)op, v[0], v[1]);                                                     \
    }
static KiValue inplace_slot(KiState *ks, int op, KiValue *v);
static KiValue unary_slot(KiState *ks, int op, KiValue *v);
static KiValue matmul_slot(KiState *ks, int op, KiValue *v);
static KiValue call_slot(KiState *ks, TlSlotFn fn, KtOp op, KiValue a, KiValue b) {
    KiValue v[2] = {a, b};
    if (ts_any(v, 2)) return ts_operator(ks, op, fn == inplace_slot, v, 2);
    if (KB_LIKELY(!tp_recording(ks))) return tl_call_slot(ks, fn, op, v, 2);
    char name[52];
    if (fn == matmul_slot)
        strcpy(name, "matmul");
    else
        kt_op_torch_name(op, name);
    if (fn == inplace_slot) strcat(name, "_");
    int64_t at = tp_begin(ks, name, v, fn == unary_slot ? 1 : 2);
    ki_ts(ks)->profile_entered = fn != matmul_slot;
    KiValue r = tl_call_slot(ks, fn, op, v, 2);
    ki_ts(ks)->profile_entered = false;
    tp_end(ks, at);
    return r;
}
/* What reads elements of a sparse tensor raises. */
static bool refused(KiState *ks, KiValue v, const char *name) {
    if (KB_LIKELY(!kt_is_sparse(ki_tensor_of(v)))) return false;
    ki_decref(ks, ts_call(ks, name, 'o', &v, 1, KI_ABSENT));
    return ki_pending(ks);
}

/* What stands for an operator in the eyes of classes that are asked. */
typedef struct Operator {
    const char *forward, *reflected, *in_place;
} Operator;
static const Operator operators[] = {
    [KT_OP_ADD] = {"add", "add", "add_"},
    [KT_OP_SUB] = {"sub", "__rsub__", "sub_"},
    [KT_OP_MUL] = {"mul", "mul", "mul_"},
    [KT_OP_DIV] = {"div", "__rtruediv__", "div_"},
    [KT_OP_FLOOR_DIV] = {"__floordiv__", "__rfloordiv__", "floor_divide_"},
    [KT_OP_REMAINDER] = {"remainder", "__rmod__", "remainder_"},
    [KT_OP_POW] = {"__pow__", "__rpow__", "__ipow__"},
    [KT_OP_LSHIFT] = {"__lshift__", "__rlshift__", "__ilshift__"},
    [KT_OP_RSHIFT] = {"__rshift__", "__rrshift__", "__irshift__"},
    [KT_OP_BITWISE_AND] = {"__and__", "bitwise_and", "__iand__"},
    [KT_OP_BITWISE_OR] = {"__or__", "bitwise_or", "__ior__"},
    [KT_OP_BITWISE_XOR] = {"__xor__", "bitwise_xor", "__ixor__"},
    [KT_OP_MATMUL] = {"matmul", "__rmatmul__", NULL},
    [KT_OP_LT] = {"lt", "gt", NULL},
    [KT_OP_LE] = {"le", "ge", NULL},
    [KT_OP_EQ] = {"eq", "eq", NULL},
    [KT_OP_NE] = {"ne", "ne", NULL},
    [KT_OP_GT] = {"gt", "lt", NULL},
    [KT_OP_GE] = {"ge", "le", NULL},
    [KT_OP_NEG] = {"neg", NULL, NULL},
    [KT_OP_POSITIVE] = {"positive", NULL, NULL},
    [KT_OP_ABS] = {"abs", NULL, NULL},
    [KT_OP_BITWISE_NOT] = {"__invert__", NULL, NULL},
};
static bool may_be_operand(KiState *ks, KtOp op, KiValue v) {
    KtScalar s;
    return ki_is_tensor(v) || to_asks(ks, v) ||
           (op != KT_OP_MATMUL && ki_to_scalar(ks, v, &s) == 1);
}
/* A TypeError, whoever raised it, means that the operands do not go together. */
static KiValue ask_operator(KiState *ks, KtOp op, bool in_place, KiValue a, KiValue b) {
    KiValue v[2] = {a, b};
    if (!to_any(ks, v, 2) || !may_be_operand(ks, op, a) || !may_be_operand(ks, op, b))
        return KI_ABSENT;
    bool reflected = !ki_is_tensor(a);
    if (reflected) v[0] = b, v[1] = a;
    const Operator *o = &operators[op];
    const char *name = in_place ? o->in_place : reflected ? o->reflected : o->forward;
    KiValue r = name ? to_method(ks, name, v, 2) : KI_ABSENT;
    if (r != KI_ERR || !ki_is_ptr(ks->exc) ||
        !ki_is_subtype(ki_obj_type(ki_obj(ks->exc)), ks->exceptions[KI_EXC_TypeError]))
        return r;
    ki_clear_exc(ks);
    return KI_NOT_IMPLEMENTED;
}
static KiValue ask_unary(KiState *ks, KtOp op, KiValue v) {
    return to_method(ks, operators[op].forward, &v, 1);
}
/* The same of a special method whose result must be of a certain type: "__bool__ should return..."
 */
static KiValue ask_number(KiState *ks, const char *name, KiValue v, KiKind kind, const char *of) {
    KiValue r = to_method(ks, name, &v, 1);
    if (r == KI_ABSENT || r == KI_ERR || ki_is_kind(r, kind) ||
        (kind == KI_K_INT && ki_is_int(r)) || (kind == KI_K_FLOAT && ki_is_float(r)) ||
        (kind == KI_K_BOOL && ki_is_bool(r)))
        return r;
    (void)ki_raise(ks, KI_EXC_TypeError, "%s returned non-%s (type %s)", name, of,
                   ki_type_name(ks, r));
    ki_decref(ks, r);
    return KI_ERR;
}

static KiValue binary(KiState *ks, KtOp op, KiValue a, KiValue b);
static KiValue inplace(KiState *ks, KtOp op, KiValue a, KiValue b);
static KiValue unary(KiState *ks, KtOp op, KiValue v, KiValue none);
SLOT(binary)
SLOT(inplace)
SLOT(unary)

static KiValue binary(KiState *ks, KtOp op, KiValue a, KiValue b) {
    ASK(ks, ask_operator(ks, op, false, a, b));
    if (UNUSUAL(ks, a, b)) return call_slot(ks, binary_slot, op, a, b);
    KtCtx *ctx = ki_kt(ks);
    KtOperand x, y;
    int ra = operand_of(ks, a, &x), rb = ra == 1 ? operand_of(ks, b, &y) : 0;
    if (KB_UNLIKELY(ra != 1 || rb != 1)) return ra < 0 || rb < 0 ? KI_ERR : KI_NOT_IMPLEMENTED;
    if (KB_UNLIKELY(ks->operand_temp) && op <= KT_OP_DIV) {
        if (ks->operand_temp & 1 && x.t && reusable(ctx, x.t, &y))
            return ki_tensor_wrap(ks, kt_binary_any(ctx, op, &x, &y, KT_NO_DTYPE, x.t));
        if (ks->operand_temp & 2 && y.t && reusable(ctx, y.t, &x))
            return ki_tensor_wrap(ks, kt_binary_any(ctx, op, &x, &y, KT_NO_DTYPE, y.t));
    }
    return ki_tensor_wrap(ks, kta_binary(ctx, op, &x, &y));
}

static KiValue inplace(KiState *ks, KtOp op, KiValue a, KiValue b) {
    ASK(ks, ask_operator(ks, op, true, a, b));
    if (UNUSUAL(ks, a, b)) return call_slot(ks, inplace_slot, op, a, b);
    KtCtx *ctx = ki_kt(ks);
    KtOperand x, y;
    int r = operand_of(ks, b, &y);
    if (r != 1 || !ki_is_tensor(a)) return r < 0 ? KI_ERR : KI_NOT_IMPLEMENTED;
    x.t = ki_tensor_of(a);
    KtTensor *both[2] = {x.t, y.t};
    if (kta_will_record(ctx, y.t ? 2 : 1, both)) {
        if (!kta_check_inplace(ctx, x.t)) return ki_kt_raise(ks);
        return ta_assign(ks, x.t, kta_binary(ctx, op, &x, &y)) ? ki_new_ref(a) : KI_ERR;
    }
    KtTensor *t = kt_binary_any(ctx, op, &x, &y, KT_NO_DTYPE, x.t);
    if (!t) return ki_kt_raise(ks);
    kt_decref(ctx, t);
    return ki_new_ref(a);
}

#define OPERATOR(name, OP)                                                                         \
    static KiValue b_##name(KiState *ks, KiValue a, KiValue b) {                                   \
        return binary(ks, KT_OP_##OP, a, b);                                                       \
    }                                                                                              \
    static KiValue i_##name(KiState *ks, KiValue a, KiValue b) {                                   \
        return inplace(ks, KT_OP_##OP, a, b);                                                      \
    }
OPERATOR(add, ADD)
OPERATOR(sub, SUB)
OPERATOR(mul, MUL)
OPERATOR(divided, DIV)
OPERATOR(floordiv, FLOOR_DIV)
OPERATOR(mod, REMAINDER)
OPERATOR(power, POW)
OPERATOR(lshift, LSHIFT)
OPERATOR(rshift, RSHIFT)
OPERATOR(and, BITWISE_AND)
OPERATOR(or, BITWISE_OR)
OPERATOR(xor, BITWISE_XOR)

/* A number by a tensor is the number times the reciprocal. */
static KiValue b_truediv(KiState *ks, KiValue a, KiValue b) {
    if (ki_is_tensor(a) || !ki_is_tensor(b) || UNUSUAL(ks, a, b)) return b_divided(ks, a, b);
    ASK(ks, ask_operator(ks, KT_OP_DIV, false, a, b));
    KtCtx *ctx = ki_kt(ks);
    KtOperand x, y = {.t = NULL};
    int known = operand_of(ks, a, &x);
    if (known < 0 || (!known && !ki_is_ndarray(a))) return known < 0 ? KI_ERR : KI_NOT_IMPLEMENTED;
    y.t = kta_unary(ctx, KT_OP_RECIPROCAL, ki_tensor_of(b));
    if (!y.t) return ki_kt_raise(ks);
    if (KB_UNLIKELY(!known)) {
        KiValue inverse = ki_tensor_wrap(ks, y.t);
        KiValue product = inverse == KI_ERR ? KI_ERR : ki_binary(ks, inverse, a, KI_MUL);
        ki_decref(ks, inverse);
        return product;
    }
    bool over = !y.t->ag && x.s.kind != KT_S_COMPLEX; /* nobody else sees the reciprocal */
    KtTensor *r = over ? kt_binary_any(ctx, KT_OP_MUL, &y, &x, KT_NO_DTYPE, y.t)
                       : kta_binary(ctx, KT_OP_MUL, &y, &x);
    kt_decref(ctx, y.t);
    return ki_tensor_wrap(ks, r);
}
#define i_truediv i_divided

/* PyTorch makes a tensor of a number before the operator, so that both are tensors. */
static KiValue b_pow(KiState *ks, KiValue a, KiValue b) {
    KiValue r = b_power(ks, a, b);
    if (!ki_is_tensor(a) && r != KI_ERR && ki_is_tensor(r))
        kta_name_node(ki_tensor_of(r), "PowBackward1");
    return r;
}

static KiValue matmul_slot(KiState *ks, int op, KiValue *v) {
    return ki_tensor_wrap(ks, kta_matmul(ki_kt(ks), ki_tensor_of(v[0]), ki_tensor_of(v[1])));
}
static KiValue b_matmul(KiState *ks, KiValue a, KiValue b) {
    ASK(ks, ask_operator(ks, KT_OP_MATMUL, false, a, b));
    if (!ki_is_tensor(a) || !ki_is_tensor(b)) return KI_NOT_IMPLEMENTED;
    if (SPARSE(ks, a, b)) return ts_operator(ks, KT_OP_MATMUL, false, (KiValue[]){a, b}, 2);
    if (LAZY(ks, a, b)) return call_slot(ks, matmul_slot, KT_OP_MUL, a, b);
    return ki_tensor_wrap(ks, kta_matmul(ki_kt(ks), ki_tensor_of(a), ki_tensor_of(b)));
}

static KiValue compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    static const KtOp ops[] = {[KI_LT] = KT_OP_LT, [KI_LE] = KT_OP_LE, [KI_EQ] = KT_OP_EQ,
                               [KI_NE] = KT_OP_NE, [KI_GT] = KT_OP_GT, [KI_GE] = KT_OP_GE};
    return binary(ks, ops[op], a, b);
}

static KiValue unary(KiState *ks, KtOp op, KiValue v, KiValue none) {
    ASK(ks, ask_unary(ks, op, v));
    if (SPARSE(ks, v, none)) return ts_operator(ks, op, false, &v, 1);
    if (LAZY(ks, v, none)) return call_slot(ks, unary_slot, op, v, none);
    return ki_tensor_wrap(ks, kta_unary(ki_kt(ks), op, ki_tensor_of(v)));
}
static KiValue u_neg(KiState *ks, KiValue v) {
    return unary(ks, KT_OP_NEG, v, KI_NONE);
}
static KiValue u_pos(KiState *ks, KiValue v) {
    ASK(ks, ask_unary(ks, KT_OP_POSITIVE, v));
    if (SPARSE(ks, v, v)) return ts_operator(ks, KT_OP_POSITIVE, false, &v, 1);
    return ki_tensor_wrap(ks, kta_unary(ki_kt(ks), KT_OP_POSITIVE, ki_tensor_of(v)));
}
static KiValue u_abs(KiState *ks, KiValue v) {
    return unary(ks, KT_OP_ABS, v, KI_NONE);
}
static KiValue u_invert(KiState *ks, KiValue v) {
    ASK(ks, ask_unary(ks, KT_OP_BITWISE_NOT, v));
    if (kt_is_inexact_dtype(ki_tensor_of(v)->dtype))
        return ki_raise(ks, KI_EXC_TypeError,
                        "~ (operator.invert) is only implemented on integer "
                        "and Boolean-type tensors");
    return unary(ks, KT_OP_BITWISE_NOT, v, KI_NONE);
}

/* --- Python numbers --- */

static bool only_element(KiState *ks, KiValue v, KtScalar *s) {
    KtTensor *t = ki_tensor_of(v);
    if (t->numel != 1) {
        ki_raise(ks, KI_EXC_ValueError,
                 "only one element tensors can be converted to Python scalars");
        return false;
    }
    if (refused(ks, v, "item")) return false;
    *s = kt_first(t);
    return true;
}
static KiValue u_int(KiState *ks, KiValue v) {
    KtScalar s;
    ASK(ks, ask_number(ks, "__int__", v, KI_K_INT, "int"));
    if (!only_element(ks, v, &s)) return KI_ERR;
    if (s.kind == KT_S_FLOAT) return ki_int_from_double(ks, s.f);
    if (s.kind == KT_S_COMPLEX && !kt_check_number(ki_kt(ks), KT_I64, &s)) return ki_kt_raise(ks);
    return ki_int_from_i64(ks, kt_scalar_as_int(&s));
}
static KiValue u_float(KiState *ks, KiValue v) {
    KtScalar s;
    ASK(ks, ask_number(ks, "__float__", v, KI_K_FLOAT, "float"));
    if (!only_element(ks, v, &s)) return KI_ERR;
    if (s.kind == KT_S_COMPLEX && s.c.im != 0 && !kt_check_number(ki_kt(ks), KT_F64, &s))
        return ki_kt_raise(ks);
    return ki_float(kt_scalar_as_double(&s));
}
static KiValue u_index(KiState *ks, KiValue v) {
    ASK(ks, ask_number(ks, "__index__", v, KI_K_INT, "int"));
    KtTensor *t = ki_tensor_of(v);
    KtScalar s;
    if (t->numel != 1 || kt_is_inexact_dtype(t->dtype))
        return ki_raise(ks, KI_EXC_TypeError,
                        "only integer tensors of a single element can be converted to an index");
    return only_element(ks, v, &s) ? ki_int_from_i64(ks, kt_scalar_as_int(&s)) : KI_ERR;
}
static KiValue m_complex(KiState *ks, KiValue *args, int nargs) {
    KtScalar s;
    ASK(ks, to_method(ks, "__complex__", args, 1));
    if (!only_element(ks, args[0], &s)) return KI_ERR;
    return s.kind == KT_S_COMPLEX ? ki_complex_new(ks, s.c.re, s.c.im)
                                  : ki_complex_new(ks, kt_scalar_as_double(&s), 0);
}
static int truth(KiState *ks, KiValue v) {
    if (KB_UNLIKELY(ks->lazy_arguments) && to_on(ks)) {
        KiValue r = to_method(ks, "__bool__", &v, 1);
        if (r != KI_ABSENT && r != KI_ERR && !ki_is_bool(r)) {
            (void)ki_raise(ks, KI_EXC_TypeError, "__bool__ should return bool, returned %s",
                           ki_type_name(ks, r));
            ki_decref(ks, r);
            return -1;
        }
        if (r != KI_ABSENT) return r == KI_ERR ? -1 : r == KI_TRUE;
    }
    KtTensor *t = ki_tensor_of(v);
    if (t->numel == 1) {
        if (refused(ks, v, "is_nonzero")) return -1;
        KtScalar s = kt_first(t);
        return kt_scalar_as_bool(&s);
    }
    ki_raise(ks, KI_EXC_RuntimeError,
             t->numel ? "Boolean value of Tensor with more than one value is ambiguous"
                      : "Boolean value of Tensor with no values is ambiguous");
    return -1;
}

/* --- container --- */

static int64_t length(KiState *ks, KiValue v) {
    if (KB_UNLIKELY(ks->lazy_arguments) && to_on(ks)) {
        KiValue r = to_method(ks, "__len__", &v, 1);
        int64_t n = -1;
        bool ok = r != KI_ABSENT && r != KI_ERR && ki_to_i64(ks, r, &n);
        if (r != KI_ABSENT && r != KI_ERR) ki_decref(ks, r);
        if (ok && n < 0) (void)ki_raise(ks, KI_EXC_ValueError, "__len__() should return >= 0");
        if (r != KI_ABSENT) return ok && n >= 0 ? n : -1;
    }
    KtTensor *t = ki_tensor_of(v);
    if (t->ndim) return t->sizes[0];
    ki_raise(ks, KI_EXC_TypeError, "len() of a 0-d tensor");
    return -1;
}

/* Does an index pick elements one by one, so that the result is no view? */
static bool picks_item(KiValue v) {
    return ki_is_tensor(v) || ki_is_ndarray(v) || ki_is_list(v) || ki_is_tuple(v) || ki_is_bool(v);
}
static bool picks(KiValue key) {
    if (!ki_is_tuple(key)) return picks_item(key);
    for (int64_t i = 0; i < ki_tuple_of(key)->len; i++)
        if (picks_item(ki_tuple_of(key)->items[i])) return true;
    return false;
}
static KiValue getitem(KiState *ks, KiValue v, KiValue key);
static bool setitem(KiState *ks, KiValue v, KiValue key, KiValue value);
static KiValue getitem_slot(KiState *ks, int what, KiValue *v) {
    return getitem(ks, v[0], v[1]);
}
static KiValue setitem_slot(KiState *ks, int what, KiValue *v) {
    return setitem(ks, v[0], v[1], v[2]) ? KI_NONE : KI_ERR;
}

static KiValue getitem(KiState *ks, KiValue v, KiValue key) {
    ASK(ks, to_method(ks, "__getitem__", (KiValue[]){v, key}, 2));
    if (SPARSE(ks, v, key))
        return ts_call(ks, "__getitem__", 'o', (KiValue[]){v, key}, 2, KI_ABSENT);
    KtCtx *ctx = ki_kt(ks);
    KtTensor *t = ki_tensor_of(v);
    if (ki_is_int(key)) {
        KtIndexItem it = {.kind = KT_IX_INT, .start = ki_int_val(key)};
        return ki_tensor_wrap(ks, kta_index_get(ctx, t, &it, 1));
    }
    if (KB_UNLIKELY(ks->lazy_arguments) && picks(key) && tl_is_lazy(v)) {
        KiValue both[2] = {v, key};
        return tl_call_slot(ks, getitem_slot, 0, both, 2);
    }
    KiIndex ix;
    KiValue r = KI_ERR;
    if (ki_index_parse(ks, ctx, t, key, &ix))
        r = ki_tensor_wrap(ks, ta_warn_of_index(ctx, t, ix.items, ix.n, NULL)
                                   ? kta_index_get(ctx, t, ix.items, ix.n)
                                   : NULL);
    ki_index_release(ks, &ix);
    return r;
}

/* Of NumPy's numbers integers may be assigned, and those that are Python's floats or complex. */
static bool assignable(KiState *ks, KiValue v) {
    int dtype = ki_np_scalar_dtype(ks, v);
    return dtype == KT_F64 || dtype == KT_C128 || (dtype != KT_BOOL && !kt_is_inexact_dtype(dtype));
}
static bool setitem(KiState *ks, KiValue v, KiValue key, KiValue value) {
    KtCtx *ctx = ki_kt(ks);
    KtTensor *t = ki_tensor_of(v);
    KtOperand o;
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "Tensor does not support deleting items");
        return false;
    }
    if (KB_UNLIKELY(ks->lazy_arguments) && to_on(ks)) {
        KiValue all[3] = {v, key, value}, r = to_method(ks, "__setitem__", all, 3);
        if (r != KI_ABSENT) {
            ki_decref(ks, r);
            return r != KI_ERR;
        }
    }
    if (SPARSE(ks, v, value) || SPARSE(ks, v, key)) {
        KiValue all[3] = {v, key, value}, r = ts_call(ks, "__setitem__", 'o', all, 3, KI_ABSENT);
        ki_decref(ks, r);
        return r != KI_ERR;
    }
    if (KB_UNLIKELY(ks->lazy_arguments) && picks(key) && (tl_is_lazy(v) || tl_is_lazy(value))) {
        KiValue all[3] = {v, key, value};
        return tl_call_slot(ks, setitem_slot, 0, all, 3) != KI_ERR;
    }
    int r = operand_of(ks, value, &o);
    if (r < 0) return false;
    if (r == 0 || (!o.t && ki_is_np_scalar(value) && !assignable(ks, value))) {
        ki_raise(ks, KI_EXC_TypeError, "can't assign a %s to a torch.%sTensor",
                 ki_type_name(ks, value), kt_dtype_info[t->dtype].scalar_name);
        return false;
    }
    if (!o.t && !kt_check_number(ctx, t->dtype, &o.s)) {
        ki_kt_raise(ks);
        return false;
    }
    KiIndex ix;
    bool ok = ki_index_parse(ks, ctx, t, key, &ix);
    if (ok && !(ta_warn_of_index(ctx, t, ix.items, ix.n, &o) &&
                kta_index_set(ctx, t, ix.items, ix.n, &o))) {
        ki_kt_raise(ks);
        ok = false;
    }
    ki_index_release(ks, &ix);
    return ok;
}

/* Tensor.__iter__ asks nobody; the methods it calls do. */
static KiValue iterate_asking(KiState *ks, KiValue v) {
    if (!to_any(ks, &v, 1)) return KI_ABSENT;
    KiValue dim = ki_call_method_cstr(ks, v, "dim", NULL, 0), first = ki_small_int(0);
    if (dim == KI_ERR) return KI_ERR;
    if (dim == first) return ki_raise(ks, KI_EXC_TypeError, "iteration over a 0-d tensor");
    ki_decref(ks, dim);
    KiValue all = ki_call_method_cstr(ks, v, "unbind", &first, 1);
    KiValue it = all == KI_ERR ? KI_ERR : ki_iter(ks, all);
    ki_decref(ks, all);
    return it;
}

static KiValue iterate(KiState *ks, KiValue v) {
    ASK(ks, iterate_asking(ks, v));
    KtCtx *ctx = ki_kt(ks);
    KtTensor *t = ki_tensor_of(v);
    if (t->ndim == 0) return ki_raise(ks, KI_EXC_TypeError, "iteration over a 0-d tensor");
    if (SPARSE(ks, v, v)) {
        KiValue all = ts_call(ks, "unbind", 'o', &v, 1, KI_ABSENT);
        KiValue it = all == KI_ERR ? KI_ERR : ki_iter(ks, all);
        ki_decref(ks, all);
        return it;
    }
    size_t size = (size_t)(t->sizes[0] + 1) * sizeof(KtTensor *);
    KtTensor **out = kb_calloc(&ks->alloc, size);
    if (!out) return ki_raise_nomem(ks);
    Ta a = {.ks = ks, .ctx = ctx};
    KiValue all = kta_unbind(ctx, t, 0, out) ? ta_ret_tuple(&a, out, t->sizes[0]) : ki_kt_raise(ks);
    kb_free(&ks->alloc, out, size);
    KiValue it = all == KI_ERR ? KI_ERR : ki_iter(ks, all);
    ki_decref(ks, all);
    return it;
}

static int contains(KiState *ks, KiValue v, KiValue item);
static KiValue contains_slot(KiState *ks, int what, KiValue *v) {
    int r = contains(ks, v[0], v[1]);
    return r < 0 ? KI_ERR : ki_bool(r);
}
static int contains(KiState *ks, KiValue v, KiValue item) {
    if (KB_UNLIKELY(ks->lazy_arguments) && to_on(ks)) {
        KiValue r = to_method(ks, "__contains__", (KiValue[]){v, item}, 2);
        int yes = r == KI_ABSENT || r == KI_ERR ? -1 : ki_truth(ks, r);
        if (r != KI_ABSENT && r != KI_ERR) ki_decref(ks, r);
        if (r != KI_ABSENT) return yes;
    }
    if (SPARSE(ks, v, item)) {
        KiValue both[2] = {v, item}, r = ts_call(ks, "__contains__", 'o', both, 2, KI_ABSENT);
        ki_decref(ks, r);
        return r == KI_ERR ? -1 : r == KI_TRUE;
    }
    if (KB_UNLIKELY(ks->lazy_arguments) && (tl_is_lazy(v) || tl_is_lazy(item))) {
        KiValue r = call_slot(ks, contains_slot, KT_OP_EQ, v, item);
        return r == KI_ERR ? -1 : r == KI_TRUE;
    }
    KtCtx *ctx = ki_kt(ks);
    KtOperand x = kt_operand(ki_tensor_of(v)), y;
    int r = operand_of(ks, item, &y);
    if (r == 0) {
        KiValue text = ki_repr(ks, ki_from_obj(ki_type_of(ks, item)));
        const char *shown = text == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(text), NULL);
        if (shown)
            ki_raise(ks, KI_EXC_RuntimeError,
                     "Tensor.__contains__ only supports Tensor or scalar, but you passed in a %s.",
                     shown);
        ki_decref(ks, text);
        r = -1;
    }
    if (r < 0) return -1;
    KtTensor *eq = kt_binary_any(ctx, KT_OP_EQ, &y, &x, KT_NO_DTYPE, NULL);
    KtTensor *any = eq ? kt_reduce(ctx, KT_OP_ANY, eq, NULL, 0, false, KT_NO_DTYPE, NULL) : NULL;
    KtScalar s;
    bool ok = any && kt_item(ctx, any, &s);
    kt_xdecref(ctx, eq);
    kt_xdecref(ctx, any);
    if (!ok) ki_kt_raise(ks);
    return ok ? kt_scalar_as_bool(&s) : -1;
}

/* --- text, identity --- */

/* "tangent=...", as str.format shows a tensor; NULL: none, or with an error pending. */
static char *tangent_text(KiState *ks, KtTensor *t, size_t *size) {
    KtTensor *tangent = kta_tangent(ki_kt(ks), t);
    if (!tangent) return NULL;
    KiValue w = ki_tensor_wrap(ks, kt_incref(tangent)), spec = ki_str_from_utf8(ks, "", 0),
            s = w == KI_ERR || spec == KI_ERR ? KI_ERR
                                              : ki_call_method_cstr(ks, w, "__format__", &spec, 1);
    size_t len;
    const char *text = s == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(s), &len);
    char *out = text ? kb_malloc(&ks->alloc, *size = len + sizeof "tangent=") : NULL;
    if (out) snprintf(out, *size, "tangent=%s", text);
    if (text && !out) ki_raise_nomem(ks);
    ki_decref(ks, s);
    ki_decref(ks, spec);
    ki_decref(ks, w);
    return out;
}
/* What a printed tensor begins with: subclasses are called by their names, all but Parameter. */
static const char *repr_name(KiState *ks, KiValue v) {
    const char *name = ki_type_name(ks, v);
    return ki_obj(v)->kind == KI_K_TENSOR || !strcmp(name, "Parameter") ? "tensor" : name;
}

/* Is v of a class of its own, but a parameter? -1: raised. */
static int is_other_parameter(KiState *ks, KiValue v) {
    if (ki_obj(v)->kind == KI_K_TENSOR || !strcmp(ki_type_name(ks, v), "Parameter")) return 0;
    KiValue parameter = ki_import_attr(ks, "torch.nn.parameter", "Parameter");
    int is = parameter == KI_ERR ? -1 : ki_isinstance(ks, v, parameter);
    ki_decref(ks, parameter);
    return is;
}

/* The text of v as torch/_tensor_str.py makes it: with options that the engine's printer does not
 * take, or with the caller's contents in place of the elements (None: the elements). */
static KiValue repr_in_steps(KiState *ks, KiValue v, const char *const *suffixes,
                             KiValue contents) {
    KiValue f = ki_import_attr(ks, "torch._tensor_str", "_strided_text");
    KiValue a[5] = {v, ki_str_from_cstr(ks, repr_name(ks, v)), contents};
    int n = 3;
    bool ok = f != KI_ERR && a[1] != KI_ERR;
    for (; ok && *suffixes; suffixes++, n++)
        ok = (a[n] = ki_str_from_cstr(ks, *suffixes)) != KI_ERR;
    KiValue r = ok ? ki_call(ks, f, a, n, KI_ABSENT) : KI_ERR;
    while (n > 3)
        ki_decref(ks, a[--n]);
    ki_decref(ks, a[1]);
    ki_decref(ks, f);
    return r;
}

/* The text that the engine's printer makes. */
static KiValue repr_plain(KiState *ks, KiValue v, const char *const *suffixes) {
    KtCtx *ctx = ki_kt(ks);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    KtTensor *plain = kt_resolved(ctx, ki_tensor_of(v));
    bool told = plain && kt_repr_torch(ctx, plain, repr_name(ks, v), suffixes, &b);
    KiValue r = !told      ? ki_kt_raise(ks)
                : b.failed ? ki_raise_nomem(ks)
                           : ki_str_from_utf8(ks, b.data, b.len);
    kb_strbuf_free(&b);
    kt_xdecref(ctx, plain);
    return r;
}

static KiValue repr_with(KiState *ks, KiValue v, KiValue contents) {
    ASK(ks, to_method(ks, "__repr__", &v, 1));
    if (SPARSE(ks, v, v)) return ts_call(ks, "__repr__", 'o', &v, 1, KI_ABSENT);
    KtCtx *ctx = ki_kt(ks);
    KtTensor *t = ki_tensor_of(v);
    char suffix[200] = "";
    bool ok = true;
    KtNode *fn = t->ag ? kta_grad_fn(ctx, t, &ok) : NULL;
    if (!ok) return ki_kt_raise(ks);
    if (fn)
        snprintf(suffix, sizeof suffix, "grad_fn=<%s>", kta_node_name(fn));
    else if (kta_requires_grad(t))
        strcpy(suffix, "requires_grad=True");
    size_t size = 0;
    char *tangent = KB_UNLIKELY(ctx->forward) ? tangent_text(ks, t, &size) : NULL;
    if (ki_pending(ks)) return KI_ERR;
    const char *suffixes[3] = {NULL};
    int n_suffixes = 0;
    if (suffix[0]) suffixes[n_suffixes++] = suffix;
    if (tangent) suffixes[n_suffixes] = tangent;
    int in_parameter = is_other_parameter(ks, v);
    KiValue r = in_parameter < 0 ? KI_ERR
                : contents != KI_NONE || KB_UNLIKELY(ctx->torch_print.in_steps)
                    ? repr_in_steps(ks, v, suffixes, contents)
                    : repr_plain(ks, v, suffixes);
    if (tangent) kb_free(&ks->alloc, tangent, size);
    if (r == KI_ERR || in_parameter == 0) return r;
    KiValue wrapped = ki_str_format(ks, "Parameter(%s)", ki_str_utf8(ks, ki_str_of(r), NULL));
    ki_decref(ks, r);
    return wrapped;
}
static KiValue repr(KiState *ks, KiValue v) {
    return repr_with(ks, v, KI_NONE);
}
/* __repr__(self, *, tensor_contents=None) */
static KiValue m_repr(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    return repr_with(ks, args[0], args[1]);
}
/* The id itself, as PyTorch's __hash__ returns it. */
static bool hash(KiState *ks, KiValue v, int64_t *out) {
    *out = (int64_t)v;
    return true;
}
static KiValue m_format(KiState *ks, KiValue *args, int nargs) {
    ASK(ks, to_method(ks, "__format__", args, 2));
    if (!ki_is_str(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "__format__() argument must be str, not %s",
                        ki_type_name(ks, args[1]));
    KtTensor *t = ki_tensor_of(args[0]);
    if (t->ndim == 0 && ki_type_of(ks, args[0]) == ks->types[KI_K_TENSOR]) {
        if (refused(ks, args[0], "item")) return KI_ERR;
        KtScalar s = kt_first(t);
        KiValue item = ki_from_scalar(ks, &s);
        KiValue r = item == KI_ERR ? KI_ERR : ki_format(ks, item, args[1]);
        ki_decref(ks, item);
        return r;
    }
    if (ki_is_str(args[1]) && ki_str_of(args[1])->len == 0) return ki_str(ks, args[0]);
    return ki_raise(ks, KI_EXC_TypeError, "unsupported format string passed to %s.__format__",
                    ki_type_name(ks, args[0]));
}

/* --- making and sharing --- */

static KiValue tensor_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_ts(ks)) return ki_raise(ks, KI_EXC_RuntimeError, "torch is not imported");
    if (cls == ks->types[KI_K_TENSOR]->base)
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "Cannot directly construct _TensorBase; subclass it and then construct that");
    int dtype = ki_kt(ks)->default_dtype;
    KiValue made = tf_legacy_new(ks, dtype, true, args, nargs, kwnames);
    if (made == KI_ERR || cls == ks->types[KI_K_TENSOR]) return made;
    KtTensor *t = kt_alias(ki_kt(ks), ki_tensor_of(made));
    ki_decref(ks, made);
    if (t) t->flags &= (uint8_t)~KT_T_VIEW;
    return ki_tensor_wrap_as(ks, cls, t);
}
static bool tensor_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return true;
}

const KiSlots ki_tensor_slots = {
    .dealloc = ki_tensor_obj_dealloc,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .iter = iterate,
    .new_ = tensor_new,
    .init = tensor_init,
    .unary = {[KI_NEG] = u_neg,
              [KI_POS] = u_pos,
              [KI_INVERT] = u_invert,
              [KI_ABS] = u_abs,
              [KI_INT] = u_int,
              [KI_FLOAT] = u_float,
              [KI_INDEX] = u_index},
    .binary = {[KI_ADD] = b_add,
               [KI_SUB] = b_sub,
               [KI_MUL] = b_mul,
               [KI_TRUEDIV] = b_truediv,
               [KI_FLOORDIV] = b_floordiv,
               [KI_MOD] = b_mod,
               [KI_POW] = b_pow,
               [KI_LSHIFT] = b_lshift,
               [KI_RSHIFT] = b_rshift,
               [KI_AND] = b_and,
               [KI_OR] = b_or,
               [KI_XOR] = b_xor,
               [KI_MATMUL] = b_matmul},
    .inplace = {[KI_ADD] = i_add,
                [KI_SUB] = i_sub,
                [KI_MUL] = i_mul,
                [KI_TRUEDIV] = i_truediv,
                [KI_FLOORDIV] = i_floordiv,
                [KI_MOD] = i_mod,
                [KI_POW] = i_power,
                [KI_LSHIFT] = i_lshift,
                [KI_RSHIFT] = i_rshift,
                [KI_AND] = i_and,
                [KI_OR] = i_or,
                [KI_XOR] = i_xor},
    .truth = truth,
    .len = length,
    .getitem = getitem,
    .setitem = setitem,
    .contains = contains,
    .struct_size = sizeof(KiTensorObj),
};

/* Operators called by name, with keywords or another number of arguments than an operator has: in
 * PyTorch they are methods, whose TypeErrors mean that the operands do not go together. Of these,
 * some take a factor. */
static KiValue misused_operator(KiState *ks, KiSlotWrapper *w, KiValue self, KiValue *args,
                                int nargs, KiValue kwnames) {
    static const char *const with_factor[][2] = {{"__add__", "add"},
                                                 {"__radd__", "add"},
                                                 {"__iadd__", "add_"},
                                                 {"__sub__", "sub"},
                                                 {"__isub__", "sub_"}};
    const int n_kw = ki_n_kw(kwnames);
    const char *operand = w->row->wrap == KI_WRAP_POW ? "exponent" : "other";
    if (nargs == 0 && n_kw == 1 &&
        ki_str_eq_cstr(ki_str_of(ki_tuple_of(kwnames)->items[0]), operand))
        return ki_slot_wrapper_call(ks, w, self, args, 1, KI_ABSENT);
    const char *name = ki_str_utf8(ks, ki_row_name(ks, w->row), NULL), *method = NULL;
    for (size_t i = 0; i < sizeof with_factor / sizeof *with_factor; i++)
        if (!strcmp(name, with_factor[i][0])) method = with_factor[i][1];
    KiValue f = method ? ki_getattr_cstr(ks, self, method) : KI_ABSENT, r = KI_NOT_IMPLEMENTED;
    if (f == KI_ERR) return KI_ERR;
    if (f != KI_ABSENT) r = ki_call(ks, f, args, nargs, kwnames);
    ki_decref(ks, f);
    if (r != KI_ERR || !ki_is_ptr(ks->exc) ||
        !ki_is_subtype(ki_obj_type(ki_obj(ks->exc)), ks->exceptions[KI_EXC_TypeError]))
        return r;
    ki_clear_exc(ks);
    return KI_NOT_IMPLEMENTED;
}
static KiValue misused(KiState *ks, KiSlotWrapper *w, KiValue self, KiValue *args, int nargs,
                       KiValue kwnames) {
    const char *name = w->called ? w->called : ki_str_utf8(ks, ki_row_name(ks, w->row), NULL);
    switch (w->row->wrap) {
    case KI_WRAP_BINARY:
    case KI_WRAP_RBINARY:
    case KI_WRAP_POW:
    case KI_WRAP_RPOW:
    case KI_WRAP_COMPARE:
        if (!strcmp(name, "__getitem__")) return KI_ABSENT;
        return misused_operator(ks, w, self, args, nargs, kwnames);
    case KI_WRAP_UNARY: /* written in C in PyTorch, but for the first */
    case KI_WRAP_TRUTH:
        if (!strcmp(name, "__iter__")) break;
        if (ki_n_kw(kwnames))
            return ki_raise(ks, KI_EXC_TypeError, "Tensor.%s() takes no keyword arguments", name);
        return ki_raise(ks, KI_EXC_TypeError, "Tensor.%s() takes no arguments (%d given)", name,
                        nargs);
    case KI_WRAP_LEN:
    case KI_WRAP_HASH:
        break;
    default:
        return KI_ABSENT;
    }
    if (ki_n_kw(kwnames)) return KI_ABSENT;
    return ki_raise(ks, KI_EXC_TypeError,
                    "Tensor.%s() takes 1 positional argument but %d were given", name, nargs + 1);
}
/* All slots of the type are called by name through here when they do not fit. */
static void set_misused(KiType *t) {
    KiValue key, value;
    int64_t pos = 0;
    while (ki_dict_next(t->dict, &pos, &key, &value))
        if (ki_is_kind(value, KI_K_SLOT_WRAPPER))
            ((KiSlotWrapper *)ki_obj(value))->misused = misused;
}

bool tf_init_tensor(KiState *ks, const TfTargets *to) {
    static const KiDef methods[] = {
        {"__complex__", "(self, /)", (void *)m_complex, NULL, 0},
        {"__format__", "(self, format_spec, /)", (void *)m_format, NULL, 0},
        {"__repr__", "(self, *, tensor_contents=None)", (void *)m_repr, NULL, 0},
        KI_DEF_END};
    KiType *t = ks->types[KI_K_TENSOR];
    static const char *const called[][2] = {{"__pow__", "pow"},           {"__ipow__", "pow_"},
                                            {"__rtruediv__", "__rdiv__"}, {"__neg__", "neg"},
                                            {"__pos__", "positive"},      {"__abs__", "abs"}};
    for (size_t i = 0; i < sizeof called / sizeof *called; i++) {
        KiValue w = ki_dict_get_cstr(ks, t->dict, called[i][0]);
        if (ki_is_kind(w, KI_K_SLOT_WRAPPER)) ((KiSlotWrapper *)ki_obj(w))->called = called[i][1];
    }
    set_misused(t);
    t->tp_name = NULL; /* in PyTorch a class in Python: messages do not name its module */
    return ki_type_add_methods(ks, t, methods) &&
           ki_module_add(ks, to->torch, "Tensor", ki_new_ref(ki_from_obj(t)));
}
