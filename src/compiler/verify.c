/* Checking code objects against opcode.def: every operand in range, jumps inside the code, and the
 * recorded live states equal to those that following the instructions gives. Consumption by T bits
 * is the contract between compiler and VM; a mistake there is a leak or a crash later, so debug
 * builds verify everything that is compiled. */
#include "../object/code.h"
#include "../object/obj_func.h"
#include "compile.h"

typedef struct Check {
    const KiCode *c;
    uint32_t pc;
    const char *wrong;
} Check;

static void fail(Check *k, const char *why) {
    if (!k->wrong) k->wrong = why;
}

static bool live_has(const KiCode *c, uint16_t node, unsigned reg) {
    for (uint32_t n = 0; node && n < c->n_live; n++, node = c->live[node].parent)
        if (c->live[node].reg == reg) return true;
    return false;
}

static uint32_t live_count(const KiCode *c, uint16_t node) {
    uint32_t n = 0;
    for (; node && n <= c->n_live; node = c->live[node].parent)
        n++;
    return n;
}

static bool is_ancestor(const KiCode *c, uint16_t a, uint16_t node) {
    for (uint32_t n = 0; n <= c->n_live; n++, node = c->live[node].parent) {
        if (node == a) return true;
        if (!node) return false;
    }
    return false;
}

/* A register read as an operand: a local, or a live temporary. */
static void source(Check *k, uint16_t live, unsigned r, bool consumed) {
    if (r == 0xFFFF) return;
    if (r >= k->c->n_regs)
        fail(k, "register out of range");
    else if (r < k->c->n_locals ? consumed : !live_has(k->c, live, r))
        fail(k,
             consumed ? "consumed operand is not a live temporary" : "operand is a dead temporary");
}

static void operand(Check *k, uint16_t live, int kind, unsigned v, bool constant, bool consumed) {
    const KiCode *c = k->c;
    switch (kind) {
    case KI_ARG_RK:
        if (constant) {
            if (v >= c->n_k || !(c->k_is_value[v >> 3] >> (v & 7) & 1))
                fail(k, "constant operand is no constant");
            return;
        }
        source(k, live, v, consumed);
        return;
    case KI_ARG_R:
        source(k, live, v, consumed);
        return;
    case KI_ARG_D:
    case KI_ARG_W:
        if (v >= c->n_regs) fail(k, "register out of range");
        return;
    case KI_ARG_K:
        if (v >= c->n_k || !(c->k_is_value[v >> 3] >> (v & 7) & 1))
            fail(k, "constant index is no constant");
        return;
    case KI_ARG_F:
        if (v >= c->n_free) fail(k, "free variable out of range");
        return;
    default:
        return;
    }
}

static bool consumes_window(int op) {
    return op == KI_OP_CALL || op == KI_OP_CALL_KW || op == KI_OP_CALL_EX || op == KI_OP_CALLM ||
           op == KI_OP_CALLM_KW;
}

static bool builds_from_run(int op) {
    return op == KI_OP_BUILD_LIST || op == KI_OP_BUILD_TUPLE || op == KI_OP_BUILD_SET ||
           op == KI_OP_BUILD_STR || op == KI_OP_BUILD_SLICE || op == KI_OP_BUILD_DICT;
}

static void run_operands(Check *k, uint16_t live, const KiInstr *in) {
    unsigned n = in->op == KI_OP_BUILD_DICT ? 2u * in->uc : in->uc;
    for (unsigned i = 0; i < n; i++)
        source(k, live, in->b + i, true);
}

static void function_parts(Check *k, uint16_t live, const KiInstr *in) {
    unsigned n = !!(in->fl & KI_FL_AT) + !!(in->fl & KI_FL_BT) + !!(in->fl & KI_FL_CT) +
                 !!(in->fl & KI_FL_X);
    for (unsigned i = 0; i < n; i++)
        source(k, live, in->uc + i, true);
}

