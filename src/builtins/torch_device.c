/* torch.device: a kind of device and its number, read from "cuda:1", and the check that what is
 * asked for is the CPU, the only one there is. */
#include <ctype.h>
#include <stdlib.h>

#include "../object/containers.h"
#include "torch_args.h"
#include "torch_signature.h"

typedef struct Device {
    KiObj h;
    char type[14];
    int16_t index; /* -1: none */
} Device;
static Device *device_of(KiValue v) {
    return (Device *)ki_obj(v);
}
static bool is_device(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_obj(v)->shape->type == ki_ts(ks)->device_type;
}

/* --- from text --- */

static const char device_names[] = "cpu, cuda, ipu, xpu, mkldnn, opengl, opencl, ideep, hip, ve, "
                                   "fpga, ort, xla, lazy, vulkan, mps, meta, hpu, privateuseone";
enum { MAX_INDEX = 127 };

static KiValue new_device(KiState *ks, const char *type, size_t n, int index) {
    Device *d = (Device *)ki_instance_alloc(ks, ki_ts(ks)->device_type);
    if (!d) return KI_ERR;
    memcpy(d->type, type, n < sizeof d->type - 1 ? n : sizeof d->type - 1);
    d->index = (int16_t)index;
    return ki_from_obj(d);
}

static bool is_known(const char *s, size_t n) {
    for (const char *p = device_names; *p;) {
        size_t m = strcspn(p, ",");
        if (m == n && !strncmp(p, s, n)) return true;
        p += m;
        while (*p == ',' || *p == ' ')
            p++;
    }
    return false;
}

/* "cuda:1"; index: of a device whose text has none, -1 for none. The form is looked at before the
 * name. */
static KiValue parse_device(KiState *ks, const char *s, int index) {
    size_t n = strcspn(s, ":");
    if (!*s) return ki_raise(ks, KI_EXC_RuntimeError, "Device string must not be empty");
    bool ok = n > 0;
    for (size_t i = 0; i < n; i++)
        ok &= isalpha((unsigned char)s[i]) || s[i] == '_';
    if (s[n]) {
        const char *digits = s + n + 1;
        size_t count = strspn(digits, "0123456789");
        ok &= count > 0 && count < 4 && !digits[count] && (count == 1 || *digits != '0');
        index = ok ? atoi(digits) : 0;
    }
    if (!ok || index > MAX_INDEX)
        return ki_raise(ks, KI_EXC_RuntimeError, "Invalid device string: '%s'", s);
    if (!is_known(s, n))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Expected one of %s device type at start of device string: %.*s",
                        device_names, (int)n, s);
    return new_device(ks, s, n, index);
}

/* What PyTorch takes for a device: a device, its text, or the number of a GPU. */
static KiValue to_device(KiState *ks, KiValue v) {
    if (is_device(ks, v)) return ki_new_ref(v);
    if (ki_is_str(v)) {
        const char *s = ki_str_utf8(ks, ki_str_of(v), NULL);
        return s ? parse_device(ks, s, -1) : KI_ERR;
    }
    if (ki_is_integer(v) && !ki_is_int(v) && !ki_is_bool(v))
        return ki_raise(ks, KI_EXC_RuntimeError, "Overflow when unpacking long");
    if (!ki_is_int(v))
        return ki_raise(ks, KI_EXC_TypeError, "device must be torch.device, str or int, not %s",
                        ki_type_name(ks, v));
    if (ki_int_val(v) < 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "Device index must not be negative");
    return new_device(ks, "cuda", 4, (int)ki_int_val(v));
}

/* --- the type --- */

/* device(device) */
static KiValue from_device(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("Device", 1, 1, "device");
    return to_device(ks, a.v[0]);
}
/* device(type, index) */
static KiValue from_type(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("Device", 1, 2, "type", "index");
    const char *s = ta_str(&a, 0, "");
    int index = ta_int32(&a, 1, -1);
    if (a.failed) return KI_ERR;
    if (ta_given(&a, 1) && !ki_is_none(a.v[1]) && index < 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "Device index must not be negative");
    if (index >= 0 && strchr(s, ':'))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "type (string) must not include an index because index was passed "
                        "explicitly: %s",
                        s);
    return parse_device(ks, s, index);
}
static KiValue device_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (ki_torch_misfit(ks, "Device", 'f', args, nargs, kwnames)) return KI_ERR;
    bool named = kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len > 0;
    bool by_type =
        named ? !ki_str_eq_cstr(ki_str_of(ki_tuple_of(kwnames)->items[0]), "device") : nargs > 1;
    return by_type ? from_type(ks, args, nargs, kwnames) : from_device(ks, args, nargs, kwnames);
}

