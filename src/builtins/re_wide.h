#ifndef KI_RE_WIDE_H
#define KI_RE_WIDE_H
/* Compiling and running patterns whose code is too large for the byte library (re_wide.c). */
#include "mod_re.h"

enum { RE_TOO_LARGE = PCRE2_ERROR_PATTERN_TOO_LARGE };

/* 0 with *out, or PCRE2's error; RE_TOO_LARGE also if the library is not there. */
int ki_re_wide_compile(ReState *st, const ReProgram *program, uint32_t options,
                       ReWideCode **out) KB_MUST_CHECK;
void ki_re_wide_code_free(ReWideCode *c);
/* As pcre2_match(): the result, with byte offsets in p->md and the mark in p->last_mark; RE_RAISED
 * with the exception pending. */
int ki_re_wide_match(ReState *st, RePattern *p, ReSubject *s, int mode, size_t from,
                     uint32_t opt) KB_MUST_CHECK;
void ki_re_wide_state_free(ReState *st);
#endif