/* In the instructions below R[a] is not a source or their operands are special. */
static void operands(Check *k, uint16_t live, const KiInstr *in) {
    const KiOpInfo *i = &ki_op_info[in->op];
    bool y_a = i->c == KI_ARG_J && i->b == KI_ARG_RK && (in->fl & KI_FL_Y);
    operand(k, live, y_a ? KI_ARG_K : i->a, in->a, false, in->fl & KI_FL_AT);
    if (in->op == KI_OP_LOADIMM || in->op == KI_OP_LOADINT || in->op == KI_OP_LOADK_FAR) return;
    if (i->b == KI_ARG__ && i->c == KI_ARG_J) return;
    if (in->op == KI_OP_YIELD) return; /* its operand is consumed in any case: not in the state */
    if (in->op == KI_OP_MAKE_FUNC) {
        operand(k, live, KI_ARG_K, in->b, false, false);
        function_parts(k, live, in);
        return;
    }
    operand(k, live, i->b, in->b, in->fl & KI_FL_BK, in->fl & KI_FL_BT);
    operand(k, live, i->c, in->uc, in->fl & KI_FL_CK, in->fl & KI_FL_CT);
    if (builds_from_run(in->op)) run_operands(k, live, in);
    if (consumes_window(in->op))
        for (uint16_t n = live; n; n = k->c->live[n].parent)
            if (k->c->live[n].reg >= in->a) fail(k, "call window in the live state of its call");
    if (in->op == KI_OP_RELEASE) source(k, live, in->a, true);
}

/* The live set after an instruction, as difference to the one before: number of registers that die
 * and that are born. Checked against what the next instruction records. */
static int delta(const KiInstr *in) {
    const KiOpInfo *i = &ki_op_info[in->op];
    int d = 0;
    bool temp_dest = !(in->fl & KI_FL_AL);
    if (consumes_window(in->op)) return 1;
    if (builds_from_run(in->op)) {
        d = -(in->op == KI_OP_BUILD_DICT ? 2 * in->uc : in->uc);
        return d + temp_dest;
    }
    if (in->op == KI_OP_MAKE_FUNC) {
        d = !!(in->fl & KI_FL_AT) + !!(in->fl & KI_FL_BT) + !!(in->fl & KI_FL_CT) +
            !!(in->fl & KI_FL_X);
        return temp_dest - d;
    }
    if (i->a != KI_ARG_D && i->a != KI_ARG_W && (in->fl & KI_FL_AT)) d--;
    if (in->fl & KI_FL_BT) d--;
    if (in->fl & KI_FL_CT) d--;
    switch (in->op) {
    case KI_OP_RELEASE:
        return -1;
    case KI_OP_CATCH:
        return 2;
    case KI_OP_LOADM:
        return d + 2;
    case KI_OP_UNPACK:
        return d + in->uc;
    case KI_OP_UNPACK_EX:
        return d + (in->uc & 0xFF) + 1 + (in->uc >> 8);
    case KI_OP_YIELD:
        return temp_dest;
    case KI_OP_WITH_ENTER:
        return d + 2;
    case KI_OP_MATCH_CLASS:
        return 1 - 3;
    case KI_OP_MATCH_GROUP:
        return 0;
    case KI_OP_END_ASYNC_FOR:
        return -3;
    case KI_OP_RERAISE_STAR:
        return -3;
    case KI_OP_FORITER:
    case KI_OP_JTRUE_KEEP:
    case KI_OP_JFALSE_KEEP:
        return -1; /* falling through */
    case KI_OP_SEND:
    case KI_OP_MAKECELL:
    case KI_OP_DELLOCAL:
        return 0;
    case KI_OP_MOVE:
    default:
        return i->a == KI_ARG_D ? d + temp_dest : d;
    }
}

/* Registers born and consumed are right when the count is: each is checked on its own as operand.
 */
static void following(Check *k, uint16_t live, const KiInstr *in, bool move_into_slot) {
    const KiCode *c = k->c;
    if (k->pc + 1 >= c->n_instrs) return;
    if (ki_op_ends_flow(in->op) || in->op == KI_OP_FORITER_FAR || in->op == KI_OP_SEND) return;
    if (k->pc && c->instrs[k->pc - 1].op == KI_OP_FORITER_FAR) return;
    uint16_t next = ki_code_live_at(c, k->pc + 1);
    const KiInstr *n = &c->instrs[k->pc + 1];
    if (consumes_window(n->op)) return; /* records the state below its window */
    int want = (int)live_count(c, live) + delta(in) - (n->op == KI_OP_YIELD && (n->fl & KI_FL_BT)) +
               move_into_slot;
    if (want != (int)live_count(c, next) && !consumes_window(in->op))
        fail(k, "live state does not follow from the one before");
}

