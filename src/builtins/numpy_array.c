/* numpy.ndarray: operators, indexing, iteration, conversion to Python numbers,
 * construction. Attributes are in numpy_attrs.c, methods in the files of their subjects. */
#include <math.h>

#include "../object/number.h"
#include "../tensor/ew.h"
#include "numpy_core.h"

/* --- operands of operators --- */

enum { OPERAND_ERROR = -1, OPERAND_FOREIGN, OPERAND_OK, OPERAND_OBJECT };

/* An array, a number or nested numbers as an operand; *owned is to be released. */
static int operand_of(KiState *ks, KiValue v, KtOperand *o, KtTensor **owned) {
    o->t = NULL;
    *owned = NULL;
    if (KB_LIKELY(ki_is_ndarray(v))) {
        o->t = ki_tensor_of(v);
        return np_array_of(v)->descr ? OPERAND_OBJECT : OPERAND_OK;
    }
    if (ki_is_float(v)) {
        o->s = kt_scalar_float(ki_float_val(v));
        return OPERAND_OK;
    }
    _Alignas(16) char buf[KT_ITEM_MAX];
    int d = np_scalar_get(ks, v, buf);
    if (d >= 0) {
        o->s = kt_load_scalar(d, buf);
        o->s.dtype = d;
        return OPERAND_OK;
    }
    if (ki_is_tensor(v)) return OPERAND_FOREIGN;
    if (np_is_other_scalar(v)) return OPERAND_OBJECT;
    int r = ki_to_scalar(ks, v, &o->s);
    if (r < 0) {
        if (!ki_pending_is(ks, KI_EXC_OverflowError)) return OPERAND_ERROR;
        ki_clear_exc(ks); /* an int beyond 64 bits: an object */
        return OPERAND_OBJECT;
    }
    if (r) return OPERAND_OK;
    if (ki_is_list(v) || ki_is_tuple(v) || ki_is_kind(v, KI_K_RANGE)) {
        if ((*owned = o->t = np_from_any(ks, v, KT_NO_DTYPE))) return OPERAND_OK;
        if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            return OPERAND_OBJECT;
        }
        return OPERAND_ERROR;
    }
    if (ki_is_str(v) || ki_has_layout(v, KI_K_BYTES) || ki_is_none(v)) return OPERAND_OBJECT;

    if (np_defers_to(ks, v, 0)) return OPERAND_FOREIGN;
    KiValue f = ki_lookup_special(ks, v, ki_np(ks)->s_array);
    if (f == KI_ERR) return OPERAND_ERROR;
    ki_decref(ks, f);
    const KiSlots *s = ki_slots_of(ks, v);
    bool nested = s->get_buffer || (s->len && s->getitem && !ki_is_dict(v));
    if (f == KI_ABSENT && !nested) return OPERAND_OBJECT;
    return (*owned = o->t = np_from_any(ks, v, KT_NO_DTYPE)) ? OPERAND_OK : OPERAND_ERROR;
}

static bool reusable(KtTensor *x, const KtOperand *other) {
    if (x->refs != 1 || x->ag || x->flags & (KT_T_VIEW | KT_T_READ_ONLY) || x->numel < 1024 ||
        (x->dtype != KT_F64 && x->dtype != KT_F32) || !kt_is_contiguous(x) ||
        x->storage->place > KT_PLACE_BUFFER)
        return false;
    if (atomic_load_explicit(&x->storage->refs, memory_order_relaxed) != 1) return false;
    if (!other->t) return other->s.dtype < 0 && other->s.kind <= KT_S_FLOAT && x->dtype == KT_F64;
    return other->t->dtype == x->dtype && kt_same_shape(x, other->t);
}

static KiValue object_binary(KiState *ks, KtOp op, KiValue x, KiValue y) {
    char name[48];
    KiValue text = ki_str_from_cstr(ks, kt_op_numpy_name(op, name));
    if (text == KI_ERR) return KI_ERR;
    KiValue arg[3] = {text, x, y};
    KiValue r = np_helper(ks, "_object_binary", arg, 3);
    ki_decref(ks, text);
    return r;
}

KiValue np_binary_op(KiState *ks, KtOp op, KiValue x, KiValue y) {
    KtCtx *ctx = ki_kt_np(ks);
    if (KB_UNLIKELY(np_overrides_ufunc(ks, x) || np_overrides_ufunc(ks, y)) &&
        ki_np(ks)->ufuncs[op])
        return ki_call2(ks, ki_np(ks)->ufuncs[op], x, y);
    KtOperand a, b;
    KtTensor *own_a, *own_b = NULL;
    int ra = operand_of(ks, x, &a, &own_a);
    int rb = ra == OPERAND_ERROR ? ra : operand_of(ks, y, &b, &own_b);
    KiValue r = KI_NOT_IMPLEMENTED;
    if (ra == OPERAND_FOREIGN && ki_is_tensor(x) && ki_is_ndarray(y)) { /* it was asked already */
        own_a = a.t = np_from_any(ks, x, KT_NO_DTYPE);
        ra = a.t ? OPERAND_OK : OPERAND_ERROR;
    }
    if (ra == OPERAND_ERROR || rb == OPERAND_ERROR) {
        r = KI_ERR;
    } else if (rb == OPERAND_FOREIGN || (ra == OPERAND_FOREIGN && ki_is_tensor(x))) {
        r = KI_NOT_IMPLEMENTED;
    } else if (ra == OPERAND_FOREIGN) { /* it was asked, and knew nothing of arrays */
        KiValue own = ki_type_lookup(ks, ki_obj(x)->shape->type, ki_np(ks)->s_array_ufunc);
        r = own == KI_NONE ? ki_raise(ks, KI_EXC_TypeError,
                                      "operand '%s' does not support ufuncs (__array_ufunc__=None)",
                                      ki_type_name(ks, x))
                           : object_binary(ks, op, x, y);
    } else if (KB_UNLIKELY(ra == OPERAND_OBJECT || rb == OPERAND_OBJECT)) {
        r = object_binary(ks, op, x, y);
    } else if (op == KT_OP_MATMUL) {
        if (!a.t || !b.t)
            r = ki_raise(ks, KI_EXC_ValueError,
                         "matmul: Input operand %d does not have enough dimensions (has 0, gufunc "
                         "core with signature (n?,k),(k,m?)->(n?,m?) requires 1)",
                         a.t && a.t->ndim ? 1 : 0);
        else
            r = np_ufunc_value(ks, np_matmul(ctx, a.t, b.t, NULL, "matmul"), op, x, y);
    } else {
        KtTensor *t = NULL;
        ctx->numpy = true;
        if (!a.t && !b.t) {
            int d = a.s.dtype >= 0 ? a.s.dtype : (int)kt_scalar_default_dtype(&a.s, true, KT_F64);
            own_a = a.t = kt_scalar_tensor(ctx, d, &a.s);
        }
        if (KB_UNLIKELY(ks->operand_temp) && op <= KT_OP_DIV && op >= KT_OP_ADD) {
            if (ks->operand_temp & 1 && a.t && reusable(a.t, &b))
                t = kt_binary_any(ctx, op, &a, &b, KT_NO_DTYPE, a.t);
            else if (ks->operand_temp & 2 && b.t && reusable(b.t, &a))
                t = kt_binary_any(ctx, op, &a, &b, KT_NO_DTYPE, b.t);
        }
        if (!t && ctx->error == KT_NO_ERROR && !ki_pending(ks))
            t = a.t || b.t ? kt_binary_any(ctx, op, &a, &b, KT_NO_DTYPE, NULL) : NULL;
        r = np_ufunc_value(ks, t, op, x, y);
    }
    kt_xdecref(ctx, own_a);
    kt_xdecref(ctx, own_b);
    if (KB_UNLIKELY(r == KI_ERR)) return np_explain(ks, op, x, y, KI_ABSENT);
    return r;
}

static KiValue inplace(KiState *ks, KtOp op, KiValue x, KiValue y) {
    KtCtx *ctx = ki_kt_np(ks);
    KtOperand a, b;
    KtTensor *own_a, *own_b = NULL;
    if (!ki_is_ndarray(x)) return KI_NOT_IMPLEMENTED;
    int ra = operand_of(ks, x, &a, &own_a), rb = operand_of(ks, y, &b, &own_b);
    if (rb == OPERAND_ERROR) return KI_ERR;
    if (rb == OPERAND_FOREIGN) return KI_NOT_IMPLEMENTED;
    const KtTensor *to = ki_tensor_of(x);
    if (KB_UNLIKELY(to->flags & KT_T_READ_ONLY || (to->storage && to->storage->read_only))) {
        kt_xdecref(ctx, own_a);
        kt_xdecref(ctx, own_b);
        return ki_raise(ks, KI_EXC_ValueError, "output array is read-only");
    }
    if (ra == OPERAND_OBJECT || rb == OPERAND_OBJECT) {
        KiValue f = ki_np(ks)->ufuncs[op], arg[3] = {x, y, x};
        const KiNpDtype *other = np_array_of(x)->descr;
        if (f && (!other || np_is_swapped(other))) return ki_call(ks, f, arg, 3, KI_ABSENT);
        KiValue v = object_binary(ks, op, x, y);
        if (v == KI_ERR || v == KI_NOT_IMPLEMENTED) return v;
        bool ok = ki_setitem(ks, x, KI_ELLIPSIS, v);
        ki_decref(ks, v);
        return ok ? ki_new_ref(x) : KI_ERR;
    }
    ctx->numpy = true;
    KtTensor *t = op == KT_OP_MATMUL
                      ? b.t ? np_matmul(ctx, a.t, b.t, a.t, "matmul")
                            : kt_fail_null(ctx, KT_VALUE_ERROR,
                                           "matmul: Input operand 1 does not have enough "
                                           "dimensions (has 0, gufunc core with signature "
                                           "(n?,k),(k,m?)->(n?,m?) requires 1)")
                      : kt_binary_any(ctx, op, &a, &b, KT_NO_DTYPE, a.t);
    kt_xdecref(ctx, own_b);
    if (!t) {
        (void)ki_kt_raise(ks);
        return np_explain(ks, op, x, y, x);
    }
    kt_decref(ctx, t);
    return ki_new_ref(x);
}

#define OPERATOR(name, OP)                                                                         \
    static KiValue b_##name(KiState *ks, KiValue a, KiValue b) {                                   \
        return np_binary_op(ks, KT_OP_##OP, a, b);                                                 \
    }                                                                                              \
    static KiValue i_##name(KiState *ks, KiValue a, KiValue b) {                                   \
        return inplace(ks, KT_OP_##OP, a, b);                                                      \
    }
