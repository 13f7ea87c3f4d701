#ifndef KB_VEC_H
#define KB_VEC_H
/* A small typed growable array over KbAlloc.
 *
 *     KB_VEC(int) v = {0};
 *     if (!kb_vec_push(&v, alloc, 7)) out_of_memory();
 *     v.at[0], v.n
 *     kb_vec_free(&v, alloc);
 */
#include "alloc.h"

#define KB_VEC(T)                                                                                  \
    struct {                                                                                       \
        T *at;                                                                                     \
        size_t n, cap;                                                                             \
    }

/* Makes room for `extra` more elements; false when out of memory (the vector is unchanged). */
#define kb_vec_reserve(v, alloc, extra)                                                            \
    ((v)->n + (size_t)(extra) <= (v)->cap ||                                                       \
     kb_vec_grow_((alloc), (void **)&(v)->at, &(v)->cap, (v)->n + (size_t)(extra),                 \
                  sizeof *(v)->at))
#define kb_vec_push(v, alloc, x)                                                                   \
    (kb_vec_reserve(v, alloc, 1) ? ((void)((v)->at[(v)->n++] = (x)), true) : false)
#define kb_vec_pop(v) ((v)->at[--(v)->n])
#define kb_vec_free(v, alloc)                                                                      \
    (kb_free((alloc), (v)->at, (v)->cap * sizeof *(v)->at), (void)((v)->at = NULL),                \
     (void)((v)->n = (v)->cap = 0))

static inline bool kb_vec_grow_(KbAlloc *a, void **at, size_t *cap, size_t need, size_t elem) {
    size_t new_cap = *cap < 4 ? 8 : *cap + *cap / 2, bytes;
    if (new_cap < need) new_cap = need;
    if (!kb_mul_size(new_cap, elem, &bytes)) return false;
    void *p = kb_realloc(a, *at, *cap * elem, bytes);
    if (!p) return false;
    *at = p;
    *cap = new_cap;
    return true;
}
#endif
