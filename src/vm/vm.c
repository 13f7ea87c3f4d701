/* The private state of the VM: stack, stubs, pseudo frames. */
#include "vm.h"

#include "thread.h"
#include "trace.h"

#include <sys/mman.h>

enum { STACK_WORDS = 1 << 23, STACK_MARGIN = 4096 }; /* 64 MiB of address space, touched on use */

static void fake_func(KiState *ks, KiFunc *f, KiCode *c, KiInstr *instrs) {
    memset(f, 0, sizeof *f);
    memset(c, 0, sizeof *c);
    c->h.rc = f->h.rc = KI_RC_IMMORTAL;
    c->h.kind = KI_K_CODE;
    c->h.shape = ks->types[KI_K_CODE]->root_shape;
    c->instrs = instrs;
    c->n_instrs = KI_N_STUBS;
    c->name = c->qualname = c->filename = ks->empty_str;
    c->doc = KI_NONE;
    c->names = c->consts = ks->empty_tuple;
    f->h.kind = KI_K_FUNC;
    f->h.aux = KI_AUX_BIND;
    f->h.shape = ks->types[KI_K_FUNC]->root_shape;
    f->code = c;
    f->entry = instrs;
    f->defaults = f->kwdefaults = f->closure = f->doc = f->module = KI_NONE;
    f->name = f->qualname = ks->empty_str;
    f->annotations = f->dict = KI_ABSENT;
}

bool ki_vm_init(KiState *ks) {
    KiVm *vm = kb_calloc(&ks->alloc, sizeof *vm);
    if (!vm) return false;
    static const uint8_t ops[KI_N_STUBS] = {
        [KI_STUB_EXIT] = KI_OP_STUB_EXIT,         [KI_STUB_INIT] = KI_OP_STUB_INIT,
        [KI_STUB_GENRET] = KI_OP_STUB_GENRET,     [KI_STUB_RESULT] = KI_OP_STUB_RESULT,
        [KI_STUB_COMPARED] = KI_OP_STUB_COMPARED, [KI_STUB_CALLED] = KI_OP_STUB_CALLED,
        [KI_STUB_FRAME] = KI_OP_STUB_FRAME,       [KI_STUB_TRACE] = KI_OP_STUB_TRACE,
        [KI_STUB_ROOT] = KI_OP_STUB_EXIT};
    for (int i = 0; i < KI_N_STUBS; i++)
        vm->stub[i].op = ops[i];
    fake_func(ks, &vm->root_func, &vm->root_code, vm->stub);
    fake_func(ks, &vm->init_func, &vm->init_code, vm->stub);
    vm->init_code.n_locals = 1;
    vm->init_code.n_regs = 8;
    vm->init_func.n_locals = 1;
    vm->init_func.n_regs = 8;
    vm->reserved_size = (size_t)STACK_WORDS * sizeof(KiValue);
    /* Address space only: pages come as they are touched, so this is not the allocator's business.
     */
    void *p = mmap(NULL, vm->reserved_size, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) {
        kb_free(&ks->alloc, vm, sizeof *vm);
        return false;
    }
    vm->reserved = p;
    ks->stack = p;
    ks->stack_end = ks->stack + STACK_WORDS;
    ks->stack_limit = ks->stack_end - STACK_MARGIN;
    vm->root = ks->stack + 4;
    vm->root[-4] = 0;
    vm->root[-3] = ki_from_obj(&vm->root_func);
    vm->root[-2] = (KiValue)(uintptr_t)&vm->stub[KI_STUB_ROOT];
    vm->root[-1] = (KiValue)(uintptr_t)vm->root;
    vm->floor = vm->root;
    for (size_t i = 0; i < sizeof vm->import_parts / sizeof *vm->import_parts; i++)
        vm->import_parts[i] = KI_ABSENT;
    ks->R = vm->root;
    ks->pc = vm->stub;
    ks->vm = vm;
    return ki_threads_init(ks) && ki_gen_types_init(ks) && ki_frame_types_init(ks);
}

void ki_vm_free(KiState *ks) {
    KiVm *vm = ks->vm;
    if (!vm) return;
    for (uint32_t i = 0; i < vm->cap_cached_names; i++)
        if (vm->cached_names[i].name) ki_decref_obj(ks, &vm->cached_names[i].name->h);
    ki_trace_free(ks);
    kb_free(&ks->alloc, vm->cached_names, vm->cap_cached_names * sizeof *vm->cached_names);
    ki_import_free(ks);
    munmap(vm->reserved, vm->reserved_size);
    ki_threads_free(ks);
    kb_free(&ks->alloc, vm, sizeof *vm);
    ks->vm = NULL;
    ks->R = ks->stack = ks->stack_end = ks->stack_limit = NULL;
}
