/* Dispatch loop: attributes through inline caches (attr_cache.h). Included by eval.c alone. */
#define AT_OFFSET(o, off) ((KiValue *)((char *)(o) + (off)))
#define AT_OVERFLOW(o, i) (&((KiOverflow *)ki_ext(o)->overflow)->slots[i])
OPCODE(GETATTR_SLOT) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(b) && (uintptr_t)ki_obj(b)->shape == ac->e[0].key)) {
        KiValue v = *AT_OFFSET(ki_obj(b), ac->e[0].val);
        if (KB_LIKELY(v != KI_UNBOUND)) ITEM_DONE(v, b);
    }
    SLOW(ki_op_getattr);
}
OPCODE(GETATTR_VALUE) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(b) && (uintptr_t)ki_obj(b)->shape == ac->e[0].key))
        ITEM_DONE(ac->e[0].val, b);
    SLOW(ki_op_getattr);
}
OPCODE(GETATTR_TYPE) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY((b | 1) == ac->e[0].key && ki_is_ptr(b))) ITEM_DONE(ac->e[0].val, b);
    SLOW(ki_op_getattr);
}
OPCODE(GETATTR_MODULE) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(b) && ki_obj(b)->kind == KI_K_MODULE)) {
        KiDict *d = ((KiModule *)ki_obj(b))->dict;
        if (KB_LIKELY(d->version == ac->e[0].key)) ITEM_DONE(d->entries[ac->e[0].val].value, b);
    }
    SLOW(ki_op_getattr);
}
OPCODE(GETATTR_PROP) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(b) && (uintptr_t)ki_obj(b)->shape == ac->e[0].key)) {
        if (KB_UNLIKELY(ki_op_getprop(ks, R, pc, (KiFunc *)ki_obj(ac->e[0].val), b) < 0))
            goto error;
        RELOAD();
    }
    SLOW(ki_op_getattr);
}
/* What the inline entries or the second level know about o's shape: kind (KI_AC_NONE: nothing),
 * val. */
#define PROBE(o, flag)                                                                             \
    uintptr_t key = (uintptr_t)(o)->shape;                                                         \
    uint64_t val;                                                                                  \
    uint32_t kind;                                                                                 \
    if (key == ac->e[0].key) {                                                                     \
        kind = ac->kind[0];                                                                        \
        val = ac->e[0].val;                                                                        \
    } else if (key == ac->e[1].key) {                                                              \
        kind = ac->kind[1];                                                                        \
        val = ac->e[1].val;                                                                        \
    } else {                                                                                       \
        const KiMegaEntry *m = ki_mega_entry(ks->vm, key | (flag), k[pc->uc]);                     \
        kind =                                                                                     \
            m->key == (key | (flag)) && ki_from_obj(m->name) == k[pc->uc] ? m->kind : KI_AC_NONE;  \
        val = m->val;                                                                              \
    }
/* R[a] = what the native getter gives: owned already. */
#define GETSET_DONE(g, b)                                                                          \
    do {                                                                                           \
        ki_save(ks, R, pc);                                                                        \
        KiValue got_ = (g)->get(ks, b, (g)->closure);                                              \
        if (KB_UNLIKELY(got_ == KI_ERR)) goto error;                                               \
        STORE(got_);                                                                               \
        if (pc->fl & KI_FL_BT) RELEASE(b);                                                         \
        NEXT();                                                                                    \
    } while (0)
