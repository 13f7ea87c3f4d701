#ifndef KB_NUM_TABLE_H
#define KB_NUM_TABLE_H
/* The 128 leading bits of 10^k, made at build time by tools/gen_pow10.py: [i][0] is the high word.
 * Rounded down, but up for -27 <= k < 0; exact for 0 <= k <= 55. */
#include <stdint.h>

#define KB_POW10_FIRST (-342)
#define KB_POW10_LAST  324

extern const uint64_t kb_pow10_bits[KB_POW10_LAST - KB_POW10_FIRST + 1][2];
#endif