OPERATOR(add, ADD)
OPERATOR(sub, SUB)
OPERATOR(mul, MUL)
OPERATOR(truediv, DIV)
OPERATOR(floordiv, FLOOR_DIV)
OPERATOR(mod, REMAINDER)
OPERATOR(lshift, LSHIFT)
OPERATOR(rshift, RSHIFT)
OPERATOR(and, BITWISE_AND)
OPERATOR(or, BITWISE_OR)
OPERATOR(xor, BITWISE_XOR)
OPERATOR(matmul, MATMUL)

static KiValue unary(KiState *ks, KtOp op, KiValue v);

/* numpy.bool_ as an exponent is first taken for an index. */
static bool warns_of_bool_exponent(KiState *ks, KiValue x, KiValue y) {
    if (KB_LIKELY(!ki_is_np_scalar(y) || ((KiNpScalar *)ki_obj(y))->dtype != KT_BOOL) ||
        !np_is_plain(x))
        return true;
    return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                   "In future, it will be an error for 'np.bool_' scalars to be interpreted as an "
                   "index");
}

/* The exponent that a number stands for, or an array of one without dimensions; false: another. */
static bool number_exponent(KiState *ks, KiValue y, double *e, bool *is_float) {
    KtScalar s;
    if (ki_is_ndarray(y) && np_array_of(y)->descr && np_is_swapped(np_array_of(y)->descr) &&
        ki_tensor_of(y)->ndim == 0) {
        KiValue item = np_carried_item(ks, np_array_of(y)->descr, ki_tensor_of(y)->data);
        bool is_number = item != KI_ERR && number_exponent(ks, item, e, is_float);
        ki_decref(ks, item);
        return is_number;
    }
    if (np_is_plain(y) && ki_tensor_of(y)->ndim == 0)
        s = kt_load_scalar(ki_tensor_of(y)->dtype, ki_tensor_of(y)->data);
    else if (!(ki_is_int(y) || ki_is_float(y) || ki_is_np_scalar(y) ||
               ki_has_layout(y, KI_K_FLOAT)) ||
             np_is_other_scalar(y) || ki_to_scalar(ks, y, &s) <= 0)
        return false;
    if (s.kind == KT_S_BOOL || s.kind == KT_S_COMPLEX) return false;
    *e = kt_scalar_as_double(&s);
    *is_float = s.kind == KT_S_FLOAT;
    return true;
}

/* The operation that an operator with this exponent does instead of a power; KT_N_OPS: none. */
static KtOp cheap_power(int dtype, double e) {
    if (e == 2) return KT_OP_SQUARE;
    if (!kt_is_inexact_dtype(dtype)) return KT_N_OPS;
    return e == 0.5  ? KT_OP_SQRT
           : e == -1 ? KT_OP_RECIPROCAL_NP
           : e == 1  ? KT_OP_POSITIVE
                     : KT_N_OPS;
}

/* The square of truth values: in the smallest integers. */
static KtTensor *square_of_truth(KtCtx *ctx, KtTensor *t) {
    KtTensor *x = kt_cast(ctx, t, KT_I8);
    KtTensor *r = x ? kt_unary(ctx, KT_OP_SQUARE, x, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(ctx, x);
    return r;
}

/* The square as doubles: a new array, of which no scalar is made. */
static KiValue square_of_doubles(KiState *ks, KiValue x) {
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *given = np_from_any(ks, x, KT_NO_DTYPE);
    KtTensor *t = given ? np_copy(ctx, given, KT_F64, kt_is_fortran(given) ? 'F' : 'C') : NULL;
    kt_xdecref(ctx, given);
    KtTensor *r = t ? kt_unary(ctx, KT_OP_SQUARE, t, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(ctx, t);
    return r ? np_wrap(ks, r, x) : ki_pending(ks) ? KI_ERR : ki_kt_raise(ks);
}

/* The cheaper operation for an array of elements that the engine does not know, objects apart. */
static KtOp cheap_power_of_others(KiState *ks, KiValue x, KiValue y, bool *is_float) {
    const KiNpDtype *d = ki_is_ndarray(x) ? np_array_of(x)->descr : NULL;
    double e;
    if (!d || d->kind == 'O' || !number_exponent(ks, y, &e, is_float)) return KT_N_OPS;
    return cheap_power(np_is_swapped(d) ? d->carrier : KT_I64, e);
}

/* x ** 2 and its like are done by the cheaper operation, as NumPy's operator does. */
static KiValue b_pow(KiState *ks, KiValue x, KiValue y) {
    double e;
    bool is_float;
    if (np_is_plain(x) && number_exponent(ks, y, &e, &is_float)) {
        KtCtx *ctx = ki_kt_np(ks);
        KtTensor *t = ki_tensor_of(x);
        KtOp op = cheap_power(t->dtype, e);
        if (op == KT_OP_SQUARE && is_float && kt_is_int_dtype(t->dtype))
            return square_of_doubles(ks, x);
        if (op == KT_OP_SQUARE && t->dtype == KT_BOOL)
            return np_value(ks, square_of_truth(ctx, t), x);
        if (op != KT_N_OPS) return np_value(ks, kt_unary(ctx, op, t, KT_NO_DTYPE, NULL), x);
    }
    KtOp cheap = cheap_power_of_others(ks, x, y, &is_float);
    if (cheap == KT_OP_SQUARE && is_float && np_is_swapped(np_array_of(x)->descr) &&
        kt_is_int_dtype(np_array_of(x)->descr->carrier))
        return square_of_doubles(ks, x);
    if (cheap != KT_N_OPS) return unary(ks, cheap, x);
    if (!warns_of_bool_exponent(ks, x, y)) return KI_ERR;
    return np_binary_op(ks, KT_OP_POW, x, y);
}
static KiValue i_pow(KiState *ks, KiValue x, KiValue y) {
    double e;
    bool is_float;
    KtTensor *t = np_is_plain(x) ? ki_tensor_of(x) : NULL;
    if (t && !(t->flags & KT_T_READ_ONLY || (t->storage && t->storage->read_only)) &&
        number_exponent(ks, y, &e, &is_float)) {
        KtCtx *ctx = ki_kt_np(ks);
        KtOp op = cheap_power(t->dtype, e);
        if (op == KT_OP_SQUARE && t->dtype == KT_BOOL) {
            kt_fail(ctx, KT_UFUNC_TYPE_ERROR,
                    "Cannot cast ufunc 'square' output from dtype('int8') to dtype('bool') with "
                    "casting rule 'same_kind'");
            return ki_kt_raise(ks);
        }
        if (op != KT_N_OPS) {
            KtTensor *r = kt_unary(ctx, op, t, KT_NO_DTYPE, t);
            if (!r) return ki_kt_raise(ks);
            kt_decref(ctx, r);
            return ki_new_ref(x);
        }
    }
    bool is_writeable = ki_is_ndarray(x) && !(ki_tensor_of(x)->flags & KT_T_READ_ONLY);
    KtOp cheap = is_writeable ? cheap_power_of_others(ks, x, y, &is_float) : KT_N_OPS;
    if (cheap != KT_N_OPS) {
        KiValue r = unary(ks, cheap, x);
        bool ok = r != KI_ERR && ki_setitem(ks, x, KI_ELLIPSIS, r);
        ki_decref(ks, r);
        return ok ? ki_new_ref(x) : KI_ERR;
    }
    if (!warns_of_bool_exponent(ks, x, y)) return KI_ERR;
    return inplace(ks, KT_OP_POW, x, y);
}
static bool is_foreign(KiState *ks, KiValue v) {
    KtOperand o;
    KtTensor *owned = NULL;
    int r = operand_of(ks, v, &o, &owned);
    kt_xdecref(ki_kt_np(ks), owned);
    if (r == OPERAND_ERROR) ki_clear_exc(ks);
    return r == OPERAND_FOREIGN;
}
KiValue np_divmod(KiState *ks, KiValue a, KiValue b) {
    KiValue f = ki_import_attr(ks, "numpy._math", "divmod");
    KiValue r = f == KI_ERR ? KI_ERR : ki_call2(ks, f, a, b);
    ki_decref(ks, f);
    return r;
}
static KiValue b_divmod(KiState *ks, KiValue a, KiValue b) {
    return is_foreign(ks, a) || is_foreign(ks, b) ? KI_NOT_IMPLEMENTED : np_divmod(ks, a, b);
}

/* Its elements, if v is or can become an array, are text, bytes or records; *ndim: its dimensions.
 */
static bool is_flexible(KiState *ks, KiValue v, int *ndim) {
    *ndim = 0;
    if (ki_is_str(v) || ki_has_layout(v, KI_K_BYTES)) return true;
    KiValue x = ki_is_ndarray(v) ? ki_new_ref(v) : np_array_from(ks, v, NULL, false, 'K', 0);
    if (x == KI_ERR) {
        ki_clear_exc(ks);
        return false;
    }
    const KiNpDtype *d = np_array_of(x)->descr;
    *ndim = ki_tensor_of(x)->ndim;
    ki_decref(ks, x);
    return d && strchr("USV", d->kind);
}

/* Records, which are compared by fields and not by the ufunc, with y raised: that stays so, unless
 * nothing can be made an array of y. */
static KiValue records_not_compared(KiState *ks, KiValue y, KiCompareOp op) {
    KiValue exc = ki_take_exc(ks), other = np_array_from(ks, y, NULL, false, 'K', 0);
    if (other != KI_ERR) {
        ki_decref(ks, other);
        ki_restore_exc(ks, exc);
        return KI_ERR;
    }
    ki_clear_exc(ks);
    ki_decref(ks, exc);
    return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                   "elementwise %s comparison failed and returning scalar instead; this will raise "
                   "an error in the future.",
                   op == KI_EQ ? "==" : "!=")
               ? KI_NOT_IMPLEMENTED
               : KI_ERR;
}

/* x == y and its like raised: what the operator of x makes of that. Text and records are no error:
 * the other operand is asked, in the end they are unequal or have no order. Nor is anything else
 * where equality is asked for; that both will change is told of arrays. */
static KiValue comparison_failed(KiState *ks, KiValue x, KiValue y, KiCompareOp op) {
    bool equality = op == KI_EQ || op == KI_NE;
    if (equality && ki_is_ndarray(x) && np_array_of(x)->descr && np_array_of(x)->descr->kind == 'V')
        return records_not_compared(ks, y, op);
    KiValue exc = ki_take_exc(ks);
    int nx, ny;
    bool flexible = is_flexible(ks, x, &nx);
    flexible = is_flexible(ks, y, &ny) || flexible;
    if (!equality && !flexible) {
        ki_restore_exc(ks, exc);
        return KI_ERR;
    }
    ki_decref(ks, exc);
    if (equality && !flexible &&
        !ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "elementwise comparison failed; this will raise an error in the future."))
        return KI_ERR;
    if (equality && flexible && (nx || ny) &&
        !ki_warn(ks, KI_EXC_FutureWarning, 1,
                 "elementwise comparison failed; returning scalar instead, but in the future will "
                 "perform elementwise comparison"))
        return KI_ERR;
    return KI_NOT_IMPLEMENTED;
}

