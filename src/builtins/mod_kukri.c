/* The module _kukri: what the standard library in Python needs from the interpreter itself. */
#include "../base/hash.h"
#include "../base/strbuf.h"
#include "../object/code.h"
#include "../object/containers.h"
#include "../object/heap_account.h"
#include "../object/native_python.h"
#include "../object/number.h"
#include "../object/obj_int.h"
#include "../object/slot.h"
#include "../vm/frozen.h"
#include "../vm/import_finders.h"
#include "abc.h"
#include "builtins.h"
#include "code_state.h"
#include "scope_list.h"

static KiValue f_format_exception(KiState *ks, KiValue *a, int n) {
    if (!ki_is_exception(a[0]))
        return ki_raise(ks, KI_EXC_TypeError, "expected an exception, not %s",
                        ki_type_name(ks, a[0]));
    return ki_format_exception(ks, a[0]);
}

/* (source, is_package), or None. */
static KiValue f_frozen_source(KiState *ks, KiValue *a, int n) {
    const char *name = ki_arg_utf8(ks, a[0], "frozen_source", 1, NULL);
    if (!name) return KI_ERR;
    const KiFrozen *f = ki_frozen_find(name);
    if (!f) return KI_NONE;
    KiValue b = ki_frozen_source(ks, f);
    if (b == KI_ERR) return KI_ERR;
    KiValue s = ki_str_from_utf8(ks, (const char *)ki_bytes_of(b)->data, f->len);
    ki_decref(ks, b);
    KiValue r = s == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, s, ki_bool(f->is_package));
    ki_decref(ks, s);
    return r;
}

static KiValue f_frozen_names(KiState *ks, KiValue *a, int n) {
    KiList *l = ki_list_new(ks, ki_n_frozen_modules);
    for (int i = 0; l && i < ki_n_frozen_modules; i++) {
        if (a[0] == KI_TRUE && !ki_frozen_modules[i].before_path) continue;
        KiValue s = ki_str_from_cstr(ks, ki_frozen_modules[i].name);
        if (s == KI_ERR || !ki_list_append(ks, l, s)) {
            ki_decref(ks, s);
            ki_decref_obj(ks, &l->h);
            return KI_ERR;
        }
        ki_decref(ks, s);
    }
    return l ? ki_from_obj(l) : KI_ERR;
}

static KiValue f_standard_importer(KiState *ks, KiValue *a, int n) {
    int64_t which;
    if (!ki_arg_i64(ks, a[0], &which)) return KI_ERR;
    if (which < KI_FIND_NATIVE || which > KI_HOOK_ARCHIVE)
        return ki_raise(ks, KI_EXC_ValueError, "there is no such importer");
    ki_import_set_standard(ks, (int)which, a[1]);
    return KI_NONE;
}

/* The hash of bytecode files (PEP 552): SipHash-1-3 under the key (key, 0), least byte first. */
static KiValue f_source_hash(KiState *ks, KiValue *a, int n) {
    int64_t key;
    KiBytesView b;
    if (!ki_arg_i64(ks, a[0], &key) || !ki_get_bytes(ks, a[1], false, &b)) return KI_ERR;
    uint64_t hash = kb_siphash13((uint64_t)key, 0, b.data, b.len);
    ki_release_bytes(ks, &b);
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(hash >> 8 * i);
    return ki_bytes_from(ks, bytes, sizeof bytes);
}

static KiValue f_dis(KiState *ks, KiValue *a, int n) {
    if (!ki_is_kind(a[0], KI_K_CODE))
        return ki_raise(ks, KI_EXC_TypeError, "expected a code object, not %s",
                        ki_type_name(ks, a[0]));
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    KiValue r = KI_ERR;
    if (ki_code_dis(ks, (KiCode *)ki_obj(a[0]), &b))
        r = b.failed ? ki_raise_nomem(ks) : ki_str_from_utf8(ks, b.data ? b.data : "", b.len);
    kb_strbuf_free(&b);
    return r;
}

/* warnings.NAME(...) decides and shows; an exception that it returns is raised here, so that the
 * traceback ends where the warning was issued. */
