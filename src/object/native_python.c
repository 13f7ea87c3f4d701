/* Built-in functions and methods whose work a function in Python does: the library's own code
 * stands behind names that belong to native functions elsewhere, and shows itself as one. */
#include "native_python.h"

#include <string.h>

#include "containers.h"
#include "object_private.h"
#include "runtime.h"
#include "slot.h"
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

/* Arguments that the body of a bound method refused: the message names the object's own class in
 * place of the one that has the method. */
static void name_own_class(KiState *ks, KiNative *f, const KiFunc *body) {
    KiType *t = ki_native_named_after(ks, f);
    if (!t || t == f->owner || !ki_pending_is(ks, KI_EXC_TypeError)) return;
    KiException *e = (KiException *)ki_obj(ks->exc);
    KiTuple *args = ki_tuple_of(e->args);
    if (ki_is_ptr(e->traceback) || args->len != 1 || !ki_is_str(args->items[0])) return;
    const char *name = ki_cstr(ks, ki_str_of(body->qualname));
    const char *text = ki_cstr(ks, ki_str_of(args->items[0]));
    size_t n = strlen(name);
    if (strncmp(text, name, n) != 0 || text[n] != '(') return;
    KiValue own = ki_str_format(ks, "%s.%s%s", ki_cstr(ks, t->qualname), f->name, text + n);
    if (own != KI_ERR) ki_assign(ks, &args->items[0], own);
}

KiValue ki_native_call_body(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    KiValue body = ki_new_ref(f->body);
    KiValue r = ki_call(ks, body, args, nargs, kwnames);
    if (r == KI_ERR && f->self != KI_ABSENT) name_own_class(ks, f, (KiFunc *)ki_obj(body));
    if (r == KI_ERR) hide_frames(ks, (KiFunc *)ki_obj(body));
    ki_decref(ks, body);
    return r;
}

static KiValue answer(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                      KiValue kwnames) {
    return ki_native_call_body(ks, (KiNative *)ki_obj(f), args, nargs, kwnames);
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

KiValue ki_native_python_signature(KiState *ks, KiFunc *f) {
    const KiCode *c = f->code;
    if (!ki_code_need(ks, f->code)) return KI_ERR;
    KiStrBuilder b;
    ki_sb_init(&b, ks);
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
    ki_sb_putc(&b, ')');
    KiValue r = ki_sb_finish(&b);
    if (ok) return r;
    ki_decref(ks, r);
    return KI_ERR;
}

/* What native functions and methods that call f have in common: def says the rest. */
static bool describe(KiState *ks, KiFunc *f, KiDef *def) {
    /* the texts live as long as f, which nobody else can change */
    const char *name = ki_str_utf8(ks, ki_str_of(f->name), NULL);
    const char *doc = ki_is_str(f->doc) ? ki_str_utf8(ks, ki_str_of(f->doc), NULL) : NULL;
    if (!name || (ki_is_str(f->doc) && !doc)) return false;
    *def = (KiDef){name, "(...)", NULL, doc, 0};
    return true;
}

static KiValue with_body(KiValue v, KiFunc *f) {
    if (v == KI_ERR) return v;
    KiNative *n = (KiNative *)ki_obj(v);
    if (!f->code->no_signature && !(f->code->flags & KI_CO_VARARGS)) n->h.flags |= KI_NATIVE_SIGNED;
    n->instead = &by_python;
    n->body = ki_new_ref(ki_from_obj(f));
    return v;
}

KiValue ki_native_python(KiState *ks, KiFunc *f) {
    KiDef def;
    if (!describe(ks, f, &def)) return KI_ERR;
    KiValue module = f->module == KI_NONE ? KI_ABSENT : f->module;
    return with_body(ki_native_new(ks, &def, KI_ABSENT, module), f);
}

static bool is_slot_name(KiState *ks, KiStr *name) {
    for (int i = 0; i < ki_n_slot_rows; i++)
        if (ki_slot_rows[i].wrap != KI_WRAP_NONE &&
            ki_str_eq(ks, ki_row_name(ks, &ki_slot_rows[i]), name))
            return true;
    return false;
}

static bool is_public(KiState *ks, KiStr *name) {
    bool special = name->len > 4 && ki_str_at(name, 0) == '_' && ki_str_at(name, 1) == '_' &&
                   ki_str_at(name, name->len - 1) == '_';
    if (special) return !is_slot_name(ks, name) && name != ks->names.d_new;
    return name->len && ki_str_at(name, 0) != '_';
}

/* The native method for v of t's dict; ABSENT: v stays as it is. */
static KiValue native_method(KiState *ks, KiType *t, KiValue v) {
    KiKind kind = KI_K_METHOD_DESCR;
    if (ki_is_kind(v, KI_K_CLASSMETHOD)) {
        v = ((KiStaticMethod *)ki_obj(v))->func;
        kind = KI_K_CLASSMETHOD_DESCR;
    }
    if (!ki_is_kind(v, KI_K_FUNC)) return KI_ABSENT;
    KiFunc *f = (KiFunc *)ki_obj(v);
    if (f->code->flags & (KI_CO_GENERATOR | KI_CO_COROUTINE | KI_CO_ASYNC_GENERATOR))
        return KI_ABSENT;
    KiDef def;
    if (!describe(ks, f, &def)) return KI_ERR;
    return with_body(ki_native_descr_new(ks, kind, &def, t), f);
}

bool ki_native_python_methods(KiState *ks, KiType *t) {
    KiValue key, value;
    for (int64_t at = 0; ki_dict_next(t->dict, &at, &key, &value);) {
        if (!ki_is_str(key) || !is_public(ks, ki_str_of(key))) continue;
        KiValue m = native_method(ks, t, value);
        if (m == KI_ABSENT) continue;
        bool ok = m != KI_ERR && ki_dict_set_str(ks, t->dict, ki_str_of(key), m);
        ki_decref(ks, m);
        if (!ok) return false;
    }
    ki_type_cache_flush(ks, t);
    return true;
}

bool ki_native_python_complete(KiState *ks, KiType *t, KiType *from) {
    KiValue key, value;
    for (int64_t at = 0; ki_dict_next(from->dict, &at, &key, &value);) {
        if (!ki_is_str(key) || !is_public(ks, ki_str_of(key))) continue;
        KiValue has = ki_dict_get_str(ks, t->dict, ki_str_of(key));
        if (has == KI_ERR) return false;
        if (has != KI_ABSENT) continue;
        KiValue m = native_method(ks, t, value);
        if (m == KI_ABSENT) continue;
        bool ok = m != KI_ERR && ki_dict_set_str(ks, t->dict, ki_str_of(key), m);
        ki_decref(ks, m);
        if (!ok) return false;
    }
    ki_type_cache_flush(ks, t);
    t->flags |= KI_TF_UNORDERED;
    return true;
}
