/* The dispatch loop once more, with a look at the trace before every instruction (trace.h). */
#define KI_TRACED 1
#include "eval.c"