static KiValue decide(KiState *ks, const char *name, KiValue *a, int n) {
    KiValue f = ki_import_attr(ks, "warnings", name);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, a, n, KI_ABSENT);
    ki_decref(ks, f);
    if (ki_is_exception(r)) {
        ki_raise_obj(ks, r);
        ki_decref(ks, r);
        return KI_ERR;
    }
    return r;
}
/* A class of warnings, or None, where the message is no warning itself: TypeError if not. */
static bool check_category(KiState *ks, KiValue message, KiValue category) {
    KiValue warning = ki_from_obj(ks->exceptions[KI_EXC_Warning]);
    int known = ki_isinstance(ks, message, warning);
    if (known < 0) return false;
    if (known || category == KI_NONE) return true;
    if (ki_is_type(category) && ki_issubclass(ks, category, warning) > 0) return true;
    if (ki_pending(ks)) ki_clear_exc(ks);
    ki_raise(ks, KI_EXC_TypeError, "category must be a Warning subclass, not '%s'",
             ki_type_name(ks, category));
    return false;
}
static KiValue f_warn(KiState *ks, KiValue *a, int n) {
    int64_t level;
    if (!ki_arg_i64(ks, a[2], &level) || !check_category(ks, a[0], a[1])) return KI_ERR;
    return decide(ks, "_warn", a, 4);
}
static KiValue f_warn_explicit(KiState *ks, KiValue *a, int n) {
    int line;
    if (!ki_is_str(a[2]))
        return ki_raise(ks, KI_EXC_TypeError, "warn_explicit() argument 3 must be str, not %s",
                        ki_arg_type_name(ks, a[2]));
    if (!ki_to_int_of_parser(ks, a[3], &line)) return KI_ERR;
    return decide(ks, "_warn_explicit", a, 8);
}

/* int_text(n), text_int(s): str(n) and int(s) without the limit on their digits, for decimal. */
static KiValue f_int_text(KiState *ks, KiValue *a, int n) {
    if (!ki_is_integer(a[0])) return ki_raise(ks, KI_EXC_TypeError, "expected an int");
    int limit = ks->config.int_max_str_digits;
    ks->config.int_max_str_digits = 0;
    KiStr *s = ki_int_to_str(ks, a[0], 10);
    ks->config.int_max_str_digits = limit;
    return s ? ki_from_obj(s) : KI_ERR;
}
static KiValue f_text_int(KiState *ks, KiValue *a, int n) {
    if (!ki_is_str(a[0])) return ki_raise(ks, KI_EXC_TypeError, "expected a str");
    int limit = ks->config.int_max_str_digits;
    ks->config.int_max_str_digits = 0;
    KiValue r = ki_int_from_str(ks, a[0], 10);
    ks->config.int_max_str_digits = limit;
    return r;
}

/* Marks a function, or one inside a classmethod or staticmethod. */
static void mark_as_native(KiValue v, uint32_t flags, bool has_signature) {
    if (ki_is_kind(v, KI_K_CLASSMETHOD) || ki_is_kind(v, KI_K_STATICMETHOD))
        v = ((KiStaticMethod *)ki_obj(v))->func;
    if (!ki_is_kind(v, KI_K_FUNC)) return;
    KiCode *c = ((KiFunc *)ki_obj(v))->code;
    if (!c->unseen) c->no_signature = !has_signature; /* the class of a method comes later */
    c->unseen = true;
    /* with *args nothing but self has a name, or the function counts by itself */
    bool counts = c->flags & KI_CO_VARARGS && (c->n_kwonly || c->n_args > 1);
    if (!counts && !(c->flags & KI_CO_VARKEYWORDS)) c->flags |= flags;
}

/* A special method without a text of help of its own has that of the slot. */
static bool doc_of_slot(KiState *ks, KiValue key, KiValue v) {
    if (!ki_is_str(key) || !ki_is_kind(v, KI_K_FUNC)) return true;
    KiFunc *f = (KiFunc *)ki_obj(v);
    for (int i = 0; f->doc == KI_NONE && i < ki_n_slot_rows; i++) {
        const KiSlotRow *row = &ki_slot_rows[i];
        if (!row->doc || !ki_str_eq(ks, ki_row_name(ks, row), ki_str_of(key))) continue;
        KiValue doc = ki_str_from_cstr(ks, row->doc);
        if (doc == KI_ERR) return false;
        ki_assign(ks, &f->doc, doc);
    }
    return true;
}

/* Not a method, whose class the function is still to get into. */
static bool is_module_function(KiValue v) {
    if (!ki_is_kind(v, KI_K_FUNC)) return false;
    KiFunc *f = (KiFunc *)ki_obj(v);
    if (f->code->flags & (KI_CO_GENERATOR | KI_CO_COROUTINE | KI_CO_ASYNC_GENERATOR)) return false;
    KiStr *q = ki_str_of(f->qualname);
    for (size_t i = 0; i < q->len; i++)
        if (ki_str_at(q, i) == '.') return false;
    return true;
}

/* as_native(x, parser, module, final): for functions and classes that other implementations have
 * natively. */