static void jump(Check *k, uint16_t live, const KiInstr *in) {
    const KiCode *c = k->c;
    const KiOpInfo *i = &ki_op_info[in->op];
    if (i->c != KI_ARG_J) return;
    int64_t to = (int64_t)k->pc + 1 + (i->b == KI_ARG__ ? in->bc : in->c);
    if (to < 0 || to >= c->n_instrs) {
        fail(k, "jump out of the code");
        return;
    }
    const KiInstr *n = &c->instrs[to];
    if (consumes_window(n->op) || (n->op == KI_OP_YIELD && (n->fl & KI_FL_BT))) return;
    int d;
    switch (in->op) {
    case KI_OP_FORITER:
        d = !(in->fl & KI_FL_AL);
        break;
    case KI_OP_SEND:
        d = -1;
        break;
    case KI_OP_JTRUE_KEEP:
    case KI_OP_JFALSE_KEEP:
        d = 0;
        break;
    default:
        d = -!!(in->fl & KI_FL_AT) - !!(in->fl & KI_FL_BT);
        break;
    }
    if ((int)live_count(c, live) + d != (int)live_count(c, ki_code_live_at(c, (uint32_t)to)))
        fail(k, "jump to another live state");
}

static void handlers(Check *k) {
    const KiCode *c = k->c;
    for (uint32_t i = 0; i < c->n_handlers; i++) {
        const KiHandler *h = &c->handlers[i];
        k->pc = h->start;
        if (h->start >= h->end || h->end > c->n_instrs || h->handler >= c->n_instrs ||
            h->live >= c->n_live) {
            fail(k, "bad handler entry");
            return;
        }
        if (i && h->start < c->handlers[i - 1].end) fail(k, "handler ranges overlap");
        if (c->instrs[h->handler].op != KI_OP_CATCH) fail(k, "handler does not start with CATCH");
        if (ki_code_live_at(c, h->handler) != h->live) fail(k, "handler has another live state");
        for (uint32_t pc = h->start; pc < h->end && !k->wrong; pc++)
            if (!is_ancestor(c, h->live, ki_code_live_at(c, pc))) {
                k->pc = pc;
                fail(k, "live state is not inside its handler's");
            }
        if (k->wrong) return;
    }
}

static void live_table(Check *k) {
    const KiCode *c = k->c;
    for (uint32_t i = 1; i < c->n_live; i++)
        if (c->live[i].parent >= i || c->live[i].reg < c->n_locals || c->live[i].reg >= c->n_regs) {
            fail(k, "bad live node");
            return;
        }
    for (uint32_t i = 0; i < c->n_live_runs; i++)
        if (c->live_runs[i].node >= c->n_live || c->live_runs[i].pc >= c->n_instrs)
            fail(k, "bad live run");
}

const char *ki_code_verify(const KiCode *code, uint32_t *at) {
    Check k = {code, 0, NULL};
    if (!code->n_instrs) return "no code";
    live_table(&k);
    for (uint32_t pc = 0; pc < code->n_instrs && !k.wrong; pc++) {
        const KiInstr *in = &code->instrs[pc];
        uint16_t live = ki_code_live_at(code, pc);
        k.pc = pc;
        if (in->op >= KI_OP_COUNT) fail(&k, "no such instruction");
        if (k.wrong) break;
        operands(&k, live, in);
        /* AL on a temporary: overwriting a capture of a match statement */
        following(&k, live, in, false);
        jump(&k, live, in);
    }
    if (!k.wrong) {
        int last = code->instrs[code->n_instrs - 1].op;
        k.pc = code->n_instrs - 1;
        if (last != KI_OP_RETURN && last != KI_OP_RETURNK && last != KI_OP_RAISE &&
            last != KI_OP_RERAISE && last != KI_OP_JLOOP && last != KI_OP_JUMP)
            fail(&k, "code runs off its end");
    }
    if (!k.wrong) handlers(&k);
    *at = k.pc;
    return k.wrong;
}
