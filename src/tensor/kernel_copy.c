/* Copying rows of a few kilobytes, once per instruction set. The C library's memcpy runs backwards
 * through a row whose two places differ by about a multiple of 4 KiB, which stops the processor
 * from fetching the next rows ahead: joining two matrices of 4 MiB by rows of 2 KiB takes 0.24 ms
 * with it and 0.15 ms so. */
#include <string.h>

#include "kernel_vector.h"
#include "kernels.h"

typedef uint64_t Part __attribute__((vector_size(KT_WIDE), aligned(1), may_alias));

void KT_ISA_NAME(kt_copy_row)(char *to, const char *from, size_t n) {
    const size_t step = 4 * sizeof(Part);
    size_t i = 0;
    for (; i + step <= n; i += step) {
        const Part *x = (const Part *)(from + i);
        Part a = x[0], b = x[1], c = x[2], d = x[3];
        Part *y = (Part *)(to + i);
        y[0] = a, y[1] = b, y[2] = c, y[3] = d;
    }
    memcpy(to + i, from + i, n - i);
}
