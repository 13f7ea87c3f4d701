#ifndef KI_DEPTH_H
#define KI_DEPTH_H
/* How deep calls go as CPython counts them: declared here, defined by the VM (call.c). */
#include "state.h"

/* The running code is in a call of a native function that counts as soon as it calls back. Such are
 * those of no or one argument by position, of arguments in a tuple (KI_DEF_COUNTED), and what a
 * class gives. */
bool ki_in_counted_native(const KiState *ks);
/* Whether what native code calls now, or resumes, is a level deeper than the frame there: it runs
 * in such a function, or in any one called from code that has hardly run. */
bool ki_depth_of_callback(KiState *ks);
bool ki_depth_enter_slow(KiState *ks, const char *where) KB_COLD KB_MUST_CHECK;
/* One level deeper, for what CPython counts besides frames; taken back by ks->depth--. False: too
 * deep, told as "maximum recursion depth exceeded" and where. */
KB_MUST_CHECK static inline bool ki_depth_enter(KiState *ks, const char *where) {
    if (KB_UNLIKELY(ks->recursion_limit - ks->depth <= 1 ||
                    (uintptr_t)__builtin_frame_address(0) <= (uintptr_t)ks->c_stack_limit))
        return ki_depth_enter_slow(ks, where);
    ks->depth++;
    return true;
}
/* Whether there is a level left for what is over at once. */
KB_MUST_CHECK static inline bool ki_depth_room(KiState *ks, const char *where) {
    if (KB_LIKELY(ks->recursion_limit - ks->depth > 1)) return true;
    if (!ki_depth_enter_slow(ks, where)) return false;
    ks->depth--;
    return true;
}
#define KI_IN_CALL " while calling a Python object"
#define KI_IN_STR  " while getting the str of an object"
#endif
