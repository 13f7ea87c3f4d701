/* From a finished unit to a code object: jump offsets, side tables, constants. */
#include <string.h>

#include "compiler.h"

static void set_offset(KiInstr *in, bool wide, int64_t off) {
    if (wide)
        in->bc = (int32_t)off;
    else
        in->c = (int16_t)off;
}

static bool near_fits(int64_t off) {
    return off >= INT16_MIN && off <= INT16_MAX;
}

/* Where a jump to instruction t really leads: through unconditional jumps. */
static int64_t final_target(const KiUnit *u, int64_t t) {
    for (int hops = 0; hops < 8 && t < (int64_t)u->instrs.n; hops++) {
        const KiInstr *in = &u->instrs.at[t];
        if ((in->op != KI_OP_JUMP && in->op != KI_OP_JLOOP) || in->fl & KI_FL_X) break;
        t += 1 + in->bc;
    }
    return t;
}

static bool may_thread(KiOp op) {
    return op != KI_OP_FORITER && op != KI_OP_SEND && op != KI_OP_JABSENT;
}

static bool patch_jumps(KiCompiler *c) {
    KiUnit *u = c->u;
    for (size_t i = 0; i < u->fixups.n; i++) {
        KiFixup *f = &u->fixups.at[i];
        int64_t off = (int64_t)u->labels.at[f->label].pos - f->at - 1;
        KB_ASSERT(u->labels.at[f->label].pos >= 0);
        if (!f->wide && !near_fits(off)) {
            c->failed = c->want_far = true;
            return false;
        }
        set_offset(&u->instrs.at[f->at], f->wide, off);
    }
    for (size_t i = 0; i < u->fixups.n; i++) {
        KiFixup *f = &u->fixups.at[i];
        KiInstr *in = &u->instrs.at[f->at];
        if (!may_thread(in->op)) continue;
        int64_t off = final_target(u, u->labels.at[f->label].pos) - f->at - 1;
        if (!f->wide && !near_fits(off)) continue;
        if (in->op == KI_OP_JUMP && off < 0) in->op = KI_OP_JLOOP;
        if (in->op == KI_OP_JLOOP && off >= 0) continue;
        set_offset(in, f->wide, off);
    }
    return true;
}

/* Nothing falls off the end: dead labels may stand there, so the code ends with a return. */
static void end_code(KiCompiler *c) {
    KiUnit *u = c->u;
    size_t n = u->instrs.n;
    bool label_at_end = n == 0;
    for (size_t i = 0; i < u->fixups.n; i++)
        label_at_end |= u->labels.at[u->fixups.at[i].label].pos == (int32_t)n;
    if (!u->dead && !label_at_end && u->instrs.at[n - 1].op == KI_OP_NOP) {
        u->instrs.at[n - 1] =
            (KiInstr){.op = KI_OP_RETURNK, .a = (uint16_t)ki_const(c, KI_NONE)}; /* a last `pass` */
    } else if (!u->dead || label_at_end) {
        u->dead = false;
        ki_no_loc(c); /* it returns from wherever it was reached */
        ki_emit(c, KI_OP_RETURNK, 0, ki_const(c, KI_NONE), 0, 0);
    }
}

/* A zeroed array of code; its length field is set by the caller before. False: out of memory. */
#define NEW_ARRAY(field, count)                                                                    \
    ((count) == 0 ||                                                                               \
     ((code->field = ki_mem_alloc(c->ks, (count) * sizeof *code->field)) != NULL &&                \
      memset(code->field, 0, (count) * sizeof *code->field)))

