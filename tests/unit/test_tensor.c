/* Unit tests of the tensor engine: results against naive loops over shapes, dtypes and strides;
 * texts and errors against recorded ones; every allocation failing in turn; threads. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "tensor/memory.h"
#include "tensor/ops.h"
#include "tensor/threads.h"

static KbAlloc alloc;
static KtCtx *ctx;

static void setup(void) {
    kb_alloc_init(&alloc, NULL, NULL);
    ctx = kt_ctx_new(&alloc);
    ck_assert_ptr_nonnull(ctx);
}

/* Everything a test made must be gone with the context. */
static void teardown(void) {
    kt_ctx_free(ctx);
    ck_assert_uint_eq(alloc.used, 0);
}

static KtTensor *must(KtTensor *t) {
    if (!t) ck_abort_msg("%s", ctx->message);
    return t;
}

static KtTensor *sequence(int dtype, int ndim, const int64_t *sizes) {
    KtTensor *t = must(kt_empty(ctx, dtype, ndim, sizes));
    for (int64_t i = 0; i < t->numel; i++) {
        KtScalar v = kt_scalar_float((double)(i * 7 % 23) - (dtype == KT_U8 ? 0 : 11));
        kt_store_scalar(dtype, t->data + i * t->itemsize, &v);
    }
    return t;
}

static double at(const KtTensor *t, int64_t flat) {
    int64_t index[KT_MAX_DIMS];
    for (int d = t->ndim - 1; d >= 0; d--) {
        index[d] = flat % t->sizes[d];
        flat /= t->sizes[d];
    }
    KtScalar s = kt_item_at(t, index);
    return kt_scalar_as_double(&s);
}

static void expect_error(KtErrorKind kind, const char *text) {
    ck_assert_int_eq(ctx->error, kind);
    ck_assert_str_eq(ctx->message, text);
    kt_clear_error(ctx);
}

/* Several layouts of the same (6, 4) sizes: contiguous, transposed, sliced, broadcast. */
enum { N_LAYOUTS = 4 };
static KtTensor *layout(int which, int dtype) {
    int64_t plain[2] = {6, 4}, turned[2] = {4, 6}, wide[2] = {12, 5}, row[2] = {1, 4};
    KtTensor *base, *r, *s;
    switch (which) {
    case 0:
        return sequence(dtype, 2, plain);
    case 1:
        base = sequence(dtype, 2, turned);
        r = must(kt_t(ctx, base));
        break;
    case 2:
        base = sequence(dtype, 2, wide);
        s = must(kt_slice(ctx, base, 0, 1, 12, 2));
        r = must(kt_slice(ctx, s, 1, 1, 5, 1));
        kt_decref(ctx, s);
        break;
    default:
        base = sequence(dtype, 2, row);
        r = must(kt_expand(ctx, base, 2, plain));
    }
    kt_decref(ctx, base);
    return r;
}

START_TEST(test_life) {
    int64_t sizes[3] = {2, 3, 4};
    KtTensor *a = sequence(KT_F32, 3, sizes);
    ck_assert_int_eq(a->numel, 24);
    ck_assert(kt_is_contiguous(a));
    KtTensor *v = must(kt_select(ctx, a, 1, -1));
    kt_decref(ctx, a); /* the view keeps the block */
    ck_assert_double_eq(at(v, 5), (double)(21 * 7 % 23) - 11);
    kt_decref(ctx, v);
    int64_t big = 1 << 20;
    KtTensor *b = must(kt_zeros(ctx, KT_F64, 1, &big));
    ck_assert_uint_eq((uintptr_t)b->data % 64, 0);
    kt_decref(ctx, b);
}
END_TEST

START_TEST(test_become) {
    int64_t sizes[2] = {2, 3};
    KtTensor *a = sequence(KT_F32, 2, sizes), *u = must(kt_unsqueeze(ctx, a, 0));
    ck_assert(kt_become(ctx, a, u)); /* unsqueeze_: more dimensions than the block has room for */
    ck_assert_int_eq(a->ndim, 3);
    ck_assert_int_eq(a->sizes[2], 3);
    kt_decref(ctx, u);
    int64_t n = 5;
    KtTensor *b = sequence(KT_I64, 1, &n);
    ck_assert(kt_become(ctx, a, b));
    ck_assert_int_eq(a->dtype, KT_I64);
    kt_decref(ctx, b);
    ck_assert_double_eq(at(a, 1), -4);
    kt_decref(ctx, a);
}
END_TEST