static KiValue f_as_native(KiState *ks, KiValue *a, int n) {
    const char *parser = a[1] == KI_NONE ? "" : ki_arg_utf8(ks, a[1], "as_native", 2, NULL);
    if (!parser) return KI_ERR;
    if (a[2] != KI_NONE && ki_is_kind(a[0], KI_K_FUNC))
        ki_assign(ks, &((KiFunc *)ki_obj(a[0]))->module, ki_new_ref(a[2]));
    uint32_t flags = KI_CO_AS_NATIVE;
    if (strstr(parser, "unnamed")) flags |= KI_CO_NATIVE_UNNAMED;
    if (strstr(parser, "tuple")) flags |= (uint32_t)KI_CO_NATIVE_TUPLE;
    if (strstr(parser, "cython")) flags |= (uint32_t)KI_CO_NATIVE_CYTHON;
    bool has_signature = !(flags & (uint32_t)KI_CO_NATIVE_TUPLE) && !strstr(parser, "unsigned");
    if (!ki_is_type(a[0])) {
        mark_as_native(a[0], flags, has_signature);
        if (!is_module_function(a[0])) return ki_new_ref(a[0]);
        return ki_native_python(ks, (KiFunc *)ki_obj(a[0]));
    }
    flags |= KI_CO_NATIVE_METHOD;
    KiType *t = (KiType *)ki_obj(a[0]);
    if (a[3] == KI_TRUE) t->flags &= ~(uint32_t)KI_TF_BASETYPE;
    KiValue key, value;
    for (int64_t at = 0; ki_dict_next(t->dict, &at, &key, &value);) {
        mark_as_native(value, flags, has_signature);
        if (!doc_of_slot(ks, key, value)) return KI_ERR;
    }
    if (!ki_native_python_methods(ks, t)) return KI_ERR;
    return ki_type_name_in_full(ks, t) ? ki_new_ref(a[0]) : KI_ERR;
}

/* complete(native, source): the functions of a class in Python become methods of a native type; of
 * a dict, its values attributes. */
static KiValue f_complete(KiState *ks, KiValue *a, int n) {
    if (!ki_is_type(a[0])) return ki_raise(ks, KI_EXC_TypeError, "expected a type");
    KiType *t = (KiType *)ki_obj(a[0]);
    KiValue key, value;
    if (ki_is_type(a[1])) {
        KiType *from = (KiType *)ki_obj(a[1]);
        for (int64_t at = 0; ki_dict_next(from->dict, &at, &key, &value);)
            mark_as_native(value, KI_CO_AS_NATIVE | KI_CO_NATIVE_METHOD, false);
        return ki_native_python_complete(ks, t, from) ? KI_NONE : KI_ERR;
    }
    if (!ki_has_layout(a[1], KI_K_DICT)) return ki_raise(ks, KI_EXC_TypeError, "expected a dict");
    for (int64_t at = 0; ki_dict_next(ki_dict_of(a[1]), &at, &key, &value);) {
        if (!ki_is_str(key)) return KI_ERR;
        KiValue old = ki_new_ref(ki_dict_get_str(ks, t->dict, ki_str_of(key)));
        bool ok = ki_dict_set_str(ks, t->dict, ki_str_of(key), value);
        if (ok) ki_type_modified(ks, t, ki_str_of(key), old, value);
        ki_decref(ks, old);
        if (!ok) return KI_ERR;
    }
    return KI_NONE;
}

/* immutable(cls): from now on its attributes are fixed, as those of a class in C. */
static KiValue f_immutable(KiState *ks, KiValue *a, int n) {
    if (!ki_is_type(a[0])) return ki_raise(ks, KI_EXC_TypeError, "expected a class");
    ((KiType *)ki_obj(a[0]))->flags |= KI_TF_IMMUTABLE;
    return ki_new_ref(a[0]);
}

static KiValue f_has_no_signature(KiState *ks, KiValue *a, int n) {
    return ki_bool(ki_is_kind(a[0], KI_K_FUNC) && ((KiFunc *)ki_obj(a[0]))->code->no_signature);
}

static KiCode *code_arg(KiState *ks, KiValue v) {
    if (ki_is_kind(v, KI_K_CODE)) return (KiCode *)ki_obj(v);
    ki_raise(ks, KI_EXC_TypeError, "expected a code object, not %s", ki_type_name(ks, v));
    return NULL;
}
static KiValue f_code_state(KiState *ks, KiValue *a, int n) {
    KiCode *c = code_arg(ks, a[0]);
    return c ? ki_code_state(ks, c) : KI_ERR;
}
static KiValue f_code_uses(KiState *ks, KiValue *a, int n) {
    KiCode *c = code_arg(ks, a[0]);
    return c ? ki_code_uses(ks, c) : KI_ERR;
}
static KiValue f_code_from_state(KiState *ks, KiValue *a, int n) {
    return ki_code_from_state(ks, a[0]);
}
static KiValue f_opcode(KiState *ks, KiValue *a, int n) {
    for (int i = 0; i < KI_OP_COUNT && ki_is_str(a[0]); i++)
        if (ki_str_eq_cstr(ki_str_of(a[0]), ki_op_info[i].name)) return ki_small_int(i);
    return ki_raise(ks, KI_EXC_ValueError, "no such instruction");
}
/* With the form of the bytecode as its key: what another build wrote does not fit. */
static KiValue f_code_seal(KiState *ks, KiValue *a, int n) {
    if (!ki_is_kind(a[0], KI_K_BYTES))
        return ki_raise(ks, KI_EXC_TypeError, "expected bytes, not %s", ki_type_name(ks, a[0]));
    const KiBytes *b = ki_bytes_of(a[0]);
    uint64_t h = kb_siphash13(ki_code_form(), 0, b->data, b->len);
    return ki_bytes_from(ks, &h, sizeof h);
}

