/* Making, configuring and freeing interpreter states. */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "../vm/vm.h"
#include "api.h"

const char *ku_status_name(KuStatus status) {
    static const char *const names[KU_STATUS_COUNT] = {"ok", "error", "no memory", "exit",
                                                       "incomplete"};
    return (unsigned)status < KU_STATUS_COUNT ? names[status] : "unknown";
}

void ku_config_init(KuConfig *config) {
    memset(config, 0, sizeof *config);
    config->struct_size = sizeof *config;
}

static bool on_step_limit(KiState *ks) {
    KuState *ku = ki_host(ks);
    uint64_t more = ku->on_step ? ku->on_step(ku, ku->step_data) : 0;
    if (more) {
        ks->step_limit = ks->steps + more;
        return true;
    }
    if (!ki_pending(ks)) ki_raise(ks, KI_EXC_RuntimeError, "step limit exceeded");
    return false;
}

static KiConfig flags_of(const KuConfig *c) {
    KiConfig k = {.isolated = c->isolated,
                  .no_site = c->no_site,
                  .ignore_environment = c->ignore_environment,
                  .dont_write_bytecode = c->dont_write_bytecode,
                  .unbuffered = c->unbuffered,
                  .verbose = c->verbose,
                  .quiet = c->quiet,
                  .interactive = c->interactive,
                  .inspect = c->inspect,
                  .dev_mode = c->dev_mode,
                  .utf8_mode = c->utf8_mode,
                  .safe_path = c->safe_path,
                  .no_user_site = c->no_user_site,
                  .warn_default_encoding = c->warn_default_encoding,
                  .no_debug_ranges = c->no_debug_ranges,
                  .optimize = c->optimize,
                  .bytes_warning = c->bytes_warning,
                  .hash_seed_set = c->hash_seed_set,
                  .hash_seed = c->hash_seed,
                  .int_max_str_digits = c->int_max_str_digits};
    return k;
}

static bool set_list(KiState *ks, const char *name, const char *const *items, int n) {
    KiList *l = ki_list_new(ks, n);
    bool ok = l != NULL;
    for (int i = 0; ok && (n >= 0 ? i < n : items[i] != NULL); i++) {
        KiValue s = ki_str_from_utf8(ks, items[i], strlen(items[i]));
        if (s == KI_ERR &&
            ki_pending_is(ks, KI_EXC_UnicodeDecodeError)) { /* bytes that are no UTF-8 */
            ki_clear_exc(ks);
            KiValue b = ki_bytes_from(ks, items[i], strlen(items[i]));
            KiValue a[2] = {ki_str_from_cstr(ks, "utf-8"), ki_str_from_cstr(ks, "surrogateescape")};
            s = b == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, b, "decode", a, 2);
            ki_decref(ks, a[0]);
            ki_decref(ks, a[1]);
            ki_decref(ks, b);
        }
        ok = s != KI_ERR && ki_list_append(ks, l, s);
        ki_decref(ks, s);
    }
    ok = ok && ki_dict_set_cstr(ks, ks->sys_dict, name, ki_from_obj(l));
    if (l) ki_decref_obj(ks, &l->h);
    return ok;
}

/* sys.name */
static bool set_text(KiState *ks, const char *name, const char *text) {
    KiValue s = ki_str_from_cstr(ks, text);
    bool ok = s != KI_ERR && ki_dict_set_cstr(ks, ks->sys_dict, name, s);
    ki_decref(ks, s);
    return ok;
}

/* sys._xoptions: name -> value, or True. */
static bool set_x_options(KiState *ks, const char *const *items) {
    KiValue d = ki_dict_get_cstr(ks, ks->sys_dict, "_xoptions");
    for (; ki_is_dict(d) && *items; items++) {
        const char *eq = strchr(*items, '=');
        if (!strcmp(*items, "refcheck")) ks->config.refcheck = true;
        KiValue k = ki_str_from_utf8(ks, *items, eq ? (size_t)(eq - *items) : strlen(*items));
        KiValue v = eq ? ki_str_from_cstr(ks, eq + 1) : KI_TRUE;
        bool ok = k != KI_ERR && v != KI_ERR && ki_dict_set(ks, ki_dict_of(d), k, v);
        ki_decref(ks, k);
        ki_decref(ks, v);
        if (!ok) return false;
    }
    return true;
}

/* The options -W are looked at by the module warnings: at once, so that bad ones are told. */
static bool load_warnings(KiState *ks) {
    KiValue v = ki_import_attr(ks, "warnings", "filters");
    ki_decref(ks, v);
    return v != KI_ERR;
}

