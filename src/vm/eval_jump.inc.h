/* Dispatch loop: jumps and loops. Included by eval.c alone. */
OPCODE(JUMP) : JUMP(pc->bc);
OPCODE(JLOOP) : BACK(pc->bc);
/* Truth of a value that is no heap object; objects go out of line. */
#define TRUTH(v, t)                                                                                \
    do {                                                                                           \
        if (ki_is_bool(v))                                                                         \
            t = (v)&1;                                                                             \
        else if (ki_is_int(v))                                                                     \
            t = (v) != KI_INT_BASE;                                                                \
        else if ((v) == KI_NONE)                                                                   \
            t = 0;                                                                                 \
        else if ((t = ki_op_truth(ks, R, pc, v)) < 0)                                              \
            goto error;                                                                            \
    } while (0)
OPCODE(JTRUE) : {
    KiValue v = R[pc->a];
    int t;
    if (KB_LIKELY(ki_is_bool(v))) {
        if (v == KI_TRUE) BACK(pc->bc);
        NEXT();
    }
    TRUTH(v, t);
    if (pc->fl & KI_FL_AT) RELEASE(v);
    if (t) BACK(pc->bc);
    NEXT();
}
OPCODE(JFALSE) : {
    KiValue v = R[pc->a];
    int t;
    if (KB_LIKELY(ki_is_bool(v))) {
        if (v == KI_FALSE) BACK(pc->bc);
        NEXT();
    }
    TRUTH(v, t);
    if (pc->fl & KI_FL_AT) RELEASE(v);
    if (!t) BACK(pc->bc);
    NEXT();
}
OPCODE(JTRUE_KEEP) : {
    KiValue v = R[pc->a];
    int t;
    TRUTH(v, t);
    if (t) JUMP(pc->bc);
    RELEASE(v);
    NEXT();
}
OPCODE(JFALSE_KEEP) : {
    KiValue v = R[pc->a];
    int t;
    TRUTH(v, t);
    if (!t) JUMP(pc->bc);
    RELEASE(v);
    NEXT();
}
OPCODE(JNONE) : {
    KiValue v = R[pc->a];
    if (pc->fl & KI_FL_AT) RELEASE(v);
    if (v == KI_NONE) BACK(pc->bc);
    NEXT();
}
OPCODE(JNOTNONE) : {
    KiValue v = R[pc->a];
    if (pc->fl & KI_FL_AT) RELEASE(v);
    if (v != KI_NONE) BACK(pc->bc);
    NEXT();
}
OPCODE(JABSENT) : {
    if (R[pc->a] == KI_ABSENT) BACK(pc->bc);
    NEXT();
}

#define COMPARE_JUMP_SLOW()                                                                        \
    do {                                                                                           \
        status = ki_op_compare_jump(ks, R, k, pc);                                                 \
        goto jump_done;                                                                            \
    } while (0)
#define JUMP_IF(cond)                                                                              \
    do {                                                                                           \
        if (cond) BACK(pc->c);                                                                     \
        NEXT();                                                                                    \
    } while (0)
/* The raw words of two immediate ints compare as the ints do. */
#define JUMP_INT(NAME, OP_C)                                                                       \
    OPCODE(NAME##_II) : {                                                                          \
        KiValue a = R[pc->a], b = R[pc->b];                                                        \
        if (KB_UNLIKELY(!ki_both_int(a, b))) COMPARE_JUMP_SLOW();                                  \
        JUMP_IF(a OP_C b);                                                                         \
    }                                                                                              \
    OPCODE(NAME##_IK) : {                                                                          \
        KiValue a = R[pc->a], b = k[pc->b];                                                        \
        if (KB_UNLIKELY(!ki_is_int(a))) COMPARE_JUMP_SLOW();                                       \
        JUMP_IF(a OP_C b);                                                                         \
    }
JUMP_INT(JLT, <)
JUMP_INT(JLE, <=)
JUMP_INT(JGT, >)
JUMP_INT(JGE, >=)
JUMP_INT(JEQ, ==)
JUMP_INT(JNE, !=)
JUMP_INT(JNLT, >=)
JUMP_INT(JNLE, >)
JUMP_INT(JNGT, <=)
JUMP_INT(JNGE, <)
JUMP_INT(JNEQ, !=)
JUMP_INT(JNNE, ==)
#define JUMP_FLOAT(NAME, NOT, OP_C)                                                                \
    OPCODE(NAME##_FF) : {                                                                          \
        KiValue a = R[pc->a], b = OPERAND_B;                                                       \
        if (KB_UNLIKELY(!ki_is_float(a) || !ki_is_float(b))) COMPARE_JUMP_SLOW();                  \
        JUMP_IF(NOT(ki_float_val(a) OP_C ki_float_val(b)));                                        \
    }
