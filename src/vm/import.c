/* The import system: sys.modules, sys.meta_path, native modules, directories of sys.path, modules
 * frozen into the binary; packages, namespace packages, relative imports.
 *
 * Order for a name: sys.modules, native modules, frozen modules that no file replaces, the
 * directories before site-packages (a script's own modules shadow the library), the other frozen
 * modules, site-packages. The finders of scripts come where they stand in sys.meta_path, between
 * the standard ones, which are steps of this search (import_finders.h). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../base/strbuf.h"
#include "../compiler/compile.h"
#include "../object/audit.h"
#include "../object/code_image.h"
#include "../object/native.h"
#include "frozen.h"
#include "import_finders.h"
#include "vm.h"

#include "thread.h"

bool ki_import_init(KiState *ks) {
    return true;
}
void ki_import_free(KiState *ks) {
    for (size_t i = 0; i < sizeof ks->vm->import_parts / sizeof *ks->vm->import_parts; i++)
        ki_assign(ks, &ks->vm->import_parts[i], KI_ABSENT);
}

static const char *cstr(KiState *ks, KiValue v) {
    const char *s = ki_is_str(v) ? ki_str_utf8(ks, ki_str_of(v), NULL) : NULL;
    return s ? s : "?";
}

/* The pending ImportError gets name and path. */
static void set_error_attrs(KiState *ks, KiValue name, KiValue path) {
    KiValue e = ki_take_exc(ks);
    if (!ki_is_exception(e)) {
        ki_restore_exc(ks, e);
        return;
    }
    if (!ki_setattr(ks, e, ks->names.n_name, name) ||
        (path != KI_ABSENT && !ki_setattr(ks, e, ks->names.n_path, path)))
        ki_clear_exc(ks);
    ki_restore_exc(ks, e);
}

static KiValue not_found_value(KiState *ks, KiValue name, const char *extra) {
    KiValue repr = ki_repr(ks, name);
    if (repr != KI_ERR) {
        ki_raise(ks, KI_EXC_ModuleNotFoundError, "No module named %s%s", cstr(ks, repr), extra);
        set_error_attrs(ks, name, KI_ABSENT);
        ki_decref(ks, repr);
    }
    return KI_ERR;
}
static KiValue not_found(KiState *ks, const char *name, const char *extra) {
    KiValue n = ki_str_from_cstr(ks, name);
    if (n == KI_ERR) return KI_ERR;
    not_found_value(ks, n, extra);
    ki_decref(ks, n);
    return KI_ERR;
}

/* --- making modules --- */

/* What becomes of a module: how it was found. */
typedef struct Found {
    const char *name;
    const KiNativeModule *native;
    const KiFrozen *frozen;
    char *file;         /* source file, owned; NULL: none */
    char *dir;          /* of a package on disk, owned */
    KiList *namespace_; /* directories of a namespace package, owned */
    KiValue source;     /* bytes of a file in an archive, owned; 0: none */
    KiValue spec;       /* from the finder of a script for an entry of a path, owned; 0: none */
    bool is_package;
    bool is_bytecode; /* file is no source */
} Found;

static void found_free(KiState *ks, Found *f) {
    if (f->file) kb_free(&ks->alloc, f->file, strlen(f->file) + 1);
    if (f->dir) kb_free(&ks->alloc, f->dir, strlen(f->dir) + 1);
    if (f->namespace_) ki_decref_obj(ks, &f->namespace_->h);
    if (f->source) ki_decref(ks, f->source);
    if (f->spec) ki_decref(ks, f->spec);
    f->source = f->spec = 0;
    f->file = f->dir = NULL;
    f->namespace_ = NULL;
}

static char *copy_text(KiState *ks, const char *s) {
    char *p = kb_malloc(&ks->alloc, strlen(s) + 1);
    if (p)
        strcpy(p, s);
    else
        ki_raise_nomem(ks);
    return p;
}

/* dict[key] = v, consuming v. */
static bool put(KiState *ks, KiDict *d, const char *key, KiValue v) {
    if (v == KI_ERR) return false;
    bool ok = ki_dict_set_cstr(ks, d, key, v);
    ki_decref(ks, v);
    return ok;
}

static KiValue search_path(KiState *ks, const Found *f) {
    if (f->namespace_) return ki_new_ref(ki_from_obj(f->namespace_));
    KiList *l = ki_list_new(ks, 1);
    if (!l) return KI_ERR;
    if (f->dir) {
        KiValue d = ki_str_from_cstr(ks, f->dir);
        if (d == KI_ERR || !ki_list_append(ks, l, d)) return KI_ERR;
        ki_decref(ks, d);
    }
    return ki_from_obj(l);
}

static KiValue parent_name(KiState *ks, const Found *f) {
    const char *dot = strrchr(f->name, '.');
    size_t n = f->is_package ? strlen(f->name) : dot ? (size_t)(dot - f->name) : 0;
    return ki_str_from_utf8(ks, f->name, n);
}

/* An owned spec of what was found, None for KI_SPEC_MODULE and what it imports, which it describes
 * itself. */
static KiValue make_spec(KiState *ks, const Found *f, KiValue path) {
    if (!strcmp(f->name, KI_SPEC_MODULE) || !strcmp(f->name, "_kukri")) return KI_NONE;
    const char *kind = f->native ? "built-in" : f->frozen ? "frozen" : NULL;
    KiValue m = ki_import(ks, KI_SPEC_MODULE), r = KI_ERR,
            args[4] = {KI_ERR, KI_ERR, KI_ERR, KI_ERR};
    KiValue spec_of = m == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, m, "_spec_of");
    if (spec_of != KI_ERR && (args[0] = ki_str_from_cstr(ks, f->name)) != KI_ERR &&
        (args[1] = kind ? ki_str_from_cstr(ks, kind) : KI_NONE) != KI_ERR &&
        (args[2] = f->file ? ki_str_from_cstr(ks, f->file) : KI_NONE) != KI_ERR) {
        args[3] = path == KI_ABSENT ? KI_NONE : ki_new_ref(path);
        r = ki_call(ks, spec_of, args, 4, KI_ABSENT);
    }
    for (int i = 0; i < 4; i++)
        if (args[i] != KI_ERR) ki_decref(ks, args[i]);
    if (spec_of != KI_ERR) ki_decref(ks, spec_of);
    if (m != KI_ERR) ki_decref(ks, m);
    return r;
}