OPCODE(GETATTR_GETSET) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(b) && (uintptr_t)ki_obj(b)->shape == ac->e[0].key)) {
        KiGetset *g = (KiGetset *)ki_obj(ac->e[0].val);
        GETSET_DONE(g, b);
    }
    SLOW(ki_op_getattr);
}
OPCODE(GETATTR_IC) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(b))) {
        PROBE(ki_obj(b), 0)
        if (KB_LIKELY(kind == KI_AC_SLOT)) {
            KiValue v = *AT_OFFSET(ki_obj(b), val);
            if (KB_LIKELY(v != KI_UNBOUND)) ITEM_DONE(v, b);
        } else if (kind == KI_AC_OVER) {
            KiValue v = *AT_OVERFLOW(ki_obj(b), val);
            if (KB_LIKELY(v != KI_UNBOUND)) ITEM_DONE(v, b);
        } else if (kind == KI_AC_VALUE) {
            ITEM_DONE(val, b);
        } else if (kind == KI_AC_NONE) { /* a class object? */
            const KiMegaEntry *t = ki_mega_entry(ks->vm, b | 1, k[pc->uc]);
            if (t->key == (b | 1) && ki_from_obj(t->name) == k[pc->uc] && t->kind == KI_AC_TYPE)
                ITEM_DONE(t->val, b);
        } else if (kind == KI_AC_GETSET) {
            KiGetset *g = (KiGetset *)ki_obj(val);
            GETSET_DONE(g, b);
        } else if (kind == KI_AC_PROP) {
            if (KB_UNLIKELY(ki_op_getprop(ks, R, pc, (KiFunc *)ki_obj(val), b) < 0)) goto error;
            RELOAD();
        }
    }
    SLOW(ki_op_getattr);
}
OPCODE(GETATTR) : SLOW(ki_op_getattr);

OPCODE(SETATTR_SLOT) : {
    KiValue a = R[pc->a];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(a) && (uintptr_t)ki_obj(a)->shape == ac->e[0].key)) {
        KiValue *slot = AT_OFFSET(ki_obj(a), ac->e[0].val), v = OPERAND_B, old = *slot;
        if (!(pc->fl & KI_FL_BT)) ki_incref(v);
        *slot = v;
        RELEASE(old);
        if (pc->fl & KI_FL_AT) RELEASE(a);
        NEXT();
    }
    SLOW(ki_op_setattr);
}
OPCODE(SETATTR_ADD) : {
    KiValue a = R[pc->a];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(a) && (uintptr_t)ki_obj(a)->shape == ac->e[0].key)) {
        KiValue v = OPERAND_B;
        if (!(pc->fl & KI_FL_BT)) ki_incref(v);
        *AT_OFFSET(ki_obj(a), ac->e[0].val) = v;
        ki_obj(a)->shape = (KiShape *)(uintptr_t)ac->e[0].extra;
        if (pc->fl & KI_FL_AT) RELEASE(a);
        NEXT();
    }
    SLOW(ki_op_setattr);
}
OPCODE(SETATTR_IC) : {
    KiValue a = R[pc->a];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(a))) {
        PROBE(ki_obj(a), 2)
        if (KB_LIKELY(kind == KI_AC_SLOT || kind == KI_AC_OVER)) {
            KiValue *slot = kind == KI_AC_SLOT ? AT_OFFSET(ki_obj(a), val)
                                               : AT_OVERFLOW(ki_obj(a), val),
                    v = OPERAND_B, old = *slot;
            if (!(pc->fl & KI_FL_BT)) ki_incref(v);
            *slot = v;
            RELEASE(old);
            if (pc->fl & KI_FL_AT) RELEASE(a);
            NEXT();
        }
        if (kind == KI_AC_ADD) {
            KiValue v = OPERAND_B;
            if (!(pc->fl & KI_FL_BT)) ki_incref(v);
            *AT_OFFSET(ki_obj(a), val) = v;
            ki_obj(a)->shape = (KiShape *)(uintptr_t)ac->e[key != ac->e[0].key].extra;
            if (pc->fl & KI_FL_AT) RELEASE(a);
            NEXT();
        }
    }
    SLOW(ki_op_setattr);
}
OPCODE(SETATTR) : SLOW(ki_op_setattr);
OPCODE(DELATTR) : SLOW(ki_op_delattr);

/* Enters f with its n parameters at N: header, other locals, new R. */
#define ENTER(f, N, n)                                                                             \
    do {                                                                                           \
        KiFunc *f_ = (f);                                                                          \
        KiValue *n_ = (N);                                                                         \
        if (KB_UNLIKELY(!ki_vm_room(ks, n_ + f_->n_regs))) goto call_slow;                         \
        ks->depth++;                                                                               \
        n_[-2] = (KiValue)(uintptr_t)(pc + 1);                                                     \
        n_[-1] = (KiValue)(uintptr_t)R;                                                            \
        for (int i_ = (n), e_ = f_->n_locals; i_ < e_; i_++)                                       \
            n_[i_] = KI_UNBOUND;                                                                   \
        R = n_;                                                                                    \
        pc = f_->entry;                                                                            \
        k = f_->k;                                                                                 \
        DISPATCH();                                                                                \
    } while (0)