static double naive_binary(KtOp op, double x, double y) {
    switch (op) {
    case KT_OP_ADD:
        return x + y;
    case KT_OP_SUB:
        return x - y;
    case KT_OP_MUL:
        return x * y;
    case KT_OP_MAXIMUM:
        return x > y ? x : y;
    case KT_OP_LT:
        return x < y;
    default:
        return x >= y;
    }
}

START_TEST(test_binary_layouts) {
    static const KtOp ops[] = {KT_OP_ADD, KT_OP_SUB, KT_OP_MUL, KT_OP_MAXIMUM, KT_OP_LT, KT_OP_GE};
    static const int dtypes[] = {KT_I16, KT_I32, KT_I64, KT_F16, KT_F32, KT_F64};
    for (size_t d = 0; d < 6; d++)
        for (int la = 0; la < N_LAYOUTS; la++)
            for (int lb = 0; lb < N_LAYOUTS; lb++)
                for (size_t o = 0; o < 6; o++) {
                    KtTensor *a = layout(la, dtypes[d]), *b = layout(lb, dtypes[d]);
                    KtTensor *r = must(kt_binary(ctx, ops[o], a, b, KT_NO_DTYPE, NULL));
                    for (int64_t i = 0; i < 24; i++)
                        ck_assert_double_eq(at(r, i), naive_binary(ops[o], at(a, i), at(b, i)));
                    kt_decref(ctx, a);
                    kt_decref(ctx, b);
                    kt_decref(ctx, r);
                }
}
END_TEST

START_TEST(test_scalar_and_in_place) {
    int64_t n = 10;
    KtTensor *a = sequence(KT_F32, 1, &n);
    KtScalar two = kt_scalar_int(2);
    KtTensor *r = must(kt_binary_st(ctx, KT_OP_SUB, &two, a, KT_NO_DTYPE, NULL));
    for (int64_t i = 0; i < n; i++)
        ck_assert_double_eq(at(r, i), 2 - at(a, i));
    kt_decref(ctx, r);
    /* a[1:] += a[:-1] reads the old values in NumPy; PyTorch refuses it */
    double old[10];
    for (int64_t i = 0; i < n; i++)
        old[i] = at(a, i);
    KtTensor *hi = must(kt_slice(ctx, a, 0, 1, n, 1)), *lo = must(kt_slice(ctx, a, 0, 0, n - 1, 1));
    ck_assert_ptr_null(kt_binary(ctx, KT_OP_ADD, hi, lo, KT_NO_DTYPE, hi));
    ck_assert_int_eq(ctx->error, KT_RUNTIME_ERROR);
    kt_clear_error(ctx);
    ctx->numpy = true;
    r = must(kt_binary(ctx, KT_OP_ADD, hi, lo, KT_NO_DTYPE, hi));
    ctx->numpy = false;
    for (int64_t i = 1; i < n; i++)
        ck_assert_double_eq(at(a, i), old[i] + old[i - 1]);
    kt_decref(ctx, r);
    kt_decref(ctx, hi);
    kt_decref(ctx, lo);
    kt_decref(ctx, a);
}
END_TEST

START_TEST(test_promotion) {
    ck_assert_int_eq(kt_promote_torch(KT_U8, KT_I8), KT_I16);
    ck_assert_int_eq(kt_promote_torch(KT_I64, KT_F16), KT_F16);
    ck_assert_int_eq(kt_promote_numpy(KT_I64, KT_F16), KT_F64);
    ck_assert_int_eq(kt_promote_numpy(KT_U64, KT_I8), KT_F64);
    int64_t n = 3;
    KtTensor *a = sequence(KT_I8, 1, &n), *z = must(kt_empty(ctx, KT_F64, 0, NULL));
    *(double *)(void *)z->data = 1.5;
    KtTensor *r = must(kt_binary(ctx, KT_OP_ADD, a, z, KT_NO_DTYPE, NULL));
    ck_assert_int_eq(r->dtype, KT_F64); /* a 0-dim float raises the category */
    kt_decref(ctx, r);
    ctx->numpy = true;
    KtScalar big = kt_scalar_int(200);
    r = must(kt_binary_ts(ctx, KT_OP_ADD, a, &big, KT_NO_DTYPE, NULL));
    ck_assert_int_eq(r->dtype, KT_I16);
    kt_decref(ctx, r);
    kt_decref(ctx, a);
    kt_decref(ctx, z);
}
END_TEST

