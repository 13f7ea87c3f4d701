/* yield, yield from, await and async for. */
#include "compiler.h"

/* wrap: the value is one of an asynchronous generator. */
static int yield_fl(const KiCompiler *c, bool wrap) {
    return (wrap ? KI_FL_X : 0) | (ki_in_handler(c) ? KI_FL_Y : 0);
}

/* Delegates to the iterator in temporary reg+1 until it finishes; its result replaces reg. The pair
 * lies at the top of the stack: reg is not live yet. */
void ki_yield_from_loop(KiCompiler *c, int reg) {
    int again = ki_label(c), done = ki_label(c);
    ki_note_const(c, KI_NONE);
    ki_reserve(c, reg + 2);
    ki_emit_bc(c, KI_OP_LOADIMM, 0, reg, 0);
    ki_push(c, reg);
    ki_place(c, again);
    uint16_t at_send = c->u->live;
    if (c->u->far) { /* SEND reaches 16 bits only: over the loop to a long jump */
        int out = ki_label(c);
        ki_emit_jump(c, KI_OP_SEND, 0, reg, reg + 1, out);
        ki_drop(c, reg);
        ki_drop(c, reg + 1);
        ki_push(c, reg);
        ki_join(c, out);
        c->u->live = at_send;
        ki_drop(c, reg);
        ki_emit(c, KI_OP_YIELD, yield_fl(c, false) | KI_FL_BT, reg, reg, 0);
        ki_push(c, reg);
        ki_jump(c, again);
        ki_place(c, out);
        ki_jump(c, done);
    } else {
        ki_emit_jump(c, KI_OP_SEND, 0, reg, reg + 1, done);
        ki_drop(c, reg);
        ki_drop(c, reg + 1);
        ki_push(c, reg);
        ki_join(c, done);
        c->u->live = at_send;
        ki_drop(c, reg);
        ki_emit(c, KI_OP_YIELD, yield_fl(c, false) | KI_FL_BT, reg, reg, 0);
        ki_push(c, reg);
        ki_jump(c, again);
    }
    ki_place(c, done);
    ki_reserve(c, reg + 1);
}

void ki_await_temp(KiCompiler *c, int reg, int why) {
    ki_reserve(c, reg + 2);
    ki_emit(c, KI_OP_GET_AWAITABLE, KI_FL_BT, reg + 1, reg, why);
    ki_drop(c, reg);
    ki_push(c, reg + 1);
    ki_yield_from_loop(c, reg);
}

bool ki_top_level_await(const KiCompiler *c) {
    return (c->flags & KI_COMPILE_TOP_LEVEL_AWAIT) && c->u->kind == KI_UNIT_MODULE;
}

void ki_await_expr(KiCompiler *c, KiAst *e, int dst) {
    if (!ki_top_level_await(c)) {
        if (c->u->scope->kind != KI_SCOPE_FUNCTION) {
            ki_comp_error(c, e, "'await' outside function");
            return;
        }
        if (c->u->kind != KI_UNIT_ASYNC_FUNCTION && c->u->kind != KI_UNIT_COMPREHENSION) {
            ki_comp_error(c, e, "'await' outside async function");
            return;
        }
    }
    int base = c->u->depth;
    ki_expr(c, e->Await.value, KI_TO_TEMP);
    ki_await_temp(c, base, 0);
    if (dst >= 0) ki_move(c, dst, ki_temp(base));
}

void ki_yield_expr(KiCompiler *c, KiAst *e, int dst) {
    if (c->u->scope->kind != KI_SCOPE_FUNCTION) {
        ki_comp_error(c, e, "'yield' outside function");
        return;
    }
    int base = c->u->depth;
    KiOpnd v;
    if (e->Yield.value) {
        v = ki_operand(c, e->Yield.value, false, NULL);
    } else {
        ki_note_const(c, KI_NONE);
        ki_load_imm(c, 0);
        v = ki_temp(base);
    }
    bool wrap = c->u->kind == KI_UNIT_ASYNC_FUNCTION || (c->u->flags & KI_CO_ASYNC_GENERATOR);
    ki_use(c, v); /* given away in any case */
    ki_emit(c, KI_OP_YIELD, yield_fl(c, wrap) | ki_dst_fl(dst) | ki_fl_b(v), ki_dst_reg(dst, base),
            v.reg, 0);
    ki_result(c, dst, base);
}

