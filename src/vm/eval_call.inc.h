/* Dispatch loop: calls and returns. Included by eval.c alone. */

OPCODE(CALL_PY) : {
    KiValue *w = &R[pc->a];
    if (KB_LIKELY(ki_is_ptr(w[0]))) {
        KiFunc *f = (KiFunc *)ki_obj(w[0]);
        if (KB_LIKELY(f->h.kind == KI_K_FUNC && f->h.aux == pc->b)) ENTER(f, w + 3, f->h.aux);
    }
    goto call_slow;
}
#ifdef KI_TRACED /* there the line of the call counts, too */
#define THEN_CALL NEXT()
#else
#define THEN_CALL                                                                                  \
    KiValue *w = &R[pc[1].a];                                                                      \
    pc++;                                                                                          \
    if (KB_LIKELY(ki_is_ptr(w[0]))) {                                                              \
        KiFunc *f = (KiFunc *)ki_obj(w[0]);                                                        \
        if (KB_LIKELY(f->h.kind == KI_K_FUNC && f->h.aux == pc->b)) ENTER(f, w + 3, f->h.aux);     \
    }                                                                                              \
    goto call_slow
#endif
#define ARITH_CALL(NAME, INT_OP)                                                                   \
    OPCODE(NAME##_CALL) : {                                                                        \
        KiValue b = R[pc->b], c = k[pc->uc], r;                                                    \
        if (KB_LIKELY(ki_is_int(b) && INT_OP(b, c, r))) {                                          \
            R[pc->a] = r;                                                                          \
            THEN_CALL;                                                                             \
        }                                                                                          \
        pc->op = KI_OP_##NAME;                                                                     \
        SLOW(ki_op_binary);                                                                        \
    }
ARITH_CALL(ADD_IK, INT_ADD)
ARITH_CALL(SUB_IK, INT_SUB)
OPCODE(CALLM_PY) : {
    KiValue *w = &R[pc->a];
    if (KB_LIKELY(ki_is_ptr(w[0]))) {
        KiFunc *f = (KiFunc *)ki_obj(w[0]);
        if (KB_LIKELY(f->h.kind == KI_K_FUNC && f->h.aux == pc->b + 1 && w[3] != KI_ABSENT))
            ENTER(f, w + 3, pc->b + 1);
    }
    goto callm_slow;
}
OPCODE(CALL_ANY) : {
    KiValue *w = &R[pc->a];
    if (ki_is_ptr(w[0])) {
        KiFunc *f = (KiFunc *)ki_obj(w[0]);
        if (f->h.kind == KI_K_FUNC && f->h.aux == pc->b) ENTER(f, w + 3, pc->b);
    }
    goto call_slow;
}
OPCODE(CALLM_ANY) : {
    KiValue *w = &R[pc->a];
    if (ki_is_ptr(w[0])) {
        KiFunc *f = (KiFunc *)ki_obj(w[0]);
        if (f->h.kind == KI_K_FUNC) {
            if (w[3] != KI_ABSENT) {
                if (f->h.aux == pc->b + 1) ENTER(f, w + 3, pc->b + 1);
            } else if (f->h.aux == pc->b && ki_vm_room(ks, w + 3 + f->n_regs)) {
                for (int i = 0; i < pc->b; i++)
                    w[3 + i] = w[4 + i]; /* Class.method(self, ...) */
                ENTER(f, w + 3, pc->b);
            }
        }
    }
    goto callm_slow;
}
OPCODE(CALL_LEN) : {
    KiValue *w = &R[pc->a], callee = w[0], v = w[3];
    if (KB_LIKELY(ki_is_kind(callee, KI_K_NATIVE) &&
                  ((KiNative *)ki_obj(callee))->fn.bound == ks->len_fn && ki_is_ptr(v))) {
        int64_t len;
        switch (ki_obj(v)->kind) {
        case KI_K_LIST:
            len = ((KiList *)ki_obj(v))->len;
            break;
        case KI_K_TUPLE:
            len = ((KiTuple *)ki_obj(v))->len;
            break;
        case KI_K_STR:
            len = (int64_t)((KiStr *)ki_obj(v))->len;
            break;
        case KI_K_DICT:
            len = ((KiDict *)ki_obj(v))->used;
            break;
        case KI_K_INSTANCE:
            SLOW_ENTER(ki_op_call_len);
        default:
            SLOW(ki_op_call);
        }
        w[0] = ki_small_int(len);
        RELEASE(v);
        RELEASE(callee);
        NEXT();
    }
    SLOW(ki_op_call);
}
OPCODE(CALL_CLASS) : SLOW_ENTER(ki_op_call_class);
OPCODE(CALL_TYPE) : SLOW(ki_op_call_type);
OPCODE(CALL_SUPER) : {
#ifdef KI_TRACED /* there the line of the method counts, too */
    SLOW(ki_op_call);
#else
    SLOW_ENTER(ki_op_call_super);
#endif
}
OPCODE(CALL) : goto call_slow;
call_slow : if (pc->op >= KI_OP_CALLM_PY && pc->op <= KI_OP_CALLM_ANY) goto callm_slow;
SLOW(ki_op_call);
OPCODE(CALLM) : goto callm_slow;
callm_slow : SLOW(ki_op_callm);

