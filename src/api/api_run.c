/* Running source text: strings, files, modules, interactive statements. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../object/code.h"
#include "../vm/vm.h"
#include "api.h"

enum { MODULE = 1, SCRIPT = 8, STREAM = 16, SOURCE_IS_UTF8 = 0x100 };

KiDict *ki_api_main(KuState *ku) {
    KiState *ks = ku->ks;
    KiValue m = ki_dict_get_str(ks, ks->modules, ks->names.d_main);
    if (ki_has_layout(m, KI_K_MODULE)) return ((KiModule *)ki_obj(m))->dict;
    if (m != KI_ERR) ki_raise(ks, KI_EXC_RuntimeError, "lost sys.modules['__main__']");
    return NULL;
}

static KiValue compile_and_run(KuState *ku, const char *src, size_t n, const char *filename,
                               const char *mode, int flags) {
    KiState *ks = ku->ks;
    KiDict *globals = ki_api_main(ku);
    /* the locals are the globals: names compile to the cheaper global access */
    KiValue code = globals ? ki_compile(ks, src, n, filename, mode, flags | MODULE) : KI_ERR;
    if (code == KI_ERR) return KI_ERR;
    ki_incref(ki_from_obj(globals));
    KiValue r = ki_exec_code(ks, (KiCode *)ki_obj(code), globals, KI_ABSENT);
    ki_decref(ks, code);
    ki_decref_obj(ks, &globals->h);
    return r;
}

/* An error of the host's last call that nobody looked at must not disturb this one. */
static void fresh(KuState *ku) {
    if (ki_pending(ku->ks)) ki_clear_exc(ku->ks);
}

KuStatus ku_run_string(KuState *ku, const char *source, const char *filename) {
    fresh(ku);
    KiValue r = compile_and_run(ku, source, strlen(source), filename, "exec", SOURCE_IS_UTF8);
    ki_decref(ku->ks, r);
    return ki_api_status(ku, r != KI_ERR);
}

KuStatus ku_run_stream(KuState *ku, const char *source, size_t n, const char *name) {
    fresh(ku);
    KiValue r = compile_and_run(ku, source, n, name, "exec", SCRIPT | STREAM);
    ki_decref(ku->ks, r);
    return ki_api_status(ku, r != KI_ERR);
}

KuValue ku_eval(KuState *ku, const char *expression) {
    fresh(ku);
    while (*expression == ' ' || *expression == '\t')
        expression++;
    return ki_to_handle(
        compile_and_run(ku, expression, strlen(expression), "<eval>", "eval", SOURCE_IS_UTF8));
}

KuValue ku_import(KuState *ku, const char *dotted_name) {
    fresh(ku);
    return ki_to_handle(ki_import(ku->ks, dotted_name));
}

KuStatus ku_run_interactive(KuState *ku, const char *source, size_t n, const char *filename,
                            bool final) {
    KiState *ks = ku->ks;
    fresh(ku);
    KiDict *globals = ki_api_main(ku);
    bool more = false;
    KiValue code =
        globals ? ki_compile_statement(ks, source, n, filename, final ? NULL : &more) : KI_ERR;
    if (code == KI_ERR) return more ? KU_INCOMPLETE : ki_api_status(ku, false);
    KiValue r = ki_exec_code(ks, (KiCode *)ki_obj(code), globals, KI_ABSENT);
    ki_decref(ks, code);
    ki_decref(ks, r);
    return ki_api_status(ku, r != KI_ERR);
}

/* --- files --- */

static bool set_main_text(KuState *ku, const char *name, const char *text) {
    KiState *ks = ku->ks;
    KiDict *g = ki_api_main(ku);
    KiValue s = g ? ki_str_from_cstr(ks, text) : KI_ERR;
    bool ok = s != KI_ERR && ki_dict_set_cstr(ks, g, name, s);
    ki_decref(ks, s);
    return ok;
}

static bool insert_path(KuState *ku, const char *dir, size_t n) {
    KiState *ks = ku->ks;
    KiValue path = ki_dict_get_cstr(ks, ks->sys_dict, "path");
    KiValue s = ki_is_list(path) ? ki_str_from_utf8(ks, dir, n) : KI_NONE;
    bool ok = s != KI_ERR && (!ki_is_list(path) || ki_list_insert(ks, ki_list_of(path), 0, s));
    ki_decref(ks, s);
    return ok;
}

