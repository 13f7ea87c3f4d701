/* "Did you mean: 'x'?" for NameError and AttributeError: the candidate with the smallest edit
 * distance, with CPython's costs (a move 2, a change of case 1) and limits. */
#include "../object/exc_private.h"
#include "traceback_format.h"

enum { MOVE_COST = 2, CASE_COST = 1, MAX_LEN = 40, MAX_CANDIDATES = 750 };

static int substitution(uint8_t a, uint8_t b) {
    if ((a & 31) != (b & 31)) return MOVE_COST;
    if (a == b) return 0;
    uint8_t x = a >= 'A' && a <= 'Z' ? a + 32 : a, y = b >= 'A' && b <= 'Z' ? b + 32 : b;
    return x == y ? CASE_COST : MOVE_COST;
}

/* Weighted Levenshtein distance, or more than max. */
static int distance(const uint8_t *a, int na, const uint8_t *b, int nb, int max) {
    if (na == nb && memcmp(a, b, (size_t)na) == 0) return 0;
    while (na && nb && *a == *b)
        a++, b++, na--, nb--;
    while (na && nb && a[na - 1] == b[nb - 1])
        na--, nb--;
    if (na == 0 || nb == 0) return (na + nb) * MOVE_COST;
    if (na > MAX_LEN || nb > MAX_LEN) return max + 1;
    if (nb < na) {
        const uint8_t *t = a;
        int n = na;
        a = b, na = nb;
        b = t, nb = n;
    }
    if ((nb - na) * MOVE_COST > max) return max + 1;
    int row[MAX_LEN], result = 0;
    for (int i = 0; i < na; i++)
        row[i] = (i + 1) * MOVE_COST;
    for (int j = 0; j < nb; j++) {
        int diagonal = j * MOVE_COST, least = INT32_MAX;
        result = diagonal;
        for (int i = 0; i < na; i++) {
            int sub = diagonal + substitution(b[j], a[i]);
            diagonal = row[i];
            int indel = (result < diagonal ? result : diagonal) + MOVE_COST;
            row[i] = result = sub < indel ? sub : indel;
            if (result < least) least = result;
        }
        if (least > max) return max + 1;
    }
    return result;
}

/* The best of the strings in list for name: borrowed, ABSENT if none is near. */
static KiValue best(KiState *ks, KiList *list, KiValue name) {
    size_t n_name, n;
    const char *want = ki_str_utf8(ks, ki_str_of(name), &n_name);
    KiValue found = KI_ABSENT;
    int least = INT32_MAX;
    if (!want || list->len >= MAX_CANDIDATES) return KI_ABSENT;
    for (int64_t i = 0; i < list->len; i++) {
        KiValue item = list->items[i];
        const char *s = ki_is_str(item) ? ki_str_utf8(ks, ki_str_of(item), &n) : NULL;
        if (!s || (n == n_name && !memcmp(s, want, n))) continue;
        int max = (int)(n_name + n + 3) * MOVE_COST / 6;
        if (least != INT32_MAX && max > least - 1) max = least - 1;
        int d = distance((const uint8_t *)want, (int)n_name, (const uint8_t *)s, (int)n, max);
        if (d > max) continue;
        if (found == KI_ABSENT || d < least) {
            found = item;
            least = d;
        }
    }
    return found;
}

static KiValue suggest_attr(KiState *ks, KiValue exc, KiValue name) {
    KiValue obj = ki_exc_field(exc, KI_ATTR_OBJ), r = KI_ABSENT;
    if (obj == KI_UNBOUND) return KI_ABSENT;
    ki_incref(obj);
    KiValue dir = ki_call_special(ks, obj, ks->names.d_dir, NULL, 0);
    KiList *names = dir == KI_ERR || dir == KI_ABSENT ? NULL : ki_to_list(ks, dir);
    if (names && ki_list_sort(ks, names, KI_NONE, false)) r = ki_new_ref(best(ks, names, name));
    if (names) ki_decref_obj(ks, &names->h);
    if (dir != KI_ERR) ki_decref(ks, dir);
    ki_decref(ks, obj);
    if (ki_pending(ks)) ki_clear_exc(ks);
    return r;
}

static KiValue best_key(KiState *ks, KiDict *d, KiValue name) {
    KiList *l = ki_list_new(ks, d->used);
    int64_t pos = 0;
    KiValue k, v, r = KI_ABSENT;
    while (l && ki_dict_next(d, &pos, &k, &v))
        if (!ki_list_append(ks, l, k)) break;
    if (l) r = ki_new_ref(best(ks, l, name));
    if (l) ki_decref_obj(ks, &l->h);
    return r;
}

/* Locals of the frame that raised, then globals, then built-ins. */
static KiValue suggest_name(KiState *ks, KiValue exc, KiValue name) {
    KiValue tb = ((KiException *)ki_obj(exc))->traceback;
    if (tb == KI_NONE) return KI_ABSENT;
    while (((KiTraceback *)ki_obj(tb))->next != KI_NONE)
        tb = ((KiTraceback *)ki_obj(tb))->next;
    KiFunc *f = ki_traceback_func((KiTraceback *)ki_obj(tb));
    KiList *l = ki_list_new(ks, 0);
    KiValue r = KI_ABSENT;
    if (f->code->flags & KI_CO_OPTIMIZED)
        for (int i = 0; l && i < f->code->n_locals; i++)
            if (ki_is_str(f->code->local_names[i]) &&
                !ki_list_append(ks, l, f->code->local_names[i]))
                break;
    if (l) r = ki_new_ref(best(ks, l, name));
    if (l) ki_decref_obj(ks, &l->h);
    if (r == KI_ABSENT) r = best_key(ks, f->globals, name);
    if (r == KI_ABSENT && f->builtins) r = best_key(ks, f->builtins, name);
    if (ki_pending(ks)) ki_clear_exc(ks);
    return r;
}

KiValue ki_suggestion(KiState *ks, KiValue exc) {
    KiType *t = ki_type_of(ks, exc);
    bool attr = t == ks->exceptions[KI_EXC_AttributeError];
    if (!attr && t != ks->exceptions[KI_EXC_NameError]) return KI_ABSENT;
    KiValue name = ki_getattr_opt(ks, exc, ks->names.n_name), r = KI_ABSENT;
    if (name == KI_ERR) {
        ki_clear_exc(ks);
        return KI_ABSENT;
    }
    if (name != KI_ABSENT && ki_is_str(name))
        r = attr ? suggest_attr(ks, exc, name) : suggest_name(ks, exc, name);
    ki_decref(ks, name);
    return r;
}
