/* Pickling of BytesIO and StringIO: state tuples that end in the position and the attributes. */
#include "mod_io.h"

KiValue ki_io_copy_dict(KiState *ks, KiValue self) {
    KiStr *name = ki_intern_cstr(ks, "__dict__");
    KiValue d = name ? ki_getattr_opt(ks, self, name) : KI_ERR;
    if (name) ki_decref_obj(ks, &name->h);
    if (d == KI_ERR) return KI_ERR;
    if (d == KI_ABSENT || ki_len(ks, d) == 0) {
        ki_decref(ks, d);
        return KI_NONE;
    }
    KiValue copy = ki_call_method_cstr(ks, d, "copy", NULL, 0);
    ki_decref(ks, d);
    return copy;
}

static bool update_dict(KiState *ks, KiValue self, KiValue attributes) {
    KiValue d = ki_getattr_cstr(ks, self, "__dict__");
    KiValue r = d == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, d, "update", &attributes, 1);
    ki_decref(ks, d);
    ki_decref(ks, r);
    return r != KI_ERR;
}

bool ki_io_set_state(KiState *ks, KiValue self, KiValue state, int len, int64_t *pos) {
    static const char *const ordinals[] = {"second", "third", "fourth"};
    const char *at = ordinals[len - 3], *last = ordinals[len - 2];
    if (!ki_is_tuple(state) || ki_tuple_of(state)->len < len) {
        ki_raise(ks, KI_EXC_TypeError, "%s.__setstate__ argument should be %d-tuple, got %s",
                 ki_type_name(ks, self), len, ki_type_name(ks, state));
        return false;
    }
    KiValue *item = ki_tuple_of(state)->items + len - 2;
    if (!ki_is_integer(item[0])) {
        ki_raise(ks, KI_EXC_TypeError, "%s item of state must be an integer, %s %s", at,
                 len == 3 ? "not" : "got", ki_type_name(ks, item[0]));
        return false;
    }
    if (!ki_index_i64(ks, item[0], pos)) return false;
    if (*pos < 0) {
        ki_raise(ks, KI_EXC_ValueError, "position value cannot be negative");
        return false;
    }
    if (ki_is_none(item[1])) return true;
    if (ki_has_layout(item[1], KI_K_DICT)) return update_dict(ks, self, item[1]);
    ki_raise(ks, KI_EXC_TypeError, "%s item of state should be a dict, got a %s", last,
             ki_type_name(ks, item[1]));
    return false;
}