/* (bytes in use, bytes that the state holds, the most it has held since the peak was reset) */
static KiValue f_memory(KiState *ks, KiValue *a, int n) {
    size_t held = ks->alloc.used;
    KiValue v[3] = {ki_int_from_i64(ks, (int64_t)(held - ki_heap_idle(ks))),
                    ki_int_from_i64(ks, (int64_t)held),
                    ki_int_from_i64(ks, (int64_t)ks->alloc.peak)};
    return ki_tuple_steal(ks, v, 3);
}
static KiValue f_reset_peak(KiState *ks, KiValue *a, int n) {
    ks->alloc.peak = ks->alloc.used;
    return KI_NONE;
}

bool ki_mod_kukri_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"format_exception", "(exc, /)", f_format_exception,
         "The full traceback text of an exception.", 0},
        {"frozen_source", "(name, /)", f_frozen_source,
         "(source, is_package) of a built-in module in Python, or None.", 0},
        {"frozen_names", "(before_path=False, /)", f_frozen_names,
         "Names of the built-in modules in Python; only of those that no file replaces.", 0},
        {"standard_importer", "(which, x, /)", f_standard_importer,
         "Tell which object stands for the native search among native modules, those of the "
         "library "
         "that no file replaces, and along a path; in folders; in archives.",
         0},
        {"source_hash", "(key, source, /)", f_source_hash, "The hash of PEP 552 of source text.",
         0},
        {"warn", "(message, category=None, stacklevel=1, source=None)", f_warn,
         "Issue a warning, or raise it if a filter says so.", 0},
        {"warn_explicit",
         "(message, category, filename, lineno, module=None, registry=None, module_globals=None, "
         "source=None)",
         f_warn_explicit, "The same with everything told.", KI_DEF_UNSIGNED},
        {"abc_hooks", "(instancecheck, subclasscheck, /)", ki_abc_hooks,
         "Tell which methods of ABCMeta may be answered without being called.", 0},
        {"int_text", "(n, /)", f_int_text, "str(n) of any length.", 0},
        {"text_int", "(text, /)", f_text_int, "int(text) of any length.", 0},
        {"as_native", "(x, /, parser=None, module=None, final=False)", f_as_native,
         "Decorator: messages about a class name its module, too, and wrong arguments of its "
         "functions, or of a function, are told as for native ones: those whose parser is "
         "'unnamed' or a parser of a 'tuple', or the usual one; with 'unsigned' they tell no "
         "signature. What a method says of itself counts more than what its class says. "
         "A function that is no method "
         "becomes a built-in function, of the module if one is named; with the parser of a tuple "
         "it "
         "has no signature. A final class has no subclasses.",
         0},
        {"complete", "(native, source, /)", f_complete,
         "Make the functions of a class, or the values of a dict, part of a native type.", 0},
        {"immutable", "(cls, /)", f_immutable, "Attributes of the class are fixed from now on.", 0},
        {"has_no_signature", "(x, /)", f_has_no_signature,
         "Is it a function that as_native() made one without a signature?", 0},
        {"memory", "()", f_memory, "(bytes in use, bytes held, the most held since reset_peak())",
         0},
        {"reset_peak", "()", f_reset_peak, "Forget how much memory was in use before.", 0},
        {"dis", "(code, /)", f_dis, "Listing of the bytecode.", 0},
        {"code_state", "(code, /)", f_code_state, "A code object as plain values.", 0},
        {"code_uses", "(code, /)", f_code_uses, "Which constants and names its instructions use.",
         0},
        {"opcode", "(name, /)", f_opcode, "The number of an instruction.", 0},
        {"code_from_state", "(state, /)", f_code_from_state, "The code object of such values.", 0},
        {"code_seal", "(data, /)", f_code_seal, "A checksum for them.", 0},
        {"scopes", "(source, filename, mode, /)", ki_bi_scopes, "The scopes of a text.", 0},
        KI_DEF_END};
    return ki_module_add_functions(ks, m, functions);
}