static bool make_main(KiState *ks) {
    KiModule *m = ki_module_new(ks, "__main__");
    if (!m) return false;
    KiDict *ann = ki_dict_new(ks);
    bool ok = ann && ki_dict_set_late(ks, m->dict, "__loader__") &&
              ki_dict_set_cstr(ks, m->dict, "__annotations__", ki_from_obj(ann)) &&
              ki_dict_set_str(ks, m->dict, ks->names.d_builtins, ks->builtins) &&
              ki_dict_set_str(ks, ks->modules, ks->names.d_main, ki_from_obj(m));
    if (ann) ki_decref_obj(ks, &ann->h);
    ki_decref_obj(ks, &m->h);
    return ok;
}

static bool configure(KiState *ks, KuState *ku, const KuConfig *c) {
    if (c->argc && !set_list(ks, "argv", (const char *const *)c->argv, c->argc)) return false;
    if (c->orig_argc && !set_list(ks, "orig_argv", (const char *const *)c->orig_argv, c->orig_argc))
        return false;
    if (c->path && !set_list(ks, "path", c->path, -1)) return false;
    if (c->warn_options && !set_list(ks, "warnoptions", c->warn_options, -1)) return false;
    if (c->x_options && !set_x_options(ks, c->x_options)) return false;
    if (c->pycache_prefix && !set_text(ks, "pycache_prefix", c->pycache_prefix)) return false;
    if (c->executable && !(set_text(ks, "executable", c->executable) &&
                           set_text(ks, "_base_executable", c->executable)))
        return false;
    if (c->recursion_limit > 0) ks->recursion_limit = c->recursion_limit;
    ku_set_step_limit(ku, c->step_limit);
    ks->vm->on_step_limit = on_step_limit;
    ks->bi->audit_open = c->file_policy;
    ks->bi->audit_data = c->policy_data;
    if (c->write) {
        ku->io = (KiHostIo){c->write, c->read, c->io_data};
        ks->bi->host_io = &ku->io;
    }
    return ki_init_std_streams(ks) && make_main(ks) &&
           (!c->warn_options || !*c->warn_options || load_warnings(ks)) &&
           (!c->handle_signals || ki_signal_take_over(ks));
}

KuState *ku_new(const KuConfig *config) {
    KuConfig defaults;
    KbAlloc a;
    if (!config) {
        ku_config_init(&defaults);
        config = &defaults;
    }
    kb_alloc_init(&a, config->realloc, config->realloc_data);
    a.limit = config->memory_limit;
    KuState *ku = kb_calloc(&a, sizeof *ku);
    if (!ku) return NULL;
    KiConfig flags = flags_of(config);
    ku->ks = ki_state_new(&a, &flags);
    if (!ku->ks) {
        kb_free(&a, ku, sizeof *ku);
        return NULL;
    }
    ku->ks->host = (struct KiHost *)ku;
    ku->on_step = config->on_step_limit;
    ku->step_data = config->step_data;
    for (size_t i = 0; i < sizeof ku->text / sizeof *ku->text; i++)
        kb_strbuf_init(&ku->text[i], &ku->ks->alloc, KB_STRBUF_NO_MAX);
    if (configure(ku->ks, ku, config)) return ku;
    ku_free(ku);
    return NULL;
}

void ku_free(KuState *ku) {
    if (!ku) return;
    KiState *ks = ku->ks;
    KbAlloc a; /* the state's own goes with it */
    kb_alloc_init(&a, ks->alloc.fn, ks->alloc.userdata);
    a.used = sizeof *ku; /* what is released through it below */
    for (KiHostType *t = ku->types; t; t = t->next)
        a.used += sizeof *t;
    ki_error_texts_free(ku);
    ki_api_release_types(ku);
    ki_state_free(ks);
    for (KiHostType *t = ku->types, *next; t; t = next) {
        next = t->next;
        kb_free(&a, t, sizeof *t);
    }
    kb_free(&a, ku, sizeof *ku);
}

void ku_interrupt(KuState *ku) {
    ki_signal_interrupt(ku->ks);
}
void ku_set_userdata(KuState *ku, void *userdata) {
    ku->userdata = userdata;
}
void *ku_userdata(KuState *ku) {
    return ku->userdata;
}
size_t ku_memory_used(const KuState *ku) {
    return ku->ks->alloc.used;
}
size_t ku_memory_peak(const KuState *ku) {
    return ku->ks->alloc.peak;
}
uint64_t ku_steps(const KuState *ku) {
    return ku->ks->steps;
}
void ku_set_step_limit(KuState *ku, uint64_t limit) {
    ku->ks->step_limit = limit;
    if (limit) ki_break(ku->ks, KI_BREAK_STEPS);
}
int64_t ku_collect(KuState *ku) {
    return ki_gc_collect(ku->ks, 2);
}