static KiValue compare(KiState *ks, KiValue x, KiValue y, KiCompareOp op) {
    static const KtOp ops[] = {[KI_LT] = KT_OP_LT, [KI_LE] = KT_OP_LE, [KI_EQ] = KT_OP_EQ,
                               [KI_NE] = KT_OP_NE, [KI_GT] = KT_OP_GT, [KI_GE] = KT_OP_GE};
    if (KB_UNLIKELY(ki_is_tensor(x) || ki_is_tensor(y))) return KI_NOT_IMPLEMENTED;
    KiValue r = np_binary_op(ks, ops[op], x, y);
    return KB_LIKELY(r != KI_ERR) ? r : comparison_failed(ks, x, y, op);
}

static KiValue unary(KiState *ks, KtOp op, KiValue v) {
    if (np_array_of(v)->descr) {
        char name[48];
        KiValue text = ki_str_from_cstr(ks, kt_op_numpy_name(op, name));
        if (text == KI_ERR) return KI_ERR;
        KiValue arg[2] = {text, v};
        KiValue r = np_helper(ks, "_object_unary", arg, 2);
        ki_decref(ks, text);
        return r;
    }
    return np_ufunc_value(ks, kt_unary(ki_kt_np(ks), op, ki_tensor_of(v), KT_NO_DTYPE, NULL), op, v,
                          KI_ABSENT);
}
static KiValue u_neg(KiState *ks, KiValue v) {
    if (ki_tensor_of(v)->dtype == KT_BOOL)
        return ki_raise(ks, KI_EXC_TypeError,
                        "The numpy boolean negative, the `-` operator, is not supported, use the "
                        "`~` operator or the logical_not function instead.");
    return unary(ks, KT_OP_NEG, v);
}
KiValue np_positive(KiState *ks, KiValue v) {
    KiValue r = unary(ks, KT_OP_POSITIVE, v);
    if (r != KI_ERR || np_overrides_ufunc(ks, v)) return r;
    ki_clear_exc(ks);
    if (!ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "Applying '+' to a non-numerical array is ill-defined. Returning a copy, but in "
                 "the future this will error."))
        return KI_ERR;
    return np_as_scalar(ks, ki_call_method_cstr(ks, v, "copy", NULL, 0));
}
static KiValue u_abs(KiState *ks, KiValue v) {
    return unary(ks, KT_OP_ABS, v);
}
static KiValue u_invert(KiState *ks, KiValue v) {
    return unary(ks, KT_OP_BITWISE_NOT, v);
}

/* --- Python numbers --- */

/* The only element as a scalar object. */
static KiValue only_element(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (t->numel != 1)
        return ki_raise(ks, KI_EXC_TypeError,
                        "only size-1 arrays can be converted to Python scalars");
    if (np_array_of(v)->descr) return np_object_value(ks, np_array_of(v), t->data);
    return ki_from_element(ks, t->dtype, t->data);
}
static KiValue convert(KiState *ks, KiValue v, KiKind kind) {
    KiValue e = only_element(ks, v);
    KiValue r = e == KI_ERR ? KI_ERR : ki_call1(ks, ki_from_obj(ks->types[kind]), e);
    ki_decref(ks, e);
    return r;
}
static KiValue u_int(KiState *ks, KiValue v) {
    return convert(ks, v, KI_K_INT);
}
static KiValue u_float(KiState *ks, KiValue v) {
    return convert(ks, v, KI_K_FLOAT);
}
NA_FN(m_complex) {
    if (ki_tensor_of(args[0])->numel != 1)
        return ki_raise(ks, KI_EXC_TypeError,
                        "only length-1 arrays can be converted to Python scalars");
    KiNpDtype *descr = np_array_of(args[0])->descr;
    if (descr && descr->kind != 'O' && !np_is_swapped(descr)) {
        KiValue name = ki_repr(ks, ki_from_obj(descr));
        if (name != KI_ERR)
            ki_raise(ks, KI_EXC_TypeError, "Unable to convert %s to complex",
                     ki_str_utf8(ks, ki_str_of(name), NULL));
        ki_decref(ks, name);
        return KI_ERR;
    }
    return convert(ks, args[0], KI_K_COMPLEX);
}
static KiValue u_index(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (t->ndim || !kt_is_int_dtype(t->dtype) || np_array_of(v)->descr)
        return ki_raise(ks, KI_EXC_TypeError,
                        "only integer scalar arrays can be converted to a scalar index");
    return ki_from_element(ks, t->dtype, t->data);
}
static int truth(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (t->numel == 1) {
        if (np_array_of(v)->descr) {
            KiValue item = np_object_value(ks, np_array_of(v), t->data);
            int r = item == KI_ERR ? -1 : ki_truth(ks, item);
            ki_decref(ks, item);
            return r;
        }
        KtScalar s = kt_load_scalar(t->dtype, t->data);
        return kt_scalar_as_bool(&s);
    }
    if (t->numel == 0)
        return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                       "The truth value of an empty array is ambiguous. Returning False, but in "
                       "future this will result in an error. Use `array.size > 0` to check that "
                       "an array is not empty.")
                   ? 0
                   : -1;
    ki_raise(ks, KI_EXC_ValueError,
             "The truth value of an array with more than one element is ambiguous. Use a.any() or "
             "a.all()");
    return -1;
}

/* --- indexing --- */

static int64_t length(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (t->ndim) return t->sizes[0];
    ki_raise(ks, KI_EXC_TypeError, "len() of unsized object");
    return -1;
}

static KiValue out_of_bounds(KiState *ks, int64_t i, int axis, int64_t n) {
    return ki_raise(ks, KI_EXC_IndexError, "index %lld is out of bounds for axis %d with size %lld",
                    (long long)i, axis, (long long)n);
}

static KiValue element(KiState *ks, KiValue v, const char *p) {
    if (KB_UNLIKELY(np_array_of(v)->descr != NULL)) return np_object_value(ks, np_array_of(v), p);
    return np_scalar(ks, ki_tensor_of(v)->dtype, p);
}

/* Row i of an array with more than one dimension. */
static KiValue row(KiState *ks, KiValue v, int64_t i) {
    KtTensor *t = ki_tensor_of(v);
    KtTensor *r = kt_view_raw(ki_kt_np(ks), t, t->dtype, t->data + i * t->strides[0] * t->itemsize,
                              t->ndim - 1, t->sizes + 1, t->strides + 1);
    return np_wrap_view(ks, r, v);
}

static KiValue at_int(KiState *ks, KiValue v, int64_t i) {
    KtTensor *t = ki_tensor_of(v);
    if (t->ndim == 0)
        return ki_raise(ks, KI_EXC_IndexError,
                        "too many indices for array: array is 0-dimensional, but 1 were indexed");
    int64_t n = t->sizes[0];
    if (KB_UNLIKELY(i < -n || i >= n)) return out_of_bounds(ks, i, 0, n);
    if (i < 0) i += n;
    if (KB_LIKELY(t->ndim == 1)) return element(ks, v, t->data + i * t->strides[0] * t->itemsize);
    return row(ks, v, i);
}

/* The address that ints, one for each dimension, stand for; NULL: not such a key (or out of bounds:
 * the general way words that). */
static char *full_index(KtTensor *t, const KiValue *k, int64_t n) {
    if (n != t->ndim || n == 0) return NULL;
    char *p = t->data;
    for (int i = 0; i < t->ndim; i++) {
        if (!ki_is_int(k[i])) return NULL;
        int64_t at = ki_int_val(k[i]), size = t->sizes[i];
        if (at < 0) at += size;
        if (at < 0 || at >= size) return NULL;
        p += at * t->strides[i] * t->itemsize;
    }
    return p;
}

/* The items of a key: its own if it is a tuple. */
static const KiValue *key_items(const KiValue *key, int64_t *n) {
    if (!ki_is_tuple(*key)) {
        *n = 1;
        return key;
    }
    *n = ki_tuple_of(*key)->len;
    return ki_tuple_of(*key)->items;
}

/* Ends of a slice as plain ints; false: not that simple. */
static bool plain_end(KiValue v, int64_t *out, bool *given) {
    *given = !ki_is_none(v);
    if (*given && !ki_is_int(v)) return false;
    if (*given) *out = ki_int_val(v);
    return true;
}

/* The common keys without a list of index items: ints, slices, None and an ellipsis. NULL: not such
 * a key, or one to complain about. */
static KtTensor *basic_view(KiState *ks, KtTensor *t, const KiValue *k, int64_t n, bool *dots) {
    int64_t taken = 0;
    *dots = false;
    if (n > 16 || t->ndim > 16) return NULL;
    for (int64_t i = 0; i < n; i++) {
        if (ki_is_int(k[i]) || ki_is_slice(k[i]))
            taken++;
        else if (k[i] == KI_ELLIPSIS && !*dots)
            *dots = true;
        else if (!ki_is_none(k[i]))
            return NULL;
    }
    if (taken > t->ndim) return NULL;
    int64_t sizes[40], strides[40];
    int nd = 0, d = 0;
    char *p = t->data;
    for (int64_t i = 0; i < n; i++) {
        if (ki_is_int(k[i])) {
            int64_t at = ki_int_val(k[i]), size = t->sizes[d];
            if (at < 0) at += size;
            if (at < 0 || at >= size) return NULL;
            p += at * t->strides[d] * t->itemsize;
            d++;
        } else if (ki_is_none(k[i])) {
            sizes[nd] = 1;
            strides[nd++] = 0;
        } else if (k[i] == KI_ELLIPSIS) {
            for (int64_t skip = t->ndim - taken; skip > 0; skip--, d++) {
                sizes[nd] = t->sizes[d];
                strides[nd++] = t->strides[d];
            }
        } else {
            KiSlice *s = (KiSlice *)ki_obj(k[i]);
            int64_t step = 1, start = 0, stop = 0, size = t->sizes[d];
            bool has_start, has_stop, has_step;
            if (!plain_end(s->start, &start, &has_start) || !plain_end(s->stop, &stop, &has_stop) ||
                !plain_end(s->step, &step, &has_step) || (has_step && step <= 0))
                return NULL;
            if (!has_step) step = 1;
            if (!has_stop) stop = size;
            ki_adjust_indices(&start, &stop, size);
            if (start > size) start = size;
            int64_t len = stop > start ? (stop - start - 1) / step + 1 : 0;
            if (len)
                p += start * t->strides[d] * t->itemsize;
            else
                step = 1; /* an empty slice has no other */
            sizes[nd] = len;
            if (__builtin_mul_overflow(t->strides[d], step, &strides[nd])) return NULL;
            nd++;
            d++;
        }
    }
    for (; d < t->ndim; d++) {
        sizes[nd] = t->sizes[d];
        strides[nd++] = t->strides[d];
    }
    return kt_view_raw(ki_kt_np(ks), t, t->dtype, p, nd, sizes, strides);
}

