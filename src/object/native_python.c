/* Built-in functions whose work a function in Python does: the library's own code stands behind
 * names that belong to native functions elsewhere, and shows itself as one. */
#include "native_python.h"

#include "containers.h"
#include "runtime.h"
#include "str_builder.h"

static const KiCode *code_of_entry(const KiTraceback *tb) {
    KiObj *o = ki_obj(tb->frame);
    return o->kind == KI_K_FUNC ? ((KiFunc *)o)->code : ((KiFrame *)o)->func->code;
}

/* The pending exception's traceback forgets the frames of the file that f is from. */
static void hide_frames(KiState *ks, const KiFunc *f) {
    if (!ki_is_exception(ks->exc)) return;
    KiException *e = (KiException *)ki_obj(ks->exc);
    KiValue *at = &e->traceback;
    while (ki_is_ptr(*at)) {
        KiTraceback *tb = (KiTraceback *)ki_obj(*at);
        if (code_of_entry(tb)->filename != f->code->filename) {
            at = &tb->next;
            continue;
        }
        KiValue exc = ki_take_exc(ks);
        ki_assign(ks, at, ki_new_ref(tb->next));
        ki_restore_exc(ks, exc);
    }
}

static KiValue answer(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                      KiValue kwnames) {
    KiValue body = ki_new_ref(((KiNative *)ki_obj(f))->body);
    KiValue r = ki_call(ks, body, args, nargs, kwnames);
    if (r == KI_ERR) hide_frames(ks, (KiFunc *)ki_obj(body));
    ki_decref(ks, body);
    return r;
}

static const KiInstead by_python = {answer};

/* The default of parameter i of f, borrowed, or KI_ABSENT. */
static KiValue default_of(KiState *ks, const KiFunc *f, int i) {
    const KiCode *c = f->code;
    if (i >= c->n_args)
        return ki_is_ptr(f->kwdefaults)
                   ? ki_dict_get(ks, ki_dict_of(f->kwdefaults), c->local_names[i])
                   : KI_ABSENT;
    if (!ki_is_tuple(f->defaults)) return KI_ABSENT;
    int64_t at = i - (c->n_args - ki_tuple_of(f->defaults)->len);
    return at < 0 ? KI_ABSENT : ki_tuple_of(f->defaults)->items[at];
}

static bool put_parameter(KiState *ks, KiStrBuilder *b, const KiFunc *f, int i) {
    ki_sb_put_value(b, f->code->local_names[i]);
    KiValue v = default_of(ks, f, i);
    if (v == KI_ABSENT) return true;
    return v != KI_ERR && ki_sb_putc(b, '=') && ki_sb_put_repr(b, v);
}

/* "NAME(PARAMETERS)\n--\n\n" and f's own doc, as the docs of native functions begin. */
static KiValue doc_with_signature(KiState *ks, KiFunc *f) {
    const KiCode *c = f->code;
    if (!ki_code_need(ks, f->code)) return KI_ERR;
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_put_value(&b, f->name);
    ki_sb_putc(&b, '(');
    bool ok = true;
    for (int i = 0; ok && i < c->n_args + c->n_kwonly; i++) {
        if (i) ki_sb_puts(&b, ", ");
        if (i == c->n_args) ki_sb_puts(&b, "*, ");
        ok = put_parameter(ks, &b, f, i);
        if (i + 1 == c->n_posonly) ki_sb_puts(&b, ", /");
    }
    if (c->flags & KI_CO_VARKEYWORDS)
        ki_sb_puts(&b, c->n_args + c->n_kwonly ? ", **kwargs" : "**kwargs");
    ki_sb_puts(&b, ")\n--\n\n");
    if (ki_is_str(f->doc)) ki_sb_put_value(&b, f->doc);
    KiValue r = ki_sb_finish(&b);
    if (ok) return r;
    ki_decref(ks, r);
    return KI_ERR;
}

KiValue ki_native_python(KiState *ks, KiFunc *f, bool has_signature) {
    if (has_signature && !(f->code->flags & KI_CO_VARARGS)) {
        KiValue doc = doc_with_signature(ks, f);
        if (doc == KI_ERR) return KI_ERR;
        ki_assign(ks, &f->doc, doc);
    }
    /* the texts live as long as f, which nobody else can change */
    const char *name = ki_str_utf8(ks, ki_str_of(f->name), NULL);
    const char *doc = ki_is_str(f->doc) ? ki_str_utf8(ks, ki_str_of(f->doc), NULL) : NULL;
    if (!name || (ki_is_str(f->doc) && !doc)) return KI_ERR;
    KiDef def = {name, "(...)", NULL, doc, 0};
    KiValue v = ki_native_new(ks, &def, KI_ABSENT, f->module == KI_NONE ? KI_ABSENT : f->module);
    if (v == KI_ERR) return KI_ERR;
    KiNative *n = (KiNative *)ki_obj(v);
    n->instead = &by_python;
    n->body = ki_new_ref(ki_from_obj(f));
    return v;
}