START_TEST(test_reductions) {
    static const int dtypes[] = {KT_I32, KT_F32, KT_F64};
    for (int np = 0; np < 2; np++)
        for (size_t d = 0; d < 3; d++)
            for (int l = 0; l < N_LAYOUTS; l++)
                for (int dim = 0; dim < 2; dim++) {
                    ctx->numpy = np;
                    KtTensor *a = layout(l, dtypes[d]);
                    KtTensor *s =
                        must(kt_reduce(ctx, KT_OP_SUM, a, &dim, 1, false, KT_NO_DTYPE, NULL));
                    KtTensor *m =
                        must(kt_reduce(ctx, KT_OP_AMAX, a, &dim, 1, true, KT_NO_DTYPE, NULL));
                    KtTensor *x =
                        must(kt_reduce(ctx, KT_OP_ARGMAX, a, &dim, 1, false, KT_NO_DTYPE, NULL));
                    for (int64_t i = 0; i < a->sizes[1 - dim]; i++) {
                        double sum = 0, max = -INFINITY;
                        int64_t where = 0;
                        for (int64_t j = 0; j < a->sizes[dim]; j++) {
                            double v = at(a, dim ? i * 4 + j : j * 4 + i);
                            sum += v;
                            if (v > max) {
                                max = v;
                                where = j;
                            }
                        }
                        ck_assert_double_eq(at(s, i), sum);
                        ck_assert_double_eq(at(m, i), max);
                        ck_assert_double_eq(at(x, i), (double)where);
                    }
                    kt_decref(ctx, a);
                    kt_decref(ctx, s);
                    kt_decref(ctx, m);
                    kt_decref(ctx, x);
                }
}
END_TEST

START_TEST(test_indexing) {
    int64_t sizes[2] = {6, 4}, two = 2;
    KtTensor *a = sequence(KT_F32, 2, sizes);
    int64_t rows[2] = {-1, 2};
    KtTensor *ix = must(kt_from_data(ctx, KT_I64, 1, &two, rows));
    KtIndexItem items[2] = {{.kind = KT_IX_TENSOR, .t = ix},
                            {.kind = KT_IX_SLICE, .has_start = true, .start = 1}};
    KtTensor *r = must(kt_index_get(ctx, a, items, 2, NULL));
    ck_assert_int_eq(r->sizes[0], 2);
    ck_assert_int_eq(r->sizes[1], 3);
    for (int64_t i = 0; i < 2; i++)
        for (int64_t j = 0; j < 3; j++)
            ck_assert_double_eq(at(r, i * 3 + j), at(a, (rows[i] < 0 ? 5 : 2) * 4 + j + 1));
    kt_decref(ctx, r);
    KtOperand nine = kt_operand_scalar(kt_scalar_float(9));
    ck_assert(kt_index_set(ctx, a, items, 2, &nine));
    ck_assert_double_eq(at(a, 23), 9);
    KtScalar zero = kt_scalar_int(0);
    KtTensor *mask = must(kt_binary_ts(ctx, KT_OP_GT, a, &zero, KT_NO_DTYPE, NULL));
    KtIndexItem whole = {.kind = KT_IX_TENSOR, .t = mask};
    r = must(kt_index_get(ctx, a, &whole, 1, NULL));
    int64_t k = 0;
    for (int64_t i = 0; i < 24; i++)
        if (at(a, i) > 0) ck_assert_double_eq(at(r, k++), at(a, i));
    ck_assert_int_eq(k, r->numel);
    kt_decref(ctx, r);
    ctx->numpy = true;
    KtIndexItem back = {.kind = KT_IX_SLICE, .has_step = true, .step = -1};
    r = must(kt_index_get(ctx, a, &back, 1, NULL));
    ck_assert_double_eq(at(r, 0), at(a, 20));
    kt_decref(ctx, r);
    kt_decref(ctx, mask);
    kt_decref(ctx, ix);
    kt_decref(ctx, a);
}
END_TEST