/* Elements of a one-dimensional array at int64 places; NULL: another case, or out of bounds. */
static KtTensor *pick(KiState *ks, KtTensor *t, KiValue key) {
    if (!np_is_plain(key) || t->ndim != 1) return NULL;
    KtTensor *ix = ki_tensor_of(key);
    if (ix->dtype != KT_I64 || ix->ndim == 0 || !kt_is_contiguous(ix) || ix->numel > 4096 ||
        t->itemsize != 8)
        return NULL;
    KtTensor *r = kt_empty(ki_kt_np(ks), t->dtype, ix->ndim, ix->sizes);
    if (!r) return NULL;
    const int64_t *places = (const int64_t *)ix->data;
    int64_t *out = (int64_t *)r->data, size = t->sizes[0], step = t->strides[0];
    const int64_t *from = (const int64_t *)t->data;
    for (int64_t i = 0; i < ix->numel; i++) {
        int64_t at = places[i] < 0 ? places[i] + size : places[i];
        if (KB_UNLIKELY(at < 0 || at >= size)) {
            kt_decref(ki_ts(ks)->ctx, r);
            return NULL;
        }
        out[i] = from[at * step];
    }
    return r;
}

/* x[places] = value for a one-dimensional float64 x, int64 places and a number or as many float64;
 * false: another case, or out of bounds. */
static bool place(KtTensor *t, KiValue key, KiValue value) {
    if (!np_is_plain(key) || t->ndim != 1 || t->dtype != KT_F64) return false;
    KtTensor *ix = ki_tensor_of(key);
    if (ix->dtype != KT_I64 || ix->ndim != 1 || !kt_is_contiguous(ix) || ix->numel > 4096 ||
        t->flags & KT_T_READ_ONLY || !t->storage || t->storage->read_only || kt_same_memory(t, ix))
        return false;
    double number = 0;
    const char *from = (const char *)&number;
    int64_t step = 0;
    if (ki_is_float(value)) {
        number = ki_float_val(value);
    } else if (ki_is_int(value)) {
        number = (double)ki_int_val(value);
    } else {
        if (!np_is_plain(value)) return false;
        KtTensor *v = ki_tensor_of(value);
        if (v->dtype != KT_F64 || v->ndim != 1 || v->numel != ix->numel || kt_same_memory(v, t))
            return false;
        from = v->data;
        step = v->strides[0] * 8;
    }
    const int64_t *places = (const int64_t *)ix->data;
    double *out = (double *)t->data;
    int64_t size = t->sizes[0], stride = t->strides[0];
    for (int64_t i = 0; i < ix->numel; i++)
        if (places[i] < -size || places[i] >= size) return false;
    for (int64_t i = 0; i < ix->numel; i++, from += step)
        memcpy(&out[(places[i] < 0 ? places[i] + size : places[i]) * stride], from, 8);
    t->storage->version++;
    return true;
}

static bool has_ellipsis(const KiIndex *ix) {
    for (int i = 0; i < ix->n; i++)
        if (ix->items[i].kind == KT_IX_ELLIPSIS) return true;
    return false;
}

/* Is there an array without dimensions in a key? It picks as a number does, but a copy. */
static bool has_scalar_array(KiValue key) {
    if (ki_is_ndarray(key)) return ki_tensor_of(key)->ndim == 0;
    if (!ki_is_tuple(key)) return false;
    KiTuple *t = ki_tuple_of(key);
    for (int64_t i = 0; i < t->len; i++)
        if (ki_is_ndarray(t->items[i]) && ki_tensor_of(t->items[i])->ndim == 0) return true;
    return false;
}

static KiValue getitem_parts(KiState *ks, KiValue v, const KiValue *items, int64_t n) {
    KtTensor *t = ki_tensor_of(v);
    char *p = full_index(t, items, n);
    if (p) return element(ks, v, p);
    bool dots;
    KtTensor *x = basic_view(ks, t, items, n, &dots);
    if (!x) return ki_kt_np(ks)->error == KT_NO_ERROR ? KI_ABSENT : ki_kt_raise(ks);
    if (x->ndim || dots) return np_wrap_view(ks, x, v);
    kt_decref(ki_kt_np(ks), x);
    return KI_ABSENT;
}

static KiValue getitem(KiState *ks, KiValue v, KiValue key) {
    if (KB_LIKELY(ki_is_int(key))) return at_int(ks, v, ki_int_val(key));
    int64_t n;
    const KiValue *items = key_items(&key, &n);
    KiValue quick = getitem_parts(ks, v, items, n);
    if (quick != KI_ABSENT) return quick;
    KtTensor *t = ki_tensor_of(v), *picked;
    KiNpDtype *d = np_array_of(v)->descr;
    if (d && d->fields != KI_ABSENT && (ki_is_str(key) || ki_is_list(key))) {
        KiValue arg[2] = {v, key};
        KiValue r = np_helper(ks, "_get_field", arg, 2);
        if (r != KI_NOT_IMPLEMENTED) return r;
    }
    KtCtx *ctx = ki_kt_np(ks);
    if (!d && (picked = pick(ks, t, key))) return np_wrap(ks, picked, v);
    if (ctx->error != KT_NO_ERROR) return ki_kt_raise(ks);
    KiIndex ix;
    KiValue r = KI_ERR;
    if (ki_index_parse(ks, ctx, NULL, key, &ix)) {
        bool is_view = false;
        KtTensor *x = kt_index_get(ctx, t, ix.items, ix.n, &is_view);
        if (!x) {
            r = ki_kt_raise(ks);
        } else if (x->ndim == 0 && !has_ellipsis(&ix)) {
            r = element(ks, v, x->data);
            kt_decref(ctx, x);
        } else if (is_view && !has_scalar_array(key)) {
            r = np_wrap_view(ks, x, v);
        } else {
            if (is_view) {
                KtTensor *c = np_copy(ctx, x, KT_NO_DTYPE, 'K');
                kt_decref(ctx, x);
                if (!(x = c)) goto done;
            }
            r = d ? np_object_wrap(ks, x, v, false) : np_wrap(ks, x, v);
        }
    }
done:
    ki_index_release(ks, &ix);
    return r == KI_ERR && !ki_pending(ks) ? ki_kt_raise(ks) : r;
}

static bool is_signed(int dtype) {
    return kt_dtype_info[dtype].kind == 'i';
}
static bool is_unsigned(int dtype) {
    return kt_dtype_info[dtype].kind == 'u';
}

/* Complains about Python numbers that the dtype cannot hold. */
static bool number_fits(KiState *ks, int dtype, const KtScalar *s, bool cast) {
    if (s->kind == KT_S_COMPLEX && !kt_is_complex_dtype(dtype) && dtype != KT_BOOL) {
        ki_raise(ks, KI_EXC_TypeError,
                 kt_is_float_dtype(dtype)
                     ? "float() argument must be a string or a real number, not 'complex'"
                     : "int() argument must be a string, a bytes-like object or a real number, "
                       "not 'complex'");
        return false;
    }
    cast = cast && s->dtype >= 0;
    if (s->kind == KT_S_FLOAT && kt_is_int_dtype(dtype) && !isfinite(s->f) && !cast) {
        const char *name = s->dtype == KT_LD ? "longdouble" : "float";
        ki_raise(ks, isnan(s->f) ? KI_EXC_ValueError : KI_EXC_OverflowError,
                 "cannot convert %s %s to integer", name, isnan(s->f) ? "NaN" : "infinity");
        return false;
    }
    if (s->kind == KT_S_UINT && s->dtype >= 0 && is_signed(dtype) && !cast) {
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C long");
        return false;
    }
    double high = kt_kernel_dtype(dtype) == KT_U64 ? 0x1p64 : 0x1p63;
    if (s->kind == KT_S_FLOAT && kt_is_int_dtype(dtype) && !cast &&
        KB_UNLIKELY(s->f >= high || s->f < -0x1p63)) {
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C long");
        return false;
    }
    return ki_check_wrapped(ks, dtype, s);
}

static bool store(KiState *ks, KtTensor *t, char *p, KiValue value, bool *done) {
    KtScalar s;
    *done = false;
    if (t->flags & KT_T_READ_ONLY || t->storage->read_only) return true;
    if (ki_is_float(value)) {
        s = kt_scalar_float(ki_float_val(value));
    } else if (ki_is_int(value)) {
        s = kt_scalar_int(ki_int_val(value));
    } else {
        _Alignas(16) char buf[KT_ITEM_MAX];
        int d = np_scalar_get(ks, value, buf);
        if (d < 0) return true;
        s = kt_load_scalar(d, buf);
        s.dtype = d;
        if (s.kind == KT_S_COMPLEX || (s.kind == KT_S_FLOAT && is_unsigned(t->dtype))) return true;
    }
    *done = true;
    if (!kt_is_float_dtype(t->dtype) && !number_fits(ks, t->dtype, &s, false)) return false;
    kt_store_scalar(t->dtype, p, &s);
    t->storage->version++;
    return ki_check_narrowed(ks, t->dtype, &s, p);
}

static bool is_read_only(const KtTensor *t) {
    return t->flags & KT_T_READ_ONLY || (t->storage && t->storage->read_only);
}

