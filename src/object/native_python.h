#ifndef KI_NATIVE_PYTHON_H
#define KI_NATIVE_PYTHON_H
/* Built-in functions and methods whose work a function in Python does. */
#include "native.h"

/* A built-in function that answers by calling f, which is seen no more: not as a function, not in
 * tracebacks. inspect is told of its parameters, as far as f names them, unless its code is marked
 * no_signature. */
KiValue ki_native_python(KiState *ks, KiFunc *f) KB_MUST_CHECK;
/* The parameters of f as the text of a signature, as far as f names them: owned. */
KiValue ki_native_python_signature(KiState *ks, KiFunc *f) KB_MUST_CHECK;
/* The same for the public methods of t; those whose names slots have stay functions, which the VM
 * enters without C recursion. */
bool ki_native_python_methods(KiState *ks, KiType *t) KB_MUST_CHECK;
/* Gives t the functions of the class `from` as methods, but for private ones and for those whose
 * names t has itself. */
bool ki_native_python_complete(KiState *ks, KiType *t, KiType *from) KB_MUST_CHECK;
/* The call of a function that has a body in Python. */
KiValue ki_native_call_body(KiState *ks, KiNative *f, KiValue *args, int nargs,
                            KiValue kwnames) KB_MUST_CHECK;
#endif
