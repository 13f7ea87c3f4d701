/* The import system: sys.modules and the parts of a module's name.
 *
 * Order for a name: sys.modules, native modules, frozen modules that no file replaces, the
 * directories before site-packages (a script's own modules shadow the library), the other frozen
 * modules, site-packages. The finders of scripts come where they stand in sys.meta_path, between
 * the standard ones, which are steps of this search (import_finders.h). */
#include <stdio.h>

#include "../object/audit.h"
#include "../object/native.h"
#include "import_private.h"
#include "thread.h"

bool ki_import_init(KiState *ks) {
    return true;
}
void ki_import_free(KiState *ks) {
    for (size_t i = 0; i < sizeof ks->vm->import_parts / sizeof *ks->vm->import_parts; i++)
        ki_assign(ks, &ks->vm->import_parts[i], KI_ABSENT);
}

const char *ki_import_cstr(KiState *ks, KiValue v) {
    const char *s = ki_is_str(v) ? ki_str_utf8(ks, ki_str_of(v), NULL) : NULL;
    return s ? s : "?";
}

void ki_import_error_attrs(KiState *ks, KiValue name, KiValue path) {
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

KiValue ki_import_not_found(KiState *ks, KiValue name, const char *extra) {
    KiValue repr = ki_repr(ks, name);
    if (repr != KI_ERR) {
        ki_raise(ks, KI_EXC_ModuleNotFoundError, "No module named %s%s", ki_import_cstr(ks, repr),
                 extra);
        ki_import_error_attrs(ks, name, KI_ABSENT);
        ki_decref(ks, repr);
    }
    return KI_ERR;
}
static KiValue not_found(KiState *ks, const char *name, const char *extra) {
    KiValue n = ki_str_from_cstr(ks, name);
    if (n == KI_ERR) return KI_ERR;
    ki_import_not_found(ks, n, extra);
    ki_decref(ks, n);
    return KI_ERR;
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

KiValue ki_import_one(KiState *ks, const char *name, KiValue parent, bool last) {
    KiValue key = ki_str_from_cstr(ks, name);
    if (key == KI_ERR) return KI_ERR;
    KiValue m = ki_dict_get(ks, ks->modules, key), path = KI_ABSENT;
    /* another thread may be in the middle of it */
    while (KB_UNLIKELY(ks->vm->loading != NULL) && ki_is_ptr(m)) {
        KiThread *by = ki_import_loaded_by(ks, m);
        if (!by || by == ks->thread || !ki_thread_wait_for(ks, by)) break;
        m = ki_dict_get(ks, ks->modules, key);
    }
    if (m != KI_ABSENT) {
        if (m == KI_NONE && last) {
            m = ki_raise(ks, KI_EXC_ModuleNotFoundError, "import of %s halted; None in sys.modules",
                         name);
            ki_import_error_attrs(ks, key, KI_ABSENT);
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
    m = name[strlen(name) - 1] == '.' ? KI_ABSENT : ki_import_find(ks, key, path);
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
bool ki_import_audited(KiState *ks, const char *name) {
    KiValue full = ki_str_from_cstr(ks, name);
    bool ok = full != KI_ERR;
    while (ok) {
        KiValue m = ki_dict_get(ks, ks->modules, full);
        if (m == KI_ABSENT && loaded_at_start(ki_import_cstr(ks, full))) break;
        if (m != KI_ABSENT) { /* or failed */
            ok = m != KI_ERR;
            break;
        }
        ok = ki_audit(ks, "import", "OOOOO", full, KI_NONE, of_sys(ks, "path"),
                      of_sys(ks, "meta_path"), of_sys(ks, "path_hooks"));
        const char *u = ki_import_cstr(ks, full), *dot = strrchr(u, '.');
        if (!ok || !dot) break;
        ki_assign(ks, &full, ki_str_from_utf8(ks, u, (size_t)(dot - u)));
        ok = full != KI_ERR;
    }
    ki_decref(ks, full);
    return ok;
}

KiValue ki_import_dotted(KiState *ks, const char *name, KiValue *top) {
    char part[512];
    KiValue m = KI_ABSENT;
    if (top) *top = KI_ABSENT;
    size_t n = strlen(name);
    if (n >= sizeof part) return ki_raise(ks, KI_EXC_ImportError, "module name too long");
    if (n == 0) return ki_raise(ks, KI_EXC_ValueError, "Empty module name");
    if (ks->audit_hooks && !ki_import_audited(ks, name)) return KI_ERR;
    for (size_t end = 0; end <= n; end++) {
        const char *dot = strchr(name + end, '.');
        end = dot ? (size_t)(dot - name) : n;
        if (end == 0) continue; /* what a leading dot follows has no parent */
        memcpy(part, name, end);
        part[end] = 0;
        KiValue next = ki_import_one(ks, part, m, end >= n);
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
    return ki_import_dotted(ks, dotted_name, NULL);
}