void ki_yield_from(KiCompiler *c, KiAst *e, int dst) {
    if (c->u->scope->kind != KI_SCOPE_FUNCTION) {
        ki_comp_error(c, e, "'yield' outside function");
        return;
    }
    if (c->u->kind == KI_UNIT_ASYNC_FUNCTION) {
        ki_comp_error(c, e, "'yield from' inside async function");
        return;
    }
    int base = c->u->depth;
    KiOpnd v = ki_operand(c, e->YieldFrom.value, false, NULL);
    ki_reserve(c, base + 2);
    ki_emit(c, KI_OP_GET_YF_ITER, ki_fl_b(v), base + 1, v.reg, 0);
    ki_use(c, v);
    ki_push(c, base + 1);
    ki_yield_from_loop(c, base);
    if (dst >= 0) ki_move(c, dst, ki_temp(base));
}

/* The next item of the async iterator in temporary `iter`, awaited into iter+1. Protected by
 * `protect`, which ends the loop on StopAsyncIteration. */
void ki_async_next(KiCompiler *c, int iter, int protect) {
    int outer = c->u->protect;
    c->u->protect = protect;
    ki_reserve(c, iter + 3);
    ki_emit(c, KI_OP_GET_ANEXT, 0, iter + 2, iter, 0);
    ki_push(c, iter + 2);
    ki_yield_from_loop(c, iter + 1);
    c->u->protect = outer;
}

/* The handler of the loop: its iterator is gone after it. */
void ki_async_for_end(KiCompiler *c, int iter, int protect) {
    ki_place_handler(c, protect);
    ki_reserve(c, iter + 3);
    ki_emit(c, KI_OP_CATCH, 0, iter + 1, iter + 2, 0);
    ki_push_kind(c, iter + 1, KI_LIVE_HANDLER);
    ki_push_kind(c, iter + 2, KI_LIVE_HANDLER);
    ki_emit(c, KI_OP_END_ASYNC_FOR, 0, iter + 1, iter, 0);
    ki_drop(c, iter + 2);
    ki_drop(c, iter + 1);
    ki_drop(c, iter);
    ki_reserve(c, iter);
}

void ki_async_for(KiCompiler *c, KiAst *s) {
    if (!ki_top_level_await(c) && c->u->kind != KI_UNIT_ASYNC_FUNCTION) {
        ki_comp_error(c, s, "'async for' outside async function");
        return;
    }
    int iter = c->u->depth;
    KiOpnd o = ki_operand(c, s->AsyncFor.iter, false, NULL);
    ki_emit(c, KI_OP_GET_AITER, ki_fl_b(o), iter, o.reg, 0);
    ki_use(c, o);
    ki_result(c, KI_TO_TEMP, iter);
    ki_set_live_kind(c, iter, KI_LIVE_ITERATOR);
    ki_forget_deletable(c->u);
    int next = ki_label(c), end = ki_label(c);
    ki_place(c, next);
    int protect = ki_protect(c, ki_label(c));
    if (!ki_push_block(c, (KiBlock){.kind = KI_FB_ASYNC_FOR,
                                    .exit_label = end,
                                    .continue_label = next,
                                    .reg = iter,
                                    .outer = c->u->protect}))
        return;
    ki_async_next(c, iter, protect);
    ki_store(c, s->AsyncFor.target, ki_temp(iter + 1));
    ki_reserve(c, iter + 1);
    ki_stmts(c, s->AsyncFor.body);
    ki_no_loc(c);
    ki_jump(c, next);
    ki_pop_block(c);
    ki_set_loc(c, s->AsyncFor.iter);
    ki_async_for_end(c, iter, protect);
    ki_stmts(c, s->AsyncFor.orelse);
    ki_place(c, end);
}
