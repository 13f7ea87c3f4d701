/* Looking for a module: native and frozen ones, directories and archives of a path list, and the
 * finders of scripts in between. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../object/native.h"
#include "import_private.h"

static char *copy_text(KiState *ks, const char *s) {
    char *p = kb_malloc(&ks->alloc, strlen(s) + 1);
    if (p)
        strcpy(p, s);
    else
        ki_raise_nomem(ks);
    return p;
}

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
static bool note_folder(KiState *ks, KiFound *f, KiValue folder) {
    if (!f->namespace_ && !(f->namespace_ = ki_list_new(ks, 1))) return false;
    return ki_list_append(ks, f->namespace_, folder);
}

/* What zipimport._find(dir, tail) gives: (source, file, folder of a package or None), the folder
 * alone if it has no __init__.py, or None. */
static int look_in_archive(KiState *ks, const char *dir, const char *tail, KiFound *f) {
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
        found = (f->file = copy_text(ks, ki_import_cstr(ks, item[1]))) &&
                        (!f->is_package || (f->dir = copy_text(ks, ki_import_cstr(ks, item[2]))))
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
static int look_in(KiState *ks, const char *dir, const char *tail, KiFound *f) {
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
static int look_in_entry(KiState *ks, KiValue entry, const char *tail, KiFound *f) {
    KiValue spec = ki_ask_path_entry(ks, entry, f->name);
    if (spec == KI_TRUE) return look_in(ks, ki_import_cstr(ks, entry), tail, f);
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
static int look_along(KiState *ks, KiValue path, const char *tail, int which, KiFound *f) {
    if (path == KI_ABSENT || !ki_is_ptr(path)) return 0;
    KiList *l = ki_to_list(ks, path); /* may change meanwhile */
    if (!l) return -1;
    int r = 0;
    for (int64_t i = 0; r == 0 && i < l->len; i++) {
        if (!ki_is_str(l->items[i])) continue;
        const char *dir = ki_import_cstr(ks, l->items[i]);
        if (which != 2 && is_site(dir) != (which == 1)) continue;
        r = look_in_entry(ks, l->items[i], tail, f);
    }
    ki_decref_obj(ks, &l->h);
    return r;
}

static int found_frozen(KiState *ks, const KiFrozen *frozen, KiFound *f) {
    f->frozen = frozen;
    f->is_package = frozen->is_package;
    if (f->namespace_) ki_decref_obj(ks, &f->namespace_->h);
    f->namespace_ = NULL;
    return 1;
}

/* A step of the search: 1 found, 0 not, -1 raised. parent_path: __path__ of the package, ABSENT at
 * top level. */
static int find_in_step(KiState *ks, int step, KiValue parent_path, KiFound *f) {
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
static int find_natively(KiState *ks, KiValue parent_path, KiFound *f) {
    int r = find_in_step(ks, KI_FIND_NATIVE, parent_path, f);
    if (r == 0) r = find_in_step(ks, KI_FIND_FROZEN, parent_path, f);
    return r ? r : find_in_step(ks, KI_FIND_ON_PATH, parent_path, f);
}

static KiValue load_found(KiState *ks, KiValue name, int found, KiFound *f) {
    KiValue m = found > 0 ? ki_import_load(ks, name, f) : found == 0 ? KI_ABSENT : KI_ERR;
    ki_found_free(ks, f);
    return m;
}

KiValue ki_import_find(KiState *ks, KiValue name, KiValue parent_path) {
    const char *text = ki_import_cstr(ks, name);
    KiList *finders = ki_finders(ks);
    if (!finders) return KI_ERR;
    bool early = ks->vm->import_parts[KI_FIND_ON_PATH] == KI_ABSENT ||
                 !strncmp(text, KI_SPEC_MODULE, sizeof KI_SPEC_MODULE - 1);
    KiValue m = KI_ABSENT;
    int part = 0; /* of the library, for which scripts' finders are not asked */
    for (int64_t i = 0; !early && part == 0 && m == KI_ABSENT && i < finders->len; i++) {
        int step = ki_finder_step(ks, finders->items[i]);
        if (step >= 0) {
            KiFound f = {.name = text};
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
        KiFound f = {.name = text};
        m = load_found(ks, name, find_natively(ks, parent_path, &f), &f);
    }
    ki_decref_obj(ks, &finders->h);
    return m;
}
