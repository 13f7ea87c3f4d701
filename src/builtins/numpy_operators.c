/* Operators and comparisons of numpy.ndarray: what may be an operand, in which order NumPy asks,
 * what an operator in place and a power do otherwise, and what becomes of a comparison that fails.
 * The arithmetic itself is the engine's. */
#include "../object/number.h"
#include "../tensor/ew.h"
#include "numpy_stepped.h"

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
        o->s = kt_scalar_float(ki_float_bare(ki_float_val(v)));
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

/* --- with two operands --- */

static bool reusable(KtTensor *x, const KtOperand *other) {
    if (x->refs != 1 || x->ag || x->flags & (KT_T_VIEW | KT_T_READ_ONLY) || x->numel < 1024 ||
        (x->dtype != KT_F64 && x->dtype != KT_F32) || !kt_is_contiguous(x) ||
        x->storage->place > KT_PLACE_BUFFER)
        return false;
    if (atomic_load_explicit(&x->storage->refs, memory_order_relaxed) != 1) return false;
    if (!other->t) return other->s.dtype < 0 && other->s.kind <= KT_S_FLOAT && x->dtype == KT_F64;
    return other->t->dtype == x->dtype && kt_same_shape(x, other->t);
}

static KiValue run_binary(KiState *ks, void *op, KiValue *args) {
    return np_binary_op(ks, *(KtOp *)op, args[0], args[1]);
}
static KiValue object_binary(KiState *ks, KtOp op, KiValue x, KiValue y) {
    if (np_is_stepped(x) || np_is_stepped(y))
        return np_stepped_run(ks, run_binary, &op, (KiValue[]){x, y}, 2, NP_STEPPED_LOOP);
    KiValue done = np_object_loop(ks, op, x, y);
    if (done != KI_ABSENT) return done;
    char name[48];
    KiValue text = ki_str_from_cstr(ks, kt_op_numpy_name(op, name));
    if (text == KI_ERR) return KI_ERR;
    KiValue arg[3] = {text, x, y};
    KiValue r = np_helper_new(ks, "_object_binary", arg, 3);
    ki_decref(ks, text);
    return r;
}

KiValue np_binary_op(KiState *ks, KtOp op, KiValue x, KiValue y) {
    KtCtx *ctx = ki_kt_np(ks);
    if (KB_UNLIKELY(np_has_say(ks, x) || np_has_say(ks, y)) && ki_np(ks)->ufuncs[op]) {
        if (np_defers_to(ks, y, ki_is_ptr(x) ? np_priority(ks, x) : 0)) return KI_NOT_IMPLEMENTED;
        return ki_call2(ks, ki_np(ks)->ufuncs[op], x, y);
    }
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
    KiValue whole = ki_np(ks)->ufuncs[op];
    if (KB_UNLIKELY(ki_obj(x)->shape->type != ks->types[KI_K_NDARRAY] ||
                    np_overrides_ufunc(ks, y)) &&
        whole) {
        KiValue arg[3] = {x, y, x}; /* the class may wrap what goes into it */
        return ki_call(ks, whole, arg, 3, KI_ABSENT);
    }
    int ra = operand_of(ks, x, &a, &own_a), rb = operand_of(ks, y, &b, &own_b);
    if (rb == OPERAND_ERROR) return KI_ERR;
    if (rb == OPERAND_FOREIGN) /* a class that takes no part in ufuncs takes none here either */
        return ki_is_tensor(y) || ki_type_lookup(ks, ki_obj(y)->shape->type,
                                                 ki_np(ks)->s_array_ufunc) != KI_NONE
                   ? KI_NOT_IMPLEMENTED
                   : ki_raise(ks, KI_EXC_TypeError,
                              "operand '%s' does not support ufuncs (__array_ufunc__=None)",
                              ki_type_name(ks, y));
    const KtTensor *to = ki_tensor_of(x);
    if (KB_UNLIKELY(to->flags & KT_T_READ_ONLY || (to->storage && to->storage->read_only))) {
        kt_xdecref(ctx, own_a);
        kt_xdecref(ctx, own_b);
        return ki_raise(ks, KI_EXC_ValueError, "output array is read-only");
    }
    if (ra == OPERAND_OBJECT || rb == OPERAND_OBJECT) {
        KiValue f = ki_np(ks)->ufuncs[op], arg[3] = {x, y, x};
        const KiNpDtype *other = np_array_of(x)->descr;
        bool own_loop = !other || np_is_described(other) || strchr("mM", other->kind);
        if (f && own_loop) return ki_call(ks, f, arg, 3, KI_ABSENT);
        KiValue v = object_binary(ks, op, x, y);
        if (v == KI_ERR || v == KI_NOT_IMPLEMENTED) return v;
        bool ok = ki_setitem(ks, x, KI_ELLIPSIS, v);
        ki_decref(ks, v);
        return ok ? ki_new_ref(x) : KI_ERR;
    }
    ctx->numpy = true;
    KtTensor *t = kt_binary_any(ctx, op, &a, &b, KT_NO_DTYPE, a.t);
    kt_xdecref(ctx, own_b);
    if (!t) {
        (void)ki_kt_raise(ks);
        return np_explain(ks, op, x, y, x);
    }
    kt_decref(ctx, t);
    return ki_new_ref(x);
}

