/* The built-in functions that run source text or code: compile, eval, exec, __import__, breakpoint.
 */
#include "../compiler/compile.h"
#include "../object/audit.h"
#include "../object/code.h"
#include "../parser/parser.h"
#include "../vm/vm.h"
#include "ast_convert.h"
#include "func_core.h"
#include "posix_util.h"

enum {
    ONLY_AST = 0x400,
    TYPE_COMMENTS = 0x1000,
    TOP_LEVEL_AWAIT = 0x2000,
    KNOWN_FLAGS = 0x1FE7610
};

/* Source text of a str or bytes-like argument; *view or the str keeps it alive. */
static const char *source_text(KiState *ks, KiValue v, const char *fname, const char *what,
                               KiBytesView *view, size_t *n) {
    view->owner = KI_ABSENT;
    view->buffer = NULL;
    const char *s;
    if (ki_is_str(v)) {
        s = ki_str_check_encodable(ks, ki_str_of(v)) ? ki_str_utf8(ks, ki_str_of(v), n) : NULL;
    } else if (ki_has_layout(v, KI_K_BYTES) || ki_type_of(ks, v)->slots->get_buffer) {
        if (!ki_get_bytes(ks, v, false, view)) return NULL;
        s = (const char *)view->data;
        *n = view->len;
    } else {
        ki_raise(ks, KI_EXC_TypeError, "%s() arg 1 must be a %s", fname, what);
        return NULL;
    }
    if (s && memchr(s, 0, *n)) {
        ki_release_bytes(ks, view);
        ki_raise(ks, KI_EXC_ValueError, "source code string cannot contain null bytes");
        return NULL;
    }
    return s;
}

/* What few ask for when they parse is written in Python: _ast_options.name(arguments). */
static KiValue ast_option(KiState *ks, const char *name, KiValue *args, int nargs) {
    KiValue f = ki_import_attr(ks, "_ast_options", name);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, KI_ABSENT);
    if (f != KI_ERR) ki_decref(ks, f);
    return r;
}

/* The path v, str or bytes; other buffers are still taken for paths, with a warning. Owned. */
static KiValue path_or_buffer(KiState *ks, KiValue v) {
    KiBytesView view;
    if (ki_has_layout(v, KI_K_BYTES) || !ki_type_of(ks, v)->slots->get_buffer)
        return ki_fspath(ks, v);
    if (!ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "path should be string, bytes, or os.PathLike, not %.200s", ki_type_name(ks, v)) ||
        !ki_get_bytes(ks, v, false, &view))
        return KI_ERR;
    KiValue b = ki_bytes_from(ks, view.data, view.len);
    ki_release_bytes(ks, &view);
    return b;
}

/* The file name of code, as text: owned. */
static KiValue code_filename(KiState *ks, KiValue v) {
    KiValue path = path_or_buffer(ks, v);
    if (path == KI_ERR) return KI_ERR;
    size_t n;
    const char *u;
    if (ki_is_str(path)) {
        u = ki_str_utf8(ks, ki_str_of(path), &n);
    } else {
        u = (const char *)ki_bytes_of(path)->data;
        n = ki_bytes_of(path)->len;
    }
    KiValue text = KI_ERR;
    if (u && strlen(u) != n)
        ki_raise(ks, KI_EXC_ValueError, "embedded null character");
    else if (u)
        text = ki_is_str(path) ? ki_new_ref(path) : ki_fs_name(ks, u, false);
    ki_decref(ks, path);
    return text;
}

/* The arguments behind the source; the name is owned. */
typedef struct CompileArgs {
    KiValue filename;
    const char *mode;
    int flags, optimize, version;
    int inherited; /* future features of the caller */
} CompileArgs;

