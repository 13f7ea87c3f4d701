/* Binary ufuncs on arrays of text and objects, item by item: the calls that a script makes many
 * times, with operands of one shape in C order or a single item. All others, and the errors that
 * are known before the first item, are those of numpy._objects. */
#include "../tensor/ew.h"
#include "numpy_core.h"

typedef enum Way { OPERATOR, COMPARISON, CHOICE } Way;
static const struct {
    KtOp op;
    Way way;
    int code; /* KiBinaryOp; KiCompareOp, which a choice asks whether the first operand stays */
} rules[] = {
    {KT_OP_ADD, OPERATOR, KI_ADD},
    {KT_OP_SUB, OPERATOR, KI_SUB},
    {KT_OP_MUL, OPERATOR, KI_MUL},
    {KT_OP_DIV, OPERATOR, KI_TRUEDIV},
    {KT_OP_FLOOR_DIV, OPERATOR, KI_FLOORDIV},
    {KT_OP_REMAINDER, OPERATOR, KI_MOD},
    {KT_OP_POW, OPERATOR, KI_POW},
    {KT_OP_BITWISE_AND, OPERATOR, KI_AND},
    {KT_OP_BITWISE_OR, OPERATOR, KI_OR},
    {KT_OP_BITWISE_XOR, OPERATOR, KI_XOR},
    {KT_OP_EQ, COMPARISON, KI_EQ},
    {KT_OP_NE, COMPARISON, KI_NE},
    {KT_OP_LT, COMPARISON, KI_LT},
    {KT_OP_LE, COMPARISON, KI_LE},
    {KT_OP_GT, COMPARISON, KI_GT},
    {KT_OP_GE, COMPARISON, KI_GE},
    {KT_OP_MAXIMUM, CHOICE, KI_GE},
    {KT_OP_MINIMUM, CHOICE, KI_LE},
};

/* An operand: the items of an array, or one for all places. */
typedef struct Side {
    KiNpArray *array;
    KiList *items; /* owned: what an item's method does to the array leaves the loop alone */
    KiValue one;
    char kind; /* O U S */
} Side;

static bool ends_in_zero(KiValue v) {
    if (ki_is_kind(v, KI_K_BYTES)) {
        const KiBytes *b = ki_bytes_of(v);
        return b->len && b->data[b->len - 1] == 0;
    }
    const KiStr *s = ki_str_of(v);
    return s->len && ki_str_at(s, s->len - 1) == 0;
}

/* Is v an operand for the loop? */
static bool side_of(KiState *ks, KiValue v, Side *s) {
    *s = (Side){.one = v, .kind = 'O'};
    if (ki_is_kind(v, KI_K_STR) || ki_is_kind(v, KI_K_BYTES)) {
        s->kind = ki_is_kind(v, KI_K_STR) ? 'U' : 'S';
        return !ends_in_zero(v); /* which the item of an array has not */
    }
    if (!ki_is_ptr(v)) return ki_is_int(v) || ki_is_float(v) || ki_is_bool(v) || ki_is_none(v);
    if (!np_is_other_array(v) || np_has_other_class(ks, v)) return false;
    KiNpArray *x = np_array_of(v);
    s->array = x;
    s->kind = x->descr->kind;
    return strchr("OUS", s->kind) && x->pool && x->descr->fields == KI_ABSENT && x->o.t->ndim &&
           kt_is_contiguous(x->o.t);
}

static bool take_items(KiState *ks, Side *s) {
    if (!s->array) return true;
    const KtTensor *t = s->array->o.t;
    s->items = ki_list_new(ks, t->numel);
    for (int64_t i = 0; s->items && i < t->numel; i++) {
        KiValue item = np_object_item(ks, s->array, t->data + (size_t)i * t->itemsize);
        if (!ki_list_push(ks, s->items, item)) return false;
    }
    return s->items != NULL;
}

static inline KiValue item_at(const Side *s, int64_t i) {
    return s->items ? s->items->items[i] : s->one;
}