static bool fill_runs(KiCompiler *c, KiCode *code) {
    KiUnit *u = c->u;
    uint32_t n = 0, n_handlers = 0;
    for (size_t i = 0; i < u->instrs.n; i++) {
        n += i == 0 || u->live_at.at[i] != u->live_at.at[i - 1];
        n_handlers +=
            u->protect_at.at[i] && (i == 0 || u->protect_at.at[i] != u->protect_at.at[i - 1]);
    }
    code->n_live_runs = n;
    code->n_handlers = n_handlers;
    if (!NEW_ARRAY(live_runs, n) || !NEW_ARRAY(handlers, n_handlers)) return false;
    n = n_handlers = 0;
    for (size_t i = 0; i < u->instrs.n; i++) {
        if (i == 0 || u->live_at.at[i] != u->live_at.at[i - 1])
            code->live_runs[n++] = (KiLiveRun){(uint32_t)i, u->live_at.at[i]};
        uint16_t p = u->protect_at.at[i];
        if (!p) continue;
        if (i == 0 || p != u->protect_at.at[i - 1]) {
            KiProtect *pr = &u->protects.at[p];
            code->handlers[n_handlers++] =
                (KiHandler){(uint32_t)i, 0, (uint32_t)u->labels.at[pr->label].pos, pr->live};
        }
        code->handlers[n_handlers - 1].end = (uint32_t)i + 1;
    }
    return true;
}

/* Whether entry i tells nothing that its instruction does not: most statements are on one line. */
static bool is_plain(const KiUnit *u, size_t i) {
    uint32_t pc = u->passed.at[i].pc;
    if (pc >= u->instrs.n) return true;
    for (size_t j = i; j < u->passed.n && u->passed.at[j].pc == pc; j++)
        if (u->passed.at[j].line != u->positions.at[pc].line) return false;
    return true;
}

static bool fill_passed(KiCompiler *c, KiCode *code) {
    KiUnit *u = c->u;
    size_t n = 0;
    for (size_t i = 0; i < u->passed.n; i++)
        n += !is_plain(u, i);
    if (!NEW_ARRAY(passed, n)) return false;
    code->n_passed = (uint32_t)n;
    n = 0;
    for (size_t i = 0; i < u->passed.n; i++)
        if (!is_plain(u, i)) code->passed[n++] = u->passed.at[i];
    return true;
}

static bool fill_names(KiCompiler *c, KiCode *code) {
    KiUnit *u = c->u;
    KiScope *s = u->scope;
    size_t n = (size_t)u->n_locals;
    code->n_locals = (uint16_t)n;
    code->n_free = (uint16_t)s->n_free;
    if (!NEW_ARRAY(local_names, n)) return false;
    for (size_t i = 0; i < n; i++)
        code->local_names[i] = KI_NONE;
    if (!NEW_ARRAY(free_names, s->n_free)) return false;
    for (uint32_t i = 0; i < s->n_free; i++)
        code->free_names[i] = ki_new_ref(ki_comp_str(c, s->free[i]->name));
    if (!NEW_ARRAY(local_is_cell, n)) return false;
    if (s->kind == KI_SCOPE_FUNCTION)
        for (uint32_t i = 0; i < s->n_syms; i++) {
            if (s->syms[i]->index < 0) continue;
            code->local_names[s->syms[i]->index] = ki_new_ref(ki_comp_str(c, s->syms[i]->name));
            code->local_is_cell[s->syms[i]->index] = s->syms[i]->res == KI_RES_CELL;
        }
    if (u->namespace_ && u->n_locals) {
        KiStr *locals = ki_intern_cstr(c->ks, ".locals");
        if (!locals) return false;
        code->local_names[0] = ki_from_obj(locals);
    }
    if (s->kind == KI_SCOPE_CLASS && s->needs_class_cell) {
        code->local_names[1] = ki_new_ref(ki_from_obj(c->ks->names.d_class));
        code->local_is_cell[1] = 1;
    }
    return !c->failed;
}

static bool fill_constants(KiCompiler *c, KiCode *code) {
    KiUnit *u = c->u;
    size_t n = u->k.n, bits = (n + 7) / 8;
    code->n_k = (uint32_t)n;
    if (!NEW_ARRAY(k_is_value, bits) || !NEW_ARRAY(k, n)) return false;
    for (size_t i = 0; i < n; i++) { /* ownership moves */
        code->k[i] = u->k.at[i];
        if (u->k_kind.at[i]) code->k_is_value[i >> 3] |= (uint8_t)(1u << (i & 7));
    }
    u->k.n = u->k_kind.n = 0;
    size_t n_consts = u->consts.n; /* the first stays: it may be the docstring */
    while (n_consts > 1 && !u->consts.at[n_consts - 1].used)
        n_consts--;
    KiTuple *consts = ki_tuple_alloc(c->ks, (int64_t)n_consts);
    if (!consts) return false;
    for (size_t i = 0; i < n_consts; i++)
        consts->items[i] = ki_new_ref(u->consts.at[i].v);
    ki_assign(c->ks, &code->consts, ki_from_obj(consts));
    KiValue names = ki_tuple_from(c->ks, u->names.at, (int64_t)u->names.n);
    if (names == KI_ERR) return false;
    ki_assign(c->ks, &code->names, names);
    return true;
}

