/* Dispatch loop: subscripts, displays, unpacking. Included by eval.c alone. */
#define ITEM_DONE(v, b)                                                                            \
    do {                                                                                           \
        KiValue v_ = (v);                                                                          \
        ki_incref(v_);                                                                             \
        if (KB_LIKELY(!(pc->fl & (KI_FL_AL | KI_FL_BT)))) {                                        \
            R[pc->a] = v_;                                                                         \
            NEXT();                                                                                \
        }                                                                                          \
        STORE(v_);                                                                                 \
        if (pc->fl & KI_FL_BT) RELEASE(b);                                                         \
        NEXT();                                                                                    \
    } while (0)
/* Item i of n at items, counted from the end when negative. */
#define INDEXED(items, n, i, b)                                                                    \
    do {                                                                                           \
        uint64_t i_ = (uint64_t)(i), n_ = (uint64_t)(n);                                           \
        if (KB_LIKELY(i_ < n_)) ITEM_DONE((items)[i_], b);                                         \
        if ((i_ += n_) < n_) ITEM_DONE((items)[i_], b);                                            \
    } while (0)
/* list[int]: a float index or an int subclass has another bit pattern and goes out of line. */
#define LIST_ITEM(b, c)                                                                            \
    do {                                                                                           \
        if (KB_LIKELY(ki_is_ptr(b) && ki_obj(b)->kind == KI_K_LIST && ki_is_int(c))) {             \
            KiList *l = (KiList *)ki_obj(b);                                                       \
            INDEXED(l->items, l->len, ki_int_val(c), b);                                           \
        }                                                                                          \
        SLOW(ki_op_getitem);                                                                       \
    } while (0)
OPCODE(GETITEM_LI) : {
    KiValue b = R[pc->b], c = R[pc->uc];
    LIST_ITEM(b, c);
}
OPCODE(GETITEM_LK) : {
    KiValue b = R[pc->b], c = k[pc->uc];
    LIST_ITEM(b, c);
}
OPCODE(GETITEM_TI) : {
    KiValue b = R[pc->b], c = OPERAND_C;
    if (KB_LIKELY(ki_is_ptr(b) && ki_obj(b)->kind == KI_K_TUPLE && ki_is_int(c))) {
        KiTuple *t = (KiTuple *)ki_obj(b);
        INDEXED(t->items, t->len, ki_int_val(c), b);
    }
    SLOW(ki_op_getitem);
}
OPCODE(GETITEM_SI) : {
    KiValue b = R[pc->b], c = OPERAND_C;
    if (KB_LIKELY(ki_is_ptr(b) && ki_obj(b)->kind == KI_K_STR && ki_is_int(c))) {
        KiStr *s = (KiStr *)ki_obj(b);
        int64_t i = ki_int_val(c);
        if (i < 0) i += (int64_t)s->len;
        if (KB_LIKELY((uint64_t)i < s->len)) {
            uint32_t ch = ki_str_at(s, (size_t)i);
            if (KB_LIKELY(ch < 256)) ITEM_DONE(ks->latin1[ch], b);
        }
    }
    SLOW(ki_op_getitem);
}
OPCODE(GETITEM_DICT) : {
    KiValue b = R[pc->b], c = OPERAND_C;
    if (KB_LIKELY(ki_is_ptr(b) && ki_obj(b)->kind == KI_K_DICT)) {
        ki_save(ks, R, pc);
        KiValue v = ki_dict_get(ks, (KiDict *)ki_obj(b), c);
        if (KB_LIKELY(v != KI_ABSENT && v != KI_ERR)) {
            ki_incref(v);
            STORE(v);
            if (pc->fl & KI_FL_BT) RELEASE(b);
            if (pc->fl & KI_FL_CT) RELEASE(c);
            NEXT();
        }
        if (v == KI_ERR) goto error;
        SLOW(ki_op_no_key); /* keys are not asked a second time */
    }
    SLOW(ki_op_getitem);
}
OPCODE(GETITEM) : OPCODE(GETITEM_ANY) : SLOW(ki_op_getitem);