/* What is wrong with the place is told before what is wrong with the value. */
static bool check_place(KiState *ks, KtTensor *t, KiValue key) {
    if (is_read_only(t)) {
        ki_raise(ks, KI_EXC_ValueError, "assignment destination is read-only");
        return false;
    }
    KtCtx *ctx = ki_kt_np(ks);
    KiIndex ix;
    bool ok = ki_index_parse(ks, ctx, NULL, key, &ix);
    if (ok && !kt_index_check(ctx, t, ix.items, ix.n)) {
        (void)ki_kt_raise(ks);
        ok = false;
    }
    ki_index_release(ks, &ix);
    return ok;
}

/* A value that needs no look at the place before it. */
static bool surely_fits(const KtTensor *t, KiValue value) {
    if (ki_is_float(value)) return kt_is_inexact_dtype(t->dtype);
    if (ki_is_int(value)) {
        KtScalar s = kt_scalar_int(ki_int_val(value));
        return !kt_is_int_dtype(t->dtype) || kt_scalar_fits(t->dtype, &s);
    }
    return np_is_plain(value);
}

/* How deep lists and tuples lie in each other; a tuple is an element where records are stored. */
static int nesting(KiValue v, bool records) {
    int n = 0;
    while (ki_is_list(v) || (ki_is_tuple(v) && !records)) {
        n++;
        bool empty = ki_is_list(v) ? ki_list_of(v)->len == 0 : ki_tuple_of(v)->len == 0;
        if (empty || n > KT_MAX_DIMS) return n;
        v = ki_is_list(v) ? ki_list_of(v)->items[0] : ki_tuple_of(v)->items[0];
    }
    return n;
}

/* What a key stands for, where that decides how a sequence or an array is stored. */
typedef struct Place {
    enum { PLACE_OTHER, PLACE_ELEMENT, PLACE_VIEW, PLACE_MASK } kind;
    int ndim;      /* of a view */
    int64_t count; /* of places that a mask of the whole array picks */
} Place;

static bool is_whole_mask(const KtTensor *t, const KiIndex *ix) {
    if (ix->n != 1) return false;
    const KtTensor *mask = ix->items[0].kind == KT_IX_TENSOR ? ix->items[0].t : NULL;
    if (!mask) return t->ndim == 0 && ix->items[0].kind == KT_IX_BOOL;
    return mask->dtype == KT_BOOL && kt_same_shape(mask, t);
}

static bool find_place(KiState *ks, KtTensor *t, KiValue key, Place *place) {
    KtCtx *ctx = ki_kt_np(ks);
    KiIndex ix;
    bool ok = ki_index_parse(ks, ctx, NULL, key, &ix), basic = true, is_view;
    for (int i = 0; ok && i < ix.n; i++)
        basic = basic && ix.items[i].kind != KT_IX_BOOL &&
                (ix.items[i].kind != KT_IX_TENSOR ||
                 (ix.items[i].t->ndim == 0 && ix.items[i].t->dtype != KT_BOOL));
    bool mask = ok && is_whole_mask(t, &ix);
    *place = (Place){.kind = mask ? PLACE_MASK : PLACE_OTHER};
    if (ok && (basic || mask)) {
        KtTensor *picked = kt_index_get(ctx, t, ix.items, ix.n, &is_view);
        if (!picked) {
            (void)ki_kt_raise(ks);
            ok = false;
        } else if (mask) {
            place->count = picked->numel;
        } else {
            place->ndim = picked->ndim;
            place->kind = picked->ndim == 0 && !has_ellipsis(&ix) ? PLACE_ELEMENT : PLACE_VIEW;
        }
        kt_xdecref(ctx, picked);
    }
    ki_index_release(ks, &ix);
    return ok;
}

/* A sequence for a single element: a truth value takes that of the sequence, an object array holds
 * it, arrays of one number convert. */
static bool check_for_element(KiState *ks, char kind, KiValue *value) {
    bool array = ki_is_ndarray(*value), one = array && ki_tensor_of(*value)->numel == 1;
    bool records = kind == 'V';
    if (kind == 'O' || (records && !array) || (records && one)) return true;
    if (kind == 'b' && (!array || ki_tensor_of(*value)->numel <= 1)) {
        int r = ki_truth(ks, *value);
        *value = ki_bool(r > 0);
        return r >= 0;
    }
    if (kind == 'M' || kind == 'm')
        ki_raise(ks, KI_EXC_ValueError, "Could not convert object to NumPy %s",
                 kind == 'M' ? "datetime" : "timedelta");
    else if (kind == 'U' || kind == 'S')
        ki_raise(ks, KI_EXC_ValueError, "setting an array element with a sequence");
    else if (one)
        return true;
    else if (kind == 'c' && array)
        ki_raise(ks, KI_EXC_TypeError, "only length-1 arrays can be converted to Python scalars");
    else if (kind == 'c')
        ki_raise(ks, KI_EXC_TypeError, "must be real number, not %s", ki_type_name(ks, *value));
    else
        ki_raise(ks, KI_EXC_ValueError, "setting an array element with a sequence.");
    return false;
}

/* Values under a mask of the whole array: one, or a row with one for each place. */
static bool check_under_mask(KiState *ks, KiValue value, int depth, int64_t count) {
    int ndim = ki_is_ndarray(value) ? ki_tensor_of(value)->ndim : depth;
    if (ndim > 1) {
        ki_raise(ks, KI_EXC_TypeError,
                 "NumPy boolean array indexing assignment requires a 0 or 1-dimensional input, "
                 "input has %d dimensions",
                 ndim);
        return false;
    }
    int64_t n = ki_is_ndarray(value) ? ki_tensor_of(value)->sizes[0]
                : ki_is_list(value)  ? ki_list_of(value)->len
                                     : ki_tuple_of(value)->len;
    if (n == count || n == 1) return true;
    ki_raise(ks, KI_EXC_ValueError,
             "NumPy boolean array indexing assignment cannot assign %lld input values to the %lld "
             "output values where the mask is true",
             (long long)n, (long long)count);
    return false;
}

/* Can a key name a single element? Where not, arrays need no look at the place they go to. */
static bool may_name_element(const KtTensor *t, KiValue key) {
    if (ki_is_tuple(key)) return ki_tuple_of(key)->len == t->ndim;
    if (ki_is_slice(key) || ki_is_none(key) || key == KI_ELLIPSIS || ki_is_list(key)) return false;
    return t->ndim == 1 && !(ki_is_ndarray(key) && ki_tensor_of(key)->ndim);
}

/* Is a sequence or an array one that may go where the key says? Other values always are. */
static bool check_sequence(KiState *ks, KiValue v, KiValue key, KiValue *value) {
    KtTensor *t = ki_tensor_of(v);
    const KiNpDtype *d = np_array_of(v)->descr;
    char kind = d ? d->kind : kt_dtype_info[t->dtype].kind;
    int depth = nesting(*value, kind == 'V');
    bool array = ki_is_ndarray(*value) && ki_tensor_of(*value)->ndim;
    bool masks = ki_is_bool(key) || ki_is_list(key) || ki_is_ndarray(key);
    if (!(array ? masks || may_name_element(t, key) : depth > 0)) return true;
    Place place;
    if (!find_place(ks, t, key, &place)) return false;
    switch (place.kind) {
    case PLACE_ELEMENT:
        return check_for_element(ks, kind, value);
    case PLACE_MASK:
        return check_under_mask(ks, *value, depth, place.count);
    case PLACE_VIEW:
        if (array || kind == 'O' || depth <= place.ndim) return true;
        ki_raise(ks, KI_EXC_ValueError,
                 "setting an array element with a sequence. The requested array would exceed the "
                 "maximum number of dimension of %d.",
                 place.ndim);
        return false;
    default:
        return true;
    }
}

static bool takes_axis(const KtIndexItem *item) {
    return item->kind == KT_IX_INT || item->kind == KT_IX_SLICE || item->kind == KT_IX_TENSOR;
}

static bool is_mask(const KtIndexItem *item) {
    return item->kind == KT_IX_TENSOR && item->t->dtype == KT_BOOL;
}

/* Is there but one thing that can be wrong with a key of t: what the arrays in it hold, and how
 * they go together? */
static bool picks(const KiIndex *ix, const KtTensor *t) {
    bool arrays = false, dots = false;
    int axis = 0;
    for (int i = 0; i < ix->n; i++) {
        const KtIndexItem *item = &ix->items[i];
        if (item->kind == KT_IX_ELLIPSIS) {
            if (dots) return false;
            dots = true;
            int rest = 0;
            for (int k = i + 1; k < ix->n; k++)
                rest += is_mask(&ix->items[k]) ? ix->items[k].t->ndim : takes_axis(&ix->items[k]);
            if (axis + rest > t->ndim) return false;
            axis = t->ndim - rest;
        }
        if (item->kind == KT_IX_BOOL) arrays = true;
        if (!takes_axis(item)) continue;
        if (is_mask(item)) { /* as many axes, as long */
            for (int d = 0; d < item->t->ndim; d++, axis++)
                if (axis >= t->ndim || t->sizes[axis] != item->t->sizes[d]) return false;
            arrays = true;
            continue;
        }
        int64_t n = axis < t->ndim ? t->sizes[axis++] : -1;
        if (n < 0 || (item->kind == KT_IX_INT && (item->start >= n || item->start < -n)))
            return false;
        arrays = arrays || item->kind == KT_IX_TENSOR;
    }
    return arrays;
}

/* Does a key name single elements, with nothing left of the dimensions? */
static bool picks_elements(const KiIndex *ix, const KtTensor *t) {
    int axes = 0;
    for (int i = 0; i < ix->n; i++) {
        const KtIndexItem *item = &ix->items[i];
        if (item->kind == KT_IX_SLICE || item->kind == KT_IX_NEWAXIS) return false;
        axes += is_mask(item) ? item->t->ndim : takes_axis(item);
    }
    return axes == t->ndim;
}

/* An array without dimensions that goes to elements picked by arrays is cast before these are
 * looked at: what happens then is told before what is wrong with them. */
static bool cast_first(KiState *ks, KiNpArray *x, const KiIndex *ix, KiValue value) {
    if (!np_is_plain(value) || ki_tensor_of(value)->ndim || !picks_elements(ix, x->o.t))
        return true;
    KiValue type = np_dtype_value(ks, ki_from_obj(x));
    KiValue r = type == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, value, "astype", &type, 1);
    ki_decref(ks, type);
    ki_decref(ks, r);
    return r != KI_ERR;
}

