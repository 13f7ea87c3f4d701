#ifndef KI_RUNTIME_H
#define KI_RUNTIME_H
/* The generic operations on values: what the built-in functions and the VM's slow paths are made
 * of. Declared here, below vm and builtins, because objects need them upward (a list's repr calls
 * its items' repr). Arguments borrowed, results owned, KI_ERR / false / -1 = exception pending. */
#include "state.h"

/* --- calling (vm/call.c) --- */
KiValue ki_call(KiState *ks, KiValue callee, KiValue *args, int nargs,
                KiValue kwnames /* tuple or ABSENT; values follow args */) KB_MUST_CHECK;
/* The same for a function, in Python or native, without asking its KiInstead. */
KiValue ki_call_itself(KiState *ks, KiValue callee, KiValue *args, int nargs,
                       KiValue kwnames) KB_MUST_CHECK;
KiValue ki_call0(KiState *ks, KiValue callee) KB_MUST_CHECK;
KiValue ki_call1(KiState *ks, KiValue callee, KiValue a) KB_MUST_CHECK;
KiValue ki_call2(KiState *ks, KiValue callee, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue ki_call_tuple(KiState *ks, KiValue callee, KiTuple *args,
                      KiDict *kwargs /* or NULL */) KB_MUST_CHECK;
KiValue ki_call_method(KiState *ks, KiValue self, KiStr *name, KiValue *args,
                       int nargs) KB_MUST_CHECK;
/* Calls type(self).name(self, args...) bypassing the instance: special methods. KI_ABSENT without
 * an exception if the type has none. */
KiValue ki_call_special(KiState *ks, KiValue self, KiStr *name, KiValue *args,
                        int nargs) KB_MUST_CHECK;
/* type(o).name bound to o, owned; KI_ABSENT if the type has none. */
KiValue ki_lookup_special(KiState *ks, KiValue o, KiStr *name) KB_MUST_CHECK;
/* Runs a code object as a module / exec body. locals: mapping, or ABSENT for globals. */
KiValue ki_exec_code(KiState *ks, KiCode *code, KiDict *globals, KiValue locals) KB_MUST_CHECK;
/* Runs a class body (KI_CO_NAMESPACE) with register 0 = ns: what it returns (its __class__ cell or
 * None). */
KiValue ki_call_body(KiState *ks, KiFunc *body, KiValue ns) KB_MUST_CHECK;
/* Compiles source text; mode "exec", "eval" or "single". Raises SyntaxError and friends. */
KiValue ki_compile(KiState *ks, const char *src, size_t len, const char *filename, const char *mode,
                   int flags) KB_MUST_CHECK;
/* Likewise what was typed at the prompt so far; *more: the statement goes on, and nothing is
 * pending. more is NULL where the input has ended. */
KiValue ki_compile_statement(KiState *ks, const char *source, size_t n, const char *filename,
                             bool *more) KB_MUST_CHECK;
/* The value of an entry of d that was set as late (ki_dict_set_late). builtins/late_values.c */
KiValue ki_late_value(KiState *ks, KiDict *d, KiStr *key) KB_MUST_CHECK;
KiValue ki_import(KiState *ks,
                  const char *dotted_name) KB_MUST_CHECK; /* the last module of the dotted name */
/* Resumes a generator: value sent, KI_ABSENT when it finished (return value in *result if not
 * NULL). */
KiValue ki_gen_send(KiState *ks, KiGenerator *g, KiValue v, KiValue *result) KB_MUST_CHECK;
KiValue ki_gen_throw(KiState *ks, KiGenerator *g, KiValue exc, KiValue *result) KB_MUST_CHECK;
bool ki_gen_close(KiState *ks, KiGenerator *g) KB_MUST_CHECK;
/* Frames for introspection: depth 0 is the innermost running Python frame; NULL if not that deep
 * (no exception) or on error. Owned. */
KiFrame *ki_frame_get(KiState *ks, int depth);
/* The innermost frame, with the frames that it was called from as they are now. */
KiFrame *ki_frame_chain(KiState *ks);
bool ki_func_is_running(KiState *ks, const KiFunc *f); /* has a frame on the stack */
uint32_t ki_frame_code_flags(KiState *ks);             /* of the innermost frame; 0: none */
KiDict *ki_frame_globals(KiState *ks); /* of the innermost frame, borrowed; NULL: none */
/* Puts the variables of a function whose registers are regs into d. */
bool ki_frame_fill_locals(KiState *ks, const KiFunc *func, const KiValue *regs,
                          KiDict *d) KB_MUST_CHECK;
KiValue ki_frame_locals(KiState *ks, KiFrame *f) KB_MUST_CHECK; /* owned mapping, locals() */
/* The frame's locals() stay the same dict until its function ends. */
void ki_frame_keep(KiFrame *f);
uint32_t ki_frame_line(KiFrame *f);
/* tb.tb_frame: an entry keeps only its function until somebody asks. Owned KiFrame. */
KiValue ki_traceback_frame(KiState *ks, KiTraceback *tb) KB_MUST_CHECK;
/* Gives an exception that has no traceback one of the innermost frame alone, if memory allows. */
void ki_trace_here(KiState *ks, KiException *e);

/* Told before a class attribute changes what lookups through t or its subclasses give (vm): drops
 * the inline caches that assumed the old answer. Called only while some such type has KI_TF_IC,
 * which the VM sets on every type that a cache relies on. name NULL: anything may have changed.
 * keep_slots: where instances have the name stays as it was. */
void ki_vm_drop_caches(KiState *ks, KiType *t, KiStr *name, bool keep_slots);

/* --- attributes (object/attr.c) --- */
KiValue ki_getattr(KiState *ks, KiValue o, KiStr *name) KB_MUST_CHECK;
/* An AttributeError that is pending when reading o.name failed gets the object and the name, from
 * which its traceback takes a suggestion, unless it has them. ki_getattr calls this. */
void ki_attr_error_context(KiState *ks, KiValue o, KiStr *name);
KiValue ki_getattr_cstr(KiState *ks, KiValue o, const char *name) KB_MUST_CHECK;
/* KI_ABSENT instead of AttributeError. */
KiValue ki_getattr_opt(KiState *ks, KiValue o, KiStr *name) KB_MUST_CHECK;
bool ki_setattr(KiState *ks, KiValue o, KiStr *name, KiValue v /* ABSENT: delete */) KB_MUST_CHECK;

/* --- operators (object/operator.c) --- */
KiValue ki_binary(KiState *ks, KiValue a, KiValue b, KiBinaryOp op) KB_MUST_CHECK;
/* + by the number methods alone, and + and * of sequences whose number methods declined: both may
 * be KI_NOT_IMPLEMENTED. */
KiValue ki_number_add(KiState *ks, KiValue a, KiValue b, bool inplace) KB_MUST_CHECK;
KiValue ki_sequence_binary(KiState *ks, KiValue a, KiValue b, KiBinaryOp op,
                           bool inplace) KB_MUST_CHECK;
KiValue ki_inplace(KiState *ks, KiValue a, KiValue b, KiBinaryOp op) KB_MUST_CHECK;
KiValue ki_unary(KiState *ks, KiValue a, KiUnaryOp op) KB_MUST_CHECK;
KiValue ki_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) KB_MUST_CHECK;
int ki_compare_bool(KiState *ks, KiValue a, KiValue b,
                    KiCompareOp op) KB_MUST_CHECK; /* identity first for EQ and NE */