/* dict[key] = spec.attribute */
static bool put_of_spec(KiState *ks, KiDict *d, const char *key, KiValue spec, const char *attr) {
    return put(ks, d, key, spec == KI_NONE ? KI_NONE : ki_getattr_cstr(ks, spec, attr));
}

static bool set_module_attrs(KiState *ks, KiModule *m, const Found *f) {
    KiValue path = f->is_package ? search_path(ks, f) : KI_ABSENT;
    if (path == KI_ERR) return false;
    KiValue spec = make_spec(ks, f, path);
    bool ok = spec != KI_ERR && put(ks, m->dict, "__package__", parent_name(ks, f)) &&
              ki_dict_set_str(ks, m->dict, ks->names.d_spec, spec) &&
              put_of_spec(ks, m->dict, "__loader__", spec, "loader");
    if (ok && f->namespace_) /* a list that follows changes of the path */
        ok = put_of_spec(ks, m->dict, "__path__", spec, "submodule_search_locations");
    else if (ok && path != KI_ABSENT)
        ok = ki_dict_set_cstr(ks, m->dict, "__path__", path);
    ki_decref(ks, path);
    if (ok && f->file)
        ok = put(ks, m->dict, "__file__", ki_str_from_cstr(ks, f->file)) &&
             put_of_spec(ks, m->dict, "__cached__", spec, "cached");
    else if (ok && f->frozen)
        ok = put(ks, m->dict, "__file__", ki_str_format(ks, "<frozen %s>", f->name)) &&
             (f->frozen->without_cache || put_of_spec(ks, m->dict, "__cached__", spec, "cached"));
    else if (ok && f->namespace_)
        ok = put(ks, m->dict, "__file__", KI_NONE);
    if (spec != KI_ERR) ki_decref(ks, spec);
    if (f->native) return ok; /* runs no code */
    return ok && ki_dict_set_str(ks, m->dict, ks->names.d_builtins, ks->builtins);
}

static void set_initializing(KiState *ks, KiModule *m, bool yes) {
    KiValue spec = ki_dict_get_str(ks, m->dict, ks->names.d_spec);
    if (!ki_is_ptr(spec)) return;
    KiStr *k = ki_intern_cstr(ks, "_initializing");
    if (!k || !ki_setattr(ks, spec, k, ki_bool(yes))) ki_clear_exc(ks);
    if (k) ki_decref_obj(ks, &k->h);
}

/* --- loading --- */

static bool read_file(KiState *ks, const char *path, KbStrbuf *out) {
    char buf[16384];
    size_t n;
    if (!ki_audit(ks, "open", "ssi", path, "r", O_RDONLY | O_CLOEXEC)) return false;
    FILE *fp = fopen(path, "rb");
    if (!fp) {
        KiValue p = ki_str_from_cstr(ks, path);
        if (p != KI_ERR) {
            ki_raise_errno(ks, errno, p);
            ki_decref(ks, p);
        }
        return false;
    }
    while ((n = fread(buf, 1, sizeof buf, fp)) > 0)
        kb_strbuf_append(out, buf, n);
    bool ok = !ferror(fp);
    fclose(fp);
    if (!ok) ki_raise_errno(ks, EIO, KI_ABSENT);
    if (ok && out->failed) {
        ki_raise_nomem(ks);
        ok = false;
    }
    return ok;
}

/* code is consumed. */
static bool run_code(KiState *ks, KiModule *m, KiValue code) {
    if (code == KI_ERR) return false;
    KiValue r = ki_audit(ks, "exec", "O", code)
                    ? ki_exec_code(ks, (KiCode *)ki_obj(code), m->dict, KI_ABSENT)
                    : KI_ERR;
    ki_decref(ks, code);
    if (r == KI_ERR) return false;
    ki_decref(ks, r);
    return true;
}

static bool run_source(KiState *ks, KiModule *m, const char *src, size_t len, const char *file) {
    if (!ki_audit(ks, "compile", "bs", src, file)) return false;
    return run_code(ks, m, ki_compile(ks, src, len, file, "exec", KI_COMPILE_MODULE));
}

/* Compiled beforehand, unless the level of optimisation asks for other code. */
static bool run_frozen(KiState *ks, KiModule *m, const KiFrozen *frozen) {
    char file[256];
    snprintf(file, sizeof file, "<frozen %s>", frozen->name);
    KiValue code = KI_ERR;
    if (!ki_frozen_code || ks->config.optimize) {
        KiValue source = ki_frozen_source(ks, frozen);
        if (source == KI_ERR) return false;
        const KiBytes *b = ki_bytes_of(source);
        code =
            ki_compile(ks, (const char *)b->data, (size_t)b->len, file, "exec", KI_COMPILE_MODULE);
        ki_decref(ks, source);
    } else {
        uint32_t offset = ((const uint32_t *)ki_frozen_code)[frozen - ki_frozen_modules];
        KiCode *c = ki_code_image_open(ks, ki_frozen_code + offset, file);
        if (c) code = ki_from_obj(c);
    }
    if (code != KI_ERR && frozen->unseen) {
        KiValue name = ((KiCode *)ki_obj(code))->filename; /* which all code of the module shares */
        ki_obj(name)->flags |= KI_STR_UNSEEN;
    }
    return run_code(ks, m, code);
}