START_TEST(test_sort) {
    static const int64_t lengths[] = {1, 2, 30, 500, 5000};
    static const int dtypes[] = {KT_U8, KT_I32, KT_I64, KT_F32, KT_F64};
    for (size_t l = 0; l < 5; l++)
        for (size_t d = 0; d < 5; d++)
            for (int down = 0; down < 2; down++) {
                KtTensor *a = sequence(dtypes[d], 1, &lengths[l]), *v, *ix;
                ck_assert(kt_sort(ctx, a, 0, down, KT_STABLE, &v, &ix));
                for (int64_t i = 0; i < a->numel; i++) {
                    int64_t from = (int64_t)at(ix, i);
                    ck_assert_double_eq(at(v, i), at(a, from));
                    if (i == 0) continue;
                    double x = at(v, i - 1), y = at(v, i);
                    ck_assert(down ? x >= y : x <= y);
                    if (x == y) ck_assert(at(ix, i - 1) < at(ix, i)); /* stable */
                }
                kt_decref(ctx, a);
                kt_decref(ctx, v);
                kt_decref(ctx, ix);
            }
}
END_TEST

/* NumPy's order: real part, imaginary part; nan in the imaginary part, in the real, in both. */
START_TEST(test_sort_complex) {
    static const double parts[][2] = {{2, 1}, {NAN, 1},   {1, -1}, {0, NAN},
                                      {1, 2}, {NAN, NAN}, {1, -1}};
    static const int64_t wanted[] = {2, 6, 4, 0, 3, 1, 5}, shape[2] = {7, 1}, n = 7;
    KtTensor *a = kt_from_data(ctx, KT_C128, 1, &n, parts), *v, *ix;
    ctx->numpy = true;
    ck_assert(kt_sort(ctx, a, 0, false, KT_STABLE, &v, &ix));
    for (int64_t i = 0; i < n; i++) {
        ck_assert_int_eq((int64_t)at(ix, i), wanted[i]);
        ck_assert(!memcmp(v->data + i * 16, parts[wanted[i]], 16));
    }
    kt_decref(ctx, v);
    kt_decref(ctx, ix);
    KtTensor *column = kt_view(ctx, a, 2, shape);
    ck_assert(kt_sort(ctx, column, 0, false, KT_STABLE, NULL, &ix));
    for (int64_t i = 0; i < n; i++)
        ck_assert_int_eq((int64_t)at(ix, i), wanted[i]);
    ctx->numpy = false;
    kt_decref(ctx, ix);
    kt_decref(ctx, column);
    kt_decref(ctx, a);
}
END_TEST

START_TEST(test_errors) {
    int64_t x[2] = {2, 3}, y[2] = {2, 4};
    KtTensor *a = sequence(KT_F32, 2, x), *b = sequence(KT_F32, 2, y), *m = sequence(KT_BOOL, 2, x);
    ck_assert_ptr_null(kt_binary(ctx, KT_OP_ADD, a, b, KT_NO_DTYPE, NULL));
    expect_error(KT_RUNTIME_ERROR,
                 "The size of tensor a (3) must match the size of tensor b (4) at "
                 "non-singleton dimension 1");
    ctx->numpy = true;
    ck_assert_ptr_null(kt_binary(ctx, KT_OP_ADD, a, b, KT_NO_DTYPE, NULL));
    expect_error(KT_VALUE_ERROR,
                 "operands could not be broadcast together with shapes (2,3) (2,4) ");
    ctx->numpy = false;
    ck_assert_ptr_null(kt_select(ctx, a, 5, 0));
    expect_error(KT_INDEX_ERROR,
                 "Dimension out of range (expected to be in range of [-2, 1], but got 5)");
    int64_t seven = 7;
    ck_assert_ptr_null(kt_view(ctx, a, 1, &seven));
    expect_error(KT_RUNTIME_ERROR, "shape '[7]' is invalid for input of size 6");
    ck_assert_ptr_null(kt_binary(ctx, KT_OP_SUB, m, m, KT_NO_DTYPE, NULL));
    kt_clear_error(ctx);
    KtTensor *list[2] = {a, b};
    ck_assert_ptr_null(kt_cat(ctx, list, 2, 0, NULL));
    expect_error(KT_RUNTIME_ERROR,
                 "Sizes of tensors must match except in dimension 0. Expected size "
                 "3 but got size 4 for tensor number 1 in the list.");
    kt_decref(ctx, a);
    kt_decref(ctx, b);
    kt_decref(ctx, m);
}
END_TEST