/* How many distinct attributes an __init__ stores on its first parameter. */
static uint16_t count_self_attrs(const KiCode *code) {
    uint64_t seen[32];
    uint16_t n = 0;
    for (uint32_t i = 0; i < code->n_instrs && n < 32; i++) {
        const KiInstr *in = &code->instrs[i];
        if (in->op != KI_OP_SETATTR || in->a != 0 || (in->fl & KI_FL_AT)) continue;
        uint16_t j = 0;
        while (j < n && seen[j] != code->k[in->uc])
            j++;
        if (j == n) seen[n++] = code->k[in->uc];
    }
    return n;
}

static bool fill(KiCompiler *c, KiCode *code) {
    KiUnit *u = c->u;
    code->n_instrs = (uint32_t)u->instrs.n;
    code->n_live = (uint32_t)u->nodes.n;
    if (!NEW_ARRAY(instrs, u->instrs.n) || !NEW_ARRAY(positions, u->instrs.n) ||
        !NEW_ARRAY(live, u->nodes.n))
        return false;
    memcpy(code->instrs, u->instrs.at, u->instrs.n * sizeof(KiInstr));
    memcpy(code->positions, u->positions.at, u->instrs.n * sizeof(KiPosition));
    for (size_t i = 0; c->ks->config.no_debug_ranges && i < u->instrs.n; i++) {
        KiPosition *p = &code->positions[i];
        *p = (KiPosition){p->line, p->line, 0xFFFF, 0xFFFF};
    }
    for (size_t i = 0; i < u->nodes.n; i++)
        code->live[i] = (KiLiveNode){u->nodes.at[i].parent, u->nodes.at[i].reg};
    if (!fill_passed(c, code) || !fill_runs(c, code) || !fill_names(c, code) ||
        !fill_constants(c, code))
        return false;
    code->n_regs = (uint16_t)(u->max_depth + 4);
    code->n_args = (uint16_t)u->n_args;
    code->n_posonly = (uint16_t)u->n_posonly;
    code->n_kwonly = (uint16_t)u->n_kwonly;
    code->flags = u->flags;
    code->first_line = u->first_line;
    if (!strcmp(u->name, "__init__")) code->n_self_attrs = count_self_attrs(code);
    ki_assign(c->ks, &code->qualname, ki_new_ref(u->qualname));
    ki_assign(c->ks, &code->filename, ki_new_ref(c->filename));
    KiStr *name = ki_intern_cstr(c->ks, u->name);
    if (!name) return false;
    ki_assign(c->ks, &code->name, ki_from_obj(name));
    return true;
}

KiCode *ki_unit_finish(KiCompiler *c) {
    KiUnit *u = c->u;
    if (!c->failed) end_code(c);
    if (!c->failed) ki_settle_places(c);
    if (c->failed || !patch_jumps(c)) return NULL;
    KiCode *code = ki_code_alloc(c->ks);
    if (!code) return c->failed = true, NULL;
    if (!fill(c, code)) {
        c->failed = true;
        ki_decref(c->ks, ki_from_obj(code));
        return NULL;
    }
    (void)u;
#ifndef NDEBUG
    uint32_t at = 0;
    const char *wrong = ki_code_verify(code, &at);
    if (wrong) {
        ki_raise(c->ks, KI_EXC_SystemError, "bad bytecode in %s: instruction %u: %s", u->name, at,
                 wrong);
        c->failed = true;
        ki_decref(c->ks, ki_from_obj(code));
        return NULL;
    }
#endif
    return code;
}