static bool run_module(KiState *ks, KiModule *m, const Found *f) {
    if (f->native) return f->native->init(ks, m);
    if (f->frozen) return run_frozen(ks, m, f->frozen);
    if (!f->file) return true; /* a namespace package */
    if (f->source) {
        KiBytes *b = (KiBytes *)ki_obj(f->source);
        return run_source(ks, m, (const char *)b->data, b->len, f->file);
    }
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    bool ok = read_file(ks, f->file, &b) && run_source(ks, m, b.data ? b.data : "", b.len, f->file);
    kb_strbuf_free(&b);
    return ok;
}

/* A module whose code runs, on the C stack of its thread. */
typedef struct KiLoading {
    struct KiLoading *next;
    KiModule *module;
    KiThread *by;
} KiLoading;

static KiThread *loaded_by(KiState *ks, KiValue m) {
    for (KiLoading *l = ks->vm->loading; l; l = l->next)
        if (ki_from_obj(l->module) == m) return l->by;
    return NULL;
}

/* A module in a file of bytecode: by the loader of such files. */
static KiValue load_bytecode(KiState *ks, KiValue name, Found *f) {
    KiValue external = ki_import(ks, "_frozen_importlib_external"), r = KI_ERR;
    KiValue file = external == KI_ERR ? KI_ERR : ki_str_from_cstr(ks, f->file);
    KiValue make =
        file == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, external, "spec_from_file_location");
    KiValue spec = make == KI_ERR ? KI_ERR : ki_call2(ks, make, name, file);
    if (spec != KI_ERR) r = ki_load_spec(ks, spec);
    const KiValue owned[] = {spec, make, file, external};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (owned[i] != KI_ERR) ki_decref(ks, owned[i]);
    return r;
}

static KiValue load(KiState *ks, KiValue name, Found *f) {
    if (f->is_bytecode) return load_bytecode(ks, name, f);
    if (f->spec) return ki_load_spec(ks, f->spec);
    KiModule *m = ki_module_new(ks, f->name);
    if (!m) return KI_ERR;
    bool ok = set_module_attrs(ks, m, f) && ki_dict_set(ks, ks->modules, name, ki_from_obj(m));
    if (ok) {
        set_initializing(ks, m, true);
        KiLoading here = {ks->vm->loading, m, ks->thread};
        ks->vm->loading = &here;
        ok = run_module(ks, m, f);
        KiLoading **at = &ks->vm->loading; /* other threads may have added theirs */
        while (*at && *at != &here)
            at = &(*at)->next;
        if (*at) *at = here.next;
        ki_gil_notify(ks);
    }
    if (!ok) {
        KiValue exc = ki_take_exc(ks), old = ki_dict_pop(ks, ks->modules, name);
        if (old == KI_ERR) ki_clear_exc(ks);
        if (old != KI_ERR) ki_decref(ks, old);
        ki_restore_exc(ks, exc);
        ki_decref_obj(ks, &m->h);
        return KI_ERR;
    }
    set_initializing(ks, m, false);
    KiValue now = ki_dict_get(ks, ks->modules, name); /* a module may replace itself */
    if (now == KI_ABSENT) now = ki_from_obj(m);
    if (now != KI_ERR) ki_incref(now);
    ki_decref_obj(ks, &m->h);
    return now;
}

/* --- finding --- */

static bool is_file(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}
static bool is_dir(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Is dir an archive, or inside one? Then a file stands where a directory should. */
static bool is_archive(const char *dir) {
    struct stat st;
    return stat(dir, &st) == 0 ? S_ISREG(st.st_mode) : errno == ENOTDIR;
}
/* A part of a namespace package. */
static bool note_folder(KiState *ks, Found *f, KiValue folder) {
    if (!f->namespace_ && !(f->namespace_ = ki_list_new(ks, 1))) return false;
    return ki_list_append(ks, f->namespace_, folder);
}

/* What zipimport._find(dir, tail) gives: (source, file, folder of a package or None), the folder
 * alone if it has no __init__.py, or None. */
static int look_in_archive(KiState *ks, const char *dir, const char *tail, Found *f) {
    if (!strcmp(tail, "zipimport")) return 0;
    KiValue m = ki_dict_get_cstr(ks, ks->modules, "zipimport");
    if (m == KI_ERR) return -1;
    if (m != KI_ABSENT) { /* while zipimport itself is being imported, archives are passed over */
        KiValue ready = ki_is_kind(m, KI_K_MODULE)
                            ? ki_dict_get_cstr(ks, ((KiModule *)ki_obj(m))->dict, "_ready")
                            : KI_ABSENT;
        if (ready == KI_ERR || ready == KI_ABSENT) return ready == KI_ERR ? -1 : 0;
    }
    m = ki_import(ks, "zipimport");
    KiValue find_fn = m == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, m, "_find");
    KiValue d = find_fn == KI_ERR ? KI_ERR : ki_str_from_cstr(ks, dir);
    KiValue t = d == KI_ERR ? KI_ERR : ki_str_from_cstr(ks, tail);
    KiValue r = t == KI_ERR ? KI_ERR : ki_call2(ks, find_fn, d, t);
    int found = r == KI_ERR ? -1 : 0;
    if (ki_is_kind(r, KI_K_TUPLE) && ki_tuple_of(r)->len == 3 &&
        ki_is_kind(ki_tuple_of(r)->items[0], KI_K_BYTES)) {
        KiValue *item = ki_tuple_of(r)->items;
        f->source = ki_new_ref(item[0]);
        f->is_package = item[2] != KI_NONE;
        found = (f->file = copy_text(ks, cstr(ks, item[1]))) &&
                        (!f->is_package || (f->dir = copy_text(ks, cstr(ks, item[2]))))
                    ? 1
                    : -1;
    }
    if (r != KI_ERR && ki_is_str(r) && !note_folder(ks, f, r)) found = -1;
    ki_decref(ks, r);
    ki_decref(ks, t);
    ki_decref(ks, d);
    ki_decref(ks, find_fn);
    ki_decref(ks, m);
    return found;
}

static bool is_init_bytecode(char *path, size_t size, const char *base) {
    snprintf(path, size, "%s/__init__.pyc", base);
    return is_file(path);
}

