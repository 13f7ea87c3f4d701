/* The life of an interpreter state: what is set up and taken down, in which order. */
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include "../base/hash.h"
#include "../vm/thread.h"
#include "builtins.h"
#include "func_core.h"
#include "mod_faulthandler.h"
#include "type_init.h"

static void choose_hash_key(KiState *ks) {
    if (ks->config.hash_seed_set)
        kb_hash_key_from_seed(ks->config.hash_seed, ks->hash_key);
    else if (getrandom(ks->hash_key, sizeof ks->hash_key, GRND_NONBLOCK) != sizeof ks->hash_key)
        kb_hash_key_from_seed((uint32_t)getpid() ^ (uint32_t)(uintptr_t)ks, ks->hash_key);
}

static bool make_builtins_record(KiState *ks) {
    ks->bi = kb_calloc(&ks->alloc, sizeof *ks->bi);
    if (!ks->bi) return false;
    for (size_t i = 0; i < sizeof ks->bi->slot / sizeof *ks->bi->slot; i++)
        ks->bi->slot[i] = KI_ABSENT;
    return true;
}

KiState *ki_state_new(const KbAlloc *alloc, const KiConfig *config) {
    KbAlloc a;
    if (alloc)
        memcpy(&a, alloc, sizeof a);
    else
        kb_alloc_init(&a, NULL, NULL);
    KiState *ks = kb_calloc(&a, sizeof *ks);
    if (!ks) return NULL;
    memcpy(&ks->alloc, &a, sizeof a);
    if (config) ks->config = *config;
    /* here 0 means no limit, in the configuration the default */
    ks->config.dlopen_flags = RTLD_NOW;
    if (ks->config.int_max_str_digits == 0)
        ks->config.int_max_str_digits = 4300;
    else if (ks->config.int_max_str_digits < 0)
        ks->config.int_max_str_digits = 0;
    ks->recursion_limit = 1000;
    ks->len_fn = ki_bi_len;
    ks->c_stack_limit = ki_c_stack_limit();
    ks->exc = ks->exc_base.handled = ks->memory_error = KI_ABSENT;
    ks->exc_state = &ks->exc_base;
    ks->builtins = KI_ABSENT;
    choose_hash_key(ks);
    bool ok = ki_types_init(ks) && ki_vm_init(ks) && make_builtins_record(ks) &&
              (ks->modules = ki_dict_new(ks)) && ki_init_container_methods(ks) &&
              ki_init_number_methods(ks) && ki_init_reduce_methods(ks) &&
              ki_init_builtins_module(ks) && ki_init_sys(ks) && ki_import_init(ks) &&
              ki_init_io(ks);
    if (!ok) {
        ki_state_free(ks);
        return NULL;
    }
    ks->bi->n_builtins = ks->builtins_dict->used;
    ki_gc_settle(ks, true);
    return ks;
}

/* --- the end --- */

/* Gives every name the value None, those with one underscore first. */
static void clear_names(KiState *ks, KiDict *d) {
    for (int pass = 0; pass < 2; pass++) {
        int64_t pos = 0;
        KiValue k, v;
        while (ki_dict_next(d, &pos, &k, &v)) {
            if (!ki_is_str_exact(k) || ki_is_none(v)) continue;
            KiStr *s = ki_str_of(k);
            bool single = s->len > 1 && ki_str_at(s, 0) == '_' && ki_str_at(s, 1) != '_';
            if (pass == 0 ? !single : s == ks->names.d_builtins) continue;
            ki_incref(k);
            if (!ki_dict_set(ks, d, k, KI_NONE)) ki_clear_exc(ks);
            ki_decref(ks, k);
        }
    }
}

/* Empties a module that something still holds; sys and builtins serve until the end. */
static void clear_module(KiState *ks, KiValue module) {
    KiDict *d = ((KiModule *)ki_obj(module))->dict;
    if (d != ks->sys_dict && d != ks->builtins_dict) clear_names(ks, d);
}

/* What the program put among the builtins goes while they still work. */
static void drop_added_builtins(KiState *ks) {
    KiList *added = ki_list_new(ks, 0);
    int64_t pos = 0, at = 0;
    KiValue k, v;
    while (added && ki_dict_next(ks->builtins_dict, &pos, &k, &v))
        if (at++ >= ks->bi->n_builtins && !ki_list_append(ks, added, k)) break;
    for (int64_t i = 0; added && i < added->len; i++) {
        v = ki_dict_pop(ks, ks->builtins_dict, added->items[i]);
        if (v != KI_ERR) ki_decref(ks, v);
    }
    if (added) ki_decref_obj(ks, &added->h);
    if (ki_pending(ks)) ki_clear_exc(ks);
}

/* What keeps much alive or serves imports goes first; the standard streams are the first ones
 * again. */