/* Places picked by arrays are not all there: NumPy looks at the shape of the values before. */
static void say_of_shape_first(KiState *ks, KiNpArray *x, const KiIndex *ix, KiValue value) {
    KtCtx *ctx = ki_kt_np(ks);
    KiValue error = (ki_kt_raise(ks), ki_take_exc(ks));
    bool sequence = ki_is_list(value) || ki_is_tuple(value);
    KiValue many = ki_is_ndarray(value) ? ki_new_ref(value)
                   : sequence           ? np_object_array_from(ks, value, x->descr)
                                        : KI_ABSENT;
    if (many != KI_ABSENT && many != KI_ERR && cast_first(ks, x, ix, many)) {
        KtTensor *to = kt_empty_like_order(ctx, x->o.t, KT_U8),
                 *from =
                     to ? kt_zeros(ctx, KT_U8, ki_tensor_of(many)->ndim, ki_tensor_of(many)->sizes)
                        : NULL;
        KtOperand o = kt_operand(from);
        if (!from || !kt_index_set(ctx, to, ix->items, ix->n, &o)) (void)ki_kt_raise(ks);
        kt_xdecref(ctx, to);
        kt_xdecref(ctx, from);
        if (sequence) np_say_copied(ks);
    }
    if (many != KI_ABSENT) ki_decref(ks, many);
    if (ki_pending(ks))
        ki_decref(ks, error);
    else
        ki_restore_exc(ks, error);
}

/* Can x be spread over the shape of places? Leading dimensions of one element drop out. */
static bool spreads_to(const KtTensor *x, const KtTensor *places) {
    for (int i = 1; i <= x->ndim; i++) {
        int64_t n = x->sizes[x->ndim - i];
        if (n != 1 && (i > places->ndim || n != places->sizes[places->ndim - i])) return false;
    }
    return true;
}

static void say_misfit(KiState *ks, const KtTensor *value, const KtTensor *places, bool is_view) {
    char have[300], want[300];
    kt_shape_str_np(have, sizeof have, value->ndim, value->sizes);
    kt_shape_str_np(want, sizeof want, places->ndim, places->sizes);
    ki_raise(ks, KI_EXC_ValueError,
             is_view ? "could not broadcast input array from shape %s into shape %s"
                     : "shape mismatch: value array of shape %s could not be broadcast to "
                       "indexing result of shape %s",
             have, want);
}

/* x[ix] = value. */
static bool set_places(KiState *ks, KiNpArray *x, const KiIndex *ix, KiValue value, bool copied) {
    KtCtx *ctx = ki_kt_np(ks);
    bool is_view = false, ok;
    KtTensor *codes = kt_index_get(ctx, x->o.t, ix->items, ix->n, &is_view);
    if (!codes) {
        if (picks(ix, x->o.t))
            say_of_shape_first(ks, x, ix, value);
        else
            (void)ki_kt_raise(ks);
        return false;
    }
    if (is_view || x->descr->fields != KI_ABSENT) { /* codes of records are rows */
        bool element = is_view && codes->ndim == 0 && !has_ellipsis(ix);
        ok = np_object_assign(ks, x, codes, value, element) ||
             ((is_view || !copied) && np_say_misfit(ks, !is_view));
    } else { /* fresh codes, then written back through the index */
        KtScalar none = kt_scalar_int(0);
        bool array = ki_is_ndarray(value) && x->descr->carrier >= 0;
        ok = !array || spreads_to(ki_tensor_of(value), codes);
        if (!ok) say_misfit(ks, ki_tensor_of(value), codes, false);
        ok = ok && kt_fill(ctx, codes, &none) &&
             (np_object_assign(ks, x, codes, value, false) || (!copied && np_say_misfit(ks, true)));
        KtOperand o = kt_operand(codes);
        if (ok && !kt_index_set(ctx, x->o.t, ix->items, ix->n, &o)) {
            (void)ki_kt_raise(ks);
            ok = false;
        }
    }
    kt_decref(ctx, codes);
    return ok;
}

static bool set_object(KiState *ks, KiValue v, KiValue key, KiValue value) {
    KiNpArray *x = np_array_of(v);
    if (is_read_only(x->o.t)) {
        ki_raise(ks, KI_EXC_ValueError, "assignment destination is read-only");
        return false;
    }
    if (x->descr->fields != KI_ABSENT && (ki_is_str(key) || ki_is_list(key))) {
        KiValue arg[3] = {v, key, value};
        KiValue r = np_helper(ks, "_set_field", arg, 3);
        if (r != KI_NOT_IMPLEMENTED) return r != KI_ERR;
    }
    KiIndex ix;
    bool ok = ki_index_parse(ks, ki_kt_np(ks), NULL, key, &ix), sequence;
    KiValue made = KI_ABSENT; /* what goes to places that arrays pick is converted first */
    if (ok && x->descr->kind != 'O' && !ki_is_ndarray(value) && picks(&ix, x->o.t)) {
        made = np_array_from(ks, value, x->descr, false, 'K', 0);
        ok = made != KI_ERR;
        value = made;
    }
    ok = ok && check_sequence(ks, v, key, &value);
    sequence = ki_is_list(value) || ki_is_tuple(value);
    ok = ok && set_places(ks, x, &ix, value, sequence && x->descr->kind == 'O');
    ki_index_release(ks, &ix);
    if (made != KI_ABSENT) ki_decref(ks, made);
    return ok;
}

/* The first write to an array of broadcast_arrays is warned of. */
static bool warn_of_write(KiState *ks, KtTensor *t) {
    t->face_flags &= ~(uint32_t)NP_T_WARNS;
    return ki_warn(
        ks, KI_EXC_DeprecationWarning, 1,
        "Numpy has detected that you (may be) writing to an array with\noverlapping memory "
        "from np.broadcast_arrays. If this is intentional\nset the WRITEABLE flag True or "
        "make a copy immediately before writing.");
}

/* A number that becomes infinite in the narrower type it is stored in is reported. */
static bool narrow_number(KiState *ks, KtTensor *t, KiValue key, const KtScalar *s) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    if (!kt_is_inexact_dtype(t->dtype) || t->dtype == KT_F64 || t->dtype == KT_C128) return true;
    kt_store_scalar(t->dtype, buf, s);
    KtScalar held = kt_load_scalar(t->dtype, buf);
    if (isfinite(kt_scalar_as_double(&held)) && held.kind != KT_S_COMPLEX) return true;
    return check_place(ks, t, key) && ki_check_narrowed(ks, t->dtype, s, buf);
}

/* Is there an array of places in a key? Numbers of numpy's are cast to be stored there. Elsewhere
 * signed integers take them as Python's, and the other types cast them too. */
static bool names_places(KiValue key) {
    if (ki_is_ndarray(key)) return ki_tensor_of(key)->ndim > 0;
    if (!ki_is_tuple(key)) return ki_is_list(key) || ki_is_bool(key);
    KiTuple *t = ki_tuple_of(key);
    for (int64_t i = 0; i < t->len; i++)
        if (!ki_is_tuple(t->items[i]) && names_places(t->items[i])) return true;
    return false;
}

/* Of a number of numpy's, which stays one. */
static KtScalar real_part(const KtScalar *s) {
    if (s->dtype == KT_CLD) return kt_scalar_long(kt_scalar_as_long(s));
    KtScalar r = kt_scalar_float(s->c.re);
    r.dtype = kt_real_dtype(s->dtype);
    return r;
}

/* A floating-point number of numpy's goes to integers that a key picks by a cast. */
static bool cast_number(KiState *ks, KtTensor *t, KiValue key, KtScalar *s) {
    if (s->kind != KT_S_FLOAT || s->dtype < 0 || !kt_is_int_dtype(t->dtype) ||
        !(is_unsigned(t->dtype) || names_places(key)))
        return true;
    if (!check_place(ks, t, key)) return false;
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *x = kt_scalar_tensor(ctx, s->dtype == KT_LD ? KT_LD : KT_F64, s);
    KtTensor *y = x ? np_checked_cast(ctx, x, t->dtype, 'C') : NULL;
    if (y)
        *s = kt_load_scalar(y->dtype, y->data);
    else
        (void)ki_kt_raise(ks);
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    return y != NULL;
}

/* Does an array of complex numbers go where a key says? Its shape is told of before a loss. */
static bool goes_into(KiState *ks, KtTensor *t, KiValue key, const KtTensor *x) {
    if (!kt_is_complex_dtype(x->dtype) || kt_is_complex_dtype(t->dtype)) return true;
    KtCtx *ctx = ki_kt_np(ks);
    KiIndex ix;
    bool ok = ki_index_parse(ks, ctx, NULL, key, &ix), is_view;
    KtTensor *picked = ok ? kt_index_get(ctx, t, ix.items, ix.n, &is_view) : NULL;
    ok = picked && spreads_to(x, picked);
    kt_xdecref(ctx, picked);
    ki_index_release(ks, &ix);
    kt_clear_error(ctx);
    return ok;
}

/* Are the places there that a key picks, and does an array go to them? It is converted as it is
 * written. */
static bool finds_places(KiState *ks, KiValue v, KiValue key, KiValue array) {
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *t = ki_tensor_of(v);
    const KtTensor *value = ki_tensor_of(array);
    KiIndex ix;
    bool ok = ki_index_parse(ks, ctx, NULL, key, &ix), is_view;
    KtTensor *picked = ok ? kt_index_get(ctx, t, ix.items, ix.n, &is_view) : NULL;
    if (ok && !picked && picks(&ix, t))
        say_of_shape_first(ks, np_array_of(v), &ix, array);
    else if (ok && !picked)
        (void)ki_kt_raise(ks);
    ok = picked != NULL;
    if (ok && !spreads_to(value, picked)) {
        say_misfit(ks, value, picked, is_view);
        ok = false;
    }
    kt_xdecref(ctx, picked);
    ki_index_release(ks, &ix);
    return ok;
}

static bool names_whole_mask(KiState *ks, const KtTensor *t, KiValue key) {
    if (!(ki_is_list(key) || ki_is_ndarray(key) || ki_is_bool(key))) return false;
    KiIndex ix;
    bool mask = ki_index_parse(ks, ki_kt_np(ks), NULL, key, &ix) && is_whole_mask(t, &ix);
    ki_index_release(ks, &ix);
    if (ki_pending(ks)) ki_clear_exc(ks);
    return mask;
}

/* An array without dimensions, in o, is cast before the elements are looked at that arrays pick. */
static bool cast_lone(Na *a, KtTensor *t, const KiIndex *ix, KtOperand *o) {
    if (!o->t || o->t->ndim || o->t->dtype == t->dtype || is_whole_mask(t, ix) || !picks(ix, t) ||
        !picks_elements(ix, t))
        return true;
    o->t = na_keep(a, kt_cast(a->ctx, o->t, t->dtype));
    bool ok = o->t && kt_fp_end(a->ctx, "cast");
    kt_fp_begin(a->ctx);
    return ok;
}