/* Looks into one directory. 1 found, 0 not, -1 raised. A directory without __init__.py is noted as
 * part of a namespace package. */
static int look_in(KiState *ks, const char *dir, const char *tail, Found *f) {
    char base[4096], path[4200], cwd[4096] = "";
    if (!dir[0]) dir = ".";
    if (is_archive(dir)) return look_in_archive(ks, dir, tail, f);
    size_t n = strlen(dir);
    bool relative = dir[0] != '/'; /* files of modules have absolute names */
    if (relative && !getcwd(cwd, sizeof cwd)) return 0;
    if (!strcmp(cwd, "/")) cwd[0] = 0;
    while (n > 0 && dir[n - 1] == '/')
        n--;
    if (!strcmp(dir, ".")) n = 0;
    if ((size_t)snprintf(base, sizeof base, "%s%s%.*s/%s", cwd, relative && n > 0 ? "/" : "",
                         (int)n, dir, tail) >= sizeof base)
        return 0;
    snprintf(path, sizeof path, "%s/__init__.py", base);
    if (is_file(path)) {
        f->is_package = true;
        return (f->file = copy_text(ks, path)) && (f->dir = copy_text(ks, base)) ? 1 : -1;
    }
    snprintf(path, sizeof path, "%s.py", base);
    if (is_file(path)) return (f->file = copy_text(ks, path)) ? 1 : -1;
    static const char *const ext[] = {".so", ".cpython-311-x86_64-linux-gnu.so",
                                      ".cpython-311-aarch64-linux-gnu.so", ".abi3.so"};
    for (size_t i = 0; i < sizeof ext / sizeof *ext; i++) {
        snprintf(path, sizeof path, "%s%s", base, ext[i]);
        if (is_file(path)) {
            ki_raise(ks, KI_EXC_ImportError,
                     "%s is an extension module for CPython, which cannot be loaded", path);
            return -1;
        }
    }
    snprintf(path, sizeof path, "%s.pyc", base);
    bool folder = is_dir(base);
    if (is_file(path) || (folder && is_init_bytecode(path, sizeof path, base))) {
        f->is_bytecode = true;
        return (f->file = copy_text(ks, path)) ? 1 : -1;
    }
    if (folder) {
        KiValue d = ki_str_from_cstr(ks, base);
        if (d == KI_ERR) return -1;
        bool ok = note_folder(ks, f, d);
        ki_decref(ks, d);
        return ok ? 0 : -1;
    }
    return 0;
}

static bool is_site(const char *dir) {
    size_t n = strlen(dir);
    return (n >= 13 &&
            (!strcmp(dir + n - 13, "site-packages") || !strcmp(dir + n - 13, "dist-packages")));
}

/* The same by the finder that a script has for the entry of a path list, if it has one. */
static int look_in_entry(KiState *ks, KiValue entry, const char *tail, Found *f) {
    KiValue spec = ki_ask_path_entry(ks, entry, f->name);
    if (spec == KI_TRUE) return look_in(ks, cstr(ks, entry), tail, f);
    if (spec == KI_ERR || spec == KI_NONE) return spec == KI_ERR ? -1 : 0;
    KiValue loader = ki_getattr_cstr(ks, spec, "loader");
    int r = loader == KI_ERR ? -1 : loader != KI_NONE;
    if (r == 1) f->spec = ki_new_ref(spec);
    if (r == 0) { /* parts of a namespace package */
        KiValue parts = ki_getattr_cstr(ks, spec, "submodule_search_locations");
        if (parts == KI_ERR || (!f->namespace_ && !(f->namespace_ = ki_list_new(ks, 1))) ||
            !ki_list_extend(ks, f->namespace_, parts))
            r = -1;
        if (parts != KI_ERR) ki_decref(ks, parts);
    }
    if (loader != KI_ERR) ki_decref(ks, loader);
    ki_decref(ks, spec);
    return r;
}

/* The directories of a path list; which: 0 before the frozen modules, 1 after, 2 all. */
static int look_along(KiState *ks, KiValue path, const char *tail, int which, Found *f) {
    if (path == KI_ABSENT || !ki_is_ptr(path)) return 0;
    KiList *l = ki_to_list(ks, path); /* may change meanwhile */
    if (!l) return -1;
    int r = 0;
    for (int64_t i = 0; r == 0 && i < l->len; i++) {
        if (!ki_is_str(l->items[i])) continue;
        const char *dir = cstr(ks, l->items[i]);
        if (which != 2 && is_site(dir) != (which == 1)) continue;
        r = look_in_entry(ks, l->items[i], tail, f);
    }
    ki_decref_obj(ks, &l->h);
    return r;
}

static int found_frozen(KiState *ks, const KiFrozen *frozen, Found *f) {
    f->frozen = frozen;
    f->is_package = frozen->is_package;
    if (f->namespace_) ki_decref_obj(ks, &f->namespace_->h);
    f->namespace_ = NULL;
    return 1;
}

/* A step of the search: 1 found, 0 not, -1 raised. parent_path: __path__ of the package, ABSENT at
 * top level. */
static int find_in_step(KiState *ks, int step, KiValue parent_path, Found *f) {
    if (step == KI_FIND_NATIVE) {
        f->native = ki_find_native_module(ks, f->name);
        f->is_package = f->native && f->native->is_package;
        return f->native != NULL;
    }
    const KiFrozen *frozen = ki_frozen_find(f->name);
    if (step == KI_FIND_FROZEN)
        return frozen && frozen->before_path ? found_frozen(ks, frozen, f) : 0;
    const char *dot = strrchr(f->name, '.'), *tail = dot ? dot + 1 : f->name;
    bool top = parent_path == KI_ABSENT;
    KiValue path = !top           ? parent_path
                   : ks->sys_dict ? ki_dict_get_cstr(ks, ks->sys_dict, "path")
                                  : KI_NONE; /* the interpreter ends */
    int r = look_along(ks, path, tail, top ? 0 : 2, f);
    if (r) return r;
    if (frozen) return found_frozen(ks, frozen, f);
    if (top && (r = look_along(ks, path, tail, 1, f)) != 0) return r;
    if (!f->namespace_) return 0;
    f->is_package = true;
    return 1;
}