/* All parameters given and no keywords: straight to the C function (KI_AUX_BIND fits no n). */
#define IS_DIRECT(f, n) (((f)->h.aux & ~KI_AUX_ASKS) == (n))
#define NATIVE_CALL(f, args, n)                                                                    \
    do {                                                                                           \
        ki_save(ks, R, pc);                                                                        \
        KiValue r_ = KB_UNLIKELY((f)->h.aux & KI_AUX_ASKS) ? ki_native_ask(ks, (f), (args), (n))   \
                                                           : (f)->fn.bound(ks, (args), (n));       \
        w[0] = r_;                                                                                 \
        for (int i_ = 0; i_ < (n); i_++)                                                           \
            RELEASE((args)[i_]);                                                                   \
        RELEASE(ki_from_obj(f));                                                                   \
        if (KB_UNLIKELY(r_ == KI_ERR)) goto error;                                                 \
        NEXT();                                                                                    \
    } while (0)
OPCODE(CALL_NATIVE) : {
    KiValue *w = &R[pc->a];
    if (KB_LIKELY(ki_is_kind(w[0], KI_K_NATIVE))) {
        KiNative *f = (KiNative *)ki_obj(w[0]);
        if (KB_LIKELY(IS_DIRECT(f, pc->b))) NATIVE_CALL(f, w + 3, pc->b);
    }
    SLOW(ki_op_call_native);
}
OPCODE(CALLM_NATIVE) : {
    KiValue *w = &R[pc->a];
    if (KB_LIKELY(ki_is_kind(w[0], KI_K_METHOD_DESCR) && w[3] != KI_ABSENT)) {
        KiNative *f = (KiNative *)ki_obj(w[0]);
        if (KB_LIKELY(IS_DIRECT(f, pc->b + 1) && ki_is_ptr(w[3]) &&
                      ki_obj(w[3])->shape->type == f->owner))
            NATIVE_CALL(f, w + 3, pc->b + 1);
    } else if (ki_is_kind(w[0], KI_K_NATIVE) && w[3] == KI_ABSENT) { /* module.function */
        KiNative *f = (KiNative *)ki_obj(w[0]);
        if (KB_LIKELY(IS_DIRECT(f, pc->b))) NATIVE_CALL(f, w + 4, pc->b);
    }
    SLOW(ki_op_callm_native);
}
OPCODE(CALL_KW) : SLOW(ki_op_call_kw);
OPCODE(CALLM_KW) : SLOW(ki_op_callm_kw);
OPCODE(CALL_EX) : SLOW(ki_op_call_ex);

/* A local of the frame that is being left: what its end runs, runs in the caller. */
#define RELEASE_LEFT(v)                                                                            \
    do {                                                                                           \
        KiValue rel_ = (v);                                                                        \
        if (ki_is_ptr(rel_)) RELEASE_OBJ(ki_obj(rel_), ki_vm_dealloc_left(ks, R, ro_));            \
    } while (0)
#define LEAVE(v)                                                                                   \
    do {                                                                                           \
        KiValue result_ = (v);                                                                     \
        KiFunc *f_ = ki_frame_func(R);                                                             \
        KiValue *left_ = R;                                                                        \
        for (KiValue *at_ = R, *end_ = R + f_->n_locals; at_ != end_; at_++)                       \
            RELEASE_LEFT(*at_);                                                                    \
        pc = (KiInstr *)(uintptr_t)R[-2];                                                          \
        R[-3] = result_;                                                                           \
        R = (KiValue *)(uintptr_t)R[-1];                                                           \
        ks->depth--;                                                                               \
        RELEASE_OBJ(&f_->h, ki_vm_drop_func(ks, f_, left_));                                       \
        k = ki_frame_func(R)->k;                                                                   \
        DISPATCH();                                                                                \
    } while (0)
/* The frame is left when its n locals are released; unrolled for the commonest functions. */
#define LEAVE_N(v, n)                                                                              \
    do {                                                                                           \
        KiValue result_ = (v);                                                                     \
        KiFunc *f_ = ki_frame_func(R);                                                             \
        KiValue *left_ = R;                                                                        \
        if ((n) > 0) RELEASE_LEFT(R[0]);                                                           \
        if ((n) > 1) RELEASE_LEFT(R[1]);                                                           \
        if ((n) > 2) RELEASE_LEFT(R[2]);                                                           \
        pc = (KiInstr *)(uintptr_t)R[-2];                                                          \
        R[-3] = result_;                                                                           \
        R = (KiValue *)(uintptr_t)R[-1];                                                           \
        ks->depth--;                                                                               \
        RELEASE_OBJ(&f_->h, ki_vm_drop_func(ks, f_, left_));                                       \
        k = ki_frame_func(R)->k;                                                                   \
        DISPATCH();                                                                                \
    } while (0)
