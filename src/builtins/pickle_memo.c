/* The memo of a Pickler: an open-addressing table from object identity to the number under which
 * the object was written. It owns its objects, so that no other can get the same address. */
#include "mod_pickle.h"

static size_t place(const KiPkMemo *m, KiValue key) {
    size_t i = (size_t)((key >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (m->cap - 1);
    while (m->entries[i].key && m->entries[i].key != key)
        i = (i + 1) & (m->cap - 1);
    return i;
}

bool ki_pk_memo_find(const KiPkMemo *m, KiValue key, uint64_t *index) {
    if (!m->used) return false;
    size_t i = place(m, key);
    *index = m->entries[i].index;
    return m->entries[i].key != 0;
}

static bool grow(KiState *ks, KiPkMemo *m) {
    KiPkMemo bigger = {.cap = m->cap ? m->cap * 4 : 64};
    size_t size = bigger.cap * sizeof *bigger.entries;
    if (!(bigger.entries = ki_mem_alloc(ks, size))) return false;
    memset(bigger.entries, 0, size);
    for (size_t i = 0; i < m->cap; i++)
        if (m->entries[i].key) bigger.entries[place(&bigger, m->entries[i].key)] = m->entries[i];
    if (m->entries) ki_mem_free(ks, m->entries, m->cap * sizeof *m->entries);
    bigger.used = m->used;
    *m = bigger;
    return true;
}

bool ki_pk_memo_put(KiState *ks, KiPkMemo *m, KiValue key, uint64_t index) {
    if (m->used * 3 >= m->cap * 2 && !grow(ks, m)) return false;
    size_t i = place(m, key);
    if (!m->entries[i].key) {
        m->entries[i].key = ki_new_ref(key);
        m->used++;
    }
    m->entries[i].index = index;
    return true;
}

void ki_pk_memo_clear(KiState *ks, KiPkMemo *m) {
    KiPkMemo old = *m;
    *m = (KiPkMemo){NULL, 0, 0}; /* releasing objects may run code that looks here */
    for (size_t i = 0; i < old.cap; i++)
        if (old.entries[i].key) ki_decref(ks, old.entries[i].key);
    if (old.entries) ki_mem_free(ks, old.entries, old.cap * sizeof *old.entries);
}