/* The whole native search: for the modules that specs and finders need, and for what of the library
 * no finder of a script is asked for. */
static int find_natively(KiState *ks, KiValue parent_path, Found *f) {
    int r = find_in_step(ks, KI_FIND_NATIVE, parent_path, f);
    if (r == 0) r = find_in_step(ks, KI_FIND_FROZEN, parent_path, f);
    return r ? r : find_in_step(ks, KI_FIND_ON_PATH, parent_path, f);
}

static KiValue load_found(KiState *ks, KiValue name, int found, Found *f) {
    KiValue m = found > 0 ? load(ks, name, f) : found == 0 ? KI_ABSENT : KI_ERR;
    found_free(ks, f);
    return m;
}

/* The module that the first of sys.meta_path finds, owned; ABSENT if none knows the name. */
static KiValue find_and_load(KiState *ks, KiValue name, KiValue parent_path) {
    const char *text = cstr(ks, name);
    KiList *finders = ki_finders(ks);
    if (!finders) return KI_ERR;
    bool early = ks->vm->import_parts[KI_FIND_ON_PATH] == KI_ABSENT ||
                 !strncmp(text, KI_SPEC_MODULE, sizeof KI_SPEC_MODULE - 1);
    KiValue m = KI_ABSENT;
    int part = 0; /* of the library, for which scripts' finders are not asked */
    for (int64_t i = 0; !early && part == 0 && m == KI_ABSENT && i < finders->len; i++) {
        int step = ki_finder_step(ks, finders->items[i]);
        if (step >= 0) {
            Found f = {.name = text};
            m = load_found(ks, name, find_in_step(ks, step, parent_path, &f), &f);
        } else if ((part = ki_is_library_part(ks, text)) == 0) {
            KiValue spec = ki_ask_finder(ks, finders->items[i], name, parent_path);
            if (spec != KI_NONE) m = spec == KI_ERR ? KI_ERR : ki_load_spec(ks, spec);
            if (spec != KI_ERR) ki_decref(ks, spec);
        }
    }
    if (m == KI_ABSENT && part == 0 && !early && finders->len == 0 &&
        (part = ki_is_library_part(ks, text)) == 0 &&
        !ki_warn(ks, KI_EXC_ImportWarning, 1, "sys.meta_path is empty"))
        m = KI_ERR;
    if (part < 0) m = KI_ERR;
    if (m == KI_ABSENT && (early || part > 0)) {
        Found f = {.name = text};
        m = load_found(ks, name, find_natively(ks, parent_path, &f), &f);
    }
    ki_decref_obj(ks, &finders->h);
    return m;
}

/* --- importing --- */

/* "No module named 'a.b'; 'a' is not a package", for want of a.__path__: the pending error. */
static void not_a_package(KiState *ks, const char *name) {
    KiValue cause = ki_take_exc(ks);
    const char *dot = strrchr(name, '.');
    char extra[400];
    snprintf(extra, sizeof extra, "; '%.*s' is not a package", (int)(dot - name), name);
    not_found(ks, name, extra);
    if (ki_is_exception(ks->exc) && ki_is_exception(cause)) {
        KiException *e = (KiException *)ki_obj(ks->exc);
        ki_assign(ks, &e->context, ki_new_ref(cause));
        e->suppress_context = true;
    }
    ki_decref(ks, cause);
}

/* Where the package `parent` has its modules, of which `name` is wanted. */
static KiValue path_of_package(KiState *ks, KiValue parent, const char *name) {
    KiValue path = ki_getattr(ks, parent, ks->names.d_path), spec = KI_ERR;
    if (path != KI_ERR)
        spec = ki_getattr(ks, parent, ks->names.d_spec);
    else if (ki_pending_is(ks, KI_EXC_AttributeError))
        not_a_package(ks, name);
    if (path != KI_ERR && spec == KI_ERR) {
        ki_decref(ks, path);
        return KI_ERR;
    }
    ki_decref(ks, spec);
    return path;
}

/* One module below its parent, if that is not KI_ABSENT; last: it is not wanted as a parent. */
static KiValue import_one(KiState *ks, const char *name, KiValue parent, bool last) {
    KiValue key = ki_str_from_cstr(ks, name);
    if (key == KI_ERR) return KI_ERR;
    KiValue m = ki_dict_get(ks, ks->modules, key), path = KI_ABSENT;
    /* another thread may be in the middle of it */
    while (KB_UNLIKELY(ks->vm->loading != NULL) && ki_is_ptr(m)) {
        KiThread *by = loaded_by(ks, m);
        if (!by || by == ks->thread || !ki_thread_wait_for(ks, by)) break;
        m = ki_dict_get(ks, ks->modules, key);
    }
    if (m != KI_ABSENT) {
        if (m == KI_NONE && last) {
            m = ki_raise(ks, KI_EXC_ModuleNotFoundError, "import of %s halted; None in sys.modules",
                         name);
            set_error_attrs(ks, key, KI_ABSENT);
        } else if (m != KI_ERR) {
            ki_incref(m);
        }
        ki_decref(ks, key);
        return m;
    }
    if (parent != KI_ABSENT) {
        path = path_of_package(ks, parent, name);
        if (path == KI_ERR) {
            ki_decref(ks, key);
            return KI_ERR;
        }
    }
    m = name[strlen(name) - 1] == '.' ? KI_ABSENT : find_and_load(ks, key, path);
    if (m == KI_ABSENT) m = not_found(ks, name, "");
    if (m != KI_ERR && parent != KI_ABSENT) { /* the package gets the submodule as an attribute */
        KiStr *tail = ki_intern_cstr(ks, strrchr(name, '.') + 1);
        if (!tail || !ki_setattr(ks, parent, tail, m)) {
            ki_decref(ks, m);
            m = KI_ERR;
        }
        if (tail) ki_decref_obj(ks, &tail->h);
    }
    if (path != KI_ABSENT) ki_decref(ks, path);
    ki_decref(ks, key);
    return m;
}