#define OPERATOR(name, OP)                                                                         \
    KiValue np_b_##name(KiState *ks, KiValue a, KiValue b) {                                       \
        return np_binary_op(ks, KT_OP_##OP, a, b);                                                 \
    }                                                                                              \
    KiValue np_i_##name(KiState *ks, KiValue a, KiValue b) {                                       \
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

KiValue np_b_matmul(KiState *ks, KiValue a, KiValue b) {
    return np_binary_op(ks, KT_OP_MATMUL, a, b);
}
KiValue np_i_matmul(KiState *ks, KiValue a, KiValue b) {
    return ki_raise(ks, KI_EXC_TypeError,
                    "In-place matrix multiplication is not (yet) supported. Use 'a = a @ b' "
                    "instead of 'a @= b'.");
}

/* --- powers --- */

static KiValue unary(KiState *ks, KtOp op, KiValue v);

/* numpy.bool_ as an exponent is first taken for an index. */
static bool warns_of_bool_exponent(KiState *ks, KiValue x, KiValue y) {
    if (KB_LIKELY(!ki_is_np_scalar(y) || ((KiNpScalar *)ki_obj(y))->dtype != KT_BOOL) ||
        !ki_is_ndarray(x) || (np_is_other_array(x) && np_array_of(x)->descr->kind == 'O'))
        return true;
    return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                   "In future, it will be an error for 'np.bool_' scalars to be interpreted as an "
                   "index");
}