static KiValue device_repr(KiState *ks, KiValue v) {
    Device *d = device_of(v);
    return d->index < 0 ? ki_str_format(ks, "device(type='%s')", d->type)
                        : ki_str_format(ks, "device(type='%s', index=%d)", d->type, d->index);
}
static KiValue device_str(KiState *ks, KiValue v) {
    Device *d = device_of(v);
    return d->index < 0 ? ki_str_from_cstr(ks, d->type)
                        : ki_str_format(ks, "%s:%d", d->type, d->index);
}
static KiValue device_compare(KiState *ks, KiValue x, KiValue y, KiCompareOp op) {
    if (!is_device(ks, x) || !is_device(ks, y)) return KI_NOT_IMPLEMENTED;
    if (op != KI_EQ && op != KI_NE)
        return ki_raise(ks, KI_EXC_TypeError, "comparison not implemented");
    bool same = !strcmp(device_of(x)->type, device_of(y)->type) &&
                device_of(x)->index == device_of(y)->index;
    return ki_bool(same == (op == KI_EQ));
}
static bool device_hash(KiState *ks, KiValue v, int64_t *out) {
    *out = device_of(v)->type[0] * 131 + device_of(v)->type[1] * 7 + device_of(v)->index + 1;
    return true;
}
static KiValue device_type_get(KiState *ks, KiValue v, void *closure) {
    return ki_str_from_cstr(ks, device_of(v)->type);
}
static KiValue device_index_get(KiState *ks, KiValue v, void *closure) {
    return device_of(v)->index < 0 ? KI_NONE : ki_small_int(device_of(v)->index);
}
/* (torch.device, (type,)) or (torch.device, (type, index)) */
static KiValue device_reduce(KiState *ks, KiValue *args, int nargs) {
    KiValue type = device_type_get(ks, args[0], NULL);
    KiValue t = type == KI_ERR ? KI_ERR
                : device_of(args[0])->index < 0
                    ? ki_tuple_pack(ks, 1, type)
                    : ki_tuple_pack(ks, 2, type, device_index_get(ks, args[0], NULL));
    KiValue r = t == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ki_ts(ks)->device_type), t);
    ki_decref(ks, type);
    ki_decref(ks, t);
    return r;
}

bool tf_init_device(KiState *ks, const TfTargets *to) {
    static const KiSlots slots = {.repr = device_repr,
                                  .str = device_str,
                                  .compare = device_compare,
                                  .hash = device_hash,
                                  .new_ = device_new};
    static const KiDef methods[] = {{"__reduce__", "(self, /)", (void *)device_reduce, NULL, 0},
                                    KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"type", device_type_get, NULL, NULL, NULL},
                                          {"index", device_index_get, NULL, NULL, NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {.name = "device",
                                  .module = "torch",
                                  .doc = "",
                                  .struct_size = sizeof(Device),
                                  .layout = KI_K_OPAQUE,
                                  .slots = &slots,
                                  .methods = methods,
                                  .getsets = getsets};
    KiTensorState *ts = ki_ts(ks);
    ts->device_type = ki_native_type(ks, &def, NULL);
    if (!ts->device_type) return false;
    KiValue cpu = new_device(ks, "cpu", 3, -1);
    if (cpu == KI_ERR) return false;
    ki_assign(ks, &ts->cpu, cpu); /* a script can import the module anew */
    return ki_module_add(ks, to->torch, "device", ki_new_ref(ki_from_obj(ts->device_type)));
}

/* --- for the other files --- */

int ki_check_device(KiState *ks, KiValue v) {
    if (ki_is_none(v) || v == KI_ABSENT) return 1;
    KiValue d = to_device(ks, v);
    if (d == KI_ERR) return -1;
    const char *type = device_of(d)->type;
    bool cpu = !strcmp(type, "cpu");
    if (!strcmp(type, "cuda"))
        ki_raise(ks, KI_EXC_AssertionError, "Torch not compiled with CUDA enabled");
    else if (!cpu)
        ki_raise(ks, KI_EXC_NotImplementedError, "the '%s' device", type);
    ki_decref(ks, d);
    return cpu ? 1 : -1;
}
bool ki_is_cuda(KiState *ks, KiValue v) {
    if (v == KI_ABSENT || ki_is_none(v)) return false;
    KiValue d = to_device(ks, v);
    if (d == KI_ERR) ki_clear_exc(ks); /* ki_check_device says what is wrong */
    bool cuda = d != KI_ERR && !strcmp(device_of(d)->type, "cuda");
    ki_decref(ks, d);
    return cuda;
}
KiValue ki_torch_device_cpu(KiState *ks) {
    return ki_new_ref(ki_ts(ks)->cpu);
}
