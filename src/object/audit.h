#ifndef KI_AUDIT_H
#define KI_AUDIT_H
/* Audit events (PEP 578): what a script is about to do, told to the hooks of sys.addaudithook.
 *
 * Each place that does something CPython has an event for says so with ki_audit. While no hook is
 * set that costs the test of one pointer, and nothing is made of the arguments. */
#include "runtime.h"

/* Calls all hooks with the event and a tuple of arguments, made as `format` says, one letter each:
 *
 *     O  KiValue, borrowed; KI_ABSENT is None        s  const char *, as str; NULL is None
 *     i  int     u  unsigned int     l  int64_t      b  const char *, as bytes
 *     d  int, the descriptor of a directory: AT_FDCWD is -1
 *
 * false: a hook raised, and what was to be done must not be. An exception that was pending before
 * stays so. */
bool ki_audit_call(KiState *ks, const char *event, const char *format, ...) KB_MUST_CHECK;
#define ki_audit(ks, ...) (KB_LIKELY(!(ks)->audit_hooks) || ki_audit_call(ks, __VA_ARGS__))

/* The same with the arguments in a tuple; name is a str. */
bool ki_audit_tuple(KiState *ks, KiValue name, KiValue args) KB_MUST_CHECK;
/* sys.addaudithook */
bool ki_audit_add(KiState *ks, KiValue hook) KB_MUST_CHECK;
#endif
