/* Loading a module that was found: its attributes and its spec, its code run, sys.modules kept. */
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
#include "import_private.h"
#include "thread.h"

/* --- making modules --- */

void ki_found_free(KiState *ks, KiFound *f) {
    if (f->file) kb_free(&ks->alloc, f->file, strlen(f->file) + 1);
    if (f->dir) kb_free(&ks->alloc, f->dir, strlen(f->dir) + 1);
    if (f->namespace_) ki_decref_obj(ks, &f->namespace_->h);
    if (f->source) ki_decref(ks, f->source);
    if (f->spec) ki_decref(ks, f->spec);
    f->source = f->spec = 0;
    f->file = f->dir = NULL;
    f->namespace_ = NULL;
}

/* dict[key] = v, consuming v. */
static bool put(KiState *ks, KiDict *d, const char *key, KiValue v) {
    if (v == KI_ERR) return false;
    bool ok = ki_dict_set_cstr(ks, d, key, v);
    ki_decref(ks, v);
    return ok;
}

static KiValue search_path(KiState *ks, const KiFound *f) {
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

static KiValue parent_name(KiState *ks, const KiFound *f) {
    const char *dot = strrchr(f->name, '.');
    size_t n = f->is_package ? strlen(f->name) : dot ? (size_t)(dot - f->name) : 0;
    return ki_str_from_utf8(ks, f->name, n);
}

/* An owned spec of what was found, None for KI_SPEC_MODULE and what it imports, which it describes
 * itself. */
static KiValue make_spec(KiState *ks, const KiFound *f, KiValue path) {
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

static bool set_module_attrs(KiState *ks, KiModule *m, const KiFound *f) {
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

static bool run_module(KiState *ks, KiModule *m, const KiFound *f) {
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

KiThread *ki_import_loaded_by(KiState *ks, KiValue m) {
    for (KiLoading *l = ks->vm->loading; l; l = l->next)
        if (ki_from_obj(l->module) == m) return l->by;
    return NULL;
}

/* A module in a file of bytecode: by the loader of such files. */
static KiValue load_bytecode(KiState *ks, KiValue name, KiFound *f) {
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

KiValue ki_import_load(KiState *ks, KiValue name, KiFound *f) {
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