JUMP_FLOAT(JLT, , <)
JUMP_FLOAT(JLE, , <=)
JUMP_FLOAT(JGT, , >)
JUMP_FLOAT(JGE, , >=)
JUMP_FLOAT(JNLT, !, <)
JUMP_FLOAT(JNLE, !, <=)
JUMP_FLOAT(JNGT, !, >)
JUMP_FLOAT(JNGE, !, >=)
OPCODE(JLT) : OPCODE(JLE) : OPCODE(JEQ) : OPCODE(JNE) : OPCODE(JGT) : OPCODE(JGE) : {
    COMPARE_JUMP_SLOW();
}
OPCODE(JLT_ANY) : OPCODE(JLE_ANY) : OPCODE(JGT_ANY) : OPCODE(JGE_ANY) : {
    COMPARE_JUMP_SLOW();
}
OPCODE(JEQ_ANY) : OPCODE(JNE_ANY) : {
    /* strings, None and other identities */
    KiValue a = (pc->fl & KI_FL_Y ? k : R)[pc->a], b = OPERAND_B;
    bool eq;
    if (ki_is_ptr(a) && ki_is_ptr(b) && ki_obj(a)->kind == KI_K_STR && ki_obj(b)->kind == KI_K_STR)
        eq = a == b || ki_str_eq(ks, (KiStr *)ki_obj(a), (KiStr *)ki_obj(b));
    else if (ki_both_int(a, b))
        eq = a == b;
    else
        COMPARE_JUMP_SLOW();
    if (pc->fl & KI_FL_AT) RELEASE(a);
    if (pc->fl & KI_FL_BT) RELEASE(b);
    JUMP_IF(eq ^ (pc->op == KI_OP_JNE_ANY) ^ ((pc->fl & KI_FL_X) != 0));
}
OPCODE(JIS) : {
    KiValue a = (pc->fl & KI_FL_Y ? k : R)[pc->a], b = OPERAND_B;
    bool yes = (a == b) ^ ((pc->fl & KI_FL_X) != 0);
    if (pc->fl & KI_FL_AT) RELEASE(a);
    if (pc->fl & KI_FL_BT) RELEASE(b);
    JUMP_IF(yes);
}
OPCODE(JIN) : {
    KiValue a = (pc->fl & KI_FL_Y ? k : R)[pc->a], b = OPERAND_B;
    if (KB_UNLIKELY(!ki_is_ptr(b) || ki_obj(b)->kind != KI_K_DICT)) COMPARE_JUMP_SLOW();
    ki_save(ks, R, pc);
    KiValue v = ki_dict_get(ks, (KiDict *)ki_obj(b), a);
    if (KB_UNLIKELY(v == KI_ERR)) goto error;
    bool in = v != KI_ABSENT;
    if (pc->fl & KI_FL_AT) RELEASE(a);
    if (pc->fl & KI_FL_BT) RELEASE(b);
    JUMP_IF(in ^ ((pc->fl & KI_FL_X) != 0));
}
jump_done : if (KB_UNLIKELY(status < 0)) goto error;
if (status == 2) RELOAD();
JUMP_IF(status);

/* R[b] = the next item; BACK to the body. */
#define FOR_ITEM(v)                                                                                \
    do {                                                                                           \
        KiValue item_ = (v), old_ = R[pc->b];                                                      \
        R[pc->b] = item_;                                                                          \
        if (ki_is_ptr(old_) && (pc->fl & KI_FL_AL)) RELEASE(old_);                                 \
        BACK(pc->c);                                                                               \
    } while (0)