/* The folder of a script, links followed, as CPython puts it into sys.path[0]. */
static bool insert_script_folder(KuState *ku, const char *path) {
    char real[PATH_MAX];
    if (!realpath(path, real)) snprintf(real, sizeof real, "%s", path);
    char *slash = strrchr(real, '/');
    return insert_path(ku, real, slash ? (slash == real ? 1 : (size_t)(slash - real)) : 0);
}

static bool read_whole(KuState *ku, const char *path, KbStrbuf *out) {
    KiState *ks = ku->ks;
    FILE *f = fopen(path, "rb");
    struct stat st;
    if (f && fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode)) {
        fclose(f);
        f = NULL;
        errno = EISDIR;
    }
    if (!f) {
        int err = errno;
        KiValue name = ki_str_from_cstr(ks, path);
        if (name != KI_ERR) ki_raise_errno(ks, err, name);
        ki_decref(ks, name);
        return false;
    }
    char chunk[8192];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        kb_strbuf_append(out, chunk, n);
    bool ok = !ferror(f) && !out->failed;
    fclose(f);
    if (!ok) ki_raise_nomem(ks);
    return ok;
}

static KuStatus run_source_file(KuState *ku, const char *given) {
    char path[PATH_MAX * 2], cwd[PATH_MAX]; /* __file__ is absolute */
    if (given[0] != '/' && getcwd(cwd, sizeof cwd))
        snprintf(path, sizeof path, "%s/%s", cwd, given);
    else
        snprintf(path, sizeof path, "%s", given);
    KbStrbuf b;
    kb_strbuf_init(&b, &ku->ks->alloc, KB_STRBUF_NO_MAX);
    KiValue r = KI_ERR;
    if (read_whole(ku, path, &b) && set_main_text(ku, "__file__", path)) {
        KiDict *g = ki_api_main(ku);
        if (g && ki_dict_set_cstr(ku->ks, g, "__cached__", KI_NONE))
            r = compile_and_run(ku, b.data ? b.data : "", b.len, path, "exec", SCRIPT);
    }
    ki_decref(ku->ks, r);
    kb_strbuf_free(&b);
    return ki_api_status(ku, r != KI_ERR);
}

/* Does the file begin or end as a ZIP archive does? */
static bool looks_like_archive(const char *path) {
    char head[4] = {0}, tail[4] = {0};
    FILE *f = fopen(path, "rb");
    if (!f) return false;
    bool ok = fread(head, 1, 4, f) == 4;
    if (ok && fseek(f, -22, SEEK_END) == 0) ok = fread(tail, 1, 4, f) == 4;
    fclose(f);
    return ok && (!memcmp(head, "PK\3\4", 4) || !memcmp(tail, "PK\5\6", 4));
}
/* Runs the __main__ of a folder or archive, which becomes the first entry of sys.path. */
static KuStatus run_main_of(KuState *ku, const char *path) {
    KiState *ks = ku->ks;
    if (!insert_path(ku, path, strlen(path))) return ki_api_status(ku, false);
    KiValue f = ki_import_attr(ks, "runpy", "_run_module_as_main"),
            name = f == KI_ERR ? KI_ERR : ki_str_from_cstr(ks, "__main__");
    KiValue r = name == KI_ERR ? KI_ERR : ki_call2(ks, f, name, KI_FALSE);
    ki_decref(ks, f);
    ki_decref(ks, name);
    ki_decref(ks, r);
    return ki_api_status(ku, r != KI_ERR);
}
/* zipimport._main(path): its value, None for a file that is no archive, False without __main__. */
static KiValue archive_main(KuState *ku, const char *path) {
    KiState *ks = ku->ks;
    KiValue f = ki_import_attr(ks, "zipimport", "_main"), p = ki_str_from_cstr(ks, path);
    KiValue r = f == KI_ERR || p == KI_ERR ? KI_ERR : ki_call1(ks, f, p);
    ki_decref(ks, f);
    ki_decref(ks, p);
    return r;
}