/* The exponent that a number stands for, or an array of one without dimensions; false: another. */
static bool number_exponent(KiState *ks, KiValue y, double *e, bool *is_float) {
    KtScalar s;
    if (np_is_described_array(y) && ki_tensor_of(y)->ndim == 0) {
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
    return kt_unary(ctx, KT_OP_SQUARE, t, KT_I8, NULL);
}

/* The square as doubles: a new array, of which no scalar is made. */
static KiValue square_of_doubles(KiState *ks, KiValue x) {
    KtCtx *ctx = ki_kt_np(ks);
    char order = kt_is_fortran(ki_tensor_of(x)) ? 'F' : 'C';
    KtTensor *given = np_from_any(ks, x, KT_NO_DTYPE);
    KtTensor *t = given ? np_copy(ctx, given, KT_F64, order) : NULL;
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
    return cheap_power(np_is_described(d) ? d->carrier : KT_I64, e);
}

/* x ** 2 and its like are done by the cheaper operation, as NumPy's operator does. */
KiValue np_b_pow(KiState *ks, KiValue x, KiValue y) {
    double e;
    bool is_float;
    if (np_is_plain(x) && number_exponent(ks, y, &e, &is_float)) {
        KtCtx *ctx = ki_kt_np(ks);
        KtTensor *t = ki_tensor_of(x);
        KtOp op = cheap_power(t->dtype, e);
        if (KB_UNLIKELY(op != KT_N_OPS && np_has_say(ks, x)))
            return ki_call1(ks, ki_np(ks)->ufuncs[op], x);
        if (op == KT_OP_SQUARE && is_float && kt_is_int_dtype(t->dtype))
            return square_of_doubles(ks, x);
        if (op == KT_OP_SQUARE && t->dtype == KT_BOOL)
            return np_ufunc_value(ks, square_of_truth(ctx, t), op, x, KI_ABSENT);
        if (op != KT_N_OPS)
            return np_ufunc_value(ks, kt_unary(ctx, op, t, KT_NO_DTYPE, NULL), op, x, KI_ABSENT);
        if (e == 0 && t->ndim == 0 && kt_is_inexact_dtype(t->dtype)) { /* ones of its type */
            KtScalar one = kt_scalar_int(1);
            return np_value(ks, kt_full(ctx, t->dtype, 0, NULL, &one), x);
        }
    }
    if (KB_UNLIKELY(np_is_stepped(x) || np_is_stepped(y))) return np_stepped2(ks, np_b_pow, x, y);
    KtOp cheap = cheap_power_of_others(ks, x, y, &is_float);
    if (cheap == KT_OP_SQUARE && is_float && np_is_described_array(x) &&
        kt_is_int_dtype(np_array_of(x)->descr->carrier))
        return square_of_doubles(ks, x);
    if (cheap != KT_N_OPS) return unary(ks, cheap, x);
    if (!warns_of_bool_exponent(ks, x, y)) return KI_ERR;
    return np_binary_op(ks, KT_OP_POW, x, y);
}
KiValue np_i_pow(KiState *ks, KiValue x, KiValue y) {
    double e;
    bool is_float;
    KtTensor *t = np_is_plain(x) ? ki_tensor_of(x) : NULL;
    if (t && !(t->flags & KT_T_READ_ONLY || (t->storage && t->storage->read_only)) &&
        number_exponent(ks, y, &e, &is_float)) {
        KtCtx *ctx = ki_kt_np(ks);
        KtOp op = cheap_power(t->dtype, e);
        if (KB_UNLIKELY(op != KT_N_OPS && ki_obj(x)->shape->type->flags & KI_TF_HEAP))
            return ki_call2(ks, ki_np(ks)->ufuncs[op], x, x); /* the class is asked, or wraps */
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
    if (KB_UNLIKELY(np_is_stepped(x) || np_is_stepped(y))) return np_stepped2(ks, np_i_pow, x, y);
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
/* --- divmod --- */

static bool is_foreign(KiState *ks, KiValue v) {
    KtOperand o;
    KtTensor *owned = NULL;
    int r = operand_of(ks, v, &o, &owned);
    kt_xdecref(ki_kt_np(ks), owned);
    if (r == OPERAND_ERROR) ki_clear_exc(ks);
    return r == OPERAND_FOREIGN;
}
KiValue np_divmod(KiState *ks, KiValue a, KiValue b) {
    if (KB_UNLIKELY(np_is_stepped(a) || np_is_stepped(b))) return np_stepped2(ks, np_divmod, a, b);
    KiValue f = ki_import_attr(ks, "numpy._two_results", "divmod");
    KiValue r = f == KI_ERR ? KI_ERR : ki_call2(ks, f, a, b);
    ki_decref(ks, f);
    return r;
}
KiValue np_b_divmod(KiState *ks, KiValue a, KiValue b) {
    return is_foreign(ks, a) || is_foreign(ks, b) ? KI_NOT_IMPLEMENTED : np_divmod(ks, a, b);
}

/* --- comparisons --- */

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
 * nothing can be made an array of y or the shapes do not go together. */
static KiValue records_not_compared(KiState *ks, KiValue y, KiCompareOp op) {
    bool shapes = ki_pending_is(ks, KI_EXC_ValueError); /* which do not go together */
    KiValue exc = ki_take_exc(ks), other = np_array_from(ks, y, NULL, false, 'K', 0);
    if (other != KI_ERR && shapes) {
        ki_decref(ks, other);
        ki_decref(ks, exc);
        return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                       "elementwise comparison failed; this will raise an error in the future.")
                   ? KI_NOT_IMPLEMENTED
                   : KI_ERR;
    }
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
    if (equality && np_is_other_array(x) && np_array_of(x)->descr->kind == 'V')
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

KiValue np_compare(KiState *ks, KiValue x, KiValue y, KiCompareOp op) {
    static const KtOp ops[] = {[KI_LT] = KT_OP_LT, [KI_LE] = KT_OP_LE, [KI_EQ] = KT_OP_EQ,
                               [KI_NE] = KT_OP_NE, [KI_GT] = KT_OP_GT, [KI_GE] = KT_OP_GE};
    if (KB_UNLIKELY(ki_is_tensor(x) || ki_is_tensor(y))) return KI_NOT_IMPLEMENTED;
    KiValue r = np_binary_op(ks, ops[op], x, y);
    return KB_LIKELY(r != KI_ERR) ? r : comparison_failed(ks, x, y, op);
}

/* --- with one operand --- */

static KiValue run_unary(KiState *ks, void *op, KiValue *args) {
    return unary(ks, *(KtOp *)op, args[0]);
}
static KiValue unary(KiState *ks, KtOp op, KiValue v) {
    if (np_array_of(v)->descr) {
        if (np_is_stepped(v)) return np_stepped_run(ks, run_unary, &op, &v, 1, NP_STEPPED_LOOP);
        char name[48];
        KiValue text = ki_str_from_cstr(ks, kt_op_numpy_name(op, name));
        if (text == KI_ERR) return KI_ERR;
        KiValue arg[2] = {text, v};
        KiValue r = np_helper_new(ks, "_object_unary", arg, 2);
        ki_decref(ks, text);
        return r;
    }
    return np_ufunc_value(ks, kt_unary(ki_kt_np(ks), op, ki_tensor_of(v), KT_NO_DTYPE, NULL), op, v,
                          KI_ABSENT);
}
KiValue np_u_neg(KiState *ks, KiValue v) {
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
KiValue np_u_abs(KiState *ks, KiValue v) {
    return unary(ks, KT_OP_ABS, v);
}
KiValue np_u_invert(KiState *ks, KiValue v) {
    return unary(ks, KT_OP_BITWISE_NOT, v);
}