static KiValue of_sys(KiState *ks, const char *name) {
    KiValue v = ki_dict_get_cstr(ks, ks->sys_dict, name);
    if (v == KI_ERR) ki_clear_exc(ks);
    return v == KI_ERR || v == KI_ABSENT ? KI_NONE : v;
}
/* Modules that the original has loaded before a script begins, which come when asked for here. */
static bool loaded_at_start(const char *name) {
    static const char *const names[] = {"_abc",
                                        "_codecs",
                                        "_collections_abc",
                                        "_frozen_importlib",
                                        "_imp",
                                        "_io",
                                        "_signal",
                                        "_sitebuiltins",
                                        "_stat",
                                        "_thread",
                                        "_warnings",
                                        "_weakref",
                                        "abc",
                                        "codecs",
                                        "encodings",
                                        "genericpath",
                                        "io",
                                        "marshal",
                                        "os",
                                        "os.path",
                                        "posix",
                                        "posixpath",
                                        "site",
                                        "stat",
                                        "time",
                                        "zipimport",
                                        "_frozen_importlib_external",
                                        "encodings.aliases",
                                        "encodings.utf_8"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i])) return true;
    return false;
}
/* The events for a module and the packages around it, as far as they are not there yet. */
static bool audit_import(KiState *ks, const char *name) {
    KiValue full = ki_str_from_cstr(ks, name);
    bool ok = full != KI_ERR;
    while (ok) {
        KiValue m = ki_dict_get(ks, ks->modules, full);
        if (m == KI_ABSENT && loaded_at_start(cstr(ks, full))) break;
        if (m != KI_ABSENT) { /* or failed */
            ok = m != KI_ERR;
            break;
        }
        ok = ki_audit(ks, "import", "OOOOO", full, KI_NONE, of_sys(ks, "path"),
                      of_sys(ks, "meta_path"), of_sys(ks, "path_hooks"));
        const char *u = cstr(ks, full), *dot = strrchr(u, '.');
        if (!ok || !dot) break;
        ki_assign(ks, &full, ki_str_from_utf8(ks, u, (size_t)(dot - u)));
        ok = full != KI_ERR;
    }
    ki_decref(ks, full);
    return ok;
}

/* Imports a, a.b, a.b.c; the last one, and the first in *top if wanted. */
static KiValue import_dotted(KiState *ks, const char *name, KiValue *top) {
    char part[512];
    KiValue m = KI_ABSENT;
    if (top) *top = KI_ABSENT;
    size_t n = strlen(name);
    if (n >= sizeof part) return ki_raise(ks, KI_EXC_ImportError, "module name too long");
    if (n == 0) return ki_raise(ks, KI_EXC_ValueError, "Empty module name");
    if (ks->audit_hooks && !audit_import(ks, name)) return KI_ERR;
    for (size_t end = 0; end <= n; end++) {
        const char *dot = strchr(name + end, '.');
        end = dot ? (size_t)(dot - name) : n;
        if (end == 0) continue; /* what a leading dot follows has no parent */
        memcpy(part, name, end);
        part[end] = 0;
        KiValue next = import_one(ks, part, m, end >= n);
        if (m != KI_ABSENT && !(top && *top == m)) ki_decref(ks, m);
        if (next == KI_ERR) {
            if (top && *top != KI_ABSENT) ki_decref(ks, *top);
            return KI_ERR;
        }
        m = next;
        if (top && *top == KI_ABSENT) *top = m;
    }
    if (top && *top == m) ki_incref(m);
    return m;
}

KiValue ki_import(KiState *ks, const char *dotted_name) {
    if (!ks->modules)
        return ki_raise(ks, KI_EXC_ImportError,
                        "sys.meta_path is None, Python is likely shutting down");
    return import_dotted(ks, dotted_name, NULL);
}

/* --- import statements --- */

/* Warns if __package__ is not what __spec__ says. */
static bool agrees_with_spec(KiState *ks, KiValue package, KiValue spec) {
    if (spec == KI_ABSENT || spec == KI_NONE) return true;
    KiValue parent = ki_getattr_cstr(ks, spec, "parent");
    if (parent == KI_ERR) return false;
    int same = ki_items_equal(ks, package, parent);
    ki_decref(ks, parent);
    return same > 0 ||
           (same == 0 && ki_warn(ks, KI_EXC_ImportWarning, 1, "__package__ != __spec__.parent"));
}

/* The package that a relative import in a module with these globals starts from: owned str. */
static KiValue current_package(KiState *ks, KiDict *globals) {
    KiValue p = globals ? ki_dict_get_str(ks, globals, ks->names.d_package) : KI_ABSENT;
    KiValue spec = globals ? ki_dict_get_str(ks, globals, ks->names.d_spec) : KI_ABSENT;
    if (p == KI_ERR || spec == KI_ERR) return KI_ERR;
    if (p != KI_ABSENT && p != KI_NONE) {
        if (!ki_is_str(p)) return ki_raise(ks, KI_EXC_TypeError, "package must be a string");
        if (!agrees_with_spec(ks, p, spec)) return KI_ERR;
        return ki_new_ref(p);
    }
    if (spec != KI_ABSENT && spec != KI_NONE) {
        KiValue v = ki_getattr_cstr(ks, spec, "parent");
        if (v == KI_ERR || ki_is_str(v)) return v;
        ki_decref(ks, v);
        return ki_raise(ks, KI_EXC_TypeError, "__spec__.parent must be a string");
    }
    if (!ki_warn(ks, KI_EXC_ImportWarning, 1,
                 "can't resolve package from __spec__ or __package__, falling back on __name__ and "
                 "__path__"))
        return KI_ERR;
    KiValue name = globals ? ki_dict_get_str(ks, globals, ks->names.d_name) : KI_ABSENT;
    if (name != KI_ABSENT && name != KI_ERR && !ki_is_str(name))
        return ki_raise(ks, KI_EXC_TypeError, "__name__ must be a string");
    if (name == KI_ABSENT || name == KI_ERR)
        return name == KI_ERR ? KI_ERR : ki_raise(ks, KI_EXC_KeyError, "'__name__' not in globals");
    const char *s = cstr(ks, name), *dot = strrchr(s, '.');
    if (ki_dict_get_str(ks, globals, ks->names.d_path) != KI_ABSENT) return ki_new_ref(name);
    return ki_str_from_utf8(ks, s, dot ? (size_t)(dot - s) : 0);
}