static KiValue compared(KiState *ks, Side *x, Side *y, const KtTensor *like, KiCompareOp op) {
    KtTensor *r = kt_empty(ki_kt_np(ks), KT_BOOL, like->ndim, like->sizes);
    if (!r) return ki_kt_raise(ks);
    uint8_t *to = (uint8_t *)r->data;
    for (int64_t i = 0, n = r->numel; i < n; i++) {
        KiValue p = item_at(x, i), q = item_at(y, i);
        if ((op == KI_EQ || op == KI_NE) && ki_is_kind(p, KI_K_STR) && ki_is_kind(q, KI_K_STR)) {
            to[i] = (p == q || ki_str_eq(ks, ki_str_of(p), ki_str_of(q))) == (op == KI_EQ);
            continue;
        }
        KiValue v = ki_compare(ks, p, q, op);
        int truth = v == KI_ERR ? -1 : ki_is_bool(v) ? v == KI_TRUE : ki_truth(ks, v);
        ki_decref(ks, v);
        if (truth < 0) {
            kt_decref(ki_kt_np(ks), r);
            return KI_ERR;
        }
        to[i] = (uint8_t)truth;
    }
    return ki_ndarray_wrap(ks, r, KI_ABSENT);
}

static KiValue chosen(KiState *ks, KiValue p, KiValue q, KiCompareOp op) {
    KiValue v = ki_compare(ks, p, q, op);
    int truth = v == KI_ERR ? -1 : ki_truth(ks, v);
    ki_decref(ks, v);
    return truth < 0 ? KI_ERR : ki_new_ref(truth ? p : q);
}

static KiValue computed(KiState *ks, Side *x, Side *y, const KtTensor *like, Way way, int code) {
    KiList *r = ki_list_new(ks, like->numel);
    if (!r) return KI_ERR;
    KiValue v = KI_NONE;
    for (int64_t i = 0, n = like->numel; i < n && v != KI_ERR; i++) {
        KiValue p = item_at(x, i), q = item_at(y, i);
        v = way == OPERATOR ? ki_binary(ks, p, q, (KiBinaryOp)code)
                            : chosen(ks, p, q, (KiCompareOp)code);
        if (!ki_list_push(ks, r, v)) v = KI_ERR;
    }
    if (v != KI_ERR)
        v = np_object_array(ks, ki_np(ks)->object_dtype, like->ndim, like->sizes, r->items);
    ki_decref_obj(ks, &r->h);
    return v;
}

KiValue np_object_loop(KiState *ks, KtOp op, KiValue x, KiValue y) {
    enum { N_RULES = sizeof rules / sizeof *rules };
    size_t i = 0;
    while (i < N_RULES && rules[i].op != op)
        i++;
    Side a, b;
    if (i == N_RULES || !side_of(ks, x, &a) || !side_of(ks, y, &b) || !(a.array || b.array))
        return KI_ABSENT;
    if (a.array && b.array && !kt_same_shape(a.array->o.t, b.array->o.t)) return KI_ABSENT;
    /* text is compared with its like; beside objects are objects or any single item */
    bool text = (a.array ? a.kind : b.kind) != 'O';
    if (text ? rules[i].way != COMPARISON || a.kind != b.kind : a.array && b.array && b.kind != 'O')
        return KI_ABSENT;
    KtTensor *like = kt_incref((a.array ? a.array : b.array)->o.t);
    KiValue r = KI_ERR;
    char name[48];
    kt_fp_begin(ki_kt_np(ks));
    if (take_items(ks, &a) && take_items(ks, &b)) {
        r = rules[i].way == COMPARISON ? compared(ks, &a, &b, like, (KiCompareOp)rules[i].code)
                                       : computed(ks, &a, &b, like, rules[i].way, rules[i].code);
        if (r != KI_ERR && !kt_fp_end(ki_kt_np(ks), kt_op_numpy_name(op, name))) {
            ki_decref(ks, r);
            r = ki_kt_raise(ks);
        }
    }
    if (a.items) ki_decref_obj(ks, &a.items->h);
    if (b.items) ki_decref_obj(ks, &b.items->h);
    kt_decref(ki_kt_np(ks), like);
    return r;
}