static bool convert_compile_args(KiState *ks, KiValue *a, CompileArgs *out) {
    int dont_inherit;
    if ((out->filename = code_filename(ks, a[1])) == KI_ERR) return false;
    if (ki_is_str(a[2])) {
        out->mode = ki_str_utf8_whole(ks, ki_str_of(a[2]));
        if (out->mode && ki_to_int(ks, a[3], &out->flags) && ki_to_int(ks, a[4], &dont_inherit) &&
            ki_to_int(ks, a[5], &out->optimize) && ki_to_int(ks, a[6], &out->version)) {
            out->inherited =
                dont_inherit ? 0 : (int)(ki_frame_code_flags(ks) & KI_COMPILE_FUTURE_MASK);
            return true;
        }
    } else {
        ki_raise(ks, KI_EXC_TypeError, "compile() argument 'mode' must be str, not %s",
                 a[2] == KI_NONE ? "None" : ki_type_name(ks, a[2]));
    }
    ki_decref(ks, out->filename);
    return false;
}

static bool check_compile_args(KiState *ks, const CompileArgs *a) {
    bool func_type = !strcmp(a->mode, "func_type");
    const char *wrong = NULL;
    if (a->flags & ~KNOWN_FLAGS)
        wrong = "compile(): unrecognised flags";
    else if (a->optimize < -1 || a->optimize > 2)
        wrong = "compile(): invalid optimize value";
    else if (func_type && !(a->flags & ONLY_AST))
        wrong = "compile() mode 'func_type' requires flag PyCF_ONLY_AST";
    else if (!func_type && strcmp(a->mode, "exec") && strcmp(a->mode, "eval") &&
             strcmp(a->mode, "single"))
        wrong = a->flags & ONLY_AST
                    ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                    : "compile() mode must be 'exec', 'eval' or 'single'";
    if (wrong) ki_raise(ks, KI_EXC_ValueError, "%s", wrong);
    return !wrong;
}

static KiValue compile_source(KiState *ks, KiValue source, const CompileArgs *a) {
    const char *filename = ki_str_utf8(ks, ki_str_of(a->filename), NULL);
    int flags = a->flags | a->inherited;
    if (!filename) return KI_ERR;
    if (a->optimize >= 0) flags |= (a->optimize + 1) << 1; /* KI_COMPILE_OPTIMIZE_* */
    if (ki_is_str(source)) flags |= KI_COMPILE_UTF8;
    if (flags & ONLY_AST && a->version >= 0 && a->version < KI_PARSE_MINOR)
        flags |= (a->version + 1) << KI_COMPILE_OLDER_THAN_SHIFT;
    int tree = ki_is_ast(ks, source);
    if (tree < 0) return KI_ERR;
    if (tree && flags & ONLY_AST) return ki_new_ref(source);
    if (tree)
        return ki_audit(ks, "compile", "OO", source, KI_NONE)
                   ? ki_compile_ast(ks, source, filename, a->mode, flags & ~ONLY_AST)
                   : KI_ERR;
    size_t n;
    KiBytesView view;
    const char *src = source_text(ks, source, "compile", "string, bytes or AST object", &view, &n);
    if (!src) return KI_ERR;
    if (!ki_audit(ks, "compile", "bO", src, a->filename)) {
        ki_release_bytes(ks, &view);
        return KI_ERR;
    }
    KiValue r = flags & ONLY_AST ? ki_parse_tree(ks, src, n, filename, a->mode, flags & ~ONLY_AST,
                                                 ki_ast_objects, NULL)
                                 : ki_compile(ks, src, n, filename, a->mode, flags);
    ki_release_bytes(ks, &view);
    if (r == KI_ERR || (flags & (ONLY_AST | TYPE_COMMENTS)) != (ONLY_AST | TYPE_COMMENTS)) return r;
    KiValue done = ast_option(ks, "add_type_comments", (KiValue[]){r, source, a->filename}, 3);
    ki_decref(ks, done == KI_ERR ? r : done);
    return done == KI_ERR ? KI_ERR : r;
}

KiValue ki_bi_compile(KiState *ks, KiValue *a, int nargs) {
    CompileArgs args;
    if (!convert_compile_args(ks, a, &args)) return KI_ERR;
    KiValue r = check_compile_args(ks, &args) ? compile_source(ks, a[0], &args) : KI_ERR;
    ki_decref(ks, args.filename);
    return r;
}