#define METHOD_DONE(func, b)                                                                       \
    do {                                                                                           \
        KiValue f_ = (func);                                                                       \
        ki_incref(f_);                                                                             \
        if (!(pc->fl & KI_FL_BT)) ki_incref(b);                                                    \
        R[pc->a + 3] = b;                                                                          \
        R[pc->a] = f_;                                                                             \
        NEXT();                                                                                    \
    } while (0)
/* A plain attribute to call: no self. */
#define PLAIN_DONE(v, b)                                                                           \
    do {                                                                                           \
        KiValue v_ = (v);                                                                          \
        ki_incref(v_);                                                                             \
        R[pc->a + 3] = KI_ABSENT;                                                                  \
        R[pc->a] = v_;                                                                             \
        if (pc->fl & KI_FL_BT) RELEASE(b);                                                         \
        NEXT();                                                                                    \
    } while (0)
OPCODE(LOADM_METHOD) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(b))) {
        uintptr_t key = (uintptr_t)ki_obj(b)->shape;
        if (KB_LIKELY(key == ac->e[0].key)) METHOD_DONE(ac->e[0].val, b);
        if (key == ac->e[1].key) METHOD_DONE(ac->e[1].val, b);
    }
    SLOW(ki_op_loadm);
}
OPCODE(LOADM_MODULE) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(b) && ki_obj(b)->kind == KI_K_MODULE)) {
        KiDict *d = ((KiModule *)ki_obj(b))->dict;
        if (KB_LIKELY(d->version == ac->e[0].key)) PLAIN_DONE(d->entries[ac->e[0].val].value, b);
    }
    SLOW(ki_op_loadm);
}
OPCODE(LOADM_IC) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(b))) {
        PROBE(ki_obj(b), 0)
        if (KB_LIKELY(kind == KI_AC_METHOD)) METHOD_DONE(val, b);
        if (kind == KI_AC_VALUE) PLAIN_DONE(val, b);
        if (kind == KI_AC_SLOT) {
            KiValue v = *AT_OFFSET(ki_obj(b), val);
            if (v != KI_UNBOUND) PLAIN_DONE(v, b);
        }
        if (kind == KI_AC_OVER) {
            KiValue v = *AT_OVERFLOW(ki_obj(b), val);
            if (v != KI_UNBOUND) PLAIN_DONE(v, b);
        }
        if (kind == KI_AC_CLASS_METHOD) {
            KiValue cls = ki_from_obj(ki_obj(b)->shape->type);
            ki_incref(val);
            ki_incref(cls);
            R[pc->a + 3] = cls;
            R[pc->a] = val;
            if (pc->fl & KI_FL_BT) RELEASE(b);
            NEXT();
        }
        for (int i = 0; i < 2; i++) {
            if (ac->e[i].key != (b | 1)) continue;
            if (ac->kind[i] == KI_AC_TYPE) PLAIN_DONE(ac->e[i].val, b);
            if (ac->kind[i] == KI_AC_TYPE_METHOD) METHOD_DONE(ac->e[i].val, b);
        }
    }
    SLOW(ki_op_loadm);
}
OPCODE(LOADM) : SLOW(ki_op_loadm);
OPCODE(LOADM_CALL0) : {
    KiValue b = R[pc->b];
    const KiAttrCache *ac = CACHE;
    if (KB_LIKELY(ki_is_ptr(b))) {
        PROBE(ki_obj(b), 0)
        if (KB_LIKELY(kind == KI_AC_METHOD)) {
            KiValue *w = &R[pc->a];
            KiFunc *f = (KiFunc *)ki_obj(val);
            ki_incref_obj(&f->h);
            if (!(pc->fl & KI_FL_BT)) ki_incref_obj(ki_obj(b));
            w[3] = b;
            w[0] = val;
            pc++;
            if (KB_LIKELY(f->h.kind == KI_K_FUNC && f->h.aux == 1)) ENTER(f, w + 3, 1);
            goto callm_slow;
        }
    }
    SLOW(ki_op_loadm);
}