static bool absolute_name(KiState *ks, const char *name, KiDict *globals, int level, char *out,
                          size_t size) {
    if (level == 0) {
        if ((size_t)snprintf(out, size, "%s", name) < size) return true;
        ki_raise(ks, KI_EXC_ImportError, "module name too long");
        return false;
    }
    KiValue p = current_package(ks, globals);
    if (p == KI_ERR) return false;
    const char *base = cstr(ks, p);
    size_t n = strlen(base);
    bool ok = n > 0;
    if (!ok)
        ki_raise(ks, KI_EXC_ImportError, "attempted relative import with no known parent package");
    for (int i = 1; ok && i < level; i++) {
        while (n > 0 && base[n - 1] != '.')
            n--;
        if (n == 0) {
            ki_raise(ks, KI_EXC_ImportError, "attempted relative import beyond top-level package");
            ok = false;
        } else {
            n--;
        }
    }
    if (ok &&
        (size_t)snprintf(out, size, "%.*s%s%s", (int)n, base, name[0] ? "." : "", name) >= size) {
        ki_raise(ks, KI_EXC_ImportError, "module name too long");
        ok = false;
    }
    ki_decref(ks, p);
    return ok;
}

/* `from pkg import name`: submodules that are not attributes yet. */
static bool import_fromlist(KiState *ks, KiValue m, const char *base, KiValue fromlist,
                            bool star_all) {
    KiTuple *names = ki_to_tuple(ks, fromlist);
    if (!names) return false;
    bool ok = true;
    for (int64_t i = 0; ok && i < names->len; i++) {
        KiValue n = names->items[i];
        if (!ki_is_str(n)) {
            ki_raise(ks, KI_EXC_TypeError, "Item in %s%s must be str, not %s",
                     star_all ? base : "``from list''", star_all ? ".__all__" : "",
                     ki_type_name(ks, n));
            ok = false;
            break;
        }
        if (ki_str_eq_cstr(ki_str_of(n), "*")) {
            KiValue all = star_all ? KI_ABSENT : ki_getattr_opt(ks, m, ks->names.d_all);
            ok = all != KI_ERR && (all == KI_ABSENT || import_fromlist(ks, m, base, all, true));
            if (all != KI_ERR) ki_decref(ks, all);
            continue;
        }
        KiValue v = ki_getattr_opt(ks, m, ki_str_of(n));
        if (v == KI_ERR) ok = false;
        if (v != KI_ABSENT) {
            if (ok) ki_decref(ks, v);
            continue;
        }
        char full[512];
        if ((size_t)snprintf(full, sizeof full, "%s.%s", base, cstr(ks, n)) >= sizeof full)
            continue;
        v = ks->audit_hooks && !audit_import(ks, full) ? KI_ERR : import_one(ks, full, m, true);
        if (v != KI_ERR) {
            ki_decref(ks, v);
            continue;
        }
        /* only "there is no such submodule" is left to IMPORT_FROM */
        KiValue key = ki_str_from_cstr(ks, full), missing = KI_ABSENT;
        if (ki_pending_is(ks, KI_EXC_ModuleNotFoundError))
            missing = ki_getattr(ks, ks->exc, ks->names.n_name);
        bool same = ki_is_str(missing) && ki_is_str(key) &&
                    ki_str_eq(ks, ki_str_of(missing), ki_str_of(key)) &&
                    ki_dict_get_str(ks, ks->modules, ki_str_of(key)) != KI_NONE; /* not forbidden */
        if (missing != KI_ERR) ki_decref(ks, missing);
        if (key != KI_ERR) ki_decref(ks, key);
        if (same)
            ki_clear_exc(ks);
        else
            ok = false;
    }
    ki_decref_obj(ks, &names->h);
    return ok;
}

KiValue ki_import_name(KiState *ks, KiStr *name, KiDict *globals, KiValue fromlist, int level) {
    char full[512];
    size_t n;
    const char *s = ki_str_utf8(ks, name, &n);
    if (!s) return KI_ERR;
    if (level < 0) return ki_raise(ks, KI_EXC_ValueError, "level must be >= 0");
    if (strlen(s) != n) return not_found_value(ks, ki_from_obj(name), ""); /* as no file can be */
    if (!absolute_name(ks, s, globals, level, full, sizeof full)) return KI_ERR;
    /* sys is always there, but what it tells of the import system comes with the first import */
    if (ks->vm->import_parts[KI_FIND_NATIVE] == KI_ABSENT && ks->modules && !strcmp(full, "sys")) {
        KiValue specs = ki_import(ks, KI_SPEC_MODULE);
        if (specs == KI_ERR) return KI_ERR;
        ki_decref(ks, specs);
    }
    KiValue top, m = import_dotted(ks, full, &top);
    if (m == KI_ERR) return KI_ERR;
    int from = fromlist == KI_ABSENT || fromlist == KI_NONE ? 0 : ki_truth(ks, fromlist);
    if (!from && level == 0) {
        ki_decref(ks, m);
        return top;
    }
    ki_decref(ks, top);
    if (from < 0) {
        ki_decref(ks, m);
        return KI_ERR;
    }
    if (from) {
        KiValue path = ki_getattr_opt(ks, m, ks->names.d_path);
        bool ok =
            path != KI_ERR && (path == KI_ABSENT || import_fromlist(ks, m, full, fromlist, false));
        if (path != KI_ERR) ki_decref(ks, path);
        if (ok) return m;
        ki_decref(ks, m);
        return KI_ERR;
    }
    /* __import__ with a level: the module named by the first component of name */
    if (!s[0]) return m;
    size_t cut = strlen(s) - strcspn(s, ".");
    if (cut == 0) return m;
    ki_decref(ks, m);
    full[strlen(full) - cut] = 0;
    return import_dotted(ks, full, NULL);
}