/* eval() looks at the locals first. */
static bool check_namespaces(KiState *ks, bool is_eval, KiValue g, KiValue l) {
    bool good = ki_is_none(g) || ki_is_dict(g), mapping = ki_is_none(l) || ki_is_mapping(ks, l);
    if (good && mapping) return true;
    if (is_eval && !mapping)
        ki_raise(ks, KI_EXC_TypeError, "locals must be a mapping");
    else if (is_eval)
        ki_raise(ks, KI_EXC_TypeError,
                 ki_is_mapping(ks, g) ? "globals must be a real dict; try eval(expr, {}, mapping)"
                                      : "globals must be a dict");
    else if (!good)
        ki_raise(ks, KI_EXC_TypeError, "exec() globals must be a dict, not %.100s",
                 ki_type_name(ks, g));
    else
        ki_raise(ks, KI_EXC_TypeError, "locals must be a mapping or None, not %.100s",
                 ki_type_name(ks, l));
    return false;
}

/* The namespaces that exec and eval run in, with the caller's as the default. Owned. */
static bool namespaces(KiState *ks, const char *fname, KiValue g, KiValue l, KiDict **globals,
                       KiValue *locals) {
    *globals = NULL;
    *locals = KI_ABSENT;
    if (!check_namespaces(ks, !strcmp(fname, "eval"), g, l)) return false;
    if (!ki_is_none(g)) {
        *globals = ki_dict_of(ki_new_ref(g));
        if (!ki_is_none(l) && l != g) *locals = ki_new_ref(l);
    } else {
        KiDict *cur = ki_frame_globals(ks);
        if (!cur) {
            ki_raise(ks, KI_EXC_SystemError, "globals and locals cannot be NULL");
            return false;
        }
        *globals = ki_dict_of(ki_new_ref(ki_from_obj(cur)));
        KiValue own = KI_ABSENT;
        if (ki_is_none(l)) {
            KiFrame *f = ki_frame_get(ks, 0);
            own = f ? ki_frame_locals(ks, f) : KI_ABSENT;
            if (f) {
                ki_frame_keep(f);
                ki_decref_obj(ks, &f->h);
            }
            if (own == KI_ERR) goto fail;
        } else {
            own = ki_new_ref(l);
        }
        if (own == ki_from_obj(*globals))
            ki_decref(ks, own);
        else
            *locals = own;
    }
    if (ki_dict_get_str(ks, *globals, ks->names.d_builtins) == KI_ABSENT &&
        !ki_dict_set_str(ks, *globals, ks->names.d_builtins, ki_from_obj(ks->builtins_dict)))
        goto fail;
    return true;
fail:
    ki_decref_obj(ks, &(*globals)->h);
    ki_decref(ks, *locals);
    return false;
}

static KiValue run_source(KiState *ks, KiValue source, const char *mode, KiValue closure,
                          KiDict *globals, KiValue locals) {
    KiBytesView view;
    size_t n;
    const char *s = source_text(ks, source, mode, "string, bytes or code object", &view, &n);
    if (!s) return KI_ERR;
    if (!ki_is_none(closure)) {
        ki_release_bytes(ks, &view);
        return ki_raise(ks, KI_EXC_TypeError,
                        "closure can only be used when source is a code object");
    }
    if (mode[1] == 'v')
        while (n && (*s == ' ' || *s == '\t'))
            s++, n--;
    bool one = locals == KI_ABSENT && ki_is_kind(ki_from_obj(globals), KI_K_DICT);
    int flags = (ki_is_str(source) ? KI_COMPILE_UTF8 : 0) | (one ? KI_COMPILE_MODULE : 0) |
                (int)(ki_frame_code_flags(ks) & KI_COMPILE_FUTURE_MASK);
    KiValue code = ki_audit(ks, "compile", "bs", s, "<string>")
                       ? ki_compile(ks, s, n, "<string>", mode, flags)
                       : KI_ERR;
    ki_release_bytes(ks, &view);
    if (code == KI_ERR) return KI_ERR;
    KiValue r = KI_ERR;
    if (ki_audit(ks, "exec", "O", code))
        r = ki_exec_code(ks, (KiCode *)ki_obj(code), globals, locals);
    ki_decref(ks, code);
    return r;
}

