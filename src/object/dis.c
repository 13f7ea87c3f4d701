/* Listing of a code object: one instruction a line, as `kukri --dis` prints it. */
#include "../base/strbuf.h"
#include "code.h"
#include "obj_str.h"
#include "runtime.h"

static const char *text_of(KiState *ks, KiValue v) {
    const char *s = ki_is_str(v) ? ki_str_utf8(ks, ki_str_of(v), NULL) : NULL;
    return s ? s : "?";
}

static void put_register(KiState *ks, const KiCode *c, KbStrbuf *out, unsigned r) {
    if (r == 0xFFFF)
        kb_strbuf_puts(out, " -");
    else if (r < c->n_locals)
        kb_strbuf_printf(out, " %s", text_of(ks, c->local_names[r]));
    else
        kb_strbuf_printf(out, " t%u", r - c->n_locals);
}

static bool put_constant(KiState *ks, const KiCode *c, KbStrbuf *out, unsigned k) {
    if (k >= c->n_k || !(c->k_is_value[k >> 3] >> (k & 7) & 1))
        return kb_strbuf_printf(out, " k%u", k);
    KiValue r = ki_repr(ks, c->k[k]);
    if (r == KI_ERR) return false;
    const char *s = text_of(ks, r);
    kb_strbuf_printf(out, " (%.60s%s)", s, ki_str_of(r)->len > 60 ? "..." : "");
    ki_decref(ks, r);
    return true;
}

static bool put_operand(KiState *ks, const KiCode *c, KbStrbuf *out, uint32_t pc, int kind,
                        unsigned v, bool constant, bool taken) {
    switch (kind) {
    case KI_ARG__:
        return true;
    case KI_ARG_K:
        return put_constant(ks, c, out, v);
    case KI_ARG_RK:
        if (constant) return put_constant(ks, c, out, v);
        break;
    case KI_ARG_N:
        return kb_strbuf_printf(out, " %u", v);
    case KI_ARG_F:
        return kb_strbuf_printf(out, " free:%s",
                                v < c->n_free ? text_of(ks, c->free_names[v]) : "?");
    case KI_ARG_J:
        return kb_strbuf_printf(out, " -> %d", (int)pc + 1 + (int16_t)v);
    default:
        break;
    }
    put_register(ks, c, out, v);
    if (taken) kb_strbuf_putc(out, '!');
    return true;
}

static bool put_instruction(KiState *ks, const KiCode *c, KbStrbuf *out, uint32_t pc) {
    const KiInstr *in = &c->instrs[pc];
    if (in->op >= KI_OP_COUNT) return kb_strbuf_printf(out, "?%u", in->op);
    const KiOpInfo *i = &ki_op_info[in->op];
    kb_strbuf_printf(out, "%-14s", i->name);
    bool y_a = i->c == KI_ARG_J && i->b == KI_ARG_RK && (in->fl & KI_FL_Y);
    if (y_a ? !put_constant(ks, c, out, in->a)
            : !put_operand(ks, c, out, pc, i->a, in->a, false, in->fl & KI_FL_AT))
        return false;
    bool wide = i->b == KI_ARG__ && i->c == KI_ARG_J;
    if (wide) {
        kb_strbuf_printf(out, " -> %d", (int)pc + 1 + in->bc);
    } else if (in->op == KI_OP_LOADIMM || in->op == KI_OP_LOADINT) {
        kb_strbuf_printf(out, " %d", in->bc);
    } else if (in->op == KI_OP_LOADK_FAR) {
        if (!put_constant(ks, c, out, (unsigned)in->bc)) return false;
    } else if (!put_operand(ks, c, out, pc, i->b, in->b, in->fl & KI_FL_BK, in->fl & KI_FL_BT) ||
               !put_operand(ks, c, out, pc, i->c, in->uc, in->fl & KI_FL_CK, in->fl & KI_FL_CT)) {
        return false;
    }
    static const struct {
        int bit;
        const char *text;
    } flags[] = {{KI_FL_AL, " AL"}, {KI_FL_X, " X"}, {KI_FL_Y, " Y"}};
    for (int f = 0; f < 3; f++)
        if (in->fl & flags[f].bit) kb_strbuf_puts(out, flags[f].text);
    return true;
}

static void put_live(const KiCode *c, KbStrbuf *out, uint16_t node) {
    kb_strbuf_puts(out, " {");
    for (; node && node < c->n_live; node = c->live[node].parent)
        kb_strbuf_printf(out, "t%d ", c->live[node].reg - c->n_locals);
    kb_strbuf_puts(out, "}");
}

bool ki_code_dis(KiState *ks, KiCode *c, struct KbStrbuf *out) {
    if (!ki_code_need(ks, c)) return false;
    kb_strbuf_printf(out, "%s  (%u registers, %u locals, flags 0x%x)\n", text_of(ks, c->qualname),
                     c->n_regs, c->n_locals, c->flags);
    uint32_t line = 0;
    for (uint32_t pc = 0; pc < c->n_instrs; pc++) {
        KiPosition p = ki_code_position(c, pc);
        if (p.line != line && p.line)
            kb_strbuf_printf(out, "%5u ", p.line);
        else
            kb_strbuf_puts(out, "      ");
        if (p.line) line = p.line;
        kb_strbuf_printf(out, "%5u  ", pc);
        if (!put_instruction(ks, c, out, pc)) return false;
        if (pc == 0 || ki_code_live_at(c, pc) != ki_code_live_at(c, pc - 1))
            put_live(c, out, ki_code_live_at(c, pc));
        kb_strbuf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < c->n_handlers; i++) {
        const KiHandler *h = &c->handlers[i];
        kb_strbuf_printf(out, "      [%u, %u) -> %u", h->start, h->end, h->handler);
        put_live(c, out, h->live);
        kb_strbuf_putc(out, '\n');
    }
    if (out->failed) ki_raise_nomem(ks);
    return !out->failed;
}