/* --- from m import name --- */

static bool is_initializing(KiState *ks, KiValue m) {
    KiValue spec = ki_getattr_opt(ks, m, ks->names.d_spec), v = KI_ABSENT;
    if (ki_is_ptr(spec)) {
        KiStr *k = ki_intern_cstr(ks, "_initializing");
        v = k ? ki_getattr_opt(ks, spec, k) : KI_ERR;
        if (k) ki_decref_obj(ks, &k->h);
    }
    if (spec == KI_ERR || v == KI_ERR) ki_clear_exc(ks);
    if (spec != KI_ERR) ki_decref(ks, spec);
    return v == KI_TRUE;
}

static KiValue cannot_import(KiState *ks, KiValue m, KiStr *name, KiValue mod_name) {
    KiValue file = ki_getattr_opt(ks, m, ks->names.d_file);
    if (file == KI_ERR) {
        ki_clear_exc(ks);
        file = KI_ABSENT;
    }
    const char *n = ki_str_utf8(ks, name, NULL),
               *mod = ki_is_str(mod_name) ? cstr(ks, mod_name) : NULL;
    bool has_file = ki_is_str(file);
    const char *where = has_file ? cstr(ks, file) : "unknown location";
    char repr[300];
    if (mod)
        snprintf(repr, sizeof repr, "'%s'", mod);
    else
        snprintf(repr, sizeof repr, "'<unknown module name>'");
    if (has_file && is_initializing(ks, m))
        ki_raise(ks, KI_EXC_ImportError,
                 "cannot import name '%s' from partially initialized module %s (most likely due to "
                 "a circular "
                 "import) (%s)",
                 n ? n : "?", repr, where);
    else
        ki_raise(ks, KI_EXC_ImportError, "cannot import name '%s' from %s (%s)", n ? n : "?", repr,
                 where);
    set_error_attrs(ks, mod ? mod_name : KI_NONE, has_file ? file : KI_ABSENT);
    KiValue e = ki_take_exc(ks);
    if (ki_is_exception(e)) { /* for suggestions */
        KiStr *k = ki_intern_cstr(ks, "name_from");
        if (!k || !ki_setattr(ks, e, k, ki_from_obj(name))) ki_clear_exc(ks);
        if (k) ki_decref_obj(ks, &k->h);
    }
    ki_restore_exc(ks, e);
    ki_decref(ks, file);
    return KI_ERR;
}

KiValue ki_import_from(KiState *ks, KiValue m, KiStr *name) {
    KiValue v = ki_getattr_opt(ks, m, name);
    if (v != KI_ABSENT) return v;
    KiValue mod_name = ki_getattr_opt(ks, m, ks->names.d_name);
    if (mod_name == KI_ERR) {
        ki_clear_exc(ks);
        mod_name = KI_ABSENT;
    }
    if (ki_is_str(mod_name)) { /* a submodule of a package that is being imported */
        KiValue full = ki_str_format(ks, "%s.%s", cstr(ks, mod_name), ki_str_utf8(ks, name, NULL));
        v = full == KI_ERR ? KI_ERR : ki_dict_get(ks, ks->modules, full);
        if (full != KI_ERR) ki_decref(ks, full);
        if (v != KI_ABSENT && v != KI_NONE) {
            ki_decref(ks, mod_name);
            return v == KI_ERR ? v : ki_new_ref(v);
        }
    }
    v = cannot_import(ks, m, name, mod_name);
    ki_decref(ks, mod_name);
    return v;
}

/* --- from m import * --- */

static bool star_names(KiState *ks, KiValue m, KiTuple **names, bool *all_given) {
    KiValue all = ki_getattr_opt(ks, m, ks->names.d_all);
    if (all == KI_ERR) return false;
    *all_given = all != KI_ABSENT;
    if (all == KI_ABSENT) {
        KiValue d = ki_getattr_opt(ks, m, ks->names.d_dict);
        if (d == KI_ABSENT)
            ki_raise(ks, KI_EXC_ImportError, "from-import-* object has no __dict__ and no __all__");
        if (d == KI_ABSENT || d == KI_ERR) return false;
        all = ki_call_method(ks, d, ks->names.n_keys, NULL, 0);
        ki_decref(ks, d);
        if (all == KI_ERR) return false;
    }
    *names = ki_to_tuple(ks, all);
    ki_decref(ks, all);
    return *names != NULL;
}

bool ki_import_star(KiState *ks, KiValue m, KiValue ns) {
    KiTuple *names;
    bool given, ok = true;
    if (!star_names(ks, m, &names, &given)) return false;
    for (int64_t i = 0; ok && i < names->len; i++) {
        KiValue n = names->items[i];
        if (!ki_is_str(n)) {
            KiValue mod = ki_getattr_opt(ks, m, ks->names.d_name);
            ki_raise(ks, KI_EXC_TypeError,
                     given ? "Item in %s.__all__ must be str, not %s"
                           : "Key in %s.__dict__ must be str, not %s",
                     cstr(ks, mod), ki_type_name(ks, n));
            if (mod != KI_ERR) ki_decref(ks, mod);
            ok = false;
            break;
        }
        if (!given && ki_str_of(n)->len && ki_str_at(ki_str_of(n), 0) == '_') continue;
        KiValue v = ki_getattr(ks, m, ki_str_of(n));
        ok = v != KI_ERR && ki_setitem(ks, ns, n, v);
        if (v != KI_ERR) ki_decref(ks, v);
    }
    ki_decref_obj(ks, &names->h);
    return ok;
}