KuStatus ku_run_file(KuState *ku, const char *path) {
    struct stat st;
    fresh(ku);
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        char inner[PATH_MAX];
        snprintf(inner, sizeof inner, "%s/__main__.py", path);
        if (stat(inner, &st) < 0) {
            ki_raise(ku->ks, KI_EXC_ImportError, "can't find '__main__' module in '%s'", path);
            return KU_ERROR;
        }
        char full[PATH_MAX];
        return run_main_of(ku, realpath(path, full) ? full : path);
    }
    if (looks_like_archive(path)) {
        char real[PATH_MAX];
        if (realpath(path, real)) path = real;
        KiValue found = archive_main(ku, path);
        if (found == KI_FALSE)
            ki_raise(ku->ks, KI_EXC_ImportError, "can't find '__main__' module in '%s'", path);
        if (found == KI_ERR || found == KI_FALSE) return ki_api_status(ku, false);
        if (found != KI_NONE) {
            ki_decref(ku->ks, found);
            return run_main_of(ku, path);
        }
    }
    const KiConfig *config = &ku->ks->config;
    if (!config->isolated && !config->safe_path && !insert_script_folder(ku, path))
        return ki_api_status(ku, false);
    return run_source_file(ku, path);
}

KuStatus ku_run_module(KuState *ku, const char *name) {
    KiState *ks = ku->ks;
    fresh(ku);
    KiValue f = ki_import_attr(ks, "runpy", "_run_module_as_main"),
            arg = ki_str_from_cstr(ks, name);
    KiValue r = f == KI_ERR || arg == KI_ERR ? KI_ERR : ki_call1(ks, f, arg);
    ki_decref(ks, f);
    ki_decref(ks, arg);
    ki_decref(ks, r);
    return ki_api_status(ku, r != KI_ERR);
}

/* --- listings and completion --- */

static bool dis_all(KiState *ks, KiCode *code, KbStrbuf *out) {
    if (!ki_code_dis(ks, code, out)) return false;
    KiTuple *consts = ki_is_tuple(code->consts) ? ki_tuple_of(code->consts) : NULL;
    for (int64_t i = 0; consts && i < consts->len; i++)
        if (ki_is_kind(consts->items[i], KI_K_CODE)) {
            KiCode *c = (KiCode *)ki_obj(consts->items[i]);
            const char *q = ki_str_utf8(ks, ki_str_of(c->qualname), NULL);
            kb_strbuf_printf(out, "\n%s:\n", q ? q : "?");
            if (!dis_all(ks, c, out)) return false;
        }
    return true;
}

const char *ku_disassemble(KuState *ku, const char *source, const char *filename) {
    KiState *ks = ku->ks;
    fresh(ku);
    KiValue code = ki_compile(ks, source, strlen(source), filename, "exec", MODULE);
    if (code == KI_ERR) return NULL;
    KbStrbuf *out = &ku->text[3];
    kb_strbuf_clear(out);
    bool ok = dis_all(ks, (KiCode *)ki_obj(code), out);
    ki_decref(ks, code);
    return ok && !out->failed && out->data ? out->data : NULL;
}

void ku_complete(KuState *ku, const char *text, KuCompletionFn fn, void *userdata) {
    KiState *ks = ku->ks;
    KiValue saved = ki_pending(ks) ? ki_take_exc(ks) : KI_ABSENT;
    KiValue f = ki_import_attr(ks, "rlcompleter", "completions"), arg = ki_str_from_cstr(ks, text);
    KiValue r = f == KI_ERR || arg == KI_ERR ? KI_ERR : ki_call1(ks, f, arg);
    for (int64_t i = 0; ki_is_list(r) && i < ki_list_of(r)->len; i++) {
        KiValue s = ki_list_of(r)->items[i];
        const char *u = ki_is_str(s) ? ki_str_utf8(ks, ki_str_of(s), NULL) : NULL;
        if (u) fn(userdata, u);
    }
    ki_decref(ks, f);
    ki_decref(ks, arg);
    ki_decref(ks, r);
    if (ki_pending(ks)) ki_clear_exc(ks);
    if (saved != KI_ABSENT) ki_restore_exc(ks, saved);
}

KuValue ku_get_global(KuState *ku, const char *name) {
    KiDict *g = ki_api_main(ku);
    KiValue v = g ? ki_dict_get_cstr(ku->ks, g, name) : KI_ERR;
    if (v == KI_ABSENT) ki_raise(ku->ks, KI_EXC_NameError, "name '%s' is not defined", name);
    return v == KI_ABSENT || v == KI_ERR ? ku_null() : ki_to_handle(ki_new_ref(v));
}

KuStatus ku_set_global(KuState *ku, const char *name, KuValue value) {
    KiDict *g = ki_api_main(ku);
    return ki_api_status(ku, g && ki_dict_set_cstr(ku->ks, g, name, ki_from_handle(value)));
}