static void reset_sys(KiState *ks) {
    static const char *const gone[] = {"path",
                                       "argv",
                                       "ps1",
                                       "ps2",
                                       "last_type",
                                       "last_value",
                                       "last_traceback",
                                       "path_hooks",
                                       "path_importer_cache",
                                       "meta_path",
                                       "__interactivehook__"};
    static const char *const streams[][2] = {
        {"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof gone / sizeof *gone; i++)
        ok = ki_dict_set_cstr(ks, ks->sys_dict, gone[i], KI_NONE);
    for (int i = 0; ok && i < 3; i++) {
        KiValue f = ki_dict_get_cstr(ks, ks->sys_dict, streams[i][1]);
        ok = ki_dict_set_cstr(ks, ks->sys_dict, streams[i][0], f == KI_ABSENT ? KI_NONE : f);
    }
    if (!ok) ki_clear_exc(ks);
}

/* Lets go of all modules: those nobody else holds die at once, the others lose their contents. */
static void drop_modules(KiState *ks) {
    KiList *all = ki_list_new(ks, 0);
    int64_t pos = 0;
    KiValue k, v;
    while (all && ki_dict_next(ks->modules, &pos, &k, &v))
        if (ki_has_layout(v, KI_K_MODULE) && !ki_list_append(ks, all, v)) break;
    /* __main__ first, while everything it may need at the end still works */
    KiValue main_module = ki_dict_pop(ks, ks->modules, ki_from_obj(ks->names.d_main));
    if (main_module != KI_ERR && main_module != KI_ABSENT) {
        for (int64_t i = 0; all && i < all->len; i++)
            if (all->items[i] == main_module) ki_assign(ks, &all->items[i], KI_NONE);
        bool is_module = ki_has_layout(main_module, KI_K_MODULE);
        const KiObj *names = is_module ? &((KiModule *)ki_obj(main_module))->dict->h : NULL;
        if (is_module && ki_obj(main_module)->rc > 1) clear_module(ks, main_module);
        ki_decref(ks, main_module);
        ki_gc_collect_from(ks, 2, names); /* functions keep the dict: its names go one by one */
    }
    if (ki_pending(ks)) ki_clear_exc(ks);
    ki_dict_clear(ks, ks->modules);
    drop_added_builtins(ks);
    for (int64_t i = all ? all->len - 1 : -1; i >= 0; i--) {
        KiValue m = all->items[i];
        all->items[i] = KI_NONE;
        if (ki_has_layout(m, KI_K_MODULE) && ki_obj(m)->rc > 1) clear_module(ks, m);
        ki_decref(ks, m);
    }
    if (all) ki_decref_obj(ks, &all->h);
    ki_gc_collect(ks, 2);
    ki_io_flush_std(ks);
    clear_names(ks, ks->sys_dict); /* its own finalizers find no standard streams */
    clear_names(ks, ks->builtins_dict);
}

static void free_builtins(KiState *ks) {
    KiBuiltins *bi = ks->bi;
    if (!bi) return;
    ki_gc_set_hooks(ks, NULL);
    if (bi->tensor_free) bi->tensor_free(ks);
    ki_faulthandler_free(ks);
    ki_signal_free(ks);
    for (size_t i = 0; i < sizeof bi->slot / sizeof *bi->slot; i++) {
        KiValue v = bi->slot[i];
        bi->slot[i] = KI_ABSENT;
        ki_decref(ks, v);
    }
    KiType *types[] = {bi->stat_result,  bi->struct_time, bi->terminal_size, bi->dir_entry,
                       bi->scandir_iter, bi->lock_type,   bi->rlock_type};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i]) ki_decref_obj(ks, &types[i]->h);
    if (bi->atexit) ki_decref_obj(ks, &bi->atexit->h);
    bi->atexit = NULL;
}

/* threading waits for the threads that are not daemons. */
static void join_threads(KiState *ks) {
    KiValue m = ki_dict_get_cstr(ks, ks->modules, "threading");
    if (m == KI_ABSENT) return;
    if (m != KI_ERR) {
        KiValue r = ki_call_method_cstr(ks, m, "_shutdown", NULL, 0);
        if (r != KI_ERR)
            ki_decref(ks, r);
        else
            ki_write_unraisable(ks, m);
    } else {
        ki_clear_exc(ks);
    }
}

void ki_state_free(KiState *ks) {
    if (ks->bi && ks->sys_dict) {
        if (ki_pending(ks)) ki_clear_exc(ks);
        join_threads(ks);
        ki_atexit_run(ks);
        ki_io_flush_std(ks);
        ks->finalizing = true;
        bool others = ki_threads_stop(ks);
        reset_sys(ks);
        ki_memory_error_reset(ks);
        drop_modules(ks);
        ki_thread_drop_values(ks); /* finalizers may have set context variables */
        if (others) return; /* a daemon thread may be in a call that fills memory of the state */
    }
    if (ks->audit_hooks) {
        KiList *hooks = ks->audit_hooks;
        ks->audit_hooks = NULL;
        ki_decref_obj(ks, &hooks->h);
    }
    free_builtins(ks);
    if (ks->vm) ki_import_free(ks);
    KiDict *dicts[] = {ks->sys_dict, ks->modules};
    ks->sys_dict = ks->modules = NULL;
    for (int i = 0; i < 2; i++)
        if (dicts[i]) {
            if (i == 0) ki_dict_clear(ks, dicts[i]);
            ki_decref_obj(ks, &dicts[i]->h);
        }
    if (ks->builtins != KI_ABSENT) {
        KiValue b = ks->builtins;
        ki_dict_clear(ks, ks->builtins_dict);
        ks->builtins = KI_ABSENT;
        ks->builtins_dict = NULL;
        ki_decref(ks, b);
    }
    if (ks->bi) {
        ki_gc_settle(ks, false);
        ki_gc_collect(ks, 2); /* finalisers need what follows */
        ki_io_free(ks);
        ki_struct_seq_free(ks);
        kb_free(&ks->alloc, ks->bi, sizeof *ks->bi);
        ks->bi = NULL;
    }
    if (ks->vm) ki_vm_free(ks);
    if (ks->repr_stack) ki_mem_free(ks, ks->repr_stack, ks->cap_repr * sizeof *ks->repr_stack);
    ks->repr_stack = NULL;
    ki_types_free(ks);
    KbAlloc a;
    memcpy(&a, &ks->alloc, sizeof a);
    kb_free(&a, ks, sizeof *ks);
}
