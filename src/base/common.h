#ifndef KB_COMMON_H
#define KB_COMMON_H
/* Compiler attributes, and checks for programmer errors. The checks have no side effects and vanish
 * with -DNDEBUG; user errors
 * (bad scripts, files, shapes) are never asserts. */
#include <assert.h>

#define KB_ASSERT(x) assert(x)
#ifdef KB_HEAP_DEBUG
#define KB_ASSERT_SLOW(x) assert(x)
#else
#define KB_ASSERT_SLOW(x) ((void)0)
#endif

/* Before a function whose loops need the vectoriser at any optimisation level. */
#ifdef __clang__
#define KB_VECTORISE
#else
#define KB_VECTORISE __attribute__((optimize("O3")))
#endif
#define KB_LIKELY(x)         __builtin_expect(!!(x), 1)
#define KB_UNLIKELY(x)       __builtin_expect(!!(x), 0)
#define KB_COLD              __attribute__((cold, noinline))
#define KB_MUST_CHECK        __attribute__((warn_unused_result))
#define KB_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define KB_NOINLINE          __attribute__((noinline)) /* keeps the caller's usual way short */
#endif
