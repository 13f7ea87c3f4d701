/* Dispatch loop: moving values, cells, names. Included by eval.c alone. */
OPCODE(NOP) : NEXT();
OPCODE(MOVE) : {
    KiValue v = R[pc->b];
    if (!(pc->fl & KI_FL_BT)) ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(LOADK) : {
    KiValue v = k[pc->b];
    ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(LOADK_FAR) : {
    KiValue v = k[(uint32_t)pc->bc];
    ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(LOADIMM) : {
    static const KiValue imm[] = {KI_NONE,    KI_FALSE,  KI_TRUE,           KI_ELLIPSIS,
                                  KI_UNBOUND, KI_ABSENT, KI_NOT_IMPLEMENTED};
    STORE(imm[pc->bc]);
    NEXT();
}
OPCODE(LOADINT) : {
    STORE(ki_small_int(pc->bc));
    NEXT();
}
OPCODE(CHECK) : {
    if (KB_UNLIKELY(R[pc->b] == KI_UNBOUND)) SLOW(ki_op_cell);
    NEXT();
}
OPCODE(DELLOCAL) : {
    KiValue v = R[pc->a];
    if (KB_UNLIKELY(v == KI_UNBOUND)) SLOW(ki_op_cell);
    R[pc->a] = KI_UNBOUND;
    RELEASE(v);
    NEXT();
}
OPCODE(RELEASE) : {
    RELEASE(R[pc->a]);
    NEXT();
}
OPCODE(COPY) : {
    KiValue v = R[pc->b];
    ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(SWAP) : {
    KiValue v = R[pc->a];
    R[pc->a] = R[pc->b];
    R[pc->b] = v;
    NEXT();
}

OPCODE(LOADCELL) : {
    KiValue v = ((KiCell *)ki_obj(R[pc->b]))->value;
    if (KB_UNLIKELY(v == KI_UNBOUND)) SLOW(ki_op_cell);
    ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(STORECELL) : {
    KiCell *cell = (KiCell *)ki_obj(R[pc->a]);
    KiValue v = R[pc->b], old = cell->value;
    if (!(pc->fl & KI_FL_BT)) ki_incref(v);
    cell->value = v;
    RELEASE(old);
    NEXT();
}
OPCODE(LOADFREE) : {
    KiTuple *closure = (KiTuple *)ki_obj(ki_frame_func(R)->closure);
    KiValue v = ((KiCell *)ki_obj(closure->items[pc->b]))->value;
    if (KB_UNLIKELY(v == KI_UNBOUND)) SLOW(ki_op_cell);
    ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(STOREFREE) : {
    KiTuple *closure = (KiTuple *)ki_obj(ki_frame_func(R)->closure);
    KiCell *cell = (KiCell *)ki_obj(closure->items[pc->a]);
    KiValue v = R[pc->b], old = cell->value;
    if (!(pc->fl & KI_FL_BT)) ki_incref(v);
    cell->value = v;
    RELEASE(old);
    NEXT();
}
OPCODE(FREECELL) : {
    KiValue v = ((KiTuple *)ki_obj(ki_frame_func(R)->closure))->items[pc->b];
    ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(MAKECELL) : OPCODE(DELCELL) : OPCODE(DELFREE) : OPCODE(LOADCLASSFREE) : SLOW(ki_op_cell);

OPCODE(LOADGLOBAL_G) : {
    KiDict *d = ki_frame_func(R)->globals;
    KiValue *c = &k[pc->uc + 1];
    if (KB_UNLIKELY(d->version != c[0])) SLOW(ki_op_loadglobal);
    KiValue v = *(KiValue *)(uintptr_t)c[2];
    ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(LOADGLOBAL_B) : {
    KiFunc *f = ki_frame_func(R);
    KiValue *c = &k[pc->uc + 1];
    if (KB_UNLIKELY(f->globals->version != c[0] || f->builtins->version != c[1]))
        SLOW(ki_op_loadglobal);
    KiValue v = *(KiValue *)(uintptr_t)c[2];
    ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(LOADGLOBAL) : SLOW(ki_op_loadglobal);
OPCODE(STOREGLOBAL_G) : {
    KiDict *d = ki_frame_func(R)->globals;
    KiValue *c = &k[pc->uc + 1];
    if (KB_UNLIKELY(d->version != c[0])) SLOW(ki_op_storeglobal);
    KiValue v = R[pc->b], *slot = (KiValue *)(uintptr_t)c[2], old = *slot;
    if (!(pc->fl & KI_FL_BT)) ki_incref(v);
    *slot = v;
    RELEASE(old);
    NEXT();
}
OPCODE(STOREGLOBAL) : SLOW(ki_op_storeglobal);
/* At module level the namespace is the globals dict; elsewhere these stay generic. */
OPCODE(LOADNAME_G) : {
    KiDict *d = ki_frame_func(R)->globals;
    KiValue *c = &k[pc->uc + 1];
    if (KB_UNLIKELY(R[0] != ki_from_obj(d) || d->version != c[0])) SLOW(ki_op_loadglobal);
    KiValue v = *(KiValue *)(uintptr_t)c[2];
    ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(LOADNAME_B) : {
    KiFunc *f = ki_frame_func(R);
    KiValue *c = &k[pc->uc + 1];
    if (KB_UNLIKELY(R[0] != ki_from_obj(f->globals) || f->globals->version != c[0] ||
                    f->builtins->version != c[1]))
        SLOW(ki_op_loadglobal);
    KiValue v = *(KiValue *)(uintptr_t)c[2];
    ki_incref(v);
    STORE(v);
    NEXT();
}
OPCODE(LOADNAME) : SLOW(ki_op_loadglobal);
OPCODE(STORENAME_G) : {
    KiDict *d = ki_frame_func(R)->globals;
    KiValue *c = &k[pc->uc + 1];
    if (KB_UNLIKELY(R[0] != ki_from_obj(d) || d->version != c[0])) SLOW(ki_op_storeglobal);
    KiValue v = R[pc->b], *slot = (KiValue *)(uintptr_t)c[2], old = *slot;
    if (!(pc->fl & KI_FL_BT)) ki_incref(v);
    *slot = v;
    RELEASE(old);
    NEXT();
}
OPCODE(STORENAME) : SLOW(ki_op_storeglobal);
OPCODE(DELGLOBAL) : OPCODE(DELNAME) : OPCODE(LOADLOCALS) : SLOW(ki_op_name);
