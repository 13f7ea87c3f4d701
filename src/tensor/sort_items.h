#ifndef KT_SORT_ITEMS_H
#define KT_SORT_ITEMS_H
/* Keys with their positions, and introsort over them: nth_element_32(), partial_sort_32(),
 * sort_32() and the same for 64-bit keys. Their first argument is not used. Inside the engine. */
#include <stdint.h>
#include <string.h>

/* A key and where it came from. */
typedef struct Item32 {
    uint32_t key, at;
} Item32;
typedef struct Item64 {
    uint64_t key;
    uint32_t at;
} Item64;

#define LESS(x, a, b) ((void)(x), (a).key < (b).key)
typedef const void *Order_32;
#define ITEM    Item32
#define NAME(x) x##_32
#include "kernel_introsort.inc.h"
#undef ITEM
#undef NAME
typedef const void *Order_64;
#define ITEM    Item64
#define NAME(x) x##_64
#include "kernel_introsort.inc.h"
#undef ITEM
#undef NAME
#undef LESS
#endif