OPCODE(RETURN_T1) : LEAVE_N(R[pc->a], 1);
OPCODE(RETURN_T2) : LEAVE_N(R[pc->a], 2);
OPCODE(RETURN_T3) : LEAVE_N(R[pc->a], 3);
OPCODE(RETURN_L1) : LEAVE_N(R[0], 0);
OPCODE(RETURN_ANY) : {
    KiValue v = R[pc->a];
    if (!(pc->fl & KI_FL_AT)) R[pc->a] = KI_UNBOUND;
    LEAVE(v);
}
OPCODE(RETURN) : {
    int n = ki_frame_func(R)->n_locals;
    if (pc->fl & KI_FL_AT)
        pc->op = (uint8_t)(n > 0 && n <= 3 ? KI_OP_RETURN_T1 + n - 1 : KI_OP_RETURN_ANY);
    else
        pc->op = n == 1 ? KI_OP_RETURN_L1 : KI_OP_RETURN_ANY;
    DISPATCH();
}
OPCODE(RETURNK) : {
    KiValue v = k[pc->a];
    ki_incref(v);
    LEAVE(v);
}
OPCODE(RETURN_FRAME) : {
    KiValue v = R[pc->a];
    if (!(pc->fl & KI_FL_AT)) ki_incref(v); /* the local stays where it is */
    ki_frame_returns(ks, R, pc);
    LEAVE(v);
}
OPCODE(RETURNK_FRAME) : {
    KiValue v = k[pc->a];
    ki_incref(v);
    ki_frame_returns(ks, R, pc);
    LEAVE(v);
}
OPCODE(STUB_EXIT) : {
    ki_save(ks, R, NULL);
    return entry[-3];
}
/* The trampoline's frame: R[0] the instance, R[1] what __init__ returned. */
OPCODE(STUB_INIT) : {
    KiValue v = R[1], obj = R[0];
    if (KB_UNLIKELY(v != KI_NONE)) SLOW(ki_op_misc);
    R[-3] = obj;
    pc = (KiInstr *)(uintptr_t)R[-2];
    R = (KiValue *)(uintptr_t)R[-1];
    ks->depth--;
    k = ki_frame_func(R)->k;
    DISPATCH();
}
OPCODE(STUB_CALLED) : {
    KiValue *top = R + ki_frame_func(R)->n_regs;
    ks->depth--;
    pc = (KiInstr *)(uintptr_t)top[0];
    R[pc->a] = top[1];
    NEXT();
}
OPCODE(STUB_COMPARED) : {
    ks->depth--;
    pc = (KiInstr *)(uintptr_t)ki_stub(ks, KI_STUB_RESULT);
    DISPATCH();
}
OPCODE(STUB_RESULT) : {
    KiValue *top = R + ki_frame_func(R)->n_regs, v = top[1];
    KiInstr *at = (KiInstr *)(uintptr_t)top[0];
    uint8_t form = result_form[at->op];
    if (form == RESULT_ATTR || (form == RESULT_BINARY && v != KI_NOT_IMPLEMENTED)) {
        pc = at;
        KiValue b = OPERAND_B, c = form == RESULT_ATTR ? KI_NONE : OPERAND_C;
        STORE(v);
        if (pc->fl & KI_FL_BT) RELEASE(b);
        if (pc->fl & KI_FL_CT) RELEASE(c);
        NEXT();
    }
    if (form == RESULT_JUMP && ki_is_bool(v)) {
        pc = at;
        KiValue a = R[pc->a], b = OPERAND_B;
        bool yes = (v & 1) ^ ((pc->fl & KI_FL_X) != 0);
        if (pc->fl & KI_FL_AT) RELEASE(a);
        if (pc->fl & KI_FL_BT) RELEASE(b);
        JUMP_IF(yes);
    }
    SLOW(ki_op_result);
}
OPCODE(STUB_FRAME) : SLOW(ki_op_misc);
OPCODE(STUB_TRACE) : {
    pc = ki_trace_resume(ks, pc);
#ifndef KI_TRACED
    if (ki_trace_wanted(ks, ks->depth)) {
        ki_save(ks, R, pc);
        return SWITCH;
    }
#endif
    DISPATCH();
}
OPCODE(STUB_GENRET) : {
    status = ki_op_genret(ks, R, k, pc);
    if (status == 2) return ks->vm->result;
    goto slow_done;
}
OPCODE(GENERATOR) : SLOW(ki_op_generator);
OPCODE(YIELD) : {
    status = ki_op_yield(ks, R, k, pc);
    if (status == 2) return ks->vm->result;
    goto slow_done;
}
OPCODE(SEND) : SLOW(ki_op_send);
OPCODE(GET_YF_ITER) : OPCODE(GET_AWAITABLE) : OPCODE(GET_AITER) : SLOW(ki_op_await);
OPCODE(GET_ANEXT) : SLOW(ki_op_await);
OPCODE(END_ASYNC_FOR) : SLOW(ki_op_except);