/* closure: a tuple of as many cells as the code has free variables. */
static KiValue run_with_closure(KiState *ks, KiCode *code, KiValue closure, KiDict *globals,
                                KiValue locals) {
    KiTuple *cells = ki_is_tuple(closure) ? ki_tuple_of(closure) : NULL;
    bool ok = cells && cells->len == code->n_free;
    for (int64_t i = 0; ok && i < cells->len; i++)
        ok = ki_is_kind(cells->items[i], KI_K_CELL);
    if (!ok)
        return ki_raise(ks, KI_EXC_TypeError, "code object requires a closure of exactly length %d",
                        code->n_free);
    KiFunc *f = ki_func_new(ks, code, globals);
    if (!f) return KI_ERR;
    ki_assign(ks, &f->closure, ki_new_ref(ki_unbox(closure)));
    KiValue r = ki_call_body(ks, f, locals == KI_ABSENT ? ki_from_obj(globals) : locals);
    ki_decref_obj(ks, &f->h);
    return r;
}

static KiValue run_code(KiState *ks, KiCode *code, const char *fname, KiValue closure,
                        KiDict *globals, KiValue locals) {
    bool is_eval = !strcmp(fname, "eval");
    if (code->n_free && is_eval)
        return ki_raise(ks, KI_EXC_TypeError,
                        "code object passed to eval() may not contain free variables");
    if (code->n_free) return run_with_closure(ks, code, closure, globals, locals);
    if (!ki_is_none(closure))
        return ki_raise(ks, KI_EXC_TypeError, "cannot use a closure with this code object");
    return ki_exec_code(ks, code, globals, locals);
}

static KiValue run(KiState *ks, KiValue source, const char *fname, KiValue g, KiValue l,
                   KiValue closure) {
    KiDict *globals;
    KiValue locals, r;
    if (!namespaces(ks, fname, g, l, &globals, &locals)) return KI_ERR;
    if (ki_is_kind(source, KI_K_CODE) && !ki_audit(ks, "exec", "O", source))
        r = KI_ERR;
    else if (ki_is_kind(source, KI_K_CODE))
        r = run_code(ks, (KiCode *)ki_obj(source), fname, closure, globals, locals);
    else
        r = run_source(ks, source, fname, closure, globals, locals);
    ki_decref_obj(ks, &globals->h);
    ki_decref(ks, locals);
    return r;
}

KiValue ki_bi_eval(KiState *ks, KiValue *a, int n) {
    return run(ks, a[0], "eval", a[1], a[2], KI_NONE);
}

KiValue ki_bi_exec(KiState *ks, KiValue *a, int n) {
    KiValue r = run(ks, a[0], "exec", a[1], a[2], a[3]);
    ki_decref(ks, r);
    return r == KI_ERR ? KI_ERR : KI_NONE;
}

KiValue ki_bi___import__(KiState *ks, KiValue *a, int n) {
    int level;
    if (!ki_to_int(ks, a[4], &level)) return KI_ERR;
    if (!ki_is_str(a[0])) return ki_raise(ks, KI_EXC_TypeError, "module name must be a string");
    if (level < 0) return ki_raise(ks, KI_EXC_ValueError, "level must be >= 0");
    if (level > 0 && a[1] != KI_NONE && !ki_is_dict(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "globals must be a dict");
    return ki_import_name(ks, ki_str_of(a[0]), ki_is_dict(a[1]) ? ki_dict_of(a[1]) : NULL, a[3],
                          level);
}

KiValue ki_bi_breakpoint(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    KiValue hook = ki_dict_get_cstr(ks, ks->sys_dict, "breakpointhook");
    if (hook == KI_ABSENT) return ki_raise(ks, KI_EXC_RuntimeError, "lost sys.breakpointhook");
    if (hook == KI_ERR || !ki_audit(ks, "builtins.breakpoint", "O", hook)) return KI_ERR;
    return ki_call(ks, hook, args, nargs, kwnames);
}