int ki_truth(KiState *ks, KiValue v) KB_MUST_CHECK;
/* object.__hash__: from what the value is, not from what it equals. */
static inline int64_t ki_identity_hash(KiValue v) {
    return (int64_t)(v >> 4 | v << 60);
}
bool ki_hash(KiState *ks, KiValue v, int64_t *out) KB_MUST_CHECK;
int64_t ki_len(KiState *ks, KiValue v) KB_MUST_CHECK;
int64_t ki_length_hint(KiState *ks, KiValue v, int64_t fallback) KB_MUST_CHECK;
KiValue ki_getitem(KiState *ks, KiValue o, KiValue key) KB_MUST_CHECK;
bool ki_setitem(KiState *ks, KiValue o, KiValue key, KiValue v /* ABSENT: delete */) KB_MUST_CHECK;
int ki_contains(KiState *ks, KiValue container, KiValue item) KB_MUST_CHECK;
KiValue ki_repr(KiState *ks, KiValue v) KB_MUST_CHECK; /* exact or subclass str */
KiValue ki_str(KiState *ks, KiValue v) KB_MUST_CHECK;
KiValue ki_ascii(KiState *ks, KiValue v) KB_MUST_CHECK;
KiValue ki_format(KiState *ks, KiValue v, KiValue spec /* str or ABSENT */) KB_MUST_CHECK;
KiValue ki_iter(KiState *ks, KiValue v) KB_MUST_CHECK;
/* An iterator over what the subscripts 0, 1, 2 ... give. */
/* Has t no __iter__ but subscripts that may be items at positions? */
bool ki_has_positions(KiState *ks, const KiType *t);
KiValue ki_iter_by_items(KiState *ks, KiValue v) KB_MUST_CHECK;
KiValue ki_next(KiState *ks,
                KiValue it) KB_MUST_CHECK; /* KI_ABSENT: exhausted (StopIteration swallowed) */
