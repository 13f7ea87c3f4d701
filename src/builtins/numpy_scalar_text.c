/* numpy.str_ and numpy.bytes_: text with a class of its own, in a box around Python's. */
#include "../object/object_private.h"
#include "numpy_scalar.h"

/* Without the nulls at the end, which an array would not keep. */
static KiValue text_repr(KiState *ks, KiValue v) {
    KiValue cut;
    if (ki_is_str(v)) {
        KiStr *s = ki_str_of(v);
        int64_t n = (int64_t)s->len;
        while (n > 0 && ki_str_at(s, n - 1) == 0)
            n--;
        cut = ki_str_slice(ks, s, 0, n, 1, n);
    } else {
        KiBytes *b = ki_bytes_of(v);
        size_t n = b->len;
        while (n > 0 && b->data[n - 1] == 0)
            n--;
        cut = ki_bytes_from(ks, b->data, n);
    }
    KiValue r = cut == KI_ERR ? KI_ERR : ki_repr(ks, cut);
    ki_decref(ks, cut);
    return r;
}
static KiValue text_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiKind k = ki_is_subtype(cls, ks->types[KI_K_STR]) ? KI_K_STR : KI_K_BYTES;
    KiValue inner = ki_call(ks, ki_from_obj(ks->types[k]), args, nargs, kwnames);
    if (inner == KI_ERR && nargs == 1 && kwnames == KI_ABSENT && k == KI_K_BYTES) {
        ki_clear_exc(ks); /* by way of an array, in ASCII */
        KiNpDtype *d = np_text_dtype(ks, 'S', 0);
        KiValue r = d ? np_array_from(ks, args[0], d, true, 'K', 0) : KI_ERR;
        if (d) ki_decref_obj(ks, &d->h);
        return np_as_scalar(ks, r);
    }
    return inner == KI_ERR ? KI_ERR : ki_box(ks, cls, inner);
}
/* Text of numpy meets numpy's numbers as an array does; else it is what Python's text is. */
static KiValue text_binary(KiState *ks, KtOp op, KiBinaryOp slot, KiValue a, KiValue b) {
    KtScalar s;
    bool number = np_is_text_scalar(ks, a) && !ki_is_int(b) && !ki_is_float(b) && !ki_is_bool(b) &&
                  np_is_scalar(ks, b) && np_scalar_operand(ks, b, &s) == 1;
    if (number && op == KT_OP_FLOOR_DIV && s.kind == KT_S_COMPLEX && s.dtype >= 0)
        return KI_NOT_IMPLEMENTED; /* complex scalars have no such operator, and are asked */
    if (number) return np_binary_op(ks, op, a, b);
    bool text = ki_is_str(a) || ki_is_str(b);
    KiType *base = ks->types[text ? KI_K_STR : KI_K_BYTES];
    KiValue (*own)(KiState *, KiValue, KiValue) = base->slots->binary[slot];
    return own ? own(ks, a, b) : KI_NOT_IMPLEMENTED;
}
#define TEXT_OPERATOR(name, OP, SLOT)                                                              \
    static KiValue t_##name(KiState *ks, KiValue a, KiValue b) {                                   \
        return text_binary(ks, KT_OP_##OP, KI_##SLOT, a, b);                                       \
    }
TEXT_OPERATOR(sub, SUB, SUB)
TEXT_OPERATOR(mul, MUL, MUL)
TEXT_OPERATOR(truediv, DIV, TRUEDIV)
TEXT_OPERATOR(floordiv, FLOOR_DIV, FLOORDIV)
TEXT_OPERATOR(pow, POW, POW)
TEXT_OPERATOR(lshift, LSHIFT, LSHIFT)
TEXT_OPERATOR(rshift, RSHIFT, RSHIFT)
TEXT_OPERATOR(and, BITWISE_AND, AND)
TEXT_OPERATOR(or, BITWISE_OR, OR)
TEXT_OPERATOR(xor, BITWISE_XOR, XOR)
const KiSlots np_text_scalar_slots = {.dealloc = np_boxed_dealloc,
                                      .get_buffer = np_get_scalar_buffer,
                                      .release_buffer = np_release_scalar_buffer,
                                      .repr = text_repr,
                                      .new_ = text_new,
                                      .init = np_scalar_init,
                                      .binary = {[KI_SUB] = t_sub,
                                                 [KI_MUL] = t_mul,
                                                 [KI_TRUEDIV] = t_truediv,
                                                 [KI_FLOORDIV] = t_floordiv,
                                                 [KI_POW] = t_pow,
                                                 [KI_LSHIFT] = t_lshift,
                                                 [KI_RSHIFT] = t_rshift,
                                                 [KI_AND] = t_and,
                                                 [KI_OR] = t_or,
                                                 [KI_XOR] = t_xor}};