OPCODE(SETITEM_LI) : {
    KiValue a = R[pc->a], b = OPERAND_B, c = OPERAND_C;
    if (KB_LIKELY(ki_is_ptr(a) && ki_obj(a)->kind == KI_K_LIST && ki_is_int(b))) {
        KiList *l = (KiList *)ki_obj(a);
        uint64_t i = (uint64_t)ki_int_val(b), n = (uint64_t)l->len;
        if (KB_LIKELY(i < n) || (i += n) < n) {
            KiValue old = l->items[i];
            if (!(pc->fl & KI_FL_CT)) ki_incref(c);
            l->items[i] = c;
            RELEASE(old);
            if (pc->fl & KI_FL_AT) RELEASE(a);
            NEXT();
        }
    }
    SLOW(ki_op_setitem);
}
OPCODE(SETITEM_DICT) : {
    KiValue a = R[pc->a], b = OPERAND_B, c = OPERAND_C;
    if (KB_LIKELY(ki_is_ptr(a) && ki_obj(a)->kind == KI_K_DICT)) {
        ki_save(ks, R, pc);
        if (KB_UNLIKELY(!ki_dict_set(ks, (KiDict *)ki_obj(a), b, c))) goto error;
        if (pc->fl & KI_FL_AT) RELEASE(a);
        if (pc->fl & KI_FL_BT) RELEASE(b);
        if (pc->fl & KI_FL_CT) RELEASE(c);
        NEXT();
    }
    SLOW(ki_op_setitem);
}
OPCODE(SETITEM) : OPCODE(SETITEM_ANY) : SLOW(ki_op_setitem);
OPCODE(DELITEM) : SLOW(ki_op_delitem);
OPCODE(BUILD_LIST) : SLOW(ki_op_build_list);
OPCODE(LIST_OF_K) : SLOW(ki_op_list_of_k);
OPCODE(BUILD_TUPLE) : SLOW(ki_op_build_tuple);
OPCODE(BUILD_SLICE) : SLOW(ki_op_build_slice);
OPCODE(BUILD_SET) : OPCODE(BUILD_DICT) : OPCODE(BUILD_STR) : SLOW(ki_op_build);
OPCODE(FORMAT) : SLOW(ki_op_format);
OPCODE(LIST_APPEND) : {
    KiValue a = R[pc->a], v = OPERAND_B;
    KiList *l = (KiList *)ki_obj(a);
    if (KB_LIKELY(l->len < l->cap)) {
        if (!(pc->fl & KI_FL_BT)) ki_incref(v);
        l->items[l->len++] = v;
        NEXT();
    }
    SLOW(ki_op_list_append);
}
OPCODE(SET_ADD) : OPCODE(DICT_SET) : OPCODE(LIST_EXTEND) : OPCODE(SET_UPDATE) : SLOW(ki_op_extend);
OPCODE(DICT_UPDATE) : OPCODE(DICT_MERGE) : OPCODE(LIST_TO_TUPLE) : SLOW(ki_op_extend);
OPCODE(UNPACK) : {
    KiValue b = R[pc->b];
    if (KB_LIKELY(ki_is_ptr(b))) {
        const KiValue *items;
        int64_t n;
        if (ki_obj(b)->kind == KI_K_TUPLE) {
            items = ((KiTuple *)ki_obj(b))->items;
            n = ((KiTuple *)ki_obj(b))->len;
        } else if (ki_obj(b)->kind == KI_K_LIST) {
            items = ((KiList *)ki_obj(b))->items;
            n = ((KiList *)ki_obj(b))->len;
        } else {
            SLOW(ki_op_unpack);
        }
        if (KB_LIKELY(n == pc->uc)) {
            KiValue *to = &R[pc->a] + n; /* the first item on top */
            for (int64_t i = 0; i < n; i++) {
                KiValue v = items[i];
                ki_incref(v);
                *--to = v;
            }
            if (pc->fl & KI_FL_BT) RELEASE(b);
            NEXT();
        }
    }
    SLOW(ki_op_unpack);
}
OPCODE(UNPACK_EX) : SLOW(ki_op_unpack_ex);
