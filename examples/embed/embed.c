/* A host program in C: runs a script, calls its functions with a float array that the host keeps,
 * reads the tensor that comes back without a copy, gives the script a native function, handles its
 * errors.
 *
 *     cc embed.c $(pkg-config --cflags --libs kukri) -lm -o embed && ./embed filter.py */
#include <kukri.h>

#include <math.h>
#include <stdio.h>

enum { N_SAMPLES = 16 };

/* host.log(text): the script's line, with the host's own counter in front. */
static KuValue host_log(KuState *ku, const KuValue *args, int n_args, void *userdata) {
    int *n_lines = userdata;
    const char *text = ku_to_str(ku, args[0], NULL);
    (void)n_args;
    if (!text) return ku_null(); /* not a str: the TypeError goes on into the script */
    printf("[%d] %s\n", ++*n_lines, text);
    return ku_none();
}

/* Calls a function of the script by its name. The null handle: failed. */
static KuValue call_global(KuState *ku, const char *name, const KuValue *args, int n) {
    KuValue f = ku_get_global(ku, name);
    KuValue result = ku_is_null(f) ? ku_null() : ku_call(ku, f, args, n);
    ku_release(ku, f);
    return result;
}

/* Prints a 1-d float tensor straight from its memory. */
static KuStatus print_tensor(KuState *ku, const char *label, KuValue tensor) {
    KuTensorView view;
    KuStatus status = ku_tensor_view(ku, tensor, &view);
    if (status != KU_OK) return status;
    const float *x = view.data;
    printf("%s:", label);
    for (int64_t i = 0; i < view.shape[0]; i++)
        printf(" %.3f", x[i * view.strides[0]]);
    printf("\n");
    return KU_OK;
}

static KuStatus use_script(KuState *ku, const char *path, float *samples) {
    KuStatus status = ku_run_file(ku, path);
    if (status != KU_OK) return status;

    /* A tensor over the host's array: nothing is copied, and nobody needs to be told of its end. */
    int64_t shape[1] = {N_SAMPLES};
    KuValue tensor = ku_tensor(ku, samples, KU_FLOAT32, 1, shape, NULL, NULL, NULL);
    KuValue width = ku_int(ku, 5), huge = ku_int(ku, 1000);
    KuValue smooth = ku_null(), none = ku_null(), failed = ku_null();
    status = KU_ERROR;
    if (ku_is_null(tensor) || ku_is_null(width) || ku_is_null(huge)) goto done;

    KuValue args[2] = {tensor, width};
    smooth = call_global(ku, "smooth", args, 2);
    if (ku_is_null(smooth) || print_tensor(ku, "smooth", smooth) != KU_OK) goto done;

    none = call_global(ku, "normalise", &tensor, 1);
    if (ku_is_null(none)) goto done;
    printf("samples[0] is now %.3f in the host's array\n", samples[0]);

    args[1] = huge;
    failed = call_global(ku, "smooth", args, 2);
    if (ku_is_null(failed)) {
        printf("the script said %s: %s\n", ku_error_type(ku), ku_error_message(ku));
        ku_error_clear(ku);
    }
    status = KU_OK;
done:
    ku_release(ku, failed);
    ku_release(ku, none);
    ku_release(ku, smooth);
    ku_release(ku, huge);
    ku_release(ku, width);
    ku_release(ku, tensor);
    return status;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: %s filter.py\n", argv[0]);
        return 2;
    }
    float samples[N_SAMPLES];
    for (int i = 0; i < N_SAMPLES; i++)
        samples[i] = sinf((float)i * 0.5f) + (i % 2 ? 0.3f : -0.3f);

    KuState *ku = ku_new(NULL);
    if (!ku) return 1;
    int n_lines = 0;
    const KuFunctionDef functions[] = {{"log", "(text, /)", host_log, "Prints a line.", &n_lines},
                                       {NULL, NULL, NULL, NULL, NULL}};
    KuValue module = ku_module(ku, "host", functions, "What the host offers to scripts.");
    KuStatus status = ku_is_null(module) ? KU_ERROR : use_script(ku, argv[1], samples);
    if (status != KU_OK) fputs(ku_error_traceback(ku), stderr);
    ku_release(ku, module);
    ku_free(ku);
    return status != KU_OK;
}