static void expect_text(KtTensor *a, bool numpy, const char *want) {
    KbStrbuf out;
    kb_strbuf_init(&out, &alloc, 1 << 20);
    ck_assert(numpy ? kt_repr_numpy(ctx, a, &out) : kt_repr_torch(ctx, a, "tensor", NULL, &out));
    ck_assert_str_eq(out.data, want);
    kb_strbuf_free(&out);
}

START_TEST(test_text) {
    int64_t n = 3, ten = 10;
    float f[3] = {1.0f, 2.5f, -3.14159f};
    double g[3] = {1.0, 2.25, -3.125}, h[10] = {0}, s[2] = {1e-7, 1e7};
    KtTensor *a = must(kt_from_data(ctx, KT_F32, 1, &n, f));
    expect_text(a, false, "tensor([ 1.0000,  2.5000, -3.1416])");
    KtTensor *b = must(kt_from_data(ctx, KT_F64, 1, &n, g));
    expect_text(b, true, "array([ 1.   ,  2.25 , -3.125])");
    expect_text(b, false, "tensor([ 1.0000,  2.2500, -3.1250], dtype=torch.float64)");
    for (int i = 0; i < 10; i++)
        h[i] = 0.123;
    KtTensor *c = must(kt_from_data(ctx, KT_F64, 1, &ten, h));
    ctx->torch_print.precision = 2;
    ctx->torch_print.linewidth = 30;
    expect_text(c, false,
                "tensor([0.12, 0.12, 0.12,\n        0.12, 0.12, 0.12,\n        0.12, 0.12, 0.12,\n"
                "        0.12],\n       dtype=torch.float64)");
    ctx->numpy_print.threshold = 5;
    expect_text(c, true, "array([0.123, 0.123, 0.123, ..., 0.123, 0.123, 0.123])");
    int64_t two = 2;
    KtTensor *d = must(kt_from_data(ctx, KT_F64, 1, &two, s));
    ctx->torch_print = (KtTorchPrint){4, 3, 80, 1000, 0, false};
    ctx->default_dtype = KT_F64;
    expect_text(d, false, "tensor([    0.0000, 10000000.0000])");
    kt_decref(ctx, a);
    kt_decref(ctx, b);
    kt_decref(ctx, c);
    kt_decref(ctx, d);
}
END_TEST