static bool set_plain(KiState *ks, KiValue v, KiValue key, KiValue value);

static bool setitem(KiState *ks, KiValue v, KiValue key, KiValue value) {
    bool sequence = value != KI_ABSENT && (ki_is_list(value) || ki_is_tuple(value));
    if (KB_LIKELY(!sequence || np_array_of(v)->descr || is_read_only(ki_tensor_of(v)) ||
                  !names_whole_mask(ks, ki_tensor_of(v), key)))
        return set_plain(ks, v, key, value);
    /* what goes under a mask is converted before its length is looked at */
    KiValue made =
        np_array_from(ks, value, np_dtype_of_num(ks, ki_tensor_of(v)->dtype), false, 'K', 0);
    bool ok = made != KI_ERR && set_plain(ks, v, key, made);
    ki_decref(ks, made);
    return ok;
}

static bool set_plain(KiState *ks, KiValue v, KiValue key, KiValue value) {
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_ValueError, "cannot delete array elements");
        return false;
    }
    KtTensor *t = ki_tensor_of(v);
    if (KB_UNLIKELY(t->face_flags & NP_T_WARNS) && !warn_of_write(ks, t)) return false;
    if (KB_UNLIKELY(np_array_of(v)->descr != NULL)) return set_object(ks, v, key, value);
    char *p = NULL;
    if (ki_is_int(key) && t->ndim == 1) {
        int64_t i = ki_int_val(key), n = t->sizes[0];
        if (i < 0) i += n;
        if (i >= 0 && i < n) p = t->data + i * t->strides[0] * t->itemsize;
    } else {
        int64_t n;
        const KiValue *items = key_items(&key, &n);
        p = full_index(t, items, n);
    }
    bool done = false;
    if (p && !store(ks, t, p, value, &done)) return false;
    if (done || place(t, key, value)) return true;
    if (is_read_only(t)) {
        ki_raise(ks, KI_EXC_ValueError, "assignment destination is read-only");
        return false;
    }
    if (!surely_fits(t, value) && !check_place(ks, t, key)) return false;
    if (!check_sequence(ks, v, key, &value)) return false;
    if (ki_is_ndarray(value) && !np_is_plain(value) && !finds_places(ks, v, key, value))
        return false;
    Na a;
    na_begin(&a, ks, NULL);
    KtOperand o = {0};
    if (ki_is_str(value) || ki_has_layout(value, KI_K_BYTES) ||
        (ki_is_ndarray(value) && np_array_of(value)->descr))
        o.t = na_keep(&a, np_from_any(ks, value, t->dtype));
    else if (ki_is_list(value) || ki_is_tuple(value))
        o.t = na_keep(&a, np_from_any(ks, value, t->dtype));
    else if (ki_is_none(value) && kt_is_inexact_dtype(t->dtype))
        o.s = kt_is_complex_dtype(t->dtype) ? kt_scalar_complex(NAN, NAN) : kt_scalar_float(NAN);
    else if (ki_is_none(value) && t->dtype == KT_BOOL)
        o.s = kt_scalar_bool(false);
    else if (ki_is_none(value)) {
        ki_raise(ks, KI_EXC_TypeError,
                 "int() argument must be a string, a bytes-like object or a real number, not "
                 "'NoneType'");
        a.failed = true;
    } else
        o = na_operand_as(&a, value, t->dtype);
    bool scalar = !o.t && o.s.kind == KT_S_COMPLEX && o.s.dtype >= 0; /* of numpy: it is cast */
    if (!a.failed && (o.t || scalar) && (scalar || goes_into(ks, t, key, o.t)) &&
        !np_warns_complex(ks, o.t ? o.t->dtype : o.s.dtype, t->dtype))
        a.failed = true;
    if (scalar && !kt_is_complex_dtype(t->dtype) && t->dtype != KT_BOOL) o.s = real_part(&o.s);
    if (!a.failed && !o.t &&
        !number_fits(ks, t->dtype, &o.s, is_unsigned(t->dtype) || names_places(key)))
        a.failed = true;
    if (!o.t && t->dtype == KT_BOOL && o.s.kind == KT_S_COMPLEX)
        o.s = kt_scalar_bool(kt_scalar_as_bool(&o.s));
    bool ok = false, dots;
    if (!a.failed && !o.t && !(cast_number(ks, t, key, &o.s) && narrow_number(ks, t, key, &o.s)))
        a.failed = true;
    kt_fp_begin(a.ctx);
    int64_t n;
    const KiValue *items = key_items(&key, &n);
    KtTensor *view = a.failed ? NULL : basic_view(ks, t, items, n, &dots);
    if (view && !a.failed && (!o.t || (kt_same_shape(o.t, view) && !kt_same_memory(o.t, view))) &&
        !(view->flags & KT_T_READ_ONLY) && !view->storage->read_only) {
        ok = kt_before_write(a.ctx, view) &&
             (o.t ? kt_copy(a.ctx, view, o.t) : kt_fill(a.ctx, view, &o.s));
        ok = ok && (!o.t || kt_fp_end(a.ctx, "cast"));
        if (!ok) (void)ki_kt_raise(ks);
        kt_decref(a.ctx, view);
        na_end(&a);
        return ok;
    }
    kt_xdecref(a.ctx, view);
    if (!a.failed && a.ctx->error != KT_NO_ERROR) na_fail(&a);
    if (!a.failed) {
        KiIndex ix;
        ok = ki_index_parse(ks, a.ctx, NULL, key, &ix);
        if (ok && !(cast_lone(&a, t, &ix, &o) && kt_index_set(a.ctx, t, ix.items, ix.n, &o) &&
                    (!o.t || kt_fp_end(a.ctx, "cast")))) {
            (void)ki_kt_raise(ks);
            ok = false;
        }
        ki_index_release(ks, &ix);
    }
    na_end(&a);
    return ok;
}

static int contains(KiState *ks, KiValue v, KiValue item) {
    KiValue eq = np_binary_op(ks, KT_OP_EQ, v, item);
    if (eq == KI_ERR) return -1;
    if (eq == KI_NOT_IMPLEMENTED) return 0;
    int r = 0;
    if (ki_is_ndarray(eq)) {
        KtCtx *ctx = ki_kt_np(ks);
        KtTensor *any =
            kt_reduce(ctx, KT_OP_ANY, ki_tensor_of(eq), NULL, 0, false, KT_NO_DTYPE, NULL);
        if (any) {
            r = any->data[0] != 0;
            kt_decref(ctx, any);
        } else {
            (void)ki_kt_raise(ks);
            r = -1;
        }
    } else {
        r = ki_truth(ks, eq);
    }
    ki_decref(ks, eq);
    return r;
}

/* --- iteration over the first dimension --- */

typedef struct NpIter {
    KiObj h;
    KiValue array;
    int64_t at;
} NpIter;

static KiValue iterate(KiState *ks, KiValue v) {
    if (ki_tensor_of(v)->ndim == 0)
        return ki_raise(ks, KI_EXC_TypeError, "iteration over a 0-d array");
    NpIter *it = (NpIter *)ki_instance_alloc(ks, ki_np(ks)->iter_type);
    if (!it) return KI_ERR;
    it->array = ki_new_ref(v);
    it->at = 0;
    return ki_from_obj(it);
}
static KiValue iter_next(KiState *ks, KiValue v) {
    NpIter *it = (NpIter *)ki_obj(v);
    KtTensor *t = ki_tensor_of(it->array);
    if (it->at >= t->sizes[0]) return KI_ABSENT;
    int64_t i = it->at++;
    if (t->ndim > 1) return row(ks, it->array, i);
    return element(ks, it->array, t->data + i * t->strides[0] * t->itemsize);
}
static KiValue iter_self(KiState *ks, KiValue v) {
    return ki_new_ref(v);
}
static void iter_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((NpIter *)o)->array);
}
static const KiSlots iter_slots = {.dealloc = iter_dealloc, .iter = iter_self, .next = iter_next};

/* --- text --- */

static KiValue finish_text(KiState *ks, bool ok, KbStrbuf *b) {
    KiValue r = !ok         ? ki_kt_raise(ks)
                : b->failed ? ki_raise_nomem(ks)
                            : ki_str_from_utf8(ks, b->data ? b->data : "", b->len);
    kb_strbuf_free(b);
    return r;
}

static KiValue custom(KiState *ks, KiValue v, const char *helper) {
    return np_helper(ks, helper, &v, 1);
}

static KiValue repr(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (!t) return ki_str_from_cstr(ks, "<uninitialised array>");
    if (np_array_of(v)->descr || ki_np(ks)->repr_function != KI_ABSENT ||
        ki_obj(v)->shape->type != ks->types[KI_K_NDARRAY])
        return custom(ks, v, "_array_repr_slow");
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    return finish_text(ks, kt_repr_numpy(ki_kt_np(ks), t, &b), &b);
}
static KiValue str(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (np_array_of(v)->descr || ki_np(ks)->str_function != KI_ABSENT)
        return custom(ks, v, "_array_str_slow");
    if (t->ndim == 0) {
        KiValue s = np_scalar(ks, t->dtype, t->data);
        KiValue r = s == KI_ERR ? KI_ERR : ki_str(ks, s);
        ki_decref(ks, s);
        return r;
    }
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    return finish_text(ks, kt_str_numpy(ki_kt_np(ks), t, &b), &b);
}
NA_FN(m_format) {
    KtTensor *t = ki_tensor_of(args[0]);
    if (!ki_is_str(args[1]))
        return t->ndim
                   ? ki_raise(ks, KI_EXC_TypeError, "__format__() argument must be str, not %s",
                              ki_type_name(ks, args[1]))
                   : ki_raise(ks, KI_EXC_SystemError, "Format specifier must be a string, not %s",
                              ki_type_name(ks, args[1]));
    if (t->ndim == 0) {
        KiValue item = only_element(ks, args[0]);
        KiValue r = item == KI_ERR ? KI_ERR : ki_format(ks, item, args[1]);
        ki_decref(ks, item);
        return r;
    }
    if (ki_is_str(args[1]) && ki_str_of(args[1])->len == 0) return ki_str(ks, args[0]);
    return ki_raise(ks, KI_EXC_TypeError, "unsupported format string passed to %s.__format__",
                    ki_type_name(ks, args[0]));
}

/* --- construction --- */