OPCODE(FORITER_RANGE) : {
    KiRangeIter *it = (KiRangeIter *)ki_obj(R[pc->a]);
    if (KB_UNLIKELY(it->h.kind != KI_K_RANGE_ITER)) goto foriter_slow;
    if (KB_LIKELY(it->remaining > 0 && ki_int_fits(it->next))) {
        int64_t n = it->next;
        it->next = (int64_t)((uint64_t)n + (uint64_t)it->step);
        it->remaining--;
        FOR_ITEM(ki_small_int(n));
    }
    goto foriter_slow;
}
OPCODE(FORITER_LIST) : {
    KiIter *it = (KiIter *)ki_obj(R[pc->a]);
    if (KB_LIKELY(it->h.kind == KI_K_LIST_ITER && it->source != KI_ABSENT)) {
        KiList *l = (KiList *)ki_obj(it->source);
        if (KB_LIKELY(it->index < l->len)) {
            KiValue v = l->items[it->index++];
            ki_incref(v);
            FOR_ITEM(v);
        }
    }
    goto foriter_slow;
}
OPCODE(FORITER_TUPLE) : {
    KiIter *it = (KiIter *)ki_obj(R[pc->a]);
    if (KB_LIKELY(it->h.kind == KI_K_TUPLE_ITER && it->source != KI_ABSENT)) {
        KiTuple *t = (KiTuple *)ki_obj(it->source);
        if (KB_LIKELY(it->index < t->len)) {
            KiValue v = t->items[it->index++];
            ki_incref(v);
            FOR_ITEM(v);
        }
    }
    goto foriter_slow;
}
OPCODE(FORITER_GEN) : {
    KiGenerator *g = (KiGenerator *)ki_obj(R[pc->a]);
    if (KB_LIKELY(g->h.kind == KI_K_GENERATOR && g->state <= KI_GEN_SUSPENDED)) {
        if (KB_UNLIKELY(ki_gen_enter(ks, R, pc, g, KI_NONE) < 0)) goto error;
        RELOAD();
    }
    goto foriter_slow;
}
OPCODE(FORITER_PAIR) : {
#ifndef KI_TRACED /* there every instruction counts */
    KiInstr *unpack = pc + 1 + pc->c;
    KiValue pair[2];
    if (KB_UNLIKELY(unpack->op != KI_OP_UNPACK)) goto foriter_slow;
    ki_save(ks, R, pc);
    int got = ki_next_pair(ks, ki_obj(R[pc->a]), pair);
    if (KB_LIKELY(got == 1)) {
        R[unpack->a + 1] = pair[0];
        R[unpack->a] = pair[1];
        BACK(pc->c + 1);
    }
    if (got < 0) goto error;
    if (got == 0) {
        RELEASE(R[pc->a]);
        NEXT();
    }
#endif
    goto foriter_slow;
}
OPCODE(FORITER_ANY) : {
    KiObj *o = ki_obj(R[pc->a]);
    if (o->kind == KI_K_LIST_ITER && ((KiIter *)o)->source != KI_ABSENT) {
        KiIter *it = (KiIter *)o;
        KiList *l = (KiList *)ki_obj(it->source);
        if (KB_LIKELY(it->index < l->len)) {
            KiValue v = l->items[it->index++];
            ki_incref(v);
            FOR_ITEM(v);
        }
    } else if (o->kind == KI_K_RANGE_ITER) {
        KiRangeIter *it = (KiRangeIter *)o;
        if (KB_LIKELY(it->remaining > 0 && ki_int_fits(it->next))) {
            int64_t n = it->next;
            it->next = (int64_t)((uint64_t)n + (uint64_t)it->step);
            it->remaining--;
            FOR_ITEM(ki_small_int(n));
        }
    } else if (o->kind < KI_K_COUNT && o->kind != KI_K_GENERATOR) { /* a built-in's next slot */
        ki_save(ks, R, pc);
        KiValue (*next)(KiState *, KiValue) = o->shape->type->slots->next;
        if (KB_UNLIKELY(!next)) goto foriter_slow; /* its class has another one, or lost it */
        KiValue v = next(ks, R[pc->a]);
        if (KB_LIKELY(v != KI_ABSENT && v != KI_ERR)) FOR_ITEM(v);
        if (v == KI_ERR) {
            if (!ki_pending_is(ks, KI_EXC_StopIteration)) goto error;
            ki_clear_exc(ks);
        }
        RELEASE(R[pc->a]);
        NEXT();
    }
    goto foriter_slow;
}
OPCODE(FORITER) : OPCODE(FORITER_FAR) : goto foriter_slow;
foriter_slow : status = ki_op_foriter(ks, R, k, pc);
if (KB_UNLIKELY(status < 0)) goto error;
if (status == 1) RELOAD();
if (pc->op == KI_OP_FORITER_FAR) {
    pc += status == 2 ? 1 : 2;
    DISPATCH();
}
if (status == 2) BACK(pc->c);
NEXT();