int ki_isinstance(KiState *ks, KiValue v, KiValue cls) KB_MUST_CHECK;
int ki_issubclass(KiState *ks, KiValue c, KiValue cls) KB_MUST_CHECK;
bool ki_callable(KiState *ks, KiValue v);
/* repr() recursion: 1 if v is already being printed ("[...]"), 0 entered, -1 error; leave
 * afterwards. */
int ki_repr_enter(KiState *ks, KiValue v) KB_MUST_CHECK;
void ki_repr_leave(KiState *ks, KiValue v);
KiValue ki_fspath(KiState *ks, KiValue v) KB_MUST_CHECK; /* str or bytes */

/* --- exceptions (object/obj_exception.c, vm/unwind.c) --- */
KiValue ki_exc_new(KiState *ks, KiType *cls, KiValue *args, int nargs) KB_MUST_CHECK;
int ki_exc_matches(KiState *ks, KiValue exc, KiValue type_or_tuple) KB_MUST_CHECK;
/* except*: splits exc (a group or not) by a type or tuple: owned parts, None for nothing. */
bool ki_exc_group_split(KiState *ks, KiValue exc, KiValue types, KiValue *match,
                        KiValue *rest) KB_MUST_CHECK;
/* The part of the group orig made of the leaves of the exceptions in keep. Owned, None for nothing.
 */
KiValue ki_exc_group_projection(KiState *ks, KiValue orig, KiList *keep) KB_MUST_CHECK;
/* Text as the traceback module prints it, with carets, causes, notes, groups. Owned str. */
KiValue ki_format_exception(KiState *ks, KiValue exc) KB_MUST_CHECK;
/* The same, written by `write` in pieces: one ends where str(exc) is called, which may print. */
bool ki_print_exception(KiState *ks, KiValue exc,
                        bool (*write)(KiState *ks, KiValue text)) KB_MUST_CHECK;
/* The traceback alone, and the line that names the type and has str() of the exception (None: only
 * the type; no type: no line). Owned str. */
KiValue ki_format_unraisable(KiState *ks, KiValue type, KiValue exc,
                             KiValue traceback) KB_MUST_CHECK;
/* Warning through warnings.warn's filters. stacklevel 1 = the running Python frame. */
bool ki_warn(KiState *ks, enum KiExcId category, int stacklevel, const char *fmt, ...)
    KB_PRINTF(4, 5) KB_MUST_CHECK;

/* The character of a name, for "\N{...}" in source text (builtins/ucd.c). */
bool ki_ucd_lookup(const char *name, size_t len, uint32_t *code_point);

/* --- state (builtins/init.c) --- */
KiState *ki_state_new(const KbAlloc *alloc, const KiConfig *config); /* NULL: out of memory */
void ki_state_free(KiState *ks);
#endif