/* The memory of a buffer as bytes, also of an array in one piece. */
static KtTensor *bytes_of(Na *a, KiValue source) {
    KtTensor *x = np_is_plain(source) ? ki_tensor_of(source) : NULL;
    if (x && kt_is_contiguous(x)) {
        int64_t n = (int64_t)kt_nbytes(x), one = 1;
        KtTensor *r = kt_view_raw(a->ctx, x, KT_U8, x->data, 1, &n, &one);
        if (r) r->flags = (uint8_t)(r->flags | (x->flags & KT_T_READ_ONLY));
        return r;
    }
    KiValue f = ki_import_attr(a->ks, "numpy._core", "frombuffer");
    KiValue arg[2] = {source, ki_from_obj(ki_np(a->ks)->dtypes[KT_U8])};
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(a->ks, f, arg, 2, KI_ABSENT);
    ki_decref(a->ks, f);
    a->failed = a->failed || r == KI_ERR;
    KtTensor *t = r == KI_ERR ? NULL : kt_incref(ki_tensor_of(r));
    if (r != KI_ERR) ki_decref(a->ks, r);
    return t;
}
/* Do elements in these steps (of bytes) lie within so many bytes, from offset on? */
static bool steps_fit(int64_t item, int n, const int64_t *sizes, const int64_t *steps,
                      int64_t n_bytes, int64_t offset) {
    int64_t low = 0, high = item;
    for (int i = 0; i < n; i++) {
        if (sizes[i] == 0) return true;
        int64_t reach;
        if (__builtin_mul_overflow(sizes[i] - 1, steps[i], &reach)) return false;
        if (__builtin_add_overflow(*(reach < 0 ? &low : &high), reach, reach < 0 ? &low : &high))
            return false;
    }
    return high <= n_bytes - offset && low >= -offset;
}
/* Raises; the call ends later. */
static void refuse(Na *a, enum KiExcId id, const char *text) {
    (void)ki_raise(a->ks, id, "%s", text);
    a->failed = true;
}
/* Steps of bytes as steps of elements; the engine has no others. */
static bool to_elements(Na *a, int n, int64_t *steps, int64_t item) {
    for (int i = 0; i < n; i++) {
        if (steps[i] % item) {
            refuse(a, KI_EXC_NotImplementedError,
                   "numpy.ndarray with strides that are no multiples of the size of an element");
            return false;
        }
        steps[i] /= item;
    }
    return true;
}
/* A tensor of these sizes over a buffer, or with memory of its own (source KI_ABSENT); steps (in
 * bytes) or NULL. */
static KtTensor *laid_out(Na *a, KiValue source, int dtype, int n, const int64_t *sizes,
                          int64_t offset, int64_t *steps, char order) {
    int64_t item = (int64_t)kt_dtype_size(dtype), numel = 1, own[KT_MAX_DIMS];
    for (int i = 0; i < n; i++)
        numel *= sizes[i];
    if (source == KI_ABSENT && !steps)
        return order == 'F' ? kt_empty_fortran(a->ctx, dtype, n, sizes)
                            : kt_empty(a->ctx, dtype, n, sizes);
    int64_t have = numel * item;
    KtTensor *bytes = source == KI_ABSENT ? kt_empty(a->ctx, KT_U8, 1, &have) : bytes_of(a, source);
    if (!bytes) return NULL;
    KtTensor *t = NULL;
    have = bytes->numel;
    if (steps && !steps_fit(item, n, sizes, steps, have, offset)) {
        refuse(a, KI_EXC_ValueError,
               "strides is incompatible with shape of requested array and size of buffer");
    } else if (!steps && (offset < 0 || offset > have || have - offset < numel * item)) {
        refuse(a, KI_EXC_TypeError, "buffer is too small for requested array");
    } else if (!steps || to_elements(a, n, steps, item)) {
        int64_t step = 1;
        for (int i = 0; !steps && i < n; i++) {
            int d = order == 'F' ? i : n - 1 - i;
            own[d] = step;
            step *= sizes[d] ? sizes[d] : 1;
        }
        t = kt_view_raw(a->ctx, bytes, dtype, bytes->data + (numel ? offset : 0), n, sizes,
                        steps ? steps : own);
        if (t) t->flags = (uint8_t)(t->flags | (bytes->flags & KT_T_READ_ONLY));
    }
    kt_decref(a->ctx, bytes);
    return t;
}

static KiValue array_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"shape", "dtype", "buffer", "offset", "strides", "order"};
    KiValue v[6];
    if (!ki_ts(ks) || !ki_np(ks)) return ki_raise(ks, KI_EXC_RuntimeError, "numpy is not imported");
    if (!ki_bind_args(ks, "ndarray", names, 6, 1, 6, args, nargs, kwnames, v)) return KI_ERR;
    Na a;
    na_begin(&a, ks, v);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    int n = 0, n_strides = 0;
    na_sizes(&a, 0, sizes, &n);
    KiNpDtype *d = na_given(&a, 1) ? np_to_dtype(ks, v[1]) : np_dtype_of_num(ks, KT_F64);
    if (!d) return na_ret_obj(&a, KI_ERR);
    int dtype = d->num >= 0 ? d->num : d->carrier;
    if (dtype < 0) { /* of objects or text */
        KiValue r = KI_ERR;
        if (!a.failed && na_given(&a, 2)) {
            KiValue arg[5] = {v[0], ki_from_obj(d), v[2], na_given(&a, 3) ? v[3] : KI_NONE,
                              na_given(&a, 4) ? v[4] : KI_NONE};
            r = np_helper(ks, "_array_over", arg, 5);
        } else if (!a.failed) {
            r = np_object_array(ks, d, n, sizes, NULL);
        }
        if (na_given(&a, 1)) ki_decref_obj(ks, &d->h);
        return na_ret_obj(&a, r);
    }
    int64_t offset = na_int(&a, 3, 0);
    bool strided = na_sizes(&a, 4, strides, &n_strides);
    char order = na_order(&a, 5, 'C');
    KtTensor *t = NULL;
    if (!a.failed && strided && n_strides != n)
        refuse(&a, KI_EXC_ValueError, "strides, if given, must be the same length as shape");
    else if (!a.failed)
        t = laid_out(&a, na_given(&a, 2) ? v[2] : KI_ABSENT, dtype, n, sizes, offset,
                     strided ? strides : NULL, order);
    KiValue carried = KI_ABSENT;
    if (t && d->num < 0) carried = np_carried_wrap(ks, t, d, na_given(&a, 2) ? v[2] : KI_ABSENT);
    if (na_given(&a, 1)) ki_decref_obj(ks, &d->h);
    if (!t || carried != KI_ABSENT) return na_ret_obj(&a, t ? carried : KI_ERR);
    KiValue base = na_given(&a, 2) ? v[2] : KI_ABSENT;
    na_end(&a);
    return np_wrap_as(ks, cls, t, KI_NONE, base);
}
static bool array_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return true;
}

/* What + means for sequences, which is asked when neither operand adds. */
static KiValue concat(KiState *ks, KiValue x, KiValue y) {
    return ki_raise(ks, KI_EXC_TypeError,
                    "Concatenation operation is not implemented for NumPy arrays, use "
                    "np.concatenate() instead. Please do not rely on this error; it may not be "
                    "given on all Python implementations.");
}

static void array_dealloc(KiState *ks, KiObj *o) {
    KiNpArray *x = (KiNpArray *)o;
    if (x->descr) ki_decref_obj(ks, &x->descr->h);
    if (x->pool) ki_decref_obj(ks, &x->pool->h);
    x->descr = NULL;
    x->pool = NULL;
    ki_tensor_obj_dealloc(ks, o);
}
static void array_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiNpArray *x = (KiNpArray *)o;
    if (x->o.base && x->o.base != KI_ABSENT) visit(x->o.base, arg);
    if (x->descr) visit(ki_from_obj(x->descr), arg);
    if (x->pool) visit(ki_from_obj(x->pool), arg);
}

const KiSlots ki_ndarray_slots = {
    .dealloc = array_dealloc,
    .traverse = array_traverse,
    .repr = repr,
    .str = str,
    .compare = compare,
    .iter = iterate,
    .new_ = array_new,
    .init = array_init,
    .unary = {[KI_NEG] = u_neg,
              [KI_POS] = np_positive,
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
               [KI_MATMUL] = b_matmul,
               [KI_DIVMOD] = b_divmod},
    .inplace = {[KI_ADD] = i_add,
                [KI_SUB] = i_sub,
                [KI_MUL] = i_mul,
                [KI_TRUEDIV] = i_truediv,
                [KI_FLOORDIV] = i_floordiv,
                [KI_MOD] = i_mod,
                [KI_POW] = i_pow,
                [KI_LSHIFT] = i_lshift,
                [KI_RSHIFT] = i_rshift,
                [KI_AND] = i_and,
                [KI_OR] = i_or,
                [KI_XOR] = i_xor,
                [KI_MATMUL] = i_matmul},
    .truth = truth,
    .len = length,
    .getitem = getitem,
    .getitem_parts = getitem_parts,
    .setitem = setitem,
    .contains = contains,
    .concat = concat,
    .get_buffer = np_get_buffer,
    .release_buffer = np_release_buffer,
    .struct_size = sizeof(KiNpArray),
};

NA_FN(m_array_finalize) {
    return KI_NONE;
}
NA_FN(m_class_getitem) {
    return np_generic_alias(ks, args[0], args[1], 2);
}

bool np_init_array(KiState *ks, KiModule *m) {
    static const KiDef methods[] = {
        {"__complex__", "(self, /)", (void *)m_complex, NULL, 0},
        {"__format__", "(self, format_spec, /)", (void *)m_format, NULL, 0},
        {"__array_finalize__", "(self, obj, /)", (void *)m_array_finalize, NULL, 0},
        {"__class_getitem__", "(cls, key, /)", (void *)m_class_getitem, NULL, KI_DEF_CLASS},
        KI_DEF_END};
    KiTypeDef it = {.name = "ndarray_iterator",
                    .module = "numpy",
                    .doc = "",
                    .struct_size = sizeof(NpIter),
                    .flags = KI_TF_DISALLOW_NEW,
                    .layout = KI_K_OPAQUE,
                    .slots = &iter_slots};
    KiType *t = ks->types[KI_K_NDARRAY];
    t->tp_name = "numpy.ndarray";
    return (ki_np(ks)->iter_type = ki_native_type(ks, &it, NULL)) &&
           ki_type_add_methods(ks, t, methods) &&
           ki_module_add(ks, m, "ndarray", ki_new_ref(ki_from_obj(t)));
}