/* A bit of everything, for the failing-allocation test. True if all of it succeeded. */
static bool exercise(void) {
    int64_t sizes[2] = {40, 30};
    KtScalar one = kt_scalar_float(1), half = kt_scalar_float(0.5);
    KtTensor *a = kt_full(ctx, KT_F32, 2, sizes, &one), *t = a ? kt_t(ctx, a) : NULL;
    KtTensor *b = t ? kt_copy_c(ctx, t) : NULL,
             *c = b ? kt_binary(ctx, KT_OP_ADD, t, b, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *m = c ? kt_binary_ts(ctx, KT_OP_GT, c, &half, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *p = m ? kt_masked_select(ctx, c, m) : NULL, *v = NULL, *ix = NULL;
    int dim = 1;
    KtTensor *s = p ? kt_reduce(ctx, KT_OP_MEAN, c, &dim, 1, true, KT_NO_DTYPE, NULL) : NULL;
    bool ok = s && kt_sort(ctx, c, 0, false, KT_STABLE, &v, &ix);
    KtIndexItem item = {.kind = KT_IX_TENSOR, .t = m};
    KtOperand value = kt_operand_scalar(half);
    ok = ok && kt_index_set(ctx, c, &item, 1, &value);
    KbStrbuf out;
    kb_strbuf_init(&out, &alloc, 1 << 20);
    ok = ok && kt_repr_torch(ctx, c, "tensor", NULL, &out);
    kb_strbuf_free(&out);
    KtTensor *all[] = {a, t, b, c, m, p, s, v, ix};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        kt_xdecref(ctx, all[i]);
    return ok;
}

START_TEST(test_out_of_memory) {
    bool done = false;
    for (long n = 1; n < 500 && !done; n++) {
        kb_alloc_init(&alloc, NULL, NULL);
        alloc.fail_after = n;
        ctx = kt_ctx_new(&alloc);
        if (!ctx) continue;
        done = exercise();
        if (!done) ck_assert_int_ne(ctx->error, KT_NO_ERROR);
        kt_ctx_free(ctx);
        ck_assert_uint_eq(alloc.used, 0);
    }
    ck_assert(done);
}
END_TEST

static void count_up(void *arg, int64_t begin, int64_t end) {
    int64_t *p = arg;
    for (int64_t i = begin; i < end; i++)
        p[i]++;
}

START_TEST(test_threads) {
    int64_t n = 300000;
    KtTensor *a = sequence(KT_F32, 1, &n),
             *b = must(kt_unary(ctx, KT_OP_EXP, a, KT_NO_DTYPE, NULL));
    int64_t rows[2] = {300, 1000};
    KtTensor *m = must(kt_view(ctx, b, 2, rows));
    int dim = 1;
    KtTensor *s1 = must(kt_reduce(ctx, KT_OP_SUM, m, &dim, 1, false, KT_NO_DTYPE, NULL));
    ck_assert(kt_set_num_threads(ctx, 4));
    KtTensor *c = must(kt_unary(ctx, KT_OP_EXP, a, KT_NO_DTYPE, NULL));
    KtTensor *s4 = must(kt_reduce(ctx, KT_OP_SUM, m, &dim, 1, false, KT_NO_DTYPE, NULL));
    ck_assert_int_eq(memcmp(b->data, c->data, kt_nbytes(b)), 0);
    ck_assert_int_eq(memcmp(s1->data, s4->data, kt_nbytes(s1)), 0);
    KtTensor *seen = must(kt_zeros(ctx, KT_I64, 1, &n));
    for (int round = 0; round < 50; round++)
        kt_parallel_for(ctx, n, 1000, count_up, seen->data);
    for (int64_t i = 0; i < n; i++)
        ck_assert_int_eq(((int64_t *)(void *)seen->data)[i], 50);
    KtTensor *all[] = {a, b, m, s1, c, s4, seen};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        kt_decref(ctx, all[i]);
}
END_TEST

/* Each row of the op table names what it promises. */
START_TEST(test_op_table) {
    for (int op = 0; op < KT_N_OPS; op++) {
        const KtOpInfo *info = &kt_op_info[op];
        ck_assert_ptr_nonnull(info->name);
        char name[48], places[8];
        for (const char *p = kt_op_next_name(info->torch, name, places); p;
             p = kt_op_next_name(p, name, places))
            ck_assert(name[0] && places[0]);
        for (const char *p = kt_op_next_name(info->numpy, name, places); p;
             p = kt_op_next_name(p, name, places))
            ck_assert(name[0] && places[0]);
        if (info->family == KT_FAM_UNARY) ck_assert_int_eq(info->arity, 1);
    }
}
END_TEST

int main(void) {
    Suite *s = suite_create("tensor");
    TCase *t = tcase_create("engine");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_test(t, test_life);
    tcase_add_test(t, test_become);
    tcase_add_test(t, test_binary_layouts);
    tcase_add_test(t, test_scalar_and_in_place);
    tcase_add_test(t, test_promotion);
    tcase_add_test(t, test_reductions);
    tcase_add_test(t, test_indexing);
    tcase_add_test(t, test_sort);
    tcase_add_test(t, test_sort_complex);
    tcase_add_test(t, test_errors);
    tcase_add_test(t, test_text);
    tcase_add_test(t, test_threads);
    tcase_add_test(t, test_op_table);
    TCase *m = tcase_create("memory");
    tcase_set_timeout(m, 60);
    tcase_add_test(m, test_out_of_memory);
    suite_add_tcase(s, t);
    suite_add_tcase(s, m);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
