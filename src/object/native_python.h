#ifndef KI_NATIVE_PYTHON_H
#define KI_NATIVE_PYTHON_H
/* Built-in functions whose work a function in Python does. */
#include "native.h"

/* A built-in function that answers by calling f, which is seen no more: not as a function, not in
 * tracebacks. has_signature: inspect is told of its parameters, as far as f names them. */
KiValue ki_native_python(KiState *ks, KiFunc *f, bool has_signature) KB_MUST_CHECK;
#endif
